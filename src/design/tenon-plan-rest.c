/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The last look at a pattern's requests: what its statement asks for and none of them says becomes a filter where DynamoDB can
 * evaluate it, else a comparison of the application; where neither can be, the pattern is not served. */

#include "design/tenon-plan-statement.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"

#include <string.h>

typedef struct
{
  TenonPlan    *plan;
  TenonReading *reading;
  TenonEntity  *main;
} Rest;

static TenonOperation *
get_operation (Rest        *self,
               guint        i,
               TenonTable **table)
{
  if (table != NULL)
    *table = g_ptr_array_index (self->reading->service->tables, i);
  return g_ptr_array_index (self->reading->service->operations, i);
}

/* ---- what is said ---- */

static gboolean
is_in_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gboolean
has_word (const char *text,
          const char *word)
{
  for (const char *p = text != NULL ? strstr (text, word) : NULL; p != NULL; p = strstr (p + 1, word))
    if ((p == text || (!is_in_word (p[-1]) && p[-1] != ':')) && !is_in_word (p[strlen (word)]))
      return TRUE;
  return FALSE;
}

static gboolean
is_table_of (TenonEntity *entity,
             TenonTable  *table)
{
  for (guint i = 0; i < entity->lookups->len; i++)
    if (((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->table == table)
      return TRUE;
  return entity->table == table;
}

/* Whether a request on the entity, or words about comparing, name the attribute. */
static gboolean
is_named (Rest        *self,
          TenonEntity *entity,
          const char  *name)
{
  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonTable     *table;
      TenonOperation *operation = get_operation (self, i, &table);

      if (is_table_of (entity, table) && (has_word (operation->key_condition, name) || has_word (operation->filter, name) || has_word (operation->condition, name)))
        return TRUE;
      if (operation->notes != NULL && strstr (operation->notes, "compare") != NULL && has_word (strstr (operation->notes, "compare"), name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_said (Rest       *self,
         const char *text)
{
  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonOperation *operation = get_operation (self, i, NULL);

      if ((operation->filter != NULL && strstr (operation->filter, text) != NULL) || (operation->condition != NULL && strstr (operation->condition, text) != NULL) || (operation->notes != NULL && strstr (operation->notes, text) != NULL))
        return TRUE;
    }
  return FALSE;
}

/* ---- where it can be said ---- */

static gboolean
is_read (TenonOperation *operation)
{
  static const char *const reads[] = { "GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems", NULL };

  return operation->operation != NULL && g_strv_contains (reads, operation->operation);
}

/* The last request that gives items of the entity: (nullable) */
static TenonOperation *
find_read (Rest        *self,
           TenonEntity *entity)
{
  TenonOperation *found = NULL;

  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonTable     *table;
      TenonOperation *operation = get_operation (self, i, &table);

      if (table == entity->table && is_read (operation))
        found = operation;
    }
  return found;
}

/* The write of the entity that has a condition: (nullable) */
static TenonOperation *
find_conditional (Rest        *self,
                  TenonEntity *entity)
{
  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonTable     *table;
      TenonOperation *operation = get_operation (self, i, &table);

      if (table == entity->table && !is_read (operation) && operation->condition != NULL)
        return operation;
    }
  return NULL;
}

static gboolean
can_filter (TenonEntity    *entity,
            TenonOperation *operation,
            const char     *name)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (entity->table, operation->index) : NULL;

  if (g_strcmp0 (operation->operation, "Query") != 0 && g_strcmp0 (operation->operation, "Scan") != 0)
    return FALSE;
  if (index != NULL)
    return g_strcmp0 (name, index->partition_key) != 0 && g_strcmp0 (name, index->sort_key) != 0 && tenon_index_carries (index, entity->table, name);
  return operation->index == NULL && g_strcmp0 (name, entity->table->partition_key) != 0 && g_strcmp0 (name, entity->table->sort_key) != 0;
}

static void
add_to (char      **expression,
        const char *text)
{
  g_autofree char *old = *expression;

  *expression = old != NULL && *old != '\0' ? g_strconcat (old, " AND ", text, NULL) : g_strdup (text);
}

/* @names: attributes of @entity, NULL-terminated; @is_filter: DynamoDB can evaluate @text */
static gboolean
place (Rest              *self,
       TenonEntity       *entity,
       const char *const *names,
       const char        *text,
       gboolean           is_filter)
{
  TenonOperation *operation = find_read (self, entity);
  gboolean        filters = is_filter && operation != NULL;

  for (guint i = 0; filters && names[i] != NULL; i++)
    filters = can_filter (entity, operation, names[i]);
  if (filters)
    add_to (&operation->filter, text);
  else if (operation != NULL)
    tenon_operation_add_note (operation, "the application compares the items: %s", text);
  else if (is_filter && find_conditional (self, entity) != NULL)
    add_to (&find_conditional (self, entity)->condition, text);
  else
    return FALSE;
  return TRUE;
}

static void
refuse (Rest       *self,
        const char *text)
{
  g_autofree char *reason = g_strdup_printf ("Asks for “%s”, which no condition of a request can say and no request reads.", text);

  tenon_service_clear (self->reading->service);
  tenon_reading_unserve (self->reading, reason, "Keep what is compared as an attribute that each write maintains, and compare that; or read the item first and hold what was read as the condition of the write.");
}

/* ---- columns of sets ---- */

typedef enum
{
  SET_EQUALITY,
  SET_LIST,
  SET_RANGE,
  SET_PREFIX,
  SET_NULL,
} Set;

static char *
dup_comparison (const char *name,
                Set         set)
{
  static const char *const forms[] = {
    [SET_EQUALITY] = "%s = :%s",
    [SET_LIST] = "%s IN (:%s_1, :%s_2)",
    [SET_PREFIX] = "begins_with(%s, :%s)",
    [SET_NULL] = "attribute_not_exists(%s)",
  };
  g_auto (GStrv) pieces = g_strsplit (forms[set], "%s", -1);

  return g_strjoinv (name, pieces);
}

/* "LEFT JOIN … WHERE right.id IS NULL": the rows for which nothing is joined. */
static gboolean
is_absence (TenonEntity *entity,
            const char  *column)
{
  TenonColumn *found = tenon_entity_get_column (entity, column);

  return found != NULL && !found->nullable;
}

static void
say_column (Rest       *self,
            const char *dotted,
            Set         set)
{
  const char      *column;
  TenonEntity     *entity = tenon_plan_find_dotted (self->plan, dotted, &column);
  const char      *name = entity != NULL ? tenon_entity_get_name (entity, column) : NULL;
  const char      *names[] = { name, NULL };
  g_autofree char *text = NULL;
  TenonOperation  *operation;

  if (self->reading->service->unserved != NULL || name == NULL)
    return;
  operation = set == SET_NULL && entity != self->main && is_absence (entity, column) ? find_read (self, entity) : NULL;
  if (operation != NULL)
    {
      if ((operation->notes == NULL || strstr (operation->notes, "for which none is found") == NULL))
        tenon_operation_add_note (operation, "the application keeps only the rows for which none is found (%s is NULL)", name);
      return;
    }
  if (is_named (self, entity, name))
    return;
  text = set == SET_RANGE ? tenon_shape_dup_range (self->reading->shape, dotted, name) : dup_comparison (name, set);
  if (place (self, entity, names, text, TRUE))
    return;
  /* Copied attributes, or a table that the pattern's words leave out. */
  operation = find_read (self, self->main);
  if (operation == NULL)
    refuse (self, text);
  else
    tenon_operation_add_note (operation, "the application compares %s of %s", text, entity->table->name);
}

static void
say_columns (Rest  *self,
             char **dotted,
             Set    set)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    say_column (self, dotted[i], set);
}

