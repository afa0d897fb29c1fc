/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places, numbers, names and JSON text. */

#include "base/tenon-diagnostic.h"
#include "base/tenon-json-writer.h"
#include "base/tenon-source.h"
#include "base/tenon-text.h"

static void
test_locate (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("a.sql", "\xef\xbb\xbf"
                                                                   "one\r\ntwo\n\nfour");
  guint line, column;

  g_assert_true (tenon_source_has_bom (source));
  tenon_source_locate (source, 0, &line, &column);
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 1);
  tenon_source_locate (source, 6, &line, &column);
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (column, ==, 2);
  tenon_source_locate (source, 10, &line, &column);
  g_assert_cmpuint (line, ==, 4);
  g_assert_cmpuint (column, ==, 1);
}

static void
test_empty_source (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("empty", "");
  guint line, column;
  gsize length;

  g_assert_nonnull (tenon_source_get_text (source, &length));
  g_assert_cmpuint (length, ==, 0);
  tenon_source_locate (source, 0, &line, &column);
  g_assert_cmpuint (line, ==, 1);
  g_assert_false (tenon_source_is_binary (source));
}

static void
test_load_refuses_devices (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tenon_source_load ("/dev/zero", NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

static void
test_numbers (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 0.06, "0.06" },
    { 12.5, "12.5" },
    { 1200, "1,200" },
    { 1234567, "1,234,567" },
    { 0.0005, "0.0005" },
    { 999.999, "999.999" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tenon_format_number (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_money_and_rates (void)
{
  g_autofree char *money = tenon_format_money (1234.565);
  g_autofree char *rate = tenon_format_rate (1200, FALSE);
  g_autofree char *least = tenon_format_rate (0.06, TRUE);
  g_autofree char *size = tenon_format_bytes (1536);

  g_assert_true (g_str_equal (money, "$1,234.56") || g_str_equal (money, "$1,234.57"));
  g_assert_cmpstr (rate, ==, "1,200/s");
  g_assert_cmpstr (least, ==, "at least 0.06/s");
  g_assert_cmpstr (size, ==, "1.5 KB");
}

static void
test_parse_number (void)
{
  double      value = -1;
  const char *end;

  g_assert_true (tenon_parse_number ("6,974 queries", &value, &end));
  g_assert_cmpfloat (value, ==, 6974);
  g_assert_cmpstr (end, ==, " queries");
  g_assert_true (tenon_parse_number ("0.060 RPS", &value, NULL));
  g_assert_cmpfloat (value, ==, 0.06);
  g_assert_true (tenon_parse_number ("500/200", &value, &end));
  g_assert_cmpstr (end, ==, "/200");
  g_assert_true (tenon_parse_number ("3,4", &value, &end));
  g_assert_cmpstr (end, ==, ",4");
  g_assert_false (tenon_parse_number ("TBD", &value, NULL));
  g_assert_false (tenon_parse_number ("-4", &value, NULL));
}

static void
test_names (void)
{
  static const struct
  {
    const char *plural;
    const char *singular;
  } words[] = {
    { "orders", "order" },
    { "categories", "category" },
    { "order_items", "order_item" },
    { "addresses", "address" },
    { "statuses", "status" },
    { "warehouses", "warehouse" },
    { "people", "person" },
    { "boxes", "box" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *singular = tenon_name_singular (words[i].plural);
      g_autofree char *plural = tenon_name_plural (words[i].singular);

      g_assert_cmpstr (singular, ==, words[i].singular);
      g_assert_cmpstr (plural, ==, words[i].plural);
    }
  g_assert_true (tenon_names_agree ("Order Items", "order_item"));
  g_assert_true (tenon_names_agree ("OrderItems", "order_items"));
  g_assert_false (tenon_names_agree ("orders", "order_items"));
  g_assert_cmpint (tenon_compare_natural ("AP2", "AP10"), <, 0);
  g_assert_cmpint (tenon_compare_natural ("AP10", "AP10"), ==, 0);
}

static void
test_json (void)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "name", "a \"b\"\n\x01 ü");
  tenon_json_writer_name (writer, "empty");
  tenon_json_writer_begin_array (writer);
  tenon_json_writer_end_array (writer);
  tenon_json_writer_name (writer, "flat");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < 2; i++)
    {
      tenon_json_writer_begin_flat (writer);
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_int (writer, "x", i);
      tenon_json_writer_member_double (writer, "y", 0.1);
      tenon_json_writer_end_object (writer);
      tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"name\": \"a \\\"b\\\"\\n\\u0001 ü\",\n"
                   "  \"empty\": [],\n"
                   "  \"flat\": [\n"
                   "    {\"x\": 0, \"y\": 0.1},\n"
                   "    {\"x\": 1, \"y\": 0.1}\n"
                   "  ]\n"
                   "}\n");
}

static void
test_json_invalid_utf8 (void)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (0);
  g_autofree char *text = NULL;

  tenon_json_writer_string (writer, "caf\xe9");
  text = tenon_json_writer_finish (writer);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "\"caf"));
}

static void
test_diagnostic_line (void)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  TenonDiagnostic *diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "ddl-unknown", "a.sql", 3, 7, "“%s” is unknown.", "FOO");
  g_autofree char *line = NULL;

  tenon_diagnostic_set_remedy (diagnostic, "Remove it.");
  line = tenon_diagnostic_to_string (diagnostic);
  g_assert_cmpstr (line, ==, "a.sql:3:7: error: “FOO” is unknown. Remove it. [ddl-unknown]");
  g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_WARNING), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/source/locate", test_locate);
  g_test_add_func ("/base/source/empty", test_empty_source);
  g_test_add_func ("/base/source/refuses-devices", test_load_refuses_devices);
  g_test_add_func ("/base/text/numbers", test_numbers);
  g_test_add_func ("/base/text/money-and-rates", test_money_and_rates);
  g_test_add_func ("/base/text/parse-number", test_parse_number);
  g_test_add_func ("/base/text/names", test_names);
  g_test_add_func ("/base/json/layout", test_json);
  g_test_add_func ("/base/json/invalid-utf8", test_json_invalid_utf8);
  g_test_add_func ("/base/diagnostic/line", test_diagnostic_line);
  return g_test_run ();
}
