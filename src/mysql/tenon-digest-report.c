/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports of pt-query-digest, as text and as JSON. */

#include <json-glib/json-glib.h>
#include <string.h>

#include "mysql/tenon-log-digest.h"

#define PROBE 262144
/* Brackets inside one another in a JSON report: its own are six deep. */
#define MAX_JSON_DEPTH 64

static const TenonLogTotals unknown_totals = { 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 };

static gboolean
begins (const char *p,
        const char *end,
        const char *with)
{
  gsize n = strlen (with);

  return (gsize)(end - p) >= n && memcmp (p, with, n) == 0;
}

/* "61.48k", "726ms", "12368s", "0.99", in units or seconds; NULL behind the last one of the line. */
static const char *
take_number (const char *p,
             const char *end,
             double     *value)
{
  static const struct
  {
    const char *suffix;
    double      factor;
  } suffixes[] = { { "us", 1e-6 }, { "ms", 1e-3 }, { "ns", 1e-9 }, { "s", 1 }, { "k", 1e3 }, { "M", 1e6 }, { "G", 1e9 }, { "T", 1e12 }, { "m", 60 }, { "h", 3600 } };
  char  buffer[40];
  gsize n = 0;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  while (p < end && n + 1 < sizeof buffer && (g_ascii_isdigit (*p) || *p == '.'))
    buffer[n++] = *p++;
  buffer[n] = '\0';
  if (n == 0)
    return NULL;
  *value = g_ascii_strtod (buffer, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (begins (p, end, suffixes[i].suffix))
      {
        *value *= suffixes[i].factor;
        p += strlen (suffixes[i].suffix);
        break;
      }
  while (p < end && *p != ' ' && *p != '\t')
    p++;
  return p;
}

/* Reads as many numbers as the row of an attribute has; returns how many stood there. */
static guint
take_row (const char *p,
          const char *end,
          double      values[8])
{
  guint n = 0;

  while (n < 8 && p != NULL && p < end)
    {
      p = take_number (p, end, &values[n]);
      n += p != NULL;
    }
  return n;
}

typedef struct
{
  TenonLogDigest *digest;
  const char     *text;
  gboolean        in_class;
  gsize           offset;
  double          qps;
  TenonLogTotals  totals;
  GString        *sql; /* (owned) */
  gboolean        sql_over;
} Report;

static void
finish_class (Report *self)
{
  if (self->in_class && self->sql->len > 0 && self->totals.count > 0)
    {
      if (g_str_has_suffix (self->sql->str, "\\G"))
        g_string_truncate (self->sql, self->sql->len - 2);
      /* A class seen in one moment has no rate of its own. */
      if (self->totals.first_seen < 0 && self->qps > 0)
        self->totals.average_rate = self->qps;
      tenon_log_digest_add_totals (self->digest, NULL, self->sql->str, self->offset, &self->totals);
    }
  self->in_class = self->sql_over = FALSE;
  self->totals = unknown_totals;
  self->qps = -1;
  g_string_truncate (self->sql, 0);
}

/* "2018-05-17 00:01:47 to 15:24:47" or "all events occurred at 2007-12-18 11:48:27" */
static void
read_time_range (Report     *self,
                 const char *p,
                 const char *end)
{
  const char *day, *behind = NULL;
  gboolean    is_utc = FALSE;
  double      first, last;

  while (p < end && !g_ascii_isdigit (*p))
    p++;
  day = p;
  if (!tenon_log_parse_time (p, end, &first, &is_utc, &behind))
    return;
  last = first;
  if (begins (behind, end, " to "))
    {
      p = behind + 4;
      if (!tenon_log_parse_time (p, end, &last, &is_utc, NULL))
        {
          g_autofree char *full = g_strdup_printf ("%.10s %.*s", day, (int)MIN (end - p, 30), p);

          if (!tenon_log_parse_time (full, full + strlen (full), &last, &is_utc, NULL))
            last = first;
        }
    }
  self->totals.first_seen = first;
  self->totals.last_seen = MAX (first, last);
}

static void
read_attribute (Report     *self,
                const char *p,
                const char *end)
{
  double row[8];
  guint  n;

  if (begins (p, end, "# Time range:"))
    {
      read_time_range (self, p + strlen ("# Time range:"), end);
    }
  else if (begins (p, end, "# Count "))
    {
      if (take_row (p + strlen ("# Count "), end, row) >= 2)
        self->totals.count = row[1];
    }
  else if (begins (p, end, "# Exec time "))
    {
      n = take_row (p + strlen ("# Exec time "), end, row);
      if (n == 8)
        {
          self->totals.latency_max = row[3];
          self->totals.latency_p95 = row[5];
          self->totals.latency_p50 = row[7];
        }
    }
  else if (begins (p, end, "# Rows sent "))
    {
      if (take_row (p + strlen ("# Rows sent "), end, row) == 8)
        self->totals.rows_sent = row[4];
    }
  else if (begins (p, end, "# Rows examine "))
    {
      if (take_row (p + strlen ("# Rows examine "), end, row) == 8)
        self->totals.rows_examined = row[4];
    }
}

static gboolean
is_class_line (const char *p,
               const char *end)
{
  return begins (p, end, "# Query ") && end - p > 8 && g_ascii_isdigit (p[8]) && g_strstr_len (p, end - p, "QPS") != NULL;
}

static void
read_report_line (Report     *self,
                  const char *p,
                  const char *end)
{
  if (is_class_line (p, end))
    {
      const char *colon = memchr (p, ':', end - p);

      finish_class (self);
      self->in_class = TRUE;
      self->offset = p - self->text;
      if (colon != NULL)
        take_number (colon + 1, end, &self->qps);
    }
  else if (!self->in_class)
    {
      return;
    }
  else if (p < end && *p == '#')
    {
      if (self->sql->len > 0)
        self->sql_over = TRUE;
      else
        read_attribute (self, p, end);
    }
  else if (p == end)
    {
      self->sql_over = self->sql_over || self->sql->len > 0;
    }
  else if (!self->sql_over)
    {
      g_autofree char *line = g_utf8_make_valid (p, end - p);

      if (self->sql->len > 0)
        g_string_append_c (self->sql, '\n');
      g_string_append (self->sql, line);
    }
}

static void
read_report (TenonLogDigest *digest,
             const char     *text,
             gsize           length)
{
  Report      self = { digest, text };
  const char *end = text + length;

  self.sql = g_string_new (NULL);
  self.totals = unknown_totals;
  self.qps = -1;
  tenon_log_digest_set_lower_bound (digest, TRUE);
  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', end - p);
      const char *stop = newline != NULL ? newline : end;

      read_report_line (&self, p, stop > p && stop[-1] == '\r' ? stop - 1 : stop);
      p = newline != NULL ? newline + 1 : end;
    }
  finish_class (&self);
  g_string_free (self.sql, TRUE);
}

