/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of the table of access patterns against the model: a proposal for each cell that says something else. */

#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-reader.h"

#include <math.h>
#include <string.h>

char *
tenon_requirement_dup_cell (TenonPipeTable *table,
                            guint           row,
                            int             column)
{
  return tenon_pipe_cell_unescape (tenon_pipe_table_get_cell (table, row, column));
}

static void
compare_text (TenonRequirementReader *reader,
              const char             *pattern_id,
              const char             *property,
              const char             *value,
              const char             *present,
              guint                   line)
{
  if ((*value == '\0' && (!reader->is_own || present == NULL)) || tenon_requirement_is_same_text (value, present))
    return;
  tenon_requirement_propose (reader, pattern_id, property, value, present != NULL && *present != '\0' ? present : NULL, line);
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
compare_operation (TenonRequirementReader *reader,
                   TenonPattern           *pattern,
                   const char             *pattern_id,
                   const char             *text,
                   GString                *rest,
                   guint                   line)
{
  TenonOperationType type = tenon_requirement_read_operation (text);
  TenonOperationType present = pattern != NULL ? (TenonOperationType)pattern->operation_type : TENON_OPERATION_UNKNOWN;

  if (type == TENON_OPERATION_UNKNOWN)
    {
      if (reader->is_own && present != TENON_OPERATION_UNKNOWN && (*text == '\0' || g_ascii_strcasecmp (text, "TBD") == 0))
        tenon_requirement_propose (reader, pattern_id, "operation-type", operation_names[TENON_OPERATION_UNKNOWN], operation_names[present], line);
      else if (!tenon_requirement_is_nothing (text))
        {
          if (!reader->is_own)
            tenon_requirement_add_words (rest, "Type", text);
          tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-type", reader->file, line, 0, "%s has the type “%s”, which names no operation.", pattern_id, text);
        }
      return present;
    }
  /* "Write" stands for every kind of write in these tables. */
  if (type == present || (type == TENON_OPERATION_WRITE && pattern != NULL && tenon_pattern_is_write (pattern)))
    return present;
  tenon_requirement_propose (reader, pattern_id, "operation-type", operation_names[type], present != TENON_OPERATION_UNKNOWN ? operation_names[present] : NULL, line);
  return type;
}

static void
compare_attributes (TenonRequirementReader *reader,
                    TenonPattern           *pattern,
                    const char             *pattern_id,
                    const char             *text,
                    guint                   line)
{
  g_auto (GStrv) names = tenon_requirement_split_attributes (reader->model, pattern, text);
  g_autofree char *value = g_strjoinv (", ", names);
  g_autofree char *present = pattern != NULL && pattern->attributes != NULL ? g_strjoinv (", ", pattern->attributes) : NULL;

  compare_text (reader, pattern_id, "attributes", value, present, line);
}

/* A table by hand adds to what is known of a pattern's requirements; the program's own table is all of them. */
static void
compare_requirements (TenonRequirementReader *reader,
                      TenonPattern           *pattern,
                      const char             *pattern_id,
                      const char             *text,
                      guint                   line)
{
  const char *present = pattern != NULL ? pattern->key_requirements : NULL;
  g_auto (GStrv) known = g_strsplit (present != NULL ? present : "", "; ", -1);
  g_autofree char *both = NULL;

  if (*text == '\0' || known[0] == NULL || reader->parts[TENON_REQUIREMENT_PATTERNS].is_there)
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

/* Words of the cell that the text in the model does not hold yet, behind it. */
static char *
dup_with (const char *present,
          const char *added)
{
  g_auto (GStrv) parts = g_strsplit (added, "; ", -1);
  g_autoptr (GString) both = g_string_new (present);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && strstr (both->str, parts[i]) == NULL)
      g_string_append_printf (both, "%s%s", both->len > 0 ? "; " : "", parts[i]);
  return g_string_free (g_steal_pointer (&both), FALSE);
}

static void
compare_considerations (TenonRequirementReader *reader,
                        TenonPattern           *pattern,
                        const char             *pattern_id,
                        const char             *text,
                        const char             *rest,
                        guint                   line)
{
  const char      *present = pattern != NULL ? pattern->design_considerations : NULL;
  g_autofree char *all = *rest != '\0' ? dup_with (*text != '\0' || present == NULL ? text : present, rest) : g_strdup (text);

  compare_text (reader, pattern_id, "design-considerations", all, present, line);
}

/* ---- values ---- */

/* Returns: whether the cell said one; then it is not looked for elsewhere */
static gboolean
compare_value (TenonRequirementReader *reader,
               TenonPattern           *pattern,
               const char             *pattern_id,
               const char             *property,
               const char             *heading,
               const char             *text,
               GString                *rest,
               guint                   line)
{
  gboolean         is_whole = FALSE;
  g_autofree char *value = tenon_requirement_is_nothing (text) ? NULL : tenon_requirement_read_value (property, text, &is_whole);
  g_autofree char *present = pattern != NULL ? tenon_requirement_dup_value (pattern, property) : NULL;

  if (tenon_requirement_is_nothing (text))
    return FALSE;
  if (!is_whole)
    tenon_requirement_add_words (rest, heading, text);
  if (value == NULL)
    {
      tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-cell-words", reader->file, line, 0, "%s, %s: “%s” is kept as words in its considerations.", pattern_id, heading, text),
                                   "Write one number with its unit, or one of the words of the column, to have it counted with");
      return FALSE;
    }
  if (g_strcmp0 (value, present) != 0)
    tenon_requirement_propose (reader, pattern_id, property, value, present, line);
  return TRUE;
}

