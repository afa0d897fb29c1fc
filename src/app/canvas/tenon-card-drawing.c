/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a card as a render node, from its data, a palette and fonts; needs no widget, no CSS and no display. */

#include "tenon-card-drawing.h"

#include <math.h>

#define PADDING 11
#define HEAD_HEIGHT 32
#define HEAD_HEIGHT_WITH_CAPTION 46
#define BODY_MARGIN 5
#define ROW_HEIGHT 22
#define SECTION_TITLE_HEIGHT 23
#define RULE_SPACE 9
#define GLYPH 13
#define GLYPH_STEP 16
#define COLUMN_GAP 14
#define MAX_TYPE_WIDTH 118
#define MIN_TYPE_WIDTH 52
#define WIDTH_STEP 10

/* Screen pixels of row text below which rows are not legible. */
#define LEGIBLE_ROW_TEXT 5.6
#define LEGIBLE_TITLE_TEXT 4.8
#define LEAST_TITLES 6.2 /* screen pixels of the usual largest name: below, a few names over the map tell more */
#define ROW_TEXT 13.5
#define TITLE_TEXT 14.5
#define USUAL_TITLE 48
#define LARGEST_TITLE 72
#define TITLE_MARGIN 8
#define LINE_SPACING 1.28
#define SUMMARY_FROM_HEIGHT 110
#define SUMMARY_SPACE 34
#define SUMMARY_GAP 4
#define LEAST_SUMMARY 9
#define NOTE_WIDTH 240
#define NOTE_PADDING 12
#define BADGE_HEIGHT 17
#define BADGE_PADDING 7
#define BADGE_MARGIN 6
#define BADGE_GAP 4
#define LEAST_BADGE 30
/* What stands out of a card above and below fits into the least space that laying out leaves between two of them. */
#define BADGE_RISE 9
#define MOST_EDGE 7 /* width of an edge that shows a load */
#define EDGE_A_DECADE 1.2

/* --- Shape ------------------------------------------------------------- */

static const char *const detail_names[] = { "names", "keys", "all" };

const char *
tenon_detail_get_name (TenonDetail detail)
{
  g_return_val_if_fail (detail < G_N_ELEMENTS (detail_names), NULL);

  return detail_names[detail];
}

