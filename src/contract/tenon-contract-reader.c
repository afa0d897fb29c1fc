/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a contract from any text: the exact array structure into plain structs with line and path, the object form
 * far enough to say how it differs. */

#include "contract/tenon-contract-reader.h"

#include "contract/tenon-contract-dialect.h"
#include "contract/tenon-contract-path.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint       kinds; /* bits of TenonJsonKind */
} Member;

#define KIND(k) (1u << TENON_JSON_##k)

/* The design document's "Exact JSON Structure Required", object by object. */
static const Member table_members[] = {
  { "table", KIND (STRING) },
  { "type", KIND (STRING) },
  { "source_table", KIND (STRING) },
  { "pk", KIND (STRING) },
  { "sk", KIND (STRING) },
  { "gsis", KIND (ARRAY) },
  { "attributes", KIND (OBJECT) },
  { "satisfies", KIND (ARRAY) },
  { "estimated_item_size_bytes", KIND (NUMBER) },
};

static const Member index_members[] = {
  { "name", KIND (STRING) },
  { "pk", KIND (STRING) },
  { "sk", KIND (STRING) },
};

static const Member attribute_members[] = {
  { "type", KIND (STRING) },
  { "source_table", KIND (STRING) },
  { "source_column", KIND (STRING) },
  { "denormalized", KIND (BOOLEAN) },
  { "justification", KIND (STRING) },
  { "join", KIND (OBJECT) },
};

static const Member join_members[] = {
  { "local_column", KIND (STRING) },
  { "source_column", KIND (STRING) },
};

typedef struct
{
  const char *file;
  GPtrArray  *diagnostics;
} Reader;

static void
place_init (TenonContractPlace *place,
            TenonJsonValue     *value,
            const char         *path)
{
  place->path = g_strdup (path);
  place->line = value->line;
  place->column = value->column;
}

static void
attribute_free (TenonContractAttribute *self)
{
  g_free (self->place.path);
  g_free (self->name);
  g_free (self->type);
  g_free (self->source_table);
  g_free (self->source_column);
  g_free (self->justification);
  g_free (self->join_local_column);
  g_free (self->join_source_column);
  g_free (self);
}

static void
index_free (TenonContractIndex *self)
{
  g_free (self->place.path);
  g_free (self->name);
  g_free (self->pk);
  g_free (self->sk);
  g_free (self);
}

static void
promise_free (TenonContractPromise *self)
{
  g_free (self->place.path);
  g_free (self->text);
  g_free (self->pattern_id);
  g_free (self);
}

static void
table_free (TenonContractTable *self)
{
  g_free (self->place.path);
  g_free (self->table);
  g_free (self->type);
  g_free (self->source_table);
  g_free (self->pk);
  g_free (self->sk);
  g_ptr_array_unref (self->indexes);
  g_ptr_array_unref (self->attributes);
  g_ptr_array_unref (self->satisfies);
  g_free (self);
}

void
tenon_contract_free (TenonContract *self)
{
  g_free (self->file);
  g_ptr_array_unref (self->tables);
  g_clear_pointer (&self->root, tenon_json_value_free);
  g_free (self);
}

static TenonDiagnostic *
complain (Reader         *reader,
          TenonSeverity   severity,
          const char     *code,
          TenonJsonValue *value,
          const char     *path,
          const char     *format,
          ...) G_GNUC_PRINTF (6, 7);

static TenonDiagnostic *
complain (Reader         *reader,
          TenonSeverity   severity,
          const char     *code,
          TenonJsonValue *value,
          const char     *path,
          const char     *format,
          ...)
{
  g_autofree char *message = NULL;
  TenonDiagnostic *diagnostic;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic = tenon_diagnostics_add (reader->diagnostics, severity, code, reader->file, value->line, value->column, "%s.", message);
  tenon_diagnostic_set_path (diagnostic, path);
  return diagnostic;
}

static const char *
name_kinds (guint kinds)
{
  for (guint kind = TENON_JSON_NULL; kind <= TENON_JSON_OBJECT; kind++)
    {
      if (kinds == 1u << kind)
        return tenon_json_kind_to_string (kind);
    }
  return "another kind of value";
}

static void
check_member (Reader         *reader,
              TenonJsonValue *child,
              const char     *path,
              guint           kinds)
{
  TenonDiagnostic *diagnostic;

  if ((kinds & 1u << child->kind) != 0)
    return;
  diagnostic = complain (reader, TENON_SEVERITY_ERROR, "contract-member-kind", child, path, "“%s” must be %s and is %s",
                         child->name, name_kinds (kinds), tenon_json_kind_to_string (child->kind));
  if (child->kind == TENON_JSON_NULL)
    tenon_diagnostic_set_remedy (diagnostic, "Leave the member out where there is nothing to say.");
}

