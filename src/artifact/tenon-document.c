/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A Markdown document as a flat list of blocks with line numbers, headings above them and their source text. */

#include "artifact/tenon-document.h"

#include <cmark.h>
#include <string.h>

/* cmark counts bytes in 32 bits and a document that people read is far smaller than this. */
#define MAX_DOCUMENT_BYTES (8 * 1024 * 1024)
#define MAX_HEADING_LEVEL 6

static void
block_free (TenonBlock *self)
{
  g_free (self->text);
  g_free (self->info);
  g_clear_pointer (&self->table, tenon_pipe_table_free);
  g_free (self);
}

void
tenon_document_free (TenonDocument *self)
{
  g_free (self->file);
  g_free (self->text);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* Splits where cmark does: at a line feed, a carriage return, or both together. */
static GPtrArray *
split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      gsize n = strcspn (text, "\r\n");

      g_ptr_array_add (lines, g_strndup (text, n));
      text += n;
      if (*text == '\r' && text[1] == '\n')
        text++;
      if (*text != '\0')
        text++;
    }
  return lines;
}

typedef struct
{
  TenonDocument *document;
  TenonBlock    *headings[MAX_HEADING_LEVEL + 1]; /* the last of each level that still counts */
  GPtrArray     *items;                           /* (element-type TenonBlock) (nullable elements) the items around the reader */
  guint          quotes;
} Builder;

static TenonBlock *
current_heading (Builder *builder,
                 guint    below_level)
{
  for (guint level = below_level; level > 0; level--)
    if (builder->headings[level - 1] != NULL)
      return builder->headings[level - 1];
  return NULL;
}

static TenonBlock *
add_block (Builder       *builder,
           TenonBlockKind kind,
           cmark_node    *node)
{
  TenonBlock *block = g_new0 (TenonBlock, 1);

  block->kind = kind;
  block->line = MAX (cmark_node_get_start_line (node), 1);
  block->last_line = MAX (cmark_node_get_end_line (node), (int)block->line);
  block->text_line = block->line;
  block->quote = builder->quotes;
  block->heading = current_heading (builder, MAX_HEADING_LEVEL + 1);
  block->item = builder->items->len > 0 ? g_ptr_array_index (builder->items, builder->items->len - 1) : NULL;
  g_ptr_array_add (builder->document->blocks, block);
  return block;
}

static const char *
get_line (TenonDocument *document,
          guint          line)
{
  return line >= 1 && line <= document->lines->len ? g_ptr_array_index (document->lines, line - 1) : "";
}

/* Skips blanks and, inside block quotes, the marks of those. */
static const char *
skip_indent (const char *line,
             guint       quotes)
{
  line += strspn (line, " \t");
  for (guint i = 0; i < quotes && *line == '>'; i++)
    {
      line++;
      line += strspn (line, " \t");
    }
  return line;
}

/* Returns: (transfer full): the source of a leaf block, line by line, without what it is nested in. */
static GPtrArray *
list_source_lines (Builder    *builder,
                   cmark_node *node)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  int        first = cmark_node_get_start_line (node);
  int        last = cmark_node_get_end_line (node);

  for (int i = first; i <= last; i++)
    {
      const char *line = get_line (builder->document, i);

      if (i == first)
        line += MIN (strlen (line), (gsize)MAX (cmark_node_get_start_column (node) - 1, 0));
      else
        line = skip_indent (line, builder->quotes);
      g_ptr_array_add (lines, g_strdup (line));
    }
  return lines;
}

static char *
join_lines (GPtrArray *lines,
            guint      n)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (s, '\n');
      g_string_append (s, g_ptr_array_index (lines, i));
    }
  return g_strstrip (g_string_free (s, FALSE));
}

static gboolean
is_rule (const char *line)
{
  return line[strspn (line, "=- \t")] == '\0';
}

