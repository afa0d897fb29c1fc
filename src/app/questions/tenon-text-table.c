/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table to be read, in a place whose height it does not exceed. */

#include "app/questions/tenon-text-table.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-spoken-names.h"
#include "base/tenon-text.h"

enum
{
  MOST_HEIGHT = 260,
  HEADER_HEIGHT = 32,
  ROW_HEIGHT = 34,
};

#define TENON_TYPE_TEXT_ROW (tenon_text_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonTextRow, tenon_text_row, TENON, TEXT_ROW, GObject)

struct _TenonTextRow
{
  GObject parent_instance;

  char  *subject; /* (nullable) */
  char **texts;
};

G_DEFINE_FINAL_TYPE (TenonTextRow, tenon_text_row, G_TYPE_OBJECT)

static void
tenon_text_row_finalize (GObject *object)
{
  g_free (TENON_TEXT_ROW (object)->subject);
  g_strfreev (TENON_TEXT_ROW (object)->texts);
  G_OBJECT_CLASS (tenon_text_row_parent_class)->finalize (object);
}

static void
tenon_text_row_class_init (TenonTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_text_row_finalize;
}

static void
tenon_text_row_init (TenonTextRow *self)
{
}

struct _TenonTextTable
{
  GtkWidget parent_instance;

  GtkColumnView     *view;     /* (unowned) */
  GtkScrolledWindow *scroller; /* (unowned) */
  GListStore        *rows;     /* (owned) shown */
  GPtrArray         *waiting;  /* (owned) (element-type TenonTextRow) added, to be shown at once */
};

enum
{
  SIGNAL_ROW_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonTextTable, tenon_text_table, GTK_TYPE_WIDGET)

static void
set_up_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  kind)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (kind) == TENON_TEXT_COLUMN_NUMBER ? 1 : 0);
  if (GPOINTER_TO_UINT (kind) == TENON_TEXT_COLUMN_WIDE)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), 3);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (GPOINTER_TO_UINT (kind) == TENON_TEXT_COLUMN_NUMBER)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  guint         column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "tenon-column"));
  TenonTextRow *row = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), row->texts[column]);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), row->texts[column]);
  if (column == 0)
    {
      g_autofree char *name = g_strjoinv (", ", row->texts);

      tenon_spoken_names_set_row (item, name);
    }
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      column)
{
  return tenon_compare_natural (TENON_TEXT_ROW ((gpointer)a)->texts[GPOINTER_TO_UINT (column)], TENON_TEXT_ROW ((gpointer)b)->texts[GPOINTER_TO_UINT (column)]);
}

static double
read_number (gconstpointer row,
             gpointer      column)
{
  double value = -1;

  return tenon_parse_number (TENON_TEXT_ROW ((gpointer)row)->texts[GPOINTER_TO_UINT (column)], &value, NULL) ? value : -1;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      column)
{
  double first = read_number (a, column);
  double second = read_number (b, column);

  return (first > second) - (first < second);
}

static void
append_column (TenonTextTable        *self,
               const TenonTextColumn *description,
               guint                  i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (description->title), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (description->kind == TENON_TEXT_COLUMN_NUMBER ? compare_numbers : compare_texts, GUINT_TO_POINTER (i), NULL));

  g_object_set_data (G_OBJECT (factory), "tenon-column", GUINT_TO_POINTER (i));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), GUINT_TO_POINTER (description->kind));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_column_view_column_set_expand (column, description->kind == TENON_TEXT_COLUMN_WIDE);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (self->view, column);
}

static void
activate_cb (GtkColumnView  *view,
             guint           position,
             TenonTextTable *self)
{
  g_autoptr (TenonTextRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  if (row != NULL && row->subject != NULL)
    g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, row->subject);
}

static void
tenon_text_table_dispose (GObject *object)
{
  TenonTextTable *self = TENON_TEXT_TABLE (object);
  GtkWidget      *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_text_table_parent_class)->dispose (object);
}

/* To Tab the rows are one place, however many they are: arrows go from row to row. */
static gboolean
tenon_text_table_focus (GtkWidget       *widget,
                        GtkDirectionType direction)
{
  TenonTextTable *self = TENON_TEXT_TABLE (widget);
  GtkWidget      *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  if (rows != NULL && gtk_widget_get_focus_child (rows) != NULL && direction == GTK_DIR_TAB_FORWARD)
    return FALSE;
  if (rows != NULL && gtk_widget_get_focus_child (rows) != NULL && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (gtk_widget_get_first_child (GTK_WIDGET (self->view)), direction);
  return gtk_widget_child_focus (GTK_WIDGET (self->scroller), direction);
}

static void
tenon_text_table_class_init (TenonTextTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_text_table_dispose;
  GTK_WIDGET_CLASS (klass)->focus = tenon_text_table_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "texttable");

  signals[SIGNAL_ROW_ACTIVATED] = g_signal_new ("row-activated", TENON_TYPE_TEXT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tenon_text_table_init (TenonTextTable *self)
{
  GtkWidget        *scroller = gtk_scrolled_window_new ();
  GtkSortListModel *sorted;
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->rows = g_list_store_new (TENON_TYPE_TEXT_ROW);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted)));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (selection), TRUE);
  gtk_column_view_set_model (self->view, selection);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
}

/**
 * tenon_text_table_new:
 * @columns: not kept
 * @label: what the table is, translated, for those who hear it
 */
GtkWidget *
tenon_text_table_new (const TenonTextColumn *columns,
                      guint                  n_columns,
                      const char            *label)
{
  TenonTextTable *self = g_object_new (TENON_TYPE_TEXT_TABLE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  for (guint i = 0; i < n_columns; i++)
    append_column (self, &columns[i], i);
  return GTK_WIDGET (self);
}

void
tenon_text_table_clear (TenonTextTable *self)
{
  g_ptr_array_set_size (self->waiting, 0);
  g_list_store_remove_all (self->rows);
}

/**
 * tenon_text_table_add:
 * @subject: (nullable): what the row leads to
 * @texts: (array zero-terminated=1): as many as there are columns
 *
 * Adds a row, seen after tenon_text_table_show().
 */
void
tenon_text_table_add (TenonTextTable    *self,
                      const char        *subject,
                      const char *const *texts)
{
  TenonTextRow *row = g_object_new (TENON_TYPE_TEXT_ROW, NULL);

  row->subject = g_strdup (subject);
  row->texts = g_strdupv ((char **)texts);
  g_ptr_array_add (self->waiting, row);
}

/* A column view asks for the height of a row or two, however many there are. */
static void
ask_for_height (TenonTextTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  int   most = gtk_scrolled_window_get_max_content_height (self->scroller);

  if (most > 0)
    gtk_scrolled_window_set_min_content_height (self->scroller, (int)MIN ((guint)most, HEADER_HEIGHT + n * ROW_HEIGHT));
}

/**
 * tenon_text_table_show:
 *
 * Shows what was added.
 */
void
tenon_text_table_show (TenonTextTable *self)
{
  g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0, self->waiting->pdata, self->waiting->len);
  g_ptr_array_set_size (self->waiting, 0);
  ask_for_height (self);
}

guint
tenon_text_table_get_n_rows (TenonTextTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/**
 * tenon_text_table_fill_height:
 *
 * Lets the table take all the height it is given.
 */
void
tenon_text_table_fill_height (TenonTextTable *self)
{
  gtk_scrolled_window_set_max_content_height (self->scroller, -1);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
}
