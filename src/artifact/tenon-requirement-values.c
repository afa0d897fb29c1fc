/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the cells of other people's pattern tables say of latency, consistency, sizes and the like, in the model's words.
 * A cell that says more than that is told apart, so that its words are kept beside. */

#include "artifact/tenon-requirement-reader.h"

#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

typedef enum
{
  VALUE_LATENCY, /* milliseconds */
  VALUE_COUNT,
  VALUE_WHOLE,
  VALUE_BYTES,
  VALUE_CHOICE,
} ValueKind;

/* A word of a cell, and what it means. */
typedef struct
{
  const char *words; /* an expression */
  const char *value;
} Choice;

static const Choice consistencies[] = { { "\\bstrong(ly)?\\b|read[- ]after[- ]write", "STRONG" }, { "\\beventual(ly)?\\b", "EVENTUAL" }, { NULL, NULL } };
static const Choice complexities[] = { { "^(simple|low|easy)$", "SIMPLE" }, { "^(moderate|medium)$", "MODERATE" }, { "^(complex|high|hard)$", "COMPLEX" }, { NULL, NULL } };
static const Choice suitabilities[] = { { "^(high|excellent|very good)$", "HIGH" }, { "^(medium|moderate|fair)$", "MEDIUM" }, { "^(low|poor)$", "LOW" }, { NULL, NULL } };

static const struct
{
  const char   *property;
  ValueKind     kind;
  const Choice *choices;
} kinds[] = {
  { "latency-ms", VALUE_LATENCY, NULL },
  { "items-returned", VALUE_COUNT, NULL },
  { "page-size", VALUE_WHOLE, NULL },
  { "bytes-returned", VALUE_BYTES, NULL },
  { "consistency-requirements", VALUE_CHOICE, consistencies },
  { "complexity", VALUE_CHOICE, complexities },
  { "dynamodb-suitability", VALUE_CHOICE, suitabilities },
};

/* "1,200", "1.5k", "20-50" (its upper end). Returns: (nullable): what stands behind it */
static const char *
take_amount (const char *text,
             double     *value,
             gboolean   *is_range)
{
  const char *end, *next;
  double      upper;

  if (!tenon_parse_number (text, value, &end))
    return NULL;
  next = end + strspn (end, " ");
  if (g_str_has_prefix (next, "–") || *next == '-')
    {
      next += *next == '-' ? 1 : strlen ("–");
      next += strspn (next, " ");
      if (tenon_parse_number (next, &upper, &next))
        {
          *value = MAX (*value, upper);
          *is_range = TRUE;
          end = next;
        }
    }
  if ((*end == 'k' || *end == 'K') && !g_ascii_isalpha (end[1]))
    {
      *value *= 1000;
      end++;
    }
  return end;
}

