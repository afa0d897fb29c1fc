/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

/* What people decided, as events: reviews.json. Never undone, only followed by another event. */

typedef enum
{
  TENON_GATE_REQUIREMENTS,
  TENON_GATE_TABLE,
  TENON_GATE_DESIGN,
  TENON_GATE_CONTRACT,
} TenonGateKind;

typedef enum
{
  TENON_GATE_OPEN,     /* something blocks it */
  TENON_GATE_READY,    /* may be approved now */
  TENON_GATE_APPROVED, /* the content is exactly what was approved */
  TENON_GATE_STALE,    /* approved once, the content differs since */
} TenonGateState;

typedef enum
{
  TENON_REVIEW_APPROVE,
  TENON_REVIEW_RETURN,
  TENON_REVIEW_WITHDRAW,
} TenonReviewAction;

#define TENON_TYPE_GATE_KIND (tenon_gate_kind_get_type ())
#define TENON_TYPE_GATE_STATE (tenon_gate_state_get_type ())
#define TENON_TYPE_REVIEW_ACTION (tenon_review_action_get_type ())
GType tenon_gate_kind_get_type (void) G_GNUC_CONST;
GType tenon_gate_state_get_type (void) G_GNUC_CONST;
GType tenon_review_action_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_REVIEW_EVENT (tenon_review_event_get_type ())
G_DECLARE_FINAL_TYPE (TenonReviewEvent, tenon_review_event, TENON, REVIEW_EVENT, TenonRecord)
struct _TenonReviewEvent
{
  TenonRecord parent_instance;

  int    gate;    /* TenonGateKind */
  char  *subject; /* a table's name; NULL for the other gates */
  int    action;  /* TenonReviewAction */
  char  *by;      /* "Name <mail>" */
  char  *at;      /* ISO 8601, UTC */
  char  *note;
  char  *digest; /* of exactly what was approved */
  char **known;  /* (nullable) of the requirements: the facts that were known then, which the digest is of */
};

#define TENON_TYPE_REVIEWS (tenon_reviews_get_type ())
G_DECLARE_FINAL_TYPE (TenonReviews, tenon_reviews, TENON, REVIEWS, TenonRecord)
struct _TenonReviews
{
  TenonRecord parent_instance;

  TenonList *events;
};

/* A gate as it stands now: derived, never stored. */
#define TENON_TYPE_GATE (tenon_gate_get_type ())
G_DECLARE_FINAL_TYPE (TenonGate, tenon_gate, TENON, GATE, GObject)
struct _TenonGate
{
  GObject parent_instance;

  TenonGateKind     kind;
  char             *subject; /* (nullable) a table's name */
  TenonGateState    state;
  char             *digest;    /* of the present content */
  TenonReviewEvent *last;      /* (nullable) the event that counts */
  gboolean          returned;  /* the last word was a return: concerns are open */
  char             *waits_for; /* (nullable) one sentence: why it cannot be approved now */
  GPtrArray        *blocking;  /* (element-type TenonDiagnostic) */
};

TenonReviewEvent *tenon_reviews_find_last (TenonReviews *self,
                                           TenonGateKind gate,
                                           const char   *subject);

const char *tenon_gate_kind_to_string (TenonGateKind kind);
const char *tenon_gate_state_to_string (TenonGateState state);

G_END_DECLS
