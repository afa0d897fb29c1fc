/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_PICK_FREELY,  /* any words; the suggestions help */
  TENON_PICK_SEVERAL, /* any words, separated by commas */
  TENON_PICK_ONE,     /* one of the suggestions and nothing else */
} TenonPick;

typedef enum
{
  TENON_EDIT_DONE,  /* stay */
  TENON_EDIT_DOWN,  /* Enter */
  TENON_EDIT_UP,    /* Shift+Enter */
  TENON_EDIT_RIGHT, /* Tab */
  TENON_EDIT_LEFT,  /* Shift+Tab */
  TENON_EDIT_LEAVE, /* the focus went elsewhere */
  TENON_EDIT_DROP,  /* Escape */
} TenonEditEnd;

/* The entry that stands in a cell while it is edited, with a list below it that completes what is typed.
 * Signal "ended" (int: TenonEditEnd): the person is done; whoever made it takes the text and takes it away. */
#define TENON_TYPE_CELL_EDITOR (tenon_cell_editor_get_type ())
G_DECLARE_FINAL_TYPE (TenonCellEditor, tenon_cell_editor, TENON, CELL_EDITOR, GtkWidget)

GtkWidget *tenon_cell_editor_new (const char *text,
                                  char      **suggestions,
                                  TenonPick   pick,
                                  gboolean    to_the_right);
void       tenon_cell_editor_start (TenonCellEditor *self);
void       tenon_cell_editor_stop (TenonCellEditor *self);
void       tenon_cell_editor_clear (TenonCellEditor *self);
GtkWidget *tenon_cell_editor_get_text_widget (TenonCellEditor *self);
char      *tenon_cell_editor_dup_text (TenonCellEditor *self);
gboolean   tenon_cell_editor_is_changed (TenonCellEditor *self);
void       tenon_cell_editor_refuse (TenonCellEditor *self,
                                     const char      *message);

G_END_DECLS
