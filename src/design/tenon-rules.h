/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "design/tenon-request-units.h"
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

  /* Those of these that are set, in this order: the whole at once, then one by one. */
  void (*check) (TenonRuleContext *context,
                 const TenonRule  *rule);
  void (*check_table) (TenonRuleContext *context,
                       const TenonRule  *rule,
                       TenonTable       *table);
  void (*check_source) (TenonRuleContext *context,
                        const TenonRule  *rule,
                        TenonSourceTable *source);
  void (*check_pattern) (TenonRuleContext *context,
                         const TenonRule  *rule,
                         TenonPattern     *pattern);
  void (*check_unserved) (TenonRuleContext *context,
                          const TenonRule  *rule,
                          TenonUnserved    *unserved);

  gboolean may_deviate; /* although it is an error: a person may, with a reason */
};

/* What the rules find in a design, kept up to date after edits. */
typedef struct _TenonChecker TenonChecker;

const TenonRule *tenon_rules_get (guint *n_rules);
const TenonRule *tenon_rules_find (const char *code);
GPtrArray       *tenon_rules_check (TenonModel  *model,
                                    TenonDesign *design);
GPtrArray       *tenon_rules_check_scope (TenonModel    *model,
                                          TenonDesign   *design,
                                          TenonRuleScope scope);

double   tenon_rule_get_number (TenonDiagnostic *finding);
char    *tenon_rule_dup_basis (TenonDiagnostic *finding);
gboolean tenon_acknowledgement_holds (TenonAcknowledgement *self,
                                      TenonDiagnostic      *finding);

TenonChecker  *tenon_checker_new (TenonModel  *model,
                                  TenonDesign *design);
void           tenon_checker_free (TenonChecker *self);
void           tenon_checker_update (TenonChecker *self,
                                     GPtrArray    *patterns,
                                     GPtrArray    *tables);
GPtrArray     *tenon_checker_list_findings (TenonChecker *self);
TenonRequests *tenon_checker_get_requests (TenonChecker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonChecker, tenon_checker_free)

G_END_DECLS
