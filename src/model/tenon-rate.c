/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A rate is a number a second together with where it comes from. Nobody can make one without its evidence, and
 * nobody can read a number from an absent one: a rate that is not known is %NULL, or carries a formula that cannot be
 * computed any more and the reason why. It does not keep the number it came to before: that would be one without
 * evidence. */

#include "model/tenon-rate.h"

#include <math.h>

#include "base/tenon-text.h"

struct _TenonRate
{
  TenonRateOrigin origin; /* TENON_RATE_UNKNOWN: its formula cannot be computed, the evidence says why */
  double          value;  /* 0 where it is unknown */
  gboolean        lower_bound;
  gboolean        loose; /* its source says it as an estimate, a range, with a remark */
  char           *evidence;
  char           *formula; /* (nullable) of a derived one */
  char           *by;      /* (nullable) */
  char           *at;      /* (nullable) */
  char           *file;    /* (nullable) */
  guint           line;
};

G_DEFINE_BOXED_TYPE (TenonRate, tenon_rate, tenon_rate_copy, tenon_rate_free)

static const char *const origin_names[] = { "UNKNOWN", "STATED", "OBSERVED", "DERIVED" };

/**
 * tenon_rate_new:
 * @origin: not %TENON_RATE_UNKNOWN
 * @per_second: finite and not negative
 * @evidence: what the number rests on, in words; not empty
 *
 * Returns: (transfer full):
 */
TenonRate *
tenon_rate_new (TenonRateOrigin origin,
                double          per_second,
                const char     *evidence)
{
  TenonRate *self;

  g_return_val_if_fail (origin != TENON_RATE_UNKNOWN, NULL);
  g_return_val_if_fail (isfinite (per_second) && per_second >= 0, NULL);
  g_return_val_if_fail (evidence != NULL && *evidence != '\0', NULL);

  self = g_new0 (TenonRate, 1);
  self->origin = origin;
  self->value = per_second;
  self->evidence = g_strdup (evidence);
  return self;
}

/**
 * tenon_rate_new_broken:
 * @formula: what would derive it
 * @reason: why that cannot be computed; not empty
 *
 * Returns: (transfer full): a rate of origin %TENON_RATE_UNKNOWN, without a value
 */
TenonRate *
tenon_rate_new_broken (const char *formula,
                       const char *reason)
{
  TenonRate *self;

  g_return_val_if_fail (formula != NULL && *formula != '\0', NULL);
  g_return_val_if_fail (reason != NULL && *reason != '\0', NULL);

  self = g_new0 (TenonRate, 1);
  self->formula = g_strdup (formula);
  self->evidence = g_strdup (reason);
  return self;
}

TenonRate *
tenon_rate_copy (const TenonRate *self)
{
  TenonRate *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (TenonRate, 1);
  *copy = *self;
  copy->evidence = g_strdup (self->evidence);
  copy->formula = g_strdup (self->formula);
  copy->by = g_strdup (self->by);
  copy->at = g_strdup (self->at);
  copy->file = g_strdup (self->file);
  return copy;
}

void
tenon_rate_free (TenonRate *self)
{
  g_free (self->evidence);
  g_free (self->formula);
  g_free (self->by);
  g_free (self->at);
  g_free (self->file);
  g_free (self);
}

/**
 * tenon_rate_get_origin:
 * @self: (nullable):
 *
 * Returns: %TENON_RATE_UNKNOWN for %NULL
 */
TenonRateOrigin
tenon_rate_get_origin (const TenonRate *self)
{
  return self != NULL ? self->origin : TENON_RATE_UNKNOWN;
}

/**
 * tenon_rate_is_known:
 * @self: (nullable):
 */
gboolean
tenon_rate_is_known (const TenonRate *self)
{
  return self != NULL && self->origin != TENON_RATE_UNKNOWN;
}

/**
 * tenon_rate_get_value:
 * @self: (nullable):
 * @per_second: (out): left alone where the rate is not known
 *
 * Returns: %FALSE where the rate is not known
 */
gboolean
tenon_rate_get_value (const TenonRate *self,
                      double          *per_second)
{
  if (!tenon_rate_is_known (self))
    return FALSE;
  *per_second = self->value;
  return TRUE;
}

const char *
tenon_rate_get_evidence (const TenonRate *self)
{
  return self != NULL ? self->evidence : NULL;
}

/**
 * tenon_rate_get_formula:
 *
 * Returns: (nullable): what a derived rate is computed by, or would be, as tenon_formula_compute() reads it
 */
const char *
tenon_rate_get_formula (const TenonRate *self)
{
  return self != NULL ? self->formula : NULL;
}

const char *
tenon_rate_get_by (const TenonRate *self)
{
  return self != NULL ? self->by : NULL;
}

const char *
tenon_rate_get_at (const TenonRate *self)
{
  return self != NULL ? self->at : NULL;
}

const char *
tenon_rate_get_file (const TenonRate *self)
{
  return self != NULL ? self->file : NULL;
}

guint
tenon_rate_get_line (const TenonRate *self)
{
  return self != NULL ? self->line : 0;
}

gboolean
tenon_rate_is_lower_bound (const TenonRate *self)
{
  return self != NULL && self->lower_bound;
}

/**
 * tenon_rate_is_loose:
 * @self: (nullable):
 *
 * Returns: whether its source says it loosely ("~5 RPS (burst)", "100-200"), as the reader of that source found
 */
gboolean
tenon_rate_is_loose (const TenonRate *self)
{
  return self != NULL && self->loose;
}

/**
 * tenon_rate_set_formula:
 * @self: a derived rate, or one that cannot be derived any more
 * @formula: (nullable):
 */
