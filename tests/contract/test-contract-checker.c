/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each check, made to speak by one change of a contract with nothing wrong. */

#include "contract-sample.h"
#include "contract/tenon-contract-checker.h"
#include "contract/tenon-contract-writer.h"

#include <string.h>

static TenonDiagnostic *
find (GPtrArray  *diagnostics,
      const char *code,
      const char *path)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (strcmp (diagnostic->code, code) == 0 && g_strcmp0 (diagnostic->path, path) == 0)
        return diagnostic;
    }
  return NULL;
}

static void
print_all (GPtrArray *diagnostics)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_autofree char *line = tenon_diagnostic_to_string (g_ptr_array_index (diagnostics, i));

      g_test_message ("%s", line);
    }
}

static GPtrArray *
check_text (const char *text,
            TenonModel *model)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("migrationContract.json", text);

  return tenon_contract_check_text (source, model);
}

static char *
dup_sample_text (TenonModel *model)
{
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, model->design);

  return g_strdup (contract->text);
}

/* One change in the text of the sample, and the finding it must give. */
static const struct
{
  const char *from;
  const char *to;
  const char *code;
  const char *path;
  const char *subject;
} changes[] = {
  { "\"type\": \"Table\",\n    \"source_table\": \"loans\"", "\"source_table\": \"loans\"", "contract-missing-member", "$[1]", "table:Loans" },
  { "\"table\": \"Loans\"", "\"table\": \"\"", "contract-missing-member", "$[1].table", NULL },
  { "\"pk\": \"book_id\",\n        ", "", "contract-missing-member", "$[1].gsis[0]", "index:Loans/loans_by_book" },
  { "\"source_column\": \"due\"", "\"denormalized\": false", "contract-missing-member", "$[1].attributes.due", "attribute:Loans/due" },
  { "\"type\": \"Table\"", "\"type\": \"Tabel\"", "contract-type-unknown", "$[0].type", "table:Members" },
  { "\"table\": \"Loans\"", "\"table\": \"L!\"", "contract-name-invalid", "$[1].table", "table:L!" },
  { "\"name\": \"loans_by_book\"", "\"name\": \"x\"", "contract-name-invalid", "$[1].gsis[0]", "index:Loans/x" },
  { "\"table\": \"Loans\"", "\"table\": \"Members\"", "contract-duplicate-name", "$[1].table", "table:Members" },
  { "\"sk\": \"due\"", "\"sk\": \"dues\"", "contract-key-not-attribute", "$[1].gsis[0]", "index:Loans/loans_by_book" },
  { "\"pk\": \"id\"", "\"pk\": \"ident\"", "contract-key-not-attribute", "$[0].pk", "table:Members" },
  { "\"sk\": \"book_id\"", "\"sk\": \"member_id\"", "contract-key-repeated", "$[1].sk", "table:Loans" },
  { "\"type\": \"N\"", "\"type\": \"SS\"", "contract-attribute-type", "$[0].attributes.id", "attribute:Members/id" },
  { "_bytes\": 420", "_bytes\": 0", "contract-item-size", "$[0].estimated_item_size_bytes", "table:Members" },
  { "_bytes\": 420", "_bytes\": 409601", "contract-item-size", "$[0].estimated_item_size_bytes", "table:Members" },
  { "_bytes\": 420", "_bytes\": 41.5", "contract-item-size", "$[0].estimated_item_size_bytes", "table:Members" },
  { "\"type\": \"Table\"", "\"type\": \"GSI\"", "contract-gsi-entry", "$[0].type", "table:Members" },
  { "\"table\": \"Loans\"", "\"table\": \"Lo.ans\"", "contract-name-not-alphanumeric", "$[1].table", "table:Lo.ans" },
  { "\"pk\": \"email\",", "\"pk\": \"email\", \"gsis\": [{\"name\": \"loans_by_book\", \"pk\": \"id\"}],", "contract-index-name-shared", "$[2].gsis[0]", "index:MemberEmails/loans_by_book" },
  { "\"source_column\": \"id\"\n      }", "\"source_column\": \"email\"\n      }", "contract-key-renamed", "$[0].attributes.id", "attribute:Members/id" },
  { "\"source_table\": \"members\"", "\"source_table\": \"people\"", "contract-source-table-unknown", "$[0].source_table", "table:Members" },
  { "\"source_column\": \"due\"", "\"source_column\": \"when\"", "contract-source-column-unknown", "$[1].attributes.due", "attribute:Loans/due" },
  { "\"sk\": \"book_id\",", "", "contract-key-not-unique", "$[1].pk", "table:Loans" },
  { "\"source_table\": \"loans\",\n    \"pk\"", "\"source_table\": \"members\",\n    \"pk\"", "contract-source-table-unmapped", "$", "source:loans" },
  { "\"source_column\": \"due\"", "\"source_column\": \"book_id\"", "contract-column-unmapped", "$[1]", "source:loans.due" },
  { "\"pk\": \"email\"", "\"pk\": \"id\"", "contract-unique-unkept", "$[0]", "source:members.email" },
  { "\"sk\": \"book_id\"", "\"sk\": \"due\"", "contract-key-nullable", "$[1].sk", "table:Loans" },
  { "\"name\": \"loans_by_book\"", "\"name\": \"loans_by_title\"", "contract-index-key-nullable", "$[1].gsis[0]", "index:Loans/loans_by_title" },
  { "\"type\": \"S\"", "\"type\": \"N\"", "contract-value-type", "$[0].attributes.email", "attribute:Members/email" },
  { "\"justification\": \"AP2 shows it \\\"as is\\\"\",", "", "contract-denormalized-incomplete", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"local_column\": \"member_id\",", "", "contract-denormalized-incomplete", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"denormalized\": true", "\"denormalized\": false", "contract-foreign-source", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"local_column\": \"member_id\"", "\"local_column\": \"who\"", "contract-join-unknown", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"source_column\": \"id\"\n        }", "\"source_column\": \"name\"\n        }", "contract-join-not-unique", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"attributes\": {\n      \"member_id\": {", "\"attributes\": {\n      \"again\": {\"type\": \"S\", \"source_table\": \"members\", \"source_column\": \"name\", \"denormalized\": true},\n      \"member_id\": {", "contract-join-twice", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "\"source_table\": \"members\",\n        \"source_column\": \"name\",\n        \"denormalized\"", "\"source_table\": \"loans\",\n        \"source_column\": \"due\",\n        \"denormalized\"", "contract-self-join", "$[1].attributes.member_name", "attribute:Loans/member_name" },
  { "AP10: Lend a book", "AP77: Lend a book", "contract-pattern-unknown", "$[1].satisfies[1]", "table:Loans" },
  { "AP10: Lend a book", "AP2", "contract-pattern-unserved", "$", "pattern:AP10" },
  { "\"AP3: Register member\"\n    ],\n    \"estimated_item_size_bytes\": 64", "],\n    \"estimated_item_size_bytes\": 64", "contract-nothing-asked", "$[2].satisfies", "table:MemberEmails" },
  { "AP10: Lend a book", "AP10: Lend it", "contract-promise-text", "$[1].satisfies[1]", "pattern:AP10" },
  { "\"table\": \"Loans\"", "\"table\": \"Lendings\"", "contract-table-differs", "$[1].table", "table:Lendings" },
  { "\"table\": \"Loans\"", "\"table\": \"Lendings\"", "contract-table-differs", "$", "table:Loans" },
  { "\"due\": {", "\"due_date\": {", "contract-attribute-differs", "$[1].attributes.due_date", "attribute:Loans/due_date" },
  { "\"due\": {", "\"due_date\": {", "contract-attribute-differs", "$[1]", "attribute:Loans/due" },
};

