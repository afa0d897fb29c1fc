/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What files are and what is understood of them, without a project; as records for people and as JSON for programs. */

#include "project/tenon-inspect.h"

#include "artifact/tenon-api-document.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-log-document.h"
#include "artifact/tenon-structure-document.h"
#include "base/tenon-json-writer.h"
#include "contract/tenon-contract-checker.h"
#include "design/tenon-rules.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-query-log.h"
#include "mysql/tenon-row-counter.h"
#include "mysql/tenon-schema-json.h"
#include "project/tenon-import.h"
#include "project/tenon-inspect-text.h"

/* ---- patterns ---- */

static void
write_strv (TenonJsonWriter *writer,
            const char      *name,
            char           **values)
{
  static const char *const nothing[] = { NULL };

  tenon_json_writer_member_strv (writer, name, values != NULL ? (const char *const *)values : nothing);
}

static void
write_enum (TenonJsonWriter *writer,
            const char      *name,
            GType            type,
            int              value)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (type);
  GEnumValue      *entry = g_enum_get_value (enum_class, value);
  g_autofree char *upper = g_ascii_strup (entry != NULL ? entry->value_nick : "unknown", -1);

  tenon_json_writer_member_string (writer, name, g_strdelimit (upper, "-", '_'));
}

static void
write_rate (TenonJsonWriter *writer,
            const char      *name,
            const TenonRate *rate)
{
  double value;

  tenon_json_writer_name (writer, name);
  if (!tenon_rate_get_value (rate, &value))
    {
      tenon_json_writer_null (writer);
      return;
    }
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_double (writer, "value", value);
  tenon_json_writer_member_string (writer, "origin", tenon_rate_origin_to_string (tenon_rate_get_origin (rate)));
  tenon_json_writer_member_string (writer, "evidence", tenon_rate_get_evidence (rate));
  tenon_json_writer_end_object (writer);
}

static void
write_pattern (TenonJsonWriter *writer,
               TenonPattern    *pattern)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "pattern_id", pattern->pattern_id);
  tenon_json_writer_member_string (writer, "description", pattern->description);
  tenon_json_writer_member_string (writer, "endpoint", pattern->endpoint);
  write_enum (writer, "operation_type", TENON_TYPE_OPERATION_TYPE, pattern->operation_type);
  write_strv (writer, "entities_involved", pattern->entities_involved);
  write_strv (writer, "attributes", pattern->attributes);
  write_rate (writer, "rps_peak", pattern->rps_peak);
  write_rate (writer, "rps_average", pattern->rps_average);
  write_enum (writer, "consistency_requirements", TENON_TYPE_CONSISTENCY, pattern->consistency_requirements);
  tenon_json_writer_member_string (writer, "key_requirements", pattern->key_requirements);
  tenon_json_writer_member_string (writer, "design_considerations", pattern->design_considerations);
  write_enum (writer, "complexity", TENON_TYPE_COMPLEXITY, pattern->complexity);
  write_enum (writer, "dynamodb_suitability", TENON_TYPE_SUITABILITY, pattern->dynamodb_suitability);
  tenon_json_writer_member_string (writer, "status", pattern->status);
  tenon_json_writer_end_object (writer);
}

static char *
finish (TenonJsonWriter *writer)
{
  g_autofree char *text = tenon_json_writer_finish (writer);

  return g_str_has_suffix (text, "\n") ? g_steal_pointer (&text) : g_strconcat (text, "\n", NULL);
}

/**
 * tenon_patterns_to_json:
 *
 * Returns: (transfer full): an array of all patterns; a rate is null or {value, origin, evidence}
 */
char *
tenon_patterns_to_json (TenonModel *model,
                        guint       indent)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (indent);

  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    write_pattern (writer, tenon_list_get (model->patterns, i));
  tenon_json_writer_end_array (writer);
  return finish (writer);
}

/* ---- files ---- */

static void
write_diagnostics (TenonJsonWriter *writer,
                   GPtrArray       *diagnostics)
{
  tenon_json_writer_name (writer, "diagnostics");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "severity", tenon_severity_to_string (diagnostic->severity));
      tenon_json_writer_member_string (writer, "code", diagnostic->code);
      tenon_json_writer_member_string (writer, "file", diagnostic->file);
      tenon_json_writer_member_int (writer, "line", diagnostic->line);
      tenon_json_writer_member_int (writer, "column", diagnostic->column);
      tenon_json_writer_member_string (writer, "message", diagnostic->message);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static char *
