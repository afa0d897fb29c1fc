/* SPDX-License-Identifier: GPL-3.0-or-later */

/* dynamodb_requirement.md read back: what it says other than the model, one proposal each.
 *
 * Where the document has a part that the program wrote, only that part is read; a document by hand is read as a whole. */

#include "artifact/tenon-requirement-private.h"

#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-log-words.h"
#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-table.h"
#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "model/tenon-known-schema.h"

#include <math.h>
#include <string.h>

typedef enum
{
  PART_OVERVIEW,
  PART_PATTERNS,
  PART_RELATIONSHIPS,
  PART_CONSIDERATIONS,
  PART_CHECKLIST,
  N_PARTS,
} Part;

static const char *const part_names[] = { "overview", "patterns", "relationships", "considerations", "checklist" };

typedef struct
{
  gboolean is_there;
  guint    first;
  guint    last;
} PartRange;

typedef struct
{
  const char    *file;
  TenonModel    *model;
  TenonDocument *document;
  GPtrArray     *diagnostics;
  GPtrArray     *proposals;
  PartRange      parts[N_PARTS];
  GHashTable    *seen;     /* pattern ids met */
  char          *version;  /* git's name of the text, shortened: what its lines are counted in */
  gboolean       is_own;   /* the program wrote the file, and somebody edited it since */
  double         sum;      /* of the averages of all rows */
  double         sum_none; /* of those without a database operation */
  guint          n_rows;
  guint          n_rated;
} Reader;

static gboolean
has_proposal (Reader     *reader,
              const char *pattern_id,
              const char *property)
{
  for (guint i = 0; i < reader->proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (reader->proposals, i);

      if (g_strcmp0 (proposal->pattern_id, pattern_id) == 0 && g_str_equal (proposal->property, property))
        return TRUE;
    }
  return FALSE;
}

static TenonPatternProposal *
propose (Reader     *reader,
         const char *pattern_id,
         const char *property,
         const char *value,
         const char *present,
         guint       line)
{
  TenonPatternProposal *proposal = g_new0 (TenonPatternProposal, 1);

  proposal->pattern_id = g_strdup (pattern_id);
  proposal->property = g_strdup (property);
  proposal->value = g_strdup (value);
  proposal->present = g_strdup (present);
  proposal->line = line;
  proposal->is_new = pattern_id != NULL && tenon_model_find_pattern (reader->model, pattern_id) == NULL;
  g_ptr_array_add (reader->proposals, proposal);
  return proposal;
}

/* "1", "AP1", "**AP1**", "#1" all mean AP1.  Returns: (transfer full) (nullable): %NULL for a range or no id at all. */
char *
tenon_requirement_read_id (const char *cell)
{
  g_autofree char *plain = tenon_markdown_strip (cell);
  const char      *p = plain + strspn (plain, "# ");

  if (*p == '\0' || !g_regex_match_simple ("^([A-Za-z]+[-_ ]?)?\\d+[a-z]?$", p, 0, 0))
    return NULL;
  return g_ascii_isdigit (*p) ? g_strconcat ("AP", p, NULL) : g_strdup (p);
}

static char *
cell_text (TenonPipeTable *table,
           guint           row,
           int             column)
{
  return tenon_pipe_cell_unescape (tenon_pipe_table_get_cell (table, row, column));
}

/* Blank ends and carriage returns do not survive a cell: what differs in them only is the same. */
static gboolean
is_same_text (const char *value,
              const char *present)
{
  g_autofree char *written = tenon_pipe_cell_escape (present);
  g_auto (GStrv) parts = g_strsplit (written, "\\|", -1);
  g_autofree char *cell = g_strjoinv ("|", parts);
  g_autofree char *read = tenon_pipe_cell_unescape (cell);

  return strcmp (value, read) == 0;
}

static void
compare_text (Reader     *reader,
              const char *pattern_id,
              const char *property,
              const char *value,
              const char *present,
              guint       line)
{
  if ((*value == '\0' && (!reader->is_own || present == NULL)) || is_same_text (value, present))
    return;
  propose (reader, pattern_id, property, value, present != NULL && *present != '\0' ? present : NULL, line);
}

static const char *const operation_names[] = {
  [TENON_OPERATION_UNKNOWN] = "UNKNOWN",
  [TENON_OPERATION_READ] = "READ",
  [TENON_OPERATION_WRITE] = "WRITE",
  [TENON_OPERATION_UPDATE] = "UPDATE",
  [TENON_OPERATION_DELETE] = "DELETE",
  [TENON_OPERATION_NONE] = "NONE",
};

