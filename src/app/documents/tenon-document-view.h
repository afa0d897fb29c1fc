/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/tenon-document-block.h"

G_BEGIN_DECLS

#define TENON_TYPE_DOCUMENT_VIEW (tenon_document_view_get_type ())
G_DECLARE_FINAL_TYPE (TenonDocumentView, tenon_document_view, TENON, DOCUMENT_VIEW, GtkWidget)

GtkWidget *tenon_document_view_new (void);

void     tenon_document_view_set_blocks (TenonDocumentView *self,
                                         GPtrArray         *blocks);
gboolean tenon_document_view_is_done (TenonDocumentView *self);

G_END_DECLS
