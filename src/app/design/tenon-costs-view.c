/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Costs view of the Design page. Amounts are rows with a bar; a row opens into the terms it is made of. */

#include "app/design/tenon-costs-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-cost-settings-dialog.h"
#include "app/design/tenon-series-chart.h"
#include "app/design/tenon-share-bar.h"
#include "app/design/tenon-sheet.h"
#include "app/tenon-page.h"
#include "base/tenon-text.h"

/* Rows shown of a chart until all are asked for. */
#define FIRST_ROWS 12

/* A partition's limits: 3,000 read and 1,000 write units a second (DynamoDB developer guide, warm throughput). */
#define PARTITION_READ_UNITS 3000.0
#define PARTITION_WRITE_UNITS 1000.0

struct _TenonCostsView
{
  AdwBin parent_instance;

  GtkLabel  *total_label;
  GtkLabel  *convention_label;
  GtkWidget *rest_expander;
  GtkLabel  *rest_label;
  GtkBox    *box;

  TenonProject *project; /* (owned) */
  GHashTable   *opened;  /* (owned) "chart name" of the rows that are open, and "chart" of those that show all */
};

G_DEFINE_FINAL_TYPE (TenonCostsView, tenon_costs_view, ADW_TYPE_BIN)

/* One chart: how a term belongs to a row, and what a row is called. */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  GPtrArray *(*list) (const TenonCost *cost);
  const char *(*get_name) (TenonCostTerm *term);
  const char *prefix; /* (nullable) of the subject a row leads to */
} CostChart;

static const char *
get_table (TenonCostTerm *term)
{
  return term->table;
}

static const char *
get_pattern (TenonCostTerm *term)
{
  return term->pattern_id;
}

static const char *
get_kind (TenonCostTerm *term)
{
  return tenon_cost_kind_to_string (term->kind);
}

static const CostChart charts[] = {
  { "table", N_ ("By Table"), N_ ("Indexes are part of their table."), tenon_cost_list_tables, get_table, "table:" },
  { "pattern", N_ ("By Access Pattern"), N_ ("Requests alone: storage serves no single pattern."), tenon_cost_list_patterns, get_pattern, "pattern:" },
  { "kind", N_ ("By Kind"), NULL, tenon_cost_list_kinds, get_kind, NULL },
};

static void
tenon_costs_view_dispose (GObject *object)
{
  TenonCostsView *self = TENON_COSTS_VIEW (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  G_OBJECT_CLASS (tenon_costs_view_parent_class)->dispose (object);
}

/* Kinds as headings of rows, in the order of TenonCostKind. */
static const char *const kind_titles[] = {
  N_ ("Reads"),
  N_ ("Writes"),
  N_ ("Index writes"),
  N_ ("Writes that fail their condition"),
  N_ ("Read capacity"),
  N_ ("Write capacity"),
  N_ ("Storage"),
  N_ ("Point-in-time recovery"),
  N_ ("Backups"),
  N_ ("Streams"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_titles) == TENON_COST_N_KINDS);

static const char *
title_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_titles); i++)
    if (g_strcmp0 (name, tenon_cost_kind_to_string (i)) == 0)
      return _ (kind_titles[i]);
  return name;
}

static char *
format_amount (double dollars,
               guint  n_open)
{
  g_autofree char *money = tenon_format_money (dollars);

  return n_open > 0 ? g_strdup_printf (_ ("at least %s"), money) : g_steal_pointer (&money);
}

