/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks of denormalised attributes: justification, join, and what the join does to rows. */

#include "contract/tenon-contract-run.h"

#include <string.h>

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
check_complete (TenonContractRun   *run,
                TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (!attribute->denormalized)
        continue;
      if (!is_given (attribute->justification))
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The denormalised attribute “%s” has no justification", attribute->name),
                                     "Say why it is copied, or read it from its own table.");
      if (!attribute->has_join || !is_given (attribute->join_local_column) || !is_given (attribute->join_source_column))
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The denormalised attribute “%s” has no complete join", attribute->name),
                                     "Say which local_column of %s equals which source_column of %s.", is_given (table->source_table) ? table->source_table : "the source table",
                                     is_given (attribute->source_table) ? attribute->source_table : "the other table");
    }
}

static void
check_foreign_source (TenonContractRun   *run,
                      TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (attribute->denormalized || !is_given (attribute->source_table) || !is_given (table->source_table) || g_strcmp0 (attribute->source_table, table->source_table) == 0)
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” comes from %s without being denormalised: readers take the column from %s", attribute->name, attribute->source_table, table->source_table),
                                   "Mark it denormalized with justification and join, or map a column of %s.", table->source_table);
    }
}

static void
check_join_columns (TenonContractRun   *run,
                    TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (!attribute->has_join)
        continue;
      if (is_given (attribute->join_local_column) && tenon_contract_run_find_source (run, table->source_table) != NULL && tenon_contract_run_find_column (run, table->source_table, attribute->join_local_column) == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The join's local column %s.%s does not exist", table->source_table, attribute->join_local_column),
                                     "Name a column of %s.", table->source_table);
      if (is_given (attribute->join_source_column) && tenon_contract_run_find_source (run, attribute->source_table) != NULL && tenon_contract_run_find_column (run, attribute->source_table, attribute->join_source_column) == NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The join's source column %s.%s does not exist", attribute->source_table, attribute->join_source_column),
                                     "Name a column of %s.", attribute->source_table);
    }
}

static gboolean
is_unique_column (TenonSourceTable *source,
                  char             *column)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  g_ptr_array_add (columns, column);
  return tenon_contract_covers_unique (columns, source);
}

static void
check_join_unique (TenonContractRun   *run,
                   TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      TenonSourceTable       *source = tenon_contract_run_find_source (run, attribute->source_table);

      if (!attribute->has_join || source == NULL || !is_given (attribute->join_source_column))
        continue;
      if (tenon_source_table_find_column (source, attribute->join_source_column) == NULL || is_unique_column (source, attribute->join_source_column))
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The join for “%s” is on %s.%s, which is not unique: rows of %s would multiply", attribute->name, attribute->source_table, attribute->join_source_column, is_given (table->source_table) ? table->source_table : "the table"),
                                   "Join on a primary key or a single-column unique key of %s.", attribute->source_table);
    }
}

static void
check_join_twice (TenonContractRun   *run,
                  TenonContractTable *table)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      TenonContractAttribute *first;

      if (!attribute->denormalized || !is_given (attribute->source_table))
        continue;
      first = g_hash_table_lookup (firsts, attribute->source_table);
      if (first == NULL)
        g_hash_table_insert (firsts, attribute->source_table, attribute);
      else
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” and “%s” are both joined from %s: the data migration's view joins that table twice without an alias, which MySQL refuses", first->name, attribute->name, attribute->source_table),
                                     "Copy one of them only, or write the view by hand.");
    }
}

static void
check_self_join (TenonContractRun   *run,
                 TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (attribute->denormalized && is_given (attribute->source_table) && g_strcmp0 (attribute->source_table, table->source_table) == 0)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” is joined from %s to itself, which the data migration's view cannot do", attribute->name, attribute->source_table),
                                     "Read the other row by its key in the application.");
    }
}

static const TenonContractCheck checks[] = {
  { "contract-denormalized-incomplete", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "A denormalised attribute has a justification and a join", check_complete, NULL },
  { "contract-foreign-source", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "What comes from another table is denormalised", check_foreign_source, NULL },
  { "contract-join-unknown", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "The columns of a join exist", check_join_columns, NULL },
  { "contract-join-not-unique", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_SCHEMA, "A join is on a unique column of the other table", check_join_unique, NULL },
  { "contract-join-twice", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "One table is joined once", check_join_twice, NULL },
  { "contract-self-join", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "No table is joined to itself", check_self_join, NULL },
};

const TenonContractCheck *
tenon_contract_join_checks (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
