/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 01_3_table_structure_analysis.md: the statements in its SQL blocks, and the keys that only its bullets tell.
 *
 * Published documents give columns and primary keys as SQL and everything else in prose, so both are read and put together.
 * What a section says about DynamoDB is a suggestion and never schema. */

#include "artifact/tenon-structure-document.h"

#include "artifact/tenon-document.h"
#include "base/tenon-text.h"
#include "mysql/tenon-ddl.h"

#include <string.h>

typedef struct
{
  const char    *file;
  TenonDocument *document;
  TenonSchema   *schema;
  GPtrArray     *diagnostics;
  GHashTable    *sections; /* heading → TenonSourceTable, both unowned */
} Reader;

/* Sections that propose a design for the target. */
static gboolean
is_suggestion (TenonBlock *block)
{
  return tenon_block_is_under (block, "dynamodb") || tenon_block_is_under (block, "migration consideration") || tenon_block_is_under (block, "recommendation");
}

static gboolean
is_sql (TenonBlock *block)
{
  if (block->kind != TENON_BLOCK_CODE || is_suggestion (block))
    return FALSE;
  if (block->info != NULL && (g_ascii_strncasecmp (block->info, "sql", 3) == 0 || g_ascii_strncasecmp (block->info, "mysql", 5) == 0))
    return TRUE;
  return block->info == NULL && g_regex_match_simple ("^\\s*(CREATE|ALTER)\\s", block->text, G_REGEX_CASELESS, 0);
}

/* Gives all SQL of the document to the reader of statements as one text, each line where it stands in the document. */
static void
read_sql (Reader *reader)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (TenonSource) source = NULL;
  guint line = 1;

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      gsize       start;

      if (!is_sql (block))
        continue;
      for (; line < block->text_line; line++)
        g_string_append_c (sql, '\n');
      start = sql->len;
      g_string_append (sql, block->text);
      while (sql->len > start && g_ascii_isspace (sql->str[sql->len - 1]))
        g_string_truncate (sql, sql->len - 1);
      /* A block may end without a semicolon; the next one begins a statement all the same. */
      if (sql->len > start && sql->str[sql->len - 1] != ';')
        g_string_append (sql, "\n;");
      for (gsize k = start; k < sql->len; k++)
        line += sql->str[k] == '\n';
    }
  source = tenon_source_new_text (reader->file, sql->str);
  tenon_ddl_read_into (reader->schema, source, TENON_DIALECT_MYSQL, reader->diagnostics);
}

/* Remembers for each heading the table that the SQL right below it makes. */
static void
index_sections (Reader *reader)
{
  g_autoptr (GHashTable) by_line = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < tenon_list_get_length (reader->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (reader->schema->tables, i);

      g_hash_table_insert (by_line, GINT_TO_POINTER ((int)table->line), table);
    }
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock       *block = g_ptr_array_index (reader->document->blocks, i);
      TenonSourceTable *table = NULL;

      if (block->heading == NULL || !is_sql (block) || g_hash_table_contains (reader->sections, block->heading))
        continue;
      for (guint line = block->line; table == NULL && line <= block->last_line; line++)
        table = g_hash_table_lookup (by_line, GINT_TO_POINTER ((int)line));
      if (table != NULL)
        g_hash_table_insert (reader->sections, block->heading, table);
    }
}

static TenonSourceTable *
find_table_of_section (Reader     *reader,
                       TenonBlock *block)
{
  return block->heading != NULL ? g_hash_table_lookup (reader->sections, block->heading) : NULL;
}

static gboolean
has_all_columns (TenonSourceTable *table,
                 char            **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    if (tenon_source_table_find_column (table, columns[i]) == NULL)
      return FALSE;
  return columns[0] != NULL;
}

static gboolean
has_key (TenonList *keys,
         char     **columns)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonKey *key = tenon_list_get (keys, i);

      if (key->columns != NULL && g_strv_equal ((const char *const *)key->columns, (const char *const *)columns))
        return TRUE;
    }
  return FALSE;
}

static void
add_unique_key (TenonSourceTable *table,
                const char       *name,
                char            **columns,
                guint             line)
{
  TenonKey *key;

  if (has_key (table->unique_keys, columns))
    return;
  key = g_object_new (TENON_TYPE_KEY, NULL);
  key->name = g_strdup (name);
  key->columns = g_strdupv (columns);
  key->type = g_strdup ("BTREE");
  key->line = line;
  tenon_list_append_take (table->unique_keys, key);
}

