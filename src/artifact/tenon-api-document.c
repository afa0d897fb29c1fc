/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of what the API asks of the database: 01_1_API_access_patterns.md, a bare table of endpoints, or a CSV. */

#include "artifact/tenon-api-document.h"

#include "artifact/tenon-api-collection.h"
#include "artifact/tenon-api-list.h"
#include "artifact/tenon-api-table.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-openapi.h"
#include "artifact/tenon-pattern-words.h"
#include "base/tenon-text.h"

#include <string.h>

/* One line of an endpoint table. */
typedef struct
{
  char    *method;
  char    *path;  /* complete; of a pattern without an address its id */
  char    *words; /* (nullable) what stands for its address */
  char    *auth;
  char    *access;
  char    *stated;      /* (nullable) the words behind an exact sentence */
  char    *description; /* (nullable) */
  guint    line;
  gboolean is_used;
} Endpoint;

/* One line of the enumeration. */
typedef struct
{
  char *id;
  char *description;
  char *endpoint; /* (nullable) "GET /api/x" */
  guint line;
} Entry;

static void
endpoint_free (Endpoint *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->words);
  g_free (self->auth);
  g_free (self->access);
  g_free (self->stated);
  g_free (self->description);
  g_free (self);
}

static void
entry_free (Entry *self)
{
  g_free (self->id);
  g_free (self->description);
  g_free (self->endpoint);
  g_free (self);
}

/* What is known while one document is read. */
typedef struct
{
  const char      *file;
  TenonTableNames *names; /* (nullable) */
  GPtrArray       *diagnostics;
  GPtrArray       *endpoints; /* (element-type Endpoint) */
  GPtrArray       *entries;   /* (element-type Entry) */
  GPtrArray       *patterns;  /* (element-type TenonPattern) */
} Reader;

/* Finds the path in a heading such as "### 1. Authentication Endpoints (`/api/auth`)", the nearest one above. */
static char *
dup_prefix (TenonBlock *block)
{
  for (TenonBlock *heading = block->heading; heading != NULL; heading = heading->heading)
    {
      g_autofree char *title = tenon_markdown_strip (heading->text);
      const char      *open = strstr (title, "(/");

      if (open != NULL)
        return g_strstrip (g_strndup (open + 1, strcspn (open + 1, ")")));
    }
  return g_strdup ("");
}

static char *
join_path (const char *prefix,
           const char *path)
{
  g_autofree char *base = g_strdup (prefix);
  gsize            n = strlen (base);

  while (n > 0 && (base[n - 1] == '/' || base[n - 1] == ' '))
    base[--n] = '\0';
  if (n == 0 || (g_str_has_prefix (path, base) && (path[n] == '/' || path[n] == '\0')))
    return g_strdup (path);
  if (*path == '\0' || strcmp (path, "/") == 0)
    return g_steal_pointer (&base);
  return g_strconcat (base, *path == '/' ? "" : "/", path, NULL);
}

/* Two spellings of one address: parameters by any name, no slash at the end. */
static char *
fold_address (const char *method,
              const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GString) s = g_string_new (method);

  g_string_append_c (s, ' ');
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        g_string_append_c (s, '/');
        g_string_append (s, strchr (":{<", *parts[i]) != NULL ? ":" : parts[i]);
      }
  return g_ascii_strdown (s->str, -1);
}

static char *
fold_endpoint (const char *endpoint)
{
  const char      *blank = strchr (endpoint, ' ');
  g_autofree char *method = blank != NULL ? g_strndup (endpoint, blank - endpoint) : g_strdup ("");

  return fold_address (method, blank != NULL ? blank + 1 : endpoint);
}

/* "`AP7`" and "`AP7`: what stands for its address". */
static void
read_id_cell (Endpoint   *endpoint,
              const char *cell)
{
  const char *end = strchr (cell + 1, '`');

  endpoint->path = end != NULL ? g_strndup (cell + 1, end - cell - 1) : g_strdup (cell);
  if (end != NULL && g_str_has_prefix (end, "`: "))
    endpoint->words = tenon_pipe_cell_unescape (end + strlen ("`: "));
}

