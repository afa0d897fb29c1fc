/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cells of the pattern table: entered, pasted, imported, exported, and its rows. */

#include "requirements-test.h"

#include "project/tenon-left-out.h"

/* ---- cells ---- */

static void
test_cells (Fixture      *self,
            gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *text;
    const char *shown; /* NULL: refused */
  } cases[] = {
    { "description", "Log in, by name", "Log in, by name" },
    { "operation-type", "update", "Update" },
    { "operation-type", "", "" },
    { "operation-type", "Guess", NULL },
    { "entities", "USERS, orders", "users, orders" },
    { "attributes", "username, orders.status", "users.username, orders.status" },
    { "latency-ms", "50 ms", "50" },
    { "latency-ms", "0.2 s", "200" },
    { "latency-ms", "fast", NULL },
    { "bytes-returned", "2 KB", "2048" },
    { "page-size", "20", "20" },
    { "range", "username", "users.username" },
    { "range", "orders.id, orders.status", NULL }, /* one range; the other is a filter */
    { "order-by", "orders.id desc, status", "orders.id desc, orders.status" },
    { "is-list", "yes", "yes" },
    { "consistency", "strong", "Strong" },
    { "suitability", "High", "High" },
    { "rps-peak", "500/200 RPS", "500" },
    { "rps-average", "500/200 RPS", "200" },
    { "rps-average", "0.060 RPS", "0.06" },
    { "rps-peak", "~5 RPS (burst)", "5" },
    { "rps-average", "~5 RPS (burst)", NULL }, /* a burst is no average */
    { "rps-peak", "5M/day", NULL },            /* and a day's count no peak */
    { "rps-average", "8.64M/day", "100" },
    { "rps-peak", "100-200 RPS", NULL },
    { "rps-peak", "10 writes/s, 50 reads/s", NULL },
    { "rps-peak", "1e308", NULL },
    { "rps-peak", "= 5", NULL },
    { "rps-average", "20 / 2", "2" },
    { "rps-average", "0.00001", "0.00001" },
    { "rps-peak", "TBD", NULL }, /* a known rate is forgotten on purpose only */
    { "rps-peak", "—", NULL },
    { "rps-peak", "N/A", NULL },
    { "rps-peak", "unknown", "" },
    { "rps-peak", "TBD", "" },
    { "rps-peak", "lots", NULL },
    { "peak-evidence", "me", NULL },
  };
  TenonPattern *pattern = pattern_of (self, "AP1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done = tenon_project_set_cell (self->project, pattern, column (cases[i].column), cases[i].text, "told", BY, &error);

      g_test_message ("%s: %s", cases[i].column, cases[i].text);
      g_assert_true (done == (cases[i].shown != NULL));
      if (!done)
        continue;
      shown = tenon_pattern_dup_cell (pattern, column (cases[i].column));
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
  g_assert_null (pattern->rps_peak);
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern->rps_average), "told"));
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (tenon_project_set_cell (self->project, pattern, column ("rps-peak"), "5", NULL, BY, &error));
    g_assert_nonnull (error);
  }
}

