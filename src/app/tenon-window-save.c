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
static void ask_to_lose (TenonWindow *self);

static void
forget_then (TenonWindow *self)
{
  GDestroyNotify destroy = self->then_destroy;
  gpointer       data = self->then_data;

  self->then = NULL;
  self->then_data = NULL;
  self->then_destroy = NULL;
  if (destroy != NULL)
    destroy (data);
}

static void
go_on (TenonWindow *self)
{
  TenonWindowThen then = self->then;
  gpointer        data = self->then_data;
  GDestroyNotify  destroy = self->then_destroy;

  self->then = NULL;
  self->then_data = NULL;
  self->then_destroy = NULL;
  then (self, data);
  if (destroy != NULL)
    destroy (data);
}

static void
finish_round (TenonWindow *self)
{
  self->is_saving = FALSE;
  if (self->save_again)
    {
      self->save_again = FALSE;
      start_saving (self);
      return;
    }
  tenon_window_update_banner (self);
  if (self->then != NULL && self->save_error == NULL)
    go_on (self);
  else if (self->then != NULL)
    ask_to_lose (self);
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
  g_autoptr (GError) error = NULL;
  gboolean done = tenon_project_advance_finish (TENON_PROJECT (source), result, NULL, &error);

  if (self->project != TENON_PROJECT (source))
    return;
  if (!done)
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
  gboolean done = tenon_project_save_finish (TENON_PROJECT (source), result, &error);

  if (self->project != TENON_PROJECT (source))
    return;
  if (!done)
    note_error (self, error);
  if (done && !self->save_again)
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
  self->is_saving = FALSE;
  self->save_again = FALSE;
  forget_then (self);
}

static void
lose_answer_cb (TenonWindow *self,
                const char  *response)
{
  if (self->then == NULL)
    return;
  if (g_str_equal (response, "lose"))
    go_on (self);
  else
    forget_then (self);
}

static void
ask_to_lose (TenonWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Go On Without Saving?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("The last changes could not be saved: %s"), self->save_error);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "lose", _ ("_Lose Changes"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (lose_answer_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * tenon_window_is_saved:
 *
 * Returns: whether nothing would be lost if the project were put away now
 */
gboolean
tenon_window_is_saved (TenonWindow *self)
{
  return self->project == NULL || (!self->is_saving && self->save_source == 0 && tenon_project_get_n_unsaved (self->project) == 0);
}

/**
 * tenon_window_when_saved:
 * @then: what to do once everything is saved, which may be at once
 * @data: (nullable): for @then
 * @destroy: (nullable): for @data
 *
 * Saves what is not saved yet.  A person is asked only where saving has failed, and @then is forgotten where they would
 * rather stay.  A second call takes the place of a first that still waits.
 */
void
tenon_window_when_saved (TenonWindow    *self,
                         TenonWindowThen then,
                         gpointer        data,
                         GDestroyNotify  destroy)
{
  forget_then (self);
  self->then = then;
  self->then_data = data;
  self->then_destroy = destroy;
  if (self->project != NULL)
    tenon_model_close_typing (tenon_project_get_model (self->project));
  if (tenon_window_is_saved (self))
    go_on (self);
  else
    tenon_window_save_now (self);
}
