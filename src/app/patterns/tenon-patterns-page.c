/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: every access pattern in an editable table, what is still missing above it, and what is known of
 * the one at the cursor below or beside it. */

#include "app/patterns/tenon-patterns-page.h"

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-patterns-page-private.h"
#include "app/tenon-page.h"
#include "app/tenon-settings.h"

enum
{
  BESIDE_WIDTH = 1180, /* from here on the details stand beside the table */
  BESIDE_SIZE = 400,
  BESIDE_LEAST = 360,
  BELOW_SIZE = 210,
  BELOW_LEAST = 100,
  TABLE_HEIGHT = 286, /* the headings, and eight rows */
};

enum
{
  PROP_0,
  PROP_SHOW_DETAILS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonPatternsPage, tenon_patterns_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static TenonModel *
get_model (TenonPatternsPage *self)
{
  return tenon_project_get_model (self->project);
}

/* ---- what is shown ---- */

static void
shown_changed_cb (TenonPatternsPage *self)
{
  guint n_shown = tenon_pattern_grid_get_n_shown (self->grid);

  tenon_filter_bar_set_n_shown (self->filter_bar, n_shown);
  gtk_widget_set_visible (self->nothing_page, n_shown == 0 && tenon_filter_bar_is_active (self->filter_bar));
  tenon_patterns_page_update_row_actions (self);
}

static void
patterns_changed_cb (TenonPatternsPage *self)
{
  gboolean is_empty = tenon_list_get_length (get_model (self)->patterns) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "table");
}

/* Where nothing is selected there is nothing to show, and all of the place is the table's. */
static void
update_details (TenonPatternsPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->detail_scroller), self->shows_details && tenon_pattern_detail_get_pattern (self->detail) != NULL);
}

/* @pattern: (nullable): */
static void
show_details_of (TenonPatternsPage *self,
                 TenonPattern      *pattern)
{
  tenon_pattern_detail_set_pattern (self->detail, pattern);
  update_details (self);
}

static void
cursor_moved_cb (TenonPatternsPage *self)
{
  TenonPattern *pattern = tenon_pattern_grid_get_pattern (self->grid);

  show_details_of (self, pattern);
  tenon_patterns_page_update_row_actions (self);
  if (pattern != NULL)
    {
      g_autofree char *subject = tenon_record_dup_id (TENON_RECORD (pattern));

      tenon_page_select (self, subject);
    }
}

static void
selection_changed_cb (TenonPatternsPage *self)
{
  g_autoptr (GPtrArray) selected = tenon_pattern_grid_dup_selected (self->grid);

  tenon_patterns_page_update_row_actions (self);
  if (selected->len > 0 && (tenon_pattern_grid_get_pattern (self->grid) == NULL || tenon_pattern_detail_get_pattern (self->detail) == NULL))
    show_details_of (self, g_ptr_array_index (selected, 0));
}

/* ---- the place of the details: as large as a person made them, where the table keeps its own ---- */

static gboolean
is_beside (TenonPatternsPage *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_HORIZONTAL;
}

static int
get_wish (TenonPatternsPage *self)
{
  if (self->settings == NULL)
    return is_beside (self) ? BESIDE_SIZE : BELOW_SIZE;
  return g_settings_get_int (self->settings, is_beside (self) ? "pattern-details-width" : "pattern-details-height");
}

static int
get_extent (TenonPatternsPage *self)
{
  return is_beside (self) ? gtk_widget_get_width (GTK_WIDGET (self->paned)) : gtk_widget_get_height (GTK_WIDGET (self->paned));
}

static void
place_details (TenonPatternsPage *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->paned));

  if (width <= 0 || gtk_widget_get_height (GTK_WIDGET (self->paned)) <= 0)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), width >= BESIDE_WIDTH ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  tenon_pattern_detail_set_wide (self->detail, !is_beside (self));
  gtk_widget_set_size_request (GTK_WIDGET (self->detail_scroller), is_beside (self) ? BESIDE_LEAST : -1, is_beside (self) ? -1 : BELOW_LEAST);
  self->placed_in = get_extent (self);
  self->is_placed = TRUE;
  if (is_beside (self))
    gtk_paned_set_position (self->paned, self->placed_in - get_wish (self));
  else
    gtk_paned_set_position (self->paned, MAX (MIN (TABLE_HEIGHT, self->placed_in - BELOW_LEAST), self->placed_in - get_wish (self)));
}

