/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract beside every page: its text the moment an edit lands, and what is wrong with it. */

#include "app/contract/tenon-contract-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/contract/tenon-contract-view.h"
#include "app/contract/tenon-findings-list.h"
#include "app/tenon-page.h"

enum
{
  LEAST_WIDTH = 300,
  MOST_WIDTH = 900,
  KEY_STEP = 24,
};

struct _TenonContractPane
{
  GtkWidget parent_instance;

  TenonProject *project; /* (owned) (nullable) */
  char         *subject; /* (owned) (nullable) what the pages have selected */

  GtkWidget         *content;
  GtkWidget         *handle;
  GtkLabel          *status;
  GtkToggleButton   *find_button;
  GtkSearchBar      *search_bar;
  GtkEditable       *search_entry;
  GtkLabel          *matches;
  GtkStack          *texts;
  TenonContractView *view;
  GtkLabel          *findings_heading;
  GtkDropDown       *kind_choice;
  GtkStack          *finding_states;
  TenonFindingsList *findings;
  GtkLabel          *no_findings;

  GtkSourceSearchContext *search; /* (owned) */
  int                     width;  /* wanted; less where there is no room */
};

G_DEFINE_FINAL_TYPE (TenonContractPane, tenon_contract_pane, GTK_TYPE_WIDGET)

static const TenonSeverity LEAST_SHOWN[] = { TENON_SEVERITY_NOTE, TENON_SEVERITY_WARNING, TENON_SEVERITY_ERROR };

static void
update_status (TenonContractPane *self)
{
  TenonGate       *gate = tenon_project_find_gate (self->project, TENON_GATE_CONTRACT, NULL);
  gboolean         approved = gate != NULL && gate->state == TENON_GATE_APPROVED;
  guint            n_errors = tenon_findings_list_count (self->findings, TENON_SEVERITY_ERROR);
  guint            n_warnings = tenon_findings_list_count (self->findings, TENON_SEVERITY_WARNING);
  guint            n_shown = tenon_findings_list_get_n_shown (self->findings);
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  const char      *state = approved ? _ ("approved") : gate != NULL && gate->state == TENON_GATE_STALE ? _ ("changed since approval")
                                                                                                       : _ ("draft");
  g_autofree char *text = NULL;

  if (n_errors > 0 && n_warnings > 0)
    text = g_strdup_printf ("%s · %s · %s", state, errors, warnings);
  else if (n_errors + n_warnings > 0)
    text = g_strdup_printf ("%s · %s", state, n_errors > 0 ? errors : warnings);
  else
    text = g_strdup (state);
  gtk_label_set_text (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);

  gtk_label_set_text (self->no_findings, n_errors + n_warnings > 0 ? _ ("Nothing of this kind.") : _ ("Nothing is wrong."));
  gtk_stack_set_visible_child_name (self->finding_states, n_shown > 0 ? "list" : "none");
}

static const TenonContractSpan *
find_span (TenonContractPane *self,
           const char        *path,
           const char        *subject)
{
  TenonContractText       *text = (TenonContractText *)tenon_project_get_contract (self->project);
  const TenonContractSpan *span = NULL;

  if (text == NULL)
    return NULL;
  if (path != NULL)
    span = tenon_contract_text_find_path (text, path);
  if (span == NULL && subject != NULL)
    span = tenon_contract_text_find (text, subject);
  return span;
}

static void
update_marks (TenonContractPane *self)
{
  GListModel *findings = tenon_project_get_findings (self->project);

  tenon_contract_view_clear_marks (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);
      const TenonContractSpan *span;

      if (finding->severity == TENON_SEVERITY_NOTE)
        continue;
      span = find_span (self, finding->path, finding->subject);
      if (span != NULL)
        tenon_contract_view_add_mark (self->view, finding->severity == TENON_SEVERITY_ERROR ? "error" : "warning", span->line);
    }
}

/* Shows the lines of what is selected; an attribute without lines of its own stands in its table's. */
static void
show_subject (TenonContractPane *self)
{
  const TenonContractSpan *span = self->subject != NULL ? find_span (self, NULL, self->subject) : NULL;

  if (span != NULL)
    tenon_contract_view_show_lines (self->view, span->line, span->last_line);
  else
    tenon_contract_view_clear_shown (self->view);
}

static void
refresh (TenonContractPane *self)
{
  const TenonContractText *contract = tenon_project_get_contract (self->project);
  const char              *text = contract != NULL && contract->text != NULL ? contract->text : "";
  gboolean                 is_empty = contract == NULL || contract->spans == NULL || contract->spans->len == 0;

  tenon_contract_view_set_text (self->view, text);
  gtk_stack_set_visible_child_name (self->texts, is_empty ? "empty" : "text");
  update_marks (self);
  update_status (self);
}

