/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The alternatives side by side in bars: what each table and each pattern costs, and how near the busiest key values come to the
 * limits of their partition. */

#include "app/design/tenon-alternatives-charts.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-share-bar.h"
#include "base/tenon-text.h"

/* A partition's limits: 3,000 read and 1,000 write units a second (DynamoDB developer guide, warm throughput). */
#define PARTITION_READ_UNITS 3000.0
#define PARTITION_WRITE_UNITS 1000.0
#define N_ROWS 12 /* the largest; all of them stand on Costs */

/* A name with the value of each alternative. */
typedef struct
{
  char    *name;
  double  *values;  /* (owned) one an alternative; negative: it has none */
  gboolean is_open; /* one of them is a lower bound */
  double   most;
} Bar;

typedef struct
{
  TenonProject *project;      /* (owned) */
  GPtrArray    *alternatives; /* (element-type TenonAlternative) (owned) */
  GPtrArray    *bars;         /* (element-type Bar) while a chart is made */
} Charts;

static void
bar_free (gpointer data)
{
  Bar *self = data;

  g_free (self->name);
  g_free (self->values);
  g_free (self);
}

static void
charts_free (gpointer  data,
             GClosure *closure)
{
  Charts *self = data;

  g_object_unref (self->project);
  g_ptr_array_unref (self->alternatives);
  g_free (self);
}

static void
add_value (Charts     *self,
           const char *name,
           guint       alternative,
           double      value,
           gboolean    is_open)
{
  Bar *bar = NULL;

  for (guint i = 0; bar == NULL && i < self->bars->len; i++)
    if (g_strcmp0 (((Bar *)g_ptr_array_index (self->bars, i))->name, name) == 0)
      bar = g_ptr_array_index (self->bars, i);
  if (bar == NULL)
    {
      bar = g_new0 (Bar, 1);
      bar->name = g_strdup (name);
      bar->values = g_new (double, self->alternatives->len);
      for (guint i = 0; i < self->alternatives->len; i++)
        bar->values[i] = -1;
      g_ptr_array_add (self->bars, bar);
    }
  bar->values[alternative] = value;
  bar->is_open |= is_open;
  bar->most = MAX (bar->most, value);
}

static void
collect_shares (Charts      *self,
                guint        alternative,
                TenonDesign *design,
                GPtrArray *(*list) (const TenonCost *cost))
{
  g_autoptr (TenonCost) cost = tenon_project_estimate (self->project, design);
  g_autoptr (GPtrArray) shares = list (cost);

  for (guint i = 0; i < shares->len; i++)
    {
      TenonCostShare *share = g_ptr_array_index (shares, i);

      add_value (self, share->name, alternative, share->dollars, share->n_open > 0);
    }
}

static void
collect_tables (Charts *self, guint alternative, TenonDesign *design)
{
  collect_shares (self, alternative, design, tenon_cost_list_tables);
}

static void
collect_patterns (Charts *self, guint alternative, TenonDesign *design)
{
  collect_shares (self, alternative, design, tenon_cost_list_patterns);
}

/* Keys whose load is not known are counted among the facts, and have no bar. */
static void
collect_headroom (Charts      *self,
                  guint        alternative,
                  TenonDesign *design)
{
  g_autoptr (GPtrArray) rows = tenon_project_analyse_headroom (self->project, design);

  for (guint i = 0; i < rows->len; i++)
    {
      TenonHeadroom   *row = g_ptr_array_index (rows, i);
      g_autofree char *name = row->index != NULL ? g_strdup_printf ("%s · %s", row->table, row->index) : g_strdup (row->table);

      if (row->read_units >= 0 && row->write_units >= 0)
        add_value (self, name, alternative, MAX (row->read_units / PARTITION_READ_UNITS, row->write_units / PARTITION_WRITE_UNITS), FALSE);
    }
}

static char *
describe_money (const Bar *bar,
                double     value)
{
  g_autofree char *money = tenon_format_money (value);

  return bar->is_open ? g_strdup_printf ("≥ %s", money) : g_steal_pointer (&money);
}

static char *
describe_share (const Bar *bar,
                double     value)
{
  return value > 0 && value < 0.0005 ? g_strdup (_ ("under 0.1 %")) : g_strdup_printf (_ ("%.1f %%"), 100 * value);
}

