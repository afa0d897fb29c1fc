/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"
#include "design/tenon-request-units.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* The working state of one proposal; private to this room. Column names are borrowed from the schema. */

#define TENON_PLAN_INDEX_LIMIT 20
#define TENON_DECISION_SERVE "serve:"     /* and a pattern: a person's decision on how it is served */
#define TENON_INCLUDE_LIMIT 20            /* NonKeyAttributes of one index */
#define TENON_PLAN_SMALL_TABLE 10000      /* rows a Scan may go through */
#define TENON_PLAN_SMALL_COLLECTION 65536 /* bytes that are cheaper to query and sort than to index */

/* A primary or unique key of a source table. */
typedef struct
{
  const char  *name;    /* "PRIMARY" or the key's */
  const char **columns; /* (owned container) */
  guint        n_columns;
  gboolean     is_primary;
  gboolean     is_generated; /* one AUTO_INCREMENT column */
  gboolean     is_nullable;
  gboolean     is_plain; /* whole columns of types that can stand in a key */
  char        *lookup;   /* (owned) (nullable) the name of its lookup table, kept free whether it is needed or not */
} TenonUnique;

typedef struct
{
  const TenonUnique *unique;
  TenonTable        *table; /* (owned) */
} TenonLookupPlan;

/* A key that would be unique, weighed against the patterns. */
typedef struct
{
  const char        *partition;
  const char        *sort; /* (nullable) */
  const TenonUnique *proof;
  guint              rank;
  double             weight;
  const char        *heaviest; /* (nullable) the pattern that puts most on it */
  double             most;     /* of its weight, by that pattern */
} TenonKeyCandidate;

typedef struct
{
  const char *partition;
  const char *sort;         /* (nullable) */
  GPtrArray  *readings;     /* (element-type TenonReading) what it is for, borrowed */
  GString    *merged;       /* (owned) (nullable) patterns that would have had an index of their own */
  gboolean    is_whole;     /* must carry every attribute */
  gboolean    is_large;     /* beyond the limit: not built */
  gboolean    is_pinned;    /* a person's: stays as it is */
  gboolean    is_taken_out; /* by a person: not built */
  gboolean    is_keys_only; /* its reads fetch the items by their keys */
  double      weight;
  char       *name;  /* (owned) (nullable) */
  TenonIndex *index; /* (owned) (nullable) */
} TenonIndexPlan;

typedef struct
{
  TenonSourceTable  *source;
  TenonTable        *table;    /* (owned) */
  TenonTable        *pinned;   /* (owned) (nullable) as people want it */
  GHashTable        *names;    /* (owned) column -> attribute name (owned) */
  GPtrArray         *uniques;  /* (element-type TenonUnique) */
  GPtrArray         *readings; /* (element-type TenonReading) that go to it first */
  GPtrArray         *touches;  /* (element-type TenonReading) that touch it besides */
  GPtrArray         *cascades; /* (element-type TenonReading) further ones, whose deletions go on to its rows */
  GPtrArray         *children; /* (element-type TenonEntity) whose foreign keys refer to it, borrowed */
  GPtrArray         *lookups;  /* (element-type TenonLookupPlan) */
  GPtrArray         *indexes;  /* (element-type TenonIndexPlan) */
  const char        *partition;
  const char        *sort;  /* (nullable) */
  const TenonUnique *proof; /* (nullable) the key of the source that makes the base key unique */
  gboolean           is_identifying;
  gboolean           is_provisional;    /* nothing but the source's keys speaks for its key */
  gboolean           is_read_optimised; /* reads by a unique value go to an index, in one request */
  char              *class_evidence;
  GArray            *candidates; /* (element-type TenonKeyCandidate) as they were weighed */
  GPtrArray         *avoided;    /* (element-type TenonReading) that a Query and the application serve without an index */
  GPtrArray         *decisions;  /* (element-type TenonDecision) of its structure, indexes and lookup tables */
  GPtrArray         *copies;     /* (element-type TenonDecision) of what is read along with it */
} TenonEntity;

