/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The denormalisation framework: the seven factors for each table that is read along with another one, the decision
 * matrix, and the copies where the strategy asks for them and the evidence is there. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"
#include "design/tenon-item-size.h"
#include "design/tenon-join-evidence.h"
#include "design/tenon-type-mapping.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

#define CORRELATION_NEEDED 0.7 /* design document, decision matrix */
#define COPY_BYTES 256         /* a copied value larger than this is not "small" */

/* One table read along with another one by its foreign key. */
typedef struct
{
  TenonEntity      *main;
  TenonEntity      *other;
  const char       *column;     /* of main */
  const char       *ref_column; /* of other */
  GPtrArray        *readings;   /* (owned) (element-type TenonReading) */
  GPtrArray        *wanted;     /* (owned) (element-type TenonColumn) columns of other the patterns name */
  double            together;   /* weight of the reads of both */
  double            reads;      /* weight of all reads of main */
  TenonJoinEvidence logs;
  const char       *changer;  /* (nullable) a pattern that may change a wanted column */
  int               bounded;  /* TenonAnswerValue */
  char             *boundary; /* (owned) (nullable) why the tables are of different services */
  double            correlation;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->wanted);
  tenon_join_evidence_clear (&self->logs);
  g_free (self->boundary);
  g_free (self);
}

static char *
database_of (const char *table)
{
  const char *dot = strrchr (table, '.');

  return dot != NULL ? g_strndup (table, dot - table) : g_strdup ("");
}

/* Owners that are stated tell services apart; where one is not, databases do. */
static char *
find_boundary (TenonPlan  *plan,
               const char *main,
               const char *other)
{
  g_autofree char *main_key = tenon_facts_dup_key (TENON_FACT_ENTITY, main, "owner");
  g_autofree char *other_key = tenon_facts_dup_key (TENON_FACT_ENTITY, other, "owner");
  g_autofree char *owner = tenon_facts_dup_text (plan->model, main_key);
  g_autofree char *other_owner = tenon_facts_dup_text (plan->model, other_key);
  g_autofree char *here = database_of (main);
  g_autofree char *there = database_of (other);

  if (owner != NULL && other_owner != NULL)
    return g_ascii_strcasecmp (owner, other_owner) != 0 ? g_strdup_printf ("%s owns %s and %s owns %s, as stated", owner, main, other_owner, other) : NULL;
  return strcmp (here, there) != 0 ? g_strdup_printf ("%s and %s stand in different databases, taken as different services", main, other) : NULL;
}

static TenonForeignKey *
find_key (TenonEntity *main,
          TenonEntity *other)
{
  for (guint i = 0; i < tenon_list_get_length (main->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (main->source->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, other->source->name) == 0 && key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL && key->ref_columns != NULL && key->ref_columns[0] != NULL)
        return key;
    }
  return NULL;
}

static void
collect_wanted (Candidate *self)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonPattern *pattern = ((TenonReading *)g_ptr_array_index (self->readings, i))->pattern;

      for (guint j = 0; pattern->attributes != NULL && pattern->attributes[j] != NULL; j++)
        {
          const char      *dot = strrchr (pattern->attributes[j], '.');
          g_autofree char *table = dot != NULL ? g_strndup (pattern->attributes[j], dot - pattern->attributes[j]) : NULL;
          TenonColumn     *column = g_strcmp0 (table, self->other->source->name) == 0 ? tenon_entity_get_column (self->other, dot + 1) : NULL;

          if (column != NULL && strcmp (column->name, self->ref_column) != 0 && !g_ptr_array_find (self->wanted, column, NULL))
            g_ptr_array_add (self->wanted, column);
        }
    }
}

static TenonJoinEnds
ends_of (Candidate *self)
{
  return (TenonJoinEnds){ self->main->source, self->column, self->other->source, self->ref_column };
}

/* Where no pattern names a column, the logs tell which ones reads of both give; all of them is no choice of columns. */
static void
collect_read (Candidate *self)
{
  guint n = self->logs.columns->len;

  if (self->wanted->len > 0 || (n > 1 && n + 1 >= tenon_list_get_length (self->other->source->columns)))
    return;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->wanted, g_array_index (self->logs.columns, TenonJoinColumn, i).column);
}