static void
test_paste (Fixture      *self,
            gconstpointer data)
{
  const char               *ids[] = { "AP1", "AP2", NULL };
  const TenonPatternColumn *columns[] = { column ("description"), column ("rps-peak"), column ("rps-average") };
  g_autoptr (TenonCellPlan) plan = NULL;
  g_autoptr (TenonCellPlan) fill = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *before = tenon_record_to_json (TENON_RECORD (self->model->patterns != NULL ? pattern_of (self, "AP2") : NULL), 0);

  plan = tenon_project_plan_paste (self->project, "\"Log \"\"in\"\"\nby name\"\t500/200 RPS\t~20\r\nSecond\tTBD\t3\tbeyond\r\nThird\t7\t2\r\n", ids, columns, 3, TRUE);
  g_assert_cmpuint (tenon_cell_plan_get_n_new (plan), ==, 1);
  g_assert_true (tenon_cell_plan_needs_evidence (plan));
  g_assert_cmpuint (tenon_cell_plan_get_findings (plan)->len, ==, 3); /* two loose cells, one beyond the columns */
  g_assert_false (tenon_project_apply_plan (self->project, plan, NULL, NULL, BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_model_can_undo (self->model));
  g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "sheet of May", BY, &error));
  g_assert_cmpstr (pattern_of (self, "AP1")->description, ==, "Log \"in\"\nby name");
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 500);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_average), ==, 20);
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern_of (self, "AP1")->rps_average), "sheet of May (said as “~20”)"));
  g_assert_null (pattern_of (self, "AP2")->rps_peak);
  g_assert_cmpstr (pattern_of (self, "AP6")->description, ==, "Third");

  /* What is copied is pasted as it was. */
  copied = tenon_project_copy_cells (self->project, ids, columns, 3, FALSE);
  g_assert_cmpstr (copied, ==, "\"Log \"\"in\"\"\nby name\"\t500\t20\nSecond\t\t3\n");
  g_clear_pointer (&plan, tenon_cell_plan_free);
  plan = tenon_project_plan_paste (self->project, copied, ids, columns, 3, TRUE);
  g_assert_cmpuint (tenon_cell_plan_get_edits (plan)->len, ==, 0);
  g_assert_false (tenon_cell_plan_needs_evidence (plan));

  /* One cell fills a selection; undo takes each back as a whole. */
  fill = tenon_project_plan_paste (self->project, "done", ids, (const TenonPatternColumn *[]){ column ("status") }, 1, FALSE);
  g_assert_true (tenon_project_apply_plan (self->project, fill, NULL, NULL, NULL, &error));
  g_assert_cmpstr (pattern_of (self, "AP2")->status, ==, "done");
  tenon_model_undo (self->model);
  tenon_model_undo (self->model);
  {
    g_autofree char *after = tenon_record_to_json (TENON_RECORD (pattern_of (self, "AP2")), 0);

    g_assert_cmpstr (after, ==, before);
    g_assert_null (tenon_model_find_pattern (self->model, "AP6"));
  }
}

/* "500/200" alone in one column says the other rate as well, where nobody else does. */
static void
test_both_halves (Fixture      *self,
                  gconstpointer data)
{
  const char               *ids[] = { "AP1", "AP2", NULL };
  const TenonPatternColumn *peak[] = { column ("rps-peak") };
  const TenonPatternColumn *average[] = { column ("rps-average") };
  g_autoptr (TenonRate) known = tenon_rate_new (TENON_RATE_STATED, 120, "said");
  g_autoptr (TenonCellPlan) pasted = NULL;
  g_autoptr (TenonCellPlan) imported = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *half = tenon_pattern_column_dup_other_half (peak[0], "500/200 RPS");
  g_autofree char *other = tenon_pattern_column_dup_other_half (average[0], "500/200 RPS");

  g_assert_cmpstr (half, ==, "200");
  g_assert_cmpstr (other, ==, "500");
  g_assert_null (tenon_pattern_column_dup_other_half (peak[0], "500"));
  g_assert_null (tenon_pattern_column_dup_other_half (column ("description"), "500/200"));
  tenon_model_set (self->model, "Rate", pattern_of (self, "AP1"), "rps-peak", NULL, "rps-average", NULL, NULL);
  tenon_model_set (self->model, "Rate", pattern_of (self, "AP2"), "rps-peak", NULL, "rps-average", known, NULL);
  pasted = tenon_project_plan_paste (self->project, "500/200 RPS\n30/10\n", ids, peak, 1, FALSE);
  g_assert_cmpuint (tenon_cell_plan_get_edits (pasted)->len, ==, 3);
  g_assert_true (tenon_project_apply_plan (self->project, pasted, NULL, "a sheet", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 500);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_average), ==, 200);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 30);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_average), ==, 120); /* and the plan says that it stays */
  g_assert_cmpstr (((TenonDiagnostic *)g_ptr_array_index (tenon_cell_plan_get_findings (pasted), 3))->code, ==, "rate-kept");
  tenon_model_undo (self->model);
  imported = tenon_project_plan_import (self->project, "Pattern,Peak,Average\nAP1,500/200,\nAP3,40/20,7\n", "sheet.csv");
  g_assert_true (tenon_project_apply_plan (self->project, imported, NULL, "sheet.csv", BY, &error));
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_average), ==, 200);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP3")->rps_average), ==, 7); /* its own cell says so */
}

