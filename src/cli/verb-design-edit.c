/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon-cli design --index and the like: what a person changes in the present design, and what follows from it. */

#include <string.h>

#include "base/tenon-text.h"
#include "cli/tenon-cli.h"
#include "cli/verb-design.h"
#include "project/tenon-design-edits.h"

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

static void
tell_money (TenonProject *project,
            double        before)
{
  const TenonCost *cost = tenon_project_get_cost (project);
  g_autofree char *was = tenon_format_money (before), *is = tenon_format_money (get_dollars (project));

  tenon_cli_print ("%s%s a month; it was %s.\n", cost != NULL && cost->n_open > 0 ? "At least " : "", is, was);
}

/* Which patterns go to the index, and what the month costs now. */
static void
tell (TenonProject *project,
      TenonTable   *table,
      const char   *name,
      double        before)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;

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
  tell_money (project, before);
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

/* The table and the requests of its patterns are told again. */
static int
finish (TenonProject *project,
        TenonTable   *table,
        double        before)
{
  tell (project, table, NULL, before);
  tell_findings (project, table);
  return tenon_cli_advance (&tenon_verb_design, project);
}

static int
change_table (const TenonCliDesignEdits *self,
              TenonProject              *project,
              const char                *reason,
              const char                *by)
{
  TenonTable    *table = tenon_design_find_table (tenon_project_get_model (project)->design, self->change);
  TenonTableWish wish;
  g_autoptr (TenonIndex) keys = g_object_new (TENON_TYPE_INDEX, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  double           before = get_dollars (project);

  if (table == NULL)
    return tenon_cli_complain (&tenon_verb_design, "The present design has no table “%s”", self->change);
  if (self->rename == NULL && self->keys == NULL)
    return tenon_cli_complain (&tenon_verb_design, "--change TABLE needs what is to change: --rename NAME or --keys PARTITION[,SORT]");
  if (self->keys != NULL && !read_keys (keys, self->keys))
    return TENON_CLI_FAILED;
  name = g_strdup (self->rename != NULL ? self->rename : table->name);
  wish = (TenonTableWish){ name, self->keys != NULL ? keys->partition_key : table->partition_key, self->keys != NULL ? keys->sort_key : table->sort_key };
  if (!tenon_project_change_table (project, table->name, &wish, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  return finish (project, table, before);
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
  return finish (project, table, before);
}

static int
read_type (const char *text)
{
  g_autoptr (GEnumClass) types = g_type_class_ref (TENON_TYPE_ATTRIBUTE_TYPE);
  g_autofree char *nick = g_ascii_strdown (text, -1);
  GEnumValue      *entry = g_enum_get_value_by_nick (types, nick);

  if (entry == NULL)
    tenon_cli_complain (&tenon_verb_design, "“%s” is no type of an attribute; it is S, N or B", text);
  return entry != NULL ? entry->value : -1;
}

/* What the mapping says of the type, and what another one does to the values. */
static void
tell_type (TenonProject *project,
           TenonTable   *table,
           const char   *name)
{
  TenonAttribute    *attribute = tenon_table_find_attribute (table, name);
  TenonAttributeType rule;
  const char        *note = NULL, *column = attribute != NULL ? tenon_project_get_type_rule (project, attribute, &rule, &note) : NULL;
  const char        *departure = column != NULL ? tenon_project_describe_type (project, attribute, attribute->type) : NULL;

  if (column == NULL)
    return;
  tenon_cli_print ("%s/%s is %s; the mapping of %s says %s%s%s.\n", table->name, name, tenon_attribute_type_to_string (attribute->type), column, tenon_attribute_type_to_string (rule), note != NULL ? ": " : "", note != NULL ? note : "");
  if (departure != NULL)
    tenon_cli_print ("%s: %s.\n", tenon_attribute_type_to_string (attribute->type), departure);
}

static int
edit_attribute (const TenonCliDesignEdits *self,
                TenonProject              *project,
                const char                *reason,
                const char                *by)
{
  const char *name = NULL;
  TenonTable *table = find_table (project, self->attribute, &name);
  int         type = self->type != NULL ? read_type (self->type) : -1;
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (table == NULL || (self->type != NULL && type < 0))
    return TENON_CLI_FAILED;
  if (self->rename == NULL && self->type == NULL)
    return tenon_cli_complain (&tenon_verb_design, "--attribute TABLE/NAME needs what is to change: --rename NAME or --type S, N or B");
  if (!tenon_project_change_attribute (project, table->name, name, self->rename, type, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  if (self->type != NULL)
    tell_type (project, table, self->rename != NULL ? self->rename : name);
  return finish (project, table, before);
}

static int
leave_out (const TenonCliDesignEdits *self,
           TenonProject              *project,
           const char                *reason,
           const char                *by)
{
  const char *name = NULL;
  TenonTable *table = find_table (project, self->leave_out, &name);
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (table == NULL)
    return TENON_CLI_FAILED;
  if (!tenon_project_leave_out_attribute (project, table->name, name, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  return finish (project, table, before);
}

static int
add_copy (const TenonCliDesignEdits *self,
          TenonProject              *project,
          const char                *reason,
          const char                *by)
{
  const char *source = NULL;
  TenonTable *table = find_table (project, self->copy, &source);
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (table == NULL)
    return TENON_CLI_FAILED;
  if (!tenon_project_add_copy (project, table->name, source, self->via, self->rename, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tenon_cli_print ("%s copies %s: %.2f write units for each unit of the table itself.\n", table->name, source, tenon_project_write_amplification (project, table));
  return finish (project, table, before);
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

static int
serve (const TenonCliDesignEdits *self,
       TenonProject              *project,
       const char                *reason,
       const char                *by)
{
  g_autoptr (GError) error = NULL;
  double before = get_dollars (project);

  if (!tenon_cli_choose_way (project, self->serve, self->way, reason, by, &error))
    return tenon_cli_fail (tenon_verb_design.name, error);
  tenon_project_refresh (project);
  tenon_cli_print (strcmp (self->way, "proposals") == 0 ? "%s is left to proposals.\n" : "%s is served by %s in every proposal.\n", self->serve, self->way);
  tell_money (project, before);
  return tenon_cli_advance (&tenon_verb_design, project);
}

/* Each change by the option that asks for it. */
static const struct
{
  gsize option; /* offset of a string in TenonCliDesignEdits */
  int (*make) (const TenonCliDesignEdits *self, TenonProject *project, const char *reason, const char *by);
} changes[] = {
  { offsetof (TenonCliDesignEdits, change), change_table },
  { offsetof (TenonCliDesignEdits, index), put_index },
  { offsetof (TenonCliDesignEdits, drop_index), drop_index },
  { offsetof (TenonCliDesignEdits, attribute), edit_attribute },
  { offsetof (TenonCliDesignEdits, leave_out), leave_out },
  { offsetof (TenonCliDesignEdits, copy), add_copy },
  { offsetof (TenonCliDesignEdits, serve), serve },
  { offsetof (TenonCliDesignEdits, names), set_names },
};

/* The options are strings, and nothing else. */
static char **
get_option (const TenonCliDesignEdits *self,
            gsize                      offset)
{
  return (char **)((char *)self + offset);
}

void
tenon_cli_design_edits_clear (TenonCliDesignEdits *self)
{
  for (gsize i = 0; i < sizeof *self; i += sizeof (char *))
    g_clear_pointer (get_option (self, i), g_free);
}

/* Whether a change of the present design is asked for, or something that only goes with one. */
gboolean
tenon_cli_design_edits_any (const TenonCliDesignEdits *self)
{
  for (gsize i = 0; i < sizeof *self; i += sizeof (char *))
    if (*get_option (self, i) != NULL)
      return TRUE;
  return FALSE;
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
  int found = -1;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (*get_option (self, changes[i].option) != NULL)
      {
        if (found >= 0)
          return tenon_cli_complain (&tenon_verb_design, "These are several changes; make them one after the other");
        found = i;
      }
  if (found < 0)
    return tenon_cli_complain (&tenon_verb_design, "--keys, --projection, --rename, --type, --via and --way say how something changes: name it with --change, --index, --attribute, --copy or --serve");
  return changes[found].make (self, project, reason, by);
}
