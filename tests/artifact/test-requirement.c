/* SPDX-License-Identifier: GPL-3.0-or-later */

/* dynamodb_requirement.md: rates in every form people write them, proposals, and hands off what people wrote. */

#include "artifact-test.h"
#include "artifact/tenon-api-document.h"
#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-document.h"
#include "artifact/tenon-structure-document.h"
#include "model/tenon-facts.h"

static TenonModel *
make_model (TenonSource *structure,
            TenonSource *api)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (structure, diagnostics);
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (api, schema, diagnostics);

  g_object_set (model, "schema", schema, NULL);
  for (guint i = 0; i < patterns->len; i++)
    tenon_list_append (model->patterns, g_ptr_array_index (patterns, i));
  tenon_edit_commit (edit);
  return model;
}

static TenonModel *
make_library (void)
{
  g_autoptr (TenonSource) structure = load_golden ("library-01_3.md");
  g_autoptr (TenonSource) api = load_golden ("library-01_1.md");

  return make_model (structure, api);
}

static void
apply_all (GPtrArray  *proposals,
           TenonModel *model)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

  for (guint i = 0; i < proposals->len; i++)
    tenon_pattern_proposal_apply (g_ptr_array_index (proposals, i), model);
  tenon_edit_commit (edit);
}

static GPtrArray *
read_text (const char *text,
           TenonModel *model,
           GPtrArray  *diagnostics)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("req.md", text);

  return tenon_requirement_document_read (source, model, diagnostics);
}

