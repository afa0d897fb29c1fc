/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of access patterns: its models, its columns and how they are arranged. */

#include "app/patterns/tenon-pattern-grid.h"

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-pattern-grid-private.h"

#define VIEW_NAME "patterns"

enum
{
  CELLS_AT_ONCE = 600, /* made between two frames: some ten milliseconds */
  MIN_STEP = 40,       /* rows, to fill what is seen */
  MIN_ROOM = 150,      /* pixels for descriptions */
};

enum
{
  CURSOR_MOVED,
  SHOWN_CHANGED,
  RATE_TYPED,
  OPERATION_DROPPED,
  VIEW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonPatternGrid, tenon_pattern_grid, GTK_TYPE_WIDGET)

/* ---- columns ---- */

static void
placed_column_free (gpointer data)
{
  TenonPlacedColumn *placed = data;

  g_signal_handlers_disconnect_by_data (placed->view_column, placed->grid);
  g_object_unref (placed->view_column);
  g_free (placed);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          TenonPlacedColumn  *placed)
{
  gtk_list_item_set_child (item, tenon_pattern_cell_new (placed->grid->look, placed->column, item));
}

/* GTK 4.8 binds a row anew whenever it is selected or not: what stays the same must stay as it is, an editor above all.
 * There is nothing to unbind: the next pattern takes the place of the one before. */
static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         TenonPlacedColumn  *placed)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  gpointer   pattern = tenon_row_list_get (placed->grid->rows, gtk_list_item_get_position (item));

  tenon_pattern_cell_bind (TENON_PATTERN_CELL (cell), pattern);
  if (gtk_widget_get_prev_sibling (gtk_widget_get_parent (cell)) == NULL) /* once for each row */
    tenon_pattern_grid_show_row (gtk_widget_get_parent (gtk_widget_get_parent (cell)), pattern);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  TenonPlacedColumn *placed = data;
  int                order;

  if (placed->grid->is_probing)
    {
      if (placed->grid->probed == NULL)
        placed->grid->probed = placed->column->name;
      return GTK_ORDERING_SMALLER;
    }
  order = tenon_grid_column_compare (placed->column, TENON_PATTERN ((gpointer)a), TENON_PATTERN ((gpointer)b));
  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER
                                                      : GTK_ORDERING_EQUAL;
}

static void
view_changed (TenonPatternGrid *self)
{
  if (!self->is_arranging)
    g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

/* A double click between two headings asks for the width that shows all; GTK would measure every cell for that. */
static void
width_changed_cb (TenonPatternGrid    *self,
                  GParamSpec          *pspec,
                  GtkColumnViewColumn *view_column)
{
  TenonPlacedColumn *placed = NULL;
  int                width = 60;

  if (gtk_column_view_column_get_fixed_width (view_column) >= 0)
    {
      view_changed (self);
      return;
    }
  for (guint i = 0; i < self->placed->len; i++)
    if (((TenonPlacedColumn *)g_ptr_array_index (self->placed, i))->view_column == view_column)
      placed = g_ptr_array_index (self->placed, i);
  for (guint row = 0; row < tenon_pattern_grid_get_n_shown (self); row++)
    {
      TenonPatternCell *cell = tenon_pattern_grid_find_cell (self, row, placed->column);

      if (cell != NULL)
        width = MAX (width, tenon_pattern_cell_get_wish (cell));
    }
  gtk_column_view_column_set_fixed_width (view_column, MIN (width, 800));
}

/* The widths in the table of columns are for text of the usual size. */
static double
get_text_scale (GtkSettings *settings)
{
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / 1024.0 / 96, 1, 3) : 1;
}

static int
get_default_width (TenonPatternGrid      *self,
                   const TenonGridColumn *column)
{
  if (g_str_equal (column->name, "description") && self->room > 0)
    return self->room;
  return (int)(column->width * self->text_scale);
}

/* Columns that nobody made wider or narrower go with the text. */
static void
text_scaled_cb (TenonPatternGrid *self,
                GParamSpec       *pspec,
                GtkSettings      *settings)
{
  double before = self->text_scale;

  self->is_arranging = TRUE;
  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);
      int                width = gtk_column_view_column_get_fixed_width (placed->view_column);

      self->text_scale = before;
      if (width != get_default_width (self, placed->column))
        continue;
      self->text_scale = get_text_scale (settings);
      gtk_column_view_column_set_fixed_width (placed->view_column, get_default_width (self, placed->column));
    }
  self->text_scale = get_text_scale (settings);
  self->is_arranging = FALSE;
}

