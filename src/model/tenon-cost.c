/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A monthly total that opens into its terms, its growth, and how near the busiest key value comes to its partition's
 * limits. Terms, capacities and headrooms are counted by reference: what is reckoned anew after an edit shares those that
 * still hold. */

#include "model/tenon-cost.h"

#include <string.h>

static const char *const kinds[] = { "reads", "writes", "index writes", "failed writes", "read capacity", "write capacity", "storage", "point-in-time recovery", "backups", "streams" };

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == TENON_COST_N_KINDS);

const char *
tenon_cost_kind_to_string (TenonCostKind kind)
{
  return kinds[kind];
}

static void
term_clear (gpointer data)
{
  TenonCostTerm *term = data;

  g_free (term->table);
  g_free (term->index);
  g_free (term->pattern_id);
  g_free (term->what);
  g_free (term->formula);
  g_free (term->missing);
  g_free (term->subject);
}

void
tenon_cost_term_unref (TenonCostTerm *self)
{
  g_atomic_rc_box_release_full (self, term_clear);
}

/**
 * tenon_cost_term_new:
 * @index: (nullable):
 * @pattern_id: (nullable):
 * @what: as tenon_cost_kind_to_string() says it
 *
 * Returns: (transfer full): an empty term
 */
TenonCostTerm *
tenon_cost_term_new (const char *table,
                     const char *index,
                     const char *pattern_id,
                     const char *what)
{
  TenonCostTerm *term = g_atomic_rc_box_new0 (TenonCostTerm);

  term->table = g_strdup (table);
  term->index = g_strdup (index);
  term->pattern_id = g_strdup (pattern_id);
  term->what = g_strdup (what);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (what, kinds[i]) == 0)
      term->kind = i;
  return term;
}

TenonCost *
tenon_cost_new (void)
{
  TenonCost *self = g_new0 (TenonCost, 1);

  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_cost_term_unref);
  self->capacity = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_capacity_unref);
  return self;
}

void
tenon_cost_free (TenonCost *self)
{
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->capacity);
  for (guint i = 0; i < G_N_ELEMENTS (self->reservations); i++)
    g_free (self->reservations[i].formula);
  g_free (self->convention);
  g_free (self);
}

static void
share_all (GPtrArray *from,
           GPtrArray *into)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (into, g_atomic_rc_box_acquire (g_ptr_array_index (from, i)));
}

/**
 * tenon_cost_copy:
 *
 * Returns: (transfer full): the same sums; terms and capacities are shared
 */
TenonCost *
tenon_cost_copy (const TenonCost *self)
{
  TenonCost *copy = tenon_cost_new ();
  GPtrArray *terms = copy->terms, *capacity = copy->capacity;

  *copy = *self;
  copy->terms = terms;
  copy->capacity = capacity;
  share_all (self->terms, terms);
  share_all (self->capacity, capacity);
  copy->convention = g_strdup (self->convention);
  for (guint i = 0; i < G_N_ELEMENTS (copy->reservations); i++)
    copy->reservations[i].formula = g_strdup (self->reservations[i].formula);
  return copy;
}

/**
 * tenon_cost_add:
 * @index: (nullable):
 * @pattern_id: (nullable):
 *
 * Adds an empty term; the caller fills in its numbers and adds them to the total.
 *
 * Returns: (transfer none):
 */
TenonCostTerm *
tenon_cost_add (TenonCost  *self,
                const char *table,
                const char *index,
                const char *pattern_id,
                const char *what)
{
  TenonCostTerm *term = tenon_cost_term_new (table, index, pattern_id, what);

  g_ptr_array_add (self->terms, term);
  return term;
}

/**
 * tenon_cost_sum:
 * @table: (nullable): only this table's terms
 * @pattern_id: (nullable): only this pattern's terms
 * @n_open: (out) (optional): how many of them have an unknown input
 *
 * Returns: dollars a month
 */
