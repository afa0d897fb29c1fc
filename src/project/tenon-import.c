/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads sources into a model, in the order they need each other: tables, patterns, logs, then the requirement file.
 *
 * What a person has stated is never written over: a source that was read before is replaced, patterns that are there
 * already stay as they are, observed rates fill only what is unknown, and a requirement file's rates are taken only the
 * first time one is read. */

#include "project/tenon-import.h"

#include "artifact/tenon-api-document.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-log-document.h"
#include "artifact/tenon-requirement-document.h"
#include "artifact/tenon-structure-document.h"
#include "base/tenon-text.h"
#include "contract/tenon-contract-checker.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-query-log.h"
#include "project/tenon-binding.h"
#include "project/tenon-folder.h"
#include "project/tenon-left-out.h"
#include "project/tenon-proposals-private.h"

#include <string.h>

typedef struct
{
  char              *path;   /* to read from */
  char              *key;    /* what the model calls it: relative to the project, whoever names it how */
  TenonSource       *source; /* (nullable) */
  TenonSourceKind    kind;
  TenonImportedFile *file;
} ImportItem;

typedef struct
{
  TenonModel  *model;
  GPtrArray   *items;          /* (element-type ImportItem) as they were given */
  TenonSchema *schema;         /* (nullable) being built; a shared record is not touched once the model has it */
  gboolean     is_for_project; /* else only looked at: no digests, no rows */
  gboolean     has_logs;       /* raw ones, read this time */
} Import;

static void
item_free (ImportItem *self)
{
  g_free (self->path);
  g_free (self->key);
  g_clear_pointer (&self->source, tenon_source_unref);
  g_object_unref (self->file);
  g_free (self);
}

/* Bytes looked at at once, and before their pages go back. */
#define ENCODING_CHUNK (64 * 1024)
#define ENCODING_RELEASE (16 * 1024 * 1024)

static gboolean
is_ascii (const char *p,
          gsize       n)
{
  guint64 word, all = 0;

  for (; n >= sizeof word; p += sizeof word, n -= sizeof word)
    {
      memcpy (&word, p, sizeof word);
      all |= word;
    }
  for (; n > 0; p++, n--)
    all |= (guchar)*p;
  return (all & 0x8080808080808080) == 0;
}

/**
 * tenon_import_check_encoding:
 *
 * Names and values are kept as UTF-8: where the file has other bytes, what is kept is not what stands there.
 */
void
tenon_import_check_encoding (TenonSource *source,
                             GPtrArray   *diagnostics)
{
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);
  gsize       offset = 0, released = 0;

  while (offset < length)
    {
      gsize       n = MIN (length - offset, ENCODING_CHUNK);
      const char *bad;
      guint       line, column;

      if (is_ascii (text + offset, n) || g_utf8_validate_len (text + offset, n, &bad))
        bad = text + offset + n;
      else if (*bad == '\0')
        bad++;
      else if (text + offset + n - bad >= 4 || offset + n == length)
        {
          tenon_source_locate (source, bad - text, &line, &column);
          tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "file-encoding", tenon_source_get_name (source), line, column,
                                 "Bytes that are not UTF-8 begin here; in names and values “�” takes their place");
          return;
        }
      offset = bad - text;
      if (offset >= released + ENCODING_RELEASE)
        {
          tenon_source_release (source, released, offset);
          released = offset;
        }
    }
}

/* The way from one folder to a file, with as many ".." as it takes. */
static char *
relative_path (const char *root,
               const char *path)
{
  g_autofree char *from = g_canonicalize_filename (root, NULL);
  g_autofree char *to = g_canonicalize_filename (path, NULL);
  g_auto (GStrv) from_parts = g_strsplit (from, "/", -1);
  g_auto (GStrv) to_parts = g_strsplit (to, "/", -1);
  GString *relative = g_string_new (NULL);
  guint    n_common = 0;

  while (from_parts[n_common] != NULL && g_strcmp0 (from_parts[n_common], to_parts[n_common]) == 0)
    n_common++;
  for (guint i = n_common; from_parts[i] != NULL; i++)
    g_string_append (relative, "../");
  for (guint i = n_common; to_parts[i] != NULL; i++)
    g_string_append_printf (relative, "%s%s", to_parts[i], to_parts[i + 1] != NULL ? "/" : "");
  return g_string_free (relative, FALSE);
}

