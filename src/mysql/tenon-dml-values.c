/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which values a statement binds columns to: what stands beside a column in a comparison, and in the rows of an INSERT. */

#include "mysql/tenon-dml-private.h"

/* A statement with more, an INSERT of a whole file, is read up to here. */
#define MAX_BINDINGS 32768

static void
take (TenonDml         *self,
      int               reference,
      const TenonToken *value)
{
  TenonDmlBinding binding = { reference, *value, FALSE, FALSE };

  if (reference >= 0 && self->bindings->len < MAX_BINDINGS)
    g_array_append_val (self->bindings, binding);
}

/**
 * tenon_dml_take_new:
 * @reference: -1 is passed over
 * @value: of a new row; END where something else than a value stands
 * @is_null: NULL or DEFAULT stands there
 */
void
tenon_dml_take_new (TenonDml         *self,
                    int               reference,
                    const TenonToken *value,
                    gboolean          is_null)
{
  TenonDmlBinding binding = { reference, *value, TRUE, is_null };

  if (reference >= 0 && self->bindings->len < MAX_BINDINGS)
    g_array_append_val (self->bindings, binding);
}

/**
 * tenon_dml_take_bindings:
 * @column: a column, or several in parentheses
 * @value: what it is compared with: a value, a list, a row, a list of rows
 */
void
tenon_dml_take_bindings (TenonDml           *self,
                         const TenonOperand *column,
                         const TenonOperand *value)
{
  static const TenonToken nothing = { TENON_TOKEN_END, "", 0 };
  guint                   n = column->kind == TENON_OPERAND_ROW ? (guint)column->n : 1;
  int                     first = column->kind == TENON_OPERAND_ROW ? column->first : column->reference;
  gboolean                is_rows = value->width == n || (value->width == 1 && value->n_values == n);

  if (column->kind != TENON_OPERAND_COLUMN && column->kind != TENON_OPERAND_ROW)
    return;
  if (n == 1 && value->value.kind != TENON_TOKEN_END)
    take (self, first, &value->value);
  else if (is_rows && n > 0)
    for (guint i = 0; i < value->n_values; i++)
      take (self, first + i % n, &g_array_index (self->literals, TenonToken, value->first_value + i));
  else
    for (guint i = 0; i < n; i++)
      take (self, first + i, &nothing);
}

/* Moves to the comma or parenthesis that ends a value that is an expression. */
static void
skip_rest (TenonDml *self)
{
  while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ',') && !tenon_token_is_mark (&self->token, ')'))
    {
      if (tenon_token_is_mark (&self->token, '('))
        tenon_dml_skip_parentheses (self);
      else
        tenon_dml_next (self);
    }
}

static void
read_row (TenonDml *self,
          GArray   *columns)
{
  guint i = 0;

  tenon_dml_next (self);
  while (!tenon_dml_at_end (self) && !tenon_token_is_mark (&self->token, ')'))
    {
      TenonOperand item = { 0 };
      gboolean     is_null = tenon_token_is (&self->token, "NULL") || tenon_token_is (&self->token, "DEFAULT");

      tenon_dml_read_operand (self, &item);
      if (!tenon_token_is_mark (&self->token, ',') && !tenon_token_is_mark (&self->token, ')'))
        {
          item.value.kind = TENON_TOKEN_END;
          skip_rest (self);
        }
      if (i < columns->len)
        tenon_dml_take_new (self, g_array_index (columns, int, i), &item.value, is_null);
      i++;
      if (tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
    }
  tenon_dml_next (self);
}

/**
 * tenon_dml_read_rows:
 * @columns: (element-type int): references; rows of another length are read as far as they go
 *
 * Reads "(value, …), …" behind VALUES.
 */
void
tenon_dml_read_rows (TenonDml *self,
                     GArray   *columns)
{
  while (!tenon_dml_at_end (self))
    {
      tenon_dml_accept (self, "ROW");
      if (!tenon_token_is_mark (&self->token, '('))
        return;
      if (self->bindings->len >= MAX_BINDINGS)
        tenon_dml_skip_parentheses (self);
      else
        read_row (self, columns);
      if (tenon_token_is_mark (&self->token, ','))
        tenon_dml_next (self);
    }
}

static void
value_clear (TenonDmlValue *self)
{
  g_ref_string_release (self->column);
}

/* "" where no table has the column. */
static char *
dup_name (TenonDml *self,
          int       reference)
{
  g_autofree char *name = tenon_dml_resolve_name (self, reference);

  return g_ref_string_new (name != NULL ? name : "");
}

/**
 * tenon_dml_list_values:
 *
 * Once the statement is read: its bindings with what their columns mean. Those of a column no table has are left out.
 *
 * Returns: (transfer full) (element-type TenonDmlValue):
 */
GArray *
tenon_dml_list_values (TenonDml *self)
{
  GArray           *values = g_array_new (FALSE, FALSE, sizeof (TenonDmlValue));
  g_autofree char **names = g_new0 (char *, self->references->len + 1);

  g_array_set_clear_func (values, (GDestroyNotify)value_clear);
  for (guint i = 0; i < self->bindings->len; i++)
    {
      TenonDmlBinding *binding = &g_array_index (self->bindings, TenonDmlBinding, i);
      TenonDmlValue    value = { NULL, binding->value, binding->is_new, binding->is_null };

      if (names[binding->reference] == NULL)
        names[binding->reference] = dup_name (self, binding->reference);
      if (*names[binding->reference] == '\0')
        continue;
      value.column = g_ref_string_acquire (names[binding->reference]);
      g_array_append_val (values, value);
    }
  for (guint i = 0; i < self->references->len; i++)
    g_clear_pointer (&names[i], g_ref_string_release);
  return values;
}
