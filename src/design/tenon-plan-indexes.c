/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Global secondary indexes: one for each way in that neither the base key nor a lookup table gives, merged where one
 * serves several, named by what they give access by. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define NAME_MAX_BYTES 255

/**
 * tenon_entity_match_key:
 * @path: (out): how far the base key serves @reading; of kind NONE where it does not
 */
void
tenon_entity_match_key (TenonEntity  *self,
                        TenonReading *reading,
                        TenonPath    *path)
{
  memset (path, 0, sizeof *path);
  if (self->partition == NULL || !tenon_reading_knows (reading, self->partition))
    return;
  path->is_sorted = TRUE;
  if (self->sort == NULL || tenon_reading_knows (reading, self->sort))
    {
      path->kind = TENON_PATH_ITEM;
      return;
    }
  path->kind = TENON_PATH_COLLECTION;
  path->is_sorted = (reading->order == NULL || strcmp (reading->order, self->sort) == 0) && (reading->range == NULL || strcmp (reading->range, self->sort) == 0);
}

static gboolean
is_addressable (TenonReading *reading)
{
  switch (reading->kind)
    {
    case TENON_READING_GET:
    case TENON_READING_LIST:
    case TENON_READING_UPDATE:
    case TENON_READING_DELETE:
    case TENON_READING_UPSERT:
      return TRUE;
    default:
      return FALSE;
    }
}

static TenonLookupPlan *
match_lookup (TenonEntity  *self,
              TenonReading *reading)
{
  /* Two requests by the lookup table are strongly consistent; one by an index is quicker. */
  if (self->is_read_optimised && tenon_reading_is_read (reading) && !reading->is_strong)
    return NULL;
  for (guint i = 0; i < self->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->lookups, i);
      gboolean         all = TRUE;

      for (guint j = 0; all && j < lookup->unique->n_columns; j++)
        all = tenon_reading_has (reading, lookup->unique->columns[j]);
      if (all)
        return lookup;
    }
  return NULL;
}

/**
 * tenon_entity_is_small_collection:
 *
 * Returns: whether the items @reading returns are so few bytes (64 KB at most) that querying all of them and sorting
 *   in the application costs less than an index entry for every write
 */
gboolean
tenon_entity_is_small_collection (TenonEntity  *self,
                                  TenonReading *reading)
{
  gint64 bytes = 0;

  if (reading->is_paged || reading->items <= 0 || reading->kind != TENON_READING_LIST)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (self->source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (self->source->columns, i);

      bytes += strlen (column->name) + tenon_type_mapping_get_bytes (column);
    }
  return reading->items * bytes <= TENON_PLAN_SMALL_COLLECTION;
}

/**
 * tenon_entity_find_path:
 *
 * Finds the way @reading goes: base key, then lookup table, then index. A strongly consistent read never goes to an
 * index; a write may, to find the key it writes to.
 */
void
tenon_entity_find_path (TenonEntity  *self,
                        TenonReading *reading,
                        TenonPath    *path)
{
  TenonLookupPlan *lookup;

  tenon_entity_match_key (self, reading, path);
  if (path->kind == TENON_PATH_ITEM)
    return;
  if (path->kind == TENON_PATH_COLLECTION && (path->is_sorted || reading->is_strong || tenon_entity_is_small_collection (self, reading)))
    return;
  lookup = match_lookup (self, reading);
  if (lookup != NULL)
    {
      path->kind = TENON_PATH_LOOKUP;
      path->lookup = lookup;
      path->is_sorted = TRUE;
      return;
    }
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      /* What goes with its rows is found by indexes of its own table too. */
      if (index->is_large || index->is_taken_out || !g_ptr_array_find (index->readings, reading, NULL) || !tenon_reading_knows (reading, index->partition))
        continue;
      path->kind = TENON_PATH_INDEX;
      path->index = index;
      path->is_sorted = (reading->order == NULL || g_strcmp0 (reading->order, index->sort) == 0) && (reading->range == NULL || g_strcmp0 (reading->range, index->sort) == 0);
      return;
    }
}

/**
 * tenon_entity_find_way:
 * @way: "key", "lookup:TABLE" or "index:NAME"
 * @path: (out): the way, whether the request gives its key or not
 *
 * Returns: whether there is such a way
 */
