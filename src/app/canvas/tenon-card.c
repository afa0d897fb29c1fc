/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One card of the canvas as a widget: shows a cached picture, takes the focus, speaks to a screen reader. */

#include "tenon-card.h"

#include <math.h>

/**
 * TenonCard:
 *
 * As large as its shape, in world pixels: the canvas scales it. The picture of each level is drawn once, when it is
 * first shown. Selection and focus are frames around it, so that neither draws the picture anew.
 */
struct _TenonCard
{
  GtkWidget parent_instance;

  TenonCardData      *data;
  TenonCardShape     *shape;
  TenonTypeface      *typeface;
  const TenonPalette *palette; /* the canvas's */
  TenonDetail         detail;

  GskRenderNode *pictures[TENON_N_LEVELS];
  double         scale;
  TenonLevel     level;
  gboolean       selected;
  gboolean       dimmed;
};

G_DEFINE_FINAL_TYPE (TenonCard, tenon_card, GTK_TYPE_WIDGET)

static void
forget_pictures (TenonCard *self)
{
  for (guint i = 0; i < TENON_N_LEVELS; i++)
    g_clear_pointer (&self->pictures[i], gsk_render_node_unref);
}

static void
tenon_card_finalize (GObject *object)
{
  TenonCard *self = TENON_CARD (object);

  forget_pictures (self);
  g_clear_pointer (&self->data, tenon_card_data_unref);
  g_clear_pointer (&self->shape, tenon_card_shape_free);
  g_clear_pointer (&self->typeface, tenon_typeface_unref);
  G_OBJECT_CLASS (tenon_card_parent_class)->finalize (object);
}

static void
tenon_card_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  TenonCard *self = TENON_CARD (widget);
  int        size = 0;

  if (self->shape != NULL)
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? self->shape->width : self->shape->height;
  *minimum = *natural = size;
}

/* A frame of at least @screen_width screen pixels, outside the card by as much again as @gap. */
static void
append_frame (TenonCard   *self,
              GtkSnapshot *snapshot,
              double       screen_width,
              double       gap,
              GdkRGBA      color)
{
  double          scale = MAX (self->scale, 0.01);
  double          width = MAX (screen_width, screen_width * scale) / scale, out = gap / scale + width;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-out, -out, self->shape->width + 2 * out, self->shape->height + 2 * out);
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, self->level == TENON_LEVEL_BLOCK ? 0 : TENON_CARD_RADIUS + out);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ width, width, width, width }, (GdkRGBA[4]){ color, color, color, color });
}

static void
tenon_card_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  TenonCard *self = TENON_CARD (widget);

  if (self->data == NULL || self->palette == NULL)
    return;

  if (self->pictures[self->level] == NULL)
    self->pictures[self->level] = tenon_card_draw (self->data, self->shape, self->typeface, self->palette, self->level);

  if (self->dimmed || self->data->is_dimmed)
    gtk_snapshot_push_opacity (snapshot, TENON_CARD_DIMMED);
  gtk_snapshot_append_node (snapshot, self->pictures[self->level]);
  if (self->dimmed || self->data->is_dimmed)
    gtk_snapshot_pop (snapshot);

  if (self->selected)
    append_frame (self, snapshot, 2, 0, self->palette->accent);
  if (gtk_widget_has_visible_focus (widget))
    append_frame (self, snapshot, 2, self->selected ? 4 : 2, tenon_rgba_fade (&self->palette->accent, self->palette->is_high_contrast ? 1.0 : 0.6));
}

static void
tenon_card_state_flags_changed (GtkWidget    *widget,
                                GtkStateFlags previous)
{
  GtkStateFlags changed = previous ^ gtk_widget_get_state_flags (widget);

  GTK_WIDGET_CLASS (tenon_card_parent_class)->state_flags_changed (widget, previous);
  if (changed & (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE))
    gtk_widget_queue_draw (widget);
}

