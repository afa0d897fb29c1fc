/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gates as they stand: derived from the model, the events of reviews.json and the findings, never stored.
 *
 *        blocking finding              the gate before it open
 *   OPEN ----------------> OPEN        OPEN ------------------> OPEN
 *        none of both                  approve (digest kept)
 *   OPEN ----------------> READY       READY ------------------> APPROVED
 *        return, withdraw              the content's digest differs
 *   APPROVED ------------> READY       APPROVED ---------------> STALE
 *        the content is again what was approved
 *   STALE ---------------> APPROVED
 *
 * The design and the contract are stale as well while a gate before them is not approved or an error stands in their way.
 *
 * The order is requirements, each table of the design in review order, the design, the contract. */

#include "project/tenon-gates.h"

#include "design/tenon-questions.h"
#include "design/tenon-rules.h"
#include "model/tenon-facts.h"
#include "project/tenon-edited-files.h"

#include <string.h>

typedef struct
{
  TenonModel              *model;
  TenonReviews            *reviews;
  GPtrArray               *findings;
  GPtrArray               *questions;
  const TenonContractText *contract;
  GPtrArray               *gates;
  GHashTable              *by_table; /* (owned) name of a table -> findings that block (GPtrArray), at a thousand tables looked up once */
} Derivation;

/* ---- what is approved ---- */

static void
add_record (GChecksum *checksum,
            gpointer   record)
{
  g_autofree char *json = tenon_record_to_json (record, 0);

  g_checksum_update (checksum, (const guchar *)json, -1);
  g_checksum_update (checksum, (const guchar *)"\n", 1);
}

static void
add_string (GChecksum  *checksum,
            const char *text)
{
  g_checksum_update (checksum, (const guchar *)(text != NULL ? text : ""), -1);
  g_checksum_update (checksum, (const guchar *)"\n", 1);
}

static void
add_list (GChecksum *checksum,
          TenonList *list)
{
  for (guint i = 0; i < tenon_list_get_length (list); i++)
    add_record (checksum, tenon_list_get (list, i));
}

/* An answer to a question belongs to the requirements, an acknowledged warning to the design, and that a fact may stay
 * unknown to the tables whose decisions rest on it. */
static gboolean
is_about_fact (TenonAcknowledgement *acknowledgement)
{
  return g_strcmp0 (acknowledgement->code, tenon_question_kind_to_string (TENON_QUESTION_FACT_UNKNOWN)) == 0;
}

static gboolean
is_answer (TenonAcknowledgement *acknowledgement)
{
  return acknowledgement->question != NULL;
}

static void
add_acknowledgements (GChecksum  *checksum,
                      TenonModel *model,
                      gboolean    answers)
{
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledgement = tenon_list_get (model->acknowledgements, i);

      if (is_answer (acknowledgement) == answers && !is_about_fact (acknowledgement))
        add_record (checksum, acknowledgement);
    }
}

/* A fact with all that is said about it; nothing where it is unknown. */
static void
add_fact (GChecksum  *checksum,
          TenonModel *model,
          const char *key)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (model, key);

  if (known == NULL || known->value == NULL)
    return;
  add_string (checksum, key);
  add_string (checksum, known->value);
  add_string (checksum, known->evidence);
  add_string (checksum, known->by);
  add_string (checksum, known->at);
}

static void
add_asserted (GChecksum  *checksum,
              TenonModel *model)
{
  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (model->relationships, i);

      if (!relationship->asserted)
        continue;
      add_string (checksum, relationship->child);
      add_string (checksum, relationship->parent);
      add_string (checksum, relationship->reason);
    }
}

/**
 * tenon_gates_dup_requirements_digest:
 * @known: (nullable): the keys of the facts it is of; %NULL: all that are known now
 *
 * What nobody knew when the requirements were confirmed holds up a later decision and not them: that somebody says it
 * afterwards, or says that the decision stands without it, changes nothing of what was confirmed. What was known then
 * and is said otherwise, or forgotten, does.
 *
 * Returns: (transfer full): of exactly what an approval of the requirements is about
 */
