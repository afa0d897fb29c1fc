/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What words and fields of a pattern are taken to ask for. */

#include "design-sample.h"

#include "design/tenon-pattern-reading.h"
#include "design/tenon-proposal.h"

typedef struct
{
  const char        *description;
  TenonOperationType type;
  const char        *entities; /* (nullable) */
  const char        *equality; /* (nullable) as the pattern's fields give it */
  const char        *endpoint; /* (nullable) */
  TenonReadingKind   kind;
  const char        *table;
  const char        *columns; /* the equality that is read */
  const char        *range;
  const char        *order;
} Case;

#define READ TENON_OPERATION_READ
#define UNKNOWN TENON_OPERATION_UNKNOWN

static const Case cases[] = {
  { "Get user by ID", UNKNOWN, NULL, NULL, NULL, TENON_READING_GET, "users", "id", NULL, NULL },
  { "Get user by username", UNKNOWN, NULL, NULL, NULL, TENON_READING_GET, "users", "username", NULL, NULL },
  { "Get product details", UNKNOWN, NULL, NULL, NULL, TENON_READING_GET, "products", "id", NULL, NULL },
  { "Get products by category", UNKNOWN, NULL, NULL, NULL, TENON_READING_LIST, "products", "category_id", NULL, NULL },
  { "Get orders by status and date range", UNKNOWN, NULL, NULL, NULL, TENON_READING_LIST, "orders", "status", "placed_at", NULL },
  { "Get products by category within a price range", UNKNOWN, NULL, NULL, NULL, TENON_READING_LIST, "products", "category_id", "price", NULL },
  { "Query recent orders by user_id", UNKNOWN, NULL, NULL, NULL, TENON_READING_LIST, "orders", "user_id", NULL, "placed_at" },
  { "Create order", UNKNOWN, NULL, NULL, NULL, TENON_READING_CREATE, "orders", "", NULL, NULL },
  { "Create/update cart by user_id + product_id", TENON_OPERATION_WRITE, "carts", "carts.user_id carts.product_id", NULL, TENON_READING_UPSERT, "carts", "user_id product_id", NULL, NULL },
  { "Update order status", TENON_OPERATION_UPDATE, "orders", NULL, NULL, TENON_READING_UPDATE, "orders", "id", NULL, NULL },
  { "Cancel order by ID", UNKNOWN, NULL, NULL, NULL, TENON_READING_UPDATE, "orders", "id", NULL, NULL },
  { "Delete all carts by user_id", TENON_OPERATION_DELETE, "carts", "carts.user_id", NULL, TENON_READING_DELETE, "carts", "user_id", NULL, NULL },
  { "Get root categories", READ, "categories", NULL, NULL, TENON_READING_LIST, "categories", "", NULL, NULL },
  { "Get orders of a user", READ, "orders users", "users.id", NULL, TENON_READING_LIST, "orders", "user_id", NULL, NULL },
  { "Get user orders", READ, "users orders", "users.id", NULL, TENON_READING_LIST, "orders", "user_id", NULL, NULL },
  { "Get category path breadcrumb", READ, "categories", "categories.id", NULL, TENON_READING_RECURSIVE, "categories", "id", NULL, NULL },
  { "Get my carts", READ, "carts", NULL, "GET /api/carts/mine", TENON_READING_LIST, "carts", "user_id", NULL, NULL },
  { "Show it", READ, NULL, NULL, "GET /api/products/:id", TENON_READING_GET, "products", "id", NULL, NULL },
  { "Products of an order", READ, "products orders", "orders.id", NULL, TENON_READING_LIST, "order_items", "order_id", NULL, NULL },
  { "Log out", TENON_OPERATION_NONE, NULL, NULL, NULL, TENON_READING_NONE, NULL, "", NULL, NULL },
  { "Launch a rocket", UNKNOWN, NULL, NULL, NULL, TENON_READING_GET, NULL, "", NULL, NULL },
};

static char *
join (GPtrArray *columns)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? " " : "", (char *)g_ptr_array_index (columns, i));
  return g_strdup (s->str);
}

