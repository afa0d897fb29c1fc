/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of another table's column as a person wants it: through a reference that exists, with the seven factors weighed as the
 * engine weighs them, and the decision theirs. */

#include "design/tenon-copy-edit.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-attribute-edit.h"
#include "design/tenon-index-edit.h"
#include "design/tenon-plan.h"
#include "design/tenon-type-mapping.h"
#include "model/tenon-known-schema.h"

#define refuse(error, ...) tenon_refuse (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, __VA_ARGS__)

void
tenon_copy_wish_free (TenonCopyWish *self)
{
  g_free (self->local_column);
  g_free (self->source_table);
  g_free (self->source_column);
  g_free (self->join_column);
  g_free (self->name);
  g_free (self);
}

/* One column that refers to a unique one: what the contract's join can say, and no row finds two originals. */
static gboolean
is_plain (TenonForeignKey  *key,
          TenonSourceTable *referred)
{
  return key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && key->ref_columns != NULL && key->ref_columns[0] != NULL && tenon_source_table_is_unique (referred, (const char *const *)key->ref_columns);
}

static gboolean
is_copied (TenonTable *table,
           const char *local_column,
           const char *source_table,
           const char *source_column)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized && g_strcmp0 (attribute->join_local_column, local_column) == 0 && g_strcmp0 (attribute->source_table, source_table) == 0 && g_strcmp0 (attribute->source_column, source_column) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Named after what it is of; where two references lead to one table, after the reference. */
static char *
make_name (TenonTable      *table,
           TenonForeignKey *key,
           const char      *column)
{
  const char      *dot = strrchr (key->ref_table, '.');
  g_autofree char *singular = tenon_name_singular (dot != NULL ? dot + 1 : key->ref_table);
  g_autofree char *wanted = g_strdup_printf ("%s_%s", singular, column), *name = tenon_name_make_attribute (wanted);
  g_autofree char *longer = NULL;

  if (tenon_table_find_attribute (table, name) == NULL)
    return g_steal_pointer (&name);
  longer = g_strdup_printf ("%s_%s", key->columns[0], column);
  return tenon_name_make_attribute (longer);
}

static void
list_of_key (GPtrArray       *wishes,
             TenonModel      *model,
             TenonTable      *table,
             TenonForeignKey *key)
{
  TenonSchema      *schema = tenon_model_get_known_schema (model);
  TenonSourceTable *referred = key->ref_table != NULL ? tenon_schema_find_table (schema, key->ref_table) : NULL;

  if (referred == NULL || g_strcmp0 (key->ref_table, table->source_table) == 0 || !is_plain (key, referred) || tenon_design_find_table_of (model->design, referred->name) == NULL)
    return;
  for (guint i = 0; i < tenon_list_get_length (referred->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (referred->columns, i);
      g_autofree char *dotted = g_strconcat (referred->name, ".", column->name, NULL);
      TenonCopyWish   *wish;

      if (strcmp (column->name, key->ref_columns[0]) == 0 || is_copied (table, key->columns[0], referred->name, column->name) || tenon_model_is_waived (model, dotted))
        continue;
      wish = g_new0 (TenonCopyWish, 1);
      wish->local_column = g_strdup (key->columns[0]);
      wish->source_table = g_strdup (referred->name);
      wish->source_column = g_strdup (column->name);
      wish->join_column = g_strdup (key->ref_columns[0]);
      wish->name = make_name (table, key, column->name);
      g_ptr_array_add (wishes, wish);
    }
}

/**
 * tenon_copy_edit_list:
 *
 * Returns: (transfer full) (element-type TenonCopyWish): each column that @table could copy and does not, by its references
 */
GPtrArray *
tenon_copy_edit_list (TenonModel *model,
                      TenonTable *table)
{
  GPtrArray        *wishes = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_copy_wish_free);
  TenonSchema      *schema = tenon_model_get_known_schema (model);
  TenonSourceTable *source = schema != NULL && table->role == TENON_TABLE_ENTITY && table->source_table != NULL ? tenon_schema_find_table (schema, table->source_table) : NULL;

  for (guint i = 0; source != NULL && i < tenon_list_get_length (source->foreign_keys); i++)
    list_of_key (wishes, model, table, tenon_list_get (source->foreign_keys, i));
  return wishes;
}

/**
 * tenon_copy_edit_find:
 * @source: "categories.name", in MySQL's names
 * @local_column: (nullable): which reference leads there; %NULL where there is one only
 *
 * Returns: (transfer full) (nullable): what is meant; %NULL with G_IO_ERROR_INVALID_ARGUMENT and the reason
 */