static void
measure (TenonPlan *plan,
         Candidate *self)
{
  TenonJoinEnds ends = ends_of (self);

  for (guint i = 0; i < self->main->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->main->readings, i);

      if (reading->kind != TENON_READING_GET && reading->kind != TENON_READING_LIST)
        continue;
      self->reads += reading->weight;
      if (g_ptr_array_find (self->readings, reading, NULL))
        self->together += reading->weight;
    }
  tenon_join_evidence_init (&self->logs, plan->model, &ends);
  collect_read (self);
  self->correlation = self->logs.reads > 0 ? (double)self->logs.together / self->logs.reads : self->reads > 0 ? self->together / self->reads
                                                                                                              : 0;
}

/* Whether the request changes a column that would be copied; one that does not say what it writes may. */
static gboolean
changes_wanted (Candidate    *self,
                TenonReading *reading)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (part->table == self->other->source && part->kind == TENON_READING_UPDATE && (part->takes == NULL || self->wanted->len == 0 || g_ptr_array_find (self->wanted, part->takes, NULL)))
        return TRUE;
    }
  if (reading->table != self->other->source || (reading->kind != TENON_READING_UPDATE && reading->kind != TENON_READING_UPSERT))
    return FALSE;
  if (reading->writes->len == 0 || self->wanted->len == 0)
    return TRUE;
  for (guint i = 0; i < self->wanted->len; i++)
    if (g_ptr_array_find_with_equal_func (reading->writes, ((TenonColumn *)g_ptr_array_index (self->wanted, i))->name, g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

static void
find_changer (Candidate *self)
{
  g_autoptr (GPtrArray) readings = tenon_entity_list_readings (self->other);

  for (guint i = 0; i < readings->len && self->changer == NULL; i++)
    if (changes_wanted (self, g_ptr_array_index (readings, i)))
      self->changer = ((TenonReading *)g_ptr_array_index (readings, i))->pattern->pattern_id;
}

/* Growth is bounded where a person said so, or where no pattern changes what would be copied. */
static void
assess (TenonPlan *plan,
        Candidate *self)
{
  g_autofree char *child = g_strconcat (self->main->source->name, ".", self->column, NULL);

  self->boundary = find_boundary (plan, self->main->source->name, self->other->source->name);
  find_changer (self);
  for (guint i = 0; i < tenon_list_get_length (plan->model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (plan->model->relationships, i);

      if (g_strcmp0 (relationship->child, child) == 0)
        self->bounded = relationship->bounded;
    }
  if (self->bounded == TENON_ANSWER_UNKNOWN && self->changer == NULL && self->wanted->len > 0)
    self->bounded = TENON_ANSWER_YES;
}

static Candidate *
find_candidate (GPtrArray   *candidates,
                TenonEntity *main,
                TenonEntity *other)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->main == main && candidate->other == other)
        return candidate;
    }
  return NULL;
}

static Candidate *
new_candidate (TenonEntity     *main,
               TenonEntity     *other,
               TenonForeignKey *key)
{
  Candidate *self = g_new0 (Candidate, 1);

  self->main = main;
  self->other = other;
  self->column = key->columns[0];
  self->ref_column = key->ref_columns[0];
  self->readings = g_ptr_array_new ();
  self->wanted = g_ptr_array_new ();
  return self;
}

static GPtrArray *
list_candidates (TenonPlan   *plan,
                 TenonEntity *main)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);

  for (guint i = 0; i < main->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (main->readings, i);

      for (guint j = 0; (reading->kind == TENON_READING_GET || reading->kind == TENON_READING_LIST) && j < reading->parts->len; j++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, j);
          TenonEntity      *other = tenon_plan_find (plan, part->table->name);
          TenonForeignKey  *key = other != NULL ? find_key (main, other) : NULL;
          Candidate        *candidate = key != NULL ? find_candidate (candidates, main, other) : NULL;

          if (key == NULL)
            continue;
          if (candidate == NULL)
            {
              candidate = new_candidate (main, other, key);
              g_ptr_array_add (candidates, candidate);
            }
          g_ptr_array_add (candidate->readings, reading);
        }
    }
  return candidates;
}

