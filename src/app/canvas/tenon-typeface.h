/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_FONT_TITLE, /* bold */
  TENON_FONT_KEY,   /* a row that is a key */
  TENON_FONT_ROW,
  TENON_FONT_SMALL,   /* captions, types */
  TENON_FONT_SECTION, /* small and bold */
  TENON_N_FONTS,
} TenonFont;

/* The size cards are designed for: what GNOME's default of 11 points is at 96 dots an inch. */
#define TENON_NOMINAL_TEXT_SIZE (11.0 * 96.0 / 72.0)

typedef struct _TenonTypeface TenonTypeface;

TenonTypeface *tenon_typeface_new (PangoContext *context);
TenonTypeface *tenon_typeface_ref (TenonTypeface *self);
void           tenon_typeface_unref (TenonTypeface *self);

double       tenon_typeface_get_size (TenonTypeface *self,
                                      TenonFont      font);
double       tenon_typeface_measure (TenonTypeface *self,
                                     TenonFont      font,
                                     const char    *text);
PangoLayout *tenon_typeface_create_layout (TenonTypeface *self,
                                           TenonFont      font,
                                           double         size,
                                           const char    *text);
double       tenon_text_unit (PangoContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonTypeface, tenon_typeface_unref)

G_END_DECLS
