/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small lending library as a model: what the contract's tests write, break and read. */

#include "contract-sample.h"

void
contract_sample_add_column (TenonSourceTable *table,
                            const char       *name,
                            const char       *type,
                            gboolean          nullable)
{
  TenonColumn *column = g_object_new (TENON_TYPE_COLUMN, NULL);

  column->name = g_strdup (name);
  column->type = g_strdup (type);
  column->nullable = nullable;
  tenon_list_append_take (table->columns, column);
}

static TenonSourceTable *
add_source_table (TenonSchema *schema,
                  const char  *name,
                  const char  *primary_key)
{
  TenonSourceTable *table = g_object_new (TENON_TYPE_SOURCE_TABLE, NULL);

  table->name = g_strdup (name);
  table->primary_key = g_strsplit (primary_key, ",", -1);
  tenon_list_append_take (schema->tables, table);
  return table;
}

static void
add_unique_key (TenonSourceTable *table,
                const char       *name,
                const char       *columns)
{
  TenonKey *key = g_object_new (TENON_TYPE_KEY, NULL);

  key->name = g_strdup (name);
  key->columns = g_strsplit (columns, ",", -1);
  tenon_list_append_take (table->unique_keys, key);
}

static TenonSchema *
schema_new (void)
{
  TenonSchema      *schema = tenon_schema_new ();
  TenonSourceTable *table;

  table = add_source_table (schema, "members", "id");
  contract_sample_add_column (table, "id", "int", FALSE);
  contract_sample_add_column (table, "email", "varchar(200)", FALSE);
  contract_sample_add_column (table, "name", "varchar(100)", FALSE);
  contract_sample_add_column (table, "photo", "blob", TRUE);
  add_unique_key (table, "email", "email");

  table = add_source_table (schema, "loans", "member_id,book_id");
  contract_sample_add_column (table, "book_id", "int", FALSE);
  contract_sample_add_column (table, "member_id", "int", FALSE);
  contract_sample_add_column (table, "due", "date", TRUE);
  return schema;
}

static void
add_pattern (TenonModel        *model,
             const char        *id,
             const char        *description,
             TenonOperationType type)
{
  TenonPattern *pattern = tenon_pattern_new (id);

  pattern->description = g_strdup (description);
  pattern->operation_type = type;
  tenon_list_append_take (model->patterns, pattern);
}

TenonAttribute *
contract_sample_add_attribute (TenonTable        *table,
                               const char        *name,
                               TenonAttributeType type,
                               const char        *source_table,
                               const char        *source_column)
{
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);

  attribute->name = g_strdup (name);
  attribute->type = type;
  attribute->source_table = g_strdup (source_table);
  attribute->source_column = g_strdup (source_column);
  tenon_list_append_take (table->attributes, attribute);
  return attribute;
}

static TenonTable *
add_table (TenonDesign *design,
           const char  *name,
           const char  *source,
           const char  *partition_key,
           const char  *sort_key,
           gint64       size)
{
  TenonTable *table = tenon_table_new (name);

  table->source_table = g_strdup (source);
  table->partition_key = g_strdup (partition_key);
  table->sort_key = g_strdup (sort_key);
  table->item_size = size;
  tenon_list_append_take (design->tables, table);
  return table;
}

static void
add_operation (TenonTable *table,
               const char *pattern_id,
               const char *name)
{
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

  operation->pattern_id = g_strdup (pattern_id);
  operation->operation = g_strdup (name);
  tenon_list_append_take (table->operations, operation);
}

static void
fill_loans (TenonDesign *design)
{
  TenonTable     *table = add_table (design, "Loans", "loans", "member_id", "book_id", 96);
  TenonIndex     *index = g_object_new (TENON_TYPE_INDEX, NULL);
  TenonAttribute *attribute;

  index->name = g_strdup ("loans_by_book");
  index->partition_key = g_strdup ("book_id");
  index->sort_key = g_strdup ("due");
  index->projection = TENON_PROJECTION_KEYS_ONLY;
  index->sparse_on = g_strdup ("due");
  tenon_list_append_take (table->indexes, index);
  attribute = contract_sample_add_attribute (table, "member_name", TENON_ATTRIBUTE_S, "members", "name");
  attribute->denormalized = TRUE;
  attribute->justification = g_strdup ("AP2 shows it \"as is\"");
  attribute->join_local_column = g_strdup ("member_id");
  attribute->join_source_column = g_strdup ("id");
  contract_sample_add_attribute (table, "due", TENON_ATTRIBUTE_S, "loans", "due");
  contract_sample_add_attribute (table, "book_id", TENON_ATTRIBUTE_N, "loans", "book_id");
  contract_sample_add_attribute (table, "member_id", TENON_ATTRIBUTE_N, "loans", "member_id");
  add_operation (table, "AP10", "PutItem");
  add_operation (table, "AP2", "Query");
  add_operation (table, "AP2", "GetItem");
}

