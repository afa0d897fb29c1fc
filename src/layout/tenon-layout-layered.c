/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards in layers from left to right, each right of what it refers to: K. Sugiyama, S. Tagawa, M. Toda, "Methods for
 * visual understanding of hierarchical system structures" (IEEE Trans. SMC 11, 1981). Cycles are broken by the order of
 * P. Eades, X. Lin, W. Smyth (1993), lines over several layers pass through each of them, the order within layers comes
 * from barycentres, and heights are the nearest to those of the neighbours that leave the order as it is. For a few
 * dozen tables: the effort grows with the square of their number. */

#include "layout/tenon-layout.h"

#include "layout/tenon-layout-pack.h"

#include <string.h>

#define GAP_LAYER 96
#define GAP_CARD 32
/* Room for a line that passes through a layer. */
#define PASSAGE 12
#define GAP_COMPONENT 72
#define ASPECT 1.6
#define ORDER_SWEEPS 16
#define HEIGHT_SWEEPS 12

/* A card, or where a long line passes through a layer. */
typedef struct
{
  guint  node; /* G_MAXUINT: a passage */
  guint  layer;
  int    height;
  double rank; /* in its layer; while sorting, where it wants to be */
  double y;    /* of the middle */
} Vertex;

/* Between neighbouring layers, from left to right; the heights at which it ends are from the middle of either vertex. */
typedef struct
{
  guint  left;
  guint  right;
  double left_port;
  double right_port;
} Link;

typedef struct
{
  TenonGraph *graph;
  GArray     *vertices; /* (element-type Vertex) cards first, as in members */
  GArray     *links;    /* (element-type Link) by layer */
  GPtrArray  *layers;   /* (element-type GArray of guint) from top to bottom */
} Layering;

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static Vertex *
vertex_at (Layering *self,
           guint     i)
{
  return &g_array_index (self->vertices, Vertex, i);
}

static GArray *
layer_at (Layering *self,
          guint     i)
{
  return g_ptr_array_index (self->layers, i);
}

/* Layers */

/* @arcs: (element-type Link): what is referred to is left. Returns: a number for each vertex such that few arcs lead to a
 * lower one: again and again the one with the most arcs out of it and the fewest into it goes next. */
static guint *
find_sequence (guint   n,
               GArray *arcs)
{
  guint               *sequence = g_new0 (guint, n);
  g_autofree gboolean *is_taken = g_new0 (gboolean, n);

  for (guint number = 0; number < n; number++)
    {
      g_autofree int *balance = g_new0 (int, n);
      guint           best = G_MAXUINT;

      for (guint i = 0; i < arcs->len; i++)
        {
          const Link *arc = &g_array_index (arcs, Link, i);

          if (is_taken[arc->left] || is_taken[arc->right])
            continue;
          balance[arc->left]++;
          /* What waits for others goes after them wherever it can. */
          balance[arc->right] -= (int)n;
        }
      for (guint i = 0; i < n; i++)
        {
          if (!is_taken[i] && (best == G_MAXUINT || balance[i] > balance[best]))
            best = i;
        }
      is_taken[best] = TRUE;
      sequence[best] = number;
    }
  return sequence;
}

static void
turn_arcs (GArray      *arcs,
           const guint *sequence)
{
  for (guint i = 0; i < arcs->len; i++)
    {
      Link *arc = &g_array_index (arcs, Link, i);
      Link  old = *arc;

      if (sequence[arc->left] < sequence[arc->right])
        continue;
      *arc = (Link){ old.right, old.left, old.right_port, old.left_port };
    }
}

/* As far left as what it refers to allows; then what nothing is left of as far right as what refers to it allows. */
static guint
find_layers (Layering    *self,
             GArray      *arcs,
             const guint *sequence)
{
  guint             n = self->vertices->len, n_layers = 0;
  g_autofree guint *order = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    order[sequence[i]] = i;
  for (guint i = 0; i < n; i++)
    {
      Vertex *vertex = vertex_at (self, order[i]);

      for (guint j = 0; j < arcs->len; j++)
        {
          const Link *arc = &g_array_index (arcs, Link, j);

          if (arc->right == order[i])
            vertex->layer = MAX (vertex->layer, vertex_at (self, arc->left)->layer + 1);
        }
      n_layers = MAX (n_layers, vertex->layer + 1);
    }
  for (guint i = n; i-- > 0;)
    {
      guint    nearest = G_MAXUINT;
      gboolean is_first = TRUE;

      for (guint j = 0; j < arcs->len; j++)
        {
          const Link *arc = &g_array_index (arcs, Link, j);

          is_first = is_first && arc->right != order[i];
          if (arc->left == order[i])
            nearest = MIN (nearest, vertex_at (self, arc->right)->layer);
        }
      if (is_first && nearest != G_MAXUINT)
        vertex_at (self, order[i])->layer = nearest - 1;
    }
  return n_layers;
}

