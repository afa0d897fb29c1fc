/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tests of the window share: waiting, finding widgets, pictures, and a sample project at any stage. */

#include "tenon-ui.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>

#include "app/tenon-application.h"
#include "project/tenon-questions.h"

enum
{
  PATIENCE_MS = 60000,
};

/**
 * tenon_ui_init:
 *
 * Starts GTK and the test framework; the program needs a display.
 */
void
tenon_ui_init (int    *argc,
               char ***argv)
{
  TenonApplication *application;
  g_autoptr (GError) error = NULL;

  gtk_test_init (argc, argv, NULL);
  gtk_source_init ();
  application = tenon_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application)); /* stays to the end */
}

TenonWindow *
tenon_ui_new_window (void)
{
  return tenon_window_new (ADW_APPLICATION (g_application_get_default ()));
}

/**
 * tenon_ui_spin:
 *
 * Lets the program live for a while.
 */
void
tenon_ui_spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/**
 * tenon_ui_wait:
 *
 * Returns: whether @condition became true within a generous time
 */
gboolean
tenon_ui_wait (TenonUiCondition condition,
               gpointer         user_data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  while (!condition (user_data))
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  return TRUE;
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
  if (GTK_IS_BUTTON (widget))
    {
      const char *label = gtk_button_get_label (GTK_BUTTON (widget));

      return g_strcmp0 (label, text) == 0 || g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
    }
  return g_strcmp0 (gtk_widget_get_name (widget), text) == 0;
}

/**
 * tenon_ui_find:
 * @text: (nullable): a label's text, a button's label or tooltip, or another widget's name
 *
 * Returns: (transfer none) (nullable): the first such widget below @root, depth first
 */
GtkWidget *
tenon_ui_find (GtkWidget  *root,
               GType       type,
               const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && says (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tenon_ui_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkEventController *
find_keys (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        return controller;
    }
  return NULL;
}

/**
 * tenon_ui_find_window:
 *
 * Returns: (transfer none) (nullable): the open window of this type
 */
GtkWindow *
tenon_ui_find_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (other, type))
        return other;
    }
  return NULL;
}

/**
 * tenon_ui_press:
 *
 * Gives a key to the key controller of @widget itself; GTK 4 lets nobody make a real event.
 */
void
tenon_ui_press (GtkWidget      *widget,
                guint           key,
                GdkModifierType modifiers)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (widget), "key-pressed", key, 0, modifiers, &handled);
}

/* NULL while the window is still being laid out. */
static GskRenderNode *
draw (GtkWindow *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
is_drawable (gpointer window)
{
  g_autoptr (GskRenderNode) node = draw (window);

  return node != NULL;
}

/**
 * tenon_ui_save_png:
 *
 * Draws the window as it is into @file.
 */
void
tenon_ui_save_png (GtkWindow  *window,
                   const char *file)
{
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_ui_wait (is_drawable, window));
  node = draw (window);
  g_assert_true (gsk_renderer_realize (renderer, NULL, &error));
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (GTK_WIDGET (window)),
                                                              (float)gtk_widget_get_height (GTK_WIDGET (window))));
  gdk_texture_save_to_png (texture, file);
  gsk_renderer_unrealize (renderer);
}

/**
 * tenon_ui_make_folder:
 *
 * Returns: (transfer full): the path of a folder inside a new temporary one; it does not exist yet
 */
