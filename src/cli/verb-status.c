/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli status: tasks and gates as they stand. */

#include "base/tenon-diagnostic.h"
#include "base/tenon-json-writer.h"
#include "cli/tenon-cli.h"

static void
print_task (TenonTask *task)
{
  const char *state = task->is_undone ? "  undone: " : task->waits_for != NULL ? "  waits: "
                                                                               : "";

  tenon_cli_print ("  [%c] %s %s%s%s\n", task->is_marked ? 'x' : ' ', task->task_id, task->title, state, task->waits_for != NULL && (task->is_undone || !task->is_marked) ? task->waits_for : "");
}

static void
print_gate (TenonGate *gate)
{
  g_autofree char *name = gate->subject != NULL ? g_strdup_printf ("table %s", gate->subject) : g_strdup (tenon_gate_kind_to_string (gate->kind));

  tenon_cli_print ("  %-9s %s", tenon_gate_state_to_string (gate->state), name);
  if (gate->state == TENON_GATE_APPROVED)
    tenon_cli_print ("  by %s, %s", gate->last->by, gate->last->at);
  else if (gate->returned)
    tenon_cli_print ("  returned by %s: %s", gate->last->by, gate->last->note != NULL ? gate->last->note : "");
  if (gate->waits_for != NULL && gate->state != TENON_GATE_APPROVED)
    tenon_cli_print ("  %s", gate->waits_for);
  tenon_cli_print ("\n");
}

static void
write_task (TenonJsonWriter *writer,
            TenonTask       *task)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "task_id", task->task_id);
  tenon_json_writer_member_string (writer, "title", task->title);
  tenon_json_writer_member_boolean (writer, "done", task->is_marked);
  tenon_json_writer_member_boolean (writer, "undone", task->is_undone);
  tenon_json_writer_member_string (writer, "waits_for", task->waits_for);
  tenon_json_writer_end_object (writer);
}

static void
write_gate (TenonJsonWriter *writer,
            TenonGate       *gate)
{
  gboolean counts = gate->last != NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "gate", tenon_gate_kind_to_string (gate->kind));
  tenon_json_writer_member_string (writer, "subject", gate->subject);
  tenon_json_writer_member_string (writer, "state", tenon_gate_state_to_string (gate->state));
  tenon_json_writer_member_boolean (writer, "returned", gate->returned);
  tenon_json_writer_member_string (writer, "by", counts ? gate->last->by : NULL);
  tenon_json_writer_member_string (writer, "at", counts ? gate->last->at : NULL);
  tenon_json_writer_member_string (writer, "note", counts ? gate->last->note : NULL);
  tenon_json_writer_member_string (writer, "waits_for", gate->waits_for);
  tenon_json_writer_name (writer, "blocking");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < gate->blocking->len; i++)
    tenon_json_writer_string (writer, ((TenonDiagnostic *)g_ptr_array_index (gate->blocking, i))->message);
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
}

static void
print_json (TenonProject *project)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;
  GListModel      *tasks = tenon_project_get_tasks (project);
  GListModel      *gates = tenon_project_get_gates (project);

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "name", tenon_project_get_model (project)->name);
  tenon_json_writer_member_string (writer, "branch", tenon_project_get_branch (project));
  tenon_json_writer_name (writer, "tasks");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (TenonTask) task = g_list_model_get_item (tasks, i);

      write_task (writer, task);
    }
  tenon_json_writer_end_array (writer);
  tenon_json_writer_name (writer, "gates");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      write_gate (writer, gate);
    }
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (text));
}

static void
print_text (TenonProject *project)
{
  TenonModel *model = tenon_project_get_model (project);
  GListModel *tasks = tenon_project_get_tasks (project);
  GListModel *gates = tenon_project_get_gates (project);

  tenon_cli_print ("%s: %u MySQL tables, %u foreign keys, %u access patterns, %u DynamoDB tables\n", model->name != NULL ? model->name : "",
                   model->schema != NULL ? tenon_list_get_length (model->schema->tables) : 0,
                   model->schema != NULL ? tenon_schema_count_foreign_keys (model->schema) : 0,
                   tenon_list_get_length (model->patterns), tenon_list_get_length (model->design->tables));
  tenon_cli_print ("\nTasks\n");
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (TenonTask) task = g_list_model_get_item (tasks, i);

      print_task (task);
    }
  tenon_cli_print ("\nGates\n");
  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      print_gate (gate);
    }
}

static int
run (int    argc,
     char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (TenonProject) project = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_status, &argc, &argv, entries, 1, 1);

  if (status != TENON_CLI_GO_ON)
    return status;
  project = tenon_cli_open (&tenon_verb_status, argv[1], &status);
  if (project == NULL)
    return status;
  if (as_json)
    print_json (project);
  else
    print_text (project);
  return TENON_CLI_FINE;
}

const TenonVerb tenon_verb_status = {
  "status",
  "DIR",
  "Show the tasks and the gates",
  "Changes nothing.",
  run,
};
