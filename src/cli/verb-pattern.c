/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli pattern: the access patterns, their rates and the evidence for them. */

#include "base/tenon-text.h"
#include "cli/tenon-cli.h"
#include "project/tenon-edits.h"
#include "project/tenon-inspect.h"
#include "project/tenon-left-out.h"
#include "project/tenon-pattern-cells.h"
#include "project/tenon-proposals.h"

#include <string.h>

typedef struct
{
  gboolean as_json;
  gboolean accept;
  char    *peak;
  char    *average;
  char    *evidence;
  char    *reason;
  char    *by;
  char    *description;
  char    *endpoint;
  char    *operation;
  char    *consistency;
  char   **entities;
  char   **attributes;
  char    *requirements;
  char    *considerations;
  char   **cells;
  gboolean as_tsv;
  gboolean is_full;
  gboolean replaces;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->peak);
  g_free (self->average);
  g_free (self->evidence);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->description);
  g_free (self->endpoint);
  g_free (self->operation);
  g_free (self->consistency);
  g_strfreev (self->entities);
  g_strfreev (self->attributes);
  g_free (self->requirements);
  g_free (self->considerations);
  g_strfreev (self->cells);
}

/* ---- list ---- */

/* All fields of all patterns, as model.json has them. */
static char *
full_json (TenonModel *model)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    tenon_record_write_json (tenon_list_get (model->patterns, i), writer);
  tenon_json_writer_end_array (writer);
  return tenon_json_writer_finish (writer);
}

static int
list (TenonProject *project,
      const char   *pattern_id,
      Options      *options)
{
  TenonModel *model = tenon_project_get_model (project);

  if (options->as_json)
    {
      g_autofree char *json = options->is_full ? full_json (model) : tenon_patterns_to_json (model, 2);

      tenon_cli_print ("%s", json);
      return TENON_CLI_FINE;
    }
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (model->patterns, i);
      g_autofree char *peak = tenon_rate_to_text (pattern->rps_peak);
      g_autofree char *average = tenon_rate_to_text (pattern->rps_average);

      tenon_cli_print ("%-6s peak %-12s average %-12s %s%s%s%s\n", pattern->pattern_id, peak, average, pattern->description != NULL ? pattern->description : "",
                       pattern->endpoint != NULL ? " (" : "", pattern->endpoint != NULL ? pattern->endpoint : "", pattern->endpoint != NULL ? ")" : "");
    }
  return TENON_CLI_FINE;
}

/* ---- add and set ---- */