/* Reads "(user_id, product_id)" behind a name in code marks. */
static char **
read_column_list (const char *text)
{
  const char      *open = strchr (text, '(');
  const char      *close = open != NULL ? strchr (open, ')') : NULL;
  g_autofree char *list = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);

  if (close == NULL)
    return NULL;
  list = g_strndup (open + 1, close - open - 1);
  names = g_strsplit (list, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (columns, tenon_markdown_strip (names[i]));
  return tenon_strv_from_array (columns);
}

static void
report_unknown_column (Reader           *reader,
                       TenonSourceTable *table,
                       const char       *what,
                       const char       *names,
                       guint             line)
{
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "structure-unknown-column", reader->file, line, 0, "The %s %s names a column that table %s does not have; it is left out.", what, names, table->name);
}

/* Reads "`username`, `email`" as two keys and "`unique_user_product` (user_id, product_id)" as one. */
static void
read_unique (Reader           *reader,
             TenonSourceTable *table,
             const char       *text,
             guint             line)
{
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (text);
  g_auto (GStrv) composite = read_column_list (text);

  if (spans->len > 0 && composite != NULL && has_all_columns (table, composite))
    {
      const char *name = g_ptr_array_index (spans, 0);
      gboolean    is_name = tenon_source_table_find_column (table, name) == NULL;

      add_unique_key (table, is_name ? name : composite[0], composite, line);
      return;
    }
  for (guint i = 0; i < spans->len; i++)
    {
      char *columns[] = { g_ptr_array_index (spans, i), NULL };

      if (has_all_columns (table, columns))
        add_unique_key (table, columns[0], columns, line);
      else
        report_unknown_column (reader, table, "unique constraint", columns[0], line);
    }
}

static gboolean
has_foreign_key (TenonSourceTable *table,
                 const char       *column,
                 const char       *ref_table)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);

      if (key->columns != NULL && tenon_strv_contains ((const char *const *)key->columns, column) && g_ascii_strcasecmp (key->ref_table, ref_table) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Adds the key @from → @to, both "table.column"; @table stands in where @from is a bare column. */
static void
add_foreign_key (Reader           *reader,
                 TenonSourceTable *table,
                 const char       *from,
                 const char       *to,
                 guint             line)
{
  const char       *dot = strrchr (from, '.');
  const char       *to_dot = strrchr (to, '.');
  g_autofree char  *owner = dot != NULL ? g_strndup (from, dot - from) : NULL;
  g_autofree char  *parent_name = to_dot != NULL ? g_strndup (to, to_dot - to) : NULL;
  TenonSourceTable *child = owner != NULL ? tenon_schema_match_table (reader->schema, owner) : table;
  TenonSourceTable *parent = parent_name != NULL ? tenon_schema_match_table (reader->schema, parent_name) : NULL;
  TenonColumn      *column, *parent_column;
  TenonForeignKey  *key;

  column = child != NULL ? tenon_source_table_find_column (child, dot != NULL ? dot + 1 : from) : NULL;
  parent_column = parent != NULL ? tenon_source_table_find_column (parent, to_dot + 1) : NULL;
  if (column == NULL || parent_column == NULL)
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "structure-unknown-foreign-key", reader->file, line, 0, "The foreign key %s → %s names a table or column that no statement in the document makes; it is left out.", from, to);
      return;
    }
  if (has_foreign_key (child, column->name, parent->name))
    return;
  key = g_object_new (TENON_TYPE_FOREIGN_KEY, NULL);
  key->name = g_strdup_printf ("%s_ibfk_%u", child->name, tenon_list_get_length (child->foreign_keys) + 1);
  key->columns = g_new0 (char *, 2);
  key->columns[0] = g_strdup (column->name);
  key->ref_table = g_strdup (parent->name);
  key->ref_columns = g_new0 (char *, 2);
  key->ref_columns[0] = g_strdup (parent_column->name);
  key->line = line;
  tenon_list_append_take (child->foreign_keys, key);
}

/* Reads every "`a` → `b.c`" of a line. */
static void
read_foreign_keys (Reader           *reader,
                   TenonSourceTable *table,
                   const char       *text,
                   guint             line)
{
  g_autoptr (GRegex) regex = g_regex_new ("`([^`]+)`\\s*(?:→|->|=>|references)\\s*`([^`]+)`", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *from = g_match_info_fetch (match, 1);
      g_autofree char *to = g_match_info_fetch (match, 2);

      add_foreign_key (reader, table, from, to, line);
    }
}

