/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions about the requirements: listed, grouped, and answered in edits that can be undone. An answer is kept as an
 * acknowledgement under the question's id, with its words, who gave it and when. */

#include "project/tenon-questions.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "project/tenon-binding.h"
#include "project/tenon-edits.h"
#include "project/tenon-left-out.h"
#include "project/tenon-pattern-cells.h"
#include "project/tenon-pattern-shape.h"
#include "project/tenon-project-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- listing ---- */

/**
 * tenon_project_get_questions:
 *
 * Returns: (transfer none) (element-type TenonQuestion): open and answered ones, by kind; renewed before each "checked"
 */
GListModel *
tenon_project_get_questions (TenonProject *self)
{
  return G_LIST_MODEL (self->questions);
}

/**
 * tenon_project_find_question:
 *
 * Returns: (transfer none) (nullable): valid until the next check
 */
TenonQuestion *
tenon_project_find_question (TenonProject *self,
                             const char   *id)
{
  for (guint i = 0; i < self->derived->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->derived->questions, i);

      if (g_strcmp0 (question->id, id) == 0)
        return question;
    }
  return NULL;
}

/**
 * tenon_project_count_open_questions:
 * @blocking_only: only those the requirements wait for, not those only a later decision does
 */
guint
tenon_project_count_open_questions (TenonProject *self,
                                    gboolean      blocking_only)
{
  guint n_open = 0;

  for (guint i = 0; i < self->derived->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->derived->questions, i);

      if (tenon_question_is_open (question) && (question->blocks || !blocking_only))
        n_open++;
    }
  return n_open;
}

void
tenon_question_group_free (TenonQuestionGroup *self)
{
  g_free (self->title);
  g_free (self->entity);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

static GPtrArray *
group (TenonProject *self,
       gboolean      open_only,
       gboolean      by_entity)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_question_group_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->derived->questions->len; i++)
    {
      TenonQuestion      *question = g_ptr_array_index (self->derived->questions, i);
      const char         *entity = by_entity ? question->entity : NULL;
      g_autofree char    *key = g_strdup_printf ("%d/%s", question->kind, entity != NULL ? entity : "");
      TenonQuestionGroup *found = g_hash_table_lookup (by_key, key);

      if (open_only && !tenon_question_is_open (question))
        continue;
      if (found == NULL)
        {
          found = g_new0 (TenonQuestionGroup, 1);
          found->kind = question->kind;
          found->entity = g_strdup (entity);
          found->title = entity != NULL ? g_strdup_printf ("%s: %s", entity, tenon_question_kind_get_title (question->kind)) : g_strdup (tenon_question_kind_get_title (question->kind));
          found->questions = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (by_key, g_steal_pointer (&key), found);
          g_ptr_array_add (groups, found);
        }
      found->n_open += tenon_question_is_open (question);
      g_ptr_array_add (found->questions, g_object_ref (question));
    }
  return groups;
}

/**
 * tenon_project_group_questions:
 *
 * Returns: (transfer full) (element-type TenonQuestionGroup): by kind and entity
 */
GPtrArray *
tenon_project_group_questions (TenonProject *self,
                               gboolean      open_only)
{
  return group (self, open_only, TRUE);
}

/**
 * tenon_project_group_questions_by_kind:
 *
 * Returns: (transfer full) (element-type TenonQuestionGroup): by kind alone: what can be answered with one reason
 */
GPtrArray *
tenon_project_group_questions_by_kind (TenonProject *self,
                                       gboolean      open_only)
{
  return group (self, open_only, FALSE);
}

/**
 * tenon_project_list_crud:
 *
 * Returns: (transfer container) (element-type TenonCrudRow): a row for each MySQL table; the rows are borrowed until the
 *   next check
 */
GPtrArray *
tenon_project_list_crud (TenonProject *self)
{
  return g_ptr_array_ref (self->derived->crud);
}

/* ---- answering ---- */

static TenonAcknowledgement *
find_answer (TenonProject  *self,
             TenonQuestion *question)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (self->model->acknowledgements, i);

      if (g_strcmp0 (answer->code, question->code) == 0 && g_strcmp0 (answer->subject, question->subject) == 0)
        return answer;
    }
  return NULL;
}

