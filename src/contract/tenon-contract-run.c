/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the checks of a contract share: look-ups by name, and one way to report with place, path and subject. */

#include "contract/tenon-contract-run.h"

#include "contract/tenon-contract-path.h"

#include <string.h>

static void
fill_from_contract (TenonContractRun *self)
{
  for (guint i = 0; i < self->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (self->contract->tables, i);

      for (guint j = 0; j < table->satisfies->len; j++)
        {
          TenonContractPromise *promise = g_ptr_array_index (table->satisfies, j);

          if (!g_hash_table_contains (self->promised, promise->pattern_id))
            g_hash_table_insert (self->promised, promise->pattern_id, promise);
        }
      if (table->source_table != NULL && tenon_contract_is_table (table) && !g_hash_table_contains (self->entries, table->source_table))
        g_hash_table_insert (self->entries, table->source_table, table);
    }
}

static void
fill_by_name (GHashTable *table,
              TenonList  *list)
{
  for (guint i = 0; list != NULL && i < tenon_list_get_length (list); i++)
    {
      gpointer    record = tenon_list_get (list, i);
      const char *name = NULL;

      if (TENON_IS_PATTERN (record))
        name = TENON_PATTERN (record)->pattern_id;
      else if (TENON_IS_SOURCE_TABLE (record))
        name = TENON_SOURCE_TABLE (record)->name;
      else if (TENON_IS_TABLE (record))
        name = TENON_TABLE (record)->name;
      if (name != NULL && !g_hash_table_contains (table, name))
        g_hash_table_insert (table, (gpointer)name, record);
    }
}

/**
 * tenon_contract_run_init:
 * @model: (nullable): without it only the checks of the text alone can run
 * @design: (nullable): the design the contract is compared with
 */
void
tenon_contract_run_init (TenonContractRun *self,
                         TenonContract    *contract,
                         TenonModel       *model,
                         TenonDesign      *design,
                         GPtrArray        *diagnostics)
{
  memset (self, 0, sizeof *self);
  self->contract = contract;
  self->model = model;
  self->design = design;
  self->schema = model != NULL ? model->schema : NULL;
  self->diagnostics = diagnostics;
  self->patterns = g_hash_table_new (g_str_hash, g_str_equal);
  self->promised = g_hash_table_new (g_str_hash, g_str_equal);
  self->source_tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  self->design_tables = g_hash_table_new (g_str_hash, g_str_equal);
  fill_from_contract (self);
  fill_by_name (self->patterns, model != NULL ? model->patterns : NULL);
  fill_by_name (self->source_tables, self->schema != NULL ? self->schema->tables : NULL);
  fill_by_name (self->design_tables, design != NULL ? design->tables : NULL);
}

void
tenon_contract_run_clear (TenonContractRun *self)
{
  g_hash_table_unref (self->patterns);
  g_hash_table_unref (self->promised);
  g_hash_table_unref (self->source_tables);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->design_tables);
}

/**
 * tenon_contract_is_table:
 *
 * Returns: whether the entry stands for a table; entries of type "GSI" do not
 */
gboolean
tenon_contract_is_table (TenonContractTable *table)
{
  return g_strcmp0 (table->type, "GSI") != 0;
}