static GtkWidget *
make_value (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_plain_row (const char *title,
                const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
add_group (TenonCostsView *self,
           const char     *title,
           const char     *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (description, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
    }
  gtk_box_append (self->box, group);
  return group;
}

/* ---- amounts that open into their terms ---- */

static char *
describe_term (const CostChart *chart,
               TenonCostTerm   *term)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (chart->get_name != get_table)
    g_string_append_printf (text, "%s · ", term->table);
  if (term->index != NULL)
    g_string_append_printf (text, "%s · ", term->index);
  if (term->pattern_id != NULL && chart->get_name != get_pattern)
    g_string_append_printf (text, "%s · ", term->pattern_id);
  if (chart->get_name == get_kind && text->len > 0)
    g_string_truncate (text, text->len - strlen (" · "));
  else
    g_string_append (text, title_kind (term->what));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_terms (TenonCostsView  *self,
            AdwExpanderRow  *row,
            const CostChart *chart)
{
  const TenonCost *cost = tenon_project_get_cost (self->project);
  const char      *name = g_object_get_data (G_OBJECT (row), "name");

  if (cost == NULL || g_object_get_data (G_OBJECT (row), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "filled", row);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (chart->get_name (term), name) == 0)
        {
          g_autofree char *title = describe_term (chart, term);
          g_autofree char *money = term->is_open ? g_strdup (_ ("not known")) : tenon_format_money (term->dollars);
          GtkWidget       *line = make_plain_row (title, term->formula);

          adw_action_row_add_suffix (ADW_ACTION_ROW (line), make_value (money));
          adw_expander_row_add_row (row, line);
        }
    }
}

static void
expanded_cb (AdwExpanderRow *row,
             GParamSpec     *pspec,
             TenonCostsView *self)
{
  const CostChart *chart = g_object_get_data (G_OBJECT (row), "chart");
  g_autofree char *key = g_strdup_printf ("%s %s", chart->id, (const char *)g_object_get_data (G_OBJECT (row), "name"));

  if (adw_expander_row_get_expanded (row))
    {
      fill_terms (self, row, chart);
      g_hash_table_add (self->opened, g_steal_pointer (&key));
    }
  else
    {
      g_hash_table_remove (self->opened, key);
    }
}

static GtkWidget *
make_share_row (TenonCostsView  *self,
                const CostChart *chart,
                TenonCostShare  *share,
                double           highest)
{
  GtkWidget       *row = adw_expander_row_new ();
  g_autofree char *amount = format_amount (share->dollars, share->n_open);
  g_autofree char *key = g_strdup_printf ("%s %s", chart->id, share->name);
  TenonPattern    *pattern = chart->get_name == get_pattern ? tenon_model_find_pattern (tenon_project_get_model (self->project), share->name) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chart->get_name == get_kind ? title_kind (share->name) : share->name);
  if (pattern != NULL && pattern->description != NULL)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), pattern->description);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_value (amount));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), tenon_share_bar_new (highest > 0 ? share->dollars / highest : 0, FALSE));
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (share->name), g_free);
  g_object_set_data (G_OBJECT (row), "chart", (gpointer)chart);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (self->opened, key));
  return row;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const TenonCostShare *x = *(TenonCostShare *const *)a, *y = *(TenonCostShare *const *)b;

  if (x->dollars != y->dollars)
    return x->dollars < y->dollars ? 1 : -1;
  return tenon_compare_natural (x->name, y->name);
}

static void
show_all_cb (GtkWidget      *row,
             TenonCostsView *self)
{
  g_hash_table_add (self->opened, g_strdup (g_object_get_data (G_OBJECT (row), "chart-id")));
  tenon_costs_view_reload (self);
}

/* The last row of a long list, in place of those that are not shown yet. */
static gboolean
add_show_all (TenonCostsView *self,
              GtkWidget      *group,
              const char     *id,
              guint           position,
              guint           n_rows)
{
  g_autofree char *text = g_strdup_printf (_ ("Show all %u"), n_rows);
  GtkWidget       *row;

  if (position != FIRST_ROWS || n_rows <= FIRST_ROWS + 1 || g_hash_table_contains (self->opened, id))
    return FALSE;
  row = make_plain_row (text, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "chart-id", (gpointer)id);
  g_signal_connect (row, "activated", G_CALLBACK (show_all_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return TRUE;
}

static void
add_chart (TenonCostsView  *self,
           const TenonCost *cost,
           const CostChart *chart)
{
  g_autoptr (GPtrArray) shares = chart->list (cost);
  GtkWidget *group;
  double     highest = 0;

  if (shares->len == 0)
    return;
  group = add_group (self, _ (chart->title), chart->description != NULL ? _ (chart->description) : NULL);
  g_ptr_array_sort (shares, compare_shares);
  highest = ((TenonCostShare *)g_ptr_array_index (shares, 0))->dollars;
  for (guint i = 0; i < shares->len; i++)
    {
      if (add_show_all (self, group, chart->id, i, shares->len))
        break;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_share_row (self, chart, g_ptr_array_index (shares, i), highest));
    }
}

/* ---- what is not known ---- */

static void
go_to_cb (GtkWidget *row)
{
  tenon_page_go_to (row, g_object_get_data (G_OBJECT (row), "subject"));
}

static GtkWidget *
make_missing_row (const char *title,
                  const char *subtitle,
                  const char *subject)
{
  GtkWidget *row = make_plain_row (title, subtitle);

  if (subject != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "subject", g_strdup (subject), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (go_to_cb), NULL);
    }
  return row;
}

