/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A Markdown document as widgets: headings, paragraphs, items, code, tables.
 *
 * A log analysis has thousands of cells: blocks, and the rows of a table, become widgets a few milliseconds at a time,
 * from the top down, while the document can be read and scrolled already. */

#include "app/documents/tenon-document-view.h"

#include <glib/gi18n-lib.h>

enum
{
  BUDGET_US = 6000,         /* spent on widgets a frame */
  INDENT = 18,              /* of an item a level, of a block quote */
  CELL_CHARS_AT_LEAST = 18, /* a cell is no narrower than this, or its text */
  CELL_CHARS = 48,          /* a cell wraps beyond */
  ROWS_AT_FIRST = 250,      /* of a table; the rest on demand */
};

struct _TenonDocumentView
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled; /* (unowned) */
  GtkBox            *box;      /* (unowned) (nullable) what the blocks go into */

  GPtrArray *blocks; /* (owned) (nullable) (element-type TenonDocumentBlock) */
  guint      next;   /* the block that comes next */
  GtkGrid   *table;  /* (unowned) (nullable) of the block that is being filled */
  guint      next_row;
  guint      source; /* 0: done */
};

G_DEFINE_FINAL_TYPE (TenonDocumentView, tenon_document_view, GTK_TYPE_WIDGET)

static GtkWidget *
create_label (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL))
    gtk_label_set_markup (GTK_LABEL (label), markup);
  else
    gtk_label_set_text (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  return label;
}

static GtkWidget *
create_heading (const TenonDocumentBlock *block)
{
  static const char *const CLASSES[] = { "title-1", "title-2", "title-3", "title-4", "heading", "heading" };
  guint                    level = CLAMP (block->level, 1, G_N_ELEMENTS (CLASSES));
  GtkWidget               *label = create_label (block->markup);

  gtk_widget_add_css_class (label, CLASSES[level - 1]);
  gtk_widget_set_margin_top (label, level <= 2 ? 18 : 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (label)), -1);
  return label;
}

static GtkWidget *
create_marker (const TenonDocumentBlock *block)
{
  GtkWidget  *marker;
  const char *word;

  if (block->check == TENON_DOCUMENT_NO_CHECK)
    {
      marker = gtk_label_new (block->marker != NULL ? block->marker : "•");
      gtk_widget_add_css_class (marker, "dim-label");
    }
  else
    {
      word = block->check == TENON_DOCUMENT_CHECKED ? _ ("done") : _ ("to do");
      marker = gtk_image_new_from_icon_name (block->check == TENON_DOCUMENT_CHECKED ? "tenon-gate-approved-symbolic" : "tenon-gate-open-symbolic");
      gtk_widget_set_tooltip_text (marker, word);
      gtk_accessible_update_property (GTK_ACCESSIBLE (marker), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
    }
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_size_request (marker, INDENT, -1);
  return marker;
}

static GtkWidget *
create_item (const TenonDocumentBlock *block)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = create_label (block->markup);

  gtk_widget_set_margin_start (row, (int)(MAX (block->level, 1) - 1) * INDENT);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), create_marker (block));
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static GtkWidget *
wrap_wide (GtkWidget  *child,
           const char *css_class)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_widget_add_css_class (scrolled, css_class);
  return scrolled;
}

static GtkWidget *
create_code (const TenonDocumentBlock *block)
{
  GtkWidget *label = gtk_label_new (block->markup);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "monospace");
  return wrap_wide (label, "code-block");
}

static void
fill_row (TenonDocumentView        *self,
          const TenonDocumentBlock *block,
          guint                     row)
{
  for (guint column = 0; column < block->n_columns; column++)
    {
      guint      i = row * block->n_columns + column;
      GtkWidget *label;
      int        n_chars;

      if (i >= block->cells->len)
        return;
      label = create_label (g_ptr_array_index (block->cells, i));
      n_chars = (int)g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1);
      gtk_label_set_width_chars (GTK_LABEL (label), MIN (n_chars, CELL_CHARS_AT_LEAST));
      gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARS);
      gtk_label_set_yalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "cell");
      if (row == 0)
        gtk_widget_add_css_class (label, "heading");
      gtk_grid_attach (self->table, label, (int)column, (int)row, 1, 1);
    }
}