/* Names added to those the pattern has: a table by hand takes none away. */
static void
compare_names (TenonRequirementReader *reader,
               char                  **present_names,
               const char             *pattern_id,
               const char             *property,
               const char             *text,
               gboolean                are_tables,
               guint                   line)
{
  g_autoptr (GRegex) separators = g_regex_new ("\\s*(?:[,;+&/\\n]|→|->|\\band\\b|<br ?/?>)\\s*", 0, 0, NULL);
  g_autofree char *plain = tenon_markdown_strip (text);
  g_auto (GStrv) words = g_regex_split (separators, plain, 0);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *present = present_names != NULL && present_names[0] != NULL ? g_strjoinv (", ", present_names) : NULL;
  g_autofree char *value = NULL;
  g_auto (GStrv) names = NULL;

  for (guint i = 0; present_names != NULL && present_names[i] != NULL; i++)
    if (g_hash_table_add (known, g_strdup (present_names[i])))
      g_strv_builder_add (all, present_names[i]);
  for (guint i = 0; words[i] != NULL; i++)
    {
      TenonSourceTable *table = are_tables && reader->model->schema != NULL && *words[i] != '\0' ? tenon_schema_match_table (reader->model->schema, words[i]) : NULL;
      const char       *name = table != NULL ? table->name : words[i];

      if (*name != '\0' && !tenon_requirement_is_nothing (name) && g_hash_table_add (known, g_strdup (name)))
        g_strv_builder_add (all, name);
    }
  names = g_strv_builder_end (all);
  value = g_strjoinv (", ", names);
  if (*value != '\0' && g_strcmp0 (value, present) != 0)
    tenon_requirement_propose (reader, pattern_id, property, value, present, line);
}

/* "20 / 4 KB" */
static void
compare_items_and_bytes (TenonRequirementReader *reader,
                         TenonPattern           *pattern,
                         const char             *pattern_id,
                         const char             *text,
                         GString                *rest,
                         guint                   line)
{
  g_auto (GStrv) halves = g_strsplit (text, "/", 2);

  if (halves[0] == NULL)
    return;
  compare_value (reader, pattern, pattern_id, "items-returned", "Items", g_strstrip (halves[0]), rest, line);
  if (halves[1] != NULL)
    compare_value (reader, pattern, pattern_id, "bytes-returned", "Bytes", g_strstrip (halves[1]), rest, line);
}

