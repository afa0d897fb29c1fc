/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests of an application as people list them in a text: bullets, headings with a sentence below, bare lines, and
 * numbered sentences without an address. */

#include "artifact/tenon-api-list.h"

#include <string.h>

#define MAX_WORDS 300

/* What a sentence begins with that asks something of a database. */
static const char *const deeds[] = { "get", "list", "find", "search", "create", "add", "update", "delete", "remove", "read", "write", "fetch", "query", "retrieve", "show", "view", "look", "insert", "set", "count", "change", "edit", "cancel", "register", "log", "login", "sign", "place", "save", "store", "load", "mark", "upsert", "put", "post", "increment", "decrement", "assign", "browse", "check", "record", "move", "archive", "restore", "display", "return", "select", "lookup", NULL };

typedef struct
{
  const char    *file;
  TenonDocument *document;
  GPtrArray     *diagnostics; /* (nullable) */
  GPtrArray     *calls;       /* (element-type TenonApiCall) */
  GHashTable    *addresses;   /* "GET /users" */
  GHashTable    *n_below;     /* heading to how many bare addresses stand right below it */
  GHashTable    *items;       /* TenonBlock of lists that were read */
  GHashTable    *lists;       /* "heading:level" of lists in which an item is a request */
  guint          n_aside;     /* addresses that are not taken */
  guint          first_aside; /* line */
} ListReader;

/* "Example", "Default response", "Sample request": an address there is one of those above, filled in. */
static gboolean
is_example (TenonBlock *block)
{
  for (TenonBlock *heading = block->kind == TENON_BLOCK_HEADING ? block : block->heading; heading != NULL; heading = heading->heading)
    {
      g_autofree char *title = tenon_markdown_strip (heading->text);

      if (g_regex_match_simple ("^(example|sample)|\\bexamples?$|^((default|success|error|sample) )?(request|response)s?( body| headers?)?$", title, G_REGEX_CASELESS, 0))
        return TRUE;
    }
  return FALSE;
}

static void
set_aside (ListReader *reader,
           guint       line)
{
  if (reader->n_aside++ == 0)
    reader->first_aside = line;
}

/* "2.1 ", "3) ", "- " before an address. */
static const char *
skip_number (const char *text)
{
  const char *p = text;

  while (g_ascii_isdigit (*p) || ((*p == '.' || *p == ')') && p > text))
    p++;
  return p > text && (*p == ' ' || *p == '\t') ? p + strspn (p, " \t") : text;
}

static char *
dup_sentence (const char *markdown)
{
  g_autofree char *text = tenon_markdown_strip (markdown);
  g_autofree char *valid = NULL;
  const char      *stop;

  g_strdelimit (text, "\r\n", ' ');
  stop = strstr (text, ". ");
  if (stop != NULL)
    text[stop - text] = '\0';
  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';
  if (strlen (text) <= MAX_WORDS)
    return g_steal_pointer (&text);
  text[MAX_WORDS] = '\0';
  valid = g_utf8_make_valid (text, -1);
  return g_strdup (valid);
}

/* Whether some line of @text begins with an address. */
static gboolean
begins_with_address (const char *text)
{
  g_autofree char *plain = tenon_markdown_strip (text);
  g_auto (GStrv) methods = NULL;
  g_autofree char *path = NULL;
  const char      *end;

  return tenon_api_address_parse (skip_number (plain), &methods, &path, &end);
}

/* The sentence beside an address that stands alone: the first below it, or else the last above it, of the same heading, or
 * else that. Quotes are remarks. */
static char *
dup_beside (ListReader *reader,
            guint       index)
{
  TenonBlock *block = g_ptr_array_index (reader->document->blocks, index);
  TenonBlock *heading = block->kind == TENON_BLOCK_HEADING ? block : block->heading;

  for (guint i = index + 1; i < reader->document->blocks->len; i++)
    {
      TenonBlock *next = g_ptr_array_index (reader->document->blocks, i);

      if (next->heading != heading || next->kind == TENON_BLOCK_HEADING || begins_with_address (next->text != NULL ? next->text : ""))
        break;
      if ((next->kind == TENON_BLOCK_PARAGRAPH || next->item == block) && next->quote == 0)
        return dup_sentence (next->text);
    }
  for (guint i = index; block->kind == TENON_BLOCK_PARAGRAPH && i-- > 0;)
    {
      TenonBlock *before = g_ptr_array_index (reader->document->blocks, i);

      if (before->quote > 0)
        continue;
      if (before == heading || before->kind != TENON_BLOCK_PARAGRAPH || begins_with_address (before->text))
        break;
      return dup_sentence (before->text);
    }
  if (block->kind != TENON_BLOCK_ITEM && heading != NULL && heading->level > 1 && heading != block && !begins_with_address (heading->text))
    return tenon_markdown_strip (heading->text);
  return g_strdup ("");
}

