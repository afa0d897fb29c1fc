/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes dynamodb_data_model.md: every section of the design document and of task 3.1, each of them a part of Tenon's;
 * what people write between them stays. What is not known is said to be unknown. */

#include "artifact/tenon-model-document.h"

#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-model-document-private.h"
#include "artifact/tenon-pipe-table.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"

#include <string.h>

/* DynamoDB's limits of one partition, units a second (developer guide, burst and adaptive capacity). */
#define PARTITION_READ_UNITS 3000.0
#define PARTITION_WRITE_UNITS 1000.0

static GString *
write_philosophy (TenonModel *model)
{
  GString *out = g_string_new (NULL);

  if (model->design->approach != NULL)
    g_string_append_printf (out, "%s\n\n", model->design->approach);
  if (model->design->choice_reason != NULL)
    g_string_append_printf (out, "Chosen by %s%s%s: %s\n\n", model->design->choice_by != NULL ? model->design->choice_by : "a person",
                            model->design->choice_at != NULL ? ", " : "", model->design->choice_at != NULL ? model->design->choice_at : "", model->design->choice_reason);
  g_string_append (out,
                   "1. **Multi-table first**: one table an entity; data of several entities shares a table only on evidence.\n"
                   "2. **Natural keys**: keys carry the names of what they hold.\n"
                   "3. **Access pattern driven**: keys and indexes follow from the patterns and their rates, not from the entities alone.\n"
                   "4. **Evidence before optimization**: nothing is denormalized without a measured or stated need.\n");
  return out;
}

/* One request of a pattern and the table it goes to. */
typedef struct
{
  TenonTable     *table;
  TenonOperation *operation;
  guint           position; /* in the order of the design */
} Request;

/* @numbered: one of several, which need their number and their table */
static void
describe_request (GString *out,
                  Request *request,
                  gboolean numbered)
{
  TenonOperation *operation = request->operation;

  if (numbered)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT ". %s %s%s%s", out->len > 0 ? "; " : "", operation->step, operation->operation, request->table->name, operation->index != NULL ? "/" : "", operation->index != NULL ? operation->index : "");
  else
    g_string_append (out, operation->operation);
  if (operation->key_condition != NULL && *operation->key_condition != '\0')
    g_string_append_printf (out, ": %s", operation->key_condition);
  if (operation->filter != NULL && *operation->filter != '\0')
    g_string_append_printf (out, ", filter %s", operation->filter);
  if (operation->condition != NULL && *operation->condition != '\0')
    g_string_append_printf (out, ", if %s", operation->condition);
  if (operation->descending)
    g_string_append (out, ", descending");
}

/* A table that serves several steps of a pattern is named once. */
static void
add_place (GString    *where,
           const char *table,
           const char *index)
{
  g_autofree char *place = index != NULL ? g_strconcat (table, "/", index, NULL) : g_strdup (table);
  g_auto (GStrv) known = g_strsplit (where->str, ", ", -1);

  if (!g_strv_contains ((const char *const *)known, place))
    g_string_append_printf (where, "%s%s", where->len > 0 ? ", " : "", place);
}

static int
compare_requests (gconstpointer a,
                  gconstpointer b)
{
  const Request *x = a, *y = b;

  if (x->operation->step != y->operation->step)
    return x->operation->step < y->operation->step ? -1 : 1;
  return (x->position > y->position) - (x->position < y->position);
}

/* In the order in which they are sent: what a step reads may be the key of the next. */
static GArray *
list_requests (TenonDesign *design,
               const char  *pattern_id)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (Request));

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          Request request = { table, tenon_list_get (table->operations, j), requests->len };

          if (g_strcmp0 (request.operation->pattern_id, pattern_id) == 0)
            g_array_append_val (requests, request);
        }
    }
  g_array_sort (requests, compare_requests);
  return requests;
}

static void
add_note (GString *notes,
          Request *request,
          gboolean numbered)
{
  const char *text = request->operation->notes;

  if (text == NULL || *text == '\0')
    return;
  if (notes->len > 0)
    g_string_append (notes, "; ");
  if (numbered)
    g_string_append_printf (notes, "%" G_GINT64_FORMAT ". %s: ", request->operation->step, request->table->name);
  g_string_append (notes, text);
}

