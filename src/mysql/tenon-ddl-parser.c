/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every reader of DDL does: taking tokens, names and expressions, and saying where something is wrong. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"

/* Diagnostics of one statement and of one script; nobody reads more, and hostile input could fill the memory. */
#define MAX_STATEMENT_REPORTS 25
#define MAX_REPORTS 10000

void
tenon_ddl_next (TenonDdl *self)
{
  tenon_scanner_next (&self->scanner, &self->token);
}

gboolean
tenon_ddl_accept_word (TenonDdl   *self,
                       const char *word)
{
  if (!tenon_token_equals (&self->token, word, strlen (word)))
    return FALSE;
  tenon_ddl_next (self);
  return TRUE;
}

gboolean
tenon_ddl_accept_mark (TenonDdl *self,
                       char      mark)
{
  if (!tenon_token_is_mark (&self->token, mark))
    return FALSE;
  tenon_ddl_next (self);
  return TRUE;
}

gboolean
tenon_ddl_expect_mark (TenonDdl *self,
                       char      mark)
{
  char expected[] = { '"', mark, '"', '\0' };

  return tenon_ddl_accept_mark (self, mark) || tenon_ddl_syntax_error (self, expected);
}

/* Whether the token behind the present one is the given word. */
gboolean
tenon_ddl_peek_word (TenonDdl   *self,
                     const char *word)
{
  TenonScanner ahead = self->scanner;
  TenonToken   token;

  tenon_scanner_next (&ahead, &token);
  return tenon_token_equals (&token, word, strlen (word));
}

char *
tenon_ddl_dup_token (TenonDdl *self)
{
  return tenon_token_dup_text (&self->token, self->scanner.flags);
}

/**
 * tenon_ddl_take_name:
 *
 * Returns: (transfer full) (nullable): %NULL, with the diagnostic written, where no name stands
 */
char *
tenon_ddl_take_name (TenonDdl *self)
{
  char *name;

  /* A quoted string stands for a name in some hand-written files: old servers took it for an alias. */
  if (!tenon_token_is_name (&self->token))
    {
      tenon_ddl_syntax_error (self, "a name");
      return NULL;
    }
  name = tenon_ddl_dup_token (self);
  tenon_ddl_next (self);
  return name;
}

/**
 * tenon_ddl_read_table_name:
 * @database: (out) (nullable) (transfer full): %NULL where none is written
 * @name: (out) (transfer full):
 */
gboolean
tenon_ddl_read_table_name (TenonDdl *self,
                           char    **database,
                           char    **name)
{
  *database = NULL;
  *name = tenon_ddl_take_name (self);
  if (*name == NULL)
    return FALSE;
  if (tenon_ddl_accept_mark (self, '.'))
    {
      *database = *name;
      *name = tenon_ddl_take_name (self);
      if (*name == NULL)
        g_clear_pointer (database, g_free);
    }
  return *name != NULL;
}

/* Takes a string and those that follow it: SQL joins adjacent strings. */
char *
tenon_ddl_take_string (TenonDdl *self)
{
  char *text = tenon_ddl_dup_token (self);

  tenon_ddl_next (self);
  while (self->token.kind == TENON_TOKEN_STRING)
    {
      g_autofree char *head = text;
      g_autofree char *tail = tenon_ddl_dup_token (self);

      text = g_strconcat (head, tail, NULL);
      tenon_ddl_next (self);
    }
  return text;
}

/**
 * tenon_ddl_take_parentheses:
 *
 * Takes an expression in parentheses, whatever it holds.
 *
 * Returns: (transfer full) (nullable): the text between them; %NULL, with the diagnostic written, where they do not
 *   stand or do not close
 */
