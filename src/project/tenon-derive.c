/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls the pure rooms for everything that follows from a model. Reads the model only: a worker gives it a snapshot. */

#include "project/tenon-derive.h"

#include "artifact/tenon-requirement-document.h"
#include "base/tenon-diagnostic.h"
#include "contract/tenon-contract-checker.h"
#include "contract/tenon-contract-writer.h"
#include "design/tenon-alternatives.h"
#include "design/tenon-questions.h"
#include "design/tenon-reckoning.h"
#include "design/tenon-rules.h"
#include "project/tenon-folder.h"

#include <string.h>

static TenonAcknowledgement *
find_acknowledgement (TenonModel      *model,
                      TenonDiagnostic *finding)
{
  if (finding->severity == TENON_SEVERITY_ERROR)
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledgement = tenon_list_get (model->acknowledgements, i);

      if (g_strcmp0 (acknowledgement->code, finding->code) == 0 && g_strcmp0 (acknowledgement->subject, finding->subject) == 0)
        return tenon_acknowledgement_holds (acknowledgement, finding) ? acknowledgement : NULL;
    }
  return NULL;
}

/* The finding with the reason it was answered with; the rules' own say it already. */
static TenonDiagnostic *
dup_answered (TenonDiagnostic      *finding,
              TenonAcknowledgement *acknowledgement)
{
  g_autoptr (GPtrArray) one = tenon_diagnostics_new ();
  gboolean is_said = strstr (finding->message, acknowledgement->reason) != NULL;

  return g_object_ref (tenon_diagnostics_add_subject (one, finding->severity, finding->code, finding->subject, "%s%s%s%s%s", finding->message, is_said ? "" : " Acknowledged by ", is_said || acknowledgement->by == NULL ? "" : acknowledgement->by, is_said ? "" : ": ", is_said ? "" : acknowledgement->reason));
}

static void
add_open (GPtrArray  *findings,
          GPtrArray  *answered,
          TenonModel *model,
          GPtrArray  *more)
{
  for (guint i = 0; more != NULL && i < more->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (more, i);

      TenonAcknowledgement *acknowledgement = find_acknowledgement (model, finding);

      /* What a question asks is not said a second time. */
      if (tenon_questions_cover (finding->code))
        continue;
      if (acknowledgement == NULL)
        g_ptr_array_add (findings, g_object_ref (finding));
      else if (answered != NULL && acknowledgement->reason != NULL)
        g_ptr_array_add (answered, dup_answered (finding, acknowledgement));
    }
}

