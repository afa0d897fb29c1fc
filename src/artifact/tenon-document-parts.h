/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of a document that is written by the program; everything else in it belongs to people. */
typedef struct
{
  char *name;      /* "patterns", "table:orders" */
  char *heading;   /* (nullable) "## Access Patterns Analysis"; NULL: no heading of its own */
  char *text;      /* Markdown, ends in a newline */
  char *kept;      /* (nullable) lines of people that go behind it */
  guint from_line; /* lines of the previous text that it takes over if it is not marked there yet; 0: none */
  guint to_line;
} TenonPart;

typedef struct
{
  char      *title; /* "# DynamoDB Data Model" */
  GPtrArray *parts; /* (element-type TenonPart) in the order of the document */
} TenonParts;

TenonParts *tenon_parts_new (const char *title);
void        tenon_parts_free (TenonParts *self);
TenonPart  *tenon_parts_add (TenonParts *self,
                             const char *name,
                             const char *heading,
                             const char *text);
TenonPart  *tenon_parts_add_take (TenonParts *self,
                                  const char *name,
                                  const char *heading,
                                  GString    *text);
char       *tenon_parts_merge (TenonParts *self,
                               const char *previous_text);
char       *tenon_parts_extract (const char *text,
                                 const char *name);
char       *tenon_parts_dup_unmarked (const char *text);
gboolean    tenon_parts_find_difference (const char *text,
                                         const char *other,
                                         char      **name,
                                         guint      *line);
gboolean    tenon_parts_find (const char *text,
                              const char *name,
                              guint      *first_line,
                              guint      *last_line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonParts, tenon_parts_free)

G_END_DECLS
