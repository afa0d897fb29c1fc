/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks against the MySQL schema: does every row, column and unique constraint arrive? */

#include "contract/tenon-contract-run.h"

#include <string.h>

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
check_source_table (TenonContractRun   *run,
                    TenonContractTable *table)
{
  if (!is_given (table->source_table) || tenon_contract_run_find_source (run, table->source_table) != NULL)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "source_table", "The schema has no table “%s”", table->source_table),
                               "Name the MySQL table whose rows become the items.");
}

static void
check_source_columns (TenonContractRun   *run,
                      TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      TenonSourceTable       *source = tenon_contract_run_find_source (run, attribute->source_table);

      if (!is_given (attribute->source_table) || !is_given (attribute->source_column))
        continue;
      if (source == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” comes from the table “%s”, which the schema does not have", attribute->name, attribute->source_table),
                                     "Name a MySQL table of the schema.");
      else if (tenon_source_table_find_column (source, attribute->source_column) == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” comes from %s.%s, which does not exist", attribute->name, attribute->source_table, attribute->source_column),
                                     "Name a column of %s.", attribute->source_table);
    }
}

static gboolean
is_lookup (TenonContractRun   *run,
           TenonContractTable *table)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);

  return design != NULL && design->role == TENON_TABLE_LOOKUP;
}

/* A constraint of more columns than a key has is kept by a composed value, which the structure maps to one column. */
/* Whether somebody answered the design's own finding with a reason. */
static gboolean
is_answered (TenonContractRun *run,
             const char       *code,
             const char       *subject)
{
  for (guint i = 0; run->model != NULL && i < tenon_list_get_length (run->model->acknowledgements); i++)
    {
      TenonAcknowledgement *acknowledgement = tenon_list_get (run->model->acknowledgements, i);

      if (g_strcmp0 (acknowledgement->code, code) == 0 && g_strcmp0 (acknowledgement->subject, subject) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
keeps_constraint (TenonContractRun   *run,
                  TenonContractTable *table,
                  TenonSourceTable   *source,
                  GPtrArray          *key_columns)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);
  g_autoptr (GPtrArray) columns = NULL;

  if (design == NULL || design->role != TENON_TABLE_LOOKUP || design->unique_columns == NULL)
    return FALSE;
  columns = g_ptr_array_new ();
  for (guint i = 0; design->unique_columns[i] != NULL; i++)
    g_ptr_array_add (columns, design->unique_columns[i]);
  return tenon_contract_covers_unique (columns, source) && tenon_contract_is_within (key_columns, (const char *const *)design->unique_columns);
}

/* What brings @columns into a key: two of them fit, for an attribute is mapped to one column and a key has two. */
static void
set_key_remedy (TenonDiagnostic *diagnostic,
                const char      *what,
                char           **columns)
{
  g_autofree char *list = g_strjoinv (", ", columns);

  if (g_strv_length (columns) <= 2)
    tenon_diagnostic_set_remedy (diagnostic, "Bring the %s (%s) into partition and sort key.", what, list);
  else
    tenon_diagnostic_set_remedy (diagnostic, "The %s (%s) has more columns than a key: add a unique generated column to the MySQL table that joins them, and make it the key.", what, list);
}

static void
report_not_unique (TenonContractRun   *run,
                   TenonContractTable *table,
                   TenonSourceTable   *source)
{
  g_autofree char *subject = g_strconcat ("table:", table->table, NULL);
  TenonDiagnostic *diagnostic;

  diagnostic = tenon_contract_report_member (run, table, "pk", "The key of %s holds no primary or unique key of %s: rows that agree in it would overwrite each other", is_given (table->table) ? table->table : "the table", source->name);
  if (source->primary_key != NULL && source->primary_key[0] != NULL)
    set_key_remedy (diagnostic, "primary key", source->primary_key);
  else if (tenon_list_get_length (source->unique_keys) > 0 && ((TenonKey *)tenon_list_get (source->unique_keys, 0))->columns != NULL)
    set_key_remedy (diagnostic, "unique key", ((TenonKey *)tenon_list_get (source->unique_keys, 0))->columns);
  else
    tenon_diagnostic_set_remedy (diagnostic, "%s has no unique key at all: give its rows an identity in MySQL before they move, or deviate from the design's rule with the reason why its rows never agree in this key.", source->name);
  /* Somebody who knows the rows answers for it. */
  if (is_answered (run, "source-without-unique-key", subject) || is_answered (run, "key-not-unique", subject))
    diagnostic->severity = TENON_SEVERITY_WARNING;
}

static void
check_key_unique (TenonContractRun   *run,
                  TenonContractTable *table)
{
  TenonSourceTable *source = tenon_contract_run_find_source (run, table->source_table);
  g_autoptr (GPtrArray) columns = NULL;

  if (source == NULL || !tenon_contract_is_table (table) || !is_given (table->pk) || tenon_contract_table_find_attribute (table, table->pk) == NULL)
    return;
  columns = tenon_contract_list_key_columns (table);
  if (!tenon_contract_covers_unique (columns, source) && !keeps_constraint (run, table, source, columns))
    report_not_unique (run, table, source);
}

static TenonColumn *
find_nullable (TenonContractRun   *run,
               TenonContractTable *table,
               const char         *key)
{
  TenonContractAttribute *attribute = is_given (key) ? tenon_contract_table_find_attribute (table, key) : NULL;
  TenonColumn            *column = attribute != NULL ? tenon_contract_run_find_column (run, attribute->source_table, attribute->source_column) : NULL;

  return column != NULL && column->nullable ? column : NULL;
}

static void
check_key_nullable (TenonContractRun   *run,
                    TenonContractTable *table)
{
  static const char *const members[] = { "pk", "sk" };
  const char              *keys[] = { table->pk, table->sk };

  if (!tenon_contract_is_table (table) || is_lookup (run, table))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      TenonColumn *column = find_nullable (run, table, keys[i]);

      if (column != NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, members[i], "The key “%s” comes from a column that may be NULL: such a row has no item", keys[i]),
                                     "Choose a column that is NOT NULL, or make sure no row has a NULL there.");
    }
}