static void
test_cells (void)
{
  static const struct
  {
    const char       *text;
    TenonRateCellKind kind;
    double            peak;
    double            average;
  } cases[] = {
    { "500/200 RPS", TENON_RATE_CELL_TWO, 500, 200 },
    { "500 RPS", TENON_RATE_CELL_ONE, 500, -1 },
    { "0.060 RPS", TENON_RATE_CELL_ONE, 0.06, -1 },
    { "Est. 0.020 RPS", TENON_RATE_CELL_ONE, 0.02, -1 },
    { "~1 RPS", TENON_RATE_CELL_ONE, 1, -1 },
    { "~5 RPS (burst)", TENON_RATE_CELL_TWO, 5, -1 },
    { "TBD", TENON_RATE_CELL_UNKNOWN, -1, -1 },
    { "500/100", TENON_RATE_CELL_TWO, 500, 100 },
    { "20 / 2", TENON_RATE_CELL_TWO, 20, 2 },
    { "1,400", TENON_RATE_CELL_ONE, 1400, -1 },
    { "**12**", TENON_RATE_CELL_ONE, 12, -1 },
    { "TBD/0.18 RPS", TENON_RATE_CELL_TWO, -1, 0.18 },
    { "5/≥0.18 RPS", TENON_RATE_CELL_TWO, 5, 0.18 },
    { "0/0 RPS", TENON_RATE_CELL_TWO, 0, 0 },
    { "1.5k RPS", TENON_RATE_CELL_ONE, 1500, -1 },
    { "3 req/s", TENON_RATE_CELL_ONE, 3, -1 },
    { "3/s", TENON_RATE_CELL_ONE, 3, -1 },
    { "", TENON_RATE_CELL_NONE, -1, -1 },
    { "—", TENON_RATE_CELL_NONE, -1, -1 },
    { "N/A", TENON_RATE_CELL_NONE, -1, -1 },
    { "high", TENON_RATE_CELL_WORDS, -1, -1 },
    { "0.07-0.10/sec", TENON_RATE_CELL_WORDS, -1, -1 },
    { "5 per day", TENON_RATE_CELL_TWO, -1, 5.0 / 86400 },
    { "120/min", TENON_RATE_CELL_ONE, 2, -1 },
    { "7,200 requests per hour", TENON_RATE_CELL_TWO, -1, 2 },
    { "120/60 per minute", TENON_RATE_CELL_TWO, 2, 1 },
    { "120/min / 60/min", TENON_RATE_CELL_TWO, 2, 1 },
    { "86,400 a day", TENON_RATE_CELL_TWO, -1, 1 },
    { "60 rpm", TENON_RATE_CELL_ONE, 1, -1 },
    { "1,200 RPS", TENON_RATE_CELL_ONE, 1200, -1 },
    { "1 200 RPS", TENON_RATE_CELL_ONE, 1200, -1 },
    { "1\302\240200 RPS", TENON_RATE_CELL_ONE, 1200, -1 },
    { "1,200/300", TENON_RATE_CELL_TWO, 1200, 300 },
    { "1.2k/s", TENON_RATE_CELL_ONE, 1200, -1 },
    { "1.2k/0.3k RPS", TENON_RATE_CELL_TWO, 1200, 300 },
    { "1.2kRPS", TENON_RATE_CELL_ONE, 1200, -1 },
    { "8.64 million per day", TENON_RATE_CELL_TWO, -1, 100 },
    { "0,5 RPS", TENON_RATE_CELL_ONE, 0.5, -1 },
    { ".5 RPS", TENON_RATE_CELL_ONE, 0.5, -1 },
    { "1.5e2", TENON_RATE_CELL_ONE, 150, -1 },
    { "100-200", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100 – 200 RPS", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100 to 200 RPS", TENON_RATE_CELL_WORDS, -1, -1 },
    { "10-20/2-4 RPS", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100+ RPS", TENON_RATE_CELL_ONE, 100, -1 },
    { "< 1 RPS", TENON_RATE_CELL_ONE, 1, -1 },
    { "up to 50 RPS", TENON_RATE_CELL_ONE, 50, -1 },
    { "max 50 RPS", TENON_RATE_CELL_TWO, 50, -1 },
    { "500 ± 50 RPS", TENON_RATE_CELL_ONE, 500, -1 },
    { "Peak: 500, Avg: 200", TENON_RATE_CELL_TWO, 500, 200 },
    { "avg 200 / peak 500", TENON_RATE_CELL_TWO, 500, 200 },
    { "500 peak / 200 avg", TENON_RATE_CELL_TWO, 500, 200 },
    { "500 (peak), 200 (avg)", TENON_RATE_CELL_TWO, 500, 200 },
    { "Peak: 500<br>Avg: 200", TENON_RATE_CELL_TWO, 500, 200 },
    { "50 (peak 500)", TENON_RATE_CELL_TWO, 500, 50 },
    { "avg 200", TENON_RATE_CELL_TWO, -1, 200 },
    { "500 RPS peak", TENON_RATE_CELL_TWO, 500, -1 },
    { "500 req/s / 200 req/s", TENON_RATE_CELL_TWO, 500, 200 },
    { "500 RPS during sales", TENON_RATE_CELL_ONE, 500, -1 },
    { "[500 RPS](load.md)", TENON_RATE_CELL_ONE, 500, -1 },
    { "*~500* `RPS`[^1]", TENON_RATE_CELL_ONE, 500, -1 },
    { "~~500~~", TENON_RATE_CELL_WORDS, -1, -1 },
    { "25 %", TENON_RATE_CELL_SHARE, -1, -1 },
    { "~25% of total traffic", TENON_RATE_CELL_SHARE, -1, -1 },
    { "25% of reads", TENON_RATE_CELL_WORDS, -1, -1 },
    { "5 per user", TENON_RATE_CELL_WORDS, -1, -1 },
    { "5 users", TENON_RATE_CELL_WORDS, -1, -1 },
    { "500/200/100", TENON_RATE_CELL_WORDS, -1, -1 },
    { "-", TENON_RATE_CELL_NONE, -1, -1 },
    { "-5", TENON_RATE_CELL_WORDS, -1, -1 },
    { "to be determined", TENON_RATE_CELL_UNKNOWN, -1, -1 },
    { "???", TENON_RATE_CELL_UNKNOWN, -1, -1 },
    { "TBD / TBD", TENON_RATE_CELL_UNKNOWN, -1, -1 },
    { "none", TENON_RATE_CELL_NONE, -1, -1 },
    /* Nothing is taken as a half the cell does not say. */
    { "10 writes/s, 50 reads/s", TENON_RATE_CELL_WORDS, -1, -1 },
    { "50 reads/s and 10 updates/s", TENON_RATE_CELL_WORDS, -1, -1 },
    { "10 inserts/s / 10 deletes/s", TENON_RATE_CELL_WORDS, -1, -1 },
    { "50 reads/s / 10 reads/s", TENON_RATE_CELL_TWO, 50, 10 },
    { "50 reads/s", TENON_RATE_CELL_ONE, 50, -1 },
    { "5 RPS (bursts)", TENON_RATE_CELL_ONE, 5, -1 },
    { "5 RPS (burst during sales)", TENON_RATE_CELL_TWO, 5, -1 },
    { "5 RPS (average)", TENON_RATE_CELL_TWO, -1, 5 },
    { "5 RPS (average of three tests)", TENON_RATE_CELL_ONE, 5, -1 },
    { "8.64M/day", TENON_RATE_CELL_TWO, -1, 100 },
    { "300 per hour", TENON_RATE_CELL_TWO, -1, 300.0 / 3600 },
    { "720 hourly", TENON_RATE_CELL_TWO, -1, 0.2 },
    { "2,592,000 a month", TENON_RATE_CELL_TWO, -1, 1 },
    { "peak 3,600 per hour", TENON_RATE_CELL_TWO, 1, -1 },
    { "7,200 per hour / 3,600 per hour", TENON_RATE_CELL_TWO, 2, 1 },
    { "7,200 peak, 3,600 average, per hour", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100/sec (peak) 20/sec (avg)", TENON_RATE_CELL_TWO, 100, 20 },
    { "20/sec (avg) 100/sec (peak)", TENON_RATE_CELL_TWO, 100, 20 },
    { "100 20", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100-200 RPS", TENON_RATE_CELL_WORDS, -1, -1 },
    { "100-200 RPS (guess)", TENON_RATE_CELL_WORDS, -1, -1 },
    { "1e308", TENON_RATE_CELL_WORDS, -1, -1 },
    { "2,000,000,000/s", TENON_RATE_CELL_WORDS, -1, -1 },
    { "1,000,000,000/s", TENON_RATE_CELL_ONE, 1e9, -1 },
    { "86,400,000,000 a day", TENON_RATE_CELL_TWO, -1, 1e6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TenonRateCell cell;

      tenon_rate_cell_read (cases[i].text, &cell);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (cell.kind, ==, cases[i].kind);
      g_assert_cmpfloat_with_epsilon (cell.peak, cases[i].peak, 1e-9);
      g_assert_cmpfloat_with_epsilon (cell.average, cases[i].average, 1e-9);
    }
}

/* What is said loosely is found by its form. */
static void
test_loose (void)
{
  static const char *const loose[] = { "~5 RPS", "5 RPS (burst)", "5 RPS (peak hours only)", "< 5", "Est. 0.02 RPS", "500 RPS at Christmas", "500 ± 5" };
  static const char *const plain[] = { "5 RPS", "500/200 RPS", "1,200", "5/≥0.18 RPS", "120 per minute", "Peak: 500, Avg: 200", "TBD", "" };

  for (guint i = 0; i < G_N_ELEMENTS (loose) + G_N_ELEMENTS (plain); i++)
    {
      gboolean      is_loose = i < G_N_ELEMENTS (loose);
      TenonRateCell cell;

      tenon_rate_cell_read (is_loose ? loose[i] : plain[i - G_N_ELEMENTS (loose)], &cell);
      g_assert_cmpint (!!tenon_rate_cell_is_loose (&cell), ==, is_loose);
    }
}

static void
test_first_import (void)
{
  static const char text[] = "# DynamoDB Modeling Session\n\n"
                             "## Application Overview\n- **Domain**: Lending library\n- **Scale**: 100 QPS total\n\n"
                             "## Access Patterns Analysis\n"
                             "| Pattern # | Description | RPS (Peak / Average) | Type | Attributes Needed | Key Requirements | Status |\n"
                             "|---|---|---:|---|---|---|---|\n"
                             "| 1 | Register a member | 5/2 RPS | Write | card_number, email, a photograph | Unique; within a day | ✅ |\n"
                             "| **AP2** | Get a member by ID | 10 RPS | Read | | | |\n"
                             "| 4 | Search books by text | high | Read | | | |\n"
                             "| 20 | Close the library | Est. 0.02 RPS | UpdateItem | | | ⚠️ |\n"
                             "| 5-6 | Two at once | 5 | Read | | | |\n\n"
                             "## Entity Relationships Deep Dive\n"
                             "- **Members → Loans**: 1:Many (avg 3 loans per member, max 50)\n"
                             "- **Members → Nothing**: 1:Many (avg 3)\n";
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = read_text (text, model, diagnostics);
  g_autoptr (GPtrArray) again = NULL;
  TenonPattern      *pattern;
  TenonRelationship *relationship;
  double             value;

  g_assert_cmpuint (find_diagnostic (diagnostics, "requirement-one-number")->line, ==, 11);
  g_assert_cmpuint (find_diagnostic (diagnostics, "requirement-rate-words")->line, ==, 12);
  g_assert_cmpuint (find_diagnostic (diagnostics, "requirement-id")->line, ==, 14);
  g_assert_cmpuint (find_diagnostic (diagnostics, "requirement-total")->line, ==, 5);
  apply_all (proposals, model);
  g_assert_cmpstr (model->domain, ==, "Lending library");
  pattern = tenon_model_find_pattern (model, "AP1");
  g_assert_true (tenon_rate_get_value (pattern->rps_peak, &value));
  g_assert_cmpfloat (value, ==, 5);
  g_assert_true (tenon_rate_get_value (pattern->rps_average, &value));
  g_assert_cmpfloat (value, ==, 2);
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_STATED);
  g_assert_true (g_str_has_prefix (tenon_rate_get_file (pattern->rps_peak), "req.md@"));
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern->rps_peak), "req.md:10 states “5/2 RPS” (version "));
  g_assert_cmpuint (tenon_rate_get_line (pattern->rps_peak), ==, 10);
  assert_strv (pattern->attributes, "members.card_number, members.email, a photograph");
  g_assert_cmpstr (pattern->status, ==, "✅");
  g_assert_cmpstr (pattern->key_requirements, ==, "public; Unique; within a day");
  pattern = tenon_model_find_pattern (model, "AP2");
  g_assert_true (tenon_pattern_has_rates (pattern));
  pattern = tenon_model_find_pattern (model, "AP4");
  g_assert_null (pattern->rps_peak);
  g_assert_null (pattern->rps_average);
  pattern = tenon_model_find_pattern (model, "AP20");
  g_assert_cmpint (pattern->operation_type, ==, TENON_OPERATION_UPDATE);
  g_assert_cmpuint (tenon_list_get_length (model->relationships), ==, 1);
  relationship = tenon_list_get (model->relationships, 0);
  g_assert_cmpstr (relationship->child, ==, "loans.member_id");
  g_assert_cmpfloat (relationship->average_children, ==, 3);
  g_assert_cmpfloat (relationship->maximum_children, ==, 50);
  g_assert_true (tenon_facts_get_number (model, "total-requests", &value));
  g_assert_cmpfloat (value, ==, 100);
  again = read_text (text, model, diagnostics);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_written_proposes_nothing (void)
{
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Rates");
    g_autoptr (TenonRate) observed = tenon_rate_new (TENON_RATE_OBSERVED, 1.0 / 3, "log");
    g_autoptr (TenonRate) stated = tenon_rate_new (TENON_RATE_STATED, 1234567.125, "told");

    tenon_rate_set_lower_bound (observed, TRUE);
    g_object_set (model, "domain", "Shops | and\nmore", "scale", "5 a day", NULL);
    g_object_set (tenon_model_find_pattern (model, "AP1"), "rps-peak", stated, "rps-average", observed, "design-considerations", "a | b\nc", NULL);
    g_object_set (tenon_model_find_pattern (model, "AP2"), "rps-average", observed, NULL);
    tenon_edit_commit (edit);
  }
  text = tenon_requirement_document_write (model, NULL);
  proposals = read_text (text, model, diagnostics);
  for (guint i = 0; i < proposals->len; i++)
    g_test_message ("%s %s", ((TenonPatternProposal *)g_ptr_array_index (proposals, i))->property, ((TenonPatternProposal *)g_ptr_array_index (proposals, i))->value);
  g_assert_cmpuint (proposals->len, ==, 0);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  g_assert_nonnull (strstr (text, "| Pattern # | Description | RPS (Peak/Avg) | Type | Attributes | Key Requirements | Design Considerations | Status |"));
  g_assert_nonnull (strstr (text, "| AP4 | Search books by text | TBD | Read |"));
  g_assert_nonnull (strstr (text, "| AP3 | Log out | — | None |"));
  same = tenon_requirement_document_write (model, text);
  g_assert_cmpstr (same, ==, text);
}