static void
test_case (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *pattern = sample_pattern (model, "AP1", each->type, each->description, each->entities, each->equality);
  g_autoptr (TenonReader) reader = NULL;
  g_autoptr (TenonReading) reading = NULL;
  g_autofree char *columns = NULL;

  pattern->endpoint = g_strdup (each->endpoint);
  reader = tenon_reader_new (model);
  reading = tenon_reader_read (reader, pattern);
  columns = join (reading->equality);
  g_test_message ("%s: %s", each->description, reading->notes->str);
  g_assert_cmpint (reading->kind, ==, each->kind);
  g_assert_cmpstr (reading->table != NULL ? reading->table->name : NULL, ==, each->table);
  g_assert_cmpstr (columns, ==, each->columns);
  g_assert_cmpstr (reading->range, ==, each->range);
  g_assert_cmpstr (reading->order, ==, each->order);
}

static const TenonReadingPart *
find_part (TenonReading *reading,
           const char   *table)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (g_strcmp0 (part->table->name, table) == 0)
        return part;
    }
  return NULL;
}

static void
test_clauses (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_WRITE, "Create order + order_items from carts, update products stock, delete carts", "orders order_items carts products", NULL);
  g_autoptr (TenonReader) reader = tenon_reader_new (model);
  g_autoptr (TenonReading) reading = tenon_reader_read (reader, pattern);

  g_assert_cmpstr (reading->table->name, ==, "orders");
  g_assert_cmpint (find_part (reading, "order_items")->kind, ==, TENON_READING_CREATE);
  g_assert_cmpint (find_part (reading, "products")->kind, ==, TENON_READING_UPDATE);
}

/* What stands in a table that is referred to is read there, and sorts only once it is read. */
static void
test_joined_attributes (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern    *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query carts by user_id", "carts", "carts.user_id");
  TenonShapeOrder *order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
  const char      *attributes[] = { "carts.user_id", "carts.quantity", "products.id", "products.name", "products.price", NULL };
  g_autoptr (TenonDesign) design = NULL;

  pattern->is_list = TRUE;
  pattern->page_size = 10;
  pattern->attributes = g_strdupv ((char **)attributes);
  order->column = g_strdup ("products.name");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Order");

    tenon_list_append_take (pattern->order_by, order);
    tenon_edit_commit (edit);
  }
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (sample_operation (design, "products", "AP1", "BatchGetItem"));
  g_assert_nonnull (strstr (sample_operation (design, "carts", "AP1", "Query")->notes, "every item of the key value is read, sorted by name of products in the application"));
  g_assert_null (strstr (sample_operation (design, "carts", "AP1", "Query")->notes, "pages by cursor"));
}

static void
test_owner (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Update order by ID (owner validation)", "orders", "orders.id");
  g_autoptr (TenonReader) reader = tenon_reader_new (model);
  g_autoptr (TenonReading) reading = tenon_reader_read (reader, pattern);

  g_assert_true (tenon_reading_knows (reading, "user_id"));
  g_assert_false (tenon_reading_has (reading, "user_id"));
}

static const struct
{
  const char        *description;
  const char        *data_access; /* (nullable) */
  TenonOperationType type;
  const char        *entities;
  const char        *equality;
  const char        *part; /* (nullable) the table read besides */
  const char        *note; /* (nullable) */
} needs[] = {
  { "Get the user's cart with items", "Query carts by user_id", READ, "carts", "carts.user_id", "products", "\"with items\" taken as" },
  { "Validate cart", "Validate cart stock by user_id", READ, "carts", "carts.user_id", "products", "\"stock\" taken as products.stock" },
  { "Get carts with product details", NULL, READ, "carts", "carts.user_id", "products", "read with its products" },
  { "Get the user's cart", "Query cart items by user_id", READ, "carts", "carts.user_id", NULL, NULL },
  { "Get cart by user name", NULL, READ, "carts", "carts.user_id", NULL, NULL },
  { "Get recent orders of the user with items", NULL, READ, "orders", "orders.user_id", NULL, NULL },
  { "Get products by category", NULL, READ, "products", "products.category_id", NULL, NULL },
  { "Update cart stock", NULL, TENON_OPERATION_UPDATE, "carts", "carts.id", NULL, NULL },
};

/* What the words name and another table holds is read there; without a sign nothing is. */
static void
test_needs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autoptr (TenonModel) model = sample_model (sample_shop);
      TenonPattern *pattern = sample_pattern (model, "AP1", needs[i].type, needs[i].description, needs[i].entities, needs[i].equality);
      g_autoptr (TenonReader) reader = NULL;
      g_autoptr (TenonReading) reading = NULL;

      pattern->is_list = needs[i].type == READ;
      pattern->data_access = g_strdup (needs[i].data_access);
      pattern->key_requirements = g_strdup ("authenticated (Seller)");
      reader = tenon_reader_new (model);
      reading = tenon_reader_read (reader, pattern);
      g_test_message ("%s: %s", needs[i].description, reading->notes->str);
      g_assert_cmpuint (reading->parts->len, ==, needs[i].part != NULL ? 1 : 0);
      if (needs[i].part != NULL)
        g_assert_cmpint (find_part (reading, needs[i].part)->kind, ==, TENON_READING_GET);
      if (needs[i].note != NULL)
        g_assert_nonnull (strstr (reading->notes->str, needs[i].note));
    }
}

