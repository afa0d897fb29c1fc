/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes 01_3_table_structure_analysis.md: each table as a complete statement, its keys as bullets, and how tables relate. */

#include "artifact/tenon-structure-document.h"

#include "base/tenon-text.h"

#include <string.h>

#define STATEMENT "This represents the complete source data model that must be migrated to DynamoDB"

static void
append_name (GString    *out,
             const char *name)
{
  g_string_append_c (out, '`');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '`')
        g_string_append_c (out, '`');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '`');
}

/* "database.table" as two names. */
static void
append_table_name (GString    *out,
                   const char *name)
{
  const char      *dot = strchr (name, '.');
  g_autofree char *database = dot != NULL ? g_strndup (name, dot - name) : NULL;

  if (database != NULL)
    {
      append_name (out, database);
      g_string_append_c (out, '.');
    }
  append_name (out, dot != NULL ? dot + 1 : name);
}

static void
append_string (GString    *out,
               const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (out, "\\n");
      else if (*p == '\r')
        g_string_append (out, "\\r");
      else if (*p == '\'')
        g_string_append (out, "''");
      else if (*p == '\\')
        g_string_append (out, "\\\\");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* Key parts: a name, a name with a prefix length, or an expression in its own parentheses. */
static void
append_columns (GString *out,
                char   **columns,
                char   **prefixes)
{
  g_string_append_c (out, '(');
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (*columns[i] == '(')
        g_string_append (out, columns[i]);
      else
        append_name (out, columns[i]);
      if (prefixes != NULL && prefixes[i] != NULL && *prefixes[i] != '\0')
        g_string_append_printf (out, "(%s)", prefixes[i]);
    }
  g_string_append_c (out, ')');
}

static gboolean
is_bare_expression (const char *text)
{
  return g_str_has_prefix (text, "CURRENT_TIMESTAMP") || g_regex_match_simple ("^([bBxX]'[0-9A-Fa-f]*'|0[xb][0-9A-Fa-f]+)$", text, 0, 0);
}

static void
append_default (GString     *out,
                TenonColumn *column)
{
  const char *value = column->default_value != NULL ? column->default_value : "";

  switch (column->default_kind)
    {
    case TENON_COLUMN_DEFAULT_NULL:
      g_string_append (out, " DEFAULT NULL");
      break;
    case TENON_COLUMN_DEFAULT_LITERAL:
      g_string_append (out, " DEFAULT ");
      append_string (out, value);
      break;
    case TENON_COLUMN_DEFAULT_EXPRESSION:
      g_string_append_printf (out, is_bare_expression (value) ? " DEFAULT %s" : " DEFAULT (%s)", value);
      break;
    default:
      break;
    }
}

static TenonForeignKey *
find_inline_key (TenonSourceTable *table,
                 TenonColumn      *column)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->is_inline && key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && g_strcmp0 (key->columns[0], column->name) == 0)
        return key;
    }
  return NULL;
}

static void
append_references (GString         *out,
                   TenonForeignKey *key)
{
  g_string_append (out, "REFERENCES ");
  append_table_name (out, key->ref_table);
  g_string_append_c (out, ' ');
  append_columns (out, key->ref_columns, NULL);
  if (key->on_delete != NULL)
    g_string_append_printf (out, " ON DELETE %s", key->on_delete);
  if (key->on_update != NULL)
    g_string_append_printf (out, " ON UPDATE %s", key->on_update);
}

