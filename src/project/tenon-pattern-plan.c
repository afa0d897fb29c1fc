/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns from and to the clipboard and files: rows of tab or comma separated text become a plan of cell edits that can
 * be looked at, and is applied in one edit.
 *
 * Pasting puts cells where they stand on the sheet: an empty one empties. Importing a file adds and changes by the
 * pattern's id and leaves alone what the file is silent about; it replaces no stated rate by one that is not stated.
 * Neither forgets a rate: "TBD" or an empty cell is told of, and what is known stays. */

#include "project/tenon-pattern-cells-private.h"

#include "artifact/tenon-csv.h"
#include "artifact/tenon-rate-cell.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "project/tenon-edits.h"
#include "project/tenon-project-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TenonCellPlan
{
  GPtrArray *edits;    /* (element-type PlannedEdit) */
  GPtrArray *findings; /* (element-type TenonDiagnostic) */
  GPtrArray *added;    /* (element-type utf8) ids of new patterns, in their order */
  gboolean   needs_evidence;
  guint64    next; /* number for a new pattern without an id; 0: not looked up yet */
};

/* What the programs see, and what it takes to carry it out. */
typedef struct
{
  TenonCellEdit edit;
  char         *text; /* as it was written */
  guint         line; /* where */
  TenonRate    *rate; /* (nullable) that brings its evidence along */
} PlannedEdit;

/* The parts of a rate in a file, each a column behind "peak-" or "average-". */
static const char *const rate_parts[] = { "origin", "evidence", "formula", "by", "at", "file", "line", "loose" };

static void
planned_edit_free (gpointer data)
{
  PlannedEdit *planned = data;

  g_free (planned->edit.pattern_id);
  g_free (planned->edit.before);
  g_free (planned->edit.after);
  g_free (planned->text);
  g_clear_pointer (&planned->rate, tenon_rate_free);
  g_free (planned);
}

static TenonCellPlan *
plan_new (void)
{
  TenonCellPlan *self = g_new0 (TenonCellPlan, 1);

  self->edits = g_ptr_array_new_with_free_func (planned_edit_free);
  self->findings = tenon_diagnostics_new ();
  self->added = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tenon_cell_plan_free (TenonCellPlan *self)
{
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->added);
  g_free (self);
}

/**
 * tenon_cell_plan_get_edits:
 *
 * Returns: (transfer none) (element-type TenonCellEdit): what applying the plan would change, and nothing that stays
 */
GPtrArray *
tenon_cell_plan_get_edits (TenonCellPlan *self)
{
  return self->edits;
}

/**
 * tenon_cell_plan_get_findings:
 *
 * Returns: (transfer none) (element-type TenonDiagnostic): cells that were left out, and cells that are said loosely
 */
GPtrArray *
tenon_cell_plan_get_findings (TenonCellPlan *self)
{
  return self->findings;
}

guint
tenon_cell_plan_get_n_new (TenonCellPlan *self)
{
  return self->added->len;
}

/**
 * tenon_cell_plan_needs_evidence:
 *
 * Returns: whether it states rates that do not say what they rest on: one evidence is asked for all of them
 */
gboolean
tenon_cell_plan_needs_evidence (TenonCellPlan *self)
{
  return self->needs_evidence;
}

static PlannedEdit *
plan_edit (TenonCellPlan            *self,
           const char               *pattern_id,
           const TenonPatternColumn *column,
           const char               *before,
           const char               *after,
           const char               *text)
{
  PlannedEdit *planned = g_new0 (PlannedEdit, 1);

  planned->edit.pattern_id = g_strdup (pattern_id);
  planned->edit.column = column;
  planned->edit.before = g_strdup (before);
  planned->edit.after = g_strdup (after);
  planned->text = g_strdup (text);
  g_ptr_array_add (self->edits, planned);
  return planned;
}

static void
note_kept (TenonCellPlan            *self,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text,
           const char               *file,
           guint                     line)
{
  const TenonRate *rate = tenon_pattern_get_rate (pattern, column);
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *present = tenon_rate_to_text (rate);
  g_autofree char *words = tenon_str_is_blank (text) ? g_strdup ("an empty cell") : g_strdup_printf ("“%s”", text);

  tenon_diagnostic_set_subject (tenon_diagnostics_add (self->findings, TENON_SEVERITY_NOTE, "rate-kept", file, line, 0, "%s, %s: %s says no rate; %s (%s) stays.",
                                                       pattern->pattern_id, column->title, words, present, tenon_rate_origin_to_string (tenon_rate_get_origin (rate))),
                                subject);
}

