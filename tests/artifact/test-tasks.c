/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks in tasks.md, and the working log. */

#include "artifact/tenon-tasks-document.h"
#include "artifact/tenon-working-log.h"

#include <string.h>

static void
test_template (void)
{
  const char *text = tenon_tasks_document_template ();
  g_autoptr (GPtrArray) items = tenon_tasks_document_read (text, strlen (text));
  guint n_messages = 0;

  for (guint i = 0; i < items->len; i++)
    {
      TenonTaskItem   *item = g_ptr_array_index (items, i);
      g_autofree char *prefix = g_strdup_printf ("stage-02 task %s: ", item->task_id);

      g_assert_false (item->is_done);
      g_assert_cmpstr (item->title, !=, "");
      if (item->commit_message == NULL)
        continue;
      g_assert_true (g_str_has_prefix (item->commit_message, prefix));
      n_messages++;
    }
  g_assert_cmpuint (items->len, ==, 18);
  g_assert_cmpuint (n_messages, ==, 13);
}

static void
test_mark_changes_nothing_else (void)
{
  static const char        text[] = "# Tasks\r\n"
                                    "- [ ] 1. One\r\n"
                                    "  - [ ] 1.1 First  \r\n"
                                    "  - [X] 1.2 Second\r\n"
                                    "```\n- [ ] 1.1 not a task\n```\n"
                                    "- [ ] a check list without a number\n"
                                    "- [ ] 1.10 Tenth\n"
                                    "\xff\xfe no UTF-8, no final newline";
  static const char *const ids[] = { "1.1", "1.2", NULL };
  g_autofree char         *marked = tenon_tasks_document_mark (text, sizeof text - 1, ids);
  guint                    n = 0;

  for (gsize i = 0; i < sizeof text; i++)
    if (text[i] != marked[i])
      {
        g_assert_cmpint (marked[i], ==, 'x');
        g_assert_true (g_str_has_prefix (marked + i, "x] 1.1 First"));
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_working_log_keeps_what_was_there (void)
{
  g_autofree char *first = tenon_working_log_append (NULL, "2026-01-02T03:04:05Z", "1.1", "Read three files.", "Ada <ada@example.com>");
  g_autofree char *by_hand = g_strconcat (first, "\nA note by hand, without a newline", NULL);
  g_autofree char *second = tenon_working_log_append (by_hand, "2026-01-02T03:05:05Z", NULL, "# not a heading", NULL);

  g_assert_true (g_str_has_prefix (second, by_hand));
  g_assert_nonnull (strstr (second, "\n## 2026-01-02T03:04:05Z · task 1.1\n\nRead three files.\n"));
  g_assert_nonnull (strstr (second, "\n\\# not a heading\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/tasks/template", test_template);
  g_test_add_func ("/artifact/tasks/mark", test_mark_changes_nothing_else);
  g_test_add_func ("/artifact/working-log/append", test_working_log_keeps_what_was_there);
  return g_test_run ();
}