static void
missing_expanded_cb (AdwExpanderRow *row,
                     GParamSpec     *pspec,
                     TenonCostsView *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "name");

  if (adw_expander_row_get_expanded (row))
    g_hash_table_add (self->opened, g_strdup (id));
  else
    g_hash_table_remove (self->opened, id);
}

/* A folded row that says how many inputs are not known. */
static GtkWidget *
add_missing_expander (TenonCostsView *self,
                      GtkWidget      *group,
                      const char     *id,
                      const char     *title,
                      const char     *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name ("tenon-rate-unknown-symbolic"));
  g_object_set_data (G_OBJECT (row), "name", (gpointer)id);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (self->opened, id));
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (missing_expanded_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_missing (TenonCostsView  *self,
             const TenonCost *cost)
{
  g_autoptr (GPtrArray) missing = tenon_cost_list_missing (cost);
  g_autofree char *title = g_strdup_printf (ngettext ("%u input is not known", "%u inputs are not known", missing->len), missing->len);
  GtkWidget       *row;

  if (missing->len == 0)
    return;
  row = add_missing_expander (self, add_group (self, "", NULL), "missing", title, _ ("While these are open the total is a lower bound."));
  for (guint i = 0; i < missing->len; i++)
    {
      TenonCostMissing *input = g_ptr_array_index (missing, i);
      g_autofree char  *text = g_strdup_printf (ngettext ("leaves %u term open", "leaves %u terms open", input->n_terms), input->n_terms);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_missing_row (input->input, text, input->subject));
    }
}

/* ---- capacity ---- */