static void
place_column (TenonPatternGrid      *self,
              const TenonGridColumn *column)
{
  TenonPlacedColumn  *placed = g_new0 (TenonPlacedColumn, 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, placed, NULL));

  placed->grid = self;
  placed->column = column;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), placed);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), placed);
  placed->view_column = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_resizable (placed->view_column, TRUE);
  gtk_column_view_column_set_sorter (placed->view_column, sorter);
  gtk_column_view_column_set_fixed_width (placed->view_column, get_default_width (self, column));
  g_signal_connect_swapped (placed->view_column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self);
  g_ptr_array_add (self->placed, placed);
}

static TenonPlacedColumn *
find_placed (TenonPatternGrid *self,
             const char       *name,
             guint            *index)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      if (g_strcmp0 (placed->column->name, name) != 0)
        continue;
      if (index != NULL)
        *index = i;
      return placed;
    }
  return NULL;
}

static gboolean
is_shown (TenonPlacedColumn *placed)
{
  return gtk_column_view_column_get_column_view (placed->view_column) != NULL;
}

/* The rates are what the table is for: descriptions leave them their place as long as nobody arranged it otherwise.
 * Returns: the width for descriptions, 0 where they have all they like */
static int
find_room (TenonPatternGrid *self,
           int               width)
{
  const TenonGridColumn *description = tenon_grid_columns_find ("description");
  int                    wish = (int)(description->width * self->text_scale), least = (int)(MIN_ROOM * self->text_scale);
  int                    others = 0, before_rates = 0;

  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      if (!is_shown (placed) || placed->column == description)
        continue;
      others += gtk_column_view_column_get_fixed_width (placed->view_column);
      if (placed->column->kind == TENON_CELL_RATE)
        before_rates = others;
    }
  return before_rates == 0 || before_rates + wish <= width ? 0 : MAX (least, width - before_rates);
}

static gboolean
make_room (gpointer data)
{
  TenonPatternGrid  *self = data;
  TenonPlacedColumn *placed = find_placed (self, "description", NULL);
  int                before = get_default_width (self, placed->column), room = find_room (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->room_source = 0;
  if (room == self->room)
    return G_SOURCE_REMOVE;
  self->room = room;
  if (gtk_column_view_column_get_fixed_width (placed->view_column) == before)
    {
      self->is_arranging = TRUE;
      gtk_column_view_column_set_fixed_width (placed->view_column, get_default_width (self, placed->column));
      self->is_arranging = FALSE;
    }
  return G_SOURCE_REMOVE;
}

static void
make_room_soon (TenonPatternGrid *self)
{
  if (self->room_source == 0)
    self->room_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, make_room, self, NULL);
}

static TenonPlacedColumn *
find_view_column (TenonPatternGrid *self,
                  gpointer          view_column)
{
  for (guint i = 0; i < self->placed->len; i++)
    if (((TenonPlacedColumn *)g_ptr_array_index (self->placed, i))->view_column == view_column)
      return g_ptr_array_index (self->placed, i);
  return NULL;
}

static guint
count_shown (TenonPatternGrid *self)
{
  guint n = 0;

  for (guint i = 0; i < self->placed->len; i++)
    n += is_shown (g_ptr_array_index (self->placed, i));
  return n;
}

/* After a person dragged a column: those that are shown take their places in the new order, the others keep theirs. */
static void
columns_changed_cb (TenonPatternGrid *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  guint next = 0;

  /* A column that is dragged is out of the list for a moment, and still the view's. */
  if (self->is_arranging || count_shown (self) != g_list_model_get_n_items (columns))
    return;
  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      if (is_shown (placed) && next < g_list_model_get_n_items (columns))
        {
          g_autoptr (GObject) view_column = g_list_model_get_item (columns, next++);

          placed = find_view_column (self, view_column);
        }
      g_ptr_array_add (order, placed);
    }
  for (guint i = 0; i < order->len; i++)
    self->placed->pdata[i] = g_ptr_array_index (order, i);
  tenon_pattern_grid_drop_range (self);
  view_changed (self);
}

static void
insert_in_place (TenonPatternGrid  *self,
                 TenonPlacedColumn *placed)
{
  guint position = 0;

  for (guint i = 0; g_ptr_array_index (self->placed, i) != placed; i++)
    position += is_shown (g_ptr_array_index (self->placed, i));
  gtk_column_view_insert_column (self->view, position, placed->view_column);
}

