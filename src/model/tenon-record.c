/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A record is a GObject whose fields stand in a table. From that one table come its properties, its copy, its
 * comparison, its JSON in both directions and its digest, so that a new field is one line.
 *
 * A record that hangs below a model may be written only while an edit is open: tenon_record_set_property() tells
 * the model what the old value was, which is all that undo needs. */

#include "model/tenon-record.h"

#include "model/tenon-list.h"
#include "model/tenon-model.h"
#include "model/tenon-rate.h"

typedef struct
{
  TenonModel  *model;  /* (unowned) (nullable) */
  TenonRecord *parent; /* (unowned) (nullable) */
} TenonRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TenonRecord, tenon_record, G_TYPE_OBJECT)

#define FIELD_P(self, field, type) ((type *)G_STRUCT_MEMBER_P (self, (field)->offset))
#define PRIVATE(self) ((TenonRecordPrivate *)tenon_record_get_instance_private (self))

static void
tenon_record_constructed (GObject *object)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];

      if (field->kind == TENON_FIELD_LIST)
        *FIELD_P (object, field, TenonList *) = tenon_list_new (field->get_type ());
      else if (field->kind == TENON_FIELD_RECORD)
        *FIELD_P (object, field, TenonRecord *) = g_object_new (field->get_type (), NULL);
    }
  G_OBJECT_CLASS (tenon_record_parent_class)->constructed (object);
}

static void
tenon_record_finalize (GObject *object)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];

      switch (field->kind)
        {
        case TENON_FIELD_STRING:
          g_free (*FIELD_P (object, field, char *));
          break;
        case TENON_FIELD_STRV:
          g_strfreev (*FIELD_P (object, field, char **));
          break;
        case TENON_FIELD_RATE:
          g_clear_pointer (FIELD_P (object, field, TenonRate *), tenon_rate_free);
          break;
        case TENON_FIELD_LIST:
        case TENON_FIELD_RECORD:
        case TENON_FIELD_SHARED:
          g_clear_object (FIELD_P (object, field, GObject *));
          break;
        case TENON_FIELD_INT:
        case TENON_FIELD_DOUBLE:
        case TENON_FIELD_BOOLEAN:
        case TENON_FIELD_ENUM:
          break;
        }
    }
  G_OBJECT_CLASS (tenon_record_parent_class)->finalize (object);
}

static void
read_field (gpointer          self,
            const TenonField *field,
            GValue           *value)
{
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      g_value_set_string (value, *FIELD_P (self, field, char *));
      break;
    case TENON_FIELD_INT:
      g_value_set_int64 (value, *FIELD_P (self, field, gint64));
      break;
    case TENON_FIELD_DOUBLE:
      g_value_set_double (value, *FIELD_P (self, field, double));
      break;
    case TENON_FIELD_BOOLEAN:
      g_value_set_boolean (value, *FIELD_P (self, field, gboolean));
      break;
    case TENON_FIELD_ENUM:
      g_value_set_enum (value, *FIELD_P (self, field, int));
      break;
    case TENON_FIELD_STRV:
      g_value_set_boxed (value, *FIELD_P (self, field, char **));
      break;
    case TENON_FIELD_RATE:
      g_value_set_boxed (value, *FIELD_P (self, field, TenonRate *));
      break;
    case TENON_FIELD_LIST:
    case TENON_FIELD_RECORD:
    case TENON_FIELD_SHARED:
      g_value_set_object (value, *FIELD_P (self, field, GObject *));
      break;
    }
}

static gboolean
strv_equal (char **a,
            char **b)
{
  static char *empty[] = { NULL };

  return g_strv_equal ((const char *const *)(a != NULL ? a : empty), (const char *const *)(b != NULL ? b : empty));
}

