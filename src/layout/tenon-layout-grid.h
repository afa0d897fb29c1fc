/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} TenonLayoutBox;

typedef struct _TenonLayoutGrid TenonLayoutGrid;

/* Returns: whether to go on. */
typedef gboolean (*TenonLayoutVisit) (guint                 id,
                                      const TenonLayoutBox *box,
                                      gpointer              data);

TenonLayoutGrid *tenon_layout_grid_new (double cell);
void             tenon_layout_grid_free (TenonLayoutGrid *self);

void     tenon_layout_grid_add (TenonLayoutGrid      *self,
                                guint                 id,
                                const TenonLayoutBox *box);
gboolean tenon_layout_grid_visit (TenonLayoutGrid      *self,
                                  const TenonLayoutBox *box,
                                  TenonLayoutVisit      visit,
                                  gpointer              data);
gboolean tenon_layout_grid_is_free (TenonLayoutGrid      *self,
                                    const TenonLayoutBox *box);

gboolean tenon_layout_boxes_meet (const TenonLayoutBox *a,
                                  const TenonLayoutBox *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLayoutGrid, tenon_layout_grid_free)

G_END_DECLS
