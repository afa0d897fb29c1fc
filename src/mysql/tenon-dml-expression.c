/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions and operands: which columns are compared, and how. */

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
static void
read_parenthesised (TenonDml     *self,
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
      read_parenthesised (self, operand);
    }
  else if (tenon_token_is (&self->token, "CASE"))
    {
      read_case (self, operand);
    }
  else if (tenon_token_is (&self->token, "EXISTS"))
    {
      tenon_dml_next (self);
      if (tenon_token_is_mark (&self->token, '('))
        read_parenthesised (self, operand);
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

static void
note (TenonDml     *self,
      TenonOperand *operand,
      TenonRole     role)
{
  if (!self->collects)
    return;
  if (operand->kind == TENON_OPERAND_PERIOD && (role == TENON_ROLE_EQUALITY || role == TENON_ROLE_RANGE))
    role = TENON_ROLE_RANGE;
  else if (operand->kind == TENON_OPERAND_PERIOD && role != TENON_ROLE_FROM && role != TENON_ROLE_TO)
    return;
  if (operand->kind == TENON_OPERAND_COLUMN || operand->kind == TENON_OPERAND_PERIOD)
    tenon_dml_add_use (self, operand->reference, role);
  for (int i = 0; operand->kind == TENON_OPERAND_ROW && i < operand->n; i++)
    tenon_dml_add_use (self, operand->first + i, role);
  self->covered |= operand->kind == TENON_OPERAND_COLUMN || operand->kind == TENON_OPERAND_ROW || operand->kind == TENON_OPERAND_PERIOD;
}

static void
add_join (TenonDml *self,
          int       left,
          int       right)
{
  TenonDmlJoin join = { left, right };

  g_array_append_val (self->joins, join);
  self->covered = TRUE;
}

/* "column = (SELECT column …)", "column IN (SELECT column …)": what the inner query finds gives the values, as a join would. */
static void
note_query (TenonDml           *self,
            const TenonOperand *column,
            const TenonOperand *query,
            TenonRole           role)
{
  GArray *outputs = query->query != NULL ? query->query->outputs : NULL;
  guint   n = column->kind == TENON_OPERAND_ROW ? (guint)column->n : 1;
  int     first = column->kind == TENON_OPERAND_ROW ? column->first : column->reference;

  if (!self->collects || (role != TENON_ROLE_EQUALITY && role != TENON_ROLE_IN) || (column->kind != TENON_OPERAND_COLUMN && column->kind != TENON_OPERAND_ROW) || outputs == NULL || outputs->len != n)
    return;
  for (guint i = 0; i < n; i++)
    {
      int reference = g_array_index (outputs, TenonDmlOutput, i).reference;

      if (reference < 0 || strcmp (g_array_index (self->references, TenonDmlReference, reference).column, "*") == 0)
        return;
    }
  for (guint i = 0; i < n; i++)
    add_join (self, first + i, g_array_index (outputs, TenonDmlOutput, i).reference);
}

static void
note_value (TenonDml     *self,
            TenonOperand *column,
            TenonOperand *value,
            TenonRole     role)
{
  note (self, column, role);
  if (self->collects && self->bindings != NULL && (role == TENON_ROLE_EQUALITY || role == TENON_ROLE_IN))
    tenon_dml_take_bindings (self, column, value);
}

/* A comparison of two operands with an operator other than "not equal". */
static void
note_comparison (TenonDml     *self,
                 TenonOperand *left,
                 TenonOperand *right,
                 TenonRole     role)
{
  if (left->kind == TENON_OPERAND_QUERY || right->kind == TENON_OPERAND_QUERY)
    {
      gboolean is_right = right->kind == TENON_OPERAND_QUERY;

      note_query (self, is_right ? left : right, is_right ? right : left, role);
      return;
    }
  if (left->kind == TENON_OPERAND_COLUMN && right->kind == TENON_OPERAND_COLUMN)
    {
      if (role == TENON_ROLE_EQUALITY && self->collects)
        add_join (self, left->reference, right->reference);
      return;
    }
  if (left->kind == TENON_OPERAND_ROW && right->kind == TENON_OPERAND_ROW)
    {
      for (int i = 0; role == TENON_ROLE_EQUALITY && self->collects && i < MIN (left->n, right->n); i++)
        add_join (self, left->first + i, right->first + i);
      return;
    }
  if (right->kind == TENON_OPERAND_CONSTANT)
    note_value (self, left, right, role);
  else if (left->kind == TENON_OPERAND_CONSTANT)
    note_value (self, right, left, role);
}

/* On which side "column >= value", or "value < column", leaves the range open. */
static void
note_side (TenonDml         *self,
           TenonOperand     *left,
           TenonOperand     *right,
           const TenonToken *sign)
{
  gboolean      is_greater = *sign->text == '>';
  TenonOperand *column = right->kind == TENON_OPERAND_CONSTANT ? left : left->kind == TENON_OPERAND_CONSTANT ? right
                                                                                                             : NULL;

  if (column == NULL || (column->kind != TENON_OPERAND_COLUMN && column->kind != TENON_OPERAND_PERIOD))
    return;
  note (self, column, is_greater == (column == left) ? TENON_ROLE_FROM : TENON_ROLE_TO);
  if (sign->length == 1)
    note (self, column, TENON_ROLE_STRICT);
}

/* What kind of look-up a pattern allows: with the beginning known, or not. */
static TenonRole
like_role (TenonOperand *pattern)
{
  const char *p = pattern->literal.text, *end = p + pattern->literal.length;

  if (pattern->literal.kind != TENON_TOKEN_STRING)
    return TENON_ROLE_INFIX;
  if (*p == '(') /* CONCAT: a constant that begins it says it */
    {
      for (p++; p < end && g_ascii_isspace (*p);)
        p++;
      if (p >= end || (*p != '\'' && *p != '"'))
        return TENON_ROLE_PREFIX;
    }
  else if (*p == 'n' || *p == 'N')
    {
      p++;
    }
  p++;
  if (p < end && (*p == '%' || *p == '_'))
    return TENON_ROLE_INFIX;
  for (; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == '%' || *p == '_')
        return TENON_ROLE_PREFIX;
    }
  return TENON_ROLE_EQUALITY;
}