gboolean
tenon_entity_find_way (TenonEntity  *self,
                       TenonReading *reading,
                       const char   *way,
                       TenonPath    *path)
{
  tenon_entity_match_key (self, reading, path);
  if (strcmp (way, "key") == 0)
    return path->kind != TENON_PATH_NONE;
  for (guint i = 0; g_str_has_prefix (way, "lookup:") && i < self->lookups->len; i++)
    {
      TenonLookupPlan *lookup = g_ptr_array_index (self->lookups, i);

      if (strcmp (lookup->table->name, way + strlen ("lookup:")) != 0)
        continue;
      *path = (TenonPath){ TENON_PATH_LOOKUP, lookup, NULL, TRUE };
      return TRUE;
    }
  for (guint i = 0; g_str_has_prefix (way, "index:") && i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      if (index->index == NULL || strcmp (index->index->name, way + strlen ("index:")) != 0)
        continue;
      *path = (TenonPath){ TENON_PATH_INDEX, NULL, index, FALSE };
      path->is_sorted = (reading->order == NULL || g_strcmp0 (reading->order, index->sort) == 0) && (reading->range == NULL || g_strcmp0 (reading->range, index->sort) == 0);
      return tenon_reading_has (reading, index->partition);
    }
  return FALSE;
}

/**
 * tenon_entity_find_index:
 *
 * Returns: (nullable): an index that is built and whose partition key is @partition, for a read of every attribute
 */
TenonIndexPlan *
tenon_entity_find_index (TenonEntity *self,
                         const char  *partition)
{
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);
      TenonColumn    *sort = tenon_entity_get_column (self, index->sort);

      if (!index->is_large && !index->is_taken_out && index->is_whole && strcmp (index->partition, partition) == 0 && (sort == NULL || !sort->nullable))
        return index;
    }
  return NULL;
}

static const char *
find_link_column (TenonSourceTable *from,
                  TenonSourceTable *to)
{
  for (guint i = 0; i < tenon_list_get_length (from->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (from->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, to->name) == 0 && key->columns != NULL && key->ref_columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && key->ref_columns[0] != NULL)
        return key->columns[0];
    }
  return NULL;
}

