/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Documents as blocks that can be shown. */

#include "artifact/tenon-document-blocks.h"

#include <string.h>

static TenonDocumentBlock *
get (GPtrArray *blocks,
     guint      position)
{
  g_assert_cmpuint (position, <, blocks->len);
  return g_ptr_array_index (blocks, position);
}

static void
test_blocks (void)
{
  static const char text[] = "# A *title* & more\n\n<!-- tenon:part -->\nSome `code <b>` and [text](https://example.com) <i>raw</i>\n\n"
                             "- [x] done\n- [ ] open\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n```sql\nSELECT 1 < 2;\n```\n";
  g_autoptr (GPtrArray) blocks = tenon_document_blocks (text, sizeof text - 1);

  g_assert_cmpuint (blocks->len, ==, 6);
  g_assert_cmpstr (get (blocks, 0)->markup, ==, "A <i>title</i> &amp; more");
  g_assert_cmpstr (get (blocks, 1)->markup, ==, "Some <tt>code &lt;b&gt;</tt> and <u>text</u> &lt;i&gt;raw&lt;/i&gt;");
  g_assert_cmpint (get (blocks, 2)->check, ==, TENON_DOCUMENT_CHECKED);
  g_assert_cmpstr (get (blocks, 3)->markup, ==, "open");
  g_assert_cmpuint (get (blocks, 4)->n_columns, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (get (blocks, 4)->cells, 3), ==, "<b>2</b>");
  g_assert_cmpstr (get (blocks, 5)->markup, ==, "SELECT 1 < 2;\n");
}

static void
test_numbered_heading (void)
{
  static const char text[] = "## 1. Books (`/api/books`)\n\n| a |\n|---|\n| - *b* |\n";
  g_autoptr (GPtrArray) blocks = tenon_document_blocks (text, sizeof text - 1);

  g_assert_cmpstr (get (blocks, 0)->markup, ==, "1. Books (<tt>/api/books</tt>)");
  g_assert_cmpstr (g_ptr_array_index (get (blocks, 1)->cells, 1), ==, "- <i>b</i>");
}

static void
test_any_bytes (void)
{
  static const char text[] = "\xff\xfe # | not a table\n\x01 <b";
  g_autoptr (GPtrArray) blocks = tenon_document_blocks (text, sizeof text - 1);

  for (guint i = 0; i < blocks->len; i++)
    g_assert_true (g_utf8_validate (get (blocks, i)->markup, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/blocks/kinds", test_blocks);
  g_test_add_func ("/artifact/blocks/numbered-heading", test_numbered_heading);
  g_test_add_func ("/artifact/blocks/any-bytes", test_any_bytes);
  return g_test_run ();
}
