/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* Asks what a typed rate rests on, and states it. */
#define TENON_TYPE_EVIDENCE_DIALOG (tenon_evidence_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonEvidenceDialog, tenon_evidence_dialog, TENON, EVIDENCE_DIALOG, AdwWindow)

GtkWidget *tenon_evidence_dialog_new (GtkWindow    *parent,
                                      TenonPattern *pattern,
                                      const char   *property,
                                      double        per_second);

G_END_DECLS
