/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Exports of performance_schema's statement digests, and of sys.statement_analysis: CSV, TSV, the table the client
 * prints, and JSON. The columns are known by their names, in any order.
 */

#include <json-glib/json-glib.h>
#include <string.h>

#include "mysql/tenon-dml.h"
#include "mysql/tenon-log-digest.h"

#define PROBE 65536
#define MAX_CELLS 256
/* performance_schema counts picoseconds. */
#define PICOSECONDS 1e12

typedef enum
{
  CELL_TEXT,
  CELL_SAMPLE,
  CELL_COUNT,
  CELL_FIRST,
  CELL_LAST,
  CELL_SUM_EXAMINED,
  CELL_SUM_SENT,
  CELL_AVERAGE_EXAMINED,
  CELL_AVERAGE_SENT,
  CELL_MAX_LATENCY,
  CELL_P95,
  CELL_P99,
  N_CELLS,
} Cell;

static const struct
{
  const char *name;
  Cell        cell;
} names[] = {
  { "DIGEST_TEXT", CELL_TEXT },
  { "query", CELL_TEXT },
  { "QUERY_SAMPLE_TEXT", CELL_SAMPLE },
  { "COUNT_STAR", CELL_COUNT },
  { "exec_count", CELL_COUNT },
  { "FIRST_SEEN", CELL_FIRST },
  { "LAST_SEEN", CELL_LAST },
  { "SUM_ROWS_EXAMINED", CELL_SUM_EXAMINED },
  { "SUM_ROWS_SENT", CELL_SUM_SENT },
  { "rows_examined", CELL_SUM_EXAMINED },
  { "rows_sent", CELL_SUM_SENT },
  { "rows_examined_avg", CELL_AVERAGE_EXAMINED },
  { "rows_sent_avg", CELL_AVERAGE_SENT },
  { "MAX_TIMER_WAIT", CELL_MAX_LATENCY },
  { "max_latency", CELL_MAX_LATENCY },
  { "QUANTILE_95", CELL_P95 },
  { "QUANTILE_99", CELL_P99 },
};

static int
find_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return names[i].cell;
  return -1;
}

/* Picoseconds, or "1.23 ms" as sys formats them. */
static double
parse_latency (const char *text)
{
  static const struct
  {
    const char *unit;
    double      seconds;
  } units[] = { { "ps", 1e-12 }, { "ns", 1e-9 }, { "us", 1e-6 }, { "µs", 1e-6 }, { "ms", 1e-3 }, { "s", 1 }, { "min", 60 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 } };
  char  *end;
  double value;

  if (text == NULL || !g_ascii_isdigit (*text))
    return -1;
  value = g_ascii_strtod (text, &end);
  while (*end == ' ')
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (end, units[i].unit) == 0)
      return value * units[i].seconds;
  return value / PICOSECONDS;
}

static double
parse_plain (const char *text)
{
  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtod (text, NULL) : -1;
}

static double
parse_when (const char *text)
{
  gboolean is_utc = FALSE;
  double   seconds;

  return text != NULL && tenon_log_parse_time (text, text + strlen (text), &seconds, &is_utc, NULL) ? seconds : -1;
}

/* "IN (...)" of a digest is a list of values. */
static char *
statement_of (const char *digest_text)
{
  g_auto (GStrv) parts = g_strsplit (digest_text, "(...)", -1);
  g_autofree char *joined = g_strjoinv ("(?)", parts);
  g_auto (GStrv) dots = g_strsplit (joined, ", ...", -1);

  return g_strjoinv ("", dots);
}