/* Returns: FALSE if nothing is called so */
gboolean
tenon_detail_from_name (const char  *name,
                        TenonDetail *detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (detail_names); i++)
    if (g_strcmp0 (detail_names[i], name) == 0)
      {
        *detail = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_shown (TenonCardRow *row,
          TenonDetail   detail)
{
  return detail == TENON_DETAIL_ALL || (detail == TENON_DETAIL_KEYS && row->is_key);
}

static void
widen_for_row (TenonCardRow  *row,
               TenonTypeface *typeface,
               double        *names,
               double        *types,
               int           *glyphs)
{
  double type = tenon_typeface_measure (typeface, TENON_FONT_SMALL, row->type);

  *names = MAX (*names, tenon_typeface_measure (typeface, row->is_key ? TENON_FONT_KEY : TENON_FONT_ROW, row->name));
  *types = MAX (*types, MIN (type, MAX_TYPE_WIDTH));
  *glyphs = MAX (*glyphs, (row->glyphs[0] != TENON_GLYPH_NONE) + (row->glyphs[1] != TENON_GLYPH_NONE));
}

/* Wide enough for the longest name, whatever the detail, so that a card does not change its width. */
static void
shape_width (TenonCardShape *self,
             TenonCardData  *data,
             TenonTypeface  *typeface)
{
  double names = 0, types = 0, width;
  int    glyphs = 0;

  width = tenon_typeface_measure (typeface, TENON_FONT_TITLE, data->title);
  if (data->caption != NULL)
    width = MAX (width, tenon_typeface_measure (typeface, TENON_FONT_SMALL, data->caption));
  for (guint i = 0; i < data->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (data->sections, i);

      if (section->title != NULL)
        width = MAX (width, tenon_typeface_measure (typeface, TENON_FONT_SECTION, section->title) + GLYPH_STEP + 5 + COLUMN_GAP + tenon_typeface_measure (typeface, TENON_FONT_SMALL, section->note != NULL ? section->note : ""));
      for (guint j = 0; j < section->rows->len; j++)
        widen_for_row (g_ptr_array_index (section->rows, j), typeface, &names, &types, &glyphs);
    }
  self->gutter = glyphs * GLYPH_STEP + (glyphs > 0 ? 3 : 0);
  width = MAX (width, self->gutter + names + (types > 0 ? COLUMN_GAP + types : 0)) + 2 * PADDING + 2;
  self->width = CLAMP ((int)ceil (width / WIDTH_STEP) * WIDTH_STEP, TENON_CARD_MIN_WIDTH, TENON_CARD_MAX_WIDTH);
}

static guint
count_shown (TenonCardSection *section,
             TenonDetail       detail)
{
  guint count = 0;

  for (guint i = 0; i < section->rows->len; i++)
    count += is_shown (g_ptr_array_index (section->rows, i), detail);
  return count;
}

static int
shape_section (TenonCardShape   *self,
               TenonCardSection *section,
               TenonDetail       detail,
               int               y)
{
  if (section->title != NULL)
    {
      TenonCardLine line = { y, SECTION_TITLE_HEIGHT, section, NULL };

      g_array_append_val (self->lines, line);
      y += SECTION_TITLE_HEIGHT;
    }
  for (guint i = 0; i < section->rows->len; i++)
    {
      TenonCardRow *row = g_ptr_array_index (section->rows, i);
      TenonCardLine line = { y, ROW_HEIGHT, section, row };

      if (!is_shown (row, detail))
        continue;
      g_array_append_val (self->lines, line);
      y += ROW_HEIGHT;
    }
  return y;
}

/* How many lines the name takes at a size, broken after underscores; G_MAXUINT if a part is too wide. */
static guint
count_title_lines (TenonCardData *data,
                   TenonTypeface *typeface,
                   double         size,
                   double         width)
{
  g_auto (GStrv) parts = g_strsplit (data->title, "_", -1);
  double x = 0;
  guint  lines = 1;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_strconcat (parts[i], parts[i + 1] != NULL ? "_" : NULL, NULL);
      double           length = tenon_typeface_measure (typeface, TENON_FONT_TITLE, part) * size / TITLE_TEXT * 1.03;

      if (length > width)
        return G_MAXUINT;
      if (x + length > width)
        {
          lines++;
          x = 0;
        }
      x += length;
    }
  return lines;
}

/* From afar the name fills the card: large tables are landmarks. */
static void
shape_title (TenonCardShape *self,
             TenonCardData  *data,
             TenonTypeface  *typeface)
{
  static const double sizes[] = { LARGEST_TITLE, 64, 56, USUAL_TITLE, 43, 39, 35, 31, 27, 24, 21, 18, 16 };
  double              width = self->width - 2 * TITLE_MARGIN, height = self->height - 12;

  if (self->height >= SUMMARY_FROM_HEIGHT)
    height -= SUMMARY_SPACE;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint lines = count_title_lines (data, typeface, sizes[i], width);

      self->title_size = sizes[i];
      if (lines != G_MAXUINT && lines * sizes[i] * LINE_SPACING <= height)
        return;
    }
}

static PangoLayout *
create_note_layout (TenonTypeface *typeface,
                    const char    *markup)
{
  PangoLayout *layout = tenon_typeface_create_layout (typeface, TENON_FONT_ROW, 0, "");

  pango_layout_set_width (layout, (NOTE_WIDTH - 2 * NOTE_PADDING) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, markup, -1);
  return layout;
}

/* As high as its words take. */
static void
shape_note (TenonCardShape *self,
            TenonCardData  *data,
            TenonTypeface  *typeface)
{
  g_autoptr (PangoLayout) layout = create_note_layout (typeface, data->body);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  self->width = NOTE_WIDTH;
  self->height = MAX (HEAD_HEIGHT, (int)ceil ((double)logical.height / PANGO_SCALE) + 2 * NOTE_PADDING - 4);
  self->head_height = MIN (self->height, HEAD_HEIGHT);
  shape_title (self, data, typeface);
}

