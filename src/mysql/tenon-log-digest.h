/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

/* What a log or report tells of one class of statements when it has counted them itself; negative: not told. */
typedef struct
{
  gint64 count;
  double first_seen; /* seconds of the log's clock since 1970 */
  double last_seen;
  double average_rate;
  double rows_examined; /* mean */
  double rows_sent;
  double latency_p50;
  double latency_p95;
  double latency_p99;
  double latency_max;
} TenonLogTotals;

/* One statement of a log, borrowed while it is added. */
typedef struct
{
  const char *sql;
  gsize       length;
  gsize       offset;  /* of the event in the source */
  guint       line;    /* likewise; 0: to be counted */
  double      time;    /* seconds of the log's clock since 1970; negative: not known */
  double      latency; /* seconds; negative: not known */
  double      rows_examined;
  double      rows_sent;
  double      weight; /* statements it stands for: 1, or the rate limit of a sampled log */
} TenonLogEvent;

/* What one log spans, in seconds of its clock. */
typedef struct
{
  double first_seen, last_seen;
} TenonLogSpan;

typedef struct _TenonLogDigest TenonLogDigest;

TenonLogDigest *tenon_log_digest_new (TenonSource *source,
                                      TenonSchema *schema,
                                      gboolean     keeps_values,
                                      GPtrArray   *diagnostics);
void            tenon_log_digest_free (TenonLogDigest *self);
void            tenon_log_digest_set_source (TenonLogDigest *self,
                                             TenonSource    *source);
gint64          tenon_log_digest_get_total (TenonLogDigest *self);

void tenon_log_digest_add (TenonLogDigest      *self,
                           const TenonLogEvent *event);
void tenon_log_digest_add_totals (TenonLogDigest       *self,
                                  const char           *fingerprint,
                                  const char           *sample,
                                  gsize                 offset,
                                  const TenonLogTotals *totals);
void tenon_log_digest_progress (TenonLogDigest *self, gsize offset);
void tenon_log_digest_set_zone (TenonLogDigest *self,
                                gboolean        is_utc);
void tenon_log_digest_set_lower_bound (TenonLogDigest *self,
                                       gboolean        lower_bound);
void tenon_log_digest_report (TenonLogDigest *self,
                              TenonSeverity   severity,
                              const char     *code,
                              gsize           offset,
                              const char     *message);
void tenon_log_digest_finish (TenonLogDigest    *self,
                              TenonStatementLog *log);

double   tenon_log_spans_get_window (GArray *spans);
gboolean tenon_log_parse_time (const char  *text,
                               const char  *end,
                               double      *seconds,
                               gboolean    *is_utc,
                               const char **behind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonLogDigest, tenon_log_digest_free)

/* The readers, each in its own file. */
typedef struct
{
  const char *kind;
  gboolean (*recognise) (const char *text,
                         gsize       length);
  void (*read) (TenonLogDigest *digest,
                const char     *text,
                gsize           length);
} TenonLogFormat;

extern const TenonLogFormat tenon_slow_log_format;
extern const TenonLogFormat tenon_general_log_format;
extern const TenonLogFormat tenon_digest_report_format;
extern const TenonLogFormat tenon_digest_json_format;
extern const TenonLogFormat tenon_digest_table_format;
extern const TenonLogFormat tenon_statement_list_format;
extern const TenonLogFormat tenon_statement_script_format;

/* tenon-digest-report.c */
gboolean tenon_json_is_shallow (const char *text,
                                gsize       length);

G_END_DECLS
