/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Key conditions, filters and conditions of requests, and the request itself as it is added to a pattern. */

#include "design/tenon-plan-requests.h"

#include "design/tenon-index-needs.h"

void
tenon_condition_append_equality (GString    *s,
                                 const char *name)
{
  /* A column that was waived has no attribute to compare. */
  if (name == NULL)
    return;
  g_string_append_printf (s, "%s%s = :%s", s->len > 0 ? " AND " : "", name, name);
}

char *
tenon_table_dup_key_condition (TenonTable *table)
{
  GString *s = g_string_new (NULL);

  tenon_condition_append_equality (s, table->partition_key);
  if (table->sort_key != NULL)
    tenon_condition_append_equality (s, table->sort_key);
  return g_string_free (s, FALSE);
}

static gboolean
has_name (char      **names,
          const char *name)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* The range of @dotted, as the attribute @name. One that the statement leaves open stays open: nobody gives its other end. */
char *
tenon_shape_dup_range (TenonShape *shape,
                       const char *dotted,
                       const char *name)
{
  gboolean    has_from = shape != NULL && has_name (shape->from, dotted);
  gboolean    has_to = shape != NULL && has_name (shape->to, dotted);
  const char *equal = has_from != has_to && has_name (shape->strict, dotted) ? "" : "=";

  if (has_from && !has_to)
    return g_strdup_printf ("%s >%s :%s_from", name, equal, name);
  if (has_to && !has_from)
    return g_strdup_printf ("%s <%s :%s_to", name, equal, name);
  return g_strdup_printf ("%s BETWEEN :%s_from AND :%s_to", name, name, name);
}

static void
append_range (GString      *s,
              TenonEntity  *entity,
              TenonReading *reading,
              const char   *column)
{
  const char      *name = tenon_entity_get_name (entity, column);
  g_autofree char *dotted = g_strconcat (reading->table->name, ".", column, NULL);
  g_autofree char *condition = name != NULL ? tenon_shape_dup_range (reading->shape, dotted, name) : NULL;

  if (condition != NULL)
    g_string_append_printf (s, "%s%s", s->len > 0 ? " AND " : "", condition);
}

/* The range the pattern asks for: between two values, or all that begin with one. */
static void
append_own_range (GString      *s,
                  TenonEntity  *entity,
                  TenonReading *reading)
{
  const char *name = tenon_entity_get_name (entity, reading->range);

  if (!reading->is_prefix)
    append_range (s, entity, reading, reading->range);
  else if (name != NULL)
    g_string_append_printf (s, "%sbegins_with(%s, :%s)", s->len > 0 ? " AND " : "", name, name);
}

/* The key condition of a Query on the keys @partition and @sort. */
char *
tenon_entity_dup_query_condition (TenonEntity  *entity,
                                  TenonReading *reading,
                                  const char   *partition,
                                  const char   *sort)
{
  GString *s = g_string_new (NULL);

  tenon_condition_append_equality (s, tenon_entity_get_name (entity, partition));
  if (sort != NULL && tenon_reading_knows (reading, sort))
    tenon_condition_append_equality (s, tenon_entity_get_name (entity, sort));
  else if (sort != NULL && g_strcmp0 (reading->range, sort) == 0)
    append_own_range (s, entity, reading);
  return g_string_free (s, FALSE);
}

static void
append_list (GString    *s,
             const char *name)
{
  g_string_append_printf (s, "%s%s IN (:%s_1, :%s_2)", s->len > 0 ? " AND " : "", name, name, name);
}

/* Whether an entry of @index has all of @columns; %NULL @index: an item has. */
static gboolean
are_carried (TenonEntity *entity,
             GPtrArray   *columns,
             TenonIndex  *index)
{
  for (guint i = 0; index != NULL && i < columns->len; i++)
    {
      const char *name = tenon_entity_get_name (entity, g_ptr_array_index (columns, i));

      if (name != NULL && !tenon_index_carries (index, entity->table, name))
        return FALSE;
    }
  return TRUE;
}

