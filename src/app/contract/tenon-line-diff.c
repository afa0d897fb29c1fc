/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one stretch of lines in which two texts differ: enough to keep a view where it is while the text changes. */

#include "app/contract/tenon-line-diff.h"

#include <string.h>

static guint
count_lines (const char *start,
             const char *end)
{
  guint n = 0;

  for (const char *at = start; at < end && (at = memchr (at, '\n', (gsize)(end - at))) != NULL; at++)
    n++;
  return n;
}

/**
 * tenon_line_diff_compute:
 * @diff: (out): where they differ; set where the function returns %TRUE
 *
 * Finds the longest common beginning and end in whole lines; what lies between is the change.  A last line without a
 * newline counts as a line of its own, so that texts should end in a newline.
 *
 * Returns: whether the texts differ
 */
gboolean
tenon_line_diff_compute (const char    *before,
                         const char    *after,
                         TenonLineDiff *diff)
{
  gsize before_length = strlen (before);
  gsize after_length = strlen (after);
  gsize shorter = MIN (before_length, after_length);
  gsize head = 0;
  gsize tail = 0;

  while (head < shorter && before[head] == after[head])
    head++;
  if (head == before_length && head == after_length)
    return FALSE;
  while (head > 0 && before[head - 1] != '\n')
    head--;

  while (tail < shorter - head && before[before_length - tail - 1] == after[after_length - tail - 1])
    tail++;
  /* Back to a line's start: the character before the tail must end a line in both texts. */
  while (tail > 0 && !((before_length - tail == head || before[before_length - tail - 1] == '\n') && (after_length - tail == head || after[after_length - tail - 1] == '\n')))
    tail--;

  diff->first_line = count_lines (before, before + head);
  diff->n_removed = count_lines (before + head, before + before_length - tail);
  if (tail == 0 && before_length > head && before[before_length - 1] != '\n')
    diff->n_removed++;
  diff->n_added = count_lines (after + head, after + after_length - tail);
  if (tail == 0 && after_length > head && after[after_length - 1] != '\n')
    diff->n_added++;
  diff->start = head;
  diff->end = after_length - tail;
  return TRUE;
}
