/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How near the busiest key value of each table and index comes to what one partition takes: 3,000 read and 1,000
 * write units a second, whatever the capacity mode (Amazon DynamoDB Developer Guide, partitions). */

#include "design/tenon-headroom-analysis.h"

#include "base/tenon-text.h"
#include "design/tenon-request-units.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

/* Whether each request writes under a key value of its own: an item that is its key's only one, or the children of a
 * parent that the same request creates. */
static gboolean
is_fresh (TenonRequests *requests,
          TenonReading  *reading,
          TenonTable    *table,
          const char    *key)
{
  TenonAttribute   *attribute = key != NULL ? tenon_table_find_attribute (table, key) : NULL;
  TenonSourceTable *source = attribute != NULL && requests->model->schema != NULL && attribute->source_table != NULL ? tenon_schema_find_table (requests->model->schema, attribute->source_table) : NULL;
  const char       *one[] = { attribute != NULL ? attribute->source_column : NULL, NULL };
  TenonForeignKey  *reference;

  if (source == NULL || one[0] == NULL || reading->kind != TENON_READING_CREATE || reading->table == NULL)
    return FALSE;
  if (reading->table == source)
    return tenon_source_table_is_unique (source, one);
  reference = tenon_source_table_find_foreign_key (source, one[0]);
  return reference != NULL && g_strcmp0 (reference->ref_table, reading->table->name) == 0;
}

static void
add_load (TenonRequests    *requests,
          TenonTable       *table,
          const char       *key,
          TenonOperation   *operation,
          const TenonUnits *units,
          TenonLoad        *load)
{
  TenonReading *reading = tenon_requests_find (requests, operation->pattern_id);
  double        rate, share;

  if (units->reads <= 0 && units->writes <= 0)
    return;
  if (reading == NULL || reading->pattern->rps_peak == NULL || !tenon_rate_get_value (reading->pattern->rps_peak, &rate))
    {
      load->n_unknown++;
      load->unknown = operation->pattern_id;
      return;
    }
  load->reads += units->reads * rate;
  load->writes += units->writes * rate;
  load->fresh += is_fresh (requests, reading, table, key) ? units->writes * rate : 0;
  load->is_least |= units->is_least;
  share = MAX (units->reads * rate / TENON_PARTITION_READ_LIMIT, units->writes * rate / TENON_PARTITION_WRITE_LIMIT);
  if (load->pattern_id == NULL || share > load->most)
    {
      load->most = share;
      load->pattern_id = operation->pattern_id;
    }
}

static void
collect (TenonRequests *requests,
         TenonTable    *table,
         TenonIndex    *index,
         TenonLoad     *load)
{
  const char *key = index != NULL ? index->partition_key : table->partition_key;

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      g_auto (TenonUnits) units = { 0 };
      g_auto (TenonUnits) entry = { 0 };

      tenon_requests_get_units (requests, table, operation, &units);
      if (g_strcmp0 (operation->index, index != NULL ? index->name : NULL) == 0)
        add_load (requests, table, key, operation, &units, load);
      if (index == NULL)
        continue;
      tenon_requests_get_index_units (requests, table, index, operation, &entry);
      add_load (requests, table, key, operation, &entry, load);
    }
}

/* How many values a key attribute has: by its type, by the rows of the table it is unique in, by the rows it refers
 * to. Negative, and a reason, where that is not known. */
static double
count_distinct (TenonSchema *schema,
                TenonTable  *table,
                const char  *name,
                char       **basis)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonSourceTable *source = attribute != NULL && schema != NULL && attribute->source_table != NULL ? tenon_schema_find_table (schema, attribute->source_table) : NULL;
  TenonColumn      *column = source != NULL && attribute->source_column != NULL ? tenon_source_table_find_column (source, attribute->source_column) : NULL;
  TenonForeignKey  *key;
  double            distinct;

  if (column == NULL)
    {
      *basis = g_strdup ("the key has no source column");
      return -1;
    }
  distinct = tenon_type_mapping_get_distinct (column);
  if (distinct > 0)
    {
      *basis = g_strdup_printf ("its type allows %.0f values", distinct);
      return distinct;
    }
  {
    const char *one[] = { column->name, NULL };

    if (tenon_source_table_is_unique (source, one))
      {
        *basis = source->row_count > 0 ? g_strdup_printf ("one value for each row of %s", source->name) : g_strdup_printf ("one value for each row of %s, of which the number is not known", source->name);
        return source->row_count > 0 ? source->row_count : -1;
      }
  }
  key = tenon_source_table_find_foreign_key (source, column->name);
  if (key != NULL && key->ref_table != NULL && tenon_schema_find_table (schema, key->ref_table) != NULL)
    {
      TenonSourceTable *parent = tenon_schema_find_table (schema, key->ref_table);

      *basis = parent->row_count > 0 ? g_strdup_printf ("one value for each row of %s", parent->name) : g_strdup_printf ("one value for each row of %s, of which the number is not known", parent->name);
      return parent->row_count > 0 ? parent->row_count : -1;
    }
  *basis = g_strdup_printf ("how many different values %s has is not known", column->name);
  return -1;
}