/* ---- conditions ---- */

static void
say_exists (Rest                *self,
            TenonShapeCondition *condition,
            gboolean             is_there)
{
  TenonEntity     *entity = condition->columns != NULL && condition->columns[0] != NULL ? tenon_plan_find_dotted (self->plan, condition->columns[0], NULL) : NULL;
  TenonOperation  *operation = entity != NULL ? find_read (self, entity) : NULL;
  g_autofree char *text = tenon_plan_dup_words (self->plan, condition);

  if (operation != NULL && is_there)
    tenon_operation_add_note (operation, "the application compares, and keeps only the rows for which one is found");
  else if (operation != NULL)
    tenon_operation_add_note (operation, "the application compares, and keeps only the rows for which none is found: %s", text);
  else
    refuse (self, text);
}

/* The request that gives what a condition over several tables compares last. */
static TenonOperation *
find_last_of (Rest                *self,
              TenonShapeCondition *condition)
{
  TenonOperation *last = NULL;

  for (guint i = 0; condition->columns != NULL && condition->columns[i] != NULL; i++)
    {
      TenonEntity    *entity = tenon_plan_find_dotted (self->plan, condition->columns[i], NULL);
      TenonOperation *operation = entity != NULL ? find_read (self, entity) : NULL;

      if (operation != NULL && (last == NULL || operation->step >= last->step))
        last = operation;
    }
  return last != NULL ? last : find_read (self, self->main);
}

