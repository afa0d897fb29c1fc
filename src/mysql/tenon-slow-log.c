/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Slow query logs of MySQL, Percona Server and MariaDB. */

#include <math.h>
#include <string.h>

#include "mysql/tenon-log-digest.h"

/* The year 9999: what is beyond is no time. */
#define MAX_TIMESTAMP 253402300799.0
/* How far the look for a log's first event goes. */
#define PROBE 262144

typedef struct
{
  TenonLogDigest *digest;
  const char     *text;
  const char     *end;

  /* the event being read */
  gboolean    has_header;
  gboolean    is_admin;
  const char *begin;      /* (nullable) of the event */
  guint       begin_line; /* likewise */
  const char *query;      /* (nullable) of the statement */
  const char *query_end;
  const char *use; /* (nullable) "use db", which is the statement where no other follows */
  gsize       use_length;
  double      own_time;  /* "# Time:" of this very event */
  double      timestamp; /* "SET timestamp=" */
  double      latency, rows_sent, rows_examined, rate_limit;

  /* over the whole log */
  guint    line;  /* being read */
  double   clock; /* the last "# Time:" */
  double   clock_offset;
  gboolean has_offset;
  gboolean is_utc;
} SlowLog;

static gboolean
begins (const char *p,
        const char *end,
        const char *with)
{
  gsize n = strlen (with);

  return (gsize)(end - p) >= n && memcmp (p, with, n) == 0;
}

/* What a server writes when it opens the file, anywhere in it. */
static gboolean
is_banner (const char *p,
           const char *end)
{
  /* Most lines are statements: the ends of a banner's two lines tell them apart at once. */
  if (*p != 'T' && *p != 't' && memchr (end - MIN (end - p, 20), ':', MIN (end - p, 20)) == NULL)
    return FALSE;
  if (begins (p, end, "Tcp port:") || begins (p, end, "TCP Port:") || begins (p, end, "Time  ") || begins (p, end, "Time\t"))
    return g_strstr_len (p, end - p, "Id Command") != NULL || p[1] == 'c' || p[1] == 'C';
  return (*p == '/' || g_ascii_isupper (*p)) && end - p < 1000 && g_strstr_len (p, end - p, ", Version: ") != NULL && g_strstr_len (p, end - p, "started with:") != NULL;
}

static void
reset_event (SlowLog *self)
{
  self->has_header = self->is_admin = FALSE;
  self->begin = self->query = self->query_end = self->use = NULL;
  self->own_time = self->timestamp = -1;
  self->latency = self->rows_sent = self->rows_examined = -1;
  self->rate_limit = 1;
}

/*
 * The time of an event: the log's own where this event has one, else the statement's. The latter counts UTC, the former
 * may be local; where both stand together their difference, in quarters of an hour, is the zone.
 */
static double
event_time (SlowLog *self)
{
  if (self->own_time >= 0 && self->timestamp >= 0 && !self->is_utc && !self->has_offset)
    {
      double offset = round ((self->own_time - self->timestamp) / 900) * 900;

      if (fabs (offset) <= 14 * 3600)
        {
          self->clock_offset = offset;
          self->has_offset = TRUE;
        }
    }
  if (self->own_time >= 0)
    return self->own_time;
  if (self->timestamp >= 0)
    return self->timestamp + self->clock_offset;
  return self->clock;
}

static void
finish_event (SlowLog *self)
{
  TenonLogEvent event = { 0 };

  if (self->query == NULL && self->use != NULL && self->has_header)
    {
      self->query = self->use;
      self->query_end = self->use + self->use_length;
    }
  if (self->query != NULL && self->has_header)
    {
      while (self->query_end > self->query && (g_ascii_isspace (self->query_end[-1]) || self->query_end[-1] == ';'))
        self->query_end--;
      event.sql = self->query;
      event.length = self->query_end - self->query;
      event.offset = (self->begin != NULL ? self->begin : self->query) - self->text;
      event.line = self->begin != NULL ? self->begin_line : 0;
      event.time = event_time (self);
      event.latency = self->latency;
      event.rows_sent = self->rows_sent;
      event.rows_examined = self->rows_examined;
      event.weight = self->rate_limit;
      if (event.length > 0)
        tenon_log_digest_add (self->digest, &event);
    }
  reset_event (self);
}

