/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_RULE_SCOPE_REQUIREMENTS = 1 << 0, /* what is known of the application */
  TENON_RULE_SCOPE_DESIGN = 1 << 1,       /* what is made of it */
  TENON_RULE_SCOPE_ALL = TENON_RULE_SCOPE_REQUIREMENTS | TENON_RULE_SCOPE_DESIGN,
} TenonRuleScope;

typedef struct _TenonRule        TenonRule;
typedef struct _TenonRuleContext TenonRuleContext;

struct _TenonRule
{
  const char    *code;
  TenonRuleScope scope;
  TenonSeverity  severity;
  const char    *title;
  const char    *rationale;
  const char    *source;
  void (*check) (TenonRuleContext *context,
                 const TenonRule  *rule);
};

const TenonRule *tenon_rules_get (guint *n_rules);
const TenonRule *tenon_rules_find (const char *code);
GPtrArray       *tenon_rules_check (TenonModel  *model,
                                    TenonDesign *design);
GPtrArray       *tenon_rules_check_scope (TenonModel    *model,
                                          TenonDesign   *design,
                                          TenonRuleScope scope);

G_END_DECLS