/* The columns an index bullet means: those it lists, the one its name ends in, or those the note names. */
static char **
guess_index_columns (TenonSourceTable *table,
                     const char       *name,
                     const char       *text)
{
  g_auto (GStrv) listed = NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  const char *open = strchr (text, '(');

  for (; open != NULL; open = strchr (open + 1, '('))
    {
      g_clear_pointer (&listed, g_strfreev);
      listed = read_column_list (open);
      if (listed != NULL && has_all_columns (table, listed))
        return g_steal_pointer (&listed);
    }
  if (tenon_source_table_find_column (table, name) != NULL)
    g_ptr_array_add (columns, g_strdup (name));
  else
    {
      const char  *bare = g_str_has_prefix (name, "idx_") || g_str_has_prefix (name, "ix_") ? strchr (name, '_') + 1 : name;
      TenonColumn *column = tenon_source_table_find_column (table, bare);
      const char  *on = strstr (text, " on ");

      for (guint i = 0; column == NULL && on == NULL && i < tenon_list_get_length (table->columns); i++)
        {
          TenonColumn     *candidate = tenon_list_get (table->columns, i);
          g_autofree char *start = g_strconcat (bare, "_", NULL);

          if (g_str_has_prefix (candidate->name, start))
            column = candidate;
        }
      if (column != NULL)
        g_ptr_array_add (columns, g_strdup (column->name));
      else if (on != NULL)
        {
          g_auto (GStrv) words = g_strsplit_set (on + 4, " +,&/`", -1);

          for (guint i = 0; words[i] != NULL; i++)
            if (*words[i] != '\0' && tenon_source_table_find_column (table, words[i]) != NULL)
              g_ptr_array_add (columns, g_strdup (words[i]));
        }
    }
  return columns->len > 0 ? tenon_strv_from_array (columns) : NULL;
}

/* Reads "`idx_search` (FULLTEXT) - Full-text search on name + description". */
static void
read_index (Reader           *reader,
            TenonSourceTable *table,
            const char       *text,
            guint             line)
{
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (text);
  g_auto (GStrv) columns = NULL;
  TenonKey   *key;
  const char *name;

  if (spans->len == 0)
    return;
  name = g_ptr_array_index (spans, 0);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    if (g_strcmp0 (((TenonKey *)tenon_list_get (table->indexes, i))->name, name) == 0)
      return;
  for (guint i = 0; i < tenon_list_get_length (table->unique_keys); i++)
    if (g_strcmp0 (((TenonKey *)tenon_list_get (table->unique_keys, i))->name, name) == 0)
      return;
  columns = guess_index_columns (table, name, text);
  if (columns == NULL)
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "structure-index-columns", reader->file, line, 0, "Which columns of %s the index %s covers is not said; it is left out.", table->name, name);
      return;
    }
  key = g_object_new (TENON_TYPE_KEY, NULL);
  key->name = g_strdup (name);
  key->columns = g_steal_pointer (&columns);
  key->type = g_strdup (strstr (text, "FULLTEXT") != NULL ? "FULLTEXT" : strstr (text, "SPATIAL") != NULL ? "SPATIAL"
                                                                     : strstr (text, "HASH") != NULL      ? "HASH"
                                                                                                          : "BTREE");
  key->line = line;
  tenon_list_append_take (table->indexes, key);
}

static void
read_primary_key (Reader           *reader,
                  TenonSourceTable *table,
                  const char       *text,
                  guint             line)
{
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (text);
  g_auto (GStrv) columns = tenon_strv_from_array (spans);
  g_auto (GStrv) listed = spans->len > 0 ? NULL : read_column_list (text);

  if (listed != NULL)
    {
      g_strfreev (columns);
      columns = g_steal_pointer (&listed);
    }
  if (!has_all_columns (table, columns))
    return;
  if (table->primary_key == NULL || table->primary_key[0] == NULL)
    {
      g_strfreev (table->primary_key);
      table->primary_key = g_steal_pointer (&columns);
    }
  else if (!g_strv_equal ((const char *const *)table->primary_key, (const char *const *)columns))
    {
      g_autofree char *said = g_strjoinv (", ", columns);
      g_autofree char *made = g_strjoinv (", ", table->primary_key);

      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "structure-primary-key", reader->file, line, 0, "The list gives %s as primary key of %s, the statement above it %s; the statement counts.", said, table->name, made);
    }
}

