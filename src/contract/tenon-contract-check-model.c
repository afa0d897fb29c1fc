/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks against access patterns and design: what is promised, what differs, what the structure cannot say. */

#include "contract/tenon-contract-run.h"

#include <string.h>

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* With the patterns known, a table that satisfies none is one nobody asks for: every pattern that asks is looked for by
 * itself. Without them the empty list cannot be told from a forgotten one. */
static void
check_satisfies (TenonContractRun   *run,
                 TenonContractTable *table)
{
  if (run->model != NULL || !table->has_satisfies || table->satisfies->len > 0)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "satisfies", "The table %s satisfies no access pattern", is_given (table->table) ? table->table : "without a name"),
                               "List the patterns it serves, in the form “AP8: description”.");
}

static void
check_nothing_asked (TenonContractRun   *run,
                     TenonContractTable *table)
{
  if (!table->has_satisfies || table->satisfies->len > 0)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "satisfies", "No access pattern asks for the table %s", is_given (table->table) ? table->table : "without a name"),
                               "Add the patterns that use it, or waive the columns of its source.");
}

static void
check_patterns_known (TenonContractRun   *run,
                      TenonContractTable *table)
{
  for (guint i = 0; i < table->satisfies->len; i++)
    {
      TenonContractPromise *promise = g_ptr_array_index (table->satisfies, i);
      g_autofree char      *subject = NULL;

      if (g_hash_table_contains (run->patterns, promise->pattern_id))
        continue;
      subject = is_given (table->table) ? g_strdup_printf ("table:%s", table->table) : NULL;
      tenon_diagnostic_set_remedy (tenon_contract_report (run, &promise->place, subject, "“%s” names no access pattern of the requirements", promise->text),
                                   "Begin with the id of a pattern: “AP8: description”.");
    }
}

static void
check_promise_text (TenonContractRun   *run,
                    TenonContractTable *table)
{
  for (guint i = 0; i < table->satisfies->len; i++)
    {
      TenonContractPromise *promise = g_ptr_array_index (table->satisfies, i);
      TenonPattern         *pattern = g_hash_table_lookup (run->patterns, promise->pattern_id);
      g_autofree char      *expected = NULL;
      g_autofree char      *subject = NULL;

      if (pattern == NULL || !is_given (pattern->description))
        continue;
      expected = g_strdup_printf ("%s: %s", pattern->pattern_id, pattern->description);
      if (strcmp (expected, promise->text) == 0)
        continue;
      subject = g_strdup_printf ("pattern:%s", pattern->pattern_id);
      tenon_diagnostic_set_remedy (tenon_contract_report (run, &promise->place, subject, "“%s” is not how the requirements describe %s", promise->text, pattern->pattern_id),
                                   "Write “%s”.", expected);
    }
}

static void
check_patterns_served (TenonContractRun *run)
{
  for (guint i = 0; i < tenon_list_get_length (run->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (run->model->patterns, i);
      TenonUnserved   *unserved;
      TenonDiagnostic *diagnostic;
      g_autofree char *subject = NULL;

      if (pattern->pattern_id == NULL || !tenon_pattern_touches_database (pattern) || g_hash_table_contains (run->promised, pattern->pattern_id))
        continue;
      unserved = run->design != NULL ? tenon_design_find_unserved (run->design, pattern->pattern_id) : NULL;
      if (unserved != NULL && unserved->accepted)
        continue;
      subject = g_strdup_printf ("pattern:%s", pattern->pattern_id);
      diagnostic = tenon_contract_report_file (run, subject, "No table satisfies %s (%s)", pattern->pattern_id, is_given (pattern->description) ? pattern->description : "no description");
      if (unserved != NULL && is_given (unserved->alternative))
        tenon_diagnostic_set_remedy (diagnostic, "Serve it, or accept the alternative. %s", unserved->alternative);
      else
        tenon_diagnostic_set_remedy (diagnostic, "Serve it by a table or index, or record that it goes another way.");
    }
}

/* Contract and design beside each other */

static void
compare_attributes (TenonContractRun   *run,
                    TenonContractTable *table,
                    TenonTable         *design)
{
  for (guint i = 0; i < tenon_list_get_length (design->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (design->attributes, i);
      g_autofree char *subject = NULL;

      if (attribute->name == NULL || tenon_contract_table_find_attribute (table, attribute->name) != NULL)
        continue;
      subject = g_strdup_printf ("attribute:%s/%s", design->name, attribute->name);
      tenon_diagnostic_set_remedy (tenon_contract_report (run, &table->place, subject, "The design's attribute %s.%s is missing here", design->name, attribute->name),
                                   "Write the contract again.");
    }
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (tenon_table_find_attribute (design, attribute->name) == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The design's table %s has no attribute “%s”", design->name, attribute->name),
                                     "Add it to the design, or write the contract again.");
    }
}

static void
check_design_tables (TenonContractRun *run)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      if (!tenon_contract_is_table (table) || !is_given (table->table))
        continue;
      g_hash_table_add (named, table->table);
      if (tenon_contract_run_find_design (run, table) == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "table", "The design has no table “%s”", table->table),
                                     "Add it to the design, or write the contract again.");
    }
  for (guint i = 0; i < tenon_list_get_length (run->design->tables); i++)
    {
      TenonTable      *table = tenon_list_get (run->design->tables, i);
      g_autofree char *subject = g_strdup_printf ("table:%s", is_given (table->name) ? table->name : "");

      if (is_given (table->name) && !g_hash_table_contains (named, table->name))
        tenon_diagnostic_set_remedy (tenon_contract_report_file (run, subject, "The design's table %s is missing", table->name), "Write the contract again.");
    }
}

