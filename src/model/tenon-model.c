/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The root of everything a project knows, and the one write path to it.
 *
 *   begin  -> open       an edit is open; records and lists report each change with its old value
 *   commit -> a step     the changes become one step that undo takes back and redo brings again
 *   leaving the scope without commit -> the changes are taken back at once, as if nothing had been
 *
 * Invariants:
 *   1. A record below the model changes only while an edit is open, or while undo or redo runs.
 *   2. A removed record stays alive in the step that removed it and comes back as the same instance.
 *   3. The serial names a state: committing makes a new one, undo and redo return to an old one.
 *   4. What formulas derive is part of the edit that changed what they rest on.
 *   5. An edit begun inside another becomes part of it: only the outermost commit makes a step. */

#include "model/tenon-model.h"

#include <string.h>

#include "base/tenon-text.h"
#include "model/tenon-formula.h"
#include "model/tenon-known-schema.h"
#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonAnswerValue,
                          tenon_answer_value,
                          { TENON_ANSWER_UNKNOWN, "TENON_ANSWER_UNKNOWN", "unknown" },
                          { TENON_ANSWER_YES, "TENON_ANSWER_YES", "yes" },
                          { TENON_ANSWER_NO, "TENON_ANSWER_NO", "no" })

static const TenonField tenon_input_fields[] = {
  TENON_FIELD (TenonInput, "file", STRING, file),
  TENON_FIELD (TenonInput, "kind", STRING, kind),
  TENON_FIELD (TenonInput, "digest", STRING, digest),
  TENON_FIELD_F (TenonInput, "pending", STRING, pending, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonInput, "refused", STRV, refused, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonInput, tenon_input, "input", FALSE)
TENON_DEFINE_RECORD_INIT (TenonInput, tenon_input)

static const TenonField tenon_relationship_fields[] = {
  TENON_FIELD (TenonRelationship, "child", STRING, child),
  TENON_FIELD (TenonRelationship, "parent", STRING, parent),
  TENON_FIELD_F (TenonRelationship, "average-children", DOUBLE, average_children, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonRelationship, "maximum-children", DOUBLE, maximum_children, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonRelationship, "bounded", ENUM, bounded, tenon_answer_value_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonRelationship, "evidence", STRING, evidence),
  TENON_FIELD_F (TenonRelationship, "asserted", BOOLEAN, asserted, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonRelationship, "reason", STRING, reason, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonRelationship, tenon_relationship, "relationship", FALSE)
TENON_DEFINE_RECORD_INIT (TenonRelationship, tenon_relationship)

static const TenonField tenon_acknowledgement_fields[] = {
  TENON_FIELD (TenonAcknowledgement, "code", STRING, code),
  TENON_FIELD (TenonAcknowledgement, "subject", STRING, subject),
  TENON_FIELD (TenonAcknowledgement, "reason", STRING, reason),
  TENON_FIELD (TenonAcknowledgement, "by", STRING, by),
  TENON_FIELD (TenonAcknowledgement, "at", STRING, at),
  TENON_FIELD_F (TenonAcknowledgement, "question", STRING, question, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAcknowledgement, "how", STRING, how, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAcknowledgement, "pattern-id", STRING, pattern_id, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonAcknowledgement, "basis", STRING, basis, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonAcknowledgement, tenon_acknowledgement, "acknowledgement", FALSE)
TENON_DEFINE_RECORD_INIT (TenonAcknowledgement, tenon_acknowledgement)

static const TenonField tenon_fact_fields[] = {
  TENON_FIELD (TenonFact, "key", STRING, key),
  TENON_FIELD (TenonFact, "value", STRING, value),
  TENON_FIELD (TenonFact, "evidence", STRING, evidence),
  TENON_FIELD_F (TenonFact, "by", STRING, by, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonFact, "at", STRING, at, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonFact, "file", STRING, file, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonFact, "line", INT, line, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonFact, tenon_fact, "fact", FALSE)
TENON_DEFINE_RECORD_INIT (TenonFact, tenon_fact)

static const TenonField tenon_model_fields[] = {
  TENON_FIELD (TenonModel, "name", STRING, name),
  TENON_FIELD (TenonModel, "domain", STRING, domain),
  TENON_FIELD (TenonModel, "business-context", STRING, business_context),
  TENON_FIELD (TenonModel, "scale", STRING, scale),
  TENON_FIELD_T (TenonModel, "early-stage", ENUM, early_stage, tenon_answer_value_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonModel, "region", STRING, region),
  TENON_FIELD (TenonModel, "keep-mysql-names", BOOLEAN, keep_mysql_names),
  TENON_FIELD_F (TenonModel, "keep-log-values", BOOLEAN, keep_log_values, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonModel, "cost-settings", RECORD, cost_settings, tenon_cost_settings_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonModel, "inputs", LIST, inputs, tenon_input_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "patterns", LIST, patterns, tenon_pattern_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "relationships", LIST, relationships, tenon_relationship_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "design", RECORD, design, tenon_design_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "waivers", LIST, waivers, tenon_waiver_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "acknowledgements", LIST, acknowledgements, tenon_acknowledgement_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "facts", LIST, facts, tenon_fact_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonModel, "schema", SHARED, schema, tenon_schema_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "logs", LIST, logs, tenon_statement_log_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonModel, "diagram", RECORD, diagram, tenon_diagram_get_type, TENON_FIELD_ASIDE),
};

typedef enum
{
  CHANGE_PROPERTY,
  CHANGE_INSERT,
  CHANGE_REMOVE,
} ChangeKind;

typedef struct
{
  ChangeKind   kind;
  TenonRecord *record; /* (owned) the one that changed, came or went */
  TenonList   *list;   /* (owned) (nullable) */
  guint        position;
  GParamSpec  *pspec;   /* (unowned) (nullable) */
  GValue       value;   /* what the property does not hold at the moment */
  char        *subject; /* (owned) id of the outermost record it belongs to */
  gboolean     is_own;  /* the record is the model itself, which its own history must not keep alive */
} Change;

typedef struct
{
  char      *label;
  GPtrArray *changes; /* (element-type Change) */
  guint64    before;
  guint64    after;
  gboolean   is_typing; /* still takes further typing */
  gboolean   is_quiet;  /* nobody asked for it: it is no change to be counted */
} Step;

struct _TenonEdit
{
  TenonModel *model; /* (owned) */
  char       *label;
  guint       first; /* index of its first change among the open ones */
  gboolean    is_committed;
};

typedef struct
{
  GPtrArray *open;     /* (element-type Change) of the edits that are open */
  guint      depth;    /* how many edits are open */
  gboolean   applying; /* undo, redo or revert runs: nothing is recorded */
  GPtrArray *undo;     /* (element-type Step) latest last */
  GPtrArray *redo;
  guint64    serial;
  guint64    last_serial;
} History;

static GQuark history_quark;
static guint  changed_signal;

G_DEFINE_FINAL_TYPE (TenonModel, tenon_model, TENON_TYPE_RECORD)

static History *
get_history (TenonModel *self)
{
  return g_object_get_qdata (G_OBJECT (self), history_quark);
}

static void
change_free (gpointer data)
{
  Change *change = data;

  if (!change->is_own)
    g_clear_object (&change->record);
  g_clear_object (&change->list);
  if (G_IS_VALUE (&change->value))
    g_value_unset (&change->value);
  g_free (change->subject);
  g_free (change);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->label);
  g_ptr_array_unref (step->changes);
  g_free (step);
}

static void
history_free (gpointer data)
{
  History *history = data;

  g_ptr_array_unref (history->open);
  g_ptr_array_unref (history->undo);
  g_ptr_array_unref (history->redo);
  g_free (history);
}

static void
tenon_model_constructed (GObject *object)
{
  TenonModel  *self = TENON_MODEL (object);
  TenonRecord *record = TENON_RECORD (self);
  History     *history = g_new0 (History, 1);

  G_OBJECT_CLASS (tenon_model_parent_class)->constructed (object);
  history->open = g_ptr_array_new_with_free_func (change_free);
  history->undo = g_ptr_array_new_with_free_func (step_free);
  history->redo = g_ptr_array_new_with_free_func (step_free);
  g_object_set_qdata_full (object, history_quark, history, history_free);
  self->region = g_strdup ("us-east-1");
  tenon_record_attach (record, self, NULL);
}

static void
tenon_model_class_init (TenonModelClass *klass)
{
  history_quark = g_quark_from_static_string ("tenon-model-history");
  G_OBJECT_CLASS (klass)->constructed = tenon_model_constructed;
  tenon_record_class_install (TENON_RECORD_CLASS (klass), "model", tenon_model_fields, G_N_ELEMENTS (tenon_model_fields));

  /**
   * TenonModel::changed:
   * @label: (nullable): the label of the edit, what undo would take back
   * @subjects: ids of the outermost records it touched: "pattern:AP3", "table:orders", "model:Bookshop"
   *
   * Once for each commit, undo and redo.
   */
  changed_signal = g_signal_new ("changed", TENON_TYPE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRV);
}

static void
tenon_model_init (TenonModel *self)
{
}

TenonModel *
tenon_model_new (void)
{
  return g_object_new (TENON_TYPE_MODEL, NULL);
}

TenonPattern *
tenon_model_find_pattern (TenonModel *self,
                          const char *pattern_id)
{
  return tenon_list_find (self->patterns, pattern_id);
}

/**
 * tenon_model_is_waived:
 * @column: table.column
 */
gboolean
tenon_model_is_waived (TenonModel *self,
                       const char *column)
{
  return tenon_list_find (self->waivers, column) != NULL;
}

/**
 * tenon_model_find_subject:
 * @subject: "pattern:AP3", "table:orders", "index:orders/by_user", "attribute:…", "decision:…", "source:orders"
 *
 * Returns: (transfer none) (nullable): the record a diagnostic means
 */
TenonRecord *
tenon_model_find_subject (TenonModel *self,
                          const char *subject)
{
  const char      *colon = strchr (subject, ':');
  const char      *name, *slash;
  g_autofree char *kind = NULL;

  if (colon == NULL)
    return NULL;
  kind = g_strndup (subject, colon - subject);
  name = colon + 1;
  slash = strrchr (name, '/');
  if (g_str_equal (kind, "pattern"))
    return tenon_list_find (self->patterns, name);
  if (g_str_equal (kind, "table"))
    return tenon_list_find (self->design->tables, name);
  if (g_str_equal (kind, "decision"))
    return tenon_list_find (self->design->decisions, name);
  if (g_str_equal (kind, "source") && self->schema != NULL)
    {
      TenonSourceTable *table = tenon_schema_find_table (self->schema, name);

      return table != NULL ? TENON_RECORD (table) : (TenonRecord *)tenon_schema_find_column (self->schema, name);
    }
  if (slash != NULL)
    {
      g_autofree char *table_name = g_strndup (name, slash - name);
      TenonTable      *table = tenon_list_find (self->design->tables, table_name);

      if (table != NULL && g_str_equal (kind, "index"))
        return tenon_list_find (table->indexes, slash + 1);
      if (table != NULL && g_str_equal (kind, "attribute"))
        return tenon_list_find (table->attributes, slash + 1);
    }
  return NULL;
}

/**
 * tenon_model_snapshot:
 *
 * Returns: (transfer full): a model of its own that a worker may read while people go on editing this one
 */
TenonModel *
tenon_model_snapshot (TenonModel *self)
{
  TenonModel *copy = tenon_model_new ();
  History    *history = get_history (copy);

  history->applying = TRUE;
  tenon_record_assign (TENON_RECORD (copy), TENON_RECORD (self));
  history->applying = FALSE;
  tenon_known_schema_share (self, copy);
  return copy;
}

/**
 * tenon_model_read_json:
 * @self: a model nobody has edited yet
 *
 * Fills a new model from the object that tenon_record_write_json() wrote. There is nothing to undo afterwards.
 *
 * Returns: %FALSE with #G_IO_ERROR_INVALID_DATA, whose message names the member
 */
gboolean
tenon_model_read_json (TenonModel *self,
                       JsonObject *object,
                       GError    **error)
{
  History *history = get_history (self);
  gboolean ok;

  history->applying = TRUE;
  ok = tenon_record_read_json (TENON_RECORD (self), object, error);
  history->applying = FALSE;
  return ok;
}

/**
 * tenon_model_read_diagram:
 *
 * The same for the diagram, which is kept aside.
 */
gboolean
tenon_model_read_diagram (TenonModel *self,
                          JsonObject *object,
                          GError    **error)
{
  History *history = get_history (self);
  gboolean ok;

  history->applying = TRUE;
  ok = tenon_record_read_json (TENON_RECORD (self->diagram), object, error);
  history->applying = FALSE;
  return ok;
}

/* The outermost record below the model or its design: what a listener would redo. */
static char *
dup_subject (TenonModel  *self,
             TenonRecord *record)
{
  TenonRecord *parent;

  while ((parent = tenon_record_get_parent (record)) != NULL && parent != (TenonRecord *)self && parent != (TenonRecord *)self->design && parent != (TenonRecord *)self->diagram)
    record = parent;
  return tenon_record_dup_id (record);
}

static Change *
note (TenonModel  *self,
      ChangeKind   kind,
      TenonRecord *record)
{
  History *history = get_history (self);
  Change  *change;

  if (history->applying)
    return NULL;
  if (history->depth == 0)
    {
      g_critical ("A %s was changed outside an edit", tenon_record_get_kind (record));
      return NULL;
    }
  change = g_new0 (Change, 1);
  change->kind = kind;
  change->record = record;
  change->is_own = record == (TenonRecord *)self;
  if (!change->is_own)
    g_object_ref (record);
  g_ptr_array_add (history->open, change);
  return change;
}

void
tenon_model_note_property (TenonModel   *self,
                           TenonRecord  *record,
                           GParamSpec   *pspec,
                           const GValue *old_value)
{
  Change *change = note (self, CHANGE_PROPERTY, record);

  if (TENON_IS_RELATIONSHIP (record) || TENON_IS_FACT (record))
    tenon_known_schema_forget (self);
  if (change == NULL)
    return;
  change->pspec = pspec;
  change->subject = dup_subject (self, record);
  g_value_init (&change->value, G_VALUE_TYPE (old_value));
  g_value_copy (old_value, &change->value);
}

static void
note_list (TenonModel  *self,
           ChangeKind   kind,
           TenonList   *list,
           guint        position,
           TenonRecord *record,
           TenonRecord *owner)
{
  Change *change = note (self, kind, record);

  if (list == self->relationships || list == self->facts)
    tenon_known_schema_forget (self);
  if (change == NULL)
    return;
  change->list = g_object_ref (list);
  change->position = position;
  if (owner != NULL && owner != (TenonRecord *)self && owner != (TenonRecord *)self->design && owner != (TenonRecord *)self->diagram)
    change->subject = dup_subject (self, owner);
  else
    change->subject = tenon_record_dup_id (record);
}

void
tenon_model_note_insert (TenonModel  *self,
                         TenonList   *list,
                         guint        position,
                         TenonRecord *record)
{
  note_list (self, CHANGE_INSERT, list, position, record, tenon_list_get_owner (list));
}

void
tenon_model_note_remove (TenonModel  *self,
                         TenonList   *list,
                         guint        position,
                         TenonRecord *record)
{
  note_list (self, CHANGE_REMOVE, list, position, record, tenon_list_get_owner (list));
}

/* Takes a change back, or brings it again: each change turns into its own opposite. */
static void
change_apply (Change *change)
{
  switch (change->kind)
    {
    case CHANGE_PROPERTY:
      {
        g_auto (GValue) current = G_VALUE_INIT;

        g_value_init (&current, G_VALUE_TYPE (&change->value));
        g_object_get_property (G_OBJECT (change->record), change->pspec->name, &current);
        g_object_set_property (G_OBJECT (change->record), change->pspec->name, &change->value);
        g_value_copy (&current, &change->value);
        break;
      }
    case CHANGE_INSERT:
      tenon_list_remove (change->list, change->position);
      change->kind = CHANGE_REMOVE;
      break;
    case CHANGE_REMOVE:
      tenon_list_insert (change->list, change->position, change->record);
      change->kind = CHANGE_INSERT;
      break;
    }
}

static void
apply_backwards (TenonModel *self,
                 GPtrArray  *changes,
                 guint       first)
{
  History *history = get_history (self);

  history->applying = TRUE;
  for (guint i = changes->len; i > first; i--)
    change_apply (g_ptr_array_index (changes, i - 1));
  history->applying = FALSE;
}

static void
apply_forwards (TenonModel *self,
                GPtrArray  *changes)
{
  History *history = get_history (self);

  history->applying = TRUE;
  for (guint i = 0; i < changes->len; i++)
    change_apply (g_ptr_array_index (changes, i));
  history->applying = FALSE;
}

static void
emit_changed (TenonModel *self,
              Step       *step)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < step->changes->len; i++)
    {
      Change *change = g_ptr_array_index (step->changes, i);

      if (g_hash_table_add (seen, change->subject))
        g_ptr_array_add (subjects, change->subject);
    }
  strv = tenon_strv_from_array (subjects);
  g_signal_emit (self, changed_signal, 0, step->label, strv);
}

/**
 * tenon_model_begin:
 * @label: (nullable): what undo will offer to take back, translated
 *
 * Opens an edit. Hold it in a g_autoptr: leaving the scope without tenon_edit_commit() takes everything back.
 *
 * Returns: (transfer full):
 */
TenonEdit *
tenon_model_begin (TenonModel *self,
                   const char *label)
{
  History   *history = get_history (self);
  TenonEdit *edit = g_new0 (TenonEdit, 1);

  edit->model = g_object_ref (self);
  edit->label = g_strdup (label);
  edit->first = history->open->len;
  history->depth++;
  return edit;
}

/* Whether the open changes are one more keystroke in the property that the latest step is about. */
static gboolean
continues_typing (History    *history,
                  const char *label)
{
  Step   *top;
  Change *a, *b;

  if (history->undo->len == 0 || history->open->len != 1)
    return FALSE;
  top = g_ptr_array_index (history->undo, history->undo->len - 1);
  if (!top->is_typing || top->changes->len != 1 || g_strcmp0 (top->label, label) != 0)
    return FALSE;
  a = g_ptr_array_index (top->changes, 0);
  b = g_ptr_array_index (history->open, 0);
  return a->kind == CHANGE_PROPERTY && b->kind == CHANGE_PROPERTY && a->record == b->record && a->pspec == b->pspec;
}

/* Whether the open changes can change what a formula comes to. */
static gboolean
feeds_formulas (History *history)
{
  for (guint i = 0; i < history->open->len; i++)
    {
      Change *change = g_ptr_array_index (history->open, i);

      if (change->subject != NULL && (g_str_has_prefix (change->subject, "pattern:") || g_str_has_prefix (change->subject, "fact:")))
        return TRUE;
    }
  return FALSE;
}

static void
commit (TenonEdit *edit,
        gboolean   typing,
        gboolean   quiet)
{
  TenonModel *self = edit->model;
  History    *history = get_history (self);
  Step       *step;

  g_return_if_fail (!edit->is_committed);

  if (history->depth == 1 && feeds_formulas (history))
    tenon_formula_update (self);
  edit->is_committed = TRUE;
  if (--history->depth > 0 || history->open->len == 0)
    return;
  g_ptr_array_set_size (history->redo, 0);
  if (typing && continues_typing (history, edit->label))
    {
      step = g_ptr_array_index (history->undo, history->undo->len - 1);
      g_ptr_array_set_size (history->open, 0);
    }
  else
    {
      tenon_model_close_typing (self);
      step = g_new0 (Step, 1);
      step->label = g_strdup (edit->label);
      step->changes = g_steal_pointer (&history->open);
      step->before = history->serial;
      step->is_typing = typing;
      step->is_quiet = quiet;
      history->open = g_ptr_array_new_with_free_func (change_free);
      g_ptr_array_add (history->undo, step);
    }
  step->after = history->serial = ++history->last_serial;
  emit_changed (self, step);
}

/**
 * tenon_edit_commit:
 *
 * Makes the changes a step. The edit itself is freed when it leaves its scope.
 */
void
tenon_edit_commit (TenonEdit *edit)
{
  commit (edit, FALSE, FALSE);
}

/**
 * tenon_edit_commit_quietly:
 *
 * Makes the changes a step that can be undone as any other, but is none that tenon_model_count_changes_since() counts:
 * for what the program does by itself, such as finding first places for the cards of the Map.
 */
void
tenon_edit_commit_quietly (TenonEdit *edit)
{
  commit (edit, FALSE, TRUE);
}

/**
 * tenon_edit_commit_typing:
 *
 * Commits a keystroke: it joins the step before it while that one is open, about the same property, and of the same
 * label. tenon_model_close_typing() closes the step, on focus-out or save; the clock plays no part.
 */
void
tenon_edit_commit_typing (TenonEdit *edit)
{
  commit (edit, TRUE, FALSE);
}

/**
 * tenon_edit_revert:
 *
 * Takes back what has not been committed, and frees the edit.
 */
void
tenon_edit_revert (TenonEdit *edit)
{
  History *history = get_history (edit->model);

  if (!edit->is_committed)
    {
      apply_backwards (edit->model, history->open, edit->first);
      g_ptr_array_set_size (history->open, edit->first);
      history->depth--;
    }
  g_object_unref (edit->model);
  g_free (edit->label);
  g_free (edit);
}

void
tenon_model_close_typing (TenonModel *self)
{
  History *history = get_history (self);

  if (history->undo->len > 0)
    ((Step *)g_ptr_array_index (history->undo, history->undo->len - 1))->is_typing = FALSE;
}

gboolean
tenon_model_is_editing (TenonModel *self)
{
  return get_history (self)->depth > 0;
}

/**
 * tenon_model_set:
 * @record: (type TenonRecord): below @self
 *
 * One edit that sets properties, as g_object_set() takes them.
 */
void
tenon_model_set (TenonModel *self,
                 const char *label,
                 gpointer    record,
                 const char *first_property,
                 ...)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self, label);
  va_list args;

  va_start (args, first_property);
  g_object_set_valist (record, first_property, args);
  va_end (args);
  tenon_edit_commit (edit);
}

