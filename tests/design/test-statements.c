/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a bound SQL statement asks for reaches the requests whole, or is said. */

#include "design-generator.h"
#include "design-statements.h"

#include "base/tenon-source.h"
#include "design/tenon-proposal.h"
#include "mysql/tenon-query-log.h"

#include <string.h>

static const char shop[] = "CREATE TABLE customers (id INT NOT NULL AUTO_INCREMENT, email VARCHAR(100) NOT NULL, name VARCHAR(80) NOT NULL, country CHAR(2) NOT NULL, phone VARCHAR(30) NULL, blocked TINYINT(1) NOT NULL, PRIMARY KEY (id), UNIQUE KEY uq_email (email));\n"
                           "CREATE TABLE brands (id INT NOT NULL AUTO_INCREMENT, name VARCHAR(80) NOT NULL, PRIMARY KEY (id), UNIQUE KEY uq_name (name));\n"
                           "CREATE TABLE categories (id INT NOT NULL AUTO_INCREMENT, parent_id INT NULL, title VARCHAR(80) NOT NULL, PRIMARY KEY (id), FOREIGN KEY (parent_id) REFERENCES categories (id));\n"
                           "CREATE TABLE products (id INT NOT NULL AUTO_INCREMENT, sku VARCHAR(40) NOT NULL, title VARCHAR(200) NOT NULL, brand_id INT NOT NULL, category_id INT NOT NULL, format ENUM('a','b','c') NOT NULL, price DECIMAL(10,2) NOT NULL,"
                           " discount DECIMAL(10,2) NULL, released_on DATE NOT NULL, PRIMARY KEY (id), UNIQUE KEY uq_sku (sku), FOREIGN KEY (brand_id) REFERENCES brands (id), FOREIGN KEY (category_id) REFERENCES categories (id));\n"
                           "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT, customer_id INT NOT NULL, status ENUM('open','paid','sent') NOT NULL, total DECIMAL(10,2) NOT NULL, note TEXT NULL, placed_at DATETIME NOT NULL, sent_at DATETIME NULL,"
                           " PRIMARY KEY (id), KEY idx (customer_id, placed_at), FOREIGN KEY (customer_id) REFERENCES customers (id));\n"
                           "CREATE TABLE lines (order_id INT NOT NULL, number INT NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL, PRIMARY KEY (order_id, number), FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE, FOREIGN KEY (product_id) REFERENCES products (id));\n"
                           "CREATE TABLE carts (customer_id INT NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL, added_at DATETIME NOT NULL, PRIMARY KEY (customer_id, product_id), FOREIGN KEY (customer_id) REFERENCES customers (id), FOREIGN KEY (product_id) REFERENCES products (id));\n"
                           "CREATE TABLE stock (store_id INT NOT NULL, product_id INT NOT NULL, on_hand INT NOT NULL, reserved INT NOT NULL, PRIMARY KEY (store_id, product_id), FOREIGN KEY (product_id) REFERENCES products (id));\n"
                           "CREATE TABLE payments (id INT NOT NULL AUTO_INCREMENT, order_id INT NOT NULL, status VARCHAR(20) NOT NULL, amount DECIMAL(10,2) NOT NULL, paid_at DATETIME NULL, PRIMARY KEY (id), FOREIGN KEY (order_id) REFERENCES orders (id));\n"
                           "CREATE TABLE events (id INT NOT NULL AUTO_INCREMENT, kind VARCHAR(20) NOT NULL, at DATETIME NOT NULL, payload TEXT NULL, PRIMARY KEY (id));\n";

/* What must appear among the requests, each alternative behind a |; what begins with ! must not; in the order of the requests
 * where an arrow joins two. */
