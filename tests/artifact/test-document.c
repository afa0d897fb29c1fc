/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables, blocks, rows and parts: what every reader and writer of documents stands on. */

#include "artifact/tenon-csv.h"
#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-document.h"

#include <string.h>

/* The examples of the specification (GitHub Flavored Markdown 0.29-gfm, section 4.10), expected as rows of cells joined by
 * "/" and ";", or NULL where no table stands. */
static const struct
{
  const char *text;
  const char *rows;
  const char *aligns;
} gfm_examples[] = {
  { "| foo | bar |\n| --- | --- |\n| baz | bim |\n", "foo/bar;baz/bim", "--" },
  { "| abc | defghi |\n:-: | -----------:\nbar | baz\n", "abc/defghi;bar/baz", "cr" },
  { "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n", "f|oo;b `|` az;b **|** im", "-" },
  { "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n", "abc/def;bar/baz", "--" },
  { "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n", "abc/def;bar/baz;bar/", "--" },
  { "| abc | def |\n| --- |\n| bar |\n", NULL, NULL },
  { "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n", "abc/def;bar/;bar/baz", "--" },
  { "| abc | def |\n| --- | --- |\n", "abc/def", "--" },
};

static TenonDocument *
parse (const char *text)
{
  return tenon_document_parse_text ("x.md", text, strlen (text));
}

static TenonBlock *
find_block (TenonDocument *document,
            TenonBlockKind kind,
            guint          nth)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->kind == kind && nth-- == 0)
        return block;
    }
  return NULL;
}

static char *
join_table (TenonPipeTable *table)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autofree char *cells = g_strjoinv ("/", ((TenonPipeRow *)g_ptr_array_index (table->rows, i))->cells);

      g_string_append_printf (s, "%s%s", i > 0 ? ";" : "", cells);
    }
  return g_string_free (s, FALSE);
}

static void
test_specification (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gfm_examples); i++)
    {
      g_autoptr (TenonDocument) document = parse (gfm_examples[i].text);
      TenonBlock      *block = find_block (document, TENON_BLOCK_TABLE, 0);
      g_autofree char *rows = block != NULL ? join_table (block->table) : NULL;

      g_assert_cmpstr (rows, ==, gfm_examples[i].rows);
      for (guint k = 0; block != NULL && gfm_examples[i].aligns[k] != '\0'; k++)
        g_assert_cmpint ("-lcr"[g_array_index (block->table->aligns, TenonAlign, k)], ==, gfm_examples[i].aligns[k]);
    }
}

static void
test_cells (void)
{
  static const char *const texts[] = { "plain", "a | b", "back\\slash", "a\\|b", "two\nlines", "a <br> b", "&lt; &#124; &amp;", "`code | span`", "x\\", "\\\\|", "ünïcödé ✅", "" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) text = g_string_new ("| a | b |\n|---|---|\n");
      g_autoptr (TenonDocument) document = NULL;
      g_autofree char *left = NULL, *right = NULL;
      TenonBlock      *block;

      tenon_pipe_row_append (text, texts[i], texts[i], NULL);
      document = parse (text->str);
      block = find_block (document, TENON_BLOCK_TABLE, 0);
      g_assert_nonnull (block);
      left = tenon_pipe_cell_unescape (tenon_pipe_table_get_cell (block->table, 1, 0));
      right = tenon_pipe_cell_unescape (tenon_pipe_table_get_cell (block->table, 1, 1));
      g_assert_cmpstr (left, ==, texts[i]);
      g_assert_cmpstr (right, ==, texts[i]);
    }
}

