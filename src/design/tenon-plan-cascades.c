/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What MySQL does by itself when a row goes: rows that refer to it by ON DELETE CASCADE go too, and what refers to those; ON
 * DELETE SET NULL clears the reference. DynamoDB does nothing of it, so that the pattern that deletes does: it finds the items
 * from the parent down and deletes them from the farthest up, its own item last. A request that breaks off leaves the parent
 * where it was, and can be sent again. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"

#include <string.h>

#define MAX_DEPTH 4
#define MAX_NODES 24

/* A foreign key that a deletion follows. */
typedef struct
{
  TenonEntity     *entity; /* whose rows refer */
  TenonForeignKey *key;
  TenonEntity     *parent;  /* whose rows are referred to */
  gboolean         clears;  /* SET NULL: the rows stay */
  int              before;  /* position of the node whose rows are referred to; -1: the pattern's own */
  guint            depth;   /* 1: refers to the pattern's own rows */
  double           parents; /* rows referred to; 0: not known */
  double           found;   /* rows that refer; 0: not known */

  /* how they are found */
  gboolean         by_key;
  TenonIndexPlan  *index;  /* (nullable) */
  TenonLookupPlan *lookup; /* (nullable) */
} Node;

typedef struct
{
  GArray     *nodes; /* (element-type Node) from the parent down */
  const char *cut;   /* (nullable) a table whose references are followed no further */
} Cascade;

/* ---- which ---- */

static gboolean
is_action (TenonForeignKey *key,
           const char      *action)
{
  return key->on_delete != NULL && g_ascii_strcasecmp (key->on_delete, action) == 0;
}

static gboolean
is_followed (GArray          *nodes,
             TenonForeignKey *key)
{
  for (guint i = 0; i < nodes->len; i++)
    if (g_array_index (nodes, Node, i).key == key)
      return TRUE;
  return FALSE;
}

/* What the request deletes or changes by itself is no cascade's. */
static gboolean
is_own_part (TenonReading *reading,
             TenonEntity  *entity)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table == entity->source && part->kind != TENON_READING_GET)
        return TRUE;
    }
  return FALSE;
}

static void
follow_child (Cascade      *self,
              TenonReading *reading,
              TenonEntity  *parent,
              TenonEntity  *child,
              int           before,
              guint         depth)
{
  for (guint k = 0; k < tenon_list_get_length (child->source->foreign_keys); k++)
    {
      TenonForeignKey *key = tenon_list_get (child->source->foreign_keys, k);
      Node             node = { .entity = child, .key = key, .parent = parent, .clears = is_action (key, "SET NULL"), .before = before, .depth = depth };

      if (g_strcmp0 (key->ref_table, parent->source->name) != 0 || key->columns == NULL || key->columns[0] == NULL || (!node.clears && !is_action (key, "CASCADE")))
        continue;
      if (is_followed (self->nodes, key) || is_own_part (reading, child))
        continue;
      if (depth > MAX_DEPTH || self->nodes->len == MAX_NODES)
        self->cut = child->source->name;
      else
        g_array_append_val (self->nodes, node);
    }
}

/* A row that refers to one of its own table is no child there. */
static void
follow (Cascade      *self,
        TenonReading *reading,
        TenonEntity  *parent,
        int           before,
        guint         depth)
{
  follow_child (self, reading, parent, parent, before, depth);
  for (guint i = 0; i < parent->children->len; i++)
    follow_child (self, reading, parent, g_ptr_array_index (parent->children, i), before, depth);
}

/* By the schema alone. */
static void
cascade_init (Cascade      *self,
              TenonPlan    *plan,
              TenonReading *reading)
{
  TenonEntity *entity = reading->kind == TENON_READING_DELETE && reading->table != NULL ? tenon_plan_find (plan, reading->table->name) : NULL;

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->cut = NULL;
  if (entity != NULL)
    follow (self, reading, entity, -1, 1);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node node = g_array_index (self->nodes, Node, i);

      if (!node.clears)
        follow (self, reading, node.entity, i, node.depth + 1);
    }
}

