/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A global secondary index as a person wants it: checked against what DynamoDB allows, put into the design or taken out,
 * with the decision that says so and whose it is. */

#include "design/tenon-index-edit.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-attribute-edit.h"
#include "design/tenon-plan.h"
#include "design/tenon-type-mapping.h"

/* The most attributes that all indexes of a table may name together (DynamoDB developer guide, quotas). */
#define TABLE_PROJECTED_LIMIT 100u

/* Under what name the engine proposed an index that a person renamed. */
static const char proposed_name[] = "proposed name";

#define refuse(error, ...) tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, __VA_ARGS__)

/**
 * tenon_name_is_valid:
 *
 * Returns: whether a table or an index may be called so: 3 to 255 of a-z, A-Z, 0-9, _, - and .
 */
gboolean
tenon_name_is_valid (const char *name)
{
  gsize n = name != NULL ? strlen (name) : 0;

  return n >= 3 && n <= 255 && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == n;
}

/**
 * tenon_index_edit_may_key:
 *
 * Returns: whether the attribute's values can stand in a key; one that no column of the schema gives may
 */
gboolean
tenon_index_edit_may_key (TenonModel     *model,
                          TenonAttribute *attribute)
{
  TenonColumn *column = tenon_attribute_find_column (model, attribute);

  return column == NULL || tenon_type_mapping_can_key (column);
}

static gboolean
check_key (TenonModel *model,
           TenonTable *table,
           const char *what,
           const char *name,
           GError    **error)
{
  TenonAttribute *attribute = tenon_table_find_attribute (table, name);

  if (attribute == NULL)
    return refuse (error, "%s has no attribute “%s” to be the %s of an index", table->name, name, what);
  return tenon_index_edit_may_key (model, attribute) || refuse (error, "%s cannot be the %s: its values may be longer than a key allows (2,048 bytes; 1,024 of a sort key)", name, what);
}

static guint
count_projected (TenonIndex *index)
{
  return index->projection == TENON_PROJECTION_INCLUDE && index->projected != NULL ? g_strv_length (index->projected) : 0;
}

static gboolean
check_projection (TenonTable *table,
                  TenonIndex *present,
                  TenonIndex *wish,
                  GError    **error)
{
  guint n = count_projected (wish), all = n;

  if (wish->projection != TENON_PROJECTION_INCLUDE)
    return TRUE;
  if (n == 0)
    return refuse (error, "The projection INCLUDE names no attribute; choose some, or KEYS_ONLY");
  if (n > TENON_INDEX_EDIT_MAX_PROJECTED)
    return refuse (error, "The projection names %u attributes; an index may name %u", n, TENON_INDEX_EDIT_MAX_PROJECTED);
  for (guint i = 0; i < n; i++)
    {
      if (tenon_table_find_attribute (table, wish->projected[i]) == NULL)
        return refuse (error, "%s has no attribute “%s” to project", table->name, wish->projected[i]);
      for (guint j = 0; j < i; j++)
        if (strcmp (wish->projected[i], wish->projected[j]) == 0)
          return refuse (error, "The projection names %s twice", wish->projected[i]);
    }
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    if (tenon_list_get (table->indexes, i) != present)
      all += count_projected (tenon_list_get (table->indexes, i));
  return all <= TABLE_PROJECTED_LIMIT || refuse (error, "All indexes of %s would name %u attributes together; %u are allowed", table->name, all, TABLE_PROJECTED_LIMIT);
}

/**
 * tenon_index_edit_check:
 * @present: (nullable): the index that @wish is to replace; %NULL: a new one
 * @wish: name, keys and projection as a person wants them
 *
 * Returns: FALSE with G_IO_ERROR_INVALID_ARGUMENT and the reason where DynamoDB does not allow it
 */
gboolean
tenon_index_edit_check (TenonModel *model,
                        TenonTable *table,
                        TenonIndex *present,
                        TenonIndex *wish,
                        GError    **error)
{
  TenonIndex *other = wish->name != NULL ? tenon_table_find_index (table, wish->name) : NULL;

  if (!tenon_name_is_valid (wish->name))
    return refuse (error, "“%s” is no valid index name: 3 to 255 of a-z, A-Z, 0-9, _, - and .", wish->name != NULL ? wish->name : "");
  if (other != NULL && other != present)
    return refuse (error, "%s already has an index %s", table->name, wish->name);
  if (present == NULL && tenon_list_get_length (table->indexes) >= TENON_PLAN_INDEX_LIMIT)
    return refuse (error, "%s has %u indexes already, the most a table may have", table->name, TENON_PLAN_INDEX_LIMIT);
  if (wish->partition_key == NULL || *wish->partition_key == '\0')
    return refuse (error, "An index needs a partition key");
  if (!check_key (model, table, "partition key", wish->partition_key, error) || (wish->sort_key != NULL && !check_key (model, table, "sort key", wish->sort_key, error)))
    return FALSE;
  if (g_strcmp0 (wish->partition_key, wish->sort_key) == 0)
    return refuse (error, "Partition key and sort key must be different attributes");
  return check_projection (table, present, wish, error);
}

