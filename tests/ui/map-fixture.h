/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/canvas/tenon-map-page.h"
#include "app/tenon-page.h"

G_BEGIN_DECLS

/* A project of four tables, shown on the Map in a window. */
typedef struct
{
  char         *folder;
  TenonProject *project;
  TenonModel   *model;
  GtkWidget    *window;
  TenonMapPage *page;
  TenonCanvas  *canvas;
} MapFixture;

#define MAP_N_IDS 4
extern const char *const map_ids[MAP_N_IDS];

void                map_spin (guint ms);
void                map_set_up (MapFixture   *fixture,
                                gconstpointer data);
void                map_tear_down (MapFixture   *fixture,
                                   gconstpointer data);
GtkEventController *map_find_controller (GtkWidget *widget,
                                         GType      type,
                                         guint      button);
void                map_locate (MapFixture *fixture,
                                const char *id,
                                double     *x,
                                double     *y);
void                map_drag (MapFixture *fixture,
                              double      x,
                              double      y,
                              double      dx,
                              double      dy,
                              gboolean    release);
gboolean            map_press (MapFixture     *fixture,
                               guint           keyval,
                               GdkModifierType state);
TenonNode          *map_find_node (MapFixture *fixture,
                                   const char *id);
gboolean            map_all_placed (MapFixture *fixture);

#define MAP_TEST(path, func) g_test_add (path, MapFixture, NULL, map_set_up, func, map_tear_down)

G_END_DECLS