static void
test_blocks (void)
{
  g_autoptr (TenonDocument) document = parse ("# Title #\r\n\r\nSome text\r\nin two lines.\r\n\r\n## `users` Table\r\n\r\n- **Keys**: `id`\r\n  - nested `a` → `b`\r\n\r\n```sql\r\nSELECT 1;\r\n```\r\n\r\nUnderlined\r\n---\r\n\r\n| a | b |\r\n|---|--:|\r\n| 1 | 2 |\r\n");
  TenonBlock      *item = find_block (document, TENON_BLOCK_ITEM, 0);
  TenonBlock      *nested = find_block (document, TENON_BLOCK_ITEM, 1);
  TenonBlock      *code = find_block (document, TENON_BLOCK_CODE, 0);
  TenonBlock      *table = find_block (document, TENON_BLOCK_TABLE, 0);
  g_autofree char *label = NULL, *value = NULL, *title = NULL;

  g_assert_cmpstr (find_block (document, TENON_BLOCK_HEADING, 0)->text, ==, "Title");
  g_assert_cmpstr (find_block (document, TENON_BLOCK_PARAGRAPH, 0)->text, ==, "Some text\nin two lines.");
  g_assert_true (tenon_block_split_label (item, &label, &value));
  g_assert_cmpstr (label, ==, "Keys");
  g_assert_cmpstr (value, ==, "`id`");
  g_assert_cmpuint (item->line, ==, 8);
  g_assert_true (nested->item == item);
  g_assert_cmpuint (nested->level, ==, 2);
  title = tenon_block_dup_title (nested);
  g_assert_cmpstr (title, ==, "users Table");
  g_assert_true (tenon_block_is_under (nested, "title"));
  g_assert_cmpstr (code->text, ==, "SELECT 1;\n");
  g_assert_cmpuint (code->text_line, ==, 12);
  g_assert_cmpstr (find_block (document, TENON_BLOCK_HEADING, 2)->text, ==, "Underlined");
  g_assert_cmpuint (table->line, ==, 18);
  g_assert_true (tenon_document_find_heading (document, "users table") == find_block (document, TENON_BLOCK_HEADING, 1));
  g_assert_cmpuint (tenon_document_section_end (document, find_block (document, TENON_BLOCK_HEADING, 1)), ==, 14);
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSource) empty = tenon_source_new_text ("e.md", "");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("PNG\0\0\0", 6);
  g_autoptr (TenonSource) binary = tenon_source_new ("b.md", bytes);
  g_autoptr (TenonSource) latin = tenon_source_new_text ("l.md", "# Caf\xe9\n\n- **A**: b\n");
  g_autoptr (TenonDocument) document = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "> - ");
  tenon_document_free (parse (deep->str));
  tenon_document_free (parse ("|\n|-|\n"));
  tenon_document_free (parse ("\r\r\n\r- \r-\r\t|"));
  g_assert_null (tenon_document_parse (empty, diagnostics));
  g_assert_null (tenon_document_parse (binary, diagnostics));
  g_assert_cmpuint (tenon_diagnostics_count (diagnostics, TENON_SEVERITY_ERROR), ==, 2);
  document = tenon_document_parse (latin, diagnostics);
  g_assert_nonnull (document);
  g_assert_cmpuint (diagnostics->len, ==, 3);
  g_assert_cmpuint (find_block (document, TENON_BLOCK_ITEM, 0)->line, ==, 3);
}

