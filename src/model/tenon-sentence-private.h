/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-sentence.h"

G_BEGIN_DECLS

/* Inside the reading of sentences only. */

typedef struct
{
  char    *text;   /* lower case, "orderItems" as order_items; an operator (">=") as itself */
  char     before; /* the punctuation in front of it, the strongest; 0: none */
  gboolean is_genitive;
  gboolean is_aside; /* in parentheses */
} TenonToken;

/* A table, or a word that stands where one would. */
typedef struct
{
  guint             from, end; /* tokens */
  TenonSourceTable *table;     /* (nullable) */
  TenonNamed        how;
  GPtrArray        *candidates; /* (nullable) (element-type TenonSourceTable) of several none is it for sure */
  TenonSourceTable *qualifier;  /* (nullable) the table in front of it: of "user orders" the users */
  const char       *owner;      /* (nullable) in the genitive */
  TenonSourceTable *owner_table;
  const char       *word; /* (nullable) the noun itself, where no table has that name */
  guint             at;   /* its token */
  gboolean          is_plural, is_single, is_all, is_vague, has_column, is_part;
} TenonNoun;

/* "of a doctor": whom the rows belong to. */
typedef struct
{
  TenonSourceTable *table; /* (nullable) */
  const char       *word;
  const char       *preposition;
  gboolean          is_caller;
  gboolean          is_done; /* resolved */
} TenonOwner;

typedef struct
{
  guint      from, end;
  TenonDeed  deed;
  guint      verb; /* token; G_MAXUINT: none */
  TenonNoun  head;
  GArray    *owners; /* (element-type TenonOwner) */
  GPtrArray *along;  /* (element-type TenonSourceTable) read or written with it */
  GPtrArray *made;   /* (nullable) (owned container) tables of the deed that the verb is */
} TenonClause;

/* What the words make a write depend on. */
typedef struct
{
  GArray  *tokens;
  guint    at; /* of what is left of the sentence, the token behind it */
  gboolean is_unless;
  GString *words; /* as they stand, for people */
} TenonProviso;

typedef struct
{
  char             *name; /* (nullable) of a parameter, in snake case; NULL: the segment is a word */
  const char       *word;
  TenonSourceTable *table; /* (nullable) */
  GPtrArray        *made;  /* (owned container) (nullable) */
} TenonSegment;

typedef struct
{
  TenonSchemaWords          *words;
  const TenonSentenceSource *source;
  TenonSentence             *sentence;
  GArray                    *tokens;       /* (element-type TenonToken) */
  GArray                    *requirements; /* (element-type TenonToken) */
  GPtrArray                 *clauses;      /* (element-type TenonClause) */
  GArray                    *path;         /* (element-type TenonSegment) */
  const char                *method;       /* "GET"; "" where there is none */
  GArray                    *description;  /* (element-type TenonToken) where the tokens are of something more exact; else empty */
  GPtrArray                 *provisos;     /* (element-type TenonProviso) */
  TenonClause               *main;         /* (nullable) */
  gboolean                   is_climbed;   /* the table is a parent of what is asked for */
  gboolean                   is_children;  /* rows that refer to one of their own table */
} TenonSentenceReader;

#define TENON_TOKEN(tokens, i) g_array_index ((tokens), TenonToken, (i))

GArray   *tenon_tokens_new (const char *text);
gboolean  tenon_token_is (GArray     *tokens,
                          guint       i,
                          const char *word);
gboolean  tenon_token_is_any (GArray            *tokens,
                              guint              i,
                              const char *const *words);
gboolean  tenon_tokens_have (GArray            *tokens,
                             const char *const *words);
gboolean  tenon_token_is_plural (const char *word);
TenonDeed tenon_verb_find (const char *word,
                           gboolean   *is_either);

void              tenon_tokens_own (GArray *tokens);
void              tenon_sentence_cut_conditions (TenonSentenceReader *self);
void              tenon_sentence_read_conditions (TenonSentenceReader *self);
gboolean          tenon_token_stops (GArray *tokens,
                                     guint   i);
TenonSourceTable *tenon_sentence_match (TenonSentenceReader *self,
                                        GPtrArray           *candidates);
gboolean          tenon_source_table_refers (TenonSourceTable *child,
                                             TenonSourceTable *parent);
gboolean          tenon_sentence_read_noun (TenonSentenceReader *self,
                                            guint                from,
                                            guint                end,
                                            TenonNoun           *noun);
void              tenon_sentence_read_clauses (TenonSentenceReader *self);
void              tenon_sentence_read_path (TenonSentenceReader *self);
void              tenon_sentence_choose (TenonSentenceReader *self);
void              tenon_sentence_read_keys (TenonSentenceReader *self);
void              tenon_sentence_read_ranges (TenonSentenceReader *self);
void              tenon_sentence_read_orders (TenonSentenceReader *self);
void              tenon_sentence_read_number (TenonSentenceReader *self);
void              tenon_sentence_doubt (TenonSentenceReader *self,
                                        TenonDoubtKind       kind,
                                        const char          *words,
                                        const char          *format,
                                        ...) G_GNUC_PRINTF (4, 5);
void              tenon_sentence_note (TenonSentenceReader *self,
                                       const char          *format,
                                       ...) G_GNUC_PRINTF (2, 3);
const char       *tenon_sentence_find_column (TenonSentenceReader *self,
                                              TenonSourceTable    *table,
                                              GArray              *tokens,
                                              guint                at,
                                              guint                end,
                                              guint               *n);
const char       *tenon_sentence_find_reference (TenonSentenceReader *self,
                                                 TenonSourceTable    *child,
                                                 TenonSourceTable    *parent,
                                                 const char          *role);
TenonColumn      *tenon_source_table_find_part (TenonSourceTable *self,
                                                const char       *word);
const char       *tenon_source_table_get_identifier (TenonSourceTable *self);
gboolean          tenon_sentence_is_unique (TenonSentence *self);
void              tenon_sentence_add_part (TenonSentence    *self,
                                           TenonSourceTable *table,
                                           TenonDeed         deed);
void              tenon_sentence_remove_part (TenonSentence    *self,
                                              TenonSourceTable *table);
TenonSourceTable *tenon_sentence_find_child (TenonSentenceReader *self,
                                             TenonSourceTable    *parent,
                                             const char          *word);
gboolean          tenon_column_has_label (TenonColumn *column,
                                          const char  *word);
gboolean          tenon_word_is_caller (const char *word);
guint             tenon_token_is_state_verb (GArray *tokens,
                                             guint   i);
TenonColumn      *tenon_sentence_find_changed_state (GArray           *tokens,
                                                     guint             i,
                                                     TenonSourceTable *table,
                                                     gboolean         *is_either);
void              tenon_sentence_read_held_states (TenonSentenceReader *self);
const char       *tenon_source_table_find_caller (TenonSourceTable *self);

G_END_DECLS
