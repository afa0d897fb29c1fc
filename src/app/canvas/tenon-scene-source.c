/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Source view: a card for each MySQL table, a line for each foreign key. */

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-scene.h"
#include "base/tenon-text.h"

/* "enum('a','b','c')" is too long for a card: the number of labels stands in its place. */
static char *
dup_short_type (TenonColumn *column)
{
  TenonColumnDetails details;
  g_autofree char   *type = NULL;

  tenon_column_get_details (column, &details);
  if (g_str_equal (details.base, "enum") || g_str_equal (details.base, "set"))
    {
      g_auto (GStrv) labels = tenon_column_dup_labels (column);

      type = g_strdup_printf ("%s(%u)", details.base, labels != NULL ? g_strv_length (labels) : 0);
    }
  else
    type = g_strdup (column->type != NULL ? column->type : "");

  return column->nullable ? g_strconcat (type, "?", NULL) : g_steal_pointer (&type);
}

/* The key a column is in with no other column, or FALSE. */
static gboolean
is_unique_alone (TenonSourceTable *table,
                 const char       *column)
{
  for (guint i = 0; i < tenon_list_get_length (table->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (table->unique_keys, i);

      if (key->columns != NULL && g_strv_length (key->columns) == 1 && g_str_equal (key->columns[0], column))
        return TRUE;
    }
  return FALSE;
}

static void
append_keys_of (GString    *text,
                TenonList  *keys,
                const char *column,
                const char *what)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonKey *key = tenon_list_get (keys, i);

      if (key->columns != NULL && g_strv_contains ((const char *const *)key->columns, column))
        {
          g_autofree char *columns = g_strjoinv (", ", key->columns);

          g_string_append_printf (text, "\n%s %s (%s)", what, key->name != NULL ? key->name : "", columns);
        }
    }
}

static char *
dup_column_tooltip (TenonSourceTable *table,
                    TenonColumn      *column)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s", column->name, column->type != NULL ? column->type : "");
  g_string_append_printf (text, "\n%s", column->nullable ? _ ("may be NULL") : _ ("never NULL"));
  if (tenon_strv_contains ((const char *const *)table->primary_key, column->name))
    g_string_append_printf (text, "\n%s", _ ("part of the primary key"));
  append_keys_of (text, table->unique_keys, column->name, _ ("unique key"));
  append_keys_of (text, table->indexes, column->name, _ ("index"));
  if (column->comment != NULL && *column->comment != '\0')
    g_string_append_printf (text, "\n%s", column->comment);
  return g_string_free (text, FALSE);
}

static void
add_column (TenonCardSection *section,
            TenonSourceTable *table,
            TenonColumn      *column)
{
  g_autofree char *type = dup_short_type (column);
  TenonCardRow    *row = tenon_card_section_add_row (section, column->name, column->name, type);

  row->subject = g_strconcat ("source:", table->name, ".", column->name, NULL);
  row->tooltip = dup_column_tooltip (table, column);
  if (tenon_strv_contains ((const char *const *)table->primary_key, column->name))
    tenon_card_row_add_glyph (row, TENON_GLYPH_PRIMARY_KEY);
  else if (is_unique_alone (table, column->name))
    tenon_card_row_add_glyph (row, TENON_GLYPH_UNIQUE);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (tenon_strv_contains ((const char *const *)key->columns, column->name))
        tenon_card_row_add_glyph (row, TENON_GLYPH_FOREIGN_KEY);
    }
  row->is_key = row->glyphs[0] != TENON_GLYPH_NONE;
}

static char *
dup_caption (TenonSourceTable *table)
{
  g_autofree char *count = NULL, *rows = NULL;
  gboolean         junction = tenon_source_table_is_junction (table);

  if (table->row_count >= 0)
    {
      count = tenon_format_count (table->row_count);
      rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong)table->row_count), count);
    }
  if (junction && rows != NULL)
    return g_strdup_printf ("%s · %s", _ ("junction"), rows);
  if (junction)
    return g_strdup (_ ("junction"));
  return g_steal_pointer (&rows);
}

