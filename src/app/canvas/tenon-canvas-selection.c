/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which cards of the canvas are selected, and moving them. */

#include "tenon-canvas-private.h"

/* Says nothing to listeners: see tenon_canvas_selection_changed(). Returns: whether it was otherwise */
gboolean
tenon_canvas_set_selected (TenonCanvas *self,
                           guint        item,
                           gboolean     selected)
{
  TenonCard *card = tenon_canvas_item (self, item)->card;

  if (tenon_card_get_selected (card) == selected)
    return FALSE;

  tenon_card_set_selected (card, selected);
  return TRUE;
}

/* @item: may be NO_ITEM */
void
tenon_canvas_select_only (TenonCanvas *self,
                          guint        item)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    changed = tenon_canvas_set_selected (self, i, i == item) || changed;
  if (changed)
    tenon_canvas_selection_changed (self);
}

/* @extend: keep what is selected */
void
tenon_canvas_select (TenonCanvas *self,
                     const char  *id,
                     gboolean     extend)
{
  guint item;

  g_return_if_fail (TENON_IS_CANVAS (self));

  item = tenon_canvas_find_item (self, id);
  if (!extend)
    tenon_canvas_select_only (self, item);
  else if (item != NO_ITEM && tenon_canvas_set_selected (self, item, TRUE))
    tenon_canvas_selection_changed (self);
}

/* All cards of an area, to be moved as one. */
void
tenon_canvas_select_area (TenonCanvas    *self,
                          TenonSceneArea *area,
                          gboolean        extend)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      gboolean inside = g_strv_contains ((const char *const *)area->cards, tenon_canvas_node (self, i)->id);

      if (inside || !extend)
        changed = tenon_canvas_set_selected (self, i, inside) || changed;
    }
  if (changed)
    tenon_canvas_selection_changed (self);
}

void
tenon_canvas_select_all (TenonCanvas *self)
{
  gboolean changed = FALSE;

  g_return_if_fail (TENON_IS_CANVAS (self));

  for (guint i = 0; i < self->items->len; i++)
    changed = tenon_canvas_set_selected (self, i, tenon_canvas_node (self, i)->is_placed) || changed;
  if (changed)
    tenon_canvas_selection_changed (self);
}

void
tenon_canvas_unselect_all (TenonCanvas *self)
{
  g_return_if_fail (TENON_IS_CANVAS (self));

  tenon_canvas_select_only (self, NO_ITEM);
}

guint
tenon_canvas_count_selected (TenonCanvas *self)
{
  guint count = 0;

  g_return_val_if_fail (TENON_IS_CANVAS (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    count += tenon_card_get_selected (tenon_canvas_item (self, i)->card);
  return count;
}

/* Returns: (transfer full): ids of the selected cards, in the order of the scene */
char **
tenon_canvas_dup_selection (TenonCanvas *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  g_return_val_if_fail (TENON_IS_CANVAS (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (tenon_card_get_selected (tenon_canvas_item (self, i)->card))
      g_ptr_array_add (ids, g_strdup (tenon_canvas_node (self, i)->id));
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (ids, FALSE);
}

/* A preview: nobody is told until the hand lets go. */
void
tenon_canvas_move_selection (TenonCanvas *self,
                             int          dx,
                             int          dy)
{
  if (dx == 0 && dy == 0)
    return;

  for (guint i = 0; i < self->items->len; i++)
    if (tenon_card_get_selected (tenon_canvas_item (self, i)->card))
      {
        tenon_canvas_node (self, i)->x += dx;
        tenon_canvas_node (self, i)->y += dy;
        tenon_spatial_index_loosen (self->item_index, i);
      }
  tenon_canvas_route_loosely (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
