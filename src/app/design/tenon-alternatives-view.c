/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complete designs side by side in counted facts, with a bar for the monthly cost. */

#include "app/design/tenon-alternatives-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/design/tenon-alternatives-charts.h"
#include "app/design/tenon-choice-dialog.h"
#include "app/design/tenon-share-bar.h"
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
  g_autoptr (GString) text = g_string_new (NULL);

  if (alternative->hottest_share < 0)
    return g_strdup (_ ("not known"));
  g_string_printf (text, "%.1f %%", 100 * alternative->hottest_share);
  if (alternative->hottest != NULL)
    g_string_append_printf (text, "\n%s", alternative->hottest);
  if (alternative->hottest_pattern != NULL)
    g_string_append_printf (text, _ ("\nby %s"), alternative->hottest_pattern);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_storage (TenonAlternative *alternative)
{
  g_autofree char *bytes = tenon_format_bytes ((gint64)(alternative->storage * 1073741824.0));

  if (alternative->storage <= 0 && alternative->n_storage_open > 0)
    return g_strdup (_ ("not known"));
  if (alternative->n_storage_open == 0)
    return g_strdup (bytes);
  return g_strdup_printf (ngettext ("at least %s\n%u table or index not counted", "at least %s\n%u tables and indexes not counted", alternative->n_storage_open), bytes, alternative->n_storage_open);
}

static char *
describe_requests (TenonAlternative *alternative)
{
  return g_strdup_printf ("%.2f", alternative->mean_requests);
}

DESCRIBE_COUNT (effort, n_effort)
DESCRIBE_COUNT (risk, n_risk)

static const Fact facts[] = {
  { N_ ("Cost a month"), describe_cost },
  { N_ ("Tables, lookup tables included"), describe_tables },
  { N_ ("Lookup tables"), describe_lookups },
  { N_ ("Global secondary indexes"), describe_indexes },
  { N_ ("Requests for a call"), describe_requests },
  { N_ ("Write amplification"), describe_amplification },
  { N_ ("Storage"), describe_storage },
  { N_ ("Busiest key value, share of its partition"), describe_hottest },
  { N_ ("Patterns that write by a transaction"), describe_transactions },
  { N_ ("Attributes to keep in step"), describe_denormalized },
  { N_ ("Patterns not served"), describe_unserved },
  { N_ ("Services beside DynamoDB"), describe_services },
  { N_ ("Errors"), describe_errors },
  { N_ ("Warnings"), describe_warnings },
  { N_ ("Effort: things to build and to keep"), describe_effort },
  { N_ ("Risk: things that may go wrong or are not known"), describe_risk },
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
  GtkWidget *bar = tenon_share_bar_new (highest > 0 ? alternative->dollars / highest : 0, FALSE);

  tenon_share_bar_set_width (TENON_SHARE_BAR (bar), 96);
  gtk_widget_set_halign (bar, GTK_ALIGN_END);
  return bar;
}

static void
choose_cb (GtkButton    *button,
           TenonProject *project)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));

  gtk_window_present (GTK_WINDOW (tenon_choice_dialog_new (parent, project, g_object_get_data (G_OBJECT (button), "design"), g_object_get_data (G_OBJECT (button), "title"))));
}

/* Whether a person chose this kind of design, and said why. */
static gboolean
is_chosen (TenonProject     *project,
           TenonAlternative *alternative)
{
  TenonDesign *design = tenon_project_get_model (project)->design;

  return design->choice_reason != NULL && (int)alternative->strategy == design->strategy && alternative->design != design;
}

/* The title, whether it is what the project has, and whether somebody chose it. */
static GtkWidget *
make_heading (TenonProject     *project,
              TenonAlternative *alternative)
{
  gboolean    is_proposal = alternative->design != tenon_project_get_model (project)->design, chosen = is_chosen (project, alternative);
  const char *words = chosen && alternative->is_present ? _ ("chosen and present") : chosen                               ? _ ("chosen, changed since")
                                                                                 : alternative->is_present && is_proposal ? _ ("the present one")
                                                                                                                          : "";
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget  *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget  *title = make_label (alternative->title, 1, "heading");
  GtkWidget  *note = make_label (words, 1, "caption");

  gtk_widget_set_halign (line, GTK_ALIGN_END);
  if (chosen)
    gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (GTK_BOX (line), title);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), note);
  return box;
}