/* What people write among the requirements, where no column of its own says it and nobody else has. */
static void
find_in_requirements (TenonRequirementReader *reader,
                      TenonPattern           *pattern,
                      const char             *pattern_id,
                      const char             *requirements,
                      gboolean                has_latency,
                      gboolean                has_consistency,
                      guint                   line)
{
  g_autofree char *latency = has_latency || (pattern != NULL && pattern->latency_ms > 0) ? NULL : tenon_requirement_find_latency (requirements);
  g_autofree char *consistency = has_consistency || (pattern != NULL && pattern->consistency_requirements != TENON_CONSISTENCY_UNKNOWN) ? NULL : tenon_requirement_find_consistency (requirements);

  if (latency != NULL)
    tenon_requirement_propose (reader, pattern_id, "latency-ms", latency, NULL, line);
  if (consistency != NULL)
    tenon_requirement_propose (reader, pattern_id, "consistency-requirements", consistency, NULL, line);
}

/* Columns that the program's own table does not have, unless somebody added them. */
static void
compare_values (TenonRequirementReader        *reader,
                TenonPattern                  *pattern,
                const char                    *pattern_id,
                TenonPipeTable                *table,
                guint                          row,
                const TenonRequirementColumns *columns,
                GString                       *rest,
                guint                          line)
{
  const struct
  {
    int         column;
    const char *property;
  } values[] = {
    { columns->latency, "latency-ms" },
    { columns->consistency, "consistency-requirements" },
    { columns->items, "items-returned" },
    { columns->bytes, "bytes-returned" },
    { columns->page_size, "page-size" },
    { columns->complexity, "complexity" },
    { columns->suitability, "dynamodb-suitability" },
  };
  g_autofree char *both = tenon_requirement_dup_cell (table, row, columns->items_and_bytes);
  g_autofree char *requirements = tenon_requirement_dup_cell (table, row, columns->requirements);
  g_autofree char *entities = tenon_requirement_dup_cell (table, row, columns->entities);
  g_autofree char *filters = tenon_requirement_dup_cell (table, row, columns->filters);
  gboolean         found[G_N_ELEMENTS (values)] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = tenon_requirement_dup_cell (table, row, values[i].column);
      g_autofree char *heading = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, values[i].column));

      found[i] = compare_value (reader, pattern, pattern_id, values[i].property, heading, text, rest, line);
    }
  compare_items_and_bytes (reader, pattern, pattern_id, both, rest, line);
  if (!reader->is_own)
    find_in_requirements (reader, pattern, pattern_id, requirements, found[0], found[1], line);
  compare_names (reader, pattern != NULL ? pattern->entities_involved : NULL, pattern_id, "entities-involved", entities, TRUE, line);
  compare_names (reader, pattern != NULL ? pattern->filters : NULL, pattern_id, "filters", filters, FALSE, line);
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *text = tenon_requirement_is_column (columns, (int)i) ? NULL : tenon_requirement_dup_cell (table, row, (int)i);
      g_autofree char *heading = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, (int)i));

      if (text != NULL && !tenon_requirement_is_nothing (text))
        tenon_requirement_add_words (rest, heading, text);
    }
}

/* Rates said in words stay words. */
static void
keep_rate_words (TenonPipeTable                *table,
                 guint                          row,
                 const TenonRequirementColumns *columns,
                 GString                       *rest)
{
  const int rates[] = { columns->rps, columns->peak, columns->average };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *text = tenon_requirement_dup_cell (table, row, rates[i]);
      g_autofree char *heading = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, rates[i]));
      TenonRateCell    cell;

      tenon_rate_cell_read (text, &cell);
      if (cell.kind == TENON_RATE_CELL_WORDS)
        tenon_requirement_add_words (rest, heading, text);
    }
}

/* A pipe that is not escaped in one cell pushes all behind it to the right. */
static void
keep_beyond (TenonRequirementReader *reader,
             TenonPipeRow           *row,
             const char             *pattern_id,
             GString                *rest)
{
  g_autofree char *text = row->beyond != NULL ? tenon_pipe_cell_unescape (row->beyond) : NULL;

  if (text == NULL)
    return;
  tenon_requirement_add_words (rest, "Beyond the table", text);
  tenon_diagnostic_set_remedy (tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_WARNING, "requirement-cells", reader->file, row->line, 0, "%s: “%s” stands behind the last heading; it is kept among the considerations.", pattern_id, text),
                               "Write a vertical line inside a cell as \\|, and give each column a heading");
}

