/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Goes through the rules: once, or again and again for what an edit touched.
 *
 * A rule looks at one table, source table, pattern or unserved pattern at a time. What it found stays with the thing it
 * looked at, and is listed by rule, then in the order of the things: as a check from the start lists it. */

#include "design/tenon-rule-context.h"

struct _TenonChecker
{
  TenonModel      *model;    /* (owned) */
  TenonDesign     *design;   /* (owned) */
  TenonRequests   *requests; /* (owned) */
  TenonRuleContext context;

  guint        n_rules;
  GHashTable **found;         /* for each rule: thing -> what it found there (GPtrArray of TenonDiagnostic) */
  GPtrArray  **found_at_once; /* (nullable) for each rule: what looks at the whole found */
  GHashTable  *unserved;      /* (element-type TenonUnserved) (owned) that were looked at */
  GHashTable  *tables;        /* (element-type TenonTable) (owned) that the design had */
};

/* The things of one kind, and how a rule looks at one of them. */
typedef struct
{
  TenonList *(*get_list) (TenonRuleContext *context);
  gboolean (*check) (TenonRuleContext *context,
                     const TenonRule  *rule,
                     gpointer          thing);
  gboolean (*has_check) (const TenonRule *rule);
} Kind;

#define DEFINE_KIND(name, Type)                        \
  static gboolean                                      \
      check_##name (TenonRuleContext *context,         \
                    const TenonRule  *rule,            \
                    gpointer          thing)           \
  {                                                    \
    rule->check_##name (context, rule, (Type *)thing); \
    return TRUE;                                       \
  }                                                    \
  static gboolean                                      \
      has_check_##name (const TenonRule *rule)         \
  {                                                    \
    return rule->check_##name != NULL;                 \
  }

DEFINE_KIND (table, TenonTable)
DEFINE_KIND (source, TenonSourceTable)
DEFINE_KIND (pattern, TenonPattern)
DEFINE_KIND (unserved, TenonUnserved)

static TenonList *
get_tables (TenonRuleContext *context)
{
  return context->design->tables;
}

static TenonList *
get_sources (TenonRuleContext *context)
{
  return context->schema != NULL ? context->schema->tables : NULL;
}

static TenonList *
get_patterns (TenonRuleContext *context)
{
  return context->model->patterns;
}

static TenonList *
get_unserved (TenonRuleContext *context)
{
  return context->design->unserved;
}

static const Kind kinds[] = {
  { get_tables, check_table, has_check_table },
  { get_sources, check_source, has_check_source },
  { get_patterns, check_pattern, has_check_pattern },
  { get_unserved, check_unserved, has_check_unserved },
};

enum
{
  TABLES,
  SOURCES,
  PATTERNS,
  UNSERVED,
};

/* ---- once ---- */

static void
check_all (TenonRuleContext *context,
           const TenonRule  *rule)
{
  if (rule->check != NULL)
    rule->check (context, rule);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TenonList *list = kinds[i].has_check (rule) ? kinds[i].get_list (context) : NULL;

      for (guint j = 0; list != NULL && j < tenon_list_get_length (list); j++)
        kinds[i].check (context, rule, tenon_list_get (list, j));
    }
}

/**
 * tenon_rules_check_scope:
 * @design: the design to check: the model's own, or a proposal
 *
 * Returns: (transfer container) (element-type TenonDiagnostic): findings in the order of the rules
 */
GPtrArray *
tenon_rules_check_scope (TenonModel    *model,
                         TenonDesign   *design,
                         TenonRuleScope scope)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  TenonRuleContext context = { NULL };
  guint            n_rules;
  const TenonRule *rules = tenon_rules_get (&n_rules);

  tenon_rule_context_init (&context, model, design, requests, (scope & TENON_RULE_SCOPE_REQUIREMENTS) != 0);
  context.findings = tenon_diagnostics_new ();
  for (guint i = 0; i < n_rules; i++)
    if ((rules[i].scope & scope) != 0)
      check_all (&context, &rules[i]);
  tenon_rule_context_clear (&context);
  return context.findings;
}

GPtrArray *
tenon_rules_check (TenonModel  *model,
                   TenonDesign *design)
{
  return tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_ALL);
}

/* ---- again and again ---- */

static void
findings_free (gpointer findings)
{
  g_ptr_array_unref (findings);
}

/* Takes what was found since the last time; %NULL: nothing. */
static GPtrArray *
take_findings (TenonChecker *self)
{
  GPtrArray *findings = self->context.findings;

  if (findings->len == 0)
    return NULL;
  self->context.findings = tenon_diagnostics_new ();
  return findings;
}

static void
look_at (TenonChecker *self,
         guint         kind,
         gpointer      thing)
{
  guint            n_rules;
  const TenonRule *rules = tenon_rules_get (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      GPtrArray *findings;

      if (!kinds[kind].has_check (&rules[i]))
        continue;
      kinds[kind].check (&self->context, &rules[i], thing);
      findings = take_findings (self);
      if (findings != NULL)
        g_hash_table_insert (self->found[i], thing, findings);
      else
        g_hash_table_remove (self->found[i], thing);
    }
}

