/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Operands: names, values, functions, lists and queries in parentheses. */

#include <string.h>

#include "mysql/tenon-dml-private.h"

static const char *const aggregates[] = { "COUNT", "SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT", "STD", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP", "BIT_AND", "BIT_OR", "BIT_XOR", "JSON_ARRAYAGG", "JSON_OBJECTAGG", "ANY_VALUE" };

/**
 * tenon_dml_read_name:
 *
 * Reads "column", "table.column", "database.table.column" or "table.*".
 *
 * Returns: the reference, or -1
 */
int
tenon_dml_read_name (TenonDml *self)
{
  char       *qualifier = NULL, *column;
  const char *begin = self->token.text;
  int         place;

  if (!tenon_token_is_name (&self->token))
    return -1;
  column = tenon_dml_dup_token (self);
  tenon_dml_next (self);
  while (tenon_token_is_mark (&self->token, '.'))
    {
      tenon_dml_next (self);
      if (!tenon_token_is_name (&self->token) && !tenon_token_is_mark (&self->token, '*'))
        break;
      g_free (qualifier);
      qualifier = column;
      column = tenon_dml_dup_token (self);
      tenon_dml_next (self);
    }
  place = tenon_dml_add_reference (self, qualifier, column);
  if (place >= 0)
    {
      TenonDmlReference *reference = &g_array_index (self->references, TenonDmlReference, place);

      reference->begin = begin;
      reference->end = self->last_end;
    }
  return place;
}

static gboolean
is_aggregate (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (aggregates); i++)
    if (g_ascii_strcasecmp (name, aggregates[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): its first block */
static TenonDmlScope *
read_subquery (TenonDml *self)
{
  gboolean collects = self->collects, covered = self->covered, inverted = self->inverted;
  guint    first = self->scopes->len;

  self->collects = FALSE;
  tenon_dml_read_query (self);
  self->collects = collects;
  self->covered = covered;
  self->inverted = inverted;
  return self->scopes->len > first ? g_ptr_array_index (self->scopes, first) : NULL;
}

/* Whether an operand ends with this token, so that a name behind it is no operand but a word of the syntax. */
static gboolean
ends_operand (const TenonToken *token)
{
  switch (token->kind)
    {
    case TENON_TOKEN_STRING:
    case TENON_TOKEN_NUMBER:
    case TENON_TOKEN_BYTES:
    case TENON_TOKEN_VARIABLE:
    case TENON_TOKEN_NAME:
      return TRUE;
    case TENON_TOKEN_WORD:
      return !tenon_dml_is_reserved (token);
    case TENON_TOKEN_MARK:
      return tenon_token_is_mark (token, ')') || tenon_token_is_mark (token, '?');
    default:
      return FALSE;
    }
}

/*
 * Walks over tokens up to the parenthesis that closes what the caller opened, or to END for a CASE, and notes every
 * column on the way as read. It knows no grammar: special words of functions are reserved or stand behind an operand.
 */
static void
walk (TenonDml *self,
      gboolean  to_case_end,
      char    **first_string)
{
  guint      depth = 0, cases = 0;
  TenonToken before = { TENON_TOKEN_MARK, "(", 1 };

  while (!tenon_dml_at_end (self))
    {
      TenonToken token = self->token;

      if (tenon_token_is_mark (&token, '('))
        {
          if (tenon_dml_peek (self, "SELECT") || tenon_dml_peek (self, "WITH"))
            {
              tenon_dml_next (self);
              read_subquery (self);
              continue;
            }
          depth++;
        }
      else if (tenon_token_is_mark (&token, ')'))
        {
          if (depth == 0)
            return;
          depth--;
        }
      else if (tenon_token_is (&token, "CASE"))
        {
          cases++;
        }
      else if (tenon_token_is (&token, "END") && to_case_end && depth == 0 && cases-- == 0)
        {
          tenon_dml_next (self);
          return;
        }
      else if (tenon_token_is (&token, "SELECT"))
        {
          read_subquery (self);
          continue;
        }
      else if (token.kind == TENON_TOKEN_STRING && first_string != NULL && *first_string == NULL)
        {
          *first_string = tenon_dml_dup_token (self);
        }
      else if (tenon_token_is_name (&token) && !tenon_dml_is_reserved (&token) && !ends_operand (&before) && !tenon_token_is_mark (&before, ':') && !tenon_token_is (&before, "AS") && !tenon_token_is (&before, "COLLATE"))
        {
          if (!tenon_dml_peek_mark (self, '('))
            {
              tenon_dml_add_use (self, tenon_dml_read_name (self), TENON_ROLE_READ);
              before = token;
              continue;
            }
        }
      before = token;
      tenon_dml_next (self);
    }
}

/* "count(*)", "sum(column)", "count(distinct column)": what stands between the parentheses, which are read here. */
static void
read_aggregate (TenonDml *self,
                char     *name)
{
  TenonDmlAggregate aggregate = { g_ascii_strdown (name, -1), -1, FALSE, FALSE };
  guint             first = self->references->len;

  tenon_dml_next (self);
  aggregate.is_distinct = tenon_dml_accept (self, "DISTINCT");
  aggregate.is_star = tenon_token_is_mark (&self->token, '*');
  if (aggregate.is_star)
    tenon_dml_next (self);
  else if (tenon_token_is_name (&self->token) && !tenon_dml_is_reserved (&self->token) && !tenon_dml_peek_mark (self, '('))
    {
      int reference = tenon_dml_read_name (self);

      tenon_dml_add_use (self, reference, TENON_ROLE_READ);
      if (tenon_token_is_mark (&self->token, ')') || g_str_equal (aggregate.function, "group_concat"))
        aggregate.reference = reference;
    }
  walk (self, FALSE, NULL);
  if (tenon_token_is_mark (&self->token, ')'))
    tenon_dml_next (self);
  if (tenon_token_is (&self->token, "OVER") || first > TENON_DML_MAX_REFERENCES)
    {
      g_free (aggregate.function);
      return;
    }
  g_array_append_val (self->aggregates, aggregate);
}

/* MATCH (column, …) AGAINST (…) */
static void
read_match (TenonDml *self)
{
  if (tenon_token_is_mark (&self->token, '('))
    tenon_dml_next (self);
  while (tenon_token_is_name (&self->token) && !tenon_dml_is_reserved (&self->token))
    {
      int reference = tenon_dml_read_name (self);

      tenon_dml_add_use (self, reference, TENON_ROLE_READ);
      tenon_dml_add_use (self, reference, TENON_ROLE_FULLTEXT);
      if (tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
    }
  if (tenon_token_is_mark (&self->token, ')'))
    tenon_dml_next (self);
  if (tenon_dml_accept (self, "AGAINST") && tenon_token_is_mark (&self->token, '('))
    tenon_dml_skip_parentheses (self);
}

static void
read_window (TenonDml *self)
{
  if (!tenon_dml_accept (self, "OVER"))
    return;
  if (tenon_token_is_mark (&self->token, '('))
    {
      tenon_dml_next (self);
      walk (self, FALSE, NULL);
    }
  if (!tenon_dml_at_end (self))
    tenon_dml_next (self);
}

/* Functions whose value is a period of the times of their argument: what they compare is a range of these. */
static gboolean
is_period (const char *name)
{
  static const char *const functions[] = { "DATE", "YEAR", "TO_DAYS", "UNIX_TIMESTAMP" };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_ascii_strcasecmp (name, functions[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "(column)", and nothing else; the parenthesis is the present token. */
static gboolean
read_period (TenonDml     *self,
             TenonOperand *operand)
{
  TenonScanner ahead = self->scanner;
  TenonToken   token;

  tenon_scanner_next (&ahead, &token);
  if (!tenon_token_is_name (&token) || tenon_dml_is_reserved (&token))
    return FALSE;
  for (tenon_scanner_next (&ahead, &token); tenon_token_is_mark (&token, '.'); tenon_scanner_next (&ahead, &token))
    tenon_scanner_next (&ahead, &token);
  if (!tenon_token_is_mark (&token, ')'))
    return FALSE;
  tenon_dml_next (self);
  operand->reference = tenon_dml_read_name (self);
  operand->kind = operand->reference >= 0 ? TENON_OPERAND_PERIOD : TENON_OPERAND_CONSTANT;
  tenon_dml_add_use (self, operand->reference, TENON_ROLE_READ);
  if (tenon_token_is_mark (&self->token, ')'))
    tenon_dml_next (self);
  return TRUE;
}

/* A function's name is the present token, its parenthesis the next. */
static void
read_function (TenonDml     *self,
               TenonOperand *operand)
{
  g_autofree char *name = tenon_dml_dup_token (self);
  guint            first = self->references->len;
  gboolean         collects = self->collects;
  char            *string = NULL;

  tenon_dml_next (self);
  self->collects = FALSE;
  if (is_period (name) && read_period (self, operand))
    {
      self->collects = collects;
      return;
    }
  if (g_ascii_strcasecmp (name, "MATCH") == 0)
    {
      read_match (self);
    }
  else if (is_aggregate (name))
    {
      read_aggregate (self, name);
    }
  else if (g_ascii_strcasecmp (name, "VALUES") == 0) /* of the row to be inserted, not of the table */
    {
      tenon_dml_skip_parentheses (self);
    }
  else
    {
      const char *begin = self->token.text;

      tenon_dml_next (self);
      walk (self, FALSE, &string);
      if (tenon_token_is_mark (&self->token, ')'))
        tenon_dml_next (self);
      /* CONCAT ('%', …) tells what kind of LIKE it makes. */
      if (string != NULL && g_ascii_strcasecmp (name, "CONCAT") == 0)
        {
          operand->literal.kind = TENON_TOKEN_STRING;
          operand->literal.text = begin;
          operand->literal.length = self->token.text - begin;
        }
      g_free (string);
    }
  read_window (self);
  self->collects = collects;
  operand->kind = self->references->len > first || is_aggregate (name) ? TENON_OPERAND_EXPRESSION : TENON_OPERAND_CONSTANT;
}

static guint
count_literals (TenonDml *self)
{
  return self->literals != NULL ? self->literals->len : 0;
}

/*
 * Puts an item of a list among the literals, those from @from on being its own: a row stands there already, and what is no
 * value leaves an empty place. Returns how many values it is.
 */
static guint
take_item (TenonDml           *self,
           const TenonOperand *item,
           guint               from)
{
  if (self->literals == NULL)
    return 0;
  if (item->value.kind == TENON_TOKEN_END && item->width == 1)
    return item->n_values;
  g_array_set_size (self->literals, from);
  g_array_append_val (self->literals, item->value);
  return 1;
}

/* "(a, b)", "(condition)" or "(query)" */
void
tenon_dml_read_parenthesised (TenonDml     *self,
                              TenonOperand *operand)
{
  guint        n_items = 0, first = self->references->len;
  guint        first_value = count_literals (self), width = 0;
  TenonOperand item = { 0 };
  gboolean     all_columns = TRUE, holds_condition = FALSE;

  operand->kind = TENON_OPERAND_CONSTANT;
  if (tenon_dml_at_query (self))
    {
      tenon_dml_next (self);
      operand->query = read_subquery (self);
      operand->kind = TENON_OPERAND_QUERY;
      if (tenon_token_is_mark (&self->token, ')'))
        tenon_dml_next (self);
      return;
    }
  tenon_dml_next (self);
  while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')'))
    {
      const char *before = self->token.text;
      guint       from = count_literals (self), from_reference = self->references->len, item_width;

      memset (&item, 0, sizeof item);
      tenon_dml_read_operand (self, &item);
      all_columns &= item.kind == TENON_OPERAND_COLUMN;
      item_width = take_item (self, &item, from);
      width = n_items == 0 || width == item_width ? item_width : 0;
      if (!tenon_token_is_mark (&self->token, ',') && !tenon_token_is_mark (&self->token, ')') && !tenon_dml_at_end (self))
        {
          /* A condition: what was read is its first operand. */
          self->pending = &item;
          self->pending_first = from_reference;
          tenon_dml_read_condition (self);
          all_columns = FALSE;
          holds_condition = TRUE;
          width = 0;
        }
      n_items++;
      if (tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
      else if (self->token.text == before && !tenon_token_is_mark (&self->token, ')'))
        tenon_dml_next (self);
    }
  tenon_dml_next (self);
  if (n_items == 1 && (all_columns || (item.kind == TENON_OPERAND_QUERY && !holds_condition)))
    {
      *operand = item;
    }
  else if (all_columns && n_items > 1)
    {
      operand->kind = TENON_OPERAND_ROW;
      operand->first = first;
      operand->n = n_items;
    }
  else
    {
      operand->kind = self->references->len > first ? TENON_OPERAND_EXPRESSION : TENON_OPERAND_CONSTANT;
      operand->is_condition = holds_condition && n_items == 1;
      operand->width = width;
      operand->first_value = first_value;
      operand->n_values = width > 0 ? count_literals (self) - first_value : 0;
    }
}

static void
read_case (TenonDml     *self,
           TenonOperand *operand)
{
  guint first = self->references->len;

  tenon_dml_next (self);
  walk (self, TRUE, NULL);
  operand->kind = self->references->len > first ? TENON_OPERAND_EXPRESSION : TENON_OPERAND_CONSTANT;
}

/* "INTERVAL 1 DAY" */
static void
read_interval (TenonDml     *self,
               TenonOperand *operand)
{
  TenonOperand amount = { 0 };

  tenon_dml_next (self);
  tenon_dml_read_operand (self, &amount);
  operand->kind = amount.kind == TENON_OPERAND_CONSTANT ? TENON_OPERAND_CONSTANT : TENON_OPERAND_EXPRESSION;
  if (self->token.kind == TENON_TOKEN_WORD) /* the unit */
    tenon_dml_next (self);
}

/* A name, or a string behind the name of its character set. */
static void
read_column (TenonDml     *self,
             TenonOperand *operand)
{
  if (self->token.kind == TENON_TOKEN_WORD && self->token.text[0] == '_')
    {
      TenonScanner ahead = self->scanner;
      TenonToken   token;

      tenon_scanner_next (&ahead, &token);
      if (token.kind == TENON_TOKEN_STRING || token.kind == TENON_TOKEN_BYTES)
        {
          tenon_dml_next (self);
          operand->literal = operand->value = self->token;
          tenon_dml_next (self);
          return;
        }
    }
  operand->reference = tenon_dml_read_name (self);
  operand->kind = operand->reference >= 0 ? TENON_OPERAND_COLUMN : TENON_OPERAND_CONSTANT;
  tenon_dml_add_use (self, operand->reference, TENON_ROLE_READ);
}

static gboolean
is_value (const TenonToken *token)
{
  return token->kind == TENON_TOKEN_STRING || token->kind == TENON_TOKEN_NUMBER || token->kind == TENON_TOKEN_BYTES || tenon_token_is (token, "TRUE") || tenon_token_is (token, "FALSE");
}

/* A literal, a parameter, NULL, DEFAULT, CURRENT_TIMESTAMP and the like. */
static void
read_literal (TenonDml     *self,
              TenonOperand *operand)
{
  gboolean is_string = self->token.kind == TENON_TOKEN_STRING;

  if (tenon_token_is_mark (&self->token, ')') || tenon_token_is_mark (&self->token, ',') || tenon_token_is (&self->token, "FROM") || tenon_token_is (&self->token, "WHERE") || tenon_token_is (&self->token, "SELECT"))
    return;
  if (is_value (&self->token))
    operand->value = self->token;
  tenon_dml_next (self);
  for (; is_string && self->token.kind == TENON_TOKEN_STRING; tenon_dml_next (self))
    operand->value.kind = TENON_TOKEN_END;
}

/* ":name", "%s" */
static void
read_parameter (TenonDml *self)
{
  tenon_dml_next (self);
  if (self->token.kind == TENON_TOKEN_WORD || self->token.kind == TENON_TOKEN_NUMBER)
    tenon_dml_next (self);
}

static void
read_primary (TenonDml     *self,
              TenonOperand *operand)
{
  operand->kind = TENON_OPERAND_CONSTANT;
  operand->literal = self->token;
  if (tenon_token_is_mark (&self->token, '('))
    {
      operand->literal.kind = TENON_TOKEN_END;
      tenon_dml_read_parenthesised (self, operand);
    }
  else if (tenon_token_is (&self->token, "CASE"))
    {
      read_case (self, operand);
    }
  else if (tenon_token_is (&self->token, "EXISTS"))
    {
      tenon_dml_next (self);
      if (tenon_token_is_mark (&self->token, '('))
        tenon_dml_read_parenthesised (self, operand);
      operand->is_exists = operand->kind == TENON_OPERAND_QUERY;
    }
  else if (tenon_token_is (&self->token, "INTERVAL") && !tenon_dml_peek_mark (self, '('))
    {
      read_interval (self, operand);
    }
  else if (tenon_token_is_name (&self->token) && tenon_dml_peek_mark (self, '(') && !tenon_token_is (&self->token, "IN") && !tenon_token_is (&self->token, "AND") && !tenon_token_is (&self->token, "OR"))
    {
      operand->literal.kind = TENON_TOKEN_END;
      read_function (self, operand);
    }
  else if (tenon_token_is_name (&self->token) && !tenon_dml_is_reserved (&self->token))
    {
      read_column (self, operand);
    }
  else if (tenon_token_is_mark (&self->token, ':') || tenon_token_is_mark (&self->token, '%') || tenon_token_is_mark (&self->token, '$'))
    {
      read_parameter (self);
    }
  else if (!tenon_dml_at_end (self))
    {
      read_literal (self, operand);
    }
}

static gboolean
is_prefix_operator (const TenonToken *token)
{
  return tenon_token_is_mark (token, '-') || tenon_token_is_mark (token, '+') || tenon_token_is_mark (token, '~') || tenon_token_is_mark (token, '!') || tenon_token_is (token, "BINARY") || tenon_token_is (token, "DISTINCT") || tenon_token_is (token, "PRIOR");
}

static gboolean
is_arithmetic (const TenonToken *token)
{
  static const char *const marks[] = { "||", "->", "->>", "<<", ">>", ":=" };

  if (token->kind == TENON_TOKEN_WORD)
    return tenon_token_is (token, "DIV") || tenon_token_is (token, "MOD") || tenon_token_is (token, "COLLATE");
  if (token->kind != TENON_TOKEN_MARK)
    return FALSE;
  if (token->length == 1)
    return strchr ("+-*/%^|&", token->text[0]) != NULL && token->text[0] != '\0';
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strlen (marks[i]) == token->length && memcmp (marks[i], token->text, token->length) == 0)
      return TRUE;
  return FALSE;
}

/* "-5" is one value; "- 5", "--5" and what is reckoned are none. */
static void
take_sign (TenonOperand     *operand,
           const TenonToken *sign)
{
  gboolean is_signed = sign->kind == TENON_TOKEN_MARK && (*sign->text == '-' || *sign->text == '+') && operand->value.kind == TENON_TOKEN_NUMBER && sign->text + 1 == operand->value.text;

  operand->width = 0;
  if (is_signed)
    operand->value = (TenonToken){ TENON_TOKEN_NUMBER, sign->text, operand->value.length + 1 };
  else
    operand->value.kind = TENON_TOKEN_END;
}

/**
 * tenon_dml_read_operand:
 * @operand: (out):
 *
 * Reads an operand of a comparison: primaries joined by arithmetic.
 */
void
tenon_dml_read_operand (TenonDml     *self,
                        TenonOperand *operand)
{
  gboolean    computed = FALSE, holds_columns = FALSE;
  const char *begin;
  TenonToken  sign = { TENON_TOKEN_END };

  memset (operand, 0, sizeof *operand);
  if (!tenon_dml_enter (self))
    return;
  begin = self->token.text;
  for (;;)
    {
      while (is_prefix_operator (&self->token) && !tenon_dml_at_end (self))
        {
          sign = computed || self->token.kind != TENON_TOKEN_MARK ? sign : self->token;
          computed |= self->token.kind == TENON_TOKEN_MARK;
          tenon_dml_next (self);
        }
      read_primary (self, operand);
      holds_columns |= operand->kind != TENON_OPERAND_CONSTANT;
      if (!is_arithmetic (&self->token) || tenon_dml_at_end (self))
        break;
      /* COLLATE changes no value. */
      if (tenon_token_is (&self->token, "COLLATE"))
        {
          tenon_dml_next (self);
          tenon_dml_next (self);
          if (!is_arithmetic (&self->token))
            break;
        }
      computed = TRUE;
      sign.kind = TENON_TOKEN_END;
      operand->value.kind = TENON_TOKEN_END;
      tenon_dml_next (self);
    }
  if (computed)
    {
      take_sign (operand, &sign);
      operand->kind = holds_columns ? TENON_OPERAND_EXPRESSION : TENON_OPERAND_CONSTANT;
      operand->literal.kind = TENON_TOKEN_END;
      operand->is_condition = operand->is_exists = FALSE;
    }
  operand->begin = begin;
  tenon_dml_leave (self);
}
