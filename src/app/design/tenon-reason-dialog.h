/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* What is done once somebody said why: FALSE with the reason where it cannot be. */
typedef gboolean (*TenonReasonFunc) (TenonProject *project,
                                     gpointer      subject,
                                     const char   *reason,
                                     const char   *by,
                                     GError      **error);

/* The words of the dialog. */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *words;  /* what it is about */
  const char *note;   /* the label of the reason */
  const char *button; /* with a mnemonic */
} TenonReasonWords;

/* A decision that needs who decides and why, and nothing else. */
#define TENON_TYPE_REASON_DIALOG (tenon_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TenonReasonDialog, tenon_reason_dialog, TENON, REASON_DIALOG, AdwWindow)

GtkWidget *tenon_reason_dialog_new (GtkWindow              *parent,
                                    TenonProject           *project,
                                    const TenonReasonWords *words,
                                    TenonReasonFunc         func,
                                    gpointer                subject,
                                    GDestroyNotify          subject_free);

G_END_DECLS
