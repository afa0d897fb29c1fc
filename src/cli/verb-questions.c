/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli questions and answer: what is missing in the requirements, and what people say to it. */

#include "cli/tenon-cli.h"
#include "project/tenon-edits.h"
#include "project/tenon-questions.h"

#include <string.h>

/* ---- questions ---- */

static const char *const state_names[] = { "open", "declined", "added", "stated" };

static void
write_ways (TenonJsonWriter *writer,
            TenonQuestion   *question)
{
  tenon_json_writer_name (writer, "ways");
  tenon_json_writer_begin_array (writer);
  if (question->ways & TENON_ANSWER_BY_DRAFT)
    tenon_json_writer_string (writer, "add");
  if (question->ways & TENON_ANSWER_BY_DECLINE)
    tenon_json_writer_string (writer, "decline");
  if (question->ways & TENON_ANSWER_BY_VALUE)
    tenon_json_writer_string (writer, "value");
  tenon_json_writer_end_array (writer);
}

/* The decisions of the design that wait for a fact. */
static void
write_needs (TenonJsonWriter *writer,
             TenonQuestion   *question)
{
  tenon_json_writer_name (writer, "waiting");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; question->needs != NULL && i < question->needs->len; i++)
    {
      TenonFactNeed *need = g_ptr_array_index (question->needs, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "table", need->table);
      tenon_json_writer_member_string (writer, "decision", need->decision);
      tenon_json_writer_member_string (writer, "reason", need->reason);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_question (TenonJsonWriter *writer,
                TenonQuestion   *question)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "id", question->id);
  tenon_json_writer_member_string (writer, "kind", tenon_question_kind_to_string (question->kind));
  tenon_json_writer_member_string (writer, "group", question->group);
  tenon_json_writer_member_string (writer, "entity", question->entity);
  tenon_json_writer_member_string (writer, "attribute", question->attribute);
  tenon_json_writer_member_string (writer, "pattern", question->pattern_id);
  tenon_json_writer_member_string (writer, "text", question->text);
  tenon_json_writer_member_string (writer, "detail", question->detail);
  tenon_json_writer_member_boolean (writer, "blocks", question->blocks);
  tenon_json_writer_member_string (writer, "decision", question->decision);
  tenon_json_writer_member_string (writer, "fact", question->fact_key);
  write_needs (writer, question);
  write_ways (writer, question);
  tenon_json_writer_member_string (writer, "state", state_names[question->state]);
  tenon_json_writer_member_string (writer, "answer", question->answer);
  tenon_json_writer_member_string (writer, "by", question->by);
  tenon_json_writer_member_string (writer, "at", question->at);
  tenon_json_writer_end_object (writer);
}

static gboolean
is_wanted (TenonQuestion *question,
           const char    *kind,
           const char    *entity,
           gboolean       all)
{
  return (all || tenon_question_is_open (question)) && (kind == NULL || g_str_equal (tenon_question_kind_to_string (question->kind), kind)) && (entity == NULL || g_strcmp0 (question->entity, entity) == 0);
}

static GPtrArray *
list_wanted (TenonProject *project,
             const char   *kind,
             const char   *entity,
             gboolean      all)
{
  GListModel *questions = tenon_project_get_questions (project);
  GPtrArray  *wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (is_wanted (question, kind, entity, all))
        g_ptr_array_add (wanted, g_steal_pointer (&question));
    }
  return wanted;
}

static void
print_question (TenonQuestion *question)
{
  tenon_cli_print ("  %s\n    %s\n", question->id, question->text);
  for (guint i = 0; question->needs != NULL && tenon_question_is_open (question) && i < question->needs->len; i++)
    {
      TenonFactNeed *need = g_ptr_array_index (question->needs, i);

      tenon_cli_print ("    holds up table %s: %s; %s\n", need->table, need->decision, need->reason);
    }
  if (!tenon_question_is_open (question))
    tenon_cli_print ("    %s: %s (%s, %s)\n", state_names[question->state], question->answer != NULL ? question->answer : "", question->by != NULL ? question->by : "nobody", question->at != NULL ? question->at : "");
}