/* To be called inside an edit. A new answer takes the place of an older one. */
static void
remember (TenonProject  *self,
          TenonQuestion *question,
          const char    *how,
          const char    *reason,
          const char    *pattern_id,
          const char    *by)
{
  g_autoptr (TenonAcknowledgement) answer = NULL;
  TenonAcknowledgement *older = find_answer (self, question);
  g_autofree char      *now = tenon_now_iso8601 ();

  if (older != NULL)
    tenon_list_remove_record (self->model->acknowledgements, older);
  answer = g_object_new (TENON_TYPE_ACKNOWLEDGEMENT, "code", question->code, "subject", question->subject, "reason", reason, "by", by, "at", now,
                         "question", question->text, "how", how, "pattern-id", pattern_id, "basis", question->basis, NULL);
  tenon_list_append (self->model->acknowledgements, answer);
}

static TenonQuestion *
find_open (TenonProject *self,
           const char   *id,
           GError      **error)
{
  TenonQuestion *question = tenon_project_find_question (self, id);

  if (question == NULL)
    tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no question “%s”; list them with: tenon-cli questions “%s”", id, self->path);
  else if (!tenon_question_is_open (question))
    {
      tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” was answered already, by %s; open it again to answer anew", id, question->by != NULL ? question->by : "somebody");
      return NULL;
    }
  return question;
}

static GPtrArray *
find_all_open (TenonProject      *self,
               const char *const *ids,
               TenonAnswerWays    way,
               GError           **error)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      TenonQuestion *question = find_open (self, ids[i], error);

      if (question == NULL)
        return NULL;
      if (!(question->ways & way))
        {
          tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, way == TENON_ANSWER_BY_DRAFT ? "No pattern can be added for “%s”" : way == TENON_ANSWER_BY_DECLINE ? "“%s” cannot be declined: what it says has to be put right"
                                                                                                                                                                                   : "“%s” is not answered by a value",
                        question->id);
          return NULL;
        }
      g_ptr_array_add (questions, g_object_ref (question));
    }
  if (questions->len == 0)
    {
      tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "Which question? List them with: tenon-cli questions “%s”", self->path);
      return NULL;
    }
  return g_steal_pointer (&questions);
}

/**
 * tenon_project_decline_questions:
 * @ids: (array zero-terminated=1):
 * @reason: why there is nothing to add, the same for all
 * @by: "Name <mail>"
 *
 * One edit; nothing changes where one of them is refused.
 */
gboolean
tenon_project_decline_questions (TenonProject      *self,
                                 const char *const *ids,
                                 const char        *reason,
                                 const char        *by,
                                 GError           **error)
{
  g_autoptr (GPtrArray) questions = find_all_open (self, ids, TENON_ANSWER_BY_DECLINE, error);
  g_autoptr (TenonEdit) edit = NULL;

  if (questions == NULL)
    return FALSE;
  if (tenon_str_is_blank (reason))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "It needs a reason; add --reason TEXT");
  if (!tenon_project_check_person (by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, questions->len == 1 ? _ ("Decline Question") : _ ("Decline Questions"));
  for (guint i = 0; i < questions->len; i++)
    remember (self, g_ptr_array_index (questions, i), NULL, reason, NULL, by);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_reopen_questions:
 *
 * Takes answers back, in one edit: the questions are asked again where their cause is still there.
 */
gboolean
tenon_project_reopen_questions (TenonProject      *self,
                                const char *const *ids,
                                GError           **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Open Question Again"));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      TenonQuestion        *question = tenon_project_find_question (self, ids[i]);
      TenonAcknowledgement *answer = question != NULL ? find_answer (self, question) : NULL;

      if (answer == NULL)
        return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is no answered question", ids[i]);
      tenon_list_remove_record (self->model->acknowledgements, answer);
    }
  tenon_edit_commit (edit);
  return TRUE;
}

/* To be called inside an edit. Returns: (transfer none): a draft with unknown rates */
static TenonPattern *
add_draft (TenonProject      *self,
           const char        *entity,
           int                operation,
           const char        *description,
           const char        *attribute,
           const char *const *statements)
{
  TenonPattern    *pattern = tenon_project_add_pattern (self, NULL);
  const char      *entities[] = { entity, NULL };
  g_autofree char *dotted = attribute != NULL ? g_strconcat (entity, ".", attribute, NULL) : NULL;
  const char      *attributes[] = { dotted, NULL };

  g_object_set (pattern, "description", description, "operation-type", operation, "is-draft", TRUE, NULL);
  if (entity != NULL)
    g_object_set (pattern, "entities-involved", entities, NULL);
  if (dotted != NULL)
    g_object_set (pattern, "attributes", attributes, NULL);
  if (statements != NULL)
    g_object_set (pattern, "statements", statements, NULL);
  return pattern;
}

