/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the tables of checks over a contract: one that is in a file, or the one a design would be written as. */

#include "contract/tenon-contract-checker.h"

#include "contract/tenon-contract-run.h"
#include "contract/tenon-contract-writer.h"

#include <string.h>

/* What the contract of a design is called where nothing has been written yet. */
#define FILE_NAME "migrationContract.json"

static const TenonContractCheck *(*const groups[]) (guint *) = {
  tenon_contract_text_checks,
  tenon_contract_source_checks,
  tenon_contract_join_checks,
  tenon_contract_model_checks,
};

static gboolean
has_what_it_needs (TenonContractRun         *run,
                   const TenonContractCheck *check)
{
  switch (check->needs)
    {
    case TENON_CONTRACT_NEEDS_TEXT:
      return TRUE;
    case TENON_CONTRACT_NEEDS_SCHEMA:
      return run->schema != NULL;
    case TENON_CONTRACT_NEEDS_PATTERNS:
      return run->model != NULL;
    case TENON_CONTRACT_NEEDS_DESIGN:
      return run->design != NULL && tenon_list_get_length (run->design->tables) > 0;
    default:
      g_assert_not_reached ();
    }
}

static void
run_check (TenonContractRun         *run,
           const TenonContractCheck *check)
{
  run->check = check;
  if (check->check != NULL)
    check->check (run);
  for (guint i = 0; check->check_table != NULL && i < run->contract->tables->len; i++)
    check->check_table (run, g_ptr_array_index (run->contract->tables, i));
}

static void
note_left_out (TenonContractRun *run,
               guint             n_left_out)
{
  TenonDiagnostic *diagnostic;

  if (n_left_out == 0)
    return;
  diagnostic = tenon_diagnostics_add (run->diagnostics, TENON_SEVERITY_NOTE, "contract-checks-left-out", run->contract->file, 0, 0,
                                      "%u checks are left out, for they need %s.", n_left_out,
                                      run->model == NULL ? "the project the contract belongs to" : run->schema == NULL ? "a schema"
                                                                                                                       : "a design");
  tenon_diagnostic_set_path (diagnostic, "$");
  tenon_diagnostic_set_remedy (diagnostic, run->model == NULL ? "Check the file from inside its project to run them." : "They run as soon as the project has it.");
}

/* By place, what has none at the end; findings at one place stay in the order of the checks. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const TenonDiagnostic *x = *(TenonDiagnostic *const *)a;
  const TenonDiagnostic *y = *(TenonDiagnostic *const *)b;

  if ((x->line == 0) != (y->line == 0))
    return x->line == 0 ? 1 : -1;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

static GPtrArray *
check (TenonSource *source,
       TenonModel  *model,
       TenonDesign *design)
{
  GPtrArray *diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonContract) contract = tenon_contract_read (source, diagnostics);
  TenonContractRun run;
  guint            n_left_out = 0;

  if (contract->form == TENON_CONTRACT_EXACT)
    {
      tenon_contract_run_init (&run, contract, model, design, diagnostics);
      for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
        {
          guint                     n_checks;
          const TenonContractCheck *checks = groups[i](&n_checks);

          for (guint j = 0; j < n_checks; j++)
            {
              if (has_what_it_needs (&run, &checks[j]))
                run_check (&run, &checks[j]);
              else
                n_left_out++;
            }
        }
      note_left_out (&run, n_left_out);
      tenon_contract_run_clear (&run);
    }
  g_ptr_array_sort (diagnostics, compare_places);
  return diagnostics;
}

/**
 * tenon_contract_check_text:
 * @source: a contract's text
 * @model: (nullable): the project it belongs to; without it the checks that need one are left out, and a note says so
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): errors, warnings and notes with line, column, JSON path,
 *   subject and remedy, in the order of the text; what is about the file as a whole comes last
 */
GPtrArray *
tenon_contract_check_text (TenonSource *source,
                           TenonModel  *model)
{
  return check (source, model, model != NULL ? model->design : NULL);
}

/**
 * tenon_contract_check_design:
 * @design: of @model, or a proposal for it
 *
 * Writes the contract and checks what was written.
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): as tenon_contract_check_text(); lines are those of the text
 *   that tenon_contract_write() gives
 */
GPtrArray *
tenon_contract_check_design (TenonModel  *model,
                             TenonDesign *design)
{
  g_autoptr (TenonContractText) text = tenon_contract_write (model, design);
  g_autoptr (TenonSource) source = tenon_source_new_text (FILE_NAME, text->text);

  return check (source, model, design);
}

/**
 * tenon_contract_list_checks:
 *
 * Returns: (transfer container) (element-type TenonContractCheck): every check, in the order they run
 */
GPtrArray *
tenon_contract_list_checks (void)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      guint                     n_checks;
      const TenonContractCheck *checks = groups[i](&n_checks);

      for (guint j = 0; j < n_checks; j++)
        g_ptr_array_add (list, (gpointer)&checks[j]);
    }
  return list;
}
