/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of the pattern table: one row of the table below each.  What a cell shows, what a person types into it,
 * what a screen reader says, and how rows are ordered by it. */

#include "app/patterns/tenon-grid-column.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/patterns/tenon-rate-words.h"
#include "base/tenon-text.h"
#include "project/tenon-left-out.h"

static const char *const operations[] = { "", N_ ("Read"), N_ ("Write"), N_ ("Update"), N_ ("Delete"), N_ ("None"), NULL };
static const char *const consistencies[] = { "", N_ ("Eventual"), N_ ("Strong"), NULL };
static const char *const complexities[] = { "", N_ ("Simple"), N_ ("Moderate"), N_ ("Complex"), NULL };
static const char *const suitabilities[] = { "", N_ ("High"), N_ ("Medium"), N_ ("Low"), NULL };
static const char *const truths[] = { "", N_ ("Yes"), NULL };

static const TenonGridColumn columns[] = {
  { "pattern-id", "pattern-id", TENON_CELL_TEXT, N_ ("Pattern"), N_ ("number"), NULL, NULL, TENON_SUGGEST_NOTHING, 76, TRUE },
  { "description", "description", TENON_CELL_TEXT, N_ ("Description"), N_ ("description"), NULL, NULL, TENON_SUGGEST_NOTHING, 300, TRUE },
  { "operation-type", "operation-type", TENON_CELL_CHOICE, N_ ("Type"), N_ ("type"), operations, NULL, TENON_SUGGEST_CHOICES, 80, TRUE },
  { "rps-peak", "rps-peak", TENON_CELL_RATE, N_ ("Peak"), N_ ("peak rate"), NULL, N_ ("/s"), TENON_SUGGEST_NOTHING, 156, TRUE },
  { "rps-average", "rps-average", TENON_CELL_RATE, N_ ("Average"), N_ ("average rate"), NULL, N_ ("/s"), TENON_SUGGEST_NOTHING, 190, TRUE },
  { "entities", "entities-involved", TENON_CELL_ENTITIES, N_ ("Entities"), N_ ("entities"), NULL, NULL, TENON_SUGGEST_ENTITIES, 160, TRUE },
  { "attributes", "attributes", TENON_CELL_ATTRIBUTES, N_ ("Attributes"), N_ ("attributes"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 200, TRUE },
  { "endpoint", "endpoint", TENON_CELL_TEXT, N_ ("Endpoint"), N_ ("endpoint"), NULL, NULL, TENON_SUGGEST_NOTHING, 190, TRUE },
  { "consistency", "consistency-requirements", TENON_CELL_CHOICE, N_ ("Consistency"), N_ ("consistency"), consistencies, NULL, TENON_SUGGEST_CHOICES, 116, TRUE },
  { "status", "status", TENON_CELL_TEXT, N_ ("Status"), N_ ("status"), NULL, NULL, TENON_SUGGEST_STATUS, 110, TRUE },
  { "latency-ms", "latency-ms", TENON_CELL_NUMBER, N_ ("Latency target"), N_ ("latency target"), NULL, N_ (" ms"), TENON_SUGGEST_NOTHING, 120, FALSE },
  { "items-returned", "items-returned", TENON_CELL_NUMBER, N_ ("Items returned"), N_ ("items returned"), NULL, NULL, TENON_SUGGEST_NOTHING, 120, FALSE },
  { "bytes-returned", "bytes-returned", TENON_CELL_NUMBER, N_ ("Bytes returned"), N_ ("bytes returned"), NULL, N_ (" B"), TENON_SUGGEST_NOTHING, 120, FALSE },
  { "page-size", "page-size", TENON_CELL_NUMBER, N_ ("Page size"), N_ ("page size"), NULL, NULL, TENON_SUGGEST_NOTHING, 100, FALSE },
  { "equality", "equality", TENON_CELL_ATTRIBUTES, N_ ("Equality keys"), N_ ("equality keys"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 180, FALSE },
  { "range", "range", TENON_CELL_TEXT, N_ ("Range or sort key"), N_ ("range or sort key"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 150, FALSE },
  { "order-by", "order-by", TENON_CELL_ORDER, N_ ("Order"), N_ ("order"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 170, FALSE },
  { "filters", "filters", TENON_CELL_ATTRIBUTES, N_ ("Filters"), N_ ("filters"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 180, FALSE },
  { "search", "search", TENON_CELL_ATTRIBUTES, N_ ("Text search"), N_ ("text search"), NULL, NULL, TENON_SUGGEST_ATTRIBUTES, 150, FALSE },
  { "joins", "joins", TENON_CELL_ENTITIES, N_ ("Joins"), N_ ("joins"), NULL, NULL, TENON_SUGGEST_ENTITIES, 150, FALSE },
  { "is-list", "is-list", TENON_CELL_FLAG, N_ ("Several items"), N_ ("asks for several items"), truths, NULL, TENON_SUGGEST_CHOICES, 110, FALSE },
  { "is-aggregate", "is-aggregate", TENON_CELL_FLAG, N_ ("Aggregate"), N_ ("is an aggregate"), truths, NULL, TENON_SUGGEST_CHOICES, 100, FALSE },
  { "key-requirements", "key-requirements", TENON_CELL_TEXT, N_ ("Key requirements"), N_ ("key requirements"), NULL, NULL, TENON_SUGGEST_NOTHING, 220, FALSE },
  { "design-considerations", "design-considerations", TENON_CELL_TEXT, N_ ("Design considerations"), N_ ("design considerations"), NULL, NULL, TENON_SUGGEST_NOTHING, 220, FALSE },
  { "complexity", "complexity", TENON_CELL_CHOICE, N_ ("Complexity"), N_ ("complexity"), complexities, NULL, TENON_SUGGEST_CHOICES, 110, FALSE },
  { "suitability", "dynamodb-suitability", TENON_CELL_CHOICE, N_ ("Suitability"), N_ ("suitability for DynamoDB"), suitabilities, NULL, TENON_SUGGEST_CHOICES, 110, FALSE },
  { "data-access", "data-access", TENON_CELL_TEXT, N_ ("Data access"), N_ ("data access"), NULL, NULL, TENON_SUGGEST_NOTHING, 220, FALSE },
  { "is-draft", "is-draft", TENON_CELL_FLAG, N_ ("Draft"), N_ ("draft"), truths, NULL, TENON_SUGGEST_CHOICES, 90, FALSE },
  { "peak-evidence", "rps-peak", TENON_CELL_FIXED, N_ ("Evidence of the peak"), N_ ("evidence of the peak rate"), NULL, NULL, TENON_SUGGEST_NOTHING, 220, FALSE },
  { "average-evidence", "rps-average", TENON_CELL_FIXED, N_ ("Evidence of the average"), N_ ("evidence of the average rate"), NULL, NULL, TENON_SUGGEST_NOTHING, 220, FALSE },
  { "source", "file", TENON_CELL_FIXED, N_ ("Source"), N_ ("source"), NULL, NULL, TENON_SUGGEST_NOTHING, 160, FALSE },
};

/* Words people give a status; what the project's patterns say already comes first. */
static const char *const statuses[] = { N_ ("Draft"), N_ ("In review"), N_ ("Complete") };

const TenonGridColumn *
tenon_grid_columns_get (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * tenon_grid_columns_find:
 * @name: (nullable):
 *
 * Returns: (nullable):
 */
const TenonGridColumn *
tenon_grid_columns_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (columns[i].name, name) == 0)
      return &columns[i];
  return NULL;
}

/**
 * tenon_grid_column_get_cells:
 *
 * Returns: what the column's cells hold
 */
const TenonPatternColumn *
tenon_grid_column_get_cells (const TenonGridColumn *self)
{
  return tenon_pattern_columns_find (self->name);
}

G_STATIC_ASSERT (G_N_ELEMENTS (columns) <= 64);

/**
 * tenon_grid_column_get_bit:
 *
 * Returns: one bit, another for each column
 */
guint64
tenon_grid_column_get_bit (const TenonGridColumn *self)
{
  return G_GUINT64_CONSTANT (1) << (self - columns);
}

gboolean
tenon_grid_column_is_list (const TenonGridColumn *self)
{
  return self->kind == TENON_CELL_ENTITIES || self->kind == TENON_CELL_ATTRIBUTES;
}

gboolean
tenon_grid_column_is_editable (const TenonGridColumn *self)
{
  return self->kind != TENON_CELL_FIXED;
}

/* Where the value of a field lies. */
#define FIELD_P(pattern, field, type) ((type *)G_STRUCT_MEMBER_P (pattern, (field)->offset))

static const TenonField *
find_field (const TenonGridColumn *self,
            TenonPattern          *pattern)
{
  return tenon_record_find_field (TENON_RECORD (pattern), self->property);
}

static double
get_number (const TenonGridColumn *self,
            TenonPattern          *pattern)
{
  const TenonField *field = find_field (self, pattern);

  return field->kind == TENON_FIELD_INT ? (double)*FIELD_P (pattern, field, gint64) : *FIELD_P (pattern, field, double);
}

static int
get_choice (const TenonGridColumn *self,
            TenonPattern          *pattern)
{
  return *FIELD_P (pattern, find_field (self, pattern), int); /* a gboolean is one, too */
}

static TenonRate *
get_rate (const TenonGridColumn *self,
          TenonPattern          *pattern)
{
  return *FIELD_P (pattern, find_field (self, pattern), TenonRate *);
}

/* ---- as text ---- */

static const char *
get_choice_word (const TenonGridColumn *self,
                 TenonPattern          *pattern)
{
  const char *word = self->words[get_choice (self, pattern)];

  return *word != '\0' ? _ (word) : "";
}

/**
 * tenon_grid_column_dup_text:
 *
 * Returns: (transfer full): what the cell shows, without its unit; "" where nothing is known
 */
char *
tenon_grid_column_dup_text (const TenonGridColumn *self,
                            TenonPattern          *pattern)
{
  switch (self->kind)
    {
    case TENON_CELL_RATE:
      return tenon_rate_words_dup_number (get_rate (self, pattern));
    case TENON_CELL_NUMBER:
      return get_number (self, pattern) > 0 ? tenon_format_number (get_number (self, pattern)) : g_strdup ("");
    case TENON_CELL_CHOICE:
    case TENON_CELL_FLAG:
      return g_strdup (get_choice_word (self, pattern));
    default:
      return tenon_pattern_dup_cell (pattern, tenon_grid_column_get_cells (self));
    }
}

/**
 * tenon_grid_column_dup_typed:
 *
 * Returns: (transfer full): the whole value as a person would type it
 */
char *
tenon_grid_column_dup_typed (const TenonGridColumn *self,
                             TenonPattern          *pattern)
{
  const TenonRate *rate = self->kind == TENON_CELL_RATE ? get_rate (self, pattern) : NULL;

  if (self->words != NULL)
    return g_strdup (get_choice_word (self, pattern));
  if (rate != NULL && tenon_rate_get_formula (rate) != NULL)
    return g_strconcat ("=", tenon_rate_get_formula (rate), NULL);
  return tenon_pattern_dup_cell (pattern, tenon_grid_column_get_cells (self));
}

/**
 * tenon_grid_column_dup_spoken:
 *
 * Returns: (transfer full): "AP3, peak rate, 120 per second, observed"
 */
char *
tenon_grid_column_dup_spoken (const TenonGridColumn *self,
                              TenonPattern          *pattern)
{
  g_autofree char *text = NULL;

  if (self->kind == TENON_CELL_RATE && tenon_pattern_touches_database (pattern))
    text = tenon_rate_words_dup_spoken (get_rate (self, pattern));
  else if (self->kind == TENON_CELL_RATE)
    text = g_strdup (_ ("needs none"));
  else
    text = tenon_grid_column_dup_text (self, pattern);
  return g_strdup_printf ("%s%s, %s, %s%s", pattern->pattern_id, pattern->is_draft ? _ (" (draft)") : "", _ (self->spoken),
                          *text != '\0' ? text : _ ("empty"), *text != '\0' && self->kind == TENON_CELL_NUMBER && self->unit != NULL ? _ (self->unit) : "");
}

/* ---- what may be typed ---- */

static void
add_once (GPtrArray  *words,
          GHashTable *seen,
          const char *word)
{
  if (*word != '\0' && g_hash_table_add (seen, g_strdup (word)))
    g_ptr_array_add (words, g_strdup (word));
}

static void
add_columns (GPtrArray        *words,
             GHashTable       *seen,
             TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (table->columns, i);
      g_autofree char *dotted = g_strconcat (table->name, ".", column->name, NULL);

      add_once (words, seen, dotted);
    }
}

/* Those of the pattern's own entities first. */
static void
add_attributes (GPtrArray    *words,
                GHashTable   *seen,
                TenonSchema  *schema,
                TenonPattern *pattern)
{
  for (guint i = 0; pattern->entities_involved != NULL && pattern->entities_involved[i] != NULL; i++)
    {
      TenonSourceTable *table = tenon_schema_match_table (schema, pattern->entities_involved[i]);

      if (table != NULL)
        add_columns (words, seen, table);
    }
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    add_columns (words, seen, tenon_list_get (schema->tables, i));
}

static void
add_statuses (GPtrArray  *words,
              GHashTable *seen,
              TenonModel *model)
{
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (pattern->status != NULL)
        add_once (words, seen, pattern->status);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    add_once (words, seen, _ (statuses[i]));
}

/**
 * tenon_grid_column_dup_suggestions:
 *
 * Returns: (transfer full): what a person may choose from, the likelier first; empty for free text
 */
char **
tenon_grid_column_dup_suggestions (const TenonGridColumn *self,
                                   TenonModel            *model,
                                   TenonPattern          *pattern)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->suggest == TENON_SUGGEST_CHOICES)
    for (guint i = 0; self->words[i] != NULL; i++)
      add_once (words, seen, *self->words[i] != '\0' ? _ (self->words[i]) : "–");
  else if (self->suggest == TENON_SUGGEST_STATUS)
    add_statuses (words, seen, model);
  else if (self->suggest == TENON_SUGGEST_ENTITIES && model->schema != NULL)
    for (guint i = 0; i < tenon_list_get_length (model->schema->tables); i++)
      add_once (words, seen, ((TenonSourceTable *)tenon_list_get (model->schema->tables, i))->name);
  else if (self->suggest == TENON_SUGGEST_ATTRIBUTES && model->schema != NULL)
    add_attributes (words, seen, model->schema, pattern);
  return tenon_strv_from_array (words);
}

/* ---- set ---- */

static gboolean
is_word (const char *word,
         const char *text)
{
  g_autofree char *a = g_utf8_casefold (word, -1);
  g_autofree char *b = g_utf8_casefold (text, -1);

  return g_str_equal (a, b);
}

/* As the files write it. */
static const char *
find_choice (const TenonGridColumn *self,
             const char            *text)
{
  if (g_str_equal (text, "–"))
    return "";
  for (guint i = 1; self->words[i] != NULL; i++)
    if (is_word (_ (self->words[i]), text))
      return self->words[i];
  return text;
}

/**
 * tenon_grid_column_drops_operation:
 * @text: what was typed, a choice in the words that are shown
 *
 * Returns: whether it says that a pattern that came from a source has no database operation: that needs a reason and a person
 */
gboolean
tenon_grid_column_drops_operation (const TenonGridColumn *self,
                                   TenonPattern          *pattern,
                                   const char            *text)
{
  return g_strcmp0 (self->property, "operation-type") == 0 && self->words != NULL && g_ascii_strcasecmp (find_choice (self, text), "None") == 0 && pattern != NULL
         && tenon_pattern_is_sourced (pattern) && tenon_pattern_touches_database (pattern);
}

/**
 * tenon_grid_column_set:
 * @text: what was typed, a choice in the words that are shown
 *
 * Sets the cell in one edit, or as part of one that is open; not for rates, which need their evidence.
 *
 * Returns: %FALSE with a message for the person where @text is none
 */
gboolean
tenon_grid_column_set (const TenonGridColumn *self,
                       TenonProject          *project,
                       TenonPattern          *pattern,
                       const char            *text,
                       GError               **error)
{
  if (self->words != NULL)
    text = find_choice (self, text);
  return tenon_project_set_cell (project, pattern, tenon_grid_column_get_cells (self), text, NULL, NULL, error);
}

/* ---- order ---- */

static int
compare_numbers (double a,
                 double b)
{
  return (a > b) - (a < b);
}

static double
sort_rate (TenonRate *rate)
{
  double value = -1; /* what is not known comes before every number */

  tenon_rate_get_value (rate, &value);
  return value;
}

static int
compare_lists (char **a,
               char **b)
{
  for (guint i = 0;; i++)
    {
      const char *x = a != NULL ? a[i] : NULL, *y = b != NULL ? b[i] : NULL;
      int         order = x != NULL && y != NULL ? tenon_compare_natural (x, y) : 0;

      if (x == NULL || y == NULL)
        return (x != NULL) - (y != NULL);
      if (order != 0)
        return order;
    }
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/**
 * tenon_grid_column_compare:
 *
 * Returns: below, at or above 0, as for sorting; what is not known comes first
 */
int
tenon_grid_column_compare (const TenonGridColumn *self,
                           TenonPattern          *a,
                           TenonPattern          *b)
{
  const TenonField *field = find_field (self, a);

  switch (self->kind)
    {
    case TENON_CELL_RATE:
      return compare_numbers (sort_rate (*FIELD_P (a, field, TenonRate *)), sort_rate (*FIELD_P (b, field, TenonRate *)));
    case TENON_CELL_NUMBER:
      return compare_numbers (get_number (self, a), get_number (self, b));
    case TENON_CELL_CHOICE:
    case TENON_CELL_FLAG:
      return *FIELD_P (a, field, int) - *FIELD_P (b, field, int);
    case TENON_CELL_ENTITIES:
    case TENON_CELL_ATTRIBUTES:
      return compare_lists (*FIELD_P (a, field, char **), *FIELD_P (b, field, char **));
    case TENON_CELL_TEXT:
      return tenon_compare_natural (or_nothing (*FIELD_P (a, field, char *)), or_nothing (*FIELD_P (b, field, char *)));
    default:
      {
        g_autofree char *x = tenon_grid_column_dup_text (self, a);
        g_autofree char *y = tenon_grid_column_dup_text (self, b);

        return tenon_compare_natural (x, y);
      }
    }
}
