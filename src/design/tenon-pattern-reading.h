/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_READING_NONE, /* no database operation */
  TENON_READING_GET,
  TENON_READING_LIST,
  TENON_READING_CREATE,
  TENON_READING_UPSERT,
  TENON_READING_UPDATE,
  TENON_READING_DELETE,
  TENON_READING_SEARCH,
  TENON_READING_AGGREGATE,
  TENON_READING_RECURSIVE,
} TenonReadingKind;

/* Another table a pattern touches beside its main one. */
typedef struct
{
  TenonSourceTable *table;
  TenonReadingKind  kind;
  TenonColumn      *takes; /* (nullable) the stock that the new item reduces */
} TenonReadingPart;

/* What a pattern asks for, resolved against the schema. Column names are borrowed from the schema. */
typedef struct _TenonReading TenonReading;
typedef struct _TenonService TenonService;

struct _TenonReading
{
  TenonPattern     *pattern;
  TenonReadingKind  kind;
  TenonSourceTable *table;        /* (nullable) no table of the schema could be recognised */
  GPtrArray        *equality;     /* (element-type utf8) columns whose values the request carries */
  GPtrArray        *known;        /* (element-type utf8) columns whose values the caller knows besides */
  GPtrArray        *filters;      /* (element-type utf8) */
  GPtrArray        *lists;        /* (element-type utf8) columns of which one of several values is asked for */
  GPtrArray        *ranges;       /* (element-type utf8) further columns that are limited to a range */
  GPtrArray        *either;       /* (element-type utf8) columns of which none has to agree: sides of an OR */
  GPtrArray        *reads;        /* (element-type utf8) columns it needs; empty: not said */
  GPtrArray        *writes;       /* (element-type utf8) columns it changes; empty: not said */
  GPtrArray        *conditions;   /* (element-type TenonShapeCondition) the words make the write depend on */
  GPtrArray        *parts;        /* (element-type TenonReadingPart) */
  const char       *range;        /* (nullable) */
  const char       *order;        /* (nullable) */
  TenonSourceTable *order_table;  /* (nullable) of @order_column */
  TenonColumn      *order_column; /* (nullable) what it sorts by stands in a table that is read along */
  const char       *is_null;      /* (nullable) */
  gboolean          descending;
  gboolean          is_strong;
  gboolean          is_many;  /* a write of several items */
  gboolean          is_batch; /* several rows, each by its own key */
  gboolean          is_paged;
  gint64            page_size;       /* 0: not known */
  gboolean          is_prefix;       /* the range is a prefix */
  gboolean          replaces;        /* an upsert that leaves nothing of the row that was there */
  gboolean          is_by_statement; /* its statement says which of several tables it writes */
  gboolean          is_found;        /* the rows it writes are found by those of its main table, which is only read */
  gboolean          is_unlinked;     /* a table its statement joins is reached by no key */
  TenonShape       *shape;           /* (owned) (nullable) of the statement it is bound to */
  double            items;           /* items a request returns or touches; 0: not known */
  double            weight;          /* its rate plus one: patterns without a rate count too */
  GString          *notes;           /* what had to be assumed */
  GPtrArray        *doubts;          /* (element-type utf8) (owned) what neither words nor fields decide: not served until they do */
  guint             position;        /* of the pattern, where a plan made it */
  TenonService     *service;         /* (unowned) (nullable) how a plan serves it */
};

typedef struct _TenonReader TenonReader;

TenonReader  *tenon_reader_new (TenonModel *model);
void          tenon_reader_free (TenonReader *self);
TenonReading *tenon_reader_read (TenonReader  *self,
                                 TenonPattern *pattern);
void          tenon_reading_free (TenonReading *self);
gboolean      tenon_reading_knows (TenonReading *self,
                                   const char   *column);
gboolean      tenon_reading_has (TenonReading *self,
                                 const char   *column);
gboolean      tenon_reading_writes_column (TenonReading *self,
                                           const char   *column);
gboolean      tenon_reading_is_read (TenonReading *self);
gboolean      tenon_reading_is_write (TenonReading *self);
TenonColumn  *tenon_reading_find_part (TenonReading *self,
                                       const char   *word);
char         *tenon_reading_dup_shape (TenonReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonReader, tenon_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonReading, tenon_reading_free)

G_END_DECLS