static gboolean
is_nullable (TenonModel *model,
             TenonTable *table,
             const char *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonColumn    *column = attribute != NULL ? tenon_attribute_find_column (model, attribute) : NULL;

  return column != NULL && column->nullable;
}

static gboolean
same_projection (TenonIndex *a,
                 TenonIndex *b)
{
  static const char *const nothing[] = { NULL };
  gboolean                 include = a->projection == TENON_PROJECTION_INCLUDE;

  return a->projection == b->projection && (!include || g_strv_equal (a->projected != NULL ? (const char *const *)a->projected : nothing, b->projected != NULL ? (const char *const *)b->projected : nothing));
}

/* Keys are in every entry: naming them would only count against the limit. */
static char **
dup_projected (TenonTable *table,
               TenonIndex *wish)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (wish->projection != TENON_PROJECTION_INCLUDE)
    return NULL;
  for (guint i = 0; wish->projected != NULL && wish->projected[i] != NULL; i++)
    if (g_strcmp0 (wish->projected[i], wish->partition_key) != 0 && g_strcmp0 (wish->projected[i], wish->sort_key) != 0 && g_strcmp0 (wish->projected[i], table->partition_key) != 0 && g_strcmp0 (wish->projected[i], table->sort_key) != 0)
      g_strv_builder_add (builder, wish->projected[i]);
  return g_strv_builder_end (builder);
}

static void
set_projection (TenonTable *table,
                TenonIndex *index,
                TenonIndex *wish,
                const char *reason)
{
  static const char *const names[] = { [TENON_PROJECTION_ALL] = "ALL", [TENON_PROJECTION_INCLUDE] = "INCLUDE", [TENON_PROJECTION_KEYS_ONLY] = "KEYS_ONLY" };
  g_auto (GStrv) projected = dup_projected (table, wish);
  /* Of an INCLUDE that names nothing but keys, the keys are all there is. */
  int              projection = projected != NULL && projected[0] == NULL ? TENON_PROJECTION_KEYS_ONLY : wish->projection;
  g_autofree char *words = g_strdup_printf ("%s: %s", names[projection], reason);

  g_object_set (index, "projection", projection, "projected", projection == TENON_PROJECTION_INCLUDE ? projected : NULL, "projection-reason", words, NULL);
}

static void
set_keys (TenonModel *model,
          TenonTable *table,
          TenonIndex *index,
          TenonIndex *wish,
          const char *reason)
{
  gboolean    is_other = g_strcmp0 (index->partition_key, wish->partition_key) != 0, sorts_otherwise = g_strcmp0 (index->sort_key, wish->sort_key) != 0;
  const char *sparse = is_nullable (model, table, wish->partition_key) ? wish->partition_key : is_nullable (model, table, wish->sort_key) ? wish->sort_key
                                                                                                                                          : NULL;

  if (is_other)
    g_object_set (index, "partition-key", wish->partition_key, "partition-key-reason", reason, NULL);
  if (sorts_otherwise)
    g_object_set (index, "sort-key", wish->sort_key, "sort-key-reason", wish->sort_key != NULL ? reason : NULL, NULL);
  if (is_other || sorts_otherwise)
    g_object_set (index, "purpose", reason, "sparse-on", sparse, NULL);
}

static TenonDecision *
find_decision (TenonModel *model,
               TenonTable *table,
               const char *name)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", table->name, name);

  return tenon_list_find (model->design->decisions, id);
}

static TenonFactor *
find_factor (TenonDecision *decision,
             const char    *name)
{
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    if (g_strcmp0 (((TenonFactor *)tenon_list_get (decision->factors, i))->name, name) == 0)
      return tenon_list_get (decision->factors, i);
  return NULL;
}

/* Reasons and figures of a shape that the index has no more say nothing. */
static void
remove_stale_factors (TenonDecision *decision)
{
  for (guint i = tenon_list_get_length (decision->factors); i > 0; i--)
    if (g_strcmp0 (((TenonFactor *)tenon_list_get (decision->factors, i - 1))->name, proposed_name) != 0)
      tenon_list_remove (decision->factors, i - 1);
}

/* What was proposed first stays to be seen as an alternative. */
static void
keep_proposed (TenonDecision *decision,
               const char    *chosen)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autofree char *proposed = NULL;
  g_auto (GStrv) alternatives = NULL;

  if (decision->by_person || decision->chosen_approach == NULL || g_strcmp0 (decision->chosen_approach, chosen) == 0)
    return;
  builder = g_strv_builder_new ();
  proposed = g_strdup_printf ("As proposed: %s", decision->chosen_approach);
  g_strv_builder_add (builder, proposed);
  if (decision->alternatives_considered != NULL)
    g_strv_builder_addv (builder, (const char **)decision->alternatives_considered);
  alternatives = g_strv_builder_end (builder);
  g_object_set (decision, "alternatives-considered", alternatives, NULL);
}

