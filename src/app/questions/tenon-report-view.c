/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the requirements gate shows before somebody confirms. */

#include "app/questions/tenon-report-view.h"

#include <glib/gi18n-lib.h>

#include "app/questions/tenon-changes-table.h"
#include "app/questions/tenon-text-table.h"
#include "base/tenon-text.h"

struct _TenonReportView
{
  GtkBox parent_instance;

  GtkWidget      *missing_box;     /* (unowned) */
  GtkListBox     *tiers;           /* (unowned) */
  GtkWidget      *changes_box;     /* (unowned) */
  GtkLabel       *changes_heading; /* (unowned) */
  GtkLabel       *changes_error;   /* (unowned) */
  TenonTextTable *changes;         /* (unowned) */
  AdwActionRow   *questions;       /* (unowned) */
  TenonTextTable *by_type;         /* (unowned) */
  TenonTextTable *by_entity;       /* (unowned) */
};

enum
{
  SIGNAL_SUBJECT_ACTIVATED,
  SIGNAL_QUESTIONS_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonReportView, tenon_report_view, GTK_TYPE_BOX)

static const TenonTextColumn TYPE_COLUMNS[] = {
  { N_ ("Type"), TENON_TEXT_COLUMN_WIDE },
  { N_ ("Patterns"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Peak (requests/s)"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Average (requests/s)"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Unknown"), TENON_TEXT_COLUMN_NUMBER },
};

static const TenonTextColumn ENTITY_COLUMNS[] = {
  { N_ ("Entity"), TENON_TEXT_COLUMN_WIDE },
  { N_ ("Patterns"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Peak (requests/s)"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Average (requests/s)"), TENON_TEXT_COLUMN_NUMBER },
  { N_ ("Unknown"), TENON_TEXT_COLUMN_NUMBER },
};

static GtkWidget *
append_heading (GtkWidget  *box,
                const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
append_section (GtkWidget *parent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (parent), box);
  return box;
}

/* ---- the three sources ---- */

static GtkWidget *
create_text (const char *text,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_missing (TenonTier  *tier,
                const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (tier->blocks ? "dialog-warning-symbolic" : "dialog-information-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, tier->blocks ? _ ("Missing") : _ ("Note"), -1);
  if (tier->blocks)
    gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), create_text (text, NULL));
  return box;
}

static GtkWidget *
create_tier (TenonTier *tier,
             guint      rank)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = g_strdup_printf ("%u. %s", rank, tier->title);
  g_autofree char *files = g_strjoinv (", ", tier->files);
  GtkWidget       *heading = create_text (title, "heading");

  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), create_text (tier->rank, "dim-label"));
  gtk_box_append (GTK_BOX (box), create_text (tier->summary, NULL));
  if (*files != '\0')
    gtk_box_append (GTK_BOX (box), create_text (files, "caption"));
  for (guint i = 0; tier->missing != NULL && i < tier->missing->len; i++)
    gtk_box_append (GTK_BOX (box), create_missing (tier, g_ptr_array_index (tier->missing, i)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

static void
show_tiers (TenonReportView *self,
            TenonGateReport *report)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->tiers, 0)) != NULL)
    gtk_list_box_remove (self->tiers, GTK_WIDGET (row));
  for (guint i = 0; i < G_N_ELEMENTS (report->tiers); i++)
    gtk_list_box_append (self->tiers, create_tier (&report->tiers[i], i + 1));
}

/* ---- sums ---- */

/* "at least" where a term is unknown or a lower bound itself; a dash where nothing is known. */
static char *
dup_sum (TenonRateTotal *total,
         double          sum,
         guint           n_unknown)
{
  g_autofree char *number = tenon_format_number (sum);

  if (n_unknown >= total->n_patterns)
    return g_strdup ("–");
  if (n_unknown > 0 || total->is_lower_bound)
    return g_strdup_printf (_ ("at least %s"), number);
  return g_steal_pointer (&number);
}

static void
show_totals (TenonTextTable *table,
             GPtrArray      *totals)
{
  tenon_text_table_clear (table);
  for (guint i = 0; i < totals->len; i++)
    {
      TenonRateTotal   *total = g_ptr_array_index (totals, i);
      guint             n_unknown = MAX (total->n_unknown_peak, total->n_unknown_average);
      g_autofree char  *count = g_strdup_printf ("%u", total->n_patterns);
      g_autofree char  *peak = dup_sum (total, total->peak, total->n_unknown_peak);
      g_autofree char  *average = dup_sum (total, total->average, total->n_unknown_average);
      g_autofree char  *unknown = n_unknown > 0 ? g_strdup_printf ("%u", n_unknown) : g_strdup ("–");
      const char *const texts[] = { total->name, count, peak, average, unknown, NULL };

      tenon_text_table_add (table, NULL, texts);
    }
  tenon_text_table_show (table);
}

/* ---- changes and questions ---- */