static gboolean
recognise_report (const char *text,
                  gsize       length)
{
  const char *end = text + MIN (length, PROBE);

  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', end - p);
      const char *stop = newline != NULL ? newline : end;

      if (is_class_line (p, stop))
        return TRUE;
      p = newline != NULL ? newline + 1 : end;
    }
  return FALSE;
}

const TenonLogFormat tenon_digest_report_format = { "pt-query-digest report", recognise_report, read_report };

/* ---- JSON ---- */

/* Whether the text is no deeper than a parser that recurses can take. */
gboolean
tenon_json_is_shallow (const char *text,
                       gsize       length)
{
  guint    depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        {
          in_string = TRUE;
        }
      else if (c == '{' || c == '[')
        {
          if (++depth > MAX_JSON_DEPTH)
            return FALSE;
        }
      else if ((c == '}' || c == ']') && depth > 0)
        {
          depth--;
        }
    }
  return TRUE;
}

static JsonObject *
object_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
string_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* Numbers stand as numbers or as strings. */
static double
number_member (JsonObject *object,
               const char *name)
{
  JsonNode   *node = object != NULL ? json_object_get_member (object, name) : NULL;
  const char *text = string_member (object, name);

  if (text != NULL)
    return g_ascii_isdigit (*text) ? g_ascii_strtod (text, NULL) : -1;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  return json_node_get_double (node);
}

static double
time_member (JsonObject *object,
             const char *name)
{
  const char *text = string_member (object, name);
  gboolean    is_utc = FALSE;
  double      seconds;

  return text != NULL && tenon_log_parse_time (text, text + strlen (text), &seconds, &is_utc, NULL) ? seconds : -1;
}

static void
read_class (TenonLogDigest *digest,
            JsonObject *class)
{
  JsonObject    *metrics = object_member (class, "metrics");
  JsonObject    *time = object_member (metrics, "Query_time");
  JsonObject    *example = object_member (class, "example");
  const char    *fingerprint = string_member (class, "fingerprint");
  const char    *sample = string_member (example, "query");
  TenonLogTotals totals = unknown_totals;
  double         count = number_member (class, "query_count");

  if ((fingerprint == NULL && sample == NULL) || count < 1 || count > 1e15)
    return;
  totals.count = count;
  totals.first_seen = time_member (class, "ts_min");
  totals.last_seen = time_member (class, "ts_max");
  totals.latency_p50 = number_member (time, "median");
  totals.latency_p95 = number_member (time, "pct_95");
  totals.latency_max = number_member (time, "max");
  totals.rows_examined = number_member (object_member (metrics, "Rows_examined"), "avg");
  totals.rows_sent = number_member (object_member (metrics, "Rows_sent"), "avg");
  tenon_log_digest_add_totals (digest, fingerprint, sample != NULL ? sample : fingerprint, 0, &totals);
}

static void
read_json (TenonLogDigest *digest,
           const char     *text,
           gsize           length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root;
  JsonNode *classes = NULL;

  tenon_log_digest_set_lower_bound (digest, TRUE);
  if (!tenon_json_is_shallow (text, length))
    {
      tenon_log_digest_report (digest, TENON_SEVERITY_ERROR, "log-json", 0, "The JSON is deeper than any report is");
      return;
    }
  if (!json_parser_load_from_data (parser, text, length, &error))
    {
      tenon_log_digest_report (digest, TENON_SEVERITY_ERROR, "log-json", 0, error->message);
      return;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    classes = json_object_get_member (json_node_get_object (root), "classes");
  if (classes == NULL || !JSON_NODE_HOLDS_ARRAY (classes))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (classes)); i++)
    {
      JsonNode *class = json_array_get_element (json_node_get_array (classes), i);

      if (JSON_NODE_HOLDS_OBJECT (class))
        read_class (digest, json_node_get_object (class));
    }
}

static gboolean
recognise_json (const char *text,
                gsize       length)
{
  const char *p = text, *end = text + MIN (length, PROBE);

  while (p < end && g_ascii_isspace (*p))
    p++;
  return p < end && *p == '{' && g_strstr_len (p, end - p, "\"classes\"") != NULL;
}

const TenonLogFormat tenon_digest_json_format = { "pt-query-digest report in JSON", recognise_json, read_json };
