/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the words of an access pattern ask for, resolved against the schema.
 *
 *     tokens -> clauses (verb, object, owners) -> table and deed -> keys -> ranges -> orders -> one or many -> doubts
 *
 * A wrong answer is worse than none: what the words do not decide is left open and told as a doubt, for people to answer.
 * What is decided by assumption stands in the notes. */

#include "model/tenon-sentence-private.h"

#include <string.h>

static void
doubt_free (gpointer data)
{
  TenonDoubt *self = data;

  g_free (self->words);
  g_free (self->reason);
  g_free (self);
}

void
tenon_sentence_free (TenonSentence *self)
{
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->equality);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->writes);
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->doubts);
  g_string_free (self->notes, TRUE);
  g_free (self->noun);
  g_free (self);
}

gboolean
tenon_deed_writes (TenonDeed deed)
{
  return deed >= TENON_DEED_CREATE;
}

gboolean
tenon_deed_reads (TenonDeed deed)
{
  return deed >= TENON_DEED_GET && deed <= TENON_DEED_RECURSIVE;
}

/* One doubt of a kind is enough for one pattern. */
void
tenon_sentence_doubt (TenonSentenceReader *self,
                      TenonDoubtKind       kind,
                      const char          *words,
                      const char          *format,
                      ...)
{
  TenonDoubt *doubt;
  va_list     args;

  for (guint i = 0; i < self->sentence->doubts->len; i++)
    if (((TenonDoubt *)g_ptr_array_index (self->sentence->doubts, i))->kind == kind)
      return;
  doubt = g_new0 (TenonDoubt, 1);
  doubt->kind = kind;
  doubt->words = g_strdup (words);
  va_start (args, format);
  doubt->reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->sentence->doubts, doubt);
}

void
tenon_sentence_note (TenonSentenceReader *self,
                     const char          *format,
                     ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (self->sentence->notes, "%s%s", self->sentence->notes->len > 0 ? "; " : "", text);
}

void
tenon_sentence_add_part (TenonSentence    *self,
                         TenonSourceTable *table,
                         TenonDeed         deed)
{
  TenonSentencePart *part;

  if (table == self->table)
    return;
  for (guint i = 0; i < self->parts->len; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if (part->table != table)
        continue;
      /* What is read to be written later is written. */
      part->deed = tenon_deed_writes (part->deed) ? part->deed : deed;
      return;
    }
  part = g_new0 (TenonSentencePart, 1);
  part->table = table;
  part->deed = deed;
  g_ptr_array_add (self->parts, part);
}

void
tenon_sentence_remove_part (TenonSentence    *self,
                            TenonSourceTable *table)
{
  for (guint i = self->parts->len; i > 0; i--)
    if (((TenonSentencePart *)g_ptr_array_index (self->parts, i - 1))->table == table)
      g_ptr_array_remove_index (self->parts, i - 1);
}

/* What the words say so little of that any key would be a guess. */
static void
doubt_rest (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  TenonNoun     *noun = self->main != NULL ? &self->main->head : NULL;
  gboolean       is_many = noun != NULL && (noun->is_plural || noun->is_all);
  TenonNamed     how;

  if (noun != NULL && self->main->verb == G_MAXUINT && self->main == g_ptr_array_index (self->clauses, 0) && *self->method == '\0' && self->source->stated == TENON_OPERATION_UNKNOWN && noun->end == 2 && self->tokens->len == 2 && noun->table != NULL && noun->at == 1 && !noun->is_plural && tenon_schema_words_find (self->words, TENON_TOKEN (self->tokens, 0).text, &how) == NULL && !noun->is_vague)
    tenon_sentence_doubt (self, TENON_DOUBT_DEED, TENON_TOKEN (self->tokens, 0).text, "“%s” says neither that %s is read nor how it is written", TENON_TOKEN (self->tokens, 0).text, sentence->table->name);
  if (sentence->deed == TENON_DEED_UPDATE || sentence->deed == TENON_DEED_DELETE)
    {
      if (sentence->equality->len > 0 && sentence->is_single && !tenon_sentence_is_unique (sentence) && sentence->range == NULL)
        tenon_sentence_doubt (self, TENON_DOUBT_KEY, sentence->table->name, "what it gives is no key of %s: one row is meant, but which?", sentence->table->name);
      else if (sentence->equality->len == 0 && sentence->range == NULL && noun != NULL && noun->is_plural && !noun->is_all)
        tenon_sentence_doubt (self, TENON_DOUBT_KEY, sentence->table->name, "several rows of %s are meant, but which?", sentence->table->name);
      return;
    }
  if (sentence->deed != TENON_DEED_GET && sentence->deed != TENON_DEED_LIST)
    return;
  /* "/users/{id}/contacts": several are asked for, and what is given is the key of one. */
  if (is_many && self->path->len > 1 && tenon_sentence_is_unique (sentence))
    {
      TenonSegment *last = &g_array_index (self->path, TenonSegment, self->path->len - 1);

      if (last->word != NULL && last->table != sentence->table && g_array_index (self->path, TenonSegment, self->path->len - 2).name != NULL)
        tenon_sentence_doubt (self, TENON_DOUBT_KEY, last->word, "several rows of %s are asked for, and what is given is the key of one", sentence->table->name);
    }
  for (guint i = noun != NULL ? noun->from : 0; noun != NULL && i < noun->end; i++)
    if (tenon_token_is (self->tokens, i, "current") && noun->table == sentence->table && !tenon_word_is_caller (sentence->table->name) && tenon_source_table_find_part (sentence->table, "current") == NULL && !tenon_sentence_is_unique (sentence))
      tenon_sentence_doubt (self, TENON_DOUBT_RANGE, "current", "nothing says what makes a row of %s the current one", sentence->table->name);
  if (sentence->equality->len == 0 && sentence->range == NULL && sentence->filters->len == 0 && !is_many && tenon_tokens_have (self->tokens, (const char *const[]){ "history", "trail", "timeline", "feed", "inbox", NULL }))
    tenon_sentence_doubt (self, TENON_DOUBT_KEY, sentence->table->name, "nothing says whose rows of %s are meant", sentence->table->name);
}

