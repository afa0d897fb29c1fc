/* SPDX-License-Identifier: GPL-3.0-or-later */

/* dynamodb_requirement.md read back: what it says other than the model, one proposal each.
 *
 * Where the document has a part that the program wrote, only that part is read; a document by hand is read as a whole. The
 * rows, the facts, the relationships and the lists each have a file of their own. */

#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-requirement-reader.h"
#include "base/tenon-text.h"

#include <string.h>

static const char *const part_names[] = { "overview", "patterns", "relationships", "considerations", "checklist" };

typedef struct
{
  gboolean is_there;
  guint    first;
  guint    last;
} PartRange;

gboolean
tenon_requirement_has_proposal (TenonRequirementReader *reader,
                                const char             *pattern_id,
                                const char             *property)
{
  for (guint i = 0; i < reader->proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (reader->proposals, i);

      if (g_strcmp0 (proposal->pattern_id, pattern_id) == 0 && g_str_equal (proposal->property, property))
        return TRUE;
    }
  return FALSE;
}

TenonPatternProposal *
tenon_requirement_propose (TenonRequirementReader *reader,
                           const char             *pattern_id,
                           const char             *property,
                           const char             *value,
                           const char             *present,
                           guint                   line)
{
  TenonPatternProposal *proposal = g_new0 (TenonPatternProposal, 1);

  proposal->pattern_id = g_strdup (pattern_id);
  proposal->property = g_strdup (property);
  proposal->value = g_strdup (value);
  proposal->present = g_strdup (present);
  proposal->line = line;
  proposal->file = g_strdup (pattern_id != NULL ? reader->file : NULL);
  proposal->is_new = pattern_id != NULL && tenon_model_find_pattern (reader->model, pattern_id) == NULL;
  g_ptr_array_add (reader->proposals, proposal);
  return proposal;
}

/* Blank ends and carriage returns do not survive a cell: what differs in them only is the same. */
gboolean
tenon_requirement_is_same_text (const char *value,
                                const char *present)
{
  g_autofree char *written = tenon_pipe_cell_escape (present);
  g_auto (GStrv) parts = g_strsplit (written, "\\|", -1);
  g_autofree char *cell = g_strjoinv ("|", parts);
  g_autofree char *read = tenon_pipe_cell_unescape (cell);

  return strcmp (value, read) == 0;
}

/* Lines move when the file is written again: what was read once is named by the version it stood in, what somebody edited
 * since by the edit. */
char *
tenon_requirement_dup_evidence (TenonRequirementReader *reader,
                                guint                   line,
                                const char             *words)
{
  if (reader->is_own)
    return g_strdup_printf ("%s, edited by hand, states %s", reader->file, words);
  return g_strdup_printf ("%s:%u states %s (version %s)", reader->file, line, words, reader->version);
}

/* The part @which, or the whole document where it has none. */
gboolean
tenon_requirement_is_in_part (TenonRequirementReader *reader,
                              TenonBlock             *block,
                              TenonRequirementPart    which)
{
  const TenonRequirementPartRange *range = &reader->parts[which];

  return !range->is_there || (block->line >= range->first && block->last_line <= range->last);
}

static void
read_table (TenonRequirementReader        *reader,
            TenonPipeTable                *table,
            const TenonRequirementColumns *columns)
{
  for (guint row = columns->n_headings; row < table->rows->len; row++)
    tenon_requirement_read_row (reader, table, row, columns);
}

/* Tables without a column of rates count only under a heading that speaks of patterns, and where there is none with. */
static guint
read_all_tables (TenonRequirementReader *reader,
                 gboolean                with_rates)
{
  guint n_tables = 0;

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock             *block = g_ptr_array_index (reader->document->blocks, i);
      TenonRequirementColumns columns;

      if (block->kind != TENON_BLOCK_TABLE || !tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_PATTERNS) || !tenon_requirement_find_columns (block->table, &columns) || tenon_requirement_has_rates (&columns) != with_rates)
        continue;
      if (!with_rates && (columns.id < 0 || !tenon_block_is_under (block, "pattern")))
        continue;
      n_tables++;
      read_table (reader, block->table, &columns);
    }
  return n_tables;
}

static guint
read_sections (TenonRequirementReader *reader,
               gboolean                needs_rates)
{
  g_autoptr (TenonPipeTable) table = reader->is_own ? NULL : tenon_requirement_gather_sections (reader->document, needs_rates);
  TenonRequirementColumns columns;

  if (table == NULL || !tenon_requirement_find_columns (table, &columns))
    return 0;
  read_table (reader, table, &columns);
  return 1;
}