static void
print_questions (GPtrArray *questions)
{
  TenonQuestionKind kind = TENON_N_QUESTION_KINDS;

  for (guint i = 0; i < questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (questions, i);

      if (question->kind != kind)
        tenon_cli_print ("%s%s (%s)%s\n", i > 0 ? "\n" : "", tenon_question_kind_get_title (question->kind), tenon_question_kind_to_string (question->kind),
                         question->blocks ? "" : ": the requirements do not wait for these, later decisions do");
      kind = question->kind;
      print_question (question);
    }
}

static void
print_json (GPtrArray *questions)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *json = NULL;

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < questions->len; i++)
    write_question (writer, g_ptr_array_index (questions, i));
  tenon_json_writer_end_array (writer);
  json = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (json));
}

static void
print_matrix (TenonProject *project)
{
  static const char *const titles[TENON_N_CRUD] = { "create", "read", "update", "delete" };
  static const char *const marks[] = { NULL, "-", "?", "declined" };
  g_autoptr (GPtrArray) rows = tenon_project_list_crud (project);

  tenon_cli_print ("%-28s", "entity");
  for (guint k = 0; k < TENON_N_CRUD; k++)
    tenon_cli_print (" %-18s", titles[k]);
  tenon_cli_print ("\n");
  for (guint i = 0; i < rows->len; i++)
    {
      TenonCrudRow *row = g_ptr_array_index (rows, i);

      tenon_cli_print ("%-28s", row->entity);
      for (guint k = 0; k < TENON_N_CRUD; k++)
        {
          g_autofree char *ids = g_strjoinv (",", row->cells[k].pattern_ids);

          tenon_cli_print (" %-18s", row->cells[k].state == TENON_CRUD_THERE ? ids : marks[row->cells[k].state]);
        }
      tenon_cli_print ("\n");
    }
}

static int
run_questions (int    argc,
               char **argv)
{
  g_autofree char *kind = NULL, *entity = NULL;
  gboolean         as_json = FALSE, all = FALSE, matrix = FALSE;
  g_autoptr (TenonProject) project = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  TenonQuestionKind  known;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, "Answered ones too", NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "Only of this kind", "KIND" },
    { "entity", 0, 0, G_OPTION_ARG_STRING, &entity, "Only about this MySQL table", "TABLE" },
    { "matrix", 0, 0, G_OPTION_ARG_NONE, &matrix, "Print which patterns create, read, update and delete each entity", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_questions, &argc, &argv, entries, 1, 1);

  if (status != TENON_CLI_GO_ON)
    return status;
  if (kind != NULL && !tenon_question_kind_from_string (kind, &known))
    return tenon_cli_complain (&tenon_verb_questions, "“%s” is no kind of question; see: tenon-cli questions DIR", kind);
  project = tenon_cli_open (&tenon_verb_questions, argv[1], &status);
  if (project == NULL)
    return status;
  if (matrix)
    {
      print_matrix (project);
      return TENON_CLI_FINE;
    }
  questions = list_wanted (project, kind, entity, all);
  if (as_json)
    print_json (questions);
  else
    print_questions (questions);
  return tenon_project_count_open_questions (project, TRUE) > 0 ? TENON_CLI_FINDINGS : TENON_CLI_FINE;
}

/* ---- answer ---- */

typedef struct
{
  gboolean add;
  gboolean decline;
  gboolean reopen;
  char    *value;
  char    *reason;
  char    *evidence;
  char    *by;
  char    *kind;
  char    *entity;
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->value);
  g_free (self->reason);
  g_free (self->evidence);
  g_free (self->by);
  g_free (self->kind);
  g_free (self->entity);
}

/* The ids on the command line, and those of a kind or an entity that can be answered this way. */
static char **
collect_ids (TenonProject *project,
             Answer       *answer,
             char        **ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) wanted = answer->kind != NULL || answer->entity != NULL ? list_wanted (project, answer->kind, answer->entity, answer->reopen) : NULL;
  TenonAnswerWays way = answer->add ? TENON_ANSWER_BY_DRAFT : TENON_ANSWER_BY_DECLINE;

  for (guint i = 0; ids[i] != NULL; i++)
    g_strv_builder_add (builder, ids[i]);
  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (wanted, i);

      if (answer->reopen ? !tenon_question_is_open (question) : (question->ways & way) != 0)
        g_strv_builder_add (builder, question->id);
    }
  return g_strv_builder_end (builder);
}

