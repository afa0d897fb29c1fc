/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

typedef struct
{
  const char *label;   /* translated, what the button says */
  const char *tooltip; /* translated */
  const char *page;    /* (nullable) the page it happens on */
  const char *action;  /* (nullable) what that page is to perform */
  const char *decide;  /* (nullable) the gate whose dialog it opens */
} TenonNextStep;

gboolean tenon_next_step_find (TenonProject  *project,
                               TenonNextStep *step);

G_END_DECLS
