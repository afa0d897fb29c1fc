/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Alternatives side by side as text for a terminal, in fixed English: a column for each, a line for each fact. */

#include "model/tenon-cost-text.h"

#include "base/tenon-text.h"

#include <string.h>

/* Columns of text: the first at the left, the others at the right of their widths. */
typedef struct
{
  GPtrArray *rows; /* (owned) (element-type GStrv) */
  guint      n_columns;
} Sheet;

static void
sheet_add (Sheet     *self,
           GPtrArray *cells)
{
  g_ptr_array_add (self->rows, tenon_strv_from_array (cells));
}

static void
append_cell (GString    *s,
             const char *text,
             gsize       width,
             gboolean    is_first)
{
  gsize length = g_utf8_strlen (text, -1);
  gsize padding = width > length ? width - length : 0;

  if (is_first)
    g_string_append_printf (s, "%s%*s", text, (int)padding, "");
  else
    g_string_append_printf (s, "   %*s%s", (int)padding, "", text);
}

static void
sheet_append (Sheet   *self,
              GString *s)
{
  g_autofree gsize *widths = g_new0 (gsize, self->n_columns);

  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < self->n_columns; j++)
      widths[j] = MAX (widths[j], (gsize)g_utf8_strlen (((char **)g_ptr_array_index (self->rows, i))[j], -1));
  for (guint i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->n_columns; j++)
        append_cell (s, cells[j], widths[j], j == 0);
      g_string_append_c (s, '\n');
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* ---- what is said of one ---- */

static char *
describe_title (const TenonAlternative *self)
{
  return g_strconcat (self->title != NULL ? self->title : "Design", self->is_present ? " (present)" : NULL, NULL);
}

static char *
describe_cost (const TenonAlternative *self)
{
  g_autofree char *money = tenon_format_money (self->dollars);

  return g_strconcat (self->n_open > 0 ? "at least " : "", money, NULL);
}

static char *
describe_open (const TenonAlternative *self)
{
  return g_strdup_printf ("%u", self->n_open);
}

static char *
describe_requests (const TenonAlternative *self)
{
  return g_strdup_printf ("%.2f", self->mean_requests);
}

static char *
describe_amplification (const TenonAlternative *self)
{
  return g_strdup_printf ("%.2f", self->write_amplification);
}

static char *
describe_storage (const TenonAlternative *self)
{
  g_autofree char *gigabytes = g_strdup_printf ("%.2f", self->storage);

  if (self->storage <= 0 && self->n_storage_open > 0)
    return g_strdup ("not known");
  return g_strconcat (self->n_storage_open > 0 ? "at least " : "", gigabytes, " GB", NULL);
}

static char *
describe_hottest (const TenonAlternative *self)
{
  if (self->hottest_share < 0)
    return g_strdup ("not known");
  return g_strdup_printf ("%.1f %%", 100 * self->hottest_share);
}

static char *
describe_hottest_place (const TenonAlternative *self)
{
  return g_strjoin (" by ", self->hottest != NULL ? self->hottest : "", self->hottest != NULL ? self->hottest_pattern : NULL, NULL);
}

static char *
describe_effort (const TenonAlternative *self)
{
  return g_strdup_printf ("%u", self->n_effort);
}

static char *
describe_risk (const TenonAlternative *self)
{
  return g_strdup_printf ("%u", self->n_risk);
}

static const struct
{
  const char *title;
  char *(*describe) (const TenonAlternative *self);
} lines[] = {
  { "", describe_title },
  { "A month", describe_cost },
  { "Terms of it that are not known", describe_open },
  { "Requests a call, in the mean", describe_requests },
  { "Write amplification", describe_amplification },
  { "Storage", describe_storage },
  { "Busiest key value, of its partition", describe_hottest },
  { "", describe_hottest_place },
  { "Effort: things to build and to keep", describe_effort },
  { "Risk: things that may go wrong or are not known", describe_risk },
};

static void
append_lines (Sheet     *sheet,
              GPtrArray *alternatives)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (lines[i].title));
      for (guint j = 0; j < alternatives->len; j++)
        g_ptr_array_add (cells, lines[i].describe (g_ptr_array_index (alternatives, j)));
      sheet_add (sheet, cells);
    }
}

