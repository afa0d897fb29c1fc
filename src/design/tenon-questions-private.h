/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-questions.h"
#include "design/tenon-request-units.h"

G_BEGIN_DECLS

/* Which patterns do what with a MySQL table. */
typedef struct
{
  TenonSourceTable *table;
  GPtrArray        *patterns[TENON_N_CRUD]; /* (element-type TenonPattern) borrowed */
  gboolean          writes_all;             /* a create does not say which columns it writes */
  gboolean          reads_all;              /* a read does not say which columns it needs */
  GHashTable       *written;                /* (nullable) column -> TenonPattern */
  GHashTable       *read;                   /* (nullable) */
} TenonEntityUse;

typedef struct
{
  TenonModel    *model;
  TenonSchema   *schema; /* (nullable) as people know it */
  TenonRequests *requests;
  GPtrArray     *questions; /* (element-type TenonQuestion) */
  GHashTable    *answers;   /* "code|subject" -> TenonAcknowledgement */
  GHashTable    *asked;     /* id -> TenonQuestion */
  GHashTable    *uses;      /* TenonSourceTable -> TenonEntityUse */
  GHashTable    *writes;    /* of tenon_questions_list_writes() */
} TenonAsker;

TenonQuestion  *tenon_asker_ask (TenonAsker       *self,
                                 TenonQuestionKind kind,
                                 const char       *subject,
                                 const char       *entity,
                                 TenonPattern     *pattern,
                                 TenonAnswerWays   ways,
                                 const char       *format,
                                 ...) G_GNUC_PRINTF (7, 8);
void            tenon_asker_rest_on (TenonAsker    *self,
                                     TenonQuestion *question,
                                     char          *basis);
TenonEntityUse *tenon_asker_find_use (TenonAsker       *self,
                                      TenonSourceTable *table);
GHashTable     *tenon_questions_list_writes (TenonModel *model);
GPtrArray      *tenon_asker_find_writes (TenonAsker       *self,
                                         TenonPattern     *pattern,
                                         TenonSourceTable *table);
gboolean        tenon_reading_says_the_same (TenonReading *reading,
                                             TenonPattern *a,
                                             TenonPattern *b);

void tenon_asker_ask_entities (TenonAsker *self);
void tenon_asker_ask_attributes (TenonAsker *self);
void tenon_asker_ask_names (TenonAsker *self);
void tenon_asker_ask_shapes (TenonAsker *self);
void tenon_asker_ask_duplicates (TenonAsker *self);
void tenon_asker_ask_logs (TenonAsker *self);
void tenon_asker_ask_rates (TenonAsker *self);
void tenon_asker_ask_facts (TenonAsker *self);

G_END_DECLS