double
tenon_cost_sum (TenonCost  *self,
                const char *table,
                const char *pattern_id,
                guint      *n_open)
{
  double dollars = 0;
  guint  open = 0;

  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (self->terms, i);

      if (table != NULL && g_strcmp0 (term->table, table) != 0)
        continue;
      if (pattern_id != NULL && g_strcmp0 (term->pattern_id, pattern_id) != 0)
        continue;
      if (term->is_open)
        open++;
      else
        dollars += term->dollars;
    }
  if (n_open != NULL)
    *n_open = open;
  return dollars;
}

/* ---- shares ---- */

void
tenon_cost_share_free (TenonCostShare *self)
{
  g_free (self->name);
  g_free (self);
}

/* Shares in the order in which their names come first. */
typedef struct
{
  GPtrArray  *list;
  GHashTable *by_name;
} Shares;

static Shares
shares_new (void)
{
  return (Shares){ g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_cost_share_free), g_hash_table_new (g_str_hash, g_str_equal) };
}

static TenonCostShare *
shares_find (Shares     *self,
             const char *name)
{
  TenonCostShare *share = g_hash_table_lookup (self->by_name, name);

  if (share != NULL)
    return share;
  share = g_new0 (TenonCostShare, 1);
  share->name = g_strdup (name);
  g_ptr_array_add (self->list, share);
  g_hash_table_insert (self->by_name, share->name, share);
  return share;
}

static void
share_add (TenonCostShare      *self,
           const TenonCostTerm *term)
{
  if (term->is_open)
    self->n_open++;
  else
    self->dollars += term->dollars;
}

static GPtrArray *
shares_finish (Shares *self)
{
  g_hash_table_unref (self->by_name);
  return self->list;
}

/**
 * tenon_cost_list_tables:
 *
 * Returns: (transfer full) (element-type TenonCostShare): the tables, indexes included, in the order of the terms
 */
GPtrArray *
tenon_cost_list_tables (const TenonCost *self)
{
  Shares shares = shares_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (self->terms, i);

      share_add (shares_find (&shares, term->table), term);
    }
  return shares_finish (&shares);
}

/**
 * tenon_cost_list_kinds:
 *
 * Returns: (transfer full) (element-type TenonCostShare): "reads", "writes", "storage", …
 */
GPtrArray *
tenon_cost_list_kinds (const TenonCost *self)
{
  Shares shares = shares_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (self->terms, i);

      share_add (shares_find (&shares, term->what), term);
    }
  return shares_finish (&shares);
}

static TenonCapacity *
find_capacity (const TenonCost     *self,
               const TenonCostTerm *term)
{
  for (guint i = 0; i < self->capacity->len; i++)
    {
      TenonCapacity *capacity = g_ptr_array_index (self->capacity, i);

      if (g_strcmp0 (capacity->table, term->table) == 0 && g_strcmp0 (capacity->index, term->index) == 0)
        return capacity;
    }
  return NULL;
}

/* A capacity serves several patterns: each has as much of it as of the peak. */
static void
share_capacity (Shares              *shares,
                const TenonCapacity *capacity,
                const TenonCostTerm *term)
{
  gboolean reads = term->kind == TENON_COST_READ_CAPACITY;
  double   all = capacity != NULL ? (reads ? capacity->read_units : capacity->write_units) : 0;

  for (guint i = 0; all > 0 && i < capacity->parts->len; i++)
    {
      TenonCapacityPart *part = g_ptr_array_index (capacity->parts, i);
      double             units = reads ? part->reads : part->writes;

      if (units > 0 && !term->is_open)
        shares_find (shares, part->pattern_id)->dollars += term->dollars * units / all;
    }
}

/**
 * tenon_cost_list_patterns:
 *
 * Provisioned capacity is shared among patterns by what each takes of the peak; capacity that no pattern takes belongs to
 * none and is not among them, nor is storage.
 *
 * Returns: (transfer full) (element-type TenonCostShare):
 */
GPtrArray *
tenon_cost_list_patterns (const TenonCost *self)
{
  Shares shares = shares_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (self->terms, i);

      if (term->pattern_id != NULL)
        share_add (shares_find (&shares, term->pattern_id), term);
      else if (term->kind == TENON_COST_READ_CAPACITY || term->kind == TENON_COST_WRITE_CAPACITY)
        share_capacity (&shares, find_capacity (self, term), term);
    }
  return shares_finish (&shares);
}