static void
append_either (GString     *s,
               TenonEntity *entity,
               GPtrArray   *columns)
{
  g_autoptr (GString) sides = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = tenon_entity_get_name (entity, g_ptr_array_index (columns, i));

      if (name != NULL)
        g_string_append_printf (sides, "%s%s = :%s", sides->len > 0 ? " OR " : "", name, name);
    }
  if (sides->len > 0)
    g_string_append_printf (s, "%s(%s)", s->len > 0 ? " AND " : "", sides->str);
}

/* Whether a condition on @column belongs here: with an index, one its entries carry, or one they do not. */
static gboolean
belongs (TenonEntity *entity,
         const char  *column,
         TenonIndex  *index,
         gboolean     carried)
{
  const char *name = tenon_entity_get_name (entity, column);

  return name != NULL && (index == NULL || tenon_index_carries (index, entity->table, name) == carried);
}

/* What the request gives beside the keys; @index: (nullable): only what its entries carry, or only what they do not. */
char *
tenon_entity_dup_conditions (TenonEntity  *entity,
                             TenonReading *reading,
                             const char   *partition,
                             const char   *sort,
                             TenonIndex   *index,
                             gboolean      carried)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < reading->equality->len; i++)
    {
      const char *column = g_ptr_array_index (reading->equality, i);

      if (g_strcmp0 (column, partition) != 0 && g_strcmp0 (column, sort) != 0 && belongs (entity, column, index, carried))
        tenon_condition_append_equality (s, tenon_entity_get_name (entity, column));
    }
  if (reading->range != NULL && g_strcmp0 (reading->range, sort) != 0 && belongs (entity, reading->range, index, carried))
    append_own_range (s, entity, reading);
  for (guint i = 0; i < reading->filters->len; i++)
    {
      const char *column = g_ptr_array_index (reading->filters, i);

      if (!tenon_reading_knows (reading, column) && g_strcmp0 (column, reading->range) != 0 && g_strcmp0 (column, reading->is_null) != 0 && belongs (entity, column, index, carried))
        tenon_condition_append_equality (s, tenon_entity_get_name (entity, column));
    }
  for (guint i = 0; i < reading->ranges->len; i++)
    if (belongs (entity, g_ptr_array_index (reading->ranges, i), index, carried))
      append_range (s, entity, reading, g_ptr_array_index (reading->ranges, i));
  for (guint i = 0; i < reading->lists->len; i++)
    if (belongs (entity, g_ptr_array_index (reading->lists, i), index, carried))
      append_list (s, tenon_entity_get_name (entity, g_ptr_array_index (reading->lists, i)));
  if (reading->either->len > 0 && are_carried (entity, reading->either, index) == carried)
    append_either (s, entity, reading->either);
  if (belongs (entity, reading->is_null, index, carried))
    g_string_append_printf (s, "%sattribute_not_exists(%s)", s->len > 0 ? " AND " : "", tenon_entity_get_name (entity, reading->is_null));
  tenon_entity_append_statement_filter (entity, reading, partition, sort, index, carried, s);
  return s->len > 0 ? g_strdup (s->str) : NULL;
}

char *
tenon_entity_dup_filter (TenonEntity  *entity,
                         TenonReading *reading,
                         const char   *partition,
                         const char   *sort)
{
  return tenon_entity_dup_conditions (entity, reading, partition, sort, NULL, TRUE);
}

void
tenon_operation_add_note (TenonOperation *operation,
                          const char     *format,
                          ...)
{
  g_autofree char *text = NULL;
  g_autofree char *old = operation->notes;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  operation->notes = old != NULL && *old != '\0' ? g_strconcat (old, "; ", text, NULL) : g_strdup (text);
}

TenonOperation *
tenon_table_add_request (TenonTable   *table,
                         TenonReading *reading,
                         gint64        step,
                         const char   *name)
{
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

  operation->pattern_id = g_strdup (reading->pattern->pattern_id);
  operation->step = step;
  operation->operation = g_strdup (name);
  operation->items = 1;
  if (step == 1 && reading->notes->len > 0)
    operation->notes = g_strdup (reading->notes->str);
  g_ptr_array_add (reading->service->operations, operation);
  g_ptr_array_add (reading->service->tables, table);
  return operation;
}
