/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks that need nothing but the contract: members, names, keys and types. */

#include "contract/tenon-contract-run.h"

#include <string.h>

/* Limits of the Amazon DynamoDB Developer Guide, "Service, account, and table quotas". */
#define MIN_NAME 3
#define MAX_NAME 255
#define MAX_KEY_NAME 255
#define MAX_ATTRIBUTE_NAME 65536
#define MAX_INDEXES 20
#define MAX_ITEM_SIZE 409600

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *
name_of (TenonContractTable *table)
{
  return is_given (table->table) ? table->table : "without a name";
}

static void
require (TenonContractRun   *run,
         TenonContractTable *table,
         const char         *member,
         gboolean            is_there)
{
  if (!is_there)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, member, "The table %s has no “%s”", name_of (table), member),
                                 "Give every table its table, type, source_table, pk, attributes, satisfies and estimated_item_size_bytes.");
}

static void
require_of_attributes (TenonContractRun   *run,
                       TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      const char             *missing = NULL;

      if (!is_given (attribute->type))
        missing = "type";
      else if (!is_given (attribute->source_table))
        missing = "source_table";
      else if (!is_given (attribute->source_column))
        missing = "source_column";
      if (missing != NULL)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The attribute %s has no “%s”", attribute->name, missing),
                                     "Say its type and the MySQL table and column it comes from.");
    }
}

static void
check_missing (TenonContractRun   *run,
               TenonContractTable *table)
{
  require (run, table, "table", is_given (table->table));
  require (run, table, "type", is_given (table->type));
  require (run, table, "source_table", is_given (table->source_table));
  require (run, table, "pk", is_given (table->pk));
  require (run, table, "attributes", table->has_attributes);
  require (run, table, "satisfies", table->has_satisfies);
  require (run, table, "estimated_item_size_bytes", tenon_json_value_get (table->value, "estimated_item_size_bytes") != NULL);
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);

      if (!is_given (index->name))
        tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "An index of the table %s has no “name”", name_of (table)),
                                     "Name it by the access pattern it serves.");
      if (!is_given (index->pk))
        tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "The index %s has no “pk”", is_given (index->name) ? index->name : "without a name"),
                                     "Name the attribute that is its partition key.");
    }
  require_of_attributes (run, table);
}

static void
check_type (TenonContractRun   *run,
            TenonContractTable *table)
{
  if (!is_given (table->type) || strcmp (table->type, "Table") == 0 || strcmp (table->type, "GSI") == 0)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "type", "The table %s is of type “%s”", name_of (table), table->type),
                               "The type is \"Table\" or \"GSI\".");
}

static void
check_gsi_entries (TenonContractRun *run)
{
  guint n_after = 0;

  for (guint i = run->contract->tables->len; i-- > 0;)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);
      TenonDiagnostic    *diagnostic;

      if (tenon_contract_is_table (table))
        {
          n_after++;
          continue;
        }
      diagnostic = tenon_contract_report_member (run, table, "type", n_after > 0 ? "%s is an entry of type GSI: readers ignore it, and where a table follows they take the wrong view for that table" : "%s is an entry of type GSI: readers ignore it", name_of (table));
      tenon_diagnostic_set_remedy (diagnostic, "Put the index into the gsis of its table.");
    }
}

static gboolean
is_valid_name (const char *name)
{
  gsize length = strlen (name);

  if (length < MIN_NAME || length > MAX_NAME)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '_' && *p != '.' && *p != '-')
        return FALSE;
    }
  return TRUE;
}

static void
check_names (TenonContractRun   *run,
             TenonContractTable *table)
{
  static const char remedy[] = "Use 3 to 255 letters, digits, dots, hyphens and underscores.";

  if (is_given (table->table) && !is_valid_name (table->table))
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "table", "DynamoDB takes no table named “%s”", table->table), "%s", remedy);
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);

      if (is_given (index->name) && !is_valid_name (index->name))
        tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "DynamoDB takes no index named “%s”", index->name), "%s", remedy);
    }
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);
      gsize                   length = strlen (attribute->name);
      gsize                   limit = tenon_contract_is_key (table, attribute->name) ? MAX_KEY_NAME : MAX_ATTRIBUTE_NAME;

      if (length == 0 || length > limit)
        tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "An attribute's name has %" G_GSIZE_FORMAT " bytes", length),
                                     "Names have 1 to %" G_GSIZE_FORMAT " bytes here.", limit);
    }
}

