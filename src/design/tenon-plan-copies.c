/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What copied attributes spare and what they cost: the second request of a read that finds all it needs in the item, the
 * writes that follow a change of the original, and the read of the original before an item that copies it is put. */

#include "design/tenon-plan.h"

#include "design/tenon-pattern-private.h"

#include <string.h>

/* Whether @attribute of @main copies a column of @other. */
static gboolean
is_copy_of (TenonAttribute *attribute,
            TenonEntity    *other)
{
  return attribute->denormalized && g_strcmp0 (attribute->source_table, other->source->name) == 0 && attribute->source_column != NULL && attribute->join_local_column != NULL;
}

/**
 * tenon_entity_copies_from:
 * @other: (nullable): any table
 *
 * Returns: whether items of @self hold copies of columns of @other
 */
gboolean
tenon_entity_copies_from (TenonEntity *self,
                          TenonEntity *other)
{
  for (guint i = 0; i < tenon_list_get_length (self->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->table->attributes, i);

      if (attribute->denormalized && (other == NULL || is_copy_of (attribute, other)))
        return TRUE;
    }
  return FALSE;
}

/* ---- reads ---- */

typedef enum
{
  NAMED_ELSEWHERE, /* a column of another table */
  NAMED_MISSING,   /* of that table, and the item does not hold it */
  NAMED_KEY,       /* what the item refers to it by */
  NAMED_COPIED,
} Named;

static Named
look_up (TenonEntity *main,
         TenonEntity *other,
         const char  *dotted)
{
  const char *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  gsize       n = strlen (other->source->name);
  Named       found = NAMED_MISSING;

  if (dot == NULL || (gsize)(dot - dotted) != n || strncmp (dotted, other->source->name, n) != 0)
    return NAMED_ELSEWHERE;
  for (guint i = 0; i < tenon_list_get_length (main->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (main->table->attributes, i);

      if (!is_copy_of (attribute, other))
        continue;
      if (g_ascii_strcasecmp (attribute->source_column, dot + 1) == 0)
        return NAMED_COPIED;
      if (attribute->join_source_column != NULL && g_ascii_strcasecmp (attribute->join_source_column, dot + 1) == 0)
        found = NAMED_KEY;
    }
  return found;
}

static gboolean
look_up_all (TenonEntity *main,
             TenonEntity *other,
             char       **dotted,
             gboolean    *any)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    {
      Named named = look_up (main, other, dotted[i]);

      if (named == NAMED_MISSING)
        return FALSE;
      *any |= named == NAMED_COPIED;
    }
  return TRUE;
}

/**
 * tenon_reading_has_copies:
 *
 * Returns: whether items of @main hold all that the pattern names of @other, whose key they hold as the reference to it; a
 *   strongly consistent read asks the original, which a copy follows a moment later
 */
gboolean
tenon_reading_has_copies (TenonReading *self,
                          TenonEntity  *main,
                          TenonEntity  *other)
{
  TenonPattern *pattern = self->pattern;
  g_auto (GStrv) ranges = pattern->range != NULL ? g_strsplit_set (pattern->range, ", ", -1) : NULL;
  gboolean any = FALSE, beside = FALSE;

  if (!tenon_reading_is_read (self) || self->is_strong || !tenon_entity_copies_from (main, other))
    return FALSE;
  if (!look_up_all (main, other, pattern->attributes, &any) || !any)
    return FALSE;
  if (!look_up_all (main, other, pattern->equality, &beside) || !look_up_all (main, other, pattern->filters, &beside) || !look_up_all (main, other, ranges, &beside))
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (pattern->order_by); i++)
    if (look_up (main, other, ((TenonShapeOrder *)tenon_list_get (pattern->order_by, i))->column) == NAMED_MISSING)
      return FALSE;
  return TRUE;
}

/* ---- finding the copies ---- */

/* Keys are enough of the entries; an item without the sort key would have none. */
static TenonIndexPlan *
find_way (TenonEntity *self,
          const char  *column)
{
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);
      TenonColumn    *sort = tenon_entity_get_column (self, index->sort);

      if (index->index != NULL && !index->is_large && !index->is_taken_out && strcmp (index->partition, column) == 0 && (sort == NULL || !sort->nullable))
        return index;
    }
  return NULL;
}

