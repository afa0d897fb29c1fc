/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A project: the model, what people decided about it, and what follows from both at this moment.
 *
 * After an edit the contract's text and the gates are renewed at once; the rules, the costs and the rest follow in an
 * idle moment from a worker with a snapshot, as often as edits make it necessary and never two at a time. Programs
 * without a main loop call tenon_project_refresh(). */

#include "project/tenon-project-private.h"

#include "artifact/tenon-requirement-document.h"
#include "base/tenon-text.h"
#include "contract/tenon-contract-writer.h"
#include "project/tenon-edited-files.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-gates.h"
#include "project/tenon-import.h"
#include "project/tenon-proposals-private.h"
#include "project/tenon-repository.h"
#include "project/tenon-step-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond this the gates, whose digests look at every table, are renewed with the rules and not at each edit. */
#define MANY_TABLES 60

G_DEFINE_QUARK (tenon - project - error - quark, tenon_project_error)

G_DEFINE_FINAL_TYPE (TenonProject, tenon_project, G_TYPE_OBJECT)

enum
{
  PROP_MODEL = 1,
  PROP_REVIEWS,
  PROP_PATH,
  PROP_BRANCH,
  PROP_BUSY,
  PROP_N_UNSAVED,
  PROP_N_UNCOMMITTED,
  N_PROPS
};