static void
plan_cell (TenonCellPlan            *self,
           TenonModel               *model,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text,
           const char               *file,
           guint                     line)
{
  g_auto (TenonReadCell) cell = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *before = NULL;

  if (!tenon_pattern_read_cell (model, pattern, column, text, &cell, &error))
    {
      tenon_diagnostic_set_subject (tenon_diagnostics_add (self->findings, TENON_SEVERITY_WARNING, "cell-unread", file, line, 0, "%s, %s: %s", pattern->pattern_id, column->title, error->message), subject);
      return;
    }
  if (cell.note != NULL)
    tenon_diagnostic_set_subject (tenon_diagnostics_add (self->findings, TENON_SEVERITY_NOTE, "cell-loose", file, line, 0, "%s, %s: %s", pattern->pattern_id, column->title, cell.note), subject);
  if (cell.is_same)
    return;
  if (cell.forgets)
    {
      note_kept (self, pattern, column, text, file, line);
      return;
    }
  before = tenon_pattern_dup_cell (pattern, column);
  self->needs_evidence |= cell.needs_evidence;
  plan_edit (self, pattern->pattern_id, column, before, cell.text, text)->line = line;
}

static char *
dup_place (const char               *pattern_id,
           const TenonPatternColumn *column)
{
  return g_strdup_printf ("%s\n%s", pattern_id, column->name);
}

/* Returns: (transfer full) (element-type utf8 utf8): the cells that are filled */
static GHashTable *
list_places (TenonCellPlan *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->edits->len; i++)
    {
      const PlannedEdit *planned = g_ptr_array_index (self->edits, i);

      g_hash_table_add (places, dup_place (planned->edit.pattern_id, planned->edit.column));
    }
  return places;
}

static void
plan_half (TenonCellPlan            *self,
           TenonModel               *model,
           const PlannedEdit        *planned,
           const TenonPatternColumn *other,
           const char               *half,
           const char               *file)
{
  TenonPattern *known = tenon_model_find_pattern (model, planned->edit.pattern_id);
  g_autoptr (TenonPattern) pattern = known != NULL ? g_object_ref (known) : tenon_pattern_new (planned->edit.pattern_id);
  const TenonRate *present = tenon_pattern_get_rate (pattern, other);
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *stays = tenon_rate_to_text (present);

  if (present == NULL)
    plan_cell (self, model, pattern, other, planned->text, file, planned->line);
  else
    tenon_diagnostic_set_subject (tenon_diagnostics_add (self->findings, TENON_SEVERITY_NOTE, "rate-kept", file, planned->line, 0, "%s, %s: “%s” says %s; %s (%s) stays.",
                                                         pattern->pattern_id, other->title, planned->text, half, stays, tenon_rate_origin_to_string (tenon_rate_get_origin (present))),
                                  subject);
}

/* "500/200" in the column of the peak says the average as well: it is taken where nothing else says one. */
static void
plan_other_halves (TenonCellPlan *self,
                   TenonModel    *model,
                   const char    *file)
{
  g_autoptr (GHashTable) places = NULL;
  guint n_edits = self->edits->len;

  for (guint i = 0; i < n_edits; i++)
    {
      const PlannedEdit        *planned = g_ptr_array_index (self->edits, i);
      g_autofree char          *half = planned->rate == NULL ? tenon_pattern_column_dup_other_half (planned->edit.column, planned->text) : NULL;
      const TenonPatternColumn *other;
      g_autofree char          *place = NULL;

      if (half == NULL)
        continue;
      if (places == NULL)
        places = list_places (self);
      other = tenon_pattern_columns_find (g_str_equal (planned->edit.column->name, "rps-peak") ? "rps-average" : "rps-peak");
      place = dup_place (planned->edit.pattern_id, other);
      if (!g_hash_table_contains (places, place))
        plan_half (self, model, planned, other, half, file);
    }
}

/* ---- the clipboard ---- */

/* Tab separated rows as spreadsheets put them: quoted fields may hold tabs, line ends and doubled quotes; an empty line is
 * a row with one empty cell, but for the end of the text. */