/* The table, the columns and the order of the statement a draft is made for. */
static void
take_shape (TenonProject *self,
            TenonPattern *pattern)
{
  for (guint i = 0; pattern->statements != NULL && i < tenon_list_get_length (self->model->logs); i++)
    {
      TenonStatement *statement = tenon_statement_log_find (tenon_list_get (self->model->logs, i), pattern->statements[0]);

      if (statement == NULL || statement->shape == NULL)
        continue;
      g_object_set (pattern, "entities-involved", statement->tables, "file", statement->file, "line", statement->line, NULL);
      tenon_pattern_take_shape (pattern, statement->shape);
      return;
    }
}

/* The log that shows the statement shows how often the draft runs. */
static void
observe (TenonProject *self,
         TenonPattern *pattern)
{
  g_auto (GStrv) statements = g_strdupv (pattern->statements);

  g_object_set (pattern, "statements", NULL, NULL);
  for (guint i = 0; statements != NULL && statements[i] != NULL; i++)
    tenon_binding_set (self->model, pattern, statements[i], TRUE);
}

/**
 * tenon_project_add_drafts:
 * @by: "Name <mail>"
 * @pattern_ids: (out) (optional) (transfer full): of the drafts, as many as @ids
 *
 * Adds the patterns that are missing as drafts in one edit; rates unknown, but for what a log shows of their statements.
 */