static TenonOperationType
compare_operation (Reader       *reader,
                   TenonPattern *pattern,
                   const char   *pattern_id,
                   const char   *text,
                   guint         line)
{
  TenonOperationType type = tenon_requirement_read_operation (text);
  TenonOperationType present = pattern != NULL ? (TenonOperationType)pattern->operation_type : TENON_OPERATION_UNKNOWN;

  if (type == TENON_OPERATION_UNKNOWN)
    {
      if (reader->is_own && present != TENON_OPERATION_UNKNOWN && (*text == '\0' || g_ascii_strcasecmp (text, "TBD") == 0))
        propose (reader, pattern_id, "operation-type", operation_names[TENON_OPERATION_UNKNOWN], operation_names[present], line);
      else if (*text != '\0' && g_ascii_strcasecmp (text, "TBD") != 0)
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-type", reader->file, line, 0, "%s has the type “%s”, which names no operation.", pattern_id, text);
      return present;
    }
  /* "Write" stands for every kind of write in these tables. */
  if (type == present || (type == TENON_OPERATION_WRITE && pattern != NULL && tenon_pattern_is_write (pattern)))
    return present;
  propose (reader, pattern_id, "operation-type", operation_names[type], present != TENON_OPERATION_UNKNOWN ? operation_names[present] : NULL, line);
  return type;
}

/* Lines move when the file is written again: what was read once is named by the version it stood in, what somebody edited
 * since by the edit. */
static char *
dup_evidence (Reader     *reader,
              guint       line,
              const char *words)
{
  if (reader->is_own)
    return g_strdup_printf ("%s, edited by hand, states %s", reader->file, words);
  return g_strdup_printf ("%s:%u states %s (version %s)", reader->file, line, words, reader->version);
}

static void
compare_half (Reader              *reader,
              TenonPattern        *pattern,
              const char          *pattern_id,
              const char          *property,
              const char          *cell_words,
              double               value,
              const TenonRateCell *cell,
              guint                line)
{
  const TenonRate      *rate = pattern == NULL ? NULL : g_str_equal (property, "rps-peak") ? pattern->rps_peak
                                                                                           : pattern->rps_average;
  TenonPatternProposal *proposal;
  g_autofree char      *present = NULL;
  g_autofree char      *words = NULL;
  g_autofree char      *evidence = NULL;
  g_autofree char      *how = NULL;
  double                known;

  if (value < 0)
    {
      if (!reader->is_own || !tenon_rate_is_known (rate) || cell->kind == TENON_RATE_CELL_WORDS)
        return;
      present = tenon_rate_to_text (rate);
      propose (reader, pattern_id, property, NULL, present, line);
      return;
    }
  if (tenon_rate_get_value (rate, &known))
    {
      if (fabs (known - value) <= 1e-9 * MAX (1, fabs (known)))
        return;
      present = tenon_rate_to_text (rate);
    }
  how = tenon_rate_cell_dup_how (cell);
  words = g_strdup_printf ("“%s”%s", cell_words, how);
  evidence = dup_evidence (reader, line, words);
  proposal = propose (reader, pattern_id, property, cell_words, present, line);
  proposal->rate = tenon_rate_new (TENON_RATE_STATED, value, evidence);
  if (!reader->is_own)
    {
      g_autofree char *file = g_strdup_printf ("%s@%s", reader->file, reader->version);

      tenon_rate_set_place (proposal->rate, file, line);
    }
  tenon_rate_set_lower_bound (proposal->rate, cell->is_at_least);
  tenon_rate_set_loose (proposal->rate, tenon_rate_cell_is_loose (cell));
}

/* "25 %": what it comes to follows from the total, once that is known. */
static void
compare_share (Reader              *reader,
               TenonPattern        *pattern,
               const char          *pattern_id,
               const char          *property,
               const char          *cell_words,
               const TenonRateCell *cell,
               guint                line)
{
  const TenonRate      *rate = pattern == NULL ? NULL : g_str_equal (property, "rps-peak") ? pattern->rps_peak
                                                                                           : pattern->rps_average;
  g_autofree char      *number = tenon_log_words_write_double (cell->share);
  g_autofree char      *formula = g_strdup_printf ("%s%% of total requests", number);
  g_autofree char      *words = g_strdup_printf ("“%s”", cell_words);
  g_autofree char      *evidence = dup_evidence (reader, line, words);
  g_autofree char      *present = tenon_rate_is_known (rate) ? tenon_rate_to_text (rate) : NULL;
  TenonPatternProposal *proposal;

  if (g_strcmp0 (tenon_rate_get_formula (rate), formula) == 0)
    return;
  proposal = propose (reader, pattern_id, property, cell_words, present, line);
  proposal->rate = tenon_rate_new_broken (formula, evidence);
  if (!reader->is_own)
    tenon_rate_set_place (proposal->rate, reader->file, line);
  tenon_rate_set_loose (proposal->rate, tenon_rate_cell_is_loose (cell));
}

static void
report_loose (Reader              *reader,
              const char          *pattern_id,
              const char          *words,
              const TenonRateCell *cell,
              guint                line)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);
  g_autofree char *how = tenon_rate_cell_dup_how (cell);
  double           value = cell->peak >= 0 ? cell->peak : cell->average;
  g_autofree char *number = NULL;

  if (value < 0 || !tenon_rate_cell_is_loose (cell))
    return;
  number = tenon_format_rate (value, cell->is_at_least);
  tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-rate-loose", reader->file, line, 0, "%s: “%s” says its rate loosely; %s is taken%s.", pattern_id, words, number, how), subject);
}

static void
report_words (Reader     *reader,
              const char *pattern_id,
              const char *words,
              guint       line)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

  tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-rate-words", reader->file, line, 0, "%s: “%s” is no number of requests a second; the rate stays unknown.", pattern_id, words), subject);
}