static const struct
{
  const char *label; /* what the label begins with, lower case */
  void (*read) (Reader *, TenonSourceTable *, const char *, guint);
} labels[] = {
  { "primary key", read_primary_key },
  { "unique", read_unique },
  { "foreign key", read_foreign_keys },
  { "index", read_index },
  { "key", read_index },
};

static int
find_label (TenonBlock *block,
            char      **value)
{
  g_autofree char *label = NULL;

  if (!tenon_block_split_label (block, &label, value))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strncasecmp (label, labels[i].label, strlen (labels[i].label)) == 0)
      return (int)i;
  return -1;
}

/* A bullet of a table's section: labelled itself, or below one that is. */
static void
read_table_bullet (Reader           *reader,
                   TenonSourceTable *table,
                   TenonBlock       *block)
{
  g_autofree char *value = NULL;
  g_autofree char *parent_value = NULL;
  int              label = find_label (block, &value);

  if (label >= 0)
    {
      if (*value != '\0')
        labels[label].read (reader, table, value, block->line);
      return;
    }
  label = block->item != NULL ? find_label (block->item, &parent_value) : -1;
  if (label >= 0)
    labels[label].read (reader, table, block->text, block->line);
}

/* A bullet elsewhere: a relationship's foreign key, or a unique constraint that names its columns. */
static void
read_other_bullet (Reader     *reader,
                   TenonBlock *block)
{
  g_autofree char *value = NULL;
  g_autofree char *label = NULL;
  g_auto (GStrv) columns = NULL;
  TenonSourceTable *found = NULL;
  guint             n_found = 0;

  if (!tenon_block_split_label (block, &label, &value))
    return;
  if (g_ascii_strncasecmp (label, "foreign key", strlen ("foreign key")) == 0)
    {
      read_foreign_keys (reader, NULL, value, block->line);
      return;
    }
  if (g_ascii_strncasecmp (label, "constraint", strlen ("constraint")) != 0 && g_ascii_strncasecmp (label, "unique", strlen ("unique")) != 0)
    return;
  columns = read_column_list (value);
  for (guint i = 0; columns != NULL && i < tenon_list_get_length (reader->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (reader->schema->tables, i);

      if (!has_all_columns (table, columns))
        continue;
      if (has_key (table->unique_keys, columns))
        return;
      n_found++;
      found = table;
    }
  if (n_found == 1)
    read_unique (reader, found, value, block->line);
  else if (columns != NULL)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "structure-unplaced-constraint", reader->file, block->line, 0, n_found == 0 ? "No table has all the columns of %s; the constraint is left out." : "More than one table has the columns of %s; the constraint is left out.", value);
}

/* Reads "- **Users**: 4 (minimal test data)" below a heading about volumes. */
static void
read_row_count (Reader     *reader,
                TenonBlock *block)
{
  g_autofree char  *value = NULL;
  g_autofree char  *label = NULL;
  TenonSourceTable *table;
  const char       *end;
  double            number;

  if (!(tenon_block_is_under (block, "data volume") || tenon_block_is_under (block, "row count") || tenon_block_is_under (block, "current state")) || tenon_block_is_under (block, "growth implication"))
    return;
  if (!tenon_block_split_label (block, &label, &value))
    return;
  table = tenon_schema_match_table (reader->schema, label);
  if (table == NULL || !tenon_parse_number (value, &number, &end) || number > 1e15)
    return;
  if (*end == '\0' || g_str_has_prefix (end, " (") || g_str_has_prefix (end, " rows") || g_str_has_prefix (end, " records"))
    table->row_count = (gint64)number;
}

/* "**Purpose**: …" of a table's section stands in for a comment the statement does not have. */
static void
read_purpose (Reader     *reader,
              TenonBlock *block)
{
  g_autofree char  *value = NULL;
  g_autofree char  *label = NULL;
  TenonSourceTable *table;

  if (!tenon_block_split_label (block, &label, &value) || g_ascii_strcasecmp (label, "purpose") != 0 || *value == '\0')
    return;
  table = find_table_of_section (reader, block);
  if (table != NULL && (table->comment == NULL || *table->comment == '\0'))
    {
      g_autofree char *plain = tenon_markdown_strip (value);

      tenon_str_set (&table->comment, plain);
    }
}

