/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns of every shape an application asks in, over whatever schema there is, worded as people word them. */

#include "design-torture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  TenonModel       *model;
  TenonSourceTable *table;
  GRand            *rand;
  guint             n;
} Torture;

static gboolean
chance (GRand *rand,
        guint  percent)
{
  return (guint)g_rand_int_range (rand, 0, 100) < percent;
}

static TenonColumn *
any_column (Torture *self)
{
  return tenon_list_get (self->table->columns, g_rand_int_range (self->rand, 0, tenon_list_get_length (self->table->columns)));
}

static TenonColumn *
column_where (Torture *self,
              gboolean (*fits) (TenonColumnDetails *details))
{
  guint n = tenon_list_get_length (self->table->columns), first = g_rand_int_range (self->rand, 0, n);

  for (guint i = 0; i < n; i++)
    {
      TenonColumn       *column = tenon_list_get (self->table->columns, (first + i) % n);
      TenonColumnDetails details;

      tenon_column_get_details (column, &details);
      if (fits (&details))
        return column;
    }
  return any_column (self);
}

static gboolean
is_time (TenonColumnDetails *details)
{
  return details->is_time;
}

static gboolean
is_text (TenonColumnDetails *details)
{
  return details->is_text && strcmp (details->base, "enum") != 0;
}

static gboolean
is_status (TenonColumnDetails *details)
{
  return strcmp (details->base, "enum") == 0 || strcmp (details->base, "tinyint") == 0;
}

static char **
dotted (Torture           *self,
        const char *const *columns)
{
  guint  n = g_strv_length ((char **)columns);
  char **strv = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    strv[i] = g_strconcat (self->table->name, ".", columns[i], NULL);
  return strv;
}

/* A pattern of the table: @words with %s for its name. */
static TenonPattern *
add (Torture           *self,
     TenonOperationType type,
     const char        *words,
     const char *const *equality)
{
  g_autofree char *id = g_strdup_printf ("AP%u", ++self->n);
  g_auto (GStrv) parts = g_strsplit (words, "%s", -1);
  const char   *entities[] = { self->table->name, NULL };
  TenonPattern *pattern = tenon_pattern_new (id);

  pattern->operation_type = type;
  pattern->description = g_strjoinv (self->table->name, parts);
  pattern->entities_involved = g_strdupv ((char **)entities);
  pattern->equality = equality != NULL ? dotted (self, equality) : NULL;
  if (chance (self->rand, 70))
    {
      pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, g_rand_int_range (self->rand, 1, 3000), "told");
      pattern->rps_average = tenon_rate_new (TENON_RATE_STATED, g_rand_double_range (self->rand, 0.01, 300), "told");
    }
  if (chance (self->rand, 10))
    pattern->consistency_requirements = TENON_CONSISTENCY_STRONG;
  tenon_list_append_take (self->model->patterns, pattern);
  return pattern;
}

static TenonPattern *
add_by (Torture           *self,
        TenonOperationType type,
        const char        *words,
        TenonColumn       *one,
        TenonColumn       *two)
{
  const char *columns[] = { one->name, two != NULL && two != one ? two->name : NULL, NULL };

  return add (self, type, words, columns);
}

static void
order_by (Torture      *self,
          TenonPattern *pattern,
          TenonColumn  *column)
{
  TenonShapeOrder *order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);

  order->column = g_strconcat (self->table->name, ".", column->name, NULL);
  order->descending = chance (self->rand, 60);
  tenon_list_append_take (pattern->order_by, order);
}

static void
name_some (Torture      *self,
           TenonPattern *pattern)
{
  const char *columns[4] = { NULL };

  for (guint i = 0; i < 3; i++)
    columns[i] = any_column (self)->name;
  if (columns[1] == columns[0] || columns[2] == columns[0] || columns[2] == columns[1])
    columns[1] = NULL;
  pattern->attributes = dotted (self, columns);
}

/* ---- reads ---- */

