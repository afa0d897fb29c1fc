/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"
#include "model/tenon-review.h"

G_BEGIN_DECLS

char *tenon_store_write_model (TenonModel *model);
char *tenon_store_write_reviews (TenonReviews *reviews);
char *tenon_store_write_layout (TenonDiagram *diagram);

gboolean tenon_store_read_model (const char *root,
                                 TenonModel *model,
                                 char      **digest,
                                 GError    **error);
gboolean tenon_store_parse_model (GBytes     *content,
                                  TenonModel *model,
                                  GError    **error);
gboolean tenon_store_read_reviews (const char   *root,
                                   TenonReviews *reviews,
                                   char        **digest,
                                   GError      **error);
gboolean tenon_store_read_layout (const char *root,
                                  TenonModel *model,
                                  char      **digest,
                                  GError    **error);
gboolean tenon_store_is_shallow (const char *text,
                                 gsize       length);

G_END_DECLS
