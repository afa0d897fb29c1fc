/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Takes the values out of a log's statements, for each class of statements and each column they bind.
 *
 * A statement is parsed once for each skeleton: that tells which of the literals the skeleton leaves out stand for which
 * columns. From then on they are taken from their places. Statements without a skeleton, because of a comment or a backslash,
 * and those whose values are more than literals, are known by the shape of their tokens, at the price of a scan.
 *
 * Memory is bounded whatever the log: 17 KB a column of a class and MAX_SKETCHES of them, 32 bytes a place and MAX_PLACES of
 * them. Time too: no more than MAX_PARSED and a small part of the log is parsed, however little of it comes again. What comes
 * beyond is missed, and said to be.
 */

#include "mysql/tenon-log-values.h"

#include <string.h>

#include "mysql/tenon-dml.h"
#include "mysql/tenon-log-column.h"
#include "mysql/tenon-value-sketch.h"

#define MAX_SKETCHES 4096
#define MAX_PLACES (1u << 20)
#define MAX_SHAPES 16384
/* Columns of one class: tables that differ in a number have one class, and each its own columns. */
#define MAX_COLUMNS 256
/* Bytes that are parsed: so many, and one of each PARSED_OF. */
#define MAX_PARSED (8 << 20)
#define PARSED_OF 16
/* Skeletons of one class, which differ in the length of lists; further ones are known by their shape. */
#define MAX_SKELETONS 256
/* Statements of one skeleton, which differ in numbers inside names. */
#define MAX_VARIANTS 16
/* Places of one statement that are remembered. A longer one hardly comes again. */
#define MAX_KEPT 256
/* What a binding takes beside its places, in places. */
#define OWN_PLACES 4
/* So much of a statement without a skeleton is looked at. */
#define MAX_SCANNED G_MAXUINT16

/* The columns of a class. */
struct _TenonLogValueSet
{
  GPtrArray *columns; /* (owned) TenonLogColumn */
  guint      number;
  guint      n_skeletons;
  gboolean   is_blank; /* its statements bind nothing */
};

/* Where a value stands: a run of literals, or a word that is part of the form. */
typedef struct
{
  TenonLogColumn *column;
  TenonTokenKind  kind; /* END: no value */
  guint16         first, last;
  char            sign;    /* of a number, where it is no part of the literal; 0: none */
  gboolean        is_true; /* of a word */
} Place;

/* A literal that is no value but part of a name, and what it reads. */
typedef struct
{
  guint16 literal;
  guint16 length;
  char   *text; /* (owned) */
} NamePart;

typedef struct _Binding Binding;
struct _Binding
{
  GArray  *places; /* (owned) Place */
  GArray  *names;  /* (owned) (nullable) NamePart */
  guint    n_literals;
  gboolean by_shape;   /* the literals do not tell where its values stand */
  Binding *next;       /* another variant */
  guint    n_variants; /* beside the first one, which counts them */
};

struct _TenonLogValues
{
  TenonSchema *schema; /* (nullable) */
  gboolean     keeps_text;
  GPtrArray   *sets;     /* (owned) TenonLogValueSet */
  GHashTable  *asked;    /* (owned) names of columns that rows are looked for by */
  GPtrArray   *bindings; /* (owned) Binding */
  GHashTable  *shapes;   /* (owned) guint64 -> Binding */
  GArray      *tokens;   /* (owned) TenonToken: the literals of the statement in hand, ... */
  GArray      *spans;    /* (owned) TenonLogLiteral: ... and where they stand */
  guint        n_sketches;
  guint        n_places;
  guint64      n_seen; /* bytes */
  guint64      n_parsed;
  gboolean     is_short;
};

static void
set_free (gpointer data)
{
  TenonLogValueSet *self = data;

  g_ptr_array_unref (self->columns);
  g_free (self);
}

static void
name_part_clear (gpointer data)
{
  g_free (((NamePart *)data)->text);
}

static GArray *
names_new (void)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (NamePart));

  g_array_set_clear_func (names, name_part_clear);
  return names;
}

static void
binding_free (gpointer data)
{
  Binding *self = data;

  g_array_unref (self->places);
  g_clear_pointer (&self->names, g_array_unref);
  g_free (self);
}

/**
 * tenon_log_values_new:
 * @schema: (nullable): must outlive it
 * @keeps_text: values stand in the result as they are
 */
TenonLogValues *
tenon_log_values_new (TenonSchema *schema,
                      gboolean     keeps_text)
{
  TenonLogValues *self = g_new0 (TenonLogValues, 1);

  self->schema = schema;
  self->keeps_text = keeps_text;
  self->sets = g_ptr_array_new_with_free_func (set_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bindings = g_ptr_array_new_with_free_func (binding_free);
  self->shapes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (TenonToken));
  self->spans = g_array_new (FALSE, FALSE, sizeof (TenonLogLiteral));
  return self;
}

