/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A horizontal bar filled to a share; one that stands for a limit warns when it comes near. */

#include "app/design/tenon-share-bar.h"

#define BAR_WIDTH 144
#define BAR_HEIGHT 8

/* From here on a limit is near. */
#define NEAR 0.8

struct _TenonShareBar
{
  GtkWidget parent_instance;

  int      width;
  double   share;
  gboolean is_limit;
};

G_DEFINE_FINAL_TYPE (TenonShareBar, tenon_share_bar, GTK_TYPE_WIDGET)

static void
tenon_share_bar_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  gboolean is_wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_wide ? TENON_SHARE_BAR (widget)->width : BAR_HEIGHT;
  *natural = *minimum;
}

static void
append_part (GtkSnapshot   *snapshot,
             double         width,
             double         height,
             const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
tenon_share_bar_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  TenonShareBar   *self = TENON_SHARE_BAR (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  double           width = gtk_widget_get_width (widget);
  double           top = (gtk_widget_get_height (widget) - BAR_HEIGHT) / 2.0;
  double           filled = CLAMP (self->share, 0, 1) * width;
  const char      *name = !self->is_limit || self->share < NEAR ? "accent_bg_color" : self->share < 1 ? "warning_color"
                                                                                                      : "error_color";
  GdkRGBA          color, trough;

  gtk_style_context_get_color (context, &trough);
  trough.alpha *= 0.12;
  if (!gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width : 0, top));
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    gtk_snapshot_scale (snapshot, -1, 1);
  append_part (snapshot, width, BAR_HEIGHT, &trough);
  if (self->share > 0)
    append_part (snapshot, MAX (filled, 2), BAR_HEIGHT, &color);
  gtk_snapshot_restore (snapshot);
}

static void
tenon_share_bar_class_init (TenonShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = tenon_share_bar_measure;
  widget_class->snapshot = tenon_share_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tenon_share_bar_init (TenonShareBar *self)
{
  self->width = BAR_WIDTH;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * tenon_share_bar_new:
 * @share: 0 to 1; what is beyond fills the bar
 * @is_limit: the end of the bar is a limit: near it and beyond the colour warns
 */
GtkWidget *
tenon_share_bar_new (double   share,
                     gboolean is_limit)
{
  TenonShareBar *self = g_object_new (TENON_TYPE_SHARE_BAR, NULL);

  self->share = share;
  self->is_limit = is_limit;
  return GTK_WIDGET (self);
}

/**
 * tenon_share_bar_set_width:
 * @width: for columns that stand close; bars that are compared have the same
 */
void
tenon_share_bar_set_width (TenonShareBar *self,
                           int            width)
{
  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
