/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map: the MySQL side, the DynamoDB side, and what becomes of what. */

#include "tenon-map-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/tenon-minimap.h"
#include "app/canvas/tenon-outline.h"
#include "app/canvas/tenon-placement.h"
#include "app/tenon-page.h"

#define PROGRESS_DELAY 500 /* ms before waiting is shown */
#define PROGRESS_PULSE 120

/* What a view showed when it was left. */
typedef struct
{
  gboolean is_kept;
  double   x;
  double   y;
  double   zoom;
} View;

struct _TenonMapPage
{
  AdwBin parent_instance;

  GtkStack       *stack;
  AdwStatusPage  *empty_page;
  GtkButton      *empty_button;
  GtkRevealer    *outline_revealer;
  TenonOutline   *outline;
  TenonCanvas    *canvas;
  TenonMinimap   *minimap;
  GtkButton      *percent_button;
  GtkButton      *arrange_button;
  GtkLabel       *coverage_label;
  GtkWidget      *progress_box;
  GtkProgressBar *progress_bar;
  GMenuModel     *card_menu;
  GtkWidget      *menu; /* popover */

  TenonProject *project;
  TenonSchema  *schema; /* (owned) (nullable) the one that is shown */
  TenonMapView  view;
  TenonDetail   detail;
  gboolean      outline_shown;
  View          views[TENON_N_MAP_VIEWS];
  GCancellable *arranging; /* (nullable) while a worker lays out */
  gboolean      fit_after; /* the worker's answer is the first picture */
  guint         progress_source;
  char         *pending; /* (nullable) subject to reveal once cards have places */
  gboolean      quiet;   /* a selection that was asked for is not reported */
};

enum
{
  PROP_0,
  PROP_VIEW,
  PROP_DETAIL,
  PROP_OUTLINE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static const char *const view_names[TENON_N_MAP_VIEWS] = { "source", "target", "mapping" };
static const char *const detail_names[] = { "names", "keys", "all" };

static void tenon_map_page_page_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonMapPage, tenon_map_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, tenon_map_page_page_init))

/* --- Places ------------------------------------------------------------ */

static void
route (TenonGraph *graph,
       guint       moved_node,
       gpointer    user_data)
{
  tenon_project_route (graph, moved_node);
}

static void
stop_progress (TenonMapPage *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (self->progress_box, FALSE);
}

static gboolean
pulse_cb (gpointer user_data)
{
  TenonMapPage *self = user_data;

  gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_progress_cb (gpointer user_data)
{
  TenonMapPage *self = user_data;

  gtk_widget_set_visible (self->progress_box, TRUE);
  self->progress_source = g_timeout_add (PROGRESS_PULSE, pulse_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean reveal_subject (TenonMapPage *self,
                                const char   *subject);

static void
cards_are_placed (TenonMapPage *self,
                  gboolean      fit)
{
  g_autofree char *pending = g_steal_pointer (&self->pending);

  tenon_canvas_reroute (self->canvas);
  if (fit)
    tenon_canvas_fit (self->canvas);
  if (pending != NULL)
    reveal_subject (self, pending);
}

/* Only where the worker was free to choose: what has been moved or removed meanwhile is left alone. */
static void
take_places (TenonMapPage *self,
             TenonGraph   *graph)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = NULL;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      tenon_canvas_set_position (self->canvas, node->id, node->x, node->y);
    }
  edit = tenon_model_begin (model, _ ("Arrange Tables"));
  if (tenon_placement_store (self->canvas, model))
    tenon_edit_commit (edit);
}

/* A layout under way: its answer counts only while the page still waits for it. */
typedef struct
{
  TenonMapPage *page;
  GCancellable *cancellable;
} Arranging;

static void
arranging_free (Arranging *job)
{
  g_object_unref (job->page);
  g_object_unref (job->cancellable);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arranging, arranging_free)

static void
arranged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Arranging) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonGraph) graph = tenon_project_arrange_finish (TENON_PROJECT (source), result, &error);
  TenonMapPage *self = job->page;

  if (self->arranging != job->cancellable || self->canvas == NULL)
    return;

  g_clear_object (&self->arranging);
  stop_progress (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->arrange_button), TRUE);
  if (graph != NULL)
    take_places (self, graph);
  else
    tenon_placement_rows (self->canvas);
  cards_are_placed (self, self->fit_after);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tenon_page_report_error (self, _ ("Could Not Arrange"), error);
}

