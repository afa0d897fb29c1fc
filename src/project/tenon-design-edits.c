/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people change of the present design's indexes and names: each with a reason and a person, in one edit with the requests
 * fitted to it. */

#include "project/tenon-design-edits.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-item-size.h"
#include "design/tenon-proposal.h"
#include "model/tenon-known-schema.h"
#include "project/tenon-design-edits-private.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#define refuse(error, ...) tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, __VA_ARGS__)

/* A reason, and a person to answer for it. */
gboolean
tenon_design_edits_check_words (const char *reason,
                                const char *by,
                                GError    **error)
{
  if (tenon_str_is_blank (reason))
    return refuse (error, "It needs a reason; add --reason TEXT");
  return tenon_project_check_person (by, error);
}

TenonTable *
tenon_design_edits_find_table (TenonModel *model,
                               const char *name,
                               GError    **error)
{
  TenonTable *table = name != NULL ? tenon_design_find_table (model->design, name) : NULL;

  if (table == NULL)
    refuse (error, "The design has no table “%s”", name != NULL ? name : "");
  return table;
}

static TenonIndex *
find_index (TenonTable *table,
            const char *name,
            GError    **error)
{
  TenonIndex *index = tenon_table_find_index (table, name);

  if (index == NULL)
    refuse (error, "%s has no index “%s”", table->name, name);
  return index;
}

/* What was reckoned by us is reckoned again; a size that somebody else gave stays. */
void
tenon_design_edits_measure (TenonModel  *model,
                            TenonDesign *design,
                            const char  *name)
{
  TenonTable *table = tenon_design_find_table (design, name);

  if (table != NULL && table->item_size_basis != NULL && (g_str_has_prefix (table->item_size_basis, "ASSUMED") || g_str_has_prefix (table->item_size_basis, "observed mean")))
    tenon_item_size_assume (tenon_model_get_known_schema (model), table);
}

/* The patterns of @table find their requests anew, as part of the open edit. */
void
tenon_design_edits_fit (TenonProject *self,
                        const char   *table)
{
  g_autoptr (TenonDesign) fitted = tenon_design_refit_table (self->model, self->model->design, table);

  tenon_design_edits_measure (self->model, fitted, table);
  tenon_project_take_design (self, fitted, NULL);
}

/**
 * tenon_design_edits_reword:
 * @before: what tenon_design_explain() made before the edit
 *
 * Texts made from the design follow its new names, as part of the open edit; the transactions of lookup tables say them too.
 */
void
tenon_design_edits_reword (TenonProject      *self,
                           TenonDesign       *before,
                           const TenonRename *rename)
{
  g_autoptr (TenonDesign) after = tenon_design_explain (self->model);

  tenon_design_reword (self->model->design, before, after, rename);
}

/**
 * tenon_project_may_key:
 *
 * Returns: whether the attribute's values can stand in a key
 */
gboolean
tenon_project_may_key (TenonProject   *self,
                       TenonAttribute *attribute)
{
  return tenon_index_edit_may_key (self->model, attribute);
}

/**
 * tenon_project_check_index:
 * @index: (nullable): the name of the index to change; %NULL: a new one
 * @wish: name, keys and projection
 *
 * Returns: FALSE with the reason where tenon_project_put_index() would refuse it
 */
gboolean
tenon_project_check_index (TenonProject *self,
                           const char   *table,
                           const char   *index,
                           TenonIndex   *wish,
                           GError      **error)
{
  TenonTable *found = tenon_design_edits_find_table (self->model, table, error);
  TenonIndex *present = found != NULL && index != NULL ? find_index (found, index, error) : NULL;

  return found != NULL && (index == NULL || present != NULL) && tenon_index_edit_check (self->model, found, present, wish, error);
}

/**
 * tenon_project_put_index:
 * @index: (nullable): the name of the index to change; %NULL adds one
 * @wish: name, keys and projection as the person wants them
 * @reason: goes into the decision and the data model document
 *
 * One edit: the index, the decision, which is the person's from then on, and the requests of the table's patterns, which are
 * found anew.
 *
 * Returns: FALSE with the reason where it cannot be; nothing has changed then
 */
