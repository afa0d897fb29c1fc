/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts as a table of cells.  A cell that gets the focus is selected; Enter, a click or a typed character begins to
 * edit it. */

#include "app/questions/tenon-facts-grid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-cell-keys.h"
#include "app/questions/tenon-question-words.h"
#include "app/tenon-spoken-names.h"
#include "app/tenon-tab-stop.h"
#include "base/tenon-text.h"

enum
{
  N_FACTS = 8, /* more than any subject has */
};

#define TENON_TYPE_FACT_ROW (tenon_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonFactRow, tenon_fact_row, TENON, FACT_ROW, GObject)

struct _TenonFactRow
{
  GObject parent_instance;

  TenonKnownFact *facts[N_FACTS]; /* (owned) in the order of the definitions */
  guint           n_facts;
};

G_DEFINE_FINAL_TYPE (TenonFactRow, tenon_fact_row, G_TYPE_OBJECT)

static void
tenon_fact_row_finalize (GObject *object)
{
  TenonFactRow *self = TENON_FACT_ROW (object);

  for (guint i = 0; i < self->n_facts; i++)
    tenon_known_fact_free (self->facts[i]);
  G_OBJECT_CLASS (tenon_fact_row_parent_class)->finalize (object);
}

static void
tenon_fact_row_class_init (TenonFactRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_fact_row_finalize;
}

static void
tenon_fact_row_init (TenonFactRow *self)
{
}

struct _TenonFactsGrid
{
  GtkWidget parent_instance;

  TenonFactScope scope;
  GtkColumnView *view;   /* (unowned) */
  GListStore    *rows;   /* (owned) */
  GtkFilter     *filter; /* (owned) */
  GListModel    *shown;  /* (owned) */
  char          *words;  /* (nullable) casefolded */
  gboolean       only_unknown;
  GtkWidget     *last;   /* (weak) (nullable) the cell that had the focus last */
  char          *wanted; /* (nullable) the key of the cell that gets the focus once it is there */
};

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonFactsGrid, tenon_facts_grid, GTK_TYPE_WIDGET)

/* ---- cells ---- */

static TenonKnownFact *
get_fact (GtkWidget *button)
{
  GtkListItem  *item = g_object_get_data (G_OBJECT (button), "tenon-item");
  guint         column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tenon-column"));
  TenonFactRow *row = item != NULL ? gtk_list_item_get_item (item) : NULL;

  return row != NULL && column < row->n_facts ? row->facts[column] : NULL;
}

static void
emit_selected (GtkWidget  *button,
               const char *typed,
               gboolean    begins)
{
  GtkWidget      *grid = gtk_widget_get_ancestor (button, TENON_TYPE_FACTS_GRID);
  TenonKnownFact *fact = get_fact (button);

  if (grid == NULL || fact == NULL)
    return;
  g_set_weak_pointer (&TENON_FACTS_GRID (grid)->last, button);
  g_signal_emit (grid, signals[SIGNAL_SELECTED], 0, fact->key, typed, begins);
}

static void
clicked_cb (GtkWidget *button)
{
  emit_selected (button, NULL, TRUE);
}

static void
focused_cb (GtkEventController *focus)
{
  emit_selected (gtk_event_controller_get_widget (focus), NULL, FALSE);
}

static gboolean
typed_cb (GtkEventController *keys,
          guint               key,
          guint               code,
          GdkModifierType     modifiers)
{
  GtkWidget *button = gtk_event_controller_get_widget (keys);
  gunichar   character = gdk_keyval_to_unicode (key);
  char       typed[7] = "";

  if (key == GDK_KEY_F2)
    {
      emit_selected (button, NULL, TRUE);
      return TRUE;
    }
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || character <= ' ' || !g_unichar_isprint (character))
    return FALSE;
  g_unichar_to_utf8 (character, typed);
  emit_selected (button, typed, TRUE);
  return TRUE;
}