gboolean
tenon_model_can_undo (TenonModel *self)
{
  return get_history (self)->undo->len > 0;
}

gboolean
tenon_model_can_redo (TenonModel *self)
{
  return get_history (self)->redo->len > 0;
}

static const char *
get_label (GPtrArray *steps)
{
  return steps->len > 0 ? ((Step *)g_ptr_array_index (steps, steps->len - 1))->label : NULL;
}

const char *
tenon_model_get_undo_label (TenonModel *self)
{
  return get_label (get_history (self)->undo);
}

const char *
tenon_model_get_redo_label (TenonModel *self)
{
  return get_label (get_history (self)->redo);
}

void
tenon_model_undo (TenonModel *self)
{
  History *history = get_history (self);
  Step    *step;

  g_return_if_fail (history->depth == 0);

  if (history->undo->len == 0)
    return;
  step = g_ptr_array_steal_index (history->undo, history->undo->len - 1);
  step->is_typing = FALSE;
  apply_backwards (self, step->changes, 0);
  history->serial = step->before;
  g_ptr_array_add (history->redo, step);
  emit_changed (self, step);
}

void
tenon_model_redo (TenonModel *self)
{
  History *history = get_history (self);
  Step    *step;

  g_return_if_fail (history->depth == 0);

  if (history->redo->len == 0)
    return;
  step = g_ptr_array_steal_index (history->redo, history->redo->len - 1);
  apply_forwards (self, step->changes);
  history->serial = step->after;
  g_ptr_array_add (history->undo, step);
  emit_changed (self, step);
}

