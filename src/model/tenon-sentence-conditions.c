/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must be so for a write to go through, as a condition on columns of the item. What of the words is not understood is a
 * doubt: a condition is never dropped. */

#include "model/tenon-sentence-private.h"

#include "model/tenon-statement.h"

#include <string.h>

typedef struct
{
  TenonSentenceReader *reader;
  TenonSourceTable    *table;
  GArray              *tokens;
  guint                i, end;
  const char          *changed; /* (nullable) a number the clause changes */
  GString             *text;
  GPtrArray           *columns; /* (element-type utf8) (owned) table.column */
} Atom;

static void
append_column (Atom       *self,
               const char *column)
{
  g_autofree char *dotted = g_strconcat (self->table->name, ".", column, NULL);

  g_string_append_printf (self->text, "{%s}", dotted);
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (g_ptr_array_index (self->columns, i), dotted) == 0)
      return;
  g_ptr_array_add (self->columns, g_steal_pointer (&dotted));
}

static void
append_value (Atom       *self,
              const char *value)
{
  g_string_append_printf (self->text, "?_%s", value);
}

static gboolean
skip_any (Atom              *self,
          const char *const *words)
{
  gboolean any = FALSE;

  while (self->i < self->end && tenon_token_is_any (self->tokens, self->i, words))
    {
      self->i++;
      any = TRUE;
    }
  return any;
}

/* "the seat", "it", "its": what is written anyway. */
static void
skip_subject (Atom *self)
{
  static const char *const articles[] = { "the", "its", "it", "this", "that", "a", "an", "they", "their", "there", "current", "currently", "still", "already", "is", "are", "was", "has", "have", "been", "yet", NULL };
  TenonNamed               how;

  skip_any (self, articles);
  if (self->i < self->end)
    {
      GPtrArray *found = tenon_schema_words_find (self->reader->words, TENON_TOKEN (self->tokens, self->i).text, &how);

      if (found != NULL && how >= TENON_NAMED_BY_TAIL && found->len == 1 && g_ptr_array_index (found, 0) == self->table && tenon_source_table_find_column (self->table, TENON_TOKEN (self->tokens, self->i).text) == NULL)
        self->i++;
    }
  skip_any (self, articles);
}

static gboolean
is_flag (TenonColumn *column)
{
  return column->type != NULL && (g_ascii_strncasecmp (column->type, "tinyint", 7) == 0 || g_ascii_strncasecmp (column->type, "bool", 4) == 0 || g_ascii_strncasecmp (column->type, "bit", 3) == 0);
}

static TenonColumn *
find_status_of (Atom       *self,
                const char *label)
{
  TenonColumn *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (self->table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (self->table->columns, i);

      if (!tenon_column_has_label (column, label))
        continue;
      if (found != NULL)
        return NULL;
      found = column;
    }
  return found;
}

/* "checked in" as checked_in_at, is_checked_in. */
static TenonColumn *
find_state (Atom       *self,
            const char *words)
{
  static const char *const forms[] = { "is_%s", "%s", "%s_at", "%s_on", "%s_date", "%s_time" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 2);
      g_autofree char   *name = g_strconcat (parts[0], words, parts[1], NULL);
      TenonColumn       *column = tenon_source_table_find_column (self->table, name);
      TenonColumnDetails details;

      if (column == NULL)
        continue;
      tenon_column_get_details (column, &details);
      if (is_flag (column) || (details.is_time && column->nullable))
        return column;
    }
  return NULL;
}

