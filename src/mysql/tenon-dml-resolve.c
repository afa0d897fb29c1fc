/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Once a statement is read: which table each name of a column means, and the shape that follows. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-dml-private.h"

/* Derived tables inside one another that a name is followed through. */
#define MAX_FOLLOW 16
/* Columns of derived tables looked at for one statement; a query that needs more is left with bare names. */
#define MAX_LOOKS 1000000

/* What a name means: a column of a table, in one of the places where the table stands. */
typedef struct
{
  TenonDmlSource *source; /* (nullable) */
  char           *column; /* (owned) "table.column", or the bare name where the table is not known */
} Meaning;

static void
meaning_clear (Meaning *self)
{
  g_free (self->column);
}

static gboolean
is_called (TenonDmlSource *source,
           const char     *qualifier)
{
  const char *dot;

  if (source->alias != NULL && g_ascii_strcasecmp (source->alias, qualifier) == 0)
    return TRUE;
  if (source->name == NULL)
    return FALSE;
  dot = strrchr (source->name, '.');
  return g_ascii_strcasecmp (source->name, qualifier) == 0 || (dot != NULL && g_ascii_strcasecmp (dot + 1, qualifier) == 0);
}

static TenonColumn *
find_column (TenonSourceTable *table,
             const char       *name)
{
  guint n = tenon_list_get_length (table->columns);

  for (guint i = 0; i < n; i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      if (g_ascii_strcasecmp (column->name, name) == 0)
        return column;
    }
  return NULL;
}

static TenonDmlOutput *
find_output (TenonDmlScope *scope,
             const char    *name)
{
  for (guint i = 0; i < scope->outputs->len; i++)
    {
      TenonDmlOutput *output = &g_array_index (scope->outputs, TenonDmlOutput, i);

      if (g_ascii_strcasecmp (output->name, name) == 0)
        return output;
    }
  return NULL;
}

static gboolean
has_star (TenonDmlScope *scope)
{
  for (guint i = 0; i < scope->outputs->len; i++)
    if (strcmp (g_array_index (scope->outputs, TenonDmlOutput, i).name, "*") == 0)
      return TRUE;
  return FALSE;
}

static gboolean resolve_in (TenonDml      *self,
                            TenonDmlScope *scope,
                            const char    *qualifier,
                            const char    *column,
                            guint          follow,
                            Meaning       *meaning);

static gboolean
resolve_through (TenonDml      *self,
                 TenonDmlScope *derived,
                 const char    *column,
                 guint          follow,
                 Meaning       *meaning)
{
  TenonDmlOutput *output;

  self->n_looks += derived->outputs->len + 1;
  if (follow >= MAX_FOLLOW || self->n_looks > MAX_LOOKS)
    return FALSE;
  output = find_output (derived, column);
  if (output != NULL)
    {
      TenonDmlReference *reference;

      if (output->reference < 0 || strcmp (column, "*") == 0)
        return FALSE;
      reference = &g_array_index (self->references, TenonDmlReference, output->reference);
      return resolve_in (self, reference->scope, reference->qualifier, reference->column, follow + 1, meaning);
    }
  return has_star (derived) && resolve_in (self, derived, NULL, column, follow + 1, meaning);
}

/* Whether the source has the column, and if so what it means. */
static gboolean
resolve_source (TenonDml       *self,
                TenonDmlSource *source,
                const char     *column,
                gboolean        named,
                guint           follow,
                Meaning        *meaning)
{
  if (source->derived != NULL)
    return resolve_through (self, source->derived, column, follow, meaning);
  if (source->name == NULL)
    return FALSE;
  if (source->table != NULL)
    {
      TenonColumn *known = find_column (source->table, column);

      if (known == NULL && !named)
        return FALSE;
      meaning->column = g_strconcat (source->name, ".", known != NULL ? known->name : column, NULL);
    }
  else
    {
      meaning->column = g_strconcat (source->name, ".", column, NULL);
    }
  meaning->source = source;
  return TRUE;
}

