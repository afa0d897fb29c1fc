/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The matrix of entities and operations. Each cell is a button: to the patterns that do it, or to the question why none
 * does. */

#include "app/questions/tenon-crud-matrix.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-cell-keys.h"
#include "app/tenon-spoken-names.h"
#include "base/tenon-text.h"

#define TENON_TYPE_CRUD_ITEM (tenon_crud_item_get_type ())
G_DECLARE_FINAL_TYPE (TenonCrudItem, tenon_crud_item, TENON, CRUD_ITEM, GObject)

struct _TenonCrudItem
{
  GObject parent_instance;

  TenonCrudRow *row; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonCrudItem, tenon_crud_item, G_TYPE_OBJECT)

static void
tenon_crud_item_finalize (GObject *object)
{
  g_clear_pointer (&TENON_CRUD_ITEM (object)->row, tenon_crud_row_free);
  G_OBJECT_CLASS (tenon_crud_item_parent_class)->finalize (object);
}

static void
tenon_crud_item_class_init (TenonCrudItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_crud_item_finalize;
}

static void
tenon_crud_item_init (TenonCrudItem *self)
{
}

struct _TenonCrudMatrix
{
  GtkWidget parent_instance;

  TenonProject  *project; /* (owned) (nullable) */
  GtkColumnView *view;    /* (unowned) */
  GListStore    *rows;    /* (owned) */
  GtkFilter     *filter;  /* (owned) */
  GListModel    *shown;   /* (owned) */
  char          *words;   /* (nullable) casefolded */
};

enum
{
  SIGNAL_QUESTION_ACTIVATED,
  SIGNAL_PATTERN_ACTIVATED,
  SIGNAL_DRAFT_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonCrudMatrix, tenon_crud_matrix, GTK_TYPE_WIDGET)

static const char *const OPERATIONS[TENON_N_CRUD] = {
  [TENON_CRUD_CREATE] = N_ ("Create"),
  [TENON_CRUD_READ] = N_ ("Read"),
  [TENON_CRUD_UPDATE] = N_ ("Update"),
  [TENON_CRUD_DELETE] = N_ ("Delete"),
};

static const struct
{
  const char *icon; /* (nullable) */
  const char *word;
} STATES[] = {
  [TENON_CRUD_THERE] = { NULL, N_ ("Patterns do it") },
  [TENON_CRUD_ABSENT] = { NULL, N_ ("No pattern does it, and nothing suggests that one should") },
  [TENON_CRUD_GAP] = { "tenon-question-symbolic", N_ ("No pattern does it: an open question") },
  [TENON_CRUD_DECLINED] = { "tenon-gate-approved-symbolic", N_ ("No pattern does it, and somebody said why") },
};

/* ---- cells ---- */

static TenonCrudCell *
get_cell (GtkListItem *item,
          guint        operation)
{
  TenonCrudItem *crud = gtk_list_item_get_item (item);

  return crud != NULL ? &crud->row->cells[operation] : NULL;
}

static void
pattern_chosen_cb (GtkButton       *button,
                   TenonCrudMatrix *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "tenon-pattern"));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  g_signal_emit (self, signals[SIGNAL_PATTERN_ACTIVATED], 0, id);
}

