/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a table stores, its index entries, its backups and its stream cost a month. */

#include "design/tenon-cost-private.h"

#include "base/tenon-text.h"
#include "design/tenon-item-size.h"
#include "model/tenon-facts.h"

#define SECONDS_PER_DAY 86400

/* Items a table holds for each row of its source: a lookup table has none for a NULL. */
static double
items_for_a_row (TenonPricing *pricing,
                 TenonTable   *table)
{
  const char *names[] = { table->partition_key, table->sort_key };
  double      share = 1;

  for (guint i = 0; table->role == TENON_TABLE_LOOKUP && i < G_N_ELEMENTS (names); i++)
    {
      TenonAttribute *attribute = names[i] != NULL ? tenon_table_find_attribute (table, names[i]) : NULL;
      double          presence = attribute != NULL ? tenon_item_size_get_presence (pricing->requests->model->schema, attribute) : -1;

      if (presence >= 0)
        share = MIN (share, presence);
    }
  return share;
}

/* Whether somebody said how many rows there are: no dump was counted. */
static gboolean
is_stated (TenonModel *model,
           const char *source)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_ENTITY, source, "rows");

  return tenon_list_find (model->facts, key) != NULL;
}

/**
 * tenon_pricing_get_stored:
 * @stored: (out):
 */
void
tenon_pricing_get_stored (TenonPricing    *self,
                          TenonTableSizes *sizes,
                          TenonStored     *stored)
{
  TenonSourceTable *source = tenon_requests_find_source (self->requests, sizes->table->source_table);
  double            overhead = self->settings->item_overhead;
  double            share = items_for_a_row (self, sizes->table);
  double            rows = source != NULL ? source->row_count : -1;

  stored->is_stated = source != NULL && is_stated (self->requests->model, source->name);
  stored->items = rows >= 0 ? rows * share : -1;
  stored->own_bytes = stored->item_bytes = share * (sizes->item + overhead);
  for (guint i = 0; i < sizes->n_entries; i++)
    stored->item_bytes += share * sizes->membership[i] * (sizes->entries[i] + overhead);
  stored->bytes = rows > 0 ? stored->item_bytes * rows : stored->items;
}

/* What the agent toolkit's calculator takes a write to create: calculate_costs.py, CREATE_RATIO. */
static double
get_create_ratio (const char *operation)
{
  if (g_strcmp0 (operation, "PutItem") == 0)
    return 1;
  return g_strcmp0 (operation, "BatchWriteItem") == 0 || g_strcmp0 (operation, "TransactWriteItems") == 0 ? 0.3 : 0;
}

/* By that calculator a table holds what its writes create within the time of retention. Returns FALSE where nothing does,
 * or where a rate is missing. */
static gboolean
get_created_bytes (TenonPricing    *pricing,
                   TenonTableSizes *sizes,
                   double          *bytes)
{
  *bytes = 0;
  if (pricing->settings->convention != TENON_COST_CONVENTION_AGENT_TOOLKIT)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (sizes->table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (sizes->table->operations, i);
      double          ratio = get_create_ratio (operation->operation);
      double          per_second;

      if (ratio > 0 && !tenon_rate_get_value (tenon_pricing_get_rate (pricing, operation), &per_second))
        return FALSE;
      if (ratio > 0)
        *bytes += (sizes->item + pricing->settings->item_overhead) * per_second * ratio * SECONDS_PER_DAY * pricing->settings->retention_days;
    }
  return *bytes > 0;
}

static TenonCostTerm *
add_open (TenonPricing   *pricing,
          TenonTablePart *part,
          const char     *index,
          TenonCostKind   kind,
          gint64          size)
{
  TenonCostTerm *term = tenon_table_part_add (part, index, NULL, kind);
  const char    *source = part->table->source_table;

  if (pricing->prices == NULL)
    tenon_table_part_open (part, term, g_strdup_printf ("prices of %s", pricing->region), NULL, g_strdup ("the prices of the region are not known"));
  else if (source == NULL)
    tenon_table_part_open (part, term, g_strdup_printf ("items of %s", part->table->name), g_strconcat ("table:", part->table->name, NULL), g_strdup_printf ("how many items %s will have is not known", part->table->name));
  else
    tenon_table_part_open (part, term, g_strdup_printf ("rows of %s", source), g_strconcat ("fact:source:", source, "/rows", NULL),
                           g_strdup_printf ("how many rows %s has is not known; an item takes %" G_GINT64_FORMAT " B", source, size));
  return term;
}

static void
add_gigabytes (TenonPricing   *pricing,
               TenonTablePart *part,
               const char     *index,
               TenonCostKind   kind,
               double          gigabytes,
               double          price,
               const char     *how)
{
  TenonCostTerm   *term = tenon_table_part_add (part, index, NULL, kind);
  g_autofree char *money = tenon_format_number (price);

  term->units = gigabytes;
  tenon_table_part_close (pricing, part, term, gigabytes * price, g_strdup_printf ("%s / %.0f × $%s a GB and month", how, pricing->prices->bytes_per_gb, money));
}

static void
add_store (TenonPricing      *pricing,
           TenonTablePart    *part,
           TenonIndex        *index,
           const TenonStored *stored,
           gint64             size,
           double             share)
{
  g_autofree char *count = NULL, *how = NULL;
  double           items = stored->items;

  if (items < 0 || pricing->prices == NULL)
    {
      add_open (pricing, part, index != NULL ? index->name : NULL, TENON_COST_STORAGE, size);
      return;
    }
  count = tenon_format_count ((gint64)(items * share + 0.5));
  how = g_strdup_printf ("%s%s%s × (%" G_GINT64_FORMAT " + %.0f) B", index != NULL && index->sparse_on != NULL && share >= 1 ? "at most " : "", count, stored->is_stated ? " (STATED)" : "", size, pricing->prices->item_overhead);
  add_gigabytes (pricing, part, index != NULL ? index->name : NULL, TENON_COST_STORAGE, items * share * (size + pricing->prices->item_overhead) / pricing->prices->bytes_per_gb, pricing->prices->storage_gb_month, how);
}

