/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Totals of proposed designs worked out a second time, from the operations of the design and the documented arithmetic alone:
 * reads by 4 KB, writes by 1 KB, twice in a transaction, stored bytes, capacity for the peak. */

#include "design-generator.h"

#include "design/tenon-alternatives.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-proposal.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

#define MONTH (730.0 * 3600)
#define FAILED 0.04 /* of a write that goes through */
#define TARGET 0.7

/* What is worked out of one table, its indexes left aside. */
typedef struct
{
  double reads;
  double writes;
  double failed;
  double peak_reads; /* units a second */
  double peak_writes;
} Sums;

static gboolean
is_one_of (const char *name,
           const char *names)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);

  return g_strv_contains ((const char *const *)words, name);
}

static double
get_rate (const TenonRate *rate)
{
  double value = 0;

  return tenon_rate_get_value (rate, &value) ? value : 0;
}

static void
add_read (TenonPattern   *pattern,
          TenonOperation *operation,
          gint64          size,
          double          items,
          double          requests,
          Sums           *sums)
{
  double units = is_one_of (operation->operation, "Query Scan") ? MAX (1, ceil (size * items / 4096)) : items * ceil (size / 4096.0);
  double factor = is_one_of (operation->operation, "TransactGetItems") ? 2 : pattern->consistency_requirements == TENON_CONSISTENCY_STRONG || operation->strong ? 1
                                                                                                                                                                : 0.5;

  sums->reads += requests * units * factor * get_rate (pattern->rps_average) * MONTH * 0.125e-6;
  sums->peak_reads += requests * units * factor * get_rate (pattern->rps_peak);
}

static void
add_write (TenonPattern   *pattern,
           TenonOperation *operation,
           TenonTable     *table,
           double          items,
           double          requests,
           Sums           *sums)
{
  gboolean transaction = is_one_of (operation->operation, "TransactWriteItems");
  double   units = requests * items * ceil (table->item_size / 1024.0) * (transaction ? 2 : 1);
  double   share = transaction || (operation->condition != NULL && *operation->condition != '\0') ? FAILED : 0;

  sums->peak_writes += units * (1 + share) * get_rate (pattern->rps_peak);
  /* An update that does not say that it writes the unique value may never change it. */
  if (table->role == TENON_TABLE_LOOKUP && pattern->operation_type == TENON_OPERATION_UPDATE && pattern->attributes == NULL)
    return;
  sums->writes += units * get_rate (pattern->rps_average) * MONTH * 0.625e-6;
  sums->failed += units * share * get_rate (pattern->rps_average) * MONTH * 0.625e-6;
}

static void
add_up (TenonModel *model,
        TenonTable *table,
        Sums       *sums)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonPattern   *pattern = tenon_model_find_pattern (model, operation->pattern_id);
      double          items = operation->items > 0 ? operation->items : 1;
      double          requests = operation->requests > 0 ? operation->requests : 1;

      if (operation->index != NULL)
        continue;
      if (is_one_of (operation->operation, "GetItem BatchGetItem TransactGetItems Query Scan"))
        add_read (pattern, operation, table->item_size, items, requests, sums);
      else
        add_write (pattern, operation, table, items, requests, sums);
    }
}

static double
sum_terms (const TenonCost *cost,
           const char      *table,
           TenonCostKind    kind)
{
  double dollars = 0;

  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->table, table) == 0 && term->index == NULL && term->kind == kind && !term->is_open)
        dollars += term->dollars;
    }
  return dollars;
}

static void
assert_capacity (const TenonCost *cost,
                 TenonTable      *table,
                 const Sums      *sums)
{
  for (guint i = 0; i < cost->capacity->len; i++)
    {
      TenonCapacity *capacity = g_ptr_array_index (cost->capacity, i);

      if (capacity->index != NULL || g_strcmp0 (capacity->table, table->name) != 0)
        continue;
      g_assert_cmpint (capacity->read_capacity, ==, (gint64)MAX (1, ceil (sums->peak_reads / TARGET - 1e-9)));
      g_assert_cmpint (capacity->write_capacity, ==, (gint64)MAX (1, ceil (sums->peak_writes / TARGET - 1e-9)));
    }
}

static void
assert_table (TenonModel      *model,
              const TenonCost *cost,
              TenonTable      *table)
{
  TenonSourceTable *source = table->source_table != NULL ? tenon_schema_find_table (model->schema, table->source_table) : NULL;
  Sums              sums = { 0 };

  add_up (model, table, &sums);
  g_assert_cmpfloat_with_epsilon (sum_terms (cost, table->name, TENON_COST_READS), sums.reads, 1e-6);
  g_assert_cmpfloat_with_epsilon (sum_terms (cost, table->name, TENON_COST_WRITES), sums.writes, 1e-6);
  g_assert_cmpfloat_with_epsilon (sum_terms (cost, table->name, TENON_COST_FAILED_WRITES), sums.failed, 1e-6);
  assert_capacity (cost, table, &sums);
  if (source != NULL && source->row_count >= 0 && table->role == TENON_TABLE_ENTITY)
    g_assert_cmpfloat_with_epsilon (sum_terms (cost, table->name, TENON_COST_STORAGE), source->row_count * (table->item_size + 100.0) / 1073741824.0 * 0.25, 1e-6);
}

