/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small models for the tests of the design engine. */

#include "design-sample.h"

#include "artifact/tenon-api-document.h"
#include "base/tenon-source.h"
#include "mysql/tenon-ddl.h"

/* A shop with all that keys are chosen by: unique columns, a pair, a self reference, weak children, an ENUM. */
const char *const sample_shop = "CREATE TABLE users (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, username VARCHAR(50) NOT NULL, email VARCHAR(100) NOT NULL, bio TEXT,"
                                " created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id), UNIQUE KEY uq_username (username), UNIQUE KEY uq_email (email));\n"
                                "CREATE TABLE categories (id INT NOT NULL AUTO_INCREMENT, parent_id INT NULL, name VARCHAR(80) NOT NULL, PRIMARY KEY (id),"
                                " FOREIGN KEY (parent_id) REFERENCES categories (id));\n"
                                "CREATE TABLE products (id INT NOT NULL AUTO_INCREMENT, seller_id BIGINT UNSIGNED NOT NULL, category_id INT NOT NULL, name VARCHAR(200) NOT NULL,"
                                " price DECIMAL(10,2) NOT NULL, stock INT NOT NULL, photo LONGBLOB, created_at DATETIME NOT NULL, PRIMARY KEY (id),"
                                " FOREIGN KEY (seller_id) REFERENCES users (id), FOREIGN KEY (category_id) REFERENCES categories (id), FULLTEXT KEY ft (name));\n"
                                "CREATE TABLE carts (id INT NOT NULL AUTO_INCREMENT, user_id BIGINT UNSIGNED NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL, PRIMARY KEY (id),"
                                " UNIQUE KEY uq_cart (user_id, product_id), FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE, FOREIGN KEY (product_id) REFERENCES products (id));\n"
                                "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT, user_id BIGINT UNSIGNED NOT NULL, status ENUM('open','paid','sent') NOT NULL, total DECIMAL(10,2) NOT NULL,"
                                " placed_at TIMESTAMP NOT NULL, PRIMARY KEY (id), KEY idx_user (user_id, placed_at), FOREIGN KEY (user_id) REFERENCES users (id));\n"
                                "CREATE TABLE order_items (id INT NOT NULL AUTO_INCREMENT, order_id INT NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL, PRIMARY KEY (id),"
                                " FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE, FOREIGN KEY (product_id) REFERENCES products (id));\n";

/* A model is written by edits alone; a schema is set before anybody watches. */
static TenonModel *
model_of (TenonSource *source)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  model->schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  g_assert_nonnull (model->schema);
  return model;
}

TenonModel *
sample_model (const char *ddl)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("sample.sql", ddl);

  return model_of (source);
}

TenonModel *
sample_model_from_files (const char *schema,
                         const char *api)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonSource) ddl = tenon_source_load (schema, "schema.sql", &error);
  g_autoptr (TenonSource) document = NULL;
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  TenonModel *model;

  g_assert_no_error (error);
  document = tenon_source_load (api, "api.md", &error);
  g_assert_no_error (error);
  model = model_of (ddl);
  patterns = tenon_api_document_read (document, model->schema, diagnostics);
  edit = tenon_model_begin (model, "Read");
  for (guint i = 0; i < patterns->len; i++)
    tenon_list_append (model->patterns, g_ptr_array_index (patterns, i));
  tenon_edit_commit (edit);
  return model;
}

TenonPattern *
sample_pattern (TenonModel        *model,
                const char        *id,
                TenonOperationType type,
                const char        *description,
                const char        *entities,
                const char        *equality)
{
  TenonPattern *pattern = tenon_pattern_new (id);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Add Pattern");

  pattern->operation_type = type;
  pattern->description = g_strdup (description);
  pattern->entities_involved = entities != NULL ? g_strsplit (entities, " ", -1) : NULL;
  pattern->equality = equality != NULL ? g_strsplit (equality, " ", -1) : NULL;
  tenon_list_append_take (model->patterns, pattern);
  tenon_edit_commit (edit);
  return pattern;
}

void
sample_rates (TenonPattern *pattern,
              double        peak,
              double        average)
{
  g_clear_pointer (&pattern->rps_peak, tenon_rate_free);
  g_clear_pointer (&pattern->rps_average, tenon_rate_free);
  pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, peak, "stated in a test");
  pattern->rps_average = tenon_rate_new (TENON_RATE_STATED, average, "stated in a test");
}

void
sample_rows (TenonModel *model,
             const char *table,
             gint64      rows)
{
  tenon_schema_find_table (model->schema, table)->row_count = rows;
}

TenonOperation *
sample_operation (TenonDesign *design,
                  const char  *table,
                  const char  *pattern_id,
                  const char  *operation)
{
  TenonTable *found = tenon_design_find_table (design, table);

  for (guint i = 0; found != NULL && i < tenon_list_get_length (found->operations); i++)
    {
      TenonOperation *candidate = tenon_list_get (found->operations, i);

      if (g_strcmp0 (candidate->pattern_id, pattern_id) == 0 && g_strcmp0 (candidate->operation, operation) == 0)
        return candidate;
    }
  return NULL;
}

char *
sample_keys (TenonDesign *design,
             const char  *table)
{
  TenonTable *found = tenon_design_find_table (design, table);

  if (found == NULL)
    return NULL;
  return g_strdup_printf ("%s%s%s", found->partition_key, found->sort_key != NULL ? " + " : "", found->sort_key != NULL ? found->sort_key : "");
}

guint
sample_count (GPtrArray  *findings,
              const char *code,
              const char *subject)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      n += g_strcmp0 (finding->code, code) == 0 && (subject == NULL || g_strcmp0 (finding->subject, subject) == 0);
    }
  return n;
}
