/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns of every shape, over schemas of our own making and, where TENON_CORPUS names a folder, over real ones: what an
 * expert looks for holds for each design. */

#include "design-generator.h"
#include "design-laws.h"
#include "design-numbers.h"
#include "design-torture.h"

#include "contract/tenon-contract-checker.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <string.h>

#define RUNS 60
#define TABLES 12 /* of a schema that get patterns */

/* Errors of the rules that the input asks for: no key of the source fits, a pattern DynamoDB does not serve, no rates. */
static const char *const inputs[] = { "pattern-unserved", "key-not-unique", "source-without-unique-key", "rate-unknown", "entity-unknown", "item-size", "contract-pattern-unserved", "contract-key-not-unique", "contract-item-size", NULL };

static guint
tell (GPtrArray  *list,
      const char *what)
{
  for (guint i = 0; i < list->len; i++)
    g_test_message ("%s: %s", what, (char *)g_ptr_array_index (list, i));
  return list->len;
}

static guint
tell_errors (GPtrArray  *findings,
             const char *what)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (finding->severity != TENON_SEVERITY_ERROR || g_strv_contains (inputs, finding->code))
        continue;
      g_test_message ("%s: %s: %s %s", what, finding->code, finding->subject, finding->message);
      n++;
    }
  return n;
}

/* Each key has its value from somewhere; but for rows of a table that the pattern changes beside its own and that nothing leads
 * to: those a person has to name. */
static guint
tell_keys (TenonModel *model,
           GPtrArray  *findings,
           const char *what)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      TenonPattern *pattern = strcmp (finding->code, "key-value-unknown") == 0 ? tenon_model_find_pattern (model, finding->subject + strlen ("pattern:")) : NULL;

      if (pattern == NULL || (tenon_pattern_is_write (pattern) && pattern->entities_involved != NULL && pattern->entities_involved[0] != NULL && pattern->entities_involved[1] != NULL))
        continue;
      g_test_message ("%s: %s", what, finding->message);
      n++;
    }
  return n;
}

static guint
check (TenonModel *model,
       const char *what)
{
  guint n = 0;

  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
      g_autoptr (TenonDesign) again = tenon_design_propose (model, strategy);
      g_autoptr (TenonDesign) fitted = tenon_design_refit (model, design);
      g_autoptr (GPtrArray) laws = design_list_broken_laws (model, design);
      g_autoptr (GPtrArray) numbers = design_list_broken_numbers (model, design);
      g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);
      g_autoptr (GPtrArray) contract = tenon_contract_check_design (model, design);
      g_autoptr (TenonCost) cost = tenon_cost_estimate (model, design);
      g_autofree char *name = g_strdup_printf ("%s, strategy %u", what, strategy);
      g_autofree char *a = tenon_record_to_json (TENON_RECORD (design), 0);
      g_autofree char *b = tenon_record_to_json (TENON_RECORD (again), 0);
      g_autofree char *c = tenon_record_to_json (TENON_RECORD (fitted), 0);

      n += tell (laws, name) + tell (numbers, name) + tell_keys (model, findings, name) + tell_errors (findings, name) + tell_errors (contract, name);
      if (strcmp (a, b) != 0 || strcmp (a, c) != 0 || !(cost->dollars >= 0))
        {
          g_test_message ("%s: %s", name, strcmp (a, b) != 0 ? "two runs differ" : strcmp (a, c) != 0 ? "does not fit itself"
                                                                                                      : "no sum");
          n++;
        }
    }
  return n;
}

static void
test_generated (void)
{
  guint n = 0;

  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) model = generate_large_model (seed, 1 + seed % 9, 0);
      g_autofree char *what = g_strdup_printf ("seed %u", seed);

      torture_model (model, seed, TABLES);
      n += check (model, what);
    }
  g_assert_cmpuint (n, ==, 0);
}

static gboolean
is_full (TenonDesign *design)
{
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    if (tenon_list_get_length (((TenonTable *)tenon_list_get (design->tables, i))->indexes) >= 20)
      return TRUE;
  return FALSE;
}

/* Below the limit of indexes no eventually consistent pattern takes another one's service away. */
static void
test_monotony (void)
{
  for (guint32 seed = 1; seed <= RUNS / 2; seed++)
    {
      g_autoptr (TenonModel) model = generate_large_model (seed, 1 + seed % 5, 0);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (TenonDesign) after = NULL;

      torture_model (model, seed, TABLES);
      after = tenon_design_propose (model, seed % 3);
      for (guint i = 0; i < 3 && !is_full (after); i++)
        {
          g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Without");
          guint position = g_rand_int_range (rand, 0, tenon_list_get_length (model->patterns));
          g_autoptr (TenonPattern) taken = g_object_ref (tenon_list_get (model->patterns, position));
          g_autoptr (TenonDesign) before = NULL;

          if (taken->consistency_requirements == TENON_CONSISTENCY_STRONG)
            continue;
          tenon_list_remove (model->patterns, position);
          before = tenon_design_propose (model, seed % 3);
          for (guint p = 0; p < tenon_list_get_length (model->patterns); p++)
            {
              TenonPattern *pattern = tenon_list_get (model->patterns, p);

              if (tenon_design_serves (before, pattern->pattern_id) && !tenon_design_serves (after, pattern->pattern_id))
                g_error ("seed %u: %s takes %s away", seed, taken->pattern_id, pattern->pattern_id);
            }
        }
    }
}

static void
test_corpus (void)
{
  const char      *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char *folder = corpus != NULL ? g_build_filename (corpus, "schemas", NULL) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint       n = 0;

  if (dir == NULL)
    {
      g_test_skip ("TENON_CORPUS names no folder of schemas");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *ddl = NULL;
      g_autoptr (TenonModel) model = NULL;

      if (!g_str_has_suffix (name, ".sql") || !g_file_get_contents (path, &ddl, NULL, NULL))
        continue;
      model = sample_model (ddl);
      torture_model (model, g_str_hash (name), TABLES);
      n += check (model, name);
    }
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/torture/generated", test_generated);
  g_test_add_func ("/torture/monotony", test_monotony);
  g_test_add_func ("/torture/corpus", test_corpus);
  return g_test_run ();
}