static gboolean
query_tooltip_cb (GtkWidget  *button,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip)
{
  TenonKnownFact  *fact = get_fact (button);
  g_autofree char *when = fact != NULL ? tenon_words_dup_when (fact->by, fact->at) : NULL;
  g_autofree char *text = NULL;

  if (fact == NULL)
    return FALSE;
  if (fact->value == NULL)
    text = g_strdup (_ ("Unknown"));
  else if (fact->evidence == NULL)
    text = g_strdup (_ ("Nobody has said what it rests on."));
  else
    text = g_strdup_printf ("%s%s“%s”", when, *when != '\0' ? ": " : "", fact->evidence);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static char *
dup_shown (TenonKnownFact *fact)
{
  double      number;
  const char *end;

  if (fact->value == NULL)
    return g_strdup (fact->subject == NULL ? _ ("Unknown") : "–"); /* tables of many are read at a glance */
  if (fact->definition != NULL && fact->definition->type == TENON_FACT_ANSWER)
    return g_strdup (g_str_equal (fact->value, "yes") ? _ ("Yes") : _ ("No"));
  if (fact->definition != NULL && fact->definition->type == TENON_FACT_NUMBER && tenon_parse_number (fact->value, &number, &end) && *end == '\0')
    return tenon_format_number (number);
  return g_strdup (fact->value);
}

static GtkWidget *
create_cell (guint    column,
             gboolean is_number,
             gboolean is_words)
{
  GtkWidget          *button = gtk_button_new ();
  GtkWidget          *label = gtk_label_new (NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_words)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
    }
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_has_tooltip (button, TRUE);
  g_object_set_data (G_OBJECT (button), "tenon-column", GUINT_TO_POINTER (column));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
  g_signal_connect (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (focus, "enter", G_CALLBACK (focused_cb), NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (typed_cb), NULL);
  gtk_widget_add_controller (button, focus);
  gtk_widget_add_controller (button, keys);
  return button;
}

static void
show_cell (GtkWidget      *button,
           TenonKnownFact *fact)
{
  GtkWidget       *label = gtk_button_get_child (GTK_BUTTON (button));
  g_autofree char *text = dup_shown (fact);
  g_autofree char *name = fact->subject != NULL ? g_strdup_printf ("%s, %s", fact->subject, tenon_fact_get_heading (fact->definition))
                                                : g_strdup (tenon_fact_get_heading (fact->definition));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_remove_css_class (button, "unknown");
  gtk_widget_remove_css_class (button, "bare");
  if (fact->value == NULL)
    gtk_widget_add_css_class (button, "unknown");
  else if (fact->evidence == NULL)
    gtk_widget_add_css_class (button, "bare");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fact->value != NULL ? text : _ ("Unknown"), -1);
}

/* ---- columns ---- */

static void
set_up_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  column)
{
  gboolean   is_number = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "tenon-number"));
  gboolean   is_words = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "tenon-words"));
  GtkWidget *button = create_cell (GPOINTER_TO_UINT (column), is_number, is_words);

  g_object_set_data (G_OBJECT (button), "tenon-item", item);
  gtk_list_item_set_child (item, button);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  GtkWidget      *button = gtk_list_item_get_child (item);
  TenonKnownFact *fact = get_fact (button);

  if (fact != NULL)
    show_cell (button, fact);
}

static void
set_up_subject_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *item,
                   gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (data));
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_subject_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  data)
{
  TenonFactRow    *row = gtk_list_item_get_item (item);
  const char      *unit = tenon_fact_get_unit (row->facts[0]->definition);
  g_autofree char *text = NULL;

  if (row->facts[0]->subject != NULL)
    text = g_strdup (row->facts[0]->subject);
  else if (unit != NULL && row->facts[0]->definition->type == TENON_FACT_NUMBER && g_ascii_strcasecmp (row->facts[0]->definition->unit, row->facts[0]->definition->title) != 0)
    text = g_strdup_printf ("%s (%s)", tenon_fact_get_heading (row->facts[0]->definition), unit);
  else
    text = g_strdup (tenon_fact_get_heading (row->facts[0]->definition));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
  tenon_spoken_names_set_row (item, text);
}

static void
bind_evidence_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  gpointer                  data)
{
  TenonFactRow *row = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), row->facts[0]->evidence != NULL ? row->facts[0]->evidence : "");
}

static GtkColumnViewColumn *
append_column (TenonFactsGrid     *self,
               const char         *title,
               GtkListItemFactory *factory,
               gboolean            expand)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  return column; /* the view keeps it alive */
}

typedef void (*Bind) (GtkSignalListItemFactory *factory,
                      GtkListItem              *item,
                      gpointer                  data);

static void
append_text_column (TenonFactsGrid *self,
                    const char     *title,
                    Bind            bind,
                    int             n_chars,
                    gboolean        expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_subject_cb), GINT_TO_POINTER (n_chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  append_column (self, title, factory, expand);
}

static void
append_fact_column (TenonFactsGrid *self,
                    const char     *title,
                    guint           column,
                    gboolean        is_number,
                    gboolean        expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "tenon-number", GINT_TO_POINTER (is_number));
  g_object_set_data (G_OBJECT (factory), "tenon-words", GINT_TO_POINTER (self->scope == TENON_FACT_APPLICATION));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (column));
  append_column (self, title, factory, expand);
}