static void
cascade_clear (Cascade *self)
{
  g_array_unref (self->nodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cascade, cascade_clear)

static void
add_once (GPtrArray   *list,
          TenonEntity *entity)
{
  if (!g_ptr_array_find (list, entity, NULL))
    g_ptr_array_add (list, entity);
}

static void
add_copiers (GPtrArray    *list,
             TenonPlan    *plan,
             TenonReading *reading,
             const char   *source)
{
  TenonEntity *entity = tenon_plan_find (plan, source);
  const char  *column;

  for (guint i = 0; entity != NULL && i < entity->children->len; i++)
    if (tenon_entity_next_pinned_copy (g_ptr_array_index (entity->children, i), plan, reading, 0, &column) > 0)
      add_once (list, g_ptr_array_index (entity->children, i));
}

/**
 * tenon_plan_list_cascades:
 *
 * Returns: (transfer container) (element-type TenonEntity): tables of which rows go, or lose their reference, with those the
 *   pattern deletes, or hold copies, decided on by people, of what it changes; each once
 */
GPtrArray *
tenon_plan_list_cascades (TenonPlan    *self,
                          TenonReading *reading)
{
  GPtrArray *list = g_ptr_array_new ();
  g_auto (Cascade) cascade = { 0 };

  cascade_init (&cascade, self, reading);
  for (guint i = 0; i < cascade.nodes->len; i++)
    add_once (list, g_array_index (cascade.nodes, Node, i).entity);
  if (g_hash_table_size (self->present) == 0 || reading->table == NULL || !tenon_reading_is_write (reading))
    return list;
  add_copiers (list, self, reading, reading->table->name);
  for (guint i = 0; i < reading->parts->len; i++)
    add_copiers (list, self, reading, ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table->name);
  return list;
}

/* ---- how they are found ---- */

static gboolean
has (TenonForeignKey *key,
     const char      *column)
{
  for (guint i = 0; column != NULL && key->columns[i] != NULL; i++)
    if (g_ascii_strcasecmp (key->columns[i], column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_there_always (TenonEntity *entity,
                 const char  *column)
{
  TenonColumn *found = tenon_entity_get_column (entity, column);

  return found != NULL && !found->nullable;
}

/* Every row that has the reference is in it: no other column keeps it out. */
static gboolean
leads_by (TenonEntity     *entity,
          TenonForeignKey *key,
          const char      *partition,
          const char      *sort)
{
  return has (key, partition) && (sort == NULL || has (key, sort) || is_there_always (entity, sort));
}

static TenonIndexPlan *
find_index (TenonEntity     *entity,
            TenonForeignKey *key)
{
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      if (index->index != NULL && !index->is_large && !index->is_taken_out && leads_by (entity, key, index->partition, index->sort))
        return index;
    }
  return NULL;
}

/* An item of a lookup table carries the key of its item: read by the first of its columns it is an index that is there anyway. */
static TenonLookupPlan *
find_lookup (TenonEntity     *entity,
             TenonForeignKey *key)
{
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);
      const char      *sort = lookup->unique->n_columns > 1 ? lookup->unique->columns[1] : NULL;

      if (lookup->unique->n_columns <= 2 && g_strcmp0 (tenon_entity_get_name (entity, lookup->unique->columns[0]), lookup->table->partition_key) == 0 && leads_by (entity, key, lookup->unique->columns[0], sort))
        return lookup;
    }
  return NULL;
}

static void
find_way (Node *self)
{
  TenonEntity *entity = self->entity;

  self->by_key = leads_by (entity, self->key, entity->partition, NULL);
  self->lookup = self->by_key ? NULL : find_lookup (entity, self->key);
  self->index = self->by_key || self->lookup != NULL ? NULL : find_index (entity, self->key);
}

/**
 * tenon_entity_next_cascade:
 * @partition: (out): the column an index would need, where none of the keys leads to the rows
 * @sort: (out) (nullable):
 *
 * Goes through the references that deletions by @reading follow to rows of @self, from @at on.
 *
 * Returns: the next place to go on from; 0: no further reference
 */
guint
tenon_entity_next_cascade (TenonEntity  *self,
                           TenonPlan    *plan,
                           TenonReading *reading,
                           guint         at,
                           const char  **partition,
                           const char  **sort)
{
  g_auto (Cascade) cascade = { 0 };

  *partition = *sort = NULL;
  cascade_init (&cascade, plan, reading);
  for (guint i = at; i < cascade.nodes->len; i++)
    {
      Node        *node = &g_array_index (cascade.nodes, Node, i);
      TenonColumn *one = node->entity == self ? tenon_entity_get_column (self, node->key->columns[0]) : NULL;
      TenonColumn *two = node->entity == self && node->key->columns[1] != NULL ? tenon_entity_get_column (self, node->key->columns[1]) : NULL;

      if (one == NULL || leads_by (self, node->key, self->partition, NULL) || find_lookup (self, node->key) != NULL)
        continue;
      *partition = one->name;
      *sort = two != NULL ? two->name : NULL;
      return i + 1;
    }
  return 0;
}

/* ---- how many ---- */

static double
count_children (TenonPlan   *plan,
                TenonEntity *parent,
                const Node  *node)
{
  g_autofree char   *child = g_strconcat (node->entity->source->name, ".", node->key->columns[0], NULL);
  TenonRelationship *relationship = tenon_list_find (plan->model->relationships, child);

  if (relationship != NULL && relationship->average_children > 0)
    return relationship->average_children;
  return tenon_plan_count_part (plan, parent, node->entity);
}

static void
count (Cascade   *self,
       TenonPlan *plan,
       double     items)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = &g_array_index (self->nodes, Node, i);
      Node *before = node->before >= 0 ? &g_array_index (self->nodes, Node, node->before) : NULL;

      node->parents = before != NULL ? before->found : items;
      node->found = node->parents * count_children (plan, node->parent, node);
      if (node->parent == node->entity && !node->clears)
        node->found = 0; /* a tree under the row: how deep it goes is in no number */
      find_way (node);
    }
}

