/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dated price table that is built into the program: data/prices/dynamodb-prices.json. */

#include "design/tenon-prices.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "design/tenon-prices-resource.h"

#define PRICES_PATH "/io/github/tenon_workbench/Tenon/design/dynamodb-prices.json"
#define BASE_REGION "us-east-1"
#define SECONDS_PER_HOUR 3600

static JsonParser *
parse (GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GBytes) bytes = g_resource_lookup_data (tenon_prices_get_resource (), PRICES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (bytes == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return NULL;
  return g_steal_pointer (&parser);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  return object != NULL && json_object_has_member (object, name) && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, name)) ? json_object_get_object_member (object, name) : NULL;
}

static double
get_number (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_double_member_with_default (object, name, -1) : -1;
}

/* The multipliers stand either directly under "multipliers" or under "regions" in there. */
static JsonObject *
get_multipliers (JsonObject *root)
{
  JsonObject *multipliers = get_object (root, "multipliers");
  JsonObject *regions = get_object (multipliers, "regions");

  return regions != NULL ? regions : multipliers;
}

/**
 * tenon_prices_load:
 * @region: (nullable): "us-east-1" where not given
 *
 * Returns: (transfer full): the prices of @region: its own where the table has them, else those of us-east-1 times
 *   the region's multiplier; %NULL with @error if the table does not know the region
 */
TenonPrices *
tenon_prices_load (const char *region,
                   GError    **error)
{
  g_autoptr (JsonParser) parser = parse (error);
  g_autoptr (TenonPrices) self = g_new0 (TenonPrices, 1);
  JsonObject *root, *own, *conventions;
  double      factor = 1, hours;

  if (parser == NULL)
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  region = region != NULL && *region != '\0' ? region : BASE_REGION;
  own = get_object (get_object (root, "regions"), region);
  if (own == NULL)
    {
      factor = get_number (get_multipliers (root), region);
      own = get_object (get_object (root, "regions"), BASE_REGION);
      self->is_inferred = TRUE;
    }
  if (own == NULL || factor <= 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The price table does not know the region %s.", region);
      return NULL;
    }
  conventions = get_object (root, "conventions");
  hours = get_number (conventions, "hours_per_month");
  self->region = g_strdup (region);
  self->dated = g_strdup (json_object_get_string_member_with_default (root, "dated", "unknown date"));
  self->write_per_million = factor * get_number (own, "write_request_per_million");
  self->read_per_million = factor * get_number (own, "read_request_per_million");
  self->storage_gb_month = factor * get_number (own, "storage_gb_month");
  self->seconds_per_month = (hours > 0 ? hours : 730) * SECONDS_PER_HOUR;
  self->bytes_per_gb = get_number (conventions, "bytes_per_gb") > 0 ? get_number (conventions, "bytes_per_gb") : 1073741824.0;
  self->item_overhead = get_number (conventions, "item_overhead_bytes") >= 0 ? get_number (conventions, "item_overhead_bytes") : 100;
  return g_steal_pointer (&self);
}

void
tenon_prices_free (TenonPrices *self)
{
  g_free (self->region);
  g_free (self->dated);
  g_free (self);
}

/**
 * tenon_prices_list_regions:
 *
 * Returns: (transfer full): the regions whose prices are known, in the order of the table
 */
char **
tenon_prices_list_regions (void)
{
  g_autoptr (JsonParser) parser = parse (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GList) members = NULL;

  if (parser != NULL)
    members = json_object_get_members (get_multipliers (json_node_get_object (json_parser_get_root (parser))));
  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (names, g_strdup (l->data));
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
