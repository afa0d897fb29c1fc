/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a script of DDL into a schema, statement by statement. */

#include "mysql/tenon-ddl.h"

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"
#include "mysql/tenon-row-counter.h"

/* So much text is read before its memory goes back. */
#define RELEASE_STEP (8 << 20)

/* Uses a database. The server refuses one that nobody created, and stays where it is. */
static void
use_database (TenonDdl   *self,
              const char *name)
{
  if (self->dialect == TENON_DIALECT_MARIADB && self->counter == NULL && !g_hash_table_contains (self->databases, name))
    return;
  g_free (self->database);
  self->database = g_strdup (name);
}

static gboolean
read_use (TenonDdl *self)
{
  g_autofree char *name = tenon_ddl_take_name (self);

  if (name == NULL)
    return FALSE;
  use_database (self, name);
  return TRUE;
}

/* Only sql_mode changes how the text that follows reads. */
static gboolean
read_set (TenonDdl *self)
{
  for (; self->token.kind != TENON_TOKEN_END; tenon_ddl_next (self))
    {
      g_autofree char *mode = NULL;

      if (!(self->token.kind == TENON_TOKEN_WORD || self->token.kind == TENON_TOKEN_VARIABLE) || self->token.length < 8 || g_ascii_strncasecmp (self->token.text + self->token.length - 8, "sql_mode", 8) != 0)
        continue;
      tenon_ddl_next (self);
      while (tenon_ddl_accept_mark (self, '=') || tenon_ddl_accept_mark (self, ':'))
        ;
      if (self->token.kind != TENON_TOKEN_STRING)
        continue;
      mode = tenon_ddl_dup_token (self);
      for (char *p = mode; *p != '\0'; p++)
        *p = g_ascii_toupper (*p);
      self->scanner.flags &= ~(TENON_SCAN_ANSI_QUOTES | TENON_SCAN_NO_BACKSLASH);
      if (strstr (mode, "ANSI") != NULL)
        self->scanner.flags |= TENON_SCAN_ANSI_QUOTES;
      if (strstr (mode, "NO_BACKSLASH_ESCAPES") != NULL)
        self->scanner.flags |= TENON_SCAN_NO_BACKSLASH;
    }
  return TRUE;
}

static gboolean
read_prepare (TenonDdl *self)
{
  tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-dynamic-statement", "A statement that is put together while it runs is not followed");
  return TRUE;
}

/* Reads the statement of a called procedure at the present token, if it changes a schema. */
static void
read_called (TenonDdl *self)
{
  self->reported = FALSE;
  if (tenon_ddl_accept_word (self, "ALTER"))
    tenon_ddl_read_alter (self);
  else if (tenon_ddl_accept_word (self, "RENAME"))
    tenon_ddl_read_rename (self);
  else if ((tenon_token_is (&self->token, "CREATE") || tenon_token_is (&self->token, "DROP")) && !tenon_ddl_peek_word (self, "PROCEDURE"))
    {
      gboolean creates = tenon_token_is (&self->token, "CREATE");

      tenon_ddl_next (self);
      if (creates)
        tenon_ddl_read_create (self);
      else
        tenon_ddl_read_drop (self);
    }
}

/* Whether statements of a body run one behind the other, without a condition. */
static gboolean
runs_straight (TenonScanner body)
{
  static const char *const words[] = { "IF", "WHILE", "LOOP", "REPEAT", "CASE", "DECLARE", "ITERATE", "LEAVE" };
  TenonToken               token;
  gboolean                 changes = FALSE;

  for (;;)
    {
      tenon_scanner_next (&body, &token);
      if (token.kind == TENON_TOKEN_END && !tenon_scanner_at_delimiter (&body))
        return changes;
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (tenon_token_equals (&token, words[i], strlen (words[i])))
          return FALSE;
      if (tenon_token_is (&token, "ALTER") || tenon_token_is (&token, "CREATE") || tenon_token_is (&token, "DROP") || tenon_token_is (&token, "RENAME"))
        changes = TRUE;
      tenon_scanner_skip_statement (&body);
    }
}

