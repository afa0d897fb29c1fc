/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map: the MySQL side, the DynamoDB side, and what becomes of what. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "tenon-map-page-private.h"

enum
{
  PROP_0,
  PROP_VIEW,
  PROP_DETAIL,
  PROP_OUTLINE,
  PROP_LOAD,
  PROP_HEAT,
  PROP_HOPS,
  N_PROPS,
};

#define BARS_MARGIN 12
#define BARS_SPACING 6

static GParamSpec *props[N_PROPS];

static const char *const hop_names[] = { "0", "1", "2" };

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonMapPage, tenon_map_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, tenon_map_page_init_interface))

/* --- What is shown ----------------------------------------------------- */

/* Side by side where the view is wide enough for all that floats at its top, else one under the other. */
static void
arrange_bars (TenonMapPage *self)
{
  int width, height, own, needed = 2 * BARS_MARGIN - BARS_SPACING;

  tenon_viewport_get_size (tenon_canvas_get_viewport (self->canvas), &width, &height);
  if (width <= 0)
    return;
  for (GtkWidget *bar = gtk_widget_get_first_child (GTK_WIDGET (self->bars)); bar != NULL; bar = gtk_widget_get_next_sibling (bar))
    {
      if (!gtk_widget_get_visible (bar))
        continue;
      gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &own, NULL, NULL);
      needed += own + BARS_SPACING;
    }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bars), needed <= width ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

static void
show_coverage (TenonMapPage           *self,
               const TenonMapCoverage *coverage)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->coverage_label), self->view == TENON_MAP_MAPPING && coverage->n_columns > 0);
  text = g_strdup_printf (ngettext ("%u of %u column mapped or waived", "%u of %u columns mapped or waived", coverage->n_columns), coverage->n_mapped, coverage->n_columns);
  gtk_label_set_label (self->coverage_label, text);
}

static TenonScene *
create_scene (TenonMapPage *self)
{
  TenonMapLook     look = { self->view, self->pattern, self->load, self->heat, self->hidden };
  TenonMapCoverage coverage;
  TenonScene      *scene = tenon_map_scene_new (self->project, &look, &coverage);

  show_coverage (self, &coverage);
  tenon_map_page_show_hidden_count (self, coverage.n_hidden);
  arrange_bars (self);
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
  else if (self->view == TENON_MAP_TRACE)
    {
      adw_status_page_set_title (self->empty_page, _ ("No Access Patterns Yet"));
      adw_status_page_set_description (self->empty_page, _ ("Here an access pattern is followed from the MySQL tables it joins today to the keys and indexes that serve it tomorrow."));
      gtk_button_set_label (self->empty_button, _ ("_Go to Patterns"));
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->empty_button), "win.show-page::patterns");
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

  if (!first && !self->stale && !self->load && self->pattern == NULL && self->view == TENON_MAP_SOURCE && self->schema == tenon_project_get_model (self->project)->schema)
    {
      /* a schema is immutable: only places can have changed */
      if (tenon_canvas_get_scene (self->canvas)->cards->len > 0)
        tenon_map_page_place_cards (self, FALSE, FALSE);
      return;
    }
  self->stale = FALSE;
  scene = create_scene (self);
  g_set_object (&self->schema, tenon_project_get_model (self->project)->schema);
  if (!first && tenon_scene_equal (scene, tenon_canvas_get_scene (self->canvas)))
    {
      if (tenon_map_view_is_free (self->view) && scene->cards->len > 0)
        tenon_map_page_place_cards (self, FALSE, FALSE);
      return;
    }

  self->quiet = TRUE;
  tenon_canvas_set_scene (self->canvas, scene);
  self->quiet = FALSE;
  tenon_outline_set_scene (self->outline, scene, self->view == TENON_MAP_TARGET ? G_LIST_MODEL (tenon_project_get_model (self->project)->patterns) : NULL);
  if (scene->cards->len == 0)
    {
      show_empty (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "map");
  tenon_map_page_place_cards (self, first, TRUE);
}

/* What is shown of the model, or how, is another. @first: so different that it is to be seen whole. */
void
tenon_map_page_look_changed (TenonMapPage *self,
                             gboolean      first)
{
  self->stale = TRUE;
  show_scene (self, first);
}