/* Adds to @where and @how what serves the pattern, step by step. Returns: whether anything does. */
static gboolean
find_service (TenonDesign *design,
              const char  *pattern_id,
              GString     *where,
              GString     *how,
              GString     *notes)
{
  g_autoptr (GArray) requests = list_requests (design, pattern_id);

  for (guint i = 0; i < requests->len; i++)
    {
      Request *request = &g_array_index (requests, Request, i);

      add_place (where, request->table->name, request->operation->index);
      describe_request (how, request, requests->len > 1);
      add_note (notes, request, requests->len > 1);
    }
  return where->len > 0;
}

static GString *
write_mapping (TenonModel *model)
{
  GString *out = g_string_new ("| Pattern | Description | Tables/Indexes | DynamoDB Operations | Implementation Notes |\n|---|---|---|---|---|\n");

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);
      g_autoptr (GString) where = g_string_new (NULL);
      g_autoptr (GString) how = g_string_new (NULL);
      g_autoptr (GString) notes = g_string_new (NULL);

      if (!tenon_pattern_touches_database (pattern))
        tenon_pipe_row_append (out, pattern->pattern_id, pattern->description != NULL ? pattern->description : "", "—", "no database operation", "", NULL);
      else if (find_service (model->design, pattern->pattern_id, where, how, notes))
        tenon_pipe_row_append (out, pattern->pattern_id, pattern->description != NULL ? pattern->description : "", where->str, how->str, notes->str, NULL);
    }
  return out;
}

static char *
describe_acceptance (TenonUnserved *unserved)
{
  if (!unserved->accepted || unserved->accepted_by == NULL)
    return g_strdup ("nobody yet");
  return unserved->accepted_reason != NULL ? g_strdup_printf ("%s: %s", unserved->accepted_by, unserved->accepted_reason) : g_strdup (unserved->accepted_by);
}

static GString *
write_unserved (TenonModel *model)
{
  GString *out = g_string_new (NULL);

  if (tenon_list_get_length (model->design->unserved) == 0)
    {
      g_string_append (out, "Every pattern that touches the database is served.\n");
      return out;
    }
  g_string_append (out, "| Pattern | Description | Why not | Alternative | Accepted by |\n|---|---|---|---|---|\n");
  for (guint i = 0; i < tenon_list_get_length (model->design->unserved); i++)
    {
      TenonUnserved   *unserved = tenon_list_get (model->design->unserved, i);
      TenonPattern    *pattern = tenon_model_find_pattern (model, unserved->pattern_id);
      g_autofree char *accepted = describe_acceptance (unserved);

      tenon_pipe_row_append (out,
                             unserved->pattern_id,
                             pattern != NULL && pattern->description != NULL ? pattern->description : "",
                             unserved->reason != NULL ? unserved->reason : "",
                             unserved->alternative != NULL ? unserved->alternative : "",
                             accepted,
                             NULL);
    }
  return out;
}

static GString *
write_checklist (TenonModel *model)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern  *pattern = tenon_list_get (model->patterns, i);
      TenonUnserved *unserved = tenon_design_find_unserved (model->design, pattern->pattern_id);
      g_autoptr (GString) where = g_string_new (NULL);
      g_autoptr (GString) how = g_string_new (NULL);
      g_autoptr (GString) notes = g_string_new (NULL);
      g_autofree char *title = g_strdup_printf ("Pattern #%s: %s", pattern->pattern_id, pattern->description != NULL ? pattern->description : "");

      if (!tenon_pattern_touches_database (pattern))
        g_string_append_printf (out, "- %s - ✓ Needs no database operation\n", title);
      else if (find_service (model->design, pattern->pattern_id, where, how, notes))
        g_string_append_printf (out, "- %s - ✓ Addressed in %s\n", title, where->str);
      else if (unserved != NULL && unserved->accepted)
        g_string_append_printf (out, "- %s - ✓ Addressed outside DynamoDB: %s\n", title, unserved->alternative != NULL ? unserved->alternative : "");
      else
        g_string_append_printf (out, "- %s - ✗ MISSING\n", title);
    }
  return out;
}