/* Says what of an object's members is of the wrong kind or not part of the structure. */
static void
check_members (Reader         *reader,
               TenonJsonValue *object,
               const char     *path,
               const Member   *members,
               guint           n_members)
{
  for (guint i = 0; i < object->children->len; i++)
    {
      TenonJsonValue  *child = g_ptr_array_index (object->children, i);
      g_autofree char *child_path = tenon_contract_path_member (path, child->name);
      const Member    *member = NULL;

      for (guint j = 0; j < n_members && member == NULL; j++)
        {
          if (strcmp (members[j].name, child->name) == 0)
            member = &members[j];
        }
      if (member != NULL)
        check_member (reader, child, child_path, member->kinds);
      else
        tenon_diagnostic_set_remedy (complain (reader, TENON_SEVERITY_WARNING, "contract-unknown-member", child, child_path,
                                               "“%s” is not part of the exact structure", child->name),
                                     "Take it out: readers ignore it or refuse the file.");
    }
}

static char *
dup_string (TenonJsonValue *object,
            const char     *name)
{
  TenonJsonValue *child = tenon_json_value_get (object, name);

  return child != NULL && child->kind == TENON_JSON_STRING ? g_strdup (child->text) : NULL;
}

static gboolean
expect_object (Reader         *reader,
               TenonJsonValue *value,
               const char     *path,
               const char     *what)
{
  if (value->kind == TENON_JSON_OBJECT)
    return TRUE;
  complain (reader, TENON_SEVERITY_ERROR, "contract-member-kind", value, path, "%s must be an object and is %s", what, tenon_json_kind_to_string (value->kind));
  return FALSE;
}

static void
read_join (Reader                 *reader,
           TenonContractAttribute *attribute,
           TenonJsonValue         *object)
{
  TenonJsonValue  *join = tenon_json_value_get (object, "join");
  g_autofree char *path = NULL;

  if (join == NULL || join->kind != TENON_JSON_OBJECT)
    return;
  path = tenon_contract_path_member (attribute->place.path, "join");
  check_members (reader, join, path, join_members, G_N_ELEMENTS (join_members));
  attribute->has_join = TRUE;
  attribute->join_local_column = dup_string (join, "local_column");
  attribute->join_source_column = dup_string (join, "source_column");
}

static TenonContractAttribute *
read_attribute (Reader         *reader,
                TenonJsonValue *object,
                const char     *path)
{
  TenonContractAttribute *self = g_new0 (TenonContractAttribute, 1);
  TenonJsonValue         *denormalized;

  place_init (&self->place, object, path);
  self->name = g_strdup (object->name);
  if (!expect_object (reader, object, path, "An attribute"))
    return self;
  check_members (reader, object, path, attribute_members, G_N_ELEMENTS (attribute_members));
  self->type = dup_string (object, "type");
  self->source_table = dup_string (object, "source_table");
  self->source_column = dup_string (object, "source_column");
  self->justification = dup_string (object, "justification");
  denormalized = tenon_json_value_get (object, "denormalized");
  self->denormalized = denormalized != NULL && denormalized->kind == TENON_JSON_BOOLEAN && denormalized->number != 0;
  read_join (reader, self, object);
  return self;
}

static void
read_attributes (Reader             *reader,
                 TenonContractTable *table,
                 TenonJsonValue     *object)
{
  TenonJsonValue  *attributes = tenon_json_value_get (object, "attributes");
  g_autofree char *base = tenon_contract_path_member (table->place.path, "attributes");

  table->has_attributes = attributes != NULL;
  if (attributes == NULL || attributes->kind != TENON_JSON_OBJECT)
    return;
  for (guint i = 0; i < attributes->children->len; i++)
    {
      TenonJsonValue  *child = g_ptr_array_index (attributes->children, i);
      g_autofree char *path = tenon_contract_path_member (base, child->name);

      g_ptr_array_add (table->attributes, read_attribute (reader, child, path));
    }
}

static void
read_indexes (Reader             *reader,
              TenonContractTable *table,
              TenonJsonValue     *object)
{
  TenonJsonValue  *indexes = tenon_json_value_get (object, "gsis");
  g_autofree char *base = tenon_contract_path_member (table->place.path, "gsis");

  if (indexes == NULL || indexes->kind != TENON_JSON_ARRAY)
    return;
  for (guint i = 0; i < indexes->children->len; i++)
    {
      TenonJsonValue     *child = g_ptr_array_index (indexes->children, i);
      g_autofree char    *path = tenon_contract_path_item (base, i);
      TenonContractIndex *index;

      if (!expect_object (reader, child, path, "An index"))
        continue;
      check_members (reader, child, path, index_members, G_N_ELEMENTS (index_members));
      index = g_new0 (TenonContractIndex, 1);
      place_init (&index->place, child, path);
      index->name = dup_string (child, "name");
      index->pk = dup_string (child, "pk");
      index->sk = dup_string (child, "sk");
      g_ptr_array_add (table->indexes, index);
    }
}

