/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design --index and the like: what a person changes in the present design, and what follows from it. */

#include <string.h>

#include "base/tenon-text.h"
#include "cli/tenon-cli.h"
#include "cli/verb-design.h"
#include "project/tenon-design-edits.h"

void
tenon_cli_design_edits_clear (TenonCliDesignEdits *self)
{
  g_free (self->index);
  g_free (self->drop_index);
  g_free (self->rename);
  g_free (self->keys);
  g_free (self->projection);
  g_free (self->names);
  g_free (self->attribute);
  g_free (self->leave_out);
}

/* Whether a change of the present design is asked for, or something that only goes with one. */
gboolean
tenon_cli_design_edits_any (const TenonCliDesignEdits *self)
{
  return self->index != NULL || self->drop_index != NULL || self->rename != NULL || self->keys != NULL || self->projection != NULL || self->names != NULL || self->attribute != NULL || self->leave_out != NULL;
}

/* The table of "TABLE/NAME", and the name behind it. */
static TenonTable *
find_table (TenonProject *project,
            const char   *path,
            const char  **name)
{
  const char      *slash = strchr (path, '/');
  g_autofree char *table = slash != NULL ? g_strndup (path, slash - path) : NULL;
  TenonTable      *found = table != NULL ? tenon_design_find_table (tenon_project_get_model (project)->design, table) : NULL;

  if (slash == NULL)
    tenon_cli_complain (&tenon_verb_design, "“%s” names nothing in a table; write TABLE/NAME", path);
  else if (found == NULL)
    tenon_cli_complain (&tenon_verb_design, "The present design has no table “%s”; take a proposal first with: tenon-cli design DIR --apply", table);
  else
    *name = slash + 1;
  return found;
}

static gboolean
read_keys (TenonIndex *wish,
           const char *text)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);
  guint n = g_strv_length (names);

  if (n < 1 || n > 2)
    return tenon_cli_complain (&tenon_verb_design, "“%s” are no keys; write PARTITION or PARTITION,SORT", text), FALSE;
  g_object_set (wish, "partition-key", g_strstrip (names[0]), "sort-key", n == 2 ? g_strstrip (names[1]) : NULL, NULL);
  return TRUE;
}

static gboolean
read_projection (TenonIndex *wish,
                 const char *text)
{
  g_auto (GStrv) names = NULL;

  if (strcmp (text, "all") == 0 || strcmp (text, "keys-only") == 0)
    {
      g_object_set (wish, "projection", *text == 'a' ? TENON_PROJECTION_ALL : TENON_PROJECTION_KEYS_ONLY, "projected", NULL, NULL);
      return TRUE;
    }
  if (!g_str_has_prefix (text, "include:"))
    return tenon_cli_complain (&tenon_verb_design, "“%s” is no projection; it is all, keys-only or include:ATTRIBUTE,…", text), FALSE;
  names = g_strsplit (text + strlen ("include:"), ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip (names[i]);
  g_object_set (wish, "projection", TENON_PROJECTION_INCLUDE, "projected", names, NULL);
  return TRUE;
}

static double
get_dollars (TenonProject *project)
{
  const TenonCost *cost = tenon_project_get_cost (project);

  return cost != NULL ? cost->dollars : 0;
}

/* Which patterns go to the index, and what the month costs now. */
static void
tell (TenonProject *project,
      TenonTable   *table,
      const char   *name,
      double        before)
{
  const TenonCost *cost = tenon_project_get_cost (project);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL, *was = tenon_format_money (before), *is = tenon_format_money (get_dollars (project));

  for (guint i = 0; name != NULL && i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_strcmp0 (operation->index, name) == 0 && !g_ptr_array_find_with_equal_func (ids, operation->pattern_id, g_str_equal, NULL))
        g_ptr_array_add (ids, operation->pattern_id);
    }
  list = tenon_strv_from_array (ids);
  joined = g_strjoinv (", ", list);
  if (name != NULL)
    tenon_cli_print ("%s/%s serves %s.\n", table->name, name, *joined != '\0' ? joined : "no pattern");
  tenon_cli_print ("%s%s a month; it was %s.\n", cost != NULL && cost->n_open > 0 ? "At least " : "", is, was);
}

/* What is found about the table after the change. */
static void
tell_findings (TenonProject *project,
               TenonTable   *table)
{
  g_autoptr (GPtrArray) all = tenon_cli_list_findings (project);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  gsize n = strlen (table->name);

  for (guint i = 0; i < all->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (all, i);
      const char      *colon = finding->subject != NULL ? strchr (finding->subject, ':') : NULL;

      if (colon != NULL && (g_str_has_prefix (finding->subject, "table:") || g_str_has_prefix (finding->subject, "index:")) && strncmp (colon + 1, table->name, n) == 0 && (colon[1 + n] == '\0' || colon[1 + n] == '/'))
        g_ptr_array_add (own, finding);
    }
  tenon_cli_print_diagnostics (own, TENON_SEVERITY_WARNING, stdout);
}

