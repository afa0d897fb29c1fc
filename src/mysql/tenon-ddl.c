/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a script of DDL into a schema: the statements, the tokens they are made of, and what is no table. */

#include "mysql/tenon-ddl.h"

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"

/* So much text is read before its memory goes back. */
#define RELEASE_STEP (8 << 20)

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

  if (self->diagnostics == NULL)
    return;
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
  if (self->token.kind == TENON_TOKEN_END)
    {
      tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-syntax", "The statement ends where %s is expected", expected);
      return FALSE;
    }
  found = tenon_utf8_printable (self->token.text, MIN (self->token.length, 60));
  tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-syntax", "“%s” stands where %s is expected", found, expected);
  return FALSE;
}

/* ---- what is no table ---- */

static void
forget_object (TenonList  *objects,
               const char *name)
{
  for (guint i = tenon_list_get_length (objects); i > 0; i--)
    if (strcmp (((TenonSchemaObject *)tenon_list_get (objects, i - 1))->name, name) == 0)
      tenon_list_remove (objects, i - 1);
}

static TenonSchemaObject *
add_object (TenonDdl   *self,
            TenonList  *objects,
            const char *name,
            const char *kind,
            const char *table)
{
  TenonSchemaObject *object = g_object_new (TENON_TYPE_SCHEMA_OBJECT, NULL);

  forget_object (objects, name);
  object->name = g_strdup (name);
  object->kind = g_strdup (kind);
  object->table = g_strdup (table);
  object->line = tenon_ddl_get_line (self, self->token.text);
  tenon_list_append_take (objects, object);
  return object;
}

/* Keeps where a procedure's body is, so that CALL can be followed. */
static gboolean
read_procedure (TenonDdl *self)
{
  g_autofree char *database = NULL, *name = NULL;
  TenonScanner     body;

  tenon_ddl_accept_if_exists (self);
  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  add_object (self, self->schema->routines, name, "PROCEDURE", NULL);
  body = self->scanner;
  tenon_scanner_skip_statement (&self->scanner);
  body.end = self->scanner.p;
  if (g_hash_table_size (self->procedures) < TENON_DDL_MAX_COLUMNS)
    g_hash_table_insert (self->procedures, g_strdup (name), g_memdup2 (&body, sizeof body));
  /* The statement is over: what follows is the next one. */
  self->token.kind = TENON_TOKEN_END;
  self->token.text = self->scanner.p;
  self->skipped = TRUE;
  return TRUE;
}

static gboolean
read_trigger (TenonDdl *self)
{
  g_autofree char *database = NULL, *name = NULL, *time = NULL, *event = NULL, *kind = NULL;
  g_autofree char *table_database = NULL, *table = NULL;

  tenon_ddl_accept_if_exists (self);
  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  if (!tenon_token_is (&self->token, "BEFORE") && !tenon_token_is (&self->token, "AFTER"))
    return tenon_ddl_syntax_error (self, "BEFORE or AFTER");
  time = tenon_ddl_take_name (self);
  event = tenon_ddl_take_name (self);
  if (event == NULL)
    return FALSE;
  while (self->token.kind == TENON_TOKEN_WORD && !tenon_token_is (&self->token, "ON"))
    tenon_ddl_next (self);
  if (!tenon_ddl_accept_word (self, "ON"))
    return tenon_ddl_syntax_error (self, "ON");
  if (!tenon_ddl_read_table_name (self, &table_database, &table))
    return FALSE;
  kind = g_strconcat (time, " ", event, NULL);
  for (char *p = kind; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  add_object (self, self->schema->triggers, name, kind, table);
  return TRUE;
}

static gboolean
read_object (TenonDdl   *self,
             TenonList  *objects,
             const char *kind)
{
  g_autofree char *database = NULL, *name = NULL;

  tenon_ddl_accept_if_exists (self);
  if (!tenon_ddl_read_table_name (self, &database, &name))
    return FALSE;
  add_object (self, objects, name, kind, NULL);
  return TRUE;
}

static gboolean
read_database (TenonDdl *self)
{
  g_autofree char *name = NULL;

  tenon_ddl_accept_if_exists (self);
  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  g_hash_table_add (self->databases, g_steal_pointer (&name));
  return TRUE;
}

/* Takes what may stand between CREATE and the kind of thing: OR REPLACE, DEFINER = …, ALGORITHM = …, SQL SECURITY … */
static gboolean
skip_create_options (TenonDdl *self)
{
  if (tenon_ddl_accept_word (self, "DEFINER"))
    {
      if (!tenon_ddl_expect_mark (self, '='))
        return FALSE;
      if (!tenon_token_is_name (&self->token) && self->token.kind != TENON_TOKEN_STRING)
        return tenon_ddl_syntax_error (self, "an account");
      tenon_ddl_next (self);
      if (self->token.kind == TENON_TOKEN_VARIABLE)
        {
          if (self->token.length == 1)
            return tenon_ddl_syntax_error (self, "a host");
          tenon_ddl_next (self);
        }
      else if (tenon_ddl_accept_mark (self, '(')) /* CURRENT_USER() */
        {
          return tenon_ddl_expect_mark (self, ')');
        }
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "ALGORITHM"))
    {
      tenon_ddl_accept_mark (self, '=');
      tenon_ddl_next (self);
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "SQL"))
    {
      tenon_ddl_accept_word (self, "SECURITY");
      tenon_ddl_next (self);
    }
  return TRUE;
}