static char *
replace_once (const char *text,
              const char *from,
              const char *to)
{
  const char      *found = strstr (text, from);
  g_autofree char *before = NULL;

  g_assert_nonnull (found);
  before = g_strndup (text, found - text);
  return g_strconcat (before, to, found + strlen (from), NULL);
}

static void
test_changes (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autofree char *text = dup_sample_text (model);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *changed = replace_once (text, changes[i].from, changes[i].to);
      g_autoptr (GPtrArray) diagnostics = check_text (changed, model);
      TenonDiagnostic *diagnostic;

      g_test_message ("%s at %s", changes[i].code, changes[i].path);
      print_all (diagnostics);
      diagnostic = find (diagnostics, changes[i].code, changes[i].path);
      g_assert_nonnull (diagnostic);
      g_assert_cmpstr (diagnostic->subject, ==, changes[i].subject);
      g_assert_nonnull (diagnostic->remedy);
      if (strcmp (changes[i].path, "$") != 0)
        g_assert_cmpuint (diagnostic->line, >, 0);
    }
}

/* A design without a mistake gives notes alone: what the structure cannot say. */
static void
test_sound_design (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (GPtrArray) diagnostics = tenon_contract_check_design (model, model->design);

  print_all (diagnostics);
  g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_WARNING), ==, 0);
  g_assert_nonnull (find (diagnostics, "contract-silent-projection", "$[1].gsis[0]"));
  g_assert_nonnull (find (diagnostics, "contract-silent-sparse", "$[1].gsis[0]"));
  g_assert_nonnull (find (diagnostics, "contract-silent-transaction", "$[2].table"));
  g_assert_nonnull (find (diagnostics, "contract-number-key", "$"));
  g_assert_nonnull (find (diagnostics, "contract-template-columns", "$"));
}

