/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The edit, undo, JSON and digests of the model. */

#include "model/tenon-model.h"

static TenonPattern *
add_pattern (TenonModel *model,
             const char *id)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Add Pattern");
  TenonPattern *pattern = tenon_pattern_new (id);

  tenon_list_append_take (model->patterns, pattern);
  tenon_edit_commit (edit);
  return pattern;
}

static void
test_undo_redo (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  TenonPattern *pattern = add_pattern (model, "AP1");
  guint64       added = tenon_model_get_serial (model);

  tenon_model_set (model, "Describe", pattern, "description", "Get an order", "is-list", TRUE, NULL);
  g_assert_cmpstr (tenon_model_get_undo_label (model), ==, "Describe");
  g_assert_cmpuint (tenon_model_count_since (model, added), ==, 1);

  tenon_model_undo (model);
  g_assert_null (pattern->description);
  g_assert_false (pattern->is_list);
  g_assert_cmpuint (tenon_model_get_serial (model), ==, added);

  tenon_model_undo (model);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 0);
  tenon_model_redo (model);
  tenon_model_redo (model);
  g_assert_true (tenon_list_get (model->patterns, 0) == (gpointer)pattern);
  g_assert_cmpstr (pattern->description, ==, "Get an order");
  g_assert_false (tenon_model_can_redo (model));
}

static void
test_revert_without_commit (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  TenonPattern *pattern = add_pattern (model, "AP1");

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Never");

    g_object_set (pattern, "description", "lost", NULL);
    tenon_list_append_take (model->patterns, tenon_pattern_new ("AP2"));
    tenon_list_remove (model->patterns, 0);
    g_assert_true (tenon_model_is_editing (model));
  }
  g_assert_false (tenon_model_is_editing (model));
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 1);
  g_assert_true (tenon_list_get (model->patterns, 0) == (gpointer)pattern);
  g_assert_null (pattern->description);
  g_assert_cmpstr (tenon_model_get_undo_label (model), ==, "Add Pattern");
}

static void
test_nested_edits_are_one_step (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonEdit) outer = tenon_model_begin (model, "Import");

  add_pattern (model, "AP1");
  {
    g_autoptr (TenonEdit) inner = tenon_model_begin (model, "Not This One");

    tenon_list_append_take (model->patterns, tenon_pattern_new ("AP9"));
  }
  add_pattern (model, "AP2");
  tenon_edit_commit (outer);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 2);
  tenon_model_undo (model);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 0);
  g_assert_false (tenon_model_can_undo (model));
}

static void
test_typing_is_one_step (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  TenonPattern            *pattern = add_pattern (model, "AP1");
  static const char *const keystrokes[] = { "a", "ab", "abc" };

  for (guint i = 0; i < G_N_ELEMENTS (keystrokes); i++)
    {
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Type");

      g_object_set (pattern, "description", keystrokes[i], NULL);
      tenon_edit_commit_typing (edit);
    }
  tenon_model_close_typing (model);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Type");

    g_object_set (pattern, "description", "abcd", NULL);
    tenon_edit_commit_typing (edit);
  }
  tenon_model_undo (model);
  g_assert_cmpstr (pattern->description, ==, "abc");
  tenon_model_undo (model);
  g_assert_null (pattern->description);
}

static void
test_change_outside_edit (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TenonModel) model = tenon_model_new ();
      TenonPattern *pattern = add_pattern (model, "AP1");

      g_object_set (pattern, "description", "sneaked in", NULL);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*outside an edit*");
}

static void
remember (TenonModel *model,
          const char *label,
          char      **subjects,
          GPtrArray  *seen)
{
  g_ptr_array_add (seen, g_strjoinv (" ", subjects));
}

static void
test_changed_names_what_it_touched (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);
  TenonTable     *table = tenon_table_new ("orders");
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, "name", "order_id", NULL);

  tenon_list_append_take (table->attributes, attribute);
  g_signal_connect (model, "changed", G_CALLBACK (remember), seen);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

    tenon_list_append_take (model->design->tables, table);
    tenon_edit_commit (edit);
  }
  tenon_model_set (model, "Type", attribute, "type", TENON_ATTRIBUTE_N, NULL);
  add_pattern (model, "AP1");
  tenon_model_undo (model);
  g_assert_cmpuint (seen->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (seen, 0), ==, "table:orders");
  g_assert_cmpstr (g_ptr_array_index (seen, 1), ==, "table:orders");
  g_assert_cmpstr (g_ptr_array_index (seen, 2), ==, "pattern:AP1");
  g_assert_cmpstr (g_ptr_array_index (seen, 3), ==, "pattern:AP1");
}