gboolean
tenon_pattern_grid_is_column_shown (TenonPatternGrid *self,
                                    const char       *name)
{
  TenonPlacedColumn *placed = find_placed (self, name, NULL);

  return placed != NULL && is_shown (placed);
}

/**
 * tenon_pattern_grid_show_column:
 *
 * The last column that is shown stays.
 */
void
tenon_pattern_grid_show_column (TenonPatternGrid *self,
                                const char       *name,
                                gboolean          shown)
{
  TenonPlacedColumn *placed = find_placed (self, name, NULL);

  if (placed == NULL || is_shown (placed) == shown || (!shown && g_list_model_get_n_items (gtk_column_view_get_columns (self->view)) == 1))
    return;
  self->is_arranging = TRUE;
  if (shown)
    insert_in_place (self, placed);
  else
    gtk_column_view_remove_column (self->view, placed->view_column);
  self->is_arranging = FALSE;
  tenon_pattern_grid_drop_range (self);
  if (!shown && self->column == placed->column)
    self->column = NULL;
  view_changed (self);
}

/**
 * tenon_pattern_grid_dup_shown_columns:
 *
 * Returns: (transfer container) (element-type TenonGridColumn): from left to right
 */
GPtrArray *
tenon_pattern_grid_dup_shown_columns (TenonPatternGrid *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      if (is_shown (placed))
        g_ptr_array_add (columns, (gpointer)placed->column);
    }
  return columns;
}

/* ---- order ---- */

/**
 * tenon_pattern_grid_get_sort:
 *
 * GTK 4.8 does not say by which column its view is sorted: the one that is asked first when two rows are compared.
 *
 * Returns: (nullable): the name of the column; %NULL where patterns stand in their own order
 */
const char *
tenon_pattern_grid_get_sort (TenonPatternGrid *self,
                             gboolean         *descending)
{
  g_autoptr (TenonPattern) other = tenon_pattern_new (""); /* nobody compares a thing with itself */
  GtkOrdering order;

  self->is_probing = TRUE;
  self->probed = NULL;
  order = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self->new_row, other);
  self->is_probing = FALSE;
  if (descending != NULL)
    *descending = order == GTK_ORDERING_LARGER;
  return self->probed;
}

/**
 * tenon_pattern_grid_sort:
 * @name: (nullable): of the column; %NULL for the order the patterns stand in
 */
void
tenon_pattern_grid_sort (TenonPatternGrid *self,
                         const char       *name,
                         gboolean          descending)
{
  TenonPlacedColumn *placed = find_placed (self, name, NULL);

  gtk_column_view_sort_by_column (self->view, placed != NULL ? placed->view_column : NULL, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* ---- the view a project keeps ---- */

/**
 * tenon_pattern_grid_dup_view:
 *
 * Returns: (transfer full): how the table is arranged now
 */

TenonViewSettings *
tenon_pattern_grid_dup_view (TenonPatternGrid *self)
{
  TenonViewSettings *view = tenon_view_settings_new ();
  gboolean           descending;

  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);
      int                width = gtk_column_view_column_get_fixed_width (placed->view_column);

      tenon_view_settings_add (view, placed->column->name, width > 0 && width != get_default_width (self, placed->column) ? (guint)width : 0, is_shown (placed));
    }
  view->sort = g_strdup (tenon_pattern_grid_get_sort (self, &descending));
  view->is_descending = view->sort != NULL && descending;
  return view;
}

static void
remove_all_columns (TenonPatternGrid *self)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      if (is_shown (placed))
        gtk_column_view_remove_column (self->view, placed->view_column);
    }
}

static int
compare_default_order (gconstpointer a,
                       gconstpointer b)
{
  const TenonPlacedColumn *x = *(TenonPlacedColumn *const *)a, *y = *(TenonPlacedColumn *const *)b;

  return (x->column > y->column) - (x->column < y->column); /* both point into one table */
}

/**
 * tenon_pattern_grid_reset_columns:
 *
 * Shows the columns a new project begins with, in their order and width.
 */
