/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdio.h>

#include "base/tenon-diagnostic.h"
#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Exit statuses. */
#define TENON_CLI_FINE 0
#define TENON_CLI_FINDINGS 1 /* findings, or a gate not satisfied */
#define TENON_CLI_FAILED 2   /* could not */
#define TENON_CLI_GO_ON -1   /* of tenon_cli_parse() alone */

typedef struct
{
  const char *name;
  const char *arguments;   /* as the usage line shows them */
  const char *summary;     /* one line, for the list */
  const char *description; /* for --help */
  int (*run) (int    argc,
              char **argv);
} TenonVerb;

extern const TenonVerb tenon_verb_acknowledge;
extern const TenonVerb tenon_verb_answer;
extern const TenonVerb tenon_verb_check;
extern const TenonVerb tenon_verb_contract;
extern const TenonVerb tenon_verb_cost;
extern const TenonVerb tenon_verb_design;
extern const TenonVerb tenon_verb_facts;
extern const TenonVerb tenon_verb_gate;
extern const TenonVerb tenon_verb_import;
extern const TenonVerb tenon_verb_inspect;
extern const TenonVerb tenon_verb_log;
extern const TenonVerb tenon_verb_new;
extern const TenonVerb tenon_verb_pattern;
extern const TenonVerb tenon_verb_questions;
extern const TenonVerb tenon_verb_rules;
extern const TenonVerb tenon_verb_status;
extern const TenonVerb tenon_verb_waive;

void          tenon_cli_print (const char *format,
                               ...) G_GNUC_PRINTF (1, 2);
void          tenon_cli_say (const char *format,
                             ...) G_GNUC_PRINTF (1, 2);
int           tenon_cli_parse (const TenonVerb    *verb,
                               int                *argc,
                               char             ***argv,
                               const GOptionEntry *entries,
                               int                 least,
                               int                 most);
int           tenon_cli_fail (const char   *verb,
                              const GError *error);
int           tenon_cli_complain (const TenonVerb *verb,
                                  const char      *format,
                                  ...) G_GNUC_PRINTF (2, 3);
void          tenon_cli_listen (TenonProject *project);
TenonProject *tenon_cli_open (const TenonVerb *verb,
                              const char      *path,
                              int             *status);
int           tenon_cli_advance (const TenonVerb *verb,
                                 TenonProject    *project);
guint         tenon_cli_print_diagnostics (GPtrArray    *diagnostics,
                                           TenonSeverity at_least,
                                           FILE         *stream);
char         *tenon_cli_diagnostics_json (GPtrArray *diagnostics);
GPtrArray    *tenon_cli_list_findings (TenonProject *project);
void          tenon_cli_print_imported (GPtrArray *imported, GPtrArray *details);
int           tenon_cli_imported_status (GPtrArray *imported);

G_END_DECLS
