/* SPDX-License-Identifier: GPL-3.0-or-later */

/* dynamodb_requirement.md read back: what it says other than the model, one proposal each.
 *
 * Where the document has a part that the program wrote, only that part is read; a document by hand is read as a whole. */

#include "artifact/tenon-requirement-document.h"

#include "artifact/tenon-document-parts.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-rate-cell.h"
#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

void
tenon_pattern_proposal_free (TenonPatternProposal *self)
{
  g_free (self->pattern_id);
  g_free (self->property);
  g_free (self->value);
  g_free (self->present);
  g_clear_pointer (&self->rate, tenon_rate_free);
  g_clear_object (&self->relationship);
  g_free (self);
}

TenonPatternProposal *
tenon_pattern_proposal_copy (const TenonPatternProposal *self)
{
  TenonPatternProposal *copy = g_new0 (TenonPatternProposal, 1);

  copy->pattern_id = g_strdup (self->pattern_id);
  copy->property = g_strdup (self->property);
  copy->value = g_strdup (self->value);
  copy->rate = tenon_rate_copy (self->rate);
  copy->relationship = self->relationship != NULL ? tenon_record_copy (self->relationship) : NULL;
  copy->present = g_strdup (self->present);
  copy->line = self->line;
  copy->is_new = self->is_new;
  return copy;
}

/* Where the columns of a pattern table stand; -1: nowhere. */
typedef struct
{
  int id;
  int description;
  int rps; /* peak and average in one */
  int peak;
  int average;
  int type;
  int attributes;
  int requirements;
  int considerations;
  int status;
} Columns;

typedef enum
{
  PART_OVERVIEW,
  PART_PATTERNS,
  PART_RELATIONSHIPS,
  N_PARTS,
} Part;

static const char *const part_names[] = { "overview", "patterns", "relationships" };

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
  double         sum;      /* of the averages of all rows */
  double         sum_none; /* of those without a database operation */
  guint          n_rows;
  guint          n_rated;
} Reader;

static void
find_rate_columns (TenonPipeTable *table,
                   Columns        *columns)
{
  const TenonPipeRow *header = g_ptr_array_index (table->rows, 0);

  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *name = g_ascii_strdown (header->cells[i], -1);
      gboolean         peak = strstr (name, "peak") != NULL;
      gboolean         average = strstr (name, "avg") != NULL || strstr (name, "average") != NULL;

      if (strstr (name, "rps") == NULL && strstr (name, "qps") == NULL)
        continue;
      if (peak == average)
        columns->rps = (int)i;
      else if (peak)
        columns->peak = (int)i;
      else
        columns->average = (int)i;
    }
}

static gboolean
find_columns (TenonPipeTable *table,
              Columns        *columns)
{
  static const char *const ids[] = { "pattern #", "#", "pattern id", "id", "pattern", NULL };
  static const char *const descriptions[] = { "description", "access pattern", "name", NULL };
  static const char *const types[] = { "type", "operation", "operation type", NULL };
  static const char *const attributes[] = { "attributes", "attributes needed", "key attributes", NULL };
  static const char *const requirements[] = { "key requirements", "requirements", NULL };
  static const char *const considerations[] = { "design considerations", "considerations", "notes", NULL };
  static const char *const status[] = { "status", NULL };

  columns->rps = columns->peak = columns->average = -1;
  columns->id = tenon_pipe_table_find_column (table, ids);
  columns->description = tenon_pipe_table_find_column (table, descriptions);
  columns->type = tenon_pipe_table_find_column (table, types);
  columns->attributes = tenon_pipe_table_find_column (table, attributes);
  columns->requirements = tenon_pipe_table_find_column (table, requirements);
  columns->considerations = tenon_pipe_table_find_column (table, considerations);
  columns->status = tenon_pipe_table_find_column (table, status);
  find_rate_columns (table, columns);
  return columns->id >= 0 && columns->description >= 0 && columns->id != columns->description && (columns->rps >= 0 || columns->peak >= 0 || columns->average >= 0);
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
static char *
read_id (const char *cell)
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
  if (*value == '\0' || is_same_text (value, present))
    return;
  propose (reader, pattern_id, property, value, present != NULL && *present != '\0' ? present : NULL, line);
}