static gboolean
field_holds (gpointer          self,
             const TenonField *field,
             const GValue     *value)
{
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      return g_strcmp0 (*FIELD_P (self, field, char *), g_value_get_string (value)) == 0;
    case TENON_FIELD_INT:
      return *FIELD_P (self, field, gint64) == g_value_get_int64 (value);
    case TENON_FIELD_DOUBLE:
      return *FIELD_P (self, field, double) == g_value_get_double (value);
    case TENON_FIELD_BOOLEAN:
      return !*FIELD_P (self, field, gboolean) == !g_value_get_boolean (value);
    case TENON_FIELD_ENUM:
      return *FIELD_P (self, field, int) == g_value_get_enum (value);
    case TENON_FIELD_STRV:
      return strv_equal (*FIELD_P (self, field, char **), g_value_get_boxed (value));
    case TENON_FIELD_RATE:
      return tenon_rate_equal (*FIELD_P (self, field, TenonRate *), g_value_get_boxed (value));
    case TENON_FIELD_LIST:
    case TENON_FIELD_RECORD:
    case TENON_FIELD_SHARED:
      return *FIELD_P (self, field, GObject *) == g_value_get_object (value);
    }
  g_assert_not_reached ();
}

static void
write_field (gpointer          self,
             const TenonField *field,
             const GValue     *value)
{
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      g_free (*FIELD_P (self, field, char *));
      *FIELD_P (self, field, char *) = g_value_dup_string (value);
      break;
    case TENON_FIELD_INT:
      *FIELD_P (self, field, gint64) = g_value_get_int64 (value);
      break;
    case TENON_FIELD_DOUBLE:
      *FIELD_P (self, field, double) = g_value_get_double (value);
      break;
    case TENON_FIELD_BOOLEAN:
      *FIELD_P (self, field, gboolean) = g_value_get_boolean (value);
      break;
    case TENON_FIELD_ENUM:
      *FIELD_P (self, field, int) = g_value_get_enum (value);
      break;
    case TENON_FIELD_STRV:
      g_strfreev (*FIELD_P (self, field, char **));
      *FIELD_P (self, field, char **) = g_value_dup_boxed (value);
      break;
    case TENON_FIELD_RATE:
      g_clear_pointer (FIELD_P (self, field, TenonRate *), tenon_rate_free);
      *FIELD_P (self, field, TenonRate *) = g_value_dup_boxed (value);
      break;
    case TENON_FIELD_SHARED:
      g_set_object (FIELD_P (self, field, GObject *), g_value_get_object (value));
      break;
    case TENON_FIELD_LIST:
    case TENON_FIELD_RECORD:
      g_assert_not_reached ();
    }
}

static void
tenon_record_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  read_field (object, &TENON_RECORD_GET_CLASS (object)->fields[prop_id - 1], value);
}

static void
tenon_record_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TenonRecord      *self = TENON_RECORD (object);
  const TenonField *field = &TENON_RECORD_GET_CLASS (object)->fields[prop_id - 1];
  TenonModel       *model = PRIVATE (self)->model;

  if (field_holds (self, field, value))
    return;
  if (model != NULL)
    {
      g_auto (GValue) old_value = G_VALUE_INIT;

      g_value_init (&old_value, G_PARAM_SPEC_VALUE_TYPE (pspec));
      read_field (self, field, &old_value);
      tenon_model_note_property (model, self, pspec, &old_value);
    }
  write_field (self, field, value);
  g_object_notify_by_pspec (object, pspec);
}

static void
tenon_record_class_init (TenonRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = tenon_record_constructed;
  object_class->finalize = tenon_record_finalize;
}

static void
tenon_record_init (TenonRecord *self)
{
}

static GParamSpec *
make_pspec (const TenonField *field)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      return g_param_spec_string (field->name, NULL, NULL, NULL, writable);
    case TENON_FIELD_INT:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, writable);
    case TENON_FIELD_DOUBLE:
      return g_param_spec_double (field->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, writable);
    case TENON_FIELD_BOOLEAN:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, writable);
    case TENON_FIELD_ENUM:
      return g_param_spec_enum (field->name, NULL, NULL, field->get_type (), 0, writable);
    case TENON_FIELD_STRV:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, writable);
    case TENON_FIELD_RATE:
      return g_param_spec_boxed (field->name, NULL, NULL, TENON_TYPE_RATE, writable);
    case TENON_FIELD_LIST:
      return g_param_spec_object (field->name, NULL, NULL, TENON_TYPE_LIST, readable);
    case TENON_FIELD_RECORD:
      return g_param_spec_object (field->name, NULL, NULL, TENON_TYPE_RECORD, readable);
    case TENON_FIELD_SHARED:
      return g_param_spec_object (field->name, NULL, NULL, TENON_TYPE_RECORD, writable);
    }
  g_assert_not_reached ();
}

