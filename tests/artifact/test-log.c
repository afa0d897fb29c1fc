/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 01_2: what a log analysis observed, for which pattern, and where its numbers contradict each other. */

#include "artifact-test.h"
#include "artifact/tenon-log-document.h"
#include "artifact/tenon-log-words.h"
#include "artifact/tenon-structure-document.h"
#include "base/tenon-text.h"

#include <string.h>

static TenonSchema *
read_library (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_3.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  return tenon_structure_document_read (source, diagnostics);
}

static TenonObservedRates *
find_rates (GPtrArray  *rates,
            const char *id)
{
  for (guint i = 0; i < rates->len; i++)
    if (g_str_equal (((TenonObservedRates *)g_ptr_array_index (rates, i))->pattern_id, id))
      return g_ptr_array_index (rates, i);
  return NULL;
}

static void
assert_rate (const TenonRate *rate,
             double           expected,
             const char      *evidence)
{
  double value;

  g_assert_true (tenon_rate_get_value (rate, &value));
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9);
  g_assert_cmpint (tenon_rate_get_origin (rate), ==, TENON_RATE_OBSERVED);
  g_test_message ("%s", tenon_rate_get_evidence (rate));
  g_assert_nonnull (strstr (tenon_rate_get_evidence (rate), evidence));
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    double      seconds;
  } durations[] = { { "1h 20m", 4800 }, { "48m", 2880 }, { "1 hour 30 minutes", 5400 }, { "1:20:41.5", 4841.5 }, { "2 days", 172800 }, { "90 seconds", 90 }, { "1 hour, 2 minutes and 3 seconds", 3723 } };
  double seconds;
  gint64 count;
  g_auto (GStrv) ids = tenon_log_words_read_pattern_ids ("AP20/AP25 and AP1-AP3 (AP9)");
  static const double numbers[] = { 0, 0.18, 1.0 / 3, 1e-7, 123456789.25, 4855.356902 };

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_assert_true (tenon_log_words_read_duration (durations[i].text, &seconds));
      g_assert_cmpfloat (seconds, ==, durations[i].seconds);
    }
  g_assert_false (tenon_log_words_read_duration ("soon", &seconds));
  assert_strv (ids, "AP20, AP25, AP1, AP2, AP3");
  g_assert_true (tenon_log_words_read_count ("Query 7: Shoes (1,356 executions - 5.1%)", "execution", &count));
  g_assert_cmpint (count, ==, 1356);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = tenon_log_words_write_double (numbers[i]);

      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, numbers[i]);
    }
}

static void
test_read (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_2.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (TenonStatementLog) log = tenon_log_document_read (source, schema, diagnostics);
  g_autoptr (GPtrArray) peaks = tenon_log_document_read_peaks (source, diagnostics);
  g_autoptr (GPtrArray) rates = tenon_log_document_list_rates (log, peaks);
  TenonStatement     *statement;
  TenonObservedRates *found;

  g_assert_cmpstr (log->first_seen, ==, "2026-01-02T08:00:00");
  g_assert_cmpstr (log->last_seen, ==, "2026-01-02T09:00:00");
  g_assert_cmpfloat (log->window, ==, 3600);
  g_assert_cmpint (log->total, ==, 1100);
  /* Two of the five differ in a literal only. */
  g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 4);
  statement = tenon_list_get (log->statements, 0);
  g_assert_cmpint (statement->count, ==, 720);
  assert_strv (statement->patterns, "AP2");
  assert_strv (statement->tables, "members");
  assert_strv (statement->shape->equality, "members.id");
  g_assert_cmpfloat_with_epsilon (statement->average_rate, 0.2, 1e-9);
  g_assert_cmpstr (statement->file, ==, "library-01_2.md");

  found = find_rates (rates, "AP2");
  assert_rate (found->average, 0.2, "library-01_2.md:19-32: 720 executions of 1 statement between 2026-01-02T08:00:00 and 2026-01-02T09:00:00 (1h 0m 0s)");
  assert_rate (found->peak, 1.5, "library-01_2.md:56");
  found = find_rates (rates, "AP4");
  assert_rate (found->average, 0.1, "shared with AP6");
  g_assert_null (found->peak);
  /* A burst is a peak and no average; its average is what it did in the log's time. */
  found = find_rates (rates, "AP7");
  assert_rate (found->peak, 2.1, "busiest second");
  assert_rate (found->average, 2.0 / 3600, "2 executions");
  g_assert_null (find_rates (rates, "AP1"));
  g_assert_null (find_rates (rates, "AP8"));

  g_assert_cmpuint (find_diagnostic (diagnostics, "log-rate")->line, ==, 45);
  g_assert_cmpuint (find_diagnostic (diagnostics, "log-share")->line, ==, 41);
  g_assert_nonnull (strstr (find_diagnostic (diagnostics, "log-total")->message, "claims 900 executions of the top 2 queries; those it lists add up to 720"));
}

