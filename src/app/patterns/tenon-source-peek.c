/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where something came from, one click away: the lines around the place, read when they are asked for. */

#include "app/patterns/tenon-source-peek.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "project/tenon-project.h"

enum
{
  AROUND = 6,           /* lines before and after */
  MAX_LENGTH = 240,     /* bytes of a line that are shown */
  MAX_BYTES = 64 << 20, /* further into a file nobody waits for the lines; it can still be opened */
};

typedef struct
{
  char      *folder;
  char      *file; /* as its source names it */
  char      *path;
  gint64     line;
  GtkWidget *lines; /* (unowned) the grid in the popover */
} Peek;

static void
peek_free (gpointer data)
{
  Peek *self = data;

  g_free (self->folder);
  g_free (self->file);
  g_free (self->path);
  g_free (self);
}

static void
add_line (Peek       *self,
          gint64      number,
          const char *text,
          int         row)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize)MIN (strlen (text), MAX_LENGTH));
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GtkWidget       *left = gtk_label_new (digits), *right = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (left), 1);
  gtk_label_set_xalign (GTK_LABEL (right), 0);
  gtk_label_set_ellipsize (GTK_LABEL (right), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (right), 90);
  gtk_widget_add_css_class (left, "dim-label");
  gtk_widget_add_css_class (left, "monospace");
  gtk_widget_add_css_class (right, "monospace");
  if (number == self->line)
    {
      gtk_widget_add_css_class (right, "source-peek-line");
      gtk_widget_add_css_class (left, "source-peek-line");
    }
  gtk_grid_attach (GTK_GRID (self->lines), left, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->lines), right, 1, row, 1, 1);
}

static void
add_words (Peek       *self,
           const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_grid_attach (GTK_GRID (self->lines), label, 0, 0, 2, 1);
}

/* What the file held when it was read, where the name says which version that was. */
static gboolean
read_version (Peek *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = tenon_folder_load_version (self->folder, self->file, &error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  int row = 0;

  if (error != NULL)
    add_words (self, error->message);
  for (gint64 i = 0; lines != NULL && lines[i] != NULL && i < MAX (self->line, 1) + AROUND; i++)
    if (i + 1 >= self->line - AROUND)
      add_line (self, i + 1, g_strchomp (lines[i]), row++);
  return text != NULL || error != NULL;
}

static void
read_lines (Peek *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_autoptr (GDataInputStream) data = NULL;
  gint64 first = MAX (1, self->line - AROUND);
  gsize  total = 0, length;
  int    row = 0;

  if (stream == NULL)
    {
      add_words (self, error->message);
      return;
    }
  data = g_data_input_stream_new (G_INPUT_STREAM (stream));
  g_data_input_stream_set_newline_type (data, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  for (gint64 number = 1; number <= MAX (self->line, 1) + AROUND && total < MAX_BYTES; number++)
    {
      g_autofree char *line = g_data_input_stream_read_line (data, &length, NULL, NULL);

      if (line == NULL)
        break;
      total += length + 1;
      if (number >= first)
        add_line (self, number, line, row++);
    }
  if (row == 0)
    add_words (self, _ ("The file does not reach as far any more."));
}

static void
shown_cb (GtkWidget *popover,
          Peek      *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_grid_remove (GTK_GRID (self->lines), child);
  if (!read_version (self))
    read_lines (self);
}

static void
open_cb (GtkButton *button,
         Peek      *self)
{
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), uri, GDK_CURRENT_TIME);
}

static GtkWidget *
make_popover (Peek *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *button = gtk_button_new_with_mnemonic (_ ("_Open File"));

  self->lines = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->lines), 12);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), self);
  return popover;
}

/**
 * tenon_source_peek_new:
 * @folder: the project's, which relative names begin at
 * @line: 0 for the file as a whole
 */
GtkWidget *
tenon_source_peek_new (const char *folder,
                       const char *file,
                       gint64      line)
{
  Peek            *self = g_new0 (Peek, 1);
  GtkWidget       *button = gtk_menu_button_new (), *label;
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *place = line > 0 ? g_strdup_printf ("%s:%" G_GINT64_FORMAT, name, line) : g_strdup (name);

  self->folder = g_strdup (folder);
  self->file = g_strdup (file);
  self->path = g_canonicalize_filename (file, folder);
  self->line = line;
  label = gtk_label_new (place);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_popover (self));
  gtk_widget_set_tooltip_text (button, file);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "source-peek");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, place, -1);
  g_object_set_data_full (G_OBJECT (button), "peek", self, peek_free);
  return button;
}