enum
{
  CHECKED,
  TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

static void
tenon_project_finalize (GObject *object)
{
  TenonProject *self = TENON_PROJECT (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_free (self->path);
  g_free (self->branch);
  g_free (self->model_digest);
  g_free (self->reviews_digest);
  g_free (self->requirement_digest);
  g_clear_pointer (&self->edited_files, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->reviews);
  g_ptr_array_unref (self->proposals);
  g_ptr_array_unref (self->notices);
  g_clear_pointer (&self->derived, tenon_derived_free);
  g_clear_pointer (&self->deriver, tenon_deriver_free);
  g_ptr_array_unref (self->followed);
  g_hash_table_unref (self->dirty);
  tenon_contract_cache_free (self->contract_cache);
  g_queue_free_full (self->pending, g_object_unref);
  g_clear_object (&self->gates);
  g_clear_object (&self->findings);
  g_clear_object (&self->tasks);
  g_clear_object (&self->questions);
  g_clear_object (&self->approved);
  g_free (self->approved_digest);
  g_clear_object (&self->proposal_items);
  G_OBJECT_CLASS (tenon_project_parent_class)->finalize (object);
}

static void
tenon_project_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TenonProject *self = TENON_PROJECT (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_REVIEWS:
      g_value_set_object (value, self->reviews);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_BRANCH:
      g_value_set_string (value, self->branch);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, tenon_project_get_busy (self));
      break;
    case PROP_N_UNSAVED:
      g_value_set_uint (value, tenon_project_get_n_unsaved (self));
      break;
    case PROP_N_UNCOMMITTED:
      g_value_set_uint (value, tenon_project_get_n_uncommitted (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_project_class_init (TenonProjectClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = tenon_project_finalize;
  object_class->get_property = tenon_project_get_property;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, TENON_TYPE_MODEL, flags);
  properties[PROP_REVIEWS] = g_param_spec_object ("reviews", NULL, NULL, TENON_TYPE_REVIEWS, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_BRANCH] = g_param_spec_string ("branch", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_N_UNSAVED] = g_param_spec_uint ("n-unsaved", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_UNCOMMITTED] = g_param_spec_uint ("n-uncommitted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TenonProject::checked:
   *
   * Gates, findings, contract and costs are those of the present model again.
   */
  signals[CHECKED] = g_signal_new ("checked", TENON_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * TenonProject::toast:
   * @text: what just happened
   */
  signals[TOAST] = g_signal_new ("toast", TENON_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tenon_project_init (TenonProject *self)
{
  self->model = tenon_model_new ();
  self->reviews = g_object_new (TENON_TYPE_REVIEWS, NULL);
  self->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);
  self->edited_files = tenon_diagnostics_new ();
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
  self->pending = g_queue_new ();
  self->contract_cache = tenon_contract_cache_new ();
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  self->dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->gates = g_list_store_new (TENON_TYPE_GATE);
  self->findings = g_list_store_new (TENON_TYPE_DIAGNOSTIC);
  self->tasks = g_list_store_new (TENON_TYPE_TASK);
  self->questions = g_list_store_new (TENON_TYPE_QUESTION);
  self->proposal_items = g_list_store_new (TENON_TYPE_PROPOSAL_ITEM);
}

TenonModel *
tenon_project_get_model (TenonProject *self)
{
  return self->model;
}

TenonReviews *
tenon_project_get_reviews (TenonProject *self)
{
  return self->reviews;
}

const char *
tenon_project_get_path (TenonProject *self)
{
  return self->path;
}

/**
 * tenon_project_get_branch:
 *
 * Returns: the git branch, "" where the folder is in no repository yet
 */
const char *
tenon_project_get_branch (TenonProject *self)
{
  return self->branch;
}

gboolean
tenon_project_get_busy (TenonProject *self)
{
  return self->n_jobs > 0;
}

guint
tenon_project_get_n_unsaved (TenonProject *self)
{
  return tenon_model_count_since (self->model, self->saved);
}

guint
tenon_project_get_n_uncommitted (TenonProject *self)
{
  return tenon_model_count_changes_since (self->model, self->committed) + self->n_changed_files;
}

/**
 * tenon_project_count_changed_files:
 *
 * Counts the project's files that are otherwise on the disk than in the last commit, where the model is what they hold: what
 * was saved there before the project was opened is no edit of it.
 */
void
tenon_project_count_changed_files (TenonProject *self)
{
  static const char *const names[] = { TENON_FILE_PATTERNS, TENON_FILE_LOG, TENON_FILE_STRUCTURE, TENON_FILE_REQUIREMENT, TENON_FILE_DATA_MODEL, TENON_FILE_CONTRACT,
                                       TENON_FILE_WORKING_LOG, TENON_FILE_SUMMARY, TENON_FILE_MODEL, TENON_FILE_REVIEWS, TENON_FILE_LAYOUT, TENON_FILE_TASKS };
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);

  self->n_changed_files = 0;
  for (guint i = 0; repository != NULL && i < G_N_ELEMENTS (names); i++)
    self->n_changed_files += tenon_repository_is_changed (repository, names[i]);
}

/* ---- what is known at this moment ---- */

static gboolean
is_same_finding (gconstpointer first,
                 gconstpointer second)
{
  const TenonDiagnostic *a = first;
  const TenonDiagnostic *b = second;

  return a->severity == b->severity && a->line == b->line && g_strcmp0 (a->code, b->code) == 0 && g_strcmp0 (a->subject, b->subject) == 0
         && g_strcmp0 (a->path, b->path) == 0 && g_strcmp0 (a->message, b->message) == 0 && g_strcmp0 (a->remedy, b->remedy) == 0;
}

static gboolean
is_same_gate (gconstpointer first,
              gconstpointer second)
{
  const TenonGate *a = first;
  const TenonGate *b = second;

  if (a->kind != b->kind || a->state != b->state || a->last != b->last || a->returned != b->returned || a->blocking->len != b->blocking->len
      || g_strcmp0 (a->subject, b->subject) != 0 || g_strcmp0 (a->digest, b->digest) != 0 || g_strcmp0 (a->waits_for, b->waits_for) != 0)
    return FALSE;
  for (guint i = 0; i < a->blocking->len; i++)
    if (!is_same_finding (g_ptr_array_index (a->blocking, i), g_ptr_array_index (b->blocking, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_same_task (gconstpointer first,
              gconstpointer second)
{
  const TenonTask *a = first;
  const TenonTask *b = second;

  return a->is_marked == b->is_marked && a->is_undone == b->is_undone && g_strcmp0 (a->task_id, b->task_id) == 0 && g_strcmp0 (a->waits_for, b->waits_for) == 0;
}

static gboolean
holds (GListStore *store,
       guint       position,
       gpointer    item,
       GEqualFunc  is_same)
{
  g_autoptr (GObject) present = g_list_model_get_item (G_LIST_MODEL (store), position);

  return is_same (present, item);
}

static gboolean
is_same_question (gconstpointer first,
                  gconstpointer second)
{
  const TenonQuestion *a = first;
  const TenonQuestion *b = second;

  return a->kind == b->kind && a->state == b->state && a->ways == b->ways && g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->text, b->text) == 0
         && g_strcmp0 (a->detail, b->detail) == 0 && g_strcmp0 (a->answer, b->answer) == 0 && g_strcmp0 (a->by, b->by) == 0 && g_strcmp0 (a->at, b->at) == 0;
}

static gboolean
is_same_proposal (gconstpointer first,
                  gconstpointer second)
{
  const TenonProposalItem *a = first;
  const TenonProposalItem *b = second;

  return a->line == b->line && g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->before, b->before) == 0 && g_strcmp0 (a->after, b->after) == 0;
}

/* Only what differs is replaced, so that views keep their place and their selection. */
static void
update_store (GListStore *store,
              GPtrArray  *items,
              GEqualFunc  is_same)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = items->len;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_new) && holds (store, head, g_ptr_array_index (items, head), is_same))
    head++;
  while (tail < MIN (n_old, n_new) - head && holds (store, n_old - 1 - tail, g_ptr_array_index (items, n_new - 1 - tail), is_same))
    tail++;
  if (head + tail < n_old || head + tail < n_new)
    g_list_store_splice (store, head, n_old - head - tail, items->pdata + head, n_new - head - tail);
}

static GPtrArray *
list_findings (TenonProject *self)
{
  GPtrArray *findings = g_ptr_array_new ();

  for (guint i = 0; i < self->notices->len; i++)
    g_ptr_array_add (findings, g_ptr_array_index (self->notices, i));
  for (guint i = 0; i < self->derived->findings->len; i++)
    g_ptr_array_add (findings, g_ptr_array_index (self->derived->findings, i));
  return findings;
}

/**
 * tenon_project_update_lists:
 *
 * Derives gates and tasks from what is known, and brings the lists up to it.
 */
void
tenon_project_update_lists (TenonProject *self)
{
  g_autoptr (GPtrArray) gates = tenon_gates_derive (self->model, self->reviews, self->derived->findings, self->derived->questions, self->derived->contract);
  g_autoptr (GPtrArray) findings = list_findings (self);
  g_autoptr (GPtrArray) proposals = tenon_project_list_proposal_items (self);
  TenonSituation situation = { self->path, self->model, self->reviews, gates, self->derived, NULL, tenon_proposals_has_own (self->proposals) };
  g_autoptr (GPtrArray) tasks = tenon_tasks_list (&situation);

  update_store (self->gates, gates, is_same_gate);
  update_store (self->findings, findings, is_same_finding);
  update_store (self->tasks, tasks, is_same_task);
  update_store (self->questions, self->derived->questions, is_same_question);
  update_store (self->proposal_items, proposals, is_same_proposal);
}

/**
 * tenon_project_set_derived:
 * @derived: (transfer full): of the present model, or of a snapshot whose edits since are on their way
 */
void
tenon_project_set_derived (TenonProject *self,
                           TenonDerived *derived)
{
  GPtrArray *proposals = tenon_proposals_renew (self->proposals, self->model);

  g_ptr_array_unref (self->proposals);
  self->proposals = proposals;
  tenon_derive_add_proposals (derived, self->proposals);
  g_ptr_array_extend (derived->findings, self->edited_files, (GCopyFunc)g_object_ref, NULL);
  g_clear_pointer (&self->derived, tenon_derived_free);
  self->derived = derived;
  tenon_project_update_lists (self);
}

static void schedule_check (TenonProject *self);

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TenonProject *self = TENON_PROJECT (object);
  TenonDerived *derived = g_task_propagate_pointer (G_TASK (result), NULL);

  self->checking = FALSE;
  if (derived == NULL)
    return;
  /* Each edit wrote the contract's text at once. */
  derived->contract = g_steal_pointer (&self->derived->contract);
  tenon_project_set_derived (self, derived);
  if (self->is_dirty)
    {
      schedule_check (self);
      return;
    }
  g_signal_emit (self, signals[CHECKED], 0);
}

/* What a worker is told: the patterns that were edited; none where it begins from a snapshot. */
typedef struct
{
  TenonDeriver *deriver;   /* the project's, who waits for the worker */
  GArray       *positions; /* (nullable) (element-type guint) */
  GPtrArray    *patterns;  /* (nullable) (element-type TenonPattern) */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_clear_pointer (&self->positions, g_array_unref);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_free (self);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Check *check = task_data;

  g_task_return_pointer (task, tenon_deriver_derive (check->deriver, check->positions, check->patterns), (GDestroyNotify)tenon_derived_free);
}

/* Whether no pattern came, went or moved since the deriver was told. */
static gboolean
has_followed_patterns (TenonProject *self)
{
  TenonList *patterns = self->model->patterns;

  if (self->deriver == NULL || tenon_list_get_length (patterns) != self->followed->len)
    return FALSE;
  for (guint i = 0; i < self->followed->len; i++)
    if (g_ptr_array_index (self->followed, i) != tenon_list_get (patterns, i))
      return FALSE;
  return TRUE;
}

/* What the Map shows where takes no part in any check. */
static gboolean
is_about_map (const char *subject)
{
  static const char *const kinds[] = { "node:", "view:", "view-column:", "area:", "note:", "hidden-card:", "named-view:", "diagram:" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (subject, kinds[i]))
      return TRUE;
  return FALSE;
}

/* Fills in the edited patterns; FALSE if anything else was edited. */
static gboolean
list_edited (TenonProject *self,
             Check        *check)
{
  GHashTableIter iter;
  gpointer       subject;
  guint          n = 0;

  if (!has_followed_patterns (self))
    return FALSE;
  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    if (g_str_has_prefix (subject, "pattern:"))
      n++;
    else if (!is_about_map (subject))
      return FALSE;
  check->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  check->patterns = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; n > 0 && i < self->followed->len; i++)
    {
      TenonPattern    *pattern = g_ptr_array_index (self->followed, i);
      g_autofree char *id = tenon_record_dup_id (TENON_RECORD (pattern));

      if (!g_hash_table_contains (self->dirty, id))
        continue;
      g_array_append_val (check->positions, i);
      g_ptr_array_add (check->patterns, tenon_record_copy (pattern));
    }
  /* A pattern whose number changed is called otherwise than it was. */
  return check->positions->len == n;
}

static void
begin_deriver (TenonProject *self)
{
  TenonList *patterns = self->model->patterns;

  g_clear_pointer (&self->deriver, tenon_deriver_free);
  self->deriver = tenon_deriver_new (tenon_model_snapshot (self->model));
  g_ptr_array_set_size (self->followed, 0);
  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    g_ptr_array_add (self->followed, g_object_ref (tenon_list_get (patterns, i)));
}

static Check *
prepare_check (TenonProject *self)
{
  Check *check = g_new0 (Check, 1);

  if (!list_edited (self, check))
    {
      g_clear_pointer (&check->positions, g_array_unref);
      g_clear_pointer (&check->patterns, g_ptr_array_unref);
      begin_deriver (self);
    }
  check->deriver = self->deriver;
  g_hash_table_remove_all (self->dirty);
  return check;
}

static gboolean
check_idle_cb (gpointer user_data)
{
  TenonProject *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->idle_id = 0;
  self->is_dirty = FALSE;
  self->checking = TRUE;
  task = g_task_new (self, NULL, checked_cb, NULL);
  g_task_set_source_tag (task, check_idle_cb);
  g_task_set_task_data (task, prepare_check (self), check_free);
  g_task_run_in_thread (task, check_in_thread);
  return G_SOURCE_REMOVE;
}

static void
schedule_check (TenonProject *self)
{
  if (self->idle_id == 0 && !self->checking)
    self->idle_id = g_idle_add (check_idle_cb, self);
}

/**
 * tenon_project_changed:
 *
 * After an edit: the contract's text and the gates at once, the rest soon.
 */
void
tenon_project_changed (TenonProject *self)
{
  g_clear_pointer (&self->derived->contract, tenon_contract_text_free);
  self->derived->contract = tenon_contract_cache_write (self->contract_cache, self->model, self->model->design);
  if (tenon_list_get_length (self->model->design->tables) <= MANY_TABLES)
    tenon_project_update_lists (self);
  self->is_dirty = TRUE;
  schedule_check (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSAVED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNCOMMITTED]);
}

/* Pieces of the contract's text are kept by table; what touches anything else touches them all. */
static void
forget_pieces (TenonProject      *self,
               const char *const *subjects)
{
  for (guint i = 0; subjects[i] != NULL; i++)
    {
      TenonTable *table = g_str_has_prefix (subjects[i], "table:") ? tenon_design_find_table (self->model->design, subjects[i] + strlen ("table:")) : NULL;

      tenon_contract_cache_forget (self->contract_cache, table);
      if (table == NULL)
        return;
    }
}

static void
model_changed_cb (TenonProject      *self,
                  const char        *label,
                  const char *const *subjects)
{
  for (guint i = 0; subjects[i] != NULL; i++)
    g_hash_table_add (self->dirty, g_strdup (subjects[i]));
  forget_pieces (self, subjects);
  tenon_project_changed (self);
}

/**
 * tenon_project_refresh:
 *
 * Brings everything up to the present model before it returns.
 */
void
tenon_project_refresh (TenonProject *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->is_dirty = FALSE;
  tenon_project_set_derived (self, tenon_derive (self->model));
  g_signal_emit (self, signals[CHECKED], 0);
}

/**
 * tenon_project_start:
 *
 * Listens to the model from now on; what it holds is what stands on the disk.
 */
void
tenon_project_start (TenonProject *self)
{
  tenon_model_forget (self->model);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  if (self->derived == NULL)
    tenon_project_set_derived (self, tenon_derive (self->model));
}

/**
 * tenon_project_get_gates:
 *
 * Returns: (transfer none) (element-type TenonGate): requirements, each table in review order, design, contract
 */
GListModel *
tenon_project_get_gates (TenonProject *self)
{
  return G_LIST_MODEL (self->gates);
}

/**
 * tenon_project_find_gate:
 * @subject: (nullable): a table's name
 *
 * Returns: (transfer none) (nullable): valid until the next edit or decision
 */
TenonGate *
tenon_project_find_gate (TenonProject *self,
                         TenonGateKind kind,
                         const char   *subject)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->gates)); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (G_LIST_MODEL (self->gates), i);

      if (gate->kind == kind && g_strcmp0 (gate->subject, subject) == 0)
        return gate; /* the list keeps it */
    }
  return NULL;
}