/* The column of @other that a shared parent's key fills: the cart of the user an order is for. */
static const char *
find_shared_parent (TenonSourceTable *main,
                    TenonSourceTable *other)
{
  for (guint i = 0; i < tenon_list_get_length (other->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (other->foreign_keys, i);

      if (key->ref_table == NULL || key->columns == NULL || key->columns[0] == NULL || key->columns[1] != NULL || strcmp (key->ref_table, other->name) == 0)
        continue;
      for (guint j = 0; j < tenon_list_get_length (main->foreign_keys); j++)
        {
          TenonForeignKey *own = tenon_list_get (main->foreign_keys, j);

          if (g_strcmp0 (own->ref_table, key->ref_table) == 0)
            return key->columns[0];
        }
    }
  return NULL;
}

static const char *
referenced_column (TenonSourceTable *from,
                   TenonEntity      *to)
{
  for (guint i = 0; i < tenon_list_get_length (from->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (from->foreign_keys, i);
      TenonColumn     *column;

      if (g_strcmp0 (key->ref_table, to->source->name) != 0 || key->columns == NULL || key->columns[0] == NULL || key->columns[1] != NULL || key->ref_columns == NULL || key->ref_columns[0] == NULL)
        continue;
      column = tenon_entity_get_column (to, key->ref_columns[0]);
      return column != NULL ? column->name : NULL;
    }
  return NULL;
}

/**
 * tenon_reading_get_link:
 * @other_is_child: (out): whether one key value leads to several rows of @other
 *
 * Returns: (nullable): the column of @other whose values the main table, or another part of the request, gives
 */
const char *
tenon_reading_get_link (TenonReading *self,
                        TenonEntity  *main,
                        TenonEntity  *other,
                        gboolean     *other_is_child)
{
  const char *column = referenced_column (main->source, other);

  *other_is_child = FALSE;
  if (column != NULL)
    return column;
  *other_is_child = TRUE;
  column = find_link_column (other->source, main->source);
  if (column != NULL)
    return tenon_entity_get_column (other, column) != NULL ? tenon_entity_get_column (other, column)->name : NULL;
  *other_is_child = FALSE;
  for (guint i = 0; i < self->parts->len && column == NULL; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (self->parts, i);

      if (part->table != other->source)
        column = referenced_column (part->table, other);
    }
  if (column != NULL)
    return column;
  *other_is_child = TRUE;
  column = find_shared_parent (main->source, other->source);
  return column != NULL && tenon_entity_get_column (other, column) != NULL ? tenon_entity_get_column (other, column)->name : NULL;
}

/* What is needed. */

static int
selectivity (TenonEntity *self,
             const char  *column)
{
  TenonColumn *found = tenon_entity_get_column (self, column);
  const char  *one[] = { column, NULL };

  if (found == NULL || !tenon_type_mapping_can_key (found) || tenon_entity_get_name (self, found->name) == NULL)
    return -1;
  if (tenon_source_table_is_unique (self->source, one))
    return 4;
  if (tenon_source_table_find_foreign_key (self->source, column) != NULL)
    return 3;
  return tenon_type_mapping_get_distinct (found) > 0 ? 1 : 2;
}

/* A sort key holds 1,024 bytes, half of what a partition key does. */
static gboolean
can_sort (TenonEntity *self,
          const char  *column)
{
  return selectivity (self, column) >= 0 && tenon_type_mapping_can_sort (tenon_entity_get_column (self, column));
}

static void
need_index (TenonEntity  *self,
            const char   *partition,
            const char   *sort,
            TenonReading *reading,
            gboolean      whole)
{
  TenonIndexPlan *index = NULL;

  for (guint i = 0; i < self->indexes->len && index == NULL; i++)
    {
      TenonIndexPlan *other = g_ptr_array_index (self->indexes, i);

      if (strcmp (other->partition, partition) == 0 && g_strcmp0 (other->sort, sort) == 0)
        index = other;
    }
  if (index == NULL)
    {
      index = g_new0 (TenonIndexPlan, 1);
      index->partition = partition;
      index->sort = sort;
      index->readings = g_ptr_array_new ();
      g_ptr_array_add (self->indexes, index);
    }
  if (!g_ptr_array_find (index->readings, reading, NULL))
    g_ptr_array_add (index->readings, reading);
  index->is_whole |= whole;
  index->weight += reading->weight;
}

/* A list that states no order comes in the order of the source's own index on the same column, if every row has a
 * value there that does not change by itself. */
static const char *
order_of_source (TenonEntity *self,
                 const char  *partition)
{
  for (guint i = 0; i < tenon_list_get_length (self->source->indexes); i++)
    {
      TenonKey    *key = tenon_list_get (self->source->indexes, i);
      TenonColumn *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] != NULL && g_ascii_strcasecmp (key->columns[0], partition) == 0 ? tenon_entity_get_column (self, key->columns[1]) : NULL;

      if (column != NULL && !column->nullable && (column->on_update == NULL || *column->on_update == '\0') && can_sort (self, column->name))
        return column->name;
    }
  return NULL;
}

/* Whether a row nearly always has a value: an index sorted by the column then keeps every item. */
static gboolean
has_every_row (TenonEntity *self,
               const char  *column)
{
  TenonColumn *found = tenon_entity_get_column (self, column);

  return found != NULL && (!found->nullable || found->default_kind == TENON_COLUMN_DEFAULT_LITERAL || found->default_kind == TENON_COLUMN_DEFAULT_EXPRESSION);
}

static void
need_for_reading (TenonPlan    *plan,
                  TenonEntity  *self,
                  TenonReading *reading)
{
  TenonPath   path;
  const char *partition = NULL, *sort = NULL;
  gboolean    whole = tenon_reading_is_read (reading) && (!tenon_reading_says_what_it_reads (reading) || plan->strategy == TENON_STRATEGY_READ_OPTIMISED);

  if (!is_addressable (reading))
    return;
  tenon_entity_find_path (self, reading, &path);
  if (path.kind == TENON_PATH_COLLECTION && !path.is_sorted && !reading->is_strong && tenon_entity_is_small_collection (self, reading))
    g_ptr_array_add (self->avoided, reading);
  if (path.kind == TENON_PATH_ITEM || path.kind == TENON_PATH_LOOKUP || (path.kind == TENON_PATH_COLLECTION && (path.is_sorted || reading->is_strong || tenon_entity_is_small_collection (self, reading))))
    return;
  if (tenon_reading_is_read (reading) && reading->is_strong)
    return;
  for (guint i = 0; i < reading->equality->len; i++)
    {
      const char *column = g_ptr_array_index (reading->equality, i);

      if (selectivity (self, column) >= 0 && (partition == NULL || selectivity (self, column) > selectivity (self, partition)))
        partition = column;
    }
  if (partition == NULL)
    return;
  if (reading->range != NULL && can_sort (self, reading->range))
    sort = reading->range;
  else if (reading->order != NULL && can_sort (self, reading->order) && (reading->is_paged || has_every_row (self, reading->order)))
    sort = reading->order; /* a page is the first only in its order, even where an item without a value is not in the index */
  for (guint i = 0; sort == NULL && i < reading->equality->len; i++)
    {
      const char *column = g_ptr_array_index (reading->equality, i);

      if (column != partition && can_sort (self, column))
        sort = column;
    }
  if (sort == NULL && reading->kind == TENON_READING_LIST)
    sort = order_of_source (self, partition);
  if (g_strcmp0 (sort, partition) == 0)
    sort = NULL;
  /* What the base key gives as well, with the rest filtered and sorted, needs no index. */
  if (g_strcmp0 (partition, self->partition) == 0 && (sort == NULL || g_strcmp0 (sort, self->sort) == 0))
    return;
  need_index (self, partition, sort, reading, whole);
}

/* A table read along by the key of another one. */
static void
need_for_part (TenonPlan    *plan,
               TenonEntity  *self,
               TenonReading *reading)
{
  TenonEntity *main = tenon_plan_find (plan, reading->table->name);
  gboolean     is_child = FALSE;
  const char  *column;

  if (main == NULL || (reading->is_strong && tenon_reading_is_read (reading)))
    return;
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table != self->source || part->kind == TENON_READING_CREATE)
        continue;
      column = tenon_reading_get_link (reading, main, self, &is_child);
      if (column != NULL && g_strcmp0 (column, self->partition) != 0 && selectivity (self, column) >= 0)
        need_index (self, column, NULL, reading, TRUE);
    }
}

