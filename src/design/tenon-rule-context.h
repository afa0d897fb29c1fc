/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-rules-private.h"

G_BEGIN_DECLS

/* For the checker only. */
void tenon_rule_context_init (TenonRuleContext *self,
                              TenonModel       *model,
                              TenonDesign      *design,
                              TenonRequests    *requests,
                              gboolean          with_patterns);
void tenon_rule_context_clear (TenonRuleContext *self);
void tenon_rule_context_index_tables (TenonRuleContext *self);
void tenon_rule_context_remove_table (TenonRuleContext *self,
                                      TenonTable       *table,
                                      GHashTable       *before);
void tenon_rule_context_count_served (TenonRuleContext *self,
                                      TenonTable       *table,
                                      GHashTable       *before);
void tenon_rule_context_list_unserved (TenonRuleContext *self,
                                       GHashTable       *differ);
void tenon_rule_context_read_pattern (TenonRuleContext *self,
                                      guint             position,
                                      GHashTable       *sources,
                                      GHashTable       *patterns);

G_END_DECLS
