/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_TEXT_COLUMN_PLAIN,
  TENON_TEXT_COLUMN_WIDE,   /* takes what room there is, in several lines where needed */
  TENON_TEXT_COLUMN_NUMBER, /* right-aligned, sorted as a number */
} TenonTextColumnKind;

typedef struct
{
  const char         *title; /* to be translated */
  TenonTextColumnKind kind;
} TenonTextColumn;

/* A table to be read: rows of texts.  Signal: "row-activated" (string: the subject of the row). */
#define TENON_TYPE_TEXT_TABLE (tenon_text_table_get_type ())
G_DECLARE_FINAL_TYPE (TenonTextTable, tenon_text_table, TENON, TEXT_TABLE, GtkWidget)

GtkWidget *tenon_text_table_new (const TenonTextColumn *columns,
                                 guint                  n_columns,
                                 const char            *label);

void  tenon_text_table_clear (TenonTextTable *self);
void  tenon_text_table_add (TenonTextTable    *self,
                            const char        *subject,
                            const char *const *texts);
void  tenon_text_table_show (TenonTextTable *self);
void  tenon_text_table_fill_height (TenonTextTable *self);
guint tenon_text_table_get_n_rows (TenonTextTable *self);

G_END_DECLS