/* Heights do not depend on the font, widths only in steps: a layout fits on every desktop. */
TenonCardShape *
tenon_card_shape_new (TenonCardData *data,
                      TenonTypeface *typeface,
                      TenonDetail    detail)
{
  TenonCardShape *self = g_new0 (TenonCardShape, 1);
  gboolean        any = FALSE;
  int             y;

  self->lines = g_array_new (FALSE, FALSE, sizeof (TenonCardLine));
  self->rules = g_array_new (FALSE, FALSE, sizeof (int));
  if (data->body != NULL)
    {
      shape_note (self, data, typeface);
      return self;
    }
  self->head_height = data->caption != NULL ? HEAD_HEIGHT_WITH_CAPTION : HEAD_HEIGHT;
  shape_width (self, data, typeface);

  y = self->head_height;
  for (guint i = 0; i < data->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (data->sections, i);

      if (count_shown (section, detail) == 0)
        continue;
      if (any)
        {
          int middle = y + RULE_SPACE / 2;

          g_array_append_val (self->rules, middle);
          y += RULE_SPACE;
        }
      else
        y += BODY_MARGIN;
      any = TRUE;
      y = shape_section (self, section, detail, y);
    }
  self->height = any ? y + BODY_MARGIN : y;
  shape_title (self, data, typeface);
  return self;
}

void
tenon_card_shape_free (TenonCardShape *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->rules);
  g_free (self);
}

/* Where a line meets the card: the middle of the row, or of the head where the row is not shown. */
int
tenon_card_shape_get_port (TenonCardShape *self,
                           const char     *key)
{
  for (guint i = 0; key != NULL && i < self->lines->len; i++)
    {
      TenonCardLine *line = &g_array_index (self->lines, TenonCardLine, i);

      if (line->row != NULL && g_str_equal (line->row->key, key))
        return line->top + line->height / 2;
    }
  return self->head_height / 2;
}

/* Returns: (transfer none) (nullable): NULL on the head and between the lines */
const TenonCardLine *
tenon_card_shape_find_line (TenonCardShape *self,
                            double          y)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      TenonCardLine *line = &g_array_index (self->lines, TenonCardLine, i);

      if (y >= line->top && y < line->top + line->height)
        return line;
    }
  return NULL;
}

/* @scale: screen pixels a world pixel. TENON_LEVEL_TITLE stands for TENON_LEVEL_PLAIN too, which depends on the card. */
TenonLevel
tenon_level_of_scale (double scale)
{
  if (scale * ROW_TEXT >= LEGIBLE_ROW_TEXT)
    return TENON_LEVEL_ROWS;
  return scale * USUAL_TITLE >= LEAST_TITLES ? TENON_LEVEL_TITLE : TENON_LEVEL_BLOCK;
}

/* What can be read of this card at a zoom. */
TenonLevel
tenon_card_shape_get_level (TenonCardShape *self,
                            double          scale)
{
  TenonLevel level = tenon_level_of_scale (scale);

  return level == TENON_LEVEL_TITLE && scale * self->title_size < LEGIBLE_TITLE_TEXT ? TENON_LEVEL_PLAIN : level;
}

/* --- Drawing ----------------------------------------------------------- */

#define ROW_DIMMED 0.42

typedef struct
{
  GtkSnapshot        *snapshot;
  TenonTypeface      *typeface;
  const TenonPalette *palette;
} Pen;

