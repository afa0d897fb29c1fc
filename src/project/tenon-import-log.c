/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Binds the statements of a log to access patterns. Only where there is no doubt: one pattern alone that fits exactly, or,
 * where none does, one alone that fits but for what makes no difference to the rows asked for. What fits several is left
 * unbound and said. */

#include "project/tenon-import.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "project/tenon-binding.h"

/* Statements named one by one as fitting several patterns; the rest are counted. */
#define MAX_NAMED 5

static void
bind (TenonModel     *model,
      TenonStatement *statement,
      TenonPattern   *pattern)
{
  char *ids[] = { pattern->pattern_id, NULL };

  g_strfreev (statement->patterns);
  statement->patterns = g_strdupv (ids);
  tenon_binding_add (model, pattern, statement);
}

/* What a person should see before they rely on the rate. */
static void
report_difference (GPtrArray      *diagnostics,
                   TenonStatement *statement,
                   TenonPattern   *pattern,
                   const char     *difference)
{
  TenonDiagnostic *diagnostic;

  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-close", statement->file, statement->line, 0,
                                      "%s is observed by a statement that %s: %s", pattern->pattern_id, difference, statement->fingerprint);
  tenon_diagnostic_set_remedy (diagnostic, "Unbind the statement in the details of %s where it belongs to another pattern", pattern->pattern_id);
}

static void
report_doubt (GPtrArray      *diagnostics,
              TenonStatement *statement,
              GPtrArray      *fitting)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  TenonDiagnostic *diagnostic;

  for (guint i = 0; i < fitting->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((TenonPattern *)g_ptr_array_index (fitting, i))->pattern_id);
  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-ambiguous", statement->file, statement->line, 0,
                                      "The statement fits %s alike; its rate was given to none of them: %s", ids->str, statement->fingerprint);
  tenon_diagnostic_set_remedy (diagnostic, "State the rates of these patterns");
}

/* One statement that fits one pattern. */
typedef struct
{
  TenonPattern   *pattern;
  TenonStatement *statement;
  char           *difference; /* (nullable) */
} Fit;

static void
fit_free (gpointer data)
{
  Fit *fit = data;

  g_free (fit->difference);
  g_free (fit);
}

static void
report_other (GPtrArray      *diagnostics,
              TenonStatement *statement,
              TenonPattern   *pattern)
{
  TenonDiagnostic *diagnostic;

  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-other", statement->file, statement->line, 0,
                                      "The statement is like %s, but asks for another range, order or grouping than its other statements; it was bound to none: %s", pattern->pattern_id, statement->fingerprint);
  tenon_diagnostic_set_remedy (diagnostic, "Say in the questions which pattern it is, or add one for it");
}

/* What fits one pattern is bound to it as far as it is one request; the rest is asked about. */
static void
bind_fitting (TenonModel   *model,
              TenonPattern *pattern,
              GPtrArray    *fits,
              GPtrArray    *diagnostics)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new ();
  g_autoptr (GPtrArray) agreeing = NULL;

  for (guint i = 0; i < fits->len; i++)
    if (((Fit *)g_ptr_array_index (fits, i))->pattern == pattern)
      g_ptr_array_add (statements, ((Fit *)g_ptr_array_index (fits, i))->statement);
  agreeing = tenon_binding_list_agreeing (model, pattern, statements);
  for (guint i = 0; i < agreeing->len; i++)
    bind (model, g_ptr_array_index (agreeing, i), pattern);
  for (guint i = 0; i < fits->len; i++)
    {
      Fit *fit = g_ptr_array_index (fits, i);

      if (fit->pattern != pattern)
        continue;
      if (!g_ptr_array_find (agreeing, fit->statement, NULL))
        report_other (diagnostics, fit->statement, pattern);
      else if (fit->difference != NULL)
        report_difference (diagnostics, fit->statement, pattern, fit->difference);
    }
}

/**
 * tenon_import_bind:
 * @model: an edit must be open
 * @log: read just now, in no model yet
 *
 * Names in each statement the pattern it belongs to, and in each pattern its statements; a pattern takes from them what
 * nobody said of its shape.
 */
void
tenon_import_bind (TenonModel        *model,
                   TenonStatementLog *log,
                   GPtrArray         *diagnostics)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new_with_free_func (fit_free);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();
  guint n_doubtful = 0;

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement  *statement = tenon_list_get (log->statements, i);
      g_autofree char *difference = NULL;
      g_autoptr (GPtrArray) fitting = NULL;

      if (statement->shape == NULL || (statement->patterns != NULL && statement->patterns[0] != NULL))
        continue;
      fitting = tenon_binding_list_fitting (model, statement->shape, &difference);
      if (fitting->len == 1)
        {
          Fit *fit = g_new0 (Fit, 1);

          *fit = (Fit){ g_ptr_array_index (fitting, 0), statement, g_steal_pointer (&difference) };
          g_ptr_array_add (fits, fit);
          if (!g_ptr_array_find (patterns, fit->pattern, NULL))
            g_ptr_array_add (patterns, fit->pattern);
        }
      else if (fitting->len > 1 && n_doubtful++ < MAX_NAMED)
        report_doubt (diagnostics, statement, fitting);
    }
  for (guint i = 0; i < patterns->len; i++)
    bind_fitting (model, g_ptr_array_index (patterns, i), fits, diagnostics);
  if (n_doubtful > MAX_NAMED)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-ambiguous", log->file, 0, 0,
                           "%u more statements fit several patterns alike and were bound to none", n_doubtful - MAX_NAMED);
}
