/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli cost: what a design costs a month, by which conventions, as it grows, and where it heats. */

#include "base/tenon-json-writer.h"
#include "cli/tenon-cli.h"
#include "model/tenon-cost-text.h"

typedef struct
{
  gboolean terms;
  gboolean growth;
  gboolean keys;
  gboolean compare;
  gboolean settings;
  gboolean as_json;
  char    *alternative;
  char   **set;
} Wishes;

/* (transfer full) (nullable): the design of the project, or the alternative that was asked for. */
static TenonDesign *
find_design (TenonProject *project,
             const char   *alternative,
             int          *status)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (TENON_TYPE_STRATEGY);
  TenonModel *model = tenon_project_get_model (project);
  GEnumValue *entry = g_enum_get_value_by_nick (enum_class, alternative != NULL ? alternative : "multi-table");

  if (alternative == NULL && tenon_list_get_length (model->design->tables) > 0)
    return g_object_ref (model->design);
  if (entry != NULL)
    return tenon_project_propose (project, entry->value);
  *status = tenon_cli_complain (&tenon_verb_cost, "“%s” is no alternative; it is one of multi-table, item-collections, read-optimised", alternative);
  return NULL;
}

static void
print_json (TenonProject *project,
            TenonDesign  *design)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autoptr (TenonCost) cost = tenon_project_estimate (project, design);
  g_autoptr (TenonCostGrowth) growth = tenon_project_project_growth (project, design);
  g_autoptr (GPtrArray) headrooms = tenon_project_analyse_headroom (project, design);
  g_autoptr (GPtrArray) modes = tenon_project_list_cost_modes (project, design);
  g_autoptr (GPtrArray) alternatives = tenon_project_compare_alternatives (project);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "region", tenon_project_get_model (project)->region);
  tenon_json_writer_name (writer, "settings");
  tenon_record_write_json (TENON_RECORD (tenon_project_get_model (project)->cost_settings), writer);
  tenon_json_writer_name (writer, "cost");
  tenon_cost_write_json (cost, writer);
  tenon_json_writer_name (writer, "modes");
  tenon_cost_shares_write_json (modes, writer);
  tenon_json_writer_name (writer, "growth");
  tenon_cost_growth_write_json (growth, writer);
  tenon_json_writer_name (writer, "headroom");
  tenon_headrooms_write_json (headrooms, writer);
  tenon_json_writer_name (writer, "alternatives");
  tenon_alternatives_write_json (alternatives, writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (text));
}

/* Each after the one before it, with a line between. */
static void
print_part (guint      *n_parts,
            const char *text)
{
  tenon_cli_print ("%s%s", (*n_parts)++ > 0 ? "\n" : "", text);
}

/* Only what is asked for; the totals where nothing is. */
static void
print_text (TenonProject *project,
            TenonDesign  *design,
            const Wishes *wishes)
{
  TenonModel *model = tenon_project_get_model (project);
  guint       n_parts = wishes->terms;
  gboolean    is_part = wishes->growth || wishes->keys || wishes->compare || wishes->settings;

  if (!is_part || wishes->terms)
    {
      g_autoptr (TenonCost) cost = tenon_project_estimate (project, design);
      g_autofree char *text = tenon_cost_dup_text (cost, wishes->terms);

      tenon_cli_print ("%s", text);
    }
  if (wishes->growth)
    {
      g_autoptr (TenonCostGrowth) growth = tenon_project_project_growth (project, design);
      g_autofree char *months = tenon_cost_growth_dup_text (growth);

      print_part (&n_parts, months);
    }
  if (wishes->keys)
    {
      g_autoptr (GPtrArray) headrooms = tenon_project_analyse_headroom (project, design);
      g_autofree char *keys = tenon_headrooms_dup_text (headrooms);

      print_part (&n_parts, keys);
    }
  if (wishes->compare)
    {
      g_autoptr (GPtrArray) modes = tenon_project_list_cost_modes (project, design);
      g_autoptr (GPtrArray) alternatives = tenon_project_compare_alternatives (project);
      g_autofree char *ways = tenon_cost_shares_dup_text (modes, "The same by capacity mode and table class:");
      g_autofree char *beside = tenon_alternatives_dup_text (alternatives);

      print_part (&n_parts, ways);
      print_part (&n_parts, beside);
    }
  if (wishes->settings)
    {
      g_autofree char *settings = tenon_cost_settings_dup_text (model->cost_settings, model->region);

      print_part (&n_parts, settings);
    }
}

