/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rates of one row against the model, whichever columns hold them. */

#include "artifact/tenon-log-words.h"
#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-reader.h"
#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

static void
compare_half (TenonRequirementReader *reader,
              TenonPattern           *pattern,
              const char             *pattern_id,
              const char             *property,
              const char             *cell_words,
              double                  value,
              const TenonRateCell    *cell,
              guint                   line)
{
  const TenonRate      *rate = pattern == NULL ? NULL : g_str_equal (property, "rps-peak") ? pattern->rps_peak
                                                                                           : pattern->rps_average;
  TenonPatternProposal *proposal;
  g_autofree char      *present = NULL;
  g_autofree char      *words = NULL;
  g_autofree char      *evidence = NULL;
  g_autofree char      *how = NULL;
  double                known;

  if (value < 0)
    {
      if (!reader->is_own || !tenon_rate_is_known (rate) || cell->kind == TENON_RATE_CELL_WORDS || tenon_rate_cell_get_half (cell) != NULL)
        return;
      present = tenon_rate_to_text (rate);
      tenon_requirement_propose (reader, pattern_id, property, NULL, present, line);
      return;
    }
  if (tenon_rate_get_value (rate, &known))
    {
      if (fabs (known - value) <= 1e-9 * MAX (1, fabs (known)) || value == tenon_rate_cell_round (known))
        return;
      present = tenon_rate_to_text (rate);
    }
  how = tenon_rate_cell_dup_how (cell);
  words = g_strdup_printf ("“%s”%s", cell_words, how);
  evidence = tenon_requirement_dup_evidence (reader, line, words);
  proposal = tenon_requirement_propose (reader, pattern_id, property, cell_words, present, line);
  proposal->rate = tenon_rate_new (TENON_RATE_STATED, value, evidence);
  if (!reader->is_own)
    {
      g_autofree char *file = g_strdup_printf ("%s@%s", reader->file, reader->version);

      tenon_rate_set_place (proposal->rate, file, line);
    }
  tenon_rate_set_lower_bound (proposal->rate, cell->is_at_least);
  tenon_rate_set_loose (proposal->rate, tenon_rate_cell_is_loose (cell));
}

/* "25 %": what it comes to follows from the total, once that is known. */
static void
compare_share (TenonRequirementReader *reader,
               TenonPattern           *pattern,
               const char             *pattern_id,
               const char             *property,
               const char             *cell_words,
               const TenonRateCell    *cell,
               guint                   line)
{
  const TenonRate      *rate = pattern == NULL ? NULL : g_str_equal (property, "rps-peak") ? pattern->rps_peak
                                                                                           : pattern->rps_average;
  g_autofree char      *number = tenon_log_words_write_double (cell->share);
  g_autofree char      *formula = g_strdup_printf ("%s%% of total requests", number);
  g_autofree char      *words = g_strdup_printf ("“%s”", cell_words);
  g_autofree char      *evidence = tenon_requirement_dup_evidence (reader, line, words);
  g_autofree char      *present = tenon_rate_is_known (rate) ? tenon_rate_to_text (rate) : NULL;
  TenonPatternProposal *proposal;

  if (g_strcmp0 (tenon_rate_get_formula (rate), formula) == 0)
    return;
  proposal = tenon_requirement_propose (reader, pattern_id, property, cell_words, present, line);
  proposal->rate = tenon_rate_new_broken (formula, evidence);
  if (!reader->is_own)
    tenon_rate_set_place (proposal->rate, reader->file, line);
  tenon_rate_set_loose (proposal->rate, tenon_rate_cell_is_loose (cell));
}

static void
report_loose (TenonRequirementReader *reader,
              const char             *pattern_id,
              const char             *words,
              const TenonRateCell    *cell,
              guint                   line)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);
  g_autofree char *how = tenon_rate_cell_dup_how (cell);
  double           value = cell->peak >= 0 ? cell->peak : cell->average;
  g_autofree char *number = NULL;

  if (value < 0 || !tenon_rate_cell_is_loose (cell))
    return;
  number = tenon_format_rate (value, cell->is_at_least);
  tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-rate-loose", reader->file, line, 0, "%s: “%s” says its rate loosely; %s is taken%s.", pattern_id, words, number, how), subject);
}

static void
report (TenonRequirementReader *reader,
        TenonSeverity           severity,
        const char             *code,
        const char             *pattern_id,
        const char             *words,
        const char             *problem,
        guint                   line)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

  tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, severity, code, reader->file, line, 0, "%s: “%s” %s; the rate stays unknown.", pattern_id, words, problem), subject);
}

