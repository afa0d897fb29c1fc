/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes and areas of the Map: made, renamed, coloured and taken away, each in one step that can be undone. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/tenon-ask-dialog.h"
#include "tenon-map-page-private.h"

#define NOTE_OFFSET 40 /* from the card it is written beside */

static TenonModel *
get_model (TenonMapPage *self)
{
  return tenon_project_get_model (self->project);
}

/* The next free id: "n3" */
static char *
dup_fresh_id (TenonList *list,
              char       letter)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c%u", letter, i);

      if (tenon_list_find (list, id) == NULL)
        return g_steal_pointer (&id);
    }
}

/* --- Notes --------------------------------------------------------------- */

/* Right of what is selected, else in the middle of what is seen; where it hides nothing. */
static void
find_note_place (TenonMapPage *self,
                 TenonNote    *note,
                 int          *x,
                 int          *y)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  g_autoptr (TenonCardData) card = tenon_card_data_of_note (note);
  g_autoptr (TenonTypeface) typeface = tenon_typeface_new (gtk_widget_get_pango_context (GTK_WIDGET (self->canvas)));
  g_autoptr (TenonCardShape) shape = tenon_card_shape_new (card, typeface, TENON_DETAIL_ALL);
  double centre_x, centre_y;

  if (selection[0] != NULL && tenon_canvas_get_position (self->canvas, selection[0], x, y))
    *x += tenon_card_get_shape (tenon_canvas_find_card (self->canvas, selection[0]))->width + NOTE_OFFSET;
  else
    {
      tenon_viewport_get_centre (tenon_canvas_get_viewport (self->canvas), &centre_x, &centre_y);
      *x = (int)round (centre_x) - shape->width / 2;
      *y = (int)round (centre_y) - shape->height / 2;
    }
  tenon_placement_find_free (tenon_canvas_get_graph (self->canvas), shape->width, shape->height, x, y);
}

static void
add_note_cb (gpointer    owner,
             const char *text,
             gpointer    user_data)
{
  TenonMapPage *self = owner;
  TenonModel   *model = get_model (self);
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *id = dup_fresh_id (model->diagram->notes, 'n'), *node_id = g_strconcat ("note:", id, NULL);
  g_autoptr (TenonNote) note = g_object_new (TENON_TYPE_NOTE, "note-id", id, "view", tenon_map_view_get_name (self->view), "text", text, NULL);
  int x, y;

  if (!tenon_map_view_is_free (self->view))
    return;

  find_note_place (self, note, &x, &y);
  edit = tenon_model_begin (model, _ ("Add Note"));
  tenon_list_append (model->diagram->notes, note);
  tenon_placement_put (model->diagram, node_id, x, y);
  tenon_edit_commit (edit);
  tenon_canvas_reveal (self->canvas, node_id, NULL);
}

static void
new_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  const TenonAsk ask = { _ ("New Note"), _ ("Markdown: # heading, - list, **bold**, *italic*, `code`."), _ ("Text of the note"), NULL, _ ("_Add"), TRUE, add_note_cb };

  if (tenon_map_view_is_free (TENON_MAP_PAGE (widget)->view))
    tenon_ask (widget, &ask, NULL, NULL);
}

static void
edit_note_cb (gpointer    owner,
              const char *text,
              gpointer    user_data)
{
  TenonModel *model = get_model (owner);
  TenonNote  *note = tenon_list_find (model->diagram->notes, user_data);

  if (note != NULL)
    tenon_model_set (model, _ ("Change Note"), note, "text", text, NULL);
}

static void
edit_note (TenonMapPage *self,
           const char   *id)
{
  TenonNote *note = tenon_list_find (get_model (self)->diagram->notes, id);
  TenonAsk   ask = { _ ("Note"), _ ("Markdown: # heading, - list, **bold**, *italic*, `code`."), _ ("Text of the note"), note != NULL ? note->text : NULL, _ ("_Change"), TRUE, edit_note_cb };

  if (note != NULL)
    tenon_ask (GTK_WIDGET (self), &ask, g_strdup (id), g_free);
}

/* With its place. Inside an edit. */
static void
remove_note (TenonDiagram *diagram,
             const char   *card)
{
  TenonNote *note = tenon_list_find (diagram->notes, card + strlen ("note:"));
  TenonNode *node = tenon_diagram_find (diagram, card);

  if (note != NULL)
    tenon_list_remove_record (diagram->notes, note);
  if (node != NULL)
    tenon_list_remove_record (diagram->nodes, node);
}

/* Returns: whether a note was among what is selected */
static gboolean
remove_notes (TenonMapPage *self,
              char        **selection)
{
  TenonModel *model = get_model (self);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Delete Note"));
  gboolean any = FALSE;

  for (guint i = 0; selection[i] != NULL; i++)
    if (g_str_has_prefix (selection[i], "note:"))
      {
        remove_note (model->diagram, selection[i]);
        any = TRUE;
      }
  if (any)
    tenon_edit_commit (edit);
  return any;
}

/* --- Areas --------------------------------------------------------------- */

/* The area that something selected is in, the topmost one. */
static TenonArea *
find_selected_area (TenonMapPage *self)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);

  for (guint i = 0; selection[i] != NULL; i++)
    {
      TenonSceneArea *area = tenon_scene_find_area_of (tenon_canvas_get_scene (self->canvas), selection[i]);

      if (area != NULL)
        return tenon_list_find (get_model (self)->diagram->areas, area->id);
    }
  return NULL;
}