gboolean
tenon_project_add_drafts (TenonProject      *self,
                          const char *const *ids,
                          const char        *by,
                          char            ***pattern_ids,
                          GError           **error)
{
  g_autoptr (GPtrArray) questions = find_all_open (self, ids, TENON_ANSWER_BY_DRAFT, error);
  g_autoptr (GStrvBuilder) added = g_strv_builder_new ();
  g_autoptr (TenonEdit) edit = NULL;

  if (questions == NULL || !tenon_project_check_person (by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, questions->len == 1 ? _ ("Add Draft") : _ ("Add Drafts"));
  for (guint i = 0; i < questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (questions, i);
      TenonPattern  *pattern;

      pattern = add_draft (self, question->entity, question->draft_operation, question->draft_description, question->attribute, (const char *const *)question->draft_statements);
      take_shape (self, pattern);
      observe (self, pattern);
      remember (self, question, "draft", NULL, pattern->pattern_id, by);
      g_strv_builder_add (added, pattern->pattern_id);
    }
  tenon_edit_commit (edit);
  if (pattern_ids != NULL)
    *pattern_ids = g_strv_builder_end (added);
  return TRUE;
}

static const struct
{
  TenonOperationType operation;
  const char        *verb;
} crud_drafts[TENON_N_CRUD] = {
  [TENON_CRUD_CREATE] = { TENON_OPERATION_WRITE, "Create" },
  [TENON_CRUD_READ] = { TENON_OPERATION_READ, "Get" },
  [TENON_CRUD_UPDATE] = { TENON_OPERATION_UPDATE, "Update" },
  [TENON_CRUD_DELETE] = { TENON_OPERATION_DELETE, "Delete" },
};

/**
 * tenon_project_add_crud_draft:
 * @entity: a MySQL table
 * @pattern_id: (out) (optional) (transfer full):
 *
 * Adds a draft for a cell of the matrix, whether a question is open about it or not.
 */
gboolean
tenon_project_add_crud_draft (TenonProject      *self,
                              const char        *entity,
                              TenonCrudOperation operation,
                              const char        *by,
                              char             **pattern_id,
                              GError           **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char  *words = tenon_name_to_words (entity);
  g_autofree char  *description = NULL;
  TenonSourceTable *table = self->model->schema != NULL ? tenon_schema_find_table (self->model->schema, entity) : NULL;
  TenonPattern     *pattern;

  if (table == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no MySQL table “%s”", entity);
  if (!tenon_project_check_person (by, error))
    return FALSE;
  description = operation == TENON_CRUD_CREATE || table->primary_key == NULL || table->primary_key[0] == NULL
                    ? g_strdup_printf ("%s %s", crud_drafts[operation].verb, words)
                    : g_strdup_printf ("%s %s by %s", crud_drafts[operation].verb, words, table->primary_key[0]);
  edit = tenon_model_begin (self->model, _ ("Add Draft"));
  pattern = add_draft (self, entity, crud_drafts[operation].operation, description, NULL, NULL);
  if (pattern_id != NULL)
    *pattern_id = g_strdup (pattern->pattern_id);
  tenon_edit_commit (edit);
  return TRUE;
}

/* ---- values ---- */

static gboolean
check_statement (const char *evidence,
                 const char *by,
                 GError    **error)
{
  if (tenon_str_is_blank (evidence))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "It needs what it rests on; add --evidence TEXT");
  return tenon_project_check_person (by, error);
}

/* "orders, order_items", or "none": what a pattern that names nothing of the schema is about. */
static gboolean
answer_entities (TenonProject  *self,
                 TenonQuestion *question,
                 const char    *value,
                 const char    *evidence,
                 const char    *by,
                 GError       **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, question->pattern_id);
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Name Tables"));
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  if (pattern == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no access pattern “%s”", question->pattern_id);
  if (g_ascii_strcasecmp (value, "none") == 0)
    {
      g_autofree char *reason = g_strdup_printf ("asked “%s”", question->text);

      if (!tenon_left_out_drop_operation (self->model, pattern, tenon_str_is_blank (evidence) ? reason : evidence, by, error))
        return FALSE;
    }
  else
    {
      for (guint i = 0; names[i] != NULL; i++)
        if (tenon_schema_find_table (self->model->schema, g_strstrip (names[i])) == NULL)
          return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The schema has no table “%s”", names[i]);
      g_object_set (pattern, "entities-involved", names, NULL);
    }
  remember (self, question, "value", value, NULL, by);
  tenon_edit_commit (edit);
  return TRUE;
}

/* "doctor_id" of the question's table, "doctors.doctor_id" of any.  Returns: (transfer full) (nullable): with its table */
static char *
dup_column (TenonProject  *self,
            TenonQuestion *question,
            const char    *name,
            GError       **error)
{
  g_autofree char  *trimmed = g_strstrip (g_strdup (name));
  TenonSourceTable *table = self->model->schema != NULL && question->entity != NULL ? tenon_schema_find_table (self->model->schema, question->entity) : NULL;
  TenonColumn      *column = table != NULL ? tenon_source_table_find_column (table, trimmed) : NULL;

  if (column != NULL)
    return g_strconcat (table->name, ".", column->name, NULL);
  if (self->model->schema != NULL && tenon_schema_find_column (self->model->schema, trimmed) != NULL)
    return g_steal_pointer (&trimmed);
  tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "The schema has no column “%s”", trimmed);
  return NULL;
}

/* "starts_at descending" */
static gboolean
set_order (TenonProject  *self,
           TenonQuestion *question,
           TenonPattern  *pattern,
           const char    *text,
           GError       **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *column = words[0] != NULL ? dup_column (self, question, words[0], error) : NULL;
  g_autoptr (TenonList) orders = NULL;
  g_autoptr (TenonShapeOrder) order = NULL;

  if (column == NULL)
    return FALSE;
  orders = tenon_list_new (TENON_TYPE_SHAPE_ORDER);
  order = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);
  order->column = g_steal_pointer (&column);
  order->descending = words[1] != NULL && g_str_has_prefix (words[1], "desc");
  tenon_list_append (orders, order);
  tenon_list_copy_into (orders, pattern->order_by);
  return TRUE;
}

static gboolean
set_columns (TenonProject  *self,
             TenonQuestion *question,
             TenonPattern  *pattern,
             const char    *text,
             GError       **error)
{
  g_auto (GStrv) names = g_strsplit_set (text, "+,", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *column = dup_column (self, question, names[i], error);

      if (column == NULL)
        return FALSE;
      g_free (names[i]);
      names[i] = column;
    }
  g_object_set (pattern, "equality", names, NULL);
  return TRUE;
}

