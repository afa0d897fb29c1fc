/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

gboolean tenon_project_take_shape (TenonProject *self,
                                   TenonPattern *pattern,
                                   const char   *fingerprint,
                                   GError      **error);

G_END_DECLS
