/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-design.h"

G_BEGIN_DECLS

/* What one pattern takes in a design, a call. */
typedef struct
{
  char    *pattern_id;
  double   requests; /* to the API, one after the other or at once */
  double   reads;    /* read units */
  double   writes;   /* write units, those in indexes included */
  gboolean is_least; /* the number of items or requests of a step is not known: counted as one */
} TenonPatternRequests;

/* A counted fact, for views that show whatever there is. */
typedef struct
{
  const char *topic; /* "operation", "development", "effort", "risk": fixed English */
  const char *title; /* "tables to operate" */
  guint       count;
  char       *names; /* (nullable) what was counted, where it has names */
} TenonAlternativeFact;

/* One complete design beside the others, in counted facts. */
typedef struct
{
  char         *title;
  TenonStrategy strategy;
  char         *summary;    /* what sets it apart, in words */
  gboolean      is_present; /* it has the tables of the project's own design */
  char         *same_as;    /* (nullable) the title of one before it that comes to the same tables */
  TenonDesign  *design;     /* (nullable) */
  double        dollars;    /* a month, the terms that are not open */
  guint         n_open;     /* terms of the total that are not known */
  guint         n_tables;   /* lookup tables included */
  guint         n_indexes;
  guint         n_lookups;
  guint         n_transactions; /* patterns that write by a transaction */
  guint         n_unserved;
  guint         n_services;          /* kinds of services beside DynamoDB that unserved patterns would need */
  guint         n_denormalized;      /* attributes to keep in step */
  double        write_amplification; /* over all tables, by average rates; plain mean where no rate is known */
  guint         n_errors;
  guint         n_warnings;
  double        hottest_share; /* of a partition's limit on the busiest key value at peak; negative: not known */
  char         *hottest;       /* (nullable) the table or index it is */

  char      *hottest_pattern; /* (nullable) the pattern that breaks it first */
  double     storage;         /* GB, of what is known */
  guint      n_storage_open;  /* tables and indexes of which the items are not counted */
  double     mean_requests;   /* to the API for a call, by average rates; plain mean where no rate is known */
  GPtrArray *patterns;        /* (element-type TenonPatternRequests) in the order of the model's */
  GPtrArray *facts;           /* (element-type TenonAlternativeFact) */
  guint      n_effort;        /* things to build and to keep: the sum of the facts of that topic */
  guint      n_risk;          /* things that may go wrong or are not known: likewise */
} TenonAlternative;

TenonAlternative *tenon_alternative_new (TenonStrategy strategy);
void              tenon_alternative_free (TenonAlternative *self);
void              tenon_alternative_add_fact (TenonAlternative *self,
                                              const char       *topic,
                                              const char       *title,
                                              guint             count,
                                              char             *names);

G_END_DECLS
