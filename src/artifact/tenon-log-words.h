/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tenon_log_words_read_duration (const char *text,
                                        double     *seconds);
char    *tenon_log_words_write_duration (double seconds);
gboolean tenon_log_words_read_time (const char  *text,
                                    const char  *day,
                                    char       **iso,
                                    const char **end);
gboolean tenon_log_words_seconds_between (const char *first,
                                          const char *last,
                                          double     *seconds);
char   **tenon_log_words_read_pattern_ids (const char *text);
gboolean tenon_log_words_read_count (const char *text,
                                     const char *unit,
                                     gint64     *count);
gboolean tenon_log_words_read_rate (const char *text,
                                    double     *per_second);
char    *tenon_log_words_write_double (double value);

G_END_DECLS
