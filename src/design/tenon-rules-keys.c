/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules about tables: keys, columns, names, unique constraints, copies. */

#include "design/tenon-index-edit.h"
#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"
#include "design/tenon-cost-model.h"
#include "design/tenon-headroom-analysis.h"
#include "design/tenon-item-size.h"
#include "design/tenon-type-mapping.h"

#include <string.h>

#define VALUES_NEEDED 100
#define LARGE_ITEM 102400

static char *
table_subject (TenonTable *table)
{
  return g_strconcat ("table:", table->name, NULL);
}

static char *
index_subject (TenonTable *table,
               TenonIndex *index)
{
  return g_strdup_printf ("index:%s/%s", table->name, index->name);
}

static gboolean
has_unique_key (TenonSourceTable *source)
{
  return (source->primary_key != NULL && source->primary_key[0] != NULL) || tenon_list_get_length (source->unique_keys) > 0;
}

void
tenon_rule_check_source_keys (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  TenonSourceTable *source = tenon_rule_find_source (context, table->source_table);
  g_autofree char  *subject = table_subject (table);

  if (table->role == TENON_TABLE_ENTITY && source != NULL && !has_unique_key (source))
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s has no primary and no unique key: under %s%s%s rows can overwrite each other.", source->name, table->partition_key, table->sort_key != NULL ? " and " : "", table->sort_key != NULL ? table->sort_key : ""),
                                 "Name the columns that tell its rows apart and make them a unique key in MySQL, or give each row an id there before the migration.");
}

/* A unique key whose columns may be NULL: rows with a value are told apart, and rows without one can be no items, which is
 * a finding of its own. */
static gboolean
contains_sparse_key (TenonSourceTable  *source,
                     const char *const *columns)
{
  for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (source->unique_keys, i);
      gboolean  holds = key->columns != NULL && key->columns[0] != NULL;

      for (guint j = 0; holds && key->columns[j] != NULL; j++)
        holds = tenon_strv_contains (columns, key->columns[j]) && (key->prefixes == NULL || key->prefixes[j] == NULL || *key->prefixes[j] == '\0');
      if (holds)
        return TRUE;
    }
  return FALSE;
}

void
tenon_rule_check_unique_keys (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  TenonSourceTable *source = tenon_rule_find_source (context, table->source_table);
  TenonColumn      *partition = tenon_rule_find_column (context, tenon_table_find_attribute (table, table->partition_key != NULL ? table->partition_key : ""));
  TenonColumn      *sort = table->sort_key != NULL ? tenon_rule_find_column (context, tenon_table_find_attribute (table, table->sort_key)) : NULL;
  const char       *columns[] = { partition != NULL ? partition->name : NULL, sort != NULL ? sort->name : NULL, NULL };
  g_autofree char  *subject = table_subject (table);

  if (source == NULL || !has_unique_key (source) || partition == NULL)
    return;
  /* A lookup table's key is the constraint it keeps. */
  if (table->role == TENON_TABLE_LOOKUP && table->unique_columns != NULL)
    {
      gboolean same = TRUE;

      for (guint i = 0; table->unique_columns[i] != NULL; i++)
        same &= g_strcmp0 (table->unique_columns[i], columns[0]) == 0 || g_strcmp0 (table->unique_columns[i], columns[1]) == 0;
      if (same)
        return;
    }
  else if (tenon_source_table_is_unique (source, columns) || contains_sparse_key (source, columns))
    {
      return;
    }
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "The key of %s (%s%s%s) does not contain a primary or unique key of %s: rows that agree in it would become one item.", table->name, table->partition_key, table->sort_key != NULL ? ", " : "", table->sort_key != NULL ? table->sort_key : "", source->name),
                               "Choose a key that contains one, or give each row an id of its own in MySQL before the migration.");
}

void
tenon_rule_check_sources (TenonRuleContext *context,
                          const TenonRule  *rule,
                          TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  if (table->source_table == NULL || *table->source_table == '\0')
    tenon_rule_report (context, rule, subject, "%s has no source table.", table->name);
  else if (tenon_rule_find_source (context, table->source_table) == NULL)
    tenon_rule_report (context, rule, subject, "The source of %s, %s, is not in the schema.", table->name, table->source_table);
}

static gboolean
is_waived (TenonRuleContext *context,
           TenonSourceTable *source,
           TenonColumn      *column)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", source->name, column->name);

  return tenon_model_is_waived (context->model, name);
}

