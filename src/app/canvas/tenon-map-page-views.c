/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the Map is shown: cards hidden and shown again, pinned cards, and views kept by name. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/tenon-ask-dialog.h"
#include "project/tenon-view-settings.h"
#include "tenon-map-page-private.h"

/* --- Hiding -------------------------------------------------------------- */

/* @n: cards that this view would show */
void
tenon_map_page_show_hidden_count (TenonMapPage *self,
                                  guint         n)
{
  /* Translators: cards of the map; a click shows them again */
  g_autofree char *text = g_strdup_printf (ngettext ("%u hidden · Show", "%u hidden · Show All", n), n);

  gtk_button_set_label (self->hidden_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hidden_button), n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.show-hidden", n > 0);
}

static gboolean
concerns_hidden (char **subjects)
{
  for (guint i = 0; subjects != NULL && subjects[i] != NULL; i++)
    if (g_str_has_prefix (subjects[i], "hidden-card:"))
      return TRUE;
  return subjects == NULL || subjects[0] == NULL;
}

/* @subjects: (nullable): what has changed; NULL: anything. What is hidden is a way to look, in no count of edits, so it
 * is kept at once. */
void
tenon_map_page_follow_hidden (TenonMapPage *self,
                              char        **subjects)
{
  TenonList *hidden = tenon_project_get_model (self->project)->diagram->hidden_cards;

  if (!concerns_hidden (subjects))
    return;
  g_hash_table_remove_all (self->hidden);
  for (guint i = 0; i < tenon_list_get_length (hidden); i++)
    {
      TenonHiddenCard *card = tenon_list_get (hidden, i);

      if (card->node_id != NULL)
        g_hash_table_add (self->hidden, g_strdup (card->node_id));
    }
  if (subjects != NULL && subjects[0] != NULL)
    tenon_project_keep_layout (self->project, NULL);
}

static gboolean
hide (TenonList  *hidden,
      const char *id)
{
  if (tenon_list_find (hidden, id) != NULL)
    return FALSE;
  tenon_list_append_take (hidden, g_object_new (TENON_TYPE_HIDDEN_CARD, "node-id", id, NULL));
  return TRUE;
}

void
tenon_map_page_hide_selected (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  g_autoptr (TenonEdit) edit = NULL;

  if (selection[0] == NULL || self->view == TENON_MAP_TRACE || g_strv_length (selection) >= tenon_canvas_get_scene (self->canvas)->cards->len)
    return;
  edit = tenon_model_begin (model, _ ("Hide Tables"));
  for (guint i = 0; selection[i] != NULL; i++)
    hide (model->diagram->hidden_cards, selection[i]);
  tenon_edit_commit_quietly (edit);
}

static void
hide_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tenon_map_page_hide_selected (TENON_MAP_PAGE (widget));
}

/* Everything but the selection. */
static void
show_only_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  TenonModel   *model = tenon_project_get_model (self->project);
  TenonScene   *scene = tenon_canvas_get_scene (self->canvas);
  g_autoptr (TenonEdit) edit = NULL;

  if (tenon_canvas_count_selected (self->canvas) == 0 || self->view == TENON_MAP_TRACE)
    return;
  edit = tenon_model_begin (model, _ ("Show Only These"));
  for (guint i = 0; i < scene->cards->len; i++)
    {
      TenonCardData *card = g_ptr_array_index (scene->cards, i);

      if (!tenon_card_get_selected (tenon_canvas_find_card (self->canvas, card->id)))
        hide (model->diagram->hidden_cards, card->id);
    }
  tenon_edit_commit_quietly (edit);
  tenon_canvas_fit (self->canvas);
}

/* Whether a card would be shown in the view that is looked at. */
static gboolean
is_of_view (TenonMapPage *self,
            const char   *id)
{
  if (self->view == TENON_MAP_SOURCE)
    return !g_str_has_prefix (id, "table:");
  return self->view != TENON_MAP_TARGET || !g_str_has_prefix (id, "source:");
}