gboolean
tenon_contract_is_key (TenonContractTable *table,
                       const char         *attribute)
{
  if (attribute == NULL)
    return FALSE;
  if (g_strcmp0 (table->pk, attribute) == 0 || g_strcmp0 (table->sk, attribute) == 0)
    return TRUE;
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);

      if (g_strcmp0 (index->pk, attribute) == 0 || g_strcmp0 (index->sk, attribute) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_contract_run_find_source:
 * @name: (nullable)
 *
 * Returns: (transfer none) (nullable): the MySQL table; by the rules of the schema where the exact name fails
 */
TenonSourceTable *
tenon_contract_run_find_source (TenonContractRun *self,
                                const char       *name)
{
  TenonSourceTable *table;

  if (self->schema == NULL || name == NULL)
    return NULL;
  table = g_hash_table_lookup (self->source_tables, name);
  return table != NULL ? table : tenon_schema_find_table (self->schema, name);
}

TenonColumn *
tenon_contract_run_find_column (TenonContractRun *self,
                                const char       *table,
                                const char       *column)
{
  TenonSourceTable *source = tenon_contract_run_find_source (self, table);

  return source != NULL && column != NULL ? tenon_source_table_find_column (source, column) : NULL;
}

/**
 * tenon_contract_run_find_entry:
 *
 * Returns: (transfer none) (nullable): the first entry of type "Table" whose source table this is
 */
TenonContractTable *
tenon_contract_run_find_entry (TenonContractRun *self,
                               TenonSourceTable *source)
{
  return g_hash_table_lookup (self->entries, source->name);
}

/**
 * tenon_contract_run_find_design:
 *
 * Returns: (transfer none) (nullable): the table of the design that the entry was written from
 */
TenonTable *
tenon_contract_run_find_design (TenonContractRun   *self,
                                TenonContractTable *table)
{
  return table->table != NULL ? g_hash_table_lookup (self->design_tables, table->table) : NULL;
}

/**
 * tenon_contract_list_key_columns:
 *
 * Returns: (transfer full) (element-type utf8): the columns of the entry's source table behind partition and sort key;
 *   a key that comes from another table adds nothing
 */
GPtrArray *
tenon_contract_list_key_columns (TenonContractTable *table)
{
  GPtrArray  *columns = g_ptr_array_new ();
  const char *keys[] = { table->pk, table->sk };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      TenonContractAttribute *attribute = keys[i] != NULL ? tenon_contract_table_find_attribute (table, keys[i]) : NULL;

      if (attribute != NULL && !attribute->denormalized && attribute->source_column != NULL && g_strcmp0 (attribute->source_table, table->source_table) == 0)
        g_ptr_array_add (columns, attribute->source_column);
    }
  return columns;
}

/**
 * tenon_contract_covers:
 *
 * Returns: whether @columns hold all of @required, which is not empty; MySQL compares column names without case
 */
