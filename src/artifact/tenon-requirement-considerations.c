/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The considerations and the checklist of a requirement file the program wrote: what people changed in them. */

#include "artifact/tenon-requirement-reader.h"
#include "model/tenon-facts.h"

#include <math.h>
#include <string.h>

/* A bullet of the program's considerations that says something else than the program would. */
static void
read_consideration (TenonRequirementReader *reader,
                    TenonBlock             *block)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *present = NULL;
  TenonPattern    *pattern;

  if (!tenon_block_split_label (block, &label, &value) || tenon_requirement_is_generated (label, value))
    return;
  pattern = tenon_model_find_pattern (reader->model, label);
  if (pattern == NULL)
    {
      tenon_requirement_propose_note (reader, label, value, block->line);
      return;
    }
  text = tenon_pipe_cell_unescape (value);
  present = g_strdelimit (g_strdup (pattern->design_considerations != NULL ? pattern->design_considerations : ""), "\r\n", ' ');
  /* The cell of the table comes first: it may have been edited too. */
  if (!g_str_equal (text, present) && !tenon_requirement_has_proposal (reader, label, "design-considerations"))
    tenon_requirement_propose (reader, label, "design-considerations", text, pattern->design_considerations, block->line);
}

void
tenon_requirement_read_considerations (TenonRequirementReader *reader)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; reader->parts[TENON_REQUIREMENT_CONSIDERATIONS].is_there && i < reader->document->blocks->len; i++)
    {
      TenonBlock *block = g_ptr_array_index (reader->document->blocks, i);

      if (tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_CONSIDERATIONS) && tenon_requirement_takes_consideration (reader->document, reader->model, i, seen))
        read_consideration (reader, block);
    }
}

/* Lines the program writes follow from what is known, unless somebody ticks them otherwise; a line people added is theirs. */
static void
read_check (TenonRequirementReader *reader,
            const gboolean         *computed,
            const gboolean         *shown,
            const char             *what,
            gboolean                is_ticked,
            guint                   line)
{
  g_autofree char *key = tenon_facts_dup_key (TENON_FACT_CHECK, what, NULL);
  g_autofree char *property = g_strconcat ("fact:", key, NULL);
  g_autofree char *present = tenon_facts_dup_text (reader->model, key);
  const char      *value = is_ticked ? "yes" : "no";

  for (guint i = 0; i < TENON_N_CHECKS; i++)
    {
      if (!g_str_equal (tenon_requirement_get_check (i), what))
        continue;
      if (shown[i] == is_ticked)
        return;
      if (computed[i] == is_ticked)
        value = NULL;
    }
  if (g_strcmp0 (present, value) != 0)
    tenon_requirement_propose (reader, NULL, property, value, present, line)->evidence = g_strdup_printf ("%s, edited by hand", reader->file);
}

void
tenon_requirement_read_checklist (TenonRequirementReader *reader)
{
  gboolean computed[TENON_N_CHECKS], shown[TENON_N_CHECKS];

  if (!reader->parts[TENON_REQUIREMENT_CHECKLIST].is_there)
    return;
  tenon_requirement_judge_checks (reader->model, computed, shown);
  for (guint i = 0; i < reader->document->blocks->len; i++)
    {
      TenonBlock      *block = g_ptr_array_index (reader->document->blocks, i);
      g_autofree char *what = NULL;
      gboolean         is_ticked;

      if (tenon_requirement_is_in_part (reader, block, TENON_REQUIREMENT_CHECKLIST) && tenon_requirement_takes_check (reader->document, i, &is_ticked, &what))
        read_check (reader, computed, shown, what, is_ticked, block->line);
    }
}
