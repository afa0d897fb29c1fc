/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules about what is known of the application: rates, counterparts, names, duplicates. */

#include "design/tenon-questions-private.h"
#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define WORDS_IN_COMMON 0.8
#define ALIKE_LIMIT 20 /* patterns of one shape that a pattern is compared with */

static char *
subject_of (TenonPattern *pattern)
{
  return g_strconcat ("pattern:", pattern->pattern_id, NULL);
}

void
tenon_rule_check_rates (TenonRuleContext *context,
                        const TenonRule  *rule,
                        TenonPattern     *pattern)
{
  g_autofree char *subject = NULL, *title = NULL;
  const char      *missing;

  if (!tenon_pattern_touches_database (pattern) || tenon_pattern_has_rates (pattern))
    return;
  subject = subject_of (pattern);
  title = tenon_pattern_dup_title (pattern);
  missing = tenon_rate_is_known (pattern->rps_peak) ? "no average rate" : tenon_rate_is_known (pattern->rps_average) ? "no peak rate"
                                                                                                                     : "neither a peak nor an average rate";
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s has %s.", title, missing),
                               "Ask for the requests a second, at peak and on average, and state them with their evidence.");
}

void
tenon_rule_check_peak_below_average (TenonRuleContext *context,
                                     const TenonRule  *rule,
                                     TenonPattern     *pattern)
{
  g_autofree char *subject = NULL, *low = NULL, *high = NULL;
  double           peak, average;

  if (!tenon_pattern_has_rates (pattern) || !tenon_rate_get_value (pattern->rps_peak, &peak) || !tenon_rate_get_value (pattern->rps_average, &average) || peak >= average)
    return;
  subject = subject_of (pattern);
  low = tenon_format_rate (peak, FALSE);
  high = tenon_format_rate (average, FALSE);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: the peak of %s is below the average of %s.", pattern->pattern_id, low, high), "See which of the two is meant for the other.");
}

/* Who reads, creates and changes a table. */
typedef struct
{
  TenonPattern *reader;
  TenonPattern *creator;
  TenonPattern *changer;
} Users;

static void
note_use (Users           *users,
          TenonPattern    *pattern,
          TenonReadingKind kind)
{
  TenonPattern **use = kind == TENON_READING_CREATE || kind == TENON_READING_UPSERT ? &users->creator : kind == TENON_READING_UPDATE || kind == TENON_READING_DELETE ? &users->changer
                                                                                                                                                                     : &users->reader;

  if (*use == NULL)
    *use = pattern;
}

static void
ask (TenonRuleContext *context,
     const TenonRule  *rule,
     TenonSourceTable *source,
     TenonPattern     *pattern,
     const char       *does,
     const char       *missing)
{
  g_autofree char *subject = g_strconcat ("source:", source->name, NULL);
  g_autofree char *title = tenon_pattern_dup_title (pattern);

  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "I see we have an access pattern that %s %s (%s) but no pattern to %s %s. Should we add one?", does, source->name, title, missing, source->name),
                               "Add the pattern, or answer with the reason why there is none.");
}

/* What the pattern does to @source: as its main table, or beside it. */
static void
note_uses (Users            *users,
           TenonReading     *reading,
           TenonSourceTable *source)
{
  if (reading->table == source)
    note_use (users, reading->pattern, reading->kind);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table == source)
        note_use (users, reading->pattern, part->kind);
    }
}

void
tenon_rule_check_counterparts (TenonRuleContext *context,
                               const TenonRule  *rule,
                               TenonSourceTable *source)
{
  g_autoptr (GPtrArray) readings = tenon_rule_list_readings (context, source);
  Users users = { NULL };

  for (guint i = 0; i < readings->len; i++)
    note_uses (&users, g_ptr_array_index (readings, i), source);
  if (users.creator == NULL && users.reader != NULL)
    ask (context, rule, source, users.reader, "reads", "create");
  else if (users.creator == NULL && users.changer != NULL)
    ask (context, rule, source, users.changer, "changes", "create");
  if (users.reader == NULL && users.creator != NULL)
    ask (context, rule, source, users.creator, "creates", "read");
}

void
tenon_rule_check_entities (TenonRuleContext *context,
                           const TenonRule  *rule,
                           TenonPattern     *pattern)
{
  TenonReading    *reading = context->schema != NULL ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;
  g_autofree char *subject = NULL, *title = NULL, *names = NULL;

  if (reading == NULL || reading->kind == TENON_READING_NONE || reading->table != NULL)
    return;
  subject = subject_of (pattern);
  title = tenon_pattern_dup_title (pattern);
  names = pattern->entities_involved != NULL ? g_strjoinv (", ", pattern->entities_involved) : NULL;
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: %s%s.", title, names != NULL && *names != '\0' ? "the schema has no table for " : "no table of the schema is recognised in it", names != NULL ? names : ""),
                               "Name the tables it touches, or say that it has no database operation.");
}