static int
put_index (const TenonCliDesignEdits *self,
           TenonProject              *project,
           const char                *reason,
           const char                *by)
{
  const char *name = NULL;
  TenonTable *table = find_table (project, self->index, &name);
  TenonIndex *present = table != NULL ? tenon_table_find_index (table, name) : NULL;
  g_autoptr (TenonIndex) wish = present != NULL ? tenon_record_copy (present) : g_object_new (TENON_TYPE_INDEX, "name", name, NULL);
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (table == NULL)
    return TENON_CLI_FAILED;
  if (present == NULL && self->keys == NULL)
    return tenon_cli_complain (&tenon_verb_design, "%s has no index “%s”; a new one needs --keys PARTITION[,SORT]", table->name, name);
  if ((self->keys != NULL && !read_keys (wish, self->keys)) || (self->projection != NULL && !read_projection (wish, self->projection)))
    return TENON_CLI_FAILED;
  if (self->rename != NULL)
    g_object_set (wish, "name", self->rename, NULL);
  if (!tenon_project_put_index (project, table->name, present != NULL ? name : NULL, wish, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tell (project, table, wish->name, before);
  tell_findings (project, table);
  return tenon_cli_advance (&tenon_verb_design, project);
}

static int
drop_index (const TenonCliDesignEdits *self,
            TenonProject              *project,
            const char                *reason,
            const char                *by)
{
  const char *name = NULL;
  TenonTable *table = find_table (project, self->drop_index, &name);
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (table == NULL)
    return TENON_CLI_FAILED;
  if (!tenon_project_drop_index (project, table->name, name, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tell (project, table, NULL, before);
  tell_findings (project, table);
  return tenon_cli_advance (&tenon_verb_design, project);
}

static int
edit_attribute (const TenonCliDesignEdits *self,
                TenonProject              *project,
                const char                *reason,
                const char                *by)
{
  const char *name = NULL;
  TenonTable *table = find_table (project, self->attribute != NULL ? self->attribute : self->leave_out, &name);
  g_autoptr (GError) error = NULL;
  double   before = get_dollars (project);
  gboolean is_done;

  if (table == NULL)
    return TENON_CLI_FAILED;
  if (self->attribute != NULL && self->rename == NULL)
    return tenon_cli_complain (&tenon_verb_design, "--attribute TABLE/NAME needs the new name: --rename NAME");
  if (self->attribute != NULL)
    is_done = tenon_project_rename_attribute (project, table->name, name, self->rename, reason, by, &error);
  else
    is_done = tenon_project_leave_out_attribute (project, table->name, name, reason, by, &error);
  if (!is_done)
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tell (project, table, NULL, before);
  tell_findings (project, table);
  return tenon_cli_advance (&tenon_verb_design, project);
}

static int
set_names (const TenonCliDesignEdits *self,
           TenonProject              *project,
           const char                *reason,
           const char                *by)
{
  gboolean keep = strcmp (self->names, "mysql") == 0;
  g_autoptr (GError) error = NULL;

  if (!keep && strcmp (self->names, "natural") != 0)
    return tenon_cli_complain (&tenon_verb_design, "“%s” are no names; they are mysql or natural", self->names);
  if (!tenon_project_set_names (project, keep, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tenon_cli_print (keep ? "Attributes keep the names of their MySQL columns, as one later reader of the contract expects of keys.\n"
                        : "A column called id becomes the entity's own id; one later reader of the contract expects the MySQL name of a key.\n");
  return tenon_cli_advance (&tenon_verb_design, project);
}

/**
 * tenon_cli_design_edits_do:
 *
 * Makes the change and tells what follows from it.
 *
 * Returns: the exit status
 */
int
tenon_cli_design_edits_do (const TenonCliDesignEdits *self,
                           TenonProject              *project,
                           const char                *reason,
                           const char                *by)
{
  if (self->index != NULL && self->drop_index != NULL)
    return tenon_cli_complain (&tenon_verb_design, "--index and --drop-index are two changes; make them one after the other");
  if (self->attribute != NULL || self->leave_out != NULL)
    return edit_attribute (self, project, reason, by);
  if (self->names != NULL)
    return set_names (self, project, reason, by);
  if (self->index != NULL)
    return put_index (self, project, reason, by);
  if (self->drop_index != NULL)
    return drop_index (self, project, reason, by);
  return tenon_cli_complain (&tenon_verb_design, "--keys, --projection and --rename go with --index TABLE/NAME, --rename with --attribute TABLE/NAME too");
}