static ImportItem *
add_item (Import     *import,
          const char *root,
          const char *path,
          const char *name)
{
  g_autofree char *display_name = g_filename_display_name (name); /* a file name need not be UTF-8; what is kept is */
  g_autoptr (GError) error = NULL;
  ImportItem      *item = g_new0 (ImportItem, 1);
  g_autofree char *relative = *root != '\0' ? relative_path (root, path) : g_strdup (name);

  item->path = g_strdup (path);
  item->key = g_filename_display_name (relative);
  item->file = tenon_imported_file_new (display_name);
  item->source = tenon_source_load (path, item->key, &error);
  if (item->source == NULL)
    {
      item->kind = TENON_SOURCE_UNREADABLE;
      item->file->kind = g_strdup ("unreadable");
      tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_ERROR, "file-unreadable", display_name, 0, 0, "%s", error->message);
    }
  else
    {
      item->kind = tenon_source_recognise (item->source);
      item->file->kind = g_strdup (tenon_source_describe (item->source, item->kind));
      if (item->kind != TENON_SOURCE_UNREADABLE && item->kind != TENON_SOURCE_UNKNOWN)
        tenon_import_check_encoding (item->source, item->file->diagnostics);
    }
  g_ptr_array_add (import->items, item);
  return item;
}

static void
summarise (ImportItem *item,
           const char *format,
           ...) G_GNUC_PRINTF (2, 3);

static void
summarise (ImportItem *item,
           const char *format,
           ...)
{
  va_list args;

  va_start (args, format);
  g_free (item->file->summary);
  item->file->summary = g_strdup_vprintf (format, args);
  va_end (args);
}

static void
remember (Import     *import,
          ImportItem *item,
          const char *kind)
{
  g_autofree char *digest = import->is_for_project ? tenon_source_dup_digest (item->source) : NULL;
  TenonInput      *input = tenon_list_find (import->model->inputs, item->key);
  guint            position = 0;

  if (input != NULL)
    {
      g_object_set (input, "kind", kind, "digest", digest, NULL);
      return;
    }
  while (position < tenon_list_get_length (import->model->inputs)
         && tenon_compare_natural (((TenonInput *)tenon_list_get (import->model->inputs, position))->file, item->key) < 0)
    position++;
  input = g_object_new (TENON_TYPE_INPUT, "file", item->key, "kind", kind, "digest", digest, NULL);
  tenon_list_insert (import->model->inputs, position, input);
  g_object_unref (input);
}

static guint
count_inputs (Import     *import,
              const char *kind,
              const char *except)
{
  guint n_inputs = 0;

  for (guint i = 0; i < tenon_list_get_length (import->model->inputs); i++)
    {
      TenonInput *input = tenon_list_get (import->model->inputs, i);

      n_inputs += g_strcmp0 (input->kind, kind) == 0 && g_strcmp0 (input->file, except) != 0;
    }
  return n_inputs;
}

/* ---- tables ---- */

static TenonSchema *
copy_schema (TenonSchema *schema)
{
  TenonSchema     *copy = tenon_schema_new ();
  g_autofree char *json = tenon_record_to_json (TENON_RECORD (schema), 0);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (json_parser_load_from_data (parser, json, -1, NULL))
    tenon_record_read_json (TENON_RECORD (copy), json_node_get_object (json_parser_get_root (parser)), NULL);
  return copy;
}

static guint
count_tables (Import *import)
{
  return import->schema != NULL ? tenon_list_get_length (import->schema->tables) : 0;
}

