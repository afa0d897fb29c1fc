/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "model/tenon-schema.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-scanner.h"

G_BEGIN_DECLS

typedef struct _TenonRowCounter TenonRowCounter;

TenonRowCounter *tenon_row_counter_new (TenonSchema *schema);
void             tenon_row_counter_free (TenonRowCounter *self);
void             tenon_row_counter_read (TenonRowCounter *self,
                                         TenonSource     *source,
                                         TenonDialect     dialect);
void             tenon_row_counter_finish (TenonRowCounter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonRowCounter, tenon_row_counter_free)

/* For the readers of statements that hold rows. */
typedef enum
{
  TENON_VALUE_NULL,
  TENON_VALUE_UNKNOWN, /* an expression, or DEFAULT */
  TENON_VALUE_NUMBER,
  TENON_VALUE_TEXT,
  TENON_VALUE_BYTES, /* two digits a byte */
} TenonValueKind;

TenonSchema *tenon_row_counter_get_schema (TenonRowCounter *self);

gboolean tenon_row_counter_begin (TenonRowCounter  *self,
                                  TenonSourceTable *table,
                                  char            **columns,
                                  const char       *file);
void     tenon_row_counter_take_value (TenonRowCounter *self,
                                       TenonValueKind   kind,
                                       const char      *text,
                                       gsize            length);
void     tenon_row_counter_end_row (TenonRowCounter *self);
void     tenon_row_counter_drop_row (TenonRowCounter *self);
void     tenon_row_counter_take_rows (TenonRowCounter *self,
                                      TenonScanner    *scanner);
void     tenon_row_counter_truncate (TenonRowCounter  *self,
                                     TenonSourceTable *table);

/* tenon-row-text.c: the files LOAD DATA names */
typedef struct
{
  char  *terminator; /* (owned) of a field */
  char   enclosure;  /* '\0': none */
  char   escape;     /* '\0': none */
  char  *starting;   /* (owned) (nullable) of a line */
  char  *ending;     /* (owned) of a line */
  gint64 skipped;    /* lines before the first row */
} TenonRowText;

void   tenon_row_text_init (TenonRowText *self);
void   tenon_row_text_clear (TenonRowText *self);
gint64 tenon_row_text_read (TenonRowText    *self,
                            TenonSource     *source,
                            TenonRowCounter *counter);

G_END_DECLS
