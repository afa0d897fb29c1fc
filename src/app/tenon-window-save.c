/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving by itself.
 *
 *   edit -> soon -> saving -> advancing -> idle          (steps that complete by themselves are committed)
 *             ^        |          |
 *             +--------+----------+                      (an edit came meanwhile)
 *
 * A save that fails stays on the banner until one succeeds.  Closing waits for the last save. */

#include <glib/gi18n-lib.h>

#include "app/tenon-window-private.h"

enum
{
  SAVE_DELAY = 400, /* ms after the last edit */
};

static void start_saving (TenonWindow *self);

static void
finish_round (TenonWindow *self)
{
  self->is_saving = FALSE;
  if (self->project == NULL)
    return;
  if (self->save_again)
    {
      self->save_again = FALSE;
      start_saving (self);
      return;
    }
  tenon_window_update_banner (self);
  if (self->close_when_saved && self->save_error == NULL)
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  self->close_when_saved = FALSE;
}

static void
note_error (TenonWindow *self,
            GError      *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_free (self->save_error);
  self->save_error = g_strdup (error->message);
  self->save_is_locked = g_error_matches (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
}

static void
advanced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TenonWindow) self = TENON_WINDOW (user_data);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = tenon_project_advance_finish (TENON_PROJECT (source), result, NULL, &error);

  if (self->project == TENON_PROJECT (source) && !done)
    note_error (self, error);
  finish_round (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TenonWindow) self = TENON_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!tenon_project_save_finish (TENON_PROJECT (source), result, &error))
    {
      if (self->project == TENON_PROJECT (source))
        note_error (self, error);
      finish_round (self);
      return;
    }
  if (self->project == TENON_PROJECT (source) && !self->save_again)
    tenon_project_advance_async (TENON_PROJECT (source), NULL, advanced_cb, g_steal_pointer (&self));
  else
    finish_round (self);
}

static void
start_saving (TenonWindow *self)
{
  self->is_saving = TRUE;
  g_clear_pointer (&self->save_error, g_free);
  tenon_project_save_async (self->project, NULL, saved_cb, g_object_ref (self));
}

static gboolean
save_timeout_cb (gpointer user_data)
{
  TenonWindow *self = TENON_WINDOW (user_data);

  self->save_source = 0;
  tenon_window_save_now (self);
  return G_SOURCE_REMOVE;
}

/**
 * tenon_window_save_soon:
 *
 * Saves a moment after the last of a row of edits.
 */
void
tenon_window_save_soon (TenonWindow *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY, save_timeout_cb, self);
}

/**
 * tenon_window_save_now:
 *
 * Closes what is being typed and saves.
 */
void
tenon_window_save_now (TenonWindow *self)
{
  if (self->project == NULL)
    return;
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->is_saving)
    self->save_again = TRUE;
  else
    start_saving (self);
}

/**
 * tenon_window_stop_saving:
 *
 * Forgets a save that has not begun; for when the project is put away.
 */
void
tenon_window_stop_saving (TenonWindow *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_pointer (&self->save_error, g_free);
  self->save_again = FALSE;
}

static void
close_answer_cb (TenonWindow *self,
                 const char  *response)
{
  if (!g_str_equal (response, "close"))
    return;
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_lose (TenonWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Close Without Saving?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("The last changes could not be saved: %s"), self->save_error);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "close", _ ("_Close Without Saving"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (close_answer_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * tenon_window_may_close:
 *
 * Asked when the window is to close.  Where something is not saved yet it is saved first and the window closes after;
 * a person is asked only where saving has failed.
 *
 * Returns: whether the window may close at once
 */
gboolean
tenon_window_may_close (TenonWindow *self)
{
  if (self->project == NULL || self->may_close)
    return TRUE;
  tenon_model_close_typing (tenon_project_get_model (self->project));
  if (!self->is_saving && self->save_source == 0 && tenon_project_get_n_unsaved (self->project) == 0)
    return TRUE;
  if (self->save_error != NULL)
    {
      ask_to_lose (self);
      return FALSE;
    }
  self->close_when_saved = TRUE;
  tenon_window_save_now (self);
  return FALSE;
}
