/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of thing a source table holds, and by which evidence: nothing is said that the schema, the rows or the patterns do not show. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

#define REFERENCE_COLUMNS 5     /* of a table whose rows nobody counted: more is rarely read as a whole */
#define LINK_COLUMNS 2          /* beside what a unique key links and a generated number: more, and the rows stand for themselves */
#define SECONDS_A_YEAR 31536000 /* 365 days */

static const char *const log_words[] = { "log", "logs", "history", "audit", "event", "events", "trail", "journal", "activity", NULL };

static TenonForeignKey *
find_self_reference (TenonEntity *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->source->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, self->source->name) == 0)
        return key;
    }
  return NULL;
}

/* The word of the table's name that says its rows are only added. */
static const char *
find_log_word (TenonEntity *self)
{
  const char      *dot = strrchr (self->source->name, '.');
  g_autofree char *snake = tenon_name_to_snake (dot != NULL ? dot + 1 : self->source->name);
  g_auto (GStrv) words = g_strsplit (snake, "_", -1);

  for (guint i = 0; log_words[i] != NULL; i++)
    if (g_strv_contains ((const char *const *)words, log_words[i]))
      return log_words[i];
  return NULL;
}

static TenonReading *
find_whole_list (TenonEntity *self)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (reading->kind == TENON_READING_LIST && reading->equality->len == 0 && !reading->is_paged)
        return reading;
    }
  return NULL;
}

static gboolean
is_reference (TenonEntity *self)
{
  if (tenon_list_get_length (self->source->foreign_keys) > 0 || find_whole_list (self) == NULL)
    return FALSE;
  if (self->source->row_count >= 0)
    return self->source->row_count <= TENON_PLAN_SMALL_TABLE;
  return tenon_list_get_length (self->source->columns) <= REFERENCE_COLUMNS;
}

/* ---- junction ---- */

static gboolean
holds_all (const TenonUnique *unique,
           char             **columns)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    if (!tenon_strv_contains ((const char *const *)unique->columns, columns[i]))
      return FALSE;
  return columns != NULL && columns[0] != NULL;
}

static gboolean
is_within (char **a,
           char **b)
{
  for (guint i = 0; a[i] != NULL; i++)
    if (!tenon_strv_contains ((const char *const *)b, a[i]))
      return FALSE;
  return TRUE;
}

/* The foreign keys that @unique is made of, widest first named; none where it is more than they are, or one of them is all of it.
 * Returns: (transfer container) (nullable) */
static GPtrArray *
list_linked (TenonEntity       *self,
             const TenonUnique *unique)
{
  g_autoptr (GPtrArray) linked = g_ptr_array_new ();
  TenonList *keys = self->source->foreign_keys;
  guint      n_covered = 0;

  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (keys, i);
      gboolean         is_wider = FALSE;

      if (key->ref_table == NULL || strcmp (key->ref_table, self->source->name) == 0 || !holds_all (unique, key->columns))
        continue;
      if (g_strv_length (key->columns) == unique->n_columns)
        return NULL;
      for (guint j = 0; !is_wider && j < tenon_list_get_length (keys); j++)
        {
          TenonForeignKey *other = tenon_list_get (keys, j);

          is_wider = other != key && other->ref_table != NULL && holds_all (unique, other->columns) && is_within (key->columns, other->columns) && (j < i || !is_within (other->columns, key->columns));
        }
      if (!is_wider)
        g_ptr_array_add (linked, key);
    }
  for (guint i = 0; i < unique->n_columns; i++)
    {
      gboolean is_covered = FALSE;

      for (guint j = 0; !is_covered && j < linked->len; j++)
        is_covered = tenon_strv_contains ((const char *const *)((TenonForeignKey *)g_ptr_array_index (linked, j))->columns, unique->columns[i]);
      n_covered += is_covered;
    }
  return linked->len >= 2 && n_covered == unique->n_columns ? g_steal_pointer (&linked) : NULL;
}

static char *
describe_junction (TenonEntity       *self,
                   const TenonUnique *unique,
                   GPtrArray         *linked,
                   guint              n_besides)
{
  g_autoptr (GString) s = g_string_new (NULL);
  g_autofree char *key = unique->is_primary ? g_strdup ("the primary key") : g_strdup_printf ("unique (%s)", unique->name);

  for (guint i = 0; i < linked->len; i++)
    {
      TenonForeignKey *each = g_ptr_array_index (linked, i);
      g_autofree char *columns = g_strjoinv (", ", each->columns);
      g_autofree char *assertion = tenon_foreign_key_dup_assertion (each);

      g_string_append_printf (s, "%s%s refers to %s%s", i == 0 ? "" : i + 1 < linked->len ? ", "
                                                                                          : " and ",
                              columns, each->ref_table, assertion);
    }
  g_string_append_printf (s, ", and together they are %s; %u other column%s", key, n_besides, n_besides == 1 ? "" : "s");
  return g_string_free (g_steal_pointer (&s), FALSE);
}

