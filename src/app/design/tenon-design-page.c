/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Design page: the tables of the design with state and cost, one of them as a sheet, the patterns it does not serve,
 * and the alternatives side by side. */

#include "app/design/tenon-design-page.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-alternatives-view.h"
#include "app/design/tenon-costs-view.h"
#include "app/design/tenon-keys-dialog.h"
#include "app/design/tenon-names-dialog.h"
#include "app/design/tenon-proposal-dialog.h"
#include "app/design/tenon-table-sheet.h"
#include "app/design/tenon-unserved-rows.h"
#include "app/tenon-gate-row.h"
#include "app/tenon-page.h"
#include "app/tenon-settings.h"
#include "base/tenon-text.h"

struct _TenonDesignPage
{
  AdwBin parent_instance;

  GtkStack          *stack;
  GtkStack          *views;
  GtkLabel          *total_label;
  GtkSpinner        *spinner;
  GtkWidget         *propose_button;
  GtkWidget         *again_button;
  GtkListBox        *table_list;
  GtkScrolledWindow *sheet_scroller;
  GtkBox            *sheet_box;
  AdwBin            *costs_bin;
  GtkLabel          *title_label;
  GtkListBox        *unserved_list;
  GtkBox            *alternatives_box;
  TenonTableSheet   *sheet;

  TenonProject *project;     /* (owned) */
  GCancellable *cancellable; /* (owned) of the proposal that runs */
  guint64       reckoned;    /* serial of the model the shown costs were made for, plus one */
  guint64       compared;    /* serial of the model the shown alternatives were reckoned for, plus one */
  guint         idle_id;     /* of the signs of the tables, when a gate has changed */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonDesignPage, tenon_design_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static void
tenon_design_page_dispose (GObject *object)
{
  TenonDesignPage *self = TENON_DESIGN_PAGE (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
      g_signal_handlers_disconnect_by_data (self->project, self);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_design_page_parent_class)->dispose (object);
}

static TenonDesign *
get_design (TenonDesignPage *self)
{
  return tenon_project_get_model (self->project)->design;
}

static GtkWidget *
make_table_row (TenonDesignPage *self,
                TenonTable      *table)
{
  TenonGate     *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);
  TenonGateState state = gate != NULL ? gate->state : TENON_GATE_OPEN;
  GtkWidget     *row = gtk_list_box_row_new ();
  GtkWidget     *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget     *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget     *icon = gtk_image_new_from_icon_name (tenon_gate_state_get_icon (state));
  GtkWidget     *name = gtk_label_new (table->name);
  g_auto (GStrv) patterns = tenon_table_dup_pattern_ids (table);
  guint            n = g_strv_length (patterns);
  g_autofree char *cost = tenon_table_sheet_format_cost (self->project, table->name);
  g_autofree char *served = g_strdup_printf (ngettext ("%u pattern", "%u patterns", n), n);
  g_autofree char *facts = g_strdup_printf ("%s · %s", served, cost);
  g_autofree char *short_cost = tenon_table_sheet_format_short_cost (self->project, table->name);
  g_autofree char *short_facts = g_strdup_printf ("%s · %s", served, short_cost);
  GtkWidget       *subtitle = gtk_label_new (short_facts);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_set_tooltip_text (icon, tenon_gate_state_get_label (state));
  gtk_widget_set_tooltip_text (row, facts);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_margin_start (line, table->role == TENON_TABLE_LOOKUP ? 18 : 0);
  gtk_box_append (GTK_BOX (column), name);
  gtk_box_append (GTK_BOX (column), subtitle);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), column);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, table->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts, -1);
  g_object_set_data_full (G_OBJECT (row), "table", g_strdup (table->name), g_free);
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkListBoxRow *
find_row (TenonDesignPage *self,
          const char      *table)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->table_list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "table"), table) == 0)
      return row;
  return NULL;
}

static void
show_table (TenonDesignPage *self,
            const char      *name)
{
  gboolean is_other = g_strcmp0 (name, tenon_table_sheet_get_table (self->sheet)) != 0;

  gtk_label_set_label (self->title_label, name != NULL ? name : "");
  tenon_table_sheet_set_table (self->sheet, name);
  if (is_other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->sheet_scroller), 0);
}

static void
row_selected_cb (TenonDesignPage *self,
                 GtkListBoxRow   *row)
{
  const char      *name = row != NULL ? g_object_get_data (G_OBJECT (row), "table") : NULL;
  g_autofree char *subject = NULL;

  if (name == NULL)
    return;
  show_table (self, name);
  subject = g_strconcat ("table:", name, NULL);
  tenon_page_select (self, subject);
}

