/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads tasks.md and marks tasks in it: a mark is the one byte between the brackets of a list item, and nothing else of
 * the document is ever touched. */

#include "artifact/tenon-tasks-document.h"

#include <string.h>

/* One line of the document, without its line end. */
typedef struct
{
  const char *start;
  gsize       length;
} Line;

/* Where a line is a task: "  - [ ] 1.1 Title". */
typedef struct
{
  const char *mark; /* the byte between the brackets */
  char       *task_id;
  char       *title;
} TaskLine;

static gboolean
next_line (const char **position,
           const char  *end,
           Line        *line)
{
  const char *newline;

  if (*position >= end)
    return FALSE;
  newline = memchr (*position, '\n', end - *position);
  line->start = *position;
  line->length = (newline != NULL ? newline : end) - *position;
  *position = newline != NULL ? newline + 1 : end;
  if (line->length > 0 && line->start[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

static gboolean
is_fence (const Line *line)
{
  gsize i = 0;

  while (i < line->length && line->start[i] == ' ')
    i++;
  return line->length - i >= 3 && (memcmp (line->start + i, "```", 3) == 0 || memcmp (line->start + i, "~~~", 3) == 0);
}

static gboolean
parse_task (const Line *line,
            TaskLine   *task)
{
  const char *p = line->start;
  const char *end = line->start + line->length;
  const char *id;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (end - p < 6 || strchr ("-*+", *p) == NULL || p[1] != ' ' || p[2] != '[' || strchr (" xX", p[3]) == NULL || p[4] != ']' || p[5] != ' ')
    return FALSE;
  task->mark = p + 3;
  id = p += 6;
  while (p < end && (g_ascii_isdigit (*p) || *p == '.'))
    p++;
  if (p == id || !g_ascii_isdigit (*id) || (p < end && *p != ' '))
    return FALSE;
  task->task_id = g_strndup (id, p - id);
  if (g_str_has_suffix (task->task_id, "."))
    task->task_id[strlen (task->task_id) - 1] = '\0';
  task->title = g_strstrip (g_strndup (p, end - p));
  return TRUE;
}

/* The message a line of the form `… commit … with message "stage-02 task 1.1: …"` gives. */
static char *
find_message (const Line *line)
{
  g_autofree char *text = g_strndup (line->start, line->length);
  const char      *message = strstr (text, "\"stage-");
  const char      *end = message != NULL ? strchr (message + 1, '"') : NULL;

  if (end == NULL)
    return NULL;
  return g_strndup (message + 1, end - message - 1);
}

void
tenon_task_item_free (TenonTaskItem *self)
{
  g_free (self->task_id);
  g_free (self->title);
  g_free (self->commit_message);
  g_free (self);
}

/**
 * tenon_tasks_document_read:
 * @text: any bytes
 *
 * Reads the list items that carry a box and a number. Boxes without a number (check lists) are not tasks.
 *
 * Returns: (transfer full) (element-type TenonTaskItem): in the order of the document
 */
GPtrArray *
tenon_tasks_document_read (const char *text,
                           gsize       length)
{
  GPtrArray     *items = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_task_item_free);
  TenonTaskItem *item = NULL;
  const char    *position = text;
  gboolean       in_code = FALSE;
  guint          number = 0;
  Line           line;

  while (next_line (&position, text + length, &line))
    {
      TaskLine task;

      number++;
      if (is_fence (&line))
        in_code = !in_code;
      if (in_code)
        continue;
      if (parse_task (&line, &task))
        {
          item = g_new0 (TenonTaskItem, 1);
          item->task_id = task.task_id;
          item->title = task.title;
          item->is_done = *task.mark != ' ';
          item->line = number;
          g_ptr_array_add (items, item);
        }
      else if (item != NULL && item->commit_message == NULL)
        {
          item->commit_message = find_message (&line);
        }
    }
  return items;
}

/**
 * tenon_tasks_document_mark:
 * @text: any bytes
 * @task_ids: the tasks to mark
 *
 * Returns: (transfer full): the text, in which only the marks of those tasks differ
 */
char *
tenon_tasks_document_mark (const char        *text,
                           gsize              length,
                           const char *const *task_ids)
{
  char       *marked = g_malloc (length + 1);
  const char *position = marked;
  gboolean    in_code = FALSE;
  Line        line;

  memcpy (marked, text, length);
  marked[length] = '\0';
  while (next_line (&position, marked + length, &line))
    {
      TaskLine task;

      if (is_fence (&line))
        in_code = !in_code;
      if (in_code || !parse_task (&line, &task))
        continue;
      if (*task.mark == ' ' && g_strv_contains (task_ids, task.task_id))
        marked[task.mark - marked] = 'x';
      g_free (task.task_id);
      g_free (task.title);
    }
  return marked;
}