/* A row says that rows of other tables belong together. With a number of its own beside a unique key it does so only while it
 * says little else and nothing refers to it. */
static char *
as_junction (TenonEntity *self)
{
  for (guint i = 0; i < self->uniques->len; i++)
    {
      const TenonUnique *unique = g_ptr_array_index (self->uniques, i);
      const TenonUnique *first = g_ptr_array_index (self->uniques, 0);
      g_autoptr (GPtrArray) linked = NULL;
      guint n_besides = tenon_list_get_length (self->source->columns) - MIN (unique->n_columns, tenon_list_get_length (self->source->columns));
      guint n_own = first->is_primary && first->is_generated ? 1 : 0;

      if (unique->is_nullable || unique->n_columns < 2)
        continue;
      if (!unique->is_primary && ((first->is_primary && n_own == 0) || n_besides > LINK_COLUMNS + n_own || self->children->len > 0))
        continue;
      linked = list_linked (self, unique);
      if (linked != NULL)
        return describe_junction (self, unique, linked, n_besides);
    }
  return NULL;
}

static char *
as_hierarchy (TenonEntity *self)
{
  TenonForeignKey *key = find_self_reference (self);
  g_autofree char *assertion = key != NULL ? tenon_foreign_key_dup_assertion (key) : NULL;

  return key != NULL ? g_strdup_printf ("the foreign key %s refers to the table itself%s", key->columns != NULL && key->columns[0] != NULL ? key->columns[0] : "", assertion) : NULL;
}

/* ---- weak child ---- */

static const char *
describe_belonging (TenonEntity     *self,
                    TenonForeignKey *key)
{
  if (tenon_strv_contains ((const char *const *)self->source->primary_key, key->columns[0]))
    return "part of the primary key";
  if (key->on_delete != NULL && g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0)
    return "required, ON DELETE CASCADE";
  return "required, and the table is named after it";
}

/* The parent whose key stands in front of the rows' own. */
static TenonForeignKey *
find_identifying (TenonEntity *self)
{
  for (guint i = 0; self->is_identifying && i < tenon_list_get_length (self->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->source->foreign_keys, i);

      if (key->columns != NULL && g_strcmp0 (key->columns[0], self->partition) == 0 && tenon_entity_is_weak_child_of (self, key))
        return key;
    }
  return NULL;
}

/* A deletion that goes on to the rows comes from the parent, or from another table they refer to. */
static gboolean
goes_on_from (TenonEntity     *self,
              TenonReading    *reading,
              TenonForeignKey *parent)
{
  if (reading->table != NULL && strcmp (reading->table->name, parent->ref_table) == 0)
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (self->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->source->foreign_keys, i);

      if (key != parent && key->on_delete != NULL && (g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0 || g_ascii_strcasecmp (key->on_delete, "SET NULL") == 0))
        return FALSE;
    }
  return TRUE;
}

/**
 * tenon_entity_find_stranger:
 *
 * Returns: (transfer none) (nullable): a request for the rows of an identifying relationship that does not know the parent
 *   whose key their own begins with
 */
TenonReading *
tenon_entity_find_stranger (TenonEntity *self)
{
  TenonForeignKey *parent = find_identifying (self);

  for (guint i = 0; parent != NULL && i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      /* Who adds a row says all of its required columns. */
      if (reading->kind != TENON_READING_CREATE && reading->kind != TENON_READING_UPSERT && reading->kind != TENON_READING_NONE && !tenon_reading_knows (reading, self->partition))
        return reading;
    }
  for (guint i = 0; parent != NULL && i < self->touches->len; i++)
    if (!tenon_entity_knows_parent (self, g_ptr_array_index (self->touches, i), self->partition))
      return g_ptr_array_index (self->touches, i);
  for (guint i = 0; parent != NULL && i < self->cascades->len; i++)
    if (!goes_on_from (self, g_ptr_array_index (self->cascades, i), parent))
      return g_ptr_array_index (self->cascades, i);
  return NULL;
}

static char *
as_weak_child (TenonEntity *self)
{
  TenonForeignKey *key = find_identifying (self);
  g_autofree char *assertion = NULL;
  guint            n = self->readings->len + self->touches->len + self->cascades->len;

  if (key == NULL || tenon_entity_find_stranger (self) != NULL)
    return NULL;
  assertion = tenon_foreign_key_dup_assertion (key);
  return g_strdup_printf ("a row belongs to one of %s (%s, %s)%s, and %s", key->ref_table, key->columns[0], describe_belonging (self, key), assertion, n > 0 ? "every request for it knows which" : "no pattern asks for it otherwise");
}

/* ---- append-only log ---- */

static gboolean
changes_rows (TenonReadingKind kind)
{
  return kind == TENON_READING_UPDATE || kind == TENON_READING_DELETE;
}