static gboolean
resolve_qualified (TenonDml      *self,
                   TenonDmlScope *scope,
                   const char    *qualifier,
                   const char    *column,
                   guint          follow,
                   Meaning       *meaning)
{
  for (; scope != NULL; scope = scope->parent)
    for (guint i = 0; i < scope->sources->len; i++)
      {
        TenonDmlSource *source = g_ptr_array_index (scope->sources, i);

        if (is_called (source, qualifier))
          return resolve_source (self, source, column, TRUE, follow, meaning);
      }
  return FALSE;
}

static gboolean
resolve_in (TenonDml      *self,
            TenonDmlScope *scope,
            const char    *qualifier,
            const char    *column,
            guint          follow,
            Meaning       *meaning)
{
  if (qualifier != NULL)
    return resolve_qualified (self, scope, qualifier, column, follow, meaning);
  for (; scope != NULL; scope = scope->parent)
    {
      TenonDmlSource *only = NULL;
      guint           n_unknown = 0;

      for (guint i = 0; i < scope->sources->len; i++)
        {
          TenonDmlSource *source = g_ptr_array_index (scope->sources, i);

          if (source->table == NULL && source->derived == NULL)
            {
              n_unknown++;
              only = source;
            }
          else if (resolve_source (self, source, column, FALSE, follow, meaning))
            {
              return TRUE;
            }
        }
      /* One table without a schema has the column, for it must be somewhere. */
      if (n_unknown == 1 && only->name != NULL && (scope->sources->len == 1 || scope->parent == NULL))
        return resolve_source (self, only, column, TRUE, follow, meaning);
      if (scope->sources->len == 1)
        {
          TenonDmlSource *source = g_ptr_array_index (scope->sources, 0);

          if (source->table != NULL && scope->parent == NULL && find_output (scope, column) == NULL)
            return resolve_source (self, source, column, TRUE, follow, meaning);
        }
    }
  return FALSE;
}

/* A name that is no column may be one the select list gives: ORDER BY and GROUP BY use them. */
static gboolean
resolve_output (TenonDml          *self,
                TenonDmlReference *reference,
                Meaning           *meaning)
{
  TenonDmlScope *scope = reference->scope;

  if (reference->qualifier != NULL || scope == NULL)
    return FALSE;
  /* The order of a UNION names what its first block gives. */
  if (scope->sources->len == 0 && scope->outputs->len == 0)
    for (guint i = 0; i < self->scopes->len; i++)
      {
        TenonDmlScope *other = g_ptr_array_index (self->scopes, i);

        if (other->outputs->len > 0)
          {
            scope = other;
            break;
          }
      }
  return resolve_through (self, scope, reference->column, 0, meaning);
}

static void
resolve_reference (TenonDml          *self,
                   TenonDmlReference *reference,
                   gboolean           outputs_first,
                   Meaning           *meaning)
{
  memset (meaning, 0, sizeof *meaning);
  if (strcmp (reference->column, "*") == 0 && reference->qualifier == NULL)
    return;
  if (outputs_first && resolve_output (self, reference, meaning))
    return;
  if (resolve_in (self, reference->scope, reference->qualifier, reference->column, 0, meaning))
    return;
  if (!outputs_first && resolve_output (self, reference, meaning))
    return;
  if (reference->qualifier != NULL)
    meaning->column = g_strconcat (reference->qualifier, ".", reference->column, NULL);
  else
    meaning->column = g_strdup (reference->column);
}

/* ---- the shape ---- */

typedef struct
{
  GPtrArray  *columns; /* (owned) char* */
  GHashTable *seen;    /* borrows from columns */
} ColumnSet;

static void
column_set_init (ColumnSet *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
}

/* Takes the column over. */
static void
column_set_add (ColumnSet *self,
                char      *column)
{
  if (g_hash_table_contains (self->seen, column))
    {
      g_free (column);
      return;
    }
  g_ptr_array_add (self->columns, column);
  g_hash_table_add (self->seen, column);
}

