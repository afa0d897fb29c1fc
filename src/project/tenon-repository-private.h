/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <git2.h>

#include "project/tenon-journal.h"
#include "project/tenon-repository.h"

G_BEGIN_DECLS

struct _TenonRepository
{
  git_repository *git;
  char           *root;      /* the project folder, absolute */
  char           *work_tree; /* what the repository has checked out, absolute, links resolved */
  char           *prefix;    /* of the project in the repository: "" or "shop/" */
  char           *directory; /* the git directory, with its final slash */
  int             guard;     /* descriptor of the held lock file; -1: none */
};

gboolean tenon_repository_fail (GError    **error,
                                int         code,
                                const char *what);
char    *tenon_repository_tree_path (TenonRepository *self,
                                     const char      *name);
gboolean tenon_repository_lock (TenonRepository *self,
                                TenonJournal    *journal,
                                GError         **error);
void     tenon_repository_unlock (TenonRepository *self);
gboolean tenon_repository_write_index (TenonRepository *self,
                                       TenonJournal    *journal,
                                       GError         **error);
void     tenon_repository_roll_back (TenonRepository *self,
                                     TenonJournal    *journal);

G_END_DECLS
