/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules about patterns and the requests that serve them. */

#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"
#include "design/tenon-transaction-size.h"

#include <string.h>

#define INDEX_LIMIT 20
#define SMALL_TABLE 10000 /* rows a Scan may go through */

/* What an operation must give of the key. */
typedef enum
{
  NEEDS_NOTHING,
  NEEDS_PARTITION,
  NEEDS_WHOLE_KEY,
} Need;

static const struct
{
  const char *operation;
  Need        need;
  gboolean    takes_index;
} operations[] = {
  { "GetItem", NEEDS_WHOLE_KEY, FALSE },
  { "BatchGetItem", NEEDS_WHOLE_KEY, FALSE },
  { "TransactGetItems", NEEDS_WHOLE_KEY, FALSE },
  { "Query", NEEDS_PARTITION, TRUE },
  { "Scan", NEEDS_NOTHING, TRUE },
  { "PutItem", NEEDS_WHOLE_KEY, FALSE },
  { "UpdateItem", NEEDS_WHOLE_KEY, FALSE },
  { "DeleteItem", NEEDS_WHOLE_KEY, FALSE },
  { "BatchWriteItem", NEEDS_WHOLE_KEY, FALSE },
  { "TransactWriteItems", NEEDS_WHOLE_KEY, FALSE },
};

static char *
pattern_subject (const char *pattern_id)
{
  return g_strconcat ("pattern:", pattern_id, NULL);
}

void
tenon_rule_check_unserved (TenonRuleContext *context,
                           const TenonRule  *rule,
                           TenonUnserved    *unserved)
{
  g_autofree char *subject = pattern_subject (unserved->pattern_id);
  TenonReading    *reading = tenon_requests_find (context->requests, unserved->pattern_id);
  g_autofree char *title = reading != NULL ? tenon_pattern_dup_title (reading->pattern) : g_strdup (unserved->pattern_id);

  if (!unserved->accepted)
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s is not served: %s", title, unserved->reason != NULL ? unserved->reason : "no reason is given."), "Accept the alternative, or change the pattern: %s", unserved->alternative != NULL ? unserved->alternative : "none is named.");
}

void
tenon_rule_check_unmapped (TenonRuleContext *context,
                           const TenonRule  *rule,
                           TenonPattern     *pattern)
{
  g_autofree char *subject = NULL;
  g_autofree char *title = NULL;

  if (tenon_list_get_length (context->design->tables) == 0 || pattern->pattern_id == NULL || !tenon_pattern_touches_database (pattern) || tenon_rule_is_addressed (context, pattern->pattern_id))
    return;
  subject = pattern_subject (pattern->pattern_id);
  title = tenon_pattern_dup_title (pattern);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: no table or index of the design serves it, and it is not named as unserved.", title), "Give it an operation, or name it as unserved with an alternative.");
}

void
tenon_rule_check_unknown_served (TenonRuleContext *context,
                                 const TenonRule  *rule,
                                 TenonTable       *table)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);
  g_auto (GStrv) ids = tenon_table_dup_pattern_ids (table);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (tenon_requests_find (context->requests, ids[i]) == NULL)
      tenon_rule_report (context, rule, subject, "%s serves %s, which is no pattern.", table->name, ids[i]);
}

void
tenon_rule_check_unknown_unserved (TenonRuleContext *context,
                                   const TenonRule  *rule,
                                   TenonUnserved    *unserved)
{
  g_autofree char *subject = pattern_subject (unserved->pattern_id);

  if (tenon_requests_find (context->requests, unserved->pattern_id) == NULL)
    tenon_rule_report (context, rule, subject, "%s is named as unserved and is no pattern.", unserved->pattern_id != NULL ? unserved->pattern_id : "A pattern without a number");
}

/* The conditions of a key condition: "a = :a AND b BETWEEN :x AND :y" are two. */
typedef struct
{
  char    *name;
  gboolean is_equality;
} Condition;

static void
condition_free (gpointer data)
{
  Condition *self = data;

  g_free (self->name);
  g_free (self);
}