static void
read_in (TenonDml     *self,
         TenonOperand *left,
         gboolean      negated)
{
  TenonOperand list = { 0 };

  tenon_dml_next (self);
  if (tenon_token_is_mark (&self->token, '('))
    read_parenthesised (self, &list);
  else
    tenon_dml_read_operand (self, &list);
  if (list.kind == TENON_OPERAND_CONSTANT)
    tenon_dml_add_predicate (self, left, NULL, self->inverted ? "NOT {} IN (?1, ?2)" : "{} IN (?1, ?2)");
  if (!negated && list.kind == TENON_OPERAND_QUERY)
    note_query (self, left, &list, TENON_ROLE_IN);
  else if (!negated && list.kind == TENON_OPERAND_CONSTANT)
    note_value (self, left, &list, TENON_ROLE_IN);
  else if (!negated && self->collects && self->bindings != NULL)
    tenon_dml_take_bindings (self, left, &list);
}

static void
read_between (TenonDml     *self,
              TenonOperand *left,
              gboolean      negated)
{
  TenonOperand from = { 0 }, to = { 0 };

  tenon_dml_next (self);
  tenon_dml_read_operand (self, &from);
  tenon_dml_accept (self, "AND");
  tenon_dml_read_operand (self, &to);
  if (from.kind != TENON_OPERAND_CONSTANT || to.kind != TENON_OPERAND_CONSTANT)
    return;
  tenon_dml_add_predicate (self, left, NULL, self->inverted ? "NOT {} BETWEEN ?from AND ?to" : "{} BETWEEN ?from AND ?to");
  if (negated)
    return;
  note (self, left, TENON_ROLE_RANGE);
  note (self, left, TENON_ROLE_FROM);
  note (self, left, TENON_ROLE_TO);
}

static void
read_like (TenonDml     *self,
           TenonOperand *left,
           gboolean      negated)
{
  gboolean     is_like = tenon_token_is (&self->token, "LIKE");
  TenonOperand pattern = { 0 };
  TenonRole    role;

  tenon_dml_next (self);
  tenon_dml_read_operand (self, &pattern);
  if (tenon_dml_accept (self, "ESCAPE"))
    tenon_dml_next (self);
  role = is_like ? like_role (&pattern) : TENON_ROLE_INFIX;
  if (is_like && pattern.kind == TENON_OPERAND_CONSTANT)
    tenon_dml_add_predicate (self, left, NULL, role == TENON_ROLE_EQUALITY ? (self->inverted ? "{} <> ?" : "{} = ?") : role == TENON_ROLE_PREFIX ? (self->inverted ? "NOT begins_with({}, ?)" : "begins_with({}, ?)")
                                                                                                                                                 : (self->inverted ? "NOT contains({}, ?)" : "contains({}, ?)"));
  if (!negated)
    note_value (self, left, &pattern, role);
}