/**
 * tenon_entity_can_find_copies:
 * @column: of @self: the reference to what is copied
 *
 * Returns: whether a Query finds all items that copy one item
 */
gboolean
tenon_entity_can_find_copies (TenonEntity *self,
                              const char  *column)
{
  return g_strcmp0 (self->partition, column) == 0 || find_way (self, column) != NULL;
}

/**
 * tenon_entity_dup_copiers:
 *
 * Returns: (transfer full): which items copy what of @self, and how they are found: what requests for it depend on
 */
char *
tenon_entity_dup_copiers (TenonEntity *self)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      TenonEntity *child = g_ptr_array_index (self->children, i);

      for (guint k = 0; k < tenon_list_get_length (child->table->attributes); k++)
        {
          TenonAttribute *attribute = tenon_list_get (child->table->attributes, k);
          TenonIndexPlan *way = is_copy_of (attribute, self) ? find_way (child, attribute->join_local_column) : NULL;

          if (is_copy_of (attribute, self))
            g_string_append_printf (s, "%s %s %s %s %s %s\n", child->table->name, attribute->name, attribute->source_column, child->table->partition_key, child->table->sort_key != NULL ? child->table->sort_key : "", way != NULL ? way->index->name : "");
        }
    }
  return g_string_free (s, FALSE);
}

/* ---- copies that people decided on ---- */

/* The columns of the tables that the request changes; %NULL: which, it does not say. */
static gboolean
changes (TenonReading *reading,
         const char   *source,
         const char   *column)
{
  if (reading->table != NULL && strcmp (reading->table->name, source) == 0 && (reading->kind == TENON_READING_UPDATE || reading->kind == TENON_READING_UPSERT))
    return reading->writes->len == 0 || tenon_reading_contains (reading->writes, column);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->kind == TENON_READING_UPDATE && strcmp (part->table->name, source) == 0)
        return part->takes == NULL || g_ascii_strcasecmp (part->takes->name, column) == 0;
    }
  return FALSE;
}

/**
 * tenon_entity_next_pinned_copy:
 * @at: where to go on from, 0 at first
 * @column: (out): the reference to what is copied
 *
 * Goes through the copies that people decided on and that change with what @reading writes: their items have to be found then.
 *
 * Returns: where to go on from; 0: there is no other
 */
guint
tenon_entity_next_pinned_copy (TenonEntity  *self,
                               TenonPlan    *plan,
                               TenonReading *reading,
                               guint         at,
                               const char  **column)
{
  TenonTable *present = tenon_reading_is_write (reading) ? g_hash_table_lookup (plan->present, self->source->name) : NULL;

  for (guint i = at; present != NULL && i < tenon_list_get_length (present->attributes); i++)
    {
      TenonAttribute  *copy = tenon_list_get (present->attributes, i);
      TenonColumn     *local = copy->denormalized && copy->join_local_column != NULL ? tenon_entity_get_column (self, copy->join_local_column) : NULL;
      g_autofree char *id = local != NULL && copy->source_table != NULL ? g_strdup_printf ("denormalize:%s/%s", self->table->name, copy->source_table) : NULL;

      if (id == NULL || copy->source_column == NULL || !changes (reading, copy->source_table, copy->source_column) || tenon_plan_find_kept (plan, id) == NULL)
        continue;
      *column = local->name;
      return i + 1;
    }
  return 0;
}

/* ---- a change of the original ---- */

static gboolean
is_changed (TenonReading   *reading,
            TenonColumn    *only,
            TenonAttribute *copy)
{
  if (only != NULL)
    return g_ascii_strcasecmp (only->name, copy->source_column) == 0;
  return reading->writes->len == 0 || tenon_reading_contains (reading->writes, copy->source_column);
}

/* The copied attributes of @main that the request changes, by one reference; none: %NULL */
static char *
list_changed (TenonEntity  *main,
              TenonEntity  *other,
              const char   *column,
              TenonReading *reading,
              TenonColumn  *only)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (main->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (main->table->attributes, i);

      if (is_copy_of (attribute, other) && strcmp (attribute->join_local_column, column) == 0 && is_changed (reading, only, attribute))
        g_string_append_printf (s, "%s%s = :%s", s->len > 0 ? ", " : "", attribute->name, attribute->name);
    }
  return s->len > 0 ? g_strdup (s->str) : NULL;
}

