/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 01_1, endpoint tables, CSV and OpenAPI: the patterns they name and what their words ask for. */

#include "artifact-test.h"
#include "artifact/tenon-api-document.h"
#include "artifact/tenon-structure-document.h"

static TenonSchema *
read_library (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_3.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  return tenon_structure_document_read (source, diagnostics);
}

static void
assert_round_trip (GPtrArray   *patterns,
                   TenonSchema *schema)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (TenonSource) source = NULL;
  g_autofree char *text = NULL;

  model->schema = g_object_ref (schema);
  for (guint i = 0; i < patterns->len; i++)
    tenon_list_append_take (model->patterns, tenon_record_copy (g_ptr_array_index (patterns, i)));
  tenon_edit_commit (edit);
  text = tenon_api_document_write (model);
  source = tenon_source_new_text ("again.md", text);
  again = tenon_api_document_read (source, schema, diagnostics);
  g_assert_cmpuint (again->len, ==, patterns->len);
  for (guint i = 0; i < again->len; i++)
    {
      g_autoptr (TenonPattern) before = tenon_record_copy (g_ptr_array_index (patterns, i));

      before->is_draft = FALSE;
      forget_places (G_OBJECT (before));
      forget_places (g_ptr_array_index (again, i));
      assert_same_json (before, g_ptr_array_index (again, i));
    }
  g_assert_nonnull (strstr (text, "These patterns represent ALL access patterns that must be supported in the DynamoDB design"));
  g_assert_null (find_diagnostic (diagnostics, "api-count"));
}

/* What the exact sentence says of the write stays with the pattern. */
static void
test_upsert (void)
{
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (TenonSource) source = tenon_source_new_text ("api.md", "# API\n\n## Endpoints\n\n| Method | Endpoint | Auth | Data Access Pattern |\n|---|---|---|---|\n"
                                                                    "| POST | `/api/loans` | ✅ | Create/update loan by member_id + book_id |\n\n## Patterns\n\n"
                                                                    "- **AP1**: Renew a loan (POST /api/loans)\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);

  g_assert_cmpuint (patterns->len, ==, 1);
  g_assert_nonnull (strstr (((TenonPattern *)g_ptr_array_index (patterns, 0))->key_requirements, "create or update"));
}

static void
test_enumerated (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_1.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);
  TenonPattern *pattern;

  g_assert_cmpuint (patterns->len, ==, 9);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpstr (pattern->pattern_id, ==, "AP1");
  g_assert_cmpstr (pattern->description, ==, "Register a member");
  g_assert_cmpstr (pattern->endpoint, ==, "POST /api/members");
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_WRITE);
  g_assert_cmpstr (pattern->file, ==, "library-01_1.md");
  g_assert_cmpint (pattern->line, ==, 34);
  g_assert_null (pattern->rps_peak);
  pattern = g_ptr_array_index (patterns, 1);
  assert_strv (pattern->equality, "members.id");
  g_assert_false (pattern->is_list);
  g_assert_cmpstr (pattern->key_requirements, ==, "authenticated; owner validation");
  g_assert_cmpint (((TenonPattern *)g_ptr_array_index (patterns, 2))->operation_type, ==, TENON_OPERATION_NONE);
  pattern = g_ptr_array_index (patterns, 3);
  assert_strv (pattern->search, "books.title, books.description");
  g_assert_true (pattern->is_list);
  g_assert_cmpint (((TenonPattern *)g_ptr_array_index (patterns, 4))->operation_type, ==, TENON_OPERATION_NONE);
  pattern = g_ptr_array_index (patterns, 5);
  assert_strv (pattern->equality, "loans.member_id");
  assert_strv (pattern->entities_involved, "loans");
  g_assert_true (pattern->is_list);
  pattern = g_ptr_array_index (patterns, 6);
  assert_strv (pattern->equality, "loans.member_id, loans.book_id");
  g_assert_true (((TenonPattern *)g_ptr_array_index (patterns, 7))->is_aggregate);
  pattern = g_ptr_array_index (patterns, 8);
  g_assert_cmpstr (pattern->pattern_id, ==, "AP9");
  g_assert_true (pattern->is_draft);
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-count")->line, ==, 38);
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-endpoint-unlisted")->line, ==, 29);
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-duplicate-id")->line, ==, 49);
  assert_round_trip (patterns, schema);
}