/* A link from layer to layer for each arc, by way of a passage through each that is between. */
static void
make_links (Layering *self,
            GArray   *arcs)
{
  for (guint i = 0; i < arcs->len; i++)
    {
      const Link *arc = &g_array_index (arcs, Link, i);
      Link        link = { arc->left, arc->right, arc->left_port, 0 };

      for (guint layer = vertex_at (self, arc->left)->layer + 1; layer < vertex_at (self, arc->right)->layer; layer++)
        {
          Vertex passage = { .node = G_MAXUINT, .layer = layer, .height = PASSAGE };

          link.right = self->vertices->len;
          g_array_append_val (self->vertices, passage);
          g_array_append_val (self->links, link);
          link.left = link.right;
          link.left_port = 0;
        }
      link.right = arc->right;
      link.right_port = arc->right_port;
      g_array_append_val (self->links, link);
    }
}

static int
compare_links (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Link *x = a, *y = b;
  guint       i = vertex_at (data, x->left)->layer, j = vertex_at (data, y->left)->layer;

  if (i != j)
    return i < j ? -1 : 1;
  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->right < y->right ? -1 : x->right > y->right;
}

static void
fill_layers (Layering *self,
             guint     n_layers)
{
  for (guint i = 0; i < n_layers; i++)
    g_ptr_array_add (self->layers, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < self->vertices->len; i++)
    {
      GArray *layer = layer_at (self, vertex_at (self, i)->layer);

      vertex_at (self, i)->rank = layer->len;
      g_array_append_val (layer, i);
    }
}

/* Order */

static guint
count_crossings (Layering *self)
{
  guint n = 0;

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *one = &g_array_index (self->links, Link, i);

      for (guint j = i; j-- > 0;)
        {
          const Link *two = &g_array_index (self->links, Link, j);

          if (vertex_at (self, one->left)->layer != vertex_at (self, two->left)->layer)
            break;
          n += (vertex_at (self, one->left)->rank - vertex_at (self, two->left)->rank) * (vertex_at (self, one->right)->rank - vertex_at (self, two->right)->rank) < 0;
        }
    }
  return n;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  Layering     *self = data;
  const Vertex *x = vertex_at (self, *(const guint *)a);
  const Vertex *y = vertex_at (self, *(const guint *)b);

  return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) : 0;
}

static void
number_layer (Layering *self,
              GArray   *layer)
{
  for (guint i = 0; i < layer->len; i++)
    vertex_at (self, g_array_index (layer, guint, i))->rank = i;
}

/* By the mean rank of their neighbours on one side; who has none there stays about where it is. */
static void
sort_layer (Layering *self,
            guint     number,
            gboolean  by_left)
{
  GArray            *layer = layer_at (self, number);
  g_autofree double *sum = g_new0 (double, self->vertices->len);
  g_autofree guint  *count = g_new0 (guint, self->vertices->len);

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);
      guint       mine = by_left ? link->right : link->left;
      guint       other = by_left ? link->left : link->right;

      sum[mine] += vertex_at (self, other)->rank;
      count[mine]++;
    }
  for (guint i = 0; i < layer->len; i++)
    {
      guint id = g_array_index (layer, guint, i);

      if (count[id] > 0)
        vertex_at (self, id)->rank = sum[id] / count[id];
    }
  g_array_sort_with_data (layer, compare_ranks, self);
  number_layer (self, layer);
}

static void
find_order (Layering *self)
{
  g_autofree double *best = g_new (double, self->vertices->len);
  guint              least = G_MAXUINT;

  for (guint sweep = 0; sweep <= ORDER_SWEEPS; sweep++)
    {
      guint n_crossings = count_crossings (self);

      if (n_crossings < least)
        {
          least = n_crossings;
          for (guint i = 0; i < self->vertices->len; i++)
            best[i] = vertex_at (self, i)->rank;
        }
      for (guint i = 1; i < self->layers->len; i++)
        sort_layer (self, sweep % 2 == 0 ? i : self->layers->len - 1 - i, sweep % 2 == 0);
    }
  for (guint i = 0; i < self->vertices->len; i++)
    vertex_at (self, i)->rank = best[i];
  for (guint i = 0; i < self->layers->len; i++)
    {
      g_array_sort_with_data (layer_at (self, i), compare_ranks, self);
      number_layer (self, layer_at (self, i));
    }
}

/* Heights */

static double
distance_between (const Vertex *above,
                  const Vertex *below)
{
  gboolean is_passage = above->node == G_MAXUINT || below->node == G_MAXUINT;

  return (above->height + below->height) / 2.0 + (is_passage ? PASSAGE : GAP_CARD);
}