static void
test_recognise (void)
{
  static const struct
  {
    const char       *text;
    TenonArtifactKind kind;
  } cases[] = {
    { "", TENON_ARTIFACT_UNREADABLE },
    { "Error: The file path 'mysql-query.log' does not exist.\n", TENON_ARTIFACT_UNREADABLE },
    { "# P\n\n- **AP1**: Create user (POST /api/users)\n", TENON_ARTIFACT_API_PATTERNS },
    { "| Method | Endpoint | Data Access Pattern |\n|--|--|--|\n| GET | `/` | Query users |\n", TENON_ARTIFACT_API_TABLE },
    { "method,endpoint,auth,pattern\nGET,/users,no,Query users\n", TENON_ARTIFACT_API_CSV },
    { "#### Query 1: Count (883 executions - 12.7%)\n\n- **API Pattern**: AP8\n", TENON_ARTIFACT_LOG_ANALYSIS },
    { "### 1. Users\n\n```sql\nCREATE TABLE users (id INT);\n```\n", TENON_ARTIFACT_TABLE_STRUCTURE },
    { "| Pattern # | Description | RPS (Peak/Avg) |\n|--|--|--|\n| 1 | Get | 5/2 RPS |\n", TENON_ARTIFACT_REQUIREMENT },
    { "# M\n\n## Design Philosophy & Approach\n\n## Table Designs\n", TENON_ARTIFACT_DATA_MODEL },
    { "[\n  {\"table\": \"users\", \"type\": \"Table\"}\n]\n", TENON_ARTIFACT_CONTRACT },
    { "- [ ] 1. Analyze\n  - [x] 1.1 Extract\n", TENON_ARTIFACT_TASKS },
    { "openapi: 3.0.1\ninfo:\n  title: x\n", TENON_ARTIFACT_OPENAPI },
    { "{\"openapi\": \"3.0.0\", \"paths\": {}}", TENON_ARTIFACT_OPENAPI },
    { "CREATE TABLE users (id INT);\n", TENON_ARTIFACT_UNKNOWN },
    { "--\n-- Table structure\n--\n\n    CREATE TABLE users (id INT);\n", TENON_ARTIFACT_UNKNOWN },
    { "# Query 1: 0.00 QPS, 0.00x concurrency, ID 0x92F3B1B361FB0E5B at byte 0 ____\n", TENON_ARTIFACT_UNKNOWN },
    { "# Time: 2026-01-01T00:00:00Z\n# User@Host: a[a] @ [b]\nSELECT 1;\n", TENON_ARTIFACT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonSource) source = tenon_source_new_text ("x", cases[i].text);

      g_assert_cmpstr (tenon_artifact_kind_to_string (tenon_artifact_recognise (source)), ==, tenon_artifact_kind_to_string (cases[i].kind));
    }
}

static void
test_recognise_deep_json (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (TenonSource) source = NULL;

  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (deep, '[');
  source = tenon_source_new_text ("x", deep->str);
  g_assert_cmpint (tenon_artifact_recognise (source), ==, TENON_ARTIFACT_UNKNOWN);
}

