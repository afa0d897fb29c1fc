/* SPDX-License-Identifier: GPL-3.0-or-later */

/* gallery FOLDER [PROJECT]: pictures of every page at three sizes, light and dark, into FOLDER. */

#include <glib/gstdio.h>

#include "tenon-ui.h"

static const char *const PAGES[] = { "map", "application", "patterns", "questions", "design", "review", "documents", "history" };

static const struct
{
  int width;
  int height;
} SIZES[] = { { 1024, 600 }, { 1280, 800 }, { 1920, 1080 } };

static const struct
{
  const char    *name;
  AdwColorScheme scheme;
} STYLES[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

static void
take_picture (GtkWindow  *window,
              const char *folder,
              const char *what,
              const char *style)
{
  g_autofree char *name = g_strdup_printf ("%s-%dx%d-%s.png", what, gtk_widget_get_width (GTK_WIDGET (window)),
                                           gtk_widget_get_height (GTK_WIDGET (window)), style);
  g_autofree char *file = g_build_filename (folder, name, NULL);

  tenon_ui_save_png (window, file);
}

static void
take_pages (TenonWindow *window,
            const char  *folder,
            const char  *stage)
{
  for (guint size = 0; size < G_N_ELEMENTS (SIZES); size++)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), SIZES[size].width, SIZES[size].height);
      tenon_ui_spin (300);
      for (guint style = 0; style < G_N_ELEMENTS (STYLES); style++)
        {
          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[style].scheme);
          for (guint page = 0; page < G_N_ELEMENTS (PAGES); page++)
            {
              g_autofree char *what = g_strdup_printf ("%s-%s", stage, PAGES[page]);

              tenon_window_show_page (window, PAGES[page]);
              tenon_ui_spin (500);
              take_picture (GTK_WINDOW (window), folder, what, STYLES[style].name);
            }
        }
    }
}

static GtkWindow *
find_dialog (TenonWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (all, i);

      if (other != GTK_WINDOW (window) && gtk_widget_get_visible (GTK_WIDGET (other)))
        return other;
    }
  return NULL;
}

static void
take_dialogs (TenonWindow *window,
              const char  *folder,
              const char  *stage)
{
  static const struct
  {
    const char *name;
    const char *action;
    const char *target;
  } DIALOGS[] = {
    { "requirements", "win.decide", "requirements" },
    { "design", "win.decide", "design" },
    { "contract", "win.decide", "contract" },
    { "new-project", "win.new", NULL },
    { "shortcuts", "win.show-help-overlay", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (DIALOGS); i++)
    for (guint style = 0; style < G_N_ELEMENTS (STYLES); style++)
      {
        g_autofree char *what = g_strdup_printf ("%s-dialog-%s", stage, DIALOGS[i].name);
        GtkWindow       *dialog;

        adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[style].scheme);
        gtk_widget_activate_action (GTK_WIDGET (window), DIALOGS[i].action, DIALOGS[i].target != NULL ? "s" : NULL, DIALOGS[i].target);
        tenon_ui_spin (400);
        dialog = find_dialog (window);
        if (dialog == NULL)
          continue;
        take_picture (dialog, folder, what, STYLES[style].name);
        gtk_window_close (dialog);
        tenon_ui_spin (100);
      }
}

static void
take_welcome (const char *folder)
{
  TenonWindow *window = tenon_ui_new_window ();

  gtk_window_present (GTK_WINDOW (window));
  for (guint style = 0; style < G_N_ELEMENTS (STYLES); style++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[style].scheme);
      tenon_ui_spin (300);
      take_picture (GTK_WINDOW (window), folder, "welcome", STYLES[style].name);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_open (gpointer window)
{
  return tenon_window_get_project (window) != NULL;
}

static void
show_given (const char *folder,
            const char *path)
{
  TenonWindow *window = tenon_ui_new_window ();

  gtk_window_present (GTK_WINDOW (window));
  tenon_window_open (window, path);
  if (!tenon_ui_wait (is_open, window))
    g_error ("“%s” does not open", path);
  tenon_ui_spin (1000);
  take_pages (window, folder, "project");
  take_dialogs (window, folder, "project");
}

static void
show_sample (const char *folder)
{
  g_autofree char *path = tenon_ui_make_folder ();
  TenonWindow     *window = tenon_ui_open_sample (path);
  TenonProject    *project = tenon_window_get_project (window);
  TenonTable      *first;

  take_pages (window, folder, "1-fresh");
  take_dialogs (window, folder, "1-fresh");
  tenon_ui_state_rates (project);
  tenon_ui_approve (project, TENON_GATE_REQUIREMENTS, NULL);
  tenon_ui_take_design (project);
  first = tenon_list_get (tenon_project_get_model (project)->design->tables, 0);
  tenon_ui_approve (project, TENON_GATE_TABLE, first->name);
  take_pages (window, folder, "2-design");
  take_dialogs (window, folder, "2-design");
  tenon_model_set (tenon_project_get_model (project), "Purpose", first, "purpose", "Another purpose.", NULL);
  tenon_ui_spin (1500);
  take_pages (window, folder, "3-stale");
  tenon_ui_remove_folder (path);
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  /* GTK 4.8 warns of labels in its own window of shortcuts. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  if (argc < 2)
    {
      g_printerr ("usage: gallery FOLDER [PROJECT]\n");
      return 2;
    }
  g_mkdir_with_parents (argv[1], 0755);
  take_welcome (argv[1]);
  if (argc > 2)
    show_given (argv[1], argv[2]);
  else
    show_sample (argv[1]);
  return 0;
}