static gboolean
place_details_soon (gpointer data)
{
  TenonPatternsPage *self = data;

  self->place_source = 0;
  place_details (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_out_of_place (TenonPatternsPage *self)
{
  return !self->is_placed || self->placed_in != get_extent (self) || is_beside (self) != (gtk_widget_get_width (GTK_WIDGET (self->paned)) >= BESIDE_WIDTH);
}

static void
paned_resized_cb (TenonPatternsPage *self)
{
  if (self->place_source == 0 && is_out_of_place (self))
    self->place_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_details_soon, self, NULL);
}

/* By a person: whatever else moves it, the paned has another size then. */
static void
paned_moved_cb (TenonPatternsPage *self)
{
  int size = get_extent (self) - gtk_paned_get_position (self->paned);

  if (self->settings == NULL || self->place_source != 0 || is_out_of_place (self) || !gtk_widget_get_visible (GTK_WIDGET (self->detail_scroller)) || !gtk_widget_get_mapped (GTK_WIDGET (self->paned)))
    return;
  /* Where the table needs the room, the wish is a larger one. */
  if (!is_beside (self) && gtk_paned_get_position (self->paned) == TABLE_HEIGHT && size < get_wish (self))
    return;
  g_settings_set_int (self->settings, is_beside (self) ? "pattern-details-width" : "pattern-details-height", MAX (size, is_beside (self) ? BESIDE_LEAST : BELOW_LEAST));
}

static void
set_show_details (TenonPatternsPage *self,
                  gboolean           shown)
{
  if (self->shows_details == shown)
    return;
  self->shows_details = shown;
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "pattern-details-visible", shown);
  update_details (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_DETAILS]);
}

/* ---- what the window asks ---- */

static void
find (TenonPage *page)
{
  tenon_filter_bar_focus (TENON_PATTERNS_PAGE (page)->filter_bar);
}

static gboolean
enter (TenonPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TENON_PATTERNS_PAGE (page)->grid));
}

static gboolean
reveal (TenonPage  *page,
        const char *subject)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (page);
  TenonPattern      *pattern = g_str_has_prefix (subject, "pattern:") ? tenon_model_find_pattern (get_model (self), subject + strlen ("pattern:")) : NULL;

  if (pattern == NULL)
    return FALSE;
  if (!tenon_pattern_grid_show_pattern (self->grid, pattern))
    {
      tenon_filter_bar_clear (self->filter_bar);
      tenon_pattern_grid_show_pattern (self->grid, pattern);
    }
  show_details_of (self, pattern);
  return TRUE;
}

static gboolean
perform (TenonPage  *page,
         const char *action)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (page);

  if (g_strcmp0 (action, "state-rates") != 0)
    return FALSE;
  tenon_filter_bar_show_unknown (self->filter_bar);
  tenon_pattern_grid_show_column (self->grid, "rps-peak", TRUE);
  tenon_pattern_grid_move_to (self->grid, 0, "rps-peak");
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->find = find;
  iface->enter = enter;
  iface->reveal = reveal;
  iface->perform = perform;
}

static void
show_all (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  tenon_filter_bar_clear (TENON_PATTERNS_PAGE (widget)->filter_bar);
}

/* ---- life ---- */

static void
tenon_patterns_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_SHOW_DETAILS)
    g_value_set_boolean (value, TENON_PATTERNS_PAGE (object)->shows_details);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tenon_patterns_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (prop_id == PROP_SHOW_DETAILS)
    set_show_details (TENON_PATTERNS_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tenon_patterns_page_dispose (GObject *object)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (object);

  if (self->view_source != 0)
    tenon_patterns_page_keep_view (self);
  g_clear_handle_id (&self->place_source, g_source_remove);
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (get_model (self)->patterns, self);
      g_signal_handlers_disconnect_by_data (tenon_pattern_grid_get_selection (self->grid), self);
      g_signal_handlers_disconnect_by_data (self->grid, self);
      gtk_overlay_set_child (self->overlay, NULL);
    }
  g_clear_object (&self->filter);
  g_clear_object (&self->settings);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_patterns_page_parent_class)->dispose (object);
}

