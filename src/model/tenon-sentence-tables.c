/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which table a sentence is about, and what happens there: the object of its first verb, the last word of the address,
 * the deed that the verb is. A parent on the address gives keys; it is what is written only where the words say so. */

#include "model/tenon-sentence-private.h"

#include "base/tenon-text.h"

#include <string.h>

#define MAX_SEGMENTS 24

static const char *const prefixes[] = { "api", "rest", "service", "services", "public", "internal", "admin", "portal", NULL };

static void
segment_clear (gpointer data)
{
  TenonSegment *self = data;

  g_free (self->name);
  g_free ((char *)self->word);
  if (self->made != NULL)
    g_ptr_array_unref (self->made);
}

static TenonSourceTable *
find_before (TenonSentenceReader *self)
{
  for (guint i = self->path->len; i > 0; i--)
    if (g_array_index (self->path, TenonSegment, i - 1).table != NULL)
      return g_array_index (self->path, TenonSegment, i - 1).table;
  return NULL;
}

static void
name_segment (TenonSentenceReader *self,
              TenonSegment        *segment)
{
  TenonNamed        how;
  GPtrArray        *candidates = tenon_schema_words_find (self->words, segment->word, &how);
  TenonSourceTable *before = find_before (self);
  const char       *base = g_str_has_prefix (segment->word, "un") && strlen (segment->word) > 4 ? segment->word + 2 : segment->word;

  segment->table = candidates != NULL && candidates->len == 1 ? g_ptr_array_index (candidates, 0) : NULL;
  for (guint i = 0; segment->table == NULL && before != NULL && candidates != NULL && i < MIN (candidates->len, 20); i++)
    if (tenon_source_table_refers (g_ptr_array_index (candidates, i), before))
      segment->table = g_ptr_array_index (candidates, i);
  /* "/teams/{id}/members" is no other team where only a part of the name says so. */
  if (segment->table != NULL && how == TENON_NAMED_BY_PART && segment->table == before)
    segment->table = NULL;
  if (segment->table == NULL && before != NULL)
    segment->table = tenon_sentence_find_child (self, before, segment->word);
  if (segment->table == NULL && !tenon_token_is_plural (base))
    segment->made = tenon_schema_words_find_deed (self->words, base);
  /* "/users/{id}/following" */
  if (segment->made != NULL && segment->made->len == 0 && g_str_has_suffix (base, "ing") && strlen (base) > strlen ("ing") + 3)
    {
      g_autofree char *verb = g_strndup (base, strlen (base) - strlen ("ing"));

      g_ptr_array_unref (segment->made);
      segment->made = tenon_schema_words_find_deed (self->words, verb);
    }
}

void
tenon_sentence_read_path (TenonSentenceReader *self)
{
  const char *endpoint = self->source->endpoint;
  const char *path = endpoint != NULL ? strchr (endpoint, '/') : NULL;
  g_auto (GStrv) parts = g_strsplit_set (path != NULL ? path : "", "/?#", MAX_SEGMENTS);

  self->path = g_array_new (FALSE, TRUE, sizeof (TenonSegment));
  g_array_set_clear_func (self->path, segment_clear);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      TenonSegment     segment = { 0 };
      g_autofree char *lower = g_ascii_strdown (parts[i], -1);
      gboolean         is_parameter = *parts[i] != '\0' && strchr (":{<$", *parts[i]) != NULL;

      if (*parts[i] == '\0' || g_strv_contains (prefixes, lower) || (lower[0] == 'v' && g_ascii_isdigit (lower[1])) || strchr (parts[i], '=') != NULL)
        continue;
      if (is_parameter)
        {
          g_autofree char *bare = g_strndup (parts[i] + 1, strcspn (parts[i] + 1, "}>("));

          segment.name = tenon_name_to_snake (bare);
        }
      else
        {
          segment.word = tenon_name_to_snake (parts[i]);
          name_segment (self, &segment);
        }
      g_array_append_val (self->path, segment);
    }
}