char *
tenon_ui_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp ("tenon-ui-XXXXXX", &error);

  g_assert_no_error (error);
  return g_build_filename (top, "bookshop", NULL);
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (file, "standard::name,standard::type", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

/**
 * tenon_ui_remove_folder:
 * @folder: from tenon_ui_make_folder()
 */
void
tenon_ui_remove_folder (const char *folder)
{
  g_autofree char *top = g_path_get_dirname (folder);
  g_autoptr (GFile) file = g_file_new_for_path (top);

  remove_tree (file);
}

static gboolean
has_project (gpointer window)
{
  return tenon_window_get_project (window) != NULL;
}

/**
 * tenon_ui_open_sample:
 * @folder: where to make a project of the bundled sample
 *
 * Returns: (transfer none): a window of 1280 by 800 with the project open
 */
TenonWindow *
tenon_ui_open_sample (const char *folder)
{
  const char       *source = g_getenv ("TENON_TEST_SRCDIR");
  const char *const names[] = { "schema.sql", "api.md", "slow.log" };
  char             *files[G_N_ELEMENTS (names) + 1] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = NULL;
  TenonWindow *window;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    files[i] = g_build_filename (source, "data", "samples", "bookshop", names[i], NULL);
  project = tenon_project_create (folder, "Bookshop", (const char *const *)files, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (files[i]);

  window = tenon_ui_new_window ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  tenon_window_open (window, folder);
  g_assert_true (tenon_ui_wait (has_project, window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static gboolean
is_quiet (gpointer project)
{
  return !tenon_project_get_busy (project);
}

/* The synchronous calls below are not for a project whose worker is at work. */
static void
wait_for_worker (TenonProject *project)
{
  g_assert_true (tenon_ui_wait (is_quiet, project));
}

/**
 * tenon_ui_state_rates:
 *
 * States a rate for every pattern that has none, so that the requirements can be confirmed.
 */
void
tenon_ui_state_rates (TenonProject *project)
{
  TenonModel *model = tenon_project_get_model (project);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State rates");

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);
      g_autoptr (TenonRate) peak = tenon_rate_new (TENON_RATE_STATED, 10 + i, "Said in the test.");
      g_autoptr (TenonRate) average = tenon_rate_new (TENON_RATE_STATED, 1 + i / 4.0, "Said in the test.");

      if (pattern->rps_peak == NULL)
        g_object_set (pattern, "rps-peak", peak, NULL);
      if (pattern->rps_average == NULL)
        g_object_set (pattern, "rps-average", average, NULL);
    }
  tenon_edit_commit (edit);
  tenon_project_refresh (project);
}

/**
 * tenon_ui_answer_questions:
 *
 * Says to each open question why nothing is to be added, as a person would who knows the application.
 */
void
tenon_ui_answer_questions (TenonProject *project)
{
  GListModel *questions = tenon_project_get_questions (project);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) open = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (tenon_question_is_open (question))
        g_strv_builder_add (ids, question->id);
    }
  open = g_strv_builder_end (ids);
  if (open[0] == NULL)
    return;
  tenon_project_decline_questions (project, (const char *const *)open, "Looked into for the test.", "Ada Lovelace <ada@example.org>", &error);
  g_assert_no_error (error);
  tenon_project_refresh (project);
}

/**
 * tenon_ui_approve:
 *
 * Approves a gate as a person would.
 */
void
tenon_ui_approve (TenonProject *project,
                  TenonGateKind kind,
                  const char   *subject)
{
  g_autoptr (GError) error = NULL;

  wait_for_worker (project);
  if (kind == TENON_GATE_REQUIREMENTS)
    tenon_ui_answer_questions (project);
  tenon_project_decide (project, kind, subject, TENON_REVIEW_APPROVE, "Ada Lovelace <ada@example.org>", "Seen in the test.", &error);
  g_assert_no_error (error);
  tenon_project_refresh (project);
}

/**
 * tenon_ui_take_design:
 *
 * Proposes a design and takes all of it.
 */
void
tenon_ui_take_design (TenonProject *project)
{
  g_autoptr (TenonDesign) design = tenon_project_propose (project, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GError) error = NULL;

  tenon_project_take_design (project, design, NULL);
  wait_for_worker (project);
  tenon_project_save (project, &error);
  g_assert_no_error (error);
  tenon_project_advance (project, NULL, &error);
  g_assert_no_error (error);
  tenon_project_refresh (project);
}

/**
 * tenon_ui_set_up:
 *
 * For g_test_add().
 */
void
tenon_ui_set_up (TenonUiFixture *self,
                 gconstpointer   data)
{
  self->folder = tenon_ui_make_folder ();
  self->window = tenon_ui_open_sample (self->folder);
  self->project = tenon_window_get_project (self->window);
  self->model = tenon_project_get_model (self->project);
}

/**
 * tenon_ui_is_saved:
 * @project: a #TenonProject
 *
 * For tenon_ui_wait().
 */
gboolean
tenon_ui_is_saved (gpointer project)
{
  return !tenon_project_get_busy (project) && tenon_project_get_n_unsaved (project) == 0;
}

/**
 * tenon_ui_is_closed:
 * @fixture: whose window is a weak pointer
 */
gboolean
tenon_ui_is_closed (gpointer fixture)
{
  return ((TenonUiFixture *)fixture)->window == NULL;
}

void
tenon_ui_tear_down (TenonUiFixture *self,
                    gconstpointer   data)
{
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  tenon_ui_wait (tenon_ui_is_saved, self->project);
  gtk_window_close (GTK_WINDOW (self->window));
  g_assert_true (tenon_ui_wait (tenon_ui_is_closed, self));
  tenon_ui_remove_folder (self->folder);
  g_free (self->folder);
}
