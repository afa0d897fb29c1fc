/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a migrationContract.json: findings come back, each with a place in the file or none. */

#include "contract/tenon-contract-checker.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("migrationContract.json", bytes);
  g_autoptr (GPtrArray) findings = tenon_contract_check_text (source, NULL);

  g_assert_nonnull (findings);
  return 0;
}
