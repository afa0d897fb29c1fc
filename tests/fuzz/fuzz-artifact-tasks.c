/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a tasks document. Marking every task that was found changes marks and not one other byte. */

#include <string.h>

#include "artifact/tenon-tasks-document.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* A byte may differ only where a space became the x of a mark. */
static void
assert_only_marks (const char *before,
                   size_t      size,
                   const char *after)
{
  g_assert_cmpuint (strlen (after), ==, size);
  for (size_t i = 0; i < size; i++)
    if (before[i] != after[i])
      {
        g_assert_cmpint (before[i], ==, ' ');
        g_assert_cmpint (after[i], ==, 'x');
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const char *text = (const char *)data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *marked = NULL;

  /* The function gives a string back, so that a NUL byte would end it. */
  if (memchr (data, '\0', size) != NULL || !g_utf8_validate_len (text, size, NULL))
    return 0;
  items = tenon_tasks_document_read (text, size);
  for (guint i = 0; i < items->len; i++)
    {
      TenonTaskItem *item = g_ptr_array_index (items, i);

      g_ptr_array_add (ids, item->task_id);
    }
  g_ptr_array_add (ids, NULL);
  marked = tenon_tasks_document_mark (text, size, (const char *const *)ids->pdata);
  assert_only_marks (text, size, marked);
  return 0;
}
