/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was understood of a source, in indented lines for people. */

#include "project/tenon-inspect-text.h"

#include <string.h>

#include "base/tenon-text.h"

/* Statements of a log that are named; the rest are counted. */
#define MAX_STATEMENTS 20
#define MAX_STATEMENT_BYTES 140
/* Joins that are named. */
#define MAX_CORRELATIONS 20

static void
append_columns (GString *out,
                char   **columns)
{
  g_autofree char *joined = columns != NULL ? g_strjoinv (", ", columns) : NULL;

  g_string_append_printf (out, "(%s)", joined != NULL ? joined : "");
}

/* "parents: 1,200, children on average: 12.4, at most: 90 to 131; 14,880 rows in dump.sql, ± 0.8 %" */
static void
describe_children (GString            *out,
                   TenonRowStatistics *statistics)
{
  char             digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *average = tenon_format_number (g_ascii_strtod (g_ascii_formatd (digits, sizeof digits, "%.3g", statistics->average_rows), NULL));
  g_autofree char *least = tenon_format_count (statistics->maximum_rows);
  g_autofree char *most = tenon_format_count (statistics->maximum_rows_most);
  g_autofree char *distinct = tenon_format_count ((gint64)(statistics->distinct_values + 0.5));
  g_autofree char *evidence = tenon_row_statistics_dup_evidence (statistics);
  gboolean         is_exact = statistics->maximum_rows == statistics->maximum_rows_most;

  g_string_append_printf (out, "\n        parents: %s, children on average: %s, at most: %s%s%s; %s", distinct, average, least, is_exact ? "" : " to ", is_exact ? "" : most, evidence);
}

static void
describe_foreign_key (GString          *out,
                      TenonSchema      *schema,
                      TenonSourceTable *table,
                      TenonForeignKey  *key)
{
  TenonRowStatistics *statistics = tenon_schema_find_key_statistics (schema, table, key);

  g_string_append (out, "\n      ");
  append_columns (out, key->columns);
  g_string_append_printf (out, " references %s ", key->ref_table != NULL ? key->ref_table : "?");
  append_columns (out, key->ref_columns);
  if (statistics != NULL)
    describe_children (out, statistics);
}

static void
describe_table (GString          *out,
                TenonSchema      *schema,
                TenonSourceTable *table)
{
  g_string_append_printf (out, "  %s: %u columns, ", table->name, tenon_list_get_length (table->columns));
  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      g_string_append (out, "primary key ");
      append_columns (out, table->primary_key);
    }
  else
    {
      g_string_append (out, "no primary key");
    }
  for (guint i = 0; i < tenon_list_get_length (table->unique_keys); i++)
    {
      g_string_append (out, ", unique ");
      append_columns (out, ((TenonKey *)tenon_list_get (table->unique_keys, i))->columns);
    }
  if (tenon_list_get_length (table->indexes) > 0)
    g_string_append_printf (out, ", %u %s", tenon_list_get_length (table->indexes), tenon_list_get_length (table->indexes) == 1 ? "index" : "indexes");
  if (table->mean_row_bytes > 0)
    {
      g_autofree char *rows = tenon_format_count (table->row_count);

      g_string_append_printf (out, ", %s rows of %.0f bytes on average, %" G_GINT64_FORMAT " at most", rows, table->mean_row_bytes, table->maximum_row_bytes);
    }
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    describe_foreign_key (out, schema, table, tenon_list_get (table->foreign_keys, i));
  g_string_append_c (out, '\n');
}

/**
 * tenon_inspect_describe_schema:
 *
 * Returns: (transfer full): a line a table with its keys, and one a foreign key
 */
char *
tenon_inspect_describe_schema (TenonSchema *schema)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    describe_table (out, schema, tenon_list_get (schema->tables, i));
  return g_string_free (out, FALSE);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const TenonStatement *first = *(TenonStatement *const *)a;
  const TenonStatement *second = *(TenonStatement *const *)b;

  return (second->count > first->count) - (second->count < first->count);
}

static void
describe_statement (GString        *out,
                    TenonStatement *statement)
{
  g_autofree char *count = tenon_format_count (statement->count);
  g_autofree char *rate = statement->average_rate >= 0 ? tenon_format_rate (statement->average_rate, statement->lower_bound) : g_strdup ("–");
  g_autofree char *text = tenon_utf8_printable (statement->fingerprint != NULL ? statement->fingerprint : "", -1);
  gboolean         is_long = strlen (text) > MAX_STATEMENT_BYTES;

  if (is_long)
    *g_utf8_find_prev_char (text, text + MAX_STATEMENT_BYTES) = '\0';
  g_string_append_printf (out, "  %8s times, %s  %s%s\n", count, rate, text, is_long ? "…" : "");
}

/* "orders.user_id = users.id: read together 35 times, in 78 % of the reads of orders and 100 % of those of users" */
static void
describe_correlation (GString              *out,
                      TenonReadCorrelation *pair)
{
  g_autofree char *together = tenon_format_count (pair->together);
  const char      *left = strrchr (pair->left, '.'), *right = strrchr (pair->right, '.');

  if (left == NULL || right == NULL || pair->left_reads <= 0 || pair->right_reads <= 0)
    return;
  g_string_append_printf (out, "  %s = %s: read together %s times, in %.0f %% of the reads of %.*s and %.0f %% of those of %.*s\n", pair->left, pair->right, together,
                          100.0 * pair->together / pair->left_reads, (int)(left - pair->left), pair->left, 100.0 * pair->together / pair->right_reads, (int)(right - pair->right), pair->right);
}

/**
 * tenon_inspect_describe_log:
 *
 * Returns: (transfer full): the most frequent statements, the most frequent first
 */
char *
tenon_inspect_describe_log (TenonStatementLog *log)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) statements = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    g_ptr_array_add (statements, tenon_list_get (log->statements, i));
  g_ptr_array_sort (statements, compare_counts);
  for (guint i = 0; i < MIN (statements->len, MAX_STATEMENTS); i++)
    describe_statement (out, g_ptr_array_index (statements, i));
  if (statements->len > MAX_STATEMENTS)
    g_string_append_printf (out, "  and %u more\n", statements->len - MAX_STATEMENTS);
  for (guint i = 0; i < MIN (tenon_list_get_length (log->correlations), MAX_CORRELATIONS); i++)
    describe_correlation (out, tenon_list_get (log->correlations, i));
  return g_string_free (out, FALSE);
}

/**
 * tenon_inspect_describe_patterns:
 * @patterns: (element-type TenonPattern):
 *
 * Returns: (transfer full): a line a pattern with the tables it is about
 */
char *
tenon_inspect_describe_patterns (GPtrArray *patterns)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern    *pattern = g_ptr_array_index (patterns, i);
      g_autofree char *entities = pattern->entities_involved != NULL ? g_strjoinv (", ", pattern->entities_involved) : g_strdup ("");

      g_string_append_printf (out, "  %s: %s%s%s", pattern->pattern_id, pattern->endpoint != NULL ? pattern->endpoint : "", pattern->endpoint != NULL ? ": " : "", pattern->description != NULL ? pattern->description : "");
      if (*entities != '\0')
        g_string_append_printf (out, " [%s]", entities);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
