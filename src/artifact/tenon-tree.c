/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON and YAML as one tree of nodes, bounded in depth and size whatever the input is. */

#include "artifact/tenon-tree.h"

#include <gio/gio.h>
#include <string.h>
#include <yaml.h>

/* Deeper than anybody nests by hand; json-glib's parser calls itself for every bracket. */
#define MAX_DEPTH 256
#define MAX_YAML_NODES 2000000

static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '[' || text[i] == '{')
      {
        if (++depth > MAX_DEPTH)
          return TRUE;
      }
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      {
        depth--;
      }
  return FALSE;
}

/**
 * tenon_tree_read_json:
 *
 * Returns: (transfer full): or %NULL with a #JsonParserError, or a #GIOErrorEnum for what is nested too deep
 */
JsonNode *
tenon_tree_read_json (const char *text,
                      gsize       length,
                      GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (is_too_deep (text, length))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "brackets are nested more than %d deep", MAX_DEPTH);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there is no value");
  return root;
}

/* One mapping or sequence that is being filled. */
typedef struct
{
  JsonNode *node;
  char     *key; /* (nullable) of a mapping: waits for its value */
} Level;

typedef struct
{
  GArray   *levels; /* (element-type Level) */
  JsonNode *root;
  guint     n_nodes;
} YamlBuilder;

static void
level_clear (gpointer data)
{
  Level *level = data;

  json_node_unref (level->node);
  g_free (level->key);
}

/* Hangs @node below the innermost level; a scalar in the place of a key becomes the key. */
static void
attach (YamlBuilder *builder,
        JsonNode    *node,
        const char  *scalar)
{
  Level *level = builder->levels->len > 0 ? &g_array_index (builder->levels, Level, builder->levels->len - 1) : NULL;

  if (level == NULL)
    {
      if (builder->root == NULL)
        builder->root = json_node_ref (node);
    }
  else if (JSON_NODE_HOLDS_ARRAY (level->node))
    {
      json_array_add_element (json_node_get_array (level->node), json_node_ref (node));
    }
  else if (level->key == NULL)
    {
      level->key = g_strdup (scalar != NULL ? scalar : "");
    }
  else
    {
      json_object_set_member (json_node_get_object (level->node), level->key, json_node_ref (node));
      g_clear_pointer (&level->key, g_free);
    }
}

static gboolean
begin_level (YamlBuilder *builder,
             JsonNode    *node,
             GError     **error)
{
  Level level = { node, NULL };

  if (builder->levels->len >= MAX_DEPTH)
    {
      json_node_unref (node);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "collections are nested more than %d deep", MAX_DEPTH);
      return FALSE;
    }
  attach (builder, node, NULL);
  g_array_append_val (builder->levels, level);
  return TRUE;
}

static void
end_level (YamlBuilder *builder)
{
  if (builder->levels->len > 0)
    g_array_set_size (builder->levels, builder->levels->len - 1);
}

static gboolean
take_event (YamlBuilder        *builder,
            const yaml_event_t *event,
            GError            **error)
{
  g_autoptr (JsonNode) scalar = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonArray) array = NULL;

  if (++builder->n_nodes > MAX_YAML_NODES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there are too many values");
      return FALSE;
    }
  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      {
        g_autofree char *text = g_utf8_make_valid ((const char *)event->data.scalar.value, event->data.scalar.length);

        scalar = json_node_init_string (json_node_alloc (), text);
        attach (builder, scalar, text);
        return TRUE;
      }
    case YAML_ALIAS_EVENT:
      /* What an alias stands for is not followed: nothing that is read here lies behind one. */
      scalar = json_node_init_null (json_node_alloc ());
      attach (builder, scalar, "");
      return TRUE;
    case YAML_MAPPING_START_EVENT:
      object = json_object_new ();
      return begin_level (builder, json_node_init_object (json_node_alloc (), object), error);
    case YAML_SEQUENCE_START_EVENT:
      array = json_array_new ();
      return begin_level (builder, json_node_init_array (json_node_alloc (), array), error);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
      end_level (builder);
      return TRUE;
    default:
      return TRUE;
    }
}

static gboolean
run_parser (YamlBuilder   *builder,
            yaml_parser_t *parser,
            GError       **error)
{
  gboolean is_done = FALSE;

  while (!is_done)
    {
      yaml_event_t event;
      gboolean     ok;

      if (!yaml_parser_parse (parser, &event))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %" G_GSIZE_FORMAT ": %s", parser->problem_mark.line + 1, parser->problem != NULL ? parser->problem : "not YAML");
          return FALSE;
        }
      /* Several documents in one stream: the first one counts. */
      is_done = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
      ok = take_event (builder, &event, error);
      yaml_event_delete (&event);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_tree_read_yaml:
 *
 * Scalars are strings, whatever they look like; aliases are null.
 *
 * Returns: (transfer full): or %NULL with a #GIOErrorEnum
 */
JsonNode *
tenon_tree_read_yaml (const char *text,
                      gsize       length,
                      GError    **error)
{
  YamlBuilder   builder = { g_array_new (FALSE, FALSE, sizeof (Level)), NULL, 0 };
  yaml_parser_t parser;
  gboolean      ok;

  if (!yaml_parser_initialize (&parser))
    g_error ("libyaml is out of memory");
  g_array_set_clear_func (builder.levels, level_clear);
  yaml_parser_set_input_string (&parser, (const unsigned char *)text, length);
  ok = run_parser (&builder, &parser, error);
  yaml_parser_delete (&parser);
  g_array_unref (builder.levels);
  if (ok && builder.root == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "there is no value");
  if (!ok)
    g_clear_pointer (&builder.root, json_node_unref);
  return builder.root;
}