static void
check_design_attributes (TenonContractRun   *run,
                         TenonContractTable *table)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);

  if (design != NULL && tenon_contract_is_table (table))
    compare_attributes (run, table, design);
}

static void
check_attribute_twice (TenonContractRun   *run,
                       TenonContractTable *table)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; design != NULL && i < tenon_list_get_length (design->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (design->attributes, i);
      g_autofree char *subject = NULL;

      if (attribute->name == NULL || g_hash_table_add (names, attribute->name))
        continue;
      subject = g_strdup_printf ("attribute:%s/%s", design->name, attribute->name);
      tenon_diagnostic_set_remedy (tenon_contract_report (run, &table->place, subject, "The design's table %s has two attributes named “%s”; the contract holds the first", design->name, attribute->name),
                                   "Rename one of them.");
    }
}

/* What the exact structure has no place for */

static TenonIndex *
find_designed_index (TenonContractRun   *run,
                     TenonContractTable *table,
                     TenonContractIndex *index)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);

  return design != NULL && index->name != NULL ? tenon_table_find_index (design, index->name) : NULL;
}

static void
check_silent_projection (TenonContractRun   *run,
                         TenonContractTable *table)
{
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);
      TenonIndex         *designed = find_designed_index (run, table, index);

      if (designed == NULL || designed->projection == TENON_PROJECTION_ALL)
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "The structure cannot say the projection %s of the index %s: its readers project all attributes", designed->projection == TENON_PROJECTION_INCLUDE ? "INCLUDE" : "KEYS_ONLY", index->name),
                                   "Take the projection from the data model document when the index is created.");
    }
}

static void
check_silent_sparse (TenonContractRun   *run,
                     TenonContractTable *table)
{
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);
      TenonIndex         *designed = find_designed_index (run, table, index);

      if (designed == NULL || !is_given (designed->sparse_on))
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "The structure cannot say that the index %s is sparse on “%s”", index->name, designed->sparse_on),
                                   "Leave the attribute out of items that do not belong into the index; the data model document says which.");
    }
}

static void
check_silent_key (TenonContractRun   *run,
                  TenonContractTable *table)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);
  g_autoptr (GPtrArray) columns = NULL;
  g_autofree char *joined = NULL;

  if (design == NULL || design->role != TENON_TABLE_LOOKUP || design->unique_columns == NULL || design->unique_columns[0] == NULL)
    return;
  columns = tenon_contract_list_key_columns (table);
  if (tenon_contract_covers (columns, (const char *const *)design->unique_columns))
    return;
  joined = g_strjoinv (", ", design->unique_columns);
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "pk", "The structure cannot say that the key of %s is composed of several columns (%s): it maps an attribute to one", design->name, joined),
                               "Compose the value as the data model document describes.");
}

static void
check_silent_transaction (TenonContractRun   *run,
                          TenonContractTable *table)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);

  if (design == NULL || design->role != TENON_TABLE_LOOKUP)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "table", "The structure cannot say that items of %s are written in one transaction with those of %s, on the condition that they do not exist", design->name, is_given (design->lookup_of) ? design->lookup_of : "the table they belong to"),
                               "Take the TransactWriteItems plan from the data model document.");
}

static const TenonContractCheck checks[] = {
  { "contract-satisfies-empty", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "A table says which patterns it satisfies", check_satisfies, NULL },
  { "contract-pattern-unknown", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_PATTERNS, "What is satisfied is a pattern of the requirements", check_patterns_known, NULL },
  { "contract-pattern-unserved", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_PATTERNS, "Every pattern that touches the database is satisfied", NULL, check_patterns_served },
  { "contract-attribute-twice", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_DESIGN, "No two attributes of a table share a name", check_attribute_twice, NULL },
  { "contract-nothing-asked", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_PATTERNS, "Some pattern asks for every table", check_nothing_asked, NULL },
  { "contract-promise-text", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_PATTERNS, "A pattern is described as in the requirements", check_promise_text, NULL },
  { "contract-table-differs", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_DESIGN, "Contract and design have the same tables", NULL, check_design_tables },
  { "contract-attribute-differs", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_DESIGN, "Contract and design have the same attributes", check_design_attributes, NULL },
  { "contract-silent-projection", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_DESIGN, "Projections stay outside the structure", check_silent_projection, NULL },
  { "contract-silent-sparse", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_DESIGN, "Sparse indexes stay outside the structure", check_silent_sparse, NULL },
  { "contract-silent-key", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_DESIGN, "Composed keys stay outside the structure", check_silent_key, NULL },
  { "contract-silent-transaction", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_DESIGN, "Transactions stay outside the structure", check_silent_transaction, NULL },
};

const TenonContractCheck *
tenon_contract_model_checks (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
