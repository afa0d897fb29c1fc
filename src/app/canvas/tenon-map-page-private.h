/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-map-page.h"
#include "app/canvas/tenon-map-search.h"
#include "app/canvas/tenon-minimap.h"
#include "app/canvas/tenon-outline.h"
#include "app/canvas/tenon-placement.h"
#include "app/tenon-page.h"

G_BEGIN_DECLS

/* What a view showed when it was left. */
typedef struct
{
  gboolean is_kept;
  double   x;
  double   y;
  double   zoom;
} TenonMapViewport;

struct _TenonMapPage
{
  AdwBin parent_instance;

  GtkStack       *stack;
  AdwStatusPage  *empty_page;
  GtkButton      *empty_button;
  GtkRevealer    *outline_revealer;
  GtkBox         *bars; /* what floats at the top: in a row where there is room */
  TenonOutline   *outline;
  TenonCanvas    *canvas;
  TenonMinimap   *minimap;
  GtkButton      *percent_button;
  GtkButton      *arrange_button;
  GtkButton      *layers_button;
  GtkLabel       *coverage_label;
  GtkDropDown    *pattern_drop;
  GtkButton      *hidden_button;
  GMenu          *views_menu;
  GtkMenuButton  *search_button;
  TenonMapSearch *search;
  GtkLabel       *offer_label;
  GtkWidget      *progress_box;
  GtkProgressBar *progress_bar;
  GMenuModel     *card_menu;
  GtkWidget      *menu;      /* popover */
  char           *menu_card; /* (nullable) where it was asked for */

  TenonProject    *project;
  TenonSchema     *schema; /* (owned) (nullable) the one that is shown */
  TenonMapView     view;
  TenonDetail      detail;
  char            *pattern;    /* (nullable) id of the access pattern that is followed */
  gboolean         is_example; /* nobody chose it: it is followed as long as the Trace is shown */
  gboolean         load;
  gboolean         heat;
  guint            hops;           /* how far from the selection cards are looked at; 0: everywhere */
  GHashTable      *hidden;         /* ids of cards that are not shown: as the model says */
  gboolean         stale;          /* the scene is to be made anew, whatever the model says */
  GPtrArray       *pattern_ids;    /* (element-type utf8) of the entries of pattern_drop; NULL: none is followed */
  char            *pattern_digest; /* (nullable) of the names in it */
  char            *offer_table;    /* (nullable) the table a pattern is held over */
  gboolean         offer_is_good;  /* it can serve the pattern */
  gboolean         filling;        /* pattern_drop is changed by the program */
  gboolean         outline_shown;
  TenonMapViewport views[TENON_N_MAP_VIEWS];
  GCancellable    *arranging; /* (nullable) while a worker lays out */
  gboolean         fit_after; /* the worker's answer is the first picture */
  guint            progress_source;
  char            *pending; /* (nullable) subject to reveal once cards have places */
  gboolean         quiet;   /* a selection that was asked for is not reported */
};

/* tenon-map-page.c */
void tenon_map_page_set_outline_shown (TenonMapPage *self,
                                       gboolean      shown);

void tenon_map_page_look_changed (TenonMapPage *self,
                                  gboolean      first);

/* tenon-map-page-trace.c */
void tenon_map_page_init_trace (TenonMapPage *self);
void tenon_map_page_update_patterns (TenonMapPage *self);

/* tenon-map-page-notes.c */
gboolean tenon_map_page_edit_note (TenonMapPage *self,
                                   const char   *subject);
void     tenon_map_page_update_note_actions (TenonMapPage *self);
void     tenon_map_page_class_init_notes (GtkWidgetClass *widget_class);

/* tenon-map-page-views.c */
void     tenon_map_page_hide_selected (TenonMapPage *self);
void     tenon_map_page_show_hidden (TenonMapPage *self);
void     tenon_map_page_show_hidden_count (TenonMapPage *self,
                                           guint         n);
void     tenon_map_page_follow_hidden (TenonMapPage *self,
                                       char        **subjects);
void     tenon_map_page_unhide (TenonMapPage *self,
                                const char   *card);
gboolean tenon_map_page_show_named_view (TenonMapPage *self,
                                         const char   *name);
void     tenon_map_page_update_views (TenonMapPage *self);
void     tenon_map_page_class_init_views (GtkWidgetClass *widget_class);

/* tenon-map-page-serve.c */
void tenon_map_page_init_serve (TenonMapPage *self);
void tenon_map_page_update_serve_action (TenonMapPage *self);
void tenon_map_page_class_init_serve (GtkWidgetClass *widget_class);

/* tenon-map-page-asserted.c */
gboolean tenon_map_page_remove_asserted (TenonMapPage *self);
void     tenon_map_page_class_init_asserted (GtkWidgetClass *widget_class);

/* tenon-map-page-places.c */
void tenon_map_page_route (TenonGraph  *graph,
                           const guint *moved,
                           guint        n_moved,
                           gpointer     user_data);
void tenon_map_page_stop_progress (TenonMapPage *self);
void tenon_map_page_cancel_arranging (TenonMapPage *self);
void tenon_map_page_update_arranging (TenonMapPage *self);
void tenon_map_page_place_cards (TenonMapPage *self,
                                 gboolean      first,
                                 gboolean      fresh);
void tenon_map_page_class_init_places (GtkWidgetClass *widget_class);

/* tenon-map-page-subjects.c */
gboolean tenon_map_page_reveal_subject (TenonMapPage *self,
                                        const char   *subject);
void     tenon_map_page_activated_cb (TenonMapPage *self,
                                      const char   *subject);
void     tenon_map_page_init_interface (TenonPageInterface *iface);
void     tenon_map_page_class_init_subjects (GtkWidgetClass *widget_class);
void     tenon_map_page_init_menu (TenonMapPage *self);

/* tenon-map-page-picture.c */
void tenon_map_page_class_init_picture (GtkWidgetClass *widget_class);

/* tenon-map-page-actions.c */
void tenon_map_page_class_init_actions (GtkWidgetClass *widget_class);

G_END_DECLS