/* Hands a copy to a worker; nodes that are placed stay where they are. */
static void
start_arranging (TenonMapPage *self,
                 TenonGraph   *graph,
                 gboolean      fit_after)
{
  Arranging *job = g_new0 (Arranging, 1);

  self->fit_after = fit_after;
  self->arranging = g_cancellable_new ();
  job->page = g_object_ref (self);
  job->cancellable = g_object_ref (self->arranging);
  gtk_widget_set_sensitive (GTK_WIDGET (self->arrange_button), FALSE);
  self->progress_source = g_timeout_add (PROGRESS_DELAY, show_progress_cb, self);
  tenon_project_arrange_async (self->project, graph, self->arranging, arranged_cb, job);
}

static void
cancel_arranging (TenonMapPage *self)
{
  if (self->arranging != NULL)
    g_cancellable_cancel (self->arranging);
}

/* The places the model gives; a worker finds them for cards it knows nothing of. @first: the view is shown anew.
 * @fresh: so are the cards, else nothing is done where none has moved. */
static void
place_cards (TenonMapPage *self,
             gboolean      first,
             gboolean      fresh)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonGraph *graph = tenon_canvas_get_graph (self->canvas);
  g_autoptr (TenonGraph) copy = NULL;
  gboolean changed;
  guint    n_missing;

  if (self->view == TENON_MAP_MAPPING)
    {
      tenon_placement_mapping (self->canvas);
      cards_are_placed (self, first);
      return;
    }

  n_missing = tenon_placement_load (self->canvas, model->diagram, &changed);
  if (n_missing < graph->nodes->len && (changed || fresh))
    cards_are_placed (self, first);
  if (n_missing == 0 || self->arranging != NULL)
    return;
  copy = tenon_graph_copy (graph);
  start_arranging (self, copy, first || n_missing == graph->nodes->len);
}

/* Everything anew, but what is pinned; only what is selected, if at least two cards are. */
void
tenon_map_page_arrange (TenonMapPage *self)
{
  g_autoptr (TenonGraph) copy = NULL;
  TenonModel *model;
  gboolean    selected_only;

  g_return_if_fail (TENON_IS_MAP_PAGE (self));

  if (self->arranging != NULL || self->view == TENON_MAP_MAPPING)
    return;

  model = tenon_project_get_model (self->project);
  copy = tenon_graph_copy (tenon_canvas_get_graph (self->canvas));
  selected_only = tenon_canvas_count_selected (self->canvas) > 1 && tenon_canvas_count_selected (self->canvas) < copy->nodes->len;
  for (guint i = 0; i < copy->nodes->len; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (copy->nodes, i);
      TenonNode      *stored = tenon_diagram_find (model->diagram, node->id);

      if (selected_only && !tenon_card_get_selected (tenon_canvas_find_card (self->canvas, node->id)))
        continue;
      node->is_placed = stored != NULL && stored->pinned;
    }
  if (copy->nodes->len > 0)
    start_arranging (self, copy, !selected_only);
}

static void
moved_cb (TenonMapPage *self,
          gboolean      by_keys)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = NULL;

  if (self->view == TENON_MAP_MAPPING)
    return;

  edit = tenon_model_begin (model, _ ("Move Tables"));
  if (!tenon_placement_store (self->canvas, model))
    return;
  /* a run of arrow keys is one step, closed when something else is selected */
  if (by_keys)
    tenon_edit_commit_typing (edit);
  else
    tenon_edit_commit (edit);
}

/* --- What is shown ----------------------------------------------------- */

static char *
dup_state (TenonTable *table,
           gpointer    user_data)
{
  TenonMapPage *self = user_data;
  TenonGate    *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);

  if (gate == NULL)
    return NULL;
  if (gate->state == TENON_GATE_APPROVED)
    return g_strdup (_ ("approved"));
  if (gate->state == TENON_GATE_STALE)
    return g_strdup (_ ("changed since approval"));
  return gate->returned ? g_strdup (_ ("returned")) : NULL;
}

static void
show_coverage (TenonMapPage *self,
               guint         n_mapped,
               guint         n_columns)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->coverage_label), self->view == TENON_MAP_MAPPING && n_columns > 0);
  text = g_strdup_printf (ngettext ("%u of %u column mapped or waived", "%u of %u columns mapped or waived", n_columns), n_mapped, n_columns);
  gtk_label_set_label (self->coverage_label, text);
}

