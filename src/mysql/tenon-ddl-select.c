/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CREATE TABLE … AS SELECT: which columns the query gives the table. */

#include "mysql/tenon-ddl-private.h"

#include <string.h>

#include "base/tenon-text.h"

/* Tables of a FROM that are looked at. */
#define MAX_SOURCES 100

typedef struct
{
  char       *name;      /* (owned) of the result's column */
  char       *path;      /* (owned) (nullable) the name it comes from, "*" for all */
  char       *qualifier; /* (owned) (nullable) in front of it */
  const char *begin, *end;
} SelectItem;

static void
select_item_free (SelectItem *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->qualifier);
  g_free (self);
}

static void
source_free (TenonSelectSource *self)
{
  g_free (self->alias);
  g_free (self);
}

/**
 * tenon_ddl_find_selected:
 * @sources: (element-type TenonSelectSource):
 * @qualifier: (nullable): the table or alias in front of the name
 *
 * Returns: (transfer full) (nullable): the column as the query gives it: what counted has a default instead, and what was
 *   computed is stored
 */
TenonColumn *
tenon_ddl_find_selected (GPtrArray  *sources,
                         const char *qualifier,
                         const char *name)
{
  for (guint i = 0; i < sources->len; i++)
    {
      TenonSelectSource *source = g_ptr_array_index (sources, i);
      TenonColumn       *column;

      if (qualifier != NULL && g_ascii_strcasecmp (qualifier, source->alias) != 0)
        continue;
      column = tenon_ddl_find_column (source->table, name, NULL);
      if (column == NULL)
        continue;
      column = tenon_record_copy (column);
      if (column->auto_increment)
        {
          column->auto_increment = FALSE;
          column->default_kind = TENON_COLUMN_DEFAULT_LITERAL;
          column->default_value = g_strdup ("0");
        }
      column->generated = TENON_GENERATED_NONE;
      g_clear_pointer (&column->expression, g_free);
      if (source->is_optional && !column->nullable)
        {
          column->nullable = TRUE;
          column->default_kind = TENON_COLUMN_DEFAULT_NULL;
          g_clear_pointer (&column->default_value, g_free);
        }
      return column;
    }
  return NULL;
}

static gboolean
ends_item (TenonDdl *self)
{
  return self->token.kind == TENON_TOKEN_END || tenon_token_is_mark (&self->token, ',') || tenon_token_is_mark (&self->token, ')') || tenon_token_is (&self->token, "FROM");
}

static SelectItem *
read_select_item (TenonDdl *self)
{
  SelectItem *item = g_new0 (SelectItem, 1);
  const char *begin = self->token.text, *end = begin;
  guint       depth = 0, n_tokens = 0;
  gboolean    plain = TRUE;
  TenonToken  last = self->token, first = self->token, before = self->token;

  while (depth > 0 || !ends_item (self))
    {
      if (self->token.kind == TENON_TOKEN_END)
        break;
      if (depth == 0 && tenon_token_is (&self->token, "AS"))
        {
          tenon_ddl_next (self);
          item->name = tenon_ddl_dup_token (self);
          if (self->token.kind != TENON_TOKEN_END)
            tenon_ddl_next (self);
          break;
        }
      if (depth == 0 && n_tokens > 0 && tenon_token_is_name (&self->token) && !tenon_token_is_mark (&last, '.') && (last.kind != TENON_TOKEN_MARK || tenon_token_is_mark (&last, ')')) && !tenon_token_is (&last, "DISTINCT"))
        {
          TenonScanner ahead = self->scanner;
          TenonToken   token;

          /* A name that ends the item behind an operand is its alias. */
          tenon_scanner_next (&ahead, &token);
          if (token.kind == TENON_TOKEN_END || tenon_token_is_mark (&token, ',') || tenon_token_is (&token, "FROM"))
            {
              item->name = tenon_ddl_dup_token (self);
              tenon_ddl_next (self);
              break;
            }
        }
      if (tenon_token_is_mark (&self->token, '('))
        depth++;
      else if (tenon_token_is_mark (&self->token, ')'))
        depth--;
      if (!tenon_token_is_name (&self->token) && !tenon_token_is_mark (&self->token, '.') && !tenon_token_is_mark (&self->token, '*'))
        plain = FALSE;
      if (tenon_token_is_name (&last))
        before = last;
      last = self->token;
      end = self->token.text + self->token.length;
      n_tokens++;
      tenon_ddl_next (self);
    }
  if (plain && n_tokens % 2 == 1 && n_tokens <= 5)
    {
      item->path = tenon_token_dup_text (&last, self->scanner.flags);
      if (n_tokens > 1)
        item->qualifier = tenon_token_dup_text (n_tokens == 3 ? &first : &before, self->scanner.flags);
    }
  item->begin = begin;
  item->end = end;
  if (item->name == NULL)
    item->name = item->path != NULL ? g_strdup (item->path) : g_utf8_make_valid (begin, end - begin);
  return item;
}

static void
add_selected (TenonDdl         *self,
              TenonSourceTable *table,
              TenonColumn      *column,
              const char       *name,
              gint64            line)
{
  if (tenon_ddl_find_column (table, name, NULL) != NULL || tenon_list_get_length (table->columns) >= TENON_DDL_MAX_COLUMNS)
    {
      g_object_unref (column);
      return;
    }
  tenon_str_set (&column->name, name);
  column->line = line;
  if (column->nullable && column->default_kind == TENON_COLUMN_DEFAULT_NONE)
    column->default_kind = TENON_COLUMN_DEFAULT_NULL;
  tenon_list_append_take (table->columns, column);
}

