/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: one project, its pages, and what is around them. */

#include "app/tenon-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/canvas/tenon-map-page.h"
#include "app/design/tenon-design-page.h"
#include "app/documents/tenon-documents-page.h"
#include "app/history/tenon-history-page.h"
#include "app/patterns/tenon-patterns-page.h"
#include "app/questions/tenon-changes-dialog.h"
#include "app/questions/tenon-changes-table.h"
#include "app/questions/tenon-facts-page.h"
#include "app/questions/tenon-proposals-dialog.h"
#include "app/questions/tenon-question-words.h"
#include "app/questions/tenon-questions-page.h"
#include "app/review/tenon-review-page.h"
#include "app/tenon-gate-dialog.h"
#include "app/tenon-modest-bin.h"
#include "app/tenon-next-step.h"
#include "app/tenon-page.h"
#include "app/tenon-remedy.h"
#include "app/tenon-settings.h"
#include "app/tenon-window-private.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"
#include "project/tenon-proposals.h"

G_DEFINE_FINAL_TYPE (TenonWindow, tenon_window, ADW_TYPE_APPLICATION_WINDOW)

static const struct
{
  const char *name;
  GtkWidget *(*create) (TenonProject *project);
} PAGES[] = {
  { "map", tenon_map_page_new },
  { "application", tenon_facts_page_new },
  { "patterns", tenon_patterns_page_new },
  { "questions", tenon_questions_page_new },
  { "design", tenon_design_page_new },
  { "review", tenon_review_page_new },
  { "documents", tenon_documents_page_new },
  { "history", tenon_history_page_new },
};

/* The page an object belongs to, by the kind its subject names. */
static const struct
{
  const char *prefix;
  const char *page;
} HOMES[] = {
  { "pattern:", "patterns" },
  { "statement:", "patterns" },
  { "table:", "design" },
  { "attribute:", "design" },
  { "index:", "design" },
  { "operation:", "design" },
  { "decision:", "design" },
  { "unserved:", "design" },
  { "source:", "map" },
  { "relationship:", "map" },
  { "question:", "questions" },
  { "fact:", "application" },
  { "trace:", "map" },
};

static void
update_title (TenonWindow *self)
{
  g_autofree char *changes = NULL;
  g_autofree char *subtitle = NULL;
  const char      *branch;
  guint            n;

  if (self->project == NULL)
    {
      adw_window_title_set_title (self->title, _ ("Tenon"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_window_set_title (GTK_WINDOW (self), _ ("Tenon"));
      return;
    }
  branch = tenon_project_get_branch (self->project);
  n = tenon_project_get_n_uncommitted (self->project);
  if (n > 0)
    changes = g_strdup_printf (ngettext ("%u change since commit", "%u changes since commit", n), n);
  else
    changes = g_strdup (_ ("all committed"));
  subtitle = branch != NULL ? g_strdup_printf ("%s · %s", branch, changes) : g_strdup (changes);
  adw_window_title_set_title (self->title, tenon_project_get_model (self->project)->name);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), tenon_project_get_model (self->project)->name);
}

static void
update_next_step (TenonWindow *self)
{
  TenonNextStep step;
  gboolean      found = self->project != NULL && tenon_next_step_find (self->project, &step);

  gtk_widget_set_visible (GTK_WIDGET (self->next_button), found);
  if (!found)
    return;
  gtk_button_set_label (self->next_button, step.label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next_button), step.tooltip);
}

static void
update_busy (TenonWindow *self)
{
  gboolean busy = self->project != NULL && tenon_project_get_busy (self->project);

  gtk_spinner_set_spinning (self->busy_spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->busy_spinner), busy);
}

static guint
count_stale_tables (TenonProject *project)
{
  GListModel *gates = tenon_project_get_gates (project);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      n += gate->kind == TENON_GATE_TABLE && gate->state == TENON_GATE_STALE;
    }
  return n;
}