/**
 * tenon_record_class_install:
 * @kind: the first half of the ids of such records
 * @fields: static table, in the order of the JSON; the first string field names the record
 *
 * To be called in the class_init of a record type.
 */
void
tenon_record_class_install (TenonRecordClass *klass,
                            const char       *kind,
                            const TenonField *fields,
                            guint             n_fields)
{
  klass->kind = kind;
  klass->fields = fields;
  klass->n_fields = n_fields;
  /* GObject resets both for each class that is derived. */
  G_OBJECT_CLASS (klass)->get_property = tenon_record_get_property;
  G_OBJECT_CLASS (klass)->set_property = tenon_record_set_property;
  klass->pspecs = g_new0 (GParamSpec *, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    klass->pspecs[i + 1] = make_pspec (&fields[i]);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), n_fields + 1, klass->pspecs);
}

const TenonField *
tenon_record_get_fields (TenonRecord *self,
                         guint       *n_fields)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  *n_fields = klass->n_fields;
  return klass->fields;
}

/**
 * tenon_record_find_field:
 * @name: with - or _ between its words
 *
 * Returns: (nullable):
 */
const TenonField *
tenon_record_find_field (TenonRecord *self,
                         const char  *name)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);
  GParamSpec       *pspec = g_object_class_find_property (G_OBJECT_CLASS (klass), name);

  if (pspec == NULL || pspec->param_id == 0 || pspec->param_id > klass->n_fields)
    return NULL;
  return &klass->fields[pspec->param_id - 1];
}

const char *
tenon_record_get_kind (TenonRecord *self)
{
  return TENON_RECORD_GET_CLASS (self)->kind;
}

/**
 * tenon_record_get_model:
 *
 * Returns: (transfer none) (nullable): the model the record hangs below, %NULL while it belongs to none
 */
TenonModel *
tenon_record_get_model (TenonRecord *self)
{
  return PRIVATE (self)->model;
}

TenonRecord *
tenon_record_get_parent (TenonRecord *self)
{
  return PRIVATE (self)->parent;
}

static const char *
get_name (TenonRecord *self)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind == TENON_FIELD_STRING)
      return *FIELD_P (self, &klass->fields[i], char *);
  return NULL;
}

/**
 * tenon_record_dup_id:
 *
 * Returns: (transfer full): "pattern:AP3", "table:orders"; below a table "index:orders/orders_by_user"
 */
char *
tenon_record_dup_id (TenonRecord *self)
{
  TenonRecord *parent = PRIVATE (self)->parent;
  const char  *name = get_name (self);

  if (parent != NULL && g_strcmp0 (tenon_record_get_kind (parent), "table") == 0)
    return g_strdup_printf ("%s:%s/%s", tenon_record_get_kind (self), get_name (parent), name != NULL ? name : "");
  return g_strdup_printf ("%s:%s", tenon_record_get_kind (self), name != NULL ? name : "");
}

static gboolean
lists_equal (TenonList *a,
             TenonList *b)
{
  guint n = tenon_list_get_length (a);

  if (n != tenon_list_get_length (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!tenon_record_equal (tenon_list_get (a, i), tenon_list_get (b, i)))
      return FALSE;
  return TRUE;
}

/**
 * tenon_record_equal:
 *
 * Returns: whether both are of one type and hold the same, all the way down; fields kept aside do not count
 */
gboolean
tenon_record_equal (TenonRecord *a,
                    TenonRecord *b)
{
  TenonRecordClass *klass;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;
  klass = TENON_RECORD_GET_CLASS (a);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];
      g_auto (GValue) value = G_VALUE_INIT;

      if (field->flags & TENON_FIELD_ASIDE)
        continue;
      if (field->kind == TENON_FIELD_LIST)
        {
          if (!lists_equal (*FIELD_P (a, field, TenonList *), *FIELD_P (b, field, TenonList *)))
            return FALSE;
          continue;
        }
      if (field->kind == TENON_FIELD_RECORD || field->kind == TENON_FIELD_SHARED)
        {
          if (!tenon_record_equal (*FIELD_P (a, field, TenonRecord *), *FIELD_P (b, field, TenonRecord *)))
            return FALSE;
          continue;
        }
      g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (klass->pspecs[i + 1]));
      read_field (b, field, &value);
      if (!field_holds (a, field, &value))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_record_assign:
 * @other: a record of the same type
 *
 * Makes @self hold what @other holds; of records in lists, copies.
 */