/* A script that was read before, and is the only one, is read afresh; another one adds to what is there. */
static void
begin_schema (Import     *import,
              ImportItem *item)
{
  gboolean is_fresh = import->model->schema == NULL || count_inputs (import, "schema", item->key) == 0;

  if (import->schema != NULL)
    return;
  import->schema = is_fresh ? tenon_schema_new () : copy_schema (import->model->schema);
}

static void
import_schema (Import     *import,
               ImportItem *item)
{
  guint n_before;

  begin_schema (import, item);
  n_before = count_tables (import);
  tenon_ddl_read_into (import->schema, item->source, TENON_DIALECT_MYSQL, item->file->diagnostics);
  remember (import, item, "schema");
  summarise (item, "%u tables, %u foreign keys", count_tables (import) - MIN (n_before, count_tables (import)), tenon_schema_count_foreign_keys (import->schema));
}

static void
import_structure (Import     *import,
                  ImportItem *item)
{
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (item->source, item->file->diagnostics);

  if (schema == NULL)
    {
      summarise (item, "nothing was understood");
      return;
    }
  summarise (item, "%u tables, %u foreign keys", tenon_list_get_length (schema->tables), tenon_schema_count_foreign_keys (schema));
  if (import->schema != NULL || count_inputs (import, "schema", NULL) > 0)
    tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_NOTE, "import-structure-second", item->file->path, 0, 0,
                           "The tables come from the SQL schema that was read; this document was not needed for them.");
  else
    import->schema = g_object_ref (schema);
  remember (import, item, "01_3");
}

/* ---- patterns ---- */

static TenonPattern *
find_same (TenonModel   *model,
           TenonPattern *pattern)
{
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *present = tenon_list_get (model->patterns, i);

      if (g_strcmp0 (present->endpoint, pattern->endpoint) == 0 && (pattern->endpoint != NULL || g_strcmp0 (present->description, pattern->description) == 0)
          && (g_strcmp0 (present->pattern_id, pattern->pattern_id) == 0 || g_strcmp0 (present->description, pattern->description) == 0))
        return present;
    }
  return NULL;
}

static char *
free_id (TenonModel *model)
{
  for (guint i = tenon_list_get_length (model->patterns) + 1;; i++)
    {
      char *pattern_id = g_strdup_printf ("AP%u", i);

      if (tenon_model_find_pattern (model, pattern_id) == NULL && tenon_left_out_find_id (model, pattern_id) == NULL)
        return pattern_id;
      g_free (pattern_id);
    }
}

static void
insert_pattern (TenonModel   *model,
                TenonPattern *pattern)
{
  guint position = 0;

  while (position < tenon_list_get_length (model->patterns)
         && tenon_compare_natural (((TenonPattern *)tenon_list_get (model->patterns, position))->pattern_id, pattern->pattern_id) < 0)
    position++;
  tenon_list_insert (model->patterns, position, pattern);
}

/* What a person left out does not come back by reading the source again; a line that reads otherwise does. */
static gboolean
stays_out (Import       *import,
           ImportItem   *item,
           TenonPattern *pattern)
{
  TenonAcknowledgement *decision = tenon_left_out_find (import->model, pattern);

  if (decision == NULL)
    return FALSE;
  tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_NOTE, "import-pattern-left-out", item->file->path, pattern->line, 0,
                         "%s stays left out, as %s decided: %s.", pattern->pattern_id, decision->by != NULL ? decision->by : "somebody", decision->reason);
  return TRUE;
}