static void
append_cost_row (GString    *out,
                 TenonCost  *cost,
                 const char *title,
                 const char *table,
                 const char *index)
{
  g_autofree char *reads = tenon_model_document_format_cost (cost, table, index, "read");
  g_autofree char *writes = tenon_model_document_format_cost (cost, table, index, "write");
  g_autofree char *storage = tenon_model_document_format_cost (cost, table, index, "storage");
  g_autofree char *total = tenon_model_document_format_cost (cost, table, index, NULL);

  tenon_pipe_row_append (out, title, reads, writes, storage, total, NULL);
}

/* What nobody knows, beside the totals it leaves open. */
static void
append_missing_inputs (GString   *out,
                       TenonCost *cost)
{
  g_autoptr (GPtrArray) list = tenon_cost_list_missing (cost);

  if (list->len > 0)
    g_string_append (out, "\nNot known, and left open in the totals:\n\n");
  for (guint i = 0; i < list->len; i++)
    {
      TenonCostMissing *missing = g_ptr_array_index (list, i);

      g_string_append_printf (out, "- %s (%u %s)\n", missing->input, missing->n_terms, missing->n_terms == 1 ? "term" : "terms");
    }
}

static GString *
write_costs (TenonModel *model,
             TenonCost  *cost)
{
  GString *out = g_string_new (NULL);

  if (cost == NULL)
    {
      g_string_append (out, "Not reckoned.\n");
      return out;
    }
  g_string_append_printf (out, "A month. %s\n\n", cost->convention != NULL ? cost->convention : "");
  g_string_append (out, "| Table/Index | Monthly RCU Cost | Monthly WCU Cost | Monthly Storage Cost | Total Monthly Cost |\n|---|---:|---:|---:|---:|\n");
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      append_cost_row (out, cost, table->name, table->name, "");
      for (guint j = 0; j < tenon_list_get_length (table->indexes); j++)
        {
          TenonIndex      *index = tenon_list_get (table->indexes, j);
          g_autofree char *title = g_strdup_printf ("%s/%s", table->name, index->name);

          append_cost_row (out, cost, title, table->name, index->name);
        }
    }
  append_cost_row (out, cost, "**Total**", NULL, NULL);
  append_missing_inputs (out, cost);
  return out;
}

static char *
format_share (double units,
              double limit)
{
  g_autofree char *number = NULL;

  if (units < 0)
    return g_strdup ("unknown");
  number = tenon_format_number (units);
  return g_strdup_printf ("%s (%.1f %%)", number, 100 * units / limit);
}

static GString *
write_headroom (GPtrArray *headroom)
{
  GString *out = g_string_new ("Peak load on the busiest key value, against 3,000 read and 1,000 write units a second.\n\n"
                               "| Table/Index | Key | Read units/s | Write units/s | Breaks first | Basis |\n|---|---|---:|---:|---|---|\n");

  for (guint i = 0; headroom != NULL && i < headroom->len; i++)
    {
      TenonHeadroom   *row = g_ptr_array_index (headroom, i);
      g_autofree char *name = row->index != NULL ? g_strdup_printf ("%s/%s", row->table, row->index) : g_strdup (row->table);
      g_autofree char *reads = format_share (row->read_units, PARTITION_READ_UNITS);
      g_autofree char *writes = format_share (row->write_units, PARTITION_WRITE_UNITS);

      tenon_pipe_row_append (out, name, row->key != NULL ? row->key : "", reads, writes, row->pattern_id != NULL ? row->pattern_id : "", row->basis != NULL ? row->basis : "", NULL);
    }
  for (guint i = 0; headroom != NULL && i < headroom->len; i++)
    {
      TenonHeadroom *row = g_ptr_array_index (headroom, i);

      if (row->shards > 1)
        g_string_append_printf (out, "\n%s%s%s is hot. %s.\n", row->table, row->index != NULL ? "/" : "", row->index != NULL ? row->index : "", row->shard_formula);
    }
  return out;
}