GListModel *
tenon_project_get_findings (TenonProject *self)
{
  return G_LIST_MODEL (self->findings);
}

/**
 * tenon_project_get_answered:
 *
 * Returns: (transfer none) (element-type TenonDiagnostic): findings somebody acknowledged, or deviates from, with the reason;
 *   valid until the next "checked"
 */
GPtrArray *
tenon_project_get_answered (TenonProject *self)
{
  return self->derived->answered;
}

GListModel *
tenon_project_get_tasks (TenonProject *self)
{
  return G_LIST_MODEL (self->tasks);
}

const TenonContractText *
tenon_project_get_contract (TenonProject *self)
{
  return self->derived->contract;
}

/**
 * tenon_project_get_cost:
 *
 * Returns: (nullable): %NULL while there is no design
 */
const TenonCost *
tenon_project_get_cost (TenonProject *self)
{
  return self->derived->cost;
}

/**
 * tenon_project_get_headroom:
 *
 * Returns: (transfer none) (nullable) (element-type TenonHeadroom):
 */
GPtrArray *
tenon_project_get_headroom (TenonProject *self)
{
  return self->derived->headroom;
}

/* ---- jobs ---- */

void
tenon_project_notify_busy (TenonProject *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
tenon_project_learn_branch (TenonProject *self)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);
  g_autofree char *branch = repository != NULL ? tenon_repository_dup_branch (repository) : g_strdup ("");

  if (g_strcmp0 (self->branch, branch) == 0)
    return;
  g_free (self->branch);
  self->branch = g_steal_pointer (&branch);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRANCH]);
}

