/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "app/canvas/tenon-glyph.h"
#include "app/canvas/tenon-palette.h"

G_BEGIN_DECLS

/* One line of a card: a column, an attribute, a key of an index. */
typedef struct
{
  char      *key;     /* names it within its card, for the ends of lines: "user_id", "orders_by_user/user_id" */
  char      *subject; /* (nullable) "source:orders.user_id", "attribute:orders/user_id" */
  char      *name;
  char      *type; /* short, "" where there is none */
  char      *tooltip;
  TenonGlyph glyphs[2];
  gboolean   is_key;       /* stays at the detail level "keys" */
  gboolean   is_attention; /* stands out: denormalised, not mapped */
  gboolean   is_traced;    /* on the way of the pattern that is followed */
  gboolean   is_dimmed;    /* recedes: not on that way */
} TenonCardRow;

typedef struct
{
  char      *title;   /* (nullable) */
  char      *note;    /* (nullable) beside the title */
  char      *figures; /* (nullable) load and heat, in its place: they take no room of their own */
  char      *subject; /* (nullable) "index:orders/orders_by_user" */
  GPtrArray *rows;    /* (element-type TenonCardRow) */
} TenonCardSection;

/* What a card shows, without any widget. Immutable once it is in a scene. */
typedef struct
{
  gatomicrefcount ref_count;

  char      *id; /* "source:orders", "table:orders": also the subject and the node in layout.json */
  char      *title;
  char      *caption;     /* (nullable) a second, quiet line in the head */
  char      *summary;     /* (nullable) shown in place of the rows from afar: "7 columns" */
  char      *label;       /* spoken: "Table orders" */
  char      *description; /* spoken: "7 columns, references users" */
  char      *tooltip;     /* (nullable) */
  TenonTint  tint;
  GPtrArray *sections; /* (element-type TenonCardSection) */
  char      *body;     /* (nullable) Pango markup in place of sections: a note */

  char     *load_text; /* (nullable) requests a second that reach it */
  double    load;      /* the same as a number: decides the width of the card's edge */
  char     *heat_text; /* (nullable) share of the partition limit */
  TenonHeat heat;
  gboolean  is_dimmed;
  gboolean  is_pinned; /* laying out leaves it where it is */
} TenonCardData;

TenonCardData    *tenon_card_data_new (const char *id,
                                       const char *title,
                                       TenonTint   tint);
TenonCardData    *tenon_card_data_ref (TenonCardData *self);
void              tenon_card_data_unref (TenonCardData *self);
TenonCardSection *tenon_card_data_add_section (TenonCardData *self,
                                               const char    *title,
                                               const char    *note);
TenonCardRow     *tenon_card_section_add_row (TenonCardSection *self,
                                              const char       *key,
                                              const char       *name,
                                              const char       *type);
void              tenon_card_row_add_glyph (TenonCardRow *self,
                                            TenonGlyph    glyph);
TenonCardRow     *tenon_card_data_find_row (TenonCardData *self,
                                            const char    *key);
guint             tenon_card_data_count_rows (TenonCardData *self);
gboolean          tenon_card_data_equal (TenonCardData *a,
                                         TenonCardData *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonCardData, tenon_card_data_unref)

G_END_DECLS