/* @copies: of one item; @items: of which so many change; 0: not known */
static void
find_copies (TenonEntity  *main,
             TenonReading *reading,
             const char   *column,
             double        copies,
             double        items,
             gint64        step)
{
  gboolean        by_key = g_strcmp0 (main->partition, column) == 0;
  TenonIndexPlan *way = by_key ? NULL : find_way (main, column);
  const char     *name = tenon_entity_get_name (main, column);
  TenonOperation *operation = tenon_table_add_request (main->table, reading, step, by_key || way != NULL ? "Query" : "Scan");

  operation->index = way != NULL ? g_strdup (way->index->name) : NULL;
  if (by_key || way != NULL)
    {
      operation->key_condition = g_strdup_printf ("%s = :%s", name, name);
      operation->items = copies;
      operation->requests = items == 1 ? 0 : items > 0 ? items
                                                       : -1;
      tenon_operation_add_note (operation, "finds the items that copy what changes%s", items == 1 ? "" : ", one request for each changed item");
      return;
    }
  operation->filter = g_strdup_printf ("%s = :%s", name, name);
  operation->items = MAX (main->source->row_count, 0);
  tenon_operation_add_note (operation, "no key and no index finds the items that copy what changes, so that all items are read; an index by %s makes this one Query", name);
}

static void
write_copies (TenonEntity  *main,
              TenonEntity  *other,
              TenonReading *reading,
              const char   *changed,
              double        items,
              gint64        step)
{
  TenonOperation *operation = tenon_table_add_request (main->table, reading, step, "UpdateItem");

  operation->key_condition = tenon_table_dup_key_condition (main->table);
  operation->items = items;
  operation->condition = g_strdup_printf ("attribute_exists(%s)", main->table->partition_key);
  tenon_operation_add_note (operation, "SET %s: one request for each copy, by the application or by a function on the stream of %s; readers see the old value until then", changed, other->table->name);
  if (items <= 0)
    tenon_operation_add_note (operation, "how many copies there are is not known: one is counted");
}

