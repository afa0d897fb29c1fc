/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a proposal makes of schemas and patterns. */

#include "design-sample.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-item-size.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"

#include <string.h>

static void
assert_keys (TenonDesign *design,
             const char  *table,
             const char  *keys)
{
  g_autofree char *found = sample_keys (design, table);

  g_assert_cmpstr (found, ==, keys);
}

static void
add_shop_patterns (TenonModel *model)
{
  TenonPattern *list;

  sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create user account", "users", NULL);
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Authenticate user by username", "users", "users.username");
  sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get user by ID", "users", "users.id");
  sample_pattern (model, "AP4", TENON_OPERATION_READ, "Get product by ID", "products", "products.id");
  list = sample_pattern (model, "AP5", TENON_OPERATION_READ, "Get products by category", "products", "products.category_id");
  list->is_list = TRUE;
  list = sample_pattern (model, "AP6", TENON_OPERATION_READ, "Get cart of a user", "carts", "carts.user_id");
  list->is_list = TRUE;
  sample_pattern (model, "AP7", TENON_OPERATION_UPDATE, "Update cart item quantity", "carts", "carts.user_id carts.product_id");
  sample_pattern (model, "AP8", TENON_OPERATION_WRITE, "Create order + order_items from carts", "orders order_items carts", NULL);
  sample_pattern (model, "AP9", TENON_OPERATION_READ, "Get order by ID", "orders", "orders.id");
  list = sample_pattern (model, "AP10", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
  list->is_list = TRUE;
  list = sample_pattern (model, "AP11", TENON_OPERATION_READ, "Get items of an order", "order_items", "order_items.order_id");
  list->is_list = TRUE;
}

static void
test_keys (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;

  add_shop_patterns (model);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_keys (design, "users", "user_id");
  assert_keys (design, "products", "product_id");
  assert_keys (design, "carts", "user_id + product_id");
  assert_keys (design, "orders", "order_id");
  assert_keys (design, "order_items", "order_id + order_item_id");
  assert_keys (design, "usernames", "username");
  assert_keys (design, "user_emails", "email");
  g_assert_cmpuint (tenon_list_get_length (design->tables), ==, 8);
  /* Keys first, then the order of the source. */
  {
    TenonTable     *carts = tenon_design_find_table (design, "carts");
    const char     *names[] = { "user_id", "product_id", "cart_id", "quantity" };
    TenonAttribute *attribute;

    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        attribute = tenon_list_get (carts->attributes, i);
        g_assert_cmpstr (attribute->name, ==, names[i]);
      }
    attribute = tenon_table_find_attribute (carts, "cart_id");
    g_assert_cmpstr (attribute->source_column, ==, "id");
    g_assert_cmpint (attribute->type, ==, TENON_ATTRIBUTE_N);
  }
  g_assert_cmpint (tenon_table_find_attribute (tenon_design_find_table (design, "products"), "photo")->type, ==, TENON_ATTRIBUTE_B);
  g_assert_cmpint (tenon_table_find_attribute (tenon_design_find_table (design, "orders"), "placed_at")->type, ==, TENON_ATTRIBUTE_S);
}

static void
test_item_collections (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;

  add_shop_patterns (model);
  design = tenon_design_propose (model, TENON_STRATEGY_ITEM_COLLECTIONS);
  assert_keys (design, "orders", "user_id + order_id");
  g_assert_cmpstr (sample_operation (design, "orders", "AP10", "Query")->key_condition, ==, "user_id = :user_id");
  g_assert_null (sample_operation (design, "orders", "AP10", "Query")->index);
  g_assert_cmpstr (sample_operation (design, "orders", "AP9", "Query")->index, ==, "orders_by_id");
}

static void
test_names (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE ab (id INT PRIMARY KEY, ab_id INT NOT NULL);\nCREATE TABLE `order items!` (id INT PRIMARY KEY);\n"
                                               "CREATE TABLE names (id INT PRIMARY KEY, name VARCHAR(10) NOT NULL UNIQUE);\nCREATE TABLE name_names (id INT PRIMARY KEY);\n");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) kept = NULL;
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

  /* The entity's own name would collide with another column: the MySQL name stays. */
  assert_keys (design, "ab_items", "id");
  g_assert_cmpuint (sample_count (findings, "name-invalid", NULL), ==, 0);
  g_assert_cmpuint (sample_count (findings, "name-taken", NULL), ==, 0);
  model->keep_mysql_names = TRUE;
  kept = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_keys (kept, "names", "id");
}

static void
test_lookups (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *usernames;

  add_shop_patterns (model);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  usernames = tenon_design_find_table (design, "usernames");
  g_assert_cmpint (usernames->role, ==, TENON_TABLE_LOOKUP);
  g_assert_cmpstr (usernames->lookup_of, ==, "users");
  g_assert_cmpstr (usernames->unique_columns[0], ==, "username");
  g_assert_nonnull (tenon_table_find_attribute (usernames, "user_id"));
  /* Creating a user writes all three in one transaction, and each table satisfies the pattern. */
  g_assert_cmpstr (sample_operation (design, "users", "AP1", "TransactWriteItems")->condition, ==, "attribute_not_exists(user_id)");
  g_assert_cmpstr (sample_operation (design, "usernames", "AP1", "TransactWriteItems")->condition, ==, "attribute_not_exists(username)");
  g_assert_nonnull (sample_operation (design, "user_emails", "AP1", "TransactWriteItems"));
  /* Signing in goes through the lookup table. */
  g_assert_cmpint (sample_operation (design, "usernames", "AP2", "GetItem")->step, ==, 1);
  g_assert_cmpint (sample_operation (design, "users", "AP2", "GetItem")->step, ==, 2);
}

