/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements that share a skeleton are counted together without another look, so they must share their fingerprint. */

#include "mysql/tenon-dml.h"
#include "mysql/tenon-log-skeleton.h"

static const char *const pieces[] = {
  "select ",
  "SELECT * ",
  "from t ",
  "where a=",
  "in (",
  ")",
  ", ",
  "values (",
  "insert into t ",
  "replace ",
  "true",
  "FALSE",
  "null",
  "x",
  "b",
  "-",
  "+",
  ".",
  "--",
  "-- c\n",
  "#",
  "/*",
  "*/",
  "/* c */",
  "\\",
  "\\'",
  "'",
  "\"",
  "''",
  "'a'",
  "'it''s'",
  "\"q\"",
  "'12'",
  "'a-b'",
  "'values ('",
  "'--'",
  "1",
  "22",
  "0x1f",
  "1e5",
  "3.5",
  "t1_2",
  " ",
  "\n",
  "limit 1",
  " offset 2",
  " union ",
  "order by a asc",
  "call p(",
  "use ",
  ";",
  "\xc3\xa9",
  "\xff",
};

static void
test_random_statements (void)
{
  TenonLogSkeletons *skeletons = tenon_log_skeletons_new ();
  g_autoptr (GPtrArray) fingerprints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_shared = 0;

  for (guint i = 0; i < 60000; i++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);
      g_autofree char  *fingerprint = NULL;
      TenonLogSkeleton *known;
      guint             n = g_rand_int_range (rand, 1, 7);

      for (guint j = 0; j < n; j++)
        g_string_append (sql, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      known = tenon_log_skeletons_find (skeletons, sql->str, sql->len);
      if (known == NULL)
        continue;
      fingerprint = tenon_dml_fingerprint (sql->str, sql->len);
      if (known->value == NULL)
        {
          known->value = g_strdup (fingerprint);
          g_ptr_array_add (fingerprints, known->value);
          continue;
        }
      n_shared++;
      if (g_strcmp0 (known->value, fingerprint) != 0)
        g_error ("“%s” has the fingerprint “%s”, its skeleton “%s”", sql->str, fingerprint, (char *)known->value);
    }
  g_assert_cmpuint (n_shared, >, 1000);
  tenon_log_skeletons_free (skeletons);
}

/* However many forms a log has, what is remembered of them stays bounded, and what comes again is still found. */
static void
test_many_forms (void)
{
  TenonLogSkeletons *skeletons = tenon_log_skeletons_new ();
  TenonLogSkeleton  *known;

  for (guint i = 0; i < 200000; i++)
    {
      char sql[64];
      int  n = g_snprintf (sql, sizeof sql, "select c%c%c%c%c from t", 'g' + i % 16, 'g' + i / 16 % 16, 'g' + i / 256 % 16, 'g' + i / 4096 % 16);

      known = tenon_log_skeletons_find (skeletons, sql, n);
      g_assert_nonnull (known);
      known->value = GUINT_TO_POINTER (1);
    }
  known = tenon_log_skeletons_find (skeletons, "select 1", 8);
  g_assert_null (known->value);
  known->value = GUINT_TO_POINTER (2);
  known = tenon_log_skeletons_find (skeletons, "select 234", 10);
  g_assert_true (known->value == GUINT_TO_POINTER (2));
  tenon_log_skeletons_free (skeletons);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mysql/skeleton/random-statements", test_random_statements);
  g_test_add_func ("/mysql/skeleton/many-forms", test_many_forms);
  return g_test_run ();
}
