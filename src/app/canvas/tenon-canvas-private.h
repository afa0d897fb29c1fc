/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/canvas/tenon-canvas.h"
#include "app/canvas/tenon-landmarks.h"
#include "app/canvas/tenon-spatial-index.h"

G_BEGIN_DECLS

/* A card and where it stands; its index is that of its node in the graph. */
typedef struct
{
  TenonCard *card;  /* (owned by the canvas as its child) */
  GArray    *lines; /* (element-type guint) */
  guint      seen;  /* the allocation that showed it last */
} TenonCanvasItem;

/* A line; its index is that of its edge in the graph and of its link in the scene. */
typedef struct
{
  GskRenderNode  *node;  /* (nullable) cached picture in screen pixels, for node_scale */
  GskRenderNode  *label; /* (nullable) the words on it, likewise */
  double          node_scale;
  gboolean        node_highlighted;
  gboolean        node_dimmed;
  graphene_rect_t bounds; /* world */
  gboolean        has_bounds;
  guint           points_hash;
  gboolean        highlighted;
} TenonCanvasLine;

typedef enum
{
  TENON_DRAG_NONE,
  TENON_DRAG_PENDING, /* pressed on a card, not yet moved */
  TENON_DRAG_MOVE,
  TENON_DRAG_MARQUEE,
  TENON_DRAG_PAN,
  TENON_DRAG_JOIN, /* a line from a row, to be let go on another */
} TenonDragMode;

typedef struct
{
  TenonDragMode   mode;
  double          start_x; /* screen */
  double          start_y;
  double          x;
  double          y;
  double          world_x; /* where it began */
  double          world_y;
  double          last_x; /* while panning */
  double          last_y;
  int             moved_x; /* applied so far, world */
  int             moved_y;
  guint           pressed; /* index of the item, or TENON_CANVAS_ALL_NODES */
  gboolean        toggles;
  gboolean        is_free; /* no falling into line */
  gboolean        was_selected;
  GHashTable     *before;  /* marquee: what was selected when it began */
  graphene_rect_t marquee; /* world */
  guint           tick;
} TenonCanvasDrag;

struct _TenonCanvas
{
  GtkWidget parent_instance;

  TenonViewport       *viewport;
  TenonScene          *scene;
  TenonGraph          *graph;
  GPtrArray           *items; /* (element-type TenonCanvasItem) */
  GArray              *lines; /* (element-type TenonCanvasLine) */
  GHashTable          *index; /* id -> item index + 1 */
  TenonSpatialIndex   *item_index;
  TenonSpatialIndex   *line_index;
  GArray              *found; /* (element-type guint) answer of the last query */
  GArray              *shown; /* (element-type guint) items whose cards are child-visible */
  guint                allocation;
  gboolean             items_dirty; /* item_index is to be filled anew */
  gboolean             lines_dirty;
  gboolean             has_labels; /* some line says something */
  TenonLandmarks      *landmarks;  /* (owned) (nullable) names for where cards are only blocks */
  GHashTable          *landmark_pictures;
  TenonTypeface       *typeface;
  TenonPalette         palette;
  TenonDetail          detail;
  TenonCanvasRouteFunc route_func;
  gpointer             route_data;

