/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"
#include "model/tenon-statement.h"
#include "mysql/tenon-scanner.h"

G_BEGIN_DECLS

/* A value a statement binds a column to, as it stands there; borrowed from the statement. */
typedef struct
{
  GRefString *column;  /* (owned) "table.column", the same string for all values of a name */
  TenonToken  value;   /* a number with its sign, a string, bytes, TRUE or FALSE; END: no value stands there */
  gboolean    is_new;  /* of a new row, and not of rows that are looked for */
  gboolean    is_null; /* of a new row: NULL or its default */
} TenonDmlValue;

TenonShape *tenon_dml_read_shape (const char  *sql,
                                  gssize       length,
                                  TenonSchema *schema);
GArray     *tenon_dml_read_values (const char  *sql,
                                   gssize       length,
                                   TenonSchema *schema);
gboolean    tenon_dml_looks_like_statement (const char *sql,
                                            gssize      length);
char       *tenon_dml_fingerprint (const char *sql,
                                   gssize      length);

G_END_DECLS
