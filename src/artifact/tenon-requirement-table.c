/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which column of a table of access patterns is what, by the headings people write, and patterns that stand as sections
 * or bullets instead, as such a table. */

#include "artifact/tenon-requirement-table.h"

#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-private.h"
#include "base/tenon-text.h"

#include <string.h>

/* Headings by the column they mean, in lower case, without emphasis and what stands in parentheses. */
static const struct
{
  gsize       offset;
  const char *names[20];
} headings[] = {
  { G_STRUCT_OFFSET (TenonRequirementColumns, id), { "pattern #", "#", "pattern id", "id", "pattern no", "pattern no.", "pattern number", "no", "no.", "nr", "ap", "ap #", "ap id", "pattern" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, description), { "description", "access pattern", "name", "pattern name", "access pattern description", "pattern description", "pattern", "query", "use case", "what", "access patterns", "patterns" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, type), { "type", "operation", "operation type", "operations", "op", "access type", "read/write", "r/w" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, attributes), { "attributes", "attributes needed", "key attributes", "attributes required", "required attributes", "fields", "columns", "needed attributes", "attributes used", "data needed" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, requirements), { "key requirements", "requirements", "requirement", "key requirement" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, considerations), { "design considerations", "considerations", "design notes", "notes", "remarks", "comments", "design consideration", "note", "comment" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, status), { "status", "state" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, endpoint), { "endpoint", "api", "api endpoint", "route", "path", "api method" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, entities), { "entities", "entity", "entities involved", "tables", "table", "mysql tables", "mysql table", "tables involved", "source tables", "source table" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, latency), { "latency", "latency target", "target latency", "latency slo", "latency requirement", "latency requirements", "max latency", "p99", "p95", "p99 latency", "p95 latency", "response time", "latency ms", "latency sla" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, consistency), { "consistency", "consistency requirement", "consistency requirements", "consistency level", "read consistency", "consistency needed" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, items), { "items returned", "items", "items per request", "result size", "result bound", "expected result bound", "rows returned", "avg items", "average items", "expected items", "item count", "results" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, bytes), { "bytes returned", "bytes", "response size", "payload size", "payload", "result bytes", "size returned" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, items_and_bytes), { "items/bytes", "items / bytes", "items/bytes returned", "items and bytes", "items / size", "items/size" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, page_size), { "page size", "limit", "page", "page limit", "page length" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, filters), { "filter", "filters", "filter attributes", "filtered by", "filter by" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, complexity), { "complexity" } },
  { G_STRUCT_OFFSET (TenonRequirementColumns, suitability), { "dynamodb suitability", "suitability", "dynamodb fit" } },
};

/* The first of them are what the program's own table has. */
#define N_OWN_HEADINGS 7

/* "**RPS** (Peak/Avg)" -> "rps (peak/avg)"; without @parentheses "rps" */
static char *
fold_heading (const char *cell,
              gboolean    parentheses)
{
  g_autofree char *plain = tenon_markdown_strip (cell);
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autoptr (GRegex) breaks = g_regex_new ("<br ?/?>|_|\\s+", 0, 0, NULL);
  g_autoptr (GRegex) inner = g_regex_new ("\\s*\\([^)]*\\)", 0, 0, NULL);
  g_autofree char *flat = g_regex_replace_literal (breaks, lower, -1, 0, " ", 0, NULL);
  char            *folded = parentheses ? g_strdup (flat) : g_regex_replace_literal (inner, flat, -1, 0, "", 0, NULL);

  g_strchomp (g_strchug (folded));
  if (g_str_has_suffix (folded, ":"))
    folded[strlen (folded) - 1] = '\0';
  return folded;
}

/* ---- rates ---- */

/* Where "peak" and "average" stand in a heading. */
typedef struct
{
  const char *peak;
  const char *average;
} Halves;

static Halves
find_halves (const char *heading)
{
  const char *average = strstr (heading, "avg");
  const char *peak = strstr (heading, "peak");

  average = average != NULL ? average : strstr (heading, "average");
  average = average != NULL ? average : strstr (heading, "mean");
  average = average != NULL ? average : strstr (heading, "sustained");
  peak = peak != NULL ? peak : strstr (heading, "max");
  return (Halves){ peak, average };
}

/* A heading of other numbers that peak and average too. */
static gboolean
is_other_number (const char *heading)
{
  return g_regex_match_simple ("\\b(items?|size|latency|ms|bytes|kb|cost|rcus?|wcus?|ru|wu|children|cardinality|hours?|date|usage time)\\b", heading, 0, 0);
}

static gboolean
speaks_of_rates (const char *heading)
{
  return g_regex_match_simple ("\\b[rqtwo]p[smhd]\\b|requests?\\b|\\breqs?\\b|\\brates?\\b|throughput|\\btraffic\\b|\\bload\\b|frequency|\\bvolume\\b|queries|calls", heading, 0, 0) || tenon_rate_cell_find_unit (heading) > 0;
}