char *
tenon_gates_dup_requirements_digest (TenonModel        *model,
                                     const char *const *known)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (GStrv) all = known == NULL ? tenon_facts_list_known (model) : NULL;

  add_string (checksum, model->name);
  add_list (checksum, model->patterns);
  for (const char *const *key = all != NULL ? (const char *const *)all : known; *key != NULL; key++)
    add_fact (checksum, model, *key);
  add_asserted (checksum, model);
  add_acknowledgements (checksum, model, TRUE);
  return g_strdup (g_checksum_get_string (checksum));
}

/* Returns: (transfer full) (nullable): the name of the table that @subject is of, or is */
static char *
dup_table_of (const char *subject)
{
  const char *name = subject != NULL ? strchr (subject, ':') : NULL;

  if (name == NULL || !(g_str_has_prefix (subject, "table:") || g_str_has_prefix (subject, "attribute:") || g_str_has_prefix (subject, "index:") || g_str_has_prefix (subject, "operation:")))
    return NULL;
  return g_strndup (name + 1, strcspn (name + 1, "/"));
}

static gboolean
is_about_table (TenonTable *table,
                const char *subject)
{
  g_autofree char *name = dup_table_of (subject);

  return g_strcmp0 (name, table->name) == 0;
}

static gboolean
is_waiver_of (TenonWaiver *waiver,
              TenonTable  *table)
{
  gsize length = table->source_table != NULL ? strlen (table->source_table) : 0;

  return length > 0 && waiver->column != NULL && strncmp (waiver->column, table->source_table, length) == 0 && waiver->column[length] == '.';
}

static TenonAcknowledgement *
find_fact_answer (TenonModel *model,
                  const char *key)
{
  g_autofree char *subject = g_strconcat ("fact:", key, NULL);

  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (model->acknowledgements, i);

      if (is_about_fact (answer) && g_strcmp0 (answer->subject, subject) == 0)
        return answer;
    }
  return NULL;
}

/* What its decisions rest on: a fact, or the word of somebody that they stand without it. */
static void
add_needs (GChecksum  *checksum,
           TenonModel *model,
           GPtrArray  *needs,
           TenonTable *table)
{
  for (guint i = 0; i < needs->len; i++)
    {
      TenonFactNeed        *need = g_ptr_array_index (needs, i);
      TenonAcknowledgement *answer;

      if (!g_str_equal (need->table, table->name))
        continue;
      add_fact (checksum, model, need->fact_key);
      answer = find_fact_answer (model, need->fact_key);
      if (answer != NULL && answer->how == NULL)
        add_record (checksum, answer);
    }
}

static char *
table_digest (TenonModel *model,
              TenonTable *table,
              GPtrArray  *needs)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (model->design, table);

  add_record (checksum, table);
  for (guint i = 0; lookups != NULL && i < lookups->len; i++)
    add_record (checksum, g_ptr_array_index (lookups, i));
  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (model->design->decisions, i);

      if (g_strcmp0 (decision->table, table->name) == 0)
        add_record (checksum, decision);
    }
  for (guint i = 0; i < tenon_list_get_length (model->waivers); i++)
    if (is_waiver_of (tenon_list_get (model->waivers, i), table))
      add_record (checksum, tenon_list_get (model->waivers, i));
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledgement = tenon_list_get (model->acknowledgements, i);

      if (is_about_table (table, acknowledgement->subject))
        add_record (checksum, acknowledgement);
    }
  add_needs (checksum, model, needs, table);
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
design_digest (TenonModel *model)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_record (checksum, model->design);
  add_list (checksum, model->waivers);
  add_acknowledgements (checksum, model, FALSE);
  return g_strdup (g_checksum_get_string (checksum));
}

/* ---- what stands in the way ---- */