static GPtrArray *
read_tsv (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GPtrArray       *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE, is_begun = FALSE;

  for (const char *p = valid; *p != '\0'; p++)
    {
      is_begun = TRUE;
      if (quoted && *p == '"' && p[1] == '"')
        {
          g_string_append_c (field, '"');
          p++;
        }
      else if (*p == '"' && (quoted || field->len == 0) && (quoted || strchr (p + 1, '"') != NULL))
        {
          quoted = !quoted;
        }
      else if (!quoted && *p == '\t')
        {
          g_strv_builder_add (row, field->str);
          g_string_truncate (field, 0);
        }
      else if (!quoted && (*p == '\n' || *p == '\r'))
        {
          if (*p == '\r' && p[1] == '\n')
            p++;
          g_strv_builder_add (row, field->str);
          g_string_truncate (field, 0);
          g_ptr_array_add (rows, g_strv_builder_end (row));
          g_strv_builder_unref (row);
          row = g_strv_builder_new ();
          is_begun = FALSE;
        }
      else
        {
          g_string_append_c (field, *p);
        }
    }
  if (is_begun)
    {
      g_strv_builder_add (row, field->str);
      g_ptr_array_add (rows, g_strv_builder_end (row));
    }
  return rows;
}

static void
append_field (GString    *out,
              const char *text,
              char        separator)
{
  const char special[] = { separator, '"', '\n', '\r', '\0' };

  if (strpbrk (text, special) == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * tenon_project_copy_cells:
 * @with_header: whether the first row names the columns
 *
 * Returns: (transfer full): tab separated rows
 */
char *
tenon_project_copy_cells (TenonProject              *self,
                          const char *const         *pattern_ids,
                          const TenonPatternColumn **columns,
                          guint                      n_columns,
                          gboolean                   with_header)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; with_header && i < n_columns; i++)
    {
      append_field (out, columns[i]->title, '\t');
      g_string_append_c (out, i + 1 < n_columns ? '\t' : '\n');
    }
  for (guint row = 0; pattern_ids[row] != NULL; row++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_ids[row]);

      for (guint i = 0; pattern != NULL && i < n_columns; i++)
        {
          g_autofree char *cell = tenon_pattern_dup_cell (pattern, columns[i]);

          append_field (out, cell, '\t');
          g_string_append_c (out, i + 1 < n_columns ? '\t' : '\n');
        }
    }
  return g_string_free (out, FALSE);
}

/* Whether each cell of the row names a column: then it is a header. */
static gboolean
is_header (char **row)
{
  for (guint i = 0; row[i] != NULL; i++)
    if (tenon_pattern_columns_find (g_strstrip (row[i])) == NULL)
      return FALSE;
  return row[0] != NULL;
}

static char *
next_new_id (TenonProject  *self,
             TenonCellPlan *plan)
{
  if (plan->next == 0)
    {
      g_autofree char *id = tenon_project_dup_next_pattern_id (self);

      plan->next = g_ascii_strtoull (id + strlen ("AP"), NULL, 10);
    }
  for (;; plan->next++)
    {
      g_autofree char *id = g_strdup_printf ("AP%" G_GUINT64_FORMAT, plan->next);

      if (!g_ptr_array_find_with_equal_func (plan->added, id, g_str_equal, NULL))
        {
          plan->next++;
          return g_steal_pointer (&id);
        }
    }
}

static void
paste_row (TenonProject              *self,
           TenonCellPlan             *plan,
           TenonPattern              *pattern,
           char                     **cells,
           const TenonPatternColumn **columns,
           guint                      n_columns,
           guint                      line)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i >= n_columns)
        {
          tenon_diagnostics_add (plan->findings, TENON_SEVERITY_WARNING, "cell-beyond", NULL, line, 0, "Row %u has more cells than there are columns to take them; %u are left out.", line, g_strv_length (cells) - i);
          return;
        }
      if (columns[i]->kind == TENON_CELL_FIXED)
        continue;
      plan_cell (plan, self->model, pattern, columns[i], cells[i], NULL, line);
    }
}

/**
 * tenon_project_plan_paste:
 * @pattern_ids: (array zero-terminated=1): the rows from where the paste begins, in the order they are shown
 * @columns: (array length=n_columns): the columns from where the paste begins, in the order they are shown
 * @add_rows: whether rows beyond the last pattern become new ones
 *
 * One cell fills all of @pattern_ids. A first row that names columns decides where the others go.
 *
 * Returns: (transfer full):
 */