void
tenon_log_values_free (TenonLogValues *self)
{
  g_ptr_array_unref (self->sets);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->bindings);
  g_hash_table_unref (self->shapes);
  g_array_unref (self->tokens);
  g_array_unref (self->spans);
  g_free (self);
}

/**
 * tenon_log_values_add_set:
 *
 * Returns: (transfer none): where the values of one class of statements are counted
 */
TenonLogValueSet *
tenon_log_values_add_set (TenonLogValues *self)
{
  TenonLogValueSet *set = g_new0 (TenonLogValueSet, 1);

  set->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_log_column_free);
  set->number = self->sets->len;
  g_ptr_array_add (self->sets, set);
  return set;
}

/**
 * tenon_log_values_is_short:
 *
 * Returns: whether there were more columns or forms of statements than are looked at
 */
gboolean
tenon_log_values_is_short (TenonLogValues *self)
{
  return self->is_short;
}

/* ---- literals ---- */

static gboolean
is_literal (const TenonToken *token)
{
  return token->kind == TENON_TOKEN_NUMBER || token->kind == TENON_TOKEN_STRING || token->kind == TENON_TOKEN_BYTES;
}

/* Lists the literals of a statement as the scanner sees them; returns a hash of everything else. */
static guint64
scan (TenonLogValues *self,
      const char     *sql,
      gsize           length)
{
  TenonScanner scanner;
  TenonToken   token;
  const char  *before = NULL;
  guint64      shape = 1;

  g_array_set_size (self->tokens, 0);
  g_array_set_size (self->spans, 0);
  tenon_scanner_init (&scanner, sql, length, TENON_SCAN_DEFAULT);
  tenon_scanner_set_delimiter (&scanner, ";", 1);
  for (tenon_scanner_next (&scanner, &token); token.kind != TENON_TOKEN_END; tenon_scanner_next (&scanner, &token))
    {
      TenonLogLiteral span = { token.text - sql, token.text + token.length - sql };

      /* "-5" is one value and "- 5" is none. */
      shape = tenon_value_hash_join (shape, is_literal (&token) ? token.kind + 16 * (guint64)(token.text == before) : tenon_value_hash (token.text, token.length));
      before = token.text + token.length;
      if (!is_literal (&token))
        continue;
      g_array_append_val (self->tokens, token);
      g_array_append_val (self->spans, span);
    }
  return shape;
}

/* Finds the run of literals that a value is. Values stand mostly in order: the last one was found at @from. */
static gboolean
locate (const TenonLogLiteral *literals,
        guint                  n_literals,
        const char            *sql,
        const TenonToken      *value,
        guint                 *from,
        Place                 *place)
{
  guint begin = value->text - sql, end = begin + value->length;
  guint i = MIN (*from, n_literals);

  while (i > 0 && literals[i - 1].begin >= begin)
    i--;
  while (i < n_literals && literals[i].begin < begin)
    i++;
  *from = i;
  if (i == n_literals)
    return FALSE;
  place->first = i;
  /* The sign of a number may be a token of its own. */
  if (literals[i].begin == begin + 1 && (*value->text == '-' || *value->text == '+'))
    place->sign = *value->text;
  else if (literals[i].begin != begin)
    return FALSE;
  while (i < n_literals && literals[i].end < end)
    i++;
  place->last = i;
  return i < n_literals && literals[i].end == end;
}

/*
 * Literals that are none to the scanner stand inside names: "orders_2024". A table of another year is another table. FALSE
 * where one is more than a literal to it, as "5-b": the places of such a statement are no others'.
 */
static gboolean
note_names (TenonLogValues        *self,
            GArray                *names,
            const char            *sql,
            const TenonLogLiteral *literals,
            guint                  n_literals)
{
  const TenonLogLiteral *tokens = (const TenonLogLiteral *)self->spans->data;
  guint                  at = 0;

  for (guint i = 0; i < n_literals; i++)
    {
      NamePart part = { i, literals[i].end - literals[i].begin, NULL };

      while (at < self->spans->len && tokens[at].end <= literals[i].begin)
        at++;
      if (at < self->spans->len && tokens[at].begin < literals[i].end)
        {
          if (tokens[at].begin > literals[i].begin + 1 || literals[i].end > tokens[at].end)
            return FALSE;
          continue;
        }
      part.text = g_strndup (sql + literals[i].begin, part.length);
      g_array_append_val (names, part);
    }
  return TRUE;
}

/* ---- bindings ---- */

