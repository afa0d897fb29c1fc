/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions an architect would ask before the requirements are confirmed, and the matrix of entities and operations.
 * Pure: reads a model, changes nothing. What a person has answered is not open any more; the answer is found by the
 * question's id, which does not depend on wording. */

#include "design/tenon-questions-private.h"
#include "model/tenon-known-schema.h"

#include <string.h>

/* Rules that said the same as findings before there were questions; their acknowledgements answer the question too. */
static const struct
{
  TenonQuestionKind kind;
  const char       *rule;
} covered[] = {
  { TENON_QUESTION_READ_WITHOUT_WRITE, "missing-counterpart" },
  { TENON_QUESTION_WRITE_WITHOUT_READ, "missing-counterpart" },
  { TENON_QUESTION_ENTITY_UNKNOWN, "entity-unmatched" },
  { TENON_QUESTION_ENTITY_UNKNOWN, "entity-unknown" },
  { TENON_QUESTION_DUPLICATE, "duplicate-pattern" },
  { TENON_QUESTION_RATES_CONTRADICT, "peak-below-average" },
};

/**
 * tenon_questions_cover:
 *
 * Returns: whether questions ask what this rule finds
 */
gboolean
tenon_questions_cover (const char *rule_code)
{
  for (guint i = 0; i < G_N_ELEMENTS (covered); i++)
    if (g_str_equal (covered[i].rule, rule_code))
      return TRUE;
  return FALSE;
}

/* ---- answers ---- */

static gboolean
is_answer (TenonAcknowledgement *answer)
{
  return answer->code != NULL && answer->subject != NULL && ((answer->reason != NULL && *answer->reason != '\0') || answer->pattern_id != NULL);
}

static void
read_answers (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (self->model->acknowledgements, i);

      if (is_answer (answer))
        g_hash_table_insert (self->answers, g_strconcat (answer->code, "|", answer->subject, NULL), answer);
    }
}

static TenonAcknowledgement *
find_answer (TenonAsker       *self,
             TenonQuestion    *question,
             TenonQuestionKind kind)
{
  TenonAcknowledgement *answer = g_hash_table_lookup (self->answers, question->id);

  for (guint i = 0; answer == NULL && i < G_N_ELEMENTS (covered); i++)
    {
      g_autofree char *id = covered[i].kind == kind ? g_strconcat (covered[i].rule, "|", question->subject, NULL) : NULL;

      answer = id != NULL ? g_hash_table_lookup (self->answers, id) : NULL;
    }
  return answer;
}

static TenonQuestionState
state_of (TenonAcknowledgement *answer)
{
  if (answer->how == NULL)
    return TENON_QUESTION_DECLINED;
  return g_str_equal (answer->how, "draft") ? TENON_QUESTION_ADDED : TENON_QUESTION_STATED;
}

static void
take_answer (TenonQuestion        *question,
             TenonAcknowledgement *answer)
{
  question->state = state_of (answer);
  question->answer = g_strdup (question->state == TENON_QUESTION_ADDED ? answer->pattern_id : answer->reason);
  question->by = g_strdup (answer->by);
  question->at = g_strdup (answer->at);
}

/* Answers whose cause is gone: the draft is there, the value is stated, the table went. */
static void
add_remembered (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (self->model->acknowledgements, i);
      g_autoptr (TenonQuestion) question = NULL;
      TenonQuestionKind kind;

      if (!is_answer (answer) || answer->question == NULL || !tenon_question_kind_from_string (answer->code, &kind))
        continue;
      question = tenon_question_new (kind, answer->code, answer->subject);
      if (g_hash_table_contains (self->asked, question->id))
        continue;
      g_hash_table_insert (self->asked, g_strdup (question->id), question);
      question->text = g_strdup (answer->question);
      question->group = g_strdup (tenon_question_kind_get_title (kind));
      question->pattern_id = g_strdup (answer->pattern_id);
      if (g_str_has_prefix (answer->subject, "source:"))
        question->entity = g_strndup (answer->subject + strlen ("source:"), strcspn (answer->subject + strlen ("source:"), "./"));
      take_answer (question, answer);
      g_ptr_array_add (self->questions, g_steal_pointer (&question));
    }
}