static void
test_alternatives (void)
{
  guint n_tables = 0;

  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (GPtrArray) alternatives = NULL;
      g_autoptr (TenonEdit) edit = tenon_model_begin (model, "State");

      g_assert_true (tenon_facts_set (model, "failed-writes", "4", "told", NULL, NULL, NULL));
      tenon_edit_commit (edit);
      alternatives = tenon_alternatives_compare (model);
      for (guint i = 0; i < alternatives->len; i++)
        {
          TenonAlternative *alternative = g_ptr_array_index (alternatives, i);
          g_autoptr (TenonCost) cost = tenon_cost_estimate (model, alternative->design);

          g_assert_cmpfloat (alternative->dollars, ==, cost->dollars);
          for (guint j = 0; j < tenon_list_get_length (alternative->design->tables); j++, n_tables++)
            assert_table (model, cost, tenon_list_get (alternative->design->tables, j));
        }
    }
  g_assert_cmpuint (n_tables, >, 100);
}

/* A table without children comes to the same by every strategy but the one that projects more; that is said. */
static void
test_same (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (GPtrArray) alternatives = NULL;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get reading by ID", "readings", "readings.id"), 20, 10);
  alternatives = tenon_alternatives_compare (model);
  g_assert_null (((TenonAlternative *)g_ptr_array_index (alternatives, 0))->same_as);
  g_assert_cmpstr (((TenonAlternative *)g_ptr_array_index (alternatives, 1))->same_as, ==, "Multi-table");
  g_assert_cmpstr (((TenonAlternative *)g_ptr_array_index (alternatives, 2))->same_as, ==, "Multi-table");
}

/* What people made of a proposal stands beside the proposals; one that was taken as it is does not stand there twice. */
static void
test_present (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE readings (id INT PRIMARY KEY, body CHAR(200));");
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GPtrArray) taken = NULL, changed = NULL;
  TenonAlternative *first;

  sample_rates (sample_pattern (model, "AP1", TENON_OPERATION_READ, "Get reading by ID", "readings", "readings.id"), 20, 10);
  design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

    tenon_record_assign (TENON_RECORD (model->design), TENON_RECORD (design));
    tenon_edit_commit (edit);
  }
  taken = tenon_alternatives_compare (model);
  g_assert_cmpuint (taken->len, ==, 3);
  g_assert_true (((TenonAlternative *)g_ptr_array_index (taken, 0))->is_present);
  tenon_model_set (model, "Size", tenon_list_get (model->design->tables, 0), "item-size", (gint64)5000, NULL);
  changed = tenon_alternatives_compare (model);
  g_assert_cmpuint (changed->len, ==, 4);
  first = g_ptr_array_index (changed, 0);
  g_assert_true (first->is_present);
  g_assert_cmpstr (first->title, ==, "Present design");
  g_assert_true (first->design == model->design);
}

/* A total that is called "at least" has no term that may be less: how often a value changes nobody said is not known. */
static void
test_changes_not_said (void)
{
  for (guint said = 0; said < 2; said++)
    {
      g_autoptr (TenonModel) model = sample_model ("CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(99) NOT NULL UNIQUE, name VARCHAR(40));");
      g_autoptr (TenonDesign) design = NULL;
      g_autoptr (TenonCost) cost = NULL;
      TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_UPDATE, said > 0 ? "Update email of user by ID" : "Update user by ID", "users", "users.id");
      const char   *attributes[] = { "users.email", NULL };
      double        dollars = 0;
      guint         n_open = 0;

      if (said > 0)
        pattern->attributes = g_strdupv ((char **)attributes);
      sample_rates (pattern, 20, 10);
      design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      cost = tenon_cost_estimate (model, design);
      for (guint i = 0; i < cost->terms->len; i++)
        {
          TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

          if (g_strcmp0 (term->table, "user_emails") != 0 || term->kind != TENON_COST_WRITES)
            continue;
          n_open += term->is_open;
          dollars += term->is_open ? 0 : term->dollars;
          if (term->is_open)
            g_assert_cmpstr (term->missing, ==, "how often AP1 changes email");
        }
      g_assert_cmpuint (n_open, ==, 1 - said);
      /* The old value goes and the new one comes, twice each in a transaction. */
      g_assert_cmpfloat_with_epsilon (dollars, said * 4 * 10 * MONTH * 0.625e-6, 1e-6);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/first-principles/alternatives", test_alternatives);
  g_test_add_func ("/first-principles/same", test_same);
  g_test_add_func ("/first-principles/present", test_present);
  g_test_add_func ("/first-principles/changes-not-said", test_changes_not_said);
  return g_test_run ();
}
