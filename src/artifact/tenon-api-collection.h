/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-api-call.h"
#include "base/tenon-source.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean   tenon_api_collection_is (JsonNode *root);
GPtrArray *tenon_api_collection_read (TenonSource *source,
                                      GPtrArray   *diagnostics);

G_END_DECLS