static gboolean
is_stale (TenonProject *project,
          TenonGateKind kind)
{
  TenonGate *gate = tenon_project_find_gate (project, kind, NULL);

  return gate != NULL && gate->state == TENON_GATE_STALE;
}

/* What is said of a gate that is stale, and the ways on from there. */
typedef struct
{
  const char *text;
  const char *show; /* (nullable) detailed action */
  const char *decide;
} StaleWords;

static const StaleWords STALE_WORDS[] = {
  [TENON_GATE_REQUIREMENTS] = { NULL, NULL, NULL },
  [TENON_GATE_TABLE] = { NULL, NULL, NULL },
  [TENON_GATE_DESIGN] = { N_ ("The design changed since it was confirmed."), "win.show-page::design", "win.decide::design" },
  [TENON_GATE_CONTRACT] = { N_ ("The contract changed since it was confirmed."), NULL, "win.decide::contract" },
};

static void
show_stale_tables (TenonWindow *self,
                   guint        n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u table changed since it was approved.", "%u tables changed since they were approved.", n), n);

  if (tenon_banner_show (self->banner, text))
    tenon_banner_add_button (self->banner, _ ("_Review"), "win.show-page::review");
}

/* Which patterns changed is looked up once for a content: it asks the history. */
static void
show_stale_requirements (TenonWindow *self)
{
  TenonGate       *gate = tenon_project_find_gate (self->project, TENON_GATE_REQUIREMENTS, NULL);
  g_autofree char *name = gate->last != NULL ? tenon_words_dup_when (gate->last->by, gate->last->at) : g_strdup ("");
  g_autofree char *text = NULL;

  if (tenon_str_set (&self->summed_up, gate->digest))
    {
      g_autoptr (GPtrArray) changes = tenon_project_list_changes (self->project, NULL);

      g_free (self->summary);
      self->summary = changes != NULL ? tenon_changes_dup_summary (changes) : g_strdup ("");
    }
  if (*self->summary != '\0')
    text = g_strdup_printf (_ ("The requirements changed since they were confirmed (%s): %s."), name, self->summary);
  else
    text = g_strdup (_ ("The requirements changed since they were confirmed."));
  if (!tenon_banner_show (self->banner, text))
    return;
  tenon_banner_add_button (self->banner, _ ("_Show…"), "win.show-changes");
  tenon_banner_add_button (self->banner, _ ("_Confirm Again…"), "win.decide::requirements");
}

static gboolean
show_proposals (TenonWindow *self)
{
  guint            n = g_list_model_get_n_items (tenon_project_get_proposals (self->project));
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("The requirement file was edited by hand: %u change waits to be accepted or refused.",
                                                             "The requirement file was edited by hand: %u changes wait to be accepted or refused.", n),
                                                   n)
                                : NULL;

  if (n > 0 && tenon_banner_show (self->banner, text))
    tenon_banner_add_button (self->banner, _ ("_Show…"), "win.show-proposals");
  return n > 0;
}

static gboolean
show_stale_gate (TenonWindow *self)
{
  guint n_tables = count_stale_tables (self->project);

  for (guint kind = 0; kind < G_N_ELEMENTS (STALE_WORDS); kind++)
    {
      const StaleWords *words = &STALE_WORDS[kind];

      if (kind == TENON_GATE_TABLE && n_tables > 0)
        {
          show_stale_tables (self, n_tables);
          return TRUE;
        }
      if (kind == TENON_GATE_TABLE || !is_stale (self->project, kind))
        continue;
      if (kind == TENON_GATE_REQUIREMENTS)
        {
          show_stale_requirements (self);
          return TRUE;
        }
      if (tenon_banner_show (self->banner, _ (words->text)))
        {
          if (words->show != NULL)
            tenon_banner_add_button (self->banner, _ ("_Show"), words->show);
          tenon_banner_add_button (self->banner, _ ("_Confirm Again…"), words->decide);
        }
      return TRUE;
    }
  return FALSE;
}

