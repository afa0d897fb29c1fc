/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Queries: the blocks of a SELECT, the tables of FROM, and what stands behind them. */

#include <string.h>

#include "mysql/tenon-dml-private.h"

gboolean
tenon_dml_at_query (TenonDml *self)
{
  TenonScanner ahead = self->scanner;
  TenonToken   token = self->token;

  /* Bounded: parentheses before a query are few. */
  for (guint i = 0; i < TENON_DML_MAX_DEPTH && tenon_token_is_mark (&token, '('); i++)
    tenon_scanner_next (&ahead, &token);
  if (tenon_token_is (&token, "VALUES")) /* and not the function of ON DUPLICATE KEY UPDATE */
    {
      tenon_scanner_next (&ahead, &token);
      return tenon_token_is (&token, "ROW");
    }
  return tenon_token_is (&token, "SELECT") || tenon_token_is (&token, "WITH") || (tenon_token_is (&token, "TABLE") && token.text == self->token.text);
}

/**
 * tenon_dml_add_source:
 * @database: (nullable): with @name taken over
 *
 * Adds a table to the present scope under the name the schema has for it.
 */
TenonDmlSource *
tenon_dml_add_source (TenonDml *self,
                      char     *database,
                      char     *name)
{
  TenonDmlSource *source = g_new0 (TenonDmlSource, 1);

  g_ptr_array_add (self->scope->sources, source);
  if (database == NULL)
    for (guint i = self->commons->len; i > 0 && source->derived == NULL; i--)
      {
        TenonDmlCommon *common = &g_array_index (self->commons, TenonDmlCommon, i - 1);

        if (g_ascii_strcasecmp (common->name, name) != 0)
          continue;
        source->derived = common->scope;
        /* The later blocks of a recursive query name what the first one gives. */
        if (source->derived == NULL && common->first < self->scopes->len && self->scope != g_ptr_array_index (self->scopes, common->first))
          source->derived = g_ptr_array_index (self->scopes, common->first);
      }
  if (source->derived != NULL)
    {
      source->alias = name;
      g_free (database);
      return source;
    }
  if (self->schema != NULL && database != NULL)
    {
      g_autofree char *dotted = g_strconcat (database, ".", name, NULL);

      source->table = tenon_schema_find_table (self->schema, dotted);
    }
  if (self->schema != NULL && source->table == NULL)
    source->table = tenon_schema_find_table (self->schema, name);
  for (guint i = 0; self->schema != NULL && source->table == NULL && i < tenon_list_get_length (self->schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (self->schema->tables, i);
      const char       *dot = strrchr (table->name, '.');

      if (g_ascii_strcasecmp (table->name, name) == 0 || (dot != NULL && g_ascii_strcasecmp (dot + 1, name) == 0))
        source->table = table;
    }
  source->name = g_strdup (source->table != NULL ? source->table->name : name);
  /* What the statement calls it, where that is not the name the schema has. */
  if (strcmp (source->name, name) != 0)
    source->alias = g_strdup (name);
  g_free (database);
  g_free (name);
  return source;
}

/* WITH name [(columns)] AS (query), … */
void
tenon_dml_read_with (TenonDml *self)
{
  gboolean is_recursive;

  tenon_dml_accept (self, "WITH");
  is_recursive = tenon_dml_accept (self, "RECURSIVE");
  while (tenon_token_is_name (&self->token) && !self->stopped)
    {
      TenonDmlCommon common = { tenon_dml_dup_token (self), NULL, self->scopes->len };
      guint          first = self->scopes->len, place = self->commons->len;
      GPtrArray     *columns = NULL;

      tenon_dml_next (self);
      if (tenon_token_is_mark (&self->token, '('))
        {
          columns = g_ptr_array_new_with_free_func (g_free);
          for (tenon_dml_next (self); !tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')'); tenon_dml_next (self))
            if (tenon_token_is_name (&self->token))
              g_ptr_array_add (columns, tenon_dml_dup_token (self));
          tenon_dml_next (self);
        }
      tenon_dml_accept (self, "AS");
      if (is_recursive)
        g_array_append_val (self->commons, common);
      if (tenon_token_is_mark (&self->token, '('))
        {
          gboolean recursive = self->recursive;

          self->recursive |= is_recursive;
          tenon_dml_next (self);
          tenon_dml_read_query (self);
          self->recursive = recursive;
          if (tenon_token_is_mark (&self->token, ')'))
            tenon_dml_next (self);
        }
      if (self->scopes->len > first)
        {
          common.scope = g_ptr_array_index (self->scopes, first);
          for (guint i = 0; columns != NULL && i < columns->len && i < common.scope->outputs->len; i++)
            {
              TenonDmlOutput *output = &g_array_index (common.scope->outputs, TenonDmlOutput, i);

              g_free (output->name);
              output->name = g_strdup (g_ptr_array_index (columns, i));
            }
          if (is_recursive)
            g_array_index (self->commons, TenonDmlCommon, place).scope = common.scope;
          else
            g_array_append_val (self->commons, common);
        }
      else if (!is_recursive)
        {
          g_free (common.name);
        }
      if (columns != NULL)
        g_ptr_array_unref (columns);
      if (!tenon_token_is_mark (&self->token, ','))
        return;
      tenon_dml_next (self);
    }
}

