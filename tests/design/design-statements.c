/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns made of statements, and the law that nothing a statement asks for is lost: each condition is named by a key
 * condition, a filter, a condition or a note of the pattern's requests, or the pattern is not served; and an update or a
 * deletion writes its targets only. */

#include "design-statements.h"

#include "base/tenon-text.h"
#include "mysql/tenon-dml.h"
#include "project/tenon-pattern-shape.h"

#include <string.h>

static TenonOperationType
type_of (const char *verb)
{
  static const struct
  {
    const char        *verb;
    TenonOperationType type;
  } types[] = { { "INSERT", TENON_OPERATION_WRITE }, { "REPLACE", TENON_OPERATION_WRITE }, { "UPDATE", TENON_OPERATION_UPDATE }, { "DELETE", TENON_OPERATION_DELETE } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].verb, verb) == 0)
      return types[i].type;
  return TENON_OPERATION_READ;
}

static gboolean
is_there (TenonModel *model,
          const char *fingerprint)
{
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    if (tenon_statement_log_find (tenon_list_get (model->logs, i), fingerprint) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * statements_add:
 *
 * Adds a pattern for the statement, as a draft made of it has one, and the statement to the model's log.
 *
 * Returns: (transfer none) (nullable): %NULL where the statement goes to no table of the schema, or one like it is there
 */
TenonPattern *
statements_add (TenonModel *model,
                const char *sql)
{
  g_autofree char *id = g_strdup_printf ("AP%u", tenon_list_get_length (model->patterns) + 1);
  g_autofree char *fingerprint = tenon_dml_fingerprint (sql, -1);
  g_autoptr (TenonShape) shape = tenon_dml_read_shape (sql, -1, model->schema);
  g_autoptr (TenonStatementLog) log = tenon_statement_log_new ();
  g_autoptr (TenonPattern) pattern = tenon_pattern_new (id);
  TenonStatement *statement = g_object_new (TENON_TYPE_STATEMENT, "fingerprint", fingerprint, "count", (gint64)10, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *description = NULL;
  const char      *statements[] = { fingerprint, NULL };
  g_autoptr (TenonEdit) edit = NULL;

  if (is_there (model, fingerprint))
    {
      g_object_unref (statement);
      return NULL;
    }
  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    {
      char *name = ((TenonShapeTable *)tenon_list_get (shape->tables, i))->name;

      if (tenon_schema_find_table (model->schema, name) == NULL)
        {
          g_object_unref (statement);
          return NULL;
        }
      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, name);
    }
  if (names->len == 0)
    {
      g_object_unref (statement);
      return NULL;
    }
  description = g_strdup_printf ("%s %s", shape->verb, (char *)g_ptr_array_index (names, 0));
  g_ptr_array_add (names, NULL);
  statement->shape = g_object_ref (shape);
  tenon_list_append_take (log->statements, statement);
  tenon_str_set (&log->file, id);
  edit = tenon_model_begin (model, "statement");
  tenon_list_append (model->logs, log);
  g_object_set (pattern, "description", description, "operation-type", type_of (shape->verb), "entities-involved", names->pdata, "statements", statements, NULL);
  tenon_list_append (model->patterns, pattern);
  tenon_pattern_take_shape (pattern, shape);
  g_object_set (pattern, "attributes", type_of (shape->verb) == TENON_OPERATION_READ ? shape->reads : shape->writes, NULL);
  tenon_edit_commit (edit);
  return pattern;
}

/* ---- what the design says ---- */

typedef struct
{
  TenonModel   *model;
  TenonDesign  *design;
  GPtrArray    *lost;
  TenonPattern *pattern;
  TenonShape   *shape;
} Law;

static void G_GNUC_PRINTF (2, 3)
    lose (Law        *self,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->lost, g_strdup_printf ("%s: %s: %s", self->pattern->pattern_id, self->pattern->statements[0], text));
}

static TenonShape *
find_shape (TenonModel   *model,
            TenonPattern *pattern)
{
  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatement *statement = pattern->statements != NULL && pattern->statements[0] != NULL ? tenon_statement_log_find (tenon_list_get (model->logs, i), pattern->statements[0]) : NULL;

      if (statement != NULL)
        return statement->shape;
    }
  return NULL;
}

static gboolean
has_word (const char *text,
          const char *word)
{
  for (const char *p = text != NULL ? strstr (text, word) : NULL; p != NULL; p = strstr (p + 1, word))
    {
      char before = p == text ? ' ' : p[-1], after = p[strlen (word)];

      if (!g_ascii_isalnum (before) && before != '_' && before != ':' && !g_ascii_isalnum (after) && after != '_')
        return TRUE;
    }
  return FALSE;
}

