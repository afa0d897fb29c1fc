/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns from and to files of comma, semicolon or tab separated rows: our own exports, which hold every field and all that
 * each rate rests on, and the sheets people keep, whose headings and cells are theirs. */

#include "project/tenon-pattern-plan-private.h"

#include "artifact/tenon-csv.h"
#include "artifact/tenon-rate-cell.h"
#include "base/tenon-text.h"
#include "model/tenon-formula.h"
#include "project/tenon-project-private.h"
#include "project/tenon-step.h"

#include <string.h>

/* The parts of a rate in a file, each a column behind "peak-" or "average-". */
static const char *const rate_parts[] = { "origin", "evidence", "formula", "by", "at", "file", "line", "loose" };

static char *
dup_rate_part (const TenonRate *rate,
               guint            part)
{
  char *text = NULL;

  if (rate == NULL)
    return g_strdup ("");
  switch (part)
    {
    case 0:
      text = g_strdup (tenon_rate_origin_to_string (tenon_rate_get_origin (rate)));
      break;
    case 1:
      text = g_strdup (tenon_rate_get_evidence (rate));
      break;
    case 2:
      text = g_strdup (tenon_rate_get_formula (rate));
      break;
    case 3:
      text = g_strdup (tenon_rate_get_by (rate));
      break;
    case 4:
      text = g_strdup (tenon_rate_get_at (rate));
      break;
    case 5:
      text = g_strdup (tenon_rate_get_file (rate));
      break;
    case 6:
      text = tenon_rate_get_line (rate) > 0 ? g_strdup_printf ("%u", tenon_rate_get_line (rate)) : NULL;
      break;
    case 7:
      text = g_strdup (tenon_rate_is_loose (rate) ? "yes" : NULL);
      break;
    }
  return text != NULL ? text : g_strdup ("");
}

static void
end_cell (GString *out,
          char     separator,
          gboolean is_last)
{
  g_string_append_c (out, is_last ? '\n' : separator);
}

static const char *const rate_prefixes[] = { "peak", "average" };

/**
 * tenon_project_export_patterns:
 * @separator: ',' or a tab
 *
 * Returns: (transfer full): all patterns with all their fields, and each rate with all it rests on: importing it again
 *   into an empty project gives the same patterns
 */
char *
tenon_project_export_patterns (TenonProject *self,
                               char          separator)
{
  GString                  *out = g_string_new (NULL);
  guint                     n_columns;
  const TenonPatternColumn *columns = tenon_pattern_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].kind != TENON_CELL_FIXED)
      g_string_append_printf (out, "%s%c", columns[i].name, separator);
  for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
    for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
      g_string_append_printf (out, "%s-%s%c", rate_prefixes[half], rate_parts[part], separator);
  g_string_append_printf (out, "statements%cfile%cline\n", separator, separator);
  for (guint row = 0; row < tenon_list_get_length (self->model->patterns); row++)
    {
      TenonPattern    *pattern = tenon_list_get (self->model->patterns, row);
      g_autofree char *statements = tenon_cell_join (pattern->statements);

      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *cell = columns[i].kind != TENON_CELL_FIXED ? tenon_pattern_dup_cell (pattern, &columns[i]) : NULL;

          if (cell == NULL)
            continue;
          tenon_cell_append_field (out, cell, separator);
          end_cell (out, separator, FALSE);
        }
      for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
        for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
          {
            g_autofree char *cell = dup_rate_part (half == 0 ? pattern->rps_peak : pattern->rps_average, part);

            tenon_cell_append_field (out, cell, separator);
            end_cell (out, separator, FALSE);
          }
      tenon_cell_append_field (out, statements, separator);
      end_cell (out, separator, FALSE);
      tenon_cell_append_field (out, pattern->file != NULL ? pattern->file : "", separator);
      end_cell (out, separator, FALSE);
      if (pattern->line > 0)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, pattern->line);
      end_cell (out, separator, TRUE);
    }
  return g_string_free (out, FALSE);
}

/* Where a file has what. */
typedef struct
{
  TenonCellPlan            *plan;
  TenonProject             *project;
  const char               *file;
  const TenonCsvRow        *header;
  int                       id;
  int                       both; /* peak and average in one column */
  gboolean                  has_decimal_comma;
  gboolean                  points_group; /* some number of the file has a decimal comma: a point then marks thousands */
  const TenonPatternColumn *columns[64];
  guint                     n_columns;
} Import;

