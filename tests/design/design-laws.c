/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an expert would look for in a design, found without the engine's own words for it: from the schema, the patterns and
 * the design alone. */

#include "design-laws.h"

#include "base/tenon-text.h"

#include <string.h>

typedef struct
{
  TenonModel   *model;
  TenonDesign  *design;
  GPtrArray    *broken;
  TenonPattern *pattern;
  GPtrArray    *operations; /* (element-type TenonOperation) of the pattern, in the order of their steps */
  GPtrArray    *tables;     /* (element-type TenonTable) where they stand */
} Laws;

typedef struct
{
  const char *name;
  char        kind;  /* '=', 'B'etween or an open range, '?' anything else */
  char       *value; /* what an equality calls it */
} Condition;

/* What the pattern asks for and the requests it got: to see at once who is wrong. */
static char *
describe (Laws *self)
{
  GString         *s = g_string_new (NULL);
  TenonPattern    *pattern = self->pattern;
  g_autofree char *equality = pattern->equality != NULL ? g_strjoinv (",", pattern->equality) : NULL;
  g_autofree char *reads = pattern->attributes != NULL ? g_strjoinv (",", pattern->attributes) : NULL;

  g_string_append_printf (s, " [%s; by %s; range %s; reads %s;", pattern->description, equality, pattern->range, reads);
  for (guint i = 0; i < self->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (self->operations, i);

      g_string_append_printf (s, " %d. %s %s/%s: %s | %s | %s | %s;", (int)operation->step, operation->operation, ((TenonTable *)g_ptr_array_index (self->tables, i))->name, operation->index, operation->key_condition, operation->filter, operation->condition, operation->notes);
    }
  g_string_append_c (s, ']');
  return g_string_free (s, FALSE);
}

G_GNUC_PRINTF (3, 4)
static void
broken (Laws       *self,
        const char *law,
        const char *format,
        ...)
{
  g_autofree char *text = NULL;
  g_autofree char *context = self->pattern != NULL ? describe (self) : NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->broken, g_strdup_printf ("%s: %s%s", law, text, context != NULL ? context : ""));
}

/* ---- reading the design ---- */

static void
condition_free (gpointer data)
{
  g_free ((char *)((Condition *)data)->name);
  g_free (((Condition *)data)->value);
  g_free (data);
}

static GPtrArray *
read_conditions (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (condition_free);
  g_autoptr (GRegex) regex = g_regex_new ("([^\\s()=<>]+) (=|BETWEEN|[<>]=?) :([^\\s()]+)(?: AND :\\S+_to)?|begins_with\\(([^,]+), :[^)]+\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text != NULL ? text : "", 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      Condition       *condition = g_new0 (Condition, 1);
      g_autofree char *sign = g_match_info_fetch (match, 2);

      condition->name = *sign != '\0' ? g_match_info_fetch (match, 1) : g_match_info_fetch (match, 4);
      condition->value = g_match_info_fetch (match, 3);
      condition->kind = *sign == '=' ? '=' : *sign != '\0' ? 'B'
                                                           : '?';
      g_ptr_array_add (list, condition);
    }
  return list;
}

static Condition *
find_condition (GPtrArray  *list,
                const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((Condition *)g_ptr_array_index (list, i))->name, name) == 0)
      return g_ptr_array_index (list, i);
  return NULL;
}

static TenonColumn *
column_of (Laws       *self,
           TenonTable *table,
           const char *name)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonSourceTable *source = attribute != NULL && attribute->source_table != NULL ? tenon_schema_find_table (self->model->schema, attribute->source_table) : NULL;

  return source != NULL ? tenon_source_table_find_column (source, attribute->source_column) : NULL;
}