/* One line of text, its middle at @middle; flush with @x + @width where @at_end. */
static void
draw_text (Pen           *pen,
           TenonFont      font,
           const char    *text,
           const GdkRGBA *color,
           double         x,
           double         middle,
           double         width,
           gboolean       at_end)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical;

  if (*text == '\0' || width <= 0)
    return;

  layout = tenon_typeface_create_layout (pen->typeface, font, 0, text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (at_end)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_get_extents (layout, NULL, &logical);

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (x, middle - (double)logical.height / PANGO_SCALE / 2));
  gtk_snapshot_append_layout (pen->snapshot, layout, color);
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_row (Pen                 *pen,
          TenonCardShape      *shape,
          const TenonCardLine *line)
{
  const TenonPalette *palette = pen->palette;
  TenonCardRow       *row = line->row;
  TenonFont           font = row->is_key ? TENON_FONT_KEY : TENON_FONT_ROW;
  const GdkRGBA      *special = row->is_attention && !row->is_dimmed ? &palette->attention : NULL;
  GdkRGBA             text = row->is_dimmed ? tenon_rgba_fade (&palette->text, ROW_DIMMED) : palette->text;
  GdkRGBA             quiet = row->is_dimmed ? tenon_rgba_fade (&palette->dim_text, ROW_DIMMED) : palette->dim_text;
  GdkRGBA             glyph = row->is_dimmed ? tenon_rgba_fade (&palette->glyph, ROW_DIMMED) : palette->glyph;
  double              middle = line->top + line->height / 2.0;
  double              space = shape->width - 2 * PADDING - shape->gutter;
  double              name = ceil (tenon_typeface_measure (pen->typeface, font, row->name)) + 2;
  double              type = MIN (ceil (tenon_typeface_measure (pen->typeface, TENON_FONT_SMALL, row->type)) + 2, MAX_TYPE_WIDTH + 2);

  /* the name has the right of way, but leaves the type enough to be told */
  if (type > 0 && name + COLUMN_GAP + type > space)
    type = CLAMP (space - name - COLUMN_GAP, MIN (MIN_TYPE_WIDTH, type), type);
  name = MIN (name, *row->type != '\0' ? space - COLUMN_GAP - type : space);

  if (row->is_traced)
    {
      GdkRGBA fill = tenon_rgba_fade (&palette->accent, 0.16);

      gtk_snapshot_append_color (pen->snapshot, &fill, &GRAPHENE_RECT_INIT (1, line->top, shape->width - 2, line->height));
      gtk_snapshot_append_color (pen->snapshot, &palette->accent, &GRAPHENE_RECT_INIT (1, line->top, 3, line->height));
    }
  for (guint i = 0; i < G_N_ELEMENTS (row->glyphs); i++)
    if (row->glyphs[i] != TENON_GLYPH_NONE)
      tenon_glyph_append (row->glyphs[i], pen->snapshot, PADDING - 1 + i * GLYPH_STEP, middle - GLYPH / 2.0, GLYPH, special != NULL ? special : &glyph);
  draw_text (pen, font, row->name, special != NULL ? special : &text, PADDING + shape->gutter, middle, name, FALSE);
  draw_text (pen, TENON_FONT_SMALL, row->type, &quiet, shape->width - PADDING - type, middle, type, TRUE);
}

/* Figures stand in the place of the note where both do not fit: what is shown never decides how wide a card is. */
static char *
dup_section_note (Pen              *pen,
                  TenonCardSection *section,
                  double            space)
{
  const char      *note = section->note != NULL ? section->note : "";
  g_autofree char *both = NULL;

  if (section->figures == NULL)
    return g_strdup (note);
  both = *note != '\0' ? g_strdup_printf ("%s · %s", note, section->figures) : g_strdup (section->figures);
  if (tenon_typeface_measure (pen->typeface, TENON_FONT_SECTION, section->title) + COLUMN_GAP + tenon_typeface_measure (pen->typeface, TENON_FONT_SMALL, both) > space)
    return g_strdup (section->figures);
  return g_steal_pointer (&both);
}

static void
draw_section_title (Pen                 *pen,
                    TenonCardShape      *shape,
                    const TenonCardLine *line)
{
  double           middle = line->top + line->height / 2.0;
  double           space = shape->width - 2 * PADDING - GLYPH_STEP;
  g_autofree char *note = dup_section_note (pen, line->section, space);
  double           note_width = MIN (ceil (tenon_typeface_measure (pen->typeface, TENON_FONT_SMALL, note)) + 2, line->section->figures != NULL ? space : space / 2);

  tenon_glyph_append (TENON_GLYPH_INDEX, pen->snapshot, PADDING - 1, middle - GLYPH / 2.0, GLYPH, &pen->palette->glyph);
  draw_text (pen, TENON_FONT_SECTION, line->section->title, &pen->palette->text, PADDING + GLYPH_STEP + 3, middle, space - note_width - COLUMN_GAP / 2, FALSE);
  draw_text (pen, TENON_FONT_SMALL, note, &pen->palette->dim_text, shape->width - PADDING - note_width, middle, note_width, TRUE);
}