/* One cell for both halves. Returns: the average it states, negative for none */
static double
compare_both (Reader       *reader,
              TenonPattern *pattern,
              const char   *pattern_id,
              const char   *both,
              double        unit,
              gboolean      is_reversed,
              guint         line)
{
  TenonRateCell cell;

  tenon_rate_cell_read_in (both, unit, &cell);
  if (cell.kind == TENON_RATE_CELL_WORDS)
    report_words (reader, pattern_id, both, line);
  report_loose (reader, pattern_id, both, &cell, line);
  if (cell.kind == TENON_RATE_CELL_SHARE)
    {
      compare_share (reader, pattern, pattern_id, "rps-peak", both, &cell, line);
      return -1;
    }
  if (cell.kind == TENON_RATE_CELL_ONE)
    {
      g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

      cell.average = cell.peak;
      tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-one-number", reader->file, line, 0, "%s: one number, “%s”, stands for peak and average both.", pattern_id, both), subject);
    }
  else if (is_reversed && !cell.has_roles)
    {
      double first = cell.peak;

      cell.peak = cell.average;
      cell.average = first;
    }
  compare_half (reader, pattern, pattern_id, "rps-peak", both, cell.peak, &cell, line);
  compare_half (reader, pattern, pattern_id, "rps-average", both, cell.average, &cell, line);
  return cell.average;
}

/* The cell of a column of its own. Returns: what it states, negative for nothing */
static double
compare_one (Reader       *reader,
             TenonPattern *pattern,
             const char   *pattern_id,
             gboolean      is_peak,
             const char   *text,
             double        unit,
             guint         line)
{
  const char   *property = is_peak ? "rps-peak" : "rps-average";
  TenonRateCell cell;
  double        value;

  tenon_rate_cell_read_in (text, unit, &cell);
  value = cell.kind == TENON_RATE_CELL_ONE || is_peak ? cell.peak : cell.average;
  if (cell.kind == TENON_RATE_CELL_SHARE)
    compare_share (reader, pattern, pattern_id, property, text, &cell, line);
  else if (cell.kind == TENON_RATE_CELL_WORDS || (cell.kind == TENON_RATE_CELL_TWO && (value < 0 || !cell.has_roles)))
    report_words (reader, pattern_id, text, line);
  else if (cell.kind == TENON_RATE_CELL_ONE || cell.kind == TENON_RATE_CELL_TWO)
    {
      report_loose (reader, pattern_id, text, &cell, line);
      compare_half (reader, pattern, pattern_id, property, text, value, &cell, line);
      return value;
    }
  return -1;
}

/* Returns: the average the row states, negative for none. */
static double
compare_rates (Reader                        *reader,
               TenonPattern                  *pattern,
               const char                    *pattern_id,
               TenonPipeTable                *table,
               guint                          row,
               const TenonRequirementColumns *columns,
               guint                          line)
{
  g_autofree char *both = cell_text (table, row, columns->rps);
  g_autofree char *peak = cell_text (table, row, columns->peak);
  g_autofree char *average = cell_text (table, row, columns->average);
  double           stated = -1, half = -1;

  if (columns->rps >= 0 && (*both != '\0' || (columns->peak < 0 && columns->average < 0)))
    stated = compare_both (reader, pattern, pattern_id, both, columns->rps_unit, columns->is_reversed, line);
  if (columns->peak >= 0)
    compare_one (reader, pattern, pattern_id, TRUE, peak, columns->peak_unit, line);
  if (columns->average >= 0)
    half = compare_one (reader, pattern, pattern_id, FALSE, average, columns->average_unit, line);
  return half >= 0 ? half : stated;
}

static void
compare_attributes (Reader       *reader,
                    TenonPattern *pattern,
                    const char   *pattern_id,
                    const char   *text,
                    guint         line)
{
  g_auto (GStrv) names = tenon_requirement_split_attributes (reader->model, pattern, text);
  g_autofree char *value = g_strjoinv (", ", names);
  g_autofree char *present = pattern != NULL && pattern->attributes != NULL ? g_strjoinv (", ", pattern->attributes) : NULL;

  compare_text (reader, pattern_id, "attributes", value, present, line);
}

/* A table by hand adds to what is known of a pattern's requirements; the program's own table is all of them. */
static void
compare_requirements (Reader       *reader,
                      TenonPattern *pattern,
                      const char   *pattern_id,
                      const char   *text,
                      guint         line)
{
  const char *present = pattern != NULL ? pattern->key_requirements : NULL;
  g_auto (GStrv) known = g_strsplit (present != NULL ? present : "", "; ", -1);
  g_autofree char *both = NULL;

  if (*text == '\0' || known[0] == NULL || reader->parts[PART_PATTERNS].is_there)
    {
      compare_text (reader, pattern_id, "key-requirements", text, present, line);
      return;
    }
  for (guint i = 0; known[i] != NULL; i++)
    if (g_ascii_strcasecmp (known[i], text) == 0)
      return;
  if (g_str_has_suffix (present, text))
    return;
  both = g_strconcat (present, "; ", text, NULL);
  compare_text (reader, pattern_id, "key-requirements", both, present, line);
}