/* How a plan serves one pattern. */
struct _TenonService
{
  GPtrArray     *operations; /* (element-type TenonOperation) (owned) in the order of the steps */
  GPtrArray     *tables;     /* (element-type TenonTable) where each of them stands, borrowed */
  TenonUnserved *unserved;   /* (owned) (nullable) */
};

typedef struct
{
  TenonModel    *model;
  TenonSchema   *schema; /* (owned) (nullable) as people know it */
  TenonStrategy  strategy;
  TenonDesign   *design;      /* (owned) */
  GPtrArray     *entities;    /* (element-type TenonEntity) in the order of the schema */
  GHashTable    *by_source;   /* name of the source table -> TenonEntity */
  GPtrArray     *readings;    /* (element-type TenonReading) in the order of the patterns */
  GPtrArray     *services;    /* (element-type TenonService) as many */
  TenonReader   *reader;      /* (owned) */
  TenonRequests *requests;    /* (owned) (nullable) made when an index is first held against a partition */
  GHashTable    *table_names; /* (owned) taken names of tables */

  /* what people decided in the model's design */
  GHashTable *decisions;       /* decision id -> TenonDecision of the model's design, as it was when the plan was made */
  GHashTable *pinned;          /* name of a source table -> TenonTable, a copy */
  GHashTable *present;         /* name of a source table -> TenonTable of the model's design */
  GHashTable *kept;            /* decision id -> TenonDecision, a copy */
  GHashTable *held;            /* pattern id -> tables and requests in turn (GPtrArray) */
  GPtrArray  *extras;          /* (element-type TenonTable) copies of tables that nothing but a person asks for */
  gboolean    explains_afresh; /* also what people decided, in the words of the engine */
} TenonPlan;

typedef enum
{
  TENON_PATH_NONE,
  TENON_PATH_ITEM,       /* the whole base key is known */
  TENON_PATH_COLLECTION, /* its partition key is */
  TENON_PATH_LOOKUP,
  TENON_PATH_INDEX,
} TenonPathKind;

typedef struct
{
  TenonPathKind    kind;
  TenonLookupPlan *lookup;
  TenonIndexPlan  *index;
  gboolean         is_sorted; /* in the order asked for, the range on the sort key */
} TenonPath;

TenonPlan   *tenon_plan_new (TenonModel   *model,
                             TenonStrategy strategy);
void         tenon_plan_free (TenonPlan *self);
TenonEntity *tenon_plan_find (TenonPlan  *self,
                              const char *source_table);
char        *tenon_plan_claim_table_name (TenonPlan  *self,
                                          const char *wanted);
char        *tenon_name_make_valid (const char *wanted);
char        *tenon_name_make_attribute (const char *column);

const char        *tenon_entity_get_name (TenonEntity *self,
                                          const char  *column);
TenonColumn       *tenon_entity_get_column (TenonEntity *self,
                                            const char  *column);
char              *tenon_entity_dup_singular (TenonEntity *self);
gboolean           tenon_entity_is_weak_child_of (TenonEntity     *self,
                                                  TenonForeignKey *key);
gboolean           tenon_entity_is_small (TenonEntity *self);
char              *tenon_foreign_key_dup_assertion (TenonForeignKey *self);
void               tenon_entity_classify (TenonEntity *self);
TenonReading      *tenon_entity_find_stranger (TenonEntity *self);
TenonReadingKind   tenon_entity_get_part_kind (TenonEntity  *self,
                                               TenonReading *reading);
gboolean           tenon_entity_knows_parent (TenonEntity  *self,
                                              TenonReading *reading,
                                              const char   *column);
TenonAttribute    *tenon_entity_add_attribute (TenonEntity *self,
                                               TenonTable  *table,
                                               const char  *column);
TenonAttributeType tenon_entity_get_attribute_type (TenonEntity *self,
                                                    TenonColumn *column);

/* One step each, in this order; each reads of other entities only what the steps before left there. */
void tenon_entity_choose_keys (TenonEntity *self,
                               TenonPlan   *plan);
void tenon_entity_make_lookups (TenonEntity *self,
                                TenonPlan   *plan);
