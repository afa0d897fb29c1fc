/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conditions that no set of columns says: written down as DynamoDB would write them where it could evaluate them, else as
 * they stand in the statement, without its values. */

#include <string.h>

#include "base/tenon-text.h"
#include "mysql/tenon-dml-private.h"

/* A longer text is cut; nobody reads it, and then it is no filter. */
#define MAX_TEXT 800
#define MAX_CONDITIONS 400

/* By the operator: of a column and a value, of a value and a column, of two columns. */
static const struct
{
  const char *mark;
  const char *value;
  const char *flipped;
  const char *columns;
} forms[] = {
  { "=", "{} = ?", "{} = ?", "{} = {}" },
  { "<=>", "{} = ?", "{} = ?", "{} = {}" },
  { "<", "{} < ?", "{} > ?", "{} < {}" },
  { ">", "{} > ?", "{} < ?", "{} > {}" },
  { "<=", "{} <= ?", "{} >= ?", "{} <= {}" },
  { ">=", "{} >= ?", "{} <= ?", "{} >= {}" },
  { "<>", "{} <> ?", "{} <> ?", "{} <> {}" },
  { "!=", "{} <> ?", "{} <> ?", "{} <> {}" },
};

/**
 * tenon_dml_find_form:
 *
 * Returns: (nullable): what DynamoDB writes for a comparison of the two operands; %NULL where it makes no such comparison
 */
const char *
tenon_dml_find_form (const TenonToken   *sign,
                     const TenonOperand *left,
                     const TenonOperand *right)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strlen (forms[i].mark) != sign->length || memcmp (forms[i].mark, sign->text, sign->length) != 0)
        continue;
      if (left->kind == TENON_OPERAND_COLUMN)
        return right->kind == TENON_OPERAND_CONSTANT ? forms[i].value : right->kind == TENON_OPERAND_COLUMN ? forms[i].columns
                                                                                                            : NULL;
      return left->kind == TENON_OPERAND_CONSTANT && right->kind == TENON_OPERAND_COLUMN ? forms[i].flipped : NULL;
    }
  return NULL;
}

/**
 * tenon_dml_add_predicate:
 * @right: (nullable)
 * @form: (nullable): nothing is noted without
 *
 * Notes a comparison that ends with the token before the present one.
 */
void
tenon_dml_add_predicate (TenonDml           *self,
                         const TenonOperand *left,
                         const TenonOperand *right,
                         const char         *form)
{
  TenonDmlPredicate predicate = { left->begin, self->last_end, form, -1, -1 };

  if (form == NULL || left->begin == NULL || self->last_end == NULL || self->predicates->len >= TENON_DML_MAX_REFERENCES)
    return;
  if (left->kind == TENON_OPERAND_COLUMN)
    predicate.first = left->reference;
  if (right != NULL && right->kind == TENON_OPERAND_COLUMN)
    *(predicate.first < 0 ? &predicate.first : &predicate.second) = right->reference;
  if (predicate.first >= 0)
    g_array_append_val (self->predicates, predicate);
}

/**
 * tenon_dml_add_condition:
 * @kind: (nullable): as in TenonShapeCondition; %NULL: as its comparisons are
 * @begin: where it begins; it ends with the token before the present one
 * @first: of its references, the others are those since
 * @exists: (nullable): the query that has to have rows, or none
 */
void
tenon_dml_add_condition (TenonDml      *self,
                         const char    *kind,
                         const char    *begin,
                         guint          first,
                         TenonDmlScope *exists)
{
  TenonDmlCondition condition = { kind, begin, self->last_end, first, self->references->len, exists, FALSE };

  if (begin != NULL && self->last_end != NULL && self->last_end > begin && self->conditions->len < MAX_CONDITIONS)
    g_array_append_val (self->conditions, condition);
}

/* ---- in words ---- */

typedef struct
{
  TenonDml          *self;
  const char *const *names;
  GHashTable        *predicates; /* where they begin -> TenonDmlPredicate */
  GHashTable        *references; /* where they begin -> place + 1 */
  GString           *s;
  gboolean           is_computed; /* more than comparisons that DynamoDB makes */
} Writing;

