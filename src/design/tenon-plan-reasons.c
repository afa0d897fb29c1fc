/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The evidence behind the decisions, in numbers: candidates and their weights, what an index that is spared would have taken,
 * what the transactions of a unique constraint take, how types are converted. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-index-needs.h"
#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"

#include <math.h>
#include <string.h>

static const char weighing[] = "the rates of the patterns plus one each, times what each needs beside one request by this key: a small query 0.1 to 0.2, an index 1, an index and another request 2";

/**
 * tenon_decision_add_factor:
 * @finding: (transfer full):
 * @evidence: (nullable):
 */
void
tenon_decision_add_factor (TenonDecision *self,
                           const char    *name,
                           char          *finding,
                           const char    *evidence)
{
  TenonFactor *factor = g_object_new (TENON_TYPE_FACTOR, NULL);

  factor->name = g_strdup (name);
  factor->finding = finding;
  factor->evidence = g_strdup (evidence);
  tenon_list_append_take (self->factors, factor);
}

static double
read_units (double bytes)
{
  return MAX (1.0, ceil (bytes / 4096)) * 0.5;
}

static double
write_units (gint64 bytes)
{
  return MAX (1.0, ceil (bytes / 1024.0));
}

/* ---- keys ---- */

/**
 * tenon_entity_explain_candidates:
 *
 * Each key that would be unique, with its weight; the chosen one is the lightest.
 */
void
tenon_entity_explain_candidates (TenonEntity   *self,
                                 TenonDecision *decision)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      TenonKeyCandidate *candidate = &g_array_index (self->candidates, TenonKeyCandidate, i);
      const char        *sort = tenon_entity_get_name (self, candidate->sort);
      gboolean           chosen = candidate->partition == self->partition && candidate->sort == self->sort;
      g_autofree char   *weight = tenon_format_number (candidate->weight);
      g_autofree char   *most = tenon_format_number (candidate->most);
      g_autofree char   *heaviest = candidate->heaviest != NULL ? g_strdup_printf (", %s of it from %s", most, candidate->heaviest) : g_strdup ("");

      tenon_decision_add_factor (decision, "key candidate", g_strdup_printf ("%s%s%s weighs %s%s: %s", tenon_entity_get_name (self, candidate->partition), sort != NULL ? " and " : "", sort != NULL ? sort : "", weight, heaviest, chosen ? "chosen" : "rejected"), weighing);
    }
}

/**
 * tenon_entity_explain_assertions:
 * @parent: (nullable): only what refers to it
 *
 * The relationships MySQL does not declare: taken as if it did, on the word of a person.
 */
