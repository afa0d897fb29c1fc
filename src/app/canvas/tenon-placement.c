/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where cards stand, between the canvas and the model. */

#include "tenon-placement.h"

#include <math.h>

#define MAX_PLACE 1000000 /* whatever a file says, floats stay exact to the pixel */
#define MAPPING_SPACE 150
#define NOTE_SPACE 12
#define RING_STEP 48
#define MOST_RINGS 40
#define BLOCK_SPACE 110
#define WINDOW_SHAPE 1.5 /* width to height */
#define CARD_SPACE 28
#define TRACE_SPACE 300 /* room for a label on the lines */
#define TRACE_CARD_SPACE 44
#define TRACE_COLUMN 1400 /* height from which tables stand in another column */
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

/* Whatever a file says. */
static int
get_place (gint64 at)
{
  return (int)CLAMP (at, -MAX_PLACE, MAX_PLACE);
}

/* As tenon_placement_load(), for a graph that no canvas shows. */
guint
tenon_placement_apply (TenonGraph   *graph,
                       TenonDiagram *diagram)
{
  g_autoptr (GHashTable) nodes = index_nodes (diagram);
  guint n_missing = 0;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *place = g_ptr_array_index (graph->nodes, i);
      TenonNode      *node = g_hash_table_lookup (nodes, place->id);

      if (node != NULL)
        {
          place->x = get_place (node->x);
          place->y = get_place (node->y);
          place->is_placed = TRUE;
        }
      n_missing += !place->is_placed;
    }
  return n_missing;
}

/**
 * tenon_placement_load:
 *
 * @changed: (out): whether any card stands elsewhere than before
 *
 * Puts every card the diagram knows where it says. Others stay where they are on the canvas, if anywhere: after an
 * undo of their first layout they do not jump.
 *
 * Returns: how many cards have no place
 */
guint
tenon_placement_load (TenonCanvas  *canvas,
                      TenonDiagram *diagram,
                      gboolean     *changed)
{
  g_autoptr (GHashTable) nodes = index_nodes (diagram);
  TenonGraph *graph = tenon_canvas_get_graph (canvas);
  guint       n_missing = 0;

  *changed = FALSE;
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *place = g_ptr_array_index (graph->nodes, i);
      TenonNode      *node = g_hash_table_lookup (nodes, place->id);

      if (node != NULL)
        {
          int x = get_place (node->x), y = get_place (node->y);

          if (!place->is_placed || place->x != x || place->y != y)
            {
              *changed = TRUE;
              tenon_canvas_set_position (canvas, place->id, x, y);
            }
        }
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

/* Writes down where a card stands that is on no canvas yet. To be called inside an edit. */
void
tenon_placement_put (TenonDiagram *diagram,
                     const char   *id,
                     gint64        x,
                     gint64        y)
{
  TenonNode *node = tenon_diagram_find (diagram, id);
  g_autoptr (TenonNode) fresh = NULL;

  if (node != NULL)
    {
      g_object_set (node, "x", x, "y", y, NULL);
      return;
    }
  fresh = g_object_new (TENON_TYPE_NODE, "node-id", id, "x", x, "y", y, NULL);
  tenon_list_insert (diagram->nodes, find_insertion (diagram->nodes, id), fresh);
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

static gboolean
is_free_place (TenonGraph     *graph,
               TenonGraphNode *but,
               int             x,
               int             y,
               int             width,
               int             height)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *other = g_ptr_array_index (graph->nodes, i);

      if (other != but && other->is_placed && x < other->x + other->width + NOTE_SPACE && other->x < x + width + NOTE_SPACE && y < other->y + other->height + NOTE_SPACE && other->y < y + height + NOTE_SPACE)
        return FALSE;
    }
  return TRUE;
}