/* Headings people use beside the columns' own names and titles. */
static const struct
{
  const char *heading;
  const char *column;
} headings[] = {
  { "#", "pattern-id" },
  { "id", "pattern-id" },
  { "pattern #", "pattern-id" },
  { "pattern id", "pattern-id" },
  { "access pattern", "description" },
  { "name", "description" },
  { "operation", "operation-type" },
  { "operation type", "operation-type" },
  { "entity", "entities" },
  { "table", "entities" },
  { "tables", "entities" },
  { "peak rps", "rps-peak" },
  { "peak qps", "rps-peak" },
  { "rps peak", "rps-peak" },
  { "average rps", "rps-average" },
  { "avg rps", "rps-average" },
  { "average qps", "rps-average" },
  { "rps average", "rps-average" },
  { "attributes needed", "attributes" },
  { "key attributes", "attributes" },
  { "requirements", "key-requirements" },
  { "considerations", "design-considerations" },
  { "notes", "design-considerations" },
};

static const TenonPatternColumn *
find_heading (const char *heading)
{
  const TenonPatternColumn *column = tenon_pattern_columns_find (heading);

  for (guint i = 0; column == NULL && i < G_N_ELEMENTS (headings); i++)
    if (g_ascii_strcasecmp (headings[i].heading, heading) == 0)
      column = tenon_pattern_columns_find (headings[i].column);
  return column != NULL && column->kind != TENON_CELL_FIXED ? column : NULL;
}

static gboolean
is_rate_heading (const char *heading)
{
  g_autofree char *lower = g_ascii_strdown (heading, -1);

  return strstr (lower, "rps") != NULL || strstr (lower, "qps") != NULL;
}

/* What people call what a rate rests on, and who says so. "#" stands for the half. */
static const char *const evidence_headings[] = { "#-evidence", "# evidence", "evidence #", "# source", "# basis", NULL };
static const char *const common_evidence_headings[] = { "evidence", "rate evidence", "rps evidence", "basis", "source", "sources", "based on", NULL };
static const char *const by_headings[] = { "#-by", "# by", "# stated by", "stated by", "stated-by", "said by", "by", NULL };

/* Returns: (transfer full): the field below the first of the headings that has one; "" for none */
static char *
dup_below (const TenonCsvRow *header,
           const TenonCsvRow *row,
           const char *const *names,
           const char        *half)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) around = g_strsplit (names[i], "#", 2);
      g_autofree char *name = g_strjoinv (half, around);
      const char      *wanted[] = { name, NULL };
      const char      *field = tenon_csv_get_field (row, tenon_csv_find_column (header, wanted));

      if (!tenon_str_is_blank (field))
        return g_strstrip (g_strdup (field));
    }
  return g_strdup ("");
}

static gboolean
is_one_of (const char        *heading,
           const char *const *names,
           const char        *half)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) around = g_strsplit (names[i], "#", 2);
      g_autofree char *name = g_strjoinv (half, around);

      if (g_ascii_strcasecmp (name, heading) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_part_heading (const char *heading)
{
  static const char *const others[] = { "statements", "file", "line", NULL };

  if (is_one_of (heading, others, ""))
    return TRUE;
  for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
    if (is_one_of (heading, evidence_headings, rate_prefixes[half]) || is_one_of (heading, common_evidence_headings, "") || is_one_of (heading, by_headings, rate_prefixes[half]))
      return TRUE;
  for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
    for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", rate_prefixes[half], rate_parts[part]);

        if (g_ascii_strcasecmp (name, heading) == 0)
          return TRUE;
      }
  return FALSE;
}

static void
read_header (Import *self)
{
  self->id = self->both = -1;
  for (guint i = 0; self->header->fields[i] != NULL && i < G_N_ELEMENTS (self->columns); i++)
    {
      g_autofree char          *heading = g_strstrip (g_strdup (self->header->fields[i]));
      const TenonPatternColumn *column = find_heading (heading);

      self->columns[i] = column;
      self->n_columns = i + 1;
      if (column != NULL && g_str_equal (column->name, "pattern-id"))
        self->id = (int)i;
      if (column != NULL || *heading == '\0' || is_part_heading (heading))
        continue;
      if (self->both < 0 && is_rate_heading (heading))
        self->both = (int)i;
      else
        tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_NOTE, "column-unknown", self->file, self->header->line, 0, "The column “%s” is left out: patterns have nothing of that name.", heading);
    }
}