/* Whether @table, which holds rows of @source or copies nothing of it, is the table of its rows. */
static gboolean
is_table_of (TenonTable       *table,
             TenonSourceTable *source)
{
  return table->role == TENON_TABLE_ENTITY && g_strcmp0 (table->source_table, source->name) == 0;
}

void
tenon_rule_check_source_tables (TenonRuleContext *context,
                                const TenonRule  *rule,
                                TenonSourceTable *source)
{
  GPtrArray       *holders = tenon_rule_list_holders (context, source);
  guint            n = tenon_list_get_length (source->columns);
  gboolean         waived = n > 0;
  g_autofree char *subject = NULL;

  for (guint i = 0; holders != NULL && i < holders->len; i++)
    if (is_table_of (g_ptr_array_index (holders, i), source))
      return;
  for (guint i = 0; waived && i < n; i++)
    waived = is_waived (context, source, tenon_list_get (source->columns, i));
  if (waived || tenon_list_get_length (context->design->tables) == 0)
    return;
  subject = g_strconcat ("source:", source->name, NULL);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "No table of the design holds the rows of %s.", source->name), "Take a table for it, or waive its columns with a reason.");
}

static gboolean
is_mapped (GPtrArray        *holders,
           TenonSourceTable *source,
           TenonColumn      *column)
{
  for (guint i = 0; holders != NULL && i < holders->len; i++)
    {
      TenonList *attributes = ((TenonTable *)g_ptr_array_index (holders, i))->attributes;

      for (guint j = 0; j < tenon_list_get_length (attributes); j++)
        {
          TenonAttribute *attribute = tenon_list_get (attributes, j);

          if (!attribute->denormalized && g_strcmp0 (attribute->source_column, column->name) == 0 && g_strcmp0 (attribute->source_table, source->name) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

void
tenon_rule_check_columns (TenonRuleContext *context,
                          const TenonRule  *rule,
                          TenonSourceTable *source)
{
  GPtrArray *holders = tenon_rule_list_holders (context, source);

  for (guint i = 0; tenon_list_get_length (context->design->tables) > 0 && i < tenon_list_get_length (source->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (source->columns, i);
      g_autofree char *subject = NULL;

      if (is_mapped (holders, source, column) || is_waived (context, source, column))
        continue;
      subject = g_strdup_printf ("source:%s.%s", source->name, column->name);
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s.%s is neither mapped to an attribute nor waived.", source->name, column->name), "Map it, or waive it with a reason.");
    }
}

/* References. */

static void
check_key (TenonRuleContext *context,
           const TenonRule  *rule,
           const char       *subject,
           TenonTable       *table,
           const char       *name,
           const char       *what)
{
  if (name == NULL || *name == '\0')
    tenon_rule_report (context, rule, subject, "%s has no %s.", subject + strcspn (subject, ":") + 1, what);
  else if (tenon_table_find_attribute (table, name) == NULL)
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "The %s %s is not an attribute of %s.", what, name, table->name), "Add the attribute with its source column, or choose another one.");
}

static void
check_index (TenonRuleContext *context,
             const TenonRule  *rule,
             TenonTable       *table,
             TenonIndex       *index)
{
  g_autofree char *subject = index_subject (table, index);

  check_key (context, rule, subject, table, index->partition_key, "partition key");
  if (index->sort_key != NULL && *index->sort_key != '\0')
    check_key (context, rule, subject, table, index->sort_key, "sort key");
  for (guint i = 0; index->projection == TENON_PROJECTION_INCLUDE && index->projected != NULL && index->projected[i] != NULL; i++)
    check_key (context, rule, subject, table, index->projected[i], "projected attribute");
}

void
tenon_rule_check_attributes (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  check_key (context, rule, subject, table, table->partition_key, "partition key");
  if (table->sort_key != NULL && *table->sort_key != '\0')
    check_key (context, rule, subject, table, table->sort_key, "sort key");
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    check_index (context, rule, table, tenon_list_get (table->indexes, i));
  for (guint i = 0; context->schema != NULL && i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (tenon_rule_find_column (context, attribute) == NULL)
        tenon_rule_report (context, rule, subject, "The attribute %s of %s is mapped to %s.%s, which the schema does not have.", attribute->name, table->name, attribute->source_table != NULL ? attribute->source_table : "?", attribute->source_column != NULL ? attribute->source_column : "?");
    }
  if (table->role == TENON_TABLE_LOOKUP && (table->lookup_of == NULL || tenon_rule_find_table (context, table->lookup_of) == NULL))
    tenon_rule_report (context, rule, subject, "%s keeps a constraint of %s, which the design does not have.", table->name, table->lookup_of != NULL ? table->lookup_of : "nothing");
}

void
tenon_rule_check_names (TenonRuleContext *context,
                        const TenonRule  *rule,
                        TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  if (!tenon_name_is_valid (table->name))
    tenon_rule_report (context, rule, subject, "\"%s\" is no valid table name: 3 to 255 of a-z, A-Z, 0-9, _, - and .", table->name != NULL ? table->name : "");
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex      *index = tenon_list_get (table->indexes, i);
      g_autofree char *whole = index_subject (table, index);

      if (!tenon_name_is_valid (index->name))
        tenon_rule_report (context, rule, whole, "\"%s\" is no valid index name: 3 to 255 of a-z, A-Z, 0-9, _, - and .", index->name != NULL ? index->name : "");
    }
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      gsize           n = attribute->name != NULL ? strlen (attribute->name) : 0;

      if (n == 0 || n > (tenon_table_is_key_attribute (table, attribute->name) ? 255 : 65536))
        tenon_rule_report (context, rule, subject, "An attribute of %s has a name of %" G_GSIZE_FORMAT " bytes.", table->name, n);
    }
}

static void
check_list (TenonRuleContext *context,
            const TenonRule  *rule,
            const char       *subject,
            TenonList        *list,
            const char       *what,
            gsize             offset)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      const char *name = G_STRUCT_MEMBER (char *, tenon_list_get (list, i), offset);

      if (name != NULL && !g_hash_table_add (seen, (gpointer)name))
        tenon_rule_report (context, rule, subject, "Two %s are called %s.", what, name);
    }
}

