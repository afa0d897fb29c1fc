/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract of a large design: a full write, one after a change of one table, and all checks. */

#include "../contract/contract-sample.c"
#include "contract/tenon-contract-checker.h"
#include "contract/tenon-contract-writer.h"

#include <string.h>

#define N_TABLES 1000
#define N_ROUNDS 20

static void
print (const char *what,
       gint64      start,
       guint       n)
{
  g_print ("%-40s %9.3f ms\n", what, (g_get_monotonic_time () - start) / 1000.0 / n);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TenonModel) model = contract_sample_new_random (1, N_TABLES);
  g_autoptr (TenonContractCache) cache = tenon_contract_cache_new ();
  g_autoptr (TenonContractText) first = tenon_contract_cache_write (cache, model, model->design);
  gint64 start;

  g_print ("%u tables, %" G_GSIZE_FORMAT " bytes\n", N_TABLES, strlen (first->text));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_ROUNDS; i++)
    tenon_contract_text_free (tenon_contract_write (model, model->design));
  print ("full write", start, N_ROUNDS);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      tenon_contract_cache_forget (cache, tenon_list_get (model->design->tables, i));
      tenon_contract_text_free (tenon_contract_cache_write (cache, model, model->design));
    }
  print ("write after a change of one table", start, N_ROUNDS);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_ROUNDS / 4; i++)
    g_ptr_array_unref (tenon_contract_check_design (model, model->design));
  print ("write and check", start, N_ROUNDS / 4);
  return 0;
}