static void
show_all_cb (GtkButton *button,
             GtkGrid   *table)
{
  TenonDocumentView  *self = TENON_DOCUMENT_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (table), TENON_TYPE_DOCUMENT_VIEW));
  TenonDocumentBlock *block = g_object_get_data (G_OBJECT (table), "tenon-block");
  GtkGrid            *before = self->table;

  self->table = table;
  for (guint row = ROWS_AT_FIRST; row * block->n_columns < block->cells->len; row++)
    fill_row (self, block, row);
  self->table = before;
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static guint
count_rows (const TenonDocumentBlock *block)
{
  return block->n_columns > 0 && block->cells != NULL ? (block->cells->len + block->n_columns - 1) / block->n_columns : 0;
}

static GtkWidget *
create_table (TenonDocumentView  *self,
              TenonDocumentBlock *block)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), wrap_wide (grid, "table-block"));
  if (count_rows (block) > ROWS_AT_FIRST)
    {
      g_autofree char *label = g_strdup_printf (_ ("Show All %u Rows"), count_rows (block) - 1);
      GtkWidget       *button = gtk_button_new_with_label (label);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (grid), "tenon-block", block);
      g_signal_connect_object (button, "clicked", G_CALLBACK (show_all_cb), grid, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  self->table = GTK_GRID (grid);
  self->next_row = 0;
  return box;
}

static GtkWidget *
create_block (TenonDocumentView  *self,
              TenonDocumentBlock *block)
{
  switch (block->kind)
    {
    case TENON_DOCUMENT_HEADING:
      return create_heading (block);
    case TENON_DOCUMENT_ITEM:
      return create_item (block);
    case TENON_DOCUMENT_CODE:
      return create_code (block);
    case TENON_DOCUMENT_TABLE:
      return create_table (self, block);
    case TENON_DOCUMENT_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    case TENON_DOCUMENT_PARAGRAPH:
    default:
      return create_label (block->markup);
    }
}

/* One step of work: a row of the table at hand, or the next block.  Returns whether there is more. */
static gboolean
add_next (TenonDocumentView *self)
{
  TenonDocumentBlock *block;
  GtkWidget          *widget;

  if (self->table != NULL)
    {
      block = g_ptr_array_index (self->blocks, self->next - 1);
      if (self->next_row < MIN (count_rows (block), ROWS_AT_FIRST))
        {
          fill_row (self, block, self->next_row++);
          return TRUE;
        }
      self->table = NULL;
    }
  if (self->next >= self->blocks->len)
    return FALSE;
  block = g_ptr_array_index (self->blocks, self->next++);
  widget = create_block (self, block);
  if (block->quote > 0)
    {
      gtk_widget_add_css_class (widget, "quote");
      gtk_widget_set_margin_start (widget, gtk_widget_get_margin_start (widget) + (int)block->quote * INDENT);
    }
  gtk_box_append (self->box, widget);
  return TRUE;
}

static gboolean
work_cb (gpointer user_data)
{
  TenonDocumentView *self = TENON_DOCUMENT_VIEW (user_data);
  gint64             end = g_get_monotonic_time () + BUDGET_US;

  while (g_get_monotonic_time () < end)
    if (!add_next (self))
      {
        self->source = 0;
        return G_SOURCE_REMOVE;
      }
  return G_SOURCE_CONTINUE;
}

static void
tenon_document_view_dispose (GObject *object)
{
  TenonDocumentView *self = TENON_DOCUMENT_VIEW (object);
  GtkWidget         *child;

  g_clear_handle_id (&self->source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_document_view_parent_class)->dispose (object);
}

static void
tenon_document_view_class_init (TenonDocumentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_document_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tenondocument");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
tenon_document_view_init (TenonDocumentView *self)
{
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (GTK_WIDGET (self->scrolled), GTK_WIDGET (self));
}

GtkWidget *
tenon_document_view_new (void)
{
  return g_object_new (TENON_TYPE_DOCUMENT_VIEW, NULL);
}

/**
 * tenon_document_view_set_blocks:
 * @blocks: (transfer none) (element-type TenonDocumentBlock)
 *
 * Shows another document, from its top.
 */
void
tenon_document_view_set_blocks (TenonDocumentView *self,
                                GPtrArray         *blocks)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->blocks = g_ptr_array_ref (blocks);
  self->next = 0;
  self->table = NULL;

  gtk_widget_add_css_class (box, "page");
  self->box = GTK_BOX (box);
  gtk_scrolled_window_set_child (self->scrolled, box);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  self->source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, work_cb, self, NULL);
}

/**
 * tenon_document_view_is_done:
 *
 * Returns: whether the whole document has become widgets
 */
gboolean
tenon_document_view_is_done (TenonDocumentView *self)
{
  return self->source == 0;
}