static GtkWidget *
make_choose_button (TenonProject     *project,
                    TenonAlternative *alternative)
{
  GtkWidget       *button = gtk_button_new_with_mnemonic (_ ("_Choose…"));
  g_autofree char *label = g_strdup_printf (_ ("Choose %s"), alternative->title);

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_sensitive (button, alternative->design != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (alternative->design != NULL)
    g_object_set_data_full (G_OBJECT (button), "design", g_object_ref (alternative->design), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (alternative->title), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), project, 0);
  return button;
}

/* Which one, by whom, when and why. */
static void
add_choice (GtkWidget    *box,
            TenonProject *project,
            GPtrArray    *alternatives)
{
  TenonDesign     *design = tenon_project_get_model (project)->design;
  const char      *title = NULL;
  g_autofree char *text = NULL, *day = design->choice_at != NULL ? g_strndup (design->choice_at, strcspn (design->choice_at, "T")) : g_strdup ("?");
  GtkWidget       *label;

  for (guint i = 0; i < alternatives->len; i++)
    if (is_chosen (project, g_ptr_array_index (alternatives, i)))
      title = ((TenonAlternative *)g_ptr_array_index (alternatives, i))->title;
  if (title == NULL)
    return;
  text = g_strdup_printf (_ ("%s was chosen by %s on %s: %s"), title, design->choice_by != NULL ? design->choice_by : "?", day, design->choice_reason);
  label = make_label (text, 0, NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 72);
  gtk_box_append (GTK_BOX (box), label);
}

/* What effort and risk are counted from: the facts of each topic, in the order all alternatives state them. */
static void
add_counted (GtkWidget *box,
             GPtrArray *alternatives)
{
  TenonAlternative *first = g_ptr_array_index (alternatives, 0);
  GtkWidget        *expander = gtk_expander_new (_ ("What effort and risk count"));
  GtkWidget        *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 36);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_top (grid, 12);
  for (guint i = 0; i < first->facts->len; i++)
    {
      TenonAlternativeFact *fact = g_ptr_array_index (first->facts, i);
      g_autofree char      *title = g_strdup_printf ("%s: %s", fact->topic, fact->title);

      gtk_grid_attach (GTK_GRID (grid), make_label (title, 0, "dim-label"), 0, i, 1, 1);
      for (guint j = 0; j < alternatives->len; j++)
        {
          TenonAlternative     *alternative = g_ptr_array_index (alternatives, j);
          TenonAlternativeFact *its = i < alternative->facts->len ? g_ptr_array_index (alternative->facts, i) : NULL;
          g_autofree char      *count = tenon_format_count (its != NULL ? its->count : 0);
          GtkWidget            *label = make_label (count, 1, "numeric");

          gtk_widget_set_tooltip_text (label, its != NULL ? its->names : NULL);
          gtk_grid_attach (GTK_GRID (grid), label, j + 1, i, 1, 1);
        }
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), grid);
  gtk_box_append (GTK_BOX (box), expander);
}

static TenonPatternRequests *
find_requests (TenonAlternative *alternative,
               const char       *pattern_id)
{
  for (guint i = 0; i < alternative->patterns->len; i++)
    {
      TenonPatternRequests *requests = g_ptr_array_index (alternative->patterns, i);

      if (g_strcmp0 (requests->pattern_id, pattern_id) == 0)
        return requests;
    }
  return NULL;
}

/* At most two digits behind the point. */
static char *
format_units (double value)
{
  return tenon_format_number (round (value * 100) / 100);
}

static char *
describe_units (TenonPatternRequests *requests)
{
  g_autofree char *units = NULL, *reads = NULL, *writes = NULL, *calls = NULL;

  if (requests == NULL || requests->requests <= 0)
    return g_strdup (_ ("not served"));
  reads = format_units (requests->reads);
  writes = format_units (requests->writes);
  calls = format_units (requests->requests);
  units = requests->writes > 0 && requests->reads > 0 ? g_strdup_printf (_ ("%s read, %s write"), reads, writes) : requests->writes > 0 ? g_strdup_printf (_ ("%s write"), writes)
                                                                                                                                        : g_strdup_printf (_ ("%s read"), reads);
  return g_strdup_printf ("%s%s × · %s", requests->is_least ? "≥ " : "", calls, units);
}

