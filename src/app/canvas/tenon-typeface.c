/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fonts of cards: the desktop's family at the sizes cards are designed for, with quick widths of words. */

#include "tenon-typeface.h"

#include <math.h>

#define N_ASCII 128

struct _TenonTypeface
{
  gatomicrefcount ref_count;

  PangoContext         *context;
  PangoFontDescription *fonts[TENON_N_FONTS];
  float                 widths[TENON_N_FONTS][N_ASCII]; /* advance of each character alone, world pixels */
};

static const struct
{
  double      size; /* world pixels */
  PangoWeight weight;
} sizes[TENON_N_FONTS] = {
  [TENON_FONT_TITLE] = { 14.5, PANGO_WEIGHT_BOLD },
  [TENON_FONT_KEY] = { 13.5, PANGO_WEIGHT_MEDIUM },
  [TENON_FONT_ROW] = { 13.5, PANGO_WEIGHT_NORMAL },
  [TENON_FONT_SMALL] = { 12.0, PANGO_WEIGHT_NORMAL },
  [TENON_FONT_SECTION] = { 12.0, PANGO_WEIGHT_BOLD },
};

static void
measure_ascii (TenonTypeface *self,
               TenonFont      font)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, self->fonts[font]);
  for (int c = ' '; c < N_ASCII - 1; c++)
    {
      char           text[2] = { (char)c, '\0' };
      PangoRectangle logical;

      pango_layout_set_text (layout, text, 1);
      pango_layout_get_extents (layout, NULL, &logical);
      self->widths[font][c] = (float)logical.width / PANGO_SCALE;
    }
}

/**
 * tenon_typeface_new:
 * @context: a widget's, or one of pango_cairo_font_map_get_default(): no display is needed. Only its family is
 *   taken: the size of text reaches the screen through the viewport's unit.
 *
 * Positions of glyphs are not rounded and outlines not hinted, as cards are shown at every zoom.
 */
TenonTypeface *
tenon_typeface_new (PangoContext *context)
{
  TenonTypeface              *self = g_new0 (TenonTypeface, 1);
  const PangoFontDescription *desktop = pango_context_get_font_description (context);
  cairo_font_options_t       *options = cairo_font_options_create ();

  g_atomic_ref_count_init (&self->ref_count);
  self->context = pango_font_map_create_context (pango_context_get_font_map (context));
  pango_context_set_language (self->context, pango_context_get_language (context));
  pango_context_set_base_dir (self->context, pango_context_get_base_dir (context));
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_cairo_context_set_resolution (self->context, 96.0);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);

  for (guint i = 0; i < TENON_N_FONTS; i++)
    {
      self->fonts[i] = desktop != NULL ? pango_font_description_copy (desktop) : pango_font_description_from_string ("Sans");
      pango_font_description_set_absolute_size (self->fonts[i], sizes[i].size * PANGO_SCALE);
      pango_font_description_set_weight (self->fonts[i], sizes[i].weight);
      measure_ascii (self, i);
    }
  return self;
}

TenonTypeface *
tenon_typeface_ref (TenonTypeface *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tenon_typeface_unref (TenonTypeface *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < TENON_N_FONTS; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
  g_free (self);
}

/* World pixels. */
double
tenon_typeface_get_size (TenonTypeface *self,
                         TenonFont      font)
{
  return sizes[font].size;
}

/* The width of @text in world pixels: the sum of its characters where all are ASCII (thousands of names are measured
 * before the first picture), a real layout otherwise. */
double
tenon_typeface_measure (TenonTypeface *self,
                        TenonFont      font,
                        const char    *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical;
  double         width = 0;
  const char    *c;

  for (c = text; *c > 0; c++)
    width += self->widths[font][(int)*c];
  if (*c == '\0')
    return width;

  layout = tenon_typeface_create_layout (self, font, 0, text);
  pango_layout_get_extents (layout, NULL, &logical);
  return (double)logical.width / PANGO_SCALE;
}

/* @size: world pixels, 0 for the font's own */
PangoLayout *
tenon_typeface_create_layout (TenonTypeface *self,
                              TenonFont      font,
                              double         size,
                              const char    *text)
{
  PangoLayout *layout = pango_layout_new (self->context);

  if (size > 0)
    {
      g_autoptr (PangoFontDescription) description = pango_font_description_copy (self->fonts[font]);

      pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
      pango_layout_set_font_description (layout, description);
    }
  else
    pango_layout_set_font_description (layout, self->fonts[font]);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* The size of the desktop's text against the nominal size; follows font and text scale of a widget's context. */
double
tenon_text_unit (PangoContext *context)
{
  const PangoFontDescription *desktop = pango_context_get_font_description (context);
  double                      size, dpi;

  if (desktop == NULL || pango_font_description_get_size (desktop) <= 0)
    return 1.0;

  size = (double)pango_font_description_get_size (desktop) / PANGO_SCALE;
  dpi = pango_cairo_context_get_resolution (context);
  if (!pango_font_description_get_size_is_absolute (desktop))
    size *= (dpi > 0 ? dpi : 96.0) / 72.0;
  /* steps of 1/16 keep percentages calm between desktops whose fonts differ by a hair */
  return CLAMP (round (size / TENON_NOMINAL_TEXT_SIZE * 16.0) / 16.0, 0.5, 4.0);
}