static void
tenon_patterns_page_class_init (TenonPatternsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_FILTER_BAR);
  object_class->dispose = tenon_patterns_page_dispose;
  object_class->get_property = tenon_patterns_page_get_property;
  object_class->set_property = tenon_patterns_page_set_property;
  properties[PROP_SHOW_DETAILS] = g_param_spec_boolean ("show-details", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-patterns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, detail_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonPatternsPage, row_menu);
  gtk_widget_class_install_property_action (widget_class, "patterns.show-details", "show-details");
  gtk_widget_class_install_action (widget_class, "patterns.show-all", NULL, show_all);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0, "patterns.show-details", NULL);
  tenon_patterns_page_class_add_row_actions (widget_class);
  tenon_patterns_page_class_add_clipboard_actions (widget_class);
  tenon_patterns_page_class_add_rate_actions (widget_class);
}

static void
tenon_patterns_page_init (TenonPatternsPage *self)
{
  self->settings = tenon_settings_new ();
  self->shows_details = self->settings == NULL || g_settings_get_boolean (self->settings, "pattern-details-visible");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
add_button (TenonPatternsPage *self,
            GtkWidget         *button,
            const char        *icon_name,
            const char        *tooltip,
            const char        *action)
{
  if (GTK_IS_MENU_BUTTON (button))
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon_name);
  else
    gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  tenon_filter_bar_append (self->filter_bar, button);
  return button;
}

static void
set_up_detail (TenonPatternsPage *self)
{
  GtkWidget *detail = tenon_pattern_detail_new (self->project);

  gtk_widget_set_margin_top (detail, 12);
  gtk_widget_set_margin_bottom (detail, 18);
  gtk_widget_set_margin_start (detail, 18);
  gtk_widget_set_margin_end (detail, 18);
  gtk_scrolled_window_set_child (self->detail_scroller, detail);
  self->detail = TENON_PATTERN_DETAIL (detail);
}

GtkWidget *
tenon_patterns_page_new (TenonProject *project)
{
  TenonPatternsPage *self = g_object_new (TENON_TYPE_PATTERNS_PAGE, NULL);

  self->project = g_object_ref (project);
  self->filter = tenon_pattern_filter_new (project);
  self->grid = TENON_PATTERN_GRID (tenon_pattern_grid_new (project, GTK_FILTER (self->filter)));
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->grid));
  tenon_filter_bar_set_up (self->filter_bar, project, self->filter);
  add_button (self, gtk_button_new (), "list-add-symbolic", _ ("Add pattern"), "patterns.add");
  tenon_patterns_page_add_columns (self);
  add_button (self, gtk_toggle_button_new (), "view-dual-symbolic", _ ("Show what is known of the pattern (F4)"), "patterns.show-details");
  set_up_detail (self);
  g_signal_connect_swapped (self->grid, "cursor-moved", G_CALLBACK (cursor_moved_cb), self);
  g_signal_connect_swapped (self->grid, "rate-typed", G_CALLBACK (tenon_patterns_page_rate_typed), self);
  g_signal_connect_swapped (self->grid, "operation-dropped", G_CALLBACK (tenon_patterns_page_operation_dropped), self);
  g_signal_connect_swapped (tenon_pattern_grid_get_selection (self->grid), "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->grid, "shown-changed", G_CALLBACK (shown_changed_cb), self);
  g_signal_connect_swapped (get_model (self)->patterns, "items-changed", G_CALLBACK (patterns_changed_cb), self);
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (paned_resized_cb), self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (paned_moved_cb), self);
  update_details (self);
  patterns_changed_cb (self);
  shown_changed_cb (self);
  return GTK_WIDGET (self);
}
