/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Formulas of derived rates: "users x actions a day / 86400 x peak factor", "25 % of total requests", "0.3 x AP8".
 *
 *   formula  = operand { operator operand }           * x × times   / ÷   + -   of, which multiplies
 *   operand  = number [%] | name | ( formula )
 *   name     = words: of a pattern's rate (AP8, AP8 peak, AP8 average; AP8 alone is the half that is derived), of a fact
 *              of the application (users, total requests), or of a number that was given under this name
 *
 * Read with two stacks of bounded depth, so that no text can make it recurse. */

#include "model/tenon-formula.h"

#include <math.h>
#include <string.h>

#include "base/tenon-text.h"
#include "model/tenon-facts.h"

#define MAX_LENGTH 1000
#define MAX_DEPTH 64

typedef enum
{
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_NAME,
  TOKEN_OPERATOR, /* + - * / */
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_WRONG,
} TokenKind;

typedef struct
{
  TokenKind   kind;
  char        operator;
  double      number;
  const char *begin;
  const char *end;
} Token;

typedef struct
{
  TenonModel *model;
  GHashTable *patterns; /* (nullable) (element-type utf8 TenonPattern) borrowed; NULL: look in the list */
  gboolean    is_peak;
  gboolean    is_moved; /* whether every input counts as another number than it is */
} Scope;

/* On which side of a number the true one may lie. */
typedef enum
{
  BOUND_NONE = 0,
  BOUND_LOWER = 1 << 0, /* it is this at least */
  BOUND_UPPER = 1 << 1, /* it is this at most */
} Bound;

/* ---- tokens ---- */

static gboolean
is_name_start (gunichar c)
{
  return g_unichar_isalpha (c) || c == '_';
}

/* The word that begins at @p: letters, digits, and - . ' inside it. */
static const char *
word_end (const char *p)
{
  const char *end = p;

  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end);

      if (!g_unichar_isalnum (c) && c != '_' && !(strchr ("-.'", (int)c) != NULL && c < 128 && g_unichar_isalnum (g_utf8_get_char (g_utf8_next_char (end)))))
        break;
      end = g_utf8_next_char (end);
    }
  return end;
}

static gboolean
is_word (const char *begin,
         const char *end,
         const char *word)
{
  return (gsize)(end - begin) == strlen (word) && g_ascii_strncasecmp (begin, word, end - begin) == 0;
}

static gboolean
is_operator_word (const char *begin,
                  const char *end)
{
  return is_word (begin, end, "x") || is_word (begin, end, "of") || is_word (begin, end, "times");
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* A name goes on over blanks while words follow that are no operators. */
static const char *
read_name (const char *begin)
{
  const char *end = word_end (begin);

  for (;;)
    {
      const char *next = skip_blanks (end);

      if (next == end || !is_name_start (g_utf8_get_char (next)) || is_operator_word (next, word_end (next)))
        return end;
      end = word_end (next);
    }
}

static Token
read_number (const char *begin)
{
  Token       token = { TOKEN_NUMBER, 0, 0, begin, begin };
  const char *percent;

  if (!tenon_parse_number (begin, &token.number, &token.end))
    {
      token.kind = TOKEN_WRONG;
      return token;
    }
  percent = skip_blanks (token.end);
  if (*percent == '%')
    {
      token.number /= 100;
      token.end = percent + 1;
    }
  return token;
}

static Token
read_token (const char *p)
{
  static const struct
  {
    gunichar sign;
    char     operator;
  } signs[] = { { '*', '*' }, { 0xd7, '*' }, { 0xb7, '*' }, { '/', '/' }, { 0xf7, '/' }, { '+', '+' }, { '-', '-' }, { 0x2212, '-' } };
  const char *begin = skip_blanks (p);
  gunichar    c = *begin != '\0' ? g_utf8_get_char (begin) : 0;
  Token       token = { TOKEN_WRONG, 0, 0, begin, begin };

  if (c == 0)
    token.kind = TOKEN_END;
  if (c == 0)
    return token;
  if (g_ascii_isdigit (*begin) || *begin == '.')
    return read_number (begin);
  token.end = g_utf8_next_char (begin);
  if (c == '(' || c == ')')
    token.kind = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].sign == c)
      {
        token.kind = TOKEN_OPERATOR;
        token.operator= signs[i].operator;
      }
  if (!is_name_start (c))
    return token;
  token.end = word_end (begin);
  token.kind = TOKEN_OPERATOR;
  token.operator= '*';
  if (is_operator_word (begin, token.end))
    return token;
  token.kind = TOKEN_NAME;
  token.end = read_name (begin);
  return token;
}