/* A model with one of everything that has a form of its own in JSON. */
static TenonModel *
make_model (void)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");
  TenonPattern            *pattern = tenon_pattern_new ("AP1");
  TenonSchema             *schema = tenon_schema_new ();
  TenonSourceTable        *source = g_object_new (TENON_TYPE_SOURCE_TABLE, "name", "orders", NULL);
  TenonColumn             *column = g_object_new (TENON_TYPE_COLUMN, "name", "id", "type", "bigint unsigned", "auto-increment", TRUE, NULL);
  TenonTable              *table = tenon_table_new ("orders");
  static const char *const primary[] = { "id", NULL };

  tenon_list_append_take (source->columns, column);
  g_object_set (source, "primary-key", primary, NULL);
  tenon_list_append_take (schema->tables, source);
  g_object_set (model, "name", "Shop", "schema", schema, NULL);
  g_object_unref (schema);
  pattern->operation_type = TENON_OPERATION_READ;
  pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, 500, "said in the meeting");
  tenon_rate_set_person (pattern->rps_peak, "Ada <ada@example.com>", "2026-01-02T03:04:05Z");
  tenon_list_append_take (model->patterns, pattern);
  tenon_list_append_take (table->attributes, g_object_new (TENON_TYPE_ATTRIBUTE, "name", "order_id", "type", TENON_ATTRIBUTE_N, NULL));
  tenon_list_append_take (model->design->tables, table);
  tenon_list_append_take (model->diagram->nodes, g_object_new (TENON_TYPE_NODE, "node-id", "source:orders", "x", (gint64)12, NULL));
  tenon_edit_commit (edit);
  return model;
}

static void
test_json_round_trip (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonModel) again = tenon_model_new ();
  g_autofree char *text = tenon_record_to_json (TENON_RECORD (model), 2);
  g_autofree char *text_again = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  g_assert_true (tenon_model_read_json (again, json_node_get_object (node), &error));
  g_assert_no_error (error);
  g_assert_true (tenon_record_equal (TENON_RECORD (model), TENON_RECORD (again)));
  text_again = tenon_record_to_json (TENON_RECORD (again), 2);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_null (strstr (text, "source:orders")); /* positions are kept aside */
  g_assert_nonnull (strstr (text, "\"rps_average\": null"));
  g_assert_false (tenon_model_can_undo (again));
}