static void
show_changes (TenonReportView *self,
              TenonGateReport *report)
{
  guint            n = report->changes != NULL ? report->changes->len : 0;
  g_autofree char *summary = n > 0 ? tenon_changes_dup_summary (report->changes) : NULL;
  g_autofree char *heading = n > 0 ? g_strdup_printf (_ ("Changed since the confirmation: %s"), summary) : NULL;

  gtk_widget_set_visible (self->changes_box, n > 0 || report->changes_error != NULL);
  gtk_label_set_text (self->changes_heading, heading != NULL ? heading : _ ("Changed since the confirmation"));
  gtk_label_set_text (self->changes_error, report->changes_error != NULL ? report->changes_error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changes_error), report->changes_error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), n > 0);
  if (n > 0)
    tenon_changes_table_fill (self->changes, report->changes);
}

static void
show_questions (TenonReportView *self,
                TenonGateReport *report)
{
  g_autofree char *open = g_strdup_printf (ngettext ("%u open question", "%u open questions", report->n_open_questions), report->n_open_questions);
  g_autofree char *answered = g_strdup_printf (ngettext ("%u answered", "%u answered", report->n_answered_questions), report->n_answered_questions);
  g_autofree char *facts = report->n_unknown_facts > 0 ? g_strdup_printf (ngettext ("%u fact is not known; only later decisions wait for it", "%u facts are not known; only later decisions wait for them", report->n_unknown_facts), report->n_unknown_facts) : NULL;
  g_autofree char *subtitle = facts != NULL ? g_strdup_printf ("%s · %s", answered, facts) : g_strdup (answered);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->questions), report->n_open_questions > 0 ? open : _ ("Every question is answered"));
  adw_action_row_set_subtitle (self->questions, subtitle);
}

static void
questions_activated_cb (TenonReportView *self)
{
  g_signal_emit (self, signals[SIGNAL_QUESTIONS_ACTIVATED], 0);
}

static void
change_activated_cb (TenonTextTable  *table,
                     const char      *subject,
                     TenonReportView *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBJECT_ACTIVATED], 0, subject);
}

/* ---- the widget ---- */

static void
tenon_report_view_class_init (TenonReportViewClass *klass)
{
  signals[SIGNAL_SUBJECT_ACTIVATED] = g_signal_new ("subject-activated", TENON_TYPE_REPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_QUESTIONS_ACTIVATED] = g_signal_new ("questions-activated", TENON_TYPE_REPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
create_changes (TenonReportView *self)
{
  self->changes_box = append_section (GTK_WIDGET (self));
  self->changes_heading = GTK_LABEL (append_heading (self->changes_box, NULL));
  gtk_label_set_wrap (self->changes_heading, TRUE);
  self->changes_error = GTK_LABEL (create_text (NULL, "dim-label"));
  gtk_box_append (GTK_BOX (self->changes_box), GTK_WIDGET (self->changes_error));
  self->changes = TENON_TEXT_TABLE (tenon_changes_table_new ());
  g_signal_connect_object (self->changes, "row-activated", G_CALLBACK (change_activated_cb), self, 0);
  gtk_box_append (GTK_BOX (self->changes_box), GTK_WIDGET (self->changes));
}

static void
create_sources (TenonReportView *self)
{
  GtkWidget *box = append_section (GTK_WIDGET (self));

  append_heading (box, _ ("What the requirements rest on"));
  self->tiers = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->tiers, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->tiers), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tiers), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What the requirements rest on"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tiers));
}

static void
create_questions (TenonReportView *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->questions = ADW_ACTION_ROW (adw_action_row_new ());
  adw_action_row_add_suffix (self->questions, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->questions), TRUE);
  g_signal_connect_object (self->questions, "activated", G_CALLBACK (questions_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->questions));
  gtk_box_append (GTK_BOX (self), list);
}

static TenonTextTable *
create_totals (TenonReportView       *self,
               const TenonTextColumn *columns,
               const char            *title)
{
  GtkWidget *box = append_section (GTK_WIDGET (self));
  GtkWidget *table = tenon_text_table_new (columns, G_N_ELEMENTS (TYPE_COLUMNS), title);

  append_heading (box, title);
  gtk_box_append (GTK_BOX (box), table);
  return TENON_TEXT_TABLE (table);
}

static void
tenon_report_view_init (TenonReportView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  create_changes (self);
  create_sources (self);
  self->missing_box = append_section (GTK_WIDGET (self));
  create_questions (self);
  self->by_type = create_totals (self, TYPE_COLUMNS, _ ("Rates by type"));
  self->by_entity = create_totals (self, ENTITY_COLUMNS, _ ("Rates by entity"));
}

GtkWidget *
tenon_report_view_new (void)
{
  return g_object_new (TENON_TYPE_REPORT_VIEW, NULL);
}

/**
 * tenon_report_view_show:
 * @report: not kept
 */
void
tenon_report_view_show (TenonReportView *self,
                        TenonGateReport *report)
{
  show_changes (self, report);
  show_tiers (self, report);
  show_questions (self, report);
  show_totals (self->by_type, report->by_type);
  show_totals (self->by_entity, report->by_entity);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->by_entity)), report->by_entity->len > 0);
}

/**
 * tenon_report_view_take_missing:
 * @missing: what stands in the way, to be shown below what the requirements rest on
 */
void
tenon_report_view_take_missing (TenonReportView *self,
                                GtkWidget       *missing)
{
  gtk_box_append (GTK_BOX (self->missing_box), missing);
  g_object_bind_property (missing, "visible", self->missing_box, "visible", G_BINDING_SYNC_CREATE);
}