static void
take_rate_column (TenonRequirementColumns *self,
                  const char              *heading,
                  int                      position)
{
  Halves halves = find_halves (heading);
  double unit = tenon_rate_cell_find_unit (heading);
  double seconds = unit > 0 ? unit : 1;

  if ((halves.peak == NULL) == (halves.average == NULL))
    {
      if (self->rps >= 0)
        return;
      self->rps = position;
      self->rps_unit = seconds;
      self->is_reversed = halves.peak != NULL && halves.average < halves.peak;
    }
  else if (halves.peak != NULL && self->peak < 0)
    {
      self->peak = position;
      self->peak_unit = seconds;
    }
  else if (halves.average != NULL && self->average < 0)
    {
      self->average = position;
      self->average_unit = seconds;
    }
}

/**
 * tenon_requirement_is_column:
 *
 * Returns: whether what the column at @position means is known
 */
gboolean
tenon_requirement_is_column (const TenonRequirementColumns *self,
                             int                            position)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (G_STRUCT_MEMBER (int, self, headings[i].offset) == position)
      return TRUE;
  return position == self->rps || position == self->peak || position == self->average;
}

static void
find_rate_columns (TenonRequirementColumns *self,
                   char                   **texts,
                   guint                    n_texts)
{
  for (guint i = 0; i < n_texts; i++)
    if (!tenon_requirement_is_column (self, (int)i) && !is_other_number (texts[i]) && speaks_of_rates (texts[i]))
      take_rate_column (self, texts[i], (int)i);
  /* "Peak | Average" alone say what they mean beside each other. */
  for (guint i = 0; self->rps < 0 && i < n_texts; i++)
    if (!tenon_requirement_is_column (self, (int)i) && !is_other_number (texts[i]) && (find_halves (texts[i]).peak != NULL) != (find_halves (texts[i]).average != NULL))
      take_rate_column (self, texts[i], (int)i);
}

gboolean
tenon_requirement_has_rates (const TenonRequirementColumns *self)
{
  return self->rps >= 0 || self->peak >= 0 || self->average >= 0;
}

/* ---- headings ---- */

static int
find_heading (char             **folded,
              guint              n_folded,
              const char *const *names,
              int                except)
{
  for (guint n = 0; n < G_N_ELEMENTS (headings[0].names) && names[n] != NULL; n++)
    for (guint i = 0; i < n_folded; i++)
      if ((int)i != except && g_str_equal (folded[i], names[n]))
        return (int)i;
  return -1;
}

/* A heading over several columns stands in the first of them, and what each of them is in the row below. */
static gboolean
is_second_heading (TenonPipeTable *table)
{
  guint n_halves = 0;

  if (table->rows->len < 2)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    {
      const char      *cell = tenon_pipe_table_get_cell (table, 1, (int)i);
      g_autofree char *folded = fold_heading (cell, TRUE);
      Halves           halves = find_halves (folded);

      if (g_regex_match_simple ("\\d", cell, 0, 0))
        return FALSE;
      n_halves += halves.peak != NULL || halves.average != NULL;
    }
  return n_halves > 0 && *tenon_pipe_table_get_cell (table, 1, 0) == '\0';
}

static char **
join_headings (TenonPipeTable *table,
               gboolean        two_rows)
{
  char           **texts = g_new0 (char *, table->n_columns + 1);
  g_autofree char *over = g_strdup ("");

  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *upper = fold_heading (tenon_pipe_table_get_cell (table, 0, (int)i), TRUE);
      g_autofree char *lower = two_rows ? fold_heading (tenon_pipe_table_get_cell (table, 1, (int)i), TRUE) : g_strdup ("");

      if (*upper != '\0')
        tenon_str_set (&over, upper);
      texts[i] = *lower != '\0' ? g_strconcat (over, " ", lower, NULL) : g_strdup (upper);
    }
  return texts;
}

/**
 * tenon_requirement_find_columns:
 * @columns: (out):
 *
 * Returns: whether it is a table of access patterns: each is described, and a rate or an id of it is given
 */
