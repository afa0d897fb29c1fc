/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A scene as a tree of rows: what the canvas shows, for those who read rather than look. */

#include "tenon-outline-item.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

G_DEFINE_FINAL_TYPE (TenonOutlineItem, tenon_outline_item, G_TYPE_OBJECT)

static void
tenon_outline_item_finalize (GObject *object)
{
  TenonOutlineItem *self = TENON_OUTLINE_ITEM (object);

  g_free (self->title);
  g_free (self->tooltip);
  g_free (self->table);
  g_free (self->card);
  g_free (self->row);
  g_free (self->other);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (tenon_outline_item_parent_class)->finalize (object);
}

static void
tenon_outline_item_class_init (TenonOutlineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_outline_item_finalize;
}

static void
tenon_outline_item_init (TenonOutlineItem *self)
{
}

static TenonOutlineItem *
new_item (const char *title,
          const char *tooltip,
          const char *card,
          const char *row,
          TenonGlyph  glyph)
{
  TenonOutlineItem *self = g_object_new (TENON_TYPE_OUTLINE_ITEM, NULL);

  self->title = g_strdup (title);
  self->tooltip = g_strdup (tooltip);
  self->card = g_strdup (card);
  self->row = g_strdup (row);
  self->glyph = glyph;
  return self;
}

static void
add_child (TenonOutlineItem *self,
           TenonOutlineItem *child)
{
  if (self->children == NULL)
    self->children = g_list_store_new (TENON_TYPE_OUTLINE_ITEM);
  child->table = g_strdup (self->title);
  g_list_store_append (self->children, child);
  g_object_unref (child);
}

static void
add_rows (TenonOutlineItem *item,
          TenonCardData    *card)
{
  for (guint i = 0; i < card->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (card->sections, i);

      for (guint j = 0; j < section->rows->len; j++)
        {
          TenonCardRow    *row = g_ptr_array_index (section->rows, j);
          g_autofree char *title = section->title != NULL ? g_strdup_printf ("%s: %s", section->title, row->name) : g_strdup (row->name);

          add_child (item, new_item (title, row->tooltip, card->id, row->key, row->glyphs[0]));
        }
    }
}

static int
compare_titles (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return tenon_compare_natural (((TenonOutlineItem *)a)->title, ((TenonOutlineItem *)b)->title);
}

/* Whether the scene shows both sides, where tables of one name are not told apart by it. */
static gboolean
is_mixed (TenonScene *scene)
{
  for (guint i = 1; i < scene->cards->len; i++)
    {
      TenonCardData *first = g_ptr_array_index (scene->cards, 0), *other = g_ptr_array_index (scene->cards, i);

      if (g_str_has_prefix (other->id, "note:"))
        continue;
      if (g_str_has_prefix (first->id, "source:") != g_str_has_prefix (other->id, "source:"))
        return TRUE;
    }
  return FALSE;
}

/* Areas come last, with the cards they hold. */
static void
add_areas (GListStore *roots,
           TenonScene *scene)
{
  for (guint i = 0; i < scene->areas->len; i++)
    {
      TenonSceneArea  *area = g_ptr_array_index (scene->areas, i);
      g_autofree char *title = g_strdup_printf (_ ("Area %s"), area->title), *id = g_strconcat ("area:", area->id, NULL);
      g_autoptr (TenonOutlineItem) item = new_item (title, NULL, id, NULL, TENON_GLYPH_NONE);

      for (guint j = 0; area->cards[j] != NULL; j++)
        {
          TenonCardData *card = tenon_scene_find_card (scene, area->cards[j]);

          if (card != NULL)
            add_child (item, new_item (card->title, card->description, card->id, NULL, TENON_GLYPH_NONE));
        }
      g_list_store_append (roots, item);
    }
}

/* A line is a row under the card it starts from: its relationships first, then what the card holds.
 *
 * Returns: (transfer full) (element-type TenonOutlineItem): the cards, by name */
GListStore *
tenon_outline_build (TenonScene *scene)
{
  GListStore *roots = g_list_store_new (TENON_TYPE_OUTLINE_ITEM);
  gboolean    mixed = is_mixed (scene);
  g_autoptr (GHashTable) items = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData *card = g_ptr_array_index (scene->cards, i);
      g_autoptr (TenonOutlineItem) item = new_item (mixed || card->body != NULL ? card->label : card->title, card->description, card->id, NULL, TENON_GLYPH_NONE);

      g_hash_table_insert (items, card->id, item);
      g_list_store_append (roots, item);
    }
  for (guint i = 0; i < scene->links->len; i++)
    {
      TenonLink        *link = g_ptr_array_index (scene->links, i);
      TenonOutlineItem *item = g_hash_table_lookup (items, link->from);
      TenonOutlineItem *child = new_item (link->title, link->description, link->from, link->from_row, link->kind == TENON_LINK_COPY ? TENON_GLYPH_DENORMALISED : TENON_GLYPH_FOREIGN_KEY);

      child->other = g_strdup (link->to);
      add_child (item, child);
    }
  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData *card = g_ptr_array_index (scene->cards, i);

      add_rows (g_hash_table_lookup (items, card->id), card);
    }
  g_list_store_sort (roots, compare_titles, NULL);
  add_areas (roots, scene);
  return roots;
}

/* @patterns: (element-type TenonPattern). In a group of their own, at the end. */
void
tenon_outline_add_patterns (GListStore *roots,
                            GListModel *patterns)
{
  g_autoptr (TenonOutlineItem) group = new_item (_ ("Access Patterns"), _ ("Drag one onto a table to have it served there"), NULL, NULL, TENON_GLYPH_NONE);

  for (guint i = 0; i < g_list_model_get_n_items (patterns); i++)
    {
      g_autoptr (TenonPattern) pattern = g_list_model_get_item (patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern), *id = g_strconcat ("pattern:", pattern->pattern_id, NULL);

      if (tenon_pattern_touches_database (pattern))
        add_child (group, new_item (title, pattern->endpoint, id, NULL, TENON_GLYPH_NONE));
    }
  if (group->children != NULL)
    g_list_store_append (roots, group);
}

static gboolean
contains (const char *title,
          const char *folded)
{
  g_autofree char *own = title != NULL ? g_utf8_casefold (title, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

/* A row below a table: where the table's own name was looked for, all of them. */
gboolean
tenon_outline_item_is_found (TenonOutlineItem *self,
                             const char       *folded)
{
  return *folded == '\0' || contains (self->title, folded) || contains (self->table, folded);
}

/* Whether the name of the card, or of anything on it, contains @folded (case-folded; "" matches everything). */
gboolean
tenon_outline_item_matches (TenonOutlineItem *self,
                            const char       *folded)
{
  if (*folded == '\0' || contains (self->title, folded))
    return TRUE;

  for (guint i = 0; self->children != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (TenonOutlineItem) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      if (contains (child->title, folded))
        return TRUE;
    }
  return FALSE;
}