void tenon_entity_write_transactions (TenonEntity *self);
void tenon_entity_make_indexes (TenonEntity *self,
                                TenonPlan   *plan);
void tenon_entity_denormalize (TenonEntity *self,
                               TenonPlan   *plan);
void tenon_plan_serve (TenonPlan    *self,
                       TenonReading *reading);
void tenon_entity_explain (TenonEntity *self,
                           TenonPlan   *plan);

/* What people decided. */
void           tenon_plan_adopt (TenonPlan   *self,
                                 TenonDesign *design);
void           tenon_plan_read_pins (TenonPlan *self);
TenonTable    *tenon_plan_find_table (TenonPlan  *self,
                                      const char *name);
TenonDecision *tenon_plan_find_kept (TenonPlan  *self,
                                     const char *decision_id);
gboolean       tenon_plan_serve_held (TenonPlan    *self,
                                      TenonReading *reading);
GPtrArray     *tenon_plan_list_kept (TenonPlan  *self,
                                     const char *table,
                                     GPtrArray  *decisions,
                                     GPtrArray  *copies);
gboolean       tenon_entity_is_taken_out (TenonEntity *self,
                                          TenonPlan   *plan,
                                          const char  *name);
GPtrArray     *tenon_entity_list_pinned_indexes (TenonEntity *self,
                                                 TenonPlan   *plan);
GPtrArray     *tenon_entity_list_pinned_copies (TenonEntity *self,
                                                TenonPlan   *plan,
                                                const char  *source);
void           tenon_entity_adopt_names (TenonEntity *self);
void           tenon_entity_adopt_keys (TenonEntity *self);
char          *tenon_table_dup_approach (TenonTable *self);
char          *tenon_index_dup_approach (TenonIndex *self);
TenonDecision *tenon_index_new_decision (TenonIndex *self,
                                         TenonTable *table,
                                         gboolean    gives_more);

/* Evidence for the decisions. */
void tenon_decision_add_factor (TenonDecision *self,
                                const char    *name,
                                char          *finding,
                                const char    *evidence);
void tenon_entity_explain_candidates (TenonEntity   *self,
                                      TenonDecision *decision);
void tenon_entity_explain_assertions (TenonEntity   *self,
                                      TenonDecision *decision,
                                      TenonEntity   *parent);
void tenon_entity_explain_types (TenonEntity   *self,
                                 TenonDecision *decision);
void tenon_entity_explain_saved (TenonEntity   *self,
                                 TenonPlan     *plan,
                                 TenonDecision *decision);
void tenon_entity_explain_avoided (TenonEntity   *self,
                                   TenonPlan     *plan,
                                   TenonDecision *decision);
void tenon_entity_explain_projection (TenonEntity    *self,
                                      TenonPlan      *plan,
                                      TenonIndexPlan *index,
                                      TenonDecision  *decision);
void tenon_entity_explain_lacking (TenonEntity    *self,
                                   TenonIndexPlan *index,
                                   TenonDecision  *decision);
void tenon_entity_choose_projection (TenonEntity    *self,
                                     TenonPlan      *plan,
                                     TenonIndexPlan *index);
void tenon_entity_explain_merged (TenonIndexPlan *index,
                                  TenonDecision  *decision);
void tenon_entity_explain_transactions (TenonEntity     *self,
                                        TenonPlan       *plan,
                                        TenonLookupPlan *lookup,
                                        TenonDecision   *decision);

/* Requests. */
char           *tenon_table_dup_key_condition (TenonTable *self);
TenonOperation *tenon_table_add_request (TenonTable   *self,
                                         TenonReading *reading,
                                         gint64        step,
                                         const char   *operation);
void            tenon_operation_add_note (TenonOperation *self,
                                          const char     *format,
                                          ...) G_GNUC_PRINTF (2, 3);
gboolean        tenon_entity_is_found_by_part (TenonEntity *self,
                                               TenonEntity *other);
double          tenon_plan_count_part (TenonPlan   *self,
                                       TenonEntity *main,
                                       TenonEntity *other);
