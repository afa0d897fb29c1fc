/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A monthly total that opens into its terms, and how near the busiest key value comes to its partition's limits. */

#include "model/tenon-cost.h"

static void
term_free (gpointer data)
{
  TenonCostTerm *term = data;

  g_free (term->table);
  g_free (term->index);
  g_free (term->pattern_id);
  g_free (term->what);
  g_free (term->formula);
  g_free (term);
}

TenonCost *
tenon_cost_new (void)
{
  TenonCost *self = g_new0 (TenonCost, 1);

  self->terms = g_ptr_array_new_with_free_func (term_free);
  return self;
}

void
tenon_cost_free (TenonCost *self)
{
  g_ptr_array_unref (self->terms);
  g_free (self->convention);
  g_free (self);
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
  TenonCostTerm *term = g_new0 (TenonCostTerm, 1);

  term->table = g_strdup (table);
  term->index = g_strdup (index);
  term->pattern_id = g_strdup (pattern_id);
  term->what = g_strdup (what);
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

void
tenon_headroom_free (TenonHeadroom *self)
{
  g_free (self->table);
  g_free (self->index);
  g_free (self->key);
  g_free (self->pattern_id);
  g_free (self->basis);
  g_free (self);
}
