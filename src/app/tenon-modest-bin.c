/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A container that asks for no more width than its child needs at least, so that what stands beside it gets the width
 * it wishes and the child the rest. */

#include "app/tenon-modest-bin.h"

struct _TenonModestBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (unowned) (nullable) */
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TenonModestBin, tenon_modest_bin, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
tenon_modest_bin_get_request_mode (GtkWidget *widget)
{
  TenonModestBin *self = TENON_MODEST_BIN (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The width never depends on the height: a wrapping label would try width after width to find it. */
static void
tenon_modest_bin_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  TenonModestBin *self = TENON_MODEST_BIN (widget);

  *minimum = *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                        minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
tenon_modest_bin_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  TenonModestBin *self = TENON_MODEST_BIN (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
tenon_modest_bin_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_CHILD)
    g_value_set_object (value, TENON_MODEST_BIN (object)->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tenon_modest_bin_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (prop_id == PROP_CHILD)
    tenon_modest_bin_set_child (TENON_MODEST_BIN (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tenon_modest_bin_dispose (GObject *object)
{
  tenon_modest_bin_set_child (TENON_MODEST_BIN (object), NULL);
  G_OBJECT_CLASS (tenon_modest_bin_parent_class)->dispose (object);
}

static void
tenon_modest_bin_class_init (TenonModestBinClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tenon_modest_bin_dispose;
  object_class->get_property = tenon_modest_bin_get_property;
  object_class->set_property = tenon_modest_bin_set_property;
  widget_class->get_request_mode = tenon_modest_bin_get_request_mode;
  widget_class->measure = tenon_modest_bin_measure;
  widget_class->size_allocate = tenon_modest_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tenon_modest_bin_init (TenonModestBin *self)
{
}

/**
 * tenon_modest_bin_set_child:
 * @child: (nullable):
 */
void
tenon_modest_bin_set_child (TenonModestBin *self,
                            GtkWidget      *child)
{
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}
