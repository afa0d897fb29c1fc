/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"

/* Short ways to ask what a reading understood; strings are the caller's. */
TenonSchema *mysql_test_read (const char  *sql,
                              TenonDialect dialect,
                              GPtrArray   *diagnostics);
char        *mysql_test_describe (TenonSchema *schema,
                                  const char  *table);
char        *mysql_test_codes (GPtrArray *diagnostics);
