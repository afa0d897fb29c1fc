/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What a person said of an attribute's type, as a factor of the decision on the table's structure. */
#define TENON_FACTOR_TYPE "type"

TenonColumn *tenon_attribute_find_column (TenonModel *model, TenonAttribute *attribute);
gboolean     tenon_attribute_edit_check_name (TenonTable     *table,
                                              TenonAttribute *attribute,
                                              const char     *name,
                                              GError        **error);
gboolean     tenon_attribute_edit_check_absence (TenonModel     *model,
                                                 TenonTable     *table,
                                                 TenonAttribute *attribute,
                                                 GError        **error);
void         tenon_attribute_edit_rename (TenonModel     *model,
                                          TenonTable     *table,
                                          TenonAttribute *attribute,
                                          const char     *name,
                                          const char     *reason,
                                          const char     *by);
const char  *tenon_attribute_edit_get_rule (TenonModel         *model,
                                            TenonAttribute     *attribute,
                                            TenonAttributeType *type,
                                            const char        **note);
const char  *tenon_attribute_edit_describe_type (TenonModel        *model,
                                                 TenonAttribute    *attribute,
                                                 TenonAttributeType type);
void         tenon_attribute_edit_set_type (TenonModel        *model,
                                            TenonTable        *table,
                                            TenonAttribute    *attribute,
                                            TenonAttributeType type,
                                            const char        *reason,
                                            const char        *by);
void         tenon_attribute_edit_leave_out (TenonModel     *model,
                                             TenonTable     *table,
                                             TenonAttribute *attribute);

G_END_DECLS
