/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gathers the statements of a log by their fingerprint: counts, rates, peaks, rows and latencies. */

#include "mysql/tenon-log-digest.h"

#include <math.h>
#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-dml.h"
#include "mysql/tenon-log-skeleton.h"
#include "mysql/tenon-log-values.h"

/* Latencies are kept exactly up to here, then in buckets 2 % wide. */
#define MAX_EXACT 1000
#define BUCKET_BASE 1.02
#define LEAST_LATENCY 1e-7
#define N_BUCKETS 2048 /* the last one ends beyond 10 million hours */
/* Events come nearly in the order of their time: the busiest minute is found in a window that slides over seconds. */
#define N_SECONDS 64
#define MINUTE 60
/* MySQL's own greatest statement by default (max_allowed_packet): what is beyond in a log is no statement. */
#define MAX_STATEMENT (64 << 20)
/* Seconds between two logs that are no mere pause of the application. */
#define LONG_GAP 3600
/* How much of a statement stands in the model as its sample. */
#define MAX_SAMPLE 4000
/* More classes than this are no classes: the rest is counted together. */
#define MAX_CLASSES 100000
/* So much text is read before its memory goes back. */
#define RELEASE_STEP (8 << 20)

typedef struct
{
  char             *fingerprint; /* (owned) */
  char             *sample;      /* (owned) */
  gsize             offset;
  guint             line, last_line;
  gint64            count;
  double            weight;
  double            first_seen, last_seen;
  double            rows_examined, rows_sent;
  gint64            n_rows;
  gint64            n_examined;
  GArray           *latencies; /* (owned) (nullable) double, exact */
  gint64           *buckets;   /* (owned) (nullable) N_BUCKETS counts */
  gint64            n_latencies;
  double            latency_max;
  double            seconds[N_SECONDS]; /* statements of the last minute, a second each */
  gint64            newest;             /* second of the window; negative: none yet */
  double            in_minute;          /* sum of the window */
  double            peak_second, peak_minute;
  TenonLogTotals   *totals; /* (owned) (nullable) counted by somebody else */
  TenonLogValueSet *values; /* (nullable) borrowed */
  TenonSource      *source; /* of the first one */
  guint             part;   /* source that had it last, from 1 */
  gboolean          lower_bound;
  gboolean          is_rest; /* of many forms */
} Class;

struct _TenonLogDigest
{
  TenonSource *source;
  TenonSchema *schema;      /* (nullable) */
  GPtrArray   *diagnostics; /* (nullable) */

  GHashTable        *classes;   /* (owned) fingerprint -> Class */
  TenonLogSkeletons *skeletons; /* (owned) of statements -> Class */
  TenonLogValues    *values;    /* (owned) */
  GPtrArray         *order;     /* borrowed Classes, first seen first */
  double             first_seen, last_seen;
  gint64             total;
  double             threshold; /* negative: the log does not show it */
  gboolean           is_sampled;
  gboolean           is_utc;
  gsize              counted; /* lines are counted up to here */
  guint              line;    /* of counted */
  gsize              released;
  gboolean           lower_bound;

  GArray      *parts;   /* (owned) TenonLogSpan, of the sources read so far */
  GPtrArray   *sources; /* borrowed TenonSource, the present one the last */
  TenonLogSpan part;    /* of the present one */
  double       greatest_threshold;
  gboolean     lacks_threshold;
};

static void
class_free (Class *self)
{
  g_free (self->fingerprint);
  g_free (self->sample);
  g_free ((gpointer)self->totals);
  g_clear_pointer (&self->latencies, g_array_unref);
  g_free (self->buckets);
  g_free (self);
}

TenonLogDigest *
tenon_log_digest_new (TenonSource *source,
                      TenonSchema *schema,
                      gboolean     keeps_values,
                      GPtrArray   *diagnostics)
{
  TenonLogDigest *self = g_new0 (TenonLogDigest, 1);

  self->source = source;
  self->schema = schema;
  self->diagnostics = diagnostics;
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)class_free);
  self->skeletons = tenon_log_skeletons_new ();
  self->values = tenon_log_values_new (schema, keeps_values);
  self->order = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (TenonLogSpan));
  self->sources = g_ptr_array_new ();
  g_ptr_array_add (self->sources, source);
  self->part.first_seen = self->part.last_seen = -1;
  self->first_seen = self->last_seen = -1;
  self->threshold = self->greatest_threshold = -1;
  self->line = 1;
  return self;
}