static void
fill_rounded (GtkSnapshot          *snapshot,
              const GskRoundedRect *outline,
              const GdkRGBA        *color)
{
  gtk_snapshot_push_rounded_clip (snapshot, outline);
  gtk_snapshot_append_color (snapshot, color, &outline->bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_border (Pen                  *pen,
             const GskRoundedRect *outline,
             float                 width)
{
  const GdkRGBA *color = &pen->palette->border;

  gtk_snapshot_append_border (pen->snapshot, outline, (float[4]){ width, width, width, width }, (GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
draw_head (Pen            *pen,
           TenonCardData  *data,
           TenonCardShape *shape)
{
  double space = shape->width - 2 * PADDING;

  if (data->caption == NULL)
    {
      draw_text (pen, TENON_FONT_TITLE, data->title, &pen->palette->text, PADDING, shape->head_height / 2.0, space, FALSE);
      return;
    }
  draw_text (pen, TENON_FONT_TITLE, data->title, &pen->palette->text, PADDING, 16, space, FALSE);
  draw_text (pen, TENON_FONT_SMALL, data->caption, &pen->palette->dim_text, PADDING, 33, space, FALSE);
}

/* A number is shown whole: what does not fit is written smaller. */
static PangoLayout *
create_badge_layout (Pen            *pen,
                     const char     *text,
                     double          most,
                     PangoRectangle *logical)
{
  double       wide = tenon_typeface_measure (pen->typeface, TENON_FONT_SECTION, text);
  double       size = wide > most ? tenon_typeface_get_size (pen->typeface, TENON_FONT_SECTION) * most / wide : 0;
  PangoLayout *layout = tenon_typeface_create_layout (pen->typeface, TENON_FONT_SECTION, size, text);

  pango_layout_set_width (layout, (int)(MAX (most, 1) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_extents (layout, NULL, logical);
  return layout;
}

/* Numbers on the upper edge, between @left and @right: they rise a little out of the card. */
static double
draw_badge (Pen           *pen,
            const char    *text,
            const GdkRGBA *color,
            double         left,
            double         right)
{
  PangoRectangle logical;
  g_autoptr (PangoLayout) layout = create_badge_layout (pen, text, right - left - 2 * BADGE_PADDING, &logical);
  graphene_rect_t area;
  GskRoundedRect  outline;
  double          width = MIN (ceil ((double)logical.width / PANGO_SCALE) + 2 * BADGE_PADDING, right - left);

  graphene_rect_init (&area, right - width, -BADGE_RISE, width, BADGE_HEIGHT);
  gsk_rounded_rect_init_from_rect (&outline, &area, BADGE_HEIGHT / 2.0);
  fill_rounded (pen->snapshot, &outline, &pen->palette->card);
  gtk_snapshot_append_border (pen->snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[4]){ *color, *color, *color, *color });
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (right - width + BADGE_PADDING, BADGE_HEIGHT / 2.0 - BADGE_RISE - (double)logical.height / PANGO_SCALE / 2));
  gtk_snapshot_append_layout (pen->snapshot, layout, &pen->palette->text);
  gtk_snapshot_restore (pen->snapshot);
  return right - width - BADGE_GAP;
}

static const GdkRGBA *
get_edge_color (Pen           *pen,
                TenonCardData *data)
{
  return data->heat_text != NULL ? &pen->palette->heats[data->heat] : &pen->palette->accent;
}

/* The lower edge, where no lines end, is as wide as the load is great, a step for its tenfold, and as warm as the heat. */
static void
draw_edge (Pen            *pen,
           TenonCardData  *data,
           TenonCardShape *shape)
{
  double          width = MIN (2 + EDGE_A_DECADE * log10 (1 + data->load), MOST_EDGE);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, shape->height - TENON_CARD_RADIUS, shape->width, width + TENON_CARD_RADIUS);
  GskRoundedRect  outline;

  if (data->load_text == NULL && data->heat_text == NULL)
    return;
  gsk_rounded_rect_init (&outline, &area, &GRAPHENE_SIZE_INIT (0, 0), &GRAPHENE_SIZE_INIT (0, 0), &GRAPHENE_SIZE_INIT (TENON_CARD_RADIUS, TENON_CARD_RADIUS), &GRAPHENE_SIZE_INIT (TENON_CARD_RADIUS, TENON_CARD_RADIUS));
  fill_rounded (pen->snapshot, &outline, get_edge_color (pen, data));
}

static void
draw_badges (Pen            *pen,
             TenonCardData  *data,
             TenonCardShape *shape)
{
  double left = BADGE_MARGIN, right = shape->width - BADGE_MARGIN;

  if (data->heat_text != NULL)
    right = draw_badge (pen, data->heat_text, &pen->palette->heats[data->heat], left, right);
  if (data->load_text != NULL && right - left >= LEAST_BADGE)
    draw_badge (pen, data->load_text, &pen->palette->accent, left, right);
}

/* A small pin in the corner. */
static void
draw_pin (Pen            *pen,
          TenonCardShape *shape)
{
  graphene_rect_t head = GRAPHENE_RECT_INIT (shape->width - 17, 8, 7, 7);
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &head, 3.5f);
  fill_rounded (pen->snapshot, &outline, &pen->palette->glyph);
  gtk_snapshot_append_color (pen->snapshot, &pen->palette->glyph, &GRAPHENE_RECT_INIT (shape->width - 14.25f, 14, 1.5f, 7));
}

static void
draw_note (Pen            *pen,
           TenonCardData  *data,
           TenonCardShape *shape)
{
  g_autoptr (PangoLayout) layout = create_note_layout (pen->typeface, data->body);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, shape->width, shape->height);
  GskRoundedRect  outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 3);
  fill_rounded (pen->snapshot, &outline, &pen->palette->heads[data->tint]);
  draw_border (pen, &outline, 1);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (NOTE_PADDING, NOTE_PADDING - 2));
  gtk_snapshot_append_layout (pen->snapshot, layout, &pen->palette->text);
  gtk_snapshot_restore (pen->snapshot);
  if (data->is_pinned)
    draw_pin (pen, shape);
}

