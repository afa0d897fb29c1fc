/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings as rows: severity in sign and word, what is wrong, what to do; worst first. */

#include "app/contract/tenon-findings-list.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-modest-bin.h"
#include "app/tenon-remedy.h"

#define TENON_TYPE_FINDING_ROW (tenon_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (TenonFindingRow, tenon_finding_row, TENON, FINDING_ROW, GtkBox)

struct _TenonFindingRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *message;
  GtkLabel *remedy;

  TenonSeverity severity;
};

G_DEFINE_FINAL_TYPE (TenonFindingRow, tenon_finding_row, GTK_TYPE_BOX)

/* More than fit into the pane of a large screen, and how long the rest waits for the first picture, in ms. */
#define FIRST_ROWS 12
#define WIDEN_DELAY 300

static const struct
{
  const char *icon;
  const char *label;
  const char *css_class;
} SEVERITIES[] = {
  [TENON_SEVERITY_NOTE] = { "dialog-information-symbolic", N_ ("Note"), "note-sign" },
  [TENON_SEVERITY_WARNING] = { "dialog-warning-symbolic", N_ ("Warning"), "warning" },
  [TENON_SEVERITY_ERROR] = { "dialog-error-symbolic", N_ ("Error"), "error" },
};

/* On demand: setting a tooltip asks the display where the pointer is, for each row. */
static gboolean
query_tooltip_cb (GtkWidget       *icon,
                  int              x,
                  int              y,
                  gboolean         by_keyboard,
                  GtkTooltip      *tooltip,
                  TenonFindingRow *self)
{
  gtk_tooltip_set_text (tooltip, _ (SEVERITIES[self->severity].label));
  return TRUE;
}

static void
tenon_finding_row_class_init (TenonFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TENON_TYPE_MODEST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/contract/tenon-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TenonFindingRow, message);
  gtk_widget_class_bind_template_child (widget_class, TenonFindingRow, remedy);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
tenon_finding_row_init (TenonFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_finding (TenonFindingRow *self,
              TenonDiagnostic *diagnostic)
{
  g_autofree char *remedy = tenon_remedy_dup (diagnostic);

  for (guint i = 0; i < G_N_ELEMENTS (SEVERITIES); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), SEVERITIES[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), SEVERITIES[diagnostic->severity].css_class);
  gtk_image_set_from_icon_name (self->icon, SEVERITIES[diagnostic->severity].icon);
  self->severity = diagnostic->severity;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (SEVERITIES[diagnostic->severity].label), -1);
  gtk_label_set_text (self->message, diagnostic->message);
  gtk_label_set_text (self->remedy, remedy != NULL ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), remedy != NULL);
}

struct _TenonFindingsList
{
  GtkWidget parent_instance;

  GtkScrolledWindow  *scrolled; /* (unowned) */
  GtkListView        *view;     /* (unowned) */
  GtkFilterListModel *shown;    /* (owned) */
  GtkCustomFilter    *filter;   /* (unowned) */
  TenonSeverity       least;

  GtkSliceListModel *head;        /* (owned by the view) what there are rows for */
  guint              head_source; /* widens it to all of them */
};

enum
{
  LEAST_WIDTH = 240,
  LEAST_HEIGHT = 72,
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonFindingsList, tenon_findings_list, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, g_object_new (TENON_TYPE_FINDING_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  GtkWidget       *child = gtk_list_item_get_child (item);
  TenonDiagnostic *diagnostic = gtk_list_item_get_item (item);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (SEVERITIES[diagnostic->severity].label), diagnostic->message);

  show_finding (TENON_FINDING_ROW (child), diagnostic);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (child)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
activate_cb (GtkListView       *view,
             guint              position,
             TenonFindingsList *self)
{
  g_autoptr (TenonDiagnostic) diagnostic = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);

  if (diagnostic != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, diagnostic);
}

/* The view keeps the row it shows in its place; whoever stands at the top wants to see what comes in above it. */
static void
items_changed_cb (TenonFindingsList *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);

  if (self->view != NULL && gtk_adjustment_get_value (adjustment) < 1 && tenon_findings_list_get_n_shown (self) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  return TENON_DIAGNOSTIC (item)->severity >= TENON_FINDINGS_LIST (user_data)->least;
}

/* Worst first; the order of the rules within a severity. */
static int
compare_severity (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  return (int)TENON_DIAGNOSTIC ((gpointer)b)->severity - (int)TENON_DIAGNOSTIC ((gpointer)a)->severity;
}

/* A list of any length in a place of any size: what its rows would like to have does not matter, and asking each of
 * them takes longer than all the rest of the pane. */
static void
tenon_findings_list_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
}