static gboolean
merge_pattern (Import       *import,
               ImportItem   *item,
               TenonPattern *pattern)
{
  gboolean is_taken = tenon_model_find_pattern (import->model, pattern->pattern_id) != NULL;

  if (find_same (import->model, pattern) != NULL || stays_out (import, item, pattern))
    return FALSE;
  if (is_taken || tenon_left_out_find_id (import->model, pattern->pattern_id) != NULL)
    {
      g_autofree char *pattern_id = free_id (import->model);

      tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_NOTE, "import-pattern-renumbered", item->file->path, pattern->line, 0,
                             is_taken ? "%s is the id of another pattern; this one became %s." : "The pattern %s was left out, and this line reads otherwise; it became %s.", pattern->pattern_id, pattern_id);
      tenon_str_set (&pattern->pattern_id, pattern_id);
    }
  insert_pattern (import->model, pattern);
  return TRUE;
}

static void
import_api (Import     *import,
            ImportItem *item)
{
  TenonSchema *schema = import->schema != NULL ? import->schema : import->model->schema;
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (item->source, schema, item->file->diagnostics);
  guint n_new = 0;

  for (guint i = 0; patterns != NULL && i < patterns->len; i++)
    n_new += merge_pattern (import, item, g_ptr_array_index (patterns, i));
  if (patterns != NULL && patterns->len > 0)
    remember (import, item, tenon_artifact_recognise (item->source) == TENON_ARTIFACT_API_PATTERNS ? "01_1" : "api");
  if (patterns != NULL && n_new == patterns->len)
    summarise (item, "%u access patterns", n_new);
  else
    summarise (item, "%u access patterns, %u of them new", patterns != NULL ? patterns->len : 0, n_new);
}

/* ---- logs ---- */

static void
put_log (Import            *import,
         TenonStatementLog *log)
{
  TenonStatementLog *present = tenon_list_find (import->model->logs, log->file);
  guint              position = tenon_list_get_length (import->model->logs);

  if (present != NULL && tenon_list_index_of (import->model->logs, present, &position))
    tenon_list_remove (import->model->logs, position);
  tenon_list_insert (import->model->logs, position, log);
}

static void
clear_observed (Import     *import,
                const char *file)
{
  static const char *const properties[] = { "rps-peak", "rps-average" };

  for (guint i = 0; i < tenon_list_get_length (import->model->patterns); i++)
    for (guint j = 0; j < G_N_ELEMENTS (properties); j++)
      {
        TenonPattern *pattern = tenon_list_get (import->model->patterns, i);
        TenonRate    *rate = j == 0 ? pattern->rps_peak : pattern->rps_average;

        if (rate != NULL && tenon_rate_get_origin (rate) == TENON_RATE_OBSERVED && g_strcmp0 (tenon_rate_get_file (rate), file) == 0)
          g_object_set (pattern, properties[j], NULL, NULL);
      }
}

static void
import_analysis (Import     *import,
                 ImportItem *item)
{
  TenonSchema *schema = import->schema != NULL ? import->schema : import->model->schema;
  g_autoptr (TenonStatementLog) log = tenon_log_document_read (item->source, schema, item->file->diagnostics);
  g_autoptr (GPtrArray) peaks = NULL;

  if (log == NULL)
    {
      summarise (item, "nothing was understood");
      return;
    }
  peaks = tenon_log_document_read_peaks (item->source, item->file->diagnostics);
  tenon_str_set (&log->file, item->key);
  clear_observed (import, log->file);
  tenon_binding_take_all (import->model, log);
  tenon_log_document_attach_rates (import->model, log, peaks);
  put_log (import, log);
  remember (import, item, "01_2");
  summarise (item, "%u statements", tenon_list_get_length (log->statements));
}

static void
import_log (Import     *import,
            ImportItem *item)
{
  TenonSchema       *schema = import->schema != NULL ? import->schema : import->model->schema;
  TenonQueryLogFlags flags = import->model->keep_log_values ? TENON_QUERY_LOG_KEEP_VALUES : TENON_QUERY_LOG_DEFAULT;
  g_autoptr (TenonStatementLog) log = tenon_query_log_read_several (&item->source, 1, schema, flags, item->file->diagnostics);

  if (log == NULL)
    {
      summarise (item, "nothing was understood");
      return;
    }
  tenon_str_set (&log->file, item->key);
  clear_observed (import, log->file);
  tenon_import_bind (import->model, log, item->file->diagnostics);
  put_log (import, log);
  remember (import, item, "log");
  import->has_logs = TRUE;
  summarise (item, "%u statements, %" G_GINT64_FORMAT " executions", tenon_list_get_length (log->statements), log->total);
}