static GString *
write_risks (GPtrArray *findings)
{
  GString *out = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (finding->severity < TENON_SEVERITY_WARNING)
        continue;
      g_string_append_printf (out, "- **%s** `%s`: %s%s%s\n", finding->subject != NULL ? finding->subject : "design", finding->code, finding->message, finding->remedy != NULL ? " " : "", finding->remedy != NULL ? finding->remedy : "");
      n++;
    }
  if (n == 0)
    g_string_append (out, "No warning applies.\n");
  return out;
}

/* Total cost of ownership, as far as it can be counted: a line for each topic. */
static void
append_ownership (GString          *out,
                  TenonAlternative *alternative)
{
  const char *topic = NULL;

  for (guint i = 0; i < alternative->facts->len; i++)
    {
      TenonAlternativeFact *fact = g_ptr_array_index (alternative->facts, i);

      if (g_strcmp0 (topic, fact->topic) != 0)
        g_string_append_printf (out, "%s  - %s: ", topic != NULL ? "\n" : "", fact->topic);
      else
        g_string_append (out, ", ");
      topic = fact->topic;
      g_string_append_printf (out, "%u %s", fact->count, fact->title);
      if (fact->names != NULL)
        g_string_append_printf (out, " (%s)", fact->names);
    }
  if (topic != NULL)
    g_string_append_c (out, '\n');
}

static char *
format_hottest (TenonAlternative *alternative)
{
  if (alternative->hottest_share < 0)
    return g_strdup ("unknown");
  return g_strdup_printf ("%.1f %%%s%s", 100 * alternative->hottest_share, alternative->hottest != NULL ? " " : "", alternative->hottest != NULL ? alternative->hottest : "");
}

static GString *
write_alternatives (GPtrArray *alternatives)
{
  GString *out = g_string_new ("| Design | Monthly cost | Requests a call | Storage (GB) | Busiest key | Tables | Indexes | Lookup tables | Write amplification | Transactions | Not served | Warnings | Effort | Risk |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");

  for (guint i = 0; alternatives != NULL && i < alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (alternatives, i);
      g_autofree char  *money = tenon_format_money (alternative->dollars);
      g_autofree char  *cost = alternative->n_open > 0 ? g_strdup_printf ("at least %s (%u open)", money, alternative->n_open) : g_strdup (money);
      g_autofree char  *tables = tenon_format_count (alternative->n_tables);
      g_autofree char  *indexes = tenon_format_count (alternative->n_indexes);
      g_autofree char  *lookups = tenon_format_count (alternative->n_lookups);
      g_autofree char  *amplification = g_strdup_printf ("%.2f", alternative->write_amplification);
      g_autofree char  *transactions = tenon_format_count (alternative->n_transactions);
      g_autofree char  *unserved = tenon_format_count (alternative->n_unserved);
      g_autofree char  *warnings = tenon_format_count (alternative->n_warnings);
      g_autofree char  *requests = g_strdup_printf ("%.2f", alternative->mean_requests);
      g_autofree char  *gigabytes = tenon_format_number (alternative->storage);
      g_autofree char  *storage = alternative->n_storage_open > 0 ? g_strdup_printf ("at least %s (%u open)", gigabytes, alternative->n_storage_open) : g_strdup (gigabytes);
      g_autofree char  *hottest = format_hottest (alternative);
      g_autofree char  *effort = tenon_format_count (alternative->n_effort);
      g_autofree char  *risk = tenon_format_count (alternative->n_risk);

      tenon_pipe_row_append (out, alternative->title, cost, requests, storage, hottest, tables, indexes, lookups, amplification, transactions, unserved, warnings, effort, risk, NULL);
    }
  for (guint i = 0; alternatives != NULL && i < alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (alternatives, i);

      if (alternative->summary != NULL)
        g_string_append_printf (out, "%s- **%s**: %s\n", i == 0 ? "\n" : "", alternative->title, alternative->summary);
      append_ownership (out, alternative);
    }
  return out;
}

static void
append_list (GString    *out,
             const char *label,
             char      **values)
{
  g_autofree char *joined = values != NULL && values[0] != NULL ? g_strjoinv ("; ", values) : NULL;

  tenon_model_document_append_bullet (out, label, joined);
}

