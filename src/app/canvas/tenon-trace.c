/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of an access pattern through both sides, read from the model; and how much runs along all of them. */

#include "tenon-trace.h"

#include "base/tenon-text.h"

static void
trace_join_free (TenonTraceJoin *self)
{
  g_free (self->left_table);
  g_free (self->left_column);
  g_free (self->right_table);
  g_free (self->right_column);
  g_free (self);
}

void
tenon_trace_free (TenonTrace *self)
{
  g_clear_object (&self->pattern);
  g_ptr_array_unref (self->tables);
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->joins);
  g_array_unref (self->steps);
  g_free (self);
}

/* --- Today --------------------------------------------------------------- */

typedef struct
{
  TenonTrace  *trace;
  TenonSchema *schema;  /* (nullable) */
  GHashTable  *touched; /* names of tables (borrowed) */
} Reader;

static void
touch (Reader           *reader,
       TenonSourceTable *table)
{
  if (table != NULL)
    g_hash_table_add (reader->touched, table->name);
}

/* "orders.user_id": the column and its table; FALSE for words that name no column */
static gboolean
split_column (Reader            *reader,
              const char        *dotted,
              TenonSourceTable **table,
              TenonColumn      **column)
{
  const char      *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  g_autofree char *name = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;

  *table = name != NULL && reader->schema != NULL ? tenon_schema_find_table (reader->schema, name) : NULL;
  *column = *table != NULL ? tenon_source_table_find_column (*table, dot + 1) : NULL;
  return *column != NULL;
}

static void
read_column (Reader     *reader,
             const char *dotted)
{
  TenonSourceTable *table;
  TenonColumn      *column;

  if (!split_column (reader, dotted, &table, &column))
    return;
  touch (reader, table);
  g_hash_table_add (reader->trace->columns, g_strconcat (table->name, ".", column->name, NULL));
}

static void
read_columns (Reader *reader,
              char  **columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    read_column (reader, columns[i]);
}

static void
read_tables (Reader *reader,
             char  **names)
{
  for (guint i = 0; reader->schema != NULL && names != NULL && names[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_schema_find_table (reader->schema, names[i]);

      touch (reader, table != NULL ? table : tenon_schema_match_table (reader->schema, names[i]));
    }
}

static void
add_join (Reader           *reader,
          TenonSourceTable *left,
          const char       *left_column,
          TenonSourceTable *right,
          const char       *right_column)
{
  TenonTraceJoin *join;

  for (guint i = 0; i < reader->trace->joins->len; i++)
    {
      TenonTraceJoin *other = g_ptr_array_index (reader->trace->joins, i);

      if (g_str_equal (other->left_table, left->name) && g_str_equal (other->right_table, right->name) && g_str_equal (other->left_column, left_column))
        return;
      if (g_str_equal (other->left_table, right->name) && g_str_equal (other->right_table, left->name) && g_str_equal (other->right_column, left_column))
        return;
    }
  join = g_new0 (TenonTraceJoin, 1);
  join->left_table = g_strdup (left->name);
  join->left_column = g_strdup (left_column);
  join->right_table = g_strdup (right->name);
  join->right_column = g_strdup (right_column);
  g_ptr_array_add (reader->trace->joins, join);
}

static void
read_shape (Reader     *reader,
            TenonShape *shape)
{
  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      TenonShapeTable *table = tenon_list_get (shape->tables, i);
      char            *names[] = { table->name, NULL };

      read_tables (reader, names);
    }
  for (guint i = 0; i < tenon_list_get_length (shape->joins); i++)
    {
      TenonShapeJoin   *join = tenon_list_get (shape->joins, i);
      TenonSourceTable *left, *right;
      TenonColumn      *left_column, *right_column;

      if (!split_column (reader, join->left, &left, &left_column) || !split_column (reader, join->right, &right, &right_column))
        continue;
      touch (reader, left);
      touch (reader, right);
      add_join (reader, left, left_column->name, right, right_column->name);
    }
}

static void
read_statements (Reader     *reader,
                 TenonModel *model)
{
  char **fingerprints = reader->trace->pattern->statements;

  for (guint i = 0; fingerprints != NULL && fingerprints[i] != NULL; i++)
    for (guint j = 0; j < tenon_list_get_length (model->logs); j++)
      {
        TenonStatement *statement = tenon_statement_log_find (tenon_list_get (model->logs, j), fingerprints[i]);

        if (statement != NULL && statement->shape != NULL)
          read_shape (reader, statement->shape);
      }
}

