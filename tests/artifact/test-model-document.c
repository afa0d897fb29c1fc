/* SPDX-License-Identifier: GPL-3.0-or-later */

/* dynamodb_data_model.md: all sections, unknowns said as unknown, and hands off what people wrote. */

#include "artifact-test.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-model-document.h"

#include <string.h>

static TenonPattern *
add_pattern (TenonModel        *model,
             const char        *id,
             const char        *description,
             TenonOperationType type)
{
  TenonPattern *pattern = tenon_pattern_new (id);

  pattern->description = g_strdup (description);
  pattern->operation_type = type;
  tenon_list_append_take (model->patterns, pattern);
  return pattern;
}

static void
add_operation (TenonTable *table,
               const char *pattern_id,
               const char *operation,
               const char *index)
{
  TenonOperation *record = g_object_new (TENON_TYPE_OPERATION, NULL);

  record->pattern_id = g_strdup (pattern_id);
  record->operation = g_strdup (operation);
  record->index = g_strdup (index);
  tenon_list_append_take (table->operations, record);
}

static void
add_table (TenonModel *model,
           const char *name)
{
  TenonTable     *table = tenon_table_new (name);
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);
  TenonIndex     *index = g_object_new (TENON_TYPE_INDEX, NULL);

  attribute->name = g_strdup ("loan_id");
  attribute->source_table = g_strdup (name);
  attribute->source_column = g_strdup ("id");
  tenon_list_append_take (table->attributes, attribute);
  table->source_table = g_strdup (name);
  table->partition_key = g_strdup ("loan_id");
  table->purpose = g_strdup ("Keeps loans");
  index->name = g_strconcat (name, "_by_member", NULL);
  index->partition_key = g_strdup ("member_id");
  tenon_list_append_take (table->indexes, index);
  add_operation (table, "AP1", "GetItem", NULL);
  add_operation (table, "AP1", "UpdateItem", NULL);
  add_operation (table, "AP2", "Query", index->name);
  tenon_list_append_take (model->design->tables, table);
}

static TenonModel *
make_model (void)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
  TenonUnserved *unserved = g_object_new (TENON_TYPE_UNSERVED, NULL);

  add_pattern (model, "AP1", "Get a loan | by ID", TENON_OPERATION_READ);
  add_pattern (model, "AP2", "Loans of a member", TENON_OPERATION_READ);
  add_pattern (model, "AP3", "Search loans", TENON_OPERATION_READ);
  add_pattern (model, "AP4", "Log out", TENON_OPERATION_NONE);
  add_table (model, "loans");
  add_table (model, "returns");
  unserved->pattern_id = g_strdup ("AP3");
  unserved->reason = g_strdup ("Text search");
  unserved->alternative = g_strdup ("A search service");
  tenon_list_append_take (model->design->unserved, unserved);
  tenon_edit_commit (edit);
  return model;
}

static TenonCost *
make_cost (void)
{
  TenonCost     *cost = tenon_cost_new ();
  TenonCostTerm *term = tenon_cost_add (cost, "loans", NULL, "AP1", "reads");

  term->dollars = 12.5;
  term = tenon_cost_add (cost, "loans", NULL, NULL, "storage");
  term->is_open = TRUE;
  cost->dollars = 12.5;
  cost->n_open = 1;
  return cost;
}

