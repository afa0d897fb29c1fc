/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Columns over the months from nothing to a round amount, with the amounts as words for those who do not see them. */

#include "app/design/tenon-series-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/tenon-text.h"

#define CHART_HEIGHT 160
#define MARGIN_TOP 10
#define MARGIN_BOTTOM 22
#define GAP 2

struct _TenonSeriesChart
{
  GtkWidget parent_instance;

  double *values; /* (owned) */
  guint   n_values;
  double  top; /* the round amount at the upper line */
};

G_DEFINE_FINAL_TYPE (TenonSeriesChart, tenon_series_chart, GTK_TYPE_WIDGET)

static void
tenon_series_chart_finalize (GObject *object)
{
  g_free (TENON_SERIES_CHART (object)->values);
  G_OBJECT_CLASS (tenon_series_chart_parent_class)->finalize (object);
}

static void
tenon_series_chart_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : CHART_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : CHART_HEIGHT;
}

/* 1, 2 or 5 times a power of ten, at least @value. */
static double
round_up (double value)
{
  double unit = pow (10, floor (log10 (value)));

  if (value <= unit)
    return unit;
  if (value <= 2 * unit)
    return 2 * unit;
  return value <= 5 * unit ? 5 * unit : 10 * unit;
}

static void
append_text (TenonSeriesChart *self,
             GtkSnapshot      *snapshot,
             const char       *text,
             double            x,
             double            y,
             double            xalign,
             const GdkRGBA    *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MAX (0, x - xalign * width), y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
tenon_series_chart_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  TenonSeriesChart *self = TENON_SERIES_CHART (widget);
  GtkStyleContext  *context = gtk_widget_get_style_context (widget);
  double            width = gtk_widget_get_width (widget);
  double            ground = gtk_widget_get_height (widget) - MARGIN_BOTTOM;
  double            step = width / MAX (self->n_values, 1);
  g_autofree char  *most = tenon_format_money (self->top);
  GdkRGBA           text, line, fill;

  gtk_style_context_get_color (context, &text);
  text.alpha *= 0.7;
  line = text;
  line.alpha *= 0.3;
  if (!gtk_style_context_lookup_color (context, "accent_bg_color", &fill))
    fill = text;
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, MARGIN_TOP, width, 1));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, ground, width, 1));
  for (guint i = 0; i < self->n_values; i++)
    {
      double height = (ground - MARGIN_TOP) * self->values[i] / self->top;

      gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (i * step + GAP / 2.0, ground - height, MAX (step - GAP, 1), height));
    }
  append_text (self, snapshot, most, 0, MARGIN_TOP + 2, 0, &text);
  for (guint i = 0; i < self->n_values; i++)
    if (i == 0 || (i + 1) % 12 == 0)
      {
        g_autofree char *month = g_strdup_printf ("%u", i + 1);

        append_text (self, snapshot, month, (i + 0.5) * step, ground + 3, i + 1 == self->n_values ? 1 : 0.5, &text);
      }
}

static gboolean
query_tooltip_cb (TenonSeriesChart *self,
                  int               x,
                  int               y,
                  gboolean          is_keyboard,
                  GtkTooltip       *tooltip)
{
  double           width = gtk_widget_get_width (GTK_WIDGET (self));
  guint            month = x < 0 || width <= 0 ? 0 : MIN ((guint)(x / width * self->n_values), self->n_values - 1);
  g_autofree char *money = NULL, *text = NULL;

  if (is_keyboard || self->n_values == 0)
    return FALSE;
  money = tenon_format_money (self->values[month]);
  text = g_strdup_printf (_ ("Month %u: %s"), month + 1, money);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
tenon_series_chart_class_init (TenonSeriesChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tenon_series_chart_finalize;
  widget_class->measure = tenon_series_chart_measure;
  widget_class->snapshot = tenon_series_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tenon_series_chart_init (TenonSeriesChart *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * tenon_series_chart_new:
 * @values: dollars, a month each; copied
 */
GtkWidget *
tenon_series_chart_new (const double *values,
                        guint         n_values)
{
  TenonSeriesChart *self = g_object_new (TENON_TYPE_SERIES_CHART, NULL);
  double            highest = 0;

  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->n_values = n_values;
  for (guint i = 0; i < n_values; i++)
    highest = MAX (highest, values[i]);
  self->top = highest > 0 ? round_up (highest) : 1;
  if (n_values > 0)
    {
      g_autofree char *first = tenon_format_money (values[0]);
      g_autofree char *last = tenon_format_money (values[n_values - 1]);
      g_autofree char *label = g_strdup_printf (_ ("Cost a month: %s in month 1, %s in month %u"), first, last, n_values);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  return GTK_WIDGET (self);
}
