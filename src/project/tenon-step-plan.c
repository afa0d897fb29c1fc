/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which steps are due, and what each of them writes: decided from a situation, before anything is written.
 *
 * A task of the tasks document has a condition. It is due when it is not marked, or came undone since, and its
 * condition holds; tasks are taken in their order and the first one that still waits ends the walk. Its step marks it,
 * writes what it produces, notes it in the working log and carries the state files. A marked task whose condition no
 * longer holds keeps its mark; the working log says why it came undone. */

#include "project/tenon-step-plan.h"

#include "artifact/tenon-api-document.h"
#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-log-document.h"
#include "artifact/tenon-model-document.h"
#include "artifact/tenon-requirement-document.h"
#include "artifact/tenon-structure-document.h"
#include "artifact/tenon-summary-document.h"
#include "artifact/tenon-tasks-document.h"
#include "artifact/tenon-working-log.h"
#include "base/tenon-text.h"
#include "project/tenon-decision-log.h"
#include "project/tenon-edited-files.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-gates.h"
#include "project/tenon-project.h"
#include "project/tenon-store.h"
#include "project/tenon-task-conditions.h"

#include <string.h>

struct _TenonStepPlan
{
  const TenonSituation *situation;
  GHashTable           *texts;            /* (element-type utf8 utf8) files as the steps so far leave them; NULL: not there */
  GPtrArray            *steps;            /* (element-type TenonStep) */
  char                 *at;               /* ISO 8601, the same for all steps */
  gboolean              keep_requirement; /* the requirement file was read just now: it goes into the history as it was */
  GPtrArray            *items;            /* (nullable) (element-type TenonTaskItem) of the tasks document as the steps so far leave it */
};

typedef struct
{
  const char *task_id;
  const char *title;
  const char *message;
  char *(*dup_waits_for) (const TenonSituation *situation);
  void (*write) (TenonStepPlan *self,
                 TenonStep     *step);
  char *(*dup_account) (const TenonSituation *situation);
} TaskDefinition;

/* ---- files ---- */

static const char *
peek_text (TenonStepPlan *self,
           const char    *name)
{
  gpointer text;

  if (!g_hash_table_lookup_extended (self->texts, name, NULL, &text))
    {
      text = tenon_files_load_text (self->situation->root, name, NULL);
      g_hash_table_insert (self->texts, g_strdup (name), text);
    }
  return text;
}

static void
put_text (TenonStepPlan *self,
          TenonStep     *step,
          const char    *name,
          char          *text)
{
  if (text == NULL)
    return;
  tenon_step_add (step, name, text);
  g_hash_table_insert (self->texts, g_strdup (name), text);
  if (g_str_equal (name, TENON_FILE_TASKS))
    g_clear_pointer (&self->items, g_ptr_array_unref);
}

static const char *
peek_tasks (TenonStepPlan *self)
{
  const char *text = peek_text (self, TENON_FILE_TASKS);

  return text != NULL ? text : tenon_tasks_document_template ();
}

static void
put_state (TenonStepPlan *self,
           TenonStep     *step)
{
  TenonModel *model = self->situation->model;

  put_text (self, step, TENON_FILE_MODEL, tenon_store_write_model (model));
  put_text (self, step, TENON_FILE_REVIEWS, tenon_store_write_reviews (self->situation->reviews));
  put_text (self, step, TENON_FILE_LAYOUT, tenon_store_write_layout (model->diagram));
}

static void
put_requirement (TenonStepPlan *self,
                 TenonStep     *step)
{
  if (tenon_list_get_length (self->situation->model->patterns) > 0 && !self->situation->keep_requirement && !self->keep_requirement)
    put_text (self, step, TENON_FILE_REQUIREMENT, tenon_requirement_document_write (self->situation->model, peek_text (self, TENON_FILE_REQUIREMENT)));
}

static void
put_note (TenonStepPlan *self,
          TenonStep     *step,
          const char    *task_id,
          const char    *what,
          const char    *by)
{
  put_text (self, step, TENON_FILE_WORKING_LOG, tenon_working_log_append (peek_text (self, TENON_FILE_WORKING_LOG), self->at, task_id, what, by));
}

