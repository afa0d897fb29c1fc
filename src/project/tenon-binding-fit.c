/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which access pattern a statement of a log is. A pattern fits exactly where the verb, the tables and the columns given by
 * equality and by search agree; it fits closely where the statement differs in what makes no difference to the rows asked
 * for: it checks more than a whole key, it fetches the row a foreign key leads to, or it is the first of several
 * statements of a pattern that writes several tables. */

#include "project/tenon-binding.h"

#include "base/tenon-text.h"

#include <string.h>

typedef char *(*FitFunc) (TenonModel   *model,
                          TenonShape   *shape,
                          TenonPattern *pattern);

static int
operation_of (const char *verb)
{
  static const struct
  {
    const char *verb;
    int         operation;
  } verbs[] = {
    { "SELECT", TENON_OPERATION_READ },
    { "INSERT", TENON_OPERATION_WRITE },
    { "REPLACE", TENON_OPERATION_WRITE },
    { "UPDATE", TENON_OPERATION_UPDATE },
    { "DELETE", TENON_OPERATION_DELETE },
  };

  for (guint i = 0; verb != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (g_ascii_strcasecmp (verbs[i].verb, verb) == 0)
      return verbs[i].operation;
  return TENON_OPERATION_UNKNOWN;
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
add_all (GHashTable *set,
         char      **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_add (set, g_ascii_strdown (names[i], -1));
}

static GHashTable *
set_of (char **first,
        char **second)
{
  GHashTable *set = new_set ();

  add_all (set, first);
  add_all (set, second);
  return set;
}

static gboolean
is_subset (GHashTable *a,
           GHashTable *b)
{
  GHashTableIter iter;
  gpointer       name;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (b, name))
      return FALSE;
  return TRUE;
}

static gboolean
are_same (GHashTable *a,
          GHashTable *b)
{
  return g_hash_table_size (a) == g_hash_table_size (b) && is_subset (a, b);
}

static GHashTable *
tables_of (TenonShape *shape)
{
  GHashTable *set = new_set ();

  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    g_hash_table_add (set, g_ascii_strdown (((TenonShapeTable *)tenon_list_get (shape->tables, i))->name, -1));
  return set;
}

static char *
dup_table (TenonSchema *schema,
           const char  *entity)
{
  TenonSourceTable *table = schema != NULL ? tenon_schema_find_table (schema, entity) : NULL;

  return g_ascii_strdown (table != NULL ? table->name : entity, -1);
}

static GHashTable *
tables_asked (TenonSchema  *schema,
              TenonPattern *pattern)
{
  GHashTable *set = new_set ();

  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    g_hash_table_add (set, dup_table (schema, pattern->entities_involved[i]));
  add_all (set, pattern->joins);
  return set;
}

static gboolean
is_aggregate (TenonShape *shape)
{
  return shape->aggregates != NULL && shape->aggregates[0] != NULL;
}

static gboolean
asks_for_search (TenonShape   *shape,
                 TenonPattern *pattern)
{
  g_autoptr (GHashTable) search = set_of (shape->infix, shape->fulltext);
  g_autoptr (GHashTable) wanted = set_of (pattern->search, NULL);

  return are_same (search, wanted);
}

/* An update that names what it changes is no statement that changes something else of the same row. */
static gboolean
changes_the_same (TenonShape   *shape,
                  TenonPattern *pattern)
{
  g_autoptr (GHashTable) keys = set_of (pattern->equality, NULL);
  g_autoptr (GHashTable) writes = set_of (shape->writes, NULL);
  gboolean names_any = FALSE;

  for (guint i = 0; pattern->attributes != NULL && pattern->attributes[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (pattern->attributes[i], -1);

      if (g_hash_table_contains (writes, lower))
        return TRUE;
      names_any |= !g_hash_table_contains (keys, lower);
    }
  return !names_any;
}

static char *
fit_exactly (TenonModel   *model,
             TenonShape   *shape,
             TenonPattern *pattern)
{
  g_autoptr (GHashTable) tables = tables_of (shape);
  g_autoptr (GHashTable) tables_wanted = tables_asked (model->schema, pattern);
  g_autoptr (GHashTable) keys = set_of (shape->equality, shape->in_lists);
  g_autoptr (GHashTable) keys_wanted = set_of (pattern->equality, NULL);
  gboolean fits = are_same (tables, tables_wanted) && (pattern->operation_type == TENON_OPERATION_WRITE || (are_same (keys, keys_wanted) && asks_for_search (shape, pattern)));

  return fits ? g_strdup ("") : NULL;
}

/* ---- differences that make none ---- */

static const char *
column_of (const char *dotted)
{
  const char *dot = strrchr (dotted, '.');

  return dot != NULL ? dot + 1 : dotted;
}

static gboolean
is_column_of (const char *dotted,
              const char *table)
{
  const char *dot = strrchr (dotted, '.');
  gsize       length = strlen (table);

  return dot == NULL || ((gsize)(dot - dotted) == length && g_ascii_strncasecmp (dotted, table, length) == 0);
}

/* Whether the columns of @dotted that belong to @table leave at most one of its rows. */
static gboolean
hold_key (TenonSourceTable  *table,
          const char *const *dotted)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    {
      TenonColumn *column = is_column_of (dotted[i], table->name) ? tenon_source_table_find_column (table, column_of (dotted[i])) : NULL;

      if (column != NULL)
        g_ptr_array_add (columns, column->name);
    }
  g_ptr_array_add (columns, NULL);
  return tenon_source_table_is_unique (table, (const char *const *)columns->pdata);
}

/* Whether the joins lead to one row of @table at most, from a row of another table of the statement. */
static gboolean
is_looked_up (TenonSourceTable *table,
              TenonShape       *shape)
{
  g_autoptr (GPtrArray) ends = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (shape->joins); i++)
    {
      TenonShapeJoin *join = tenon_list_get (shape->joins, i);
      gboolean        is_left = join->left != NULL && strchr (join->left, '.') != NULL && is_column_of (join->left, table->name);
      gboolean        is_right = join->right != NULL && strchr (join->right, '.') != NULL && is_column_of (join->right, table->name);

      if (is_left != is_right)
        g_ptr_array_add (ends, is_left ? join->left : join->right);
    }
  g_ptr_array_add (ends, NULL);
  return hold_key (table, (const char *const *)ends->pdata);
}

