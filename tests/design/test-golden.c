/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bookshop's proposals, line by line, as they were when people last looked at them.
 * TENON_GOLDEN_UPDATE=1 writes the files anew; read the difference before it is kept. */

#include "design-sample.h"

#include "design/tenon-proposal.h"

/* The patterns as they were read once, so that a better reader does not change what is compared here. */
static void
read_patterns (TenonModel *model,
               const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Read");
  JsonArray *array;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      TenonPattern *pattern = tenon_pattern_new (NULL);

      tenon_record_read_json (TENON_RECORD (pattern), json_array_get_object_element (array, i), &error);
      g_assert_no_error (error);
      tenon_list_append_take (model->patterns, pattern);
    }
  tenon_edit_commit (edit);
}

static void
describe_table (GString    *out,
                TenonTable *table)
{
  g_string_append_printf (out, "\n%s: %s%s%s (%s)%s\n", table->name, table->partition_key, table->sort_key != NULL ? " + " : "", table->sort_key != NULL ? table->sort_key : "", table->classification, table->is_provisional ? " provisional" : "");
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      g_string_append_printf (out, "  index %s: %s%s%s%s%s\n", index->name, index->partition_key, index->sort_key != NULL ? " + " : "", index->sort_key != NULL ? index->sort_key : "", index->sparse_on != NULL ? " sparse on " : "", index->sparse_on != NULL ? index->sparse_on : "");
    }
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      g_string_append_printf (out, "  %s.%" G_GINT64_FORMAT " %s%s%s", operation->pattern_id, operation->step, operation->operation, operation->index != NULL ? " on " : "", operation->index != NULL ? operation->index : "");
      if (operation->key_condition != NULL)
        g_string_append_printf (out, " [%s]", operation->key_condition);
      if (operation->filter != NULL)
        g_string_append_printf (out, " filter [%s]", operation->filter);
      if (operation->condition != NULL)
        g_string_append_printf (out, " if [%s]", operation->condition);
      g_string_append (out, operation->descending ? " descending\n" : "\n");
    }
}

static char *
describe (TenonModel  *model,
          TenonDesign *design)
{
  GString *out = g_string_new (design->approach);

  g_string_append_c (out, '\n');
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    describe_table (out, tenon_list_get (design->tables, i));
  g_string_append (out, "\nnot served\n");
  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    {
      TenonUnserved   *unserved = tenon_list_get (design->unserved, i);
      g_autofree char *title = tenon_pattern_dup_title (tenon_model_find_pattern (model, unserved->pattern_id));

      g_string_append_printf (out, "  %s: %s\n", title, unserved->reason);
    }
  return g_string_free (out, FALSE);
}

static void
test_bookshop (gconstpointer data)
{
  static const char *const names[] = { "bookshop-multi-table.txt", "bookshop-item-collections.txt", "bookshop-read-optimised.txt" };
  guint                    strategy = GPOINTER_TO_UINT (data);
  const char              *root = g_getenv ("TENON_TEST_SRCDIR");
  g_autofree char         *schema = g_build_filename (root, "data", "samples", "bookshop", "schema.sql", NULL);
  g_autofree char         *patterns = g_build_filename (root, "tests", "golden", "design", "bookshop-patterns.json", NULL);
  g_autofree char         *path = g_build_filename (root, "tests", "golden", "design", names[strategy], NULL);
  g_autofree char         *ddl = NULL, *expected = NULL, *found = NULL;
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (schema, &ddl, NULL, &error);
  g_assert_no_error (error);
  model = sample_model (ddl);
  read_patterns (model, patterns);
  design = tenon_design_propose (model, strategy);
  found = describe (model, design);
  if (g_getenv ("TENON_GOLDEN_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, found, -1, NULL));
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/golden/multi-table", GUINT_TO_POINTER (TENON_STRATEGY_MULTI_TABLE), test_bookshop);
  g_test_add_data_func ("/golden/item-collections", GUINT_TO_POINTER (TENON_STRATEGY_ITEM_COLLECTIONS), test_bookshop);
  g_test_add_data_func ("/golden/read-optimised", GUINT_TO_POINTER (TENON_STRATEGY_READ_OPTIMISED), test_bookshop);
  return g_test_run ();
}