double          tenon_plan_count_written (TenonPlan    *self,
                                          TenonEntity  *main,
                                          TenonReading *reading,
                                          TenonEntity  *other);
void            tenon_plan_read_part (TenonPlan    *self,
                                      TenonEntity  *main,
                                      TenonReading *reading,
                                      TenonEntity  *other,
                                      gint64        step);
void            tenon_plan_read_parts (TenonPlan    *self,
                                       TenonEntity  *main,
                                       TenonReading *reading,
                                       gint64        step);
gboolean        tenon_plan_can_read_strongly (TenonPlan    *self,
                                              TenonEntity  *main,
                                              TenonReading *reading);

/* Copies of columns of one table in items of another one. */
TenonDecision *tenon_design_weigh_copy (TenonModel *model,
                                        TenonTable *table,
                                        const char *source_table,
                                        GPtrArray  *columns);
gboolean       tenon_reading_has_copies (TenonReading *self,
                                         TenonEntity  *main,
                                         TenonEntity  *other);
gboolean       tenon_entity_can_find_copies (TenonEntity *self,
                                             const char  *column);
gboolean       tenon_entity_copies_from (TenonEntity *self,
                                         TenonEntity *other);
char          *tenon_entity_dup_copiers (TenonEntity *self);
guint          tenon_entity_next_pinned_copy (TenonEntity  *self,
                                              TenonPlan    *plan,
                                              TenonReading *reading,
                                              guint         at,
                                              const char  **column);
void           tenon_plan_update_copies (TenonPlan    *self,
                                         TenonEntity  *other,
                                         TenonReading *reading,
                                         TenonColumn  *only,
                                         double        items,
                                         gint64        step);
gint64         tenon_plan_read_sources (TenonPlan       *self,
                                        TenonEntity     *main,
                                        TenonReading    *reading,
                                        TenonReadingKind kind,
                                        double           items,
                                        gint64           step);

/* The whole, and what an edit to patterns makes of it. */
void       tenon_plan_work_out (TenonPlan *self);
GPtrArray *tenon_plan_update (TenonPlan *self,
                              GArray    *positions);

/* Between the steps. */
void            tenon_plan_link_reading (TenonPlan    *self,
                                         TenonReading *reading);
GPtrArray      *tenon_entity_list_readings (TenonEntity *self);
GPtrArray      *tenon_plan_list_cascades (TenonPlan    *self,
                                          TenonReading *reading);
gboolean        tenon_entity_may_need_lookup (TenonEntity       *self,
                                              const TenonUnique *unique);
char           *tenon_entity_dup_lookup_name (TenonEntity       *self,
                                              const TenonUnique *unique);
void            tenon_entity_finish (TenonEntity *self,
                                     TenonPlan   *plan);
void            tenon_entity_match_key (TenonEntity  *self,
                                        TenonReading *reading,
                                        TenonPath    *path);
gboolean        tenon_entity_find_way (TenonEntity  *self,
                                       TenonReading *reading,
                                       const char   *way,
                                       TenonPath    *path);
char           *tenon_operation_dup_way (TenonOperation *self,
                                         TenonTable     *table);
gboolean        tenon_plan_serve_chosen (TenonPlan    *self,
                                         TenonReading *reading,
                                         const char   *way);
void            tenon_plan_serve_by (TenonPlan       *self,
                                     TenonReading    *reading,
                                     const TenonPath *path);
void            tenon_service_clear (TenonService *self);
void            tenon_entity_find_path (TenonEntity  *self,
                                        TenonReading *reading,
                                        TenonPath    *path);
gboolean        tenon_entity_is_small_collection (TenonEntity  *self,
                                                  TenonReading *reading);
TenonIndexPlan *tenon_entity_find_index (TenonEntity *self,
                                         const char  *partition);
const char     *tenon_reading_get_link (TenonReading *self,
                                        TenonEntity  *main,
                                        TenonEntity  *other,
                                        gboolean     *other_is_child);
char           *tenon_entity_describe_values (TenonEntity *self,
                                              const char  *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonPlan, tenon_plan_free)

G_END_DECLS
