/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cost, headroom and write amplification of a design, kept table by table: after an edit only the tables it touches are
 * reckoned anew.
 *
 * Invariants:
 *   1. parts stand in the order of the design's tables; the terms, capacities and headrooms of the whole are those of the
 *      parts, one part after the other.
 *   2. Totals are always added up over all parts in that order, so that a total after an edit is, to the last bit, the
 *      one of a reckoning from the start. */

#include "design/tenon-reckoning.h"

#include "design/tenon-cost-private.h"

struct _TenonReckoning
{
  TenonPricing *pricing;  /* (owned) */
  GPtrArray    *parts;    /* (owned) (element-type TenonTablePart) */
  GHashTable   *by_table; /* (owned) name (owned) -> position + 1 */

  TenonCost         *cost;      /* (owned) (nullable) */
  GPtrArray         *headrooms; /* (owned) (element-type TenonHeadroom) */
  TenonAmplification amplification;
};

static void
append_all (GPtrArray *into,
            GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (into, g_atomic_rc_box_acquire (g_ptr_array_index (items, i)));
}

/* Puts @items in place of @length items of @into from @start on. */
static void
splice (GPtrArray     *into,
        guint          start,
        guint          length,
        GPtrArray     *items,
        GDestroyNotify unref)
{
  guint same = MIN (length, items->len);

  for (guint i = 0; i < same; i++)
    {
      unref (g_ptr_array_index (into, start + i));
      g_ptr_array_index (into, start + i) = g_atomic_rc_box_acquire (g_ptr_array_index (items, i));
    }
  if (length > same)
    g_ptr_array_remove_range (into, start + same, length - same);
  for (guint i = same; i < items->len; i++)
    g_ptr_array_insert (into, start + i, g_atomic_rc_box_acquire (g_ptr_array_index (items, i)));
}

/* ---- totals ---- */

static void
add_up_cost (TenonReckoning *self)
{
  TenonCost *cost = self->cost;
  gint64     reads = 0, writes = 0;

  cost->dollars = cost->on_demand = cost->provisioned = cost->scaled = 0;
  cost->n_open = cost->n_on_demand_open = cost->n_provisioned_open = cost->n_scaled_open = cost->n_conditional = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonTablePart *part = g_ptr_array_index (self->parts, i);

      cost->dollars += part->dollars;
      cost->n_open += part->n_open;
      cost->on_demand += part->on_demand;
      cost->n_on_demand_open += part->n_on_demand_open;
      cost->provisioned += part->provisioned;
      cost->n_provisioned_open += part->n_provisioned_open;
      cost->scaled += part->scaled;
      cost->n_scaled_open += part->n_scaled_open;
      cost->n_conditional += part->n_conditional;
      reads += part->read_capacity;
      writes += part->write_capacity;
    }
  cost->reservations[0].years = 1;
  cost->reservations[1].years = 3;
  for (guint i = 0; i < G_N_ELEMENTS (cost->reservations); i++)
    tenon_cost_reserve (self->pricing, reads, writes, &cost->reservations[i]);
}

/* Writes of lookup tables count as amplification of the tables they keep. */
static void
add_up_amplification (TenonReckoning *self)
{
  TenonAmplification sum = { 0 };

  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonTablePart    *part = g_ptr_array_index (self->parts, i);
      TenonAmplification own = part->amplification;

      if (part->table->role == TENON_TABLE_LOOKUP)
        own = (TenonAmplification){ 0, own.base + own.indexes, 0, own.plain_base + own.plain_indexes };
      tenon_amplification_add (&sum, &own);
    }
  self->amplification = sum;
}

static void
add_up (TenonReckoning *self)
{
  add_up_cost (self);
  add_up_amplification (self);
}

/* ---- parts ---- */

static void
part_free (gpointer part)
{
  g_clear_pointer (&part, tenon_table_part_free);
}

static void
name_parts (TenonReckoning *self)
{
  g_hash_table_remove_all (self->by_table);
  for (guint i = 0; i < self->parts->len; i++)
    {
      TenonTablePart *part = g_ptr_array_index (self->parts, i);

      if (part->table->name != NULL)
        g_hash_table_insert (self->by_table, g_strdup (part->table->name), GUINT_TO_POINTER (i + 1));
    }
}

static void
reckon_all (TenonReckoning *self,
            TenonDesign    *design)
{
  g_ptr_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->headrooms, 0);
  g_clear_pointer (&self->cost, tenon_cost_free);
  self->cost = tenon_cost_new ();
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTablePart *part = tenon_table_part_new (self->pricing, tenon_list_get (design->tables, i));

      g_ptr_array_add (self->parts, part);
      append_all (self->cost->terms, part->terms);
      append_all (self->cost->capacity, part->capacity);
      append_all (self->headrooms, part->headrooms);
    }
  name_parts (self);
  self->cost->convention = tenon_pricing_dup_convention (self->pricing);
  add_up (self);
}

/* Puts a new part in place of the one at @position. */
static void
replace (TenonReckoning *self,
         guint           position,
         TenonTable     *table)
{
  TenonTablePart *old = g_ptr_array_index (self->parts, position);
  TenonTablePart *part = tenon_table_part_new (self->pricing, table);
  guint           terms = 0, capacities = 0, headrooms = 0;

  for (guint i = 0; i < position; i++)
    {
      TenonTablePart *before = g_ptr_array_index (self->parts, i);

      terms += before->terms->len;
      capacities += before->capacity->len;
      headrooms += before->headrooms->len;
    }
  splice (self->cost->terms, terms, old->terms->len, part->terms, (GDestroyNotify)tenon_cost_term_unref);
  splice (self->cost->capacity, capacities, old->capacity->len, part->capacity, (GDestroyNotify)tenon_capacity_unref);
  splice (self->headrooms, headrooms, old->headrooms->len, part->headrooms, (GDestroyNotify)tenon_headroom_free);
  g_ptr_array_index (self->parts, position) = part;
  tenon_table_part_free (old);
}

