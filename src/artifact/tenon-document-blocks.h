/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/tenon-document-block.h"

G_BEGIN_DECLS

GPtrArray *tenon_document_blocks (const char *text,
                                  gsize       length);

G_END_DECLS