/* ---- names ---- */

static TenonPattern *
find_pattern (Scope      *scope,
              const char *pattern_id)
{
  return scope->patterns != NULL ? g_hash_table_lookup (scope->patterns, pattern_id) : tenon_model_find_pattern (scope->model, pattern_id);
}

/* "AP8", "ap8 peak", "AP8.average". Returns: (nullable): the pattern whose rate is meant */
static TenonPattern *
read_pattern_name (Scope      *scope,
                   const char *name,
                   gboolean   *is_peak)
{
  g_autofree char *id = g_strdup (name);
  char            *half = strpbrk (id, " .");

  *is_peak = scope->is_peak;
  if (half != NULL)
    {
      *half++ = '\0';
      half += strspn (half, " .");
      if (g_ascii_strcasecmp (half, "peak") == 0)
        *is_peak = TRUE;
      else if (g_ascii_strcasecmp (half, "average") == 0 || g_ascii_strcasecmp (half, "avg") == 0)
        *is_peak = FALSE;
      else
        return NULL;
    }
  if (find_pattern (scope, id) != NULL)
    return find_pattern (scope, id);
  for (char *p = id; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return find_pattern (scope, id);
}

/* The key of the fact a name means; of a number nobody has given yet as well. */
static char *
dup_key (Scope      *scope,
         const char *name)
{
  g_autofree char *nick = g_utf8_strdown (name, -1);
  g_autofree char *given = NULL;

  for (char *p = nick; *p != '\0'; p++)
    if (*p == ' ')
      *p = '-';
  if (g_str_equal (nick, "users") || g_str_equal (nick, "total-requests"))
    return g_steal_pointer (&nick);
  for (guint i = 0; i < tenon_list_get_length (scope->model->facts); i++)
    {
      TenonFact *fact = tenon_list_get (scope->model->facts, i);

      if (fact->key != NULL && g_str_has_prefix (fact->key, "given:") && g_ascii_strcasecmp (fact->key + strlen ("given:"), name) == 0)
        return g_strdup (fact->key);
    }
  return tenon_facts_dup_key (TENON_FACT_GIVEN, name, NULL);
}

static void
resolve (Scope             *scope,
         TenonFormulaInput *input)
{
  gboolean      is_peak;
  TenonPattern *pattern = read_pattern_name (scope, input->name, &is_peak);

  input->value = NAN;
  if (pattern != NULL)
    {
      input->rate = is_peak ? pattern->rps_peak : pattern->rps_average;
      tenon_rate_get_value (input->rate, &input->value);
      return;
    }
  input->key = dup_key (scope, input->name);
  tenon_facts_get_number (scope->model, input->key, &input->value);
}

void
tenon_formula_input_free (TenonFormulaInput *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self);
}

static TenonFormulaInput *
new_input (Scope       *scope,
           const Token *token)
{
  TenonFormulaInput *input = g_new0 (TenonFormulaInput, 1);
  g_autofree char   *words = g_strndup (token->begin, token->end - token->begin);
  g_auto (GStrv) parts = g_regex_split_simple ("\\s+", words, 0, 0);

  input->name = g_strjoinv (" ", parts);
  resolve (scope, input);
  return input;
}

/* ---- evaluation ---- */

typedef struct
{
  double   values[MAX_DEPTH];
  Bound    bounds[MAX_DEPTH]; /* of the values */
  guint    n_values;
  char     operators[MAX_DEPTH]; /* with '(' */
  guint    n_operators;
  GString *shown; /* the formula with its values */
} Machine;