/* "7 columns, junction, references users, orders" */
static char *
dup_description (TenonSourceTable *table,
                 const char       *summary,
                 const char       *caption)
{
  GString *text = g_string_new (summary);
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();

  if (caption != NULL)
    g_string_append_printf (text, ", %s", caption);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->ref_table != NULL && !g_ptr_array_find_with_equal_func (parents, key->ref_table, g_str_equal, NULL))
        g_ptr_array_add (parents, key->ref_table);
    }
  if (parents->len > 0)
    {
      g_autofree char *names = NULL;

      g_ptr_array_add (parents, NULL);
      names = g_strjoinv (", ", (char **)parents->pdata);
      g_string_append (text, ", ");
      /* Translators: spoken of a table whose foreign keys point at others */
      g_string_append_printf (text, _ ("references %s"), names);
    }
  return g_string_free (text, FALSE);
}

/* The card of a MySQL table: the primary key's columns first, then the others in the table's own order. */
TenonCardData *
tenon_card_data_of_source (TenonSourceTable *table)
{
  g_autofree char  *id = g_strconcat ("source:", table->name, NULL);
  gboolean          junction = tenon_source_table_is_junction (table);
  TenonCardData    *card = tenon_card_data_new (id, table->name, junction ? TENON_TINT_JUNCTION : TENON_TINT_SOURCE);
  guint             n_columns = tenon_list_get_length (table->columns);
  TenonCardSection *section = NULL;

  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      section = tenon_card_data_add_section (card, NULL, NULL);
      for (guint i = 0; table->primary_key[i] != NULL; i++)
        {
          TenonColumn *column = tenon_source_table_find_column (table, table->primary_key[i]);

          if (column != NULL)
            add_column (section, table, column);
        }
    }
  section = NULL;
  for (guint i = 0; i < n_columns; i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      if (tenon_strv_contains ((const char *const *)table->primary_key, column->name))
        continue;
      if (section == NULL)
        section = tenon_card_data_add_section (card, NULL, NULL);
      add_column (section, table, column);
    }

  card->caption = dup_caption (table);
  card->summary = g_strdup_printf (ngettext ("%u column", "%u columns", n_columns), n_columns);
  card->label = g_strdup_printf (_ ("Table %s"), table->name);
  card->description = dup_description (table, card->summary, card->caption);
  if (table->comment != NULL && *table->comment != '\0')
    card->tooltip = g_strdup_printf ("%s\n%s", table->name, table->comment);
  else
    card->tooltip = g_strdup_printf ("%s\n%s", table->name, card->description);
  return card;
}

/**
 * tenon_foreign_key_get_cardinalities:
 * @child_end: (out): how many rows of @table one row of the referenced table may have
 * @parent_end: (out): how many rows of the referenced table one row of @table has
 *
 * What the declaration promises: with a nullable column the reference may be absent (MATCH SIMPLE: one NULL is
 * enough); with its columns unique in @table there is at most one child. No declaration of MySQL can promise that
 * there is at least one child.
 */
void
tenon_foreign_key_get_cardinalities (TenonSourceTable *table,
                                     TenonForeignKey  *key,
                                     TenonCardinality *child_end,
                                     TenonCardinality *parent_end)
{
  *parent_end = TENON_CARDINALITY_ONE;
  for (guint i = 0; key->columns != NULL && key->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (table, key->columns[i]);

      if (column == NULL || column->nullable)
        *parent_end = TENON_CARDINALITY_ZERO_OR_ONE;
    }
  *child_end = tenon_source_table_is_unique (table, (const char *const *)key->columns) ? TENON_CARDINALITY_ZERO_OR_ONE : TENON_CARDINALITY_ZERO_OR_MANY;
}

