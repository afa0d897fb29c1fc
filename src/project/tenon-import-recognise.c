/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells from its content what kind of source a file is. */

#include "project/tenon-import.h"

#include "artifact/tenon-document.h"

#include <string.h>

#define PROBE_BYTES (256 * 1024)

static gboolean
find_words (const char *text,
            gsize       length,
            const char *words)
{
  gsize n = strlen (words);

  for (gsize i = 0; i + n <= length; i++)
    if (g_ascii_strncasecmp (text + i, words, n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_line (const char *text,
          gsize       length,
          const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_RAW | G_REGEX_CASELESS, 0, NULL);

  return g_regex_match_full (regex, text, length, 0, 0, NULL, NULL);
}

static gboolean
is_slow_log (const char *text,
             gsize       length)
{
  return has_line (text, length, "^# Query_time: ") || has_line (text, length, "^# User@Host: ");
}

static gboolean
is_general_log (const char *text,
                gsize       length)
{
  return has_line (text, length, "^Time\\s+Id\\s+Command\\s+Argument")
         || has_line (text, length, "^\\d[-0-9T:.Z +]+\\s+\\d+ (Query|Connect|Execute|Prepare|Quit|Init DB)\\b");
}

static TenonSourceKind
recognise_sql (const char *text,
               gsize       length)
{
  gsize probe = MIN (length, PROBE_BYTES);

  if (is_slow_log (text, probe) || is_general_log (text, probe))
    return TENON_SOURCE_LOG;
  if (find_words (text, probe, "create table") || has_line (text, probe, "^\\s*create\\s+(temporary\\s+)?table\\b")
      || has_line (text, probe, "^\\s*alter\\s+table\\b") || has_line (text, probe, "^\\s*create\\s+(unique\\s+|fulltext\\s+|spatial\\s+)?index\\b")
      || has_line (text, probe, "^\\s*create\\s+(or\\s+replace\\s+|algorithm|definer|sql|force|view|trigger|procedure|function|event)")
      || (length > probe && find_words (text, length, "create table")))
    return TENON_SOURCE_SCHEMA;
  if (has_line (text, probe, "^\\s*(select\\s|insert\\s+into|replace\\s+into|update\\s+[`\\w.]+\\s|delete\\s+from|with\\s+[`\\w]+\\s+as)\\b?"))
    return TENON_SOURCE_LOG;
  return TENON_SOURCE_UNKNOWN;
}

/**
 * tenon_source_recognise:
 *
 * Returns: what the content is, whatever the file is called
 */
TenonSourceKind
tenon_source_recognise (TenonSource *source)
{
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  switch (tenon_artifact_recognise (source))
    {
    case TENON_ARTIFACT_UNREADABLE:
      return TENON_SOURCE_UNREADABLE;
    case TENON_ARTIFACT_API_PATTERNS:
    case TENON_ARTIFACT_API_TABLE:
    case TENON_ARTIFACT_API_CSV:
    case TENON_ARTIFACT_OPENAPI:
      return TENON_SOURCE_API;
    case TENON_ARTIFACT_LOG_ANALYSIS:
      return TENON_SOURCE_ANALYSIS;
    case TENON_ARTIFACT_TABLE_STRUCTURE:
      return TENON_SOURCE_STRUCTURE;
    case TENON_ARTIFACT_REQUIREMENT:
      return TENON_SOURCE_REQUIREMENT;
    case TENON_ARTIFACT_DATA_MODEL:
      return TENON_SOURCE_DATA_MODEL;
    case TENON_ARTIFACT_CONTRACT:
      return TENON_SOURCE_CONTRACT;
    case TENON_ARTIFACT_TASKS:
      return TENON_SOURCE_TASKS;
    case TENON_ARTIFACT_UNKNOWN:
      break;
    }
  return recognise_sql (text, length);
}

/**
 * tenon_source_describe:
 *
 * Returns: the kind in words
 */
const char *
tenon_source_describe (TenonSource    *source,
                       TenonSourceKind kind)
{
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  switch (kind)
    {
    case TENON_SOURCE_UNREADABLE:
      return "unreadable";
    case TENON_SOURCE_UNKNOWN:
      return "not recognised";
    case TENON_SOURCE_SCHEMA:
      return "MySQL schema";
    case TENON_SOURCE_LOG:
      if (is_slow_log (text, MIN (length, PROBE_BYTES)))
        return "slow query log";
      return is_general_log (text, MIN (length, PROBE_BYTES)) ? "general query log" : "SQL statements";
    case TENON_SOURCE_STRUCTURE:
    case TENON_SOURCE_API:
    case TENON_SOURCE_ANALYSIS:
    case TENON_SOURCE_REQUIREMENT:
    case TENON_SOURCE_DATA_MODEL:
    case TENON_SOURCE_CONTRACT:
    case TENON_SOURCE_TASKS:
      return tenon_artifact_kind_to_string (tenon_artifact_recognise (source));
    }
  g_assert_not_reached ();
}
