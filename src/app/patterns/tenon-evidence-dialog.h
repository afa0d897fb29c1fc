/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-pattern-cells.h"

G_BEGIN_DECLS

/* Asks what a rate rests on, and takes it.  Signal "taken": the pattern has it. */
#define TENON_TYPE_EVIDENCE_DIALOG (tenon_evidence_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonEvidenceDialog, tenon_evidence_dialog, TENON, EVIDENCE_DIALOG, AdwWindow)

GtkWidget *tenon_evidence_dialog_new (GtkWindow    *parent,
                                      TenonProject *project,
                                      TenonPattern *pattern,
                                      const char   *property,
                                      const char   *typed);
void       tenon_evidence_dialog_quote (TenonEvidenceDialog *self, const char *words, const char *note);
void       tenon_evidence_dialog_offer (TenonEvidenceDialog *self,
                                        const char          *other);

G_END_DECLS