/* ---- FROM ---- */

static gboolean
is_join_word (const TenonToken *token)
{
  static const char *const words[] = { "JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "FULL", "OUTER", "NATURAL", "STRAIGHT_JOIN" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (token, words[i], strlen (words[i])))
      return TRUE;
  return FALSE;
}

static void
read_alias (TenonDml       *self,
            TenonDmlSource *source)
{
  gboolean written = tenon_dml_accept (self, "AS");

  if (self->token.kind == TENON_TOKEN_NAME || self->token.kind == TENON_TOKEN_STRING || (self->token.kind == TENON_TOKEN_WORD && (written || !tenon_dml_is_reserved (&self->token)) && !tenon_token_is (&self->token, "SET") && !tenon_token_is (&self->token, "VALUES")))
    {
      g_free (source->alias);
      source->alias = tenon_dml_dup_token (self);
      tenon_dml_next (self);
    }
  /* The columns of a derived table may be named. */
  if (source->derived != NULL && tenon_token_is_mark (&self->token, '('))
    {
      guint i = 0;

      for (tenon_dml_next (self); !tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')'); tenon_dml_next (self))
        if (tenon_token_is_name (&self->token) && i < source->derived->outputs->len)
          {
            TenonDmlOutput *output = &g_array_index (source->derived->outputs, TenonDmlOutput, i++);

            g_free (output->name);
            output->name = tenon_dml_dup_token (self);
          }
      tenon_dml_next (self);
    }
}

static void
skip_hints (TenonDml *self)
{
  while (tenon_token_is (&self->token, "USE") || tenon_token_is (&self->token, "FORCE") || tenon_token_is (&self->token, "IGNORE") || tenon_token_is (&self->token, "TABLESAMPLE"))
    {
      while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, '('))
        tenon_dml_next (self);
      tenon_dml_skip_parentheses (self);
      if (tenon_token_is_mark (&self->token, ',') && (tenon_dml_peek (self, "USE") || tenon_dml_peek (self, "FORCE") || tenon_dml_peek (self, "IGNORE")))
        tenon_dml_next (self);
    }
}

static void
read_derived (TenonDml *self)
{
  TenonDmlSource *source = g_new0 (TenonDmlSource, 1);
  guint           first = self->scopes->len;

  g_ptr_array_add (self->scope->sources, source);
  tenon_dml_next (self);
  tenon_dml_read_query (self);
  if (tenon_token_is_mark (&self->token, ')'))
    tenon_dml_next (self);
  if (self->scopes->len > first)
    source->derived = g_ptr_array_index (self->scopes, first);
  read_alias (self, source);
}

static void read_join_tree (TenonDml *self);

/* "{ OJ … }" of ODBC, "(query) AS alias", "(table references)" */
static void
read_enclosed (TenonDml *self)
{
  char close = tenon_token_is_mark (&self->token, '{') ? '}' : ')';

  if (!tenon_dml_enter (self))
    return;
  if (close == ')' && tenon_dml_at_query (self))
    {
      read_derived (self);
    }
  else
    {
      tenon_dml_next (self);
      if (close == '}')
        tenon_dml_next (self);
      read_join_tree (self);
      if (tenon_token_is_mark (&self->token, close))
        tenon_dml_next (self);
    }
  tenon_dml_leave (self);
}