static gboolean
fail (GError    **error,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError    **error,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static guint
rank (char operator)
{
  return operator== '(' ? 0 : operator== '+' || operator== '-' ? 1
                                                               : 2;
}

static Bound
turn (Bound bound)
{
  return (bound & BOUND_LOWER ? BOUND_UPPER : 0) | (bound & BOUND_UPPER ? BOUND_LOWER : 0);
}

/* Where the number lies that comes of two: it grows with what is added and multiplied, and falls with what is taken away or
 * divided by. Times something below 0 it falls as well, which nobody means: then nothing is said of the side. */
static Bound
combine (char   operator,
         double a,
         Bound  bound_a,
         double b,
         Bound  bound_b)
{
  gboolean is_product = operator== '*' || operator== '/';
  Bound                                   bound = bound_a | (operator== '-' || operator== '/' ? turn (bound_b) : bound_b);

  return bound != BOUND_NONE && is_product && (a < 0 || b < 0) ? BOUND_LOWER | BOUND_UPPER : bound;
}

static void
reduce (Machine *self)
{
  double b = self->values[--self->n_values];
  double a = self->values[self->n_values - 1];

  self->bounds[self->n_values - 1] = combine (self->operators[self->n_operators - 1], a, self->bounds[self->n_values - 1], b, self->bounds[self->n_values]);
  switch (self->operators[--self->n_operators])
    {
    case '+':
      a += b;
      break;
    case '-':
      a -= b;
      break;
    case '*':
      a *= b;
      break;
    case '/':
      a /= b;
      break;
    }
  self->values[self->n_values - 1] = a;
}

static gboolean
push_value (Machine *self,
            double   value,
            Bound    bound,
            GError **error)
{
  g_autofree char *text = tenon_format_number (value);

  if (self->n_values == MAX_DEPTH)
    return fail (error, "The formula is too deep");
  self->bounds[self->n_values] = bound;
  self->values[self->n_values++] = value;
  g_string_append_printf (self->shown, "%s%s", bound != BOUND_NONE ? "at least " : "", isnan (value) ? "?" : text);
  return TRUE;
}

static gboolean
push_operator (Machine *self,
               char
               operator,
               GError ** error)
{
  if (self->n_operators == MAX_DEPTH)
    return fail (error, "The formula is too deep");
  self->operators[self->n_operators++] = operator;
  return TRUE;
}

static gboolean
take_operator (Machine *self,
               char
               operator,
               GError ** error)
{
  while (self->n_operators > 0 && rank (self->operators[self->n_operators - 1]) >= rank (operator))
    reduce (self);
  g_string_append_printf (self->shown, " %s ", operator== '*' ? "×" : operator== '/' ? "/"
                                                                  :
                                                                  operator== '+' ? "+"
                                                                                 : "−");
  return push_operator (self, operator, error);
}

static gboolean
take_close (Machine *self,
            GError **error)
{
  while (self->n_operators > 0 && self->operators[self->n_operators - 1] != '(')
    reduce (self);
  if (self->n_operators == 0)
    return fail (error, "A parenthesis closes that never opened");
  self->n_operators--;
  g_string_append_c (self->shown, ')');
  return TRUE;
}

/* Another number than the input is: for each by a factor of its own, so that two of them do not cancel each other out, and
 * for one that is named twice the same, so that it does. */
static double
move_input (GPtrArray *inputs)
{
  const TenonFormulaInput *last = g_ptr_array_index (inputs, inputs->len - 1);
  guint                    first = 0;

  for (const TenonFormulaInput *other = g_ptr_array_index (inputs, 0); other->rate != last->rate || g_strcmp0 (other->key, last->key) != 0; other = g_ptr_array_index (inputs, first))
    first++;
  return last->value * (2 + first) + 1;
}

static gboolean
take_operand (Scope       *scope,
              Machine     *machine,
              const Token *token,
              GPtrArray   *inputs,
              GError     **error)
{
  TenonFormulaInput *input;

  if (token->kind == TOKEN_NUMBER)
    return push_value (machine, token->number, BOUND_NONE, error);
  input = new_input (scope, token);
  g_ptr_array_add (inputs, input);
  return push_value (machine, scope->is_moved ? move_input (inputs) : input->value, tenon_rate_is_lower_bound (input->rate) ? BOUND_LOWER : BOUND_NONE, error);
}

static gboolean
misplaced (const Token *token,
           GError     **error)
{
  if (token->kind == TOKEN_END)
    return fail (error, "The formula ends where a number or a name is missing");
  return fail (error, "“%.*s” does not belong there in the formula", (int)MAX (1, token->end - token->begin), token->begin);
}

/* Returns: FALSE with an error for what is no formula; unknown inputs make the value NAN. */
static gboolean
evaluate (Scope      *scope,
          const char *formula,
          GPtrArray  *inputs,
          Machine    *machine,
          GError    **error)
{
  const char *p = formula;
  gboolean    wants_operand = TRUE;

  if (strlen (formula) > MAX_LENGTH || !g_utf8_validate (formula, -1, NULL))
    return fail (error, "The formula is too long, or no text");
  for (;;)
    {
      Token token = read_token (p);

      p = token.end;
      if (wants_operand && token.kind == TOKEN_OPEN)
        {
          g_string_append_c (machine->shown, '(');
          if (!push_operator (machine, '(', error))
            return FALSE;
          continue;
        }
      if (wants_operand != (token.kind == TOKEN_NUMBER || token.kind == TOKEN_NAME) || token.kind == TOKEN_WRONG || token.kind == TOKEN_OPEN)
        return misplaced (&token, error);
      if (token.kind == TOKEN_END)
        break;
      if (wants_operand ? !take_operand (scope, machine, &token, inputs, error) : token.kind == TOKEN_CLOSE ? !take_close (machine, error)
                                                                                                            : !take_operator (machine, token.operator, error))
        return FALSE;
      wants_operand = token.kind == TOKEN_OPERATOR;
    }
  while (machine->n_operators > 0)
    {
      if (machine->operators[machine->n_operators - 1] == '(')
        return fail (error, "A parenthesis is never closed");
      reduce (machine);
    }
  return TRUE;
}

/**
 * tenon_formula_list_inputs:
 * @is_peak: which half of a rate a pattern's name alone means
 *
 * Returns: (transfer full) (nullable) (element-type TenonFormulaInput): the names in the order of the text, known or
 *   not; %NULL with an error for what is no formula
 */
GPtrArray *
tenon_formula_list_inputs (TenonModel *model,
                           const char *formula,
                           gboolean    is_peak,
                           GError    **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_formula_input_free);
  g_autoptr (GString) shown = g_string_new (NULL);
  Machine machine = { .shown = shown };
  Scope   scope = { .model = model, .is_peak = is_peak };

  return evaluate (&scope, formula, inputs, &machine, error) ? g_steal_pointer (&inputs) : NULL;
}

