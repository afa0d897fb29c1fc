/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_DOCUMENTS_PAGE (tenon_documents_page_get_type ())
G_DECLARE_FINAL_TYPE (TenonDocumentsPage, tenon_documents_page, TENON, DOCUMENTS_PAGE, GtkWidget)

GtkWidget *tenon_documents_page_new (TenonProject *project);

G_END_DECLS
