/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people change of the present design's attributes: names, types, copies, and which are left out, each with a reason and a
 * person, in one edit with the requests fitted to it. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-attribute-edit.h"
#include "design/tenon-copy-edit.h"
#include "design/tenon-proposal.h"
#include "project/tenon-design-edits-private.h"
#include "project/tenon-design-edits.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#define refuse(error, ...) tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, __VA_ARGS__)

static TenonAttribute *
find_attribute (TenonTable *table,
                const char *name,
                GError    **error)
{
  TenonAttribute *attribute = tenon_table_find_attribute (table, name);

  if (attribute == NULL)
    refuse (error, "%s has no attribute “%s”", table->name, name);
  return attribute;
}

/* The transactions of lookup tables say attributes by name: as they would be proposed for the design as it is now. */
static void
reword_transactions (TenonProject *self,
                     TenonTable   *table)
{
  TenonDesign *design = self->model->design;
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (design, table);
  g_autoptr (TenonDesign) proposal = lookups->len > 0 ? tenon_design_propose (self->model, design->strategy) : NULL;

  for (guint i = 0; i < lookups->len; i++)
    {
      TenonTable *lookup = g_ptr_array_index (lookups, i);
      TenonTable *proposed = tenon_design_find_table (proposal, lookup->name);

      if (proposed != NULL && proposed->transaction != NULL)
        g_object_set (lookup, "transaction", proposed->transaction, NULL);
    }
}

/**
 * tenon_project_get_type_rule:
 * @type: (out): what the mapping says
 * @note: (out) (nullable): what to know about it
 *
 * Returns: (nullable): the type in MySQL that the attribute comes from
 */
const char *
tenon_project_get_type_rule (TenonProject       *self,
                             TenonAttribute     *attribute,
                             TenonAttributeType *type,
                             const char        **note)
{
  return tenon_attribute_edit_get_rule (self->model, attribute, type, note);
}

/**
 * tenon_project_describe_type:
 *
 * Returns: (nullable): fixed English: what becomes of the attribute's values as @type; %NULL where the mapping says just that
 */
const char *
tenon_project_describe_type (TenonProject      *self,
                             TenonAttribute    *attribute,
                             TenonAttributeType type)
{
  return tenon_attribute_edit_describe_type (self->model, attribute, type);
}

static gboolean
check_change (TenonProject   *self,
              TenonTable     *table,
              TenonAttribute *present,
              const char     *name,
              int             type,
              const char     *reason,
              const char     *by,
              GError        **error)
{
  gboolean is_other = name != NULL && g_strcmp0 (present->name, name) != 0;

  if (is_other && !tenon_attribute_edit_check_name (table, present, name, error))
    return FALSE;
  if (table->role == TENON_TABLE_LOOKUP)
    return refuse (error, "The attributes of a lookup table are those of %s; change them there", table->lookup_of != NULL ? table->lookup_of : "its table");
  if (type >= 0 && type != present->type && present->denormalized)
    return refuse (error, "%s is a copy; it has the type of what it copies", present->name);
  if (!is_other && (type < 0 || type == present->type))
    return refuse (error, "%s is so already", present->name);
  /* Back to what the mapping says needs none. */
  if (!is_other && tenon_attribute_edit_describe_type (self->model, present, type) == NULL)
    return tenon_project_check_person (by, error);
  return tenon_design_edits_check_words (reason, by, error);
}

/**
 * tenon_project_change_attribute:
 * @name: (nullable): its new name
 * @type: a TenonAttributeType; negative: as it is
 * @reason: (nullable): where the name stays and the type becomes what the mapping says
 *
 * One edit: the attribute's name and type, with keys, indexes, lookup tables, copies and requests following. The structure of the
 * table is that person's from then on.
 *
 * Returns: FALSE with the reason where it cannot be; nothing has changed then
 */