/* Where the name ends that a condition begins with: a column's own name may hold blanks. */
static gsize
find_sign (const char *text)
{
  const char *between = strstr (text, " BETWEEN ");
  gsize       n = strcspn (text, "=<>,)");

  return between != NULL && between - text < n ? between - text : n;
}

static GPtrArray *
parse_conditions (const char *text)
{
  GPtrArray *conditions = g_ptr_array_new_with_free_func (condition_free);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " AND ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      Condition  *condition;
      const char *start = parts[i] + strspn (parts[i], " (");
      gsize       n;

      if (*start == '\0')
        continue;
      if (g_str_has_prefix (start, "begins_with"))
        start += strcspn (start, "(") + (strchr (start, '(') != NULL);
      start += strspn (start, " #");
      n = find_sign (start);
      condition = g_new0 (Condition, 1);
      condition->name = g_strchomp (g_strndup (start, n));
      condition->is_equality = start[n] == '=';
      g_ptr_array_add (conditions, condition);
      if (strstr (start, " BETWEEN ") != NULL && parts[i + 1] != NULL)
        i++;
    }
  return conditions;
}

static gboolean
is_name (Condition  *condition,
         const char *name)
{
  return name != NULL && strcmp (condition->name, name + strspn (name, " #")) == 0;
}

static gboolean
gives (GPtrArray  *conditions,
       const char *name)
{
  for (guint i = 0; name != NULL && i < conditions->len; i++)
    {
      Condition *condition = g_ptr_array_index (conditions, i);

      if (condition->is_equality && is_name (condition, name))
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_rule_find_operation_flaw:
 *
 * Returns: (transfer full) (nullable): what is wrong with the request on the keys @table has, in words
 */
char *
tenon_rule_find_operation_flaw (TenonTable     *table,
                                TenonOperation *operation)
{
  g_autoptr (GPtrArray) conditions = parse_conditions (operation->key_condition);
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
  const char *partition = index != NULL ? index->partition_key : table->partition_key;
  const char *sort = index != NULL ? index->sort_key : table->sort_key;
  guint       i;

  for (i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_strcmp0 (operations[i].operation, operation->operation) == 0)
      break;
  if (i == G_N_ELEMENTS (operations))
    return g_strdup_printf ("%s is no operation", operation->operation != NULL ? operation->operation : "nothing");
  if (operation->index != NULL && index == NULL)
    return g_strdup_printf ("the index %s does not exist", operation->index);
  if (index != NULL && !operations[i].takes_index)
    return g_strdup_printf ("%s cannot go to an index", operation->operation);
  if (operations[i].need != NEEDS_NOTHING && !gives (conditions, partition))
    return g_strdup_printf ("it does not give the partition key %s by equality", partition);
  if (operations[i].need == NEEDS_WHOLE_KEY && sort != NULL && !gives (conditions, sort))
    return g_strdup_printf ("it does not give the sort key %s", sort);
  for (guint j = 0; j < conditions->len; j++)
    {
      Condition *condition = g_ptr_array_index (conditions, j);

      if (!is_name (condition, partition) && !is_name (condition, sort))
        return g_strdup_printf ("its key condition names %s, which is no key of %s", condition->name, index != NULL ? index->name : table->name);
    }
  if (conditions->len > (sort != NULL ? 2 : 1))
    return g_strdup ("its key condition has more than one condition on the sort key");
  return NULL;
}

void
tenon_rule_check_operations (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonTable       *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation  *operation = tenon_list_get (table->operations, i);
      g_autofree char *flaw = tenon_rule_find_operation_flaw (table, operation);
      g_autofree char *subject = flaw != NULL ? pattern_subject (operation->pattern_id) : NULL;

      if (flaw != NULL)
        tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: %s on %s: %s.", operation->pattern_id, operation->operation, table->name, flaw), "Propose the table again, or correct the operation.");
    }
}

void
tenon_rule_check_strong_reads (TenonRuleContext *context,
                               const TenonRule  *rule,
                               TenonTable       *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation  *operation = tenon_list_get (table->operations, i);
      TenonReading    *reading = operation->index != NULL ? tenon_requests_find (context->requests, operation->pattern_id) : NULL;
      g_autofree char *subject = NULL;

      if (reading == NULL || !reading->is_strong || !tenon_reading_is_read (reading))
        continue;
      subject = pattern_subject (operation->pattern_id);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s asks for strong consistency and goes to the index %s.", operation->pattern_id, operation->index), "Accept eventual consistency, or serve it by the key of a table.");
    }
}

