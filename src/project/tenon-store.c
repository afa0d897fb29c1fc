/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The state files: model.json, reviews.json and layout.json as text. Two spaces a level, one value a line, members in
 * the order of the record's fields, so that git merges them line by line. */

#include "project/tenon-store.h"

#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project.h"

#include <string.h>

/* The JSON reader recurses; what a repository brings along must not decide how deep. */
#define MAX_DEPTH 100

static char *
write_record (gpointer record)
{
  g_autofree char *json = tenon_record_to_json (record, 2);

  return g_str_has_suffix (json, "\n") ? g_steal_pointer (&json) : g_strconcat (json, "\n", NULL);
}

char *
tenon_store_write_model (TenonModel *model)
{
  return write_record (model);
}

char *
tenon_store_write_reviews (TenonReviews *reviews)
{
  return write_record (reviews);
}

char *
tenon_store_write_layout (TenonDiagram *diagram)
{
  return write_record (diagram);
}

/**
 * tenon_store_is_shallow:
 *
 * Returns: whether JSON text nests no deeper than the reader can bear
 */
gboolean
tenon_store_is_shallow (const char *text,
                        gsize       length)
{
  guint    depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
        }
      else if (text[i] == '"')
        in_string = TRUE;
      else if (text[i] == '[' || text[i] == '{')
        {
          if (++depth > MAX_DEPTH)
            return FALSE;
        }
      else if ((text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

static gboolean
fail (GError    **error,
      const char *name,
      const char *reason)
{
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_DAMAGED,
               "“%s” cannot be read: %s; take the last good one from the history (git checkout -- %s)", name, reason, name);
  return FALSE;
}

/* The line of the first mark that a merge left where two sides said different things, 1-based; 0: none. */
static guint
find_conflict (const char *text,
               gsize       length)
{
  static const char mark[] = "<<<<<<< ";
  guint             line = 1;

  for (const char *p = text, *end = text + length; p < end; line++)
    {
      const char *next = memchr (p, '\n', end - p);

      if ((gsize)(end - p) >= strlen (mark) && memcmp (p, mark, strlen (mark)) == 0)
        return line;
      p = next != NULL ? next + 1 : end;
    }
  return 0;
}

/* The requirement file says in words what the other side added: it is read line by line, a state file as a whole. */
static gboolean
fail_merge (GError    **error,
            const char *name,
            guint       line)
{
  g_set_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_DAMAGED,
               "“%s” holds a merge that is not finished (line %u): keep your side of it (git checkout --ours -- %s), then keep both sides' rows where %s shows the same marks: "
               "what the other side wrote there is offered as proposed changes",
               name, line, name, TENON_FILE_REQUIREMENT);
  return FALSE;
}

static JsonParser *
parse (const char *name,
       GBytes     *content,
       GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  gsize       length;
  const char *text = g_bytes_get_data (content, &length);
  gboolean    fine = FALSE;

  if (length == 0)
    fail (error, name, "it is empty");
  else if (!g_utf8_validate (text, length, NULL))
    fail (error, name, "it is not UTF-8");
  else if (!tenon_store_is_shallow (text, length))
    fail (error, name, "its values are nested too deeply");
  else if (find_conflict (text, length) > 0)
    fail_merge (error, name, find_conflict (text, length));
  else if (!json_parser_load_from_data (parser, text, length, &local_error))
    fail (error, name, local_error->message);
  else if (json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    fail (error, name, "it holds no object");
  else
    fine = TRUE;
  return fine ? g_steal_pointer (&parser) : NULL;
}

/* Parses a state file. Where there is none, *@parser stays %NULL and nothing is wrong. */
static gboolean
load (const char  *root,
      const char  *name,
      JsonParser **parser,
      char       **digest,
      GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) content = tenon_files_load (root, name, &local_error);

  *digest = NULL;
  if (content == NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *digest = tenon_files_dup_digest (content);
  *parser = parse (name, content, error);
  return *parser != NULL;
}

static JsonObject *
root_of (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

/**
 * tenon_store_read_model:
 * @model: a new model
 * @digest: (out) (nullable): of the file's bytes; %NULL where there is no such file, and @model stays as it is
 */
gboolean
tenon_store_read_model (const char *root,
                        TenonModel *model,
                        char      **digest,
                        GError    **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!load (root, TENON_FILE_MODEL, &parser, digest, error))
    return FALSE;
  if (parser == NULL || tenon_model_read_json (model, root_of (parser), &local_error))
    return TRUE;
  return fail (error, TENON_FILE_MODEL, local_error->message);
}

/**
 * tenon_store_parse_model:
 * @content: what model.json held
 * @model: a new model
 */
gboolean
tenon_store_parse_model (GBytes     *content,
                         TenonModel *model,
                         GError    **error)
{
  g_autoptr (JsonParser) parser = parse (TENON_FILE_MODEL, content, error);

  return parser != NULL && tenon_model_read_json (model, root_of (parser), error);
}

gboolean
tenon_store_read_reviews (const char   *root,
                          TenonReviews *reviews,
                          char        **digest,
                          GError      **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!load (root, TENON_FILE_REVIEWS, &parser, digest, error))
    return FALSE;
  if (parser == NULL || tenon_record_read_json (TENON_RECORD (reviews), root_of (parser), &local_error))
    return TRUE;
  return fail (error, TENON_FILE_REVIEWS, local_error->message);
}

gboolean
tenon_store_read_layout (const char *root,
                         TenonModel *model,
                         char      **digest,
                         GError    **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!load (root, TENON_FILE_LAYOUT, &parser, digest, error))
    return FALSE;
  if (parser == NULL || tenon_model_read_diagram (model, root_of (parser), &local_error))
    return TRUE;
  return fail (error, TENON_FILE_LAYOUT, local_error->message);
}