/* "doctor_id + day; range starts_at; order starts_at descending": what a pattern asks for that its words leave open. */
static gboolean
answer_shape (TenonProject  *self,
              TenonQuestion *question,
              const char    *value,
              const char    *by,
              GError       **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, question->pattern_id);
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Enter Shape"));
  g_auto (GStrv) clauses = g_strsplit (value, ";", -1);

  if (pattern == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no access pattern “%s”", question->pattern_id);
  for (guint i = 0; clauses[i] != NULL; i++)
    {
      const char *clause = g_strstrip (clauses[i]);

      if (g_str_has_prefix (clause, "range "))
        {
          g_autofree char *column = dup_column (self, question, clause + strlen ("range "), error);

          if (column == NULL)
            return FALSE;
          g_object_set (pattern, "range", column, NULL);
        }
      else if (g_str_has_prefix (clause, "order "))
        {
          if (!set_order (self, question, pattern, clause + strlen ("order "), error))
            return FALSE;
        }
      else if (*clause != '\0' && !set_columns (self, question, pattern, g_str_has_prefix (clause, "by ") ? clause + strlen ("by ") : clause, error))
        {
          return FALSE;
        }
    }
  remember (self, question, "value", value, NULL, by);
  tenon_edit_commit (edit);
  return TRUE;
}

/* "AP8": the pattern that a statement of the log is. */
static gboolean
answer_pattern (TenonProject  *self,
                TenonQuestion *question,
                const char    *value,
                const char    *by,
                GError       **error)
{
  g_autofree char *id = g_strstrip (g_strdup (value));
  TenonPattern    *pattern = tenon_model_find_pattern (self->model, id);
  g_autoptr (TenonEdit) edit = NULL;

  if (pattern == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no access pattern “%s”; name the one the statement belongs to, as in AP1", id);
  edit = tenon_model_begin (self->model, _ ("Bind Statement"));
  for (guint i = 0; question->draft_statements[i] != NULL; i++)
    tenon_binding_set (self->model, pattern, question->draft_statements[i], TRUE);
  remember (self, question, "value", id, pattern->pattern_id, by);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_answer_value:
 * @value: what the question asks for: a number, yes or no, words, the names of MySQL tables, columns, or a pattern's id
 * @evidence: (nullable): what a fact rests on; not needed for names
 */
gboolean
tenon_project_answer_value (TenonProject *self,
                            const char   *id,
                            const char   *value,
                            const char   *evidence,
                            const char   *by,
                            GError      **error)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GPtrArray) questions = find_all_open (self, ids, TENON_ANSWER_BY_VALUE, error);
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *now = tenon_now_iso8601 ();
  TenonQuestion   *question;

  if (questions == NULL)
    return FALSE;
  question = g_ptr_array_index (questions, 0);
  if (tenon_str_is_blank (value))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "It needs a value; add --value TEXT");
  if (question->fact_key == NULL && question->draft_statements != NULL)
    return tenon_project_check_person (by, error) && answer_pattern (self, question, value, by, error);
  if (question->kind == TENON_QUESTION_SHAPE_OPEN)
    return tenon_project_check_person (by, error) && answer_shape (self, question, value, by, error);
  if (question->fact_key == NULL)
    return tenon_project_check_person (by, error) && answer_entities (self, question, value, evidence, by, error);
  if (!check_statement (evidence, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("State Fact"));
  if (!tenon_facts_set (self->model, question->fact_key, value, evidence, by, now, error))
    return FALSE;
  remember (self, question, "value", value, NULL, by);
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_state_fact:
 * @key: as tenon_facts_dup_key() makes it
 *
 * States a fact with what it rests on and who says so, in one edit.
 */
gboolean
tenon_project_state_fact (TenonProject *self,
                          const char   *key,
                          const char   *value,
                          const char   *evidence,
                          const char   *by,
                          GError      **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *now = tenon_now_iso8601 ();

  if (!check_statement (evidence, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, _ ("State Fact"));
  if (!tenon_facts_set (self->model, key, value, evidence, by, now, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_forget_fact:
 *
 * Makes a fact unknown again.
 */
gboolean
tenon_project_forget_fact (TenonProject *self,
                           const char   *key,
                           GError      **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Forget Fact"));

  if (!tenon_facts_set (self->model, key, NULL, NULL, NULL, NULL, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}
