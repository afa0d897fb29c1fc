/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rows and logs show of two tables that are read together: which columns, how many children a parent has, and how
 * uneven that is. */

#include "design/tenon-join-evidence.h"

#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

/* Columns that are named one by one. */
#define MAX_NAMED 6
/* Requests below which no skew is taken from them. */
#define LEAST_REQUESTS 100

static gboolean
reads (TenonStatement *statement,
       const char     *table)
{
  return tenon_strv_contains ((const char *const *)statement->tables, table);
}

/* The other table's column that a read names, but for those it only looks rows up by. */
static TenonColumn *
find_given (TenonStatement      *statement,
            const TenonJoinEnds *ends,
            const char          *dotted)
{
  gsize        n = strlen (ends->other->name);
  TenonColumn *column;

  if (strncmp (dotted, ends->other->name, n) != 0 || dotted[n] != '.' || strchr (dotted + n + 1, '.') != NULL)
    return NULL;
  if (tenon_strv_contains ((const char *const *)statement->shape->equality, dotted) || tenon_strv_contains ((const char *const *)statement->shape->in_lists, dotted))
    return NULL;
  column = tenon_source_table_find_column (ends->other, dotted + n + 1);
  return column != NULL && g_ascii_strcasecmp (column->name, ends->ref_column) != 0 ? column : NULL;
}

static void
count_columns (TenonJoinEvidence   *self,
               TenonStatement      *statement,
               const TenonJoinEnds *ends)
{
  for (guint i = 0; statement->shape->reads != NULL && statement->shape->reads[i] != NULL; i++)
    {
      TenonColumn    *column = find_given (statement, ends, statement->shape->reads[i]);
      TenonJoinColumn fresh = { column, statement->count };
      guint           at = 0;

      while (at < self->columns->len && g_array_index (self->columns, TenonJoinColumn, at).column != column)
        at++;
      if (column == NULL)
        continue;
      if (at < self->columns->len)
        g_array_index (self->columns, TenonJoinColumn, at).count += statement->count;
      else
        g_array_append_val (self->columns, fresh);
    }
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const TenonJoinColumn *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return strcmp (x->column->name, y->column->name);
}

/**
 * tenon_join_evidence_init:
 *
 * Counts the SELECTs of the logs that read the main table, those that read both, and which of the other one's columns these
 * give.
 */
void
tenon_join_evidence_init (TenonJoinEvidence   *self,
                          TenonModel          *model,
                          const TenonJoinEnds *ends)
{
  *self = (TenonJoinEvidence){ 0, 0, g_array_new (FALSE, FALSE, sizeof (TenonJoinColumn)) };
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, j);

          if (statement->shape == NULL || g_strcmp0 (statement->shape->verb, "SELECT") != 0 || !reads (statement, ends->main->name))
            continue;
          self->reads += statement->count;
          if (!reads (statement, ends->other->name))
            continue;
          self->together += statement->count;
          count_columns (self, statement, ends);
        }
    }
  g_array_sort (self->columns, compare_columns);
}

void
tenon_join_evidence_clear (TenonJoinEvidence *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
}

/**
 * tenon_join_evidence_dup_columns:
 *
 * Returns: (transfer full) (nullable): "name (1,200 times), email (300 times)"; %NULL where none was read
 */
char *
tenon_join_evidence_dup_columns (const TenonJoinEvidence *self)
{
  GString *s;

  if (self->columns->len == 0)
    return NULL;
  s = g_string_new (NULL);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const TenonJoinColumn *each = &g_array_index (self->columns, TenonJoinColumn, i);
      g_autofree char       *count = tenon_format_count (each->count);

      if (i == MAX_NAMED)
        {
          g_string_append_printf (s, " and %u more", self->columns->len - MAX_NAMED);
          break;
        }
      g_string_append_printf (s, "%s%s (%s time%s)", i > 0 ? ", " : "", each->column->name, count, each->count == 1 ? "" : "s");
    }
  return g_string_free (s, FALSE);
}

/* ---- rows ---- */

static char *
dup_child (const TenonJoinEnds *ends)
{
  return g_strconcat (ends->main->name, ".", ends->column, NULL);
}

/* "12.4 on average and 812 at most"; either may be unknown, 0. */
static char *
describe_children (double average,
                   double maximum)
{
  g_autofree char *mean = tenon_format_number (round (10 * average) / 10), *most = tenon_format_number (maximum);

  if (average > 0 && maximum > 0)
    return g_strdup_printf ("%s on average and %s at most", mean, most);
  return average > 0 ? g_strdup_printf ("%s on average", mean) : g_strdup_printf ("%s at most", most);
}

