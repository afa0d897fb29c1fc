/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes 01_1_API_access_patterns.md from the model's patterns so that its reader gives them again. */

#include "artifact/tenon-api-document.h"

#include "artifact/tenon-pattern-words.h"
#include "artifact/tenon-pipe-table.h"
#include "base/tenon-text.h"

#include <string.h>

#define STATEMENT "These patterns represent ALL access patterns that must be supported in the DynamoDB design"

/* A run of patterns below one part of the API. */
typedef struct
{
  char *prefix; /* "/api/orders", or "" where there is no endpoint */
  char *title;
  guint first;
  guint n;
} Group;

static void
group_clear (gpointer data)
{
  Group *group = data;

  g_free (group->prefix);
  g_free (group->title);
}

/* The address in parts; %FALSE for what is not "METHOD /path". */
static gboolean
split_endpoint (const char  *endpoint,
                char       **method,
                const char **path)
{
  const char *blank = endpoint != NULL ? strchr (endpoint, ' ') : NULL;

  if (blank == NULL || blank[1] != '/' || strpbrk (blank + 1, " \t\r\n\v\f)`") != NULL)
    return FALSE;
  *path = blank + 1;
  *method = g_strndup (endpoint, blank - endpoint);
  return g_regex_match_simple ("^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$", *method, 0, 0);
}

/* "/api/orders" of "/api/orders/:id", "/books" of "/books/:id". */
static char *
dup_prefix (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GString) prefix = g_string_new (NULL);

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      gboolean is_root = strcmp (parts[i], "api") == 0 || strcmp (parts[i], "rest") == 0 || (parts[i][0] == 'v' && g_ascii_isdigit (parts[i][1]));

      if (*parts[i] == '\0' || strchr (":{<", *parts[i]) != NULL)
        break;
      g_string_append_printf (prefix, "/%s", parts[i]);
      if (!is_root)
        break;
    }
  return g_string_free (g_steal_pointer (&prefix), FALSE);
}

static char *
dup_group_title (const char *prefix)
{
  const char *last = strrchr (prefix, '/');
  char       *words;
  gboolean    starts = TRUE;

  if (last == NULL || last[1] == '\0')
    return g_strdup (*prefix == '\0' ? "Other" : "Root");
  words = g_strdelimit (g_strdup (last + 1), "-_", ' ');
  for (char *p = words; *p != '\0'; p++)
    {
      if (starts)
        *p = g_ascii_toupper (*p);
      starts = *p == ' ';
    }
  return words;
}

static GArray *
list_groups (TenonList *patterns)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));

  g_array_set_clear_func (groups, group_clear);
  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (patterns, i);
      Group           *last = groups->len > 0 ? &g_array_index (groups, Group, groups->len - 1) : NULL;
      g_autofree char *method = NULL;
      g_autofree char *prefix = NULL;
      const char      *path;

      prefix = split_endpoint (pattern->endpoint, &method, &path) ? dup_prefix (path) : g_strdup ("");
      if (last != NULL && strcmp (last->prefix, prefix) == 0)
        {
          last->n++;
        }
      else
        {
          Group group = { g_strdup (prefix), dup_group_title (prefix), i, 1 };

          g_array_append_val (groups, group);
        }
    }
  return groups;
}

/* So that tenon_markdown_strip() gives the text again. */
static char *
escape_marks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("\\*`[", *p) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* The cell "Auth Required" out of the first of the key requirements. */
static char *
dup_auth (TenonPattern *pattern)
{
  const char      *requirements = pattern->key_requirements != NULL ? pattern->key_requirements : "";
  const char      *end = strstr (requirements, "; ");
  g_autofree char *first = end != NULL ? g_strndup (requirements, end - requirements) : g_strdup (requirements);

  if (strcmp (first, "public") == 0)
    return g_strdup ("❌");
  if (g_str_has_prefix (first, "authenticated"))
    {
      g_autofree char *rest = escape_marks (first + strlen ("authenticated"));

      return g_strconcat ("✅", rest, NULL);
    }
  return g_strdup ("—");
}

static void
write_endpoint_row (GString      *out,
                    TenonPattern *pattern,
                    const char   *prefix,
                    gboolean      with_words)
{
  const char      *stated = !with_words ? NULL : pattern->data_access != NULL ? pattern->data_access
                                                                              : "";
  g_autofree char *method = NULL;
  g_autofree char *auth = dup_auth (pattern);
  g_autofree char *access = tenon_pattern_words_write (pattern);
  g_autofree char *cell = NULL;
  const char      *path;

  if (split_endpoint (pattern->endpoint, &method, &path))
    {
      const char *rest = path + strlen (prefix);

      cell = g_strdup_printf ("`%s`", *rest != '\0' ? rest : "/");
      tenon_pipe_row_append (out, method, cell, auth, access, stated, NULL);
    }
  else
    {
      /* An endpoint that is no address stands behind the id. */
      cell = g_strdup_printf ("`%s`%s%s", pattern->pattern_id, pattern->endpoint != NULL ? ": " : "", pattern->endpoint != NULL ? pattern->endpoint : "");
      tenon_pipe_row_append (out, "—", cell, auth, access, stated, NULL);
    }
}