static void
test_attach (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_2.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = tenon_log_document_read (source, NULL, diagnostics);
  g_autoptr (GPtrArray) peaks = tenon_log_document_read_peaks (source, diagnostics);
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Import");
  g_autoptr (TenonRate) stated = tenon_rate_new (TENON_RATE_STATED, 50, "told");
  TenonPattern *pattern;

  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);

      tenon_list_append_take (model->patterns, tenon_pattern_new (id));
    }
  pattern = tenon_model_find_pattern (model, "AP2");
  g_object_set (pattern, "rps-average", stated, NULL);
  tenon_log_document_attach_rates (model, log, peaks);
  tenon_edit_commit (edit);

  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_average), ==, TENON_RATE_STATED);
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_OBSERVED);
  g_assert_cmpuint (g_strv_length (pattern->statements), ==, 1);
  pattern = tenon_model_find_pattern (model, "AP4");
  g_assert_nonnull (pattern->rps_average);
  g_assert_null (pattern->rps_peak);
  pattern = tenon_model_find_pattern (model, "AP1");
  g_assert_null (pattern->rps_average);
  g_assert_null (pattern->rps_peak);
}

static void
assert_round_trip (TenonStatementLog *log,
                   TenonSchema       *schema)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonStatementLog) again = NULL;
  g_autofree char *text = NULL;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");

    g_object_set (model, "schema", schema, NULL);
    tenon_list_append (model->logs, log);
    tenon_edit_commit (edit);
  }
  text = tenon_log_document_write (model);
  source = tenon_source_new_text ("again.md", text);
  again = tenon_log_document_read (source, schema, diagnostics);
  for (guint i = 0; i < diagnostics->len; i++)
    g_test_message ("%s", ((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->message);
  assert_same_json (log, again);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_nonnull (strstr (text, "This log analysis provides performance data for observed queries only. Complete access pattern requirements come from API analysis in task 1."));
}

static void
test_round_trip (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_2.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = read_library ();
  g_autoptr (TenonStatementLog) log = tenon_log_document_read (source, schema, diagnostics);
  TenonStatement *statement = tenon_list_get (log->statements, 1);

  statement->peak_minute_rate = 1.0 / 3;
  statement->peak_second_rate = 4;
  statement->rows_examined = 1234.5;
  statement->rows_sent = 0;
  statement->latency_p50 = 0.000123;
  statement->latency_max = 12;
  statement->lower_bound = TRUE;
  tenon_str_set (&statement->first_seen, "2026-01-02T08:00:01.250000");
  log->threshold = 0.5;
  assert_round_trip (log, schema);
}

static void
test_broken (void)
{
  static const char *const texts[] = { "", "Error: The file path 'mysql-query.log' does not exist.\n", "# MySQL Log Analysis\n\nNothing here.\n" };
  static const char *const codes[] = { "document-empty", "log-unreadable", "log-no-statements" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TenonSource) source = tenon_source_new_text ("x", texts[i]);
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (TenonStatementLog) log = tenon_log_document_read (source, NULL, diagnostics);

      g_assert_cmpuint (tenon_list_get_length (log->statements), ==, 0);
      g_assert_cmpuint (diagnostics->len, ==, 1);
      g_assert_cmpint (find_diagnostic (diagnostics, codes[i])->severity, ==, TENON_SEVERITY_ERROR);
    }
}

