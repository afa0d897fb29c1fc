/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design --serve: all ways to serve a pattern with what each takes, and the choice of one. */

#include <string.h>

#include "base/tenon-json-writer.h"
#include "cli/tenon-cli.h"
#include "cli/verb-design.h"
#include "project/tenon-design-edits.h"

static void
print_way (const TenonWay *way)
{
  g_autofree char *numbers = way->obstacle == NULL ? tenon_way_dup_numbers (way) : NULL;

  tenon_cli_print ("%s: %s%s\n", way->id, way->title, way->is_chosen ? " (chosen by a person)" : way->is_present ? " (now)"
                                                                                                                 : "");
  if (way->obstacle != NULL)
    {
      tenon_cli_print ("    not possible: %s\n", way->obstacle);
      return;
    }
  tenon_cli_print ("    %s\n    %s\n", way->requests, numbers);
  if (way->notes != NULL)
    tenon_cli_print ("    %s\n", way->notes);
}

static void
write_way (TenonJsonWriter *writer,
           const TenonWay  *way)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "way", way->id);
  tenon_json_writer_member_string (writer, "kind", tenon_way_kind_to_string (way->kind));
  tenon_json_writer_member_string (writer, "table", way->table);
  tenon_json_writer_member_string (writer, "title", way->title);
  tenon_json_writer_member_boolean (writer, "is_present", way->is_present);
  tenon_json_writer_member_boolean (writer, "is_chosen", way->is_chosen);
  if (way->obstacle != NULL)
    {
      tenon_json_writer_member_string (writer, "not_possible", way->obstacle);
      tenon_json_writer_end_object (writer);
      return;
    }
  tenon_json_writer_member_string (writer, "requests", way->requests);
  if (way->notes != NULL)
    tenon_json_writer_member_string (writer, "notes", way->notes);
  tenon_json_writer_member_double (writer, "requests_a_call", way->n_requests);
  tenon_json_writer_member_double (writer, "read_units_a_call", way->reads);
  tenon_json_writer_member_boolean (writer, "is_at_least", way->is_least);
  tenon_json_writer_member_double (writer, "dollars_a_month", way->dollars);
  tenon_json_writer_member_double (writer, "difference", way->difference);
  tenon_json_writer_member_int (writer, "open_terms", way->n_open);
  tenon_json_writer_end_object (writer);
}

static void
print_json (const char *pattern_id,
            GPtrArray  *ways)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "pattern", pattern_id);
  tenon_json_writer_name (writer, "ways");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < ways->len; i++)
    write_way (writer, g_ptr_array_index (ways, i));
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
  text = tenon_json_writer_finish (writer);
  tenon_cli_print ("%s\n", g_strchomp (text));
}

/**
 * tenon_cli_list_ways:
 *
 * Returns: the exit status
 */
int
tenon_cli_list_ways (TenonProject *project,
                     const char   *pattern_id,
                     gboolean      as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ways = tenon_project_list_ways (project, pattern_id, &error);

  if (ways == NULL)
    return tenon_cli_fail (tenon_verb_design.name, error);
  if (as_json)
    print_json (pattern_id, ways);
  for (guint i = 0; !as_json && i < ways->len; i++)
    print_way (g_ptr_array_index (ways, i));
  return TENON_CLI_FINE;
}

/**
 * tenon_cli_choose_way:
 * @way: of a #TenonWay, or "proposals": nobody's any more
 */
gboolean
tenon_cli_choose_way (TenonProject *project,
                      const char   *pattern_id,
                      const char   *way,
                      const char   *reason,
                      const char   *by,
                      GError      **error)
{
  if (strcmp (way, "proposals") == 0)
    return tenon_project_release_way (project, pattern_id, error);
  return tenon_project_choose_way (project, pattern_id, way, reason, by, error);
}