static void
fill_everything (Fixture *self)
{
  TenonPattern *pattern = pattern_of (self, "AP2");
  const char   *names[] = { "orders.id", "words, with a comma", " edge ", "back\\slash", NULL };
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Fill");
  g_autoptr (TenonRate) observed = tenon_rate_new (TENON_RATE_OBSERVED, 1.0 / 3, "log, \"quoted\"\nand two lines");
  g_autoptr (TenonRate) derived = tenon_rate_new (TENON_RATE_DERIVED, 1, "AP2 average x 3 = at least 0.333333 × 3 = at least 1");
  g_autoptr (TenonRate) huge = tenon_rate_new (TENON_RATE_STATED, 999999999.9375, "a slip of the hand");
  g_autoptr (TenonRate) tiny = tenon_rate_new (TENON_RATE_STATED, 5e-320, "another one");

  tenon_rate_set_lower_bound (observed, TRUE);
  tenon_rate_set_place (observed, "slow.log", 17);
  tenon_rate_set_formula (derived, "AP2 average x 3");
  tenon_rate_set_person (huge, BY, "2025-05-01T10:00:00Z");
  tenon_rate_set_place (tiny, "dynamodb_requirement.md", 40);
  tenon_rate_set_person (derived, BY, "2025-05-01T10:00:00Z");
  g_object_set (pattern, "rps-peak", derived, "rps-average", observed, "attributes", names, "equality", names, "statements", names,
                "latency-ms", 12.5, "items-returned", 1e-7, "bytes-returned", 1234567.0, "page-size", (gint64)20, "is-list", TRUE,
                "range", "orders.id", "status", "“done”,\r\nor not", "consistency-requirements", TENON_CONSISTENCY_EVENTUAL,
                "complexity", TENON_COMPLEXITY_MODERATE, "dynamodb-suitability", TENON_SUITABILITY_LOW, "file", "api.csv", "line", (gint64)3, NULL);
  tenon_list_append_take (pattern->order_by, g_object_new (TENON_TYPE_SHAPE_ORDER, "column", "orders.id", "descending", TRUE, NULL));
  /* Numbers nobody means are numbers too. */
  g_object_set (pattern_of (self, "AP3"), "rps-peak", huge, "rps-average", tiny, NULL);
  tenon_edit_commit (edit);
}

