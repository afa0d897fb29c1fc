/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the pattern table: what each cell holds as text, and what a text means in it. The table, the clipboard,
 * the files and the command all go through here, so that a cell means the same everywhere.
 *
 * Lists stand by comma; a comma, a backslash or a line end inside an element is written \, \\ \n. */

#include "project/tenon-pattern-cells-private.h"

#include "artifact/tenon-rate-cell.h"
#include "base/tenon-text.h"
#include "model/tenon-formula.h"
#include "project/tenon-edits.h"
#include "project/tenon-left-out.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Every whole number up to here is itself as a double and as an integer. */
#define MAX_COUNT 9007199254740992.0

/* So many completions are enough to go on typing. */
#define MAX_COMPLETIONS 50

static const char *const operation_choices[] = { "Read", "Write", "Update", "Delete", "None", NULL };
static const char *const consistency_choices[] = { "Eventual", "Strong", NULL };
static const char *const complexity_choices[] = { "Simple", "Moderate", "Complex", NULL };
static const char *const suitability_choices[] = { "High", "Medium", "Low", NULL };

static const TenonPatternColumn columns[] = {
  { "pattern-id", "Pattern", TENON_CELL_TEXT, NULL, "pattern-id", NULL, TRUE },
  { "description", "Description", TENON_CELL_TEXT, NULL, "description", NULL, TRUE },
  { "operation-type", "Type", TENON_CELL_CHOICE, NULL, "operation-type", operation_choices, TRUE },
  { "entities", "Entities", TENON_CELL_ENTITIES, NULL, "entities-involved", NULL, TRUE },
  { "rps-peak", "Peak", TENON_CELL_RATE, "requests a second", "rps-peak", NULL, TRUE },
  { "rps-average", "Average", TENON_CELL_RATE, "requests a second", "rps-average", NULL, TRUE },
  { "attributes", "Attributes", TENON_CELL_ATTRIBUTES, NULL, "attributes", NULL, TRUE },
  { "key-requirements", "Key Requirements", TENON_CELL_TEXT, NULL, "key-requirements", NULL, TRUE },
  { "status", "Status", TENON_CELL_TEXT, NULL, "status", NULL, TRUE },
  { "endpoint", "Endpoint", TENON_CELL_TEXT, NULL, "endpoint", NULL, FALSE },
  { "design-considerations", "Design Considerations", TENON_CELL_TEXT, NULL, "design-considerations", NULL, FALSE },
  { "consistency", "Consistency", TENON_CELL_CHOICE, NULL, "consistency-requirements", consistency_choices, FALSE },
  { "latency-ms", "Latency", TENON_CELL_NUMBER, "ms", "latency-ms", NULL, FALSE },
  { "items-returned", "Items", TENON_CELL_NUMBER, "items", "items-returned", NULL, FALSE },
  { "bytes-returned", "Bytes", TENON_CELL_NUMBER, "bytes", "bytes-returned", NULL, FALSE },
  { "equality", "Equality Keys", TENON_CELL_ATTRIBUTES, NULL, "equality", NULL, FALSE },
  { "range", "Range or Sort Key", TENON_CELL_TEXT, NULL, "range", NULL, FALSE },
  { "filters", "Filters", TENON_CELL_ATTRIBUTES, NULL, "filters", NULL, FALSE },
  { "order-by", "Order", TENON_CELL_ORDER, NULL, "order-by", NULL, FALSE },
  { "page-size", "Page Size", TENON_CELL_NUMBER, "items", "page-size", NULL, FALSE },
  { "search", "Text Search", TENON_CELL_ATTRIBUTES, NULL, "search", NULL, FALSE },
  { "joins", "Joins", TENON_CELL_ENTITIES, NULL, "joins", NULL, FALSE },
  { "is-list", "List", TENON_CELL_FLAG, NULL, "is-list", NULL, FALSE },
  { "is-aggregate", "Aggregate", TENON_CELL_FLAG, NULL, "is-aggregate", NULL, FALSE },
  { "complexity", "Complexity", TENON_CELL_CHOICE, NULL, "complexity", complexity_choices, FALSE },
  { "suitability", "DynamoDB Suitability", TENON_CELL_CHOICE, NULL, "dynamodb-suitability", suitability_choices, FALSE },
  { "data-access", "Data Access", TENON_CELL_TEXT, NULL, "data-access", NULL, FALSE },
  { "is-draft", "Draft", TENON_CELL_FLAG, NULL, "is-draft", NULL, FALSE },
  { "peak-evidence", "Peak Evidence", TENON_CELL_FIXED, NULL, "rps-peak", NULL, FALSE },
  { "average-evidence", "Average Evidence", TENON_CELL_FIXED, NULL, "rps-average", NULL, FALSE },
  { "source", "Source", TENON_CELL_FIXED, NULL, "file", NULL, FALSE },
  { "statements", "Statements", TENON_CELL_FIXED, NULL, "statements", NULL, FALSE },
};