/* What people decided since the last step. */
static void
note_decisions (TenonStepPlan *self,
                TenonStep     *step)
{
  put_text (self, step, TENON_FILE_WORKING_LOG, tenon_decision_log_append (self->situation->model, peek_text (self, TENON_FILE_WORKING_LOG)));
}

static gboolean
is_edited (TenonStepPlan *self,
           const char    *name)
{
  return tenon_edited_files_has (self->situation->repository, name, peek_text (self, name), self->situation->derived->contract);
}

/* What follows from the design is written from it. Where somebody edited that since the last commit, their text goes into the
 * history beside it instead of being lost. */
static void
keep_edited (TenonStepPlan *self,
             TenonStep     *step,
             const char    *task_id,
             const char    *name)
{
  g_autofree char *base = NULL, *other = NULL, *what = NULL;

  if (!is_edited (self, name))
    return;
  put_text (self, step, tenon_edited_files_get_other_name (name), g_strdup (peek_text (self, name)));
  base = g_path_get_basename (name);
  other = g_path_get_basename (tenon_edited_files_get_other_name (name));
  what = g_strdup_printf ("`%s` had been edited by hand. It is written from the design; the edited text is kept as `%s`. What it changes belongs into the design.", base, other);
  put_note (self, step, task_id, what, NULL);
}

static void
put_data_model (TenonStepPlan *self,
                TenonStep     *step)
{
  const TenonSituation *situation = self->situation;

  keep_edited (self, step, "3.1", TENON_FILE_DATA_MODEL);
  put_text (self, step, TENON_FILE_DATA_MODEL,
            tenon_model_document_write (situation->model, situation->derived->cost, situation->derived->headroom, situation->derived->findings,
                                        situation->derived->alternatives, peek_text (self, TENON_FILE_DATA_MODEL)));
}

static void
put_summary (TenonStepPlan *self,
             TenonStep     *step)
{
  const TenonSituation *situation = self->situation;

  keep_edited (self, step, "5.1", TENON_FILE_SUMMARY);
  put_text (self, step, TENON_FILE_SUMMARY,
            tenon_summary_document_write (situation->model, situation->reviews, situation->derived->cost, situation->derived->findings, peek_text (self, TENON_FILE_SUMMARY)));
}

static void
put_contract (TenonStepPlan *self,
              TenonStep     *step)
{
  if (peek_text (self, TENON_FILE_CONTRACT) != NULL)
    keep_edited (self, step, "4.1", TENON_FILE_CONTRACT);
  put_text (self, step, TENON_FILE_CONTRACT, g_strdup (self->situation->derived->contract->text));
}

static void
put_mark (TenonStepPlan *self,
          TenonStep     *step,
          const char    *task_id)
{
  const char *text = peek_tasks (self);
  g_autoptr (GPtrArray) items = tenon_tasks_document_read (text, strlen (text));
  g_autofree char *parent = g_strndup (task_id, strcspn (task_id, "."));
  gboolean         are_all_done = TRUE;
  const char      *ids[] = { task_id, NULL, NULL };

  for (guint i = 0; i < items->len; i++)
    {
      TenonTaskItem *item = g_ptr_array_index (items, i);
      gsize          length = strlen (parent);

      if (strncmp (item->task_id, parent, length) == 0 && item->task_id[length] == '.' && !g_str_equal (item->task_id, task_id))
        are_all_done = are_all_done && item->is_done;
    }
  if (are_all_done)
    ids[1] = parent;
  put_text (self, step, TENON_FILE_TASKS, tenon_tasks_document_mark (text, strlen (text), ids));
}

/* Tenon's own files that were saved since the last step, whatever this step writes itself; but for what somebody edited where
 * it is written from the design: that enters the history under its own name only. */
static void
sweep (TenonStepPlan *self,
       TenonStep     *step)
{
  for (guint i = 0; tenon_folder_files[i] != NULL; i++)
    if (!g_str_has_prefix (tenon_folder_files[i], TENON_FOLDER_STAGE_1) && peek_text (self, tenon_folder_files[i]) != NULL && !is_edited (self, tenon_folder_files[i]))
      tenon_step_add_present (step, tenon_folder_files[i]);
}

/* ---- the tasks ---- */