/* The alias behind a table's name, or the name itself. */
static char *
take_alias (TenonDdl   *self,
            const char *name)
{
  static const char *const words[] = { "JOIN", "LEFT", "RIGHT", "INNER", "CROSS", "NATURAL", "STRAIGHT_JOIN", "ON", "USING", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "FOR", "LOCK", "USE", "FORCE", "IGNORE", "WINDOW", "PARTITION", "OUTER", "PROCEDURE", "INTO" };
  char                    *alias;

  if (!tenon_ddl_accept_word (self, "AS"))
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      if (tenon_token_equals (&self->token, words[i], strlen (words[i])))
        return g_strdup (name);
  if (!tenon_token_is_name (&self->token))
    return g_strdup (name);
  alias = tenon_ddl_dup_token (self);
  tenon_ddl_next (self);
  return alias;
}

static GPtrArray *
read_sources (TenonDdl *self)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)source_free);
  gboolean   is_left = FALSE;

  while (self->token.kind != TENON_TOKEN_END && sources->len < MAX_SOURCES)
    {
      if (tenon_token_is (&self->token, "FROM") || tenon_token_is (&self->token, "JOIN") || tenon_token_is (&self->token, "STRAIGHT_JOIN") || tenon_token_is_mark (&self->token, ','))
        {
          g_autofree char  *database = NULL, *name = NULL;
          TenonSourceTable *table;

          tenon_ddl_next (self);
          if (!tenon_token_is_name (&self->token) || !tenon_ddl_read_table_name (self, &database, &name))
            continue;
          table = tenon_ddl_find_table (self, database, name);
          if (table != NULL)
            {
              TenonSelectSource *source = g_new0 (TenonSelectSource, 1);

              source->table = table;
              source->alias = take_alias (self, name);
              source->is_optional = is_left;
              g_ptr_array_add (sources, source);
            }
          is_left = FALSE;
          continue;
        }
      if (tenon_token_is (&self->token, "WHERE") || tenon_token_is (&self->token, "GROUP") || tenon_token_is (&self->token, "ORDER") || tenon_token_is (&self->token, "UNION"))
        break;
      if (tenon_token_is (&self->token, "LEFT"))
        is_left = TRUE;
      /* What stands on the left of a right join may be missing. */
      for (guint i = 0; tenon_token_is (&self->token, "RIGHT") && i < sources->len; i++)
        ((TenonSelectSource *)g_ptr_array_index (sources, i))->is_optional = TRUE;
      tenon_ddl_next (self);
    }
  return sources;
}

static void
add_all (TenonDdl         *self,
         TenonSourceTable *table,
         GPtrArray        *sources,
         const char       *qualifier,
         gint64            line)
{
  for (guint i = 0; i < sources->len; i++)
    {
      TenonSelectSource *source = g_ptr_array_index (sources, i);

      if (qualifier != NULL && g_ascii_strcasecmp (qualifier, source->alias) != 0)
        continue;
      for (guint k = 0; k < tenon_list_get_length (source->table->columns); k++)
        {
          const char *name = ((TenonColumn *)tenon_list_get (source->table->columns, k))->name;

          add_selected (self, table, tenon_ddl_find_selected (sources, source->alias, name), name, line);
        }
    }
}

/**
 * tenon_ddl_read_select:
 *
 * Gives the table the columns of the query: names, literals, and expressions whose type follows from them. What only a
 * server could tell is reported and left out.
 */
void
tenon_ddl_read_select (TenonDdl         *self,
                       TenonSourceTable *table)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)select_item_free);
  g_autoptr (GPtrArray) sources = NULL;
  gint64 line = tenon_ddl_get_line (self, self->token.text);

  while (self->token.kind != TENON_TOKEN_END && !tenon_token_is (&self->token, "SELECT"))
    tenon_ddl_next (self);
  tenon_ddl_accept_word (self, "SELECT");
  while (tenon_token_is (&self->token, "DISTINCT") || tenon_token_is (&self->token, "ALL") || tenon_token_is (&self->token, "STRAIGHT_JOIN") || tenon_token_is (&self->token, "SQL_NO_CACHE") || tenon_token_is (&self->token, "SQL_CALC_FOUND_ROWS"))
    tenon_ddl_next (self);
  do
    {
      if (items->len >= TENON_DDL_MAX_COLUMNS || self->token.kind == TENON_TOKEN_END)
        break;
      g_ptr_array_add (items, read_select_item (self));
    }
  while (tenon_ddl_accept_mark (self, ','));
  sources = read_sources (self);
  for (guint i = 0; i < items->len; i++)
    {
      SelectItem  *item = g_ptr_array_index (items, i);
      TenonColumn *column = NULL;

      if (g_strcmp0 (item->path, "*") == 0)
        {
          add_all (self, table, sources, item->qualifier, line);
          continue;
        }
      if (item->path != NULL)
        column = tenon_ddl_find_selected (sources, item->qualifier, item->path);
      if (column == NULL)
        column = tenon_ddl_derive_column (sources, item->begin, item->end, self->scanner.flags);
      if (column != NULL)
        add_selected (self, table, column, item->name, line);
      else if (tenon_ddl_find_column (table, item->name, NULL) == NULL)
        tenon_ddl_report (self, TENON_SEVERITY_WARNING, "ddl-select-column", "The type of column “%s” of table “%s” comes from an expression and is not known", item->name, table->name);
    }
}
