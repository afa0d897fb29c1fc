/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other forms of a design: byte for byte against golden files, and by the rules their readers have. */

#include "contract-sample.h"
#include "contract/tenon-exporters.h"

#include <json-glib/json-glib.h>

static char *
export_sample (const TenonExporter *exporter)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 3, 7, 0, 5, 0);

  tenon_model_set (model, "name it", model, "name", "Lending library", NULL);
  return exporter->write (model, model->design, when);
}

static void
test_golden (void)
{
  guint                n;
  const TenonExporter *exporters = tenon_exporters_list (&n);

  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = export_sample (&exporters[i]);
      g_autofree char *name = g_strdup_printf ("library.%s.json", exporters[i].id);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "contract", name, NULL);
      g_autofree char *expected = NULL;
      g_autoptr (GError) error = NULL;

      if (g_strcmp0 (exporters[i].id, "contract") == 0)
        continue;
      if (g_getenv ("TENON_UPDATE_GOLDEN") != NULL)
        g_file_set_contents (path, text, -1, NULL);
      g_file_get_contents (path, &expected, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, expected);
    }
  g_assert_true (tenon_exporters_find ("workbench") != NULL);
  g_assert_null (tenon_exporters_find ("nonsense"));
}

static JsonObject *
parse (JsonParser *parser,
       const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
collect_keys (JsonArray  *schema,
              GHashTable *used)
{
  for (guint i = 0; i < json_array_get_length (schema); i++)
    g_hash_table_add (used, (gpointer)json_object_get_string_member (json_array_get_object_element (schema, i), "AttributeName"));
}

/* CloudFormation refuses a template whose definitions are not exactly the attributes that keys use. */
static void
test_cloudformation_definitions (void)
{
  g_autoptr (TenonModel) model = contract_sample_new_random (5, 20);
  g_autofree char *text = tenon_exporters_find ("cloudformation")->write (model, model->design, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *resources = json_object_get_object_member (parse (parser, text), "Resources");
  g_autoptr (GList) ids = json_object_get_members (resources);

  g_assert_cmpuint (g_list_length (ids), ==, 20);
  for (GList *id = ids; id != NULL; id = id->next)
    {
      JsonObject *properties = json_object_get_object_member (json_object_get_object_member (resources, id->data), "Properties");
      JsonArray  *definitions = json_object_get_array_member (properties, "AttributeDefinitions");
      g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

      collect_keys (json_object_get_array_member (properties, "KeySchema"), used);
      for (guint i = 0; json_object_has_member (properties, "GlobalSecondaryIndexes") && i < json_array_get_length (json_object_get_array_member (properties, "GlobalSecondaryIndexes")); i++)
        collect_keys (json_object_get_array_member (json_array_get_object_element (json_object_get_array_member (properties, "GlobalSecondaryIndexes"), i), "KeySchema"), used);
      g_assert_cmpuint (json_array_get_length (definitions), ==, g_hash_table_size (used));
      for (guint i = 0; i < json_array_get_length (definitions); i++)
        g_assert_true (g_hash_table_contains (used, json_object_get_string_member (json_array_get_object_element (definitions, i), "AttributeName")));
    }
}

static void
test_logical_ids (void)
{
  g_autoptr (TenonModel) model = contract_sample_new ();
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *resources;

  tenon_model_set (model, "rename", tenon_list_get (model->design->tables, 0), "name", "order_items", NULL);
  tenon_model_set (model, "rename", tenon_list_get (model->design->tables, 1), "name", "order-items", NULL);
  text = tenon_exporters_find ("cloudformation")->write (model, model->design, NULL);
  resources = json_object_get_object_member (parse (parser, text), "Resources");
  g_assert_true (json_object_has_member (resources, "OrderItems"));
  g_assert_true (json_object_has_member (resources, "OrderItems2"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contract/exporters/golden", test_golden);
  g_test_add_func ("/contract/exporters/cloudformation-definitions", test_cloudformation_definitions);
  g_test_add_func ("/contract/exporters/logical-ids", test_logical_ids);
  return g_test_run ();
}
