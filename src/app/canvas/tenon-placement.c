/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where cards stand, between the canvas and the model. */

#include "tenon-placement.h"

#define COLUMN_SPACE 420
#define CARD_SPACE 28
#define ROW_WIDTH 1800
#define ROW_SPACE 60

static GHashTable *
index_nodes (TenonDiagram *diagram)
{
  GHashTable *nodes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (diagram->nodes); i++)
    {
      TenonNode *node = tenon_list_get (diagram->nodes, i);

      g_hash_table_insert (nodes, node->node_id, node);
    }
  return nodes;
}

/**
 * tenon_placement_load:
 *
 * Puts every card the diagram knows where it says. Others stay where they are on the canvas, if anywhere: after an
 * undo of their first layout they do not jump.
 *
 * Returns: how many cards have no place
 */
guint
tenon_placement_load (TenonCanvas  *canvas,
                      TenonDiagram *diagram)
{
  g_autoptr (GHashTable) nodes = index_nodes (diagram);
  TenonGraph *graph = tenon_canvas_get_graph (canvas);
  guint       n_missing = 0;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *place = g_ptr_array_index (graph->nodes, i);
      TenonNode      *node = g_hash_table_lookup (nodes, place->id);

      if (node != NULL)
        tenon_canvas_set_position (canvas, place->id, (int)CLAMP (node->x, -1000000, 1000000), (int)CLAMP (node->y, -1000000, 1000000));
      n_missing += !place->is_placed;
    }
  return n_missing;
}

/* Nodes are kept by id, so that two people's new tables merge. */
static guint
find_insertion (TenonList  *nodes,
                const char *id)
{
  guint low = 0, high = tenon_list_get_length (nodes);

  while (low < high)
    {
      guint      middle = (low + high) / 2;
      TenonNode *node = tenon_list_get (nodes, middle);

      if (strcmp (node->node_id, id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * tenon_placement_store:
 *
 * Writes down where the cards stand. To be called inside an edit.
 *
 * Returns: whether anything stands elsewhere than the model said
 */
gboolean
tenon_placement_store (TenonCanvas *canvas,
                       TenonModel  *model)
{
  g_autoptr (GHashTable) nodes = index_nodes (model->diagram);
  TenonGraph *graph = tenon_canvas_get_graph (canvas);
  gboolean    changed = FALSE;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *place = g_ptr_array_index (graph->nodes, i);
      TenonNode      *node = g_hash_table_lookup (nodes, place->id);

      if (!place->is_placed || (node != NULL && node->x == place->x && node->y == place->y))
        continue;
      changed = TRUE;
      if (node != NULL)
        g_object_set (node, "x", (gint64)place->x, "y", (gint64)place->y, NULL);
      else
        {
          g_autoptr (TenonNode) fresh = g_object_new (TENON_TYPE_NODE, "node-id", place->id, "x", (gint64)place->x, "y", (gint64)place->y, NULL);

          tenon_list_insert (model->diagram->nodes, find_insertion (model->diagram->nodes, place->id), fresh);
        }
    }
  return changed;
}

/* Cards without a place go below the others, row by row, in the order of the scene: what is shown when laying out was
 * cancelled. */
void
tenon_placement_rows (TenonCanvas *canvas)
{
  TenonGraph     *graph = tenon_canvas_get_graph (canvas);
  graphene_rect_t bounds;
  int             left = 0, x, y = 0, height = 0, width = ROW_WIDTH;

  if (tenon_canvas_get_bounds (canvas, &bounds))
    {
      left = (int)bounds.origin.x;
      y = (int)(bounds.origin.y + bounds.size.height) + ROW_SPACE;
      width = MAX (width, (int)bounds.size.width);
    }
  x = left;
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      if (node->is_placed)
        continue;
      if (x > left && x + node->width > left + width)
        {
          x = left;
          y += height + ROW_SPACE;
          height = 0;
        }
      tenon_canvas_set_position (canvas, node->id, x, y);
      x += node->width + ROW_SPACE;
      height = MAX (height, node->height);
    }
}

/* --- Two columns -------------------------------------------------------- */

typedef struct
{
  guint  node;
  double weight; /* mean height of what it is joined to */
} Ranked;

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? -1 : 1;
  return first->node < second->node ? -1 : first->node > second->node;
}

static gboolean
is_source (TenonGraphNode *node)
{
  return g_str_has_prefix (node->id, "source:");
}

static void
stack_column (TenonGraph *graph,
              GArray     *order,
              int         x)
{
  int total = 0, y;

  for (guint i = 0; i < order->len; i++)
    total += ((TenonGraphNode *)g_ptr_array_index (graph->nodes, g_array_index (order, Ranked, i).node))->height + CARD_SPACE;
  y = -total / 2;
  for (guint i = 0; i < order->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (order, Ranked, i).node);

      /* flush with the space between the columns, so that lines are short */
      node->x = x < 0 ? x - node->width : x;
      node->y = y;
      node->is_placed = TRUE;
      y += node->height + CARD_SPACE;
    }
}

/* Orders one column by the mean height of what its cards are joined to in the other. */
static void
rank_column (TenonGraph *graph,
             GArray     *order)
{
  g_autofree double *sums = g_new0 (double, graph->nodes->len);
  g_autofree guint  *counts = g_new0 (guint, graph->nodes->len);

  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
      TenonGraphNode *from = g_ptr_array_index (graph->nodes, edge->from), *to = g_ptr_array_index (graph->nodes, edge->to);

      sums[edge->from] += to->y + edge->to_port;
      counts[edge->from]++;
      sums[edge->to] += from->y + edge->from_port;
      counts[edge->to]++;
    }
  for (guint i = 0; i < order->len; i++)
    {
      Ranked         *ranked = &g_array_index (order, Ranked, i);
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, ranked->node);

      ranked->weight = counts[ranked->node] > 0 ? sums[ranked->node] / counts[ranked->node] : node->y;
    }
  g_array_sort (order, compare_ranked);
}

/* MySQL on the left, DynamoDB on the right, each side in an order that keeps lines from crossing: two rounds of the
 * barycentre method of Sugiyama, Tagawa and Toda (1981). */
void
tenon_placement_columns (TenonCanvas *canvas)
{
  TenonGraph *graph = tenon_canvas_get_graph (canvas);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (Ranked)), right = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      Ranked ranked = { i, 0 };

      g_array_append_val (is_source (g_ptr_array_index (graph->nodes, i)) ? left : right, ranked);
    }
  stack_column (graph, left, -COLUMN_SPACE / 2);
  stack_column (graph, right, COLUMN_SPACE / 2);
  for (guint round = 0; round < 2; round++)
    {
      rank_column (graph, right);
      stack_column (graph, right, COLUMN_SPACE / 2);
      rank_column (graph, left);
      stack_column (graph, left, -COLUMN_SPACE / 2);
    }
}