static Endpoint *
add_endpoint (Reader     *reader,
              const char *method,
              const char *prefix,
              const char *path,
              const char *auth,
              const char *access,
              const char *description,
              guint       line)
{
  Endpoint        *endpoint;
  g_autofree char *plain_path = tenon_pipe_cell_unescape (path);
  g_autofree char *plain_method = tenon_pipe_cell_unescape (method);
  g_autofree char *bare_path = tenon_markdown_strip (g_strdelimit (plain_path, "\n", ' '));
  g_autofree char *bare_method = tenon_markdown_strip (g_strdelimit (plain_method, "\n", ' '));

  if (*bare_path == '\0' && *bare_method == '\0')
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-row-empty", reader->file, line, 0, "The row names neither method nor endpoint and is left out.");
      return NULL;
    }
  endpoint = g_new0 (Endpoint, 1);
  endpoint->method = g_ascii_strup (bare_method, -1);
  if (strcmp (bare_method, "—") == 0 && *path == '`')
    read_id_cell (endpoint, path);
  else
    endpoint->path = join_path (prefix, bare_path);
  endpoint->auth = g_strdelimit (tenon_pipe_cell_unescape (auth), "\n", ' ');
  endpoint->access = tenon_pipe_cell_unescape (access);
  endpoint->description = description != NULL && *description != '\0' ? tenon_pipe_cell_unescape (description) : NULL;
  endpoint->line = line;
  g_ptr_array_add (reader->endpoints, endpoint);
  return endpoint;
}

/* What a table of endpoints says besides is not lost in silence. */
static void
name_unread_columns (Reader         *reader,
                     TenonPipeTable *table,
                     const int      *read,
                     guint           n_read)
{
  TenonPipeRow *header = g_ptr_array_index (table->rows, 0);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint k = 0; k < table->n_columns; k++)
    {
      gboolean is_read = *header->cells[k] == '\0' || strcmp (header->cells[k], "#") == 0;

      for (guint i = 0; i < n_read; i++)
        is_read |= read[i] == (int)k;
      if (!is_read)
        g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", header->cells[k]);
    }
  if (names->len > 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "api-column-unread", reader->file, header->line, 0, "The table of endpoints has columns that are not read: %s.", names->str);
}

/* "PUT, PATCH" is the endpoint of the first of them, "GET, POST" are two; one column may hold "GET /users". */
static void
read_endpoint_row (Reader                *reader,
                   TenonPipeTable        *table,
                   guint                  row,
                   const TenonApiColumns *columns,
                   const char            *prefix)
{
  const char      *cell = tenon_pipe_table_get_cell (table, row, columns->method);
  const char      *words = tenon_pipe_table_get_cell (table, row, columns->stated);
  g_autofree char *plain = tenon_markdown_strip (cell);
  g_autofree char *path = NULL;
  g_autofree char *behind = NULL;
  g_auto (GStrv) methods = NULL;
  const char *end = plain;

  if (columns->path == columns->method)
    {
      if (*plain != '\0' && !tenon_api_address_parse (plain, &methods, &path, &end))
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-row-unread", reader->file, ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line, 0, "“%s” is no method and path; the row is left out.", plain);
      if (methods == NULL && *plain != '\0')
        return;
    }
  else
    {
      path = g_strdup (tenon_pipe_table_get_cell (table, row, columns->path));
      methods = tenon_api_methods_parse (plain, &end);
    }
  /* What is no method of HTTP stays as it is written. */
  if (methods == NULL || (columns->path != columns->method && *end != '\0'))
    {
      g_clear_pointer (&methods, g_strfreev);
      methods = g_strsplit (columns->path == columns->method ? "" : cell, "\n", 1);
    }
  if (columns->path == columns->method)
    behind = tenon_api_words_trim (end, end + strlen (end));
  for (guint i = 0; i < MAX (g_strv_length (methods), 1); i++)
    {
      Endpoint *endpoint = add_endpoint (reader,
                                         methods[0] != NULL ? methods[i] : "",
                                         prefix,
                                         path != NULL ? path : "",
                                         tenon_pipe_table_get_cell (table, row, columns->auth),
                                         tenon_pipe_table_get_cell (table, row, columns->access),
                                         columns->description >= 0 ? tenon_pipe_table_get_cell (table, row, columns->description) : behind,
                                         ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line);

      if (endpoint != NULL && *words != '\0')
        endpoint->stated = tenon_pipe_cell_unescape (words);
    }
}

