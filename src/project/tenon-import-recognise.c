/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells from its content what kind of source a file is. */

#include "project/tenon-import.h"

#include "artifact/tenon-document.h"
#include "mysql/tenon-query-log.h"

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
has_definitions (const char *text,
                 gsize       length)
{
  gsize probe = MIN (length, PROBE_BYTES);

  return has_line (text, probe, "^\\s*create\\s+((or\\s+replace|temporary|unique|fulltext|spatial)\\s+)*(table|index|view|database|schema)\\b")
         || has_line (text, probe, "^\\s*alter\\s+table\\b") || has_line (text, probe, "^(/\\*!\\d+\\s+)?create\\s+(algorithm|definer|trigger|procedure|function|event)")
         || find_words (text, length, "create table");
}

static TenonSourceKind
recognise_sql (const char *text,
               gsize       length)
{
  gsize probe = MIN (length, PROBE_BYTES);

  if (has_definitions (text, length))
    return TENON_SOURCE_SCHEMA;
  if (has_line (text, probe, "^\\s*(select\\s|insert\\s+into\\s|replace\\s+into\\s|update\\s+[`\\w.]+\\s|delete\\s+from\\s|with\\s+[`\\w]+\\s+as\\b)"))
    return TENON_SOURCE_LOG;
  return TENON_SOURCE_UNKNOWN;
}

/* SQL holds lines that read like Markdown too: headings in its comments, rules, lists. A document that shows a table's
 * definition puts it in a fence. */
static gboolean
is_bare_sql (const char *text,
             gsize       length)
{
  gsize probe = MIN (length, PROBE_BYTES);

  return !has_line (text, probe, "^ {0,3}(```|~~~)") && has_line (text, probe, "^\\s*(/\\*!\\d+\\s+)?create\\s+(temporary\\s+)?table\\b");
}

/* Statements whose comments name the request they belong to. */
static gboolean
is_bare_dml (const char *text,
             gsize       length)
{
  gsize probe = MIN (length, PROBE_BYTES);

  return !has_line (text, probe, "^ {0,3}(```|~~~)") && has_line (text, probe, "^\\s*(select\\b.*\\bfrom\\s|(insert|replace)\\s+into\\s|update\\s+\\S+\\s+set\\s|delete\\s+from\\s)");
}

/**
 * tenon_source_recognise:
 *
 * Returns: what the content is, whatever the file is called
 */
TenonSourceKind
tenon_source_recognise (TenonSource *source)
{
  gsize             length;
  const char       *text = tenon_source_get_text (source, &length);
  TenonArtifactKind artifact = tenon_artifact_recognise (source);

  if (artifact != TENON_ARTIFACT_UNREADABLE && tenon_query_log_recognise (source, NULL))
    return TENON_SOURCE_LOG;
  if (artifact != TENON_ARTIFACT_UNREADABLE && is_bare_sql (text, length))
    return TENON_SOURCE_SCHEMA;
  switch (artifact)
    {
    case TENON_ARTIFACT_UNREADABLE:
      return TENON_SOURCE_UNREADABLE;
    case TENON_ARTIFACT_API_PATTERNS:
    case TENON_ARTIFACT_API_TABLE:
    case TENON_ARTIFACT_API_CSV:
    case TENON_ARTIFACT_API_COLLECTION:
    case TENON_ARTIFACT_OPENAPI:
      return TENON_SOURCE_API;
    case TENON_ARTIFACT_API_LIST:
      return is_bare_dml (text, length) ? recognise_sql (text, length) : TENON_SOURCE_API;
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
  const char *log = NULL;

  switch (kind)
    {
    case TENON_SOURCE_UNREADABLE:
      return "unreadable";
    case TENON_SOURCE_UNKNOWN:
      return "not recognised";
    case TENON_SOURCE_SCHEMA:
      return "MySQL schema";
    case TENON_SOURCE_LOG:
      return tenon_query_log_recognise (source, &log) ? log : "SQL statements";
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
