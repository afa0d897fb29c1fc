/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person gives an attribute another name or type, or leaves it out with its column; keys, indexes and requests follow. */

#include "app/design/tenon-attribute-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-person-row.h"
#include "project/tenon-design-edits.h"

struct _TenonAttributeDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *apply_button;
  GtkWidget      *leave_out_button;
  GtkEditable    *name_row;
  AdwComboRow    *type_row;
  GtkLabel       *type_label;
  TenonPersonRow *person_row;
  GtkLabel       *problem_label;

  TenonProject *project; /* (owned) */
  char         *table;
  char         *attribute;
  int           type;
};

G_DEFINE_FINAL_TYPE (TenonAttributeDialog, tenon_attribute_dialog, ADW_TYPE_WINDOW)

static void
tenon_attribute_dialog_dispose (GObject *object)
{
  TenonAttributeDialog *self = TENON_ATTRIBUTE_DIALOG (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->attribute, g_free);
  G_OBJECT_CLASS (tenon_attribute_dialog_parent_class)->dispose (object);
}

static TenonAttribute *
get_attribute (TenonAttributeDialog *self)
{
  TenonTable *table = tenon_design_find_table (tenon_project_get_model (self->project)->design, self->table);

  return table != NULL ? tenon_table_find_attribute (table, self->attribute) : NULL;
}

/* What another type than the mapping's does to the values. */
static const char *
find_departure (TenonAttributeDialog *self)
{
  TenonAttribute *attribute = get_attribute (self);

  return attribute != NULL ? tenon_project_describe_type (self->project, attribute, adw_combo_row_get_selected (self->type_row)) : NULL;
}

static void
changed_cb (TenonAttributeDialog *self)
{
  const char      *problem, *departure;
  g_autofree char *words = NULL;
  gboolean         is_named, is_typed;

  if (self->project == NULL)
    return;
  departure = find_departure (self);
  is_named = g_strcmp0 (gtk_editable_get_text (self->name_row), self->attribute) != 0;
  is_typed = (int)adw_combo_row_get_selected (self->type_row) != self->type;
  /* Going back to what the mapping says needs no reason. */
  g_object_set (self->person_row, "note-required", is_named || !is_typed || departure != NULL, NULL);
  problem = tenon_person_row_get_problem (self->person_row);
  words = departure != NULL ? g_strdup_printf (_ ("As %s: %s."), tenon_attribute_type_to_string (adw_combo_row_get_selected (self->type_row)), departure) : g_strdup ("");
  gtk_label_set_label (self->type_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->type_label), departure != NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL && (is_named || is_typed));
  gtk_widget_set_sensitive (self->leave_out_button, problem == NULL && !is_named && !is_typed);
}

/* What MySQL has, and what the mapping makes of it. */
static void
show_rule (TenonAttributeDialog *self,
           TenonAttribute       *attribute)
{
  TenonAttributeType rule;
  const char        *note = NULL, *column = tenon_project_get_type_rule (self->project, attribute, &rule, &note);
  g_autofree char   *text = NULL;

  if (column == NULL)
    return;
  if (note != NULL)
    text = g_strdup_printf (_ ("%s in MySQL; the mapping says %s: %s"), column, tenon_attribute_type_to_string (rule), note);
  else
    text = g_strdup_printf (_ ("%s in MySQL; the mapping says %s"), column, tenon_attribute_type_to_string (rule));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->type_row), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->type_row), text);
}

static void
finish (TenonAttributeDialog *self,
        gboolean              is_done,
        GError               *error)
{
  if (!is_done)
    {
      gtk_label_set_label (self->problem_label, error->message);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_cb (TenonAttributeDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  finish (self, tenon_project_change_attribute (self->project, self->table, self->attribute, gtk_editable_get_text (self->name_row), adw_combo_row_get_selected (self->type_row), reason, by, &error), error);
}

static void
leave_out_cb (TenonAttributeDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  finish (self, tenon_project_leave_out_attribute (self->project, self->table, self->attribute, reason, by, &error), error);
}

static void
tenon_attribute_dialog_class_init (TenonAttributeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_attribute_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-attribute-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, leave_out_button);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, type_label);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonAttributeDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_out_cb);
}

static void
tenon_attribute_dialog_init (TenonAttributeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_attribute_dialog_new:
 * @table: of the design
 * @attribute: one of its own, or a copy, which has the type of what it copies and is taken out alone
 */
GtkWidget *
tenon_attribute_dialog_new (GtkWindow      *parent,
                            TenonProject   *project,
                            TenonTable     *table,
                            TenonAttribute *attribute)
{
  TenonAttributeDialog *self = g_object_new (TENON_TYPE_ATTRIBUTE_DIALOG, "transient-for", parent, NULL);

  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->title, table->name);
  tenon_person_row_set_note_label (self->person_row, _ ("Reason"));
  gtk_editable_set_text (self->name_row, attribute->name);
  adw_combo_row_set_selected (self->type_row, attribute->type);
  self->table = g_strdup (table->name);
  self->attribute = g_strdup (attribute->name);
  self->type = attribute->type;
  self->project = g_object_ref (project);
  show_rule (self, attribute);
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), !attribute->denormalized);
  if (attribute->denormalized)
    {
      gtk_button_set_label (GTK_BUTTON (self->leave_out_button), _ ("_Remove Copy"));
      gtk_widget_set_tooltip_text (self->leave_out_button, _ ("Read it from its own table, for the reason above"));
    }
  changed_cb (self);
  return GTK_WIDGET (self);
}
