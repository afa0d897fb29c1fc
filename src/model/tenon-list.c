/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of records of one type: a GListModel for views, and the second and third kind of change for undo. */

#include "model/tenon-list.h"

#include "model/tenon-model.h"

struct _TenonList
{
  GObject parent_instance;

  GType        item_type;
  GPtrArray   *items; /* (owned) (element-type TenonRecord) */
  TenonModel  *model; /* (unowned) (nullable) */
  TenonRecord *owner; /* (unowned) (nullable) */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonList, tenon_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return TENON_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return TENON_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TenonList *self = TENON_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
tenon_list_finalize (GObject *object)
{
  TenonList *self = TENON_LIST (object);

  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (tenon_list_parent_class)->finalize (object);
}

static void
tenon_list_class_init (TenonListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_list_finalize;
}

static void
tenon_list_init (TenonList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Readers fill thousands of lists that nobody looks at: emitting to no one is the dearest part of that. */
static void
tell (TenonList *self,
      guint      position,
      guint      removed,
      guint      added)
{
  static gsize signal_id = 0;

  if (g_once_init_enter (&signal_id))
    g_once_init_leave (&signal_id, g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL));
  if (g_signal_has_handler_pending (self, signal_id, 0, TRUE))
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

TenonList *
tenon_list_new (GType item_type)
{
  TenonList *self = g_object_new (TENON_TYPE_LIST, NULL);

  self->item_type = item_type;
  return self;
}

GType
tenon_list_get_item_type (TenonList *self)
{
  return self->item_type;
}

guint
tenon_list_get_length (TenonList *self)
{
  return self->items->len;
}

/**
 * tenon_list_get:
 * @position: below the length
 *
 * Returns: (transfer none): unlike g_list_model_get_item()
 */
gpointer
tenon_list_get (TenonList *self,
                guint      position)
{
  g_return_val_if_fail (position < self->items->len, NULL);

  return g_ptr_array_index (self->items, position);
}

/**
 * tenon_list_find:
 * @name: (nullable): what the record's first string field holds; compared byte by byte
 *
 * Returns: (transfer none) (nullable): the first such record
 */
gpointer
tenon_list_find (TenonList  *self,
                 const char *name)
{
  const TenonField *fields = NULL;
  guint             n_fields = 0, named = 0;

  if (name == NULL || self->items->len == 0)
    return NULL;
  fields = tenon_record_get_fields (g_ptr_array_index (self->items, 0), &n_fields);
  while (named < n_fields && fields[named].kind != TENON_FIELD_STRING)
    named++;
  g_return_val_if_fail (named < n_fields, NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      gpointer record = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (*(char **)G_STRUCT_MEMBER_P (record, fields[named].offset), name) == 0)
        return record;
    }
  return NULL;
}

gboolean
tenon_list_index_of (TenonList *self,
                     gpointer   record,
                     guint     *position)
{
  return g_ptr_array_find (self->items, record, position);
}

void
tenon_list_append (TenonList *self,
                   gpointer   record)
{
  tenon_list_insert (self, self->items->len, record);
}

/**
 * tenon_list_append_take:
 * @record: (transfer full):
 */
void
tenon_list_append_take (TenonList *self,
                        gpointer   record)
{
  tenon_list_insert (self, self->items->len, record);
  g_object_unref (record);
}

/**
 * tenon_list_insert:
 * @position: at most the length
 * @record: (transfer none): of the list's item type, in no other list
 */
void
tenon_list_insert (TenonList *self,
                   guint      position,
                   gpointer   record)
{
  g_return_if_fail (position <= self->items->len);
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (record, self->item_type));

  if (self->model != NULL)
    tenon_model_note_insert (self->model, self, position, record);
  g_ptr_array_insert (self->items, position, g_object_ref (record));
  tenon_record_attach (record, self->model, self->owner);
  tell (self, position, 0, 1);
}

void
tenon_list_remove (TenonList *self,
                   guint      position)
{
  g_autoptr (TenonRecord) record = NULL;

  g_return_if_fail (position < self->items->len);

  record = g_object_ref (g_ptr_array_index (self->items, position));
  if (self->model != NULL)
    tenon_model_note_remove (self->model, self, position, record);
  g_ptr_array_remove_index (self->items, position);
  tenon_record_detach (record);
  tell (self, position, 1, 0);
}

/**
 * tenon_list_remove_record:
 *
 * Returns: whether the record was in the list
 */
/**
 * tenon_list_replace:
 * @record: (transfer none): of the list's item type, in no other list
 *
 * Puts @record where another one stands: the same as removing that and inserting this, without moving what is behind.
 */
void
tenon_list_replace (TenonList *self,
                    guint      position,
                    gpointer   record)
{
  g_autoptr (TenonRecord) old = NULL;

  g_return_if_fail (position < self->items->len);
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (record, self->item_type));

  if (self->model != NULL)
    {
      tenon_list_remove (self, position);
      tenon_list_insert (self, position, record);
      return;
    }
  old = g_ptr_array_index (self->items, position);
  g_ptr_array_index (self->items, position) = g_object_ref (record);
  tenon_record_detach (old);
  tenon_record_attach (record, self->model, self->owner);
  tell (self, position, 1, 1);
}

gboolean
tenon_list_remove_record (TenonList *self,
                          gpointer   record)
{
  guint position;

  if (!tenon_list_index_of (self, record, &position))
    return FALSE;
  tenon_list_remove (self, position);
  return TRUE;
}

void
tenon_list_clear (TenonList *self)
{
  while (self->items->len > 0)
    tenon_list_remove (self, self->items->len - 1);
}

/**
 * tenon_list_copy_into:
 *
 * Appends to @target a copy of each record.
 */
void
tenon_list_copy_into (TenonList *self,
                      TenonList *target)
{
  for (guint i = 0; i < self->items->len; i++)
    tenon_list_append_take (target, tenon_record_copy (g_ptr_array_index (self->items, i)));
}

void
tenon_list_attach (TenonList   *self,
                   TenonModel  *model,
                   TenonRecord *owner)
{
  self->model = model;
  self->owner = owner;
  for (guint i = 0; i < self->items->len; i++)
    tenon_record_attach (g_ptr_array_index (self->items, i), model, owner);
}

TenonRecord *
tenon_list_get_owner (TenonList *self)
{
  return self->owner;
}