static void
show_save_error (TenonWindow *self)
{
  g_autofree char *text = g_strdup_printf (_ ("The last changes are not saved: %s"), self->save_error);

  if (!tenon_banner_show (self->banner, text))
    return;
  if (self->save_is_locked)
    tenon_banner_add_button (self->banner, _ ("_Discard and Open Again"), "win.reload");
  tenon_banner_add_button (self->banner, _ ("_Try Again"), "win.save");
}

/**
 * tenon_window_update_banner:
 *
 * Shows the one lasting state that matters most, or none.
 */
void
tenon_window_update_banner (TenonWindow *self)
{
  if (self->project != NULL && tenon_window_show_outside_change (self))
    return;
  if (self->project != NULL && self->save_error != NULL)
    show_save_error (self);
  else if (self->project == NULL || (!show_proposals (self) && !show_stale_gate (self)))
    tenon_banner_hide (self->banner);
}

static void
checked_cb (TenonWindow *self)
{
  update_next_step (self);
  update_title (self);
  tenon_window_update_banner (self);
}

static void
model_changed_cb (TenonWindow *self)
{
  tenon_window_update_actions (self);
  tenon_window_save_soon (self);
}

static void
commit_toast_dismissed_cb (TenonWindow *self)
{
  g_clear_weak_pointer (&self->commit_toast);
}

/* "Committed: stage-02 task 2.1: Create initial …" is said without what the task is called; steps that complete one
 * after the other are told in one toast. */
static void
project_toast_cb (TenonWindow *self,
                  const char  *title)
{
  static const char WORD[] = " task ";
  const char       *task = strstr (title, WORD);
  const char       *colon = task != NULL ? strchr (task, ':') : NULL;
  g_autofree char  *text = NULL;

  if (colon == NULL)
    {
      tenon_window_add_toast (self, title, FALSE);
      return;
    }
  if (self->commit_toast == NULL)
    text = g_strndup (title, (gsize)(colon - title));
  else
    text = g_strdup_printf ("%s, %.*s", adw_toast_get_title (self->commit_toast), (int)(colon - task - strlen (WORD)), task + strlen (WORD));
  if (self->commit_toast != NULL)
    adw_toast_dismiss (self->commit_toast); /* forgets it */
  g_set_weak_pointer (&self->commit_toast, tenon_window_add_toast (self, text, FALSE));
  g_signal_connect_object (self->commit_toast, "dismissed", G_CALLBACK (commit_toast_dismissed_cb), self, G_CONNECT_SWAPPED);
}

/* How far a project is, for the welcome page: "2 of 7 tables approved". */
static char *
sum_up (TenonProject *project)
{
  GListModel *gates = tenon_project_get_gates (project);
  guint       n_tables = 0;
  guint       n_approved = 0;
  TenonGate  *requirements = tenon_project_find_gate (project, TENON_GATE_REQUIREMENTS, NULL);
  TenonGate  *contract = tenon_project_find_gate (project, TENON_GATE_CONTRACT, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      n_tables += gate->kind == TENON_GATE_TABLE;
      n_approved += gate->kind == TENON_GATE_TABLE && gate->state == TENON_GATE_APPROVED;
    }
  if (contract != NULL && contract->state == TENON_GATE_APPROVED)
    return g_strdup (_ ("contract approved"));
  if (n_tables > 0)
    return g_strdup_printf (_ ("%u of %u tables approved"), n_approved, n_tables);
  if (requirements != NULL && requirements->state == TENON_GATE_APPROVED)
    return g_strdup (_ ("requirements confirmed"));
  return g_strdup (_ ("gathering requirements"));
}

static void
remember_project (TenonWindow *self)
{
  g_autofree char *state = sum_up (self->project);

  tenon_settings_add_recent (tenon_project_get_path (self->project));
  tenon_settings_set_recent_state (tenon_project_get_path (self->project), tenon_project_get_model (self->project)->name, state);
}

