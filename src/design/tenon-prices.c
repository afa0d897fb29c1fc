/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dated price table that is built into the program: data/prices/dynamodb-prices.json. */

#include "design/tenon-prices.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "design/tenon-prices-resource.h"

#define PRICES_PATH "/io/github/tenon_workbench/Tenon/design/dynamodb-prices.json"
#define BASE_REGION "us-east-1"
#define PROPORTION "write_capacity_hour"

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

/* What a region does not state is taken in proportion of its provisioned write capacity unit. */
static double
get_price (JsonObject *own,
           JsonObject *base,
           const char *name)
{
  double price = get_number (own, name);
  double unit = get_number (own, PROPORTION), base_unit = get_number (base, PROPORTION);

  if (price >= 0)
    return price;
  price = get_number (base, name);
  return price >= 0 && unit > 0 && base_unit > 0 ? price * unit / base_unit : -1;
}

static void
read_reserved (JsonObject         *own,
               const char         *name,
               guint               years,
               TenonReservedPrice *reserved)
{
  JsonObject *object = get_object (own, name);

  reserved->years = years;
  reserved->is_known = object != NULL;
  reserved->write_upfront = get_number (object, "write_upfront");
  reserved->write_hour = get_number (object, "write_hour");
  reserved->read_upfront = get_number (object, "read_upfront");
  reserved->read_hour = get_number (object, "read_hour");
}

/* Requests and capacity of Standard-IA by the ratio; reservations are not offered for it. */
static void
use_standard_ia (TenonPrices *self,
                 JsonObject  *root)
{
  double ratio = get_number (get_object (root, "ratios"), "standard_ia_requests");

  self->write_per_million *= ratio;
  self->read_per_million *= ratio;
  self->write_hour *= ratio;
  self->read_hour *= ratio;
  self->reserved[0].is_known = self->reserved[1].is_known = FALSE;
  self->is_by_ratio = TRUE;
}

/**
 * tenon_prices_load:
 * @region: (nullable): "us-east-1" where not given
 *
 * Returns: (transfer full): the prices of @region as the table states them, what it lacks in proportion of its provisioned
 *   price; %NULL with @error if the table does not know the region
 */
TenonPrices *
tenon_prices_load (const char        *region,
                   TenonCostSettings *settings,
                   GError           **error)
{
  g_autoptr (JsonParser) parser = parse (error);
  g_autoptr (TenonPrices) self = g_new0 (TenonPrices, 1);
  JsonObject *root, *own, *base;
  gboolean    ia = settings->table_class == TENON_STORAGE_CLASS_STANDARD_IA;

  if (parser == NULL)
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  region = region != NULL && *region != '\0' ? region : BASE_REGION;
  own = get_object (get_object (root, "regions"), region);
  base = get_object (get_object (root, "regions"), BASE_REGION);
  if (own == NULL || base == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The price table does not know the region %s.", region);
      return NULL;
    }
  self->region = g_strdup (region);
  self->dated = g_strdup (json_object_get_string_member_with_default (root, "dated", "unknown date"));
  self->is_inferred = own != base && get_number (own, "write_request_per_million") < 0;
  self->write_per_million = get_price (own, base, "write_request_per_million");
  self->read_per_million = get_price (own, base, "read_request_per_million");
  self->write_hour = get_price (own, base, "write_capacity_hour");
  self->read_hour = get_price (own, base, "read_capacity_hour");
  self->storage_gb_month = get_price (own, base, ia ? "storage_ia_gb_month" : "storage_gb_month");
  self->recovery_gb_month = get_price (own, base, "pitr_gb_month");
  self->backup_gb_month = get_price (own, base, "backup_gb_month");
  self->restore_gb = get_price (own, base, "restore_gb");
  self->stream_reads_per_100k = get_price (own, base, "stream_read_per_100k");
  read_reserved (own, "reserved_1_year", 1, &self->reserved[0]);
  read_reserved (own, "reserved_3_years", 3, &self->reserved[1]);
  if (ia)
    use_standard_ia (self, root);
  self->seconds_per_month = tenon_cost_settings_get_month_seconds (settings);
  self->bytes_per_gb = tenon_cost_settings_get_bytes_per_gb (settings);
  self->item_overhead = settings->item_overhead;
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
    members = json_object_get_members (get_object (json_node_get_object (json_parser_get_root (parser)), "regions"));
  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (names, g_strdup (l->data));
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * tenon_prices_dup_source:
 * @price: as the price table names it: "write_request_per_million"
 *
 * Returns: (transfer full) (nullable): where the price was found
 */
char *
tenon_prices_dup_source (const char *price)
{
  g_autoptr (JsonParser) parser = parse (NULL);
  JsonObject *sources = parser != NULL ? get_object (json_node_get_object (json_parser_get_root (parser)), "sources") : NULL;

  return sources != NULL && json_object_has_member (sources, price) ? g_strdup (json_object_get_string_member_with_default (sources, price, NULL)) : NULL;
}
