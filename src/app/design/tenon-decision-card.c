/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A design decision as a card: what is chosen in sight, the rest behind it; a person can edit and pin it. */

#include "app/design/tenon-decision-card.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-decision-dialog.h"
#include "app/design/tenon-sheet.h"

static void
add_bullets (GtkWidget  *box,
             const char *title,
             char      **lines)
{
  if (lines == NULL || lines[0] == NULL)
    return;
  tenon_sheet_add_dim_text (box, title);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *bullet = g_strdup_printf ("• %s", lines[i]);

      tenon_sheet_add_text (box, bullet);
    }
}

static GtkWidget *
make_details (TenonDecision *decision)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_top (box, 6);
  add_bullets (box, _ ("Alternatives considered"), decision->alternatives_considered);
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      tenon_sheet_add_term (box, NULL, factor->name, factor->finding != NULL ? factor->finding : "", factor->evidence);
    }
  add_bullets (box, _ ("Trade-offs"), decision->trade_offs);
  if (decision->rollback_strategy != NULL)
    {
      tenon_sheet_add_dim_text (box, _ ("Rollback"));
      tenon_sheet_add_text (box, decision->rollback_strategy);
    }
  add_bullets (box, _ ("Monitoring"), decision->monitoring_requirements);
  return box;
}

static void
pinned_cb (GtkToggleButton *button,
           GParamSpec      *pspec,
           TenonProject    *project)
{
  TenonDecision *decision = g_object_get_data (G_OBJECT (button), "decision");
  gboolean       is_pinned = gtk_toggle_button_get_active (button);

  if (decision->by_person != is_pinned)
    tenon_project_pin (project, decision->decision_id, is_pinned, NULL);
}

static void
edit_cb (GtkButton    *button,
         TenonProject *project)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));

  gtk_window_present (GTK_WINDOW (tenon_decision_dialog_new (parent, project, g_object_get_data (G_OBJECT (button), "decision"))));
}

static void
add_button (GtkWidget     *line,
            GtkWidget     *button,
            const char    *icon_name,
            const char    *tooltip,
            TenonDecision *decision)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", tooltip, decision->title != NULL ? decision->title : decision->decision_id);

  gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "decision", g_object_ref (decision), g_object_unref);
  gtk_box_append (GTK_BOX (line), button);
}

/* Who stands behind it, and what a person can do. */
static void
add_buttons (GtkWidget     *line,
             TenonProject  *project,
             TenonDecision *decision)
{
  GtkWidget *pin = gtk_toggle_button_new ();
  GtkWidget *edit = gtk_button_new ();

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), decision->by_person);
  add_button (line, pin, "view-pin-symbolic", decision->by_person ? _ ("Pinned: proposals leave it alone") : _ ("Pin: proposals leave it alone"), decision);
  add_button (line, edit, "document-edit-symbolic", _ ("Edit decision"), decision);
  g_signal_connect_object (pin, "notify::active", G_CALLBACK (pinned_cb), project, 0);
  g_signal_connect_object (edit, "clicked", G_CALLBACK (edit_cb), project, 0);
}

GtkWidget *
tenon_decision_card_new (TenonProject  *project,
                         TenonDecision *decision,
                         gboolean       is_editable)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (decision->title != NULL ? decision->title : decision->decision_id);
  GtkWidget *expander = gtk_expander_new (_ ("Alternatives, trade-offs and the way back"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "sheet-value");
  gtk_box_append (GTK_BOX (line), title);
  if (is_editable)
    add_buttons (line, project, decision);
  gtk_box_append (GTK_BOX (card), line);
  if (decision->by_person)
    {
      g_autofree char *who = decision->decided_by != NULL ? g_strdup_printf (_ ("Decided by %s"), decision->decided_by) : g_strdup (_ ("Decided by a person"));

      tenon_sheet_add_dim_text (card, who);
    }
  tenon_sheet_add_term (card, NULL, _ ("Chosen"), decision->chosen_approach != NULL ? decision->chosen_approach : "", decision->justification);
  gtk_expander_set_child (GTK_EXPANDER (expander), make_details (decision));
  gtk_box_append (GTK_BOX (card), expander);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "decision-card");
  return card;
}