/* The words of the source take a column of their own, where there are any. */
static gboolean
has_words (TenonModel  *model,
           const Group *group)
{
  for (guint k = group->first; k < group->first + group->n; k++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, k);

      if (pattern->data_access != NULL && *pattern->data_access != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
write_endpoints (GString    *out,
                 TenonModel *model,
                 GArray     *groups)
{
  g_string_append (out, "## Complete API Endpoints and Data Access Requirements\n");
  for (guint i = 0; i < groups->len; i++)
    {
      Group   *group = &g_array_index (groups, Group, i);
      gboolean with_words = has_words (model, group);

      if (*group->prefix != '\0')
        g_string_append_printf (out, "\n### %u. %s Endpoints (`%s`)\n\n", i + 1, group->title, group->prefix);
      else
        g_string_append_printf (out, "\n### %u. Patterns Without an Endpoint\n\n", i + 1);
      g_string_append_printf (out, "| Method | Endpoint | Auth Required | Data Access Pattern |%s\n", with_words ? " Stated As |" : "");
      g_string_append_printf (out, "|--------|----------|---------------|---------------------|%s\n", with_words ? "-----------|" : "");
      for (guint k = group->first; k < group->first + group->n; k++)
        write_endpoint_row (out, tenon_list_get (model->patterns, k), group->prefix, with_words);
    }
}

static void
write_key (GString    *out,
           const char *label,
           char      **columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    {
      if (i == 0)
        g_string_append_printf (out, "   - %s: ", label);
      g_string_append_printf (out, "%s`%s`", i > 0 ? " + " : "", columns[i]);
    }
  if (columns != NULL && columns[0] != NULL)
    g_string_append_c (out, '\n');
}

static void
write_relations (GString          *out,
                 TenonSchema      *schema,
                 TenonSourceTable *table)
{
  gboolean any = FALSE;

  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      g_autofree char *columns = g_strjoinv ("`, `", key->columns);

      g_string_append (out, any ? "" : "   - Relationships:\n");
      any = TRUE;
      g_string_append_printf (out, "     - %s with %s through `%s`\n", tenon_source_table_is_unique (table, (const char *const *)key->columns) ? "One-to-One" : "Many-to-One", key->ref_table, columns);
    }
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *child = tenon_list_get (schema->tables, i);

      for (guint k = 0; k < tenon_list_get_length (child->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, k);
          g_autofree char *columns = NULL;

          if (g_strcmp0 (key->ref_table, table->name) != 0)
            continue;
          columns = g_strjoinv ("`, `", key->columns);
          g_string_append (out, any ? "" : "   - Relationships:\n");
          any = TRUE;
          g_string_append_printf (out, "     - One-to-%s with %s through its `%s`\n", tenon_source_table_is_unique (child, (const char *const *)key->columns) ? "One" : "Many", child->name, columns);
        }
    }
}

static void
write_entities (GString     *out,
                TenonSchema *schema)
{
  g_string_append (out, "\n## Entity Relationships\n\n");
  if (schema == NULL || tenon_list_get_length (schema->tables) == 0)
    {
      g_string_append (out, "The source schema is not known yet.\n");
      return;
    }
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      g_string_append_printf (out, "%s%u. **%s**\n", i > 0 ? "\n" : "", i + 1, table->name);
      write_key (out, "Primary Key", table->primary_key);
      for (guint k = 0; k < tenon_list_get_length (table->unique_keys); k++)
        write_key (out, "Unique Key", ((TenonKey *)tenon_list_get (table->unique_keys, k))->columns);
      write_relations (out, schema, table);
    }
}

static void
write_enumeration (GString    *out,
                   TenonModel *model,
                   GArray     *groups)
{
  g_string_append_printf (out, "\n## Enumerated Access Patterns for DynamoDB Design (%u Total API Methods)\n", tenon_list_get_length (model->patterns));
  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = &g_array_index (groups, Group, i);

      g_string_append_printf (out, "\n### %s (%u patterns)\n\n", group->title, group->n);
      for (guint k = group->first; k < group->first + group->n; k++)
        {
          TenonPattern    *pattern = tenon_list_get (model->patterns, k);
          g_autofree char *method = NULL;
          g_autofree char *description = tenon_pipe_cell_escape (pattern->description);
          g_auto (GStrv) unpiped = g_strsplit (description, "\\|", -1);
          g_autofree char *plain = g_strjoinv ("|", unpiped);
          const char      *path;

          g_string_append_printf (out, "- **%s**: %s", pattern->pattern_id, plain);
          if (split_endpoint (pattern->endpoint, &method, &path))
            g_string_append_printf (out, " (%s)", pattern->endpoint);
          else if (*plain == '\0' || g_str_has_suffix (plain, ")"))
            g_string_append (out, " (—)"); /* what stands in front is no address */
          g_string_append_c (out, '\n');
        }
    }
}

/**
 * tenon_api_document_write:
 *
 * Returns: (transfer full): the text of 01_1_API_access_patterns.md
 */
char *
tenon_api_document_write (TenonModel *model)
{
  GString *out = g_string_new ("# API Access Patterns Analysis\n\n");
  g_autoptr (GArray) groups = list_groups (model->patterns);

  g_string_append_printf (out, "**CRITICAL**: %s.\n\n", STATEMENT);
  write_endpoints (out, model, groups);
  write_entities (out, model->schema);
  write_enumeration (out, model, groups);
  g_string_append_printf (out, "\n**CRITICAL STATEMENT**: %s.\n", STATEMENT);
  return g_string_free (out, FALSE);
}