static void
append (Writing    *writing,
        const char *text,
        gsize       length)
{
  GString *s = writing->s;

  if (s->len > 0 && s->str[s->len - 1] != '(' && s->str[s->len - 1] != '.' && strchr ("),.", text[0]) == NULL)
    g_string_append_c (s, ' ');
  g_string_append_len (s, text, length);
}

static void
append_column (Writing *writing,
               int      reference)
{
  const char      *name = reference >= 0 ? writing->names[reference] : NULL;
  g_autofree char *text = NULL;

  if (name != NULL)
    {
      text = g_strdup_printf ("{%s}", name);
      append (writing, text, strlen (text));
      return;
    }
  writing->is_computed = TRUE;
  name = reference >= 0 ? g_array_index (writing->self->references, TenonDmlReference, reference).column : "…";
  append (writing, name, strlen (name));
}

static void
append_value (Writing *writing)
{
  GString *s = writing->s;

  if (g_str_has_suffix (s->str, "?,"))
    g_string_truncate (s, s->len - 1);
  else
    append (writing, "?", 1);
}

static void
append_predicate (Writing                 *writing,
                  const TenonDmlPredicate *predicate)
{
  g_auto (GStrv) pieces = g_strsplit (predicate->form, "{}", 3);
  int references[] = { predicate->first, predicate->second };

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const char *piece = g_strchug (pieces[i]);

      if (*piece != '\0')
        append (writing, piece, strlen (piece));
      g_string_truncate (writing->s, writing->s->len - (g_str_has_suffix (writing->s->str, " ") ? 1 : 0));
      if (pieces[i + 1] != NULL && i < G_N_ELEMENTS (references))
        append_column (writing, references[i]);
    }
}

static gboolean
is_literal (const TenonToken *token)
{
  return token->kind == TENON_TOKEN_STRING || token->kind == TENON_TOKEN_NUMBER || token->kind == TENON_TOKEN_BYTES || token->kind == TENON_TOKEN_VARIABLE || tenon_token_is_mark (token, '?');
}

/* AND, OR, NOT and parentheses: DynamoDB joins comparisons by them as well. */
static const char *
joining_word (const TenonToken *token)
{
  static const char *const words[] = { "AND", "OR", "NOT" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (token, words[i], strlen (words[i])))
      return words[i];
  if (tenon_token_is_mark (token, '(') || tenon_token_is_mark (token, ')'))
    return *token->text == '(' ? "(" : ")";
  if (tenon_token_is_mark (token, '!'))
    return "NOT";
  return token->kind == TENON_TOKEN_MARK && token->length == 2 && token->text[0] == '&' ? "AND" : NULL;
}

static void
append_token (Writing          *writing,
              const TenonToken *token,
              gboolean          is_call)
{
  const char      *joining = joining_word (token);
  g_autofree char *upper = NULL;

  if (joining != NULL && is_call)
    g_string_append_c (writing->s, '(');
  else if (joining != NULL)
    append (writing, joining, strlen (joining));
  else if (is_literal (token))
    append_value (writing);
  else if (tenon_dml_is_reserved (token))
    {
      upper = g_ascii_strup (token->text, token->length);
      append (writing, upper, token->length);
    }
  else
    append (writing, token->text, token->length);
  writing->is_computed |= joining == NULL;
}

static void
append_span (Writing    *writing,
             const char *begin,
             const char *end)
{
  TenonScanner scanner;
  TenonToken   token, before = { TENON_TOKEN_END, "", 0 };

  tenon_scanner_init (&scanner, begin, end - begin, writing->self->scanner.flags);
  for (tenon_scanner_next (&scanner, &token); token.kind != TENON_TOKEN_END; tenon_scanner_next (&scanner, &token))
    {
      const TenonDmlPredicate *predicate = g_hash_table_lookup (writing->predicates, token.text);
      gpointer                 reference = g_hash_table_lookup (writing->references, token.text);
      const char              *skip = NULL;

      if (writing->s->len > MAX_TEXT)
        {
          g_string_truncate (writing->s, g_utf8_offset_to_pointer (writing->s->str, g_utf8_strlen (writing->s->str, MAX_TEXT)) - writing->s->str);
          g_string_append (writing->s, "…");
          writing->is_computed = TRUE;
          return;
        }
      if (predicate != NULL && predicate->end <= end)
        {
          append_predicate (writing, predicate);
          skip = predicate->end;
        }
      else if (reference != NULL)
        {
          append_column (writing, GPOINTER_TO_INT (reference) - 1);
          skip = g_array_index (writing->self->references, TenonDmlReference, GPOINTER_TO_INT (reference) - 1).end;
          writing->is_computed = TRUE;
        }
      else
        {
          append_token (writing, &token, tenon_token_is_mark (&token, '(') && before.kind == TENON_TOKEN_WORD && !tenon_dml_is_reserved (&before));
        }
      if (skip != NULL)
        tenon_scanner_init (&scanner, skip, end > skip ? end - skip : 0, writing->self->scanner.flags);
      before = token;
      if (skip != NULL)
        before.kind = TENON_TOKEN_MARK;
    }
}

