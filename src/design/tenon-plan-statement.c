/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a bound statement asks for beside sets of columns: conditions as DynamoDB writes them, and what no request serves. */

#include "design/tenon-plan-statement.h"

#include "design/tenon-index-needs.h"

#include <string.h>

/**
 * tenon_plan_find_dotted:
 * @dotted: "table.column"
 * @column: (out) (optional): its own part of @dotted
 *
 * Returns: (nullable): the table a column of a statement stands in
 */
TenonEntity *
tenon_plan_find_dotted (TenonPlan   *plan,
                        const char  *dotted,
                        const char **column)
{
  const char      *dot = strrchr (dotted, '.');
  g_autofree char *table = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;

  if (column != NULL)
    *column = dot != NULL ? dot + 1 : dotted;
  return table != NULL ? tenon_plan_find (plan, table) : NULL;
}

gboolean
tenon_entity_has_dotted (TenonEntity *self,
                         const char  *dotted)
{
  gsize length = strlen (self->source->name);

  return strncmp (dotted, self->source->name, length) == 0 && dotted[length] == '.' && strchr (dotted + length + 1, '.') == NULL;
}

/* Whether the condition compares columns of @self and nothing else, all of them attributes. */
gboolean
tenon_entity_owns_condition (TenonEntity         *self,
                             TenonShapeCondition *condition)
{
  if (condition->columns == NULL || condition->columns[0] == NULL)
    return FALSE;
  for (guint i = 0; condition->columns[i] != NULL; i++)
    if (!tenon_entity_has_dotted (self, condition->columns[i]) || tenon_entity_get_name (self, strrchr (condition->columns[i], '.') + 1) == NULL)
      return FALSE;
  return TRUE;
}

/* ---- the text ---- */

/* A missing attribute is unequal to everything; NULL is not. */
static void
require_values (TenonEntity         *entity,
                TenonShapeCondition *condition,
                GString             *s)
{
  if (strstr (condition->text, "<>") == NULL && strncmp (condition->text, "NOT ", 4) != 0)
    return;
  for (guint i = 0; condition->columns != NULL && condition->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_entity_get_column (entity, strrchr (condition->columns[i], '.') + 1);
      const char  *name = column != NULL && column->nullable ? tenon_entity_get_name (entity, column->name) : NULL;

      if (name != NULL && strstr (condition->text, "attribute_") == NULL)
        g_string_append_printf (s, "attribute_exists(%s) AND ", name);
    }
}

/**
 * tenon_entity_dup_condition_text:
 * @condition: a filter, all of whose columns are of @entity
 *
 * Returns: (transfer full): as DynamoDB reads it, attributes and values by their names
 */
char *
tenon_entity_dup_condition_text (TenonEntity         *entity,
                                 TenonShapeCondition *condition)
{
  GString    *s = g_string_new (NULL);
  const char *last = "value";

  require_values (entity, condition, s);
  for (const char *p = condition->text; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *dotted = g_strndup (p + 1, end - p - 1);
          const char      *dot = strrchr (dotted, '.');
          const char      *name = dot != NULL ? tenon_entity_get_name (entity, dot + 1) : NULL;

          last = name != NULL ? name : "value";
          g_string_append (s, last);
          p = end;
        }
      else if (*p == '?')
        {
          gsize length = strspn (p + 1, "12fromt");

          g_string_append_printf (s, ":%s%s%.*s", last, length > 0 ? "_" : "", (int)length, p + 1);
          p += length;
        }
      else
        {
          g_string_append_c (s, *p);
        }
    }
  return g_string_free (s, FALSE);
}

/**
 * tenon_plan_dup_words:
 *
 * Returns: (transfer full): the condition for people, columns as the attributes they become, with their table where there are several
 */
char *
tenon_plan_dup_words (TenonPlan           *plan,
                      TenonShapeCondition *condition)
{
  GString     *s = g_string_new (NULL);
  TenonEntity *first = NULL;
  gboolean     several = FALSE;

  for (guint i = 0; condition->columns != NULL && condition->columns[i] != NULL; i++)
    {
      TenonEntity *entity = tenon_plan_find_dotted (plan, condition->columns[i], NULL);

      several |= first != NULL && entity != first;
      first = first != NULL ? first : entity;
    }
  for (const char *p = condition->text; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *dotted = g_strndup (p + 1, end - p - 1);
          const char      *column;
          TenonEntity     *entity = tenon_plan_find_dotted (plan, dotted, &column);
          const char      *name = entity != NULL ? tenon_entity_get_name (entity, column) : NULL;

          g_string_append_printf (s, "%s%s%s", several && entity != NULL ? entity->table->name : "", several && entity != NULL ? "." : "", name != NULL ? name : column);
          p = end;
        }
      else
        {
          g_string_append_c (s, *p);
        }
    }
  return g_string_free (s, FALSE);
}