TenonCellPlan *
tenon_project_plan_paste (TenonProject              *self,
                          const char                *tsv,
                          const char *const         *pattern_ids,
                          const TenonPatternColumn **columns,
                          guint                      n_columns,
                          gboolean                   add_rows)
{
  TenonCellPlan *plan = plan_new ();
  g_autoptr (GPtrArray) rows = read_tsv (tsv);
  g_autofree const TenonPatternColumn **named = NULL;
  guint                                 n_ids = g_strv_length ((char **)pattern_ids);
  guint                                 first = 0, n_rows;
  gboolean                              fills;

  if (rows->len > 1 && is_header (g_ptr_array_index (rows, 0)))
    {
      char **header = g_ptr_array_index (rows, 0);

      n_columns = g_strv_length (header);
      named = g_new0 (const TenonPatternColumn *, n_columns);
      for (guint i = 0; i < n_columns; i++)
        named[i] = tenon_pattern_columns_find (header[i]);
      columns = named;
      first = 1;
    }
  fills = rows->len == 1 && g_strv_length (g_ptr_array_index (rows, 0)) == 1;
  n_rows = fills ? n_ids : rows->len - first;
  for (guint i = 0; i < n_rows; i++)
    {
      char **cells = g_ptr_array_index (rows, fills ? 0 : first + i);
      g_autoptr (TenonPattern) pattern = NULL;
      g_autofree char *id = NULL;

      if (i < n_ids)
        {
          pattern = tenon_model_find_pattern (self->model, pattern_ids[i]);
          if (pattern != NULL)
            g_object_ref (pattern);
        }
      else if (add_rows)
        {
          id = next_new_id (self, plan);
          pattern = tenon_pattern_new (id);
          g_ptr_array_add (plan->added, g_steal_pointer (&id));
        }
      else
        {
          tenon_diagnostics_add (plan->findings, TENON_SEVERITY_WARNING, "row-beyond", NULL, i + 1, 0, "%u rows stand below the last pattern; they are left out.", n_rows - i);
          break;
        }
      if (pattern != NULL)
        paste_row (self, plan, pattern, cells, columns, n_columns, i + 1);
    }
  plan_other_halves (plan, self->model, NULL);
  return plan;
}

/* ---- files ---- */

static char *
dup_rate_part (const TenonRate *rate,
               guint            part)
{
  char *text = NULL;

  if (rate == NULL)
    return g_strdup ("");
  switch (part)
    {
    case 0:
      text = g_strdup (tenon_rate_origin_to_string (tenon_rate_get_origin (rate)));
      break;
    case 1:
      text = g_strdup (tenon_rate_get_evidence (rate));
      break;
    case 2:
      text = g_strdup (tenon_rate_get_formula (rate));
      break;
    case 3:
      text = g_strdup (tenon_rate_get_by (rate));
      break;
    case 4:
      text = g_strdup (tenon_rate_get_at (rate));
      break;
    case 5:
      text = g_strdup (tenon_rate_get_file (rate));
      break;
    case 6:
      text = tenon_rate_get_line (rate) > 0 ? g_strdup_printf ("%u", tenon_rate_get_line (rate)) : NULL;
      break;
    case 7:
      text = g_strdup (tenon_rate_is_loose (rate) ? "yes" : NULL);
      break;
    }
  return text != NULL ? text : g_strdup ("");
}

static void
end_cell (GString *out,
          char     separator,
          gboolean is_last)
{
  g_string_append_c (out, is_last ? '\n' : separator);
}

static const char *const rate_prefixes[] = { "peak", "average" };

/**
 * tenon_project_export_patterns:
 * @separator: ',' or a tab
 *
 * Returns: (transfer full): all patterns with all their fields, and each rate with all it rests on: importing it again
 *   into an empty project gives the same patterns
 */
char *
tenon_project_export_patterns (TenonProject *self,
                               char          separator)
{
  GString                  *out = g_string_new (NULL);
  guint                     n_columns;
  const TenonPatternColumn *columns = tenon_pattern_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].kind != TENON_CELL_FIXED)
      g_string_append_printf (out, "%s%c", columns[i].name, separator);
  for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
    for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
      g_string_append_printf (out, "%s-%s%c", rate_prefixes[half], rate_parts[part], separator);
  g_string_append_printf (out, "statements%cfile%cline\n", separator, separator);
  for (guint row = 0; row < tenon_list_get_length (self->model->patterns); row++)
    {
      TenonPattern    *pattern = tenon_list_get (self->model->patterns, row);
      g_autofree char *statements = tenon_cell_join (pattern->statements);

      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *cell = columns[i].kind != TENON_CELL_FIXED ? tenon_pattern_dup_cell (pattern, &columns[i]) : NULL;

          if (cell == NULL)
            continue;
          append_field (out, cell, separator);
          end_cell (out, separator, FALSE);
        }
      for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
        for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
          {
            g_autofree char *cell = dup_rate_part (half == 0 ? pattern->rps_peak : pattern->rps_average, part);

            append_field (out, cell, separator);
            end_cell (out, separator, FALSE);
          }
      append_field (out, statements, separator);
      end_cell (out, separator, FALSE);
      append_field (out, pattern->file != NULL ? pattern->file : "", separator);
      end_cell (out, separator, FALSE);
      if (pattern->line > 0)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, pattern->line);
      end_cell (out, separator, TRUE);
    }
  return g_string_free (out, FALSE);
}

