/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which pattern a row of a requirement file is about: by its id, by its description, or one that nobody has numbered yet. */

#include "artifact/tenon-requirement-reader.h"

#include <string.h>

/* "TBD", "—" and the like say nothing. */
gboolean
tenon_requirement_is_nothing (const char *text)
{
  static const char *const nothing[] = { "", "TBD", "tbd", "TBA", "-", "--", "–", "—", "N/A", "n/a", "?", "unknown", "none", "None", NULL };

  return g_strv_contains (nothing, text);
}

/* What the model has no field for is kept with its heading. */
void
tenon_requirement_add_words (GString    *rest,
                             const char *heading,
                             const char *text)
{
  g_autofree char *plain = tenon_pipe_cell_unescape (heading);

  g_strdelimit (plain, "\n", ' ');
  g_string_append_printf (rest, "%s%s: %s", rest->len > 0 ? "; " : "", plain, text);
}

/* "1", "AP1", "**AP1**", "#1", "AP-1", "Pattern 1" all mean AP1; "2.3" is AP2.3.  Returns: (transfer full) (nullable): %NULL for
 * a range or no id at all. */
char *
tenon_requirement_read_id (const char *cell)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(?:access )?([A-Za-z]*)[-_ #]*(\\d+(?:\\.\\d+)*[a-z]?)\\s*[^[:ascii:]]*$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *plain = tenon_markdown_strip (cell);
  g_autofree char *prefix = NULL;
  g_autofree char *number = NULL;

  if (!g_regex_match (regex, plain + strspn (plain, "# "), 0, &match))
    return NULL;
  prefix = g_match_info_fetch (match, 1);
  number = g_match_info_fetch (match, 2);
  if (*prefix == '\0' || g_ascii_strcasecmp (prefix, "pattern") == 0 || g_ascii_strcasecmp (prefix, "ap") == 0)
    return g_strconcat ("AP", number, NULL);
  return strlen (prefix) <= 8 ? g_strconcat (prefix, number, NULL) : NULL;
}

/* What tells one pattern from another: words, without those that all of them use. */
static void
add_significant (GHashTable *words,
                 const char *text)
{
  static const char *const common[] = { "get", "list", "find", "fetch", "read", "create", "add", "insert", "new", "update", "change", "delete", "remove", "query", "the", "and", "for", "with", "from", "all", "one", "its", "their", "into", "that", "when", "api", "put", "post", "patch", "single", "access", "pattern", "data", "per", NULL };
  g_autofree char         *spaced = g_strdup (text != NULL ? text : "");
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) s = g_string_new (NULL);

  for (const char *p = spaced; *p != '\0'; p++)
    {
      if (p > spaced && g_ascii_isupper (*p) && g_ascii_islower (p[-1]))
        g_string_append_c (s, ' ');
      g_string_append_c (s, (guchar)*p >= 0x80 || g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : ' ');
    }
  parts = g_strsplit (s->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length < 3 || g_strv_contains (common, parts[i]))
        continue;
      /* "categories" and "category", "registers" and "registration" begin alike. */
      g_hash_table_add (words, g_strndup (parts[i], MIN (length, 4)));
    }
}

/* Whether a row of that id means another pattern than the model's: none of their words agree. */
static gboolean
is_other_pattern (TenonPattern *pattern,
                  const char   *description)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer       word;

  add_significant (known, pattern->description);
  if (g_hash_table_size (known) == 0)
    return FALSE;
  add_significant (known, pattern->endpoint);
  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    add_significant (known, pattern->entities_involved[i]);
  add_significant (words, description);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (g_hash_table_contains (known, word))
      return FALSE;
  return g_hash_table_size (words) > 0;
}