static gboolean
is_sparse_by_intent (TenonContractRun   *run,
                     TenonContractTable *table,
                     TenonContractIndex *index,
                     const char         *key)
{
  TenonTable *design = tenon_contract_run_find_design (run, table);
  TenonIndex *designed = design != NULL && index->name != NULL ? tenon_table_find_index (design, index->name) : NULL;

  return designed != NULL && g_strcmp0 (designed->sparse_on, key) == 0;
}

static void
check_index_nullable (TenonContractRun   *run,
                      TenonContractTable *table)
{
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);
      const char         *keys[] = { index->pk, index->sk };

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        {
          if (find_nullable (run, table, keys[j]) == NULL || is_sparse_by_intent (run, table, index, keys[j]))
            continue;
          tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "The index key “%s” comes from a column that may be NULL: rows with NULL are not in the index", keys[j]),
                                       "Say that the index is sparse on it, or write a value that stands for NULL.");
        }
    }
}

static void
check_value_types (TenonContractRun   *run,
                   TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      TenonColumn            *column = tenon_contract_run_find_column (run, attribute->source_table, attribute->source_column);
      TenonColumnDetails      details;

      if (column == NULL || !is_given (attribute->type))
        continue;
      tenon_column_get_details (column, &details);
      if (strcmp (attribute->type, "N") == 0 && (details.is_text || details.is_binary))
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” is a number, but %s.%s is %s", attribute->name, attribute->source_table, attribute->source_column, column->type),
                                     "Use S, or B for bytes.");
      else if (strcmp (attribute->type, "B") == 0 && (details.is_number || details.is_time))
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” is binary, but %s.%s is %s", attribute->name, attribute->source_table, attribute->source_column, column->type),
                                     "Use N for numbers and S for times.");
    }
}