void
tenon_rule_check_taken_table_names (TenonRuleContext *context,
                                    const TenonRule  *rule)
{
  check_list (context, rule, "design:", context->design->tables, "tables", G_STRUCT_OFFSET (TenonTable, name));
}

void
tenon_rule_check_taken_names (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  check_list (context, rule, subject, table->indexes, "indexes", G_STRUCT_OFFSET (TenonIndex, name));
  check_list (context, rule, subject, table->attributes, "attributes", G_STRUCT_OFFSET (TenonAttribute, name));
}

/* Values of keys. */

static gboolean
is_nullable (TenonRuleContext *context,
             TenonTable       *table,
             const char       *name)
{
  TenonAttribute   *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;
  TenonColumn      *column = tenon_rule_find_column (context, attribute);
  TenonSourceTable *source = column != NULL ? tenon_rule_find_source (context, attribute->source_table) : NULL;

  return column != NULL && column->nullable && !tenon_strv_contains ((const char *const *)source->primary_key, column->name);
}

/* The pattern that lists items of @index without naming a value of @key: it would miss those that have none. */
static const char *
find_misled (TenonTable *table,
             TenonIndex *index,
             const char *key)
{
  g_autofree char *given = g_strdup_printf (":%s", key);

  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation *operation = tenon_list_get (table->operations, i);

      if (g_strcmp0 (operation->index, index->name) == 0 && (operation->key_condition == NULL || strstr (operation->key_condition, given) == NULL))
        return operation->pattern_id;
    }
  return NULL;
}

static void
report_sparse (TenonRuleContext *context,
               const TenonRule  *rule,
               TenonTable       *table,
               TenonIndex       *index,
               const char       *key,
               const char       *subject)
{
  const char *misled = find_misled (table, index, key);

  if (misled != NULL)
    tenon_diagnostic_set_remedy (tenon_rule_report_as (context, rule, TENON_SEVERITY_WARNING, subject, "%s is sorted by %s, which may be NULL: items without it are not in the index, and %s would not list them.", index->name, key, misled),
                                 "Write a value in its place that stands first or last in the order, when the data is moved and for every new item.");
  else
    tenon_rule_report_as (context, rule, g_strcmp0 (index->sparse_on, key) == 0 ? TENON_SEVERITY_NOTE : TENON_SEVERITY_WARNING, subject, "%s is sparse on %s: items without it are not in the index.", index->name, key);
}