static const char *
get_part (Import            *self,
          const TenonCsvRow *row,
          const char        *prefix,
          const char        *part)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", prefix, part);
  const char      *names[] = { name, NULL };

  return tenon_csv_get_field (row, tenon_csv_find_column (self->header, names));
}

static const char *
given (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/* What the row says its rate rests on, and who says so. A name that is no person with an address stays in the words.
 * Returns: (transfer full) (nullable): %NULL where it says nothing */
static char *
dup_evidence (Import            *self,
              const TenonCsvRow *row,
              const char        *half,
              char             **by)
{
  g_autofree char *own = dup_below (self->header, row, evidence_headings, half);
  g_autofree char *common = dup_below (self->header, row, common_evidence_headings, half);
  g_autofree char *words = dup_below (self->header, row, by_headings, half);
  g_autoptr (GString) evidence = g_string_new (*own != '\0' ? own : common);

  *by = tenon_person_parse (words, NULL, NULL) ? g_steal_pointer (&words) : NULL;
  if (*by == NULL && *words != '\0' && evidence->len > 0)
    g_string_append_printf (evidence, " (stated by %s)", words);
  else if (*by == NULL && *words != '\0')
    g_string_printf (evidence, "stated by %s", words);
  return evidence->len > 0 ? g_string_free (g_steal_pointer (&evidence), FALSE) : NULL;
}

/* Whether the file says enough of a rate to be believed what kind it is: of a log the place in it, of a formula something
 * that it is derived from. Anything else is a number somebody states. */
static TenonRateOrigin
weigh_origin (Import            *self,
              const TenonCsvRow *row,
              const char        *prefix,
              TenonRateOrigin    origin)
{
  const char *formula = get_part (self, row, prefix, "formula");
  g_autoptr (GPtrArray) inputs = NULL;

  if (origin == TENON_RATE_OBSERVED && *get_part (self, row, prefix, "file") == '\0')
    return TENON_RATE_STATED;
  if (origin != TENON_RATE_DERIVED)
    return origin;
  inputs = *formula != '\0' ? tenon_formula_list_inputs (self->project->model, formula, g_str_equal (prefix, "peak"), NULL) : NULL;
  return inputs != NULL && inputs->len > 0 ? TENON_RATE_DERIVED : TENON_RATE_STATED;
}

/* A rate that stands in the file with what it rests on. Returns: (nullable): NULL where it says no origin or no evidence */
static TenonRate *
read_backed_rate (Import            *self,
                  const TenonCsvRow *row,
                  const char        *prefix,
                  const char        *text)
{
  const char     *origin = get_part (self, row, prefix, "origin");
  const char     *evidence = get_part (self, row, prefix, "evidence");
  TenonRateOrigin kind = TENON_RATE_UNKNOWN;
  TenonRateCell   cell;
  TenonRate      *rate;

  for (guint i = TENON_RATE_STATED; i <= TENON_RATE_DERIVED; i++)
    if (g_ascii_strcasecmp (tenon_rate_origin_to_string (i), origin) == 0)
      kind = i;
  tenon_rate_cell_read (text, &cell);
  if (kind == TENON_RATE_UNKNOWN || *evidence == '\0' || cell.kind != TENON_RATE_CELL_ONE)
    return NULL;
  kind = weigh_origin (self, row, prefix, kind);
  rate = tenon_rate_new (kind, cell.is_at_least ? g_ascii_strtod (text + strcspn (text, "0123456789."), NULL) : g_ascii_strtod (text, NULL), evidence);
  tenon_rate_set_lower_bound (rate, cell.is_at_least);
  tenon_rate_set_loose (rate, g_ascii_strcasecmp (get_part (self, row, prefix, "loose"), "yes") == 0);
  if (kind == TENON_RATE_DERIVED)
    tenon_rate_set_formula (rate, given (get_part (self, row, prefix, "formula")));
  tenon_rate_set_person (rate, given (get_part (self, row, prefix, "by")), given (get_part (self, row, prefix, "at")));
  tenon_rate_set_place (rate, given (get_part (self, row, prefix, "file")), (guint)g_ascii_strtoull (get_part (self, row, prefix, "line"), NULL, 10));
  return rate;
}

/* A rate with all it rests on. It is the same as the present one, but for who and when, where nobody is named in either. */
static void
plan_backed (Import                   *self,
             const TenonCsvRow        *row,
             TenonPattern             *pattern,
             const TenonPatternColumn *column,
             const char               *text,
             TenonRate                *rate)
{
  const TenonRate  *present = tenon_pattern_get_rate (pattern, column);
  TenonCellPlace    place = { .file = self->file, .line = row->line };
  g_autofree char  *before = NULL;
  TenonPlannedEdit *planned;

  if (tenon_rate_equal (rate, present))
    return;
  if (tenon_rate_get_origin (present) == TENON_RATE_STATED && tenon_rate_get_origin (rate) != TENON_RATE_STATED)
    {
      tenon_cell_plan_report (self->plan, TENON_SEVERITY_WARNING, "rate-stated", &place, pattern, "%s: the rate is stated; what is not stated does not replace it.", column->title);
      return;
    }
  before = tenon_pattern_dup_cell (pattern, column);
  planned = tenon_cell_plan_add_edit (self->plan, pattern->pattern_id, column, before, text, text);
  planned->rate = tenon_rate_copy (rate);
  planned->needs_evidence = tenon_rate_get_origin (rate) == TENON_RATE_STATED && tenon_rate_get_by (rate) == NULL && tenon_rate_get_file (rate) == NULL;
  tenon_cell_plan_hold_stated (self->plan, planned, pattern, &place);
}

static void
plan_rate (Import                   *self,
           const TenonCsvRow        *row,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text)
{
  const char      *prefix = g_str_equal (column->name, "rps-peak") ? "peak" : "average";
  const TenonRate *present = tenon_pattern_get_rate (pattern, column);
  g_autoptr (TenonRate) rate = read_backed_rate (self, row, prefix, text);
  g_autofree char *by = NULL;
  g_autofree char *evidence = NULL;
  TenonCellPlace   place;

  /* What cannot be derived now has no number to write, and its formula stays. */
  if (present != NULL && !tenon_rate_is_known (present) && tenon_str_is_blank (text))
    return;
  if (rate != NULL)
    {
      plan_backed (self, row, pattern, column, text, rate);
      return;
    }
  evidence = dup_evidence (self, row, prefix, &by);
  place = (TenonCellPlace){ self->file, row->line, evidence, by };
  tenon_cell_plan_add_cell (self->plan, self->project->model, pattern, column, text, &place);
}

/* Where the semicolon separates, the comma is the decimal sign, and a point beside one a mark of groups: "1.234,5" is
 * "1234.5". What has no comma in it is written as everywhere. Returns: (transfer full) */
static char *
dup_with_points (const char *text,
                 gboolean    points_group)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize       n = strspn (text, "0123456789.,");
      const char *comma = memchr (text, ',', n);
      gboolean    is_grouped = points_group && comma == NULL && g_regex_match_simple ("^\\d{1,3}(\\.\\d{3})+(?![\\d.])", text, 0, 0);
      gboolean    is_decimal = comma != NULL && comma > text && comma + 1 < text + n && memchr (comma + 1, ',', text + n - comma - 1) == NULL;

      for (gsize i = 0; i < n; i++)
        if (!is_decimal && !is_grouped)
          g_string_append_c (out, text[i]);
        else if (text[i] != '.')
          g_string_append_c (out, text[i] == ',' ? '.' : text[i]);
      text += n;
      if (*text != '\0' && n == 0)
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_number (const TenonPatternColumn *column)
{
  return column->kind == TENON_CELL_RATE || column->kind == TENON_CELL_NUMBER;
}

/* "0,5" is no group of three: whoever wrote it writes "1.400" for fourteen hundred. */
static gboolean
says_decimal_comma (Import    *self,
                    GPtrArray *rows)
{
  for (guint row = 1; row < rows->len; row++)
    for (guint i = 0; i < self->n_columns; i++)
      if (((self->columns[i] != NULL && is_number (self->columns[i])) || (int)i == self->both)
          && g_regex_match_simple ("(?<![\\d.,])\\d+(\\.\\d{3})*,(\\d{1,2}|\\d{4,})(?![\\d,])", tenon_csv_get_field (g_ptr_array_index (rows, row), (int)i), 0, 0))
        return TRUE;
  return FALSE;
}

/* Cells behind the last heading belong to no column. */
static void
report_beyond (Import            *self,
               const TenonCsvRow *row,
               const char        *id)
{
  guint n_headings = g_strv_length (self->header->fields);

  for (guint i = n_headings; i < g_strv_length (row->fields); i++)
    if (!tenon_str_is_blank (row->fields[i]))
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "cell-beyond", self->file, row->line, 0, "%s: “%s” stands behind the last heading and is left out.", id, row->fields[i]);
}

