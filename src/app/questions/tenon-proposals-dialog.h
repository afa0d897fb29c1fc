/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What somebody wrote into the requirement file by hand, to be accepted or refused cell by cell. */
#define TENON_TYPE_PROPOSALS_DIALOG (tenon_proposals_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonProposalsDialog, tenon_proposals_dialog, TENON, PROPOSALS_DIALOG, AdwWindow)

GtkWidget *tenon_proposals_dialog_new (GtkWindow    *parent,
                                       TenonProject *project);

G_END_DECLS