static void
add_foreign_key (TenonScene       *scene,
                 TenonSourceTable *table,
                 TenonForeignKey  *key)
{
  g_autofree char *from = g_strconcat ("source:", table->name, NULL);
  g_autofree char *to = g_strconcat ("source:", key->ref_table, NULL);
  g_autofree char *columns = NULL, *ref_columns = NULL;
  TenonLink       *link;

  if (key->columns == NULL || key->columns[0] == NULL)
    return;
  link = tenon_scene_add_link (scene, TENON_LINK_FOREIGN_KEY, from, key->columns[0], to, key->ref_columns != NULL ? key->ref_columns[0] : NULL);
  if (link == NULL)
    return;

  tenon_foreign_key_get_cardinalities (table, key, &link->from_end, &link->to_end);
  columns = g_strjoinv (", ", key->columns);
  ref_columns = key->ref_columns != NULL ? g_strjoinv (", ", key->ref_columns) : g_strdup ("");
  link->title = g_strdup_printf ("%s → %s.%s", columns, key->ref_table, ref_columns);
  link->description = g_strdup_printf (_ ("%s.%s references %s.%s: a row of %s has %s of %s, a row of %s has %s of %s"),
                                       table->name, columns, key->ref_table, ref_columns,
                                       table->name, tenon_cardinality_to_words (link->to_end), key->ref_table,
                                       key->ref_table, tenon_cardinality_to_words (link->from_end), table->name);
}

static TenonSourceTable *
split_column (TenonSchema *schema,
              const char  *dotted,
              const char **column)
{
  const char      *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  g_autofree char *name = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;

  *column = dot != NULL ? dot + 1 : NULL;
  return name != NULL ? tenon_schema_find_table (schema, name) : NULL;
}

/* Dashed: people say so, MySQL does not. What a declaration would promise is shown all the same. */
static void
add_asserted (TenonScene        *scene,
              TenonSchema       *schema,
              TenonRelationship *relationship)
{
  const char       *column, *ref_column;
  TenonSourceTable *table = split_column (schema, relationship->child, &column), *parent = split_column (schema, relationship->parent, &ref_column);
  g_autoptr (TenonForeignKey) key = NULL;
  g_autofree char *from = NULL, *to = NULL;
  TenonLink       *link;

  if (table == NULL || parent == NULL)
    return;
  from = g_strconcat ("source:", table->name, NULL);
  to = g_strconcat ("source:", parent->name, NULL);
  link = tenon_scene_add_link (scene, TENON_LINK_ASSERTED, from, column, to, ref_column);
  if (link == NULL)
    return;
  key = g_object_new (TENON_TYPE_FOREIGN_KEY, NULL);
  key->columns = g_strsplit (column, "\n", -1);
  tenon_foreign_key_get_cardinalities (table, key, &link->from_end, &link->to_end);
  link->title = g_strdup_printf (_ ("%s → %s (asserted)"), column, relationship->parent);
  link->description = g_strdup_printf (_ ("%s refers to %s, which MySQL does not declare: %s"), relationship->child, relationship->parent, relationship->reason != NULL ? relationship->reason : _ ("no reason given"));
}

/* The MySQL side as it is. Empty where no schema has been read. */
TenonScene *
tenon_scene_new_source (TenonModel *model)
{
  TenonScene *self = tenon_scene_new ();
  guint       n_tables;

  if (model->schema == NULL)
    return self;

  n_tables = tenon_list_get_length (model->schema->tables);
  for (guint i = 0; i < n_tables; i++)
    tenon_scene_take_card (self, tenon_card_data_of_source (tenon_list_get (model->schema->tables, i)));

  for (guint i = 0; i < n_tables; i++)
    {
      TenonSourceTable *table = tenon_list_get (model->schema->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->foreign_keys); j++)
        {
          TenonForeignKey *key = tenon_list_get (table->foreign_keys, j);

          if (key->ref_table != NULL)
            add_foreign_key (self, table, key);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (model->relationships, i);

      if (relationship->asserted)
        add_asserted (self, model->schema, relationship);
    }
  return self;
}
