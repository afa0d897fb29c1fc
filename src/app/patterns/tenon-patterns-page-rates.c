/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: a rate that is typed needs its evidence before it is taken. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-patterns-page-private.h"
#include "app/tenon-page.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"

/* @other: (nullable): what was typed for the other rate */
static void
ask (TenonPatternsPage *self,
     TenonPattern      *pattern,
     const char        *property,
     const char        *typed,
     const char        *other,
     const char        *words,
     const char        *note)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = tenon_evidence_dialog_new (window, self->project, pattern, property, typed);

  if (words != NULL && note != NULL)
    tenon_evidence_dialog_quote (TENON_EVIDENCE_DIALOG (dialog), words, note);
  if (other != NULL)
    tenon_evidence_dialog_offer (TENON_EVIDENCE_DIALOG (dialog), other);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What the words say that the number does not. */
static const char *
find_note (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, "cell-loose"))
        return finding->message;
    }
  return NULL;
}

/**
 * tenon_patterns_page_rate_typed:
 * @text: what was typed into the cell; "" and "unknown" forget the rate
 */
void
tenon_patterns_page_rate_typed (TenonPatternsPage *self,
                                TenonPattern      *pattern,
                                const char        *property,
                                const char        *text)
{
  g_autoptr (TenonCellPlan) plan = NULL;
  const char               *ids[] = { pattern->pattern_id, NULL };
  const TenonPatternColumn *cells = tenon_pattern_columns_find (property);
  g_autofree char          *other = tenon_pattern_column_dup_other_half (cells, text);
  GPtrArray                *edits, *findings;

  /* What it means is found out as for a paste: "500/200 RPS", "~5 RPS (burst)", "TBD". */
  plan = tenon_project_plan_paste (self->project, text, ids, &cells, 1, FALSE);
  /* Typed into the cell itself, it is meant to replace what stands there. */
  tenon_cell_plan_set_replaces (plan, TRUE);
  edits = tenon_cell_plan_get_edits (plan);
  findings = tenon_cell_plan_get_findings (plan);
  if (*text == '=' || (edits->len > 0 && tenon_cell_plan_needs_evidence (plan)))
    ask (self, pattern, property, *text == '=' ? text : ((TenonCellEdit *)g_ptr_array_index (edits, 0))->after, other, text, other == NULL ? find_note (findings) : NULL);
  else if (edits->len == 0 && other != NULL)
    ask (self, pattern, g_str_equal (property, "rps-peak") ? "rps-average" : "rps-peak", other, NULL, NULL, NULL); /* this half is so already */
  else if (tenon_str_is_blank (text) || g_ascii_strcasecmp (text, "unknown") == 0)
    tenon_project_set_cell (self->project, pattern, cells, "", NULL, NULL, NULL);
  else if (findings->len > 0)
    tenon_page_toast (self, ((TenonDiagnostic *)g_ptr_array_index (findings, 0))->message, FALSE);
}

static void
ask_at_cursor (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TenonPatternsPage     *self = TENON_PATTERNS_PAGE (widget);
  TenonPattern          *pattern = tenon_pattern_grid_get_pattern (self->grid);
  const TenonGridColumn *column = tenon_pattern_grid_get_column (self->grid);

  if (pattern != NULL && column != NULL && column->kind == TENON_CELL_RATE)
    ask (self, pattern, column->property, NULL, NULL, NULL, NULL);
}

static void
ask_of (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  TenonPattern      *pattern = tenon_pattern_detail_get_pattern (self->detail);

  if (pattern != NULL)
    ask (self, pattern, g_variant_get_string (parameter, NULL), NULL, NULL, NULL, NULL);
}

void
tenon_patterns_page_class_add_rate_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patterns.evidence", NULL, ask_at_cursor);
  gtk_widget_class_install_action (widget_class, "patterns.evidence-of", "s", ask_of);
}