static gboolean
has_row (TenonPipeTable                *table,
         const TenonRequirementColumns *columns,
         const char                    *pattern_id)
{
  for (guint row = 1; row < table->rows->len; row++)
    {
      g_autofree char *id = tenon_requirement_read_id (tenon_pipe_table_get_cell (table, row, columns->id));

      if (g_strcmp0 (id, pattern_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* In the program's own file, a row of a new id that says what a pattern says whose row is gone is that pattern.
 * Returns: (nullable): it */
static TenonPattern *
find_renamed (TenonRequirementReader        *reader,
              TenonPipeTable                *table,
              const TenonRequirementColumns *columns,
              const char                    *id,
              const char                    *description)
{
  TenonPattern *found = NULL;

  if (!reader->is_own || *description == '\0' || tenon_model_find_pattern (reader->model, id) != NULL)
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (reader->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (reader->model->patterns, i);

      if (pattern->pattern_id == NULL || !tenon_requirement_is_same_text (description, pattern->description) || g_hash_table_contains (reader->seen, pattern->pattern_id)
          || has_row (table, columns, pattern->pattern_id))
        continue;
      if (found != NULL)
        return NULL; /* two of them say so */
      found = pattern;
    }
  return found;
}

void
tenon_requirement_read_row (TenonRequirementReader        *reader,
                            TenonPipeTable                *table,
                            guint                          row,
                            const TenonRequirementColumns *columns)
{
  TenonPipeRow    *pipe_row = g_ptr_array_index (table->rows, row);
  guint            line = pipe_row->line;
  g_autofree char *heading = tenon_markdown_strip (tenon_pipe_table_get_cell (table, 0, columns->id));
  g_autofree char *description = tenon_requirement_dup_cell (table, row, columns->description);
  g_autofree char *type = tenon_requirement_dup_cell (table, row, columns->type);
  g_autofree char *attributes = tenon_requirement_dup_cell (table, row, columns->attributes);
  g_autofree char *requirements = tenon_requirement_dup_cell (table, row, columns->requirements);
  g_autofree char *considerations = tenon_requirement_dup_cell (table, row, columns->considerations);
  g_autofree char *status = tenon_requirement_dup_cell (table, row, columns->status);
  g_autofree char *endpoint = tenon_requirement_dup_cell (table, row, columns->endpoint);
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autofree char   *id = tenon_requirement_find_id (reader, tenon_pipe_table_get_cell (table, row, columns->id), description, rest, heading, line);
  TenonPattern      *pattern;
  TenonOperationType operation;
  double             average;

  if (id == NULL)
    return;
  g_hash_table_add (reader->seen, g_strdup (id));
  pattern = find_renamed (reader, table, columns, id, description);
  if (pattern != NULL)
    {
      tenon_requirement_propose (reader, pattern->pattern_id, "pattern-id", id, pattern->pattern_id, line);
      g_free (id);
      id = g_strdup (pattern->pattern_id);
      g_hash_table_add (reader->seen, g_strdup (id));
    }
  g_hash_table_add (reader->rows_seen, g_strdup (description));
  pattern = tenon_model_find_pattern (reader->model, id);
  compare_text (reader, id, "description", description, pattern != NULL ? pattern->description : NULL, line);
  average = tenon_requirement_read_rates (reader, pattern, id, table, row, columns, line);
  operation = compare_operation (reader, pattern, id, type, rest, line);
  compare_attributes (reader, pattern, id, attributes, line);
  compare_requirements (reader, pattern, id, requirements, line);
  if (!reader->is_own)
    keep_rate_words (table, row, columns, rest);
  compare_values (reader, pattern, id, table, row, columns, rest, line);
  keep_beyond (reader, pipe_row, id, rest);
  compare_considerations (reader, pattern, id, considerations, rest->str, line);
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
