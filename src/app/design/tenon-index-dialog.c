/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person adds, changes or takes out a global secondary index: while it is edited, which patterns would go to it and what
 * the month would cost; applied, the requests are fitted in the same step. */

#include "app/design/tenon-index-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-design-effect.h"
#include "app/tenon-person-row.h"
#include "project/tenon-design-edits.h"

#define EFFECT_DELAY 250 /* ms after the last change */

struct _TenonIndexDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton      *apply_button;
  GtkWidget      *remove_button;
  GtkEditable    *name_row;
  AdwComboRow    *partition_row;
  AdwComboRow    *sort_row;
  AdwComboRow    *projection_row;
  AdwExpanderRow *attributes_row;
  TenonPersonRow *person_row;
  GtkLabel       *effect_label;
  GtkLabel       *problem_label;

  TenonProject *project; /* (owned) */
  char         *table;
  char         *index;  /* (nullable) the name of the index that is edited */
  GPtrArray    *checks; /* (element-type GtkCheckButton) one an attribute, borrowed */
  guint         effect_id;
};

G_DEFINE_FINAL_TYPE (TenonIndexDialog, tenon_index_dialog, ADW_TYPE_WINDOW)

static void
tenon_index_dialog_dispose (GObject *object)
{
  TenonIndexDialog *self = TENON_INDEX_DIALOG (object);

  g_clear_handle_id (&self->effect_id, g_source_remove);
  g_clear_object (&self->project);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->index, g_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_index_dialog_parent_class)->dispose (object);
}

static const char *
get_choice (AdwComboRow *row)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (row);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

static char **
dup_chosen (TenonIndexDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_strv_builder_add (builder, g_object_get_data (g_ptr_array_index (self->checks, i), "attribute"));
  return g_strv_builder_end (builder);
}

/* Returns: (transfer full): the index as the fields say it */
static TenonIndex *
make_wish (TenonIndexDialog *self)
{
  TenonIndex *wish = g_object_new (TENON_TYPE_INDEX, "name", gtk_editable_get_text (self->name_row), "partition-key", get_choice (self->partition_row),
                                   "projection", (int)adw_combo_row_get_selected (self->projection_row), NULL);
  g_auto (GStrv) chosen = dup_chosen (self);

  if (adw_combo_row_get_selected (self->sort_row) > 0)
    g_object_set (wish, "sort-key", get_choice (self->sort_row), NULL);
  if (wish->projection == TENON_PROJECTION_INCLUDE)
    g_object_set (wish, "projected", chosen, NULL);
  return wish;
}

/* ---- what would follow ---- */

static char *
list_served (TenonIndexDialog *self,
             TenonDesign      *design,
             const char       *name)
{
  TenonTable *table = tenon_design_find_table (design, self->table);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; table != NULL && i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_strcmp0 (operation->index, name) == 0 && operation->pattern_id != NULL && g_hash_table_add (seen, operation->pattern_id))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", operation->pattern_id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_effect (TenonIndexDialog *self,
                 TenonDesign      *design,
                 const char       *name)
{
  g_autofree char *served = list_served (self, design, name), *lost = tenon_design_effect_list_lost (self->project, design);
  g_autofree char *money = tenon_design_effect_describe_money (self->project, design);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*served != '\0')
    g_string_append_printf (text, _ ("Serves %s."), served);
  else
    g_string_append (text, _ ("No pattern would go to it."));
  if (*lost != '\0')
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Not served any more: %s."), lost);
    }
  g_string_append_c (text, '\n');
  g_string_append (text, money);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
effect_cb (gpointer user_data)
{
  TenonIndexDialog *self = user_data;
  g_autoptr (TenonIndex) wish = make_wish (self);
  g_autoptr (TenonDesign) design = tenon_project_try_index (self->project, self->table, self->index, wish);
  g_autofree char *text = design != NULL ? describe_effect (self, design, wish->name) : g_strdup ("");

  self->effect_id = 0;
  gtk_label_set_label (self->effect_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->effect_label), text);
  gtk_widget_set_visible (GTK_WIDGET (self->effect_label), *text != '\0');
  return G_SOURCE_REMOVE;
}

/* ---- the fields ---- */

static void
show_chosen (TenonIndexDialog *self)
{
  gboolean is_include = adw_combo_row_get_selected (self->projection_row) == TENON_PROJECTION_INCLUDE;
  g_auto (GStrv) chosen = dup_chosen (self);
  guint            n = g_strv_length (chosen);
  g_autofree char *words = g_strdup_printf (ngettext ("%u attribute; an index may name 20", "%u attributes; an index may name 20", n), n);

  gtk_widget_set_visible (GTK_WIDGET (self->attributes_row), is_include);
  adw_expander_row_set_subtitle (self->attributes_row, words);
}