void
tenon_map_page_show_hidden (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonList  *hidden = model->diagram->hidden_cards;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Show What Is Hidden"));

  for (guint i = tenon_list_get_length (hidden); i > 0; i--)
    if (is_of_view (self, ((TenonHiddenCard *)tenon_list_get (hidden, i - 1))->node_id))
      tenon_list_remove (hidden, i - 1);
  tenon_edit_commit_quietly (edit);
}

static void
show_hidden_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  tenon_map_page_show_hidden (TENON_MAP_PAGE (widget));
}

/* What is looked for must be seen. */
void
tenon_map_page_unhide (TenonMapPage *self,
                       const char   *card)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (TenonEdit) edit = NULL;
  gpointer record = tenon_list_find (model->diagram->hidden_cards, card);

  if (record == NULL)
    return;
  edit = tenon_model_begin (model, _ ("Show What Is Hidden"));
  tenon_list_remove_record (model->diagram->hidden_cards, record);
  tenon_edit_commit_quietly (edit);
}

/* As a view that is kept by name wants it. */
static void
hide_exactly (TenonMapPage *self,
              char        **ids)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonList  *hidden = model->diagram->hidden_cards;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Show View"));

  for (guint i = tenon_list_get_length (hidden); i > 0; i--)
    {
      const char *id = ((TenonHiddenCard *)tenon_list_get (hidden, i - 1))->node_id;

      if (ids == NULL || !g_strv_contains ((const char *const *)ids, id))
        tenon_list_remove (hidden, i - 1);
    }
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    hide (hidden, ids[i]);
  tenon_edit_commit_quietly (edit);
}

/* --- Pins ---------------------------------------------------------------- */

/* All pinned: then none is any longer. */
static void
pin_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  TenonModel   *model = tenon_project_get_model (self->project);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  g_autoptr (TenonEdit) edit = NULL;
  gboolean pinned = TRUE;

  if (selection[0] == NULL || !tenon_map_view_is_free (self->view))
    return;
  for (guint i = 0; selection[i] != NULL; i++)
    {
      TenonNode *node = tenon_diagram_find (model->diagram, selection[i]);

      pinned = pinned && node != NULL && node->pinned;
    }
  edit = tenon_model_begin (model, pinned ? _ ("Unpin Tables") : _ ("Pin Tables"));
  for (guint i = 0; selection[i] != NULL; i++)
    {
      TenonNode *node = tenon_diagram_find (model->diagram, selection[i]);

      if (node != NULL)
        g_object_set (node, "pinned", !pinned, NULL);
    }
  tenon_edit_commit (edit);
  tenon_page_toast (self, pinned ? _ ("Unpinned: Arrange may move it again") : _ ("Pinned: Arrange leaves it where it stands"), TRUE);
}

/* --- Named views ---------------------------------------------------------- */

/* In the order of their ids, so that the same view is the same line. */
static char **
dup_hidden (TenonMapPage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GList *ids = g_list_sort (g_hash_table_get_keys (self->hidden), (GCompareFunc)strcmp);

  for (GList *at = ids; at != NULL; at = at->next)
    g_strv_builder_add (builder, at->data);
  g_list_free (ids);
  return g_strv_builder_end (builder);
}

/* A name that is there already is what it is to be from now on. */
static void
save_view_cb (gpointer    owner,
              const char *name,
              gpointer    user_data)
{
  TenonMapPage   *self = owner;
  TenonModel     *model = tenon_project_get_model (self->project);
  TenonViewport  *viewport = tenon_canvas_get_viewport (self->canvas);
  TenonNamedView *view = tenon_list_find (model->diagram->named_views, name);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Keep View"));
  g_auto (GStrv) hidden = dup_hidden (self);
  double x, y;

  tenon_viewport_get_centre (viewport, &x, &y);
  if (view == NULL)
    {
      view = g_object_new (TENON_TYPE_NAMED_VIEW, "name", name, NULL);
      tenon_list_append_take (model->diagram->named_views, view);
    }
  g_object_set (view,
                "view", tenon_map_view_get_name (self->view),
                "x", (gint64)round (x),
                "y", (gint64)round (y),
                "zoom", (gint64)round (tenon_viewport_get_zoom (viewport) * 1000),
                "detail", tenon_detail_get_name (self->detail),
                "pattern", self->pattern,
                "load", self->load,
                "heat", self->heat,
                "hidden", hidden[0] != NULL ? hidden : NULL,
                NULL);
  tenon_edit_commit (edit);
}

