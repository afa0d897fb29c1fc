/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Totals of public calculators, to the cent, by the conventions of each.
 *
 * Sources: awslabs/mcp 100b55b, src/dynamodb-mcp-server/tests/cost_performance_calculator/test_integration.py (its report of
 * $837.69); aws/agent-toolkit-for-aws d6ad2e4, calculate_costs.py run on the design below (its report of $1367.56);
 * infracost 95ba4f4, dynamodb_table_test.golden. */

#include "design-sample.h"

#include "design/tenon-cost-model.h"
#include "design/tenon-prices.h"
#include "design/tenon-proposal.h"
#include "design/tenon-request-units.h"

#include <string.h>

/* ---- designs in rows ---- */

typedef struct
{
  const char *table;
  const char *partition_key;
  const char *sort_key;
  gint64      size;
  gint64      rows;
} Table;

typedef struct
{
  const char     *table;
  const char     *name;
  const char     *partition_key;
  TenonProjection projection;
  const char     *projected; /* (nullable) */
} Index;

typedef struct
{
  const char        *id;
  TenonOperationType type;
  const char        *words;
  const char        *table;
  const char        *equality;
  const char        *writes;    /* (nullable) the column it changes */
  const char        *operation; /* of the API */
  const char        *index;     /* (nullable) */
  double             items;
  gboolean           strong;
  double             rate;
} Request;

static void
add_tables (TenonModel  *model,
            TenonDesign *design,
            const Table *tables,
            guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      TenonTable       *table = tenon_table_new (tables[i].table);
      TenonSourceTable *source = tenon_schema_find_table (model->schema, tables[i].table);

      table->source_table = g_strdup (tables[i].table);
      table->partition_key = g_strdup (tables[i].partition_key);
      table->sort_key = g_strdup (tables[i].sort_key);
      table->item_size = tables[i].size;
      for (guint j = 0; j < tenon_list_get_length (source->columns); j++)
        {
          TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);
          TenonColumn    *column = tenon_list_get (source->columns, j);

          attribute->name = g_strdup (column->name);
          attribute->source_table = g_strdup (source->name);
          attribute->source_column = g_strdup (column->name);
          tenon_list_append_take (table->attributes, attribute);
        }
      tenon_list_append_take (design->tables, table);
      sample_rows (model, tables[i].table, tables[i].rows);
    }
}

static void
add_indexes (TenonDesign *design,
             const Index *indexes,
             guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      TenonIndex *index = g_object_new (TENON_TYPE_INDEX, NULL);

      index->name = g_strdup (indexes[i].name);
      index->partition_key = g_strdup (indexes[i].partition_key);
      index->projection = indexes[i].projection;
      index->projected = indexes[i].projected != NULL ? g_strsplit (indexes[i].projected, " ", -1) : NULL;
      tenon_list_append_take (tenon_design_find_table (design, indexes[i].table)->indexes, index);
    }
}

static void
add_requests (TenonModel    *model,
              TenonDesign   *design,
              const Request *requests,
              guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      const Request  *request = &requests[i];
      TenonPattern   *pattern = sample_pattern (model, request->id, request->type, request->words, request->table, request->equality);
      TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);

      pattern->attributes = request->writes != NULL ? g_strsplit (request->writes, " ", -1) : NULL;
      pattern->consistency_requirements = request->strong ? TENON_CONSISTENCY_STRONG : TENON_CONSISTENCY_EVENTUAL;
      sample_rates (pattern, request->rate, request->rate);
      operation->pattern_id = g_strdup (request->id);
      operation->operation = g_strdup (request->operation);
      operation->index = g_strdup (request->index);
      operation->items = request->items;
      operation->step = 1;
      tenon_list_append_take (tenon_design_find_table (design, request->table)->operations, operation);
    }
}

static double
sum (TenonCost    *cost,
     const char   *table,
     const char   *index,
     const char   *pattern_id,
     TenonCostKind from,
     TenonCostKind to)
{
  double dollars = 0;

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      g_assert_false (term->is_open);
      if ((table == NULL || g_strcmp0 (term->table, table) == 0) && (table == NULL || g_strcmp0 (term->index, index) == 0) && (pattern_id == NULL || g_strcmp0 (term->pattern_id, pattern_id) == 0) && term->kind >= from && term->kind <= to)
        dollars += term->dollars;
    }
  return dollars;
}

