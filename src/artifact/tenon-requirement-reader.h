/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-requirement-private.h"
#include "artifact/tenon-requirement-table.h"
#include "model/tenon-facts.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_REQUIREMENT_OVERVIEW,
  TENON_REQUIREMENT_PATTERNS,
  TENON_REQUIREMENT_RELATIONSHIPS,
  TENON_REQUIREMENT_CONSIDERATIONS,
  TENON_REQUIREMENT_CHECKLIST,
  TENON_N_REQUIREMENT_PARTS,
} TenonRequirementPart;

/* Where a part that the program wrote stands. */
typedef struct
{
  gboolean is_there;
  guint    first;
  guint    last;
} TenonRequirementPartRange;

typedef struct
{
  const char               *file;
  TenonModel               *model;
  TenonDocument            *document;
  GPtrArray                *diagnostics;
  GPtrArray                *proposals;
  TenonRequirementPartRange parts[TENON_N_REQUIREMENT_PARTS];
  GHashTable               *seen;        /* pattern ids met */
  GHashTable               *rows_seen;   /* their descriptions */
  guint64                   last_number; /* the highest of an id */
  gboolean                  has_numbers; /* those of the model were looked up */
  char                     *version;     /* git's name of the text, shortened: what its lines are counted in */
  gboolean                  is_own;      /* the program wrote the file, and somebody edited it since */
  double                    sum;         /* of the averages of all rows */
  double                    sum_none;    /* of those without a database operation */
  guint                     n_rows;
  guint                     n_rated;
} TenonRequirementReader;

gboolean              tenon_requirement_is_in_part (TenonRequirementReader *reader,
                                                    TenonBlock             *block,
                                                    TenonRequirementPart    which);
gboolean              tenon_requirement_has_proposal (TenonRequirementReader *reader,
                                                      const char             *pattern_id,
                                                      const char             *property);
TenonPatternProposal *tenon_requirement_propose (TenonRequirementReader *reader,
                                                 const char             *pattern_id,
                                                 const char             *property,
                                                 const char             *value,
                                                 const char             *present,
                                                 guint                   line);
gboolean              tenon_requirement_is_same_text (const char *value,
                                                      const char *present);
char                 *tenon_requirement_dup_evidence (TenonRequirementReader *reader,
                                                      guint                   line,
                                                      const char             *words);

gboolean tenon_requirement_is_nothing (const char *text);
void     tenon_requirement_add_words (GString    *rest,
                                      const char *heading,
                                      const char *text);
char    *tenon_requirement_find_id (TenonRequirementReader *reader,
                                    const char             *id_cell,
                                    const char             *description,
                                    GString                *rest,
                                    const char             *heading,
                                    guint                   line);

char  *tenon_requirement_dup_cell (TenonPipeTable *table,
                                   guint           row,
                                   int             column);
void   tenon_requirement_read_row (TenonRequirementReader        *reader,
                                   TenonPipeTable                *table,
                                   guint                          row,
                                   const TenonRequirementColumns *columns);
double tenon_requirement_read_rates (TenonRequirementReader        *reader,
                                     TenonPattern                  *pattern,
                                     const char                    *pattern_id,
                                     TenonPipeTable                *table,
                                     guint                          row,
                                     const TenonRequirementColumns *columns,
                                     guint                          line);

char *tenon_requirement_read_value (const char *property,
                                    const char *text,
                                    gboolean   *is_whole);
char *tenon_requirement_dup_value (TenonPattern *pattern,
                                   const char   *property);
char *tenon_requirement_find_latency (const char *text);
char *tenon_requirement_find_consistency (const char *text);

void                  tenon_requirement_propose_note (TenonRequirementReader *reader,
                                                      const char             *label,
                                                      const char             *value,
                                                      guint                   line);
void                  tenon_requirement_read_fact (TenonRequirementReader *reader,
                                                   const char             *key,
                                                   const char             *value,
                                                   const char             *said,
                                                   guint                   line);
char                 *tenon_requirement_dup_without_unit (const TenonFactDefinition *definition,
                                                          const char                *value,
                                                          gboolean                   is_own);
gboolean              tenon_requirement_is_overview (TenonBlock *block);
void                  tenon_requirement_read_totals (TenonRequirementReader *reader);
void                  tenon_requirement_read_overview (TenonRequirementReader *reader);
gboolean              tenon_requirement_read_entity (TenonRequirementReader *reader,
                                                     const char             *label,
                                                     const char             *value,
                                                     guint                   line);
void                  tenon_requirement_read_counts (TenonRelationship *self,
                                                     const char        *value);
void                  tenon_requirement_report_time (TenonRequirementReader *reader,
                                                     const char             *value,
                                                     guint                   line);
TenonPatternProposal *tenon_requirement_propose_relationship (TenonRequirementReader *reader,
                                                              TenonRelationship      *relationship,
                                                              const char             *value,
                                                              guint                   line);
gboolean              tenon_requirement_read_statement (TenonRequirementReader *reader,
                                                        const char             *markdown,
                                                        gboolean                is_quiet,
                                                        guint                   line);
void                  tenon_requirement_read_relationships (TenonRequirementReader *reader);
char                 *tenon_requirement_dup_below (TenonRequirementReader *reader,
                                                   guint                   position);
void                  tenon_requirement_read_considerations (TenonRequirementReader *reader);
void                  tenon_requirement_read_checklist (TenonRequirementReader *reader);

G_END_DECLS
