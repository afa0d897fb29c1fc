/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which patterns the table shows: by words, entity, type, status, where a rate comes from, and what is still missing.
 * A pattern that was just added is spared until the filter changes, so that it does not vanish under the cursor. */

#include "app/patterns/tenon-pattern-filter.h"

#include <string.h>

#include "base/tenon-text.h"

struct _TenonPatternFilter
{
  GtkFilter parent_instance;

  TenonProject *project; /* (unowned) its page goes before it does */
  char         *words;   /* (nullable) folded */
  gboolean      is_ascii;
  char         *entity;
  char         *status;
  int           operation; /* TenonOperationType; negative: any */
  TenonShowRate rate;
  gboolean      drafts;
  gboolean      unserved;
  GHashTable   *served; /* (nullable) when it was last asked for those that are not */
  GHashTable   *spared; /* (element-type TenonPattern) */
};

G_DEFINE_FINAL_TYPE (TenonPatternFilter, tenon_pattern_filter, GTK_TYPE_FILTER)

/* ---- what is missing ---- */

gboolean
tenon_pattern_lacks_rate (TenonPattern *pattern)
{
  return tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern);
}

/**
 * tenon_pattern_dup_served:
 *
 * Returns: (transfer full) (nullable) (element-type utf8): ids of the patterns that some table has an operation for;
 *   %NULL where there is no design yet
 */
GHashTable *
tenon_pattern_dup_served (TenonModel *model)
{
  GHashTable *served = NULL;

  if (tenon_list_get_length (model->design->tables) == 0)
    return NULL;
  served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (operation->pattern_id != NULL)
            g_hash_table_add (served, g_strdup (operation->pattern_id));
        }
    }
  return served;
}

/**
 * tenon_pattern_is_unserved:
 * @served: (nullable): from tenon_pattern_dup_served()
 */
gboolean
tenon_pattern_is_unserved (TenonPattern *pattern,
                           GHashTable   *served)
{
  return served != NULL && tenon_pattern_touches_database (pattern) && !g_hash_table_contains (served, pattern->pattern_id);
}

/* ---- words ---- */