/* A card is in one area: it leaves the one it was in. Inside an edit. */
static void
leave_areas (TenonDiagram      *diagram,
             const char *const *cards)
{
  for (guint i = tenon_list_get_length (diagram->areas); i > 0; i--)
    {
      TenonArea *area = tenon_list_get (diagram->areas, i - 1);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) left = NULL;

      for (guint j = 0; area->cards != NULL && area->cards[j] != NULL; j++)
        if (!g_strv_contains (cards, area->cards[j]))
          g_strv_builder_add (builder, area->cards[j]);
      left = g_strv_builder_end (builder);
      if (left[0] == NULL)
        tenon_list_remove (diagram->areas, i - 1);
      else if (area->cards != NULL && g_strv_length (left) < g_strv_length (area->cards))
        g_object_set (area, "cards", left, NULL);
    }
}

static void
add_area_cb (gpointer    owner,
             const char *title,
             gpointer    user_data)
{
  TenonMapPage *self = owner;
  TenonModel   *model = get_model (self);
  char        **cards = user_data;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Make Area"));
  g_autofree char *id = NULL;
  TenonAreaColor   color = tenon_list_get_length (model->diagram->areas) % TENON_N_AREA_COLORS;

  leave_areas (model->diagram, (const char *const *)cards);
  id = dup_fresh_id (model->diagram->areas, 'a');
  tenon_list_append_take (model->diagram->areas,
                          g_object_new (TENON_TYPE_AREA, "area-id", id, "title", title, "view", tenon_map_view_get_name (self->view),
                                        "color", tenon_area_color_get_name (color), "cards", cards, NULL));
  tenon_edit_commit (edit);
}

static void
group_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TenonMapPage  *self = TENON_MAP_PAGE (widget);
  const TenonAsk ask = { _ ("New Area"), _ ("A titled ground behind the selected cards. It moves with them."), _ ("Title of the area"), NULL, _ ("_Make Area"), FALSE, add_area_cb };
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);

  if (selection[0] != NULL && tenon_map_view_is_free (self->view))
    tenon_ask (widget, &ask, g_steal_pointer (&selection), (GDestroyNotify)g_strfreev);
}

static void
ungroup_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  TenonArea    *area = find_selected_area (self);
  g_autoptr (TenonEdit) edit = NULL;

  if (area == NULL)
    return;
  edit = tenon_model_begin (get_model (self), _ ("Take Area Away"));
  tenon_list_remove_record (get_model (self)->diagram->areas, area);
  tenon_edit_commit (edit);
}

static void
rename_area_cb (gpointer    owner,
                const char *title,
                gpointer    user_data)
{
  TenonModel *model = get_model (owner);
  TenonArea  *area = tenon_list_find (model->diagram->areas, user_data);

  if (area != NULL)
    tenon_model_set (model, _ ("Rename Area"), area, "title", title, NULL);
}

static void
rename_area (TenonMapPage *self,
             TenonArea    *area)
{
  TenonAsk ask = { _ ("Rename Area"), NULL, _ ("Title of the area"), area->title, _ ("_Rename"), FALSE, rename_area_cb };

  tenon_ask (GTK_WIDGET (self), &ask, g_strdup (area->area_id), g_free);
}

static void
rename_area_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  TenonArea *area = find_selected_area (TENON_MAP_PAGE (widget));

  if (area != NULL)
    rename_area (TENON_MAP_PAGE (widget), area);
}

static void
area_color_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  TenonArea    *area = find_selected_area (self);

  if (area != NULL)
    tenon_model_set (get_model (self), _ ("Colour Area"), area, "color", g_variant_get_string (parameter, NULL), NULL);
}

/* --- Keys ---------------------------------------------------------------- */

/* F2: what of the selection has a name or a text of ours. */
static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  TenonArea *area = find_selected_area (self);

  if (selection[0] == NULL)
    return;
  if (selection[1] == NULL && g_str_has_prefix (selection[0], "note:"))
    edit_note (self, selection[0] + strlen ("note:"));
  else if (area != NULL)
    rename_area (self, area);
  else if (selection[1] == NULL)
    tenon_map_page_activated_cb (self, selection[0]);
}

/* Delete: notes go for good, tables out of sight: neither side is changed from here. */
static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);

  if (selection[0] == NULL || remove_notes (self, selection))
    return;
  if (!tenon_map_page_remove_asserted (self))
    tenon_map_page_hide_selected (self);
}

gboolean
tenon_map_page_edit_note (TenonMapPage *self,
                          const char   *subject)
{
  if (!g_str_has_prefix (subject, "note:"))
    return FALSE;
  edit_note (self, subject + strlen ("note:"));
  return TRUE;
}

/* What the menu of the selection offers. */
void
tenon_map_page_update_note_actions (TenonMapPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   is_free = tenon_map_view_is_free (self->view), any = tenon_canvas_count_selected (self->canvas) > 0;
  TenonArea *area = find_selected_area (self);

  gtk_widget_action_set_enabled (widget, "map.new-note", is_free);
  gtk_widget_action_set_enabled (widget, "map.group", is_free && any);
  gtk_widget_action_set_enabled (widget, "map.ungroup", area != NULL);
  gtk_widget_action_set_enabled (widget, "map.rename-area", area != NULL);
  gtk_widget_action_set_enabled (widget, "map.area-color", area != NULL);
}

void
tenon_map_page_class_init_notes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.new-note", NULL, new_note_action);
  gtk_widget_class_install_action (widget_class, "map.group", NULL, group_action);
  gtk_widget_class_install_action (widget_class, "map.ungroup", NULL, ungroup_action);
  gtk_widget_class_install_action (widget_class, "map.rename-area", NULL, rename_area_action);
  gtk_widget_class_install_action (widget_class, "map.area-color", "s", area_color_action);
  gtk_widget_class_install_action (widget_class, "map.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "map.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.new-note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "map.group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.ungroup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "map.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "map.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "map.delete", NULL);
}