static TenonScene *
create_scene (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonScene *scene;
  guint       n_mapped = 0, n_columns = 0;

  switch (self->view)
    {
    case TENON_MAP_TARGET:
      scene = tenon_scene_new_target (model, dup_state, self);
      break;
    case TENON_MAP_MAPPING:
      scene = tenon_scene_new_mapping (model, &n_mapped, &n_columns);
      break;
    case TENON_MAP_SOURCE:
    case TENON_N_MAP_VIEWS:
    default:
      scene = tenon_scene_new_source (model);
      break;
    }
  show_coverage (self, n_mapped, n_columns);
  return scene;
}

static void
show_empty (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  gboolean    has_tables = model->schema != NULL && tenon_list_get_length (model->schema->tables) > 0;

  if (!has_tables)
    {
      adw_status_page_set_title (self->empty_page, _ ("No Tables Yet"));
      adw_status_page_set_description (self->empty_page, _ ("The Map shows the tables of the MySQL application. Import its schema: a dump, a script of CREATE TABLE, or the table analysis of stage 1."));
      gtk_button_set_label (self->empty_button, _ ("_Import…"));
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->empty_button), "win.import");
    }
  else
    {
      adw_status_page_set_title (self->empty_page, _ ("No Design Yet"));
      adw_status_page_set_description (self->empty_page, _ ("Here the DynamoDB tables stand, once there is a design."));
      gtk_button_set_label (self->empty_button, _ ("_Go to Design"));
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->empty_button), "win.show-page::design");
    }
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* @first: the view is shown anew, else it follows a change of the model */
static void
show_scene (TenonMapPage *self,
            gboolean      first)
{
  g_autoptr (TenonScene) scene = NULL;

  if (!first && self->view == TENON_MAP_SOURCE && self->schema == tenon_project_get_model (self->project)->schema)
    {
      /* a schema is immutable: only places can have changed */
      if (tenon_canvas_get_scene (self->canvas)->cards->len > 0)
        place_cards (self, FALSE, FALSE);
      return;
    }
  scene = create_scene (self);
  g_set_object (&self->schema, tenon_project_get_model (self->project)->schema);
  if (!first && tenon_scene_equal (scene, tenon_canvas_get_scene (self->canvas)))
    {
      if (self->view != TENON_MAP_MAPPING && scene->cards->len > 0)
        place_cards (self, FALSE, FALSE);
      return;
    }

  self->quiet = TRUE;
  tenon_canvas_set_scene (self->canvas, scene);
  self->quiet = FALSE;
  tenon_outline_set_scene (self->outline, scene);
  if (scene->cards->len == 0)
    {
      show_empty (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "map");
  place_cards (self, first, TRUE);
}

static void
keep_view (TenonMapPage *self)
{
  View          *view = &self->views[self->view];
  TenonViewport *viewport = tenon_canvas_get_viewport (self->canvas);

  view->is_kept = tenon_canvas_get_scene (self->canvas)->cards->len > 0 && self->arranging == NULL;
  tenon_viewport_get_centre (viewport, &view->x, &view->y);
  view->zoom = tenon_viewport_get_zoom (viewport);
}

static void
restore_view (TenonMapPage *self)
{
  View          *view = &self->views[self->view];
  TenonViewport *viewport = tenon_canvas_get_viewport (self->canvas);

  if (!view->is_kept)
    return;
  tenon_viewport_set_zoom (viewport, view->zoom);
  tenon_viewport_set_centre (viewport, view->x, view->y);
}

void
tenon_map_page_set_view (TenonMapPage *self,
                         TenonMapView  view)
{
  g_autoptr (TenonScene) nothing = NULL;

  g_return_if_fail (TENON_IS_MAP_PAGE (self));

  if (self->view == view)
    return;

  cancel_arranging (self);
  g_clear_object (&self->arranging);
  stop_progress (self);
  keep_view (self);
  self->view = view;
  /* the same table stands elsewhere in another view */
  nothing = tenon_scene_new ();
  self->quiet = TRUE;
  tenon_canvas_set_scene (self->canvas, nothing);
  self->quiet = FALSE;
  tenon_canvas_set_movable (self->canvas, view != TENON_MAP_MAPPING);
  tenon_canvas_set_dims (self->canvas, view == TENON_MAP_MAPPING);
  gtk_widget_set_sensitive (GTK_WIDGET (self->arrange_button), view != TENON_MAP_MAPPING);
  show_scene (self, TRUE);
  restore_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VIEW]);
}

