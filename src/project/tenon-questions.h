/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-question.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Questions that belong together: one entity, one kind. */
typedef struct
{
  char             *title;  /* "orders: read, never written" */
  char             *entity; /* (nullable) */
  TenonQuestionKind kind;
  guint             n_open;
  GPtrArray        *questions; /* (element-type TenonQuestion) */
} TenonQuestionGroup;

GListModel    *tenon_project_get_questions (TenonProject *self);
TenonQuestion *tenon_project_find_question (TenonProject *self,
                                            const char   *id);
guint          tenon_project_count_open_questions (TenonProject *self,
                                                   gboolean      blocking_only);
GPtrArray     *tenon_project_group_questions (TenonProject *self,
                                              gboolean      open_only);
GPtrArray     *tenon_project_group_questions_by_kind (TenonProject *self,
                                                      gboolean      open_only);
GPtrArray     *tenon_project_list_crud (TenonProject *self);

/* Answering: each is one edit, all or nothing. */
gboolean tenon_project_decline_questions (TenonProject      *self,
                                          const char *const *ids,
                                          const char        *reason,
                                          const char        *by,
                                          GError           **error);
gboolean tenon_project_reopen_questions (TenonProject      *self,
                                         const char *const *ids,
                                         GError           **error);
gboolean tenon_project_add_drafts (TenonProject      *self,
                                   const char *const *ids,
                                   const char        *by,
                                   char            ***pattern_ids,
                                   GError           **error);
gboolean tenon_project_add_crud_draft (TenonProject      *self,
                                       const char        *entity,
                                       TenonCrudOperation operation,
                                       const char        *by,
                                       char             **pattern_id,
                                       GError           **error);
gboolean tenon_project_answer_value (TenonProject *self,
                                     const char   *id,
                                     const char   *value,
                                     const char   *evidence,
                                     const char   *by,
                                     GError      **error);

/* Facts, questions about them or not. */
gboolean tenon_project_state_fact (TenonProject *self,
                                   const char   *key,
                                   const char   *value,
                                   const char   *evidence,
                                   const char   *by,
                                   GError      **error);
gboolean tenon_project_forget_fact (TenonProject *self,
                                    const char   *key,
                                    GError      **error);

void tenon_question_group_free (TenonQuestionGroup *self);

G_END_DECLS
