/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of rows that outlive what they show.  GTK 4.8 keeps widgets for some two hundred rows, throws away those of a
 * row whose item goes, and makes new ones for each that comes: narrowing a table of thousands would make all of them anew
 * at each key.  Here the items are the rows themselves, and only their number changes, at the end:
 *   - rows that once had widgets stay; those that show nothing now are spare, and whoever shows them hides them;
 *   - rows that need widgets for the first time come in steps, between two frames. */

#include "app/patterns/tenon-row-list.h"

enum
{
  KEPT = 208, /* a little more than GTK_LIST_VIEW_MAX_LIST_ITEMS and what it adds above and below */
  STEP = 60,  /* rows whose widgets are made at once, where nobody says better */
};

struct _TenonRowList
{
  GObject parent_instance;

  GListModel *content; /* (owned) */
  GPtrArray  *records; /* (element-type GObject) (owned) what the content holds now */
  GPtrArray  *rows;    /* (element-type GObject) (owned) one for each row that was ever asked for */
  guint       n_rows;  /* as the views know it */
  guint       n_made;  /* of those, at most KEPT, how many have widgets */
  guint       step;
  guint       grow_source;
  GHashTable *places; /* (nullable) (element-type GObject uint) made when it is first asked */
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

/* Returns: how many rows the views should know now: spare ones too, and not all where too many of them are new */
static guint
count_wished (TenonRowList *self)
{
  guint n = self->records->len;

  if (n <= self->n_made)
    return self->n_made;
  return self->n_made < KEPT ? MIN (n, self->n_made + self->step) : n;
}

static void
grow_to (TenonRowList *self,
         guint         n_rows)
{
  guint before = self->n_rows;

  self->n_made = MAX (self->n_made, MIN (n_rows, KEPT));
  if (n_rows <= before)
    return;
  self->n_rows = n_rows;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_rows - before);
}

static gboolean
grow_cb (gpointer data)
{
  TenonRowList *self = data;

  grow_to (self, count_wished (self));
  if (self->n_rows < self->records->len)
    return G_SOURCE_CONTINUE;
  self->grow_source = 0;
  return G_SOURCE_REMOVE;
}

/* After the frame that shows the first of them. */
static void
grow_soon (TenonRowList *self)
{
  if (self->n_rows < self->records->len && self->grow_source == 0)
    self->grow_source = g_idle_add (grow_cb, self);
}

static void
shrink_to (TenonRowList *self,
           guint         n_rows)
{
  guint before = self->n_rows;

  if (n_rows >= before)
    return;
  self->n_rows = n_rows;
  g_list_model_items_changed (G_LIST_MODEL (self), n_rows, before - n_rows, 0);
}

static void
content_changed_cb (TenonRowList *self,
                    guint         position,
                    guint         removed,
                    guint         added)
{
  read_content (self);
  grow_to (self, count_wished (self));
  g_signal_emit (self, signals[SHIFTED], 0, position);
  shrink_to (self, count_wished (self));
  grow_soon (self);
}

static void
tenon_row_list_dispose (GObject *object)
{
  TenonRowList *self = TENON_ROW_LIST (object);

  g_clear_handle_id (&self->grow_source, g_source_remove);
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
  self->step = STEP;
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
  self->n_made = KEPT; /* nobody shows them yet: they cost nothing */
  self->n_rows = MAX (self->records->len, KEPT);
  g_signal_connect_swapped (content, "items-changed", G_CALLBACK (content_changed_cb), self);
  return self;
}

/**
 * tenon_row_list_begin:
 * @needed: a row that must be there at once
 * @step: how many rows to make at once
 *
 * Before they are shown for the first time: from now on rows come in steps.
 */
void
tenon_row_list_begin (TenonRowList *self,
                      guint         needed,
                      guint         step)
{
  self->step = step;
  self->n_made = 0;
  shrink_to (self, needed < step ? MIN (step, self->records->len) : self->records->len);
  self->n_made = MIN (self->n_rows, KEPT);
  grow_soon (self);
}

/**
 * tenon_row_list_complete:
 *
 * Makes the rows that were still to come.
 */
void
tenon_row_list_complete (TenonRowList *self)
{
  grow_to (self, self->records->len);
}

/**
 * tenon_row_list_get_length:
 *
 * Returns: how many rows show something; there may be spare ones after them, or some still to come
 */
guint
tenon_row_list_get_length (TenonRowList *self)
{
  return self->records->len;
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
