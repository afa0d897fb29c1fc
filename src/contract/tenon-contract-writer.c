/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes migrationContract.json: each table is a piece of text of its own, and the whole is the pieces between
 * brackets, so that a live view rewrites one table and still shows exactly what a full write gives. */

#include "contract/tenon-contract-writer.h"

#include "base/tenon-json-writer.h"
#include "base/tenon-text.h"
#include "contract/tenon-contract-path.h"

#include <string.h>

/* The text of one table as it stands in the array, without the comma behind it. */
typedef struct
{
  char   *text;    /* (owned) starts with the indentation of its first line, ends without a newline */
  gsize   length;  /* in bytes */
  guint   n_lines; /* that it covers */
  GArray *spans;   /* (owned) (element-type PieceSpan) in the order of the text */
} Piece;

typedef struct
{
  char *subject;
  char *tail; /* the path behind "$[2]" */
  guint line; /* 1-based in the piece */
  guint last_line;
} PieceSpan;

struct _TenonContractCache
{
  GHashTable *pieces; /* (owned) (element-type TenonTable Piece), a reference on each table */
};

static void
clear_piece_span (gpointer data)
{
  PieceSpan *span = data;

  g_free (span->subject);
  g_free (span->tail);
}

static void
piece_free (Piece *self)
{
  g_free (self->text);
  g_array_unref (self->spans);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Piece, piece_free)

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Takes @subject and @tail. */
static void
add_span (GArray *spans,
          char   *subject,
          char   *tail,
          guint   first,
          guint   last)
{
  PieceSpan span = { .subject = subject, .tail = tail, .line = first - 1, .last_line = last - 1 };

  g_array_append_val (spans, span);
}

/* Which patterns a table satisfies */

static void
collect_own_patterns (TenonTable *table,
                      GHashTable *ids)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (is_given (operation->pattern_id))
        g_hash_table_add (ids, operation->pattern_id);
    }
}

/* An update touches a lookup entry only where it may change a column of the constraint. */
static gboolean
writes_constraint (TenonTable   *lookup,
                   TenonTable   *table,
                   TenonPattern *pattern)
{
  if (pattern->operation_type == TENON_OPERATION_WRITE || pattern->operation_type == TENON_OPERATION_DELETE)
    return TRUE;
  if (pattern->operation_type != TENON_OPERATION_UPDATE)
    return FALSE;
  for (guint i = 0; lookup->unique_columns != NULL && lookup->unique_columns[i] != NULL; i++)
    {
      g_autofree char *dotted = g_strdup_printf ("%s.%s", text_or_empty (table->source_table), lookup->unique_columns[i]);

      if (tenon_strv_contains ((const char *const *)pattern->attributes, dotted))
        return TRUE;
    }
  return FALSE;
}

static void
collect_kept_patterns (TenonModel  *model,
                       TenonDesign *design,
                       TenonTable  *lookup,
                       GHashTable  *ids)
{
  TenonTable *table;

  if (lookup->role != TENON_TABLE_LOOKUP || !is_given (lookup->lookup_of))
    return;
  table = tenon_design_find_table (design, lookup->lookup_of);
  if (table == NULL || table == lookup)
    return;
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);
      TenonPattern   *pattern = is_given (operation->pattern_id) ? tenon_model_find_pattern (model, operation->pattern_id) : NULL;

      if (pattern != NULL && writes_constraint (lookup, table, pattern))
        g_hash_table_add (ids, operation->pattern_id);
    }
}

static int
compare_ids (const void *a,
             const void *b)
{
  return tenon_compare_natural (*(const char *const *)a, *(const char *const *)b);
}

/**
 * tenon_contract_list_satisfies:
 * @design: that @table is of
 *
 * The patterns @table or one of its indexes serves, each once, in natural order of their ids. A lookup table also
 * serves the patterns that create and delete rows of the table whose constraint it keeps, and those that update a
 * column of the constraint.
 *
 * Returns: (transfer full) (element-type utf8): `AP8: description`
 */
