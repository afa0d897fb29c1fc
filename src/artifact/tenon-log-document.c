/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 01_2_mysql_log_analysis.md, and the raw output of the script it is made from: what ran, how often, for which pattern. */

#include "artifact/tenon-log-document.h"

#include "artifact/tenon-document.h"
#include "artifact/tenon-log-words.h"
#include "base/tenon-text.h"
#include "mysql/tenon-dml.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char        *file;
  TenonSchema       *schema;
  TenonDocument     *document;
  TenonStatementLog *log;
  GPtrArray         *diagnostics;
  GArray            *counts; /* (element-type gint64) of each query heading, in the order of the document */
  gboolean           has_source_name;
} Reader;

/* Reads "**Label**: value" and "Label: value". */
static gboolean
split_label (TenonBlock *block,
             char      **label,
             char      **value)
{
  const char *colon;

  if (tenon_block_split_label (block, label, value))
    return TRUE;
  colon = strstr (block->text, ": ");
  if (colon == NULL || colon - block->text > 40)
    return FALSE;
  *label = tenon_markdown_strip (block->text);
  (*label)[MIN (strcspn (*label, ":"), strlen (*label))] = '\0';
  *value = g_strstrip (g_strdup (colon + 2));
  return TRUE;
}

static void
set_seen (char      **target,
          const char *value)
{
  g_autofree char *iso = NULL;
  const char      *end;

  if (tenon_log_words_read_time (value, NULL, &iso, &end))
    tenon_str_set (target, iso);
}

/* "2025-07-31 18:11:07 to 19:41:16 (1 hour 30 minutes)" */
static void
read_span (Reader     *reader,
           const char *value)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  const char      *end;

  if (!tenon_log_words_read_time (value, NULL, &first, &end))
    return;
  end += strspn (end, " ");
  if (!g_str_has_prefix (end, "to ") || !tenon_log_words_read_time (end + 3, first, &last, &end))
    return;
  tenon_str_set (&reader->log->first_seen, first);
  tenon_str_set (&reader->log->last_seen, last);
  if (reader->log->window < 0)
    tenon_log_words_seconds_between (first, last, &reader->log->window);
}

/* What the bullets about the log as a whole say. */
static void
read_overview (Reader     *reader,
               const char *label,
               const char *value)
{
  const char *end;
  double      number;

  if (g_ascii_strcasecmp (label, "log duration") == 0 || g_ascii_strcasecmp (label, "log time span") == 0)
    read_span (reader, value);
  else if (g_ascii_strcasecmp (label, "window") == 0 && tenon_log_words_read_duration (value, &number))
    reader->log->window = number;
  else if ((g_ascii_strcasecmp (label, "total executions") == 0 || g_ascii_strcasecmp (label, "total query executions") == 0) && tenon_parse_number (value, &number, &end) && number < 1e15)
    reader->log->total = (gint64)number;
  else if (g_ascii_strcasecmp (label, "threshold") == 0 && tenon_log_words_read_duration (value, &number))
    reader->log->threshold = number;
  else if (g_ascii_strcasecmp (label, "log") == 0)
    {
      g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);

      if (spans->len > 0 && !reader->has_source_name)
        {
          tenon_str_set (&reader->log->file, g_ptr_array_index (spans, 0));
          reader->has_source_name = TRUE;
        }
    }
}

/* "examined 12, sent 3" and "p50 0.001 s, max 2 s": names and numbers in turn. */
static gboolean
read_named_number (const char *value,
                   const char *name,
                   double     *number)
{
  const char *p = strstr (value, name);

  if (p == NULL)
    return FALSE;
  p += strlen (name);
  return tenon_parse_number (p + strspn (p, " "), number, NULL);
}

