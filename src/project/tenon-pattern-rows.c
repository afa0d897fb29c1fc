/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the pattern table: added, duplicated, moved and renamed, each in one edit. */

#include "project/tenon-pattern-cells-private.h"

#include "base/tenon-text.h"
#include "project/tenon-left-out.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
number_of (const char *pattern_id)
{
  guint64 number;

  if (pattern_id == NULL || g_ascii_strncasecmp (pattern_id, "AP", 2) != 0 || !g_ascii_string_to_unsigned (pattern_id + 2, 10, 1, G_MAXINT, &number, NULL))
    return 0;
  return (guint)number;
}

/**
 * tenon_project_dup_next_pattern_id:
 *
 * Returns: (transfer full): "APn" behind the highest there is: a number once given is not given to another pattern, nor that
 *   of one that was left out
 */
char *
tenon_project_dup_next_pattern_id (TenonProject *self)
{
  TenonList *patterns = tenon_project_get_model (self)->patterns;
  guint      highest = 0;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    highest = MAX (highest, number_of (((TenonPattern *)tenon_list_get (patterns, i))->pattern_id));
  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", ++highest);

      if (tenon_left_out_find_id (tenon_project_get_model (self), id) == NULL)
        return g_steal_pointer (&id);
    }
}

/**
 * tenon_project_add_pattern:
 * @after_id: (nullable): the row it goes behind; %NULL: the end
 *
 * Adds an empty pattern with the next number, in an edit of its own or as part of one that is open.
 *
 * Returns: (transfer none):
 */
TenonPattern *
tenon_project_add_pattern (TenonProject *self,
                           const char   *after_id)
{
  TenonModel      *model = tenon_project_get_model (self);
  g_autofree char *id = tenon_project_dup_next_pattern_id (self);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Add Pattern"));
  TenonPattern *pattern = tenon_pattern_new (id);
  guint         position = tenon_list_get_length (model->patterns);

  if (after_id != NULL && tenon_list_index_of (model->patterns, tenon_model_find_pattern (model, after_id), &position))
    position++;
  tenon_list_insert (model->patterns, position, pattern);
  g_object_unref (pattern);
  tenon_edit_commit (edit);
  return pattern;
}

/**
 * tenon_project_duplicate_patterns:
 *
 * A copy asks for the same; how often it does is not known, and no statement is bound to it.
 *
 * Returns: (transfer full): ids of the copies, each behind its original
 */
char **
tenon_project_duplicate_patterns (TenonProject      *self,
                                  const char *const *pattern_ids)
{
  TenonModel *model = tenon_project_get_model (self);
  g_autoptr (GStrvBuilder) copies = g_strv_builder_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, g_strv_length ((char **)pattern_ids) == 1 ? _ ("Duplicate Pattern") : _ ("Duplicate Patterns"));

  for (guint i = 0; pattern_ids[i] != NULL; i++)
    {
      TenonPattern    *pattern = tenon_model_find_pattern (model, pattern_ids[i]);
      g_autofree char *id = NULL;
      TenonPattern    *copy;
      guint            position;

      if (pattern == NULL || !tenon_list_index_of (model->patterns, pattern, &position))
        continue;
      id = tenon_project_dup_next_pattern_id (self);
      copy = tenon_record_copy (pattern);
      g_object_set (copy, "pattern-id", id, "rps-peak", NULL, "rps-average", NULL, "statements", NULL, "file", NULL, "line", (gint64)0, "is-draft", TRUE, NULL);
      tenon_list_insert (model->patterns, position + 1, copy);
      g_object_unref (copy);
      g_strv_builder_add (copies, id);
    }
  tenon_edit_commit (edit);
  return g_strv_builder_end (copies);
}

/**
 * tenon_project_move_patterns:
 * @position: where the first of them goes, counted without them
 *
 * Returns: %FALSE where they stand so already, and nothing was changed
 */
