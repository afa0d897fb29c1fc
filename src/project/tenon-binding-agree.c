/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements that fit one access pattern are alternatives, never one request with the conditions of all: which of them the
 * pattern is, and which ask for something else that nobody has described yet. They are one request where they ask for the
 * same range, order and groups; what else they filter by is optional. */

#include "project/tenon-binding.h"

#include <string.h>

static gboolean
has_name (char      **names,
          const char *name)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
are_among (char **names,
           char **first,
           char **second)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!has_name (first, names[i]) && !has_name (second, names[i]))
      return FALSE;
  return TRUE;
}

/* A range of a prefix is one as well: both find their place in a sort key. */
static gboolean
have_same_range (TenonShape *a,
                 TenonShape *b)
{
  return are_among (a->range, b->range, b->prefix) && are_among (a->prefix, b->range, b->prefix)
         && are_among (b->range, a->range, a->prefix) && are_among (b->prefix, a->range, a->prefix);
}

/* Where one asks for no order, that of the other does as well. */
static gboolean
have_same_order (TenonList *a,
                 TenonList *b)
{
  guint n = MIN (tenon_list_get_length (a), tenon_list_get_length (b));

  for (guint i = 0; i < n; i++)
    {
      TenonShapeOrder *left = tenon_list_get (a, i), *right = tenon_list_get (b, i);

      if (!left->descending != !right->descending || left->column == NULL || right->column == NULL || g_ascii_strcasecmp (left->column, right->column) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_one_request (TenonShape *a,
                 TenonShape *b)
{
  return have_same_range (a, b) && have_same_order (a->order_by, b->order_by) && are_among (a->group_by, b->group_by, NULL) && are_among (b->group_by, a->group_by, NULL);
}

static gboolean
has_range (TenonShape *shape)
{
  return (shape->range != NULL && shape->range[0] != NULL) || (shape->prefix != NULL && shape->prefix[0] != NULL);
}

static gboolean
mentions (const char *text,
          const char *dotted)
{
  const char      *dot = strrchr (dotted, '.');
  g_autofree char *column = g_ascii_strdown (dot != NULL ? dot + 1 : dotted, -1);
  g_autofree char *words = g_strdelimit (g_strdup (column), "_", ' ');
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && (strstr (lower, column) != NULL || strstr (lower, words) != NULL);
}

static gboolean
is_mentioned (TenonPattern *pattern,
              char        **dotted)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    if (mentions (pattern->description, dotted[i]) || mentions (pattern->key_requirements, dotted[i]) || has_name (pattern->filters, dotted[i]))
      return TRUE;
  return FALSE;
}

/* How well the statement is what the pattern says: the range and the order it names, and no range where it speaks of none. */
static int
weigh (TenonPattern   *pattern,
       TenonStatement *statement)
{
  TenonShape *shape = statement->shape;
  int         weight = 0;

  if (pattern->range != NULL)
    weight += has_name (shape->range, pattern->range) || has_name (shape->prefix, pattern->range) ? 4 : 0;
  else if (is_mentioned (pattern, shape->range) || is_mentioned (pattern, shape->prefix))
    weight += 4;
  else if (!has_range (shape))
    weight += 2;
  if (tenon_list_get_length (pattern->order_by) > 0 && tenon_list_get_length (shape->order_by) > 0 && have_same_order (pattern->order_by, shape->order_by))
    weight += 1;
  return weight;
}

/* The statement among those bound before that runs most, or NULL. */
static TenonStatement *
find_bound (TenonModel   *model,
            TenonPattern *pattern)
{
  TenonStatement *best = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    for (guint k = 0; pattern->statements != NULL && pattern->statements[k] != NULL; k++)
      {
        TenonStatement *statement = tenon_statement_log_find (tenon_list_get (model->logs, i), pattern->statements[k]);

        if (statement != NULL && statement->shape != NULL && (best == NULL || statement->count > best->count))
          best = statement;
      }
  return best;
}

/* One row by its whole key is the same request, whatever is checked beside it. */
static gboolean
is_by_key (TenonModel   *model,
           TenonPattern *pattern)
{
  const char       *entity = pattern->entities_involved != NULL ? pattern->entities_involved[0] : NULL;
  TenonSourceTable *table = entity != NULL && model->schema != NULL ? tenon_schema_find_table (model->schema, entity) : NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; table != NULL && pattern->equality != NULL && pattern->equality[i] != NULL; i++)
    {
      const char *dot = strrchr (pattern->equality[i], '.');

      g_ptr_array_add (columns, (gpointer)(dot != NULL ? dot + 1 : pattern->equality[i]));
    }
  g_ptr_array_add (columns, NULL);
  return table != NULL && tenon_source_table_is_unique (table, (const char *const *)columns->pdata);
}

/**
 * tenon_binding_list_agreeing:
 * @statements: (element-type TenonStatement): that fit @pattern, each with its shape
 *
 * Returns: (transfer container) (element-type TenonStatement): those that are the pattern: what asks for the same as the
 *   statements bound to it before, or, where there are none, as the one that says best what the pattern does, the most
 *   frequent among equals. That one comes first
 */
GPtrArray *
tenon_binding_list_agreeing (TenonModel   *model,
                             TenonPattern *pattern,
                             GPtrArray    *statements)
{
  TenonStatement *best = find_bound (model, pattern);
  GPtrArray      *agreeing = g_ptr_array_new ();

  for (guint i = 0; best == NULL && i < statements->len; i++)
    {
      TenonStatement *first = g_ptr_array_index (statements, i);

      best = first;
      for (guint k = i + 1; k < statements->len; k++)
        {
          TenonStatement *other = g_ptr_array_index (statements, k);
          int             difference = weigh (pattern, other) - weigh (pattern, best);

          if (difference > 0 || (difference == 0 && other->count > best->count))
            best = other;
        }
    }
  for (guint i = 0; i < statements->len; i++)
    if (g_ptr_array_index (statements, i) == best)
      g_ptr_array_add (agreeing, best);
  for (guint i = 0; i < statements->len; i++)
    {
      TenonStatement *statement = g_ptr_array_index (statements, i);

      if (statement != best && (pattern->operation_type == TENON_OPERATION_WRITE || is_by_key (model, pattern) || are_one_request (best->shape, statement->shape)))
        g_ptr_array_add (agreeing, statement);
    }
  return agreeing;
}