/* One cell for both halves that says one of them. */
static void
report_half (TenonRequirementReader *reader,
             const char             *pattern_id,
             const char             *words,
             const TenonRateCell    *cell,
             guint                   line)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

  tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-one-half", reader->file, line, 0, "%s: “%s” %s; nothing is taken of the other half.", pattern_id, words, tenon_rate_cell_get_half (cell)), subject);
}

/* One cell for both halves. Returns: the average it states, negative for none */
static double
compare_both (TenonRequirementReader *reader,
              TenonPattern           *pattern,
              const char             *pattern_id,
              const char             *both,
              double                  unit,
              gboolean                is_reversed,
              guint                   line)
{
  TenonRateCell cell;

  tenon_rate_cell_read_in (both, unit, &cell);
  if (cell.kind == TENON_RATE_CELL_WORDS)
    report (reader, TENON_SEVERITY_WARNING, "requirement-rate-words", pattern_id, both, tenon_rate_cell_get_problem (&cell), line);
  if (tenon_rate_cell_get_half (&cell) != NULL)
    report_half (reader, pattern_id, both, &cell, line);
  report_loose (reader, pattern_id, both, &cell, line);
  if (cell.kind == TENON_RATE_CELL_SHARE)
    {
      compare_share (reader, pattern, pattern_id, "rps-peak", both, &cell, line);
      return -1;
    }
  if (cell.kind == TENON_RATE_CELL_ONE)
    {
      g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

      cell.average = cell.peak;
      tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-one-number", reader->file, line, 0, "%s: one number, “%s”, stands for peak and average both.", pattern_id, both), subject);
    }
  else if (is_reversed && !cell.has_roles)
    {
      double first = cell.peak;

      cell.peak = cell.average;
      cell.average = first;
    }
  compare_half (reader, pattern, pattern_id, "rps-peak", both, cell.peak, &cell, line);
  compare_half (reader, pattern, pattern_id, "rps-average", both, cell.average, &cell, line);
  return cell.average;
}

/* The cell of a column of its own. Returns: what it states, negative for nothing */
static double
compare_one (TenonRequirementReader *reader,
             TenonPattern           *pattern,
             const char             *pattern_id,
             gboolean                is_peak,
             const char             *text,
             double                  unit,
             guint                   line)
{
  const char   *property = is_peak ? "rps-peak" : "rps-average";
  TenonRateCell cell;
  double        value;

  tenon_rate_cell_read_in (text, unit, &cell);
  value = cell.kind == TENON_RATE_CELL_ONE || is_peak ? cell.peak : cell.average;
  if (cell.kind == TENON_RATE_CELL_SHARE)
    compare_share (reader, pattern, pattern_id, property, text, &cell, line);
  else if (cell.kind == TENON_RATE_CELL_WORDS)
    report (reader, TENON_SEVERITY_WARNING, "requirement-rate-words", pattern_id, text, tenon_rate_cell_get_problem (&cell), line);
  else if (cell.kind == TENON_RATE_CELL_TWO && value < 0 && tenon_rate_cell_get_half (&cell) != NULL)
    report (reader, TENON_SEVERITY_WARNING, "requirement-rate-words", pattern_id, text, tenon_rate_cell_get_half (&cell), line);
  else if (cell.kind == TENON_RATE_CELL_TWO && (value < 0 || !cell.has_roles))
    report (reader, TENON_SEVERITY_WARNING, "requirement-rate-words", pattern_id, text, "is no one number of requests a second", line);
  else if (cell.kind == TENON_RATE_CELL_ONE || cell.kind == TENON_RATE_CELL_TWO)
    {
      report_loose (reader, pattern_id, text, &cell, line);
      compare_half (reader, pattern, pattern_id, property, text, value, &cell, line);
      return value;
    }
  return -1;
}

/* Returns: the average the row states, negative for none. */
double
tenon_requirement_read_rates (TenonRequirementReader        *reader,
                              TenonPattern                  *pattern,
                              const char                    *pattern_id,
                              TenonPipeTable                *table,
                              guint                          row,
                              const TenonRequirementColumns *columns,
                              guint                          line)
{
  g_autofree char *both = tenon_requirement_dup_cell (table, row, columns->rps);
  g_autofree char *peak = tenon_requirement_dup_cell (table, row, columns->peak);
  g_autofree char *average = tenon_requirement_dup_cell (table, row, columns->average);
  double           stated = -1, half = -1;

  if (columns->rps >= 0 && (*both != '\0' || (columns->peak < 0 && columns->average < 0)))
    stated = compare_both (reader, pattern, pattern_id, both, columns->rps_unit, columns->is_reversed, line);
  if (columns->peak >= 0)
    compare_one (reader, pattern, pattern_id, TRUE, peak, columns->peak_unit, line);
  if (columns->average >= 0)
    half = compare_one (reader, pattern, pattern_id, FALSE, average, columns->average_unit, line);
  return half >= 0 ? half : stated;
}