void
tenon_rule_check_nullable_keys (TenonRuleContext *context,
                                const TenonRule  *rule,
                                TenonTable       *table)
{
  const char      *names[] = { table->partition_key, table->sort_key };
  g_autofree char *subject = table_subject (table);

  /* Without a value there is nothing to keep unique: a lookup table wants no item then. */
  for (guint i = 0; table->role != TENON_TABLE_LOOKUP && i < G_N_ELEMENTS (names); i++)
    if (is_nullable (context, table, names[i]))
      tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s of %s may be NULL in MySQL: such a row can have no item here.", names[i], table->name), "Choose a column that is never NULL, or say what takes its place.");
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex      *index = tenon_list_get (table->indexes, i);
      const char      *keys[] = { index->partition_key, index->sort_key };
      g_autofree char *whole = index_subject (table, index);

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        if (is_nullable (context, table, keys[j]))
          report_sparse (context, rule, table, index, keys[j], whole);
    }
}

/* Values of the declared length may not fit: DynamoDB refuses the write then. */
static void
check_length (TenonRuleContext *context,
              const TenonRule  *rule,
              TenonTable       *table,
              const char       *subject,
              const char       *where,
              const char       *key,
              gint64            limit)
{
  TenonAttribute   *attribute = key != NULL ? tenon_table_find_attribute (table, key) : NULL;
  TenonColumn      *column = tenon_rule_find_column (context, attribute);
  TenonSourceTable *source = column != NULL ? tenon_rule_find_source (context, attribute->source_table) : NULL;
  gint64            most = source != NULL ? tenon_type_mapping_get_most_bytes (column, source) : -1;
  g_autofree char  *bytes = most > limit ? tenon_format_count (most) : NULL;
  g_autofree char  *held = most > limit ? tenon_format_count (limit) : NULL;

  if (most > limit)
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s is a %s of %s, and may take up to %s bytes as %s.%s is declared: such a key holds %s.", key, limit == TENON_SORT_KEY_BYTES ? "sort key" : "partition key", where, bytes, source->name, column->name, held),
                                 "Find the longest value there is; where all stay shorter, answer this with that number, else key by a digest of the value.");
}

void
tenon_rule_check_key_lengths (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  check_length (context, rule, table, subject, table->name, table->partition_key, TENON_PARTITION_KEY_BYTES);
  check_length (context, rule, table, subject, table->name, table->sort_key, TENON_SORT_KEY_BYTES);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex      *index = tenon_list_get (table->indexes, i);
      g_autofree char *whole = index_subject (table, index);

      check_length (context, rule, table, whole, index->name, index->partition_key, TENON_PARTITION_KEY_BYTES);
      check_length (context, rule, table, whole, index->name, index->sort_key, TENON_SORT_KEY_BYTES);
    }
}

void
tenon_rule_check_few_values (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonTable       *table)
{
  GPtrArray *headrooms = tenon_rule_get_headrooms (context, table);

  for (guint i = 0; i < headrooms->len; i++)
    {
      TenonHeadroom   *headroom = g_ptr_array_index (headrooms, i);
      TenonColumn     *column = headroom->key != NULL ? tenon_rule_find_column (context, tenon_table_find_attribute (table, headroom->key)) : NULL;
      g_autofree char *subject = headroom->index != NULL ? g_strdup_printf ("index:%s/%s", headroom->table, headroom->index) : g_strconcat ("table:", headroom->table, NULL);
      gboolean         by_type = column != NULL && tenon_type_mapping_get_distinct (column) > 0;

      if (headroom->distinct < 0 || headroom->distinct >= VALUES_NEEDED || (!by_type && tenon_rule_is_one_item (context, table, headroom->key)))
        continue;
      tenon_diagnostic_set_remedy (tenon_rule_report_as (context, rule, by_type ? rule->severity : TENON_SEVERITY_NOTE, subject, "The partition key %s of %s has %.0f values (%s); at least %d spread the load.", headroom->key, headroom->index != NULL ? headroom->index : headroom->table, headroom->distinct, headroom->distinct_by, VALUES_NEEDED),
                                   by_type ? "Add a suffix that spreads each value (sharding), or choose a key with more values." : "Harmless while the table stays small and its rates low.");
    }
}

/* Unique constraints. */

typedef struct
{
  const char        *name;
  const char *const *columns;
  TenonKey          *key; /* (nullable) NULL: the primary key */
} Constraint;

