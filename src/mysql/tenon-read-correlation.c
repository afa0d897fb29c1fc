/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often a log's reads need both ends of a join: what copying one to the other would spare. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-query-log.h"

/* Pairs that are kept, the most frequent ones. */
#define MAX_PAIRS 1000

static gboolean
is_read (TenonStatement *statement)
{
  return statement->shape != NULL && g_strcmp0 (statement->shape->verb, "SELECT") == 0;
}

static void
count_reads (GHashTable     *reads,
             TenonStatement *statement)
{
  for (guint i = 0; statement->tables != NULL && statement->tables[i] != NULL; i++)
    {
      gint64 *count = g_hash_table_lookup (reads, statement->tables[i]);

      if (count == NULL)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (reads, statement->tables[i], count);
        }
      *count += statement->count;
    }
}

static void
count_join (GHashTable     *pairs,
            GHashTable     *seen,
            TenonStatement *statement,
            TenonShapeJoin *join)
{
  gboolean              in_order = strcmp (join->left, join->right) <= 0;
  const char           *left = in_order ? join->left : join->right;
  const char           *right = in_order ? join->right : join->left;
  g_autofree char      *key = g_strconcat (left, "\n", right, NULL);
  TenonReadCorrelation *pair = g_hash_table_lookup (pairs, key);

  if (pair == NULL)
    {
      pair = g_object_new (TENON_TYPE_READ_CORRELATION, NULL);
      pair->left = g_strdup (left);
      pair->right = g_strdup (right);
      pair->foreign_key = g_strdup (join->foreign_key);
      g_hash_table_insert (pairs, g_strdup (key), pair);
    }
  /* A statement that joins the same two twice reads them together once. */
  if (g_hash_table_add (seen, pair))
    pair->together += statement->count;
}

static gint64
reads_of (GHashTable *reads,
          const char *dotted)
{
  const char      *dot = strrchr (dotted, '.');
  g_autofree char *table = g_strndup (dotted, dot != NULL ? dot - dotted : (gssize)strlen (dotted));
  gint64          *count = g_hash_table_lookup (reads, table);

  return count != NULL ? *count : 0;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const TenonReadCorrelation *x = *(TenonReadCorrelation *const *)a, *y = *(TenonReadCorrelation *const *)b;

  if (x->together != y->together)
    return x->together > y->together ? -1 : 1;
  return strcmp (x->left, y->left) != 0 ? strcmp (x->left, y->left) : strcmp (x->right, y->right);
}

/**
 * tenon_query_log_correlate:
 * @log: in no model yet
 *
 * Counts, for each pair of columns the log's reads join, the reads that need both tables and those of each.
 */
void
tenon_query_log_correlate (TenonStatementLog *log)
{
  g_autoptr (GHashTable) reads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) order = NULL;
  GHashTableIter iter;
  gpointer       pair;

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      if (!is_read (statement))
        continue;
      count_reads (reads, statement);
      g_hash_table_remove_all (seen);
      for (guint k = 0; k < tenon_list_get_length (statement->shape->joins); k++)
        count_join (pairs, seen, statement, tenon_list_get (statement->shape->joins, k));
    }
  order = g_ptr_array_sized_new (g_hash_table_size (pairs));
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, NULL, &pair))
    g_ptr_array_add (order, pair);
  g_ptr_array_sort (order, compare_pairs);
  tenon_list_clear (log->correlations);
  for (guint i = 0; i < MIN (order->len, MAX_PAIRS); i++)
    {
      TenonReadCorrelation *kept = g_ptr_array_index (order, i);

      kept->left_reads = reads_of (reads, kept->left);
      kept->right_reads = reads_of (reads, kept->right);
      tenon_list_append (log->correlations, kept);
    }
}
