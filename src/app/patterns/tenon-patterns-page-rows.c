/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: what can be done with the selected patterns.  Each is one step that can be undone. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-patterns-page-private.h"
#include "app/tenon-page.h"

static TenonModel *
get_model (TenonPatternsPage *self)
{
  return tenon_project_get_model (self->project);
}

/**
 * tenon_patterns_page_dup_ids:
 * @patterns: (element-type TenonPattern):
 *
 * Returns: (transfer full): what the project calls them
 */
char **
tenon_patterns_page_dup_ids (GPtrArray *patterns)
{
  char **ids = g_new0 (char *, patterns->len + 1);

  for (guint i = 0; i < patterns->len; i++)
    ids[i] = g_strdup (((TenonPattern *)g_ptr_array_index (patterns, i))->pattern_id);
  return ids;
}

static void
add (GtkWidget  *widget,
     const char *action_name,
     GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  TenonPattern      *pattern = tenon_project_add_pattern (self->project, NULL);

  tenon_pattern_filter_spare (self->filter, pattern);
  if (!tenon_pattern_grid_show_pattern (self->grid, pattern))
    tenon_filter_bar_clear (self->filter_bar);
  if (tenon_pattern_grid_is_column_shown (self->grid, "description"))
    tenon_pattern_grid_show_at (self->grid, pattern, "description");
  else
    tenon_pattern_grid_show_pattern (self->grid, pattern);
}

static void
edit (GtkWidget  *widget,
      const char *action_name,
      GVariant   *parameter)
{
  tenon_pattern_grid_edit (TENON_PATTERNS_PAGE (widget)->grid);
}

static void
remove_patterns (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_selected (self->grid);

  if (patterns->len > 0)
    tenon_patterns_page_remove (self, patterns);
}

static void
select_ids (TenonPatternsPage *self,
            char             **ids)
{
  g_autoptr (GPtrArray) patterns = g_ptr_array_new ();

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (get_model (self), ids[i]);

      if (pattern != NULL)
        g_ptr_array_add (patterns, pattern);
    }
  tenon_pattern_grid_select (self->grid, patterns);
}

static void
duplicate (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  TenonPatternsPage *self = TENON_PATTERNS_PAGE (widget);
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_selected (self->grid);
  g_auto (GStrv) ids = tenon_patterns_page_dup_ids (patterns);
  g_auto (GStrv) copies = NULL;

  if (patterns->len == 0)
    return;
  copies = tenon_project_duplicate_patterns (self->project, (const char *const *)ids);
  select_ids (self, copies);
}

/* Past the neighbour that is shown, whatever the filter hides between. */
static void
move (TenonPatternsPage *self,
      gboolean           up)
{
  GtkSelectionModel *selection = tenon_pattern_grid_get_selection (self->grid);
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (selection);
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_selected (self->grid);
  g_auto (GStrv) ids = tenon_patterns_page_dup_ids (patterns);
  guint first = gtk_bitset_get_minimum (rows), last = gtk_bitset_get_maximum (rows), position;

  if (patterns->len == 0 || (up ? first == 0 : last + 1 >= tenon_pattern_grid_get_n_shown (self->grid)))
    return;
  if (!tenon_list_index_of (get_model (self)->patterns, tenon_pattern_grid_get_row (self->grid, up ? first - 1 : last + 1), &position))
    return;
  tenon_project_move_patterns (self->project, (const char *const *)ids, up ? position : position + 1 - patterns->len); /* counted without those that move */
  select_ids (self, ids);
}

static void
move_up (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  move (TENON_PATTERNS_PAGE (widget), TRUE);
}

static void
move_down (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  move (TENON_PATTERNS_PAGE (widget), FALSE);
}

/**
 * tenon_patterns_page_update_row_actions:
 *
 * Enables what makes sense now.
 */
void
tenon_patterns_page_update_row_actions (TenonPatternsPage *self)
{
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (tenon_pattern_grid_get_selection (self->grid));
  gboolean               any = !gtk_bitset_is_empty (rows) && gtk_bitset_get_minimum (rows) < tenon_pattern_grid_get_n_shown (self->grid);
  gboolean               is_sorted = tenon_pattern_grid_get_sort (self->grid, NULL) != NULL;
  const TenonGridColumn *column = tenon_pattern_grid_get_column (self->grid);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.remove", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.duplicate", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.move-up", any && !is_sorted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.move-down", any && !is_sorted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.copy", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.copy-rows", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patterns.evidence", any && column != NULL && column->kind == TENON_CELL_RATE);
}

/**
 * tenon_patterns_page_class_add_row_actions:
 *
 * Their keys hold anywhere on the page, but in entries that need them.
 */
void
tenon_patterns_page_class_add_row_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patterns.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "patterns.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "patterns.remove", NULL, remove_patterns);
  gtk_widget_class_install_action (widget_class, "patterns.duplicate", NULL, duplicate);
  gtk_widget_class_install_action (widget_class, "patterns.move-up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "patterns.move-down", NULL, move_down);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, 0, "patterns.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, "patterns.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "patterns.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "patterns.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "patterns.move-down", NULL);
}