static void
test_later_edit_proposes (void)
{
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autofree char *text = tenon_requirement_document_write (model, NULL);
  g_auto (GStrv) halves = g_strsplit (text, "| AP4 | Search books by text | TBD |", 2);
  g_autofree char *edited = g_strjoinv ("| AP4 | Search books by words | 9/3 RPS |", halves);
  g_autoptr (GPtrArray) proposals = read_text (edited, model, diagnostics);
  TenonPatternProposal *proposal;

  g_assert_cmpuint (proposals->len, ==, 3);
  proposal = g_ptr_array_index (proposals, 0);
  g_assert_cmpstr (proposal->property, ==, "description");
  g_assert_cmpstr (proposal->value, ==, "Search books by words");
  g_assert_cmpstr (proposal->present, ==, "Search books by text");
  proposal = g_ptr_array_index (proposals, 1);
  g_assert_cmpstr (proposal->property, ==, "rps-peak");
  g_assert_nonnull (proposal->rate);
  g_assert_null (proposal->present);
}

/* Headings, separators, ids, types and rates as different people write them: nothing of a row is lost. */
static void
test_forms (void)
{
  static const struct
  {
    const char        *header;
    const char        *row;
    double             peak;
    double             average;
    TenonOperationType operation;
  } cases[] = {
    { "| Pattern # | Description | RPS (Peak/Avg) | Type |", "| 30 | Get a thing | 500/200 RPS | Read |", 500, 200, TENON_OPERATION_READ },
    { "| # | Access Pattern | RPS (Peak and Average) | Type |", "| **AP30** | Get a thing | 20 / 2 | None |", 20, 2, TENON_OPERATION_NONE },
    { "| # | Pattern | RPS (Peak / Average) | Operation |", "| AP30 | Get a thing | 0.060 RPS | PutItem |", 0.06, 0.06, TENON_OPERATION_WRITE },
    { "| Pattern # | Description | Peak RPS | Average RPS | Type |", "| 30 | Get a thing | 50 | 20 | Update |", 50, 20, TENON_OPERATION_UPDATE },
    { "| Pattern # | Description | Peak RPS | Type |", "| 30 | Get a thing | ~5 RPS (burst) | Query + BatchGetItem |", 5, -1, TENON_OPERATION_READ },
    { "| Pattern # | Description | RPS | Key Attributes | Type |", "| 30 | Get a thing | Est. 0.020 RPS | id, name | Write (conditional) |", 0.02, 0.02, TENON_OPERATION_WRITE },
    { "| Pattern # | Description | RPS | Type | Status |", "| 30 | Get a thing | TBD | Read/Write | ⏳ |", -1, -1, TENON_OPERATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonModel) model = make_library ();
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (GPtrArray) proposals = NULL;
      g_autoptr (GRegex) cell = g_regex_new ("[^|]+", 0, 0, NULL);
      g_autofree char *rule = g_regex_replace_literal (cell, cases[i].header, -1, 0, "---:", 0, NULL);
      g_autofree char *text = g_strdup_printf ("# Session\n\n## Access Patterns Analysis\n%s\n%s\n%s\n", cases[i].header, rule, cases[i].row);
      TenonPattern    *pattern;
      double           peak = -1, average = -1;

      g_test_message ("%s", cases[i].row);
      proposals = read_text (text, model, diagnostics);
      apply_all (proposals, model);
      pattern = tenon_model_find_pattern (model, "AP30");
      g_assert_nonnull (pattern);
      g_assert_cmpstr (pattern->description, ==, "Get a thing");
      g_assert_cmpint (pattern->operation_type, ==, cases[i].operation);
      tenon_rate_get_value (pattern->rps_peak, &peak);
      tenon_rate_get_value (pattern->rps_average, &average);
      g_assert_cmpfloat (peak, ==, cases[i].peak);
      g_assert_cmpfloat (average, ==, cases[i].average);
      g_assert_true (cases[i].operation != TENON_OPERATION_UNKNOWN || diagnostics->len > 0);
    }
}