/* The facts of each topic, in the order in which all alternatives state them. */
static void
append_facts (Sheet     *sheet,
              GPtrArray *alternatives)
{
  const TenonAlternative *first = g_ptr_array_index (alternatives, 0);

  for (guint i = 0; i < first->facts->len; i++)
    {
      const TenonAlternativeFact *fact = g_ptr_array_index (first->facts, i);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup_printf ("%s: %s", fact->topic, fact->title));
      for (guint j = 0; j < alternatives->len; j++)
        {
          const TenonAlternative *each = g_ptr_array_index (alternatives, j);

          g_ptr_array_add (cells, g_strdup_printf ("%u", i < each->facts->len ? ((TenonAlternativeFact *)g_ptr_array_index (each->facts, i))->count : 0));
        }
      sheet_add (sheet, cells);
    }
}

/* ---- requests of each pattern ---- */

static const TenonPatternRequests *
find_requests (const TenonAlternative *self,
               const char             *pattern_id)
{
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const TenonPatternRequests *each = g_ptr_array_index (self->patterns, i);

      if (g_strcmp0 (each->pattern_id, pattern_id) == 0)
        return each;
    }
  return NULL;
}

static char *
describe_units (const TenonPatternRequests *self)
{
  g_autoptr (GString) s = g_string_new (NULL);
  g_autofree char *requests = NULL, *reads = NULL, *writes = NULL;

  if (self == NULL)
    return g_strdup ("not served");
  requests = tenon_format_number (self->requests);
  reads = tenon_format_number (self->reads);
  writes = tenon_format_number (self->writes);
  g_string_append_printf (s, "%s%s:", self->is_least ? "at least " : "", requests);
  if (self->reads > 0 || self->writes <= 0)
    g_string_append_printf (s, " %s RCU", reads);
  if (self->writes > 0)
    g_string_append_printf (s, " %s WCU", writes);
  return g_string_free (g_steal_pointer (&s), FALSE);
}

static void
append_patterns (Sheet     *sheet,
                 GPtrArray *alternatives)
{
  const TenonAlternative *first = g_ptr_array_index (alternatives, 0);

  for (guint i = 0; i < first->patterns->len; i++)
    {
      const TenonPatternRequests *pattern = g_ptr_array_index (first->patterns, i);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (pattern->pattern_id));
      for (guint j = 0; j < alternatives->len; j++)
        g_ptr_array_add (cells, describe_units (find_requests (g_ptr_array_index (alternatives, j), pattern->pattern_id)));
      sheet_add (sheet, cells);
    }
}

static void
append_summary (GString                *s,
                const TenonAlternative *self)
{
  g_string_append_printf (s, "\n%s: %s%s%s\n", self->title != NULL ? self->title : "Design", self->same_as != NULL ? "the same tables, keys and indexes as " : "", self->same_as != NULL ? self->same_as : self->summary != NULL ? self->summary
                                                                                                                                                                                                                                 : "",
                          self->same_as != NULL ? "." : "");
  for (guint i = 0; self->same_as == NULL && i < self->facts->len; i++)
    {
      const TenonAlternativeFact *fact = g_ptr_array_index (self->facts, i);

      if (fact->names != NULL && !g_str_equal (fact->topic, "effort"))
        g_string_append_printf (s, "    %u %s: %s\n", fact->count, fact->title, fact->names);
    }
}

/**
 * tenon_alternatives_dup_text:
 * @alternatives: (element-type TenonAlternative):
 *
 * Returns: (transfer full): lines
 */
char *
tenon_alternatives_dup_text (GPtrArray *alternatives)
{
  GString *s = g_string_new (NULL);
  Sheet    sheet = { g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev), alternatives->len + 1 };

  if (alternatives->len > 0)
    {
      append_lines (&sheet, alternatives);
      append_facts (&sheet, alternatives);
      sheet_append (&sheet, s);
      g_string_append (s, "\nRequests and units of a call:\n");
      append_patterns (&sheet, alternatives);
      sheet_append (&sheet, s);
    }
  for (guint i = 0; i < alternatives->len; i++)
    append_summary (s, g_ptr_array_index (alternatives, i));
  g_ptr_array_unref (sheet.rows);
  return g_string_free (s, FALSE);
}
