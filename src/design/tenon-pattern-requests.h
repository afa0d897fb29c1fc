/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-request-units.h"
#include "model/tenon-alternative.h"

G_BEGIN_DECLS

guint tenon_alternative_count_requests (TenonAlternative *self,
                                        TenonRequests    *requests);

G_END_DECLS
