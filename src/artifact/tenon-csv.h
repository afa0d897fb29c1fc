/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint  line; /* 1-based, where the row begins */
  char **fields;
} TenonCsvRow;

GPtrArray  *tenon_csv_read (const char *text,
                            gssize      length,
                            char        separator);
char        tenon_csv_guess (const char *text,
                             gssize      length);
int         tenon_csv_find_column (const TenonCsvRow *header,
                                   const char *const *names);
const char *tenon_csv_get_field (const TenonCsvRow *row,
                                 int                column);
void        tenon_csv_row_free (TenonCsvRow *self);
void        tenon_csv_append (GString           *out,
                              const char *const *fields);

G_END_DECLS