static void
read_numbers (TenonStatement *statement,
              const char     *label,
              const char     *value)
{
  if (strcmp (label, "Rows") == 0)
    {
      read_named_number (value, "examined", &statement->rows_examined);
      read_named_number (value, "sent", &statement->rows_sent);
    }
  else if (strcmp (label, "Latency") == 0)
    {
      read_named_number (value, "p50", &statement->latency_p50);
      read_named_number (value, "p95", &statement->latency_p95);
      read_named_number (value, "p99", &statement->latency_p99);
      read_named_number (value, "max", &statement->latency_max);
    }
  else if (strcmp (label, "Peak RPS") == 0)
    {
      g_auto (GStrv) parts = g_strsplit (value, ", ", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        {
          if (strstr (parts[i], "busiest second") != NULL)
            tenon_log_words_read_rate (parts[i], &statement->peak_second_rate);
          else if (strstr (parts[i], "busiest minute") != NULL)
            tenon_log_words_read_rate (parts[i], &statement->peak_minute_rate);
        }
    }
}

/* "0.18/sec over 1h 20m", "2.10/sec (burst)" */
static void
read_statement_rate (Reader         *reader,
                     TenonStatement *statement,
                     const char     *value,
                     guint           line)
{
  const char *over = strstr (value, " over ");
  double      rate, seconds;

  if (!tenon_log_words_read_rate (value, &rate))
    return;
  statement->lower_bound |= g_str_has_prefix (value, "≥") || g_str_has_prefix (value, "at least");
  if (strstr (value, "(burst)") != NULL)
    {
      statement->peak_second_rate = rate;
      return;
    }
  statement->average_rate = rate;
  if (over == NULL || !tenon_log_words_read_duration (over + strlen (" over "), &seconds) || seconds <= 0)
    return;
  /* Documents round the rate to two decimals and the time to minutes. */
  if (fabs (statement->count / seconds - rate) > 0.0051 + 0.05 * rate)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "log-rate", reader->file, line, 0, "%" G_GINT64_FORMAT " executions over %s are %.3g a second; the document says %.3g.", statement->count, over + strlen (" over "), statement->count / seconds, rate);
}

static void
read_source_place (TenonStatement *statement,
                   const char     *value)
{
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);
  double number;

  if (spans->len > 0)
    tenon_str_set (&statement->file, g_ptr_array_index (spans, 0));
  if (read_named_number (value, "line ", &number))
    statement->line = (gint64)number;
  if (read_named_number (value, " to ", &number))
    statement->last_line = (gint64)number;
}

static void
read_statement_bullet (Reader         *reader,
                       TenonStatement *statement,
                       TenonBlock     *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  if (!split_label (block, &label, &value))
    return;
  if (strcmp (label, "API Pattern") == 0 || strcmp (label, "API Patterns") == 0)
    {
      g_strfreev (statement->patterns);
      statement->patterns = tenon_log_words_read_pattern_ids (value);
    }
  else if (strcmp (label, "RPS") == 0 || strcmp (label, "Throughput") == 0)
    read_statement_rate (reader, statement, value, block->line);
  else if (g_ascii_strcasecmp (label, "First seen") == 0)
    set_seen (&statement->first_seen, value);
  else if (g_ascii_strcasecmp (label, "Last seen") == 0)
    set_seen (&statement->last_seen, value);
  else if (strcmp (label, "Source") == 0)
    read_source_place (statement, value);
  else
    read_numbers (statement, label, value);
}

static void
take_sql (Reader         *reader,
          TenonStatement *statement,
          TenonBlock     *block)
{
  g_autofree char *text = g_strdup (block->text);
  gsize            n = strlen (text);

  if (n > 0 && text[n - 1] == '\n')
    text[n - 1] = '\0';
  if (g_strcmp0 (block->info, "fingerprint") == 0)
    {
      tenon_str_set (&statement->fingerprint, text);
      return;
    }
  if (statement->sample != NULL)
    return;
  statement->sample = g_steal_pointer (&text);
  statement->fingerprint = tenon_dml_fingerprint (statement->sample, -1);
  statement->shape = tenon_dml_read_shape (statement->sample, -1, reader->schema);
}

static void
fill_tables (TenonStatement *statement)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; statement->shape != NULL && i < tenon_list_get_length (statement->shape->tables); i++)
    {
      const char *name = ((TenonShapeTable *)tenon_list_get (statement->shape->tables, i))->name;

      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (char *)name);
    }
  statement->tables = tenon_strv_from_array (names);
}

static double
add_known (double a,
           double b)
{
  return a < 0 ? b : b < 0 ? a
                           : a + b;
}

static gboolean
strv_agree (char **a,
            char **b)
{
  static char *empty[] = { NULL };

  return g_strv_equal ((const char *const *)(a != NULL ? a : empty), (const char *const *)(b != NULL ? b : empty));
}

