/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys, foreign keys and checks of a table; they are settled once all its columns are known. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

#include "base/tenon-text.h"

typedef struct
{
  TenonKeyRole     role;
  char            *name; /* (owned) (nullable) */
  char            *type; /* (owned) (nullable) BTREE or HASH */
  TenonKeyParts    parts;
  TenonForeignKey *foreign_key; /* (owned) (nullable) in place of a key */
  char            *check;       /* (owned) (nullable) in place of a key */
  guint            line;
} PendingKey;

void
tenon_key_parts_clear (TenonKeyParts *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->prefixes, g_ptr_array_unref);
}

static void
pending_key_free (PendingKey *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self->check);
  g_clear_object (&self->foreign_key);
  tenon_key_parts_clear (&self->parts);
  g_free (self);
}

GPtrArray *
tenon_ddl_pending_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)pending_key_free);
}

/* Takes name, type and the parts over. */
void
tenon_ddl_pend_key (GPtrArray     *pending,
                    TenonKeyRole   role,
                    char          *name,
                    char          *type,
                    TenonKeyParts *parts,
                    guint          line)
{
  PendingKey *key = g_new0 (PendingKey, 1);

  key->role = role;
  key->name = name;
  key->type = type;
  key->parts = *parts;
  key->line = line;
  memset (parts, 0, sizeof *parts);
  g_ptr_array_add (pending, key);
}

/* Takes the key over. */
void
tenon_ddl_pend_foreign_key (GPtrArray       *pending,
                            TenonForeignKey *foreign_key)
{
  PendingKey *key = g_new0 (PendingKey, 1);

  key->foreign_key = foreign_key;
  key->line = foreign_key->line;
  g_ptr_array_add (pending, key);
}

static void
pend_check (GPtrArray  *pending,
            const char *name,
            char       *clause)
{
  PendingKey *key = g_new0 (PendingKey, 1);

  key->name = g_strdup (name);
  key->check = clause;
  g_ptr_array_add (pending, key);
}

static void
key_parts_init (TenonKeyParts *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->prefixes = g_ptr_array_new_with_free_func (g_free);
}

/* What a column definition says of keys and checks. */
void
tenon_ddl_pend_extra (GPtrArray        *pending,
                      TenonColumn      *column,
                      TenonColumnExtra *extra)
{
  if (extra->is_primary || extra->is_unique)
    {
      TenonKeyParts parts;

      key_parts_init (&parts);
      g_ptr_array_add (parts.columns, g_strdup (column->name));
      g_ptr_array_add (parts.prefixes, g_strdup (""));
      tenon_ddl_pend_key (pending, extra->is_primary ? TENON_KEY_PRIMARY : TENON_KEY_UNIQUE, NULL, NULL, &parts, column->line);
    }
  if (extra->foreign_key != NULL)
    tenon_ddl_pend_foreign_key (pending, g_steal_pointer (&extra->foreign_key));
  for (guint i = 0; extra->checks != NULL && i < extra->checks->len; i++)
    {
      const char *name = g_ptr_array_index (extra->check_names, i);

      pend_check (pending, *name != '\0' ? name : NULL, g_strdup (g_ptr_array_index (extra->checks, i)));
    }
}

/* One part: a column with an optional length, or an expression in parentheses. */
static gboolean
read_key_part (TenonDdl      *self,
               TenonKeyParts *parts)
{
  if (tenon_token_is_mark (&self->token, '('))
    {
      char *expression = tenon_ddl_take_parentheses (self);

      if (expression == NULL)
        return FALSE;
      g_ptr_array_add (parts->columns, g_strconcat ("(", expression, ")", NULL));
      g_ptr_array_add (parts->prefixes, g_strdup (""));
      g_free (expression);
    }
  else
    {
      char *name = tenon_ddl_take_name (self);

      if (name == NULL)
        return FALSE;
      g_ptr_array_add (parts->columns, name);
      if (tenon_token_is_mark (&self->token, '('))
        {
          char *length = tenon_ddl_take_parentheses (self);

          if (length == NULL)
            {
              g_ptr_array_add (parts->prefixes, g_strdup (""));
              return FALSE;
            }
          g_ptr_array_add (parts->prefixes, length);
        }
      else
        {
          g_ptr_array_add (parts->prefixes, g_strdup (""));
        }
    }
  while (tenon_token_is (&self->token, "ASC") || tenon_token_is (&self->token, "DESC"))
    tenon_ddl_next (self);
  if (tenon_ddl_accept_word (self, "WITHOUT")) /* MariaDB's periods */
    tenon_ddl_accept_word (self, "OVERLAPS");
  return TRUE;
}

