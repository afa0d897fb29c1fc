/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines without a mouse: from the card in the focus one goes through its lines, and along one to the other end. */

#include "tenon-canvas-private.h"

static gboolean
is_shown (TenonCanvas *self,
          guint        line)
{
  TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, line);

  return tenon_canvas_node (self, edge->from)->is_placed && tenon_canvas_node (self, edge->to)->is_placed;
}

typedef struct
{
  TenonCanvas *canvas;
  guint        item;
} Sorting;

/* How far down the card a line ends. */
static int
get_port (const Sorting *sorting,
          guint          line)
{
  TenonGraphEdge *edge = g_ptr_array_index (sorting->canvas->graph->edges, line);

  return edge->from == sorting->item ? edge->from_port : edge->to_port;
}

static int
compare_ports (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  guint first = *(const guint *)a, second = *(const guint *)b;
  int   difference = get_port (user_data, first) - get_port (user_data, second);

  return difference != 0 ? difference : (first < second ? -1 : first > second);
}

/* From the top of the card down. */
static GArray *
dup_lines (TenonCanvas *self,
           guint        item)
{
  GArray *own = tenon_canvas_item (self, item)->lines, *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  Sorting sorting = { self, item };

  for (guint i = 0; i < own->len; i++)
    if (is_shown (self, g_array_index (own, guint, i)))
      g_array_append_val (lines, g_array_index (own, guint, i));
  g_array_sort_with_data (lines, compare_ports, &sorting);
  return lines;
}

/* @line: may be NO_ITEM. The card that has the focus says what the line is. */
static void
set_focused_line (TenonCanvas *self,
                  guint        line)
{
  if (self->focused_line == line)
    return;
  self->focused_line = line;
  if (line != NO_ITEM)
    self->line_item = tenon_canvas_get_focused (self);
  if (self->line_item < self->items->len)
    tenon_card_set_spoken (tenon_canvas_item (self, self->line_item)->card, line != NO_ITEM ? ((TenonLink *)g_ptr_array_index (self->scene->links, line))->description : NULL);
  tenon_canvas_update_highlights (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: whether there was one */
gboolean
tenon_canvas_leave_line (TenonCanvas *self)
{
  if (self->focused_line == NO_ITEM)
    return FALSE;
  set_focused_line (self, NO_ITEM);
  return TRUE;
}

/* The next line of the card in the focus, or the one before; after the last comes the first. */
gboolean
tenon_canvas_step_line (TenonCanvas *self,
                        int          direction)
{
  guint item = tenon_canvas_get_focused (self), at = G_MAXUINT;
  g_autoptr (GArray) lines = NULL;

  if (item == NO_ITEM)
    return FALSE;
  lines = dup_lines (self, item);
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, guint, i) == self->focused_line)
      at = i;
  if (lines->len == 0)
    return TRUE;
  if (at == G_MAXUINT)
    at = direction > 0 ? 0 : lines->len - 1;
  else
    at = (at + lines->len + direction) % lines->len;
  set_focused_line (self, g_array_index (lines, guint, at));
  return TRUE;
}

/* Along the line in the focus to the card at its other end. Returns: FALSE where no line is in the focus */
gboolean
tenon_canvas_follow_line (TenonCanvas *self)
{
  guint           item = tenon_canvas_get_focused (self);
  TenonGraphEdge *edge;

  if (item == NO_ITEM || self->focused_line == NO_ITEM)
    return FALSE;
  edge = g_ptr_array_index (self->graph->edges, self->focused_line);
  tenon_canvas_leave_line (self);
  tenon_canvas_focus_item (self, edge->from == item ? edge->to : edge->from);
  return TRUE;
}

/* What a click on the line does: the cards it joins are the selection. Returns: as above */
gboolean
tenon_canvas_select_line (TenonCanvas *self)
{
  TenonGraphEdge *edge;

  if (self->focused_line == NO_ITEM)
    return FALSE;
  edge = g_ptr_array_index (self->graph->edges, self->focused_line);
  tenon_canvas_select_only (self, edge->from);
  if (tenon_canvas_set_selected (self, edge->to, TRUE))
    tenon_canvas_selection_changed (self);
  return TRUE;
}