static const struct
{
  const char        *word; /* lower case */
  TenonOperationType type;
} operations[] = {
  { "read", TENON_OPERATION_READ },
  { "getitem", TENON_OPERATION_READ },
  { "query", TENON_OPERATION_READ },
  { "scan", TENON_OPERATION_READ },
  { "batchgetitem", TENON_OPERATION_READ },
  { "transactgetitems", TENON_OPERATION_READ },
  { "write", TENON_OPERATION_WRITE },
  { "create", TENON_OPERATION_WRITE },
  { "insert", TENON_OPERATION_WRITE },
  { "putitem", TENON_OPERATION_WRITE },
  { "batchwriteitem", TENON_OPERATION_WRITE },
  { "transactwriteitems", TENON_OPERATION_WRITE },
  { "update", TENON_OPERATION_UPDATE },
  { "updateitem", TENON_OPERATION_UPDATE },
  { "delete", TENON_OPERATION_DELETE },
  { "deleteitem", TENON_OPERATION_DELETE },
  { "none", TENON_OPERATION_NONE },
  { "no database operation", TENON_OPERATION_NONE },
};

static const char *const operation_names[] = {
  [TENON_OPERATION_UNKNOWN] = "UNKNOWN",
  [TENON_OPERATION_READ] = "READ",
  [TENON_OPERATION_WRITE] = "WRITE",
  [TENON_OPERATION_UPDATE] = "UPDATE",
  [TENON_OPERATION_DELETE] = "DELETE",
  [TENON_OPERATION_NONE] = "NONE",
};

static TenonOperationType
read_operation (const char *text)
{
  g_autofree char *plain = tenon_markdown_strip (text);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_ascii_strcasecmp (plain, operations[i].word) == 0)
      return operations[i].type;
  return TENON_OPERATION_UNKNOWN;
}

