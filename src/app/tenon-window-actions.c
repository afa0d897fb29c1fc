/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The actions of the window and their keys.
 *
 * Keys are bindings of the widget class and not accelerators of the application: an accelerator would come before the
 * focused entry, and Ctrl+Z in a half-typed word is for the word. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/tenon-gate-row.h"
#include "app/tenon-next-step.h"
#include "app/tenon-page.h"
#include "app/tenon-window-private.h"

static TenonModel *
get_model (TenonWindow *self)
{
  return self->project != NULL ? tenon_project_get_model (self->project) : NULL;
}

static void
undo (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  TenonModel *model = get_model (user_data);

  tenon_model_close_typing (model);
  if (tenon_model_can_undo (model))
    tenon_model_undo (model);
}

static void
redo (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  TenonModel *model = get_model (user_data);

  if (tenon_model_can_redo (model))
    tenon_model_redo (model);
}

static void
save (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  TenonWindow *self = TENON_WINDOW (user_data);

  tenon_model_close_typing (get_model (self));
  tenon_window_save_now (self);
}

static void
open_project (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  tenon_window_choose_project (user_data);
}

static void
open_path (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  tenon_window_open (user_data, g_variant_get_string (parameter, NULL));
}

static void
open_sample (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  tenon_window_open_sample (user_data);
}

static void
new_project (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  tenon_window_new_project (user_data);
}

static void
import (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  tenon_window_choose_imports (user_data);
}

static void
close_project (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  tenon_window_close_project (user_data);
}

static void
reopen (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  TenonWindow     *self = TENON_WINDOW (user_data);
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    tenon_window_open (self, path);
}

static void
reload (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  tenon_window_reload (user_data);
}

static void
keep_mine (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  tenon_window_keep_mine (user_data);
}

static void
take_theirs (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  tenon_window_take_theirs (user_data);
}

static void
cancel_opening (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  TenonWindow *self = TENON_WINDOW (user_data);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
}

static void
show_page (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  tenon_window_show_page (user_data, g_variant_get_string (parameter, NULL));
  tenon_window_enter_page (user_data);
}

static gboolean
enter_pane (TenonWindow *self,
            GtkWidget   *pane)
{
  if (!gtk_widget_get_mapped (pane))
    return FALSE;
  return TENON_IS_PAGE (pane) ? tenon_page_enter (TENON_PAGE (pane)) : gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
}

/* Sidebar, page and contract, whichever are there, round and round; from anywhere else to the page. */
static void
go_round (TenonWindow *self,
          guint        step)
{
  GtkWidget  *page = gtk_stack_get_visible_child (self->pages);
  GtkWidget  *panes[] = { GTK_WIDGET (self->sidebar), page, GTK_WIDGET (self->contract_pane) };
  const guint n = G_N_ELEMENTS (panes);
  guint       from = n;

  if (page == NULL)
    return;
  for (guint i = 0; i < n; i++)
    if (gtk_widget_get_state_flags (panes[i]) & GTK_STATE_FLAG_FOCUS_WITHIN)
      from = i;
  if (from == n)
    {
      enter_pane (self, page);
      return;
    }
  for (guint i = 1; i < n; i++)
    if (enter_pane (self, panes[(from + i * step) % n]))
      return;
}

static void
next_pane (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  go_round (user_data, 1);
}

static void
previous_pane (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  go_round (user_data, 2);
}

static void
find (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  TenonWindow *self = TENON_WINDOW (user_data);
  GtkWidget   *page = gtk_stack_get_visible_child (self->pages);

  if (TENON_IS_PAGE (page) && TENON_PAGE_GET_IFACE (page)->find != NULL)
    {
      tenon_page_find (TENON_PAGE (page));
      return;
    }
  tenon_window_set_contract (self, TRUE);
  tenon_contract_pane_find (self->contract_pane);
}

static void
next_step (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  TenonWindow  *self = TENON_WINDOW (user_data);
  TenonNextStep step;

  if (!tenon_next_step_find (self->project, &step))
    return;
  if (step.decide != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self), "decide", g_variant_new_string (step.decide));
      return;
    }
  tenon_window_show_page (self, step.page);
  if (TENON_IS_PAGE (tenon_window_find_page (self, step.page)))
    tenon_page_perform (TENON_PAGE (tenon_window_find_page (self, step.page)), step.action);
}

static void
answer_questions (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkWidget *page = tenon_window_find_page (user_data, "questions");

  tenon_window_show_page (user_data, "questions");
  if (TENON_IS_PAGE (page))
    tenon_page_perform (TENON_PAGE (page), "answer-questions");
}