/* JSON_TABLE (document, …) AS alias: its columns are nobody's; the document is read. */
static void
read_table_function (TenonDml *self)
{
  TenonDmlSource *source = g_new0 (TenonDmlSource, 1);
  TenonOperand    document;

  g_ptr_array_add (self->scope->sources, source);
  tenon_dml_next (self);
  tenon_dml_read_operand (self, &document);
  for (guint depth = 1; !tenon_dml_at_end (self) && depth > 0; tenon_dml_next (self))
    depth += tenon_token_is_mark (&self->token, '(') ? 1 : tenon_token_is_mark (&self->token, ')') ? -1
                                                                                                   : 0;
  read_alias (self, source);
}

static void
read_table (TenonDml *self)
{
  char           *database = NULL, *name = tenon_dml_dup_token (self);
  TenonDmlSource *source;

  tenon_dml_next (self);
  if (tenon_token_is_mark (&self->token, '('))
    {
      g_free (name);
      read_table_function (self);
      return;
    }
  if (tenon_token_is_mark (&self->token, '.'))
    {
      tenon_dml_next (self);
      database = name;
      name = tenon_dml_dup_token (self);
      tenon_dml_next (self);
    }
  source = tenon_dml_add_source (self, database, name);
  if (tenon_dml_accept (self, "PARTITION"))
    tenon_dml_skip_parentheses (self);
  read_alias (self, source);
  skip_hints (self);
}

static void
read_factor (TenonDml *self)
{
  tenon_dml_accept (self, "LATERAL");
  if (self->scope->sources->len >= TENON_DML_MAX_TABLES)
    {
      self->stopped = TRUE;
      tenon_dml_next (self);
    }
  else if (tenon_token_is_mark (&self->token, '{') || tenon_token_is_mark (&self->token, '('))
    {
      read_enclosed (self);
    }
  else if (tenon_token_is (&self->token, "DUAL"))
    {
      tenon_dml_next (self);
    }
  else if (tenon_token_is_name (&self->token))
    {
      read_table (self);
    }
}

/* USING (column, …): the column of the table before is that of the one behind. */
static void
read_using (TenonDml *self,
            guint     before)
{
  TenonDmlSource *left = before > 0 ? g_ptr_array_index (self->scope->sources, before - 1) : NULL;
  TenonDmlSource *right = self->scope->sources->len > before ? g_ptr_array_index (self->scope->sources, self->scope->sources->len - 1) : NULL;

  if (!tenon_token_is_mark (&self->token, '('))
    return;
  for (tenon_dml_next (self); !tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')'); tenon_dml_next (self))
    {
      TenonDmlJoin join;

      if (!tenon_token_is_name (&self->token) || left == NULL || right == NULL)
        continue;
      join.left = tenon_dml_add_reference (self, g_strdup (left->alias != NULL ? left->alias : left->name), tenon_dml_dup_token (self));
      join.right = tenon_dml_add_reference (self, g_strdup (right->alias != NULL ? right->alias : right->name), tenon_dml_dup_token (self));
      if (join.left < 0 || join.right < 0)
        break;
      tenon_dml_add_use (self, join.left, TENON_ROLE_READ);
      tenon_dml_add_use (self, join.right, TENON_ROLE_READ);
      g_array_append_val (self->joins, join);
    }
  tenon_dml_next (self);
}

static void
read_join_tree (TenonDml *self)
{
  guint before = self->scope->sources->len;

  read_factor (self);
  while (!tenon_dml_at_end (self))
    {
      if (tenon_token_is_mark (&self->token, ','))
        {
          tenon_dml_next (self);
          before = self->scope->sources->len;
          read_factor (self);
        }
      else if (is_join_word (&self->token))
        {
          while (is_join_word (&self->token))
            tenon_dml_next (self);
          before = self->scope->sources->len;
          read_factor (self);
        }
      else if (tenon_token_is (&self->token, "ON") && !tenon_dml_peek (self, "DUPLICATE"))
        {
          gboolean collects = self->collects;

          tenon_dml_next (self);
          self->collects = TRUE;
          tenon_dml_read_condition (self);
          self->collects = collects;
        }
      else if (tenon_token_is (&self->token, "USING"))
        {
          tenon_dml_next (self);
          read_using (self, before);
        }
      else
        {
          return;
        }
    }
}

