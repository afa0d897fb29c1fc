/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of the table of access patterns against the model: a proposal for each cell that says something else. */

#include "artifact/tenon-requirement-reader.h"

#include <math.h>
#include <string.h>

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
                   guint                   line)
{
  TenonOperationType type = tenon_requirement_read_operation (text);
  TenonOperationType present = pattern != NULL ? (TenonOperationType)pattern->operation_type : TENON_OPERATION_UNKNOWN;

  if (type == TENON_OPERATION_UNKNOWN)
    {
      if (reader->is_own && present != TENON_OPERATION_UNKNOWN && (*text == '\0' || g_ascii_strcasecmp (text, "TBD") == 0))
        tenon_requirement_propose (reader, pattern_id, "operation-type", operation_names[TENON_OPERATION_UNKNOWN], operation_names[present], line);
      else if (*text != '\0' && g_ascii_strcasecmp (text, "TBD") != 0)
        tenon_diagnostics_add (reader->diagnostics, TENON_SEVERITY_NOTE, "requirement-type", reader->file, line, 0, "%s has the type “%s”, which names no operation.", pattern_id, text);
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

/* A row without an id means the pattern of that description, or one that nobody has numbered yet. */
static char *
dup_id_for (TenonRequirementReader *reader,
            const char             *description,
            guint                   line)
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

void
tenon_requirement_read_row (TenonRequirementReader        *reader,
                            TenonPipeTable                *table,
                            guint                          row,
                            const TenonRequirementColumns *columns)
{
  guint              line = ((TenonPipeRow *)g_ptr_array_index (table->rows, row))->line;
  const char        *id_cell = tenon_pipe_table_get_cell (table, row, columns->id);
  g_autofree char   *id = NULL;
  g_autofree char   *description = tenon_requirement_dup_cell (table, row, columns->description);
  g_autofree char   *type = tenon_requirement_dup_cell (table, row, columns->type);
  g_autofree char   *attributes = tenon_requirement_dup_cell (table, row, columns->attributes);
  g_autofree char   *requirements = tenon_requirement_dup_cell (table, row, columns->requirements);
  g_autofree char   *considerations = tenon_requirement_dup_cell (table, row, columns->considerations);
  g_autofree char   *status = tenon_requirement_dup_cell (table, row, columns->status);
  g_autofree char   *endpoint = tenon_requirement_dup_cell (table, row, columns->endpoint);
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
  average = tenon_requirement_read_rates (reader, pattern, id, table, row, columns, line);
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
