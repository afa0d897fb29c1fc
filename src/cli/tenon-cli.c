/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the verbs share: options, errors on one line with the remedy, findings, and going on to the steps that are due. */

#include "cli/tenon-cli.h"

#include "base/tenon-diagnostic.h"
#include "base/tenon-json-writer.h"

static void
put (FILE       *stream,
     const char *format,
     va_list     args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  fputs (text, stream);
}

/**
 * tenon_cli_print:
 *
 * Prints on standard output: always UTF-8, whatever the locale, since programs read it.
 */
void
tenon_cli_print (const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  put (stdout, format, args);
  va_end (args);
}

/**
 * tenon_cli_say:
 *
 * Prints on standard error.
 */
void
tenon_cli_say (const char *format,
               ...)
{
  va_list args;

  fflush (stdout);
  va_start (args, format);
  put (stderr, format, args);
  va_end (args);
}

/**
 * tenon_cli_parse:
 * @least: of the arguments that are no options, the verb itself not counted
 * @most: likewise; -1: any number
 *
 * Returns: %TENON_CLI_GO_ON, or the status to end with; --help ends the program by itself
 */
int
tenon_cli_parse (const TenonVerb    *verb,
                 int                *argc,
                 char             ***argv,
                 const GOptionEntry *entries,
                 int                 least,
                 int                 most)
{
  g_autoptr (GOptionContext) context = g_option_context_new (verb->arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strconcat ("tenon-cli ", verb->name, NULL);

  g_set_prgname (name);
  g_option_context_set_summary (context, verb->summary);
  g_option_context_set_description (context, verb->description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    return tenon_cli_complain (verb, "%s; see: tenon-cli %s --help", error->message, verb->name);
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      for (int i = 1; i + 1 < *argc; i++)
        (*argv)[i] = (*argv)[i + 1];
      (*argv)[--*argc] = NULL;
    }
  if (*argc - 1 < least)
    return tenon_cli_complain (verb, "Something is missing; the form is: tenon-cli %s %s", verb->name, verb->arguments);
  if (most >= 0 && *argc - 1 > most)
    return tenon_cli_complain (verb, "“%s” is too much; the form is: tenon-cli %s %s", (*argv)[most + 1], verb->name, verb->arguments);
  return TENON_CLI_GO_ON;
}

/* One line, whatever the message holds. */
static void
print_error (const char *verb,
             const char *message)
{
  g_autofree char *line = g_strdelimit (g_strdup (message), "\r\n", ' ');

  tenon_cli_say ("tenon-cli %s: %s\n", verb, line);
}

/**
 * tenon_cli_fail:
 *
 * Says on one line what could not be done.
 *
 * Returns: the exit status: %TENON_CLI_FINDINGS where a gate is not satisfied, else %TENON_CLI_FAILED
 */
int
tenon_cli_fail (const char   *verb,
                const GError *error)
{
  print_error (verb, error->message);
  return g_error_matches (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE) ? TENON_CLI_FINDINGS : TENON_CLI_FAILED;
}

int
tenon_cli_complain (const TenonVerb *verb,
                    const char      *format,
                    ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  print_error (verb->name, message);
  return TENON_CLI_FAILED;
}

static void
toast_cb (TenonProject *project,
          const char   *text)
{
  tenon_cli_print ("%s\n", text);
}

/**
 * tenon_cli_listen:
 *
 * Says from now on what is committed.
 */
void
tenon_cli_listen (TenonProject *project)
{
  g_signal_connect (project, "toast", G_CALLBACK (toast_cb), NULL);
}

/* What opening found: an interrupted step that was ended, a repository that cannot be used. */
static void
say_notices (TenonProject *project)
{
  g_autoptr (GPtrArray) findings = tenon_cli_list_findings (project);

  for (guint i = 0; i < findings->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (findings, i);

      if (g_str_has_prefix (finding->code, "repository-") || g_str_has_prefix (finding->code, "layout-"))
        tenon_cli_say ("%s\n", finding->message);
    }
}

/**
 * tenon_cli_open:
 * @status: (out): the exit status where %NULL is returned
 */
TenonProject *
tenon_cli_open (const TenonVerb *verb,
                const char      *path,
                int             *status)
{
  g_autoptr (GError) error = NULL;
  TenonProject *project = tenon_project_open (path, NULL, &error);

  if (project == NULL)
    {
      *status = tenon_cli_fail (verb->name, error);
      return NULL;
    }
  say_notices (project);
  tenon_cli_listen (project);
  return project;
}

/**
 * tenon_cli_advance:
 *
 * Saves and takes the steps that are due.
 */
int
tenon_cli_advance (const TenonVerb *verb,
                   TenonProject    *project)
{
  g_autoptr (GError) error = NULL;
  gboolean done = tenon_project_advance (project, NULL, &error);

  return done ? TENON_CLI_FINE : tenon_cli_fail (verb->name, error);
}

/**
 * tenon_cli_print_diagnostics:
 *
 * Prints each as "file:line:column: severity: message [code]".
 *
 * Returns: how many were printed
 */
guint
tenon_cli_print_diagnostics (GPtrArray    *diagnostics,
                             TenonSeverity at_least,
                             FILE         *stream)
{
  guint n_printed = 0;

  for (guint i = 0; i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);
      g_autofree char *text = NULL;

      if (diagnostic->severity < at_least)
        continue;
      text = tenon_diagnostic_to_string (diagnostic);
      fprintf (stream, "%s\n", text);
      n_printed++;
    }
  return n_printed;
}