/* ---- asking ---- */

/* Returns: (transfer none): the question, open or declined; to be completed by the caller */
TenonQuestion *
tenon_asker_ask (TenonAsker       *self,
                 TenonQuestionKind kind,
                 const char       *subject,
                 const char       *entity,
                 TenonPattern     *pattern,
                 TenonAnswerWays   ways,
                 const char       *format,
                 ...)
{
  TenonQuestion        *question = tenon_question_new (kind, tenon_question_kind_to_string (kind), subject);
  TenonAcknowledgement *answer;
  va_list               args;

  va_start (args, format);
  question->text = g_strdup_vprintf (format, args);
  va_end (args);
  question->entity = g_strdup (entity);
  question->pattern_id = pattern != NULL ? g_strdup (pattern->pattern_id) : NULL;
  question->ways = ways;
  question->blocks = kind != TENON_QUESTION_FACT_UNKNOWN;
  question->group = entity != NULL ? g_strdup_printf ("%s: %s", entity, tenon_question_kind_get_title (kind)) : g_strdup (tenon_question_kind_get_title (kind));
  answer = find_answer (self, question, kind);
  /* A draft that was deleted again, a value that was forgotten: asked anew. */
  if (answer != NULL && state_of (answer) == TENON_QUESTION_DECLINED)
    take_answer (question, answer);
  g_hash_table_insert (self->asked, g_strdup (question->id), question);
  g_ptr_array_add (self->questions, question);
  return question;
}

/**
 * tenon_asker_rest_on:
 * @question: just asked
 * @basis: (transfer full): the numbers it is about, exactly
 *
 * An answer holds for the numbers it was given for: with others the question is open again, and shows what was said.
 * An answer that does not tell its numbers cannot be shown to be about these.
 */
void
tenon_asker_rest_on (TenonAsker    *self,
                     TenonQuestion *question,
                     char          *basis)
{
  TenonAcknowledgement *answer = find_answer (self, question, question->kind);
  g_autofree char      *was = NULL;

  question->basis = basis;
  if (answer == NULL || tenon_question_is_open (question) || g_strcmp0 (answer->basis, basis) == 0)
    return;
  was = question->detail;
  question->detail = g_strdup_printf ("%s%sThe numbers are others since %s answered “%s”.", was != NULL ? was : "", was != NULL ? " " : "", question->by != NULL ? question->by : "somebody", question->answer != NULL ? question->answer : "");
  question->state = TENON_QUESTION_OPEN;
  g_clear_pointer (&question->answer, g_free);
  g_clear_pointer (&question->by, g_free);
  g_clear_pointer (&question->at, g_free);
}

/* ---- who does what ---- */

static void
use_free (gpointer data)
{
  TenonEntityUse *use = data;

  for (guint i = 0; i < TENON_N_CRUD; i++)
    g_ptr_array_unref (use->patterns[i]);
  g_clear_pointer (&use->written, g_hash_table_unref);
  g_clear_pointer (&use->read, g_hash_table_unref);
  g_free (use);
}

/* Returns: (nullable): NULL where no pattern touches the table */
TenonEntityUse *
tenon_asker_find_use (TenonAsker       *self,
                      TenonSourceTable *table)
{
  return g_hash_table_lookup (self->uses, table);
}

static TenonEntityUse *
use_of (TenonAsker       *self,
        TenonSourceTable *table)
{
  TenonEntityUse *use = g_hash_table_lookup (self->uses, table);

  if (use == NULL)
    {
      use = g_new0 (TenonEntityUse, 1);
      use->table = table;
      for (guint i = 0; i < TENON_N_CRUD; i++)
        use->patterns[i] = g_ptr_array_new ();
      g_hash_table_insert (self->uses, table, use);
    }
  return use;
}

static void
add_pattern (TenonEntityUse    *use,
             TenonCrudOperation operation,
             TenonPattern      *pattern)
{
  GPtrArray *patterns = use->patterns[operation];

  if (patterns->len == 0 || g_ptr_array_index (patterns, patterns->len - 1) != pattern)
    g_ptr_array_add (patterns, pattern);
}

