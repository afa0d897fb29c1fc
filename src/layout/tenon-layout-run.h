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
  double   done;   /* counted operations so far */
  double   total;  /* as estimated before */
  guint64  random; /* state of the generator */
} TenonLayoutRun;

gboolean tenon_layout_run_advance (TenonLayoutRun *self,
                                   double          amount);
double   tenon_layout_run_random (TenonLayoutRun *self);

G_END_DECLS