/**
 * tenon_pattern_columns_get:
 *
 * Returns: (array length=n_columns): all columns, in the order of a table nobody has arranged yet
 */
const TenonPatternColumn *
tenon_pattern_columns_get (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * tenon_pattern_columns_find:
 * @name: a column's name, or its title in any case
 *
 * Returns: (nullable):
 */
const TenonPatternColumn *
tenon_pattern_columns_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_ascii_strcasecmp (columns[i].name, name) == 0 || g_ascii_strcasecmp (columns[i].title, name) == 0)
      return &columns[i];
  return NULL;
}

/* ---- text ---- */

static void
append_escaped (GString    *out,
                const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_edge = text[i] == ' ' && (i == 0 || i == length - 1);

      if (text[i] == '\n')
        {
          g_string_append (out, "\\n");
          continue;
        }
      if (text[i] == ',' || text[i] == '\\' || is_edge)
        g_string_append_c (out, '\\');
      g_string_append_c (out, text[i]);
    }
}

/* Returns: (transfer full) */
char *
tenon_cell_join (char **strings)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_escaped (out, strings[i]);
    }
  return g_string_free (out, FALSE);
}

static void
end_element (GStrvBuilder *builder,
             GString      *element,
             gsize         kept)
{
  while (element->len > kept && g_ascii_isspace (element->str[element->len - 1]))
    g_string_truncate (element, element->len - 1);
  if (element->len > 0)
    g_strv_builder_add (builder, element->str);
  g_string_truncate (element, 0);
}

/* The reverse. Line ends separate as commas do. */
char **
tenon_cell_split (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) element = g_string_new (NULL);
  gsize kept = 0; /* what an escape keeps from being cut off */

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          g_string_append_c (element, *p == 'n' ? '\n' : *p);
          kept = element->len;
        }
      else if (*p == ',' || *p == '\n' || *p == '\r')
        {
          end_element (builder, element, kept);
          kept = 0;
        }
      else if (element->len > 0 || !g_ascii_isspace (*p))
        {
          g_string_append_c (element, *p);
        }
    }
  end_element (builder, element, kept);
  return g_strv_builder_end (builder);
}

/* Never negative. */
char *
tenon_cell_dup_number (double value)
{
  return tenon_format_exact (MAX (value, 0));
}

const TenonRate *
tenon_pattern_get_rate (TenonPattern             *pattern,
                        const TenonPatternColumn *column)
{
  return g_str_equal (column->property, "rps-peak") ? pattern->rps_peak : pattern->rps_average;
}

static char *
dup_rate (const TenonRate *rate)
{
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup ("");
  number = tenon_cell_dup_number (value);
  return tenon_rate_is_lower_bound (rate) ? g_strconcat ("≥", number, NULL) : g_steal_pointer (&number);
}