static void
read_satisfies (Reader             *reader,
                TenonContractTable *table,
                TenonJsonValue     *object)
{
  TenonJsonValue  *satisfies = tenon_json_value_get (object, "satisfies");
  g_autofree char *base = tenon_contract_path_member (table->place.path, "satisfies");

  table->has_satisfies = satisfies != NULL;
  if (satisfies == NULL || satisfies->kind != TENON_JSON_ARRAY)
    return;
  for (guint i = 0; i < satisfies->children->len; i++)
    {
      TenonJsonValue       *child = g_ptr_array_index (satisfies->children, i);
      g_autofree char      *path = tenon_contract_path_item (base, i);
      TenonContractPromise *promise;

      if (child->kind != TENON_JSON_STRING)
        {
          complain (reader, TENON_SEVERITY_ERROR, "contract-member-kind", child, path, "What a table satisfies must be a string and is %s", tenon_json_kind_to_string (child->kind));
          continue;
        }
      promise = g_new0 (TenonContractPromise, 1);
      place_init (&promise->place, child, path);
      promise->text = g_strdup (child->text);
      promise->pattern_id = g_strstrip (g_strndup (child->text, strcspn (child->text, ":")));
      g_ptr_array_add (table->satisfies, promise);
    }
}

static TenonContractTable *
table_new (TenonJsonValue *object,
           const char     *path)
{
  TenonContractTable *self = g_new0 (TenonContractTable, 1);

  place_init (&self->place, object, path);
  self->value = object;
  self->indexes = g_ptr_array_new_with_free_func ((GDestroyNotify)index_free);
  self->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify)attribute_free);
  self->satisfies = g_ptr_array_new_with_free_func ((GDestroyNotify)promise_free);
  return self;
}

static TenonContractTable *
read_table (Reader         *reader,
            TenonJsonValue *object,
            const char     *path)
{
  TenonContractTable *self = table_new (object, path);
  TenonJsonValue     *size = tenon_json_value_get (object, "estimated_item_size_bytes");

  check_members (reader, object, path, table_members, G_N_ELEMENTS (table_members));
  self->table = dup_string (object, "table");
  self->type = dup_string (object, "type");
  self->source_table = dup_string (object, "source_table");
  self->pk = dup_string (object, "pk");
  self->sk = dup_string (object, "sk");
  self->has_item_size = size != NULL && size->kind == TENON_JSON_NUMBER;
  self->item_size = self->has_item_size ? size->number : 0;
  read_indexes (reader, self, object);
  read_attributes (reader, self, object);
  read_satisfies (reader, self, object);
  return self;
}

static void
read_tables (Reader        *reader,
             TenonContract *contract)
{
  for (guint i = 0; i < contract->root->children->len; i++)
    {
      TenonJsonValue  *child = g_ptr_array_index (contract->root->children, i);
      g_autofree char *path = tenon_contract_path_item ("$", i);

      if (expect_object (reader, child, path, "A table"))
        g_ptr_array_add (contract->tables, read_table (reader, child, path));
    }
}

static void
read_root (Reader        *reader,
           TenonContract *contract)
{
  TenonJsonValue  *tables = tenon_json_value_get (contract->root, "tables");
  TenonDiagnostic *diagnostic;

  if (contract->root->kind == TENON_JSON_ARRAY)
    {
      contract->form = TENON_CONTRACT_EXACT;
      read_tables (reader, contract);
    }
  else if (tables != NULL && tables->kind == TENON_JSON_ARRAY)
    {
      contract->form = TENON_CONTRACT_OBJECT;
      tenon_contract_dialect_report (contract->root, contract->file, reader->diagnostics);
    }
  else
    {
      diagnostic = complain (reader, TENON_SEVERITY_ERROR, "contract-root", contract->root, "$", "A contract is an array of tables, and this is %s", tenon_json_kind_to_string (contract->root->kind));
      tenon_diagnostic_set_remedy (diagnostic, "Put the tables into an array: [ { \"table\": … }, … ].");
    }
}

/**
 * tenon_contract_read:
 * @diagnostics: (inout): receives what is wrong with the text and its structure; never what is wrong with its content
 *
 * Reads what can be read of any text. A file in the object form (`{ "tables": [ … ] }`) gives diagnostics that say
 * what differs and where, and no tables.
 *
 * Returns: (transfer full): never %NULL
 */
TenonContract *
tenon_contract_read (TenonSource *source,
                     GPtrArray   *diagnostics)
{
  TenonContract *self = g_new0 (TenonContract, 1);
  Reader         reader = { .file = tenon_source_get_name (source), .diagnostics = diagnostics };

  self->file = g_strdup (reader.file);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  self->root = tenon_json_value_scan (source, "contract", diagnostics);
  if (self->root != NULL)
    read_root (&reader, self);
  return self;
}

TenonContractTable *
tenon_contract_find_table (TenonContract *self,
                           const char    *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (self->tables, i);

      if (g_strcmp0 (table->table, name) == 0)
        return table;
    }
  return NULL;
}

TenonContractAttribute *
tenon_contract_table_find_attribute (TenonContractTable *self,
                                     const char         *name)
{
  for (guint i = 0; i < self->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (self->attributes, i);

      if (g_strcmp0 (attribute->name, name) == 0)
        return attribute;
    }
  return NULL;
}
