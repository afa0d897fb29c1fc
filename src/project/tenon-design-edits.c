/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people change in the present design: each with a reason and a person, in one edit with the requests fitted to it. */

#include "project/tenon-design-edits.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-proposal.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#define refuse(error, ...) tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, __VA_ARGS__)

static gboolean
check_words (const char *reason,
             const char *by,
             GError    **error)
{
  if (tenon_str_is_blank (reason))
    return refuse (error, "It needs a reason; add --reason TEXT");
  return tenon_project_check_person (by, error);
}

static TenonTable *
find_table (TenonModel *model,
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

/* The patterns of @table find their requests anew, as part of the open edit. */
static void
fit (TenonProject *self,
     const char   *table)
{
  g_autoptr (TenonDesign) fitted = tenon_design_refit_table (self->model, self->model->design, table);

  tenon_project_take_design (self, fitted, NULL);
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
  TenonTable *found = find_table (self->model, table, error);
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
  g_autoptr (TenonEdit) edit = NULL;

  if (!tenon_project_check_index (self, table, index, wish, error) || !check_words (reason, by, error))
    return FALSE;
  found = tenon_design_find_table (self->model->design, table);
  edit = tenon_model_begin (self->model, index != NULL ? _ ("Edit Index") : _ ("Add Index"));
  tenon_index_edit_put (self->model, found, index != NULL ? tenon_table_find_index (found, index) : NULL, wish, reason, by);
  fit (self, table);
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
  TenonTable *found = find_table (self->model, table, error);
  TenonIndex *present = found != NULL ? find_index (found, index, error) : NULL;
  g_autoptr (TenonEdit) edit = NULL;

  if (present == NULL || !check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Remove Index"));
  tenon_index_edit_drop (self->model, found, present, reason, by);
  fit (self, table);
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
