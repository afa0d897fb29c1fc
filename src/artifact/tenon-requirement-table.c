/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which column of a table of access patterns is what, by the headings people write. */

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

/* ---- labels ---- */

G_STATIC_ASSERT (G_N_ELEMENTS (headings) == TENON_REQUIREMENT_LABEL_RPS);

/**
 * tenon_requirement_find_label:
 *
 * Returns: the #TenonRequirementLabel that a label beside a pattern means; -1: none
 */
int
tenon_requirement_find_label (const char *label)
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
  return (halves.peak != NULL) == (halves.average != NULL) ? TENON_REQUIREMENT_LABEL_RPS : halves.peak != NULL ? TENON_REQUIREMENT_LABEL_PEAK
                                                                                                               : TENON_REQUIREMENT_LABEL_AVERAGE;
}

/**
 * tenon_requirement_get_label:
 *
 * Returns: a heading that means it
 */
const char *
tenon_requirement_get_label (guint label)
{
  static const char *const rates[] = { "RPS", "Peak RPS", "Average RPS" };

  return label < TENON_REQUIREMENT_LABEL_RPS ? headings[label].names[0] : rates[label - TENON_REQUIREMENT_LABEL_RPS];
}