/* Whether @list has "table.column" of the column that the attribute comes from. */
static gboolean
names_attribute (Laws       *self,
                 char      **list,
                 TenonTable *table,
                 const char *name)
{
  TenonAttribute  *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  g_autofree char *column = attribute != NULL ? g_strdup_printf ("%s.%s", attribute->source_table, attribute->source_column) : NULL;

  for (guint i = 0; column != NULL && list != NULL && list[i] != NULL; i++)
    if (g_ascii_strcasecmp (list[i], column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is (TenonOperation *operation,
    const char     *name)
{
  return g_strcmp0 (operation->operation, name) == 0;
}

static gboolean
is_read (TenonOperation *operation)
{
  return is (operation, "GetItem") || is (operation, "BatchGetItem") || is (operation, "Query") || is (operation, "Scan");
}

static int
compare_steps (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  GPtrArray      *operations = data;
  TenonOperation *x = g_ptr_array_index (operations, *(const guint *)a), *y = g_ptr_array_index (operations, *(const guint *)b);

  return x->step != y->step ? (x->step > y->step) - (x->step < y->step) : (*(const guint *)a > *(const guint *)b) - (*(const guint *)a < *(const guint *)b);
}

static void
collect (Laws *self)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autofree guint *order = NULL;

  g_ptr_array_set_size (self->operations, 0);
  g_ptr_array_set_size (self->tables, 0);
  for (guint t = 0; t < tenon_list_get_length (self->design->tables); t++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, t);

      for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
        if (g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id, self->pattern->pattern_id) == 0)
          {
            g_ptr_array_add (operations, tenon_list_get (table->operations, i));
            g_ptr_array_add (tables, table);
          }
    }
  order = g_new (guint, operations->len + 1);
  for (guint i = 0; i < operations->len; i++)
    order[i] = i;
  g_qsort_with_data (order, operations->len, sizeof (guint), compare_steps, operations);
  for (guint i = 0; i < operations->len; i++)
    {
      g_ptr_array_add (self->operations, g_ptr_array_index (operations, order[i]));
      g_ptr_array_add (self->tables, g_ptr_array_index (tables, order[i]));
    }
}

static TenonTable *
main_table (Laws *self)
{
  return self->pattern->entities_involved != NULL && self->pattern->entities_involved[0] != NULL ? tenon_design_find_table_of (self->design, self->pattern->entities_involved[0]) : NULL;
}

/* ---- one request ---- */

static void
check_keys (Laws           *self,
            TenonTable     *table,
            TenonOperation *operation)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
  const char *partition = index != NULL ? index->partition_key : table->partition_key;
  const char *sort = index != NULL ? index->sort_key : table->sort_key;
  g_autoptr (GPtrArray) conditions = read_conditions (operation->key_condition);
  Condition *one = find_condition (conditions, partition), *two = sort != NULL ? find_condition (conditions, sort) : NULL;

  if (operation->index != NULL && index == NULL)
    broken (self, "dangling", "%s names the index %s, which %s lacks", operation->pattern_id, operation->index, table->name);
  if (operation->index != NULL && !is (operation, "Query") && !is (operation, "Scan"))
    broken (self, "write-on-index", "%s: %s on the index %s", operation->pattern_id, operation->operation, operation->index);
  if (is (operation, "Scan"))
    return;
  if (one == NULL || one->kind != '=')
    broken (self, "partition", "%s: %s on %s does not give %s: %s", operation->pattern_id, operation->operation, table->name, partition, operation->key_condition);
  if (!is (operation, "Query") && sort != NULL && (two == NULL || two->kind != '='))
    broken (self, "whole-key", "%s: %s on %s does not give %s: %s", operation->pattern_id, operation->operation, table->name, sort, operation->key_condition);
  if (conditions->len > (one != NULL) + (two != NULL))
    broken (self, "no-key", "%s: a key condition on %s names what is no key: %s", operation->pattern_id, table->name, operation->key_condition);
  if (operation->index != NULL && self->pattern->consistency_requirements == TENON_CONSISTENCY_STRONG && tenon_pattern_is_read (self->pattern))
    broken (self, "strong", "%s reads strongly from %s", operation->pattern_id, operation->index);
}

static gboolean
is_in_entry (TenonTable *table,
             TenonIndex *index,
             const char *name)
{
  return index->projection == TENON_PROJECTION_ALL || g_strcmp0 (name, index->partition_key) == 0 || g_strcmp0 (name, index->sort_key) == 0 || tenon_table_is_base_key (table, name)
         || (index->projection == TENON_PROJECTION_INCLUDE && tenon_strv_contains ((const char *const *)index->projected, name));
}