static void
add_mode_row (GtkWidget  *group,
              const char *title,
              const char *subtitle,
              const char *amount,
              gboolean    is_chosen)
{
  GtkWidget *row = make_plain_row (title, subtitle);

  if (is_chosen)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_widget_set_tooltip_text (icon, _ ("Counted in the total"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_value (amount));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_reservation (GtkWidget              *group,
                 const TenonReservation *reservation,
                 guint                   n_open)
{
  g_autofree char *title = g_strdup_printf (ngettext ("Reserved for %u year", "Reserved for %u years", reservation->years), reservation->years);
  g_autofree char *amount = reservation->is_known ? format_amount (reservation->dollars, n_open) : g_strdup (_ ("not known"));

  add_mode_row (group, title, reservation->formula, amount, FALSE);
}

static void
add_modes (TenonCostsView  *self,
           const TenonCost *cost)
{
  TenonCostSettings *settings = tenon_project_get_model (self->project)->cost_settings;
  GtkWidget         *group = add_group (self, _ ("Capacity Modes"), _ ("Requests and capacity alone. On demand is paid by average rates, provisioned capacity by the peak, auto scaling by both."));
  g_autofree char   *on_demand = format_amount (cost->on_demand, cost->n_on_demand_open);
  g_autofree char   *provisioned = format_amount (cost->provisioned, cost->n_provisioned_open);
  g_autofree char   *scaled = format_amount (cost->scaled, cost->n_scaled_open);
  g_autofree char   *target = g_strdup_printf (_ ("The peak takes %.0f %% of the capacity"), 100 * tenon_cost_settings_get_utilisation (settings));

  add_mode_row (group, _ ("On demand"), NULL, on_demand, settings->capacity_mode == TENON_CAPACITY_ON_DEMAND);
  add_mode_row (group, _ ("Provisioned"), target, provisioned, settings->capacity_mode == TENON_CAPACITY_PROVISIONED);
  add_mode_row (group, _ ("Provisioned, auto scaling"), _ ("Capacity follows the load between average and peak"), scaled, settings->capacity_mode == TENON_CAPACITY_SCALED);
  for (guint i = 0; i < G_N_ELEMENTS (cost->reservations); i++)
    if (cost->reservations[i].years > 0)
      add_reservation (group, &cost->reservations[i], cost->n_provisioned_open);
}

static void
add_capacity (TenonCostsView  *self,
              const TenonCost *cost)
{
  const char *headings[] = { _ ("Table or index"), _ ("Read units"), _ ("Write units"), _ ("RCU to provision"), _ ("WCU to provision"), NULL };
  GtkWidget  *group, *expander, *box, *grid;

  if (cost->capacity == NULL || cost->capacity->len == 0)
    return;
  group = add_group (self, _ ("Load at Peak"), _ ("Capacity units a second over all key values, of the peak rates that are known."));
  expander = gtk_expander_new (_ ("Tables and indexes"));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  grid = tenon_sheet_add_grid (box, "snnnn", headings);
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity   *row = g_ptr_array_index (cost->capacity, i);
      g_autofree char *name = row->index != NULL ? g_strdup_printf ("    %s", row->index) : g_strdup (row->table);
      g_autofree char *reads = tenon_format_number (row->read_units);
      g_autofree char *writes = tenon_format_number (row->write_units);
      g_autofree char *read_capacity = tenon_format_count (row->read_capacity);
      g_autofree char *write_capacity = tenon_format_count (row->write_capacity);
      const char      *cells[] = { name, reads, writes, read_capacity, write_capacity, NULL };

      tenon_sheet_add_row (grid, cells);
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
}

/* ---- hot partitions ---- */

static double
get_share (TenonHeadroom *row)
{
  return MAX (row->read_units / PARTITION_READ_UNITS, row->write_units / PARTITION_WRITE_UNITS);
}

/* A share that is there is never shown as none. */
static char *
format_share (double share)
{
  if (share < 0)
    return g_strdup (_ ("not known"));
  if (share > 0 && share < 0.0005)
    return g_strdup (_ ("under 0.1 %"));
  return g_strdup_printf ("%.1f %%", 100 * share);
}

static int
compare_headroom (gconstpointer a,
                  gconstpointer b)
{
  double x = get_share (*(TenonHeadroom *const *)a), y = get_share (*(TenonHeadroom *const *)b);

  return (y > x) - (y < x);
}

static void
describe_sharding (GString       *text,
                   TenonHeadroom *row)
{
  g_autofree char *money = NULL;

  if (row->shards < 2)
    return;
  money = tenon_format_money (row->shard_dollars);
  g_string_append_printf (text, ngettext ("\nNeeds %u shard", "\nNeeds %u shards", row->shards), row->shards);
  if (row->shard_dollars >= 0)
    g_string_append_printf (text, _ (": %s more a month"), money);
  if (row->shard_formula != NULL)
    g_string_append_printf (text, " (%s)", row->shard_formula);
}

static GtkWidget *
make_headroom_row (TenonHeadroom *row)
{
  double share = get_share (row);
  g_autoptr (GString) subtitle = g_string_new (row->key);
  g_autofree char *title = row->index != NULL ? g_strdup_printf ("%s · %s", row->table, row->index) : g_strdup (row->table);
  g_autofree char *amount = format_share (share);
  g_autofree char *subject = g_strconcat ("table:", row->table, NULL);
  GtkWidget       *line;

  if (row->value != NULL)
    g_string_append_printf (subtitle, " · %s", row->value);
  if (row->pattern_id != NULL)
    g_string_append_printf (subtitle, " · %s", row->pattern_id);
  if (row->basis != NULL)
    g_string_append_printf (subtitle, "\n%s", row->basis);
  describe_sharding (subtitle, row);
  line = make_plain_row (title, subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), tenon_share_bar_new (MAX (share, 0), TRUE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), make_value (amount));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), TRUE);
  g_object_set_data_full (G_OBJECT (line), "subject", g_steal_pointer (&subject), g_free);
  g_signal_connect (line, "activated", G_CALLBACK (go_to_cb), NULL);
  return line;
}

static void
add_headroom (TenonCostsView *self)
{
  GPtrArray *headroom = tenon_project_get_headroom (self->project);
  g_autoptr (GPtrArray) sorted = NULL;
  GtkWidget *group;

  if (headroom == NULL || headroom->len == 0)
    return;
  sorted = g_ptr_array_copy (headroom, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_headroom);
  group = add_group (self, _ ("Partition Headroom"),
                     _ ("Load of the busiest key value at peak, as a share of what one partition bears: 3,000 read or 1,000 write units a second."));
  for (guint i = 0; i < sorted->len; i++)
    {
      if (add_show_all (self, group, "headroom", i, sorted->len))
        break;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_headroom_row (g_ptr_array_index (sorted, i)));
    }
}

/* ---- growth ---- */