/* The last word of the address, whether or not it names a table.  Returns: (nullable) */
static TenonSegment *
last_word (TenonSentenceReader *self)
{
  for (guint i = self->path->len; i > 0; i--)
    if (g_array_index (self->path, TenonSegment, i - 1).word != NULL)
      return &g_array_index (self->path, TenonSegment, i - 1);
  return NULL;
}

static gboolean
is_on_path (TenonSentenceReader *self,
            TenonSourceTable    *table)
{
  for (guint i = 0; i < self->path->len; i++)
    if (g_array_index (self->path, TenonSegment, i).table == table)
      return TRUE;
  return FALSE;
}

/* The one table of @made that refers to @object; with %NULL the only one, or one whose owner stands on the address. */
static TenonSourceTable *
choose_made (TenonSentenceReader *self,
             GPtrArray           *made,
             TenonSourceTable    *object)
{
  TenonSourceTable *found = NULL;
  guint             n = 0;

  for (guint i = 0; made != NULL && i < made->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (made, i);
      gboolean          fits = object != NULL && tenon_source_table_refers (table, object);

      for (guint k = 0; object == NULL && !fits && k < self->path->len; k++)
        fits = g_array_index (self->path, TenonSegment, k).table != NULL && tenon_source_table_refers (table, g_array_index (self->path, TenonSegment, k).table);
      if (fits)
        {
          found = table;
          n++;
        }
    }
  if (n == 0 && object == NULL && made != NULL && made->len == 1)
    return g_ptr_array_index (made, 0);
  return n == 1 ? found : NULL;
}

static gboolean
is_along (TenonClause      *clause,
          TenonSourceTable *table)
{
  return clause != NULL && g_ptr_array_find (clause->along, table, NULL);
}

/* A table that refers to both and holds that one has to do with the other. */
static TenonSourceTable *
find_between (TenonSentenceReader *self,
              TenonSourceTable    *one,
              TenonSourceTable    *other)
{
  g_autoptr (GPtrArray) between = tenon_schema_words_list_between (self->words, one, other);
  TenonSourceTable *found = NULL;
  guint             n = 0;

  for (guint i = 0; i < between->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (between, i);
      const char       *columns[3] = { tenon_sentence_find_reference (self, table, one, NULL), tenon_sentence_find_reference (self, table, other, NULL), NULL };

      if (columns[0] == NULL || columns[1] == NULL || !(tenon_source_table_is_junction (table) || tenon_source_table_is_unique (table, columns)))
        continue;
      found = table;
      n++;
    }
  return n == 1 ? found : NULL;
}

/* "Add a product to the cart": a row of the cart is a product of somebody's. */
static gboolean
is_list_of (TenonSentenceReader *self,
            TenonSourceTable    *list,
            TenonSourceTable    *what)
{
  const char *pair[] = { tenon_sentence_find_reference (self, list, what, NULL), tenon_source_table_find_caller (list), NULL };

  return pair[0] != NULL && (tenon_source_table_is_junction (list) || (pair[1] != NULL && strcmp (pair[0], pair[1]) != 0 && tenon_source_table_is_unique (list, pair)));
}

/* "Add a track to a playlist": neither refers to the other, a row between them is made. */
static TenonSourceTable *
find_membership (TenonSentenceReader *self,
                 TenonClause         *clause)
{
  const char *verb = clause->verb != G_MAXUINT ? TENON_TOKEN (self->tokens, clause->verb).text : "";

  for (guint i = 0; clause->head.table != NULL && tenon_deed_writes (clause->deed) && i < clause->owners->len; i++)
    {
      TenonSourceTable *owner = g_array_index (clause->owners, TenonOwner, i).table;
      const char       *preposition = g_array_index (clause->owners, TenonOwner, i).preposition;

      if (owner == NULL || owner == clause->head.table || (strcmp (preposition, "to") != 0 && strcmp (preposition, "from") != 0 && strcmp (preposition, "in") != 0 && strcmp (preposition, "into") != 0))
        continue;
      if (is_list_of (self, owner, clause->head.table))
        return owner;
      if (tenon_source_table_refers (clause->head.table, owner) || (clause->deed == TENON_DEED_UPDATE && !g_str_has_prefix (verb, "assign") && !g_str_has_prefix (verb, "unassign")))
        continue;
      return find_between (self, clause->head.table, owner);
    }
  return NULL;
}