/* "expired": by a time that is over. */
static TenonColumn *
find_expiry (Atom *self)
{
  static const char *const names[] = { "expires_at", "expires_on", "expiry", "expiry_date", "expires", "expiration", "expiration_date", "valid_until", "valid_to", "expired_at" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (tenon_source_table_find_column (self->table, names[i]) != NULL)
      return tenon_source_table_find_column (self->table, names[i]);
  return NULL;
}

static char *
join (Atom *self,
      guint from,
      guint end)
{
  GString *s = g_string_new (NULL);

  for (guint i = from; i < end; i++)
    g_string_append_printf (s, "%s%s", i > from ? "_" : "", TENON_TOKEN (self->tokens, i).text);
  return g_string_free (s, FALSE);
}

/* "open or pending": labels of one column, nothing else. Returns: whether it is such a list, which is then passed over */
static gboolean
read_labels (Atom        *self,
             TenonColumn *column,
             gboolean     is_not)
{
  guint n = 0;

  for (guint i = self->i; i < self->end; i++)
    {
      gboolean is_label = tenon_column_has_label (column, TENON_TOKEN (self->tokens, i).text);

      if (!is_label && !tenon_token_is (self->tokens, i, "or"))
        return FALSE;
      n += is_label;
    }
  if (n < 2)
    return FALSE;
  g_string_append (self->text, is_not ? "NOT " : "");
  append_column (self, column->name);
  g_string_append (self->text, " IN (");
  for (const char *comma = ""; self->i < self->end; self->i++)
    if (!tenon_token_is (self->tokens, self->i, "or"))
      {
        g_string_append (self->text, comma);
        append_value (self, TENON_TOKEN (self->tokens, self->i).text);
        comma = ", ";
      }
  g_string_append_c (self->text, ')');
  return TRUE;
}

/* "not checked in", "available", "no longer open": a state, all of what is left. */
static gboolean
read_state (Atom    *self,
            gboolean is_not)
{
  g_autofree char *words = join (self, self->i, self->end);
  TenonColumn     *status = find_status_of (self, words), *state = status == NULL ? find_state (self, words) : NULL;
  gboolean         is_expired = strcmp (words, "expired") == 0;
  TenonColumn     *expiry = status == NULL && state == NULL && (is_expired || strcmp (words, "valid") == 0) ? find_expiry (self) : NULL;
  TenonColumn     *listed = self->i < self->end ? find_status_of (self, TENON_TOKEN (self->tokens, self->i).text) : NULL;

  if (listed != NULL && read_labels (self, listed, is_not))
    return TRUE;
  if (status != NULL)
    {
      append_column (self, status->name);
      g_string_append (self->text, is_not ? " <> " : " = ");
      append_value (self, words);
    }
  else if (state != NULL && is_flag (state))
    {
      append_column (self, state->name);
      g_string_append (self->text, " = ");
      append_value (self, is_not ? "false" : "true");
    }
  else if (state != NULL)
    {
      g_string_append (self->text, is_not ? "attribute_not_exists(" : "attribute_exists(");
      append_column (self, state->name);
      g_string_append_c (self->text, ')');
    }
  else if (expiry != NULL)
    {
      append_column (self, expiry->name);
      g_string_append (self->text, is_expired != is_not ? " <= " : " > ");
      append_value (self, "now");
    }
  else
    {
      return FALSE;
    }
  self->i = self->end;
  return TRUE;
}

/* Returns: (nullable): the comparison at the token, which is passed over */
static const char *
read_comparison (Atom *self)
{
  static const struct
  {
    const char *one;
    const char *two; /* (nullable) */
    const char *means;
  } comparisons[] = {
    { "<", ">", "<>" },
    { "less", "than", "<" },
    { "lower", "than", "<" },
    { "fewer", "than", "<" },
    { "smaller", "than", "<" },
    { "before", NULL, "<" },
    { "below", NULL, "<" },
    { "under", NULL, "<" },
    { "greater", "than", ">" },
    { "more", "than", ">" },
    { "larger", "than", ">" },
    { "higher", "than", ">" },
    { "after", NULL, ">" },
    { "above", NULL, ">" },
    { "over", NULL, ">" },
    { "exceeds", NULL, ">" },
    { "at", "least", ">=" },
    { "at", "most", "<=" },
    { "<", NULL, "<" },
    { ">", NULL, ">" },
    { "<=", NULL, "<=" },
    { ">=", NULL, ">=" },
    { "equals", NULL, "=" },
    { "equal", "to", "=" },
  };

  if (tenon_token_is (self->tokens, self->i, "=") && self->i < self->end)
    return TENON_TOKEN (self->tokens, self->i++).before == '.' ? "<>" : "=";
  for (guint i = 0; self->i < self->end && i < G_N_ELEMENTS (comparisons); i++)
    if (tenon_token_is (self->tokens, self->i, comparisons[i].one) && (comparisons[i].two == NULL || (self->i + 1 < self->end && tenon_token_is (self->tokens, self->i + 1, comparisons[i].two))))
      {
        self->i += comparisons[i].two != NULL ? 2 : 1;
        return comparisons[i].means;
      }
  return NULL;
}

static const char *
turn (const char *comparison)
{
  static const char *const pairs[][2] = { { "<", ">=" }, { ">", "<=" }, { "=", "<>" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strcmp (comparison, pairs[i][0]) == 0 || strcmp (comparison, pairs[i][1]) == 0)
      return pairs[i][strcmp (comparison, pairs[i][0]) == 0];
  return comparison;
}

/* What stands behind a comparison: a column of the same item, a label, a number, now. */
static gboolean
append_operand (Atom        *self,
                TenonColumn *left)
{
  static const char *const numbers[] = { "zero", "one", "two", "three" };
  const char              *word = self->i < self->end ? TENON_TOKEN (self->tokens, self->i).text : "";
  guint                    n = 0;
  const char              *column;

  if (tenon_token_is_any (self->tokens, self->i, (const char *const[]){ "the", "its", "their", NULL }) && self->i + 1 < self->end)
    word = TENON_TOKEN (self->tokens, ++self->i).text;
  if (self->i + 1 == self->end && (tenon_column_has_label (left, word) || g_ascii_isdigit (*word) || strcmp (word, "true") == 0 || strcmp (word, "false") == 0 || strcmp (word, "now") == 0 || strcmp (word, "today") == 0))
    {
      append_value (self, word);
      self->i++;
      return TRUE;
    }
  for (guint i = 0; self->i + 1 == self->end && i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (word, numbers[i]) == 0)
      {
        g_string_append_printf (self->text, "?_%u", i);
        self->i++;
        return TRUE;
      }
  column = self->i < self->end ? tenon_sentence_find_column (self->reader, self->table, self->tokens, self->i, self->end, &n) : NULL;
  if (column == NULL || strcmp (column, left->name) == 0 || self->i + n != self->end)
    return FALSE;
  append_column (self, column);
  self->i = self->end;
  return TRUE;
}

/* "status is 'packed'", "used_count < max_uses", "ended_at is null" */
static gboolean
read_column (Atom    *self,
             gboolean is_not)
{
  TenonColumnDetails details;
  guint              n = 0;
  const char        *name = tenon_sentence_find_column (self->reader, self->table, self->tokens, self->i, self->end, &n);
  TenonColumn       *column = name != NULL ? tenon_source_table_find_column (self->table, name) : NULL;
  const char        *comparison;
  gboolean           is_said;

  if (column == NULL && self->changed != NULL && (comparison = read_comparison (self)) != NULL)
    {
      /* "increment taken if below places" */
      column = tenon_source_table_find_column (self->table, self->changed);
      append_column (self, column->name);
      g_string_append_printf (self->text, " %s ", is_not ? turn (comparison) : comparison);
      return append_operand (self, column) && self->i == self->end;
    }
  if (column == NULL)
    return FALSE;
  self->i += n;
  is_said = skip_any (self, (const char *const[]){ "is", "are", "was", "still", "currently", "has", "been", "remains", NULL });
  for (; self->i < self->end && tenon_token_is (self->tokens, self->i, "not"); self->i++)
    is_not = !is_not;
  if (self->i + 1 == self->end && tenon_token_is_any (self->tokens, self->i, (const char *const[]){ "null", "empty", "set", "unset", NULL }) && column->nullable)
    {
      is_not ^= tenon_token_is (self->tokens, self->i, "set");
      g_string_append (self->text, is_not ? "attribute_exists(" : "attribute_not_exists(");
      append_column (self, column->name);
      g_string_append_c (self->text, ')');
      self->i++;
      return TRUE;
    }
  if (is_said && read_labels (self, column, is_not))
    return TRUE;
  append_column (self, column->name);
  if (self->i + 1 == self->end && tenon_token_is_any (self->tokens, self->i, (const char *const[]){ "matches", "unchanged", "match", NULL }))
    {
      g_string_append (self->text, is_not ? " <> " : " = ");
      append_value (self, "expected");
      self->i++;
      return TRUE;
    }
  if (self->i + 1 == self->end && tenon_token_is (self->tokens, self->i, "positive"))
    {
      g_string_append (self->text, is_not ? " <= ?_0" : " > ?_0");
      self->i++;
      return TRUE;
    }
  comparison = read_comparison (self);
  if (comparison == NULL && is_said)
    comparison = "=";
  if (comparison == NULL && self->i == self->end && is_flag (column))
    {
      g_string_append (self->text, is_not ? " = ?_false" : " = ?_true");
      return TRUE;
    }
  if (comparison == NULL)
    return FALSE;
  g_string_append_printf (self->text, " %s ", is_not ? turn (comparison) : comparison);
  tenon_column_get_details (column, &details);
  /* "status is packed" where the labels are not listed */
  if (self->i + 1 == self->end && strcmp (comparison, "=") == 0 && details.is_text && strcmp (details.base, "enum") != 0)
    {
      append_value (self, TENON_TOKEN (self->tokens, self->i++).text);
      return TRUE;
    }
  return append_operand (self, column);
}

static gboolean
read_atom (Atom    *self,
           gboolean is_not)
{
  skip_subject (self);
  for (; self->i < self->end && (tenon_token_is (self->tokens, self->i, "not") || (tenon_token_is (self->tokens, self->i, "no") && tenon_token_is (self->tokens, self->i + 1, "longer"))); self->i++)
    {
      is_not = !is_not;
      self->i += tenon_token_is (self->tokens, self->i, "no");
    }
  skip_any (self, (const char *const[]){ "yet", "already", "been", "currently", NULL });
  if (self->end > self->i && tenon_token_is (self->tokens, self->end - 1, "yet"))
    self->end--;
  if (self->i >= self->end)
    return FALSE;
  return read_state (self, is_not) || (read_column (self, is_not) && self->i == self->end);
}

/* ---- whose condition ---- */

/* The clause that @proviso ends. */
static TenonClause *
find_clause (TenonSentenceReader *self,
             TenonProviso        *proviso)
{
  TenonClause *found = NULL;

  for (guint i = 0; i < self->clauses->len; i++)
    {
      TenonClause *clause = g_ptr_array_index (self->clauses, i);

      if (found == NULL || clause->from < proviso->at)
        found = clause;
    }
  return found;
}

/* The table whose item the condition compares: the main one, or another that its clause changes. @deed: (out) */
static TenonSourceTable *
find_table (TenonSentenceReader *self,
            TenonClause         *clause,
            TenonDeed           *deed)
{
  TenonSentence *sentence = self->sentence;

  *deed = sentence->deed;
  for (guint i = 0; clause != NULL && clause != self->main && i < sentence->parts->len; i++)
    {
      TenonSentencePart *part = g_ptr_array_index (sentence->parts, i);

      if (part->table != clause->head.table || !tenon_deed_writes (part->deed))
        continue;
      *deed = part->deed;
      return part->table;
    }
  return sentence->table;
}

/* The number that the clause changes: the "taken" of "increment modules taken". */
static const char *
find_changed (TenonSentenceReader *self,
              TenonClause         *clause,
              TenonSourceTable    *table)
{
  for (guint i = clause != NULL && clause->verb != G_MAXUINT ? clause->verb + 1 : G_MAXUINT; i < self->tokens->len && i < clause->end; i++)
    {
      TenonColumn       *column = tenon_source_table_find_column (table, TENON_TOKEN (self->tokens, i).text);
      TenonColumnDetails details;

      if (tenon_token_is (self->tokens, i, "by"))
        break;
      if (column == NULL)
        continue;
      tenon_column_get_details (column, &details);
      if (details.is_number)
        return column->name;
    }
  return NULL;
}

/* Reads all of @proviso, its parts joined by "and". Returns: (nullable) (transfer full): it as a condition of the write */
static TenonShapeCondition *
read_proviso (TenonSentenceReader *self,
              TenonProviso        *proviso,
              TenonClause         *clause,
              TenonSourceTable    *table)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  Atom                 atom = { self, table, proviso->tokens, 0, 0, find_changed (self, clause, table), text, columns };
  TenonShapeCondition *condition;

  for (guint i = 0; i < proviso->tokens->len; i++)
    if (tenon_token_is_any (proviso->tokens, i, (const char *const[]){ "either", "neither", "both", "unless", "but", NULL }))
      return NULL;
  for (guint from = 0; from <= proviso->tokens->len; from = atom.end + 1)
    {
      guint stop = from;

      while (stop < proviso->tokens->len && !tenon_token_is (proviso->tokens, stop, "and"))
        stop++;
      atom.i = from;
      atom.end = stop;
      if (text->len > 0)
        g_string_append (text, " AND ");
      /* Not (a and b) is no list of conditions. */
      if ((proviso->is_unless && (from > 0 || stop < proviso->tokens->len)) || !read_atom (&atom, proviso->is_unless))
        return NULL;
      atom.end = stop;
    }
  condition = g_object_new (TENON_TYPE_SHAPE_CONDITION, NULL);
  condition->kind = g_strdup ("filter");
  condition->text = g_strdup (text->str);
  condition->columns = g_new0 (char *, columns->len + 1);
  for (guint i = 0; i < columns->len; i++)
    condition->columns[i] = g_strdup (g_ptr_array_index (columns, i));
  return condition;
}

/* "No tickets are sold": rows of another table. */
static TenonSourceTable *
find_other (TenonSentenceReader *self,
            TenonProviso        *proviso,
            TenonSourceTable    *table)
{
  for (guint i = 0; i < proviso->tokens->len; i++)
    {
      TenonNamed how;
      GPtrArray *found = tenon_schema_words_find (self->words, TENON_TOKEN (proviso->tokens, i).text, &how);

      if (found != NULL && found->len == 1 && how >= TENON_NAMED_BY_TAIL && g_ptr_array_index (found, 0) != table)
        return g_ptr_array_index (found, 0);
    }
  return NULL;
}

/* The requirements may say the same once more. */
static gboolean
is_known (TenonSentence       *sentence,
          TenonShapeCondition *condition)
{
  for (guint i = 0; i < sentence->conditions->len; i++)
    if (strcmp (((TenonShapeCondition *)g_ptr_array_index (sentence->conditions, i))->text, condition->text) == 0)
      return TRUE;
  return FALSE;
}

/**
 * tenon_sentence_read_conditions:
 *
 * Makes of what was cut out conditions of the write, or doubts.
 */
void
tenon_sentence_read_conditions (TenonSentenceReader *self)
{
  for (guint i = 0; i < self->provisos->len && tenon_deed_writes (self->sentence->deed); i++)
    {
      TenonProviso        *proviso = g_ptr_array_index (self->provisos, i);
      TenonClause         *clause = find_clause (self, proviso);
      TenonDeed            deed;
      TenonSourceTable    *table = find_table (self, clause, &deed), *other;
      gboolean             is_change = deed == TENON_DEED_UPDATE || deed == TENON_DEED_DELETE;
      TenonShapeCondition *condition = is_change ? read_proviso (self, proviso, clause, table) : NULL;

      if (condition != NULL && is_known (self->sentence, condition))
        {
          g_object_unref (condition);
          continue;
        }
      if (condition != NULL)
        {
          tenon_sentence_note (self, "“%s” is a condition of the write", proviso->words->str);
          g_ptr_array_add (self->sentence->conditions, condition);
          continue;
        }
      other = find_other (self, proviso, table);
      if (other != NULL)
        tenon_sentence_doubt (self, TENON_DOUBT_CONDITION, proviso->words->str, "“%s” depends on rows of %s: which of them a request reads before it writes %s, or which of their items it checks in its transaction, is not said", proviso->words->str, other->name, table->name);
      else
        tenon_sentence_doubt (self, TENON_DOUBT_CONDITION, proviso->words->str, "“%s” is a condition of the write, but on which column of %s?", proviso->words->str, table->name);
    }
}
