/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_SHOW_ANY_RATE,
  TENON_SHOW_UNKNOWN_RATE, /* peak or average */
  TENON_SHOW_STATED_RATE,
  TENON_SHOW_OBSERVED_RATE,
  TENON_SHOW_DERIVED_RATE,
  TENON_SHOW_LOWER_BOUND,
} TenonShowRate;

/* What the table of patterns shows. */
#define TENON_TYPE_PATTERN_FILTER (tenon_pattern_filter_get_type ())
G_DECLARE_FINAL_TYPE (TenonPatternFilter, tenon_pattern_filter, TENON, PATTERN_FILTER, GtkFilter)

TenonPatternFilter *tenon_pattern_filter_new (TenonProject *project);

void          tenon_pattern_filter_set_words (TenonPatternFilter *self,
                                              const char         *words);
void          tenon_pattern_filter_set_entity (TenonPatternFilter *self,
                                               const char         *entity);
const char   *tenon_pattern_filter_get_entity (TenonPatternFilter *self);
void          tenon_pattern_filter_set_status (TenonPatternFilter *self,
                                               const char         *status);
const char   *tenon_pattern_filter_get_status (TenonPatternFilter *self);
void          tenon_pattern_filter_set_operation (TenonPatternFilter *self,
                                                  int                 operation);
int           tenon_pattern_filter_get_operation (TenonPatternFilter *self);
void          tenon_pattern_filter_set_rate (TenonPatternFilter *self,
                                             TenonShowRate       rate);
TenonShowRate tenon_pattern_filter_get_rate (TenonPatternFilter *self);
void          tenon_pattern_filter_set_drafts (TenonPatternFilter *self,
                                               gboolean            drafts);
gboolean      tenon_pattern_filter_get_drafts (TenonPatternFilter *self);
void          tenon_pattern_filter_set_unserved (TenonPatternFilter *self,
                                                 gboolean            unserved);
gboolean      tenon_pattern_filter_get_unserved (TenonPatternFilter *self);
void          tenon_pattern_filter_clear (TenonPatternFilter *self);
void          tenon_pattern_filter_spare (TenonPatternFilter *self,
                                          TenonPattern       *pattern);

gboolean    tenon_pattern_lacks_rate (TenonPattern *pattern);
GHashTable *tenon_pattern_dup_served (TenonModel *model);
gboolean    tenon_pattern_is_unserved (TenonPattern *pattern,
                                       GHashTable   *served);

G_END_DECLS