static void
tenon_card_class_init (TenonCardClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = tenon_card_finalize;
  widget_class->measure = tenon_card_measure;
  widget_class->snapshot = tenon_card_snapshot;
  widget_class->state_flags_changed = tenon_card_state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "mapcard");
  /* an item of the canvas, which is a list people can select several of; options are told as panes at GTK 4.8 */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
tenon_card_init (TenonCard *self)
{
  self->scale = 1.0;
  self->level = TENON_LEVEL_ROWS;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
}

GtkWidget *
tenon_card_new (void)
{
  return g_object_new (TENON_TYPE_CARD, NULL);
}

TenonCardData *
tenon_card_get_data (TenonCard *self)
{
  g_return_val_if_fail (TENON_IS_CARD (self), NULL);

  return self->data;
}

TenonCardShape *
tenon_card_get_shape (TenonCard *self)
{
  g_return_val_if_fail (TENON_IS_CARD (self), NULL);

  return self->shape;
}

gboolean
tenon_card_get_selected (TenonCard *self)
{
  g_return_val_if_fail (TENON_IS_CARD (self), FALSE);

  return self->selected;
}

gboolean
tenon_card_get_dimmed (TenonCard *self)
{
  g_return_val_if_fail (TENON_IS_CARD (self), FALSE);

  return self->dimmed;
}

static void
speak (TenonCard *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->data->label != NULL ? self->data->label : self->data->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->data->description != NULL ? self->data->description : "",
                                  -1);
}

/* @description: (nullable): what is said instead of its own description; NULL: its own again */
void
tenon_card_set_spoken (TenonCard  *self,
                       const char *description)
{
  g_return_if_fail (TENON_IS_CARD (self));

  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  else
    speak (self);
}

/**
 * tenon_card_set_data:
 *
 * Returns: whether anything differs from what was shown before
 */
gboolean
tenon_card_set_data (TenonCard     *self,
                     TenonCardData *data,
                     TenonTypeface *typeface,
                     TenonDetail    detail)
{
  g_return_val_if_fail (TENON_IS_CARD (self), FALSE);

  if (self->data != NULL && self->typeface == typeface && self->detail == detail && tenon_card_data_equal (self->data, data))
    {
      /* rows are looked up by pointer, so take the new one only with its own shape */
      return FALSE;
    }

  tenon_card_data_ref (data);
  g_clear_pointer (&self->data, tenon_card_data_unref);
  self->data = data;
  tenon_typeface_ref (typeface);
  g_clear_pointer (&self->typeface, tenon_typeface_unref);
  self->typeface = typeface;
  self->detail = detail;
  g_clear_pointer (&self->shape, tenon_card_shape_free);
  self->shape = tenon_card_shape_new (data, typeface, detail);
  forget_pictures (self);
  speak (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return TRUE;
}

/* @palette stays the caller's, and stays where it is. */
void
tenon_card_set_palette (TenonCard          *self,
                        const TenonPalette *palette)
{
  g_return_if_fail (TENON_IS_CARD (self));

  self->palette = palette;
  forget_pictures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Screen pixels a world pixel: decides the level of detail and the width of frames. */
void
tenon_card_set_scale (TenonCard *self,
                      double     scale)
{
  TenonLevel level = self->shape != NULL ? tenon_card_shape_get_level (self->shape, scale) : TENON_LEVEL_ROWS;

  if (level != self->level || ((self->selected || gtk_widget_has_visible_focus (GTK_WIDGET (self))) && scale != self->scale))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->scale = scale;
  self->level = level;
}

void
tenon_card_set_selected (TenonCard *self,
                         gboolean   selected)
{
  g_return_if_fail (TENON_IS_CARD (self));

  if (self->selected == selected)
    return;

  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What does not belong to what is looked at recedes. */
void
tenon_card_set_dimmed (TenonCard *self,
                       gboolean   dimmed)
{
  g_return_if_fail (TENON_IS_CARD (self));

  if (self->dimmed == dimmed)
    return;

  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
