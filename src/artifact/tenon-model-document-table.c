/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of dynamodb_data_model.md, in the fields of the design document: the table, then each of its indexes. */

#include "artifact/tenon-model-document-private.h"

#include "artifact/tenon-pipe-table.h"
#include "base/tenon-text.h"

#include <string.h>

/* Keeps a value on its bullet's line: a line break inside would end the item. */
static void
append_one_line (GString    *out,
                 const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\n' || *p == '\r' ? ' ' : *p);
}

/**
 * tenon_model_document_append_bullet:
 * @value: (nullable): %NULL and "" are said to be not recorded
 */
void
tenon_model_document_append_bullet (GString    *out,
                                    const char *label,
                                    const char *value)
{
  g_string_append_printf (out, "- **%s**: ", label);
  append_one_line (out, value != NULL && *value != '\0' ? value : "not recorded");
  g_string_append_c (out, '\n');
}

/**
 * tenon_model_document_format_cost:
 * @table: (nullable): only this table's terms
 * @index: (nullable): only this index's; "" only those of the table itself
 * @what: (nullable): only terms whose kind contains this word
 *
 * Returns: (transfer full): "$12.34", "at least $12.34 (2 terms open)", or "unknown (2 terms open)"
 */
char *
tenon_model_document_format_cost (TenonCost  *cost,
                                  const char *table,
                                  const char *index,
                                  const char *what)
{
  double           dollars = 0;
  guint            n = 0, n_open = 0;
  g_autofree char *money = NULL;

  for (guint i = 0; cost != NULL && i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (table != NULL && g_strcmp0 (term->table, table) != 0)
        continue;
      if (index != NULL && g_strcmp0 (term->index != NULL ? term->index : "", index) != 0)
        continue;
      if (what != NULL && strstr (term->what, what) == NULL)
        continue;
      n++;
      if (term->is_open)
        n_open++;
      else
        dollars += term->dollars;
    }
  money = tenon_format_money (dollars);
  if (n_open == 0)
    return g_steal_pointer (&money);
  if (n_open == n)
    return g_strdup_printf ("unknown (%u open)", n_open);
  return g_strdup_printf ("at least %s (%u open)", money, n_open);
}

static char *
describe_key (TenonTable *table,
              const char *name,
              const char *reason)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;

  if (name == NULL)
    return g_strdup ("none");
  return g_strdup_printf ("`%s`%s%s%s - %s", name, attribute != NULL ? " (" : "", attribute != NULL ? tenon_attribute_type_to_string (attribute->type) : "", attribute != NULL ? ")" : "", reason != NULL ? reason : "no reason recorded");
}

/* Which of the patterns go to the table itself (@index NULL) or to one of its indexes. */
static char *
list_patterns (TenonTable *table,
               const char *index)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_strcmp0 (operation->index, index) == 0 && !g_ptr_array_find_with_equal_func (ids, operation->pattern_id, g_str_equal, NULL))
        g_ptr_array_add (ids, operation->pattern_id);
    }
  if (ids->len == 0)
    return g_strdup ("none");
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (", ", (char **)ids->pdata);
}

/* Sums the peak rates of a table's patterns: what its capacity has to bear. */
static char *
describe_capacity (TenonModel *model,
                   TenonTable *table)
{
  g_auto (GStrv) ids = tenon_table_dup_pattern_ids (table);
  double           reads = 0, writes = 0;
  guint            n_unknown = 0;
  g_autofree char *read_text = NULL;
  g_autofree char *write_text = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (model, ids[i]);
      double        peak;

      if (pattern == NULL || !tenon_rate_get_value (pattern->rps_peak, &peak))
        n_unknown++;
      else if (tenon_pattern_is_write (pattern))
        writes += peak;
      else
        reads += peak;
    }
  read_text = tenon_format_rate (reads, n_unknown > 0);
  write_text = tenon_format_rate (writes, n_unknown > 0);
  if (n_unknown > 0)
    return g_strdup_printf ("peak reads %s, peak writes %s; %u of its patterns have no known peak. On-demand capacity until the rates are known and steady", read_text, write_text, n_unknown);
  return g_strdup_printf ("peak reads %s, peak writes %s. On-demand capacity; compare with provisioned once the load is steady", read_text, write_text);
}