static void
read_is (TenonDml     *self,
         TenonOperand *left,
         gboolean      negated)
{
  gboolean is_null, is_not;

  tenon_dml_next (self);
  is_not = tenon_dml_accept (self, "NOT");
  is_null = tenon_token_is (&self->token, "NULL");
  if (is_null && !negated && !is_not)
    note (self, left, TENON_ROLE_IS_NULL);
  tenon_dml_next (self);
  /* IS TRUE and IS FALSE compare a value. */
  tenon_dml_add_predicate (self, left, NULL, !is_null ? (is_not ? "{} <> ?" : "{} = ?") : is_not ? "attribute_exists({})"
                                                                                                 : "attribute_not_exists({})");
}

static gboolean
comparison_role (const TenonToken *token,
                 TenonRole        *role,
                 gboolean         *counts)
{
  static const struct
  {
    const char *mark;
    TenonRole   role;
    gboolean    counts;
  } operators[] = {
    { "=", TENON_ROLE_EQUALITY, TRUE },
    { "<=>", TENON_ROLE_EQUALITY, TRUE },
    { "<", TENON_ROLE_RANGE, TRUE },
    { ">", TENON_ROLE_RANGE, TRUE },
    { "<=", TENON_ROLE_RANGE, TRUE },
    { ">=", TENON_ROLE_RANGE, TRUE },
    { "<>", TENON_ROLE_RANGE, FALSE },
    { "!=", TENON_ROLE_RANGE, FALSE },
  };

  if (token->kind != TENON_TOKEN_MARK)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strlen (operators[i].mark) == token->length && memcmp (operators[i].mark, token->text, token->length) == 0)
      {
        *role = operators[i].role;
        *counts = operators[i].counts;
        return TRUE;
      }
  return FALSE;
}

static void
read_comparison (TenonDml     *self,
                 TenonOperand *left,
                 gboolean      negated)
{
  TenonOperand right = { 0 };
  TenonToken   sign = self->token;
  gboolean     counts, is_each;
  TenonRole    role;

  comparison_role (&self->token, &role, &counts);
  tenon_dml_next (self);
  is_each = tenon_token_is (&self->token, "ANY") || tenon_token_is (&self->token, "ALL") || tenon_token_is (&self->token, "SOME");
  if (is_each)
    {
      counts = FALSE;
      tenon_dml_next (self);
    }
  tenon_dml_read_operand (self, &right);
  if (!is_each)
    tenon_dml_add_predicate (self, left, &right, tenon_dml_find_form (&sign, left, &right));
  if (counts && !negated)
    note_comparison (self, left, &right, role);
  if (counts && !negated && role == TENON_ROLE_RANGE)
    note_side (self, left, &right, &sign);
  left->kind = TENON_OPERAND_EXPRESSION;
}

/* SOUNDS LIKE, MEMBER OF: two words and an operand that tell of no look-up. */
static void
read_two_words (TenonDml     *self,
                TenonOperand *left,
                gboolean      negated)
{
  TenonOperand right = { 0 };

  tenon_dml_next (self);
  tenon_dml_next (self);
  tenon_dml_read_operand (self, &right);
}

static const struct
{
  const char *word;
  void (*read) (TenonDml     *self,
                TenonOperand *left,
                gboolean      negated);
} predicates[] = {
  { "IN", read_in },
  { "BETWEEN", read_between },
  { "LIKE", read_like },
  { "REGEXP", read_like },
  { "RLIKE", read_like },
  { "IS", read_is },
  { "SOUNDS", read_two_words },
  { "MEMBER", read_two_words },
};

/* Reads an operator and what it compares with; FALSE where none stands. */
static gboolean
read_operator (TenonDml     *self,
               TenonOperand *left,
               gboolean      negated)
{
  gboolean  counts;
  TenonRole role;

  self->inverted = tenon_token_is (&self->token, "NOT");
  if (self->inverted)
    {
      negated = !negated;
      tenon_dml_next (self);
    }
  if (comparison_role (&self->token, &role, &counts))
    {
      read_comparison (self, left, negated);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (predicates); i++)
    if (tenon_token_equals (&self->token, predicates[i].word, strlen (predicates[i].word)))
      {
        predicates[i].read (self, left, negated);
        return TRUE;
      }
  return FALSE;
}

