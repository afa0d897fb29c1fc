/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people decided, as entries of the working log: the rates and facts they stated, the questions they answered, the warnings
 * they acknowledged, each with its evidence or reason, under the time and the name it has in the model.
 *
 * The log itself tells what it tells already: a decision is the line that says it under the heading of its time. So nothing is
 * said twice, in whichever clone of the project the next step is taken. */

#include "project/tenon-decision-log.h"

#include "artifact/tenon-working-log.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"

#include <string.h>

typedef struct
{
  char       *at;
  char       *by;
  const char *task_id; /* (nullable) */
  char       *line;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free (self->at);
  g_free (self->by);
  g_free (self->line);
  g_free (self);
}

static void
add (GPtrArray  *decisions,
     const char *at,
     const char *by,
     const char *task_id,
     const char *format,
     ...) G_GNUC_PRINTF (5, 6);

/* What nobody's name stands behind was read from a file, and the log tells of the import. */
static void
add (GPtrArray  *decisions,
     const char *at,
     const char *by,
     const char *task_id,
     const char *format,
     ...)
{
  Decision *decision;
  va_list   args;

  if (tenon_str_is_blank (at) || tenon_str_is_blank (by))
    return;
  decision = g_new0 (Decision, 1);
  decision->at = g_strdup (at);
  decision->by = g_strdup (by);
  decision->task_id = task_id;
  va_start (args, format);
  decision->line = g_strchomp (g_strdelimit (g_strdup_vprintf (format, args), "\r\n", ' '));
  va_end (args);
  g_ptr_array_add (decisions, decision);
}

static const char *
or_nothing (const char *text)
{
  return text != NULL && *text != '\0' ? text : "none given";
}

static void
add_rates (GPtrArray    *decisions,
           TenonPattern *pattern)
{
  const TenonRate         *rates[] = { pattern->rps_peak, pattern->rps_average };
  static const char *const names[] = { "peak", "average" };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      const char      *formula = tenon_rate_get_formula (rates[i]);
      g_autofree char *value = rates[i] != NULL ? tenon_rate_to_text (rates[i]) : NULL;

      /* What a formula comes to follows from other decisions. */
      if (formula != NULL)
        add (decisions, tenon_rate_get_at (rates[i]), tenon_rate_get_by (rates[i]), "1.2", "- %s, %s: derived as %s", pattern->pattern_id, names[i], formula);
      else if (rates[i] != NULL)
        add (decisions, tenon_rate_get_at (rates[i]), tenon_rate_get_by (rates[i]), "1.2", "- %s, %s: %s; evidence: %s", pattern->pattern_id, names[i], value,
             or_nothing (tenon_rate_get_evidence (rates[i])));
    }
}

static void
add_fact (GPtrArray  *decisions,
          TenonModel *model,
          TenonFact  *fact)
{
  g_autoptr (TenonKnownFact) known = fact->key != NULL ? tenon_facts_look_up (model, fact->key) : NULL;
  const char *title = known != NULL && known->definition != NULL ? known->definition->title : NULL;

  if (known == NULL || known->value == NULL)
    return;
  if (title == NULL)
    add (decisions, fact->at, fact->by, "1.2", "- %s: %s; evidence: %s", known->subject != NULL ? known->subject : fact->key, known->value, or_nothing (fact->evidence));
  else
    add (decisions, fact->at, fact->by, "1.2", "- %s%s%s: %s%s%s; evidence: %s", known->subject != NULL ? known->subject : "", known->subject != NULL ? ", " : "", title, known->value,
         known->definition->unit != NULL ? " " : "", known->definition->unit != NULL ? known->definition->unit : "", or_nothing (fact->evidence));
}

static void
add_answer (GPtrArray            *decisions,
            TenonAcknowledgement *answer)
{
  if (answer->question == NULL)
    add (decisions, answer->at, answer->by, NULL, "- Acknowledged %s (%s): %s", answer->code, or_nothing (answer->subject), or_nothing (answer->reason));
  else if (g_strcmp0 (answer->how, "draft") == 0)
    add (decisions, answer->at, answer->by, "1.2", "- Asked “%s”: %s was added as a draft", answer->question, or_nothing (answer->pattern_id));
  else if (answer->how != NULL)
    add (decisions, answer->at, answer->by, "1.2", "- Asked “%s”: answered; %s", answer->question, or_nothing (answer->reason));
  else
    add (decisions, answer->at, answer->by, "1.2", "- Asked “%s”: declined; %s", answer->question, or_nothing (answer->reason));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Decision *one = *(const Decision *const *)a, *other = *(const Decision *const *)b;
  int             order = g_strcmp0 (one->at, other->at);

  return order != 0 ? order : g_strcmp0 (one->by, other->by);
}

static GPtrArray *
list_decisions (TenonModel *model)
{
  GPtrArray *decisions = g_ptr_array_new_with_free_func (decision_free);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    add_rates (decisions, tenon_list_get (model->patterns, i));
  for (guint i = 0; i < tenon_list_get_length (model->facts); i++)
    add_fact (decisions, model, tenon_list_get (model->facts, i));
  for (guint i = 0; i < tenon_list_get_length (model->acknowledgements); i++)
    add_answer (decisions, tenon_list_get (model->acknowledgements, i));
  g_ptr_array_sort (decisions, compare);
  return decisions;
}

static char *
dup_key (const char *at,
         const char *line)
{
  return g_strdup_printf ("%s\n%s", at, line);
}

/* Each line that says a decision, with the time of its entry. */
static GHashTable *
read_log (const char *log)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (log != NULL ? log : "", "\n", -1);
  g_autofree char *at = g_strdup ("");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (g_str_has_prefix (lines[i], "## "))
        {
          g_free (at);
          at = g_strndup (lines[i] + strlen ("## "), strcspn (lines[i] + strlen ("## "), " "));
        }
      else if (g_str_has_prefix (lines[i], "- "))
        {
          g_hash_table_add (known, dup_key (at, lines[i]));
        }
    }
  return known;
}

/**
 * tenon_decision_log_append:
 * @log: (nullable): the working log so far
 *
 * Returns: (transfer full) (nullable): the log with an entry for what people decided at each time it does not tell of yet; %NULL
 *   where there is nothing
 */
char *
tenon_decision_log_append (TenonModel *model,
                           const char *log)
{
  g_autoptr (GPtrArray) decisions = list_decisions (model);
  g_autoptr (GHashTable) known = decisions->len > 0 ? read_log (log) : NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < decisions->len;)
    {
      Decision *first = g_ptr_array_index (decisions, i);
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autofree char *before = NULL;

      for (; i < decisions->len && compare (&first, &g_ptr_array_index (decisions, i)) == 0; i++)
        {
          Decision        *decision = g_ptr_array_index (decisions, i);
          g_autofree char *key = dup_key (decision->at, decision->line);

          if (!g_hash_table_contains (known, key))
            g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", decision->line);
        }
      if (lines->len == 0)
        continue;
      before = g_steal_pointer (&text);
      text = tenon_working_log_append (before != NULL ? before : log, first->at, first->task_id, lines->str, first->by);
    }
  return g_steal_pointer (&text);
}
