/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which lines of the considerations and of the checklist are the program's or become proposals, and which are people's and
 * neither: those are kept as they are. Reading and writing ask here, so that no line falls between the two. */

#include "artifact/tenon-requirement-private.h"

#include <string.h>

/* The bullets the program writes of the model, whatever the model says now. */
static const struct
{
  const char *label;
  const char *value; /* an expression */
} generated[] = {
  { "Text Search", "^\\S+ searches inside text, which no DynamoDB key serves; it needs another way$" },
  { "Aggregation", "^\\S+ counts or sums over many items; keep the result as an attribute, or compute it outside$" },
  { "Unique Constraint", "^.+ \\(.*\\) needs a lookup table, written in the same transaction$" },
};

/**
 * tenon_requirement_is_generated:
 *
 * Returns: whether the program writes such a consideration by itself
 */
gboolean
tenon_requirement_is_generated (const char *label,
                                const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (generated); i++)
    if (g_str_equal (generated[i].label, label) && g_regex_match_simple (generated[i].value, value, 0, 0))
      return TRUE;
  return FALSE;
}

/* The last line of an item's own words: what is nested in it comes behind. */
static guint
find_own_end (TenonDocument *document,
              guint          index)
{
  TenonBlock *block = g_ptr_array_index (document->blocks, index);
  TenonBlock *next = index + 1 < document->blocks->len ? g_ptr_array_index (document->blocks, index + 1) : NULL;

  return next != NULL && next->line <= block->last_line ? MAX (block->line, next->line - 1) : block->last_line;
}

static gboolean
has_nested (TenonDocument *document,
            guint          index)
{
  return find_own_end (document, index) < ((TenonBlock *)g_ptr_array_index (document->blocks, index))->last_line;
}

/**
 * tenon_requirement_takes_consideration:
 * @index: of a block of @document in the part
 * @seen: the labels that were met already
 *
 * Returns: whether the block is read: it is the program's own, or what it says otherwise becomes a proposal
 */
gboolean
tenon_requirement_takes_consideration (TenonDocument *document,
                                       TenonModel    *model,
                                       guint          index,
                                       GHashTable    *seen)
{
  TenonBlock      *block = g_ptr_array_index (document->blocks, index);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  if (block->kind == TENON_BLOCK_PARAGRAPH && block->item == NULL && block->quote == 0)
    return g_str_equal (block->text, "Nothing noted yet.");
  if (block->kind != TENON_BLOCK_ITEM || block->level > 1 || block->quote > 0 || !tenon_block_split_label (block, &label, &value))
    return FALSE;
  if (tenon_requirement_is_generated (label, value))
    return TRUE;
  if (*value == '\0' || (has_nested (document, index) && tenon_model_find_pattern (model, label) == NULL))
    return FALSE;
  return g_hash_table_add (seen, g_steal_pointer (&label));
}

/**
 * tenon_requirement_takes_check:
 * @is_ticked: (out):
 * @what: (out) (transfer full): the words behind the box; of the program's own lines without what it says is open
 *
 * Returns: as tenon_requirement_takes_consideration() for a line of the checklist
 */
gboolean
tenon_requirement_takes_check (TenonDocument *document,
                               guint          index,
                               gboolean      *is_ticked,
                               char         **what)
{
  TenonBlock      *block = g_ptr_array_index (document->blocks, index);
  const char      *text = block->text != NULL ? block->text + strspn (block->text, " ") : "";
  const char      *rest, *own;
  g_autofree char *words = NULL;

  *is_ticked = g_ascii_strncasecmp (text, "[x]", 3) == 0;
  if (block->kind != TENON_BLOCK_ITEM || block->level > 1 || block->quote > 0 || (!*is_ticked && strncmp (text, "[ ]", 3) != 0))
    return FALSE;
  words = g_strstrip (g_strdup (text + 3));
  own = tenon_requirement_find_check (words, &rest);
  if (*words == '\0' || (own != NULL && !tenon_requirement_is_check_rest (rest)) || (own == NULL && has_nested (document, index)))
    return FALSE;
  *what = own != NULL ? g_strdup (own) : g_steal_pointer (&words);
  return TRUE;
}

static gboolean
is_line_of (const char *line,
            const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_contains ((const char *const *)lines, line);
}

/* Whether the part stands inside one block, a code fence that nobody closed: then no line of it is read as what it is. */
static gboolean
is_enclosed (TenonDocument *document,
             guint          first,
             guint          last)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->kind == TENON_BLOCK_CODE && block->line < first && block->last_line >= last)
        return TRUE;
    }
  return FALSE;
}

/* Which lines of the part are accounted for. */
static GHashTable *
find_taken (TenonDocument *document,
            TenonModel    *model,
            guint          first,
            guint          last,
            gboolean       is_checklist,
            const char    *present)
{
  GHashTable *taken = g_hash_table_new (NULL, NULL);
  gboolean    enclosed = is_enclosed (document, first, last);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint line = first + 1; enclosed && line < last; line++)
    if (is_line_of (g_ptr_array_index (document->lines, line - 1), present))
      g_hash_table_add (taken, GUINT_TO_POINTER (line));
  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (document->blocks, i);
      gboolean         is_ticked, takes;
      g_autofree char *what = NULL;

      if (block->line <= first || block->last_line >= last)
        continue;
      takes = is_checklist ? tenon_requirement_takes_check (document, i, &is_ticked, &what) : tenon_requirement_takes_consideration (document, model, i, seen);
      takes = takes || (block->kind == TENON_BLOCK_ITEM && block->level == 1 && is_line_of (g_ptr_array_index (document->lines, block->line - 1), present));
      for (guint line = block->line; takes && line <= (block->kind == TENON_BLOCK_ITEM ? find_own_end (document, i) : block->last_line); line++)
        g_hash_table_add (taken, GUINT_TO_POINTER (line));
    }
  return taken;
}

/**
 * tenon_requirement_dup_kept:
 * @first: the line of the part's opening mark
 * @last: of its closing one
 * @present: what the program writes there now
 *
 * Returns: (transfer full) (nullable): what in the part is people's and becomes no proposal, line by line as it is; %NULL for
 *   nothing
 */
char *
tenon_requirement_dup_kept (TenonDocument *document,
                            TenonModel    *model,
                            guint          first,
                            guint          last,
                            gboolean       is_checklist,
                            const char    *present)
{
  g_autoptr (GHashTable) taken = find_taken (document, model, first, last, is_checklist, present);
  g_autoptr (GString) out = g_string_new (NULL);
  guint    n_blank = 0;
  gboolean is_behind_taken = FALSE;

  for (guint line = first + 1; line < last; line++)
    {
      const char *text = g_ptr_array_index (document->lines, line - 1);

      if (text[strspn (text, " \t")] == '\0')
        {
          n_blank += is_behind_taken ? 0 : 1;
          continue;
        }
      if (g_hash_table_contains (taken, GUINT_TO_POINTER (line)))
        {
          n_blank = 1;
          is_behind_taken = TRUE;
          continue;
        }
      for (; out->len > 0 && n_blank > 0; n_blank--)
        g_string_append_c (out, '\n');
      n_blank = 0;
      is_behind_taken = FALSE;
      g_string_append_printf (out, "%s\n", text);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
