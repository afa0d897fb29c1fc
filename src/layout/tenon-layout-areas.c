/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places for cards of which some belong together: areas that share cards form a cluster, each cluster is arranged in
 * itself, and then stands among all other cards as one large card, its frame around it.
 *
 *   no card has a place      arranged from the origin on, in blocks of the same areas, then placed as one
 *   some have a place        the others join them; the frame stays where that leads it
 *   all have a place         nothing happens but that the frame is in the way of others */

#include "layout/tenon-layout-areas.h"

#include "layout/tenon-layout-frames.h"

#include <math.h>
#include <string.h>

/* Between blocks of a cluster: room for two frames and for lines. */
#define GAP_BLOCK (2 * TENON_GRAPH_AREA_PADDING + 48)

typedef struct
{
  GArray  *members; /* (element-type guint) those of the same areas beside each other */
  guint    n_placed;
  guint    node; /* in the graph of clusters and single cards */
  gboolean is_afresh;
} Cluster;

typedef struct
{
  TenonGraph     *graph;
  TenonLayoutRun *run;
  GPtrArray      *areas_of;   /* (element-type GArray of guint) of each node, rising */
  GPtrArray      *clusters;   /* (element-type Cluster) */
  guint          *cluster_of; /* of each node; G_MAXUINT: none */
} Grouping;

static TenonGraphNode *
node_at (TenonGraph *graph,
         guint       i)
{
  return g_ptr_array_index (graph->nodes, i);
}

static Cluster *
cluster_at (Grouping *self,
            guint     i)
{
  return g_ptr_array_index (self->clusters, i);
}

static void
cluster_free (gpointer data)
{
  Cluster *cluster = data;

  g_array_unref (cluster->members);
  g_free (cluster);
}

static GArray *
areas_of (Grouping *self,
          guint     node)
{
  return g_ptr_array_index (self->areas_of, node);
}

/* Clusters */

static int
compare_areas (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  guint   i = *(const guint *)a, j = *(const guint *)b;
  GArray *x = areas_of (data, i), *y = areas_of (data, j);

  for (guint k = 0; k < MIN (x->len, y->len); k++)
    {
      guint p = g_array_index (x, guint, k), q = g_array_index (y, guint, k);

      if (p != q)
        return p < q ? -1 : 1;
    }
  if (x->len != y->len)
    return x->len < y->len ? -1 : 1;
  return i < j ? -1 : i > j;
}

static gboolean
same_areas (Grouping *self,
            guint     a,
            guint     b)
{
  GArray *x = areas_of (self, a), *y = areas_of (self, b);

  return x->len == y->len && memcmp (x->data, y->data, x->len * sizeof (guint)) == 0;
}

static guint
find_root (guint *parent,
           guint  i)
{
  while (parent[i] != i)
    {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
  return i;
}

static void
list_areas (Grouping *self)
{
  self->areas_of = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < self->graph->nodes->len; i++)
    g_ptr_array_add (self->areas_of, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < self->graph->areas->len; i++)
    {
      GArray *area = g_ptr_array_index (self->graph->areas, i);

      for (guint j = 0; j < area->len; j++)
        {
          GArray *own = areas_of (self, g_array_index (area, guint, j));

          if (own->len == 0 || g_array_index (own, guint, own->len - 1) != i)
            g_array_append_val (own, i);
        }
    }
}