GPtrArray *
tenon_contract_list_satisfies (TenonModel  *model,
                               TenonDesign *design,
                               TenonTable  *table)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gpointer *sorted = NULL;
  GPtrArray           *result = g_ptr_array_new_with_free_func (g_free);
  guint                n;

  collect_own_patterns (table, ids);
  collect_kept_patterns (model, design, table, ids);
  sorted = g_hash_table_get_keys_as_array (ids, &n);
  qsort (sorted, n, sizeof *sorted, compare_ids);
  for (guint i = 0; i < n; i++)
    {
      const char   *id = sorted[i];
      TenonPattern *pattern = tenon_model_find_pattern (model, id);

      if (pattern != NULL && is_given (pattern->description))
        g_ptr_array_add (result, g_strdup_printf ("%s: %s", id, pattern->description));
      else
        g_ptr_array_add (result, g_strdup (id));
    }
  return result;
}

/* The order of attributes */

typedef struct
{
  TenonAttribute *attribute;
  guint           key;    /* rank among the keys; G_MAXUINT: not a key */
  guint           source; /* rank of its source table: the table's own first, then as they first appear */
  guint           column; /* position of its column in the source table */
  guint           position;
} Ranked;

static void
note_key (GHashTable *keys,
          const char *name)
{
  if (is_given (name) && !g_hash_table_contains (keys, name))
    g_hash_table_insert (keys, (gpointer)name, GUINT_TO_POINTER (g_hash_table_size (keys) + 1));
}

static GHashTable *
rank_keys (TenonTable *table)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  note_key (keys, table->partition_key);
  note_key (keys, table->sort_key);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      note_key (keys, index->partition_key);
      note_key (keys, index->sort_key);
    }
  return keys;
}

/* A source table as the attributes name it; looked up once for all of them. */
typedef struct
{
  guint             rank;  /* from 1, as they first appear */
  TenonSourceTable *table; /* (unowned) (nullable) */
} Source;

static Source *
ensure_source (GHashTable *sources,
               TenonModel *model,
               const char *name)
{
  Source *source = g_hash_table_lookup (sources, text_or_empty (name));

  if (source == NULL)
    {
      source = g_new0 (Source, 1);
      source->rank = g_hash_table_size (sources) + 1;
      source->table = model->schema != NULL && is_given (name) ? tenon_schema_find_table (model->schema, name) : NULL;
      g_hash_table_insert (sources, (gpointer)text_or_empty (name), source);
    }
  return source;
}

static guint
rank_column (const Source   *source,
             TenonAttribute *attribute)
{
  TenonColumn *column = NULL;
  guint        position;

  if (source->table != NULL && is_given (attribute->source_column))
    column = tenon_source_table_find_column (source->table, attribute->source_column);
  return column != NULL && tenon_list_index_of (source->table->columns, column, &position) ? position : G_MAXUINT;
}

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *x = a;
  const Ranked *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->source != y->source)
    return x->source < y->source ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return x->position < y->position ? -1 : x->position > y->position;
}

/* Keys first (partition key, sort key, then those of the indexes), then the columns in the order of the source. Of
 * two attributes with one name, which a model in the middle of a change may hold, the first stands: members of a JSON
 * object are unique, and the checker says so. */
static GArray *
rank_attributes (TenonModel *model,
                 TenonTable *table)
{
  g_autoptr (GHashTable) keys = rank_keys (table);
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (Ranked));

  ensure_source (sources, model, table->source_table);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      Source         *source = ensure_source (sources, model, attribute->source_table);
      guint           key = GPOINTER_TO_UINT (g_hash_table_lookup (keys, text_or_empty (attribute->name)));
      Ranked          entry = {
                 .attribute = attribute,
                 .key = key > 0 ? key : G_MAXUINT,
                 .source = source->rank,
                 .column = rank_column (source, attribute),
                 .position = i,
      };

      if (g_hash_table_add (names, (gpointer)text_or_empty (attribute->name)))
        g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  return ranked;
}

/* The members */

static void
write_attribute (TenonJsonWriter *writer,
                 TenonAttribute  *attribute)
{
  tenon_json_writer_name (writer, text_or_empty (attribute->name));
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "type", tenon_attribute_type_to_string (attribute->type));
  tenon_json_writer_member_string (writer, "source_table", text_or_empty (attribute->source_table));
  tenon_json_writer_member_string (writer, "source_column", text_or_empty (attribute->source_column));
  if (attribute->denormalized)
    {
      tenon_json_writer_member_boolean (writer, "denormalized", TRUE);
      tenon_json_writer_member_string (writer, "justification", text_or_empty (attribute->justification));
      tenon_json_writer_name (writer, "join");
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "local_column", text_or_empty (attribute->join_local_column));
      tenon_json_writer_member_string (writer, "source_column", text_or_empty (attribute->join_source_column));
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_object (writer);
}