/* Rows of a table whose second line does not rule off the first, or not as many cells: people see a table all the same. */
static guint
read_unruled (TenonRequirementReader *reader)
{
  guint n_tables = 0;

  for (guint i = 0; !reader->is_own && i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      g_autoptr (TenonPipeTable) table = NULL;
      g_auto (GStrv) lines = NULL;
      TenonRequirementColumns columns;

      if (block->kind != TENON_BLOCK_PARAGRAPH || strchr (block->text, '|') == NULL)
        continue;
      lines = g_strsplit (block->text, "\n", -1);
      table = tenon_pipe_table_read_unruled ((const char *const *)lines, g_strv_length (lines), block->line);
      if (table == NULL || !tenon_requirement_find_columns (table, &columns))
        continue;
      tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-unruled", reader->file, block->line, 0, "The line below the headings does not rule them off; it is read as a table all the same."),
                                   "Write |---| with as many cells as there are headings below them");
      n_tables++;
      read_table (reader, table, &columns);
    }
  return n_tables;
}

/* Patterns in a form that is not read: whoever wrote them hears of it. */
static void
report_unread (TenonRequirementReader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      gboolean    is_html = block->kind == TENON_BLOCK_HTML && g_regex_match_simple ("<table\\b", block->text, G_REGEX_CASELESS, 0);
      gboolean    is_code = block->kind == TENON_BLOCK_CODE && tenon_block_is_under (block, "pattern") && g_regex_match_simple ("^\\s*\\|?\\s*:?-+:?\\s*\\|", block->text, G_REGEX_MULTILINE, 0);

      if (is_html || is_code)
        tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-form", reader->file, block->line, 0, "A table stands here %s; nothing of it is read.", is_html ? "as HTML" : "inside a code block"),
                                     "Write it as a Markdown table, outside of other blocks");
    }
}

static void
read_tables (TenonRequirementReader *reader)
{
  if (!reader->is_own)
    report_unread (reader);
  if (read_all_tables (reader, TRUE) + read_unruled (reader) + read_sections (reader, TRUE) > 0 || read_all_tables (reader, FALSE) > 0 || read_sections (reader, FALSE) > 0)
    return;
  tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, reader->proposals->len > 0 ? TENON_SEVERITY_NOTE : TENON_SEVERITY_WARNING, "requirement-no-table", reader->file, 0, 0, "The document has no table of access patterns with a column for requests a second."),
                               "Give a table with the headings Pattern #, Description and RPS, or sections “### AP1: description” with bullets below");
}

static void
take_outside (TenonRequirementReader *reader,
              TenonRequirementReader *outside)
{
  for (guint i = 0; i < outside->proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (outside->proposals, i);

      if (tenon_requirement_has_proposal (reader, proposal->pattern_id, proposal->property))
        tenon_pattern_proposal_free (proposal);
      else
        g_ptr_array_add (reader->proposals, proposal);
    }
}

/* Tables of patterns that people left beside the program's own: what they say is heard, what they leave out takes nothing
 * away. Whoever asks leaves out what stood there when the program last wrote. */
static void
read_outside (TenonRequirementReader *reader)
{
  TenonRequirementReader           outside = *reader;
  const TenonRequirementPartRange *own = &reader->parts[TENON_REQUIREMENT_PATTERNS];

  if (!reader->is_own)
    return;
  outside.is_own = FALSE;
  outside.parts[TENON_REQUIREMENT_PATTERNS].is_there = FALSE;
  outside.proposals = g_ptr_array_new ();
  outside.diagnostics = tenon_diagnostics_new ();
  outside.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  outside.rows_seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock             *block = g_ptr_array_index (reader->document->blocks, i);
      TenonRequirementColumns columns;

      if (block->kind == TENON_BLOCK_TABLE && (block->last_line < own->first || block->line > own->last) && tenon_requirement_find_columns (block->table, &columns) && columns.id >= 0 && tenon_requirement_has_rates (&columns))
        read_table (&outside, block->table, &columns);
    }
  take_outside (reader, &outside);
  g_ptr_array_unref (outside.proposals);
  g_ptr_array_unref (outside.diagnostics);
  g_hash_table_unref (outside.seen);
  g_hash_table_unref (outside.rows_seen);
}

