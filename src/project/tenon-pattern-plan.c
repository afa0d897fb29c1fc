/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns from and to the clipboard and files: rows of tab or comma separated text become a plan of cell edits that can
 * be looked at, and is applied in one edit. Files are read in tenon-pattern-sheet.c.
 *
 * Pasting puts cells where they stand on the sheet: an empty one empties. Importing a file adds and changes by the
 * pattern's id and leaves alone what the file is silent about. Neither forgets a rate: "TBD" or an empty cell is told of,
 * and what is known stays. Neither replaces a rate that somebody stated, but where that is asked for: each of them is
 * named with what it is, what the sheet says, and who stated it. */

#include "project/tenon-pattern-plan-private.h"

#include "base/tenon-text.h"
#include "project/tenon-edits.h"
#include "project/tenon-left-out.h"
#include "project/tenon-project-private.h"
#include "project/tenon-step.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
planned_edit_free (gpointer data)
{
  TenonPlannedEdit *planned = data;

  g_free (planned->edit.pattern_id);
  g_free (planned->edit.before);
  g_free (planned->edit.after);
  g_free (planned->text);
  g_free (planned->evidence);
  g_free (planned->by);
  g_clear_pointer (&planned->rate, tenon_rate_free);
  g_free (planned);
}

/* Returns: (transfer full): that changes nothing yet */
TenonCellPlan *
tenon_cell_plan_new (void)
{
  TenonCellPlan *self = g_new0 (TenonCellPlan, 1);

  self->edits = g_ptr_array_new_with_free_func (planned_edit_free);
  self->held = g_ptr_array_new_with_free_func (planned_edit_free);
  self->findings = tenon_diagnostics_new ();
  self->added = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tenon_cell_plan_free (TenonCellPlan *self)
{
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->held);
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
 * Returns: whether it states rates that do not say what they rest on, or who says so, or says of patterns that came from a
 *   source that they have no database operation: it is asked once for all of them
 */
gboolean
tenon_cell_plan_needs_evidence (TenonCellPlan *self)
{
  for (guint i = 0; i < self->edits->len; i++)
    if (((TenonPlannedEdit *)g_ptr_array_index (self->edits, i))->needs_evidence)
      return TRUE;
  return FALSE;
}

/**
 * tenon_cell_plan_get_n_stated:
 *
 * Returns: how many rates that somebody stated the sheet says otherwise; the findings name each. They stay as they are
 *   until tenon_cell_plan_set_replaces()
 */
guint
tenon_cell_plan_get_n_stated (TenonCellPlan *self)
{
  guint n = self->held->len;

  for (guint i = 0; i < self->edits->len; i++)
    n += ((TenonPlannedEdit *)g_ptr_array_index (self->edits, i))->replaces;
  return n;
}

/**
 * tenon_cell_plan_set_replaces:
 * @replaces: whether the plan replaces rates that somebody stated; it does not by itself
 */
void
tenon_cell_plan_set_replaces (TenonCellPlan *self,
                              gboolean       replaces)
{
  GPtrArray *from = replaces ? self->held : self->edits;
  GPtrArray *to = replaces ? self->edits : self->held;

  for (guint i = 0; i < from->len;)
    if (((TenonPlannedEdit *)g_ptr_array_index (from, i))->replaces)
      g_ptr_array_add (to, g_ptr_array_steal_index (from, i));
    else
      i++;
}

TenonPlannedEdit *
tenon_cell_plan_add_edit (TenonCellPlan            *self,
                          const char               *pattern_id,
                          const TenonPatternColumn *column,
                          const char               *before,
                          const char               *after,
                          const char               *text)
{
  TenonPlannedEdit *planned = g_new0 (TenonPlannedEdit, 1);

  planned->edit.pattern_id = g_strdup (pattern_id);
  planned->edit.column = column;
  planned->edit.before = g_strdup (before);
  planned->edit.after = g_strdup (after);
  planned->text = g_strdup (text);
  g_ptr_array_add (self->edits, planned);
  return planned;
}

void
tenon_cell_plan_report (TenonCellPlan        *self,
                        TenonSeverity         severity,
                        const char           *code,
                        const TenonCellPlace *place,
                        TenonPattern         *pattern,
                        const char           *format,
                        ...)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  tenon_diagnostic_set_subject (tenon_diagnostics_add (self->findings, severity, code, place->file, place->line, 0, "%s, %s", pattern->pattern_id, message), subject);
}