/* A row without an id means the pattern of that description, or one that nobody has numbered yet. */
static char *
dup_id_for (Reader     *reader,
            const char *description,
            guint       line)
{
  guint64          last = 0;
  GHashTableIter   iter;
  gpointer         seen;
  g_autofree char *id = NULL;

  for (guint i = 0; i < tenon_list_get_length (reader->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (reader->model->patterns, i);

      if (pattern->pattern_id == NULL)
        continue;
      if (pattern->description != NULL && g_ascii_strcasecmp (pattern->description, description) == 0 && !g_hash_table_contains (reader->seen, pattern->pattern_id))
        return g_strdup (pattern->pattern_id);
      last = MAX (last, g_ascii_strtoull (pattern->pattern_id + strcspn (pattern->pattern_id, "0123456789"), NULL, 10));
    }
  g_hash_table_iter_init (&iter, reader->seen);
  while (g_hash_table_iter_next (&iter, &seen, NULL))
    last = MAX (last, g_ascii_strtoull ((const char *)seen + strcspn (seen, "0123456789"), NULL, 10));
  id = g_strdup_printf ("AP%" G_GUINT64_FORMAT, MIN (last, G_MAXINT) + 1);
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-no-id", reader->file, line, 0, "“%s” has no id; it is taken as %s.", description, id);
  return g_steal_pointer (&id);
}

static void
read_row (Reader                        *reader,
          TenonPipeTable                *table,
          guint                          row,
          const TenonRequirementColumns *columns)
{
  guint              line = ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line;
  const char        *id_cell = tenon_pipe_table_get_cell (table, row, columns->id);
  g_autofree char   *id = NULL;
  g_autofree char   *description = cell_text (table, row, columns->description);
  g_autofree char   *type = cell_text (table, row, columns->type);
  g_autofree char   *attributes = cell_text (table, row, columns->attributes);
  g_autofree char   *requirements = cell_text (table, row, columns->requirements);
  g_autofree char   *considerations = cell_text (table, row, columns->considerations);
  g_autofree char   *status = cell_text (table, row, columns->status);
  g_autofree char   *endpoint = cell_text (table, row, columns->endpoint);
  TenonPattern      *pattern;
  TenonOperationType operation;
  double             average;

  id = *id_cell == '\0' && *description != '\0' ? dup_id_for (reader, description, line) : tenon_requirement_read_id (id_cell);
  if (id == NULL)
    {
      if (*id_cell != '\0' || *description != '\0')
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-id", reader->file, line, 0, "“%s” is no id of one pattern; the row is left out.", id_cell);
      return;
    }
  if (!g_hash_table_add (reader->seen, g_strdup (id)))
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-duplicate-id", reader->file, line, 0, "%s stands in the table already; this row is left out.", id);
      return;
    }
  pattern = tenon_model_find_pattern (reader->model, id);
  compare_text (reader, id, "description", description, pattern != NULL ? pattern->description : NULL, line);
  average = compare_rates (reader, pattern, id, table, row, columns, line);
  operation = compare_operation (reader, pattern, id, type, line);
  compare_attributes (reader, pattern, id, attributes, line);
  compare_requirements (reader, pattern, id, requirements, line);
  compare_text (reader, id, "design-considerations", considerations, pattern != NULL ? pattern->design_considerations : NULL, line);
  compare_text (reader, id, "status", status, pattern != NULL ? pattern->status : NULL, line);
  if (columns->endpoint >= 0)
    compare_text (reader, id, "endpoint", endpoint, pattern != NULL ? pattern->endpoint : NULL, line);
  reader->n_rows++;
  if (average >= 0)
    {
      reader->n_rated++;
      reader->sum += average;
      if (operation == TENON_OPERATION_NONE)
        reader->sum_none += average;
    }
}

/* The part @which, or the whole document where it has none. */
static gboolean
is_in_part (Reader     *reader,
            TenonBlock *block,
            Part        which)
{
  const PartRange *range = &reader->parts[which];

  return !range->is_there || (block->line >= range->first && block->last_line <= range->last);
}

static void
read_table (Reader                        *reader,
            TenonPipeTable                *table,
            const TenonRequirementColumns *columns)
{
  if (table->n_dropped > 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-cells", reader->file, table->first_line, 0, "%u cells of the table stand behind its last heading and are not read.", table->n_dropped);
  for (guint row = columns->n_headings; row < table->rows->len; row++)
    read_row (reader, table, row, columns);
}

/* Tables without a column of rates count only under a heading that speaks of patterns, and where there is none with. */
static guint
read_all_tables (Reader  *reader,
                 gboolean with_rates)
{
  guint n_tables = 0;

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock             *block = g_ptr_array_index (reader->document->blocks, i);
      TenonRequirementColumns columns;

      if (block->kind != TENON_BLOCK_TABLE || !is_in_part (reader, block, PART_PATTERNS) || !tenon_requirement_find_columns (block->table, &columns) || tenon_requirement_has_rates (&columns) != with_rates)
        continue;
      if (!with_rates && (columns.id < 0 || !tenon_block_is_under (block, "pattern")))
        continue;
      n_tables++;
      read_table (reader, block->table, &columns);
    }
  return n_tables;
}