/* Titles and messages are those of the tasks document. */
static const TaskDefinition definitions[] = {
  { "1.1", "Extract and analyze existing artifacts",
    "stage-02 task 1.1: Analyze stage-01 artifacts for DynamoDB modeling context",
    tenon_task_wait_for_import, put_requirement, tenon_task_account_of_import },
  { "1.2", "Gather complete access pattern requirements with RPS estimates",
    "stage-02 task 1.2: Document complete access patterns with RPS estimates",
    tenon_task_wait_for_rates, put_requirement, tenon_task_account_of_rates },
  { "1.3", "Validate requirements completeness with user",
    "stage-02 task 1.3: Validate complete access pattern requirements with user",
    tenon_task_wait_for_requirements, put_requirement, NULL },
  { "2.1", "Apply DynamoDB design principles and create initial design",
    "stage-02 task 2.1: Create initial DynamoDB design based on access patterns",
    tenon_task_wait_for_design, NULL, tenon_task_account_of_design },
  { "2.2", "Evaluate denormalization decisions and design alternatives",
    "stage-02 task 2.2: Evaluate denormalization decisions and design alternatives",
    tenon_task_wait_for_decisions, NULL, tenon_task_account_of_decisions },
  { "2.3", "Analyze cost implications and production risks",
    "stage-02 task 2.3: Analyze cost implications and production risks",
    tenon_task_wait_for_design, NULL, tenon_task_account_of_costs },
  { "3.1", "Create comprehensive data model document",
    "stage-02 task 3.1: Create comprehensive DynamoDB data model document",
    tenon_task_wait_for_design, put_data_model, NULL },
  { "3.2", "Perform table-by-table design validation with user",
    "stage-02 task 3.2: Complete table-by-table design validation with user",
    tenon_task_wait_for_tables, put_data_model, NULL },
  { "3.3", "Finalize data model document with user feedback",
    "stage-02 task 3.3: Finalize DynamoDB data model with user validation",
    tenon_task_wait_for_approval, put_data_model, NULL },
  { "4.1", "Generate migration contract from finalized data model",
    "stage-02 task 4.1: Generate migration contract from finalized data model",
    tenon_task_wait_for_approval, put_contract, NULL },
  { "4.2", "Validate migration contract completeness and accuracy",
    "stage-02 task 4.2: Validate migration contract completeness and accuracy",
    tenon_task_wait_for_contract, put_contract, NULL },
  { "5.1", "Create comprehensive documentation summary",
    "stage-02 task 5.1: Create comprehensive documentation summary",
    tenon_task_wait_for_contract, put_summary, NULL },
  { "5.2", "Validate readiness for next stage",
    "stage-02 task 5.2: Complete DynamoDB data modeling with manual design process",
    tenon_task_wait_for_readiness, NULL, NULL },
};

static const TaskDefinition *
find_definition (const char *task_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (g_str_equal (definitions[i].task_id, task_id))
      return &definitions[i];
  g_return_val_if_reached (NULL);
}

/**
 * tenon_task_message:
 *
 * Returns: the commit message that completes a task, as the tasks document gives it
 */
const char *
tenon_task_message (const char *task_id)
{
  return find_definition (task_id)->message;
}

static GPtrArray *
peek_items (TenonStepPlan *self)
{
  const char *text = peek_tasks (self);

  if (self->items == NULL)
    self->items = tenon_tasks_document_read (text, strlen (text));
  return self->items;
}

/* That it stands again ("is complete again") is no completion: nobody may ever have earned that mark. */
static gboolean
log_has_complete (TenonStepPlan *self,
                  const char    *task_id)
{
  const char      *log = peek_text (self, TENON_FILE_WORKING_LOG);
  g_autofree char *complete = g_strdup_printf ("Task %s is complete: ", task_id);

  return log != NULL && strstr (log, complete) != NULL;
}

/* A task that the project's tasks document does not have is marked by the working log alone. */
static gboolean
is_marked (TenonStepPlan *self,
           const char    *task_id)
{
  GPtrArray *items = peek_items (self);

  for (guint i = 0; i < items->len; i++)
    {
      TenonTaskItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->task_id, task_id))
        return item->is_done;
    }
  return log_has_complete (self, task_id);
}

