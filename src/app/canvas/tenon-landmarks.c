/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chooses the names that stand on a map seen from afar: the most important tables and the areas, none over another. */

#include "tenon-landmarks.h"

#include <math.h>

#include "app/canvas/tenon-area-drawing.h"

#define FIRST_ZOOM 0.02 /* TENON_ZOOM_MIN */
#define ZOOM_STEP 1.25
#define N_LEVELS 16 /* up to 0.57: cards say their names long before */

/* Screen pixels at the desktop's normal text. */
#define AREA_SIZE 14.0
#define LARGE_SIZE 13.5
#define PLAIN_SIZE 11.5
#define LARGEST_WIDTH 240
#define LEAST_COLUMN 130 /* names nearer to each other than that would be a carpet */
#define LEAST_ROW 52
#define GAP_X 14
#define GAP_Y 6

#define GROWTH 0.12      /* text grows with the zoom as its power */
#define LARGE_SHARE 0.04 /* of all tables */
#define MOST_LARGE 16
#define CELL_REACH ((int)(LARGEST_WIDTH * 1.6 / LEAST_COLUMN) + 1)

/**
 * TenonLandmarks:
 *
 * What is chosen depends on the zoom alone and not on what is in view, so names stay while panning. The zoom is cut
 * into levels; a level keeps all that the one before it shows, since cards move apart faster than text grows, and adds
 * the most important that still have room: names do not come and go while zooming in. Levels are made when first asked
 * for.
 */
struct _TenonLandmarks
{
  GArray *candidates; /* (element-type TenonLandmark) the most important first */
  GArray *places;     /* (element-type graphene_point_t) their middles, world */
  GArray *shown;      /* (element-type guint) candidates, in the order in which they appear */
  GArray *is_shown;   /* (element-type gboolean) by candidate */
  guint   counts[N_LEVELS];
  guint   n_levels; /* that are made */
};

static double
get_level_zoom (guint level)
{
  return FIRST_ZOOM * pow (ZOOM_STEP, level);
}

static guint
get_level (double zoom)
{
  int level = (int)floor (log (MAX (zoom, FIRST_ZOOM) / FIRST_ZOOM) / log (ZOOM_STEP) + 1e-9);

  return CLAMP (level, 0, N_LEVELS - 1);
}

/* In whole pixels, so that few pictures of a name are needed. The text does not change within a level. */
double
tenon_landmark_get_size (const TenonLandmark *self,
                         double               zoom)
{
  return round (self->size * pow (get_level_zoom (get_level (zoom)) / FIRST_ZOOM, GROWTH));
}

/**
 * tenon_landmark_get_bounds:
 * @x: the middle of what it names
 * @bounds: (out): of the name, in the same pixels as @x and @y, at the desktop's normal text
 */
void
tenon_landmark_get_bounds (const TenonLandmark *self,
                           double               zoom,
                           double               x,
                           double               y,
                           graphene_rect_t     *bounds)
{
  double size = tenon_landmark_get_size (self, zoom), width = MIN (ceil (self->width * size / self->size), LARGEST_WIDTH), height = ceil (size * 1.3);

  graphene_rect_init (bounds, x - width / 2, y - height / 2, width, height);
}

/* In world pixels: the middle of a card, the middle of an area's upper edge. FALSE where it has no place. */
gboolean
tenon_landmark_get_place (const TenonLandmark *self,
                          TenonGraph          *graph,
                          GHashTable          *index,
                          double              *x,
                          double              *y)
{
  graphene_rect_t bounds;

  if (self->node != TENON_LANDMARK_NO_NODE)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, self->node);

      *x = node->x + node->width / 2.0;
      *y = node->y + node->height / 2.0;
      return node->is_placed;
    }
  if (!tenon_area_get_bounds (self->area, graph, index, &bounds))
    return FALSE;
  *x = bounds.origin.x + bounds.size.width / 2;
  *y = bounds.origin.y;
  return TRUE;
}

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  const TenonLandmark *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;
  return g_strcmp0 (first->text, second->text);
}

static void
add_candidate (TenonLandmarks      *self,
               const TenonLandmark *landmark,
               TenonGraph          *graph,
               GHashTable          *index)
{
  double x, y;

  if (tenon_landmark_get_place (landmark, graph, index, &x, &y))
    g_array_append_val (self->candidates, *landmark);
}