static gboolean
is_kept (TenonRuleContext *context,
         TenonTable       *table,
         const Constraint *constraint)
{
  TenonColumn *partition = tenon_rule_find_column (context, tenon_table_find_attribute (table, table->partition_key != NULL ? table->partition_key : ""));
  TenonColumn *sort = table->sort_key != NULL ? tenon_rule_find_column (context, tenon_table_find_attribute (table, table->sort_key)) : NULL;

  return partition != NULL && tenon_strv_contains (constraint->columns, partition->name) && (table->sort_key == NULL || (sort != NULL && tenon_strv_contains (constraint->columns, sort->name)));
}

static gboolean
has_lookup (TenonRuleContext *context,
            TenonTable       *table,
            const Constraint *constraint)
{
  GPtrArray *lookups = tenon_rule_list_lookups (context, table);

  for (guint i = 0; lookups != NULL && i < lookups->len; i++)
    if (is_kept (context, g_ptr_array_index (lookups, i), constraint))
      return TRUE;
  return FALSE;
}

/* A primary key that MySQL generates, under whatever name it is declared again; any other generated number is unique because
 * somebody declared it. */
static gboolean
is_generated (TenonSourceTable *source,
              const Constraint *constraint)
{
  TenonColumn *column = constraint->columns[0] != NULL && constraint->columns[1] == NULL ? tenon_source_table_find_column (source, constraint->columns[0]) : NULL;
  gboolean     is_primary = column != NULL && source->primary_key != NULL && g_strcmp0 (source->primary_key[0], column->name) == 0 && source->primary_key[1] == NULL;

  return column != NULL && column->auto_increment && (constraint->key == NULL || is_primary);
}

/* Whether a key can say it: at most two whole columns of types that can stand in a key. */
static gboolean
is_expressible (TenonSourceTable *source,
                const Constraint *constraint)
{
  guint n = g_strv_length ((char **)constraint->columns), n_short = 0;

  if (n > 2)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (source, constraint->columns[i]);

      if (column == NULL || !tenon_type_mapping_can_key (column))
        return FALSE;
      if (constraint->key != NULL && constraint->key->prefixes != NULL && i < g_strv_length (constraint->key->prefixes) && *constraint->key->prefixes[i] != '\0')
        return FALSE;
      n_short += tenon_type_mapping_can_sort (column);
    }
  return n < 2 || n_short > 0;
}

/* A constraint that contains another one of the table holds by that one. */
static gboolean
contains_another (TenonSourceTable *source,
                  const Constraint *constraint)
{
  guint n = g_strv_length ((char **)constraint->columns);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) rest = g_ptr_array_new ();

      for (guint j = 0; j < n; j++)
        if (j != i)
          g_ptr_array_add (rest, (gpointer)constraint->columns[j]);
      g_ptr_array_add (rest, NULL);
      if (n > 1 && tenon_source_table_is_unique (source, (const char *const *)rest->pdata))
        return TRUE;
    }
  return FALSE;
}

typedef void (*ConstraintFunc) (TenonRuleContext *context,
                                const TenonRule  *rule,
                                TenonTable       *table,
                                TenonSourceTable *source,
                                const Constraint *constraint);

/* What is not migrated has nothing to keep unique. */
static gboolean
has_waived_column (TenonRuleContext *context,
                   TenonSourceTable *source,
                   const Constraint *constraint)
{
  for (guint i = 0; constraint->columns[i] != NULL; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (source, constraint->columns[i]);

      if (column != NULL && is_waived (context, source, column))
        return TRUE;
    }
  return FALSE;
}

static void
each_open_constraint (TenonRuleContext *context,
                      const TenonRule  *rule,
                      TenonTable       *table,
                      ConstraintFunc    func)
{
  TenonSourceTable *source = table->role == TENON_TABLE_ENTITY ? tenon_rule_find_source (context, table->source_table) : NULL;
  guint             n = source != NULL ? tenon_list_get_length (source->unique_keys) : 0;

  for (guint i = 0; source != NULL && i <= n; i++)
    {
      TenonKey  *key = i > 0 ? tenon_list_get (source->unique_keys, i - 1) : NULL;
      Constraint constraint = { key != NULL ? key->name : "PRIMARY", (const char *const *)(key != NULL ? key->columns : source->primary_key), key };

      if (constraint.columns == NULL || constraint.columns[0] == NULL || is_generated (source, &constraint) || contains_another (source, &constraint))
        continue;
      if (!is_kept (context, table, &constraint) && !has_lookup (context, table, &constraint) && !has_waived_column (context, source, &constraint))
        func (context, rule, table, source, &constraint);
    }
}

