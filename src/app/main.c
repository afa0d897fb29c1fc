/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon: the workbench. */

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/tenon-application.h"
#include "project/tenon-project.h"
#include "tenon-config.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TenonApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TENON_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  tenon_project_warm_up ();
  application = tenon_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