static void
find_clusters (Grouping *self)
{
  guint             n = self->graph->areas->len;
  g_autofree guint *parent = g_new (guint, n);
  g_autofree guint *number = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      parent[i] = i;
      number[i] = G_MAXUINT;
    }
  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      GArray *own = areas_of (self, i);

      for (guint j = 1; j < own->len; j++)
        {
          guint a = find_root (parent, g_array_index (own, guint, j - 1)), b = find_root (parent, g_array_index (own, guint, j));

          parent[MAX (a, b)] = MIN (a, b);
        }
    }
  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      GArray *own = areas_of (self, i);
      guint   root = own->len > 0 ? find_root (parent, g_array_index (own, guint, 0)) : G_MAXUINT;

      self->cluster_of[i] = G_MAXUINT;
      if (root == G_MAXUINT)
        continue;
      if (number[root] == G_MAXUINT)
        {
          Cluster *cluster = g_new0 (Cluster, 1);

          number[root] = self->clusters->len;
          cluster->members = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->clusters, cluster);
        }
      self->cluster_of[i] = number[root];
      g_array_append_val (cluster_at (self, number[root])->members, i);
      cluster_at (self, number[root])->n_placed += node_at (self->graph, i)->is_placed;
    }
  for (guint i = 0; i < self->clusters->len; i++)
    g_array_sort_with_data (cluster_at (self, i)->members, compare_areas, self);
}

/* Within a cluster */

/* Finds places for the members among themselves, in the graph; those that have one keep it unless @anew. Returns: %FALSE
 * when cancelled */
static gboolean
arrange_members (Grouping    *self,
                 const guint *members,
                 guint        n,
                 gboolean     anew)
{
  TenonGraph       *part = tenon_graph_new ();
  g_autofree guint *place_of = g_new (guint, self->graph->nodes->len);
  gboolean          goes_on;

  for (guint i = 0; i < self->graph->nodes->len; i++)
    place_of[i] = G_MAXUINT;
  for (guint i = 0; i < n; i++)
    {
      const TenonGraphNode *node = node_at (self->graph, members[i]);
      TenonGraphNode       *twin = tenon_graph_add_node (part, node->id, node->width, node->height);

      twin->x = node->x;
      twin->y = node->y;
      twin->is_placed = node->is_placed && !anew;
      place_of[members[i]] = i;
    }
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);

      if (place_of[edge->from] != G_MAXUINT && place_of[edge->to] != G_MAXUINT)
        tenon_graph_add_edge (part, place_of[edge->from], place_of[edge->to], edge->from_port, edge->to_port);
    }
  goes_on = tenon_layout_arrange_plain (part, self->run);
  for (guint i = 0; i < n && goes_on; i++)
    {
      node_at (self->graph, members[i])->x = node_at (part, i)->x;
      node_at (self->graph, members[i])->y = node_at (part, i)->y;
    }
  tenon_graph_free (part);
  return goes_on;
}

/* A block: members of exactly the same areas. */
typedef struct
{
  guint first; /* among the members of the cluster */
  guint n;
} Block;

static GArray *
list_blocks (Grouping *self,
             Cluster  *cluster)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (Block));

  for (guint i = 0; i < cluster->members->len; i++)
    {
      Block block = { i, 1 };

      if (i > 0 && same_areas (self, g_array_index (cluster->members, guint, i - 1), g_array_index (cluster->members, guint, i)))
        g_array_index (blocks, Block, blocks->len - 1).n++;
      else
        g_array_append_val (blocks, block);
    }
  return blocks;
}

/* Returns: how many blocks in all stand between two of an area without being of it */
static guint
count_strangers (Grouping *self,
                 Cluster  *cluster,
                 GArray   *blocks)
{
  guint n_areas = self->graph->areas->len, n = 0;

  for (guint area = 0; area < n_areas; area++)
    {
      guint n_own = 0, n_between = 0;

      for (guint i = 0; i < blocks->len; i++)
        {
          GArray  *own = areas_of (self, g_array_index (cluster->members, guint, g_array_index (blocks, Block, i).first));
          gboolean is_own = FALSE;

          for (guint j = 0; j < own->len; j++)
            is_own = is_own || g_array_index (own, guint, j) == area;
          if (is_own && n_own++ > 0)
            n += n_between;
          n_between = is_own ? 0 : n_between + (n_own > 0);
        }
    }
  return n;
}