static char *
find_by_description (TenonRequirementReader *reader,
                     const char             *description)
{
  for (guint i = 0; i < tenon_list_get_length (reader->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (reader->model->patterns, i);

      if (pattern->pattern_id != NULL && pattern->description != NULL && g_ascii_strcasecmp (pattern->description, description) == 0 && !g_hash_table_contains (reader->seen, pattern->pattern_id))
        return g_strdup (pattern->pattern_id);
    }
  return NULL;
}

static guint64
number_of (const char *pattern_id)
{
  return g_ascii_strtoull (pattern_id + strcspn (pattern_id, "0123456789"), NULL, 10);
}

static char *
dup_next_id (TenonRequirementReader *reader)
{
  GHashTableIter iter;
  gpointer       seen;

  for (guint i = 0; !reader->has_numbers && i < tenon_list_get_length (reader->model->patterns); i++)
    {
      const char *id = ((TenonPattern *)tenon_list_get (reader->model->patterns, i))->pattern_id;

      reader->last_number = MAX (reader->last_number, id != NULL ? number_of (id) : 0);
    }
  reader->has_numbers = TRUE;
  g_hash_table_iter_init (&iter, reader->seen);
  while (g_hash_table_iter_next (&iter, &seen, NULL))
    reader->last_number = MAX (reader->last_number, number_of (seen));
  reader->last_number = MIN (reader->last_number, G_MAXINT) + 1;
  return g_strdup_printf ("AP%" G_GUINT64_FORMAT, reader->last_number);
}

/* A row without an id, or one whose id is another pattern's, means the pattern of that description, or one that nobody has
 * numbered yet. */
static char *
dup_id_for (TenonRequirementReader *reader,
            const char             *id_cell,
            const char             *description,
            guint                   line)
{
  g_autofree char *known = find_by_description (reader, description);
  g_autofree char *id = known != NULL ? NULL : dup_next_id (reader);

  if (known != NULL)
    return g_steal_pointer (&known);
  if (tenon_requirement_is_nothing (id_cell))
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-no-id", reader->file, line, 0, "“%s” has no id; it is taken as %s.", description, id);
  else
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-other-id", reader->file, line, 0, "%s is the id of another pattern; “%s” is taken as %s.", id_cell, description, id);
  return g_steal_pointer (&id);
}

/* Returns: (transfer full) (nullable): %NULL for a row that is left out, which is reported */
char *
tenon_requirement_find_id (TenonRequirementReader *reader,
                           const char             *id_cell,
                           const char             *description,
                           GString                *rest,
                           const char             *heading,
                           guint                   line)
{
  g_autofree char *id = tenon_requirement_read_id (id_cell);
  g_autofree char *stripped = tenon_markdown_strip (id_cell);
  g_autofree char *plain = tenon_pipe_cell_unescape (stripped);
  TenonPattern    *pattern = id != NULL ? tenon_model_find_pattern (reader->model, id) : NULL;
  gboolean         is_seen = id != NULL && g_hash_table_contains (reader->seen, id);

  if (*description == '\0' && *plain == '\0')
    return NULL;
  if (id == NULL && !tenon_requirement_is_nothing (plain) && (*description == '\0' || strpbrk (plain, "0123456789") != NULL))
    {
      tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-id", reader->file, line, 0, "“%s” is no id of one pattern; the row is left out.", plain),
                                   "Give each pattern a row of its own with an id as AP7");
      return NULL;
    }
  if (id == NULL && !tenon_requirement_is_nothing (plain))
    tenon_requirement_add_words (rest, heading, plain);
  if (id == NULL)
    return dup_id_for (reader, "", description, line);
  if (is_seen && (*description == '\0' || g_hash_table_contains (reader->rows_seen, description)))
    {
      tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-duplicate-id", reader->file, line, 0, "%s stands in the table already; this row is left out.", id),
                                   "Take out one of the two, or give the other pattern another id and description");
      return NULL;
    }
  if (is_seen || (!reader->is_own && pattern != NULL && *description != '\0' && is_other_pattern (pattern, description)))
    return dup_id_for (reader, id, description, line);
  return g_steal_pointer (&id);
}
