/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which key value the requests of the logs ask for most. Rows tell how uneven the items are; this tells how uneven the
 * requests are, which is what makes a partition hot. */

#include "design/tenon-headroom-private.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"

#include <math.h>

/* Requests of a pattern below which nothing is taken from them. */
#define LEAST_REQUESTS 100
/* Values that are looked at, and of one pattern. */
#define MAX_CANDIDATES 128
#define MAX_OF_PATTERN 4
/* Logs that are named one by one. */
#define MAX_NAMED 2

void
tenon_headroom_part_clear (TenonHeadroomPart *self)
{
  g_clear_object (&self->asked);
}

/**
 * tenon_headroom_list_statements:
 * @column: table.column
 *
 * Returns: (transfer full): statements bound to the pattern whose values of the column were seen, each behind its log
 */
GPtrArray *
tenon_headroom_list_statements (TenonRequests *requests,
                                const char    *pattern_id,
                                const char    *column)
{
  GPtrArray    *list = g_ptr_array_new ();
  TenonReading *reading = tenon_list_get_length (requests->model->logs) > 0 ? tenon_requests_find (requests, pattern_id) : NULL;
  char        **fingerprints = reading != NULL ? reading->pattern->statements : NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; fingerprints != NULL && i < tenon_list_get_length (requests->model->logs); i++)
    for (guint j = 0; fingerprints[j] != NULL; j++)
      {
        TenonStatementLog *log = tenon_list_get (requests->model->logs, i);
        TenonStatement    *statement = tenon_statement_log_find (log, fingerprints[j]);

        g_ptr_array_set_size (values, 0);
        if (statement != NULL)
          tenon_statement_collect_values (statement, column, values);
        if (values->len == 0)
          continue;
        g_ptr_array_add (list, log);
        g_ptr_array_add (list, statement);
      }
  return list;
}

/**
 * tenon_headroom_part_ask:
 * @column: (nullable): the key's, table.column
 *
 * Looks up which values of the key the pattern's requests ask for.
 */
void
tenon_headroom_part_ask (TenonHeadroomPart *self,
                         TenonRequests     *requests,
                         const char        *column)
{
  g_autoptr (GPtrArray) statements = column != NULL ? tenon_headroom_list_statements (requests, self->pattern_id, column) : NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 1; statements != NULL && i < statements->len; i += 2)
    tenon_statement_collect_values (g_ptr_array_index (statements, i), column, values);
  if (values->len > 0)
    self->asked = tenon_value_statistics_merge (values);
}

/**
 * tenon_headroom_count_asked:
 * @parts: (element-type TenonHeadroomPart):
 * @error: (out): relative standard error; 0: exact
 *
 * Returns: how many different values of the key all requests ask for; negative where the logs show too few to tell
 */
double
tenon_headroom_count_asked (GArray *parts,
                            double *error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (TenonValueStatistics) all = NULL;

  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, TenonHeadroomPart, i).asked != NULL)
      g_ptr_array_add (values, g_array_index (parts, TenonHeadroomPart, i).asked);
  *error = 0;
  if (values->len == 0)
    return -1;
  all = tenon_value_statistics_merge (values);
  *error = all->error;
  return all->values >= LEAST_REQUESTS ? all->distinct_values : -1;
}

static gboolean
tells_skew (const TenonHeadroomPart *part)
{
  return part->asked != NULL && part->asked->values >= LEAST_REQUESTS && tenon_value_statistics_get_hottest (part->asked) != NULL;
}

static GHashTable *
list_candidates (GArray *parts)
{
  GHashTable *candidates = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len && g_hash_table_size (candidates) < MAX_CANDIDATES; i++)
    {
      const TenonHeadroomPart *part = &g_array_index (parts, TenonHeadroomPart, i);

      for (guint j = 0; tells_skew (part) && j < MIN (MAX_OF_PATTERN, tenon_list_get_length (part->asked->top)); j++)
        {
          TenonValueShare *share = tenon_list_get (part->asked->top, j);

          if (share->count >= TENON_VALUES_OFTEN)
            g_hash_table_add (candidates, share->value);
        }
    }
  return candidates;
}

/* The share of a pattern's requests that go to one value: as the log shows it, else as the rows do, else evenly. */
static double
share_of (const TenonHeadroomPart *part,
          const char              *value,
          double                   distinct,
          double                   row_share)
{
  double share = tells_skew (part) ? tenon_value_statistics_get_share (part->asked, value) : -1;

  if (share >= 0)
    return share;
  if (tells_skew (part))
    return part->asked->others_most == 0 ? 0 : 1 / distinct;
  return row_share >= 0 ? row_share : 1 / distinct;
}