/* Two blocks change places as long as that helps. */
static void
order_blocks (Grouping *self,
              Cluster  *cluster,
              GArray   *blocks)
{
  guint    least = count_strangers (self, cluster, blocks);
  gboolean is_changing = blocks->len > 2;

  while (is_changing && least > 0)
    {
      is_changing = FALSE;
      for (guint i = 0; i < blocks->len; i++)
        {
          for (guint j = i + 1; j < blocks->len; j++)
            {
              Block *a = &g_array_index (blocks, Block, i), *b = &g_array_index (blocks, Block, j), swap = *a;
              guint  n;

              *a = *b;
              *b = swap;
              n = count_strangers (self, cluster, blocks);
              if (n < least)
                {
                  least = n;
                  is_changing = TRUE;
                  continue;
                }
              *b = *a;
              *a = swap;
            }
        }
    }
}

/* In a row from the origin on. */
static void
line_up (Grouping *self,
         Cluster  *cluster,
         GArray   *blocks)
{
  int x = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);
      int          left = G_MAXINT, top = G_MAXINT, right = G_MININT;

      for (guint j = block->first; j < block->first + block->n; j++)
        {
          const TenonGraphNode *node = node_at (self->graph, g_array_index (cluster->members, guint, j));

          left = MIN (left, node->x);
          top = MIN (top, node->y);
          right = MAX (right, node->x + node->width);
        }
      for (guint j = block->first; j < block->first + block->n; j++)
        {
          TenonGraphNode *node = node_at (self->graph, g_array_index (cluster->members, guint, j));

          node->x += x - left;
          node->y -= top;
        }
      x += right - left + GAP_BLOCK;
    }
}

static gboolean
arrange_afresh (Grouping *self,
                Cluster  *cluster)
{
  g_autoptr (GArray) blocks = list_blocks (self, cluster);

  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);

      if (!arrange_members (self, &g_array_index (cluster->members, guint, block->first), block->n, TRUE))
        return FALSE;
    }
  order_blocks (self, cluster, blocks);
  line_up (self, cluster, blocks);
  return TRUE;
}

/* As if none had a place, then moved so that the only one that has stands where it did. */
static gboolean
arrange_around_one (Grouping *self,
                    Cluster  *cluster)
{
  TenonGraphNode *fixed = NULL;
  TenonGraphPoint place = { 0, 0 }, shift;

  for (guint i = 0; i < cluster->members->len; i++)
    {
      TenonGraphNode *node = node_at (self->graph, g_array_index (cluster->members, guint, i));

      if (!node->is_placed)
        continue;
      fixed = node;
      place = (TenonGraphPoint){ node->x, node->y };
    }
  if (!arrange_afresh (self, cluster))
    return FALSE;
  shift = (TenonGraphPoint){ place.x - fixed->x, place.y - fixed->y };
  for (guint i = 0; i < cluster->members->len; i++)
    {
      TenonGraphNode *node = node_at (self->graph, g_array_index (cluster->members, guint, i));

      node->x += shift.x;
      node->y += shift.y;
    }
  return TRUE;
}

static guint
count_areas (Grouping *self,
             Cluster  *cluster)
{
  guint most = 0;

  for (guint i = 0; i < cluster->members->len; i++)
    most = MAX (most, areas_of (self, g_array_index (cluster->members, guint, i))->len);
  return most;
}

/* Those of the most areas first: the others stand around them. */
static gboolean
settle_each (Grouping *self,
             Cluster  *cluster)
{
  for (guint n_areas = count_areas (self, cluster); n_areas > 0; n_areas--)
    {
      g_autoptr (GArray) newcomers = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < cluster->members->len; i++)
        {
          guint id = g_array_index (cluster->members, guint, i);

          if (!node_at (self->graph, id)->is_placed && areas_of (self, id)->len == n_areas)
            g_array_append_val (newcomers, id);
        }
      if (!tenon_layout_frames_settle (self->graph, newcomers, self->run))
        return FALSE;
    }
  return TRUE;
}

