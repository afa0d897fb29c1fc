/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-questions.h"

G_BEGIN_DECLS

/* One fact: what is known of it, and a new value with what it rests on.
 * Signals: "stated" (the value is in the model), "left" (Esc). */
#define TENON_TYPE_FACT_EDITOR (tenon_fact_editor_get_type ())
G_DECLARE_FINAL_TYPE (TenonFactEditor, tenon_fact_editor, TENON, FACT_EDITOR, GtkBox)

GtkWidget *tenon_fact_editor_new (void);

void        tenon_fact_editor_set_project (TenonFactEditor *self,
                                           TenonProject    *project);
void        tenon_fact_editor_set_key (TenonFactEditor *self,
                                       const char      *key);
const char *tenon_fact_editor_get_key (TenonFactEditor *self);
void        tenon_fact_editor_refresh (TenonFactEditor *self);
void        tenon_fact_editor_begin (TenonFactEditor *self,
                                     const char      *typed);

G_END_DECLS