static char **
column_set_finish (ColumnSet *self)
{
  char **strv = tenon_strv_from_array (self->columns);

  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->columns);
  return strv;
}

static void
add_all_columns (TenonDmlSource *source,
                 ColumnSet      *set)
{
  if (source->name == NULL)
    return;
  if (source->table == NULL)
    {
      column_set_add (set, g_strconcat (source->name, ".*", NULL));
      return;
    }
  for (guint i = 0; i < tenon_list_get_length (source->table->columns); i++)
    column_set_add (set, g_strconcat (source->name, ".", ((TenonColumn *)tenon_list_get (source->table->columns, i))->name, NULL));
}

/* "*" and "table.*" */
static void
add_star (TenonDmlReference *reference,
          ColumnSet         *set)
{
  for (TenonDmlScope *scope = reference->scope; scope != NULL; scope = scope->parent)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < scope->sources->len; i++)
        {
          TenonDmlSource *source = g_ptr_array_index (scope->sources, i);

          if (reference->qualifier != NULL && !is_called (source, reference->qualifier))
            continue;
          add_all_columns (source, set);
          found = TRUE;
        }
      if (found || reference->qualifier == NULL)
        return;
    }
}

/* The foreign key of @child that leads from one column to the other. */
static char *
find_foreign_key (TenonSourceTable *child,
                  const char       *column,
                  TenonSourceTable *parent,
                  const char       *ref_column)
{
  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);

      if (g_ascii_strcasecmp (key->ref_table, parent->name) != 0)
        continue;
      for (guint j = 0; key->columns[j] != NULL && key->ref_columns[j] != NULL; j++)
        if (g_ascii_strcasecmp (key->columns[j], column) == 0 && g_ascii_strcasecmp (key->ref_columns[j], ref_column) == 0)
          {
            g_autofree char *columns = g_strjoinv (",", key->columns);

            return key->name != NULL ? g_strdup (key->name) : g_strconcat (child->name, "(", columns, ")", NULL);
          }
    }
  return NULL;
}

static const char *
bare_column (const char *dotted)
{
  const char *dot = strrchr (dotted, '.');

  return dot != NULL ? dot + 1 : dotted;
}

/* Two columns of one row, or of what a query makes itself. */
static void
compare_columns (TenonShape *shape,
                 Meaning    *left,
                 Meaning    *right)
{
  Meaning *const both[] = { left, right };
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean             is_known = TRUE;
  TenonShapeCondition *condition;

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      gboolean is_column = both[i]->source != NULL && both[i]->source->name != NULL;

      if (both[i]->column == NULL)
        return;
      if (is_column)
        g_ptr_array_add (columns, both[i]->column);
      g_string_append_printf (text, is_column ? "%s{%s}" : "%s%s", i > 0 ? " = " : "", both[i]->column);
      is_known &= is_column;
    }
  condition = g_object_new (TENON_TYPE_SHAPE_CONDITION, NULL);
  condition->kind = g_strdup (is_known ? "filter" : "computed");
  condition->text = g_strdup (text->str);
  condition->columns = tenon_strv_from_array (columns);
  tenon_list_append_take (shape->conditions, condition);
}

static void
resolve_join (TenonShape *shape,
              Meaning    *left,
              Meaning    *right,
              GHashTable *seen)
{
  TenonShapeJoin *join;
  char           *pair;

  if (left->source == right->source || left->source == NULL || right->source == NULL)
    {
      compare_columns (shape, left, right);
      return;
    }
  pair = g_strconcat (left->column, "\n", right->column, NULL);
  if (!g_hash_table_add (seen, pair))
    return;
  join = g_object_new (TENON_TYPE_SHAPE_JOIN, NULL);
  join->left = g_strdup (left->column);
  join->right = g_strdup (right->column);
  if (left->source->table != NULL && right->source->table != NULL)
    {
      join->foreign_key = find_foreign_key (left->source->table, bare_column (left->column), right->source->table, bare_column (right->column));
      if (join->foreign_key == NULL)
        join->foreign_key = find_foreign_key (right->source->table, bare_column (right->column), left->source->table, bare_column (left->column));
    }
  tenon_list_append_take (shape->joins, join);
}

