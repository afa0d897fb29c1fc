/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complete design as it stands beside others. */

#include "model/tenon-alternative.h"

TenonAlternative *
tenon_alternative_new (TenonStrategy strategy)
{
  TenonAlternative *self = g_new0 (TenonAlternative, 1);

  self->strategy = strategy;
  self->hottest_share = -1;
  return self;
}

void
tenon_alternative_free (TenonAlternative *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->summary);
  g_clear_object (&self->design);
  g_free (self->hottest);
  g_free (self);
}