gboolean
tenon_project_change_attribute (TenonProject *self,
                                const char   *table,
                                const char   *attribute,
                                const char   *name,
                                int           type,
                                const char   *reason,
                                const char   *by,
                                GError      **error)
{
  TenonTable     *found = tenon_design_edits_find_table (self->model, table, error);
  TenonAttribute *present = found != NULL ? find_attribute (found, attribute, error) : NULL;
  gboolean        retypes;
  g_autoptr (TenonEdit) edit = NULL;
  g_autoptr (TenonDesign) before = NULL;

  if (present == NULL || !check_change (self, found, present, name, type, reason, by, error))
    return FALSE;
  retypes = type >= 0 && type != present->type;
  before = tenon_design_explain (self->model);
  edit = tenon_model_begin (self->model, retypes ? _ ("Change Attribute") : _ ("Rename Attribute"));
  if (retypes)
    tenon_attribute_edit_set_type (self->model, found, present, type, reason, by);
  if (name != NULL && strcmp (present->name, name) != 0)
    tenon_attribute_edit_rename (self->model, found, present, name, reason, by);
  tenon_design_edits_fit (self, table);
  reword_transactions (self, tenon_design_find_table (self->model->design, table));
  tenon_design_edits_reword (self, before, &(TenonRename){ table, table, NULL, NULL });
  tenon_edit_commit (edit);
  return TRUE;
}

/* Requests of both tables: those that read the copy, and those that kept it in step. */
static void
fit_both (TenonProject *self,
          const char   *table,
          const char   *source_table)
{
  TenonTable *source = tenon_design_find_table_of (self->model->design, source_table);

  if (source != NULL)
    tenon_design_edits_fit (self, source->name);
  tenon_design_edits_fit (self, table);
  reword_transactions (self, tenon_design_find_table (self->model->design, table));
}

