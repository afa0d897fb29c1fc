/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rates as people write them into a table: "500/200 RPS", "Est. 0.020 RPS", "~5 RPS (burst)", "TBD". */

#include "artifact/tenon-rate-cell.h"

#include "artifact/tenon-log-words.h"
#include "base/tenon-text.h"

#include <string.h>

static gboolean
skip_any (const char       **p,
          const char *const *words,
          gboolean          *found)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strncasecmp (*p, words[i], strlen (words[i])) == 0)
      {
        *p += strlen (words[i]);
        *p += strspn (*p, " ");
        *found = TRUE;
        return TRUE;
      }
  return FALSE;
}

/* Reads one of the two numbers.  @value stays negative for "TBD".  Returns: %FALSE for anything else. */
static gboolean
read_half (const char   **p,
           TenonRateCell *cell,
           double        *value)
{
  static const char *const estimates[] = { "~", "≈", "est.", "est ", "approx.", "about ", "estimated ", NULL };
  static const char *const bounds[] = { "≥", ">=", "at least ", ">", NULL };
  static const char *const unknown[] = { "tbd", "unknown", "?", "—", "–", "-", "n/a", NULL };
  const char              *end;
  gboolean                 ignored;

  *p += strspn (*p, " ");
  while (skip_any (p, estimates, &cell->is_estimate) || skip_any (p, bounds, &cell->is_at_least))
    ;
  if (skip_any (p, unknown, &ignored))
    return TRUE;
  if (!tenon_parse_number (*p, value, &end))
    return FALSE;
  if (*end == 'k' || *end == 'K')
    {
      *value *= 1000;
      end++;
    }
  *p = end + strspn (end, " ");
  return TRUE;
}

/* "RPS", "req/s", a remark in parentheses, or nothing. */
static gboolean
is_unit (const char *text)
{
  return g_regex_match_simple ("^\\s*(RPS|QPS|TPS|req(uests)?/s(ec)?|/s(ec)?|per second)?\\s*(\\(.*\\))?\\s*$", text, G_REGEX_CASELESS, 0);
}

/**
 * tenon_rate_cell_read:
 * @text: one cell
 * @cell: (out): a half that is not given is negative
 */
void
tenon_rate_cell_read (const char    *text,
                      TenonRateCell *cell)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (text), "*`", ' '));
  const char      *p = plain;

  memset (cell, 0, sizeof *cell);
  cell->peak = cell->average = -1;
  if (*plain == '\0' || strcmp (plain, "-") == 0 || strcmp (plain, "–") == 0 || strcmp (plain, "—") == 0 || g_ascii_strcasecmp (plain, "n/a") == 0 || g_ascii_strcasecmp (plain, "none") == 0)
    return;
  cell->kind = TENON_RATE_CELL_WORDS;
  if (!read_half (&p, cell, &cell->peak))
    return;
  if (*p == '/' && g_ascii_tolower (p[1]) != 's')
    {
      p++;
      if (read_half (&p, cell, &cell->average) && is_unit (p))
        cell->kind = cell->peak < 0 && cell->average < 0 ? TENON_RATE_CELL_UNKNOWN : TENON_RATE_CELL_TWO;
    }
  else if (is_unit (p))
    {
      cell->kind = cell->peak < 0 ? TENON_RATE_CELL_UNKNOWN : TENON_RATE_CELL_ONE;
    }
  if (cell->kind == TENON_RATE_CELL_WORDS)
    cell->peak = cell->average = -1;
}

static void
append_half (GString         *out,
             const TenonRate *rate)
{
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    {
      g_string_append (out, "TBD");
      return;
    }
  number = tenon_log_words_write_double (value);
  g_string_append_printf (out, "%s%s", tenon_rate_is_lower_bound (rate) ? "≥" : "", number);
}

/**
 * tenon_rate_cell_write:
 * @peak: (nullable):
 * @average: (nullable):
 *
 * Returns: (transfer full): "500/200 RPS", "TBD/0.18 RPS", "TBD"
 */
char *
tenon_rate_cell_write (const TenonRate *peak,
                       const TenonRate *average)
{
  GString *out;

  if (!tenon_rate_is_known (peak) && !tenon_rate_is_known (average))
    return g_strdup ("TBD");
  out = g_string_new (NULL);
  append_half (out, peak);
  g_string_append_c (out, '/');
  append_half (out, average);
  g_string_append (out, " RPS");
  return g_string_free (out, FALSE);
}