static void
show_changes (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  tenon_window_show_changes (user_data);
}

static void
show_proposals (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  tenon_window_show_proposals (user_data);
}

static void
select_subject (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  tenon_window_select_subject (user_data, g_variant_get_string (parameter, NULL));
}

static void
reveal (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  tenon_window_reveal (user_data, g_variant_get_string (parameter, NULL));
}

static void
toast (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  const char *title;
  gboolean    offer_undo;

  g_variant_get (parameter, "(&sb)", &title, &offer_undo);
  tenon_window_add_toast (user_data, title, offer_undo);
}

static void
report_error (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  const char *heading;
  const char *message;

  g_variant_get (parameter, "(&s&s)", &heading, &message);
  tenon_window_report_error (user_data, heading, message);
}

static void
decide (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  const char *gate = g_variant_get_string (parameter, NULL);

  if (g_str_has_prefix (gate, "table:"))
    tenon_window_decide (user_data, TENON_GATE_TABLE, gate + strlen ("table:"));
  else if (g_str_equal (gate, "design"))
    tenon_window_decide (user_data, TENON_GATE_DESIGN, NULL);
  else if (g_str_equal (gate, "contract"))
    tenon_window_decide (user_data, TENON_GATE_CONTRACT, NULL);
  else
    tenon_window_decide (user_data, TENON_GATE_REQUIREMENTS, NULL);
}

/* Where an open gate without findings of its own waits for an earlier one. */
static const char *const WAITING_PLACES[] = {
  [TENON_GATE_REQUIREMENTS] = "patterns",
  [TENON_GATE_TABLE] = "review",
  [TENON_GATE_DESIGN] = "review",
  [TENON_GATE_CONTRACT] = "review",
};

static void
visit_gate (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  TenonWindow  *self = TENON_WINDOW (user_data);
  TenonGateKind kind = (TenonGateKind)g_variant_get_int32 (parameter);
  TenonGate    *gate = tenon_project_find_gate (self->project, kind, NULL);
  gboolean      has_tables = tenon_list_get_length (get_model (self)->design->tables) > 0;

  if (kind == TENON_GATE_TABLE)
    tenon_window_show_page (self, has_tables ? "review" : "design");
  else if (gate == NULL || (gate->state == TENON_GATE_OPEN && (gate->blocking == NULL || gate->blocking->len == 0)))
    tenon_window_show_page (self, has_tables || kind == TENON_GATE_REQUIREMENTS ? WAITING_PLACES[kind] : "design");
  else
    tenon_window_decide (self, kind, NULL);
}

static void
toggle_sidebar (GSimpleAction *action,
                GVariant      *state,
                gpointer       user_data)
{
  tenon_window_set_sidebar (user_data, g_variant_get_boolean (state));
}

static void
toggle_contract (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  tenon_window_set_contract (user_data, g_variant_get_boolean (state));
}

static void
fullscreen (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  if (gtk_window_is_fullscreen (user_data))
    gtk_window_unfullscreen (user_data);
  else
    gtk_window_fullscreen (user_data);
}

static void
open_menu (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  gtk_menu_button_popup (TENON_WINDOW (user_data)->menu_button);
}

/* Once it is there, GTK's own action of this name takes over. */
static void
show_shortcuts (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GtkApplicationWindow *self = GTK_APPLICATION_WINDOW (user_data);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/tenon_workbench/Tenon/ui/tenon-shortcuts.ui");
  GtkShortcutsWindow *shortcuts = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_application_window_set_help_overlay (self, shortcuts);
  gtk_window_present (GTK_WINDOW (shortcuts));
}

static const GActionEntry ENTRIES[] = {
  { "undo", undo },
  { "redo", redo },
  { "save", save },
  { "open", open_project },
  { "open-path", open_path, "s" },
  { "open-sample", open_sample },
  { "new", new_project },
  { "import", import },
  { "close-project", close_project },
  { "reopen", reopen },
  { "reload", reload },
  { "keep-mine", keep_mine },
  { "take-theirs", take_theirs },
  { "cancel-opening", cancel_opening },
  { "show-page", show_page, "s" },
  { "find", find },
  { "next-step", next_step },
  { "answer-questions", answer_questions },
  { "show-changes", show_changes },
  { "show-proposals", show_proposals },
  { "select", select_subject, "s" },
  { "reveal", reveal, "s" },
  { "toast", toast, "(sb)" },
  { "report-error", report_error, "(ss)" },
  { "decide", decide, "s" },
  { "visit-gate", visit_gate, "i" },
  { "toggle-sidebar", NULL, NULL, "true", toggle_sidebar },
  { "toggle-contract", NULL, NULL, "true", toggle_contract },
  { "next-pane", next_pane },
  { "previous-pane", previous_pane },
  { "fullscreen", fullscreen },
  { "menu", open_menu },
  { "show-help-overlay", show_shortcuts },
};