/**
 * tenon_ddl_read_key_parts:
 * @parts: (out): to be cleared by the caller, also after a failure
 */
gboolean
tenon_ddl_read_key_parts (TenonDdl      *self,
                          TenonKeyParts *parts)
{
  key_parts_init (parts);
  if (!tenon_ddl_expect_mark (self, '('))
    return FALSE;
  do
    if (parts->columns->len > TENON_DDL_MAX_COLUMNS || !read_key_part (self, parts))
      return FALSE;
  while (tenon_ddl_accept_mark (self, ','));
  return tenon_ddl_expect_mark (self, ')');
}

/* "USING BTREE", also in its old spelling. */
gboolean
tenon_ddl_read_key_type (TenonDdl *self,
                         char    **type)
{
  if (!tenon_token_is (&self->token, "USING") && !tenon_token_is (&self->token, "TYPE"))
    return FALSE;
  tenon_ddl_next (self);
  if (tenon_token_is (&self->token, "BTREE") || tenon_token_is (&self->token, "HASH") || tenon_token_is (&self->token, "RTREE"))
    {
      g_free (*type);
      *type = g_ascii_strup (self->token.text, self->token.length);
      tenon_ddl_next (self);
    }
  return TRUE;
}

void
tenon_ddl_read_key_options (TenonDdl *self,
                            char    **type)
{
  static const char *const valued[] = { "KEY_BLOCK_SIZE", "COMMENT", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "CLUSTERING", "ALGORITHM", "LOCK", "M", "DISTANCE" };
  static const char *const plain[] = { "WITH", "VISIBLE", "INVISIBLE", "IGNORED", "NOT" };

  for (gboolean known = TRUE; known;)
    {
      if (tenon_ddl_accept_word (self, "PARSER"))
        {
          /* MariaDB ships none. */
          if (self->dialect == TENON_DIALECT_MARIADB)
            {
              tenon_ddl_syntax_error (self, "a parser that exists");
              return;
            }
          tenon_ddl_next (self);
        }
      known = tenon_ddl_read_key_type (self, type);
      for (guint i = 0; i < G_N_ELEMENTS (valued) && !known; i++)
        if (tenon_ddl_accept_word (self, valued[i]))
          {
            tenon_ddl_accept_mark (self, '=');
            tenon_ddl_next (self);
            known = TRUE;
          }
      for (guint i = 0; i < G_N_ELEMENTS (plain) && !known; i++)
        known = tenon_ddl_accept_word (self, plain[i]);
    }
}

/* Whether a key, and not a column, begins at the present token. */
gboolean
tenon_ddl_at_key (TenonDdl *self)
{
  static const char *const words[] = { "PRIMARY", "UNIQUE", "KEY", "INDEX", "CONSTRAINT", "FOREIGN", "FULLTEXT", "SPATIAL", "CHECK" };

  if (self->token.kind != TENON_TOKEN_WORD)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tenon_token_equals (&self->token, words[i], strlen (words[i])))
      return TRUE;
  if (tenon_token_is (&self->token, "PERIOD"))
    return tenon_ddl_peek_word (self, "FOR");
  if (tenon_token_is (&self->token, "CLUSTERING") || tenon_token_is (&self->token, "VECTOR"))
    return tenon_ddl_peek_word (self, "KEY") || tenon_ddl_peek_word (self, "INDEX");
  return FALSE;
}

