/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one arrangement shares. */
typedef struct
{
  GCancellable *cancellable; /* (nullable) */
  void (*progress) (double   fraction,
                    gpointer data);
  gpointer data;
  double   begin;  /* what was done of the whole before this stage */
  double   share;  /* of this stage in the whole */
  double   done;   /* counted operations of the stage so far */
  double   total;  /* as estimated before */
  guint64  random; /* state of the generator */
} TenonLayoutRun;

void     tenon_layout_run_enter (TenonLayoutRun *self,
                                 double          share);
void     tenon_layout_run_tell (TenonLayoutRun *self,
                                double          fraction);
gboolean tenon_layout_run_advance (TenonLayoutRun *self,
                                   double          amount);
double   tenon_layout_run_random (TenonLayoutRun *self);

G_END_DECLS
