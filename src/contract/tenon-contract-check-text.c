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

/* Several names in one sentence: "a, b, c and 4 more". */
typedef struct
{
  GString *text;
  guint    n;
} Names;

#define MAX_NAMES 5

static void
names_add (Names      *names,
           const char *format,
           ...) G_GNUC_PRINTF (2, 3);

static void
names_add (Names      *names,
           const char *format,
           ...)
{
  va_list args;

  if (names->text == NULL)
    names->text = g_string_new (NULL);
  if (names->n++ >= MAX_NAMES)
    return;
  if (names->text->len > 0)
    g_string_append (names->text, ", ");
  va_start (args, format);
  g_string_append_vprintf (names->text, format, args);
  va_end (args);
}

/* Returns: (transfer full): the names; %NULL when there are none */
static char *
names_finish (Names *names)
{
  if (names->text == NULL)
    return NULL;
  if (names->n > MAX_NAMES)
    g_string_append_printf (names->text, " and %u more", names->n - MAX_NAMES);
  return g_string_free (g_steal_pointer (&names->text), FALSE);
}

static gboolean
is_alphanumeric (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
    }
  return TRUE;
}

/* One finding for all tables, at the first: natural names have underscores, and each of them alone says nothing new. */
static void
check_alphanumeric (TenonContractRun *run)
{
  Names               names = { 0 };
  TenonContractTable *first = NULL;
  g_autofree char    *list = NULL;

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      if (!tenon_contract_is_table (table) || !is_given (table->table) || !is_valid_name (table->table) || is_alphanumeric (table->table))
        continue;
      first = first != NULL ? first : table;
      names_add (&names, "%s", table->table);
    }
  list = names_finish (&names);
  if (list != NULL)
    tenon_diagnostic_set_remedy (tenon_contract_report_member (run, first, "table", "Not only letters and digits: %s. The infrastructure stage makes CloudFormation logical ids of the tables' names, which take nothing else", list),
                                 "Let Tenon write the CloudFormation template, which makes ids of its own, or name tables like “OrderItems”.");
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
  Names            names = { 0 };
  g_autofree char *list = NULL;

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable *table = g_ptr_array_index (run->contract->tables, i);

      for (guint j = 0; j < table->attributes->len; j++)
        {
          TenonContractAttribute *attribute = g_ptr_array_index (table->attributes, j);

          if (g_strcmp0 (attribute->type, "N") == 0 && tenon_contract_is_key (table, attribute->name))
            names_add (&names, "%s.%s", name_of (table), attribute->name);
        }
    }
  list = names_finish (&names);
  if (list != NULL)
    tenon_diagnostic_set_remedy (tenon_contract_report_file (run, NULL, "Tools that read the object form create number keys as strings: %s", list),
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
check_key_renamed (TenonContractRun *run)
{
  Names                   names = { 0 };
  TenonContractTable     *first_table = NULL;
  TenonContractAttribute *first = NULL;
  g_autofree char        *list = NULL;

  for (guint i = 0; i < run->contract->tables->len; i++)
    {
      TenonContractTable     *table = g_ptr_array_index (run->contract->tables, i);
      TenonContractAttribute *attribute = is_given (table->pk) ? tenon_contract_table_find_attribute (table, table->pk) : NULL;

      if (attribute == NULL || !tenon_contract_is_table (table) || !is_given (attribute->source_column) || strcmp (attribute->name, attribute->source_column) == 0)
        continue;
      first_table = first != NULL ? first_table : table;
      first = first != NULL ? first : attribute;
      names_add (&names, "%s.%s from %s", name_of (table), attribute->name, attribute->source_column);
    }
  list = names_finish (&names);
  if (list != NULL)
    tenon_diagnostic_set_remedy (tenon_contract_report_attribute (run, first_table, first, "Partition keys with another name than their column: %s. The data migration's validator looks for a column of the key's name", list),
                                 "Keep the MySQL names for the keys, or compare the migrated rows by another tool.");
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
  { "contract-name-not-alphanumeric", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "A table's name can be a CloudFormation logical id", NULL, check_alphanumeric },
  { "contract-index-name-shared", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "No two tables share an index name", NULL, check_shared_index_names },
  { "contract-key-renamed", TENON_SEVERITY_WARNING, TENON_CONTRACT_NEEDS_TEXT, "The partition key has its column's name", NULL, check_key_renamed },
  { "contract-number-key", TENON_SEVERITY_NOTE, TENON_CONTRACT_NEEDS_TEXT, "Keys are strings for the tools of the object form", NULL, check_number_keys },
};

const TenonContractCheck *
tenon_contract_text_checks (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