/* Statements that differ in literals only are one: documents list every literal as a query of its own. */
static void
merge_statement (TenonStatement *into,
                 TenonStatement *from)
{
  into->count += from->count;
  into->average_rate = add_known (into->average_rate, from->average_rate);
  into->peak_second_rate = MAX (into->peak_second_rate, from->peak_second_rate);
  into->peak_minute_rate = MAX (into->peak_minute_rate, from->peak_minute_rate);
  into->lower_bound |= from->lower_bound;
  into->last_line = MAX (into->last_line, from->last_line);
  if (from->first_seen != NULL && (into->first_seen == NULL || strcmp (from->first_seen, into->first_seen) < 0))
    tenon_str_set (&into->first_seen, from->first_seen);
  if (from->last_seen != NULL && (into->last_seen == NULL || strcmp (from->last_seen, into->last_seen) > 0))
    tenon_str_set (&into->last_seen, from->last_seen);
}

static void
add_statement (Reader         *reader,
               TenonStatement *statement)
{
  fill_tables (statement);
  for (guint i = 0; i < tenon_list_get_length (reader->log->statements); i++)
    {
      TenonStatement *other = tenon_list_get (reader->log->statements, i);

      if (g_strcmp0 (other->fingerprint, statement->fingerprint) == 0 && g_strcmp0 (other->file, statement->file) == 0 && strv_agree (other->patterns, statement->patterns))
        {
          merge_statement (other, statement);
          return;
        }
    }
  tenon_list_append (reader->log->statements, statement);
}

/* "#### Query 3: Product Listing (850 executions - 12.2%)" with all that stands below it. */
static void
read_query (Reader     *reader,
            TenonBlock *heading,
            guint       first)
{
  g_autoptr (TenonStatement) statement = g_object_new (TENON_TYPE_STATEMENT, NULL);

  tenon_log_words_read_count (heading->text, "execution", &statement->count);
  g_array_append_val (reader->counts, statement->count);
  statement->file = g_strdup (reader->file);
  statement->line = heading->line;
  statement->last_line = heading->line;
  for (guint i = first; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_HEADING)
        break;
      if (block->kind == TENON_BLOCK_CODE)
        take_sql (reader, statement, block);
      else if (block->kind == TENON_BLOCK_ITEM)
        read_statement_bullet (reader, statement, block);
      if (g_strcmp0 (statement->file, reader->file) == 0)
        statement->last_line = MAX (statement->last_line, block->last_line);
    }
  if (statement->sample != NULL)
    add_statement (reader, statement);
}

static void
read_blocks (Reader *reader)
{
  g_autoptr (GRegex) query = g_regex_new ("^Query \\d+\\b.*\\([\\d,]+ executions?", G_REGEX_CASELESS, 0, NULL);

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;

      if (block->kind == TENON_BLOCK_HEADING && g_regex_match (query, block->text, 0, NULL))
        read_query (reader, block, i + 1);
      else if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "overview") && split_label (block, &label, &value))
        read_overview (reader, label, value);
    }
}

/* A statement seen without a rate of its own still ran so many times in the log's time. */
static void
complete_rates (Reader *reader)
{
  for (guint i = 0; reader->log->window > 0 && i < tenon_list_get_length (reader->log->statements); i++)
    {
      TenonStatement *statement = tenon_list_get (reader->log->statements, i);

      if (statement->average_rate < 0 && statement->count > 0)
        statement->average_rate = statement->count / reader->log->window;
    }
}

/* "Top 5 queries: 3,715 executions" against the queries listed. */
static void
check_top (Reader     *reader,
           TenonBlock *block)
{
  g_autofree char *plain = tenon_markdown_strip (block->text);
  gint64           claimed, sum = 0;
  guint64          n;

  if (!g_regex_match_simple ("^Top \\d+ queries", plain, G_REGEX_CASELESS, 0) || !tenon_log_words_read_count (plain, "execution", &claimed))
    return;
  n = g_ascii_strtoull (plain + strlen ("Top "), NULL, 10);
  if (n == 0 || n > reader->counts->len)
    return;
  for (guint64 i = 0; i < n; i++)
    sum += g_array_index (reader->counts, gint64, i);
  if (sum != claimed)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "log-total", reader->file, block->line, 0, "The document claims %" G_GINT64_FORMAT " executions of the top %u queries; those it lists add up to %" G_GINT64_FORMAT ".", claimed, (guint)n, sum);
}

/* "laptop: 746 total executions (373 count + 371 results + 2 LIMIT 20)" */
static void
check_addition (Reader     *reader,
                TenonBlock *block,
                const char *text,
                gint64      claimed)
{
  g_auto (GStrv) terms = g_strsplit (text, "+", -1);
  gint64 sum = 0;

  for (guint i = 0; terms[i] != NULL; i++)
    {
      double number;

      if (!tenon_parse_number (terms[i] + strspn (terms[i], " ("), &number, NULL))
        return;
      sum += (gint64)number;
    }
  if (terms[0] != NULL && terms[1] != NULL && sum != claimed)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "log-total", reader->file, block->line, 0, "The document claims a total of %" G_GINT64_FORMAT "; its terms add up to %" G_GINT64_FORMAT ".", claimed, sum);
}

