/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

/* What a table could copy: a column of a table that it refers to. */
typedef struct
{
  char *local_column;  /* of its MySQL table: the reference */
  char *source_table;  /* MySQL names */
  char *source_column; /* what is copied */
  char *join_column;   /* of the source table: what is referred to, unique there */
  char *name;          /* the attribute's, as it would be proposed */
} TenonCopyWish;

GPtrArray      *tenon_copy_edit_list (TenonModel *model,
                                      TenonTable *table);
TenonCopyWish  *tenon_copy_edit_find (TenonModel *model,
                                      TenonTable *table,
                                      const char *source,
                                      const char *local_column,
                                      GError    **error);
TenonAttribute *tenon_copy_edit_add (TenonModel          *model,
                                     TenonTable          *table,
                                     const TenonCopyWish *wish,
                                     const char          *name,
                                     const char          *reason,
                                     const char          *by);
void            tenon_copy_edit_remove (TenonModel     *model,
                                        TenonTable     *table,
                                        TenonAttribute *attribute,
                                        const char     *reason,
                                        const char     *by);
void            tenon_copy_wish_free (TenonCopyWish *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCopyWish, tenon_copy_wish_free)

G_END_DECLS