static void
writing_init (Writing           *writing,
              TenonDml          *self,
              const char *const *names)
{
  writing->self = self;
  writing->names = names;
  writing->predicates = g_hash_table_new (NULL, NULL);
  writing->references = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->predicates->len; i++)
    {
      TenonDmlPredicate *predicate = &g_array_index (self->predicates, TenonDmlPredicate, i);

      g_hash_table_insert (writing->predicates, (gpointer)predicate->begin, predicate);
    }
  for (guint i = 0; i < self->references->len; i++)
    {
      TenonDmlReference *reference = &g_array_index (self->references, TenonDmlReference, i);

      if (reference->begin != NULL && reference->end != NULL)
        g_hash_table_insert (writing->references, (gpointer)reference->begin, GINT_TO_POINTER (i + 1));
    }
}

/* ---- what they name ---- */

static char **
list_columns (Writing                 *writing,
              const TenonDmlCondition *condition)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; condition->exists != NULL && i < condition->exists->sources->len; i++)
    {
      TenonDmlSource *source = g_ptr_array_index (condition->exists->sources, i);
      char           *name = source->name != NULL ? g_strconcat (source->name, ".*", NULL) : NULL;

      if (name == NULL)
        continue;
      g_ptr_array_add (owned, name);
      if (g_hash_table_add (seen, name))
        g_ptr_array_add (columns, name);
    }
  for (guint i = condition->first; i < condition->last; i++)
    if (writing->names[i] != NULL && g_hash_table_add (seen, (gpointer)writing->names[i]))
      g_ptr_array_add (columns, (gpointer)writing->names[i]);
  return tenon_strv_from_array (columns);
}

static void
resolve_condition (Writing                 *writing,
                   const TenonDmlCondition *condition,
                   TenonShape              *shape)
{
  TenonShapeCondition *record;

  writing->s = g_string_new (NULL);
  writing->is_computed = FALSE;
  if (condition->is_either)
    g_string_append_c (writing->s, '(');
  append_span (writing, condition->begin, condition->end);
  if (condition->is_either)
    g_string_append_c (writing->s, ')');
  record = g_object_new (TENON_TYPE_SHAPE_CONDITION, NULL);
  record->kind = g_strdup (condition->kind != NULL ? condition->kind : writing->is_computed ? "computed"
                                                                                            : "filter");
  record->text = g_utf8_make_valid (writing->s->str, writing->s->len);
  record->columns = list_columns (writing, condition);
  tenon_list_append_take (shape->conditions, record);
  g_string_free (writing->s, TRUE);
}

/**
 * tenon_dml_resolve_conditions:
 * @names: (element-type utf8): what each reference means, "table.column"; %NULL where no table has it
 *
 * Adds to the shape what no set of columns says.
 */
void
tenon_dml_resolve_conditions (TenonDml          *self,
                              const char *const *names,
                              TenonShape        *shape)
{
  Writing writing = { 0 };

  if (self->conditions->len == 0)
    return;
  writing_init (&writing, self, names);
  for (guint i = 0; i < self->conditions->len; i++)
    resolve_condition (&writing, &g_array_index (self->conditions, TenonDmlCondition, i), shape);
  g_hash_table_unref (writing.predicates);
  g_hash_table_unref (writing.references);
}
