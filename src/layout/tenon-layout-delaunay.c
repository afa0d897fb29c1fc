/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Delaunay triangulation of points, by halves: L. Guibas, J. Stolfi, "Primitives for the manipulation of general
 * subdivisions and the computation of Voronoi diagrams" (ACM TOG 4, 1985). Points are laid on a grid first that is fine
 * enough for their order and coarse enough for every test to be exact in 64 bits. */

#include "layout/tenon-layout-delaunay.h"

#include <math.h>

/* With coordinates below 2^14 the determinant of the circle test stays below 2^62. */
#define GRID 16383

typedef struct
{
  gint64 x;
  gint64 y;
  guint  id;
} Site;

/* A directed edge; the one the other way has the next index, by the last bit. */
typedef struct
{
  guint from; /* index of a site */
  guint next; /* counter-clockwise around from */
  guint previous;
} Edge;

typedef struct
{
  GArray *sites; /* (element-type Site) by x, then y, each place once */
  GArray *edges; /* (element-type Edge) */
} Mesh;

/* The outermost edges of a half: counter-clockwise out of its leftmost site, clockwise out of its rightmost. */
typedef struct
{
  guint left;
  guint right;
} Hull;

static Edge *
edge_at (Mesh *mesh,
         guint i)
{
  return &g_array_index (mesh->edges, Edge, i);
}

static const Site *
origin (Mesh *mesh,
        guint edge)
{
  return &g_array_index (mesh->sites, Site, edge_at (mesh, edge)->from);
}

static const Site *
destination (Mesh *mesh,
             guint edge)
{
  return origin (mesh, edge ^ 1);
}

static guint
make_edge (Mesh *mesh,
           guint from,
           guint to)
{
  guint id = mesh->edges->len;
  Edge  there = { from, id, id };
  Edge  back = { to, id + 1, id + 1 };

  g_array_append_val (mesh->edges, there);
  g_array_append_val (mesh->edges, back);
  return id;
}

/* Joins the rings around two origins, or takes one ring apart. */
static void
splice (Mesh *mesh,
        guint a,
        guint b)
{
  guint after_a = edge_at (mesh, a)->next;
  guint after_b = edge_at (mesh, b)->next;

  edge_at (mesh, a)->next = after_b;
  edge_at (mesh, after_b)->previous = a;
  edge_at (mesh, b)->next = after_a;
  edge_at (mesh, after_a)->previous = b;
}

/* From the end of @a to the start of @b, so that the three have one face on their left. */
static guint
connect (Mesh *mesh,
         guint a,
         guint b)
{
  guint edge = make_edge (mesh, edge_at (mesh, a ^ 1)->from, edge_at (mesh, b)->from);

  splice (mesh, edge, edge_at (mesh, a ^ 1)->previous);
  splice (mesh, edge ^ 1, b);
  return edge;
}

static void
disconnect (Mesh *mesh,
            guint edge)
{
  splice (mesh, edge, edge_at (mesh, edge)->previous);
  splice (mesh, edge ^ 1, edge_at (mesh, edge ^ 1)->previous);
  edge_at (mesh, edge)->from = G_MAXUINT;
  edge_at (mesh, edge ^ 1)->from = G_MAXUINT;
}

static gboolean
is_counter_clockwise (const Site *a,
                      const Site *b,
                      const Site *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x) > 0;
}

static gboolean
is_left_of (Mesh       *mesh,
            const Site *site,
            guint       edge)
{
  return is_counter_clockwise (site, origin (mesh, edge), destination (mesh, edge));
}

static gboolean
is_right_of (Mesh       *mesh,
             const Site *site,
             guint       edge)
{
  return is_counter_clockwise (site, destination (mesh, edge), origin (mesh, edge));
}

/* Whether @d lies inside the circle through the other three, which stand counter-clockwise. */
static gboolean
is_in_circle (const Site *a,
              const Site *b,
              const Site *c,
              const Site *d)
{
  gint64 ax = a->x - d->x, ay = a->y - d->y;
  gint64 bx = b->x - d->x, by = b->y - d->y;
  gint64 cx = c->x - d->x, cy = c->y - d->y;

  return (ax * ax + ay * ay) * (bx * cy - by * cx) - (bx * bx + by * by) * (ax * cy - ay * cx) + (cx * cx + cy * cy) * (ax * by - ay * bx) > 0;
}

static Hull
triangulate_few (Mesh *mesh,
                 guint first,
                 guint n)
{
  guint       a = make_edge (mesh, first, first + 1);
  guint       b, c;
  const Site *site = &g_array_index (mesh->sites, Site, first);

  if (n == 2)
    return (Hull){ a, a ^ 1 };
  b = make_edge (mesh, first + 1, first + 2);
  splice (mesh, a ^ 1, b);
  if (is_counter_clockwise (site, site + 1, site + 2))
    {
      connect (mesh, b, a);
      return (Hull){ a, b ^ 1 };
    }
  if (is_counter_clockwise (site, site + 2, site + 1))
    {
      c = connect (mesh, b, a);
      return (Hull){ c ^ 1, c };
    }
  return (Hull){ a, b ^ 1 };
}

/* The next site of the left half above the seam; what is in the way of its circle goes. */
static guint
find_left_candidate (Mesh *mesh,
                     guint base)
{
  guint edge = edge_at (mesh, base ^ 1)->next;

  if (!is_right_of (mesh, destination (mesh, edge), base))
    return edge;
  while (is_in_circle (destination (mesh, base), origin (mesh, base), destination (mesh, edge), destination (mesh, edge_at (mesh, edge)->next)))
    {
      guint next = edge_at (mesh, edge)->next;

      disconnect (mesh, edge);
      edge = next;
    }
  return edge;
}