static char *
dup_order (TenonList *order)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (order); i++)
    {
      TenonShapeOrder *by = tenon_list_get (order, i);

      g_string_append_printf (out, "%s%s%s", i > 0 ? ", " : "", by->column != NULL ? by->column : "", by->descending ? " desc" : "");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_choice (int                value,
            const char *const *choices)
{
  /* The first of each enumeration is "unknown"; operations end with "none". */
  return value > 0 && (guint)value <= g_strv_length ((char **)choices) ? g_strdup (choices[value - 1]) : g_strdup ("");
}

static char *
dup_number_of (TenonPattern *pattern,
               const char   *property)
{
  g_auto (GValue) value = G_VALUE_INIT;
  double number;

  g_object_get_property (G_OBJECT (pattern), property, &value);
  number = G_VALUE_HOLDS_INT64 (&value) ? (double)g_value_get_int64 (&value) : g_value_get_double (&value);
  return number > 0 ? tenon_cell_dup_number (number) : g_strdup ("");
}

static char *
dup_fixed (TenonPattern             *pattern,
           const TenonPatternColumn *column)
{
  if (g_str_equal (column->property, "file"))
    return pattern->file == NULL ? g_strdup ("") : pattern->line > 0 ? g_strdup_printf ("%s:%" G_GINT64_FORMAT, pattern->file, pattern->line)
                                                                     : g_strdup (pattern->file);
  if (g_str_equal (column->property, "statements"))
    return tenon_cell_join (pattern->statements);
  return g_strdup (tenon_rate_get_evidence (tenon_pattern_get_rate (pattern, column)) != NULL ? tenon_rate_get_evidence (tenon_pattern_get_rate (pattern, column)) : "");
}

/**
 * tenon_pattern_dup_cell:
 *
 * Returns: (transfer full): the text of a cell as it is edited and copied; "" for what is not known
 */
char *
tenon_pattern_dup_cell (TenonPattern             *pattern,
                        const TenonPatternColumn *column)
{
  switch (column->kind)
    {
    case TENON_CELL_TEXT:
      {
        char *text = NULL;

        g_object_get (pattern, column->property, &text, NULL);
        return text != NULL ? text : g_strdup ("");
      }
    case TENON_CELL_NUMBER:
      return dup_number_of (pattern, column->property);
    case TENON_CELL_RATE:
      return dup_rate (tenon_pattern_get_rate (pattern, column));
    case TENON_CELL_CHOICE:
      {
        int value = 0;

        g_object_get (pattern, column->property, &value, NULL);
        return dup_choice (value, column->choices);
      }
    case TENON_CELL_ENTITIES:
    case TENON_CELL_ATTRIBUTES:
      {
        g_auto (GStrv) strings = NULL;

        g_object_get (pattern, column->property, &strings, NULL);
        return tenon_cell_join (strings);
      }
    case TENON_CELL_ORDER:
      return dup_order (pattern->order_by);
    case TENON_CELL_FLAG:
      {
        gboolean is_set = FALSE;

        g_object_get (pattern, column->property, &is_set, NULL);
        return g_strdup (is_set ? "yes" : "");
      }
    case TENON_CELL_FIXED:
      return dup_fixed (pattern, column);
    }
  g_assert_not_reached ();
}

/* ---- reading ---- */

void
tenon_read_cell_clear (TenonReadCell *cell)
{
  g_clear_pointer (&cell->text, g_free);
  g_clear_pointer (&cell->rate, tenon_rate_free);
  g_clear_pointer (&cell->note, g_free);
}

static gboolean
read_number (const TenonPatternColumn *column,
             const char               *text,
             TenonReadCell            *cell,
             GError                  **error)
{
  const char *end = text;

  cell->number = 0;
  cell->text = g_strdup ("");
  if (*text == '\0' || g_ascii_strcasecmp (text, "TBD") == 0 || g_str_equal (text, "-"))
    return TRUE;
  if (!tenon_parse_number (text, &cell->number, &end))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is no number; %s takes one, in %s", text, column->title, column->unit);
  end += strspn (end, " ");
  if (g_ascii_strcasecmp (end, "s") == 0 && g_str_equal (column->unit, "ms"))
    cell->number *= 1000;
  else if (g_ascii_strcasecmp (end, "kb") == 0 && g_str_equal (column->unit, "bytes"))
    cell->number *= 1024;
  else if (*end != '\0' && g_ascii_strcasecmp (end, column->unit) != 0 && !(g_str_equal (column->unit, "bytes") && g_ascii_strcasecmp (end, "b") == 0))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%s is in %s; “%s” is not read", column->title, column->unit, end);
  if (cell->number > MAX_COUNT || (g_str_equal (column->name, "page-size") && cell->number != floor (cell->number)))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is no number of %s", text, column->unit);
  g_free (cell->text);
  cell->text = cell->number > 0 ? tenon_cell_dup_number (cell->number) : g_strdup ("");
  return TRUE;
}

static gboolean
read_choice (const TenonPatternColumn *column,
             const char               *text,
             TenonReadCell            *cell,
             GError                  **error)
{
  g_autofree char *known = NULL;

  if (*text == '\0' || g_ascii_strcasecmp (text, "unknown") == 0 || g_ascii_strcasecmp (text, "TBD") == 0)
    {
      cell->text = g_strdup ("");
      return TRUE;
    }
  for (guint i = 0; column->choices[i] != NULL; i++)
    if (g_ascii_strcasecmp (column->choices[i], text) == 0)
      {
        cell->number = i + 1;
        cell->text = g_strdup (column->choices[i]);
        return TRUE;
      }
  known = g_strjoinv (", ", (char **)column->choices);
  return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%s is one of %s, not “%s”", column->title, known, text);
}

/* As the schema spells it. Returns: (transfer full) */
static char *
spell_table (TenonModel *model,
             const char *name)
{
  TenonSourceTable *table = model->schema != NULL ? tenon_schema_find_table (model->schema, name) : NULL;

  for (guint i = 0; table == NULL && model->schema != NULL && i < tenon_list_get_length (model->schema->tables); i++)
    {
      TenonSourceTable *other = tenon_list_get (model->schema->tables, i);

      if (g_ascii_strcasecmp (other->name, name) == 0)
        table = other;
    }
  return g_strdup (table != NULL ? table->name : name);
}

/* "email" becomes customers.email where a table of the pattern has it. */
static char *
spell_column (TenonModel   *model,
              TenonPattern *pattern,
              const char   *name)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot == NULL && model->schema != NULL && pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_schema_find_table (model->schema, pattern->entities_involved[i]);
      TenonColumn      *column = table != NULL ? tenon_source_table_find_column (table, name) : NULL;

      if (column != NULL)
        return g_strconcat (table->name, ".", column->name, NULL);
    }
  if (dot != NULL)
    {
      g_autofree char *table_name = g_strndup (name, dot - name);
      g_autofree char *table = spell_table (model, table_name);

      return g_strconcat (table, dot, NULL);
    }
  return g_strdup (name);
}