void
tenon_record_assign (TenonRecord *self,
                     TenonRecord *other)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  g_return_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (other));

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];

      if (field->kind == TENON_FIELD_LIST)
        {
          TenonList *mine = *FIELD_P (self, field, TenonList *);

          if (!lists_equal (mine, *FIELD_P (other, field, TenonList *)))
            {
              tenon_list_clear (mine);
              tenon_list_copy_into (*FIELD_P (other, field, TenonList *), mine);
            }
        }
      else if (field->kind == TENON_FIELD_RECORD)
        {
          tenon_record_assign (*FIELD_P (self, field, TenonRecord *), *FIELD_P (other, field, TenonRecord *));
        }
      else
        {
          g_auto (GValue) value = G_VALUE_INIT;

          g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (klass->pspecs[i + 1]));
          read_field (other, field, &value);
          if (PRIVATE (self)->model != NULL)
            g_object_set_property (G_OBJECT (self), field->name, &value);
          else
            write_field (self, field, &value);
        }
    }
}

/**
 * tenon_record_copy:
 * @self: (type TenonRecord):
 *
 * Returns: (transfer full): a deep copy that belongs to no model; a shared record itself
 */
gpointer
tenon_record_copy (gpointer self)
{
  TenonRecord *copy;

  if (TENON_RECORD_GET_CLASS (self)->is_shared)
    return g_object_ref (self);
  copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  tenon_record_assign (copy, self);
  return copy;
}

static gboolean
is_empty (TenonRecord      *self,
          const TenonField *field)
{
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      return *FIELD_P (self, field, char *) == NULL;
    case TENON_FIELD_INT:
      return *FIELD_P (self, field, gint64) == 0;
    case TENON_FIELD_DOUBLE:
      return *FIELD_P (self, field, double) == 0;
    case TENON_FIELD_BOOLEAN:
      return !*FIELD_P (self, field, gboolean);
    case TENON_FIELD_ENUM:
      return *FIELD_P (self, field, int) == 0;
    case TENON_FIELD_STRV:
      return *FIELD_P (self, field, char **) == NULL || **FIELD_P (self, field, char **) == NULL;
    case TENON_FIELD_RATE:
    case TENON_FIELD_SHARED:
      return *FIELD_P (self, field, gpointer) == NULL;
    case TENON_FIELD_LIST:
      return tenon_list_get_length (*FIELD_P (self, field, TenonList *)) == 0;
    case TENON_FIELD_RECORD:
      {
        g_autoptr (TenonRecord) fresh = g_object_new (field->get_type (), NULL);

        return tenon_record_equal (*FIELD_P (self, field, TenonRecord *), fresh);
      }
    }
  g_assert_not_reached ();
}

static void
write_enum (TenonJsonWriter *writer,
            GType            type,
            int              value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue      *entry = g_enum_get_value (enum_class, value);
  g_autofree char *upper = g_ascii_strup (entry != NULL ? entry->value_nick : "unknown", -1);

  tenon_json_writer_string (writer, g_strdelimit (upper, "-", '_'));
}

