/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/patterns/tenon-pattern-grid.h"
#include "tenon-ui.h"

G_BEGIN_DECLS

/* The window with the sample, at its Patterns page. */
typedef struct
{
  TenonUiFixture    ui;
  GtkWidget        *page;
  TenonPatternGrid *grid;
} PatternsFixture;

void patterns_set_up (PatternsFixture *self,
                      gconstpointer    data);
void patterns_tear_down (PatternsFixture *self,
                         gconstpointer    data);

TenonPattern *patterns_get_pattern (PatternsFixture *self,
                                    guint            index);
GtkWidget    *patterns_find_cell (PatternsFixture *self,
                                  TenonPattern    *pattern,
                                  const char      *property);
void          patterns_click_cell (PatternsFixture *self,
                                   TenonPattern    *pattern,
                                   const char      *property,
                                   GdkModifierType  modifiers);
void          patterns_assert_cursor (PatternsFixture *self,
                                      guint            index,
                                      const char      *property);
guint         patterns_count_selected (PatternsFixture *self);
GtkWindow    *patterns_find_dialog (GType type);
char         *patterns_read_clipboard (PatternsFixture *self);
void          patterns_paste (PatternsFixture *self,
                              const char      *text);

G_END_DECLS