static char *
as_log (TenonEntity *self)
{
  const char *word = find_log_word (self);
  guint       n = self->readings->len + self->touches->len;

  if (word == NULL)
    return NULL;
  for (guint i = 0; i < self->readings->len; i++)
    if (changes_rows (((TenonReading *)g_ptr_array_index (self->readings, i))->kind))
      return NULL;
  for (guint i = 0; i < self->touches->len; i++)
    if (changes_rows (tenon_entity_get_part_kind (self, g_ptr_array_index (self->touches, i))))
      return NULL;
  if (n == 0)
    return g_strdup_printf ("named “%s”, and no pattern updates or deletes a row", word);
  return g_strdup_printf ("named “%s”, and none of its %u pattern%s updates or deletes a row", word, n, n == 1 ? "" : "s");
}

/* ---- reference data ---- */

/* Rows that @reading adds to the table in a year by its average rate: negative where that is not known, or only from below. */
static double
count_added (TenonReading    *reading,
             TenonReadingKind kind)
{
  TenonRate *rate = reading->pattern->rps_average;
  double     average;

  if (kind != TENON_READING_CREATE && kind != TENON_READING_UPSERT)
    return 0;
  if (rate == NULL || tenon_rate_is_lower_bound (rate) || !tenon_rate_get_value (rate, &average))
    return -1;
  return ceil (average * MAX (1, reading->items) * SECONDS_A_YEAR - 1e-9);
}

/* Returns: whether it is known that patterns add fewer rows in a year than a Scan may go through */
static gboolean
is_seldom_written (TenonEntity *self,
                   double      *added)
{
  GPtrArray *const lists[] = { self->readings, self->touches };

  *added = 0;
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        TenonReading *reading = g_ptr_array_index (lists[l], i);
        double        rows = count_added (reading, l == 0 ? reading->kind : tenon_entity_get_part_kind (self, reading));

        if (rows < 0)
          return FALSE;
        *added += rows;
      }
  return *added <= TENON_PLAN_SMALL_TABLE;
}

static char *
as_reference (TenonEntity *self)
{
  TenonReading    *whole = find_whole_list (self);
  g_autofree char *rows = NULL, *number = NULL, *more = NULL;
  double           added;

  if (!is_reference (self) || self->source->row_count < 0 || whole->doubts->len > 0 || !is_seldom_written (self, &added))
    return NULL;
  rows = tenon_format_count (self->source->row_count);
  number = tenon_format_count ((gint64)added);
  more = added > 0 ? g_strdup_printf ("patterns add at most %s a year", number) : g_strdup ("no pattern adds any");
  return g_strdup_printf ("no foreign key of its own, %s row%s, %s, and %s reads it as a whole", rows, self->source->row_count == 1 ? "" : "s", more, whole->pattern->pattern_id);
}

/* ---- the others ---- */

static char *
as_unreferenced (TenonEntity *self)
{
  if (self->readings->len + self->touches->len + self->children->len > 0 || tenon_list_get_length (self->source->foreign_keys) > 0)
    return NULL;
  return g_strdup ("no foreign key leads to or from it and no pattern touches it");
}

static char *
as_entity (TenonEntity *self)
{
  TenonForeignKey *key = find_identifying (self);
  TenonReading    *stranger = tenon_entity_find_stranger (self);
  guint            n = self->readings->len + self->touches->len;

  if (key != NULL && stranger != NULL)
    return g_strdup_printf ("a row belongs to one of %s (%s, %s), but %s asks for it without knowing which", key->ref_table, key->columns[0], describe_belonging (self, key), stranger->pattern->pattern_id);
  return g_strdup_printf ("its rows stand for themselves: %u pattern%s to it, %u foreign key%s to it", n, n == 1 ? " goes" : "s go", self->children->len, self->children->len == 1 ? " leads" : "s lead");
}

/**
 * tenon_entity_classify:
 *
 * Says what kind of thing the source table holds, and by which evidence; called once its key is chosen.
 */
void
tenon_entity_classify (TenonEntity *self)
{
  static const struct
  {
    const char *name;
    char *(*describe) (TenonEntity *self);
  } classes[] = {
    { "junction", as_junction },
    { "hierarchy", as_hierarchy },
    { "weak child", as_weak_child },
    { "append-only log", as_log },
    { "reference data", as_reference },
    { "unreferenced", as_unreferenced },
    { "entity", as_entity },
  };

  g_clear_pointer (&self->class_evidence, g_free);
  for (guint i = 0; self->class_evidence == NULL && i < G_N_ELEMENTS (classes); i++)
    {
      self->class_evidence = classes[i].describe (self);
      tenon_str_set (&self->table->classification, classes[i].name);
    }
}

/**
 * tenon_entity_is_small:
 *
 * Returns: whether reading all of it is acceptable: at most 10,000 rows, or reference data and hierarchies of which
 *   the number of rows is not known
 */
gboolean
tenon_entity_is_small (TenonEntity *self)
{
  if (self->source->row_count >= 0)
    return self->source->row_count <= TENON_PLAN_SMALL_TABLE;
  return find_self_reference (self) != NULL || is_reference (self);
}
