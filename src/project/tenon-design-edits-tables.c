/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people change of a table of the present design: its name and its keys, with a reason and a person, in one edit with the
 * requests fitted to it. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-design-reword.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-plan.h"
#include "project/tenon-design-edits-private.h"
#include "project/tenon-design-edits.h"
#include "project/tenon-project-private.h"

#define refuse(error, ...) tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, __VA_ARGS__)

static gboolean
check_key (TenonModel *model,
           TenonTable *table,
           const char *name,
           GError    **error)
{
  TenonAttribute *attribute = tenon_table_find_attribute (table, name);

  if (attribute == NULL)
    return refuse (error, "%s has no attribute “%s”", table->name, name);
  return tenon_index_edit_may_key (model, attribute) || refuse (error, "Values of %s can be too long for a key, or are of no type that a key can have", name);
}

static gboolean
check_wish (TenonProject         *self,
            TenonTable           *table,
            const TenonTableWish *wish,
            GError              **error)
{
  TenonTable *other = tenon_design_find_table (self->model->design, wish->name);
  gboolean    is_rekeyed = g_strcmp0 (wish->partition_key, table->partition_key) != 0 || g_strcmp0 (wish->sort_key, table->sort_key) != 0;

  if (!tenon_name_is_valid (wish->name))
    return refuse (error, "“%s” is no valid table name: 3 to 255 of a-z, A-Z, 0-9, _, - and .", wish->name);
  if (other != NULL && other != table)
    return refuse (error, "The design already has a table %s", wish->name);
  if (is_rekeyed && table->role == TENON_TABLE_LOOKUP)
    return refuse (error, "The key of a lookup table is the constraint it keeps");
  if (tenon_str_is_blank (wish->partition_key))
    return refuse (error, "A table needs a partition key");
  if (g_strcmp0 (wish->partition_key, wish->sort_key) == 0)
    return refuse (error, "Partition key and sort key must be different attributes");
  return !is_rekeyed || (check_key (self->model, table, wish->partition_key, error) && (wish->sort_key == NULL || check_key (self->model, table, wish->sort_key, error)));
}

/**
 * tenon_project_check_table:
 *
 * Returns: FALSE with the reason where tenon_project_change_table() would refuse it
 */
gboolean
tenon_project_check_table (TenonProject         *self,
                           const char           *table,
                           const TenonTableWish *wish,
                           GError              **error)
{
  TenonTable *found = tenon_design_edits_find_table (self->model, table, error);

  return found != NULL && check_wish (self, found, wish, error);
}

/* "structure:orders" and "index:orders/by_day" under the table's new name. */
static void
rename_decision (TenonDecision *decision,
                 const char    *before,
                 const char    *after)
{
  const char      *colon = decision->decision_id != NULL ? strchr (decision->decision_id, ':') : NULL;
  gsize            n = strlen (before);
  g_autofree char *id = NULL;

  g_object_set (decision, "table", after, NULL);
  if (colon == NULL || strncmp (colon + 1, before, n) != 0 || (colon[1 + n] != '\0' && colon[1 + n] != '/'))
    return;
  id = g_strdup_printf ("%.*s%s%s", (int)(colon + 1 - decision->decision_id), decision->decision_id, after, colon + 1 + n);
  g_object_set (decision, "decision-id", id, NULL);
}

/* What stands elsewhere in the design under the table's old name follows it. */
static void
rename_references (TenonModel *model,
                   const char *before,
                   const char *after)
{
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      if (g_strcmp0 (table->lookup_of, before) == 0)
        g_object_set (table, "lookup-of", after, NULL);
    }
  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (model->design->decisions, i);

      if (g_strcmp0 (decision->table, before) == 0)
        rename_decision (decision, before, after);
    }
}

static void
decide (TenonModel *model,
        TenonTable *table,
        gboolean    is_rekeyed,
        const char *before,
        const char *reason,
        const char *by)
{
  g_autofree char *id = g_strconcat ("structure:", table->name, NULL), *chosen = tenon_table_dup_approach (table), *now = tenon_now_iso8601 ();
  g_autofree char *finding = g_strdup_printf ("%s, called %s before: %s", table->name, before, reason);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);
  g_autoptr (TenonFactor) factor = g_object_new (TENON_TYPE_FACTOR, "name", "name", "finding", finding, "evidence", by, NULL);

  if (decision == NULL)
    return;
  if (strcmp (before, table->name) != 0)
    tenon_list_append (decision->factors, factor);
  if (is_rekeyed)
    tenon_decision_make_ones_own (decision, chosen, reason, by);
  else
    g_object_set (decision, "by-person", TRUE, "decided-by", by, "decided-at", now, NULL);
}

/**
 * tenon_project_change_table:
 * @wish: name and keys as the person wants them, all of them
 *
 * One edit: name and keys, decisions, lookup tables, requests and the words made of them following. The structure of the table is
 * that person's from then on.
 *
 * Returns: FALSE with the reason where it cannot be; nothing has changed then
 */
gboolean
tenon_project_change_table (TenonProject         *self,
                            const char           *table,
                            const TenonTableWish *wish,
                            const char           *reason,
                            const char           *by,
                            GError              **error)
{
  TenonTable *found;
  g_autoptr (TenonEdit) edit = NULL;
  g_autoptr (TenonDesign) before = NULL;
  g_autofree char *was = NULL;
  gboolean         is_other_partition, is_other_sort;

  if (!tenon_project_check_table (self, table, wish, error) || !tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  found = tenon_design_find_table (self->model->design, table);
  was = g_strdup (found->name);
  is_other_partition = g_strcmp0 (found->partition_key, wish->partition_key) != 0;
  is_other_sort = g_strcmp0 (found->sort_key, wish->sort_key) != 0;
  before = tenon_design_explain (self->model);
  edit = tenon_model_begin (self->model, _ ("Edit Table"));
  g_object_set (found, "name", wish->name, "partition-key", wish->partition_key, "sort-key", wish->sort_key, NULL);
  if (is_other_partition)
    g_object_set (found, "partition-key-reason", reason, NULL);
  if (is_other_partition || is_other_sort)
    g_object_set (found, "sort-key-reason", wish->sort_key != NULL ? reason : NULL, NULL);
  if (strcmp (was, wish->name) != 0)
    rename_references (self->model, was, wish->name);
  decide (self->model, found, is_other_partition || is_other_sort, was, reason, by);
  tenon_design_edits_fit (self, wish->name);
  tenon_design_edits_reword (self, before, &(TenonRename){ wish->name, was, NULL, NULL });
  tenon_edit_commit (edit);
  return TRUE;
}