/* Where a predicate or a condition begins. */
typedef struct
{
  const char *begin;
  guint       reference;
  guint       use;
  guint       condition;
} Mark;

static void
mark_init (Mark     *mark,
           TenonDml *self)
{
  mark->begin = self->pending != NULL ? self->pending->begin : self->token.text;
  mark->reference = self->pending != NULL ? self->pending_first : self->references->len;
  mark->use = self->uses->len;
  mark->condition = self->conditions->len;
}

static gboolean is_look_up (const TenonDmlUse *use);

/* What holds under NOT finds nothing: it is only compared. */
static void
drop_look_ups (TenonDml *self,
               guint     first)
{
  for (guint i = first; i < self->uses->len; i++)
    {
      TenonDmlUse *use = &g_array_index (self->uses, TenonDmlUse, i);

      if (is_look_up (use) || use->role == TENON_ROLE_EITHER)
        use->role = TENON_ROLE_READ;
    }
}

/* What no role says of a predicate that was read becomes a condition. */
static void
settle_predicate (TenonDml     *self,
                  const Mark   *mark,
                  TenonOperand *left,
                  gboolean      negated,
                  gboolean      is_compared)
{
  TenonDmlScope *exists = left->is_exists && !is_compared ? left->query : NULL;

  if (!self->collects || (self->covered && !negated))
    return;
  /* Conditions in parentheses stand for themselves. */
  if (left->is_condition && !is_compared && !negated)
    return;
  if (negated && !self->covered)
    drop_look_ups (self, mark->use);
  if (self->references->len == mark->reference && exists == NULL && left->kind != TENON_OPERAND_QUERY)
    return;
  if (exists == NULL || negated)
    g_array_set_size (self->conditions, mark->condition);
  tenon_dml_add_condition (self, exists == NULL ? NULL : negated ? "not exists"
                                                                 : "exists",
                           mark->begin, mark->reference, exists);
}

/* A column or a value of one alone: it is true or not. */
static void
note_truth (TenonDml     *self,
            TenonOperand *left)
{
  if (left->kind == TENON_OPERAND_COLUMN)
    tenon_dml_add_predicate (self, left, NULL, "{} = ?");
}

/* One predicate; its first operand may have been read already. */
static void
read_predicate (TenonDml *self)
{
  TenonOperand left = { 0 };
  gboolean     negated = FALSE, collects = self->collects, covered = self->covered, is_compared = FALSE, is_inverted = FALSE;
  Mark         mark;

  mark_init (&mark, self);
  self->covered = FALSE;
  if (self->pending != NULL)
    {
      left = *self->pending;
      self->pending = NULL;
    }
  else
    {
      while (tenon_token_is (&self->token, "NOT") || tenon_token_is_mark (&self->token, '!'))
        {
          negated = !negated;
          tenon_dml_next (self);
        }
      /* What holds under NOT is no look-up. */
      self->collects = collects && !negated;
      tenon_dml_read_operand (self, &left);
      self->collects = collects;
    }
  self->covered = FALSE;
  while (read_operator (self, &left, negated))
    {
      is_compared = TRUE;
      is_inverted |= self->inverted;
    }
  if (!is_compared)
    note_truth (self, &left);
  if (is_inverted && self->collects && !self->covered)
    drop_look_ups (self, mark.use);
  settle_predicate (self, &mark, &left, negated, is_compared);
  self->covered = covered;
}

/* What a key could answer; a search in text stays one whatever stands beside it. */
static gboolean
is_look_up (const TenonDmlUse *use)
{
  return use->role != TENON_ROLE_READ && use->role != TENON_ROLE_WRITE && use->role != TENON_ROLE_GROUP && use->role != TENON_ROLE_INFIX && use->role != TENON_ROLE_FULLTEXT && use->role != TENON_ROLE_EITHER;
}