/* Out and in again gives the same patterns, to the last field. */
static void
test_round_trip (Fixture      *self,
                 gconstpointer data)
{
  const char separators[] = { ',', '\t' };

  fill_everything (self);
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *text = tenon_project_export_patterns (self->project, separators[i]);
      g_autofree char *again = NULL;
      g_autofree char *folder = g_strdup_printf ("%s/again%u", self->folder, i);
      const char      *none[] = { NULL };
      g_autoptr (TenonProject) other = NULL;
      g_autoptr (TenonCellPlan) plan = NULL;
      g_autoptr (TenonCellPlan) same = tenon_project_plan_import (self->project, text, "patterns.csv");
      g_autoptr (GError) error = NULL;
      TenonModel *model;

      g_assert_cmpuint (tenon_cell_plan_get_edits (same)->len, ==, 0);
      g_assert_cmpuint (tenon_cell_plan_get_n_new (same), ==, 0);
      other = tenon_project_create (folder, "Again", none, NULL, NULL, &error);
      g_assert_no_error (error);
      plan = tenon_project_plan_import (other, text, "patterns.csv");
      g_assert_false (tenon_cell_plan_needs_evidence (plan));
      g_assert_true (tenon_project_apply_plan (other, plan, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      model = tenon_project_get_model (other);
      g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, tenon_list_get_length (self->model->patterns));
      for (guint k = 0; k < tenon_list_get_length (model->patterns); k++)
        {
          g_autofree char *a = tenon_record_to_json (tenon_list_get (self->model->patterns, k), 1);
          g_autofree char *b = tenon_record_to_json (tenon_list_get (model->patterns, k), 1);

          g_assert_cmpstr (a, ==, b);
        }
      again = tenon_project_export_patterns (other, separators[i]);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_foreign_file (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (TenonCellPlan) plan = NULL;
  g_autoptr (TenonCellPlan) weaker = NULL;
  g_autoptr (GError) error = NULL;

  plan = tenon_project_plan_import (self->project, "#;Access Pattern;RPS (Peak/Avg);Owner\n1;Log in;500/200 RPS;me\n**9**;A new one;~5 RPS (burst);\n9;Twice;1;\n", "sheet.csv");
  g_assert_cmpuint (tenon_cell_plan_get_n_new (plan), ==, 1);
  g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "sheet.csv", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_average), ==, 200);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP9")->rps_peak), ==, 5);
  /* An id that names no one pattern is left out, by import and by paste. */
  {
    const char               *ids[] = { "AP2", NULL };
    const TenonPatternColumn *columns[] = { column ("pattern-id") };
    g_autoptr (TenonCellPlan) strange = tenon_project_plan_import (self->project, "#,Description\n12-14 and 15,Three\n", "sheet.csv");
    g_autoptr (TenonCellPlan) pasted = tenon_project_plan_paste (self->project, "**AP 2**, or so", ids, columns, 1, FALSE);

    g_assert_cmpuint (tenon_cell_plan_get_n_new (strange), ==, 0);
    g_assert_cmpuint (tenon_cell_plan_get_findings (strange)->len, ==, 1);
    g_assert_cmpuint (tenon_cell_plan_get_edits (pasted)->len, ==, 0);
    g_assert_cmpuint (tenon_cell_plan_get_findings (pasted)->len, ==, 1);
  }
  /* What is not stated does not replace what is, and an empty cell takes nothing away. */
  weaker = tenon_project_plan_import (self->project, "pattern-id,rps-peak,peak-origin,peak-evidence,rps-average\nAP1,3,OBSERVED,log,\n", "log.csv");
  g_assert_cmpuint (tenon_cell_plan_get_edits (weaker)->len, ==, 0);
  g_assert_cmpuint (tenon_cell_plan_get_findings (weaker)->len, ==, 1);
}

