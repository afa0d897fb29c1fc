/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *tenon_format_count (gint64 value);
char    *tenon_format_number (double value);
char    *tenon_format_exact (double value);
char    *tenon_format_rate (double   per_second,
                            gboolean lower_bound);
char    *tenon_format_money (double dollars);
char    *tenon_format_bytes (gint64 bytes);
gboolean tenon_parse_number (const char  *text,
                             double      *value,
                             const char **end);
int      tenon_compare_natural (const char *a,
                                const char *b);
char    *tenon_name_to_words (const char *name);
char    *tenon_name_singular (const char *name);
char    *tenon_name_plural (const char *name);
char    *tenon_name_to_snake (const char *name);
gboolean tenon_names_agree (const char *a,
                            const char *b);
char    *tenon_utf8_printable (const char *bytes,
                               gssize      length);
gboolean tenon_str_set (char      **target,
                        const char *value);
char   **tenon_strv_from_array (GPtrArray *strings);
gboolean tenon_strv_equal (const char *const *a,
                           const char *const *b);
gboolean tenon_strv_contains (const char *const *strv,
                              const char        *value);
gboolean tenon_str_is_blank (const char *text);
gboolean tenon_refuse (GError    **error,
                       GQuark      domain,
                       int         code,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);
char    *tenon_now_iso8601 (void);

G_END_DECLS
