/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appends to 02_working_log.md: the single log of the stage, in which nothing is ever rewritten. */

#include "artifact/tenon-working-log.h"

#include <string.h>

#define HEAD "# Working Log: DynamoDB Data Modeling\n\nOne entry a step, latest last.\n"

/* An entry is a heading and a paragraph: what people write between them stays where it is. */
static void
append_paragraph (GString    *log,
                  const char *what)
{
  g_auto (GStrv) lines = g_strsplit (what, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      /* A line that begins with # would read as another entry's heading. */
      if (lines[i][0] == '#')
        g_string_append_c (log, '\\');
      g_string_append (log, lines[i]);
      g_string_append_c (log, '\n');
    }
}

/**
 * tenon_working_log_append:
 * @previous_text: (nullable): the log so far
 * @at: ISO 8601
 * @task_id: (nullable): "1.2"
 * @what: what happened, Markdown
 * @by: (nullable): "Name <mail>"
 *
 * Returns: (transfer full): the log so far, byte for byte, with the entry behind it
 */
char *
tenon_working_log_append (const char *previous_text,
                          const char *at,
                          const char *task_id,
                          const char *what,
                          const char *by)
{
  GString *log = g_string_new (previous_text != NULL && *previous_text != '\0' ? previous_text : HEAD);

  if (log->str[log->len - 1] != '\n')
    g_string_append_c (log, '\n');
  g_string_append_printf (log, "\n## %s", at);
  if (task_id != NULL)
    g_string_append_printf (log, " · task %s", task_id);
  g_string_append (log, "\n\n");
  append_paragraph (log, what);
  if (by != NULL && *by != '\0')
    {
      g_autofree char *plain = g_strdup (by);

      /* In Markdown <mail> would be a link that hides nothing but looks like one: keep it literal. */
      g_string_append_printf (log, "\nBy %s\n", g_strdelimit (plain, "\n\r", ' '));
    }
  return g_string_free (log, FALSE);
}
