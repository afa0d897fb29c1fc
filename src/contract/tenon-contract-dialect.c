/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says how a contract in the object form, { "tables": [ … ] }, differs from the exact array structure. */

#include "contract/tenon-contract-dialect.h"

#include "contract/tenon-contract-path.h"

#include <string.h>

/* One kind of difference: how often it occurs and where first. */
typedef struct
{
  const char     *code;
  const char     *says;
  const char     *remedy;
  guint           count;
  TenonJsonValue *first; /* (nullable) */
  char           *path;
} Difference;

enum
{
  TYPE,
  INDEX_NAME,
  PROJECTION,
  ENTITIES,
  ATTRIBUTE_ARRAY,
  ATTRIBUTE_TYPE,
  SEVERAL_COLUMNS,
  TYPED_JOIN,
  CALCULATION,
  TRANSFORMATION,
  NULL_MEMBER,
  N_DIFFERENCES
};

static const Difference differences[N_DIFFERENCES] = {
  [TYPE] = { "contract-dialect-type", "`type` says single-entity or multi-entity instead of Table", "Write \"Table\"." },
  [INDEX_NAME] = { "contract-dialect-index-name", "an index is named by `index_name` instead of `name`", "Rename the member to `name`." },
  [PROJECTION] = { "contract-dialect-projection", "an index carries a projection, for which the exact structure has no place", "Leave it out: readers of the exact structure project all attributes." },
  [ENTITIES] = { "contract-dialect-entities", "a table holds several entities, and the exact structure has one source table for each table", "Give every entity a table of its own." },
  [ATTRIBUTE_ARRAY] = { "contract-dialect-attributes", "`attributes` is an array instead of a map by attribute name", "Write { \"NAME\": { … } } and take the name out of the object." },
  [ATTRIBUTE_TYPE] = { "contract-dialect-attribute-type", "an attribute's type is not S, N or B", "Store it as S, N or B." },
  [SEVERAL_COLUMNS] = { "contract-dialect-columns", "an attribute comes from several columns", "Give each column an attribute of its own." },
  [TYPED_JOIN] = { "contract-dialect-join", "a join has a type and a condition instead of `local_column` and `source_column`", "Only one equality can be said; what needs more is for the application to do." },
  [CALCULATION] = { "contract-dialect-calculation", "an attribute is calculated, which the exact structure cannot say", "Calculate it in the application or leave it out." },
  [TRANSFORMATION] = { "contract-dialect-transformation", "an attribute is transformed, which the exact structure cannot say", "Transform it in the application or leave it out." },
  [NULL_MEMBER] = { "contract-dialect-null", "an absent sort key is written as null", "Leave the member out." },
};

static void
note (Difference     *difference,
      TenonJsonValue *value,
      const char     *base,
      const char     *member)
{
  if (value == NULL)
    return;
  if (difference->count++ > 0)
    return;
  difference->first = value;
  difference->path = member != NULL ? tenon_contract_path_member (base, member) : g_strdup (base);
}

static gboolean
is_one_of (TenonJsonValue *value,
           const char     *first,
           const char     *second,
           const char     *third)
{
  return value == NULL || value->kind != TENON_JSON_STRING || strcmp (value->text, first) == 0 || strcmp (value->text, second) == 0 || strcmp (value->text, third) == 0;
}

static void
compare_attribute (Difference     *found,
                   TenonJsonValue *attribute,
                   const char     *path)
{
  TenonJsonValue *type = tenon_json_value_get (attribute, "type");
  TenonJsonValue *column = tenon_json_value_get (attribute, "source_column");
  TenonJsonValue *join = tenon_json_value_get (attribute, "join");

  if (!is_one_of (type, "S", "N", "B"))
    note (&found[ATTRIBUTE_TYPE], type, path, "type");
  if (column != NULL && column->kind == TENON_JSON_ARRAY)
    note (&found[SEVERAL_COLUMNS], column, path, "source_column");
  if (join != NULL && tenon_json_value_get (join, "local_column") == NULL)
    note (&found[TYPED_JOIN], join, path, "join");
  note (&found[CALCULATION], tenon_json_value_get (attribute, "calculation"), path, "calculation");
  note (&found[TRANSFORMATION], tenon_json_value_get (attribute, "transformation"), path, "transformation");
}