static void
resolve_joins (TenonDml   *self,
               Meaning    *meanings,
               TenonShape *shape)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->joins->len; i++)
    {
      TenonDmlJoin *join = &g_array_index (self->joins, TenonDmlJoin, i);

      if (join->left >= 0 && join->right >= 0)
        resolve_join (shape, &meanings[join->left], &meanings[join->right], seen);
    }
}

static void
resolve_tables (TenonDml   *self,
                TenonShape *shape)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->scopes->len; i++)
    {
      TenonDmlScope *scope = g_ptr_array_index (self->scopes, i);

      for (guint j = 0; j < scope->sources->len; j++)
        {
          TenonDmlSource  *source = g_ptr_array_index (scope->sources, j);
          TenonShapeTable *table;

          if (source->name == NULL || !g_hash_table_add (seen, g_strconcat (source->name, "\n", source->alias, NULL)))
            continue;
          table = g_object_new (TENON_TYPE_SHAPE_TABLE, NULL);
          table->name = g_strdup (source->name);
          table->alias = g_strdup (source->alias);
          tenon_list_append_take (shape->tables, table);
        }
    }
}

/*
 * A bare name that the select list gives to an expression is no column: HAVING and ORDER BY use such names. Nor is what a
 * derived table computes, or JSON_TABLE makes.
 */
static gboolean
names_expression (TenonDmlReference *reference)
{
  TenonDmlOutput *output;

  for (TenonDmlScope *scope = reference->scope; reference->qualifier != NULL && scope != NULL; scope = scope->parent)
    for (guint i = 0; i < scope->sources->len; i++)
      if (is_called (g_ptr_array_index (scope->sources, i), reference->qualifier))
        return ((TenonDmlSource *)g_ptr_array_index (scope->sources, i))->name == NULL;
  if (reference->qualifier != NULL || reference->scope == NULL)
    return FALSE;
  output = find_output (reference->scope, reference->column);
  return output != NULL && output->reference < 0;
}

static void
resolve_uses (TenonDml   *self,
              Meaning    *meanings,
              TenonShape *shape)
{
  ColumnSet sets[TENON_N_ROLES];
  char    **columns[TENON_N_ROLES];

  for (guint i = 0; i < TENON_N_ROLES; i++)
    column_set_init (&sets[i]);
  for (guint i = 0; i < self->uses->len; i++)
    {
      TenonDmlUse       *use = &g_array_index (self->uses, TenonDmlUse, i);
      TenonDmlReference *reference = &g_array_index (self->references, TenonDmlReference, use->reference);

      if (strcmp (reference->column, "*") == 0)
        add_star (reference, &sets[use->role]);
      else if (meanings[use->reference].column != NULL && (use->role != TENON_ROLE_READ || meanings[use->reference].source != NULL || !names_expression (reference)))
        column_set_add (&sets[use->role], g_strdup (meanings[use->reference].column));
    }
  for (guint i = 0; i < TENON_N_ROLES; i++)
    columns[i] = column_set_finish (&sets[i]);
  shape->reads = columns[TENON_ROLE_READ];
  shape->equality = columns[TENON_ROLE_EQUALITY];
  shape->in_lists = columns[TENON_ROLE_IN];
  shape->range = columns[TENON_ROLE_RANGE];
  shape->from = columns[TENON_ROLE_FROM];
  shape->to = columns[TENON_ROLE_TO];
  shape->strict = columns[TENON_ROLE_STRICT];
  shape->prefix = columns[TENON_ROLE_PREFIX];
  shape->infix = columns[TENON_ROLE_INFIX];
  shape->fulltext = columns[TENON_ROLE_FULLTEXT];
  shape->is_null = columns[TENON_ROLE_IS_NULL];
  shape->group_by = columns[TENON_ROLE_GROUP];
  shape->writes = columns[TENON_ROLE_WRITE];
  shape->either = columns[TENON_ROLE_EITHER];
}