/**
 * tenon_project_load_proposals:
 *
 * Reads how the requirement file differs from the model, unless it is as Tenon wrote it.
 */
void
tenon_project_load_proposals (TenonProject *self)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);
  gboolean is_own = repository != NULL && tenon_repository_remembers (repository, TENON_FILE_REQUIREMENT);

  if (!is_own)
    {
      g_autoptr (GPtrArray) loaded = tenon_proposals_load (self->model, self->path, repository);

      g_ptr_array_unref (self->proposals);
      self->proposals = tenon_proposals_renew (loaded, self->model);
    }
  g_clear_pointer (&self->requirement_digest, g_free);
  if (is_own || !tenon_proposals_has_own (self->proposals))
    self->requirement_digest = tenon_files_dup_digest_of (self->path, TENON_FILE_REQUIREMENT);
}

/**
 * tenon_project_look_at_files:
 *
 * Finds whether somebody edited what is written from the design; the findings are among the derived ones from the next
 * tenon_project_set_derived() on.
 */
void
tenon_project_look_at_files (TenonProject            *self,
                             const TenonContractText *contract)
{
  g_autoptr (TenonRepository) repository = tenon_repository_open (self->path, NULL);

  g_ptr_array_unref (self->edited_files);
  self->edited_files = tenon_edited_files_find (self->path, repository, self->reviews, contract);
}

