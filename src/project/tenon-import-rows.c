/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rows of dumps tell the model: statistics of columns and keys, and how many children parents have. */

#include "project/tenon-import.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "mysql/tenon-row-counter.h"

#include <string.h>

/* How many digits an observed average keeps: what it is written with is what is read back. */
#define AVERAGE_FORMAT "%.4g"

static gboolean
has_rows (TenonSchema *schema)
{
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    if (((TenonSourceTable *)tenon_list_get (schema->tables, i))->row_count > 0)
      return TRUE;
  return FALSE;
}

/**
 * tenon_import_count_rows:
 * @schema: read from @sources, in no model yet
 * @sources: (element-type TenonSource): scripts of MySQL
 *
 * Reads the rows of dumps, if there are any, into the schema's statistics.
 */
void
tenon_import_count_rows (TenonSchema *schema,
                         GPtrArray   *sources)
{
  g_autoptr (TenonRowCounter) counter = NULL;

  if (!has_rows (schema))
    return;
  counter = tenon_row_counter_new (schema);
  for (guint i = 0; i < sources->len; i++)
    tenon_row_counter_read (counter, g_ptr_array_index (sources, i), TENON_DIALECT_MYSQL);
  tenon_row_counter_finish (counter);
}

/* "12,000 rows in dump.sql, lines 40 to 52, exact" */
static char *
describe_evidence (TenonSourceTable   *table,
                   TenonRowStatistics *statistics)
{
  g_autofree char *plain = tenon_row_statistics_dup_evidence (statistics);
  g_autofree char *lines = tenon_source_table_dup_row_lines (table);
  const char      *how = strrchr (plain, ',');
  g_autofree char *evidence = g_strdup_printf ("%.*s%s%s", (int)(how - plain), plain, lines, how);
  g_autofree char *least = tenon_format_count (statistics->maximum_rows);
  g_autofree char *most = tenon_format_count (statistics->maximum_rows_most);

  if (statistics->maximum_rows == statistics->maximum_rows_most)
    return g_steal_pointer (&evidence);
  return g_strdup_printf ("%s, maximum %s to %s", evidence, least, most);
}

/* Whether a person said it: rows never take the place of that. */
static gboolean
is_stated (TenonModel *model,
           const char *child,
           const char *name)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, child, name);
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (model, key);

  return known != NULL && known->value != NULL && !known->is_observed;
}

/* Whether there is a limit rows do not say. */
static void
put_relationship (TenonModel         *model,
                  const char         *child,
                  const char         *parent,
                  TenonSourceTable   *table,
                  TenonRowStatistics *statistics)
{
  TenonRelationship *relationship = tenon_list_find (model->relationships, child);
  g_autofree char   *evidence = describe_evidence (table, statistics);
  char               digits[G_ASCII_DTOSTR_BUF_SIZE];
  double             average = g_ascii_strtod (g_ascii_formatd (digits, sizeof digits, AVERAGE_FORMAT, statistics->average_rows), NULL);
  double             maximum = (double)statistics->maximum_rows;

  if (relationship == NULL)
    {
      relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
      tenon_list_append (model->relationships, relationship);
      g_object_unref (relationship);
    }
  else if (!tenon_facts_is_observation (relationship->evidence) && (relationship->average_children > 0 || relationship->maximum_children > 0))
    {
      return;
    }
  if (is_stated (model, child, "average-children"))
    average = relationship->average_children;
  if (is_stated (model, child, "maximum-children"))
    maximum = relationship->maximum_children;
  if (relationship->average_children == average && relationship->maximum_children == maximum && g_strcmp0 (relationship->evidence, evidence) == 0)
    return;
  g_object_set (relationship, "average-children", average, "maximum-children", maximum, "evidence", evidence, NULL);
}

/**
 * tenon_import_relate_rows:
 * @model: an edit must be open
 * @schema: with the statistics of its rows
 *
 * Says how many children parents have by what rows show, where no person has said it.
 */
void
tenon_import_relate_rows (TenonModel  *model,
                          TenonSchema *schema)
{
  for (guint i = 0; tenon_list_get_length (schema->row_statistics) > 0 && i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->foreign_keys); k++)
        {
          TenonForeignKey    *key = tenon_list_get (table->foreign_keys, k);
          TenonRowStatistics *statistics = tenon_schema_find_key_statistics (schema, table, key);
          g_autofree char    *child = NULL, *parent = NULL;

          if (statistics == NULL || statistics->rows == 0 || key->ref_table == NULL || key->ref_columns == NULL || key->ref_columns[0] == NULL)
            continue;
          child = g_strconcat (table->name, ".", key->columns[0], NULL);
          parent = g_strconcat (key->ref_table, ".", key->ref_columns[0], NULL);
          put_relationship (model, child, parent, table, statistics);
        }
    }
}