/**
 * tenon_decision_make_ones_own:
 * @chosen: what is chosen now
 *
 * The decision becomes a person's, with what was proposed among its alternatives: proposals leave it alone from now on.
 */
void
tenon_decision_make_ones_own (TenonDecision *self,
                              const char    *chosen,
                              const char    *reason,
                              const char    *by)
{
  g_autofree char *now = tenon_now_iso8601 ();

  keep_proposed (self, chosen);
  g_object_set (self, "chosen-approach", chosen, "justification", reason, "by-person", TRUE, "decided-by", by, "decided-at", now, NULL);
}

/* The decision follows the index to its new name; the name it was proposed under is kept, as dropping it means that one. */
static void
rename_decision (TenonDecision *decision,
                 TenonTable    *table,
                 const char    *before,
                 const char    *after)
{
  g_autofree char *id = g_strdup_printf ("index:%s/%s", table->name, after);
  g_autofree char *title = g_strdup_printf ("Index %s", after);

  if (find_factor (decision, proposed_name) == NULL)
    {
      g_autoptr (TenonFactor) factor = g_object_new (TENON_TYPE_FACTOR, "name", proposed_name, "finding", before, NULL);

      tenon_list_append (decision->factors, factor);
    }
  g_object_set (decision, "decision-id", id, "title", title, NULL);
}

static void
rename_requests (TenonModel *model,
                 TenonTable *table,
                 const char *before,
                 const char *after)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_strcmp0 (operation->index, before) == 0)
        g_object_set (operation, "index", after, NULL);
    }
}

static void
decide (TenonModel *model,
        TenonTable *table,
        TenonIndex *index,
        const char *before,
        const char *reason,
        const char *by)
{
  TenonDecision *decision = find_decision (model, table, before != NULL ? before : index->name);
  g_autoptr (TenonDecision) fresh = NULL;
  g_autofree char *chosen = tenon_index_dup_approach (index);

  if (decision == NULL)
    {
      fresh = tenon_index_new_decision (index, table, FALSE);
      tenon_list_append (model->design->decisions, fresh);
      decision = fresh;
    }
  else if (before != NULL && strcmp (before, index->name) != 0)
    {
      TenonDecision *taken_out = find_decision (model, table, index->name);

      if (taken_out != NULL)
        tenon_list_remove_record (model->design->decisions, taken_out);
      rename_decision (decision, table, before, index->name);
    }
  if (g_strcmp0 (decision->chosen_approach, chosen) != 0)
    remove_stale_factors (decision);
  tenon_decision_make_ones_own (decision, chosen, reason, by);
}

/**
 * tenon_index_edit_put:
 * @present: (nullable): the index to change; %NULL adds one
 * @wish: one that tenon_index_edit_check() finds nothing against
 *
 * To be called inside an edit. The requests are not fitted to it here.
 *
 * Returns: (transfer none): the index in the design
 */
TenonIndex *
tenon_index_edit_put (TenonModel *model,
                      TenonTable *table,
                      TenonIndex *present,
                      TenonIndex *wish,
                      const char *reason,
                      const char *by)
{
  TenonIndex      *index = present;
  g_autofree char *before = present != NULL ? g_strdup (present->name) : NULL;

  if (index == NULL)
    {
      g_autoptr (TenonIndex) fresh = g_object_new (TENON_TYPE_INDEX, "name", wish->name, NULL);

      set_keys (model, table, fresh, wish, reason);
      set_projection (table, fresh, wish, reason);
      tenon_list_append (table->indexes, fresh);
      index = fresh;
    }
  else
    {
      set_keys (model, table, index, wish, reason);
      if (!same_projection (index, wish))
        set_projection (table, index, wish, reason);
      if (strcmp (before, wish->name) != 0)
        {
          g_object_set (index, "name", wish->name, NULL);
          rename_requests (model, table, before, index->name);
        }
    }
  decide (model, table, index, before, reason, by);
  return index;
}

/**
 * tenon_index_edit_drop:
 *
 * Takes the index out; its decision says that there is none and whose word that is, so that no proposal brings it back. To be
 * called inside an edit.
 */
void
tenon_index_edit_drop (TenonModel *model,
                       TenonTable *table,
                       TenonIndex *present,
                       const char *reason,
                       const char *by)
{
  TenonDecision *decision = find_decision (model, table, present->name);
  TenonFactor   *factor = decision != NULL ? find_factor (decision, proposed_name) : NULL;

  if (decision == NULL)
    {
      g_autoptr (TenonDecision) fresh = tenon_index_new_decision (present, table, FALSE);

      tenon_list_append (model->design->decisions, fresh);
      decision = fresh;
    }
  if (factor != NULL && tenon_table_find_index (table, factor->finding) == NULL && find_decision (model, table, factor->finding) == NULL)
    {
      g_autofree char *name = g_strdup (factor->finding);

      rename_decision (decision, table, present->name, name);
    }
  remove_stale_factors (decision);
  tenon_decision_make_ones_own (decision, "No such index", reason, by);
  tenon_list_remove_record (table->indexes, present);
}
