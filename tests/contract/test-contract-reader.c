/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text read as a contract: what is right is read, what is wrong is named with its place. */

#include "contract-sample.h"
#include "contract/tenon-contract-reader.h"
#include "contract/tenon-contract-writer.h"

#include <string.h>

static TenonContract *
read_text (const char *text,
           GPtrArray  *diagnostics)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("contract.json", text);

  return tenon_contract_read (source, diagnostics);
}

static TenonDiagnostic *
find_code (GPtrArray  *diagnostics,
           const char *code)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (strcmp (diagnostic->code, code) == 0)
        return diagnostic;
    }
  return NULL;
}

static void
test_round_trip (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (TenonContractText) text = tenon_contract_write (model, model->design);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = read_text (text->text, diagnostics);
  TenonContractTable     *loans;
  TenonContractAttribute *name;

  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_cmpint (contract->form, ==, TENON_CONTRACT_EXACT);
  g_assert_cmpuint (contract->tables->len, ==, 3);
  loans = tenon_contract_find_table (contract, "Loans");
  g_assert_cmpstr (loans->pk, ==, "member_id");
  g_assert_cmpstr (loans->sk, ==, "book_id");
  g_assert_cmpfloat (loans->item_size, ==, 96);
  g_assert_cmpuint (loans->indexes->len, ==, 1);
  g_assert_cmpstr (((TenonContractPromise *)g_ptr_array_index (loans->satisfies, 1))->pattern_id, ==, "AP10");
  name = tenon_contract_table_find_attribute (loans, "member_name");
  g_assert_true (name->denormalized);
  g_assert_cmpstr (name->justification, ==, "AP2 shows it \"as is\"");
  g_assert_cmpstr (name->join_source_column, ==, "id");
  /* Every place the writer noted is where the reader finds it. */
  for (guint i = 0; i < contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (contract->tables, i);

      g_assert_cmpuint (tenon_contract_text_find_path (text, table->place.path)->line, ==, table->place.line);
      for (guint j = 0; j < table->attributes->len; j++)
        {
          TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, j);

          g_assert_cmpuint (tenon_contract_text_find_path (text, attribute->place.path)->line, ==, attribute->place.line);
        }
    }
}

static const struct
{
  const char *text;
  const char *code;
  guint       line;
  guint       column;
  const char *path;
} mistakes[] = {
  { "", "contract-json-empty", 1, 1, "$" },
  { " \n", "contract-json-empty", 1, 1, "$" },
  { "[\n  // a comment\n]", "contract-json-comment", 2, 3, "$" },
  { "[ /* never closed", "contract-json-comment", 1, 3, "$" },
  { "[\n  1,\n]", "contract-json-trailing-comma", 2, 4, "$" },
  { "[{\"a\": 1,}]", "contract-json-trailing-comma", 1, 9, "$[0]" },
  { "[{\"a\": 1 \"b\": 2}]", "contract-json-comma", 1, 10, "$[0]" },
  { "[{\"a\" 1}]", "contract-json-colon", 1, 7, "$[0].a" },
  { "[{\"a\": 1, \"a\": 2}]", "contract-json-duplicate", 1, 11, "$[0].a" },
  { "[{a: 1}]", "contract-json-name", 1, 3, "$[0]" },
  { "[{: 1}]", "contract-json-name", 1, 3, "$[0]" },
  { "[{'a': 1}]", "contract-json-quote", 1, 3, "$[0]" },
  { "['a']", "contract-json-quote", 1, 2, "$[0]" },
  { "[\"a]", "contract-json-string", 1, 2, "$[0]" },
  { "[\"a\n\"]", "contract-json-string", 1, 2, "$[0]" },
  { "[\"\\q\"]", "contract-json-escape", 1, 3, "$[0]" },
  { "[\"\\u12\"]", "contract-json-escape", 1, 3, "$[0]" },
  { "[\"\\ud800\"]", "contract-json-escape", 1, 3, "$[0]" },
  { "[\"\\u0000\"]", "contract-json-escape", 1, 3, "$[0]" },
  { "[\"a\tb\"]", "contract-json-control", 1, 4, "$[0]" },
  { "[\"a\xff\"]", "contract-json-utf8", 1, 2, "$[0]" },
  { "[01]", "contract-json-number", 1, 2, "$[0]" },
  { "[1.]", "contract-json-number", 1, 2, "$[0]" },
  { "[1e999]", "contract-json-number", 1, 2, "$[0]" },
  { "[True]", "contract-json-word", 1, 2, "$[0]" },
  { "[1, ?]", "contract-json-value", 1, 5, "$[1]" },
  { "[{\"a\": 1]", "contract-json-bracket", 1, 9, "$[0]" },
  { "[{\"a\":", "contract-json-end", 1, 7, "$[0]" },
  { "[] []", "contract-json-rest", 1, 4, "$" },
  { "3", "contract-root", 1, 1, "$" },
  { "{}", "contract-root", 1, 1, "$" },
  { "[7]", "contract-member-kind", 1, 2, "$[0]" },
  { "[{\"sk\": null}]", "contract-member-kind", 1, 9, "$[0].sk" },
  { "[{\"gsis\": [\"a\"]}]", "contract-member-kind", 1, 12, "$[0].gsis[0]" },
  { "[{\"satisfies\": [1]}]", "contract-member-kind", 1, 17, "$[0].satisfies[0]" },
  { "[{\"attributes\": {\"order-id\": 1}}]", "contract-member-kind", 1, 30, "$[0].attributes['order-id']" },
  { "[{\"colour\": 1}]", "contract-unknown-member", 1, 13, "$[0].colour" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (TenonContract) contract = read_text (mistakes[i].text, diagnostics);
      TenonDiagnostic *diagnostic = find_code (diagnostics, mistakes[i].code);

      g_test_message ("%u: %s", i, mistakes[i].code);
      g_assert_nonnull (contract);
      g_assert_nonnull (diagnostic);
      g_assert_cmpuint (diagnostic->line, ==, mistakes[i].line);
      g_assert_cmpuint (diagnostic->column, ==, mistakes[i].column);
      g_assert_cmpstr (diagnostic->path, ==, mistakes[i].path);
    }
}

