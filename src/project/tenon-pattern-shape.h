/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

void     tenon_pattern_take_shape (TenonPattern *self,
                                   TenonShape   *shape);
gboolean tenon_project_take_shape (TenonProject *self,
                                   TenonPattern *pattern,
                                   const char   *fingerprint,
                                   GError      **error);
void     tenon_project_bind_statement (TenonProject *self,
                                       TenonPattern *pattern,
                                       const char   *fingerprint,
                                       gboolean      bound);

G_END_DECLS
