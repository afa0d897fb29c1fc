/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-way.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What a table could copy, in MySQL's names. */
typedef struct
{
  char *reference; /* "category_id", of the table's own */
  char *target;    /* "categories.id", what it refers to */
  char *source;    /* "categories.name", what is copied */
  char *name;      /* the attribute's, as it would be proposed */
} TenonPossibleCopy;

/* Name and keys of a table as a person wants them. */
typedef struct
{
  const char *name;
  const char *partition_key;
  const char *sort_key; /* (nullable) */
} TenonTableWish;

/* What people change in the present design: each with a reason and a person, in one edit with the requests fitted to it. */
gboolean     tenon_project_check_index (TenonProject *self,
                                        const char   *table,
                                        const char   *index,
                                        TenonIndex   *wish,
                                        GError      **error);
gboolean     tenon_project_put_index (TenonProject *self,
                                      const char   *table,
                                      const char   *index,
                                      TenonIndex   *wish,
                                      const char   *reason,
                                      const char   *by,
                                      GError      **error);
gboolean     tenon_project_drop_index (TenonProject *self,
                                       const char   *table,
                                       const char   *index,
                                       const char   *reason,
                                       const char   *by,
                                       GError      **error);
TenonDesign *tenon_project_try_index (TenonProject *self,
                                      const char   *table,
                                      const char   *index,
                                      TenonIndex   *wish);
gboolean     tenon_project_check_table (TenonProject         *self,
                                        const char           *table,
                                        const TenonTableWish *wish,
                                        GError              **error);
gboolean     tenon_project_change_table (TenonProject         *self,
                                         const char           *table,
                                         const TenonTableWish *wish,
                                         const char           *reason,
                                         const char           *by,
                                         GError              **error);
gboolean     tenon_project_change_attribute (TenonProject *self,
                                             const char   *table,
                                             const char   *attribute,
                                             const char   *name,
                                             int           type,
                                             const char   *reason,
                                             const char   *by,
                                             GError      **error);
const char  *tenon_project_get_type_rule (TenonProject       *self,
                                          TenonAttribute     *attribute,
                                          TenonAttributeType *type,
                                          const char        **note);
const char  *tenon_project_describe_type (TenonProject      *self,
                                          TenonAttribute    *attribute,
                                          TenonAttributeType type);
gboolean     tenon_project_leave_out_attribute (TenonProject *self,
                                                const char   *table,
                                                const char   *attribute,
                                                const char   *reason,
                                                const char   *by,
                                                GError      **error);
GPtrArray   *tenon_project_list_copies (TenonProject *self,
                                        TenonTable   *table);
gboolean     tenon_project_add_copy (TenonProject *self,
                                     const char   *table,
                                     const char   *source,
                                     const char   *reference,
                                     const char   *name,
                                     const char   *reason,
                                     const char   *by,
                                     GError      **error);
TenonDesign *tenon_project_try_copy (TenonProject *self,
                                     const char   *table,
                                     const char   *source,
                                     const char   *reference,
                                     const char   *name,
                                     GError      **error);
void         tenon_possible_copy_free (TenonPossibleCopy *self);
gboolean     tenon_project_may_choose_way (TenonProject *self,
                                           const char   *pattern_id);
GPtrArray   *tenon_project_list_ways (TenonProject *self,
                                      const char   *pattern_id,
                                      GError      **error);
gboolean     tenon_project_choose_way (TenonProject *self,
                                       const char   *pattern_id,
                                       const char   *way,
                                       const char   *reason,
                                       const char   *by,
                                       GError      **error);
gboolean     tenon_project_release_way (TenonProject *self,
                                        const char   *pattern_id,
                                        GError      **error);
gboolean     tenon_project_set_names (TenonProject *self,
                                      gboolean      keep_mysql_names,
                                      const char   *reason,
                                      const char   *by,
                                      GError      **error);
gboolean     tenon_project_may_key (TenonProject   *self,
                                    TenonAttribute *attribute);

G_END_DECLS