static void
find_place (TenonContractPane *self,
            TenonDiagnostic   *finding)
{
  const TenonContractSpan *span = find_span (self, finding->path, finding->subject);

  if (span != NULL)
    tenon_contract_view_show_lines (self->view, span->line, span->last_line);
  if (finding->subject != NULL)
    tenon_page_go_to (self, finding->subject);
  else if (span != NULL && span->subject != NULL)
    tenon_page_go_to (self, span->subject);
}

static void
finding_activated_cb (TenonFindingsList *findings,
                      TenonDiagnostic   *finding,
                      TenonContractPane *self)
{
  find_place (self, finding);
}

static void
kind_changed_cb (TenonContractPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind_choice);

  if (self->project == NULL || selected >= G_N_ELEMENTS (LEAST_SHOWN))
    return;
  tenon_findings_list_set_least (self->findings, LEAST_SHOWN[selected]);
  update_status (self);
}

static void
copy_cb (TenonContractPane *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), tenon_contract_view_get_text (self->view));
  tenon_page_toast (self, _ ("Contract copied"), FALSE);
}

/* The innermost thing whose lines hold @line. */
static const TenonContractSpan *
find_span_at (TenonContractPane *self,
              guint              line)
{
  const TenonContractText *text = tenon_project_get_contract (self->project);
  const TenonContractSpan *best = NULL;

  for (guint i = 0; text != NULL && i < text->spans->len; i++)
    {
      const TenonContractSpan *span = g_ptr_array_index (text->spans, i);

      if (span->subject == NULL || line < span->line || line > span->last_line)
        continue;
      if (best == NULL || span->last_line - span->line <= best->last_line - best->line)
        best = span;
    }
  return best;
}

static void
view_pressed_cb (GtkGestureClick   *gesture,
                 int                n_press,
                 double             x,
                 double             y,
                 TenonContractPane *self)
{
  const TenonContractSpan *span;

  if (n_press != 2 || self->project == NULL)
    return;
  span = find_span_at (self, tenon_contract_view_get_line_at (self->view, y));
  if (span != NULL)
    tenon_page_go_to (self, span->subject);
}

static void
show_matches (TenonContractPane *self)
{
  int              count = gtk_source_search_context_get_occurrences_count (self->search);
  const char      *words = gtk_editable_get_text (self->search_entry);
  g_autofree char *text = NULL;
  GtkTextIter      start, end;
  int              position = 0;

  if (gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &start, &end))
    position = gtk_source_search_context_get_occurrence_position (self->search, &start, &end);
  if (*words == '\0' || count < 0)
    text = g_strdup ("");
  else if (count == 0)
    text = g_strdup (_ ("none"));
  else if (position > 0)
    text = g_strdup_printf (_ ("%d of %d"), position, count);
  else
    text = g_strdup_printf ("%d", count);
  gtk_label_set_text (self->matches, text);
}

static void
move_to_match (TenonContractPane *self,
               gboolean           forward)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter    from, before, start, end;
  gboolean       found;

  gtk_text_buffer_get_selection_bounds (buffer, &before, &from);
  if (forward)
    found = gtk_source_search_context_forward (self->search, &from, &start, &end, NULL);
  else
    found = gtk_source_search_context_backward (self->search, &before, &start, &end, NULL);
  if (found)
    {
      gtk_text_buffer_select_range (buffer, &start, &end);
      gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0.3);
    }
  show_matches (self);
}

static void
search_changed_cb (TenonContractPane *self)
{
  GtkSourceSearchSettings *settings = gtk_source_search_context_get_settings (self->search);
  GtkTextBuffer           *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  const char              *words = gtk_editable_get_text (self->search_entry);
  GtkTextIter              start, end;

  gtk_source_search_settings_set_search_text (settings, *words != '\0' ? words : NULL);
  /* From where the last match began, so that typing on refines it instead of moving on. */
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    gtk_text_buffer_place_cursor (buffer, &start);
  if (*words != '\0')
    move_to_match (self, TRUE);
  else
    show_matches (self);
}

static void
search_next_cb (TenonContractPane *self)
{
  move_to_match (self, TRUE);
}

static void
search_previous_cb (TenonContractPane *self)
{
  move_to_match (self, FALSE);
}