static JsonObject *
put_of (JsonObject *plan,
        const char *list,
        guint       position,
        const char *member)
{
  JsonArray *items = json_object_get_array_member (plan, list);

  return json_object_get_object_member (json_array_get_object_element (items, position), member);
}

static void
test_transaction (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root, *put;

  json_parser_load_from_data (parser, tenon_design_find_table (design, "usernames")->transaction, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  put = put_of (json_object_get_object_member (root, "ddb_query_plan"), "TransactWriteItems", 0, "PutItem");
  g_assert_cmpstr (json_object_get_string_member (put, "Table"), ==, "users");
  g_assert_cmpstr (json_object_get_string_member (put, "ConditionExpression"), ==, "attribute_not_exists(user_id)");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (put, "Item"), "user_id"), ==, "$generated_id");
  put = put_of (json_object_get_object_member (root, "create"), "TransactItems", 1, "Put");
  g_assert_cmpstr (json_object_get_string_member (put, "TableName"), ==, "usernames");
  /* Words of the API's own (name, status) are no names in its expressions: each is given by a placeholder. */
  g_assert_cmpstr (json_object_get_string_member (put, "ConditionExpression"), ==, "attribute_not_exists(#username)");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (put, "ExpressionAttributeNames"), "#username"), ==, "username");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_object_get_object_member (put, "Item"), "username"), "S"), ==, "$username");
  /* A changed name still leads to the user who changed it. */
  put = put_of (json_object_get_object_member (root, "change"), "TransactItems", 2, "Put");
  g_assert_cmpstr (json_object_get_string_member (put, "TableName"), ==, "usernames");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_object_get_object_member (put, "Item"), "user_id"), "N"), ==, "$user_id");
  g_assert_true (json_object_has_member (root, "delete"));
}

/* A key is not updated: the item is deleted and put, at the price of both, and its lookup items lead to the new key. */
static void
test_key_changes (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE slots (doctor_id INT NOT NULL, starts_at DATETIME NOT NULL, code VARCHAR(20) NOT NULL UNIQUE, note VARCHAR(90), PRIMARY KEY (doctor_id, starts_at));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  const char     *attributes[] = { "slots.starts_at", NULL };
  TenonPattern   *pattern = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Move a slot to another time", "slots", "slots.doctor_id slots.code");
  TenonOperation *operation;

  pattern->attributes = g_strdupv ((char **)attributes);
  sample_rates (pattern, 4, 2);
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Query slots of a doctor", "slots", "slots.doctor_id")->is_list = TRUE;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_keys (design, "slots", "doctor_id + starts_at");
  operation = sample_operation (design, "slots", "AP1", "TransactWriteItems");
  g_assert_cmpfloat (operation->items, ==, 2);
  g_assert_nonnull (strstr (operation->notes, "no update changes a key: a Delete of the item with the old starts_at"));
  operation = sample_operation (design, "slot_codes", "AP1", "TransactWriteItems");
  g_assert_cmpfloat (operation->items, ==, 1);
  g_assert_nonnull (strstr (operation->notes, "leads to the new key"));
  cost = tenon_cost_estimate (model, design);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, "slots") == 0 && term->kind == TENON_COST_WRITES)
        g_assert_cmpfloat (term->units, ==, 4);
    }
}

/* An item without the value of a constraint that allows NULL is created, given one, rid of it and deleted by other requests. */
static void
test_transaction_without_value (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE patients (id INT AUTO_INCREMENT PRIMARY KEY, mrn VARCHAR(20) NOT NULL UNIQUE, email VARCHAR(99) NULL UNIQUE);");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject     *root, *plans, *request;
  TenonOperation *operation;

  sample_pattern (model, "AP1", TENON_OPERATION_DELETE, "Delete patient by ID", "patients", "patients.id");
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get patient by ID", "patients", "patients.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (strstr (tenon_design_find_table (design, "patient_mrns")->transaction, "without_value"));
  g_assert_true (json_parser_load_from_data (parser, tenon_design_find_table (design, "patient_emails")->transaction, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  plans = json_object_get_object_member (root, "without_value");

  request = put_of (json_object_get_object_member (plans, "create"), "TransactItems", 0, "Put");
  g_assert_false (json_object_has_member (json_object_get_object_member (request, "Item"), "email"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_object_get_object_member (plans, "create"), "TransactItems")), ==, 2);
  request = put_of (json_object_get_object_member (plans, "set"), "TransactItems", 0, "Update");
  g_assert_cmpstr (json_object_get_string_member (request, "UpdateExpression"), ==, "SET #email = :email");
  g_assert_cmpstr (json_object_get_string_member (request, "ConditionExpression"), ==, "attribute_exists(#patient_id) AND attribute_not_exists(#email)");
  g_assert_nonnull (put_of (json_object_get_object_member (plans, "set"), "TransactItems", 1, "Put"));
  request = put_of (json_object_get_object_member (plans, "clear"), "TransactItems", 0, "Update");
  g_assert_cmpstr (json_object_get_string_member (request, "UpdateExpression"), ==, "REMOVE #email");
  g_assert_nonnull (put_of (json_object_get_object_member (plans, "clear"), "TransactItems", 1, "Delete"));
  request = put_of (json_object_get_object_member (plans, "delete"), "TransactItems", 0, "Delete");
  g_assert_cmpstr (json_object_get_string_member (request, "ConditionExpression"), ==, "attribute_exists(#patient_id) AND #mrn = :old_mrn AND attribute_not_exists(#email)");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_object_get_object_member (plans, "delete"), "TransactItems")), ==, 2);

  operation = sample_operation (design, "patients", "AP1", "TransactWriteItems");
  g_assert_nonnull (strstr (operation->notes, "for an item without the value attribute_not_exists(email) takes the place of the comparison"));
}