/* Where a file has what. */
typedef struct
{
  TenonCellPlan            *plan;
  TenonProject             *project;
  const char               *file;
  const TenonCsvRow        *header;
  int                       id;
  int                       both; /* peak and average in one column */
  gboolean                  has_decimal_comma;
  gboolean                  points_group; /* some number of the file has a decimal comma: a point then marks thousands */
  const TenonPatternColumn *columns[64];
  guint                     n_columns;
} Import;

/* Headings people use beside the columns' own names and titles. */
static const struct
{
  const char *heading;
  const char *column;
} headings[] = {
  { "#", "pattern-id" },
  { "id", "pattern-id" },
  { "pattern #", "pattern-id" },
  { "pattern id", "pattern-id" },
  { "access pattern", "description" },
  { "name", "description" },
  { "operation", "operation-type" },
  { "operation type", "operation-type" },
  { "entity", "entities" },
  { "table", "entities" },
  { "tables", "entities" },
  { "peak rps", "rps-peak" },
  { "peak qps", "rps-peak" },
  { "rps peak", "rps-peak" },
  { "average rps", "rps-average" },
  { "avg rps", "rps-average" },
  { "average qps", "rps-average" },
  { "rps average", "rps-average" },
  { "attributes needed", "attributes" },
  { "key attributes", "attributes" },
  { "requirements", "key-requirements" },
  { "considerations", "design-considerations" },
  { "notes", "design-considerations" },
};

static const TenonPatternColumn *
find_heading (const char *heading)
{
  const TenonPatternColumn *column = tenon_pattern_columns_find (heading);

  for (guint i = 0; column == NULL && i < G_N_ELEMENTS (headings); i++)
    if (g_ascii_strcasecmp (headings[i].heading, heading) == 0)
      column = tenon_pattern_columns_find (headings[i].column);
  return column != NULL && column->kind != TENON_CELL_FIXED ? column : NULL;
}

static gboolean
is_rate_heading (const char *heading)
{
  g_autofree char *lower = g_ascii_strdown (heading, -1);

  return strstr (lower, "rps") != NULL || strstr (lower, "qps") != NULL;
}

static gboolean
is_part_heading (const char *heading)
{
  static const char *const others[] = { "statements", "file", "line", "source", NULL };

  if (g_strv_contains (others, heading))
    return TRUE;
  for (guint half = 0; half < G_N_ELEMENTS (rate_prefixes); half++)
    for (guint part = 0; part < G_N_ELEMENTS (rate_parts); part++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", rate_prefixes[half], rate_parts[part]);

        if (g_ascii_strcasecmp (name, heading) == 0)
          return TRUE;
      }
  return FALSE;
}

static void
read_header (Import *self)
{
  self->id = self->both = -1;
  for (guint i = 0; self->header->fields[i] != NULL && i < G_N_ELEMENTS (self->columns); i++)
    {
      g_autofree char          *heading = g_strstrip (g_strdup (self->header->fields[i]));
      const TenonPatternColumn *column = find_heading (heading);

      self->columns[i] = column;
      self->n_columns = i + 1;
      if (column != NULL && g_str_equal (column->name, "pattern-id"))
        self->id = (int)i;
      if (column != NULL || *heading == '\0' || is_part_heading (heading))
        continue;
      if (self->both < 0 && is_rate_heading (heading))
        self->both = (int)i;
      else
        tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_NOTE, "column-unknown", self->file, self->header->line, 0, "The column “%s” is left out: patterns have nothing of that name.", heading);
    }
}

static const char *
get_part (Import            *self,
          const TenonCsvRow *row,
          const char        *prefix,
          const char        *part)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", prefix, part);
  const char      *names[] = { name, NULL };

  return tenon_csv_get_field (row, tenon_csv_find_column (self->header, names));
}