/* Calls for each operation of the pattern until one says yes. */
static gboolean
any_operation (Law *self,
               gboolean (*says) (TenonTable     *table,
                                 TenonOperation *operation,
                                 const char     *word),
               const char *word)
{
  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (g_strcmp0 (operation->pattern_id, self->pattern->pattern_id) == 0 && says (table, operation, word))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
says_anything (TenonTable     *table,
               TenonOperation *operation,
               const char     *word)
{
  return TRUE;
}

static gboolean
says_name (TenonTable     *table,
           TenonOperation *operation,
           const char     *word)
{
  return has_word (operation->key_condition, word) || has_word (operation->filter, word) || has_word (operation->condition, word) || has_word (operation->notes, word);
}

static gboolean
says_beside_key (TenonTable     *table,
                 TenonOperation *operation,
                 const char     *word)
{
  return has_word (operation->filter, word) || has_word (operation->condition, word) || has_word (operation->notes, word);
}

static gboolean
says_note (TenonTable     *table,
           TenonOperation *operation,
           const char     *word)
{
  return operation->notes != NULL && strstr (operation->notes, word) != NULL;
}

static gboolean
sorts (TenonTable     *table,
       TenonOperation *operation,
       const char     *word)
{
  TenonIndex *index = operation->index != NULL ? tenon_table_find_index (table, operation->index) : NULL;

  return g_strcmp0 (index != NULL ? index->sort_key : table->sort_key, word) == 0;
}

static gboolean
is_by_key (TenonTable     *table,
           TenonOperation *operation,
           const char     *word)
{
  return g_str_has_suffix (operation->operation, "GetItem") || g_str_has_suffix (operation->operation, "Item");
}

/* The attribute that a column becomes; (nullable) */
static const char *
name_of (Law        *self,
         const char *dotted)
{
  const char      *dot = strrchr (dotted, '.');
  g_autofree char *source = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;
  TenonTable      *table = source != NULL ? tenon_design_find_table_of (self->design, source) : NULL;

  for (guint i = 0; table != NULL && i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (g_strcmp0 (attribute->source_column, dot + 1) == 0 && (attribute->source_table == NULL || g_strcmp0 (attribute->source_table, source) == 0))
        return attribute->name;
    }
  return NULL;
}

/* ---- the law ---- */

static void
check_columns (Law        *self,
               char      **dotted,
               const char *what)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    {
      const char *name = name_of (self, dotted[i]);

      if (name != NULL && !any_operation (self, says_name, name))
        lose (self, "%s of %s is named nowhere", what, dotted[i]);
    }
}

static void
check_condition (Law                 *self,
                 TenonShapeCondition *condition)
{
  if (g_str_has_suffix (condition->kind, "exists") && !any_operation (self, says_note, "is found"))
    lose (self, "%s is said nowhere", condition->text);
  if (g_str_has_suffix (condition->kind, "exists"))
    return;
  if (strcmp (condition->kind, "page") == 0 && !any_operation (self, says_note, "inner query"))
    lose (self, "%s of an inner query is said nowhere", condition->text);
  for (guint i = 0; condition->columns != NULL && condition->columns[i] != NULL; i++)
    {
      const char *name = name_of (self, condition->columns[i]);

      if (name != NULL && !any_operation (self, says_beside_key, name))
        lose (self, "%s is said nowhere: %s", condition->text, condition->columns[i]);
    }
}

static void
check_order (Law *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->shape->order_by); i++)
    {
      TenonShapeOrder *order = tenon_list_get (self->shape->order_by, i);
      const char      *name = name_of (self, order->column);

      if (name != NULL && !g_strv_contains ((const char *const *)self->shape->equality, order->column) && !any_operation (self, sorts, name) && !any_operation (self, says_note, name) && !any_operation (self, is_by_key, NULL))
        lose (self, "the order by %s is said nowhere", order->column);
    }
  if (self->shape->distinct && !any_operation (self, says_note, "DISTINCT"))
    lose (self, "DISTINCT is said nowhere");
  if (self->shape->limit > 0 && !any_operation (self, says_note, "Limit") && !any_operation (self, says_note, "page cut") && !any_operation (self, is_by_key, NULL))
    lose (self, "LIMIT is said nowhere");
}

