/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

G_BEGIN_DECLS

GBytes  *tenon_files_load (const char *root,
                           const char *name,
                           GError    **error);
char    *tenon_files_load_text (const char *root,
                                const char *name,
                                GError    **error);
gboolean tenon_files_exists (const char *root,
                             const char *name);
gboolean tenon_files_check (const char *root,
                            const char *name,
                            GError    **error);
gboolean tenon_files_replace (const char *root,
                              const char *name,
                              GBytes     *content,
                              GError    **error);
gboolean tenon_files_remove (const char *root,
                             const char *name,
                             GError    **error);
gboolean tenon_files_stat (const char *root,
                           const char *name,
                           GStatBuf   *buffer);
char    *tenon_files_dup_temporary (const char *base);
gboolean tenon_files_is_temporary (const char *name);
void     tenon_files_sweep (const char *root,
                            const char *folder);
char    *tenon_files_dup_digest (GBytes *content);

const char *tenon_bytes_peek (GBytes *bytes, gsize *length);

gboolean tenon_process_is_alive (gint64  pid,
                                 guint64 start_time);
guint64  tenon_process_get_start (gint64 pid);

char *tenon_files_dup_digest_of (const char *root,
                                 const char *name);

G_END_DECLS
