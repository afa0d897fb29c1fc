/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns that stand as sections, bullets or lists instead of a table, as such a table. What has no column there goes to the
 * considerations with its label. */

#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-private.h"
#include "artifact/tenon-requirement-table.h"

#include <string.h>

static void
row_free (gpointer data)
{
  TenonPipeRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static TenonPipeRow *
row_new (guint    line,
         gboolean is_header)
{
  TenonPipeRow *row = g_new0 (TenonPipeRow, 1);

  row->line = line;
  row->cells = g_new0 (char *, TENON_N_REQUIREMENT_LABELS + 1);
  for (guint i = 0; i < TENON_N_REQUIREMENT_LABELS; i++)
    row->cells[i] = g_strdup (is_header ? tenon_requirement_get_label (i) : "");
  return row;
}

/* "AP1: Create a user", "Pattern 2 - Get it", "**#3** List them". Returns: (transfer full) (nullable): a row with both */
static TenonPipeRow *
read_title (const char *text,
            guint       line,
            gboolean    needs_word)
{
  g_autoptr (GRegex) regex = g_regex_new (needs_word ? "^(?:access\\s+)?(?:(?:pattern|ap)\\s*[-#]?\\s*)(\\d+[a-z]?)\\s*[:.)–—-]\\s*(\\S.*)$" : "^(?:access\\s+pattern|pattern|ap)?\\s*[-#]?\\s*(\\d+[a-z]?)\\s*[:.)–—-]\\s*(\\S.*)$",
                                          G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autofree char *plain = tenon_markdown_strip (text);
  g_autoptr (GMatchInfo) match = NULL;
  TenonPipeRow *row;

  if (!g_regex_match (regex, plain, 0, &match))
    return NULL;
  row = row_new (line, FALSE);
  g_free (row->cells[TENON_REQUIREMENT_LABEL_ID]);
  g_free (row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION]);
  row->cells[TENON_REQUIREMENT_LABEL_ID] = g_match_info_fetch (match, 1);
  row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION] = g_match_info_fetch (match, 2);
  return row;
}

static gboolean
split_line (TenonBlock *block,
            char      **label,
            char      **value)
{
  const char *colon;

  if (tenon_block_split_label (block, label, value))
    return TRUE;
  colon = strchr (block->text, ':');
  if (colon == NULL || colon - block->text > 40)
    return FALSE;
  *label = g_strndup (block->text, colon - block->text);
  *value = g_strstrip (g_strdup (colon + 1));
  return TRUE;
}

/* "Rate (a minute): 120" -> "120 per minute" */
static void
put_unit (const char *label,
          char      **value)
{
  double        unit = tenon_rate_cell_find_unit (label);
  TenonRateCell cell;

  tenon_rate_cell_read (*value, &cell);
  if (unit > 1 && !cell.is_converted)
    {
      g_autofree char *bare = g_steal_pointer (value);

      *value = g_strconcat (bare, unit == 60 ? " per minute" : unit == 3600 ? " per hour"
                                                           : unit == 86400  ? " per day"
                                                                            : "",
                            NULL);
    }
}

static void
append_words (char      **cell,
              const char *words)
{
  g_autofree char *before = *cell;

  *cell = g_strconcat (before, *before != '\0' ? "; " : "", words, NULL);
}

/* "**Peak RPS**: 500" or "Peak RPS: 500" below a pattern; what the table has no column for is kept as words.
 * Returns: whether it said a rate or another cell of it */
static gboolean
take_line (TenonPipeRow *row,
           TenonBlock   *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *words = NULL;
  int              column;

  if (!split_line (block, &label, &value))
    {
      words = g_strdelimit (g_strstrip (g_strdup (block->text)), "\r\n", ' ');
      append_words (&row->cells[TENON_REQUIREMENT_LABEL_CONSIDERATIONS], words);
      return FALSE;
    }
  column = tenon_requirement_find_label (label);
  if (column < 0 || *row->cells[column] != '\0')
    {
      g_strdelimit (value, "\r\n", ' ');
      words = *value != '\0' ? g_strdup_printf ("%s: %s", label, value) : g_strdup (label);
      append_words (&row->cells[TENON_REQUIREMENT_LABEL_CONSIDERATIONS], words);
      return FALSE;
    }
  if (column >= TENON_REQUIREMENT_LABEL_RPS)
    put_unit (label, &value);
  g_free (row->cells[column]);
  row->cells[column] = g_steal_pointer (&value);
  return TRUE;
}

/* "Create a user — 500/200 RPS — Write": the parts of a bullet that are a rate and an operation. */
static gboolean
split_bullet (TenonPipeRow *row)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\s+[–—-]\\s+|\\s*[|;()\\[\\]]\\s*|,\\s+", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (regex, row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION], 0);
  g_autoptr (GString) description = g_string_new (NULL);
  gboolean has_rate = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      TenonRateCell cell;
      int           column = -1;

      if (*parts[i] == '\0')
        continue;
      tenon_rate_cell_read (parts[i], &cell);
      if (i > 0 && (cell.kind == TENON_RATE_CELL_ONE || cell.kind == TENON_RATE_CELL_TWO || cell.kind == TENON_RATE_CELL_SHARE || cell.kind == TENON_RATE_CELL_UNKNOWN) && *row->cells[TENON_REQUIREMENT_LABEL_RPS] == '\0')
        column = TENON_REQUIREMENT_LABEL_RPS;
      else if (i > 0 && tenon_requirement_read_operation (parts[i]) != TENON_OPERATION_UNKNOWN && *row->cells[TENON_REQUIREMENT_LABEL_TYPE] == '\0')
        column = TENON_REQUIREMENT_LABEL_TYPE;
      has_rate |= column == TENON_REQUIREMENT_LABEL_RPS;
      if (column < 0)
        {
          g_string_append_printf (description, "%s%s", description->len > 0 ? ", " : "", parts[i]);
          continue;
        }
      g_free (row->cells[column]);
      row->cells[column] = g_strdup (parts[i]);
    }
  if (!has_rate)
    return FALSE;
  g_free (row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION]);
  row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION] = g_strdup (description->str);
  return TRUE;
}

