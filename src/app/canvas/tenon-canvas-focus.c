/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas without a mouse: the order of cards, arrows, keys and named actions. */

#include <math.h>

#include "tenon-canvas-private.h"

#define NUDGE 8
#define BIG_NUDGE 48
#define PAN_STEP 80
#define BAND 160 /* cards whose tops differ by less stand in one row, to the reader */
#define REVEAL_MARGIN_X 40
#define REVEAL_MARGIN_Y 68

/* --- Order ------------------------------------------------------------- */

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  TenonCanvas    *self = user_data;
  TenonGraphNode *first = tenon_canvas_node (self, *(const guint *)a), *second = tenon_canvas_node (self, *(const guint *)b);
  int             band1 = (int)floor ((double)first->y / BAND), band2 = (int)floor ((double)second->y / BAND);

  if (band1 != band2)
    return band1 < band2 ? -1 : 1;
  if (first->x != second->x)
    return first->x < second->x ? -1 : 1;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;
  return strcmp (first->id, second->id);
}

/* Placed cards as one reads a page: by rows, from the left. */
static GArray *
dup_order (TenonCanvas *self)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->items->len);

  for (guint i = 0; i < self->items->len; i++)
    if (tenon_canvas_node (self, i)->is_placed)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_places, self);
  return order;
}

/* The card that has the focus, or NO_ITEM. */
guint
tenon_canvas_get_focused (TenonCanvas *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (tenon_canvas_item (self, i)->card)))
      return i;
  return NO_ITEM;
}