static void
write_list (TenonJsonWriter  *writer,
            const TenonField *field,
            TenonList        *list)
{
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      if (field->flags & TENON_FIELD_FLAT)
        tenon_json_writer_begin_flat (writer);
      tenon_record_write_json (tenon_list_get (list, i), writer);
      if (field->flags & TENON_FIELD_FLAT)
        tenon_json_writer_end_flat (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_value (TenonRecord      *self,
             const TenonField *field,
             TenonJsonWriter  *writer)
{
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      tenon_json_writer_string (writer, *FIELD_P (self, field, char *));
      break;
    case TENON_FIELD_INT:
      tenon_json_writer_int (writer, *FIELD_P (self, field, gint64));
      break;
    case TENON_FIELD_DOUBLE:
      tenon_json_writer_double (writer, *FIELD_P (self, field, double));
      break;
    case TENON_FIELD_BOOLEAN:
      tenon_json_writer_boolean (writer, *FIELD_P (self, field, gboolean));
      break;
    case TENON_FIELD_ENUM:
      write_enum (writer, field->get_type (), *FIELD_P (self, field, int));
      break;
    case TENON_FIELD_STRV:
      tenon_json_writer_strv (writer, (const char *const *)*FIELD_P (self, field, char **));
      break;
    case TENON_FIELD_RATE:
      tenon_rate_write_json (*FIELD_P (self, field, TenonRate *), writer);
      break;
    case TENON_FIELD_LIST:
      write_list (writer, field, *FIELD_P (self, field, TenonList *));
      break;
    case TENON_FIELD_RECORD:
    case TENON_FIELD_SHARED:
      if (*FIELD_P (self, field, TenonRecord *) != NULL)
        tenon_record_write_json (*FIELD_P (self, field, TenonRecord *), writer);
      else
        tenon_json_writer_null (writer);
      break;
    }
}

static char *
json_name (const TenonField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}

/**
 * tenon_record_write_json:
 *
 * Writes one JSON object, its members in the order of the field table.
 */
void
tenon_record_write_json (TenonRecord     *self,
                         TenonJsonWriter *writer)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];
      g_autofree char  *name = NULL;

      if (field->flags & TENON_FIELD_ASIDE || (field->flags & TENON_FIELD_SPARSE && is_empty (self, field)))
        continue;
      name = json_name (field);
      tenon_json_writer_name (writer, name);
      write_value (self, field, writer);
    }
  tenon_json_writer_end_object (writer);
}

/**
 * tenon_record_to_json:
 * @indent: spaces a level; 0 gives the canonical form
 *
 * Returns: (transfer full):
 */
char *
tenon_record_to_json (TenonRecord *self,
                      guint        indent)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (indent);

  tenon_record_write_json (self, writer);
  return tenon_json_writer_finish (writer);
}

/**
 * tenon_record_dup_digest:
 *
 * Returns: (transfer full): SHA-256 of the canonical JSON, in lower-case hex
 */
char *
tenon_record_dup_digest (TenonRecord *self)
{
  g_autofree char *json = tenon_record_to_json (self, 0);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
}

static gboolean
wrong (const TenonField *field,
       const char       *expected,
       GError          **error)
{
  g_autofree char *name = json_name (field);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” is not %s", name, expected);
  return FALSE;
}

static gboolean
read_enum (const TenonField *field,
           const char       *text,
           int              *value,
           GError          **error)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (field->get_type ());
  g_autofree char *nick = g_ascii_strdown (text, -1);
  GEnumValue      *entry;

  g_strdelimit (nick, "_", '-');
  entry = g_enum_get_value_by_nick (enum_class, nick);
  if (entry == NULL)
    return wrong (field, "one of the values it can have", error);
  *value = entry->value;
  return TRUE;
}

static gboolean
read_strv (const TenonField *field,
           JsonNode         *node,
           char           ***strv,
           GError          **error)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wrong (field, "an array of strings", error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return wrong (field, "an array of strings", error);
      g_ptr_array_add (strings, json_node_dup_string (element));
    }
  g_ptr_array_add (strings, NULL);
  g_strfreev (*strv);
  *strv = (char **)g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}

static gboolean
read_list (const TenonField *field,
           JsonNode         *node,
           TenonList        *list,
           GError          **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wrong (field, "an array", error);
  array = json_node_get_array (node);
  tenon_list_clear (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr (TenonRecord) record = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return wrong (field, "an array of objects", error);
      record = g_object_new (field->get_type (), NULL);
      if (!tenon_record_read_json (record, json_node_get_object (element), error))
        {
          g_autofree char *name = json_name (field);

          g_prefix_error (error, "%s[%u]: ", name, i);
          return FALSE;
        }
      tenon_list_append (list, record);
    }
  return TRUE;
}

