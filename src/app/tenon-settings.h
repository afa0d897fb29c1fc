/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *tenon_settings_new (void);
char      *tenon_settings_dup_author (void);
void       tenon_settings_set_author (const char *author);
char     **tenon_settings_dup_recent (void);
void       tenon_settings_add_recent (const char *path);
void       tenon_settings_drop_recent (const char *path);
void       tenon_settings_get_recent_state (const char *path,
                                            char      **name,
                                            char      **state);
void       tenon_settings_set_recent_state (const char *path,
                                            const char *name,
                                            const char *state);

G_END_DECLS
