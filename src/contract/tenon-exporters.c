/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The forms a design can be written in, and what they share. */

#include "contract/tenon-exporters.h"

#include "base/tenon-json-writer.h"
#include "contract/tenon-contract-writer.h"
#include "contract/tenon-export.h"

#include <string.h>

static const TenonExporter exporters[] = {
  { "contract", "Migration contract", "migrationContract.json", tenon_export_contract },
  { "cloudformation", "AWS CloudFormation template", "dynamodb-tables.template.json", tenon_export_cloudformation },
  { "workbench", "NoSQL Workbench model", "nosql-workbench-model.json", tenon_export_workbench },
};

/**
 * tenon_exporters_list:
 *
 * `write` takes the moment that forms with a date carry, and returns the text (transfer full).
 *
 * Returns: (transfer none) (array length=n_exporters): every exporter
 */
const TenonExporter *
tenon_exporters_list (guint *n_exporters)
{
  *n_exporters = G_N_ELEMENTS (exporters);
  return exporters;
}

const TenonExporter *
tenon_exporters_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
      if (g_strcmp0 (exporters[i].id, id) == 0)
        return &exporters[i];
    }
  return NULL;
}

char *
tenon_export_contract (TenonModel  *model,
                       TenonDesign *design,
                       GDateTime   *when)
{
  g_autoptr (TenonContractText) contract = tenon_contract_write (model, design);

  return g_steal_pointer (&contract->text);
}

static void
add_once (GPtrArray  *names,
          const char *name)
{
  if (name != NULL && *name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer)name);
}

/**
 * tenon_export_list_keys:
 *
 * Returns: (transfer container) (element-type utf8): the key attributes of the table and its indexes, each once
 */
GPtrArray *
tenon_export_list_keys (TenonTable *table)
{
  GPtrArray *names = g_ptr_array_new ();

  add_once (names, table->partition_key);
  add_once (names, table->sort_key);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      add_once (names, index->partition_key);
      add_once (names, index->sort_key);
    }
  return names;
}

/**
 * tenon_export_list_projected:
 *
 * Returns: (transfer container) (element-type utf8): what an index includes beside the keys, which it holds anyway
 */
GPtrArray *
tenon_export_list_projected (TenonTable *table,
                             TenonIndex *index)
{
  GPtrArray  *names = g_ptr_array_new ();
  const char *keys[] = { table->partition_key, table->sort_key, index->partition_key, index->sort_key };

  for (guint i = 0; index->projected != NULL && index->projected[i] != NULL; i++)
    {
      gboolean is_key = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        is_key = is_key || g_strcmp0 (keys[j], index->projected[i]) == 0;
      if (!is_key)
        add_once (names, index->projected[i]);
    }
  return names;
}

/**
 * tenon_export_get_type:
 *
 * Returns: S, N or B; S for a key that is no attribute, which the checks report
 */
const char *
tenon_export_get_type (TenonTable *table,
                       const char *attribute)
{
  TenonAttribute *found = tenon_table_find_attribute (table, attribute);

  return found != NULL ? tenon_attribute_type_to_string (found->type) : "S";
}

/* CloudFormation and NoSQL Workbench spell it alike. */
void
tenon_export_write_projection (TenonJsonWriter *writer,
                               TenonTable      *table,
                               TenonIndex      *index)
{
  g_autoptr (GPtrArray) included = tenon_export_list_projected (table, index);
  gboolean includes = index->projection == TENON_PROJECTION_INCLUDE && included->len > 0;

  tenon_json_writer_name (writer, "Projection");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "ProjectionType", includes ? "INCLUDE" : index->projection == TENON_PROJECTION_ALL ? "ALL"
                                                                                                                              : "KEYS_ONLY");
  if (includes)
    {
      tenon_json_writer_name (writer, "NonKeyAttributes");
      tenon_json_writer_begin_array (writer);
      for (guint i = 0; i < included->len; i++)
        tenon_json_writer_string (writer, g_ptr_array_index (included, i));
      tenon_json_writer_end_array (writer);
    }
  tenon_json_writer_end_object (writer);
}