static void
write_attributes (TenonJsonWriter *writer,
                  TenonModel      *model,
                  TenonTable      *table,
                  GArray          *spans)
{
  g_autoptr (GArray) ranked = rank_attributes (model, table);

  tenon_json_writer_name (writer, "attributes");
  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < ranked->len; i++)
    {
      TenonAttribute *attribute = g_array_index (ranked, Ranked, i).attribute;
      guint           first = tenon_json_writer_get_line (writer) + 1;

      write_attribute (writer, attribute);
      add_span (spans,
                g_strdup_printf ("attribute:%s/%s", text_or_empty (table->name), text_or_empty (attribute->name)),
                tenon_contract_path_member (".attributes", text_or_empty (attribute->name)),
                first,
                tenon_json_writer_get_line (writer));
    }
  tenon_json_writer_end_object (writer);
}

static void
write_indexes (TenonJsonWriter *writer,
               TenonTable      *table,
               GArray          *spans)
{
  if (tenon_list_get_length (table->indexes) == 0)
    return;
  tenon_json_writer_name (writer, "gsis");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);
      guint       first = tenon_json_writer_get_line (writer) + 1;

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "name", text_or_empty (index->name));
      tenon_json_writer_member_string (writer, "pk", text_or_empty (index->partition_key));
      if (is_given (index->sort_key))
        tenon_json_writer_member_string (writer, "sk", index->sort_key);
      tenon_json_writer_end_object (writer);
      add_span (spans,
                g_strdup_printf ("index:%s/%s", text_or_empty (table->name), text_or_empty (index->name)),
                tenon_contract_path_item (".gsis", i),
                first,
                tenon_json_writer_get_line (writer));
    }
  tenon_json_writer_end_array (writer);
}

static void
write_satisfies (TenonJsonWriter *writer,
                 TenonModel      *model,
                 TenonDesign     *design,
                 TenonTable      *table)
{
  g_autoptr (GPtrArray) satisfies = tenon_contract_list_satisfies (model, design, table);

  tenon_json_writer_name (writer, "satisfies");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < satisfies->len; i++)
    tenon_json_writer_string (writer, g_ptr_array_index (satisfies, i));
  tenon_json_writer_end_array (writer);
}

/* The structure and its member order are the design document's ("Migration Contract Generator"). */
static void
write_table (TenonJsonWriter *writer,
             TenonModel      *model,
             TenonDesign     *design,
             TenonTable      *table,
             GArray          *spans)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "table", text_or_empty (table->name));
  tenon_json_writer_member_string (writer, "type", "Table");
  tenon_json_writer_member_string (writer, "source_table", text_or_empty (table->source_table));
  tenon_json_writer_member_string (writer, "pk", text_or_empty (table->partition_key));
  if (is_given (table->sort_key))
    tenon_json_writer_member_string (writer, "sk", table->sort_key);
  write_indexes (writer, table, spans);
  write_attributes (writer, model, table, spans);
  write_satisfies (writer, model, design, table);
  tenon_json_writer_member_int (writer, "estimated_item_size_bytes", table->item_size);
  tenon_json_writer_end_object (writer);
}

static Piece *
piece_new (TenonModel  *model,
           TenonDesign *design,
           TenonTable  *table)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autofree char *text = NULL;
  Piece           *self = g_new0 (Piece, 1);

  self->spans = g_array_new (FALSE, TRUE, sizeof (PieceSpan));
  g_array_set_clear_func (self->spans, clear_piece_span);
  add_span (self->spans, g_strdup_printf ("table:%s", text_or_empty (table->name)), g_strdup (""), 2, 2);
  tenon_json_writer_begin_array (writer);
  write_table (writer, model, design, table, self->spans);
  g_array_index (self->spans, PieceSpan, 0).last_line = tenon_json_writer_get_line (writer) - 1;
  self->n_lines = tenon_json_writer_get_line (writer) - 1;
  text = tenon_json_writer_finish (writer);
  /* What stands between the bracket's line and the final newline is the table. */
  self->length = strlen (text) - strlen ("[\n") - strlen ("\n");
  self->text = g_strndup (text + strlen ("[\n"), self->length);
  return self;
}

