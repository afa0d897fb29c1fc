/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A run of tenon-cli in a folder of its own. */
typedef struct
{
  char *folder;  /* temporary, removed at the end */
  char *project; /* folder/shop */
  char *output;
  char *errors;
  int   status;
} CliRun;

void       cli_run_set_up (CliRun       *run,
                           gconstpointer data);
void       cli_run_tear_down (CliRun       *run,
                              gconstpointer data);
void       cli_run_do (CliRun     *run,
                       int         expected,
                       const char *first_argument,
                       ...) G_GNUC_NULL_TERMINATED;
JsonNode  *cli_run_get_json (CliRun *run);
char      *cli_run_sample (const char *name);
char      *cli_run_golden (const char *name);
void       cli_run_put (CliRun     *run,
                        const char *name,
                        const char *text);
char      *cli_run_get (CliRun     *run,
                        const char *name);
gboolean   cli_run_exists (CliRun     *run,
                           const char *name);
guint      cli_run_answer_questions (CliRun *run);
guint      cli_run_state_facts (CliRun *run);
GPtrArray *cli_run_messages (CliRun *run);
char      *cli_run_digest (const char *folder);
gboolean   cli_run_copy (const char *from,
                         const char *to);

#define CLI_BY "Ada Lovelace <ada@example.org>"

G_END_DECLS
