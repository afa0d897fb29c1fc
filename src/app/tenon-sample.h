/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **tenon_sample_dup_files (void);
char  *tenon_sample_dup_folder (void);

G_END_DECLS