/* The contract's checks say again what the rules say in the design's words: one report is enough. */
static gboolean
is_said (GPtrArray       *rules,
         TenonDiagnostic *finding)
{
  static const struct
  {
    const char *contract;
    const char *rules[3];
  } same[] = {
    { "contract-pattern-unserved", { "pattern-unserved", "pattern-unmapped", NULL } },
    { "contract-key-not-unique", { "key-not-unique", "source-without-unique-key", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    for (guint j = 0; g_strcmp0 (finding->code, same[i].contract) == 0 && j < rules->len; j++)
      {
        TenonDiagnostic *rule = g_ptr_array_index (rules, j);

        if (g_strcmp0 (rule->subject, finding->subject) == 0 && g_strv_contains (same[i].rules, rule->code))
          return TRUE;
      }
  return FALSE;
}

/**
 * tenon_derive_checks_of:
 * @rules: (element-type TenonDiagnostic): what the rules found
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): as tenon_derive_checks()
 */
GPtrArray *
tenon_derive_checks_of (TenonModel  *model,
                        TenonDesign *design,
                        GPtrArray   *rules,
                        GPtrArray   *answered)
{
  GPtrArray *findings = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) contract = NULL;

  add_open (findings, answered, model, rules);
  if (tenon_list_get_length (design->tables) == 0)
    return findings;
  contract = tenon_contract_check_design (model, design);
  for (guint i = contract->len; i > 0; i--)
    if (is_said (rules, g_ptr_array_index (contract, i - 1)))
      g_ptr_array_remove_index (contract, i - 1);
  add_open (findings, answered, model, contract);
  return findings;
}

/**
 * tenon_derive_checks:
 * @answered: (nullable) (element-type TenonDiagnostic): takes those that a person has answered
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): what the rules and the contract's checks find in @design;
 *   a warning that a person has answered with a reason is not among them, an error always is
 */
GPtrArray *
tenon_derive_checks (TenonModel  *model,
                     TenonDesign *design,
                     GPtrArray   *answered)
{
  g_autoptr (GPtrArray) rules = tenon_rules_check (model, design);

  return tenon_derive_checks_of (model, design, rules, answered);
}

TenonDerived *
tenon_derive (TenonModel *model)
{
  TenonDerived *self = g_new0 (TenonDerived, 1);

  self->answered = tenon_diagnostics_new ();
  self->findings = tenon_derive_checks (model, model->design, self->answered);
  self->questions = tenon_questions_ask (model, &self->crud);
  self->contract = tenon_contract_write (model, model->design);
  if (tenon_list_get_length (model->design->tables) > 0)
    tenon_reckon_design (model, model->design, &self->cost, &self->headroom);
  return self;
}

/**
 * tenon_derive_add_proposals:
 * @proposals: (nullable) (element-type TenonPatternProposal):
 *
 * Adds a finding for each difference between the requirement file and the model.
 */
void
tenon_derive_add_proposals (TenonDerived *self,
                            GPtrArray    *proposals)
{
  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);
      g_autofree char      *code = g_strdup_printf ("proposal-%.*s", proposal->is_new ? 7 : (int)strcspn (proposal->property, ":"), proposal->is_new ? "pattern" : proposal->property);
      g_autofree char      *subject = proposal->pattern_id != NULL ? g_strdup_printf ("pattern:%s", proposal->pattern_id) : NULL;
      TenonDiagnostic      *finding;

      if (g_str_equal (proposal->property, TENON_REQUIREMENT_CONFLICT))
        {
          finding = tenon_diagnostics_add (self->findings, TENON_SEVERITY_ERROR, "proposal-conflict", TENON_FILE_REQUIREMENT, proposal->line, 0,
                                           "A merge left its marks in the requirement file, from line %u on; nothing of it is read, and it is not written, until they are resolved.", proposal->line);
          tenon_diagnostic_set_remedy (finding, "Resolve the conflict in an editor, from the line “<<<<<<<” to the line “>>>>>>>”, and save the file");
          continue;
        }
      finding = tenon_diagnostics_add (self->findings, TENON_SEVERITY_WARNING, code, proposal->source != NULL ? proposal->source : TENON_FILE_REQUIREMENT, proposal->line, 0,
                                       "%s%s%s: %s says “%s”, the model “%s”.",
                                       proposal->pattern_id != NULL ? proposal->pattern_id : "", proposal->pattern_id != NULL ? ", " : "", proposal->property, proposal->source != NULL ? proposal->source : "the requirement file",
                                       proposal->value != NULL ? proposal->value : "", proposal->present != NULL ? proposal->present : "");
      tenon_diagnostic_set_subject (finding, subject);
      tenon_diagnostic_set_remedy (finding, "Take it or dismiss it: tenon-cli pattern DIR take|dismiss %s", proposal->pattern_id != NULL ? proposal->pattern_id : "all");
    }
}

/**
 * tenon_derive_alternatives:
 *
 * Works out the other designs the documents set beside the one that was taken, if there is one.
 */
void
tenon_derive_alternatives (TenonDerived *self,
                           TenonModel   *model)
{
  if (self->alternatives == NULL && tenon_list_get_length (model->design->tables) > 0)
    self->alternatives = tenon_alternatives_compare (model);
}

void
tenon_derived_free (TenonDerived *self)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->crud, g_ptr_array_unref);
  g_clear_pointer (&self->contract, tenon_contract_text_free);
  g_clear_pointer (&self->cost, tenon_cost_free);
  g_clear_pointer (&self->headroom, g_ptr_array_unref);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  g_free (self);
}
