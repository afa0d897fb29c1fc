/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The validation checklist of dynamodb_requirement.md: what the program itself looks at, what people ticked otherwise, and the
 * lines they added. */

#include "artifact/tenon-requirement-private.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"

#include <string.h>

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Tables that are read and never written, or the other way round, by the patterns there are. */
static char *
list_one_sided (TenonModel *model,
                gboolean    read)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; model->schema != NULL && i < tenon_list_get_length (model->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (model->schema->tables, i);
      gboolean          is_read = FALSE, is_written = FALSE;

      for (guint k = 0; k < tenon_list_get_length (model->patterns); k++)
        {
          TenonPattern *pattern = tenon_list_get (model->patterns, k);

          if (!tenon_strv_contains ((const char *const *)pattern->entities_involved, table->name))
            continue;
          is_read |= tenon_pattern_is_read (pattern);
          is_written |= tenon_pattern_is_write (pattern);
        }
      if (read ? is_read && !is_written : is_written && !is_read)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", table->name);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
list_unrated (TenonModel *model)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern))
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", pattern->pattern_id);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
list_unanswered (TenonModel *model)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (model->design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (model->design->unserved, i);

      if (!is_given (unserved->alternative))
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", unserved->pattern_id);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What the program itself looks at; whether it is met follows from the model, until somebody says otherwise. */
static const char *const checks[TENON_N_CHECKS] = {
  "Application domain and scale are documented",
  "All entities and relationships are known",
  "Every access pattern has peak and average requests a second",
  "Every entity that is read is written, and the other way round",
  "Patterns that DynamoDB does not serve have an alternative",
  "Hot partition risks are evaluated",
  "Design considerations are captured",
};

static const char by_hand[] = "by hand";

/**
 * tenon_requirement_find_check:
 * @line: of the checklist, behind its box
 * @rest: (out) (optional): what stands behind the words
 *
 * Returns: (nullable): the words of the program's own line it is
 */
const char *
tenon_requirement_find_check (const char  *line,
                              const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_has_prefix (line, checks[i]))
      {
        if (rest != NULL)
          *rest = line + strlen (checks[i]);
        return checks[i];
      }
  return NULL;
}

/**
 * tenon_requirement_is_check_rest:
 * @rest: what stands behind the words of one of the program's own lines
 *
 * Returns: whether the program wrote that too: nothing, or in parentheses what is open
 */
gboolean
tenon_requirement_is_check_rest (const char *rest)
{
  return g_regex_match_simple ("^( \\(((by hand|open: .*|only read: .*; only written: .*|some rates are unknown|there is no design yet|[\\w.-]*\\d[\\w.-]*(, [\\w.-]*\\d[\\w.-]*)*)(; )?)+\\))?\\s*$", rest, 0, 0);
}

/**
 * tenon_requirement_document_is_check:
 *
 * Returns: whether somebody ticks one of the program's own lines, which speak of one project only
 */
gboolean
tenon_requirement_document_is_check (const TenonPatternProposal *proposal)
{
  static const char prefix[] = "fact:check:";

  return proposal->pattern_id == NULL && g_str_has_prefix (proposal->property, prefix) && tenon_requirement_find_check (proposal->property + strlen (prefix), NULL) != NULL;
}

typedef struct
{
  gboolean met[TENON_N_CHECKS];
  char    *open[TENON_N_CHECKS]; /* (nullable) what is missing */
} Verdict;

