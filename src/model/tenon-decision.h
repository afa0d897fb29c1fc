/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_DECISION_TABLE_STRUCTURE,
  TENON_DECISION_GSI_DESIGN,
  TENON_DECISION_DENORMALIZATION,
} TenonDecisionType;

#define TENON_TYPE_DECISION_TYPE (tenon_decision_type_get_type ())
GType tenon_decision_type_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_FACTOR (tenon_factor_get_type ())
G_DECLARE_FINAL_TYPE (TenonFactor, tenon_factor, TENON, FACTOR, TenonRecord)
struct _TenonFactor /* one of the seven evaluation factors, or another reason with its evidence */
{
  TenonRecord parent_instance;

  char *name;
  char *finding;
  char *evidence;
};

#define TENON_TYPE_DECISION (tenon_decision_get_type ())
G_DECLARE_FINAL_TYPE (TenonDecision, tenon_decision, TENON, DECISION, TenonRecord)
struct _TenonDecision
{
  TenonRecord parent_instance;

  char      *decision_id;   /* stable: "structure:orders", "index:orders/orders_by_user", "denormalize:…" */
  int        decision_type; /* TenonDecisionType */
  char      *table;         /* the DynamoDB table it is about */
  char      *title;
  char     **alternatives_considered;
  char      *chosen_approach;
  char      *justification;
  TenonList *factors;
  char     **trade_offs;
  char      *rollback_strategy;
  char     **monitoring_requirements;
  gboolean   by_person;  /* a person wrote or changed it: proposals leave it alone */
  char      *decided_by; /* (nullable) "Name <mail>" of that person, where it was said */
  char      *decided_at; /* (nullable) */
};

TenonDecision *tenon_decision_new (const char       *decision_id,
                                   TenonDecisionType type);

G_END_DECLS