static int
read_enum (GType       type,
           const char *what,
           const char *text,
           int        *value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *nick = g_ascii_strdown (text, -1);
  GEnumValue      *entry = g_enum_get_value_by_nick (enum_class, nick);

  if (entry != NULL)
    {
      *value = entry->value;
      return TENON_CLI_GO_ON;
    }
  for (guint i = 0; i < enum_class->n_values; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", enum_class->values[i].value_nick);
  return tenon_cli_complain (&tenon_verb_pattern, "“%s” is no %s; it is one of %s", text, what, known->str);
}

/* That what the API asks for has no database operation is a decision: it takes --reason and --by. */
static int
set_operation (TenonProject *project,
               TenonPattern *pattern,
               Options      *options)
{
  g_autoptr (GError) error = NULL;
  int value, status = read_enum (TENON_TYPE_OPERATION_TYPE, "operation", options->operation, &value);

  if (status != TENON_CLI_GO_ON)
    return status;
  if (value != TENON_OPERATION_NONE)
    g_object_set (pattern, "operation-type", value, NULL);
  else if (!tenon_left_out_drop_operation (tenon_project_get_model (project), pattern, options->reason, options->by, &error))
    return tenon_cli_fail ("pattern", error);
  return status;
}

static int
describe (TenonProject *project,
          TenonPattern *pattern,
          Options      *options)
{
  int value;
  int status = options->operation != NULL ? set_operation (project, pattern, options) : TENON_CLI_GO_ON;

  if (status == TENON_CLI_GO_ON && options->consistency != NULL && (status = read_enum (TENON_TYPE_CONSISTENCY, "consistency", options->consistency, &value)) == TENON_CLI_GO_ON)
    g_object_set (pattern, "consistency-requirements", value, NULL);
  if (status != TENON_CLI_GO_ON)
    return status;
  if (options->description != NULL)
    g_object_set (pattern, "description", options->description, NULL);
  if (options->endpoint != NULL)
    g_object_set (pattern, "endpoint", options->endpoint, NULL);
  if (options->entities != NULL)
    g_object_set (pattern, "entities-involved", options->entities, NULL);
  if (options->attributes != NULL)
    g_object_set (pattern, "attributes", options->attributes, NULL);
  if (options->requirements != NULL)
    g_object_set (pattern, "key-requirements", options->requirements, NULL);
  if (options->considerations != NULL)
    g_object_set (pattern, "design-considerations", options->considerations, NULL);
  return TENON_CLI_GO_ON;
}

static int
state (TenonProject *project,
       const char   *pattern_id,
       Options      *options)
{
  g_autoptr (GError) error = NULL;

  if ((options->peak != NULL || options->average != NULL)
      && !tenon_project_state_rates (project, pattern_id, options->peak, options->average, options->evidence, options->by, &error))
    return tenon_cli_fail ("pattern", error);
  if (options->accept && !tenon_project_accept_alternative (project, pattern_id, options->reason, options->by, &error))
    return tenon_cli_fail ("pattern", error);
  return tenon_cli_advance (&tenon_verb_pattern, project);
}

static gboolean
names_cell (Options    *options,
            const char *name)
{
  for (guint i = 0; options->cells[i] != NULL; i++)
    if (g_str_has_prefix (options->cells[i], name) && options->cells[i][strlen (name)] == '=')
      return TRUE;
  return g_str_equal (name, "rps-peak") ? options->peak != NULL : options->average != NULL;
}

/* "500/200" for the peak says the average as well: it is taken where nothing else says one, and named in either case. */
static gboolean
set_other_half (TenonProject             *project,
                TenonPattern             *pattern,
                const TenonPatternColumn *column,
                const char               *text,
                Options                  *options,
                GError                  **error)
{
  g_autofree char          *half = tenon_pattern_column_dup_other_half (column, text);
  const TenonPatternColumn *other;
  const TenonRate          *present;
  g_autofree char          *stays = NULL;

  if (half == NULL)
    return TRUE;
  other = tenon_pattern_columns_find (g_str_equal (column->name, "rps-peak") ? "rps-average" : "rps-peak");
  if (names_cell (options, other->name))
    return TRUE;
  present = g_str_equal (other->name, "rps-peak") ? pattern->rps_peak : pattern->rps_average;
  if (!tenon_rate_is_known (present))
    {
      g_print ("%s: “%s” says %s for %s too; it is taken\n", pattern->pattern_id, text, half, other->name);
      return tenon_project_set_cell (project, pattern, other, text, options->evidence, options->by, error);
    }
  stays = tenon_rate_to_text (present);
  g_print ("%s: “%s” says %s for %s too; %s (%s) stays\n", pattern->pattern_id, text, half, other->name, stays, tenon_rate_origin_to_string (tenon_rate_get_origin (present)));
  return TRUE;
}

/* "latency-ms=50" */
static int
set_cells (TenonProject *project,
           TenonPattern *pattern,
           Options      *options)
{
  for (guint i = 0; options->cells != NULL && options->cells[i] != NULL; i++)
    {
      char                     *equals = strchr (options->cells[i], '=');
      g_autofree char          *name = equals != NULL ? g_strndup (options->cells[i], equals - options->cells[i]) : NULL;
      const TenonPatternColumn *column = name != NULL ? tenon_pattern_columns_find (name) : NULL;
      g_autoptr (GError) error = NULL;

      if (column == NULL)
        return tenon_cli_complain (&tenon_verb_pattern, "“%s” is no cell; write COLUMN=TEXT with a column of: tenon-cli pattern DIR export", options->cells[i]);
      if (column->kind == TENON_CELL_RATE && tenon_str_is_blank (equals + 1))
        return tenon_cli_complain (&tenon_verb_pattern, "“%s” says no rate; to forget one write %s=unknown", options->cells[i], column->name);
      if (!tenon_project_set_cell (project, pattern, column, equals + 1, column->kind == TENON_CELL_CHOICE ? options->reason : options->evidence, options->by, &error)
          || !set_other_half (project, pattern, column, equals + 1, options, &error))
        return tenon_cli_fail ("pattern", error);
    }
  return TENON_CLI_GO_ON;
}

static gboolean
says_something (Options *options)
{
  return options->peak != NULL || options->average != NULL || options->accept || options->description != NULL || options->endpoint != NULL
         || options->operation != NULL || options->consistency != NULL || options->entities != NULL || options->attributes != NULL
         || options->requirements != NULL || options->considerations != NULL || options->cells != NULL;
}

static int
set (TenonProject *project,
     const char   *pattern_id,
     Options      *options)
{
  TenonModel   *model = tenon_project_get_model (project);
  TenonPattern *pattern = tenon_model_find_pattern (model, pattern_id);
  g_autoptr (TenonEdit) edit = NULL;
  int status;

  if (pattern == NULL)
    return tenon_cli_complain (&tenon_verb_pattern, "There is no access pattern “%s”; see: tenon-cli pattern DIR list", pattern_id);
  if (!says_something (options))
    return tenon_cli_complain (&tenon_verb_pattern, "Nothing was said to set; see: tenon-cli pattern --help");
  edit = tenon_model_begin (model, "Set Pattern");
  status = describe (project, pattern, options);
  if (status == TENON_CLI_GO_ON)
    status = set_cells (project, pattern, options);
  if (status != TENON_CLI_GO_ON)
    return status;
  tenon_edit_commit (edit);
  return state (project, pattern->pattern_id, options);
}

static char *
next_id (TenonModel *model)
{
  for (guint i = 1;; i++)
    {
      char *pattern_id = g_strdup_printf ("AP%u", i);

      if (tenon_model_find_pattern (model, pattern_id) == NULL && tenon_left_out_find_id (model, pattern_id) == NULL)
        return pattern_id;
      g_free (pattern_id);
    }
}

static void
insert (TenonModel   *model,
        TenonPattern *pattern)
{
  guint position = 0;

  while (position < tenon_list_get_length (model->patterns)
         && tenon_compare_natural (((TenonPattern *)tenon_list_get (model->patterns, position))->pattern_id, pattern->pattern_id) < 0)
    position++;
  tenon_list_insert (model->patterns, position, pattern);
}

static int
add (TenonProject *project,
     const char   *pattern_id,
     Options      *options)
{
  TenonModel      *model = tenon_project_get_model (project);
  g_autofree char *id = pattern_id != NULL ? g_strdup (pattern_id) : next_id (model);
  g_autoptr (TenonPattern) pattern = NULL;
  g_autoptr (TenonEdit) edit = NULL;
  int status;

  if (tenon_model_find_pattern (model, id) != NULL)
    return tenon_cli_complain (&tenon_verb_pattern, "There is a pattern %s already; leave the id out for the next free one", id);
  if (options->description == NULL || options->operation == NULL)
    return tenon_cli_complain (&tenon_verb_pattern, "A new pattern needs --description TEXT and --operation READ|WRITE|UPDATE|DELETE|NONE");
  pattern = tenon_pattern_new (id);
  edit = tenon_model_begin (model, "Add Pattern");
  insert (model, pattern);
  status = describe (project, pattern, options);
  if (status == TENON_CLI_GO_ON)
    status = set_cells (project, pattern, options);
  if (status != TENON_CLI_GO_ON)
    return status;
  tenon_edit_commit (edit);
  status = state (project, id, options);
  if (status == TENON_CLI_FINE)
    tenon_cli_print ("Added %s\n", id);
  return status;
}

static int
remove_pattern (TenonProject *project,
                const char   *pattern_id,
                Options      *options)
{
  TenonModel   *model = tenon_project_get_model (project);
  TenonPattern *pattern = tenon_model_find_pattern (model, pattern_id);
  const char   *ids[] = { pattern != NULL ? pattern->pattern_id : NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (pattern == NULL)
    return tenon_cli_complain (&tenon_verb_pattern, "There is no access pattern “%s”; see: tenon-cli pattern DIR list", pattern_id);
  if (!tenon_project_remove_patterns (project, ids, options->reason, options->by, &error))
    return tenon_cli_fail ("pattern", error);
  return tenon_cli_advance (&tenon_verb_pattern, project);
}

/* ---- what the requirement file proposes ---- */

static int
proposals (TenonProject *project,
           const char   *argument,
           Options      *options)
{
  GListModel *items = tenon_project_get_proposals (project);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TenonProposalItem) item = g_list_model_get_item (items, i);

      if (item->after == NULL || *item->after == '\0')
        tenon_cli_print ("%s\n  %s:%u: %s: removed, it was “%s”\n", item->id, item->file, item->line, item->title, item->before != NULL ? item->before : "");
      else if (item->before == NULL || *item->before == '\0')
        tenon_cli_print ("%s\n  %s:%u: %s: “%s”, where nothing was said\n", item->id, item->file, item->line, item->title, item->after);
      else
        tenon_cli_print ("%s\n  %s:%u: %s: “%s” instead of “%s”\n", item->id, item->file, item->line, item->title, item->after, item->before);
    }
  return g_list_model_get_n_items (items) > 0 ? TENON_CLI_FINDINGS : TENON_CLI_FINE;
}

