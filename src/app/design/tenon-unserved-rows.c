/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The patterns that the present design does not serve: why, what else would do it, who accepted that and why; and what could serve
 * it all the same. */

#include "app/design/tenon-unserved-rows.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-reason-dialog.h"
#include "app/design/tenon-sheet-edits.h"
#include "app/tenon-page.h"
#include "project/tenon-design-edits.h"
#include "project/tenon-edits.h"

static gboolean
accept (TenonProject *project,
        gpointer      subject,
        const char   *reason,
        const char   *by,
        GError      **error)
{
  return tenon_project_accept_alternative (project, subject, reason, by, error);
}

static void
accept_cb (GtkWidget    *button,
           TenonProject *project)
{
  const char      *id = g_object_get_data (G_OBJECT (button), "pattern");
  TenonUnserved   *unserved = tenon_design_find_unserved (tenon_project_get_model (project)->design, id);
  TenonReasonWords words = { _ ("Accept Alternative"), id, NULL, _ ("Why this way"), _ ("_Accept") };

  if (unserved == NULL)
    return;
  words.words = unserved->alternative != NULL ? unserved->alternative : "";
  gtk_window_present (GTK_WINDOW (tenon_reason_dialog_new (GTK_WINDOW (gtk_widget_get_root (button)), project, &words, accept, g_strdup (id), g_free)));
}

static void
withdraw_cb (GtkWidget    *button,
             TenonProject *project)
{
  g_autoptr (GError) error = NULL;

  if (!tenon_project_withdraw_alternative (project, g_object_get_data (G_OBJECT (button), "pattern"), &error))
    tenon_page_report_error (button, _ ("The Alternative Could Not Be Withdrawn"), error);
}

static void
add_button (GtkWidget     *box,
            TenonProject  *project,
            TenonUnserved *unserved,
            const char    *title,
            const char    *tooltip,
            GCallback      callback)
{
  GtkWidget       *button = gtk_button_new_with_label (title);
  g_autofree char *label = g_strdup_printf ("%s: %s", title, unserved->pattern_id);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "pattern", g_strdup (unserved->pattern_id), g_free);
  g_signal_connect_object (button, "clicked", callback, project, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* Whole sentences, one below the other: a label at the side would have no room beside them. */
static char *
describe (TenonUnserved *unserved)
{
  g_autoptr (GString) text = g_string_new (unserved->reason);

  if (unserved->alternative != NULL)
    g_string_append_printf (text, "\n%s", unserved->alternative);
  if (unserved->accepted && unserved->accepted_reason != NULL)
    g_string_append_printf (text, _ ("\nAccepted by %s: %s"), unserved->accepted_by != NULL ? unserved->accepted_by : "?", unserved->accepted_reason);
  else if (unserved->accepted)
    g_string_append_printf (text, _ ("\nAccepted by %s"), unserved->accepted_by != NULL ? unserved->accepted_by : "?");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_title (TenonProject *project,
           const char   *pattern_id)
{
  TenonPattern *pattern = tenon_model_find_pattern (tenon_project_get_model (project), pattern_id);

  return pattern != NULL ? tenon_pattern_dup_title (pattern) : g_strdup (pattern_id);
}

static GtkWidget *
make_unserved_row (TenonProject  *project,
                   TenonUnserved *unserved)
{
  g_autofree char *title = dup_title (project, unserved->pattern_id), *subtitle = describe (unserved);
  GtkWidget       *row = make_row (title, subtitle), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (tenon_project_may_choose_way (project, unserved->pattern_id))
    tenon_sheet_serve_button (box, project, NULL, unserved->pattern_id);
  if (unserved->accepted)
    {
      adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "object-select-symbolic");
      add_button (box, project, unserved, _ ("Withdraw"), _ ("Let the pattern wait for an answer again"), G_CALLBACK (withdraw_cb));
    }
  else
    {
      adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
      add_button (box, project, unserved, _ ("Accept…"), _ ("Take this alternative: the pattern is solved outside DynamoDB"), G_CALLBACK (accept_cb));
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "pattern", g_strdup (unserved->pattern_id), g_free);
  return row;
}

static GtkWidget *
make_unmapped_row (TenonProject *project,
                   const char   *pattern_id)
{
  g_autofree char *title = dup_title (project, pattern_id), *reason = tenon_project_describe_unmapped (project, pattern_id);
  GtkWidget       *row = make_row (title, reason);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-error-symbolic");
  g_object_set_data_full (G_OBJECT (row), "pattern", g_strdup (pattern_id), g_free);
  return row;
}

/* @list: an empty one */
void
tenon_unserved_rows_fill (GtkListBox   *list,
                          TenonProject *project)
{
  TenonDesign *design = tenon_project_get_model (project)->design;
  g_auto (GStrv) unmapped = tenon_project_list_unmapped (project, design);
  guint n = tenon_list_get_length (design->unserved);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (list, make_unserved_row (project, tenon_list_get (design->unserved, i)));
  for (guint i = 0; unmapped[i] != NULL; i++)
    gtk_list_box_append (list, make_unmapped_row (project, unmapped[i]));
  if (n == 0 && unmapped[0] == NULL)
    gtk_list_box_append (list, make_row (_ ("Every pattern that touches the database is served."), NULL));
}
