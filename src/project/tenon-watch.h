/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* Property: "changed" (boolean): a state file is not what this process read or wrote last. */
#define TENON_TYPE_WATCH (tenon_watch_get_type ())
G_DECLARE_FINAL_TYPE (TenonWatch, tenon_watch, TENON, WATCH, GObject)

TenonWatch *tenon_watch_new (TenonProject *project);
gboolean    tenon_watch_get_changed (TenonWatch *self);
void        tenon_watch_look (TenonWatch *self);
gboolean    tenon_watch_keep_mine (TenonWatch *self,
                                   GError    **error);

G_END_DECLS