static void
test_csv (void)
{
  g_autoptr (TenonSource) source = load_golden ("library.csv");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);
  TenonPattern *pattern;

  g_assert_cmpuint (patterns->len, ==, 3);
  pattern = g_ptr_array_index (patterns, 0);
  g_assert_cmpstr (pattern->description, ==, "Query member by ID, with all columns");
  assert_strv (pattern->equality, "members.id");
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-row-empty")->line, ==, 4);
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-no-words")->line, ==, 5);
  assert_round_trip (patterns, schema);
}

static void
test_without_schema (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("api.md", "| Method | Endpoint | Data Access Pattern |\n|---|---|---|\n| GET | `/api/v2/users/:id` | Query user by ID |\n| GET | `/api/v2/users/:id` | Query user by ID \\| name |\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);
  TenonPattern *pattern = g_ptr_array_index (patterns, 0);

  g_assert_cmpuint (patterns->len, ==, 2);
  assert_strv (pattern->entities_involved, "users");
  g_assert_null (pattern->equality);
  g_assert_cmpstr (pattern->data_access, ==, "Query user by ID");
  g_assert_cmpstr (((TenonPattern *)g_ptr_array_index (patterns, 1))->description, ==, "Query user by ID | name");
  g_assert_nonnull (find_diagnostic (diagnostics, "api-duplicate-endpoint"));
}

static void
test_odd_words_round_trip (void)
{
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func (g_object_unref);
  static const char *const descriptions[] = { "Has | a pipe", "Two\nlines & <br> more", "Ends (GET /like/this)", "`code` and **bold**", "", "No address (GET /like/this)" };

  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      TenonPattern    *pattern = tenon_pattern_new (id);

      pattern->description = g_strdup (descriptions[i]);
      pattern->endpoint = i % 2 == 0 ? g_strdup_printf ("GET /api/x/%u", i) : NULL;
      pattern->operation_type = (TenonOperationType)i;
      pattern->entities_involved = g_strsplit ("loans,books", ",", -1);
      pattern->range = g_strdup ("loans.lent_at");
      pattern->data_access = i % 3 > 0 && *descriptions[i] != '\0' ? g_strdup (descriptions[i]) : NULL;
      pattern->page_size = i;
      pattern->is_list = i % 2;
      g_ptr_array_add (patterns, pattern);
    }
  assert_round_trip (patterns, schema);
}

/* White space around the address in a heading belongs to no endpoint. */
static void
test_blank_in_prefix (void)
{
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (TenonSource) source = tenon_source_new_text ("api.md", "# API\n\n## Endpoints\n\n### Loans (`/api/ then /, `)\n\n| Method | Endpoint | Auth | Data Access Pattern |\n|---|---|---|---|\n"
                                                                    "| GET | `/` | ✅ | Query loans by member_id |\n| POST | `/new` | ✅ | Create loan |\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);

  g_assert_cmpuint (patterns->len, ==, 2);
  g_assert_cmpstr (((TenonPattern *)g_ptr_array_index (patterns, 0))->endpoint, ==, "GET /api/ then /,");
  assert_round_trip (patterns, schema);
}

static void
test_openapi (void)
{
  static const char *const texts[] = {
    "openapi: 3.0.0\nservers:\n  - url: https://x.example/api\npaths:\n  /members/{id}:\n    get:\n      summary: Get a member by ID\n    delete:\n      operationId: deleteMember\n",
    "{\"swagger\": \"2.0\", \"basePath\": \"/api\", \"paths\": {\"/members/{id}\": {\"get\": {\"summary\": \"Get a member by ID\"}, \"delete\": {\"operationId\": \"deleteMember\"}}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TenonSource) source = tenon_source_new_text ("x", texts[i]);
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (TenonSchema) schema = read_library ();
      g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);
      TenonPattern *pattern = g_ptr_array_index (patterns, 0);

      g_assert_cmpuint (diagnostics->len, ==, 0);
      g_assert_cmpuint (patterns->len, ==, 2);
      g_assert_cmpstr (pattern->endpoint, ==, "GET /api/members/{id}");
      assert_strv (pattern->equality, "members.id");
      pattern = g_ptr_array_index (patterns, 1);
      g_assert_cmpstr (pattern->description, ==, "Delete member");
      g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_DELETE);
    }
}