/* In rings around where it is wanted; stays there where nothing near is free. */
static void
find_free (TenonGraph     *graph,
           TenonGraphNode *but,
           int             width,
           int             height,
           int            *x,
           int            *y)
{
  for (int ring = 0; ring <= MOST_RINGS; ring++)
    for (int i = -ring; i <= ring; i++)
      for (int j = -ring; j <= ring; j += ABS (i) == ring ? 1 : 2 * ring)
        if (is_free_place (graph, but, *x + i * RING_STEP, *y + j * RING_STEP, width, height))
          {
            *x += i * RING_STEP;
            *y += j * RING_STEP;
            return;
          }
}

/**
 * tenon_placement_find_free:
 * @x: (inout): where it is wanted
 * @y: (inout): likewise
 *
 * Finds the nearest place where something of that size hides no card.
 */
void
tenon_placement_find_free (TenonGraph *graph,
                           int         width,
                           int         height,
                           int        *x,
                           int        *y)
{
  find_free (graph, NULL, width, height, x, y);
}

/* Notes that lie over cards, which have just been given places, go to the nearest free one. */
void
tenon_placement_clear_notes (TenonCanvas *canvas)
{
  TenonGraph *graph = tenon_canvas_get_graph (canvas);

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);
      int             x = node->x, y = node->y;

      if (!node->is_placed || !g_str_has_prefix (node->id, "note:"))
        continue;
      find_free (graph, node, node->width, node->height, &x, &y);
      tenon_canvas_set_position (canvas, node->id, x, y);
    }
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

/* --- What becomes of what ---------------------------------------------- */

/* Cards that are joined, MySQL on the left and DynamoDB on the right. */
typedef struct
{
  GArray *left; /* (element-type guint) nodes */
  GArray *right;
  int     left_width;
  int     right_width;
  int     height;
  int     x;
  int     y;
} Block;

static void
block_free (Block *block)
{
  g_array_unref (block->left);
  g_array_unref (block->right);
  g_free (block);
}

static guint
find_root (guint *parents,
           guint  node)
{
  while (parents[node] != node)
    {
      parents[node] = parents[parents[node]];
      node = parents[node];
    }
  return node;
}

static int
stack_height (TenonGraph *graph,
              GArray     *nodes,
              int        *width)
{
  int height = 0;

  *width = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (nodes, guint, i));

      height += node->height + (i > 0 ? CARD_SPACE : 0);
      *width = MAX (*width, node->width);
    }
  return height;
}

/* A block for each group of cards joined by what becomes of what; copies join no groups, they would join all. */
static GPtrArray *
find_blocks (TenonGraph *graph,
             TenonScene *scene)
{
  GPtrArray        *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)block_free);
  g_autofree guint *parents = g_new (guint, graph->nodes->len);
  g_autoptr (GHashTable) by_root = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < graph->nodes->len; i++)
    parents[i] = i;
  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      if (((TenonLink *)g_ptr_array_index (scene->links, i))->kind == TENON_LINK_MAPPING)
        parents[find_root (parents, edge->from)] = find_root (parents, edge->to);
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);
      gpointer        root = GUINT_TO_POINTER (find_root (parents, i) + 1);
      Block          *block = g_hash_table_lookup (by_root, root);

      if (block == NULL)
        {
          block = g_new0 (Block, 1);
          block->left = g_array_new (FALSE, FALSE, sizeof (guint));
          block->right = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_root, root, block);
          g_ptr_array_add (blocks, block);
        }
      g_array_append_val (g_str_has_prefix (node->id, "source:") ? block->left : block->right, i);
    }
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = g_ptr_array_index (blocks, i);

      block->height = MAX (stack_height (graph, block->left, &block->left_width), stack_height (graph, block->right, &block->right_width));
    }
  return blocks;
}

