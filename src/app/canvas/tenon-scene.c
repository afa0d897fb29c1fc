/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards and lines of one view of the Map, as plain values. */

#include "tenon-scene.h"

#include <glib/gi18n-lib.h>

static void
link_free (TenonLink *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->from);
  g_free (self->from_row);
  g_free (self->to);
  g_free (self->to_row);
  g_free (self->label);
  g_free (self);
}

TenonScene *
tenon_scene_new (void)
{
  TenonScene *self = g_new0 (TenonScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_card_data_unref);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify)link_free);
  self->areas = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_scene_area_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

TenonScene *
tenon_scene_ref (TenonScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tenon_scene_unref (TenonScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->areas);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->cards);
  g_free (self);
}

static gboolean
links_equal (TenonLink *a,
             TenonLink *b)
{
  return g_str_equal (a->id, b->id) && g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->description, b->description) == 0 && a->from_end == b->from_end && a->to_end == b->to_end && g_strcmp0 (a->label, b->label) == 0 && a->weight == b->weight && a->is_traced == b->is_traced && a->is_dimmed == b->is_dimmed;
}

/* Whether both show the same, in the same order. */
gboolean
tenon_scene_equal (TenonScene *a,
                   TenonScene *b)
{
  if (a->cards->len != b->cards->len || a->links->len != b->links->len || !tenon_scene_areas_equal (a->areas, b->areas))
    return FALSE;

  for (guint i = 0; i < a->cards->len; i++)
    if (!tenon_card_data_equal (g_ptr_array_index (a->cards, i), g_ptr_array_index (b->cards, i)))
      return FALSE;
  for (guint i = 0; i < a->links->len; i++)
    if (!links_equal (g_ptr_array_index (a->links, i), g_ptr_array_index (b->links, i)))
      return FALSE;
  return TRUE;
}

/* A second card of the same id is dropped: ids name widgets and positions. */
void
tenon_scene_take_card (TenonScene    *self,
                       TenonCardData *card)
{
  if (g_hash_table_contains (self->by_id, card->id))
    {
      tenon_card_data_unref (card);
      return;
    }
  g_ptr_array_add (self->cards, card);
  g_hash_table_insert (self->by_id, card->id, card);
}

/* Returns: (transfer none) (nullable): NULL if one of the ends is not in the scene */
TenonLink *
tenon_scene_add_link (TenonScene   *self,
                      TenonLinkKind kind,
                      const char   *from,
                      const char   *from_row,
                      const char   *to,
                      const char   *to_row)
{
  TenonLink *link;

  if (!g_hash_table_contains (self->by_id, from) || !g_hash_table_contains (self->by_id, to))
    return NULL;

  link = g_new0 (TenonLink, 1);
  link->id = g_strdup_printf ("%d:%s.%s>%s.%s#%u", kind, from, from_row ? from_row : "", to, to_row ? to_row : "", self->links->len);
  link->kind = kind;
  link->from = g_strdup (from);
  link->from_row = g_strdup (from_row);
  link->to = g_strdup (to);
  link->to_row = g_strdup (to_row);
  g_ptr_array_add (self->links, link);
  return link;
}

/* Returns: (transfer none) (nullable) */
TenonCardData *
tenon_scene_find_card (TenonScene *self,
                       const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/* Takes cards out, with the lines that end at them. Returns: how many */
guint
tenon_scene_hide (TenonScene *self,
                  GHashTable *ids)
{
  guint n_before = self->cards->len;

  for (guint i = self->links->len; i > 0; i--)
    {
      TenonLink *link = g_ptr_array_index (self->links, i - 1);

      if (g_hash_table_contains (ids, link->from) || g_hash_table_contains (ids, link->to))
        g_ptr_array_remove_index (self->links, i - 1);
    }
  for (guint i = self->cards->len; i > 0; i--)
    {
      TenonCardData *card = g_ptr_array_index (self->cards, i - 1);

      if (!g_hash_table_contains (ids, card->id))
        continue;
      g_hash_table_remove (self->by_id, card->id);
      g_ptr_array_remove_index (self->cards, i - 1);
    }
  return n_before - self->cards->len;
}

const char *
tenon_cardinality_to_words (TenonCardinality cardinality)
{
  switch (cardinality)
    {
    case TENON_CARDINALITY_ONE:
      return _ ("exactly one");
    case TENON_CARDINALITY_ZERO_OR_ONE:
      return _ ("zero or one");
    case TENON_CARDINALITY_ONE_OR_MANY:
      return _ ("one or many");
    case TENON_CARDINALITY_ZERO_OR_MANY:
      return _ ("zero or many");
    case TENON_CARDINALITY_NONE:
    default:
      return "";
    }
}