/* "Open tickets", "active members": values of an ENUM and flags that stand in front of the noun narrow what is read. */
static void
read_states (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  TenonNoun     *noun = self->main != NULL ? &self->main->head : NULL;

  for (guint i = noun != NULL && noun->table == sentence->table && tenon_deed_reads (sentence->deed) ? noun->from : G_MAXUINT; i < self->tokens->len && i < noun->end; i++)
    for (guint k = 0; k < tenon_list_get_length (sentence->table->columns); k++)
      {
        TenonColumn     *column = tenon_list_get (sentence->table->columns, k);
        const char      *word = TENON_TOKEN (self->tokens, i).text;
        g_autofree char *flag = g_strconcat ("is_", word, NULL);
        gboolean         is_flag = (g_ascii_strcasecmp (column->name, word) == 0 || g_ascii_strcasecmp (column->name, flag) == 0) && column->type != NULL && g_str_has_prefix (column->type, "tinyint");

        if ((tenon_column_has_label (column, word) || is_flag) && !g_ptr_array_find (sentence->equality, column->name, NULL) && !g_ptr_array_find (sentence->filters, column->name, NULL))
          g_ptr_array_add (sentence->filters, column->name);
      }
}

static void
remove_given (TenonSentence *self)
{
  if (self->order != NULL)
    for (guint i = 0; i < self->equality->len; i++)
      if (strcmp (g_ptr_array_index (self->equality, i), self->order) == 0)
        self->order = NULL;
  self->descending &= self->order != NULL;
  /* A whole key is given: what else is not understood narrows nothing that is read. */
  for (guint i = self->doubts->len; i > 0; i--)
    {
      TenonDoubt *doubt = g_ptr_array_index (self->doubts, i - 1);

      if (tenon_sentence_is_unique (self) && !self->is_list && doubt->kind != TENON_DOUBT_KEY && doubt->kind != TENON_DOUBT_DEED && doubt->kind != TENON_DOUBT_CONDITION)
        g_ptr_array_remove_index (self->doubts, i - 1);
    }
}

static const char *
get_method (const char *endpoint)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

  for (guint i = 0; endpoint != NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_has_prefix (endpoint, methods[i]) && (endpoint[strlen (methods[i])] == ' ' || endpoint[strlen (methods[i])] == '\0'))
      return methods[i];
  return "";
}

/* A description that is only the address says nothing with its words. */
static gboolean
is_address (const TenonSentenceSource *source,
            const char                *text)
{
  return text != NULL && (g_strcmp0 (text, source->endpoint) == 0 || (*get_method (text) != '\0' && strchr (text, '/') != NULL && strchr (text, ' ') != NULL && strchr (strchr (text, ' ') + 1, ' ') == NULL));
}

static void
read_all (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;

  tenon_sentence_read_path (self);
  tenon_sentence_cut_conditions (self);
  tenon_sentence_read_clauses (self);
  tenon_sentence_choose (self);
  if (sentence->table == NULL || sentence->deed == TENON_DEED_NONE)
    return;
  tenon_sentence_read_keys (self);
  tenon_sentence_read_ranges (self);
  tenon_sentence_read_orders (self);
  tenon_sentence_read_number (self);
  read_states (self);
  tenon_sentence_read_held_states (self);
  tenon_sentence_read_conditions (self);
  doubt_rest (self);
  remove_given (sentence);
}

/**
 * tenon_sentence_read:
 *
 * Returns: (transfer full): what the words ask for; its table is %NULL where they do not decide on one
 */
TenonSentence *
tenon_sentence_read (TenonSchemaWords          *words,
                     const TenonSentenceSource *source)
{
  TenonSentenceReader self = { .words = words, .source = source };
  const char         *text = source->access != NULL && *source->access != '\0' ? source->access : source->description;

  self.sentence = g_new0 (TenonSentence, 1);
  self.sentence->parts = g_ptr_array_new_with_free_func (g_free);
  self.sentence->equality = g_ptr_array_new ();
  self.sentence->filters = g_ptr_array_new ();
  self.sentence->writes = g_ptr_array_new ();
  self.sentence->conditions = g_ptr_array_new_with_free_func (g_object_unref);
  self.sentence->doubts = g_ptr_array_new_with_free_func (doubt_free);
  self.sentence->notes = g_string_new (NULL);
  self.method = get_method (source->endpoint);
  self.tokens = tenon_tokens_new (is_address (source, text) ? "" : text);
  self.requirements = tenon_tokens_new (source->requirements);
  self.description = tenon_tokens_new (text != source->description && !is_address (source, source->description) ? source->description : "");
  read_all (&self);
  g_clear_pointer (&self.clauses, g_ptr_array_unref);
  g_ptr_array_unref (self.provisos);
  g_array_unref (self.path);
  g_array_unref (self.tokens);
  g_array_unref (self.requirements);
  g_array_unref (self.description);
  return self.sentence;
}