/* Rows that go, or lose their reference, with a row of another table: MySQL finds them by the index it keeps on each foreign
 * key. */
static void
need_for_cascades (TenonPlan    *plan,
                   TenonEntity  *self,
                   TenonReading *reading)
{
  const char *partition, *sort;
  guint       at = 0;

  while (reading->kind == TENON_READING_DELETE && (at = tenon_entity_next_cascade (self, plan, reading, at, &partition, &sort)) > 0)
    {
      if (sort != NULL && selectivity (self, sort) > selectivity (self, partition))
        {
          const char *other = partition;

          partition = sort;
          sort = other;
        }
      if (selectivity (self, partition) >= 0)
        need_index (self, partition, sort != NULL && can_sort (self, sort) ? sort : NULL, reading, FALSE);
    }
}

/* A person's copies are kept in step, which takes finding them. */
static void
need_for_copies (TenonPlan    *plan,
                 TenonEntity  *self,
                 TenonReading *reading)
{
  const char *column;
  guint       at = 0;

  while ((at = tenon_entity_next_pinned_copy (self, plan, reading, at, &column)) > 0)
    if (!tenon_entity_can_find_copies (self, column) && selectivity (self, column) >= 0)
      need_index (self, column, NULL, reading, FALSE);
}

/* What is built. */

static void
note_merged (TenonIndexPlan *self,
             TenonIndexPlan *spared)
{
  if (self->merged == NULL)
    self->merged = g_string_new (NULL);
  for (guint i = 0; i < spared->readings->len; i++)
    g_string_append_printf (self->merged, "%s%s", self->merged->len > 0 ? ", " : "", ((TenonReading *)g_ptr_array_index (spared->readings, i))->pattern->pattern_id);
}