static GString *
write_decisions (TenonDesign *design)
{
  static const char *const types[] = { "TABLE_STRUCTURE", "GSI_DESIGN", "DENORMALIZATION" };
  GString                 *out = g_string_new (NULL);

  if (tenon_list_get_length (design->decisions) == 0)
    g_string_append (out, "No decision is recorded.\n");
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      g_string_append_printf (out, "%s### %s\n\n", i > 0 ? "\n" : "", decision->title != NULL ? decision->title : decision->decision_id);
      tenon_model_document_append_bullet (out, "Decision type", types[decision->decision_type]);
      append_list (out, "Alternatives considered", decision->alternatives_considered);
      tenon_model_document_append_bullet (out, "Chosen approach", decision->chosen_approach);
      tenon_model_document_append_bullet (out, "Justification", decision->justification);
      for (guint j = 0; j < tenon_list_get_length (decision->factors); j++)
        {
          TenonFactor     *factor = tenon_list_get (decision->factors, j);
          g_autofree char *finding = g_strdup_printf ("%s (%s)", factor->finding != NULL ? factor->finding : "", factor->evidence != NULL ? factor->evidence : "no evidence");

          tenon_model_document_append_bullet (out, factor->name, finding);
        }
      append_list (out, "Trade-offs", decision->trade_offs);
      tenon_model_document_append_bullet (out, "Rollback strategy", decision->rollback_strategy);
      append_list (out, "Monitoring requirements", decision->monitoring_requirements);
    }
  return out;
}

/* Each table is a part of its own, so that what people write below one of them stays below it. */
static void
add_tables (TenonParts *parts,
            TenonModel *model,
            TenonCost  *cost)
{
  guint            n = tenon_list_get_length (model->design->tables);
  g_autofree char *overview = g_strdup_printf ("%u %s, in the order of their review.\n", n, n == 1 ? "table" : "tables");

  tenon_parts_add (parts, "tables", "## Table Designs", n > 0 ? overview : "No table yet.\n");
  for (guint i = 0; i < n; i++)
    {
      TenonTable      *table = tenon_list_get (model->design->tables, i);
      g_autofree char *name = g_strconcat ("table:", table->name, NULL);
      GString         *text = tenon_model_document_write_table (model, cost, table);
      g_autofree char *heading = g_strdup_printf ("### %s Table\n\n", table->name);

      g_string_prepend (text, heading);
      tenon_parts_add_take (parts, name, NULL, text);
    }
}

/**
 * tenon_model_document_write:
 * @cost: (nullable):
 * @headroom: (nullable) (element-type TenonHeadroom):
 * @findings: (nullable) (element-type TenonDiagnostic): of the design
 * @alternatives: (nullable) (element-type TenonAlternative):
 * @previous_text: (nullable): the document so far; what people wrote around Tenon's parts stays
 *
 * Returns: (transfer full):
 */
char *
tenon_model_document_write (TenonModel *model,
                            TenonCost  *cost,
                            GPtrArray  *headroom,
                            GPtrArray  *findings,
                            GPtrArray  *alternatives,
                            const char *previous_text)
{
  g_autoptr (TenonParts) parts = tenon_parts_new ("# DynamoDB Data Model");

  tenon_parts_add_take (parts, "philosophy", "## Design Philosophy & Approach", write_philosophy (model));
  add_tables (parts, model, cost);
  tenon_parts_add_take (parts, "mapping", "## Access Pattern Mapping", write_mapping (model));
  tenon_parts_add_take (parts, "unserved", "### Unsolved Patterns & Alternatives", write_unserved (model));
  tenon_parts_add_take (parts, "checklist", "### Coverage Checklist", write_checklist (model));
  tenon_parts_add_take (parts, "costs", "## Cost Estimates", write_costs (model, cost));
  tenon_parts_add_take (parts, "partitions", "## Hot Partition Analysis", write_headroom (headroom));
  tenon_parts_add_take (parts, "risks", "## Production Risk Assessment and Warnings", write_risks (findings));
  tenon_parts_add_take (parts, "alternatives", "## Design Alternatives", write_alternatives (alternatives));
  tenon_parts_add_take (parts, "decisions", "## Design Decisions", write_decisions (model->design));
  return tenon_parts_merge (parts, previous_text);
}