static void
check_item (Reader     *reader,
            TenonBlock *block)
{
  g_autofree char *plain = tenon_markdown_strip (block->text);
  const char      *open = strchr (plain, '(');
  gint64           claimed;

  check_top (reader, block);
  if (open != NULL && tenon_log_words_read_count (plain, "total execution", &claimed))
    {
      g_autofree char *terms = g_strndup (open, strcspn (open, ")"));

      check_addition (reader, block, terms, claimed);
    }
}

/* "883 executions - 12.7%" and "3,715 executions (53.3% of total)" against the total. */
static void
check_share (Reader     *reader,
             TenonBlock *block)
{
  g_autoptr (GRegex) regex = g_regex_new ("([\\d,]+) executions? (?:- |\\()([\\d.]+)%", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *plain = tenon_markdown_strip (block->text);
  g_autofree char *count_text = NULL;
  g_autofree char *share_text = NULL;
  double           count, share, real;

  if (reader->log->total <= 0 || !g_regex_match (regex, plain, 0, &match))
    return;
  count_text = g_match_info_fetch (match, 1);
  share_text = g_match_info_fetch (match, 2);
  if (!tenon_parse_number (count_text, &count, NULL))
    return;
  share = g_ascii_strtod (share_text, NULL);
  real = 100 * count / reader->log->total;
  if (fabs (real - share) > 0.11)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "log-share", reader->file, block->line, 0, "%s of %" G_GINT64_FORMAT " executions are %.1f %%; the document says %s %%.", count_text, reader->log->total, real, share_text);
}

static void
check_claims (Reader *reader)
{
  gint64 sum = 0;

  for (guint i = 0; i < reader->counts->len; i++)
    sum += g_array_index (reader->counts, gint64, i);
  if (reader->log->total > 0 && sum > reader->log->total)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "log-total", reader->file, 0, 0, "The document claims %" G_GINT64_FORMAT " executions in all; the queries it lists add up to %" G_GINT64_FORMAT ".", reader->log->total, sum);
  if (reader->log->total <= 0)
    reader->log->total = sum;
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind != TENON_BLOCK_ITEM && block->kind != TENON_BLOCK_HEADING)
        continue;
      check_share (reader, block);
      if (block->kind == TENON_BLOCK_ITEM)
        check_item (reader, block);
    }
}

/**
 * tenon_log_document_read:
 * @schema: (nullable): resolves columns of the statements
 * @diagnostics: an error where the file is no log analysis, warnings where its numbers contradict each other
 *
 * Returns: (transfer full): statements that differ in literals only are one; without statements where nothing was readable
 */
TenonStatementLog *
tenon_log_document_read (TenonSource *source,
                         TenonSchema *schema,
                         GPtrArray   *diagnostics)
{
  Reader reader = {
    .file = tenon_source_get_name (source),
    .schema = schema,
    .log = tenon_statement_log_new (),
    .diagnostics = diagnostics,
  };

  reader.log->file = g_strdup (reader.file);
  if (tenon_artifact_recognise (source) == TENON_ARTIFACT_UNREADABLE)
    {
      gsize            length;
      const char      *text = tenon_source_get_text (source, &length);
      g_autofree char *shown = tenon_utf8_printable (text, MIN (length, 120));

      if (length > 0 && !tenon_source_is_binary (source))
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "log-unreadable", reader.file, 1, 1, "This is no log but the text of an error: “%s”.", g_strchomp (shown));
      else
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, length == 0 ? "document-empty" : "document-binary", reader.file, 0, 0, length == 0 ? "The file is empty." : "The file holds binary data, not text.");
      return reader.log;
    }
  reader.document = tenon_document_parse (source, diagnostics);
  if (reader.document == NULL)
    return reader.log;
  reader.counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  read_blocks (&reader);
  complete_rates (&reader);
  if (reader.counts->len == 0)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "log-no-statements", reader.file, 0, 0, "The document lists no query with its number of executions.");
  else
    check_claims (&reader);
  g_array_unref (reader.counts);
  tenon_document_free (reader.document);
  return reader.log;
}