static void
add_row (TenonLogDigest    *digest,
         const char *const *cells,
         gsize              offset)
{
  TenonLogTotals   totals = { 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
  double           count = parse_plain (cells[CELL_COUNT]);
  g_autofree char *text = NULL;
  const char      *sample;

  if (cells[CELL_TEXT] == NULL || *cells[CELL_TEXT] == '\0' || strcmp (cells[CELL_TEXT], "NULL") == 0 || count < 1 || count > 1e15)
    return;
  text = statement_of (cells[CELL_TEXT]);
  sample = cells[CELL_SAMPLE] != NULL && tenon_dml_looks_like_statement (cells[CELL_SAMPLE], -1) ? cells[CELL_SAMPLE] : text;
  totals.count = count;
  totals.first_seen = parse_when (cells[CELL_FIRST]);
  totals.last_seen = parse_when (cells[CELL_LAST]);
  totals.rows_examined = parse_plain (cells[CELL_SUM_EXAMINED]) >= 0 ? parse_plain (cells[CELL_SUM_EXAMINED]) / count : parse_plain (cells[CELL_AVERAGE_EXAMINED]);
  totals.rows_sent = parse_plain (cells[CELL_SUM_SENT]) >= 0 ? parse_plain (cells[CELL_SUM_SENT]) / count : parse_plain (cells[CELL_AVERAGE_SENT]);
  totals.latency_p95 = parse_latency (cells[CELL_P95]);
  totals.latency_p99 = parse_latency (cells[CELL_P99]);
  totals.latency_max = parse_latency (cells[CELL_MAX_LATENCY]);
  tenon_log_digest_add_totals (digest, NULL, sample, offset, &totals);
}

/* ---- rows of text ---- */

typedef enum
{
  FORM_CSV,
  FORM_TSV,
  FORM_PIPES,
} Form;

static void
append_tsv (GString    *s,
            const char *p,
            const char *end)
{
  for (; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        {
          p++;
          g_string_append_c (s, *p == 'n' ? '\n' : *p == 't' ? '\t'
                                                             : *p);
        }
      else
        {
          g_string_append_c (s, *p);
        }
    }
}

/* Takes one cell at @p; returns the byte behind its separator, and NULL behind the last of the line. */
static const char *
take_cell (const char *p,
           const char *end,
           Form        form,
           char        separator,
           GString    *cell)
{
  const char *stop;

  g_string_truncate (cell, 0);
  if (form == FORM_CSV && p < end && *p == '"')
    {
      for (p++; p < end; p++)
        {
          if (*p == '"' && p + 1 < end && p[1] == '"')
            p++;
          else if (*p == '"')
            break;
          else if (*p == '\\' && p + 1 < end && p[1] == '"')
            p++;
          g_string_append_c (cell, *p);
        }
      p += p < end;
    }
  for (stop = p; stop < end && *stop != separator && *stop != '\n';)
    stop++;
  if (form == FORM_TSV)
    append_tsv (cell, p, stop);
  else
    g_string_append_len (cell, p, stop - p);
  if (form == FORM_PIPES)
    {
      g_autofree char *trimmed = g_strstrip (g_strndup (cell->str, cell->len));

      g_string_assign (cell, trimmed);
    }
  if (cell->len > 0 && cell->str[cell->len - 1] == '\r')
    g_string_truncate (cell, cell->len - 1);
  return stop < end && *stop == separator ? stop + 1 : NULL;
}

/* Takes a row and returns the beginning of the next. Cells beyond those that have a meaning are passed over. */
static const char *
take_row (const char *p,
          const char *end,
          Form        form,
          char        separator,
          const int  *meanings,
          GPtrArray  *row)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *line = p;
  guint       i = 0;

  g_ptr_array_set_size (row, 0);
  g_ptr_array_set_size (row, meanings != NULL ? N_CELLS : 0);
  if (form == FORM_PIPES && p < end && *p == '|')
    p++;
  while (p != NULL)
    {
      const char *next = take_cell (p, end, form, separator, cell);

      if (meanings == NULL && i < MAX_CELLS)
        g_ptr_array_add (row, g_utf8_make_valid (cell->str, cell->len));
      else if (meanings != NULL && i < MAX_CELLS && meanings[i] >= 0 && row->pdata[meanings[i]] == NULL)
        row->pdata[meanings[i]] = g_utf8_make_valid (cell->str, cell->len);
      i++;
      line = next != NULL ? next : p;
      if (next == NULL && form == FORM_CSV && p < end && *p == '"')
        line = p + 1;
      p = next;
    }
  /* A quoted cell may hold line breaks: the row ends at the first behind its last cell. */
  if (form == FORM_CSV)
    {
      gboolean quoted = FALSE;

      for (; line < end && (quoted || *line != '\n'); line++)
        if (*line == '"')
          quoted = !quoted;
    }
  else
    {
      const char *newline = line < end ? memchr (line, '\n', end - line) : NULL;

      line = newline != NULL ? newline : end;
    }
  return line < end ? line + 1 : end;
}

