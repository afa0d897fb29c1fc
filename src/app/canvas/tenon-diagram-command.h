/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const GOptionEntry tenon_diagram_command_options[];

gboolean tenon_diagram_command_is_asked (char **arguments);
int      tenon_diagram_command_run (char **arguments);

G_END_DECLS