static gboolean
is_first_by (TenonEntity *main,
             TenonEntity *other,
             guint        at,
             const char  *column)
{
  for (guint i = 0; i < at; i++)
    {
      TenonAttribute *attribute = tenon_list_get (main->table->attributes, i);

      if (is_copy_of (attribute, other) && strcmp (attribute->join_local_column, column) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
update_copies_in (TenonPlan    *plan,
                  TenonEntity  *main,
                  TenonEntity  *other,
                  TenonReading *reading,
                  TenonColumn  *only,
                  double        items,
                  gint64        step)
{
  double copies = tenon_plan_count_part (plan, other, main);

  for (guint i = 0; i < tenon_list_get_length (main->table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (main->table->attributes, i);
      const char      *column = is_copy_of (attribute, other) ? attribute->join_local_column : NULL;
      g_autofree char *changed = column != NULL && is_first_by (main, other, i, column) && tenon_entity_get_name (main, column) != NULL ? list_changed (main, other, column, reading, only) : NULL;

      if (changed == NULL)
        continue;
      find_copies (main, reading, column, copies, items, step);
      write_copies (main, other, reading, changed, items > 0 ? items * copies : 0, step + 1);
    }
}

/**
 * tenon_plan_update_copies:
 * @only: (nullable): the only column that changes
 * @items: of @other that change; 0: not known
 * @step: behind the write of the original
 *
 * An update of what other items copy goes on to them: the items that refer to it are found, and each is updated.
 */
void
tenon_plan_update_copies (TenonPlan    *self,
                          TenonEntity  *other,
                          TenonReading *reading,
                          TenonColumn  *only,
                          double        items,
                          gint64        step)
{
  for (guint i = 0; i < other->children->len; i++)
    {
      TenonEntity *child = g_ptr_array_index (other->children, i);
      gboolean     is_again = FALSE;

      /* A table with two references stands there twice. */
      for (guint k = 0; k < i; k++)
        is_again |= g_ptr_array_index (other->children, k) == child;
      if (!is_again && child->partition != NULL)
        update_copies_in (self, child, other, reading, only, items, step);
    }
}

/* ---- a new item ---- */

static TenonLookupPlan *
find_lookup (TenonEntity *self,
             const char  *column)
{
  for (guint i = 0; i < self->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->lookups, i);

      if (lookup->unique->n_columns == 1 && strcmp (lookup->unique->columns[0], column) == 0)
        return lookup;
    }
  return NULL;
}

static const char *
get_name (double items)
{
  return items == 1 ? "GetItem" : "BatchGetItem";
}

/* Reads the original by @column. Returns the next step. */
static gint64
read_source (TenonEntity  *main,
             TenonEntity  *other,
             TenonReading *reading,
             const char   *column,
             double        items,
             gint64        step)
{
  gboolean         is_key = g_strcmp0 (other->partition, column) == 0 && other->sort == NULL;
  TenonLookupPlan *lookup = is_key ? NULL : find_lookup (other, column);
  TenonIndexPlan  *index = is_key || lookup != NULL ? NULL : tenon_entity_find_index (other, column);
  const char      *name = tenon_entity_get_name (other, column);
  TenonOperation  *operation;

  if (lookup != NULL)
    {
      operation = tenon_table_add_request (lookup->table, reading, step++, get_name (items));
      operation->key_condition = tenon_table_dup_key_condition (lookup->table);
      operation->items = items;
      tenon_operation_add_note (operation, "gives the key of %s", other->table->name);
    }
  if (index != NULL)
    {
      operation = tenon_table_add_request (other->table, reading, step, "Query");
      operation->index = g_strdup (index->index->name);
      operation->key_condition = g_strdup_printf ("%s = :%s", name, name);
      operation->requests = items == 1 ? 0 : items > 0 ? items
                                                       : -1;
    }
  else
    {
      operation = tenon_table_add_request (other->table, reading, step, get_name (items));
      operation->key_condition = tenon_table_dup_key_condition (other->table);
      operation->items = items;
    }
  tenon_operation_add_note (operation, "gives what the new item of %s copies", main->table->name);
  if (!is_key && lookup == NULL && index == NULL)
    tenon_operation_add_note (operation, "the request has to carry the key: nothing finds it by %s", name != NULL ? name : column);
  return step + 1;
}

/* Whether the request has the original at hand: it writes it itself, or reads it for another reason. */
static gboolean
has_source (TenonReading *reading,
            TenonEntity  *other)
{
  if (reading->table == other->source && tenon_reading_creates (reading->kind))
    return TRUE;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table == other->source && (part->kind == TENON_READING_GET || tenon_reading_creates (part->kind)))
        return TRUE;
    }
  return FALSE;
}

/* A new item copies; so does one that from now on refers to another original. */
static gboolean
takes_copy (TenonReading    *reading,
            TenonReadingKind kind,
            TenonEntity     *main,
            TenonAttribute  *copy)
{
  if (tenon_reading_creates (kind))
    return TRUE;
  return kind == TENON_READING_UPDATE && reading->table == main->source && tenon_reading_contains (reading->writes, copy->join_local_column);
}

/**
 * tenon_plan_read_sources:
 * @kind: what the request does to items of @main
 * @items: of @main that are written; 0: not known
 *
 * Reads the originals of what the written items copy, where the request does not read them anyway.
 *
 * Returns: the step of what comes behind; @step where nothing had to be read
 */
gint64
tenon_plan_read_sources (TenonPlan       *self,
                         TenonEntity     *main,
                         TenonReading    *reading,
                         TenonReadingKind kind,
                         double           items,
                         gint64           step)
{
  gint64 next = step;

  for (guint i = 0; i < tenon_list_get_length (main->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (main->table->attributes, i);
      TenonEntity    *other = attribute->denormalized && attribute->source_table != NULL ? tenon_plan_find (self, attribute->source_table) : NULL;
      gint64          behind;

      if (other == NULL || other->partition == NULL || attribute->join_source_column == NULL || !is_copy_of (attribute, other))
        continue;
      if (!is_first_by (main, other, i, attribute->join_local_column) || !takes_copy (reading, kind, main, attribute) || has_source (reading, other))
        continue;
      behind = read_source (main, other, reading, attribute->join_source_column, MAX (items, 0), step);
      next = MAX (next, behind);
    }
  return next;
}