void
tenon_pattern_grid_reset_columns (TenonPatternGrid *self)
{
  self->is_arranging = TRUE;
  tenon_pattern_grid_drop_range (self);
  remove_all_columns (self);
  g_ptr_array_sort (self->placed, compare_default_order);
  for (guint i = 0; i < self->placed->len; i++)
    {
      TenonPlacedColumn *placed = g_ptr_array_index (self->placed, i);

      gtk_column_view_column_set_fixed_width (placed->view_column, get_default_width (self, placed->column));
      if (placed->column->shown)
        gtk_column_view_append_column (self->view, placed->view_column);
    }
  self->is_arranging = FALSE;
  view_changed (self);
}

static void
restore_view (TenonPatternGrid *self)
{
  g_autoptr (TenonViewSettings) view = tenon_project_dup_view (self->project, VIEW_NAME);

  if (view == NULL || view->columns->len == 0)
    {
      tenon_pattern_grid_reset_columns (self);
      return;
    }
  self->is_arranging = TRUE;
  for (guint i = 0, next = 0; i < view->columns->len; i++)
    {
      TenonViewColumn   *kept = g_ptr_array_index (view->columns, i);
      guint              index;
      TenonPlacedColumn *placed = find_placed (self, kept->name, &index);

      if (placed == NULL || index < next)
        continue; /* of another version */
      g_ptr_array_steal_index (self->placed, index);
      g_ptr_array_insert (self->placed, (int)next++, placed);
      if (kept->width > 0)
        gtk_column_view_column_set_fixed_width (placed->view_column, (int)CLAMP (kept->width, 24, 4000));
      if (kept->is_shown)
        gtk_column_view_append_column (self->view, placed->view_column);
    }
  if (g_list_model_get_n_items (gtk_column_view_get_columns (self->view)) == 0)
    tenon_pattern_grid_reset_columns (self);
  tenon_pattern_grid_sort (self, view->sort, view->is_descending);
  self->is_arranging = FALSE;
}

/* ---- rows ---- */

GtkSelectionModel *
tenon_pattern_grid_get_selection (TenonPatternGrid *self)
{
  return self->selection;
}

/**
 * tenon_pattern_grid_get_n_shown:
 *
 * Returns: how many patterns the filter lets through
 */
guint
tenon_pattern_grid_get_n_shown (TenonPatternGrid *self)
{
  return g_list_model_get_n_items (self->shown);
}

/**
 * tenon_pattern_grid_dup_selected:
 *
 * Returns: (transfer container) (element-type TenonPattern): in the order they are shown
 */
GPtrArray *
tenon_pattern_grid_dup_selected (TenonPatternGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  GPtrArray    *patterns = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint         row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &row); more; more = gtk_bitset_iter_next (&iter, &row))
    if (row < tenon_pattern_grid_get_n_shown (self))
      g_ptr_array_add (patterns, g_object_ref (tenon_row_list_get (self->rows, row)));
  return patterns;
}

/**
 * tenon_pattern_grid_get_row:
 *
 * Returns: (transfer none) (nullable): the pattern in the row; %NULL in the one for a new pattern and beyond
 */
TenonPattern *
tenon_pattern_grid_get_row (TenonPatternGrid *self,
                            guint             row)
{
  return row < tenon_pattern_grid_get_n_shown (self) ? tenon_row_list_get (self->rows, row) : NULL;
}

/**
 * tenon_pattern_grid_add_rows_from:
 * @patterns: (element-type TenonPattern): with a free function; emptied first
 *
 * Those that are shown from the range's first row, or else the cursor's, to the end.
 */
void
tenon_pattern_grid_add_rows_from (TenonPatternGrid *self,
                                  GPtrArray        *patterns)
{
  g_ptr_array_set_size (patterns, 0);
  for (guint row = self->look->range.is_set ? self->look->range.top : self->row; row < tenon_pattern_grid_get_n_shown (self); row++)
    g_ptr_array_add (patterns, g_object_ref (tenon_row_list_get (self->rows, row)));
}

/**
 * tenon_pattern_grid_show_at:
 * @name: (nullable): of the column; %NULL for the one the cursor is in
 *
 * Selects the pattern alone and brings it into view.
 *
 * Returns: %FALSE where the filter hides it
 */
gboolean
tenon_pattern_grid_show_at (TenonPatternGrid *self,
                            TenonPattern     *pattern,
                            const char       *name)
{
  guint row;

  if (!tenon_row_list_find (self->rows, pattern, &row))
    return FALSE;
  tenon_pattern_grid_go (self, row, name != NULL ? tenon_grid_columns_find (name) : self->column, FALSE, FALSE);
  return TRUE;
}

