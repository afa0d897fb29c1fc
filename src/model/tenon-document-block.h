/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_DOCUMENT_HEADING,
  TENON_DOCUMENT_PARAGRAPH,
  TENON_DOCUMENT_ITEM,
  TENON_DOCUMENT_CODE,
  TENON_DOCUMENT_TABLE,
  TENON_DOCUMENT_RULE,
} TenonDocumentBlockKind;

typedef enum
{
  TENON_DOCUMENT_NO_CHECK,
  TENON_DOCUMENT_UNCHECKED,
  TENON_DOCUMENT_CHECKED,
} TenonDocumentCheck;

/* One piece of a Markdown document, ready to be shown. */
typedef struct
{
  TenonDocumentBlockKind kind;
  guint                  level;     /* of a heading, 1 to 6; of an item, its depth from 1 */
  guint                  quote;     /* how many block quotes it stands in */
  char                  *marker;    /* (nullable) of an item: "•" or "3." */
  TenonDocumentCheck     check;     /* of an item: its box */
  char                  *markup;    /* Pango markup; code: plain text; table: NULL */
  guint                  n_columns; /* of a table */
  GPtrArray             *cells;     /* (nullable) (element-type utf8) Pango markup, row by row, the header row first */
  guint                  line;      /* 1-based, in the text */
} TenonDocumentBlock;

static inline void
tenon_document_block_free (TenonDocumentBlock *self)
{
  g_free (self->marker);
  g_free (self->markup);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDocumentBlock, tenon_document_block_free)

G_END_DECLS