/* Pans to the card first: one that is culled is not mapped and cannot take the focus. */
void
tenon_canvas_focus_item (TenonCanvas *self,
                         guint        item)
{
  GtkWidget      *card = GTK_WIDGET (tenon_canvas_item (self, item)->card);
  graphene_rect_t bounds;

  tenon_canvas_leave_line (self);
  tenon_canvas_get_item_bounds (self, item, &bounds);
  tenon_viewport_reveal (self->viewport, &bounds, REVEAL_MARGIN_X, REVEAL_MARGIN_Y);
  if (!gtk_widget_get_child_visible (card))
    {
      gtk_widget_set_child_visible (card, TRUE);
      g_array_append_val (self->shown, item);
    }
  gtk_widget_grab_focus (card);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Returns: (transfer none) (nullable): the id of the card that has the focus */
const char *
tenon_canvas_get_focused_card (TenonCanvas *self)
{
  guint item = tenon_canvas_get_focused (self);

  return item != NO_ITEM ? tenon_canvas_node (self, item)->id : NULL;
}

/* Returns: whether there is such a card */
gboolean
tenon_canvas_focus_card (TenonCanvas *self,
                         const char  *id)
{
  guint item = tenon_canvas_find_item (self, id);

  if (item == NO_ITEM || !tenon_canvas_node (self, item)->is_placed)
    return FALSE;
  tenon_canvas_focus_item (self, item);
  return TRUE;
}

/* The first of the selection, else the first that is in view, else the first of all. */
static guint
get_entry (TenonCanvas *self,
           GArray      *order,
           gboolean     backwards)
{
  graphene_rect_t visible;
  guint           seen = NO_ITEM;

  tenon_viewport_get_visible (self->viewport, &visible);
  for (guint i = 0; i < order->len; i++)
    {
      guint           item = g_array_index (order, guint, backwards ? order->len - 1 - i : i);
      graphene_rect_t bounds;

      if (tenon_card_get_selected (tenon_canvas_item (self, item)->card))
        return item;
      tenon_canvas_get_item_bounds (self, item, &bounds);
      if (seen == NO_ITEM && graphene_rect_contains_rect (&visible, &bounds))
        seen = item;
    }
  return seen != NO_ITEM ? seen : g_array_index (order, guint, backwards ? order->len - 1 : 0);
}

/* Moves the focus to the card that is selected, else leaves it on the card that has it, else takes the first in view.
 *
 * Returns: whether there is any card */
gboolean
tenon_canvas_enter (TenonCanvas *self)
{
  g_autoptr (GArray) order = dup_order (self);
  guint focused = tenon_canvas_get_focused (self);

  if (order->len == 0)
    return FALSE;
  if (focused == NO_ITEM || (tenon_canvas_count_selected (self) > 0 && !tenon_card_get_selected (tenon_canvas_item (self, focused)->card)))
    tenon_canvas_focus_item (self, get_entry (self, order, FALSE));
  return TRUE;
}

/* The focus vfunc: Tab and Shift+Tab go through all cards, seen or not, and then out of the canvas. */
gboolean
tenon_canvas_focus (GtkWidget       *widget,
                    GtkDirectionType direction)
{
  TenonCanvas *self = TENON_CANVAS (widget);
  g_autoptr (GArray) order = dup_order (self);
  guint    focused = tenon_canvas_get_focused (self);
  gboolean backwards = direction == GTK_DIR_TAB_BACKWARD;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    {
      /* arrows of the window: from outside they enter, inside they are the canvas's own keys */
      if (focused != NO_ITEM || gtk_widget_has_focus (widget))
        return FALSE;
      backwards = direction == GTK_DIR_LEFT || direction == GTK_DIR_UP;
    }
  if (order->len == 0)
    return gtk_widget_has_focus (widget) ? FALSE : gtk_widget_grab_focus (widget);
  if (focused == NO_ITEM)
    {
      if (gtk_widget_has_focus (widget) && backwards)
        return FALSE;
      tenon_canvas_focus_item (self, get_entry (self, order, backwards));
      return TRUE;
    }

  for (guint i = 0; i < order->len; i++)
    {
      if (g_array_index (order, guint, i) != focused)
        continue;
      if (backwards ? i == 0 : i + 1 == order->len)
        return FALSE;
      tenon_canvas_focus_item (self, g_array_index (order, guint, backwards ? i - 1 : i + 1));
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_joined (TenonCanvas *self,
           guint        item,
           guint        other)
{
  GArray *lines = tenon_canvas_item (self, item)->lines;

  for (guint i = 0; i < lines->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, g_array_index (lines, guint, i));

      if ((edge->from == item && edge->to == other) || (edge->from == other && edge->to == item))
        return TRUE;
    }
  return FALSE;
}

/* The nearest card in a direction: distance ahead, and twice that to the side. @joined: among those it is joined to,
 * however far to the side. */
static guint
find_neighbour (TenonCanvas *self,
                guint        from,
                int          dx,
                int          dy,
                gboolean     joined)
{
  TenonGraphNode *node = tenon_canvas_node (self, from);
  double          x = node->x + node->width / 2.0, y = node->y + node->height / 2.0, nearest = G_MAXDOUBLE;
  guint           found = NO_ITEM;

  for (guint i = 0; i < self->items->len; i++)
    {
      TenonGraphNode *other = tenon_canvas_node (self, i);
      double          ox = other->x + other->width / 2.0 - x, oy = other->y + other->height / 2.0 - y;
      double          ahead = ox * dx + oy * dy, aside = fabs (ox * dy) + fabs (oy * dx);

      if (i == from || !other->is_placed || ahead <= 0 || (joined ? !is_joined (self, from, i) : aside > 3 * ahead))
        continue;
      if (ahead + 2 * aside < nearest)
        {
          nearest = ahead + 2 * aside;
          found = i;
        }
    }
  return found;
}

/* --- Keys -------------------------------------------------------------- */

static gboolean
get_arrow (guint keyval,
           int  *dx,
           int  *dy)
{
  static const struct
  {
    guint keyval, keypad;
    int   dx, dy;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (keyval == arrows[i].keyval || keyval == arrows[i].keypad)
      {
        *dx = arrows[i].dx;
        *dy = arrows[i].dy;
        return TRUE;
      }
  return FALSE;
}

static void
nudge (TenonCanvas *self,
       int          dx,
       int          dy)
{
  graphene_rect_t bounds;
  guint           focused = tenon_canvas_get_focused (self);

  tenon_canvas_move_selection (self, dx, dy);
  tenon_canvas_route_selected (self);
  if (focused != NO_ITEM)
    {
      tenon_canvas_get_item_bounds (self, focused, &bounds);
      tenon_viewport_reveal (self->viewport, &bounds, REVEAL_MARGIN_X, REVEAL_MARGIN_Y);
    }
  tenon_canvas_emit_moved (self, TRUE);
}

/* Arrows move what is selected; with nothing selected, or with Ctrl, they go from card to card, with Ctrl and Shift along
 * the lines. Without a card in the focus they pan. */
static gboolean
press_arrow (TenonCanvas    *self,
             int             dx,
             int             dy,
             GdkModifierType state)
{
  guint focused = tenon_canvas_get_focused (self), next;

  if (tenon_canvas_count_selected (self) > 0 && !(state & GDK_CONTROL_MASK))
    {
      int step = state & GDK_SHIFT_MASK ? BIG_NUDGE : NUDGE;

      if (self->movable)
        nudge (self, dx * step, dy * step);
      return GDK_EVENT_STOP;
    }
  if (focused == NO_ITEM)
    {
      tenon_viewport_pan (self->viewport, dx * PAN_STEP, dy * PAN_STEP);
      return GDK_EVENT_STOP;
    }
  next = find_neighbour (self, focused, dx, dy, (state & GDK_CONTROL_MASK) && (state & GDK_SHIFT_MASK));
  if (next != NO_ITEM)
    tenon_canvas_focus_item (self, next);
  return GDK_EVENT_STOP;
}

static gboolean
press_escape (TenonCanvas *self)
{
  if (self->drag.mode != TENON_DRAG_NONE)
    {
      tenon_canvas_cancel_drag (self);
      return GDK_EVENT_STOP;
    }
  if (tenon_canvas_leave_line (self))
    return GDK_EVENT_STOP;
  if (tenon_canvas_count_selected (self) == 0)
    return GDK_EVENT_PROPAGATE;
  tenon_canvas_unselect_all (self);
  return GDK_EVENT_STOP;
}

static gboolean
press_enter (TenonCanvas *self)
{
  guint focused = tenon_canvas_get_focused (self);

  if (focused == NO_ITEM)
    return GDK_EVENT_PROPAGATE;
  if (tenon_canvas_follow_line (self))
    return GDK_EVENT_STOP;
  tenon_canvas_emit_activated (self, tenon_canvas_node (self, focused)->id);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (TenonCanvas    *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  int dx, dy;

  if (get_arrow (keyval, &dx, &dy))
    return press_arrow (self, dx, dy, state);
  switch (keyval)
    {
    case GDK_KEY_Escape:
      return press_escape (self);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return press_enter (self);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return tenon_canvas_step_line (self, 1);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return tenon_canvas_step_line (self, -1);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (!self->space_pressed)
        self->space_used = FALSE;
      self->space_pressed = TRUE;
      tenon_canvas_update_hover (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Space that was not held for panning selects the card in the focus, or takes it out of the selection. */
static void
key_released_cb (TenonCanvas    *self,
                 guint           keyval,
                 guint           keycode,
                 GdkModifierType state)
{
  guint focused = tenon_canvas_get_focused (self);

  if ((keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space) || !self->space_pressed)
    return;

  self->space_pressed = FALSE;
  tenon_canvas_update_hover (self);
  if (self->space_used || focused == NO_ITEM || tenon_canvas_select_line (self))
    return;
  tenon_canvas_set_selected (self, focused, !tenon_card_get_selected (tenon_canvas_item (self, focused)->card));
  tenon_canvas_selection_changed (self);
}

static void
focus_left_cb (TenonCanvas *self)
{
  tenon_canvas_leave_line (self);
  self->space_pressed = FALSE;
  tenon_canvas_update_hover (self);
}

void
tenon_canvas_add_key_controller (TenonCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* --- Actions ----------------------------------------------------------- */

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_CANVAS (widget), 1);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_CANVAS (widget), -1);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  tenon_canvas_zoom_normal (TENON_CANVAS (widget));
}

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  tenon_canvas_fit (TENON_CANVAS (widget));
}

static void
fit_selection_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  tenon_canvas_fit_selection (TENON_CANVAS (widget));
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  tenon_canvas_select_all (TENON_CANVAS (widget));
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  tenon_canvas_unselect_all (TENON_CANVAS (widget));
}

/* At the card in the focus, which becomes the selection if it is not in it. */
static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TenonCanvas *self = TENON_CANVAS (widget);
  guint        focused = tenon_canvas_get_focused (self);
  double       x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;

  if (focused != NO_ITEM)
    {
      TenonGraphNode *node = tenon_canvas_node (self, focused);

      if (!tenon_card_get_selected (tenon_canvas_item (self, focused)->card))
        tenon_canvas_select_only (self, focused);
      tenon_viewport_to_screen (self->viewport, node->x + node->width / 2.0, node->y + tenon_card_get_shape (tenon_canvas_item (self, focused)->card)->head_height, &x, &y);
    }
  tenon_canvas_request_menu (self, x, y);
}

/* What every selected card is joined to is selected as well. */
static void
select_related_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  TenonCanvas *self = TENON_CANVAS (widget);
  g_autoptr (GHashTable) related = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       item;

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);

      if (tenon_card_get_selected (tenon_canvas_item (self, edge->from)->card))
        g_hash_table_add (related, GUINT_TO_POINTER (edge->to));
      if (tenon_card_get_selected (tenon_canvas_item (self, edge->to)->card))
        g_hash_table_add (related, GUINT_TO_POINTER (edge->from));
    }
  g_hash_table_iter_init (&iter, related);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    tenon_canvas_set_selected (self, GPOINTER_TO_UINT (item), TRUE);
  tenon_canvas_selection_changed (self);
}