/* Says which names there are: what is meant is often one of them in other words. */
static gboolean
fail_unknown (Scope      *scope,
              const char *name,
              GError    **error)
{
  static const char *const facts[] = { "users", "total-requests" };
  g_autoptr (GString) known = g_string_new (NULL);
  double value;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (tenon_facts_get_number (scope->model, facts[i], &value))
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", i == 0 ? "users" : "total requests");
  for (guint i = 0; i < tenon_list_get_length (scope->model->facts); i++)
    {
      TenonFact *fact = tenon_list_get (scope->model->facts, i);

      if (fact->key != NULL && g_str_has_prefix (fact->key, "given:"))
        g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", fact->key + strlen ("given:"));
    }
  if (known->len == 0)
    return fail (error, "Nobody has said what “%s” is", name);
  return fail (error, "Nobody has said what “%s” is; known are %s, and the patterns' rates", name, known->str);
}

/* What comes out, and on which side of it the true number may lie. */
static gboolean
check_result (const Machine *machine,
              GError       **error)
{
  g_autofree char *result = tenon_format_number (machine->values[0]);
  g_autofree char *most = tenon_format_number (TENON_RATE_MAX);

  if (!isfinite (machine->values[0]) || machine->values[0] < 0)
    return fail (error, "The formula comes to no number of requests a second: %s", machine->shown->str);
  if (machine->values[0] > TENON_RATE_MAX)
    return fail (error, "The formula comes to more than %s requests a second, which nobody can mean: %s", most, machine->shown->str);
  if (machine->bounds[0] & BOUND_UPPER)
    return fail (error, "Of a number that is known as “at least” the formula takes away, or divides by it: nobody knows whether it comes to more or less than %s (%s)", result, machine->shown->str);
  return TRUE;
}