static void
look_at_whole (TenonChecker *self)
{
  guint            n_rules;
  const TenonRule *rules = tenon_rules_get (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      if (rules[i].check == NULL)
        continue;
      rules[i].check (&self->context, &rules[i]);
      g_clear_pointer (&self->found_at_once[i], g_ptr_array_unref);
      self->found_at_once[i] = take_findings (self);
    }
}

static gboolean
is_about (TenonChecker  *self,
          TenonUnserved *unserved,
          GHashTable    *patterns)
{
  TenonPattern *pattern = patterns != NULL && unserved->pattern_id != NULL ? g_hash_table_lookup (self->requests->patterns, unserved->pattern_id) : NULL;

  return pattern != NULL && g_hash_table_contains (patterns, pattern);
}

/* Those that are new or about one of @patterns (nullable); what is found of those that went goes with them. */
static void
look_at_unserved (TenonChecker *self,
                  GHashTable   *patterns)
{
  TenonList     *list = self->design->unserved;
  GHashTable    *present = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer       unserved;

  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      unserved = tenon_list_get (list, i);
      g_hash_table_add (present, g_object_ref (unserved));
      if (!g_hash_table_contains (self->unserved, unserved) || is_about (self, unserved, patterns))
        look_at (self, UNSERVED, unserved);
    }
  g_hash_table_iter_init (&iter, self->unserved);
  while (g_hash_table_iter_next (&iter, &unserved, NULL))
    for (guint i = 0; !g_hash_table_contains (present, unserved) && i < self->n_rules; i++)
      g_hash_table_remove (self->found[i], unserved);
  g_hash_table_unref (self->unserved);
  self->unserved = present;
}

/**
 * tenon_checker_new:
 * @design: the model's own, or a proposal
 */
TenonChecker *
tenon_checker_new (TenonModel  *model,
                   TenonDesign *design)
{
  TenonChecker *self = g_new0 (TenonChecker, 1);

  self->model = g_object_ref (model);
  self->design = g_object_ref (design);
  self->requests = tenon_requests_new (model);
  self->unserved = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  tenon_rules_get (&self->n_rules);
  self->found = g_new0 (GHashTable *, self->n_rules);
  self->found_at_once = g_new0 (GPtrArray *, self->n_rules);
  for (guint i = 0; i < self->n_rules; i++)
    self->found[i] = g_hash_table_new_full (NULL, NULL, NULL, findings_free);
  tenon_rule_context_init (&self->context, model, design, self->requests, TRUE);
  self->context.findings = tenon_diagnostics_new ();
  look_at_whole (self);
  for (guint i = TABLES; i < UNSERVED; i++)
    {
      TenonList *list = kinds[i].get_list (&self->context);

      for (guint j = 0; list != NULL && j < tenon_list_get_length (list); j++)
        look_at (self, i, tenon_list_get (list, j));
    }
  look_at_unserved (self, NULL);
  self->tables = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    g_hash_table_add (self->tables, g_object_ref (tenon_list_get (design->tables, i)));
  return self;
}

void
tenon_checker_free (TenonChecker *self)
{
  tenon_rule_context_clear (&self->context);
  g_ptr_array_unref (self->context.findings);
  for (guint i = 0; i < self->n_rules; i++)
    {
      g_hash_table_unref (self->found[i]);
      g_clear_pointer (&self->found_at_once[i], g_ptr_array_unref);
    }
  g_free (self->found);
  g_free (self->found_at_once);
  g_hash_table_unref (self->unserved);
  g_hash_table_unref (self->tables);
  tenon_requests_free (self->requests);
  g_object_unref (self->design);
  g_object_unref (self->model);
  g_free (self);
}

/* Patterns that were served and are not, or the other way round. */
static void
add_turned (TenonChecker *self,
            GHashTable   *before,
            GHashTable   *patterns)
{
  GHashTableIter iter;
  gpointer       pattern, was;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &pattern, &was))
    if ((GPOINTER_TO_UINT (g_hash_table_lookup (self->context.served, pattern)) > 0) != GPOINTER_TO_INT (was))
      g_hash_table_add (patterns, pattern);
}

static void
look_at_set (TenonChecker *self,
             guint         kind,
             GHashTable   *things)
{
  GHashTableIter iter;
  gpointer       thing;

  g_hash_table_iter_init (&iter, things);
  while (g_hash_table_iter_next (&iter, &thing, NULL))
    look_at (self, kind, thing);
}

/* What is found of a pattern's steps depends on every table that serves it. */
static void
add_patterns_of (TenonChecker *self,
                 TenonTable   *table,
                 GHashTable   *patterns)
{
  GPtrArray *served = g_hash_table_lookup (self->context.patterns_of, table);

  for (guint i = 0; served != NULL && i < served->len; i++)
    g_hash_table_add (patterns, g_ptr_array_index (served, i));
}