/* ---- the requests that find them ---- */

/* What the row that is referred to calls the value. */
static const char *
get_value (Node       *self,
           const char *column)
{
  for (guint i = 0; self->parent != NULL && self->key->ref_columns != NULL && self->key->columns[i] != NULL && self->key->ref_columns[i] != NULL; i++)
    {
      TenonColumn *referred = g_ascii_strcasecmp (self->key->columns[i], column) == 0 ? tenon_entity_get_column (self->parent, self->key->ref_columns[i]) : NULL;

      if (referred != NULL && tenon_entity_get_name (self->parent, referred->name) != NULL)
        return tenon_entity_get_name (self->parent, referred->name);
    }
  return tenon_entity_get_name (self->entity, column);
}

static void
append_equality (Node       *self,
                 GString    *s,
                 const char *column)
{
  const char *name = tenon_entity_get_name (self->entity, column);

  if (name != NULL)
    g_string_append_printf (s, "%s%s = :%s", s->len > 0 ? " AND " : "", name, get_value (self, column));
}

static char *
list_equalities (Node       *self,
                 const char *partition,
                 const char *sort)
{
  GString *s = g_string_new (NULL);

  append_equality (self, s, partition);
  if (has (self->key, sort))
    append_equality (self, s, sort);
  return g_string_free (s, FALSE);
}

/* What of a reference of several columns stands in no key. */
static char *
list_rest (Node       *self,
           const char *partition,
           const char *sort)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; self->key->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_entity_get_column (self->entity, self->key->columns[i]);

      if (column != NULL && g_strcmp0 (column->name, partition) != 0 && g_strcmp0 (column->name, sort) != 0)
        append_equality (self, s, column->name);
    }
  return s->len > 0 ? g_strdup (s->str) : NULL;
}

static char *
name_columns (Node *self)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; self->key->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_entity_get_column (self->entity, self->key->columns[i]);
      const char  *name = column != NULL ? tenon_entity_get_name (self->entity, column->name) : NULL;

      g_string_append_printf (s, "%s%s", i > 0 ? " and " : "", name != NULL ? name : self->key->columns[i]);
    }
  return g_string_free (s, FALSE);
}

/* How often it is asked: once for each row referred to. */
static double
count_requests (const Node *self)
{
  if (self->parent == self->entity && !self->clears)
    return -1;
  return self->parents == 1 ? 0 : self->parents > 0 ? self->parents
                                                    : -1;
}

static void
read_everything (Node         *self,
                 TenonReading *reading,
                 gint64        step)
{
  TenonOperation  *operation = tenon_table_add_request (self->entity->table, reading, step, "Scan");
  g_autofree char *columns = name_columns (self);

  operation->filter = list_rest (self, NULL, NULL);
  operation->items = MAX (self->entity->source->row_count, 0);
  operation->requests = count_requests (self);
  tenon_operation_add_note (operation, "finds what MySQL would %s: no key and no index leads there by %s, so that all items are read; an index by it makes this one Query", self->clears ? "clear" : "delete too", columns);
}