static gboolean
is_target (TenonShape *shape,
           const char *table)
{
  gsize length = strlen (table);

  for (guint i = 0; shape->writes != NULL && shape->writes[i] != NULL; i++)
    if (strncmp (shape->writes[i], table, length) == 0 && shape->writes[i][length] == '.')
      return TRUE;
  return FALSE;
}

/* What MySQL itself changes with the rows, and copies that are kept in step. */
static gboolean
says_cascade (TenonOperation *operation)
{
  static const char *const words[] = { "MySQL would", "each item found together with its unique values", "deletes the items found, 25 a request, not atomic: what is left", "ON DELETE", "cop" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (operation->notes != NULL && strstr (operation->notes, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_targets (Law *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);
      TenonTable *base = table->lookup_of != NULL ? tenon_design_find_table (self->design, table->lookup_of) : table;

      for (guint j = 0; base != NULL && base->source_table != NULL && j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);
          gboolean        writes = strstr (operation->operation, "Write") != NULL || g_str_has_prefix (operation->operation, "Put") || g_str_has_prefix (operation->operation, "Update") || g_str_has_prefix (operation->operation, "Delete");

          if (writes && g_strcmp0 (operation->pattern_id, self->pattern->pattern_id) == 0 && !is_target (self->shape, base->source_table) && !says_cascade (operation) && table->lookup_of == NULL)
            lose (self, "writes %s, which is no target", table->name);
        }
    }
}

static gboolean
is_unserved (Law *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->design->unserved); i++)
    if (g_strcmp0 (((TenonUnserved *)tenon_list_get (self->design->unserved, i))->pattern_id, self->pattern->pattern_id) == 0)
      return TRUE;
  return FALSE;
}

static void
check_pattern (Law *self)
{
  if (is_unserved (self))
    return;
  if (!any_operation (self, says_anything, NULL))
    {
      lose (self, "is neither served nor refused");
      return;
    }
  check_columns (self, self->shape->equality, "equality");
  check_columns (self, self->shape->in_lists, "list");
  check_columns (self, self->shape->range, "range");
  check_columns (self, self->shape->prefix, "prefix");
  check_columns (self, self->shape->infix, "search");
  check_columns (self, self->shape->fulltext, "search");
  check_columns (self, self->shape->is_null, "IS NULL");
  check_columns (self, self->shape->either, "OR");
  for (guint i = 0; i < tenon_list_get_length (self->shape->conditions); i++)
    check_condition (self, tenon_list_get (self->shape->conditions, i));
  if (g_strcmp0 (self->shape->verb, "SELECT") == 0)
    check_order (self);
  if (g_strcmp0 (self->shape->verb, "UPDATE") == 0 || g_strcmp0 (self->shape->verb, "DELETE") == 0 || g_strcmp0 (self->shape->verb, "INSERT") == 0)
    check_targets (self);
}

/**
 * statements_list_lost:
 *
 * Returns: (transfer full) (element-type utf8): what statements ask for, or spare, and the design does not
 */
GPtrArray *
statements_list_lost (TenonModel  *model,
                      TenonDesign *design)
{
  Law self = { model, design, g_ptr_array_new_with_free_func (g_free), NULL, NULL };

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      self.pattern = tenon_list_get (model->patterns, i);
      self.shape = find_shape (model, self.pattern);
      if (self.shape != NULL)
        check_pattern (&self);
    }
  return self.lost;
}

/* ---- in words ---- */

static int
by_step (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(char **)a, *(char **)b);
}

/**
 * statements_describe:
 *
 * Returns: (transfer full): the requests of the pattern, a line each, in the order of their steps, or why it is not served
 */
char *
statements_describe (TenonDesign  *design,
                     TenonPattern *pattern)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (design->unserved, i);

      if (g_strcmp0 (unserved->pattern_id, pattern->pattern_id) == 0)
        return g_strdup_printf ("UNSERVED %s %s", unserved->reason, unserved->alternative);
    }
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (g_strcmp0 (operation->pattern_id, pattern->pattern_id) == 0)
            g_ptr_array_add (lines, g_strdup_printf ("%" G_GINT64_FORMAT " %s %s%s%s: %s F{%s} C{%s} N{%s}", operation->step, operation->operation, table->name, operation->index != NULL ? "/" : "", operation->index != NULL ? operation->index : "",
                                                     operation->key_condition != NULL ? operation->key_condition : "", operation->filter != NULL ? operation->filter : "", operation->condition != NULL ? operation->condition : "", operation->notes != NULL ? operation->notes : ""));
        }
    }
  g_ptr_array_sort (lines, by_step);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}
