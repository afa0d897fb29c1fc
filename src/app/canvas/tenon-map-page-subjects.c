/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is selected, opened, sought or asked for on the Map. */

#include "tenon-map-page-private.h"

static void
selection_changed_cb (TenonMapPage *self)
{
  g_auto (GStrv) selection = NULL;

  tenon_model_close_typing (tenon_project_get_model (self->project));
  tenon_map_page_update_arranging (self);
  if (self->quiet)
    return;
  selection = tenon_canvas_dup_selection (self->canvas);
  tenon_page_select (self, selection[0] != NULL && selection[1] == NULL ? selection[0] : NULL);
}

/* A DynamoDB table is edited on its own page; a MySQL table is what it is and comes closer. */
void
tenon_map_page_activated_cb (TenonMapPage *self,
                             const char   *subject)
{
  if (tenon_map_page_edit_note (self, subject))
    return;
  if (g_str_has_prefix (subject, "pattern:"))
    {
      tenon_page_go_to (self, subject);
      return;
    }
  if (!g_str_has_prefix (subject, "source:"))
    tenon_page_go_to (self, subject);
  else if (tenon_map_page_reveal_subject (self, subject))
    tenon_canvas_fit_selection (self->canvas);
}

/* The card that is selected, the first that is in view, or the empty canvas. */
static gboolean
tenon_map_page_enter (TenonPage *page)
{
  TenonMapPage *self = TENON_MAP_PAGE (page);

  return tenon_canvas_enter (self->canvas) || gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* The keyboard goes on where the menu was asked for; what was chosen may have taken that card away. */
static void
menu_closed_cb (TenonMapPage *self)
{
  g_autofree char *id = g_steal_pointer (&self->menu_card);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    return;
  if (id == NULL || !tenon_canvas_focus_card (self->canvas, id))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
tenon_map_page_init_menu (TenonMapPage *self)
{
  self->menu = gtk_popover_menu_new_from_model (self->card_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
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
  tenon_map_page_update_note_actions (self);
  tenon_map_page_update_serve_action (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.save-selection", tenon_canvas_count_selected (self->canvas) > 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)point.x, (int)point.y, 1, 1 });
  g_free (self->menu_card);
  self->menu_card = g_strdup (tenon_canvas_get_focused_card (self->canvas));
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
  /* where it is shown already, nobody is taken elsewhere */
  if (!tenon_map_view_is_free (self->view) && tenon_scene_find_card (tenon_canvas_get_scene (self->canvas), subject) != NULL)
    return self->view;
  if (self->view == TENON_MAP_MAPPING)
    return TENON_MAP_MAPPING;
  return g_str_has_prefix (subject, "source:") ? TENON_MAP_SOURCE : TENON_MAP_TARGET;
}

gboolean
tenon_map_page_reveal_subject (TenonMapPage *self,
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

static void
unhide_subject (TenonMapPage *self,
                const char   *subject)
{
  const char      *rest = strchr (subject, ':') + 1, *end = strchr (rest, '/');
  g_autofree char *table = end != NULL ? g_strdup_printf ("table:%.*s", (int)(end - rest), rest) : NULL, *source = NULL;

  tenon_map_page_unhide (self, subject);
  if (table != NULL)
    tenon_map_page_unhide (self, table);
  end = g_str_has_prefix (subject, "source:") ? strrchr (subject, '.') : NULL;
  source = end != NULL ? g_strndup (subject, end - subject) : NULL;
  if (source != NULL)
    tenon_map_page_unhide (self, source);
}

static gboolean
tenon_map_page_reveal (TenonPage  *page,
                       const char *subject)
{
  TenonMapPage *self = TENON_MAP_PAGE (page);
  gboolean      shown;

  if (g_str_has_prefix (subject, "trace:"))
    {
      const char *pattern = subject + strlen ("trace:");

      if (tenon_model_find_pattern (tenon_project_get_model (self->project), pattern) == NULL)
        return FALSE;
      tenon_map_page_follow (self, pattern);
      tenon_map_page_set_view (self, TENON_MAP_TRACE);
      return TRUE;
    }
  if (!g_str_has_prefix (subject, "source:") && !g_str_has_prefix (subject, "table:") && !g_str_has_prefix (subject, "attribute:") && !g_str_has_prefix (subject, "index:"))
    return FALSE;

  self->quiet = TRUE;
  tenon_map_page_set_view (self, get_home (self, subject));
  unhide_subject (self, subject);
  self->quiet = TRUE;
  shown = tenon_map_page_reveal_subject (self, subject);
  self->quiet = FALSE;
  return shown;
}

static void
tenon_map_page_find (TenonPage *page)
{
  TenonMapPage *self = TENON_MAP_PAGE (page);

  gtk_menu_button_popup (self->search_button);
}

/* What was looked for, wherever it is. */
static void
found_cb (TenonMapPage *self,
          const char   *subject)
{
  if (tenon_page_reveal (TENON_PAGE (self), subject))
    tenon_page_select (self, subject);
}

/* All its cards, wholly in view. */
static void
choose_area (TenonMapPage *self,
             const char   *id)
{
  GPtrArray *areas = tenon_canvas_get_scene (self->canvas)->areas;

  for (guint i = 0; i < areas->len; i++)
    {
      TenonSceneArea *area = g_ptr_array_index (areas, i);

      if (!g_str_equal (area->id, id))
        continue;
      for (guint j = 0; area->cards[j] != NULL; j++)
        tenon_canvas_select (self->canvas, area->cards[j], j > 0);
      tenon_canvas_fit_selection (self->canvas);
      return;
    }
}

static void
chosen_cb (TenonMapPage *self,
           const char   *card,
           const char   *row,
           const char   *other)
{
  if (g_str_has_prefix (card, "pattern:") && self->view != TENON_MAP_TRACE)
    {
      tenon_map_page_follow (self, card + strlen ("pattern:"));
      return;
    }
  if (g_str_has_prefix (card, "area:"))
    {
      choose_area (self, card + strlen ("area:"));
      return;
    }
  tenon_canvas_reveal (self->canvas, card, row);
  if (other == NULL)
    return;
  /* a relationship: both ends, wholly in view */
  tenon_canvas_select (self->canvas, other, TRUE);
  tenon_canvas_fit_selection (self->canvas);
}

void
tenon_map_page_init_interface (TenonPageInterface *iface)
{
  iface->find = tenon_map_page_find;
  iface->enter = tenon_map_page_enter;
  iface->reveal = tenon_map_page_reveal;
}

void
tenon_map_page_class_init_subjects (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "activated_cb", G_CALLBACK (tenon_map_page_activated_cb));
  gtk_widget_class_bind_template_callback (widget_class, menu_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
}