void
tenon_log_digest_free (TenonLogDigest *self)
{
  tenon_log_skeletons_free (self->skeletons);
  tenon_log_values_free (self->values);
  g_hash_table_unref (self->classes);
  g_ptr_array_unref (self->order);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/* Settles what is true of one source alone. */
static void
finish_part (TenonLogDigest *self)
{
  gboolean lower_bound = self->lower_bound && self->threshold != 0;

  for (guint i = 0; i < self->order->len; i++)
    {
      Class *class = g_ptr_array_index (self->order, i);

      if (class->part == self->sources->len)
        class->lower_bound |= lower_bound;
    }
  if (self->part.first_seen >= 0)
    g_array_append_val (self->parts, self->part);
  self->part.first_seen = self->part.last_seen = -1;
  self->greatest_threshold = MAX (self->greatest_threshold, self->threshold);
  self->lacks_threshold |= self->threshold < 0;
}

/**
 * tenon_log_digest_set_source:
 * @source: must outlive the digest, as the first one
 *
 * Goes on with another log: its statements are counted with those before.
 */
void
tenon_log_digest_set_source (TenonLogDigest *self,
                             TenonSource    *source)
{
  finish_part (self);
  self->source = source;
  g_ptr_array_add (self->sources, source);
  self->counted = self->released = 0;
  self->line = 1;
  self->threshold = -1;
  self->lower_bound = FALSE;
}

gint64
tenon_log_digest_get_total (TenonLogDigest *self)
{
  return self->total;
}

/* Returns the 1-based line of an offset; offsets mostly grow, and an index of all lines would cost more than the log. */
static guint
line_at (TenonLogDigest *self,
         gsize           offset)
{
  gsize       length;
  const char *text = tenon_source_get_text (self->source, &length);
  const char *p, *end;

  offset = MIN (offset, length);
  if (offset < self->counted)
    {
      self->counted = 0;
      self->line = 1;
    }
  p = text + self->counted;
  end = text + offset;
  while (p < end && (p = memchr (p, '\n', end - p)) != NULL)
    {
      self->line++;
      p++;
    }
  self->counted = offset;
  return self->line;
}

/**
 * tenon_log_digest_progress:
 *
 * Says that the text before the offset has been read: its memory goes back from time to time.
 */
void
tenon_log_digest_progress (TenonLogDigest *self,
                           gsize           offset)
{
  if (offset < self->released + RELEASE_STEP)
    return;
  line_at (self, offset);
  tenon_source_release (self->source, self->released, offset);
  self->released = offset;
}

void
tenon_log_digest_set_zone (TenonLogDigest *self,
                           gboolean        is_utc)
{
  self->is_utc = is_utc;
}

void
tenon_log_digest_set_lower_bound (TenonLogDigest *self,
                                  gboolean        lower_bound)
{
  self->lower_bound = lower_bound;
}

void
tenon_log_digest_report (TenonLogDigest *self,
                         TenonSeverity   severity,
                         const char     *code,
                         gsize           offset,
                         const char     *message)
{
  guint line = 1, column = 1;

  if (self->diagnostics == NULL)
    return;
  if (offset > 0)
    tenon_source_locate (self->source, offset, &line, &column);
  tenon_diagnostics_add (self->diagnostics, severity, code, tenon_source_get_name (self->source), line, column, "%s", message);
}

/* ---- times ---- */

static gboolean
take_digits (const char **p,
             const char  *end,
             guint        n,
             int         *value)
{
  *value = 0;
  if ((gsize)(end - *p) < n)
    return FALSE;
  for (guint i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *value = *value * 10 + (**p - '0');
    }
  return TRUE;
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
static gint64
days_of (int year,
         int month,
         int day)
{
  gint64 y = year - (month <= 2);
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 of_era = y - era * 400;
  gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static gboolean
take_clock (const char **p,
            const char  *end,
            double      *seconds)
{
  int hour = 0, minute, second;

  while (*p < end && **p == ' ')
    (*p)++;
  if (*p + 1 < end && (*p)[1] == ':')
    {
      if (!take_digits (p, end, 1, &hour))
        return FALSE;
    }
  else if (!take_digits (p, end, 2, &hour))
    {
      return FALSE;
    }
  if (*p >= end || *(*p)++ != ':' || !take_digits (p, end, 2, &minute) || *p >= end || *(*p)++ != ':' || !take_digits (p, end, 2, &second))
    return FALSE;
  *seconds = hour * 3600.0 + minute * 60.0 + second;
  if (*p < end && **p == '.')
    {
      double unit = 0.1;

      for ((*p)++; *p < end && g_ascii_isdigit (**p); (*p)++, unit /= 10)
        *seconds += (**p - '0') * unit;
    }
  return TRUE;
}

/* "Z", "+02:00" or "+0200" */
static double
take_zone (const char **p,
           const char  *end,
           gboolean    *is_utc)
{
  int sign, hours = 0, minutes = 0;

  if (*p < end && **p == 'Z')
    {
      (*p)++;
      *is_utc = TRUE;
      return 0;
    }
  if (*p >= end || (**p != '+' && **p != '-'))
    return 0;
  sign = *(*p)++ == '-' ? -1 : 1;
  if (!take_digits (p, end, 2, &hours))
    return 0;
  if (*p < end && **p == ':')
    (*p)++;
  take_digits (p, end, 2, &minutes);
  *is_utc = TRUE;
  return sign * (hours * 3600.0 + minutes * 60.0);
}

/**
 * tenon_log_parse_time:
 * @seconds: (out): since 1970 of the log's clock, or of UTC where a zone is written
 * @is_utc: (out): set where a zone is written, else left
 * @behind: (out) (optional): the byte behind the time
 *
 * Reads "071218 11:48:27", "2007-12-18 11:48:27" and "2025-07-31T18:11:07.814734Z".
 */
gboolean
tenon_log_parse_time (const char  *text,
                      const char  *end,
                      double      *seconds,
                      gboolean    *is_utc,
                      const char **behind)
{
  const char *p = text;
  int         year, month, day;

  if (end - p > 5 && p[4] == '-')
    {
      if (!take_digits (&p, end, 4, &year) || *p++ != '-' || !take_digits (&p, end, 2, &month) || p >= end || *p++ != '-' || !take_digits (&p, end, 2, &day))
        return FALSE;
      if (p >= end || (*p != 'T' && *p != ' '))
        return FALSE;
      p++;
    }
  else
    {
      if (!take_digits (&p, end, 2, &year) || !take_digits (&p, end, 2, &month) || !take_digits (&p, end, 2, &day))
        return FALSE;
      if (p >= end || (*p != ' ' && *p != '\t'))
        return FALSE;
      year += year < 70 ? 2000 : 1900;
    }
  if (month < 1 || month > 12 || day < 1 || day > 31 || !take_clock (&p, end, seconds))
    return FALSE;
  *seconds += days_of (year, month, day) * 86400.0;
  *seconds -= take_zone (&p, end, is_utc);
  if (behind != NULL)
    *behind = p;
  return TRUE;
}

static char *
format_time (TenonLogDigest *self,
             double          seconds)
{
  gint64           whole = floor (seconds);
  gint64           days = whole >= 0 ? whole / 86400 : -((86399 - whole) / 86400);
  int              rest = whole - days * 86400, micro = (seconds - whole) * 1e6 + 0.5;
  gint64           z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  gint64           doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  gint64           doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int              day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  gint64           year = yoe + era * 400 + (month <= 2);
  g_autofree char *fraction = micro > 0 && micro < 1000000 ? g_strdup_printf (".%06d", micro) : g_strdup ("");

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s%s", (int)year, month, day, rest / 3600, rest / 60 % 60, rest % 60, fraction, self->is_utc ? "Z" : "");
}

/* ---- adding ---- */

static Class *
find_class (TenonLogDigest *self,
            char           *fingerprint,
            const char     *sample,
            gsize           length,
            gsize           offset)
{
  Class *class = g_hash_table_lookup (self->classes, fingerprint);
  gboolean is_rest = FALSE;

  if (class != NULL)
    {
      g_free (fingerprint);
      return class;
    }
  if (g_hash_table_size (self->classes) >= MAX_CLASSES)
    {
      static const char rest[] = "other statements";

      g_free (fingerprint);
      class = g_hash_table_lookup (self->classes, rest);
      if (class != NULL)
        return class;
      fingerprint = g_strdup (rest);
      is_rest = TRUE;
      tenon_log_digest_report (self, TENON_SEVERITY_WARNING, "log-too-many-classes", offset, "From here on, statements of a new form are counted together");
    }
  class = g_new0 (Class, 1);
  class->fingerprint = fingerprint;
  class->is_rest = is_rest;
  class->sample = g_utf8_make_valid (sample, MIN (length, MAX_SAMPLE));
  class->offset = offset;
  class->line = line_at (self, offset);
  class->source = self->source;
  class->first_seen = class->last_seen = -1;
  class->latency_max = -1;
  class->newest = -1;
  g_hash_table_insert (self->classes, fingerprint, class);
  g_ptr_array_add (self->order, class);
  return class;
}

/* Moves the window on to a second; one far away, also backwards, empties it. */
static void
slide_to (Class *class,
          gint64 second)
{
  if (class->newest < 0 || second - class->newest >= MINUTE || second <= class->newest - MINUTE)
    {
      memset (class->seconds, 0, sizeof class->seconds);
      class->in_minute = 0;
      class->newest = second;
    }
  while (class->newest < second)
    {
      class->newest++;
      class->in_minute -= class->seconds[(class->newest + N_SECONDS - MINUTE) % N_SECONDS];
      class->seconds[(class->newest + N_SECONDS - MINUTE) % N_SECONDS] = 0;
      class->seconds[class->newest % N_SECONDS] = 0;
    }
}

static void
note_peaks (Class *class,
            gint64 second,
            double weight)
{
  double *count = &class->seconds[second % N_SECONDS];

  slide_to (class, second);
  *count += weight;
  class->in_minute += weight;
  class->peak_second = MAX (class->peak_second, *count);
  class->peak_minute = MAX (class->peak_minute, class->in_minute);
}

static void
note_span (TenonLogDigest *self,
           double          first,
           double          last)
{
  if (first >= 0 && (self->first_seen < 0 || first < self->first_seen))
    self->first_seen = first;
  if (first >= 0 && (self->part.first_seen < 0 || first < self->part.first_seen))
    self->part.first_seen = first;
  self->last_seen = MAX (self->last_seen, last);
  self->part.last_seen = MAX (self->part.last_seen, last);
}

static void
note_time (TenonLogDigest *self,
           Class *class,
           double time,
           double weight)
{
  if (time < 0)
    return;
  note_span (self, time, time);
  if (class->first_seen < 0 || time < class->first_seen)
    class->first_seen = time;
  class->last_seen = MAX (class->last_seen, time);
  note_peaks (class, floor (time), weight);
}

static int
bucket_of (double latency)
{
  const double scale = 1 / log (BUCKET_BASE);

  return latency <= LEAST_LATENCY ? 0 : MIN ((int)ceil (log (latency / LEAST_LATENCY) * scale), N_BUCKETS - 1);
}

static void
note_latency (Class *class,
              double latency)
{
  if (latency < 0 || !isfinite (latency))
    return;
  class->n_latencies++;
  class->latency_max = MAX (class->latency_max, latency);
  if (class->buckets != NULL)
    {
      class->buckets[bucket_of (latency)]++;
      return;
    }
  if (class->latencies == NULL)
    class->latencies = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_val (class->latencies, latency);
  if (class->latencies->len < MAX_EXACT)
    return;
  class->buckets = g_new0 (gint64, N_BUCKETS);
  for (guint i = 0; i < class->latencies->len; i++)
    class->buckets[bucket_of (g_array_index (class->latencies, double, i))]++;
  g_clear_pointer (&class->latencies, g_array_unref);
}

/* "SET GLOBAL long_query_time = 0" in the log tells its threshold. */
static void
note_threshold (TenonLogDigest      *self,
                const TenonLogEvent *event)
{
  const char *end = event->sql + MIN (event->length, 200);
  const char *p;

  if (event->length < 20 || (event->sql[0] != 'S' && event->sql[0] != 's') || g_ascii_strncasecmp (event->sql, "set", 3) != 0)
    return;
  p = g_strstr_len (event->sql, end - event->sql, "long_query_time");
  if (p == NULL)
    return;
  p += strlen ("long_query_time");
  while (p < end && (*p == ' ' || *p == '=' || *p == '`' || *p == ':'))
    p++;
  if (p >= end || !(g_ascii_isdigit (*p) || *p == '.'))
    return;
  {
    g_autofree char *number = g_strndup (p, end - p);
    double           value = g_ascii_strtod (number, NULL);

    self->threshold = MAX (self->threshold, value);
  }
}

/* A statement stands under the file that had it first. */
static void
note_last_line (TenonLogDigest *self,
                Class *class,
                gsize offset)
{
  if (class->source == self->source)
    class->last_line = line_at (self, offset);
}

static double
join_means (double a,
            gint64 n_a,
            double b,
            gint64 n_b)
{
  return a < 0 || b < 0 || n_a + n_b <= 0 ? -1 : (a * n_a + b * n_b) / (n_a + n_b);
}

/* Two counts of one class: in one report they stand beside each other, as those of two schemas; of two reports, only what
 * means and maxima allow is known of both together. */
static void
add_totals (TenonLogTotals       *sum,
            const TenonLogTotals *totals,
            gboolean              same_source)
{
  sum->rows_examined = join_means (sum->rows_examined, sum->count, totals->rows_examined, totals->count);
  sum->rows_sent = join_means (sum->rows_sent, sum->count, totals->rows_sent, totals->count);
  sum->latency_max = MAX (sum->latency_max, totals->latency_max);
  sum->latency_p50 = sum->latency_p95 = sum->latency_p99 = -1;
  sum->average_rate = same_source && sum->average_rate >= 0 && totals->average_rate >= 0 ? sum->average_rate + totals->average_rate : -1;
  sum->count += totals->count;
}

static void
note_values (TenonLogDigest *self,
             Class *class,
             const TenonLogEvent *event,
             TenonLogSkeleton    *known)
{
  guint                  n_literals;
  const TenonLogLiteral *literals = tenon_log_skeletons_get_literals (self->skeletons, &n_literals);

  if (class->is_rest)
    return;
  if (class->values == NULL)
    class->values = tenon_log_values_add_set (self->values);
  tenon_log_values_take (self->values, class->values, known != NULL ? &known->binding : NULL, event->sql, event->length, literals, n_literals);
}

/**
 * tenon_log_digest_add:
 *
 * Counts one statement under its fingerprint.
 */
void
tenon_log_digest_add (TenonLogDigest      *self,
                      const TenonLogEvent *event)
{
  TenonLogSkeleton *known = tenon_log_skeletons_find (self->skeletons, event->sql, event->length);
  Class *class = known != NULL ? known->value : NULL;

  if (event->line > 0)
    {
      self->counted = event->offset;
      self->line = event->line;
    }
  if (class == NULL)
    {
      char *fingerprint = tenon_dml_fingerprint (event->sql, MIN (event->length, MAX_STATEMENT));

      if (*fingerprint == '\0')
        {
          g_free (fingerprint);
          return;
        }
      class = find_class (self, fingerprint, event->sql, event->length, event->offset);
      if (known != NULL)
        known->value = class;
    }
  note_last_line (self, class, event->offset);
  class->part = self->sources->len;
  class->count++;
  class->weight += event->weight;
  self->total++;
  self->is_sampled |= event->weight > 1;
  note_time (self, class, event->time, event->weight);
  note_latency (class, event->latency);
  if (event->rows_sent >= 0)
    {
      class->rows_sent += event->rows_sent;
      class->n_rows++;
    }
  if (event->rows_examined >= 0)
    {
      class->rows_examined += event->rows_examined;
      class->n_examined++;
    }
  note_threshold (self, event);
  note_values (self, class, event, known);
}

/**
 * tenon_log_digest_add_totals:
 * @fingerprint: (nullable): as the report has it; made from @sample where %NULL
 * @sample: a statement of the class
 *
 * Takes a class that a report has counted. The same class again adds up.
 */
void
tenon_log_digest_add_totals (TenonLogDigest       *self,
                             const char           *fingerprint,
                             const char           *sample,
                             gsize                 offset,
                             const TenonLogTotals *totals)
{
  char *own = fingerprint != NULL ? g_utf8_make_valid (fingerprint, -1) : tenon_dml_fingerprint (sample, -1);
  Class *class = find_class (self, own, sample, strlen (sample), offset);

  gboolean was_here = class->part == self->sources->len;

  note_last_line (self, class, offset);
  class->count += totals->count;
  class->weight += totals->count;
  self->total += totals->count;
  note_span (self, totals->first_seen, totals->last_seen);
  if (totals->first_seen >= 0 && (class->first_seen < 0 || totals->first_seen < class->first_seen))
    class->first_seen = totals->first_seen;
  class->last_seen = MAX (class->last_seen, totals->last_seen);
  if (class->totals == NULL)
    class->totals = g_memdup2 (totals, sizeof *totals);
  else
    add_totals (class->totals, totals, was_here);
  class->part = self->sources->len;
}

/* ---- the result ---- */

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The least latency that so large a part does not exceed. */
static double
quantile (Class *class,
          double part)
{
  gint64 rank = MAX (1, (gint64)ceil (part * class->n_latencies));
  gint64 n = 0;

  if (class->n_latencies == 0)
    return -1;
  if (class->latencies != NULL)
    return g_array_index (class->latencies, double, rank - 1);
  for (int i = 0; i < N_BUCKETS; i++)
    {
      n += class->buckets[i];
      if (n >= rank)
        return MIN (class->latency_max, LEAST_LATENCY * pow (BUCKET_BASE, i));
    }
  return class->latency_max;
}

static void
finish_latencies (Class *class,
                  TenonStatement *statement)
{
  if (class->latencies != NULL)
    g_array_sort (class->latencies, compare_doubles);
  statement->latency_p50 = quantile (class, 0.50);
  statement->latency_p95 = quantile (class, 0.95);
  statement->latency_p99 = quantile (class, 0.99);
  statement->latency_max = class->n_latencies > 0 ? class->latency_max : -1;
}

static void
finish_totals (const TenonLogTotals *totals,
               TenonStatement       *statement)
{
  statement->average_rate = totals->average_rate >= 0 ? totals->average_rate : statement->average_rate;
  statement->peak_minute_rate = statement->peak_second_rate = -1;
  statement->rows_examined = totals->rows_examined;
  statement->rows_sent = totals->rows_sent;
  statement->latency_p50 = totals->latency_p50;
  statement->latency_p95 = totals->latency_p95;
  statement->latency_p99 = totals->latency_p99;
  statement->latency_max = totals->latency_max;
}

static void
finish_tables (TenonStatement *statement)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (statement->shape->tables); i++)
    {
      TenonShapeTable *table = tenon_list_get (statement->shape->tables, i);

      if (!g_ptr_array_find_with_equal_func (names, table->name, g_str_equal, NULL))
        g_ptr_array_add (names, table->name);
    }
  statement->tables = tenon_strv_from_array (names);
}

static TenonStatement *
make_statement (TenonLogDigest *self,
                Class *class,
                double window)
{
  TenonStatement *statement = g_object_new (TENON_TYPE_STATEMENT, NULL);

  statement->fingerprint = g_strdup (class->fingerprint);
  statement->sample = g_strdup (class->sample);
  statement->count = class->count;
  statement->first_seen = class->first_seen >= 0 ? format_time (self, class->first_seen) : NULL;
  statement->last_seen = class->last_seen >= 0 ? format_time (self, class->last_seen) : NULL;
  statement->average_rate = window > 0 ? class->weight / window : -1;
  statement->peak_second_rate = class->peak_second > 0 ? class->peak_second : -1;
  /* A log shorter than a minute has no busiest one. */
  statement->peak_minute_rate = class->peak_minute > 0 && window >= MINUTE ? class->peak_minute / MINUTE : -1;
  statement->rows_examined = class->n_examined > 0 ? class->rows_examined / class->n_examined : -1;
  statement->rows_sent = class->n_rows > 0 ? class->rows_sent / class->n_rows : -1;
  finish_latencies (class, statement);
  if (class->totals != NULL)
    {
      /* A rate over the time of one log is none over that of several. */
      if (self->sources->len > 1)
        class->totals->average_rate = -1;
      finish_totals (class->totals, statement);
    }
  statement->lower_bound = class->lower_bound;
  if (g_str_has_prefix (class->fingerprint, "administrator command: "))
    {
      statement->tables = g_new0 (char *, 1);
    }
  else
    {
      statement->shape = tenon_dml_read_shape (class->sample, -1, self->schema);
      finish_tables (statement);
    }
  if (class->values != NULL)
    tenon_log_values_finish (self->values, class->values, statement);
  statement->file = g_strdup (tenon_source_get_name (class->source));
  statement->line = class->line;
  statement->last_line = class->last_line;
  return statement;
}

static int
compare_classes (gconstpointer a,
                 gconstpointer b)
{
  const Class *x = *(Class *const *)a, *y = *(Class *const *)b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const TenonLogSpan *x = a, *y = b;

  return (x->first_seen > y->first_seen) - (x->first_seen < y->first_seen);
}

/**
 * tenon_log_spans_get_window:
 * @spans: (element-type TenonLogSpan): of logs that are read as one; sorted by this
 *
 * The seconds rates are over: from the first event to the last. Where most of that is no log's time, because the logs are
 * of days far apart, it is the time they cover.
 *
 * Returns: negative where there is none
 */
double
tenon_log_spans_get_window (GArray *spans)
{
  double covered = 0, behind = -1, all;

  if (spans->len == 0)
    return -1;
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const TenonLogSpan *span = &g_array_index (spans, TenonLogSpan, i);
      double              from = MAX (span->first_seen, behind);

      covered += MAX (0, span->last_seen - from);
      behind = MAX (behind, span->last_seen);
    }
  all = behind - g_array_index (spans, TenonLogSpan, 0).first_seen;
  if (all <= 0)
    return -1;
  return covered > 0 && all > 2 * covered && all - covered > LONG_GAP ? covered : all;
}