static gboolean
is_below (TenonBlock *block,
          TenonBlock *title)
{
  if (title->kind == TENON_BLOCK_HEADING)
    return block->heading == title;
  for (TenonBlock *item = block->item; item != NULL; item = item->item)
    if (item == title)
      return TRUE;
  return FALSE;
}

/* "2. Access Patterns Analysis" is what the patterns stand under. */
static gboolean
is_section (TenonBlock *title)
{
  g_autofree char *lower = g_ascii_strdown (title->text, -1);

  return title->kind == TENON_BLOCK_HEADING && strstr (lower, "access patterns") != NULL;
}

/* The row of a title: "AP1: Create a user" as a heading or a bullet, or any item of an ordered list.
 * @is_named: (out): whether it names itself a pattern */
static TenonPipeRow *
begin_pattern (TenonBlock *title,
               gboolean   *is_named)
{
  gboolean      is_heading = title->kind == TENON_BLOCK_HEADING;
  TenonPipeRow *row = NULL;

  *is_named = FALSE;
  if (!is_heading && (title->kind != TENON_BLOCK_ITEM || title->item != NULL))
    return NULL;
  row = read_title (title->text, title->line, TRUE);
  *is_named = row != NULL;
  if (row == NULL && (is_heading || title->number > 0) && !is_section (title))
    row = read_title (title->text, title->line, FALSE);
  /* "1. Get a user — 50 RPS" */
  if (row == NULL && title->number > 0)
    {
      g_autofree char *plain = tenon_markdown_strip (title->text);

      row = row_new (title->line, FALSE);
      g_free (row->cells[TENON_REQUIREMENT_LABEL_ID]);
      g_free (row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION]);
      row->cells[TENON_REQUIREMENT_LABEL_ID] = g_strdup_printf ("%u", title->number);
      row->cells[TENON_REQUIREMENT_LABEL_DESCRIPTION] = g_steal_pointer (&plain);
    }
  return row;
}

/* The pattern whose title the block at @position is, with what is said below it.
 * @has_rate: (out): whether a rate is
 * @is_named: (out): whether it says that it is a pattern */
static TenonPipeRow *
gather_pattern (TenonDocument *document,
                guint          position,
                gboolean      *has_rate,
                gboolean      *is_named)
{
  TenonBlock   *title = g_ptr_array_index (document->blocks, position);
  gboolean      is_heading = title->kind == TENON_BLOCK_HEADING;
  TenonPipeRow *row = begin_pattern (title, is_named);
  gboolean      says_any = FALSE;

  for (guint i = position + 1; row != NULL && i < document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->kind == TENON_BLOCK_HEADING && (is_heading ? block->level <= title->level : TRUE))
        break;
      if ((block->kind == TENON_BLOCK_ITEM || block->kind == TENON_BLOCK_PARAGRAPH) && is_below (block, title))
        says_any |= take_line (row, block);
    }
  *has_rate = row != NULL && (says_any || split_bullet (row));
  return row;
}

/* Whether an item of a list that says no rate is a pattern all the same: what else would stand right under such a title. */
static gboolean
is_listed (TenonBlock *block)
{
  g_autofree char *title = tenon_block_dup_title (block);
  g_autofree char *lower = g_ascii_strdown (title, -1);

  return block->kind == TENON_BLOCK_ITEM && block->number > 0 && block->item == NULL && strstr (lower, "access pattern") != NULL;
}

/**
 * tenon_requirement_gather_sections:
 * @needs_rates: whether nothing counts where no pattern says a rate
 *
 * Returns: (transfer full) (nullable): the patterns that stand as sections or bullets under a heading that speaks of
 *   access patterns, as a table; %NULL where none does
 */
TenonPipeTable *
tenon_requirement_gather_sections (TenonDocument *document,
                                   gboolean       needs_rates)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  TenonPipeTable *table;
  gboolean        has_any = FALSE;

  g_ptr_array_add (rows, row_new (0, TRUE));
  for (guint i = 0; i < document->blocks->len; i++)
    {
      TenonBlock   *block = g_ptr_array_index (document->blocks, i);
      gboolean      has_rate = FALSE, is_named = FALSE;
      TenonPipeRow *row = tenon_block_is_under (block, "pattern") ? gather_pattern (document, i, &has_rate, &is_named) : NULL;

      if (row == NULL)
        continue;
      has_any |= has_rate;
      if (has_rate || is_named || (!needs_rates && is_listed (block)))
        g_ptr_array_add (rows, row);
      else
        row_free (row);
    }
  if (rows->len == 1 || (needs_rates && !has_any))
    return NULL;
  table = g_new0 (TenonPipeTable, 1);
  table->n_columns = TENON_N_REQUIREMENT_LABELS;
  table->aligns = g_array_new (FALSE, FALSE, sizeof (TenonAlign));
  table->rows = g_steal_pointer (&rows);
  return table;
}
