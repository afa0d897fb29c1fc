/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

TenonShape *tenon_dml_read_shape (const char  *sql,
                                  gssize       length,
                                  TenonSchema *schema);
gboolean    tenon_dml_looks_like_statement (const char *sql,
                                            gssize      length);
char       *tenon_dml_fingerprint (const char *sql,
                                   gssize      length);

G_END_DECLS
