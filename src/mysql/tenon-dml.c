/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads one statement into its shape: which tables and columns it reads, compares, orders by and writes. */

#include "mysql/tenon-dml.h"

#include <string.h>

#include "mysql/tenon-dml-private.h"

void
tenon_dml_next (TenonDml *self)
{
  if (self->token.kind != TENON_TOKEN_END)
    self->last_end = self->token.text + self->token.length;
  if (self->stopped)
    {
      self->token.kind = TENON_TOKEN_END;
      self->token.length = 0;
      return;
    }
  tenon_scanner_next (&self->scanner, &self->token);
}

gboolean
tenon_dml_accept (TenonDml   *self,
                  const char *word)
{
  if (!tenon_token_equals (&self->token, word, strlen (word)))
    return FALSE;
  tenon_dml_next (self);
  return TRUE;
}

static void
peek (TenonDml   *self,
      TenonToken *token)
{
  TenonScanner ahead = self->scanner;

  tenon_scanner_next (&ahead, token);
}

gboolean
tenon_dml_peek (TenonDml   *self,
                const char *word)
{
  TenonToken token;

  peek (self, &token);
  return tenon_token_equals (&token, word, strlen (word));
}

gboolean
tenon_dml_peek_mark (TenonDml *self,
                     char      mark)
{
  TenonToken token;

  peek (self, &token);
  return tenon_token_is_mark (&token, mark);
}

char *
tenon_dml_dup_token (TenonDml *self)
{
  return tenon_token_dup_text (&self->token, self->scanner.flags);
}

gboolean
tenon_dml_at_end (TenonDml *self)
{
  return self->token.kind == TENON_TOKEN_END;
}

/* Goes one level down; %FALSE, and the rest of the statement is left unread, where that is too deep. */
gboolean
tenon_dml_enter (TenonDml *self)
{
  if (self->depth >= TENON_DML_MAX_DEPTH)
    {
      self->stopped = TRUE;
      tenon_dml_next (self);
      return FALSE;
    }
  self->depth++;
  return TRUE;
}

void
tenon_dml_leave (TenonDml *self)
{
  self->depth--;
}

static void
source_free (TenonDmlSource *self)
{
  g_free (self->name);
  g_free (self->alias);
  g_free (self);
}

static void
output_clear (TenonDmlOutput *self)
{
  g_free (self->name);
}

static void
scope_free (TenonDmlScope *self)
{
  g_ptr_array_unref (self->sources);
  g_array_unref (self->outputs);
  g_free (self);
}

TenonDmlScope *
tenon_dml_push_scope (TenonDml *self)
{
  TenonDmlScope *scope = g_new0 (TenonDmlScope, 1);

  scope->parent = self->scope;
  scope->level = self->scope != NULL ? self->scope->level + 1 : 0;
  scope->sources = g_ptr_array_new_with_free_func ((GDestroyNotify)source_free);
  scope->outputs = g_array_new (FALSE, FALSE, sizeof (TenonDmlOutput));
  g_array_set_clear_func (scope->outputs, (GDestroyNotify)output_clear);
  g_ptr_array_add (self->scopes, scope);
  self->scope = scope;
  return scope;
}

void
tenon_dml_pop_scope (TenonDml *self)
{
  self->scope = self->scope->parent;
}

/* Takes both names over. Returns: the place of the reference, or -1 where there are too many */
int
tenon_dml_add_reference (TenonDml *self,
                         char     *qualifier,
                         char     *column)
{
  TenonDmlReference reference = { self->scope, qualifier, column, NULL, NULL };

  if (self->references->len >= TENON_DML_MAX_REFERENCES)
    {
      g_free (qualifier);
      g_free (column);
      self->stopped = TRUE;
      return -1;
    }
  g_array_append_val (self->references, reference);
  return self->references->len - 1;
}

void
tenon_dml_add_use (TenonDml *self,
                   int       reference,
                   TenonRole role)
{
  TenonDmlUse use = { reference, role };

  if (reference >= 0)
    g_array_append_val (self->uses, use);
}

void
tenon_dml_skip_parentheses (TenonDml *self)
{
  guint depth = 0;

  for (; !tenon_dml_at_end (self); tenon_dml_next (self))
    {
      if (tenon_token_is_mark (&self->token, '('))
        depth++;
      else if (tenon_token_is_mark (&self->token, ')') && (depth == 0 || --depth == 0))
        {
          tenon_dml_next (self);
          return;
        }
    }
}