static void
add_areas (TenonLandmarks *self,
           TenonScene     *scene,
           TenonGraph     *graph,
           GHashTable     *index)
{
  for (guint i = 0; i < scene->areas->len; i++)
    {
      TenonSceneArea *area = g_ptr_array_index (scene->areas, i);
      TenonLandmark   landmark = { TENON_LANDMARK_NO_NODE, area, area->title, G_MAXINT + (double)g_strv_length (area->cards), AREA_SIZE, 0 };

      add_candidate (self, &landmark, graph, index);
    }
}

/* What many tables refer to comes first, the large before the small; what only joins two others counts half. */
static void
add_cards (TenonLandmarks *self,
           TenonScene     *scene,
           TenonGraph     *graph,
           GHashTable     *index)
{
  g_autofree guint *degrees = g_new0 (guint, graph->nodes->len + 1);

  for (guint i = 0; i < graph->edges->len; i++)
    {
      TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);

      degrees[edge->from]++;
      degrees[edge->to]++;
    }
  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData *card = g_ptr_array_index (scene->cards, i);
      TenonLandmark  landmark = { i, NULL, card->title, degrees[i] + tenon_card_data_count_rows (card) / 8.0, PLAIN_SIZE, 0 };

      if (card->body != NULL)
        continue;
      if (card->tint == TENON_TINT_JUNCTION)
        landmark.weight /= 2;
      add_candidate (self, &landmark, graph, index);
    }
}

static void
measure (TenonLandmarks *self,
         TenonTypeface  *typeface)
{
  guint n_large = MIN ((guint)ceil (self->candidates->len * LARGE_SHARE), MOST_LARGE);

  for (guint i = 0; i < self->candidates->len; i++)
    {
      TenonLandmark *landmark = &g_array_index (self->candidates, TenonLandmark, i);

      if (landmark->area == NULL && n_large > 0)
        {
          landmark->size = LARGE_SIZE;
          n_large--;
        }
      landmark->width = tenon_typeface_measure (typeface, TENON_FONT_TITLE, landmark->text) * landmark->size / tenon_typeface_get_size (typeface, TENON_FONT_TITLE);
    }
}

/**
 * tenon_landmarks_new:
 * @scene: outlives the landmarks, as its names are borrowed
 * @graph: of the scene, with the cards' places; both are to be the same until it is freed
 * @index: id -> index of the node + 1
 */
TenonLandmarks *
tenon_landmarks_new (TenonScene    *scene,
                     TenonGraph    *graph,
                     GHashTable    *index,
                     TenonTypeface *typeface)
{
  TenonLandmarks *self = g_new0 (TenonLandmarks, 1);

  self->candidates = g_array_new (FALSE, FALSE, sizeof (TenonLandmark));
  self->places = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->is_shown = g_array_new (FALSE, TRUE, sizeof (gboolean));
  add_areas (self, scene, graph, index);
  add_cards (self, scene, graph, index);
  g_array_sort (self->candidates, compare_weights);
  measure (self, typeface);
  g_array_set_size (self->is_shown, self->candidates->len);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      double           x = 0, y = 0;
      graphene_point_t place;

      tenon_landmark_get_place (&g_array_index (self->candidates, TenonLandmark, i), graph, index, &x, &y);
      graphene_point_init (&place, x, y);
      g_array_append_val (self->places, place);
    }
  return self;
}

void
tenon_landmarks_free (TenonLandmarks *self)
{
  g_array_unref (self->candidates);
  g_array_unref (self->places);
  g_array_unref (self->shown);
  g_array_unref (self->is_shown);
  g_free (self);
}

/* --- Choosing ------------------------------------------------------------ */

/* Where names stand at one level: cells so small that no two names can have their middles in one. */
typedef struct
{
  TenonLandmarks *landmarks;
  double          zoom;
  double          left;
  double          top;
  int             columns;
  int             rows;
  guint          *cells; /* candidate + 1 */
} Grid;

static void
grid_clear (Grid *self)
{
  g_free (self->cells);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grid, grid_clear)