gboolean
tenon_project_put_index (TenonProject *self,
                         const char   *table,
                         const char   *index,
                         TenonIndex   *wish,
                         const char   *reason,
                         const char   *by,
                         GError      **error)
{
  TenonTable *found;
  gboolean    is_renamed = index != NULL && g_strcmp0 (index, wish->name) != 0;
  g_autoptr (TenonDesign) before = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *was = g_strdup (index);

  if (!tenon_project_check_index (self, table, index, wish, error) || !tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  found = tenon_design_find_table (self->model->design, table);
  before = is_renamed ? tenon_design_explain (self->model) : NULL;
  edit = tenon_model_begin (self->model, index != NULL ? _ ("Edit Index") : _ ("Add Index"));
  tenon_index_edit_put (self->model, found, index != NULL ? tenon_table_find_index (found, index) : NULL, wish, reason, by);
  tenon_design_edits_fit (self, table);
  if (is_renamed)
    tenon_design_edits_reword (self, before, &(TenonRename){ table, table, wish->name, was });
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_drop_index:
 *
 * Takes an index out, in one edit: no proposal brings it back, and its patterns find other requests or are named as unserved.
 */
gboolean
tenon_project_drop_index (TenonProject *self,
                          const char   *table,
                          const char   *index,
                          const char   *reason,
                          const char   *by,
                          GError      **error)
{
  TenonTable *found = tenon_design_edits_find_table (self->model, table, error);
  TenonIndex *present = found != NULL ? find_index (found, index, error) : NULL;
  g_autoptr (TenonEdit) edit = NULL;

  if (present == NULL || !tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Remove Index"));
  tenon_index_edit_drop (self->model, found, present, reason, by);
  tenon_design_edits_fit (self, table);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_try_index:
 * @index: (nullable): as for tenon_project_put_index()
 * @wish: (nullable): likewise; %NULL: the index is taken out
 *
 * Returns: (transfer full) (nullable): the design as it would be; %NULL where it cannot be. Nothing changes.
 */
TenonDesign *
tenon_project_try_index (TenonProject *self,
                         const char   *table,
                         const char   *index,
                         TenonIndex   *wish)
{
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  TenonTable *found;
  TenonIndex *present;

  if (wish != NULL && !tenon_project_check_index (self, table, index, wish, NULL))
    return NULL;
  model = tenon_model_snapshot (self->model);
  found = tenon_design_find_table (model->design, table);
  present = found != NULL && index != NULL ? tenon_table_find_index (found, index) : NULL;
  if (found == NULL || (wish == NULL && present == NULL))
    return NULL;
  edit = tenon_model_begin (model, "");
  if (wish != NULL)
    tenon_index_edit_put (model, found, present, wish, "", "");
  else
    tenon_index_edit_drop (model, found, present, "", "");
  tenon_edit_commit (edit);
  return tenon_design_refit_table (model, model->design, table);
}

/* ---- names ---- */

static gboolean
is_as_proposed (GPtrArray  *differences,
                const char *table)
{
  for (guint i = 0; i < differences->len; i++)
    {
      TenonDifference *difference = g_ptr_array_index (differences, i);

      if (table == NULL || g_strcmp0 (difference->table, table) == 0)
        return FALSE;
    }
  return TRUE;
}

/* Only tables that are as they were proposed get other names: what else a proposal would change is not asked for. */
static void
take_names (TenonProject *self,
            GPtrArray    *differences)
{
  TenonDesign *design = self->model->design;
  g_autoptr (TenonDesign) proposal = tenon_design_propose (self->model, design->strategy);

  if (is_as_proposed (differences, NULL))
    {
      tenon_project_take_design (self, proposal, NULL);
      return;
    }
  for (guint i = 0; i < tenon_list_get_length (proposal->tables); i++)
    {
      TenonTable *table = tenon_list_get (proposal->tables, i);

      if (table->role == TENON_TABLE_ENTITY && tenon_design_find_table (design, table->name) != NULL && is_as_proposed (differences, table->name))
        tenon_project_take_design (self, proposal, table->name);
    }
}

static void
decide_names (TenonProject *self,
              const char   *reason,
              const char   *by)
{
  static const char *const alternatives[2][2] = {
    { "MySQL names: the column's own, as in id", NULL },
    { "Natural names: the entity's own, as in order_id", NULL },
  };
  static const char *const trade_offs[2][2] = {
    { "one later reader of the contract expects the MySQL name of a key and has to be told the new one", NULL },
    { "id says nothing of whose it is where items of several tables are read side by side", NULL },
  };
  TenonList     *decisions = self->model->design->decisions;
  TenonDecision *decision = tenon_list_find (decisions, "names:attributes");
  gboolean       keep = self->model->keep_mysql_names;

  if (decision == NULL)
    {
      g_autoptr (TenonDecision) fresh = tenon_decision_new ("names:attributes", TENON_DECISION_TABLE_STRUCTURE);

      g_object_set (fresh, "title", "Names of attributes", "rollback-strategy", "Choose the other names before the first item is written; afterwards every item has to be written anew.", NULL);
      tenon_list_append (decisions, fresh);
      decision = fresh;
    }
  g_object_set (decision, "by-person", TRUE, "alternatives-considered", alternatives[keep], "trade-offs", trade_offs[keep], NULL);
  tenon_decision_make_ones_own (decision, keep ? "Attributes keep the names of their MySQL columns" : "Natural names: a column called id becomes the entity's own id", reason, by);
}

/**
 * tenon_project_set_names:
 * @keep_mysql_names: whether attributes keep the names of their columns; else a column called id becomes the entity's own
 *
 * One edit: the choice with its reason, and the names of every table that nobody changed. Tables that people named or keyed
 * keep their names.
 *
 * Returns: FALSE without a reason or a person
 */
gboolean
tenon_project_set_names (TenonProject *self,
                         gboolean      keep_mysql_names,
                         const char   *reason,
                         const char   *by,
                         GError      **error)
{
  TenonDesign *design = self->model->design;
  g_autoptr (TenonDesign) proposal = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (TenonEdit) edit = NULL;

  if (!tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  proposal = tenon_design_propose (self->model, design->strategy);
  differences = tenon_design_compare (design, proposal);
  edit = tenon_model_begin (self->model, _ ("Choose Names"));
  g_object_set (self->model, "keep-mysql-names", keep_mysql_names, NULL);
  if (tenon_list_get_length (design->tables) > 0)
    take_names (self, differences);
  decide_names (self, reason, by);
  tenon_edit_commit (edit);
  return TRUE;
}