/* What a filter names stands in the entry. */
static void
check_filter (Laws           *self,
              TenonTable     *table,
              TenonOperation *operation)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
  g_autoptr (GPtrArray) conditions = read_conditions (operation->filter);

  for (guint i = 0; i < conditions->len; i++)
    {
      Condition *condition = g_ptr_array_index (conditions, i);

      if (tenon_table_find_attribute (table, condition->name) == NULL)
        broken (self, "dangling", "%s filters %s by %s, which it lacks", operation->pattern_id, table->name, condition->name);
      else if (index != NULL && !is_in_entry (table, index, condition->name))
        broken (self, "filter-not-projected", "%s filters %s by %s, which is not projected", operation->pattern_id, index->name, condition->name);
      else if (g_strcmp0 (condition->name, index != NULL ? index->partition_key : table->partition_key) == 0 && is (operation, "Query"))
        broken (self, "filter-on-key", "%s filters a Query of %s by its own key %s", operation->pattern_id, table->name, condition->name);
    }
}

/* A page in the order of @column: by nothing else could it be the first one, and a finding says what it takes. */
static gboolean
is_page_in_order_of (Laws           *self,
                     TenonOperation *operation,
                     TenonColumn    *column)
{
  TenonPattern    *pattern = tenon_model_find_pattern (self->model, operation->pattern_id);
  TenonShapeOrder *order = pattern != NULL && tenon_list_get_length (pattern->order_by) > 0 ? tenon_list_get (pattern->order_by, 0) : NULL;
  const char      *dot = order != NULL ? strrchr (order->column, '.') : NULL;

  return order != NULL && operation->notes != NULL && strstr (operation->notes, "pages by cursor") != NULL && g_ascii_strcasecmp (dot != NULL ? dot + 1 : order->column, column->name) == 0;
}

/* A read of the index finds every row that MySQL would: none is missing because it lacks the sort key. */
static void
check_sparse (Laws           *self,
              TenonTable     *table,
              TenonOperation *operation)
{
  TenonIndex  *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
  TenonColumn *column = index != NULL && index->sort_key != NULL ? column_of (self, table, index->sort_key) : NULL;
  g_autoptr (GPtrArray) conditions = read_conditions (operation->key_condition);
  TenonSourceTable *source = column != NULL ? tenon_schema_find_table (self->model->schema, table->source_table) : NULL;

  if (column == NULL || !column->nullable || tenon_strv_contains ((const char *const *)source->primary_key, column->name) || find_condition (conditions, index->sort_key) != NULL)
    return;
  if (column->default_kind == TENON_COLUMN_DEFAULT_LITERAL || column->default_kind == TENON_COLUMN_DEFAULT_EXPRESSION)
    return;
  if (is_page_in_order_of (self, operation, column))
    return;
  broken (self, "rows-missing", "%s reads %s, where rows without %s are not", operation->pattern_id, index->name, index->sort_key);
}

/* Values that the first requests give are values the caller has. */
static void
check_values (Laws           *self,
              TenonTable     *table,
              TenonOperation *operation)
{
  g_autoptr (GPtrArray) conditions = read_conditions (operation->key_condition);
  const char *range[] = { self->pattern->range, NULL };

  /* What was assumed is said, for a person to contradict. */
  if (operation->step > 1 || !is_read (operation) || table != main_table (self) || (operation->notes != NULL && strstr (operation->notes, "taken as the caller's own") != NULL))
    return;
  for (guint i = 0; i < conditions->len; i++)
    {
      Condition *condition = g_ptr_array_index (conditions, i);

      /* A reference is compared with what the row that is referred to is known by. */
      if (condition->kind == '=' && strcmp (condition->value, condition->name) != 0 && names_attribute (self, self->pattern->equality, table, condition->value))
        continue;
      if (!names_attribute (self, self->pattern->equality, table, condition->name) && !names_attribute (self, (char **)range, table, condition->name))
        broken (self, "value-from-nowhere", "%s gives %s of %s, which its request does not have", operation->pattern_id, condition->name, table->name);
    }
}

/* ---- one pattern ---- */

