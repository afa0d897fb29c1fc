/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests kept as JSON: collections of an HTTP client with folders inside folders, lists and maps of routes.
 *
 * The tree is walked with a stack of its own: how deep it is, is the input's affair. */

#include "artifact/tenon-api-collection.h"

#include "artifact/tenon-tree.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"

#include <string.h>

/* A path whose spelling the text does not hold is not looked for again and again. */
#define MAX_MISSES 32

static const char *const path_members[] = { "path", "url", "uri", "route", "endpoint", NULL };
static const char *const method_members[] = { "method", "methods", "verb", "httpMethod", "http_method", "verbs", NULL };
static const char *const words_members[] = { "description", "summary", "name", "title", "label", "what", NULL };
static const char *const handler_members[] = { "action", "handler", "controller", "class", NULL };

typedef struct
{
  JsonNode   *node;
  const char *key;     /* (nullable) the member it is */
  const char *path;    /* (nullable) the member's name above it, where that is a path */
  gboolean    is_item; /* of a collection: it has to be a folder or a request */
} Step;

typedef struct
{
  GPtrArray   *calls;
  GPtrArray   *diagnostics; /* (nullable) */
  TenonSource *source;      /* (nullable) */
  const char  *text;
  const char  *place; /* where the last one was found */
  gsize        length;
  guint        n_misses;
  GArray      *stack; /* (element-type Step) */
} Walk;

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const char *
find_string (JsonObject        *object,
             const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = get_string (object, names[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

/* The line on which the address stands, counted on from the one before. */
static guint
find_line (Walk       *walk,
           const char *words)
{
  const char *found;
  guint       line;

  if (walk->source == NULL || words == NULL || *words == '\0' || walk->n_misses >= MAX_MISSES)
    return 0;
  found = g_strstr_len (walk->place, walk->text + walk->length - walk->place, words);
  if (found == NULL)
    {
      walk->n_misses++;
      return 0;
    }
  walk->place = found + 1;
  tenon_source_locate (walk->source, found - walk->text, &line, NULL);
  return line;
}

/* "/cart?id=15&quantity=1" asks with id and quantity, not with these values. */
static char *
dup_without_values (const char *path)
{
  gsize n = strcspn (path, "?#");
  g_autoptr (GString) out = g_string_new_len (path, (gssize)n);
  gboolean in_value = FALSE;

  for (const char *p = path + n; *p != '\0' && *p != '#'; p++)
    {
      in_value = *p == '=' || (in_value && *p != '&');
      if (!in_value)
        g_string_append_c (out, *p);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_first_line (const char *text)
{
  gsize n = strcspn (text, "\r\n");

  return g_strstrip (g_strndup (text, n));
}

static void
add_call (Walk       *walk,
          const char *method,
          const char *address,
          const char *words)
{
  g_autofree char *path = tenon_api_path_parse (address, NULL);
  g_autofree char *plain = path != NULL ? dup_without_values (path) : NULL;
  g_autofree char *said = dup_first_line (words != NULL ? words : "");
  g_auto (GStrv) methods = tenon_api_methods_parse (method != NULL ? method : "", NULL);
  guint line = find_line (walk, address);

  if (strcmp (said, address) == 0 || (path != NULL && strcmp (said, path) == 0))
    *said = '\0';
  for (guint i = 0; plain != NULL && methods != NULL && methods[i] != NULL; i++)
    g_ptr_array_add (walk->calls, tenon_api_call_new (methods[i], plain, said, line));
  if (plain != NULL && methods == NULL)
    g_ptr_array_add (walk->calls, tenon_api_call_new ("", plain, said, line));
}

/* "https://…", {"raw": "{{host}}/users"}, {"path": ["users", ":id"]} */
static char *
dup_url (JsonNode *node)
{
  JsonObject *object;
  JsonNode   *parts;
  const char *raw;
  g_autoptr (GString) path = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  raw = get_string (object, "raw");
  parts = json_object_get_member (object, "path");
  if (raw != NULL && *raw != '\0')
    return g_strdup (raw);
  path = g_string_new (NULL);
  for (guint i = 0; parts != NULL && JSON_NODE_HOLDS_ARRAY (parts) && i < json_array_get_length (json_node_get_array (parts)); i++)
    {
      JsonNode *part = json_array_get_element (json_node_get_array (parts), i);

      if (JSON_NODE_HOLDS_VALUE (part) && json_node_get_value_type (part) == G_TYPE_STRING)
        g_string_append_printf (path, "/%s", json_node_get_string (part));
    }
  return path->len > 0 ? g_string_free (g_steal_pointer (&path), FALSE) : NULL;
}

/* "api.example.com/users" of a client that adds the scheme itself. */
static char *
complete_url (const char *url)
{
  const char *slash = strchr (url, '/');

  if (*url == '/' || g_str_has_prefix (url, "{{") || strstr (url, "://") != NULL)
    return g_strdup (url);
  return g_strdup (slash != NULL ? slash : "/");
}

/* {"name": "Get a user", "request": {"method": "GET", "url": …}} */
static gboolean
read_request (Walk       *walk,
              JsonObject *item)
{
  JsonNode        *request = json_object_get_member (item, "request");
  JsonObject      *object = request != NULL && JSON_NODE_HOLDS_OBJECT (request) ? json_node_get_object (request) : NULL;
  const char      *name = get_string (item, "name");
  const char      *said = object != NULL ? get_string (object, "description") : NULL;
  const char      *method = object != NULL ? get_string (object, "method") : NULL;
  g_autofree char *url = NULL;
  g_autofree char *whole = NULL;

  if (request == NULL)
    return FALSE;
  url = dup_url (object != NULL ? json_object_get_member (object, "url") : request);
  if (url == NULL)
    return FALSE;
  whole = complete_url (url);
  if (name == NULL || *name == '\0' || strcmp (name, url) == 0)
    name = said;
  add_call (walk, method != NULL ? method : "GET", whole, name);
  return TRUE;
}

static char *
dup_methods (JsonObject *route)
{
  for (guint i = 0; method_members[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (route, method_members[i]);
      g_autoptr (GString) all = g_string_new (NULL);

      if (node == NULL || JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (JSON_NODE_HOLDS_VALUE (node))
        return g_strdup (json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "");
      for (guint k = 0; k < json_array_get_length (json_node_get_array (node)); k++)
        {
          JsonNode *element = json_array_get_element (json_node_get_array (node), k);

          if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
            g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "", json_node_get_string (element));
        }
      return g_string_free (g_steal_pointer (&all), FALSE);
    }
  return NULL;
}

/* What "Rest\\Handler\\PageHistoryHandler" is called: "Page history". */
static char *
dup_handler_words (const char *handler)
{
  const char      *last = handler;
  g_autofree char *name = NULL;
  char            *words;

  for (const char *p = handler; (p = strpbrk (p, "\\./:#@")) != NULL; p++)
    if (g_ascii_isalnum (p[1]))
      last = p + 1;
  name = g_strdup (last);
  for (guint i = 0; i < 2; i++)
    if (g_str_has_suffix (name, i == 0 ? "Handler" : "Controller"))
      name[strlen (name) - strlen (i == 0 ? "Handler" : "Controller")] = '\0';
  words = tenon_name_to_words (name);
  *words = g_ascii_toupper (*words);
  return words;
}

/* {"path": "/users/{id}", "method": "GET", "description": …} */
static gboolean
read_route (Walk       *walk,
            JsonObject *route)
{
  const char      *path = find_string (route, path_members);
  g_autofree char *methods = NULL;
  g_autofree char *handler = NULL;
  g_autofree char *parsed = path != NULL ? tenon_api_path_parse (path, NULL) : NULL;

  if (parsed == NULL)
    return FALSE;
  methods = dup_methods (route);
  if (find_string (route, words_members) == NULL && find_string (route, handler_members) != NULL)
    handler = dup_handler_words (find_string (route, handler_members));
  add_call (walk, methods, path, handler != NULL ? handler : find_string (route, words_members));
  return TRUE;
}

static const char *
get_words (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  return JSON_NODE_HOLDS_OBJECT (node) ? find_string (json_node_get_object (node), words_members) : NULL;
}

/* "GET /users": …, and "get": … below "/users". Returns: whether the member is a request */
static gboolean
read_member (Walk       *walk,
             const char *name,
             const char *path_above,
             JsonNode   *value)
{
  g_auto (GStrv) methods = NULL;
  g_autofree char *path = NULL;
  const char      *end;

  if (tenon_api_address_parse (name, &methods, &path, &end) && *end == '\0')
    {
      g_autofree char *method = g_strjoinv (",", methods);

      add_call (walk, method, path, get_words (value));
      return TRUE;
    }
  methods = path_above != NULL ? tenon_api_methods_parse (name, &end) : NULL;
  if (methods == NULL || *end != '\0')
    return FALSE;
  add_call (walk, name, path_above, get_words (value));
  return TRUE;
}

static void
push (Walk       *walk,
      JsonNode   *node,
      const char *key,
      const char *path,
      gboolean    is_item)
{
  Step step = { node, key, path, is_item };

  if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
    g_array_append_val (walk->stack, step);
}

static void
walk_object (Walk       *walk,
             const Step *step)
{
  JsonObject *object = json_node_get_object (step->node);
  g_autoptr (GList) members = NULL;
  gboolean is_call = read_request (walk, object) || (!json_object_has_member (object, "item") && read_route (walk, object));

  if (step->is_item && !is_call && !json_object_has_member (object, "item") && walk->diagnostics != NULL)
    {
      const char *name = get_string (object, "name");

      tenon_diagnostics_add (walk->diagnostics, TENON_SEVERITY_WARNING, "api-item-unread", tenon_source_get_name (walk->source), find_line (walk, name), 0, "The item “%s” is neither a folder nor a request with an address; it is left out.", name != NULL ? name : "");
    }
  /* What else a request holds, its answers among it, repeats it. */
  if (is_call && !json_object_has_member (object, "item"))
    return;
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    if (g_str_equal (l->data, "request") || g_str_equal (l->data, "response") || read_member (walk, l->data, step->path, json_object_get_member (object, l->data)))
      l->data = NULL;
  for (GList *l = g_list_last (members); l != NULL; l = l->prev)
    if (l->data != NULL)
      push (walk, json_object_get_member (object, l->data), l->data, *(const char *)l->data == '/' ? l->data : NULL, FALSE);
}

static void
walk_tree (Walk     *walk,
           JsonNode *root)
{
  walk->stack = g_array_new (FALSE, FALSE, sizeof (Step));
  push (walk, root, NULL, NULL, FALSE);
  while (walk->stack->len > 0)
    {
      Step step = g_array_index (walk->stack, Step, walk->stack->len - 1);

      g_array_set_size (walk->stack, walk->stack->len - 1);
      if (JSON_NODE_HOLDS_OBJECT (step.node))
        {
          walk_object (walk, &step);
        }
      else
        {
          JsonArray *array = json_node_get_array (step.node);

          for (guint i = json_array_get_length (array); i-- > 0;)
            push (walk, json_array_get_element (array, i), NULL, NULL, g_strcmp0 (step.key, "item") == 0);
        }
    }
  g_array_unref (walk->stack);
}

/* A file of settings has a path somewhere too: requests are most of what counts here, or they name their methods. */
gboolean
tenon_api_collection_is (JsonNode *root)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_api_call_free);
  Walk  walk = { .calls = calls };
  guint n_methods = 0;

  walk_tree (&walk, root);
  for (guint i = 0; i < calls->len; i++)
    n_methods += *((TenonApiCall *)g_ptr_array_index (calls, i))->method != '\0';
  return n_methods > 0 || (calls->len > 1 && JSON_NODE_HOLDS_ARRAY (root) && 2 * calls->len > json_array_get_length (json_node_get_array (root)));
}

/**
 * tenon_api_collection_read:
 * @diagnostics: gets items of a collection that are no requests, and routes without a method
 *
 * Returns: (transfer full) (element-type TenonApiCall): in the order of the file
 */
GPtrArray *
tenon_api_collection_read (TenonSource *source,
                           GPtrArray   *diagnostics)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_api_call_free);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  Walk  walk = { .calls = calls, .diagnostics = diagnostics, .source = source };

  walk.text = walk.place = tenon_source_get_text (source, &length);
  walk.length = length;
  root = tenon_tree_read_json (walk.text, length, &error);
  if (root == NULL)
    {
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "api-unreadable", tenon_source_get_name (source), 0, 0, "The requests cannot be read: %s.", error->message);
      return calls;
    }
  walk_tree (&walk, root);
  for (guint i = 0; i < calls->len; i++)
    {
      TenonApiCall *call = g_ptr_array_index (calls, i);

      if (*call->method == '\0')
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_NOTE, "api-no-method", tenon_source_get_name (source), call->line, 0, "No method is named for %s.", call->path);
    }
  return calls;
}
