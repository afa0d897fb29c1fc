/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: to spreadsheets and back, by the clipboard and by files. */

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-patterns-page-private.h"
#include "app/patterns/tenon-plan-dialog.h"
#include "app/tenon-page.h"

/* @columns: (element-type TenonGridColumn): Returns: (transfer container): what they hold */
static const TenonPatternColumn **
dup_cells (GPtrArray *columns,
           guint      start)
{
  const TenonPatternColumn **cells = g_new0 (const TenonPatternColumn *, columns->len + 1);

  for (guint i = start; i < columns->len; i++)
    cells[i - start] = tenon_grid_column_get_cells (g_ptr_array_index (columns, i));
  return cells;
}

/* ---- copying ---- */

/* The range of cells; else of one row the cell, as in a spreadsheet, and of several the whole rows. */
static void
copy (TenonPatternsPage *self,
      gboolean           with_header)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_range (self->grid, &columns);
  g_auto (GStrv) ids = NULL;
  g_autofree const TenonPatternColumn **cells = NULL;
  g_autofree char                      *text = NULL;
  gboolean                              is_one;

  if (patterns == NULL)
    {
      patterns = tenon_pattern_grid_dup_selected (self->grid);
      columns = tenon_pattern_grid_dup_shown_columns (self->grid);
      is_one = patterns->len == 1 && !with_header && tenon_pattern_grid_get_column (self->grid) != NULL;
    }
  else
    {
      is_one = patterns->len == 1 && columns->len == 1 && !with_header;
    }
  if (patterns->len == 0)
    return;
  ids = tenon_patterns_page_dup_ids (patterns);
  cells = dup_cells (columns, 0);
  if (is_one)
    text = tenon_pattern_dup_cell (g_ptr_array_index (patterns, 0), tenon_grid_column_get_cells (tenon_pattern_grid_get_column (self->grid)));
  else
    text = tenon_project_copy_cells (self->project, (const char *const *)ids, cells, columns->len, with_header);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_cells (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  copy (TENON_PATTERNS_PAGE (widget), FALSE);
}

static void
copy_rows (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  copy (TENON_PATTERNS_PAGE (widget), TRUE);
}

/* ---- pasting and importing ---- */

static void
toast_summary (TenonPatternsPage *self,
               TenonCellPlan     *plan)
{
  g_autofree char *summary = tenon_plan_dup_summary (plan);

  tenon_page_toast (self, summary, TRUE);
}

/* Takes @plan. */
static void
carry_out (TenonPatternsPage *self,
           TenonCellPlan     *plan,
           const char        *title,
           const char        *label)
{
  g_autoptr (TenonCellPlan) owned = plan;
  g_autoptr (GError) error = NULL;

  if (tenon_plan_needs_dialog (plan))
    gtk_window_present (GTK_WINDOW (tenon_plan_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->project, g_steal_pointer (&owned), title, label)));
  else if (tenon_cell_plan_get_edits (plan)->len == 0 && tenon_cell_plan_get_n_new (plan) == 0)
    tenon_page_toast (self, _ ("Nothing changes: the patterns say so already"), FALSE);
  else if (tenon_project_apply_plan (self->project, plan, label, NULL, NULL, &error))
    toast_summary (self, plan);
  else
    tenon_page_report_error (self, title, error);
}

static gboolean
is_one_cell (const char *text)
{
  gsize end = strcspn (text, "\t\r\n");

  return text[end + strspn (text + end, "\r\n")] == '\0' && text[end] != '\t';
}

/* Returns: (transfer full): one cell as often as there are columns */
static char *
dup_repeated (const char *text,
              guint       n)
{
  g_autofree char *cell = g_strndup (text, strcspn (text, "\r\n"));
  GString         *row = g_string_new (cell);

  for (guint i = 1; i < n; i++)
    g_string_append_printf (row, "\t%s", cell);
  return g_string_free (row, FALSE);
}

/* Returns: (transfer full): @row as often as there are rows */
static char *
dup_rows (const char *row,
          guint       n)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (rows, "%s\n", row);
  return g_string_free (rows, FALSE);
}

static void
paste_at (TenonPatternsPage *self,
          const char        *text,
          GPtrArray         *patterns,
          GPtrArray         *columns,
          guint              first)
{
  g_auto (GStrv) ids = tenon_patterns_page_dup_ids (patterns);
  g_autofree const TenonPatternColumn **cells = dup_cells (columns, first);

  carry_out (self, tenon_project_plan_paste (self->project, text, (const char *const *)ids, cells, columns->len - first, TRUE), _ ("Paste Cells"), _ ("Paste Cells"));
}

