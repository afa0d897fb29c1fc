/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  tenon_contract_path_append_member (GString    *path,
                                         const char *name);
void  tenon_contract_path_append_item (GString *path,
                                       guint    position);
char *tenon_contract_path_member (const char *base,
                                  const char *name);
char *tenon_contract_path_item (const char *base,
                                guint       position);

G_END_DECLS