/* A unique pair that begins with the item's own key: only the other half can be set. */
static void
test_transaction_in_key (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE users (id INT NOT NULL PRIMARY KEY); CREATE TABLE user_addresses (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, name VARCHAR(40) NOT NULL,"
                                               " UNIQUE KEY uq (user_id, name), FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);");
  g_autoptr (TenonDesign) design = NULL;
  const char *plan;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get addresses of a user", "user_addresses", "user_addresses.user_id")->is_list = TRUE;
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get one address", "user_addresses", "user_addresses.user_id user_addresses.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_keys (design, "user_addresses", "user_id + user_address_id");
  plan = tenon_design_find_table (design, "user_address_names")->transaction;
  g_assert_nonnull (strstr (plan, "\"SET #name = :name\""));
  g_assert_nonnull (strstr (plan, "\"#name\": \"name\""));
}

static void
test_unique_pairs (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE payments (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, provider ENUM('card','transfer') NOT NULL, reference VARCHAR(64) NOT NULL,"
                                               " a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, UNIQUE KEY uq_pair (provider, reference), UNIQUE KEY uq_three (a, b, c));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get payment by ID", "payments", "payments.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  /* The column with more values spreads the items. */
  assert_keys (design, "payment_provider_references", "reference + provider");
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "unique-not-expressible", "source:payments.uq_three"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "unique-without-lookup", NULL), ==, 0);
}

/* What the words ask beside the write itself: to look for children first, to write whether there is an item or not. */
static void
test_validated_writes (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *removal = sample_pattern (model, "AP1", TENON_OPERATION_DELETE, "Delete category", "categories", "categories.id");
  TenonPattern *upsert = sample_pattern (model, "AP3", TENON_OPERATION_WRITE, "Add item to cart", "carts", "carts.user_id carts.product_id");
  g_autoptr (TenonDesign) design = NULL;
  TenonOperation *query;

  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get child categories by parent ID", "categories", "categories.parent_id");
  removal->key_requirements = g_strdup ("with child validation");
  upsert->key_requirements = g_strdup ("create or update");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  query = sample_operation (design, "categories", "AP1", "Query");
  g_assert_cmpstr (query->key_condition, ==, "parent_id = :category_id");
  g_assert_nonnull (query->index);
  g_assert_cmpint (sample_operation (design, "categories", "AP1", "DeleteItem")->step, ==, query->step + 1);
  g_assert_null (sample_operation (design, "carts", "AP3", "UpdateItem")->condition);
}

/* Between reading the present unique value and writing, somebody else may have changed it. */
static void
test_unique_race (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(80) NOT NULL, name VARCHAR(40), UNIQUE KEY uq_email (email));");
  TenonPattern *change = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Update user by ID", "users", "users.id");
  TenonPattern *rename = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update user name by ID", "users", "users.id");
  g_autoptr (TenonDesign) design = NULL;
  const char     *email[] = { "users.email", NULL };
  const char     *name[] = { "users.name", NULL };
  const char     *plan;
  TenonOperation *read, *write;

  sample_pattern (model, "AP3", TENON_OPERATION_DELETE, "Delete user by ID", "users", "users.id");
  change->attributes = g_strdupv ((char **)email);
  rename->attributes = g_strdupv ((char **)name);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  read = sample_operation (design, "users", "AP1", "GetItem");
  write = sample_operation (design, "users", "AP1", "TransactWriteItems");
  g_assert_true (read->strong);
  g_assert_cmpint (read->step, <, write->step);
  g_assert_cmpstr (write->condition, ==, "attribute_exists(user_id) AND email = :read_email");
  g_assert_cmpstr (sample_operation (design, "users", "AP3", "TransactWriteItems")->condition, ==, "attribute_exists(user_id) AND email = :read_email");

  /* What changes no unique value is no transaction. */
  g_assert_cmpstr (sample_operation (design, "users", "AP2", "UpdateItem")->condition, ==, "attribute_exists(user_id)");

  plan = tenon_design_find_table (design, "user_emails")->transaction;
  g_assert_nonnull (strstr (plan, "attribute_exists(#user_id) AND #email = :old_email"));
  g_assert_nonnull (strstr (plan, "\":old_email\":"));
}

/* The decision and the cost speak of one entry. */
static void
test_entry_size (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, status VARCHAR(20) NOT NULL, placed_at DATETIME NOT NULL, number VARCHAR(20) NOT NULL, note TEXT);");
  TenonPattern    *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query orders by status", "orders", "orders.status");
  const char      *reads[] = { "orders.number", NULL };
  g_autofree char *said = NULL;
  g_autofree char *size = NULL;
  g_autoptr (TenonDesign) design = NULL;
  TenonTable *orders;
  TenonIndex *index;

  pattern->is_list = TRUE;
  pattern->attributes = g_strdupv ((char **)reads);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  orders = tenon_design_find_table (design, "orders");
  index = tenon_list_get (orders->indexes, 0);
  size = tenon_format_bytes (tenon_item_size_get_entry (model->schema, orders, index));
  said = g_strdup_printf ("takes about %s ", size);
  g_assert_cmpint (index->projection, ==, TENON_PROJECTION_INCLUDE);
  g_assert_nonnull (strstr (index->projection_reason, said));
}

