/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person changes a table's name or keys: the choice needs a reason, and patterns whose requests no longer fit get new
 * ones in the same step. */

#include "app/design/tenon-keys-dialog.h"

#include <glib/gi18n-lib.h>

struct _TenonKeysDialog
{
  AdwWindow parent_instance;

  GtkEditable *name_row;
  AdwComboRow *partition_row;
  GtkEditable *partition_reason_row;
  AdwComboRow *sort_row;
  GtkEditable *sort_reason_row;
  GtkWidget   *apply_button;
  GtkLabel    *problem_label;

  TenonProject *project; /* (owned) */
  TenonTable   *table;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonKeysDialog, tenon_keys_dialog, ADW_TYPE_WINDOW)

static void
tenon_keys_dialog_dispose (GObject *object)
{
  TenonKeysDialog *self = TENON_KEYS_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (tenon_keys_dialog_parent_class)->dispose (object);
}

static const char *
get_choice (AdwComboRow *row)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (row);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

/* The first choice of the sort key is "none". */
static const char *
get_sort_key (TenonKeysDialog *self)
{
  return adw_combo_row_get_selected (self->sort_row) > 0 ? get_choice (self->sort_row) : NULL;
}

static const char *
find_problem (TenonKeysDialog *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  const char *name = gtk_editable_get_text (self->name_row);
  TenonTable *other = tenon_design_find_table (model->design, name);

  if (*name == '\0')
    return _ ("A table needs a name.");
  if (other != NULL && other != self->table)
    return _ ("Another table of the design has this name.");
  if (g_strcmp0 (get_choice (self->partition_row), get_sort_key (self)) == 0)
    return _ ("Partition key and sort key must be different attributes.");
  if (*gtk_editable_get_text (self->partition_reason_row) == '\0')
    return _ ("Say why: the reason goes into the data model document.");
  return NULL;
}

static void
changed_cb (TenonKeysDialog *self)
{
  const char *problem;

  if (self->project == NULL)
    return;
  problem = find_problem (self);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
}

/* What stands elsewhere in the design under the table's old name follows it. */
static void
rename_references (TenonModel *model,
                   const char *before,
                   const char *after)
{
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      if (g_strcmp0 (table->lookup_of, before) == 0)
        g_object_set (table, "lookup-of", after, NULL);
    }
  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (model->design->decisions, i);

      if (g_strcmp0 (decision->table, before) == 0)
        g_object_set (decision, "table", after, NULL);
    }
}

static void
apply_cb (TenonKeysDialog *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Edit Table"));
  g_autofree char *before = g_strdup (self->table->name);
  const char      *reason = gtk_editable_get_text (self->sort_reason_row);

  g_object_set (self->table,
                "name", gtk_editable_get_text (self->name_row),
                "partition-key", get_choice (self->partition_row),
                "partition-key-reason", gtk_editable_get_text (self->partition_reason_row),
                "sort-key", get_sort_key (self),
                "sort-key-reason", get_sort_key (self) != NULL ? reason : NULL,
                NULL);
  if (g_strcmp0 (before, self->table->name) != 0)
    rename_references (model, before, self->table->name);
  tenon_project_refit (self->project);
  tenon_edit_commit (edit);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_keys_dialog_class_init (TenonKeysDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_keys_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-keys-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, partition_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, partition_reason_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, sort_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, sort_reason_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
tenon_keys_dialog_init (TenonKeysDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (AdwComboRow *row,
      TenonTable  *table,
      const char  *first,
      const char  *selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint position = 0;

  if (first != NULL)
    gtk_string_list_append (names, first);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (g_strcmp0 (attribute->name, selected) == 0)
        position = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, attribute->name);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, position);
}

GtkWidget *
tenon_keys_dialog_new (GtkWindow    *parent,
                       TenonProject *project,
                       TenonTable   *table)
{
  TenonKeysDialog *self = g_object_new (TENON_TYPE_KEYS_DIALOG, "transient-for", parent, NULL);

  gtk_editable_set_text (self->name_row, table->name);
  fill (self->partition_row, table, NULL, table->partition_key);
  fill (self->sort_row, table, _ ("none"), table->sort_key);
  gtk_editable_set_text (self->partition_reason_row, table->partition_key_reason != NULL ? table->partition_key_reason : "");
  gtk_editable_set_text (self->sort_reason_row, table->sort_key_reason != NULL ? table->sort_key_reason : "");
  self->project = g_object_ref (project);
  self->table = g_object_ref (table);
  changed_cb (self);
  return GTK_WIDGET (self);
}
