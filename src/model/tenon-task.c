/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small objects that lists of tasks, commits and imported files are made of. */

#include "model/tenon-task.h"

G_DEFINE_FINAL_TYPE (TenonTask, tenon_task, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TenonHistoryEntry, tenon_history_entry, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TenonImportedFile, tenon_imported_file, G_TYPE_OBJECT)

static void
tenon_task_finalize (GObject *object)
{
  TenonTask *self = TENON_TASK (object);

  g_free (self->task_id);
  g_free (self->title);
  g_free (self->message);
  g_free (self->waits_for);
  G_OBJECT_CLASS (tenon_task_parent_class)->finalize (object);
}

static void
tenon_task_class_init (TenonTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_task_finalize;
}

static void
tenon_task_init (TenonTask *self)
{
}

TenonTask *
tenon_task_new (const char *task_id,
                const char *title,
                const char *message)
{
  TenonTask *self = g_object_new (TENON_TYPE_TASK, NULL);

  self->task_id = g_strdup (task_id);
  self->title = g_strdup (title);
  self->message = g_strdup (message);
  return self;
}

static void
tenon_history_entry_finalize (GObject *object)
{
  TenonHistoryEntry *self = TENON_HISTORY_ENTRY (object);

  g_free (self->commit_id);
  g_free (self->message);
  g_free (self->author);
  g_strfreev (self->files);
  G_OBJECT_CLASS (tenon_history_entry_parent_class)->finalize (object);
}

static void
tenon_history_entry_class_init (TenonHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_history_entry_finalize;
}

static void
tenon_history_entry_init (TenonHistoryEntry *self)
{
}

TenonHistoryEntry *
tenon_history_entry_new (void)
{
  return g_object_new (TENON_TYPE_HISTORY_ENTRY, NULL);
}

static void
tenon_imported_file_finalize (GObject *object)
{
  TenonImportedFile *self = TENON_IMPORTED_FILE (object);

  g_free (self->path);
  g_free (self->kind);
  g_free (self->summary);
  g_free (self->requirement);
  g_ptr_array_unref (self->diagnostics);
  G_OBJECT_CLASS (tenon_imported_file_parent_class)->finalize (object);
}

static void
tenon_imported_file_class_init (TenonImportedFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_imported_file_finalize;
}

static void
tenon_imported_file_init (TenonImportedFile *self)
{
  self->diagnostics = g_ptr_array_new_with_free_func (g_object_unref);
}

TenonImportedFile *
tenon_imported_file_new (const char *path)
{
  TenonImportedFile *self = g_object_new (TENON_TYPE_IMPORTED_FILE, NULL);

  self->path = g_strdup (path);
  return self;
}