/* A run of vertices that touch each other. */
typedef struct
{
  double sum; /* of where the first would be if each had its wish */
  guint  n;
} Run;

/* The least squares of the moves from what is wished for, in the order of the layer: neighbours that would come too
 * close move as one (pool adjacent violators). */
static void
place_layer (Layering     *self,
             GArray       *layer,
             const double *wish)
{
  g_autofree double *offset = g_new0 (double, layer->len + 1);
  g_autofree Run    *runs = g_new0 (Run, layer->len + 1);
  guint              n_runs = 0, next = 0;

  for (guint i = 0; i < layer->len; i++)
    {
      guint id = g_array_index (layer, guint, i);

      if (i > 0)
        offset[i] = offset[i - 1] + distance_between (vertex_at (self, g_array_index (layer, guint, i - 1)), vertex_at (self, id));
      runs[n_runs++] = (Run){ wish[id] - offset[i], 1 };
      while (n_runs > 1 && runs[n_runs - 2].sum / runs[n_runs - 2].n > runs[n_runs - 1].sum / runs[n_runs - 1].n)
        {
          runs[n_runs - 2].sum += runs[n_runs - 1].sum;
          runs[n_runs - 2].n += runs[n_runs - 1].n;
          n_runs--;
        }
    }
  for (guint i = 0; i < n_runs; i++)
    {
      for (guint j = 0; j < runs[i].n; j++, next++)
        vertex_at (self, g_array_index (layer, guint, next))->y = runs[i].sum / runs[i].n + offset[next];
    }
}

/* Each vertex wishes to be where its lines run straight, on one side or on both. */
static void
straighten_layer (Layering *self,
                  guint     number,
                  gboolean  to_left,
                  gboolean  to_right)
{
  g_autofree double *wish = g_new0 (double, self->vertices->len);
  g_autofree guint  *count = g_new0 (guint, self->vertices->len);

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (to_left)
        {
          wish[link->right] += vertex_at (self, link->left)->y + link->left_port - link->right_port;
          count[link->right]++;
        }
      if (to_right)
        {
          wish[link->left] += vertex_at (self, link->right)->y + link->right_port - link->left_port;
          count[link->left]++;
        }
    }
  for (guint i = 0; i < self->vertices->len; i++)
    wish[i] = count[i] > 0 ? wish[i] / count[i] : vertex_at (self, i)->y;
  place_layer (self, layer_at (self, number), wish);
}

static void
find_heights (Layering *self)
{
  g_autofree double *nowhere = g_new0 (double, self->vertices->len);
  guint              n = self->layers->len;

  for (guint i = 0; i < n; i++)
    place_layer (self, layer_at (self, i), nowhere);
  for (guint sweep = 0; sweep < HEIGHT_SWEEPS; sweep++)
    {
      gboolean rightwards = sweep % 2 == 0;
      gboolean both = sweep >= HEIGHT_SWEEPS / 2;

      for (guint i = 0; i < n; i++)
        straighten_layer (self, rightwards ? i : n - 1 - i, rightwards || both, !rightwards || both);
    }
}

/* Components */

/* Each two cards once, and what is referred to is left. @place_of: of each node in the component, or G_MAXUINT */
static GArray *
list_arcs (Layering    *self,
           const guint *place_of)
{
  GArray *arcs = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      Link                  arc = { place_of[edge->to], place_of[edge->from], 0, 0 };
      gboolean              is_new = arc.left != arc.right && arc.left != G_MAXUINT && arc.right != G_MAXUINT;

      for (guint j = 0; j < arcs->len && is_new; j++)
        {
          const Link *other = &g_array_index (arcs, Link, j);

          is_new = MIN (other->left, other->right) != MIN (arc.left, arc.right) || MAX (other->left, other->right) != MAX (arc.left, arc.right);
        }
      if (!is_new)
        continue;
      arc.left_port = edge->to_port - node_at (self->graph, edge->to)->height / 2.0;
      arc.right_port = edge->from_port - node_at (self->graph, edge->from)->height / 2.0;
      g_array_append_val (arcs, arc);
    }
  return arcs;
}

