/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Target view: a card for each DynamoDB table, lines where one refers to, copies from or looks up another. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-scene.h"
#include "base/tenon-text.h"

static char *
dup_attribute_tooltip (TenonTable     *table,
                       TenonAttribute *attribute)
{
  GString *text = g_string_new (attribute->name);

  if (g_strcmp0 (table->partition_key, attribute->name) == 0)
    g_string_append_printf (text, "\n%s", _ ("partition key"));
  if (g_strcmp0 (table->sort_key, attribute->name) == 0)
    g_string_append_printf (text, "\n%s", _ ("sort key"));
  if (attribute->source_table != NULL && attribute->source_column != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, attribute->denormalized ? _ ("copied from MySQL %s.%s") : _ ("from MySQL %s.%s"), attribute->source_table, attribute->source_column);
    }
  if (attribute->denormalized && attribute->justification != NULL)
    g_string_append_printf (text, "\n%s", attribute->justification);
  return g_string_free (text, FALSE);
}

static void
add_attribute (TenonCardSection *section,
               TenonTable       *table,
               TenonAttribute   *attribute)
{
  TenonCardRow *row = tenon_card_section_add_row (section, attribute->name, attribute->name, tenon_attribute_type_to_string (attribute->type));

  row->subject = g_strconcat ("attribute:", table->name, "/", attribute->name, NULL);
  row->tooltip = dup_attribute_tooltip (table, attribute);
  if (g_strcmp0 (table->partition_key, attribute->name) == 0)
    tenon_card_row_add_glyph (row, TENON_GLYPH_PARTITION_KEY);
  if (g_strcmp0 (table->sort_key, attribute->name) == 0)
    tenon_card_row_add_glyph (row, TENON_GLYPH_SORT_KEY);
  if (attribute->denormalized)
    tenon_card_row_add_glyph (row, TENON_GLYPH_DENORMALISED);
  row->is_key = row->glyphs[0] == TENON_GLYPH_PARTITION_KEY || row->glyphs[0] == TENON_GLYPH_SORT_KEY;
  row->is_attention = attribute->denormalized;
}

static char *
dup_projection (TenonIndex *index)
{
  guint n = index->projected != NULL ? g_strv_length (index->projected) : 0;

  switch (index->projection)
    {
    case TENON_PROJECTION_ALL:
      return g_strdup (_ ("all attributes"));
    case TENON_PROJECTION_KEYS_ONLY:
      return g_strdup (_ ("keys only"));
    case TENON_PROJECTION_INCLUDE:
    default:
      return g_strdup_printf (ngettext ("keys and %u more", "keys and %u more", n), n);
    }
}

static void
add_index_key (TenonCardSection *section,
               TenonTable       *table,
               TenonIndex       *index,
               const char       *name,
               TenonGlyph        glyph)
{
  TenonAttribute  *attribute;
  TenonCardRow    *row;
  g_autofree char *key = NULL;

  if (name == NULL || *name == '\0')
    return;
  key = g_strconcat (index->name, "/", name, NULL);
  attribute = tenon_table_find_attribute (table, name);
  row = tenon_card_section_add_row (section, key, name, attribute != NULL ? tenon_attribute_type_to_string (attribute->type) : "");
  row->subject = g_strconcat ("index:", table->name, "/", index->name, NULL);
  row->is_key = TRUE;
  row->tooltip = g_strdup_printf ("%s\n%s", name, glyph == TENON_GLYPH_SORT_KEY ? _ ("sort key of the index") : _ ("partition key of the index"));
  tenon_card_row_add_glyph (row, glyph);
}

static void
add_index (TenonCardData *card,
           TenonTable    *table,
           TenonIndex    *index)
{
  g_autofree char  *projection = dup_projection (index);
  TenonCardSection *section = tenon_card_data_add_section (card, index->name, projection);

  section->subject = g_strconcat ("index:", table->name, "/", index->name, NULL);
  add_index_key (section, table, index, index->partition_key, TENON_GLYPH_PARTITION_KEY);
  add_index_key (section, table, index, index->sort_key, TENON_GLYPH_SORT_KEY);
}

