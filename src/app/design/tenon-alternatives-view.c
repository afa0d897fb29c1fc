/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complete designs side by side in counted facts, with a bar for the monthly cost. */

#include "app/design/tenon-alternatives-view.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

/* One line of the comparison: what it says of an alternative. */
typedef struct
{
  const char *heading;
  char *(*describe) (TenonAlternative *alternative);
} Fact;

static char *
describe_cost (TenonAlternative *alternative)
{
  g_autofree char *money = tenon_format_money (alternative->dollars);

  if (alternative->n_open == 0)
    return g_strdup (money);
  return g_strdup_printf (ngettext ("at least %s\n%u term open", "at least %s\n%u terms open", alternative->n_open), money, alternative->n_open);
}

#define DESCRIBE_COUNT(name, member)                  \
  static char *                                       \
      describe_##name (TenonAlternative *alternative) \
  {                                                   \
    return tenon_format_count (alternative->member);  \
  }

DESCRIBE_COUNT (tables, n_tables)
DESCRIBE_COUNT (lookups, n_lookups)
DESCRIBE_COUNT (indexes, n_indexes)
DESCRIBE_COUNT (transactions, n_transactions)
DESCRIBE_COUNT (denormalized, n_denormalized)
DESCRIBE_COUNT (unserved, n_unserved)
DESCRIBE_COUNT (services, n_services)
DESCRIBE_COUNT (errors, n_errors)
DESCRIBE_COUNT (warnings, n_warnings)

static char *
describe_amplification (TenonAlternative *alternative)
{
  return g_strdup_printf ("%.2f×", alternative->write_amplification);
}

static char *
describe_hottest (TenonAlternative *alternative)
{
  if (alternative->hottest_share < 0)
    return g_strdup ("–");
  return g_strdup_printf ("%.1f %%\n%s", 100 * alternative->hottest_share, alternative->hottest != NULL ? alternative->hottest : "");
}

static const Fact facts[] = {
  { N_ ("Cost a month"), describe_cost },
  { N_ ("Tables, lookup tables included"), describe_tables },
  { N_ ("Lookup tables"), describe_lookups },
  { N_ ("Global secondary indexes"), describe_indexes },
  { N_ ("Write amplification"), describe_amplification },
  { N_ ("Busiest key value, share of its partition"), describe_hottest },
  { N_ ("Patterns that write by a transaction"), describe_transactions },
  { N_ ("Attributes to keep in step"), describe_denormalized },
  { N_ ("Patterns not served"), describe_unserved },
  { N_ ("Services beside DynamoDB"), describe_services },
  { N_ ("Errors"), describe_errors },
  { N_ ("Warnings"), describe_warnings },
};

static GtkWidget *
make_label (const char *text,
            double      xalign,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_justify (GTK_LABEL (label), xalign > 0.5 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static double
find_highest (GPtrArray *alternatives)
{
  double highest = 0;

  for (guint i = 0; i < alternatives->len; i++)
    highest = MAX (highest, ((TenonAlternative *)g_ptr_array_index (alternatives, i))->dollars);
  return highest;
}

static GtkWidget *
make_bar (TenonAlternative *alternative,
          double            highest)
{
  GtkWidget       *bar = gtk_level_bar_new_for_interval (0, 1);
  g_autofree char *name = describe_cost (alternative);

  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW, 0);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), highest > 0 ? alternative->dollars / highest : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return bar;
}

static GtkWidget *
make_summary (TenonAlternative *alternative)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = make_label (alternative->summary, 0, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (text), 72);
  gtk_box_append (GTK_BOX (box), make_label (alternative->title, 0, "heading"));
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

/**
 * tenon_alternatives_view_new:
 * @alternatives: (element-type TenonAlternative): at least one; not kept
 */
GtkWidget *
tenon_alternatives_view_new (GPtrArray *alternatives)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *box;
  double     highest = find_highest (alternatives);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 36);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    gtk_grid_attach (GTK_GRID (grid), make_label (_ (facts[i].heading), 0, "dim-label"), 0, i + 2, 1, 1);
  for (guint i = 0; i < alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (alternatives, i);

      gtk_grid_attach (GTK_GRID (grid), make_label (alternative->title, 1, "heading"), i + 1, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_bar (alternative, highest), i + 1, 1, 1, 1);
      for (guint j = 0; j < G_N_ELEMENTS (facts); j++)
        {
          g_autofree char *text = facts[j].describe (alternative);

          gtk_grid_attach (GTK_GRID (grid), make_label (text, 1, "numeric"), i + 1, j + 2, 1, 1);
        }
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (box), grid);
  for (guint i = 0; i < alternatives->len; i++)
    gtk_box_append (GTK_BOX (box), make_summary (g_ptr_array_index (alternatives, i)));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}