static guint
get_position (TenonEntity *self,
              const char  *column)
{
  for (guint i = 0; column != NULL && i < tenon_list_get_length (self->source->columns); i++)
    if (strcmp (((TenonColumn *)tenon_list_get (self->source->columns, i))->name, column) == 0)
      return i + 1;
  return 0;
}

/* Another one with the same partition key that keeps every item: a person's, else the one whose sort key comes first in the
 * source, whatever pattern asked first. */
static TenonIndexPlan *
find_sorted (TenonEntity    *self,
             TenonIndexPlan *index)
{
  TenonIndexPlan *found = NULL;

  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *other = g_ptr_array_index (self->indexes, i);
      TenonColumn    *sort = tenon_entity_get_column (self, other->sort);

      if (other->sort == NULL || strcmp (other->partition, index->partition) != 0 || sort == NULL || sort->nullable)
        continue;
      if (found == NULL || (other->is_pinned && !found->is_pinned) || (other->is_pinned == found->is_pinned && get_position (self, other->sort) < get_position (self, found->sort)))
        found = other;
    }
  return found;
}

/* An index without a sort key is another one's with the same partition key, unless NULLs keep items out of that. */
static void
merge (TenonEntity *self)
{
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);
      TenonIndexPlan *other = index->sort == NULL && !index->is_pinned ? find_sorted (self, index) : NULL;

      if (other == NULL)
        continue;
      note_merged (other, index);
      g_ptr_array_extend (other->readings, index->readings, NULL, NULL);
      other->is_whole |= index->is_whole;
      other->weight += index->weight;
      g_ptr_array_remove_index (self->indexes, i--);
    }
}

static int
compare_weight (gconstpointer a,
                gconstpointer b)
{
  const TenonIndexPlan *x = *(TenonIndexPlan **)a, *y = *(TenonIndexPlan **)b;

  if (x->is_pinned != y->is_pinned)
    return x->is_pinned ? -1 : 1;
  return (x->weight < y->weight) - (x->weight > y->weight);
}

/* The quota of a table: the least asked for stay out. */
static void
apply_limit (TenonEntity *self)
{
  g_autoptr (GPtrArray) order = NULL;

  if (self->indexes->len <= TENON_PLAN_INDEX_LIMIT)
    return;
  order = g_ptr_array_new ();
  g_ptr_array_extend (order, self->indexes, NULL, NULL);
  g_ptr_array_sort (order, compare_weight);
  for (guint i = TENON_PLAN_INDEX_LIMIT; i < order->len; i++)
    ((TenonIndexPlan *)g_ptr_array_index (order, i))->is_large = TRUE;
}

/* "customer" for customer_id, and "number" for the order_number of orders. */
static void
append_column_words (TenonEntity *self,
                     GString     *name,
                     const char  *column)
{
  g_autofree char *singular = tenon_entity_dup_singular (self);
  gsize            own = strlen (singular), n;

  if (g_str_has_prefix (column, singular) && column[own] == '_' && column[own + 1] != '\0' && strcmp (column + own, "_id") != 0)
    column += own + 1;
  n = strlen (column);
  g_string_append_len (name, column, n > 3 && g_str_has_suffix (column, "_id") ? n - 3 : n);
}

static gboolean
is_name_taken (TenonEntity *self,
               const char  *name)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (g_strcmp0 (((TenonIndexPlan *)g_ptr_array_index (self->indexes, i))->name, name) == 0)
      return TRUE;
  return tenon_table_find_index (self->table, name) != NULL;
}