static double
storage (TenonCost  *cost,
         const char *table,
         const char *index)
{
  return sum (cost, table, index, NULL, TENON_COST_STORAGE, TENON_COST_STORAGE);
}

static double
requests (TenonCost  *cost,
          const char *table,
          const char *index)
{
  return sum (cost, table, index, NULL, TENON_COST_READS, TENON_COST_INDEX_WRITES);
}

/* As the calculators print: rounded to the cent, where the last bit of a half decides. */
#define assert_cents(dollars, printed) g_assert_cmpfloat_with_epsilon (dollars, printed, 0.005 + 1e-9)

/* ---- awslabs/mcp ---- */

/* CHAR columns take their full length, so that keys alone come to the 100, 150 and 200 bytes of the report's indexes. */
static const char mcp_schema[] = "CREATE TABLE users (user_id CHAR(36) PRIMARY KEY, email CHAR(52));\n"
                                 "CREATE TABLE orders (user_id CHAR(36) NOT NULL, order_id CHAR(36) NOT NULL, status CHAR(57), placed CHAR(107), note TEXT, PRIMARY KEY (user_id, order_id));\n"
                                 "CREATE TABLE sessions (session_id CHAR(36) PRIMARY KEY, body TEXT);\n";

static const Table mcp_tables[] = {
  { "users", "user_id", NULL, 200, 50000000 },
  { "orders", "user_id", "order_id", 500, 200000000 },
  { "sessions", "session_id", NULL, 300, 10000000 },
};

static const Index mcp_indexes[] = {
  { "users", "email-index", "email", TENON_PROJECTION_KEYS_ONLY, NULL },
  { "orders", "status-index", "status", TENON_PROJECTION_KEYS_ONLY, NULL },
  { "orders", "date-index", "placed", TENON_PROJECTION_KEYS_ONLY, NULL },
};