static gboolean
compute (Scope      *scope,
         const char *formula,
         double     *value,
         gboolean   *is_lower_bound,
         char      **explanation,
         GError    **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_formula_input_free);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *number = NULL;
  g_autofree char *result = NULL;
  Machine          machine = { .shown = shown };

  if (!evaluate (scope, formula, inputs, &machine, error))
    return FALSE;
  for (guint i = 0; i < inputs->len; i++)
    {
      TenonFormulaInput *input = g_ptr_array_index (inputs, i);

      if (isnan (input->value))
        return fail_unknown (scope, input->name, error);
    }
  if (!check_result (&machine, error))
    return FALSE;
  *value = machine.values[0];
  *is_lower_bound = machine.bounds[0] == BOUND_LOWER;
  number = tenon_format_number (*value);
  result = g_strconcat (*is_lower_bound ? "at least " : "", number, NULL);
  if (explanation != NULL)
    *explanation = inputs->len > 0 ? g_strdup_printf ("%s = %s = %s", formula, shown->str, result) : g_strdup_printf ("%s = %s", formula, result);
  return TRUE;
}

/* A derived rate rests on other numbers: with them it changes. "5", "10 / 2" and "5 + 0 x AP1" are numbers somebody states. */
static gboolean
check_rests (Scope      *scope,
             const char *formula,
             double      value,
             GError    **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_formula_input_free);
  g_autoptr (GString) shown = g_string_new (NULL);
  Machine machine = { .shown = shown };
  Scope   moved = *scope;

  moved.is_moved = TRUE;
  if (!evaluate (&moved, formula, inputs, &machine, error))
    return FALSE;
  if (inputs->len == 0)
    return fail (error, "“%s” names nothing that is known: a rate is derived from a fact (users, total requests, a number somebody gave) or from the rate of a pattern; a number of its own is stated, with what it rests on", formula);
  if (fabs (machine.values[0] - value) <= 1e-12 * fabs (value))
    return fail (error, "“%s” comes to the same whatever %s is: it is a number of its own, which is stated, with what it rests on", formula, ((TenonFormulaInput *)g_ptr_array_index (inputs, 0))->name);
  return TRUE;
}

/**
 * tenon_formula_compute:
 * @value: (out): requests a second
 * @explanation: (out) (optional) (transfer full): the formula, the same with its values, and what comes out
 *
 * Says nothing of whether the formula may derive a rate, as tenon_formula_check() does.
 *
 * Returns: %FALSE with an error for what is no formula, for a name nobody knows a number of, and where it takes away from a
 *   lower bound, or divides by one
 */
gboolean
tenon_formula_compute (TenonModel *model,
                       const char *formula,
                       gboolean    is_peak,
                       double     *value,
                       char      **explanation,
                       GError    **error)
{
  Scope    scope = { .model = model, .is_peak = is_peak };
  gboolean is_lower_bound;

  return compute (&scope, formula, value, &is_lower_bound, explanation, error);
}

/* ---- what depends on what ---- */

/* One half of a pattern's rate that has a formula. */
typedef struct
{
  TenonPattern *pattern;
  gboolean      is_peak;
  const char   *formula; /* borrowed from the rate as it was */
  guint         waits;   /* for how many others */
  GPtrArray    *feeds;   /* (element-type Derived) */
} Derived;

static void
derived_free (gpointer data)
{
  Derived *derived = data;

  g_ptr_array_unref (derived->feeds);
  g_free (derived);
}

static void
add_derived (GHashTable   *all,
             GPtrArray    *order,
             TenonPattern *pattern,
             gboolean      is_peak)
{
  const char *formula = tenon_rate_get_formula (is_peak ? pattern->rps_peak : pattern->rps_average);
  Derived    *derived;

  if (formula == NULL)
    return;
  derived = g_new0 (Derived, 1);
  derived->pattern = pattern;
  derived->is_peak = is_peak;
  derived->formula = formula;
  derived->feeds = g_ptr_array_new ();
  g_ptr_array_add (order, derived);
  g_hash_table_insert (all, g_strdup_printf ("%s/%d", pattern->pattern_id, is_peak), derived);
}

