/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people put on the Map beside tables: notes, and areas behind cards that belong together. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-note-text.h"
#include "app/canvas/tenon-scene.h"

static const char *const color_names[TENON_N_AREA_COLORS] = { "blue", "green", "yellow", "red", "purple" };

/* Returns: the name of a colour as it is kept */
const char *
tenon_area_color_get_name (TenonAreaColor color)
{
  g_return_val_if_fail (color < TENON_N_AREA_COLORS, NULL);

  return color_names[color];
}

/* @name: (nullable): the first colour for one nobody knows */
TenonAreaColor
tenon_area_color_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (color_names); i++)
    if (g_strcmp0 (color_names[i], name) == 0)
      return i;
  return TENON_AREA_BLUE;
}

void
tenon_scene_area_free (TenonSceneArea *self)
{
  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->cards);
  g_free (self);
}

gboolean
tenon_scene_areas_equal (GPtrArray *a,
                         GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      TenonSceneArea *first = g_ptr_array_index (a, i), *second = g_ptr_array_index (b, i);

      if (!g_str_equal (first->id, second->id) || !g_str_equal (first->title, second->title) || first->color != second->color || !g_strv_equal ((const char *const *)first->cards, (const char *const *)second->cards))
        return FALSE;
    }
  return TRUE;
}

/* A note as a card: what people wrote, with its marks at work. */
TenonCardData *
tenon_card_data_of_note (TenonNote *note)
{
  const char      *text = note->text != NULL ? note->text : "";
  g_autofree char *id = g_strconcat ("note:", note->note_id, NULL), *title = tenon_note_dup_title (text);
  TenonCardData   *card = tenon_card_data_new (id, title, TENON_TINT_NOTE);

  card->body = tenon_note_dup_markup (text);
  card->label = g_strdup_printf (_ ("Note %s"), title);
  card->description = g_strdup (text);
  card->tooltip = g_strdup (text);
  return card;
}

/**
 * tenon_scene_add_notes:
 * @view: "source" or "target": whose notes and areas
 */
void
tenon_scene_add_notes (TenonScene   *self,
                       TenonDiagram *diagram,
                       const char   *view)
{
  for (guint i = 0; i < tenon_list_get_length (diagram->notes); i++)
    {
      TenonNote *note = tenon_list_get (diagram->notes, i);

      if (note->note_id != NULL && g_strcmp0 (note->view, view) == 0)
        tenon_scene_take_card (self, tenon_card_data_of_note (note));
    }
  for (guint i = 0; i < tenon_list_get_length (diagram->areas); i++)
    {
      TenonArea      *area = tenon_list_get (diagram->areas, i);
      TenonSceneArea *shown;

      if (area->area_id == NULL || area->cards == NULL || g_strcmp0 (area->view, view) != 0)
        continue;
      shown = g_new0 (TenonSceneArea, 1);
      shown->id = g_strdup (area->area_id);
      shown->title = g_strdup (area->title != NULL ? area->title : "");
      shown->color = tenon_area_color_from_name (area->color);
      shown->cards = g_strdupv (area->cards);
      g_ptr_array_add (self->areas, shown);
    }
}

/* Returns: (transfer none) (nullable): the area a card is in; the last where several say so, which lies on top */
TenonSceneArea *
tenon_scene_find_area_of (TenonScene *self,
                          const char *card)
{
  for (guint i = self->areas->len; i > 0; i--)
    {
      TenonSceneArea *area = g_ptr_array_index (self->areas, i - 1);

      if (g_strv_contains ((const char *const *)area->cards, card))
        return area;
    }
  return NULL;
}