static void
read_by_keys (Torture *self)
{
  if (self->table->primary_key != NULL && self->table->primary_key[0] != NULL)
    {
      add (self, TENON_OPERATION_READ, "Get one row of %s by its key", (const char *const *)self->table->primary_key);
      if (chance (self->rand, 40))
        add (self, TENON_OPERATION_READ, "Get multiple rows of %s by a list of ids", (const char *const *)self->table->primary_key)->is_list = TRUE;
    }
  for (guint i = 0; i < tenon_list_get_length (self->table->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (self->table->unique_keys, i);

      if (key->columns != NULL && key->columns[0] != NULL && tenon_source_table_find_column (self->table, key->columns[0]) != NULL)
        add (self, TENON_OPERATION_READ, "Find %s by unique value", (const char *const *)key->columns);
    }
}

static void
read_lists (Torture *self)
{
  TenonPattern *pattern = add_by (self, TENON_OPERATION_READ, "List %s by value", any_column (self), chance (self->rand, 40) ? any_column (self) : NULL);

  pattern->is_list = TRUE;
  if (chance (self->rand, 60))
    order_by (self, pattern, any_column (self));
  if (chance (self->rand, 50))
    name_some (self, pattern);
  if (chance (self->rand, 50))
    pattern->page_size = 20;
  pattern = add_by (self, TENON_OPERATION_READ, "List %s by status", column_where (self, is_status), NULL);
  pattern->is_list = TRUE;
  order_by (self, pattern, column_where (self, is_time));
  pattern = add_by (self, TENON_OPERATION_READ, "List %s in a window of time", any_column (self), NULL);
  pattern->is_list = TRUE;
  pattern->range = g_strconcat (self->table->name, ".", column_where (self, is_time)->name, NULL);
  if (chance (self->rand, 30))
    order_by (self, pattern, any_column (self));
  pattern = add_by (self, TENON_OPERATION_READ, "List %s whose text begins with", any_column (self), NULL);
  pattern->is_list = TRUE;
  pattern->range = g_strconcat (self->table->name, ".", column_where (self, is_text)->name, NULL);
  if (chance (self->rand, 40))
    {
      const char *filter[] = { any_column (self)->name, NULL };

      pattern->filters = dotted (self, filter);
    }
}

static void
read_hard (Torture *self)
{
  const char   *text[] = { column_where (self, is_text)->name, NULL };
  TenonPattern *pattern = add (self, TENON_OPERATION_READ, "Find %s by words inside a text", NULL);

  pattern->search = dotted (self, text);
  pattern->is_list = TRUE;
  pattern = add_by (self, TENON_OPERATION_READ, "Count %s by value", any_column (self), NULL);
  pattern->is_aggregate = TRUE;
  pattern = add (self, TENON_OPERATION_READ, "List all %s", NULL);
  pattern->is_list = TRUE;
  if (chance (self->rand, 60))
    pattern->page_size = 25;
  if (chance (self->rand, 50))
    order_by (self, pattern, any_column (self));
}

/* Other tables that its foreign keys lead to, and theirs. */
static void
read_joined (Torture *self)
{
  g_autoptr (GPtrArray) joins = g_ptr_array_new ();
  TenonSourceTable *table = self->table;
  TenonPattern     *pattern;
  const char       *entities[] = { self->table->name, NULL, NULL };

  while (joins->len < 4 && tenon_list_get_length (table->foreign_keys) > 0)
    {
      TenonForeignKey  *key = tenon_list_get (table->foreign_keys, g_rand_int_range (self->rand, 0, tenon_list_get_length (table->foreign_keys)));
      TenonSourceTable *next = key->ref_table != NULL ? tenon_schema_find_table (self->model->schema, key->ref_table) : NULL;

      if (next == NULL || next == self->table || g_ptr_array_find (joins, next->name, NULL))
        break;
      g_ptr_array_add (joins, next->name);
      if (chance (self->rand, 60))
        table = next;
    }
  if (joins->len == 0)
    return;
  entities[1] = g_ptr_array_index (joins, 0);
  g_ptr_array_add (joins, NULL);
  pattern = add_by (self, TENON_OPERATION_READ, "Show rows of %s with what they refer to", any_column (self), NULL);
  pattern->is_list = chance (self->rand, 50);
  pattern->joins = g_strdupv ((char **)joins->pdata);
  if (pattern->is_list && chance (self->rand, 50))
    {
      TenonSourceTable *joined = tenon_schema_find_table (self->model->schema, entities[1]);
      TenonShapeOrder  *order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);

      order->column = g_strconcat (joined->name, ".", ((TenonColumn *)tenon_list_get (joined->columns, g_rand_int_range (self->rand, 0, tenon_list_get_length (joined->columns))))->name, NULL);
      tenon_list_append_take (pattern->order_by, order);
      pattern->page_size = chance (self->rand, 50) ? 20 : 0;
    }
  if (chance (self->rand, 50))
    {
      g_strfreev (pattern->entities_involved);
      pattern->entities_involved = g_strdupv ((char **)entities);
    }
}