static gboolean
is_known (TenonModel   *model,
          TenonCellKind kind,
          const char   *name)
{
  if (model->schema == NULL)
    return TRUE;
  return kind == TENON_CELL_ENTITIES ? tenon_schema_find_table (model->schema, name) != NULL || tenon_schema_match_table (model->schema, name) != NULL
                                     : strchr (name, '.') == NULL || tenon_schema_find_column (model->schema, name) != NULL;
}

static void
read_list (TenonModel               *model,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text,
           TenonReadCell            *cell)
{
  g_auto (GStrv) names = tenon_cell_split (text);
  g_autoptr (GString) strange = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = names[i];

      names[i] = column->kind == TENON_CELL_ENTITIES ? spell_table (model, name) : spell_column (model, pattern, name);
      if (!is_known (model, column->kind, names[i]))
        g_string_append_printf (strange, "%s%s", strange->len > 0 ? ", " : "", names[i]);
    }
  cell->text = tenon_cell_join (names);
  if (strange->len > 0)
    cell->note = g_strdup_printf ("the schema has no %s", strange->str);
}

/* One column: a key has one range. What it names else is a filter, and nobody's column is dropped for another. */
static gboolean
read_range (TenonModel               *model,
            TenonPattern             *pattern,
            const TenonPatternColumn *column,
            const char               *text,
            TenonReadCell            *cell,
            GError                  **error)
{
  g_auto (GStrv) names = tenon_cell_split (text);
  g_autofree char *present = tenon_pattern_dup_cell (pattern, column);

  if (g_str_equal (present, text) || names[0] == NULL)
    return TRUE;
  if (names[1] != NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "A pattern has one range or sort key; “%s” belongs into its filters", names[1]);
  if (strchr (names[0], ' ') != NULL)
    return TRUE;
  g_free (cell->text);
  cell->text = spell_column (model, pattern, names[0]);
  if (!is_known (model, TENON_CELL_ATTRIBUTES, cell->text))
    cell->note = g_strdup_printf ("the schema has no %s", cell->text);
  return TRUE;
}

