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

#define RUNS 60   /* seeds; TENON_TORTURE names another number, and the first of them: "2000 61" */
#define TABLES 12 /* of a schema that get patterns */

/* Errors of the rules that the input asks for: no key of the source fits, a pattern DynamoDB does not serve, no rates. */
static const char *const inputs[] = { "pattern-unserved", "key-not-unique", "source-without-unique-key", "rate-unknown", "entity-unknown", "item-size", "contract-pattern-unserved", "contract-key-not-unique", "contract-item-size", NULL };

/* (out) the first of the seeds and the one behind the last */
static void
get_seeds (guint32 *first,
           guint32 *end)
{
  const char *wanted = g_getenv ("TENON_TORTURE");
  guint64     n = RUNS, from = 1;

  if (wanted != NULL)
    {
      char *rest;

      n = g_ascii_strtoull (wanted, &rest, 10);
      from = MAX (1, g_ascii_strtoull (rest, NULL, 10));
    }
  *first = from;
  *end = from + n;
}

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
  guint   n = 0;
  guint32 first, end;

  get_seeds (&first, &end);
  for (guint32 seed = first; seed < end; seed++)
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
  guint32 first, end;

  get_seeds (&first, &end);
  for (guint32 seed = first; seed < first + (end - first) / 2; seed++)
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

/* ---- the order of the patterns ---- */

static void
shuffle (TenonModel *model,
         GRand      *rand)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Shuffle");

  for (guint i = tenon_list_get_length (model->patterns); i > 1; i--)
    {
      g_autoptr (TenonPattern) pattern = g_object_ref (tenon_list_get (model->patterns, g_rand_int_range (rand, 0, i)));
      guint position;

      g_assert_true (tenon_list_index_of (model->patterns, pattern, &position));
      tenon_list_remove (model->patterns, position);
      tenon_list_append (model->patterns, pattern);
    }
  tenon_edit_commit (edit);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* What has to be built: tables and indexes with their names, keys and projections; and how each pattern is served. */
static char *
outline (TenonDesign *design)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint t = 0; t < tenon_list_get_length (design->tables); t++)
    {
      TenonTable *table = tenon_list_get (design->tables, t);

      g_ptr_array_add (lines, g_strdup_printf ("table %s %s %s %d %u", table->name, table->partition_key, table->sort_key, table->is_provisional, tenon_list_get_length (table->attributes)));
      for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
        {
          TenonIndex      *index = tenon_list_get (table->indexes, i);
          g_autofree char *projected = index->projected != NULL ? g_strjoinv (",", index->projected) : NULL;

          g_ptr_array_add (lines, g_strdup_printf ("index %s/%s %s %s %d %u", table->name, index->name, index->partition_key, index->sort_key, index->projection, projected != NULL ? (guint)strlen (projected) : 0));
        }
      for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, i);

          g_ptr_array_add (lines, g_strdup_printf ("%s %s/%s %d %s %s %g %g", operation->pattern_id, table->name, operation->index, (int)operation->step, operation->operation, operation->key_condition, operation->items, operation->requests));
        }
    }
  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    g_ptr_array_add (lines, g_strconcat ("not served ", ((TenonUnserved *)tenon_list_get (design->unserved, i))->pattern_id, NULL));
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* The same patterns in another order ask for the same tables, keys, indexes and requests, under the same names. */
static guint
check_order (guint32 seed)
{
  g_autoptr (TenonModel) model = generate_large_model (seed, 1 + seed % 5, 0);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (TenonDesign) before = NULL, after = NULL;
  g_autofree char *a = NULL, *b = NULL;
  g_auto (GStrv) x = NULL, y = NULL;

  torture_model (model, seed, TABLES);
  before = tenon_design_propose (model, seed % 3);
  if (is_full (before))
    return 0;
  shuffle (model, rand);
  after = tenon_design_propose (model, seed % 3);
  a = outline (before);
  b = outline (after);
  x = g_strsplit (a, "\n", -1);
  y = g_strsplit (b, "\n", -1);
  for (guint i = 0; x[i] != NULL && y[i] != NULL; i++)
    if (strcmp (x[i], y[i]) != 0)
      {
        g_test_message ("order, seed %u: %s | %s", seed, x[i], y[i]);
        return 1;
      }
  return strcmp (a, b) != 0;
}

static void
test_order (void)
{
  guint   n = 0;
  guint32 first, end;

  get_seeds (&first, &end);
  for (guint32 seed = first; seed < end; seed++)
    n += check_order (seed);
  g_assert_cmpuint (n, ==, 0);
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
  g_test_add_func ("/torture/order", test_order);
  g_test_add_func ("/torture/corpus", test_corpus);
  return g_test_run ();
}