static void
note_kind (TenonEntityUse  *use,
           TenonReadingKind kind,
           TenonPattern    *pattern)
{
  switch (kind)
    {
    case TENON_READING_NONE:
      break;
    case TENON_READING_UPSERT:
      add_pattern (use, TENON_CRUD_CREATE, pattern);
      add_pattern (use, TENON_CRUD_UPDATE, pattern);
      break;
    case TENON_READING_CREATE:
      add_pattern (use, TENON_CRUD_CREATE, pattern);
      break;
    case TENON_READING_UPDATE:
      add_pattern (use, TENON_CRUD_UPDATE, pattern);
      break;
    case TENON_READING_DELETE:
      add_pattern (use, TENON_CRUD_DELETE, pattern);
      break;
    default:
      add_pattern (use, TENON_CRUD_READ, pattern);
      break;
    }
}

static void
note_columns (GHashTable  **columns,
              GPtrArray    *names,
              TenonPattern *pattern)
{
  if (*columns == NULL)
    *columns = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < names->len; i++)
    if (!g_hash_table_contains (*columns, g_ptr_array_index (names, i)))
      g_hash_table_insert (*columns, g_ptr_array_index (names, i), pattern);
}

/* Where neither the pattern nor its statements say which columns they write, it may be any. */
static void
note_written (TenonAsker     *self,
              TenonEntityUse *use,
              TenonPattern   *pattern,
              gboolean        is_said)
{
  GPtrArray *columns = tenon_asker_find_writes (self, pattern, use->table);

  if (columns != NULL)
    note_columns (&use->written, columns, pattern);
  /* An INSERT without a list of columns writes them all. */
  use->writes_all |= columns == NULL ? !is_said : g_ptr_array_find_with_equal_func (columns, "*", g_str_equal, NULL);
}

static void
note_main (TenonAsker   *self,
           TenonReading *reading)
{
  TenonEntityUse *use = use_of (self, reading->table);
  TenonPattern   *pattern = reading->pattern;
  gboolean        is_write = tenon_reading_is_write (reading);

  note_kind (use, reading->kind, pattern);
  if (is_write && reading->kind != TENON_READING_DELETE)
    {
      note_columns (&use->written, reading->writes, pattern);
      note_written (self, use, pattern, reading->writes->len > 0 && reading->kind == TENON_READING_UPDATE);
    }
  if (!is_write)
    {
      note_columns (&use->read, reading->reads, pattern);
      use->reads_all |= reading->reads->len == 0;
    }
  note_columns (&use->read, reading->equality, pattern);
  note_columns (&use->read, reading->filters, pattern);
}

static void
note_uses (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);

      if (reading == NULL || reading->table == NULL || reading->kind == TENON_READING_NONE)
        continue;
      note_main (self, reading);
      for (guint k = 0; k < reading->parts->len; k++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, k);
          TenonEntityUse   *use = use_of (self, part->table);

          note_kind (use, part->kind, pattern);
          if (part->kind == TENON_READING_CREATE || part->kind == TENON_READING_UPSERT || part->kind == TENON_READING_UPDATE)
            note_written (self, use, pattern, FALSE);
          /* Which columns of it are read nobody says. */
          use->reads_all = TRUE;
        }
    }
}

/* ---- the matrix ---- */

static TenonQuestion *
find_crud_question (TenonAsker        *self,
                    TenonSourceTable  *table,
                    TenonCrudOperation operation)
{
  static const TenonQuestionKind kinds[TENON_N_CRUD] = { TENON_QUESTION_READ_WITHOUT_WRITE, TENON_QUESTION_WRITE_WITHOUT_READ, TENON_QUESTION_CRUD_GAP, TENON_QUESTION_CRUD_GAP };
  g_autofree char               *subject = g_strconcat ("source:", table->name, NULL);

  for (guint i = 0; i < self->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->questions, i);

      if ((question->kind == kinds[operation] || question->kind == TENON_QUESTION_ENTITY_UNTOUCHED) && question->ways != 0 && g_str_equal (question->subject, subject))
        return question;
    }
  return NULL;
}

