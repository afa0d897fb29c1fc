/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TenonLogSkeletons TenonLogSkeletons;

TenonLogSkeletons *tenon_log_skeletons_new (void);
void               tenon_log_skeletons_free (TenonLogSkeletons *self);
gpointer          *tenon_log_skeletons_find (TenonLogSkeletons *self,
                                             const char        *sql,
                                             gsize              length);

G_END_DECLS
