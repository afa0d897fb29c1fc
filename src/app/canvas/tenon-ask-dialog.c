/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dialog that asks for a few words: a name, or the text of a note. */

#include "tenon-ask-dialog.h"

#include <glib/gi18n-lib.h>

#define LONG_WIDTH 420
#define LONG_HEIGHT 200

typedef struct
{
  GtkWidget     *owner; /* (weak) (nullable) */
  GtkWidget     *dialog;
  GtkWidget     *field; /* an entry or a text view */
  TenonAskFunc   done;
  gpointer       user_data;
  GDestroyNotify destroy;
} Asking;

static void
asking_free (Asking *self)
{
  g_clear_weak_pointer (&self->owner);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static char *
dup_text (Asking *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter    start, end;

  if (GTK_IS_EDITABLE (self->field))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field))));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Nothing is not an answer. */
static void
changed_cb (Asking *self)
{
  g_autofree char *text = dup_text (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "accept", *text != '\0');
}

static void
response_cb (Asking     *self,
             const char *response)
{
  g_autofree char *text = dup_text (self);

  if (g_str_equal (response, "accept") && *text != '\0' && self->owner != NULL)
    self->done (self->owner, text, self->user_data);
}

/* To respond does not close the dialog by itself. */
static void
entry_activate_cb (Asking *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GtkWidget) dialog = g_object_ref (self->dialog);

  if (*text == '\0')
    return;
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* In a text, Enter is a line: Ctrl+Enter is done. */
static gboolean
key_pressed_cb (Asking         *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  entry_activate_cb (self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
create_entry (Asking         *self,
              const TenonAsk *ask)
{
  self->field = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->field), ask->text != NULL ? ask->text : "");
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->field, "activate", G_CALLBACK (entry_activate_cb), self);
  return self->field;
}

static GtkWidget *
create_text (Asking         *self,
             const TenonAsk *ask)
{
  GtkWidget          *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextBuffer      *buffer;

  self->field = gtk_text_view_new ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field));
  gtk_text_buffer_set_text (buffer, ask->text != NULL ? ask->text : "", -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->field), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->field), FALSE);
  g_object_set (self->field, "left-margin", 9, "right-margin", 9, "top-margin", 9, "bottom-margin", 9, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->field);
  gtk_widget_set_size_request (scrolled, LONG_WIDTH, LONG_HEIGHT);
  gtk_widget_add_css_class (scrolled, "card");
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->field, keys);
  return scrolled;
}

/**
 * tenon_ask:
 * @owner: whom @ask's function is called for, if it still is
 * @user_data: (transfer full): for the function
 *
 * Opens the dialog over @owner's window.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
tenon_ask (GtkWidget      *owner,
           const TenonAsk *ask,
           gpointer        user_data,
           GDestroyNotify  destroy)
{
  Asking  *self = g_new0 (Asking, 1);
  GtkRoot *root = gtk_widget_get_root (owner);

  g_set_weak_pointer (&self->owner, owner);
  self->done = ask->done;
  self->user_data = user_data;
  self->destroy = destroy;
  self->dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, ask->heading, ask->body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("_Cancel"), "accept", ask->accept, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), ask->is_long ? create_text (self, ask) : create_entry (self, ask));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, ask->label, -1);
  changed_cb (self);
  g_object_set_data_full (G_OBJECT (self->dialog), "tenon-asking", self, (GDestroyNotify)asking_free);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (self->field);
  return self->dialog;
}