/* A page is the first one only in the order of its index, whatever may be NULL. */
static void
test_page_order (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE books (id INT NOT NULL PRIMARY KEY, category_id INT NOT NULL, published_on DATE NULL, blurb TEXT);");
  TenonPattern    *newest = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query books by category", "books", "books.category_id");
  TenonShapeOrder *order = g_object_new (TENON_TYPE_SHAPE_ORDER, "column", "books.published_on", "descending", TRUE, NULL);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  TenonOperation *query;

  edit = tenon_model_begin (model, "Order");
  tenon_list_append (newest->order_by, order);
  tenon_edit_commit (edit);
  g_object_unref (order); /* the list holds it */
  newest->is_list = TRUE;
  newest->page_size = 10;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  query = sample_operation (design, "books", "AP1", "Query");
  g_assert_cmpstr (tenon_table_find_index (tenon_design_find_table (design, "books"), query->index)->sort_key, ==, "published_on");
  g_assert_true (query->descending);
  findings = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (findings, "key-nullable", NULL), ==, 1);

  /* Text of any length cannot stand in a key: the application has to read all to cut out the page. */
  g_clear_pointer (&order->column, g_free);
  order->column = g_strdup ("books.blurb");
  g_clear_object (&design);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  query = sample_operation (design, "books", "AP1", "Query");
  g_assert_cmpfloat (query->items, ==, 0);
  g_assert_nonnull (strstr (query->notes, "every item of the key value is read"));
}

static void
test_no_unique_key (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE hits (page VARCHAR(80) NOT NULL, at DATETIME NOT NULL);\nCREATE TABLE rates (a INT, b INT, c DATE, v INT, PRIMARY KEY (a, b, c));");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

  g_assert_cmpuint (sample_count (findings, "source-without-unique-key", "table:hits"), ==, 1);
  g_assert_cmpuint (sample_count (findings, "key-not-unique", "table:rates"), ==, 1);
  g_assert_true (tenon_design_find_table (design, "hits")->is_provisional);
  g_assert_cmpuint (sample_count (findings, "column-unmapped", NULL), ==, 0);
}

static void
test_provisional (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  assert_keys (design, "order_items", "order_item_id");
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      g_assert_true (table->is_provisional);
      g_assert_cmpuint (tenon_list_get_length (table->operations), ==, 0);
      g_assert_cmpuint (tenon_list_get_length (table->indexes), ==, 0);
    }
}

static void
test_unserved (void)
{
  static const struct
  {
    const char *id, *description, *search;
    gboolean    aggregate, list;
  } cases[] = {
    { "AP1", "Search products by name", "products.name", FALSE, TRUE },
    { "AP2", "Count products of a seller", NULL, TRUE, FALSE },
    { "AP3", "Get all products with pagination", NULL, FALSE, TRUE },
  };
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *path;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TenonPattern *pattern = sample_pattern (model, cases[i].id, TENON_OPERATION_READ, cases[i].description, "products", NULL);

      pattern->search = cases[i].search != NULL ? g_strsplit (cases[i].search, " ", -1) : NULL;
      pattern->is_aggregate = cases[i].aggregate;
      pattern->is_list = cases[i].list;
    }
  path = sample_pattern (model, "AP4", TENON_OPERATION_READ, "Recursive query: category path", "categories", "categories.id");
  path->is_list = TRUE;
  sample_pattern (model, "AP5", TENON_OPERATION_NONE, "Log out", NULL, NULL);
  sample_pattern (model, "AP6", TENON_OPERATION_READ, "Get a spaceship", "spaceships", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      TenonUnserved   *unserved = tenon_design_find_unserved (design, id);

      g_assert_nonnull (unserved);
      g_assert_false (unserved->accepted);
      g_assert_cmpstr (unserved->alternative, !=, NULL);
      g_assert_false (tenon_design_serves (design, id));
    }
  g_assert_null (tenon_design_find_unserved (design, "AP5"));
  g_assert_null (tenon_design_find_unserved (design, "AP6"));
  g_assert_false (tenon_design_serves (design, "AP6"));
  {
    g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

    g_assert_cmpuint (sample_count (findings, "entity-unknown", "pattern:AP6"), ==, 1);
    g_assert_cmpuint (sample_count (findings, "pattern-unserved", NULL), ==, 4);
  }
}

static void
test_strong_reads (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get products by category", "products", "products.category_id");

  pattern->is_list = TRUE;
  pattern->consistency_requirements = TENON_CONSISTENCY_STRONG;
  pattern = sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get products by price", "products", "products.price");
  pattern->is_list = TRUE;
  pattern->consistency_requirements = TENON_CONSISTENCY_STRONG;
  pattern = sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get user by email", "users", "users.email");
  pattern->consistency_requirements = TENON_CONSISTENCY_STRONG;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  /* It may claim the table's own key, with the product's as sort key, or none; an index never. */
  assert_keys (design, "products", "category_id + product_id");
  g_assert_null (sample_operation (design, "products", "AP1", "Query")->index);
  g_assert_nonnull (tenon_design_find_unserved (design, "AP3"));
  g_assert_nonnull (sample_operation (design, "user_emails", "AP2", "GetItem"));
}

