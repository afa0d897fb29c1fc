/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

/* A whole design beside the one that was taken, in the numbers a comparison needs. */
typedef struct
{
  char    *title;
  char    *summary;
  double   dollars; /* a month: the sum of what is known */
  guint    n_open;  /* cost terms with an unknown input */
  guint    n_tables;
  guint    n_indexes;
  double   write_amplification; /* writes done for one asked for; 0: not known */
  char   **risks;
  gboolean is_chosen;
} TenonAlternative;

TenonAlternative *tenon_alternative_new (const char *title,
                                         const char *summary);
void              tenon_alternative_free (TenonAlternative *self);

char *tenon_model_document_write (TenonModel *model,
                                  TenonCost  *cost,
                                  GPtrArray  *headroom,
                                  GPtrArray  *findings,
                                  GPtrArray  *alternatives,
                                  const char *previous_text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonAlternative, tenon_alternative_free)

G_END_DECLS