/* Tables that refer to it, and what those refer to: from the parent down and up again. */
static void
read_children (Torture *self)
{
  g_autoptr (GPtrArray) joins = g_ptr_array_new ();
  TenonPattern *pattern;

  for (guint t = 0; joins->len < 3 && t < tenon_list_get_length (self->model->schema->tables); t++)
    {
      TenonSourceTable *child = tenon_list_get (self->model->schema->tables, t);
      gboolean          refers = FALSE;

      for (guint i = 0; child != self->table && i < tenon_list_get_length (child->foreign_keys); i++)
        refers |= g_strcmp0 (((TenonForeignKey *)tenon_list_get (child->foreign_keys, i))->ref_table, self->table->name) == 0;
      if (!refers || chance (self->rand, 30))
        continue;
      for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);

          if (chance (self->rand, 50) && key->ref_table != NULL && tenon_schema_find_table (self->model->schema, key->ref_table) != NULL && strcmp (key->ref_table, self->table->name) != 0 && strcmp (key->ref_table, child->name) != 0 && !g_ptr_array_find (joins, key->ref_table, NULL))
            g_ptr_array_add (joins, key->ref_table);
        }
      if (!g_ptr_array_find (joins, child->name, NULL))
        g_ptr_array_add (joins, child->name);
    }
  if (joins->len == 0 || self->table->primary_key == NULL || self->table->primary_key[0] == NULL)
    return;
  g_ptr_array_add (joins, NULL);
  pattern = add (self, TENON_OPERATION_READ, "Show one row of %s with all that belongs to it", (const char *const *)self->table->primary_key);
  pattern->joins = g_strdupv ((char **)joins->pdata);
}

/* ---- writes ---- */

static void
write_rows (Torture *self)
{
  const char *const *primary = (const char *const *)self->table->primary_key;
  TenonPattern      *pattern = add (self, TENON_OPERATION_WRITE, "Create row of %s", NULL);

  if (chance (self->rand, 30))
    add (self, TENON_OPERATION_WRITE, "Insert many rows of %s in bulk", NULL)->is_list = TRUE;
  if (chance (self->rand, 40))
    add (self, TENON_OPERATION_WRITE, "Create or update row of %s", primary);
  if (primary != NULL && primary[0] != NULL)
    {
      pattern = add (self, TENON_OPERATION_UPDATE, "Update row of %s by its key", primary);
      if (chance (self->rand, 50))
        name_some (self, pattern);
      add (self, TENON_OPERATION_DELETE, "Delete row of %s by its key", primary);
    }
  if (chance (self->rand, 50))
    add_by (self, TENON_OPERATION_UPDATE, "Update all rows of %s by value", any_column (self), NULL)->is_list = TRUE;
  if (chance (self->rand, 50))
    {
      TenonForeignKey *key = tenon_list_get_length (self->table->foreign_keys) > 0 ? tenon_list_get (self->table->foreign_keys, 0) : NULL;
      const char      *parent[] = { key != NULL && key->columns != NULL && key->columns[0] != NULL ? key->columns[0] : any_column (self)->name, NULL };

      add (self, TENON_OPERATION_DELETE, "Delete all rows of %s by their parent", parent)->is_list = TRUE;
    }
}

