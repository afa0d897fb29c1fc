/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *tenon_tree_read_json (const char *text,
                                gsize       length,
                                GError    **error);
JsonNode *tenon_tree_read_yaml (const char *text,
                                gsize       length,
                                GError    **error);

G_END_DECLS
