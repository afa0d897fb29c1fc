/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* The statements of the logs that are bound to a pattern, and others to bind. */
#define TENON_TYPE_STATEMENT_SECTION (tenon_statement_section_get_type ())
G_DECLARE_FINAL_TYPE (TenonStatementSection, tenon_statement_section, TENON, STATEMENT_SECTION, GtkBox)

GtkWidget *tenon_statement_section_new (TenonProject *project);

void tenon_statement_section_set_pattern (TenonStatementSection *self,
                                          TenonPattern          *pattern);

G_END_DECLS
