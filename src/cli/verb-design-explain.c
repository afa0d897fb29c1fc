/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design --explain and --diff: a proposal step by step, and as what it would change. */

#include "cli/verb-design.h"

#include "base/tenon-text.h"
#include "cli/tenon-cli.h"
#include "model/tenon-cost-text.h"

#include <string.h>

static void
print_list (const char *title,
            char      **lines)
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    tenon_cli_print ("    %s%s\n", i == 0 ? title : "    ", lines[i]);
}

static void
print_decision (TenonDecision *decision)
{
  tenon_cli_print ("\n  %s%s\n", decision->title != NULL ? decision->title : decision->decision_id, decision->by_person ? " (decided by a person: proposals leave it alone)" : "");
  tenon_cli_print ("    chosen: %s\n", decision->chosen_approach != NULL ? decision->chosen_approach : "");
  tenon_cli_print ("    because: %s\n", decision->justification != NULL ? decision->justification : "");
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      tenon_cli_print ("    %s: %s%s%s%s\n", factor->name, factor->finding != NULL ? factor->finding : "", factor->evidence != NULL && *factor->evidence != '\0' ? " [" : "", factor->evidence != NULL ? factor->evidence : "", factor->evidence != NULL && *factor->evidence != '\0' ? "]" : "");
    }
  print_list ("instead of: ", decision->alternatives_considered);
  print_list ("at the price of: ", decision->trade_offs);
  if (decision->rollback_strategy != NULL)
    tenon_cli_print ("    way back: %s\n", decision->rollback_strategy);
  print_list ("to watch: ", decision->monitoring_requirements);
}

/* The busiest key values, with what that rests on. */
static void
print_headrooms (GPtrArray  *headrooms,
                 TenonTable *table)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < headrooms->len; i++)
    if (g_strcmp0 (((TenonHeadroom *)g_ptr_array_index (headrooms, i))->table, table->name) == 0)
      g_ptr_array_add (own, g_ptr_array_index (headrooms, i));
  text = tenon_headrooms_dup_text (own);
  if (own->len > 0)
    tenon_cli_print ("\n  %s", text);
}

static void
explain_table (TenonDesign *design,
               GPtrArray   *headrooms,
               TenonTable  *table)
{
  tenon_cli_print ("\n%s\n", table->name);
  if (table->purpose != NULL)
    tenon_cli_print ("  %s\n", table->purpose);
  if (table->source_mapping != NULL)
    tenon_cli_print ("  %s\n", table->source_mapping);
  if (table->item_size > 0)
    tenon_cli_print ("  An item has %" G_GINT64_FORMAT " bytes. %s\n", table->item_size, table->item_size_basis != NULL ? table->item_size_basis : "");
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      if (g_strcmp0 (decision->table, table->name) == 0)
        print_decision (decision);
    }
  print_headrooms (headrooms, table);
}

/* ---- a pattern ---- */

typedef struct
{
  TenonTable     *table;
  TenonOperation *operation;
} Request;

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const Request *x = a, *y = b;

  return (x->operation->step > y->operation->step) - (x->operation->step < y->operation->step);
}

static GArray *
list_requests (TenonDesign *design,
               const char  *pattern_id)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (Request));

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          Request request = { table, tenon_list_get (table->operations, j) };

          if (g_strcmp0 (request.operation->pattern_id, pattern_id) == 0)
            g_array_append_val (requests, request);
        }
    }
  g_array_sort (requests, compare_steps);
  return requests;
}

static void
print_request (const Request *request)
{
  TenonOperation *operation = request->operation;

  tenon_cli_print ("  %" G_GINT64_FORMAT ". %s on %s%s%s", operation->step, operation->operation, request->table->name, operation->index != NULL ? ", index " : "", operation->index != NULL ? operation->index : "");
  if (operation->key_condition != NULL)
    tenon_cli_print (": %s", operation->key_condition);
  tenon_cli_print ("%s\n", operation->descending ? ", descending" : "");
  if (operation->filter != NULL)
    tenon_cli_print ("     filter: %s\n", operation->filter);
  if (operation->condition != NULL)
    tenon_cli_print ("     condition: %s\n", operation->condition);
  if (operation->notes != NULL && *operation->notes != '\0')
    tenon_cli_print ("     %s\n", operation->notes);
}

static void
print_costs (const TenonCost *cost,
             const char      *pattern_id)
{
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm *term = g_ptr_array_index (cost->terms, i);

      if (g_strcmp0 (term->pattern_id, pattern_id) == 0)
        tenon_cli_print ("  %s%s%s, %s: %s\n", term->table, term->index != NULL ? "/" : "", term->index != NULL ? term->index : "", term->what, term->formula != NULL ? term->formula : term->missing != NULL ? term->missing
                                                                                                                                                                                                              : "");
    }
}