/* Fills columns from the top, each up to @limit; returns the width and height of the whole. */
static void
stack_blocks (GPtrArray *blocks,
              int        limit,
              int       *width,
              int       *height)
{
  int x = 0, y = 0, column = 0;

  *height = 0;
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = g_ptr_array_index (blocks, i);

      if (y > 0 && y + block->height > limit)
        {
          x += column + BLOCK_SPACE;
          y = column = 0;
        }
      block->x = x;
      block->y = y;
      column = MAX (column, block->left_width + MAPPING_SPACE + block->right_width);
      y += block->height + BLOCK_SPACE / 2;
      *height = MAX (*height, y);
    }
  *width = x + column;
}

/* As many columns as give the whole the shape of a window. */
static void
pack_blocks (GPtrArray *blocks)
{
  int    total = 0, limit = 0, best = 0, width, height;
  double best_error = G_MAXDOUBLE;

  for (guint i = 0; i < blocks->len; i++)
    total += ((Block *)g_ptr_array_index (blocks, i))->height + BLOCK_SPACE / 2;
  for (guint columns = 1; columns <= MIN (blocks->len, 64); columns++)
    {
      double error;

      limit = total / (int)columns;
      stack_blocks (blocks, limit, &width, &height);
      error = fabs (log (MAX (width, 1) / (MAX (height, 1) * WINDOW_SHAPE)));
      if (error < best_error)
        {
          best_error = error;
          best = limit;
        }
    }
  stack_blocks (blocks, best, &width, &height);
}

static void
place_stack (TenonGraph *graph,
             GArray     *nodes,
             int         x,
             int         y,
             int         flush_width)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (nodes, guint, i));

      /* flush with the space between the sides, so that lines are short */
      node->x = x + (flush_width > 0 ? flush_width - node->width : 0);
      node->y = y;
      node->is_placed = TRUE;
      y += node->height + CARD_SPACE;
    }
}

/* Each MySQL table beside the DynamoDB tables its columns go to, these groups in columns: lines stay short, and what
 * is alone in its group stands out. */
void
tenon_placement_mapping (TenonGraph *graph,
                         TenonScene *scene)
{
  g_autoptr (GPtrArray) blocks = find_blocks (graph, scene);

  pack_blocks (blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = g_ptr_array_index (blocks, i);

      place_stack (graph, block->left, block->x, block->y, block->left_width);
      place_stack (graph, block->right, block->x + block->left_width + MAPPING_SPACE, block->y, 0);
    }
}

/* --- The way of a pattern ------------------------------------------------ */

/* Puts cards below each other, their middles at 0, in as many columns as their height asks for; returns the width. */
static int
place_columns (TenonGraph *graph,
               GArray     *nodes,
               int         x)
{
  int   width = 0, left = x;
  guint from = 0;

  while (from < nodes->len)
    {
      int   height = 0, column = 0, y;
      guint to = from;

      for (; to < nodes->len; to++)
        {
          TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (nodes, guint, to));

          if (height > 0 && height + node->height > TRACE_COLUMN)
            break;
          height += node->height + TRACE_CARD_SPACE;
          column = MAX (column, node->width);
        }
      y = -(height - TRACE_CARD_SPACE) / 2;
      for (; from < to; from++)
        {
          TenonGraphNode *node = g_ptr_array_index (graph->nodes, g_array_index (nodes, guint, from));

          node->x = left;
          node->y = y;
          node->is_placed = TRUE;
          y += node->height + TRACE_CARD_SPACE;
        }
      width = left + column - x;
      left += column + MAPPING_SPACE;
    }
  return width;
}

/* Today at the left, the pattern in the middle, tomorrow at the right. */
void
tenon_placement_trace (TenonGraph *graph)
{
  static const char *const sides[] = { "source:", "pattern:", "table:" };
  int                      x = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint j = 0; j < graph->nodes->len; j++)
        if (g_str_has_prefix (((TenonGraphNode *)g_ptr_array_index (graph->nodes, j))->id, sides[i]))
          g_array_append_val (nodes, j);
      if (nodes->len > 0)
        x += place_columns (graph, nodes, x) + TRACE_SPACE;
    }
}