static guint
read_sections (Reader *reader)
{
  g_autoptr (TenonPipeTable) table = reader->is_own ? NULL : tenon_requirement_gather_sections (reader->document);
  TenonRequirementColumns columns;

  if (table == NULL || !tenon_requirement_find_columns (table, &columns))
    return 0;
  read_table (reader, table, &columns);
  return 1;
}

static void
read_tables (Reader *reader)
{
  if (read_all_tables (reader, TRUE) + read_sections (reader) > 0 || read_all_tables (reader, FALSE) > 0)
    return;
  tenon_diagnostics_add (reader->diagnostics, reader->proposals->len > 0 ? TENON_SEVERITY_NOTE : TENON_SEVERITY_WARNING, "requirement-no-table", reader->file, 0, 0, "The document has no table of access patterns with a column for requests a second.");
}

/* A line people added inside what the program writes: taken up, it is written with the considerations. */
static void
propose_note (Reader     *reader,
              const char *label,
              const char *value,
              guint       line)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_NOTE, label, NULL);
  g_autofree char *present = tenon_facts_dup_text (reader->model, key);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *text = tenon_pipe_cell_unescape (value);

  if (*text == '\0' || is_same_text (text, present))
    return;
  propose (reader, NULL, property, text, present, line)->evidence = g_strdup_printf ("%s, edited by hand", reader->file);
}

static void
compare_fact (Reader     *reader,
              const char *key,
              const char *value,
              guint       line)
{
  g_autoptr (TenonKnownFact) known = tenon_facts_look_up (reader->model, key);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *words = g_strdup_printf ("“%s”", value);
  gboolean         is_unknown = *value == '\0' || g_ascii_strcasecmp (value, "TBD") == 0;
  const char      *present = known != NULL ? known->value : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char      *normal = is_unknown ? NULL : tenon_facts_dup_normal (reader->model, key, value, &error);
  TenonPatternProposal *proposal;

  if (is_unknown && (!reader->is_own || present == NULL))
    return;
  if (error != NULL)
    {
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-fact", reader->file, line, 0, "%s.", error->message);
      return;
    }
  if (g_strcmp0 (normal, present) == 0 || (normal != NULL && is_same_text (normal, present)))
    return;
  proposal = propose (reader, NULL, property, normal, present, line);
  proposal->evidence = dup_evidence (reader, line, words);
  if (!reader->is_own)
    proposal->file = g_strdup_printf ("%s@%s", reader->file, reader->version);
}

/* "1400 requests a second at peak" -> "1400" */
static char *
dup_without_unit (const TenonFactDefinition *definition,
                  const char                *value)
{
  const char *end = value;
  double      number;

  if (definition->type == TENON_FACT_NUMBER && tenon_parse_number (value, &number, &end))
    return g_strndup (value, end - value);
  return g_strdup (value);
}

static void
read_overview_line (Reader     *reader,
                    TenonBlock *block)
{
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  g_autofree char           *label = NULL;
  g_autofree char           *value = NULL;

  if (!tenon_block_split_label (block, &label, &value) || g_ascii_strcasecmp (label, "Key Entities") == 0)
    return;
  for (guint i = 0; i < n_definitions; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *plain = NULL;

      if (definitions[i].scope != TENON_FACT_APPLICATION || g_ascii_strcasecmp (label, definitions[i].title) != 0)
        continue;
      text = tenon_pipe_cell_unescape (value);
      plain = dup_without_unit (&definitions[i], text);
      compare_fact (reader, definitions[i].name, plain, block->line);
      return;
    }
  if (reader->parts[PART_OVERVIEW].is_there)
    propose_note (reader, label, value, block->line);
}

static void
read_overview (Reader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "application overview") && is_in_part (reader, block, PART_OVERVIEW))
        read_overview_line (reader, block);
    }
}

/* The foreign key a bullet "Users → Orders" is about. */
static gboolean
find_key (Reader            *reader,
          const char        *parent_words,
          const char        *child_words,
          const char        *value,
          TenonSourceTable **child,
          TenonForeignKey  **key)
{
  TenonSchema      *schema = tenon_model_get_known_schema (reader->model);
  TenonSourceTable *parent = tenon_schema_match_table (schema, parent_words);
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);
  guint n = 0;

  *child = tenon_schema_match_table (schema, child_words);
  if (parent == NULL || *child == NULL)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length ((*child)->foreign_keys); i++)
    {
      TenonForeignKey *candidate = tenon_list_get ((*child)->foreign_keys, i);
      g_autofree char *dotted = g_strconcat ((*child)->name, ".", candidate->columns[0], NULL);

      if (g_strcmp0 (candidate->ref_table, parent->name) != 0)
        continue;
      if (spans->len > 0 && g_strcmp0 (g_ptr_array_index (spans, 0), dotted) != 0)
        continue;
      *key = candidate;
      n++;
    }
  return n == 1;
}

static const char asserted_words[] = "; asserted, not declared in MySQL: ";
static const char evidence_words[] = "; evidence: ";

