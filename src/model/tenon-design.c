/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complete design: the model's own, or a proposal beside it. */

#include "model/tenon-design.h"

#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonStrategy,
                          tenon_strategy,
                          { TENON_STRATEGY_MULTI_TABLE, "TENON_STRATEGY_MULTI_TABLE", "multi-table" },
                          { TENON_STRATEGY_ITEM_COLLECTIONS, "TENON_STRATEGY_ITEM_COLLECTIONS", "item-collections" },
                          { TENON_STRATEGY_READ_OPTIMISED, "TENON_STRATEGY_READ_OPTIMISED", "read-optimised" })

static const TenonField tenon_design_fields[] = {
  TENON_FIELD_T (TenonDesign, "strategy", ENUM, strategy, tenon_strategy_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD (TenonDesign, "approach", STRING, approach),
  TENON_FIELD_F (TenonDesign, "choice-reason", STRING, choice_reason, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonDesign, "choice-by", STRING, choice_by, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonDesign, "choice-at", STRING, choice_at, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonDesign, "tables", LIST, tables, tenon_table_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonDesign, "decisions", LIST, decisions, tenon_decision_get_type, TENON_FIELD_DEFAULT),
  TENON_FIELD_T (TenonDesign, "unserved", LIST, unserved, tenon_unserved_get_type, TENON_FIELD_DEFAULT),
};
TENON_DEFINE_RECORD (TenonDesign, tenon_design, "design", FALSE)
TENON_DEFINE_RECORD_INIT (TenonDesign, tenon_design)

TenonDesign *
tenon_design_new (void)
{
  return g_object_new (TENON_TYPE_DESIGN, NULL);
}

TenonTable *
tenon_design_find_table (TenonDesign *self,
                         const char  *name)
{
  return tenon_list_find (self->tables, name);
}

/**
 * tenon_design_find_table_of:
 *
 * Returns: (transfer none) (nullable): the table that holds the rows of a MySQL table; never a lookup table
 */
TenonTable *
tenon_design_find_table_of (TenonDesign *self,
                            const char  *source_table)
{
  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->tables, i);

      if (table->role == TENON_TABLE_ENTITY && g_strcmp0 (table->source_table, source_table) == 0)
        return table;
    }
  return NULL;
}

TenonUnserved *
tenon_design_find_unserved (TenonDesign *self,
                            const char  *pattern_id)
{
  return tenon_list_find (self->unserved, pattern_id);
}

/**
 * tenon_design_list_lookups:
 *
 * Returns: (transfer container) (element-type TenonTable): the lookup tables of @table, in review order
 */
GPtrArray *
tenon_design_list_lookups (TenonDesign *self,
                           TenonTable  *table)
{
  GPtrArray *lookups = g_ptr_array_new ();

  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      TenonTable *candidate = tenon_list_get (self->tables, i);

      if (candidate->role == TENON_TABLE_LOOKUP && g_strcmp0 (candidate->lookup_of, table->name) == 0)
        g_ptr_array_add (lookups, candidate);
    }
  return lookups;
}

/**
 * tenon_design_serves:
 *
 * Returns: whether some table has an operation for the pattern
 */
gboolean
tenon_design_serves (TenonDesign *self,
                     const char  *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->tables, i);

      if (tenon_list_find (table->operations, pattern_id) != NULL)
        return TRUE;
    }
  return FALSE;
}