static void
weigh (GArray       *parts,
       const char   *value,
       double        distinct,
       double        row_share,
       TenonBusiest *weight)
{
  double most = 0;

  *weight = (TenonBusiest){ 0 };
  for (guint i = 0; i < parts->len; i++)
    {
      const TenonHeadroomPart *part = &g_array_index (parts, TenonHeadroomPart, i);
      double                   share = share_of (part, value, distinct, row_share);
      double                   reads = part->reads * share;
      double                   writes = (part->writes - part->fresh) * share + part->fresh / distinct;
      double                   own = MAX (reads / TENON_PARTITION_READ_LIMIT, writes / TENON_PARTITION_WRITE_LIMIT);

      weight->reads += reads;
      weight->writes += writes;
      if (own > most)
        {
          most = own;
          weight->pattern_id = part->pattern_id;
        }
    }
  weight->share = MAX (weight->reads / TENON_PARTITION_READ_LIMIT, weight->writes / TENON_PARTITION_WRITE_LIMIT);
}

/**
 * tenon_headroom_find_busiest:
 * @parts: (element-type TenonHeadroomPart):
 * @distinct: different values of the key, at least 1
 * @row_share: of the rows, that the most frequent value has; negative: not known
 * @busiest: (out):
 *
 * Adds up what each frequent value takes of all patterns. A pattern that no log shows goes where the rows are, and to the
 * same value: none says that it does not.
 *
 * Returns: %FALSE where no log tells one value from others
 */
gboolean
tenon_headroom_find_busiest (GArray       *parts,
                             double        distinct,
                             double        row_share,
                             TenonBusiest *busiest)
{
  g_autoptr (GHashTable) candidates = list_candidates (parts);
  g_autoptr (GList) values = g_list_sort (g_hash_table_get_keys (candidates), (GCompareFunc)tenon_compare_natural);

  *busiest = (TenonBusiest){ .share = -1 };
  for (GList *l = values; l != NULL; l = l->next)
    {
      TenonBusiest weight;

      weigh (parts, l->data, distinct, row_share, &weight);
      if (weight.share > busiest->share)
        {
          *busiest = weight;
          busiest->value = l->data;
        }
    }
  busiest->value = g_strdup (busiest->value);
  return busiest->value != NULL;
}

/* ---- evidence ---- */

static void
append_log (GString           *s,
            TenonStatementLog *log,
            TenonStatement    *statement)
{
  const char *file = statement->file != NULL ? statement->file : log->file;

  g_string_append (s, file != NULL ? file : "a log");
  if (statement->line > 0 && statement->last_line > statement->line)
    {
      g_autofree char *first = tenon_format_count (statement->line), *last = tenon_format_count (statement->last_line);

      g_string_append_printf (s, ", lines %s–%s", first, last);
    }
  if (log->window > 0)
    {
      g_autofree char *window = tenon_format_number (round (log->window));

      g_string_append_printf (s, ", %s s", window);
    }
  if (statement->lower_bound)
    g_string_append (s, ", without what ran faster than its threshold");
}

/**
 * tenon_headroom_dup_evidence:
 * @parts: (element-type TenonHeadroomPart):
 * @pattern_id: one of @parts
 * @column: the key's, table.column
 *
 * Returns: (transfer full) (nullable): what was seen of the pattern's requests, and in which logs
 */
char *
tenon_headroom_dup_evidence (TenonRequests *requests,
                             GArray        *parts,
                             const char    *pattern_id,
                             const char    *column)
{
  g_autoptr (GPtrArray) statements = tenon_headroom_list_statements (requests, pattern_id, column);
  g_autofree char *seen = NULL;
  GString         *s;

  for (guint i = 0; i < parts->len && seen == NULL; i++)
    {
      const TenonHeadroomPart *part = &g_array_index (parts, TenonHeadroomPart, i);

      if (part->asked != NULL && g_strcmp0 (part->pattern_id, pattern_id) == 0)
        seen = tenon_value_statistics_dup_evidence (part->asked);
    }
  if (seen == NULL)
    return NULL;
  s = g_string_new ("OBSERVED: ");
  g_string_append_printf (s, "%s asks for %s; ", pattern_id, seen);
  for (guint i = 0; i < statements->len; i += 2)
    {
      if (i / 2 == MAX_NAMED)
        {
          g_string_append_printf (s, "; %u more statements", statements->len / 2 - MAX_NAMED);
          break;
        }
      g_string_append (s, i > 0 ? "; " : "");
      append_log (s, g_ptr_array_index (statements, i), g_ptr_array_index (statements, i + 1));
    }
  return g_string_free (s, FALSE);
}
