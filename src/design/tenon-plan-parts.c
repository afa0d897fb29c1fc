/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables read along with the one a pattern goes to: each by what a row found before gives of its key, one step later than
 * that row; DynamoDB joins nothing. */

#include "design/tenon-plan.h"

#include "design/tenon-pattern-private.h"
#include "design/tenon-transaction-size.h"

#include <string.h>

/* How one of the tables is found. */
typedef struct
{
  TenonEntity *other;
  const char  *column;   /* (nullable) of other, whose values the row before gives */
  const char **columns;  /* (owned container) (nullable) of other: what a foreign key of several columns gives instead */
  gboolean     is_child; /* one row before leads to several */
  gboolean     is_given; /* all rows before lead to one */
  int          before;   /* position of the part that is read before; -1: the main table */
  gint64       step;
  double       found; /* rows of it that a call finds; negative: not known */
} Part;

static void
part_free (gpointer data)
{
  Part *self = data;

  if (self != NULL)
    g_free (self->columns);
  g_free (self);
}

/* ---- how many ---- */

/**
 * tenon_plan_count_part:
 *
 * Returns: how many of @other's rows one row of @main has, by what somebody said, by the rows that were seen, by their
 *   numbers; 0: not known
 */
double
tenon_plan_count_part (TenonPlan   *plan,
                       TenonEntity *main,
                       TenonEntity *other)
{
  return tenon_children_count (plan->model, plan->schema, main->source, other->source, FALSE);
}

/* How many items the steps before have found; negative: not known. */
static double
count_found (TenonReading *reading)
{
  if (reading->kind == TENON_READING_GET || (tenon_reading_is_write (reading) && !reading->is_many))
    return 1;
  return reading->items > 0 ? reading->items : -1;
}

/* Whether all rows of the main table refer to one row of @other: the request gives the reference. */
static gboolean
is_given (TenonReading *reading,
          TenonEntity  *main,
          Part         *part)
{
  guint n = 0;

  /* Of a row that refers to two of them ("whom a user follows") the one that is not given is read. */
  for (guint i = 0; part->before < 0 && !part->is_child && part->column != NULL && i < tenon_list_get_length (main->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (main->source->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, part->other->source->name) != 0 || key->columns == NULL || key->columns[0] == NULL || key->ref_columns == NULL || g_strcmp0 (key->ref_columns[0], part->column) != 0)
        continue;
      if (key->columns[1] != NULL || !tenon_reading_has (reading, key->columns[0]))
        return FALSE;
      n++;
    }
  return n > 0;
}

/* ---- the way ---- */

/* A foreign key of several columns between @before and @other; FALSE where there is none. */
static gboolean
find_whole_key (TenonEntity      *other,
                TenonSourceTable *before,
                Part             *part)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      TenonSourceTable *child = pass == 0 ? before : other->source, *parent = pass == 0 ? other->source : before;

      for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);
          char           **given = pass == 0 ? key->ref_columns : key->columns;
          guint            n = given != NULL ? g_strv_length (given) : 0;

          if (g_strcmp0 (key->ref_table, parent->name) != 0 || n < 2 || !g_strv_contains ((const char *const *)given, other->partition))
            continue;
          part->columns = g_new0 (const char *, n + 1);
          for (guint k = 0; k < n; k++)
            part->columns[k] = given[k];
          part->is_child = pass == 1;
          return TRUE;
        }
    }
  return FALSE;
}

/* Whether a row of @before gives a value of @column of @other: by its own reference, or as what is referred to. */
static gboolean
gives (TenonSourceTable *before,
       TenonEntity      *other,
       const char       *column)
{
  TenonForeignKey *down = tenon_reader_find_foreign_key (before, other->source, column);
  TenonForeignKey *up = tenon_source_table_find_foreign_key (other->source, column);

  return (down != NULL && down->columns[1] == NULL) || (up != NULL && up->columns[1] == NULL && g_strcmp0 (up->ref_table, before->name) == 0);
}