static gboolean
is_found (TenonCellPlan *plan,
          const char    *code,
          const char    *words)
{
  GPtrArray *findings = tenon_cell_plan_get_findings (plan);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code) && strstr (finding->message, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A sheet replaces nothing that somebody stated, whichever way it comes: each is named with who said it, and waits. */
static void
test_stated_stays (Fixture      *self,
                   gconstpointer data)
{
  static const char *const  sheets[] = { "Pattern,Peak,Average\nAP1,70,30\n", "Pattern,RPS (Peak/Avg)\nAP1,70/30\n", "Pattern,Peak,Average,Evidence,Stated by\nAP1,70,30,sheet,Bob <b@example.org>\n",
                                         "pattern-id,rps-peak,rps-average,peak-origin,peak-evidence,peak-by,average-origin,average-evidence,average-by\nAP1,70,30,STATED,sheet,Ada Lovelace <ada@example.org>,STATED,sheet,Bob <b@example.org>\n" };
  const char               *ids[] = { "AP1", NULL };
  const TenonPatternColumn *columns[] = { column ("rps-peak"), column ("rps-average") };
  TenonPattern             *pattern = pattern_of (self, "AP1");
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_set_cell (self->project, pattern, column ("rps-peak"), "50", "load test", BY, &error));
  g_assert_true (tenon_project_set_cell (self->project, pattern, column ("rps-average"), "20", "load test", BY, &error));
  for (guint i = 0; i <= G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (TenonCellPlan) plan = i < G_N_ELEMENTS (sheets) ? tenon_project_plan_import (self->project, sheets[i], "sheet.csv")
                                                                 : tenon_project_plan_paste (self->project, "70\t30\n", ids, columns, 2, FALSE);
      g_autoptr (TenonCellPlan) wanted = i < G_N_ELEMENTS (sheets) ? tenon_project_plan_import (self->project, sheets[i], "sheet.csv")
                                                                   : tenon_project_plan_paste (self->project, "70\t30\n", ids, columns, 2, FALSE);

      g_assert_cmpuint (tenon_cell_plan_get_edits (plan)->len, ==, 0);
      g_assert_cmpuint (tenon_cell_plan_get_n_stated (plan), ==, 2);
      g_assert_false (tenon_cell_plan_needs_evidence (plan));
      g_assert_true (is_found (plan, "rate-stated", "AP1, Peak: 50/s was stated by Ada Lovelace on 2"));
      g_assert_true (is_found (plan, "rate-stated", "(load test); the sheet says 70"));
      g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "sheet", BY, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (rate_of (pattern->rps_peak), ==, 50);
      g_assert_cmpfloat (rate_of (pattern->rps_average), ==, 20);

      tenon_cell_plan_set_replaces (wanted, TRUE);
      g_assert_cmpuint (tenon_cell_plan_get_edits (wanted)->len, ==, 2);
      tenon_cell_plan_set_replaces (wanted, FALSE);
      g_assert_cmpuint (tenon_cell_plan_get_edits (wanted)->len, ==, 0);
      tenon_cell_plan_set_replaces (wanted, TRUE);
      g_assert_true (tenon_project_apply_plan (self->project, wanted, NULL, "sheet", BY, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (rate_of (pattern->rps_peak), ==, 70);
      g_assert_cmpfloat (rate_of (pattern->rps_average), ==, 30);
      tenon_model_undo (self->model);
    }
}

/* What a sheet says its rates rest on is their evidence, whatever it calls it, and who says so is who says so. */
static void
test_evidence_columns (Fixture      *self,
                       gconstpointer data)
{
  static const struct
  {
    const char *csv;
    const char *peak;    /* evidence */
    const char *average; /* evidence */
    const char *by;
  } cases[] = {
    { "Pattern,Peak,Average,Evidence\nAP1,5,2,load test\n", "load test", "load test", BY },
    { "Pattern,Peak,Average,Peak evidence,Average Evidence\nAP1,5,2,load test,billing\n", "load test", "billing", BY },
    { "Pattern,Peak,Average,Source\nAP1,5,2,APM dashboard\n", "APM dashboard", "APM dashboard", BY },
    { "Pattern,Peak,Average,EVIDENCE,Stated by\nAP1,5,2,load test,Bob <b@example.org>\n", "load test", "load test", "Bob <b@example.org>" },
    { "Pattern,Peak,Average,Evidence,Stated by\nAP1,5,2,load test,the sales people\n", "load test (stated by the sales people)", "load test (stated by the sales people)", BY },
    { "Pattern,RPS (Peak/Avg),Evidence\nAP1,5/2,load test\n", "load test (said as “5/2”)", "load test (said as “5/2”)", BY },
    { "Pattern,Peak,Average,Average evidence\nAP1,5,2,billing\n", "of all", "billing", BY },
  };
  TenonPattern *pattern = pattern_of (self, "AP1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonCellPlan) plan = tenon_project_plan_import (self->project, cases[i].csv, "sheet.csv");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].csv);
      g_assert_false (is_found (plan, "column-unknown", ""));
      g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, g_str_equal (cases[i].peak, "of all") ? "of all" : NULL, BY, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (tenon_rate_get_evidence (pattern->rps_peak), ==, cases[i].peak);
      g_assert_cmpstr (tenon_rate_get_evidence (pattern->rps_average), ==, cases[i].average);
      g_assert_cmpstr (tenon_rate_get_by (pattern->rps_peak), ==, cases[i].by);
      g_assert_nonnull (tenon_rate_get_at (pattern->rps_peak));
      tenon_model_undo (self->model);
    }
}

/* A row of a sheet that names nothing makes no pattern; one that says what it does is that pattern, or a new one. */
static void
test_strange_rows (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (TenonCellPlan) plan = tenon_project_plan_import (self->project, "Pattern,Description,Peak\n,,5\nAP999,,1\n,create ORDER record,7\n,Something new,3\nAP77,Something else,2\n,,\n", "sheet.csv");
  g_autoptr (GError) error = NULL;
  guint n = tenon_list_get_length (self->model->patterns);

  g_assert_true (is_found (plan, "row-nameless", ""));
  g_assert_true (is_found (plan, "row-unknown", "AP999"));
  g_assert_cmpuint (tenon_cell_plan_get_findings (plan)->len, ==, 2);
  g_assert_cmpuint (tenon_cell_plan_get_n_new (plan), ==, 2);
  g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "sheet", BY, &error));
  g_assert_cmpuint (tenon_list_get_length (self->model->patterns), ==, n + 2);
  g_assert_null (tenon_model_find_pattern (self->model, "AP999"));
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP3")->rps_peak), ==, 7);
  g_assert_cmpstr (pattern_of (self, "AP77")->description, ==, "Something else");
}