static void
test_without_model (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autofree char *text = dup_sample_text (model);
  g_autofree char *silent = NULL;
  g_autoptr (GPtrArray) diagnostics = check_text (text, NULL);
  g_autoptr (GPtrArray) more = NULL;

  g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_WARNING), ==, 0);
  g_assert_nonnull (find (diagnostics, "contract-checks-left-out", "$"));
  silent = replace_once (text, "\"AP3: Register member\"\n    ],\n    \"estimated_item_size_bytes\": 64", "],\n    \"estimated_item_size_bytes\": 64");
  more = check_text (silent, NULL);
  g_assert_nonnull (find (more, "contract-satisfies-empty", "$[2].satisfies"));
}

static void
waive (TenonModel *model,
       const char *column)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "waive");
  TenonWaiver *waiver = g_object_new (TENON_TYPE_WAIVER, NULL);

  waiver->column = g_strdup (column);
  tenon_list_append_take (model->waivers, waiver);
  tenon_edit_commit (edit);
}

static void
test_waiver (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autofree char *text = dup_sample_text (model);
  g_autofree char *changed = replace_once (text, "\"source_column\": \"due\"", "\"source_column\": \"book_id\"");
  g_autoptr (GPtrArray) diagnostics = NULL;

  waive (model, "loans.due");
  diagnostics = check_text (changed, model);
  g_assert_null (find (diagnostics, "contract-column-unmapped", "$[1]"));
}

static void
test_unserved (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "unserved");
  TenonUnserved *unserved = g_object_new (TENON_TYPE_UNSERVED, NULL);
  TenonPattern  *pattern = tenon_pattern_new ("AP11");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  pattern->description = g_strdup ("Search everything");
  pattern->operation_type = TENON_OPERATION_READ;
  tenon_list_append_take (model->patterns, pattern);
  unserved->pattern_id = g_strdup ("AP11");
  unserved->alternative = g_strdup ("a search service");
  tenon_list_append_take (model->design->unserved, unserved);
  before = tenon_contract_check_design (model, model->design);
  g_assert_nonnull (strstr (find (before, "contract-pattern-unserved", "$")->remedy, "a search service"));
  g_object_set (unserved, "accepted", TRUE, NULL);
  after = tenon_contract_check_design (model, model->design);
  g_assert_null (find (after, "contract-pattern-unserved", "$"));
  tenon_edit_commit (edit);
}

/* A constraint of three columns needs a composed key: kept, and said to be beyond the structure. */
static void
test_composed_lookup (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "composed");
  TenonSourceTable *members = tenon_schema_find_table (model->schema, "members");
  TenonTable       *lookup = tenon_design_find_table (model->design, "MemberEmails");
  TenonKey         *key = tenon_list_get (members->unique_keys, 0);
  g_autoptr (GPtrArray) diagnostics = NULL;

  g_strfreev (key->columns);
  key->columns = g_strsplit ("email,name,photo", ",", -1);
  g_strfreev (lookup->unique_columns);
  lookup->unique_columns = g_strdupv (key->columns);
  diagnostics = tenon_contract_check_design (model, model->design);
  print_all (diagnostics);
  g_assert_null (find (diagnostics, "contract-unique-unkept", "$[0]"));
  g_assert_null (find (diagnostics, "contract-key-not-unique", "$[2].pk"));
  g_assert_nonnull (find (diagnostics, "contract-silent-key", "$[2].pk"));
  tenon_edit_commit (edit);
}

/* Answers the design's warning, as somebody would who lets the constraint go. */
static GPtrArray *
give_up (TenonModel       *model,
         TenonSourceTable *source,
         TenonKey         *key)
{
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", source->name, key->name);
  g_autoptr (TenonAcknowledgement) acknowledgement = g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", "unique-not-expressible", "subject", subject,
                                                                   "reason", "The application checks it.", NULL);

  tenon_list_append (model->acknowledgements, acknowledgement);
  return tenon_contract_check_design (model, model->design);
}