/* A type's labels stand unescaped in the schema; in a statement a backslash would escape what follows. */
static void
append_type (GString    *out,
             const char *type)
{
  g_string_append_c (out, ' ');
  for (const char *p = type != NULL ? type : ""; *p != '\0'; p++)
    {
      if (*p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static void
append_column (GString          *out,
               TenonSourceTable *table,
               TenonColumn      *column)
{
  TenonForeignKey *inline_key = find_inline_key (table, column);

  append_name (out, column->name);
  append_type (out, column->type);
  if (column->charset != NULL)
    g_string_append_printf (out, " CHARACTER SET %s", column->charset);
  if (column->collation != NULL)
    g_string_append_printf (out, " COLLATE %s", column->collation);
  if (column->generated != TENON_GENERATED_NONE)
    g_string_append_printf (out, " GENERATED ALWAYS AS (%s) %s", column->expression != NULL ? column->expression : "", column->generated == TENON_GENERATED_STORED ? "STORED" : "VIRTUAL");
  g_string_append (out, column->nullable ? " NULL" : " NOT NULL");
  append_default (out, column);
  if (column->on_update != NULL)
    g_string_append_printf (out, " ON UPDATE %s", column->on_update);
  if (column->auto_increment)
    g_string_append (out, " AUTO_INCREMENT");
  if (column->invisible)
    g_string_append (out, " INVISIBLE");
  if (column->comment != NULL)
    {
      g_string_append (out, " COMMENT ");
      append_string (out, column->comment);
    }
  if (inline_key != NULL)
    {
      g_string_append_c (out, ' ');
      append_references (out, inline_key);
    }
}

static void
begin_line (GString *out)
{
  g_string_append (out, g_str_has_suffix (out->str, "(\n") ? "  " : ",\n  ");
}

static void
append_keys (GString    *out,
             TenonList  *keys,
             const char *what)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonKey *key = tenon_list_get (keys, i);
      gboolean  special = g_strcmp0 (key->type, "FULLTEXT") == 0 || g_strcmp0 (key->type, "SPATIAL") == 0;

      begin_line (out);
      if (special)
        g_string_append_printf (out, "%s ", key->type);
      g_string_append_printf (out, "%s ", what);
      if (key->name != NULL)
        {
          append_name (out, key->name);
          g_string_append_c (out, ' ');
        }
      append_columns (out, key->columns, key->prefixes);
      if (g_strcmp0 (key->type, "HASH") == 0)
        g_string_append (out, " USING HASH");
    }
}

static void
append_constraints (GString          *out,
                    TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->is_inline && key->columns[0] != NULL && key->columns[1] == NULL)
        continue;
      begin_line (out);
      if (key->name != NULL)
        {
          g_string_append (out, "CONSTRAINT ");
          append_name (out, key->name);
          g_string_append_c (out, ' ');
        }
      g_string_append (out, "FOREIGN KEY ");
      append_columns (out, key->columns, NULL);
      g_string_append_c (out, ' ');
      append_references (out, key);
    }
  for (guint i = 0; table->checks != NULL && table->checks[i] != NULL; i++)
    {
      begin_line (out);
      g_string_append_printf (out, "CHECK (%s)", table->checks[i]);
    }
}

static char *
write_statement (TenonSourceTable *table)
{
  GString *out = g_string_new ("CREATE TABLE ");

  append_table_name (out, table->name);
  g_string_append (out, " (\n");
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      begin_line (out);
      append_column (out, table, tenon_list_get (table->columns, i));
    }
  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      begin_line (out);
      g_string_append (out, "PRIMARY KEY ");
      append_columns (out, table->primary_key, NULL);
    }
  append_keys (out, table->unique_keys, "UNIQUE KEY");
  append_keys (out, table->indexes, "KEY");
  append_constraints (out, table);
  g_string_append (out, "\n)");
  if (table->engine != NULL)
    g_string_append_printf (out, " ENGINE=%s", table->engine);
  if (table->charset != NULL)
    g_string_append_printf (out, " DEFAULT CHARSET=%s", table->charset);
  if (table->collation != NULL)
    g_string_append_printf (out, " COLLATE=%s", table->collation);
  if (table->comment != NULL)
    {
      g_string_append (out, " COMMENT=");
      append_string (out, table->comment);
    }
  g_string_append_c (out, ';');
  return g_string_free (out, FALSE);
}

static char *
join_code (char **names)
{
  g_autofree char *inner = g_strjoinv ("`, `", names);

  return g_strconcat ("`", inner, "`", NULL);
}