static int
change_settings (TenonProject *project,
                 char        **set)
{
  for (guint i = 0; set[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (set[i], "=", 2);
      g_autoptr (GError) error = NULL;

      if (g_strv_length (pair) != 2)
        return tenon_cli_complain (&tenon_verb_cost, "“%s” is not NAME=VALUE", set[i]);
      if (!tenon_project_set_cost_setting (project, pair[0], pair[1], &error))
        return tenon_cli_complain (&tenon_verb_cost, "%s", error->message);
    }
  return TENON_CLI_GO_ON;
}

static int
work (TenonProject *project,
      const Wishes *wishes)
{
  int status = wishes->set != NULL ? change_settings (project, wishes->set) : TENON_CLI_GO_ON;
  g_autoptr (TenonDesign) design = status == TENON_CLI_GO_ON ? find_design (project, wishes->alternative, &status) : NULL;

  if (design == NULL)
    return status;
  if (tenon_list_get_length (design->tables) == 0)
    return tenon_cli_complain (&tenon_verb_cost, "There is nothing to reckon; import a schema and an API list first");
  if (wishes->as_json)
    {
      g_signal_handlers_disconnect_matched (project, G_SIGNAL_MATCH_ID, g_signal_lookup ("toast", TENON_TYPE_PROJECT), 0, NULL, NULL, NULL);
      print_json (project, design);
    }
  else
    {
      print_text (project, design, wishes);
    }
  return wishes->set != NULL ? tenon_cli_advance (&tenon_verb_cost, project) : TENON_CLI_FINE;
}

static int
run (int    argc,
     char **argv)
{
  Wishes wishes = { 0 };
  g_autoptr (TenonProject) project = NULL;
  const GOptionEntry entries[] = {
    { "terms", 0, 0, G_OPTION_ARG_NONE, &wishes.terms, "Print every term with its arithmetic", NULL },
    { "growth", 0, 0, G_OPTION_ARG_NONE, &wishes.growth, "Print only the months to come", NULL },
    { "keys", 0, 0, G_OPTION_ARG_NONE, &wishes.keys, "Print only the busiest key values against the limits of a partition", NULL },
    { "compare", 0, 0, G_OPTION_ARG_NONE, &wishes.compare, "Print only the alternatives side by side", NULL },
    { "settings", 0, 0, G_OPTION_ARG_NONE, &wishes.settings, "Print only the settings", NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.set, "Change a setting: region, convention, capacity-mode, month-hours, …", "NAME=VALUE" },
    { "alternative", 0, 0, G_OPTION_ARG_STRING, &wishes.alternative, "Of a proposal: multi-table, item-collections or read-optimised", "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.as_json, "Print all of it as JSON", NULL },
    { NULL },
  };
  int status = tenon_cli_parse (&tenon_verb_cost, &argc, &argv, entries, 1, 1);

  if (status == TENON_CLI_GO_ON)
    {
      project = tenon_cli_open (&tenon_verb_cost, argv[1], &status);
      status = project != NULL ? work (project, &wishes) : status;
    }
  g_free (wishes.alternative);
  g_strfreev (wishes.set);
  return status;
}

const TenonVerb tenon_verb_cost = {
  "cost",
  "DIR [--terms] [--growth] [--keys] [--compare] [--set NAME=VALUE]",
  "What the design costs a month, and by which conventions",
  "Of the project's own design, or of a proposal where there is none. What is not known is listed, and counts as open.",
  run,
};
