/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The colours of the canvas, in light, dark and high contrast. */

#include "tenon-palette.h"

typedef struct
{
  const char *ground;
  const char *dot;
  const char *card;
  const char *border;
  const char *rule;
  const char *text;
  const char *dim_text;
  const char *glyph;
  const char *line;
  const char *attention;
  const char *heads[TENON_N_TINTS];
  const char *heats[TENON_N_HEATS];
  const char *areas[TENON_N_AREA_COLORS];
} Scheme;

/* Grounds and text are libadwaita's view and window colours; dim text keeps 4.5:1 on the card, in high contrast 7:1
 * (WCAG 2.1, 1.4.3 and 1.4.6), lines 3:1 on the ground (1.4.11). */
static const Scheme schemes[] = {
  /* light */
  { "#fafafa", "#00000016", "#ffffff", "#00000030", "#00000018", "#241f31", "#6b6775", "#5e5c64", "#8f8c99", "#a34d00", { "#e3ebf7", "#e6e6ec", "#e2f1e6", "#f1e7f6", "#fbeccf", "#fff6cf" }, { "#26734d", "#b35c00", "#b3131f" }, { "#3584e4", "#2ec27e", "#e5a50a", "#e01b24", "#9141ac" } },
  /* dark */
  { "#1e1e1e", "#ffffff14", "#2e2e2e", "#ffffff26", "#ffffff16", "#f6f5f4", "#a9a6b0", "#c0bfbc", "#77747f", "#ffa348", { "#35445c", "#43424b", "#32503d", "#4c3c59", "#5b4a28", "#4a4424" }, { "#57b98a", "#ffa348", "#ff7b72" }, { "#62a0ea", "#57e389", "#f8e45c", "#f66151", "#c061cb" } },
  /* high contrast, light */
  { "#ffffff", "#00000030", "#ffffff", "#000000b0", "#00000060", "#000000", "#3d3846", "#241f31", "#4b4854", "#7a3900", { "#d3e2fa", "#dcdce4", "#d0ecd8", "#ecdaf5", "#fbe3b0", "#fff0b0" }, { "#0f5132", "#7a3900", "#8f0d17" }, { "#1a5fb4", "#1b7a4e", "#8a6100", "#a51d2d", "#613583" } },
  /* high contrast, dark */
  { "#121212", "#ffffff30", "#1e1e1e", "#ffffffb0", "#ffffff60", "#ffffff", "#deddda", "#f6f5f4", "#bcbac2", "#ffbe6f", { "#2d4468", "#484652", "#285738", "#573d6b", "#6b5320", "#5a511c" }, { "#7ddaad", "#ffbe6f", "#ff9a92" }, { "#99c1f1", "#8ff0a4", "#f9f06b", "#ff9a92", "#dc8add" } },
};

static void
parse (GdkRGBA    *color,
       const char *text)
{
  gboolean ok = gdk_rgba_parse (color, text);

  g_assert (ok);
}

/* @accent is the desktop's; libadwaita's blue where NULL. */
void
tenon_palette_init (TenonPalette  *self,
                    gboolean       dark,
                    gboolean       high_contrast,
                    const GdkRGBA *accent)
{
  const Scheme *scheme = &schemes[(high_contrast ? 2 : 0) + (dark ? 1 : 0)];

  parse (&self->ground, scheme->ground);
  parse (&self->dot, scheme->dot);
  parse (&self->card, scheme->card);
  parse (&self->border, scheme->border);
  parse (&self->rule, scheme->rule);
  parse (&self->text, scheme->text);
  parse (&self->dim_text, scheme->dim_text);
  parse (&self->glyph, scheme->glyph);
  parse (&self->line, scheme->line);
  parse (&self->attention, scheme->attention);
  for (guint i = 0; i < TENON_N_TINTS; i++)
    parse (&self->heads[i], scheme->heads[i]);
  for (guint i = 0; i < TENON_N_HEATS; i++)
    parse (&self->heats[i], scheme->heats[i]);
  for (guint i = 0; i < TENON_N_AREA_COLORS; i++)
    parse (&self->areas[i], scheme->areas[i]);
  if (accent != NULL)
    self->accent = *accent;
  else
    parse (&self->accent, dark ? "#78aeed" : "#1c71d8");
  self->is_dark = dark;
  self->is_high_contrast = high_contrast;
}

gboolean
tenon_palette_equal (const TenonPalette *a,
                     const TenonPalette *b)
{
  return a->is_dark == b->is_dark && a->is_high_contrast == b->is_high_contrast && gdk_rgba_equal (&a->accent, &b->accent);
}

GdkRGBA
tenon_rgba_fade (const GdkRGBA *color,
                 double         alpha)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;
  return faded;
}

/* @share: of @color, 0 to 1. Both are opaque, and so is what they make. */
GdkRGBA
tenon_rgba_mix (const GdkRGBA *color,
                const GdkRGBA *ground,
                double         share)
{
  return (GdkRGBA){
    (float)(ground->red + (color->red - ground->red) * share),
    (float)(ground->green + (color->green - ground->green) * share),
    (float)(ground->blue + (color->blue - ground->blue) * share),
    1.0f,
  };
}

/* A card from far away, where its border is not drawn: the border's tone makes the tint stand off the ground. */
GdkRGBA
tenon_palette_get_block (const TenonPalette *self,
                         TenonTint           tint)
{
  const GdkRGBA *head = &self->heads[tint], *border = &self->border;

  return (GdkRGBA){
    head->red + (border->red - head->red) * border->alpha,
    head->green + (border->green - head->green) * border->alpha,
    head->blue + (border->blue - head->blue) * border->alpha,
    1.0f,
  };
}
