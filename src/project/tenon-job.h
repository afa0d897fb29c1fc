/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/tenon-model.h"
#include "model/tenon-review.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_JOB_SAVE,
  TENON_JOB_ADVANCE,
  TENON_JOB_DECIDE,
  TENON_JOB_IMPORT,
} TenonJobKind;

/* One piece of work on the folder, self-contained so that a worker can do it: copies in, results out. */
typedef struct
{
  TenonJobKind  kind;
  char         *root;
  TenonModel   *model;              /* a snapshot; an import reads into it */
  TenonReviews *reviews;            /* a copy; a decision is added to it */
  guint64       serial;             /* of the live model when the snapshot was taken */
  char         *model_digest;       /* (nullable) of the state files as this process knows them */
  char         *reviews_digest;     /* (nullable) */
  char         *requirement_digest; /* (nullable) of a requirement file that is known to hold nobody's edits */
  GPtrArray    *proposals;          /* (nullable) (element-type TenonPatternProposal) of the requirement file, still open */

  TenonGateKind     gate; /* of a decision */
  char             *subject;
  TenonReviewAction action;
  char             *by;
  char             *note;

  char **files; /* of an import */
  char **names; /* documents of the folder to read first */

  TenonReviewEvent *event;     /* (nullable) the decision as it was kept */
  GPtrArray        *imported;  /* (nullable) (element-type TenonImportedFile) */
  GPtrArray        *messages;  /* (element-type utf8) of the commits that were made */
  char             *recovered; /* (nullable) what was done about an interrupted step */
} TenonJob;

TenonJob *tenon_job_new (TenonJobKind kind,
                         const char  *root);
void      tenon_job_free (TenonJob *self);
gboolean  tenon_job_run (TenonJob *self,
                         GError  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonJob, tenon_job_free)

G_END_DECLS
