/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small phrases of a log analysis: "1h 20m", "0.18/sec", "883 executions", "AP20/AP25". */

#include "artifact/tenon-log-words.h"

#include "base/tenon-text.h"

#include <string.h>

/* A range of ids longer than this is a slip of the pen. */
#define MAX_ID_RANGE 200

static const struct
{
  const char *letters;
  double      seconds;
} units[] = {
  { "ms", 0.001 },
  { "milliseconds", 0.001 },
  { "d", 86400 },
  { "day", 86400 },
  { "days", 86400 },
  { "h", 3600 },
  { "hr", 3600 },
  { "hour", 3600 },
  { "hours", 3600 },
  { "m", 60 },
  { "min", 60 },
  { "minute", 60 },
  { "minutes", 60 },
  { "s", 1 },
  { "sec", 1 },
  { "second", 1 },
  { "seconds", 1 },
};

/* Reads "1:20:41.08". */
static gboolean
read_clock (const char *text,
            double     *seconds)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *head = g_strndup (text, strspn (text, "0123456789:."));
  double           sum = 0;

  if (strchr (head, ':') == NULL)
    return FALSE;
  parts = g_strsplit (head, ":", 4);
  for (guint i = 0; parts[i] != NULL; i++)
    sum = sum * 60 + g_ascii_strtod (parts[i], NULL);
  *seconds = sum;
  return TRUE;
}

/**
 * tenon_log_words_read_duration:
 * @text: begins with it: "1h 20m", "48m", "1 hour 30 minutes", "1:20:41.08"
 */
gboolean
tenon_log_words_read_duration (const char *text,
                               double     *seconds)
{
  double   sum = 0;
  gboolean any = FALSE;

  text += strspn (text, " ");
  if (read_clock (text, seconds))
    return TRUE;
  for (;;)
    {
      const char *end;
      double      number;
      gsize       n = 0;
      guint       i;

      text += strspn (text, " ,");
      if (g_str_has_prefix (text, "and "))
        text += strlen ("and ");
      if (!tenon_parse_number (text, &number, &end))
        break;
      end += strspn (end, " ");
      while (g_ascii_isalpha (end[n]))
        n++;
      for (i = 0; i < G_N_ELEMENTS (units); i++)
        if (strlen (units[i].letters) == n && g_ascii_strncasecmp (units[i].letters, end, n) == 0)
          break;
      if (i == G_N_ELEMENTS (units))
        break;
      sum += number * units[i].seconds;
      any = TRUE;
      text = end + n;
    }
  *seconds = sum;
  return any;
}

/**
 * tenon_log_words_write_duration:
 *
 * Returns: (transfer full): "1h 20m 41s", rounded to seconds
 */
char *
tenon_log_words_write_duration (double seconds)
{
  gint64   whole = (gint64)(seconds + 0.5);
  GString *s = g_string_new (NULL);

  if (whole >= 3600)
    g_string_append_printf (s, "%" G_GINT64_FORMAT "h ", whole / 3600);
  if (whole >= 60)
    g_string_append_printf (s, "%dm ", (int)(whole / 60 % 60));
  g_string_append_printf (s, "%ds", (int)(whole % 60));
  return g_string_free (s, FALSE);
}

/**
 * tenon_log_words_read_time:
 * @text: begins with "2025-07-31 18:11:07", or with "18:11:07" where @day is given
 * @day: (nullable): "2025-07-31"
 * @iso: (out): "2025-07-31T18:11:07"
 * @end: (out): the byte behind
 */