static gboolean
log_has_undone (const char *log,
                const char *task_id)
{
  g_autofree char *undone = g_strdup_printf ("Task %s came undone", task_id);
  g_autofree char *complete = g_strdup_printf ("Task %s is complete", task_id);
  const char      *last_undone = log != NULL ? g_strrstr (log, undone) : NULL;
  const char      *last_complete = log != NULL ? g_strrstr (log, complete) : NULL;

  return last_undone != NULL && (last_complete == NULL || last_complete < last_undone);
}

static void
note_undone (TenonStepPlan *self,
             TenonStep     *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      const TaskDefinition *definition = &definitions[i];
      g_autofree char      *waits_for = NULL;
      g_autofree char      *what = NULL;

      if (!is_marked (self, definition->task_id) || log_has_undone (peek_text (self, TENON_FILE_WORKING_LOG), definition->task_id))
        continue;
      waits_for = definition->dup_waits_for (self->situation);
      if (waits_for == NULL)
        continue;
      what = g_strdup_printf ("Task %s came undone: %s.", definition->task_id, waits_for);
      put_note (self, step, definition->task_id, what, NULL);
    }
}

/* ---- the plan ---- */

TenonStepPlan *
tenon_step_plan_new (const TenonSituation *situation)
{
  TenonStepPlan *self = g_new0 (TenonStepPlan, 1);

  self->situation = situation;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_step_free);
  self->at = tenon_now_iso8601 ();
  return self;
}

void
tenon_step_plan_free (TenonStepPlan *self)
{
  g_hash_table_unref (self->texts);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_ptr_array_unref (self->steps);
  g_free (self->at);
  g_free (self);
}

/**
 * tenon_step_plan_get_steps:
 *
 * Returns: (transfer none) (element-type TenonStep): in the order they are to be taken
 */
GPtrArray *
tenon_step_plan_get_steps (TenonStepPlan *self)
{
  return self->steps;
}

/* The log is one list: a note must stay one line of it. */
static char *
one_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  g_autofree char *joined = g_strjoinv (" ", lines);

  return g_strdup (g_strstrip (joined));
}

static TenonStep *
begin_step (TenonStepPlan *self,
            const char    *task_id,
            const char    *message,
            const char    *by)
{
  TenonStep *step = tenon_step_new (task_id, message, by);

  put_state (self, step);
  if (peek_text (self, TENON_FILE_TASKS) == NULL)
    put_text (self, step, TENON_FILE_TASKS, g_strdup (tenon_tasks_document_template ()));
  note_decisions (self, step);
  note_undone (self, step);
  g_ptr_array_add (self->steps, step);
  return step;
}

/**
 * tenon_step_plan_complete:
 * @by: (nullable): who decided, where a person did
 * @note: (nullable): what they said
 *
 * Adds the step that completes a task, whether it is marked already or not.
 */
void
tenon_step_plan_complete (TenonStepPlan *self,
                          const char    *task_id,
                          const char    *by,
                          const char    *note)
{
  const TaskDefinition *definition = find_definition (task_id);
  TenonStep            *step = begin_step (self, task_id, definition->message, by);
  g_autofree char      *account = note != NULL ? one_line (note) : definition->dup_account != NULL ? definition->dup_account (self->situation)
                                                                                                   : NULL;
  g_autofree char      *what = g_strdup_printf ("Task %s is complete: %s.%s%s", task_id, definition->title, account != NULL && *account != '\0' ? " " : "", account != NULL ? account : "");

  if (definition->write != NULL)
    definition->write (self, step);
  put_mark (self, step, task_id);
  put_note (self, step, task_id, what, by);
  sweep (self, step);
}

/**
 * tenon_step_plan_record:
 *
 * Adds a step that completes no task: a table's decision, something returned or withdrawn.
 */
void
tenon_step_plan_record (TenonStepPlan *self,
                        const char    *task_id,
                        const char    *message,
                        const char    *by,
                        const char    *note)
{
  TenonStep       *step = begin_step (self, NULL, message, by);
  g_autofree char *line = note != NULL ? one_line (note) : NULL;
  const char      *colon = strstr (message, ": ");
  g_autofree char *what = g_strdup_printf ("%s.%s%s", colon != NULL ? colon + 2 : message, line != NULL && *line != '\0' ? " " : "", line != NULL ? line : "");

  if (g_str_equal (task_id, "3.2"))
    put_data_model (self, step);
  put_note (self, step, task_id, what, by);
  sweep (self, step);
}