/* Names of the statement's tables that the pattern does not name, "" for none; NULL where one of them could change the rows
 * that are found. */
static char *
dup_looked_up (TenonModel *model,
               TenonShape *shape,
               GHashTable *wanted)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      const char       *name = ((TenonShapeTable *)tenon_list_get (shape->tables, i))->name;
      g_autofree char  *lower = g_ascii_strdown (name, -1);
      TenonSourceTable *table;

      if (g_hash_table_contains (wanted, lower))
        continue;
      table = tenon_schema_find_table (model->schema, name);
      if (i == 0 || table == NULL || !is_looked_up (table, shape))
        return NULL;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", table->name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Columns the statement gives beyond the pattern's, "" for none. */
static char *
dup_checked (TenonShape *shape,
             GHashTable *keys_wanted)
{
  GString *names = g_string_new (NULL);
  char   **lists[] = { shape->equality, shape->in_lists };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      {
        g_autofree char *lower = g_ascii_strdown (lists[i][k], -1);

        if (!g_hash_table_contains (keys_wanted, lower))
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", lists[i][k]);
      }
  return g_string_free (names, FALSE);
}

static char *
describe_difference (const char *looked_up,
                     const char *checked)
{
  if (*looked_up != '\0' && *checked != '\0')
    return g_strdup_printf ("also reads %s by key and checks %s", looked_up, checked);
  if (*looked_up != '\0')
    return g_strdup_printf ("also reads %s by key", looked_up);
  return g_strdup_printf ("also checks %s", checked);
}