static void
reload_tables (TenonDesignPage *self)
{
  TenonDesign     *design = get_design (self);
  g_autofree char *selected = g_strdup (tenon_table_sheet_get_table (self->sheet));
  GtkListBoxRow   *row;

  g_signal_handlers_block_by_func (self->table_list, row_selected_cb, self);
  clear_list (self->table_list);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    gtk_list_box_append (self->table_list, make_table_row (self, tenon_list_get (design->tables, i)));
  row = find_row (self, selected);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->table_list, 0);
  gtk_list_box_select_row (self->table_list, row);
  g_signal_handlers_unblock_by_func (self->table_list, row_selected_cb, self);
  if (row != NULL)
    show_table (self, g_object_get_data (G_OBJECT (row), "table"));
}

static void
reload_total (TenonDesignPage *self)
{
  g_autofree char *cost = tenon_table_sheet_format_cost (self->project, NULL);
  g_autofree char *total = g_strdup_printf (_ ("Together %s"), cost);

  gtk_label_set_label (self->total_label, total);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->total_label), total);
}

static void
reload_unserved (TenonDesignPage *self)
{
  clear_list (self->unserved_list);
  tenon_unserved_rows_fill (self->unserved_list, self->project);
}

static void
show_alternatives (TenonDesignPage *self)
{
  guint64    serial = tenon_model_get_serial (tenon_project_get_model (self->project)) + 1;
  GtkWidget *child;

  if (self->compared == serial || g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "alternatives") != 0)
    return;
  self->compared = serial;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->alternatives_box))) != NULL)
    gtk_box_remove (self->alternatives_box, child);
  {
    g_autoptr (GPtrArray) alternatives = tenon_project_compare_alternatives (self->project);

    gtk_box_append (self->alternatives_box, tenon_alternatives_view_new (self->project, alternatives));
  }
}

/* Made anew only while it is looked at, and only where something changed. */
static void
show_costs (TenonDesignPage *self)
{
  guint64 serial = tenon_model_get_serial (tenon_project_get_model (self->project)) + 1;

  if (self->reckoned == serial || g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "costs") != 0)
    return;
  self->reckoned = serial;
  tenon_costs_view_reload (TENON_COSTS_VIEW (adw_bin_get_child (self->costs_bin)));
}

static void
view_changed_cb (TenonDesignPage *self)
{
  if (self->project == NULL)
    return;
  show_alternatives (self);
  show_costs (self);
}

static void
reload (TenonDesignPage *self)
{
  gboolean is_empty = tenon_list_get_length (get_design (self)->tables) == 0;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "design");
  if (is_empty)
    return;
  reload_tables (self);
  reload_total (self);
  reload_unserved (self);
  show_alternatives (self);
  self->reckoned = 0; /* the costs follow the model a moment later */
  show_costs (self);
}

static gboolean
signs_idle_cb (gpointer data)
{
  TenonDesignPage *self = data;

  self->idle_id = 0;
  if (tenon_list_get_length (get_design (self)->tables) > 0)
    reload_tables (self);
  return G_SOURCE_REMOVE;
}

/* A decision changes gates and nothing that is checked. */
static void
gates_changed_cb (TenonDesignPage *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (signs_idle_cb, self);
}

static void
set_busy (TenonDesignPage *self,
          gboolean         busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->propose_button, !busy);
  gtk_widget_set_sensitive (self->again_button, !busy);
}

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TenonDesignPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonDesign) proposal = tenon_project_propose_finish (TENON_PROJECT (source), result, &error);

  if (self->project == NULL)
    return;
  set_busy (self, FALSE);
  if (proposal == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tenon_page_report_error (self, _ ("The design could not be proposed"), error);
      return;
    }
  if (tenon_list_get_length (get_design (self)->tables) == 0)
    {
      guint            n = tenon_list_get_length (proposal->tables);
      g_autofree char *text = g_strdup_printf (ngettext ("%u proposed table taken", "%u proposed tables taken", n), n);

      tenon_project_take_design (self->project, proposal, NULL);
      reload (self);
      tenon_page_toast (self, text, TRUE);
      return;
    }
  gtk_window_present (GTK_WINDOW (tenon_proposal_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->project, proposal)));
}

static void
start_proposal (TenonDesignPage *self,
                TenonStrategy    strategy)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  tenon_project_propose_async (self->project, strategy, self->cancellable, proposed_cb, g_object_ref (self));
}

