/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requirement files as other people write them: whatever the form, each pattern and rate is read, nothing of the text is
 * lost, and what is written reads back as it is. */

#include "artifact-test.h"
#include "artifact/tenon-requirement-document.h"
#include "model/tenon-facts.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  double      peak; /* of AP1, requests a second; negative: unknown */
  double      average;
  const char *description; /* (nullable) of AP1 */
} Form;

#define HEAD "# Session\n\n## Access Patterns Analysis\n\n"

static const Form forms[] = {
  { "two columns", HEAD "| # | Description | Type | Peak RPS | Average RPS |\n|---|---|---|--:|--:|\n| 1 | Register | Write | 500 | 200 |\n| 2 | Find | Read | 1,200 | 300 |\n", 500, 200, "Register" },
  { "one column", HEAD "| Pattern # | Description | RPS (Peak/Avg) | Type |\n|---|---|---|---|\n| AP1 | Register | 500/200 RPS | Write |\n", 500, 200, "Register" },
  { "average first", HEAD "| Pattern # | Description | RPS (Avg / Peak) |\n|---|---|---|\n| AP1 | Register | 200 / 500 |\n", 500, 200, "Register" },
  { "labelled against the heading", HEAD "| Pattern # | Description | RPS (Avg / Peak) |\n|---|---|---|\n| AP1 | Register | peak 500, avg 200 |\n", 500, 200, "Register" },
  { "unit in the heading", HEAD "| Pattern # | Description | Requests per minute (Peak/Avg) |\n|---|---|---|\n| AP1 | Register | 120/60 |\n| AP2 | Find | 2/1 per second |\n", 2, 1, "Register" },
  { "reordered", HEAD "| Type | Avg Requests/s | Access Pattern | Peak Requests/s | ID |\n|:-:|--:|:--|--:|---|\n| Read | 2 | Register | 5 | **AP1** |\n", 5, 2, "Register" },
  { "peak and average alone", HEAD "| # | Access Pattern | Peak | Average |\n|---|---|---|---|\n| 1 | Register | 5 | 2 |\n", 5, 2, "Register" },
  { "two rows of headings", HEAD "| # | Pattern | RPS | | Type |\n|---|---|---|---|---|\n| | | Peak | Avg | |\n| 1 | Register | 5 | 2 | Read |\n", 5, 2, "Register" },
  { "more columns", HEAD "| # | Pattern | RPS | Type | Latency | Priority |\n|---|---|---|---|---|---|\n| 1 | Register | 5/2 | Read | 20 ms | high |\n", 5, 2, "Register" },
  { "more cells than headings", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 | stray words |\n", 5, 2, "Register" },
  { "fewer cells", HEAD "| # | Description | RPS | Type | Status |\n|---|---|---|---|---|\n| 1 | Register | 5/2\n| 2 | Find |\n", 5, 2, "Register" },
  { "no id", HEAD "| Access Pattern | RPS | Type |\n|---|---|---|\n| Register | 5/2 | Write |\n| Find | 9/3 | Read |\n", 5, 2, "Register" },
  { "no rates", HEAD "| # | Access Pattern | Type |\n|---|---|---|\n| 1 | Register | Write |\n", -1, -1, "Register" },
  { "no outer pipes", HEAD "ID | Description | RPS\n--|--|--\n1 | Register | 5/2\n", 5, 2, "Register" },
  { "no end of line", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |", 5, 2, "Register" },
  { "windows", "# Session\r\n\r\n## Access Patterns Analysis\r\n\r\n| # | Description | RPS |\r\n|---|---|---|\r\n| 1 | Register | 5/2 |\r\n", 5, 2, "Register" },
  { "byte order mark", "\357\273\277# Session\n\n## Access Patterns Analysis\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n", 5, 2, "Register" },
  { "inline markdown", HEAD "| **#** | *Description* | `RPS` |\n|---|---|---|\n| `AP1` | Register | [**5/2** RPS](load.md) |\n", 5, 2, "Register" },
  { "escaped pipes", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | This \\| that | 5/2 |\n", 5, 2, "This | that" },
  { "line breaks", HEAD "| # | Description | RPS<br>(Peak/Avg) |\n|---|---|---|\n| 1 | Register<br>a member | Peak: 5<br>Avg: 2 |\n", 5, 2, "Register\na member" },
  { "words for a rate", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | quite many |\n", -1, -1, "Register" },
  { "a range of ids", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n| 2-4 | Three of them | 9 |\n", 5, 2, "Register" },
  { "an id twice", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n| 1 | Another one | 9 |\n", 5, 2, "Register" },
  { "operations by name", HEAD "| # | Description | RPS | Type |\n|---|---|---|---|\n| 1 | Register | 5/2 | Query + BatchGetItem |\n", 5, 2, "Register" },
  { "numbered headings", "# SESSION\n\n## 2. ACCESS PATTERNS ANALYSIS\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n", 5, 2, "Register" },
  { "two tables", HEAD "### Users\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n\n### Books\n\n| # | Description | RPS |\n|---|---|---|\n| 2 | Find | 9/3 |\n", 5, 2, "Register" },
  { "in a quotation", HEAD "> | # | Description | RPS |\n> |---|---|---|\n> | 1 | Register | 5/2 |\n", 5, 2, "Register" },
  { "sections", HEAD "### AP1: Register\n\n- **Type**: Write\n- **RPS**: 5/2\n- **Attributes**: email\n- **Priority**: high\n\n### AP2: Find\n\n- **Peak RPS**: 9\n- **Average RPS**: 3\n", 5, 2, "Register" },
  { "sections of plain lines", HEAD "### Pattern 1 - Register\n\n* Type: Write\n* Rate (per minute): 300/120\n", 5, 2, "Register" },
  { "bullets", HEAD "- **AP1**: Register — 5/2 RPS — Write\n- **AP2**: Find (9 RPS, Read)\n", 5, 2, "Register" },
  { "numbered bullets", HEAD "1. Register – 5/2 RPS\n2. Find – 9/3 RPS\n", 5, 2, "Register" },
  { "headings without rates", HEAD "### AP1: Register\n\nThe member fills in a form.\n\n- Latency: 20 ms\n- Owner: the desk\n\n### AP2: Find\n\n- Type: Read\n", -1, -1, "Register" },
  { "a numbered list without rates", HEAD "1. Register a member\n2. Find a book\n", -1, -1, "Register a member" },
  { "no ruling", HEAD "| # | Description | RPS |\n| 1 | Register | 5/2 |\n| 2 | Find | 9/3 |\n", 5, 2, "Register" },
  { "a ruling of another length", HEAD "| # | Description | RPS | Type |\n|---|---|---|\n| 1 | Register | 5/2 | Write |\n", 5, 2, "Register" },
  { "names for ids", HEAD "| Pattern | Description | RPS | Type |\n|---|---|---|---|\n| RegisterMember | Register | 5/2 | Write |\n| FindBook | Find | 9/3 | Read |\n", 5, 2, "Register" },
  { "hyphens in ids", HEAD "| # | Description | RPS |\n|---|---|---|\n| AP-1 | Register | 5/2 |\n| Pattern 2 | Find | 9/3 |\n", 5, 2, "Register" },
  { "signs behind ids", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 \360\237\224\264 | Register | 5/2 |\n", 5, 2, "Register" },
  { "numbers that begin again", HEAD "### Members\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n\n### Books\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Find a book | 9/3 |\n", 5, 2, "Register" },
  { "entities in cells", HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register &amp; &quot;greet&quot; &rarr; home | 5&nbsp;/&nbsp;2 |\n", 5, 2, "Register & \"greet\" → home" },
  { "tabs", HEAD "|\t#\t|\tDescription\t|\tRPS\t|\n|\t---\t|\t---\t|\t---\t|\n|\t1\t|\tRegister\t|\t5/2\t|\n", 5, 2, "Register" },
  { "every other column", HEAD "| # | Description | RPS | Entities | Latency | Consistency | Items Returned | Bytes Returned | Page Size | Complexity | DynamoDB Suitability | Filter | Priority | Owner |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n| 1 | Register | 5/2 | members, loans | <20ms | Strong | 10 | 4 KB | 25 | Simple | High | email | high | the desk |\n", 5, 2, "Register" },
  { "values in words", HEAD "| # | Description | RPS | Latency | Consistency | Items | Complexity |\n|---|---|---|---|---|---|---|\n| 1 | Register | 5/2 | instant | does not matter | a handful | so and so |\n", 5, 2, "Register" },
  { "quoted and nested overview", "# S\n\n## Overview\n\n- **Domain**: Lending\n- **Business Context**:\n  - Members lend\n  - Staff **mends**\n\n### Key Business Rules\n\nOne copy, one member.\n\n" HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n", 5, 2, "Register" },
  { "bullets below bullets", HEAD "- **AP1: Register**\n  - Peak RPS: 5\n  - Avg RPS: 2\n  - Type: Write\n", 5, 2, "Register" },
};

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
           TenonModel *model)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("req.md", text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  return tenon_requirement_document_read (source, model, diagnostics);
}

static double
get_rate (const TenonRate *rate)
{
  double value;

  return tenon_rate_get_value (rate, &value) ? value : -1;
}

/* All that the model says in words, and the text. */
static char *
dup_everything (TenonModel *model,
                const char *text)
{
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (model), 0);

  return g_strconcat (json, "\n", text, NULL);
}

/* Headings of a table that was taken over are said in other words; every other word stays. */
static void
assert_nothing_lost (const char *before,
                     const char *everything)
{
  g_auto (GStrv) lines = g_strsplit (before, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      if (lines[i + 1] != NULL && strstr (lines[i + 1], "--") != NULL && strchr (lines[i], '|') != NULL)
        continue;
      words = g_strsplit_set (lines[i], " |*`\\<>()[],:\r-#–—+/", -1);
      for (guint k = 0; words[k] != NULL; k++)
        if (g_ascii_isalpha (*words[k]) && !g_str_equal (words[k], "br") && strstr (everything, words[k]) == NULL)
          g_error ("“%s” of “%s” is lost", words[k], lines[i]);
    }
}

static void
test_form (gconstpointer data)
{
  const Form *form = data;
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) proposals = read_text (form->text, model);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *first = NULL, *second = NULL, *everything = NULL;
  TenonPattern    *pattern;

  apply_all (proposals, model);
  pattern = tenon_model_find_pattern (model, "AP1");
  g_assert_nonnull (pattern);
  g_assert_cmpfloat_with_epsilon (get_rate (pattern->rps_peak), form->peak, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_rate (pattern->rps_average), form->average, 1e-9);
  g_assert_cmpstr (pattern->description, ==, form->description);

  first = tenon_requirement_document_write (model, form->text);
  everything = dup_everything (model, first);
  assert_nothing_lost (form->text, everything);
  again = read_text (first, model);
  for (guint i = 0; i < again->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (again, i);

      g_error ("%s, %s: “%s” instead of “%s”", proposal->pattern_id, proposal->property, proposal->value, proposal->present);
    }
  second = tenon_requirement_document_write (model, first);
  g_assert_cmpstr (second, ==, first);
}

/* ---- what a merge leaves ---- */

static void
test_conflict (void)
{
  static const char text[] = HEAD "| # | Description | RPS |\n|---|---|---|\n<<<<<<< HEAD\n| 1 | Register | 5/2 |\n=======\n| 1 | Register | 7/2 |\n>>>>>>> theirs\n";
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonSource) source = tenon_source_new_text ("req.md", text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) proposals = tenon_requirement_document_read (source, model, diagnostics);
  g_autofree char *written = tenon_requirement_document_write (model, text);
  TenonDiagnostic *found = find_diagnostic (diagnostics, "requirement-conflict");

  g_assert_cmpstr (found->file, ==, "req.md");
  g_assert_cmpuint (found->line, ==, 7);
  g_assert_cmpint (found->severity, ==, TENON_SEVERITY_ERROR);
  g_assert_cmpuint (proposals->len, ==, 1);
  g_assert_cmpstr (((TenonPatternProposal *)g_ptr_array_index (proposals, 0))->property, ==, TENON_REQUIREMENT_CONFLICT);
  apply_all (proposals, model);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 0);
  g_assert_cmpstr (written, ==, text);
}

/* A share is a formula: it comes to a number once the total is known. */
static void
test_share (void)
{
  static const char text[] = HEAD "| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 25 % |\n";
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) proposals = read_text (text, model);
  TenonPattern *pattern;

  apply_all (proposals, model);
  pattern = tenon_model_find_pattern (model, "AP1");
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_UNKNOWN);
  g_assert_cmpstr (tenon_rate_get_formula (pattern->rps_peak), ==, "25% of total requests");
  g_assert_null (pattern->rps_average);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Total");

    g_assert_true (tenon_facts_set (model, "total-requests", "1400", "told", NULL, NULL, NULL));
    tenon_edit_commit (edit);
  }
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_DERIVED);
  g_assert_cmpfloat (get_rate (pattern->rps_peak), ==, 350);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strconcat ("/artifact/requirement-forms/", forms[i].name, NULL);

      g_strdelimit (path, " ", '-');
      g_test_add_data_func (path, &forms[i], test_form);
    }
  g_test_add_func ("/artifact/requirement-forms/conflict", test_conflict);
  g_test_add_func ("/artifact/requirement-forms/share", test_share);
  return g_test_run ();
}
