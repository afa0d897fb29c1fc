/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person changes a table's name or keys: the choice needs a reason, and patterns whose requests no longer fit get new
 * ones in the same step. */

#include "app/design/tenon-keys-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "project/tenon-design-edits.h"

struct _TenonKeysDialog
{
  AdwWindow parent_instance;

  GtkEditable    *name_row;
  AdwComboRow    *partition_row;
  TenonPersonRow *person_row;
  AdwComboRow    *sort_row;
  GtkWidget      *apply_button;
  GtkLabel       *problem_label;

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

static TenonTableWish
make_wish (TenonKeysDialog *self)
{
  return (TenonTableWish){ gtk_editable_get_text (self->name_row), get_choice (self->partition_row), get_sort_key (self) };
}

static gboolean
is_same (TenonKeysDialog      *self,
         const TenonTableWish *wish)
{
  return g_strcmp0 (wish->name, self->table->name) == 0 && g_strcmp0 (wish->partition_key, self->table->partition_key) == 0 && g_strcmp0 (wish->sort_key, self->table->sort_key) == 0;
}

static void
changed_cb (TenonKeysDialog *self)
{
  g_autoptr (GError) error = NULL;
  TenonTableWish wish;
  const char    *problem;

  if (self->project == NULL)
    return;
  wish = make_wish (self);
  problem = tenon_project_check_table (self->project, self->table->name, &wish, &error) ? tenon_person_row_get_problem (self->person_row) : error->message;
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL && !is_same (self, &wish));
}

static void
apply_cb (TenonKeysDialog *self)
{
  TenonTableWish   wish = make_wish (self);
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row), *name = g_strdup (self->table->name);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_change_table (self->project, name, &wish, reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_keys_dialog_class_init (TenonKeysDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_keys_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-keys-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, partition_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonKeysDialog, sort_row);
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
  gtk_widget_set_sensitive (GTK_WIDGET (self->partition_row), table->role != TENON_TABLE_LOOKUP);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sort_row), table->role != TENON_TABLE_LOOKUP);
  tenon_person_row_set_note_label (self->person_row, _ ("Reason"));
  self->project = g_object_ref (project);
  self->table = g_object_ref (table);
  changed_cb (self);
  return GTK_WIDGET (self);
}