static void
draw_rows (Pen            *pen,
           TenonCardData  *data,
           TenonCardShape *shape)
{
  const TenonPalette   *palette = pen->palette;
  graphene_rect_t       bounds = GRAPHENE_RECT_INIT (0, 0, shape->width, shape->height);
  graphene_rect_t       head = GRAPHENE_RECT_INIT (0, 0, shape->width, shape->head_height);
  const graphene_size_t round = GRAPHENE_SIZE_INIT (TENON_CARD_RADIUS, TENON_CARD_RADIUS), square = GRAPHENE_SIZE_INIT (0, 0);
  gboolean              has_body = shape->height > shape->head_height;
  GskRoundedRect        outline, top;

  draw_edge (pen, data, shape);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, TENON_CARD_RADIUS);
  gsk_rounded_rect_init (&top, &head, &round, &round, has_body ? &square : &round, has_body ? &square : &round);
  fill_rounded (pen->snapshot, &outline, &palette->card);
  fill_rounded (pen->snapshot, &top, &palette->heads[data->tint]);
  if (has_body)
    gtk_snapshot_append_color (pen->snapshot, &palette->rule, &GRAPHENE_RECT_INIT (0, shape->head_height - 1, shape->width, 1));
  for (guint i = 0; i < shape->rules->len; i++)
    gtk_snapshot_append_color (pen->snapshot, &palette->rule, &GRAPHENE_RECT_INIT (PADDING, g_array_index (shape->rules, int, i), shape->width - 2 * PADDING, 1));

  draw_head (pen, data, shape);
  for (guint i = 0; i < shape->lines->len; i++)
    {
      TenonCardLine *line = &g_array_index (shape->lines, TenonCardLine, i);

      if (line->row != NULL)
        draw_row (pen, shape, line);
      else
        draw_section_title (pen, shape, line);
    }
  draw_border (pen, &outline, 1);
  draw_badges (pen, data, shape);
  if (data->is_pinned)
    draw_pin (pen, shape);
}

/* A name may be broken after an underscore. */
static char *
dup_breakable (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    {
      g_string_append_c (text, *c);
      if (*c == '_' && c[1] != '\0')
        g_string_append (text, "\342\200\213");
    }
  return g_string_free (text, FALSE);
}

static PangoLayout *
create_large_text (Pen            *pen,
                   TenonFont       font,
                   const char     *text,
                   double          size,
                   double          width,
                   double          height,
                   PangoRectangle *logical)
{
  PangoLayout *layout = tenon_typeface_create_layout (pen->typeface, font, size, text);

  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, (int)(MAX (height, size * LINE_SPACING) * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_extents (layout, NULL, logical);
  return layout;
}

static void
draw_plain (Pen            *pen,
            TenonCardData  *data,
            TenonCardShape *shape)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, shape->width, shape->height);
  GskRoundedRect  outline;

  draw_edge (pen, data, shape);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, TENON_CARD_RADIUS);
  fill_rounded (pen->snapshot, &outline, &pen->palette->heads[data->tint]);
  draw_border (pen, &outline, 2);
}

