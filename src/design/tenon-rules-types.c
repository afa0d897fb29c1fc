/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The types of attributes: where they are not what the mapping from MySQL says, and where two that are compared differ. */

#include "design/tenon-rules-private.h"

#include "design/tenon-type-mapping.h"

static gboolean
is_sort_key (TenonTable *table,
             const char *name)
{
  if (g_strcmp0 (table->sort_key, name) == 0)
    return TRUE;
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    if (g_strcmp0 (((TenonIndex *)tenon_list_get (table->indexes, i))->sort_key, name) == 0)
      return TRUE;
  return FALSE;
}

/* Of a column that copies and lookup tables hold too, the table it comes from speaks for all. */
void
tenon_rule_check_types (TenonRuleContext *context,
                        const TenonRule  *rule,
                        TenonTable       *table)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);

  for (guint i = 0; table->role == TENON_TABLE_ENTITY && i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);
      TenonColumn    *column = attribute->denormalized ? NULL : tenon_rule_find_column (context, attribute);
      gboolean        loses, sorts_otherwise, is_sorted = is_sort_key (table, attribute->name);
      const char     *words = column != NULL ? tenon_type_mapping_find_departure (column, attribute->type, &loses, &sorts_otherwise) : NULL;

      if (words != NULL)
        tenon_rule_report_as (context, rule, loses || (sorts_otherwise && is_sorted) ? TENON_SEVERITY_WARNING : TENON_SEVERITY_NOTE, subject,
                              "%s of %s is %s, and the mapping of %s says %s: %s.%s", attribute->name, table->name, tenon_attribute_type_to_string (attribute->type), column->type,
                              tenon_attribute_type_to_string (tenon_type_mapping_get (column)), words, sorts_otherwise && is_sorted ? " It is a sort key." : "");
    }
}

static TenonAttribute *
find_target (TenonRuleContext *context,
             TenonForeignKey  *key,
             guint             position,
             TenonTable      **owner)
{
  TenonSourceTable *source = key->ref_table != NULL ? tenon_rule_find_source (context, key->ref_table) : NULL;
  GPtrArray        *holders = source != NULL ? tenon_rule_list_holders (context, source) : NULL;

  for (guint i = 0; holders != NULL && i < holders->len; i++)
    {
      TenonTable     *table = g_ptr_array_index (holders, i);
      TenonAttribute *found = table->role == TENON_TABLE_ENTITY && g_strcmp0 (table->source_table, source->name) == 0 ? tenon_table_find_source_column (table, source->name, key->ref_columns[position]) : NULL;

      if (found == NULL)
        continue;
      *owner = table;
      return found;
    }
  return NULL;
}

static void
check_reference (TenonRuleContext *context,
                 const TenonRule  *rule,
                 TenonTable       *table,
                 TenonForeignKey  *key)
{
  g_autofree char *subject = g_strconcat ("table:", table->name, NULL);

  for (guint i = 0; key->columns != NULL && key->ref_columns != NULL && key->columns[i] != NULL && key->ref_columns[i] != NULL; i++)
    {
      TenonAttribute *own = tenon_table_find_source_column (table, table->source_table, key->columns[i]);
      TenonTable     *owner = NULL;
      TenonAttribute *target = own != NULL ? find_target (context, key, i, &owner) : NULL;

      if (target != NULL && target->type != own->type)
        tenon_diagnostic_set_remedy (tenon_rule_report (context, rule, subject, "%s of %s is %s and refers to %s of %s, which is %s.", own->name, table->name, tenon_attribute_type_to_string (own->type), target->name, owner->name, tenon_attribute_type_to_string (target->type)), "Give both the same type.");
    }
}

void
tenon_rule_check_reference_types (TenonRuleContext *context,
                                  const TenonRule  *rule,
                                  TenonTable       *table)
{
  TenonSourceTable *source = table->role == TENON_TABLE_ENTITY && table->source_table != NULL ? tenon_rule_find_source (context, table->source_table) : NULL;

  for (guint i = 0; source != NULL && i < tenon_list_get_length (source->foreign_keys); i++)
    check_reference (context, rule, table, tenon_list_get (source->foreign_keys, i));
}
