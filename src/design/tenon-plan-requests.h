/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-plan.h"

G_BEGIN_DECLS

/* How patterns become requests; inside that only. */

void  tenon_condition_append_equality (GString *s, const char *name);
char *tenon_shape_dup_range (TenonShape *shape, const char *dotted, const char *name);
char *tenon_entity_dup_query_condition (TenonEntity *entity, TenonReading *reading, const char *partition, const char *sort);
char *tenon_entity_dup_conditions (TenonEntity *entity, TenonReading *reading, const char *partition, const char *sort, TenonIndex *index, gboolean carried);
char *tenon_entity_dup_filter (TenonEntity *entity, TenonReading *reading, const char *partition, const char *sort);

void     tenon_entity_append_statement_filter (TenonEntity *entity, TenonReading *reading, const char *partition, const char *sort, TenonIndex *index, gboolean carried, GString *s);
void     tenon_plan_serve_found (TenonPlan *plan, TenonEntity *entity, TenonReading *reading);
gboolean tenon_reading_unserve_statement (TenonEntity *entity, TenonReading *reading);
void     tenon_plan_say_rest (TenonPlan *plan, TenonReading *reading);

void tenon_reading_unserve (TenonReading *reading, const char *reason, const char *alternative);
void tenon_reading_unserve_open (TenonReading *reading);
void tenon_reading_unserve_search (TenonReading *reading);
void tenon_reading_unserve_aggregate (TenonReading *reading);
void tenon_reading_unserve_recursive (TenonReading *reading);
void tenon_reading_unserve_unbounded (TenonReading *reading);
void tenon_plan_unserve_large (TenonPlan *plan, TenonReading *reading);
void tenon_entity_unserve_path (TenonEntity *entity, TenonReading *reading);

void tenon_entity_finish_query (TenonEntity *entity, TenonReading *reading, TenonOperation *operation, const char *partition, const char *sort, gboolean is_sorted);
void tenon_plan_serve_read (TenonPlan *plan, TenonEntity *entity, TenonReading *reading);

gboolean tenon_entity_is_moved_by (TenonEntity *entity, TenonReading *reading);
gboolean tenon_entity_touches_lookups (TenonEntity *entity, TenonReading *reading, TenonReadingKind kind);
void     tenon_entity_write_lookups (TenonEntity *entity, TenonReading *reading, TenonReadingKind kind, gint64 step, double items);
void     tenon_entity_hold_unique_values (TenonEntity *entity, TenonReading *reading, TenonReadingKind kind, TenonOperation *operation);

gboolean tenon_plan_needs_own_row (TenonPlan *plan, TenonEntity *main, TenonReading *reading);
void     tenon_entity_read_own_row (TenonEntity *entity, TenonReading *reading, gint64 step, const char *why);
gint64   tenon_plan_read_before_write (TenonPlan *plan, TenonEntity *main, TenonReading *reading, gint64 step);
gint64   tenon_plan_read_for_copies (TenonPlan *plan, TenonEntity *main, TenonReading *reading, double items, gint64 step);
gint64   tenon_entity_locate (TenonEntity *entity, TenonReading *reading);
gboolean tenon_entity_reads_whole_items (TenonEntity *entity, TenonReading *reading);
gint64   tenon_entity_look_for_children (TenonEntity *entity, TenonReading *reading, gint64 step);

guint    tenon_entity_next_cascade (TenonEntity *self, TenonPlan *plan, TenonReading *reading, guint at, const char **partition, const char **sort);
gint64   tenon_plan_cascade (TenonPlan *self, TenonEntity *entity, TenonReading *reading, double items, gint64 step, char **note);
gboolean tenon_plan_cascades_from_row (TenonPlan *self, TenonEntity *entity, TenonReading *reading);
char    *tenon_plan_dup_refusals (TenonPlan *self, TenonEntity *entity, TenonReading *reading);

void tenon_entity_explain_index (TenonEntity *self, TenonPlan *plan, TenonIndexPlan *index, TenonDecision *decision);

void tenon_plan_serve_write (TenonPlan *plan, TenonEntity *entity, TenonReading *reading);

G_END_DECLS