static gboolean
take_unit (const char **text,
           ValueKind    kind,
           double      *value)
{
  static const struct
  {
    ValueKind   kind;
    const char *name;
    double      factor;
  } units[] = {
    { VALUE_LATENCY, "milliseconds", 1 },
    { VALUE_LATENCY, "millisecond", 1 },
    { VALUE_LATENCY, "msec", 1 },
    { VALUE_LATENCY, "ms", 1 },
    { VALUE_LATENCY, "µs", 0.001 },
    { VALUE_LATENCY, "us", 0.001 },
    { VALUE_LATENCY, "seconds", 1000 },
    { VALUE_LATENCY, "second", 1000 },
    { VALUE_LATENCY, "secs", 1000 },
    { VALUE_LATENCY, "sec", 1000 },
    { VALUE_LATENCY, "s", 1000 },
    { VALUE_COUNT, "items", 1 },
    { VALUE_COUNT, "item", 1 },
    { VALUE_COUNT, "rows", 1 },
    { VALUE_COUNT, "row", 1 },
    { VALUE_COUNT, "records", 1 },
    { VALUE_COUNT, "record", 1 },
    { VALUE_COUNT, "results", 1 },
    { VALUE_WHOLE, "items", 1 },
    { VALUE_WHOLE, "rows", 1 },
    { VALUE_WHOLE, "per page", 1 },
    { VALUE_WHOLE, "a page", 1 },
    { VALUE_BYTES, "bytes", 1 },
    { VALUE_BYTES, "byte", 1 },
    { VALUE_BYTES, "kib", 1024 },
    { VALUE_BYTES, "kb", 1024 },
    { VALUE_BYTES, "mib", 1024 * 1024 },
    { VALUE_BYTES, "mb", 1024 * 1024 },
    { VALUE_BYTES, "b", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (units[i].kind != kind || g_ascii_strncasecmp (*text, units[i].name, length) != 0 || g_ascii_isalnum ((*text)[length]))
        continue;
      *value *= units[i].factor;
      *text += length;
      return TRUE;
    }
  return FALSE;
}

/* "<", "≤", "up to", "p99 <", "avg": a target is a bound already, of the rest the words are kept. Returns: whether all was plain */
static gboolean
take_hedges (const char **text,
             ValueKind    kind)
{
  static const char *const bounds[] = { "<=", "<", "≤", "under ", "below ", "less than ", "within ", "latency", "response time", ":" };
  static const char *const others[] = { "~", "≈", "up to ", "max ", "avg ", "average ", "about ", "p50", "p90", "p95", "p99.9", "p999", "p99", "=" };
  gboolean                 is_plain = TRUE, found = TRUE;

  while (found)
    {
      found = FALSE;
      *text += strspn (*text, " ");
      for (guint i = 0; i < G_N_ELEMENTS (bounds) + G_N_ELEMENTS (others) && !found; i++)
        {
          gboolean    is_bound = i < G_N_ELEMENTS (bounds);
          const char *word = is_bound ? bounds[i] : others[i - G_N_ELEMENTS (bounds)];

          found = g_ascii_strncasecmp (*text, word, strlen (word)) == 0;
          if (!found)
            continue;
          *text += strlen (word);
          is_plain = is_plain && is_bound && kind == VALUE_LATENCY;
        }
    }
  return is_plain;
}

static char *
read_number (ValueKind   kind,
             const char *text,
             gboolean   *is_whole)
{
  char        buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean    is_range = FALSE;
  double      value;
  const char *p = text;

  *is_whole = take_hedges (&p, kind);
  p = take_amount (p, &value, &is_range);
  if (p == NULL || value <= 0)
    return NULL;
  p += strspn (p, " ");
  take_unit (&p, kind, &value);
  p += strspn (p, " ");
  if (kind == VALUE_LATENCY && g_ascii_strncasecmp (p, "latency", strlen ("latency")) == 0)
    p += strlen ("latency");
  *is_whole = *is_whole && !is_range && *p == '\0';
  if (kind == VALUE_WHOLE)
    value = floor (value);
  /* "3 days", "20 % of them": another thing is counted, unless its words stand apart. */
  if ((g_ascii_isalnum (*p) && kind != VALUE_COUNT && kind != VALUE_LATENCY) || *p == '%' || *p == '/' || value < 1e-6 || value > 1e15)
    return NULL;
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

/* What one of the choices says and no other. */
static char *
read_choice (const Choice *choices,
             const char   *text,
             gboolean     *is_whole)
{
  const char *found = NULL;

  for (guint i = 0; choices[i].words != NULL; i++)
    if (g_regex_match_simple (choices[i].words, text, G_REGEX_CASELESS, 0))
      {
        if (found != NULL)
          return NULL;
        found = choices[i].value;
      }
  if (found == NULL || g_regex_match_simple ("\\b(no|not|never|without|non)\\b", text, G_REGEX_CASELESS, 0))
    return NULL;
  *is_whole = g_regex_match_simple ("^\\w+( consisten(t|cy)( reads?)?)?$", text, G_REGEX_CASELESS, 0);
  return g_strdup (found);
}

/**
 * tenon_requirement_read_value:
 * @property: of a pattern, one of those that are no text
 * @text: of a cell
 * @is_whole: (out): whether the value says all that the cell does
 *
 * Returns: (transfer full) (nullable): the value as the model writes it; %NULL where the cell says none
 */
char *
tenon_requirement_read_value (const char *property,
                              const char *text,
                              gboolean   *is_whole)
{
  g_autofree char *plain = tenon_markdown_strip (text);

  char *value = NULL;

  *is_whole = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].property, property))
      value = kinds[i].kind == VALUE_CHOICE ? read_choice (kinds[i].choices, plain, is_whole) : read_number (kinds[i].kind, plain, is_whole);
  *is_whole = *is_whole && value != NULL;
  return value;
}

/**
 * tenon_requirement_dup_value:
 *
 * Returns: (transfer full) (nullable): what the model has there, in the same words; %NULL where it is not known
 */