static void
set_detail (TenonMapPage *self,
            TenonDetail   detail)
{
  if (self->detail == detail)
    return;

  self->detail = detail;
  tenon_canvas_set_detail (self->canvas, detail);
  if (self->view == TENON_MAP_MAPPING)
    place_cards (self, FALSE, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
}

static void
set_outline_shown (TenonMapPage *self,
                   gboolean      shown)
{
  if (self->outline_shown == shown)
    return;

  self->outline_shown = shown;
  gtk_revealer_set_reveal_child (self->outline_revealer, shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OUTLINE]);
}

/* What no card shows may change as often as it likes: typing in the Patterns page costs the Map nothing. */
static gboolean
is_elsewhere (const char *subject)
{
  static const char *const kinds[] = { "pattern:", "decision:", "unserved:", "acknowledgement:", "relationship:", "input:" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (subject, kinds[i]))
      return TRUE;
  return FALSE;
}

static void
model_changed_cb (TenonMapPage *self,
                  const char   *label,
                  char        **subjects)
{
  gboolean concerned = subjects == NULL || subjects[0] == NULL;

  for (guint i = 0; !concerned && subjects[i] != NULL; i++)
    concerned = !is_elsewhere (subjects[i]);
  if (concerned)
    show_scene (self, FALSE);
}

static void
schema_changed_cb (TenonMapPage *self)
{
  show_scene (self, FALSE);
}

/* Approval states are on the cards of the Target view. */
static void
checked_cb (TenonMapPage *self)
{
  if (self->view == TENON_MAP_TARGET)
    show_scene (self, FALSE);
}

static void
viewport_changed_cb (TenonMapPage *self)
{
  double           zoom = tenon_viewport_get_zoom (tenon_canvas_get_viewport (self->canvas));
  g_autofree char *text = g_strdup_printf ("%d %%", (int)round (zoom * 100));

  gtk_button_set_label (self->percent_button, text);
}

/* --- Selection and subjects -------------------------------------------- */

static void
selection_changed_cb (TenonMapPage *self)
{
  g_auto (GStrv) selection = NULL;

  tenon_model_close_typing (tenon_project_get_model (self->project));
  if (self->quiet)
    return;
  selection = tenon_canvas_dup_selection (self->canvas);
  tenon_page_select (self, selection[0] != NULL && selection[1] == NULL ? selection[0] : NULL);
}

/* A DynamoDB table is edited on its own page; a MySQL table is what it is and comes closer. */
static void
activated_cb (TenonMapPage *self,
              const char   *subject)
{
  if (!g_str_has_prefix (subject, "source:"))
    tenon_page_go_to (self, subject);
  else if (reveal_subject (self, subject))
    tenon_canvas_fit_selection (self->canvas);
}

static void
menu_requested_cb (TenonMapPage *self,
                   double        x,
                   double        y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->canvas), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (x, y), &point))
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.open", tenon_canvas_count_selected (self->canvas) == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.select-related", tenon_canvas_count_selected (self->canvas) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.fit-selection", tenon_canvas_count_selected (self->canvas) > 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)point.x, (int)point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The card and the row a subject is on: "source:orders.user_id" is on "source:orders". */
static gboolean
find_place (TenonMapPage *self,
            const char   *subject,
            char        **card,
            char        **row)
{
  const char *rest = strchr (subject, ':'), *end;

  *card = *row = NULL;
  if (rest == NULL)
    return FALSE;
  if (tenon_scene_find_card (tenon_canvas_get_scene (self->canvas), subject) != NULL)
    {
      *card = g_strdup (subject);
      return TRUE;
    }

  rest++;
  if (g_str_has_prefix (subject, "source:"))
    {
      /* a table's name may hold a dot, a column's is after the last one */
      end = strrchr (rest, '.');
      if (end == NULL)
        return FALSE;
      *card = g_strdup_printf ("source:%.*s", (int)(end - rest), rest);
    }
  else if (g_str_has_prefix (subject, "attribute:") || g_str_has_prefix (subject, "index:"))
    {
      end = strchr (rest, '/');
      if (end == NULL)
        return FALSE;
      *card = g_strdup_printf ("table:%.*s", (int)(end - rest), rest);
    }
  else
    return FALSE;
  *row = g_strdup (end + 1);
  return tenon_scene_find_card (tenon_canvas_get_scene (self->canvas), *card) != NULL;
}