static const struct
{
  const char *title;
  const char *nothing;
  void (*collect) (Charts *self, guint alternative, TenonDesign *design);
  char *(*describe) (const Bar *bar, double value);
  gboolean is_limit; /* the whole of a bar is the limit, not the largest */
} charts[] = {
  { N_ ("Cost by table"), N_ ("No cost is known yet."), collect_tables, describe_money, FALSE },
  { N_ ("Cost by pattern"), N_ ("No rate is known yet."), collect_patterns, describe_money, FALSE },
  { N_ ("Headroom: busiest key values, share of their partition"), N_ ("The load on single key values is not known yet."), collect_headroom, describe_share, TRUE },
};

static int
compare_bars (gconstpointer a,
              gconstpointer b)
{
  const Bar *x = *(Bar *const *)a, *y = *(Bar *const *)b;

  return x->most != y->most ? (x->most < y->most) - (x->most > y->most) : g_strcmp0 (x->name, y->name);
}

static GtkWidget *
make_label (const char *text,
            double      xalign,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_cell (guint      chart,
           const Bar *bar,
           double     value,
           double     whole)
{
  GtkWidget       *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget       *share = tenon_share_bar_new (value > 0 && whole > 0 ? MIN (value / whole, 1) : 0, charts[chart].is_limit);
  g_autofree char *text = value < 0 ? g_strdup ("–") : charts[chart].describe (bar, value);

  tenon_share_bar_set_width (TENON_SHARE_BAR (share), 96);
  gtk_widget_set_halign (share, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (cell), make_label (text, 1, "numeric"));
  gtk_box_append (GTK_BOX (cell), share);
  return cell;
}

static GtkWidget *
make_grid (Charts *self,
           guint   chart)
{
  GtkWidget *grid = gtk_grid_new ();
  double     whole = charts[chart].is_limit ? 1 : ((Bar *)g_ptr_array_index (self->bars, 0))->most;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < self->alternatives->len; i++)
    gtk_grid_attach (GTK_GRID (grid), make_label (((TenonAlternative *)g_ptr_array_index (self->alternatives, i))->title, 1, "heading"), i + 1, 0, 1, 1);
  for (guint i = 0; i < MIN (self->bars->len, N_ROWS); i++)
    {
      const Bar *bar = g_ptr_array_index (self->bars, i);
      GtkWidget *name = make_label (bar->name, 0, "dim-label");

      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i + 1, 1, 1);
      for (guint j = 0; j < self->alternatives->len; j++)
        gtk_grid_attach (GTK_GRID (grid), make_cell (chart, bar, bar->values[j], whole), j + 1, i + 1, 1, 1);
    }
  if (self->bars->len > N_ROWS)
    {
      guint            n = self->bars->len - N_ROWS;
      g_autofree char *more = g_strdup_printf (ngettext ("%u smaller one", "%u smaller ones", n), n);

      gtk_grid_attach (GTK_GRID (grid), make_label (more, 0, "dim-label"), 0, N_ROWS + 1, 1, 1);
    }
  return grid;
}

/* Made when it is looked at first: each chart reckons every alternative. */
static void
expanded_cb (GtkExpander *expander,
             GParamSpec  *pspec,
             Charts      *self)
{
  guint      chart = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (expander), "chart"));
  GtkWidget *child;

  if (!gtk_expander_get_expanded (expander) || gtk_expander_get_child (expander) != NULL)
    return;
  self->bars = g_ptr_array_new_with_free_func (bar_free);
  for (guint i = 0; i < self->alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (self->alternatives, i);

      if (alternative->design != NULL)
        charts[chart].collect (self, i, alternative->design);
    }
  g_ptr_array_sort (self->bars, compare_bars);
  child = self->bars->len > 0 ? make_grid (self, chart) : make_label (_ (charts[chart].nothing), 0, "dim-label");
  g_clear_pointer (&self->bars, g_ptr_array_unref);
  gtk_widget_set_margin_top (child, 12);
  gtk_expander_set_child (expander, child);
}

/**
 * tenon_alternatives_charts_add:
 * @box: a vertical one
 * @alternatives: (element-type TenonAlternative): kept, not changed
 */
void
tenon_alternatives_charts_add (GtkWidget    *box,
                               TenonProject *project,
                               GPtrArray    *alternatives)
{
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      GtkWidget *expander = gtk_expander_new (_ (charts[i].title));
      Charts    *self = g_new0 (Charts, 1);

      self->project = g_object_ref (project);
      self->alternatives = g_ptr_array_ref (alternatives);
      g_object_set_data (G_OBJECT (expander), "chart", GUINT_TO_POINTER (i));
      g_signal_connect_data (expander, "notify::expanded", G_CALLBACK (expanded_cb), self, charts_free, 0);
      gtk_box_append (GTK_BOX (box), expander);
      gtk_expander_set_expanded (GTK_EXPANDER (expander), i == 0);
    }
}