static void
block_without_rate (TenonGate    *gate,
                    TenonPattern *pattern)
{
  gboolean         has_peak = tenon_rate_is_known (pattern->rps_peak);
  const char      *missing = !has_peak && !tenon_rate_is_known (pattern->rps_average) ? "neither a peak nor an average rate"
                             : !has_peak                                              ? "no peak rate"
                                                                                      : "no average rate";
  g_autofree char *subject = g_strdup_printf ("pattern:%s", pattern->pattern_id);
  TenonDiagnostic *blocking;

  blocking = tenon_diagnostics_add_subject (gate->blocking, TENON_SEVERITY_ERROR, "rate-unknown", subject,
                                            "%s (%s) has %s.", pattern->pattern_id, pattern->description, missing);
  tenon_diagnostic_set_remedy (blocking, "State it with the evidence for it: tenon-cli pattern DIR set %s --peak N --average N --evidence TEXT --by \"Name <mail>\"", pattern->pattern_id);
}

static void
block_requirements (Derivation *derivation,
                    TenonGate  *gate)
{
  TenonModel *model = derivation->model;

  if (tenon_list_get_length (model->patterns) == 0)
    tenon_diagnostics_add (gate->blocking, TENON_SEVERITY_ERROR, "requirements-no-patterns", NULL, 0, 0,
                           "No access pattern is known; import an API list or add patterns.");
  if (model->schema == NULL || tenon_list_get_length (model->schema->tables) == 0)
    tenon_diagnostics_add (gate->blocking, TENON_SEVERITY_ERROR, "requirements-no-schema", NULL, 0, 0,
                           "No MySQL table is known; import the schema.");
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern))
        block_without_rate (gate, pattern);
    }
}

/* One finding for each kind of question that is open: at 250 tables nobody reads one for each. */
static void
block_questions (Derivation *derivation,
                 TenonGate  *gate)
{
  guint          n_open[TENON_N_QUESTION_KINDS] = { 0 };
  TenonQuestion *first[TENON_N_QUESTION_KINDS] = { NULL };

  for (guint i = 0; derivation->questions != NULL && i < derivation->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (derivation->questions, i);

      if (!question->blocks || !tenon_question_is_open (question))
        continue;
      if (n_open[question->kind]++ == 0)
        first[question->kind] = question;
    }
  for (guint i = 0; i < TENON_N_QUESTION_KINDS; i++)
    {
      TenonDiagnostic *blocking;

      if (n_open[i] == 0)
        continue;
      blocking = tenon_diagnostics_add_subject (gate->blocking, TENON_SEVERITY_ERROR, "question-open", first[i]->id,
                                                "%u open %s (%s): %s", n_open[i], n_open[i] == 1 ? "question" : "questions", tenon_question_kind_get_title (i), first[i]->text);
      tenon_diagnostic_set_remedy (blocking, "Answer them, one by one or many with one reason: tenon-cli questions DIR; tenon-cli answer DIR --kind %s --decline --reason TEXT --by \"Name <mail>\"",
                                   tenon_question_kind_to_string (i));
    }
}

static TenonFactNeed *
find_need (TenonQuestion *question,
           TenonTable    *table)
{
  for (guint i = 0; question->needs != NULL && i < question->needs->len; i++)
    {
      TenonFactNeed *need = g_ptr_array_index (question->needs, i);

      if (g_str_equal (need->table, table->name))
        return need;
    }
  return NULL;
}

/* What nobody knows blocks the decision that rests on it: its table waits for the fact, or for somebody who says that the
 * decision stands without it. */