/* What a statement leaves open has no other end in the key condition. */
static void
test_open_ranges (void)
{
  static const struct
  {
    const char *from, *to, *strict, *condition;
  } cases[] = {
    { "orders.placed_at", "", "", "placed_at >= :placed_at_from" },
    { "orders.placed_at", "", "orders.placed_at", "placed_at > :placed_at_from" },
    { "", "orders.placed_at", "", "placed_at <= :placed_at_to" },
    { "", "orders.placed_at", "orders.placed_at", "placed_at < :placed_at_to" },
    { "orders.placed_at", "orders.placed_at", "", "placed_at BETWEEN :placed_at_from AND :placed_at_to" },
    { "", "", "", "placed_at BETWEEN :placed_at_from AND :placed_at_to" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonModel) model = sample_model (sample_shop);
      g_autoptr (TenonDesign) design = NULL;
      g_autoptr (TenonStatementLog) log = tenon_statement_log_new ();
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");
      g_autofree char *whole = g_strconcat ("user_id = :user_id AND ", cases[i].condition, NULL);
      TenonPattern    *pattern = sample_pattern (model, "AP12", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
      TenonStatement  *statement = g_object_new (TENON_TYPE_STATEMENT, NULL);
      TenonShape      *shape = g_object_new (TENON_TYPE_SHAPE, "verb", "SELECT", NULL);

      pattern->range = g_strdup ("orders.placed_at");
      pattern->is_list = TRUE;
      statement->fingerprint = g_strdup ("select * from orders where user_id = ? and placed_at");
      statement->count = 10;
      statement->patterns = g_strsplit ("AP12", " ", -1);
      statement->shape = shape;
      shape->equality = g_strsplit ("orders.user_id", " ", -1);
      shape->range = g_strsplit ("orders.placed_at", " ", -1);
      shape->from = g_strsplit (cases[i].from, " ", -1);
      shape->to = g_strsplit (cases[i].to, " ", -1);
      shape->strict = g_strsplit (cases[i].strict, " ", -1);
      tenon_list_append_take (shape->tables, g_object_new (TENON_TYPE_SHAPE_TABLE, "name", "orders", NULL));
      tenon_list_append_take (log->statements, statement);
      tenon_list_append (model->logs, log);
      tenon_edit_commit (edit);
      design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      g_assert_cmpstr (sample_operation (design, "orders", "AP12", "Query")->key_condition, ==, whole);
    }
}

static void
test_indexes (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonTable     *orders;
  TenonIndex     *index;
  TenonPattern   *pattern;
  TenonOperation *operation;

  add_shop_patterns (model);
  pattern = sample_pattern (model, "AP12", TENON_OPERATION_READ, "Get orders of a user between two days", "orders", "orders.user_id");
  pattern->range = g_strdup ("orders.placed_at");
  pattern->is_list = TRUE;
  pattern = sample_pattern (model, "AP13", TENON_OPERATION_READ, "Get child categories", "categories", "categories.parent_id");
  pattern->is_list = TRUE;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  orders = tenon_design_find_table (design, "orders");
  /* One index serves both lists of a user's orders. */
  g_assert_cmpuint (tenon_list_get_length (orders->indexes), ==, 1);
  index = tenon_table_find_index (orders, "orders_by_user");
  g_assert_cmpstr (index->partition_key, ==, "user_id");
  g_assert_cmpstr (index->sort_key, ==, "placed_at");
  operation = sample_operation (design, "orders", "AP12", "Query");
  g_assert_cmpstr (operation->key_condition, ==, "user_id = :user_id AND placed_at BETWEEN :placed_at_from AND :placed_at_to");
  g_assert_cmpstr (tenon_table_find_index (tenon_design_find_table (design, "categories"), "categories_by_parent")->sparse_on, ==, "parent_id");
}

static void
test_index_limit (void)
{
  g_autoptr (GString) ddl = g_string_new ("CREATE TABLE wide (id INT PRIMARY KEY");
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) design = NULL;

  for (guint i = 0; i < 22; i++)
    g_string_append_printf (ddl, ", c%u INT NOT NULL", i);
  g_string_append (ddl, ");");
  model = sample_model (ddl->str);
  for (guint i = 0; i < 22; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      g_autofree char *column = g_strdup_printf ("wide.c%u", i);
      TenonPattern    *pattern = sample_pattern (model, id, TENON_OPERATION_READ, "Get rows", "wide", column);

      pattern->is_list = TRUE;
      sample_rates (pattern, i + 1, i + 1);
    }
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpuint (tenon_list_get_length (tenon_design_find_table (design, "wide")->indexes), ==, 20);
  /* The patterns with the lowest rates are named as unserved. */
  g_assert_cmpuint (tenon_list_get_length (design->unserved), ==, 2);
  g_assert_nonnull (tenon_design_find_unserved (design, "AP1"));
  g_assert_nonnull (tenon_design_find_unserved (design, "AP2"));
}

static void
test_checkout (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create order + order_items from carts, update products stock, delete all carts by user_id", "orders order_items carts products", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (sample_operation (design, "orders", "AP1", "TransactWriteItems"));
  g_assert_nonnull (sample_operation (design, "order_items", "AP1", "TransactWriteItems"));
  g_assert_nonnull (sample_operation (design, "products", "AP1", "TransactWriteItems"));
}

static void
test_batch (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get multiple products by IDs", "products", "products.id");

  pattern->is_list = TRUE;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (sample_operation (design, "products", "AP1", "BatchGetItem"));
}

static void
test_denormalisation (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL, separate = NULL;
  TenonPattern   *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get product by ID with its category", "products categories", "products.id");
  TenonAttribute *copy;
  TenonDecision  *decision;

  pattern->joins = g_strsplit ("categories", " ", -1);
  pattern->attributes = g_strsplit ("products.name categories.name", " ", -1);
  separate = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_null (tenon_table_find_attribute (tenon_design_find_table (separate, "products"), "category_name"));
  decision = tenon_list_find (separate->decisions, "denormalize:products/categories");
  g_assert_nonnull (decision);
  g_assert_cmpuint (tenon_list_get_length (decision->factors), ==, 7);
  g_assert_cmpstr (decision->rollback_strategy, !=, NULL);

  design = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);
  copy = tenon_table_find_attribute (tenon_design_find_table (design, "products"), "category_name");
  g_assert_nonnull (copy);
  g_assert_true (copy->denormalized);
  g_assert_cmpstr (copy->join_local_column, ==, "category_id");
  g_assert_cmpstr (copy->join_source_column, ==, "id");
  {
    g_autoptr (GPtrArray) findings = tenon_rules_check (model, design);

    g_assert_cmpuint (sample_count (findings, "schema-evolution-trap", "table:products"), ==, 1);
    g_assert_cmpuint (sample_count (findings, "copy-incomplete", NULL), ==, 0);
  }
  /* An application at an early stage keeps its tables apart. */
  model->early_stage = TENON_ANSWER_YES;
  {
    g_autoptr (TenonDesign) early = tenon_design_propose (model, TENON_STRATEGY_READ_OPTIMISED);

    g_assert_null (tenon_table_find_attribute (tenon_design_find_table (early, "products"), "category_name"));
  }
}