/* Table references, up to the clause behind them. */
void
tenon_dml_read_sources (TenonDml *self)
{
  if (!tenon_dml_enter (self))
    return;
  read_join_tree (self);
  tenon_dml_leave (self);
}

/* ---- the clauses ---- */

void
tenon_dml_read_where (TenonDml *self)
{
  gboolean collects = self->collects;

  if (!tenon_dml_accept (self, "WHERE"))
    return;
  self->collects = TRUE;
  tenon_dml_read_condition (self);
  self->collects = collects;
}

static void
read_group (TenonDml *self)
{
  if (!tenon_token_is (&self->token, "GROUP") || !tenon_dml_peek (self, "BY"))
    return;
  tenon_dml_next (self);
  do
    {
      TenonOperand operand;

      tenon_dml_next (self);
      tenon_dml_read_operand (self, &operand);
      if (operand.kind == TENON_OPERAND_COLUMN)
        tenon_dml_add_use (self, operand.reference, TENON_ROLE_GROUP);
      while (tenon_token_is (&self->token, "ASC") || tenon_token_is (&self->token, "DESC"))
        tenon_dml_next (self);
    }
  while (tenon_token_is_mark (&self->token, ',') && !self->stopped);
  if (tenon_dml_accept (self, "WITH"))
    tenon_dml_accept (self, "ROLLUP");
}

/* "ORDER BY 2" is by the second column of the list. */
static gboolean
name_output (TenonDml           *self,
             const TenonOperand *operand,
             int                *reference)
{
  gint64 place = operand->kind == TENON_OPERAND_CONSTANT && operand->value.kind == TENON_TOKEN_NUMBER ? tenon_token_get_int (&operand->value) : 0;

  if (place < 1 || place > self->scope->outputs->len)
    return FALSE;
  *reference = g_array_index (self->scope->outputs, TenonDmlOutput, place - 1).reference;
  return *reference >= 0;
}

/* Only the outermost order is one the caller sees. */
void
tenon_dml_read_order (TenonDml *self)
{
  if (!tenon_token_is (&self->token, "ORDER") || !tenon_dml_peek (self, "BY"))
    return;
  tenon_dml_next (self);
  do
    {
      TenonOperand  operand;
      TenonDmlOrder order = { -1, FALSE };
      guint         first = self->references->len;
      const char   *begin;

      tenon_dml_next (self);
      begin = self->token.text;
      tenon_dml_read_operand (self, &operand);
      if (operand.kind == TENON_OPERAND_COLUMN)
        order.reference = operand.reference;
      else if (self->scope->level == 0 && !name_output (self, &operand, &order.reference) && self->token.text != begin)
        tenon_dml_add_condition (self, "order", begin, first, NULL);
      order.descending = tenon_token_is (&self->token, "DESC");
      while (tenon_token_is (&self->token, "ASC") || tenon_token_is (&self->token, "DESC"))
        tenon_dml_next (self);
      if (order.reference >= 0 && self->scope->level == 0)
        g_array_append_val (self->orders, order);
    }
  while (tenon_token_is_mark (&self->token, ',') && !self->stopped);
}

static gint64
take_number (TenonDml *self)
{
  gint64 value = self->token.kind == TENON_TOKEN_NUMBER ? tenon_token_get_int (&self->token) : -1;

  tenon_dml_next (self);
  /* ":name" */
  if (self->token.kind == TENON_TOKEN_WORD && value < 0 && self->token.text[-1] == ':')
    tenon_dml_next (self);
  return value;
}

void
tenon_dml_read_limit (TenonDml *self)
{
  gint64      limit, offset = -1;
  const char *begin = self->token.text;

  if (!tenon_dml_accept (self, "LIMIT"))
    return;
  limit = take_number (self);
  if (tenon_token_is_mark (&self->token, ','))
    {
      tenon_dml_next (self);
      offset = limit;
      limit = take_number (self);
    }
  else if (tenon_dml_accept (self, "OFFSET"))
    {
      offset = take_number (self);
    }
  if (self->scope->level == 0)
    {
      self->limit = limit;
      self->offset = offset;
    }
  else if (self->scope->sources->len > 0)
    {
      tenon_dml_add_condition (self, "page", begin, self->references->len, NULL);
    }
}