void
tenon_rule_check_index_count (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  g_autofree char *subject = NULL;

  if (tenon_list_get_length (table->indexes) <= INDEX_LIMIT)
    return;
  subject = g_strconcat ("table:", table->name, NULL);
  tenon_rule_report (context, rule, subject, "%s has %u indexes; 20 are allowed.", table->name, tenon_list_get_length (table->indexes));
}

void
tenon_rule_check_unused_indexes (TenonRuleContext *context,
                                 const TenonRule  *rule,
                                 TenonTable       *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex      *index = tenon_list_get (table->indexes, i);
      g_autofree char *subject = NULL;
      gboolean         used = FALSE;

      for (guint j = 0; !used && j < tenon_list_get_length (table->operations); j++)
        used = g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, j))->index, index->name) == 0;
      if (used)
        continue;
      subject = g_strdup_printf ("index:%s/%s", table->name, index->name);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "No operation uses the index %s.", index->name), "Remove it, or give a pattern an operation on it.");
    }
}

/* Whether the pattern has a request for the table that becomes of @source: what is copied needs none. */
static gboolean
is_asked (TenonRuleContext *context,
          TenonPattern     *pattern,
          const char       *source)
{
  TenonTable *table = tenon_design_find_table_of (context->design, source);

  if (table == NULL)
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    if (g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id, pattern->pattern_id) == 0)
      return TRUE;
  return FALSE;
}

void
tenon_rule_check_joined (TenonRuleContext *context,
                         const TenonRule  *rule,
                         TenonPattern     *pattern)
{
  TenonReading    *reading = pattern->pattern_id != NULL && tenon_rule_is_addressed (context, pattern->pattern_id) ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;
  g_autofree char *subject = NULL;
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GString) names = NULL;

  if (reading == NULL || reading->table == NULL || reading->parts->len == 0 || !tenon_reading_is_read (reading) || tenon_list_get_length (context->design->tables) == 0)
    return;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      const char *source = ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table->name;

      if (is_asked (context, pattern, source))
        g_ptr_array_add (sources, (gpointer)source);
    }
  if (sources->len == 0)
    return;
  names = g_string_new (reading->table->name);
  for (guint i = 0; i < sources->len; i++)
    g_string_append_printf (names, "%s%s", i + 1 < sources->len ? ", " : " and ", (char *)g_ptr_array_index (sources, i));
  subject = pattern_subject (pattern->pattern_id);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s reads %s: DynamoDB joins nothing, so that each is a request of its own, by what the one before it gave, and the application puts them together.", pattern->pattern_id, names->str),
                               "Its cost opens into these requests. Where the reads are many and what they need changes seldom, copy it: the decision on denormalisation weighs it.");
}

/* What an index would take instead: one more write unit for each write of an item, as a rule. */
static char *
describe_scan (TenonRuleContext *context,
               TenonTable       *table,
               TenonOperation   *operation)
{
  TenonUnits       units;
  g_autofree char *number = NULL, *size = NULL;
  g_auto (TenonTableSizes) sizes = { 0 };

  tenon_table_sizes_init (&sizes, context->requests, table, TENON_COST_CONVENTION_DOCUMENTED);
  tenon_table_sizes_get_units (&sizes, operation, &units);
  if (units.is_least)
    {
      size = tenon_format_bytes (units.size);
      return g_strdup_printf ("%s an item, how many there are is not known", size);
    }
  number = tenon_format_number (units.reads);
  return g_strdup_printf ("%s read units each time", number);
}

