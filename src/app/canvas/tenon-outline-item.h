/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "app/canvas/tenon-scene.h"

G_BEGIN_DECLS

/* A row of the outline: a card, one of its rows, or a line. */
#define TENON_TYPE_OUTLINE_ITEM (tenon_outline_item_get_type ())
G_DECLARE_FINAL_TYPE (TenonOutlineItem, tenon_outline_item, TENON, OUTLINE_ITEM, GObject)

struct _TenonOutlineItem
{
  GObject parent_instance;

  char       *title;
  char       *tooltip; /* (nullable) */
  char       *table;   /* title of that card */
  char       *card;    /* id of the card it belongs to */
  char       *row;     /* (nullable) key of the row */
  char       *other;   /* (nullable) id of the card at the other end of a line */
  TenonGlyph  glyph;
  GListStore *children; /* (nullable) (element-type TenonOutlineItem) */
};

void        tenon_outline_add_patterns (GListStore *roots,
                                        GListModel *patterns);
GListStore *tenon_outline_build (TenonScene *scene);
gboolean    tenon_outline_item_matches (TenonOutlineItem *self,
                                        const char       *folded);

gboolean tenon_outline_item_is_found (TenonOutlineItem *self,
                                      const char       *folded);

G_END_DECLS
