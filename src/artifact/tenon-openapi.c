/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access patterns out of an OpenAPI or Swagger description, in JSON or YAML: one an operation. */

#include "artifact/tenon-openapi.h"

#include "artifact/tenon-pattern-words.h"
#include "artifact/tenon-tree.h"
#include "base/tenon-text.h"

#include <string.h>

#define MAX_DESCRIPTION_BYTES (16 * 1024 * 1024)

static const char *const methods[] = { "get", "post", "put", "patch", "delete", "head" };

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The path all operations stand under: "basePath" of version 2, the first server's path of version 3. */
static char *
dup_base_path (JsonObject *root)
{
  const char *base = get_string (root, "basePath");
  JsonNode   *servers = json_object_get_member (root, "servers");
  const char *url = NULL, *path;

  if (servers != NULL && JSON_NODE_HOLDS_ARRAY (servers) && json_array_get_length (json_node_get_array (servers)) > 0)
    {
      JsonNode *first = json_array_get_element (json_node_get_array (servers), 0);

      url = JSON_NODE_HOLDS_OBJECT (first) ? get_string (json_node_get_object (first), "url") : NULL;
    }
  if (url != NULL)
    {
      path = strstr (url, "://");
      base = path != NULL ? strchr (path + 3, '/') : url;
    }
  if (base == NULL || *base != '/')
    return g_strdup ("");
  return g_strndup (base, strlen (base) - (g_str_has_suffix (base, "/") ? 1 : 0));
}

static char *
dup_description (JsonObject *operation,
                 const char *address)
{
  const char *summary = get_string (operation, "summary");
  const char *description = get_string (operation, "description");
  const char *id = get_string (operation, "operationId");

  if (summary != NULL && *summary != '\0')
    return g_strstrip (g_strdup (summary));
  if (description != NULL && *description != '\0')
    return g_strstrip (g_strndup (description, strcspn (description, "\r\n")));
  if (id != NULL && *id != '\0')
    {
      char *words = tenon_name_to_words (id);

      *words = g_ascii_toupper (*words);
      return words;
    }
  return g_strdup (address);
}

/* A parameter of the query string narrows the answer where it is a column of the pattern's table, or pages through it. */
static void
read_parameter (TenonPattern    *pattern,
                TenonTableNames *names,
                JsonObject      *parameter)
{
  static const char *const paging[] = { "page", "limit", "offset", "size", "per_page", "cursor", "after", "before", NULL };
  const char              *name = get_string (parameter, "name");
  TenonSourceTable        *table;
  TenonColumn             *column;
  g_autofree char         *snake = name != NULL ? tenon_name_to_snake (name) : NULL;
  guint                    n = pattern->filters != NULL ? g_strv_length (pattern->filters) : 0;

  if (snake == NULL || g_strcmp0 (get_string (parameter, "in"), "query") != 0)
    return;
  if (g_strv_contains (paging, snake))
    {
      pattern->is_list |= pattern->operation_type == TENON_OPERATION_READ;
      return;
    }
  table = names != NULL && pattern->entities_involved != NULL ? tenon_schema_find_table (tenon_table_names_get_schema (names), pattern->entities_involved[0]) : NULL;
  column = table != NULL ? tenon_source_table_find_column (table, snake) : NULL;
  if (column == NULL)
    return;
  pattern->filters = g_renew (char *, pattern->filters, n + 2);
  pattern->filters[n] = g_strconcat (table->name, ".", column->name, NULL);
  pattern->filters[n + 1] = NULL;
}

static void
read_parameters (TenonPattern    *pattern,
                 TenonTableNames *names,
                 JsonObject      *operation)
{
  JsonNode  *node = json_object_get_member (operation, "parameters");
  JsonArray *parameters = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    {
      JsonNode *element = json_array_get_element (parameters, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        read_parameter (pattern, names, json_node_get_object (element));
    }
}

static void
add_operation (GPtrArray       *patterns,
               TenonSource     *source,
               TenonTableNames *names,
               const char      *method,
               const char      *base,
               const char      *path,
               JsonObject      *operation)
{
  g_autofree char *id = g_strdup_printf ("AP%u", patterns->len + 1);
  g_autofree char *upper = g_ascii_strup (method, -1);
  TenonPattern    *pattern = tenon_pattern_new (id);
  gsize            length;
  const char      *text = tenon_source_get_text (source, &length);
  const char      *place = g_strstr_len (text, length, path);

  pattern->endpoint = g_strconcat (upper, " ", base, path, NULL);
  pattern->description = dup_description (operation, pattern->endpoint);
  pattern->file = g_strdup (tenon_source_get_name (source));
  if (place != NULL)
    {
      guint line;

      tenon_source_locate (source, place - text, &line, NULL);
      pattern->line = line;
    }
  tenon_pattern_words_read (pattern, pattern->description, get_string (operation, "x-data-access"), names);
  read_parameters (pattern, names, operation);
  g_ptr_array_add (patterns, pattern);
}

static void
read_paths (GPtrArray   *patterns,
            TenonSource *source,
            TenonSchema *schema,
            JsonObject  *root)
{
  JsonObject      *paths = get_object (root, "paths");
  g_autofree char *base = dup_base_path (root);
  g_autoptr (TenonTableNames) names = schema != NULL ? tenon_table_names_new (schema) : NULL;
  g_autoptr (GList) members = paths != NULL ? json_object_get_members (paths) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonObject *item = get_object (paths, l->data);

      for (guint i = 0; item != NULL && i < G_N_ELEMENTS (methods); i++)
        {
          JsonObject *operation = get_object (item, methods[i]);

          if (operation != NULL)
            add_operation (patterns, source, names, methods[i], base, l->data, operation);
        }
    }
}

/**
 * tenon_openapi_read:
 * @schema: (nullable):
 *
 * Returns: (transfer full) (element-type TenonPattern): in the order of the paths
 */
GPtrArray *
tenon_openapi_read (TenonSource *source,
                    TenonSchema *schema,
                    GPtrArray   *diagnostics)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  const char *file = tenon_source_get_name (source);
  gsize       length, blank;
  const char *text = tenon_source_get_text (source, &length);

  if (length > MAX_DESCRIPTION_BYTES)
    {
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "document-too-large", file, 0, 0, "The file has %" G_GSIZE_FORMAT " bytes; API descriptions are read up to %d.", length, MAX_DESCRIPTION_BYTES);
      return patterns;
    }
  for (blank = 0; blank < length && g_ascii_isspace (text[blank]); blank++)
    ;
  if (blank < length && text[blank] == '{')
    root = tenon_tree_read_json (text, length, &error);
  else
    root = tenon_tree_read_yaml (text, length, &error);
  if (root == NULL)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "api-unreadable", file, 0, 0, "The API description cannot be read: %s.", error->message);
  else if (JSON_NODE_HOLDS_OBJECT (root))
    read_paths (patterns, source, schema, json_node_get_object (root));
  if (root != NULL && patterns->len == 0)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "api-no-patterns", file, 0, 0, "The API description has no operation below “paths”.");
  return patterns;
}
