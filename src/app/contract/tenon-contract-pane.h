/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

#define TENON_TYPE_CONTRACT_PANE (tenon_contract_pane_get_type ())
G_DECLARE_FINAL_TYPE (TenonContractPane, tenon_contract_pane, TENON, CONTRACT_PANE, GtkWidget)

void        tenon_contract_pane_set_project (TenonContractPane *self,
                                             TenonProject      *project);
void        tenon_contract_pane_select (TenonContractPane *self,
                                        const char        *subject);
void        tenon_contract_pane_find (TenonContractPane *self);
const char *tenon_contract_pane_get_status (TenonContractPane *self);
int         tenon_contract_pane_get_width (TenonContractPane *self);
void        tenon_contract_pane_set_width (TenonContractPane *self,
                                           int                width);

G_END_DECLS