static gboolean
read_endpoint_table (Reader         *reader,
                     TenonPipeTable *table,
                     const char     *prefix)
{
  TenonApiColumns columns;

  if (!tenon_api_columns_find (table, &columns))
    return FALSE;
  if (columns.first > 0)
    name_unread_columns (reader, table, (const int[]){ columns.method, columns.path, columns.auth, columns.access, columns.description, columns.stated }, 6);
  for (guint i = columns.first; i < table->rows->len; i++)
    read_endpoint_row (reader, table, i, &columns, prefix);
  return TRUE;
}

/* Reads "**AP1**: Create user account (POST /api/auth/register)". */
static void
read_entry (Reader     *reader,
            TenonBlock *block,
            GRegex     *regex,
            GRegex     *address)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GMatchInfo) tail = NULL;
  g_autofree char *rest = NULL;
  Entry           *entry;
  int              start;

  if (!g_regex_match (regex, block->text, 0, &match))
    return;
  entry = g_new0 (Entry, 1);
  entry->id = g_match_info_fetch (match, 1);
  entry->line = block->line;
  rest = g_match_info_fetch (match, 2);
  if (g_str_has_suffix (rest, "(—)"))
    rest[strlen (rest) - strlen ("(—)")] = '\0';
  else if (g_regex_match (address, rest, 0, &tail) && g_match_info_fetch_pos (tail, 0, &start, NULL))
    {
      g_autofree char *method = g_match_info_fetch (tail, 1);
      g_autofree char *path = g_match_info_fetch (tail, 2);

      entry->endpoint = g_strconcat (method, " ", path, NULL);
      rest[start] = '\0';
    }
  entry->description = tenon_pipe_cell_unescape (rest);
  /* "**S3**: image storage" in some note is no pattern. */
  if (entry->endpoint == NULL && g_ascii_strncasecmp (entry->id, "AP", 2) != 0 && !tenon_block_is_under (block, "enumerated"))
    {
      entry_free (entry);
      return;
    }
  for (guint i = 0; i < reader->entries->len; i++)
    {
      Entry *other = g_ptr_array_index (reader->entries, i);

      if (strcmp (other->id, entry->id) == 0)
        {
          tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-duplicate-id", reader->file, entry->line, 0, "%s is listed already on line %u; this line is left out.", entry->id, other->line);
          entry_free (entry);
          return;
        }
    }
  g_ptr_array_add (reader->entries, entry);
}

static guint
count_entries_between (Reader *reader,
                       guint   first,
                       guint   last)
{
  guint n = 0;

  for (guint i = 0; i < reader->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (reader->entries, i);

      n += entry->line >= first && entry->line <= last;
    }
  return n;
}

/* Compares "(12 patterns)" in a heading with the list below it. */
static void
check_count (Reader        *reader,
             TenonDocument *document,
             TenonBlock    *heading,
             GRegex        *regex)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  guint            claimed, n;

  if (!g_regex_match (regex, heading->text, 0, &match))
    return;
  number = g_match_info_fetch (match, 1);
  claimed = (guint)g_ascii_strtoull (number, NULL, 10);
  n = count_entries_between (reader, heading->line, tenon_document_section_end (document, heading));
  if (n == 0 || n == claimed)
    return;
  title = tenon_markdown_strip (heading->text);
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-count", reader->file, heading->line, 0, "The heading “%s” says %u, the list below it holds %u.", title, claimed, n);
}

static void
read_markdown (Reader        *reader,
               TenonDocument *document)
{
  g_autoptr (GRegex) entry = g_regex_new ("^(?:\\*\\*)?([A-Za-z]{1,6}-?\\d+[a-z]?):?(?:\\*\\*)?\\s*[:.–—-]?\\s+(.+)$", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GRegex) address = g_regex_new ("\\s*\\(`?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[^\\s`)]*)`?\\)\\s*$", 0, 0, NULL);
  g_autoptr (GRegex) count = g_regex_new ("\\((\\d+)\\s[^)]*(?:patterns?|methods?)\\)", G_REGEX_CASELESS, 0, NULL);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->kind == TENON_BLOCK_TABLE)
        {
          g_autofree char *prefix = dup_prefix (block);

          read_endpoint_table (reader, block->table, prefix);
        }
      else if (block->kind == TENON_BLOCK_ITEM)
        read_entry (reader, block, entry, address);
    }
  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->kind == TENON_BLOCK_HEADING)
        check_count (reader, document, block, count);
    }
}