static void
add_unknown_growth (TenonCostsView  *self,
                    GtkWidget       *group,
                    TenonCostGrowth *growth)
{
  GtkWidget       *row;
  guint            n = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < growth->rates->len; i++)
    n += ((TenonGrowthRate *)g_ptr_array_index (growth->rates, i))->evidence == NULL;
  if (n == 0)
    return;
  title = g_strdup_printf (ngettext ("The growth of %u table is not known", "The growth of %u tables is not known", n), n);
  row = add_missing_expander (self, group, "growth", title, _ ("Counted as none."));
  for (guint i = 0; i < growth->rates->len; i++)
    {
      TenonGrowthRate *rate = g_ptr_array_index (growth->rates, i);
      g_autofree char *subject = g_strconcat ("fact:source:", rate->table, "/row-growth", NULL);

      if (rate->evidence == NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_missing_row (rate->table, NULL, subject));
    }
}

static void
add_growth (TenonCostsView *self)
{
  g_autoptr (TenonCostGrowth) growth = tenon_project_project_growth (self->project, tenon_project_get_model (self->project)->design);
  double             percent = tenon_project_get_model (self->project)->cost_settings->request_growth;
  g_autofree double *values = NULL;
  g_autofree char   *title = NULL, *total = NULL, *summary = NULL;
  GtkWidget         *group;

  if (growth == NULL || growth->months->len == 0)
    return;
  title = g_strdup_printf (ngettext ("Growth over %u Month", "Growth over %u Months", growth->months->len), growth->months->len);
  total = format_amount (growth->dollars, growth->n_open);
  if (percent > 0)
    summary = g_strdup_printf (_ ("Together %s. Requests grow by %g %% a month; storage grows by the rows a month that are known."), total, percent);
  else
    summary = g_strdup_printf (_ ("Together %s. Rates stay as they are; storage grows by the rows a month that are known."), total);
  group = add_group (self, title, summary);
  values = g_new (double, growth->months->len);
  for (guint i = 0; i < growth->months->len; i++)
    values[i] = ((TenonCostMonth *)g_ptr_array_index (growth->months, i))->dollars;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), tenon_series_chart_new (values, growth->months->len));
  add_unknown_growth (self, group, growth);
}

/* What matters most stands before the first semicolon; the rest opens. */
static void
show_convention (TenonCostsView *self,
                 const char     *convention)
{
  const char      *rest = strchr (convention, ';');
  g_autofree char *first = rest != NULL ? g_strndup (convention, rest - convention) : g_strdup (convention);
  g_autofree char *others = rest != NULL ? g_strstrip (g_strdup (rest + 1)) : NULL;
  g_autofree char *begun = others != NULL ? g_strdup_printf ("%c%s", g_ascii_toupper (others[0]), others + 1) : NULL;

  gtk_label_set_label (self->convention_label, first);
  gtk_label_set_label (self->rest_label, begun != NULL ? begun : "");
  gtk_widget_set_visible (self->rest_expander, begun != NULL);
}

/**
 * tenon_costs_view_reload:
 *
 * Shows what the project says now; rows that were open stay open.
 */
void
tenon_costs_view_reload (TenonCostsView *self)
{
  const TenonCost *cost = tenon_project_get_cost (self->project);
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (cost == NULL)
    {
      gtk_label_set_label (self->total_label, _ ("Nothing to reckon yet"));
      show_convention (self, "");
      return;
    }
  {
    g_autofree char *money = tenon_format_money (cost->dollars);
    g_autofree char *total = g_strdup_printf (cost->n_open > 0 ? _ ("At least %s a month") : _ ("%s a month"), money);

    gtk_label_set_label (self->total_label, total);
  }
  show_convention (self, cost->convention != NULL ? cost->convention : "");
  add_missing (self, cost);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    add_chart (self, cost, &charts[i]);
  add_modes (self, cost);
  add_capacity (self, cost);
  add_headroom (self);
  add_growth (self);
}

static void
settings_cb (TenonCostsView *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (tenon_cost_settings_dialog_new (parent, self->project)));
}

static void
tenon_costs_view_class_init (TenonCostsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_costs_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-costs-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonCostsView, total_label);
  gtk_widget_class_bind_template_child (widget_class, TenonCostsView, convention_label);
  gtk_widget_class_bind_template_child (widget_class, TenonCostsView, rest_expander);
  gtk_widget_class_bind_template_child (widget_class, TenonCostsView, rest_label);
  gtk_widget_class_bind_template_child (widget_class, TenonCostsView, box);
  gtk_widget_class_bind_template_callback (widget_class, settings_cb);
}

static void
tenon_costs_view_init (TenonCostsView *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_costs_view_new (TenonProject *project)
{
  TenonCostsView *self = g_object_new (TENON_TYPE_COSTS_VIEW, NULL);

  self->project = g_object_ref (project);
  return GTK_WIDGET (self);
}
