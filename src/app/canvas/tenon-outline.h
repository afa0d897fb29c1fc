/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/canvas/tenon-scene.h"

G_BEGIN_DECLS

#define TENON_TYPE_OUTLINE (tenon_outline_get_type ())
G_DECLARE_FINAL_TYPE (TenonOutline, tenon_outline, TENON, OUTLINE, AdwBin)

/* Signal: "chosen" (const char *card, const char *row, const char *other): row and other may be NULL. */

void tenon_outline_set_scene (TenonOutline *self,
                              TenonScene   *scene,
                              GListModel   *patterns);
void tenon_outline_show_dragged (GdkDrag    *drag,
                                 const char *title);

G_END_DECLS
