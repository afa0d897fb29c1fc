/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "design/tenon-rules.h"

G_BEGIN_DECLS

struct _TenonRuleContext
{
  TenonModel    *model;
  TenonDesign   *design;
  TenonSchema   *schema; /* (nullable) */
  TenonRequests *requests;
  GHashTable    *acknowledged; /* "code\nsubject" -> TenonAcknowledgement */
  GPtrArray     *findings;

  /* by which rules look at one thing without looking at all */
  GHashTable *sources;     /* name -> TenonSourceTable */
  GHashTable *tables;      /* name -> TenonTable, the first of the name */
  GHashTable *holders;     /* name of a source -> tables that hold columns of it (GPtrArray) */
  GHashTable *lookups;     /* name of a table -> its lookup tables (GPtrArray) */
  GHashTable *headrooms;   /* TenonTable -> GPtrArray of TenonHeadroom; made when first asked for */
  GHashTable *served;      /* TenonPattern -> number of requests for it */
  GHashTable *patterns_of; /* TenonTable -> TenonPattern of each of its requests (GPtrArray) */
  GHashTable *tables_of;   /* TenonPattern -> tables with requests for it, one for each (GPtrArray) */
  GHashTable *unserved;    /* (element-type TenonPattern) */
  GHashTable *positions;   /* TenonPattern -> its position */
  GHashTable *uses;        /* TenonSourceTable -> positions of patterns that touch it (GArray of guint) */
  GHashTable *shapes;      /* what a pattern asks for -> positions of patterns that do (GArray of guint) */
  GPtrArray  *shape_of;    /* (nullable elements) what the pattern at each position asks for */
  GPtrArray  *sources_of;  /* source tables the pattern at each position touches (GPtrArray) */
  GHashTable *joins;       /* "table.column\ntable.column" -> times the logs join them without a foreign key (gint64) */
  GHashTable *joined;      /* "table.column" -> the column the logs join it with most, borrowed */
};

TenonDiagnostic  *tenon_rule_report (TenonRuleContext *context,
                                     const TenonRule  *rule,
                                     const char       *subject,
                                     const char       *format,
                                     ...) G_GNUC_PRINTF (4, 5);
TenonDiagnostic  *tenon_rule_report_as (TenonRuleContext *context,
                                        const TenonRule  *rule,
                                        TenonSeverity     severity,
                                        const char       *subject,
                                        const char       *format,
                                        ...) G_GNUC_PRINTF (5, 6);
void              tenon_rule_set_number (TenonRuleContext *context,
                                         TenonDiagnostic  *finding,
                                         double            number);
TenonSourceTable *tenon_rule_find_source (TenonRuleContext *context,
                                          const char       *name);
TenonColumn      *tenon_rule_find_column (TenonRuleContext *context,
                                          TenonAttribute   *attribute);
gboolean          tenon_rule_is_one_item (TenonRuleContext *context,
                                          TenonTable       *table,
                                          const char       *name);
GPtrArray        *tenon_rule_get_headrooms (TenonRuleContext *context,
                                            TenonTable       *table);
TenonTable       *tenon_rule_find_table (TenonRuleContext *context,
                                         const char       *name);
GPtrArray        *tenon_rule_list_holders (TenonRuleContext *context,
                                           TenonSourceTable *source);
GPtrArray        *tenon_rule_list_lookups (TenonRuleContext *context,
                                           TenonTable       *table);
GPtrArray        *tenon_rule_list_readings (TenonRuleContext *context,
                                            TenonSourceTable *source);
GPtrArray        *tenon_rule_list_alike (TenonRuleContext *context,
                                         TenonPattern     *pattern,
                                         guint             limit);
GPtrArray        *tenon_rule_list_serving (TenonRuleContext *context,
                                           TenonPattern     *pattern);
gboolean          tenon_rule_is_addressed (TenonRuleContext *context,
                                           const char       *pattern_id);

char *tenon_rule_find_operation_flaw (TenonTable     *table,
                                      TenonOperation *operation);

/* requirements */
void tenon_rule_check_rates (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_peak_below_average (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_counterparts (TenonRuleContext *context, const TenonRule *rule, TenonSourceTable *source);
void tenon_rule_check_entities (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_entity_names (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_duplicates (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_ids (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_assumptions (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);

void tenon_rule_check_references (TenonRuleContext *context, const TenonRule *rule, TenonSourceTable *source);

/* keys, attributes and names */
void tenon_rule_check_source_keys (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_unique_keys (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_sources (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_source_tables (TenonRuleContext *context, const TenonRule *rule, TenonSourceTable *source);
void tenon_rule_check_columns (TenonRuleContext *context, const TenonRule *rule, TenonSourceTable *source);
void tenon_rule_check_attributes (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_types (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_reference_types (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_names (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_taken_table_names (TenonRuleContext *context, const TenonRule *rule);
void tenon_rule_check_taken_names (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_nullable_keys (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_key_lengths (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_few_values (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_constraints (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_expressible (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_collations (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_item_sizes (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_provisional (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_copies (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);

/* patterns and their operations */
void tenon_rule_check_unserved (TenonRuleContext *context, const TenonRule *rule, TenonUnserved *unserved);
void tenon_rule_check_unmapped (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_unknown_served (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_unknown_unserved (TenonRuleContext *context, const TenonRule *rule, TenonUnserved *unserved);
void tenon_rule_check_operations (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_strong_reads (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_index_count (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_unused_indexes (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_joined (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_transactions (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_key_values (TenonRuleContext *context, const TenonRule *rule, TenonPattern *pattern);
void tenon_rule_check_projections (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_scans (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);

/* the five production warnings */
void tenon_rule_warn_gsi_throttling (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_check_skew (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_warn_hot_partition (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_warn_entity_boundary (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_warn_schema_evolution (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);
void tenon_rule_warn_debugging (TenonRuleContext *context, const TenonRule *rule, TenonTable *table);

G_END_DECLS
