/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Binds the statements of a log to access patterns. Only where there is no doubt: the same verb, the same tables, the
 * same columns asked for by equality and by search, and one pattern alone that fits. What fits several is left unbound
 * and said. */

#include "project/tenon-import.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"

/* Statements named one by one as fitting several patterns; the rest are counted. */
#define MAX_NAMED 5

static int
operation_of (const char *verb)
{
  static const struct
  {
    const char *verb;
    int         operation;
  } verbs[] = {
    { "SELECT", TENON_OPERATION_READ },
    { "INSERT", TENON_OPERATION_WRITE },
    { "REPLACE", TENON_OPERATION_WRITE },
    { "UPDATE", TENON_OPERATION_UPDATE },
    { "DELETE", TENON_OPERATION_DELETE },
  };

  for (guint i = 0; verb != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (g_ascii_strcasecmp (verbs[i].verb, verb) == 0)
      return verbs[i].operation;
  return TENON_OPERATION_UNKNOWN;
}

static void
add_all (GHashTable *set,
         char      **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_add (set, g_ascii_strdown (names[i], -1));
}

static GHashTable *
set_of (char **first,
        char **second)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_all (set, first);
  add_all (set, second);
  return set;
}

static gboolean
are_same (GHashTable *a,
          GHashTable *b)
{
  GHashTableIter iter;
  gpointer       name;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (b, name))
      return FALSE;
  return TRUE;
}

static GHashTable *
tables_of (TenonShape *shape)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < tenon_list_get_length (shape->tables); i++)
    g_hash_table_add (set, g_ascii_strdown (((TenonShapeTable *)tenon_list_get (shape->tables, i))->name, -1));
  return set;
}

static GHashTable *
tables_asked (TenonSchema  *schema,
              TenonPattern *pattern)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = schema != NULL ? tenon_schema_find_table (schema, pattern->entities_involved[i]) : NULL;

      g_hash_table_add (set, g_ascii_strdown (table != NULL ? table->name : pattern->entities_involved[i], -1));
    }
  add_all (set, pattern->joins);
  return set;
}

static gboolean
fits (TenonSchema  *schema,
      TenonShape   *shape,
      TenonPattern *pattern)
{
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (GHashTable) tables_wanted = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GHashTable) keys_wanted = NULL;
  g_autoptr (GHashTable) search = NULL;
  g_autoptr (GHashTable) search_wanted = NULL;
  gboolean is_insert = pattern->operation_type == TENON_OPERATION_WRITE;

  if (pattern->operation_type != operation_of (shape->verb))
    return FALSE;
  if (!pattern->is_aggregate != (shape->aggregates == NULL || shape->aggregates[0] == NULL))
    return FALSE;
  tables = tables_of (shape);
  tables_wanted = tables_asked (schema, pattern);
  if (g_hash_table_size (tables) == 0 || !are_same (tables, tables_wanted))
    return FALSE;
  if (is_insert)
    return TRUE;
  keys = set_of (shape->equality, shape->in_lists);
  keys_wanted = set_of (pattern->equality, NULL);
  search = set_of (shape->infix, shape->fulltext);
  search_wanted = set_of (pattern->search, NULL);
  return are_same (keys, keys_wanted) && are_same (search, search_wanted);
}

static GPtrArray *
list_fitting (TenonModel *model,
              TenonShape *shape)
{
  GPtrArray *fitting = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (fits (model->schema, shape, pattern))
        g_ptr_array_add (fitting, pattern);
    }
  return fitting;
}

static void
bind (TenonStatement *statement,
      TenonPattern   *pattern)
{
  g_autoptr (GStrvBuilder) fingerprints = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  char *ids[] = { pattern->pattern_id, NULL };

  g_strfreev (statement->patterns);
  statement->patterns = g_strdupv (ids);
  if (tenon_strv_contains ((const char *const *)pattern->statements, statement->fingerprint))
    return;
  if (pattern->statements != NULL)
    g_strv_builder_addv (fingerprints, (const char **)pattern->statements);
  g_strv_builder_add (fingerprints, statement->fingerprint);
  all = g_strv_builder_end (fingerprints);
  g_object_set (pattern, "statements", all, NULL);
}

static void
report_doubt (GPtrArray      *diagnostics,
              TenonStatement *statement,
              GPtrArray      *fitting)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  TenonDiagnostic *diagnostic;

  for (guint i = 0; i < fitting->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((TenonPattern *)g_ptr_array_index (fitting, i))->pattern_id);
  diagnostic = tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-ambiguous", statement->file, statement->line, 0,
                                      "The statement fits %s alike; its rate was given to none of them: %s", ids->str, statement->fingerprint);
  tenon_diagnostic_set_remedy (diagnostic, "State the rates of these patterns");
}

/**
 * tenon_import_bind:
 * @model: an edit must be open
 * @log: read just now, in no model yet
 *
 * Names in each statement the pattern it belongs to, and in each pattern its statements.
 */
void
tenon_import_bind (TenonModel        *model,
                   TenonStatementLog *log,
                   GPtrArray         *diagnostics)
{
  guint n_doubtful = 0;

  for (guint i = 0; i < tenon_list_get_length (log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);
      g_autoptr (GPtrArray) fitting = NULL;

      if (statement->shape == NULL || (statement->patterns != NULL && statement->patterns[0] != NULL))
        continue;
      fitting = list_fitting (model, statement->shape);
      if (fitting->len == 1)
        bind (statement, g_ptr_array_index (fitting, 0));
      else if (fitting->len > 1 && n_doubtful++ < MAX_NAMED)
        report_doubt (diagnostics, statement, fitting);
    }
  if (n_doubtful > MAX_NAMED)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "log-statement-ambiguous", log->file, 0, 0,
                           "%u more statements fit several patterns alike and were bound to none", n_doubtful - MAX_NAMED);
}