/* Whether the look-ups from @first on all compare one column, so that together they are a list of its values. */
static gboolean
name_one_column (TenonDml *self,
                 guint     first)
{
  TenonDmlReference *one = NULL;

  for (guint i = first; i < self->uses->len; i++)
    {
      TenonDmlUse       *use = &g_array_index (self->uses, TenonDmlUse, i);
      TenonDmlReference *reference = &g_array_index (self->references, TenonDmlReference, use->reference);

      if (use->role == TENON_ROLE_EITHER)
        return FALSE;
      if (!is_look_up (use))
        continue;
      if (use->role != TENON_ROLE_EQUALITY && use->role != TENON_ROLE_IN)
        return FALSE;
      if (one != NULL && (g_ascii_strcasecmp (one->column, reference->column) != 0 || g_strcmp0 (one->qualifier, reference->qualifier) != 0))
        return FALSE;
      one = reference;
    }
  return one != NULL;
}

static guint
count_look_ups (TenonDml *self,
                guint     first)
{
  guint n = 0;

  for (guint i = first; i < self->uses->len; i++)
    n += is_look_up (&g_array_index (self->uses, TenonDmlUse, i)) ? 1 : 0;
  return n;
}

static gboolean
are_all_equal (TenonDml *self,
               guint     first)
{
  for (guint i = first; i < self->uses->len; i++)
    {
      TenonDmlUse *use = &g_array_index (self->uses, TenonDmlUse, i);

      if (use->role == TENON_ROLE_EITHER || (is_look_up (use) && use->role != TENON_ROLE_EQUALITY))
        return FALSE;
    }
  return TRUE;
}

static void
set_look_ups (TenonDml *self,
              guint     first,
              TenonRole role)
{
  for (guint i = first; i < self->uses->len; i++)
    {
      TenonDmlUse *use = &g_array_index (self->uses, TenonDmlUse, i);

      if (is_look_up (use))
        use->role = role;
    }
}

/* a = 1 OR a = 2 is a list; a = 1 OR b = 2 gives a value of neither column; what is more than that is a condition of its own. */
static void
settle_alternatives (TenonDml   *self,
                     const Mark *mark,
                     guint       n_sides,
                     gboolean    has_and)
{
  gboolean is_said = self->conditions->len == mark->condition;
  gboolean is_plain = is_said && !has_and && are_all_equal (self, mark->use) && count_look_ups (self, mark->use) == n_sides;

  if (is_said && !has_and && name_one_column (self, mark->use))
    {
      set_look_ups (self, mark->use, TENON_ROLE_IN);
      return;
    }
  set_look_ups (self, mark->use, TENON_ROLE_EITHER);
  if (!self->collects || is_plain || self->references->len == mark->reference)
    return;
  g_array_set_size (self->conditions, mark->condition);
  tenon_dml_add_condition (self, NULL, mark->begin, mark->reference, NULL);
  if (self->conditions->len > mark->condition)
    g_array_index (self->conditions, TenonDmlCondition, mark->condition).is_either = TRUE;
}

/**
 * tenon_dml_settle_union:
 * @first_use: of the first block
 *
 * The blocks of a union each give rows: what one of them compares need not hold for those of another.
 */
void
tenon_dml_settle_union (TenonDml *self,
                        guint     first_use)
{
  set_look_ups (self, first_use, name_one_column (self, first_use) ? TENON_ROLE_IN : TENON_ROLE_EITHER);
}

/**
 * tenon_dml_read_condition:
 *
 * Reads predicates joined by AND, OR and XOR; stops at what belongs to none.
 */
void
tenon_dml_read_condition (TenonDml *self)
{
  Mark     mark;
  guint    n_sides = 1;
  gboolean has_and = FALSE;

  if (!tenon_dml_enter (self))
    {
      self->pending = NULL;
      return;
    }
  mark_init (&mark, self);
  read_predicate (self);
  while (tenon_token_is (&self->token, "AND") || tenon_token_is (&self->token, "OR") || tenon_token_is (&self->token, "XOR") || (self->token.kind == TENON_TOKEN_MARK && self->token.length == 2 && self->token.text[0] == '&'))
    {
      gboolean is_alternative = tenon_token_is (&self->token, "OR") || tenon_token_is (&self->token, "XOR");

      n_sides += is_alternative ? 1 : 0;
      has_and |= !is_alternative;
      tenon_dml_next (self);
      read_predicate (self);
    }
  if (n_sides > 1)
    settle_alternatives (self, &mark, n_sides, has_and);
  tenon_dml_leave (self);
}
