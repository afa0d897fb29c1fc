/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CREATE, ALTER, DROP and RENAME by the kind of object; views, triggers, routines, events and databases themselves. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-ddl-private.h"

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

gboolean
tenon_ddl_read_create (TenonDdl *self)
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
  while (tenon_ddl_accept_word (self, "ONLINE") || tenon_ddl_accept_word (self, "OFFLINE"))
    ;
  if (tenon_ddl_accept_word (self, "TEMPORARY"))
    {
      if (tenon_ddl_accept_word (self, "TABLE"))
        return tenon_ddl_read_create_table (self, TRUE, or_replace);
      return tenon_ddl_syntax_error (self, "TABLE");
    }
  if (tenon_ddl_accept_word (self, "TABLE") || tenon_ddl_accept_word (self, "TABLES"))
    return tenon_ddl_read_create_table (self, FALSE, or_replace);
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
  tenon_ddl_finish_drop (self);
  for (guint i = tenon_list_get_length (self->schema->tables); i > 0; i--)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i - 1);

      if (strcmp (tenon_ddl_get_database (table), name) == 0)
        tenon_ddl_remove_table (self, table);
    }
  return TRUE;
}

gboolean
tenon_ddl_read_drop (TenonDdl *self)
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

gboolean
tenon_ddl_read_alter (TenonDdl *self)
{
  while (tenon_ddl_accept_word (self, "ONLINE") || tenon_ddl_accept_word (self, "OFFLINE") || tenon_ddl_accept_word (self, "IGNORE"))
    ;
  if (tenon_ddl_accept_word (self, "TABLE"))
    return tenon_ddl_read_alter_table (self);
  return TRUE;
}

gboolean
tenon_ddl_read_rename (TenonDdl *self)
{
  if (tenon_ddl_accept_word (self, "TABLE") || tenon_ddl_accept_word (self, "TABLES"))
    return tenon_ddl_read_rename_table (self);
  return TRUE;
}