static void
check_alphanumeric (TenonContractRun   *run,
                    TenonContractTable *table)
{
  if (!tenon_contract_is_table (table) || !is_given (table->table) || !is_valid_name (table->table))
    return;
  for (const char *p = table->table; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "table", "“%s” is no CloudFormation logical id, which the infrastructure stage makes of a table's name", table->table),
                                   "Use letters and digits alone, for instance by writing words in capitals: “OrderItems”.");
      return;
    }
}

static void
check_duplicates (TenonContractRun *run)
{
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);
      g_autoptr (GHashTable) indexes = g_hash_table_new (g_str_hash, g_str_equal);

      if (is_given (table->table) && !g_hash_table_add (tables, table->table))
        tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "table", "Another table is named “%s” too", table->table), "Rename one of them.");
      for (guint j = 0; j < table->indexes->len; j++)
        {
          TenonContractIndex *index = g_ptr_array_index (table->indexes, j);

          if (is_given (index->name) && !g_hash_table_add (indexes, index->name))
            tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "Another index of %s is named “%s” too", name_of (table), index->name), "Rename one of them.");
        }
    }
}

static void
check_shared_index_names (TenonContractRun *run)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      for (guint j = 0; j < table->indexes->len; j++)
        {
          TenonContractIndex *index = g_ptr_array_index (table->indexes, j);
          TenonContractTable *owner = is_given (index->name) ? g_hash_table_lookup (owners, index->name) : NULL;

          if (owner != NULL && owner != table)
            tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "The table %s has an index named “%s” too; the infrastructure stage wants every name once", name_of (owner), index->name),
                                         "Name each index by the access pattern it serves.");
          else if (is_given (index->name))
            g_hash_table_insert (owners, index->name, table);
        }
    }
}

static void
check_index_count (TenonContractRun   *run,
                   TenonContractTable *table)
{
  if (table->indexes->len > MAX_INDEXES)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "gsis", "The table %s has %u global secondary indexes; an account's quota is %d", name_of (table), table->indexes->len, MAX_INDEXES),
                                 "Let patterns share an index, or filter.");
}

static void
check_key (TenonContractRun   *run,
           TenonContractTable *table,
           TenonContractIndex *index,
           const char         *member,
           const char         *key)
{
  TenonDiagnostic *diagnostic;
  const char      *what = strcmp (member, "pk") == 0 ? "partition key" : "sort key";

  if (!is_given (key) || tenon_contract_table_find_attribute (table, key) != NULL)
    return;
  if (index != NULL)
    diagnostic = tenon_contract_report_index (run, table, index, "The %s “%s” of the index %s is not among the attributes of %s", what, key, is_given (index->name) ? index->name : "without a name", name_of (table));
  else
    diagnostic = tenon_contract_report_member (run, table, member, "The %s “%s” is not among the attributes of %s", what, key, name_of (table));
  tenon_diagnostic_set_remedy (diagnostic, "Add the attribute with its type and the MySQL column it comes from.");
}

static void
check_keys (TenonContractRun   *run,
            TenonContractTable *table)
{
  check_key (run, table, NULL, "pk", table->pk);
  check_key (run, table, NULL, "sk", table->sk);
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);

      check_key (run, table, index, "pk", index->pk);
      check_key (run, table, index, "sk", index->sk);
    }
}

static void
check_repeated_keys (TenonContractRun   *run,
                     TenonContractTable *table)
{
  static const char remedy[] = "Leave the sort key out or take another attribute.";

  if (is_given (table->pk) && g_strcmp0 (table->pk, table->sk) == 0)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "sk", "“%s” is both partition key and sort key of %s", table->pk, name_of (table)), "%s", remedy);
  for (guint i = 0; i < table->indexes->len; i++)
    {
      TenonContractIndex *index = g_ptr_array_index (table->indexes, i);

      if (is_given (index->pk) && g_strcmp0 (index->pk, index->sk) == 0)
        tenon_diagnostic_set_remedy (tenon_contract_report_index (run, table, index, "“%s” is both partition key and sort key of this index", index->pk), "%s", remedy);
    }
}