static guint
find_right_candidate (Mesh *mesh,
                      guint base)
{
  guint edge = edge_at (mesh, base)->previous;

  if (!is_right_of (mesh, destination (mesh, edge), base))
    return edge;
  while (is_in_circle (destination (mesh, base), origin (mesh, base), destination (mesh, edge), destination (mesh, edge_at (mesh, edge)->previous)))
    {
      guint next = edge_at (mesh, edge)->previous;

      disconnect (mesh, edge);
      edge = next;
    }
  return edge;
}

/* Sews the halves together from below upwards, beginning with the edge @base between them. */
static void
sew (Mesh *mesh,
     guint base)
{
  while (TRUE)
    {
      guint    left = find_left_candidate (mesh, base);
      guint    right = find_right_candidate (mesh, base);
      gboolean left_counts = is_right_of (mesh, destination (mesh, left), base);
      gboolean right_counts = is_right_of (mesh, destination (mesh, right), base);

      if (!left_counts && !right_counts)
        return;
      if (!left_counts || (right_counts && is_in_circle (destination (mesh, left), origin (mesh, left), origin (mesh, right), destination (mesh, right))))
        base = connect (mesh, right, base ^ 1);
      else
        base = connect (mesh, base ^ 1, left ^ 1);
    }
}

/* Halves again and again: as deep as the number of sites has bits. */
static Hull
triangulate (Mesh *mesh,
             guint first,
             guint n)
{
  Hull  left, right;
  guint inner_left, inner_right, base;

  if (n <= 3)
    return triangulate_few (mesh, first, n);
  left = triangulate (mesh, first, n / 2);
  right = triangulate (mesh, first + n / 2, n - n / 2);
  inner_left = left.right;
  inner_right = right.left;
  while (TRUE)
    {
      if (is_left_of (mesh, origin (mesh, inner_right), inner_left))
        inner_left = edge_at (mesh, inner_left ^ 1)->previous;
      else if (is_right_of (mesh, origin (mesh, inner_left), inner_right))
        inner_right = edge_at (mesh, inner_right ^ 1)->next;
      else
        break;
    }
  base = connect (mesh, inner_right ^ 1, inner_left);
  if (edge_at (mesh, inner_left)->from == edge_at (mesh, left.left)->from)
    left.left = base ^ 1;
  if (edge_at (mesh, inner_right)->from == edge_at (mesh, right.right)->from)
    right.right = base;
  sew (mesh, base);
  return (Hull){ left.left, right.right };
}

static int
compare_sites (gconstpointer a,
               gconstpointer b)
{
  const Site *s = a;
  const Site *t = b;

  if (s->x != t->x)
    return s->x < t->x ? -1 : 1;
  if (s->y != t->y)
    return s->y < t->y ? -1 : 1;
  return s->id < t->id ? -1 : s->id > t->id;
}

static GArray *
lay_on_grid (const double *x,
             const double *y,
             guint         n)
{
  GArray *sites = g_array_sized_new (FALSE, FALSE, sizeof (Site), n);
  double  left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE, scale;

  for (guint i = 0; i < n; i++)
    {
      left = MIN (left, x[i]);
      right = MAX (right, x[i]);
      top = MIN (top, y[i]);
      bottom = MAX (bottom, y[i]);
    }
  scale = GRID / MAX (MAX (right - left, bottom - top), 1e-9);
  for (guint i = 0; i < n; i++)
    {
      Site site = { (gint64)floor ((x[i] - left) * scale), (gint64)floor ((y[i] - top) * scale), i };

      g_array_append_val (sites, site);
    }
  g_array_sort (sites, compare_sites);
  return sites;
}

static void
add_pair (GArray *pairs,
          guint   a,
          guint   b)
{
  g_array_append_val (pairs, a);
  g_array_append_val (pairs, b);
}

/* What falls on one place of the grid is tied to the first there, and that alone takes part. */
static void
merge_sites (GArray *sites,
             GArray *pairs)
{
  guint n = 0;

  for (guint i = 0; i < sites->len; i++)
    {
      Site  site = g_array_index (sites, Site, i);
      Site *last = n > 0 ? &g_array_index (sites, Site, n - 1) : NULL;

      if (last != NULL && last->x == site.x && last->y == site.y)
        add_pair (pairs, last->id, site.id);
      else
        g_array_index (sites, Site, n++) = site;
    }
  g_array_set_size (sites, n);
}

/**
 * tenon_layout_delaunay:
 *
 * Returns: (transfer full) (element-type guint): the points that are neighbours, two by two, each pair once
 */
GArray *
tenon_layout_delaunay (const double *x,
                       const double *y,
                       guint         n)
{
  GArray *pairs = g_array_sized_new (FALSE, FALSE, sizeof (guint), 6 * n);
  Mesh    mesh = { lay_on_grid (x, y, n), g_array_sized_new (FALSE, FALSE, sizeof (Edge), 8 * n) };

  merge_sites (mesh.sites, pairs);
  if (mesh.sites->len > 1)
    triangulate (&mesh, 0, mesh.sites->len);
  for (guint i = 0; i < mesh.edges->len; i += 2)
    {
      if (edge_at (&mesh, i)->from != G_MAXUINT)
        add_pair (pairs, origin (&mesh, i)->id, destination (&mesh, i)->id);
    }
  g_array_unref (mesh.sites);
  g_array_unref (mesh.edges);
  return pairs;
}