/* The agent toolkit's way: an index stores a fixed share of what its table stores, the overhead being in it. */
static void
add_created (TenonPricing    *pricing,
             TenonTableSizes *sizes,
             TenonTablePart  *part,
             double           bytes,
             gboolean         is_created)
{
  g_autofree char *rows = tenon_format_count ((gint64)bytes);
  g_autofree char *how = is_created ? g_strdup_printf ("%s B created in %" G_GINT64_FORMAT " days", rows, pricing->settings->retention_days) : g_strdup_printf ("%s B", rows);

  add_gigabytes (pricing, part, NULL, TENON_COST_STORAGE, bytes / pricing->prices->bytes_per_gb, pricing->prices->storage_gb_month, how);
  for (guint i = 0; i < sizes->n_entries; i++)
    {
      TenonIndex      *index = tenon_list_get (part->table->indexes, i);
      double           ratio = tenon_agent_toolkit_get_ratio (index->projection);
      g_autofree char *share = g_strdup_printf ("%s × %.1f", how, ratio);

      add_gigabytes (pricing, part, index->name, TENON_COST_STORAGE, ratio * bytes / pricing->prices->bytes_per_gb, pricing->prices->storage_gb_month, share);
    }
}

static void
add_all_stores (TenonPricing      *pricing,
                TenonTableSizes   *sizes,
                TenonTablePart    *part,
                const TenonStored *stored)
{
  double   bytes;
  gboolean is_created = get_created_bytes (pricing, sizes, &bytes);

  if (pricing->settings->convention == TENON_COST_CONVENTION_AGENT_TOOLKIT && pricing->prices != NULL && (is_created || stored->items >= 0))
    {
      add_created (pricing, sizes, part, is_created ? bytes : stored->items * (sizes->item + pricing->prices->item_overhead), is_created);
      return;
    }
  add_store (pricing, part, NULL, stored, sizes->item, 1);
  for (guint i = 0; i < sizes->n_entries; i++)
    add_store (pricing, part, tenon_list_get (part->table->indexes, i), stored, sizes->entries[i], sizes->membership[i]);
}

static void
add_backups (TenonPricing      *pricing,
             TenonTableSizes   *sizes,
             TenonTablePart    *part,
             const TenonStored *stored)
{
  const struct
  {
    TenonCostKind kind;
    double        copies;
    double        price;
  } backups[] = {
    { TENON_COST_RECOVERY, pricing->settings->point_in_time_recovery ? 1 : 0, pricing->prices != NULL ? pricing->prices->recovery_gb_month : 0 },
    { TENON_COST_BACKUPS, pricing->settings->backups, pricing->prices != NULL ? pricing->prices->backup_gb_month : 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (backups); i++)
    {
      g_autofree char *count = NULL, *copies = NULL, *how = NULL;

      if (backups[i].copies <= 0)
        continue;
      if (stored->items < 0 || pricing->prices == NULL)
        {
          add_open (pricing, part, NULL, backups[i].kind, sizes->item);
          continue;
        }
      count = tenon_format_count ((gint64)(stored->items + 0.5));
      copies = tenon_format_number (backups[i].copies);
      how = g_strdup_printf ("%s %s × %s%s × (%" G_GINT64_FORMAT " + %.0f) B, indexes not included,", copies, backups[i].copies == 1 ? "copy" : "copies", count, stored->is_stated ? " (STATED)" : "", sizes->item, pricing->prices->item_overhead);
      add_gigabytes (pricing, part, NULL, backups[i].kind, backups[i].copies * stored->items * (sizes->item + pricing->prices->item_overhead) / pricing->prices->bytes_per_gb, backups[i].price, how);
    }
}

static void
add_stream (TenonPricing   *pricing,
            TenonTablePart *part)
{
  TenonCostTerm   *term = tenon_table_part_add (part, NULL, NULL, TENON_COST_STREAMS);
  double           reads = pricing->settings->stream_reads;
  g_autofree char *speed = NULL, *money = NULL;

  if (reads <= 0 || pricing->prices == NULL)
    {
      tenon_table_part_open (part, term, g_strdup (pricing->prices == NULL ? "prices of the region" : "stream reads a second"), NULL, g_strdup ("how many times a second the readers of a stream ask for records is not known"));
      return;
    }
  speed = tenon_format_rate (reads, FALSE);
  money = tenon_format_number (pricing->prices->stream_reads_per_100k);
  term->rate = reads;
  tenon_table_part_close (pricing, part, term, reads * pricing->prices->seconds_per_month / 1e5 * pricing->prices->stream_reads_per_100k,
                          g_strdup_printf ("%s × %.0f s × $%s a hundred thousand", speed, pricing->prices->seconds_per_month, money));
}

/**
 * tenon_cost_add_storage:
 *
 * Items with the documented overhead, entries of indexes likewise; recovery and backups by the size of the table without its
 * indexes; a stream by the requests of its readers, which are a setting.
 */
void
tenon_cost_add_storage (TenonPricing    *pricing,
                        TenonTableSizes *sizes,
                        TenonTablePart  *part)
{
  TenonStored stored;

  tenon_pricing_get_stored (pricing, sizes, &stored);
  add_all_stores (pricing, sizes, part, &stored);
  add_backups (pricing, sizes, part, &stored);
  if (pricing->settings->streams)
    add_stream (pricing, part);
}