/* ---- statements that write ---- */

static void
skip_words (TenonDml          *self,
            const char *const *words)
{
  for (gboolean found = TRUE; found;)
    {
      found = FALSE;
      for (guint i = 0; words[i] != NULL && !found; i++)
        found = tenon_dml_accept (self, words[i]);
    }
}

/* What stands behind "column ="; of a new row it is a value of the column. */
static void
read_assigned (TenonDml *self,
               int       reference,
               gboolean  is_new)
{
  TenonOperand value = { 0 };

  if (!is_new || self->bindings == NULL)
    {
      tenon_dml_read_condition (self);
      return;
    }
  tenon_dml_read_operand (self, &value);
  if (tenon_dml_at_end (self) || tenon_token_is_mark (&self->token, ','))
    {
      tenon_dml_take_new (self, reference, &value.value, FALSE);
      return;
    }
  self->pending = &value;
  tenon_dml_read_condition (self);
}

/* "column = expression, …" */
static void
read_assignments (TenonDml *self,
                  gboolean  is_new)
{
  do
    {
      int reference = tenon_dml_read_name (self);

      tenon_dml_add_use (self, reference, TENON_ROLE_WRITE);
      if (!tenon_token_is_mark (&self->token, '=') && !(self->token.kind == TENON_TOKEN_MARK && self->token.length == 2 && self->token.text[0] == ':'))
        return;
      tenon_dml_next (self);
      read_assigned (self, reference, is_new);
      if (!tenon_token_is_mark (&self->token, ','))
        return;
      tenon_dml_next (self);
    }
  while (!tenon_dml_at_end (self));
}

static TenonDmlSource *
read_target (TenonDml *self)
{
  char *database = NULL, *name;

  if (!tenon_token_is_name (&self->token))
    return NULL;
  name = tenon_dml_dup_token (self);
  tenon_dml_next (self);
  if (tenon_token_is_mark (&self->token, '.'))
    {
      tenon_dml_next (self);
      database = name;
      name = tenon_dml_dup_token (self);
      tenon_dml_next (self);
    }
  return tenon_dml_add_source (self, database, name);
}

static void
write_all (TenonDml       *self,
           TenonDmlSource *target)
{
  const char *qualifier = target->alias != NULL ? target->alias : target->name;

  tenon_dml_add_use (self, tenon_dml_add_reference (self, g_strdup (qualifier), g_strdup ("*")), TENON_ROLE_WRITE);
}

/* "(column, …)" */
static void
read_columns (TenonDml *self,
              GArray   *columns)
{
  for (tenon_dml_next (self); !tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')');)
    {
      int reference;

      if (tenon_token_is_mark (&self->token, ',') || !tenon_token_is_name (&self->token))
        {
          tenon_dml_next (self);
          continue;
        }
      reference = tenon_dml_read_name (self);
      tenon_dml_add_use (self, reference, TENON_ROLE_WRITE);
      g_array_append_val (columns, reference);
    }
  tenon_dml_next (self);
}