static void
find_items (Node         *self,
            TenonReading *reading,
            gint64        step)
{
  TenonTable      *table = self->lookup != NULL ? self->lookup->table : self->entity->table;
  const char      *partition = self->by_key ? self->entity->partition : self->lookup != NULL ? self->lookup->unique->columns[0]
                                                                    : self->index != NULL    ? self->index->partition
                                                                                             : NULL;
  const char      *sort = self->by_key ? self->entity->sort : self->lookup != NULL ? self->lookup->unique->columns[1]
                                                          : self->index != NULL    ? self->index->sort
                                                                                   : NULL;
  g_autofree char *columns = name_columns (self);
  TenonOperation  *operation;

  if (partition == NULL)
    {
      read_everything (self, reading, step);
      return;
    }
  operation = tenon_table_add_request (table, reading, step, "Query");
  operation->index = self->index != NULL ? g_strdup (self->index->index->name) : NULL;
  operation->key_condition = list_equalities (self, partition, sort);
  operation->items = self->parents > 0 ? self->found / self->parents : 0;
  operation->requests = count_requests (self);
  operation->strong = self->index == NULL;
  if (self->index == NULL && self->lookup == NULL)
    operation->filter = list_rest (self, partition, sort);
  tenon_operation_add_note (operation, "finds what MySQL would %s (%s, ON DELETE %s)%s%s", self->clears ? "clear" : "delete too", columns, self->clears ? "SET NULL" : "CASCADE", operation->requests != 0 ? ", one request for each item found before" : "",
                            self->lookup != NULL ? "; the lookup table gives the keys" : self->index != NULL ? "; an index is behind by a moment: asked until it finds none"
                                                                                                             : "");
}

static gboolean
holds_unique_values (Node *self)
{
  if (self->entity->lookups->len == 0)
    return FALSE;
  for (guint i = 0; self->clears && i < self->entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->entity->lookups, i);

      for (guint k = 0; k < lookup->unique->n_columns; k++)
        if (has (self->key, lookup->unique->columns[k]))
          return TRUE;
    }
  return !self->clears;
}

/* Whether what found the items says which values their lookup tables hold. */
static gboolean
gives_unique_values (Node *self)
{
  for (guint i = 0; i < self->entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->entity->lookups, i);

      for (guint k = 0; lookup != self->lookup && k < lookup->unique->n_columns; k++)
        {
          const char *name = tenon_entity_get_name (self->entity, lookup->unique->columns[k]);

          if (name != NULL && (self->lookup != NULL || (self->index != NULL && !tenon_index_carries (self->index->index, self->entity->table, name))))
            return FALSE;
        }
    }
  return TRUE;
}

static void
fetch_unique_values (Node         *self,
                     TenonReading *reading,
                     gint64        step)
{
  TenonOperation *operation = tenon_table_add_request (self->entity->table, reading, step, "BatchGetItem");

  operation->key_condition = tenon_table_dup_key_condition (self->entity->table);
  operation->items = self->found;
  operation->strong = TRUE;
  tenon_operation_add_note (operation, "the unique values of the items found, 100 a request");
}

/* ---- the requests that delete them ---- */

static void
clear_reference (Node         *self,
                 TenonReading *reading,
                 gint64        step)
{
  TenonOperation  *operation = tenon_table_add_request (self->entity->table, reading, step, "UpdateItem");
  g_autofree char *columns = name_columns (self);

  operation->key_condition = tenon_table_dup_key_condition (self->entity->table);
  operation->items = self->found;
  operation->condition = g_strdup_printf ("attribute_exists(%s)", self->entity->table->partition_key);
  tenon_operation_add_note (operation, "REMOVE %s: ON DELETE SET NULL, one request for each item", columns);
}

static void
delete_items (Node         *self,
              TenonReading *reading,
              gint64        step)
{
  TenonOperation *operation = tenon_table_add_request (self->entity->table, reading, step, "BatchWriteItem");

  operation->key_condition = tenon_table_dup_key_condition (self->entity->table);
  operation->items = self->found;
  tenon_operation_add_note (operation, "deletes the items found, 25 a request, not atomic: what is left after a failure is deleted when the pattern is sent again");
}

/* An item and its unique values go together; a transaction holds as many as fit into a hundred. */
static void
delete_with_values (Node         *self,
                    TenonReading *reading,
                    gint64        step)
{
  TenonEntity    *entity = self->entity;
  guint           n = 1 + entity->lookups->len;
  TenonOperation *operation = tenon_table_add_request (entity->table, reading, step, "TransactWriteItems");

  operation->key_condition = tenon_table_dup_key_condition (entity->table);
  operation->items = self->found;
  operation->condition = g_strdup_printf ("attribute_exists(%s)", entity->table->partition_key);
  tenon_operation_add_note (operation, "%s each item found together with its unique values, %u items a transaction at most", self->clears ? "clears the reference of" : "deletes", 100 / n);
  for (guint i = 0; i < entity->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (entity->lookups, i);

      operation = tenon_table_add_request (lookup->table, reading, step, "TransactWriteItems");
      operation->key_condition = tenon_table_dup_key_condition (lookup->table);
      operation->items = self->found;
      tenon_operation_add_note (operation, "deletes the value with its item in %s", entity->table->name);
    }
}