char *
tenon_requirement_dup_value (TenonPattern *pattern,
                             const char   *property)
{
  g_auto (GValue) value = G_VALUE_INIT;
  char   buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number;

  g_object_get_property (G_OBJECT (pattern), property, &value);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].property, property))
        continue;
      if (kinds[i].kind == VALUE_CHOICE)
        {
          int                      choice = G_VALUE_HOLDS_ENUM (&value) ? g_value_get_enum (&value) : g_value_get_int (&value);
          static const char *const names[][4] = { { NULL, "EVENTUAL", "STRONG", NULL }, { NULL, "SIMPLE", "MODERATE", "COMPLEX" }, { NULL, "HIGH", "MEDIUM", "LOW" } };
          guint                    which = kinds[i].choices == consistencies ? 0 : kinds[i].choices == complexities ? 1
                                                                                                                    : 2;

          return choice > 0 && choice < 4 ? g_strdup (names[which][choice]) : NULL;
        }
      number = G_VALUE_HOLDS_INT64 (&value) ? (double)g_value_get_int64 (&value) : g_value_get_double (&value);
      return number > 0 ? g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", number)) : NULL;
    }
  return NULL;
}

/**
 * tenon_requirement_put_value:
 * @text: (nullable): as tenon_requirement_read_value() gives it; %NULL: not known
 *
 * Returns: %FALSE where @property is none of these
 */
gboolean
tenon_requirement_put_value (TenonPattern *pattern,
                             const char   *property,
                             const char   *text)
{
  static const struct
  {
    const char *word;
    int         value;
  } words[] = { { "EVENTUAL", TENON_CONSISTENCY_EVENTUAL }, { "STRONG", TENON_CONSISTENCY_STRONG }, { "SIMPLE", TENON_COMPLEXITY_SIMPLE }, { "MODERATE", TENON_COMPLEXITY_MODERATE }, { "COMPLEX", TENON_COMPLEXITY_COMPLEX }, { "HIGH", TENON_SUITABILITY_HIGH }, { "MEDIUM", TENON_SUITABILITY_MEDIUM }, { "LOW", TENON_SUITABILITY_LOW } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      int choice = 0;

      if (!g_str_equal (kinds[i].property, property))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (g_strcmp0 (words[k].word, text) == 0)
          choice = words[k].value;
      if (kinds[i].kind == VALUE_CHOICE)
        g_object_set (pattern, property, choice, NULL);
      else if (kinds[i].kind == VALUE_WHOLE)
        g_object_set (pattern, property, (gint64)g_ascii_strtod (text != NULL ? text : "0", NULL), NULL);
      else
        g_object_set (pattern, property, g_ascii_strtod (text != NULL ? text : "0", NULL), NULL);
      return TRUE;
    }
  return FALSE;
}

/**
 * tenon_requirement_find_latency:
 * @text: key requirements in people's words
 *
 * Returns: (transfer full) (nullable): the one latency they ask for, in milliseconds
 */
char *
tenon_requirement_find_latency (const char *text)
{
  g_autoptr (GRegex) clauses = g_regex_new ("[;,\\n]|<br ?/?>", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (clauses, text, 0);
  g_autoptr (GRegex) number = g_regex_new ("(?:^|[^\\w.])(\\d+(?:\\.\\d+)?\\s*(?:ms|msec|milliseconds?|s|secs?|seconds?))\\b", G_REGEX_CASELESS, 0, NULL);
  char *found = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *words = NULL;
      g_autofree char *value = NULL;
      gboolean         is_whole;

      g_strstrip (parts[i]);
      if (!g_regex_match_simple ("\\blatency\\b|\\bp\\d\\d|response time|\\bslo\\b|\\bsla\\b|^(?:<|≤)", parts[i], G_REGEX_CASELESS, 0) || !g_regex_match (number, parts[i], 0, &match))
        continue;
      words = g_match_info_fetch (match, 1);
      value = tenon_requirement_read_value ("latency-ms", words, &is_whole);
      if (found != NULL && g_strcmp0 (found, value) != 0)
        {
          g_free (found);
          return NULL;
        }
      if (found == NULL)
        found = g_steal_pointer (&value);
    }
  return found;
}

/**
 * tenon_requirement_find_consistency:
 *
 * Returns: (transfer full) (nullable): the consistency that key requirements in people's words ask for
 */
char *
tenon_requirement_find_consistency (const char *text)
{
  g_autofree char *plain = tenon_markdown_strip (text);
  gboolean         is_whole;

  if (!g_regex_match_simple ("\\bstrong(ly)?[- ]consisten|\\beventual(ly)?\\b", plain, G_REGEX_CASELESS, 0))
    return NULL;
  return tenon_requirement_read_value ("consistency-requirements", plain, &is_whole);
}
