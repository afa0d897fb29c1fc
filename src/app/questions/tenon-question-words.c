/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kinds of questions and facts are called in the window: the model's own words are fixed English. */

#include "app/questions/tenon-question-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const KINDS[TENON_N_QUESTION_KINDS] = {
  [TENON_QUESTION_READ_WITHOUT_WRITE] = N_ ("Read, never written"),
  [TENON_QUESTION_WRITE_WITHOUT_READ] = N_ ("Written, never read"),
  [TENON_QUESTION_CRUD_GAP] = N_ ("Never changed or removed"),
  [TENON_QUESTION_ENTITY_UNTOUCHED] = N_ ("Touched by no pattern"),
  [TENON_QUESTION_ENTITY_UNKNOWN] = N_ ("Not in the schema"),
  [TENON_QUESTION_SHAPE_OPEN] = N_ ("Not decided what is asked for"),
  [TENON_QUESTION_DUPLICATE] = N_ ("Asked for twice"),
  [TENON_QUESTION_STATEMENT_UNCOVERED] = N_ ("In the log, covered by no pattern"),
  [TENON_QUESTION_PATTERN_UNSEEN] = N_ ("Never seen in the log"),
  [TENON_QUESTION_RATES_CONTRADICT] = N_ ("Rates that contradict"),
  [TENON_QUESTION_FORMULA_BROKEN] = N_ ("Derived from what nobody knows"),
  [TENON_QUESTION_FACT_UNKNOWN] = N_ ("Not known yet"),
};

/* The model's words for facts, for the translation to find. */
static const char *const FACTS[] G_GNUC_UNUSED = {
  N_ ("Domain"), N_ ("Business Context"), N_ ("Key Rules"), N_ ("Scale"), N_ ("Users"), N_ ("Total Requests"), N_ ("Early Stage"),
  N_ ("Owner"), N_ ("Row Growth"), N_ ("Item Size Growth"), N_ ("Bounded"), N_ ("Average Children"), N_ ("Maximum Children"),
  N_ ("users"), N_ ("requests a second"), N_ ("rows a month"),
  /* xgettext:no-c-format */
  N_ ("% a month"),
  N_ ("rows for one parent")
};

/**
 * tenon_question_kind_get_heading:
 *
 * Returns: what is the matter, as a heading, translated
 */
const char *
tenon_question_kind_get_heading (TenonQuestionKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (KINDS), NULL);

  return KINDS[kind] != NULL ? _ (KINDS[kind]) : tenon_question_kind_get_title (kind);
}

/**
 * tenon_fact_get_heading:
 *
 * Returns: what the fact is called, translated
 */
const char *
tenon_fact_get_heading (const TenonFactDefinition *definition)
{
  return _ (definition->title);
}

/**
 * tenon_fact_get_unit:
 *
 * Returns: (nullable): the unit, translated
 */
const char *
tenon_fact_get_unit (const TenonFactDefinition *definition)
{
  return definition->unit != NULL ? _ (definition->unit) : NULL;
}

/**
 * tenon_words_dup_when:
 * @by: (nullable): "Name <mail>"
 * @at: (nullable): ISO 8601
 *
 * Returns: (transfer full): "Name, 22.11.2026", as much of it as is known
 */
char *
tenon_words_dup_when (const char *by,
                      const char *at)
{
  g_autoptr (GDateTime) time = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  g_autoptr (GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;
  g_autofree char *day = here != NULL ? g_date_time_format (here, "%x") : g_strdup (at);
  g_autofree char *name = by != NULL ? g_strstrip (g_strndup (by, strcspn (by, "<"))) : NULL;

  if (name != NULL && *name == '\0')
    g_clear_pointer (&name, g_free);
  if (name != NULL && day != NULL)
    return g_strdup_printf ("%s, %s", name, day);
  return name != NULL ? g_steal_pointer (&name) : g_strdup (day != NULL ? day : "");
}