/* " by Ada on 2026-05-01" */
static char *
dup_by (const TenonRate *rate)
{
  g_autofree char *name = NULL;
  const char      *at = tenon_rate_get_at (rate);

  if (tenon_rate_get_by (rate) != NULL && !tenon_person_parse (tenon_rate_get_by (rate), &name, NULL))
    name = g_strdup (tenon_rate_get_by (rate));
  return g_strdup_printf ("%s%s%s%.10s", name != NULL ? " by " : "", name != NULL ? name : "", at != NULL ? " on " : "", at != NULL ? at : "");
}

/* What somebody stated is not replaced by the way: it is named, and waits for tenon_cell_plan_set_replaces(). */
void
tenon_cell_plan_hold_stated (TenonCellPlan        *self,
                             TenonPlannedEdit     *planned,
                             TenonPattern         *pattern,
                             const TenonCellPlace *place)
{
  const TenonRate *present = tenon_pattern_get_rate (pattern, planned->edit.column);
  g_autofree char *shown = NULL;
  g_autofree char *by = NULL;
  guint            position;

  if (tenon_rate_get_origin (present) != TENON_RATE_STATED || !g_ptr_array_find (self->edits, planned, &position))
    return;
  shown = tenon_rate_to_text (present);
  by = dup_by (present);
  planned->replaces = TRUE;
  g_ptr_array_add (self->held, g_ptr_array_steal_index (self->edits, position));
  tenon_cell_plan_report (self, TENON_SEVERITY_WARNING, "rate-stated", place, pattern, "%s: %s was stated%s (%s); the sheet says %s. What is stated is replaced only if you ask for it.",
                          planned->edit.column->title, shown, by, tenon_rate_get_evidence (present), planned->text);
}

static void
note_kept (TenonCellPlan            *self,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text,
           const TenonCellPlace     *place)
{
  const TenonRate *rate = tenon_pattern_get_rate (pattern, column);
  g_autofree char *present = tenon_rate_to_text (rate);
  g_autofree char *words = tenon_str_is_blank (text) ? g_strdup ("an empty cell") : g_strdup_printf ("“%s”", text);

  tenon_cell_plan_report (self, TENON_SEVERITY_NOTE, "rate-kept", place, pattern, "%s: %s says no rate; %s (%s) stays.", column->title, words, present, tenon_rate_origin_to_string (tenon_rate_get_origin (rate)));
}

void
tenon_cell_plan_add_cell (TenonCellPlan            *self,
                          TenonModel               *model,
                          TenonPattern             *pattern,
                          const TenonPatternColumn *column,
                          const char               *text,
                          const TenonCellPlace     *place)
{
  g_auto (TenonReadCell) cell = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char  *before = NULL;
  TenonPlannedEdit *planned;

  if (!tenon_pattern_read_cell (model, pattern, column, text, &cell, &error))
    {
      tenon_cell_plan_report (self, TENON_SEVERITY_WARNING, "cell-unread", place, pattern, "%s: %s", column->title, error->message);
      return;
    }
  if (cell.note != NULL)
    tenon_cell_plan_report (self, TENON_SEVERITY_NOTE, "cell-loose", place, pattern, "%s: %s", column->title, cell.note);
  if (cell.is_same)
    return;
  if (cell.forgets)
    {
      note_kept (self, pattern, column, text, place);
      return;
    }
  before = tenon_pattern_dup_cell (pattern, column);
  planned = tenon_cell_plan_add_edit (self, pattern->pattern_id, column, before, cell.text, text);
  planned->needs_evidence = tenon_pattern_column_drops_operation (column, &cell) && tenon_pattern_is_sourced (pattern);
  if (column->kind != TENON_CELL_RATE)
    return;
  planned->line = place->line;
  planned->evidence = g_strdup (place->evidence);
  planned->by = g_strdup (place->by);
  planned->needs_evidence = cell.needs_evidence && (planned->evidence == NULL || planned->by == NULL);
  tenon_cell_plan_hold_stated (self, planned, pattern, place);
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

  for (guint i = 0; i < self->edits->len + self->held->len; i++)
    {
      const TenonPlannedEdit *planned = i < self->edits->len ? g_ptr_array_index (self->edits, i) : g_ptr_array_index (self->held, i - self->edits->len);

      g_hash_table_add (places, dup_place (planned->edit.pattern_id, planned->edit.column));
    }
  return places;
}