void
tenon_rule_check_scans (TenonRuleContext *context,
                        const TenonRule  *rule,
                        TenonTable       *table)
{
  TenonSourceTable *source = tenon_rule_find_source (context, table->source_table);

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation  *operation = tenon_list_get (table->operations, i);
      TenonReading    *reading = tenon_requests_find (context->requests, operation->pattern_id);
      gboolean         is_large = source == NULL || source->row_count < 0 || source->row_count > SMALL_TABLE;
      g_autofree char *subject = NULL, *rows = NULL, *units = NULL;
      TenonDiagnostic *finding;

      if (g_strcmp0 (operation->operation, "Scan") != 0)
        continue;
      subject = pattern_subject (operation->pattern_id);
      rows = source != NULL && source->row_count >= 0 ? tenon_format_count (source->row_count) : NULL;
      units = describe_scan (context, table, operation);
      finding = tenon_rule_report (context, rule, subject, "%s scans %s (%s%s): %s.", operation->pattern_id, table->name, rows != NULL ? rows : "number of rows not known", rows != NULL ? " rows" : "", units);
      if (reading != NULL && tenon_reading_is_write (reading))
        tenon_diagnostic_set_remedy (finding, "Add an index by what it filters on (%s): one Query then, for an entry to write whenever an item comes, goes or changes there.", operation->filter != NULL ? operation->filter : "nothing");
      else if (is_large)
        tenon_diagnostic_set_remedy (finding, "State the number of rows if they are few. Otherwise give its items a common key value in an index, or keep the answer in a cache.");
      else
        tenon_diagnostic_set_remedy (finding, "Tolerable while the table is small and seldom read: keep the answer in a cache. Otherwise give its items a common key value in an index.");
    }
}

static void
list_operations (TenonRuleContext *context,
                 TenonPattern     *pattern,
                 GPtrArray        *requests,
                 GPtrArray        *tables)
{
  GPtrArray *serving = tenon_rule_list_serving (context, pattern);

  for (guint i = 0; serving != NULL && i < serving->len; i++)
    {
      TenonTable *table = g_ptr_array_index (serving, i);

      for (guint k = 0; k < tenon_list_get_length (table->operations); k++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, k);

          if (g_strcmp0 (operation->pattern_id, pattern->pattern_id) != 0)
            continue;
          g_ptr_array_add (requests, operation);
          g_ptr_array_add (tables, table);
        }
    }
}

/**
 * tenon_rule_check_transactions:
 *
 * A transaction that is refused at the usual number of children is an error, one that is refused at the most a warning.
 */
void
tenon_rule_check_transactions (TenonRuleContext *context,
                               const TenonRule  *rule,
                               TenonPattern     *pattern)
{
  TenonReading *reading = pattern->pattern_id != NULL && tenon_rule_is_addressed (context, pattern->pattern_id) ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;
  g_autoptr (GPtrArray) requests = NULL, tables = NULL;
  g_autofree char     *subject = NULL, *average = NULL, *most = NULL, *fixed = NULL, *each = NULL;
  TenonTransactionSize size;
  TenonDiagnostic     *finding;
  gboolean             is_error;

  if (reading == NULL || !tenon_reading_is_write (reading))
    return;
  requests = g_ptr_array_new ();
  tables = g_ptr_array_new ();
  list_operations (context, pattern, requests, tables);
  if (!tenon_reading_measure_transaction (reading, context->model, context->schema, requests, tables, &size) || size.most <= TENON_TRANSACTION_LIMIT)
    return;
  is_error = size.average > TENON_TRANSACTION_LIMIT;
  subject = pattern_subject (pattern->pattern_id);
  average = tenon_format_number (size.average);
  most = tenon_format_number (size.most);
  fixed = tenon_format_number (size.fixed);
  each = tenon_format_number (size.each);
  finding = tenon_rule_report_as (context, rule, is_error ? TENON_SEVERITY_ERROR : TENON_SEVERITY_WARNING, subject,
                                  "%s: the transaction of step %d has %s actions, and %s for each child: %s on average, %s at most. DynamoDB takes 100: from %.0f children on it is refused.", pattern->pattern_id, (int)size.step, fixed,
                                  each, average, most, size.first_bad);
  tenon_rule_set_number (context, finding, is_error ? size.average : size.most);
  tenon_diagnostic_set_remedy (finding,
                               "Limit the children to %.0f, or split it: write the children first, in batches that each fit, and last the item they belong to, with a status that makes it count; each step can be sent again.", size.first_bad - 1);
}