/* Into a range: one cell fills it, several begin at its first. */
static void
paste_into_range (TenonPatternsPage *self,
                  const char        *text,
                  GPtrArray         *patterns,
                  GPtrArray         *columns)
{
  g_autoptr (GPtrArray) shown = tenon_pattern_grid_dup_shown_columns (self->grid);
  guint first = 0;

  if (is_one_cell (text))
    {
      g_autofree char *row = dup_repeated (text, columns->len);
      g_autofree char *rows = columns->len > 1 ? dup_rows (row, patterns->len) : g_steal_pointer (&row);

      paste_at (self, rows, patterns, columns, 0);
      return;
    }
  g_ptr_array_find (shown, g_ptr_array_index (columns, 0), &first);
  tenon_pattern_grid_add_rows_from (self->grid, patterns);
  paste_at (self, text, patterns, shown, first);
}

/* Into the rows that are selected, where there are several; else from the cursor's cell on. */
static void
paste_text (TenonPatternsPage *self,
            const char        *text)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) patterns = tenon_pattern_grid_dup_range (self->grid, &columns);
  guint first = 0;

  if (patterns != NULL && patterns->len > 0)
    {
      paste_into_range (self, text, patterns, columns);
      return;
    }
  g_clear_pointer (&columns, g_ptr_array_unref);
  g_clear_pointer (&patterns, g_ptr_array_unref);
  columns = tenon_pattern_grid_dup_shown_columns (self->grid);
  patterns = tenon_pattern_grid_dup_selected (self->grid);
  if (patterns->len < 2)
    {
      tenon_pattern_grid_add_rows_from (self->grid, patterns);
      if (is_one_cell (text) && patterns->len > 1)
        g_ptr_array_set_size (patterns, 1);
    }
  if (tenon_pattern_grid_get_column (self->grid) != NULL)
    g_ptr_array_find (columns, tenon_pattern_grid_get_column (self->grid), &first);
  paste_at (self, text, patterns, columns, first < columns->len ? first : 0);
}

static void
text_read_cb (GObject      *clipboard,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (TenonPatternsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (self->project == NULL)
    return; /* closed meanwhile */
  if (text != NULL && *text != '\0')
    paste_text (self, text);
  else
    tenon_page_toast (self, _ ("There is no text in the clipboard"), FALSE);
}

static void
paste (GtkWidget  *widget,
       const char *action_name,
       GVariant   *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb, g_object_ref (widget));
}

/* ---- files ---- */

static GtkFileChooserNative *
new_chooser (TenonPatternsPage   *self,
             const char          *title,
             GtkFileChooserAction action,
             const char          *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, accept, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (filter, _ ("Tables of text (CSV, TSV)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_filter_add_pattern (filter, "*.tsv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  return chooser;
}

static void
import_chosen_cb (GtkFileChooserNative *chooser,
                  int                   response,
                  TenonPatternsPage    *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *content = NULL;
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (chooser);
  if (file == NULL || self->project == NULL)
    return;
  if (g_file_load_contents (file, NULL, &content, NULL, NULL, &error))
    carry_out (self, tenon_project_plan_import (self->project, content, name), _ ("Import Patterns"), _ ("Import Patterns"));
  else
    tenon_page_report_error (self, _ ("Could Not Read the File"), error);
}

static void
import_file (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  GtkFileChooserNative *chooser = new_chooser (TENON_PATTERNS_PAGE (widget), _ ("Import Patterns"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (import_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
export_chosen_cb (GtkFileChooserNative *chooser,
                  int                   response,
                  TenonPatternsPage    *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (chooser);
  if (file == NULL || self->project == NULL)
    return;
  text = tenon_project_export_patterns (self->project, g_str_has_suffix (name, ".tsv") ? '\t' : ',');
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    tenon_page_toast (self, _ ("Patterns exported"), FALSE);
  else
    tenon_page_report_error (self, _ ("Could Not Write the File"), error);
}

static void
export_file (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TenonPatternsPage    *self = TENON_PATTERNS_PAGE (widget);
  GtkFileChooserNative *chooser = new_chooser (self, _ ("Export Patterns"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "patterns.csv");
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * tenon_patterns_page_class_add_clipboard_actions:
 *
 * Their keys hold anywhere on the page, but in entries that need them.
 */
void
tenon_patterns_page_class_add_clipboard_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patterns.copy", NULL, copy_cells);
  gtk_widget_class_install_action (widget_class, "patterns.copy-rows", NULL, copy_rows);
  gtk_widget_class_install_action (widget_class, "patterns.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "patterns.import", NULL, import_file);
  gtk_widget_class_install_action (widget_class, "patterns.export", NULL, export_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "patterns.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "patterns.copy-rows", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "patterns.paste", NULL);
}
