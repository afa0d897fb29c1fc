/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal beside the present design: each table as new, changed (with what changes) or the same, taken one by one. */

#include "app/design/tenon-proposal-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

struct _TenonProposalDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkListBox     *list;
  GtkWidget      *take_button;

  TenonProject *project;  /* (owned) */
  TenonDesign  *proposal; /* (owned) */
  GPtrArray    *checks;   /* (owned) (element-type GtkCheckButton) borrowed widgets, named by their table */
};

G_DEFINE_FINAL_TYPE (TenonProposalDialog, tenon_proposal_dialog, ADW_TYPE_WINDOW)

static void
tenon_proposal_dialog_dispose (GObject *object)
{
  TenonProposalDialog *self = TENON_PROPOSAL_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->proposal);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_proposal_dialog_parent_class)->dispose (object);
}

static void
update_sensitivity (TenonProposalDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->checks->len; i++)
    any = any || gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  gtk_widget_set_sensitive (self->take_button, any);
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
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
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

static void
add_difference (GPtrArray  *parts,
                const char *what,
                const char *before,
                const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s %s → %s"), what, before, after));
}

static void
add_count_difference (GPtrArray  *parts,
                      const char *what,
                      TenonList  *before,
                      TenonList  *after)
{
  g_autofree char *a = tenon_format_count (tenon_list_get_length (before));
  g_autofree char *b = tenon_format_count (tenon_list_get_length (after));

  add_difference (parts, what, a, b);
}

/* What taking the proposed table would change, in one line. */
static char *
describe_difference (TenonTable *present,
                     TenonTable *proposed)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = describe_keys (present);
  g_autofree char *after = describe_keys (proposed);

  add_difference (parts, _ ("keys"), before, after);
  add_count_difference (parts, _ ("indexes"), present->indexes, proposed->indexes);
  add_count_difference (parts, _ ("attributes"), present->attributes, proposed->attributes);
  add_count_difference (parts, _ ("operations"), present->operations, proposed->operations);
  if (parts->len == 0)
    return g_strdup (_ ("Changed in details: reasons, conditions or sizes"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **)parts->pdata);
}

static void
add_row (TenonProposalDialog *self,
         TenonTable          *table)
{
  TenonModel      *model = tenon_project_get_model (self->project);
  TenonTable      *present = tenon_design_find_table (model->design, table->name);
  gboolean         same = present != NULL && tenon_record_equal (TENON_RECORD (present), TENON_RECORD (table));
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *check = gtk_check_button_new ();
  g_autofree char *subtitle = NULL;

  if (present == NULL)
    {
      g_autofree char *keys = describe_keys (table);

      subtitle = g_strdup_printf (_ ("New: keys %s"), keys);
    }
  else
    {
      subtitle = same ? g_strdup (_ ("The same as in the present design")) : describe_difference (present, table);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), table->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (check, !same);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), present == NULL);
  g_object_set_data_full (G_OBJECT (check), "table", g_strdup (table->name), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_sensitivity), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->checks, check);
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
  adw_window_title_set_subtitle (self->title, subtitle);
  for (guint i = 0; i < n; i++)
    add_row (self, tenon_list_get (proposal->tables, i));
  update_sensitivity (self);
  return GTK_WIDGET (self);
}