/* What makes no sense without an open project. */
static const char *const OF_A_PROJECT[] = { "save", "reload", "keep-mine", "take-theirs", "import", "show-page", "find", "next-step", "answer-questions", "show-changes", "show-proposals", "decide", "visit-gate", "next-pane", "previous-pane", "toggle-sidebar", "toggle-contract" };

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
  const char     *target; /* (nullable) */
} KEYS[] = {
  { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL },
  { GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL },
  { GDK_KEY_s, GDK_CONTROL_MASK, "win.save", NULL },
  { GDK_KEY_o, GDK_CONTROL_MASK, "win.open", NULL },
  { GDK_KEY_n, GDK_CONTROL_MASK, "win.new", NULL },
  { GDK_KEY_i, GDK_CONTROL_MASK, "win.import", NULL },
  { GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL },
  { GDK_KEY_j, GDK_CONTROL_MASK, "win.toggle-contract", NULL },
  { GDK_KEY_F9, 0, "win.toggle-sidebar", NULL },
  { GDK_KEY_F10, 0, "win.menu", NULL },
  { GDK_KEY_F11, 0, "win.fullscreen", NULL },
  { GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL },
  { GDK_KEY_question, GDK_CONTROL_MASK, "win.show-help-overlay", NULL },
  { GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.show-help-overlay", NULL },
  { GDK_KEY_comma, GDK_CONTROL_MASK, "app.preferences", NULL },
  { GDK_KEY_q, GDK_CONTROL_MASK, "app.quit", NULL },
  { GDK_KEY_1, GDK_ALT_MASK, "win.show-page", "map" },
  { GDK_KEY_2, GDK_ALT_MASK, "win.show-page", "application" },
  { GDK_KEY_3, GDK_ALT_MASK, "win.show-page", "patterns" },
  { GDK_KEY_4, GDK_ALT_MASK, "win.show-page", "questions" },
  { GDK_KEY_5, GDK_ALT_MASK, "win.show-page", "design" },
  { GDK_KEY_6, GDK_ALT_MASK, "win.show-page", "review" },
  { GDK_KEY_7, GDK_ALT_MASK, "win.show-page", "documents" },
  { GDK_KEY_8, GDK_ALT_MASK, "win.show-page", "history" },
};

/* Before the focused widget, as panes that can be resized have a use for F6 of their own. */
static void
add_pane_keys (TenonWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F6, 0), gtk_named_action_new ("win.next-pane")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F6, GDK_SHIFT_MASK), gtk_named_action_new ("win.previous-pane")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
tenon_window_add_actions (TenonWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  add_pane_keys (self);
}

void
tenon_window_class_bind_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++)
    gtk_widget_class_add_binding_action (widget_class, KEYS[i].key, KEYS[i].modifiers, KEYS[i].action,
                                         KEYS[i].target != NULL ? "s" : NULL, KEYS[i].target);
}

static void
set_enabled (TenonWindow *self,
             const char  *name,
             gboolean     enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

static void
name_step (GtkWidget  *button,
           const char *word,
           const char *keys,
           const char *label)
{
  g_autofree char *tooltip = label != NULL ? g_strdup_printf ("%s: %s (%s)", word, label, keys) : g_strdup_printf ("%s (%s)", word, keys);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, word,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label != NULL ? label : "", -1);
}

/**
 * tenon_window_update_actions:
 *
 * Brings what can be done, and what undo and redo are called, up to date.
 */
void
tenon_window_update_actions (TenonWindow *self)
{
  TenonModel *model = get_model (self);
  gboolean    can_undo = model != NULL && tenon_model_can_undo (model);
  gboolean    can_redo = model != NULL && tenon_model_can_redo (model);

  for (guint i = 0; i < G_N_ELEMENTS (OF_A_PROJECT); i++)
    set_enabled (self, OF_A_PROJECT[i], self->project != NULL);
  set_enabled (self, "undo", can_undo);
  set_enabled (self, "redo", can_redo);
  name_step (self->undo_button, _ ("Undo"), _ ("Ctrl+Z"), can_undo ? tenon_model_get_undo_label (model) : NULL);
  name_step (self->redo_button, _ ("Redo"), _ ("Shift+Ctrl+Z"), can_redo ? tenon_model_get_redo_label (model) : NULL);
}
