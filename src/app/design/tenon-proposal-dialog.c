/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal beside the present design: each table as new, changed or the same, opening into what changes, and taken
 * one by one. */

#include "app/design/tenon-proposal-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

struct _TenonProposalDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkListBox     *list;
  GtkWidget      *take_button;
  GtkCheckButton *all_button;

  TenonProject *project;     /* (owned) */
  TenonDesign  *proposal;    /* (owned) */
  GPtrArray    *differences; /* (owned) (element-type TenonDifference) */
  GPtrArray    *checks;      /* (owned) (element-type GtkCheckButton) borrowed widgets, named by their table */
};

G_DEFINE_FINAL_TYPE (TenonProposalDialog, tenon_proposal_dialog, ADW_TYPE_WINDOW)

static void
tenon_proposal_dialog_dispose (GObject *object)
{
  TenonProposalDialog *self = TENON_PROPOSAL_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->proposal);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_proposal_dialog_parent_class)->dispose (object);
}

static void
all_cb (TenonProposalDialog *self)
{
  gboolean all = gtk_check_button_get_active (self->all_button);

  gtk_check_button_set_inconsistent (self->all_button, FALSE);
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (gtk_widget_get_sensitive (GTK_WIDGET (check)))
        gtk_check_button_set_active (check, all);
    }
}

static void
update_sensitivity (TenonProposalDialog *self)
{
  guint n_chosen = 0, n_different = 0;

  for (guint i = 0; i < self->checks->len; i++)
    {
      n_chosen += gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
      n_different += gtk_widget_get_sensitive (g_ptr_array_index (self->checks, i));
    }
  gtk_widget_set_sensitive (self->take_button, n_chosen > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_button), n_different > 0);
  g_signal_handlers_block_by_func (self->all_button, all_cb, self);
  gtk_check_button_set_active (self->all_button, n_different > 0 && n_chosen == n_different);
  gtk_check_button_set_inconsistent (self->all_button, n_chosen > 0 && n_chosen < n_different);
  g_signal_handlers_unblock_by_func (self->all_button, all_cb, self);
}

static void
take_cb (TenonProposalDialog *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Take Proposed Tables"));

  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (gtk_check_button_get_active (check))
        tenon_project_take_design (self->project, self->proposal, g_object_get_data (G_OBJECT (check), "table"));
    }
  tenon_edit_commit (edit);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_proposal_dialog_class_init (TenonProposalDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_proposal_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-proposal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonProposalDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalDialog, take_button);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalDialog, all_button);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