static void
test_decisions (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;

  add_shop_patterns (model);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (tenon_list_find (design->decisions, "structure:order_items"));
  g_assert_nonnull (tenon_list_find (design->decisions, "index:products/products_by_category"));
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      g_assert_cmpuint (g_strv_length (decision->alternatives_considered), >, 0);
      g_assert_cmpuint (g_strv_length (decision->trade_offs), >, 0);
      g_assert_cmpuint (g_strv_length (decision->monitoring_requirements), >, 0);
      g_assert_cmpstr (decision->chosen_approach, !=, NULL);
      g_assert_cmpstr (decision->justification, !=, NULL);
      g_assert_cmpstr (decision->rollback_strategy, !=, NULL);
      g_assert_nonnull (tenon_design_find_table (design, decision->table));
    }
}

/* A design that fits stays as it is; a key a person changed gets the requests that fit it, and nothing else moves. */
static void
test_refit (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL, same = NULL, changed = NULL, back = NULL;
  g_autofree char *before = NULL, *after = NULL;
  TenonTable      *orders;
  TenonIndex      *index;
  TenonUnserved   *unserved;
  TenonPattern    *search;

  add_shop_patterns (model);
  search = sample_pattern (model, "AP20", TENON_OPERATION_READ, "Search products by name", "products", NULL);
  search->search = g_strsplit ("products.name", " ", -1);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  unserved = tenon_design_find_unserved (design, "AP20");
  unserved->accepted = TRUE;
  tenon_str_set (&unserved->accepted_by, "Ada <ada@example.org>");
  same = tenon_design_refit (model, design);
  before = tenon_record_to_json (TENON_RECORD (design), 2);
  after = tenon_record_to_json (TENON_RECORD (same), 2);
  g_assert_cmpstr (before, ==, after);

  /* The architect keys orders by their user and drops the index. */
  orders = tenon_design_find_table (design, "orders");
  tenon_str_set (&orders->partition_key, "user_id");
  tenon_str_set (&orders->sort_key, "order_id");
  tenon_list_clear (orders->indexes);
  changed = tenon_design_refit (model, design);
  g_assert_null (sample_operation (changed, "orders", "AP10", "Query")->index);
  g_assert_cmpstr (sample_operation (changed, "orders", "AP10", "Query")->key_condition, ==, "user_id = :user_id");
  g_assert_nonnull (tenon_design_find_unserved (changed, "AP9"));
  g_assert_true (tenon_design_find_unserved (changed, "AP20")->accepted);

  /* An index by the order's own key serves it again. */
  index = g_object_new (TENON_TYPE_INDEX, NULL);
  index->name = g_strdup ("orders_by_id");
  index->partition_key = g_strdup ("order_id");
  tenon_list_append_take (tenon_design_find_table (changed, "orders")->indexes, index);
  back = tenon_design_refit (model, changed);
  g_assert_cmpstr (sample_operation (back, "orders", "AP9", "Query")->index, ==, "orders_by_id");
  g_assert_null (tenon_design_find_unserved (back, "AP9"));
  {
    g_autoptr (GPtrArray) findings = tenon_rules_check (model, back);

    g_assert_cmpuint (sample_count (findings, "operation-invalid", NULL), ==, 0);
    g_assert_cmpuint (sample_count (findings, "pattern-unmapped", NULL), ==, 0);
  }
}

static void
test_pure (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autofree char *before = NULL, *after = NULL;

  add_shop_patterns (model);
  before = tenon_record_dup_digest (TENON_RECORD (model));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TenonDesign) first = tenon_design_propose (model, i);
      g_autoptr (TenonDesign) second = tenon_design_propose (model, i);
      g_autofree char *a = tenon_record_to_json (TENON_RECORD (first), 2);
      g_autofree char *b = tenon_record_to_json (TENON_RECORD (second), 2);

      g_assert_cmpstr (a, ==, b);
    }
  after = tenon_record_dup_digest (TENON_RECORD (model));
  g_assert_cmpstr (before, ==, after);
}

/* Every pattern that touches the database is either served or named as unserved, and nothing in the design is wrong. */
static void
assert_complete (TenonModel *model)
{
  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
      g_autoptr (GPtrArray) findings = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);

      for (guint i = 0; i < findings->len; i++)
        {
          TenonDiagnostic *finding = g_ptr_array_index (findings, i);

          if (finding->severity == TENON_SEVERITY_ERROR && g_strcmp0 (finding->code, "pattern-unserved") != 0)
            g_error ("%s: %s", finding->code, finding->message);
        }
    }
}

