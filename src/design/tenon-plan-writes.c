/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A write as requests: a single item, several, or a transaction over the tables of the pattern. */

#include "design/tenon-plan-requests.h"

#include "design/tenon-pattern-private.h"
#include "design/tenon-plan-statement.h"

static const char transact[] = "TransactWriteItems";

static void
set_condition (TenonEntity     *entity,
               TenonReading    *reading,
               TenonReadingKind kind,
               TenonOperation  *operation)
{
  g_autoptr (GString) s = g_string_new (NULL);

  if (kind == TENON_READING_UPSERT)
    return;
  g_string_append_printf (s, "%s(%s)", kind == TENON_READING_CREATE ? "attribute_not_exists" : "attribute_exists", entity->table->partition_key);
  for (guint i = 0; reading->table == entity->source && kind != TENON_READING_CREATE && i < reading->known->len; i++)
    {
      const char *column = g_ptr_array_index (reading->known, i);

      if (g_strcmp0 (column, entity->partition) != 0 && g_strcmp0 (column, entity->sort) != 0)
        tenon_condition_append_equality (s, tenon_entity_get_name (entity, column));
    }
  operation->condition = g_strdup (s->str);
}

/* What the words make the write depend on. */
static void
append_words (TenonEntity    *entity,
              TenonReading   *reading,
              TenonOperation *operation)
{
  for (guint i = 0; i < reading->conditions->len; i++)
    {
      TenonShapeCondition *condition = g_ptr_array_index (reading->conditions, i);
      g_autofree char     *text = tenon_entity_owns_condition (entity, condition) ? tenon_entity_dup_condition_text (entity, condition) : NULL;
      g_autofree char     *present = operation->condition;

      if (text != NULL && g_strcmp0 (operation->operation, "BatchWriteItem") == 0)
        {
          g_free (operation->operation);
          operation->operation = g_strdup ("DeleteItem");
          tenon_operation_add_note (operation, "one request for each item: BatchWriteItem takes no condition");
        }
      operation->condition = text != NULL && present != NULL ? g_strdup_printf ("%s AND %s", present, text) : g_strdup (text != NULL ? text : present);
      if (text == NULL && condition->columns[0] != NULL && tenon_entity_has_dotted (entity, condition->columns[0]))
        tenon_operation_add_note (operation, "a condition of the write compares what has no attribute: %s", condition->text);
    }
}

static const char *
operation_name (TenonReadingKind kind,
                gboolean         replaces,
                gboolean         in_transaction,
                gboolean         is_many)
{
  if (in_transaction)
    return transact;
  if (kind == TENON_READING_UPDATE)
    return "UpdateItem";
  if (is_many && (kind != TENON_READING_UPSERT || replaces))
    return "BatchWriteItem";
  if (kind == TENON_READING_DELETE)
    return "DeleteItem";
  /* An update creates the item that is not there, and keeps what it does not name of one that is. */
  return kind == TENON_READING_UPSERT && !replaces ? "UpdateItem" : "PutItem";
}

static const char *
verb_of (TenonReadingKind kind)
{
  switch (kind)
    {
    case TENON_READING_CREATE:
      return "puts a new item";
    case TENON_READING_UPSERT:
      return "updates the item, or creates it";
    case TENON_READING_UPDATE:
      return "updates the item";
    default:
      return "deletes the item";
    }
}

static TenonOperation *
write_item (TenonEntity     *entity,
            TenonReading    *reading,
            TenonReadingKind kind,
            gint64           step,
            gboolean         in_transaction,
            gboolean         is_many,
            double           items)
{
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, step, operation_name (kind, reading->replaces, in_transaction, is_many));

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->items = items;
  if (!is_many || in_transaction)
    set_condition (entity, reading, kind, operation);
  if (kind == TENON_READING_UPDATE || kind == TENON_READING_DELETE)
    append_words (entity, reading, operation);
  if (in_transaction)
    tenon_operation_add_note (operation, "%s, all or nothing with the other tables of this step%s", verb_of (kind), items != 1 ? "; at most 100 items a transaction" : "");
  else if (is_many && (kind == TENON_READING_UPDATE || kind == TENON_READING_UPSERT))
    tenon_operation_add_note (operation, "one request for each item");
  else if (is_many && tenon_reading_creates (kind))
    tenon_operation_add_note (operation, "25 items a request, not atomic, without conditions: an item with the same key is replaced");
  else if (is_many && g_strcmp0 (operation->operation, "BatchWriteItem") == 0)
    tenon_operation_add_note (operation, "25 items a request, not atomic");
  if (kind == TENON_READING_UPSERT && !reading->replaces)
    tenon_operation_add_note (operation, "creates the item where there is none; if_not_exists() for what only a new item gets or what counts up");
  return operation;
}

/* The stock is there when it is taken, or nothing happens. */
static void
take_stock (TenonEntity      *entity,
            TenonReadingPart *part,
            TenonOperation   *operation)
{
  const char      *name = part->takes != NULL ? tenon_entity_get_name (entity, part->takes->name) : NULL;
  g_autofree char *condition = operation->condition;

  operation->condition = name != NULL ? g_strdup_printf ("%s AND %s >= :quantity", condition, name) : g_strdup (condition);
  if (name != NULL)
    tenon_operation_add_note (operation, "SET %s = %s - :quantity, assumed to be the quantity of each new item", name, name);
}