static void
read_csv (Reader      *reader,
          TenonSource *source)
{
  gsize           length;
  const char     *text = tenon_source_get_text (source, &length);
  TenonPipeTable *table = tenon_api_table_from_csv (text, (gssize)length, 0, reader->file, reader->diagnostics);
  TenonApiColumns columns;

  if (table == NULL)
    return;
  if (tenon_api_columns_find (table, &columns) && columns.access < 0 && columns.description < 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-no-pattern-column", reader->file, table->first_line, 0, "No column says what an endpoint asks of the database; expected “pattern”.");
  read_endpoint_table (reader, table, "");
  tenon_pipe_table_free (table);
}

/* Requests that no table holds. */
static void
take_calls (Reader    *reader,
            GPtrArray *calls)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < reader->endpoints->len; i++)
    {
      Endpoint *endpoint = g_ptr_array_index (reader->endpoints, i);

      g_hash_table_add (known, fold_address (endpoint->method, endpoint->path));
    }
  for (guint i = 0; i < calls->len; i++)
    {
      TenonApiCall    *call = g_ptr_array_index (calls, i);
      g_autofree char *address = fold_address (call->method, call->path);
      Endpoint        *endpoint;

      if (*call->path != '\0' && g_hash_table_contains (known, address))
        continue;
      endpoint = g_new0 (Endpoint, 1);
      endpoint->method = g_strdup (call->method);
      endpoint->path = g_strdup (call->path);
      endpoint->auth = g_strdup ("");
      endpoint->access = g_strdup ("");
      endpoint->description = *call->words != '\0' ? g_strdup (call->words) : NULL;
      endpoint->line = call->line;
      g_ptr_array_add (reader->endpoints, endpoint);
    }
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Endpoint *one = *(Endpoint *const *)a;
  const Endpoint *other = *(Endpoint *const *)b;

  return (one->line > other->line) - (one->line < other->line);
}

/* What stands beside the tables; where there are none all there is. An enumeration says everything itself. */
static void
read_lists (Reader        *reader,
            TenonDocument *document)
{
  g_autoptr (GPtrArray) calls = NULL;
  gboolean has_tables = reader->endpoints->len > 0;

  if (reader->entries->len > 0)
    return;
  calls = tenon_api_list_read (document, reader->file, reader->diagnostics);
  if (has_tables && calls->len > 0 && *((TenonApiCall *)g_ptr_array_index (calls, 0))->path == '\0')
    return;
  take_calls (reader, calls);
  if (has_tables)
    g_ptr_array_sort (reader->endpoints, compare_lines);
}

/* Writes the cell "Auth Required" as the first of the key requirements: "public", "authenticated (Seller)". */
static char *
read_auth (const char *cell)
{
  g_autofree char *text = tenon_markdown_strip (cell);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char      *open = strchr (text, '(');

  if (g_str_has_prefix (text, "❌") || strcmp (lower, "no") == 0 || strcmp (lower, "none") == 0 || strcmp (lower, "false") == 0 || strcmp (lower, "public") == 0)
    return g_strdup ("public");
  if (g_str_has_prefix (text, "✅") || g_str_has_prefix (lower, "yes") || strcmp (lower, "true") == 0)
    return open != NULL ? g_strconcat ("authenticated ", open, NULL) : g_strdup ("authenticated");
  if (*text == '\0' || strcmp (text, "—") == 0 || strcmp (text, "-") == 0)
    return NULL;
  return g_strdup_printf ("authenticated (%s)", text);
}

static void
put_auth_first (TenonPattern *pattern,
                const char   *cell)
{
  g_autofree char *auth = read_auth (cell);
  g_autofree char *both = NULL;

  if (auth == NULL)
    return;
  both = pattern->key_requirements != NULL && *pattern->key_requirements != '\0' ? g_strconcat (auth, "; ", pattern->key_requirements, NULL) : g_strdup (auth);
  tenon_str_set (&pattern->key_requirements, both);
}