static void
test_other_enumerations (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("x.md", "# Patterns\n\n1. **AP1:** Get a member (GET /members/:id)\n2. AP2 - Make a loan (POST /loans)\n3. **AP3a** Search books\n\n- **S3**: holds covers\n- **Q1**: Get books (`GET /books`)\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);
  static const char *const expected[][2] = { { "AP1", "Get a member" }, { "AP2", "Make a loan" }, { "AP3a", "Search books" }, { "Q1", "Get books" } };

  g_assert_cmpuint (patterns->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern *pattern = g_ptr_array_index (patterns, i);

      g_assert_cmpstr (pattern->pattern_id, ==, expected[i][0]);
      g_assert_cmpstr (pattern->description, ==, expected[i][1]);
    }
}

/* Without words about data, the address says which table it is, and the query string what narrows it. */
static void
test_openapi_addresses (void)
{
  static const char text[] = "openapi: 3.0.0\npaths:\n  /members/{id}/loans:\n    get:\n      summary: The books a member has\n      parameters:\n        - name: lentAt\n          in: query\n        - name: X-Trace\n          in: header\n  /books:\n    get:\n      summary: Everything there is\n";
  g_autoptr (TenonSource) source = tenon_source_new_text ("x", text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);
  TenonPattern *pattern = g_ptr_array_index (patterns, 0);

  g_assert_cmpstr (pattern->entities_involved[0], ==, "loans");
  assert_strv (pattern->equality, "loans.member_id");
  assert_strv (pattern->filters, "loans.lent_at");
  g_assert_true (pattern->is_list);
  pattern = g_ptr_array_index (patterns, 1);
  assert_strv (pattern->entities_involved, "books");
  g_assert_true (pattern->is_list);
}

static void
test_broken (void)
{
  static const char *const texts[] = { "", "Error: no such file\n", "# Empty\n", "openapi: 3\npaths: [\n", "{\"openapi\": 3, \"paths\": {\"/x\": 5}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TenonSource) source = tenon_source_new_text ("x", texts[i]);
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);

      g_assert_cmpuint (patterns->len, ==, 0);
      g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_ERROR), >, 0);
    }
}

static void
test_corpus (void)
{
  g_autoptr (TenonSource) source = load_corpus ("artifacts/modernizer/stage-01/01_1_API_access_patterns.md");
  g_autoptr (TenonSource) structure = load_corpus ("artifacts/modernizer/stage-01/01_3_table_structure_analysis.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (GPtrArray) patterns = NULL;

  if (source == NULL || structure == NULL)
    return;
  schema = tenon_structure_document_read (structure, diagnostics);
  patterns = tenon_api_document_read (source, schema, diagnostics);
  g_assert_cmpuint (patterns->len, ==, 48);
  for (guint i = 0; i < patterns->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      TenonPattern    *pattern = g_ptr_array_index (patterns, i);

      g_assert_cmpstr (pattern->pattern_id, ==, id);
      g_assert_true (!tenon_pattern_touches_database (pattern) || pattern->entities_involved != NULL);
    }
  g_assert_cmpuint (find_diagnostic (diagnostics, "api-count")->line, ==, 145);
  g_assert_cmpstr (find_diagnostic (diagnostics, "api-duplicate-pattern")->subject, ==, "pattern:AP45");
  assert_round_trip (patterns, schema);
}

/* In a code span an asterisk is one: a wildcard belongs to an address, in a table, in a heading and in a list. */
static void
test_wildcard (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("api.md", "## Enumerated Access Patterns\n\n- **AP1**: Get a file (GET /*/files/*path)\n- **AP2**: Get a page (GET /pages/*)\n\n| Method | Endpoint | Auth Required | Data Access Pattern |\n|---|---|---|---|\n| GET | `/pages/*` | ✅ (C:\\\\) [x] \\*y\\* | Query pages |\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);

  g_assert_cmpuint (patterns->len, ==, 2);
  g_assert_cmpstr (((TenonPattern *)g_ptr_array_index (patterns, 0))->endpoint, ==, "GET /*/files/*path");
  assert_round_trip (patterns, schema);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/api/enumerated", test_enumerated);
  g_test_add_func ("/artifact/api/upsert", test_upsert);
  g_test_add_func ("/artifact/api/csv", test_csv);
  g_test_add_func ("/artifact/api/without-schema", test_without_schema);
  g_test_add_func ("/artifact/api/odd-words-round-trip", test_odd_words_round_trip);
  g_test_add_func ("/artifact/api/blank-in-prefix", test_blank_in_prefix);
  g_test_add_func ("/artifact/api/openapi", test_openapi);
  g_test_add_func ("/artifact/api/openapi-addresses", test_openapi_addresses);
  g_test_add_func ("/artifact/api/other-enumerations", test_other_enumerations);
  g_test_add_func ("/artifact/api/wildcard", test_wildcard);
  g_test_add_func ("/artifact/api/broken", test_broken);
  g_test_add_func ("/artifact/api/corpus", test_corpus);
  return g_test_run ();
}