/* Tables that went take what was found in them along; those that are new are known from now on. */
static void
sync_tables (TenonChecker *self,
             GHashTable   *sources,
             GHashTable   *before,
             GHashTable   *patterns)
{
  TenonList     *tables = self->design->tables;
  GHashTable    *present;
  GHashTableIter iter;
  gpointer       table;
  guint          n_known = 0;

  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    n_known += g_hash_table_contains (self->tables, tenon_list_get (tables, i));
  if (n_known == tenon_list_get_length (tables) && n_known == g_hash_table_size (self->tables))
    return;
  present = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (guint i = 0; i < tenon_list_get_length (tables); i++)
    g_hash_table_add (present, g_object_ref (tenon_list_get (tables, i)));
  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    {
      TenonSourceTable *source = tenon_rule_find_source (&self->context, ((TenonTable *)table)->source_table);

      if (g_hash_table_contains (present, table))
        continue;
      add_patterns_of (self, table, patterns);
      tenon_rule_context_remove_table (&self->context, table, before);
      for (guint i = 0; i < self->n_rules; i++)
        g_hash_table_remove (self->found[i], table);
      if (source != NULL)
        g_hash_table_add (sources, source);
    }
  g_hash_table_unref (self->tables);
  self->tables = present;
  tenon_rule_context_index_tables (&self->context);
}

static void
learn_tables (TenonChecker *self,
              GPtrArray    *tables,
              GHashTable   *sources,
              GHashTable   *patterns)
{
  g_autoptr (GHashTable) before = g_hash_table_new (NULL, NULL);

  sync_tables (self, sources, before, patterns);

  for (guint i = 0; i < tables->len; i++)
    {
      TenonTable       *table = g_ptr_array_index (tables, i);
      TenonSourceTable *source = tenon_rule_find_source (&self->context, table->source_table);

      add_patterns_of (self, table, patterns);
      g_hash_table_remove (self->context.headrooms, table);
      tenon_rule_context_count_served (&self->context, table, before);
      add_patterns_of (self, table, patterns);
      if (source != NULL)
        g_hash_table_add (sources, source);
    }
  add_turned (self, before, patterns);
  tenon_rule_context_list_unserved (&self->context, patterns);
}

/**
 * tenon_checker_update:
 * @patterns: (element-type TenonPattern): that were edited; none came, went, moved or changed its number
 * @tables: (element-type TenonTable): that may differ, are new, or whose requests serve one of @patterns; each holds columns
 *   of the source tables it held before
 */
void
tenon_checker_update (TenonChecker *self,
                      GPtrArray    *patterns,
                      GPtrArray    *tables)
{
  g_autoptr (GHashTable) touched = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) sources = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern *pattern = g_ptr_array_index (patterns, i);

      tenon_requests_forget (self->requests, pattern->pattern_id);
      tenon_rule_context_read_pattern (&self->context, GPOINTER_TO_UINT (g_hash_table_lookup (self->context.positions, pattern)), sources, touched);
      g_hash_table_add (touched, pattern);
    }
  learn_tables (self, tables, sources, touched);
  look_at_whole (self);
  for (guint i = 0; i < tables->len; i++)
    look_at (self, TABLES, g_ptr_array_index (tables, i));
  look_at_set (self, SOURCES, sources);
  look_at_set (self, PATTERNS, touched);
  look_at_unserved (self, touched);
}

static void
append (GPtrArray *list,
        GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_ptr_array_add (list, g_object_ref (g_ptr_array_index (findings, i)));
}

/**
 * tenon_checker_list_findings:
 *
 * Returns: (transfer container) (element-type TenonDiagnostic): in the order of the rules, as tenon_rules_check() gives them
 */
GPtrArray *
tenon_checker_list_findings (TenonChecker *self)
{
  GPtrArray *list = tenon_diagnostics_new ();

  for (guint i = 0; i < self->n_rules; i++)
    {
      append (list, self->found_at_once[i]);
      for (guint j = 0; g_hash_table_size (self->found[i]) > 0 && j < G_N_ELEMENTS (kinds); j++)
        {
          guint            n_rules;
          const TenonRule *rule = &tenon_rules_get (&n_rules)[i];
          TenonList       *things = kinds[j].has_check (rule) ? kinds[j].get_list (&self->context) : NULL;

          for (guint k = 0; things != NULL && k < tenon_list_get_length (things); k++)
            append (list, g_hash_table_lookup (self->found[i], tenon_list_get (things, k)));
        }
    }
  return list;
}

/**
 * tenon_checker_get_requests:
 *
 * Returns: (transfer none): the patterns as read, for whatever else is reckoned of the design
 */
TenonRequests *
tenon_checker_get_requests (TenonChecker *self)
{
  return self->requests;
}