/* The decision. */

static gboolean
is_considered (TenonPlan *plan,
               Candidate *self)
{
  if (plan->model->early_stage == TENON_ANSWER_YES || self->boundary != NULL)
    return FALSE;
  return self->correlation > CORRELATION_NEEDED && self->bounded == TENON_ANSWER_YES;
}

/* What an item grows by: the mean of the values where rows were seen, else what the types suggest. */
static guint
wanted_bytes (TenonPlan *plan,
              Candidate *self,
              guint     *n_observed)
{
  guint bytes = 0;

  *n_observed = 0;
  for (guint i = 0; i < self->wanted->len; i++)
    {
      TenonColumn        *column = g_ptr_array_index (self->wanted, i);
      g_autofree char    *dotted = g_strconcat (self->other->source->name, ".", column->name, NULL);
      TenonRowStatistics *rows = plan->schema != NULL ? tenon_schema_find_row_statistics (plan->schema, dotted) : NULL;

      *n_observed += rows != NULL && rows->mean_bytes > 0;
      bytes += rows != NULL && rows->mean_bytes > 0 ? (guint)ceil (rows->mean_bytes) : tenon_type_mapping_get_bytes (column);
    }
  return bytes;
}

G_GNUC_PRINTF (3, 5)
static void
add_factor (TenonDecision *decision,
            const char    *name,
            const char    *format,
            const char    *evidence,
            ...)
{
  TenonFactor *factor = g_object_new (TENON_TYPE_FACTOR, NULL);
  va_list      args;

  va_start (args, evidence);
  factor->name = g_strdup (name);
  factor->finding = g_strdup_vprintf (format, args);
  factor->evidence = g_strdup (evidence);
  va_end (args);
  tenon_list_append_take (decision->factors, factor);
}

static char *
describe_correlation (Candidate *self)
{
  g_autofree char *together = tenon_format_count (self->logs.together);
  g_autofree char *all = tenon_format_count (self->logs.reads);
  g_autofree char *columns = tenon_join_evidence_dup_columns (&self->logs);

  if (self->logs.reads > 0)
    return g_strdup_printf ("OBSERVED: %s of %s SELECTs of %s in the logs read %s too%s%s", together, all, self->main->source->name, self->other->source->name, columns != NULL ? ", of it " : "", columns != NULL ? columns : "");
  if (self->readings->len == 0)
    return g_strdup ("none of its read patterns names both; no log measured it");
  return g_strdup_printf ("%u of its read patterns name both, weighted by the rates that are known; no log measured it", self->readings->len);
}

static void
add_size_factor (TenonPlan     *plan,
                 Candidate     *self,
                 TenonDecision *decision)
{
  g_autofree char *bytes = tenon_format_bytes (tenon_item_size_get_table (plan->schema, self->main->table));
  guint            n_observed, growth = wanted_bytes (plan, self, &n_observed);

  if (self->wanted->len == 0)
    add_factor (decision, "item_size_trajectory", "an item of about %s would grow by what is copied of %s, which is not known", self->logs.columns->len > 0 ? "no pattern names the columns it needs, and the logs read all of them" : "no pattern names the columns it needs", bytes, self->other->source->name);
  else
    add_factor (decision, "item_size_trajectory", "an item of about %s would grow by %u bytes, a fixed number", n_observed == self->wanted->len ? "OBSERVED: mean of the values in the rows" : n_observed > 0 ? "mean of the values where rows were seen, else assumed sizes by column type"
                                                                                                                                                                                                              : "assumed sizes by column type",
                bytes, growth);
}