/* Sets the places of the members. Returns: the room they take, from the origin on */
static TenonLayoutParcel
place_members (Layering *self)
{
  TenonLayoutParcel parcel = { 0 };
  int               top = G_MAXINT;

  for (guint i = 0; i < self->layers->len; i++)
    {
      GArray *layer = layer_at (self, i);
      int     width = 0;

      for (guint j = 0; j < layer->len; j++)
        {
          const Vertex   *vertex = vertex_at (self, g_array_index (layer, guint, j));
          TenonGraphNode *node;

          if (vertex->node == G_MAXUINT)
            continue;
          node = node_at (self->graph, vertex->node);
          node->x = parcel.width;
          node->y = (int)(vertex->y - vertex->height / 2.0);
          width = MAX (width, node->width);
          top = MIN (top, node->y);
        }
      parcel.width += width + GAP_LAYER;
    }
  for (guint i = 0; i < self->vertices->len; i++)
    {
      const Vertex   *vertex = vertex_at (self, i);
      TenonGraphNode *node = vertex->node != G_MAXUINT ? node_at (self->graph, vertex->node) : NULL;

      if (node == NULL)
        continue;
      node->y -= top;
      parcel.height = MAX (parcel.height, node->y + node->height);
    }
  parcel.width += GAP_COMPONENT - GAP_LAYER;
  parcel.height += GAP_COMPONENT;
  return parcel;
}

static TenonLayoutParcel
layer_component (TenonGraph *graph,
                 GArray     *members,
                 guint      *place_of)
{
  Layering          self = { .graph = graph };
  g_autofree guint *sequence = NULL;
  g_autoptr (GArray) arcs = NULL;
  TenonLayoutParcel parcel;
  guint             n_layers;

  self.vertices = g_array_new (FALSE, FALSE, sizeof (Vertex));
  self.links = g_array_new (FALSE, FALSE, sizeof (Link));
  self.layers = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < members->len; i++)
    {
      guint  id = g_array_index (members, guint, i);
      Vertex vertex = { .node = id, .height = node_at (graph, id)->height };

      place_of[id] = i;
      g_array_append_val (self.vertices, vertex);
    }
  arcs = list_arcs (&self, place_of);
  sequence = find_sequence (members->len, arcs);
  turn_arcs (arcs, sequence);
  n_layers = find_layers (&self, arcs, sequence);
  make_links (&self, arcs);
  g_array_sort_with_data (self.links, compare_links, &self);
  fill_layers (&self, n_layers);
  for (guint i = 0; i < members->len; i++)
    place_of[g_array_index (members, guint, i)] = G_MAXUINT;
  find_order (&self);
  find_heights (&self);
  parcel = place_members (&self);
  g_array_unref (self.vertices);
  g_array_unref (self.links);
  g_ptr_array_unref (self.layers);
  return parcel;
}

/* Returns: (transfer full) (element-type GArray): what hangs together, each in the order of the nodes */
static GPtrArray *
find_components (TenonGraph *graph)
{
  GPtrArray        *components = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autofree guint *label = g_new (guint, MAX (graph->nodes->len, 1));
  gboolean          is_changing = TRUE;

  for (guint i = 0; i < graph->nodes->len; i++)
    label[i] = i;
  while (is_changing)
    {
      is_changing = FALSE;
      for (guint i = 0; i < graph->edges->len; i++)
        {
          const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
          guint                 least = MIN (label[edge->from], label[edge->to]);

          is_changing = is_changing || label[edge->from] != label[edge->to];
          label[edge->from] = label[edge->to] = least;
        }
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      if (label[i] != i)
        continue;
      g_ptr_array_add (components, g_array_new (FALSE, FALSE, sizeof (guint)));
      for (guint j = i; j < graph->nodes->len; j++)
        {
          if (label[j] == i)
            g_array_append_val ((GArray *)g_ptr_array_index (components, components->len - 1), j);
        }
    }
  return components;
}

/**
 * tenon_layout_arrange_layered:
 * @graph: (inout): every node gets a place, from the origin on, whether it had one or not; lines are not touched
 *
 * For a selection of a few dozen tables whose references are to be read from right to left; larger graphs are more
 * readable by tenon_layout_arrange().
 */
void
tenon_layout_arrange_layered (TenonGraph *graph)
{
  g_autoptr (GPtrArray) components = find_components (graph);
  g_autofree TenonLayoutParcel *parcels = g_new0 (TenonLayoutParcel, MAX (components->len, 1));
  g_autofree guint             *place_of = g_new (guint, MAX (graph->nodes->len, 1));

  for (guint i = 0; i < graph->nodes->len; i++)
    place_of[i] = G_MAXUINT;
  for (guint i = 0; i < components->len; i++)
    parcels[i] = layer_component (graph, g_ptr_array_index (components, i), place_of);
  tenon_layout_pack (parcels, components->len, ASPECT);
  for (guint i = 0; i < components->len; i++)
    {
      GArray *members = g_ptr_array_index (components, i);

      for (guint j = 0; j < members->len; j++)
        {
          TenonGraphNode *node = node_at (graph, g_array_index (members, guint, j));

          node->x += parcels[i].x;
          node->y += parcels[i].y;
          node->is_placed = TRUE;
        }
    }
}
