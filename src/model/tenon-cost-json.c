/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Costs, growth, headroom and alternatives as JSON: everything a total opens into. A number that is not known is null. */

#include "model/tenon-cost-text.h"

#include <math.h>

/* Amounts are written to a millionth of a dollar: what is reckoned in another order of additions gives the same text. */
static void
member_dollars (TenonJsonWriter *writer,
                const char      *name,
                double           dollars,
                gboolean         is_known)
{
  tenon_json_writer_name (writer, name);
  if (is_known)
    tenon_json_writer_double (writer, round (dollars * 1e6) / 1e6);
  else
    tenon_json_writer_null (writer);
}

static void
member_known (TenonJsonWriter *writer,
              const char      *name,
              double           value)
{
  tenon_json_writer_name (writer, name);
  if (value >= 0)
    tenon_json_writer_double (writer, value);
  else
    tenon_json_writer_null (writer);
}

static void
member_optional (TenonJsonWriter *writer,
                 const char      *name,
                 const char      *value)
{
  if (value != NULL)
    tenon_json_writer_member_string (writer, name, value);
}

/* ---- cost ---- */

static void
write_term_members (gpointer         data,
                    TenonJsonWriter *writer)
{
  TenonCostTerm *term = data;

  tenon_json_writer_member_string (writer, "table", term->table);
  member_optional (writer, "index", term->index);
  member_optional (writer, "pattern_id", term->pattern_id);
  tenon_json_writer_member_string (writer, "what", term->what);
  member_dollars (writer, "dollars", term->dollars, !term->is_open);
  tenon_json_writer_member_double (writer, "units", term->units);
  if (term->rate > 0)
    tenon_json_writer_member_double (writer, "per_second", term->rate);
  tenon_json_writer_member_string (writer, "formula", term->formula != NULL ? term->formula : "");
  member_optional (writer, "missing", term->missing);
}

static void
write_terms (const TenonCost *self,
             TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "terms");
  tenon_json_writer_objects (writer, self->terms, FALSE, write_term_members);
}

static void
write_share_members (gpointer         data,
                     TenonJsonWriter *writer)
{
  TenonCostShare *share = data;

  tenon_json_writer_member_string (writer, "name", share->name);
  member_dollars (writer, "dollars", share->dollars, TRUE);
  tenon_json_writer_member_int (writer, "open_terms", share->n_open);
}

/**
 * tenon_cost_shares_write_json:
 * @shares: (element-type TenonCostShare):
 *
 * Writes an array.
 */
void
tenon_cost_shares_write_json (GPtrArray       *shares,
                              TenonJsonWriter *writer)
{
  tenon_json_writer_objects (writer, shares, TRUE, write_share_members);
}

static void
write_shares (TenonJsonWriter *writer,
              const char      *name,
              GPtrArray       *shares)
{
  tenon_json_writer_name (writer, name);
  tenon_cost_shares_write_json (shares, writer);
}

static void
write_missing_members (gpointer         data,
                       TenonJsonWriter *writer)
{
  TenonCostMissing *missing = data;

  tenon_json_writer_member_string (writer, "input", missing->input);
  member_optional (writer, "subject", missing->subject);
  tenon_json_writer_member_int (writer, "terms", missing->n_terms);
}

static void
write_missing (const TenonCost *self,
               TenonJsonWriter *writer)
{
  g_autoptr (GPtrArray) list = tenon_cost_list_missing (self);

  tenon_json_writer_name (writer, "missing");
  tenon_json_writer_objects (writer, list, FALSE, write_missing_members);
}

static void
write_capacity_members (gpointer         data,
                        TenonJsonWriter *writer)
{
  TenonCapacity *capacity = data;

  tenon_json_writer_member_string (writer, "table", capacity->table);
  member_optional (writer, "index", capacity->index);
  tenon_json_writer_member_double (writer, "peak_read_units", capacity->read_units);
  tenon_json_writer_member_double (writer, "peak_write_units", capacity->write_units);
  tenon_json_writer_member_int (writer, "read_capacity_units", capacity->read_capacity);
  tenon_json_writer_member_int (writer, "write_capacity_units", capacity->write_capacity);
  tenon_json_writer_member_string (writer, "read_formula", capacity->read_formula);
  tenon_json_writer_member_string (writer, "write_formula", capacity->write_formula);
  tenon_json_writer_member_int (writer, "unknown_peaks", capacity->n_unknown);
  tenon_json_writer_member_double (writer, "average_read_units", capacity->average_reads);
  tenon_json_writer_member_double (writer, "average_write_units", capacity->average_writes);
  tenon_json_writer_member_int (writer, "unknown_averages", capacity->n_no_average);
  tenon_json_writer_member_double (writer, "auto_scaled_read_units", capacity->scaled_reads);
  tenon_json_writer_member_double (writer, "auto_scaled_write_units", capacity->scaled_writes);
}

static void
write_capacity (const TenonCost *self,
                TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "capacity");
  tenon_json_writer_objects (writer, self->capacity, FALSE, write_capacity_members);
}