/* Freely among themselves where that keeps every frame clear of strangers, else card by card. */
static gboolean
join_placed (Grouping *self,
             Cluster  *cluster)
{
  g_autoptr (GArray) newcomers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < cluster->members->len; i++)
    {
      guint id = g_array_index (cluster->members, guint, i);

      if (!node_at (self->graph, id)->is_placed)
        g_array_append_val (newcomers, id);
    }
  if (!(cluster->n_placed == 1 ? arrange_around_one (self, cluster) : arrange_members (self, (const guint *)(gpointer)cluster->members->data, cluster->members->len, FALSE)))
    return FALSE;
  if (!tenon_layout_frames_are_clear (self->graph, newcomers))
    return settle_each (self, cluster);
  for (guint i = 0; i < newcomers->len; i++)
    node_at (self->graph, g_array_index (newcomers, guint, i))->is_placed = TRUE;
  return TRUE;
}

/* Among all */

/* Each cluster one node, with the frame around its members. */
static TenonGraph *
make_outer_graph (Grouping *self,
                  guint    *node_of)
{
  TenonGraph *outer = tenon_graph_new ();

  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      const TenonGraphNode *node = node_at (self->graph, i);
      Cluster              *cluster = self->cluster_of[i] != G_MAXUINT ? cluster_at (self, self->cluster_of[i]) : NULL;
      TenonLayoutBox        frame = { node->x, node->y, (double)node->x + node->width, (double)node->y + node->height };
      TenonGraphNode       *twin;

      node_of[i] = cluster != NULL && cluster->node != G_MAXUINT ? cluster->node : outer->nodes->len;
      if (node_of[i] < outer->nodes->len)
        continue;
      if (cluster != NULL)
        {
          frame = tenon_layout_frame_around (self->graph, cluster->members, FALSE);
          cluster->node = outer->nodes->len;
        }
      twin = tenon_graph_add_node (outer, node->id, (int)(frame.right - frame.left), (int)(frame.bottom - frame.top));
      twin->x = (int)frame.left;
      twin->y = (int)frame.top;
      twin->is_placed = cluster != NULL ? !cluster->is_afresh : node->is_placed;
    }
  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      guint                 from = node_of[edge->from], to = node_of[edge->to];

      if (from != to)
        tenon_graph_add_edge (outer, from, to, node_at (self->graph, edge->from)->y - node_at (outer, from)->y + edge->from_port, node_at (self->graph, edge->to)->y - node_at (outer, to)->y + edge->to_port);
    }
  return outer;
}

/* From each member of the cluster to what is outside, all lines together. */
static double
measure_lines (Grouping *self,
               guint     cluster)
{
  double length = 0;

  for (guint i = 0; i < self->graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (self->graph->edges, i);
      const TenonGraphNode *from = node_at (self->graph, edge->from), *to = node_at (self->graph, edge->to);

      if ((self->cluster_of[edge->from] == cluster) == (self->cluster_of[edge->to] == cluster))
        continue;
      length += fabs (from->x + from->width / 2.0 - to->x - to->width / 2.0) + fabs ((double)from->y + edge->from_port - to->y - edge->to_port);
    }
  return length;
}

static void
mirror (Grouping      *self,
        const Cluster *cluster,
        gboolean       is_upright)
{
  TenonLayoutBox frame = tenon_layout_frame_around (self->graph, cluster->members, FALSE);
  int            width = (int)(frame.left + frame.right);
  int            height = (int)(frame.top + TENON_GRAPH_AREA_TITLE + frame.bottom);

  for (guint i = 0; i < cluster->members->len; i++)
    {
      TenonGraphNode *node = node_at (self->graph, g_array_index (cluster->members, guint, i));

      if (is_upright)
        node->y = height - node->y - node->height;
      else
        node->x = width - node->x - node->width;
    }
}

/* The one of four ways around that has the shortest lines to others. */
static void
turn (Grouping *self,
      guint     index)
{
  const Cluster *cluster = cluster_at (self, index);
  double         least = measure_lines (self, index), length;

  for (guint i = 0; i < 2; i++)
    {
      mirror (self, cluster, i == 0);
      length = measure_lines (self, index);
      if (length < least)
        least = length;
      else
        mirror (self, cluster, i == 0);
    }
}