static void
write_index (GString    *out,
             TenonCost  *cost,
             TenonTable *table,
             TenonIndex *index)
{
  static const char *const projections[] = { "ALL", "INCLUDE", "KEYS_ONLY" };
  g_autofree char         *partition = describe_key (table, index->partition_key, index->partition_key_reason);
  g_autofree char         *sort = describe_key (table, index->sort_key, index->sort_key_reason);
  g_autofree char         *attributes = index->projected != NULL && index->projected[0] != NULL ? g_strjoinv (", ", index->projected) : NULL;
  g_autofree char         *projection = g_strdup_printf ("%s%s%s%s - %s", projections[index->projection], attributes != NULL ? " (" : "", attributes != NULL ? attributes : "", attributes != NULL ? ")" : "", index->projection_reason != NULL ? index->projection_reason : "no reason recorded");
  g_autofree char         *patterns = list_patterns (table, index->name);
  g_autofree char         *dollars = tenon_model_document_format_cost (cost, table->name, index->name, NULL);

  g_string_append_printf (out, "\n### %s GSI\n\n", index->name);
  tenon_model_document_append_bullet (out, "Purpose", index->purpose);
  tenon_model_document_append_bullet (out, "Partition Key", partition);
  tenon_model_document_append_bullet (out, "Sort Key", sort);
  tenon_model_document_append_bullet (out, "Projection", projection);
  tenon_model_document_append_bullet (out, "Sparse", index->sparse_on != NULL ? index->sparse_on : "no: every item has the key");
  tenon_model_document_append_bullet (out, "Access Patterns Served", patterns);
  tenon_model_document_append_bullet (out, "Monthly cost", dollars);
}

static void
write_attributes (GString    *out,
                  TenonTable *table)
{
  g_string_append (out, "\n| Attribute | Type | Source | Remark |\n|---|---|---|---|\n");
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      g_autofree char *source = g_strdup_printf ("%s.%s", attribute->source_table != NULL ? attribute->source_table : "?", attribute->source_column != NULL ? attribute->source_column : "?");
      g_autofree char *remark = NULL;

      if (attribute->denormalized)
        remark = g_strdup_printf ("denormalized, joined on %s = %s: %s", attribute->join_local_column, attribute->join_source_column, attribute->justification);
      tenon_pipe_row_append (out, attribute->name, tenon_attribute_type_to_string (attribute->type), source, remark != NULL ? remark : "", NULL);
    }
}

static void
write_lookup (GString    *out,
              TenonTable *table)
{
  g_autofree char *columns = table->unique_columns != NULL ? g_strjoinv (", ", table->unique_columns) : NULL;

  if (table->lookup_of == NULL)
    return;
  g_string_append_printf (out, "- **Unique Constraint**: keeps (%s) of `%s` unique: both tables are written in one transaction, whose conditions fail where the value is taken\n", columns != NULL ? columns : "", table->lookup_of);
}

/**
 * tenon_model_document_write_table:
 * @cost: (nullable):
 *
 * Returns: (transfer full): the section below its heading
 */
GString *
tenon_model_document_write_table (TenonModel *model,
                                  TenonCost  *cost,
                                  TenonTable *table)
{
  GString         *out = g_string_new (NULL);
  g_autofree char *partition = describe_key (table, table->partition_key, table->partition_key_reason);
  g_autofree char *sort = describe_key (table, table->sort_key, table->sort_key_reason);
  g_autofree char *patterns = list_patterns (table, NULL);
  g_autofree char *capacity = describe_capacity (model, table);
  g_autofree char *dollars = tenon_model_document_format_cost (cost, table->name, NULL, NULL);
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT " bytes - %s", table->item_size, table->item_size_basis != NULL ? table->item_size_basis : "basis not recorded");
  g_auto (GStrv) sources = tenon_table_dup_source_tables (table);
  g_autofree char *mapping = g_strjoinv (", ", sources);
  g_autofree char *source = g_strdup_printf ("MySQL %s%s%s", mapping, table->source_mapping != NULL ? ". " : "", table->source_mapping != NULL ? table->source_mapping : "");

  tenon_model_document_append_bullet (out, "Purpose", table->purpose);
  tenon_model_document_append_bullet (out, "Classification", table->classification);
  tenon_model_document_append_bullet (out, "Source Mapping", source);
  tenon_model_document_append_bullet (out, "Partition Key", partition);
  tenon_model_document_append_bullet (out, "Sort Key", sort);
  tenon_model_document_append_bullet (out, "Access Patterns Served", patterns);
  tenon_model_document_append_bullet (out, "Capacity Planning", capacity);
  tenon_model_document_append_bullet (out, "Item Size", size);
  tenon_model_document_append_bullet (out, "Monthly cost", dollars);
  write_lookup (out, table);
  if (table->is_provisional)
    tenon_model_document_append_bullet (out, "Provisional", "the keys come from the MySQL keys: no access pattern asked for them");
  write_attributes (out, table);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    write_index (out, cost, table, tenon_list_get (table->indexes, i));
  if (table->transaction != NULL)
    {
      g_autofree char *plan = g_strchomp (g_strdup (table->transaction));

      g_string_append_printf (out, "\n#### Transaction of %s\n\nAn attribute whose column is NULL is left out of its item: no key of a table or an index takes a NULL.\n\n```json\n%s\n```\n", table->name, plan);
    }
  return out;
}
