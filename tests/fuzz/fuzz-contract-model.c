/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the contract of a project: every check runs, and each finding says where, what and how to mend it. */

#include "../contract/contract-sample.c"
#include "contract/tenon-contract-checker.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("migrationContract.json", bytes);
  g_autoptr (GPtrArray) findings = tenon_contract_check_text (source, model);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      g_assert_true (g_utf8_validate (finding->message, -1, NULL));
      g_assert_nonnull (finding->path);
    }
  return 0;
}