/* What stands behind @words, up to the next of the two. */
static char *
dup_behind (const char *value,
            const char *words)
{
  const char *start = strstr (value, words);
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen (words);
  end = words == evidence_words ? NULL : strstr (start, evidence_words);
  return end != NULL ? g_strndup (start, end - start) : g_strdup (start);
}

/* A bullet about a reference that MySQL does not declare and nobody asserted so far: "`posts.author_id`; asserted, …". */
static gboolean
find_new_assertion (Reader     *reader,
                    const char *parent_words,
                    const char *value,
                    char      **child,
                    char      **parent)
{
  TenonSchema      *schema = tenon_model_get_known_schema (reader->model);
  TenonSourceTable *table = tenon_schema_match_table (schema, parent_words);
  g_autoptr (GPtrArray) spans = tenon_markdown_list_code (value);

  if (strstr (value, asserted_words) == NULL || table == NULL || table->primary_key == NULL || table->primary_key[0] == NULL || table->primary_key[1] != NULL)
    return FALSE;
  if (spans->len == 0 || tenon_schema_find_column (schema, g_ptr_array_index (spans, 0)) == NULL)
    return FALSE;
  *child = g_strdup (g_ptr_array_index (spans, 0));
  *parent = g_strconcat (table->name, ".", table->primary_key[0], NULL);
  return TRUE;
}

/* Which two columns the bullet is about; FALSE where it cannot be told. */
static gboolean
find_ends (Reader     *reader,
           const char *label,
           const char *value,
           char      **child,
           char      **parent)
{
  g_auto (GStrv) ends = g_strsplit (label, "→", 2);
  TenonSourceTable *table;
  TenonForeignKey  *key = NULL;

  if (g_strv_length (ends) != 2)
    return FALSE;
  if (!find_key (reader, g_strstrip (ends[0]), g_strstrip (ends[1]), value, &table, &key))
    return find_new_assertion (reader, ends[0], value, child, parent);
  *child = g_strconcat (table->name, ".", key->columns[0], NULL);
  *parent = g_strconcat (key->ref_table, ".", key->ref_columns[0], NULL);
  return TRUE;
}

static double
read_number_behind (const char *text,
                    const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  double           value;

  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  number = g_match_info_fetch (match, 1);
  return tenon_parse_number (number, &value, NULL) ? value : 0;
}

static void
read_counts (TenonRelationship *self,
             const char        *value)
{
  const char      *end = strstr (value, asserted_words);
  g_autofree char *head = NULL;

  end = end != NULL ? end : strstr (value, evidence_words);
  head = end != NULL ? g_strndup (value, end - value) : g_strdup (value);
  self->average_children = read_number_behind (head, "\\b(?:avg|average)\\.?\\s+([\\d,.]+)");
  self->maximum_children = read_number_behind (head, "\\b(?:max|maximum|up to)\\.?\\s+([\\d,.]+)");
  if (g_regex_match_simple ("\\bunbounded\\b|\\bunlimited\\b", head, G_REGEX_CASELESS, 0))
    self->bounded = TENON_ANSWER_NO;
  else if (strstr (head, "growth not known") != NULL)
    self->bounded = TENON_ANSWER_UNKNOWN;
  else if (self->maximum_children > 0 || g_regex_match_simple ("\\bbounded\\b", head, G_REGEX_CASELESS, 0))
    self->bounded = TENON_ANSWER_YES;
}

/* Whether the file says of the relationship what the model holds, or nothing. */
static gboolean
is_known (Reader            *reader,
          TenonRelationship *self,
          TenonRelationship *present)
{
  gboolean is_empty = present == NULL || (present->average_children == 0 && present->maximum_children == 0 && present->bounded == TENON_ANSWER_UNKNOWN);

  if (self->asserted && (present == NULL || !present->asserted || g_strcmp0 (present->reason, self->reason) != 0))
    return FALSE;
  if (self->average_children == 0 && self->maximum_children == 0 && self->bounded == TENON_ANSWER_UNKNOWN && (!reader->is_own || is_empty))
    return TRUE;
  return present != NULL && present->average_children == self->average_children && present->maximum_children == self->maximum_children && present->bounded == self->bounded;
}

/* What stands behind "Row Growth:" among the parts. Returns: (nullable): NULL where nothing does */
static const char *
find_part (char      **parts,
           const char *title)
{
  gsize length = strlen (title);

  for (guint k = 0; parts[k] != NULL; k++)
    {
      const char *part = parts[k] + strspn (parts[k], " ");

      if (g_ascii_strncasecmp (part, title, length) == 0 && part[length] == ':')
        return part + length + 1 + strspn (part + length + 1, " ");
    }
  return NULL;
}

/* "- **orders**: Owner: Billing; Row Growth: 12000 rows a month", "- **orders.status**: Distinct Values: 7 different values".
 * In a file of other people it is one only where it names a fact. */