static void
add_heading (Builder    *builder,
             cmark_node *node)
{
  g_autoptr (GPtrArray) lines = list_source_lines (builder, node);
  TenonBlock *block = add_block (builder, TENON_BLOCK_HEADING, node);
  guint       level = CLAMP (cmark_node_get_heading_level (node), 1, MAX_HEADING_LEVEL);

  block->level = level;
  block->heading = current_heading (builder, level);
  if (lines->len > 0 && *(const char *)g_ptr_array_index (lines, 0) == '#')
    {
      const char *line = g_ptr_array_index (lines, 0);
      gsize       n;

      block->text = g_strstrip (g_strdup (line + strspn (line, "#")));
      /* A closing run of # counts only behind a blank. */
      n = strlen (block->text);
      while (n > 0 && block->text[n - 1] == '#')
        n--;
      if (n == 0 || block->text[n - 1] == ' ' || block->text[n - 1] == '\t')
        block->text[n] = '\0';
      g_strchomp (block->text);
    }
  else
    {
      guint n = lines->len;

      /* cmark counts the underline in, and sometimes the blank line behind it. */
      while (n > 1 && is_rule (g_ptr_array_index (lines, n - 1)))
        n--;
      block->text = join_lines (lines, n);
    }
  if (builder->items->len > 0 || builder->quotes > 0)
    return;
  for (guint i = level; i <= MAX_HEADING_LEVEL; i++)
    builder->headings[i] = NULL;
  builder->headings[level] = block;
}

/* A paragraph may be the text of its item, and it may turn into a table. */
static void
add_paragraph (Builder    *builder,
               cmark_node *node)
{
  g_autoptr (GPtrArray) lines = list_source_lines (builder, node);
  g_autoptr (TenonPipeTable) table = NULL;
  TenonBlock *item = builder->items->len > 0 ? g_ptr_array_index (builder->items, builder->items->len - 1) : NULL;
  guint       n_text = lines->len;

  table = tenon_pipe_table_read ((const char *const *)lines->pdata, lines->len, cmark_node_get_start_line (node), &n_text);
  if (table == NULL)
    n_text = lines->len;
  if (n_text > 0)
    {
      g_autofree char *text = join_lines (lines, n_text);
      cmark_node      *parent = cmark_node_parent (node);

      if (item != NULL && *item->text == '\0' && parent != NULL && cmark_node_get_type (parent) == CMARK_NODE_ITEM && cmark_node_previous (node) == NULL)
        {
          g_free (item->text);
          item->text = g_steal_pointer (&text);
          item->last_line = item->line + n_text - 1;
        }
      else
        {
          TenonBlock *block = add_block (builder, TENON_BLOCK_PARAGRAPH, node);

          block->text = g_steal_pointer (&text);
          block->last_line = block->line + n_text - 1;
        }
    }
  if (table != NULL)
    {
      TenonBlock *block = add_block (builder, TENON_BLOCK_TABLE, node);

      block->line = table->first_line;
      block->text = g_strdup ("");
      block->table = g_steal_pointer (&table);
    }
}

static void
add_item (Builder    *builder,
          cmark_node *node)
{
  TenonBlock *block = add_block (builder, TENON_BLOCK_ITEM, node);
  cmark_node *list = cmark_node_parent (node);

  block->level = builder->items->len + 1;
  block->text = g_strdup ("");
  if (list != NULL && cmark_node_get_list_type (list) == CMARK_ORDERED_LIST)
    {
      const char *line = get_line (builder->document, block->line);

      line += MIN (strlen (line), (gsize)MAX (cmark_node_get_start_column (node) - 1, 0));
      block->number = g_ascii_strtoull (line, NULL, 10);
    }
  g_ptr_array_add (builder->items, block);
}