gboolean
tenon_pattern_grid_show_pattern (TenonPatternGrid *self,
                                 TenonPattern     *pattern)
{
  return tenon_pattern_grid_show_at (self, pattern, NULL);
}

/**
 * tenon_pattern_grid_select:
 * @patterns: (element-type TenonPattern):
 *
 * Selects them; the cursor goes to the first.
 */
void
tenon_pattern_grid_select (TenonPatternGrid *self,
                           GPtrArray        *patterns)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->selection)));

  for (guint i = 0; i < patterns->len; i++)
    {
      guint row;

      if (tenon_row_list_find (self->rows, g_ptr_array_index (patterns, i), &row))
        gtk_bitset_add (selected, row);
    }
  if (gtk_bitset_is_empty (selected))
    return;
  tenon_pattern_grid_go (self, gtk_bitset_get_minimum (selected), self->column, FALSE, FALSE);
  gtk_selection_model_set_selection (self->selection, selected, mask);
}

/* ---- menus ---- */

/**
 * tenon_pattern_grid_set_menus:
 * @rows: what a right click on rows offers
 * @columns: what a right click on a heading offers
 */
void
tenon_pattern_grid_set_menus (TenonPatternGrid *self,
                              GMenuModel       *rows,
                              GMenuModel       *columns)
{
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  self->row_menu = gtk_popover_menu_new_from_model (rows);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_menu), FALSE);
  gtk_widget_set_halign (self->row_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  for (guint i = 0; i < self->placed->len; i++)
    gtk_column_view_column_set_header_menu (((TenonPlacedColumn *)g_ptr_array_index (self->placed, i))->view_column, columns);
}

/* ---- life ---- */

/* No rows are made before somebody looks. */
static void
tenon_pattern_grid_map (GtkWidget *widget)
{
  TenonPatternGrid *self = TENON_PATTERN_GRID (widget);

  if (gtk_column_view_get_model (self->view) == NULL)
    {
      guint n_columns = MAX (1, g_list_model_get_n_items (gtk_column_view_get_columns (self->view)));

      tenon_row_list_begin (self->rows, self->row, MAX (MIN_STEP, CELLS_AT_ONCE / n_columns));
      gtk_column_view_set_model (self->view, self->selection);
      /* A table that is looked at has a cursor: what is known of its pattern is there from the beginning. */
      if (self->at_cursor == NULL && tenon_pattern_grid_get_n_shown (self) > 0)
        gtk_selection_model_select_item (self->selection, self->row, TRUE);
    }
  GTK_WIDGET_CLASS (tenon_pattern_grid_parent_class)->map (widget);
  tenon_pattern_grid_start_cursor (self);
}

static void
tenon_pattern_grid_unmap (GtkWidget *widget)
{
  tenon_pattern_grid_stop_cursor (TENON_PATTERN_GRID (widget));
  GTK_WIDGET_CLASS (tenon_pattern_grid_parent_class)->unmap (widget);
}

static void
tenon_pattern_grid_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TenonPatternGrid *self = TENON_PATTERN_GRID (widget);

  gtk_widget_allocate (self->scroller, width, height, baseline, NULL);
  if (find_room (self, width) != self->room)
    make_room_soon (self);
  if (self->row_menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->row_menu));
}

static void
tenon_pattern_grid_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  gtk_widget_measure (TENON_PATTERN_GRID (widget)->scroller, orientation, for_size, minimum, natural, NULL, NULL);
}

/* GTK would begin at the first cell of a row; Tab itself goes from cell to cell and does not come here, Ctrl+Tab does. */
static gboolean
tenon_pattern_grid_focus (GtkWidget       *widget,
                          GtkDirectionType direction)
{
  TenonPatternGrid *self = TENON_PATTERN_GRID (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (tenon_pattern_grid_parent_class)->focus (widget, direction);
  if (tenon_pattern_grid_get_focus_cell (self) != NULL || gtk_column_view_get_model (self->view) == NULL)
    return FALSE;
  tenon_pattern_grid_go (self, self->row, self->column, self->column != NULL, FALSE);
  return TRUE;
}

static gboolean
tenon_pattern_grid_grab_focus (GtkWidget *widget)
{
  TenonPatternGrid *self = TENON_PATTERN_GRID (widget);

  if (gtk_column_view_get_model (self->view) == NULL)
    return FALSE;
  tenon_pattern_grid_go (self, self->row, self->column, FALSE, FALSE);
  return TRUE;
}

static void
tenon_pattern_grid_dispose (GObject *object)
{
  TenonPatternGrid *self = TENON_PATTERN_GRID (object);

  tenon_pattern_grid_stop_cursor (self);
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (self->view), self);
      self->is_arranging = TRUE;
      gtk_column_view_set_model (self->view, NULL);
    }
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->at_cursor);
  g_clear_pointer (&self->selected, g_ptr_array_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->placed, g_ptr_array_unref);
  g_clear_object (&self->new_row);
  g_clear_object (&self->project);
  g_clear_pointer (&self->look, tenon_cell_look_unref);
  g_clear_handle_id (&self->restore_source, g_source_remove);
  g_clear_handle_id (&self->room_source, g_source_remove);
  G_OBJECT_CLASS (tenon_pattern_grid_parent_class)->dispose (object);
}

