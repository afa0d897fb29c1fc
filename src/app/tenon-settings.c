/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the workbench remembers between runs; without an installed schema it remembers nothing and works. */

#include "app/tenon-settings.h"

#include "tenon-config.h"

enum
{
  N_RECENT = 12,
};

/**
 * tenon_settings_new:
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL where the schema is not installed
 */
GSettings *
tenon_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source == NULL)
    return NULL;
  schema = g_settings_schema_source_lookup (source, TENON_APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * tenon_settings_dup_author:
 *
 * Returns: (transfer full): who decides, "Name <mail>"; "" where nobody said it yet
 */
char *
tenon_settings_dup_author (void)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();

  return settings != NULL ? g_settings_get_string (settings, "author-name") : g_strdup ("");
}

void
tenon_settings_set_author (const char *author)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();

  if (settings != NULL)
    g_settings_set_string (settings, "author-name", author);
}

/**
 * tenon_settings_dup_recent:
 *
 * Returns: (transfer full): folders of the projects opened last, newest first
 */
char **
tenon_settings_dup_recent (void)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();

  return settings != NULL ? g_settings_get_strv (settings, "recent-projects") : g_new0 (char *, 1);
}

static void
replace_recent (const char *first,
                const char *without)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  guint n = 0;

  if (settings == NULL)
    return;
  before = g_settings_get_strv (settings, "recent-projects");
  if (first != NULL)
    g_strv_builder_add (builder, first);
  for (guint i = 0; before[i] != NULL && n < N_RECENT; i++)
    {
      if (g_strcmp0 (before[i], without) == 0)
        continue;
      g_strv_builder_add (builder, before[i]);
      n++;
    }
  after = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "recent-projects", (const char *const *)after);
}

/**
 * tenon_settings_add_recent:
 * @path: a project's folder
 *
 * Puts @path at the top of the recent projects.
 */
void
tenon_settings_add_recent (const char *path)
{
  replace_recent (path, path);
}

/**
 * tenon_settings_drop_recent:
 * @path: a folder that is no project any more
 */
void
tenon_settings_drop_recent (const char *path)
{
  replace_recent (NULL, path);
}

/**
 * tenon_settings_get_recent_state:
 * @path: a project's folder
 * @name: (out) (nullable) (transfer full): its name when it was open last
 * @state: (out) (nullable) (transfer full): how far it was then, in words
 */
void
tenon_settings_get_recent_state (const char *path,
                                 char      **name,
                                 char      **state)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();
  g_autoptr (GVariant) states = settings != NULL ? g_settings_get_value (settings, "recent-states") : NULL;

  *name = NULL;
  *state = NULL;
  if (states != NULL)
    g_variant_lookup (states, path, "(ss)", name, state);
}

/**
 * tenon_settings_set_recent_state:
 * @path: a project's folder, one of the recent ones; states of others are dropped
 */
void
tenon_settings_set_recent_state (const char *path,
                                 const char *name,
                                 const char *state)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();
  g_auto (GStrv) recent = tenon_settings_dup_recent ();
  GVariantBuilder builder;

  if (settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(ss)}"));
  for (guint i = 0; recent[i] != NULL; i++)
    {
      g_autofree char *old_name = NULL;
      g_autofree char *old_state = NULL;

      tenon_settings_get_recent_state (recent[i], &old_name, &old_state);
      if (g_str_equal (recent[i], path))
        g_variant_builder_add (&builder, "{s(ss)}", path, name, state);
      else if (old_name != NULL)
        g_variant_builder_add (&builder, "{s(ss)}", recent[i], old_name, old_state);
    }
  g_settings_set_value (settings, "recent-states", g_variant_builder_end (&builder));
}