void
tenon_rule_check_entity_names (TenonRuleContext *context,
                               const TenonRule  *rule,
                               TenonPattern     *pattern)
{
  TenonReading *reading = context->schema != NULL ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;

  if (reading == NULL || reading->table == NULL)
    return;
  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      const char      *name = pattern->entities_involved[i];
      g_autofree char *subject = NULL;

      if (tenon_rule_find_source (context, name) != NULL || tenon_schema_match_table (context->schema, name) != NULL)
        continue;
      subject = subject_of (pattern);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s names %s, which the schema does not have.", pattern->pattern_id, name), "Correct the name, or remove it.");
    }
}

/* Duplicates. */

static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "a", "an", "the", "to", "of", "by", "for", "with", "and", "in", "on", "from", "get", "query", "single", "id", "all", NULL };

  return g_strv_contains (fillers, word);
}

static GHashTable *
words_of (const char *description)
{
  GHashTable      *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *lower = g_ascii_strdown (description != NULL ? description : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, " ,.;:/()'\"-_", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !is_filler (parts[i]))
      g_hash_table_add (words, tenon_name_singular (parts[i]));
  return words;
}

/* Whether a word of the one that the other lacks names a column: "inventory" tells two updates apart. */
static gboolean
names_more (TenonReading *reading,
            GHashTable   *words,
            GHashTable   *other)
{
  GHashTableIter iter;
  gpointer       word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!g_hash_table_contains (other, word) && (tenon_source_table_find_column (reading->table, word) != NULL || tenon_reading_find_part (reading, word) != NULL))
      return TRUE;
  return FALSE;
}

/* The words of the path a pattern answers at: "/projects/{id}/instruments" names projects and instruments. */
static GHashTable *
resources_of (TenonPattern *pattern)
{
  GHashTable      *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *lower = g_ascii_strdown (pattern->endpoint != NULL ? pattern->endpoint : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, " /.{}:?&=-_", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_hash_table_add (names, tenon_name_singular (parts[i]));
  return names;
}

/* Whether a word of the one that the other lacks is something its path goes on to: a project's instruments are not the projects. */
static gboolean
goes_further (TenonPattern *pattern,
              GHashTable   *words,
              TenonPattern *other_pattern,
              GHashTable   *other)
{
  g_autoptr (GHashTable) mine = resources_of (pattern);
  g_autoptr (GHashTable) theirs = resources_of (other_pattern);
  GHashTableIter iter;
  gpointer       word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!g_hash_table_contains (other, word) && g_hash_table_contains (mine, word) && !g_hash_table_contains (theirs, word))
      return TRUE;
  return FALSE;
}

/* Whether one description says nearly nothing the other does not: at least two words, and 80 % of the shorter one. */
gboolean
tenon_reading_says_the_same (TenonReading *reading,
                             TenonPattern *a,
                             TenonPattern *b)
{
  g_autoptr (GHashTable) x = words_of (a->description);
  g_autoptr (GHashTable) y = words_of (b->description);
  GHashTableIter iter;
  gpointer       word;
  guint          common = 0, shorter = MIN (g_hash_table_size (x), g_hash_table_size (y));

  g_hash_table_iter_init (&iter, x);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    common += g_hash_table_contains (y, word);
  return common >= 2 && common >= shorter * WORDS_IN_COMMON && !names_more (reading, x, y) && !names_more (reading, y, x)
         && !goes_further (a, x, b, y) && !goes_further (b, y, a, x);
}

/* One finding a pattern is enough, against the first it repeats. */
void
tenon_rule_check_duplicates (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonPattern     *pattern)
{
  g_autoptr (GPtrArray) same = tenon_rule_list_alike (context, pattern, ALIKE_LIMIT);
  TenonReading    *reading = same->len > 0 ? tenon_requests_find (context->requests, pattern->pattern_id) : NULL;
  g_autofree char *subject = NULL, *title = NULL;

  for (guint i = 0; i < same->len; i++)
    {
      TenonPattern *other = g_ptr_array_index (same, i);

      if (!tenon_reading_says_the_same (reading, other, pattern))
        continue;
      subject = subject_of (pattern);
      title = tenon_pattern_dup_title (other);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s asks for the same as %s.", pattern->pattern_id, title), "Keep one with the rates of both, or say what tells them apart.");
      return;
    }
}

void
tenon_rule_check_ids (TenonRuleContext *context,
                      const TenonRule  *rule,
                      TenonPattern     *pattern)
{
  g_autofree char *subject = NULL;

  if (pattern->pattern_id == NULL || *pattern->pattern_id == '\0')
    {
      tenon_rule_report (context, rule, "pattern:", "The pattern \"%s\" has no number.", pattern->description != NULL ? pattern->description : "");
      return;
    }
  if (g_hash_table_lookup (context->requests->patterns, pattern->pattern_id) == pattern)
    return;
  subject = subject_of (pattern);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "Two patterns are called %s.", pattern->pattern_id), "Give one of them another number.");
}

void
tenon_rule_check_assumptions (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonPattern     *pattern)
{
  TenonReading    *reading = tenon_requests_find (context->requests, pattern->pattern_id);
  g_autofree char *subject = NULL;

  if (reading == NULL || reading->table == NULL || reading->notes->len == 0)
    return;
  subject = subject_of (pattern);
  tenon_rule_report (context, rule, subject, "%s: %s.", pattern->pattern_id, reading->notes->str);
}
