/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x; /* of the centre */
  double y;
  double width; /* with the gap that is to stay around it */
  double height;
} TenonLayoutCard;

void tenon_layout_separate (TenonLayoutCard *cards,
                            guint            n_cards);

G_END_DECLS