/* What of the source arrives */

static char *
dup_column_key (const char *table,
                const char *column)
{
  g_autofree char *folded = g_ascii_strdown (column, -1);

  return g_strdup_printf ("%s.%s", table, folded);
}

static GHashTable *
list_mapped_columns (TenonContractRun *run)
{
  GHashTable *mapped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      if (!tenon_contract_is_table (table))
        continue;
      for (guint j = 0; j < table->attributes->len; j++)
        {
          TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, j);
          TenonSourceTable       *source = tenon_contract_run_find_source (run, attribute->source_table);

          if (source != NULL && is_given (attribute->source_column))
            g_hash_table_add (mapped, dup_column_key (source->name, attribute->source_column));
        }
    }
  return mapped;
}

static gboolean
is_waived (TenonContractRun *run,
           TenonSourceTable *source,
           const char       *column)
{
  g_autofree char *dotted = g_strdup_printf ("%s.%s", source->name, column);

  return tenon_model_is_waived (run->model, dotted);
}

static gboolean
is_waived_altogether (TenonContractRun *run,
                      TenonSourceTable *source)
{
  for (guint i = 0; i < tenon_list_get_length (source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (source->columns, i);

      if (!is_waived (run, source, column->name))
        return FALSE;
    }
  return TRUE;
}

static void
check_unmapped_tables (TenonContractRun *run)
{
  for (guint i = 0; i < tenon_list_get_length (run->schema->tables); i++)
    {
      TenonSourceTable *source = tenon_list_get (run->schema->tables, i);
      g_autofree char  *subject = g_strdup_printf ("source:%s", source->name);

      if (tenon_contract_run_find_entry (run, source) == NULL && !is_waived_altogether (run, source))
        tenon_diagnostic_set_remedy (tenon_contract_report_file (run, subject, "No table takes over the rows of the MySQL table %s", source->name),
                                     "Give it a table, or waive its columns with a reason.");
    }
}

static void
check_unmapped_columns (TenonContractRun *run)
{
  g_autoptr (GHashTable) mapped = list_mapped_columns (run);

  for (guint i = 0; i < tenon_list_get_length (run->schema->tables); i++)
    {
      TenonSourceTable   *source = tenon_list_get (run->schema->tables, i);
      TenonContractTable *entry = tenon_contract_run_find_entry (run, source);

      for (guint j = 0; entry != NULL && j < tenon_list_get_length (source->columns); j++)
        {
          TenonColumn     *column = tenon_list_get (source->columns, j);
          g_autofree char *key = dup_column_key (source->name, column->name);
          g_autofree char *subject = g_strdup_printf ("source:%s.%s", source->name, column->name);

          if (g_hash_table_contains (mapped, key) || is_waived (run, source, column->name))
            continue;
          tenon_diagnostic_set_remedy (tenon_contract_report (run, &entry->place, subject, "No attribute takes over the column %s.%s", source->name, column->name),
                                       "Add an attribute for it, or waive the column with a reason.");
        }
    }
}

/* Unique constraints */

static gboolean
names_column (const char *const *columns,
              const char        *name)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (columns[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether rows that agree in @columns agree in a generated column: of the table's columns its expression names some of
 * those and no other one. */
static gboolean
is_generated_from (TenonSourceTable  *source,
                   const char        *name,
                   const char *const *columns)
{
  TenonColumn *column = tenon_source_table_find_column (source, name);
  g_auto (GStrv) words = NULL;
  gboolean found = FALSE;

  if (column == NULL || column->generated == TENON_GENERATED_NONE || column->expression == NULL)
    return FALSE;
  words = g_regex_split_simple ("'(?:[^'\\\\]|''|\\\\.)*'|[^\\w$'\\x{80}-\\x{10ffff}]+", column->expression, 0, 0);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || tenon_source_table_find_column (source, words[i]) == NULL)
        continue;
      if (!names_column (columns, words[i]))
        return FALSE;
      found = TRUE;
    }
  return found;
}

/* Two rows that agree in the constraint's columns agree in a key that follows from them, so the second write fails. */
static gboolean
is_kept_by (TenonContractRun   *run,
            TenonContractTable *table,
            TenonSourceTable   *source,
            TenonKey           *key)
{
  g_autoptr (GPtrArray) columns = NULL;

  if (!tenon_contract_is_table (table) || tenon_contract_run_find_source (run, table->source_table) != source)
    return FALSE;
  columns = tenon_contract_list_key_columns (table);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *column = g_ptr_array_index (columns, i);

      if (!names_column ((const char *const *)key->columns, column) && !is_generated_from (source, column, (const char *const *)key->columns))
        return FALSE;
    }
  return columns->len > 0;
}