/* Where the outer graph has its places now. */
static void
follow (Grouping    *self,
        TenonGraph  *outer,
        const guint *node_of)
{
  g_autofree int *old_x = g_new (int, self->clusters->len);
  g_autofree int *old_y = g_new (int, self->clusters->len);

  for (guint i = 0; i < self->clusters->len; i++)
    {
      TenonLayoutBox frame = tenon_layout_frame_around (self->graph, cluster_at (self, i)->members, FALSE);

      old_x[i] = (int)frame.left;
      old_y[i] = (int)frame.top;
    }
  for (guint i = 0; i < self->graph->nodes->len; i++)
    {
      TenonGraphNode       *node = node_at (self->graph, i);
      const TenonGraphNode *there = node_at (outer, node_of[i]);
      guint                 cluster = self->cluster_of[i];

      if (node->is_placed)
        continue;
      node->x = cluster != G_MAXUINT ? node->x + there->x - old_x[cluster] : there->x;
      node->y = cluster != G_MAXUINT ? node->y + there->y - old_y[cluster] : there->y;
    }
  for (guint i = 0; i < self->clusters->len; i++)
    {
      if (cluster_at (self, i)->is_afresh)
        turn (self, i);
    }
  for (guint i = 0; i < self->graph->nodes->len; i++)
    node_at (self->graph, i)->is_placed = TRUE;
}

static gboolean
arrange_outer (Grouping *self)
{
  g_autofree guint *node_of = g_new (guint, MAX (self->graph->nodes->len, 1));
  g_autoptr (TenonGraph) outer = NULL;

  for (guint i = 0; i < self->clusters->len; i++)
    cluster_at (self, i)->node = G_MAXUINT;
  outer = make_outer_graph (self, node_of);
  if (!tenon_layout_arrange_plain (outer, self->run))
    return FALSE;
  follow (self, outer, node_of);
  return TRUE;
}

/* About as costs grow, so that each cluster's share of the work is told as it is. */
static double
estimate (guint n)
{
  return n * log2 (n + 1.0);
}

static gboolean
arrange_all (Grouping *self)
{
  guint  n_outer = self->graph->nodes->len;
  double total = 0;

  for (guint i = 0; i < self->clusters->len; i++)
    {
      total += estimate (cluster_at (self, i)->members->len);
      n_outer -= cluster_at (self, i)->members->len - 1;
    }
  total = MAX (total + estimate (n_outer), 1);
  for (guint i = 0; i < self->clusters->len; i++)
    {
      Cluster *cluster = cluster_at (self, i);
      guint    n = cluster->members->len;

      tenon_layout_run_enter (self->run, estimate (n) / total);
      cluster->is_afresh = cluster->n_placed == 0;
      if (cluster->n_placed < n && !(cluster->is_afresh ? arrange_afresh (self, cluster) : join_placed (self, cluster)))
        return FALSE;
    }
  tenon_layout_run_enter (self->run, estimate (n_outer) / total);
  return arrange_outer (self);
}

/**
 * tenon_layout_arrange_areas:
 *
 * tenon_layout_arrange() for a graph with areas.
 *
 * Returns: %FALSE when cancelled; the graph is as before then
 */
gboolean
tenon_layout_arrange_areas (TenonGraph     *graph,
                            TenonLayoutRun *run)
{
  g_autoptr (TenonGraph) copy = tenon_graph_copy (graph);
  Grouping self = { .graph = copy, .run = run };
  gboolean goes_on;

  self.clusters = g_ptr_array_new_with_free_func (cluster_free);
  self.cluster_of = g_new (guint, MAX (graph->nodes->len, 1));
  list_areas (&self);
  find_clusters (&self);
  goes_on = arrange_all (&self);
  for (guint i = 0; i < graph->nodes->len && goes_on; i++)
    {
      TenonGraphNode *node = node_at (graph, i);

      node->x = node_at (copy, i)->x;
      node->y = node_at (copy, i)->y;
      node->is_placed = TRUE;
    }
  g_ptr_array_unref (self.areas_of);
  g_ptr_array_unref (self.clusters);
  g_free (self.cluster_of);
  return goes_on;
}