static const char *
given (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/* A rate that stands in the file with what it rests on. Returns: (nullable): NULL where it says no origin or no evidence */
static TenonRate *
read_backed_rate (Import            *self,
                  const TenonCsvRow *row,
                  const char        *prefix,
                  const char        *text)
{
  const char     *origin = get_part (self, row, prefix, "origin");
  const char     *evidence = get_part (self, row, prefix, "evidence");
  TenonRateOrigin kind = TENON_RATE_UNKNOWN;
  TenonRateCell   cell;
  TenonRate      *rate;

  for (guint i = TENON_RATE_STATED; i <= TENON_RATE_DERIVED; i++)
    if (g_ascii_strcasecmp (tenon_rate_origin_to_string (i), origin) == 0)
      kind = i;
  tenon_rate_cell_read (text, &cell);
  if (kind == TENON_RATE_UNKNOWN || *evidence == '\0' || cell.kind != TENON_RATE_CELL_ONE)
    return NULL;
  rate = tenon_rate_new (kind, cell.is_at_least ? g_ascii_strtod (text + strcspn (text, "0123456789."), NULL) : g_ascii_strtod (text, NULL), evidence);
  tenon_rate_set_lower_bound (rate, cell.is_at_least);
  tenon_rate_set_loose (rate, g_ascii_strcasecmp (get_part (self, row, prefix, "loose"), "yes") == 0);
  if (kind == TENON_RATE_DERIVED)
    tenon_rate_set_formula (rate, given (get_part (self, row, prefix, "formula")));
  tenon_rate_set_person (rate, given (get_part (self, row, prefix, "by")), given (get_part (self, row, prefix, "at")));
  tenon_rate_set_place (rate, given (get_part (self, row, prefix, "file")), (guint)g_ascii_strtoull (get_part (self, row, prefix, "line"), NULL, 10));
  return rate;
}

static void
plan_rate (Import                   *self,
           const TenonCsvRow        *row,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text)
{
  const char      *prefix = g_str_equal (column->name, "rps-peak") ? "peak" : "average";
  const TenonRate *present = tenon_pattern_get_rate (pattern, column);
  g_autoptr (TenonRate) rate = read_backed_rate (self, row, prefix, text);
  g_autofree char *before = NULL;

  /* What cannot be derived now has no number to write, and its formula stays. */
  if (present != NULL && !tenon_rate_is_known (present) && tenon_str_is_blank (text))
    return;
  if (rate == NULL)
    {
      plan_cell (self->plan, self->project->model, pattern, column, text, self->file, row->line);
      return;
    }
  if (tenon_rate_equal (rate, present))
    return;
  if (tenon_rate_get_origin (present) == TENON_RATE_STATED && tenon_rate_get_origin (rate) != TENON_RATE_STATED)
    {
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "rate-stated", self->file, row->line, 0, "%s, %s: the rate is stated; what is not stated does not replace it.", pattern->pattern_id, column->title);
      return;
    }
  before = tenon_pattern_dup_cell (pattern, column);
  plan_edit (self->plan, pattern->pattern_id, column, before, text, text)->rate = g_steal_pointer (&rate);
}

/* Where the semicolon separates, the comma is the decimal sign, and a point beside one a mark of groups: "1.234,5" is
 * "1234.5". What has no comma in it is written as everywhere. Returns: (transfer full) */
static char *
dup_with_points (const char *text,
                 gboolean    points_group)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize       n = strspn (text, "0123456789.,");
      const char *comma = memchr (text, ',', n);
      gboolean    is_grouped = points_group && comma == NULL && g_regex_match_simple ("^\\d{1,3}(\\.\\d{3})+(?![\\d.])", text, 0, 0);
      gboolean    is_decimal = comma != NULL && comma > text && comma + 1 < text + n && memchr (comma + 1, ',', text + n - comma - 1) == NULL;

      for (gsize i = 0; i < n; i++)
        if (!is_decimal && !is_grouped)
          g_string_append_c (out, text[i]);
        else if (text[i] != '.')
          g_string_append_c (out, text[i] == ',' ? '.' : text[i]);
      text += n;
      if (*text != '\0' && n == 0)
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_number (const TenonPatternColumn *column)
{
  return column->kind == TENON_CELL_RATE || column->kind == TENON_CELL_NUMBER;
}

/* "0,5" is no group of three: whoever wrote it writes "1.400" for fourteen hundred. */
static gboolean
says_decimal_comma (Import    *self,
                    GPtrArray *rows)
{
  for (guint row = 1; row < rows->len; row++)
    for (guint i = 0; i < self->n_columns; i++)
      if (((self->columns[i] != NULL && is_number (self->columns[i])) || (int)i == self->both)
          && g_regex_match_simple ("(?<![\\d.,])\\d+(\\.\\d{3})*,(\\d{1,2}|\\d{4,})(?![\\d,])", tenon_csv_get_field (g_ptr_array_index (rows, row), (int)i), 0, 0))
        return TRUE;
  return FALSE;
}