/* "all", a proposal's id, or a pattern's. */
static char **
list_meant (TenonProject *project,
            const char   *argument)
{
  GListModel      *items = tenon_project_get_proposals (project);
  g_autofree char *subject = g_strconcat ("pattern:", argument, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TenonProposalItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (argument, "all") || g_str_equal (item->id, argument) || g_str_equal (item->subject, subject))
        g_strv_builder_add (ids, item->id);
    }
  return g_strv_builder_end (ids);
}

static int
say_settled (TenonProject *project,
             guint         n_settled)
{
  tenon_cli_print ("%u settled, %u still open\n", n_settled, tenon_project_get_n_proposals (project));
  return tenon_cli_advance (&tenon_verb_pattern, project);
}

static int
take (TenonProject *project,
      const char   *argument,
      Options      *options)
{
  g_auto (GStrv) ids = list_meant (project, argument);
  g_autoptr (GError) error = NULL;
  guint n = tenon_project_get_n_proposals (project) > 0 ? tenon_project_accept_proposals_for_reason (project, (const char *const *)ids, options->reason, options->by, &error) : 0;

  return error != NULL ? tenon_cli_fail ("pattern", error) : say_settled (project, n);
}

static int
dismiss (TenonProject *project,
         const char   *argument,
         Options      *options)
{
  g_auto (GStrv) ids = list_meant (project, argument);
  g_autoptr (GError) error = NULL;
  guint n = tenon_project_get_n_proposals (project) > 0 ? tenon_project_refuse_proposals (project, (const char *const *)ids, &error) : 0;

  return error != NULL ? tenon_cli_fail ("pattern", error) : say_settled (project, n);
}