static TenonHeadroom *
analyse (TenonRequests *requests,
         TenonTable    *table,
         TenonIndex    *index)
{
  TenonHeadroom   *self = tenon_headroom_new ();
  TenonLoad        load = { 0 };
  g_autofree char *values = NULL;
  g_autofree char *reads = NULL, *writes = NULL, *missing = NULL;

  self->table = g_strdup (table->name);
  self->index = index != NULL ? g_strdup (index->name) : NULL;
  self->key = g_strdup (index != NULL ? index->partition_key : table->partition_key);
  self->distinct = count_distinct (requests->model->schema, table, self->key, &values);
  collect (requests, table, index, &load);
  self->pattern_id = g_strdup (load.pattern_id);
  reads = tenon_format_number (load.reads);
  writes = tenon_format_number (load.writes);
  missing = load.n_unknown > 0 ? g_strdup_printf ("; the peak rate of %s%s is not known, so this is the least", load.unknown, load.n_unknown > 1 ? " and others" : "") : load.is_least ? g_strdup ("; requests of unknown size count one item")
                                                                                                                                                                                       : g_strdup ("");
  if (load.pattern_id == NULL && load.n_unknown == 0)
    {
      self->basis = g_strdup_printf ("%s; no request goes to it", values);
    }
  else if (load.pattern_id == NULL)
    {
      self->read_units = self->write_units = -1;
      self->basis = g_strdup_printf ("%s; no peak rate of a pattern that uses it is known (%s%s)", values, load.unknown, load.n_unknown > 1 ? " and others" : "");
    }
  else if (self->distinct < 0)
    {
      self->read_units = self->write_units = -1;
      self->basis = g_strdup_printf ("%s; if all went to one value: %s read and %s write units a second at peak%s", values, reads, writes, missing);
    }
  else
    {
      self->read_units = load.reads / self->distinct;
      self->write_units = load.writes / self->distinct;
      self->basis = g_strdup_printf ("%s read and %s write units a second at peak over %.0f values (%s), spread evenly: no skew is known%s", reads, writes, self->distinct, values, missing);
    }
  return self;
}

static void
headroom_free (gpointer self)
{
  tenon_headroom_free (self);
}

static void
analyse_all (TenonRequests *requests,
             TenonTable    *table,
             GPtrArray     *list)
{
  g_ptr_array_add (list, analyse (requests, table, NULL));
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    g_ptr_array_add (list, analyse (requests, table, tenon_list_get (table->indexes, i)));
}

/**
 * tenon_headroom_analyse_table:
 *
 * Returns: (transfer container) (element-type TenonHeadroom): of @table, then of its indexes
 */
GPtrArray *
tenon_headroom_analyse_table (TenonRequests *requests,
                              TenonTable    *table)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (headroom_free);

  analyse_all (requests, table, list);
  return list;
}

/**
 * tenon_headroom_analyse:
 *
 * Returns: (transfer container) (element-type TenonHeadroom): one for each table, its indexes behind it
 */
GPtrArray *
tenon_headroom_analyse (TenonModel  *model,
                        TenonDesign *design)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  GPtrArray *list = g_ptr_array_new_with_free_func (headroom_free);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    analyse_all (requests, tenon_list_get (design->tables, i), list);
  return list;
}

/**
 * tenon_headroom_get_share:
 *
 * Returns: how much of a partition's limit the busiest value takes, 1 being all of it; negative where not known
 */
double
tenon_headroom_get_share (TenonHeadroom *self)
{
  if (self->read_units < 0 || self->write_units < 0)
    return -1;
  return MAX (self->read_units / TENON_PARTITION_READ_LIMIT, self->write_units / TENON_PARTITION_WRITE_LIMIT);
}

/**
 * tenon_headroom_get_load:
 * @index: (nullable):
 * @load: (out):
 */
void
tenon_headroom_get_load (TenonRequests *requests,
                         TenonTable    *table,
                         TenonIndex    *index,
                         TenonLoad     *load)
{
  memset (load, 0, sizeof *load);
  collect (requests, table, index, load);
}
