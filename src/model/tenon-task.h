/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A task of the tasks document as it stands in this project. */
#define TENON_TYPE_TASK (tenon_task_get_type ())
G_DECLARE_FINAL_TYPE (TenonTask, tenon_task, TENON, TASK, GObject)
struct _TenonTask
{
  GObject parent_instance;

  char    *task_id; /* "1.1" … "5.2" */
  char    *title;
  char    *message;   /* the commit message that completes it */
  gboolean is_marked; /* [x] in tasks.md */
  gboolean is_undone; /* marked, but what completed it has come undone (a stale gate) */
  char    *waits_for; /* (nullable) what it still needs */
};

TenonTask *tenon_task_new (const char *task_id,
                           const char *title,
                           const char *message);

/* A commit of the project's history. */
#define TENON_TYPE_HISTORY_ENTRY (tenon_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (TenonHistoryEntry, tenon_history_entry, TENON, HISTORY_ENTRY, GObject)
struct _TenonHistoryEntry
{
  GObject parent_instance;

  char  *commit_id; /* hex */
  char  *message;   /* first line */
  char  *author;    /* "Name <mail>" */
  gint64 time;      /* Unix seconds */
  char **files;     /* changed against the first parent */
};

TenonHistoryEntry *tenon_history_entry_new (void);

/* What an import made of a file. */
#define TENON_TYPE_IMPORTED_FILE (tenon_imported_file_get_type ())
G_DECLARE_FINAL_TYPE (TenonImportedFile, tenon_imported_file, TENON, IMPORTED_FILE, GObject)
struct _TenonImportedFile
{
  GObject parent_instance;

  char      *path;
  char      *kind;        /* "MySQL schema", "slow query log", … or "not recognised" */
  char      *summary;     /* "12 tables, 14 foreign keys" */
  char      *requirement; /* (nullable) the text of a requirement file from outside, for the project's to begin with */
  GPtrArray *diagnostics; /* (element-type TenonDiagnostic) */
};

TenonImportedFile *tenon_imported_file_new (const char *path);

G_END_DECLS