static gboolean
remove_copy (TenonProject   *self,
             TenonTable     *table,
             TenonAttribute *copy,
             const char     *reason,
             const char     *by,
             GError        **error)
{
  g_autofree char *source_table = g_strdup (copy->source_table);
  g_autoptr (TenonEdit) edit = NULL;

  if (!tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Remove Copy"));
  tenon_copy_edit_remove (self->model, table, copy, reason, by);
  fit_both (self, table->name, source_table);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_leave_out_attribute:
 *
 * One edit: the attribute's column is waived with the reason, and neither the table nor its indexes carry it any more. Of a copy
 * only the copy goes: the decision says that its original is read from now on.
 *
 * Returns: FALSE with the reason where a key stands on it; nothing has changed then
 */
gboolean
tenon_project_leave_out_attribute (TenonProject *self,
                                   const char   *table,
                                   const char   *attribute,
                                   const char   *reason,
                                   const char   *by,
                                   GError      **error)
{
  TenonTable      *found = tenon_design_edits_find_table (self->model, table, error);
  TenonAttribute  *present = found != NULL ? find_attribute (found, attribute, error) : NULL;
  g_autofree char *column = NULL;
  g_autoptr (TenonEdit) edit = NULL;

  if (present == NULL || !tenon_attribute_edit_check_absence (self->model, found, present, error))
    return FALSE;
  if (found->role == TENON_TABLE_LOOKUP)
    return refuse (error, "%s comes from another table; leave its column out there", attribute);
  if (present->denormalized)
    return remove_copy (self, found, present, reason, by, error);
  column = g_strdup_printf ("%s.%s", present->source_table, present->source_column);
  edit = tenon_model_begin (self->model, _ ("Leave Out Attribute"));
  if (!tenon_project_waive (self, column, reason, by, error))
    return FALSE;
  tenon_attribute_edit_leave_out (self->model, found, present);
  tenon_design_edits_fit (self, table);
  tenon_edit_commit (edit);
  return TRUE;
}

/* ---- copies ---- */

/**
 * tenon_project_list_copies:
 *
 * Returns: (transfer full) (element-type TenonPossibleCopy): what the table could copy and does not, through its references
 */
GPtrArray *
tenon_project_list_copies (TenonProject *self,
                           TenonTable   *table)
{
  g_autoptr (GPtrArray) wishes = tenon_copy_edit_list (self->model, table);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_possible_copy_free);

  for (guint i = 0; i < wishes->len; i++)
    {
      TenonCopyWish     *wish = g_ptr_array_index (wishes, i);
      TenonPossibleCopy *copy = g_new0 (TenonPossibleCopy, 1);

      copy->reference = g_strdup (wish->local_column);
      copy->source = g_strconcat (wish->source_table, ".", wish->source_column, NULL);
      copy->target = g_strconcat (wish->source_table, ".", wish->join_column, NULL);
      copy->name = g_strdup (wish->name);
      g_ptr_array_add (list, copy);
    }
  return list;
}

void
tenon_possible_copy_free (TenonPossibleCopy *self)
{
  g_free (self->reference);
  g_free (self->source);
  g_free (self->target);
  g_free (self->name);
  g_free (self);
}

static TenonCopyWish *
check_copy (TenonProject *self,
            TenonTable   *table,
            const char   *source,
            const char   *reference,
            const char   *name,
            GError      **error)
{
  g_autoptr (TenonCopyWish) wish = table != NULL ? tenon_copy_edit_find (self->model, table, source, reference, error) : NULL;

  if (wish == NULL || !tenon_attribute_edit_check_name (table, NULL, name != NULL ? name : wish->name, error))
    return NULL;
  return g_steal_pointer (&wish);
}

/**
 * tenon_project_add_copy:
 * @source: "categories.name", in MySQL's names
 * @reference: (nullable): the column that refers there; %NULL where there is one only
 * @name: (nullable): of the attribute; %NULL: as it would be proposed
 * @reason: the justification the contract asks for
 *
 * One edit: the copy, the decision, which is that person's from then on, and the requests that read it, put it and keep it in step.
 *
 * Returns: FALSE with the reason where it cannot be; nothing has changed then
 */
gboolean
tenon_project_add_copy (TenonProject *self,
                        const char   *table,
                        const char   *source,
                        const char   *reference,
                        const char   *name,
                        const char   *reason,
                        const char   *by,
                        GError      **error)
{
  TenonTable *found = tenon_design_edits_find_table (self->model, table, error);
  g_autoptr (TenonCopyWish) wish = check_copy (self, found, source, reference, name, error);
  g_autoptr (TenonEdit) edit = NULL;

  if (wish == NULL || !tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("Add Copy"));
  tenon_copy_edit_add (self->model, found, wish, name != NULL ? name : wish->name, reason, by);
  fit_both (self, table, wish->source_table);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_try_copy:
 *
 * Returns: (transfer full) (nullable): the design as tenon_project_add_copy() would leave it; %NULL with the reason where it
 *   would refuse. Nothing changes.
 */
TenonDesign *
tenon_project_try_copy (TenonProject *self,
                        const char   *table,
                        const char   *source,
                        const char   *reference,
                        const char   *name,
                        GError      **error)
{
  TenonTable *found = tenon_design_edits_find_table (self->model, table, error);
  g_autoptr (TenonCopyWish) wish = check_copy (self, found, source, reference, name, error);
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) first = NULL, second = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  TenonTable *other;

  if (wish == NULL)
    return NULL;
  model = tenon_model_snapshot (self->model);
  edit = tenon_model_begin (model, "");
  tenon_copy_edit_add (model, tenon_design_find_table (model->design, table), wish, name != NULL ? name : wish->name, "", "");
  tenon_edit_commit (edit);
  other = tenon_design_find_table_of (model->design, wish->source_table);
  first = tenon_design_refit_table (model, model->design, other != NULL ? other->name : NULL);
  second = tenon_design_refit_table (model, first, table);
  tenon_design_edits_measure (model, second, table);
  return g_steal_pointer (&second);
}
