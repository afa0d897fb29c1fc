/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions: which columns are compared, and how. */

#include <string.h>

#include "mysql/tenon-dml-private.h"

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
    tenon_dml_read_parenthesised (self, &list);
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
