/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns a Markdown document into blocks that can be shown: inline Markdown becomes Pango markup. Nothing in a document is
 * followed: links show their text, pictures their description, HTML its source. */

#include "artifact/tenon-document-blocks.h"

#include <cmark.h>
#include <string.h>

#include "artifact/tenon-document.h"

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append (out, escaped);
}

static const char *
get_tag (cmark_node_type type)
{
  switch (type)
    {
    case CMARK_NODE_EMPH:
      return "i";
    case CMARK_NODE_STRONG:
      return "b";
    case CMARK_NODE_LINK:
      return "u";
    default:
      return NULL;
    }
}

static void
append_node (GString         *out,
             cmark_node      *node,
             cmark_event_type event)
{
  cmark_node_type type = cmark_node_get_type (node);
  const char     *tag = get_tag (type);

  if (tag != NULL)
    {
      g_string_append_printf (out, event == CMARK_EVENT_ENTER ? "<%s>" : "</%s>", tag);
      return;
    }
  if (event != CMARK_EVENT_ENTER)
    return;
  switch (type)
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_HTML_BLOCK:
      append_escaped (out, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_CODE:
      g_string_append (out, "<tt>");
      append_escaped (out, cmark_node_get_literal (node));
      g_string_append (out, "</tt>");
      break;
    case CMARK_NODE_SOFTBREAK:
      g_string_append_c (out, ' ');
      break;
    case CMARK_NODE_LINEBREAK:
      g_string_append_c (out, '\n');
      break;
    default:
      break;
    }
}

/* Escapes what would open a block of its own at the start of inline Markdown: "# ", "1. ", "- ". */
static char *
guard (const char *markdown)
{
  gsize digits = strspn (markdown, "0123456789");

  if (digits > 0 && (markdown[digits] == '.' || markdown[digits] == ')'))
    return g_strdup_printf ("%.*s\\%s", (int)digits, markdown, markdown + digits);
  if (*markdown != '\0' && strchr ("#-+>", *markdown) != NULL)
    return g_strconcat ("\\", markdown, NULL);
  return g_strdup (markdown);
}

static char *
make_markup (const char *source)
{
  g_autofree char *markdown = guard (source);
  cmark_node      *root = cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_VALIDATE_UTF8);
  cmark_node      *first = cmark_node_first_child (root);
  GString         *out = g_string_new (NULL);
  cmark_iter      *iter;
  cmark_event_type event;

  if (first != NULL && (cmark_node_get_type (first) != CMARK_NODE_PARAGRAPH || cmark_node_next (first) != NULL))
    {
      append_escaped (out, source);
      cmark_node_free (root);
      return g_string_free (out, FALSE);
    }
  iter = cmark_iter_new (root);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    append_node (out, cmark_iter_get_node (iter), event);
  cmark_iter_free (iter);
  cmark_node_free (root);
  return g_string_free (out, FALSE);
}

static TenonDocumentBlock *
new_block (TenonDocumentBlockKind kind,
           TenonBlock            *source)
{
  TenonDocumentBlock *block = g_new0 (TenonDocumentBlock, 1);

  block->kind = kind;
  block->level = source->level;
  block->quote = source->quote;
  block->line = source->line;
  return block;
}

static TenonDocumentBlock *
make_item (TenonBlock *source)
{
  TenonDocumentBlock *block = new_block (TENON_DOCUMENT_ITEM, source);
  const char         *text = source->text != NULL ? source->text : "";

  if (g_str_has_prefix (text, "[ ] "))
    block->check = TENON_DOCUMENT_UNCHECKED;
  else if (g_str_has_prefix (text, "[x] ") || g_str_has_prefix (text, "[X] "))
    block->check = TENON_DOCUMENT_CHECKED;
  if (block->check != TENON_DOCUMENT_NO_CHECK)
    text += 4;
  block->marker = source->number > 0 ? g_strdup_printf ("%u.", source->number) : g_strdup ("•");
  block->markup = make_markup (text);
  return block;
}

static TenonDocumentBlock *
make_table (TenonBlock *source)
{
  TenonDocumentBlock *block = new_block (TENON_DOCUMENT_TABLE, source);

  block->n_columns = source->table->n_columns;
  block->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < source->table->rows->len; i++)
    for (guint j = 0; j < block->n_columns; j++)
      {
        const char *cell = tenon_pipe_table_get_cell (source->table, i, j);

        g_ptr_array_add (block->cells, make_markup (cell != NULL ? cell : ""));
      }
  return block;
}

static gboolean
is_mark (TenonBlock *source)
{
  return g_str_has_prefix (source->text, "<!--");
}

static TenonDocumentBlock *
make_block (TenonBlock *source)
{
  TenonDocumentBlock *block;

  switch (source->kind)
    {
    case TENON_BLOCK_HEADING:
      block = new_block (TENON_DOCUMENT_HEADING, source);
      block->markup = make_markup (source->text);
      return block;
    case TENON_BLOCK_PARAGRAPH:
      block = new_block (TENON_DOCUMENT_PARAGRAPH, source);
      block->markup = make_markup (source->text);
      return block;
    case TENON_BLOCK_ITEM:
      return make_item (source);
    case TENON_BLOCK_CODE:
      block = new_block (TENON_DOCUMENT_CODE, source);
      block->markup = g_strdup (source->text);
      return block;
    case TENON_BLOCK_TABLE:
      return make_table (source);
    case TENON_BLOCK_RULE:
      return new_block (TENON_DOCUMENT_RULE, source);
    case TENON_BLOCK_HTML:
      if (is_mark (source)) /* the comments around Tenon's own parts */
        return NULL;
      block = new_block (TENON_DOCUMENT_CODE, source);
      block->markup = g_strdup (source->text);
      return block;
    }
  g_assert_not_reached ();
}

/**
 * tenon_document_blocks:
 * @text: Markdown, any bytes
 *
 * Returns: (transfer full) (element-type TenonDocumentBlock): in the order of the text
 */
GPtrArray *
tenon_document_blocks (const char *text,
                       gsize       length)
{
  g_autoptr (TenonDocument) document = tenon_document_parse_text ("document", text, length);
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_document_block_free);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonDocumentBlock *block = make_block (g_ptr_array_index (document->blocks, i));

      if (block != NULL)
        g_ptr_array_add (blocks, block);
    }
  return blocks;
}
