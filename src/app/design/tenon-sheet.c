/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pieces a readable sheet is made of: sections, terms with their reason, small tables. */

#include "app/design/tenon-sheet.h"

#include <string.h>

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* Selectable text would take the focus on every Tab: the sheet is read, not walked through.  One that cannot have the
   * focus must not be asked either: GTK 4.8 says it took it, and Tab never gets past. */
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_can_focus (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * tenon_sheet_add_section:
 * @sheet: a vertical box
 * @icon_name: (nullable):
 *
 * Returns: (transfer none): the box that the section's content goes into
 */
GtkWidget *
tenon_sheet_add_section (GtkWidget  *sheet,
                         const char *icon_name,
                         const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label (title, "heading");

  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (section), head);
  gtk_box_append (GTK_BOX (sheet), section);
  return section;
}

GtkWidget *
tenon_sheet_add_text (GtkWidget  *section,
                      const char *text)
{
  GtkWidget *label = make_label (text != NULL ? text : "", NULL);

  gtk_box_append (GTK_BOX (section), label);
  return label;
}

GtkWidget *
tenon_sheet_add_dim_text (GtkWidget  *section,
                          const char *text)
{
  GtkWidget *label = tenon_sheet_add_text (section, text);

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/**
 * tenon_sheet_add_term:
 * @icon_name: (nullable): "" leaves its room free, among terms that have one
 * @value: what it is; set in bold
 * @reason: (nullable): why, below
 */
GtkWidget *
tenon_sheet_add_term (GtkWidget  *section,
                      const char *icon_name,
                      const char *term,
                      const char *value,
                      const char *reason)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = make_label (term, "dim-label");
  GtkWidget *text = make_label (value, "sheet-value");

  gtk_label_set_wrap (GTK_LABEL (name), FALSE);
  gtk_label_set_width_chars (GTK_LABEL (name), 13);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  if (icon_name != NULL)
    {
      GtkWidget *icon = *icon_name != '\0' ? gtk_image_new_from_icon_name (icon_name) : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (icon, 16, -1);
      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), icon);
    }
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (box), line);
  if (reason != NULL && *reason != '\0')
    gtk_box_append (GTK_BOX (box), make_label (reason, "sheet-reason"));
  gtk_box_append (GTK_BOX (section), box);
  return box;
}

/**
 * tenon_sheet_add_note:
 *
 * A sentence with a sign in front: a warning, a note.
 */
GtkWidget *
tenon_sheet_add_note (GtkWidget  *section,
                      const char *icon_name,
                      const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = make_label (text, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (section), line);
  return line;
}

GtkWidget *
tenon_sheet_add_code (GtkWidget  *section,
                      const char *text)
{
  GtkWidget *label = make_label (text, "monospace");

  gtk_widget_add_css_class (label, "sheet-code");
  gtk_box_append (GTK_BOX (section), label);
  return label;
}

/**
 * tenon_sheet_add_grid:
 * @kinds: one letter a column: 't' text that wraps, 's' short text, 'n' number
 * @headings: %NULL-terminated, one a column
 */
GtkWidget *
tenon_sheet_add_grid (GtkWidget         *section,
                      const char        *kinds,
                      const char *const *headings)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  g_object_set_data_full (G_OBJECT (grid), "kinds", g_strdup (kinds), g_free);
  for (guint i = 0; headings[i] != NULL; i++)
    {
      GtkWidget *label = make_label (headings[i], "caption-heading");

      gtk_widget_add_css_class (label, "dim-label");
      gtk_label_set_width_chars (GTK_LABEL (label), 6);
      gtk_label_set_xalign (GTK_LABEL (label), kinds[i] == 'n' ? 1 : 0);
      gtk_label_set_justify (GTK_LABEL (label), kinds[i] == 'n' ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_grid_attach (GTK_GRID (grid), label, i, 0, 1, 1);
    }
  g_object_set_data (G_OBJECT (grid), "rows", GUINT_TO_POINTER (1));
  gtk_box_append (GTK_BOX (section), grid);
  return grid;
}

static void
set_up_cell (GtkWidget  *label,
             char        kind,
             const char *text)
{
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (kind == 't')
    {
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 7);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
      return;
    }
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  if (kind == 'n')
    {
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_add_css_class (label, "numeric");
      return;
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (10, g_utf8_strlen (text, -1)));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_tooltip_text (label, text);
}

/**
 * tenon_sheet_add_row:
 * @cells: %NULL-terminated, as many as columns
 */
void
tenon_sheet_add_row (GtkWidget         *grid,
                     const char *const *cells)
{
  const char *kinds = g_object_get_data (G_OBJECT (grid), "kinds");
  guint       row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (grid), "rows"));

  for (guint i = 0; cells[i] != NULL && kinds[i] != '\0'; i++)
    {
      GtkWidget *label = make_label (cells[i], NULL);

      set_up_cell (label, kinds[i], cells[i]);
      gtk_grid_attach (GTK_GRID (grid), label, i, row, 1, 1);
    }
  g_object_set_data (G_OBJECT (grid), "rows", GUINT_TO_POINTER (row + 1));
}

void
tenon_sheet_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