static const struct
{
  const char *sql;
  const char *expected;
} cases[] = {
  /* keys */
  { "SELECT * FROM orders WHERE id = 1", "GetItem orders" },
  { "SELECT * FROM customers WHERE email = 'a'", "GetItem customer_emails: email = :email->GetItem customers" },
  { "SELECT * FROM customers WHERE email = 'a' AND blocked = 0", "GetItem customer_emails|compares the item: blocked = :blocked" },
  { "SELECT * FROM lines WHERE order_id = 1", "Query lines: order_id = :order_id " },
  { "SELECT * FROM lines WHERE order_id = 1 AND number = 2", "GetItem lines: order_id = :order_id AND number = :number" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND status = 'paid'", "customer_id = :customer_id|status = :status" },
  { "SELECT * FROM products WHERE (category_id, brand_id) = (3, 4)", "category_id = :category_id|brand_id = :brand_id" },
  { "SELECT * FROM products WHERE id IN (1, 2, 3)", "BatchGetItem products" },
  /* unequal, NOT, lists */
  { "SELECT * FROM orders WHERE customer_id = 1 AND status <> 'sent'", "F{status <> :status}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND status != 'sent'", "F{status <> :status}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND 'sent' <> status", "F{status <> :status}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND NOT status = 'sent'", "F{NOT status = :status}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND NOT (status = 'sent' OR total > 5)", "F{NOT (status = :status OR total > :total)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND status NOT IN ('sent', 'paid')", "F{NOT status IN (:status_1, :status_2)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND total NOT BETWEEN 1 AND 5", "F{NOT total BETWEEN :total_from AND :total_to}" },
  { "SELECT * FROM customers WHERE country = 'DE' AND phone <> '1'", "attribute_exists(phone) AND phone <> :phone" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND status IN ('sent', 'paid')", "status IN (:status_1, :status_2)" },
  { "SELECT * FROM lines WHERE order_id = 1 AND number <> 3", "Query lines: order_id = :order_id F{}|the application compares the items: number <> :number" },
  { "SELECT * FROM orders WHERE id = 1 AND status <> 'sent'", "GetItem orders|compares the item: status <> :status" },
  /* NULL */
  { "SELECT * FROM orders WHERE customer_id = 1 AND note IS NULL", "attribute_not_exists(note)" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND note IS NOT NULL", "F{attribute_exists(note)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND NOT note IS NULL", "F{NOT attribute_not_exists(note)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND sent_at IS NULL AND note IS NULL", "attribute_not_exists(sent_at)|attribute_not_exists(note)" },
  { "SELECT * FROM customers WHERE country = 'DE' AND blocked", "blocked = :blocked" },
  { "SELECT * FROM customers WHERE country = 'DE' AND blocked IS TRUE", "blocked = :blocked" },
  /* LIKE */
  { "SELECT * FROM products WHERE brand_id = 1 AND title LIKE 'A%'", "title" },
  { "SELECT * FROM products WHERE brand_id = 1 AND title NOT LIKE 'A%'", "F{NOT begins_with(title, :title)}" },
  { "SELECT * FROM products WHERE brand_id = 1 AND title NOT LIKE '%A%'", "F{NOT contains(title, :title)}" },
  { "SELECT * FROM products WHERE brand_id = 1 AND title LIKE '%A%'", "UNSERVED Text search" },
  { "SELECT * FROM products WHERE brand_id = 1 AND title REGEXP 'A.*'", "UNSERVED Text search" },
  { "SELECT * FROM products WHERE brand_id = 1 AND title NOT REGEXP 'A.*'", "the application compares the items: title NOT REGEXP ?" },
  /* ranges */
  { "SELECT * FROM orders WHERE customer_id = 1 AND placed_at > '2026-01-01'", "customer_id = :customer_id AND placed_at" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND placed_at BETWEEN '2026-01-01' AND '2026-02-01'", "customer_id = :customer_id AND placed_at BETWEEN" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND DATE(placed_at) = '2026-01-01'", "customer_id = :customer_id AND placed_at" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND YEAR(placed_at) = 2026", "customer_id = :customer_id AND placed_at" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND DATE(placed_at) BETWEEN '2026-01-01' AND '2026-01-03'", "customer_id = :customer_id AND placed_at" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND placed_at > '2026-01-01' AND total > 5", "placed_at|total" },
  { "SELECT * FROM orders WHERE placed_at > '2026-01-01'", "UNSERVED Asks for a range" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND MONTH(placed_at) = 5", "the application compares the items: MONTH(placed_at) = ?" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND placed_at NOT BETWEEN '2026-01-01' AND '2026-02-01' AND placed_at > '2020-01-01'", "placed_at|NOT placed_at BETWEEN" },
  /* what the application computes */
  { "SELECT * FROM stock WHERE store_id = 1 AND on_hand - reserved < 3", "the application compares the items: on_hand - reserved < ?" },
  { "SELECT * FROM stock WHERE store_id = 1 AND on_hand < reserved", "F{on_hand < reserved}" },
  { "SELECT * FROM stock WHERE store_id = 1 AND on_hand = reserved", "F{on_hand = reserved}" },
  { "SELECT * FROM products WHERE brand_id = 1 AND LOWER(title) = 'x'", "the application compares the items: LOWER(title) = ?" },
  { "SELECT * FROM products WHERE LOWER(title) = 'x'", "UNSERVED Reads a whole table" },
  { "SELECT * FROM products WHERE brand_id = 1 AND price * 2 > 10", "the application compares the items: price * ? > ?" },
  { "SELECT * FROM products WHERE brand_id = 1 AND COALESCE(discount, 0) > 5", "COALESCE(discount, ?) > ?" },
  { "SELECT * FROM products WHERE brand_id = 1 AND CASE WHEN price > 5 THEN 1 ELSE 0 END = 1", "the application compares the items: CASE WHEN price" },
  { "SELECT * FROM events WHERE kind = 'x' AND payload->'$.a' = 'b'", "the application compares the items: payload -> ? = ?" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND ? BETWEEN placed_at AND sent_at", "? BETWEEN placed_at AND sent_at" },
  /* OR */
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR status = 'open')", "status IN (:status_1, :status_2)" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR total = 5)", "F{(status = :status OR total = :total)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR total > 5)", "F{(status = :status OR total > :total)}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR note IS NULL)", "F{(status = :status OR attribute_not_exists(note))}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR (total > 5 AND total < 9))", "F{(status = :status OR (total > :total AND total < :total))}" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND (status = 'paid' OR LOWER(note) = 'x')", "the application compares the items: (status = ? OR LOWER(note) = ?)" },
  { "SELECT * FROM products WHERE sku = 'x' OR title = 'y'", "UNSERVED Asks for rows that meet one" },
  { "SELECT * FROM products WHERE brand_id = 1 OR category_id = 2 AND price > 5", "UNSERVED" },
  /* unions */
  { "SELECT id FROM products WHERE category_id = 3 UNION SELECT id FROM products WHERE brand_id = 4", "UNSERVED|merged|!category_id = :category_id AND" },
  { "SELECT id FROM products WHERE category_id = 3 UNION ALL SELECT id FROM products WHERE category_id = 4", "Query products|one request for each" },
  { "SELECT id FROM products WHERE category_id = 3 UNION SELECT id FROM brands WHERE name = 'x'", "UNSERVED Unites" },
  { "SELECT id FROM orders WHERE customer_id = 3 AND total > 5 UNION SELECT id FROM orders WHERE customer_id = 4 AND total < 2", "UNSERVED" },
  /* order, page, duplicates */
  { "SELECT * FROM orders WHERE customer_id = 1 ORDER BY placed_at DESC LIMIT 10", "Query orders/|Limit|!OFFSET over" },
  { "SELECT * FROM orders WHERE customer_id = 1 ORDER BY placed_at DESC, total LIMIT 10", "rows alike in that are sorted by total" },
  { "SELECT * FROM orders WHERE customer_id = 1 ORDER BY customer_id, placed_at", "customer_id = :customer_id|!alike" },
  { "SELECT * FROM orders WHERE customer_id = 1 ORDER BY FIELD(status, 'a', 'b')", "sorted by FIELD(status, ?) in the application" },
  { "SELECT * FROM orders WHERE customer_id = 1 ORDER BY RAND() LIMIT 1", "sorted by RAND()" },
  { "SELECT id, total FROM orders WHERE customer_id = 1 ORDER BY 2", "Query orders/" },
  { "SELECT id, total * 2 AS twice FROM orders WHERE customer_id = 1 ORDER BY total - 1", "sorted by total - ?" },
  { "SELECT * FROM orders ORDER BY placed_at DESC LIMIT 10", "UNSERVED Asks for the first rows|!OFFSET" },
  { "SELECT * FROM orders ORDER BY placed_at DESC LIMIT 10 OFFSET 20", "UNSERVED Pages by OFFSET" },
  { "SELECT * FROM products WHERE category_id IN (1, 2) ORDER BY released_on DESC LIMIT 10", "one request for each|merged by released_on in the application before the page is cut" },
  { "SELECT * FROM products WHERE category_id IN (1, 2) ORDER BY released_on", "merged by released_on" },
  { "SELECT * FROM orders WHERE customer_id IN (1, 2) AND status IN ('open', 'paid')", "Query orders/|status IN (:status_1, :status_2)|!status = :status" },
  { "SELECT * FROM orders WHERE customer_id IN (1, 2) ORDER BY customer_id, placed_at", "sorted by customer_id in the application" },
  { "SELECT DISTINCT category_id FROM products WHERE brand_id = 1", "removes duplicates (DISTINCT)" },
  { "SELECT DISTINCT category_id FROM products", "UNSERVED A list of different values" },
  { "SELECT category_id FROM products WHERE brand_id = 1 GROUP BY category_id", "UNSERVED Counting" },
  { "SELECT category_id, COUNT(*) FROM products GROUP BY category_id HAVING COUNT(*) > 5", "UNSERVED Counting" },
  { "SELECT * FROM orders WHERE customer_id = 1 HAVING total > 5", "compares the items: HAVING total > ?" },
  /* inner queries */
  { "SELECT * FROM orders WHERE customer_id = (SELECT id FROM customers WHERE email = 'x')", "customer_emails: email = :email->GetItem customers->Query orders/" },
  { "SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE country = 'DE')", "country = :country->Query orders/" },
  { "SELECT * FROM products WHERE brand_id = (SELECT id FROM brands WHERE name = 'x') AND price > 5", "brand_names: name = :name->Query products|price" },
  { "SELECT * FROM orders WHERE status = 'paid' AND customer_id IN (SELECT id FROM customers WHERE country = 'DE')", "status = :status->customers|compares the items: country = :country" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND id NOT IN (SELECT order_id FROM payments WHERE status = 'ok')", "customer_id = :customer_id->payments|NOT IN (SELECT|!F{status = :status}" },
  { "SELECT * FROM orders o WHERE o.customer_id = 1 AND EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.status = 'failed')", "Query payments|status = :status|for which one is found" },
  { "SELECT * FROM orders o WHERE o.customer_id = 1 AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.status = 'ok')", "Query payments|for which none is found|!F{status = :status}" },
  { "SELECT * FROM customers c WHERE c.country = 'DE' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)", "country = :country->orders|none is found" },
  { "SELECT * FROM orders WHERE customer_id = 1 AND total > (SELECT price FROM products WHERE sku = 'x')", "UNSERVED Reads tables of which nothing leads" },
  { "SELECT * FROM products WHERE brand_id = 1 AND price = (SELECT MAX(price) FROM products)", "UNSERVED" },
  { "SELECT d.id FROM (SELECT id, total FROM orders WHERE customer_id = 1 ORDER BY placed_at LIMIT 5) d WHERE d.total <> 3", "inner query|total <> :total" },
  { "WITH mine AS (SELECT * FROM orders WHERE customer_id = 1) SELECT * FROM mine WHERE status <> 'paid'", "customer_id = :customer_id|status <> :status" },
  /* joins */
  { "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.email = 'x'", "customer_emails: email->Query orders/" },
  { "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = 1 AND c.blocked = 0", "GetItem orders->GetItem customers|compares the items: blocked = :blocked" },
  { "SELECT * FROM orders o JOIN payments p ON p.order_id = o.id WHERE o.customer_id = 1 AND p.status <> 'ok'", "Query payments|status <> :status" },
  { "SELECT * FROM orders o JOIN payments p ON p.order_id = o.id AND p.amount > o.total WHERE o.customer_id = 1", "payments.amount > orders.total" },
  { "SELECT * FROM orders o LEFT JOIN payments p ON p.order_id = o.id WHERE o.customer_id = 1 AND p.id IS NULL", "for which none is found" },
  { "SELECT * FROM orders o LEFT JOIN payments p ON p.order_id = o.id WHERE o.customer_id = 1 AND p.paid_at IS NULL", "attribute_not_exists(paid_at)" },
  { "SELECT * FROM products p JOIN stock s ON s.product_id = p.id WHERE s.store_id = 1 AND s.on_hand > 0 AND p.format <> 'a'", "store_id = :store_id|on_hand|compares the items: format <> :format" },
  { "SELECT * FROM lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = 1 AND p.price BETWEEN 1 AND 2", "Query lines->products|price BETWEEN" },
  { "SELECT p.title FROM carts c JOIN products p ON p.id = c.product_id WHERE c.customer_id = 1 ORDER BY p.title", "sorted by title" },
  { "SELECT c.title FROM categories c JOIN categories p ON p.id = c.parent_id WHERE p.title = 'x'", "UNSERVED Joins a table with itself" },
  { "SELECT * FROM categories WHERE id IN (SELECT parent_id FROM categories WHERE title = 'x')", "UNSERVED Joins a table with itself" },
  { "SELECT * FROM categories WHERE parent_id = 3", "parent_id = :parent_id" },
  { "SELECT * FROM orders WHERE id = 1 FOR UPDATE", "GetItem orders|strongly consistent" },
  /* writes */
  { "UPDATE stock s JOIN products p ON p.id = s.product_id SET s.on_hand = 0 WHERE p.brand_id = 4", "brand_id = :brand_id->UpdateItem stock|!UpdateItem products|!TransactWriteItems" },
  { "UPDATE stock s JOIN products p ON p.id = s.product_id SET s.on_hand = 0 WHERE s.store_id = 1 AND p.format = 'a'", "Query stock->products->UpdateItem stock|compares the items: format = :format|!UpdateItem products" },
  { "DELETE c FROM carts c JOIN products p ON p.id = c.product_id WHERE p.format = 'a'", "format = :format->BatchWriteItem carts|!BatchWriteItem products|!Transact" },
  { "DELETE FROM carts USING carts JOIN products ON products.id = carts.product_id WHERE products.sku = 'x'", "product_skus: sku->BatchWriteItem carts|!BatchWriteItem products" },
  { "DELETE o FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.email = 'x'", "UNSERVED Deletes rows that another table's values find" },
  { "DELETE FROM carts WHERE customer_id = (SELECT id FROM customers WHERE email = 'x')", "customer_emails: email->BatchWriteItem carts|!customers: customer_id = :customer_id F{} C{attribute_exists" },
  { "UPDATE products SET price = 5 WHERE brand_id IN (SELECT id FROM brands WHERE name = 'x')", "brand_names: name->Query products->UpdateItem products|!UpdateItem brands" },
  { "INSERT INTO lines (order_id, number, product_id, quantity) SELECT 5, 1, c.product_id, c.quantity FROM carts c JOIN products p ON p.id = c.product_id WHERE c.customer_id = 3 AND p.price > 0", "Query carts: customer_id->products->PutItem lines|price|!PutItem carts" },
  { "INSERT INTO lines (order_id, number, product_id, quantity) VALUES (1, 2, 3, 4)", "PutItem lines" },
  { "INSERT INTO carts (customer_id, product_id, quantity, added_at) VALUES (1, 2, 3, NOW()) ON DUPLICATE KEY UPDATE quantity = quantity + 1", "UpdateItem carts" },
  { "UPDATE orders SET status = 'paid' WHERE id = 1 AND status <> 'sent'", "UpdateItem orders|C{attribute_exists(order_id) AND status <> :status}" },
  { "UPDATE orders SET status = 'paid' WHERE id = 1 AND note IS NOT NULL", "attribute_exists(note)" },
  { "UPDATE stock SET reserved = reserved + 1 WHERE store_id = 1 AND product_id = 2 AND on_hand > reserved", "on_hand > reserved" },
  { "UPDATE stock SET reserved = reserved + 1 WHERE store_id = 1 AND product_id = 2 AND on_hand - reserved >= 1", "UNSERVED Asks for" },
  { "UPDATE orders SET status = 'sent' WHERE customer_id = 1 AND status <> 'sent'", "Query orders/|F{status <> :status}->UpdateItem orders" },
  { "DELETE FROM carts WHERE customer_id = 1 AND NOT quantity > 5", "Query carts|F{NOT quantity > :quantity}" },
  { "DELETE FROM carts WHERE customer_id = 1 AND DATE(added_at) < '2026-01-01'", "added_at" },
  { "DELETE FROM events WHERE at < '2026-01-01'", "UNSERVED Asks for a range" },
  { "UPDATE orders SET total = 5", "UNSERVED Writes all items" },
};

static gboolean
is_found (const char *text,
          const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (wanted, "->", -1);
  const char *at = text;

  for (guint i = 0; parts[i] != NULL && at != NULL; i++)
    {
      at = strstr (at, parts[i]);
      at = at != NULL ? at + strlen (parts[i]) : NULL;
    }
  return at != NULL;
}

static void
test_cases (void)
{
  guint n = 0;

  for (guint strategy = 0; strategy < 3; strategy++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (TenonModel) model = sample_model (shop);
        TenonPattern *pattern = statements_add (model, cases[i].sql);
        g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
        g_autoptr (GPtrArray) lost = statements_list_lost (model, design);
        g_autofree char *text = statements_describe (design, pattern);
        g_auto (GStrv) wanted = g_strsplit (cases[i].expected, "|", -1);
        gboolean is_wrong = lost->len > 0;

        for (guint k = 0; strategy == 0 && wanted[k] != NULL; k++)
          if (is_found (text, wanted[k] + (wanted[k][0] == '!')) == (wanted[k][0] == '!'))
            {
              g_test_message ("expected %s", wanted[k]);
              is_wrong = TRUE;
            }
        for (guint k = 0; k < lost->len; k++)
          g_test_message ("lost: %s", (char *)g_ptr_array_index (lost, k));
        if (is_wrong)
          g_test_message ("%u: %s\n%s\n", strategy, cases[i].sql, text);
        n += is_wrong;
      }
  g_assert_cmpuint (n, ==, 0);
}

/* All of them in one model: what serves one pattern takes nothing from another. */
static void
test_together (void)
{
  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonModel) model = sample_model (shop);
      g_autoptr (TenonDesign) design = NULL;
      g_autoptr (GPtrArray) lost = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        statements_add (model, cases[i].sql);
      design = tenon_design_propose (model, strategy);
      lost = statements_list_lost (model, design);
      for (guint i = 0; i < lost->len; i++)
        {
          g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (lost, i), ":", 2);
          g_autofree char *text = statements_describe (design, tenon_model_find_pattern (model, parts[0]));

          g_test_message ("%s\n%s", (char *)g_ptr_array_index (lost, i), text);
        }
      g_assert_cmpuint (lost->len, ==, 0);
    }
}

static guint
tell_lost (TenonModel *model,
           const char *what)
{
  guint n = 0;

  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategy);
      g_autoptr (GPtrArray) lost = statements_list_lost (model, design);

      for (guint i = 0; i < lost->len; i++)
        {
          g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (lost, i), ":", 2);
          g_autofree char *text = statements_describe (design, tenon_model_find_pattern (model, parts[0]));

          g_test_message ("%s, strategy %u: %s\n%s", what, strategy, (char *)g_ptr_array_index (lost, i), text);
        }
      n += lost->len;
    }
  return n;
}

/* ---- statements of our making ---- */

static const char *
any_column (TenonSourceTable *table,
            GRand            *rand)
{
  return ((TenonColumn *)tenon_list_get (table->columns, g_rand_int_range (rand, 0, tenon_list_get_length (table->columns))))->name;
}

static void
append_comparison (GString          *s,
                   TenonSourceTable *table,
                   const char       *alias,
                   GRand            *rand)
{
  static const char *const forms[] = { "%s = 5", "%s = 5", "%s <> 5", "NOT %s = 5", "%s IN (1, 2)", "%s NOT IN (1, 2)", "%s > 5", "%s BETWEEN 1 AND 2", "%s NOT BETWEEN 1 AND 2", "%s IS NULL", "%s IS NOT NULL",
                                       "%s LIKE 'a%%'", "%s NOT LIKE '%%a'", "LOWER(%s) = 'x'", "DATE(%s) = '2026-01-01'", "%s + 1 > 7", "7 < %s", "NOT (%s = 5)" };
  g_autofree char         *column = g_strdup_printf ("%s.`%s`", alias, any_column (table, rand));
  g_auto (GStrv) pieces = g_strsplit (forms[g_rand_int_range (rand, 0, G_N_ELEMENTS (forms))], "%s", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (pieces[i], "%%", -1);
      g_autofree char *piece = g_strjoinv ("%", halves);

      g_string_append_printf (s, "%s%s", i > 0 ? column : "", piece);
    }
}

static void
append_where (GString          *s,
              TenonSourceTable *table,
              const char       *alias,
              GRand            *rand)
{
  guint n = g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      gboolean either = g_rand_int_range (rand, 0, 6) == 0;

      g_string_append (s, i > 0 ? " AND " : "");
      g_string_append (s, either ? "(" : "");
      append_comparison (s, table, alias, rand);
      if (!either)
        continue;
      g_string_append (s, " OR ");
      append_comparison (s, table, alias, rand);
      g_string_append (s, ")");
    }
}

/* A table that @child refers to by one column; (nullable) */
static TenonForeignKey *
any_parent (TenonSourceTable *child,
            GRand            *rand)
{
  guint            n = tenon_list_get_length (child->foreign_keys);
  TenonForeignKey *key = n > 0 ? tenon_list_get (child->foreign_keys, g_rand_int_range (rand, 0, n)) : NULL;

  return key != NULL && key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && key->ref_columns != NULL && key->ref_columns[0] != NULL && g_strcmp0 (key->ref_table, child->name) != 0 ? key : NULL;
}

static char *
make_statement (TenonSchema *schema,
                GRand       *rand)
{
  TenonSourceTable *table = tenon_list_get (schema->tables, g_rand_int_range (rand, 0, tenon_list_get_length (schema->tables)));
  TenonForeignKey  *key = any_parent (table, rand);
  TenonSourceTable *parent = key != NULL ? tenon_schema_find_table (schema, key->ref_table) : NULL;
  GString          *s = g_string_new (NULL);
  guint             kind = g_rand_int_range (rand, 0, parent != NULL ? 8 : 3);
  const char       *verbs[] = { "SELECT a.*", "UPDATE", "DELETE a", "SELECT DISTINCT a.*", "UPDATE", "DELETE a", "SELECT a.*", "SELECT a.*" };
  gboolean          updates = kind == 1 || kind == 4;

  g_string_append_printf (s, "%s %s`%s` a", verbs[kind], updates ? "" : "FROM ", table->name);
  if (kind >= 3 && kind < 6)
    g_string_append_printf (s, " JOIN `%s` b ON b.`%s` = a.`%s`", parent->name, key->ref_columns[0], key->columns[0]);
  if (updates)
    g_string_append_printf (s, " SET a.`%s` = 9", any_column (table, rand));
  g_string_append (s, " WHERE ");
  if (kind < 3 || g_rand_boolean (rand))
    append_where (s, table, "a", rand);
  else
    append_where (s, parent, kind < 6 ? "b" : "a", rand);
  if (kind >= 6)
    {
      g_string_append_printf (s, kind == 6 ? " AND a.`%s` IN (SELECT b.`%s` FROM `%s` b WHERE " : " AND NOT EXISTS (SELECT 1 FROM `%3$s` b WHERE b.`%2$s` = a.`%1$s` AND ", key->columns[0], key->ref_columns[0], parent->name);
      append_where (s, parent, "b", rand);
      g_string_append (s, ")");
    }
  if (kind == 0 || kind == 3)
    g_string_append_printf (s, " ORDER BY a.`%s`, a.`%s` DESC%s", any_column (table, rand), any_column (table, rand), g_rand_boolean (rand) ? " LIMIT 10" : "");
  return g_string_free (s, FALSE);
}

static void
test_generated (void)
{
  const char *wanted = g_getenv ("TENON_STATEMENTS"); /* another number of seeds */
  guint       n_seeds = wanted != NULL ? (guint)g_ascii_strtoull (wanted, NULL, 10) : 40, n = 0, n_added = 0;

  for (guint32 seed = 1; seed <= n_seeds; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *what = g_strdup_printf ("seed %u", seed);

      for (guint i = 0; i < 12; i++)
        {
          g_autofree char *sql = make_statement (model->schema, rand);

          n_added += statements_add (model, sql) != NULL ? 1 : 0;
        }
      n += tell_lost (model, what);
    }
  g_test_message ("%u statements", n_added);
  g_assert_cmpuint (n_added, >, n_seeds * 6);
  g_assert_cmpuint (n, ==, 0);
}

/* ---- real logs ---- */

static guint
add_log (TenonModel *model,
         const char *path)
{
  g_autoptr (TenonSource) source = tenon_source_load (path, "statements.log", NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = source != NULL ? tenon_query_log_read (source, model->schema, diagnostics) : NULL;
  guint n = 0;

  for (guint i = 0; log != NULL && i < tenon_list_get_length (log->statements) && i < 400; i++)
    {
      TenonStatement *statement = tenon_list_get (log->statements, i);

      n += statement->sample != NULL && statements_add (model, statement->sample) != NULL ? 1 : 0;
    }
  return n;
}

static void
add_logs (TenonModel *model,
          const char *folder,
          guint       depth)
{
  g_autoptr (GDir) dir = depth < 5 ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_logs (model, path, depth + 1);
      else
        add_log (model, path);
    }
}

static void
test_corpus (void)
{
  static const char *const schemas[] = { "modernizer_online_shop.sql", "sakila_vt.sql", "employees.sql", "aws_relational_migration.sql" };
  const char              *corpus = g_getenv ("TENON_CORPUS");
  g_autofree char         *logs = corpus != NULL ? g_build_filename (corpus, "logs", NULL) : NULL;
  guint                    n = 0;

  if (logs == NULL)
    {
      g_test_skip ("TENON_CORPUS names no folder of logs");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *path = g_build_filename (corpus, "schemas", schemas[i], NULL);
      g_autofree char *ddl = NULL;
      g_autoptr (TenonModel) model = NULL;

      if (!g_file_get_contents (path, &ddl, NULL, NULL))
        continue;
      model = sample_model (ddl);
      add_logs (model, logs, 0);
      g_test_message ("%s: %u statements", schemas[i], tenon_list_get_length (model->patterns));
      n += tell_lost (model, schemas[i]);
    }
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statements/cases", test_cases);
  g_test_add_func ("/statements/together", test_together);
  g_test_add_func ("/statements/generated", test_generated);
  g_test_add_func ("/statements/corpus", test_corpus);
  return g_test_run ();
}
