/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-card.h"
#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-viewport.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

#define TENON_TYPE_CANVAS (tenon_canvas_get_type ())
G_DECLARE_FINAL_TYPE (TenonCanvas, tenon_canvas, TENON, CANVAS, GtkWidget)

#define TENON_CANVAS_ALL_NODES G_MAXUINT

/* What is at a point. All NULL on empty ground; borrowed from the canvas. */
typedef struct
{
  TenonCardData       *card;
  const TenonCardLine *line; /* of that card */
  TenonLink           *link;
  TenonSceneArea      *area; /* its ground, where nothing else is */
} TenonCanvasHit;

/* Gives edges of the graph their points, after nodes have moved. @moved: %NULL: all of them. */
typedef void (*TenonCanvasRouteFunc) (TenonGraph  *graph,
                                      const guint *moved,
                                      guint        n_moved,
                                      gpointer     user_data);

/* Signals: "selection-changed"; "moved" (gboolean: by keys, one of a run of small steps) after cards were moved by
 * hand; "activated" (const char *subject); "menu-requested" (double x, double y: in the canvas) for what is selected;
 * "positions-changed" after any card stands elsewhere; "joined" (const char *from, from_row, to, to_row) after a line was
 * drawn by hand, to_row may be NULL. */

GtkWidget *tenon_canvas_new (void);

TenonViewport      *tenon_canvas_get_viewport (TenonCanvas *self);
TenonScene         *tenon_canvas_get_scene (TenonCanvas *self);
TenonGraph         *tenon_canvas_get_graph (TenonCanvas *self);
const TenonPalette *tenon_canvas_get_palette (TenonCanvas *self);
TenonDetail         tenon_canvas_get_detail (TenonCanvas *self);
gboolean            tenon_canvas_get_bounds (TenonCanvas     *self,
                                             graphene_rect_t *world);
gboolean            tenon_canvas_get_position (TenonCanvas *self,
                                               const char  *id,
                                               int         *x,
                                               int         *y);
TenonCard          *tenon_canvas_find_card (TenonCanvas *self,
                                            const char  *id);
guint               tenon_canvas_count_selected (TenonCanvas *self);
char              **tenon_canvas_dup_selection (TenonCanvas *self);
gboolean            tenon_canvas_lookup_item (TenonCanvas    *self,
                                              double          x,
                                              double          y,
                                              TenonCanvasHit *hit);

void tenon_canvas_set_scene (TenonCanvas *self,
                             TenonScene  *scene);
void tenon_canvas_set_detail (TenonCanvas *self,
                              TenonDetail  detail);
void tenon_canvas_set_dims (TenonCanvas *self,
                            gboolean     dims);
void tenon_canvas_set_hops (TenonCanvas *self,
                            guint        hops);
void tenon_canvas_set_offered (TenonCanvas *self,
                               const char  *id,
                               gboolean     welcome);
void tenon_canvas_set_joinable (TenonCanvas *self,
                                gboolean     joinable);
void tenon_canvas_set_movable (TenonCanvas *self,
                               gboolean     movable);
void tenon_canvas_set_route_func (TenonCanvas         *self,
                                  TenonCanvasRouteFunc func,
                                  gpointer             user_data);
void tenon_canvas_set_position (TenonCanvas *self,
                                const char  *id,
                                int          x,
                                int          y);
void tenon_canvas_reroute (TenonCanvas *self);

void           tenon_canvas_select (TenonCanvas *self,
                                    const char  *id,
                                    gboolean     extend);
void           tenon_canvas_select_all (TenonCanvas *self);
const char    *tenon_canvas_get_focused_card (TenonCanvas *self);
gboolean       tenon_canvas_enter (TenonCanvas *self);
gboolean       tenon_canvas_focus_card (TenonCanvas *self,
                                        const char  *id);
void           tenon_canvas_unselect_all (TenonCanvas *self);
void           tenon_canvas_reveal (TenonCanvas *self,
                                    const char  *id,
                                    const char  *row);
void           tenon_canvas_fit (TenonCanvas *self);
void           tenon_canvas_fit_selection (TenonCanvas *self);
void           tenon_canvas_zoom_normal (TenonCanvas *self);
void           tenon_canvas_zoom_step (TenonCanvas *self,
                                       int          direction);
GskRenderNode *tenon_canvas_export (TenonCanvas        *self,
                                    gboolean            selected_only,
                                    const TenonPalette *palette,
                                    double              scale,
                                    graphene_rect_t    *bounds);
double         tenon_canvas_get_overview_scale (TenonCanvas *self,
                                                gboolean     selected_only);
gboolean       tenon_canvas_save (TenonCanvas *self,
                                  const char  *file,
                                  gboolean     selected_only,
                                  gboolean     overview,
                                  double       scale,
                                  GError     **error);

G_END_DECLS