/* "- **Trigger**: `t` - BEFORE INSERT on `orders`" below the heading this program writes. */
static void
read_object (Reader     *reader,
             TenonBlock *block)
{
  const struct
  {
    const char *label;
    TenonList  *list;
  } kinds[] = { { "View", reader->schema->views }, { "Trigger", reader->schema->triggers }, { "Routine", reader->schema->routines }, { "Event", reader->schema->events } };
  g_autofree char *value = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GPtrArray) spans = NULL;
  const char *kind, *on;

  if (!tenon_block_is_under (block, "other database objects") || !tenon_block_split_label (block, &label, &value))
    return;
  spans = tenon_markdown_list_code (value);
  kind = strstr (value, "` - ");
  on = strstr (value, " on `");
  for (guint i = 0; spans->len > 0 && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (label, kinds[i].label) == 0)
      {
        TenonSchemaObject *object = g_object_new (TENON_TYPE_SCHEMA_OBJECT, NULL);

        object->name = g_strdup (g_ptr_array_index (spans, 0));
        if (kind != NULL)
          object->kind = on != NULL ? g_strndup (kind + 4, on - kind - 4) : g_strdup (kind + 4);
        if (on != NULL && spans->len > 1)
          object->table = g_strdup (g_ptr_array_index (spans, 1));
        object->line = block->line;
        tenon_list_append_take (kinds[i].list, object);
      }
}

/* "The `shop` database contains …". */
static void
read_database_name (Reader     *reader,
                    TenonBlock *block)
{
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (block->text);

  if (reader->schema->name == NULL && spans->len > 0 && tenon_block_is_under (block, "database overview") && strstr (block->text, "` database") != NULL)
    reader->schema->name = g_strdup (g_ptr_array_index (spans, 0));
}

static void
read_block (Reader     *reader,
            TenonBlock *block)
{
  TenonSourceTable *table;

  if (is_suggestion (block))
    return;
  if (block->kind == TENON_BLOCK_PARAGRAPH)
    {
      read_purpose (reader, block);
      read_database_name (reader, block);
    }
  if (block->kind != TENON_BLOCK_ITEM)
    return;
  table = find_table_of_section (reader, block);
  if (table != NULL)
    read_table_bullet (reader, table, block);
  else
    read_other_bullet (reader, block);
  read_row_count (reader, block);
  read_object (reader, block);
}

/* "Total Tables: 6" and "Foreign Key Relationships: 8" against what was found. */
static void
check_claims (Reader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;
      const char      *end;
      double           claimed;
      guint            found;

      if (block->kind != TENON_BLOCK_ITEM || is_suggestion (block) || !tenon_block_split_label (block, &label, &value) || !tenon_parse_number (value, &claimed, &end) || *end == '+')
        continue;
      if (g_ascii_strcasecmp (label, "total tables") == 0)
        found = tenon_list_get_length (reader->schema->tables);
      else if (g_ascii_strcasecmp (label, "foreign key relationships") == 0)
        found = tenon_schema_count_foreign_keys (reader->schema);
      else
        continue;
      if ((guint)claimed != found)
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "structure-count", reader->file, block->line, 0, "The document claims %s: %s; %u were found in it.", label, value, found);
    }
}

/**
 * tenon_structure_document_read:
 * @diagnostics: gets what is wrong, contradictory or was left out
 *
 * Returns: (transfer full): without tables where the document has none, or is no document
 */
TenonSchema *
tenon_structure_document_read (TenonSource *source,
                               GPtrArray   *diagnostics)
{
  Reader reader = { .file = tenon_source_get_name (source), .schema = tenon_schema_new (), .diagnostics = diagnostics };

  reader.document = tenon_document_parse (source, diagnostics);
  if (reader.document == NULL)
    return reader.schema;
  read_sql (&reader);
  reader.sections = g_hash_table_new (g_direct_hash, g_direct_equal);
  index_sections (&reader);
  for (guint i = 0; i < reader.document->blocks->len; i++)
    read_block (&reader, g_ptr_array_index (reader.document->blocks, i));
  if (tenon_list_get_length (reader.schema->tables) == 0)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "structure-no-tables", reader.file, 0, 0, "The document has no SQL block that makes a table.");
  else
    check_claims (&reader);
  g_hash_table_unref (reader.sections);
  tenon_document_free (reader.document);
  return reader.schema;
}
