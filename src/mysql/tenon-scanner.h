/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TENON_TOKEN_END,    /* of the statement or of the text */
  TENON_TOKEN_WORD,   /* a keyword or an unquoted name */
  TENON_TOKEN_NAME,   /* `quoted`, or "quoted" under ANSI_QUOTES */
  TENON_TOKEN_STRING, /* 'quoted' or "quoted", n'…' included */
  TENON_TOKEN_NUMBER,
  TENON_TOKEN_BYTES,    /* 0x…, 0b…, x'…', b'…' */
  TENON_TOKEN_VARIABLE, /* @name, @@name */
  TENON_TOKEN_MARK,     /* an operator or a punctuation mark */
} TenonTokenKind;

typedef enum
{
  TENON_SCAN_DEFAULT = 0,
  TENON_SCAN_MARIADB = 1 << 0,
  TENON_SCAN_ANSI_QUOTES = 1 << 1,
  TENON_SCAN_NO_BACKSLASH = 1 << 2,
  TENON_SCAN_ALL_VERSIONS = 1 << 3, /* every conditional comment is a comment */
  TENON_SCAN_SCRIPT = 1 << 4,       /* DDL as people and installers write it: "--comment", "{$prefix}name" */
} TenonScanFlags;

typedef struct
{
  TenonTokenKind kind;
  const char    *text; /* the span, quotes included */
  gsize          length;
} TenonToken;

/* A value: copying it is the way to look ahead. */
typedef struct
{
  const char    *p;
  const char    *start;
  const char    *end;
  char           delimiter[16];
  guint          delimiter_length; /* 0: statements are not told apart */
  TenonScanFlags flags;
  gboolean       in_version; /* inside a conditional comment that is being read */
  gboolean       after_dot;  /* a digit begins a name here */
} TenonScanner;

void     tenon_scanner_init (TenonScanner  *self,
                             const char    *text,
                             gsize          length,
                             TenonScanFlags flags);
void     tenon_scanner_set_delimiter (TenonScanner *self,
                                      const char   *delimiter,
                                      gsize         length);
void     tenon_scanner_next (TenonScanner *self,
                             TenonToken   *token);
gboolean tenon_scanner_at_delimiter (TenonScanner *self);
void     tenon_scanner_skip_statement (TenonScanner *self);
void     tenon_scanner_begin (TenonScanner *self);
gint64   tenon_scanner_count_rows (TenonScanner *self);

const char *tenon_scanner_get_quoted_end (TenonScanner *self,
                                          const char   *p);

gboolean tenon_token_reads (const TenonToken *self,
                            const char       *word,
                            gsize             length);
char    *tenon_token_dup_text (const TenonToken *self,
                               TenonScanFlags    flags);
gint64   tenon_token_get_int (const TenonToken *self);
gboolean tenon_token_is_name (const TenonToken *self);

/* Whether an unquoted word reads as the given capital letters. Asked of every token many times. */
static inline gboolean
tenon_token_equals (const TenonToken *self,
                    const char       *word,
                    gsize             length)
{
  return self->length == length && self->kind == TENON_TOKEN_WORD && (self->text[0] == word[0] || self->text[0] == (word[0] | 0x20)) && tenon_token_reads (self, word, length);
}

#define tenon_token_is(token, word) tenon_token_equals ((token), (word), sizeof (word) - 1)
#define tenon_token_is_mark(token, c) ((token)->kind == TENON_TOKEN_MARK && (token)->length == 1 && (token)->text[0] == (c))

G_END_DECLS