static TenonPattern *
add_pattern (Reader     *reader,
             const char *id,
             const char *description,
             const char *address,
             Endpoint   *endpoint,
             guint       line)
{
  TenonPattern *pattern = tenon_pattern_new (id);
  const char   *access = endpoint != NULL && *endpoint->access != '\0' ? endpoint->access : NULL;

  pattern->description = g_strdup (description);
  pattern->endpoint = g_strdup (address);
  pattern->file = g_strdup (reader->file);
  pattern->line = line;
  pattern->key_requirements = endpoint != NULL ? read_auth (endpoint->auth) : NULL;
  tenon_pattern_words_read (pattern, description, access, reader->names);
  if (endpoint != NULL)
    {
      put_auth_first (pattern, endpoint->auth);
      if (pattern->data_access == NULL)
        pattern->data_access = g_strdup (endpoint->stated);
      endpoint->is_used = TRUE;
    }
  g_ptr_array_add (reader->patterns, pattern);
  return pattern;
}

static char *
dup_address (Endpoint *endpoint)
{
  if (*endpoint->method == '\0' || strcmp (endpoint->method, "—") == 0)
    return *endpoint->path == '/' ? g_strdup (endpoint->path) : NULL;
  return g_strconcat (endpoint->method, *endpoint->path != '\0' ? " " : "", endpoint->path, NULL);
}

/* Rows by their folded address, those of patterns without one by the pattern's id. */
static GHashTable *
index_endpoints (Reader *reader)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < reader->endpoints->len; i++)
    {
      Endpoint        *endpoint = g_ptr_array_index (reader->endpoints, i);
      g_autofree char *address = strcmp (endpoint->method, "—") == 0 ? g_strdup (endpoint->path + strspn (endpoint->path, "/")) : fold_address (endpoint->method, endpoint->path);
      GPtrArray       *rows = g_hash_table_lookup (index, address);

      if (rows == NULL)
        {
          rows = g_ptr_array_new ();
          g_hash_table_insert (index, g_steal_pointer (&address), rows);
        }
      g_ptr_array_add (rows, endpoint);
    }
  return index;
}

/* Where several rows have one address, each pattern of that address takes the next. */
static Endpoint *
find_endpoint (GHashTable *index,
               Entry      *entry)
{
  g_autofree char *address = entry->endpoint != NULL ? fold_endpoint (entry->endpoint) : g_strdup (entry->id);
  GPtrArray       *rows = g_hash_table_lookup (index, address);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!((Endpoint *)g_ptr_array_index (rows, i))->is_used)
      return g_ptr_array_index (rows, i);
  return rows != NULL ? g_ptr_array_index (rows, 0) : NULL;
}

static void
build_from_entries (Reader *reader)
{
  g_autoptr (GHashTable) index = index_endpoints (reader);
  guint64 highest = 0;

  for (guint i = 0; i < reader->entries->len; i++)
    {
      Entry    *entry = g_ptr_array_index (reader->entries, i);
      Endpoint *endpoint = find_endpoint (index, entry);
      gsize     digits = strcspn (entry->id, "0123456789");

      highest = MAX (highest, g_ascii_strtoull (entry->id + digits, NULL, 10));
      if (endpoint == NULL && reader->endpoints->len > 0)
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "api-no-endpoint-row", reader->file, entry->line, 0, "No endpoint table tells what %s asks of the database; its description is all there is.", entry->id);
      add_pattern (reader, entry->id, entry->description, entry->endpoint != NULL ? entry->endpoint : endpoint != NULL ? endpoint->words
                                                                                                                       : NULL,
                   endpoint, entry->line);
    }
  for (guint i = 0; i < reader->endpoints->len; i++)
    {
      Endpoint        *endpoint = g_ptr_array_index (reader->endpoints, i);
      g_autofree char *id = NULL;
      g_autofree char *address = NULL;

      if (endpoint->is_used)
        continue;
      id = g_strdup_printf ("AP%" G_GUINT64_FORMAT, ++highest);
      address = dup_address (endpoint);
      add_pattern (reader, id, endpoint->description != NULL ? endpoint->description : endpoint->access, address, endpoint, endpoint->line)->is_draft = TRUE;
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-endpoint-unlisted", reader->file, endpoint->line, 0, "%s %s is in no enumerated pattern; it becomes the draft %s.", endpoint->method, endpoint->path, id);
    }
}