static char *
dup_caption (TenonTable *table,
             const char *state)
{
  g_autofree char *what = NULL;

  if (table->role == TENON_TABLE_LOOKUP && table->lookup_of != NULL)
    what = g_strdup_printf (_ ("lookup for %s"), table->lookup_of);
  else if (table->source_table != NULL && *table->source_table != '\0')
    what = g_strdup_printf (_ ("from %s"), table->source_table);

  if (what != NULL && state != NULL)
    return g_strdup_printf ("%s · %s", what, state);
  return what != NULL ? g_steal_pointer (&what) : g_strdup (state);
}

/**
 * tenon_card_data_of_table:
 * @state: (nullable): what the review says of it, in a word
 *
 * The card of a DynamoDB table: its keys, its attributes, and a section for each index.
 */
TenonCardData *
tenon_card_data_of_table (TenonTable *table,
                          const char *state)
{
  g_autofree char  *id = g_strconcat ("table:", table->name, NULL);
  TenonCardData    *card = tenon_card_data_new (id, table->name, table->role == TENON_TABLE_LOOKUP ? TENON_TINT_LOOKUP : TENON_TINT_TARGET);
  guint             n_attributes = tenon_list_get_length (table->attributes);
  guint             n_indexes = tenon_list_get_length (table->indexes);
  TenonCardSection *keys = NULL, *others = NULL;
  g_autofree char  *indexes = NULL;

  for (guint i = 0; i < n_attributes; i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      gboolean        key = g_strcmp0 (table->partition_key, attribute->name) == 0 || g_strcmp0 (table->sort_key, attribute->name) == 0;

      if (key && keys == NULL)
        keys = tenon_card_data_add_section (card, NULL, NULL);
      if (!key && others == NULL)
        others = tenon_card_data_add_section (card, NULL, NULL);
      add_attribute (key ? keys : others, table, attribute);
    }
  for (guint i = 0; i < n_indexes; i++)
    add_index (card, table, tenon_list_get (table->indexes, i));

  card->caption = dup_caption (table, state);
  card->summary = g_strdup_printf (ngettext ("%u attribute", "%u attributes", n_attributes), n_attributes);
  indexes = g_strdup_printf (ngettext ("%u index", "%u indexes", n_indexes), n_indexes);
  card->label = g_strdup_printf (_ ("DynamoDB table %s"), table->name);
  card->description = g_strdup_printf ("%s, %s%s%s", card->summary, indexes, card->caption != NULL ? ", " : "", card->caption != NULL ? card->caption : "");
  card->tooltip = g_strdup_printf ("%s\n%s", table->name, table->purpose != NULL && *table->purpose != '\0' ? table->purpose : card->description);
  return card;
}

/* The table an attribute's values are copied from, with the attribute that is copied. */
static void
add_copy (TenonScene     *scene,
          TenonModel     *model,
          TenonTable     *table,
          TenonAttribute *attribute)
{
  TenonTable      *origin = attribute->source_table != NULL ? tenon_design_find_table_of (model->design, attribute->source_table) : NULL;
  TenonAttribute  *original;
  g_autofree char *from = NULL, *to = NULL;
  TenonLink       *link;

  if (origin == NULL || origin == table)
    return;
  original = attribute->source_column != NULL ? tenon_table_find_source_column (origin, attribute->source_table, attribute->source_column) : NULL;
  from = g_strconcat ("table:", table->name, NULL);
  to = g_strconcat ("table:", origin->name, NULL);
  link = tenon_scene_add_link (scene, TENON_LINK_COPY, from, attribute->name, to, original != NULL ? original->name : NULL);
  if (link == NULL)
    return;
  link->title = g_strdup_printf (_ ("%s is a copy from %s"), attribute->name, origin->name);
  link->description = g_strdup_printf (_ ("%s.%s is a copy of %s.%s"), table->name, attribute->name, origin->name, original != NULL ? original->name : attribute->source_column);
}