TenonCopyWish *
tenon_copy_edit_find (TenonModel *model,
                      TenonTable *table,
                      const char *source,
                      const char *local_column,
                      GError    **error)
{
  g_autoptr (GPtrArray) wishes = tenon_copy_edit_list (model, table);
  int found = -1;

  for (guint i = 0; i < wishes->len; i++)
    {
      TenonCopyWish   *wish = g_ptr_array_index (wishes, i);
      g_autofree char *dotted = g_strconcat (wish->source_table, ".", wish->source_column, NULL);

      if (g_strcmp0 (dotted, source) != 0 || (local_column != NULL && strcmp (local_column, wish->local_column) != 0))
        continue;
      if (found >= 0)
        return refuse (error, "%s refers to %s by %s and by %s: say by which", table->name, wish->source_table, ((TenonCopyWish *)g_ptr_array_index (wishes, found))->local_column, wish->local_column), NULL;
      found = i;
    }
  if (found < 0)
    return refuse (error, "%s can copy no %s: it takes one column that refers to a unique one there, and no copy of it yet", table->name, source), NULL;
  return g_ptr_array_steal_index (wishes, found);
}

static char *
dup_id (TenonTable *table,
        const char *source_table)
{
  return g_strdup_printf ("denormalize:%s/%s", table->name, source_table);
}

/* MySQL names of what @table copies of @source_table now. */
static GPtrArray *
list_copied (TenonTable *table,
             const char *source_table)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized && g_strcmp0 (attribute->source_table, source_table) == 0)
        g_ptr_array_add (columns, attribute->source_column);
    }
  return columns;
}

/* The decision as the engine would write it of what is copied now, and as the person says it. */
static void
decide (TenonModel *model,
        TenonTable *table,
        const char *source_table,
        const char *reason,
        const char *by)
{
  g_autofree char *id = dup_id (table, source_table);
  g_autoptr (GPtrArray) columns = list_copied (table, source_table);
  g_autoptr (TenonDecision) weighed = tenon_design_weigh_copy (model, table, source_table, columns);
  TenonDecision   *present = tenon_list_find (model->design->decisions, id);
  g_autofree char *chosen = weighed != NULL ? g_strdup (weighed->chosen_approach) : g_strdup ("SEPARATE_TABLES");
  g_autofree char *before = present != NULL ? g_strdup (present->chosen_approach) : NULL;
  gboolean         was_theirs = present != NULL && present->by_person;

  if (present == NULL)
    {
      g_autoptr (TenonDecision) fresh = weighed != NULL ? g_object_ref (weighed) : tenon_decision_new (id, TENON_DECISION_DENORMALIZATION);

      tenon_list_append (model->design->decisions, fresh);
      present = fresh;
    }
  else if (weighed != NULL)
    {
      tenon_record_assign (TENON_RECORD (present), TENON_RECORD (weighed));
      g_object_set (present, "chosen-approach", before, "by-person", was_theirs, NULL);
    }
  tenon_decision_make_ones_own (present, chosen, reason, by);
}

/**
 * tenon_copy_edit_add:
 * @name: one that tenon_attribute_edit_check_name() finds nothing against
 * @reason: the copy's justification
 *
 * To be called inside an edit; the requests are not fitted here.
 *
 * Returns: (transfer none): the attribute
 */
TenonAttribute *
tenon_copy_edit_add (TenonModel          *model,
                     TenonTable          *table,
                     const TenonCopyWish *wish,
                     const char          *name,
                     const char          *reason,
                     const char          *by)
{
  TenonTable      *owner = tenon_design_find_table_of (model->design, wish->source_table);
  TenonAttribute  *original = owner != NULL ? tenon_table_find_source_column (owner, wish->source_table, wish->source_column) : NULL;
  g_autofree char *dotted = g_strconcat (wish->source_table, ".", wish->source_column, NULL);
  TenonSchema     *schema = tenon_model_get_known_schema (model);
  TenonColumn     *column = schema != NULL ? tenon_schema_find_column (schema, dotted) : NULL;
  int              type = original != NULL ? original->type : column != NULL ? (int)tenon_type_mapping_get (column)
                                                                             : TENON_ATTRIBUTE_S;
  g_autoptr (TenonAttribute) copy = g_object_new (TENON_TYPE_ATTRIBUTE, "name", name, "type", type, "source-table", wish->source_table, "source-column", wish->source_column, "denormalized", TRUE,
                                                  "justification", reason, "join-local-column", wish->local_column, "join-source-column", wish->join_column, NULL);

  tenon_list_append (table->attributes, copy);
  decide (model, table, wish->source_table, reason, by);
  return copy;
}

/**
 * tenon_copy_edit_remove:
 *
 * Takes a copy out; the decision says that it is read from its own table, and whose word that is, so that no proposal brings it
 * back. To be called inside an edit.
 */
void
tenon_copy_edit_remove (TenonModel     *model,
                        TenonTable     *table,
                        TenonAttribute *attribute,
                        const char     *reason,
                        const char     *by)
{
  g_autofree char *source_table = g_strdup (attribute->source_table);

  tenon_attribute_edit_leave_out (model, table, attribute);
  decide (model, table, source_table, reason, by);
}
