/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast schemas, rows and logs are read, and whether ten times the text takes ten times the time. */

#include "mysql/tenon-ddl.h"
#include "mysql/tenon-query-log.h"

typedef TenonSource *(*MakeFunc) (guint n);
typedef guint (*ReadFunc) (TenonSource *source);

static TenonSource *
source_of (GString *text)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);

  return tenon_source_new ("bench", bytes);
}

static TenonSource *
make_schema (guint n)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < n * 100; i++)
    g_string_append_printf (s,
                            "CREATE TABLE `orders_%u` (\n"
                            "  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT 'the order',\n"
                            "  `user_id` int(11) NOT NULL,\n"
                            "  `status` enum('new','paid','sent') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'new',\n"
                            "  `total` decimal(10,2) DEFAULT '0.00',\n"
                            "  `note` varchar(255) DEFAULT NULL,\n"
                            "  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,\n"
                            "  PRIMARY KEY (`id`),\n"
                            "  UNIQUE KEY `note` (`note`(20),`status`),\n"
                            "  KEY `user` (`user_id`,`created_at`),\n"
                            "  CONSTRAINT `fk_%u` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE\n"
                            ") ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;\n\n",
                            i, i);
  return source_of (s);
}

static TenonSource *
make_rows (guint n)
{
  GString *s = g_string_new ("CREATE TABLE t (a int, b varchar(99), c datetime);\n");

  for (guint i = 0; i < n * 100; i++)
    {
      g_string_append (s, "INSERT INTO `t` VALUES ");
      for (guint j = 0; j < 500; j++)
        g_string_append_printf (s, "%s(%u,'a text with \\'quotes\\' and; a semicolon','2024-01-01 10:00:00')", j > 0 ? "," : "", j);
      g_string_append (s, ";\n");
    }
  return source_of (s);
}

static TenonSource *
make_log (guint n)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < n * 2000; i++)
    g_string_append_printf (s,
                            "# Time: 2024-03-01T%02u:%02u:%02u.%06uZ\n"
                            "# User@Host: app[app] @ localhost []  Id:     8\n"
                            "# Query_time: 0.00%u  Lock_time: 0.000001 Rows_sent: %u  Rows_examined: %u\n"
                            "SET timestamp=1709287200;\n"
                            "SELECT o.id, o.total FROM orders o JOIN users u ON u.id = o.user_id WHERE u.email = 'user%u@example.com' AND o.status IN ('new', 'paid') ORDER BY o.created_at DESC LIMIT 20;\n",
                            i / 3600 % 24, i / 60 % 60, i % 60, i % 1000000, i % 997, i % 20, i % 300, i);
  return source_of (s);
}

static guint
read_schema (TenonSource *source)
{
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, NULL);
  TenonSourceTable *first = tenon_list_get (schema->tables, 0);

  return first->row_count > 0 ? first->row_count : tenon_list_get_length (schema->tables);
}

static guint
read_log (TenonSource *source)
{
  g_autoptr (TenonStatementLog) log = tenon_query_log_read (source, NULL, NULL);

  return log->total;
}

static double
measure (const char *what,
         const char *unit,
         MakeFunc    make,
         ReadFunc    read,
         guint       n)
{
  g_autoptr (TenonSource) source = make (n);
  double best = G_MAXDOUBLE;
  guint  count = 0;
  gsize  length;

  tenon_source_get_text (source, &length);
  for (guint i = 0; i < 3; i++)
    {
      gint64 start = g_get_monotonic_time ();

      count = read (source);
      best = MIN (best, (g_get_monotonic_time () - start) / 1e6);
    }
  g_print ("%-16s %8.2f MB %9u %s: %8.2f ms, %7.1f MB/s\n", what, length / 1e6, count, unit, best * 1000, length / 1e6 / best);
  return best;
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *what;
    const char *unit;
    MakeFunc    make;
    ReadFunc    read;
  } cases[] = {
    { "schema", "tables", make_schema, read_schema },
    { "rows of a dump", "rows", make_rows, read_schema },
    { "slow log", "statements", make_log, read_log },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double one = measure (cases[i].what, cases[i].unit, cases[i].make, cases[i].read, 4);
      double ten = measure (cases[i].what, cases[i].unit, cases[i].make, cases[i].read, 40);

      g_print ("%-16s ten times the text takes %.1f times the time\n", cases[i].what, ten / one);
    }
  return 0;
}
