/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-graph.h"

G_BEGIN_DECLS

TenonGraph *layout_sample_new (guint   n_cards,
                               guint32 seed);

G_END_DECLS
