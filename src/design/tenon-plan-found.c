/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes whose rows another table finds: "DELETE ci FROM cart_items ci JOIN books b … WHERE b.format = …" reads books, then
 * the items that belong to them, and writes those only; INSERT … SELECT reads what it inserts. */

#include "design/tenon-plan-requests.h"

static gboolean
has_action (TenonEntity *entity)
{
  for (guint i = 0; i < entity->children->len; i++)
    {
      TenonSourceTable *child = ((TenonEntity *)g_ptr_array_index (entity->children, i))->source;

      for (guint k = 0; k < tenon_list_get_length (child->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, k);

          if (g_strcmp0 (key->ref_table, entity->source->name) == 0 && key->on_delete != NULL && (g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0 || g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0))
            return TRUE;
        }
    }
  return FALSE;
}

/* A deletion that goes on to other tables is worked out for a pattern that deletes by the key. */
static gboolean
deletes_more (TenonPlan    *plan,
              TenonReading *reading)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = part->kind == TENON_READING_DELETE ? tenon_plan_find (plan, part->table->name) : NULL;

      if (other != NULL && has_action (other))
        return TRUE;
    }
  return FALSE;
}

static gint64
last_step (TenonReading *reading)
{
  gint64 step = 0;

  for (guint i = 0; i < reading->service->operations->len; i++)
    step = MAX (step, ((TenonOperation *)g_ptr_array_index (reading->service->operations, i))->step);
  return step;
}

static const char *
name_operation (TenonReadingKind kind,
                gboolean         is_guarded)
{
  if (is_guarded)
    return "TransactWriteItems";
  if (kind == TENON_READING_CREATE)
    return "PutItem";
  return kind == TENON_READING_DELETE ? "BatchWriteItem" : "UpdateItem";
}

static void
write_part (TenonPlan        *plan,
            TenonEntity      *main,
            TenonReading     *reading,
            TenonReadingPart *part,
            gint64            step)
{
  TenonEntity    *other = tenon_plan_find (plan, part->table->name);
  gboolean        is_guarded = other != NULL && tenon_entity_touches_lookups (other, reading, part->kind);
  double          each = other != NULL ? tenon_plan_count_part (plan, main, other) : 0;
  double          items = reading->items > 0 && each > 0 ? reading->items * each : 0;
  TenonOperation *operation;

  if (other == NULL || other->partition == NULL)
    return;
  operation = tenon_table_add_request (other->table, reading, step, name_operation (part->kind, is_guarded));
  operation->key_condition = tenon_table_dup_key_condition (other->table);
  operation->items = items;
  if (part->kind == TENON_READING_CREATE)
    operation->condition = g_strdup_printf ("attribute_not_exists(%s)", other->table->partition_key);
  else if (part->kind != TENON_READING_UPSERT && !(part->kind == TENON_READING_DELETE && !is_guarded))
    operation->condition = g_strdup_printf ("attribute_exists(%s)", other->table->partition_key);
  if (is_guarded)
    tenon_operation_add_note (operation, "each item together with its unique values, %u items a transaction at most", 100 / (1 + other->lookups->len));
  else if (part->kind == TENON_READING_DELETE)
    tenon_operation_add_note (operation, "deletes the items found, 25 a request, not atomic");
  else
    tenon_operation_add_note (operation, part->kind == TENON_READING_CREATE ? "puts an item for each that was found, one request for each, not atomic" : "one request for each item found, not atomic");
  if (is_guarded)
    tenon_entity_write_lookups (other, reading, part->kind, step, items);
  if (part->kind == TENON_READING_UPDATE)
    tenon_plan_update_copies (plan, other, reading, part->takes, items, step + 1);
}

/* Serves a write of rows that its main table, which is only read, finds. */
void
tenon_plan_serve_found (TenonPlan    *plan,
                        TenonEntity  *entity,
                        TenonReading *reading)
{
  gint64 step;

  if (deletes_more (plan, reading))
    {
      tenon_reading_unserve (reading, "Deletes rows that another table's values find, and MySQL deletes or changes what refers to them, too: no request follows both.",
                             "Two patterns: read the keys of the rows, then delete each by its key; what goes with it is worked out for that one.");
      return;
    }
  tenon_plan_serve_read (plan, entity, reading);
  if (reading->service->unserved != NULL)
    return;
  step = last_step (reading) + 1;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->kind != TENON_READING_GET)
        write_part (plan, entity, reading, part, step);
    }
}