static void
block_unknown_facts (Derivation *derivation,
                     TenonGate  *gate,
                     TenonTable *table)
{
  for (guint i = 0; derivation->questions != NULL && i < derivation->questions->len; i++)
    {
      TenonQuestion   *question = g_ptr_array_index (derivation->questions, i);
      TenonFactNeed   *need = question->kind == TENON_QUESTION_FACT_UNKNOWN && tenon_question_is_open (question) ? find_need (question, table) : NULL;
      TenonDiagnostic *blocking;

      if (need == NULL)
        continue;
      blocking = tenon_diagnostics_add_subject (gate->blocking, TENON_SEVERITY_ERROR, "fact-unknown", question->id,
                                                "Not known: %s Table %s waits for it: %s rests on it, for %s.", question->text, table->name, need->decision, need->reason);
      tenon_diagnostic_set_remedy (blocking, "State it with its evidence, or decline it with the reason why the decision stands without it: tenon-cli answer DIR \"%s\" --value TEXT --evidence TEXT --by \"Name <mail>\"", question->id);
    }
}

/* What a finding says, and about what. Of a missing rate the gate has words of its own. */
static char *
dup_key (TenonDiagnostic *finding)
{
  gboolean is_rate = g_str_equal (finding->code, "rate-unknown");

  return g_strdup_printf ("%s\n%s", finding->subject != NULL ? finding->subject : "", is_rate ? finding->code : finding->message);
}

static gboolean
is_about_requirements (TenonDiagnostic *finding)
{
  const TenonRule *rule = tenon_rules_find (finding->code);

  return g_str_has_prefix (finding->code, "proposal-") || (rule != NULL && rule->scope == TENON_RULE_SCOPE_REQUIREMENTS);
}

static gboolean
is_blocking (TenonDiagnostic *finding)
{
  return finding->severity == TENON_SEVERITY_ERROR || g_str_has_prefix (finding->code, "proposal-");
}

/**
 * tenon_gate_concerns:
 *
 * Returns: whether @finding stands in the way of, or is to be read at, this gate: a table's are those about it, its
 *   attributes and its indexes; the requirements' are about patterns and MySQL tables; the others see all
 */
gboolean
tenon_gate_concerns (TenonGate       *self,
                     TenonDesign     *design,
                     TenonDiagnostic *finding)
{
  TenonTable *table;

  switch (self->kind)
    {
    case TENON_GATE_REQUIREMENTS:
      return is_about_requirements (finding);
    case TENON_GATE_TABLE:
      table = tenon_design_find_table (design, self->subject);
      return table != NULL && is_about_table (table, finding->subject);
    case TENON_GATE_DESIGN:
    case TENON_GATE_CONTRACT:
      return !is_about_requirements (finding);
    }
  g_assert_not_reached ();
}

static void
block_findings (Derivation *derivation,
                TenonGate  *gate)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *candidates = gate->kind == TENON_GATE_TABLE ? g_hash_table_lookup (derivation->by_table, gate->subject) : derivation->findings;

  for (guint i = 0; i < gate->blocking->len; i++)
    g_hash_table_add (keys, dup_key (g_ptr_array_index (gate->blocking, i)));
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (candidates, i);

      if (is_blocking (finding) && tenon_gate_concerns (gate, derivation->model->design, finding) && g_hash_table_add (keys, dup_key (finding)))
        g_ptr_array_add (gate->blocking, g_object_ref (finding));
    }
}

static GHashTable *
sort_by_table (GPtrArray *findings)
{
  GHashTable *by_table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);
      g_autofree char *name = is_blocking (finding) ? dup_table_of (finding->subject) : NULL;
      GPtrArray       *of_table = name != NULL ? g_hash_table_lookup (by_table, name) : NULL;

      if (name == NULL)
        continue;
      if (of_table == NULL)
        {
          of_table = g_ptr_array_new ();
          g_hash_table_insert (by_table, g_steal_pointer (&name), of_table);
        }
      g_ptr_array_add (of_table, finding);
    }
  return by_table;
}

/* ---- order ---- */

/**
 * tenon_gate_dup_title:
 *
 * Returns: (transfer full): "the requirements", "table orders", "the design", "the contract"
 */
