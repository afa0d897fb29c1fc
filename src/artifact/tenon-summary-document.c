/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the documentation summary of task 5.1 from what was decided: process, decisions, trade-offs, warnings, what to
 * watch in operation, and what to do about what may go wrong. */

#include "artifact/tenon-summary-document.h"

#include "artifact/tenon-document-parts.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"

/* The remedies the troubleshooting guide offers, by the kind of finding they belong to. */
static const struct
{
  const char *trouble;
  const char *remedy;
} troubles[] = {
  { "A rate is not known", "Ask whoever runs the application, or log with the threshold at 0 for a representative window and import the log. Until then the requirements gate stays closed." },
  { "An access pattern changed after the requirements were confirmed", "The gate is stale: look at what changed, confirm again, and approve the tables whose content differs." },
  { "A write is rejected because a unique value exists", "The condition of the lookup table's put failed: the transaction wrote nothing. Report the value as taken; do not retry." },
  { "A transaction is cancelled by a conflict", "Another transaction touched one of its items. Retry with a growing, random delay." },
  { "Writes are throttled although the table has capacity", "Look at the indexes: one that cannot take the writes holds back the whole table. Raise its capacity or spread its partition key." },
  { "One key value is much busier than the others", "Cache it where reads are the load; add a suffix to its partition key where writes are." },
  { "The migrated item count differs from the source's row count", "Compare by key: two rows that became one item mean that the key does not cover a unique key of the source table." },
};

static void
append_bullet (GString    *text,
               const char *bold,
               const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "- **%s**: %s\n", bold, words);
}

static char *
join (char **words)
{
  return words != NULL && words[0] != NULL ? g_strjoinv ("; ", words) : NULL;
}

static GString *
write_process (TenonModel   *model,
               TenonReviews *reviews)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s: %u MySQL tables, %u access patterns, %u DynamoDB tables.\n\n", model->name != NULL ? model->name : "The project", model->schema != NULL ? tenon_list_get_length (model->schema->tables) : 0, tenon_list_get_length (model->patterns), tenon_list_get_length (model->design->tables));
  g_string_append (text, "| When | Gate | Decision | By | Note |\n|---|---|---|---|---|\n");
  for (guint i = 0; i < tenon_list_get_length (reviews->events); i++)
    {
      static const char *const actions[] = { "approved", "returned", "approval withdrawn" };
      TenonReviewEvent        *event = tenon_list_get (reviews->events, i);
      g_autofree char         *note = g_strdup (event->note != NULL ? event->note : "");
      g_auto (GStrv) cells = NULL;
      g_autofree char *escaped = NULL;

      g_strdelimit (note, "\n\r", ' ');
      cells = g_strsplit (note, "|", -1);
      escaped = g_strjoinv ("\\|", cells);
      g_string_append_printf (text, "| %s | %s%s%s | %s | %s | %s |\n", event->at, tenon_gate_kind_to_string (event->gate), event->subject != NULL ? " " : "", event->subject != NULL ? event->subject : "", actions[event->action], event->by, escaped);
    }
  return text;
}

static GString *
write_decisions (TenonModel *model)
{
  GString *text = g_string_new (NULL);

  if (tenon_list_get_length (model->design->decisions) == 0)
    g_string_append (text, "No decision is recorded.\n");
  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision   *decision = tenon_list_get (model->design->decisions, i);
      g_autofree char *alternatives = join (decision->alternatives_considered);
      g_autofree char *trade_offs = join (decision->trade_offs);

      g_string_append_printf (text, "%s### %s\n\n", i > 0 ? "\n" : "", decision->title != NULL ? decision->title : decision->decision_id);
      append_bullet (text, "Chosen", decision->chosen_approach);
      append_bullet (text, "Because", decision->justification);
      append_bullet (text, "Alternatives considered", alternatives);
      append_bullet (text, "Trade-offs", trade_offs);
      append_bullet (text, "Rollback", decision->rollback_strategy);
    }
  return text;
}

static GString *
write_warnings (TenonModel *model,
                GPtrArray  *findings)
{
  GString *text = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (finding->severity < TENON_SEVERITY_WARNING)
        continue;
      g_string_append_printf (text, "- **%s**: %s%s%s\n", finding->subject != NULL ? finding->subject : finding->code, finding->message, finding->remedy != NULL ? " " : "", finding->remedy != NULL ? finding->remedy : "");
      n++;
    }
  if (n == 0)
    g_string_append (text, "No warning applies to the design as it stands.\n");
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledgement = tenon_list_get (model->acknowledgements, i);

      g_string_append_printf (text, "- Acknowledged by %s: `%s` of %s, because %s\n", acknowledgement->by, acknowledgement->code, acknowledgement->subject, acknowledgement->reason);
    }
  return text;
}

static GString *
write_monitoring (TenonModel *model)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (model->design->decisions, i);

      for (guint j = 0; decision->monitoring_requirements != NULL && decision->monitoring_requirements[j] != NULL; j++)
        if (g_hash_table_add (seen, decision->monitoring_requirements[j]))
          g_string_append_printf (text, "- %s\n", decision->monitoring_requirements[j]);
    }
  if (text->len == 0)
    g_string_append (text, "No decision asks for monitoring of its own.\n");
  return text;
}

static GString *
write_costs (TenonCost *cost)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *money = cost != NULL ? tenon_format_money (cost->dollars) : NULL;

  if (cost == NULL)
    g_string_append (text, "No cost has been reckoned.\n");
  else if (cost->n_open == 0)
    g_string_append_printf (text, "%s a month. %s\n", money, cost->convention != NULL ? cost->convention : "");
  else
    g_string_append_printf (text, "At least %s a month; %u terms are open because an input is not known. %s\n", money, cost->n_open, cost->convention != NULL ? cost->convention : "");
  return text;
}

static GString *
write_troubleshooting (TenonModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    append_bullet (text, troubles[i].trouble, troubles[i].remedy);
  for (guint i = 0; i < tenon_list_get_length (model->design->unserved); i++)
    {
      TenonUnserved   *unserved = tenon_list_get (model->design->unserved, i);
      g_autofree char *trouble = g_strdup_printf ("%s is not served by DynamoDB", unserved->pattern_id);

      append_bullet (text, trouble, unserved->alternative);
    }
  return text;
}

/**
 * tenon_summary_document_write:
 * @cost: (nullable):
 * @findings: (element-type TenonDiagnostic): of the design as it stands
 * @previous_text: (nullable): the summary so far; what people wrote around Tenon's parts stays
 *
 * Returns: (transfer full):
 */
char *
tenon_summary_document_write (TenonModel   *model,
                              TenonReviews *reviews,
                              TenonCost    *cost,
                              GPtrArray    *findings,
                              const char   *previous_text)
{
  g_autoptr (TenonParts) parts = tenon_parts_new ("# DynamoDB Data Modeling - Summary");

  tenon_parts_add_take (parts, "process", "## Process and Approvals", write_process (model, reviews));
  tenon_parts_add_take (parts, "decisions", "## Decisions and Trade-offs", write_decisions (model));
  tenon_parts_add_take (parts, "cost", "## Cost", write_costs (cost));
  tenon_parts_add_take (parts, "warnings", "## Production Warnings", write_warnings (model, findings));
  tenon_parts_add_take (parts, "monitoring", "## Monitoring and Operation", write_monitoring (model));
  tenon_parts_add_take (parts, "troubleshooting", "## Troubleshooting Guide", write_troubleshooting (model));
  return tenon_parts_merge (parts, previous_text);
}
