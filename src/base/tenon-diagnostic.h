/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_SEVERITY_NOTE,
  TENON_SEVERITY_WARNING,
  TENON_SEVERITY_ERROR,
} TenonSeverity;

#define TENON_TYPE_DIAGNOSTIC (tenon_diagnostic_get_type ())
G_DECLARE_FINAL_TYPE (TenonDiagnostic, tenon_diagnostic, TENON, DIAGNOSTIC, GObject)

/* Read the fields freely; only the functions below write them. */
struct _TenonDiagnostic
{
  GObject parent_instance;

  TenonSeverity severity;
  char         *code;    /* stable, e.g. "ddl-unknown-statement" */
  char         *file;    /* (nullable) as the user named it */
  guint         line;    /* 1-based; 0: the file as a whole */
  guint         column;  /* 1-based, in bytes; 0: the line as a whole */
  char         *subject; /* (nullable) the object meant: "pattern:AP3", "table:orders", "source:orders.user_id" */
  char         *path;    /* (nullable) JSON path inside the contract: "$[2].attributes.sku" */
  char         *message;
  char         *remedy; /* (nullable) what to do */
};

GPtrArray       *tenon_diagnostics_new (void);
TenonDiagnostic *tenon_diagnostics_add (GPtrArray    *diagnostics,
                                        TenonSeverity severity,
                                        const char   *code,
                                        const char   *file,
                                        guint         line,
                                        guint         column,
                                        const char   *format,
                                        ...) G_GNUC_PRINTF (7, 8);
TenonDiagnostic *tenon_diagnostics_add_subject (GPtrArray    *diagnostics,
                                                TenonSeverity severity,
                                                const char   *code,
                                                const char   *subject,
                                                const char   *format,
                                                ...) G_GNUC_PRINTF (5, 6);
guint            tenon_diagnostics_count (GPtrArray    *diagnostics,
                                          TenonSeverity at_least);

void  tenon_diagnostic_set_subject (TenonDiagnostic *self,
                                    const char      *subject);
void  tenon_diagnostic_set_path (TenonDiagnostic *self,
                                 const char      *path);
void  tenon_diagnostic_set_remedy (TenonDiagnostic *self,
                                   const char      *format,
                                   ...) G_GNUC_PRINTF (2, 3);
char *tenon_diagnostic_to_string (TenonDiagnostic *self);

const char *tenon_severity_to_string (TenonSeverity severity);

G_END_DECLS