static gboolean
is_create_option (TenonDdl *self)
{
  return tenon_token_is (&self->token, "DEFINER") || tenon_token_is (&self->token, "ALGORITHM") || tenon_token_is (&self->token, "SQL");
}

static gboolean
read_create (TenonDdl *self)
{
  static const char *const others[] = { "USER", "ROLE", "SERVER", "TABLESPACE", "LOGFILE", "UNDO", "RESOURCE", "PACKAGE", "SPATIAL", "LIBRARY" };
  gboolean                 or_replace = FALSE;

  if (tenon_ddl_accept_word (self, "OR"))
    {
      or_replace = tenon_ddl_accept_word (self, "REPLACE");
      if (!or_replace)
        return tenon_ddl_syntax_error (self, "REPLACE");
    }
  while (is_create_option (self))
    if (!skip_create_options (self))
      return FALSE;
  if (tenon_ddl_accept_word (self, "TEMPORARY"))
    {
      if (tenon_ddl_accept_word (self, "TABLE"))
        return tenon_ddl_read_create_table (self, TRUE, or_replace);
      return tenon_ddl_syntax_error (self, "TABLE");
    }
  if (tenon_ddl_accept_word (self, "TABLE") || tenon_ddl_accept_word (self, "TABLES"))
    return tenon_ddl_read_create_table (self, FALSE, or_replace);
  if (tenon_ddl_accept_word (self, "ONLINE") || tenon_ddl_accept_word (self, "OFFLINE"))
    return read_create (self);
  if (tenon_ddl_accept_word (self, "UNIQUE"))
    return tenon_ddl_read_create_index (self, TENON_KEY_UNIQUE);
  if (tenon_ddl_accept_word (self, "FULLTEXT"))
    return tenon_ddl_read_create_index (self, TENON_KEY_FULLTEXT);
  if (tenon_token_is (&self->token, "SPATIAL") && (tenon_ddl_peek_word (self, "INDEX") || tenon_ddl_peek_word (self, "KEY")))
    {
      tenon_ddl_next (self);
      return tenon_ddl_read_create_index (self, TENON_KEY_SPATIAL);
    }
  if (tenon_token_is (&self->token, "INDEX") || tenon_token_is (&self->token, "KEY"))
    return tenon_ddl_read_create_index (self, TENON_KEY_INDEX);
  if (tenon_ddl_accept_word (self, "DATABASE") || tenon_ddl_accept_word (self, "SCHEMA"))
    return read_database (self);
  if (tenon_ddl_accept_word (self, "VIEW"))
    return read_object (self, self->schema->views, NULL);
  if (tenon_ddl_accept_word (self, "TRIGGER"))
    return read_trigger (self);
  if (tenon_ddl_accept_word (self, "PROCEDURE"))
    return read_procedure (self);
  tenon_ddl_accept_word (self, "AGGREGATE");
  if (tenon_ddl_accept_word (self, "FUNCTION"))
    return read_object (self, self->schema->routines, "FUNCTION");
  if (tenon_ddl_accept_word (self, "EVENT"))
    return read_object (self, self->schema->events, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (tenon_token_equals (&self->token, others[i], strlen (others[i])))
      return TRUE;
  if (tenon_token_is (&self->token, "SEQUENCE"))
    {
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-sequence", "A sequence is no table and is left out");
      return TRUE;
    }
  return tenon_ddl_syntax_error (self, "TABLE, INDEX, VIEW or another kind of object");
}

static gboolean
drop_object (TenonDdl  *self,
             TenonList *objects)
{
  tenon_ddl_accept_if_exists (self);
  do
    {
      g_autofree char *database = NULL, *name = NULL;

      if (!tenon_ddl_read_table_name (self, &database, &name))
        return FALSE;
      forget_object (objects, name);
    }
  while (tenon_ddl_accept_mark (self, ','));
  return TRUE;
}

static gboolean
drop_database (TenonDdl *self)
{
  g_autofree char *name = NULL;

  tenon_ddl_accept_if_exists (self);
  name = tenon_ddl_take_name (self);
  if (name == NULL)
    return FALSE;
  for (guint i = tenon_list_get_length (self->schema->tables); i > 0; i--)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i - 1);

      if (strcmp (tenon_ddl_get_database (table), name) == 0)
        tenon_ddl_remove_table (self, table);
    }
  return TRUE;
}

