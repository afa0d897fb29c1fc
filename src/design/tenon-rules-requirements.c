/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules about what is known of the application: rates, counterparts, names, duplicates. */

#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define WORDS_IN_COMMON 0.8

static char *
subject_of (TenonPattern *pattern)
{
  return g_strconcat ("pattern:", pattern->pattern_id, NULL);
}

void
tenon_rule_check_rates (TenonRuleContext *context,
                        const TenonRule  *rule)
{
  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      g_autofree char *subject = subject_of (pattern);
      g_autofree char *title = tenon_pattern_dup_title (pattern);
      const char      *missing;

      if (!tenon_pattern_touches_database (pattern) || tenon_pattern_has_rates (pattern))
        continue;
      missing = pattern->rps_peak != NULL ? "no average rate" : pattern->rps_average != NULL ? "no peak rate"
                                                                                             : "neither a peak nor an average rate";
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s has %s.", title, missing),
                                   "Ask for the requests a second, at peak and on average, and state them with their evidence.");
    }
}

void
tenon_rule_check_peak_below_average (TenonRuleContext *context,
                                     const TenonRule  *rule)
{
  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      g_autofree char *subject = subject_of (pattern);
      g_autofree char *low = NULL, *high = NULL;
      double           peak, average;

      if (!tenon_pattern_has_rates (pattern) || !tenon_rate_get_value (pattern->rps_peak, &peak) || !tenon_rate_get_value (pattern->rps_average, &average) || peak >= average)
        continue;
      low = tenon_format_rate (peak, FALSE);
      high = tenon_format_rate (average, FALSE);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: the peak of %s is below the average of %s.", pattern->pattern_id, low, high), "See which of the two is meant for the other.");
    }
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

static Users *
users_of (GHashTable       *table,
          TenonSourceTable *source)
{
  Users *users = g_hash_table_lookup (table, source);

  if (users == NULL)
    {
      users = g_new0 (Users, 1);
      g_hash_table_insert (table, source, users);
    }
  return users;
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

void
tenon_rule_check_counterparts (TenonRuleContext *context,
                               const TenonRule  *rule)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (context->model->patterns, i);
      TenonReading *reading = tenon_requests_find (context->requests, pattern->pattern_id);

      if (reading == NULL || reading->table == NULL || reading->kind == TENON_READING_NONE)
        continue;
      note_use (users_of (table, reading->table), pattern, reading->kind);
      for (guint j = 0; j < reading->parts->len; j++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, j);

          note_use (users_of (table, part->table), pattern, part->kind);
        }
    }
  for (guint i = 0; context->schema != NULL && i < tenon_list_get_length (context->schema->tables); i++)
    {
      TenonSourceTable *source = tenon_list_get (context->schema->tables, i);
      Users            *users = g_hash_table_lookup (table, source);

      if (users == NULL)
        continue;
      if (users->creator == NULL && users->reader != NULL)
        ask (context, rule, source, users->reader, "reads", "create");
      else if (users->creator == NULL && users->changer != NULL)
        ask (context, rule, source, users->changer, "changes", "create");
      if (users->reader == NULL && users->creator != NULL)
        ask (context, rule, source, users->creator, "creates", "read");
    }
}

void
tenon_rule_check_entities (TenonRuleContext *context,
                           const TenonRule  *rule)
{
  for (guint i = 0; context->schema != NULL && i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      TenonReading    *reading = tenon_requests_find (context->requests, pattern->pattern_id);
      g_autofree char *subject = subject_of (pattern);
      g_autofree char *title = tenon_pattern_dup_title (pattern);
      g_autofree char *names = pattern->entities_involved != NULL ? g_strjoinv (", ", pattern->entities_involved) : NULL;

      if (reading == NULL || reading->kind == TENON_READING_NONE || reading->table != NULL)
        continue;
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s: %s%s%s.", title, names != NULL && *names != '\0' ? "the schema has no table for " : "no table of the schema is recognised in it", names != NULL ? names : "", ""),
                                   "Name the tables it touches, or say that it has no database operation.");
    }
}

void
tenon_rule_check_entity_names (TenonRuleContext *context,
                               const TenonRule  *rule)
{
  for (guint i = 0; context->schema != NULL && i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      TenonReading    *reading = tenon_requests_find (context->requests, pattern->pattern_id);
      g_autofree char *subject = subject_of (pattern);

      if (reading == NULL || reading->table == NULL)
        continue;
      for (guint j = 0; pattern->entities_involved != NULL && pattern->entities_involved[j] != NULL; j++)
        if (tenon_rule_find_source (context, pattern->entities_involved[j]) == NULL && tenon_schema_match_table (context->schema, pattern->entities_involved[j]) == NULL)
          tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s names %s, which the schema does not have.", pattern->pattern_id, pattern->entities_involved[j]), "Correct the name, or remove it.");
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

/* Whether one description says nearly nothing the other does not: at least two words, and 80 % of the shorter one. */
static gboolean
say_the_same (TenonReading *reading,
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
  return common >= 2 && common >= shorter * WORDS_IN_COMMON && !names_more (reading, x, y) && !names_more (reading, y, x);
}

void
tenon_rule_check_duplicates (TenonRuleContext *context,
                             const TenonRule  *rule)
{
  g_autoptr (GHashTable) shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      TenonReading    *reading = tenon_requests_find (context->requests, pattern->pattern_id);
      g_autofree char *shape = NULL, *subject = subject_of (pattern);
      GPtrArray       *same;

      if (reading == NULL || reading->table == NULL || reading->kind == TENON_READING_NONE)
        continue;
      shape = tenon_reading_dup_shape (reading);
      same = g_hash_table_lookup (shapes, shape);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (shapes, g_strdup (shape), same);
        }
      /* One finding a pattern is enough, against the first it repeats. */
      for (guint j = 0; j < MIN (same->len, 20); j++)
        {
          TenonPattern    *other = g_ptr_array_index (same, j);
          g_autofree char *title = NULL;

          if (!say_the_same (reading, other, pattern))
            continue;
          title = tenon_pattern_dup_title (other);
          tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s asks for the same as %s.", pattern->pattern_id, title), "Keep one with the rates of both, or say what tells them apart.");
          break;
        }
      g_ptr_array_add (same, pattern);
    }
}

void
tenon_rule_check_ids (TenonRuleContext *context,
                      const TenonRule  *rule)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      g_autofree char *subject = subject_of (pattern);

      if (pattern->pattern_id == NULL || *pattern->pattern_id == '\0')
        tenon_rule_report (context, rule, "pattern:", "The pattern \"%s\" has no number.", pattern->description != NULL ? pattern->description : "");
      else if (!g_hash_table_add (seen, pattern->pattern_id))
        tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "Two patterns are called %s.", pattern->pattern_id), "Give one of them another number.");
    }
}

void
tenon_rule_check_assumptions (TenonRuleContext *context,
                              const TenonRule  *rule)
{
  for (guint i = 0; i < tenon_list_get_length (context->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (context->model->patterns, i);
      TenonReading    *reading = tenon_requests_find (context->requests, pattern->pattern_id);
      g_autofree char *subject = subject_of (pattern);

      if (reading != NULL && reading->table != NULL && reading->notes->len > 0)
        tenon_rule_report (context, rule, subject, "%s: %s.", pattern->pattern_id, reading->notes->str);
    }
}