/* ---- files ---- */

static int export(TenonProject *project,
                  const char   *file,
                  Options      *options)
{
  g_autofree char *text = tenon_project_export_patterns (project, options->as_tsv ? '\t' : ',');
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    {
      tenon_cli_print ("%s", text);
      return TENON_CLI_FINE;
    }
  return g_file_set_contents (file, text, -1, &error) ? TENON_CLI_FINE : tenon_cli_fail ("pattern", error);
}

static int
import (TenonProject *project,
        const char   *file,
        Options      *options)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonCellPlan) plan = NULL;
  guint n_edits, n_stated;

  if (!g_file_get_contents (file, &text, NULL, &error))
    return tenon_cli_fail ("pattern", error);
  plan = tenon_project_plan_import (project, text, file);
  tenon_cli_print_diagnostics (tenon_cell_plan_get_findings (plan), TENON_SEVERITY_NOTE, stderr);
  tenon_cell_plan_set_replaces (plan, options->replaces);
  n_edits = tenon_cell_plan_get_edits (plan)->len;
  n_stated = tenon_cell_plan_get_n_stated (plan);
  if (tenon_diagnostics_count (tenon_cell_plan_get_findings (plan), TENON_SEVERITY_ERROR) > 0)
    return TENON_CLI_FAILED;
  if (!tenon_project_apply_plan (project, plan, "Import Patterns", options->evidence != NULL ? options->evidence : options->reason, options->by, &error))
    return tenon_cli_fail ("pattern", error);
  tenon_cli_print ("%u patterns added, %u cells changed\n", tenon_cell_plan_get_n_new (plan), n_edits);
  if (n_stated > 0)
    tenon_cli_print (options->replaces ? "%u stated rates replaced\n" : "%u stated rates stay; to replace them add --replace\n", n_stated);
  return tenon_cli_advance (&tenon_verb_pattern, project);
}

/* ---- the verb ---- */

static const struct
{
  const char *name;
  gboolean    needs_id;
  int (*run) (TenonProject *project,
              const char   *pattern_id,
              Options      *options);
} actions[] = {
  { "list", FALSE, list },
  { "add", FALSE, add },
  { "set", TRUE, set },
  { "remove", TRUE, remove_pattern },
  { "proposals", FALSE, proposals },
  { "take", TRUE, take },
  { "dismiss", TRUE, dismiss },
  { "export", FALSE, export },
  { "import", TRUE, import },
};