gboolean
tenon_contract_covers (GPtrArray         *columns,
                       const char *const *required)
{
  if (required == NULL || required[0] == NULL)
    return FALSE;
  for (guint i = 0; required[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < columns->len && !found; j++)
        found = g_ascii_strcasecmp (g_ptr_array_index (columns, j), required[i]) == 0;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_contract_is_within:
 *
 * Returns: whether @columns, of which there is at least one, are all among @set
 */
gboolean
tenon_contract_is_within (GPtrArray         *columns,
                          const char *const *set)
{
  for (guint i = 0; i < columns->len; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; set[j] != NULL && !found; j++)
        found = g_ascii_strcasecmp (g_ptr_array_index (columns, i), set[j]) == 0;
      if (!found)
        return FALSE;
    }
  return columns->len > 0;
}

static gboolean
is_whole_key (TenonKey *key)
{
  for (guint i = 0; key->prefixes != NULL && key->prefixes[i] != NULL; i++)
    {
      if (*key->prefixes[i] != '\0')
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_contract_covers_unique:
 *
 * Unlike tenon_source_table_is_unique(), a unique key whose columns may be NULL counts: rows with a NULL in it have no
 * key value, so they cannot meet either.
 *
 * Returns: whether @columns contain the primary key or a unique key without prefixes
 */
gboolean
tenon_contract_covers_unique (GPtrArray        *columns,
                              TenonSourceTable *source)
{
  if (tenon_contract_covers (columns, (const char *const *)source->primary_key))
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (source->unique_keys, i);

      if (is_whole_key (key) && tenon_contract_covers (columns, (const char *const *)key->columns))
        return TRUE;
    }
  return FALSE;
}

/* Reporting */

static TenonDiagnostic *
add (TenonContractRun *self,
     const char       *path,
     guint             line,
     guint             column,
     const char       *subject,
     const char       *format,
     va_list           args) G_GNUC_PRINTF (6, 0);

static TenonDiagnostic *
add (TenonContractRun *self,
     const char       *path,
     guint             line,
     guint             column,
     const char       *subject,
     const char       *format,
     va_list           args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);
  TenonDiagnostic *diagnostic = tenon_diagnostics_add (self->diagnostics, self->check->severity, self->check->code,
                                                       self->contract->file, line, column, "%s.", message);

  tenon_diagnostic_set_path (diagnostic, path);
  if (subject != NULL)
    tenon_diagnostic_set_subject (diagnostic, subject);
  return diagnostic;
}

/**
 * tenon_contract_report:
 * @subject: (nullable)
 *
 * Adds a finding with the code and severity of the check that runs.
 *
 * Returns: (transfer none): the finding, for its remedy
 */
TenonDiagnostic *
tenon_contract_report (TenonContractRun   *self,
                       TenonContractPlace *place,
                       const char         *subject,
                       const char         *format,
                       ...)
{
  TenonDiagnostic *diagnostic;
  va_list          args;

  va_start (args, format);
  diagnostic = add (self, place->path, place->line, place->column, subject, format, args);
  va_end (args);
  return diagnostic;
}

static char *
dup_table_subject (TenonContractTable *table)
{
  return table->table != NULL && *table->table != '\0' ? g_strdup_printf ("table:%s", table->table) : NULL;
}

/**
 * tenon_contract_report_member:
 * @member: (nullable): the member of the table meant; %NULL for the table as a whole
 */
TenonDiagnostic *
tenon_contract_report_member (TenonContractRun   *self,
                              TenonContractTable *table,
                              const char         *member,
                              const char         *format,
                              ...)
{
  TenonJsonValue  *value = member != NULL ? tenon_json_value_get (table->value, member) : NULL;
  g_autofree char *path = value != NULL ? tenon_contract_path_member (table->place.path, member) : g_strdup (table->place.path);
  g_autofree char *subject = dup_table_subject (table);
  TenonDiagnostic *diagnostic;
  va_list          args;

  va_start (args, format);
  diagnostic = add (self, path, value != NULL ? value->line : table->place.line, value != NULL ? value->column : table->place.column, subject, format, args);
  va_end (args);
  return diagnostic;
}

TenonDiagnostic *
tenon_contract_report_index (TenonContractRun   *self,
                             TenonContractTable *table,
                             TenonContractIndex *index,
                             const char         *format,
                             ...)
{
  g_autofree char *subject = NULL;
  TenonDiagnostic *diagnostic;
  va_list          args;

  if (table->table != NULL && index->name != NULL)
    subject = g_strdup_printf ("index:%s/%s", table->table, index->name);
  else
    subject = dup_table_subject (table);
  va_start (args, format);
  diagnostic = add (self, index->place.path, index->place.line, index->place.column, subject, format, args);
  va_end (args);
  return diagnostic;
}

TenonDiagnostic *
tenon_contract_report_attribute (TenonContractRun       *self,
                                 TenonContractTable     *table,
                                 TenonContractAttribute *attribute,
                                 const char             *format,
                                 ...)
{
  g_autofree char *subject = NULL;
  TenonDiagnostic *diagnostic;
  va_list          args;

  if (table->table != NULL)
    subject = g_strdup_printf ("attribute:%s/%s", table->table, attribute->name);
  va_start (args, format);
  diagnostic = add (self, attribute->place.path, attribute->place.line, attribute->place.column, subject, format, args);
  va_end (args);
  return diagnostic;
}

/**
 * tenon_contract_report_file:
 * @subject: (nullable)
 *
 * For what has no place in the contract, because it is absent from it or about all of it.
 */
TenonDiagnostic *
tenon_contract_report_file (TenonContractRun *self,
                            const char       *subject,
                            const char       *format,
                            ...)
{
  TenonDiagnostic *diagnostic;
  va_list          args;

  va_start (args, format);
  diagnostic = add (self, "$", 0, 0, subject, format, args);
  va_end (args);
  return diagnostic;
}