/* A foreign key of the MySQL side, where both tables have become DynamoDB tables. */
static void
add_reference (TenonScene       *scene,
               TenonModel       *model,
               TenonTable       *table,
               TenonSourceTable *source,
               TenonForeignKey  *key)
{
  TenonTable      *other = key->ref_table != NULL ? tenon_design_find_table_of (model->design, key->ref_table) : NULL;
  TenonAttribute  *attribute, *target = NULL;
  g_autofree char *from = NULL, *to = NULL;
  TenonLink       *link;

  if (other == NULL || key->columns == NULL || key->columns[0] == NULL)
    return;
  attribute = tenon_table_find_source_column (table, source->name, key->columns[0]);
  if (attribute == NULL)
    return;
  if (key->ref_columns != NULL && key->ref_columns[0] != NULL)
    target = tenon_table_find_source_column (other, key->ref_table, key->ref_columns[0]);

  from = g_strconcat ("table:", table->name, NULL);
  to = g_strconcat ("table:", other->name, NULL);
  link = tenon_scene_add_link (scene, TENON_LINK_FOREIGN_KEY, from, attribute->name, to, target != NULL ? target->name : NULL);
  if (link == NULL)
    return;
  tenon_foreign_key_get_cardinalities (source, key, &link->from_end, &link->to_end);
  link->title = g_strdup_printf ("%s → %s", attribute->name, other->name);
  link->description = g_strdup_printf (_ ("%s.%s refers to %s, as the foreign key of MySQL did"), table->name, attribute->name, other->name);
}

static void
add_lookup (TenonScene *scene,
            TenonTable *table)
{
  g_autofree char *from = g_strconcat ("table:", table->name, NULL);
  g_autofree char *to = g_strconcat ("table:", table->lookup_of, NULL);
  g_autofree char *columns = table->unique_columns != NULL ? g_strjoinv (", ", table->unique_columns) : g_strdup ("");
  TenonLink       *link = tenon_scene_add_link (scene, TENON_LINK_LOOKUP, from, table->partition_key, to, NULL);

  if (link == NULL)
    return;
  link->title = g_strdup_printf (_ ("keeps %s unique in %s"), columns, table->lookup_of);
  link->description = g_strdup_printf (_ ("The lookup table %s keeps %s unique in %s"), table->name, columns, table->lookup_of);
}

static void
add_table_links (TenonScene *scene,
                 TenonModel *model,
                 TenonTable *table)
{
  TenonSourceTable *source = NULL;

  if (table->role == TENON_TABLE_LOOKUP)
    {
      if (table->lookup_of != NULL)
        add_lookup (scene, table);
      return;
    }

  if (model->schema != NULL && table->source_table != NULL)
    source = tenon_schema_find_table (model->schema, table->source_table);
  for (guint i = 0; source != NULL && i < tenon_list_get_length (source->foreign_keys); i++)
    add_reference (scene, model, table, source, tenon_list_get (source->foreign_keys, i));
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized)
        add_copy (scene, model, table, attribute);
    }
}

/* The DynamoDB side as it is designed. Empty before a design. */
TenonScene *
tenon_scene_new_target (TenonModel         *model,
                        TenonTableStateFunc state_func,
                        gpointer            user_data)
{
  TenonScene *self = tenon_scene_new ();
  guint       n_tables = tenon_list_get_length (model->design->tables);

  for (guint i = 0; i < n_tables; i++)
    {
      TenonTable      *table = tenon_list_get (model->design->tables, i);
      g_autofree char *state = state_func != NULL ? state_func (table, user_data) : NULL;

      tenon_scene_take_card (self, tenon_card_data_of_table (table, state));
    }
  for (guint i = 0; i < n_tables; i++)
    add_table_links (self, model, tenon_list_get (model->design->tables, i));
  return self;
}