static void
report_missing (TenonRuleContext *context,
                const TenonRule  *rule,
                TenonTable       *table,
                TenonSourceTable *source,
                const Constraint *constraint)
{
  g_autofree char *subject = table_subject (table);
  g_autofree char *columns = g_strjoinv (", ", (char **)constraint->columns);

  if (is_expressible (source, constraint))
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "Nothing keeps %s (%s) of %s unique.", constraint->name, columns, source->name), "Add a lookup table keyed by it, written in one transaction with the item.");
}

/* What can still keep it: no lookup table of whole values keeps a constraint on their beginnings. */
static const char *
suggest_way (const Constraint *constraint)
{
  for (guint i = 0; constraint->key != NULL && constraint->key->prefixes != NULL && constraint->key->prefixes[i] != NULL; i++)
    if (*constraint->key->prefixes[i] != '\0')
      return "Only the beginning of the value is unique: give MySQL a generated column that holds it, with a unique key of its own, or give the constraint up with a reason.";
  return "Keep it in the application by a lookup item whose key joins the values, outside the contract, or give it up with a reason.";
}

static void
report_inexpressible (TenonRuleContext *context,
                      const TenonRule  *rule,
                      TenonTable       *table,
                      TenonSourceTable *source,
                      const Constraint *constraint)
{
  g_autofree char *subject = g_strdup_printf ("source:%s.%s", source->name, constraint->name);
  g_autofree char *columns = g_strjoinv (", ", (char **)constraint->columns);

  if (!is_expressible (source, constraint))
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s (%s) of %s is not expressible: %s.", constraint->name, columns, source->name, g_strv_length ((char **)constraint->columns) > 2 ? "a key has at most two attributes, each a source column" : "a prefix, an expression or a value longer than a key holds (2,048 bytes, 1,024 in a sort key) cannot stand in a key"),
                                 "%s", suggest_way (constraint));
}

void
tenon_rule_check_constraints (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  each_open_constraint (context, rule, table, report_missing);
}

void
tenon_rule_check_expressible (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  each_open_constraint (context, rule, table, report_inexpressible);
}

/* Free text: labels and numbers have one spelling. */
static gboolean
is_free_text (TenonColumn *column)
{
  TenonColumnDetails details;

  tenon_column_get_details (column, &details);
  return details.is_text && strcmp (details.base, "enum") != 0 && strcmp (details.base, "set") != 0 && strcmp (details.base, "json") != 0 && strcmp (details.base, "uuid") != 0;
}

static void
check_collation (TenonRuleContext *context,
                 const TenonRule  *rule,
                 TenonTable       *table,
                 TenonSourceTable *source,
                 TenonColumn      *column)
{
  const char      *collation = column->collation != NULL && *column->collation != '\0' ? column->collation : source->collation;
  g_autofree char *subject = table_subject (table);
  const char      *remedy = "Normalise the value (lower case, accents) before each read and write of this key, and when the data is moved.";

  if (collation == NULL || *collation == '\0')
    tenon_diagnostic_set_remedy (tenon_rule_report_as (context, rule, TENON_SEVERITY_NOTE, subject, "%s.%s is unique under a collation that is not stated; MySQL's defaults take 'A' and 'a' as one value, %s tells them apart.", source->name, column->name, table->name), "%s", remedy);
  else if (g_str_has_suffix (collation, "_ci"))
    tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s.%s is unique under %s, which takes 'A' and 'a' as one value; %s tells them apart.", source->name, column->name, collation, table->name), "%s", remedy);
}

void
tenon_rule_check_collations (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonTable       *table)
{
  TenonSourceTable *source = tenon_rule_find_source (context, table->source_table);
  const char       *names[] = { table->partition_key, table->sort_key };

  for (guint i = 0; source != NULL && i < G_N_ELEMENTS (names); i++)
    {
      TenonColumn *column = names[i] != NULL ? tenon_rule_find_column (context, tenon_table_find_attribute (table, names[i])) : NULL;

      if (column != NULL && is_free_text (column))
        check_collation (context, rule, table, source, column);
    }
}

