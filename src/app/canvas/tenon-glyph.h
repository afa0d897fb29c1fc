/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The signs of rows, the same as the symbolic icons in tables and dialogs. */
typedef enum
{
  TENON_GLYPH_NONE,
  TENON_GLYPH_PRIMARY_KEY,
  TENON_GLYPH_PARTITION_KEY,
  TENON_GLYPH_SORT_KEY,
  TENON_GLYPH_INDEX,
  TENON_GLYPH_UNIQUE,
  TENON_GLYPH_FOREIGN_KEY,
  TENON_GLYPH_DENORMALISED,
  TENON_N_GLYPHS,
} TenonGlyph;

#define TENON_GLYPH_SIZE 16

const char *tenon_glyph_get_icon_name (TenonGlyph glyph);
gboolean    tenon_glyph_append (TenonGlyph     glyph,
                                GtkSnapshot   *snapshot,
                                double         x,
                                double         y,
                                double         size,
                                const GdkRGBA *color);
gboolean    tenon_svg_path_trace (const char *path,
                                  cairo_t    *cr);

G_END_DECLS