static char *
join_names (TenonLogDigest *self)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < self->sources->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? ", " : "", tenon_source_get_name (g_ptr_array_index (self->sources, i)));
  return g_string_free (s, FALSE);
}

/**
 * tenon_log_digest_finish:
 * @log: filled with the classes, the most frequent first
 *
 * A rate is a class's statements over the time from the first event of the whole log to the last; a log that holds one
 * moment has none. Where the log is sampled and says so, rates are scaled, and a diagnostic says that.
 */
void
tenon_log_digest_finish (TenonLogDigest    *self,
                         TenonStatementLog *log)
{
  double window;

  finish_part (self);
  window = tenon_log_spans_get_window (self->parts);
  log->file = join_names (self);
  if (self->first_seen >= 0)
    {
      log->first_seen = format_time (self, self->first_seen);
      log->last_seen = format_time (self, self->last_seen);
    }
  log->window = window;
  log->total = self->total;
  log->threshold = self->lacks_threshold ? -1 : self->greatest_threshold;
  log->is_sampled = self->is_sampled;
  g_ptr_array_sort (self->order, compare_classes);
  for (guint i = 0; i < self->order->len; i++)
    tenon_list_append_take (log->statements, make_statement (self, g_ptr_array_index (self->order, i), window));
  if (tenon_log_values_is_short (self->values))
    tenon_log_digest_report (self, TENON_SEVERITY_NOTE, "log-values-short", 0, "Of some statements it was not looked at which values they ask for: the log has too many forms of statements or columns");
  if (self->is_sampled)
    tenon_log_digest_report (self, TENON_SEVERITY_NOTE, "log-sampled", 0, "The server logged only a part of the statements; rates are scaled by the limit the log names, counts are not");
}