static gboolean
read_rule (TenonDdl *self,
           char    **rule)
{
  char *word = tenon_ddl_take_name (self);
  char *second = NULL;

  if (word == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (word, "SET") == 0 || g_ascii_strcasecmp (word, "NO") == 0)
    second = tenon_ddl_take_name (self);
  g_free (*rule);
  {
    g_autofree char *whole = second != NULL ? g_strconcat (word, " ", second, NULL) : g_strdup (word);

    *rule = g_ascii_strup (whole, -1);
  }
  g_free (word);
  g_free (second);
  return TRUE;
}

static gboolean
read_rules (TenonDdl        *self,
            TenonForeignKey *key)
{
  for (;;)
    {
      if (tenon_ddl_accept_word (self, "MATCH"))
        {
          tenon_ddl_next (self);
        }
      else if (tenon_token_is (&self->token, "ON") && (tenon_ddl_peek_word (self, "DELETE") || tenon_ddl_peek_word (self, "UPDATE")))
        {
          gboolean     is_delete = tenon_ddl_peek_word (self, "DELETE");
          TenonScanner ahead;
          TenonToken   token;

          tenon_ddl_next (self);
          /* "ON UPDATE CURRENT_TIMESTAMP" behind an inline REFERENCES belongs to the column. */
          ahead = self->scanner;
          tenon_scanner_next (&ahead, &token);
          tenon_ddl_next (self);
          if (!read_rule (self, is_delete ? &key->on_delete : &key->on_update))
            return FALSE;
        }
      else
        {
          return TRUE;
        }
    }
}

/**
 * tenon_ddl_read_references:
 *
 * Reads what stands behind REFERENCES.
 *
 * Returns: (transfer full) (nullable): a key without columns of its own
 */
TenonForeignKey *
tenon_ddl_read_references (TenonDdl         *self,
                           TenonSourceTable *table)
{
  g_autoptr (TenonForeignKey) key = g_object_new (TENON_TYPE_FOREIGN_KEY, NULL);
  g_autofree char *database = NULL, *name = NULL;

  key->line = tenon_ddl_get_line (self, self->token.text);
  key->columns = g_new0 (char *, 1);
  key->ref_columns = g_new0 (char *, 1);
  if (!tenon_ddl_read_table_name (self, &database, &name))
    return NULL;
  tenon_ddl_set_place (key, database != NULL ? database : tenon_ddl_get_database (table), name);
  key->ref_table = g_strdup (name);
  if (tenon_token_is_mark (&self->token, '('))
    {
      TenonKeyParts parts = { 0 };
      gboolean      good = tenon_ddl_read_key_parts (self, &parts);

      if (good)
        {
          g_strfreev (key->ref_columns);
          key->ref_columns = tenon_strv_from_array (parts.columns);
        }
      tenon_key_parts_clear (&parts);
      if (!good)
        return NULL;
    }
  if (!read_rules (self, key))
    return NULL;
  return g_steal_pointer (&key);
}

static gboolean
read_foreign_key (TenonDdl         *self,
                  TenonSourceTable *table,
                  GPtrArray        *pending,
                  const char       *symbol)
{
  g_autoptr (TenonForeignKey) key = NULL;
  g_autofree char *index_name = NULL;
  TenonKeyParts    parts = { 0 };
  guint            line = tenon_ddl_get_line (self, self->token.text);

  if (!tenon_ddl_accept_word (self, "KEY"))
    return tenon_ddl_syntax_error (self, "KEY");
  tenon_ddl_accept_if_exists (self);
  if (tenon_token_is_name (&self->token))
    index_name = tenon_ddl_take_name (self);
  if (!tenon_ddl_read_key_parts (self, &parts) || !(tenon_ddl_accept_word (self, "REFERENCES") || tenon_ddl_syntax_error (self, "REFERENCES")))
    {
      tenon_key_parts_clear (&parts);
      return FALSE;
    }
  key = tenon_ddl_read_references (self, table);
  if (key != NULL)
    {
      key->name = g_strdup (symbol != NULL ? symbol : index_name);
      key->line = line;
      g_strfreev (key->columns);
      key->columns = tenon_strv_from_array (parts.columns);
      tenon_ddl_pend_foreign_key (pending, g_steal_pointer (&key));
      tenon_key_parts_clear (&parts);
      return TRUE;
    }
  tenon_key_parts_clear (&parts);
  return FALSE;
}