static void
test_bookshop (void)
{
  const char      *root = g_getenv ("TENON_TEST_SRCDIR");
  g_autofree char *schema = g_build_filename (root, "data", "samples", "bookshop", "schema.sql", NULL);
  g_autofree char *api = g_build_filename (root, "data", "samples", "bookshop", "api.md", NULL);
  g_autoptr (TenonModel) model = sample_model_from_files (schema, api);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  assert_complete (model);
  assert_keys (design, "cart_items", "customer_id + book_id");
  assert_keys (design, "order_items", "order_id + line_number");
  assert_keys (design, "stock", "book_id + warehouse_id");
  assert_keys (design, "book_isbns", "isbn");
}

static void
test_corpus_shop (void)
{
  const char      *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char *schema = NULL, *api = NULL;
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) design = NULL;

  if (corpus == NULL)
    {
      g_test_skip ("TENON_CORPUS is not set");
      return;
    }
  schema = g_build_filename (corpus, "schemas", "modernizer_online_shop.sql", NULL);
  api = g_build_filename (corpus, "artifacts", "modernizer", "stage-01", "01_1_API_access_patterns.md", NULL);
  model = sample_model_from_files (schema, api);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 48);
  assert_complete (model);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_keys (design, "usernames", "username");
  assert_keys (design, "user_emails", "email");
  assert_keys (design, "shopping_carts", "user_id + product_id");
}

/* Words of the data access count like those of the description. */
static void
test_stock (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *checkout = sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Check out", "orders order_items carts products", NULL);
  TenonPattern *validate = sample_pattern (model, "AP2", TENON_OPERATION_READ, "Validate cart stock", "carts", "carts.user_id");
  g_autoptr (TenonDesign) design = NULL;
  TenonOperation *operation;

  checkout->data_access = g_strdup ("Create order + order_items from cart, update product stock");
  validate->is_list = TRUE;
  validate->items_returned = 5;
  sample_rows (model, "orders", 100);
  sample_rows (model, "order_items", 300);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  operation = sample_operation (design, "products", "AP1", "TransactWriteItems");
  g_assert_cmpstr (operation->condition, ==, "attribute_exists(product_id) AND stock >= :quantity");
  g_assert_cmpfloat (operation->items, ==, 3);
  g_assert_cmpfloat (sample_operation (design, "order_items", "AP1", "TransactWriteItems")->items, ==, 3);
  g_assert_null (sample_operation (design, "carts", "AP1", "TransactWriteItems"));
  operation = sample_operation (design, "carts", "AP1", "Query");
  g_assert_cmpint (operation->step, ==, 1);
  g_assert_nonnull (strstr (operation->notes, "do not say whether the items of carts are deleted"));
  operation = sample_operation (design, "products", "AP2", "BatchGetItem");
  g_assert_cmpint (operation->step, ==, 2);
  g_assert_cmpfloat (operation->items, ==, 5);
}

static TenonFactor *
find_factor (TenonDesign *design,
             const char  *decision_id,
             const char  *name,
             const char  *text)
{
  TenonDecision *decision = tenon_list_find (design->decisions, decision_id);

  for (guint i = 0; decision != NULL && i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      if (strcmp (factor->name, name) == 0 && strstr (factor->finding, text) != NULL)
        return factor;
    }
  return NULL;
}