static void
changed_cb (TenonIndexDialog *self)
{
  const char *problem;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonIndex) wish = NULL;

  if (self->project == NULL)
    return;
  wish = make_wish (self);
  problem = tenon_person_row_get_problem (self->person_row);
  gtk_widget_set_sensitive (self->remove_button, problem == NULL);
  if (!tenon_project_check_index (self->project, self->table, self->index, wish, &error))
    problem = error->message;
  show_chosen (self);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), problem == NULL);
  g_clear_handle_id (&self->effect_id, g_source_remove);
  self->effect_id = g_timeout_add (EFFECT_DELAY, effect_cb, self);
}

static void
finish (TenonIndexDialog *self,
        gboolean          is_done,
        GError           *error)
{
  if (!is_done)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      return;
    }
  tenon_person_row_remember (self->person_row);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_cb (TenonIndexDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (TenonIndex) wish = make_wish (self);
  g_autoptr (GError) error = NULL;

  finish (self, tenon_project_put_index (self->project, self->table, self->index, wish, reason, by, &error), error);
}

static void
remove_cb (TenonIndexDialog *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self->person_row), *reason = tenon_person_row_dup_note (self->person_row);
  g_autoptr (GError) error = NULL;

  finish (self, tenon_project_drop_index (self->project, self->table, self->index, reason, by, &error), error);
}

static void
tenon_index_dialog_class_init (TenonIndexDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (klass)->dispose = tenon_index_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-index-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, partition_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, sort_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, projection_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, attributes_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, effect_label);
  gtk_widget_class_bind_template_child (widget_class, TenonIndexDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
tenon_index_dialog_init (TenonIndexDialog *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_keys (AdwComboRow  *row,
           TenonProject *project,
           TenonTable   *table,
           const char   *first,
           const char   *selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint position = 0;

  if (first != NULL)
    gtk_string_list_append (names, first);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (!tenon_project_may_key (project, attribute))
        continue;
      if (g_strcmp0 (attribute->name, selected) == 0)
        position = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, attribute->name);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, position);
}

static void
fill_attributes (TenonIndexDialog *self,
                 TenonTable       *table,
                 TenonIndex       *index)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      GtkWidget      *row, *check;

      if (g_strcmp0 (attribute->name, table->partition_key) == 0 || g_strcmp0 (attribute->name, table->sort_key) == 0)
        continue;
      row = adw_action_row_new ();
      check = gtk_check_button_new ();
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), attribute->name);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_object_set_data_full (G_OBJECT (check), "attribute", g_strdup (attribute->name), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), index != NULL && index->projected != NULL && g_strv_contains ((const char *const *)index->projected, attribute->name));
      g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->attributes_row, row);
      g_ptr_array_add (self->checks, check);
    }
}

/**
 * tenon_index_dialog_new:
 * @table: of the design
 * @index: (nullable): one of its indexes; %NULL adds one
 */
GtkWidget *
tenon_index_dialog_new (GtkWindow    *parent,
                        TenonProject *project,
                        TenonTable   *table,
                        TenonIndex   *index)
{
  TenonIndexDialog *self = g_object_new (TENON_TYPE_INDEX_DIALOG, "transient-for", parent, NULL);

  gtk_window_set_title (GTK_WINDOW (self), index != NULL ? _ ("Edit Index") : _ ("Add Index"));
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->title, table->name);
  gtk_button_set_label (self->apply_button, index != NULL ? _ ("_Apply") : _ ("_Add"));
  tenon_person_row_set_note_label (self->person_row, _ ("Reason"));
  gtk_widget_set_visible (self->remove_button, index != NULL);
  gtk_editable_set_text (self->name_row, index != NULL ? index->name : "");
  fill_keys (self->partition_row, project, table, NULL, index != NULL ? index->partition_key : NULL);
  fill_keys (self->sort_row, project, table, _ ("none"), index != NULL ? index->sort_key : NULL);
  adw_combo_row_set_selected (self->projection_row, index != NULL ? (guint)index->projection : TENON_PROJECTION_ALL);
  fill_attributes (self, table, index);
  self->table = g_strdup (table->name);
  self->index = index != NULL ? g_strdup (index->name) : NULL;
  self->project = g_object_ref (project);
  changed_cb (self);
  return GTK_WIDGET (self);
}