/* What was saved and not committed before a project is opened is no less uncommitted. */
static void
test_uncommitted (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr (TenonProject) clean = NULL, dirty = NULL;
  g_autoptr (GError) error = NULL;

  clean = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tenon_project_get_n_uncommitted (clean), ==, 0);
  g_assert_true (tenon_project_set_cell (clean, tenon_model_find_pattern (tenon_project_get_model (clean), "AP1"), column ("description"), "Else", NULL, NULL, &error));
  g_assert_true (tenon_project_save (clean, &error));
  g_assert_no_error (error);
  dirty = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tenon_project_get_n_uncommitted (dirty), ==, 2); /* the model, and the requirement file that follows it */
}

/* As a German spreadsheet writes: semicolons separate, and the comma is the decimal sign. */
static void
test_decimal_comma (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (TenonCellPlan) plan = tenon_project_plan_import (self->project, "Pattern;Peak;Average;Latency;RPS\nAP1;1.400,5;1,400;12,5;\nAP2;7.5;0,75;;;lost\nAP3;;;;0,5/0,25 RPS\nAP4;1.400;;;\n", "export.csv");
  g_autoptr (TenonCellPlan) other = tenon_project_plan_import (self->project, "Pattern\tPeak\nAP4\t1,500\n", "export.tsv");
  g_autoptr (GError) error = NULL;
  gboolean is_told = FALSE;

  g_assert_true (tenon_project_apply_plan (self->project, plan, NULL, "sheet", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 1400.5);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_average), ==, 1.4);
  g_assert_cmpfloat (pattern_of (self, "AP1")->latency_ms, ==, 12.5);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 7.5);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_average), ==, 0.75);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP3")->rps_average), ==, 0.25);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP4")->rps_peak), ==, 1400);
  for (guint i = 0; i < tenon_cell_plan_get_findings (plan)->len; i++)
    is_told |= strstr (((TenonDiagnostic *)g_ptr_array_index (tenon_cell_plan_get_findings (plan), i))->message, "“lost” stands behind the last heading") != NULL;
  g_assert_true (is_told);
  g_assert_true (tenon_project_apply_plan (self->project, other, NULL, "sheet", BY, &error));
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP4")->rps_peak), ==, 1500);
}