/* Requests and capacity units of a call, pattern by pattern. */
static void
fill_patterns (GtkExpander *expander,
               GParamSpec  *pspec,
               GPtrArray   *alternatives)
{
  TenonAlternative *first = g_ptr_array_index (alternatives, 0);
  GtkWidget        *grid;

  if (!gtk_expander_get_expanded (expander) || gtk_expander_get_child (expander) != NULL)
    return;
  grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 36);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_top (grid, 12);
  for (guint i = 0; i < first->patterns->len; i++)
    {
      TenonPatternRequests *its = g_ptr_array_index (first->patterns, i);

      gtk_grid_attach (GTK_GRID (grid), make_label (its->pattern_id, 0, "dim-label"), 0, i, 1, 1);
      for (guint j = 0; j < alternatives->len; j++)
        {
          g_autofree char *text = describe_units (find_requests (g_ptr_array_index (alternatives, j), its->pattern_id));

          gtk_grid_attach (GTK_GRID (grid), make_label (text, 1, "numeric"), j + 1, i, 1, 1);
        }
    }
  gtk_expander_set_child (expander, grid);
}

static GtkWidget *
make_summary (TenonAlternative *alternative)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = make_label (alternative->summary, 0, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (text), 72);
  gtk_box_append (GTK_BOX (box), make_label (alternative->title, 0, "heading"));
  if (alternative->same_as != NULL)
    {
      g_autofree char *same = g_strdup_printf (_ ("The same tables, keys and indexes as %s."), alternative->same_as);

      gtk_label_set_label (GTK_LABEL (text), same);
    }
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

/**
 * tenon_alternatives_view_new:
 * @alternatives: (element-type TenonAlternative): at least one; kept, not changed
 */
GtkWidget *
tenon_alternatives_view_new (TenonProject *project,
                             GPtrArray    *alternatives)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *box, *expander;
  double     highest = find_highest (alternatives);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GtkWidget *heading = make_label (_ (facts[i].heading), 0, "dim-label");

      gtk_label_set_width_chars (GTK_LABEL (heading), 20);
      gtk_widget_set_hexpand (heading, TRUE);
      gtk_grid_attach (GTK_GRID (grid), heading, 0, i + 2, 1, 1);
    }
  for (guint i = 0; i < alternatives->len; i++)
    {
      TenonAlternative *alternative = g_ptr_array_index (alternatives, i);

      gtk_grid_attach (GTK_GRID (grid), make_heading (project, alternative), i + 1, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_bar (alternative, highest), i + 1, 1, 1, 1);
      for (guint j = 0; j < G_N_ELEMENTS (facts); j++)
        {
          g_autofree char *text = facts[j].describe (alternative);

          gtk_grid_attach (GTK_GRID (grid), make_label (text, 1, "numeric"), i + 1, j + 2, 1, 1);
        }
      if (alternative->design != tenon_project_get_model (project)->design)
        gtk_grid_attach (GTK_GRID (grid), make_choose_button (project, alternative), i + 1, G_N_ELEMENTS (facts) + 2, 1, 1);
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  add_choice (box, project, alternatives);
  gtk_box_append (GTK_BOX (box), grid);
  tenon_alternatives_charts_add (box, project, alternatives);
  add_counted (box, alternatives);
  expander = gtk_expander_new (_ ("Requests and read and write units of a call, by pattern"));
  g_signal_connect_data (expander, "notify::expanded", G_CALLBACK (fill_patterns), g_ptr_array_ref (alternatives), (GClosureNotify)g_ptr_array_unref, 0);
  gtk_box_append (GTK_BOX (box), expander);
  for (guint i = 0; i < alternatives->len; i++)
    gtk_box_append (GTK_BOX (box), make_summary (g_ptr_array_index (alternatives, i)));
  return box;
}
