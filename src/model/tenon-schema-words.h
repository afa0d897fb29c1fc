/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema.h"

G_BEGIN_DECLS

/* How surely a name means a table. */
typedef enum
{
  TENON_NAMED_NOT,
  TENON_NAMED_BY_PART, /* a word of its name */
  TENON_NAMED_BY_TAIL, /* the last words of its name */
  TENON_NAMED_IN_FULL,
} TenonNamed;

/* A column whose name says who or what a row refers to: "author" of author_id. */
typedef struct
{
  TenonSourceTable *table;
  TenonColumn      *column;
  TenonSourceTable *target; /* (nullable) what the foreign key leads to */
} TenonRole;

typedef struct _TenonSchemaWords TenonSchemaWords;

TenonSchemaWords *tenon_schema_words_new (TenonSchema *schema);
void              tenon_schema_words_free (TenonSchemaWords *self);
TenonSchema      *tenon_schema_words_get_schema (TenonSchemaWords *self);
GPtrArray        *tenon_schema_words_find (TenonSchemaWords *self,
                                           const char       *words,
                                           TenonNamed       *how);
GPtrArray        *tenon_schema_words_find_deed (TenonSchemaWords *self,
                                                const char       *verb);
GPtrArray        *tenon_schema_words_find_roles (TenonSchemaWords *self,
                                                 const char       *noun);
gboolean          tenon_schema_words_has_column (TenonSchemaWords *self,
                                                 const char       *name);
GPtrArray        *tenon_schema_words_list_between (TenonSchemaWords *self,
                                                   TenonSourceTable *one,
                                                   TenonSourceTable *other);
char             *tenon_words_normalize (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonSchemaWords, tenon_schema_words_free)

G_END_DECLS
