/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which values are at hand where a request needs a key: what the caller gives, the items that are made, what was read before.
 * A value of a reference is a value of what it refers to, and of every other reference to that. */

#include "design/tenon-given-values.h"

#include "design/tenon-index-needs.h"
#include "design/tenon-pattern-private.h"

#include <string.h>

#define MAX_HOPS 16 /* references that are followed from one column */

void
tenon_given_values_init (TenonGivenValues *self,
                         GHashTable       *sources)
{
  self->sources = sources;
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
tenon_given_values_clear (TenonGivenValues *self)
{
  g_clear_pointer (&self->columns, g_hash_table_unref);
}

/* The columns that @dotted refers to, one way or over others, itself first. */
static GPtrArray *
list_same (TenonGivenValues *self,
           const char       *table,
           const char       *column)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, g_strconcat (table, ".", column, NULL));
  for (guint i = 0; i < list->len && list->len < MAX_HOPS; i++)
    {
      const char       *dotted = g_ptr_array_index (list, i);
      const char       *dot = strrchr (dotted, '.');
      g_autofree char  *name = g_strndup (dotted, dot - dotted);
      TenonSourceTable *source = g_hash_table_lookup (self->sources, name);

      for (guint k = 0; source != NULL && k < tenon_list_get_length (source->foreign_keys); k++)
        {
          TenonForeignKey *key = tenon_list_get (source->foreign_keys, k);

          for (guint c = 0; key->ref_table != NULL && key->columns != NULL && key->ref_columns != NULL && key->columns[c] != NULL && key->ref_columns[c] != NULL; c++)
            {
              g_autofree char *referred = g_ascii_strcasecmp (key->columns[c], dot + 1) == 0 ? g_strconcat (key->ref_table, ".", key->ref_columns[c], NULL) : NULL;

              if (referred != NULL && !g_ptr_array_find_with_equal_func (list, referred, g_str_equal, NULL))
                g_ptr_array_add (list, g_steal_pointer (&referred));
            }
        }
    }
  return list;
}

void
tenon_given_values_add (TenonGivenValues *self,
                        const char       *table,
                        const char       *column)
{
  g_autoptr (GPtrArray) same = list_same (self, table, column);

  for (guint i = 0; i < same->len; i++)
    g_hash_table_add (self->columns, g_ascii_strdown (g_ptr_array_index (same, i), -1));
}

/**
 * tenon_given_values_have:
 *
 * Returns: whether a value of the column is at hand
 */
gboolean
tenon_given_values_have (TenonGivenValues *self,
                         const char       *table,
                         const char       *column)
{
  g_autoptr (GPtrArray) same = list_same (self, table, column);

  for (guint i = 0; i < same->len; i++)
    {
      g_autofree char *folded = g_ascii_strdown (g_ptr_array_index (same, i), -1);

      if (g_hash_table_contains (self->columns, folded))
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_given_values_add_row:
 *
 * A whole row that the request makes: its values are given, or generated.
 */
void
tenon_given_values_add_row (TenonGivenValues *self,
                            TenonSourceTable *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    tenon_given_values_add (self, table->name, ((TenonColumn *)tenon_list_get (table->columns, i))->name);
}

static void
add_columns (TenonGivenValues *self,
             TenonSourceTable *table,
             GPtrArray        *columns)
{
  for (guint i = 0; i < columns->len; i++)
    tenon_given_values_add (self, table->name, g_ptr_array_index (columns, i));
}

static void
add_dotted (TenonGivenValues *self,
            char            **dotted)
{
  for (guint i = 0; dotted != NULL && dotted[i] != NULL; i++)
    {
      const char      *dot = strrchr (dotted[i], '.');
      g_autofree char *table = dot != NULL ? g_strndup (dotted[i], dot - dotted[i]) : NULL;

      if (table != NULL)
        tenon_given_values_add (self, table, dot + 1);
    }
}

/**
 * tenon_given_values_add_request:
 *
 * What the caller gives: by which it asks, what it changes, and the rows it makes.
 */
void
tenon_given_values_add_request (TenonGivenValues *self,
                                TenonReading     *reading)
{
  GPtrArray *const lists[] = { reading->equality, reading->known, reading->filters, reading->lists, reading->ranges, reading->either, reading->writes };

  add_dotted (self, reading->pattern->equality);
  add_dotted (self, reading->pattern->filters);
  if (reading->table == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_columns (self, reading->table, lists[i]);
  if (reading->range != NULL)
    tenon_given_values_add (self, reading->table->name, reading->range);
  if (tenon_reading_creates (reading->kind))
    tenon_given_values_add_row (self, reading->table);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      if (tenon_reading_creates (part->kind))
        tenon_given_values_add_row (self, part->table);
    }
}

/**
 * tenon_given_values_add_read:
 * @index: (nullable): that was read
 *
 * What items of @table, or entries of its index, give.
 */
void
tenon_given_values_add_read (TenonGivenValues *self,
                             TenonTable       *table,
                             TenonIndex       *index)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->source_table != NULL && attribute->source_column != NULL && (index == NULL || tenon_index_carries (index, table, attribute->name)))
        tenon_given_values_add (self, attribute->source_table, attribute->source_column);
    }
}
