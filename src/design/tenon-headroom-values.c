/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many values a partition key has and how uneven they are: as the rows show it, as somebody stated it, by the type, by the
 * rows it refers to. Where nothing shows how uneven they are, nothing is said of it here: who takes them as even says so. */

#include "design/tenon-headroom-private.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-private.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"
#include "model/tenon-facts.h"

#include <math.h>

static void
set_rows (TenonKeyValues   *values,
          TenonSourceTable *source)
{
  values->distinct = source->row_count > 0 ? source->row_count : -1;
  values->by = "as many as the rows it refers to";
  values->basis = source->row_count > 0 ? g_strdup_printf ("one value for each row of %s", source->name) : g_strdup_printf ("one value for each row of %s, of which the number is not known", source->name);
}

static gboolean
set_observed (TenonKeyValues     *values,
              TenonRowStatistics *seen)
{
  g_autofree char *evidence = NULL;
  g_autofree char *share = NULL;

  if (seen == NULL || seen->rows <= 0 || seen->distinct_values < 1)
    return FALSE;
  evidence = tenon_row_statistics_dup_evidence (seen);
  values->is_observed = TRUE;
  values->by = "as many as the rows show";
  values->distinct = seen->distinct_values;
  values->top_share = MIN (1, MAX (tenon_row_statistics_get_top_share (seen), 1 / seen->distinct_values));
  values->share_by = "the rows that were seen";
  share = tenon_format_number (round (1000 * values->top_share) / 10);
  values->basis = g_strdup_printf ("observed in %s; the most frequent has %s %% of them", evidence, share);
  return TRUE;
}

/* A parent somebody said to have many children has that share of them. */
static void
take_stated (TenonRequests    *requests,
             TenonSourceTable *source,
             TenonColumn      *column,
             TenonKeyValues   *values)
{
  g_autofree char   *child = g_strconcat (source->name, ".", column->name, NULL);
  TenonRelationship *relationship = tenon_list_find (requests->model->relationships, child);
  g_autofree char   *basis = values->basis, *most = NULL;

  if (relationship != NULL && values->distinct < 0 && relationship->average_children > 0 && source->row_count > 0)
    values->distinct = MAX (1, source->row_count / relationship->average_children);
  if (relationship == NULL || relationship->maximum_children <= 0 || source->row_count <= 0 || values->distinct < 1)
    {
      values->basis = g_steal_pointer (&basis);
      return;
    }
  values->top_share = MIN (1, MAX (relationship->maximum_children / source->row_count, 1 / values->distinct));
  values->share_by = "the most children that somebody stated";
  most = tenon_format_number (relationship->maximum_children);
  values->basis = g_strdup_printf ("%s; one has up to %s of the %" G_GINT64_FORMAT " rows of %s", basis, most, source->row_count, source->name);
}

/* A number somebody gave of the column itself. */
static gboolean
get_stated (TenonRequests    *requests,
            TenonSourceTable *source,
            TenonColumn      *column,
            const char       *fact,
            double           *number)
{
  g_autofree char *dotted = g_strconcat (source->name, ".", column->name, NULL);
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_COLUMN, dotted, fact);

  return tenon_facts_get_number (requests->model, key, number);
}

/* Where rows and types tell none. */
static gboolean
set_stated (TenonRequests    *requests,
            TenonSourceTable *source,
            TenonColumn      *column,
            TenonKeyValues   *values)
{
  double number;

  if (!get_stated (requests, source, column, "distinct-values", &number) || number < 1)
    return FALSE;
  values->distinct = number;
  values->by = "as many as somebody stated";
  values->basis = g_strdup ("STATED: different values");
  return TRUE;
}

/* What somebody says of the requests counts before what rows show of the items. */
static void
set_stated_share (TenonRequests    *requests,
                  TenonSourceTable *source,
                  TenonColumn      *column,
                  TenonKeyValues   *values)
{
  g_autofree char *basis = NULL, *share = NULL;
  double           number;

  if (values->distinct < 1 || !get_stated (requests, source, column, "busiest-share", &number) || number <= 0)
    return;
  values->top_share = MIN (1, MAX (number / 100, 1 / values->distinct));
  values->share_by = "what somebody stated";
  share = tenon_format_number (round (1000 * values->top_share) / 10);
  basis = values->basis;
  values->basis = g_strdup_printf ("%s; STATED: the busiest takes %s %% of the requests", basis, share);
}

/* By the rows that were seen, by the type, by the rows of the table it is unique in, by the rows it refers to. */
static void
count_distinct (TenonRequests    *requests,
                TenonSourceTable *source,
                TenonAttribute   *attribute,
                TenonColumn      *column,
                TenonKeyValues   *values)
{
  const char      *one[] = { column->name, NULL };
  TenonForeignKey *key = tenon_source_table_find_foreign_key (source, column->name);

  if (set_observed (values, tenon_item_size_find_statistics (requests->model->schema, attribute)))
    return;
  values->distinct = tenon_type_mapping_get_distinct (column);
  if (values->distinct > 0)
    {
      values->by = "its type allows no more";
      values->basis = g_strdup_printf ("its type allows %.0f values", values->distinct);
    }
  else if (tenon_source_table_is_unique (source, one))
    {
      set_rows (values, source);
    }
  else if (key != NULL && tenon_requests_find_source (requests, key->ref_table) != NULL)
    {
      set_rows (values, tenon_requests_find_source (requests, key->ref_table));
      take_stated (requests, source, column, values);
    }
  else if (!set_stated (requests, source, column, values))
    {
      values->basis = g_strdup_printf ("how many different values %s has is not known", column->name);
    }
}

/**
 * tenon_key_values_count:
 * @name: (nullable): a key attribute of @table
 * @values: (out): to be cleared with tenon_key_values_clear()
 */
void
tenon_key_values_count (TenonRequests  *requests,
                        TenonTable     *table,
                        const char     *name,
                        TenonKeyValues *values)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonSourceTable *source = attribute != NULL ? tenon_requests_find_source (requests, attribute->source_table) : NULL;
  TenonColumn      *column = source != NULL && attribute->source_column != NULL ? tenon_source_table_find_column (source, attribute->source_column) : NULL;

  *values = (TenonKeyValues){ .distinct = -1, .top_share = -1 };
  if (column == NULL)
    {
      values->basis = g_strdup ("the key has no source column");
      return;
    }
  count_distinct (requests, source, attribute, column, values);
  set_stated_share (requests, source, column, values);
}

void
tenon_key_values_clear (TenonKeyValues *self)
{
  g_clear_pointer (&self->basis, g_free);
}

/**
 * tenon_headroom_get_top_share:
 * @key: an attribute that is a partition key
 * @share: (out): of the load, that the busiest value takes
 *
 * Returns: whether rows, types, references or somebody tell how many values there are; where nothing tells how uneven they are,
 *   they are taken as even
 */
gboolean
tenon_headroom_get_top_share (TenonRequests *requests,
                              TenonTable    *table,
                              const char    *key,
                              double        *share)
{
  TenonKeyValues values;
  gboolean       is_known;

  tenon_key_values_count (requests, table, key, &values);
  is_known = values.distinct >= 1;
  if (is_known)
    *share = values.top_share >= 0 ? values.top_share : 1 / values.distinct;
  tenon_key_values_clear (&values);
  return is_known;
}
