/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers a warning, or deviates from a rule: who says so, and why. */

#include "app/design/tenon-acknowledge-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-reason-dialog.h"
#include "project/tenon-edits.h"

static gboolean
acknowledge (TenonProject *project,
             gpointer      subject,
             const char   *reason,
             const char   *by,
             GError      **error)
{
  TenonDiagnostic *finding = subject;

  return tenon_project_acknowledge (project, finding->code, finding->subject, reason, by, error);
}

/**
 * tenon_acknowledge_dialog_new:
 * @finding: one that tenon_project_may_acknowledge()
 */
GtkWidget *
tenon_acknowledge_dialog_new (GtkWindow       *parent,
                              TenonProject    *project,
                              TenonDiagnostic *finding)
{
  gboolean         is_error = finding->severity == TENON_SEVERITY_ERROR;
  TenonReasonWords words = {
    .title = is_error ? _ ("Deviate from a Rule") : _ ("Acknowledge Warning"),
    .subtitle = finding->subject != NULL && strchr (finding->subject, ':') != NULL ? strchr (finding->subject, ':') + 1 : "",
    .words = finding->message,
    .note = is_error ? _ ("Why it is right here") : _ ("Why it is taken as it is"),
    .button = is_error ? _ ("_Deviate") : _ ("_Acknowledge"),
  };

  return tenon_reason_dialog_new (parent, project, &words, acknowledge, g_object_ref (finding), g_object_unref);
}