static gboolean
is_kept (TenonContractRun *run,
         GHashTable       *by_source,
         TenonSourceTable *source,
         TenonKey         *key)
{
  GPtrArray *entries = g_hash_table_lookup (by_source, source);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      if (is_kept_by (run, g_ptr_array_index (entries, i), source, key))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_waived_column (TenonContractRun *run,
                   TenonSourceTable *source,
                   TenonKey         *key)
{
  for (guint i = 0; key->columns[i] != NULL; i++)
    {
      if (is_waived (run, source, key->columns[i]))
        return TRUE;
    }
  return FALSE;
}

/* What no key of the structure can hold may be given up, by somebody and with a reason: the design's own warning. */
static gboolean
is_given_up (TenonContractRun *run,
             TenonSourceTable *source,
             TenonKey         *key)
{
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", source->name, key->name);

  return is_answered (run, "unique-not-expressible", subject);
}

static GHashTable *
group_by_source (TenonContractRun *run)
{
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);
      TenonSourceTable   *source = tenon_contract_run_find_source (run, table->source_table);
      GPtrArray          *group = source != NULL ? g_hash_table_lookup (groups, source) : NULL;

      if (source == NULL)
        continue;
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, source, group);
        }
      g_ptr_array_add (group, table);
    }
  return groups;
}

/* Whether a key of the structure can hold it: at most two columns, each whole and of a type that can stand in a key. */
static gboolean
is_expressible (TenonSourceTable *source,
                TenonKey         *key)
{
  if (g_strv_length (key->columns) > 2)
    return FALSE;
  for (guint i = 0; key->columns[i] != NULL; i++)
    {
      TenonColumn       *column = tenon_source_table_find_column (source, key->columns[i]);
      TenonColumnDetails details = { "" };

      if (column == NULL || (key->prefixes != NULL && i < g_strv_length (key->prefixes) && *key->prefixes[i] != '\0'))
        return FALSE;
      tenon_column_get_details (column, &details);
      if (strstr (details.base, "text") != NULL || strstr (details.base, "blob") != NULL || strcmp (details.base, "json") == 0 || strcmp (details.base, "geometry") == 0)
        return FALSE;
    }
  return TRUE;
}

/* What cannot be said in the structure is no fault of the contract: it is said, and somebody answers for it. */
static void
report_unkept (TenonContractRun   *run,
               TenonContractTable *entry,
               TenonSourceTable   *source,
               TenonKey           *key)
{
  g_autofree char *columns = g_strjoinv (", ", key->columns);
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", source->name, key->columns[0]);
  TenonDiagnostic *diagnostic;

  diagnostic = tenon_contract_report (run, &entry->place, subject, "Nothing keeps the unique constraint of %s on (%s)", source->name, columns);
  if (is_expressible (source, key))
    {
      tenon_diagnostic_set_remedy (diagnostic, "Add a lookup table with %s as its key, written in one transaction with the item.", columns);
      return;
    }
  diagnostic->severity = TENON_SEVERITY_WARNING;
  if (g_strv_length (key->columns) <= 2)
    tenon_diagnostic_set_remedy (diagnostic, "The beginning of a value, or one longer than a key holds, cannot stand in a key: give MySQL a generated column with a digest of it, or answer the warning unique-not-expressible of this constraint with the reason why it may go.");
  else
    tenon_diagnostic_set_remedy (diagnostic, "A key has two columns at most: add a unique generated column to the MySQL table that joins these, and keep that by a lookup table. Or answer the warning unique-not-expressible of this constraint with the reason why it may go.");
}