static void
test_sections (void)
{
  static const char *const headings[] = { "Design Philosophy & Approach", "Table Designs", "loans Table", "loans_by_member GSI", "returns Table", "Access Pattern Mapping", "Cost Estimates", "Hot Partition Analysis", "Production Risk Assessment and Warnings", "Design Alternatives", "Design Decisions" };
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonCost) cost = make_cost ();
  g_autofree char *text = tenon_model_document_write (model, cost, NULL, NULL, NULL, NULL);
  g_autofree char *same = tenon_model_document_write (model, cost, NULL, NULL, NULL, text);
  g_autoptr (TenonSource) source = tenon_source_new_text ("m.md", text);
  g_autoptr (TenonDocument) document = tenon_document_parse_text ("m.md", text, strlen (text));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_assert_nonnull (tenon_document_find_heading (document, headings[i]));
  g_assert_cmpint (tenon_artifact_recognise (source), ==, TENON_ARTIFACT_DATA_MODEL);
  g_assert_cmpstr (same, ==, text);
  g_assert_nonnull (strstr (text, "- Pattern #AP1: Get a loan | by ID - ✓ Addressed in loans, returns\n"));
  g_assert_nonnull (strstr (text, "- Pattern #AP2: Loans of a member - ✓ Addressed in loans/loans_by_member, returns/returns_by_member\n"));
  g_assert_nonnull (strstr (text, "- Pattern #AP3: Search loans - ✗ MISSING\n"));
  g_assert_nonnull (strstr (text, "| AP3 | Search loans | Text search | A search service | nobody yet |"));
  g_assert_nonnull (strstr (text, "at least $12.50 (1 open)"));
  g_assert_nonnull (strstr (text, "have no known peak"));
}

/* Notes below a table stay below it, and a table that is gone takes nothing else with it. */
static void
test_notes_stay (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autofree char *text = tenon_model_document_write (model, NULL, NULL, NULL, NULL, NULL);
  g_auto (GStrv) halves = g_strsplit (text, "<!-- /tenon:table:loans -->\n", 2);
  g_autofree char *noted = g_strjoinv ("<!-- /tenon:table:loans -->\n\nWe measured this twice.\n", halves);
  g_autofree char *again = tenon_model_document_write (model, NULL, NULL, NULL, NULL, noted);
  g_autofree char *less = NULL;
  g_autoptr (TenonEdit) edit = NULL;

  g_assert_cmpstr (again, ==, noted);
  edit = tenon_model_begin (model, "Drop");
  tenon_list_remove (model->design->tables, 0);
  tenon_edit_commit (edit);
  less = tenon_model_document_write (model, NULL, NULL, NULL, NULL, again);
  g_assert_null (strstr (less, "### loans Table"));
  g_assert_nonnull (strstr (less, "### returns Table"));
  g_assert_nonnull (strstr (less, "\nWe measured this twice.\n"));
}

/* A reader builds what the mapping says in its order: the key is found before the item is read. */
static void
test_steps (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonCost) cost = make_cost ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Steps");
  TenonTable      *loans = tenon_design_find_table (model->design, "loans"), *returns = tenon_design_find_table (model->design, "returns");
  g_autofree char *text = NULL;
  const char      *first, *second;

  for (guint i = 0; i < 2; i++)
    {
      TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

      operation->pattern_id = g_strdup ("AP5");
      operation->step = i == 0 ? 2 : 1;
      operation->operation = g_strdup ("GetItem");
      operation->key_condition = g_strdup (i == 0 ? "loan_id = :loan_id" : "label = :label");
      operation->condition = i == 0 ? NULL : g_strdup ("attribute_exists(label)");
      operation->notes = g_strdup (i == 0 ? "the item" : "gives its key");
      tenon_list_append_take ((i == 0 ? loans : returns)->operations, operation);
    }
  add_pattern (model, "AP5", "Get a loan by label", TENON_OPERATION_READ);
  tenon_edit_commit (edit);
  text = tenon_model_document_write (model, cost, NULL, NULL, NULL, NULL);
  first = strstr (text, "1. GetItem returns: label = :label, if attribute_exists(label); 2. GetItem loans: loan_id = :loan_id |");
  second = strstr (text, "1. returns: gives its key; 2. loans: the item |");
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_true (first < second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/model-document/sections", test_sections);
  g_test_add_func ("/artifact/model-document/notes-stay", test_notes_stay);
  g_test_add_func ("/artifact/model-document/steps", test_steps);
  return g_test_run ();
}