static void
say_comparison (Rest                *self,
                TenonShapeCondition *condition)
{
  gboolean         is_filter = strcmp (condition->kind, "filter") == 0;
  TenonEntity     *entity = condition->columns != NULL && condition->columns[0] != NULL ? tenon_plan_find_dotted (self->plan, condition->columns[0], NULL) : NULL;
  gboolean         is_own = entity != NULL && tenon_entity_owns_condition (entity, condition);
  g_autofree char *text = is_own && is_filter ? tenon_entity_dup_condition_text (entity, condition) : tenon_plan_dup_words (self->plan, condition);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  TenonOperation *operation;

  if (is_said (self, text))
    return;
  for (guint i = 0; is_own && condition->columns[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer)tenon_entity_get_name (entity, strrchr (condition->columns[i], '.') + 1));
  g_ptr_array_add (names, NULL);
  if (is_own && place (self, entity, (const char *const *)names->pdata, text, is_filter))
    return;
  operation = find_last_of (self, condition);
  if (operation == NULL)
    refuse (self, text);
  else
    tenon_operation_add_note (operation, "the application compares: %s", text);
}

static void
say_order (Rest                *self,
           TenonShapeCondition *condition)
{
  g_autofree char *text = tenon_plan_dup_words (self->plan, condition);
  TenonOperation  *operation = find_last_of (self, condition);

  if (operation == NULL || is_said (self, text))
    return;
  tenon_operation_add_note (operation, self->reading->is_paged ? "every item is read and sorted by %s in the application, then the page cut out" : "sorted by %s in the application", text);
}

static void
say_page (Rest                *self,
          TenonShapeCondition *condition)
{
  TenonOperation *operation = find_read (self, self->main);

  if (operation != NULL && !is_said (self, "inner query"))
    tenon_operation_add_note (operation, "the inner query has a limit of its own (%s): the application applies it before what is asked outside", condition->text);
}

static void
say_conditions (Rest *self)
{
  TenonList *conditions = self->reading->shape->conditions;

  for (guint i = 0; i < tenon_list_get_length (conditions) && self->reading->service->unserved == NULL; i++)
    {
      TenonShapeCondition *condition = tenon_list_get (conditions, i);

      if (g_str_has_suffix (condition->kind, "exists"))
        say_exists (self, condition, strcmp (condition->kind, "exists") == 0);
      else if (strcmp (condition->kind, "order") == 0)
        say_order (self, condition);
      else if (strcmp (condition->kind, "page") == 0)
        say_page (self, condition);
      else
        say_comparison (self, condition);
    }
}

/* ---- order, lists, duplicates ---- */

/* Whether a request of the entity gives its items in the order of @name, or says who sorts them so. */
static gboolean
is_ordered (Rest        *self,
            TenonEntity *entity,
            const char  *name)
{
  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonTable     *table;
      TenonOperation *operation = get_operation (self, i, &table);
      TenonIndex     *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;

      if (table != entity->table || !is_read (operation))
        continue;
      if (g_strcmp0 (operation->operation, "Query") == 0 && g_strcmp0 (name, index != NULL ? index->sort_key : table->sort_key) == 0)
        return TRUE;
      if (operation->notes != NULL && has_word (strstr (operation->notes, "sorted by"), name))
        return TRUE;
    }
  return FALSE;
}