static void
read_order (TenonModel    *model,
            TenonPattern  *pattern,
            const char    *text,
            TenonReadCell *cell)
{
  g_auto (GStrv) parts = tenon_cell_split (text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char            *space = strchr (parts[i], ' ');
      gboolean         descending = space != NULL && g_ascii_strncasecmp (space + 1, "desc", 4) == 0;
      g_autofree char *column = NULL;

      if (space != NULL)
        *space = '\0';
      column = spell_column (model, pattern, parts[i]);
      g_string_append_printf (out, "%s%s%s", i > 0 ? ", " : "", column, descending ? " desc" : "");
    }
  cell->text = g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
read_formula (TenonModel               *model,
              TenonPattern             *pattern,
              const TenonPatternColumn *column,
              const char               *text,
              TenonReadCell            *cell,
              GError                  **error)
{
  const TenonRate *present = tenon_pattern_get_rate (pattern, column);

  cell->rate = tenon_formula_derive (model, text, pattern->pattern_id, g_str_equal (column->property, "rps-peak"), NULL, NULL, error);
  if (cell->rate == NULL)
    return FALSE;
  cell->text = dup_rate (cell->rate);
  cell->is_same = g_strcmp0 (tenon_rate_get_formula (present), tenon_rate_get_formula (cell->rate)) == 0;
  return TRUE;
}

static gboolean
is_said_plainly (const char *text)
{
  const char *end = NULL;
  double      value;

  return tenon_parse_number (text, &value, &end) && *end == '\0';
}

/* "= users x 0.3", "500", "500/200 RPS" (the half that belongs into the column), "TBD". */
static gboolean
read_rate (TenonModel               *model,
           TenonPattern             *pattern,
           const TenonPatternColumn *column,
           const char               *text,
           TenonReadCell            *cell,
           GError                  **error)
{
  const TenonRate *present = tenon_pattern_get_rate (pattern, column);
  gboolean         is_peak = g_str_equal (column->property, "rps-peak");
  g_autofree char *how = NULL;
  TenonRateCell    rate;
  double           value;

  if (*text == '=')
    return read_formula (model, pattern, column, text + 1, cell, error);
  tenon_rate_cell_read (text, &rate);
  if (rate.kind == TENON_RATE_CELL_SHARE)
    {
      g_autofree char *share = tenon_cell_dup_number (rate.share);
      g_autofree char *formula = g_strdup_printf ("%s%% of total requests", share);

      return read_formula (model, pattern, column, formula, cell, error);
    }
  if (rate.kind == TENON_RATE_CELL_WORDS)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” %s", text, tenon_rate_cell_get_problem (&rate));
  cell->number = rate.kind == TENON_RATE_CELL_TWO && !is_peak ? rate.average : rate.peak;
  if (cell->number < 0 && rate.has_roles)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” %s; the %s has a column of its own", text,
                         tenon_rate_cell_get_half (&rate) != NULL ? tenon_rate_cell_get_half (&rate) : "says one half only", is_peak ? "average" : "peak");
  cell->is_at_least = rate.is_at_least;
  cell->is_loose = tenon_rate_cell_is_loose (&rate);
  how = tenon_rate_cell_dup_how (&rate);
  if (cell->number < 0)
    {
      cell->text = g_strdup ("");
      cell->is_same = present == NULL;
      cell->forgets = present != NULL;
      return TRUE;
    }
  g_clear_pointer (&cell->text, g_free);
  cell->text = tenon_cell_dup_number (cell->number);
  cell->is_same = tenon_rate_get_value (present, &value) && value == cell->number && !tenon_rate_is_lower_bound (present) == !rate.is_at_least;
  cell->needs_evidence = !cell->is_same;
  if (!is_said_plainly (text) && !cell->is_same)
    cell->note = rate.kind == TENON_RATE_CELL_TWO && rate.peak >= 0 && rate.average >= 0 ? g_strdup_printf ("“%s” gives two numbers; %s is taken as the %s", text, cell->text, is_peak ? "peak" : "average")
                 : tenon_rate_cell_is_loose (&rate)                                      ? g_strdup_printf ("“%s” is said loosely; %s requests a second are taken%s", text, cell->text, how)
                                                                                         : g_strdup_printf ("“%s” is read as %s requests a second", text, cell->text);
  return TRUE;
}

/**
 * tenon_pattern_column_dup_other_half:
 * @text: as somebody wrote it into a cell of this column
 *
 * Returns: (transfer full) (nullable): what "500/200" says of the other rate, the average in the column of the peak;
 *   %NULL where it gives no two numbers
 */