static void
put_project_away (TenonWindow *self)
{
  GtkWidget *page;

  if (self->project == NULL)
    return;
  remember_project (self);
  tenon_window_stop_watch (self);
  tenon_window_stop_saving (self);
  g_signal_handlers_disconnect_by_data (self->project, self);
  g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
  g_signal_handlers_disconnect_by_data (tenon_project_get_proposals (self->project), self);
  g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project), self);
  tenon_sidebar_set_project (self->sidebar, NULL);
  tenon_contract_pane_set_project (self->contract_pane, NULL);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  g_clear_object (&self->project);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->summed_up, g_free);
  g_clear_pointer (&self->summary, g_free);
}

static void
take_project (TenonWindow  *self,
              TenonProject *project)
{
  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), self);
  g_signal_connect_swapped (project, "toast", G_CALLBACK (project_toast_cb), self);
  g_signal_connect_swapped (project, "notify::busy", G_CALLBACK (update_busy), self);
  g_signal_connect_swapped (project, "notify::branch", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (project, "notify::n-uncommitted", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (tenon_project_get_gates (project), "items-changed", G_CALLBACK (checked_cb), self);
  g_signal_connect_swapped (tenon_project_get_proposals (project), "items-changed", G_CALLBACK (tenon_window_update_banner), self);
  g_signal_connect_swapped (tenon_project_get_model (project), "changed", G_CALLBACK (model_changed_cb), self);
  tenon_sidebar_set_project (self->sidebar, project);
  tenon_contract_pane_set_project (self->contract_pane, project);
  tenon_window_show_page (self, self->return_page != NULL ? self->return_page : "map");
  g_clear_pointer (&self->return_page, g_free);
  tenon_window_start_watch (self);
  remember_project (self);
}

static void
close_now (TenonWindow *self,
           gpointer     data)
{
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
tenon_window_close_request (GtkWindow *window)
{
  TenonWindow *self = TENON_WINDOW (window);

  if (self->project != NULL)
    tenon_model_close_typing (tenon_project_get_model (self->project));
  if (!self->may_close && !tenon_window_is_saved (self))
    {
      tenon_window_when_saved (self, close_now, NULL, NULL);
      return TRUE;
    }
  tenon_window_keep_layout (self);
  put_project_away (self);
  return GTK_WINDOW_CLASS (tenon_window_parent_class)->close_request (window);
}

static void
tenon_window_dispose (GObject *object)
{
  TenonWindow *self = TENON_WINDOW (object);

  tenon_window_stop_watch (self);
  tenon_window_stop_saving (self);
  g_clear_weak_pointer (&self->commit_toast);
  g_clear_handle_id (&self->opening_source, g_source_remove);
  g_clear_handle_id (&self->entering_source, g_source_remove);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_proposals (self->project), self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project), self);
    }
  g_clear_object (&self->project);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->return_page, g_free);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->summed_up, g_free);
  g_clear_pointer (&self->summary, g_free);
  G_OBJECT_CLASS (tenon_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, contract_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, busy_spinner);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, contract_flap);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, contract_pane);
  gtk_widget_class_bind_template_child (widget_class, TenonWindow, pages);
}