static TenonMapView
get_home (TenonMapPage *self,
          const char   *subject)
{
  if (self->view == TENON_MAP_MAPPING)
    return TENON_MAP_MAPPING;
  return g_str_has_prefix (subject, "source:") ? TENON_MAP_SOURCE : TENON_MAP_TARGET;
}

static gboolean
reveal_subject (TenonMapPage *self,
                const char   *subject)
{
  g_autofree char *card = NULL, *row = NULL;

  if (!find_place (self, subject, &card, &row))
    return FALSE;

  if (self->arranging != NULL && !((TenonGraphNode *)g_ptr_array_index (tenon_canvas_get_graph (self->canvas)->nodes, 0))->is_placed)
    {
      g_free (self->pending);
      self->pending = g_strdup (subject);
      return TRUE;
    }
  tenon_canvas_reveal (self->canvas, card, row);
  return TRUE;
}

static gboolean
tenon_map_page_reveal (TenonPage  *page,
                       const char *subject)
{
  TenonMapPage *self = TENON_MAP_PAGE (page);
  gboolean      shown;

  if (!g_str_has_prefix (subject, "source:") && !g_str_has_prefix (subject, "table:") && !g_str_has_prefix (subject, "attribute:") && !g_str_has_prefix (subject, "index:"))
    return FALSE;

  self->quiet = TRUE;
  tenon_map_page_set_view (self, get_home (self, subject));
  self->quiet = TRUE;
  shown = reveal_subject (self, subject);
  self->quiet = FALSE;
  return shown;
}

static void
tenon_map_page_find (TenonPage *page)
{
  TenonMapPage *self = TENON_MAP_PAGE (page);

  set_outline_shown (self, TRUE);
  tenon_outline_find (self->outline);
}

static void
chosen_cb (TenonMapPage *self,
           const char   *card,
           const char   *row,
           const char   *other)
{
  tenon_canvas_reveal (self->canvas, card, row);
  if (other == NULL)
    return;
  /* a relationship: both ends, wholly in view */
  tenon_canvas_select (self->canvas, other, TRUE);
  tenon_canvas_fit_selection (self->canvas);
}

/* --- Actions ----------------------------------------------------------- */

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, 1);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, -1);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (TENON_MAP_PAGE (widget)->canvas), 1.0);
}

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  tenon_canvas_fit (TENON_MAP_PAGE (widget)->canvas);
}

static void
canvas_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  /* "map.select-all" is the canvas's own "canvas.select-all" */
  g_autofree char *own = g_strconcat ("canvas.", name + strlen ("map."), NULL);

  gtk_widget_activate_action (GTK_WIDGET (TENON_MAP_PAGE (widget)->canvas), own, NULL);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (TENON_MAP_PAGE (widget)->canvas);

  if (selection[0] != NULL)
    activated_cb (TENON_MAP_PAGE (widget), selection[0]);
}

static void
arrange_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_map_page_arrange (TENON_MAP_PAGE (widget));
}

static void
save_response_cb (TenonMapPage         *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *name = NULL, *said = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->canvas != NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = file != NULL ? g_file_get_path (file) : NULL;
      if (path == NULL || !tenon_canvas_save (self->canvas, path, &error))
        {
          if (error == NULL)
            g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", _ ("Choose a folder on this computer."));
          tenon_page_report_error (self, _ ("Could Not Save the Picture"), error);
        }
      else
        {
          name = g_path_get_basename (path);
          said = g_strdup_printf (_ ("Saved %s"), name);
          tenon_page_toast (self, said, FALSE);
        }
    }
  g_object_unref (chooser);
}

static void
save_picture_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TenonMapPage         *self = TENON_MAP_PAGE (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save Picture"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileFilter        *filter = gtk_file_filter_new ();
  g_autofree char      *suggestion = g_strdup_printf ("map-%s.svg", view_names[self->view]);

  gtk_file_filter_set_name (filter, _ ("Pictures (SVG, PDF, PNG)"));
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_object_unref (filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cancel_arranging (TENON_MAP_PAGE (widget));
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
    guint                       key;
    GdkModifierType             modifiers;
  } actions[] = {
    { "map.zoom-in", zoom_in_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "map.zoom-in", NULL, GDK_KEY_equal, GDK_CONTROL_MASK },
    { "map.zoom-out", zoom_out_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "map.zoom-normal", zoom_normal_action, GDK_KEY_0, GDK_CONTROL_MASK },
    { "map.fit", fit_action, GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK },
    { "map.arrange", arrange_action, GDK_KEY_l, GDK_CONTROL_MASK },
    { "map.cancel", cancel_action, 0, 0 },
    { "map.save-picture", save_picture_action, 0, 0 },
    { "map.open", open_action, 0, 0 },
    { "map.select-related", canvas_action, 0, 0 },
    { "map.select-all", canvas_action, 0, 0 },
    { "map.fit-selection", canvas_action, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i].activate != NULL)
        gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_install_property_action (widget_class, "map.view", "view");
  gtk_widget_class_install_property_action (widget_class, "map.detail", "detail");
  gtk_widget_class_install_property_action (widget_class, "map.outline", "outline");
}