/* A type that allows more than an item takes, beside what its rows hold. */
static void
report_seen_size (TenonRuleContext   *context,
                  const TenonRule    *rule,
                  const char         *subject,
                  TenonTable         *table,
                  TenonAttribute     *attribute,
                  TenonColumn        *column,
                  TenonRowStatistics *seen)
{
  g_autofree char *largest = tenon_format_bytes (seen->maximum_bytes);
  g_autofree char *evidence = tenon_row_statistics_dup_evidence (seen);

  tenon_diagnostic_set_remedy (tenon_rule_report_as (context, rule, seen->maximum_bytes >= TENON_ITEM_SIZE_LIMIT ? TENON_SEVERITY_ERROR : TENON_SEVERITY_NOTE, subject, "%s of %s is %s in MySQL, which allows more than the 400 KB of an item; the largest value that was seen has %s (%s).", attribute->name, table->name, column->type, largest, evidence),
                               "Keep large values in object storage and their address in the item.");
}

void
tenon_rule_check_item_sizes (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonTable       *table)
{
  gint64           size = tenon_item_size_get_table (context->schema, table);
  gint64           largest = tenon_item_size_get_largest (context->schema, table);
  g_autofree char *text = tenon_format_bytes (size);
  g_autofree char *largest_text = tenon_format_bytes (largest);
  g_autofree char *subject = table_subject (table);

  if (size >= TENON_ITEM_SIZE_LIMIT)
    tenon_rule_report_as (context, rule, TENON_SEVERITY_ERROR, subject, "An item of %s would have %s or more: 400 KB is the most.", table->name, text);
  else if (largest > TENON_ITEM_SIZE_LIMIT)
    tenon_rule_report (context, rule, subject, "The largest values that were seen of the attributes of %s come to %s: an item has 400 KB at most.", table->name, largest_text);
  else if (size > LARGE_ITEM)
    tenon_rule_report (context, rule, subject, "An item of %s has about %s.", table->name, text);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute     *attribute = tenon_list_get (table->attributes, i);
      TenonColumn        *column = tenon_rule_find_column (context, attribute);
      const char         *note = column != NULL ? tenon_type_mapping_get_note (column) : NULL;
      TenonRowStatistics *seen = note != NULL ? tenon_item_size_find_statistics (context->schema, attribute) : NULL;

      if (note != NULL && strstr (note, "400 KB") != NULL && seen != NULL && seen->rows > 0)
        report_seen_size (context, rule, subject, table, attribute, column, seen);
      else if (note != NULL && strstr (note, "400 KB") != NULL)
        tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s of %s is %s in MySQL: a value %s.", attribute->name, table->name, column->type, note), "See the largest value there is; keep large ones in object storage and their address in the item.");
    }
}

void
tenon_rule_check_provisional (TenonRuleContext *context,
                              const TenonRule  *rule,
                              TenonTable       *table)
{
  g_autofree char *subject = table_subject (table);

  if (table->is_provisional && tenon_list_get_length (table->operations) == 0)
    tenon_rule_report (context, rule, subject, "The key of %s is provisional: it is the source's own, no pattern asked for it.", table->name);
}

static const char *
find_flaw (TenonRuleContext *context,
           TenonTable       *table,
           TenonAttribute   *attribute)
{
  TenonSourceTable *source = tenon_rule_find_source (context, attribute->source_table);
  TenonSourceTable *own = tenon_rule_find_source (context, table->source_table);
  const char       *unique[] = { attribute->join_source_column, NULL };

  if (attribute->justification == NULL || *attribute->justification == '\0')
    return "has no justification";
  if (attribute->join_local_column == NULL || attribute->join_source_column == NULL)
    return "has no join";
  if (own == NULL || tenon_source_table_find_column (own, attribute->join_local_column) == NULL)
    return "is joined by a local column that does not exist";
  if (source == NULL || tenon_source_table_find_column (source, attribute->join_source_column) == NULL)
    return "is joined on a column that does not exist";
  return tenon_source_table_is_unique (source, unique) ? NULL : "is joined on a column that is not unique: rows would multiply";
}

void
tenon_rule_check_copies (TenonRuleContext *context,
                         const TenonRule  *rule,
                         TenonTable       *table)
{
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      gboolean         foreign = g_strcmp0 (attribute->source_table, table->source_table) != 0;
      const char      *flaw = attribute->denormalized ? find_flaw (context, table, attribute) : foreign ? "comes from another MySQL table and is not marked as denormalised"
                                                                                                        : NULL;
      g_autofree char *subject = table_subject (table);

      if (flaw != NULL)
        tenon_rule_report (context, rule, subject, "The attribute %s of %s %s.", attribute->name, table->name, flaw);
    }
}
