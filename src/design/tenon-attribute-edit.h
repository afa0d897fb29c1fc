/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

gboolean tenon_attribute_edit_check_name (TenonTable     *table,
                                          TenonAttribute *attribute,
                                          const char     *name,
                                          GError        **error);
gboolean tenon_attribute_edit_check_absence (TenonModel     *model,
                                             TenonTable     *table,
                                             TenonAttribute *attribute,
                                             GError        **error);
void     tenon_attribute_edit_rename (TenonModel     *model,
                                      TenonTable     *table,
                                      TenonAttribute *attribute,
                                      const char     *name,
                                      const char     *reason,
                                      const char     *by);
void     tenon_attribute_edit_leave_out (TenonModel     *model,
                                         TenonTable     *table,
                                         TenonAttribute *attribute);

G_END_DECLS
