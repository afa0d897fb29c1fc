/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list beside the canvas: every table, every relationship, every column, with a filter. */

#include "tenon-outline.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/tenon-outline-item.h"

#define DRAGGED_CHARS 36

struct _TenonOutline
{
  AdwBin parent_instance;

  GtkSearchEntry *entry;
  GtkListView    *view;
  GtkStack       *stack;

  GListStore         *items;
  char               *folded; /* what is looked for */
  GtkCustomFilter    *filter;
  GtkCustomFilter    *row_filter;
  GtkTreeListModel   *tree;
  GtkSingleSelection *selection;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonOutline, tenon_outline, ADW_TYPE_BIN)

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  TenonOutline *self = user_data;

  return tenon_outline_item_matches (item, self->folded);
}

static gboolean
is_found (gpointer item,
          gpointer user_data)
{
  TenonOutline *self = user_data;

  return tenon_outline_item_is_found (item, self->folded);
}

static GListModel *
create_children (gpointer item,
                 gpointer user_data)
{
  TenonOutline     *self = user_data;
  TenonOutlineItem *table = item;

  if (table->children == NULL)
    return NULL;
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (table->children)), g_object_ref (GTK_FILTER (self->row_filter))));
}

static TenonOutlineItem *
get_item (GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  return (TenonOutlineItem *)item; /* the row keeps it */
}

static void
choose (TenonOutline *self,
        guint         position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  TenonOutlineItem *item;

  if (row == NULL)
    return;
  item = get_item (row);
  if (item->card == NULL)
    {
      gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
      return;
    }
  g_signal_emit (self, signals[CHOSEN], 0, item->card, item->row, item->other);
}

static void
activate_cb (TenonOutline *self,
             guint         position)
{
  choose (self, position);
}

/* Rows of what was found are unfolded, unless the table's own name says enough. */
static void
unfold_found (TenonOutline *self)
{
  guint shown = 0;

  if (*self->folded == '\0')
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)) && shown < 12; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), i);
      g_autofree char *title = NULL;

      if (gtk_tree_list_row_get_depth (row) > 0)
        continue;
      title = g_utf8_casefold (get_item (row)->title, -1);
      if (strstr (title, self->folded) == NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
      shown++;
    }
}

static void
show_whether_found (TenonOutline *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->tree)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "nothing");
}

static void
search_changed_cb (TenonOutline *self)
{
  g_free (self->folded);
  self->folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (GTK_FILTER (self->row_filter), GTK_FILTER_CHANGE_DIFFERENT);
  unfold_found (self);
  show_whether_found (self);
}

/* Enter goes to the first row that says what was looked for. */
static void
search_activate_cb (TenonOutline *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autofree char *title = g_utf8_casefold (get_item (row)->title, -1);

      if (strstr (title, self->folded) == NULL)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      choose (self, i);
      return;
    }
}

static void
stop_search_cb (TenonOutline *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static gboolean
is_pattern (TenonOutlineItem *item)
{
  return item->card != NULL && g_str_has_prefix (item->card, "pattern:");
}

/* A pattern can be taken to the table that is to serve it. */
static GdkContentProvider *
prepare_cb (GtkListItem *list_item)
{
  TenonOutlineItem *item = get_item (gtk_list_item_get_item (list_item));

  return is_pattern (item) ? gdk_content_provider_new_typed (G_TYPE_STRING, item->card) : NULL;
}

static void
drag_begin_cb (GtkListItem *list_item,
               GdkDrag     *drag)
{
  tenon_outline_show_dragged (drag, get_item (gtk_list_item_get_item (list_item))->title);
}

/* What is under the hand, beside the pointer. */
void
tenon_outline_show_dragged (GdkDrag    *drag,
                            const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), DRAGGED_CHARS);
  gtk_widget_add_css_class (label, "map-dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -6);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget     *expander = gtk_tree_expander_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget     *icon = gtk_image_new (), *label = gtk_label_new (NULL);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 14);
  gtk_widget_set_size_request (icon, 14, 14);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), list_item, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), list_item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (source));
}

/* The row is what is read: its name, and what a look would tell. */
static void
speak (GtkWidget        *expander,
       TenonOutlineItem *item,
       GtkTreeListRow   *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->tooltip != NULL ? item->tooltip : "",
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int)gtk_tree_list_row_get_depth (row) + 1,
                                  -1);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  GtkTreeListRow   *row = gtk_list_item_get_item (list_item);
  TenonOutlineItem *item = get_item (row);
  GtkWidget        *expander = gtk_list_item_get_child (list_item);
  GtkWidget        *box = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander));
  GtkWidget        *icon = gtk_widget_get_first_child (box), *label = gtk_widget_get_last_child (box);
  gboolean          is_root = gtk_tree_list_row_get_depth (row) == 0;

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_label (GTK_LABEL (label), item->title);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), tenon_glyph_get_icon_name (item->glyph));
  gtk_widget_set_visible (icon, !is_root && !is_pattern (item));
  gtk_widget_set_tooltip_text (expander, item->tooltip);
  speak (expander, item, row);
  if (is_root)
    gtk_widget_remove_css_class (label, "dim-label");
  else
    gtk_widget_add_css_class (label, "dim-label");
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), NULL);
}

static void
tenon_outline_dispose (GObject *object)
{
  TenonOutline *self = TENON_OUTLINE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->row_filter);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (tenon_outline_parent_class)->dispose (object);
}

static void
tenon_outline_finalize (GObject *object)
{
  g_free (TENON_OUTLINE (object)->folded);
  G_OBJECT_CLASS (tenon_outline_parent_class)->finalize (object);
}

static void
tenon_outline_class_init (TenonOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = tenon_outline_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/canvas/tenon-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonOutline, entry);
  gtk_widget_class_bind_template_child (widget_class, TenonOutline, view);
  gtk_widget_class_bind_template_child (widget_class, TenonOutline, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
tenon_outline_init (TenonOutline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  self->folded = g_strdup ("");
  self->items = g_list_store_new (TENON_TYPE_OUTLINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->row_filter = gtk_custom_filter_new (is_found, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), GTK_FILTER (self->filter));
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (filtered), FALSE, FALSE, create_children, self, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->tree));
  gtk_single_selection_set_autoselect (self->selection, FALSE);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

void
tenon_outline_set_scene (TenonOutline *self,
                         TenonScene   *scene,
                         GListModel   *patterns)
{
  g_autoptr (GListStore) fresh = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  g_return_if_fail (TENON_IS_OUTLINE (self));

  fresh = tenon_outline_build (scene);
  if (patterns != NULL)
    tenon_outline_add_patterns (fresh, patterns);
  n = g_list_model_get_n_items (G_LIST_MODEL (fresh));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (fresh), i));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  show_whether_found (self);
}
