/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal as a list of differences to the present design, table by table. */

#include "design/tenon-proposal.h"

#include "base/tenon-text.h"

#include <string.h>

typedef char *(*DescribeFunc) (gpointer record);

static void
difference_free (gpointer difference)
{
  tenon_difference_free (difference);
}

/* Adds what turned @before into @after; nothing where both say the same. Takes both. */
static void
compare (GPtrArray          *list,
         TenonDifferenceKind kind,
         const char         *table,
         const char         *name,
         char               *before,
         char               *after)
{
  TenonDifference *difference;

  if (g_strcmp0 (before, after) == 0)
    {
      g_free (before);
      g_free (after);
      return;
    }
  difference = tenon_difference_new (kind, before == NULL ? TENON_DIFFERENCE_ADDED : after == NULL ? TENON_DIFFERENCE_REMOVED
                                                                                                   : TENON_DIFFERENCE_CHANGED,
                                     table, name);
  difference->before = before;
  difference->after = after;
  g_ptr_array_add (list, difference);
}

static char *
describe_keys (const char *partition_key,
               const char *sort_key)
{
  return g_strdup_printf ("partition key %s%s%s", partition_key != NULL ? partition_key : "?", sort_key != NULL ? ", sort key " : "", sort_key != NULL ? sort_key : "");
}

static char *
describe_attribute (gpointer record)
{
  TenonAttribute *self = record;

  return g_strdup_printf ("%s from %s.%s%s", tenon_attribute_type_to_string (self->type), self->source_table, self->source_column, self->denormalized ? ", a copy" : "");
}

static char *
describe_index (gpointer record)
{
  static const char *const projections[] = { "ALL", "INCLUDE", "KEYS_ONLY" };

  TenonIndex      *self = record;
  g_autofree char *keys = describe_keys (self->partition_key, self->sort_key);
  g_autofree char *projected = self->projection == TENON_PROJECTION_INCLUDE && self->projected != NULL ? g_strjoinv (", ", self->projected) : NULL;

  return g_strdup_printf ("%s, %s%s%s", keys, projections[self->projection], projected != NULL ? " " : "", projected != NULL ? projected : "");
}

static char *
describe_decision (gpointer record)
{
  TenonDecision *self = record;

  return g_strdup_printf ("%s. %s", self->chosen_approach != NULL ? self->chosen_approach : "", self->justification != NULL ? self->justification : "");
}

static char *
describe_unserved (gpointer record)
{
  TenonUnserved *self = record;

  return g_strdup_printf ("%s Alternative: %s", self->reason != NULL ? self->reason : "", self->alternative != NULL ? self->alternative : "none");
}

/* By the records' names, those of the proposal first and in its order. */
static void
compare_lists (GPtrArray          *list,
               TenonDifferenceKind kind,
               const char         *table,
               TenonList          *before,
               TenonList          *after,
               gsize               name_offset,
               DescribeFunc        describe)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; before != NULL && i < tenon_list_get_length (before); i++)
    {
      gpointer record = tenon_list_get (before, i);

      if (G_STRUCT_MEMBER (char *, record, name_offset) != NULL)
        g_hash_table_insert (old, G_STRUCT_MEMBER (char *, record, name_offset), record);
    }
  for (guint i = 0; after != NULL && i < tenon_list_get_length (after); i++)
    {
      gpointer    record = tenon_list_get (after, i);
      const char *name = G_STRUCT_MEMBER (char *, record, name_offset);
      gpointer    other = name != NULL ? g_hash_table_lookup (old, name) : NULL;

      if (name == NULL)
        continue;
      g_hash_table_add (present, (gpointer)name);
      compare (list, kind, table, name, other != NULL ? describe (other) : NULL, describe (record));
    }
  for (guint i = 0; before != NULL && i < tenon_list_get_length (before); i++)
    {
      gpointer    record = tenon_list_get (before, i);
      const char *name = G_STRUCT_MEMBER (char *, record, name_offset);

      if (name != NULL && !g_hash_table_contains (present, name))
        compare (list, kind, table, name, describe (record), NULL);
    }
}

/* ---- requests ---- */

/* pattern id -> what is asked of the table for it; the ids in @order, as they come. */
static GHashTable *
list_requests (TenonTable *table,
               GPtrArray  *order)
{
  GHashTable *requests = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      const char     *old;
      char           *text;

      if (operation->pattern_id == NULL)
        continue;
      old = g_hash_table_lookup (requests, operation->pattern_id);
      text = g_strdup_printf ("%s%s%s%s%s%s%s%s%s", old != NULL ? old : "", old != NULL ? "; " : "", operation->operation, operation->index != NULL ? " on " : "", operation->index != NULL ? operation->index : "", operation->key_condition != NULL ? " by " : "", operation->key_condition != NULL ? operation->key_condition : "", operation->filter != NULL ? ", filter " : "", operation->filter != NULL ? operation->filter : "");
      if (old == NULL && !g_ptr_array_find_with_equal_func (order, operation->pattern_id, g_str_equal, NULL))
        g_ptr_array_add (order, operation->pattern_id);
      g_hash_table_insert (requests, operation->pattern_id, text);
    }
  return requests;
}

