/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Verbs that change the state of a row and leave it there: "release held seats", "cancel an order", "check in a ticket". What
 * they change is the column that keeps the state; without one they say no more than the address does. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"
#include "model/tenon-statement.h"

#include <string.h>

typedef struct
{
  const char *verb;
  const char *two;       /* (nullable) the word behind it */
  const char *state;     /* that the row is in then, as a label or in the name of a column */
  gboolean    is_either; /* "open a ticket": a new row, too */
} StateVerb;

static const StateVerb verbs[] = {
  { "check", "in", "checked_in", FALSE },
  { "check", "out", "checked_out", FALSE },
  { "release", NULL, "released", FALSE },
  { "hold", NULL, "held", FALSE },
  { "reserve", NULL, "reserved", FALSE },
  { "cancel", NULL, "cancelled", FALSE },
  { "cancel", NULL, "canceled", FALSE },
  { "close", NULL, "closed", FALSE },
  { "open", NULL, "open", TRUE },
  { "open", NULL, "opened", TRUE },
  { "archive", NULL, "archived", FALSE },
  { "restore", NULL, "restored", FALSE },
  { "publish", NULL, "published", TRUE },
  { "unpublish", NULL, "published", FALSE },
  { "approve", NULL, "approved", FALSE },
  { "reject", NULL, "rejected", FALSE },
  { "accept", NULL, "accepted", FALSE },
  { "decline", NULL, "declined", FALSE },
  { "activate", NULL, "active", FALSE },
  { "deactivate", NULL, "active", FALSE },
  { "lock", NULL, "locked", FALSE },
  { "unlock", NULL, "locked", FALSE },
  { "ship", NULL, "shipped", FALSE },
  { "confirm", NULL, "confirmed", FALSE },
  { "expire", NULL, "expired", FALSE },
};

static gboolean
is_verb (GArray          *tokens,
         guint            i,
         const StateVerb *verb)
{
  const char      *word = i < tokens->len ? TENON_TOKEN (tokens, i).text : "";
  g_autofree char *third = g_strconcat (verb->verb, "s", NULL);

  return (strcmp (word, verb->verb) == 0 || strcmp (word, third) == 0) && (verb->two == NULL || tenon_token_is (tokens, i + 1, verb->two));
}

/**
 * tenon_token_is_state_verb:
 *
 * Returns: how many tokens at @i are a verb that changes a state, 0 for none
 */
guint
tenon_token_is_state_verb (GArray *tokens,
                           guint   i)
{
  for (guint k = 0; k < G_N_ELEMENTS (verbs); k++)
    if (is_verb (tokens, i, &verbs[k]))
      return verbs[k].two != NULL ? 2 : 1;
  return 0;
}

static gboolean
is_flag_or_time (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  return (details.is_time && column->nullable) || strcmp (details.base, "tinyint") == 0 || strcmp (details.base, "bool") == 0 || strcmp (details.base, "boolean") == 0 || strcmp (details.base, "bit") == 0;
}

static TenonColumn *
find_named_state (TenonSourceTable *table,
                  const char       *state)
{
  static const char *const ends[] = { "", "_at", "_on", "_date", "_until" };
  g_autofree char         *flag = g_strconcat ("is_", state, NULL);
  TenonColumn             *column = tenon_source_table_find_column (table, flag);

  for (guint i = 0; column == NULL && i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (state, ends[i], NULL);

      column = tenon_source_table_find_column (table, name);
      if (column != NULL && !is_flag_or_time (column))
        column = NULL;
    }
  return column;
}

static TenonColumn *
find_labelled (TenonSourceTable *table,
               const char       *state)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    if (tenon_column_has_label (tenon_list_get (table->columns, i), state))
      return tenon_list_get (table->columns, i);
  return NULL;
}

/* The column of the table that keeps states of whatever name. */
static TenonColumn *
find_status (TenonSourceTable *table)
{
  static const char *const names[] = { "status", "state" };
  TenonColumn             *found = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (names); i++)
    found = tenon_source_table_find_column (table, names[i]);
  for (guint i = 0; found == NULL && i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      if (g_str_has_suffix (column->name, "_status") || g_str_has_suffix (column->name, "_state"))
        found = column;
    }
  return found != NULL && tenon_source_table_find_foreign_key (table, found->name) == NULL ? found : NULL;
}

/**
 * tenon_sentence_find_changed_state:
 * @is_either: (out): whether the verb may make a new row as well
 *
 * Returns: (nullable): the column of @table that the verb at @i changes, if it is one of a state
 */
TenonColumn *
tenon_sentence_find_changed_state (GArray           *tokens,
                                   guint             i,
                                   TenonSourceTable *table,
                                   gboolean         *is_either)
{
  gboolean     is_state = FALSE;
  TenonColumn *found = NULL;

  *is_either = FALSE;
  for (guint k = 0; found == NULL && k < G_N_ELEMENTS (verbs); k++)
    {
      if (!is_verb (tokens, i, &verbs[k]))
        continue;
      is_state = TRUE;
      *is_either |= verbs[k].is_either;
      found = find_labelled (table, verbs[k].state);
      if (found == NULL)
        found = find_named_state (table, verbs[k].state);
    }
  return found == NULL && is_state ? find_status (table) : found;
}

/**
 * tenon_sentence_read_held_states:
 *
 * "Release held seats": only rows in that state are written.
 */
void
tenon_sentence_read_held_states (TenonSentenceReader *self)
{
  static const char *const no_states[] = { "on", "off", "in", "out", "up", "new", "all", NULL };
  TenonSentence           *sentence = self->sentence;
  TenonNoun               *noun = self->main != NULL ? &self->main->head : NULL;

  if (noun == NULL || self->main->verb == G_MAXUINT || noun->table != sentence->table || (sentence->deed != TENON_DEED_UPDATE && sentence->deed != TENON_DEED_DELETE))
    return;
  for (guint i = noun->from; i < noun->at && i < self->tokens->len; i++)
    {
      const char          *label = TENON_TOKEN (self->tokens, i).text;
      TenonColumn         *column = find_labelled (sentence->table, label);
      TenonShapeCondition *condition;

      /* "Turn off", "a new one": no state. */
      if (column == NULL || g_strv_contains (no_states, label) || tenon_source_table_find_column (sentence->table, label) != NULL)
        continue;
      /* "Delete all sold seats": nothing else says which. */
      if (sentence->deed == TENON_DEED_DELETE && sentence->equality->len == 0 && sentence->range == NULL && (noun->is_plural || noun->is_all))
        g_ptr_array_add (sentence->equality, column->name);
      condition = g_object_new (TENON_TYPE_SHAPE_CONDITION, NULL);
      condition->kind = g_strdup ("filter");
      condition->text = g_strdup_printf ("{%s.%s} = ?_%s", sentence->table->name, column->name, label);
      condition->columns = g_new0 (char *, 2);
      condition->columns[0] = g_strdup_printf ("%s.%s", sentence->table->name, column->name);
      g_ptr_array_add (sentence->conditions, condition);
      tenon_sentence_note (self, "only what is %s is written", label);
    }
}