char *
tenon_gate_dup_title (TenonGate *self)
{
  switch (self->kind)
    {
    case TENON_GATE_REQUIREMENTS:
      return g_strdup ("the requirements");
    case TENON_GATE_TABLE:
      return g_strdup_printf ("table %s", self->subject);
    case TENON_GATE_DESIGN:
      return g_strdup ("the design");
    case TENON_GATE_CONTRACT:
      return g_strdup ("the contract");
    }
  g_assert_not_reached ();
}

static char *
count_blocking (TenonGate *gate)
{
  TenonDiagnostic *first = g_ptr_array_index (gate->blocking, 0);

  if (gate->blocking->len == 1)
    return g_strdup (first->message);
  return g_strdup_printf ("%u findings stand in the way; the first: %s", gate->blocking->len, first->message);
}

static char *
wait_for_previous (GPtrArray *gates,
                   guint      position)
{
  for (guint i = 0; i < position; i++)
    {
      TenonGate       *gate = g_ptr_array_index (gates, i);
      g_autofree char *title = NULL;

      if (gate->state == TENON_GATE_APPROVED)
        continue;
      title = tenon_gate_dup_title (gate);
      return gate->state == TENON_GATE_STALE ? g_strdup_printf ("%c%s changed since the approval and must be approved again first", g_ascii_toupper (*title), title + 1)
                                             : g_strdup_printf ("%c%s must be approved first", g_ascii_toupper (*title), title + 1);
    }
  return NULL;
}

static char *
dup_waits_for (Derivation *derivation,
               TenonGate  *gate,
               guint       position)
{
  char *waits_for;

  if (gate->kind == TENON_GATE_DESIGN && tenon_list_get_length (derivation->model->design->tables) == 0)
    return g_strdup ("There is no design yet: take a proposal first");
  waits_for = wait_for_previous (derivation->gates, position);
  if (waits_for == NULL && gate->blocking->len > 0)
    waits_for = count_blocking (gate);
  return waits_for;
}

/* The design and the contract are about everything before them: what was approved of them rests on approvals that still
 * hold, and on a design without errors. Requirements are complete or not: a question that arose since reopens them. */
static gboolean
rests_on_what_holds (TenonGate *gate)
{
  return gate->waits_for == NULL || gate->kind == TENON_GATE_TABLE;
}

/* What was approved is not what stands in the folder. */
static gboolean
is_edited (Derivation *derivation,
           TenonGate  *gate)
{
  for (guint i = 0; gate->kind == TENON_GATE_CONTRACT && i < derivation->findings->len; i++)
    if (g_str_equal (((TenonDiagnostic *)g_ptr_array_index (derivation->findings, i))->code, TENON_CONTRACT_FILE_EDITED))
      return TRUE;
  return FALSE;
}

/* Facts that came to be known since the requirements were confirmed are none of what was confirmed. */
static gboolean
is_as_approved (Derivation *derivation,
                TenonGate  *gate)
{
  g_autofree char *digest = NULL;

  if (gate->kind != TENON_GATE_REQUIREMENTS || g_strcmp0 (gate->last->digest, gate->digest) == 0)
    return g_strcmp0 (gate->last->digest, gate->digest) == 0;
  digest = tenon_gates_dup_requirements_digest (derivation->model, (const char *const *)gate->last->known);
  return g_strcmp0 (gate->last->digest, digest) == 0;
}

static void
settle (Derivation *derivation,
        guint       position)
{
  TenonGate *gate = g_ptr_array_index (derivation->gates, position);

  gate->waits_for = dup_waits_for (derivation, gate, position);
  if (gate->last != NULL && gate->last->action == TENON_REVIEW_APPROVE)
    gate->state = is_as_approved (derivation, gate) && rests_on_what_holds (gate) && !is_edited (derivation, gate) ? TENON_GATE_APPROVED : TENON_GATE_STALE;
  else
    gate->state = gate->waits_for == NULL ? TENON_GATE_READY : TENON_GATE_OPEN;
  gate->returned = gate->last != NULL && gate->last->action == TENON_REVIEW_RETURN;
}