tenon_proposal_dialog_init (TenonProposalDialog *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_keys (TenonTable *table)
{
  if (table->sort_key != NULL)
    return g_strdup_printf ("%s, %s", table->partition_key, table->sort_key);
  return g_strdup (table->partition_key);
}

static const char *
name_kind (TenonDifferenceKind kind)
{
  static const char *const names[] = { N_ ("Table"), N_ ("Keys"), N_ ("Attribute"), N_ ("Index"), N_ ("Pattern"), N_ ("Decision"), N_ ("Not served") };

  return _ (names[kind]);
}

/* Plus, minus or an arrow, and the word for those who do not see it. */
static GtkWidget *
make_sign (TenonDifferenceChange change)
{
  static const char *const icons[] = { "list-add-symbolic", "list-remove-symbolic", "document-edit-symbolic" };
  static const char *const words[] = { N_ ("added"), N_ ("removed"), N_ ("changed") };
  GtkWidget               *icon = gtk_image_new_from_icon_name (icons[change]);

  gtk_widget_set_tooltip_text (icon, _ (words[change]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (words[change]), -1);
  return icon;
}

static char *
describe_difference (TenonDifference *difference)
{
  if (difference->before != NULL && difference->after != NULL)
    return g_strdup_printf ("%s → %s", difference->before, difference->after);
  return g_strdup (difference->after != NULL ? difference->after : difference->before);
}

static GtkWidget *
make_difference_row (TenonDifference *difference)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *words = describe_difference (difference);
  g_autofree char *title = g_strdup_printf ("%s %s", name_kind (difference->kind), difference->name != NULL ? difference->name : "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_strchomp (title));
  if (words != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_sign (difference->change));
  return row;
}

static gboolean
concerns (TenonDifference *difference,
          const char      *table)
{
  return g_strcmp0 (difference->table, table) == 0;
}

static guint
count_differences (TenonProposalDialog *self,
                   const char          *table)
{
  guint n = 0;

  for (guint i = 0; i < self->differences->len; i++)
    n += concerns (g_ptr_array_index (self->differences, i), table);
  return n;
}

/* The differences of a table are made when it is opened: a large proposal has thousands. */
static void
expanded_cb (AdwExpanderRow      *row,
             GParamSpec          *pspec,
             TenonProposalDialog *self)
{
  const char *table = g_object_get_data (G_OBJECT (row), "table");

  if (!adw_expander_row_get_expanded (row) || g_object_get_data (G_OBJECT (row), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "filled", row);
  for (guint i = 0; i < self->differences->len; i++)
    if (concerns (g_ptr_array_index (self->differences, i), table))
      adw_expander_row_add_row (row, make_difference_row (g_ptr_array_index (self->differences, i)));
}

static GtkWidget *
make_check (TenonProposalDialog *self,
            const char          *table,
            gboolean             is_chosen,
            gboolean             is_sensitive)
{
  GtkWidget       *check = gtk_check_button_new ();
  g_autofree char *label = g_strdup_printf (_ ("Take %s"), table);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (check, is_sensitive);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (check), "table", g_strdup (table), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_sensitivity), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  return check;
}

static void
add_row (TenonProposalDialog *self,
         TenonTable          *table)
{
  TenonTable      *present = tenon_design_find_table (tenon_project_get_model (self->project)->design, table->name);
  guint            n = count_differences (self, table->name);
  GtkWidget       *row = adw_expander_row_new ();
  g_autofree char *keys = describe_keys (table);
  g_autofree char *subtitle = NULL;

  if (present == NULL)
    subtitle = g_strdup_printf (_ ("New: keys %s"), keys);
  else
    subtitle = n > 0 ? g_strdup_printf (ngettext ("%u change", "%u changes", n), n) : g_strdup (_ ("The same as in the present design"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), table->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), n > 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), make_check (self, table->name, present == NULL, present == NULL || n > 0));
  g_object_set_data_full (G_OBJECT (row), "table", g_strdup (table->name), g_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  gtk_list_box_append (self->list, row);
}

/* A table of the present design that the proposal does without: nothing is taken away by itself. */
static void
add_absent_row (TenonProposalDialog *self,
                const char          *table)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), table);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Not in the proposal; it stays until you remove it"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_sign (TENON_DIFFERENCE_REMOVED));
  gtk_list_box_append (self->list, row);
}

GtkWidget *
tenon_proposal_dialog_new (GtkWindow    *parent,
                           TenonProject *project,
                           TenonDesign  *proposal)
{
  TenonProposalDialog *self = g_object_new (TENON_TYPE_PROPOSAL_DIALOG, "transient-for", parent, NULL);
  guint                n = tenon_list_get_length (proposal->tables);
  g_autofree char     *subtitle = g_strdup_printf (ngettext ("%u table", "%u tables", n), n);

  self->project = g_object_ref (project);
  self->proposal = g_object_ref (proposal);
  self->differences = tenon_project_compare_proposal (project, proposal);
  adw_window_title_set_subtitle (self->title, subtitle);
  for (guint i = 0; i < n; i++)
    add_row (self, tenon_list_get (proposal->tables, i));
  for (guint i = 0; i < self->differences->len; i++)
    {
      TenonDifference *difference = g_ptr_array_index (self->differences, i);

      if (difference->kind == TENON_DIFFERENCE_TABLE && difference->change == TENON_DIFFERENCE_REMOVED)
        add_absent_row (self, difference->name);
    }
  update_sensitivity (self);
  return GTK_WIDGET (self);
}