/* Letters, digits, _, - and . are all that a name may have. */
static void
make_valid (GString *name)
{
  for (char *p = name->str; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_.-", *p) == NULL)
      *p = '_';
  if (name->len > NAME_MAX_BYTES)
    g_string_truncate (name, NAME_MAX_BYTES);
}

static char *
index_name (TenonEntity    *self,
            TenonIndexPlan *index)
{
  const char      *dot = strrchr (self->source->name, '.');
  g_autofree char *plain_name = tenon_name_make_valid (dot != NULL ? dot + 1 : self->source->name);
  g_autoptr (GString) name = g_string_new (plain_name);
  gsize plain;

  g_string_append (name, "_by_");
  append_column_words (self, name, index->partition);
  make_valid (name);
  if (is_name_taken (self, name->str))
    {
      g_string_append (name, "_and_");
      if (index->sort != NULL)
        append_column_words (self, name, index->sort);
      else
        g_string_append (name, "any");
      make_valid (name);
    }
  plain = name->len;
  for (guint n = 2; is_name_taken (self, name->str); n++)
    {
      g_string_truncate (name, MIN (plain, NAME_MAX_BYTES - 12));
      g_string_append_printf (name, "_%u", n);
    }
  return g_strdup (name->str);
}

/* The name that people know it by: of the design as it is. */
static char *
dup_present_name (TenonPlan      *plan,
                  TenonEntity    *self,
                  TenonIndexPlan *index)
{
  TenonTable *present = g_hash_table_lookup (plan->present, self->source->name);

  for (guint i = 0; present != NULL && i < tenon_list_get_length (present->indexes); i++)
    {
      TenonIndex *known = tenon_list_get (present->indexes, i);

      if (known->name != NULL && g_strcmp0 (known->partition_key, tenon_entity_get_name (self, index->partition)) == 0 && g_strcmp0 (known->sort_key, tenon_entity_get_name (self, index->sort)) == 0 && !is_name_taken (self, known->name))
        return g_strdup (known->name);
    }
  return NULL;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  TenonEntity          *self = data;
  const TenonIndexPlan *x = *(TenonIndexPlan **)a, *y = *(TenonIndexPlan **)b;
  guint                 px = get_position (self, x->partition), py = get_position (self, y->partition);

  if (x->is_pinned != y->is_pinned)
    return x->is_pinned ? -1 : 1;
  if (px != py)
    return px > py ? 1 : -1;
  px = get_position (self, x->sort);
  py = get_position (self, y->sort);
  return (px > py) - (px < py);
}

/* In the order of their keys, and never of the patterns that ask for them: the first that serves is taken, the first of a
 * partition key has the short name. What people made stands first, as they made it. */
static void
name_indexes (TenonPlan   *plan,
              TenonEntity *self)
{
  g_ptr_array_sort_with_data (self->indexes, compare_keys, self);
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      if (!index->is_large && !index->is_pinned)
        index->name = dup_present_name (plan, self, index);
    }
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      if (!index->is_large && !index->is_pinned && index->name == NULL)
        index->name = index_name (self, index);
    }
}

static char *
describe_sort (TenonEntity    *self,
               TenonIndexPlan *index)
{
  const char *name = tenon_entity_get_name (self, index->sort);

  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      if (g_strcmp0 (reading->range, index->sort) == 0)
        return g_strdup_printf ("%s: %s asks for a range of it", name, reading->pattern->pattern_id);
      if (g_strcmp0 (reading->order, index->sort) == 0)
        return g_strdup_printf ("%s: %s asks for its order", name, reading->pattern->pattern_id);
    }
  for (guint i = 0; i < index->readings->len; i++)
    if (tenon_reading_has (g_ptr_array_index (index->readings, i), index->sort))
      return g_strdup_printf ("%s: the second value the patterns give", name);
  return g_strdup_printf ("%s: the order of the source's own index on these columns", name);
}

/* A reason that speaks of another projection than a person chose says nothing any more. */
static void
reword_projection (TenonIndex *self)
{
  static const char *const names[] = { [TENON_PROJECTION_ALL] = "ALL", [TENON_PROJECTION_INCLUDE] = "INCLUDE", [TENON_PROJECTION_KEYS_ONLY] = "KEYS_ONLY" };

  if (self->projection_reason != NULL && g_str_has_prefix (self->projection_reason, names[self->projection]))
    return;
  g_free (self->projection_reason);
  self->projection_reason = g_strdup_printf ("%s: chosen by a person.", names[self->projection]);
}