static void
write_key_bullets (GString    *out,
                   TenonList  *keys,
                   const char *label)
{
  guint n = tenon_list_get_length (keys);

  if (n > 0)
    g_string_append_printf (out, "- **%s**:\n", label);
  for (guint i = 0; i < n; i++)
    {
      TenonKey        *key = tenon_list_get (keys, i);
      g_autofree char *columns = g_strjoinv (", ", key->columns);

      g_string_append_printf (out, "  - `%s` (%s) - %s\n", key->name != NULL ? key->name : columns, columns, key->type != NULL ? key->type : "BTREE");
    }
}

static void
write_bullets (GString          *out,
               TenonSourceTable *table)
{
  g_string_append (out, "**Constraints and Indexes**:\n");
  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      g_autofree char *columns = join_code (table->primary_key);
      TenonColumn     *first = tenon_source_table_find_column (table, table->primary_key[0]);

      g_string_append_printf (out, "- **Primary Key**: %s%s\n", columns, first != NULL && first->auto_increment ? " (auto-increment)" : "");
    }
  else
    {
      g_string_append (out, "- No primary key\n");
    }
  write_key_bullets (out, table->unique_keys, "Unique Constraints");
  if (tenon_list_get_length (table->foreign_keys) > 0)
    g_string_append (out, "- **Foreign Keys**:\n");
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      gboolean         is_self = g_strcmp0 (key->ref_table, table->name) == 0;

      for (guint k = 0; key->columns[k] != NULL; k++)
        g_string_append_printf (out, "  - `%s` → `%s.%s`%s\n", key->columns[k], key->ref_table, key->ref_columns != NULL && k < g_strv_length (key->ref_columns) ? key->ref_columns[k] : "", is_self ? " (self-referencing)" : "");
    }
  write_key_bullets (out, table->indexes, "Indexes");
}

static void
write_table (GString          *out,
             TenonSourceTable *table,
             guint             number)
{
  g_autofree char *statement = write_statement (table);
  const char      *fence = strstr (statement, "```") != NULL ? "~~~~~~" : "```";
  g_autofree char *purpose = table->comment != NULL && *table->comment != '\0' ? g_strdelimit (g_strdup (table->comment), "\r\n", ' ') : NULL;

  g_string_append_printf (out, "\n### %u. %s Table\n\n", number, table->name);
  if (purpose != NULL)
    g_string_append_printf (out, "**Purpose**: %s\n\n", purpose);
  g_string_append_printf (out, "%s%s\n%s\n%s\n\n", fence, *fence == '~' ? " sql" : "sql", statement, fence);
  write_bullets (out, table);
}

static void
write_relationship (GString          *out,
                    TenonSourceTable *child,
                    TenonForeignKey  *key,
                    guint             number)
{
  gboolean         is_one = tenon_source_table_is_unique (child, (const char *const *)key->columns);
  gboolean         is_self = g_strcmp0 (child->name, key->ref_table) == 0;
  TenonColumn     *first = tenon_source_table_find_column (child, key->columns[0]);
  g_autofree char *from = g_strjoinv (", ", key->columns);
  g_autofree char *to = g_strjoinv (", ", key->ref_columns);

  g_string_append_printf (out, "\n#### %u. %s ↔ %s\n", number, key->ref_table, child->name);
  g_string_append_printf (out, "- **Relationship**: %s%s\n", is_self ? "Self-Referencing " : "", is_one ? "One-to-One" : "One-to-Many");
  g_string_append_printf (out, "- **Cardinality**: 1 %s : %s %s%s\n", key->ref_table, is_one ? "0..1" : "N", child->name, first != NULL && first->nullable ? ", or none: the key may be NULL" : "");
  if (key->columns[1] == NULL)
    g_string_append_printf (out, "- **Foreign Key**: `%s.%s` → `%s.%s`\n", child->name, from, key->ref_table, to);
  else
    g_string_append_printf (out, "- **Composite Key**: `%s` (%s) → `%s` (%s)\n", child->name, from, key->ref_table, to);
  if (key->on_delete != NULL)
    g_string_append_printf (out, "- **On Delete**: %s\n", key->on_delete);
  if (key->on_update != NULL)
    g_string_append_printf (out, "- **On Update**: %s\n", key->on_update);
}