static int
act (int      argc,
     char   **argv,
     Options *options)
{
  g_autoptr (TenonProject) project = NULL;
  int status = TENON_CLI_FINE;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (!g_str_equal (actions[i].name, argv[2]))
        continue;
      if (actions[i].needs_id && argc < 4)
        return tenon_cli_complain (&tenon_verb_pattern, "%s needs one more word: the id of a pattern, as in AP3, or a file", argv[2]);
      project = tenon_cli_open (&tenon_verb_pattern, argv[1], &status);
      return project != NULL ? actions[i].run (project, argc > 3 ? argv[3] : NULL, options) : status;
    }
  return tenon_cli_complain (&tenon_verb_pattern, "“%s” is nothing to do with patterns; it is one of list, add, set, remove, proposals, take, dismiss, export, import", argv[2]);
}

static int
run (int    argc,
     char **argv)
{
  Options            options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "list: print JSON", NULL },
    { "peak", 0, 0, G_OPTION_ARG_STRING, &options.peak, "Peak rate, requests a second", "N" },
    { "average", 0, 0, G_OPTION_ARG_STRING, &options.average, "Average rate, requests a second", "N" },
    { "evidence", 0, 0, G_OPTION_ARG_STRING, &options.evidence, "What the rates rest on; needed with a rate", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who says so; needed with a rate", "\"NAME <MAIL>\"" },
    { "description", 0, 0, G_OPTION_ARG_STRING, &options.description, "What the application asks for", "TEXT" },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &options.endpoint, "As in \"GET /api/orders/:id\"", "TEXT" },
    { "operation", 0, 0, G_OPTION_ARG_STRING, &options.operation, "READ, WRITE, UPDATE, DELETE or NONE", "TYPE" },
    { "consistency", 0, 0, G_OPTION_ARG_STRING, &options.consistency, "EVENTUAL or STRONG", "TYPE" },
    { "entity", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.entities, "A MySQL table it is about; may be repeated", "TABLE" },
    { "attribute", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.attributes, "A column it needs; may be repeated", "TABLE.COLUMN" },
    { "key-requirements", 0, 0, G_OPTION_ARG_STRING, &options.requirements, "In words", "TEXT" },
    { "design-considerations", 0, 0, G_OPTION_ARG_STRING, &options.considerations, "In words", "TEXT" },
    { "cell", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.cells, "Any cell by its column's name; may be repeated", "COLUMN=TEXT" },
    { "full", 0, 0, G_OPTION_ARG_NONE, &options.is_full, "list --json: every field there is", NULL },
    { "tsv", 0, 0, G_OPTION_ARG_NONE, &options.as_tsv, "export: separate by tabs", NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replaces, "import: replace rates that somebody stated by what the file says", NULL },
    { "accept-alternative", 0, 0, G_OPTION_ARG_NONE, &options.accept, "Take the alternative for a pattern the design does not serve, with --reason and --by", NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is taken; why a pattern of a source is left out", "TEXT" },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_pattern, &argc, &argv, entries, 2, 3);

  if (status == TENON_CLI_GO_ON)
    status = act (argc, argv, &options);
  options_clear (&options);
  return status;
}

const TenonVerb tenon_verb_pattern = {
  "pattern",
  "DIR list|add|set|remove|proposals|take|dismiss|export|import [APn|FILE]",
  "List and change access patterns and their rates",
  "A rate is stated with its evidence and the person who says so:\n"
  "  tenon-cli pattern DIR set AP3 --peak 500 --average 200 --evidence \"TEXT\" --by \"Name <mail>\"\n"
  "A pattern that came from a source (an API list, a requirement file) is left out, or declared to have no database\n"
  "operation, only for a reason; the decision is kept, shown at the gate, and holds when the source is read again:\n"
  "  tenon-cli pattern DIR remove AP3 --reason \"TEXT\" --by \"Name <mail>\"\n"
  "  tenon-cli pattern DIR set AP3 --operation NONE --reason \"TEXT\" --by \"Name <mail>\"\n"
  "Any cell of the pattern table is set by its column's name; a rate may be derived by a formula\n"
  "from what is known (users, total requests, a number that was given, the rate of a pattern):\n"
  "  tenon-cli pattern DIR set AP3 --cell latency-ms=50 --cell \"rps-average== users x 0.2 / 3600\" --by \"Name <mail>\"\n"
  "A known rate is forgotten only by the word unknown, never by TBD, by an empty cell or by an import:\n"
  "  tenon-cli pattern DIR set AP3 --cell rps-peak=unknown\n"
  "export writes all patterns as comma separated text, import reads such a file or any other with a header; rates that\n"
  "do not say what they rest on (columns Evidence, Stated by) take --evidence and --by for all of them. A rate that\n"
  "somebody stated stays, and is named with what the file says instead, unless --replace is given.\n"
  "proposals shows how a hand-edited requirement file differs; take and dismiss (an id, APn or all) settle that.",
  run,
};