static void
plan_both (Import            *self,
           const TenonCsvRow *row,
           TenonPattern      *pattern)
{
  g_autofree char *plain = self->has_decimal_comma ? dup_with_points (tenon_csv_get_field (row, self->both), self->points_group) : NULL;
  const char      *text = plain != NULL ? plain : tenon_csv_get_field (row, self->both);
  TenonRateCell    cell;

  TenonCellPlace place = { .file = self->file, .line = row->line };
  const char    *half;

  tenon_rate_cell_read (text, &cell);
  half = tenon_rate_cell_get_half (&cell);
  if (cell.kind == TENON_RATE_CELL_NONE)
    return;
  if (half != NULL)
    tenon_cell_plan_report (self->plan, TENON_SEVERITY_NOTE, "cell-one-half", &place, pattern, "“%s” %s; nothing is taken of the other half.", text, half);
  if (cell.kind == TENON_RATE_CELL_ONE)
    tenon_cell_plan_report (self->plan, TENON_SEVERITY_WARNING, "cell-one-number", &place, pattern, "one number, “%s”, stands for peak and average both.", text);
  if (half == NULL || cell.peak >= 0)
    plan_rate (self, row, pattern, tenon_pattern_columns_find ("rps-peak"), text);
  if (cell.kind == TENON_RATE_CELL_ONE || (cell.kind == TENON_RATE_CELL_TWO && (half == NULL || cell.average >= 0)))
    plan_rate (self, row, pattern, tenon_pattern_columns_find ("rps-average"), text);
}