static gboolean
has_items (Import         *import,
           TenonSourceKind kind)
{
  for (guint i = 0; i < import->items->len; i++)
    if (((ImportItem *)g_ptr_array_index (import->items, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* Logs that were read before the patterns came: what fits a new pattern is bound to it. */
static void
bind_earlier_logs (Import *import)
{
  g_autoptr (GPtrArray) unheard = tenon_diagnostics_new ();

  if (!has_items (import, TENON_SOURCE_API))
    return;
  for (guint i = 0; i < tenon_list_get_length (import->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (import->model->logs, i);
      TenonInput        *input = tenon_list_find (import->model->inputs, log->file);
      g_autoptr (TenonStatementLog) copy = NULL;

      if (input == NULL || g_strcmp0 (input->kind, "log") != 0)
        continue;
      copy = tenon_record_copy (log);
      tenon_import_bind (import->model, copy, unheard);
      put_log (import, copy);
      import->has_logs = TRUE;
    }
}

/* The logs of one application are one observation, whenever each of them was read. */
static void
attach_observed_rates (Import *import)
{
  g_autoptr (GPtrArray) logs = g_ptr_array_new ();
  g_autoptr (TenonStatementLog) merged = NULL;

  for (guint i = 0; i < tenon_list_get_length (import->model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (import->model->logs, i);
      TenonInput        *input = tenon_list_find (import->model->inputs, log->file);

      if (input != NULL && g_strcmp0 (input->kind, "log") == 0)
        g_ptr_array_add (logs, log);
    }
  if (logs->len == 1)
    {
      tenon_log_document_attach_rates (import->model, g_ptr_array_index (logs, 0), NULL);
      return;
    }
  merged = tenon_query_log_merge (logs);
  tenon_log_document_attach_rates (import->model, merged, NULL);
}

/* ---- documents of the second stage ---- */

/* What 01_1 calls a pattern is its name: the requirement file does not rename it. */
static gboolean
is_name (const TenonPatternProposal *proposal)
{
  return proposal->present != NULL && *proposal->present != '\0' && !proposal->is_new
         && (g_str_equal (proposal->property, "description") || g_str_equal (proposal->property, "endpoint"));
}

/* What people wrote beside what the model takes up goes on in the project's own file. */
static void
hand_over (ImportItem *item)
{
  gsize            length;
  const char      *text = tenon_source_get_text (item->source, &length);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)length);

  if (!g_str_equal (item->key, TENON_FILE_REQUIREMENT) && tenon_requirement_document_find_conflict (valid) == 0)
    item->file->requirement = g_steal_pointer (&valid);
}

/* Once all of a pattern's cells are there. */
static void
complete_new (Import    *import,
              GPtrArray *proposals)
{
  const char *last = NULL;

  for (guint i = 0; i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);

      if (proposal->is_new && g_strcmp0 (proposal->pattern_id, last) != 0)
        tenon_requirement_document_complete (import->model, tenon_model_find_pattern (import->model, proposal->pattern_id));
      last = proposal->pattern_id;
    }
}

/* What is not taken waits for somebody to accept or to refuse it. Returns: how much that is */
static guint
let_wait (Import     *import,
          ImportItem *item,
          gboolean    is_first)
{
  gsize            length;
  const char      *text = tenon_source_get_text (item->source, &length);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)length);
  TenonInput      *input = tenon_list_find (import->model->inputs, item->key);
  g_autoptr (GPtrArray) pending = NULL;

  if (input == NULL || g_str_equal (item->key, TENON_FILE_REQUIREMENT) || tenon_requirement_document_find_conflict (valid) > 0)
    return 0;
  tenon_proposals_keep_pending (import->model, input, valid, is_first);
  pending = tenon_proposals_list_pending (import->model, input);
  return pending->len;
}

static void
import_requirement (Import     *import,
                    ImportItem *item)
{
  gboolean is_first = count_inputs (import, "requirement", NULL) == 0;
  g_autoptr (GPtrArray) proposals = tenon_requirement_document_read_foreign (item->source, import->model, item->file->diagnostics);
  guint n_rates = 0, n_open;

  for (guint i = 0; is_first && i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);

      if (is_name (proposal) || proposal->is_choice || tenon_requirement_document_is_check (proposal))
        continue;
      n_rates += proposal->rate != NULL;
      tenon_pattern_proposal_apply (proposal, import->model);
    }
  if (is_first)
    complete_new (import, proposals);
  if (is_first)
    hand_over (item);
  remember (import, item, "requirement");
  n_open = let_wait (import, item, is_first);
  if (!is_first)
    summarise (item, "%u differences from the model, kept as proposals", n_open);
  else if (n_open > 0)
    summarise (item, "%u rates taken as stated; %u changes that may mean several things are kept as proposals", n_rates, n_open);
  else
    summarise (item, "%u rates taken as stated", n_rates);
}

