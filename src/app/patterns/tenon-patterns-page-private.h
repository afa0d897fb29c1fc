/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/patterns/tenon-filter-bar.h"
#include "app/patterns/tenon-pattern-detail.h"
#include "app/patterns/tenon-pattern-grid.h"
#include "app/patterns/tenon-patterns-page.h"

G_BEGIN_DECLS

struct _TenonPatternsPage
{
  AdwBin parent_instance;

  GtkStack           *stack;
  TenonFilterBar     *filter_bar;
  GtkPaned           *paned;
  GtkOverlay         *overlay;
  GtkWidget          *nothing_page;
  GtkScrolledWindow  *detail_scroller;
  GMenuModel         *row_menu;
  TenonPatternDetail *detail;
  TenonPatternGrid   *grid;

  TenonProject       *project; /* (owned) */
  TenonPatternFilter *filter;  /* (owned) */
  gboolean            shows_details;
  GSettings          *settings;  /* (owned) (nullable) */
  gboolean            is_placed; /* the details have their place */
  int                 placed_in; /* the paned's height, or its width where they stand beside the table */
  guint               place_source;
  guint               view_source; /* the timeout that keeps how the table is arranged */
};

/* tenon-patterns-page-rows.c */
char **tenon_patterns_page_dup_ids (GPtrArray *patterns);
void   tenon_patterns_page_class_add_row_actions (GtkWidgetClass *widget_class);
void   tenon_patterns_page_update_row_actions (TenonPatternsPage *self);

/* tenon-patterns-page-remove.c */
void tenon_patterns_page_remove (TenonPatternsPage *self,
                                 GPtrArray         *patterns);
void tenon_patterns_page_operation_dropped (TenonPatternsPage *self,
                                            TenonPattern      *pattern);

/* tenon-patterns-page-columns.c */
void tenon_patterns_page_add_columns (TenonPatternsPage *self);
void tenon_patterns_page_keep_view (TenonPatternsPage *self);

/* tenon-patterns-page-clipboard.c */
void tenon_patterns_page_class_add_clipboard_actions (GtkWidgetClass *widget_class);

/* tenon-patterns-page-rates.c */
void tenon_patterns_page_class_add_rate_actions (GtkWidgetClass *widget_class);
void tenon_patterns_page_rate_typed (TenonPatternsPage *self,
                                     TenonPattern      *pattern,
                                     const char        *property,
                                     const char        *text);

G_END_DECLS
