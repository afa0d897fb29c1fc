/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: which columns are shown and in which order, kept with the project, and the menus for that. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-patterns-page-private.h"

/* Columns that belong together in the menu, by the first of each. */
static const struct
{
  const char *first;
  const char *title; /* (nullable) of a menu of their own */
} groups[] = {
  { "pattern-id", NULL },
  { "latency-ms", N_ ("_Size and Speed") },
  { "equality", N_ ("S_hape") },
  { "key-requirements", N_ ("_Notes") },
};

static void
show_column (GSimpleAction *action,
             GVariant      *value,
             gpointer       data)
{
  TenonPatternsPage *self = data;

  tenon_pattern_grid_show_column (self->grid, g_action_get_name (G_ACTION (action)), g_variant_get_boolean (value));
  g_simple_action_set_state (action, g_variant_new_boolean (tenon_pattern_grid_is_column_shown (self->grid, g_action_get_name (G_ACTION (action)))));
}

static void
update_states (TenonPatternsPage  *self,
               GSimpleActionGroup *actions)
{
  guint                  n_columns;
  const TenonGridColumn *columns = tenon_grid_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (actions), columns[i].name);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (tenon_pattern_grid_is_column_shown (self->grid, columns[i].name)));
    }
}

static void
reset (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  tenon_pattern_grid_reset_columns (TENON_PATTERNS_PAGE (data)->grid);
}

static void
sort_as_written (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  tenon_pattern_grid_sort (TENON_PATTERNS_PAGE (data)->grid, NULL, FALSE);
}

static GSimpleActionGroup *
make_actions (TenonPatternsPage *self)
{
  static const GActionEntry entries[] = { { "reset", reset, NULL, NULL, NULL, { 0 } }, { "as-written", sort_as_written, NULL, NULL, NULL, { 0 } } };
  GSimpleActionGroup       *actions = g_simple_action_group_new ();
  guint                     n_columns;
  const TenonGridColumn    *columns = tenon_grid_columns_get (&n_columns);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (columns[i].name, NULL, g_variant_new_boolean (FALSE));

      g_signal_connect_object (action, "change-state", G_CALLBACK (show_column), self, 0);
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
    }
  return actions;
}

static GMenu *
make_columns_menu (void)
{
  GMenu                 *menu = g_menu_new ();
  GMenu                 *section = NULL;
  guint                  n_columns, group = 0;
  const TenonGridColumn *columns = tenon_grid_columns_get (&n_columns);
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *action = g_strconcat ("columns.", columns[i].name, NULL);

      if (group < G_N_ELEMENTS (groups) && g_str_equal (groups[group].first, columns[i].name))
        {
          section = g_menu_new ();
          if (groups[group].title == NULL)
            g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          else
            g_menu_append_submenu (rest, _ (groups[group].title), G_MENU_MODEL (section));
          g_object_unref (section); /* the menu keeps it */
          group++;
        }
      g_menu_append (section, _ (columns[i].title), action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  g_menu_append (end, _ ("_Order as Written"), "columns.as-written");
  g_menu_append (end, _ ("_Reset Columns"), "columns.reset");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return menu;
}

static GMenu *
make_page_menu (GMenuModel *columns)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();

  g_menu_append_submenu (menu, _ ("_Columns"), columns);
  g_menu_append (files, _ ("_Import from a Spreadsheet…"), "patterns.import");
  g_menu_append (files, _ ("_Export for a Spreadsheet…"), "patterns.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  return menu;
}

/**
 * tenon_patterns_page_keep_view:
 *
 * Keeps with the project how the table is arranged.
 */
void
tenon_patterns_page_keep_view (TenonPatternsPage *self)
{
  g_autoptr (TenonViewSettings) view = tenon_pattern_grid_dup_view (self->grid);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->view_source, g_source_remove);
  if (!tenon_project_set_view (self->project, "patterns", view, &error))
    g_message ("How the table is arranged could not be kept: %s", error->message);
}

static gboolean
keep_view_cb (gpointer data)
{
  TenonPatternsPage *self = data;

  self->view_source = 0;
  tenon_patterns_page_keep_view (self);
  return G_SOURCE_REMOVE;
}

static void
view_changed_cb (TenonPatternsPage *self)
{
  /* Not at each pixel of a drag. */
  g_clear_handle_id (&self->view_source, g_source_remove);
  self->view_source = g_timeout_add (500, keep_view_cb, self);
  update_states (self, g_object_get_data (G_OBJECT (self), "columns"));
  tenon_patterns_page_update_row_actions (self);
}

/**
 * tenon_patterns_page_add_columns:
 *
 * Gives the page its menu, and the table the menu of its headings.
 */
void
tenon_patterns_page_add_columns (TenonPatternsPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) actions = make_actions (self);
  g_autoptr (GMenu) columns = make_columns_menu ();
  g_autoptr (GMenu) menu = make_page_menu (G_MENU_MODEL (columns));

  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (actions));
  g_object_set_data_full (G_OBJECT (self), "columns", g_object_ref (actions), g_object_unref);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Columns and files"));
  tenon_filter_bar_append (self->filter_bar, button);
  tenon_pattern_grid_set_menus (self->grid, self->row_menu, G_MENU_MODEL (columns));
  g_signal_connect_swapped (self->grid, "view-changed", G_CALLBACK (view_changed_cb), self);
  update_states (self, actions);
}