static GtkWidget *
create_pattern_button (TenonCrudMatrix *self,
                       const char      *id)
{
  TenonPattern    *pattern = self->project != NULL ? tenon_model_find_pattern (tenon_project_get_model (self->project), id) : NULL;
  g_autofree char *title = pattern != NULL ? tenon_pattern_dup_title (pattern) : g_strdup (id);
  GtkWidget       *button = gtk_button_new_with_label (title);
  GtkWidget       *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "tenon-pattern", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pattern_chosen_cb), self, 0);
  return button;
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* A cell's button is no place for a popover of its own: it may be taken for another row. */
static void
pop_up (TenonCrudMatrix *self,
        GtkWidget       *button,
        GtkWidget       *child)
{
  GtkWidget      *popover = gtk_popover_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (!gtk_widget_compute_bounds (button, GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_child (GTK_POPOVER (popover), child);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
draft_chosen_cb (GtkButton       *button,
                 TenonCrudMatrix *self)
{
  g_autofree char *entity = g_strdup (g_object_get_data (G_OBJECT (button), "tenon-entity"));
  guint            operation = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tenon-operation"));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  g_signal_emit (self, signals[SIGNAL_DRAFT_WANTED], 0, entity, operation);
}

/* Nothing asks for such a pattern; a person may. */
static void
offer_draft (TenonCrudMatrix *self,
             GtkWidget       *cell,
             const char      *entity,
             guint            operation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *label = gtk_label_new (_ (STATES[TENON_CRUD_ABSENT].word));
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add Draft"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (button), "tenon-entity", g_strdup (entity), g_free);
  g_object_set_data (G_OBJECT (button), "tenon-operation", GUINT_TO_POINTER (operation));
  g_signal_connect_object (button, "clicked", G_CALLBACK (draft_chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  pop_up (self, cell, box);
}

static void
list_patterns (TenonCrudMatrix *self,
               GtkWidget       *button,
               char           **ids)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), create_pattern_button (self, ids[i]));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  pop_up (self, button, scroller);
}

static void
cell_clicked_cb (GtkButton   *button,
                 GtkListItem *item)
{
  guint            operation = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tenon-operation"));
  TenonCrudMatrix *self = TENON_CRUD_MATRIX (gtk_widget_get_ancestor (GTK_WIDGET (button), TENON_TYPE_CRUD_MATRIX));
  TenonCrudCell   *cell = get_cell (item, operation);

  if (cell == NULL || self == NULL)
    return;
  if (cell->state != TENON_CRUD_THERE && cell->question_id != NULL)
    g_signal_emit (self, signals[SIGNAL_QUESTION_ACTIVATED], 0, cell->question_id);
  else if (cell->pattern_ids[0] != NULL && cell->pattern_ids[1] == NULL)
    g_signal_emit (self, signals[SIGNAL_PATTERN_ACTIVATED], 0, cell->pattern_ids[0]);
  else if (cell->pattern_ids[0] != NULL)
    list_patterns (self, GTK_WIDGET (button), cell->pattern_ids);
  else
    offer_draft (self, GTK_WIDGET (button), TENON_CRUD_ITEM (gtk_list_item_get_item (item))->row->entity, operation);
}

static gboolean
query_tooltip_cb (GtkWidget   *button,
                  int          x,
                  int          y,
                  gboolean     by_keyboard,
                  GtkTooltip  *tooltip,
                  GtkListItem *item)
{
  TenonCrudCell   *cell = get_cell (item, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tenon-operation")));
  g_autofree char *ids = NULL;

  if (cell == NULL)
    return FALSE;
  ids = g_strjoinv (", ", cell->pattern_ids);
  gtk_tooltip_set_text (tooltip, cell->state == TENON_CRUD_THERE ? ids : _ (STATES[cell->state].word));
  return TRUE;
}

static void
set_up_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  operation)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_has_tooltip (button, TRUE);
  g_object_set_data (G_OBJECT (button), "tenon-operation", operation);
  g_signal_connect (button, "clicked", G_CALLBACK (cell_clicked_cb), item);
  g_signal_connect (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), item);
  gtk_list_item_set_child (item, button);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  operation)
{
  TenonCrudItem   *crud = gtk_list_item_get_item (item);
  TenonCrudCell   *cell = get_cell (item, GPOINTER_TO_UINT (operation));
  GtkWidget       *button = gtk_list_item_get_child (item);
  guint            n = g_strv_length (cell->pattern_ids);
  g_autofree char *label = NULL;
  g_autofree char *name = g_strdup_printf ("%s, %s", crud->row->entity, _ (OPERATIONS[GPOINTER_TO_UINT (operation)]));
  g_autofree char *count = g_strdup_printf (ngettext ("%u pattern", "%u patterns", n), n);

  if (STATES[cell->state].icon != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), STATES[cell->state].icon);
  else
    {
      label = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("–");
      gtk_button_set_label (GTK_BUTTON (button), label);
    }
  gtk_widget_remove_css_class (button, "gap");
  gtk_widget_remove_css_class (button, "dim-label");
  if (cell->state == TENON_CRUD_GAP)
    gtk_widget_add_css_class (button, "gap");
  else if (cell->state == TENON_CRUD_ABSENT)
    gtk_widget_add_css_class (button, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, cell->state == TENON_CRUD_THERE ? count : _ (STATES[cell->state].word), -1);
}

static void
set_up_entity_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_entity_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  data)
{
  TenonCrudItem *crud = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), crud->row->entity);
  tenon_spoken_names_set_row (item, crud->row->entity);
}

/* ---- columns ---- */

static int
compare_entities (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  return tenon_compare_natural (TENON_CRUD_ITEM ((gpointer)a)->row->entity, TENON_CRUD_ITEM ((gpointer)b)->row->entity);
}

/* Gaps first, then what was declined, then by the number of patterns. */
static int
rank (TenonCrudCell *cell)
{
  return cell->state == TENON_CRUD_GAP ? -2 : cell->state == TENON_CRUD_DECLINED ? -1
                                                                                 : (int)g_strv_length (cell->pattern_ids);
}

static int
compare_cells (gconstpointer a,
               gconstpointer b,
               gpointer      operation)
{
  return rank (&TENON_CRUD_ITEM ((gpointer)a)->row->cells[GPOINTER_TO_UINT (operation)])
         - rank (&TENON_CRUD_ITEM ((gpointer)b)->row->cells[GPOINTER_TO_UINT (operation)]);
}

static void
append_column (TenonCrudMatrix    *self,
               const char         *title,
               GtkListItemFactory *factory,
               GCompareDataFunc    compare,
               gpointer            data,
               gboolean            expand)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, data, NULL));

  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (self->view, column);
}