/* Tables that are read together are joined along their foreign keys, where no statement says it better. */
static void
infer_joins (Reader *reader)
{
  for (guint i = 0; i < reader->trace->tables->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (reader->trace->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->foreign_keys); j++)
        {
          TenonForeignKey  *key = tenon_list_get (table->foreign_keys, j);
          TenonSourceTable *parent = key->ref_table != NULL ? tenon_schema_find_table (reader->schema, key->ref_table) : NULL;

          if (parent == NULL || parent == table || key->columns == NULL || key->columns[0] == NULL || key->ref_columns == NULL || key->ref_columns[0] == NULL)
            continue;
          if (g_hash_table_contains (reader->touched, parent->name) && !tenon_trace_joins (reader->trace, table->name, parent->name))
            add_join (reader, table, key->columns[0], parent, key->ref_columns[0]);
        }
    }
}

static void
read_today (Reader     *reader,
            TenonModel *model)
{
  TenonPattern *pattern = reader->trace->pattern;
  char         *range[] = { pattern->range, NULL };

  read_tables (reader, pattern->entities_involved);
  read_tables (reader, pattern->joins);
  read_columns (reader, pattern->attributes);
  reader->trace->names_attributes = g_hash_table_size (reader->trace->columns) > 0;
  read_columns (reader, pattern->equality);
  read_columns (reader, range);
  read_columns (reader, pattern->filters);
  read_columns (reader, pattern->search);
  for (guint i = 0; i < tenon_list_get_length (pattern->order_by); i++)
    read_column (reader, ((TenonShapeOrder *)tenon_list_get (pattern->order_by, i))->column);
  read_statements (reader, model);

  for (guint i = 0; reader->schema != NULL && i < tenon_list_get_length (reader->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (reader->schema->tables, i);

      if (g_hash_table_contains (reader->touched, table->name))
        g_ptr_array_add (reader->trace->tables, table);
    }
  infer_joins (reader);
}

/* --- Tomorrow ------------------------------------------------------------ */

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const TenonTraceStep *first = a, *second = b;

  if (first->operation->step != second->operation->step)
    return first->operation->step < second->operation->step ? -1 : 1;
  return g_strcmp0 (first->table->name, second->table->name);
}

static void
read_tomorrow (TenonTrace *self,
               TenonModel *model)
{
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonTraceStep step = { table, tenon_list_get (table->operations, j) };

          if (g_strcmp0 (step.operation->pattern_id, self->pattern->pattern_id) == 0)
            g_array_append_val (self->steps, step);
        }
    }
  g_array_sort (self->steps, compare_steps);
}

/**
 * tenon_trace_new:
 *
 * Returns: (transfer full) (nullable): %NULL if there is no such pattern. It borrows from @model as it is now.
 */
TenonTrace *
tenon_trace_new (TenonModel *model,
                 const char *pattern_id)
{
  TenonPattern *pattern = pattern_id != NULL ? tenon_model_find_pattern (model, pattern_id) : NULL;
  g_autoptr (GHashTable) touched = g_hash_table_new (g_str_hash, g_str_equal);
  TenonTrace *self;
  Reader      reader;

  if (pattern == NULL)
    return NULL;

  self = g_new0 (TenonTrace, 1);
  self->pattern = g_object_ref (pattern);
  self->tables = g_ptr_array_new ();
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->joins = g_ptr_array_new_with_free_func ((GDestroyNotify)trace_join_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (TenonTraceStep));
  reader = (Reader){ self, model->schema, touched };
  read_today (&reader, model);
  read_tomorrow (self, model);
  return self;
}

gboolean
tenon_trace_touches (TenonTrace *self,
                     const char *table)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_str_equal (((TenonSourceTable *)g_ptr_array_index (self->tables, i))->name, table))
      return TRUE;
  return FALSE;
}