static gboolean
read_drop (TenonDdl *self)
{
  tenon_ddl_accept_word (self, "TEMPORARY");
  if (tenon_ddl_accept_word (self, "TABLE") || tenon_ddl_accept_word (self, "TABLES"))
    return tenon_ddl_read_drop_table (self);
  if (tenon_ddl_accept_word (self, "INDEX") || tenon_ddl_accept_word (self, "KEY"))
    return tenon_ddl_read_drop_index (self);
  if (tenon_ddl_accept_word (self, "DATABASE") || tenon_ddl_accept_word (self, "SCHEMA"))
    return drop_database (self);
  if (tenon_ddl_accept_word (self, "VIEW"))
    return drop_object (self, self->schema->views);
  if (tenon_ddl_accept_word (self, "TRIGGER"))
    return drop_object (self, self->schema->triggers);
  if (tenon_ddl_accept_word (self, "PROCEDURE") || tenon_ddl_accept_word (self, "FUNCTION"))
    return drop_object (self, self->schema->routines);
  if (tenon_ddl_accept_word (self, "EVENT"))
    return drop_object (self, self->schema->events);
  return TRUE;
}

static gboolean
read_alter (TenonDdl *self)
{
  while (tenon_ddl_accept_word (self, "ONLINE") || tenon_ddl_accept_word (self, "OFFLINE") || tenon_ddl_accept_word (self, "IGNORE"))
    ;
  if (tenon_ddl_accept_word (self, "TABLE"))
    return tenon_ddl_read_alter_table (self);
  return TRUE;
}

static gboolean
read_rename (TenonDdl *self)
{
  if (tenon_ddl_accept_word (self, "TABLE") || tenon_ddl_accept_word (self, "TABLES"))
    return tenon_ddl_read_rename_table (self);
  return TRUE;
}