/* An address says by itself too little: its heading does, where it has one to itself, or a sentence beside it. */
static char *
dup_words (ListReader *reader,
           guint       index)
{
  TenonBlock *block = g_ptr_array_index (reader->document->blocks, index);

  if (block->kind != TENON_BLOCK_ITEM && block->kind != TENON_BLOCK_HEADING && block->heading != NULL && block->heading->level > 1 && GPOINTER_TO_UINT (g_hash_table_lookup (reader->n_below, block->heading)) == 1 && !begins_with_address (block->heading->text))
    {
      g_autofree char *title = tenon_block_dup_title (block);

      return g_strdup (skip_number (title));
    }
  return dup_beside (reader, index);
}

static void
add_calls (ListReader *reader,
           guint       index,
           char      **methods,
           const char *path,
           const char *words,
           guint       line)
{
  for (guint i = 0; methods[i] != NULL; i++)
    {
      g_autofree char *address = g_strconcat (methods[i], " ", path, NULL);
      g_autofree char *found = NULL;

      /* Named once more without a word of its own: the same one. */
      if (*words == '\0' && g_hash_table_contains (reader->addresses, address))
        continue;
      found = *words != '\0' ? g_strdup (words) : dup_words (reader, index);
      g_ptr_array_add (reader->calls, tenon_api_call_new (methods[i], path, found, line));
      g_hash_table_add (reader->addresses, g_steal_pointer (&address));
    }
}

/* "Get a user: GET /users/:id", "Create a user (POST /users)". */
static gboolean
parse_at_end (const char *text,
              char     ***methods,
              char      **path,
              char      **words)
{
  for (const char *p = text; (p = strpbrk (p, " \t([")) != NULL;)
    {
      const char *start = p, *end;

      p += strspn (p, " \t([");
      if (!g_ascii_isalpha (*p) || !tenon_api_address_parse (p, methods, path, &end))
        continue;
      if (end[strspn (end, " \t.)];,")] == '\0')
        {
          *words = tenon_api_words_trim (text, start);
          return TRUE;
        }
      g_clear_pointer (methods, g_strfreev);
      g_clear_pointer (path, g_free);
    }
  return FALSE;
}

/* One line, item or heading. Returns: whether a request was read in it */
static gboolean
read_line (ListReader *reader,
           guint       index,
           const char *markdown,
           guint       line,
           gboolean    is_loose)
{
  g_autofree char *plain = tenon_markdown_strip (markdown);
  const char      *text, *end;
  g_auto (GStrv) methods = NULL;
  g_autofree char *path = NULL;
  g_autofree char *words = NULL;

  g_strdelimit (plain, "\r\n", ' ');
  text = skip_number (plain);
  if (tenon_api_address_parse (text, &methods, &path, &end))
    words = tenon_api_words_trim (end, end + strlen (end));
  else if (!is_loose || !parse_at_end (text, &methods, &path, &words))
    return FALSE;
  add_calls (reader, index, methods, path, words, line);
  return TRUE;
}

static gboolean
has_address (const char *text)
{
  return g_regex_match_simple ("\\b(GET|HEAD|POST|PUT|PATCH|DELETE)`?\\s+`?/\\w", text, 0, 0);
}

static void
read_lines (ListReader *reader,
            guint       index)
{
  TenonBlock *block = g_ptr_array_index (reader->document->blocks, index);
  g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);
  guint first = block->kind == TENON_BLOCK_CODE ? block->text_line : block->line;
  g_autoptr (GArray) unread = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_read = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint line = first + i;

      g_strstrip (lines[i]);
      if (read_line (reader, index, lines[i], line, FALSE))
        n_read++;
      else if (has_address (lines[i]))
        set_aside (reader, line);
      else if (*lines[i] != '\0')
        g_array_append_val (unread, line);
    }
  /* One request with its header fields is an example's form; a list of them is not. */
  for (guint i = 0; n_read > 1 && reader->diagnostics != NULL && i < unread->len; i++)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "api-line-unread", reader->file, g_array_index (unread, guint, i), 0, "The line among requests names no method and path; it is not read.");
}

static char *
dup_list_key (TenonBlock *block)
{
  return g_strdup_printf ("%u:%u", block->heading != NULL ? block->heading->line : 0, block->level);
}

static void
read_block (ListReader *reader,
            guint       index)
{
  TenonBlock *block = g_ptr_array_index (reader->document->blocks, index);

  if (block->text == NULL || block->kind == TENON_BLOCK_TABLE || block->kind == TENON_BLOCK_HTML || block->kind == TENON_BLOCK_RULE)
    return;
  if (is_example (block) || (block->quote > 0 && block->kind == TENON_BLOCK_PARAGRAPH))
    {
      if (has_address (block->text))
        set_aside (reader, block->line);
      return;
    }
  if (block->kind == TENON_BLOCK_PARAGRAPH || block->kind == TENON_BLOCK_CODE)
    read_lines (reader, index);
  else if (read_line (reader, index, block->text, block->line, TRUE))
    {
      if (block->kind == TENON_BLOCK_ITEM)
        {
          g_hash_table_add (reader->items, block);
          g_hash_table_add (reader->lists, dup_list_key (block));
        }
    }
  else if (has_address (block->text))
    set_aside (reader, block->line);
}