/* Indexes that people gave the table stand first: what they can serve asks for no other. */
static void
adopt_pinned (TenonPlan   *plan,
              TenonEntity *self)
{
  g_autoptr (GPtrArray) pinned = tenon_entity_list_pinned_indexes (self, plan);

  for (guint i = 0; i < pinned->len; i++)
    {
      TenonIndex     *built = g_ptr_array_index (pinned, i);
      TenonAttribute *partition = tenon_table_find_attribute (self->table, built->partition_key != NULL ? built->partition_key : "");
      TenonAttribute *sort = built->sort_key != NULL ? tenon_table_find_attribute (self->table, built->sort_key) : NULL;
      TenonColumn    *one = partition != NULL ? tenon_entity_get_column (self, partition->source_column) : NULL;
      TenonColumn    *two = sort != NULL ? tenon_entity_get_column (self, sort->source_column) : NULL;
      TenonIndexPlan *index;

      reword_projection (built);
      tenon_list_append (self->table->indexes, built);
      if (one == NULL || (built->sort_key != NULL && two == NULL))
        continue;
      index = g_new0 (TenonIndexPlan, 1);
      index->partition = one->name;
      index->sort = two != NULL ? two->name : NULL;
      index->readings = g_ptr_array_new ();
      index->is_whole = built->projection == TENON_PROJECTION_ALL;
      index->is_keys_only = built->projection == TENON_PROJECTION_KEYS_ONLY;
      index->index = g_object_ref (built);
      index->is_pinned = TRUE;
      g_ptr_array_add (self->indexes, index);
    }
}

static void
build (TenonPlan      *plan,
       TenonEntity    *self,
       TenonIndexPlan *index)
{
  TenonIndex  *built = g_object_new (TENON_TYPE_INDEX, NULL);
  TenonColumn *partition = tenon_entity_get_column (self, index->partition);
  TenonColumn *sort = tenon_entity_get_column (self, index->sort);
  g_autoptr (GString) served = g_string_new (NULL);
  g_autofree char *values = NULL;

  index->index = built;
  built->projection = TENON_PROJECTION_ALL;
  built->partition_key = g_strdup (tenon_entity_get_name (self, index->partition));
  built->sort_key = g_strdup (tenon_entity_get_name (self, index->sort));
  built->name = g_strdup (index->name);
  if (tenon_entity_is_taken_out (self, plan, built->name))
    {
      g_clear_object (&index->index);
      index->is_taken_out = TRUE;
      return;
    }
  if (partition->nullable)
    built->sparse_on = g_strdup (built->partition_key);
  else if (sort != NULL && sort->nullable)
    built->sparse_on = g_strdup (built->sort_key);
  for (guint i = 0; i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);

      g_string_append_printf (served, "%s%s", i > 0 ? ", " : "", reading->pattern->pattern_id);
    }
  built->purpose = g_strdup_printf ("Gives %s by %s%s%s, for %s: the table's own key (%s%s%s) cannot.", self->source->name, built->partition_key, built->sort_key != NULL ? " and " : "", built->sort_key != NULL ? built->sort_key : "", served->str, self->table->partition_key, self->table->sort_key != NULL ? " and " : "", self->table->sort_key != NULL ? self->table->sort_key : "");
  values = tenon_entity_describe_values (self, index->partition);
  built->partition_key_reason = g_strdup_printf ("%s: the value %s give%s; %s", built->partition_key, served->str, index->readings->len == 1 ? "s" : "", values);
  built->sort_key_reason = sort != NULL ? describe_sort (self, index) : NULL;
  tenon_entity_choose_projection (self, plan, index);
  tenon_list_append (self->table->indexes, built);
}

/**
 * tenon_entity_make_indexes:
 *
 * Collects what base keys and lookup tables leave open, merges it and builds at most 20 indexes a table. Key order:
 * the most selective equality, then the range or the order asked for, else a second equality.
 */
void
tenon_entity_make_indexes (TenonEntity *self,
                           TenonPlan   *plan)
{
  g_autoptr (GPtrArray) readings = tenon_entity_list_readings (self);

  g_ptr_array_set_size (self->avoided, 0);
  adopt_pinned (plan, self);
  for (guint i = 0; i < readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (readings, i);

      if (reading->table == self->source)
        need_for_reading (plan, self, reading);
      else if (reading->table != NULL)
        need_for_part (plan, self, reading);
      need_for_cascades (plan, self, reading);
      need_for_copies (plan, self, reading);
    }
  merge (self);
  apply_limit (self);
  name_indexes (plan, self);
  for (guint i = 0; i < self->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (self->indexes, i);

      if (!index->is_large && !index->is_pinned)
        build (plan, self, index);
    }
}