static void
append_columns (TenonFactsGrid *self)
{
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  guint                      column = 0;

  if (self->scope == TENON_FACT_APPLICATION)
    {
      append_text_column (self, _ ("Fact"), bind_subject_cb, 18, FALSE);
      append_fact_column (self, _ ("Value"), 0, FALSE, TRUE);
      append_text_column (self, _ ("Evidence"), bind_evidence_cb, 12, TRUE);
      return;
    }
  append_text_column (self, self->scope == TENON_FACT_ENTITY ? _ ("Entity") : _ ("Foreign Key"), bind_subject_cb, 16, TRUE);
  for (guint i = 0; i < n_definitions; i++)
    {
      const char      *unit = tenon_fact_get_unit (&definitions[i]);
      g_autofree char *title = unit != NULL && self->scope == TENON_FACT_ENTITY ? g_strdup_printf ("%s (%s)", tenon_fact_get_heading (&definitions[i]), unit) : g_strdup (tenon_fact_get_heading (&definitions[i]));

      if (definitions[i].scope == self->scope)
        append_fact_column (self, title, column++, definitions[i].type == TENON_FACT_NUMBER, definitions[i].type == TENON_FACT_TEXT);
    }
}

/* ---- the widget ---- */

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  TenonFactsGrid *self = user_data;
  TenonFactRow   *row = item;
  gboolean        has_unknown = FALSE;
  gboolean        fits = self->words == NULL;

  for (guint i = 0; i < row->n_facts; i++)
    {
      TenonKnownFact  *fact = row->facts[i];
      g_autofree char *text = fits ? NULL : g_strconcat (fact->subject != NULL ? fact->subject : fact->definition->title, "\n", fact->value != NULL ? fact->value : "", NULL);
      g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

      has_unknown |= fact->value == NULL;
      fits = fits || strstr (folded, self->words) != NULL;
    }
  return fits && (has_unknown || !self->only_unknown);
}

static void
tenon_facts_grid_dispose (GObject *object)
{
  TenonFactsGrid *self = TENON_FACTS_GRID (object);
  GtkWidget      *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_weak_pointer (&self->last);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (tenon_facts_grid_parent_class)->dispose (object);
}

/* One stop for Tab: at the cell that had the focus last. */
static gboolean
tenon_facts_grid_take_focus (GtkWidget       *widget,
                             GtkDirectionType direction)
{
  TenonFactsGrid *self = TENON_FACTS_GRID (widget);

  if (tenon_tab_stop_leaves (widget, direction))
    return FALSE;
  if (self->last != NULL && gtk_widget_get_mapped (self->last) && gtk_widget_get_focus_child (widget) == NULL)
    return gtk_widget_grab_focus (self->last);
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static void
tenon_facts_grid_class_init (TenonFactsGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_facts_grid_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  widget_class->focus = tenon_facts_grid_take_focus;
  gtk_widget_class_set_css_name (widget_class, "factsgrid");

  /**
   * TenonFactsGrid::selected:
   * @key: the fact
   * @typed: (nullable): what was typed, to take the place of the value
   * @begins: whether the person wants to edit it now
   */
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", TENON_TYPE_FACTS_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
tenon_facts_grid_init (TenonFactsGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  tenon_cell_keys_attach (self->view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));

  self->rows = g_list_store_new (TENON_TYPE_FACT_ROW);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), g_object_ref (self->filter)));
}

static const char *
get_label (TenonFactScope scope)
{
  return scope == TENON_FACT_APPLICATION ? _ ("The application") : scope == TENON_FACT_ENTITY ? _ ("Entities")
                                                                                              : _ ("Relationships");
}

GtkWidget *
tenon_facts_grid_new (TenonFactScope scope)
{
  TenonFactsGrid *self = g_object_new (TENON_TYPE_FACTS_GRID, NULL);
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->shown)));

  self->scope = scope;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, get_label (scope), -1);
  append_columns (self);
  gtk_column_view_set_model (self->view, selection);
  return GTK_WIDGET (self);
}

/* ---- filling ---- */

static gboolean
belong_together (TenonFactsGrid *self,
                 TenonKnownFact *a,
                 TenonKnownFact *b)
{
  return self->scope != TENON_FACT_APPLICATION && g_strcmp0 (a->subject, b->subject) == 0;
}

static GPtrArray *
make_rows (TenonFactsGrid *self,
           GPtrArray      *facts)
{
  GPtrArray    *rows = g_ptr_array_new_with_free_func (g_object_unref);
  TenonFactRow *row = NULL;

  for (guint i = 0; i < facts->len; i++)
    {
      TenonKnownFact *fact = g_ptr_array_index (facts, i);

      if (row == NULL || row->n_facts == N_FACTS || !belong_together (self, row->facts[0], fact))
        {
          row = g_object_new (TENON_TYPE_FACT_ROW, NULL);
          g_ptr_array_add (rows, row);
        }
      row->facts[row->n_facts++] = fact;
    }
  return rows;
}

static gboolean
is_same_fact (TenonKnownFact *a,
              TenonKnownFact *b)
{
  return g_str_equal (a->key, b->key) && g_strcmp0 (a->value, b->value) == 0 && g_strcmp0 (a->evidence, b->evidence) == 0
         && g_strcmp0 (a->by, b->by) == 0 && g_strcmp0 (a->at, b->at) == 0;
}