static void
write_node (Node         *self,
            TenonReading *reading,
            gint64        step)
{
  if (holds_unique_values (self))
    delete_with_values (self, reading, step);
  else if (self->clears)
    clear_reference (self, reading, step);
  else
    delete_items (self, reading, step);
}

/**
 * tenon_plan_cascade:
 * @items: that the pattern deletes; 0: not known
 * @step: the first that is free
 * @note: (out) (transfer full) (nullable): what is to be said where the pattern's own item is deleted
 *
 * Finds and deletes, or clears, what goes with the items of the pattern.
 *
 * Returns: the step of the pattern's own deletion
 */
gint64
tenon_plan_cascade (TenonPlan    *self,
                    TenonEntity  *entity,
                    TenonReading *reading,
                    double        items,
                    gint64        step,
                    char        **note)
{
  g_auto (Cascade) cascade = { 0 };
  guint    depth = 0;
  gboolean fetches = FALSE;

  *note = NULL;
  cascade_init (&cascade, self, reading);
  if (cascade.nodes->len == 0)
    return step;
  count (&cascade, self, items);
  for (guint i = 0; i < cascade.nodes->len; i++)
    {
      Node *node = &g_array_index (cascade.nodes, Node, i);

      find_items (node, reading, step + node->depth - 1);
      depth = MAX (depth, node->depth);
    }
  step += depth;
  for (guint i = 0; i < cascade.nodes->len; i++)
    {
      Node *node = &g_array_index (cascade.nodes, Node, i);

      if (!holds_unique_values (node) || gives_unique_values (node))
        continue;
      fetch_unique_values (node, reading, step);
      fetches = TRUE;
    }
  step += fetches;
  for (guint at = depth; at > 0; at--, step++)
    for (guint i = 0; i < cascade.nodes->len; i++)
      if (g_array_index (cascade.nodes, Node, i).depth == at)
        write_node (&g_array_index (cascade.nodes, Node, i), reading, step);
  *note = g_strdup_printf ("last, after all that refers to it: more than 100 items are no one transaction, and a request that broke off is sent again as long as this item is there%s%s%s", cascade.cut != NULL ? "; references to " : "",
                           cascade.cut != NULL ? cascade.cut : "", cascade.cut != NULL ? " and beyond are followed by a function on the stream" : "");
  return step;
}

/**
 * tenon_plan_dup_refusals:
 *
 * Returns: (transfer full) (nullable): what is to be said of rows because of which MySQL would refuse the deletion
 */
char *
tenon_plan_dup_refusals (TenonPlan    *self,
                         TenonEntity  *entity,
                         TenonReading *reading)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; reading->kind == TENON_READING_DELETE && i < entity->children->len; i++)
    {
      TenonEntity *child = g_ptr_array_index (entity->children, i);

      for (guint k = 0; k < tenon_list_get_length (child->source->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (child->source->foreign_keys, k);

          if (g_strcmp0 (key->ref_table, entity->source->name) != 0 || is_action (key, "CASCADE") || is_action (key, "SET NULL") || is_own_part (reading, child) || strstr (names->str, child->table->name) != NULL)
            continue;
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", child->table->name);
        }
    }
  return names->len > 0 ? g_strdup_printf ("rows of %s that refer to it would be left behind, which a foreign key refuses: the application has to look first", names->str) : NULL;
}

/**
 * tenon_plan_cascades_from_row:
 *
 * Returns: whether references go by a column of the deleted row that neither the request nor its key gives
 */
gboolean
tenon_plan_cascades_from_row (TenonPlan    *self,
                              TenonEntity  *entity,
                              TenonReading *reading)
{
  g_auto (Cascade) cascade = { 0 };

  cascade_init (&cascade, self, reading);
  for (guint i = 0; i < cascade.nodes->len; i++)
    {
      Node *node = &g_array_index (cascade.nodes, Node, i);

      for (guint k = 0; node->before < 0 && node->key->ref_columns != NULL && node->key->ref_columns[k] != NULL; k++)
        {
          TenonColumn *column = tenon_entity_get_column (entity, node->key->ref_columns[k]);

          if (column != NULL && !tenon_reading_knows (reading, column->name) && g_strcmp0 (column->name, entity->partition) != 0 && g_strcmp0 (column->name, entity->sort) != 0)
            return TRUE;
        }
    }
  return FALSE;
}
