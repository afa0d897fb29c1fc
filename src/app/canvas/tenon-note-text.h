/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tenon_note_dup_markup (const char *text);
char *tenon_note_dup_title (const char *text);

G_END_DECLS