static int
say_answered (TenonProject *project,
              guint         n_answered,
              char        **drafts)
{
  g_autofree char *ids = drafts != NULL ? g_strjoinv (", ", drafts) : NULL;
  int              status = tenon_cli_advance (&tenon_verb_answer, project);

  tenon_project_refresh (project);
  tenon_cli_print ("%u answered%s%s; %u still open\n", n_answered, ids != NULL ? ", added as drafts: " : "", ids != NULL ? ids : "", tenon_project_count_open_questions (project, TRUE));
  return status;
}

static int
give_answer (TenonProject *project,
             Answer       *answer,
             char        **ids)
{
  g_auto (GStrv) all = collect_ids (project, answer, ids);
  g_auto (GStrv) drafts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (answer->value != NULL && g_strv_length (all) != 1)
    return tenon_cli_complain (&tenon_verb_answer, "A value answers one question; name it by its id");
  if (answer->value != NULL)
    done = tenon_project_answer_value (project, all[0], answer->value, answer->evidence, answer->by, &error);
  else if (answer->add)
    done = tenon_project_add_drafts (project, (const char *const *)all, answer->by, &drafts, &error);
  else if (answer->reopen)
    done = tenon_project_reopen_questions (project, (const char *const *)all, &error);
  else
    done = tenon_project_decline_questions (project, (const char *const *)all, answer->reason, answer->by, &error);
  return done ? say_answered (project, g_strv_length (all), drafts) : tenon_cli_fail ("answer", error);
}

static int
run_answer (int    argc,
            char **argv)
{
  Answer             answer = { 0 };
  const GOptionEntry entries[] = {
    { "decline", 0, 0, G_OPTION_ARG_NONE, &answer.decline, "There is nothing to add; needs --reason", NULL },
    { "add", 0, 0, G_OPTION_ARG_NONE, &answer.add, "Add the pattern that is missing, as a draft", NULL },
    { "value", 0, 0, G_OPTION_ARG_STRING, &answer.value, "State what is asked for; a fact needs --evidence", "TEXT" },
    { "reopen", 0, 0, G_OPTION_ARG_NONE, &answer.reopen, "Take the answer back", NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &answer.reason, "Why, the same for all", "TEXT" },
    { "evidence", 0, 0, G_OPTION_ARG_STRING, &answer.evidence, "What the value rests on", "TEXT" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &answer.kind, "All open questions of this kind", "KIND" },
    { "entity", 0, 0, G_OPTION_ARG_STRING, &answer.entity, "All open questions about this MySQL table", "TABLE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &answer.by, "Who says so", "\"NAME <MAIL>\"" },
    { NULL },
  };
  g_autoptr (TenonProject) project = NULL;
  TenonQuestionKind known;
  int               status = tenon_cli_parse (&tenon_verb_answer, &argc, &argv, entries, 1, G_MAXINT16);

  if (status == TENON_CLI_GO_ON && answer.decline + answer.add + (answer.value != NULL) + answer.reopen != 1)
    status = tenon_cli_complain (&tenon_verb_answer, "One of --decline, --add, --value and --reopen says how to answer");
  else if (status == TENON_CLI_GO_ON && answer.kind != NULL && !tenon_question_kind_from_string (answer.kind, &known))
    status = tenon_cli_complain (&tenon_verb_answer, "“%s” is no kind of question; see: tenon-cli questions DIR", answer.kind);
  else if (status == TENON_CLI_GO_ON && (project = tenon_cli_open (&tenon_verb_answer, argv[1], &status)) != NULL)
    status = give_answer (project, &answer, argv + 2);
  answer_clear (&answer);
  return status;
}

const TenonVerb tenon_verb_questions = {
  "questions",
  "DIR",
  "List what is missing or contradicts in the requirements",
  "Each question has an id that answer takes. The exit status is 1 while the requirements wait for an answer.",
  run_questions,
};

const TenonVerb tenon_verb_answer = {
  "answer",
  "DIR [ID …] --decline|--add|--value TEXT|--reopen --by \"NAME <MAIL>\"",
  "Answer questions about the requirements",
  "Many can be answered with one reason:\n"
  "  tenon-cli answer DIR --kind crud-gap --decline --reason \"Kept for ever, by law\" --by \"Name <mail>\"\n"
  "An answer is remembered with who gave it and when.",
  run_answer,
};
