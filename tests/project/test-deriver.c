/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The live check follows edits to patterns with the result of a check from the start. */

#include "design-generator.h"

#include "design/tenon-proposal.h"
#include "model/tenon-question.h"
#include "project/tenon-deriver.h"

#include <string.h>

#define RUNS 40
#define STEPS 10

static char *
describe (TenonDerived *derived)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < derived->findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (derived->findings, i);

      g_string_append_printf (s, "%d %s %s %s %s\n", finding->severity, finding->code, finding->subject, finding->message, finding->remedy);
    }
  for (guint i = 0; i < derived->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (derived->questions, i);

      g_string_append_printf (s, "%s %s\n", question->subject, question->text);
    }
  for (guint i = 0; derived->cost != NULL && i < derived->cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (derived->cost->terms, i);

      g_string_append_printf (s, "%s %s %s %.17g %s\n", term->table, term->index, term->pattern_id, term->dollars, term->formula);
    }
  for (guint i = 0; derived->headroom != NULL && i < derived->headroom->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (derived->headroom, i);

      g_string_append_printf (s, "%s %s %.17g %.17g %s\n", headroom->table, headroom->index, headroom->read_units, headroom->write_units, headroom->basis);
    }
  if (derived->cost != NULL)
    g_string_append_printf (s, "%.17g %u %.17g %s\n", derived->cost->dollars, derived->cost->n_open, derived->cost->provisioned, derived->cost->convention);
  return g_string_free (s, FALSE);
}

static void
assert_same (TenonModel   *model,
             TenonDerived *derived)
{
  g_autoptr (TenonDerived) whole = tenon_derive (model);
  g_autofree char *a = describe (whole);
  g_autofree char *b = describe (derived);
  g_auto (GStrv) x = g_strsplit (a, "\n", -1);
  g_auto (GStrv) y = g_strsplit (b, "\n", -1);

  for (guint i = 0; x[i] != NULL && y[i] != NULL; i++)
    g_assert_cmpstr (x[i], ==, y[i]);
  g_assert_cmpuint (g_strv_length (x), ==, g_strv_length (y));
}

static void
take_proposal (TenonModel *model,
               guint32     seed)
{
  g_autoptr (TenonDesign) design = tenon_design_propose (model, seed % 3);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

  if (seed % 5 != 0)
    tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
  tenon_edit_commit (edit);
}

/* The patterns of the subjects, as a project tells them. */
static TenonDerived *
follow (TenonDeriver *deriver,
        TenonModel   *model,
        GHashTable   *subjects)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      g_autofree char *id = tenon_record_dup_id (tenon_list_get (model->patterns, i));

      if (!g_hash_table_contains (subjects, id))
        continue;
      g_array_append_val (positions, i);
      g_ptr_array_add (patterns, tenon_record_copy (tenon_list_get (model->patterns, i)));
    }
  return tenon_deriver_derive (deriver, positions, patterns);
}

static void
test_edits (void)
{
  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) model = generate_large_model (seed, 1 + seed % 9, 1 + seed % 25);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (TenonDeriver) deriver = NULL;
      g_autoptr (TenonDerived) first = NULL;
      g_autofree char *before = NULL, *after = NULL;

      take_proposal (model, seed);
      deriver = tenon_deriver_new (tenon_model_snapshot (model));
      first = tenon_deriver_derive (deriver, NULL, NULL);
      assert_same (model, first);
      before = describe (first);
      for (guint step = 0; step < STEPS; step++)
        {
          g_autoptr (GHashTable) subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_autoptr (TenonDerived) derived = NULL;

          for (guint i = 0; i <= step % 3; i++)
            {
              char *subject = NULL;

              generate_edit (model, rand, &subject);
              g_hash_table_add (subjects, subject);
            }
          derived = follow (deriver, model, subjects);
          g_assert_null (derived->contract);
          assert_same (model, derived);
        }
      /* What was given before stays what it was. */
      after = describe (first);
      g_assert_cmpstr (before, ==, after);
    }
}

/* A pattern that changes what it is bound to, or its number, is worked out from the start, with the same result. */
static void
test_others (void)
{
  g_autoptr (TenonModel) model = generate_large_model (4, 6, 20);
  g_autoptr (TenonDeriver) deriver = NULL;
  g_autoptr (GHashTable) subjects = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TenonDerived) first = NULL, bound = NULL, numbered = NULL;
  const char *statements[] = { "select ?", NULL };

  take_proposal (model, 1);
  deriver = tenon_deriver_new (tenon_model_snapshot (model));
  first = tenon_deriver_derive (deriver, NULL, NULL);
  tenon_model_set (model, "Bind", tenon_list_get (model->patterns, 3), "statements", statements, NULL);
  g_hash_table_add (subjects, "pattern:AP4");
  bound = follow (deriver, model, subjects);
  assert_same (model, bound);
  tenon_model_set (model, "Number", tenon_list_get (model->patterns, 5), "pattern-id", "AP77", NULL);
  g_hash_table_add (subjects, "pattern:AP77");
  numbered = follow (deriver, model, subjects);
  assert_same (model, numbered);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deriver/edits", test_edits);
  g_test_add_func ("/deriver/others", test_others);
  return g_test_run ();
}