static TenonPatternProposal *
find_proposal (GPtrArray  *proposals,
               const char *pattern_id,
               const char *property)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);

      if (g_strcmp0 (proposal->pattern_id, pattern_id) == 0 && g_str_equal (proposal->property, property))
        return proposal;
    }
  g_error ("No proposal for %s of %s", property, pattern_id);
}

static char *
replace (const char *text,
         const char *from,
         const char *to)
{
  g_auto (GStrv) halves = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  return g_strjoinv (to, halves);
}

/* In the program's own file a cell that was emptied, a row that was taken out, a fact, a consideration and a tick are
 * edits like any other. */
static void
test_every_kind_of_edit (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } edits[] = {
    { "- **Domain**: Shops", "- **Domain**: TBD" },
    { "- **Scale**: TBD", "- **Scale**: small\n- **Users**: 12,000\n- **Team**: two people" },
    { "| AP1 | Register a member | 50/20 RPS |", "| AP1 | Register a member | 50/TBD RPS |" },
    { "- **loans**: Owner: Circulation; Row Growth: 100 rows a month", "- **loans**: Owner: Circulation; Row Growth: 250 rows a month" },
    { "- [ ] Design considerations are captured", "- [ ] Design considerations are captured\n- [x] The librarians agree" },
    { "- **Unique Constraint**", "- **Hot Partition Concerns**: Monday mornings\n- **Unique Constraint**" },
  };
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL, *written = NULL;
  g_autoptr (GRegex) row = g_regex_new ("\\| AP4 [^\n]*\n", 0, 0, NULL);
  g_autofree char *without = NULL;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
    g_autoptr (TenonRate) peak = tenon_rate_new (TENON_RATE_STATED, 50, "told");
    g_autoptr (TenonRate) average = tenon_rate_new (TENON_RATE_STATED, 20, "told");

    g_object_set (tenon_model_find_pattern (model, "AP1"), "rps-peak", peak, "rps-average", average, NULL);
    g_assert_true (tenon_facts_set (model, "domain", "Shops", "told", NULL, NULL, NULL));
    g_assert_true (tenon_facts_set (model, "source:loans/owner", "Circulation", "told", NULL, NULL, NULL));
    g_assert_true (tenon_facts_set (model, "source:loans/row-growth", "100", "counted", NULL, NULL, NULL));
    tenon_edit_commit (edit);
  }
  text = tenon_requirement_document_write (model, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *before = text;

      text = replace (before, edits[i].from, edits[i].to);
    }
  without = g_regex_replace_literal (row, text, -1, 0, "", 0, NULL);
  proposals = read_text (without, model, diagnostics);
  g_assert_null (find_proposal (proposals, NULL, "fact:domain")->value);
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:scale")->value, ==, "small");
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:users")->value, ==, "12000");
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:note:Team")->value, ==, "two people");
  g_assert_null (find_proposal (proposals, "AP1", "rps-average")->rate);
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:source:loans/row-growth")->value, ==, "250");
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:check:The librarians agree")->value, ==, "yes");
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:note:Hot Partition Concerns")->value, ==, "Monday mornings");
  g_assert_null (find_proposal (proposals, "AP4", "pattern")->value);
  g_assert_cmpuint (proposals->len, ==, 9);

  /* Taken up, they are written, and read back as they are. */
  apply_all (proposals, model);
  g_assert_null (model->domain);
  g_assert_null (tenon_model_find_pattern (model, "AP1")->rps_average);
  g_assert_nonnull (tenon_model_find_pattern (model, "AP1")->rps_peak);
  g_assert_null (tenon_model_find_pattern (model, "AP4"));
  written = tenon_requirement_document_write (model, without);
  g_assert_nonnull (strstr (written, "- **Users**: 12000\n"));
  g_assert_nonnull (strstr (written, "- **Hot Partition Concerns**: Monday mornings\n"));
  g_assert_nonnull (strstr (written, "- [x] The librarians agree\n"));
  again = read_text (written, model, diagnostics);
  g_assert_cmpuint (again->len, ==, 0);
}

