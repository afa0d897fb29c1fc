/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an index does not carry of what its patterns read, and what fetching it costs. */

#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-item-size.h"

#include <math.h>
#include <string.h>

#define INCLUDE_LIMIT 20 /* NonKeyAttributes of one index */

static gboolean
is_fetch (TenonOperation *operation,
          TenonOperation *query)
{
  return operation->step > query->step && g_strcmp0 (operation->pattern_id, query->pattern_id) == 0 && (g_strcmp0 (operation->operation, "GetItem") == 0 || g_strcmp0 (operation->operation, "BatchGetItem") == 0);
}

static gboolean
is_fetched (TenonTable     *table,
            TenonOperation *query)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    if (is_fetch (tenon_list_get (table->operations, i), query))
      return TRUE;
  return FALSE;
}

/* The read units of fetching each item by its key, a call and a second. */
static char *
describe_fetch (TenonRuleContext *context,
                TenonTable       *table,
                TenonOperation   *query,
                TenonReading     *reading)
{
  gint64           size = tenon_item_size_get_table (context->schema, table);
  double           items = query->items > 0 ? query->items : 1;
  double           units = items * ceil (MAX (size, 1) / 4096.0) * 0.5;
  double           rate = 0;
  g_autofree char *one = tenon_format_number (units), *number = tenon_format_number (items), *bytes = tenon_format_bytes (size);
  g_autofree char *second = NULL;

  if (reading->pattern->rps_average != NULL && tenon_rate_get_value (reading->pattern->rps_average, &rate))
    {
      g_autofree char *all = tenon_format_number (units * rate);

      second = g_strdup_printf (", %s a second at its average rate", all);
    }
  return g_strdup_printf ("%s%s more read units a call (%s items of %s, each by its key)%s", query->items > 0 ? "" : "at least ", one, number, bytes, second != NULL ? second : "");
}

/* What carrying it would cost instead. */
static char *
describe_carrying (TenonRuleContext *context,
                   TenonTable       *table,
                   TenonIndex       *index,
                   GPtrArray        *lacking)
{
  g_autoptr (TenonIndex) wider = tenon_record_copy (index);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *before = NULL, *after = NULL;
  gint64           old_size = tenon_item_size_get_entry (context->schema, table, index), new_size;

  for (guint i = 0; index->projected != NULL && index->projection == TENON_PROJECTION_INCLUDE && index->projected[i] != NULL; i++)
    g_ptr_array_add (names, index->projected[i]);
  g_ptr_array_extend (names, lacking, NULL, NULL);
  wider->projection = names->len <= INCLUDE_LIMIT ? TENON_PROJECTION_INCLUDE : TENON_PROJECTION_ALL;
  g_strfreev (wider->projected);
  wider->projected = tenon_strv_from_array (names);
  new_size = tenon_item_size_get_entry (context->schema, table, wider);
  before = tenon_format_bytes (old_size);
  after = tenon_format_bytes (new_size);
  return g_strdup_printf ("%s: an entry grows from %s to %s, %" G_GINT64_FORMAT " write units instead of %" G_GINT64_FORMAT " at each write that touches it", names->len <= INCLUDE_LIMIT ? "Project them too" : "Project ALL", before, after, (new_size + 1023) / 1024, (old_size + 1023) / 1024);
}

static void
check_query (TenonRuleContext *context,
             const TenonRule  *rule,
             TenonTable       *table,
             TenonIndex       *index,
             TenonOperation   *query)
{
  TenonReading *reading = tenon_requests_find (context->requests, query->pattern_id);
  gboolean      fetched = is_fetched (table, query);
  g_autoptr (GPtrArray) lacking = reading != NULL && tenon_reading_is_read (reading) ? tenon_index_list_lacking (index, table, reading) : NULL;
  g_auto (GStrv) strv = NULL;
  g_autofree char *names = NULL, *subject = NULL, *cost = NULL, *carrying = NULL;

  /* Entries of keys alone are meant to lead to the items. */
  if (lacking == NULL || lacking->len == 0 || (fetched && index->projection == TENON_PROJECTION_KEYS_ONLY))
    return;
  strv = tenon_strv_from_array (lacking);
  names = g_strjoinv (", ", strv);
  subject = g_strdup_printf ("index:%s/%s", table->name, index->name);
  cost = describe_fetch (context, table, query, reading);
  carrying = describe_carrying (context, table, index, lacking);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s reads %s by the index %s, which does not carry %s: %s %s.", query->pattern_id, names, index->name, lacking->len == 1 ? "it" : "them", fetched ? "the items are fetched, at" : "no request fetches the items, which would take", cost),
                               "%s; or %s.", carrying, fetched ? "accept the further request with a reason" : "let the pattern fetch the items by their keys: propose the table again");
}

void
tenon_rule_check_projections (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonIndex     *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;

      if (index != NULL && index->projection != TENON_PROJECTION_ALL)
        check_query (context, rule, table, index, operation);
    }
}