static void
connect_derived (Scope      *scope,
                 GHashTable *all,
                 Derived    *derived)
{
  const char *p = derived->formula;

  scope->is_peak = derived->is_peak;
  for (Token token = read_token (p); token.kind != TOKEN_END && token.kind != TOKEN_WRONG; token = read_token (token.end))
    {
      g_autofree char *name = token.kind == TOKEN_NAME ? g_strndup (token.begin, token.end - token.begin) : NULL;
      g_autofree char *key = NULL;
      gboolean         is_peak;
      TenonPattern    *pattern = name != NULL ? read_pattern_name (scope, name, &is_peak) : NULL;
      Derived         *source;

      if (pattern == NULL)
        continue;
      key = g_strdup_printf ("%s/%d", pattern->pattern_id, is_peak);
      source = g_hash_table_lookup (all, key);
      if (source == NULL)
        continue;
      g_ptr_array_add (source->feeds, derived);
      derived->waits++;
    }
}

/* @circle: (nullable): why it is not to be computed at all */
static void
renew (Scope      *scope,
       Derived    *derived,
       const char *circle)
{
  TenonRate *present = derived->is_peak ? derived->pattern->rps_peak : derived->pattern->rps_average;
  g_autoptr (TenonRate) rate = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *explanation = NULL;
  gboolean         is_lower_bound;
  double           value;

  scope->is_peak = derived->is_peak;
  if (circle != NULL)
    {
      rate = tenon_rate_new_broken (derived->formula, circle);
    }
  else if (compute (scope, derived->formula, &value, &is_lower_bound, &explanation, &error) && check_rests (scope, derived->formula, value, &error))
    {
      rate = tenon_rate_new (TENON_RATE_DERIVED, value, explanation);
      tenon_rate_set_lower_bound (rate, is_lower_bound);
      tenon_rate_set_formula (rate, derived->formula);
    }
  else
    {
      g_autofree char *reason = g_strdup_printf ("%s = unknown: %s", derived->formula, error->message);

      rate = tenon_rate_new_broken (derived->formula, reason);
    }
  tenon_rate_set_person (rate, tenon_rate_get_by (present), tenon_rate_get_at (present));
  tenon_rate_set_place (rate, tenon_rate_get_file (present), tenon_rate_get_line (present));
  if (!tenon_rate_equal (rate, present))
    g_object_set (derived->pattern, derived->is_peak ? "rps-peak" : "rps-average", rate, NULL);
}

/**
 * tenon_formula_update:
 *
 * Computes every derived rate again, those that others are derived from first. Where a formula goes round in a circle, or
 * nobody knows its input any more, the rate is unknown, with the formula and the reason, and with it those derived from
 * it: the number it came to before would be one without evidence. It comes back with its input. To be called inside an
 * edit: the model does so itself before it commits one.
 */
void
tenon_formula_update (TenonModel *model)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) derived = g_ptr_array_new_with_free_func (derived_free);
  g_autoptr (GPtrArray) ready = g_ptr_array_new ();
  g_autoptr (GHashTable) patterns = NULL;
  Scope scope = { .model = model, .is_peak = TRUE };

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      add_derived (all, derived, tenon_list_get (model->patterns, i), TRUE);
      add_derived (all, derived, tenon_list_get (model->patterns, i), FALSE);
    }
  if (derived->len == 0)
    return;
  patterns = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      if (pattern->pattern_id != NULL)
        g_hash_table_insert (patterns, pattern->pattern_id, pattern);
    }
  scope.patterns = patterns;
  for (guint i = 0; i < derived->len; i++)
    connect_derived (&scope, all, g_ptr_array_index (derived, i));
  for (guint i = 0; i < derived->len; i++)
    if (((Derived *)g_ptr_array_index (derived, i))->waits == 0)
      g_ptr_array_add (ready, g_ptr_array_index (derived, i));
  for (guint i = 0; i < ready->len; i++)
    {
      Derived *next = g_ptr_array_index (ready, i);

      renew (&scope, next, NULL);
      for (guint k = 0; k < next->feeds->len; k++)
        if (--((Derived *)g_ptr_array_index (next->feeds, k))->waits == 0)
          g_ptr_array_add (ready, g_ptr_array_index (next->feeds, k));
    }
  for (guint i = 0; i < derived->len; i++)
    if (((Derived *)g_ptr_array_index (derived, i))->waits > 0)
      renew (&scope, g_ptr_array_index (derived, i), "The formula goes round in a circle, or needs a rate whose formula does");
}