static void
missing_free (gpointer data)
{
  TenonCostMissing *missing = data;

  g_free (missing->input);
  g_free (missing->subject);
  g_free (missing);
}

/**
 * tenon_cost_list_missing:
 *
 * Returns: (transfer full) (element-type TenonCostMissing): each unknown input once, in the order of the terms it leaves open
 */
GPtrArray *
tenon_cost_list_missing (const TenonCost *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (missing_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->terms->len; i++)
    {
      TenonCostTerm    *term = g_ptr_array_index (self->terms, i);
      TenonCostMissing *missing = term->is_open && term->missing != NULL ? g_hash_table_lookup (seen, term->missing) : NULL;

      if (!term->is_open || term->missing == NULL)
        continue;
      if (missing == NULL)
        {
          missing = g_new0 (TenonCostMissing, 1);
          missing->input = g_strdup (term->missing);
          missing->subject = g_strdup (term->subject);
          g_ptr_array_add (list, missing);
          g_hash_table_insert (seen, missing->input, missing);
        }
      missing->n_terms++;
    }
  return list;
}

/* ---- capacity ---- */

static void
part_free (gpointer data)
{
  TenonCapacityPart *part = data;

  g_free (part->pattern_id);
  g_free (part);
}

TenonCapacity *
tenon_capacity_new (const char *table,
                    const char *index)
{
  TenonCapacity *self = g_atomic_rc_box_new0 (TenonCapacity);

  self->table = g_strdup (table);
  self->index = g_strdup (index);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

static void
capacity_clear (gpointer data)
{
  TenonCapacity *self = data;

  g_free (self->table);
  g_free (self->index);
  g_ptr_array_unref (self->parts);
  g_free (self->read_formula);
  g_free (self->write_formula);
}

void
tenon_capacity_unref (TenonCapacity *self)
{
  g_atomic_rc_box_release_full (self, capacity_clear);
}

/**
 * tenon_capacity_add_part:
 *
 * Adds what a pattern takes at peak, in units a second, to the sums and to the pattern's own part.
 */
void
tenon_capacity_add_part (TenonCapacity *self,
                         const char    *pattern_id,
                         double         reads,
                         double         writes)
{
  TenonCapacityPart *part = NULL;

  self->read_units += reads;
  self->write_units += writes;
  for (guint i = 0; part == NULL && i < self->parts->len; i++)
    if (g_strcmp0 (((TenonCapacityPart *)g_ptr_array_index (self->parts, i))->pattern_id, pattern_id) == 0)
      part = g_ptr_array_index (self->parts, i);
  if (part == NULL)
    {
      part = g_new0 (TenonCapacityPart, 1);
      part->pattern_id = g_strdup (pattern_id);
      g_ptr_array_add (self->parts, part);
    }
  part->reads += reads;
  part->writes += writes;
}

/* ---- growth ---- */

void
tenon_cost_growth_free (TenonCostGrowth *self)
{
  g_ptr_array_unref (self->months);
  g_ptr_array_unref (self->rates);
  g_free (self->convention);
  g_free (self);
}

/* ---- headroom ---- */

TenonHeadroom *
tenon_headroom_new (void)
{
  TenonHeadroom *self = g_atomic_rc_box_new0 (TenonHeadroom);

  self->top_share = -1;
  self->shard_dollars = -1;
  return self;
}

static void
headroom_clear (gpointer data)
{
  TenonHeadroom *self = data;

  g_free (self->table);
  g_free (self->index);
  g_free (self->key);
  g_free (self->pattern_id);
  g_free (self->basis);
  g_free (self->value);
  g_free (self->shard_formula);
  g_free (self->evidence);
}

/**
 * tenon_headroom_free:
 *
 * Gives back one reference.
 */
void
tenon_headroom_free (TenonHeadroom *self)
{
  g_atomic_rc_box_release_full (self, headroom_clear);
}