static void
tenon_pattern_grid_class_init (TenonPatternGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_pattern_grid_dispose;
  widget_class->map = tenon_pattern_grid_map;
  widget_class->unmap = tenon_pattern_grid_unmap;
  widget_class->measure = tenon_pattern_grid_measure;
  widget_class->size_allocate = tenon_pattern_grid_size_allocate;
  widget_class->focus = tenon_pattern_grid_focus;
  widget_class->grab_focus = tenon_pattern_grid_grab_focus;
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RATE_TYPED] = g_signal_new ("rate-typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, TENON_TYPE_PATTERN, G_TYPE_STRING, G_TYPE_STRING);
  signals[OPERATION_DROPPED] = g_signal_new ("operation-dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TENON_TYPE_PATTERN);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "patterngrid");
}

static void
tenon_pattern_grid_init (TenonPatternGrid *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Access patterns"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      self->list_view = child;
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->placed = g_ptr_array_new_with_free_func (placed_column_free);
  self->new_row = tenon_pattern_new ("");
  self->look = tenon_cell_look_new (GTK_WIDGET (self));
}

static void
selection_changed_cb (TenonPatternGrid *self)
{
  if (!self->is_extending)
    tenon_pattern_grid_drop_range (self);
  g_ptr_array_unref (self->selected);
  self->selected = tenon_pattern_grid_dup_selected (self);
}

static void
before_narrowing_cb (TenonPatternGrid *self)
{
  self->is_narrowing = TRUE;
}

static void
after_narrowing_cb (TenonPatternGrid *self)
{
  self->is_narrowing = FALSE;
  tenon_pattern_grid_show_narrowed (self);
}

static void
make_models (TenonPatternGrid *self,
             GtkFilter        *filter)
{
  TenonModel         *model = tenon_project_get_model (self->project);
  GtkFilterListModel *filtered;
  GtkSortListModel   *sorted;
  GListStore         *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GListStore) end = g_list_store_new (TENON_TYPE_PATTERN);

  /* The list that is filtered hears of it between these two. */
  g_signal_connect_object (filter, "changed", G_CALLBACK (before_narrowing_cb), self, G_CONNECT_SWAPPED);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (model->patterns)), g_object_ref (filter));
  g_signal_connect_object (filter, "changed", G_CALLBACK (after_narrowing_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->shown = G_LIST_MODEL (sorted);
  g_list_store_append (end, self->new_row);
  g_list_store_append (parts, sorted);
  g_list_store_append (parts, end);
  self->rows = tenon_row_list_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts))));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  self->selected = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->rows, "shifted", G_CALLBACK (tenon_pattern_grid_rows_shifted), self);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
}

/**
 * tenon_pattern_grid_new:
 * @filter: says which patterns are shown
 */
GtkWidget *
tenon_pattern_grid_new (TenonProject *project,
                        GtkFilter    *filter)
{
  TenonPatternGrid      *self = g_object_new (TENON_TYPE_PATTERN_GRID, NULL);
  guint                  n_columns;
  const TenonGridColumn *columns = tenon_grid_columns_get (&n_columns);

  self->project = g_object_ref (project);
  self->text_scale = get_text_scale (gtk_widget_get_settings (GTK_WIDGET (self)));
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi", G_CALLBACK (text_scaled_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < n_columns; i++)
    place_column (self, &columns[i]);
  make_models (self, filter);
  restore_view (self);
  g_signal_connect_swapped (gtk_column_view_get_columns (self->view), "items-changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (view_changed), self);
  return GTK_WIDGET (self);
}
