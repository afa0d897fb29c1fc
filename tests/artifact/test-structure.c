/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 01_3: what the SQL leaves out is read from the bullets, and what is written is read again. */

#include "artifact-test.h"
#include "artifact/tenon-structure-document.h"
#include "mysql/tenon-ddl.h"

static void
assert_round_trip (TenonSchema *schema)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonSchema) again = NULL;
  g_autofree char *text = NULL;

  model->schema = g_object_ref (schema);
  text = tenon_structure_document_write (model);
  source = tenon_source_new_text ("again.md", text);
  again = tenon_structure_document_read (source, diagnostics);
  forget_places (G_OBJECT (schema));
  forget_places (G_OBJECT (again));
  assert_same_json (schema, again);
  g_assert_nonnull (strstr (text, "This represents the complete source data model that must be migrated to DynamoDB"));
}

static void
test_bullets (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_3.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (source, diagnostics);
  TenonSourceTable *members = tenon_schema_find_table (schema, "members");
  TenonSourceTable *books = tenon_schema_find_table (schema, "books");
  TenonSourceTable *loans = tenon_schema_find_table (schema, "loans");

  g_assert_cmpstr (schema->name, ==, "library");
  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 3);
  g_assert_cmpint (members->line, ==, 19);
  g_assert_cmpstr (members->comment, ==, "People who may borrow");
  g_assert_cmpuint (tenon_list_get_length (members->unique_keys), ==, 2);
  g_assert_cmpstr (((TenonForeignKey *)tenon_list_get (members->foreign_keys, 0))->ref_table, ==, "members");
  assert_strv (((TenonKey *)tenon_list_get (books->indexes, 0))->columns, "title");
  g_assert_cmpstr (((TenonKey *)tenon_list_get (books->indexes, 1))->type, ==, "FULLTEXT");
  assert_strv (((TenonKey *)tenon_list_get (books->indexes, 1))->columns, "title, description");
  g_assert_cmpuint (tenon_list_get_length (loans->foreign_keys), ==, 2);
  assert_strv (((TenonKey *)tenon_list_get (loans->unique_keys, 0))->columns, "member_id, book_id");
  assert_strv (((TenonKey *)tenon_list_get (loans->indexes, 0))->columns, "member_id, lent_at");
  g_assert_cmpint (members->row_count, ==, 1200);
  g_assert_cmpint (books->row_count, ==, 40);
  g_assert_cmpint (loans->row_count, ==, -1);
  /* The document claims four foreign keys and holds three. */
  g_assert_cmpuint (find_diagnostic (diagnostics, "structure-count")->line, ==, 10);
  g_assert_cmpuint (diagnostics->len, ==, 1);
}

static void
test_golden_round_trip (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-01_3.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (source, diagnostics);

  assert_round_trip (schema);
}

static void
test_everything_round_trip (void)
{
  static const char ddl[] = "CREATE TABLE `a``b` (\n"
                            "  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n"
                            "  `kind` enum('x','it''s','y\\\\z') NOT NULL DEFAULT 'it''s' COMMENT 'two\\nlines and ``` a fence',\n"
                            "  `price` decimal(10,2) DEFAULT '0.00',\n"
                            "  `total` decimal(12,2) GENERATED ALWAYS AS (`price` * 2) STORED,\n"
                            "  `tag` varchar(40) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,\n"
                            "  `made` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),\n"
                            "  `uid` char(36) NOT NULL DEFAULT (uuid()),\n"
                            "  `flags` bit(4) NOT NULL DEFAULT b'101',\n"
                            "  `hidden` int INVISIBLE,\n"
                            "  PRIMARY KEY (`id`),\n"
                            "  UNIQUE KEY `uq` (`kind`,`tag`),\n"
                            "  KEY `ix` (`tag`(10),`made`),\n"
                            "  CHECK (`price` >= 0)\n"
                            ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='It''s a table';\n"
                            "CREATE TABLE c (\n"
                            "  x int NOT NULL, y int NOT NULL, ab_id bigint unsigned, body text,\n"
                            "  PRIMARY KEY (x, y), FULLTEXT KEY ft (body),\n"
                            "  CONSTRAINT fk FOREIGN KEY (ab_id) REFERENCES `a``b` (id) ON DELETE SET NULL ON UPDATE CASCADE\n"
                            ");\n"
                            "CREATE TABLE d (x int, y int, FOREIGN KEY (x, y) REFERENCES c (x, y));\n"
                            "CREATE VIEW v AS SELECT 1;\n"
                            "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW SET NEW.y = 1;\n";
  g_autoptr (TenonSource) source = tenon_source_new_text ("a.sql", ddl);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);

  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 3);
  g_assert_cmpuint (tenon_list_get_length (schema->triggers), ==, 1);
  ((TenonSourceTable *)tenon_list_get (schema->tables, 1))->row_count = 1234567;
  assert_round_trip (schema);
}

static void
test_no_tables (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("x.md", "# Nothing\n\n- **Foreign Key**: `a.b` → `c.d`\n");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (source, diagnostics);

  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 0);
  g_assert_nonnull (find_diagnostic (diagnostics, "structure-no-tables"));
  g_assert_nonnull (find_diagnostic (diagnostics, "structure-unknown-foreign-key"));
}

static void
test_corpus (void)
{
  g_autoptr (TenonSource) source = load_corpus ("artifacts/modernizer/stage-01/01_3_table_structure_analysis.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  TenonSourceTable *carts;

  if (source == NULL)
    return;
  schema = tenon_structure_document_read (source, diagnostics);
  g_assert_cmpuint (tenon_list_get_length (schema->tables), ==, 6);
  g_assert_cmpuint (tenon_schema_count_foreign_keys (schema), ==, 8);
  g_assert_cmpuint (tenon_list_get_length (tenon_schema_find_table (schema, "users")->unique_keys), ==, 2);
  carts = tenon_schema_find_table (schema, "shopping_carts");
  g_assert_cmpuint (tenon_list_get_length (carts->unique_keys), ==, 1);
  assert_strv (((TenonKey *)tenon_list_get (carts->unique_keys, 0))->columns, "user_id, product_id");
  g_assert_cmpuint (diagnostics->len, ==, 0);
  assert_round_trip (schema);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/structure/bullets", test_bullets);
  g_test_add_func ("/artifact/structure/golden-round-trip", test_golden_round_trip);
  g_test_add_func ("/artifact/structure/everything-round-trip", test_everything_round_trip);
  g_test_add_func ("/artifact/structure/no-tables", test_no_tables);
  g_test_add_func ("/artifact/structure/corpus", test_corpus);
  return g_test_run ();
}