/* In either direction. */
gboolean
tenon_trace_joins (TenonTrace *self,
                   const char *table,
                   const char *other)
{
  for (guint i = 0; i < self->joins->len; i++)
    {
      TenonTraceJoin *join = g_ptr_array_index (self->joins, i);

      if ((g_str_equal (join->left_table, table) && g_str_equal (join->right_table, other)) || (g_str_equal (join->left_table, other) && g_str_equal (join->right_table, table)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_key_of (TenonTraceStep *step,
           const char     *attribute)
{
  TenonIndex *index = step->operation->index != NULL ? tenon_table_find_index (step->table, step->operation->index) : NULL;

  if (index != NULL)
    return g_strcmp0 (index->partition_key, attribute) == 0 || g_strcmp0 (index->sort_key, attribute) == 0;
  return tenon_table_is_key_attribute (step->table, attribute);
}

/* Whether the pattern asks for the attribute: as a key of what serves it, or for what it holds. */
gboolean
tenon_trace_needs (TenonTrace     *self,
                   TenonTable     *table,
                   TenonAttribute *attribute)
{
  g_autofree char *dotted = NULL;
  gboolean         served_here = FALSE;

  for (guint i = 0; i < self->steps->len; i++)
    {
      TenonTraceStep *step = &g_array_index (self->steps, TenonTraceStep, i);

      if (step->table != table)
        continue;
      served_here = TRUE;
      if (is_key_of (step, attribute->name))
        return TRUE;
    }
  if (!served_here || attribute->source_table == NULL || attribute->source_column == NULL)
    return FALSE;
  dotted = g_strconcat (attribute->source_table, ".", attribute->source_column, NULL);
  return g_hash_table_contains (self->columns, dotted);
}

/* --- Load ---------------------------------------------------------------- */

/* What one pattern asks for: its peak, or its average as the least its peak can be. */
void
tenon_load_of_pattern (TenonPattern *pattern,
                       TenonLoad    *load)
{
  *load = (TenonLoad){ 0, FALSE, 1, 0 };
  if (pattern->rps_peak != NULL && tenon_rate_get_value (pattern->rps_peak, &load->rate))
    load->is_lower_bound = tenon_rate_is_lower_bound (pattern->rps_peak);
  else if (pattern->rps_average != NULL && tenon_rate_get_value (pattern->rps_average, &load->rate))
    load->is_lower_bound = TRUE;
  else
    {
      load->is_lower_bound = TRUE;
      load->n_unknown = 1;
    }
}

/* Takes @subject. */
static void
add_load (GHashTable      *loads,
          char            *subject,
          const TenonLoad *load)
{
  TenonLoad *sum = g_hash_table_lookup (loads, subject);

  if (sum == NULL)
    {
      sum = g_new0 (TenonLoad, 1);
      g_hash_table_insert (loads, g_strdup (subject), sum);
    }
  sum->rate += load->rate;
  sum->is_lower_bound = sum->is_lower_bound || load->is_lower_bound;
  sum->n_patterns += load->n_patterns;
  sum->n_unknown += load->n_unknown;
  g_free (subject);
}

/* Names two MySQL tables, in one order, among loads. */
char *
tenon_load_dup_pair (const char *table,
                     const char *other)
{
  gboolean turned = strcmp (table, other) > 0;

  return g_strdup_printf ("join:%s\n%s", turned ? other : table, turned ? table : other);
}

static void
add_pattern (GHashTable   *loads,
             TenonModel   *model,
             TenonPattern *pattern)
{
  g_autoptr (TenonTrace) trace = tenon_trace_new (model, pattern->pattern_id);
  TenonLoad load;

  if (trace == NULL || !tenon_pattern_touches_database (pattern))
    return;

  tenon_load_of_pattern (pattern, &load);
  for (guint i = 0; i < trace->tables->len; i++)
    add_load (loads, g_strconcat ("source:", ((TenonSourceTable *)g_ptr_array_index (trace->tables, i))->name, NULL), &load);
  for (guint i = 0; i < trace->joins->len; i++)
    {
      TenonTraceJoin *join = g_ptr_array_index (trace->joins, i);

      add_load (loads, tenon_load_dup_pair (join->left_table, join->right_table), &load);
    }
  for (guint i = 0; i < trace->steps->len; i++)
    {
      TenonTraceStep *step = &g_array_index (trace->steps, TenonTraceStep, i);

      add_load (loads, g_strconcat ("table:", step->table->name, NULL), &load);
      if (step->operation->index != NULL)
        add_load (loads, g_strconcat ("index:", step->table->name, "/", step->operation->index, NULL), &load);
    }
}

/**
 * tenon_loads_new:
 *
 * What all patterns together put on each MySQL table ("source:orders"), on each two that are joined
 * (tenon_load_dup_pair()), on each DynamoDB table ("table:orders") and index ("index:orders/by_user"). A request of a
 * pattern counts once for every step it takes.
 *
 * Returns: (transfer full): subject -> #TenonLoad
 */
GHashTable *
tenon_loads_new (TenonModel *model)
{
  GHashTable *loads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    add_pattern (loads, model, tenon_list_get (model->patterns, i));
  return loads;
}

/* Returns: (transfer full): "1,200/s", "at least 12/s", or a dash where no rate is known */
char *
tenon_load_dup_text (const TenonLoad *self)
{
  if (self->rate == 0 && self->n_unknown > 0)
    return g_strdup ("–");
  return tenon_format_rate (self->rate, self->is_lower_bound);
}
