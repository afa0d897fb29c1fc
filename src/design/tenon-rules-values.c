/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the values of keys come from: from the caller, from what a request before read, or from nowhere, which is found here. */

#include "design/tenon-rules-private.h"

#include "design/tenon-given-values.h"

#include <string.h>

typedef struct
{
  TenonTable     *table;
  TenonOperation *operation;
  guint           position; /* in its table */
} Request;

static int
compare_requests (gconstpointer a,
                  gconstpointer b)
{
  const Request *x = a, *y = b;

  if (x->operation->step != y->operation->step)
    return x->operation->step > y->operation->step ? 1 : -1;
  return x->table != y->table ? g_strcmp0 (x->table->name, y->table->name) : (x->position > y->position) - (x->position < y->position);
}

static GArray *
list_requests (TenonRuleContext *context,
               TenonPattern     *pattern)
{
  GArray    *list = g_array_new (FALSE, FALSE, sizeof (Request));
  GPtrArray *tables = tenon_rule_list_serving (context, pattern);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      TenonTable *table = g_ptr_array_index (tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->operations); k++)
        {
          Request request = { table, tenon_list_get (table->operations, k), k };

          if (g_strcmp0 (request.operation->pattern_id, pattern->pattern_id) == 0)
            g_array_append_val (list, request);
        }
    }
  g_array_sort (list, compare_requests);
  return list;
}

static gboolean
is_read (TenonOperation *operation)
{
  return !tenon_operation_is_write (operation);
}

/* An update gives the new value of what a lookup table keeps, where it does not say what it writes. */
static gboolean
is_new_value (TenonReading *reading,
              TenonTable   *table)
{
  return table->role == TENON_TABLE_LOOKUP && reading->kind == TENON_READING_UPDATE && reading->writes->len == 0;
}

/* (nullable) key attributes of the request whose values nothing gives, in words */
static char *
list_missing (TenonRuleContext *context,
              TenonGivenValues *given,
              TenonReading     *reading,
              const Request    *request)
{
  TenonIndex      *index = request->operation->index != NULL ? tenon_table_find_index (request->table, request->operation->index) : NULL;
  const char      *keys[] = { index != NULL ? index->partition_key : request->table->partition_key, index != NULL ? index->sort_key : request->table->sort_key };
  g_autofree char *condition = g_strconcat (" ", request->operation->key_condition, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      TenonAttribute  *attribute = keys[i] != NULL ? tenon_table_find_attribute (request->table, keys[i]) : NULL;
      g_autofree char *equality = keys[i] != NULL ? g_strdup_printf (" %s = :", keys[i]) : NULL;

      if (attribute == NULL || attribute->source_table == NULL || attribute->source_column == NULL || strstr (condition, equality) == NULL)
        continue;
      if (is_new_value (reading, request->table) || tenon_given_values_have (given, attribute->source_table, attribute->source_column))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? " and " : "", keys[i]);
    }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static void
check_request (TenonRuleContext *context,
               const TenonRule  *rule,
               TenonGivenValues *given,
               TenonReading     *reading,
               const Request    *request)
{
  g_autofree char *missing = list_missing (context, given, reading, request);
  g_autofree char *subject = missing != NULL ? g_strconcat ("pattern:", reading->pattern->pattern_id, NULL) : NULL;

  if (missing != NULL)
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: step %d, %s on %s, needs %s: the caller does not give it, and no request before reads it.", reading->pattern->pattern_id, (int)request->operation->step,
                                                    request->operation->operation, request->table->name, missing),
                                 "Name %s among what the pattern asks by, or read it in a step before.", missing);
}

/**
 * tenon_rule_check_key_values:
 *
 * Goes through the requests of the pattern step by step: the values of each key are the caller's, or were read before.
 */
void
tenon_rule_check_key_values (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonPattern     *pattern)
{
  TenonReading *reading = pattern->pattern_id != NULL ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;
  g_autoptr (GArray) requests = reading != NULL && reading->table != NULL ? list_requests (context, pattern) : NULL;
  g_auto (TenonGivenValues) given = { 0 };

  if (requests == NULL || requests->len == 0)
    return;
  tenon_given_values_init (&given, context->requests->sources);
  tenon_given_values_add_request (&given, reading);
  for (guint i = 0, next; i < requests->len; i = next)
    {
      gint64 step = g_array_index (requests, Request, i).operation->step;

      for (next = i; next < requests->len && g_array_index (requests, Request, next).operation->step == step; next++)
        check_request (context, rule, &given, reading, &g_array_index (requests, Request, next));
      for (guint k = i; k < next; k++)
        {
          const Request *request = &g_array_index (requests, Request, k);

          if (is_read (request->operation))
            tenon_given_values_add_read (&given, request->table, request->operation->index != NULL ? tenon_table_find_index (request->table, request->operation->index) : NULL);
        }
    }
}
