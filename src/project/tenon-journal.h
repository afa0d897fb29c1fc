/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;   /* relative to the work tree */
  char *before; /* (nullable) git object id of the old content; NULL: there was no such file */
  char *after;  /* git object id of the new content */
} TenonJournalFile;

/* A step in flight, as it stands in the git directory while it lasts. */
typedef struct
{
  gint64     pid;
  guint64    start_time;
  gint64     at; /* Unix seconds */
  char      *message;
  char      *commit; /* (nullable) the commit that is about to become the branch's head */
  GPtrArray *locks;  /* (element-type utf8) the locks it takes, relative to the git directory */
  GPtrArray *files;  /* (element-type TenonJournalFile) */
} TenonJournal;

TenonJournal *tenon_journal_new (const char *message);
void          tenon_journal_free (TenonJournal *self);
void          tenon_journal_add_file (TenonJournal *self,
                                      const char   *name,
                                      const char   *before,
                                      const char   *after);
char         *tenon_journal_dup_token (TenonJournal *self);
gboolean      tenon_journal_is_alive (TenonJournal *self);
gboolean      tenon_journal_begin (TenonJournal *self,
                                   const char   *git_directory,
                                   GError      **error);
gboolean      tenon_journal_write (TenonJournal *self,
                                   const char   *git_directory,
                                   GError      **error);
void          tenon_journal_end (const char *git_directory);
TenonJournal *tenon_journal_load (const char *git_directory,
                                  GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonJournal, tenon_journal_free)

G_END_DECLS