/* Tasks documents come with marks that nobody earned: a mark counts where the working log tells of it. */
static gboolean
is_earned (TenonStepPlan *self,
           const char    *task_id)
{
  return peek_text (self, TENON_FILE_WORKING_LOG) == NULL || log_has_complete (self, task_id);
}

/* Tasks that wait for approvals alone, and by whose completion a person approved what they stand on. An approval holds
 * for one content, by its digest: where such a task came undone and waits for nothing now, the content is again what was
 * approved, or somebody approved again. */
static const struct
{
  const char *task_id;
  const char *approval;
} guarded[] = {
  { "1.3", "1.3" },
  { "3.2", "3.2" },
  { "3.3", "3.3" },
  { "4.1", "3.3" },
  { "4.2", "4.2" },
  { "5.1", "4.2" },
  { "5.2", "4.2" },
};

/* Whether the task was completed once and undone by an edit that was taken back since, while nobody approved anew: what
 * it committed holds. To be asked where it waits for nothing. */
static gboolean
stands_again (TenonStepPlan *self,
              const char    *task_id)
{
  const char *log = peek_text (self, TENON_FILE_WORKING_LOG);

  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
    {
      g_autofree char *undone = g_strdup_printf ("Task %s came undone", task_id);
      g_autofree char *approved = g_strdup_printf ("Task %s is complete: ", guarded[i].approval);

      if (g_str_equal (guarded[i].task_id, task_id))
        return is_marked (self, task_id) && log_has_complete (self, task_id) && log_has_undone (log, task_id) && g_strrstr (log, approved) < g_strrstr (log, undone);
    }
  return FALSE;
}

static gboolean
is_due (TenonStepPlan        *self,
        const TaskDefinition *definition)
{
  gboolean stands = stands_again (self, definition->task_id);

  if (!is_marked (self, definition->task_id) || (!stands && log_has_undone (peek_text (self, TENON_FILE_WORKING_LOG), definition->task_id))
      || !is_earned (self, definition->task_id))
    return TRUE;
  return g_str_equal (definition->task_id, "4.1") && g_strcmp0 (peek_text (self, TENON_FILE_CONTRACT), self->situation->derived->contract->text) != 0;
}

/**
 * tenon_step_plan_advance:
 * @until: (nullable): the task to stop before; %NULL: as far as it goes
 *
 * Adds a step for each task that is due, in order, up to the first that waits.
 */
void
tenon_step_plan_advance (TenonStepPlan *self,
                         const char    *until)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      g_autofree char *waits_for = NULL;

      if (g_strcmp0 (definitions[i].task_id, until) == 0)
        return;
      waits_for = definitions[i].dup_waits_for (self->situation);
      if (waits_for != NULL)
        return;
      if (is_due (self, &definitions[i]))
        tenon_step_plan_complete (self, definitions[i].task_id, NULL, NULL);
    }
}

static void
put_artifact (TenonStepPlan *self,
              TenonStep     *step,
              const char    *name,
              char          *text)
{
  gboolean is_read = tenon_list_find (self->situation->model->inputs, name) != NULL;

  if (text != NULL && !is_read && (peek_text (self, name) == NULL || (self->situation->repository != NULL && !tenon_repository_is_changed (self->situation->repository, name))))
    put_text (self, step, name, g_steal_pointer (&text));
  else if (peek_text (self, name) != NULL)
    tenon_step_add_present (step, name);
  g_free (text);
}

static gboolean
was_read (GPtrArray  *imported,
          const char *name)
{
  for (guint i = 0; i < imported->len; i++)
    if (g_strcmp0 (((TenonImportedFile *)g_ptr_array_index (imported, i))->path, name) == 0)
      return TRUE;
  return FALSE;
}