/* Cells behind the last heading belong to no column. */
static void
report_beyond (Import            *self,
               const TenonCsvRow *row,
               const char        *id)
{
  guint n_headings = g_strv_length (self->header->fields);

  for (guint i = n_headings; i < g_strv_length (row->fields); i++)
    if (!tenon_str_is_blank (row->fields[i]))
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "cell-beyond", self->file, row->line, 0, "%s: “%s” stands behind the last heading and is left out.", id, row->fields[i]);
}

static void
plan_both (Import            *self,
           const TenonCsvRow *row,
           TenonPattern      *pattern)
{
  g_autofree char *plain = self->has_decimal_comma ? dup_with_points (tenon_csv_get_field (row, self->both), self->points_group) : NULL;
  const char      *text = plain != NULL ? plain : tenon_csv_get_field (row, self->both);
  TenonRateCell    cell;

  tenon_rate_cell_read (text, &cell);
  if (cell.kind == TENON_RATE_CELL_NONE)
    return;
  plan_cell (self->plan, self->project->model, pattern, tenon_pattern_columns_find ("rps-peak"), text, self->file, row->line);
  if (cell.kind == TENON_RATE_CELL_TWO || cell.kind == TENON_RATE_CELL_ONE)
    plan_cell (self->plan, self->project->model, pattern, tenon_pattern_columns_find ("rps-average"), text, self->file, row->line);
}

/* Statements and the place a pattern came from: no cells of the table, but part of what a file keeps. */
static void
plan_rest (Import            *self,
           const TenonCsvRow *row,
           TenonPattern      *pattern)
{
  static const char *const names[] = { "statements", "file" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char               *wanted[] = { names[i], NULL };
      const TenonPatternColumn *column = tenon_pattern_columns_find (i == 0 ? "statements" : "source");
      const char               *text = tenon_csv_get_field (row, tenon_csv_find_column (self->header, wanted));
      g_autofree char          *present = tenon_pattern_dup_cell (pattern, column);
      g_autofree char          *whole = NULL;

      if (*text == '\0')
        continue;
      if (i == 1)
        {
          const char *lines[] = { "line", NULL };
          const char *line = tenon_csv_get_field (row, tenon_csv_find_column (self->header, lines));

          whole = *line != '\0' ? g_strdup_printf ("%s:%s", text, line) : g_strdup (text);
        }
      if (!g_str_equal (present, whole != NULL ? whole : text))
        plan_edit (self->plan, pattern->pattern_id, column, present, whole != NULL ? whole : text, whole != NULL ? whole : text);
    }
}

static char *
read_id (const char *cell)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (cell), "*`#", ' '));

  return g_ascii_isdigit (*plain) ? g_strconcat ("AP", plain, NULL) : g_steal_pointer (&plain);
}

static void
import_row (Import            *self,
            const TenonCsvRow *row,
            GHashTable        *seen)
{
  g_autofree char *id = self->id >= 0 ? read_id (tenon_csv_get_field (row, self->id)) : NULL;
  g_autoptr (TenonPattern) pattern = NULL;

  if (id == NULL || *id == '\0')
    {
      g_free (id);
      id = next_new_id (self->project, self->plan);
    }
  if (!tenon_pattern_is_id (id))
    {
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-id", self->file, row->line, 0, "“%s” is no id of one pattern; this row is left out.", id);
      return;
    }
  if (!g_hash_table_add (seen, g_strdup (id)))
    {
      tenon_diagnostics_add (self->plan->findings, TENON_SEVERITY_WARNING, "row-duplicate", self->file, row->line, 0, "%s stands in the file already; this row is left out.", id);
      return;
    }
  pattern = tenon_model_find_pattern (self->project->model, id);
  if (pattern != NULL)
    {
      g_object_ref (pattern);
    }
  else
    {
      pattern = tenon_pattern_new (id);
      g_ptr_array_add (self->plan->added, g_strdup (id));
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      const TenonPatternColumn *column = self->columns[i];
      const char               *text = tenon_csv_get_field (row, (int)i);
      g_autofree char          *plain = NULL;

      if (column == NULL || (int)i == self->id || *text == '\0')
        continue;
      if (self->has_decimal_comma && is_number (column) && *text != '=')
        text = plain = dup_with_points (text, self->points_group);
      if (column->kind == TENON_CELL_RATE)
        plan_rate (self, row, pattern, column, text);
      else
        plan_cell (self->plan, self->project->model, pattern, column, text, self->file, row->line);
    }
  if (self->both >= 0)
    plan_both (self, row, pattern);
  report_beyond (self, row, id);
  plan_rest (self, row, pattern);
}