/* "Join a group", "leave a team": a row that refers to it and to who calls. */
static TenonSourceTable *
find_joined (TenonSentenceReader *self,
             TenonClause         *clause)
{
  TenonSourceTable *found = NULL;
  TenonList        *all = tenon_schema_words_get_schema (self->words)->tables;
  guint             n = 0;

  if (clause->verb == G_MAXUINT || clause->head.table == NULL || (!g_str_has_prefix (TENON_TOKEN (self->tokens, clause->verb).text, "join") && !g_str_has_prefix (TENON_TOKEN (self->tokens, clause->verb).text, "leav")))
    return NULL;
  for (guint i = 0; i < tenon_list_get_length (all); i++)
    {
      TenonSourceTable *table = tenon_list_get (all, i);
      const char       *reference = table != clause->head.table ? tenon_sentence_find_reference (self, table, clause->head.table, NULL) : NULL;
      const char       *columns[3] = { reference, tenon_source_table_find_caller (table), NULL };

      if (reference == NULL || columns[1] == NULL || !tenon_source_table_is_unique (table, columns))
        continue;
      found = table;
      n++;
    }
  return n == 1 ? found : NULL;
}

/* "Replies to a comment": rows of the same table that refer to it. */
static TenonSourceTable *
find_children (TenonSentenceReader *self,
               TenonClause         *clause)
{
  static const char *const children[] = { "reply", "child", "subcategory", "subordinate", "answer", "response", "subtask", "descendant", "subfolder", "report", NULL };
  g_autofree char         *one = clause->head.word != NULL ? tenon_name_singular (clause->head.word) : NULL;

  if (last_word (self) != NULL && find_before (self) != NULL && tenon_sentence_find_reference (self, find_before (self), find_before (self), NULL) != NULL)
    {
      g_autofree char *segment = tenon_name_singular (last_word (self)->word);

      self->is_children = g_strv_contains (children, segment) || (g_str_has_prefix (segment, "sub") && last_word (self)->table == NULL);
    }
  if (one == NULL || (!g_strv_contains (children, one) && !g_str_has_prefix (one, "sub")))
    return NULL;
  self->is_children = TRUE;
  for (guint i = 0; i < clause->owners->len; i++)
    {
      TenonSourceTable *owner = g_array_index (clause->owners, TenonOwner, i).table;

      if (owner != NULL && tenon_sentence_find_reference (self, owner, owner, NULL) != NULL)
        return owner;
    }
  return find_before (self) != NULL && tenon_sentence_find_reference (self, find_before (self), find_before (self), NULL) != NULL ? find_before (self) : NULL;
}

/* "Followers of a user": the table that refers to a user by that name, and to one more. @owner: (nullable) */
static TenonRole *
find_role (TenonSentenceReader *self,
           const char          *noun,
           TenonSourceTable    *owner)
{
  GPtrArray *roles = noun != NULL ? tenon_schema_words_find_roles (self->words, noun) : NULL;
  TenonRole *found = NULL;
  guint      n = 0;

  for (guint i = 0; roles != NULL && i < MIN (roles->len, 20); i++)
    {
      TenonRole *role = g_ptr_array_index (roles, i);

      if (role->target == NULL || (role->table != owner && !tenon_strv_contains ((const char *const *)role->table->primary_key, role->column->name)) || (owner != NULL && role->table != owner && !tenon_source_table_refers (role->table, owner)))
        continue;
      if (owner == NULL && roles->len > 1)
        continue;
      found = role;
      n++;
    }
  return n == 1 ? found : NULL;
}

static TenonSourceTable *
first_owner (TenonClause *clause)
{
  for (guint i = 0; clause != NULL && i < clause->owners->len; i++)
    if (g_array_index (clause->owners, TenonOwner, i).table != NULL)
      return g_array_index (clause->owners, TenonOwner, i).table;
  return NULL;
}