static Part *
find_part (TenonPlan    *plan,
           TenonEntity  *main,
           TenonReading *reading,
           TenonEntity  *other)
{
  Part *part = g_new0 (Part, 1);

  part->other = other;
  part->before = -1;
  part->step = 1;
  part->column = other->partition != NULL ? tenon_reading_get_link (reading, main, other, &part->is_child) : NULL;
  if (part->column == NULL && other->partition != NULL)
    find_whole_key (other, main->source, part);
  for (guint i = 0; part->columns == NULL && i < reading->parts->len; i++)
    {
      TenonSourceTable *before = ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table;

      if (before == other->source || (part->column != NULL && (gives (main->source, other, part->column) || !gives (before, other, part->column))))
        continue;
      if (part->column == NULL && (other->partition == NULL || !find_whole_key (other, before, part)))
        continue;
      part->before = i;
      break;
    }
  return part;
}

/* ---- the request ---- */

static gboolean
knows (Part       *self,
       const char *column)
{
  return column != NULL && (self->columns != NULL ? g_strv_contains (self->columns, column) : g_strcmp0 (self->column, column) == 0);
}

/* Whether some request before finds several rows, however few they are in the mean. */
static gboolean
follows_list (TenonReading *reading,
              gint64        step)
{
  for (guint i = 0; reading->service != NULL && i < reading->service->operations->len; i++)
    {
      TenonOperation *operation = g_ptr_array_index (reading->service->operations, i);

      if (operation->step < step && g_strcmp0 (operation->operation, "GetItem") != 0)
        return TRUE;
    }
  return FALSE;
}

/* A key that all comes from the row before: one item for each such row. */
static void
get_items (Part         *part,
           TenonReading *reading,
           double        found)
{
  TenonEntity     *other = part->other;
  gboolean         is_single = found == 1 && (part->is_given || !follows_list (reading, part->step));
  TenonOperation  *operation = tenon_table_add_request (other->table, reading, part->step, is_single ? "GetItem" : "BatchGetItem");
  g_autofree char *key = other->sort != NULL ? g_strdup_printf ("%s and %s", other->table->partition_key, other->table->sort_key) : g_strdup (other->table->partition_key);

  operation->key_condition = tenon_table_dup_key_condition (other->table);
  operation->items = MAX (found, 0);
  if (!is_single)
    tenon_operation_add_note (operation, "one key for each different %s found before, 100 a request", key);
}

static void
carry_key (Part         *part,
           TenonEntity  *main,
           TenonReading *reading)
{
  TenonOperation *operation = tenon_table_add_request (part->other->table, reading, part->step, "GetItem");

  operation->key_condition = tenon_table_dup_key_condition (part->other->table);
  operation->items = 0;
  reading->is_unlinked = TRUE;
  tenon_operation_add_note (operation, "no foreign key leads here from %s: the request has to carry the key", main->source->name);
}

static void
query_items (TenonPlan    *plan,
             Part         *part,
             TenonEntity  *before,
             TenonReading *reading,
             double        found)
{
  TenonEntity    *other = part->other;
  gboolean        by_key = knows (part, other->partition);
  TenonIndexPlan *index = by_key ? NULL : tenon_entity_find_index (other, part->column);
  const char     *name = tenon_entity_get_name (other, by_key ? other->partition : part->column);
  const char     *sort = by_key && knows (part, other->sort) ? tenon_entity_get_name (other, other->sort) : NULL;
  TenonOperation *operation = tenon_table_add_request (other->table, reading, part->step, "Query");
  g_autofree char *and = sort != NULL ? g_strdup_printf (" AND %s = :%s", sort, sort) : g_strdup ("");

  operation->index = index != NULL ? g_strdup (index->index->name) : NULL;
  operation->key_condition = g_strdup_printf ("%s = :%s%s", name, name, and);
  operation->items = part->is_child ? tenon_plan_count_part (plan, before, other) : 1;
  operation->requests = part->step > 1 && found != 1 ? found : 0;
  if (part->step > 1)
    tenon_operation_add_note (operation, "one request for each %s found before", name);
}

/* @found: rows the step before has found, negative: not known */
static void
read_one (TenonPlan    *plan,
          Part         *part,
          TenonEntity  *main,
          TenonEntity  *before,
          TenonReading *reading,
          double        found)
{
  TenonEntity *other = part->other;
  double       children = part->is_child ? tenon_plan_count_part (plan, before, other) : 1;

  part->is_given = is_given (reading, main, part);
  if (part->is_given)
    found = 1;
  part->found = found > 0 && children > 0 ? found * children : -1;
  if (knows (part, other->partition) && (other->sort == NULL || knows (part, other->sort)))
    get_items (part, reading, found);
  else if (knows (part, other->partition) || (part->column != NULL && tenon_entity_find_index (other, part->column) != NULL))
    query_items (plan, part, before, reading, found);
  else
    carry_key (part, main, reading);
}

