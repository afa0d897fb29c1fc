/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal of a step: "tenon-journal.json" in the git directory, there from before the first byte is replaced until
 * the commit and the index are in place. Whoever finds one whose process is gone can finish the step or take it back,
 * and knows which locks were that process's own. Being made by link(2), which fails where the name exists, it also
 * keeps two processes from taking a step at the same time. */

#include "project/tenon-journal.h"

#include "base/tenon-json-writer.h"
#include "project/tenon-files.h"
#include "project/tenon-project.h"
#include "project/tenon-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL_NAME "tenon-journal.json"

static void
journal_file_free (TenonJournalFile *self)
{
  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

TenonJournal *
tenon_journal_new (const char *message)
{
  TenonJournal *self = g_new0 (TenonJournal, 1);

  self->pid = getpid ();
  self->start_time = tenon_process_get_start (self->pid);
  self->at = g_get_real_time () / G_USEC_PER_SEC;
  self->message = g_strdup (message);
  self->locks = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)journal_file_free);
  return self;
}

void
tenon_journal_free (TenonJournal *self)
{
  g_free (self->message);
  g_free (self->commit);
  g_ptr_array_unref (self->locks);
  g_ptr_array_unref (self->files);
  g_free (self);
}

void
tenon_journal_add_file (TenonJournal *self,
                        const char   *name,
                        const char   *before,
                        const char   *after)
{
  TenonJournalFile *file = g_new0 (TenonJournalFile, 1);

  file->name = g_strdup (name);
  file->before = g_strdup (before);
  file->after = g_strdup (after);
  g_ptr_array_add (self->files, file);
}

/**
 * tenon_journal_dup_token:
 *
 * Returns: (transfer full): what the step writes into its index lock, to know it again
 */
char *
tenon_journal_dup_token (TenonJournal *self)
{
  return g_strdup_printf ("tenon %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n", self->pid, self->start_time);
}

gboolean
tenon_journal_is_alive (TenonJournal *self)
{
  return tenon_process_is_alive (self->pid, self->start_time);
}

static char *
to_json (TenonJournal *self)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *start_time = g_strdup_printf ("%" G_GUINT64_FORMAT, self->start_time);

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_int (writer, "pid", self->pid);
  tenon_json_writer_member_string (writer, "start_time", start_time);
  tenon_json_writer_member_int (writer, "at", self->at);
  tenon_json_writer_member_string (writer, "message", self->message);
  tenon_json_writer_member_string (writer, "commit", self->commit);
  tenon_json_writer_name (writer, "locks");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < self->locks->len; i++)
    tenon_json_writer_string (writer, g_ptr_array_index (self->locks, i));
  tenon_json_writer_end_array (writer);
  tenon_json_writer_name (writer, "files");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < self->files->len; i++)
    {
      TenonJournalFile *file = g_ptr_array_index (self->files, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", file->name);
      tenon_json_writer_member_string (writer, "before", file->before);
      tenon_json_writer_member_string (writer, "after", file->after);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
  return tenon_json_writer_finish (writer);
}

/**
 * tenon_journal_write:
 *
 * Replaces the journal of a step that has begun.
 */
gboolean
tenon_journal_write (TenonJournal *self,
                     const char   *git_directory,
                     GError      **error)
{
  g_autofree char *text = to_json (self);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  return tenon_files_replace (git_directory, JOURNAL_NAME, content, error);
}

/**
 * tenon_journal_begin:
 *
 * Makes the journal, or fails with %TENON_PROJECT_ERROR_LOCKED where there is one.
 */
gboolean
tenon_journal_begin (TenonJournal *self,
                     const char   *git_directory,
                     GError      **error)
{
  g_autofree char *text = to_json (self);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  g_autofree char *name = g_strdup_printf ("tenon-journal-%" G_GINT64_FORMAT ".json", self->pid);
  g_autofree char *mine = g_build_filename (git_directory, name, NULL);
  g_autofree char *shared = g_build_filename (git_directory, JOURNAL_NAME, NULL);
  int              code;

  if (!tenon_files_replace (git_directory, name, content, error))
    return FALSE;
  code = link (mine, shared) == 0 ? 0 : errno;
  g_unlink (mine);
  if (code == 0)
    return TRUE;
  if (code == EEXIST)
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED,
                 "Another process of Tenon is taking a step in this project; try again when it is done");
  else
    g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Could not write “%s”: %s", shared, g_strerror (code));
  return FALSE;
}

void
tenon_journal_end (const char *git_directory)
{
  tenon_files_remove (git_directory, JOURNAL_NAME, NULL);
}

static const char *
member (JsonObject *object,
        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
member_int (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static JsonArray *
member_array (JsonObject *object,
              const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static TenonJournal *
from_json (JsonObject *object)
{
  TenonJournal *self = tenon_journal_new (member (object, "message"));
  const char   *start_time = member (object, "start_time");
  JsonArray    *locks = member_array (object, "locks");
  JsonArray    *files = member_array (object, "files");

  self->pid = member_int (object, "pid");
  self->start_time = start_time != NULL ? g_ascii_strtoull (start_time, NULL, 10) : 0;
  self->at = member_int (object, "at");
  self->commit = g_strdup (member (object, "commit"));
  for (guint i = 0; locks != NULL && i < json_array_get_length (locks); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (locks, i)))
      g_ptr_array_add (self->locks, json_node_dup_string (json_array_get_element (locks, i)));
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonNode *node = json_array_get_element (files, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && member (json_node_get_object (node), "name") != NULL && member (json_node_get_object (node), "after") != NULL)
        tenon_journal_add_file (self, member (json_node_get_object (node), "name"),
                                member (json_node_get_object (node), "before"),
                                member (json_node_get_object (node), "after"));
    }
  return self;
}

/**
 * tenon_journal_load:
 *
 * Returns: (transfer full) (nullable): the journal of a step that was begun and not ended; %NULL without @error set
 *   where there is none
 */
TenonJournal *
tenon_journal_load (const char *git_directory,
                    GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) content = tenon_files_load (git_directory, JOURNAL_NAME, &local_error);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (content == NULL)
    {
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (g_bytes_get_size (content) == 0
      || !tenon_store_is_shallow (tenon_bytes_peek (content, NULL), g_bytes_get_size (content))
      || !json_parser_load_from_data (parser, tenon_bytes_peek (content, NULL), g_bytes_get_size (content), NULL)
      || json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_DAMAGED,
                   "“%s/" JOURNAL_NAME "” cannot be read; look whether a step was interrupted, then remove it", git_directory);
      return NULL;
    }
  return from_json (json_node_get_object (json_parser_get_root (parser)));
}