static TenonSourceTable *
choose_by_role (TenonSentenceReader *self,
                TenonClause         *clause)
{
  TenonSegment     *last = last_word (self);
  TenonSourceTable *owner = first_owner (clause) != NULL ? first_owner (clause) : find_before (self);
  TenonRole        *role = clause != NULL && clause->head.table == NULL ? find_role (self, clause->head.word, owner) : NULL;

  if (role == NULL && last != NULL && last->table == NULL && (clause == NULL || clause->head.word == NULL))
    role = find_role (self, last->word, owner);
  if (role == NULL)
    return NULL;
  if (role->target != role->table)
    tenon_sentence_add_part (self->sentence, role->target, TENON_DEED_GET);
  tenon_sentence_note (self, "\"%s\" taken as %s.%s", clause != NULL && clause->head.word != NULL ? clause->head.word : last->word, role->table->name, role->column->name);
  return role->table;
}

/* Whether a colon stands behind the clause, and a verb with an object behind that. */
static gboolean
is_label (TenonSentenceReader *self,
          guint                at)
{
  TenonClause *next = at + 1 < self->clauses->len ? g_ptr_array_index (self->clauses, at + 1) : NULL;

  return next != NULL && TENON_TOKEN (self->tokens, next->from).before == ':';
}

static TenonClause *
find_main_clause (TenonSentenceReader *self)
{
  TenonClause *with_verb = NULL, *first = NULL;

  for (guint i = 0; i < self->clauses->len; i++)
    {
      TenonClause *clause = g_ptr_array_index (self->clauses, i);

      /* "Admit a patient: create an admission" */
      if (is_label (self, i))
        continue;
      first = first != NULL ? first : clause;
      if (clause->head.table != NULL || clause->head.candidates != NULL || (clause->made != NULL && clause->made->len > 0))
        return clause;
      /* A label in front ("Sign up: create a user") is no object, an unknown object is one. */
      if (clause->verb != G_MAXUINT && clause->head.word != NULL && with_verb == NULL)
        with_verb = clause;
      if (with_verb != NULL && clause != with_verb)
        break;
    }
  return with_verb != NULL ? with_verb : first;
}

/* The address against the words: what it ends in is a child of what they name. */
static TenonSourceTable *
prefer_child (TenonSentenceReader *self,
              TenonSourceTable    *table)
{
  TenonSegment     *last = last_word (self);
  TenonSourceTable *child = NULL;
  gboolean          is_either;

  if (last == NULL || !is_on_path (self, table) || last->table == table)
    return NULL;
  child = last->table;
  if (child == NULL && tenon_verb_find (last->word, &is_either) == TENON_DEED_UNKNOWN)
    child = choose_made (self, last->made, table);
  if (child == NULL || child == table || is_along (self->main, child) || !tenon_source_table_refers (child, table))
    return NULL;
  tenon_sentence_note (self, "the address ends in %s", child->name);
  return child;
}

/* Whether the address names what something unknown belongs to: "add a timepoint to that candidate", with two parameters
 * behind the candidates. */
static gboolean
names_parent (TenonSentenceReader *self,
              TenonClause         *clause,
              TenonSegment        *last)
{
  guint n = 0;

  if (clause == NULL || clause->head.word == NULL)
    return FALSE;
  for (guint i = 0; i < clause->owners->len; i++)
    if (g_array_index (clause->owners, TenonOwner, i).table == last->table)
      return TRUE;
  for (guint i = self->path->len; i > 0 && g_array_index (self->path, TenonSegment, i - 1).name != NULL; i--)
    n++;
  return n > 1;
}

static TenonSourceTable *
choose_of_path (TenonSentenceReader *self,
                TenonClause         *clause)
{
  TenonSegment     *last = last_word (self);
  TenonSourceTable *parent = find_before (self);
  gboolean          is_either, is_verb = last != NULL && tenon_verb_find (last->word, &is_either) != TENON_DEED_UNKNOWN;
  guint             n;

  if (last == NULL)
    return NULL;
  if (last->table != NULL)
    return names_parent (self, clause, last) ? NULL : last->table;
  if (clause != NULL && clause->head.word != NULL && parent != NULL && (tenon_sentence_find_column (self, parent, self->tokens, clause->head.at, clause->head.end, &n) != NULL || tenon_source_table_find_part (parent, clause->head.word) != NULL))
    return parent;
  if (!is_verb && choose_made (self, last->made, NULL) != NULL)
    return choose_made (self, last->made, NULL);
  /* "/orders/{id}/cancel": what is done, not what it is done to. */
  if (is_verb && (clause == NULL || clause->head.word == NULL))
    return parent;
  return NULL;
}