/* What people write between the program's considerations and checks is proposed, or stays as it is behind them. */
static void
test_hand_edits_stay (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } edits[] = {
    { " searches inside text, which no DynamoDB key serves; it needs another way", ": we use OpenSearch" },
    { "- **Unique Constraint**", "- Think of the Mondays\n- **Denormalization Ideas**:\n  - copy the title\n\n    and the author\n- **Unique Constraint**" },
    { "\n<!-- /tenon:considerations", "\n\nThe librarian said:\n\n> never ever\n\n```sql\nSELECT 1;\n\n- **x**: y\n```\n- **Team**: two\n- **Team**: people\n<!-- /tenon:considerations" },
    { "- [ ] Hot partition risks are evaluated", "- [x] Hot partition risks are evaluated" },
    { "- [ ] Design considerations are captured", "- [ ] Design considerations are captured, see the wiki\n  - [x] half of them" },
    { "- [ ] Application domain and scale", "Mind these:\n\n- [ ] Application domain and scale" },
  };
  static const char kept_considerations[] = "<!-- /tenon:considerations -->\n\n- Think of the Mondays\n- **Denormalization Ideas**:\n  - copy the title\n\n    and the author\n\n"
                                            "The librarian said:\n\n> never ever\n\n```sql\nSELECT 1;\n\n- **x**: y\n```\n\n- **Team**: people\n";
  static const char kept_checks[] = "<!-- /tenon:checklist -->\n\nMind these:\n\n- [ ] Design considerations are captured, see the wiki\n  - [x] half of them\n";
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = NULL, again = NULL;
  const char      *search[] = { "books.title", NULL };
  g_autofree char *text = NULL, *written = NULL, *twice = NULL, *plain = NULL;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Search");

    g_object_set (tenon_list_get (model->patterns, 0), "search", search, NULL);
    tenon_edit_commit (edit);
  }
  text = tenon_requirement_document_write (model, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *before = text;

      text = replace (before, edits[i].from, edits[i].to);
    }
  proposals = read_text (text, model, diagnostics);
  g_assert_nonnull (strstr (find_proposal (proposals, NULL, "fact:note:Text Search")->value, ": we use OpenSearch"));
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:note:Team")->value, ==, "two");
  g_assert_cmpstr (find_proposal (proposals, NULL, "fact:check:Hot partition risks are evaluated")->value, ==, "yes");
  g_assert_cmpuint (proposals->len, ==, 3);
  apply_all (proposals, model);
  written = tenon_requirement_document_write (model, text);
  g_assert_nonnull (strstr (written, "AP1: we use OpenSearch\n"));
  g_assert_nonnull (strstr (written, "- **Team**: two\n"));
  g_assert_nonnull (strstr (written, "- [x] Hot partition risks are evaluated (by hand; there is no design yet)\n"));
  g_assert_nonnull (strstr (written, "- [ ] Design considerations are captured\n"));
  g_assert_nonnull (strstr (written, kept_considerations));
  g_assert_nonnull (strstr (written, kept_checks));
  again = read_text (written, model, diagnostics);
  g_assert_cmpuint (again->len, ==, 0);
  twice = tenon_requirement_document_write (model, written);
  g_assert_cmpstr (twice, ==, written);

  /* The tick taken back. */
  plain = replace (written, "- [x] Hot partition", "- [ ] Hot partition");
  g_ptr_array_unref (again);
  again = read_text (plain, model, diagnostics);
  g_assert_cmpuint (again->len, ==, 1);
  apply_all (again, model);
  g_free (plain);
  plain = tenon_requirement_document_write (model, written);
  g_assert_nonnull (strstr (plain, "- [ ] Hot partition risks are evaluated (there is no design yet)\n"));
}

