/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli gate: a person's decision at a gate. */

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "cli/tenon-cli.h"
#include "project/tenon-edits.h"
#include "project/tenon-gate-report.h"

typedef struct
{
  TenonGateKind     kind;
  const char       *subject;
  TenonReviewAction action;
} Decision;

static gboolean
find_word (const char *const *words,
           const char        *word,
           int               *position)
{
  for (*position = 0; words[*position] != NULL; (*position)++)
    if (g_strcmp0 (words[*position], word) == 0)
      return TRUE;
  return FALSE;
}

static int
read_decision (int       argc,
               char    **argv,
               Decision *decision)
{
  static const char *const kinds[] = { "requirements", "table", "design", "contract", NULL };
  static const char *const actions[] = { "approve", "return", "withdraw", NULL };

  int position;
  int next = 3;

  if (!find_word (kinds, argv[2], &position))
    return tenon_cli_complain (&tenon_verb_gate, "“%s” is no gate; it is one of requirements, table NAME, design, contract", argv[2]);
  decision->kind = position;
  if (decision->kind == TENON_GATE_TABLE)
    {
      if (argc < 5)
        return tenon_cli_complain (&tenon_verb_gate, "The table's name is missing; write: table NAME approve");
      decision->subject = argv[next++];
    }
  if (next >= argc || !find_word (actions, argv[next], &position))
    return tenon_cli_complain (&tenon_verb_gate, "“%s” is no decision; it is one of approve, return, withdraw", next < argc ? argv[next] : "");
  if (next + 1 < argc)
    return tenon_cli_complain (&tenon_verb_gate, "“%s” is too much", argv[next + 1]);
  decision->action = position;
  return TENON_CLI_GO_ON;
}

static void
print_blocking (TenonProject *project,
                Decision     *decision)
{
  TenonGate *gate = tenon_project_find_gate (project, decision->kind, decision->subject);

  for (guint i = 0; gate != NULL && decision->action == TENON_REVIEW_APPROVE && i < gate->blocking->len; i++)
    tenon_cli_say ("  %s\n", ((TenonDiagnostic *)g_ptr_array_index (gate->blocking, i))->message);
}

/* Warnings do not block; whoever confirms is told that nobody answered them. */
static void
tell_unanswered (TenonProject *project,
                 Decision     *decision)
{
  guint n = decision->action == TENON_REVIEW_APPROVE && (decision->kind == TENON_GATE_DESIGN || decision->kind == TENON_GATE_CONTRACT) ? tenon_project_count_unanswered (project) : 0;

  if (n > 0)
    tenon_cli_print ("%u %s of the design %s acknowledged by nobody; tenon-cli check lists them.\n", n, n == 1 ? "warning" : "warnings", n == 1 ? "was" : "were");
}

static int
decide (TenonProject *project,
        Decision     *decision,
        const char   *by,
        const char   *note)
{
  static const char *const done[] = { "Approved", "Returned", "Withdrawn" };

  g_autoptr (GError) error = NULL;
  g_autofree char *person = by != NULL ? g_strdup (by) : tenon_project_dup_person (project);

  if (!tenon_project_check_person (person, &error))
    return tenon_cli_fail ("gate", error);
  if (!tenon_project_decide (project, decision->kind, decision->subject, decision->action, person, note, &error))
    {
      if (g_error_matches (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE))
        print_blocking (project, decision);
      return tenon_cli_fail ("gate", error);
    }
  tenon_cli_print ("%s: %s%s%s, by %s\n", done[decision->action], tenon_gate_kind_to_string (decision->kind),
                   decision->subject != NULL ? " " : "", decision->subject != NULL ? decision->subject : "", person);
  tell_unanswered (project, decision);
  return tenon_cli_advance (&tenon_verb_gate, project);
}

/* ---- show ---- */

static void
print_texts (GPtrArray  *texts,
             const char *indent)
{
  for (guint i = 0; i < texts->len; i++)
    tenon_cli_print ("%s%s\n", indent, (const char *)g_ptr_array_index (texts, i));
}

