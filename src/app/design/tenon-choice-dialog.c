/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes one of the alternatives as a whole: who chooses, and why. */

#include "app/design/tenon-choice-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-reason-dialog.h"

static gboolean
choose (TenonProject *project,
        gpointer      subject,
        const char   *reason,
        const char   *by,
        GError      **error)
{
  return tenon_project_choose_design (project, subject, reason, by, error);
}

GtkWidget *
tenon_choice_dialog_new (GtkWindow    *parent,
                         TenonProject *project,
                         TenonDesign  *alternative,
                         const char   *title)
{
  guint            n = tenon_list_get_length (alternative->tables);
  g_autofree char *text = g_strdup_printf (ngettext ("All %u table of this design takes the place of the present ones; what is pinned stays. It is one step that can be undone.",
                                                     "All %u tables of this design take the place of the present ones; what is pinned stays. It is one step that can be undone.", n),
                                           n);
  TenonReasonWords words = { title, _ ("Choose Design"), text, _ ("Why this one"), _ ("C_hoose") };

  return tenon_reason_dialog_new (parent, project, &words, choose, g_object_ref (alternative), g_object_unref);
}
