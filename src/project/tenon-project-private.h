/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "contract/tenon-contract-writer.h"
#include "model/tenon-proposal-item.h"
#include "model/tenon-question.h"
#include "project/tenon-deriver.h"
#include "project/tenon-job.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

struct _TenonProject
{
  GObject parent_instance;

  char         *path;
  char         *branch;
  TenonModel   *model;
  TenonReviews *reviews;

  char       *model_digest;       /* (nullable) of model.json as last read or written */
  char       *reviews_digest;     /* (nullable) */
  char       *requirement_digest; /* (nullable) of a requirement file that said what the model said */
  GPtrArray  *edited_files;       /* (element-type TenonDiagnostic) what somebody edited where it is written from the design */
  guint64     saved;              /* serial of the model as it stands on the disk */
  guint64     loaded;             /* serial of the model as it was read */
  guint       n_changed_files;    /* that were not committed when the project was opened */
  guint64     committed;          /* serial of the model as it stands in the last commit */
  GPtrArray  *proposals;          /* (element-type TenonPatternProposal) of the requirement file, still open */
  TenonModel *approved;           /* (nullable) the requirements as they were confirmed, once somebody asked */
  char       *approved_digest;    /* (nullable) */
  GPtrArray  *notices;            /* (element-type TenonDiagnostic) what opening found */

  TenonDerived       *derived;
  TenonDeriver       *deriver;        /* (nullable) only a running check touches it */
  GPtrArray          *followed;       /* (owned) patterns of the model, as the deriver knows their order */
  GHashTable         *dirty;          /* (owned) subjects edited since the deriver was told */
  TenonContractCache *contract_cache; /* of the live model, for the text at each edit */
  GListStore         *gates;
  GListStore         *findings;
  GListStore         *tasks;
  GListStore         *questions;
  GListStore         *proposal_items;

  GQueue  *pending;  /* (element-type GTask) jobs that wait for the running one */
  guint    n_jobs;   /* running and waiting */
  guint    idle_id;  /* a check is about to start */
  gboolean checking; /* a worker checks a snapshot */
  gboolean is_dirty; /* edited since the last check */
};

void       tenon_project_set_derived (TenonProject *self,
                                      TenonDerived *derived);
void       tenon_project_update_lists (TenonProject *self);
GPtrArray *tenon_project_list_proposal_items (TenonProject *self);
void       tenon_project_changed (TenonProject *self);
void       tenon_project_look_at_files (TenonProject            *self,
                                        const TenonContractText *contract);
void       tenon_project_load_proposals (TenonProject *self);
void       tenon_project_learn_branch (TenonProject *self);
void       tenon_project_notify_busy (TenonProject *self);
void       tenon_project_fill_job (TenonProject *self,
                                   TenonJob     *job);
gboolean   tenon_project_finish_job (TenonProject *self,
                                     TenonJob     *job,
                                     gboolean      done,
                                     GError      **error);

gboolean tenon_project_do (TenonProject *self,
                           TenonJob     *job,
                           GError      **error);
void     tenon_project_do_async (TenonProject *self,
                                 TenonJob     *job,
                                 GTask        *task);
gboolean tenon_project_is_pristine (TenonProject *self);
char   **tenon_project_list_unread (TenonProject *self);
void     tenon_project_start (TenonProject *self);

void tenon_project_count_changed_files (TenonProject *self);

G_END_DECLS