/* What says nothing takes no known rate away, whoever said it: it is told, and the rate stays. */
static void
test_kept_rates (Fixture      *self,
                 gconstpointer data)
{
  static const char        *silent[] = { "TBD", "—", "N/A", "unknown", " ", "" };
  const char               *ids[] = { "AP1", "AP2", NULL };
  const TenonPatternColumn *columns[] = { column ("rps-peak"), column ("rps-average") };
  g_autoptr (GError) error = NULL;

  fill_everything (self);
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), column ("rps-peak"), "40", "told", BY, &error));
  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    {
      gboolean         is_empty = *silent[i] == '\0';
      g_autofree char *csv = g_strdup_printf ("Pattern,Peak,Average\nAP1,%s,\nAP2,%s,%s\n", silent[i], silent[i], silent[i]);
      g_autofree char *both = g_strdup_printf ("Pattern,RPS (Peak/Avg)\nAP1,%s\nAP2,%s\n", silent[i], silent[i]);
      g_autofree char *tsv = g_strdup_printf ("%s\t\n%s\t%s\n", silent[i], silent[i], silent[i]);
      g_autoptr (TenonCellPlan) imported = tenon_project_plan_import (self->project, csv, "sheet.csv");
      g_autoptr (TenonCellPlan) one_column = tenon_project_plan_import (self->project, both, "sheet.csv");
      g_autoptr (TenonCellPlan) pasted = tenon_project_plan_paste (self->project, tsv, ids, columns, 2, FALSE);

      g_test_message ("“%s”", silent[i]);
      g_assert_cmpuint (tenon_cell_plan_get_edits (imported)->len, ==, 0);
      g_assert_cmpuint (tenon_cell_plan_get_edits (one_column)->len, ==, 0);
      g_assert_cmpuint (tenon_cell_plan_get_edits (pasted)->len, ==, 0);
      g_assert_cmpuint (tenon_cell_plan_get_findings (imported)->len, ==, is_empty ? 0 : 3);
      g_assert_cmpuint (tenon_cell_plan_get_findings (pasted)->len, ==, 3);
    }
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 40);
  g_assert_cmpint (tenon_rate_get_origin (pattern_of (self, "AP2")->rps_average), ==, TENON_RATE_OBSERVED);
  /* On purpose. */
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP1"), column ("rps-peak"), "", NULL, NULL, &error));
  g_assert_true (tenon_project_set_cell (self->project, pattern_of (self, "AP2"), column ("rps-peak"), "Unknown", NULL, NULL, &error));
  g_assert_null (pattern_of (self, "AP1")->rps_peak);
  g_assert_null (pattern_of (self, "AP2")->rps_peak);
}

static void
test_rows (Fixture      *self,
           gconstpointer data)
{
  const char *ids[] = { "AP2", NULL };
  const char *both[] = { "AP1", "AP5", NULL };
  g_auto (GStrv) copies = NULL;
  TenonPattern *added;

  fill_everything (self);
  copies = tenon_project_duplicate_patterns (self->project, ids);
  g_assert_cmpstr (copies[0], ==, "AP6");
  g_assert_cmpstr (((TenonPattern *)tenon_list_get (self->model->patterns, 2))->pattern_id, ==, "AP6");
  g_assert_null (pattern_of (self, "AP6")->rps_peak);
  g_assert_true (pattern_of (self, "AP6")->is_draft);
  g_assert_cmpfloat (pattern_of (self, "AP6")->latency_ms, ==, 12.5);
  added = tenon_project_add_pattern (self->project, "AP1");
  g_assert_cmpstr (added->pattern_id, ==, "AP7");
  g_assert_true (tenon_list_get (self->model->patterns, 1) == added);
  g_assert_true (tenon_project_move_patterns (self->project, both, 1));
  g_assert_cmpstr (((TenonPattern *)tenon_list_get (self->model->patterns, 0))->pattern_id, ==, "AP7");
  g_assert_cmpstr (((TenonPattern *)tenon_list_get (self->model->patterns, 1))->pattern_id, ==, "AP1");
  g_assert_cmpstr (((TenonPattern *)tenon_list_get (self->model->patterns, 2))->pattern_id, ==, "AP5");
  g_assert_false (tenon_project_move_patterns (self->project, both, 1));
  g_assert_true (tenon_project_remove_patterns (self->project, both, "kept apart", BY, NULL));
  g_assert_null (tenon_model_find_pattern (self->model, "AP1"));
  tenon_model_undo (self->model);
  tenon_model_undo (self->model);
  g_assert_cmpstr (((TenonPattern *)tenon_list_get (self->model->patterns, 0))->pattern_id, ==, "AP1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/requirements/cells", test_cells);
  ADD ("/requirements/paste", test_paste);
  ADD ("/requirements/both-halves", test_both_halves);
  ADD ("/requirements/round-trip", test_round_trip);
  ADD ("/requirements/foreign-file", test_foreign_file);
  ADD ("/requirements/stated-stays", test_stated_stays);
  ADD ("/requirements/evidence-columns", test_evidence_columns);
  ADD ("/requirements/strange-rows", test_strange_rows);
  ADD ("/requirements/uncommitted", test_uncommitted);
  ADD ("/requirements/decimal-comma", test_decimal_comma);
  ADD ("/requirements/kept-rates", test_kept_rates);
  ADD ("/requirements/rows", test_rows);
  return g_test_run ();
}