char *
tenon_ddl_take_parentheses (TenonDdl *self)
{
  const char *begin = self->token.text + 1;
  guint       depth = 0;

  if (!tenon_token_is_mark (&self->token, '('))
    {
      tenon_ddl_syntax_error (self, "\"(\"");
      return NULL;
    }
  for (; self->token.kind != TENON_TOKEN_END; tenon_ddl_next (self))
    {
      if (tenon_token_is_mark (&self->token, '('))
        {
          depth++;
        }
      else if (tenon_token_is_mark (&self->token, ')') && --depth == 0)
        {
          char *text = g_utf8_make_valid (begin, self->token.text - begin);

          tenon_ddl_next (self);
          return g_strstrip (text);
        }
    }
  tenon_ddl_syntax_error (self, "\")\"");
  return NULL;
}

gboolean
tenon_ddl_accept_if_exists (TenonDdl *self)
{
  if (!tenon_token_is (&self->token, "IF"))
    return FALSE;
  tenon_ddl_next (self);
  tenon_ddl_accept_word (self, "NOT");
  tenon_ddl_accept_word (self, "EXISTS");
  return TRUE;
}

/* Stops at a comma or a closing parenthesis that belongs to what is being read, or at the end. */
void
tenon_ddl_skip_to_comma (TenonDdl *self)
{
  guint depth = 0;

  for (; self->token.kind != TENON_TOKEN_END; tenon_ddl_next (self))
    {
      if (tenon_token_is_mark (&self->token, '('))
        depth++;
      else if (tenon_token_is_mark (&self->token, ')') && depth-- == 0)
        return;
      else if (tenon_token_is_mark (&self->token, ',') && depth == 0)
        return;
    }
}

static guint
count_lines (const char *from,
             const char *to)
{
  guint n = 0;

  while ((from = memchr (from, '\n', to - from)) != NULL)
    {
      n++;
      from++;
    }
  return n;
}

/**
 * tenon_ddl_get_line:
 * @place: into the text
 *
 * Counts on from the last place asked for: an index of all lines of a large dump would be larger than its schema.
 *
 * Returns: the 1-based line
 */
guint
tenon_ddl_get_line (TenonDdl   *self,
                    const char *place)
{
  if (place >= self->counted)
    self->line += count_lines (self->counted, place);
  else
    self->line -= count_lines (place, self->counted);
  self->counted = place;
  return self->line;
}

static guint
get_column (TenonDdl   *self,
            const char *place)
{
  const char *p = place;

  /* Bounded: a line may be as long as the file. */
  while (p > self->scanner.start && p[-1] != '\n' && place - p < 100000)
    p--;
  return place - p + 1;
}

/*
 * Whether another finding is told. What goes wrong again and again in one statement, or in thousands of them, is counted
 * here instead: then its message need not be made.
 */
gboolean
tenon_ddl_may_report (TenonDdl *self)
{
  if (self->n_reports < MAX_REPORTS && self->n_statement_reports < MAX_STATEMENT_REPORTS)
    return TRUE;
  self->n_untold++;
  return FALSE;
}

/* Writes a diagnostic that points to the present token. */
void
tenon_ddl_report (TenonDdl     *self,
                  TenonSeverity severity,
                  const char   *code,
                  const char   *format,
                  ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  if (self->diagnostics == NULL || !tenon_ddl_may_report (self))
    return;
  self->n_reports++;
  self->n_statement_reports++;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  tenon_diagnostics_add (self->diagnostics, severity, code, self->file, tenon_ddl_get_line (self, self->token.text), get_column (self, self->token.text), "%s", message);
}

/* Returns: %FALSE, for the caller to pass on */
gboolean
tenon_ddl_syntax_error (TenonDdl   *self,
                        const char *expected)
{
  g_autofree char *found = NULL;

  if (self->reported)
    return FALSE;
  self->reported = TRUE;
  if (self->diagnostics == NULL || !tenon_ddl_may_report (self))
    return FALSE;
  if (self->token.kind == TENON_TOKEN_END)
    {
      tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-syntax", "The statement ends where %s is expected", expected);
      return FALSE;
    }
  found = tenon_utf8_printable (self->token.text, MIN (self->token.length, 60));
  tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-syntax", "“%s” stands where %s is expected", found, expected);
  return FALSE;
}