/* A change of "order status" is one of the order, unless the address says statuses. */
static void
climb_to_column (TenonSentenceReader *self,
                 TenonClause         *clause)
{
  TenonSegment *last = last_word (self);

  if (clause->deed == TENON_DEED_UPDATE && clause->head.table != NULL && clause->head.qualifier != NULL && tenon_source_table_refers (clause->head.qualifier, clause->head.table) && (last == NULL || last->table != clause->head.table))
    clause->head.table = clause->head.qualifier;
}

/* "Add a user to a process" where no user refers to a process: what is written is neither of them. */
static gboolean
goes_elsewhere (TenonSentenceReader *self,
                TenonClause         *clause)
{
  TenonSegment *last = last_word (self);
  const char   *verb = clause->verb != G_MAXUINT ? TENON_TOKEN (self->tokens, clause->verb).text : "";

  if (clause->head.table == NULL || (!g_str_has_prefix (verb, "add") && !g_str_has_prefix (verb, "remov") && !g_str_has_prefix (verb, "attach")) || (last != NULL && last->table == clause->head.table))
    return FALSE;
  for (guint i = 0; i < clause->owners->len; i++)
    {
      TenonOwner *owner = &g_array_index (clause->owners, TenonOwner, i);

      if (strcmp (owner->preposition, "to") != 0 && strcmp (owner->preposition, "from") != 0)
        continue;
      if (owner->table == NULL || (owner->table != clause->head.table && tenon_sentence_find_reference (self, clause->head.table, owner->table, NULL) == NULL))
        return TRUE;
    }
  return FALSE;
}

static TenonSourceTable *
choose_table (TenonSentenceReader *self)
{
  TenonClause      *clause = self->main;
  TenonSegment     *last = last_word (self);
  TenonSourceTable *table, *other;

  if (clause == NULL)
    return choose_of_path (self, NULL);
  climb_to_column (self, clause);
  table = clause->head.table;
  other = choose_made (self, clause->made, table);
  if (other == NULL)
    other = find_membership (self, clause);
  if (other == NULL)
    other = find_joined (self, clause);
  if (other != NULL)
    {
      if (other != table)
        tenon_sentence_note (self, "\"%s\" taken as a row of %s", TENON_TOKEN (self->tokens, clause->verb).text, other->name);
      return other;
    }
  if (goes_elsewhere (self, clause))
    return NULL;
  other = find_children (self, clause);
  if (table == NULL)
    table = other;
  /* "category path": of what stands in front. */
  if (table == NULL && tenon_tokens_have (self->tokens, (const char *const[]){ "recursive", "recursively", NULL }))
    table = clause->head.qualifier;
  if (table == NULL)
    table = choose_by_role (self, clause);
  if (table == NULL)
    return choose_of_path (self, clause);
  other = prefer_child (self, table);
  if (other != NULL)
    {
      if (tenon_deed_reads (clause->deed) && clause->head.is_plural && clause->head.table == table)
        tenon_sentence_add_part (self->sentence, table, TENON_DEED_GET);
      return other;
    }
  /* The address names it in full, the words but a part of another name. */
  if (clause->head.how == TENON_NAMED_BY_PART && last != NULL && last->table != NULL && last->table != table)
    return last->table;
  return table;
}

/* ---- the deed ---- */

