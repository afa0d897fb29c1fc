/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_FACT_APPLICATION,  /* key "domain" */
  TENON_FACT_ENTITY,       /* key "source:orders/owner" */
  TENON_FACT_RELATIONSHIP, /* key "relationship:orders.customer_id/average-children" */
  TENON_FACT_COLUMN,       /* key "column:orders.status/distinct-values": asked about only where a key is made of it */
  TENON_FACT_GIVEN,        /* key "given:peak factor": a number somebody named for a formula */
  TENON_FACT_NOTE,         /* key "note:Hot Partition Concerns": a consideration people added to the requirement file */
  TENON_FACT_CHECK,        /* key "check:Legal has seen it": a line people added to its checklist, ticked or not */
} TenonFactScope;

typedef enum
{
  TENON_FACT_TEXT,
  TENON_FACT_NUMBER, /* 0 or more */
  TENON_FACT_ANSWER, /* "yes" or "no" */
} TenonFactType;

/* What may be known. All of it fixed English. */
typedef struct
{
  const char    *name; /* the last part of the key */
  TenonFactScope scope;
  TenonFactType  type;
  const char    *title;
  const char    *unit;     /* (nullable) "rows a month" */
  const char    *question; /* with one %s for the subject, but for the application's */
  const char    *decision; /* what waits for it */
} TenonFactDefinition;

/* One fact as it stands in a model. */
typedef struct
{
  const TenonFactDefinition *definition; /* (nullable) NULL: a given number */
  TenonFactScope             scope;
  char                      *key;
  char                      *subject;     /* (nullable) the MySQL table, or table.column, or the given name */
  char                      *value;       /* (nullable) NULL: UNKNOWN */
  char                      *evidence;    /* (nullable) NULL: nobody said what it rests on */
  gboolean                   is_observed; /* rows of a dump said it, no person */
  char                      *by;          /* (nullable) */
  char                      *at;          /* (nullable) */
  char                      *file;        /* (nullable) */
  guint                      line;
} TenonKnownFact;

const TenonFactDefinition *tenon_facts_get_definitions (guint *n_definitions);
const TenonFactDefinition *tenon_facts_find_definition (const char *key,
                                                        char      **subject);
char                      *tenon_facts_dup_key (TenonFactScope scope,
                                                const char    *subject,
                                                const char    *name);

GPtrArray       *tenon_facts_list (TenonModel *model);
char           **tenon_facts_list_known (TenonModel *model);
TenonKnownFact  *tenon_facts_look_up (TenonModel *model,
                                      const char *key);
char            *tenon_facts_dup_text (TenonModel *model,
                                       const char *key);
gboolean         tenon_facts_get_number (TenonModel *model,
                                         const char *key,
                                         double     *value);
TenonAnswerValue tenon_facts_get_answer (TenonModel *model,
                                         const char *key);
gboolean         tenon_facts_check (TenonModel *model,
                                    const char *key,
                                    const char *value,
                                    GError    **error);
char            *tenon_facts_dup_normal (TenonModel *model,
                                         const char *key,
                                         const char *value,
                                         GError    **error);
gboolean         tenon_facts_set (TenonModel *model,
                                  const char *key,
                                  const char *value,
                                  const char *evidence,
                                  const char *by,
                                  const char *at,
                                  GError    **error);
gboolean         tenon_facts_is_observation (const char *evidence);
void             tenon_facts_set_place (TenonModel *model,
                                        const char *key,
                                        const char *file,
                                        guint       line);
void             tenon_known_fact_free (TenonKnownFact *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonKnownFact, tenon_known_fact_free)

G_END_DECLS
