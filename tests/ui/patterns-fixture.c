/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the Patterns page share: the page in its window, its cells, and the clipboard. */

#include "patterns-fixture.h"

#include "app/patterns/tenon-pattern-cell.h"
#include "tenon-ui-events.h"

void
patterns_set_up (PatternsFixture *self,
                 gconstpointer    data)
{
  tenon_ui_set_up (&self->ui, data);
  tenon_ui_activate_window (GTK_WINDOW (self->ui.window));
  tenon_window_show_page (self->ui.window, "patterns");
  self->page = tenon_window_find_page (self->ui.window, "patterns");
  self->grid = TENON_PATTERN_GRID (tenon_ui_find (self->page, TENON_TYPE_PATTERN_GRID, NULL));
  tenon_ui_spin (200);
}

void
patterns_tear_down (PatternsFixture *self,
                    gconstpointer    data)
{
  tenon_ui_tear_down (&self->ui, data);
}

/* ---- finding ---- */

TenonPattern *
patterns_get_pattern (PatternsFixture *self,
                      guint            index)
{
  return tenon_list_get (self->ui.model->patterns, index);
}

static GtkWidget *
find_cell_in (GtkWidget  *root,
              gpointer    pattern,
              const char *property)
{
  if (TENON_IS_PATTERN_CELL (root))
    return tenon_pattern_cell_get_pattern (TENON_PATTERN_CELL (root)) == pattern && g_str_equal (tenon_pattern_cell_get_column (TENON_PATTERN_CELL (root))->name, property) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell_in (child, pattern, property);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The cell of a pattern that stands near the visible part of the table. */
GtkWidget *
patterns_find_cell (PatternsFixture *self,
                    TenonPattern    *pattern,
                    const char      *property)
{
  GtkWidget *cell = find_cell_in (GTK_WIDGET (self->grid), pattern, property);

  g_assert_nonnull (cell);
  return cell;
}

void
patterns_click_cell (PatternsFixture *self,
                     TenonPattern    *pattern,
                     const char      *property,
                     GdkModifierType  modifiers)
{
  GtkWidget *cell = patterns_find_cell (self, pattern, property);

  tenon_ui_click_with (cell, 20, gtk_widget_get_height (cell) / 2.0, 1, modifiers);
}

void
patterns_assert_cursor (PatternsFixture *self,
                        guint            index,
                        const char      *property)
{
  g_assert_true (tenon_pattern_grid_get_pattern (self->grid) == patterns_get_pattern (self, index));
  g_assert_cmpstr (tenon_pattern_grid_get_column (self->grid)->name, ==, property);
}

guint
patterns_count_selected (PatternsFixture *self)
{
  g_autoptr (GPtrArray) selected = tenon_pattern_grid_dup_selected (self->grid);

  return selected->len;
}

GtkWindow *
patterns_find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static void
clipboard_read_cb (GObject      *clipboard,
                   GAsyncResult *result,
                   gpointer      data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_set (gpointer text)
{
  return *(char **)text != NULL;
}

char *
patterns_read_clipboard (PatternsFixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (self->page), NULL, clipboard_read_cb, &text);
  g_assert_true (tenon_ui_wait (is_set, &text));
  return text;
}

void
patterns_paste (PatternsFixture *self,
                const char      *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
  tenon_ui_key (GDK_KEY_v, GDK_CONTROL_MASK);
  tenon_ui_spin (200);
}