/* Whether the formula leads back, over other derived rates, to the half of the pattern it is for. */
static gboolean
leads_back (TenonModel *model,
            const char *formula,
            const char *pattern_id,
            gboolean    is_peak)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) formulas = g_ptr_array_new ();
  g_autoptr (GArray) halves = g_array_new (FALSE, FALSE, sizeof (gboolean));
  Scope scope = { .model = model, .is_peak = is_peak };

  g_ptr_array_add (formulas, (gpointer)formula);
  g_array_append_val (halves, is_peak);
  for (guint i = 0; i < formulas->len; i++)
    {
      Token token = read_token (g_ptr_array_index (formulas, i));

      scope.is_peak = g_array_index (halves, gboolean, i);
      for (; token.kind != TOKEN_END && token.kind != TOKEN_WRONG; token = read_token (token.end))
        {
          g_autofree char *name = token.kind == TOKEN_NAME ? g_strndup (token.begin, token.end - token.begin) : NULL;
          gboolean         half;
          TenonPattern    *pattern = name != NULL ? read_pattern_name (&scope, name, &half) : NULL;
          const char      *next;

          if (pattern == NULL)
            continue;
          if (g_strcmp0 (pattern->pattern_id, pattern_id) == 0 && half == is_peak)
            return TRUE;
          next = tenon_rate_get_formula (half ? pattern->rps_peak : pattern->rps_average);
          if (next == NULL || !g_hash_table_add (seen, g_strdup_printf ("%s/%d", pattern->pattern_id, half)))
            continue;
          g_ptr_array_add (formulas, (gpointer)next);
          g_array_append_val (halves, half);
        }
    }
  return FALSE;
}

/**
 * tenon_formula_check:
 * @pattern_id: whose rate it is for
 *
 * Returns: whether this rate can be derived by the formula now: it can be computed, rests on something that is known, and
 *   does not need the rate itself
 */
gboolean
tenon_formula_check (TenonModel *model,
                     const char *formula,
                     const char *pattern_id,
                     gboolean    is_peak,
                     GError    **error)
{
  Scope    scope = { .model = model, .is_peak = is_peak };
  gboolean is_lower_bound;
  double   value;

  if (!compute (&scope, formula, &value, &is_lower_bound, NULL, error) || !check_rests (&scope, formula, value, error))
    return FALSE;
  return !leads_back (model, formula, pattern_id, is_peak) || fail (error, "The formula goes round in a circle: it needs the %s of %s itself", is_peak ? "peak" : "average", pattern_id);
}

/**
 * tenon_formula_derive:
 * @pattern_id: whose rate it is for
 * @by: (nullable): "Name <mail>"
 * @at: (nullable): ISO 8601
 *
 * Returns: (transfer full) (nullable): a DERIVED rate that carries its formula; its evidence is the computation, and it is a
 *   lower bound where a number it grows with is one
 */
TenonRate *
tenon_formula_derive (TenonModel *model,
                      const char *formula,
                      const char *pattern_id,
                      gboolean    is_peak,
                      const char *by,
                      const char *at,
                      GError    **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (formula));
  g_autofree char *explanation = NULL;
  Scope            scope = { .model = model, .is_peak = is_peak };
  TenonRate       *rate;
  gboolean         is_lower_bound;
  double           value;

  if (!tenon_formula_check (model, plain, pattern_id, is_peak, error) || !compute (&scope, plain, &value, &is_lower_bound, &explanation, error))
    return NULL;
  rate = tenon_rate_new (TENON_RATE_DERIVED, value, explanation);
  tenon_rate_set_formula (rate, plain);
  tenon_rate_set_lower_bound (rate, is_lower_bound);
  tenon_rate_set_person (rate, by, at);
  return rate;
}
