/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a card of the canvas shows: plain values, made from the model, drawn by the card drawing. */

#include "tenon-card-data.h"

static void
card_row_free (TenonCardRow *self)
{
  g_free (self->key);
  g_free (self->subject);
  g_free (self->name);
  g_free (self->type);
  g_free (self->tooltip);
  g_free (self);
}

static void
card_section_free (TenonCardSection *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self->figures);
  g_free (self->subject);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

TenonCardData *
tenon_card_data_new (const char *id,
                     const char *title,
                     TenonTint   tint)
{
  TenonCardData *self = g_new0 (TenonCardData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->tint = tint;
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify)card_section_free);
  return self;
}

TenonCardData *
tenon_card_data_ref (TenonCardData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tenon_card_data_unref (TenonCardData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->summary);
  g_free (self->label);
  g_free (self->description);
  g_free (self->tooltip);
  g_free (self->body);
  g_free (self->load_text);
  g_free (self->heat_text);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

/* Returns: (transfer none) */
TenonCardSection *
tenon_card_data_add_section (TenonCardData *self,
                             const char    *title,
                             const char    *note)
{
  TenonCardSection *section = g_new0 (TenonCardSection, 1);

  section->title = g_strdup (title);
  section->note = g_strdup (note);
  section->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)card_row_free);
  g_ptr_array_add (self->sections, section);
  return section;
}

/* Returns: (transfer none) */
TenonCardRow *
tenon_card_section_add_row (TenonCardSection *self,
                            const char       *key,
                            const char       *name,
                            const char       *type)
{
  TenonCardRow *row = g_new0 (TenonCardRow, 1);

  row->key = g_strdup (key);
  row->name = g_strdup (name);
  row->type = g_strdup (type != NULL ? type : "");
  g_ptr_array_add (self->rows, row);
  return row;
}

/* Keeps the first two that are added, in order: add the weightier first. */
void
tenon_card_row_add_glyph (TenonCardRow *self,
                          TenonGlyph    glyph)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->glyphs); i++)
    {
      if (self->glyphs[i] == glyph)
        return;
      if (self->glyphs[i] == TENON_GLYPH_NONE)
        {
          self->glyphs[i] = glyph;
          return;
        }
    }
}

/* Returns: (transfer none) (nullable) */
TenonCardRow *
tenon_card_data_find_row (TenonCardData *self,
                          const char    *key)
{
  if (key == NULL)
    return NULL;

  for (guint i = 0; i < self->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (self->sections, i);

      for (guint j = 0; j < section->rows->len; j++)
        {
          TenonCardRow *row = g_ptr_array_index (section->rows, j);

          if (g_str_equal (row->key, key))
            return row;
        }
    }
  return NULL;
}

guint
tenon_card_data_count_rows (TenonCardData *self)
{
  guint count = 0;

  for (guint i = 0; i < self->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (self->sections, i);

      count += section->rows->len;
    }
  return count;
}

static gboolean
rows_equal (TenonCardRow *a,
            TenonCardRow *b)
{
  return g_str_equal (a->key, b->key) && g_str_equal (a->name, b->name) && g_str_equal (a->type, b->type) && g_strcmp0 (a->subject, b->subject) == 0 && g_strcmp0 (a->tooltip, b->tooltip) == 0 && a->glyphs[0] == b->glyphs[0] && a->glyphs[1] == b->glyphs[1] && a->is_key == b->is_key && a->is_attention == b->is_attention && a->is_traced == b->is_traced && a->is_dimmed == b->is_dimmed;
}

static gboolean
sections_equal (TenonCardSection *a,
                TenonCardSection *b)
{
  if (g_strcmp0 (a->title, b->title) != 0 || g_strcmp0 (a->note, b->note) != 0 || g_strcmp0 (a->figures, b->figures) != 0 || a->rows->len != b->rows->len)
    return FALSE;

  for (guint i = 0; i < a->rows->len; i++)
    if (!rows_equal (g_ptr_array_index (a->rows, i), g_ptr_array_index (b->rows, i)))
      return FALSE;
  return TRUE;
}

static gboolean
marks_equal (TenonCardData *a,
             TenonCardData *b)
{
  return g_strcmp0 (a->body, b->body) == 0 && g_strcmp0 (a->load_text, b->load_text) == 0 && a->load == b->load && g_strcmp0 (a->heat_text, b->heat_text) == 0 && a->heat == b->heat && a->is_dimmed == b->is_dimmed && a->is_pinned == b->is_pinned;
}

/* Whether both show and say the same, so that what was drawn for one serves the other. */
gboolean
tenon_card_data_equal (TenonCardData *a,
                       TenonCardData *b)
{
  if (a == b)
    return TRUE;
  if (!g_str_equal (a->id, b->id) || !g_str_equal (a->title, b->title) || a->tint != b->tint || g_strcmp0 (a->caption, b->caption) != 0 || g_strcmp0 (a->summary, b->summary) != 0 || g_strcmp0 (a->label, b->label) != 0 || g_strcmp0 (a->description, b->description) != 0 || g_strcmp0 (a->tooltip, b->tooltip) != 0 || a->sections->len != b->sections->len || !marks_equal (a, b))
    return FALSE;

  for (guint i = 0; i < a->sections->len; i++)
    if (!sections_equal (g_ptr_array_index (a->sections, i), g_ptr_array_index (b->sections, i)))
      return FALSE;
  return TRUE;
}