static void
tenon_window_class_init (TenonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tenon_window_close_request;

  g_type_ensure (TENON_TYPE_BANNER);
  g_type_ensure (TENON_TYPE_CONTRACT_PANE);
  g_type_ensure (TENON_TYPE_MODEST_BIN);
  g_type_ensure (TENON_TYPE_SIDEBAR);
  g_type_ensure (TENON_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-window.ui");
  bind_template (widget_class);
  tenon_window_class_bind_keys (widget_class);
}

/* A window that comes up with a project to open has no use for the welcome page. */
static void
realize_cb (TenonWindow *self)
{
  if (self->project == NULL && self->opening == NULL)
    tenon_window_show_state (self, "welcome");
}

static void
tenon_window_init (TenonWindow *self)
{
  self->settings = tenon_settings_new ();
  tenon_window_add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  tenon_window_start_layout (self);
  tenon_window_update_actions (self);
  tenon_window_show_state (self, "blank");
  update_busy (self);
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
}

TenonWindow *
tenon_window_new (AdwApplication *application)
{
  return g_object_new (TENON_TYPE_WINDOW, "application", application, NULL);
}

/**
 * tenon_window_show_state:
 * @name: "blank", "welcome", "opening", "error" or "project"
 *
 * Shows what fits the state; without a project the buttons of a project are not there.
 */
void
tenon_window_show_state (TenonWindow *self,
                         const char  *name)
{
  gboolean         has_project = g_str_equal (name, "project");
  GtkWidget *const of_a_project[] = { self->sidebar_button, self->undo_button, self->redo_button, self->contract_button, self->find_button };

  for (guint i = 0; i < G_N_ELEMENTS (of_a_project); i++)
    gtk_widget_set_visible (of_a_project[i], has_project);
  gtk_spinner_set_spinning (self->opening_spinner, g_str_equal (name, "opening"));
  if (g_str_equal (name, "welcome"))
    tenon_welcome_page_refresh (self->welcome);
  gtk_stack_set_visible_child_name (self->states, name);
}

/**
 * tenon_window_get_project:
 *
 * Returns: (transfer none) (nullable): the open project
 */
TenonProject *
tenon_window_get_project (TenonWindow *self)
{
  return self->project;
}

/**
 * tenon_window_set_project:
 * @project: (nullable): what to work on; %NULL goes back to the welcome page
 */
void
tenon_window_set_project (TenonWindow  *self,
                          TenonProject *project)
{
  put_project_away (self);
  if (project != NULL)
    take_project (self, project);
  tenon_window_show_state (self, project != NULL ? "project" : "welcome");
  tenon_window_update_actions (self);
  update_busy (self);
  checked_cb (self);
  if (project != NULL)
    tenon_window_enter_page (self);
}

/**
 * tenon_window_get_page:
 *
 * Returns: (nullable): the name of the page that is shown
 */
const char *
tenon_window_get_page (TenonWindow *self)
{
  return self->project != NULL ? gtk_stack_get_visible_child_name (self->pages) : NULL;
}

/**
 * tenon_window_find_page:
 * @name: "map", "application", "patterns", "questions", "design", "review", "documents" or "history"
 *
 * Pages are made when they are needed first.
 *
 * Returns: (transfer none) (nullable): the page; %NULL without a project or for another name
 */
GtkWidget *
tenon_window_find_page (TenonWindow *self,
                        const char  *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page != NULL || self->project == NULL)
    return page;
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    if (g_str_equal (PAGES[i].name, name))
      {
        page = PAGES[i].create (self->project);
        gtk_stack_add_named (self->pages, page, name);
      }
  return page;
}

/**
 * tenon_window_show_page:
 * @name: as for tenon_window_find_page()
 */
void
tenon_window_show_page (TenonWindow *self,
                        const char  *name)
{
  GtkWidget *page = tenon_window_find_page (self, name);

  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  tenon_sidebar_set_page (self->sidebar, name);
  if (adw_flap_get_folded (self->sidebar_flap))
    adw_flap_set_reveal_flap (self->sidebar_flap, FALSE);
}

static gboolean
enter_page_cb (gpointer user_data)
{
  TenonWindow *self = user_data;
  GtkWidget   *page = gtk_stack_get_visible_child (self->pages);

  self->entering_source = 0;
  if (!TENON_IS_PAGE (page) || !gtk_widget_get_mapped (page))
    return G_SOURCE_REMOVE;
  /* a page without a view of its own keeps the focus where it was left */
  if (TENON_PAGE_GET_IFACE (page)->enter != NULL || !(gtk_widget_get_state_flags (page) & GTK_STATE_FLAG_FOCUS_WITHIN))
    tenon_page_enter (TENON_PAGE (page));
  return G_SOURCE_REMOVE;
}

/**
 * tenon_window_enter_page:
 *
 * Moves the keyboard's focus into the page that is shown, once it is laid out: before, its lists have no rows.
 */
