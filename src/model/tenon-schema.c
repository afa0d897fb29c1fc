/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The MySQL side: tables, columns, keys, foreign keys, and the objects that are only listed. */

#include "model/tenon-schema.h"

#include <string.h>

#include "base/tenon-text.h"
#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonColumnDefault,
                          tenon_column_default,
                          { TENON_COLUMN_DEFAULT_NONE, "TENON_COLUMN_DEFAULT_NONE", "none" },
                          { TENON_COLUMN_DEFAULT_NULL, "TENON_COLUMN_DEFAULT_NULL", "null" },
                          { TENON_COLUMN_DEFAULT_LITERAL, "TENON_COLUMN_DEFAULT_LITERAL", "literal" },
                          { TENON_COLUMN_DEFAULT_EXPRESSION, "TENON_COLUMN_DEFAULT_EXPRESSION", "expression" })

TENON_DEFINE_RECORD_ENUM (TenonGenerated,
                          tenon_generated,
                          { TENON_GENERATED_NONE, "TENON_GENERATED_NONE", "none" },
                          { TENON_GENERATED_VIRTUAL, "TENON_GENERATED_VIRTUAL", "virtual" },
                          { TENON_GENERATED_STORED, "TENON_GENERATED_STORED", "stored" })

static const TenonField tenon_column_fields[] = {
  TENON_FIELD (TenonColumn, "name", STRING, name),
  TENON_FIELD (TenonColumn, "type", STRING, type),
  TENON_FIELD (TenonColumn, "nullable", BOOLEAN, nullable),
  TENON_FIELD_T (TenonColumn, "default-kind", ENUM, default_kind, tenon_column_default_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "default-value", STRING, default_value, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "auto-increment", BOOLEAN, auto_increment, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonColumn, "generated", ENUM, generated, tenon_generated_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "expression", STRING, expression, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "on-update", STRING, on_update, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "invisible", BOOLEAN, invisible, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "charset", STRING, charset, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "collation", STRING, collation, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "comment", STRING, comment, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonColumn, "line", INT, line, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonColumn, tenon_column, "column", FALSE)
TENON_DEFINE_RECORD_INIT (TenonColumn, tenon_column)

static const TenonField tenon_key_fields[] = {
  TENON_FIELD (TenonKey, "name", STRING, name),
  TENON_FIELD (TenonKey, "columns", STRV, columns),
  TENON_FIELD_F (TenonKey, "prefixes", STRV, prefixes, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonKey, "type", STRING, type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonKey, "line", INT, line, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonKey, tenon_key, "key", FALSE)
TENON_DEFINE_RECORD_INIT (TenonKey, tenon_key)

static const TenonField tenon_foreign_key_fields[] = {
  TENON_FIELD (TenonForeignKey, "name", STRING, name),
  TENON_FIELD (TenonForeignKey, "columns", STRV, columns),
  TENON_FIELD (TenonForeignKey, "ref-table", STRING, ref_table),
  TENON_FIELD (TenonForeignKey, "ref-columns", STRV, ref_columns),
  TENON_FIELD_F (TenonForeignKey, "on-delete", STRING, on_delete, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonForeignKey, "on-update", STRING, on_update, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonForeignKey, "is-inline", BOOLEAN, is_inline, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonForeignKey, "line", INT, line, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonForeignKey, "is-asserted", BOOLEAN, is_asserted, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonForeignKey, "reason", STRING, reason, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonForeignKey, tenon_foreign_key, "foreign-key", FALSE)
TENON_DEFINE_RECORD_INIT (TenonForeignKey, tenon_foreign_key)

static const TenonField tenon_source_table_fields[] = {
  TENON_FIELD (TenonSourceTable, "name", STRING, name),
  TENON_FIELD_T (TenonSourceTable, "columns", LIST, columns, tenon_column_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonSourceTable, "primary-key", STRV, primary_key),
  TENON_FIELD_T (TenonSourceTable, "unique-keys", LIST, unique_keys, tenon_key_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSourceTable, "indexes", LIST, indexes, tenon_key_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSourceTable, "foreign-keys", LIST, foreign_keys, tenon_foreign_key_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_F (TenonSourceTable, "checks", STRV, checks, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "engine", STRING, engine, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "charset", STRING, charset, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "collation", STRING, collation, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "comment", STRING, comment, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonSourceTable, "row-count", INT, row_count),
  TENON_FIELD_F (TenonSourceTable, "file", STRING, file, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "line", INT, line, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "mean-row-bytes", DOUBLE, mean_row_bytes, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "maximum-row-bytes", INT, maximum_row_bytes, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "rows-file", STRING, rows_file, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "rows-line", INT, rows_line, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSourceTable, "rows-last-line", INT, rows_last_line, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonSourceTable, tenon_source_table, "source", FALSE)

static void
tenon_source_table_init (TenonSourceTable *self)
{
  self->row_count = -1;
}

static const TenonField tenon_schema_object_fields[] = {
  TENON_FIELD (TenonSchemaObject, "name", STRING, name),
  TENON_FIELD_F (TenonSchemaObject, "table", STRING, table, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSchemaObject, "kind", STRING, kind, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonSchemaObject, "line", INT, line, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonSchemaObject, tenon_schema_object, "object", FALSE)
TENON_DEFINE_RECORD_INIT (TenonSchemaObject, tenon_schema_object)

static const TenonField tenon_row_statistics_fields[] = {
  TENON_FIELD (TenonRowStatistics, "name", STRING, name),
  TENON_FIELD (TenonRowStatistics, "table", STRING, table),
  TENON_FIELD (TenonRowStatistics, "columns", STRV, columns),
  TENON_FIELD (TenonRowStatistics, "rows", INT, rows),
  TENON_FIELD_F (TenonRowStatistics, "null-rows", INT, null_rows, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonRowStatistics, "distinct-values", DOUBLE, distinct_values),
  TENON_FIELD_F (TenonRowStatistics, "error", DOUBLE, error, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonRowStatistics, "average-rows", DOUBLE, average_rows),
  TENON_FIELD (TenonRowStatistics, "maximum-rows", INT, maximum_rows),
  TENON_FIELD (TenonRowStatistics, "maximum-rows-most", INT, maximum_rows_most),
  TENON_FIELD (TenonRowStatistics, "mean-bytes", DOUBLE, mean_bytes),
  TENON_FIELD (TenonRowStatistics, "maximum-bytes", INT, maximum_bytes),
  TENON_FIELD_F (TenonRowStatistics, "is-foreign-key", BOOLEAN, is_foreign_key, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonRowStatistics, "file", STRING, file, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonRowStatistics, tenon_row_statistics, "rows", FALSE)
TENON_DEFINE_RECORD_INIT (TenonRowStatistics, tenon_row_statistics)

static const TenonField tenon_schema_fields[] = {
  TENON_FIELD_F (TenonSchema, "name", STRING, name, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonSchema, "tables", LIST, tables, tenon_source_table_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSchema, "views", LIST, views, tenon_schema_object_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSchema, "triggers", LIST, triggers, tenon_schema_object_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSchema, "routines", LIST, routines, tenon_schema_object_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSchema, "events", LIST, events, tenon_schema_object_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonSchema, "row-statistics", LIST, row_statistics, tenon_row_statistics_get_type, TENON_FIELD_SPARSE | TENON_FIELD_FLAT),
};
TENON_DEFINE_RECORD (TenonSchema, tenon_schema, "schema", TRUE)
TENON_DEFINE_RECORD_INIT (TenonSchema, tenon_schema)

TenonSchema *
tenon_schema_new (void)
{
  return g_object_new (TENON_TYPE_SCHEMA, NULL);
}

/**
 * tenon_schema_find_table:
 * @name: (nullable): as in the schema; without its database too where that is clear
 *
 * Returns: (transfer none) (nullable):
 */
TenonSourceTable *
tenon_schema_find_table (TenonSchema *self,
                         const char  *name)
{
  TenonSourceTable *table, *found = NULL;

  if (name == NULL)
    return NULL;
  table = tenon_list_find (self->tables, name);
  if (table != NULL)
    return table;
  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      const char *dot;

      table = tenon_list_get (self->tables, i);
      dot = strchr (table->name, '.');
      if (g_ascii_strcasecmp (table->name, name) == 0)
        return table;
      if (dot != NULL && g_ascii_strcasecmp (dot + 1, name) == 0)
        {
          if (found != NULL)
            return NULL;
          found = table;
        }
    }
  return found;
}

/**
 * tenon_schema_match_table:
 * @words: a name as people write it: "Order Items", "order item"
 *
 * Returns: (transfer none) (nullable): the table whose name agrees but for case, separators and number
 */
TenonSourceTable *
tenon_schema_match_table (TenonSchema *self,
                          const char  *words)
{
  TenonSourceTable *table = tenon_schema_find_table (self, words);

  for (guint i = 0; table == NULL && i < tenon_list_get_length (self->tables); i++)
    {
      TenonSourceTable *candidate = tenon_list_get (self->tables, i);
      const char       *dot = strrchr (candidate->name, '.');

      if (tenon_names_agree (dot != NULL ? dot + 1 : candidate->name, words))
        table = candidate;
    }
  return table;
}

/**
 * tenon_schema_find_column:
 * @dotted: "table.column", or "database.table.column"
 *
 * Returns: (transfer none) (nullable):
 */
TenonColumn *
tenon_schema_find_column (TenonSchema *self,
                          const char  *dotted)
{
  const char       *dot = strrchr (dotted, '.');
  g_autofree char  *name = NULL;
  TenonSourceTable *table;

  if (dot == NULL)
    return NULL;
  name = g_strndup (dotted, dot - dotted);
  table = tenon_schema_find_table (self, name);
  return table != NULL ? tenon_source_table_find_column (table, dot + 1) : NULL;
}

guint
tenon_schema_count_foreign_keys (TenonSchema *self)
{
  guint n = 0;

  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    n += tenon_list_get_length (((TenonSourceTable *)tenon_list_get (self->tables, i))->foreign_keys);
  return n;
}

/* Statistics by name, made when first asked for. A schema is shared by snapshots that live in other threads: whoever comes
 * second throws away his own. */
typedef struct
{
  GHashTable *by_name;
  guint       length; /* of the list it was made from */
} StatisticsIndex;

static void
statistics_index_free (gpointer data)
{
  StatisticsIndex *index = data;

  g_hash_table_unref (index->by_name);
  g_free (index);
}

static StatisticsIndex *
get_statistics_index (TenonSchema *self)
{
  GQuark           quark = g_quark_from_static_string ("tenon-row-statistics");
  StatisticsIndex *old = g_object_get_qdata (G_OBJECT (self), quark);
  StatisticsIndex *index;
  guint            length = tenon_list_get_length (self->row_statistics);

  if (old != NULL && old->length == length)
    return old;
  index = g_new0 (StatisticsIndex, 1);
  index->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  index->length = length;
  for (guint i = length; i > 0; i--)
    {
      TenonRowStatistics *statistics = tenon_list_get (self->row_statistics, i - 1);

      if (statistics->name != NULL)
        g_hash_table_insert (index->by_name, statistics->name, statistics);
    }
  if (g_object_replace_qdata (G_OBJECT (self), quark, old, index, statistics_index_free, NULL))
    {
      if (old != NULL)
        statistics_index_free (old);
      return index;
    }
  statistics_index_free (index);
  return g_object_get_qdata (G_OBJECT (self), quark);
}

/**
 * tenon_schema_find_row_statistics:
 * @dotted: "table.column", or the name of several columns, "table.column+column"
 *
 * Returns: (transfer none) (nullable): what the rows show of it; %NULL where no rows were looked at
 */
TenonRowStatistics *
tenon_schema_find_row_statistics (TenonSchema *self,
                                  const char  *dotted)
{
  return dotted != NULL && tenon_list_get_length (self->row_statistics) > 0 ? g_hash_table_lookup (get_statistics_index (self)->by_name, dotted) : NULL;
}

/**
 * tenon_schema_find_key_statistics:
 *
 * Returns: (transfer none) (nullable): what the rows show of the columns of a foreign key together
 */
TenonRowStatistics *
tenon_schema_find_key_statistics (TenonSchema      *self,
                                  TenonSourceTable *table,
                                  TenonForeignKey  *key)
{
  g_autofree char *columns = g_strjoinv ("+", key->columns);
  g_autofree char *name = g_strconcat (table->name, ".", columns, NULL);

  return tenon_schema_find_row_statistics (self, name);
}

/**
 * tenon_row_statistics_get_top_share:
 *
 * Returns: the least share of the rows, 0 to 1, that the most frequent value has
 */
double
tenon_row_statistics_get_top_share (TenonRowStatistics *self)
{
  return self->rows > 0 ? (double)self->maximum_rows / self->rows : 0;
}

static char *
dup_error (double error)
{
  char percent[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("± %s %%", g_ascii_formatd (percent, sizeof percent, "%.1f", error * 100));
}

/**
 * tenon_row_statistics_dup_evidence:
 *
 * Returns: (transfer full): "2,844,047 rows in dump.sql, ± 0.8 %"; "…, exact" where nothing was estimated
 */
char *
tenon_row_statistics_dup_evidence (TenonRowStatistics *self)
{
  g_autofree char *rows = tenon_format_count (self->rows);
  g_autofree char *error = self->error > 0 ? dup_error (self->error) : g_strdup ("exact");

  return g_strdup_printf ("%s rows in %s, %s", rows, self->file != NULL ? self->file : "the dump", error);
}

/**
 * tenon_source_table_dup_row_lines:
 *
 * Returns: (transfer full): ", lines 40 to 52": where its rows were counted; "" where that is not known
 */
char *
tenon_source_table_dup_row_lines (TenonSourceTable *self)
{
  if (self->rows_line <= 0)
    return g_strdup ("");
  if (self->rows_last_line <= self->rows_line)
    return g_strdup_printf (", line %" G_GINT64_FORMAT, self->rows_line);
  return g_strdup_printf (", lines %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, self->rows_line, self->rows_last_line);
}

/**
 * tenon_source_table_dup_row_evidence:
 *
 * Returns: (transfer full) (nullable): "2,844,047 rows in dump.sql, lines 40 to 52"; %NULL where no rows were counted
 */
char *
tenon_source_table_dup_row_evidence (TenonSourceTable *self)
{
  g_autofree char *rows = tenon_format_count (self->row_count);
  g_autofree char *lines = tenon_source_table_dup_row_lines (self);
  const char      *file = self->rows_file != NULL ? self->rows_file : self->file;

  return self->row_count < 0 ? NULL : g_strdup_printf ("%s rows in %s%s", rows, file != NULL ? file : "the dump", lines);
}

/**
 * tenon_source_table_find_column:
 *
 * Column names are compared without case, as the server does.
 */
TenonColumn *
tenon_source_table_find_column (TenonSourceTable *self,
                                const char       *name)
{
  for (guint i = 0; i < tenon_list_get_length (self->columns); i++)
    {
      TenonColumn *column = tenon_list_get (self->columns, i);

      if (g_ascii_strcasecmp (column->name, name) == 0)
        return column;
    }
  return NULL;
}

static gboolean
contains_all (const char *const *set,
              char             **wanted)
{
  if (wanted == NULL || wanted[0] == NULL)
    return FALSE;
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_strv_contains (set, wanted[i]))
      return FALSE;
  return TRUE;
}

/**
 * tenon_source_table_is_unique:
 * @columns: names of columns
 *
 * Returns: whether no two rows can agree in all of @columns: they contain the primary key, or a unique key none of
 *   whose columns may be NULL and none of whose parts is a prefix
 */
gboolean
tenon_source_table_is_unique (TenonSourceTable  *self,
                              const char *const *columns)
{
  if (contains_all (columns, self->primary_key))
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (self->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (self->unique_keys, i);
      gboolean  holds = contains_all (columns, key->columns);

      for (guint j = 0; holds && key->columns[j] != NULL; j++)
        {
          TenonColumn *column = tenon_source_table_find_column (self, key->columns[j]);

          holds = column != NULL && !column->nullable && (key->prefixes == NULL || key->prefixes[j] == NULL || *key->prefixes[j] == '\0');
        }
      if (holds)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_source_table_find_foreign_key:
 *
 * Returns: (transfer none) (nullable): the first foreign key that begins with @column
 */
TenonForeignKey *
tenon_source_table_find_foreign_key (TenonSourceTable *self,
                                     const char       *column)
{
  for (guint i = 0; i < tenon_list_get_length (self->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->foreign_keys, i);

      if (key->columns != NULL && key->columns[0] != NULL && g_ascii_strcasecmp (key->columns[0], column) == 0)
        return key;
    }
  return NULL;
}

/**
 * tenon_source_table_is_junction:
 *
 * Returns: whether the table joins two others and little more: two foreign keys to different tables, whose columns
 *   are together unique, and at most two columns besides
 */
gboolean
tenon_source_table_is_junction (TenonSourceTable *self)
{
  g_autoptr (GPtrArray) columns = NULL;
  TenonForeignKey *a, *b;

  if (tenon_list_get_length (self->foreign_keys) != 2)
    return FALSE;
  a = tenon_list_get (self->foreign_keys, 0);
  b = tenon_list_get (self->foreign_keys, 1);
  if (g_strcmp0 (a->ref_table, b->ref_table) == 0)
    return FALSE;
  columns = g_ptr_array_new ();
  for (guint i = 0; a->columns[i] != NULL; i++)
    g_ptr_array_add (columns, a->columns[i]);
  for (guint i = 0; b->columns[i] != NULL; i++)
    g_ptr_array_add (columns, b->columns[i]);
  if (tenon_list_get_length (self->columns) > columns->len + 2)
    return FALSE;
  g_ptr_array_add (columns, NULL);
  return tenon_source_table_is_unique (self, (const char *const *)columns->pdata);
}

static const struct
{
  const char *base;
  enum
  {
    NUMBER,
    TEXT,
    BINARY,
    TIME,
  } family;
} families[] = {
  { "tinyint", NUMBER },
  { "smallint", NUMBER },
  { "mediumint", NUMBER },
  { "int", NUMBER },
  { "integer", NUMBER },
  { "bigint", NUMBER },
  { "decimal", NUMBER },
  { "numeric", NUMBER },
  { "float", NUMBER },
  { "double", NUMBER },
  { "real", NUMBER },
  { "bit", NUMBER },
  { "bool", NUMBER },
  { "boolean", NUMBER },
  { "year", NUMBER },
  { "char", TEXT },
  { "varchar", TEXT },
  { "tinytext", TEXT },
  { "text", TEXT },
  { "mediumtext", TEXT },
  { "longtext", TEXT },
  { "enum", TEXT },
  { "set", TEXT },
  { "json", TEXT },
  { "uuid", TEXT },
  { "inet4", TEXT },
  { "inet6", TEXT },
  { "binary", BINARY },
  { "varbinary", BINARY },
  { "tinyblob", BINARY },
  { "blob", BINARY },
  { "mediumblob", BINARY },
  { "longblob", BINARY },
  { "geometry", BINARY },
  { "point", BINARY },
  { "linestring", BINARY },
  { "polygon", BINARY },
  { "multipoint", BINARY },
  { "multilinestring", BINARY },
  { "multipolygon", BINARY },
  { "geometrycollection", BINARY },
  { "geomcollection", BINARY },
  { "vector", BINARY },
  { "date", TIME },
  { "time", TIME },
  { "datetime", TIME },
  { "timestamp", TIME },
};

/**
 * tenon_column_get_details:
 * @details: (out):
 *
 * Reads the type's text. A type nobody knows leaves all families false.
 */
void
tenon_column_get_details (TenonColumn        *self,
                          TenonColumnDetails *details)
{
  const char *type = self->type != NULL ? self->type : "";
  const char *open = strchr (type, '(');
  gsize       n = strcspn (type, "( ");

  memset (details, 0, sizeof *details);
  details->length = -1;
  for (gsize i = 0; i < n && i < sizeof details->base - 1; i++)
    details->base[i] = g_ascii_tolower (type[i]);
  if (open != NULL && g_ascii_isdigit (open[1]))
    {
      char *end;

      details->length = g_ascii_strtoll (open + 1, &end, 10);
      if (*end == ',')
        details->scale = (int)g_ascii_strtoll (end + 1, NULL, 10);
    }
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_equal (families[i].base, details->base))
      {
        details->is_number = families[i].family == NUMBER;
        details->is_text = families[i].family == TEXT;
        details->is_binary = families[i].family == BINARY;
        details->is_time = families[i].family == TIME;
      }
  details->is_unsigned = details->is_number && (strstr (type, "unsigned") != NULL || strstr (type, "zerofill") != NULL);
}

/**
 * tenon_column_dup_labels:
 *
 * Returns: (transfer full): the labels of an ENUM or SET, empty for every other type
 */
char **
tenon_column_dup_labels (TenonColumn *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const char *p = self->type != NULL ? strchr (self->type, '(') : NULL;

  if (p != NULL && (g_ascii_strncasecmp (self->type, "enum", 4) == 0 || g_ascii_strncasecmp (self->type, "set", 3) == 0))
    while ((p = strchr (p, '\'')) != NULL)
      {
        GString *label = g_string_new (NULL);

        for (p++; *p != '\0' && (*p != '\'' || p[1] == '\''); p++)
          {
            if (*p == '\'')
              p++;
            g_string_append_c (label, *p);
          }
        g_ptr_array_add (labels, g_string_free (label, FALSE));
        if (*p != '\0')
          p++;
      }
  g_ptr_array_add (labels, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&labels), FALSE);
}
