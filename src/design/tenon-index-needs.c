/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a pattern needs of the entries of an index, and what they lack of it. */

#include "design/tenon-index-needs.h"

#include "base/tenon-text.h"
#include "design/tenon-pattern-private.h"

/**
 * tenon_reading_says_what_it_reads:
 *
 * Returns: whether the pattern names attributes beside those it asks by; where it does not, it may read each
 */
gboolean
tenon_reading_says_what_it_reads (TenonReading *self)
{
  for (guint i = 0; i < self->reads->len; i++)
    {
      const char *column = g_ptr_array_index (self->reads, i);

      if (!tenon_reading_has (self, column) && g_strcmp0 (column, self->order) != 0 && g_strcmp0 (column, self->range) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
add (GPtrArray  *columns,
     const char *column)
{
  if (column != NULL)
    tenon_reading_add_once (columns, column);
}

static void
add_all (GPtrArray *columns,
         GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    add (columns, g_ptr_array_index (more, i));
}

/* Columns by which the rows of @other are found. */
static void
add_links (GPtrArray        *columns,
           TenonSourceTable *table,
           TenonSourceTable *other)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      TenonSourceTable *child = pass == 0 ? table : other, *parent = pass == 0 ? other : table;

      for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
        {
          TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);
          char           **own = pass == 0 ? key->columns : key->ref_columns;

          for (guint k = 0; g_strcmp0 (key->ref_table, parent->name) == 0 && own != NULL && own[k] != NULL; k++)
            add (columns, own[k]);
        }
    }
}

/* Columns of the main table that its statement compares in other ways. */
static void
add_conditions (GPtrArray    *columns,
                TenonReading *self)
{
  for (guint i = 0; self->shape != NULL && i < tenon_list_get_length (self->shape->conditions); i++)
    {
      TenonShapeCondition *condition = tenon_list_get (self->shape->conditions, i);

      for (guint k = 0; condition->columns != NULL && condition->columns[k] != NULL; k++)
        {
          const char  *dot = strrchr (condition->columns[k], '.');
          gboolean     is_own = dot != NULL && strncmp (condition->columns[k], self->table->name, dot - condition->columns[k]) == 0 && self->table->name[dot - condition->columns[k]] == '\0';
          TenonColumn *column = is_own ? tenon_source_table_find_column (self->table, dot + 1) : NULL;

          if (column != NULL)
            add (columns, column->name);
        }
    }
}

/**
 * tenon_reading_list_needs:
 *
 * Returns: (transfer container) (element-type utf8): columns of its main table that a read of what the pattern names needs:
 *   what it reads, asks by, filters and sorts by, and what leads to the tables read along; of a write what it asks by
 */
GPtrArray *
tenon_reading_list_needs (TenonReading *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  add_all (columns, self->equality);
  add_all (columns, self->filters);
  add_all (columns, self->lists);
  add_all (columns, self->ranges);
  add_all (columns, self->either);
  add (columns, self->range);
  add (columns, self->is_null);
  add_conditions (columns, self);
  if (tenon_reading_is_write (self))
    return columns;
  add_all (columns, self->reads);
  for (guint i = 0; i < self->parts->len; i++)
    add_links (columns, self->table, ((TenonReadingPart *)g_ptr_array_index (self->parts, i))->table);
  add (columns, self->order);
  return columns;
}

/**
 * tenon_index_carries:
 *
 * Returns: whether an entry has the attribute: of the index's or the table's key, or projected
 */
gboolean
tenon_index_carries (TenonIndex *self,
                     TenonTable *table,
                     const char *attribute)
{
  if (self->projection == TENON_PROJECTION_ALL || g_strcmp0 (attribute, self->partition_key) == 0 || g_strcmp0 (attribute, self->sort_key) == 0 || tenon_table_is_base_key (table, attribute))
    return TRUE;
  return self->projection == TENON_PROJECTION_INCLUDE && tenon_strv_contains ((const char *const *)self->projected, attribute);
}

/* Whether the pattern names the column that a copied attribute comes from. */
static gboolean
names_copy (TenonPattern   *pattern,
            TenonAttribute *attribute)
{
  g_autofree char *column = g_strdup_printf ("%s.%s", attribute->source_table, attribute->source_column);

  return pattern->attributes != NULL && g_strv_contains ((const char *const *)pattern->attributes, column);
}

/**
 * tenon_index_list_lacking:
 * @reading: that goes to the index
 *
 * Returns: (transfer container) (element-type utf8): attributes it needs and the entries do not carry
 */
GPtrArray *
tenon_index_list_lacking (TenonIndex   *self,
                          TenonTable   *table,
                          TenonReading *reading)
{
  GPtrArray *lacking = g_ptr_array_new ();
  g_autoptr (GPtrArray) needs = NULL;
  gboolean is_main = reading->table != NULL && g_strcmp0 (reading->table->name, table->source_table) == 0;

  if (self->projection == TENON_PROJECTION_ALL)
    return lacking;
  /* A table that is read along is read whole. */
  if (is_main && (tenon_reading_is_write (reading) || tenon_reading_says_what_it_reads (reading)))
    needs = tenon_reading_list_needs (reading);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      gboolean        is_needed = attribute->denormalized ? is_main && names_copy (reading->pattern, attribute) : needs == NULL;

      for (guint k = 0; !is_needed && !attribute->denormalized && k < needs->len; k++)
        is_needed = g_ascii_strcasecmp (g_ptr_array_index (needs, k), attribute->source_column != NULL ? attribute->source_column : "") == 0;
      if (is_needed && !tenon_index_carries (self, table, attribute->name))
        g_ptr_array_add (lacking, attribute->name);
    }
  return lacking;
}