static void
write_diagnostic (TenonJsonWriter *writer,
                  TenonDiagnostic *diagnostic)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "severity", tenon_severity_to_string (diagnostic->severity));
  tenon_json_writer_member_string (writer, "code", diagnostic->code);
  tenon_json_writer_member_string (writer, "subject", diagnostic->subject);
  tenon_json_writer_member_string (writer, "path", diagnostic->path);
  tenon_json_writer_member_string (writer, "file", diagnostic->file);
  tenon_json_writer_member_int (writer, "line", diagnostic->line);
  tenon_json_writer_member_int (writer, "column", diagnostic->column);
  tenon_json_writer_member_string (writer, "message", diagnostic->message);
  tenon_json_writer_member_string (writer, "remedy", diagnostic->remedy);
  tenon_json_writer_end_object (writer);
}

/**
 * tenon_cli_diagnostics_json:
 *
 * Returns: (transfer full): a JSON array
 */
char *
tenon_cli_diagnostics_json (GPtrArray *diagnostics)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < diagnostics->len; i++)
    write_diagnostic (writer, g_ptr_array_index (diagnostics, i));
  tenon_json_writer_end_array (writer);
  return tenon_json_writer_finish (writer);
}

/**
 * tenon_cli_list_findings:
 *
 * Returns: (transfer full) (element-type TenonDiagnostic):
 */
GPtrArray *
tenon_cli_list_findings (TenonProject *project)
{
  GListModel *findings = tenon_project_get_findings (project);
  GPtrArray  *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    g_ptr_array_add (list, g_list_model_get_item (findings, i));
  return list;
}

/**
 * tenon_cli_print_imported:
 * @details: (nullable) (element-type utf8): lines for each file
 */
void
tenon_cli_print_imported (GPtrArray *imported,
                          GPtrArray *details)
{
  for (guint i = 0; i < imported->len; i++)
    {
      TenonImportedFile *file = g_ptr_array_index (imported, i);

      tenon_cli_print ("%s: %s: %s\n", file->path, file->kind, file->summary != NULL ? file->summary : "nothing was read");
      if (details != NULL)
        tenon_cli_print ("%s", (const char *)g_ptr_array_index (details, i));
      fflush (stdout);
      tenon_cli_print_diagnostics (file->diagnostics, TENON_SEVERITY_NOTE, stdout);
    }
}

/**
 * tenon_cli_imported_status:
 *
 * Returns: %TENON_CLI_FINDINGS where a file gave an error or a warning
 */
int
tenon_cli_imported_status (GPtrArray *imported)
{
  for (guint i = 0; i < imported->len; i++)
    if (tenon_diagnostics_count (((TenonImportedFile *)g_ptr_array_index (imported, i))->diagnostics, TENON_SEVERITY_ERROR) > 0)
      return TENON_CLI_FINDINGS;
  return TENON_CLI_FINE;
}