/* A relationship that people asserted is written with its reason and read back; one written by hand is proposed. */
static void
test_asserted (void)
{
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) same = NULL, reworded = NULL, added = NULL;
  g_autofree char   *text = NULL, *edited = NULL, *longer = NULL, *again = NULL;
  TenonRelationship *relationship;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Assert");

    tenon_list_append_take (model->relationships, g_object_new (TENON_TYPE_RELATIONSHIP, "child", "loans.lent_at", "parent", "books.id", "average-children", 2.0, "evidence", "counted", "asserted", TRUE, "reason", "up to 9: an unbounded guess", NULL));
    tenon_edit_commit (edit);
  }
  text = tenon_requirement_document_write (model, NULL);
  g_assert_nonnull (strstr (text, "- **books → loans**: 1:Many through `loans.lent_at` (avg 2, growth not known); asserted, not declared in MySQL: up to 9: an unbounded guess; evidence: counted\n"));
  same = read_text (text, model, diagnostics);
  g_assert_cmpuint (same->len, ==, 0);
  edited = replace (text, "an unbounded guess", "seen in the code");
  reworded = read_text (edited, model, diagnostics);
  g_assert_cmpuint (reworded->len, ==, 1);
  apply_all (reworded, model);
  relationship = tenon_list_find (model->relationships, "loans.lent_at");
  g_assert_cmpstr (relationship->reason, ==, "up to 9: seen in the code");
  g_assert_cmpfloat (relationship->maximum_children, ==, 0);
  longer = replace (edited, "- **books → loans**", "- **members → books**: 1:Many through `books.title`; asserted, not declared in MySQL: told\n- **books → loans**");
  added = read_text (longer, model, diagnostics);
  g_assert_cmpuint (added->len, ==, 1);
  apply_all (added, model);
  relationship = tenon_list_find (model->relationships, "books.title");
  g_assert_true (relationship->asserted);
  g_assert_cmpstr (relationship->parent, ==, "members.id");
  again = tenon_requirement_document_write (model, longer);
  g_assert_nonnull (strstr (again, "`books.title` (growth not known); asserted, not declared in MySQL: told"));
}

