/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Counts different values in memory that does not grow: HyperLogLog (Flajolet et al. 2007) with the estimator of Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no tables of corrections. The registers of
 * two counts, joined by the greater of each, are those of both together: nothing is lost by counting in parts.
 */

#include "base/tenon-distinct.h"

#include <math.h>
#include <string.h>

/* What stands for a register in text, from 1 on; runs of empty ones are their number. */
static const char marks[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-_.:";

/**
 * tenon_distinct_note:
 * @registers: 2 to the power of @precision
 * @precision: 4 to 16
 * @hash: all of whose bits depend on the value
 */
void
tenon_distinct_note (guint8 *registers,
                     guint   precision,
                     guint64 hash)
{
  guint   index = hash >> (64 - precision);
  guint64 rest = hash << precision;
  guint8  rank = rest == 0 ? 64 - precision + 1 : __builtin_clzll (rest) + 1;

  if (rank > registers[index])
    registers[index] = rank;
}

static double
sigma (double x)
{
  double y = 1, z = x, before;

  do
    {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    }
  while (z != before);
  return z;
}

static double
tau (double x)
{
  double y = 1, z = 1 - x, before;

  if (x <= 0 || x >= 1)
    return 0;
  do
    {
      x = sqrt (x);
      before = z;
      y /= 2;
      z -= (1 - x) * (1 - x) * y;
    }
  while (z != before);
  return z / 3;
}

/**
 * tenon_distinct_estimate:
 *
 * Returns: how many different values were noted, up to tenon_distinct_get_error(); 0 where none was
 */
double
tenon_distinct_estimate (const guint8 *registers,
                         guint         precision)
{
  guint  counts[66] = { 0 };
  guint  n = 1u << precision, q = 64 - precision;
  double z;

  for (guint i = 0; i < n; i++)
    counts[MIN (registers[i], q + 1)]++;
  if (counts[0] == n)
    return 0;
  z = n * tau (1 - (double)counts[q + 1] / n);
  for (guint k = q; k >= 1; k--)
    z = (z + counts[k]) / 2;
  z += n * sigma ((double)counts[0] / n);
  return (double)n * n / (2 * G_LN2 * z);
}

/**
 * tenon_distinct_get_error:
 *
 * Returns: the relative standard error of the estimate
 */
double
tenon_distinct_get_error (guint precision)
{
  return 1.04 / sqrt (1u << precision);
}

/**
 * tenon_distinct_to_text:
 * @precision: 8 at least: the text has a mark for 57 ranks and no more
 *
 * A register is one mark, a run of empty ones their number, those at the end nothing. Neither a value nor its hash follows
 * from it, but whether a given value may be among those noted.
 *
 * Returns: (transfer full):
 */
char *
tenon_distinct_to_text (const guint8 *registers,
                        guint         precision)
{
  GString *s = g_string_new (NULL);
  guint    n = 1u << precision, n_empty = 0;

  g_return_val_if_fail (64 - precision + 1 < sizeof marks, NULL);
  for (guint i = 0; i < n; i++)
    {
      if (registers[i] == 0)
        {
          n_empty++;
          continue;
        }
      if (n_empty > 0)
        g_string_append_printf (s, "%u", n_empty);
      n_empty = 0;
      g_string_append_c (s, marks[registers[i] - 1]);
    }
  return g_string_free (s, FALSE);
}

/**
 * tenon_distinct_merge_text:
 * @registers: changed
 * @text: from tenon_distinct_to_text() with the same precision
 *
 * Returns: %FALSE where it is no such text; @registers hold what was read up to there
 */
gboolean
tenon_distinct_merge_text (guint8     *registers,
                           guint       precision,
                           const char *text)
{
  guint n = 1u << precision, at = 0;

  while (*text != '\0')
    {
      const char *mark;

      if (g_ascii_isdigit (*text))
        {
          guint64 run = g_ascii_strtoull (text, (char **)&text, 10);

          if (run > n - at)
            return FALSE;
          at += run;
          continue;
        }
      mark = strchr (marks, *text++);
      if (mark == NULL || at >= n || mark - marks > (gssize)(64 - precision))
        return FALSE;
      registers[at] = MAX (registers[at], mark - marks + 1);
      at++;
    }
  return TRUE;
}