/* Columns behind the first that orders: the order of a Query is by one. */
static void
say_orders (Rest *self)
{
  TenonList *orders = self->reading->shape->order_by;
  gboolean   is_first = TRUE;

  for (guint i = 0; i < tenon_list_get_length (orders); i++)
    {
      TenonShapeOrder *order = tenon_list_get (orders, i);
      const char      *column;
      TenonEntity     *entity = tenon_plan_find_dotted (self->plan, order->column, &column);
      const char      *name = entity != NULL ? tenon_entity_get_name (entity, column) : NULL;
      TenonOperation  *operation = name != NULL ? find_read (self, entity) : NULL;

      if (operation == NULL || (entity == self->main && tenon_reading_has (self->reading, column) && !tenon_strv_contains ((const char *const *)self->reading->shape->in_lists, order->column)))
        continue;
      if (!is_ordered (self, entity, name))
        tenon_operation_add_note (operation, is_first ? "sorted by %s in the application" : "rows alike in that are sorted by %s in the application", name);
      is_first = FALSE;
    }
}

static TenonOperation *
find_query (Rest        *self,
            TenonEntity *entity)
{
  for (guint i = 0; i < self->reading->service->operations->len; i++)
    {
      TenonTable     *table;
      TenonOperation *operation = get_operation (self, i, &table);

      if (table == entity->table && g_strcmp0 (operation->operation, "Query") == 0)
        return operation;
    }
  return NULL;
}

/* One request for each value of a list gives as many lists. */
static void
say_lists (Rest *self)
{
  TenonOperation *operation = find_query (self, self->main);
  TenonShape     *shape = self->reading->shape;

  if (operation == NULL || self->reading->order == NULL || self->reading->is_batch)
    return;
  for (guint i = 0; shape->in_lists != NULL && shape->in_lists[i] != NULL; i++)
    {
      const char *column;

      if (tenon_plan_find_dotted (self->plan, shape->in_lists[i], &column) == self->main && tenon_reading_has (self->reading, column) && !is_said (self, "merged by"))
        tenon_operation_add_note (operation, "the lists of the values are merged by %s in the application%s", tenon_entity_get_name (self->main, self->reading->order), self->reading->is_paged ? " before the page is cut" : "");
    }
}

static void
say_distinct (Rest *self)
{
  TenonOperation *operation = find_read (self, self->main);

  if (self->reading->shape->distinct && operation != NULL && !is_said (self, "DISTINCT"))
    tenon_operation_add_note (operation, "the application removes duplicates (DISTINCT)");
}

static void
say_page_of_parts (Rest *self)
{
  TenonOperation *operation = find_read (self, self->main);

  if (self->reading->shape->limit > 0 && operation != NULL && tenon_reading_is_read (self->reading) && !is_said (self, "Limit") && !is_said (self, "page cut") && g_strcmp0 (operation->operation, "GetItem") != 0)
    tenon_operation_add_note (operation, "the page is cut out by the application once everything has been read: Limit counts items before they are compared and sorted");
}

/**
 * tenon_plan_say_rest:
 *
 * Sees to it that whatever the bound statement asks for is said by a request of the pattern; where nothing can say it the
 * pattern is not served.
 */
void
tenon_plan_say_rest (TenonPlan    *plan,
                     TenonReading *reading)
{
  TenonShape *shape = reading->shape;
  Rest        self = { plan, reading, reading->table != NULL ? tenon_plan_find (plan, reading->table->name) : NULL };

  if (shape == NULL || self.main == NULL || reading->service->unserved != NULL || reading->service->operations->len == 0)
    return;
  if (reading->is_unlinked && (reading->is_by_statement || tenon_list_get_length (shape->tables) > 1))
    {
      tenon_service_clear (reading->service);
      tenon_reading_unserve (reading, "Reads tables of which nothing leads from one to the other: no foreign key names the columns that are compared.",
                             "Two patterns, the one whose values the other needs first; or, where the application follows a reference, assert the foreign key: it then has an index.");
      return;
    }
  say_columns (&self, shape->equality, SET_EQUALITY);
  say_columns (&self, shape->in_lists, SET_LIST);
  say_columns (&self, shape->range, SET_RANGE);
  say_columns (&self, shape->prefix, SET_PREFIX);
  say_columns (&self, shape->is_null, SET_NULL);
  say_columns (&self, shape->either, SET_EQUALITY);
  say_conditions (&self);
  if (reading->service->unserved != NULL)
    return;
  say_orders (&self);
  say_lists (&self);
  say_distinct (&self);
  say_page_of_parts (&self);
}
