/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-pattern.h"
#include "model/tenon-schema-words.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_DEED_UNKNOWN,
  TENON_DEED_NONE, /* no database operation */
  TENON_DEED_GET,
  TENON_DEED_LIST,
  TENON_DEED_SEARCH,
  TENON_DEED_AGGREGATE,
  TENON_DEED_RECURSIVE,
  TENON_DEED_CREATE,
  TENON_DEED_UPSERT,
  TENON_DEED_UPDATE,
  TENON_DEED_DELETE,
} TenonDeed;

/* What the words leave open; entering the field of that name closes it. */
typedef enum
{
  TENON_DOUBT_KEY,       /* by which columns */
  TENON_DOUBT_RANGE,     /* a range of which column */
  TENON_DOUBT_ORDER,     /* in the order of which column */
  TENON_DOUBT_DEED,      /* a read or which write */
  TENON_DOUBT_CONDITION, /* what must be so for the write to go through */
} TenonDoubtKind;

typedef struct
{
  TenonDoubtKind kind;
  char          *words;  /* of the pattern, that are not understood */
  char          *reason; /* a sentence */
} TenonDoubt;

/* Another table that is touched besides. */
typedef struct
{
  TenonSourceTable *table;
  TenonDeed         deed;
} TenonSentencePart;

/* What the words of a pattern ask for. Tables and columns are borrowed from the schema. */
typedef struct
{
  TenonDeed         deed;
  TenonSourceTable *table;     /* (nullable) the words do not decide */
  const char       *via;       /* (nullable) how the table was recognised: "path", "deed" */
  GPtrArray        *parts;     /* (element-type TenonSentencePart) */
  GPtrArray        *equality;  /* (element-type utf8) columns of the table */
  GPtrArray        *filters;   /* (element-type utf8) */
  GPtrArray        *writes;    /* (element-type utf8) */
  const char       *caller;    /* (nullable) the column of equality that holds who calls */
  const char       *range;     /* (nullable) */
  const char       *order;     /* (nullable) */
  char             *noun;      /* (nullable) what it is about where no table is recognised */
  gboolean          is_prefix; /* the range is a prefix */
  gboolean          descending;
  gboolean          is_list;
  gboolean          is_single; /* one item, in so many words */
  gboolean          is_paged;
  gint64            page_size;  /* 0: not said */
  GPtrArray        *conditions; /* (element-type TenonShapeCondition) of the write of the table their columns are of */
  GPtrArray        *doubts;     /* (element-type TenonDoubt) */
  GString          *notes;      /* what was assumed */
} TenonSentence;

/* The sources of a sentence; all but one of the first two may be NULL. */
typedef struct
{
  const char        *description;
  const char        *access; /* the more exact of both */
  const char        *endpoint;
  const char        *requirements;
  TenonOperationType stated;
  TenonSourceTable  *table; /* where people say which one it is */
} TenonSentenceSource;

TenonSentence *tenon_sentence_read (TenonSchemaWords          *words,
                                    const TenonSentenceSource *source);
void           tenon_sentence_free (TenonSentence *self);
gboolean       tenon_deed_writes (TenonDeed deed);
gboolean       tenon_deed_reads (TenonDeed deed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonSentence, tenon_sentence_free)

G_END_DECLS