/* ---- in filters ---- */

static gboolean
is_placed (TenonEntity         *entity,
           TenonShapeCondition *condition,
           const char          *partition,
           const char          *sort,
           TenonIndex          *index,
           gboolean             carried)
{
  gboolean all = TRUE;

  for (guint i = 0; condition->columns[i] != NULL; i++)
    {
      const char *column = strrchr (condition->columns[i], '.') + 1;

      /* No filter names a key of what it filters. */
      if (g_strcmp0 (column, partition) == 0 || g_strcmp0 (column, sort) == 0)
        return FALSE;
      all &= index == NULL || tenon_index_carries (index, entity->table, tenon_entity_get_name (entity, column));
    }
  return all == carried;
}

/* Adds the conditions that belong here: with an index, those its entries carry, or those they do not. */
void
tenon_entity_append_statement_filter (TenonEntity  *entity,
                                      TenonReading *reading,
                                      const char   *partition,
                                      const char   *sort,
                                      TenonIndex   *index,
                                      gboolean      carried,
                                      GString      *s)
{
  TenonList *conditions = reading->shape != NULL ? reading->shape->conditions : NULL;

  for (guint i = 0; conditions != NULL && i < tenon_list_get_length (conditions); i++)
    {
      TenonShapeCondition *condition = tenon_list_get (conditions, i);
      g_autofree char     *text = NULL;

      if (g_strcmp0 (condition->kind, "filter") != 0 || !tenon_entity_owns_condition (entity, condition) || !is_placed (entity, condition, partition, sort, index, carried))
        continue;
      text = tenon_entity_dup_condition_text (entity, condition);
      g_string_append_printf (s, "%s%s", s->len > 0 ? " AND " : "", text);
    }
}

/* ---- what no request serves ---- */

static gboolean
joins_itself (TenonShape *shape)
{
  for (guint i = 0; i < tenon_list_get_length (shape->joins); i++)
    {
      TenonShapeJoin *join = tenon_list_get (shape->joins, i);
      const char     *left = strrchr (join->left, '.'), *right = strrchr (join->right, '.');

      if (left != NULL && right != NULL && left - join->left == right - join->right && strncmp (join->left, join->right, left - join->left) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
goes_to_several (TenonShape *shape)
{
  for (guint i = 1; i < tenon_list_get_length (shape->tables); i++)
    if (g_strcmp0 (((TenonShapeTable *)tenon_list_get (shape->tables, 0))->name, ((TenonShapeTable *)tenon_list_get (shape->tables, i))->name) != 0)
      return TRUE;
  return FALSE;
}

/* Columns whose conditions hold only in one block of a union. */
static gboolean
asks_for_rows (TenonShape *shape)
{
  return (shape->equality != NULL && shape->equality[0] != NULL) || (shape->range != NULL && shape->range[0] != NULL) || tenon_list_get_length (shape->conditions) > 0;
}

/**
 * tenon_reading_unserve_statement:
 *
 * Returns: whether the statement asks for what no request of this design gives, whatever its keys
 */
gboolean
tenon_reading_unserve_statement (TenonEntity  *entity,
                                 TenonReading *reading)
{
  TenonShape *shape = reading->shape;

  if (shape == NULL || reading->kind == TENON_READING_SEARCH || reading->kind == TENON_READING_AGGREGATE || reading->kind == TENON_READING_RECURSIVE)
    return FALSE;
  if (joins_itself (shape))
    tenon_reading_unserve (reading, "Joins a table with itself: DynamoDB follows no references, and one request for the rows and one for those they refer to are two patterns.",
                           "Two patterns: the rows by what is asked for, then those they refer to by their keys (BatchGetItem), or those that refer to them (Query on an index of the reference).");
  else if (shape->unites && (goes_to_several (shape) || asks_for_rows (shape)))
    tenon_reading_unserve (reading, "Unites the rows of several queries (UNION): a request answers one of them.",
                           "One request for each of the queries, merged and freed of duplicates by the application: make each of them a pattern of its own.");
  else
    return FALSE;
  return TRUE;
}