void
tenon_entity_explain_assertions (TenonEntity   *self,
                                 TenonDecision *decision,
                                 TenonEntity   *parent)
{
  for (guint i = 0; i < tenon_list_get_length (self->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (self->source->foreign_keys, i);
      g_autofree char *evidence = NULL;

      if (!key->is_asserted || (parent != NULL && g_strcmp0 (key->ref_table, parent->source->name) != 0))
        continue;
      evidence = g_strdup_printf ("asserted by a person: %s", key->reason != NULL && *key->reason != '\0' ? key->reason : "no reason is given");
      tenon_decision_add_factor (decision, "asserted relationship", g_strdup_printf ("%s.%s refers to %s.%s, which MySQL does not declare: taken as a foreign key", self->source->name, key->columns[0], key->ref_table, key->ref_columns[0]), evidence);
    }
}

static const char *
find_note (TenonEntity    *self,
           TenonAttribute *attribute,
           TenonColumn   **column)
{
  const char *departure;

  *column = attribute->denormalized ? NULL : tenon_entity_get_column (self, attribute->source_column);
  departure = *column != NULL ? tenon_type_mapping_find_departure (*column, attribute->type, NULL, NULL) : NULL;
  return departure != NULL ? departure : *column != NULL ? tenon_type_mapping_get_note (*column)
                                                         : NULL;
}

/* Whether the attributes say one thing: of one type here and there. */
static gboolean
is_told_alike (TenonEntity    *self,
               TenonAttribute *one,
               TenonAttribute *other)
{
  TenonColumn *a, *b;
  const char  *note = find_note (self, one, &a), *other_note = find_note (self, other, &b);

  return note != NULL && other_note != NULL && one->type == other->type && strcmp (note, other_note) == 0 && g_ascii_strcasecmp (a->type, b->type) == 0;
}

/* "a, b and c", of those that are told with the one at @at. */
static char *
name_alike (TenonEntity *self,
            guint        at,
            guint       *n)
{
  GString *s = g_string_new (NULL);
  gsize    last = 0;

  *n = 0;
  for (guint i = at; i < tenon_list_get_length (self->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (self->table->attributes, i);

      if (!is_told_alike (self, tenon_list_get (self->table->attributes, at), attribute))
        continue;
      last = s->len;
      g_string_append_printf (s, "%s%s", (*n)++ > 0 ? ", " : "", attribute->name);
    }
  if (*n > 1)
    {
      g_string_erase (s, last, 2);
      g_string_insert (s, last, " and ");
    }
  return g_string_free (s, FALSE);
}

static gboolean
is_told_before (TenonEntity *self,
                guint        at)
{
  for (guint i = 0; i < at; i++)
    if (is_told_alike (self, tenon_list_get (self->table->attributes, i), tenon_list_get (self->table->attributes, at)))
      return TRUE;
  return FALSE;
}

/**
 * tenon_entity_explain_types:
 *
 * What becomes of columns whose conversion is worth knowing, once for each type.
 */
void
tenon_entity_explain_types (TenonEntity   *self,
                            TenonDecision *decision)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (self->table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (self->table->attributes, i);
      TenonColumn     *column;
      const char      *note = find_note (self, attribute, &column);
      g_autofree char *names = NULL;
      guint            n;

      if (note == NULL || is_told_before (self, i))
        continue;
      names = name_alike (self, i, &n);
      g_string_append_printf (s, "%s%s %s %s %s (%s)", s->len > 0 ? "; " : "", names, column->type, n == 1 ? "becomes" : "become", tenon_attribute_type_to_string (attribute->type), note);
    }
  if (s->len > 0)
    tenon_decision_add_factor (decision, "types", g_strdup (s->str), "the columns' types in MySQL");
}

/* ---- indexes ---- */

/* Writes a second that are known to go to the table, those of patterns that go to another one first among them. */
static double
known_writes (TenonEntity *self,
              TenonPlan   *plan)
{
  double sum = 0;

  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (tenon_reading_is_write (reading))
        sum += reading->weight - 1;
    }
  for (guint i = 0; i < self->touches->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->touches, i);
      TenonEntity  *main = reading->table != NULL ? tenon_plan_find (plan, reading->table->name) : NULL;

      for (guint j = 0; main != NULL && j < reading->parts->len; j++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, j);

          if (part->table == self->source && part->kind != TENON_READING_GET)
            sum += (reading->weight - 1) * MAX (tenon_plan_count_written (plan, main, reading, self), 1);
        }
    }
  return sum;
}

/**
 * tenon_entity_explain_avoided:
 *
 * Patterns that a Query of a small item collection serves: its cost beside that of the index it spares.
 */
void
tenon_entity_explain_avoided (TenonEntity   *self,
                              TenonPlan     *plan,
                              TenonDecision *decision)
{
  gint64           size = tenon_item_size_get_table (plan->schema, self->table);
  g_autofree char *writes = tenon_format_number (known_writes (self, plan));

  for (guint i = 0; i < self->avoided->len; i++)
    {
      TenonReading    *reading = g_ptr_array_index (self->avoided, i);
      const char      *by = tenon_entity_get_name (self, reading->range != NULL ? reading->range : reading->order);
      g_autofree char *units = tenon_format_number (read_units (reading->items * size));
      g_autofree char *items = tenon_format_number (reading->items);
      g_autofree char *entry = tenon_format_number (write_units (size));

      tenon_decision_add_factor (decision, "index avoided",
                                 g_strdup_printf ("%s: a Query of one %s and the application's own %s take %s read units a request (%s items of %" G_GINT64_FORMAT " bytes); an index%s%s would take as many at most, and %s write units more for each write (%s a second are known)",
                                                  reading->pattern->pattern_id, self->table->partition_key, reading->range != NULL ? "filter" : "sorting", units, items, size, by != NULL ? " by " : "", by != NULL ? by : "", entry, writes),
                                 "items of one key value stay within 64 KB");
    }
}

/**
 * tenon_entity_explain_saved:
 *
 * What the parent's key in front of the child's spares: the index by the parent that the child's key alone would need.
 */