static void
verdict_clear (Verdict *self)
{
  for (guint i = 0; i < TENON_N_CHECKS; i++)
    g_free (self->open[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdict, verdict_clear)

static void
judge (Verdict    *self,
       TenonModel *model)
{
  gboolean         has_schema = model->schema != NULL && tenon_list_get_length (model->schema->tables) > 0;
  gboolean         has_patterns = tenon_list_get_length (model->patterns) > 0;
  gboolean         has_design = tenon_list_get_length (model->design->tables) > 0;
  g_autofree char *unrated = list_unrated (model);
  g_autofree char *unanswered = list_unanswered (model);
  g_autofree char *only_read = list_one_sided (model, TRUE);
  g_autofree char *only_written = list_one_sided (model, FALSE);
  const Verdict    verdict = {
       .met = {
           is_given (model->domain) && is_given (model->scale),
           has_schema,
           has_patterns && *unrated == '\0',
           has_patterns && has_schema && *only_read == '\0' && *only_written == '\0',
           has_design && *unanswered == '\0',
           has_design && *unrated == '\0',
           has_design,
    },
       .open = {
           [2] = has_patterns ? g_strdup_printf ("open: %s", unrated) : NULL,
           [3] = has_schema && has_patterns ? g_strdup_printf ("only read: %s; only written: %s", *only_read != '\0' ? only_read : "none", *only_written != '\0' ? only_written : "none") : NULL,
           [4] = *unanswered != '\0' ? g_strdup_printf ("open: %s", unanswered) : NULL,
           [5] = g_strdup (has_design ? "some rates are unknown" : "there is no design yet"),
    },
  };

  *self = verdict;
}

static char *
dup_check_key (const char *what)
{
  return tenon_facts_dup_key (TENON_FACT_CHECK, what, NULL);
}

/* Returns: (transfer full) (nullable): "yes" or "no", as somebody ticked it by hand */
static char *
dup_ticked (TenonModel *model,
            const char *what)
{
  g_autofree char *key = dup_check_key (what);

  return tenon_facts_dup_text (model, key);
}

/**
 * tenon_requirement_judge_checks:
 * @computed: (out) (array): what follows from the model
 * @shown: (out) (array): what the checklist shows: that, or what somebody ticked by hand instead
 */
void
tenon_requirement_judge_checks (TenonModel *model,
                                gboolean   *computed,
                                gboolean   *shown)
{
  g_auto (Verdict) verdict = { 0 };

  judge (&verdict, model);
  for (guint i = 0; i < TENON_N_CHECKS; i++)
    {
      g_autofree char *ticked = dup_ticked (model, checks[i]);

      computed[i] = verdict.met[i];
      shown[i] = ticked != NULL ? g_str_equal (ticked, "yes") : verdict.met[i];
    }
}

/**
 * tenon_requirement_get_check:
 *
 * Returns: the words of the program's line @index
 */
const char *
tenon_requirement_get_check (guint index)
{
  return checks[index];
}

static void
write_check (GString    *out,
             gboolean    is_met,
             const char *what,
             const char *open)
{
  g_string_append_printf (out, "- [%c] %s", is_met ? 'x' : ' ', what);
  if (is_given (open))
    g_string_append_printf (out, " (%s)", open);
  g_string_append_c (out, '\n');
}

/* A line of the program that somebody ticked says so, and what the program finds missing stays beside it. */
static void
write_own_check (GString       *out,
                 TenonModel    *model,
                 const Verdict *verdict,
                 guint          i)
{
  g_autofree char *ticked = dup_ticked (model, checks[i]);
  gboolean         is_met = ticked != NULL ? g_str_equal (ticked, "yes") : verdict->met[i];
  const char      *open = verdict->met[i] ? NULL : verdict->open[i];
  g_autofree char *remark = is_met == verdict->met[i] ? g_strdup (open) : g_strconcat (by_hand, open != NULL ? "; " : "", open != NULL ? open : "", NULL);

  write_check (out, is_met, checks[i], remark);
}

/**
 * tenon_requirement_write_checklist:
 *
 * Returns: (transfer full):
 */
GString *
tenon_requirement_write_checklist (TenonModel *model)
{
  GString *out = g_string_new (NULL);
  g_auto (Verdict) verdict = { 0 };

  judge (&verdict, model);
  for (guint i = 0; i < TENON_N_CHECKS; i++)
    write_own_check (out, model, &verdict, i);
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    {
      TenonFact  *fact = tenon_list_get (model->facts, i);
      const char *what = fact->key != NULL && g_str_has_prefix (fact->key, "check:") ? fact->key + strlen ("check:") : NULL;

      if (what != NULL && tenon_requirement_find_check (what, NULL) == NULL)
        write_check (out, g_strcmp0 (fact->value, "yes") == 0, what, NULL);
    }
  return out;
}
