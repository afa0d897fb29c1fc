/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the bundled sample lies, and where a fresh project of it goes. */

#include "app/tenon-sample.h"

#include "tenon-config.h"

static const char *const FILES[] = { "schema.sql", "api.md", "slow.log", "requirements.md" };

static char *
dup_place (void)
{
  const char *const roots[] = { g_getenv ("TENON_DATADIR"), TENON_DATADIR, TENON_SOURCE_DATADIR };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autofree char *place = roots[i] != NULL ? g_build_filename (roots[i], "samples", "bookshop", NULL) : NULL;

      if (place != NULL && g_file_test (place, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&place);
    }
  return NULL;
}

/**
 * tenon_sample_dup_files:
 *
 * Returns: (transfer full) (nullable): the files the sample project is made from; %NULL where they are not installed
 */
char **
tenon_sample_dup_files (void)
{
  g_autofree char *place = dup_place ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (place == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (FILES); i++)
    {
      g_autofree char *file = g_build_filename (place, FILES[i], NULL);

      g_strv_builder_add (builder, file);
    }
  return g_strv_builder_end (builder);
}

/**
 * tenon_sample_dup_folder:
 *
 * Returns: (transfer full): a folder of the person's own data that does not exist yet
 */
char *
tenon_sample_dup_folder (void)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup ("bookshop") : g_strdup_printf ("bookshop-%u", n);
      g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "tenon", "samples", name, NULL);

      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
    }
}
