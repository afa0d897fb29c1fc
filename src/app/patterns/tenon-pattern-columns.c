/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the pattern table: one row of the table below each, with its editor and its order. */

#include "app/patterns/tenon-pattern-columns.h"

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-choice-cell.h"
#include "app/patterns/tenon-evidence-dialog.h"
#include "app/patterns/tenon-text-cell.h"
#include "base/tenon-text.h"

typedef struct
{
  const char        *title;
  const char        *property;
  int                width;   /* pixels at first; people drag it wider */
  const char *const *choices; /* (nullable) of an enumerated property */
} Column;

static const char *const operations[] = { N_ ("–"), N_ ("Read"), N_ ("Write"), N_ ("Update"), N_ ("Delete"), N_ ("None"), NULL };
static const char *const consistencies[] = { N_ ("–"), N_ ("Eventual"), N_ ("Strong"), NULL };

static const Column columns[] = {
  { N_ ("Pattern"), "pattern-id", 72, NULL },
  { N_ ("Description"), "description", 300, NULL },
  { N_ ("Peak /s"), "rps-peak", 96, NULL },
  { N_ ("Average /s"), "rps-average", 96, NULL },
  { N_ ("Type"), "operation-type", 108, operations },
  { N_ ("Entities"), "entities-involved", 150, NULL },
  { N_ ("Endpoint"), "endpoint", 180, NULL },
  { N_ ("Attributes"), "attributes", 180, NULL },
  { N_ ("Consistency"), "consistency-requirements", 120, consistencies },
  { N_ ("Key requirements"), "key-requirements", 180, NULL },
  { N_ ("Design considerations"), "design-considerations", 180, NULL },
  { N_ ("Status"), "status", 90, NULL },
};

static void
rate_entered_cb (TenonTextCell *cell,
                 double         per_second)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (cell)));

  gtk_window_present (GTK_WINDOW (tenon_evidence_dialog_new (window, TENON_PATTERN (tenon_text_cell_get_record (cell)), tenon_text_cell_get_property_name (cell), per_second)));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  const Column *column = user_data;
  GtkWidget    *cell;

  if (column->choices != NULL)
    {
      const char *translated[8] = { NULL };

      for (guint i = 0; column->choices[i] != NULL; i++)
        translated[i] = _ (column->choices[i]);
      cell = tenon_choice_cell_new (column->property, _ (column->title), translated);
    }
  else
    {
      cell = tenon_text_cell_new (column->property, _ (column->title), item);
      g_signal_connect (cell, "rate-entered", G_CALLBACK (rate_entered_cb), NULL);
    }
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  const Column *column = user_data;

  if (column->choices != NULL)
    tenon_choice_cell_bind (TENON_CHOICE_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
  else
    tenon_text_cell_bind (TENON_TEXT_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           gpointer            user_data)
{
  const Column *column = user_data;

  if (column->choices != NULL)
    tenon_choice_cell_bind (TENON_CHOICE_CELL (gtk_list_item_get_child (item)), NULL);
  else
    tenon_text_cell_bind (TENON_TEXT_CELL (gtk_list_item_get_child (item)), NULL);
}

static int
compare_rates (TenonRate *a,
               TenonRate *b)
{
  double x = -1, y = -1; /* what is not known comes before every number */

  tenon_rate_get_value (a, &x);
  tenon_rate_get_value (b, &y);
  return (x > y) - (x < y);
}

static int
compare_texts (gpointer    a,
               gpointer    b,
               const char *property)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  g_object_get (a, property, &x, NULL);
  g_object_get (b, property, &y, NULL);
  return tenon_compare_natural (x != NULL ? x : "", y != NULL ? y : "");
}

static int
compare_lists (gpointer    a,
               gpointer    b,
               const char *property)
{
  g_auto (GStrv) x = NULL;
  g_auto (GStrv) y = NULL;
  g_autofree char *joined_x = NULL;
  g_autofree char *joined_y = NULL;

  g_object_get (a, property, &x, NULL);
  g_object_get (b, property, &y, NULL);
  joined_x = x != NULL ? g_strjoinv (",", x) : g_strdup ("");
  joined_y = y != NULL ? g_strjoinv (",", y) : g_strdup ("");
  return tenon_compare_natural (joined_x, joined_y);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Column     *column = user_data;
  const TenonField *field = tenon_record_find_field (TENON_RECORD ((gpointer)a), column->property);
  int               order = 0;

  if (field->kind == TENON_FIELD_RATE)
    {
      g_autoptr (TenonRate) x = NULL;
      g_autoptr (TenonRate) y = NULL;

      g_object_get ((gpointer)a, column->property, &x, NULL);
      g_object_get ((gpointer)b, column->property, &y, NULL);
      order = compare_rates (x, y);
    }
  else if (field->kind == TENON_FIELD_ENUM)
    {
      int x, y;

      g_object_get ((gpointer)a, column->property, &x, NULL);
      g_object_get ((gpointer)b, column->property, &y, NULL);
      order = x - y;
    }
  else if (field->kind == TENON_FIELD_STRV)
    {
      order = compare_lists ((gpointer)a, (gpointer)b, column->property);
    }
  else
    {
      order = compare_texts ((gpointer)a, (gpointer)b, column->property);
    }
  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER
                                                      : GTK_ORDERING_EQUAL;
}

/**
 * tenon_pattern_columns_add:
 *
 * Gives a column view of patterns its columns.
 */
void
tenon_pattern_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const Column       *column = &columns[i];
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (_ (column->title), factory);
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer)column, NULL));

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer)column);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer)column);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer)column);
      gtk_column_view_column_set_resizable (view_column, TRUE);
      gtk_column_view_column_set_sorter (view_column, sorter);
      gtk_column_view_column_set_fixed_width (view_column, column->width);
      gtk_column_view_append_column (view, view_column);
    }
}