static void
test_keeps_hand_written (void)
{
  static const char before[] = "# Our session\r\n\r\nA preface.  \r\n\r\n## Application Overview\r\n- **Domain**: Lending library\r\n- **Team**: two people\r\n\r\n"
                               "## Access Patterns Analysis\r\nWe counted.\r\n\r\n| # | Access Pattern | RPS |\r\n|--|--|--|\r\n| 1 | Register a member | 5/2 |\r\n\r\nDone on Monday.\r\n\r\n"
                               "## Appendix\r\n\tkept\r\nno end";
  g_autoptr (TenonModel) model = make_library ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = read_text (before, model, diagnostics);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  apply_all (proposals, model);
  first = tenon_requirement_document_write (model, before);
  g_assert_true (g_str_has_prefix (first, "# Our session\r\n\r\nA preface.  \r\n\r\n## Application Overview\r\n<!-- tenon:overview -->\r\n- **Domain**: Lending library\r\n"));
  g_assert_nonnull (strstr (first, "<!-- /tenon:overview -->\r\n- **Team**: two people\r\n\r\n"));
  g_assert_nonnull (strstr (first, "We counted.\r\n\r\n<!-- tenon:patterns -->\r\n| Pattern #"));
  g_assert_nonnull (strstr (first, "<!-- /tenon:patterns -->\r\n\r\nDone on Monday.\r\n\r\n"));
  g_assert_nonnull (strstr (first, "## Appendix\r\n\tkept\r\nno end"));
  g_assert_null (strstr (first, "| # | Access Pattern"));
  second = tenon_requirement_document_write (model, first);
  g_assert_cmpstr (second, ==, first);
}