/* What a change costs: a write for each item that copies it. */
static void
add_write_factor (TenonPlan     *plan,
                  Candidate     *self,
                  TenonDecision *decision)
{
  TenonJoinEnds    ends = ends_of (self);
  g_autofree char *evidence = NULL;
  g_autofree char *copies = tenon_join_dup_fan_out (plan->model, plan->schema, &ends, &evidence);
  g_autofree char *number = copies != NULL ? g_strdup_printf (" (%s)", copies) : g_strdup (" (how many is not known)");

  if (self->changer != NULL)
    add_factor (decision, "write_amplification", "a change in %s would have to be written to every item that copies it%s", evidence != NULL ? evidence : "neither rows nor anybody told how many rows refer to one", self->changer, number);
  else
    add_factor (decision, "write_amplification", "no pattern changes what would be copied from %s, which stands in each item that refers to it%s", evidence != NULL ? evidence : "no UPDATE among the patterns", self->other->source->name, number);
}

static void
add_hot_factor (TenonPlan     *plan,
                Candidate     *self,
                TenonDecision *decision)
{
  TenonJoinEnds    ends = ends_of (self);
  g_autofree char *evidence = NULL;
  g_autofree char *skew = tenon_join_dup_skew (plan->model, plan->schema, &ends, &evidence);

  add_factor (decision, "hot_partition_risk", "reads of a popular item in %s would spread over the items of %s%s%s", evidence != NULL ? evidence : "no skew is known", self->other->table->name, self->main->table->name, skew != NULL ? ": " : "", skew != NULL ? skew : "");
}

static void
add_factors (TenonPlan     *plan,
             Candidate     *self,
             TenonDecision *decision)
{
  g_autofree char *coupling = describe_correlation (self);
  gboolean         strong = FALSE;

  for (guint i = 0; i < self->readings->len; i++)
    strong |= ((TenonReading *)g_ptr_array_index (self->readings, i))->is_strong;
  add_size_factor (plan, self, decision);
  add_factor (decision, "access_pattern_coupling", "%.0f %% of the reads need both", coupling, self->correlation * 100);
  add_write_factor (plan, self, decision);
  add_factor (decision, "consistency_requirements", strong ? "a strongly consistent read needs %s itself: a copy lags behind" : "a copy of %s may lag behind its original: eventual consistency", strong ? "a pattern asks for STRONG" : "no pattern asks for STRONG", self->other->source->name);
  add_factor (decision, "operational_complexity", "a stream handler would keep the copies in step with %s, or each write a transaction%s", self->boundary != NULL ? self->boundary : "the design document's framework", self->other->source->name, self->boundary != NULL ? "; it would cross service boundaries" : "");
  add_factor (decision, "schema_evolution_risk", "a change of the copied columns of %s becomes a rewrite of %s", "the design document's framework", self->other->source->name, self->main->table->name);
  add_hot_factor (plan, self, decision);
}

static void
set_lists (TenonDecision     *decision,
           const char *const *trade_offs,
           const char *const *monitoring)
{
  g_strfreev (decision->trade_offs);
  g_strfreev (decision->monitoring_requirements);
  decision->trade_offs = g_strdupv ((char **)trade_offs);
  decision->monitoring_requirements = g_strdupv ((char **)monitoring);
}

static char *
name_wanted (Candidate *self)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < self->wanted->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? ", " : "", ((TenonColumn *)g_ptr_array_index (self->wanted, i))->name);
  return g_strdup (self->wanted->len > 0 ? s->str : "what the patterns read of it (they name no column)");
}

/* The patterns that read both. */
static char *
name_readers (Candidate *self)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < self->readings->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? ", " : "", ((TenonReading *)g_ptr_array_index (self->readings, i))->pattern->pattern_id);
  return g_strdup (s->len > 0 ? s->str : "no pattern");
}

static char *
reason_to_separate (TenonPlan *plan,
                    Candidate *self)
{
  if (plan->model->early_stage == TENON_ANSWER_YES)
    return g_strdup ("The application is at an early stage: separate tables keep the freedom to change.");
  if (self->boundary != NULL)
    return g_strdup_printf ("A copy would cross service boundaries: %s. Separate tables keep their owners apart.", self->boundary);
  if (self->correlation <= CORRELATION_NEEDED)
    {
      g_autofree char *names = name_readers (self);

      return g_strdup_printf ("%.0f %% of the reads of %s need %s too (%s); the framework asks for more than 70 %%.", self->correlation * 100, self->main->source->name, self->other->source->name, names);
    }
  return g_strdup_printf ("Whether the copies of %s in %s stay bounded is not known, or is denied: no evidence, no denormalisation.", self->other->source->name, self->main->table->name);
}