void
tenon_rate_set_formula (TenonRate  *self,
                        const char *formula)
{
  g_return_if_fail (self->origin == TENON_RATE_DERIVED || self->origin == TENON_RATE_UNKNOWN);

  tenon_str_set (&self->formula, formula);
}

/**
 * tenon_rate_set_person:
 * @by: "Name <mail>"
 * @at: ISO 8601
 */
void
tenon_rate_set_person (TenonRate  *self,
                       const char *by,
                       const char *at)
{
  tenon_str_set (&self->by, by);
  tenon_str_set (&self->at, at);
}

void
tenon_rate_set_place (TenonRate  *self,
                      const char *file,
                      guint       line)
{
  tenon_str_set (&self->file, file);
  self->line = line;
}

void
tenon_rate_set_lower_bound (TenonRate *self,
                            gboolean   lower_bound)
{
  self->lower_bound = lower_bound;
}

void
tenon_rate_set_loose (TenonRate *self,
                      gboolean   loose)
{
  self->loose = loose;
}

gboolean
tenon_rate_equal (const TenonRate *a,
                  const TenonRate *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->origin == b->origin && a->value == b->value && !a->lower_bound == !b->lower_bound && !a->loose == !b->loose && g_strcmp0 (a->evidence, b->evidence) == 0 && g_strcmp0 (a->formula, b->formula) == 0 && g_strcmp0 (a->by, b->by) == 0 && g_strcmp0 (a->at, b->at) == 0 && g_strcmp0 (a->file, b->file) == 0 && a->line == b->line;
}

/**
 * tenon_rate_to_text:
 * @self: (nullable):
 *
 * Returns: (transfer full): "1,200/s", "at least 12/s", or a dash
 */
char *
tenon_rate_to_text (const TenonRate *self)
{
  return tenon_rate_is_known (self) ? tenon_format_rate (self->value, self->lower_bound) : g_strdup ("–");
}

/**
 * tenon_rate_write_json:
 * @self: (nullable): %NULL writes null
 */
void
tenon_rate_write_json (const TenonRate *self,
                       TenonJsonWriter *writer)
{
  if (self == NULL)
    {
      tenon_json_writer_null (writer);
      return;
    }
  tenon_json_writer_begin_object (writer);
  if (self->origin != TENON_RATE_UNKNOWN)
    tenon_json_writer_member_double (writer, "value", self->value);
  tenon_json_writer_member_string (writer, "origin", origin_names[self->origin]);
  tenon_json_writer_member_string (writer, "evidence", self->evidence);
  if (self->formula != NULL)
    tenon_json_writer_member_string (writer, "formula", self->formula);
  if (self->lower_bound)
    tenon_json_writer_member_boolean (writer, "lower_bound", TRUE);
  if (self->loose)
    tenon_json_writer_member_boolean (writer, "loose", TRUE);
  if (self->by != NULL)
    tenon_json_writer_member_string (writer, "by", self->by);
  if (self->at != NULL)
    tenon_json_writer_member_string (writer, "at", self->at);
  if (self->file != NULL)
    tenon_json_writer_member_string (writer, "file", self->file);
  if (self->line > 0)
    tenon_json_writer_member_int (writer, "line", self->line);
  tenon_json_writer_end_object (writer);
}

static TenonRateOrigin
read_origin (const char *text)
{
  for (guint i = 1; text != NULL && i < G_N_ELEMENTS (origin_names); i++)
    if (g_str_equal (text, origin_names[i]))
      return i;
  return TENON_RATE_UNKNOWN;
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static double
get_number (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING ? json_node_get_double (node) : NAN;
}

static void
read_source (TenonRate  *self,
             JsonObject *object)
{
  self->by = g_strdup (get_string (object, "by"));
  self->at = g_strdup (get_string (object, "at"));
  self->file = g_strdup (get_string (object, "file"));
  if (json_object_has_member (object, "line"))
    {
      double line = get_number (object, "line");

      self->line = line >= 1 && line < G_MAXINT ? (guint)line : 0;
    }
}

/**
 * tenon_rate_read_json:
 *
 * Returns: (transfer full) (nullable): %NULL without an error for null, %NULL with #G_IO_ERROR_INVALID_DATA for a
 *   number without an origin or without evidence
 */
TenonRate *
tenon_rate_read_json (JsonNode *node,
                      GError  **error)
{
  JsonObject     *object;
  TenonRate      *self;
  TenonRateOrigin origin;
  double          value;
  const char     *evidence;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A rate is null or an object with value, origin and evidence");
      return NULL;
    }
  object = json_node_get_object (node);
  origin = read_origin (get_string (object, "origin"));
  value = get_number (object, "value");
  evidence = get_string (object, "evidence");
  if (origin == TENON_RATE_UNKNOWN && get_string (object, "formula") != NULL && *get_string (object, "formula") != '\0' && evidence != NULL && *evidence != '\0')
    {
      self = tenon_rate_new_broken (get_string (object, "formula"), evidence);
      read_source (self, object);
      return self;
    }
  if (origin == TENON_RATE_UNKNOWN || !isfinite (value) || value < 0 || evidence == NULL || *evidence == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "A rate needs a value of 0 or more, an origin (STATED, OBSERVED, DERIVED) and evidence");
      return NULL;
    }
  self = tenon_rate_new (origin, value, evidence);
  if (origin == TENON_RATE_DERIVED)
    self->formula = g_strdup (get_string (object, "formula"));
  read_source (self, object);
  if (json_object_has_member (object, "loose"))
    self->loose = get_number (object, "loose") == 1;
  if (json_object_has_member (object, "lower_bound"))
    self->lower_bound = get_number (object, "lower_bound") == 1;
  return self;
}

const char *
tenon_rate_origin_to_string (TenonRateOrigin origin)
{
  return origin_names[origin];
}