/**
 * tenon_plan_read_part:
 *
 * Reads one table before a write.
 */
void
tenon_plan_read_part (TenonPlan    *self,
                      TenonEntity  *main,
                      TenonReading *reading,
                      TenonEntity  *other,
                      gint64        step)
{
  Part        *part = find_part (self, main, reading, other);
  TenonEntity *before = part->before < 0 ? main : tenon_plan_find (self, ((TenonReadingPart *)g_ptr_array_index (reading->parts, part->before))->table->name);

  part->step = step;
  read_one (self, part, main, before != NULL ? before : main, reading, part->before < 0 && before != NULL ? count_found (reading) : -1);
  part_free (part);
}

/* Whether what leads to @other is in another part of the request, not in the row of the main table. */
gboolean
tenon_entity_is_found_by_part (TenonEntity *main,
                               TenonEntity *other)
{
  return tenon_reader_find_foreign_key (main->source, other->source, NULL) == NULL && tenon_reader_find_foreign_key (other->source, main->source, NULL) == NULL;
}

/* ---- all of them ---- */

/* (nullable elements) how each part is found; those that copies spare are left out, unless others are found by them. */
static GPtrArray *
find_parts (TenonPlan    *plan,
            TenonEntity  *main,
            TenonReading *reading)
{
  GPtrArray           *parts = g_ptr_array_new_with_free_func (part_free);
  g_autofree gboolean *is_needed = g_new0 (gboolean, reading->parts->len + 1);

  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = !tenon_reading_creates (part->kind) ? tenon_plan_find (plan, part->table->name) : NULL;

      g_ptr_array_add (parts, other != NULL ? find_part (plan, main, reading, other) : NULL);
      is_needed[i] = other != NULL && !tenon_reading_has_copies (reading, main, other);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);

      if (part != NULL && is_needed[i] && part->before >= 0)
        is_needed[part->before] = TRUE;
    }
  for (guint i = 0; i < parts->len; i++)
    if (!is_needed[i] && parts->pdata[i] != NULL)
      {
        part_free (parts->pdata[i]);
        parts->pdata[i] = NULL;
      }
  return parts;
}

/* A part comes one step behind the one that leads to it; a ring of them begins somewhere. */
static void
order_parts (GPtrArray *parts,
             gint64     step)
{
  for (guint pass = 0; pass <= parts->len; pass++)
    for (guint i = 0; i < parts->len; i++)
      {
        Part *part = parts->pdata[i];
        Part *before = part != NULL && part->before >= 0 ? parts->pdata[part->before] : NULL;

        if (part != NULL)
          part->step = before != NULL && before->step < step + parts->len ? MAX (part->step, before->step + 1) : MAX (part->step, step);
      }
}

/**
 * tenon_plan_read_parts:
 * @step: of what the row of the main table leads to
 *
 * Reads all tables the pattern reads along, in the order of their steps.
 */
void
tenon_plan_read_parts (TenonPlan    *self,
                       TenonEntity  *main,
                       TenonReading *reading,
                       gint64        step)
{
  g_autoptr (GPtrArray) parts = find_parts (self, main, reading);

  order_parts (parts, step);
  for (gint64 at = step; at <= step + parts->len * 2; at++)
    for (guint i = 0; i < parts->len; i++)
      {
        Part *part = parts->pdata[i];
        Part *before = part != NULL && part->before >= 0 ? parts->pdata[part->before] : NULL;

        if (part != NULL && part->step == at)
          read_one (self, part, main, before != NULL ? before->other : main, reading, before != NULL ? before->found : count_found (reading));
      }
}

/**
 * tenon_plan_can_read_strongly:
 *
 * Returns: whether a strongly consistent read finds all of its tables by their own keys
 */
gboolean
tenon_plan_can_read_strongly (TenonPlan    *self,
                              TenonEntity  *main,
                              TenonReading *reading)
{
  g_autoptr (GPtrArray) parts = find_parts (self, main, reading);

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = parts->pdata[i];

      if (part != NULL && part->column != NULL && g_strcmp0 (part->column, part->other->partition) != 0)
        return FALSE;
    }
  return TRUE;
}