static gboolean
says (Laws       *self,
      const char *words)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->notes != NULL && strstr (operation->notes, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Each condition of the request is one of some request, on the key or as a filter or condition. */
static void
check_conditions (Laws  *self,
                  char **columns)
{
  TenonTable *table = main_table (self);

  for (guint i = 0; table != NULL && columns != NULL && columns[i] != NULL; i++)
    {
      const char      *dot = strrchr (columns[i], '.');
      g_autofree char *source = dot != NULL ? g_strndup (columns[i], dot - columns[i]) : NULL;
      TenonAttribute  *attribute = source != NULL ? tenon_table_find_source_column (table, source, dot + 1) : NULL;
      gboolean         found = attribute == NULL;

      for (guint k = 0; !found && k < self->operations->len; k++)
        {
          TenonOperation  *operation = g_ptr_array_index (self->operations, k);
          g_autofree char *text = g_strjoin (" ", operation->key_condition, operation->filter != NULL ? operation->filter : "", operation->condition != NULL ? operation->condition : "", operation->notes != NULL ? operation->notes : "", NULL);
          g_autofree char *word = g_regex_escape_string (attribute->name, -1);
          g_autofree char *pattern = g_strdup_printf ("(?<![A-Za-z0-9_:])%s(?![A-Za-z0-9_])", word);

          found = g_regex_match_simple (pattern, text, 0, 0);
        }
      if (!found)
        broken (self, "condition-lost", "%s asks by %s and no request of it does", self->pattern->pattern_id, columns[i]);
    }
}

static void
check_order (Laws *self)
{
  TenonTable      *table = main_table (self);
  TenonShapeOrder *order = tenon_list_get_length (self->pattern->order_by) > 0 ? tenon_list_get (self->pattern->order_by, 0) : NULL;
  const char      *column[] = { order != NULL ? order->column : NULL, NULL };

  for (guint i = 0; order != NULL && table != NULL && self->pattern->is_list && i < self->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (self->operations, i);
      TenonIndex     *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
      const char     *sort = index != NULL ? index->sort_key : table->sort_key;

      if (g_ptr_array_index (self->tables, i) != table || (!is (operation, "Query") && !is (operation, "Scan")))
        continue;
      if (is (operation, "Query") && sort != NULL && names_attribute (self, (char **)column, table, sort))
        {
          if (operation->descending != order->descending && !names_attribute (self, self->pattern->equality, table, sort))
            broken (self, "direction", "%s is read in the other direction", self->pattern->pattern_id);
          continue;
        }
      if (operation->descending)
        broken (self, "direction", "%s is read backwards by a key nobody asked for", self->pattern->pattern_id);
      if (!says (self, "sort") && !names_attribute (self, self->pattern->equality, table, names_attribute (self, (char **)column, table, table->partition_key) ? table->partition_key : "") && !names_attribute (self, self->pattern->equality, table, tenon_table_find_source_column (table, table->source_table, strrchr (order->column, '.') + 1) != NULL ? tenon_table_find_source_column (table, table->source_table, strrchr (order->column, '.') + 1)->name : ""))
        broken (self, "order-lost", "%s asks for the order of %s, and nothing sorts: %s of %s", self->pattern->pattern_id, order->column, operation->operation, table->name);
    }
}

/* No request updates an attribute of the key: DynamoDB refuses it. */
static void
check_key_stays (Laws *self)
{
  TenonTable *table = main_table (self);

  for (guint i = 0; self->pattern->operation_type == TENON_OPERATION_UPDATE && table != NULL && self->pattern->attributes != NULL && self->pattern->attributes[i] != NULL; i++)
    {
      const char      *dot = strrchr (self->pattern->attributes[i], '.');
      g_autofree char *source = dot != NULL ? g_strndup (self->pattern->attributes[i], dot - self->pattern->attributes[i]) : NULL;
      TenonAttribute  *attribute = source != NULL ? tenon_table_find_source_column (table, source, dot + 1) : NULL;

      if (attribute == NULL || !tenon_table_is_base_key (table, attribute->name) || tenon_strv_contains ((const char *const *)self->pattern->equality, self->pattern->attributes[i]))
        continue;
      if (self->operations->len > 0 && !says (self, "no update changes a key"))
        broken (self, "key-updated", "%s updates %s, which is of the key of %s", self->pattern->pattern_id, attribute->name, table->name);
    }
}

/* A page in the order of a joined table's column is no page of the main one. */
static void
check_joined_order (Laws *self)
{
  TenonTable      *table = main_table (self);
  TenonShapeOrder *order = tenon_list_get_length (self->pattern->order_by) > 0 ? tenon_list_get (self->pattern->order_by, 0) : NULL;
  const char      *dot = order != NULL ? strrchr (order->column, '.') : NULL;

  if (dot == NULL || table == NULL || self->operations->len == 0 || is (g_ptr_array_index (self->operations, 0), "GetItem") || strncmp (order->column, table->source_table, dot - order->column) == 0)
    return;
  if (!says (self, "sorted by"))
    broken (self, "order-lost", "%s asks for the order of %s, and nothing sorts", self->pattern->pattern_id, order->column);
  if (self->pattern->page_size > 0 && says (self, "pages by cursor"))
    broken (self, "page-lost", "%s asks for the order of %s and cuts pages before it is known", self->pattern->pattern_id, order->column);
}

/* An index that is read and not followed by the items themselves carries what is read. */
static void
check_projection (Laws *self)
{
  TenonTable *table = main_table (self);

  for (guint i = 0; tenon_pattern_is_read (self->pattern) && table != NULL && i < self->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (self->operations, i);
      TenonIndex     *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;
      gboolean        fetched = FALSE;

      if (g_ptr_array_index (self->tables, i) != table || index == NULL)
        continue;
      for (guint k = i + 1; k < self->operations->len; k++)
        fetched |= g_ptr_array_index (self->tables, k) == table && (is (g_ptr_array_index (self->operations, k), "GetItem") || is (g_ptr_array_index (self->operations, k), "BatchGetItem"));
      for (guint a = 0; !fetched && a < tenon_list_get_length (table->attributes); a++)
        {
          TenonAttribute *attribute = tenon_list_get (table->attributes, a);

          if ((self->pattern->attributes == NULL || self->pattern->attributes[0] == NULL || names_attribute (self, self->pattern->attributes, table, attribute->name)) && !attribute->denormalized && !is_in_entry (table, index, attribute->name))
            {
              broken (self, "not-projected", "%s reads %s, which %s does not carry", self->pattern->pattern_id, attribute->name, index->name);
              break;
            }
        }
    }
}

/* Tables that are joined are read, or said to be. */
static void
check_joins (Laws *self)
{
  for (guint i = 0; self->pattern->joins != NULL && self->pattern->joins[i] != NULL; i++)
    {
      TenonTable *table = tenon_design_find_table_of (self->design, self->pattern->joins[i]);
      gboolean    found = table == NULL || table == main_table (self);

      for (guint k = 0; !found && k < self->tables->len; k++)
        found = g_ptr_array_index (self->tables, k) == table;
      if (!found)
        broken (self, "join-lost", "%s reads %s too, and no request does", self->pattern->pattern_id, self->pattern->joins[i]);
    }
}

/* Whether a row of @before holds a value of @column of @source: a key leads one way or the other, or both to one parent. */
static gboolean
leads_to (TenonSourceTable *before,
          TenonSourceTable *source,
          const char       *column)
{
  for (guint i = 0; i < tenon_list_get_length (before->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (before->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, source->name) == 0 && tenon_strv_contains ((const char *const *)key->ref_columns, column))
        return TRUE;
    }
  for (guint i = 0; i < tenon_list_get_length (source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (source->foreign_keys, i);

      if (!tenon_strv_contains ((const char *const *)key->columns, column))
        continue;
      if (g_strcmp0 (key->ref_table, before->name) == 0)
        return TRUE;
      for (guint k = 0; k < tenon_list_get_length (before->foreign_keys); k++)
        if (g_strcmp0 (((TenonForeignKey *)tenon_list_get (before->foreign_keys, k))->ref_table, key->ref_table) == 0)
          return TRUE;
    }
  return FALSE;
}

/* A table that is joined is read by what a request before it found. */
static void
check_steps (Laws *self)
{
  for (guint i = 0; tenon_pattern_is_read (self->pattern) && i < self->operations->len; i++)
    {
      TenonOperation   *operation = g_ptr_array_index (self->operations, i);
      TenonTable       *table = g_ptr_array_index (self->tables, i);
      TenonSourceTable *source = tenon_schema_find_table (self->model->schema, table->source_table);
      g_autoptr (GPtrArray) conditions = read_conditions (operation->key_condition);

      if (main_table (self) == NULL || table == main_table (self) || table->role != TENON_TABLE_ENTITY || (operation->notes != NULL && strstr (operation->notes, "has to carry the key") != NULL))
        continue;
      for (guint c = 0; c < conditions->len; c++)
        {
          TenonColumn *column = column_of (self, table, ((Condition *)g_ptr_array_index (conditions, c))->name);
          gboolean     found = column == NULL;

          for (guint k = 0; !found && k < self->operations->len; k++)
            found = ((TenonOperation *)g_ptr_array_index (self->operations, k))->step < operation->step && leads_to (tenon_schema_find_table (self->model->schema, ((TenonTable *)g_ptr_array_index (self->tables, k))->source_table), source, column->name);
          if (!found)
            broken (self, "too-early", "%s reads %s by %s before anything gave it", self->pattern->pattern_id, table->name, column->name);
        }
    }
}

static gboolean
writes_unique (TenonPattern *pattern,
               TenonTable   *lookup)
{
  if (pattern->operation_type != TENON_OPERATION_UPDATE || pattern->attributes == NULL || pattern->attributes[0] == NULL)
    return TRUE;
  for (guint i = 0; lookup->unique_columns != NULL && lookup->unique_columns[i] != NULL; i++)
    {
      g_autofree char *column = g_strdup_printf ("%s.%s", lookup->source_table, lookup->unique_columns[i]);

      for (guint k = 0; pattern->attributes[k] != NULL; k++)
        if (g_ascii_strcasecmp (pattern->attributes[k], column) == 0 && !(pattern->equality != NULL && tenon_strv_contains ((const char *const *)pattern->equality, pattern->attributes[k])))
          return TRUE;
    }
  return FALSE;
}

/* A write of a table with lookup tables is one transaction with those it touches. */
static void
check_lookups (Laws *self)
{
  TenonTable *table = main_table (self);
  g_autoptr (GPtrArray) lookups = table != NULL ? tenon_design_list_lookups (self->design, table) : NULL;

  for (guint i = 0; lookups != NULL && tenon_pattern_is_write (self->pattern) && i < lookups->len; i++)
    {
      TenonTable *lookup = g_ptr_array_index (lookups, i);
      gboolean    found = FALSE;

      for (guint k = 0; k < self->operations->len; k++)
        found |= g_ptr_array_index (self->tables, k) == lookup && is (g_ptr_array_index (self->operations, k), "TransactWriteItems");
      if (!found && writes_unique (self->pattern, lookup))
        broken (self, "lookup-unwritten", "%s writes %s and leaves %s as it is", self->pattern->pattern_id, table->name, lookup->name);
    }
}

static gboolean
goes_along (TenonForeignKey *key)
{
  return key->on_delete != NULL && (g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0 || g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0);
}

/* A deletion does what MySQL did besides: each table whose rows go, or lose their reference, is found and written before. */
static void
check_deletion (Laws *self)
{
  TenonTable *table = main_table (self);

  if (self->pattern->operation_type != TENON_OPERATION_DELETE || table == NULL)
    return;
  for (guint t = 0; t < tenon_list_get_length (self->model->schema->tables); t++)
    {
      TenonSourceTable *child = tenon_list_get (self->model->schema->tables, t);
      TenonTable       *other = tenon_design_find_table_of (self->design, child->name);
      gboolean          refers = FALSE, found = FALSE;

      for (guint i = 0; other != NULL && other != table && i < tenon_list_get_length (child->foreign_keys); i++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);

          refers |= g_strcmp0 (key->ref_table, table->source_table) == 0 && goes_along (key);
        }
      for (guint k = 0; k < self->operations->len; k++)
        found |= g_ptr_array_index (self->tables, k) == other && !is_read (g_ptr_array_index (self->operations, k));
      if (refers && !found)
        broken (self, "left-behind", "%s deletes from %s and leaves what goes with it in %s", self->pattern->pattern_id, table->name, other->name);
    }
}

/* A write that reads everything to find its items: only where no index could find them. */
static void
check_write_scans (Laws *self)
{
  for (guint i = 0; tenon_pattern_is_write (self->pattern) && i < self->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (self->operations, i);
      TenonTable     *table = g_ptr_array_index (self->tables, i);
      g_autoptr (GPtrArray) conditions = read_conditions (operation->filter);
      TenonColumn       *column = conditions->len > 0 ? column_of (self, table, ((Condition *)g_ptr_array_index (conditions, 0))->name) : NULL;
      TenonColumnDetails details = { "" };

      if (!is (operation, "Scan") || tenon_list_get_length (table->indexes) >= 20 || column == NULL)
        continue;
      tenon_column_get_details (column, &details);
      if (!details.is_text || details.length <= 512)
        broken (self, "write-scan", "%s reads all of %s to find what it writes", self->pattern->pattern_id, table->name);
    }
}

static void
check_unserved (Laws          *self,
                TenonUnserved *unserved)
{
  if (unserved->reason == NULL || *unserved->reason == '\0' || unserved->alternative == NULL || *unserved->alternative == '\0')
    broken (self, "no-alternative", "%s is not served, without a reason or a way out", unserved->pattern_id);
}

static void
check_pattern (Laws         *self,
               TenonPattern *pattern)
{
  TenonUnserved *unserved = tenon_design_find_unserved (self->design, pattern->pattern_id);

  self->pattern = pattern;
  collect (self);
  if ((unserved != NULL) == (self->operations->len > 0))
    {
      broken (self, "neither-nor", "%s is %s", pattern->pattern_id, unserved != NULL ? "both served and not" : "neither served nor named");
      return;
    }
  if (unserved != NULL)
    {
      check_unserved (self, unserved);
      return;
    }
  if (tenon_pattern_is_read (pattern) && (pattern->is_aggregate || (pattern->search != NULL && pattern->search[0] != NULL)))
    broken (self, "cannot", "%s is served, which DynamoDB cannot", pattern->pattern_id);
  for (guint i = 0; i < self->operations->len; i++)
    {
      check_keys (self, g_ptr_array_index (self->tables, i), g_ptr_array_index (self->operations, i));
      check_filter (self, g_ptr_array_index (self->tables, i), g_ptr_array_index (self->operations, i));
      check_sparse (self, g_ptr_array_index (self->tables, i), g_ptr_array_index (self->operations, i));
      check_values (self, g_ptr_array_index (self->tables, i), g_ptr_array_index (self->operations, i));
    }
  if (pattern->operation_type != TENON_OPERATION_WRITE)
    {
      const char *range[] = { pattern->range, NULL };

      check_conditions (self, pattern->equality);
      check_conditions (self, pattern->filters);
      check_conditions (self, (char **)range);
    }
  check_order (self);
  check_joined_order (self);
  check_key_stays (self);
  check_projection (self);
  check_joins (self);
  check_steps (self);
  check_lookups (self);
  check_deletion (self);
  check_write_scans (self);
}

/* ---- one table ---- */

/* Every key attribute is one of the table's, no name stands twice, and no more indexes than there may be. */
static void
check_table (Laws       *self,
             TenonTable *table)
{
  if (tenon_table_find_attribute (table, table->partition_key != NULL ? table->partition_key : "") == NULL || (table->sort_key != NULL && tenon_table_find_attribute (table, table->sort_key) == NULL))
    broken (self, "dangling", "the key of %s is none of its attributes", table->name);
  if (tenon_list_get_length (table->indexes) > 20)
    broken (self, "limit", "%s has %u indexes", table->name, tenon_list_get_length (table->indexes));
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      if (tenon_table_find_index (table, index->name) != index)
        broken (self, "name-twice", "two indexes of %s are called %s", table->name, index->name);
      if (g_strcmp0 (index->partition_key, table->partition_key) == 0 && g_strcmp0 (index->sort_key, table->sort_key) == 0)
        broken (self, "index-of-key", "%s has the key of its table", index->name);
      if (g_strcmp0 (index->partition_key, index->sort_key) == 0)
        broken (self, "key-twice", "%s has one attribute as both of its keys", index->name);
      for (guint k = 0; k < i; k++)
        {
          TenonIndex *other = tenon_list_get (table->indexes, k);

          if (g_strcmp0 (other->partition_key, index->partition_key) == 0 && g_strcmp0 (other->sort_key, index->sort_key) == 0)
            broken (self, "index-twice", "%s and %s of %s have one key", other->name, index->name, table->name);
        }
      if (index->purpose == NULL || index->partition_key_reason == NULL || index->projection_reason == NULL || (index->sort_key != NULL && index->sort_key_reason == NULL))
        broken (self, "no-reason", "%s lacks a reason", index->name);
    }
  if (table->partition_key_reason == NULL || (table->sort_key != NULL && table->sort_key_reason == NULL) || table->purpose == NULL)
    broken (self, "no-reason", "%s lacks a reason", table->name);
}

