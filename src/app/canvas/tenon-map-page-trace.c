/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The access pattern that is followed on the Map, chosen from a list. */

#include <glib/gi18n-lib.h>

#include "tenon-map-page-private.h"

#define TITLE_CHARS 26

/* The first entry follows nothing; the others are the patterns in their order. */
static void
fill_list (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->pattern_ids, 0);
  gtk_string_list_append (list, _ ("No pattern"));
  g_ptr_array_add (self->pattern_ids, NULL);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (model->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (!tenon_pattern_touches_database (pattern))
        continue;
      if (g_strcmp0 (pattern->pattern_id, self->pattern) == 0)
        selected = self->pattern_ids->len;
      gtk_string_list_append (list, title);
      g_ptr_array_add (self->pattern_ids, g_strdup (pattern->pattern_id));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->pattern_drop, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->pattern_drop, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->pattern_drop), self->pattern_ids->len > 1);
}

/* Typing in the Patterns page changes titles: the list is filled anew only when the names in it change. */
void
tenon_map_page_update_patterns (TenonMapPage *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (model->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);
      int              operation = pattern->operation_type;

      g_checksum_update (checksum, (const guchar *)pattern->pattern_id, (gssize)strlen (pattern->pattern_id) + 1);
      g_checksum_update (checksum, (const guchar *)title, (gssize)strlen (title) + 1);
      g_checksum_update (checksum, (const guchar *)&operation, sizeof operation);
    }
  if (g_strcmp0 (self->pattern_digest, g_checksum_get_string (checksum)) == 0)
    return;
  g_free (self->pattern_digest);
  self->pattern_digest = g_strdup (g_checksum_get_string (checksum));
  /* one that is gone cannot be followed */
  if (self->pattern != NULL && tenon_model_find_pattern (model, self->pattern) == NULL)
    {
      g_clear_pointer (&self->pattern, g_free);
      self->stale = TRUE;
    }
  fill_list (self);
}

static void
select_in_list (TenonMapPage *self)
{
  for (guint i = 0; i < self->pattern_ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->pattern_ids, i), self->pattern) == 0)
      {
        self->filling = TRUE;
        gtk_drop_down_set_selected (self->pattern_drop, i);
        self->filling = FALSE;
      }
}

/**
 * tenon_map_page_follow:
 * @pattern_id: (nullable): %NULL follows nothing
 *
 * Every view shows the way of the pattern and lets the rest recede.
 */
void
tenon_map_page_follow (TenonMapPage *self,
                       const char   *pattern_id)
{
  g_return_if_fail (TENON_IS_MAP_PAGE (self));

  self->is_example = FALSE;
  if (g_strcmp0 (self->pattern, pattern_id) == 0)
    return;

  g_free (self->pattern);
  self->pattern = g_strdup (pattern_id);
  select_in_list (self);
  if (self->pattern == NULL && self->view == TENON_MAP_TRACE)
    tenon_map_page_set_view (self, TENON_MAP_SOURCE);
  else
    tenon_map_page_look_changed (self, self->view == TENON_MAP_TRACE);
}

static void
pattern_selected_cb (TenonMapPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->pattern_drop);

  if (!self->filling && selected < self->pattern_ids->len)
    tenon_map_page_follow (self, g_ptr_array_index (self->pattern_ids, selected));
}

static void
setup_title_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_title_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  setup_title_cb (factory, item);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_list_item_get_child (item)), 60);
}

/* A short title in the bar, the whole one in the list. */
void
tenon_map_page_init_trace (TenonMapPage *self)
{
  g_autoptr (GtkListItemFactory) title = gtk_signal_list_item_factory_new (), row = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->pattern_ids = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (title, "setup", G_CALLBACK (setup_title_cb), NULL);
  g_signal_connect (title, "bind", G_CALLBACK (bind_title_cb), NULL);
  g_signal_connect (row, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (row, "bind", G_CALLBACK (bind_title_cb), NULL);
  gtk_drop_down_set_factory (self->pattern_drop, title);
  gtk_drop_down_set_list_factory (self->pattern_drop, row);
  gtk_drop_down_set_expression (self->pattern_drop, expression);
  gtk_drop_down_set_enable_search (self->pattern_drop, TRUE);
  g_signal_connect_object (self->pattern_drop, "notify::selected", G_CALLBACK (pattern_selected_cb), self, G_CONNECT_SWAPPED);
}