gboolean
tenon_project_move_patterns (TenonProject      *self,
                             const char *const *pattern_ids,
                             guint              position)
{
  TenonModel *model = tenon_project_get_model (self);
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gboolean is_same = TRUE;
  g_autoptr (TenonEdit) edit = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (model->patterns, i);

      g_ptr_array_add (g_strv_contains (pattern_ids, pattern->pattern_id) ? moved : wanted, pattern);
    }
  for (guint i = 0; i < moved->len; i++)
    {
      g_object_ref (g_ptr_array_index (moved, i));
      g_ptr_array_insert (wanted, (int)MIN (position + i, wanted->len), g_ptr_array_index (moved, i));
    }
  for (guint i = 0; i < wanted->len; i++)
    is_same = is_same && tenon_list_get (model->patterns, i) == g_ptr_array_index (wanted, i);
  if (is_same)
    return FALSE;
  edit = tenon_model_begin (model, moved->len == 1 ? _ ("Move Pattern") : _ ("Move Patterns"));
  for (guint i = 0; i < moved->len; i++)
    tenon_list_remove_record (model->patterns, g_ptr_array_index (moved, i));
  for (guint i = 0; i < moved->len; i++)
    tenon_list_insert (model->patterns, MIN (position + i, tenon_list_get_length (model->patterns)), g_ptr_array_index (moved, i));
  tenon_edit_commit (edit);
  return TRUE;
}

/* ---- renaming ---- */

/* Letters, digits, and . - _ inside, beginning with a letter: what stands in formulas, tables and file names alike. */
gboolean
tenon_pattern_is_id (const char *text)
{
  if (!g_ascii_isalpha (*text) || strlen (text) > 64)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".-_", *p) == NULL)
      return FALSE;
  return TRUE;
}

static void
rename_in_design (TenonModel *model,
                  const char *from,
                  const char *to)
{
  for (guint i = 0; i < tenon_list_get_length (model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (model->design->tables, i);

      for (guint k = 0; k < tenon_list_get_length (table->operations); k++)
        {
          TenonOperation *operation = tenon_list_get (table->operations, k);

          if (g_strcmp0 (operation->pattern_id, from) == 0)
            g_object_set (operation, "pattern-id", to, NULL);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (model->design->unserved); i++)
    {
      TenonUnserved *unserved = tenon_list_get (model->design->unserved, i);

      if (g_strcmp0 (unserved->pattern_id, from) == 0)
        g_object_set (unserved, "pattern-id", to, NULL);
    }
}

/* The choice of what serves it is kept under its id. */
static void
rename_choice (TenonModel *model,
               const char *from,
               const char *to)
{
  g_autofree char *id = g_strconcat ("serve:", from, NULL), *later = g_strconcat ("serve:", to, NULL), *title = g_strdup_printf ("How %s is served", to);
  TenonDecision   *decision = tenon_list_find (model->design->decisions, id);

  if (decision != NULL)
    g_object_set (decision, "decision-id", later, "title", title, NULL);
}

static void
rename_in_formula (TenonPattern *pattern,
                   const char   *property,
                   GRegex       *regex,
                   const char   *to)
{
  const TenonRate *present = g_str_equal (property, "rps-peak") ? pattern->rps_peak : pattern->rps_average;
  const char      *formula = tenon_rate_get_formula (present);
  g_autofree char *renamed = formula != NULL ? g_regex_replace_literal (regex, formula, -1, 0, to, 0, NULL) : NULL;
  g_autoptr (TenonRate) rate = NULL;

  if (renamed == NULL || g_str_equal (renamed, formula))
    return;
  rate = tenon_rate_copy (present);
  tenon_rate_set_formula (rate, renamed);
  g_object_set (pattern, property, rate, NULL);
}

/* Gives a pattern another id, wherever it is named. To be called inside an edit. */
void
tenon_pattern_rename (TenonModel   *model,
                      TenonPattern *pattern,
                      const char   *pattern_id)
{
  g_autofree char *from = g_strdup (pattern->pattern_id);
  g_autofree char *escaped = from != NULL ? g_regex_escape_string (from, -1) : NULL;
  g_autofree char *expression = NULL;
  g_autoptr (GRegex) regex = NULL;

  g_object_set (pattern, "pattern-id", pattern_id, NULL);
  if (from == NULL)
    return;
  rename_in_design (model, from, pattern_id);
  rename_choice (model, from, pattern_id);
  tenon_left_out_rename (model, from, pattern_id);
  expression = g_strdup_printf ("(?<![\\w.])%s(?!\\w)", escaped);
  regex = g_regex_new (expression, G_REGEX_CASELESS, 0, NULL);
  for (guint i = 0; regex != NULL && i < tenon_list_get_length (model->patterns); i++)
    {
      rename_in_formula (tenon_list_get (model->patterns, i), "rps-peak", regex, pattern_id);
      rename_in_formula (tenon_list_get (model->patterns, i), "rps-average", regex, pattern_id);
    }
}
