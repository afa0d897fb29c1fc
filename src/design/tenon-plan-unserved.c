/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns that DynamoDB does not serve, or not in this design: each with the reason and the standard way out. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-transaction-size.h"
#include "design/tenon-type-mapping.h"

void
tenon_reading_unserve (TenonReading *reading,
                       const char   *reason,
                       const char   *alternative)
{
  TenonUnserved *unserved = g_object_new (TENON_TYPE_UNSERVED, NULL);

  unserved->pattern_id = g_strdup (reading->pattern->pattern_id);
  unserved->reason = reading->notes->len > 0 ? g_strdup_printf ("%s (%s)", reason, reading->notes->str) : g_strdup (reason);
  unserved->alternative = g_strdup (alternative);
  g_set_object (&reading->service->unserved, unserved);
  g_object_unref (unserved);
}

/* Nobody has decided what it asks for: a request that is wrong would be worse than none. */
void
tenon_reading_unserve_open (TenonReading *reading)
{
  g_auto (GStrv) doubts = tenon_strv_from_array (reading->doubts);
  g_autofree char *open = g_strjoinv ("; ", doubts);
  g_autofree char *reason = g_strdup_printf ("What it asks for is not decided: %s.", open);

  tenon_reading_unserve (reading, reason, "Enter in the pattern by which columns it finds its rows, in which range and order, or answer the question about its shape.");
}

void
tenon_reading_unserve_search (TenonReading *reading)
{
  tenon_reading_unserve (reading, "Text search inside values: DynamoDB compares keys by equality, range and prefix only.",
                         "A search service (such as OpenSearch Service) fed by the table's stream; it answers with keys, and one BatchGetItem reads the items.");
}

void
tenon_reading_unserve_aggregate (TenonReading *reading)
{
  tenon_reading_unserve (reading, "Counting, summing and averaging: DynamoDB computes no aggregates at read time.",
                         "Maintained counters: attributes that each write updates in its transaction, or a function on the table's stream; the read is then one GetItem.");
}

void
tenon_reading_unserve_recursive (TenonReading *reading)
{
  tenon_reading_unserve (reading, "A recursive query: DynamoDB does not follow references.",
                         "Several requests, one GetItem a level from the item upwards (their number is the depth of the tree), or a maintained path attribute on each item.");
}

/* What names no value of a key, and why that is not enough. */
void
tenon_reading_unserve_unbounded (TenonReading *reading)
{
  if (reading->either->len > 0)
    tenon_reading_unserve (reading, "Asks for rows that meet one of several conditions (OR): a Query answers one, with equality on a partition key.",
                           "One Query for each condition, merged and freed of duplicates by the application: make each of them a pattern of its own; or a search service fed by the table's stream.");
  else if (reading->range != NULL)
    tenon_reading_unserve (reading, "Asks for a range without a value of a partition key: a Query needs equality on the whole partition key.",
                           "An index whose partition key is a bucket, a month for a time, and the range inside it: the busiest bucket has to stay within the limits of one key; for deleting what is old, time to live; for reports, an export.");
  else if (tenon_reading_is_write (reading))
    tenon_reading_unserve (reading, "Writes all items of a table at once: DynamoDB writes single items by their key.", "A batch job that scans the table in segments and writes item by item.");
  else if (reading->is_paged && reading->shape != NULL && reading->shape->limit > 0 && reading->shape->offset < 0 && !reading->shape->distinct)
    tenon_reading_unserve (reading, "Asks for the first rows of a whole table (LIMIT): a Query gives those of one value of a partition key.",
                           "An index whose partition key has one value for all items, or for those of a month, and whose sort key is the order: a Query with Limit answers it, and what is written a second has to stay within the limits of one key; or a maintained list of the first rows.");
  else if (reading->shape != NULL && reading->shape->distinct)
    tenon_reading_unserve (reading, "A list of different values over a whole table (DISTINCT): DynamoDB reads every item to find them.",
                           "A maintained table with one item for each value, written with the items or by a function on the table's stream.");
  else if (reading->is_paged)
    tenon_reading_unserve (reading, "Pages by OFFSET over a whole table: DynamoDB reads everything before the page.",
                           "Cursor paging inside one key value (Query with ExclusiveStartKey, for example by category), or a search service fed by the table's stream for free combinations of filters.");
  else
    tenon_reading_unserve (reading, "Reads a whole table that is not known to be small: a Scan costs every item each time.",
                           "An index on what the caller really asks for, a maintained list, or an export to a data lake for reports.");
}

