/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-typeface.h"
#include "model/tenon-graph.h"

G_BEGIN_DECLS

#define TENON_LANDMARK_NO_NODE G_MAXUINT

/* A name that stands on the map where cards are too small to say theirs. */
typedef struct
{
  guint           node; /* in the graph, or TENON_LANDMARK_NO_NODE */
  TenonSceneArea *area; /* (nullable) where it is no node */
  const char     *text;
  double          weight; /* the more important, the greater */
  double          size;   /* text size on the screen at the desktop's normal text, before it grows with the zoom */
  double          width;  /* of the text at that size */
} TenonLandmark;

typedef struct _TenonLandmarks TenonLandmarks;

TenonLandmarks *tenon_landmarks_new (TenonScene    *scene,
                                     TenonGraph    *graph,
                                     GHashTable    *index,
                                     TenonTypeface *typeface);
void            tenon_landmarks_free (TenonLandmarks *self);

guint                tenon_landmarks_choose (TenonLandmarks *self,
                                             double          zoom);
const TenonLandmark *tenon_landmarks_get (TenonLandmarks *self,
                                          guint           position);
const TenonLandmark *tenon_landmarks_find (TenonLandmarks *self,
                                           guint           node);
double               tenon_landmark_get_size (const TenonLandmark *self,
                                              double               zoom);
void                 tenon_landmark_get_bounds (const TenonLandmark *self,
                                                double               zoom,
                                                double               x,
                                                double               y,
                                                graphene_rect_t     *bounds);
gboolean             tenon_landmark_get_place (const TenonLandmark *self,
                                               TenonGraph          *graph,
                                               GHashTable          *index,
                                               double              *x,
                                               double              *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLandmarks, tenon_landmarks_free)

G_END_DECLS