static void
check_attribute_types (TenonContractRun   *run,
                       TenonContractTable *table)
{
  for (guint i = 0; i < table->attributes->len; i++)
    {
      TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, i);

      if (!is_given (attribute->type) || (strlen (attribute->type) == 1 && strchr ("SNB", *attribute->type) != NULL))
        continue;
      tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "“%s” is of type “%s”", attribute->name, attribute->type),
                                   "The type is S (string), N (number) or B (binary).");
    }
}

static void
check_number_keys (TenonContractRun *run)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      for (guint j = 0; j < table->attributes->len; j++)
        {
          TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, j);

          if (g_strcmp0 (attribute->type, "N") == 0 && tenon_contract_is_key (table, attribute->name) && n++ < 5)
            g_string_append_printf (names, "%s%s.%s", n > 1 ? ", " : "", name_of (table), attribute->name);
        }
    }
  if (n == 0)
    return;
  if (n > 5)
    g_string_append_printf (names, " and %u more", n - 5);
  tenon_diagnostic_set_remedy (tenon_contract_report_file (run, NULL, "Tools that read the object form create number keys as strings: %s", names->str),
                               "Create the tables from the exact structure, whose readers keep the type.");
}

static void
check_item_size (TenonContractRun   *run,
                 TenonContractTable *table)
{
  if (!table->has_item_size)
    return;
  if (table->item_size != (double)(gint64)CLAMP (table->item_size, -1e15, 1e15))
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "estimated_item_size_bytes", "The item size of %s is not a whole number of bytes", name_of (table)), "Round it up.");
  else if (table->item_size <= 0)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "estimated_item_size_bytes", "The item size of %s is not known", name_of (table)), "Say how many bytes an item takes, or observe it.");
  else if (table->item_size > MAX_ITEM_SIZE)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, table, "estimated_item_size_bytes", "An item of %s takes %.0f bytes; DynamoDB stores %d at most", name_of (table), table->item_size, MAX_ITEM_SIZE),
                                 "Keep large values outside, or split the item.");
}

static void
check_key_renamed (TenonContractRun   *run,
                   TenonContractTable *table)
{
  TenonContractAttribute *attribute = is_given (table->pk) ? tenon_contract_table_find_attribute (table, table->pk) : NULL;

  if (attribute == NULL || !tenon_contract_is_table (table) || !is_given (attribute->source_column) || strcmp (attribute->name, attribute->source_column) == 0)
    return;
  tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, table, attribute, "The partition key “%s” comes from the column “%s”; the data migration's validator looks for a column of the key's name", attribute->name, attribute->source_column),
                               "Keep the MySQL name for the key, or compare the migrated rows by another tool.");
}

static const TenonContractCheck checks[] = {
  { "contract-missing-member", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "Every required member is there", check_missing, NULL },
  { "contract-type-unknown", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "An entry's type is Table or GSI", check_type, NULL },
  { "contract-name-invalid", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "DynamoDB takes the names", check_names, NULL },
  { "contract-duplicate-name", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "No two tables, and no two indexes of a table, share a name", NULL, check_duplicates },
  { "contract-too-many-indexes", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "A table has 20 indexes at most", check_index_count, NULL },
  { "contract-key-not-attribute", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "Every key of a table or index is among the attributes", check_keys, NULL },
  { "contract-key-repeated", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "Partition key and sort key differ", check_repeated_keys, NULL },
  { "contract-attribute-type", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "An attribute's type is S, N or B", check_attribute_types, NULL },
  { "contract-item-size", TENON_SEVERITY_ERROR, TENON_CONTRACT_NEEDS_TEXT, "The item size is known and within the limit", check_item_size, NULL },
  { "contract-gsi-entry", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "Indexes stand inside their table", NULL, check_gsi_entries },
  { "contract-name-not-alphanumeric", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "A table's name can be a CloudFormation logical id", check_alphanumeric, NULL },
  { "contract-index-name-shared", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "No two tables share an index name", NULL, check_shared_index_names },
  { "contract-key-renamed", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "The partition key has its column's name", check_key_renamed, NULL },
  { "contract-number-key", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_TEXT, "Keys are strings for the tools of the object form", NULL, check_number_keys },
};

const TenonContractCheck *
tenon_contract_text_checks (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