static void
keep_view (TenonMapPage *self)
{
  TenonMapViewport *view = &self->views[self->view];
  TenonViewport    *viewport = tenon_canvas_get_viewport (self->canvas);

  view->is_kept = tenon_canvas_get_scene (self->canvas)->cards->len > 0 && self->arranging == NULL;
  tenon_viewport_get_centre (viewport, &view->x, &view->y);
  view->zoom = tenon_viewport_get_zoom (viewport);
}

static void
restore_view (TenonMapPage *self)
{
  TenonMapViewport *view = &self->views[self->view];
  TenonViewport    *viewport = tenon_canvas_get_viewport (self->canvas);

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

  tenon_map_page_cancel_arranging (self);
  g_clear_object (&self->arranging);
  tenon_map_page_stop_progress (self);
  keep_view (self);
  self->view = view;
  if (view == TENON_MAP_TRACE && self->pattern == NULL)
    {
      g_autofree char *pattern = tenon_map_scene_dup_pattern (self->project, NULL);

      tenon_map_page_follow (self, pattern);
      self->is_example = TRUE;
    }
  else if (self->is_example)
    tenon_map_page_follow (self, NULL);
  /* the same table stands elsewhere in another view */
  nothing = tenon_scene_new ();
  self->quiet = TRUE;
  tenon_canvas_set_scene (self->canvas, nothing);
  self->quiet = FALSE;
  tenon_canvas_set_movable (self->canvas, tenon_map_view_is_free (view));
  tenon_canvas_set_joinable (self->canvas, view == TENON_MAP_SOURCE);
  tenon_canvas_set_dims (self->canvas, view == TENON_MAP_MAPPING);
  tenon_map_page_update_arranging (self);
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
    tenon_map_page_place_cards (self, FALSE, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
}

void
tenon_map_page_set_outline_shown (TenonMapPage *self,
                                  gboolean      shown)
{
  if (self->outline_shown == shown)
    return;

  self->outline_shown = shown;
  gtk_revealer_set_reveal_child (self->outline_revealer, shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OUTLINE]);
}

static void
set_overlay (TenonMapPage *self,
             gboolean     *field,
             gboolean      shown,
             guint         prop)
{
  if (*field == shown)
    return;

  *field = shown;
  tenon_map_page_look_changed (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* @name: "0": everything is looked at alike */
static void
set_hops (TenonMapPage *self,
          const char   *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (hop_names); i++)
    if (g_strcmp0 (hop_names[i], name) == 0 && self->hops != i)
      {
        self->hops = i;
        tenon_canvas_set_hops (self->canvas, i);
        g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOPS]);
      }
}

/* What no card shows may change as often as it likes: typing in the Patterns page costs the Map nothing. */
static gboolean
is_elsewhere (const char *subject)
{
  static const char *const kinds[] = { "pattern:", "decision:", "unserved:", "acknowledgement:", "input:" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (subject, kinds[i]))
      return TRUE;
  return FALSE;
}

/* A place alone changes no card; a pin does. */
static gboolean
is_pin_changed (TenonMapPage *self,
                const char   *subject)
{
  const char    *id = g_str_has_prefix (subject, "node:") ? subject + strlen ("node:") : NULL;
  TenonNode     *node = id != NULL ? tenon_diagram_find (tenon_project_get_model (self->project)->diagram, id) : NULL;
  TenonCardData *card = node != NULL ? tenon_scene_find_card (tenon_canvas_get_scene (self->canvas), id) : NULL;

  return card != NULL && tenon_map_view_is_free (self->view) && card->is_pinned != node->pinned;
}

static void
model_changed_cb (TenonMapPage *self,
                  const char   *label,
                  char        **subjects)
{
  static const char *const drawn_kinds[] = { "relationship:", "note:", "area:", "hidden-card:" };
  gboolean                 concerned = subjects == NULL || subjects[0] == NULL;

  tenon_map_page_follow_hidden (self, subjects);
  for (guint i = 0; subjects != NULL && subjects[i] != NULL; i++)
    if (g_str_has_prefix (subjects[i], "named-view:"))
      {
        tenon_map_page_update_views (self);
        break;
      }
  tenon_map_page_update_patterns (self);
  for (guint i = 0; !concerned && subjects[i] != NULL; i++)
    {
      self->stale = self->stale || is_pin_changed (self, subjects[i]);
      for (guint j = 0; j < G_N_ELEMENTS (drawn_kinds); j++)
        self->stale = self->stale || g_str_has_prefix (subjects[i], drawn_kinds[j]);
      /* a rate is on the way of the pattern, and part of the load */
      concerned = !is_elsewhere (subjects[i]) || self->load || self->pattern != NULL;
    }
  if (concerned || self->stale)
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
  if (self->view == TENON_MAP_TARGET || self->heat)
    show_scene (self, FALSE);
}

