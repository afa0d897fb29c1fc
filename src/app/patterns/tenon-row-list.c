/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of rows that outlive what they show.  GTK 4.8 throws away the widgets of a row whose item goes, and makes new
 * ones for each that comes: narrowing a table of thousands would make some two hundred rows of ten cells anew at each
 * key.  Here the items are the rows themselves; only their number changes, at the end. */

#include "app/patterns/tenon-row-list.h"

struct _TenonRowList
{
  GObject parent_instance;

  GListModel *content; /* (owned) */
  GPtrArray  *records; /* (element-type GObject) (owned) what the content holds now */
  GPtrArray  *rows;    /* (element-type GObject) (owned) one for each row that was ever asked for */
  guint       n_rows;  /* as the views know it */
  GHashTable *places;  /* (nullable) (element-type GObject uint) made when it is first asked */
};

enum
{
  SHIFTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonRowList, tenon_row_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return TENON_ROW_LIST (model)->n_rows;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TenonRowList *self = TENON_ROW_LIST (model);

  if (position >= self->n_rows)
    return NULL;
  while (self->rows->len <= position)
    g_ptr_array_add (self->rows, g_object_new (G_TYPE_OBJECT, NULL));
  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
read_content (TenonRowList *self)
{
  guint n = g_list_model_get_n_items (self->content);

  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->records, g_list_model_get_item (self->content, i));
  g_clear_pointer (&self->places, g_hash_table_unref);
}

static void
content_changed_cb (TenonRowList *self,
                    guint         position,
                    guint         removed,
                    guint         added)
{
  guint before = self->n_rows;

  read_content (self);
  if (self->records->len > before)
    {
      self->n_rows = self->records->len;
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_rows - before);
    }
  g_signal_emit (self, signals[SHIFTED], 0, position);
  if (self->records->len < before)
    {
      self->n_rows = self->records->len;
      g_list_model_items_changed (G_LIST_MODEL (self), self->n_rows, before - self->n_rows, 0);
    }
}

static void
tenon_row_list_dispose (GObject *object)
{
  TenonRowList *self = TENON_ROW_LIST (object);

  if (self->content != NULL)
    g_signal_handlers_disconnect_by_data (self->content, self);
  g_clear_object (&self->content);
  G_OBJECT_CLASS (tenon_row_list_parent_class)->dispose (object);
}

static void
tenon_row_list_finalize (GObject *object)
{
  TenonRowList *self = TENON_ROW_LIST (object);

  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->places, g_hash_table_unref);
  G_OBJECT_CLASS (tenon_row_list_parent_class)->finalize (object);
}

static void
tenon_row_list_class_init (TenonRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_row_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = tenon_row_list_finalize;
  signals[SHIFTED] = g_signal_new ("shifted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tenon_row_list_init (TenonRowList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tenon_row_list_new:
 * @content: (transfer full): what the rows show
 */
TenonRowList *
tenon_row_list_new (GListModel *content)
{
  TenonRowList *self = g_object_new (TENON_TYPE_ROW_LIST, NULL);

  self->content = content;
  read_content (self);
  self->n_rows = self->records->len;
  g_signal_connect_swapped (content, "items-changed", G_CALLBACK (content_changed_cb), self);
  return self;
}

/**
 * tenon_row_list_get:
 *
 * Returns: (transfer none) (nullable): what stands in the row; %NULL beyond the end
 */
gpointer
tenon_row_list_get (TenonRowList *self,
                    guint         row)
{
  return row < self->records->len ? g_ptr_array_index (self->records, row) : NULL;
}

/**
 * tenon_row_list_find:
 * @record: (nullable):
 * @row: (out): where it stands
 */
gboolean
tenon_row_list_find (TenonRowList *self,
                     gpointer      record,
                     guint        *row)
{
  gpointer place;

  if (self->places == NULL)
    {
      self->places = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < self->records->len; i++)
        g_hash_table_insert (self->places, g_ptr_array_index (self->records, i), GUINT_TO_POINTER (i));
    }
  if (record == NULL || !g_hash_table_lookup_extended (self->places, record, NULL, &place))
    return FALSE;
  *row = GPOINTER_TO_UINT (place);
  return TRUE;
}
