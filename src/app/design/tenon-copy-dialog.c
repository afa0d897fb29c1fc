/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person has a table copy a column of a table it refers to: while it is chosen, which requests would change and what the month
 * would cost; the justification goes into the contract. */

#include "app/design/tenon-copy-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-design-effect.h"
#include "app/tenon-person-row.h"
#include "project/tenon-design-edits.h"

#define EFFECT_DELAY 250 /* ms after the last change */

struct _TenonCopyDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget      *apply_button;
  AdwComboRow    *reference_row;
  AdwComboRow    *column_row;
  GtkEditable    *name_row;
  TenonPersonRow *person_row;
  GtkLabel       *effect_label;
  GtkLabel       *problem_label;

  TenonProject *project; /* (owned) */
  char         *table;
  GPtrArray    *copies;     /* (element-type TenonPossibleCopy) */
  GPtrArray    *references; /* (element-type TenonPossibleCopy) the first of each reference, borrowed */
  GPtrArray    *shown;      /* (element-type TenonPossibleCopy) those of the chosen reference, borrowed */
  guint         effect_id;
};

G_DEFINE_FINAL_TYPE (TenonCopyDialog, tenon_copy_dialog, ADW_TYPE_WINDOW)

static void
tenon_copy_dialog_dispose (GObject *object)
{
  TenonCopyDialog *self = TENON_COPY_DIALOG (object);

  g_clear_handle_id (&self->effect_id, g_source_remove);
  g_clear_object (&self->project);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_copy_dialog_parent_class)->dispose (object);
}

static TenonPossibleCopy *
get_chosen (TenonCopyDialog *self)
{
  guint position = adw_combo_row_get_selected (self->column_row);

  return position < self->shown->len ? g_ptr_array_index (self->shown, position) : NULL;
}

static TenonDesign *
try_copy (TenonCopyDialog *self,
          GError         **error)
{
  TenonPossibleCopy *chosen = get_chosen (self);

  return chosen != NULL ? tenon_project_try_copy (self->project, self->table, chosen->source, chosen->reference, gtk_editable_get_text (self->name_row), error) : NULL;
}

static char *
describe_effect (TenonCopyDialog *self,
                 TenonDesign     *design)
{
  g_autofree char *changed = tenon_design_effect_list_changed (self->project, design), *money = tenon_design_effect_describe_money (self->project, design);

  if (*changed == '\0')
    return g_strdup_printf (_ ("No request changes.\n%s"), money);
  return g_strdup_printf (_ ("Changes the requests of %s.\n%s"), changed, money);
}

static gboolean
effect_cb (gpointer user_data)
{
  TenonCopyDialog *self = user_data;
  g_autoptr (TenonDesign) design = try_copy (self, NULL);
  g_autofree char *text = design != NULL ? describe_effect (self, design) : g_strdup ("");

  self->effect_id = 0;
  gtk_label_set_label (self->effect_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->effect_label), text);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (TenonCopyDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonDesign) design = NULL;
  const char *problem;

  if (self->project == NULL)
    return;
  design = try_copy (self, &error);
  problem = self->copies->len == 0 ? _ ("This table refers to no other one by a single column that is unique there.") : error != NULL ? error->message
                                                                                                                                      : tenon_person_row_get_problem (self->person_row);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_sensitive (self->apply_button, problem == NULL && design != NULL);
  g_clear_handle_id (&self->effect_id, g_source_remove);
  self->effect_id = g_timeout_add (EFFECT_DELAY, effect_cb, self);
}

static void
column_cb (TenonCopyDialog *self)
{
  TenonPossibleCopy *chosen = self->project != NULL ? get_chosen (self) : NULL;

  if (chosen != NULL)
    gtk_editable_set_text (self->name_row, chosen->name);
}

/* The columns behind a reference. */
static void
reference_cb (TenonCopyDialog *self)
{
  guint position = adw_combo_row_get_selected (self->reference_row);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  TenonPossibleCopy *reference;

  if (self->project == NULL || position >= self->references->len)
    return;
  reference = g_ptr_array_index (self->references, position);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->copies->len; i++)
    {
      TenonPossibleCopy *copy = g_ptr_array_index (self->copies, i);

      if (strcmp (copy->reference, reference->reference) != 0 || strcmp (copy->target, reference->target) != 0)
        continue;
      g_ptr_array_add (self->shown, copy);
      gtk_string_list_append (names, copy->source);
    }
  adw_combo_row_set_model (self->column_row, G_LIST_MODEL (names));
  column_cb (self);
  changed_cb (self);
}

static void
apply_cb (TenonCopyDialog *self)
{
  g_autofree char   *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  TenonPossibleCopy *chosen = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_add_copy (self->project, self->table, chosen->source, chosen->reference, gtk_editable_get_text (self->name_row), reason, by, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tenon_copy_dialog_class_init (TenonCopyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_copy_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-copy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, reference_row);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, column_row);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, effect_label);
  gtk_widget_class_bind_template_child (widget_class, TenonCopyDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, reference_cb);
  gtk_widget_class_bind_template_callback (widget_class, column_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
tenon_copy_dialog_init (TenonCopyDialog *self)
{
  self->references = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_known (TenonCopyDialog   *self,
          TenonPossibleCopy *copy)
{
  TenonPossibleCopy *last = self->references->len > 0 ? g_ptr_array_index (self->references, self->references->len - 1) : NULL;

  return last != NULL && strcmp (last->reference, copy->reference) == 0 && strcmp (last->target, copy->target) == 0;
}

/* Columns of one reference stand together. */
static void
fill_references (TenonCopyDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->copies->len; i++)
    {
      TenonPossibleCopy *copy = g_ptr_array_index (self->copies, i);
      g_autofree char   *words = g_strdup_printf ("%s → %s", copy->reference, copy->target);

      if (is_known (self, copy))
        continue;
      g_ptr_array_add (self->references, copy);
      gtk_string_list_append (names, words);
    }
  adw_combo_row_set_model (self->reference_row, G_LIST_MODEL (names));
}

/**
 * tenon_copy_dialog_new:
 * @table: of the design, no lookup table
 */
GtkWidget *
tenon_copy_dialog_new (GtkWindow    *parent,
                       TenonProject *project,
                       TenonTable   *table)
{
  TenonCopyDialog *self = g_object_new (TENON_TYPE_COPY_DIALOG, "transient-for", parent, NULL);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Add Copy"));
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->title, table->name);
  tenon_person_row_set_note_label (self->person_row, _ ("Justification"));
  self->table = g_strdup (table->name);
  self->copies = tenon_project_list_copies (project, table);
  fill_references (self);
  self->project = g_object_ref (project);
  reference_cb (self);
  changed_cb (self);
  return GTK_WIDGET (self);
}