answer_with_patterns (TenonImportedFile *file,
                      GPtrArray         *patterns)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "file", file->path);
  tenon_json_writer_member_string (writer, "kind", file->kind);
  tenon_json_writer_member_string (writer, "summary", file->summary);
  if (patterns != NULL)
    {
      tenon_json_writer_name (writer, "patterns");
      tenon_json_writer_begin_array (writer);
      for (guint i = 0; i < patterns->len; i++)
        write_pattern (writer, g_ptr_array_index (patterns, i));
      tenon_json_writer_end_array (writer);
    }
  write_diagnostics (writer, file->diagnostics);
  tenon_json_writer_end_object (writer);
  return finish (writer);
}

static char *
answer_with_schema (TenonSchema *schema,
                    GPtrArray   *diagnostics)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_schema_write_inspect_json (schema, diagnostics, writer);
  return finish (writer);
}

static char *
answer_with_log (TenonStatementLog *log,
                 GPtrArray         *diagnostics)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_statement_log_write_inspect_json (log, diagnostics, writer);
  return finish (writer);
}

/* A reading of one file on its own: at most one of the three. */
typedef struct
{
  TenonSchema       *schema;
  TenonStatementLog *log;
  GPtrArray         *patterns; /* (element-type TenonPattern) */
  GPtrArray         *diagnostics;
} Reading;

static void
count_rows (TenonSchema *schema,
            TenonSource *source,
            TenonDialect dialect)
{
  g_autoptr (TenonRowCounter) counter = tenon_row_counter_new (schema);

  tenon_row_counter_read (counter, source, dialect);
  tenon_row_counter_finish (counter);
}

static void
reading_init (Reading           *self,
              TenonSource       *source,
              TenonSourceKind    kind,
              TenonImportedFile *file,
              TenonModel        *model,
              TenonInspectFlags  flags)
{
  TenonDialect       dialect = flags & TENON_INSPECT_MARIADB ? TENON_DIALECT_MARIADB : TENON_DIALECT_MYSQL;
  TenonStatementLog *log = kind == TENON_SOURCE_LOG ? tenon_list_find (model->logs, file->path) : NULL;

  *self = (Reading){ NULL, NULL, NULL, tenon_diagnostics_new () };
  if (log != NULL)
    {
      self->log = g_object_ref (log);
      g_ptr_array_extend (self->diagnostics, file->diagnostics, (GCopyFunc)g_object_ref, NULL);
      return;
    }
  if (kind != TENON_SOURCE_UNREADABLE && kind != TENON_SOURCE_UNKNOWN)
    tenon_import_check_encoding (source, self->diagnostics);
  if (kind == TENON_SOURCE_SCHEMA)
    self->schema = tenon_ddl_read (source, dialect, self->diagnostics);
  else if (kind == TENON_SOURCE_STRUCTURE)
    self->schema = tenon_structure_document_read (source, self->diagnostics);
  else if (kind == TENON_SOURCE_LOG)
    self->log = tenon_query_log_read (source, model->schema, self->diagnostics);
  else if (kind == TENON_SOURCE_ANALYSIS)
    self->log = tenon_log_document_read (source, model->schema, self->diagnostics);
  else if (kind == TENON_SOURCE_API)
    self->patterns = tenon_api_document_read (source, model->schema, self->diagnostics);
  if (kind == TENON_SOURCE_SCHEMA && flags & TENON_INSPECT_STATISTICS)
    count_rows (self->schema, source, dialect);
}

static void
reading_clear (Reading *self)
{
  g_clear_object (&self->schema);
  g_clear_object (&self->log);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_ptr_array_unref (self->diagnostics);
}

static char *
describe (Reading *reading)
{
  if (reading->schema != NULL)
    return tenon_inspect_describe_schema (reading->schema);
  if (reading->log != NULL)
    return tenon_inspect_describe_log (reading->log);
  return reading->patterns != NULL ? tenon_inspect_describe_patterns (reading->patterns) : g_strdup ("");
}

static char *
to_json (Reading           *reading,
         TenonImportedFile *file)
{
  if (reading->schema != NULL)
    return answer_with_schema (reading->schema, reading->diagnostics);
  if (reading->log != NULL)
    return answer_with_log (reading->log, reading->diagnostics);
  return answer_with_patterns (file, reading->patterns);
}

/* Reads the file once more on its own: the answer is about this file, in the dialect asked for. Logs have none. */
static char *
answer (const char        *path,
        TenonImportedFile *file,
        TenonModel        *model,
        TenonInspectFlags  flags,
        TenonInspectForm   form)
{
  g_autoptr (TenonSource) source = tenon_source_load (path, file->path, NULL);
  TenonSourceKind kind = source != NULL ? tenon_source_recognise (source) : TENON_SOURCE_UNREADABLE;
  Reading         reading;
  char           *text;

  reading_init (&reading, source, kind, file, model, flags);
  text = form == TENON_INSPECT_JSON ? to_json (&reading, file) : describe (&reading);
  reading_clear (&reading);
  return text;
}