/* A line from a column to each attribute that holds it. */
static guint
add_mappings (TenonScene *scene,
              TenonTable *table)
{
  g_autofree char *to = g_strconcat ("table:", table->name, NULL);
  guint            count = 0;

  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      g_autofree char *from = NULL;
      TenonLink       *link;

      if (attribute->source_table == NULL || attribute->source_column == NULL)
        continue;
      from = g_strconcat ("source:", attribute->source_table, NULL);
      link = tenon_scene_add_link (scene, attribute->denormalized ? TENON_LINK_COPY : TENON_LINK_MAPPING, from, attribute->source_column, to, attribute->name);
      if (link == NULL)
        continue;
      count++;
      link->title = g_strdup_printf ("%s → %s.%s", attribute->source_column, table->name, attribute->name);
      link->description = g_strdup_printf (attribute->denormalized ? _ ("MySQL %s.%s is copied into %s.%s") : _ ("MySQL %s.%s becomes %s.%s"),
                                           attribute->source_table, attribute->source_column, table->name, attribute->name);
    }
  return count;
}

/* Columns nothing becomes of stand out, unless somebody has waived them with a reason. */
static void
mark_unmapped (TenonScene       *scene,
               TenonModel       *model,
               TenonSourceTable *table,
               GHashTable       *mapped,
               guint            *n_mapped,
               guint            *n_columns)
{
  g_autofree char *id = g_strconcat ("source:", table->name, NULL);
  TenonCardData   *card = tenon_scene_find_card (scene, id);

  for (guint i = 0; card != NULL && i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (table->columns, i);
      g_autofree char *dotted = g_strconcat (table->name, ".", column->name, NULL);
      TenonCardRow    *row = tenon_card_data_find_row (card, column->name);

      (*n_columns)++;
      if (g_hash_table_contains (mapped, dotted) || tenon_model_is_waived (model, dotted))
        (*n_mapped)++;
      else if (row != NULL)
        {
          g_autofree char *tooltip = g_strdup_printf ("%s\n%s", row->tooltip, _ ("not mapped to any attribute"));

          row->is_attention = TRUE;
          tenon_str_set (&row->tooltip, tooltip);
        }
    }
}

/**
 * tenon_scene_new_mapping:
 * @n_mapped: (out): columns that become an attribute or are waived
 * @n_columns: (out): columns of the MySQL side
 *
 * Both sides in one scene, with a line from each column to the attributes it becomes.
 */
TenonScene *
tenon_scene_new_mapping (TenonModel *model,
                         guint      *n_mapped,
                         guint      *n_columns)
{
  TenonScene *self = tenon_scene_new ();
  g_autoptr (GHashTable) mapped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_tables = tenon_list_get_length (model->design->tables);

  *n_mapped = 0;
  *n_columns = 0;
  if (model->schema == NULL || n_tables == 0)
    return self;

  for (guint i = 0; i < tenon_list_get_length (model->schema->tables); i++)
    tenon_scene_take_card (self, tenon_card_data_of_source (tenon_list_get (model->schema->tables, i)));
  for (guint i = 0; i < n_tables; i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      tenon_scene_take_card (self, tenon_card_data_of_table (table, NULL));
      add_mappings (self, table);
      for (guint j = 0; j < tenon_list_get_length (table->attributes); j++)
        {
          TenonAttribute *attribute = tenon_list_get (table->attributes, j);

          if (attribute->source_table != NULL && attribute->source_column != NULL)
            g_hash_table_add (mapped, g_strconcat (attribute->source_table, ".", attribute->source_column, NULL));
        }
    }
  for (guint i = 0; i < tenon_list_get_length (model->schema->tables); i++)
    mark_unmapped (self, model, tenon_list_get (model->schema->tables, i), mapped, n_mapped, n_columns);
  return self;
}