/* A generated column that joins three others keeps their constraint when it is the key of a lookup table. */
static void
test_generated_key (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "generated");
  TenonSourceTable *members = tenon_schema_find_table (model->schema, "members");
  TenonTable       *lookup = tenon_design_find_table (model->design, "MemberEmails");
  TenonKey         *key = tenon_list_get (members->unique_keys, 0);
  TenonColumn      *column;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) given_up = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_strfreev (key->columns);
  key->columns = g_strsplit ("email,name,photo", ",", -1);
  contract_sample_add_column (members, "who", "varchar(300)", FALSE);
  column = tenon_source_table_find_column (members, "who");
  column->generated = TENON_GENERATED_STORED;
  column->expression = g_strdup ("concat_ws('id', `email`, name, photo, id)");
  contract_sample_add_attribute (lookup, "who", TENON_ATTRIBUTE_S, "members", "who");
  g_object_set (lookup, "partition-key", "who", NULL);
  before = tenon_contract_check_design (model, model->design);
  /* No key of two columns can hold it: it is said, and the contract is none the worse for it. */
  g_assert_cmpint (find (before, "contract-unique-unkept", "$[0]")->severity, ==, TENON_SEVERITY_WARNING);
  given_up = give_up (model, members, key);
  g_assert_null (find (given_up, "contract-unique-unkept", "$[0]"));
  tenon_list_remove (model->acknowledgements, 0);
  g_free (column->expression);
  column->expression = g_strdup ("concat_ws('id', `email`, name, photo)");
  after = tenon_contract_check_design (model, model->design);
  g_assert_null (find (after, "contract-unique-unkept", "$[0]"));
  tenon_edit_commit (edit);
}

static void
test_limits (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "limits");
  TenonTable *table = tenon_design_find_table (model->design, "Members");
  g_autoptr (GPtrArray) diagnostics = NULL;

  for (guint i = 0; i < 21; i++)
    {
      TenonIndex *index = g_object_new (TENON_TYPE_INDEX, NULL);

      index->name = g_strdup_printf ("members_by_%u", i);
      index->partition_key = g_strdup ("name");
      tenon_list_append_take (table->indexes, index);
    }
  contract_sample_add_attribute (table, "name", TENON_ATTRIBUTE_S, "members", "name");
  diagnostics = tenon_contract_check_design (model, model->design);
  g_assert_nonnull (find (diagnostics, "contract-too-many-indexes", "$[0].gsis"));
  g_assert_cmpstr (find (diagnostics, "contract-attribute-twice", "$[0]")->subject, ==, "attribute:Members/name");
  tenon_edit_commit (edit);
}

/* The list of checks is the documentation: each has a code of its own, a title and one function. */
static void
test_list (void)
{
  g_autoptr (GPtrArray) checks = tenon_contract_list_checks ();
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (checks->len, >, 40);
  for (guint i = 0; i < checks->len; i++)
    {
      const TenonContractCheck *check = g_ptr_array_index (checks, i);

      g_assert_true (g_str_has_prefix (check->code, "contract-"));
      g_assert_true (g_hash_table_add (codes, (gpointer)check->code));
      g_assert_cmpuint (strlen (check->title), >, 10);
      g_assert_true ((check->check == NULL) != (check->check_table == NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_true (g_hash_table_contains (codes, changes[i].code));
}

/* The one published contract is in the object form. */
static void
test_corpus (void)
{
  const char      *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "artifacts", "modernizer", "stage-02", "migrationContract.json", NULL) : NULL;
  g_autoptr (TenonSource) source = path != NULL ? tenon_source_load (path, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) diagnostics = NULL;

  if (source == NULL)
    {
      g_test_skip ("no corpus");
      return;
    }
  diagnostics = tenon_contract_check_text (source, NULL);
  print_all (diagnostics);
  g_assert_nonnull (find (diagnostics, "contract-other-dialect", "$"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contract/checker/changes", test_changes);
  g_test_add_func ("/contract/checker/sound-design", test_sound_design);
  g_test_add_func ("/contract/checker/without-model", test_without_model);
  g_test_add_func ("/contract/checker/waiver", test_waiver);
  g_test_add_func ("/contract/checker/unserved", test_unserved);
  g_test_add_func ("/contract/checker/composed-lookup", test_composed_lookup);
  g_test_add_func ("/contract/checker/generated-key", test_generated_key);
  g_test_add_func ("/contract/checker/limits", test_limits);
  g_test_add_func ("/contract/checker/list", test_list);
  g_test_add_func ("/contract/checker/corpus", test_corpus);
  return g_test_run ();
}