static gboolean
is_within (char      **columns,
           TenonTable *table)
{
  TenonAttribute *one = table->partition_key != NULL ? tenon_table_find_attribute (table, table->partition_key) : NULL;
  TenonAttribute *two = table->sort_key != NULL ? tenon_table_find_attribute (table, table->sort_key) : NULL;

  return one != NULL && tenon_strv_contains ((const char *const *)columns, one->source_column) && (table->sort_key == NULL || (two != NULL && tenon_strv_contains ((const char *const *)columns, two->source_column)));
}

/* A unique key of one or two whole columns is kept by a key; what cannot be said is for the rules to report. */
static void
check_unique (Laws             *self,
              TenonSourceTable *source,
              TenonKey         *key)
{
  TenonTable *table = tenon_design_find_table_of (self->design, source->name);
  g_autoptr (GPtrArray) lookups = table != NULL ? tenon_design_list_lookups (self->design, table) : NULL;
  guint    n = key->columns != NULL ? g_strv_length (key->columns) : 0;
  gboolean kept = table == NULL || n == 0 || n > 2 || is_within (key->columns, table);

  for (guint i = 0; !kept && i < n; i++)
    {
      TenonColumn       *column = tenon_source_table_find_column (source, key->columns[i]);
      const char        *one[] = { key->columns[i], NULL };
      TenonColumnDetails details = { "" };

      if (column != NULL)
        tenon_column_get_details (column, &details);
      kept = column == NULL || (key->prefixes != NULL && key->prefixes[i] != NULL && *key->prefixes[i] != '\0') || column->auto_increment || strstr (details.base, "text") != NULL || strcmp (details.base, "json") == 0 || strstr (details.base, "blob") != NULL || details.length > 512 || (n > 1 && tenon_source_table_is_unique (source, one));
    }
  for (guint i = 0; !kept && i < lookups->len; i++)
    kept = is_within (key->columns, g_ptr_array_index (lookups, i));
  if (!kept)
    broken (self, "unique-lost", "%s of %s is kept by nothing", key->name, source->name);
}