static void
plan_half (TenonCellPlan            *self,
           TenonModel               *model,
           const TenonPlannedEdit   *planned,
           const TenonPatternColumn *other,
           const char               *half,
           const char               *file)
{
  TenonPattern *known = tenon_model_find_pattern (model, planned->edit.pattern_id);
  g_autoptr (TenonPattern) pattern = known != NULL ? g_object_ref (known) : tenon_pattern_new (planned->edit.pattern_id);
  const TenonRate *present = tenon_pattern_get_rate (pattern, other);
  TenonCellPlace   place = { file, planned->line, planned->evidence, planned->by };
  g_autofree char *stays = tenon_rate_to_text (present);

  if (present == NULL)
    tenon_cell_plan_add_cell (self, model, pattern, other, planned->text, &place);
  else
    tenon_cell_plan_report (self, TENON_SEVERITY_NOTE, "rate-kept", &place, pattern, "%s: “%s” says %s; %s (%s) stays.",
                            other->title, planned->text, half, stays, tenon_rate_origin_to_string (tenon_rate_get_origin (present)));
}

/* "500/200" in the column of the peak says the average as well: it is taken where nothing else says one. */
void
tenon_cell_plan_add_other_halves (TenonCellPlan *self,
                                  TenonModel    *model,
                                  const char    *file)
{
  g_autoptr (GHashTable) places = NULL;
  guint n_edits = self->edits->len;

  for (guint i = 0; i < n_edits; i++)
    {
      const TenonPlannedEdit   *planned = g_ptr_array_index (self->edits, i);
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

void
tenon_cell_append_field (GString    *out,
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
      tenon_cell_append_field (out, columns[i]->title, '\t');
      g_string_append_c (out, i + 1 < n_columns ? '\t' : '\n');
    }
  for (guint row = 0; pattern_ids[row] != NULL; row++)
    {
      TenonPattern *pattern = tenon_model_find_pattern (self->model, pattern_ids[row]);

      for (guint i = 0; pattern != NULL && i < n_columns; i++)
        {
          g_autofree char *cell = tenon_pattern_dup_cell (pattern, columns[i]);

          tenon_cell_append_field (out, cell, '\t');
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

/* Returns: (transfer full): the next id that no pattern has, and none the plan adds */
char *
tenon_cell_plan_dup_next_id (TenonCellPlan *plan,
                             TenonProject  *self)
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
  TenonCellPlace place = { .line = line };

  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i >= n_columns)
        {
          tenon_diagnostics_add (plan->findings, TENON_SEVERITY_WARNING, "cell-beyond", NULL, line, 0, "Row %u has more cells than there are columns to take them; %u are left out.", line, g_strv_length (cells) - i);
          return;
        }
      if (columns[i]->kind == TENON_CELL_FIXED)
        continue;
      tenon_cell_plan_add_cell (plan, self->model, pattern, columns[i], cells[i], &place);
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
  TenonCellPlan *plan = tenon_cell_plan_new ();
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
          id = tenon_cell_plan_dup_next_id (plan, self);
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
  tenon_cell_plan_add_other_halves (plan, self->model, NULL);
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

/* A rate that brings all it rests on along. Of a stated one somebody must be known who said it, or the file that does. */
static gboolean
put_rate (TenonPattern     *pattern,
          TenonPlannedEdit *planned,
          const char       *by,
          GError          **error)
{
  g_autoptr (TenonRate) rate = tenon_rate_copy (planned->rate);

  if (planned->needs_evidence)
    {
      g_autofree char *now = tenon_now_iso8601 ();

      if (!tenon_project_check_person (by, error))
        return FALSE;
      tenon_rate_set_person (rate, by, now);
    }
  g_object_set (pattern, planned->edit.column->property, rate, NULL);
  return TRUE;
}

static gboolean
put_planned (TenonProject     *self,
             TenonPlannedEdit *planned,
             const char       *evidence,
             const char       *by,
             GError          **error)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, planned->edit.pattern_id);

  if (pattern == NULL)
    return TRUE; /* deleted since the plan was made */
  if (planned->rate != NULL)
    return put_rate (pattern, planned, by, error);
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
  return tenon_pattern_put_cell (self->model, pattern, planned->edit.column, planned->text, planned->evidence != NULL ? planned->evidence : evidence, planned->by != NULL ? planned->by : by, error);
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