/* Follows a procedure whose statements change the schema without asking anything first. */
static gboolean
read_call (TenonDdl *self)
{
  g_autofree char *database = NULL, *name = NULL;
  TenonScanner    *found, body, outside = self->scanner;
  TenonToken       token;

  if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  found = g_hash_table_lookup (self->procedures, name);
  if (found == NULL || self->n_calls++ > 100)
    return TRUE;
  outside = self->scanner;
  token = self->token;
  body = *found;
  for (self->scanner = body; self->token.kind != TENON_TOKEN_END && !tenon_token_is (&self->token, "BEGIN");)
    tenon_ddl_next (self);
  body.p = self->scanner.p;
  tenon_scanner_set_delimiter (&body, ";", 1);
  if (self->token.kind != TENON_TOKEN_END && runs_straight (body))
    {
      self->scanner = body;
      while (self->scanner.p < self->scanner.end)
        {
          tenon_ddl_next (self);
          read_called (self);
          if (self->token.kind == TENON_TOKEN_END && tenon_scanner_at_delimiter (&self->scanner))
            self->scanner.p += self->scanner.delimiter_length;
          else
            tenon_scanner_skip_statement (&self->scanner);
        }
      self->resumes = FALSE;
    }
  self->scanner = outside;
  self->token = token;
  return TRUE;
}

static gboolean
read_nothing (TenonDdl *self)
{
  return TRUE;
}

/* Statements by their first word. */
static const struct
{
  const char *word;
  gboolean (*read) (TenonDdl *self);
} statements[] = {
  { "CREATE", tenon_ddl_read_create },
  { "ALTER", tenon_ddl_read_alter },
  { "DROP", tenon_ddl_read_drop },
  { "RENAME", tenon_ddl_read_rename },
  { "INSERT", tenon_ddl_read_insert },
  { "REPLACE", tenon_ddl_read_insert },
  { "SET", read_set },
  { "USE", read_use },
  { "TRUNCATE", tenon_ddl_read_truncate },
  { "PREPARE", read_prepare },
  { "LOAD", tenon_ddl_read_load },
  { "ANALYZE", read_nothing },
  { "BEGIN", read_nothing },
  { "BINLOG", read_nothing },
  { "CALL", read_call },
  { "CHANGE", read_nothing },
  { "CHECK", read_nothing },
  { "CHECKSUM", read_nothing },
  { "COMMIT", read_nothing },
  { "DEALLOCATE", read_nothing },
  { "DELETE", read_nothing },
  { "DESC", read_nothing },
  { "DESCRIBE", read_nothing },
  { "DO", read_nothing },
  { "EXECUTE", read_nothing },
  { "EXPLAIN", read_nothing },
  { "FLUSH", read_nothing },
  { "GRANT", read_nothing },
  { "HANDLER", read_nothing },
  { "INSTALL", read_nothing },
  { "KILL", read_nothing },
  { "LOCK", read_nothing },
  { "OPTIMIZE", read_nothing },
  { "PURGE", read_nothing },
  { "RELEASE", read_nothing },
  { "REPAIR", read_nothing },
  { "RESET", read_nothing },
  { "REVOKE", read_nothing },
  { "ROLLBACK", read_nothing },
  { "SAVEPOINT", read_nothing },
  { "SELECT", read_nothing },
  { "SHOW", read_nothing },
  { "SHUTDOWN", read_nothing },
  { "START", read_nothing },
  { "STOP", read_nothing },
  { "UNINSTALL", read_nothing },
  { "UNLOCK", read_nothing },
  { "UPDATE", read_nothing },
  { "WITH", read_nothing },
  { "XA", read_nothing },
};

/* Words of MySQL's own client; each takes its line. */
static const char *const client_words[] = { "SOURCE", "USE", "CHARSET", "CONNECT", "DELIMITER", "ECHO", "EXIT", "GO", "HELP", "NOPAGER", "NOTEE", "NOWARNING", "PAGER", "PRINT", "PROMPT", "QUIT", "REHASH", "STATUS", "SYSTEM", "TEE", "WARNINGS", "EGO", "CLEAR", "QUERY_ATTRIBUTES" };

static gboolean
set_delimiter (TenonDdl   *self,
               const char *p,
               const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  while (end > p && g_ascii_isspace (end[-1]))
    end--;
  if (p < end && (*p == '\'' || *p == '"'))
    {
      const char *close = memchr (p + 1, *p, end - p - 1);

      p++;
      if (close != NULL)
        end = close;
    }
  for (const char *q = p; q < end; q++)
    if (g_ascii_isspace (*q))
      end = q;
  if (p == end)
    return FALSE;
  tenon_scanner_set_delimiter (&self->scanner, p, end - p);
  return TRUE;
}