void
tenon_entity_explain_saved (TenonEntity   *self,
                            TenonPlan     *plan,
                            TenonDecision *decision)
{
  gint64           size = tenon_item_size_get_table (plan->schema, self->table);
  double           writes = known_writes (self, plan);
  g_autofree char *units = tenon_format_number (write_units (size)), *known = tenon_format_number (writes), *all = tenon_format_number (writes * write_units (size)), *bytes = tenon_format_bytes (size);
  TenonReading    *stranger = tenon_entity_find_stranger (self);
  g_autofree char *others = stranger != NULL ? g_strdup_printf ("the requests named know the parent of the child they ask for, which %s does not", stranger->pattern->pattern_id) : NULL;
  g_autoptr (GString) patterns = g_string_new (NULL);

  for (guint i = 0; self->is_identifying && i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);

      if (reading->kind != TENON_READING_CREATE && tenon_reading_has (reading, self->partition) && !tenon_reading_has (reading, self->sort))
        g_string_append_printf (patterns, "%s%s", patterns->len > 0 ? ", " : "", reading->pattern->pattern_id);
    }
  if (patterns->len == 0)
    return;
  tenon_decision_add_factor (decision, "index saved", g_strdup_printf ("with %s alone as the key, %s would need an index by %s: %s write units more for each write (%s a second are known: %s units a second) and an entry of %s for each item", self->table->sort_key, patterns->str, self->table->partition_key, units, known, all, bytes),
                             stranger == NULL ? "the relationship is identifying: every request for a child knows its parent" : others);
}

/**
 * tenon_entity_explain_lacking:
 *
 * What an index that a person shaped does not carry: it stays as it is, and says so.
 */
void
tenon_entity_explain_lacking (TenonEntity    *self,
                              TenonIndexPlan *index,
                              TenonDecision  *decision)
{
  for (guint i = 0; index->is_pinned && i < index->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (index->readings, i);
      g_autoptr (GPtrArray) lacking = tenon_index_list_lacking (index->index, self->table, reading);
      g_auto (GStrv) names = tenon_strv_from_array (lacking);
      g_autofree char *joined = g_strjoinv (", ", names);

      if (lacking->len > 0 && tenon_reading_is_read (reading))
        tenon_decision_add_factor (decision, "not carried", g_strdup_printf ("%s needs %s: each item is fetched by its key, a request more", reading->pattern->pattern_id, joined), "the index stays as a person wants it");
    }
}

/**
 * tenon_entity_explain_merged:
 */
void
tenon_entity_explain_merged (TenonIndexPlan *index,
                             TenonDecision  *decision)
{
  if (index->merged != NULL)
    tenon_decision_add_factor (decision, "merged", g_strdup_printf ("%s would have had an index by %s alone: this one serves both", index->merged->str, index->index->partition_key), "one index less to pay for at every write");
}

/* ---- unique constraints ---- */

/**
 * tenon_entity_explain_transactions:
 *
 * What creating, changing and deleting take because of the constraint, and what an item whose value changes needs.
 */
void
tenon_entity_explain_transactions (TenonEntity     *self,
                                   TenonPlan       *plan,
                                   TenonLookupPlan *lookup,
                                   TenonDecision   *decision)
{
  gint64           item = tenon_item_size_get_table (plan->schema, self->table);
  gint64           entry = tenon_item_size_get_table (plan->schema, lookup->table);
  g_autofree char *plain = tenon_format_number (write_units (item));
  g_autofree char *both = tenon_format_number (2 * (write_units (item) + write_units (entry)));
  g_autofree char *change = tenon_format_number (2 * (write_units (item) + 2 * write_units (entry)));
  g_autofree char *columns = g_strjoinv (" and ", lookup->table->unique_columns);

  tenon_decision_add_factor (decision, "cost", g_strdup_printf ("creating or deleting an item takes %s write units instead of %s, changing its %s takes %s", both, plain, columns, change),
                             "2 units for each KB begun in a transaction; a transaction that a condition cancels is paid for too");
  tenon_decision_add_factor (decision, "changing the value", g_strdup_printf ("read the item's present %s by a strongly consistent GetItem, then in one transaction: Update %s on the condition that it is there and the value is still the one that was read, Delete the old item of %s, Put the new one on the condition that it is not", columns, self->table->name, lookup->table->name),
                             "a failed condition on the Put means that the new value is taken, one on the Update that somebody changed it meanwhile: read again; where the present value is NULL, attribute_not_exists() takes the place of the comparison");
}
