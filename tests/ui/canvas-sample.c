/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small and large schemas for tests of the canvas. */

#include "canvas-sample.h"

/* @columns: "id int, note text?": a question mark for one that may be NULL */
TenonSourceTable *
canvas_sample_add_table (TenonSchema *schema,
                         const char  *name,
                         const char  *columns,
                         const char  *primary_key)
{
  TenonSourceTable *table = g_object_new (TENON_TYPE_SOURCE_TABLE, NULL);
  g_auto (GStrv) parts = g_strsplit (columns, ", ", -1);

  table->name = g_strdup (name);
  table->primary_key = g_strsplit (primary_key, ", ", -1);
  table->row_count = -1;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      TenonColumn *column = g_object_new (TENON_TYPE_COLUMN, NULL);
      g_auto (GStrv) words = g_strsplit (parts[i], " ", 2);

      column->name = g_strdup (words[0]);
      column->nullable = g_str_has_suffix (words[1], "?");
      column->type = g_strndup (words[1], strlen (words[1]) - column->nullable);
      tenon_list_append_take (table->columns, column);
    }
  tenon_list_append_take (schema->tables, table);
  return table;
}

void
canvas_sample_reference (TenonSourceTable *table,
                         const char       *column,
                         const char       *parent)
{
  TenonForeignKey *key = g_object_new (TENON_TYPE_FOREIGN_KEY, NULL);

  key->name = g_strdup_printf ("fk_%s", column);
  key->columns = g_strsplit (column, ", ", -1);
  key->ref_table = g_strdup (parent);
  key->ref_columns = g_strsplit ("id", ", ", -1);
  tenon_list_append_take (table->foreign_keys, key);
}

void
canvas_sample_make_unique (TenonSourceTable *table,
                           const char       *columns)
{
  TenonKey *key = g_object_new (TENON_TYPE_KEY, NULL);

  key->name = g_strdup_printf ("uq_%s", columns);
  key->columns = g_strsplit (columns, ", ", -1);
  tenon_list_append_take (table->unique_keys, key);
}

/* users <- orders <- order_items -> products; profiles has one user at most; categories stand inside one another. */
TenonModel *
canvas_sample_new (void)
{
  TenonModel       *model = tenon_model_new ();
  TenonSchema      *schema = tenon_schema_new ();
  TenonSourceTable *table;

  table = canvas_sample_add_table (schema, "users", "id int unsigned, email varchar(190), name varchar(80)?", "id");
  canvas_sample_make_unique (table, "email");
  table = canvas_sample_add_table (schema, "orders", "id int unsigned, user_id int unsigned, coupon_id int unsigned?, status enum('open','paid'), total decimal(10,2)", "id");
  canvas_sample_reference (table, "user_id", "users");
  canvas_sample_reference (table, "coupon_id", "coupons");
  canvas_sample_add_table (schema, "coupons", "id int unsigned, code char(8)", "id");
  canvas_sample_add_table (schema, "products", "id int unsigned, title varchar(120)", "id");
  table = canvas_sample_add_table (schema, "order_items", "order_id int unsigned, product_id int unsigned, quantity int", "order_id, product_id");
  canvas_sample_reference (table, "order_id", "orders");
  canvas_sample_reference (table, "product_id", "products");
  table = canvas_sample_add_table (schema, "profiles", "user_id int unsigned, biography text?", "user_id");
  canvas_sample_reference (table, "user_id", "users");
  table = canvas_sample_add_table (schema, "categories", "id int unsigned, parent_id int unsigned?, name varchar(80)", "id");
  canvas_sample_reference (table, "parent_id", "categories");
  model->schema = schema;
  return model;
}

/* Tables of 3 to 12 columns with 1.25 references each, the same every time. */
TenonModel *
canvas_sample_new_large (guint n_tables)
{
  TenonModel  *model = tenon_model_new ();
  TenonSchema *schema = tenon_schema_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char  *name = g_strdup_printf ("table_%05u", i);
      GString          *columns = g_string_new ("id bigint unsigned");
      guint             n_columns = 2 + g_rand_int_range (random, 0, 10);
      TenonSourceTable *table;

      for (guint j = 0; j < n_columns; j++)
        g_string_append_printf (columns, ", column_%c_%u varchar(%u)", 'a' + (char)(j * 7 % 26), j, 10 + j);
      table = canvas_sample_add_table (schema, name, columns->str, "id");
      g_string_free (columns, TRUE);
      for (guint j = 0; i > 0 && j < 1 + (i % 4 == 0); j++)
        {
          g_autofree char *column = g_strdup_printf ("column_%c_%u", 'a' + (char)(j * 7 % 26), j);
          g_autofree char *parent = g_strdup_printf ("table_%05u", g_rand_int_range (random, MAX (0, (int)i - 30), (int)i));

          canvas_sample_reference (table, column, parent);
        }
    }
  model->schema = schema;
  return model;
}