/* Statements and the place a pattern came from: no cells of the table, but part of what a file keeps. */
static void
plan_rest (Import            *self,
           const TenonCsvRow *row,
           TenonPattern      *pattern)
{
  static const char *const names[] = { "statements", "file" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char               *wanted[] = { names[i], NULL };
      const TenonPatternColumn *column = tenon_pattern_columns_find (i == 0 ? "statements" : "source");
      const char               *text = tenon_csv_get_field (row, tenon_csv_find_column (self->header, wanted));
      g_autofree char          *present = tenon_pattern_dup_cell (pattern, column);
      g_autofree char          *whole = NULL;

      if (*text == '\0')
        continue;
      if (i == 1)
        {
          const char *lines[] = { "line", NULL };
          const char *line = tenon_csv_get_field (row, tenon_csv_find_column (self->header, lines));

          whole = *line != '\0' ? g_strdup_printf ("%s:%s", text, line) : g_strdup (text);
        }
      if (!g_str_equal (present, whole != NULL ? whole : text))
        tenon_cell_plan_add_edit (self->plan, pattern->pattern_id, column, present, whole != NULL ? whole : text, whole != NULL ? whole : text);
    }
}

static char *
read_id (const char *cell)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (cell), "*`#", ' '));

  return g_ascii_isdigit (*plain) ? g_strconcat ("AP", plain, NULL) : g_steal_pointer (&plain);
}

/* The pattern a row without an id means, by what it says of it. */
static TenonPattern *
find_by_description (Import            *self,
                     const TenonCsvRow *row)
{
  TenonList *patterns = self->project->model->patterns;

  for (guint i = 0; i < self->n_columns; i++)
    for (guint k = 0; self->columns[i] != NULL && g_str_equal (self->columns[i]->name, "description") && k < tenon_list_get_length (patterns); k++)
      {
        TenonPattern    *pattern = tenon_list_get (patterns, k);
        g_autofree char *words = g_strstrip (g_strdup (tenon_csv_get_field (row, (int)i)));

        if (pattern->description != NULL && *words != '\0' && g_ascii_strcasecmp (words, pattern->description) == 0)
          return pattern;
      }
  return NULL;
}

/* Whether the row says what a pattern does, and not only how often: without that nobody knows what a new one is. Our own
 * files say which of them are drafts. */
static gboolean
describes_pattern (Import            *self,
                   const TenonCsvRow *row)
{
  static const char *const says[] = { "description", "endpoint", "operation-type", "entities", "attributes", "key-requirements", "data-access", NULL };
  const char              *own[] = { "peak-origin", NULL };

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] != NULL && g_strv_contains (says, self->columns[i]->name) && !tenon_str_is_blank (tenon_csv_get_field (row, (int)i)))
      return TRUE;
  return tenon_csv_find_column (self->header, own) >= 0;
}