static void
decide (TenonPlan  *plan,
        Candidate  *self,
        gboolean    considered,
        const char *obstacle,
        gboolean    taken)
{
  g_autofree char  *id = g_strdup_printf ("denormalize:%s/%s", self->main->table->name, self->other->source->name);
  TenonDecision    *decision = tenon_decision_new (id, TENON_DECISION_DENORMALIZATION);
  g_autofree char  *wanted = name_wanted (self);
  g_autofree char  *copy = g_strdup_printf ("Copy %s of %s into %s", wanted, self->other->source->name, self->main->table->name);
  g_autofree char  *separate = g_strdup_printf ("Separate tables: read %s, then %s by its key (GetItem or BatchGetItem)", self->main->table->name, self->other->table->name);
  g_autofree char  *readers = name_readers (self);
  g_autofree char  *collection = g_strdup_printf ("One item collection that holds %s and %s, under one partition key", self->main->source->name, self->other->source->name);
  const char       *alternatives[] = { separate, copy, collection, NULL };
  g_autofree char  *second = g_strdup_printf ("%s: a second request, to %s, for what %s leads to", readers, self->other->table->name, self->main->table->name);
  g_autofree char  *original = g_strdup_printf ("%s of %s stands in one place: no copy can be out of date", wanted, self->other->source->name);
  g_autofree char  *spared = g_strdup_printf ("%s: one request instead of two", readers);
  g_autofree char  *changes = g_strdup_printf ("each change of %s is written to every item of %s that copies it%s%s, and a new item reads the original first", self->other->source->name, self->main->table->name, self->changer != NULL ? ": " : "", self->changer != NULL ? self->changer : "");
  g_autofree char  *lag = g_strdup_printf ("%s can be out of date in %s for a moment", wanted, self->main->table->name);
  const char *const separate_costs[] = { second, original, NULL };
  const char *const copy_costs[] = { spared, changes, lag, NULL };
  g_autofree char  *latency = g_strdup_printf ("latency of %s (p99)", readers);
  g_autofree char  *follows = g_strdup_printf ("share of the reads of %s that go on to %s: above 70 %% the verdict is to be looked at again", self->main->table->name, self->other->table->name);
  g_autofree char  *third = taken ? g_strdup_printf ("items of %s whose %s differs from the original in %s (periodic comparison)", self->main->table->name, wanted, self->other->table->name) : g_strdup_printf ("consumed read units of %s by %s", self->other->table->name, readers);
  const char *const monitoring[] = { latency, follows, third, NULL };
  g_autofree char  *undo = taken ? g_strdup_printf ("Let %s read %s again, then remove the copies from %s in the background; nothing else depends on them.", readers, self->other->table->name, self->main->table->name) : g_strdup_printf ("Add %s to the items of %s later, by a backfill, while %s stays as it is.", wanted, self->main->table->name, self->other->table->name);

  tenon_str_set (&decision->table, self->main->table->name);
  decision->title = g_strdup_printf ("%s read along with %s", self->other->source->name, self->main->source->name);
  decision->alternatives_considered = g_strdupv ((char **)alternatives);
  tenon_str_set (&decision->chosen_approach, taken ? copy : considered ? "CONSIDER_DENORMALIZATION: separate tables until a benchmark shows the need"
                                                                       : "SEPARATE_TABLES");
  if (taken)
    decision->justification = g_strdup_printf ("%.0f %% of the reads need both (more than 70 %% is asked for) and the copies are bounded; this alternative is optimised for reads.", self->correlation * 100);
  else if (considered)
    decision->justification = g_strdup_printf ("%.0f %% of the reads need both and the copies are bounded, so a copy may be considered; evidence before optimisation: a benchmark decides.%s%s%s", self->correlation * 100, obstacle != NULL ? " Nothing is copied before: " : "", obstacle != NULL ? obstacle : "", obstacle != NULL ? "." : "");
  else
    decision->justification = reason_to_separate (plan, self);
  add_factors (plan, self, decision);
  tenon_entity_explain_assertions (self->main, decision, self->other);
  set_lists (decision, taken ? copy_costs : separate_costs, monitoring);
  tenon_str_set (&decision->rollback_strategy, undo);
  g_ptr_array_add (self->main->copies, decision);
}