static void
write_reservations (const TenonCost *self,
                    TenonJsonWriter *writer)
{
  tenon_json_writer_name (writer, "reserved");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (self->reservations); i++)
    {
      const TenonReservation *each = &self->reservations[i];

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_int (writer, "years", each->years);
      tenon_json_writer_member_int (writer, "read_blocks", each->read_blocks);
      tenon_json_writer_member_int (writer, "write_blocks", each->write_blocks);
      member_dollars (writer, "upfront", each->upfront, each->is_known);
      member_dollars (writer, "dollars_a_month", each->dollars, each->is_known);
      tenon_json_writer_member_string (writer, "formula", each->formula != NULL ? each->formula : "");
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

/**
 * tenon_cost_write_json:
 *
 * Writes one object: the total, what it rests on, what it misses, and every term.
 */
void
tenon_cost_write_json (const TenonCost *self,
                       TenonJsonWriter *writer)
{
  g_autoptr (GPtrArray) tables = tenon_cost_list_tables (self);
  g_autoptr (GPtrArray) patterns = tenon_cost_list_patterns (self);
  g_autoptr (GPtrArray) kinds = tenon_cost_list_kinds (self);

  tenon_json_writer_begin_object (writer);
  member_dollars (writer, "dollars_a_month", self->dollars, TRUE);
  tenon_json_writer_member_int (writer, "open_terms", self->n_open);
  tenon_json_writer_member_string (writer, "convention", self->convention != NULL ? self->convention : "");
  write_missing (self, writer);
  member_dollars (writer, "requests_on_demand", self->on_demand, TRUE);
  tenon_json_writer_member_int (writer, "requests_on_demand_open", self->n_on_demand_open);
  member_dollars (writer, "provisioned_capacity", self->provisioned, TRUE);
  tenon_json_writer_member_int (writer, "provisioned_capacity_open", self->n_provisioned_open);
  member_dollars (writer, "auto_scaled_capacity", self->scaled, TRUE);
  tenon_json_writer_member_int (writer, "auto_scaled_capacity_open", self->n_scaled_open);
  write_reservations (self, writer);
  tenon_json_writer_member_int (writer, "conditional_writes", self->n_conditional);
  write_shares (writer, "by_table", tables);
  write_shares (writer, "by_pattern", patterns);
  write_shares (writer, "by_kind", kinds);
  write_capacity (self, writer);
  write_terms (self, writer);
  tenon_json_writer_end_object (writer);
}

/* ---- growth ---- */

static void
write_rate_members (gpointer         data,
                    TenonJsonWriter *writer)
{
  TenonGrowthRate *rate = data;

  tenon_json_writer_member_string (writer, "table", rate->table);
  member_known (writer, "rows", rate->rows);
  tenon_json_writer_name (writer, "rows_a_month");
  if (rate->evidence != NULL)
    tenon_json_writer_double (writer, rate->rows_per_month);
  else
    tenon_json_writer_null (writer);
  member_optional (writer, "evidence", rate->evidence);
}

static void
write_month_members (gpointer         data,
                     TenonJsonWriter *writer)
{
  TenonCostMonth *month = data;

  tenon_json_writer_member_int (writer, "month", month->month);
  member_dollars (writer, "storage_gb", month->storage, TRUE);
  member_dollars (writer, "storage_dollars", month->storage_dollars, TRUE);
  member_dollars (writer, "dollars", month->dollars, TRUE);
  member_dollars (writer, "total", month->total, TRUE);
}

void
tenon_cost_growth_write_json (const TenonCostGrowth *self,
                              TenonJsonWriter       *writer)
{
  tenon_json_writer_begin_object (writer);
  member_dollars (writer, "dollars", self->dollars, TRUE);
  tenon_json_writer_member_int (writer, "open", self->n_open);
  tenon_json_writer_member_string (writer, "convention", self->convention);
  tenon_json_writer_name (writer, "rates");
  tenon_json_writer_objects (writer, self->rates, FALSE, write_rate_members);
  tenon_json_writer_name (writer, "months");
  tenon_json_writer_objects (writer, self->months, TRUE, write_month_members);
  tenon_json_writer_end_object (writer);
}

/* ---- headroom ---- */

static void
write_shards (const TenonHeadroom *self,
              TenonJsonWriter     *writer)
{
  tenon_json_writer_name (writer, "shards");
  if (self->shards == 0)
    {
      tenon_json_writer_null (writer);
      return;
    }
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_int (writer, "needed", self->shards);
  tenon_json_writer_member_double (writer, "queries_for_one", self->shard_queries);
  member_dollars (writer, "dollars_a_month_more", self->shard_dollars, self->shard_dollars >= 0);
  member_optional (writer, "formula", self->shard_formula);
  tenon_json_writer_end_object (writer);
}

static void
write_headroom_members (gpointer         data,
                        TenonJsonWriter *writer)
{
  TenonHeadroom *each = data;

  tenon_json_writer_member_string (writer, "table", each->table);
  member_optional (writer, "index", each->index);
  tenon_json_writer_member_string (writer, "key", each->key != NULL ? each->key : "");
  member_known (writer, "distinct_values", each->distinct);
  member_optional (writer, "distinct_by", each->distinct_by);
  tenon_json_writer_member_boolean (writer, "observed", each->is_observed);
  member_known (writer, "top_share", each->top_share);
  member_optional (writer, "top_share_by", each->share_by);
  tenon_json_writer_member_boolean (writer, "evenly_spread_is_assumed", each->is_assumed);
  member_optional (writer, "busiest_value", each->value);
  tenon_json_writer_member_boolean (writer, "by_requests", each->is_asked);
  member_optional (writer, "evidence", each->evidence);
  member_known (writer, "read_units", each->read_units);
  member_known (writer, "write_units", each->write_units);
  tenon_json_writer_member_double (writer, "all_read_units", each->all_read_units);
  tenon_json_writer_member_double (writer, "all_write_units", each->all_write_units);
  tenon_json_writer_member_int (writer, "unknown_peaks", each->n_unknown);
  tenon_json_writer_member_int (writer, "unknown_failures", each->n_failing);
  member_optional (writer, "breaks_first", each->pattern_id);
  tenon_json_writer_member_string (writer, "basis", each->basis != NULL ? each->basis : "");
  write_shards (each, writer);
}

/**
 * tenon_headrooms_write_json:
 * @headrooms: (element-type TenonHeadroom):
 *
 * Writes an array.
 */
void
tenon_headrooms_write_json (GPtrArray       *headrooms,
                            TenonJsonWriter *writer)
{
  tenon_json_writer_objects (writer, headrooms, FALSE, write_headroom_members);
}

/* ---- alternatives ---- */

static void
write_pattern_members (gpointer         data,
                       TenonJsonWriter *writer)
{
  TenonPatternRequests *each = data;

  tenon_json_writer_member_string (writer, "pattern_id", each->pattern_id);
  tenon_json_writer_member_double (writer, "requests", each->requests);
  tenon_json_writer_member_double (writer, "read_units", each->reads);
  tenon_json_writer_member_double (writer, "write_units", each->writes);
  tenon_json_writer_member_boolean (writer, "at_least", each->is_least);
}

static void
write_patterns (const TenonAlternative *self,
                TenonJsonWriter        *writer)
{
  tenon_json_writer_name (writer, "patterns");
  tenon_json_writer_objects (writer, self->patterns, TRUE, write_pattern_members);
}

static void
write_fact_members (gpointer         data,
                    TenonJsonWriter *writer)
{
  TenonAlternativeFact *fact = data;

  tenon_json_writer_member_string (writer, "topic", fact->topic);
  tenon_json_writer_member_string (writer, "title", fact->title);
  tenon_json_writer_member_int (writer, "count", fact->count);
  member_optional (writer, "names", fact->names);
}

static void
write_facts (const TenonAlternative *self,
             TenonJsonWriter        *writer)
{
  tenon_json_writer_name (writer, "facts");
  tenon_json_writer_objects (writer, self->facts, TRUE, write_fact_members);
}

static void
write_alternative_members (gpointer         data,
                           TenonJsonWriter *writer)
{
  TenonAlternative *each = data;

  tenon_json_writer_member_string (writer, "title", each->title != NULL ? each->title : "");
  tenon_json_writer_member_string (writer, "summary", each->summary != NULL ? each->summary : "");
  tenon_json_writer_member_boolean (writer, "present", each->is_present);
  member_optional (writer, "same_as", each->same_as);
  member_dollars (writer, "dollars_a_month", each->dollars, TRUE);
  tenon_json_writer_member_int (writer, "open_terms", each->n_open);
  member_dollars (writer, "storage_gb", each->storage, TRUE);
  tenon_json_writer_member_int (writer, "storage_open", each->n_storage_open);
  tenon_json_writer_member_double (writer, "requests_a_call", each->mean_requests);
  tenon_json_writer_member_double (writer, "write_amplification", each->write_amplification);
  member_known (writer, "hottest_share", each->hottest_share);
  member_optional (writer, "hottest", each->hottest);
  member_optional (writer, "hottest_pattern", each->hottest_pattern);
  tenon_json_writer_member_int (writer, "errors", each->n_errors);
  tenon_json_writer_member_int (writer, "warnings", each->n_warnings);
  tenon_json_writer_member_int (writer, "effort", each->n_effort);
  tenon_json_writer_member_int (writer, "risk", each->n_risk);
  write_facts (each, writer);
  write_patterns (each, writer);
}

/**
 * tenon_alternatives_write_json:
 * @alternatives: (element-type TenonAlternative):
 *
 * Writes an array of what is counted of each; the designs themselves are not in it.
 */
void
tenon_alternatives_write_json (GPtrArray       *alternatives,
                               TenonJsonWriter *writer)
{
  tenon_json_writer_objects (writer, alternatives, FALSE, write_alternative_members);
}
