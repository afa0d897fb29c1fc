/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complete design as it stands beside others. */

#include "model/tenon-alternative.h"

static void
requests_free (gpointer data)
{
  TenonPatternRequests *requests = data;

  g_free (requests->pattern_id);
  g_free (requests);
}

static void
fact_free (gpointer data)
{
  TenonAlternativeFact *fact = data;

  g_free (fact->names);
  g_free (fact);
}

TenonAlternative *
tenon_alternative_new (TenonStrategy strategy)
{
  TenonAlternative *self = g_new0 (TenonAlternative, 1);

  self->strategy = strategy;
  self->hottest_share = -1;
  self->patterns = g_ptr_array_new_with_free_func (requests_free);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  return self;
}

void
tenon_alternative_free (TenonAlternative *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->summary);
  g_free (self->same_as);
  g_clear_object (&self->design);
  g_free (self->hottest);
  g_free (self->hottest_pattern);
  g_ptr_array_unref (self->patterns);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

/**
 * tenon_alternative_add_fact:
 * @topic: static
 * @title: static
 * @names: (transfer full) (nullable):
 */
void
tenon_alternative_add_fact (TenonAlternative *self,
                            const char       *topic,
                            const char       *title,
                            guint             count,
                            char             *names)
{
  TenonAlternativeFact *fact = g_new0 (TenonAlternativeFact, 1);

  fact->topic = topic;
  fact->title = title;
  fact->count = count;
  fact->names = names;
  g_ptr_array_add (self->facts, fact);
  if (g_str_equal (topic, "effort"))
    self->n_effort += count;
  else if (g_str_equal (topic, "risk"))
    self->n_risk += count;
}