/**
 * tenon_model_forget:
 *
 * Forgets what could be undone, after a model has been filled for the first time.
 */
void
tenon_model_forget (TenonModel *self)
{
  History *history = get_history (self);

  g_ptr_array_set_size (history->undo, 0);
  g_ptr_array_set_size (history->redo, 0);
}

guint64
tenon_model_get_serial (TenonModel *self)
{
  return get_history (self)->serial;
}

static guint
count_loud (GPtrArray *steps,
            guint      from)
{
  guint count = 0;

  for (guint i = from; i < steps->len; i++)
    count += !((Step *)g_ptr_array_index (steps, i))->is_quiet;
  return count;
}

/**
 * tenon_model_count_changes_since:
 * @serial: a state of this model
 *
 * Returns: as tenon_model_count_since(), without the steps nobody asked for
 */
guint
tenon_model_count_changes_since (TenonModel *self,
                                 guint64     serial)
{
  History *history = get_history (self);

  if (history->serial == serial)
    return 0;
  for (guint i = history->undo->len; i > 0; i--)
    if (((Step *)g_ptr_array_index (history->undo, i - 1))->before == serial)
      return count_loud (history->undo, i - 1);
  for (guint i = history->redo->len; i > 0; i--)
    if (((Step *)g_ptr_array_index (history->redo, i - 1))->after == serial)
      return count_loud (history->redo, i - 1);
  return count_loud (history->undo, 0) + 1;
}

/**
 * tenon_model_count_since:
 * @serial: a state of this model
 *
 * Returns: how many steps lie between that state and the present one, in either direction
 */
guint
tenon_model_count_since (TenonModel *self,
                         guint64     serial)
{
  History *history = get_history (self);

  if (history->serial == serial)
    return 0;
  for (guint i = history->undo->len; i > 0; i--)
    if (((Step *)g_ptr_array_index (history->undo, i - 1))->before == serial)
      return history->undo->len - i + 1;
  for (guint i = history->redo->len; i > 0; i--)
    if (((Step *)g_ptr_array_index (history->redo, i - 1))->after == serial)
      return history->redo->len - i + 1;
  return history->undo->len + 1;
}
