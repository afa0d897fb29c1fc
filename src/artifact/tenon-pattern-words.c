/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an access pattern asks of the database, written in one line so that reading the line gives the pattern again:
 *
 *     Query `orders` by `orders.customer_id`; order `orders.placed_at` descending; list; page of 20; requires: owner validation
 *
 * Whatever does not follow that form exactly is taken as people's words and left to tenon_pattern_guess(). */

#include "artifact/tenon-pattern-words.h"

#include "artifact/tenon-pattern-guess.h"
#include "base/tenon-text.h"

#include <string.h>

static const struct
{
  const char        *word;
  TenonOperationType type;
} verbs[] = {
  { "Query", TENON_OPERATION_READ },
  { "Create", TENON_OPERATION_WRITE },
  { "Update", TENON_OPERATION_UPDATE },
  { "Delete", TENON_OPERATION_DELETE },
  { "Access", TENON_OPERATION_UNKNOWN },
  { "No database operation", TENON_OPERATION_NONE },
};

static void
append_code (GString    *out,
             const char *text)
{
  g_string_append_c (out, '`');
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '`' ? '\'' : *p == '\n' ? ' '
                                                          : *p);
  g_string_append_c (out, '`');
}

static void
append_list (GString    *out,
             const char *before,
             char      **names,
             const char *between)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_string_append (out, i == 0 ? before : between);
      append_code (out, names[i]);
    }
}

static void
append_order (GString   *out,
              TenonList *order_by)
{
  for (guint i = 0; i < tenon_list_get_length (order_by); i++)
    {
      TenonShapeOrder *order = tenon_list_get (order_by, i);

      g_string_append (out, i == 0 ? "; order " : ", ");
      append_code (out, order->column != NULL ? order->column : "");
      g_string_append (out, order->descending ? " descending" : " ascending");
    }
}

/* The part of the key requirements that is not said by the column "Auth Required". */
static const char *
skip_auth (const char *requirements)
{
  if (requirements == NULL)
    return "";
  if (g_str_has_prefix (requirements, "public") || g_str_has_prefix (requirements, "authenticated"))
    {
      const char *end = strstr (requirements, "; ");

      return end != NULL ? end + 2 : "";
    }
  return requirements;
}

/**
 * tenon_pattern_words_write:
 *
 * Returns: (transfer full): one line; see the top of the file
 */
char *
tenon_pattern_words_write (TenonPattern *pattern)
{
  GString    *out = g_string_new (NULL);
  const char *requirements = skip_auth (pattern->key_requirements);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if ((int)verbs[i].type == pattern->operation_type)
      g_string_append (out, verbs[i].word);
  append_list (out, " ", pattern->entities_involved, " + ");
  append_list (out, " by ", pattern->equality, " + ");
  if (pattern->range != NULL && *pattern->range != '\0')
    {
      g_string_append (out, "; range ");
      append_code (out, pattern->range);
    }
  append_list (out, "; filter ", pattern->filters, ", ");
  append_list (out, "; search ", pattern->search, ", ");
  append_list (out, "; with ", pattern->joins, ", ");
  append_order (out, pattern->order_by);
  append_list (out, "; needs ", pattern->attributes, ", ");
  if (pattern->is_aggregate)
    g_string_append (out, "; aggregate");
  if (pattern->is_list)
    g_string_append (out, "; list");
  if (pattern->page_size > 0)
    g_string_append_printf (out, "; page of %" G_GINT64_FORMAT, pattern->page_size);
  if (*requirements != '\0')
    g_string_append_printf (out, "; requires: %s", requirements);
  return g_string_free (out, FALSE);
}

/* Reads "`a` + `b`" or "`a`, `b`".  Returns: (transfer full) (nullable): %NULL if no name in code marks stands at @p. */
static char **
read_list (const char **p,
           const char  *between)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize n = strlen (between);

  while (**p == '`')
    {
      const char *end = strchr (*p + 1, '`');

      if (end == NULL)
        return NULL;
      g_ptr_array_add (names, g_strndup (*p + 1, end - *p - 1));
      *p = end + 1;
      if (!g_str_has_prefix (*p, between) || (*p)[n] != '`')
        break;
      *p += n;
    }
  if (names->len == 0)
    return NULL;
  return tenon_strv_from_array (names);
}

static gboolean
read_order (const char **p,
            TenonList   *order_by)
{
  static const char *const directions[] = { " ascending", " descending" };

  do
    {
      g_autoptr (TenonShapeOrder) order = NULL;
      g_auto (GStrv) names = NULL;
      guint direction;

      if (**p == ',')
        *p += 2;
      names = read_list (p, "\n");
      if (names == NULL)
        return FALSE;
      for (direction = 0; direction < 2 && !g_str_has_prefix (*p, directions[direction]); direction++)
        ;
      if (direction == 2)
        return FALSE;
      *p += strlen (directions[direction]);
      order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
      order->column = g_strdup (names[0]);
      order->descending = direction == 1;
      tenon_list_append (order_by, order);
    }
  while (g_str_has_prefix (*p, ", `"));
  return TRUE;
}