static void
test_corpus (void)
{
  g_autoptr (TenonSource) source = load_corpus ("artifacts/modernizer/stage-01/01_2_mysql_log_analysis.md");
  g_autoptr (TenonSource) structure = load_corpus ("artifacts/modernizer/stage-01/01_3_table_structure_analysis.md");
  g_autoptr (TenonSource) raw = load_corpus ("logs/modernizer/mysql_analysis_output.txt");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (TenonStatementLog) log = NULL;
  g_autoptr (TenonStatementLog) raw_log = NULL;
  g_autoptr (GPtrArray) peaks = NULL;
  g_autoptr (GPtrArray) rates = NULL;
  guint n_totals = 0;

  if (source == NULL || structure == NULL || raw == NULL)
    return;
  schema = tenon_structure_document_read (structure, diagnostics);
  log = tenon_log_document_read (source, schema, diagnostics);
  peaks = tenon_log_document_read_peaks (source, diagnostics);
  rates = tenon_log_document_list_rates (log, peaks);
  g_assert_cmpuint (rates->len, ==, 5);
  assert_rate (find_rates (rates, "AP8")->average, 0.18, "a COUNT(*) and the list it counts are one request");
  assert_rate (find_rates (rates, "AP8")->peak, 0.36, "0.36/sec");
  assert_rate (find_rates (rates, "AP20")->average, 0.18, "shared with AP25");
  g_assert_null (find_rates (rates, "AP1"));
  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_test_message ("%u %s", ((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->line, ((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->message);
      n_totals += g_str_equal (((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->code, "log-total");
    }
  g_assert_cmpuint (n_totals, ==, 3);
  assert_round_trip (log, schema);
  raw_log = tenon_log_document_read (raw, schema, diagnostics);
  g_assert_cmpint (raw_log->total, ==, 6974);
  g_assert_cmpfloat_with_epsilon (raw_log->window, 5408.948864, 1e-6);
  assert_round_trip (raw_log, schema);
}

static TenonStatement *
add_statement (TenonStatementLog *log,
               const char        *fingerprint,
               const char        *tables,
               const char        *aggregate,
               double             rate)
{
  TenonStatement *statement = g_object_new (TENON_TYPE_STATEMENT, NULL);

  statement->fingerprint = g_strdup (fingerprint);
  statement->patterns = g_strsplit ("AP1", " ", -1);
  statement->tables = g_strsplit (tables, " ", -1);
  statement->count = 10;
  statement->average_rate = rate;
  statement->shape = g_object_new (TENON_TYPE_SHAPE, NULL);
  statement->shape->verb = g_strdup ("SELECT");
  statement->shape->aggregates = aggregate != NULL ? g_strsplit (aggregate, " ", -1) : NULL;
  tenon_list_append_take (log->statements, statement);
  return statement;
}

static void
assert_average (TenonStatementLog *log,
                double             average,
                gboolean           one_request)
{
  g_autoptr (GPtrArray) rates = tenon_log_document_list_rates (log, NULL);
  const TenonRate *rate = find_rates (rates, "AP1")->average;

  assert_rate (rate, average, "");
  g_assert_cmpint (strstr (tenon_rate_get_evidence (rate), "one request") != NULL, ==, one_request);
}

/* A page asks for its rows and for their number: that is one request, and a count of something else is another. */
static void
test_page_counts (void)
{
  g_autoptr (TenonStatementLog) log = tenon_statement_log_new ();

  add_statement (log, "c1", "books", "count(*)", 0.2);
  assert_average (log, 0.2, FALSE);
  add_statement (log, "l1", "books members", NULL, 0.25);
  assert_average (log, 0.25, TRUE);
  add_statement (log, "c2", "books", "count(*)", 0.15);
  assert_average (log, 0.35, TRUE);
  add_statement (log, "l2", "books", NULL, 0.2);
  assert_average (log, 0.45, TRUE);
  add_statement (log, "c3", "loans", "count(*)", 0.1);
  assert_average (log, 0.55, TRUE);
  add_statement (log, "s1", "books", "sum(books.price)", 0.1);
  assert_average (log, 0.65, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/log/words", test_words);
  g_test_add_func ("/artifact/log/read", test_read);
  g_test_add_func ("/artifact/log/page-counts", test_page_counts);
  g_test_add_func ("/artifact/log/attach", test_attach);
  g_test_add_func ("/artifact/log/round-trip", test_round_trip);
  g_test_add_func ("/artifact/log/broken", test_broken);
  g_test_add_func ("/artifact/log/corpus", test_corpus);
  return g_test_run ();
}
