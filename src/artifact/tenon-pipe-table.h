/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_ALIGN_NONE,
  TENON_ALIGN_LEFT,
  TENON_ALIGN_CENTRE,
  TENON_ALIGN_RIGHT,
} TenonAlign;

typedef struct
{
  guint  line;   /* 1-based, in the text the table was read from */
  char **cells;  /* as many as the table has columns; raw Markdown with \| undone */
  char  *beyond; /* (nullable) text of the cells behind the last column */
} TenonPipeRow;

typedef struct
{
  guint      first_line; /* of the header row */
  guint      last_line;
  guint      n_columns;
  guint      n_dropped; /* cells with text behind the last column, in all rows */
  GArray    *aligns;    /* (element-type TenonAlign) */
  GPtrArray *rows;      /* (element-type TenonPipeRow) the header row first */
} TenonPipeTable;

TenonPipeTable *tenon_pipe_table_read (const char *const *lines,
                                       guint              n_lines,
                                       guint              first_line,
                                       guint             *n_before);
TenonPipeTable *tenon_pipe_table_read_unruled (const char *const *lines,
                                               guint              n_lines,
                                               guint              first_line);
void            tenon_pipe_table_free (TenonPipeTable *self);
int             tenon_pipe_table_find_column (TenonPipeTable    *self,
                                              const char *const *names);
const char     *tenon_pipe_table_get_cell (TenonPipeTable *self,
                                           guint           row,
                                           int             column);

char *tenon_pipe_cell_escape (const char *text);
char *tenon_pipe_cell_unescape (const char *cell);
void  tenon_pipe_row_append (GString    *out,
                             const char *first_cell,
                             ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPipeTable, tenon_pipe_table_free)

G_END_DECLS