static gboolean
skip_word (const char **p,
           const char  *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;
  *p += strlen (word);
  return TRUE;
}

static gboolean
read_number (const char **p,
             gint64      *value)
{
  char *end;

  *value = g_ascii_strtoll (*p, &end, 10);
  if (end == *p)
    return FALSE;
  *p = end;
  return TRUE;
}

static gboolean
read_clause (TenonPattern *pattern,
             const char  **p)
{
  const struct
  {
    const char *word;
    char     ***target;
  } lists[] = {
    { "filter ", &pattern->filters },
    { "search ", &pattern->search },
    { "with ", &pattern->joins },
    { "needs ", &pattern->attributes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (skip_word (p, lists[i].word))
      {
        g_strfreev (*lists[i].target);
        *lists[i].target = read_list (p, ", ");
        return *lists[i].target != NULL;
      }
  if (skip_word (p, "range "))
    {
      g_auto (GStrv) names = read_list (p, "\n");

      if (names != NULL)
        tenon_str_set (&pattern->range, names[0]);
      return names != NULL;
    }
  if (skip_word (p, "order "))
    return read_order (p, pattern->order_by);
  if (skip_word (p, "aggregate"))
    return pattern->is_aggregate = TRUE;
  if (skip_word (p, "list"))
    return pattern->is_list = TRUE;
  if (skip_word (p, "page of "))
    return read_number (p, &pattern->page_size);
  if (skip_word (p, "requires: "))
    {
      tenon_str_set (&pattern->key_requirements, *p);
      *p += strlen (*p);
      return TRUE;
    }
  return FALSE;
}

/* Returns: whether @text follows the form at the top of the file; @pattern has nothing but rubbish in it where not. */
static gboolean
read_exact (TenonPattern *pattern,
            const char   *text)
{
  const char *p = text;
  guint       i;

  for (i = 0; i < G_N_ELEMENTS (verbs) && !skip_word (&p, verbs[i].word); i++)
    ;
  if (i == G_N_ELEMENTS (verbs))
    return FALSE;
  pattern->operation_type = verbs[i].type;
  if (g_str_has_prefix (p, " `"))
    {
      p++;
      pattern->entities_involved = read_list (&p, " + ");
      if (pattern->entities_involved == NULL)
        return FALSE;
    }
  if (skip_word (&p, " by "))
    {
      pattern->equality = read_list (&p, " + ");
      if (pattern->equality == NULL)
        return FALSE;
    }
  while (skip_word (&p, "; "))
    if (!read_clause (pattern, &p))
      return FALSE;
  return *p == '\0';
}

/* Moves what the line says from one pattern to the other. */
static void
take_shape (TenonPattern *pattern,
            TenonPattern *from)
{
  pattern->operation_type = from->operation_type;
  pattern->entities_involved = g_steal_pointer (&from->entities_involved);
  pattern->equality = g_steal_pointer (&from->equality);
  pattern->range = g_steal_pointer (&from->range);
  pattern->filters = g_steal_pointer (&from->filters);
  pattern->search = g_steal_pointer (&from->search);
  pattern->joins = g_steal_pointer (&from->joins);
  pattern->attributes = g_steal_pointer (&from->attributes);
  pattern->key_requirements = g_steal_pointer (&from->key_requirements);
  pattern->is_aggregate = from->is_aggregate;
  pattern->is_list = from->is_list;
  pattern->page_size = from->page_size;
  for (guint i = 0; i < tenon_list_get_length (from->order_by); i++)
    tenon_list_append_take (pattern->order_by, tenon_record_copy (tenon_list_get (from->order_by, i)));
}

/**
 * tenon_pattern_words_read:
 * @pattern: a new pattern; its endpoint is taken into account
 * @description: (nullable): what the pattern is for, in words
 * @data_access: (nullable): what it asks of the database, exact or in words
 * @names: (nullable): of the schema; without them, words stay words
 *
 * Fills in what the pattern does, to which tables, by which columns.  Words that are not exact stay with the pattern.
 */
void
tenon_pattern_words_read (TenonPattern    *pattern,
                          const char      *description,
                          const char      *data_access,
                          TenonTableNames *names)
{
  g_autoptr (TenonPattern) exact = tenon_pattern_new (NULL);

  if (data_access != NULL && read_exact (exact, data_access))
    {
      g_clear_pointer (&pattern->key_requirements, g_free);
      take_shape (pattern, exact);
      return;
    }
  tenon_pattern_guess (pattern, description, data_access, names);
  g_clear_pointer (&pattern->data_access, g_free);
  if (data_access != NULL)
    pattern->data_access = g_strstrip (g_strdup (data_access));
  if (pattern->data_access != NULL && *pattern->data_access == '\0')
    g_clear_pointer (&pattern->data_access, g_free);
}