/* The whole */

static void
append_piece (TenonContractText *contract,
              GString           *text,
              Piece             *piece,
              guint              position,
              guint             *line)
{
  g_autoptr (GString) path = g_string_new (NULL);

  if (position > 0)
    g_string_append_c (text, ',');
  g_string_append_c (text, '\n');
  g_string_append_len (text, piece->text, piece->length);
  for (guint i = 0; i < piece->spans->len; i++)
    {
      const PieceSpan *span = &g_array_index (piece->spans, PieceSpan, i);

      g_string_printf (path, "$[%u]%s", position, span->tail);
      tenon_contract_text_add_span (contract, span->subject, path->str, *line + span->line, *line + span->last_line);
    }
  *line += piece->n_lines;
}

static Piece *
ensure_piece (TenonContractCache *self,
              TenonModel         *model,
              TenonDesign        *design,
              TenonTable         *table)
{
  Piece *piece = g_hash_table_lookup (self->pieces, table);

  if (piece == NULL)
    {
      piece = piece_new (model, design, table);
      g_hash_table_insert (self->pieces, g_object_ref (table), piece);
    }
  return piece;
}

/**
 * tenon_contract_cache_new:
 *
 * Keeps the text of each table between writes. Whoever changes a table, a pattern it serves or the schema calls
 * tenon_contract_cache_forget() before the next write.
 */
TenonContractCache *
tenon_contract_cache_new (void)
{
  TenonContractCache *self = g_new0 (TenonContractCache, 1);

  self->pieces = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify)piece_free);
  return self;
}

void
tenon_contract_cache_free (TenonContractCache *self)
{
  g_hash_table_unref (self->pieces);
  g_free (self);
}

/**
 * tenon_contract_cache_forget:
 * @table: (nullable): the table that changed; %NULL forgets all
 */
void
tenon_contract_cache_forget (TenonContractCache *self,
                             TenonTable         *table)
{
  if (table == NULL)
    g_hash_table_remove_all (self->pieces);
  else
    g_hash_table_remove (self->pieces, table);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer data)
{
  return !tenon_list_index_of (data, key, NULL);
}

/**
 * tenon_contract_cache_write:
 *
 * Returns: (transfer full): byte for byte what tenon_contract_write() gives, writing only the tables that are not
 *   kept
 */
TenonContractText *
tenon_contract_cache_write (TenonContractCache *self,
                            TenonModel         *model,
                            TenonDesign        *design)
{
  TenonContractText *contract = tenon_contract_text_new ();
  g_autoptr (GString) text = g_string_new ("[");
  guint n = tenon_list_get_length (design->tables);
  guint line = 1;

  if (g_hash_table_size (self->pieces) > n)
    g_hash_table_foreach_remove (self->pieces, is_gone, design->tables);
  for (guint i = 0; i < n; i++)
    append_piece (contract, text, ensure_piece (self, model, design, tenon_list_get (design->tables, i)), i, &line);
  g_string_append (text, n > 0 ? "\n]\n" : "]\n");
  contract->text = g_string_free (g_steal_pointer (&text), FALSE);
  return contract;
}

/**
 * tenon_contract_write:
 * @design: the design to write; of @model the patterns and the schema are read
 *
 * The exact array structure of the design document: two spaces a level, a final newline; absent `sk`, `gsis` and
 * `denormalized` left out; keys first among the attributes, then the source's order. What the model lacks (a key
 * that is no attribute, say) is left out and never made up: the checker reports it.
 *
 * Returns: (transfer full): the text and where each table, attribute and index stands in it
 */
TenonContractText *
tenon_contract_write (TenonModel  *model,
                      TenonDesign *design)
{
  g_autoptr (TenonContractCache) cache = tenon_contract_cache_new ();

  return tenon_contract_cache_write (cache, model, design);
}

/**
 * tenon_contract_write_table:
 * @table: of the model's design
 *
 * Returns: (transfer full): one table's text exactly as it stands in the array, two spaces in, without the comma and
 *   the newline behind it
 */
char *
tenon_contract_write_table (TenonModel *model,
                            TenonTable *table)
{
  g_autoptr (Piece) piece = piece_new (model, model->design, table);

  return g_steal_pointer (&piece->text);
}