static void
fill_cell (TenonAsker        *self,
           TenonSourceTable  *table,
           TenonCrudOperation operation,
           GHashTable        *by_subject,
           TenonCrudCell     *cell)
{
  TenonEntityUse *use = tenon_asker_find_use (self, table);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  TenonQuestion *question;

  for (guint i = 0; use != NULL && i < use->patterns[operation]->len; i++)
    g_strv_builder_add (ids, ((TenonPattern *)g_ptr_array_index (use->patterns[operation], i))->pattern_id);
  cell->pattern_ids = g_strv_builder_end (ids);
  if (cell->pattern_ids[0] != NULL)
    {
      cell->state = TENON_CRUD_THERE;
      return;
    }
  cell->state = TENON_CRUD_ABSENT;
  question = g_hash_table_contains (by_subject, table->name) ? find_crud_question (self, table, operation) : NULL;
  if (question == NULL)
    return;
  cell->state = tenon_question_is_open (question) ? TENON_CRUD_GAP : TENON_CRUD_DECLINED;
  cell->question_id = g_strdup (question->id);
}

static GPtrArray *
list_crud (TenonAsker *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_crud_row_free);
  g_autoptr (GHashTable) by_subject = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (self->questions, i);

      if (g_str_has_prefix (question->subject, "source:"))
        g_hash_table_add (by_subject, question->subject + strlen ("source:"));
    }
  for (guint i = 0; self->schema != NULL && i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);
      TenonCrudRow     *row = g_new0 (TenonCrudRow, 1);

      row->entity = g_strdup (table->name);
      for (guint k = 0; k < TENON_N_CRUD; k++)
        fill_cell (self, table, k, by_subject, &row->cells[k]);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* ---- all of it ---- */

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const TenonQuestion *x = *(TenonQuestion *const *)a;
  const TenonQuestion *y = *(TenonQuestion *const *)b;

  return (int)x->kind - (int)y->kind;
}

/* g_ptr_array_sort() is a merge sort: what is of one kind stays in the order it was asked in. */
static void
order (GPtrArray *questions)
{
  g_ptr_array_sort (questions, compare_kinds);
}

/**
 * tenon_questions_ask_of:
 * @requests: the patterns of @model as read, shared with whatever else reads them
 *
 * Returns: (transfer full) (element-type TenonQuestion): as tenon_questions_ask()
 */
GPtrArray *
tenon_questions_ask_of (TenonModel    *model,
                        TenonRequests *requests,
                        GPtrArray    **crud)
{
  TenonAsker self = { .model = model, .schema = tenon_model_get_known_schema (model) };
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) uses = g_hash_table_new_full (NULL, NULL, NULL, use_free);
  g_autoptr (GHashTable) writes = tenon_questions_list_writes (model);

  self.requests = requests;
  self.answers = answers;
  self.asked = asked;
  self.uses = uses;
  self.writes = writes;
  self.questions = g_ptr_array_new_with_free_func (g_object_unref);
  read_answers (&self);
  note_uses (&self);
  tenon_asker_ask_entities (&self);
  tenon_asker_ask_attributes (&self);
  tenon_asker_ask_names (&self);
  tenon_asker_ask_shapes (&self);
  tenon_asker_ask_duplicates (&self);
  tenon_asker_ask_logs (&self);
  tenon_asker_ask_rates (&self);
  tenon_asker_ask_facts (&self);
  if (crud != NULL)
    *crud = list_crud (&self);
  add_remembered (&self);
  order (self.questions);
  return self.questions;
}

/**
 * tenon_questions_ask:
 * @crud: (out) (optional) (transfer full) (element-type TenonCrudRow): a row for each MySQL table
 *
 * Returns: (transfer full) (element-type TenonQuestion): all questions, answered ones too, by kind and then in the order
 *   of the schema and of the patterns
 */
GPtrArray *
tenon_questions_ask (TenonModel *model,
                     GPtrArray **crud)
{
  g_autoptr (TenonRequests) requests = tenon_requests_new (model);

  return tenon_questions_ask_of (model, requests, crud);
}