gboolean
tenon_log_words_read_time (const char  *text,
                           const char  *day,
                           char       **iso,
                           const char **end)
{
  g_autoptr (GRegex) regex = g_regex_new ("^\\s*`?(?:(\\d{4}-\\d{2}-\\d{2})[ T])?(\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?)(Z|[+-]\\d{2}:?\\d{2})?`?", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *zone = NULL;
  int              behind = 0;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  date = g_match_info_fetch (match, 1);
  time = g_match_info_fetch (match, 2);
  zone = g_match_info_fetch (match, 3);
  g_match_info_fetch_pos (match, 0, NULL, &behind);
  if (date == NULL || *date == '\0')
    {
      if (day == NULL)
        return FALSE;
      g_free (date);
      date = g_strndup (day, 10);
    }
  *iso = g_strconcat (date, "T", time, zone, NULL);
  *end = text + behind;
  return TRUE;
}

/**
 * tenon_log_words_seconds_between:
 * @first: ISO 8601; without a zone, both are taken in the same one
 */
gboolean
tenon_log_words_seconds_between (const char *first,
                                 const char *last,
                                 double     *seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) a = g_date_time_new_from_iso8601 (first, utc);
  g_autoptr (GDateTime) b = g_date_time_new_from_iso8601 (last, utc);

  if (a == NULL || b == NULL)
    return FALSE;
  *seconds = (double)g_date_time_difference (b, a) / G_USEC_PER_SEC;
  return *seconds >= 0;
}

/**
 * tenon_log_words_read_pattern_ids:
 * @text: "AP8 (Get Products)", "AP20/AP25", "AP12-AP14", "AP12-14"
 *
 * Returns: (transfer full) (nullable): the ids in front of any parenthesis, %NULL where there is none
 */
char **
tenon_log_words_read_pattern_ids (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b([A-Z]{1,6})(\\d+)(?:\\s*[-–]\\s*(?:[A-Z]{1,6})?(\\d+))?", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *head = g_strndup (text, strcspn (text, "("));

  for (g_regex_match (regex, head, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *letters = g_match_info_fetch (match, 1);
      g_autofree char *number = g_match_info_fetch (match, 2);
      g_autofree char *until = g_match_info_fetch (match, 3);
      guint64          first = g_ascii_strtoull (number, NULL, 10);
      guint64          last = until != NULL && *until != '\0' ? g_ascii_strtoull (until, NULL, 10) : first;

      if (last < first || last - first > MAX_ID_RANGE)
        last = first;
      for (guint64 i = first; i <= last; i++)
        g_ptr_array_add (ids, g_strdup_printf ("%s%" G_GUINT64_FORMAT, letters, i));
    }
  return ids->len > 0 ? tenon_strv_from_array (ids) : NULL;
}

/**
 * tenon_log_words_read_count:
 * @unit: what follows the number: "execution"
 *
 * Finds "6,974 executions" anywhere in @text.
 */
gboolean
tenon_log_words_read_count (const char *text,
                            const char *unit,
                            gint64     *count)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end;
      double      number;

      if (!g_ascii_isdigit (*p))
        continue;
      if (!tenon_parse_number (p, &number, &end))
        continue;
      if (number < 1e15 && g_str_has_prefix (end + strspn (end, " "), unit))
        {
          *count = (gint64)number;
          return TRUE;
        }
      p = end - 1;
    }
  return FALSE;
}

/**
 * tenon_log_words_read_rate:
 * @text: begins with it: "0.18/sec", "0.18 queries/second", "2/s"
 */
gboolean
tenon_log_words_read_rate (const char *text,
                           double     *per_second)
{
  const char *end;
  double      number;

  text += strspn (text, " ");
  if (g_str_has_prefix (text, "≥"))
    text += strlen ("≥");
  if (g_str_has_prefix (text, "at least "))
    text += strlen ("at least ");
  if (!tenon_parse_number (text, &number, &end) || strncmp (end, "-", 1) == 0)
    return FALSE;
  end += strspn (end, " ");
  if (g_str_has_prefix (end, "queries"))
    end += strlen ("queries");
  if (!g_str_has_prefix (end, "/s") && !g_str_has_prefix (end, "RPS") && !g_str_has_prefix (end, "QPS") && !g_str_has_prefix (end, "per second"))
    return FALSE;
  *per_second = number;
  return TRUE;
}

/**
 * tenon_log_words_write_double:
 *
 * Returns: (transfer full): the shortest decimal that reads as @value again, without an exponent
 */
char *
tenon_log_words_write_double (double value)
{
  return tenon_format_exact (value);
}