/* Whether copies of all that is wanted would spare one of the reads its second request. */
static gboolean
spares_any (Candidate *self)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->readings, i);
      gboolean      all = !reading->is_strong, any = FALSE;

      for (guint j = 0; all && reading->pattern->attributes != NULL && reading->pattern->attributes[j] != NULL; j++)
        {
          const char      *dot = strrchr (reading->pattern->attributes[j], '.');
          g_autofree char *table = dot != NULL ? g_strndup (reading->pattern->attributes[j], dot - reading->pattern->attributes[j]) : NULL;
          TenonColumn     *column = g_strcmp0 (table, self->other->source->name) == 0 ? tenon_entity_get_column (self->other, dot + 1) : NULL;
          gboolean         is_other = g_strcmp0 (table, self->other->source->name) == 0;

          any |= column != NULL && g_ptr_array_find (self->wanted, column, NULL);
          all = !is_other || (column != NULL && (strcmp (column->name, self->ref_column) == 0 || g_ptr_array_find (self->wanted, column, NULL)));
        }
      if (all && any)
        return TRUE;
    }
  return FALSE;
}

/* Why nothing is copied although a copy may be considered; %NULL: nothing is against it. */
static const char *
find_obstacle (Candidate *self)
{
  const char *unique[] = { self->ref_column, NULL };

  if (self->wanted->len == 0)
    return "no pattern names the columns it reads of it";
  if (!tenon_source_table_is_unique (self->other->source, unique))
    return "what is referred to is not unique";
  for (guint i = 0; i < self->wanted->len; i++)
    if (tenon_type_mapping_get_bytes (g_ptr_array_index (self->wanted, i)) > COPY_BYTES)
      return "a column is larger than the 256 bytes a copy may take";
  if (!spares_any (self))
    return "no pattern would be spared its second request: none names all it reads of it, or its read is strongly consistent";
  if (self->changer != NULL && !tenon_entity_can_find_copies (self->main, self->column))
    return "no key and no index finds the copies when the original changes";
  return NULL;
}

static void
copy_columns (Candidate *self)
{
  TenonTable      *table = self->main->table;
  g_autofree char *singular = tenon_entity_dup_singular (self->other);

  for (guint i = 0; i < self->wanted->len; i++)
    {
      TenonColumn     *column = g_ptr_array_index (self->wanted, i);
      g_autofree char *name = g_strdup_printf ("%s_%s", singular, column->name);
      TenonAttribute  *attribute;

      if (tenon_table_find_attribute (table, name) != NULL)
        continue;
      attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);
      attribute->name = g_steal_pointer (&name);
      attribute->type = tenon_entity_get_attribute_type (self->other, column);
      attribute->source_table = g_strdup (self->other->source->name);
      attribute->source_column = g_strdup (column->name);
      attribute->denormalized = TRUE;
      attribute->justification = g_strdup_printf ("%.0f %% of the reads of %s need it, and no pattern is known to change it without bound", self->correlation * 100, self->main->source->name);
      attribute->join_local_column = g_strdup (self->column);
      attribute->join_source_column = g_strdup (self->ref_column);
      tenon_list_append_take (table->attributes, attribute);
    }
}

/* What a person decided to copy or not to. */
static gboolean
keep_pinned (TenonPlan   *plan,
             TenonEntity *main,
             const char  *source)
{
  g_autoptr (GPtrArray) copies = tenon_entity_list_pinned_copies (main, plan, source);
  g_autofree char *id = g_strdup_printf ("denormalize:%s/%s", main->table->name, source);

  if (copies == NULL)
    return FALSE;
  for (guint i = 0; i < copies->len; i++)
    tenon_list_append (main->table->attributes, g_ptr_array_index (copies, i));
  g_ptr_array_add (main->copies, tenon_record_copy (tenon_plan_find_kept (plan, id)));
  return TRUE;
}