/**
 * tenon_project_plan_import:
 * @text: comma, semicolon or tab separated, with a header
 * @file: (nullable): its name, for findings
 *
 * Returns: (transfer full):
 */
TenonCellPlan *
tenon_project_plan_import (TenonProject *self,
                           const char   *text,
                           const char   *file)
{
  char           separator = tenon_csv_guess (text, -1);
  TenonCellPlan *plan = plan_new ();
  g_autoptr (GPtrArray) rows = tenon_csv_read (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, -1, separator);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { .plan = plan, .project = self, .file = file, .has_decimal_comma = separator == ';' };

  if (rows->len == 0)
    {
      tenon_diagnostics_add (plan->findings, TENON_SEVERITY_ERROR, "file-empty", file, 0, 0, "The file has no rows.");
      return plan;
    }
  import.header = g_ptr_array_index (rows, 0);
  read_header (&import);
  if (import.id < 0 && tenon_pattern_columns_find ("description") != NULL)
    {
      gboolean has_description = FALSE;

      for (guint i = 0; i < import.n_columns; i++)
        has_description |= import.columns[i] != NULL && g_str_equal (import.columns[i]->name, "description");
      if (!has_description)
        {
          tenon_diagnostics_add (plan->findings, TENON_SEVERITY_ERROR, "file-no-header", file, 1, 0, "The first row names neither a pattern's id nor its description.");
          return plan;
        }
    }
  import.points_group = import.has_decimal_comma && says_decimal_comma (&import, rows);
  for (guint i = 1; i < rows->len; i++)
    import_row (&import, g_ptr_array_index (rows, i), seen);
  plan_other_halves (plan, self->model, file);
  return plan;
}

/* ---- applying ---- */

static void
put_source (TenonPattern *pattern,
            const char   *text)
{
  const char      *colon = strrchr (text, ':');
  guint64          line = 0;
  g_autofree char *file = NULL;

  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXINT, &line, NULL))
    file = g_strndup (text, colon - text);
  g_object_set (pattern, "file", file != NULL ? file : text, "line", (gint64)line, NULL);
}

static gboolean
put_planned (TenonProject *self,
             PlannedEdit  *planned,
             const char   *evidence,
             const char   *by,
             GError      **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, planned->edit.pattern_id);

  if (pattern == NULL)
    return TRUE; /* deleted since the plan was made */
  if (planned->rate != NULL)
    {
      g_object_set (pattern, planned->edit.column->property, planned->rate, NULL);
      return TRUE;
    }
  if (g_str_equal (planned->edit.column->name, "statements"))
    {
      g_auto (GStrv) statements = tenon_cell_split (planned->text);

      g_object_set (pattern, "statements", statements, NULL);
      return TRUE;
    }
  if (g_str_equal (planned->edit.column->name, "source"))
    {
      put_source (pattern, planned->text);
      return TRUE;
    }
  return tenon_pattern_put_cell (self->model, pattern, planned->edit.column, planned->text, evidence, by, error);
}

/**
 * tenon_project_apply_plan:
 * @label: (nullable): what undo will offer
 * @evidence: (nullable): what the rates rest on that do not say so themselves; needed where
 *   tenon_cell_plan_needs_evidence()
 * @by: (nullable): who states them
 *
 * Carries out a plan in one edit; nothing changes where a cell of it is refused.
 */
gboolean
tenon_project_apply_plan (TenonProject  *self,
                          TenonCellPlan *plan,
                          const char    *label,
                          const char    *evidence,
                          const char    *by,
                          GError       **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, label != NULL ? label : _ ("Change Patterns"));

  for (guint i = 0; i < plan->added->len; i++)
    if (tenon_model_find_pattern (self->model, g_ptr_array_index (plan->added, i)) == NULL)
      tenon_list_append_take (self->model->patterns, tenon_pattern_new (g_ptr_array_index (plan->added, i)));
  for (guint i = 0; i < plan->edits->len; i++)
    if (!put_planned (self, g_ptr_array_index (plan->edits, i), evidence, by, error))
      return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}