void
tenon_window_enter_page (TenonWindow *self)
{
  if (self->entering_source == 0)
    self->entering_source = g_idle_add_full (G_PRIORITY_LOW, enter_page_cb, self, NULL);
}

/**
 * tenon_window_get_person:
 *
 * Returns: "Name <mail>" as git knows it in the open project, or ""
 */
const char *
tenon_window_get_person (TenonWindow *self)
{
  if (self->person == NULL && self->project != NULL)
    self->person = tenon_project_dup_person (self->project);
  return self->person != NULL ? self->person : "";
}

/**
 * tenon_window_select_subject:
 * @subject: (nullable): what a page has selected
 *
 * Lets the contract pane follow.
 */
void
tenon_window_select_subject (TenonWindow *self,
                             const char  *subject)
{
  tenon_contract_pane_select (self->contract_pane, subject);
}

/**
 * tenon_window_reveal:
 * @subject: an object: see #TenonPage
 *
 * Shows the object on the page it belongs to.
 *
 * Returns: whether that page shows it
 */
gboolean
tenon_window_reveal (TenonWindow *self,
                     const char  *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (HOMES); i++)
    {
      GtkWidget *page;

      if (!g_str_has_prefix (subject, HOMES[i].prefix))
        continue;
      page = tenon_window_find_page (self, HOMES[i].page);
      if (page == NULL)
        return FALSE;
      tenon_window_show_page (self, HOMES[i].page);
      tenon_window_select_subject (self, subject);
      return TENON_IS_PAGE (page) && tenon_page_reveal (TENON_PAGE (page), subject);
    }
  return FALSE;
}

/**
 * tenon_window_add_toast:
 * @title: what just happened
 * @offer_undo: whether the toast takes it back
 *
 * Returns: (transfer none): the toast, gone once it is dismissed
 */
AdwToast *
tenon_window_add_toast (TenonWindow *self,
                        const char  *title,
                        gboolean     offer_undo)
{
  g_autofree char *markup = g_markup_escape_text (title, -1);
  AdwToast        *toast = adw_toast_new (markup);

  if (offer_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/**
 * tenon_window_report_error:
 * @heading: what could not be done
 * @message: why, and what to do
 */
void
tenon_window_report_error (TenonWindow *self,
                           const char  *heading,
                           const char  *message)
{
  GtkWidget       *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  g_autofree char *body = tenon_remedy_dup_message (message);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * tenon_window_decide:
 * @subject: (nullable): a table's name, with %TENON_GATE_TABLE
 *
 * Opens the dialog of a gate; for a table, the Review page at that table.
 */
void
tenon_window_decide (TenonWindow  *self,
                     TenonGateKind kind,
                     const char   *subject)
{
  g_return_if_fail (self->project != NULL);

  tenon_model_close_typing (tenon_project_get_model (self->project));
  if (kind == TENON_GATE_TABLE)
    {
      GtkWidget       *page = tenon_window_find_page (self, "review");
      g_autofree char *table = g_strdup_printf ("table:%s", subject);

      tenon_window_show_page (self, "review");
      if (TENON_IS_PAGE (page))
        tenon_page_reveal (TENON_PAGE (page), table);
      return;
    }
  gtk_window_present (GTK_WINDOW (tenon_gate_dialog_new (GTK_WINDOW (self), self->project, kind)));
}

/**
 * tenon_window_show_changes:
 *
 * Opens the list of what changed since the requirements were confirmed.
 */
void
tenon_window_show_changes (TenonWindow *self)
{
  tenon_model_close_typing (tenon_project_get_model (self->project));
  gtk_window_present (GTK_WINDOW (tenon_changes_dialog_new (GTK_WINDOW (self), self->project)));
}

/**
 * tenon_window_show_proposals:
 *
 * Opens the list of what somebody wrote into the requirement file by hand.
 */
void
tenon_window_show_proposals (TenonWindow *self)
{
  tenon_model_close_typing (tenon_project_get_model (self->project));
  gtk_window_present (GTK_WINDOW (tenon_proposals_dialog_new (GTK_WINDOW (self), self->project)));
}