/* Tables came or went: the parts of those that stay are kept. */
static void
rearrange (TenonReckoning *self,
           TenonDesign    *design)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);

  g_ptr_array_set_size (self->cost->terms, 0);
  g_ptr_array_set_size (self->cost->capacity, 0);
  g_ptr_array_set_size (self->headrooms, 0);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable     *table = tenon_list_get (design->tables, i);
      guint           position = table->name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_table, table->name)) : 0;
      TenonTablePart *part = position > 0 ? g_ptr_array_index (self->parts, position - 1) : NULL;

      if (part != NULL && part->table == table)
        g_ptr_array_index (self->parts, position - 1) = NULL;
      else
        part = tenon_table_part_new (self->pricing, table);
      g_ptr_array_add (parts, part);
      append_all (self->cost->terms, part->terms);
      append_all (self->cost->capacity, part->capacity);
      append_all (self->headrooms, part->headrooms);
    }
  g_ptr_array_unref (self->parts);
  self->parts = parts;
  name_parts (self);
}

/* Whether the design still has the tables of the parts, in their order. */
static gboolean
has_same_tables (TenonReckoning *self,
                 TenonDesign    *design)
{
  if (tenon_list_get_length (design->tables) != self->parts->len)
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    if (g_strcmp0 (((TenonTablePart *)g_ptr_array_index (self->parts, i))->table->name, ((TenonTable *)tenon_list_get (design->tables, i))->name) != 0)
      return FALSE;
  return TRUE;
}

/**
 * tenon_reckoning_new_with:
 * @requests: borrowed until the next refresh
 * @settings: copied
 */
TenonReckoning *
tenon_reckoning_new_with (TenonRequests     *requests,
                          TenonDesign       *design,
                          TenonCostSettings *settings)
{
  TenonReckoning *self = g_new0 (TenonReckoning, 1);

  self->pricing = tenon_pricing_new (requests, settings);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->by_table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->headrooms = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_headroom_free);
  reckon_all (self, design);
  return self;
}

/**
 * tenon_reckoning_new:
 * @requests: borrowed until the next refresh
 *
 * Reckons all of @design by the settings of the model.
 */
TenonReckoning *
tenon_reckoning_new (TenonRequests *requests,
                     TenonDesign   *design)
{
  return tenon_reckoning_new_with (requests, design, requests->model->cost_settings);
}

void
tenon_reckoning_free (TenonReckoning *self)
{
  g_hash_table_unref (self->by_table);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->headrooms);
  g_clear_pointer (&self->cost, tenon_cost_free);
  tenon_pricing_free (self->pricing);
  g_free (self);
}

/**
 * tenon_reckoning_refresh:
 * @requests: what has changed of the patterns has been forgotten in it; borrowed until the next refresh
 * @tables: (nullable) (element-type TenonTable): tables of @design that differ from the refresh before, or whose patterns
 *   do; %NULL: anything may
 *
 * Reckons anew what stands in @tables. The result is that of tenon_reckoning_new(). Settings, prices and schema are taken to
 * be the same where @tables are given.
 */
void
tenon_reckoning_refresh (TenonReckoning *self,
                         TenonRequests  *requests,
                         TenonDesign    *design,
                         GPtrArray      *tables)
{
  self->pricing->requests = requests;
  if (tables == NULL)
    {
      g_clear_pointer (&self->pricing, tenon_pricing_free);
      self->pricing = tenon_pricing_new (requests, requests->model->cost_settings);
    }
  if (tables == NULL || self->cost == NULL)
    {
      reckon_all (self, design);
      return;
    }
  if (!has_same_tables (self, design))
    rearrange (self, design);
  for (guint i = 0; i < tables->len; i++)
    {
      TenonTable *table = g_ptr_array_index (tables, i);
      guint       position = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_table, table->name));

      if (position > 0)
        replace (self, position - 1, table);
    }
  add_up (self);
}

/* ---- what came of it ---- */

/**
 * tenon_reckoning_get_cost:
 *
 * Returns: (transfer none): changes with the next refresh
 */
const TenonCost *
tenon_reckoning_get_cost (TenonReckoning *self)
{
  return self->cost;
}

/**
 * tenon_reckoning_steal_cost:
 *
 * Returns: (transfer full): the next refresh reckons everything
 */
TenonCost *
tenon_reckoning_steal_cost (TenonReckoning *self)
{
  return g_steal_pointer (&self->cost);
}

/**
 * tenon_reckoning_get_headroom:
 *
 * Returns: (transfer none) (element-type TenonHeadroom): one for each table, its indexes behind it; changes with the next refresh
 */
GPtrArray *
tenon_reckoning_get_headroom (TenonReckoning *self)
{
  return self->headrooms;
}

double
tenon_reckoning_get_amplification (TenonReckoning *self)
{
  return tenon_amplification_get_ratio (&self->amplification);
}

/**
 * tenon_reckon_design:
 * @cost: (out) (transfer full):
 * @headrooms: (out) (transfer full) (element-type TenonHeadroom):
 *
 * Both at once, for whoever keeps no reckoning: the patterns are read once.
 */
void
tenon_reckon_design (TenonModel  *model,
                     TenonDesign *design,
                     TenonCost  **cost,
                     GPtrArray  **headrooms)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonReckoning) self = tenon_reckoning_new (requests, design);

  *cost = tenon_reckoning_steal_cost (self);
  *headrooms = g_ptr_array_ref (self->headrooms);
}