static gboolean
read_entity (Reader     *reader,
             const char *label,
             const char *value,
             guint       line)
{
  TenonSourceTable          *table = tenon_schema_find_table (reader->model->schema, label);
  TenonFactScope             scope = table != NULL ? TENON_FACT_ENTITY : TENON_FACT_COLUMN;
  guint                      n_definitions;
  const TenonFactDefinition *definitions = tenon_facts_get_definitions (&n_definitions);
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  gboolean is_own = reader->parts[PART_RELATIONSHIPS].is_there;
  gboolean is_any = is_own;

  if (table == NULL && tenon_schema_find_column (reader->model->schema, label) == NULL)
    return FALSE;
  for (guint i = 0; !is_any && i < n_definitions; i++)
    is_any = definitions[i].scope == scope && find_part (parts, definitions[i].title) != NULL;
  for (guint i = 0; is_any && i < n_definitions; i++)
    {
      const char      *found = definitions[i].scope == scope ? find_part (parts, definitions[i].title) : NULL;
      g_autofree char *key = NULL;
      g_autofree char *plain = NULL;

      if (definitions[i].scope != scope || (found == NULL && !is_own))
        continue;
      key = tenon_facts_dup_key (scope, table != NULL ? table->name : label, definitions[i].name);
      plain = dup_without_unit (&definitions[i], found != NULL ? found : "");
      compare_fact (reader, key, g_strchomp (plain), line);
    }
  return is_any;
}

/* In a file by hand, what looks like a relationship and names none the model knows: the line stays in the file alone. */
static void
report_relationship (Reader     *reader,
                     const char *label,
                     const char *value,
                     guint       line)
{
  if (strstr (label, "→") == NULL && strstr (label, "↔") == NULL && strstr (label, "->") == NULL)
    return;
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship", reader->file, line, 0, "“%s: %s” is not taken: %s.", label, value,
                         reader->model->schema == NULL ? "there is no schema yet" : "no one foreign key between two tables of the schema is meant");
}

/* An average of a year or a day is no average of all there is. */
static void
report_time (Reader     *reader,
             const char *value,
             guint       line)
{
  if (!reader->is_own && g_regex_match_simple ("\\b(avg|average)\\b[^;,)]*\\b(annually|yearly|monthly|weekly|daily|(per|a) (year|month|week|day))\\b", value, G_REGEX_CASELESS, 0))
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-relationship-time", reader->file, line, 0, "“%s” is an average of a time; it is taken as the average of all there is.", value);
}

/* "- **User → Orders**: 1:Many (avg 5 orders per user, max 1000)" */
static void
read_relationship (Reader     *reader,
                   TenonBlock *block)
{
  g_autofree char *label = NULL, *value = NULL, *child = NULL, *parent = NULL, *words = NULL, *evidence = NULL;
  g_autoptr (TenonRelationship) relationship = NULL;
  TenonRelationship *present;

  if (!tenon_block_split_label (block, &label, &value))
    return;
  if (reader->model->schema == NULL)
    {
      report_relationship (reader, label, value, block->line);
      return;
    }
  if (strstr (label, "→") == NULL && read_entity (reader, label, value, block->line))
    return;
  if (!find_ends (reader, label, value, &child, &parent))
    {
      if (reader->parts[PART_RELATIONSHIPS].is_there)
        propose_note (reader, label, value, block->line);
      else
        report_relationship (reader, label, value, block->line);
      return;
    }
  relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
  read_counts (relationship, value);
  report_time (reader, value, block->line);
  relationship->reason = dup_behind (value, asserted_words);
  relationship->asserted = relationship->reason != NULL;
  evidence = dup_behind (value, evidence_words);
  words = g_strdup_printf ("“%s”", value);
  relationship->evidence = evidence != NULL ? g_steal_pointer (&evidence) : dup_evidence (reader, block->line, words);
  present = tenon_list_find (reader->model->relationships, relationship->child);
  if (!is_known (reader, relationship, present))
    propose (reader, NULL, "relationship", value, present != NULL ? present->evidence : NULL, block->line)->relationship = g_steal_pointer (&relationship);
}

static void
read_relationships (Reader *reader)
{
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "entity relationships") && is_in_part (reader, block, PART_RELATIONSHIPS))
        read_relationship (reader, block);
    }
}

/* Rows somebody took out of the program's own table. */
static void
read_missing_rows (Reader *reader)
{
  for (guint i = 0; reader->parts[PART_PATTERNS].is_there && reader->n_rows > 0 && i < tenon_list_get_length (reader->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (reader->model->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (pattern->pattern_id != NULL && !g_hash_table_contains (reader->seen, pattern->pattern_id))
        propose (reader, pattern->pattern_id, "pattern", NULL, title, reader->parts[PART_PATTERNS].first);
    }
}

/* A bullet of the program's considerations that says something else than the program would. */
static void
read_consideration (Reader     *reader,
                    TenonBlock *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *present = NULL;
  TenonPattern    *pattern;

  if (!tenon_block_split_label (block, &label, &value) || tenon_requirement_is_generated (label, value))
    return;
  pattern = tenon_model_find_pattern (reader->model, label);
  if (pattern == NULL)
    {
      propose_note (reader, label, value, block->line);
      return;
    }
  text = tenon_pipe_cell_unescape (value);
  present = g_strdelimit (g_strdup (pattern->design_considerations != NULL ? pattern->design_considerations : ""), "\r\n", ' ');
  /* The cell of the table comes first: it may have been edited too. */
  if (!g_str_equal (text, present) && !has_proposal (reader, label, "design-considerations"))
    propose (reader, label, "design-considerations", text, pattern->design_considerations, block->line);
}

static void
read_considerations (Reader *reader)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; reader->parts[PART_CONSIDERATIONS].is_there && i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (is_in_part (reader, block, PART_CONSIDERATIONS) && tenon_requirement_takes_consideration (reader->document, reader->model, i, seen))
        read_consideration (reader, block);
    }
}