static void
viewport_changed_cb (TenonMapPage *self)
{
  double           zoom = tenon_viewport_get_zoom (tenon_canvas_get_viewport (self->canvas));
  g_autofree char *text = g_strdup_printf ("%d %%", (int)round (zoom * 100));

  gtk_button_set_label (self->percent_button, text);
  arrange_bars (self);
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
      g_value_set_string (value, tenon_map_view_get_name (self->view));
      break;
    case PROP_DETAIL:
      g_value_set_string (value, tenon_detail_get_name (self->detail));
      break;
    case PROP_OUTLINE:
      g_value_set_boolean (value, self->outline_shown);
      break;
    case PROP_LOAD:
      g_value_set_boolean (value, self->load);
      break;
    case PROP_HEAT:
      g_value_set_boolean (value, self->heat);
      break;
    case PROP_HOPS:
      g_value_set_string (value, hop_names[self->hops]);
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
  TenonMapView  view;
  TenonDetail   detail;

  switch (id)
    {
    case PROP_VIEW:
      if (tenon_map_view_from_name (g_value_get_string (value), &view))
        tenon_map_page_set_view (self, view);
      break;
    case PROP_DETAIL:
      if (tenon_detail_from_name (g_value_get_string (value), &detail))
        set_detail (self, detail);
      break;
    case PROP_OUTLINE:
      tenon_map_page_set_outline_shown (self, g_value_get_boolean (value));
      break;
    case PROP_LOAD:
      set_overlay (self, &self->load, g_value_get_boolean (value), PROP_LOAD);
      break;
    case PROP_HEAT:
      set_overlay (self, &self->heat, g_value_get_boolean (value), PROP_HEAT);
      break;
    case PROP_HOPS:
      set_hops (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tenon_map_page_dispose (GObject *object)
{
  TenonMapPage *self = TENON_MAP_PAGE (object);

  tenon_map_page_cancel_arranging (self);
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
  TenonMapPage *self = TENON_MAP_PAGE (object);

  g_free (self->pending);
  g_free (self->menu_card);
  g_free (self->pattern);
  g_free (self->pattern_digest);
  g_free (self->offer_table);
  g_ptr_array_unref (self->pattern_ids);
  g_hash_table_unref (self->hidden);
  G_OBJECT_CLASS (tenon_map_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/canvas/tenon-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, outline_revealer);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, bars);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, outline);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, minimap);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, percent_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, arrange_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, layers_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, coverage_label);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, pattern_drop);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, hidden_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, views_menu);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, search);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, offer_label);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TenonMapPage, card_menu);
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
  props[PROP_LOAD] = g_param_spec_boolean ("load", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_HEAT] = g_param_spec_boolean ("heat", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_HOPS] = g_param_spec_string ("hops", NULL, NULL, "0", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (TENON_TYPE_CANVAS);
  g_type_ensure (TENON_TYPE_MAP_SEARCH);
  g_type_ensure (TENON_TYPE_MINIMAP);
  g_type_ensure (TENON_TYPE_OUTLINE);
  bind_template (widget_class);
  tenon_map_page_class_init_places (widget_class);
  tenon_map_page_class_init_subjects (widget_class);
  tenon_map_page_class_init_notes (widget_class);
  tenon_map_page_class_init_asserted (widget_class);
  tenon_map_page_class_init_serve (widget_class);
  tenon_map_page_class_init_views (widget_class);
  tenon_map_page_class_init_picture (widget_class);
  tenon_map_page_class_init_actions (widget_class);
}

static void
tenon_map_page_init (TenonMapPage *self)
{
  self->detail = TENON_DETAIL_ALL;
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  tenon_map_page_init_trace (self);
  tenon_map_page_init_serve (self);
  tenon_canvas_set_joinable (self->canvas, TRUE);
  tenon_map_page_init_menu (self);
  tenon_minimap_set_canvas (self->minimap, self->canvas);
  tenon_canvas_set_route_func (self->canvas, tenon_map_page_route, NULL);
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
  tenon_map_search_set_model (self->search, model);
  tenon_map_page_follow_hidden (self, NULL);
  tenon_map_page_update_views (self);
  tenon_map_page_update_patterns (self);
  tenon_map_page_update_arranging (self);
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