static void
add_code (Builder    *builder,
          cmark_node *node)
{
  TenonBlock *block = add_block (builder, TENON_BLOCK_CODE, node);
  const char *info = cmark_node_get_fence_info (node);
  const char *literal = cmark_node_get_literal (node);
  const char *line = get_line (builder->document, block->line);

  line += MIN (strlen (line), (gsize)MAX (cmark_node_get_start_column (node) - 1, 0));
  if (g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~"))
    block->text_line++;
  block->info = info != NULL && *info != '\0' ? g_strdup (info) : NULL;
  block->text = g_strdup (literal != NULL ? literal : "");
}

static void
enter_node (Builder    *builder,
            cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      builder->quotes++;
      break;
    case CMARK_NODE_ITEM:
      add_item (builder, node);
      break;
    case CMARK_NODE_HEADING:
      add_heading (builder, node);
      break;
    case CMARK_NODE_PARAGRAPH:
      add_paragraph (builder, node);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code (builder, node);
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_block (builder, TENON_BLOCK_HTML, node)->text = g_strdup (cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      add_block (builder, TENON_BLOCK_RULE, node)->text = g_strdup ("");
      break;
    default:
      break;
    }
}

static void
build_blocks (TenonDocument *document)
{
  Builder     builder = { .document = document, .items = g_ptr_array_new () };
  cmark_node *root = cmark_parse_document (document->text, strlen (document->text), CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (root);

  for (cmark_event_type event = cmark_iter_next (iter); event != CMARK_EVENT_DONE; event = cmark_iter_next (iter))
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_ENTER)
        enter_node (&builder, node);
      else if (cmark_node_get_type (node) == CMARK_NODE_BLOCK_QUOTE)
        builder.quotes--;
      else if (cmark_node_get_type (node) == CMARK_NODE_ITEM)
        g_ptr_array_set_size (builder.items, builder.items->len - 1);
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
  g_ptr_array_unref (builder.items);
}

/**
 * tenon_document_parse_text:
 * @file: (nullable): the name diagnostics carry
 * @length: in bytes; what lies beyond 8 MiB is not read
 *
 * Returns: (transfer full):
 */
TenonDocument *
tenon_document_parse_text (const char *file,
                           const char *text,
                           gsize       length)
{
  TenonDocument *self = g_new0 (TenonDocument, 1);

  self->file = g_strdup (file);
  self->text = g_utf8_make_valid (text, MIN (length, MAX_DOCUMENT_BYTES));
  self->lines = split_lines (self->text);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)block_free);
  build_blocks (self);
  return self;
}

/**
 * tenon_document_parse:
 * @diagnostics: gets an error for an empty, a binary or an oversized file, a warning for invalid UTF-8
 *
 * Returns: (transfer full) (nullable): %NULL if the file is no document at all
 */
TenonDocument *
tenon_document_parse (TenonSource *source,
                      GPtrArray   *diagnostics)
{
  const char *file = tenon_source_get_name (source);
  const char *invalid;
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  if (length == 0)
    {
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "document-empty", file, 0, 0, "The file is empty.");
      return NULL;
    }
  if (tenon_source_is_binary (source))
    {
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "document-binary", file, 0, 0, "The file holds binary data, not text.");
      return NULL;
    }
  if (length > MAX_DOCUMENT_BYTES)
    {
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "document-too-large", file, 0, 0, "The file has %" G_GSIZE_FORMAT " bytes; documents are read up to %d.", length, MAX_DOCUMENT_BYTES);
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      guint line, column;

      tenon_source_locate (source, invalid - text, &line, &column);
      tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "document-encoding", file, line, column, "The text is not valid UTF-8 here; the rest is read all the same.");
    }
  return tenon_document_parse_text (file, text, length);
}

/**
 * tenon_document_section_end:
 *
 * Returns: the last line of the section @heading opens, its subsections included
 */
guint
tenon_document_section_end (TenonDocument *self,
                            TenonBlock    *heading)
{
  gboolean seen = FALSE;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (self->blocks, i);

      if (block == heading)
        seen = TRUE;
      else if (seen && block->kind == TENON_BLOCK_HEADING && block->item == NULL && block->quote == 0 && block->level <= heading->level)
        return block->line - 1;
    }
  return self->lines->len;
}

/**
 * tenon_document_find_heading:
 * @title: without emphasis; compared without case
 *
 * Returns: (transfer none) (nullable):
 */
TenonBlock *
tenon_document_find_heading (TenonDocument *self,
                             const char    *title)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (self->blocks, i);
      g_autofree char *stripped = NULL;

      if (block->kind != TENON_BLOCK_HEADING || block->item != NULL || block->quote > 0)
        continue;
      stripped = tenon_markdown_strip (block->text);
      if (g_ascii_strcasecmp (stripped, title) == 0)
        return block;
    }
  return NULL;
}

/**
 * tenon_block_is_under:
 * @words: in lower case
 *
 * Returns: whether the title of a heading above the block, or its own, contains @words
 */
