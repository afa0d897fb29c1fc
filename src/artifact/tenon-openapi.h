/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-model.h"

G_BEGIN_DECLS

GPtrArray *tenon_openapi_read (TenonSource *source,
                               TenonSchema *schema,
                               GPtrArray   *diagnostics);

G_END_DECLS