/* The kind of the present design; of the first one, the multi-table kind that the workflow begins with. */
static void
propose_cb (TenonDesignPage *self)
{
  start_proposal (self, (TenonStrategy)get_design (self)->strategy);
}

static void
propose (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  start_proposal (TENON_DESIGN_PAGE (widget), (TenonStrategy)g_variant_get_int32 (parameter));
}

static TenonTable *
get_selected_table (TenonDesignPage *self)
{
  const char *name = tenon_table_sheet_get_table (self->sheet);

  return name != NULL ? tenon_design_find_table (get_design (self), name) : NULL;
}

static void
edit_keys (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  TenonDesignPage *self = TENON_DESIGN_PAGE (widget);
  TenonTable      *table = get_selected_table (self);

  if (table != NULL)
    gtk_window_present (GTK_WINDOW (tenon_keys_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->project, table)));
}

static void
choose_names (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (tenon_names_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), TENON_DESIGN_PAGE (widget)->project)));
}

static void
remove_table (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TenonDesignPage *self = TENON_DESIGN_PAGE (widget);
  TenonModel      *model = tenon_project_get_model (self->project);
  TenonTable      *table = get_selected_table (self);

  if (table != NULL)
    {
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Remove Table"));
      g_autofree char *text = g_strdup_printf (_ ("Table %s removed"), table->name);

      tenon_list_remove_record (model->design->tables, table);
      tenon_edit_commit (edit);
      tenon_page_toast (self, text, TRUE);
    }
}

static void
show_on_map (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TenonTable *table = get_selected_table (TENON_DESIGN_PAGE (widget));

  if (table != NULL && table->source_table != NULL)
    {
      g_autofree char *subject = g_strconcat ("source:", table->source_table, NULL);

      tenon_page_go_to (widget, subject);
    }
}

/* "table:orders", "index:orders/by_user" and "attribute:orders/id" all lead to the sheet of orders. */
static gboolean
reveal (TenonPage  *page,
        const char *subject)
{
  TenonDesignPage *self = TENON_DESIGN_PAGE (page);
  const char      *colon = strchr (subject, ':');
  g_autofree char *name = NULL;
  GtkListBoxRow   *row;

  if (colon == NULL || !(g_str_has_prefix (subject, "table:") || g_str_has_prefix (subject, "index:") || g_str_has_prefix (subject, "attribute:")))
    return FALSE;
  name = g_strndup (colon + 1, strcspn (colon + 1, "/"));
  row = find_row (self, name);
  if (row == NULL)
    return FALSE;
  gtk_stack_set_visible_child_name (self->views, "tables");
  gtk_list_box_select_row (self->table_list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return TRUE;
}

static gboolean
perform (TenonPage  *page,
         const char *action)
{
  if (g_strcmp0 (action, "propose-design") != 0)
    return FALSE;
  propose_cb (TENON_DESIGN_PAGE (page));
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->reveal = reveal;
  iface->perform = perform;
}

static void
tenon_design_page_class_init (TenonDesignPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_design_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-design-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, views);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, total_label);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, propose_button);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, table_list);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, sheet_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, sheet_box);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, costs_bin);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, unserved_list);
  gtk_widget_class_bind_template_child (widget_class, TenonDesignPage, alternatives_box);
  gtk_widget_class_bind_template_callback (widget_class, propose_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_install_action (widget_class, "design.propose", "i", propose);
  gtk_widget_class_install_action (widget_class, "design.edit-keys", NULL, edit_keys);
  gtk_widget_class_install_action (widget_class, "design.choose-names", NULL, choose_names);
  gtk_widget_class_install_action (widget_class, "design.remove", NULL, remove_table);
  gtk_widget_class_install_action (widget_class, "design.show-on-map", NULL, show_on_map);
}

static void
tenon_design_page_init (TenonDesignPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_design_page_new (TenonProject *project)
{
  TenonDesignPage *self = g_object_new (TENON_TYPE_DESIGN_PAGE, NULL);

  self->project = g_object_ref (project);
  self->sheet = TENON_TABLE_SHEET (tenon_table_sheet_new (project));
  tenon_table_sheet_set_editable (self->sheet, TRUE);
  gtk_box_append (self->sheet_box, GTK_WIDGET (self->sheet));
  adw_bin_set_child (self->costs_bin, tenon_costs_view_new (project));
  g_signal_connect_swapped (project, "checked", G_CALLBACK (reload), self);
  g_signal_connect_swapped (tenon_project_get_gates (project), "items-changed", G_CALLBACK (gates_changed_cb), self);
  reload (self);
  return GTK_WIDGET (self);
}