static void
write_relationships (GString     *out,
                     TenonSchema *schema)
{
  guint number = 0;

  g_string_append (out, "\n## Entity Relationships and Cardinalities\n\n### Primary Relationships\n");
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->foreign_keys); k++)
        write_relationship (out, table, tenon_list_get (table->foreign_keys, k), ++number);
    }
  if (number == 0)
    g_string_append (out, "\nThe schema declares no foreign keys.\n");
}

static void
write_volumes (GString     *out,
               TenonSchema *schema)
{
  gboolean any = FALSE;

  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);
      g_autofree char  *count = tenon_format_count (table->row_count);

      if (table->row_count < 0)
        continue;
      if (!any)
        g_string_append (out, "\n## Data Volume and Growth Patterns\n\n### Current State\n");
      any = TRUE;
      g_string_append_printf (out, "- **%s**: %s\n", table->name, count);
    }
}

static void
write_objects (GString     *out,
               TenonSchema *schema)
{
  const struct
  {
    const char *label;
    TenonList  *list;
  } kinds[] = { { "View", schema->views }, { "Trigger", schema->triggers }, { "Routine", schema->routines }, { "Event", schema->events } };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint k = 0; k < tenon_list_get_length (kinds[i].list); k++)
      {
        TenonSchemaObject *object = tenon_list_get (kinds[i].list, k);

        if (!any)
          g_string_append (out, "\n## Other Database Objects\n\n");
        any = TRUE;
        g_string_append_printf (out, "- **%s**: `%s`", kinds[i].label, object->name);
        if (object->kind != NULL)
          g_string_append_printf (out, " - %s", object->kind);
        if (object->table != NULL)
          g_string_append_printf (out, " on `%s`", object->table);
        g_string_append_c (out, '\n');
      }
}

static void
write_statistics (GString     *out,
                  TenonSchema *schema)
{
  guint n_indexes = 0;

  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      n_indexes += tenon_list_get_length (table->indexes) + tenon_list_get_length (table->unique_keys);
    }
  g_string_append (out, "## Database Overview\n\n");
  if (schema->name != NULL)
    g_string_append_printf (out, "The `%s` database contains **%u tables**.\n\n", schema->name, tenon_list_get_length (schema->tables));
  g_string_append (out, "### Database Statistics\n");
  g_string_append_printf (out, "- **Total Tables**: %u\n", tenon_list_get_length (schema->tables));
  g_string_append_printf (out, "- **Foreign Key Relationships**: %u\n", tenon_schema_count_foreign_keys (schema));
  g_string_append_printf (out, "- **Indexes**: %u besides primary keys\n", n_indexes);
}

/**
 * tenon_structure_document_write:
 *
 * Returns: (transfer full): the text of 01_3_table_structure_analysis.md
 */
char *
tenon_structure_document_write (TenonModel *model)
{
  GString *out = g_string_new ("# Complete Table Structure Analysis\n\n");
  g_autoptr (TenonSchema) empty = tenon_schema_new ();
  TenonSchema *schema = model->schema != NULL ? model->schema : empty;

  g_string_append_printf (out, "**CRITICAL**: %s.\n\n", STATEMENT);
  write_statistics (out, schema);
  g_string_append (out, "\n## Complete Table Definitions\n");
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    write_table (out, tenon_list_get (schema->tables, i), i + 1);
  write_relationships (out, schema);
  write_volumes (out, schema);
  write_objects (out, schema);
  g_string_append_printf (out, "\n**CLEAR STATEMENT**: %s.\n", STATEMENT);
  return g_string_free (out, FALSE);
}