  TenonCanvasDrag     drag;
  double              pointer_x;
  double              pointer_y;
  gboolean            pointer_inside;
  gboolean            space_pressed;
  gboolean            space_used;
  double              pinch_zoom;
  double              velocity_x; /* screen pixels a second */
  double              velocity_y;
  gint64              kinetic_time;
  guint               kinetic_tick;
  guint               hovered_item;
  guint               hovered_line;
  const TenonCardRow *hovered_row;
  gboolean            movable;
  gboolean            joinable;  /* lines can be drawn from row to row */
  char               *join_card; /* (nullable) where the line under the hand starts */
  char               *join_row;
  graphene_rect_t     guides[2]; /* world: an upright and a level one, empty where there is none */
  guint               n_guides;
  AdwAnimation       *motion; /* (owned) (nullable) */
  struct
  {
    double   x, y, zoom, to_x, to_y, to_zoom;
    gboolean is_under;
  } way;              /* of the view, while it moves */
  guint    hops;      /* how far from the selection cards are looked at; 0: everywhere */
  gboolean dims;      /* what does not belong to the selection recedes */
  gboolean dimming;   /* something is selected, so it does */
  gboolean wants_fit; /* fit as soon as there is a size */
  double   fitted_x;  /* what the view was after everything was last fitted into it */
  double   fitted_y;
  double   fitted_zoom;  /* 0: never */
  guint    focused_line; /* reached by keys from the card in the focus */
  guint    line_item;    /* that card */
  guint    offered_item; /* something is held over it */
  gboolean offer_is_welcome;
  guint    sought_item; /* what was looked for: marked until something else is selected */
  char    *sought_row;  /* (nullable) */
};

#define FIT_MARGIN_X 40
#define FIT_MARGIN_Y 68 /* what floats over the canvas stays clear of the cards */

#define NO_ITEM TENON_CANVAS_ALL_NODES

static inline TenonCanvasItem *
tenon_canvas_item (TenonCanvas *self,
                   guint        index)
{
  return g_ptr_array_index (self->items, index);
}

static inline TenonGraphNode *
tenon_canvas_node (TenonCanvas *self,
                   guint        index)
{
  return g_ptr_array_index (self->graph->nodes, index);
}

/* tenon-canvas-view.c */
guint           tenon_canvas_find_item (TenonCanvas *self,
                                        const char  *id);
TenonSceneArea *tenon_canvas_area_at (TenonCanvas *self,
                                      double       x,
                                      double       y,
                                      gboolean     title_only);
guint           tenon_canvas_item_at (TenonCanvas *self,
                                      double       x,
                                      double       y);
void            tenon_canvas_get_item_bounds (TenonCanvas     *self,
                                              guint            index,
                                              graphene_rect_t *world);
void            tenon_canvas_get_origin (TenonCanvas *self,
                                         double      *x,
                                         double      *y);

gboolean tenon_canvas_measure_items (TenonCanvas     *self,
                                     gboolean         selected_only,
                                     graphene_rect_t *world);
void     tenon_canvas_fit_to (TenonCanvas           *self,
                              const graphene_rect_t *world);
void     tenon_canvas_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline);
void     tenon_canvas_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline);
void     tenon_canvas_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot);
gboolean tenon_canvas_query_tooltip (GtkWidget  *widget,
                                     int         x,
                                     int         y,
                                     gboolean    keyboard,
                                     GtkTooltip *tooltip);

void tenon_canvas_query_items (TenonCanvas           *self,
                               const graphene_rect_t *world);

/* tenon-canvas-lines.c */
void  tenon_canvas_build_graph (TenonCanvas *self,
                                TenonGraph  *old);
void  tenon_canvas_route_selected (TenonCanvas *self);
void  tenon_canvas_route_moved (TenonCanvas *self,
                                const guint *moved,
                                guint        n_moved);
void  tenon_canvas_route_loosely (TenonCanvas *self);
void  tenon_canvas_refresh_lines (TenonCanvas *self);
void  tenon_canvas_forget_line_nodes (TenonCanvas *self);
void  tenon_canvas_update_highlights (TenonCanvas *self);
void  tenon_canvas_snapshot_lines (TenonCanvas *self,
                                   GtkSnapshot *snapshot);
void  tenon_canvas_snapshot_labels (TenonCanvas *self,
                                    GtkSnapshot *snapshot);
void  tenon_canvas_snapshot_ends (TenonCanvas *self,
                                  GtkSnapshot *snapshot);
guint tenon_canvas_line_at (TenonCanvas *self,
                            double       x,
                            double       y);