char *
tenon_pattern_column_dup_other_half (const TenonPatternColumn *self,
                                     const char               *text)
{
  g_autofree char *number = NULL;
  TenonRateCell    rate;
  double           value;

  if (self->kind != TENON_CELL_RATE || *text == '=')
    return NULL;
  tenon_rate_cell_read (text, &rate);
  value = g_str_equal (self->property, "rps-peak") ? rate.average : rate.peak;
  if (rate.kind != TENON_RATE_CELL_TWO || value < 0)
    return NULL;
  number = tenon_cell_dup_number (value);
  return rate.is_at_least ? g_strconcat ("≥", number, NULL) : g_steal_pointer (&number);
}

/**
 * tenon_pattern_read_cell:
 * @text: as somebody wrote it
 * @cell: (out caller-allocates):
 *
 * Reads a text for a cell; changes nothing.
 */
gboolean
tenon_pattern_read_cell (TenonModel               *model,
                         TenonPattern             *pattern,
                         const TenonPatternColumn *column,
                         const char               *text,
                         TenonReadCell            *cell,
                         GError                  **error)
{
  g_autofree char *present = NULL;
  g_autofree char *plain = g_strstrip (g_strdup (text));
  gboolean         is_fine = TRUE;

  memset (cell, 0, sizeof *cell);
  switch (column->kind)
    {
    case TENON_CELL_TEXT:
      cell->text = g_strdup (text);
      if (g_str_equal (column->name, "range"))
        is_fine = read_range (model, pattern, column, plain, cell, error);
      else
        is_fine = !g_str_equal (column->name, "pattern-id") || tenon_pattern_is_id (text) || tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” is no id of a pattern; write letters and digits, as in AP3", text);
      break;
    case TENON_CELL_NUMBER:
      is_fine = read_number (column, plain, cell, error);
      break;
    case TENON_CELL_RATE:
      return read_rate (model, pattern, column, plain, cell, error);
    case TENON_CELL_CHOICE:
      is_fine = read_choice (column, plain, cell, error);
      break;
    case TENON_CELL_ENTITIES:
    case TENON_CELL_ATTRIBUTES:
      read_list (model, pattern, column, text, cell);
      break;
    case TENON_CELL_ORDER:
      read_order (model, pattern, plain, cell);
      break;
    case TENON_CELL_FLAG:
      cell->number = *plain != '\0' && g_ascii_strcasecmp (plain, "no") != 0 && g_ascii_strcasecmp (plain, "false") != 0 && !g_str_equal (plain, "0");
      cell->text = g_strdup (cell->number != 0 ? "yes" : "");
      break;
    case TENON_CELL_FIXED:
      return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "%s is not entered by hand", column->title);
    }
  if (!is_fine)
    return FALSE;
  present = tenon_pattern_dup_cell (pattern, column);
  cell->is_same = g_str_equal (present, cell->text);
  return TRUE;
}

/* ---- writing ---- */

static void
put_order (TenonPattern *pattern,
           const char   *text)
{
  g_auto (GStrv) parts = tenon_cell_split (text);

  tenon_list_clear (pattern->order_by);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean descending = g_str_has_suffix (parts[i], " desc");

      if (descending)
        parts[i][strlen (parts[i]) - strlen (" desc")] = '\0';
      tenon_list_append_take (pattern->order_by, g_object_new (TENON_TYPE_SHAPE_ORDER, "column", parts[i], "descending", descending, NULL));
    }
}

static gboolean
put_rate (TenonPattern             *pattern,
          const TenonPatternColumn *column,
          const TenonReadCell      *cell,
          const char               *text,
          const char               *evidence,
          const char               *by,
          GError                  **error)
{
  g_autoptr (TenonRate) rate = NULL;
  g_autofree char *now = tenon_now_iso8601 ();

  if (cell->rate != NULL || cell->number >= 0)
    {
      if (!tenon_project_check_person (by, error))
        return FALSE;
      if (cell->rate == NULL && tenon_str_is_blank (evidence))
        return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "A rate needs what it rests on; say where %s comes from", cell->text);
      rate = cell->rate != NULL ? tenon_rate_copy (cell->rate) : NULL;
      if (rate == NULL && cell->note != NULL)
        {
          g_autofree char *words = g_strdup_printf ("%s (said as “%s”)", evidence, text);

          rate = tenon_rate_new (TENON_RATE_STATED, cell->number, words);
        }
      if (rate == NULL)
        rate = tenon_rate_new (TENON_RATE_STATED, cell->number, evidence);
      tenon_rate_set_person (rate, by, now);
      if (cell->rate == NULL)
        {
          tenon_rate_set_lower_bound (rate, cell->is_at_least);
          tenon_rate_set_loose (rate, cell->is_loose);
        }
    }
  g_object_set (pattern, column->property, rate, NULL);
  if (pattern->is_draft && tenon_pattern_has_rates (pattern))
    g_object_set (pattern, "is-draft", FALSE, NULL);
  return TRUE;
}

