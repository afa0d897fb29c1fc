/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "design/tenon-pattern-reading.h"
#include "model/tenon-sentence.h"

G_BEGIN_DECLS

/* Inside the reading of patterns only. */

/* What the logs saw of the statements bound to a pattern. */
typedef struct
{
  double      rows;  /* sent, weighted by executions */
  double      count; /* of the executions whose rows are known */
  TenonShape *shape; /* (nullable) of the statement that ran most often */
  gint64      most;
} TenonObservation;

struct _TenonReader
{
  TenonModel       *model;  /* (owned) */
  TenonSchema      *schema; /* (owned) (nullable) as people know it; columns are borrowed from it */
  GHashTable       *names;  /* singular words -> TenonSourceTable; NULL value: several tables answer to it */
  GHashTable       *tables; /* name -> TenonSourceTable */
  GHashTable       *seen;   /* pattern id -> TenonObservation: what the logs saw of it */
  TenonSchemaWords *words;  /* (owned) (nullable) */
};

typedef struct
{
  const char      *word;
  TenonReadingKind kind;
} TenonVerb;

GPtrArray       *tenon_words_split (const char *text);
gboolean         tenon_words_have (GPtrArray         *words,
                                   const char *const *any);
gboolean         tenon_words_have_phrase (const char *text,
                                          const char *phrase);
const TenonVerb *tenon_words_find_verb (const char *word);
char            *tenon_words_normal_name (const char *name);
gboolean         tenon_words_is_key_word (const char *word);

TenonSourceTable *tenon_reader_match_table (TenonReader *self,
                                            const char  *words);
TenonSourceTable *tenon_reader_match_words (TenonReader *self,
                                            GPtrArray   *words,
                                            guint        at,
                                            guint       *n_words);
gboolean          tenon_reader_resolve_column (TenonReader       *self,
                                               const char        *dotted,
                                               TenonSourceTable **table,
                                               TenonColumn      **column);
TenonForeignKey  *tenon_reader_find_foreign_key (TenonSourceTable *child,
                                                 TenonSourceTable *parent,
                                                 const char       *column);

GPtrArray *tenon_reader_list_entities (TenonReader  *reader,
                                       TenonPattern *pattern,
                                       GPtrArray    *words);
void       tenon_reading_choose_table (TenonReader  *reader,
                                       TenonReading *self,
                                       GPtrArray    *entities);
void       tenon_reading_read_parts (TenonReader   *reader,
                                     TenonReading  *self,
                                     GPtrArray     *entities,
                                     TenonSentence *said);

void tenon_reading_assume_key (TenonReading *self,
                               GPtrArray    *words,
                               const char   *text);
void tenon_reading_read_root (TenonReading *self,
                              const char   *text);

gboolean    tenon_reading_add_part (TenonReading     *self,
                                    TenonSourceTable *table,
                                    TenonReadingKind  kind);
gboolean    tenon_reading_is_key_parent (TenonReading     *self,
                                         TenonSourceTable *table);
void        tenon_reading_read_needs (TenonReader  *reader,
                                      TenonReading *self,
                                      GPtrArray    *words);
void        tenon_reading_read_roles (TenonReader  *reader,
                                      TenonReading *self,
                                      GPtrArray    *words);
void        tenon_reading_read_stock (TenonReading *self,
                                      GPtrArray    *words);
gboolean    tenon_words_is_caller (const char *table_name);
const char *tenon_source_table_get_caller (TenonSourceTable *self);

void     tenon_reading_take_columns (TenonReader  *reader,
                                     TenonReading *self,
                                     char        **dotted,
                                     GPtrArray    *into);
gboolean tenon_reading_take_statement (TenonReader  *reader,
                                       TenonReading *self);
gboolean tenon_reading_choose_by_statement (TenonReader  *reader,
                                            TenonReading *self,
                                            GPtrArray    *entities);
gboolean tenon_reading_take_statement_parts (TenonReader  *reader,
                                             TenonReading *self);
void     tenon_reading_append_conditions (TenonReading *self,
                                          GString      *s);
void     tenon_reading_read_order (TenonReader  *reader,
                                   TenonReading *self);
void     tenon_reading_take_observed_order (TenonReader  *reader,
                                            TenonReading *self);
void     tenon_reading_take_sentence (TenonReading  *self,
                                      TenonSentence *said,
                                      gboolean       has_statement);
void     tenon_reading_find_doubts (TenonReader   *reader,
                                    TenonReading  *self,
                                    TenonSentence *said,
                                    gboolean       has_statement);
double   tenon_reading_find_rate (TenonPattern *pattern);
void     tenon_reading_read_items (TenonReader  *reader,
                                   TenonReading *self);
void     tenon_reading_read_writes (TenonReader  *reader,
                                    TenonReading *self,
                                    GPtrArray    *words);

gboolean         tenon_reading_contains (GPtrArray  *columns,
                                         const char *name);
void             tenon_reading_add_once (GPtrArray  *columns,
                                         const char *name);
void             tenon_reading_note (TenonReading *self,
                                     const char   *format,
                                     ...) G_GNUC_PRINTF (2, 3);
gboolean         tenon_reading_kind_writes (TenonReadingKind kind);
gboolean         tenon_reading_creates (TenonReadingKind kind);
TenonReadingKind tenon_reading_kind_of_deed (TenonDeed deed);

G_END_DECLS