/* tenon-canvas-line-focus.c */
gboolean tenon_canvas_leave_line (TenonCanvas *self);
gboolean tenon_canvas_step_line (TenonCanvas *self,
                                 int          direction);
gboolean tenon_canvas_follow_line (TenonCanvas *self);
gboolean tenon_canvas_select_line (TenonCanvas *self);

/* tenon-canvas-landmarks.c */
void     tenon_canvas_forget_landmarks (TenonCanvas *self);
gboolean tenon_canvas_shows_landmarks (TenonCanvas *self);
void     tenon_canvas_snapshot_landmarks (TenonCanvas *self,
                                          GtkSnapshot *snapshot);
gboolean tenon_canvas_get_area_name_bounds (TenonCanvas     *self,
                                            TenonSceneArea  *area,
                                            graphene_rect_t *world);

/* tenon-canvas-selection.c */
void     tenon_canvas_select_area (TenonCanvas    *self,
                                   TenonSceneArea *area,
                                   gboolean        extend);
gboolean tenon_canvas_set_selected (TenonCanvas *self,
                                    guint        item,
                                    gboolean     selected);
void     tenon_canvas_select_only (TenonCanvas *self,
                                   guint        item);
void     tenon_canvas_selection_changed (TenonCanvas *self);
void     tenon_canvas_move_selection (TenonCanvas *self,
                                      int          dx,
                                      int          dy);

/* tenon-canvas-gestures.c */
void tenon_canvas_add_controllers (TenonCanvas *self);
void tenon_canvas_cancel_drag (TenonCanvas *self);
void tenon_canvas_update_hover (TenonCanvas *self);
void tenon_canvas_stop_kinetics (TenonCanvas *self);

/* tenon-canvas-motion.c */
void   tenon_canvas_stop_motion (TenonCanvas *self);
void   tenon_canvas_move_to (TenonCanvas *self,
                             double       x,
                             double       y,
                             double       zoom);
double tenon_canvas_get_aimed_zoom (TenonCanvas *self);
void   tenon_canvas_zoom_to (TenonCanvas *self,
                             double       zoom,
                             double       screen_x,
                             double       screen_y);
void   tenon_canvas_dispose_motion (TenonCanvas *self);

/* tenon-canvas-snap.c */
void tenon_canvas_snap (TenonCanvas *self,
                        int         *dx,
                        int         *dy);
void tenon_canvas_snapshot_guides (TenonCanvas *self,
                                   GtkSnapshot *snapshot);

/* tenon-canvas-joining.c */
gboolean tenon_canvas_is_handle (TenonCanvas *self,
                                 double       x,
                                 double       y);
void     tenon_canvas_begin_joining (TenonCanvas *self,
                                     double       x,
                                     double       y);
void     tenon_canvas_end_joining (TenonCanvas *self);
void     tenon_canvas_snapshot_joining (TenonCanvas *self,
                                        GtkSnapshot *snapshot);

/* tenon-canvas-focus.c */
void     tenon_canvas_class_init_keys (GtkWidgetClass *widget_class);
void     tenon_canvas_add_key_controller (TenonCanvas *self);
gboolean tenon_canvas_focus (GtkWidget       *widget,
                             GtkDirectionType direction);
void     tenon_canvas_focus_item (TenonCanvas *self,
                                  guint        item);
guint    tenon_canvas_get_focused (TenonCanvas *self);

void tenon_canvas_emit_moved (TenonCanvas *self,
                              gboolean     by_keys);
void tenon_canvas_emit_activated (TenonCanvas *self,
                                  const char  *subject);
void tenon_canvas_emit_joined (TenonCanvas *self,
                               const char  *from,
                               const char  *from_row,
                               const char  *to,
                               const char  *to_row);
void tenon_canvas_request_menu (TenonCanvas *self,
                                double       x,
                                double       y);

G_END_DECLS