gboolean
tenon_requirement_find_columns (TenonPipeTable          *table,
                                TenonRequirementColumns *columns)
{
  gboolean two_rows = is_second_heading (table);
  g_auto (GStrv) texts = join_headings (table, two_rows);
  g_auto (GStrv) folded = g_new0 (char *, table->n_columns + 1);

  memset (columns, 0, sizeof *columns);
  columns->rps = columns->peak = columns->average = -1;
  columns->rps_unit = columns->peak_unit = columns->average_unit = 1;
  columns->n_headings = two_rows ? 2 : 1;
  for (guint i = 0; i < table->n_columns; i++)
    folded[i] = fold_heading (texts[i], FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    G_STRUCT_MEMBER (int, columns, headings[i].offset) = find_heading (folded, table->n_columns, headings[i].names, -1);
  /* "Pattern" alone is the description, beside one it is the id. */
  if (columns->id >= 0 && columns->id == columns->description)
    {
      columns->description = find_heading (folded, table->n_columns, headings[1].names, columns->id);
      if (columns->description < 0)
        {
          columns->description = columns->id;
          columns->id = -1;
        }
    }
  find_rate_columns (columns, texts, table->n_columns);
  columns->is_whole = TRUE;
  for (guint i = 0; i < table->n_columns; i++)
    columns->is_whole &= tenon_requirement_is_column (columns, (int)i);
  for (guint i = N_OWN_HEADINGS; i < G_N_ELEMENTS (headings); i++)
    columns->is_whole &= G_STRUCT_MEMBER (int, columns, headings[i].offset) < 0;
  return columns->description >= 0 && (columns->id >= 0 || tenon_requirement_has_rates (columns));
}

/* ---- sections and bullets ---- */

/* Columns of the gathered table: the rates, then one for each heading; what has another label goes to the considerations. */
enum
{
  GATHERED_ID,
  GATHERED_DESCRIPTION,
  GATHERED_TYPE,
  GATHERED_ATTRIBUTES,
  GATHERED_REQUIREMENTS,
  GATHERED_CONSIDERATIONS,
  GATHERED_RPS = G_N_ELEMENTS (headings),
  GATHERED_PEAK,
  GATHERED_AVERAGE,
  N_GATHERED,
};

static const char *
get_gathered_heading (guint column)
{
  static const char *const rates[] = { "RPS", "Peak RPS", "Average RPS" };

  return column < GATHERED_RPS ? headings[column].names[0] : rates[column - GATHERED_RPS];
}

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
  row->cells = g_new0 (char *, N_GATHERED + 1);
  for (guint i = 0; i < N_GATHERED; i++)
    row->cells[i] = g_strdup (is_header ? get_gathered_heading (i) : "");
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
  g_free (row->cells[GATHERED_ID]);
  g_free (row->cells[GATHERED_DESCRIPTION]);
  row->cells[GATHERED_ID] = g_match_info_fetch (match, 1);
  row->cells[GATHERED_DESCRIPTION] = g_match_info_fetch (match, 2);
  return row;
}

/* Which of the gathered columns a label means; -1: none. */
static int
find_label (const char *label)
{
  g_autofree char *folded = fold_heading (label, FALSE);
  g_autofree char *whole = fold_heading (label, TRUE);
  Halves           halves = find_halves (whole);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    for (guint n = 0; n < G_N_ELEMENTS (headings[i].names) && headings[i].names[n] != NULL; n++)
      if (g_str_equal (folded, headings[i].names[n]))
        return (int)i;
  if (is_other_number (whole) || (!speaks_of_rates (whole) && halves.peak == NULL && halves.average == NULL))
    return -1;
  return (halves.peak != NULL) == (halves.average != NULL) ? GATHERED_RPS : halves.peak != NULL ? GATHERED_PEAK
                                                                                                : GATHERED_AVERAGE;
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
      append_words (&row->cells[GATHERED_CONSIDERATIONS], words);
      return FALSE;
    }
  column = find_label (label);
  if (column < 0 || *row->cells[column] != '\0')
    {
      g_strdelimit (value, "\r\n", ' ');
      words = *value != '\0' ? g_strdup_printf ("%s: %s", label, value) : g_strdup (label);
      append_words (&row->cells[GATHERED_CONSIDERATIONS], words);
      return FALSE;
    }
  if (column >= GATHERED_RPS)
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
  g_auto (GStrv) parts = g_regex_split (regex, row->cells[GATHERED_DESCRIPTION], 0);
  g_autoptr (GString) description = g_string_new (NULL);
  gboolean has_rate = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      TenonRateCell cell;
      int           column = -1;

      if (*parts[i] == '\0')
        continue;
      tenon_rate_cell_read (parts[i], &cell);
      if (i > 0 && (cell.kind == TENON_RATE_CELL_ONE || cell.kind == TENON_RATE_CELL_TWO || cell.kind == TENON_RATE_CELL_SHARE || cell.kind == TENON_RATE_CELL_UNKNOWN) && *row->cells[GATHERED_RPS] == '\0')
        column = GATHERED_RPS;
      else if (i > 0 && tenon_requirement_read_operation (parts[i]) != TENON_OPERATION_UNKNOWN && *row->cells[GATHERED_TYPE] == '\0')
        column = GATHERED_TYPE;
      has_rate |= column == GATHERED_RPS;
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
  g_free (row->cells[GATHERED_DESCRIPTION]);
  row->cells[GATHERED_DESCRIPTION] = g_strdup (description->str);
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
      g_free (row->cells[GATHERED_ID]);
      g_free (row->cells[GATHERED_DESCRIPTION]);
      row->cells[GATHERED_ID] = g_strdup_printf ("%u", title->number);
      row->cells[GATHERED_DESCRIPTION] = g_steal_pointer (&plain);
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
  table->n_columns = N_GATHERED;
  table->aligns = g_array_new (FALSE, FALSE, sizeof (TenonAlign));
  table->rows = g_steal_pointer (&rows);
  return table;
}