static gboolean
put_id (TenonModel   *model,
        TenonPattern *pattern,
        const char   *pattern_id,
        GError      **error)
{
  if (tenon_str_is_blank (pattern_id))
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "A pattern needs an id");
  if (tenon_model_find_pattern (model, pattern_id) != NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is a pattern %s already", pattern_id);
  tenon_pattern_rename (model, pattern, pattern_id);
  return TRUE;
}

/* That a pattern has no database operation is a decision of a person where it came from a source. */
gboolean
tenon_pattern_column_drops_operation (const TenonPatternColumn *column,
                                      const TenonReadCell      *cell)
{
  return g_str_equal (column->name, "operation-type") && (int)cell->number == TENON_OPERATION_NONE;
}

/**
 * tenon_pattern_put_cell:
 * @evidence: (nullable): what a rate rests on, or why a pattern of a source has no database operation
 *
 * Sets one cell. To be called inside an edit.
 */
gboolean
tenon_pattern_put_cell (TenonModel               *model,
                        TenonPattern             *pattern,
                        const TenonPatternColumn *column,
                        const char               *text,
                        const char               *evidence,
                        const char               *by,
                        GError                  **error)
{
  g_auto (TenonReadCell) cell = { 0 };

  if (!tenon_pattern_read_cell (model, pattern, column, text, &cell, error))
    return FALSE;
  if (cell.is_same)
    return TRUE;
  switch (column->kind)
    {
    case TENON_CELL_TEXT:
      if (g_str_equal (column->property, "pattern-id"))
        return put_id (model, pattern, cell.text, error);
      g_object_set (pattern, column->property, *cell.text != '\0' ? cell.text : NULL, NULL);
      return TRUE;
    case TENON_CELL_NUMBER:
      if (g_str_equal (column->property, "page-size"))
        g_object_set (pattern, "page-size", (gint64)cell.number, NULL);
      else
        g_object_set (pattern, column->property, cell.number, NULL);
      return TRUE;
    case TENON_CELL_RATE:
      return put_rate (pattern, column, &cell, text, evidence, by, error);
    case TENON_CELL_CHOICE:
      if (tenon_pattern_column_drops_operation (column, &cell))
        return tenon_left_out_drop_operation (model, pattern, evidence, by, error);
      g_object_set (pattern, column->property, (int)cell.number, NULL);
      return TRUE;
    case TENON_CELL_ENTITIES:
    case TENON_CELL_ATTRIBUTES:
      {
        g_auto (GStrv) names = tenon_cell_split (cell.text);

        g_object_set (pattern, column->property, names, NULL);
        return TRUE;
      }
    case TENON_CELL_ORDER:
      put_order (pattern, cell.text);
      return TRUE;
    case TENON_CELL_FLAG:
      g_object_set (pattern, column->property, cell.number != 0, NULL);
      return TRUE;
    case TENON_CELL_FIXED:
      break;
    }
  return FALSE;
}

/* "TBD" and the like say that whoever wrote them does not know, not that nobody does: a rate that is known, with all it
 * rests on, is forgotten only by an empty cell or by this word. */