static const struct
{
  const char *description;
  const char *table;
  const char *known; /* (nullable) */
  const char *note;
} roles[] = {
  { "Update product by ID (seller validation)", "products", "seller_id", "seller validation: the caller's seller_id is known" },
  { "Update product by ID (owner validation)", "products", "seller_id", "owner validation" },
  { "Update order status by ID (seller validation)", "orders", NULL, "read its order_items by order_id before, then products by product_id, and compare products.seller_id" },
  { "Update order item by ID (owner validation)", "order_items", NULL, "read orders by order_id before and compare its user_id" },
  { "Update user by ID (owner validation)", "users", NULL, "" },
  { "Update category by ID (child validation)", "categories", NULL, "" },
};

static void
test_roles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (TenonModel) model = sample_model (sample_shop);
      g_autofree char *key = g_strconcat (roles[i].table, ".id", NULL);
      TenonPattern    *pattern = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, roles[i].description, roles[i].table, key);
      g_autoptr (TenonReader) reader = tenon_reader_new (model);
      g_autoptr (TenonReading) reading = tenon_reader_read (reader, pattern);

      g_test_message ("%s: %s", roles[i].description, reading->notes->str);
      g_assert_cmpuint (reading->known->len, ==, roles[i].known != NULL ? 1 : 0);
      if (roles[i].known != NULL)
        g_assert_true (tenon_reading_knows (reading, roles[i].known));
      if (*roles[i].note != '\0')
        g_assert_nonnull (strstr (reading->notes->str, roles[i].note));
      else
        g_assert_null (strstr (reading->notes->str, "validation"));
    }
}

static void
test_written_columns (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *status = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.id");
  TenonPattern *all = sample_pattern (model, "AP2", TENON_OPERATION_UPDATE, "Update order by ID", "orders", "orders.id");
  g_autoptr (TenonReader) reader = tenon_reader_new (model);
  g_autoptr (TenonReading) some = tenon_reader_read (reader, status);
  g_autoptr (TenonReading) any = tenon_reader_read (reader, all);

  g_assert_cmpuint (some->writes->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (some->writes, 0), ==, "status");
  g_assert_cmpuint (any->writes->len, ==, 0);
}

static void
test_log (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id");
  g_autoptr (TenonStatementLog) log = tenon_statement_log_new ();
  TenonStatement  *statement = g_object_new (TENON_TYPE_STATEMENT, NULL);
  TenonShapeOrder *order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
  g_autoptr (TenonReader) reader = NULL;
  g_autoptr (TenonReading) reading = NULL;

  pattern->is_list = TRUE;
  statement->fingerprint = g_strdup ("select * from orders where user_id = ? order by total desc");
  statement->count = 10;
  statement->rows_sent = 7;
  statement->patterns = g_strsplit ("AP1", " ", -1);
  statement->shape = g_object_new (TENON_TYPE_SHAPE, NULL);
  order->column = g_strdup ("orders.total");
  order->descending = TRUE;
  tenon_list_append_take (statement->shape->order_by, order);
  tenon_list_append_take (log->statements, statement);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Log");

    tenon_list_append (model->logs, log);
    tenon_edit_commit (edit);
  }
  reader = tenon_reader_new (model);
  reading = tenon_reader_read (reader, pattern);
  g_assert_cmpfloat (reading->items, ==, 7);
  g_assert_cmpstr (reading->order, ==, "total");
  g_assert_true (reading->descending);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reading/words/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/reading/clauses", test_clauses);
  g_test_add_func ("/reading/joined-attributes", test_joined_attributes);
  g_test_add_func ("/reading/owner", test_owner);
  g_test_add_func ("/reading/needs", test_needs);
  g_test_add_func ("/reading/roles", test_roles);
  g_test_add_func ("/reading/written-columns", test_written_columns);
  g_test_add_func ("/reading/log", test_log);
  return g_test_run ();
}