/* Rows somebody took out of the program's own table. */
static void
read_missing_rows (TenonRequirementReader *reader)
{
  for (guint i = 0; reader->is_own && reader->n_rows > 0 && i < tenon_list_get_length (reader->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (reader->model->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (pattern->pattern_id != NULL && !g_hash_table_contains (reader->seen, pattern->pattern_id))
        tenon_requirement_propose (reader, pattern->pattern_id, "pattern", NULL, title, reader->parts[TENON_REQUIREMENT_PATTERNS].first);
    }
}

/* As git names the bytes, shortened: the history can show them. */
static char *
dup_version (TenonSource *source)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  gsize            length;
  const char      *text = tenon_source_get_text (source, &length);
  gsize            n_mark = tenon_source_has_bom (source) ? 3 : 0;
  g_autofree char *header = g_strdup_printf ("blob %" G_GSIZE_FORMAT, length + n_mark);

  g_checksum_update (checksum, (const guchar *)header, (gssize)strlen (header) + 1);
  g_checksum_update (checksum, (const guchar *)"\xef\xbb\xbf", (gssize)n_mark);
  g_checksum_update (checksum, (const guchar *)text, (gssize)length);
  return g_strndup (g_checksum_get_string (checksum), 12);
}

/**
 * tenon_requirement_document_find_conflict:
 *
 * Returns: the line of the first mark that a merge left, 0 for none
 */
guint
tenon_requirement_document_find_conflict (const char *text)
{
  guint line = 1, first = 0;

  for (const char *p = text; p != NULL; p = strchr (p, '\n'), line++)
    {
      p += *p == '\n';
      if (first == 0 && (g_str_has_prefix (p, "<<<<<<< ") || g_str_has_prefix (p, "<<<<<<<\r\n") || g_str_has_prefix (p, "<<<<<<<\n")))
        first = line;
      else if (first > 0 && g_str_has_prefix (p, ">>>>>>>"))
        return first;
    }
  return 0;
}

/* Which of the two sides is meant nobody but the person who merges knows: nothing of the file is read. */
static gboolean
is_in_conflict (TenonRequirementReader *reader)
{
  guint line = tenon_requirement_document_find_conflict (reader->document->text);

  if (line == 0)
    return FALSE;
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_ERROR, "requirement-conflict", reader->file, line, 0, "A merge left its marks in the file; nothing of it is read, and it is not written, until they are resolved.");
  tenon_requirement_propose (reader, NULL, TENON_REQUIREMENT_CONFLICT, NULL, NULL, line);
  return TRUE;
}

static GPtrArray *
read_document (TenonSource *source,
               TenonModel  *model,
               gboolean     is_foreign,
               GPtrArray   *diagnostics)
{
  TenonRequirementReader reader = { .file = tenon_source_get_name (source), .model = model, .diagnostics = diagnostics };

  reader.proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);
  reader.document = tenon_document_parse (source, diagnostics);
  if (reader.document == NULL)
    return reader.proposals;
  if (is_in_conflict (&reader))
    {
      tenon_document_free (reader.document);
      return reader.proposals;
    }
  for (guint i = 0; i < TENON_N_REQUIREMENT_PARTS; i++)
    reader.parts[i].is_there = tenon_parts_find (reader.document->text, part_names[i], &reader.parts[i].first, &reader.parts[i].last);
  reader.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.rows_seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.is_own = !is_foreign && reader.parts[TENON_REQUIREMENT_PATTERNS].is_there;
  reader.version = dup_version (source);
  tenon_requirement_read_overview (&reader);
  read_tables (&reader);
  read_outside (&reader);
  read_missing_rows (&reader);
  tenon_requirement_read_relationships (&reader);
  tenon_requirement_read_considerations (&reader);
  tenon_requirement_read_checklist (&reader);
  tenon_requirement_read_totals (&reader);
  g_free (reader.version);
  g_hash_table_unref (reader.seen);
  g_hash_table_unref (reader.rows_seen);
  tenon_document_free (reader.document);
  return reader.proposals;
}

/**
 * tenon_requirement_document_read:
 * @model: what the document is compared with; not changed
 * @diagnostics: gets contradictions and what is no rate
 *
 * Reads the table of access patterns in any of the forms people give it, the facts of the overview and the cardinalities.
 *
 * Returns: (transfer full) (element-type TenonPatternProposal): what the document says other than the model; nothing for what
 *   it leaves open ("TBD")
 */
GPtrArray *
tenon_requirement_document_read (TenonSource *source,
                                 TenonModel  *model,
                                 GPtrArray   *diagnostics)
{
  return read_document (source, model, FALSE, diagnostics);
}

/**
 * tenon_requirement_document_read_foreign:
 *
 * As tenon_requirement_document_read() of a file that is not the project's own, whoever wrote it: what it does not say, it takes
 * nothing away from.
 *
 * Returns: (transfer full) (element-type TenonPatternProposal):
 */
GPtrArray *
tenon_requirement_document_read_foreign (TenonSource *source,
                                         TenonModel  *model,
                                         GPtrArray   *diagnostics)
{
  return read_document (source, model, TRUE, diagnostics);
}