static gboolean
is_blank_row (const TenonCsvRow *row)
{
  for (guint i = 0; row->fields[i] != NULL; i++)
    if (!tenon_str_is_blank (row->fields[i]))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the pattern a row is about, a new one among them; %NULL for a row that is left out,
 * which is reported */
static TenonPattern *
find_pattern (Import            *self,
              const TenonCsvRow *row,
              GHashTable        *seen)
{
  g_autofree char *id = self->id >= 0 ? read_id (tenon_csv_get_field (row, self->id)) : g_strdup ("");
  TenonPattern    *pattern = *id == '\0' ? find_by_description (self, row) : tenon_model_find_pattern (self->project->model, id);

  if (pattern != NULL)
    tenon_str_set (&id, pattern->pattern_id);
  if (*id != '\0' && !tenon_pattern_is_id (id))
    {
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-id", self->file, row->line, 0, "“%s” is no id of one pattern; this row is left out.", id);
      return NULL;
    }
  if (pattern == NULL && !describes_pattern (self, row))
    {
      if (*id != '\0')
        tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-unknown", self->file, row->line, 0, "There is no pattern %s, and the row does not say what it does; it is left out.", id);
      else if (!is_blank_row (row))
        tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-nameless", self->file, row->line, 0, "The row names no pattern and does not say what it does; it is left out.");
      return NULL;
    }
  if (*id == '\0')
    {
      g_free (id);
      id = tenon_cell_plan_dup_next_id (self->plan, self->project);
    }
  if (!g_hash_table_add (seen, g_strdup (id)))
    {
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-duplicate", self->file, row->line, 0, "%s stands in the file already; this row is left out.", id);
      return NULL;
    }
  if (pattern != NULL)
    return g_object_ref (pattern);
  g_ptr_array_add (self->plan->added, g_strdup (id));
  return tenon_pattern_new (id);
}

static void
import_row (Import            *self,
            const TenonCsvRow *row,
            GHashTable        *seen)
{
  g_autoptr (TenonPattern) pattern = find_pattern (self, row, seen);
  TenonCellPlace place = { .file = self->file, .line = row->line };

  if (pattern == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const TenonPatternColumn *column = self->columns[i];
      const char               *text = tenon_csv_get_field (row, (int)i);
      g_autofree char          *plain = NULL;

      if (column == NULL || (int)i == self->id || *text == '\0')
        continue;
      if (self->has_decimal_comma && is_number (column) && *text != '=')
        text = plain = dup_with_points (text, self->points_group);
      if (column->kind == TENON_CELL_RATE)
        plan_rate (self, row, pattern, column, text);
      else
        tenon_cell_plan_add_cell (self->plan, self->project->model, pattern, column, text, &place);
    }
  if (self->both >= 0)
    plan_both (self, row, pattern);
  report_beyond (self, row, pattern->pattern_id);
  plan_rest (self, row, pattern);
}

/**
 * tenon_project_plan_import:
 * @text: comma, semicolon or tab separated, with a header
 * @file: (nullable): its name, for findings
 *
 * Returns: (transfer full):
 */
TenonCellPlan *
tenon_project_plan_import (TenonProject *self,
                           const char   *text,
                           const char   *file)
{
  char           separator = tenon_csv_guess (text, -1);
  TenonCellPlan *plan = tenon_cell_plan_new ();
  g_autoptr (GPtrArray) rows = tenon_csv_read (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, -1, separator);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { .plan = plan, .project = self, .file = file, .has_decimal_comma = separator == ';' };

  if (rows->len == 0)
    {
      tenon_diagnostics_add (plan->findings, TENON_SEVERITY_ERROR, "file-empty", file, 0, 0, "The file has no rows.");
      return plan;
    }
  import.header = g_ptr_array_index (rows, 0);
  read_header (&import);
  if (import.id < 0 && tenon_pattern_columns_find ("description") != NULL)
    {
      gboolean has_description = FALSE;

      for (guint i = 0; i < import.n_columns; i++)
        has_description |= import.columns[i] != NULL && g_str_equal (import.columns[i]->name, "description");
      if (!has_description)
        {
          tenon_diagnostics_add (plan->findings, TENON_SEVERITY_ERROR, "file-no-header", file, 1, 0, "The first row names neither a pattern's id nor its description.");
          return plan;
        }
    }
  import.points_group = import.has_decimal_comma && says_decimal_comma (&import, rows);
  for (guint i = 1; i < rows->len; i++)
    import_row (&import, g_ptr_array_index (rows, i), seen);
  tenon_cell_plan_add_other_halves (plan, self->model, file);
  return plan;
}