/* --- Type -------------------------------------------------------------- */

static void
tenon_map_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TenonMapPage *self = TENON_MAP_PAGE (object);

  switch (id)
    {
    case PROP_VIEW:
      g_value_set_string (value, view_names[self->view]);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, detail_names[self->detail]);
      break;
    case PROP_OUTLINE:
      g_value_set_boolean (value, self->outline_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tenon_map_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TenonMapPage *self = TENON_MAP_PAGE (object);

  switch (id)
    {
    case PROP_VIEW:
      for (guint i = 0; i < G_N_ELEMENTS (view_names); i++)
        if (g_strcmp0 (view_names[i], g_value_get_string (value)) == 0)
          tenon_map_page_set_view (self, i);
      break;
    case PROP_DETAIL:
      for (guint i = 0; i < G_N_ELEMENTS (detail_names); i++)
        if (g_strcmp0 (detail_names[i], g_value_get_string (value)) == 0)
          set_detail (self, i);
      break;
    case PROP_OUTLINE:
      set_outline_shown (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tenon_map_page_dispose (GObject *object)
{
  TenonMapPage *self = TENON_MAP_PAGE (object);

  cancel_arranging (self);
  g_clear_object (&self->arranging);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  self->canvas = NULL;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->schema);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_map_page_parent_class)->dispose (object);
}

static void
tenon_map_page_finalize (GObject *object)
{
  g_free (TENON_MAP_PAGE (object)->pending);
  G_OBJECT_CLASS (tenon_map_page_parent_class)->finalize (object);
}

static void
tenon_map_page_page_init (TenonPageInterface *iface)
{
  iface->find = tenon_map_page_find;
  iface->reveal = tenon_map_page_reveal;
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/canvas/tenon-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, outline_revealer);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, outline);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, minimap);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, percent_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, arrange_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, coverage_label);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, card_menu);
  gtk_widget_class_bind_template_callback (widget_class, menu_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
tenon_map_page_class_init (TenonMapPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tenon_map_page_get_property;
  object_class->set_property = tenon_map_page_set_property;
  object_class->dispose = tenon_map_page_dispose;
  object_class->finalize = tenon_map_page_finalize;

  props[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "source", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "all", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_OUTLINE] = g_param_spec_boolean ("outline", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (TENON_TYPE_CANVAS);
  g_type_ensure (TENON_TYPE_MINIMAP);
  g_type_ensure (TENON_TYPE_OUTLINE);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
tenon_map_page_init (TenonMapPage *self)
{
  self->detail = TENON_DETAIL_ALL;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = gtk_popover_menu_new_from_model (self->card_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  tenon_minimap_set_canvas (self->minimap, self->canvas);
  tenon_canvas_set_route_func (self->canvas, route, NULL);
  g_signal_connect_object (tenon_canvas_get_viewport (self->canvas), "changed", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  viewport_changed_cb (self);
}

GtkWidget *
tenon_map_page_new (TenonProject *project)
{
  TenonMapPage *self;
  TenonModel   *model;

  g_return_val_if_fail (TENON_IS_PROJECT (project), NULL);

  self = g_object_new (TENON_TYPE_MAP_PAGE, NULL);
  self->project = g_object_ref (project);
  model = tenon_project_get_model (project);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::schema", G_CALLBACK (schema_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  show_scene (self, TRUE);
  return GTK_WIDGET (self);
}

/* Returns: (transfer none) */
TenonCanvas *
tenon_map_page_get_canvas (TenonMapPage *self)
{
  g_return_val_if_fail (TENON_IS_MAP_PAGE (self), NULL);

  return self->canvas;
}

TenonMapView
tenon_map_page_get_view (TenonMapPage *self)
{
  g_return_val_if_fail (TENON_IS_MAP_PAGE (self), TENON_MAP_SOURCE);

  return self->view;
}
