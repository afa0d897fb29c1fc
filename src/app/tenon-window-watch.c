/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What other programs did to the project's folder, and the two ways on: their version, or the one in this window. */

#include <glib/gi18n-lib.h>

#include "app/tenon-window-private.h"

static void
changed_cb (TenonWindow *self)
{
  if (tenon_watch_get_changed (self->watch))
    tenon_model_close_typing (tenon_project_get_model (self->project));
  tenon_window_update_banner (self);
}

/**
 * tenon_window_start_watch:
 *
 * Notices from here on what other programs do to the project's folder.
 */
void
tenon_window_start_watch (TenonWindow *self)
{
  self->watch = tenon_watch_new (self->project);
  g_signal_connect_object (self->watch, "notify::changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
tenon_window_stop_watch (TenonWindow *self)
{
  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
}

/**
 * tenon_window_show_outside_change:
 *
 * Returns: whether another program changed the project, which the banner says now
 */
gboolean
tenon_window_show_outside_change (TenonWindow *self)
{
  guint            n = tenon_project_get_n_unsaved (self->project);
  g_autofree char *text = NULL;

  if (self->watch == NULL || !tenon_watch_get_changed (self->watch))
    return FALSE;
  if (n == 0)
    text = g_strdup (_ ("Another program changed this project on the disk."));
  else
    text = g_strdup_printf (ngettext ("Another program changed this project on the disk. %u change here is not saved.",
                                      "Another program changed this project on the disk. %u changes here are not saved.", n),
                            n);
  if (!tenon_banner_show (self->banner, text))
    return TRUE;
  tenon_banner_add_button (self->banner, _ ("_Keep Mine…"), "win.keep-mine");
  tenon_banner_add_button (self->banner, n == 0 ? _ ("_Reload") : _ ("_Take Theirs…"), "win.take-theirs");
  return TRUE;
}

static void
keep_answer_cb (TenonWindow *self,
                const char  *response)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "keep") || self->watch == NULL)
    return;
  if (tenon_watch_keep_mine (self->watch, &error))
    tenon_window_save_now (self);
  else
    tenon_window_report_error (self, _ ("Could Not Keep This Version"), error->message);
}

/**
 * tenon_window_keep_mine:
 *
 * Asks, and writes the project of this window over what another program wrote.
 */
void
tenon_window_keep_mine (TenonWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Keep This Version?"),
                                              _ ("The model as this window has it is written over what the other program wrote. "
                                                 "Decisions that were recorded there are kept; what was committed stays in the history."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep", _ ("_Keep Mine"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (keep_answer_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_answer_cb (TenonWindow *self,
                const char  *response)
{
  if (g_str_equal (response, "take") && self->project != NULL)
    tenon_window_reload (self);
}

/**
 * tenon_window_take_theirs:
 *
 * Opens the project as it stands on the disk; asks first where edits of this window would be lost.
 */
void
tenon_window_take_theirs (TenonWindow *self)
{
  guint      n = tenon_project_get_n_unsaved (self->project);
  GtkWidget *dialog;

  if (n == 0)
    {
      tenon_window_reload (self);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Take the Other Version?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  ngettext ("%u change made here is not saved and will be lost.", "%u changes made here are not saved and will be lost.", n), n);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", _ ("_Take Theirs"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (take_answer_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