/* What a person chose for it, and the decisions on the tables and indexes its requests go to. */
static void
print_ways (TenonDesign *design,
            const char  *pattern_id,
            GArray      *requests)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *own = g_strconcat ("serve:", pattern_id, NULL);
  TenonDecision   *chosen = tenon_list_find (design->decisions, own);

  if (chosen != NULL)
    print_decision (chosen);

  for (guint i = 0; i < requests->len; i++)
    {
      Request         *request = &g_array_index (requests, Request, i);
      g_autofree char *id = request->operation->index != NULL ? g_strdup_printf ("index:%s/%s", request->table->name, request->operation->index) : g_strconcat ("structure:", request->table->name, NULL);
      TenonDecision   *decision = tenon_list_find (design->decisions, id);

      if (decision != NULL && g_hash_table_add (seen, g_steal_pointer (&id)))
        print_decision (decision);
    }
}

/* Why it has neither a request nor an alternative, if it asks anything of the database at all. */
static void
explain_absence (TenonProject *project,
                 TenonPattern *pattern)
{
  g_autofree char *reason = tenon_pattern_touches_database (pattern) ? tenon_project_describe_unmapped (project, pattern->pattern_id) : g_strdup ("It asks nothing of the database.");

  tenon_cli_print ("  %s\n", reason);
}

static void
explain_pattern (TenonProject    *project,
                 TenonDesign     *design,
                 const TenonCost *cost,
                 TenonPattern    *pattern)
{
  TenonUnserved   *unserved = tenon_design_find_unserved (design, pattern->pattern_id);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  g_autoptr (GArray) requests = list_requests (design, pattern->pattern_id);

  tenon_cli_print ("\n%s\n", title);
  if (unserved != NULL)
    tenon_cli_print ("  Not served: %s\n  Alternative: %s\n", unserved->reason, unserved->alternative);
  else if (requests->len == 0)
    explain_absence (project, pattern);
  if (unserved != NULL && unserved->accepted)
    tenon_cli_print ("  Accepted by %s%s%s\n", unserved->accepted_by != NULL ? unserved->accepted_by : "?", unserved->accepted_reason != NULL ? ": " : "", unserved->accepted_reason != NULL ? unserved->accepted_reason : "");
  for (guint i = 0; i < requests->len; i++)
    print_request (&g_array_index (requests, Request, i));
  print_costs (cost, pattern->pattern_id);
  print_ways (design, pattern->pattern_id, requests);
}

/**
 * tenon_cli_explain_design:
 * @headrooms: (element-type TenonHeadroom): of @design
 * @what: a table or a pattern; "": everything
 *
 * Returns: %FALSE if there is no such table or pattern
 */
gboolean
tenon_cli_explain_design (TenonProject    *project,
                          TenonDesign     *design,
                          const TenonCost *cost,
                          GPtrArray       *headrooms,
                          const char      *what)
{
  TenonModel   *model = tenon_project_get_model (project);
  TenonTable   *table = tenon_design_find_table (design, what);
  TenonPattern *pattern = tenon_model_find_pattern (model, what);

  if (*what == '\0')
    {
      tenon_cli_print ("%s\n", design->approach != NULL ? design->approach : "");
      for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
        explain_table (design, headrooms, tenon_list_get (design->tables, i));
      for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
        explain_pattern (project, design, cost, tenon_list_get (model->patterns, i));
      return TRUE;
    }
  if (table != NULL)
    explain_table (design, headrooms, table);
  else if (pattern != NULL)
    explain_pattern (project, design, cost, pattern);
  return table != NULL || pattern != NULL;
}

/**
 * tenon_cli_print_differences:
 * @differences: (element-type TenonDifference): table by table
 */
void
tenon_cli_print_differences (GPtrArray *differences)
{
  const char *table = NULL;

  if (differences->len == 0)
    tenon_cli_print ("The proposal is the present design.\n");
  for (guint i = 0; i < differences->len; i++)
    {
      TenonDifference *difference = g_ptr_array_index (differences, i);

      if (i == 0 || g_strcmp0 (table, difference->table) != 0)
        tenon_cli_print ("%s%s\n", i > 0 ? "\n" : "", difference->table != NULL ? difference->table : "The whole design");
      table = difference->table;
      tenon_cli_print ("  %s %s %s\n", tenon_difference_kind_to_string (difference->kind), difference->name, tenon_difference_change_to_string (difference->change));
      if (difference->before != NULL)
        tenon_cli_print ("    - %s\n", difference->before);
      if (difference->after != NULL)
        tenon_cli_print ("    + %s\n", difference->after);
    }
}