static void
unref_log (TenonSource *source)
{
  g_clear_pointer (&source, tenon_source_unref);
}

/* The files that are logs, %NULL in the place of each other one. */
static GPtrArray *
list_logs (const char *const *files,
           GPtrArray         *inspected)
{
  GPtrArray *logs = g_ptr_array_new_with_free_func ((GDestroyNotify)unref_log);

  for (guint i = 0; i < inspected->len; i++)
    {
      TenonImportedFile *file = g_ptr_array_index (inspected, i);
      g_autoptr (TenonSource) source = tenon_source_load (files[i], file->path, NULL);

      g_ptr_array_add (logs, source != NULL && tenon_source_recognise (source) == TENON_SOURCE_LOG ? g_steal_pointer (&source) : NULL);
    }
  return logs;
}

static char *
answer_with_logs (GPtrArray       *logs,
                  TenonModel      *model,
                  TenonInspectForm form)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonStatementLog) log = NULL;

  for (guint i = 0; i < logs->len; i++)
    if (g_ptr_array_index (logs, i) != NULL)
      {
        tenon_import_check_encoding (g_ptr_array_index (logs, i), diagnostics);
        g_ptr_array_add (sources, g_ptr_array_index (logs, i));
      }
  log = tenon_query_log_read_several ((TenonSource *const *)sources->pdata, sources->len, model->schema, TENON_QUERY_LOG_DEFAULT, diagnostics);
  return form == TENON_INSPECT_JSON ? answer_with_log (log, diagnostics) : tenon_inspect_describe_log (log);
}

/**
 * tenon_inspect_files:
 * @answers: (out) (element-type utf8): for each file what was understood of it: a JSON object, or lines of text. Several
 *   logs are read as one: what they say stands with the first, and "" with the others
 *
 * Reads files together, so that a log is understood by the schema beside it.
 *
 * Returns: (transfer full) (element-type TenonImportedFile): what each is, in the order given
 */
GPtrArray *
tenon_inspect_files (const char *const *files,
                     TenonInspectFlags  flags,
                     TenonInspectForm   form,
                     GPtrArray        **answers)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  GPtrArray *inspected = tenon_import_files (model, "", NULL, files);
  g_autoptr (GPtrArray) logs = list_logs (files, inspected);
  guint n_logs = 0, n_answered = 0;

  for (guint i = 0; i < logs->len; i++)
    n_logs += g_ptr_array_index (logs, i) != NULL;
  *answers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < inspected->len; i++)
    {
      char *text;

      if (n_logs < 2 || g_ptr_array_index (logs, i) == NULL)
        text = answer (files[i], g_ptr_array_index (inspected, i), model, flags, form);
      else
        text = n_answered++ == 0 ? answer_with_logs (logs, model, form) : g_strdup ("");
      g_ptr_array_add (*answers, text);
    }
  return inspected;
}

/**
 * tenon_inspect_contract:
 * @project: (nullable): to check against
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): what is wrong with a contract file; %NULL if it cannot be read
 */
GPtrArray *
tenon_inspect_contract (TenonProject *project,
                        const char   *file,
                        GError      **error)
{
  g_autoptr (TenonSource) source = tenon_source_load (file, NULL, error);

  if (source == NULL)
    return NULL;
  return tenon_contract_check_text (source, project != NULL ? tenon_project_get_model (project) : NULL);
}

/**
 * tenon_inspect_list_rules:
 *
 * Returns: (transfer full) (element-type TenonRuleEntry): all rules and checks there are
 */
GPtrArray *
tenon_inspect_list_rules (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) checks = tenon_contract_list_checks ();
  guint            n_rules = 0;
  const TenonRule *rules = tenon_rules_get (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      TenonRuleEntry *entry = g_new0 (TenonRuleEntry, 1);

      entry->code = rules[i].code;
      entry->severity = tenon_severity_to_string (rules[i].severity);
      entry->title = rules[i].title;
      entry->rationale = rules[i].rationale;
      entry->source = rules[i].source;
      entry->may_deviate = rules[i].may_deviate || rules[i].severity == TENON_SEVERITY_WARNING;
      g_ptr_array_add (entries, entry);
    }
  for (guint i = 0; i < checks->len; i++)
    {
      const TenonContractCheck *check = g_ptr_array_index (checks, i);
      TenonRuleEntry           *entry = g_new0 (TenonRuleEntry, 1);

      entry->code = check->code;
      entry->severity = tenon_severity_to_string (check->severity);
      entry->title = check->title;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}
