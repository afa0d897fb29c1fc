/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gates and the decisions people took at them.
 *
 *   OPEN -> READY      nothing blocks it any more
 *   READY -> APPROVED  an approval whose digest is that of the present content
 *   APPROVED -> STALE  the content differs from what was approved; back to APPROVED when it is the same again
 *   any -> OPEN/READY  the approval was withdrawn or the object returned
 *
 * The state is derived from the events and the present digest each time it is asked for, and stored nowhere. */

#include "model/tenon-review.h"

#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonGateKind,
                          tenon_gate_kind,
                          { TENON_GATE_REQUIREMENTS, "TENON_GATE_REQUIREMENTS", "requirements" },
                          { TENON_GATE_TABLE, "TENON_GATE_TABLE", "table" },
                          { TENON_GATE_DESIGN, "TENON_GATE_DESIGN", "design" },
                          { TENON_GATE_CONTRACT, "TENON_GATE_CONTRACT", "contract" })

TENON_DEFINE_RECORD_ENUM (TenonGateState,
                          tenon_gate_state,
                          { TENON_GATE_OPEN, "TENON_GATE_OPEN", "open" },
                          { TENON_GATE_READY, "TENON_GATE_READY", "ready" },
                          { TENON_GATE_APPROVED, "TENON_GATE_APPROVED", "approved" },
                          { TENON_GATE_STALE, "TENON_GATE_STALE", "stale" })

TENON_DEFINE_RECORD_ENUM (TenonReviewAction,
                          tenon_review_action,
                          { TENON_REVIEW_APPROVE, "TENON_REVIEW_APPROVE", "approve" },
                          { TENON_REVIEW_RETURN, "TENON_REVIEW_RETURN", "return" },
                          { TENON_REVIEW_WITHDRAW, "TENON_REVIEW_WITHDRAW", "withdraw" })

static const TenonField tenon_review_event_fields[] = {
  TENON_FIELD_T (TenonReviewEvent, "gate", ENUM, gate, tenon_gate_kind_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonReviewEvent, "subject", STRING, subject),
  TENON_FIELD_T (TenonReviewEvent, "action", ENUM, action, tenon_review_action_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonReviewEvent, "by", STRING, by),
  TENON_FIELD (TenonReviewEvent, "at", STRING, at),
  TENON_FIELD (TenonReviewEvent, "note", STRING, note),
  TENON_FIELD (TenonReviewEvent, "digest", STRING, digest),
  TENON_FIELD_F (TenonReviewEvent, "known", STRV, known, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonReviewEvent, tenon_review_event, "review", FALSE)
TENON_DEFINE_RECORD_INIT (TenonReviewEvent, tenon_review_event)

static const TenonField tenon_reviews_fields[] = {
  TENON_FIELD_T (TenonReviews, "events", LIST, events, tenon_review_event_get_type, TENON_FIELD_DEFAULT),
};
TENON_DEFINE_RECORD (TenonReviews, tenon_reviews, "reviews", FALSE)
TENON_DEFINE_RECORD_INIT (TenonReviews, tenon_reviews)

G_DEFINE_FINAL_TYPE (TenonGate, tenon_gate, G_TYPE_OBJECT)

static void
tenon_gate_finalize (GObject *object)
{
  TenonGate *self = TENON_GATE (object);

  g_free (self->subject);
  g_free (self->digest);
  g_clear_object (&self->last);
  g_free (self->waits_for);
  g_clear_pointer (&self->blocking, g_ptr_array_unref);
  G_OBJECT_CLASS (tenon_gate_parent_class)->finalize (object);
}

static void
tenon_gate_class_init (TenonGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_gate_finalize;
}

static void
tenon_gate_init (TenonGate *self)
{
  self->blocking = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tenon_reviews_find_last:
 * @subject: (nullable): a table's name with %TENON_GATE_TABLE, else %NULL
 *
 * Returns: (transfer none) (nullable): the event that counts, the latest one
 */
TenonReviewEvent *
tenon_reviews_find_last (TenonReviews *self,
                         TenonGateKind gate,
                         const char   *subject)
{
  for (guint i = tenon_list_get_length (self->events); i > 0; i--)
    {
      TenonReviewEvent *event = tenon_list_get (self->events, i - 1);

      if (event->gate == (int)gate && g_strcmp0 (event->subject, subject) == 0)
        return event;
    }
  return NULL;
}

const char *
tenon_gate_kind_to_string (TenonGateKind kind)
{
  static const char *const names[] = { "requirements", "table", "design", "contract" };

  return names[kind];
}

const char *
tenon_gate_state_to_string (TenonGateState state)
{
  static const char *const names[] = { "open", "ready", "approved", "stale" };

  return names[state];
}