gboolean
tenon_block_is_under (TenonBlock *self,
                      const char *words)
{
  for (TenonBlock *block = self->kind == TENON_BLOCK_HEADING ? self : self->heading; block != NULL; block = block->heading)
    {
      g_autofree char *title = tenon_markdown_strip (block->text);
      g_autofree char *lower = g_ascii_strdown (title, -1);

      if (strstr (lower, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_block_dup_title:
 *
 * Returns: (transfer full): the title of the nearest heading without emphasis, or ""
 */
char *
tenon_block_dup_title (TenonBlock *self)
{
  TenonBlock *heading = self->kind == TENON_BLOCK_HEADING ? self : self->heading;

  return heading != NULL ? tenon_markdown_strip (heading->text) : g_strdup ("");
}

/**
 * tenon_block_split_label:
 * @label: (out): without emphasis
 * @value: (out): Markdown
 *
 * Reads "**Label**: value" and "**Label:** value".
 *
 * Returns: %FALSE if the block does not begin like that
 */
gboolean
tenon_block_split_label (TenonBlock *self,
                         char      **label,
                         char      **value)
{
  const char *text = self->text, *end;
  gsize       n;

  if (!g_str_has_prefix (text, "**"))
    return FALSE;
  text += 2;
  end = strstr (text, "**");
  if (end == NULL || end == text)
    return FALSE;
  n = end - text;
  end += 2;
  if (text[n - 1] == ':')
    n--;
  else if (end[strspn (end, " ")] == ':')
    end += strspn (end, " ") + 1;
  else
    return FALSE;
  *label = g_strstrip (g_strndup (text, n));
  *value = g_strstrip (g_strdup (end));
  return TRUE;
}

/* Puts the text of a link "[text](address)" at @p into @out.  Returns: the byte behind it, or %NULL if none begins there. */
static const char *
strip_link (GString    *out,
            const char *p)
{
  const char *close = strpbrk (p + 1, "[]");
  const char *end;

  if (close == NULL || *close != ']' || close[1] != '(')
    return NULL;
  end = strpbrk (close + 2, ") \t\n");
  if (end == NULL || *end != ')')
    return NULL;
  g_string_append_len (out, p + 1, close - p - 1);
  return end + 1;
}

/* Appends a code span, in which every character stands for itself. Returns: (nullable): what is behind it, %NULL where the mark
 * opens none */
static const char *
strip_code (GString    *s,
            const char *p)
{
  gsize            n = strspn (p, "`");
  g_autofree char *mark = g_strndup (p, n);
  const char      *end = strstr (p + n, mark);

  if (end == NULL)
    return NULL;
  g_string_append_len (s, p + n, end - p - (gssize)n);
  return end + n;
}

/**
 * tenon_markdown_strip:
 * @markdown: inline Markdown
 *
 * Takes off asterisks, code marks, backslash escapes and links.  Underscores stay: they belong to names; and what stands in a
 * code span stays as it is: an address may hold a wildcard.
 *
 * Returns: (transfer full): without blank ends
 */
char *
tenon_markdown_strip (const char *markdown)
{
  GString *s = g_string_new (NULL);

  for (const char *p = markdown; *p != '\0';)
    {
      const char *behind = *p == '[' ? strip_link (s, p) : *p == '`' ? strip_code (s, p)
                                                                     : NULL;

      if (behind != NULL)
        {
          p = behind;
          continue;
        }
      if (*p == '\\' && g_ascii_ispunct (p[1]))
        g_string_append_c (s, *++p);
      else if (*p != '*' && *p != '`')
        g_string_append_c (s, *p);
      p++;
    }
  return g_strstrip (g_string_free (s, FALSE));
}

/**
 * tenon_markdown_list_code:
 *
 * Returns: (transfer full) (element-type utf8): the code spans of inline Markdown
 */
GPtrArray *
tenon_markdown_list_code (const char *markdown)
{
  GPtrArray  *spans = g_ptr_array_new_with_free_func (g_free);
  const char *p = markdown;

  while ((p = strchr (p, '`')) != NULL)
    {
      gsize            n = strspn (p, "`");
      g_autofree char *mark = g_strndup (p, n);
      const char      *end = strstr (p + n, mark);

      if (end == NULL)
        {
          p += n;
          continue;
        }
      g_ptr_array_add (spans, g_strstrip (g_strndup (p + n, end - p - n)));
      p = end + n;
    }
  return spans;
}