static void
append_columns (TenonCrudMatrix *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_entity_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_entity_cb), NULL);
  append_column (self, _ ("Entity"), factory, compare_entities, NULL, TRUE);
  for (guint operation = 0; operation < TENON_N_CRUD; operation++)
    {
      factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell_cb), GUINT_TO_POINTER (operation));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (operation));
      append_column (self, _ (OPERATIONS[operation]), factory, compare_cells, GUINT_TO_POINTER (operation), FALSE);
    }
}

/* ---- the widget ---- */

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  TenonCrudMatrix *self = user_data;
  g_autofree char *entity = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  entity = g_utf8_casefold (TENON_CRUD_ITEM (item)->row->entity, -1);
  return strstr (entity, self->words) != NULL;
}

static void
tenon_crud_matrix_dispose (GObject *object)
{
  TenonCrudMatrix *self = TENON_CRUD_MATRIX (object);
  GtkWidget       *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);
  g_clear_object (&self->project);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (tenon_crud_matrix_parent_class)->dispose (object);
}

static void
tenon_crud_matrix_class_init (TenonCrudMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_crud_matrix_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "crudmatrix");

  signals[SIGNAL_QUESTION_ACTIVATED] = g_signal_new ("question-activated", TENON_TYPE_CRUD_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PATTERN_ACTIVATED] = g_signal_new ("pattern-activated", TENON_TYPE_CRUD_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DRAFT_WANTED] = g_signal_new ("draft-wanted", TENON_TYPE_CRUD_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
set_up_model (TenonCrudMatrix *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel   *sorted;
  GtkNoSelection     *selection;

  self->rows = g_list_store_new (TENON_TYPE_CRUD_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->shown = g_object_ref (G_LIST_MODEL (sorted));
  selection = gtk_no_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

static void
tenon_crud_matrix_init (TenonCrudMatrix *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Entities and operations"), -1);
  append_columns (self);
  set_up_model (self);
  tenon_cell_keys_attach (self->view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
tenon_crud_matrix_new (void)
{
  return g_object_new (TENON_TYPE_CRUD_MATRIX, NULL);
}

/**
 * tenon_crud_matrix_set_project:
 * @project: (nullable): for the titles of patterns
 */
void
tenon_crud_matrix_set_project (TenonCrudMatrix *self,
                               TenonProject    *project)
{
  g_set_object (&self->project, project);
}

static gboolean
is_same_cell (TenonCrudCell *a,
              TenonCrudCell *b)
{
  return a->state == b->state && g_strcmp0 (a->question_id, b->question_id) == 0
         && g_strv_equal ((const char *const *)a->pattern_ids, (const char *const *)b->pattern_ids);
}

static gboolean
is_same_row (TenonCrudRow *a,
             TenonCrudRow *b)
{
  gboolean same = g_str_equal (a->entity, b->entity);

  for (guint operation = 0; same && operation < TENON_N_CRUD; operation++)
    same = is_same_cell (&a->cells[operation], &b->cells[operation]);
  return same;
}

static TenonCrudRow *
get_row (TenonCrudMatrix *self,
         guint            i)
{
  g_autoptr (TenonCrudItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return item->row; /* the store keeps it alive */
}

static TenonCrudRow *
copy_row (TenonCrudRow *row)
{
  TenonCrudRow *copy = g_new0 (TenonCrudRow, 1);

  copy->entity = g_strdup (row->entity);
  for (guint operation = 0; operation < TENON_N_CRUD; operation++)
    {
      copy->cells[operation].state = row->cells[operation].state;
      copy->cells[operation].pattern_ids = g_strdupv (row->cells[operation].pattern_ids);
      copy->cells[operation].question_id = g_strdup (row->cells[operation].question_id);
    }
  return copy;
}

/**
 * tenon_crud_matrix_set_rows:
 * @rows: (element-type TenonCrudRow): what is to be shown
 *
 * Rows that are the same keep their place in the view.
 */
void
tenon_crud_matrix_set_rows (TenonCrudMatrix *self,
                            GPtrArray       *rows)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint head = 0;
  guint tail = 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < n && head < rows->len && is_same_row (get_row (self, head), g_ptr_array_index (rows, head)))
    head++;
  while (tail < n - head && tail < rows->len - head && is_same_row (get_row (self, n - tail - 1), g_ptr_array_index (rows, rows->len - tail - 1)))
    tail++;
  for (guint i = head; i < rows->len - tail; i++)
    {
      TenonCrudItem *item = g_object_new (TENON_TYPE_CRUD_ITEM, NULL);

      item->row = copy_row (g_ptr_array_index (rows, i));
      g_ptr_array_add (items, item);
    }
  if (items->len > 0 || n > head + tail)
    g_list_store_splice (self->rows, head, n - head - tail, items->pdata, items->len);
}

/**
 * tenon_crud_matrix_set_words:
 * @words: (nullable): casefolded: only entities whose name holds it
 */
void
tenon_crud_matrix_set_words (TenonCrudMatrix *self,
                             const char      *words)
{
  if (tenon_str_set (&self->words, words))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

guint
tenon_crud_matrix_get_n_shown (TenonCrudMatrix *self)
{
  return g_list_model_get_n_items (self->shown);
}
