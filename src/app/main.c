/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tenon: the workbench. */

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/canvas/tenon-diagram-command.h"
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

  /* a picture is made here and now, without a display, and without being the one instance */
  if (tenon_diagram_command_is_asked (argv))
    return tenon_diagram_command_run (argv);

  tenon_project_warm_up ();
  application = tenon_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