static const Request mcp_requests[] = {
  { "AP1", TENON_OPERATION_READ, "Get user by ID", "users", "users.user_id", NULL, "GetItem", NULL, 1, FALSE, 100 },
  { "AP2", TENON_OPERATION_READ, "Get user by email", "users", "users.email", NULL, "Query", "email-index", 1, FALSE, 50 },
  { "AP3", TENON_OPERATION_WRITE, "Create user", "users", NULL, NULL, "PutItem", NULL, 1, FALSE, 20 },
  { "AP4", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id", NULL, "Query", NULL, 5, TRUE, 80 },
  { "AP5", TENON_OPERATION_READ, "Get orders by status", "orders", "orders.status", NULL, "Query", "status-index", 10, FALSE, 60 },
  { "AP6", TENON_OPERATION_WRITE, "Create order", "orders", NULL, NULL, "PutItem", NULL, 1, FALSE, 40 },
  { "AP7", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.user_id orders.order_id", "orders.status", "UpdateItem", NULL, 1, FALSE, 30 },
  { "AP8", TENON_OPERATION_READ, "Get session by ID", "sessions", "sessions.session_id", NULL, "GetItem", NULL, 1, FALSE, 150 },
  { "AP9", TENON_OPERATION_WRITE, "Create session", "sessions", NULL, NULL, "PutItem", NULL, 1, FALSE, 200 },
};

static TenonCost *
estimate (TenonModel         *model,
          TenonDesign        *design,
          TenonCostConvention convention)
{
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();

  tenon_cost_settings_choose (settings, convention);
  return tenon_cost_estimate_with (model, design, settings);
}

static void
test_awslabs_mcp (void)
{
  g_autoptr (TenonModel) model = sample_model (mcp_schema);
  g_autoptr (TenonDesign) design = tenon_design_new ();
  g_autoptr (TenonCost) cost = NULL;
  g_autoptr (TenonCost) documented = NULL;

  add_tables (model, design, mcp_tables, G_N_ELEMENTS (mcp_tables));
  add_indexes (design, mcp_indexes, G_N_ELEMENTS (mcp_indexes));
  add_requests (model, design, mcp_requests, G_N_ELEMENTS (mcp_requests));
  cost = estimate (model, design, TENON_COST_CONVENTION_AWSLABS_MCP);

  assert_cents (cost->dollars, 837.69);
  assert_cents (storage (cost, NULL, NULL), 60.30);
  assert_cents (requests (cost, NULL, NULL), 777.38);
  assert_cents (storage (cost, "users", NULL), 3.49);
  assert_cents (storage (cost, "users", "email-index"), 2.33);
  assert_cents (storage (cost, "orders", NULL), 27.94);
  assert_cents (storage (cost, "orders", "status-index"), 11.64);
  assert_cents (storage (cost, "orders", "date-index"), 13.97);
  assert_cents (storage (cost, "sessions", NULL), 0.93);
  assert_cents (requests (cost, "users", NULL), 49.41);
  assert_cents (requests (cost, "users", "email-index"), 41.18);
  assert_cents (requests (cost, "orders", NULL), 141.64);
  assert_cents (requests (cost, "orders", "status-index"), 125.17);
  assert_cents (requests (cost, "orders", "date-index"), 65.88);
  assert_cents (requests (cost, "sessions", NULL), 354.11);
  assert_cents (sum (cost, "orders", "status-index", "AP7", TENON_COST_INDEX_WRITES, TENON_COST_INDEX_WRITES), 49.41);
  g_assert_nonnull (strstr (cost->convention, "2635200 s"));
  g_assert_nonnull (strstr (cost->convention, "awslabs/mcp"));

  /* DynamoDB itself writes the index twice where its key changes: the report's own footnote. */
  documented = estimate (model, design, TENON_COST_CONVENTION_DOCUMENTED);
  g_assert_cmpfloat_with_epsilon (sum (documented, "orders", "status-index", "AP7", TENON_COST_INDEX_WRITES, TENON_COST_INDEX_WRITES), 2 * 30 * 730 * 3600 * 0.625e-6, 1e-9);
}

/* ---- aws/agent-toolkit-for-aws ---- */

static const char toolkit_schema[] = "CREATE TABLE users (user_id CHAR(36) PRIMARY KEY, email CHAR(52));\n"
                                     "CREATE TABLE orders (user_id CHAR(36) NOT NULL, order_id CHAR(36) NOT NULL, status CHAR(10), created_at CHAR(20), order_total INT, PRIMARY KEY (user_id, order_id));\n"
                                     "CREATE TABLE sessions (session_id CHAR(36) PRIMARY KEY);\n";

static const Table toolkit_tables[] = {
  { "users", "user_id", NULL, 1800, 50000 },
  { "orders", "user_id", "order_id", 2500, 200000 },
  { "sessions", "session_id", NULL, 300, 10000000 },
};

static const Index toolkit_indexes[] = {
  { "users", "email-index", "email", TENON_PROJECTION_KEYS_ONLY, NULL },
  { "orders", "status-index", "status", TENON_PROJECTION_ALL, NULL },
  { "orders", "date-index", "created_at", TENON_PROJECTION_INCLUDE, "order_total" },
};

static const Request toolkit_requests[] = {
  { "AP1", TENON_OPERATION_READ, "Get user by ID", "users", "users.user_id", NULL, "GetItem", NULL, 1, FALSE, 100 },
  { "AP2", TENON_OPERATION_WRITE, "Create user", "users", NULL, NULL, "PutItem", NULL, 1, FALSE, 20 },
  { "AP3", TENON_OPERATION_READ, "Get orders of a user", "orders", "orders.user_id", NULL, "Query", NULL, 5, TRUE, 80 },
  { "AP4", TENON_OPERATION_WRITE, "Create order", "orders", NULL, NULL, "PutItem", NULL, 1, FALSE, 40 },
  { "AP5", TENON_OPERATION_UPDATE, "Update order status by ID", "orders", "orders.user_id orders.order_id", "orders.status", "UpdateItem", NULL, 1, FALSE, 30 },
  { "AP6", TENON_OPERATION_WRITE, "Create order", "orders", NULL, NULL, "TransactWriteItems", NULL, 1, FALSE, 3 },
  { "AP7", TENON_OPERATION_READ, "Get session by ID", "sessions", "sessions.session_id", NULL, "GetItem", NULL, 1, FALSE, 150 },
};

static void
test_agent_toolkit (void)
{
  static const struct
  {
    const char *pattern_id;
    double      own;
    double      indexes;
  } printed[] = {
    { "AP1", 16.20, 0 },
    { "AP2", 64.80, 32.40 },
    { "AP3", 103.68, 0 },
    { "AP4", 194.40, 259.20 },
    { "AP5", 145.80, 291.60 },
    { "AP6", 29.16, 19.44 },
    { "AP7", 24.30, 0 },
  };
  g_autoptr (TenonModel) model = sample_model (toolkit_schema);
  g_autoptr (TenonDesign) design = tenon_design_new ();
  g_autoptr (TenonCost) cost = NULL;

  add_tables (model, design, toolkit_tables, G_N_ELEMENTS (toolkit_tables));
  add_indexes (design, toolkit_indexes, G_N_ELEMENTS (toolkit_indexes));
  add_requests (model, design, toolkit_requests, G_N_ELEMENTS (toolkit_requests));
  cost = estimate (model, design, TENON_COST_CONVENTION_AGENT_TOOLKIT);

  assert_cents (cost->dollars, 1367.56);
  assert_cents (storage (cost, NULL, NULL), 186.58);
  assert_cents (requests (cost, NULL, NULL), 1180.98);
  /* What is created in 30 days, not the rows there are. */
  assert_cents (storage (cost, "users", NULL), 24.62);
  assert_cents (storage (cost, "users", "email-index"), 2.46);
  assert_cents (storage (cost, "orders", NULL), 68.91);
  assert_cents (storage (cost, "orders", "status-index"), 68.91);
  assert_cents (storage (cost, "orders", "date-index"), 20.67);
  assert_cents (storage (cost, "sessions", NULL), 1.00);
  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      assert_cents (sum (cost, NULL, NULL, printed[i].pattern_id, TENON_COST_READS, TENON_COST_WRITES), printed[i].own);
      assert_cents (sum (cost, NULL, NULL, printed[i].pattern_id, TENON_COST_INDEX_WRITES, TENON_COST_INDEX_WRITES), printed[i].indexes);
    }
  g_assert_nonnull (strstr (cost->convention, "2592000 s"));
  g_assert_nonnull (strstr (cost->convention, "1000000000 bytes"));
}

/* ---- infracost ---- */

static void
test_infracost (void)
{
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();
  g_autoptr (TenonPrices) prices = tenon_prices_load ("us-east-1", settings, NULL);
  g_autoptr (TenonPrices) west = tenon_prices_load ("us-west-1", settings, NULL);

  assert_cents (3 * prices->write_per_million, 1.88);
  assert_cents (8 * prices->read_per_million, 1.00);
  assert_cents (3 * west->write_per_million, 2.09);
  assert_cents (230 * prices->storage_gb_month, 57.50);
  assert_cents (2300 * prices->recovery_gb_month, 460.00);
  assert_cents (460 * prices->backup_gb_month, 46.00);
  assert_cents (230 * prices->restore_gb, 34.50);
  assert_cents (2e6 / 1e5 * prices->stream_reads_per_100k, 0.40);
  assert_cents (77 * 730 * prices->write_hour, 36.54);
  assert_cents (76 * 730 * prices->read_hour, 7.21);
  assert_cents (20 * 730 * west->write_hour, 10.59);
  g_assert_true (west->is_inferred);
  g_assert_false (prices->is_inferred);
}

/* Its table of 20 write and 30 read capacity units. */
static void
test_provisioned (void)
{
  static const Table   tables[] = { { "sessions", "session_id", NULL, 300, 230000000 } };
  static const Request wants[] = {
    { "AP1", TENON_OPERATION_READ, "Get session by ID", "sessions", "sessions.session_id", NULL, "GetItem", NULL, 1, FALSE, 42 },
    { "AP2", TENON_OPERATION_WRITE, "Create session", "sessions", NULL, NULL, "PutItem", NULL, 1, FALSE, 14 },
  };
  g_autoptr (TenonModel) model = sample_model (mcp_schema);
  g_autoptr (TenonDesign) design = tenon_design_new ();
  g_autoptr (TenonCostSettings) settings = tenon_cost_settings_new ();
  g_autoptr (TenonCost) cost = NULL;
  TenonCapacity *capacity;

  add_tables (model, design, tables, G_N_ELEMENTS (tables));
  add_requests (model, design, wants, G_N_ELEMENTS (wants));
  g_object_set (settings, "capacity-mode", TENON_CAPACITY_PROVISIONED, NULL);
  cost = tenon_cost_estimate_with (model, design, settings);
  /* 14 and 21 units a second at 70 %. */
  capacity = g_ptr_array_index (cost->capacity, 0);
  g_assert_cmpint (capacity->write_capacity, ==, 20);
  g_assert_cmpint (capacity->read_capacity, ==, 30);
  assert_cents (sum (cost, "sessions", NULL, NULL, TENON_COST_WRITE_CAPACITY, TENON_COST_WRITE_CAPACITY), 9.49);
  assert_cents (sum (cost, "sessions", NULL, NULL, TENON_COST_READ_CAPACITY, TENON_COST_READ_CAPACITY), 2.85);
  g_assert_cmpfloat_with_epsilon (cost->provisioned, 20 * 730 * 0.00065 + 30 * 730 * 0.00013, 1e-9);
  /* What the same would cost on demand stands beside it. */
  g_assert_cmpfloat_with_epsilon (cost->on_demand, 730 * 3600 * (14 * 0.625e-6 + 21 * 0.125e-6), 1e-9);
  g_assert_cmpfloat_with_epsilon (cost->dollars, cost->provisioned + storage (cost, NULL, NULL), 1e-9);
}

/* ---- units ---- */

/* Units that the tests of awslabs/mcp state, that the agent toolkit's calculator says it verified against
 * ReturnConsumedCapacity, and that the developer guide's rules give at the edges. */
static void
test_units (void)
{
  static const struct
  {
    const char *operation;
    gint64      size;
    double      items;
    gboolean    strong;
    double      reads;
    double      writes;
  } cases[] = {
    { "GetItem", 1, 1, FALSE, 0.5, 0 },
    { "GetItem", 4096, 1, FALSE, 0.5, 0 },
    { "GetItem", 4096, 1, TRUE, 1, 0 },
    { "GetItem", 4097, 1, FALSE, 1, 0 },
    { "Query", 2048, 10, FALSE, 2.5, 0 },
    { "Query", 1024, 5, FALSE, 1, 0 },
    { "Query", 512, 10, FALSE, 1, 0 },
    { "Query", 1, 1, FALSE, 0.5, 0 },
    { "Scan", 100, 100000, FALSE, 1221, 0 },
    { "BatchGetItem", 2048, 3, FALSE, 1.5, 0 },
    { "BatchGetItem", 2048, 3, TRUE, 3, 0 },
    { "TransactGetItems", 4096, 5, FALSE, 10, 0 },
    { "PutItem", 1, 1, FALSE, 0, 1 },
    { "PutItem", 1024, 1, FALSE, 0, 1 },
    { "PutItem", 1025, 1, FALSE, 0, 2 },
    { "UpdateItem", 3000, 1, FALSE, 0, 3 },
    { "DeleteItem", 3000, 1, FALSE, 0, 3 },
    { "BatchWriteItem", 1536, 3, FALSE, 0, 6 },
    { "TransactWriteItems", 1024, 5, FALSE, 0, 10 },
    { "PutItem", 409600, 1, FALSE, 0, 400 },
  };
  g_autoptr (TenonModel) model = sample_model (mcp_schema);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get session by ID", "sessions", "sessions.session_id");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Table table[] = { { "sessions", "session_id", NULL, cases[i].size, 1 } };
      g_autoptr (TenonDesign) design = tenon_design_new ();
      g_autoptr (TenonOperation) operation = g_object_new (TENON_TYPE_OPERATION, NULL);
      g_autoptr (TenonRequests) wanted = NULL;
      g_auto (TenonTableSizes) sizes = { 0 };
      TenonUnits units;

      add_tables (model, design, table, 1);
      pattern->consistency_requirements = cases[i].strong ? TENON_CONSISTENCY_STRONG : TENON_CONSISTENCY_EVENTUAL;
      wanted = tenon_requests_new (model);
      operation->pattern_id = g_strdup ("AP1");
      operation->operation = g_strdup (cases[i].operation);
      operation->items = cases[i].items;
      tenon_table_sizes_init (&sizes, wanted, tenon_list_get (design->tables, 0), TENON_COST_CONVENTION_DOCUMENTED);
      tenon_table_sizes_get_units (&sizes, operation, &units);
      g_assert_cmpfloat (units.reads, ==, cases[i].reads);
      g_assert_cmpfloat (units.writes, ==, cases[i].writes);
    }
}