static TenonDeed
deed_of_method (TenonSentenceReader *self)
{
  static const struct
  {
    const char *method;
    TenonDeed   deed;
  } methods[] = {
    { "GET", TENON_DEED_GET },
    { "HEAD", TENON_DEED_GET },
    { "POST", TENON_DEED_CREATE },
    { "PUT", TENON_DEED_UPDATE },
    { "PATCH", TENON_DEED_UPDATE },
    { "DELETE", TENON_DEED_DELETE },
  };
  TenonSegment *last = self->path->len > 0 ? &g_array_index (self->path, TenonSegment, self->path->len - 1) : NULL;
  gboolean      is_action = last != NULL && last->word != NULL && last->table == NULL && self->path->len > 1 && g_array_index (self->path, TenonSegment, self->path->len - 2).name != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (self->method, methods[i].method) == 0)
      return is_action && methods[i].deed == TENON_DEED_CREATE ? TENON_DEED_UPDATE : methods[i].deed;
  return TENON_DEED_UNKNOWN;
}

static TenonDeed
deed_of_stated (TenonOperationType stated)
{
  static const TenonDeed deeds[] = { TENON_DEED_UNKNOWN, TENON_DEED_GET, TENON_DEED_CREATE, TENON_DEED_UPDATE, TENON_DEED_DELETE, TENON_DEED_NONE };

  return stated < G_N_ELEMENTS (deeds) ? deeds[stated] : TENON_DEED_UNKNOWN;
}

static gboolean
is_aggregate (TenonSentenceReader *self)
{
  static const char *const nouns[] = { "aggregate", "count", "statistics", "stats", "summary", "average", "avg", "sum", "headcount", "histogram", "leaderboard", "percentage", "ratio", "distribution", NULL };
  static const char *const many[] = { "how", "number", "total", "totals", "median", "minimum", "maximum", NULL };
  guint                    end = self->tokens->len;

  for (guint i = 0; i < end; i++)
    {
      const char *word = TENON_TOKEN (self->tokens, i).text;
      guint       n;

      if (g_strv_contains (nouns, word) && (self->sentence->table == NULL || tenon_source_table_find_column (self->sentence->table, word) == NULL))
        return TRUE;
      if (strcmp (word, "how") == 0 && tenon_token_is (self->tokens, i + 1, "many"))
        return TRUE;
      if (g_strv_contains (many, word) && (tenon_token_is (self->tokens, i + 1, "of") || tenon_token_is (self->tokens, i + 1, "many") || tenon_token_is (self->tokens, i + 1, "number") || tenon_token_is (self->tokens, i + 1, "amount")) && (self->sentence->table == NULL || tenon_sentence_find_column (self, self->sentence->table, self->tokens, i, end, &n) == NULL))
        return TRUE;
      if (strcmp (word, "total") == 0 && i == 0)
        return TRUE;
      if (strcmp (word, "per") == 0 && tenon_token_is_any (self->tokens, i + 1, (const char *const[]){ "month", "day", "week", "year", "hour", "quarter", NULL }) && (i == 0 || !g_ascii_isdigit (*TENON_TOKEN (self->tokens, i - 1).text)))
        return TRUE;
    }
  return FALSE;
}

/* "Soft delete": the row stays and says that it is deleted. */
static gboolean
take_soft_delete (TenonSentenceReader *self)
{
  static const char *const columns[] = { "deleted_at", "deleted", "is_deleted", "removed_at", "deleted_on", "archived_at", "archived", "is_active", "active" };
  gboolean                 is_soft = FALSE;

  for (guint i = 0; i < self->tokens->len; i++)
    is_soft |= tenon_token_is (self->tokens, i, "soft") || tenon_token_is (self->tokens, i, "soft_delete") || (tenon_token_is (self->tokens, i, "as") && tenon_token_is (self->tokens, i + 1, "deleted"));
  for (guint i = 0; is_soft && self->sentence->table != NULL && i < G_N_ELEMENTS (columns); i++)
    {
      TenonColumn *column = tenon_source_table_find_column (self->sentence->table, columns[i]);

      if (column == NULL)
        continue;
      g_ptr_array_add (self->sentence->writes, column->name);
      tenon_sentence_note (self, "\"soft delete\" taken as a change of %s", column->name);
      return TRUE;
    }
  return FALSE;
}