static void
tenon_findings_list_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  gtk_widget_allocate (GTK_WIDGET (TENON_FINDINGS_LIST (widget)->scrolled), width, height, baseline, NULL);
}

/* To Tab the list is one place, however long it is: arrows go from row to row. */
static gboolean
tenon_findings_list_focus (GtkWidget       *widget,
                           GtkDirectionType direction)
{
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (by_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (TENON_FINDINGS_LIST (widget)->scrolled), direction);
}

/* A list view makes and measures a row for each of its first 200 items at once: those that can be seen come with the
 * window, the others a moment later. */
static gboolean
widen_cb (gpointer user_data)
{
  TenonFindingsList *self = TENON_FINDINGS_LIST (user_data);

  self->head_source = 0;
  gtk_slice_list_model_set_size (self->head, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
tenon_findings_list_map (GtkWidget *widget)
{
  TenonFindingsList *self = TENON_FINDINGS_LIST (widget);

  GTK_WIDGET_CLASS (tenon_findings_list_parent_class)->map (widget);
  if (self->head_source == 0 && gtk_slice_list_model_get_size (self->head) == FIRST_ROWS)
    self->head_source = g_timeout_add (WIDEN_DELAY, widen_cb, self);
}

static void
tenon_findings_list_dispose (GObject *object)
{
  TenonFindingsList *self = TENON_FINDINGS_LIST (object);
  GtkWidget         *child;

  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_handle_id (&self->head_source, g_source_remove);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (tenon_findings_list_parent_class)->dispose (object);
}

static void
tenon_findings_list_class_init (TenonFindingsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_findings_list_dispose;
  GTK_WIDGET_CLASS (klass)->measure = tenon_findings_list_measure;
  GTK_WIDGET_CLASS (klass)->focus = tenon_findings_list_focus;
  GTK_WIDGET_CLASS (klass)->size_allocate = tenon_findings_list_size_allocate;

  /**
   * TenonFindingsList::activated:
   * @diagnostic: the finding a person wants to see the place of
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", TENON_TYPE_FINDINGS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, TENON_TYPE_DIAGNOSTIC);
  GTK_WIDGET_CLASS (klass)->map = tenon_findings_list_map;
}

static void
tenon_findings_list_init (TenonFindingsList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSorter          *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_severity, NULL, NULL));
  GtkSortListModel   *sorted = gtk_sort_list_model_new (NULL, sorter);
  GtkSelectionModel  *selection;
  GtkWidget          *scrolled = gtk_scrolled_window_new ();

  self->scrolled = GTK_SCROLLED_WINDOW (scrolled);
  self->least = TENON_SEVERITY_NOTE;
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (sorted), GTK_FILTER (self->filter));
  self->head = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->shown)), 0, FIRST_ROWS);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->head)));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (selection, factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Findings"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "findings");
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  g_signal_connect_swapped (self->shown, "items-changed", G_CALLBACK (items_changed_cb), self);
}

GtkWidget *
tenon_findings_list_new (void)
{
  return g_object_new (TENON_TYPE_FINDINGS_LIST, NULL);
}

/**
 * tenon_findings_list_set_model:
 * @findings: (nullable): a list of #TenonDiagnostic, followed live
 */
void
tenon_findings_list_set_model (TenonFindingsList *self,
                               GListModel        *findings)
{
  gtk_sort_list_model_set_model (GTK_SORT_LIST_MODEL (gtk_filter_list_model_get_model (self->shown)), findings);
}

/**
 * tenon_findings_list_set_least:
 * @least: what is milder is not shown
 */
void
tenon_findings_list_set_least (TenonFindingsList *self,
                               TenonSeverity      least)
{
  if (self->least == least)
    return;
  self->least = least;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

guint
tenon_findings_list_get_n_shown (TenonFindingsList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

/**
 * tenon_findings_list_count:
 *
 * Returns: how many findings there are of exactly @severity, shown or not
 */
guint
tenon_findings_list_count (TenonFindingsList *self,
                           TenonSeverity      severity)
{
  GListModel *findings = gtk_filter_list_model_get_model (self->shown);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) diagnostic = g_list_model_get_item (findings, i);

      n += diagnostic->severity == severity;
    }
  return n;
}

/**
 * tenon_severity_get_icon:
 *
 * Returns: the icon that stands for @severity everywhere
 */
const char *
tenon_severity_get_icon (TenonSeverity severity)
{
  return SEVERITIES[severity].icon;
}

/**
 * tenon_severity_get_label:
 *
 * Returns: the translated word for @severity
 */
const char *
tenon_severity_get_label (TenonSeverity severity)
{
  return _ (SEVERITIES[severity].label);
}
