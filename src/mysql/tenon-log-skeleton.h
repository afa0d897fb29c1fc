/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TenonLogSkeletons TenonLogSkeletons;

/* What is kept for all statements of one skeleton; nothing at first. */
typedef struct
{
  gpointer value;
  gpointer binding;
} TenonLogSkeleton;

/* A number or a string that a skeleton leaves out, quotes included. */
typedef struct
{
  guint16 begin;
  guint16 end;
} TenonLogLiteral;

TenonLogSkeletons     *tenon_log_skeletons_new (void);
void                   tenon_log_skeletons_free (TenonLogSkeletons *self);
TenonLogSkeleton      *tenon_log_skeletons_find (TenonLogSkeletons *self,
                                                 const char        *sql,
                                                 gsize              length);
const TenonLogLiteral *tenon_log_skeletons_get_literals (TenonLogSkeletons *self,
                                                         guint             *n_literals);

G_END_DECLS