/* A file with every kind of mistake is still read. */
static void
test_reading_goes_on (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = read_text ("[ // the orders\n"
                                                  "  {\n"
                                                  "    table: 'Orders',\n"
                                                  "    \"type\": \"Table\"\n"
                                                  "    \"pk\": \"id\",\n"
                                                  "    \"attributes\": { \"id\": { \"type\": \"S\", }, },\n"
                                                  "    \"estimated_item_size_bytes\": 020,\n"
                                                  "  },\n"
                                                  "]\n",
                                                  diagnostics);
  TenonContractTable *table;

  g_assert_cmpuint (contract->tables->len, ==, 1);
  table = g_ptr_array_index (contract->tables, 0);
  g_assert_cmpstr (table->table, ==, "Orders");
  g_assert_cmpstr (table->pk, ==, "id");
  g_assert_cmpstr (((TenonContractAttribute *)g_ptr_array_index (table->attributes, 0))->type, ==, "S");
  g_assert_cmpfloat (table->item_size, ==, 20);
  g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_ERROR), ==, 9);
}

static void
test_escapes (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = read_text ("\xef\xbb\xbf[{\"table\": \"\\u00fc\\ud83d\\ude00\\n\\\"\"}]\r\n", diagnostics);

  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_cmpstr (((TenonContractTable *)g_ptr_array_index (contract->tables, 0))->table, ==, "ü😀\n\"");
}

static void
test_object_form (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = read_text ("{ \"tables\": [ {\n"
                                                  "  \"table\": \"T\", \"type\": \"single-entity\", \"sk\": null,\n"
                                                  "  \"gsis\": [ { \"index_name\": \"I\", \"projection\": \"ALL\" } ],\n"
                                                  "  \"attributes\": [ { \"name\": \"a\", \"type\": \"BOOL\" },\n"
                                                  "    { \"name\": \"b\", \"type\": \"SS\", \"join\": { \"type\": \"self-join\" } } ] } ] }\n",
                                                  diagnostics);
  TenonDiagnostic *types;

  g_assert_cmpint (contract->form, ==, TENON_CONTRACT_OBJECT);
  g_assert_cmpuint (contract->tables->len, ==, 0);
  g_assert_nonnull (find_code (diagnostics, "contract-other-dialect"));
  g_assert_nonnull (find_code (diagnostics, "contract-dialect-type"));
  g_assert_nonnull (find_code (diagnostics, "contract-dialect-index-name"));
  g_assert_nonnull (find_code (diagnostics, "contract-dialect-attributes"));
  g_assert_nonnull (find_code (diagnostics, "contract-dialect-join"));
  types = find_code (diagnostics, "contract-dialect-attribute-type");
  g_assert_cmpstr (types->path, ==, "$.tables[0].attributes[0].type");
  g_assert_nonnull (strstr (types->message, "2 times"));
  g_assert_null (find_code (diagnostics, "contract-dialect-entities"));
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = NULL;

  for (guint i = 0; i < 500000; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  contract = read_text (text->str, diagnostics);
  g_assert_nonnull (find_code (diagnostics, "contract-json-depth"));
}

static void
test_noise_ends (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "? } : ");
  contract = read_text (text->str, diagnostics);
  g_assert_nonnull (contract);
  g_assert_cmpuint (diagnostics->len, <, 150);
}

static void
test_many_members (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"attributes\": {");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "\"a%u\": {}, ", i);
  g_string_append (text, "\"a7\": {}}}]");
  contract = read_text (text->str, diagnostics);
  g_assert_cmpuint (((TenonContractTable *)g_ptr_array_index (contract->tables, 0))->attributes->len, ==, 20000);
  g_assert_cmpstr (find_code (diagnostics, "contract-json-duplicate")->path, ==, "$[0].attributes.a7");
}

static void
test_binary (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[\0\0\1]", 5);
  g_autoptr (TenonSource) source = tenon_source_new ("x.json", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = tenon_contract_read (source, diagnostics);

  g_assert_cmpuint (diagnostics->len, ==, 1);
  g_assert_nonnull (find_code (diagnostics, "contract-json-binary"));
  g_assert_cmpint (contract->form, ==, TENON_CONTRACT_UNREADABLE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contract/reader/round-trip", test_round_trip);
  g_test_add_func ("/contract/reader/mistakes", test_mistakes);
  g_test_add_func ("/contract/reader/reading-goes-on", test_reading_goes_on);
  g_test_add_func ("/contract/reader/escapes", test_escapes);
  g_test_add_func ("/contract/reader/object-form", test_object_form);
  g_test_add_func ("/contract/reader/depth", test_depth);
  g_test_add_func ("/contract/reader/noise-ends", test_noise_ends);
  g_test_add_func ("/contract/reader/many-members", test_many_members);
  g_test_add_func ("/contract/reader/binary", test_binary);
  return g_test_run ();
}
