/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtksourceview/gtksource.h>

#include "model/tenon-contract-text.h"

G_BEGIN_DECLS

/* The text of the contract: read-only, replaced line by line, never as a whole. */
#define TENON_TYPE_CONTRACT_VIEW (tenon_contract_view_get_type ())
G_DECLARE_FINAL_TYPE (TenonContractView, tenon_contract_view, TENON, CONTRACT_VIEW, GtkSourceView)

GtkWidget *tenon_contract_view_new (void);

const char *tenon_contract_view_get_text (TenonContractView *self);
void        tenon_contract_view_set_text (TenonContractView *self,
                                          const char        *text);
void        tenon_contract_view_show_lines (TenonContractView *self,
                                            guint              first,
                                            guint              last);
void        tenon_contract_view_clear_shown (TenonContractView *self);
guint       tenon_contract_view_get_shown (TenonContractView *self);
void        tenon_contract_view_clear_marks (TenonContractView *self);
void        tenon_contract_view_add_mark (TenonContractView *self,
                                          const char        *category,
                                          guint              line);
guint       tenon_contract_view_get_line_at (TenonContractView *self,
                                             double             y);

void tenon_source_buffer_follow_style (GtkSourceBuffer *buffer);

G_END_DECLS