/* Numbers of load and heat are what is looked for from afar, where they are shown. */
static char *
dup_far_summary (TenonCardData *data)
{
  if (data->load_text != NULL && data->heat_text != NULL)
    return g_strdup_printf ("%s · %s", data->load_text, data->heat_text);
  if (data->load_text != NULL || data->heat_text != NULL)
    return g_strdup (data->load_text != NULL ? data->load_text : data->heat_text);
  return g_strdup (data->summary);
}

/* Numbers are shown whole, and smaller where they are long. */
static double
get_summary_size (Pen            *pen,
                  TenonCardData  *data,
                  TenonCardShape *shape,
                  const char     *words,
                  double          width)
{
  double size = CLAMP (shape->title_size * 0.6, 15, 22);
  double wide = tenon_typeface_measure (pen->typeface, TENON_FONT_SMALL, words) * size / tenon_typeface_get_size (pen->typeface, TENON_FONT_SMALL) * 1.03;

  return wide > width && (data->load_text != NULL || data->heat_text != NULL) ? MAX (size * width / wide, LEAST_SUMMARY) : size;
}

static void
draw_title (Pen            *pen,
            TenonCardData  *data,
            TenonCardShape *shape)
{
  g_autofree char *text = dup_breakable (data->title);
  g_autoptr (PangoLayout) title = NULL, summary = NULL;
  PangoRectangle   title_extents, summary_extents = { 0, 0, 0, 0 };
  g_autofree char *words = dup_far_summary (data);
  gboolean         has_summary = words != NULL && shape->height >= SUMMARY_FROM_HEIGHT;
  double           width = shape->width - 2 * TITLE_MARGIN, height = shape->height - 12 - (has_summary ? SUMMARY_SPACE : 0);

  draw_plain (pen, data, shape);
  title = create_large_text (pen, TENON_FONT_TITLE, text, shape->title_size, width, height, &title_extents);
  if (has_summary)
    summary = create_large_text (pen, TENON_FONT_SMALL, words, get_summary_size (pen, data, shape, words, width), width, 0, &summary_extents);

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (TITLE_MARGIN, (shape->height - (double)(title_extents.height + summary_extents.height) / PANGO_SCALE) / 2));
  gtk_snapshot_append_layout (pen->snapshot, title, &pen->palette->text);
  if (summary != NULL)
    {
      gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (0, (double)title_extents.height / PANGO_SCALE + SUMMARY_GAP));
      gtk_snapshot_append_layout (pen->snapshot, summary, &pen->palette->dim_text);
    }
  gtk_snapshot_restore (pen->snapshot);
}

/* One colour node a card: tens of thousands must be cheap. */
static void
draw_block (Pen            *pen,
            TenonCardData  *data,
            TenonCardShape *shape)
{
  GdkRGBA color = data->heat_text != NULL && data->heat != TENON_HEAT_CALM ? pen->palette->heats[data->heat] : tenon_palette_get_block (pen->palette, data->tint);

  gtk_snapshot_append_color (pen->snapshot, &color, &GRAPHENE_RECT_INIT (0, 0, shape->width, shape->height));
}

/**
 * tenon_card_draw:
 * @shape: of the same @data
 *
 * Returns: (transfer full): the picture of the card, its top left corner at 0,0, in world pixels
 */
GskRenderNode *
tenon_card_draw (TenonCardData      *data,
                 TenonCardShape     *shape,
                 TenonTypeface      *typeface,
                 const TenonPalette *palette,
                 TenonLevel          level)
{
  Pen            pen = { gtk_snapshot_new (), typeface, palette };
  GskRenderNode *node;

  switch (level)
    {
    case TENON_LEVEL_BLOCK:
      draw_block (&pen, data, shape);
      break;
    case TENON_LEVEL_PLAIN:
      draw_plain (&pen, data, shape);
      break;
    case TENON_LEVEL_TITLE:
      draw_title (&pen, data, shape);
      break;
    case TENON_LEVEL_ROWS:
    case TENON_N_LEVELS:
    default:
      if (data->body != NULL)
        draw_note (&pen, data, shape);
      else
        draw_rows (&pen, data, shape);
      break;
    }
  node = gtk_snapshot_free_to_node (pen.snapshot);
  g_assert (node != NULL);
  return node;
}
