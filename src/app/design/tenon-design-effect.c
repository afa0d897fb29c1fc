/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would follow if the design became another one: which patterns are asked otherwise or not served any more, and what the month
 * would cost. For dialogs that show it while somebody edits. */

#include "app/design/tenon-design-effect.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

static char *
describe_money (const TenonCost *cost)
{
  g_autofree char *money = cost != NULL ? tenon_format_money (cost->dollars) : NULL;

  if (cost == NULL)
    return g_strdup ("–");
  return cost->n_open > 0 ? g_strdup_printf (_ ("at least %s"), money) : g_steal_pointer (&money);
}

/* Returns: (transfer full): "All tables: $12.00 a month, now $11.00." */
char *
tenon_design_effect_describe_money (TenonProject *project,
                                    TenonDesign  *design)
{
  g_autoptr (TenonCost) cost = tenon_project_estimate (project, design);
  g_autofree char *after = describe_money (cost), *before = describe_money (tenon_project_get_cost (project));

  return g_strdup_printf (_ ("All tables: %s a month, now %s."), after, before);
}

/* Returns: (transfer full): patterns that are served now and would not be; "" for none */
char *
tenon_design_effect_list_lost (TenonProject *project,
                               TenonDesign  *design)
{
  TenonDesign *present = tenon_project_get_model (project)->design;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (design->unserved, i);

      if (tenon_design_serves (present, unserved->pattern_id))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", unserved->pattern_id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The requests of each pattern, in words that tell them apart. */
static GHashTable *
index_requests (TenonDesign *design)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, j);
          GPtrArray      *list = operation->pattern_id != NULL ? g_hash_table_lookup (found, operation->pattern_id) : NULL;

          if (operation->pattern_id == NULL)
            continue;
          if (list == NULL)
            {
              list = g_ptr_array_new_with_free_func (g_free);
              g_hash_table_insert (found, g_strdup (operation->pattern_id), list);
            }
          g_ptr_array_add (list, g_strdup_printf ("%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, table->name, operation->operation, operation->index != NULL ? operation->index : "", operation->key_condition != NULL ? operation->key_condition : "", operation->step));
        }
    }
  return found;
}

static gboolean
is_same (GPtrArray *a,
         GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full): patterns whose requests would be others, in the order of the model; "" for none */
char *
tenon_design_effect_list_changed (TenonProject *project,
                                  TenonDesign  *design)
{
  TenonModel *model = tenon_project_get_model (project);
  g_autoptr (GHashTable) before = index_requests (model->design);
  g_autoptr (GHashTable) after = index_requests (design);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      const char *id = ((TenonPattern *)tenon_list_get (model->patterns, i))->pattern_id;

      if (id != NULL && !is_same (g_hash_table_lookup (before, id), g_hash_table_lookup (after, id)))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