/* Where no pattern reads both any more, the decision stands all the same. */
static void
keep_others (TenonPlan   *plan,
             TenonEntity *main)
{
  g_autofree char *prefix = g_strdup_printf ("denormalize:%s/", main->table->name);
  g_autoptr (GPtrArray) kept = tenon_plan_list_kept (plan, main->table->name, main->copies, NULL);

  for (guint i = 0; i < kept->len; i++)
    {
      TenonDecision *decision = g_ptr_array_index (kept, i);

      if (g_str_has_prefix (decision->decision_id, prefix))
        keep_pinned (plan, main, decision->decision_id + strlen (prefix));
    }
}

/**
 * tenon_entity_denormalize:
 *
 * Decides each candidate by the matrix of the design document: early stage or different services, separate; a read
 * correlation above 0.7 with bounded growth, consider; else separate. Only the read-optimised strategy copies, and
 * only named, small columns joined on a unique column.
 */
void
tenon_entity_denormalize (TenonEntity *self,
                          TenonPlan   *plan)
{
  g_autoptr (GPtrArray) candidates = list_candidates (plan, self);

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate  *candidate = g_ptr_array_index (candidates, i);
      const char *obstacle;
      gboolean    considered, taken;

      collect_wanted (candidate);
      measure (plan, candidate);
      assess (plan, candidate);
      considered = is_considered (plan, candidate);
      obstacle = find_obstacle (candidate);
      taken = considered && plan->strategy == TENON_STRATEGY_READ_OPTIMISED && obstacle == NULL;
      if (keep_pinned (plan, candidate->main, candidate->other->source->name))
        continue;
      if (taken)
        copy_columns (candidate);
      decide (plan, candidate, considered, obstacle, taken);
    }
  keep_others (plan, self);
}

/**
 * tenon_design_weigh_copy:
 * @model: only read
 * @table: of the model's design
 * @columns: (element-type utf8): of @source_table, that @table copies; none: it copies nothing of it
 *
 * Weighs by the seven factors what a person decided to copy, whether a pattern reads both or not.
 *
 * Returns: (transfer full) (nullable): the decision as the engine would write it; %NULL where no reference leads there
 */
TenonDecision *
tenon_design_weigh_copy (TenonModel *model,
                         TenonTable *table,
                         const char *source_table,
                         GPtrArray  *columns)
{
  g_autoptr (TenonPlan) plan = tenon_plan_new (model, model->design->strategy);
  g_autoptr (TenonDesign) copy = tenon_record_copy (model->design);
  TenonEntity     *main, *other;
  TenonForeignKey *key;
  Candidate       *candidate = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  TenonDecision *decision;

  tenon_plan_adopt (plan, copy);
  main = tenon_plan_find (plan, table->source_table);
  other = tenon_plan_find (plan, source_table);
  key = main != NULL && other != NULL ? find_key (main, other) : NULL;
  if (key == NULL)
    return NULL;
  candidates = list_candidates (plan, main);
  candidate = find_candidate (candidates, main, other);
  if (candidate == NULL)
    {
      candidate = new_candidate (main, other, key);
      g_ptr_array_add (candidates, candidate);
    }
  for (guint i = 0; i < columns->len; i++)
    if (tenon_entity_get_column (other, g_ptr_array_index (columns, i)) != NULL)
      g_ptr_array_add (candidate->wanted, tenon_entity_get_column (other, g_ptr_array_index (columns, i)));
  if (columns->len == 0)
    collect_wanted (candidate);
  measure (plan, candidate);
  assess (plan, candidate);
  g_ptr_array_set_size (main->copies, 0);
  decide (plan, candidate, is_considered (plan, candidate), NULL, columns->len > 0);
  decision = g_object_ref (g_ptr_array_index (main->copies, 0));
  if (columns->len == 0)
    tenon_str_set (&decision->chosen_approach, "SEPARATE_TABLES");
  return decision;
}