static void
compare_attributes (Difference     *found,
                    TenonJsonValue *object,
                    const char     *path)
{
  TenonJsonValue  *attributes = tenon_json_value_get (object, "attributes");
  g_autofree char *base = tenon_contract_path_member (path, "attributes");

  if (attributes == NULL || attributes->children == NULL)
    return;
  if (attributes->kind == TENON_JSON_ARRAY)
    note (&found[ATTRIBUTE_ARRAY], attributes, base, NULL);
  for (guint i = 0; i < attributes->children->len; i++)
    {
      TenonJsonValue  *attribute = g_ptr_array_index (attributes->children, i);
      g_autofree char *child = attribute->name != NULL ? tenon_contract_path_member (base, attribute->name) : tenon_contract_path_item (base, i);

      compare_attribute (found, attribute, child);
    }
}

static void
compare_indexes (Difference     *found,
                 TenonJsonValue *table,
                 const char     *path)
{
  TenonJsonValue  *indexes = tenon_json_value_get (table, "gsis");
  g_autofree char *base = tenon_contract_path_member (path, "gsis");

  for (guint i = 0; indexes != NULL && indexes->children != NULL && i < indexes->children->len; i++)
    {
      TenonJsonValue  *index = g_ptr_array_index (indexes->children, i);
      g_autofree char *child = tenon_contract_path_item (base, i);

      note (&found[INDEX_NAME], tenon_json_value_get (index, "index_name"), child, "index_name");
      note (&found[PROJECTION], tenon_json_value_get (index, "projection"), child, "projection");
    }
}

static void
compare_entities (Difference     *found,
                  TenonJsonValue *table,
                  const char     *path)
{
  TenonJsonValue  *entities = tenon_json_value_get (table, "entities");
  g_autofree char *base = tenon_contract_path_member (path, "entities");

  note (&found[ENTITIES], entities, base, NULL);
  for (guint i = 0; entities != NULL && entities->children != NULL && i < entities->children->len; i++)
    {
      g_autofree char *child = tenon_contract_path_item (base, i);

      compare_attributes (found, g_ptr_array_index (entities->children, i), child);
    }
}

static void
compare_table (Difference     *found,
               TenonJsonValue *table,
               const char     *path)
{
  TenonJsonValue *type = tenon_json_value_get (table, "type");
  TenonJsonValue *sk = tenon_json_value_get (table, "sk");

  if (!is_one_of (type, "Table", "GSI", "GSI"))
    note (&found[TYPE], type, path, "type");
  if (sk != NULL && sk->kind == TENON_JSON_NULL)
    note (&found[NULL_MEMBER], sk, path, "sk");
  compare_indexes (found, table, path);
  compare_entities (found, table, path);
  compare_attributes (found, table, path);
}

static void
report (Difference *found,
        const char *file,
        GPtrArray  *diagnostics)
{
  TenonDiagnostic *diagnostic;

  if (found->count == 0)
    return;
  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, found->code, file, found->first->line, found->first->column,
                                      found->count == 1 ? "Object form: %s." : "Object form: %s (%u times, here first).", found->says, found->count);
  tenon_diagnostic_set_path (diagnostic, found->path);
  tenon_diagnostic_set_remedy (diagnostic, "%s", found->remedy);
}

/**
 * tenon_contract_dialect_report:
 * @root: an object with an array member `tables`
 * @diagnostics: (inout): receives one error for the file and one warning for each kind of difference it has
 */
void
tenon_contract_dialect_report (TenonJsonValue *root,
                               const char     *file,
                               GPtrArray      *diagnostics)
{
  TenonJsonValue  *tables = tenon_json_value_get (root, "tables");
  TenonDiagnostic *diagnostic;
  Difference       found[N_DIFFERENCES];

  memcpy (found, differences, sizeof found);
  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "contract-other-dialect", file, root->line, root->column,
                                      "This contract is in the object form, { \"tables\": [ … ] }, with %u tables; it is not the exact array structure.", tables->children->len);
  tenon_diagnostic_set_path (diagnostic, "$");
  tenon_diagnostic_set_remedy (diagnostic, "Let Tenon write the contract from the design; tools that read one form cannot read the other.");
  for (guint i = 0; i < tables->children->len; i++)
    {
      g_autofree char *path = tenon_contract_path_item ("$.tables", i);

      compare_table (found, g_ptr_array_index (tables->children, i), path);
    }
  for (guint i = 0; i < N_DIFFERENCES; i++)
    {
      report (&found[i], file, diagnostics);
      g_free (found[i].path);
    }
}
