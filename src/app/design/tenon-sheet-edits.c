/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The buttons by which a table's sheet is edited: each stands beside what it changes and opens a dialog. */

#include "app/design/tenon-sheet-edits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-attribute-dialog.h"
#include "app/design/tenon-copy-dialog.h"
#include "app/design/tenon-index-dialog.h"
#include "app/design/tenon-serve-dialog.h"
#include "app/tenon-page.h"

static TenonTable *
get_table (GtkWidget    *button,
           TenonProject *project)
{
  return tenon_design_find_table (tenon_project_get_model (project)->design, g_object_get_data (G_OBJECT (button), "table"));
}

static GtkWindow *
get_window (GtkWidget *button)
{
  return GTK_WINDOW (gtk_widget_get_root (button));
}

/* @box: a horizontal one; @table: (nullable): the design's; @name: (nullable): what it is about, if it is not the table */
static void
add_button (GtkWidget    *box,
            TenonProject *project,
            TenonTable   *table,
            const char   *name,
            const char   *icon_name,
            const char   *tooltip,
            GCallback     callback)
{
  GtkWidget       *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *label = g_strdup_printf ("%s: %s", tooltip, name != NULL ? name : table->name);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "sheet-edit");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "table", table != NULL ? g_strdup (table->name) : NULL, g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", callback, project, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_index_cb (GtkWidget    *button,
              TenonProject *project)
{
  TenonTable *table = get_table (button, project);

  if (table != NULL)
    gtk_window_present (GTK_WINDOW (tenon_index_dialog_new (get_window (button), project, table, NULL)));
}

static void
edit_index_cb (GtkWidget    *button,
               TenonProject *project)
{
  TenonTable *table = get_table (button, project);
  TenonIndex *index = table != NULL ? tenon_table_find_index (table, g_object_get_data (G_OBJECT (button), "name")) : NULL;

  if (index != NULL)
    gtk_window_present (GTK_WINDOW (tenon_index_dialog_new (get_window (button), project, table, index)));
}

/**
 * tenon_sheet_add_index_button:
 * @section: what tenon_sheet_add_section() gave
 */
void
tenon_sheet_add_index_button (GtkWidget    *section,
                              TenonProject *project,
                              TenonTable   *table)
{
  add_button (gtk_widget_get_first_child (section), project, table, NULL, "list-add-symbolic", _ ("Add Index…"), G_CALLBACK (add_index_cb));
}

/**
 * tenon_sheet_edit_index_button:
 * @term: what tenon_sheet_add_term() gave
 */
void
tenon_sheet_edit_index_button (GtkWidget    *term,
                               TenonProject *project,
                               TenonTable   *table,
                               TenonIndex   *index)
{
  add_button (gtk_widget_get_first_child (term), project, table, index->name, "document-edit-symbolic", _ ("Edit Index…"), G_CALLBACK (edit_index_cb));
}

static void
add_copy_cb (GtkWidget    *button,
             TenonProject *project)
{
  TenonTable *table = get_table (button, project);

  if (table != NULL)
    gtk_window_present (GTK_WINDOW (tenon_copy_dialog_new (get_window (button), project, table)));
}

/**
 * tenon_sheet_add_copy_button:
 * @section: what tenon_sheet_add_section() gave
 */
void
tenon_sheet_add_copy_button (GtkWidget    *section,
                             TenonProject *project,
                             TenonTable   *table)
{
  add_button (gtk_widget_get_first_child (section), project, table, NULL, "list-add-symbolic", _ ("Add Copy…"), G_CALLBACK (add_copy_cb));
}

static void
attach_behind (GtkWidget *grid,
               GtkWidget *box)
{
  const char *kinds = g_object_get_data (G_OBJECT (grid), "kinds");
  guint       row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (grid), "rows"));

  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), box, strlen (kinds), row - 1, 1, 1);
}

static void
edit_attribute_cb (GtkWidget    *button,
                   TenonProject *project)
{
  TenonTable     *table = get_table (button, project);
  TenonAttribute *attribute = table != NULL ? tenon_table_find_attribute (table, g_object_get_data (G_OBJECT (button), "name")) : NULL;

  if (attribute != NULL)
    gtk_window_present (GTK_WINDOW (tenon_attribute_dialog_new (get_window (button), project, table, attribute)));
}

/**
 * tenon_sheet_edit_attribute_button:
 * @grid: what tenon_sheet_add_grid() gave; the button stands behind its last row
 */
void
tenon_sheet_edit_attribute_button (GtkWidget      *grid,
                                   TenonProject   *project,
                                   TenonTable     *table,
                                   TenonAttribute *attribute)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  add_button (box, project, table, attribute->name, "document-edit-symbolic", _ ("Edit Attribute…"), G_CALLBACK (edit_attribute_cb));
  attach_behind (grid, box);
}

/**
 * tenon_sheet_edit_copy_button:
 * @term: what tenon_sheet_add_term() gave
 */
void
tenon_sheet_edit_copy_button (GtkWidget      *term,
                              TenonProject   *project,
                              TenonTable     *table,
                              TenonAttribute *attribute)
{
  add_button (gtk_widget_get_first_child (term), project, table, attribute->name, "document-edit-symbolic", _ ("Edit Copy…"), G_CALLBACK (edit_attribute_cb));
}

static void
serve_cb (GtkWidget    *button,
          TenonProject *project)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = tenon_serve_dialog_new (get_window (button), project, g_object_get_data (G_OBJECT (button), "name"), &error);

  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
  else
    tenon_page_report_error (button, _ ("There Is Nothing to Choose"), error);
}

/**
 * tenon_sheet_serve_button:
 * @box: a horizontal one
 */
void
tenon_sheet_serve_button (GtkWidget    *box,
                          TenonProject *project,
                          TenonTable   *table,
                          const char   *pattern_id)
{
  add_button (box, project, table, pattern_id, "document-edit-symbolic", _ ("Choose What Serves It…"), G_CALLBACK (serve_cb));
}

/* Behind the last row of @grid, what tenon_sheet_add_grid() gave. */
void
tenon_sheet_serve_row_button (GtkWidget    *grid,
                              TenonProject *project,
                              TenonTable   *table,
                              const char   *pattern_id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  tenon_sheet_serve_button (box, project, table, pattern_id);
  attach_behind (grid, box);
}