/**
 * tenon_join_dup_fan_out:
 * @schema: (nullable):
 * @evidence: (out) (transfer full) (nullable): what it rests on
 *
 * How many items copy one of the other table's: as many as it has children.
 *
 * Returns: (transfer full) (nullable): %NULL where it is not known
 */
char *
tenon_join_dup_fan_out (TenonModel          *model,
                        TenonSchema         *schema,
                        const TenonJoinEnds *ends,
                        char               **evidence)
{
  g_autofree char    *child = dup_child (ends);
  TenonRowStatistics *rows = schema != NULL ? tenon_schema_find_row_statistics (schema, child) : NULL;
  TenonRelationship  *stated = tenon_list_find (model->relationships, child);

  *evidence = NULL;
  if (rows != NULL && rows->average_rows > 0)
    {
      g_autofree char *seen = tenon_row_statistics_dup_evidence (rows);

      *evidence = g_strconcat ("OBSERVED: ", seen, NULL);
      return describe_children (rows->average_rows, rows->maximum_rows);
    }
  if (stated == NULL || (stated->average_children <= 0 && stated->maximum_children <= 0))
    return NULL;
  *evidence = stated->evidence != NULL && *stated->evidence != '\0' ? g_strconcat ("STATED: ", stated->evidence, NULL) : g_strdup ("STATED");
  return describe_children (stated->average_children, stated->maximum_children);
}

/* ---- skew ---- */

/* The values of the other table's key that the logs' reads ask for, by it or by the column that refers to it. */
static TenonValueStatistics *
merge_asked (TenonModel          *model,
             const TenonJoinEnds *ends)
{
  g_autofree char *key = g_strconcat (ends->other->name, ".", ends->ref_column, NULL);
  g_autofree char *child = dup_child (ends);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        {
          TenonStatement *statement = tenon_list_get (log->statements, j);
          guint           before = parts->len;

          if (statement->shape == NULL || g_strcmp0 (statement->shape->verb, "SELECT") != 0 || !reads (statement, ends->other->name))
            continue;
          tenon_statement_collect_values (statement, key, parts);
          if (parts->len == before && reads (statement, ends->main->name))
            tenon_statement_collect_values (statement, child, parts);
        }
    }
  return parts->len > 0 ? tenon_value_statistics_merge (parts) : NULL;
}

/* A share in whole per cent, but not 0. */
static char *
percent (double share)
{
  return share >= 0.01 ? g_strdup_printf ("%.0f %%", share * 100) : g_strdup ("less than 1 %");
}

/**
 * tenon_join_dup_skew:
 * @schema: (nullable):
 * @evidence: (out) (transfer full) (nullable): what it rests on
 *
 * How uneven reads of the other table are: by the requests of the logs, else by the rows that refer to it.
 *
 * Returns: (transfer full) (nullable): %NULL where it is not known
 */
char *
tenon_join_dup_skew (TenonModel          *model,
                     TenonSchema         *schema,
                     const TenonJoinEnds *ends,
                     char               **evidence)
{
  g_autoptr (TenonValueStatistics) asked = merge_asked (model, ends);
  g_autofree char    *child = dup_child (ends);
  TenonRowStatistics *rows = schema != NULL ? tenon_schema_find_row_statistics (schema, child) : NULL;
  TenonValueShare    *hottest = asked != NULL && asked->values >= LEAST_REQUESTS ? tenon_value_statistics_get_hottest (asked) : NULL;
  g_autofree char    *seen = NULL, *share = NULL;

  *evidence = NULL;
  if (hottest != NULL)
    {
      seen = tenon_value_statistics_dup_evidence (asked);
      share = percent ((double)hottest->count / asked->values);
      *evidence = g_strdup_printf ("OBSERVED in the logs: %s", seen);
      return g_strdup_printf ("%s of the requests that name an item of %s name one, %s", share, ends->other->name, hottest->value);
    }
  if (rows == NULL || rows->rows <= 0)
    return NULL;
  seen = tenon_row_statistics_dup_evidence (rows);
  share = percent (tenon_row_statistics_get_top_share (rows));
  *evidence = g_strconcat ("OBSERVED: ", seen, NULL);
  return g_strdup_printf ("%s of the rows of %s refer to one item of %s", share, ends->main->name, ends->other->name);
}
