/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Complete designs side by side, in counted facts: what is to operate, to write, to keep in step and to pay. */

#include "design/tenon-alternatives.h"

#include "base/tenon-text.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-pattern-requests.h"
#include "design/tenon-proposal.h"
#include "design/tenon-reckoning.h"
#include "design/tenon-rules.h"

#include <string.h>

static const struct
{
  TenonStrategy strategy;
  const char   *title;
} strategies[] = {
  { TENON_STRATEGY_MULTI_TABLE, "Multi-table" },
  { TENON_STRATEGY_ITEM_COLLECTIONS, "Item collections" },
  { TENON_STRATEGY_READ_OPTIMISED, "Read-optimised" },
};

/* What unserved patterns would need beside DynamoDB, by the words of their alternatives. */
static const struct
{
  const char *word;
  const char *service;
} services[] = {
  { "search service", "search service" },
  { "stream", "function on a stream" },
  { "data lake", "export to a data lake" },
  { "batch job", "batch job" },
};

static gboolean
is_transaction (TenonOperation *operation)
{
  return g_strcmp0 (operation->operation, "TransactWriteItems") == 0;
}

static void
count_tables (TenonAlternative *self)
{
  g_autoptr (GHashTable) transactions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->design->tables, i);

      self->n_tables++;
      self->n_lookups += table->role == TENON_TABLE_LOOKUP;
      self->n_indexes += tenon_list_get_length (table->indexes);
      for (guint j = 0; j < tenon_list_get_length (table->attributes); j++)
        self->n_denormalized += ((TenonAttribute *)tenon_list_get (table->attributes, j))->denormalized;
      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);

          if (is_transaction (operation) && operation->pattern_id != NULL)
            g_hash_table_add (transactions, operation->pattern_id);
        }
    }
  self->n_transactions = g_hash_table_size (transactions);
}

static gboolean
needs_service (TenonAlternative *self,
               const char       *word)
{
  for (guint j = 0; j < self->n_unserved; j++)
    {
      TenonUnserved   *unserved = tenon_list_get (self->design->unserved, j);
      g_autofree char *lower = g_ascii_strdown (unserved->alternative != NULL ? unserved->alternative : "", -1);

      if (strstr (lower, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): their names */
static char *
count_services (TenonAlternative *self)
{
  GString *names = g_string_new (NULL);

  self->n_unserved = tenon_list_get_length (self->design->unserved);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (needs_service (self, services[i].word))
      g_string_append_printf (names, "%s%s", self->n_services++ > 0 ? ", " : "", services[i].service);
  return g_string_free (names, FALSE);
}

static void
take_cost (TenonAlternative *self,
           const TenonCost  *cost)
{
  self->dollars = cost->dollars;
  self->n_open = cost->n_open;
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (term->kind != TENON_COST_STORAGE)
        continue;
      self->n_storage_open += term->is_open;
      self->storage += term->is_open ? 0 : term->units;
    }
}

/* What is counted of the keys. */
typedef struct
{
  guint    n_hot;
  guint    n_unknown; /* keys of which a limit could be broken, by what is known and what is not */
  GString *hot;
} Keys;

static void
take_headroom (TenonAlternative *self,
               GPtrArray        *headrooms,
               Keys             *keys)
{
  TenonHeadroom *first = tenon_headroom_find_first (headrooms);

  keys->hot = g_string_new (NULL);
  if (first != NULL)
    {
      self->hottest_share = tenon_headroom_get_share (first);
      tenon_str_set (&self->hottest, first->index != NULL ? first->index : first->table);
      tenon_str_set (&self->hottest_pattern, first->pattern_id);
    }
  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom *headroom = g_ptr_array_index (headrooms, i);
      double         share = tenon_headroom_get_share (headroom);

      if (share >= 0 && self->hottest_share < 0)
        self->hottest_share = share;
      if (share >= TENON_HEADROOM_HOT)
        g_string_append_printf (keys->hot, "%s%s", keys->n_hot++ > 0 ? ", " : "", headroom->index != NULL ? headroom->index : headroom->table);
      else if (share < 0 && (headroom->n_unknown > 0 || tenon_headroom_get_most_share (headroom) >= TENON_HEADROOM_HOT))
        keys->n_unknown++;
    }
}

static guint
count_provisional (TenonAlternative *self)
{
  guint n = 0;

  for (guint i = 0; i < tenon_list_get_length (self->design->tables); i++)
    n += ((TenonTable *)tenon_list_get (self->design->tables, i))->is_provisional;
  return n;
}

/* Total cost of ownership in counted facts: what is to operate, what is to develop, what each adds to effort and to risk. */
static void
state_facts (TenonAlternative *self,
             const Keys       *keys,
             const char       *service_names,
             guint             n_requests)
{
  const struct
  {
    const char *topic;
    const char *title;
    guint       count;
    const char *names;
  } facts[] = {
    { "operation", "tables to operate", self->n_tables - self->n_lookups, NULL },
    { "operation", "lookup tables to operate", self->n_lookups, NULL },
    { "operation", "indexes to operate", self->n_indexes, NULL },
    { "operation", "services beside DynamoDB", self->n_services, service_names },
    { "development", "requests to write", n_requests, NULL },
    { "development", "patterns that write by a transaction", self->n_transactions, NULL },
    { "development", "attributes to keep in step", self->n_denormalized, NULL },
    { "development", "patterns to serve otherwise", self->n_unserved, NULL },
    { "effort", "tables and indexes", self->n_tables + self->n_indexes, NULL },
    { "effort", "requests", n_requests, NULL },
    { "effort", "transactions", self->n_transactions, NULL },
    { "effort", "copies to keep in step", self->n_denormalized, NULL },
    { "effort", "services", self->n_services, service_names },
    { "risk", "errors", self->n_errors, NULL },
    { "risk", "warnings", self->n_warnings, NULL },
    { "risk", "hot keys", keys->n_hot, keys->hot->str },
    { "risk", "keys whose load is not known", keys->n_unknown, NULL },
    { "risk", "patterns not served", self->n_unserved, NULL },
    { "risk", "tables whose keys no pattern asked for", count_provisional (self), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    tenon_alternative_add_fact (self, facts[i].topic, facts[i].title, facts[i].count, facts[i].names != NULL && *facts[i].names != '\0' ? g_strdup (facts[i].names) : NULL);
}

static void
summarise (TenonAlternative *self)
{
  g_autofree char *open = self->n_open > 0 ? g_strdup_printf (" and %u terms that are not known", self->n_open) : g_strdup ("");
  g_autofree char *money = tenon_format_money (self->dollars);
  const char      *why = strchr (self->design->approach != NULL ? self->design->approach : "", ':');

  self->summary = g_strdup_printf ("%s%s%u tables (%u of them lookup tables), %u indexes, %u patterns that write by a transaction, %u attributes kept in step; %s a month%s.", why != NULL ? why + 2 : "", why != NULL ? " " : "", self->n_tables, self->n_lookups, self->n_indexes, self->n_transactions, self->n_denormalized, money, open);
  self->summary[0] = g_ascii_toupper (self->summary[0]);
}

/**
 * tenon_alternative_assess:
 * @design: any complete design, a person's too
 *
 * Returns: (transfer full): its counted facts; it keeps a reference to @design
 */
TenonAlternative *
tenon_alternative_assess (TenonModel  *model,
                          TenonDesign *design)
{
  TenonAlternative *self = tenon_alternative_new (design->strategy);
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);
  g_autoptr (TenonReckoning) reckoning = tenon_reckoning_new (requests, design);
  g_autoptr (GPtrArray) findings = tenon_rules_check_scope (model, design, TENON_RULE_SCOPE_DESIGN);
  g_autofree char *names = NULL;
  Keys             keys = { 0 };
  guint            n_requests;

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    if ((int)strategies[i].strategy == design->strategy)
      self->title = g_strdup (strategies[i].title);
  self->design = g_object_ref (design);
  self->n_errors = tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR);
  self->n_warnings = tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - self->n_errors;
  self->write_amplification = tenon_reckoning_get_amplification (reckoning);
  take_cost (self, tenon_reckoning_get_cost (reckoning));
  count_tables (self);
  names = count_services (self);
  take_headroom (self, tenon_reckoning_get_headroom (reckoning), &keys);
  n_requests = tenon_alternative_count_requests (self, requests);
  state_facts (self, &keys, names, n_requests);
  summarise (self);
  g_string_free (keys.hot, TRUE);
  return self;
}

static void
alternative_free (gpointer self)
{
  tenon_alternative_free (self);
}

static gboolean
has_same_tables (TenonDesign *a,
                 TenonDesign *b)
{
  guint n = tenon_list_get_length (a->tables);

  if (n != tenon_list_get_length (b->tables))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!tenon_record_equal (tenon_list_get (a->tables, i), tenon_list_get (b->tables, i)))
      return FALSE;
  return TRUE;
}