/* Lines the client prints around what SHOW CREATE TABLE gives. */
static const char *const client_lines[] = { "***", "mysql>", "MariaDB [", "Table: ", "Query OK", "+--" };

/* Passes over a line of the client's output at the present token, or over what it prints before a statement. */
static gboolean
skip_client_output (TenonDdl   *self,
                    const char *p,
                    const char *end)
{
  static const char before[] = "Create Table: ";

  if (end - p > (gssize)strlen (before) && memcmp (p, before, strlen (before)) == 0)
    {
      self->scanner.p = p + strlen (before);
      return TRUE;
    }
  if (self->token.kind == TENON_TOKEN_NUMBER && (tenon_ddl_peek_word (self, "row") || tenon_ddl_peek_word (self, "rows")))
    {
      self->scanner.p = end;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (client_lines); i++)
    {
      gsize n = strlen (client_lines[i]);

      if ((gsize)(end - p) >= n && memcmp (p, client_lines[i], n) == 0)
        {
          self->scanner.p = end;
          return TRUE;
        }
    }
  return FALSE;
}

/* A line may hold very many statements: its end is looked for once. */
static const char *
line_end (TenonDdl   *self,
          const char *p)
{
  if (p < self->line_begin || p >= self->line_end)
    {
      self->line_begin = p;
      self->line_end = memchr (p, '\n', self->scanner.end - p);
      if (self->line_end == NULL)
        self->line_end = self->scanner.end;
    }
  return self->line_end;
}

/* Reads a command of the client at the present token, if the line is one: it takes no delimiter and ends with the line. */
static gboolean
read_client_command (TenonDdl *self)
{
  const char *p = self->token.text, *end;
  gsize       length = self->token.length;
  guint       found = G_N_ELEMENTS (client_words);

  end = line_end (self, p);
  if (p + 1 < self->scanner.end && p[0] == '\\' && p[1] == '.')
    {
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-source-command", "The other file this line names is not read");
      self->scanner.p = end;
      return TRUE;
    }
  if (skip_client_output (self, p, end))
    return TRUE;
  if (self->token.kind != TENON_TOKEN_WORD)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (client_words) && found == G_N_ELEMENTS (client_words); i++)
    if (tenon_token_equals (&self->token, client_words[i], strlen (client_words[i])))
      found = i;
  if (found == G_N_ELEMENTS (client_words))
    return FALSE;
  if (strcmp (client_words[found], "DELIMITER") == 0)
    {
      if (!set_delimiter (self, p + length, end))
        tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-delimiter", "DELIMITER names none; the present one stays");
      self->scanner.p = end;
      return TRUE;
    }
  if (g_strstr_len (p, end - p, self->scanner.delimiter) != NULL)
    return FALSE;
  if (strcmp (client_words[found], "SOURCE") == 0)
    {
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-source-command", "The other file this line names is not read");
    }
  else if (strcmp (client_words[found], "USE") == 0)
    {
      tenon_ddl_next (self);
      read_use (self);
    }
  self->scanner.p = end;
  return TRUE;
}

/* Those that are read again when rows are counted. */
static gboolean
is_about_rows (TenonDdl *self)
{
  static const char *const words[] = { "INSERT", "REPLACE", "LOAD", "TRUNCATE", "SET", "USE" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (&self->token, words[i], strlen (words[i])))
      return TRUE;
  return FALSE;
}

static void
read_statement (TenonDdl *self)
{
  g_autofree char *found = NULL;

  if (self->counter != NULL && !is_about_rows (self))
    return;
  if (self->token.kind == TENON_TOKEN_WORD)
    for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
      if (tenon_token_equals (&self->token, statements[i].word, strlen (statements[i].word)))
        {
          tenon_ddl_next (self);
          statements[i].read (self);
          return;
        }
  /* What closes a conditional comment that held several statements. */
  if (tenon_token_is_mark (&self->token, '*'))
    return;
  if (!tenon_ddl_may_report (self))
    return;
  found = tenon_utf8_printable (self->token.text, MIN (self->token.length, 60));
  tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-unknown-statement", "A statement that begins with “%s” is not known and is left out", found);
}

