/* SPDX-License-Identifier: GPL-3.0-or-later */

/* References that no foreign key declares: names and types that agree, columns that the logs join. They are asked about; the
 * engine takes none of them silently. */

#include "design/tenon-pattern-private.h"
#include "design/tenon-rules-private.h"

#include "base/tenon-text.h"

#include <string.h>

/* The only column of the primary key. */
static TenonColumn *
get_identity (TenonSourceTable *table)
{
  return table->primary_key != NULL && table->primary_key[0] != NULL && table->primary_key[1] == NULL ? tenon_source_table_find_column (table, table->primary_key[0]) : NULL;
}

static gboolean
has_same_type (TenonColumn *a,
               TenonColumn *b)
{
  TenonColumnDetails x, y;

  tenon_column_get_details (a, &x);
  tenon_column_get_details (b, &y);
  return strcmp (x.base, y.base) == 0 && x.is_unsigned == y.is_unsigned && (x.is_number || x.length == y.length);
}

/* The table that "customer_id" is named after. */
static TenonSourceTable *
find_named (TenonRuleContext *context,
            TenonSourceTable *source,
            TenonColumn      *column)
{
  g_autofree char  *snake = tenon_name_to_snake (column->name);
  TenonSourceTable *target;
  TenonColumn      *identity;

  if (!g_str_has_suffix (snake, "_id"))
    return NULL;
  snake[strlen (snake) - strlen ("_id")] = '\0';
  target = *snake != '\0' ? tenon_reader_match_table (context->requests->reader, snake) : NULL;
  identity = target != NULL && target != source ? get_identity (target) : NULL;
  return identity != NULL && has_same_type (column, identity) ? target : NULL;
}

static gint64
count_joins (TenonRuleContext *context,
             TenonSourceTable *source,
             TenonColumn      *column,
             TenonSourceTable *target)
{
  g_autofree char *pair = g_strdup_printf ("%s.%s\n%s.%s", source->name, column->name, target->name, target->primary_key[0]);
  gint64          *count = g_hash_table_lookup (context->joins, pair);

  return count != NULL ? *count : 0;
}

/* The table whose identity the logs join with the column. */
static TenonSourceTable *
find_joined (TenonRuleContext *context,
             TenonSourceTable *source,
             TenonColumn      *column)
{
  g_autofree char  *name = g_strdup_printf ("%s.%s", source->name, column->name);
  const char       *other = g_hash_table_lookup (context->joined, name);
  const char       *dot = other != NULL ? strrchr (other, '.') : NULL;
  g_autofree char  *table = dot != NULL ? g_strndup (other, dot - other) : NULL;
  TenonSourceTable *target = tenon_rule_find_source (context, table);
  TenonColumn      *identity = target != NULL && target != source ? get_identity (target) : NULL;

  return identity != NULL && g_ascii_strcasecmp (identity->name, dot + 1) == 0 ? target : NULL;
}

static void
ask (TenonRuleContext *context,
     const TenonRule  *rule,
     TenonSourceTable *source,
     TenonColumn      *column)
{
  TenonSourceTable *named = find_named (context, source, column);
  TenonSourceTable *target = named != NULL ? named : find_joined (context, source, column);
  g_autofree char  *subject = NULL, *joins = NULL, *evidence = NULL;
  gint64            n;

  if (target == NULL)
    return;
  n = count_joins (context, source, column, target);
  joins = tenon_format_count (n);
  evidence = named == NULL ? g_strdup_printf ("the logs join the two %s times", joins) : n > 0 ? g_strdup_printf ("names and types agree, and the logs join the two %s times", joins)
                                                                                               : g_strdup ("names and types agree");
  subject = g_strdup_printf ("source:%s.%s", source->name, column->name);
  tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "Does %s.%s refer to %s.%s? %s, and no foreign key says so.", source->name, column->name, target->name, target->primary_key[0], evidence),
                               "Add the foreign key to the schema that is read, assert the relationship on the Map, or answer with the reason why it is none.");
}

void
tenon_rule_check_references (TenonRuleContext *context,
                             const TenonRule  *rule,
                             TenonSourceTable *source)
{
  TenonColumn *identity = get_identity (source);

  for (guint i = 0; i < tenon_list_get_length (source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (source->columns, i);

      if (column != identity && tenon_source_table_find_foreign_key (source, column->name) == NULL)
        ask (context, rule, source, column);
    }
}