/* A transaction that DynamoDB refuses already at the usual number of children. */
void
tenon_plan_unserve_large (TenonPlan    *plan,
                          TenonReading *reading)
{
  TenonTransactionSize size;
  g_autofree char     *reason = NULL, *actions = NULL, *fixed = NULL, *each = NULL;

  if (!tenon_reading_measure_transaction (reading, plan->model, plan->schema, reading->service->operations, reading->service->tables, &size) || size.average <= TENON_TRANSACTION_LIMIT)
    return;
  actions = tenon_format_number (size.average);
  fixed = tenon_format_number (size.fixed);
  each = tenon_format_number (size.each);
  reason = g_strdup_printf ("One transaction of %s actions on average: DynamoDB takes 100. It has %s, and %s for each child: from %.0f children on it is refused.", actions, fixed, each, size.first_bad);
  tenon_service_clear (reading->service);
  tenon_reading_unserve (reading, reason,
                         "Several transactions: the children first, in batches that each fit, under an attribute that says that the whole is not complete; the row they belong to last, with a status that makes it count. Each step is idempotent (conditions, a client token), so that one that broke off is sent again; readers leave out what is not complete.");
}

static gboolean
is_taken_out (TenonEntity  *entity,
              TenonReading *reading)
{
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (index->is_taken_out && g_ptr_array_find (index->readings, reading, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_beyond_limit (TenonEntity  *entity,
                 TenonReading *reading)
{
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (index->is_large && g_ptr_array_find (index->readings, reading, NULL))
        return TRUE;
    }
  return FALSE;
}

/* Whether an index on something it asks by could serve it: none is there because people had it so. */
static gboolean
could_be_indexed (TenonEntity  *entity,
                  TenonReading *reading)
{
  for (guint i = 0; i < reading->equality->len; i++)
    {
      TenonColumn *column = tenon_entity_get_column (entity, g_ptr_array_index (reading->equality, i));

      if (column != NULL && tenon_type_mapping_can_key (column))
        return TRUE;
    }
  return FALSE;
}

void
tenon_entity_unserve_path (TenonEntity  *entity,
                           TenonReading *reading)
{
  if (tenon_reading_is_read (reading) && reading->is_strong)
    tenon_reading_unserve (reading, "A strongly consistent read by something that is not the table's key: a global secondary index is eventually consistent only.",
                           "Accept eventual consistency on an index, or keep a table with this key in the same transaction as the base table.");
  else if (is_taken_out (entity, reading))
    tenon_reading_unserve (reading, "The index that would serve it was taken out by a person.",
                           "Take the index back by withdrawing that decision, or ask by the key of the table.");
  else if (!is_beyond_limit (entity, reading) && could_be_indexed (entity, reading))
    tenon_reading_unserve (reading, "No key and no index of the design, as people decided it, begins with a value it gives.",
                           "Add an index on it, or ask by the key of the table.");
  else if (!is_beyond_limit (entity, reading))
    tenon_reading_unserve (reading, "Asked for by values that cannot stand in a key: long text, JSON and large binary are no key types.",
                           "Keep a digest of the value as an attribute and index that, or a search service fed by the table's stream.");
  else
    tenon_reading_unserve (reading, "Beyond the 20 indexes of the table: patterns with higher rates have taken them.",
                           "Raise the quota of indexes for the table, or query an index that serves a part of the condition and filter.");
}