/* A requirement file from outside: the project's begins with it, or, where people have one already, ends with it. */
static void
take_requirement (TenonStepPlan *self,
                  TenonStep     *step,
                  const char    *path,
                  const char    *text)
{
  TenonModel      *model = self->situation->model;
  const char      *present = peek_text (self, TENON_FILE_REQUIREMENT);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *joined = NULL;

  if (present != NULL && !tenon_requirement_document_is_untouched (present))
    {
      g_autofree char *plain = tenon_parts_dup_unmarked (text);

      joined = g_strconcat (present, g_str_has_suffix (present, "\n") ? "" : "\n", "\n## Taken over from ", name, "\n\n", plain, NULL);
    }
  put_text (self, step, TENON_FILE_REQUIREMENT, tenon_requirement_document_write (model, joined != NULL ? joined : text));
}

/**
 * tenon_step_plan_import:
 * @imported: (element-type TenonImportedFile):
 *
 * Adds the step of an import. Documents that were read stay as they are, so that the history has them as people wrote
 * them; artifacts of the first stage that Tenon wrote itself and nobody has touched are written again.
 */
void
tenon_step_plan_import (TenonStepPlan *self,
                        GPtrArray     *imported)
{
  TenonModel *model = self->situation->model;
  TenonStep  *step;

  self->keep_requirement = was_read (imported, TENON_FILE_REQUIREMENT);
  tenon_step_plan_complete (self, "1.1", NULL, NULL);
  step = g_ptr_array_index (self->steps, self->steps->len - 1);
  for (guint i = 0; i < imported->len; i++)
    {
      TenonImportedFile *file = g_ptr_array_index (imported, i);
      g_autofree char   *what = g_strdup_printf ("Read %s: %s, %s.", file->path, file->kind, file->summary);

      put_note (self, step, "1.1", what, NULL);
      if (file->requirement != NULL && !self->keep_requirement && !self->situation->keep_requirement)
        take_requirement (self, step, file->path, file->requirement);
    }
  put_artifact (self, step, TENON_FILE_PATTERNS, tenon_list_get_length (model->patterns) > 0 ? tenon_api_document_write (model) : NULL);
  put_artifact (self, step, TENON_FILE_LOG, tenon_list_get_length (model->logs) > 0 ? tenon_log_document_write (model) : NULL);
  put_artifact (self, step, TENON_FILE_STRUCTURE, model->schema != NULL ? tenon_structure_document_write (model) : NULL);
}

/* Where an edit was taken back, what was approved stands without anybody deciding anew: a word in the log, no commit. */
static void
note_standing (TenonStepPlan *self,
               TenonStep     *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
    {
      g_autofree char *waits_for = NULL;
      g_autofree char *what = NULL;

      if (!stands_again (self, guarded[i].task_id))
        continue;
      waits_for = find_definition (guarded[i].task_id)->dup_waits_for (self->situation);
      if (waits_for != NULL)
        continue;
      what = g_strdup_printf ("Task %s is complete again: what was approved stands as it was.", guarded[i].task_id);
      put_note (self, step, guarded[i].task_id, what, NULL);
    }
}

/**
 * tenon_step_plan_save:
 *
 * Adds the files of a save: the state, the requirement file that follows it, and a word in the working log where a task
 * came undone or stands again. Not to be committed.
 */
void
tenon_step_plan_save (TenonStepPlan *self)
{
  TenonStep *step = begin_step (self, NULL, "Save", NULL);

  note_standing (self, step);
  put_requirement (self, step);
}

/**
 * tenon_tasks_list:
 *
 * Returns: (transfer full) (element-type TenonTask): all tasks as they stand
 */
GPtrArray *
tenon_tasks_list (const TenonSituation *situation)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TenonStepPlan) plan = tenon_step_plan_new (situation);
  gboolean is_behind = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      const TaskDefinition *definition = &definitions[i];
      TenonTask            *task = tenon_task_new (definition->task_id, definition->title, definition->message);
      g_autofree char      *waits_for = definition->dup_waits_for (situation);

      task->is_marked = is_marked (plan, definition->task_id);
      task->is_undone = task->is_marked && waits_for != NULL;
      if (waits_for == NULL && !task->is_marked)
        waits_for = is_behind ? g_strdup ("The tasks before it") : NULL;
      is_behind = is_behind || !task->is_marked || task->is_undone;
      task->waits_for = g_steal_pointer (&waits_for);
      g_ptr_array_add (tasks, task);
    }
  return tasks;
}
