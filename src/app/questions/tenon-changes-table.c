/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed since the requirements were confirmed, one line for each value: what, which, before and after. */

#include "app/questions/tenon-changes-table.h"

#include <glib/gi18n-lib.h>

static const TenonTextColumn COLUMNS[] = {
  { N_ ("What"), TENON_TEXT_COLUMN_PLAIN },
  { N_ ("Field"), TENON_TEXT_COLUMN_PLAIN },
  { N_ ("When Confirmed"), TENON_TEXT_COLUMN_WIDE },
  { N_ ("Now"), TENON_TEXT_COLUMN_WIDE },
};

GtkWidget *
tenon_changes_table_new (void)
{
  return tenon_text_table_new (COLUMNS, G_N_ELEMENTS (COLUMNS), _ ("Changes since the confirmation"));
}

/* What came or went as a whole has no field. */
static const char *
get_field (TenonContentChange *change)
{
  if (change->field != NULL && *change->field != '\0')
    return change->field;
  return change->before == NULL ? _ ("Added") : change->after == NULL ? _ ("Removed")
                                                                      : "";
}

/**
 * tenon_changes_table_fill:
 * @changes: (element-type TenonContentChange):
 */
void
tenon_changes_table_fill (TenonTextTable *table,
                          GPtrArray      *changes)
{
  tenon_text_table_clear (table);
  for (guint i = 0; i < changes->len; i++)
    {
      TenonContentChange *change = g_ptr_array_index (changes, i);
      g_autofree char    *subject = change->pattern_id != NULL ? g_strdup_printf ("pattern:%s", change->pattern_id) : NULL;
      const char *const   texts[] = { change->subject, get_field (change), change->before != NULL ? change->before : "–", change->after != NULL ? change->after : "–", NULL };

      tenon_text_table_add (table, subject, texts);
    }
  tenon_text_table_show (table);
}

/**
 * tenon_changes_dup_summary:
 * @changes: (element-type TenonContentChange):
 *
 * Returns: (transfer full): "3 patterns, 2 other facts", for a banner; "" where there are none
 */
char *
tenon_changes_dup_summary (GPtrArray *changes)
{
  g_autoptr (GHashTable) patterns = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *patterns_text = NULL;
  g_autofree char *others_text = NULL;
  guint            n_patterns;
  guint            n_others;

  for (guint i = 0; i < changes->len; i++)
    {
      TenonContentChange *change = g_ptr_array_index (changes, i);

      if (change->pattern_id != NULL)
        g_hash_table_add (patterns, change->pattern_id);
      else
        g_hash_table_add (others, change->subject);
    }
  n_patterns = g_hash_table_size (patterns);
  n_others = g_hash_table_size (others);
  patterns_text = n_patterns > 0 ? g_strdup_printf (ngettext ("%u pattern", "%u patterns", n_patterns), n_patterns) : NULL;
  others_text = n_others > 0 ? g_strdup_printf (ngettext ("%u other thing", "%u other things", n_others), n_others) : NULL;
  if (patterns_text != NULL && others_text != NULL)
    return g_strdup_printf ("%s, %s", patterns_text, others_text);
  return patterns_text != NULL ? g_steal_pointer (&patterns_text) : others_text != NULL ? g_steal_pointer (&others_text)
                                                                                        : g_strdup ("");
}
