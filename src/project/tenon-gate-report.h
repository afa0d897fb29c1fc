/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* One of the three sources the tasks document ranks. */
typedef struct
{
  const char *title;   /* "API patterns" */
  const char *rank;    /* "PRIMARY requirements (authoritative source)", as the tasks document says */
  char       *summary; /* "48 patterns from 1 file, 46 of them touch the database" */
  char      **files;   /* what it was read from; never NULL */
  GPtrArray  *missing; /* (element-type utf8) */
  gboolean    blocks;  /* something missing stands in the way of the gate */
} TenonTier;

/* Sums over the rates that are known; what is not known is counted, never taken as 0. */
typedef struct
{
  char    *name; /* an entity, a type, or "all" */
  guint    n_patterns;
  double   peak;
  double   average;
  guint    n_unknown_peak;
  guint    n_unknown_average;
  gboolean is_lower_bound; /* a rate among them is one */
} TenonRateTotal;

typedef struct
{
  char *pattern_id; /* (nullable) NULL: of the application, an entity or a relationship */
  char *subject;    /* "AP3", "Domain", "orders.customer_id", "question …" */
  char *field;      /* "Peak rate"; "" where the whole came or went */
  char *before;     /* (nullable) NULL: there was none */
  char *after;      /* (nullable) NULL: there is none any more */
} TenonContentChange;

typedef struct
{
  TenonGate  *gate;
  TenonTier   tiers[3];
  GPtrArray  *by_entity;        /* (element-type TenonRateTotal) */
  GPtrArray  *by_type;          /* (element-type TenonRateTotal) the last one is of all */
  guint       n_open_questions; /* that the gate waits for */
  guint       n_answered_questions;
  guint       n_unknown_facts; /* that only later decisions wait for */
  GPtrArray  *open_groups;     /* (element-type utf8) "12 × orders: …" */
  const char *question;        /* the tasks document's */
  GPtrArray  *reasons;         /* (element-type utf8) why it cannot be confirmed; empty: it can */
  char       *confirmed_by;    /* (nullable) of the approval that counts */
  char       *confirmed_at;
  GPtrArray  *changes;       /* (element-type TenonContentChange) since then; empty while it is fresh */
  char       *changes_error; /* (nullable) why they cannot be shown */
} TenonGateReport;

TenonGateReport *tenon_project_report_requirements (TenonProject *self);
GPtrArray       *tenon_project_list_changes (TenonProject *self,
                                             GError      **error);
void             tenon_gate_report_free (TenonGateReport *self);
void             tenon_rate_total_free (TenonRateTotal *self);
void             tenon_content_change_free (TenonContentChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonGateReport, tenon_gate_report_free)

G_END_DECLS