static void
test_csv (void)
{
  g_autoptr (GPtrArray) rows = tenon_csv_read ("method,endpoint,auth,pattern\r\nGET,\"/a,b\",no,\"two\nlines \"\"q\"\"\"\n\nPOST,/x\n", -1, ',');
  static const char *const auth[] = { "auth", NULL };
  static const char *const fields[] = { "GET", "/a,b", "two\nlines \"q\"", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  TenonCsvRow *row;

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (tenon_csv_find_column (g_ptr_array_index (rows, 0), auth), ==, 2);
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpstr (row->fields[1], ==, "/a,b");
  g_assert_cmpstr (row->fields[3], ==, "two\nlines \"q\"");
  row = g_ptr_array_index (rows, 2);
  g_assert_cmpuint (row->line, ==, 5);
  g_assert_cmpstr (tenon_csv_get_field (row, 3), ==, "");
  tenon_csv_append (out, fields);
  g_assert_cmpstr (out->str, ==, "GET,\"/a,b\",\"two\nlines \"\"q\"\"\"\n");
}

static TenonParts *
make_parts (const char *facts,
            const char *notes)
{
  TenonParts *parts = tenon_parts_new ("# Document");

  tenon_parts_add (parts, "facts", "## Facts", facts);
  tenon_parts_add (parts, "notes", "## Notes", notes);
  return parts;
}

static void
test_parts (void)
{
  g_autoptr (TenonParts) parts = make_parts ("one\n", "two\n");
  g_autoptr (TenonParts) again = make_parts ("three", "two\n");
  g_autoptr (TenonParts) fewer = tenon_parts_new ("# Document");
  g_autofree char *text = tenon_parts_merge (parts, NULL);
  g_autofree char *same = tenon_parts_merge (parts, text);
  g_autofree char *handwritten = g_strconcat (text, "\nMine.\n", NULL);
  g_autofree char *changed = tenon_parts_merge (again, handwritten);
  g_autofree char *expected = NULL;
  g_autofree char *fact = tenon_parts_extract (changed, "facts");
  g_autofree char *less = NULL;

  g_assert_cmpstr (text, ==, "# Document\n\n## Facts\n\n<!-- tenon:facts -->\none\n<!-- /tenon:facts -->\n\n## Notes\n\n<!-- tenon:notes -->\ntwo\n<!-- /tenon:notes -->\n");
  g_assert_cmpstr (same, ==, text);
  expected = g_strconcat ("# Document\n\n## Facts\n\n<!-- tenon:facts -->\nthree\n<!-- /tenon:facts -->\n\n## Notes\n\n<!-- tenon:notes -->\ntwo\n<!-- /tenon:notes -->\n", "\nMine.\n", NULL);
  g_assert_cmpstr (changed, ==, expected);
  g_assert_cmpstr (fact, ==, "three\n");
  tenon_parts_add (fewer, "facts", "## Facts", "three");
  less = tenon_parts_merge (fewer, changed);
  g_assert_cmpstr (less, ==, "# Document\n\n## Facts\n\n<!-- tenon:facts -->\nthree\n<!-- /tenon:facts -->\n\n## Notes\n\nMine.\n");
}

static void
test_parts_adopt (void)
{
  static const char before[] = "Top\r\n\r\n## Facts\r\nMine   \r\n\r\n## Other\r\n<!-- tenon:notes -->\r\nbroken";
  g_autoptr (TenonParts) parts = make_parts ("one\n", "two\n");
  g_autofree char *text = tenon_parts_merge (parts, before);
  g_autofree char *again = tenon_parts_merge (parts, text);

  g_assert_cmpstr (text, ==,
                   "Top\r\n\r\n## Facts\r\nMine   \r\n\r\n<!-- tenon:facts -->\r\none\r\n<!-- /tenon:facts -->\r\n\r\n"
                   "## Notes\r\n\r\n<!-- tenon:notes -->\r\ntwo\r\n<!-- /tenon:notes -->\r\n\r\n## Other\r\n<!-- tenon:notes -->\r\nbroken");
  g_assert_cmpstr (again, ==, text);
}

/* A section that is new does not swallow what people wrote below the one before it. */
static void
test_parts_new_section (void)
{
  g_autoptr (TenonParts) parts = make_parts ("one\n", "two\n");
  g_autofree char *text = tenon_parts_merge (parts, "# D\n\n## Facts\n\n<!-- tenon:facts -->\nx\n<!-- /tenon:facts -->\n\nMine.\n\n### Deeper\n\nMine too.\n\n## Last\n");

  g_assert_cmpstr (text, ==, "# D\n\n## Facts\n\n<!-- tenon:facts -->\none\n<!-- /tenon:facts -->\n\nMine.\n\n### Deeper\n\nMine too.\n\n## Notes\n\n<!-- tenon:notes -->\ntwo\n<!-- /tenon:notes -->\n\n## Last\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/pipe-table/specification", test_specification);
  g_test_add_func ("/artifact/pipe-table/cells", test_cells);
  g_test_add_func ("/artifact/document/blocks", test_blocks);
  g_test_add_func ("/artifact/document/hostile", test_hostile);
  g_test_add_func ("/artifact/recognise/kinds", test_recognise);
  g_test_add_func ("/artifact/recognise/deep-json", test_recognise_deep_json);
  g_test_add_func ("/artifact/csv/rows", test_csv);
  g_test_add_func ("/artifact/parts/merge", test_parts);
  g_test_add_func ("/artifact/parts/adopt", test_parts_adopt);
  g_test_add_func ("/artifact/parts/new-section", test_parts_new_section);
  return g_test_run ();
}