static TenonOperationType
compare_operation (Reader       *reader,
                   TenonPattern *pattern,
                   const char   *pattern_id,
                   const char   *text,
                   guint         line)
{
  TenonOperationType type = read_operation (text);
  TenonOperationType present = pattern != NULL ? (TenonOperationType)pattern->operation_type : TENON_OPERATION_UNKNOWN;

  if (type == TENON_OPERATION_UNKNOWN)
    {
      if (*text != '\0' && g_ascii_strcasecmp (text, "TBD") != 0)
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-type", reader->file, line, 0, "%s has the type “%s”, which names no operation.", pattern_id, text);
      return present;
    }
  /* "Write" stands for every kind of write in these tables. */
  if (type == present || (type == TENON_OPERATION_WRITE && pattern != NULL && tenon_pattern_is_write (pattern)))
    return present;
  propose (reader, pattern_id, "operation-type", operation_names[type], present != TENON_OPERATION_UNKNOWN ? operation_names[present] : NULL, line);
  return type;
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
  g_autofree char      *evidence = NULL;
  double                known;

  if (value < 0)
    return;
  if (tenon_rate_get_value (rate, &known))
    {
      if (fabs (known - value) <= 1e-9 * MAX (1, fabs (known)))
        return;
      present = tenon_rate_to_text (rate);
    }
  evidence = g_strdup_printf ("%s:%u states “%s”%s", reader->file, line, cell_words, cell->is_estimate ? ", as an estimate" : "");
  proposal = propose (reader, pattern_id, property, cell_words, present, line);
  proposal->rate = tenon_rate_new (TENON_RATE_STATED, value, evidence);
  tenon_rate_set_place (proposal->rate, reader->file, line);
  tenon_rate_set_lower_bound (proposal->rate, cell->is_at_least);
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

/* Returns: the average the row states, negative for none. */
static double
compare_rates (Reader         *reader,
               TenonPattern   *pattern,
               const char     *pattern_id,
               TenonPipeTable *table,
               guint           row,
               const Columns  *columns,
               guint           line)
{
  g_autofree char *both = cell_text (table, row, columns->rps);
  TenonRateCell    cell;

  tenon_rate_cell_read (both, &cell);
  if (cell.kind == TENON_RATE_CELL_WORDS)
    report_words (reader, pattern_id, both, line);
  if (cell.kind == TENON_RATE_CELL_ONE)
    {
      g_autofree char *subject = g_strconcat ("pattern:", pattern_id, NULL);

      cell.average = cell.peak;
      tenon_diagnostic_set_subject (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-one-number", reader->file, line, 0, "%s: one number, “%s”, stands for peak and average both.", pattern_id, both), subject);
    }
  compare_half (reader, pattern, pattern_id, "rps-peak", both, cell.peak, &cell, line);
  compare_half (reader, pattern, pattern_id, "rps-average", both, cell.average, &cell, line);
  for (guint i = 0; i < 2; i++)
    {
      int              column = i == 0 ? columns->peak : columns->average;
      g_autofree char *text = cell_text (table, row, column);
      TenonRateCell    half;

      tenon_rate_cell_read (text, &half);
      if (half.kind == TENON_RATE_CELL_WORDS || half.kind == TENON_RATE_CELL_TWO)
        report_words (reader, pattern_id, text, line);
      if (half.kind != TENON_RATE_CELL_ONE)
        continue;
      compare_half (reader, pattern, pattern_id, i == 0 ? "rps-peak" : "rps-average", text, half.peak, &half, line);
      if (i == 1)
        cell.average = half.peak;
    }
  return cell.average;
}

/* The words of a cell, each as table.column where a table of the pattern has such a column. */
static char **
split_attributes (TenonModel   *model,
                  TenonPattern *pattern,
                  const char   *text)
{
  char **names = g_strsplit (text, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_strstrip (names[i]);
      for (guint k = 0; model->schema != NULL && pattern != NULL && pattern->entities_involved != NULL && pattern->entities_involved[k] != NULL; k++)
        {
          TenonSourceTable *table = tenon_schema_find_table (model->schema, pattern->entities_involved[k]);
          TenonColumn      *column = table != NULL ? tenon_source_table_find_column (table, names[i]) : NULL;

          if (column == NULL)
            continue;
          g_free (names[i]);
          names[i] = g_strconcat (table->name, ".", column->name, NULL);
          break;
        }
    }
  return names;
}

static void
compare_attributes (Reader       *reader,
                    TenonPattern *pattern,
                    const char   *pattern_id,
                    const char   *text,
                    guint         line)
{
  g_auto (GStrv) names = split_attributes (reader->model, pattern, text);
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

static void
read_row (Reader         *reader,
          TenonPipeTable *table,
          guint           row,
          const Columns  *columns)
{
  guint              line = ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line;
  const char        *id_cell = tenon_pipe_table_get_cell (table, row, columns->id);
  g_autofree char   *id = read_id (id_cell);
  g_autofree char   *description = cell_text (table, row, columns->description);
  g_autofree char   *type = cell_text (table, row, columns->type);
  g_autofree char   *attributes = cell_text (table, row, columns->attributes);
  g_autofree char   *requirements = cell_text (table, row, columns->requirements);
  g_autofree char   *considerations = cell_text (table, row, columns->considerations);
  g_autofree char   *status = cell_text (table, row, columns->status);
  TenonPattern      *pattern;
  TenonOperationType operation;
  double             average;

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
read_tables (Reader *reader)
{
  guint n_tables = 0;

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);
      Columns     columns;

      if (block->kind != TENON_BLOCK_TABLE || !is_in_part (reader, block, PART_PATTERNS) || !find_columns (block->table, &columns))
        continue;
      n_tables++;
      for (guint row = 1; row < block->table->rows->len; row++)
        read_row (reader, block->table, row, &columns);
    }
  if (n_tables == 0)
    tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-no-table", reader->file, 0, 0, "The document has no table of access patterns with a column for requests a second.");
}

static void
read_overview (Reader *reader)
{
  const struct
  {
    const char *label;
    const char *property;
    const char *present;
  } facts[] = {
    { "domain", "domain", reader->model->domain },
    { "business context", "business-context", reader->model->business_context },
    { "scale", "scale", reader->model->scale },
  };

  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *label = NULL;
      g_autofree char *value = NULL;

      if (block->kind != TENON_BLOCK_ITEM || !tenon_block_is_under (block, "application overview") || !is_in_part (reader, block, PART_OVERVIEW) || !tenon_block_split_label (block, &label, &value))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (facts); k++)
        if (g_ascii_strcasecmp (label, facts[k].label) == 0 && g_ascii_strcasecmp (value, "TBD") != 0)
          {
            g_autofree char *text = tenon_pipe_cell_unescape (value);

            compare_text (reader, NULL, facts[k].property, text, facts[k].present, block->line);
          }
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
  TenonSchema      *schema = reader->model->schema;
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

static TenonRelationship *
find_relationship (TenonModel *model,
                   const char *child)
{
  return tenon_list_find (model->relationships, child);
}

/* "- **User → Orders**: 1:Many (avg 5 orders per user, max 1000)" */
static void
read_relationship (Reader     *reader,
                   TenonBlock *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_auto (GStrv) ends = NULL;
  g_autoptr (TenonRelationship) relationship = NULL;
  TenonRelationship *present;
  TenonSourceTable  *child;
  TenonForeignKey   *key = NULL;
  const char        *evidence;

  if (!tenon_block_split_label (block, &label, &value))
    return;
  ends = g_strsplit (label, "→", 2);
  if (g_strv_length (ends) != 2 || !find_key (reader, g_strstrip (ends[0]), g_strstrip (ends[1]), value, &child, &key))
    return;
  relationship = g_object_new (TENON_TYPE_RELATIONSHIP, NULL);
  relationship->child = g_strconcat (child->name, ".", key->columns[0], NULL);
  relationship->parent = g_strconcat (key->ref_table, ".", key->ref_columns[0], NULL);
  relationship->average_children = read_number_behind (value, "\\b(?:avg|average)\\.?\\s+([\\d,.]+)");
  relationship->maximum_children = read_number_behind (value, "\\b(?:max|maximum|up to)\\.?\\s+([\\d,.]+)");
  if (g_regex_match_simple ("\\bunbounded\\b|\\bunlimited\\b", value, G_REGEX_CASELESS, 0))
    relationship->bounded = TENON_ANSWER_NO;
  else if (relationship->maximum_children > 0 || g_regex_match_simple ("\\bbounded\\b", value, G_REGEX_CASELESS, 0))
    relationship->bounded = TENON_ANSWER_YES;
  evidence = strstr (value, "; evidence: ");
  relationship->evidence = evidence != NULL ? g_strdup (evidence + strlen ("; evidence: ")) : g_strdup_printf ("%s:%u states “%s”", reader->file, block->line, value);
  present = find_relationship (reader->model, relationship->child);
  if (relationship->average_children == 0 && relationship->maximum_children == 0 && relationship->bounded == TENON_ANSWER_UNKNOWN)
    return;
  if (present != NULL && present->average_children == relationship->average_children && present->maximum_children == relationship->maximum_children && present->bounded == relationship->bounded)
    return;
  propose (reader, NULL, "relationship", value, present != NULL ? present->evidence : NULL, block->line)->relationship = g_steal_pointer (&relationship);
}

static void
read_relationships (Reader *reader)
{
  for (guint i = 0; reader->model->schema != NULL && i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (block->kind == TENON_BLOCK_ITEM && tenon_block_is_under (block, "entity relationships") && is_in_part (reader, block, PART_RELATIONSHIPS))
        read_relationship (reader, block);
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
      if (claimed == NULL || !tenon_parse_number (claimed, &number, NULL) || fabs (number - reader->sum) <= 0.01 * reader->sum || fabs (number - reader->sum + reader->sum_none) <= 0.01 * reader->sum)
        continue;
      tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-total", reader->file, block->line, 0, "The document claims %s a second in all; the averages of its %u rows add up to %s (%s without those that touch no database).", claimed, reader->n_rated, sum, rest);
    }
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
  for (guint i = 0; i < N_PARTS; i++)
    reader.parts[i].is_there = tenon_parts_find (reader.document->text, part_names[i], &reader.parts[i].first, &reader.parts[i].last);
  reader.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_overview (&reader);
  read_tables (&reader);
  read_relationships (&reader);
  check_total (&reader);
  g_hash_table_unref (reader.seen);
  tenon_document_free (reader.document);
  return reader.proposals;
}

static void
apply_relationship (const TenonPatternProposal *self,
                    TenonModel                 *model)
{
  TenonRelationship *present = find_relationship (model, self->relationship->child);

  if (present == NULL)
    {
      tenon_list_append_take (model->relationships, tenon_record_copy (self->relationship));
      return;
    }
  g_object_set (present,
                "average-children", self->relationship->average_children,
                "maximum-children", self->relationship->maximum_children,
                "bounded", self->relationship->bounded,
                "evidence", self->relationship->evidence,
                NULL);
}

static TenonPattern *
ensure_pattern (const TenonPatternProposal *self,
                TenonModel                 *model)
{
  TenonPattern *pattern = tenon_model_find_pattern (model, self->pattern_id);

  if (pattern == NULL)
    {
      pattern = tenon_pattern_new (self->pattern_id);
      pattern->line = self->line;
      tenon_list_append_take (model->patterns, pattern);
    }
  return pattern;
}

/**
 * tenon_pattern_proposal_apply:
 * @model: with an edit open
 *
 * Takes the proposal over; makes the pattern if the model does not have it yet.
 */
void
tenon_pattern_proposal_apply (const TenonPatternProposal *self,
                              TenonModel                 *model)
{
  TenonPattern *pattern;

  if (self->relationship != NULL)
    {
      apply_relationship (self, model);
      return;
    }
  if (self->pattern_id == NULL)
    {
      g_object_set (model, self->property, self->value, NULL);
      return;
    }
  pattern = ensure_pattern (self, model);
  if (self->rate != NULL)
    {
      g_object_set (pattern, self->property, self->rate, NULL);
    }
  else if (g_str_equal (self->property, "attributes"))
    {
      g_auto (GStrv) names = split_attributes (model, pattern, self->value);

      g_object_set (pattern, "attributes", names, NULL);
    }
  else if (g_str_equal (self->property, "operation-type"))
    {
      g_object_set (pattern, "operation-type", read_operation (self->value), NULL);
    }
  else
    {
      g_object_set (pattern, self->property, self->value, NULL);
    }
}
