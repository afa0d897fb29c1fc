/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of the contract, byte for byte. */

#include "contract-sample.h"
#include "contract/tenon-contract-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_golden (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, model->design);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "contract", "library.json", NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("TENON_UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, contract->text, -1, NULL);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contract->text, ==, expected);
}

static void
test_empty (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, model->design);

  g_assert_cmpstr (contract->text, ==, "[]\n");
  g_assert_cmpuint (contract->spans->len, ==, 0);
}

static char *
dup_lines (const char *text,
           guint       first,
           guint       last)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) s = g_string_new (NULL);

  g_assert_cmpuint (last, <, g_strv_length (lines));
  for (guint i = first; i <= last; i++)
    g_string_append_printf (s, "%s\n", lines[i - 1]);
  return g_string_free (g_steal_pointer (&s), FALSE);
}

static void
test_spans (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, model->design);
  const TenonContractSpan *span;
  g_autofree char         *lines = NULL;
  g_autofree char         *table = NULL;
  g_autofree char         *alone = NULL;

  span = tenon_contract_text_find (contract, "index:Loans/loans_by_book");
  g_assert_nonnull (span);
  g_assert_cmpstr (span->path, ==, "$[1].gsis[0]");
  lines = dup_lines (contract->text, span->line, span->last_line);
  g_assert_cmpstr (lines, ==,
                   "      {\n"
                   "        \"name\": \"loans_by_book\",\n"
                   "        \"pk\": \"book_id\",\n"
                   "        \"sk\": \"due\"\n"
                   "      }\n");
  span = tenon_contract_text_find_path (contract, "$[2].attributes.email");
  g_assert_nonnull (span);
  g_assert_cmpstr (span->subject, ==, "attribute:MemberEmails/email");
  span = tenon_contract_text_find (contract, "table:Members");
  table = dup_lines (contract->text, span->line, span->last_line);
  alone = tenon_contract_write_table (model, tenon_design_find_table (model->design, "Members"));
  g_assert_true (g_str_has_prefix (table, alone));
}

static void
assert_same_spans (TenonContractText *a,
                   TenonContractText *b)
{
  g_assert_cmpuint (a->spans->len, ==, b->spans->len);
  for (guint i = 0; i < a->spans->len; i++)
    {
      const TenonContractSpan *x = g_ptr_array_index (a->spans, i);
      const TenonContractSpan *y = g_ptr_array_index (b->spans, i);

      g_assert_cmpstr (x->subject, ==, y->subject);
      g_assert_cmpstr (x->path, ==, y->path);
      g_assert_cmpuint (x->line, ==, y->line);
      g_assert_cmpuint (x->last_line, ==, y->last_line);
    }
}

static void
change_something (TenonModel         *model,
                  TenonContractCache *cache,
                  GRand              *rand)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "change");
  guint       n = tenon_list_get_length (model->design->tables);
  guint       position = g_rand_int_range (rand, 0, n);
  TenonTable *table = tenon_list_get (model->design->tables, position);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_object_set (table, "sort-key", g_rand_boolean (rand) ? "c2" : NULL, NULL);
      break;
    case 1:
      if (tenon_list_get_length (table->attributes) > 0)
        tenon_list_remove (table->attributes, 0);
      break;
    case 2:
      if (n > 1)
        tenon_list_remove (model->design->tables, position);
      break;
    default:
      g_object_set (table, "name", "Renamed", NULL);
    }
  tenon_contract_cache_forget (cache, table);
  tenon_edit_commit (edit);
}

/* Whatever is changed in whatever order, the cached text is the text of a full write. */
static void
test_incremental (void)
{
  for (guint32 seed = 1; seed <= 8; seed++)
    {
      g_autoptr (TenonModel) model = contract_sample_new_random (seed, 12);
      g_autoptr (TenonContractCache) cache = tenon_contract_cache_new ();
      GRand *rand = g_rand_new_with_seed (seed);

      for (guint i = 0; i < 20; i++)
        {
          g_autoptr (TenonContractText) cached = tenon_contract_cache_write (cache, model, model->design);
          g_autoptr (TenonContractText) full = tenon_contract_write (model, model->design);

          g_assert_cmpstr (cached->text, ==, full->text);
          assert_same_spans (cached, full);
          change_something (model, cache, rand);
        }
      g_rand_free (rand);
    }
}

/* An independent reader takes what is written, and finds the keys in front. */
static void
test_valid_json (void)
{
  g_autoptr (TenonModel) model = contract_sample_new_random (99, 30);
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, model->design);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *array;

  json_parser_load_from_data (parser, contract->text, -1, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (array), ==, 30);
  for (guint i = 0; i < 30; i++)
    {
      JsonObject *table = json_array_get_object_element (array, i);
      g_autoptr (GList) members = json_object_get_members (json_object_get_object_member (table, "attributes"));
      TenonTable *design = tenon_list_get (model->design->tables, i);

      g_assert_cmpuint (g_list_length (members), ==, tenon_list_get_length (design->attributes));
      if (tenon_table_find_attribute (design, "c0") != NULL)
        g_assert_cmpstr (members->data, ==, "c0");
    }
  g_assert_null (strstr (contract->text, "null"));
  g_assert_null (strstr (contract->text, "false"));
}

static void
test_satisfies (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (GPtrArray) loans = tenon_contract_list_satisfies (model, model->design, tenon_design_find_table (model->design, "Loans"));
  g_autoptr (GPtrArray) lookup = tenon_contract_list_satisfies (model, model->design, tenon_design_find_table (model->design, "MemberEmails"));

  /* Natural order, each pattern once. */
  g_assert_cmpuint (loans->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (loans, 0), ==, "AP2: List a member's loans");
  g_assert_cmpstr (g_ptr_array_index (loans, 1), ==, "AP10: Lend a book");
  /* Registering writes the lookup item; renaming does not touch the constraint, reading does not either. */
  g_assert_cmpuint (lookup->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (lookup, 0), ==, "AP3: Register member");
}

/* A design that is not the model's own yet, as a proposal is, is written just the same. */
static void
test_proposal (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonDesign) proposal = tenon_record_copy (model->design);
  g_autoptr (TenonContractText) own = tenon_contract_write (model, model->design);
  g_autoptr (TenonContractText) proposed = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "clear");

  tenon_list_clear (model->design->tables);
  proposed = tenon_contract_write (model, proposal);
  g_assert_cmpstr (proposed->text, ==, own->text);
  tenon_edit_commit (edit);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contract/writer/golden", test_golden);
  g_test_add_func ("/contract/writer/empty", test_empty);
  g_test_add_func ("/contract/writer/spans", test_spans);
  g_test_add_func ("/contract/writer/incremental", test_incremental);
  g_test_add_func ("/contract/writer/valid-json", test_valid_json);
  g_test_add_func ("/contract/writer/satisfies", test_satisfies);
  g_test_add_func ("/contract/writer/proposal", test_proposal);
  return g_test_run ();
}