static void
import_contract (Import     *import,
                 ImportItem *item)
{
  g_autoptr (GPtrArray) findings = tenon_contract_check_text (item->source, import->model);

  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (item->file->diagnostics, g_object_ref (g_ptr_array_index (findings, i)));
  summarise (item, "%u errors and %u warnings; kept as it is", tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR),
             tenon_diagnostics_count (findings, TENON_SEVERITY_WARNING) - tenon_diagnostics_count (findings, TENON_SEVERITY_ERROR));
}

static void
keep (Import     *import,
      ImportItem *item)
{
  summarise (item, "kept as it is");
}

static void
report_unreadable (Import     *import,
                   ImportItem *item)
{
  gsize       length = 0;
  const char *text = item->source != NULL ? tenon_source_get_text (item->source, &length) : NULL;

  summarise (item, "nothing was read");
  if (item->source == NULL)
    return;
  if (length == 0)
    tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_ERROR, "file-empty", item->file->path, 0, 0, "The file is empty.");
  else if (tenon_source_is_binary (item->source))
    tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_ERROR, "file-binary", item->file->path, 0, 0, "The file is binary, not text.");
  else
    {
      g_autofree char *beginning = tenon_utf8_printable (text, MIN (length, 120));

      tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_ERROR, "file-error-text", item->file->path, 1, 1,
                             "The text of an error stands where a document should be: %s", beginning);
    }
}

static void
report_unknown (Import     *import,
                ImportItem *item)
{
  TenonDiagnostic *diagnostic = tenon_diagnostics_add (item->file->diagnostics, TENON_SEVERITY_ERROR, "file-unknown", item->file->path, 0, 0,
                                                       "It is not known what this file is; nothing was read from it.");

  tenon_diagnostic_set_remedy (diagnostic, "Give SQL with CREATE TABLE statements, a query log, an API list or one of the workflow's documents");
  summarise (item, "nothing was read");
}

/* ---- the import ---- */

/* In the order they need each other. */
static const struct
{
  TenonSourceKind kind;
  void (*read) (Import     *import,
                ImportItem *item);
} readers[] = {
  { TENON_SOURCE_UNREADABLE, report_unreadable },
  { TENON_SOURCE_UNKNOWN, report_unknown },
  { TENON_SOURCE_SCHEMA, import_schema },
  { TENON_SOURCE_STRUCTURE, import_structure },
  { TENON_SOURCE_API, import_api },
  { TENON_SOURCE_ANALYSIS, import_analysis },
  { TENON_SOURCE_LOG, import_log },
  { TENON_SOURCE_REQUIREMENT, import_requirement },
  { TENON_SOURCE_DATA_MODEL, keep },
  { TENON_SOURCE_CONTRACT, import_contract },
  { TENON_SOURCE_TASKS, keep },
};