/* The generated primary key, declared once more: what generates ids makes no two alike. */
static gboolean
is_primary_again (TenonSourceTable *source,
                  TenonKey         *key)
{
  TenonColumn *column = key->columns[1] == NULL ? tenon_source_table_find_column (source, key->columns[0]) : NULL;

  return column != NULL && column->auto_increment && source->primary_key != NULL && g_strcmp0 (source->primary_key[0], column->name) == 0 && source->primary_key[1] == NULL;
}

static void
check_unique_kept (TenonContractRun *run)
{
  g_autoptr (GHashTable) by_source = group_by_source (run);

  for (guint i = 0; i < tenon_list_get_length (run->schema->tables); i++)
    {
      TenonSourceTable   *source = tenon_list_get (run->schema->tables, i);
      TenonContractTable *entry = tenon_contract_run_find_entry (run, source);

      for (guint j = 0; entry != NULL && j < tenon_list_get_length (source->unique_keys); j++)
        {
          TenonKey *key = tenon_list_get (source->unique_keys, j);

          if (key->columns != NULL && key->columns[0] != NULL && !is_kept (run, by_source, source, key) && !is_primary_again (source, key)
              && !has_waived_column (run, source, key) && !is_given_up (run, source, key))
            report_unkept (run, entry, source, key);
        }
    }
}

static void
check_template (TenonContractRun *run)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);
      TenonSourceTable   *source = tenon_contract_run_find_source (run, table->source_table);

      if (source == NULL || tenon_contract_run_find_entry (run, source) != table)
        continue;
      if ((tenon_source_table_find_column (source, "id") == NULL || tenon_source_table_find_column (source, "deleted_at") == NULL) && n++ < 5)
        g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", source->name);
    }
  if (n == 0)
    return;
  if (n > 5)
    g_string_append_printf (names, " and %u more", n - 5);
  tenon_diagnostic_set_remedy (tenon_contract_report_file (run, NULL, "The data migration's view template filters by deleted_at and orders by id, which not every table has: %s", names->str),
                               "Adjust the template of that stage before it runs.");
}

static const TenonContractCheck checks[] = {
  { "contract-source-table-unknown", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "The source table exists", check_source_table, NULL },
  { "contract-source-column-unknown", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "The source column of an attribute exists", check_source_columns, NULL },
  { "contract-key-not-unique", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "No two rows become one item", check_key_unique, NULL },
  { "contract-source-table-unmapped", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "Every MySQL table has a table", NULL, check_unmapped_tables },
  { "contract-column-unmapped", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "Every source column is mapped or waived", NULL, check_unmapped_columns },
  { "contract-unique-unkept", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "Every unique constraint is kept by a key or a lookup table", NULL, check_unique_kept },
  { "contract-key-nullable", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_SCHEMA, "No key comes from a column that may be NULL", check_key_nullable, NULL },
  { "contract-index-key-nullable", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_SCHEMA, "An index is sparse only by intent", check_index_nullable, NULL },
  { "contract-value-type", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_SCHEMA, "An attribute's type fits its column", check_value_types, NULL },
  { "contract-template-columns", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_SCHEMA, "The columns the data migration's template uses exist", NULL, check_template },
};

const TenonContractCheck *
tenon_contract_source_checks (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