/* A lookup table's are told from its table's own by its name. */
static void
compare_requests (GPtrArray  *list,
                  const char *owner,
                  TenonTable *before,
                  TenonTable *after)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) requests = list_requests (after, order);
  g_autoptr (GHashTable) old = list_requests (before, order);

  for (guint i = 0; i < order->len; i++)
    {
      const char      *id = g_ptr_array_index (order, i);
      g_autofree char *name = g_strcmp0 (owner, after->name) == 0 ? g_strdup (id) : g_strdup_printf ("%s on %s", id, after->name);

      compare (list, TENON_DIFFERENCE_REQUEST, owner, name, g_strdup (g_hash_table_lookup (old, id)), g_strdup (g_hash_table_lookup (requests, id)));
    }
}

/* ---- tables ---- */

static const char *
owner_of (TenonTable *table)
{
  return table->role == TENON_TABLE_LOOKUP && table->lookup_of != NULL ? table->lookup_of : table->name;
}

static char *
describe_table (TenonTable *self)
{
  g_autofree char *keys = describe_keys (self->partition_key, self->sort_key);
  g_auto (GStrv) ids = tenon_table_dup_pattern_ids (self);
  g_autofree char *served = ids != NULL && ids[0] != NULL ? g_strjoinv (", ", ids) : NULL;

  return g_strdup_printf ("%s, %u indexes%s%s", keys, tenon_list_get_length (self->indexes), served != NULL ? ", for " : "", served != NULL ? served : "");
}

static void
compare_tables (GPtrArray  *list,
                TenonTable *before,
                TenonTable *after)
{
  const char *owner = owner_of (after != NULL ? after : before);
  const char *name = after != NULL ? after->name : before->name;

  if (before == NULL || after == NULL)
    {
      compare (list, TENON_DIFFERENCE_TABLE, owner, name, before != NULL ? describe_table (before) : NULL, after != NULL ? describe_table (after) : NULL);
      return;
    }
  compare (list, TENON_DIFFERENCE_KEY, owner, name, describe_keys (before->partition_key, before->sort_key), describe_keys (after->partition_key, after->sort_key));
  compare_lists (list, TENON_DIFFERENCE_ATTRIBUTE, owner, before->attributes, after->attributes, G_STRUCT_OFFSET (TenonAttribute, name), describe_attribute);
  compare_lists (list, TENON_DIFFERENCE_INDEX, owner, before->indexes, after->indexes, G_STRUCT_OFFSET (TenonIndex, name), describe_index);
  compare_requests (list, owner, before, after);
}

/* The decision's table, or the table that its lookup table belongs to. */
static const char *
table_of (TenonDesign   *design,
          TenonDecision *decision)
{
  TenonTable *table = decision->table != NULL ? tenon_design_find_table (design, decision->table) : NULL;

  return table != NULL ? owner_of (table) : decision->table;
}

static void
compare_decisions (GPtrArray   *list,
                   TenonDesign *present,
                   TenonDesign *proposal)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (present->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (present->decisions, i);

      if (decision->decision_id != NULL)
        g_hash_table_insert (old, decision->decision_id, decision);
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (proposal->decisions, i);
      TenonDecision *before = g_hash_table_lookup (old, decision->decision_id);

      compare (list, TENON_DIFFERENCE_DECISION, table_of (proposal, decision), decision->decision_id, before != NULL ? describe_decision (before) : NULL, describe_decision (decision));
      g_hash_table_remove (old, decision->decision_id);
    }
  for (guint i = 0; i < tenon_list_get_length (present->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (present->decisions, i);

      if (decision->decision_id != NULL && g_hash_table_contains (old, decision->decision_id))
        compare (list, TENON_DIFFERENCE_DECISION, table_of (present, decision), decision->decision_id, describe_decision (decision), NULL);
    }
}

/* Tables stand in the order of the proposal, each with its lookup tables and decisions; the whole design's come last. */
static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      places)
{
  const TenonDifference *x = *(TenonDifference **)a, *y = *(TenonDifference **)b;
  guint                  i = x->table != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, x->table)) - 1 : G_MAXUINT;
  guint                  j = y->table != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, y->table)) - 1 : G_MAXUINT;

  return (i > j) - (i < j);
}

/**
 * tenon_design_compare:
 * @present: the model's design
 * @proposal: a proposal, or another alternative
 *
 * Returns: (transfer container) (element-type TenonDifference): what taking @proposal would change, table by table; empty
 *   where nothing that people decide about differs
 */
GPtrArray *
tenon_design_compare (TenonDesign *present,
                      TenonDesign *proposal)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (difference_free);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (present->tables); i++)
    {
      TenonTable *table = tenon_list_get (present->tables, i);

      if (table->name != NULL)
        g_hash_table_insert (old, table->name, table);
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->tables); i++)
    {
      TenonTable *table = tenon_list_get (proposal->tables, i);

      if (!g_hash_table_contains (places, table->name))
        g_hash_table_insert (places, table->name, GUINT_TO_POINTER (i + 1));
      compare_tables (list, g_hash_table_lookup (old, table->name), table);
    }
  for (guint i = 0; i < tenon_list_get_length (present->tables); i++)
    {
      TenonTable *table = tenon_list_get (present->tables, i);

      if (table->name != NULL && !g_hash_table_contains (places, table->name))
        compare_tables (list, table, NULL);
    }
  compare_decisions (list, present, proposal);
  compare_lists (list, TENON_DIFFERENCE_UNSERVED, NULL, present->unserved, proposal->unserved, G_STRUCT_OFFSET (TenonUnserved, pattern_id), describe_unserved);
  g_ptr_array_sort_with_data (list, compare_places, places);
  return list;
}