static void
build_from_endpoints (Reader *reader)
{
  for (guint i = 0; i < reader->endpoints->len; i++)
    {
      Endpoint        *endpoint = g_ptr_array_index (reader->endpoints, i);
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      g_autofree char *address = dup_address (endpoint);
      const char      *description = endpoint->description != NULL ? endpoint->description : endpoint->access;

      if (*description == '\0')
        {
          tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-no-words", reader->file, endpoint->line, 0, "Nothing says what %s %s does; it is known by its address only.", endpoint->method, endpoint->path);
          description = address != NULL ? address : "";
        }
      add_pattern (reader, id, description, address, endpoint, endpoint->line);
    }
}

/* The same endpoint twice, and two writes that do the same. */
static void
find_duplicates (Reader *reader)
{
  g_autoptr (GHashTable) by_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_deed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < reader->patterns->len; i++)
    {
      TenonPattern    *pattern = g_ptr_array_index (reader->patterns, i);
      char            *address = pattern->endpoint != NULL ? fold_endpoint (pattern->endpoint) : NULL;
      TenonPattern    *same = address != NULL ? g_hash_table_lookup (by_address, address) : NULL;
      g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);

      if (same != NULL)
        {
          tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-duplicate-endpoint", reader->file, pattern->line, 0, "%s has the endpoint of %s: %s.", pattern->pattern_id, same->pattern_id, pattern->endpoint), subject);
          g_free (address);
          continue;
        }
      if (address != NULL)
        g_hash_table_insert (by_address, address, pattern);
      if (tenon_pattern_is_write (pattern) && pattern->equality != NULL)
        {
          char *deed = tenon_pattern_words_write (pattern);

          same = g_hash_table_lookup (by_deed, deed);
          if (same != NULL && pattern->attributes != NULL && g_strv_length (pattern->attributes) > g_strv_length (pattern->equality))
            tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "api-duplicate-pattern", reader->file, pattern->line, 0, "%s asks for the same as %s.", pattern->pattern_id, same->pattern_id), subject);
          if (same == NULL)
            g_hash_table_insert (by_deed, deed, pattern);
          else
            g_free (deed);
        }
    }
}

static void
read_any (Reader      *reader,
          TenonSource *source)
{
  TenonArtifactKind kind = tenon_artifact_recognise (source);

  if (kind == TENON_ARTIFACT_API_CSV)
    {
      read_csv (reader, source);
    }
  else if (kind == TENON_ARTIFACT_API_COLLECTION)
    {
      g_autoptr (GPtrArray) calls = tenon_api_collection_read (source, reader->diagnostics);

      take_calls (reader, calls);
    }
  else
    {
      g_autoptr (TenonDocument) document = tenon_document_parse (source, reader->diagnostics);

      if (document == NULL)
        return;
      read_markdown (reader, document);
      read_lists (reader, document);
    }
  if (reader->entries->len > 0)
    build_from_entries (reader);
  else
    build_from_endpoints (reader);
  find_duplicates (reader);
  if (reader->patterns->len == 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_ERROR, "api-no-patterns", reader->file, 0, 0, "No access pattern was found: neither an enumerated list, nor a table or lines with a method and a path.");
}

/**
 * tenon_api_document_read:
 * @schema: (nullable): what the words are matched against
 * @diagnostics: gets what is wrong or was not understood
 *
 * Reads 01_1 in its published form, a table of endpoints without enumeration, lists as people write them, a CSV
 * "method,endpoint,auth,pattern", a collection of requests or routes in JSON, or an OpenAPI description.
 *
 * Returns: (transfer full) (element-type TenonPattern): without rates, which none of these documents give
 */
GPtrArray *
tenon_api_document_read (TenonSource *source,
                         TenonSchema *schema,
                         GPtrArray   *diagnostics)
{
  Reader reader = { .file = tenon_source_get_name (source), .diagnostics = diagnostics };

  if (tenon_artifact_recognise (source) == TENON_ARTIFACT_OPENAPI)
    return tenon_openapi_read (source, schema, diagnostics);
  if (schema != NULL)
    reader.names = tenon_table_names_new (schema);
  reader.endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)endpoint_free);
  reader.entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  reader.patterns = g_ptr_array_new_with_free_func (g_object_unref);
  read_any (&reader, source);
  g_ptr_array_unref (reader.endpoints);
  g_ptr_array_unref (reader.entries);
  g_clear_pointer (&reader.names, tenon_table_names_free);
  return reader.patterns;
}