static void
grid_init (Grid           *self,
           TenonLandmarks *landmarks,
           double          zoom)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  *self = (Grid){ landmarks, zoom, G_MAXDOUBLE, G_MAXDOUBLE, 0, 0, NULL };
  for (guint i = 0; i < landmarks->places->len; i++)
    {
      graphene_point_t *place = &g_array_index (landmarks->places, graphene_point_t, i);

      self->left = MIN (self->left, place->x);
      self->top = MIN (self->top, place->y);
      right = MAX (right, place->x);
      bottom = MAX (bottom, place->y);
    }
  self->columns = (int)MAX ((right - self->left) * zoom / LEAST_COLUMN, 0) + 1;
  self->rows = (int)MAX ((bottom - self->top) * zoom / LEAST_ROW, 0) + 1;
  self->cells = g_new0 (guint, (gsize)self->columns * self->rows);
}

static void
get_cell (Grid *self,
          guint candidate,
          int  *column,
          int  *row)
{
  graphene_point_t *place = &g_array_index (self->landmarks->places, graphene_point_t, candidate);

  *column = MIN ((int)((place->x - self->left) * self->zoom / LEAST_COLUMN), self->columns - 1);
  *row = MIN ((int)((place->y - self->top) * self->zoom / LEAST_ROW), self->rows - 1);
}

/* Whether two names would touch, or stand closer than is calm to look at. */
static gboolean
is_too_near (Grid *self,
             guint a,
             guint b)
{
  const TenonLandmark *first = &g_array_index (self->landmarks->candidates, TenonLandmark, a), *second = &g_array_index (self->landmarks->candidates, TenonLandmark, b);
  graphene_point_t    *here = &g_array_index (self->landmarks->places, graphene_point_t, a), *there = &g_array_index (self->landmarks->places, graphene_point_t, b);
  graphene_rect_t      own, other;
  double               x, y;

  tenon_landmark_get_bounds (first, self->zoom, 0, 0, &own);
  tenon_landmark_get_bounds (second, self->zoom, 0, 0, &other);
  x = MAX ((own.size.width + other.size.width) / 2 + GAP_X, LEAST_COLUMN);
  y = MAX ((own.size.height + other.size.height) / 2 + GAP_Y, LEAST_ROW);
  return fabs (here->x - there->x) * self->zoom < x && fabs (here->y - there->y) * self->zoom < y;
}

static void
take (Grid *self,
      guint candidate)
{
  int column, row;

  get_cell (self, candidate, &column, &row);
  self->cells[row * self->columns + column] = candidate + 1;
}

static gboolean
has_room (Grid *self,
          guint candidate)
{
  int column, row;

  get_cell (self, candidate, &column, &row);
  for (int y = MAX (row - 1, 0); y <= MIN (row + 1, self->rows - 1); y++)
    for (int x = MAX (column - CELL_REACH, 0); x <= MIN (column + CELL_REACH, self->columns - 1); x++)
      {
        guint other = self->cells[y * self->columns + x];

        if (other > 0 && is_too_near (self, candidate, other - 1))
          return FALSE;
      }
  return TRUE;
}

static void
make_level (TenonLandmarks *self)
{
  g_auto (Grid) grid = { 0 };

  grid_init (&grid, self, get_level_zoom (self->n_levels));
  for (guint i = 0; i < self->shown->len; i++)
    take (&grid, g_array_index (self->shown, guint, i));
  for (guint i = 0; i < self->candidates->len; i++)
    if (!g_array_index (self->is_shown, gboolean, i) && has_room (&grid, i))
      {
        g_array_append_val (self->shown, i);
        g_array_index (self->is_shown, gboolean, i) = TRUE;
        take (&grid, i);
      }
  self->counts[self->n_levels++] = self->shown->len;
}

/* Returns: how many names stand on the map at @zoom: those at positions below it, see tenon_landmarks_get() */
guint
tenon_landmarks_choose (TenonLandmarks *self,
                        double          zoom)
{
  guint level = get_level (zoom);

  while (self->n_levels <= level)
    make_level (self);
  return self->counts[level];
}

const TenonLandmark *
tenon_landmarks_get (TenonLandmarks *self,
                     guint           position)
{
  g_return_val_if_fail (position < self->shown->len, NULL);

  return &g_array_index (self->candidates, TenonLandmark, g_array_index (self->shown, guint, position));
}

/* Returns: (nullable): the name of a card, whether it is shown or not */
const TenonLandmark *
tenon_landmarks_find (TenonLandmarks *self,
                      guint           node)
{
  for (guint i = 0; i < self->candidates->len; i++)
    if (g_array_index (self->candidates, TenonLandmark, i).node == node)
      return &g_array_index (self->candidates, TenonLandmark, i);
  return NULL;
}