/* The first statement of a pattern that writes several tables: it runs as often as the pattern. */
static char *
fit_first_write (TenonModel   *model,
                 TenonShape   *shape,
                 TenonPattern *pattern)
{
  const char      *name = tenon_list_get_length (shape->tables) == 1 ? ((TenonShapeTable *)tenon_list_get (shape->tables, 0))->name : NULL;
  char           **entities = pattern->entities_involved;
  g_autofree char *first = entities != NULL && entities[0] != NULL ? dup_table (model->schema, entities[0]) : NULL;

  if (name == NULL || first == NULL || entities[1] == NULL || g_ascii_strcasecmp (name, first) != 0)
    return NULL;
  return g_strdup_printf ("writes %s, the first of the tables it writes", first);
}

static char *
fit_closely (TenonModel   *model,
             TenonShape   *shape,
             TenonPattern *pattern)
{
  g_autoptr (GHashTable) tables = tables_of (shape);
  g_autoptr (GHashTable) tables_wanted = tables_asked (model->schema, pattern);
  g_autoptr (GHashTable) keys = set_of (shape->equality, shape->in_lists);
  g_autoptr (GHashTable) keys_wanted = set_of (pattern->equality, NULL);
  g_autofree char  *looked_up = NULL;
  g_autofree char  *checked = NULL;
  TenonSourceTable *table;

  if (model->schema == NULL)
    return NULL;
  if (pattern->operation_type == TENON_OPERATION_WRITE)
    return fit_first_write (model, shape, pattern);
  if (g_hash_table_size (keys_wanted) == 0 || !is_subset (keys_wanted, keys) || !is_subset (tables_wanted, tables) || !asks_for_search (shape, pattern))
    return NULL;
  looked_up = dup_looked_up (model, shape, tables_wanted);
  checked = dup_checked (shape, keys_wanted);
  table = tenon_schema_find_table (model->schema, ((TenonShapeTable *)tenon_list_get (shape->tables, 0))->name);
  if (looked_up == NULL || table == NULL || (*checked != '\0' && !hold_key (table, (const char *const *)pattern->equality)))
    return NULL;
  return describe_difference (looked_up, checked);
}

static GPtrArray *
list_fitting (TenonModel *model,
              TenonShape *shape,
              FitFunc     fit,
              char      **difference)
{
  GPtrArray *fitting = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (model->patterns, i);
      g_autofree char *words = NULL;

      if (pattern->operation_type != operation_of (shape->verb) || !pattern->is_aggregate != !is_aggregate (shape))
        continue;
      if (pattern->operation_type == TENON_OPERATION_UPDATE && !changes_the_same (shape, pattern))
        continue;
      words = fit (model, shape, pattern);
      if (words == NULL)
        continue;
      g_ptr_array_add (fitting, pattern);
      if (*words != '\0')
        tenon_str_set (difference, words);
    }
  return fitting;
}

/**
 * tenon_binding_list_fitting:
 * @shape: of a statement
 * @difference: (out) (transfer full) (nullable): set where the fit is close and not exact: what the statement does beyond
 *   the pattern, as in "also checks addresses.customer_id"
 *
 * Returns: (transfer container) (element-type TenonPattern): those that fit exactly; where none does, those that fit closely
 */
GPtrArray *
tenon_binding_list_fitting (TenonModel *model,
                            TenonShape *shape,
                            char      **difference)
{
  g_autoptr (GPtrArray) exact = NULL;

  *difference = NULL;
  if (tenon_list_get_length (shape->tables) == 0)
    return g_ptr_array_new ();
  exact = list_fitting (model, shape, fit_exactly, difference);
  return exact->len > 0 ? g_steal_pointer (&exact) : list_fitting (model, shape, fit_closely, difference);
}