/* Every action can also be called by its name by assistive technology. */
void
tenon_canvas_class_init_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
    const char                 *keys[4];
  } actions[] = {
    { "canvas.zoom-in", zoom_in_action, { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "canvas.zoom-out", zoom_out_action, { "<Control>minus", "<Control>KP_Subtract" } },
    { "canvas.zoom-normal", zoom_normal_action, { "<Control>0", "<Control>KP_0" } },
    { "canvas.fit", fit_action, { "<Control><Alt>0", "<Control><Alt>KP_0", "Home" } },
    { "canvas.fit-selection", fit_selection_action, { "<Control><Alt>1" } },
    { "canvas.select-all", select_all_action, { "<Control>a" } },
    { "canvas.unselect-all", unselect_all_action, { "<Control><Shift>a" } },
    { "canvas.select-related", select_related_action, { "<Control>r" } },
    { "canvas.menu", menu_action, { "<Shift>F10", "Menu" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      for (guint j = 0; j < G_N_ELEMENTS (actions[i].keys) && actions[i].keys[j] != NULL; j++)
        {
          guint           keyval;
          GdkModifierType modifiers;

          if (gtk_accelerator_parse (actions[i].keys[j], &keyval, &modifiers))
            gtk_widget_class_add_binding_action (widget_class, keyval, modifiers, actions[i].name, NULL);
        }
    }
}
