/* SPDX-License-Identifier: GPL-3.0-or-later */

/* General query logs, in the time formats of MySQL before and since 5.7 and of MariaDB. */

#include <string.h>

#include "mysql/tenon-log-digest.h"

#define PROBE 262144

/* What a connection can ask of the server; the longer name first where one begins the other. */
static const char *const commands[] = { "Query", "Execute", "Prepare", "Connect Out", "Connect", "Quit", "Init DB", "Close stmt", "Reset stmt", "Reset Connection", "Field List", "Statistics", "Ping", "Fetch", "Long Data", "Daemon", "Change user", "Binlog Dump GTID", "Binlog Dump", "Shutdown", "Refresh", "Processlist", "Kill", "Debug", "Sleep", "Create DB", "Drop DB", "Time", "Delayed insert", "Table Dump", "Register Slave", "Register Replica", "Set option", "Error", "Bulk_execute" };

typedef struct
{
  double      time; /* negative: none on this line */
  gint64      thread;
  const char *command; /* from the table */
  const char *argument;
} Line;

static const char *
skip_blanks (const char *p,
             const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return p;
}

/* Reads "[time] thread command [argument]". */
static gboolean
parse_line (const char *p,
            const char *end,
            Line       *line,
            gboolean   *is_utc)
{
  const char *q = p;

  line->time = -1;
  line->thread = 0;
  if (p < end && g_ascii_isdigit (*p) && !tenon_log_parse_time (p, end, &line->time, is_utc, &q))
    return FALSE;
  if (q >= end || (*q != ' ' && *q != '\t'))
    return FALSE;
  q = skip_blanks (q, end);
  if (q >= end || !g_ascii_isdigit (*q))
    return FALSE;
  for (; q < end && g_ascii_isdigit (*q) && line->thread < G_MAXINT64 / 20; q++)
    line->thread = line->thread * 10 + (*q - '0');
  if (q >= end || (*q != ' ' && *q != '\t'))
    return FALSE;
  q = skip_blanks (q, end);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      gsize n = strlen (commands[i]);

      if ((gsize)(end - q) < n || memcmp (q, commands[i], n) != 0)
        continue;
      if (q + n < end && q[n] != ' ' && q[n] != '\t')
        continue;
      line->command = commands[i];
      line->argument = skip_blanks (q + n, end);
      return TRUE;
    }
  return FALSE;
}

typedef struct
{
  TenonLogDigest *digest;
  const char     *text;
  Line            line;
  const char     *begin; /* (nullable) of the event being read */
  const char     *query_end;
  double          clock;
  gboolean        is_utc;
  guint           n_strange; /* lines before the first event */
  gsize           strange;
} GeneralLog;

static void
finish_event (GeneralLog *self)
{
  TenonLogEvent    event = { 0 };
  g_autofree char *admin = NULL;

  if (self->begin == NULL)
    return;
  event.offset = self->begin - self->text;
  event.time = self->clock;
  event.latency = event.rows_sent = event.rows_examined = -1;
  event.weight = 1;
  if (strcmp (self->line.command, "Query") == 0 || strcmp (self->line.command, "Execute") == 0)
    {
      event.sql = self->line.argument;
      while (self->query_end > event.sql && (g_ascii_isspace (self->query_end[-1]) || self->query_end[-1] == ';'))
        self->query_end--;
      event.length = self->query_end - event.sql;
    }
  else
    {
      admin = g_strconcat ("administrator command: ", self->line.command, NULL);
      event.sql = admin;
      event.length = strlen (admin);
    }
  if (event.length > 0)
    tenon_log_digest_add (self->digest, &event);
  self->begin = NULL;
}

static gboolean
is_banner (const char *p,
           const char *end)
{
  return g_strstr_len (p, MIN (end - p, 1000), "started with:") != NULL || g_strstr_len (p, MIN (end - p, 100), "Tcp port:") != NULL || g_strstr_len (p, MIN (end - p, 100), "TCP Port:") != NULL || (g_strstr_len (p, MIN (end - p, 100), "Command") != NULL && g_strstr_len (p, MIN (end - p, 100), "Argument") != NULL);
}

static void
read_line (GeneralLog *self,
           const char *p,
           const char *end)
{
  Line line;

  if (parse_line (p, end, &line, &self->is_utc))
    {
      finish_event (self);
      self->line = line;
      self->begin = p;
      self->query_end = end;
      if (line.time >= 0)
        self->clock = line.time;
      tenon_log_digest_set_zone (self->digest, self->is_utc);
    }
  else if (p < end && (*p == '/' || *p == 'T' || g_ascii_isupper (*p)) && is_banner (p, end))
    {
      finish_event (self);
    }
  else if (self->begin != NULL)
    {
      self->query_end = end;
    }
  else if (p < end)
    {
      if (self->n_strange++ == 0)
        self->strange = p - self->text;
    }
}

static void
read_general_log (TenonLogDigest *digest,
                  const char     *text,
                  gsize           length)
{
  GeneralLog  self = { digest, text };
  const char *end = text + length;

  self.clock = -1;
  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', end - p);
      const char *stop = newline != NULL ? newline : end;

      read_line (&self, p, stop > p && stop[-1] == '\r' ? stop - 1 : stop);
      p = newline != NULL ? newline + 1 : end;
      if (self.begin != NULL)
        tenon_log_digest_progress (digest, self.begin - text);
    }
  finish_event (&self);
  if (self.n_strange > 0)
    {
      g_autofree char *message = g_strdup_printf ("%u lines before the first event belong to none", self.n_strange);

      tenon_log_digest_report (digest, TENON_SEVERITY_NOTE, "log-strange-lines", self.strange, message);
    }
}

static gboolean
recognise_general_log (const char *text,
                       gsize       length)
{
  const char *end = text + MIN (length, PROBE);
  gboolean    is_utc;
  Line        line;

  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', end - p);
      const char *stop = newline != NULL ? newline : end;

      if (parse_line (p, stop, &line, &is_utc))
        return TRUE;
      if (stop - p > 6 && memcmp (p, "Time  ", 6) == 0 && is_banner (p, stop))
        return TRUE;
      p = newline != NULL ? newline + 1 : end;
    }
  return FALSE;
}

const TenonLogFormat tenon_general_log_format = { "general query log", recognise_general_log, read_general_log };