/* Once all tables are known: foreign keys may stand behind the rows. */
static void
import_rows (Import *import)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  for (guint i = 0; i < import->items->len; i++)
    {
      ImportItem *item = g_ptr_array_index (import->items, i);

      if (item->kind == TENON_SOURCE_SCHEMA)
        g_ptr_array_add (sources, item->source);
    }
  if (sources->len == 0)
    return;
  tenon_import_count_rows (import->schema, sources);
  tenon_import_relate_rows (import->model, import->schema);
}

static void
read_items (Import *import)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      /* From the first pattern on, the tables are what they are. */
      if (readers[i].kind == TENON_SOURCE_API && import->schema != NULL && import->is_for_project)
        import_rows (import);
      if (readers[i].kind == TENON_SOURCE_API && import->schema != NULL)
        g_object_set (import->model, "schema", import->schema, NULL);
      if (readers[i].kind == TENON_SOURCE_LOG)
        bind_earlier_logs (import);
      for (guint j = 0; j < import->items->len; j++)
        {
          ImportItem *item = g_ptr_array_index (import->items, j);

          if (item->kind == readers[i].kind)
            readers[i].read (import, item);
        }
      if (readers[i].kind == TENON_SOURCE_LOG && import->has_logs)
        attach_observed_rates (import);
    }
}

/* Findings lead people to a file: by the name they gave it. */
static void
name_as_given (Import *import)
{
  for (guint i = 0; i < import->items->len; i++)
    {
      ImportItem *item = g_ptr_array_index (import->items, i);

      for (guint j = 0; j < item->file->diagnostics->len; j++)
        {
          TenonDiagnostic *diagnostic = g_ptr_array_index (item->file->diagnostics, j);

          if (g_strcmp0 (diagnostic->file, item->key) == 0)
            tenon_str_set (&diagnostic->file, item->file->path);
        }
    }
}

/**
 * tenon_import_files:
 * @model: read into it in one edit
 * @root: the project folder; "" where files are only inspected: then the rows of dumps are not looked at
 * @names: (nullable): documents of the folder, relative to it
 * @files: (nullable): other files, as the user named them
 *
 * Returns: (transfer full) (element-type TenonImportedFile): what was made of each, in the order they were given
 */
GPtrArray *
tenon_import_files (TenonModel        *model,
                    const char        *root,
                    const char *const *names,
                    const char *const *files)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Import");
  Import     import = { model, g_ptr_array_new_with_free_func ((GDestroyNotify)item_free), NULL, *root != '\0' };
  GPtrArray *imported = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (root, names[i], NULL);

      add_item (&import, root, path, names[i]);
    }
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    add_item (&import, root, files[i], files[i]);
  read_items (&import);
  name_as_given (&import);
  tenon_edit_commit (edit);
  for (guint i = 0; i < import.items->len; i++)
    g_ptr_array_add (imported, g_object_ref (((ImportItem *)g_ptr_array_index (import.items, i))->file));
  g_clear_object (&import.schema);
  g_ptr_array_unref (import.items);
  return imported;
}

/**
 * tenon_import_proposals:
 *
 * Returns: (transfer full) (element-type TenonPatternProposal): how the folder's requirement file differs from the model
 */
GPtrArray *
tenon_import_proposals (TenonModel *model,
                        const char *root)
{
  g_autofree char *path = g_build_filename (root, TENON_FILE_REQUIREMENT, NULL);
  g_autoptr (TenonSource) source = tenon_source_load (path, TENON_FILE_REQUIREMENT, NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  if (source == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);
  return tenon_requirement_document_read (source, model, diagnostics);
}