static void
search_mode_changed_cb (TenonContractPane *self)
{
  gboolean searching = gtk_search_bar_get_search_mode (self->search_bar);

  gtk_source_search_context_set_highlight (self->search, searching);
  if (!searching)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
drag_begin_cb (GtkGestureDrag    *gesture,
               double             x,
               double             y,
               TenonContractPane *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The handle moves with the pane it resizes: what is left of the offset is what is still to be done. */
static void
drag_update_cb (GtkGestureDrag    *gesture,
                double             offset_x,
                double             offset_y,
                TenonContractPane *self)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int      width = gtk_widget_get_width (GTK_WIDGET (self));

  tenon_contract_pane_set_width (self, width + (int)(is_rtl ? offset_x : -offset_x));
}

static gboolean
handle_key_cb (GtkEventControllerKey *controller,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               TenonContractPane     *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int towards_start = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -KEY_STEP : KEY_STEP;

  if (keyval == GDK_KEY_Left)
    tenon_contract_pane_set_width (self, width + towards_start);
  else if (keyval == GDK_KEY_Right)
    tenon_contract_pane_set_width (self, width - towards_start);
  else
    return FALSE;
  return TRUE;
}

static void
add_controllers (TenonContractPane *self)
{
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (handle_key_cb), self);
  gtk_widget_add_controller (self->handle, keys);
  gtk_widget_set_cursor_from_name (self->handle, "col-resize");

  g_signal_connect (click, "pressed", G_CALLBACK (view_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TenonContractPane *self = TENON_CONTRACT_PANE (widget);

  if (g_str_equal (name, "contract.find"))
    tenon_contract_pane_find (self);
  else
    move_to_match (self, g_str_equal (name, "contract.find-next"));
}

/* The width somebody dragged it to is its natural one, so that a narrow window can still take some of it back. */
static void
tenon_contract_pane_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  TenonContractPane *self = TENON_CONTRACT_PANE (widget);

  gtk_widget_measure (self->content, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, LEAST_WIDTH);
      *natural = MAX (*minimum, self->width);
    }
}

static void
tenon_contract_pane_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  gtk_widget_allocate (TENON_CONTRACT_PANE (widget)->content, width, height, baseline, NULL);
}

static void
tenon_contract_pane_dispose (GObject *object)
{
  TenonContractPane *self = TENON_CONTRACT_PANE (object);

  tenon_contract_pane_set_project (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->search);
  g_clear_pointer (&self->subject, g_free);
  G_OBJECT_CLASS (tenon_contract_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, content);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, handle);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, status);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, find_button);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, matches);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, texts);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, view);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, findings_heading);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, finding_states);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, findings);
  gtk_widget_class_bind_template_child (widget_class, TenonContractPane, no_findings);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_activated_cb);
}

static void
tenon_contract_pane_class_init (TenonContractPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_contract_pane_dispose;
  widget_class->measure = tenon_contract_pane_measure;
  widget_class->size_allocate = tenon_contract_pane_size_allocate;
  g_type_ensure (TENON_TYPE_CONTRACT_VIEW);
  g_type_ensure (TENON_TYPE_FINDINGS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/contract/tenon-contract-pane.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "contract.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "contract.find-next", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "contract.find-previous", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "contract.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "contract.find-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "contract.find-previous", NULL);
}

static void
tenon_contract_pane_init (TenonContractPane *self)
{
  g_autoptr (GtkSourceSearchSettings) settings = gtk_source_search_settings_new ();
  GtkSourceBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  self->search = gtk_source_search_context_new (buffer, settings);
  g_signal_connect_swapped (self->search, "notify::occurrences-count", G_CALLBACK (show_matches), self);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_signal_connect_swapped (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_changed_cb), self);
  add_controllers (self);
  self->width = 380;
}

/**
 * tenon_contract_pane_set_project:
 * @project: (nullable): whose contract to show
 */
void
tenon_contract_pane_set_project (TenonContractPane *self,
                                 TenonProject      *project)
{
  if (self->project == project)
    return;
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_gates (self->project), self);
      g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project), self);
    }
  g_set_object (&self->project, project);
  g_clear_pointer (&self->subject, g_free);
  if (self->content != NULL)
    tenon_findings_list_set_model (self->findings, project != NULL ? tenon_project_get_findings (project) : NULL);
  if (project != NULL)
    {
      g_signal_connect_swapped (project, "checked", G_CALLBACK (refresh), self);
      g_signal_connect_swapped (tenon_project_get_gates (project), "items-changed", G_CALLBACK (update_status), self);
      g_signal_connect_swapped (tenon_project_get_model (project), "changed", G_CALLBACK (refresh), self);
      refresh (self);
    }
}

/**
 * tenon_contract_pane_select:
 * @subject: (nullable): what a page has selected
 *
 * Follows the selection of a page.
 */
void
tenon_contract_pane_select (TenonContractPane *self,
                            const char        *subject)
{
  g_free (self->subject);
  self->subject = subject != NULL && *subject != '\0' ? g_strdup (subject) : NULL;
  if (self->project != NULL)
    show_subject (self);
}

/**
 * tenon_contract_pane_find:
 *
 * Opens the search and puts the focus into it.
 */
void
tenon_contract_pane_find (TenonContractPane *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * tenon_contract_pane_get_status:
 *
 * Returns: the line under the file's name, "draft · 2 errors"
 */
const char *
tenon_contract_pane_get_status (TenonContractPane *self)
{
  return gtk_label_get_text (self->status);
}

int
tenon_contract_pane_get_width (TenonContractPane *self)
{
  return self->width;
}

/**
 * tenon_contract_pane_set_width:
 * @width: in pixels; kept within sensible limits
 */
void
tenon_contract_pane_set_width (TenonContractPane *self,
                               int                width)
{
  self->width = CLAMP (width, LEAST_WIDTH, MOST_WIDTH);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