/* Finds the line of headings and how it is written. */
static const char *
find_heading (const char *text,
              const char *end,
              Form       *form,
              char       *separator)
{
  for (const char *p = text; p < end;)
    {
      const char      *newline = memchr (p, '\n', end - p);
      const char      *stop = newline != NULL ? newline : end;
      g_autofree char *line = stop - p < 8192 ? g_ascii_strdown (p, stop - p) : NULL;

      if (line != NULL && (strstr (line, "digest_text") != NULL || strstr (line, "query") != NULL) && (strstr (line, "count_star") != NULL || strstr (line, "exec_count") != NULL) && strstr (line, "select") == NULL)
        {
          *form = *p == '|' ? FORM_PIPES : memchr (p, '\t', stop - p) != NULL ? FORM_TSV
                                                                              : FORM_CSV;
          *separator = *form == FORM_PIPES ? '|' : *form == FORM_TSV               ? '\t'
                                               : memchr (p, ',', stop - p) != NULL ? ','
                                                                                   : ';';
          return p;
        }
      p = newline != NULL ? newline + 1 : end;
    }
  return NULL;
}

static void
read_rows (TenonLogDigest *digest,
           const char     *text,
           gsize           length)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + length, *p;
  int         meanings[MAX_CELLS];
  Form        form = FORM_CSV;
  char        separator = ',';

  p = find_heading (text, text + MIN (length, PROBE), &form, &separator);
  if (p == NULL)
    return;
  p = take_row (p, end, form, separator, NULL, row);
  for (guint i = 0; i < MAX_CELLS; i++)
    meanings[i] = i < row->len ? find_name (row->pdata[i]) : -1;
  while (p < end)
    {
      const char *next;

      if (form == FORM_PIPES && *p != '|')
        {
          const char *newline = memchr (p, '\n', end - p);

          p = newline != NULL ? newline + 1 : end;
          continue;
        }
      next = take_row (p, end, form, separator, meanings, row);
      add_row (digest, (const char *const *)row->pdata, p - text);
      p = next;
    }
}

/* ---- JSON ---- */

static char *
member_text (JsonNode *node)
{
  GValue value = G_VALUE_INIT;
  char  *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  json_node_get_value (node, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    text = g_value_dup_string (&value);
  else if (G_VALUE_HOLDS_INT64 (&value))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));
  else if (G_VALUE_HOLDS_DOUBLE (&value))
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, g_value_get_double (&value)));
    }
  g_value_unset (&value);
  return text;
}

static void
read_json_row (TenonLogDigest *digest,
               JsonNode       *node)
{
  char          *cells[N_CELLS] = { NULL };
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      int cell = find_name (name);

      if (cell >= 0 && cells[cell] == NULL)
        cells[cell] = member_text (member);
    }
  add_row (digest, (const char *const *)cells, 0);
  for (guint i = 0; i < N_CELLS; i++)
    g_free (cells[i]);
}

/* One array of objects, or one object a line. */
static void
read_json (TenonLogDigest *digest,
           const char     *text,
           gsize           length)
{
  const char *end = text + length, *p = text;

  while (p < end && g_ascii_isspace (*p))
    p++;
  while (p < end)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      const char *newline = *p == '{' ? memchr (p, '\n', end - p) : NULL;
      const char *stop = newline != NULL ? newline : end;
      JsonNode   *root;

      if (!tenon_json_is_shallow (p, stop - p) || !json_parser_load_from_data (parser, p, stop - p, &error))
        {
          tenon_log_digest_report (digest, TENON_SEVERITY_ERROR, "log-json", p - text, error != NULL ? error->message : "The JSON is deeper than any export is");
          return;
        }
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
        for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
          read_json_row (digest, json_array_get_element (json_node_get_array (root), i));
      else if (root != NULL)
        read_json_row (digest, root);
      for (p = stop; p < end && g_ascii_isspace (*p);)
        p++;
    }
}

static gboolean
is_json (const char *text,
         const char *end)
{
  while (text < end && g_ascii_isspace (*text))
    text++;
  return text < end && (*text == '[' || *text == '{');
}

static void
read_table (TenonLogDigest *digest,
            const char     *text,
            gsize           length)
{
  if (is_json (text, text + length))
    read_json (digest, text, length);
  else
    read_rows (digest, text, length);
}

static gboolean
recognise_table (const char *text,
                 gsize       length)
{
  const char *end = text + MIN (length, PROBE);
  Form        form;
  char        separator;

  if (is_json (text, end))
    {
      g_autofree char *head = g_ascii_strdown (text, end - text);

      return strstr (head, "\"digest_text\"") != NULL || strstr (head, "\"exec_count\"") != NULL;
    }
  return find_heading (text, end, &form, &separator) != NULL;
}

const TenonLogFormat tenon_digest_table_format = { "statement digest export", recognise_table, read_table };
