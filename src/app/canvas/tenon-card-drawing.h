/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-card-data.h"
#include "app/canvas/tenon-typeface.h"

G_BEGIN_DECLS

#define TENON_CARD_MIN_WIDTH 160
#define TENON_CARD_MAX_WIDTH 320
#define TENON_CARD_RADIUS 7
#define TENON_CARD_DIMMED 0.35 /* opacity of what recedes */

/* How much of a card people want to see. */
typedef enum
{
  TENON_DETAIL_NAMES,
  TENON_DETAIL_KEYS,
  TENON_DETAIL_ALL,
} TenonDetail;

/* How much of a card can be read at a zoom: the shape stays, what is drawn in it changes. */
typedef enum
{
  TENON_LEVEL_BLOCK, /* a tone */
  TENON_LEVEL_PLAIN, /* the card without its name, which is too long to be read */
  TENON_LEVEL_TITLE, /* the name, as large as it fits */
  TENON_LEVEL_ROWS,  /* everything */
  TENON_N_LEVELS,
} TenonLevel;

/* One line of a card's body: a row, or the title of a section where row is NULL. */
typedef struct
{
  int               top;
  int               height;
  TenonCardSection *section;
  TenonCardRow     *row;
} TenonCardLine;

/* Where everything on a card stands, in world pixels from its top left corner. */
typedef struct
{
  int     width;
  int     height;
  int     head_height;
  int     gutter;     /* width of the column of glyphs */
  double  title_size; /* text size of the name where rows are not legible */
  GArray *lines;      /* (element-type TenonCardLine) */
  GArray *rules;      /* (element-type int) heights of the lines between sections */
} TenonCardShape;

const char          *tenon_detail_get_name (TenonDetail detail);
gboolean             tenon_detail_from_name (const char  *name,
                                             TenonDetail *detail);
TenonCardShape      *tenon_card_shape_new (TenonCardData *data,
                                           TenonTypeface *typeface,
                                           TenonDetail    detail);
void                 tenon_card_shape_free (TenonCardShape *self);
int                  tenon_card_shape_get_port (TenonCardShape *self,
                                                const char     *key);
const TenonCardLine *tenon_card_shape_find_line (TenonCardShape *self,
                                                 double          y);

TenonLevel     tenon_level_of_scale (double scale);
TenonLevel     tenon_card_shape_get_level (TenonCardShape *self,
                                           double          scale);
GskRenderNode *tenon_card_draw (TenonCardData      *data,
                                TenonCardShape     *shape,
                                TenonTypeface      *typeface,
                                const TenonPalette *palette,
                                TenonLevel          level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCardShape, tenon_card_shape_free)

G_END_DECLS