static void
fill_design (TenonDesign *design)
{
  TenonTable *table = add_table (design, "Members", "members", "id", NULL, 420);
  TenonTable *lookup;

  contract_sample_add_attribute (table, "photo", TENON_ATTRIBUTE_B, "members", "photo");
  contract_sample_add_attribute (table, "name", TENON_ATTRIBUTE_S, "members", "name");
  contract_sample_add_attribute (table, "email", TENON_ATTRIBUTE_S, "members", "email");
  contract_sample_add_attribute (table, "id", TENON_ATTRIBUTE_N, "members", "id");
  add_operation (table, "AP1", "GetItem");
  add_operation (table, "AP3", "TransactWriteItems");
  add_operation (table, "AP4", "UpdateItem");
  fill_loans (design);
  lookup = add_table (design, "MemberEmails", "members", "email", NULL, 64);
  lookup->role = TENON_TABLE_LOOKUP;
  lookup->lookup_of = g_strdup ("Members");
  lookup->unique_columns = g_strsplit ("email", ",", -1);
  contract_sample_add_attribute (lookup, "id", TENON_ATTRIBUTE_N, "members", "id");
  contract_sample_add_attribute (lookup, "email", TENON_ATTRIBUTE_S, "members", "email");
}

/* Six patterns, three tables (one of them a lookup table), nothing wrong. */
TenonModel *
contract_sample_new (void)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "sample");

  model->schema = schema_new ();
  add_pattern (model, "AP1", "Get member", TENON_OPERATION_READ);
  add_pattern (model, "AP2", "List a member's loans", TENON_OPERATION_READ);
  add_pattern (model, "AP3", "Register member", TENON_OPERATION_WRITE);
  add_pattern (model, "AP4", "Rename member", TENON_OPERATION_UPDATE);
  add_pattern (model, "AP5", "Log out", TENON_OPERATION_NONE);
  add_pattern (model, "AP10", "Lend a book", TENON_OPERATION_WRITE);
  fill_design (model->design);
  tenon_edit_commit (edit);
  return model;
}

static void
add_random_table (TenonModel *model,
                  GRand      *rand,
                  guint       position)
{
  g_autofree char  *source_name = g_strdup_printf ("t%u", position);
  g_autofree char  *name = g_strdup_printf ("Table%u", position);
  TenonSourceTable *source = add_source_table (model->schema, source_name, "c0");
  TenonTable       *table = add_table (model->design, name, source_name, "c0", g_rand_boolean (rand) ? "c1" : NULL, g_rand_int_range (rand, 0, 5000));
  guint             n_columns = g_rand_int_range (rand, 1, 24);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *column = g_strdup_printf ("c%u", i);

      contract_sample_add_column (source, column, "int", FALSE);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *column = g_strdup_printf ("c%u", (i * 29 + 3) % n_columns);
      g_autofree char *attribute = g_rand_int_range (rand, 0, 9) == 0 ? g_strdup_printf ("odd \"%s\" ü\n", column) : g_strdup (column);

      contract_sample_add_attribute (table, attribute, g_rand_int_range (rand, 0, 3), source_name, column);
    }
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      TenonIndex *index = g_object_new (TENON_TYPE_INDEX, NULL);

      index->name = g_strdup_printf ("%s_by_%d", name, i);
      index->partition_key = g_strdup_printf ("c%d", i);
      tenon_list_append_take (table->indexes, index);
    }
  for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("AP%d", g_rand_int_range (rand, 1, 40));

      add_operation (table, id, "Query");
    }
}

TenonModel *
contract_sample_new_random (guint32 seed,
                            guint   n_tables)
{
  TenonModel *model = tenon_model_new ();
  GRand      *rand = g_rand_new_with_seed (seed);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "random");

  model->schema = tenon_schema_new ();
  for (guint i = 1; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);

      add_pattern (model, id, "Do something", TENON_OPERATION_READ);
    }
  for (guint i = 0; i < n_tables; i++)
    add_random_table (model, rand, i);
  tenon_edit_commit (edit);
  g_rand_free (rand);
  return model;
}
