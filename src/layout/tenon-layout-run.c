/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One arrangement under way: how far it is, whether it is still wanted, and its random numbers. */

#include "layout/tenon-layout-run.h"

/* The next stage begins, which is @share of the whole. */
void
tenon_layout_run_enter (TenonLayoutRun *self,
                        double          share)
{
  self->begin += self->share;
  self->share = share;
  self->done = self->total = 0;
}

/* @fraction: of the stage */
void
tenon_layout_run_tell (TenonLayoutRun *self,
                       double          fraction)
{
  if (self->progress != NULL)
    self->progress (CLAMP (self->begin + self->share * CLAMP (fraction, 0, 1), 0, 1), self->data);
}

/**
 * tenon_layout_run_advance:
 * @amount: operations done since the last time
 *
 * Returns: %FALSE when cancelled
 */
gboolean
tenon_layout_run_advance (TenonLayoutRun *self,
                          double          amount)
{
  self->done += amount;
  tenon_layout_run_tell (self, self->done / MAX (self->total, 1));
  return !g_cancellable_is_cancelled (self->cancellable);
}

/**
 * tenon_layout_run_random:
 *
 * xorshift64* of S. Vigna (ACM TOMS 42, 2016): the same numbers on every machine.
 *
 * Returns: a number from 0 up to 1
 */
double
tenon_layout_run_random (TenonLayoutRun *self)
{
  self->random ^= self->random >> 12;
  self->random ^= self->random << 25;
  self->random ^= self->random >> 27;
  return (double)((self->random * G_GUINT64_CONSTANT (2685821657736338717)) >> 11) / 9007199254740992.0;
}