/* Another strategy may come to the same: where no child stands under its parent, say. */
static void
note_same (GPtrArray        *before,
           TenonAlternative *self)
{
  for (guint i = 0; self->same_as == NULL && i < before->len; i++)
    {
      TenonAlternative *other = g_ptr_array_index (before, i);

      if (has_same_tables (other->design, self->design))
        self->same_as = g_strdup (other->title);
    }
}

/* What people made of a proposal, where it is not one of them. */
static void
add_present (TenonModel *model,
             GPtrArray  *alternatives)
{
  TenonAlternative *present;

  if (tenon_list_get_length (model->design->tables) == 0)
    return;
  for (guint i = 0; i < alternatives->len; i++)
    {
      TenonAlternative *each = g_ptr_array_index (alternatives, i);

      each->is_present = has_same_tables (model->design, each->design);
      if (each->is_present)
        return;
    }
  present = tenon_alternative_assess (model, model->design);
  present->is_present = TRUE;
  tenon_str_set (&present->title, "Present design");
  g_ptr_array_insert (alternatives, 0, present);
}

/**
 * tenon_alternatives_compare:
 *
 * Proposes by each strategy and reckons each the same way.
 *
 * Returns: (transfer container) (element-type TenonAlternative): multi-table first; before it the present design, where there
 *   is one that is none of the proposals
 */
GPtrArray *
tenon_alternatives_compare (TenonModel *model)
{
  GPtrArray *alternatives = g_ptr_array_new_with_free_func (alternative_free);

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      g_autoptr (TenonDesign) design = tenon_design_propose (model, strategies[i].strategy);
      TenonAlternative *alternative;

      tenon_design_carry_accepted (design, model->design);
      alternative = tenon_alternative_assess (model, design);
      note_same (alternatives, alternative);
      g_ptr_array_add (alternatives, alternative);
    }
  add_present (model, alternatives);
  return alternatives;
}