/* "Release held seats", "cancel an order", whatever the method: the row stays, and says what became of it. */
static gboolean
take_state (TenonSentenceReader *self,
            TenonDeed            stated,
            TenonDeed            of_method)
{
  gboolean     is_either;
  TenonColumn *column = self->main != NULL && self->main->verb != G_MAXUINT && self->sentence->table != NULL && self->main->head.table == self->sentence->table ? tenon_sentence_find_changed_state (self->tokens, self->main->verb, self->sentence->table, &is_either) : NULL;

  if (column == NULL || of_method == TENON_DEED_GET || tenon_deed_reads (stated) || (is_either && of_method != TENON_DEED_UPDATE && of_method != TENON_DEED_DELETE))
    return FALSE;
  /* What people enter counts; a method says it for all words of an address alike. */
  if (stated != TENON_DEED_UNKNOWN && of_method == TENON_DEED_UNKNOWN && stated != TENON_DEED_UPDATE)
    return FALSE;
  g_ptr_array_add (self->sentence->writes, column->name);
  tenon_sentence_note (self, "“%s” taken as a change of %s", TENON_TOKEN (self->tokens, self->main->verb).text, column->name);
  return TRUE;
}

/* Whether the verb is known for changing a state alone: it is no word for a write of its own. */
static gboolean
is_mere_state_verb (TenonSentenceReader *self)
{
  guint    n = self->main != NULL && self->main->verb != G_MAXUINT ? tenon_token_is_state_verb (self->tokens, self->main->verb) : 0;
  gboolean is_either;

  return n > 1 || (n == 1 && tenon_verb_find (TENON_TOKEN (self->tokens, self->main->verb).text, &is_either) == TENON_DEED_UNKNOWN);
}

static TenonDeed
choose_deed (TenonSentenceReader *self)
{
  TenonDeed said = TENON_DEED_UNKNOWN, stated = deed_of_stated (self->source->stated), of_method = deed_of_method (self);

  if (stated == TENON_DEED_NONE)
    return stated;
  for (guint i = 0; said == TENON_DEED_UNKNOWN && i < self->clauses->len; i++)
    {
      said = ((TenonClause *)g_ptr_array_index (self->clauses, i))->deed;
      if (g_ptr_array_index (self->clauses, i) == self->main)
        break;
    }
  if (take_state (self, stated, of_method))
    return TENON_DEED_UPDATE;
  if (self->main != NULL && self->main->deed != TENON_DEED_UNKNOWN && said != TENON_DEED_AGGREGATE && said != TENON_DEED_RECURSIVE)
    said = self->main->deed;
  if (is_mere_state_verb (self))
    said = TENON_DEED_UNKNOWN;
  if (said == TENON_DEED_UNKNOWN || (of_method == TENON_DEED_GET && tenon_deed_writes (said)))
    said = of_method != TENON_DEED_UNKNOWN ? of_method : stated != TENON_DEED_UNKNOWN ? stated
                                                                                      : TENON_DEED_GET;
  /* "Add an item to the list" is a change where the address is that of one. */
  if (said == TENON_DEED_DELETE && take_soft_delete (self))
    said = TENON_DEED_UPDATE;
  /* "Write" stands for every kind of write where people state it. */
  if (stated == TENON_DEED_CREATE && tenon_deed_writes (said))
    return said;
  if (stated == TENON_DEED_UPDATE && said == TENON_DEED_UPSERT)
    return said;
  if (stated != TENON_DEED_UNKNOWN && (tenon_deed_writes (stated) != tenon_deed_writes (said) || tenon_deed_writes (stated)))
    return stated;
  return said;
}

/* The one table the new row refers to that has the column named in @clause: the "like_count" of the post that is liked. */
static TenonSourceTable *
find_counted (TenonSentenceReader *self,
              TenonClause         *clause)
{
  TenonSourceTable *found = NULL;

  for (guint i = 0; i < tenon_list_get_length (self->sentence->table->foreign_keys); i++)
    {
      TenonForeignKey  *key = tenon_list_get (self->sentence->table->foreign_keys, i);
      TenonSourceTable *parent = key->ref_table != NULL ? tenon_schema_find_table (tenon_schema_words_get_schema (self->words), key->ref_table) : NULL;

      if (parent == NULL || parent == self->sentence->table || parent == found || tenon_source_table_find_column (parent, clause->head.word) == NULL)
        continue;
      if (found != NULL)
        return NULL;
      found = parent;
    }
  return found;
}