/* Every candidate key stands with its weight, the chosen one lightest; types and transactions with what they take. */
static void
test_evidence (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query order items by order", "order_items", "order_items.order_id")->is_list = TRUE;
  sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order item", "order_items", NULL);
  sample_pattern (model, "AP3", TENON_OPERATION_WRITE, "Create user", "users", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (find_factor (design, "structure:order_items", "key candidate", "order_id and order_item_id weighs 0: chosen"));
  g_assert_nonnull (find_factor (design, "structure:order_items", "key candidate", "order_item_id weighs 1, 1 of it from AP1: rejected"));
  g_assert_nonnull (strstr (find_factor (design, "structure:order_items", "classification", "weak child")->evidence, "orders (order_id, required, ON DELETE CASCADE)"));
  g_assert_nonnull (find_factor (design, "structure:orders", "types", "total decimal(10,2) becomes N"));
  g_assert_nonnull (find_factor (design, "structure:user_emails", "cost", "creating or deleting an item takes"));
  g_assert_nonnull (find_factor (design, "structure:user_emails", "changing the value", "Delete the old item of user_emails"));
}

/* A small item collection is queried and sorted by the application; both costs are shown. */
static void
test_avoided_index (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *items = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query order items by order", "order_items", "order_items.order_id");

  items->is_list = TRUE;
  items->range = g_strdup ("order_items.quantity");
  items->items_returned = 4;
  sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create order item", "order_items", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpuint (tenon_list_get_length (tenon_design_find_table (design, "order_items")->indexes), ==, 0);
  g_assert_nonnull (find_factor (design, "structure:order_items", "index avoided", "AP1: a Query of one order_id and the application's own filter take 0.5 read units a request (4 items of"));
}

/* One index serves both ways in, and says which it spares. */
static void
test_merged_index (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  TenonPattern *range = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query orders by user", "orders", "orders.user_id");

  range->is_list = TRUE;
  range->range = g_strdup ("orders.placed_at");
  sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update all orders of a user", "orders", "orders.user_id")->is_list = TRUE;
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpuint (tenon_list_get_length (tenon_design_find_table (design, "orders")->indexes), ==, 1);
  g_assert_nonnull (find_factor (design, "index:orders/orders_by_user", "merged", "AP2 would have had an index by user_id alone"));
}

/* What is there already is found by the unique value the request carries: the key is an id only the item knows. */
static void
test_upsert_by_unique (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE reviews (id INT AUTO_INCREMENT PRIMARY KEY, book_id INT NOT NULL, customer_id INT NOT NULL, rating INT NOT NULL, UNIQUE KEY one (book_id, customer_id));");
  g_autoptr (TenonDesign) design = NULL;
  const char     *attributes[] = { "reviews.book_id", "reviews.customer_id", "reviews.rating", NULL };
  TenonPattern   *pattern = sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create or update review", "reviews", NULL);
  TenonOperation *operation;

  pattern->attributes = g_strdupv ((char **)attributes);
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get review by ID", "reviews", "reviews.id");
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpstr (tenon_design_find_table (design, "reviews")->partition_key, ==, "review_id");
  operation = sample_operation (design, "review_book_customers", "AP1", "GetItem");
  g_assert_nonnull (operation);
  g_assert_cmpint (operation->step, ==, 1);
  g_assert_true (operation->strong);
  operation = sample_operation (design, "reviews", "AP1", "TransactWriteItems");
  g_assert_cmpint (operation->step, ==, 2);
  operation = sample_operation (design, "review_book_customers", "AP1", "TransactWriteItems");
  g_assert_cmpint (operation->step, ==, 2);
  g_assert_cmpstr (operation->condition, ==, "attribute_not_exists(book_id) OR review_id = :review_id");
}

/* Who may write stands in another row: reading it is a step that costs, before the write. */
static void
test_read_before_write (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  TenonPattern   *pattern = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Update order status by ID (seller validation)", "orders", "orders.id");
  TenonOperation *lines, *sellers, *update;
  guint           n_open = 0;

  sample_rates (pattern, 10, 5);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  lines = sample_operation (design, "order_items", "AP1", "Query");
  sellers = sample_operation (design, "products", "AP1", "BatchGetItem");
  update = sample_operation (design, "orders", "AP1", "UpdateItem");
  g_assert_nonnull (lines);
  g_assert_nonnull (sellers);
  g_assert_nonnull (update);
  g_assert_cmpint (lines->step, ==, 1);
  g_assert_cmpint (sellers->step, ==, 2);
  g_assert_cmpint (update->step, ==, 3);
  cost = tenon_cost_estimate (model, design);
  g_assert_cmpfloat (tenon_cost_sum (cost, "order_items", "AP1", &n_open), >, 0);
}

/* What the words make a write depend on is its condition; what nobody understands is served by nothing. */
static void
test_conditions_in_words (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE seats (id INT PRIMARY KEY, status ENUM('available','held','sold') NOT NULL, used INT, most INT);");
  g_autoptr (TenonDesign) design = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Hold a seat by id if available", "seats", NULL);
  sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update seat used by id only while used < most", "seats", NULL);
  sample_pattern (model, "AP3", TENON_OPERATION_UPDATE, "Update seat used by id if the weather is fine", "seats", NULL);
  sample_pattern (model, "AP4", TENON_OPERATION_DELETE, "Delete all sold seats", "seats", NULL);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_cmpstr (sample_operation (design, "seats", "AP1", "UpdateItem")->condition, ==, "attribute_exists(seat_id) AND status = :status_available");
  g_assert_cmpstr (sample_operation (design, "seats", "AP2", "UpdateItem")->condition, ==, "attribute_exists(seat_id) AND used < most");
  g_assert_null (sample_operation (design, "seats", "AP3", "UpdateItem"));
  g_assert_nonnull (strstr (sample_operation (design, "seats", "AP4", "DeleteItem")->condition, "status = :status_sold"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proposal/stock", test_stock);
  g_test_add_func ("/proposal/keys", test_keys);
  g_test_add_func ("/proposal/open-ranges", test_open_ranges);
  g_test_add_func ("/proposal/item-collections", test_item_collections);
  g_test_add_func ("/proposal/names", test_names);
  g_test_add_func ("/proposal/lookups", test_lookups);
  g_test_add_func ("/proposal/transaction", test_transaction);
  g_test_add_func ("/proposal/validated-writes", test_validated_writes);
  g_test_add_func ("/proposal/transaction-in-key", test_transaction_in_key);
  g_test_add_func ("/proposal/unique-pairs", test_unique_pairs);
  g_test_add_func ("/proposal/unique-race", test_unique_race);
  g_test_add_func ("/proposal/page-order", test_page_order);
  g_test_add_func ("/proposal/entry-size", test_entry_size);
  g_test_add_func ("/proposal/no-unique-key", test_no_unique_key);
  g_test_add_func ("/proposal/provisional", test_provisional);
  g_test_add_func ("/proposal/unserved", test_unserved);
  g_test_add_func ("/proposal/strong-reads", test_strong_reads);
  g_test_add_func ("/proposal/indexes", test_indexes);
  g_test_add_func ("/proposal/index-limit", test_index_limit);
  g_test_add_func ("/proposal/checkout", test_checkout);
  g_test_add_func ("/proposal/batch", test_batch);
  g_test_add_func ("/proposal/denormalisation", test_denormalisation);
  g_test_add_func ("/proposal/decisions", test_decisions);
  g_test_add_func ("/proposal/refit", test_refit);
  g_test_add_func ("/proposal/pure", test_pure);
  g_test_add_func ("/proposal/bookshop", test_bookshop);
  g_test_add_func ("/proposal/corpus-shop", test_corpus_shop);
  g_test_add_func ("/proposal/evidence", test_evidence);
  g_test_add_func ("/proposal/avoided-index", test_avoided_index);
  g_test_add_func ("/proposal/merged-index", test_merged_index);
  g_test_add_func ("/proposal/upsert-by-unique", test_upsert_by_unique);
  g_test_add_func ("/proposal/key-changes", test_key_changes);
  g_test_add_func ("/proposal/transaction-without-value", test_transaction_without_value);
  g_test_add_func ("/proposal/read-before-write", test_read_before_write);
  g_test_add_func ("/proposal/conditions-in-words", test_conditions_in_words);
  return g_test_run ();
}