/* ---- what is known besides ---- */

static void
state (TenonModel *model,
       const char *key,
       double      value)
{
  g_autofree char *text = g_strdup_printf ("%g", value);

  tenon_list_append_take (model->facts, g_object_new (TENON_TYPE_FACT, "key", key, "value", text, "evidence", "said", NULL));
}

/* Rates, failures and shares, of some and never of all. */
static void
state_some (Torture *self,
            guint    first)
{
  for (guint i = first; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      g_autoptr (TenonRate) peak = chance (self->rand, 70) ? tenon_rate_new (TENON_RATE_STATED, exp (g_rand_double_range (self->rand, -3, 9)), "said") : NULL;
      g_autoptr (TenonRate) average = chance (self->rand, 70) ? tenon_rate_new (TENON_RATE_STATED, exp (g_rand_double_range (self->rand, -6, 7)), "said") : NULL;
      g_autofree char *key = g_strdup_printf ("given:failed writes of %s", pattern->pattern_id);

      g_object_set (pattern, "rps-peak", peak, "rps-average", average, NULL);
      if (chance (self->rand, 5))
        state (self->model, key, g_rand_int_range (self->rand, 0, 60));
    }
  if (chance (self->rand, 50))
    state (self->model, "failed-writes", g_rand_int_range (self->rand, 0, 30));
  for (guint t = 0; t < tenon_list_get_length (self->model->schema->tables); t++)
    {
      TenonSourceTable *table = tenon_list_get (self->model->schema->tables, t);

      for (guint c = 0; c < tenon_list_get_length (table->columns); c++)
        {
          g_autofree char *key = g_strdup_printf ("column:%s.%s/busiest-share", table->name, ((TenonColumn *)tenon_list_get (table->columns, c))->name);

          if (chance (self->rand, 5))
            state (self->model, key, g_rand_int_range (self->rand, 1, 100));
        }
    }
}

/* One transaction over several tables, worded as a checkout is. */
static void
write_several (Torture *self)
{
  static const char *const words[] = { "update", "delete", "create" };
  guint                    n = tenon_list_get_length (self->model->schema->tables);
  g_autoptr (GString) text = g_string_new ("Create row of %s");
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  TenonPattern *pattern;

  g_ptr_array_add (entities, self->table->name);
  for (guint i = 0; i < 2; i++)
    {
      TenonSourceTable *other = tenon_list_get (self->model->schema->tables, g_rand_int_range (self->rand, 0, n));

      if (g_ptr_array_find (entities, other->name, NULL))
        continue;
      g_string_append_printf (text, ", %s %s", words[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (words))], other->name);
      g_ptr_array_add (entities, other->name);
    }
  g_ptr_array_add (entities, NULL);
  pattern = add (self, TENON_OPERATION_WRITE, text->str, NULL);
  g_strfreev (pattern->entities_involved);
  pattern->entities_involved = g_strdupv ((char **)entities->pdata);
}

/**
 * torture_model:
 * @n_tables: at most so many tables of the schema get patterns
 *
 * Gives the model patterns of every shape over its schema, by the seed.
 */
void
torture_model (TenonModel *model,
               guint32     seed,
               guint       n_tables)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Torture");
  Torture self = { model, NULL, rand, tenon_list_get_length (model->patterns) };
  guint   before = self.n, n = tenon_list_get_length (model->schema->tables), first = n > 0 ? g_rand_int_range (rand, 0, n) : 0;

  for (guint i = 0; i < MIN (n, n_tables); i++)
    {
      self.table = tenon_list_get (model->schema->tables, (first + i) % n);
      if (tenon_list_get_length (self.table->columns) == 0)
        continue;
      if (self.table->row_count < 0 && chance (rand, 50))
        self.table->row_count = g_rand_int_range (rand, 0, 2000000);
      read_by_keys (&self);
      read_lists (&self);
      read_hard (&self);
      read_joined (&self);
      read_children (&self);
      write_rows (&self);
      write_several (&self);
    }
  state_some (&self, before);
  tenon_edit_commit (edit);
}