/* Lines the program writes follow from what is known, unless somebody ticks them otherwise; a line people added is theirs. */
static void
read_check (Reader         *reader,
            const gboolean *computed,
            const gboolean *shown,
            const char     *what,
            gboolean        is_ticked,
            guint           line)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_CHECK, what, NULL);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *present = tenon_facts_dup_text (reader->model, key);
  const char      *value = is_ticked ? "yes" : "no";

  for (guint i = 0; i < TENON_N_CHECKS; i++)
    {
      if (!g_str_equal (tenon_requirement_get_check (i), what))
        continue;
      if (shown[i] == is_ticked)
        return;
      if (computed[i] == is_ticked)
        value = NULL;
    }
  if (g_strcmp0 (present, value) != 0)
    propose (reader, NULL, property, value, present, line)->evidence = g_strdup_printf ("%s, edited by hand", reader->file);
}

static void
read_checklist (Reader *reader)
{
  gboolean computed[TENON_N_CHECKS], shown[TENON_N_CHECKS];

  if (!reader->parts[PART_CHECKLIST].is_there)
    return;
  tenon_requirement_judge_checks (reader->model, computed, shown);
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *what = NULL;
      gboolean         is_ticked;

      if (is_in_part (reader, block, PART_CHECKLIST) && tenon_requirement_takes_check (reader->document, i, &is_ticked, &what))
        read_check (reader, computed, shown, what, is_ticked, block->line);
    }
}

/* "1,400 QPS total" against what the rows add up to. */
static void
check_total (Reader *reader)
{
  g_autoptr (GRegex) regex = g_regex_new ("([\\d,]+(?:\\.\\d+)?)\\s*(?:QPS|RPS)\\s+total|total[^.\\d|]{0,40}?([\\d,]+(?:\\.\\d+)?)\\s*(?:QPS|RPS)", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *sum = tenon_format_number (reader->sum);
  g_autofree char *rest = tenon_format_number (reader->sum - reader->sum_none);

  for (guint i = 0; reader->n_rated > 0 && i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *before = NULL;
      g_autofree char *behind = NULL;
      const char      *claimed;
      double           number;

      if (block->kind != TENON_BLOCK_ITEM && block->kind != TENON_BLOCK_PARAGRAPH)
        continue;
      plain = tenon_markdown_strip (block->text);
      if (!g_regex_match (regex, plain, 0, &match))
        continue;
      before = g_match_info_fetch (match, 1);
      behind = g_match_info_fetch (match, 2);
      claimed = before != NULL && *before != '\0' ? before : behind;
      if (claimed != NULL && !reader->is_own && !has_proposal (reader, NULL, "fact:total-requests"))
        compare_fact (reader, "total-requests", claimed, block->line);
      if (claimed == NULL || !tenon_parse_number (claimed, &number, NULL) || fabs (number - reader->sum) <= 0.01 * reader->sum || fabs (number - reader->sum + reader->sum_none) <= 0.01 * reader->sum)
        continue;
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-total", reader->file, block->line, 0, "The document claims %s a second in all; the averages of its %u rows add up to %s (%s without those that touch no database).", claimed, reader->n_rated, sum, rest);
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
is_in_conflict (Reader *reader)
{
  guint line = tenon_requirement_document_find_conflict (reader->document->text);

  if (line == 0)
    return FALSE;
  tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_ERROR, "requirement-conflict", reader->file, line, 0, "A merge left its marks in the file; nothing of it is read, and it is not written, until they are resolved.");
  propose (reader, NULL, TENON_REQUIREMENT_CONFLICT, NULL, NULL, line);
  return TRUE;
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
  Reader reader = { .file = tenon_source_get_name (source), .model = model, .diagnostics = diagnostics };

  reader.proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_pattern_proposal_free);
  reader.document = tenon_document_parse (source, diagnostics);
  if (reader.document == NULL)
    return reader.proposals;
  if (is_in_conflict (&reader))
    {
      tenon_document_free (reader.document);
      return reader.proposals;
    }
  for (guint i = 0; i < N_PARTS; i++)
    reader.parts[i].is_there = tenon_parts_find (reader.document->text, part_names[i], &reader.parts[i].first, &reader.parts[i].last);
  reader.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.is_own = reader.parts[PART_PATTERNS].is_there;
  reader.version = dup_version (source);
  read_overview (&reader);
  read_tables (&reader);
  read_missing_rows (&reader);
  read_relationships (&reader);
  read_considerations (&reader);
  read_checklist (&reader);
  check_total (&reader);
  g_free (reader.version);
  g_hash_table_unref (reader.seen);
  tenon_document_free (reader.document);
  return reader.proposals;
}