static void
print_totals (const char *title,
              GPtrArray  *totals)
{
  tenon_cli_print ("\n%-28s %8s %14s %14s  unknown\n", title, "patterns", "peak", "average");
  for (guint i = 0; i < totals->len; i++)
    {
      TenonRateTotal  *total = g_ptr_array_index (totals, i);
      g_autofree char *peak = tenon_format_rate (total->peak, total->is_lower_bound);
      g_autofree char *average = tenon_format_rate (total->average, total->is_lower_bound);

      tenon_cli_print ("%-28s %8u %14s %14s  %u/%u\n", total->name, total->n_patterns, peak, average, total->n_unknown_peak, total->n_unknown_average);
    }
}

static void
print_changes (TenonGateReport *report)
{
  if (report->confirmed_by == NULL)
    return;
  tenon_cli_print ("\nConfirmed by %s, %s\n", report->confirmed_by, report->confirmed_at);
  if (report->changes_error != NULL)
    tenon_cli_print ("What changed since cannot be shown: %s\n", report->changes_error);
  for (guint i = 0; i < report->changes->len; i++)
    {
      TenonContentChange *change = g_ptr_array_index (report->changes, i);

      tenon_cli_print ("  %s%s%s: %s -> %s\n", change->subject, *change->field != '\0' ? ", " : "", change->field, change->before != NULL ? change->before : "(none)", change->after != NULL ? change->after : "(none)");
    }
}

static int
show (TenonProject *project)
{
  g_autoptr (TenonGateReport) report = tenon_project_report_requirements (project);

  for (guint i = 0; i < G_N_ELEMENTS (report->tiers); i++)
    {
      tenon_cli_print ("%s: %s\n  %s\n", report->tiers[i].title, report->tiers[i].rank, report->tiers[i].summary);
      print_texts (report->tiers[i].missing, "  missing: ");
    }
  print_totals ("By entity", report->by_entity);
  print_totals ("By type", report->by_type);
  tenon_cli_print ("\n%u open questions, %u answered; %u facts unknown that only later decisions wait for\n", report->n_open_questions, report->n_answered_questions, report->n_unknown_facts);
  print_texts (report->open_groups, "  ");
  print_changes (report);
  tenon_cli_print ("\n%s\n", report->question);
  print_texts (report->reasons, "  It cannot be confirmed: ");
  return report->reasons->len > 0 ? TENON_CLI_FINDINGS : TENON_CLI_FINE;
}

static int
run (int    argc,
     char **argv)
{
  g_autofree char *by = NULL;
  g_autofree char *note = NULL;
  g_autoptr (TenonProject) project = NULL;
  Decision           decision = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, "Who decides; git's user.name and user.email when it is left out", "\"NAME <MAIL>\"" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, "What they say; needed to return or withdraw", "TEXT" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_gate, &argc, &argv, entries, 2, 5);

  if (status == TENON_CLI_GO_ON && (argc == 3 ? g_str_equal (argv[2], "requirements") : argc == 4 && g_str_equal (argv[3], "show")))
    {
      if (!g_str_equal (argv[2], "requirements"))
        return tenon_cli_complain (&tenon_verb_gate, "Only the requirements are shown here; see: tenon-cli status DIR");
      project = tenon_cli_open (&tenon_verb_gate, argv[1], &status);
      return project != NULL ? show (project) : status;
    }
  if (status == TENON_CLI_GO_ON)
    status = read_decision (argc, argv, &decision);
  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_gate, argv[1], &status);
  if (project == NULL)
    return status;
  return decide (project, &decision, by, note);
}

const TenonVerb tenon_verb_gate = {
  "gate",
  "DIR requirements [show] | requirements|table NAME|design|contract approve|return|withdraw --by \"NAME <MAIL>\" --note TEXT",
  "Approve, return or withdraw at a gate",
  "The gates stand in this order: the requirements, each table of the design, the design, the contract. A gate opens\n"
  "when those before it are approved and nothing stands in its way; otherwise the exit status is 1 and it is said what.\n"
  "requirements alone shows the three tiers, totals, what is missing, and what changed since it was confirmed.",
  run,
};