static void
read_lock_clause (TenonDml *self)
{
  while (tenon_token_is (&self->token, "FOR") || tenon_token_is (&self->token, "LOCK"))
    {
      gboolean is_for = tenon_dml_accept (self, "FOR");

      if (!is_for)
        tenon_dml_next (self);
      self->locks = TRUE;
      while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')') && !tenon_token_is (&self->token, "FOR") && !tenon_token_is (&self->token, "UNION"))
        tenon_dml_next (self);
    }
}

/* ---- the select list ---- */

static void
add_output (TenonDml     *self,
            TenonOperand *operand,
            char         *alias)
{
  TenonDmlOutput output = { alias, -1 };

  if (operand->kind == TENON_OPERAND_COLUMN)
    {
      output.reference = operand->reference;
      if (output.name == NULL)
        output.name = g_strdup (g_array_index (self->references, TenonDmlReference, operand->reference).column);
    }
  if (output.name != NULL && self->scope->outputs->len < TENON_DML_MAX_REFERENCES)
    g_array_append_val (self->scope->outputs, output);
  else
    g_free (output.name);
}

static gboolean
ends_list (TenonDml *self)
{
  static const char *const words[] = { "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "INTO", "FOR", "LOCK", "WINDOW", "PROCEDURE" };

  if (tenon_dml_at_end (self) || tenon_token_is_mark (&self->token, ')'))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (&self->token, words[i], strlen (words[i])))
      return TRUE;
  return FALSE;
}

static void
read_select_list (TenonDml *self)
{
  while (!ends_list (self))
    {
      TenonOperand operand = { 0 };
      char        *alias = NULL;
      gsize        before = self->token.text - self->scanner.start;

      if (tenon_token_is_mark (&self->token, '*'))
        {
          int reference = tenon_dml_add_reference (self, NULL, g_strdup ("*"));

          tenon_dml_add_use (self, reference, TENON_ROLE_READ);
          operand.kind = TENON_OPERAND_COLUMN;
          operand.reference = reference;
          tenon_dml_next (self);
          if (reference >= 0)
            add_output (self, &operand, NULL);
        }
      else
        {
          guint n = self->references->len;

          tenon_dml_read_operand (self, &operand);
          /* A comparison or a condition in the list gives a value of its own. */
          if (!ends_list (self) && !tenon_token_is_mark (&self->token, ',') && !tenon_token_is (&self->token, "AS") && self->token.kind != TENON_TOKEN_STRING && !(tenon_token_is_name (&self->token) && !tenon_dml_is_reserved (&self->token)))
            {
              tenon_dml_read_condition (self);
              operand.kind = self->references->len > n ? TENON_OPERAND_EXPRESSION : TENON_OPERAND_CONSTANT;
            }
          if (tenon_dml_accept (self, "AS") || self->token.kind == TENON_TOKEN_STRING || (tenon_token_is_name (&self->token) && !ends_list (self)))
            {
              alias = tenon_dml_dup_token (self);
              tenon_dml_next (self);
            }
          add_output (self, &operand, alias);
        }
      if (tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
      else if (!ends_list (self) && (gsize)(self->token.text - self->scanner.start) == before)
        tenon_dml_next (self);
    }
}

static void
read_into (TenonDml *self)
{
  if (!tenon_token_is (&self->token, "INTO"))
    return;
  while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')') && !tenon_token_is (&self->token, "FROM") && !tenon_token_is (&self->token, "FOR"))
    tenon_dml_next (self);
}

/* Groups are compared, not rows: by whoever made the groups. */
static void
read_having (TenonDml *self)
{
  const char *begin = self->token.text;
  guint       first = self->references->len;

  if (!tenon_dml_accept (self, "HAVING"))
    return;
  tenon_dml_read_condition (self);
  tenon_dml_add_condition (self, "computed", begin, first, NULL);
}