/* NULL where the class has too many. */
static TenonLogColumn *
find_column (TenonLogValues      *self,
             TenonLogValueSet    *set,
             const TenonDmlValue *value)
{
  TenonLogColumn *column;
  gboolean        has_sketch = self->n_sketches < MAX_SKETCHES;

  if (!value->is_new && !g_hash_table_contains (self->asked, value->column))
    g_hash_table_add (self->asked, g_strdup (value->column));
  for (guint i = 0; i < set->columns->len; i++)
    if (strcmp (tenon_log_column_get_name (g_ptr_array_index (set->columns, i)), value->column) == 0)
      return g_ptr_array_index (set->columns, i);
  if (set->columns->len >= MAX_COLUMNS)
    {
      self->is_short = TRUE;
      return NULL;
    }
  column = tenon_log_column_new (value->column, self->schema, has_sketch);
  self->n_sketches += has_sketch;
  self->is_short |= !has_sketch;
  g_ptr_array_add (set->columns, column);
  return column;
}

/* The columns of a statement's values by the string that names them: rows name them again and again. */
static TenonLogColumn *
find_known (TenonLogValues      *self,
            TenonLogValueSet    *set,
            GHashTable          *known,
            const TenonDmlValue *value)
{
  TenonLogColumn *column = g_hash_table_lookup (known, value->column);

  if (column != NULL)
    return column;
  column = find_column (self, set, value);
  g_hash_table_insert (known, value->column, column);
  return column;
}

static void
add_place (Binding               *binding,
           TenonLogColumn        *column,
           const TenonDmlValue   *value,
           const char            *sql,
           guint                 *from,
           const TenonLogLiteral *literals)
{
  Place place = { column, value->value.kind };

  place.is_true = tenon_token_is (&value->value, "TRUE");
  if (is_literal (&value->value) && !locate (literals, binding->n_literals, sql, &value->value, from, &place))
    {
      binding->by_shape = TRUE;
      place.kind = TENON_TOKEN_END;
    }
  g_array_append_val (binding->places, place);
}

static gboolean
may_parse (TenonLogValues *self)
{
  return self->n_parsed < MAX_PARSED + self->n_seen / PARSED_OF;
}

/* Parses a statement, and finds where its values stand among the literals. */
static Binding *
bind (TenonLogValues        *self,
      TenonLogValueSet      *set,
      const char            *sql,
      gsize                  length,
      gboolean               is_cut,
      const TenonLogLiteral *literals,
      guint                  n_literals)
{
  Binding *binding = g_new0 (Binding, 1);
  g_autoptr (GArray) values = tenon_dml_read_values (sql, length, self->schema);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  guint from = 0;

  binding->places = g_array_new (FALSE, FALSE, sizeof (Place));
  binding->n_literals = n_literals;
  self->n_parsed += length;
  for (guint i = 0; i < values->len; i++)
    {
      const TenonDmlValue *value = &g_array_index (values, TenonDmlValue, i);
      TenonLogColumn      *column = find_known (self, set, known, value);

      if (column != NULL && !value->is_null && !(is_cut && value->value.text + value->value.length == sql + length))
        add_place (binding, column, value, sql, &from, literals);
    }
  return binding;
}

static void
keep_binding (TenonLogValues *self,
              Binding        *binding)
{
  self->n_places += binding->places->len + (binding->names != NULL ? binding->names->len : 0) + OWN_PLACES;
  g_ptr_array_add (self->bindings, binding);
}

static gboolean
fits (const Binding         *binding,
      const char            *sql,
      const TenonLogLiteral *literals,
      guint                  n_literals)
{
  if (binding->n_literals != n_literals)
    return FALSE;
  for (guint i = 0; i < binding->names->len; i++)
    {
      const NamePart        *part = &g_array_index (binding->names, NamePart, i);
      const TenonLogLiteral *literal = &literals[part->literal];

      if (literal->end - literal->begin != part->length || memcmp (sql + literal->begin, part->text, part->length) != 0)
        return FALSE;
    }
  return TRUE;
}

/* ---- statements ---- */

static void
count (TenonLogValues        *self,
       const Binding         *binding,
       const char            *sql,
       const TenonLogLiteral *literals)
{
  for (guint i = 0; i < binding->places->len; i++)
    {
      const Place *place = &g_array_index (binding->places, Place, i);

      if (place->kind == TENON_TOKEN_END)
        tenon_log_column_miss (place->column);
      else if (place->kind == TENON_TOKEN_WORD)
        tenon_log_column_take (place->column, place->kind, 0, place->is_true ? "TRUE" : "FALSE", 0, self->keeps_text);
      else
        tenon_log_column_take (place->column, place->kind, place->sign, sql + literals[place->first].begin, literals[place->last].end - literals[place->first].begin, self->keeps_text);
    }
}