/**
 * tenon_project_fill_job:
 *
 * Gives a job copies of everything it needs, just before it starts.
 */
void
tenon_project_fill_job (TenonProject *self,
                        TenonJob     *job)
{
  tenon_model_close_typing (self->model);
  if (job->kind == TENON_JOB_IMPORT && tenon_project_is_pristine (self))
    {
      /* Read everything again, so that the import can say what it made of each document. */
      job->model = tenon_model_new ();
      tenon_model_set (job->model, NULL, job->model, "name", self->model->name, NULL);
    }
  else
    {
      job->model = tenon_model_snapshot (self->model);
    }
  job->reviews = tenon_record_copy (self->reviews);
  job->serial = tenon_model_get_serial (self->model);
  job->model_digest = g_strdup (self->model_digest);
  job->reviews_digest = g_strdup (self->reviews_digest);
  job->requirement_digest = g_strdup (self->requirement_digest);
  job->proposals = g_ptr_array_ref (self->proposals);
}

static void
take_imported (TenonProject *self,
               TenonJob     *job)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Import"));

  tenon_record_assign (TENON_RECORD (self->model), TENON_RECORD (job->model));
  tenon_edit_commit (edit);
  job->serial = tenon_model_get_serial (self->model);
}

/* Every job may have written them. */
static void
renew_edited_files (TenonProject *self)
{
  for (guint i = 0; i < self->edited_files->len; i++)
    g_ptr_array_remove (self->derived->findings, g_ptr_array_index (self->edited_files, i));
  tenon_project_look_at_files (self, self->derived->contract);
  g_ptr_array_extend (self->derived->findings, self->edited_files, (GCopyFunc)g_object_ref, NULL);
}

