/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request known by its form: an HTTP method, then a path that begins with a slash, or an address. */

#include "artifact/tenon-api-call.h"

#include <string.h>

static const char *const method_names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

/* Between an address and its words: dashes, arrows, colons and what else people put there. */
static const char *const joints[] = { "–", "—", "→", "⇒", "…", "·", "•", "=>", "->" };

TenonApiCall *
tenon_api_call_new (const char *method,
                    const char *path,
                    const char *words,
                    guint       line)
{
  TenonApiCall *self = g_new0 (TenonApiCall, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->words = g_strdup (words);
  self->line = line;
  return self;
}

void
tenon_api_call_free (TenonApiCall *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->words);
  g_free (self);
}

/* Returns: (nullable): the method that @text begins with, as a whole word */
static const char *
match_method (const char  *text,
              const char **end)
{
  for (guint i = 0; i < G_N_ELEMENTS (method_names); i++)
    {
      gsize n = strlen (method_names[i]);

      if (g_ascii_strncasecmp (text, method_names[i], n) == 0 && !g_ascii_isalnum (text[n]) && text[n] != '_')
        {
          *end = text + n;
          return method_names[i];
        }
    }
  return NULL;
}

/* "GET/HEAD", "PUT, PATCH", "GET | HEAD", "PUT or PATCH": from the end of one method to the next. */
static const char *
skip_and (const char *text)
{
  const char *p = text + strspn (text, " \t");

  if (*p != '\0' && strchr ("/|,&+", *p) != NULL)
    p++;
  else if (g_ascii_strncasecmp (p, "or ", 3) == 0)
    p += 3;
  else if (g_ascii_strncasecmp (p, "and ", 4) == 0)
    p += 4;
  else
    return NULL;
  return p + strspn (p, " \t");
}

/* HEAD and OPTIONS ask for nothing of their own beside another method, and PATCH is the other way to say PUT. */
static char **
choose_methods (GPtrArray *found)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean has_put = FALSE;
  guint    n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const char *method = g_ptr_array_index (found, i);
      gboolean    is_aside = g_str_equal (method, "HEAD") || g_str_equal (method, "OPTIONS");

      if (is_aside || (has_put && g_str_equal (method, "PATCH")))
        continue;
      has_put |= g_str_equal (method, "PUT");
      g_strv_builder_add (builder, method);
      n++;
    }
  if (n == 0)
    g_strv_builder_add (builder, g_ptr_array_index (found, 0));
  return g_strv_builder_end (builder);
}

/**
 * tenon_api_methods_parse:
 * @end: (out) (optional): behind the last of them
 *
 * Reads "GET", "GET/HEAD", "PUT, PATCH" at the beginning of @text, in any case of letters.
 *
 * Returns: (transfer full) (nullable): those that ask for something of their own, in capitals
 */
char **
tenon_api_methods_parse (const char  *text,
                         const char **end)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const char *behind = text;

  for (const char *p = text; p != NULL && found->len < G_N_ELEMENTS (method_names); p = skip_and (behind))
    {
      const char *method = match_method (p, &behind);

      if (method == NULL)
        break;
      g_ptr_array_add (found, (gpointer)method);
    }
  if (end != NULL)
    *end = behind;
  return found->len > 0 ? choose_methods (found) : NULL;
}

/* How long a path at @text is: up to a blank, a quote, or a bracket that was not opened in it. */
static gsize
measure_path (const char *text)
{
  gsize n = 0;
  int   depth = 0;

  for (; text[n] != '\0' && !g_ascii_isspace (text[n]) && strchr ("\"'`|;", text[n]) == NULL; n++)
    {
      gboolean is_joint = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
        is_joint |= g_str_has_prefix (text + n, joints[i]);
      depth += text[n] == '(';
      depth -= text[n] == ')';
      if (depth < 0 || is_joint)
        break;
    }
  while (n > 1 && strchr (".,:!", text[n - 1]) != NULL)
    n--;
  return n;
}

/**
 * tenon_api_path_parse:
 * @end: (out) (optional): behind it
 *
 * Reads "/users/:id", "https://api.example.com/users" or "{{host}}/users" at the beginning of @text.
 *
 * Returns: (transfer full) (nullable): what the host is asked for; %NULL where no path begins
 */
char *
tenon_api_path_parse (const char  *text,
                      const char **end)
{
  gsize            n = measure_path (text);
  g_autofree char *all = g_strndup (text, n);
  const char      *path = NULL;

  if (*all == '/' && all[1] != '/' && all[1] != '*')
    path = all;
  else if (g_str_has_prefix (all, "http://") || g_str_has_prefix (all, "https://"))
    path = strchr (strstr (all, "://") + strlen ("://"), '/');
  else if (g_str_has_prefix (all, "{{") && strstr (all, "}}") != NULL)
    path = strstr (all, "}}") + strlen ("}}");
  else
    return NULL;
  if (end != NULL)
    *end = text + n;
  if (path == NULL || *path == '\0')
    return g_strdup ("/");
  return *path == '/' ? g_strdup (path) : g_strconcat ("/", path + (*path == ':' ? strcspn (path, "/") : 0), NULL);
}

/**
 * tenon_api_address_parse:
 * @methods: (out): in capitals
 * @path: (out):
 * @end: (out): behind the path
 *
 * Returns: whether @text begins with "GET /users/:id" in one of the ways people write it
 */
gboolean
tenon_api_address_parse (const char  *text,
                         char      ***methods,
                         char       **path,
                         const char **end)
{
  const char *p = text;
  g_auto (GStrv) found = tenon_api_methods_parse (text, &p);
  gsize n_between = found != NULL ? strspn (p, " \t:,]") : 0;

  if (n_between == 0)
    return FALSE;
  *path = tenon_api_path_parse (p + n_between, end);
  if (*path == NULL)
    return FALSE;
  *methods = g_steal_pointer (&found);
  return TRUE;
}

/* Returns: how many bytes at @text join an address and its words; 0: none */
static gsize
match_joint (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    if (g_str_has_prefix (text, joints[i]))
      return strlen (joints[i]);
  return *text != '\0' && strchr (" \t\r\n-:.,;|>=)][#\"'`*/", *text) != NULL ? 1 : 0;
}

/**
 * tenon_api_words_trim:
 *
 * Returns: (transfer full): what stands from @from to before @to, without what joins it to an address
 */
char *
tenon_api_words_trim (const char *from,
                      const char *to)
{
  g_autofree char *text = NULL;
  gsize            n;

  for (gsize step = 1; from < to && step > 0; from += step)
    step = match_joint (from);
  text = from < to ? g_strndup (from, to - from) : g_strdup ("");
  if (g_ascii_strncasecmp (text, "HTTP/", 5) == 0)
    return g_strdup ("");
  n = strlen (text);
  for (gsize before = n + 1; n > 0 && n < before; text[n] = '\0')
    {
      before = n;
      for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
        if (n >= strlen (joints[i]) && memcmp (text + n - strlen (joints[i]), joints[i], strlen (joints[i])) == 0)
          n -= strlen (joints[i]);
      if (n == before && strchr (" \t\r\n-:,;|([\"'`*", text[n - 1]) != NULL)
        n--;
    }
  if (*text == '(' && n > 1 && text[n - 1] == ')' && memchr (text, ')', n) == text + n - 1)
    return g_strndup (text + 1, n - 2);
  return g_strdup (text);
}
