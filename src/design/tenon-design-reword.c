/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts that were made from the design follow it to other names; a person's own words stay.
 *
 * What is made is told from what is written by making it twice: all texts as they would be made of the design before the change
 * and after it. A text that is word for word the one made before becomes the one made after. */

#include "design/tenon-design-reword.h"

#include <string.h>

#include "base/tenon-text.h"
#include "design/tenon-plan.h"

/**
 * tenon_design_explain:
 * @model: only read
 *
 * Returns: (transfer full): the design as it would be proposed, with every reason in the words of the engine, also for what people
 *   decided
 */
TenonDesign *
tenon_design_explain (TenonModel *model)
{
  g_autoptr (TenonPlan) plan = tenon_plan_new (model, model->design->strategy);

  plan->explains_afresh = TRUE;
  tenon_plan_work_out (plan);
  return g_object_ref (plan->design);
}

static void
follow_string (gpointer    record,
               gpointer    before,
               gpointer    after,
               const char *property)
{
  g_autofree char *now = NULL, *was = NULL, *made = NULL;

  g_object_get (record, property, &now, NULL);
  g_object_get (before, property, &was, NULL);
  g_object_get (after, property, &made, NULL);
  if (now != NULL && g_strcmp0 (now, was) == 0 && g_strcmp0 (now, made) != 0)
    g_object_set (record, property, made, NULL);
}

static void
follow_strings (gpointer    record,
                gpointer    before,
                gpointer    after,
                const char *property)
{
  g_auto (GStrv) now = NULL, was = NULL, made = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) followed = NULL;

  g_object_get (record, property, &now, NULL);
  g_object_get (before, property, &was, NULL);
  g_object_get (after, property, &made, NULL);
  if (now == NULL || was == NULL || made == NULL || g_strv_length (was) != g_strv_length (made))
    return;
  for (guint i = 0; now[i] != NULL; i++)
    {
      const char *text = now[i];

      for (guint j = 0; text == now[i] && was[j] != NULL; j++)
        if (strcmp (now[i], was[j]) == 0)
          text = made[j];
      g_strv_builder_add (builder, text);
    }
  followed = g_strv_builder_end (builder);
  if (!g_strv_equal ((const char *const *)followed, (const char *const *)now))
    g_object_set (record, property, followed, NULL);
}

/* The @n-th of the factors of this name. */
static TenonFactor *
find_factor (TenonDecision *decision,
             const char    *name,
             guint          n)
{
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      if (g_strcmp0 (factor->name, name) == 0 && n-- == 0)
        return factor;
    }
  return NULL;
}

static void
follow_factor (TenonFactor   *factor,
               TenonDecision *before,
               TenonDecision *after)
{
  TenonFactor *was;

  for (guint n = 0; (was = find_factor (before, factor->name, n)) != NULL; n++)
    {
      TenonFactor *made = find_factor (after, factor->name, n);

      if (made == NULL || g_strcmp0 (was->finding, factor->finding) != 0)
        continue;
      follow_string (factor, was, made, "evidence");
      follow_string (factor, was, made, "finding");
      return;
    }
}

static void
follow_decision (TenonDecision *decision,
                 TenonDecision *before,
                 TenonDecision *after)
{
  static const char *const strings[] = { "title", "chosen-approach", "justification", "rollback-strategy" };
  static const char *const lists[] = { "alternatives-considered", "trade-offs", "monitoring-requirements" };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    follow_string (decision, before, after, strings[i]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    follow_strings (decision, before, after, lists[i]);
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    follow_factor (tenon_list_get (decision->factors, i), before, after);
}

static const char *
get_table_was (const TenonRename *rename,
               const char        *name)
{
  return g_strcmp0 (name, rename->table) == 0 ? rename->table_was : name;
}

/* What the decision of this id was called before. */
static char *
dup_id_was (const TenonRename *rename,
            const char        *id)
{
  const char      *colon = strchr (id, ':'), *slash = strchr (id, '/');
  g_autofree char *table = colon != NULL ? g_strndup (colon + 1, slash != NULL ? (gsize)(slash - colon - 1) : strlen (colon + 1)) : NULL;
  const char      *rest = slash != NULL ? slash + 1 : NULL;

  if (table == NULL || strcmp (table, rename->table) != 0)
    return g_strdup (id);
  if (rest != NULL && rename->index != NULL && g_str_has_prefix (id, "index:") && strcmp (rest, rename->index) == 0)
    rest = rename->index_was;
  return g_strdup_printf ("%.*s%s%s%s", (int)(colon + 1 - id), id, rename->table_was, rest != NULL ? "/" : "", rest != NULL ? rest : "");
}

static void
follow_indexes (TenonTable        *table,
                TenonTable        *before,
                TenonTable        *after,
                const TenonRename *rename)
{
  static const char *const strings[] = { "purpose", "partition-key-reason", "sort-key-reason", "projection-reason" };

  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);
      gboolean    is_renamed = g_strcmp0 (table->name, rename->table) == 0 && rename->index != NULL && g_strcmp0 (index->name, rename->index) == 0;
      TenonIndex *was = tenon_table_find_index (before, is_renamed ? rename->index_was : index->name);
      TenonIndex *made = tenon_table_find_index (after, index->name);

      for (guint j = 0; was != NULL && made != NULL && j < G_N_ELEMENTS (strings); j++)
        follow_string (index, was, made, strings[j]);
    }
}

static void
follow_table (TenonTable        *table,
              TenonTable        *before,
              TenonTable        *after,
              const TenonRename *rename)
{
  static const char *const strings[] = { "purpose", "source-mapping", "partition-key-reason", "sort-key-reason", "transaction" };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    follow_string (table, before, after, strings[i]);
  follow_indexes (table, before, after, rename);
}

/**
 * tenon_design_reword:
 * @before: what tenon_design_explain() made before the change
 * @after: what it makes now
 *
 * To be called inside an edit.
 */
void
tenon_design_reword (TenonDesign       *self,
                     TenonDesign       *before,
                     TenonDesign       *after,
                     const TenonRename *rename)
{
  for (guint i = 0; i < tenon_list_get_length (self->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->tables, i);
      TenonTable *was = tenon_design_find_table (before, get_table_was (rename, table->name));
      TenonTable *made = tenon_design_find_table (after, table->name);

      if (was != NULL && made != NULL)
        follow_table (table, was, made, rename);
    }
  for (guint i = 0; i < tenon_list_get_length (self->decisions); i++)
    {
      TenonDecision   *decision = tenon_list_get (self->decisions, i);
      g_autofree char *id = decision->decision_id != NULL ? dup_id_was (rename, decision->decision_id) : NULL;
      TenonDecision   *was = id != NULL ? tenon_list_find (before->decisions, id) : NULL;
      TenonDecision   *made = was != NULL ? tenon_list_find (after->decisions, decision->decision_id) : NULL;

      if (made != NULL)
        follow_decision (decision, was, made);
    }
}