/**
 * tenon_project_finish_job:
 * @done: what tenon_job_run() returned
 * @error: (inout): what it set
 *
 * Takes over what a job did. An import that failed to commit is still in the model, unsaved.
 */
gboolean
tenon_project_finish_job (TenonProject *self,
                          TenonJob     *job,
                          gboolean      done,
                          GError      **error)
{
  if (job->imported != NULL && done)
    take_imported (self, job);
  g_free (self->model_digest);
  self->model_digest = g_strdup (job->model_digest);
  g_free (self->reviews_digest);
  self->reviews_digest = g_strdup (job->reviews_digest);
  tenon_str_set (&self->requirement_digest, job->requirement_digest);
  if (job->proposals != self->proposals && tenon_proposals_has_own (job->proposals))
    {
      g_ptr_array_unref (self->proposals);
      self->proposals = tenon_proposals_renew (job->proposals, self->model);
      tenon_derive_add_proposals (self->derived, job->proposals);
    }
  if (job->event != NULL && done)
    {
      g_autoptr (TenonReviewEvent) event = tenon_record_copy (job->event);

      tenon_list_append (self->reviews->events, event);
    }
  if (done)
    self->saved = job->serial;
  if (job->messages->len > 0 && done)
    {
      self->committed = job->serial;
      self->n_changed_files = 0;
    }
  for (guint i = 0; i < job->messages->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("Committed: %s", (const char *)g_ptr_array_index (job->messages, i));

      g_signal_emit (self, signals[TOAST], 0, text);
    }
  tenon_project_learn_branch (self);
  renew_edited_files (self);
  tenon_project_update_lists (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSAVED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNCOMMITTED]);
  return done;
}