static gboolean
check_forgets (TenonModel               *model,
               TenonPattern             *pattern,
               const TenonPatternColumn *column,
               const char               *text,
               GError                  **error)
{
  g_auto (TenonReadCell) cell = { 0 };
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *present = NULL;

  if (column->kind != TENON_CELL_RATE || *plain == '\0' || g_ascii_strcasecmp (plain, "unknown") == 0)
    return TRUE;
  if (!tenon_pattern_read_cell (model, pattern, column, text, &cell, error))
    return FALSE;
  if (!cell.forgets)
    return TRUE;
  present = tenon_rate_to_text (tenon_pattern_get_rate (pattern, column));
  return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "“%s” says no rate, and %s (%s) stays; write “unknown” to forget it", plain, present,
                       tenon_rate_origin_to_string (tenon_rate_get_origin (tenon_pattern_get_rate (pattern, column))));
}

/**
 * tenon_project_set_cell:
 * @text: what was entered; "" makes it unknown, as does "unknown"; "= formula" derives a rate from something that is known
 * @evidence: (nullable): what a rate rests on; why a pattern that came from a source has no database operation
 * @by: (nullable): who states a rate or decides that, "Name <mail>"
 *
 * Sets one cell in one edit; nothing changes where it is refused.
 */
gboolean
tenon_project_set_cell (TenonProject             *self,
                        TenonPattern             *pattern,
                        const TenonPatternColumn *column,
                        const char               *text,
                        const char               *evidence,
                        const char               *by,
                        GError                  **error)
{
  TenonModel      *model = tenon_project_get_model (self);
  g_autofree char *label = g_strdup_printf (_ ("Change %s of %s"), column->title, pattern->pattern_id);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, label);

  if (!check_forgets (model, pattern, column, text, error) || !tenon_pattern_put_cell (model, pattern, column, text, evidence, by, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_derive_rate:
 * @formula: without the equals sign
 */
gboolean
tenon_project_derive_rate (TenonProject *self,
                           const char   *pattern_id,
                           gboolean      is_peak,
                           const char   *formula,
                           const char   *by,
                           GError      **error)
{
  TenonPattern    *pattern = tenon_model_find_pattern (tenon_project_get_model (self), pattern_id);
  g_autofree char *text = g_strconcat ("=", formula, NULL);

  if (pattern == NULL)
    return tenon_refuse (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED, "There is no access pattern “%s”", pattern_id);
  return tenon_project_set_cell (self, pattern, tenon_pattern_columns_find (is_peak ? "rps-peak" : "rps-average"), text, NULL, by, error);
}

/* ---- completion ---- */

static gboolean
begins (const char *name,
        const char *prefix)
{
  return g_ascii_strncasecmp (name, prefix, strlen (prefix)) == 0;
}

static void
complete_columns (GPtrArray        *found,
                  TenonSourceTable *table,
                  const char       *prefix)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns) && found->len < MAX_COMPLETIONS; i++)
    {
      TenonColumn     *column = tenon_list_get (table->columns, i);
      g_autofree char *dotted = g_strconcat (table->name, ".", column->name, NULL);

      if ((begins (dotted, prefix) || begins (column->name, prefix)) && !g_ptr_array_find_with_equal_func (found, dotted, g_str_equal, NULL))
        g_ptr_array_add (found, g_steal_pointer (&dotted));
    }
}

/**
 * tenon_project_complete_cell:
 * @prefix: the last element as far as it is typed
 *
 * Returns: (transfer full): names of the schema, or choices, that begin so; the pattern's own tables first
 */
char **
tenon_project_complete_cell (TenonProject             *self,
                             TenonPattern             *pattern,
                             const TenonPatternColumn *column,
                             const char               *prefix)
{
  TenonSchema *schema = tenon_project_get_model (self)->schema;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gboolean is_column = column->kind == TENON_CELL_ATTRIBUTES || column->kind == TENON_CELL_ORDER || g_str_equal (column->name, "range");

  for (guint i = 0; column->choices != NULL && column->choices[i] != NULL; i++)
    if (begins (column->choices[i], prefix))
      g_ptr_array_add (found, g_strdup (column->choices[i]));
  for (guint i = 0; is_column && schema != NULL && pattern != NULL && pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_schema_find_table (schema, pattern->entities_involved[i]);

      if (table != NULL)
        complete_columns (found, table, prefix);
    }
  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables) && found->len < MAX_COMPLETIONS; i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      if (is_column)
        complete_columns (found, table, prefix);
      else if (column->kind == TENON_CELL_ENTITIES && begins (table->name, prefix))
        g_ptr_array_add (found, g_strdup (table->name));
    }
  g_ptr_array_add (found, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&found), FALSE);
}