static void
test_json_wrong_member (void)
{
  static const char *const texts[] = {
    "{\"patterns\": {}}",
    "{\"patterns\": [{\"pattern_id\": 3}]}",
    "{\"patterns\": [{\"operation_type\": \"PERHAPS\"}]}",
    "{\"patterns\": [{\"rps_peak\": {\"value\": 3}}]}",
    "{\"patterns\": [{\"rps_peak\": {\"value\": -3, \"origin\": \"STATED\", \"evidence\": \"x\"}}]}",
    "{\"patterns\": [{\"rps_peak\": {\"value\": 3, \"origin\": \"STATED\", \"evidence\": \"\"}}]}",
    "{\"keep_mysql_names\": 1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TenonModel) model = tenon_model_new ();
      g_autoptr (JsonNode) node = json_from_string (texts[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (tenon_model_read_json (model, json_node_get_object (node), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_digest (void)
{
  g_autoptr (TenonModel) model = make_model ();
  TenonPattern    *pattern = tenon_list_get (model->patterns, 0);
  g_autofree char *approved = tenon_record_dup_digest (TENON_RECORD (pattern));
  g_autofree char *changed = NULL;
  g_autofree char *undone = NULL;

  tenon_model_set (model, "Describe", pattern, "description", "other", NULL);
  changed = tenon_record_dup_digest (TENON_RECORD (pattern));
  g_assert_cmpstr (approved, !=, changed);
  tenon_model_undo (model);
  undone = tenon_record_dup_digest (TENON_RECORD (pattern));
  g_assert_cmpstr (approved, ==, undone);
}

static void
test_snapshot_stands_still (void)
{
  g_autoptr (TenonModel) model = make_model ();
  g_autoptr (TenonModel) snapshot = tenon_model_snapshot (model);
  TenonPattern *pattern = tenon_list_get (model->patterns, 0);

  g_assert_true (tenon_record_equal (TENON_RECORD (model), TENON_RECORD (snapshot)));
  g_assert_true (snapshot->schema == model->schema);
  tenon_model_set (model, "Describe", pattern, "description", "later", NULL);
  g_assert_null (((TenonPattern *)tenon_list_get (snapshot->patterns, 0))->description);
}

static void
test_unknown_rate_has_no_number (void)
{
  double value = 42;

  g_assert_false (tenon_rate_get_value (NULL, &value));
  g_assert_cmpfloat (value, ==, 42);
  g_assert_cmpint (tenon_rate_get_origin (NULL), ==, TENON_RATE_UNKNOWN);
}

static void
test_unique_columns (void)
{
  g_autoptr (TenonSourceTable) table = g_object_new (TENON_TYPE_SOURCE_TABLE, "name", "carts", NULL);
  static const char *const names[] = { "id", "user_id", "product_id", "coupon" };
  static const char *const primary[] = { "id", NULL };
  static const char *const pair[] = { "user_id", "product_id", NULL };
  static const char *const coupon[] = { "coupon", NULL };
  static const char *const half[] = { "user_id", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    tenon_list_append_take (table->columns, g_object_new (TENON_TYPE_COLUMN, "name", names[i], "nullable", i == 3, NULL));
  g_object_set (table, "primary-key", primary, NULL);
  tenon_list_append_take (table->unique_keys, g_object_new (TENON_TYPE_KEY, "name", "pair", "columns", pair, NULL));
  tenon_list_append_take (table->unique_keys, g_object_new (TENON_TYPE_KEY, "name", "coupon", "columns", coupon, NULL));

  g_assert_true (tenon_source_table_is_unique (table, primary));
  g_assert_true (tenon_source_table_is_unique (table, pair));
  g_assert_false (tenon_source_table_is_unique (table, half));
  g_assert_false (tenon_source_table_is_unique (table, coupon)); /* several rows may have NULL there */
}

static void
test_column_details (void)
{
  g_autoptr (TenonColumn) column = g_object_new (TENON_TYPE_COLUMN, "name", "x", "type", "decimal(10,2) unsigned", NULL);
  g_autoptr (TenonColumn) label = g_object_new (TENON_TYPE_COLUMN, "name", "y", "type", "enum('it''s','b,c')", NULL);
  g_auto (GStrv) labels = tenon_column_dup_labels (label);
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  g_assert_cmpstr (details.base, ==, "decimal");
  g_assert_cmpint (details.length, ==, 10);
  g_assert_cmpint (details.scale, ==, 2);
  g_assert_true (details.is_number && details.is_unsigned);
  g_assert_cmpuint (g_strv_length (labels), ==, 2);
  g_assert_cmpstr (labels[0], ==, "it's");
  g_assert_cmpstr (labels[1], ==, "b,c");
}

/* What the program does by itself is undone as any other step, but is no change of anybody's. */
static void
test_quiet_steps (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  guint64 start = tenon_model_get_serial (model);

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Arrange");

    g_object_set (model, "domain", "Shop", NULL);
    tenon_edit_commit_quietly (edit);
  }
  g_assert_cmpuint (tenon_model_count_since (model, start), ==, 1);
  g_assert_cmpuint (tenon_model_count_changes_since (model, start), ==, 0);
  tenon_model_set (model, "Name", model, "name", "Bookshop", NULL);
  g_assert_cmpuint (tenon_model_count_changes_since (model, start), ==, 1);
  tenon_model_undo (model);
  g_assert_cmpstr (tenon_model_get_undo_label (model), ==, "Arrange");
  g_assert_cmpuint (tenon_model_count_changes_since (model, start), ==, 0);
  tenon_model_undo (model);
  g_assert_null (model->domain);
  g_assert_cmpuint (tenon_model_count_changes_since (model, start), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/edit/undo-redo", test_undo_redo);
  g_test_add_func ("/model/edit/revert", test_revert_without_commit);
  g_test_add_func ("/model/edit/nested", test_nested_edits_are_one_step);
  g_test_add_func ("/model/edit/typing", test_typing_is_one_step);
  g_test_add_func ("/model/edit/quiet", test_quiet_steps);
  g_test_add_func ("/model/edit/outside", test_change_outside_edit);
  g_test_add_func ("/model/edit/changed", test_changed_names_what_it_touched);
  g_test_add_func ("/model/json/round-trip", test_json_round_trip);
  g_test_add_func ("/model/json/wrong-member", test_json_wrong_member);
  g_test_add_func ("/model/digest", test_digest);
  g_test_add_func ("/model/snapshot", test_snapshot_stands_still);
  g_test_add_func ("/model/rate/unknown", test_unknown_rate_has_no_number);
  g_test_add_func ("/model/schema/unique", test_unique_columns);
  g_test_add_func ("/model/schema/column-details", test_column_details);
  return g_test_run ();
}