static gboolean
read_plain_key (TenonDdl    *self,
                GPtrArray   *pending,
                TenonKeyRole role,
                const char  *symbol)
{
  g_autofree char *name = g_strdup (symbol);
  g_autofree char *type = NULL;
  TenonKeyParts    parts = { 0 };
  guint            line = tenon_ddl_get_line (self, self->token.text);

  if (!tenon_ddl_accept_word (self, "KEY"))
    tenon_ddl_accept_word (self, "INDEX");
  tenon_ddl_accept_if_exists (self);
  if ((tenon_token_is_name (&self->token) && !tenon_token_is (&self->token, "USING") && !(tenon_token_is (&self->token, "TYPE") && !tenon_token_is_mark (&self->token, '('))))
    {
      g_free (name);
      name = tenon_ddl_take_name (self);
    }
  tenon_ddl_read_key_type (self, &type);
  if (!tenon_ddl_read_key_parts (self, &parts))
    {
      tenon_key_parts_clear (&parts);
      return FALSE;
    }
  tenon_ddl_read_key_options (self, &type);
  tenon_ddl_pend_key (pending, role, g_steal_pointer (&name), g_steal_pointer (&type), &parts, line);
  return !self->reported;
}

static gboolean
read_check (TenonDdl   *self,
            GPtrArray  *pending,
            const char *name)
{
  char *clause = tenon_ddl_take_parentheses (self);

  if (clause == NULL)
    return FALSE;
  pend_check (pending, name, clause);
  tenon_ddl_accept_word (self, "NOT");
  tenon_ddl_accept_word (self, "ENFORCED");
  return TRUE;
}

/**
 * tenon_ddl_read_key:
 *
 * Reads the key, foreign key or check at the present token.
 */
gboolean
tenon_ddl_read_key (TenonDdl         *self,
                    TenonSourceTable *table,
                    GPtrArray        *pending)
{
  g_autofree char *symbol = NULL;

  if (tenon_ddl_accept_word (self, "CONSTRAINT"))
    {
      tenon_ddl_accept_if_exists (self);
      if (!tenon_token_is (&self->token, "PRIMARY") && !tenon_token_is (&self->token, "UNIQUE") && !tenon_token_is (&self->token, "FOREIGN") && !tenon_token_is (&self->token, "CHECK"))
        {
          symbol = tenon_ddl_take_name (self);
          if (symbol == NULL)
            return FALSE;
        }
    }
  if (tenon_ddl_accept_word (self, "PRIMARY"))
    return read_plain_key (self, pending, TENON_KEY_PRIMARY, NULL);
  if (tenon_ddl_accept_word (self, "UNIQUE"))
    return read_plain_key (self, pending, TENON_KEY_UNIQUE, symbol);
  if (tenon_ddl_accept_word (self, "FOREIGN"))
    return read_foreign_key (self, table, pending, symbol);
  if (tenon_ddl_accept_word (self, "CHECK"))
    return read_check (self, pending, symbol);
  if (tenon_ddl_accept_word (self, "FULLTEXT"))
    return read_plain_key (self, pending, TENON_KEY_FULLTEXT, NULL);
  if (tenon_ddl_accept_word (self, "SPATIAL"))
    return read_plain_key (self, pending, TENON_KEY_SPATIAL, NULL);
  if (tenon_ddl_accept_word (self, "PERIOD"))
    {
      tenon_ddl_skip_to_comma (self);
      return TRUE;
    }
  if (tenon_ddl_accept_word (self, "CLUSTERING") || tenon_ddl_accept_word (self, "VECTOR") || tenon_token_is (&self->token, "KEY") || tenon_token_is (&self->token, "INDEX"))
    return read_plain_key (self, pending, TENON_KEY_INDEX, NULL);
  return tenon_ddl_syntax_error (self, "a key");
}

