/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a requirement file says of all requests together, "75 requests/second in total", and how many users there are. */

#include "artifact/tenon-requirement-reader.h"
#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

/* Not the end of a range or of a longer number, and not the beginning of one. */
#define NUMBER "(?<![\\d.,\\w–-])(?<![–-] )([~≈<>]?\\s?\\d[\\d,.]*(?:\\s?(?:k|m|thousand|million))?)\\+?(?!\\d)"
#define UNIT "(?:[QRT]PS\\b|(?:requests?|reqs?|queries|transactions|operations|ops|calls)\\s?(?:/|per\\s|a\\s)\\s?s(?:ec(?:ond)?s?)?\\b)"

static const char total_pattern[] = NUMBER "\\s*" UNIT "[,;:]?\\s*\\(?(?:in\\s+)?(?:total|overall|altogether|all\\s+together|combined|aggregate|in\\s+all\\b|across\\s+(?:all|the|every))"
                                           "|\\b(?:total|overall|aggregate|combined)\\b[^.\\d|;]{0,40}?" NUMBER "\\s*" UNIT
                                           "|\\b(?:total|overall|aggregate|combined)\\s+(?:\\w+\\s+)?" UNIT "\\s*(?:\\([^)]*\\))?\\s*(?:[:=]|is|are|of|at)?\\s*" NUMBER;

/* Not "5 users per team". */
static const char users_pattern[] = NUMBER "\\s+(?:(?:registered|active|daily|monthly|total|end)\\s+)*users\\b(?!\\s*(?:/|per\\b|each\\b|in\\s+(?:a|one)\\b|a\\b|at\\b))";

static char *
fetch_number (GMatchInfo *match)
{
  for (int i = 1; i < g_match_info_get_match_count (match); i++)
    {
      g_autofree char *number = g_match_info_fetch (match, i);

      if (number != NULL && *number != '\0')
        return g_strdup (g_strstrip (number));
    }
  return NULL;
}

static void
take_fact (TenonRequirementReader *reader,
           const char             *key,
           const char             *number,
           const char             *said,
           guint                   line)
{
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, NULL);
  g_autofree char           *property = g_strconcat ("fact:", key, NULL);
  g_autofree char           *plain = NULL;

  if (reader->is_own || tenon_requirement_has_proposal (reader, NULL, property))
    return;
  plain = tenon_requirement_dup_without_unit (definition, number, FALSE);
  tenon_requirement_read_fact (reader, key, plain, said, line);
}

static void
check_total (TenonRequirementReader *reader,
             const char             *claimed,
             guint                   line)
{
  g_autofree char *plain = tenon_requirement_dup_without_unit (tenon_facts_find_definition ("total-requests", NULL), claimed, FALSE);
  g_autofree char *sum = tenon_format_number (reader->sum);
  g_autofree char *rest = tenon_format_number (reader->sum - reader->sum_none);
  double           number;

  if (reader->n_rated == 0 || !tenon_parse_number (plain, &number, NULL) || fabs (number - reader->sum) <= 0.01 * reader->sum || fabs (number - reader->sum + reader->sum_none) <= 0.01 * reader->sum)
    return;
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-total", reader->file, line, 0, "The document claims %s a second in all; the averages of its %u rows add up to %s (%s without those that touch no database).", claimed, reader->n_rated, sum, rest);
}

static void
read_line (TenonRequirementReader *reader,
           GRegex                 *total,
           GRegex                 *users,
           const char             *markdown,
           gboolean                is_overview,
           guint                   line)
{
  g_autofree char *plain = tenon_markdown_strip (markdown);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GMatchInfo) counted = NULL;
  g_autofree char *claimed = NULL;
  g_autofree char *number = NULL;

  g_strdelimit (plain, "\r\n", ' ');
  if (g_regex_match (total, plain, 0, &match) && (claimed = fetch_number (match)) != NULL)
    {
      take_fact (reader, "total-requests", claimed, plain, line);
      check_total (reader, claimed, line);
    }
  if ((is_overview || claimed != NULL) && g_regex_match (users, plain, 0, &counted) && (number = fetch_number (counted)) != NULL)
    take_fact (reader, "users", number, plain, line);
}

/* "| Scale | 12,000 users; 75 requests per second in total |" */
static void
read_rows (TenonRequirementReader *reader,
           GRegex                 *total,
           GRegex                 *users,
           TenonPipeTable         *table)
{
  for (guint row = 0; row < table->rows->len && table->n_columns >= 2; row++)
    {
      TenonPipeRow    *cells = g_ptr_array_index (table->rows, row);
      g_autofree char *text = g_strjoinv (": ", cells->cells);

      read_line (reader, total, users, text, TRUE, cells->line);
    }
}

/**
 * tenon_requirement_read_totals:
 *
 * Takes what the text says of all requests together and of the users, where no label said it, and compares the total with what
 * the rows add up to.
 */
void
tenon_requirement_read_totals (TenonRequirementReader *reader)
{
  g_autoptr (GRegex) total = g_regex_new (total_pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GRegex) users = g_regex_new (users_pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      gboolean    is_overview = tenon_requirement_is_overview (block);

      if (block->kind == TENON_BLOCK_ITEM || block->kind == TENON_BLOCK_PARAGRAPH)
        read_line (reader, total, users, block->text, is_overview, block->line);
      else if (block->kind == TENON_BLOCK_TABLE && is_overview)
        read_rows (reader, total, users, block->table);
    }
}
