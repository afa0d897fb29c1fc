/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-schema-words.h"

G_BEGIN_DECLS

typedef struct _TenonTableNames TenonTableNames;

TenonTableNames *tenon_table_names_new (TenonSchema *schema);
void             tenon_table_names_free (TenonTableNames *self);

TenonSchema      *tenon_table_names_get_schema (TenonTableNames *self);
TenonSchemaWords *tenon_table_names_get_words (TenonTableNames *self);
TenonSourceTable *tenon_table_names_match (TenonTableNames *self,
                                           const char      *words);
TenonSourceTable *tenon_table_names_match_part (TenonTableNames *self,
                                                const char      *word);
const char       *tenon_source_table_get_plain_name (TenonSourceTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonTableNames, tenon_table_names_free)

G_END_DECLS