/* Uses a database. The server refuses one that nobody created, and stays where it is. */
static void
use_database (TenonDdl   *self,
              const char *name)
{
  if (self->dialect == TENON_DIALECT_MARIADB && !g_hash_table_contains (self->databases, name))
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

/* Counts the rows of INSERT and REPLACE without looking at them. */
static gboolean
read_insert (TenonDdl *self)
{
  g_autofree char  *database = NULL, *name = NULL;
  TenonSourceTable *table;
  gint64            rows;

  while (tenon_token_is (&self->token, "LOW_PRIORITY") || tenon_token_is (&self->token, "DELAYED") || tenon_token_is (&self->token, "HIGH_PRIORITY") || tenon_token_is (&self->token, "IGNORE") || tenon_token_is (&self->token, "INTO"))
    tenon_ddl_next (self);
  if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  table = tenon_ddl_find_table (self, database, name);
  if (tenon_token_is_mark (&self->token, '('))
    {
      g_autofree char *columns = tenon_ddl_take_parentheses (self);

      if (columns == NULL)
        return FALSE;
    }
  if (tenon_token_is (&self->token, "VALUES") || tenon_token_is (&self->token, "VALUE"))
    rows = tenon_scanner_count_rows (&self->scanner);
  else if (tenon_token_is (&self->token, "SET"))
    rows = 1;
  else
    return TRUE;
  if (table != NULL)
    table->row_count = MAX (table->row_count, 0) + rows;
  return TRUE;
}

static gboolean
read_truncate (TenonDdl *self)
{
  g_autofree char  *database = NULL, *name = NULL;
  TenonSourceTable *table;

  tenon_ddl_accept_word (self, "TABLE");
  if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
    return TRUE;
  table = tenon_ddl_find_table (self, database, name);
  if (table != NULL)
    table->row_count = 0;
  return TRUE;
}

static gboolean
read_prepare (TenonDdl *self)
{
  tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-dynamic-statement", "A statement that is put together while it runs is not followed");
  return TRUE;
}

static gboolean
read_load (TenonDdl *self)
{
  tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-load-data", "Rows loaded from another file are not counted");
  return TRUE;
}

static gboolean read_create (TenonDdl *self);
static gboolean read_alter (TenonDdl *self);
static gboolean read_drop (TenonDdl *self);
static gboolean read_rename (TenonDdl *self);

/* Reads the statement of a called procedure at the present token, if it changes a schema. */
static void
read_called (TenonDdl *self)
{
  self->reported = FALSE;
  if (tenon_ddl_accept_word (self, "ALTER"))
    read_alter (self);
  else if (tenon_ddl_accept_word (self, "RENAME"))
    read_rename (self);
  else if ((tenon_token_is (&self->token, "CREATE") || tenon_token_is (&self->token, "DROP")) && !tenon_ddl_peek_word (self, "PROCEDURE"))
    {
      gboolean creates = tenon_token_is (&self->token, "CREATE");

      tenon_ddl_next (self);
      if (creates)
        read_create (self);
      else
        read_drop (self);
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
  { "CREATE", read_create },
  { "ALTER", read_alter },
  { "DROP", read_drop },
  { "RENAME", read_rename },
  { "INSERT", read_insert },
  { "REPLACE", read_insert },
  { "SET", read_set },
  { "USE", read_use },
  { "TRUNCATE", read_truncate },
  { "PREPARE", read_prepare },
  { "LOAD", read_load },
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

/* Reads a command of the client at the present token, if the line is one: it takes no delimiter and ends with the line. */
static gboolean
read_client_command (TenonDdl *self)
{
  const char *p = self->token.text, *end;
  gsize       length = self->token.length;
  guint       found = G_N_ELEMENTS (client_words);

  end = memchr (p, '\n', self->scanner.end - p);
  if (end == NULL)
    end = self->scanner.end;
  if (p + 1 < self->scanner.end && p[0] == '\\' && p[1] == '.')
    {
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-source-command", "The other file this line names is not read");
      self->scanner.p = end;
      return TRUE;
    }
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

static void
read_statement (TenonDdl *self)
{
  g_autofree char *found = NULL;

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
  TenonDdl    self = { 0 };
  gsize       length;
  const char *text = tenon_source_get_text (source, &length);

  self.source = source;
  self.dialect = dialect;
  self.file = tenon_source_get_name (source);
  self.schema = schema;
  self.diagnostics = diagnostics;
  self.counted = self.released = text;
  self.line = 1;
  if (tenon_source_is_binary (source))
    {
      if (diagnostics != NULL)
        tenon_diagnostics_add (diagnostics, TENON_SEVERITY_ERROR, "ddl-binary", self.file, 0, 0, "This is not a text file");
      return;
    }
  self.database = g_strdup ("");
  self.databases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.procedures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tenon_ddl_load_names (&self);
  tenon_scanner_init (&self.scanner, text, length, TENON_SCAN_SCRIPT | (dialect == TENON_DIALECT_MARIADB ? TENON_SCAN_MARIADB : TENON_SCAN_DEFAULT));
  tenon_scanner_set_delimiter (&self.scanner, ";", 1);
  read_script (&self);
  tenon_ddl_store_names (&self);
  g_free (self.database);
  g_hash_table_unref (self.databases);
  g_hash_table_unref (self.tables);
  g_hash_table_unref (self.folded);
  g_hash_table_unref (self.procedures);
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