/* How many addresses stand alone below each heading. */
static void
count_below (ListReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      g_auto (GStrv) lines = NULL;

      if (block->heading == NULL || (block->kind != TENON_BLOCK_PARAGRAPH && block->kind != TENON_BLOCK_CODE))
        continue;
      lines = g_strsplit (block->text, "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        if (begins_with_address (g_strstrip (lines[k])))
          g_hash_table_insert (reader->n_below, block->heading, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (reader->n_below, block->heading)) + 1));
    }
}

/* Items without an address in a list of requests, and addresses in prose: whoever wrote them hears of it. */
static void
report_unread (ListReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *key = block->kind == TENON_BLOCK_ITEM ? dup_list_key (block) : NULL;

      if (key != NULL && g_hash_table_contains (reader->lists, key) && *block->text != '\0' && !has_address (block->text) && !g_hash_table_contains (reader->items, block))
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "api-line-unread", reader->file, block->line, 0, "The item names no method and path, as others of its list do; it is not read.");
    }
  if (reader->n_aside > 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "api-address-aside", reader->file, reader->first_aside, 0, "%u addresses stand in examples and sentences and are not read as requests; here is the first.", reader->n_aside);
}

static gboolean
begins_with_deed (const char *text)
{
  gsize            n = 0;
  g_autofree char *word = NULL;

  while (g_ascii_isalpha (text[n]))
    n++;
  word = g_ascii_strdown (text, (gssize)n);
  if (g_strv_contains (deeds, word))
    return TRUE;
  if (n > 1 && word[n - 1] == 's')
    word[n - 1] = '\0';
  return g_strv_contains (deeds, word);
}

/* Sentences below one heading, or of a text without any, which say in words alone what is asked. */
static void
read_sentences (ListReader *reader,
                TenonBlock *heading,
                guint       from)
{
  g_autofree char *title = heading != NULL ? tenon_markdown_strip (heading->text) : g_strdup ("");
  gboolean         is_named = g_regex_match_simple ("\\b(access|query) patterns?\\b", title, G_REGEX_CASELESS, 0);
  guint            n = 0, n_deeds = 0, before = reader->calls->len;

  if (!is_named && heading != NULL && !g_regex_match_simple ("\\b(apis?|endpoints?|operations?|queries|use cases?|requests?|routes?|patterns?)\\b", title, G_REGEX_CASELESS, 0))
    return;
  for (guint i = from; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *words = NULL;

      if (block->kind == TENON_BLOCK_HEADING)
        break;
      if (block->kind != TENON_BLOCK_ITEM || block->level > 1 || block->quote > 0 || *block->text == '\0' || *block->text == '[')
        continue;
      words = tenon_markdown_strip (block->text);
      g_strdelimit (words, "\r\n", ' ');
      n++;
      n_deeds += begins_with_deed (words);
      g_ptr_array_add (reader->calls, tenon_api_call_new ("", "", words, block->line));
    }
  if (n < 2 || (!is_named && 2 * n_deeds < n) || n_deeds == 0)
    g_ptr_array_set_size (reader->calls, (int)before);
}

static void
read_all_sentences (ListReader *reader)
{
  gboolean has_heading = FALSE;

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind != TENON_BLOCK_HEADING)
        continue;
      has_heading = TRUE;
      read_sentences (reader, block, i + 1);
    }
  if (!has_heading)
    read_sentences (reader, NULL, 0);
}

/**
 * tenon_api_list_read:
 * @diagnostics: (nullable): gets what looks like a request and is not read
 *
 * Reads what is not in tables: "- `GET /users/:id` – Get a user", "## GET /users/{id}" with a sentence below it,
 * "### Log in" above "`POST /login`", bare lines. A text without any address is read as sentences where a heading says
 * that they are access patterns, or where they begin like some.
 *
 * Returns: (transfer full) (element-type TenonApiCall): in the order of the text
 */
GPtrArray *
tenon_api_list_read (TenonDocument *document,
                     const char    *file,
                     GPtrArray     *diagnostics)
{
  ListReader reader = { .file = file, .document = document, .diagnostics = diagnostics };

  reader.calls = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_api_call_free);
  reader.addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.items = g_hash_table_new (NULL, NULL);
  reader.n_below = g_hash_table_new (NULL, NULL);
  count_below (&reader);
  for (guint i = 0; i < document->blocks->len; i++)
    read_block (&reader, i);
  if (reader.calls->len == 0)
    read_all_sentences (&reader);
  else if (diagnostics != NULL)
    report_unread (&reader);
  g_hash_table_unref (reader.n_below);
  g_hash_table_unref (reader.items);
  g_hash_table_unref (reader.lists);
  g_hash_table_unref (reader.addresses);
  return reader.calls;
}