static TenonGate *
add_gate (Derivation   *derivation,
          TenonGateKind kind,
          const char   *subject,
          char         *digest)
{
  TenonGate *gate = g_object_new (TENON_TYPE_GATE, NULL);

  gate->kind = kind;
  gate->subject = g_strdup (subject);
  gate->digest = digest;
  if (gate->blocking == NULL)
    gate->blocking = tenon_diagnostics_new ();
  g_set_object (&gate->last, tenon_reviews_find_last (derivation->reviews, kind, subject));
  g_ptr_array_add (derivation->gates, gate);
  return gate;
}

static void
add_table_gates (Derivation *derivation)
{
  TenonList *tables = derivation->model->design->tables;
  g_autoptr (GPtrArray) needs = tenon_questions_list_needs (derivation->model);

  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    {
      TenonTable *table = tenon_list_get (tables, i);
      TenonGate  *gate = add_gate (derivation, TENON_GATE_TABLE, table->name, table_digest (derivation->model, table, needs));

      block_findings (derivation, gate);
      block_unknown_facts (derivation, gate, table);
    }
}

/**
 * tenon_gates_derive:
 * @findings: (element-type TenonDiagnostic): all that the checks found
 * @questions: (nullable) (element-type TenonQuestion): about the requirements, answered or not
 * @contract: (nullable): the text of the present design
 *
 * Returns: (transfer full) (element-type TenonGate): all gates in their order
 */
GPtrArray *
tenon_gates_derive (TenonModel              *model,
                    TenonReviews            *reviews,
                    GPtrArray               *findings,
                    GPtrArray               *questions,
                    const TenonContractText *contract)
{
  Derivation derivation = { model, reviews, findings, questions, contract, g_ptr_array_new_with_free_func (g_object_unref), sort_by_table (findings) };
  TenonGate *gate;

  gate = add_gate (&derivation, TENON_GATE_REQUIREMENTS, NULL, tenon_gates_dup_requirements_digest (model, NULL));
  block_requirements (&derivation, gate);
  block_questions (&derivation, gate);
  block_findings (&derivation, gate);
  add_table_gates (&derivation);
  gate = add_gate (&derivation, TENON_GATE_DESIGN, NULL, design_digest (model));
  block_findings (&derivation, gate);
  gate = add_gate (&derivation, TENON_GATE_CONTRACT, NULL,
                   g_compute_checksum_for_string (G_CHECKSUM_SHA256, contract != NULL && contract->text != NULL ? contract->text : "", -1));
  block_findings (&derivation, gate);
  for (guint i = 0; i < derivation.gates->len; i++)
    settle (&derivation, i);
  g_hash_table_unref (derivation.by_table);
  return derivation.gates;
}

TenonGate *
tenon_gates_find (GPtrArray    *gates,
                  TenonGateKind kind,
                  const char   *subject)
{
  for (guint i = 0; i < gates->len; i++)
    {
      TenonGate *gate = g_ptr_array_index (gates, i);

      if (gate->kind == kind && g_strcmp0 (gate->subject, subject) == 0)
        return gate;
    }
  return NULL;
}

/**
 * tenon_gates_are_approved:
 *
 * Returns: whether there are gates of this kind and all of them are approved
 */
gboolean
tenon_gates_are_approved (GPtrArray    *gates,
                          TenonGateKind kind)
{
  guint n_gates = 0;

  for (guint i = 0; i < gates->len; i++)
    {
      TenonGate *gate = g_ptr_array_index (gates, i);

      if (gate->kind != kind)
        continue;
      if (gate->state != TENON_GATE_APPROVED)
        return FALSE;
      n_gates++;
    }
  return n_gates > 0;
}

gboolean
tenon_gate_may_be_approved (TenonGate *self)
{
  return self->waits_for == NULL;
}