/* Without a copy where both are ASCII, as they mostly are: thousands of texts are looked through at each key. */
static gboolean
has_ascii_words (const char *text,
                 const char *words)
{
  gsize length = strlen (words);
  char  first = words[0];

  for (; *text != '\0'; text++)
    if (g_ascii_tolower (*text) == first && g_ascii_strncasecmp (text, words, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
mentions (TenonPatternFilter *self,
          const char         *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  if (self->is_ascii)
    return has_ascii_words (text, self->words);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->words) != NULL;
}

static gboolean
mentions_any (TenonPatternFilter *self,
              char              **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (mentions (self, texts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
matches_words (TenonPatternFilter *self,
               TenonPattern       *pattern)
{
  return self->words == NULL || mentions (self, pattern->pattern_id) || mentions (self, pattern->description) || mentions (self, pattern->endpoint) || mentions (self, pattern->status)
         || mentions_any (self, pattern->entities_involved) || mentions_any (self, pattern->attributes) || mentions (self, pattern->key_requirements) || mentions (self, pattern->design_considerations);
}

/* ---- the rest ---- */

static gboolean
has_origin (TenonPattern   *pattern,
            TenonRateOrigin origin)
{
  return tenon_rate_get_origin (pattern->rps_peak) == origin || tenon_rate_get_origin (pattern->rps_average) == origin;
}

static gboolean
matches_rate (TenonPatternFilter *self,
              TenonPattern       *pattern)
{
  switch (self->rate)
    {
    case TENON_SHOW_UNKNOWN_RATE:
      return tenon_pattern_lacks_rate (pattern);
    case TENON_SHOW_STATED_RATE:
      return has_origin (pattern, TENON_RATE_STATED);
    case TENON_SHOW_OBSERVED_RATE:
      return has_origin (pattern, TENON_RATE_OBSERVED);
    case TENON_SHOW_DERIVED_RATE:
      return has_origin (pattern, TENON_RATE_DERIVED);
    case TENON_SHOW_LOWER_BOUND:
      return tenon_rate_is_lower_bound (pattern->rps_peak) || tenon_rate_is_lower_bound (pattern->rps_average);
    case TENON_SHOW_ANY_RATE:
    default:
      return TRUE;
    }
}

static gboolean
tenon_pattern_filter_match (GtkFilter *filter,
                            gpointer   item)
{
  TenonPatternFilter *self = TENON_PATTERN_FILTER (filter);
  TenonPattern       *pattern = item;

  if (g_hash_table_size (self->spared) > 0 && g_hash_table_contains (self->spared, pattern))
    return TRUE;
  if (self->operation >= 0 && pattern->operation_type != self->operation)
    return FALSE;
  if (self->entity != NULL && !tenon_strv_contains ((const char *const *)pattern->entities_involved, self->entity))
    return FALSE;
  if (self->status != NULL && g_strcmp0 (self->status, pattern->status != NULL ? pattern->status : "") != 0)
    return FALSE;
  if (self->drafts && !pattern->is_draft)
    return FALSE;
  if (!matches_rate (self, pattern) || (self->unserved && !tenon_pattern_is_unserved (pattern, self->served)))
    return FALSE;
  return matches_words (self, pattern);
}

static GtkFilterMatch
tenon_pattern_filter_get_strictness (GtkFilter *filter)
{
  TenonPatternFilter *self = TENON_PATTERN_FILTER (filter);

  if (self->words == NULL && self->entity == NULL && self->status == NULL && self->operation < 0 && self->rate == TENON_SHOW_ANY_RATE && !self->drafts && !self->unserved)
    return GTK_FILTER_MATCH_ALL;
  return GTK_FILTER_MATCH_SOME;
}

static void
changed (TenonPatternFilter *self,
         GtkFilterChange     change)
{
  if (g_hash_table_size (self->spared) > 0)
    change = GTK_FILTER_CHANGE_DIFFERENT;
  g_hash_table_remove_all (self->spared);
  gtk_filter_changed (GTK_FILTER (self), change);
}

static void
tenon_pattern_filter_finalize (GObject *object)
{
  TenonPatternFilter *self = TENON_PATTERN_FILTER (object);

  g_free (self->words);
  g_free (self->entity);
  g_free (self->status);
  g_hash_table_unref (self->spared);
  g_clear_pointer (&self->served, g_hash_table_unref);
  G_OBJECT_CLASS (tenon_pattern_filter_parent_class)->finalize (object);
}

static void
tenon_pattern_filter_class_init (TenonPatternFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_pattern_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = tenon_pattern_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = tenon_pattern_filter_get_strictness;
}

static void
tenon_pattern_filter_init (TenonPatternFilter *self)
{
  self->operation = -1;
  self->spared = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * tenon_pattern_filter_new:
 * @project: outlives the filter
 */
TenonPatternFilter *
tenon_pattern_filter_new (TenonProject *project)
{
  TenonPatternFilter *self = g_object_new (TENON_TYPE_PATTERN_FILTER, NULL);

  self->project = project;
  return self;
}

/**
 * tenon_pattern_filter_set_words:
 * @words: (nullable): looked for in every text of a pattern, whatever their case
 */
void
tenon_pattern_filter_set_words (TenonPatternFilter *self,
                                const char         *words)
{
  g_autofree char *folded = words != NULL && *words != '\0' ? g_utf8_casefold (words, -1) : NULL;
  GtkFilterChange  change = GTK_FILTER_CHANGE_DIFFERENT;

  if (g_strcmp0 (folded, self->words) == 0)
    return;
  if (folded != NULL && (self->words == NULL || strstr (folded, self->words) != NULL))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (folded == NULL || strstr (self->words, folded) != NULL)
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  g_free (self->words);
  self->words = g_steal_pointer (&folded);
  self->is_ascii = self->words != NULL && g_str_is_ascii (self->words);
  changed (self, change);
}

/**
 * tenon_pattern_filter_set_entity:
 * @entity: (nullable): %NULL for any
 */
void
tenon_pattern_filter_set_entity (TenonPatternFilter *self,
                                 const char         *entity)
{
  if (tenon_str_set (&self->entity, entity))
    changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

const char *
tenon_pattern_filter_get_entity (TenonPatternFilter *self)
{
  return self->entity;
}

/**
 * tenon_pattern_filter_set_status:
 * @status: (nullable): %NULL for any, "" for those that have none
 */
void
tenon_pattern_filter_set_status (TenonPatternFilter *self,
                                 const char         *status)
{
  if (tenon_str_set (&self->status, status))
    changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

const char *
tenon_pattern_filter_get_status (TenonPatternFilter *self)
{
  return self->status;
}

/**
 * tenon_pattern_filter_set_operation:
 * @operation: a #TenonOperationType; negative for any
 */
void
tenon_pattern_filter_set_operation (TenonPatternFilter *self,
                                    int                 operation)
{
  if (self->operation == operation)
    return;
  self->operation = operation;
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

int
tenon_pattern_filter_get_operation (TenonPatternFilter *self)
{
  return self->operation;
}

void
tenon_pattern_filter_set_rate (TenonPatternFilter *self,
                               TenonShowRate       rate)
{
  if (self->rate == rate)
    return;
  self->rate = rate;
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

TenonShowRate
tenon_pattern_filter_get_rate (TenonPatternFilter *self)
{
  return self->rate;
}

void
tenon_pattern_filter_set_drafts (TenonPatternFilter *self,
                                 gboolean            drafts)
{
  if (self->drafts == drafts)
    return;
  self->drafts = drafts;
  changed (self, drafts ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
}

gboolean
tenon_pattern_filter_get_drafts (TenonPatternFilter *self)
{
  return self->drafts;
}

void
tenon_pattern_filter_set_unserved (TenonPatternFilter *self,
                                   gboolean            unserved)
{
  if (self->unserved == unserved)
    return;
  self->unserved = unserved;
  g_clear_pointer (&self->served, g_hash_table_unref);
  if (unserved)
    self->served = tenon_pattern_dup_served (tenon_project_get_model (self->project));
  changed (self, unserved ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
}

gboolean
tenon_pattern_filter_get_unserved (TenonPatternFilter *self)
{
  return self->unserved;
}

/**
 * tenon_pattern_filter_clear:
 *
 * Shows every pattern.
 */
void
tenon_pattern_filter_clear (TenonPatternFilter *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->entity, g_free);
  g_clear_pointer (&self->status, g_free);
  self->operation = -1;
  self->rate = TENON_SHOW_ANY_RATE;
  self->drafts = self->unserved = FALSE;
  changed (self, GTK_FILTER_CHANGE_LESS_STRICT);
}

/**
 * tenon_pattern_filter_spare:
 *
 * Shows it until the filter changes.
 */
void
tenon_pattern_filter_spare (TenonPatternFilter *self,
                            TenonPattern       *pattern)
{
  g_hash_table_add (self->spared, g_object_ref (pattern));
}