static void
read_block (TenonDml *self)
{
  static const char *const modifiers[] = { "ALL", "DISTINCT", "DISTINCTROW", "HIGH_PRIORITY", "STRAIGHT_JOIN", "SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT", "SQL_CACHE", "SQL_NO_CACHE", "SQL_CALC_FOUND_ROWS" };
  gboolean                 collects = self->collects;

  self->collects = FALSE;
  if (tenon_dml_accept (self, "TABLE"))
    {
      read_factor (self);
    }
  else if (tenon_token_is (&self->token, "VALUES"))
    {
      tenon_scanner_count_rows (&self->scanner);
      tenon_dml_next (self);
    }
  else
    {
      tenon_dml_accept (self, "SELECT");
      for (gboolean found = TRUE; found;)
        {
          self->distinct |= self->scope->level == 0 && (tenon_token_is (&self->token, "DISTINCT") || tenon_token_is (&self->token, "DISTINCTROW"));
          found = FALSE;
          for (guint i = 0; i < G_N_ELEMENTS (modifiers) && !found; i++)
            found = tenon_dml_accept (self, modifiers[i]);
        }
      read_select_list (self);
      read_into (self);
      if (tenon_dml_accept (self, "FROM"))
        tenon_dml_read_sources (self);
    }
  tenon_dml_read_where (self);
  read_group (self);
  read_having (self);
  if (tenon_token_is (&self->token, "WINDOW"))
    while (!tenon_dml_at_end (self) && !tenon_token_is (&self->token, "ORDER") && !tenon_token_is (&self->token, "LIMIT") && !tenon_token_is_mark (&self->token, ')'))
      {
        if (tenon_token_is_mark (&self->token, '('))
          tenon_dml_skip_parentheses (self);
        else
          tenon_dml_next (self);
      }
  self->collects = collects;
}

static void
read_tail (TenonDml *self)
{
  tenon_dml_read_order (self);
  tenon_dml_read_limit (self);
  read_into (self);
  read_lock_clause (self);
}

/* Whether all blocks since @first read the same table, and nothing else. */
static gboolean
read_one_table (TenonDml *self,
                guint     first)
{
  const char *name = NULL;

  for (guint i = first; i < self->scopes->len; i++)
    {
      TenonDmlScope  *scope = g_ptr_array_index (self->scopes, i);
      TenonDmlSource *source = scope->sources->len > 0 ? g_ptr_array_index (scope->sources, 0) : NULL;

      if (source == NULL)
        continue;
      if (source->name == NULL || scope->sources->len > 1 || (name != NULL && strcmp (name, source->name) != 0))
        return FALSE;
      name = source->name;
    }
  return name != NULL;
}

/**
 * tenon_dml_read_query:
 *
 * Reads a query at the present token, also one in parentheses, with all blocks of a UNION; each block is a scope.
 * Stops at the parenthesis that closes it, at what cannot belong to it, or at the end.
 */
void
tenon_dml_read_query (TenonDml *self)
{
  guint before = 0, first_use = self->uses->len, first_scope = self->scopes->len;

  if (!tenon_dml_enter (self))
    return;
  if (tenon_token_is (&self->token, "WITH"))
    {
      if (self->scope == NULL)
        {
          tenon_dml_push_scope (self);
          tenon_dml_read_with (self);
          tenon_dml_pop_scope (self);
        }
      else
        {
          tenon_dml_read_with (self);
        }
    }
  for (;;)
    {
      if (tenon_token_is_mark (&self->token, '('))
        {
          tenon_dml_next (self);
          tenon_dml_read_query (self);
          if (tenon_token_is_mark (&self->token, ')'))
            tenon_dml_next (self);
          tenon_dml_push_scope (self);
          read_tail (self);
          tenon_dml_pop_scope (self);
        }
      else
        {
          tenon_dml_push_scope (self);
          read_block (self);
          read_tail (self);
          tenon_dml_pop_scope (self);
        }
      if (!tenon_token_is (&self->token, "UNION") && !tenon_token_is (&self->token, "EXCEPT") && !tenon_token_is (&self->token, "INTERSECT") && !tenon_token_is (&self->token, "MINUS"))
        break;
      if (self->stopped || before++ > TENON_DML_MAX_TABLES)
        break;
      tenon_dml_next (self);
      if (!tenon_dml_accept (self, "ALL"))
        tenon_dml_accept (self, "DISTINCT");
    }
  if (before > 0 && !self->recursive)
    {
      self->unites = TRUE;
      if (read_one_table (self, first_scope))
        tenon_dml_settle_union (self, first_use);
    }
  tenon_dml_leave (self);
}