static gboolean
has_write_parts (TenonReading *reading)
{
  for (guint i = 0; i < reading->parts->len; i++)
    if (((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->kind != TENON_READING_GET)
      return TRUE;
  return FALSE;
}

static void
write_parts (TenonPlan    *plan,
             TenonEntity  *main,
             TenonReading *reading,
             gint64        step)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = tenon_plan_find (plan, part->table->name);
      double            items;

      if (other == NULL || part->kind == TENON_READING_GET)
        continue;
      items = tenon_plan_count_written (plan, main, reading, other);
      take_stock (other, part, write_item (other, reading, part->kind, step, TRUE, TRUE, items));
      if (tenon_entity_touches_lookups (other, reading, part->kind))
        tenon_entity_write_lookups (other, reading, part->kind, step, items);
      if (part->kind == TENON_READING_UPDATE)
        tenon_plan_update_copies (plan, other, reading, part->takes, items, step + 1);
    }
}

/* What the request asks for beside the key is a condition of the write: no request before it has looked. */
static void
require_rest (TenonEntity    *entity,
              TenonReading   *reading,
              TenonOperation *operation)
{
  g_autofree char *rest = tenon_entity_dup_filter (entity, reading, entity->partition, entity->sort);
  g_autofree char *condition = operation->condition;

  operation->condition = rest != NULL ? g_strdup_printf ("%s AND %s", condition, rest) : g_strdup (condition);
}

/* A key cannot be updated: the item is deleted under the old one and put under the new one. */
static void
move_item (TenonEntity    *entity,
           TenonReading   *reading,
           TenonOperation *operation)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (tenon_reading_writes_column (reading, entity->partition))
    g_string_append (names, entity->table->partition_key);
  if (tenon_reading_writes_column (reading, entity->sort))
    g_string_append_printf (names, "%s%s", names->len > 0 ? " and " : "", entity->table->sort_key);
  operation->items = 2 * operation->items;
  tenon_operation_add_note (operation, "no update changes a key: a Delete of the item with the old %s, and a Put of all of it with the new one on the condition attribute_not_exists(%s)", names->str, entity->table->partition_key);
  for (guint i = 0; i < entity->children->len; i++)
    tenon_operation_add_note (operation, "items of %s that refer to it keep the old value", ((TenonEntity *)g_ptr_array_index (entity->children, i))->table->name);
}

void
tenon_plan_serve_write (TenonPlan    *plan,
                        TenonEntity  *entity,
                        TenonReading *reading)
{
  gboolean         guarded = tenon_entity_touches_lookups (entity, reading, reading->kind);
  gboolean         moves = tenon_entity_is_moved_by (entity, reading);
  gboolean         in_transaction = guarded || moves || has_write_parts (reading);
  gint64           step = tenon_entity_locate (entity, reading);
  gboolean         is_direct = step == 1 && !tenon_reading_creates (reading->kind);
  gboolean         is_many = reading->is_many && (!is_direct || reading->is_batch);
  double           items = is_many ? reading->items : 1;
  gboolean         has_read;
  TenonOperation  *operation;
  g_autofree char *last = NULL, *refusals = tenon_plan_dup_refusals (plan, entity, reading);

  if (step == 0)
    {
      if (reading->equality->len == 0)
        tenon_reading_unserve_unbounded (reading);
      else
        tenon_entity_unserve_path (entity, reading);
      return;
    }
  has_read = step > 1 && tenon_entity_reads_whole_items (entity, reading);
  if (step == 1 && (tenon_plan_needs_own_row (plan, entity, reading) || tenon_plan_cascades_from_row (plan, entity, reading)))
    {
      tenon_entity_read_own_row (entity, reading, step++, guarded ? "reads the present unique values, and what the row refers to" : "reads what the row refers to");
      has_read = TRUE;
    }
  step = tenon_plan_read_before_write (plan, entity, reading, step);
  step = tenon_entity_look_for_children (entity, reading, step);
  step = tenon_plan_read_for_copies (plan, entity, reading, items, step);
  if ((guarded || moves) && !has_read && (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_DELETE))
    tenon_entity_read_own_row (entity, reading, step++, moves ? "reads the item that gets another key" : "reads the present unique values");
  if (reading->kind == TENON_READING_DELETE)
    step = tenon_plan_cascade (plan, entity, reading, items, step, &last);
  operation = write_item (entity, reading, reading->kind, step, in_transaction, is_many, items);
  if (moves)
    move_item (entity, reading, operation);
  if (last != NULL)
    tenon_operation_add_note (operation, "%s", last);
  if (refusals != NULL)
    tenon_operation_add_note (operation, "%s", refusals);
  if (is_direct && operation->condition != NULL)
    require_rest (entity, reading, operation);
  if (guarded && (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_DELETE) && operation->condition != NULL)
    tenon_entity_hold_unique_values (entity, reading, reading->kind, operation);
  if (guarded)
    tenon_entity_write_lookups (entity, reading, reading->kind, step, items);
  write_parts (plan, entity, reading, step);
  if (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_UPSERT)
    tenon_plan_update_copies (plan, entity, reading, NULL, items, step + 1);
  tenon_plan_unserve_large (plan, reading);
}