/* ---- settling ---- */

static gboolean
key_name_taken (TenonSourceTable *table,
                const char       *name)
{
  for (guint i = 0; i < tenon_list_get_length (table->unique_keys); i++)
    if (g_ascii_strcasecmp (((TenonKey *)tenon_list_get (table->unique_keys, i))->name, name) == 0)
      return TRUE;
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    if (g_ascii_strcasecmp (((TenonKey *)tenon_list_get (table->indexes, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* The server names a key after its first column, with _2, _3 and so on where that is taken. */
static char *
name_key (TenonSourceTable *table,
          TenonKeyParts    *parts)
{
  const char *first = g_ptr_array_index (parts->columns, 0);
  char       *name = g_strdup (*first == '(' ? "functional_index" : first);

  for (guint i = 2; key_name_taken (table, name) && i < 100; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", *first == '(' ? "functional_index" : first, i);
    }
  return name;
}

/* Writes columns as the table writes them. */
static gboolean
settle_columns (TenonDdl         *self,
                TenonSourceTable *table,
                GPtrArray        *names,
                const char       *what)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char  *name = g_ptr_array_index (names, i);
      TenonColumn *column;

      if (*name == '(')
        continue;
      column = tenon_ddl_find_column (table, name, NULL);
      if (column == NULL)
        {
          tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-missing-column", "%s of table “%s” names a column “%s” that it does not have", what, table->name, name);
          self->reported = TRUE;
          return FALSE;
        }
      if (strcmp (column->name, name) != 0)
        {
          g_free (g_ptr_array_index (names, i));
          names->pdata[i] = g_strdup (column->name);
        }
    }
  return TRUE;
}

static gboolean
apply_primary_key (TenonDdl         *self,
                   TenonSourceTable *table,
                   PendingKey       *key)
{
  if (table->primary_key != NULL && table->primary_key[0] != NULL)
    {
      tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-key", "Table “%s” is given a second primary key", table->name);
      return FALSE;
    }
  g_strfreev (table->primary_key);
  table->primary_key = tenon_strv_from_array (key->parts.columns);
  for (guint i = 0; table->primary_key[i] != NULL; i++)
    {
      TenonColumn *column = tenon_ddl_find_column (table, table->primary_key[i], NULL);

      if (column == NULL)
        continue;
      column->nullable = FALSE;
      if (column->default_kind == TENON_COLUMN_DEFAULT_NULL)
        column->default_kind = TENON_COLUMN_DEFAULT_NONE;
    }
  return TRUE;
}

/* A text or blob needs to say how much of it is indexed. */
static gboolean
has_needed_prefixes (TenonDdl         *self,
                     TenonSourceTable *table,
                     PendingKey       *key)
{
  if (key->role == TENON_KEY_FULLTEXT || key->role == TENON_KEY_SPATIAL || (key->role == TENON_KEY_UNIQUE && self->dialect == TENON_DIALECT_MARIADB))
    return TRUE;
  for (guint i = 0; i < key->parts.columns->len; i++)
    {
      TenonColumn *column = tenon_ddl_find_column (table, g_ptr_array_index (key->parts.columns, i), NULL);
      const char  *prefix = g_ptr_array_index (key->parts.prefixes, i);

      if (column != NULL && *prefix == '\0' && (g_str_has_suffix (column->type, "text") || g_str_has_suffix (column->type, "blob") || g_str_equal (column->type, "json")))
        {
          tenon_ddl_report (self, TENON_SEVERITY_ERROR, "ddl-key-length", "Column “%s” of table “%s” is in a key without a length", column->name, table->name);
          return FALSE;
        }
    }
  return TRUE;
}

static char **
dup_prefixes (TenonKeyParts *parts)
{
  for (guint i = 0; i < parts->prefixes->len; i++)
    if (*(const char *)g_ptr_array_index (parts->prefixes, i) != '\0')
      return tenon_strv_from_array (parts->prefixes);
  return NULL;
}

static gboolean
apply_key (TenonDdl         *self,
           TenonSourceTable *table,
           PendingKey       *pending)
{
  static const char *const types[] = { "BTREE", "BTREE", "BTREE", "FULLTEXT", "SPATIAL" };
  TenonList               *list = pending->role == TENON_KEY_UNIQUE ? table->unique_keys : table->indexes;
  TenonKey                *key;

  if (pending->parts.columns->len == 0 || !settle_columns (self, table, pending->parts.columns, "A key"))
    return FALSE;
  if (!has_needed_prefixes (self, table, pending) && self->dialect == TENON_DIALECT_MARIADB)
    return FALSE;
  if (pending->role == TENON_KEY_PRIMARY)
    return apply_primary_key (self, table, pending);
  if (tenon_list_get_length (list) > TENON_DDL_MAX_COLUMNS)
    return FALSE;
  if (pending->name != NULL && key_name_taken (table, pending->name))
    {
      tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-key", "Table “%s” already has a key “%s”", table->name, pending->name);
      return FALSE;
    }
  key = g_object_new (TENON_TYPE_KEY, NULL);
  key->name = pending->name != NULL ? g_strdup (pending->name) : name_key (table, &pending->parts);
  key->columns = tenon_strv_from_array (pending->parts.columns);
  key->prefixes = dup_prefixes (&pending->parts);
  key->type = g_strdup (types[pending->role]);
  if (pending->role <= TENON_KEY_INDEX && g_strcmp0 (pending->type, "HASH") == 0)
    tenon_str_set (&key->type, "HASH");
  key->line = pending->line;
  tenon_list_append_take (list, key);
  return TRUE;
}

static gboolean
keeps_foreign_keys (TenonSourceTable *table)
{
  static const char *const without[] = { "MyISAM", "MEMORY", "HEAP", "ARCHIVE", "CSV", "BLACKHOLE", "MERGE", "MRG_MyISAM", "Aria" };

  for (guint i = 0; table->engine != NULL && i < G_N_ELEMENTS (without); i++)
    if (g_ascii_strcasecmp (table->engine, without[i]) == 0)
      return FALSE;
  return TRUE;
}

/* InnoDB numbers the foreign keys without a name. */
static char *
name_foreign_key (TenonSourceTable *table)
{
  const char *bare = tenon_ddl_get_name (table);
  guint       greatest = 0;
  gsize       n = strlen (bare);

  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      const char *name = ((TenonForeignKey *)tenon_list_get (table->foreign_keys, i))->name;

      if (name != NULL && strncmp (name, bare, n) == 0 && g_str_has_prefix (name + n, "_ibfk_"))
        greatest = MAX (greatest, (guint)strtoul (name + n + strlen ("_ibfk_"), NULL, 10));
    }
  return g_strdup_printf ("%s_ibfk_%u", bare, greatest + 1);
}

static gboolean
begins_with (char **columns,
             char **head)
{
  guint i = 0;

  for (; head[i] != NULL; i++)
    if (columns[i] == NULL || strcmp (columns[i], head[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
list_covers (TenonList *keys,
             char     **columns)
{
  for (guint i = 0; i < tenon_list_get_length (keys); i++)
    if (begins_with (((TenonKey *)tenon_list_get (keys, i))->columns, columns))
      return TRUE;
  return FALSE;
}

/* An engine that drops the foreign key still gets the index that was made for it. */
static void
add_supporting_key (TenonSourceTable *table,
                    TenonForeignKey  *foreign_key)
{
  g_autofree char *name = NULL;
  TenonKey        *key;

  if (begins_with (table->primary_key, foreign_key->columns) || list_covers (table->unique_keys, foreign_key->columns) || list_covers (table->indexes, foreign_key->columns) || tenon_list_get_length (table->indexes) > TENON_DDL_MAX_COLUMNS)
    return;
  name = g_strdup (foreign_key->name != NULL ? foreign_key->name : foreign_key->columns[0]);
  key = g_object_new (TENON_TYPE_KEY, NULL);
  key->name = key_name_taken (table, name) ? g_strconcat (name, "_2", NULL) : g_strdup (name);
  key->columns = g_strdupv (foreign_key->columns);
  key->type = g_strdup ("BTREE");
  key->line = foreign_key->line;
  tenon_list_append_take (table->indexes, key);
}

static gboolean
sets_null_where_not (TenonSourceTable *table,
                     TenonForeignKey  *key)
{
  if (g_strcmp0 (key->on_delete, "SET NULL") != 0 && g_strcmp0 (key->on_update, "SET NULL") != 0)
    return FALSE;
  for (guint i = 0; key->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_ddl_find_column (table, key->columns[i], NULL);

      if (column != NULL && !column->nullable)
        return TRUE;
    }
  return FALSE;
}

static gboolean
apply_foreign_key (TenonDdl         *self,
                   TenonSourceTable *table,
                   TenonForeignKey  *key)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; key->columns[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (key->columns[i]));
  if (!settle_columns (self, table, names, "A foreign key"))
    return FALSE;
  g_strfreev (key->columns);
  key->columns = tenon_strv_from_array (names);
  if (sets_null_where_not (table, key))
    {
      tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-foreign-key-rule", "The foreign key to “%s” sets columns of table “%s” to NULL that cannot be NULL", tenon_ddl_get_name (key), table->name);
      if (self->dialect == TENON_DIALECT_MARIADB)
        return FALSE;
    }
  if (!keeps_foreign_keys (table))
    {
      add_supporting_key (table, key);
      tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-engine-foreign-key", "Engine %s of table “%s” keeps no foreign keys; the one to “%s” is left out", table->engine, table->name, tenon_ddl_get_name (key));
      return TRUE;
    }
  if (key->is_inline && self->dialect == TENON_DIALECT_MYSQL)
    tenon_ddl_report (self, TENON_SEVERITY_NOTE, "ddl-inline-references", "MySQL before version 9 ignores the REFERENCES written behind column “%s” of table “%s”; it is kept and marked", key->columns[0], table->name);
  if (tenon_list_get_length (table->foreign_keys) > TENON_DDL_MAX_COLUMNS)
    return FALSE;
  if (key->name == NULL)
    key->name = name_foreign_key (table);
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    if (g_ascii_strcasecmp (((TenonForeignKey *)tenon_list_get (table->foreign_keys, i))->name, key->name) == 0)
      {
        tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-key", "Table “%s” already has a foreign key “%s”", table->name, key->name);
        return FALSE;
      }
  tenon_list_append (table->foreign_keys, key);
  return TRUE;
}

/**
 * tenon_ddl_apply_pending:
 *
 * Gives the table the keys read with its columns, then the foreign keys and checks, each in their order.
 *
 * Returns: %FALSE if one of them cannot be, where the server would refuse the statement
 */
gboolean
tenon_ddl_apply_pending (TenonDdl         *self,
                         TenonSourceTable *table,
                         GPtrArray        *pending)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean good = TRUE;

  for (guint i = 0; i < pending->len; i++)
    {
      PendingKey *key = g_ptr_array_index (pending, i);

      if (key->check == NULL && key->foreign_key == NULL)
        good &= apply_key (self, table, key);
    }
  for (guint i = 0; i < pending->len; i++)
    {
      PendingKey *key = g_ptr_array_index (pending, i);
      const char *name = key->check != NULL ? key->name : key->foreign_key != NULL ? key->foreign_key->name
                                                                                   : NULL;

      /* MariaDB keeps the names of checks and foreign keys in one place. */
      if (name != NULL && !g_hash_table_add (names, (gpointer)name) && self->dialect == TENON_DIALECT_MARIADB)
        {
          tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-duplicate-key", "Table “%s” has two constraints “%s”", table->name, name);
          return FALSE;
        }
      if (key->check != NULL)
        tenon_ddl_append_check (table, key->name, key->check);
      else if (key->foreign_key != NULL)
        good &= apply_foreign_key (self, table, key->foreign_key);
    }
  return good;
}