/* Put, key change, projected change, other change, of an item of 4 KB under each projection. */
static void
test_index_units (void)
{
  static const struct
  {
    TenonProjection projection;
    const char     *projected;
    const char     *writes; /* NULL: a put */
    double          units;
  } cases[] = {
    { TENON_PROJECTION_ALL, NULL, NULL, 4 },
    { TENON_PROJECTION_KEYS_ONLY, NULL, NULL, 1 },
    { TENON_PROJECTION_INCLUDE, "order_total", NULL, 1 },
    { TENON_PROJECTION_ALL, NULL, "orders.status", 8 },
    { TENON_PROJECTION_KEYS_ONLY, NULL, "orders.status", 2 },
    { TENON_PROJECTION_ALL, NULL, "orders.order_total", 4 },
    { TENON_PROJECTION_INCLUDE, "order_total", "orders.order_total", 1 },
    { TENON_PROJECTION_INCLUDE, "order_total", "orders.created_at", 0 },
    { TENON_PROJECTION_KEYS_ONLY, NULL, "orders.order_total", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Table   table[] = { { "orders", "user_id", "order_id", 4096, 1 } };
      const Index   index[] = { { "orders", "by-status", "status", cases[i].projection, cases[i].projected } };
      const Request put = { "AP1", TENON_OPERATION_WRITE, "Create order", "orders", NULL, NULL, "PutItem", NULL, 1, FALSE, 1 };
      const Request update = { "AP1", TENON_OPERATION_UPDATE, "Update order by ID", "orders", "orders.user_id orders.order_id", cases[i].writes, "UpdateItem", NULL, 1, FALSE, 1 };
      g_autoptr (TenonModel) model = sample_model (toolkit_schema);
      g_autoptr (TenonDesign) design = tenon_design_new ();
      g_autoptr (TenonRequests) wanted = NULL;
      g_auto (TenonTableSizes) sizes = { 0 };
      TenonTable *orders;
      TenonUnits  units;

      add_tables (model, design, table, 1);
      add_indexes (design, index, 1);
      add_requests (model, design, cases[i].writes != NULL ? &update : &put, 1);
      wanted = tenon_requests_new (model);
      orders = tenon_list_get (design->tables, 0);
      tenon_table_sizes_init (&sizes, wanted, orders, TENON_COST_CONVENTION_DOCUMENTED);
      tenon_table_sizes_get_index_units (&sizes, 0, tenon_list_get (orders->operations, 0), &units);
      g_assert_cmpfloat (units.writes, ==, cases[i].units);
    }
}

/* From cart to order: what is read first is paid for, then each table of the transaction, twice, and its indexes, once. */
static void
test_steps (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (TenonCost) cost = NULL;
  TenonPattern *pattern = sample_pattern (model, "AP34", TENON_OPERATION_WRITE, "Create order from cart", "orders order_items carts products", "orders.user_id");
  guint         reads = 0, writes = 0, tables = 0;

  sample_rates (pattern, 10, 5);
  sample_rows (model, "orders", 1000);
  sample_rows (model, "order_items", 3000);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  cost = tenon_cost_estimate (model, design);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->pattern_id, "AP34") != 0 || term->is_open)
        continue;
      reads += term->kind == TENON_COST_READS;
      writes += term->kind == TENON_COST_WRITES;
      tables += term->kind == TENON_COST_WRITES && strstr (term->formula, "× 2 in a transaction") != NULL;
      if (term->kind == TENON_COST_INDEX_WRITES)
        g_assert_null (strstr (term->formula, "× 2 in a transaction"));
    }
  g_assert_cmpuint (reads, >=, 2);
  g_assert_cmpuint (writes, >=, 2);
  g_assert_cmpuint (tables, ==, writes);
  g_assert_cmpuint (cost->n_conditional, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calculators/awslabs-mcp", test_awslabs_mcp);
  g_test_add_func ("/calculators/agent-toolkit", test_agent_toolkit);
  g_test_add_func ("/calculators/infracost", test_infracost);
  g_test_add_func ("/calculators/provisioned", test_provisioned);
  g_test_add_func ("/calculators/units", test_units);
  g_test_add_func ("/calculators/index-units", test_index_units);
  g_test_add_func ("/calculators/steps", test_steps);
  return g_test_run ();
}