static void
read_script (TenonDdl *self)
{
  for (;;)
    {
      if (!self->resumes)
        {
          tenon_scanner_begin (&self->scanner);
          tenon_ddl_next (self);
        }
      self->resumes = FALSE;
      self->reported = FALSE;
      self->n_statement_reports = 0;
      if (self->token.kind == TENON_TOKEN_END)
        {
          if (!tenon_scanner_at_delimiter (&self->scanner))
            return;
          self->scanner.p += self->scanner.delimiter_length;
          continue;
        }
      if (read_client_command (self))
        continue;
      if (self->token.text - self->released > RELEASE_STEP)
        {
          /* Lines are counted while the text is there: counting them later would bring it back. */
          tenon_ddl_get_line (self, self->token.text);
          tenon_source_release (self->source, self->released - self->scanner.start, self->token.text - self->scanner.start);
          self->released = self->token.text;
        }
      read_statement (self);
      if (self->skipped)
        {
          self->skipped = FALSE;
        }
      else if (!self->resumes)
        {
          /* The token looked at last may be behind the delimiter's beginning only when it is the end itself. */
          if (self->token.kind != TENON_TOKEN_END || self->scanner.p < self->token.text)
            tenon_scanner_skip_statement (&self->scanner);
          else if (tenon_scanner_at_delimiter (&self->scanner))
            self->scanner.p += self->scanner.delimiter_length;
        }
    }
}

static void
ddl_init (TenonDdl    *self,
          TenonSchema *schema,
          TenonSource *source,
          TenonDialect dialect)
{
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  memset (self, 0, sizeof *self);
  self->source = source;
  self->dialect = dialect;
  self->file = tenon_source_get_name (source);
  self->schema = schema;
  self->counted = self->released = text;
  self->line = 1;
  self->database = g_strdup ("");
  self->databases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->renames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->renamed = g_hash_table_new (NULL, NULL);
  self->procedures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tenon_ddl_load_names (self);
  tenon_scanner_init (&self->scanner, text, length, TENON_SCAN_SCRIPT | (dialect == TENON_DIALECT_MARIADB ? TENON_SCAN_MARIADB : TENON_SCAN_DEFAULT));
  tenon_scanner_set_delimiter (&self->scanner, ";", 1);
}

static void
ddl_clear (TenonDdl *self)
{
  g_free (self->database);
  g_hash_table_unref (self->databases);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->folded);
  g_hash_table_unref (self->renames);
  g_hash_table_unref (self->renamed);
  g_hash_table_unref (self->procedures);
}

/**
 * tenon_ddl_read_into:
 * @schema: what earlier files made; ALTER TABLE and the like find their tables there
 * @source: a dump or a hand-written script
 * @diagnostics: (nullable) (element-type TenonDiagnostic): one for each statement that could not be read
 *
 * Takes time in proportion to the text and memory in proportion to the schema: rows are counted and skipped.
 */
void
tenon_ddl_read_into (TenonSchema *schema,
                     TenonSource *source,
                     TenonDialect dialect,
                     GPtrArray   *diagnostics)
{
  TenonDdl self;

  if (tenon_source_is_binary (source))
    {
      if (diagnostics != NULL)
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "ddl-binary", tenon_source_get_name (source), 0, 0, "This is not a text file");
      return;
    }
  ddl_init (&self, schema, source, dialect);
  self.diagnostics = diagnostics;
  read_script (&self);
  if (self.n_untold > 0 && diagnostics != NULL)
    tenon_diagnostics_add (diagnostics, TENON_SEVERITY_WARNING, "ddl-more", self.file, 0, 0, "%" G_GUINT64_FORMAT " more findings of this file are not listed", self.n_untold);
  tenon_ddl_store_names (&self);
  ddl_clear (&self);
}

/**
 * tenon_row_counter_read:
 * @source: a script whose tables the counter's schema holds already
 *
 * Reads the script once more, this time for the values in its rows. Foreign keys that stand behind the rows are known by
 * now. What cannot be read was reported the first time.
 */
void
tenon_row_counter_read (TenonRowCounter *counter,
                        TenonSource     *source,
                        TenonDialect     dialect)
{
  TenonDdl self;

  if (tenon_source_is_binary (source))
    return;
  ddl_init (&self, tenon_row_counter_get_schema (counter), source, dialect);
  self.counter = counter;
  read_script (&self);
  ddl_clear (&self);
}

/**
 * tenon_ddl_read:
 *
 * Returns: (transfer full): never %NULL; empty where nothing could be read
 */
TenonSchema *
tenon_ddl_read (TenonSource *source,
                TenonDialect dialect,
                GPtrArray   *diagnostics)
{
  TenonSchema *schema = tenon_schema_new ();

  tenon_ddl_read_into (schema, source, dialect, diagnostics);
  return schema;
}
