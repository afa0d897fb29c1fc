/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a pattern asks for, taken from a statement that is it. */

#include "project/tenon-pattern-shape.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"
#include "project/tenon-binding.h"

static void
add_all (GPtrArray *to,
         char     **columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (to, columns[i], g_str_equal, NULL))
      g_ptr_array_add (to, columns[i]);
}

static void
set_columns (TenonPattern *pattern,
             const char   *property,
             char        **first,
             char        **second)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_auto (GStrv) strv = NULL;

  add_all (columns, first);
  add_all (columns, second);
  strv = tenon_strv_from_array (columns);
  g_object_set (pattern, property, columns->len > 0 ? strv : NULL, NULL);
}

static void
set_joins (TenonPattern *pattern,
           TenonShape   *shape)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 1; i < tenon_list_get_length (shape->tables); i++)
    g_ptr_array_add (tables, ((TenonShapeTable *)tenon_list_get (shape->tables, i))->name);
  strv = tenon_strv_from_array (tables);
  g_object_set (pattern, "joins", tables->len > 0 ? strv : NULL, NULL);
}

static TenonShape *
find_shape (TenonModel *model,
            const char *fingerprint)
{
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatement *statement = tenon_statement_log_find (tenon_list_get (model->logs, i), fingerprint);

      if (statement != NULL && statement->shape != NULL)
        return statement->shape;
    }
  return NULL;
}

/**
 * tenon_pattern_take_shape:
 * @self: an edit of its model must be open
 *
 * Makes the pattern ask for what the statement asks for.  Filters a person entered stay.
 */
void
tenon_pattern_take_shape (TenonPattern *self,
                          TenonShape   *shape)
{
  char **range = shape->range != NULL && shape->range[0] != NULL ? shape->range : shape->prefix;

  set_columns (self, "equality", shape->equality, shape->in_lists);
  set_columns (self, "search", shape->infix, shape->fulltext);
  set_joins (self, shape);
  tenon_list_clear (self->order_by);
  tenon_list_copy_into (shape->order_by, self->order_by);
  g_object_set (self,
                "range", range != NULL ? range[0] : NULL,
                "page-size", MAX (shape->limit, 0),
                "is-list", shape->limit > 1 || tenon_list_get_length (shape->order_by) > 0,
                "is-aggregate", (shape->aggregates != NULL && shape->aggregates[0] != NULL) || (shape->group_by != NULL && shape->group_by[0] != NULL), NULL);
}

/**
 * tenon_project_take_shape:
 * @fingerprint: of a statement in the logs
 *
 * Makes the pattern ask for what the statement asks for, in one edit: equality with lists of values, range or prefix,
 * order, page, text search, joined tables, aggregate.  Filters a person entered stay.
 *
 * Returns: %FALSE where the statement's shape is not known
 */
gboolean
tenon_project_take_shape (TenonProject *self,
                          TenonPattern *pattern,
                          const char   *fingerprint,
                          GError      **error)
{
  TenonModel *model = tenon_project_get_model (self);
  TenonShape *shape = find_shape (model, fingerprint);
  g_autoptr (TenonEdit) edit = NULL;

  if (shape == NULL)
    {
      g_set_error_literal (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "What the statement asks for could not be read");
      return FALSE;
    }
  edit = tenon_model_begin (model, _ ("Take Shape"));
  tenon_pattern_take_shape (pattern, shape);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_bind_statement:
 * @fingerprint: of a statement in the logs
 * @bound: %FALSE to take it from the pattern
 *
 * One edit: the pattern's statements, what it takes from a new one of its shape, and its observed rates.
 */
void
tenon_project_bind_statement (TenonProject *self,
                              TenonPattern *pattern,
                              const char   *fingerprint,
                              gboolean      bound)
{
  TenonModel *model = tenon_project_get_model (self);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, bound ? _ ("Bind Statement") : _ ("Unbind Statement"));

  tenon_binding_set (model, pattern, fingerprint, bound);
  tenon_edit_commit (edit);
}
