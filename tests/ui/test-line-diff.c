/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract's text is replaced by whole lines: whatever the texts, what comes out is the new one. */

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "app/contract/tenon-contract-view.h"
#include "app/contract/tenon-line-diff.h"

typedef struct
{
  const char *before;
  const char *after;
  guint       first_line;
  guint       n_removed;
  guint       n_added;
} Case;

static const Case CASES[] = {
  { "", "a\n", 0, 0, 1 },
  { "a\n", "", 0, 1, 0 },
  { "a\nb\nc\n", "a\nx\nc\n", 1, 1, 1 },
  { "a\nb\nc\n", "a\nc\n", 1, 1, 0 },
  { "a\nc\n", "a\nb\nc\n", 1, 0, 1 },
  { "ab\nab\nab\n", "ab\nab\n", 2, 1, 0 },
  { "a1\nb1\n", "a2\nb1\n", 0, 1, 1 },
  { "x\n  }\n]\n", "x\n  },\n  {\n  }\n]\n", 1, 0, 2 },
  { "a", "a\nb", 0, 1, 2 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      TenonLineDiff diff;

      g_assert_true (tenon_line_diff_compute (CASES[i].before, CASES[i].after, &diff));
      g_assert_cmpuint (diff.first_line, ==, CASES[i].first_line);
      g_assert_cmpuint (diff.n_removed, ==, CASES[i].n_removed);
      g_assert_cmpuint (diff.n_added, ==, CASES[i].n_added);
    }
}

static void
test_same (void)
{
  TenonLineDiff diff;

  g_assert_false (tenon_line_diff_compute ("a\nb\n", "a\nb\n", &diff));
  g_assert_false (tenon_line_diff_compute ("", "", &diff));
}

static char *
dup_random_text (void)
{
  GString *text = g_string_new (NULL);
  guint    n = (guint)g_test_rand_int_range (0, 12);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%c\n", g_test_rand_bit () ? "  " : "", "abé"[g_test_rand_int_range (0, 2)]);
  return g_string_free (text, FALSE);
}

static void
test_view_holds_the_text (void)
{
  GtkWidget *view = g_object_ref_sink (tenon_contract_view_new ());

  for (guint round = 0; round < 500; round++)
    {
      g_autofree char *text = dup_random_text ();
      g_autofree char *shown = NULL;

      tenon_contract_view_set_text (TENON_CONTRACT_VIEW (view), text);
      g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &shown, NULL);
      g_assert_cmpstr (shown, ==, text);
    }
  g_object_unref (view);
}

/* A mark far from the change stays where it was: the view keeps its place. */
static void
test_far_lines_are_untouched (void)
{
  GtkWidget     *view = g_object_ref_sink (tenon_contract_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextMark   *mark;
  GtkTextIter    at;

  tenon_contract_view_set_text (TENON_CONTRACT_VIEW (view), "one\ntwo\nthree\nfour\n");
  gtk_text_buffer_get_iter_at_line_offset (buffer, &at, 3, 2);
  mark = gtk_text_buffer_create_mark (buffer, NULL, &at, TRUE);
  tenon_contract_view_set_text (TENON_CONTRACT_VIEW (view), "one\nzwei\nzweieinhalb\nthree\nfour\n");
  gtk_text_buffer_get_iter_at_mark (buffer, &at, mark);
  g_assert_cmpint (gtk_text_iter_get_line (&at), ==, 4);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&at), ==, 2);
  g_object_unref (view);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  gtk_source_init ();
  g_test_add_func ("/line-diff/cases", test_cases);
  g_test_add_func ("/line-diff/same", test_same);
  g_test_add_func ("/contract-view/holds-the-text", test_view_holds_the_text);
  g_test_add_func ("/contract-view/far-lines-are-untouched", test_far_lines_are_untouched);
  return g_test_run ();
}