/* Those a row without names gives values to, where the schema tells. */
static void
add_all_columns (TenonDml       *self,
                 TenonDmlSource *target,
                 GArray         *columns)
{
  for (guint i = 0; target->table != NULL && i < tenon_list_get_length (target->table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (target->table->columns, i);
      int          reference = column->invisible ? -1 : tenon_dml_add_reference (self, g_strdup (target->name), g_strdup (column->name));

      if (reference >= 0)
        g_array_append_val (columns, reference);
    }
}

/* The rows behind VALUES; only where values are asked for does anybody look into them. */
static void
read_new_rows (TenonDml       *self,
               TenonDmlSource *target,
               GArray         *columns)
{
  if (self->bindings == NULL)
    {
      tenon_scanner_count_rows (&self->scanner);
      tenon_dml_next (self);
      return;
    }
  if (columns->len == 0)
    add_all_columns (self, target, columns);
  tenon_dml_next (self);
  tenon_dml_read_rows (self, columns);
}

static void
read_insert (TenonDml *self)
{
  static const char *const modifiers[] = { "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO", NULL };
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  TenonDmlSource *target;
  gboolean        is_set;

  skip_words (self, modifiers);
  tenon_dml_push_scope (self);
  target = read_target (self);
  if (target == NULL)
    return;
  if (tenon_dml_accept (self, "PARTITION"))
    tenon_dml_skip_parentheses (self);
  if (tenon_token_is_mark (&self->token, '(') && !tenon_dml_peek (self, "SELECT"))
    read_columns (self, columns);
  is_set = tenon_dml_accept (self, "SET");
  if (is_set)
    read_assignments (self, TRUE);
  if (!is_set && columns->len == 0)
    write_all (self, target);
  if (tenon_token_is (&self->token, "VALUES") || tenon_token_is (&self->token, "VALUE"))
    read_new_rows (self, target, columns);
  else if (tenon_dml_at_query (self))
    tenon_dml_read_query (self);
  if (tenon_token_is (&self->token, "AS"))
    {
      tenon_dml_next (self);
      tenon_dml_next (self);
      if (tenon_token_is_mark (&self->token, '('))
        tenon_dml_skip_parentheses (self);
    }
  if (tenon_token_is (&self->token, "ON") && tenon_dml_peek (self, "DUPLICATE"))
    {
      self->upserts = TRUE;
      while (!tenon_dml_at_end (self) && !tenon_token_is (&self->token, "UPDATE"))
        tenon_dml_next (self);
      tenon_dml_next (self);
      read_assignments (self, FALSE);
    }
}

static void
read_update (TenonDml *self)
{
  static const char *const modifiers[] = { "LOW_PRIORITY", "IGNORE", NULL };

  skip_words (self, modifiers);
  tenon_dml_push_scope (self);
  tenon_dml_read_sources (self);
  if (tenon_dml_accept (self, "SET"))
    read_assignments (self, FALSE);
  tenon_dml_read_where (self);
  tenon_dml_read_order (self);
  tenon_dml_read_limit (self);
}

/* The names between DELETE and FROM, or between FROM and USING. */
static GPtrArray *
read_delete_targets (TenonDml *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  while (tenon_token_is_name (&self->token) && !tenon_token_is (&self->token, "FROM") && !tenon_token_is (&self->token, "USING") && names->len < TENON_DML_MAX_TABLES)
    {
      char *name = tenon_dml_dup_token (self);

      for (tenon_dml_next (self); tenon_token_is_mark (&self->token, '.'); tenon_dml_next (self))
        {
          tenon_dml_next (self);
          if (!tenon_token_is_mark (&self->token, '*'))
            {
              g_free (name);
              name = tenon_dml_dup_token (self);
            }
        }
      g_ptr_array_add (names, name);
      if (!tenon_token_is_mark (&self->token, ','))
        break;
      tenon_dml_next (self);
    }
  return names;
}

static gboolean
uses_using (TenonDml *self)
{
  TenonScanner ahead = self->scanner;
  TenonToken   token;

  for (guint i = 0; i < 3 * TENON_DML_MAX_TABLES; i++)
    {
      tenon_scanner_next (&ahead, &token);
      if (tenon_token_is (&token, "USING"))
        return TRUE;
      if (token.kind == TENON_TOKEN_END || (token.kind == TENON_TOKEN_WORD && tenon_dml_is_reserved (&token)))
        return FALSE;
    }
  return FALSE;
}

static void
read_delete (TenonDml *self)
{
  static const char *const modifiers[] = { "LOW_PRIORITY", "QUICK", "IGNORE", NULL };
  g_autoptr (GPtrArray) targets = NULL;

  skip_words (self, modifiers);
  tenon_dml_push_scope (self);
  if (!tenon_token_is (&self->token, "FROM"))
    {
      targets = read_delete_targets (self);
      tenon_dml_accept (self, "FROM");
    }
  else
    {
      tenon_dml_next (self);
      if (uses_using (self))
        {
          targets = read_delete_targets (self);
          tenon_dml_accept (self, "USING");
        }
    }
  tenon_dml_read_sources (self);
  if (targets == NULL && self->scope->sources->len > 0)
    write_all (self, g_ptr_array_index (self->scope->sources, 0));
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    tenon_dml_add_use (self, tenon_dml_add_reference (self, g_strdup (g_ptr_array_index (targets, i)), g_strdup ("*")), TENON_ROLE_WRITE);
  tenon_dml_read_where (self);
  tenon_dml_read_order (self);
  tenon_dml_read_limit (self);
}

static void
read_load (TenonDml *self)
{
  tenon_dml_push_scope (self);
  while (!tenon_dml_at_end (self) && !(tenon_token_is (&self->token, "INTO") && tenon_dml_peek (self, "TABLE")))
    tenon_dml_next (self);
  tenon_dml_next (self);
  tenon_dml_next (self);
  {
    TenonDmlSource *target = read_target (self);

    if (target != NULL)
      write_all (self, target);
  }
}

static void
read_lock (TenonDml *self)
{
  tenon_dml_push_scope (self);
  if (!tenon_dml_accept (self, "TABLES") && !tenon_dml_accept (self, "TABLE"))
    return;
  self->locks = TRUE;
  while (!tenon_dml_at_end (self))
    {
      read_target (self);
      while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
      tenon_dml_next (self);
    }
}

static void
read_truncate (TenonDml *self)
{
  TenonDmlSource *target;

  tenon_dml_push_scope (self);
  tenon_dml_accept (self, "TABLE");
  target = read_target (self);
  if (target != NULL)
    write_all (self, target);
}

static void
read_other (TenonDml *self)
{
  tenon_dml_push_scope (self);
}

/* Statements by their first word; one that is not here has a shape without tables. */
static const struct
{
  const char *word;
  void (*read) (TenonDml *self);
} statements[] = {
  { "INSERT", read_insert },
  { "REPLACE", read_insert },
  { "UPDATE", read_update },
  { "DELETE", read_delete },
  { "LOAD", read_load },
  { "LOCK", read_lock },
  { "TRUNCATE", read_truncate },
  { "CALL", read_other },
  { "SET", read_other },
  { "SHOW", read_other },
  { "BEGIN", read_other },
  { "START", read_other },
  { "COMMIT", read_other },
  { "ROLLBACK", read_other },
  { "SAVEPOINT", read_other },
  { "RELEASE", read_other },
  { "UNLOCK", read_other },
  { "USE", read_other },
  { "CREATE", read_other },
  { "ALTER", read_other },
  { "DROP", read_other },
  { "RENAME", read_other },
  { "DO", read_other },
  { "PREPARE", read_other },
  { "EXECUTE", read_other },
  { "DEALLOCATE", read_other },
  { "XA", read_other },
  { "ANALYZE", read_other },
  { "OPTIMIZE", read_other },
  { "CHECK", read_other },
  { "REPAIR", read_other },
  { "FLUSH", read_other },
  { "GRANT", read_other },
  { "REVOKE", read_other },
  { "KILL", read_other },
  { "HANDLER", read_other },
};

static const char *
statement_verb (const TenonToken *token)
{
  static const char *const queries[] = { "SELECT", "WITH", "VALUES", "TABLE" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (tenon_token_equals (token, queries[i], strlen (queries[i])))
      return "SELECT";
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (tenon_token_equals (token, statements[i].word, strlen (statements[i].word)))
      return statements[i].word;
  return NULL;
}

static void
read_statement (TenonDml *self)
{
  static const char *const explain[] = { "EXPLAIN", "DESCRIBE", "DESC", "ANALYZE", "EXTENDED", NULL };

  if (tenon_token_is (&self->token, "EXPLAIN") || tenon_token_is (&self->token, "DESCRIBE") || tenon_token_is (&self->token, "DESC"))
    skip_words (self, explain);
  self->verb = tenon_token_is_mark (&self->token, '(') ? "SELECT" : statement_verb (&self->token);
  if (self->verb == NULL)
    {
      tenon_dml_push_scope (self);
      return;
    }
  if (tenon_token_is (&self->token, "WITH"))
    {
      tenon_dml_push_scope (self);
      tenon_dml_read_with (self);
      self->verb = tenon_token_is_mark (&self->token, '(') ? "SELECT" : statement_verb (&self->token);
      self->scope = NULL;
      if (self->verb == NULL)
        {
          tenon_dml_push_scope (self);
          return;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (statements[i].word == self->verb)
      {
        tenon_dml_next (self);
        statements[i].read (self);
        return;
      }
  tenon_dml_read_query (self);
}

static void
reference_clear (TenonDmlReference *self)
{
  g_free (self->qualifier);
  g_free (self->column);
}

static void
aggregate_clear (TenonDmlAggregate *self)
{
  g_free (self->function);
}

static void
common_clear (TenonDmlCommon *self)
{
  g_free (self->name);
}

static GArray *
array_new (guint          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

static void
dml_init (TenonDml    *self,
          const char  *sql,
          gsize        length,
          TenonSchema *schema)
{
  memset (self, 0, sizeof *self);
  self->schema = schema;
  self->limit = self->offset = -1;
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify)scope_free);
  self->references = array_new (sizeof (TenonDmlReference), (GDestroyNotify)reference_clear);
  self->uses = array_new (sizeof (TenonDmlUse), NULL);
  self->joins = array_new (sizeof (TenonDmlJoin), NULL);
  self->orders = array_new (sizeof (TenonDmlOrder), NULL);
  self->predicates = array_new (sizeof (TenonDmlPredicate), NULL);
  self->conditions = array_new (sizeof (TenonDmlCondition), NULL);
  self->aggregates = array_new (sizeof (TenonDmlAggregate), (GDestroyNotify)aggregate_clear);
  self->commons = array_new (sizeof (TenonDmlCommon), (GDestroyNotify)common_clear);
  tenon_scanner_init (&self->scanner, sql, length, TENON_SCAN_DEFAULT);
  tenon_scanner_set_delimiter (&self->scanner, ";", 1);
  tenon_dml_next (self);
}

static void
dml_clear (TenonDml *self)
{
  g_ptr_array_unref (self->scopes);
  g_array_unref (self->references);
  g_array_unref (self->uses);
  g_array_unref (self->joins);
  g_array_unref (self->orders);
  g_array_unref (self->predicates);
  g_array_unref (self->conditions);
  g_array_unref (self->aggregates);
  g_array_unref (self->commons);
  g_clear_pointer (&self->bindings, g_array_unref);
  g_clear_pointer (&self->literals, g_array_unref);
}

/**
 * tenon_dml_read_shape:
 * @length: in bytes, or -1
 * @schema: (nullable): gives unqualified columns their table, "*" its columns and joins their foreign key
 *
 * Reads one statement, up to its semicolon. What cannot be read is passed over; the shape holds the rest.
 *
 * Returns: (transfer full): never %NULL; without a verb where the text is no statement
 */
TenonShape *
tenon_dml_read_shape (const char  *sql,
                      gssize       length,
                      TenonSchema *schema)
{
  TenonDml    self;
  TenonShape *shape;

  dml_init (&self, sql, length < 0 ? strlen (sql) : (gsize)length, schema);
  read_statement (&self);
  shape = tenon_dml_resolve (&self);
  dml_clear (&self);
  return shape;
}

/**
 * tenon_dml_read_values:
 * @length: in bytes, or -1
 * @schema: (nullable): gives unqualified columns their table, and an INSERT without names its columns
 *
 * Reads which values one statement binds columns to: by equality or a list in WHERE and ON, and by the rows of an INSERT.
 *
 * Returns: (transfer full) (element-type TenonDmlValue): in the order in which they were read
 */
GArray *
tenon_dml_read_values (const char  *sql,
                       gssize       length,
                       TenonSchema *schema)
{
  TenonDml self;
  GArray  *values;

  dml_init (&self, sql, length < 0 ? strlen (sql) : (gsize)length, schema);
  self.bindings = array_new (sizeof (TenonDmlBinding), NULL);
  self.literals = array_new (sizeof (TenonToken), NULL);
  read_statement (&self);
  values = tenon_dml_list_values (&self);
  dml_clear (&self);
  return values;
}

/**
 * tenon_dml_looks_like_statement:
 * @length: in bytes, or -1
 *
 * Returns: whether the text begins with a word that begins a statement, and goes on
 */
gboolean
tenon_dml_looks_like_statement (const char *sql,
                                gssize      length)
{
  TenonScanner scanner;
  TenonToken   token, second;
  const char  *verb;

  tenon_scanner_init (&scanner, sql, length < 0 ? strlen (sql) : (gsize)length, TENON_SCAN_DEFAULT);
  tenon_scanner_set_delimiter (&scanner, ";", 1);
  tenon_scanner_next (&scanner, &token);
  while (tenon_token_is_mark (&token, '('))
    tenon_scanner_next (&scanner, &token);
  verb = statement_verb (&token);
  if (verb == NULL)
    return FALSE;
  tenon_scanner_next (&scanner, &second);
  if (second.kind == TENON_TOKEN_END)
    return g_str_equal (verb, "BEGIN") || g_str_equal (verb, "COMMIT") || g_str_equal (verb, "ROLLBACK");
  return TRUE;
}