static void
save_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const TenonAsk ask = { _ ("Keep This View"), _ ("What is shown, where and how large, with the cards that are hidden."), _ ("Name of the view"), NULL, _ ("_Keep"), FALSE, save_view_cb };

  tenon_ask (widget, &ask, NULL, NULL);
}

/**
 * tenon_map_page_show_named_view:
 *
 * Returns: FALSE if the project keeps no view of that name
 */
gboolean
tenon_map_page_show_named_view (TenonMapPage *self,
                                const char   *name)
{
  TenonModel     *model = tenon_project_get_model (self->project);
  TenonNamedView *named = tenon_list_find (model->diagram->named_views, name);
  TenonViewport  *viewport = tenon_canvas_get_viewport (self->canvas);
  TenonMapView    view;

  if (named == NULL || !tenon_map_view_from_name (named->view, &view))
    return FALSE;

  hide_exactly (self, named->hidden);
  self->stale = TRUE;
  g_object_set (self, "load", named->load, "heat", named->heat, "detail", named->detail, NULL);
  tenon_map_page_follow (self, named->pattern != NULL && tenon_model_find_pattern (model, named->pattern) != NULL ? named->pattern : NULL);
  tenon_map_page_set_view (self, view);
  tenon_map_page_look_changed (self, FALSE);
  tenon_viewport_set_zoom (viewport, named->zoom > 0 ? named->zoom / 1000.0 : 1.0);
  tenon_viewport_set_centre (viewport, (double)named->x, (double)named->y);
  return TRUE;
}

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  tenon_map_page_show_named_view (TENON_MAP_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
remove_view_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  TenonMapPage   *self = TENON_MAP_PAGE (widget);
  TenonModel     *model = tenon_project_get_model (self->project);
  TenonNamedView *view = tenon_list_find (model->diagram->named_views, g_variant_get_string (parameter, NULL));
  g_autoptr (TenonEdit) edit = NULL;

  if (view == NULL)
    return;
  edit = tenon_model_begin (model, _ ("Forget View"));
  tenon_list_remove_record (model->diagram->named_views, view);
  tenon_edit_commit (edit);
}

/* The menu lists what the project keeps. */
void
tenon_map_page_update_views (TenonMapPage *self)
{
  TenonList *views = tenon_project_get_model (self->project)->diagram->named_views;
  g_autoptr (GMenu) forget = g_menu_new ();

  g_menu_remove_all (self->views_menu);
  for (guint i = 0; i < tenon_list_get_length (views); i++)
    {
      TenonNamedView *view = tenon_list_get (views, i);
      g_auto (GStrv) parts = g_strsplit (view->name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts); /* no mnemonic */
      g_autoptr (GMenuItem) show = g_menu_item_new (label, NULL), remove = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (show, "map.show-view", "s", view->name);
      g_menu_item_set_action_and_target (remove, "map.remove-view", "s", view->name);
      g_menu_append_item (self->views_menu, show);
      g_menu_append_item (forget, remove);
    }
  g_menu_append (self->views_menu, _ ("_Keep This View…"), "map.save-view");
  if (tenon_list_get_length (views) > 0)
    g_menu_append_submenu (self->views_menu, _ ("_Forget View"), G_MENU_MODEL (forget));
}

void
tenon_map_page_class_init_views (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.hide", NULL, hide_action);
  gtk_widget_class_install_action (widget_class, "map.show-only", NULL, show_only_action);
  gtk_widget_class_install_action (widget_class, "map.show-hidden", NULL, show_hidden_action);
  gtk_widget_class_install_action (widget_class, "map.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "map.save-view", NULL, save_view_action);
  gtk_widget_class_install_action (widget_class, "map.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "map.remove-view", "s", remove_view_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "map.hide", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.show-hidden", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "map.pin", NULL);
}
