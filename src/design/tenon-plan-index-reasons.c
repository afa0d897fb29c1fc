/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a decision on an index says beyond any index: the numbers of its table, the patterns it is for and those that pay. */

#include "design/tenon-plan-requests.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-item-size.h"
#include "design/tenon-pattern-private.h"

#include <math.h>
#include <string.h>

#define READ_UNIT 4096
#define WRITE_UNIT 1024
#define MAX_NAMED 6

static void
append_id (GString      *s,
           TenonReading *reading,
           guint        *n)
{
  if (*n < MAX_NAMED)
    g_string_append_printf (s, "%s%s", *n > 0 ? ", " : "", reading->pattern->pattern_id);
  (*n)++;
}

static char *
finish_ids (GString *s,
            guint    n)
{
  if (n > MAX_NAMED)
    g_string_append_printf (s, " and %u more", n - MAX_NAMED);
  return g_string_free (s, FALSE);
}

static char *
name_readings (GPtrArray *readings)
{
  GString *s = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; i < readings->len; i++)
    append_id (s, g_ptr_array_index (readings, i), &n);
  return finish_ids (s, n);
}

/* Patterns that ask by the base key, and would lose it. */
static char *
name_keyed (TenonEntity *entity)
{
  GString *s = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; i < entity->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (entity->readings, i);

      if (entity->partition != NULL && !tenon_reading_creates (reading->kind) && tenon_reading_knows (reading, entity->partition))
        append_id (s, reading, &n);
    }
  return finish_ids (s, n);
}

/* Patterns that write items of the table, and how often, as far as that is known. */
static char *
name_writers (TenonEntity *entity,
              double      *rate)
{
  g_autoptr (GPtrArray) readings = tenon_entity_list_readings (entity);
  GString *s = g_string_new (NULL);
  guint    n = 0;

  *rate = 0;
  for (guint i = 0; i < readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (readings, i);

      if (!tenon_reading_is_write (reading))
        continue;
      append_id (s, reading, &n);
      *rate += reading->weight - 1;
    }
  return finish_ids (s, n);
}

static char *
describe_scan (TenonEntity *entity,
               gint64       size,
               const char  *served)
{
  g_autofree char *rows = NULL, *units = NULL, *bytes = tenon_format_bytes (size);

  if (entity->source->row_count <= 0)
    return g_strdup_printf ("Scan of %s with a filter: reads every item, about %s each (how many there are is not known), for each request of %s", entity->table->name, bytes, served);
  rows = tenon_format_count (entity->source->row_count);
  units = tenon_format_number (0.5 * ceil ((double)entity->source->row_count * size / READ_UNIT));
  return g_strdup_printf ("Scan of %s with a filter: reads all %s items of about %s, %s read units, for each request of %s", entity->table->name, rows, bytes, units, served);
}

static char *
describe_other_key (TenonEntity *entity,
                    TenonIndex  *index)
{
  g_autofree char *keyed = name_keyed (entity);

  if (*keyed == '\0')
    return g_strdup_printf ("%s as the partition key of %s: no pattern asks by %s, so that this index would be spared; the key has to tell the rows apart all the same", index->partition_key, entity->table->name, entity->table->partition_key);
  return g_strdup_printf ("%s as the partition key of %s: %s, which ask%s by %s, would need an index then", index->partition_key, entity->table->name, keyed, strchr (keyed, ',') == NULL ? "s" : "", entity->table->partition_key);
}

static char *
describe_second_table (TenonEntity *entity,
                       TenonIndex  *index,
                       gint64       size,
                       gint64       entry)
{
  gint64 own = (size + WRITE_UNIT - 1) / WRITE_UNIT, more = (entry + WRITE_UNIT - 1) / WRITE_UNIT;

  return g_strdup_printf ("A second table keyed by %s, written in the same transaction: strongly consistent, at %" G_GINT64_FORMAT " write units a new item instead of %" G_GINT64_FORMAT " with the index", index->partition_key, 2 * (own + more), own + more);
}

static char *
describe_writes (TenonEntity *entity,
                 TenonIndex  *index,
                 gint64       entry,
                 char       **writers)
{
  g_autofree char *bytes = tenon_format_bytes (entry), *known = NULL;
  double           rate;
  gint64           units = (entry + WRITE_UNIT - 1) / WRITE_UNIT;

  *writers = name_writers (entity, &rate);
  if (**writers == '\0')
    return g_strdup_printf ("an entry of about %s for each item: no pattern writes %s today", bytes, entity->table->name);
  known = tenon_format_number (rate * units);
  return g_strdup_printf ("an entry of about %s, %" G_GINT64_FORMAT " write unit%s, whenever %s put, delete or change what it carries, twice where %s%s%s changes: %s units a second at the average rates that are known, were each to touch it once", bytes, units, units == 1 ? "" : "s", *writers,
                          index->partition_key, index->sort_key != NULL ? " or " : "", index->sort_key != NULL ? index->sort_key : "", known);
}

/**
 * tenon_entity_explain_index:
 * @decision: (inout): of the index
 *
 * Gives alternatives, trade-offs and what to watch the names and numbers of this table.
 */
void
tenon_entity_explain_index (TenonEntity    *self,
                            TenonPlan      *plan,
                            TenonIndexPlan *index,
                            TenonDecision  *decision)
{
  TenonIndex      *built = index->index;
  gint64           size = tenon_item_size_get_table (plan->schema, self->table), entry = tenon_item_size_get_entry (plan->schema, self->table, built);
  g_autofree char *served = index->readings->len > 0 ? name_readings (index->readings) : g_strdup ("a pattern by it");
  g_autofree char *writers = NULL;
  char           **alternatives = decision->alternatives_considered, **trade_offs = g_new0 (char *, 4), **monitoring = g_new0 (char *, 3);

  g_free (alternatives[0]);
  alternatives[0] = describe_scan (self, size, served);
  g_free (alternatives[1]);
  alternatives[1] = describe_other_key (self, built);
  g_free (alternatives[2]);
  alternatives[2] = describe_second_table (self, built, size, entry);
  trade_offs[1] = describe_writes (self, built, entry, &writers);
  trade_offs[0] = *writers != '\0' ? g_strdup_printf ("eventually consistent: %s may miss what %s wrote a moment before", served, writers) : g_strdup_printf ("eventually consistent: %s may miss what was written a moment before", served);
  trade_offs[2] = g_strdup_printf ("one value of %s takes 1,000 write units a second in the index; beyond that the writes of %s are throttled, whatever its own keys", built->partition_key, self->table->name);
  g_strfreev (decision->trade_offs);
  decision->trade_offs = trade_offs;
  monitoring[0] = g_strdup_printf ("consumed and throttled read and write units of %s; %.0f write or %.0f read units a second on one value of %s are the time to act", built->name, TENON_HEADROOM_HOT * TENON_PARTITION_WRITE_LIMIT, TENON_HEADROOM_HOT * TENON_PARTITION_READ_LIMIT, built->partition_key);
  monitoring[1] = g_strdup_printf ("most accessed and most throttled values of %s in %s (Contributor Insights)", built->partition_key, built->name);
  g_strfreev (decision->monitoring_requirements);
  decision->monitoring_requirements = monitoring;
  g_free (decision->rollback_strategy);
  decision->rollback_strategy = g_strdup_printf ("%s can be deleted at any time without touching %s, once %s %s served otherwise. Its keys and projection cannot be changed: build a second one, move the reads, delete the first.", built->name, self->table->name, served, index->readings->len == 1 ? "is" : "are");
}
