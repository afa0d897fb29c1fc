/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-api-call.h"
#include "artifact/tenon-document.h"

G_BEGIN_DECLS

GPtrArray *tenon_api_list_read (TenonDocument *document,
                                const char    *file,
                                GPtrArray     *diagnostics);

G_END_DECLS
