/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of statements, each with the number of its uses before it, "--usage_count 123", or used once at a time nobody
 * knows. */

#include <string.h>

#include "mysql/tenon-dml.h"
#include "mysql/tenon-log-digest.h"
#include "mysql/tenon-scanner.h"

#define PROBE 65536
#define MARK "--usage_count"

static void
read_list (TenonLogDigest *digest,
           const char     *text,
           gsize           length)
{
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      TenonLogTotals   totals = { 1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
      TenonScanner     scanner;
      g_autofree char *statement = NULL;
      const char      *begin;

      while (p < end && g_ascii_isspace (*p))
        p++;
      if ((gsize)(end - p) > strlen (MARK) && memcmp (p, MARK, strlen (MARK)) == 0)
        {
          const char      *newline = memchr (p, '\n', end - p);
          g_autofree char *number = g_strndup (p + strlen (MARK), MIN ((newline != NULL ? newline : end) - p - strlen (MARK), 30));

          totals.count = CLAMP (g_ascii_strtoll (number, NULL, 10), 1, G_MAXINT64 / 1000000);
          p = newline != NULL ? newline + 1 : end;
        }
      begin = p;
      tenon_scanner_init (&scanner, p, end - p, TENON_SCAN_DEFAULT);
      tenon_scanner_set_delimiter (&scanner, ";", 1);
      tenon_scanner_skip_statement (&scanner);
      p = scanner.p;
      statement = g_strndup (begin, MIN (p - begin, 65536));
      g_strstrip (statement);
      if (tenon_dml_looks_like_statement (statement, -1))
        tenon_log_digest_add_totals (digest, NULL, statement, begin - text, &totals);
    }
}

static gboolean
recognise_list (const char *text,
                gsize       length)
{
  const char *end = text + MIN (length, PROBE);

  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', end - p);

      if ((gsize)(end - p) > strlen (MARK) + 1 && memcmp (p, MARK, strlen (MARK)) == 0 && p[strlen (MARK)] == ' ')
        return TRUE;
      p = newline != NULL ? newline + 1 : end;
    }
  return FALSE;
}

static gboolean
uses_rows (const char *sql,
           gsize       length)
{
  static const char *const verbs[] = { "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH" };
  TenonScanner             scanner;
  TenonToken               token;

  tenon_scanner_init (&scanner, sql, length, TENON_SCAN_DEFAULT);
  do
    tenon_scanner_next (&scanner, &token);
  while (tenon_token_is_mark (&token, '('));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (tenon_token_equals (&token, verbs[i], strlen (verbs[i])))
      return TRUE;
  return FALSE;
}

/* Whether a plain script holds a statement that reads or changes rows. */
static gboolean
recognise_script (const char *text,
                  gsize       length)
{
  TenonScanner scanner;

  tenon_scanner_init (&scanner, text, MIN (length, PROBE), TENON_SCAN_DEFAULT);
  tenon_scanner_set_delimiter (&scanner, ";", 1);
  while (scanner.p < scanner.end)
    {
      const char *begin = scanner.p;

      tenon_scanner_skip_statement (&scanner);
      if (scanner.p <= begin)
        return FALSE;
      if (uses_rows (begin, scanner.p - begin) && tenon_dml_looks_like_statement (begin, scanner.p - begin))
        return TRUE;
    }
  return FALSE;
}

/* Asked last, and only by those who know that the file is no schema. */
const TenonLogFormat tenon_statement_script_format = { "script of statements", recognise_script, read_list };
const TenonLogFormat tenon_statement_list_format = { "list of statements", recognise_list, read_list };
