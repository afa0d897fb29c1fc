/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* A proposal beside the present design, to be taken table by table. */
#define TENON_TYPE_PROPOSAL_DIALOG (tenon_proposal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonProposalDialog, tenon_proposal_dialog, TENON, PROPOSAL_DIALOG, AdwWindow)

GtkWidget *tenon_proposal_dialog_new (GtkWindow    *parent,
                                      TenonProject *project,
                                      TenonDesign  *proposal);

G_END_DECLS