static void
test_corpus (void)
{
  g_autoptr (TenonSource) structure = load_corpus ("artifacts/modernizer/stage-01/01_3_table_structure_analysis.md");
  g_autoptr (TenonSource) api = load_corpus ("artifacts/modernizer/stage-01/01_1_API_access_patterns.md");
  g_autoptr (TenonSource) source = load_corpus ("artifacts/modernizer/stage-02/dynamodb_requirement.md");
  g_autoptr (TenonSource) rates = load_corpus ("artifacts/modernizer/stage-02/access_patterns_with_rps.md");
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (GPtrArray) other = NULL;
  guint n_one = 0;

  if (structure == NULL || api == NULL || source == NULL || rates == NULL)
    return;
  model = make_model (structure, api);
  proposals = tenon_requirement_document_read (source, model, diagnostics);
  for (guint i = 0; i < diagnostics->len; i++)
    n_one += g_str_equal (((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->code, "requirement-one-number");
  g_assert_cmpuint (n_one, ==, 48);
  g_assert_nonnull (strstr (find_diagnostic (diagnostics, "requirement-total")->message, "3,245.96"));
  apply_all (proposals, model);
  for (guint i = 0; i < 48; i++)
    g_assert_true (tenon_pattern_has_rates (tenon_list_get (model->patterns, i)));
  other = tenon_requirement_document_read (rates, model, diagnostics);
  for (guint i = 0; i < other->len; i++)
    g_assert_null (((TenonPatternProposal *)g_ptr_array_index (other, i))->rate);
}

/* A fence that nobody closed swallows the program's parts: its lines are its own all the same, and those of people stay. */
static void
test_open_fence (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autofree char *once = tenon_requirement_document_write (model, "# Notes\n\n```sql\nCREATE TABLE a (\n");
  g_autofree char *twice = tenon_requirement_document_write (model, once);
  g_auto (GStrv) halves = g_strsplit (once, "<!-- /tenon:considerations -->", 2);
  g_autofree char *edited = NULL;
  g_autofree char *written = NULL;

  g_assert_nonnull (strstr (once, "```sql\nCREATE TABLE a (\n"));
  g_assert_cmpstr (twice, ==, once);
  g_assert_nonnull (halves[1]);
  edited = g_strconcat (halves[0], "Ask the shop.\n<!-- /tenon:considerations -->", halves[1], NULL);
  written = tenon_requirement_document_write (model, edited);
  g_assert_nonnull (strstr (written, "Ask the shop.\n"));
}

/* Lines are written with the end that most of people's have, and the next time with the same; those of people keep theirs. */
static void
test_line_ends (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_crlf;
  } cases[] = {
    { "# Notes\n\nOne line\nand one that ends in half an end\r", FALSE },
    { "# Notes\n\n## Validation Checklist\n\nAsk them\r", FALSE },
    { "# Notes\r\n\r\nOne line\r\nand one\nbetween\r", TRUE },
    { "# Notes\n\nPasted from elsewhere:\r\nx\n", FALSE },
    { "# Notes\r\rAn old one\r", FALSE },
    { "Gone\r<!-- tenon:else -->\nwhatever\n<!-- /tenon:else -->\n\nlast", TRUE },
    { "no end\r\n\r", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonModel) model = make_library ();
      g_autofree char *once = tenon_requirement_document_write (model, cases[i].text);
      g_autofree char *twice = tenon_requirement_document_write (model, once);
      const char      *mark = strstr (once, "<!-- tenon:overview -->");

      g_assert_cmpstr (twice, ==, once);
      g_assert_nonnull (mark);
      g_assert_true (g_str_has_prefix (mark + strlen ("<!-- tenon:overview -->"), cases[i].is_crlf ? "\r\n" : "\n"));
      if (strstr (cases[i].text, "tenon:else") == NULL)
        g_assert_nonnull (strstr (once, strrchr (cases[i].text, '\n') != NULL ? strrchr (cases[i].text, '\n') + 1 : cases[i].text));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/requirement/cells", test_cells);
  g_test_add_func ("/artifact/requirement/loose", test_loose);
  g_test_add_func ("/artifact/requirement/first-import", test_first_import);
  g_test_add_func ("/artifact/requirement/written-proposes-nothing", test_written_proposes_nothing);
  g_test_add_func ("/artifact/requirement/later-edit-proposes", test_later_edit_proposes);
  g_test_add_func ("/artifact/requirement/forms", test_forms);
  g_test_add_func ("/artifact/requirement/every-kind-of-edit", test_every_kind_of_edit);
  g_test_add_func ("/artifact/requirement/hand-edits-stay", test_hand_edits_stay);
  g_test_add_func ("/artifact/requirement/asserted", test_asserted);
  g_test_add_func ("/artifact/requirement/keeps-hand-written", test_keeps_hand_written);
  g_test_add_func ("/artifact/requirement/open-fence", test_open_fence);
  g_test_add_func ("/artifact/requirement/line-ends", test_line_ends);
  g_test_add_func ("/artifact/requirement/corpus", test_corpus);
  return g_test_run ();
}