static gboolean
is_same_row (TenonFactRow *a,
             TenonFactRow *b)
{
  gboolean same = a->n_facts == b->n_facts;

  for (guint i = 0; same && i < a->n_facts; i++)
    same = is_same_fact (a->facts[i], b->facts[i]);
  return same;
}

static TenonFactRow *
get_row (TenonFactsGrid *self,
         guint           i)
{
  g_autoptr (TenonFactRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row; /* the store keeps it alive */
}

/**
 * tenon_facts_grid_set_facts:
 * @facts: (element-type TenonKnownFact): of the scope, all of a subject in a row; (transfer full) of
 *   the array, which has no free function, and of the facts
 *
 * Rows that are the same keep their place in the view, and the focus stays.
 */
void
tenon_facts_grid_set_facts (TenonFactsGrid *self,
                            GPtrArray      *facts)
{
  g_autoptr (GPtrArray) rows = make_rows (self, facts);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint head = 0;
  guint tail = 0;

  while (head < n && head < rows->len && is_same_row (get_row (self, head), g_ptr_array_index (rows, head)))
    head++;
  while (tail < n - head && tail < rows->len - head && is_same_row (get_row (self, n - tail - 1), g_ptr_array_index (rows, rows->len - tail - 1)))
    tail++;
  if (n > head + tail || rows->len > head + tail)
    g_list_store_splice (self->rows, head, n - head - tail, rows->pdata + head, rows->len - head - tail);
  g_ptr_array_unref (facts);
}

/**
 * tenon_facts_grid_set_filter:
 * @words: (nullable): casefolded
 * @only_unknown: whether only rows are shown of which something is not known
 */
void
tenon_facts_grid_set_filter (TenonFactsGrid *self,
                             const char     *words,
                             gboolean        only_unknown)
{
  gboolean changed = tenon_str_set (&self->words, words);

  changed |= self->only_unknown != only_unknown;
  self->only_unknown = only_unknown;
  if (changed)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

guint
tenon_facts_grid_get_n_shown (TenonFactsGrid *self)
{
  return g_list_model_get_n_items (self->shown);
}

/* ---- focus ---- */

static GtkWidget *
find_cell (GtkWidget  *root,
           const char *key)
{
  TenonKnownFact *fact = GTK_IS_BUTTON (root) && g_object_get_data (G_OBJECT (root), "tenon-item") != NULL ? get_fact (root) : NULL;

  if (fact != NULL && gtk_widget_get_mapped (root) && (key == NULL || g_str_equal (fact->key, key)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, key);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_list_view (TenonFactsGrid *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return NULL;
}

static gboolean
focus_wanted_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  TenonFactsGrid *self = TENON_FACTS_GRID (widget);
  GtkWidget      *cell = self->wanted != NULL ? find_cell (GTK_WIDGET (self->view), self->wanted) : NULL;

  if (cell != NULL)
    gtk_widget_grab_focus (cell);
  g_clear_pointer (&self->wanted, g_free);
  return G_SOURCE_REMOVE;
}

static gboolean
scroll_to (TenonFactsGrid *self,
           const char     *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->shown); i++)
    {
      g_autoptr (TenonFactRow) row = g_list_model_get_item (self->shown, i);

      for (guint j = 0; j < row->n_facts; j++)
        if (g_str_equal (row->facts[j]->key, key))
          {
            gtk_widget_activate_action (find_list_view (self), "list.scroll-to-item", "u", i);
            return TRUE;
          }
    }
  return FALSE;
}

/**
 * tenon_facts_grid_focus:
 * @key: (nullable): the fact whose cell gets the focus, once it is in view; %NULL: the first
 *
 * Returns: whether there is such a cell
 */
gboolean
tenon_facts_grid_focus (TenonFactsGrid *self,
                        const char     *key)
{
  GtkWidget *cell = find_cell (GTK_WIDGET (self->view), key);

  if (key != NULL && !scroll_to (self, key))
    return FALSE;
  if (cell != NULL)
    return gtk_widget_grab_focus (cell);
  if (key == NULL)
    return FALSE;
  g_free (self->wanted);
  self->wanted = g_strdup (key);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_wanted_cb, NULL, NULL);
  return TRUE;
}

/**
 * tenon_facts_grid_focus_below:
 *
 * Gives the focus to the cell below the one that had it last, else to that one again.
 */
gboolean
tenon_facts_grid_focus_below (TenonFactsGrid *self)
{
  if (self->last == NULL)
    return tenon_facts_grid_focus (self, NULL);
  return tenon_cell_keys_move_down (self->view, self->last) || gtk_widget_grab_focus (self->last);
}