/* Each decision has all that the design document asks of one. */
static void
check_decision (Laws          *self,
                TenonDecision *decision)
{
  if (decision->alternatives_considered == NULL || decision->alternatives_considered[0] == NULL || decision->justification == NULL || *decision->justification == '\0' || decision->trade_offs == NULL || decision->trade_offs[0] == NULL
      || decision->rollback_strategy == NULL || *decision->rollback_strategy == '\0' || decision->monitoring_requirements == NULL || decision->monitoring_requirements[0] == NULL || decision->chosen_approach == NULL)
    broken (self, "decision", "%s lacks a part", decision->decision_id);
}

/**
 * design_list_broken_laws:
 *
 * Returns: (transfer full) (element-type utf8): "law: what breaks it"
 */
GPtrArray *
design_list_broken_laws (TenonModel  *model,
                         TenonDesign *design)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  Laws self = { model, design, g_ptr_array_new_with_free_func (g_free), NULL, operations, tables };

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    check_pattern (&self, tenon_list_get (model->patterns, i));
  self.pattern = NULL;
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    check_table (&self, tenon_list_get (design->tables, i));
  for (guint t = 0; t < tenon_list_get_length (model->schema->tables); t++)
    {
      TenonSourceTable *source = tenon_list_get (model->schema->tables, t);

      for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
        check_unique (&self, source, tenon_list_get (source->unique_keys, i));
    }
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    check_decision (&self, tenon_list_get (design->decisions, i));
  return self.broken;
}
