/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What a card stands for: decides the tint of its head. A word on the card always says the same. */
typedef enum
{
  TENON_TINT_SOURCE,
  TENON_TINT_JUNCTION,
  TENON_TINT_TARGET,
  TENON_TINT_LOOKUP,
  TENON_TINT_PATTERN,
  TENON_TINT_NOTE,
  TENON_N_TINTS,
} TenonTint;

/* How near a key value comes to what a partition can do. The share in numbers always stands beside it. */
typedef enum
{
  TENON_HEAT_CALM,
  TENON_HEAT_WARM, /* from half of the limit on */
  TENON_HEAT_HOT,  /* beyond the limit */
  TENON_N_HEATS,
} TenonHeat;

/* Grounds behind cards that belong together; their titles tell them apart as well. */
typedef enum
{
  TENON_AREA_BLUE,
  TENON_AREA_GREEN,
  TENON_AREA_YELLOW,
  TENON_AREA_RED,
  TENON_AREA_PURPLE,
  TENON_N_AREA_COLORS,
} TenonAreaColor;

typedef struct
{
  GdkRGBA  ground;
  GdkRGBA  dot;
  GdkRGBA  card;
  GdkRGBA  border;
  GdkRGBA  rule; /* between sections */
  GdkRGBA  text;
  GdkRGBA  dim_text;
  GdkRGBA  glyph;
  GdkRGBA  line;
  GdkRGBA  accent;
  GdkRGBA  attention; /* what stands out: unmapped, denormalised */
  GdkRGBA  heads[TENON_N_TINTS];
  GdkRGBA  heats[TENON_N_HEATS];
  GdkRGBA  areas[TENON_N_AREA_COLORS];
  gboolean is_dark;
  gboolean is_high_contrast;
} TenonPalette;

void     tenon_palette_init (TenonPalette  *self,
                             gboolean       dark,
                             gboolean       high_contrast,
                             const GdkRGBA *accent);
gboolean tenon_palette_equal (const TenonPalette *a,
                              const TenonPalette *b);
GdkRGBA  tenon_rgba_fade (const GdkRGBA *color,
                          double         alpha);
GdkRGBA  tenon_rgba_mix (const GdkRGBA *color,
                         const GdkRGBA *ground,
                         double         share);
GdkRGBA  tenon_palette_get_block (const TenonPalette *self,
                                  TenonTint           tint);

G_END_DECLS