static void
miss_all (TenonLogValueSet *set)
{
  for (guint i = 0; i < set->columns->len; i++)
    tenon_log_column_miss (g_ptr_array_index (set->columns, i));
}

static void
take_by_shape (TenonLogValues   *self,
               TenonLogValueSet *set,
               const char       *sql,
               gsize             length)
{
  gboolean               is_cut = length > MAX_SCANNED;
  guint64                shape = tenon_value_hash_join (scan (self, sql, MIN (length, MAX_SCANNED)), set->number);
  const TenonLogLiteral *literals = (const TenonLogLiteral *)self->spans->data;
  Binding               *binding = g_hash_table_lookup (self->shapes, &shape);
  gboolean               is_known = binding != NULL;

  if (!is_known && !may_parse (self))
    {
      self->is_short = TRUE;
      miss_all (set);
      return;
    }
  if (!is_known)
    binding = bind (self, set, sql, MIN (length, MAX_SCANNED), is_cut, literals, self->spans->len);
  if (binding->n_literals == self->spans->len)
    count (self, binding, sql, literals);
  if (is_cut)
    miss_all (set);
  if (is_known)
    return;
  if (binding->places->len > MAX_KEPT || g_hash_table_size (self->shapes) >= MAX_SHAPES || self->n_places >= MAX_PLACES)
    {
      binding_free (binding);
      return;
    }
  keep_binding (self, binding);
  g_hash_table_insert (self->shapes, g_memdup2 (&shape, sizeof shape), binding);
}

/* The variant of a skeleton's binding that the statement is of, made where there is none yet; NULL: it is known by shape. */
static Binding *
find_variant (TenonLogValues        *self,
              TenonLogValueSet      *set,
              gpointer              *kept,
              const char            *sql,
              gsize                  length,
              const TenonLogLiteral *literals,
              guint                  n_literals)
{
  Binding *first = *kept, *binding = first;
  g_autoptr (GArray) names = NULL;

  while (binding != NULL && !fits (binding, sql, literals, n_literals))
    binding = binding->next;
  if (binding != NULL)
    return binding;
  if (!may_parse (self) || set->n_skeletons >= MAX_SKELETONS || self->n_places >= MAX_PLACES || (first != NULL && first->n_variants >= MAX_VARIANTS))
    return NULL;
  scan (self, sql, length);
  names = names_new ();
  if (!note_names (self, names, sql, literals, n_literals))
    return NULL;
  binding = bind (self, set, sql, length, FALSE, literals, n_literals);
  binding->names = g_steal_pointer (&names);
  keep_binding (self, binding);
  if (first == NULL)
    {
      set->n_skeletons++;
      *kept = binding;
      return binding;
    }
  binding->next = first->next;
  first->next = binding;
  first->n_variants++;
  return binding;
}

/**
 * tenon_log_values_take:
 * @set: of the statement's class
 * @kept: (nullable): what is kept for the statement's skeleton, %NULL in it at first
 * @sql: not terminated
 * @literals: what the skeleton leaves out; not looked at without one
 *
 * Counts the values of one statement.
 */
void
tenon_log_values_take (TenonLogValues        *self,
                       TenonLogValueSet      *set,
                       gpointer              *kept,
                       const char            *sql,
                       gsize                  length,
                       const TenonLogLiteral *literals,
                       guint                  n_literals)
{
  Binding *binding;

  if (set->is_blank)
    return;
  self->n_seen += length;
  binding = kept != NULL ? find_variant (self, set, kept, sql, length, literals, n_literals) : NULL;
  if (binding != NULL && !binding->by_shape)
    count (self, binding, sql, literals);
  else
    take_by_shape (self, set, sql, length);
  set->is_blank = set->columns->len == 0 && !self->is_short;
}

/**
 * tenon_log_values_finish:
 * @statement: in no model yet
 *
 * Gives a class of statements what was found of its columns. Those of new rows are among it where rows are looked for by them,
 * or may be: all others say nothing of keys. A column of which no value was seen is not among it.
 */
void
tenon_log_values_finish (TenonLogValues   *self,
                         TenonLogValueSet *set,
                         TenonStatement   *statement)
{
  for (guint i = 0; i < set->columns->len; i++)
    {
      TenonLogColumn       *column = g_ptr_array_index (set->columns, i);
      gboolean              is_wanted = tenon_log_column_is_key (column) || g_hash_table_contains (self->asked, tenon_log_column_get_name (column));
      TenonValueStatistics *statistics = is_wanted ? tenon_log_column_finish (column) : NULL;

      if (statistics != NULL)
        tenon_list_append_take (statement->values, statistics);
    }
}