/* A number without a sign, exact as far as the log writes them; negative where none stands. */
static double
number_at (const char *p,
           const char *end)
{
  static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
  double              whole = 0;
  guint64             fraction = 0;
  guint               n = 0, scale = 0;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  for (; p < end && *p >= '0' && *p <= '9' && n < 40; p++, n++)
    whole = whole * 10 + (*p - '0');
  if (n == 0)
    return -1;
  if (p < end && *p == '.')
    for (p++; p < end && *p >= '0' && *p <= '9' && scale < 9; p++, scale++)
      fraction = fraction * 10 + (*p - '0');
  /* One division of exact numbers rounds once. */
  return whole < 1e6 ? (whole * powers[scale] + fraction) / powers[scale] : whole + fraction / powers[scale];
}

static void
read_pair (SlowLog    *self,
           const char *name,
           gsize       length,
           const char *value,
           const char *end)
{
  static const struct
  {
    const char *name;
    gsize       length;
    gsize       offset;
  } pairs[] = {
    { "Query_time", 10, G_STRUCT_OFFSET (SlowLog, latency) },
    { "Rows_sent", 9, G_STRUCT_OFFSET (SlowLog, rows_sent) },
    { "Rows_examined", 13, G_STRUCT_OFFSET (SlowLog, rows_examined) },
    { "Log_slow_rate_limit", 19, G_STRUCT_OFFSET (SlowLog, rate_limit) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].length == length && memcmp (pairs[i].name, name, length) == 0)
      {
        double number = number_at (value, end);

        if (number >= 0)
          G_STRUCT_MEMBER (double, self, pairs[i].offset) = number;
        self->rate_limit = MAX (self->rate_limit, 1);
        return;
      }
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* "# Name: value  Name: value" */
static void
read_pairs (SlowLog    *self,
            const char *p,
            const char *end)
{
  const char *colon;

  while (p < end && (colon = memchr (p, ':', end - p)) != NULL)
    {
      const char *name = colon;

      while (name > p && is_name (name[-1]))
        name--;
      if (colon - name >= 9)
        read_pair (self, name, colon - name, colon + 1, end);
      p = colon + 1;
    }
}

static void
read_time (SlowLog    *self,
           const char *p,
           const char *end)
{
  double seconds;

  while (p < end && *p == ' ')
    p++;
  if (!tenon_log_parse_time (p, end, &seconds, &self->is_utc, NULL))
    return;
  self->own_time = self->clock = seconds;
  tenon_log_digest_set_zone (self->digest, self->is_utc);
}

static void
read_comment_line (SlowLog    *self,
                   const char *p,
                   const char *end)
{
  self->has_header = TRUE;
  if (self->begin == NULL)
    {
      self->begin = p;
      self->begin_line = self->line;
    }
  if (begins (p, end, "# Time:"))
    {
      read_time (self, p + strlen ("# Time:"), end);
    }
  else if (begins (p, end, "# administrator command:"))
    {
      self->query = p + 2;
      self->query_end = end;
      self->is_admin = TRUE;
    }
  else if (!begins (p, end, "# User@Host:"))
    {
      read_pairs (self, p + 1, end);
    }
}

/* "SET timestamp=1197996507;", alone or with insert_id; %FALSE where the line is a statement of its own. */
static gboolean
read_set_line (SlowLog    *self,
               const char *p,
               const char *end)
{
  const char *stamp;

  if (!begins (p, end, "SET timestamp=") && !begins (p, end, "SET last_insert_id=") && !begins (p, end, "SET insert_id="))
    return FALSE;
  stamp = g_strstr_len (p, end - p, "timestamp=");
  if (stamp != NULL)
    self->timestamp = number_at (stamp + strlen ("timestamp="), end);
  if (self->timestamp > MAX_TIMESTAMP)
    self->timestamp = -1;
  if (!self->is_utc && self->clock < 0)
    {
      /* Nothing but epochs so far. */
      tenon_log_digest_set_zone (self->digest, TRUE);
    }
  return TRUE;
}

static gboolean
read_use_line (SlowLog    *self,
               const char *p,
               const char *end)
{
  if (!begins (p, end, "use ") || memchr (p, ';', end - p) == NULL)
    return FALSE;
  self->use = p;
  self->use_length = (const char *)memchr (p, ';', end - p) - p;
  return TRUE;
}

/* Whether a line that begins with "#" begins an event, inside or behind a statement. */
static gboolean
begins_event (SlowLog    *self,
              const char *p,
              const char *end)
{
  const char *q = self->query_end;

  if (begins (p, end, "# Time: ") || begins (p, end, "# User@Host: "))
    return TRUE;
  if (self->is_admin)
    return !begins (p, end, "# administrator command:") && begins (p, end, "# ");
  /* Behind a semicolon a comment of the server goes on; elsewhere it is one of the statement. */
  while (q > self->query && (q[-1] == '\n' || q[-1] == '\r' || q[-1] == ' '))
    q--;
  return q > self->query && q[-1] == ';';
}

static void
read_line (SlowLog    *self,
           const char *p,
           const char *end)
{
  if (self->query != NULL)
    {
      if (p < end && *p == '#' && begins_event (self, p, end))
        {
          finish_event (self);
          read_comment_line (self, p, end);
        }
      else if (p < end && is_banner (p, end))
        {
          finish_event (self);
        }
      else if (!self->is_admin)
        {
          self->query_end = end;
        }
      return;
    }
  if (p == end)
    return;
  if (*p == '#')
    {
      /* A header behind a header whose statement is missing. */
      if (self->latency >= 0 && (begins (p, end, "# Time: ") || begins (p, end, "# User@Host: ")))
        finish_event (self);
      read_comment_line (self, p, end);
    }
  else if (!is_banner (p, end) && !read_use_line (self, p, end) && !read_set_line (self, p, end))
    {
      self->query = p;
      self->query_end = end;
    }
}

static void
read_slow_log (TenonLogDigest *digest,
               const char     *text,
               gsize           length)
{
  SlowLog     self = { digest, text, text + length };
  const char *p = text;

  self.clock = -1;
  tenon_log_digest_set_lower_bound (digest, TRUE);
  reset_event (&self);
  while (p < self.end)
    {
      const char *newline = memchr (p, '\n', self.end - p);
      const char *end = newline != NULL ? newline : self.end;

      self.line++;
      if (end > p && end[-1] == '\r')
        read_line (&self, p, end - 1);
      else
        read_line (&self, p, end);
      p = newline != NULL ? newline + 1 : self.end;
      if (self.begin != NULL)
        tenon_log_digest_progress (digest, self.begin - text);
    }
  finish_event (&self);
}

static gboolean
recognise_slow_log (const char *text,
                    gsize       length)
{
  static const char *const marks[] = { "# User@Host:", "# Query_time:", "# Time: " };
  const char              *end = text + MIN (length, PROBE);
  guint                    n = 0;

  for (const char *p = text; p != NULL && p < end; p = memchr (p, '\n', end - p), p = p != NULL ? p + 1 : NULL)
    for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
      n |= begins (p, end, marks[i]) << i;
  /* "# Time:" alone stands in reports too. */
  return (n & 2) != 0 || n == 5 || n == 1;
}

const TenonLogFormat tenon_slow_log_format = { "slow query log", recognise_slow_log, read_slow_log };