static gboolean
read_record (const TenonField *field,
             JsonNode         *node,
             TenonRecord      *record,
             GError          **error)
{
  g_autofree char *name = json_name (field);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wrong (field, "an object", error);
  if (tenon_record_read_json (record, json_node_get_object (node), error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
read_value (TenonRecord      *self,
            const TenonField *field,
            JsonNode         *node,
            GError          **error)
{
  gboolean is_string = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  if (field->kind != TENON_FIELD_RATE && JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  switch (field->kind)
    {
    case TENON_FIELD_STRING:
      if (!is_string)
        return wrong (field, "a string", error);
      g_free (*FIELD_P (self, field, char *));
      *FIELD_P (self, field, char *) = json_node_dup_string (node);
      return TRUE;
    case TENON_FIELD_INT:
      if (!is_number (node))
        return wrong (field, "a number", error);
      *FIELD_P (self, field, gint64) = json_node_get_int (node);
      return TRUE;
    case TENON_FIELD_DOUBLE:
      if (!is_number (node))
        return wrong (field, "a number", error);
      *FIELD_P (self, field, double) = json_node_get_double (node);
      return TRUE;
    case TENON_FIELD_BOOLEAN:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return wrong (field, "true or false", error);
      *FIELD_P (self, field, gboolean) = json_node_get_boolean (node);
      return TRUE;
    case TENON_FIELD_ENUM:
      if (!is_string)
        return wrong (field, "a string", error);
      return read_enum (field, json_node_get_string (node), FIELD_P (self, field, int), error);
    case TENON_FIELD_STRV:
      return read_strv (field, node, FIELD_P (self, field, char **), error);
    case TENON_FIELD_RATE:
      {
        g_autoptr (GError) local_error = NULL;
        TenonRate *rate = tenon_rate_read_json (node, &local_error);

        if (local_error != NULL)
          {
            g_propagate_error (error, g_steal_pointer (&local_error));
            return FALSE;
          }
        g_clear_pointer (FIELD_P (self, field, TenonRate *), tenon_rate_free);
        *FIELD_P (self, field, TenonRate *) = rate;
        return TRUE;
      }
    case TENON_FIELD_LIST:
      return read_list (field, node, *FIELD_P (self, field, TenonList *), error);
    case TENON_FIELD_RECORD:
      return read_record (field, node, *FIELD_P (self, field, TenonRecord *), error);
    case TENON_FIELD_SHARED:
      g_clear_object (FIELD_P (self, field, GObject *));
      *FIELD_P (self, field, TenonRecord *) = g_object_new (field->get_type (), NULL);
      return read_record (field, node, *FIELD_P (self, field, TenonRecord *), error);
    }
  g_assert_not_reached ();
}

/**
 * tenon_record_read_json:
 * @self: a record without a model
 *
 * Members that are not there leave their field as it is; members nobody knows are passed over.
 *
 * Returns: %FALSE with #G_IO_ERROR_INVALID_DATA, whose message names the member
 */
gboolean
tenon_record_read_json (TenonRecord *self,
                        JsonObject  *object,
                        GError     **error)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];
      g_autofree char  *name = NULL;
      JsonNode         *node;

      if (field->flags & TENON_FIELD_ASIDE)
        continue;
      name = json_name (field);
      node = json_object_get_member (object, name);
      if (node != NULL && !read_value (self, field, node, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_record_attach:
 * @model: (nullable): %NULL below a record that belongs to no model
 * @parent: (nullable):
 *
 * Hangs a record, and everything below it, under a model. Shared records hang nowhere.
 */
void
tenon_record_attach (TenonRecord *self,
                     TenonModel  *model,
                     TenonRecord *parent)
{
  TenonRecordClass *klass = TENON_RECORD_GET_CLASS (self);

  if (klass->is_shared)
    return;
  PRIVATE (self)->model = model;
  PRIVATE (self)->parent = parent;
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TenonField *field = &klass->fields[i];

      if (field->flags & TENON_FIELD_LOOSE)
        continue;
      if (field->kind == TENON_FIELD_LIST)
        tenon_list_attach (*FIELD_P (self, field, TenonList *), model, self);
      else if (field->kind == TENON_FIELD_RECORD)
        tenon_record_attach (*FIELD_P (self, field, TenonRecord *), model, self);
    }
}

void
tenon_record_detach (TenonRecord *self)
{
  tenon_record_attach (self, NULL, NULL);
}