static void
resolve_aggregates (TenonDml   *self,
                    Meaning    *meanings,
                    TenonShape *shape)
{
  ColumnSet set;

  column_set_init (&set);
  for (guint i = 0; i < self->aggregates->len; i++)
    {
      TenonDmlAggregate *aggregate = &g_array_index (self->aggregates, TenonDmlAggregate, i);
      const char        *argument = aggregate->is_star ? "*" : aggregate->reference >= 0 && meanings[aggregate->reference].column != NULL ? meanings[aggregate->reference].column
                                                                                                                                          : "…";

      column_set_add (&set, g_strconcat (aggregate->function, "(", aggregate->is_distinct ? "distinct " : "", argument, ")", NULL));
    }
  shape->aggregates = column_set_finish (&set);
}

static void
resolve_orders (TenonDml   *self,
                TenonShape *shape)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      TenonDmlOrder   *order = &g_array_index (self->orders, TenonDmlOrder, i);
      TenonShapeOrder *record;
      Meaning          meaning;

      resolve_reference (self, &g_array_index (self->references, TenonDmlReference, order->reference), TRUE, &meaning);
      if (meaning.column == NULL)
        continue;
      record = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
      record->column = meaning.column;
      record->descending = order->descending;
      tenon_list_append_take (shape->order_by, record);
    }
}

static void
resolve_conditions (TenonDml   *self,
                    Meaning    *meanings,
                    TenonShape *shape)
{
  g_autofree const char **names = g_new0 (const char *, self->references->len + 1);

  for (guint i = 0; i < self->references->len; i++)
    if (meanings[i].source != NULL && meanings[i].source->name != NULL)
      names[i] = meanings[i].column;
  tenon_dml_resolve_conditions (self, names, shape);
}

/**
 * tenon_dml_resolve:
 *
 * Returns: (transfer full): the shape of the statement that was read
 */
TenonShape *
tenon_dml_resolve (TenonDml *self)
{
  TenonShape *shape = g_object_new (TENON_TYPE_SHAPE, NULL);
  Meaning    *meanings = g_new0 (Meaning, self->references->len + 1);

  for (guint i = 0; i < self->references->len; i++)
    resolve_reference (self, &g_array_index (self->references, TenonDmlReference, i), FALSE, &meanings[i]);
  shape->verb = g_strdup (self->verb);
  resolve_tables (self, shape);
  resolve_joins (self, meanings, shape);
  resolve_uses (self, meanings, shape);
  resolve_aggregates (self, meanings, shape);
  resolve_orders (self, shape);
  resolve_conditions (self, meanings, shape);
  shape->limit = self->limit;
  shape->offset = self->offset;
  shape->locks = self->locks;
  shape->distinct = self->distinct;
  shape->unites = self->unites;
  shape->upserts = self->upserts || g_strcmp0 (self->verb, "REPLACE") == 0;
  for (guint i = 0; i < self->references->len; i++)
    meaning_clear (&meanings[i]);
  g_free (meanings);
  return shape;
}

/**
 * tenon_dml_resolve_name:
 *
 * Returns: (transfer full) (nullable): what a name of a column means, "table.column"; %NULL where no table has it
 */
char *
tenon_dml_resolve_name (TenonDml *self,
                        int       reference)
{
  Meaning meaning;

  resolve_reference (self, &g_array_index (self->references, TenonDmlReference, reference), FALSE, &meaning);
  if (meaning.source == NULL)
    meaning_clear (&meaning);
  return meaning.source != NULL ? meaning.column : NULL;
}