/* "Create a position and update the last position of the vehicle": what is changed is the vehicle. */
static void
read_further_change (TenonSentenceReader *self,
                     TenonClause         *clause)
{
  TenonSentence    *sentence = self->sentence;
  TenonSourceTable *head = clause->head.table, *owner = first_owner (clause);
  guint             n;

  if (clause->deed != TENON_DEED_UPDATE || sentence->deed != TENON_DEED_CREATE || (head != NULL && head != sentence->table))
    return;
  if (owner != NULL && owner != sentence->table && tenon_source_table_refers (sentence->table, owner))
    tenon_sentence_add_part (sentence, owner, TENON_DEED_UPDATE);
  else if (head == NULL && clause->head.word != NULL && find_counted (self, clause) != NULL)
    tenon_sentence_add_part (sentence, find_counted (self, clause), TENON_DEED_UPDATE);
  else if (head == NULL && clause->head.word != NULL && tenon_sentence_find_column (self, sentence->table, self->tokens, clause->head.from, clause->head.end, &n) == NULL)
    tenon_sentence_note (self, "what “%s %s” changes is not known: it is left out", TENON_TOKEN (self->tokens, clause->verb).text, clause->head.word);
}

/* What each further clause does to the table it names; what a table alone is read or written with. */
static void
read_parts (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  gboolean       behind = FALSE;

  for (guint i = 0; sentence->table != NULL && i < self->clauses->len; i++)
    {
      TenonClause *clause = g_ptr_array_index (self->clauses, i);
      TenonDeed    deed = clause == self->main ? sentence->deed : clause->deed != TENON_DEED_UNKNOWN ? clause->deed
                                                                                                     : TENON_DEED_GET;

      if (behind && clause->head.table != NULL && (clause->head.how > TENON_NAMED_BY_PART || tenon_deed_writes (deed)) && clause->verb != G_MAXUINT)
        tenon_sentence_add_part (sentence, clause->head.table, tenon_deed_writes (deed) ? deed : TENON_DEED_GET);
      if (behind)
        read_further_change (self, clause);
      for (guint k = 0; (behind || clause == self->main) && k < clause->along->len; k++)
        tenon_sentence_add_part (sentence, g_ptr_array_index (clause->along, k), tenon_deed_writes (deed) && deed != TENON_DEED_UPDATE ? deed : TENON_DEED_GET);
      /* "from cart": what new rows are made of. */
      for (guint k = 0; clause == self->main && tenon_deed_writes (deed) && deed != TENON_DEED_DELETE && k < clause->owners->len; k++)
        {
          TenonOwner *owner = &g_array_index (clause->owners, TenonOwner, k);

          if (owner->table != NULL && strcmp (owner->preposition, "from") == 0)
            tenon_sentence_add_part (sentence, owner->table, TENON_DEED_GET);
        }
      behind |= clause == self->main;
    }
}

void
tenon_sentence_choose (TenonSentenceReader *self)
{
  TenonSentence *sentence = self->sentence;
  TenonSegment  *last = last_word (self);

  self->main = find_main_clause (self);
  sentence->table = choose_table (self);
  if (self->source->table != NULL && self->source->table != sentence->table)
    {
      g_ptr_array_set_size (sentence->parts, 0);
      g_string_truncate (sentence->notes, 0);
      sentence->table = self->source->table;
    }
  sentence->deed = choose_deed (self);
  if (sentence->table == NULL)
    {
      sentence->noun = g_strdup (self->main != NULL && self->main->head.word != NULL ? self->main->head.word : last != NULL ? last->word
                                                                                                                            : NULL);
      return;
    }
  if (tenon_deed_reads (sentence->deed) && sentence->deed != TENON_DEED_RECURSIVE && is_aggregate (self))
    sentence->deed = TENON_DEED_AGGREGATE;
  if (tenon_deed_reads (sentence->deed) && tenon_tokens_have (self->tokens, (const char *const[]){ "recursive", "recursively", "breadcrumb", "ancestors", "descendants", NULL }))
    sentence->deed = TENON_DEED_RECURSIVE;
  read_parts (self);
}
