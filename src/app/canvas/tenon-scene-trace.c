/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What runs over the cards: the way of one access pattern, the load of all of them, and the heat of key values. */

#include "tenon-scene-trace.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

/* What one partition does a second, for strongly consistent reads of 4 KB and writes of 1 KB: the published limits. */
#define PARTITION_READ_UNITS 3000.0
#define PARTITION_WRITE_UNITS 1000.0
#define WARM_FROM 0.5

/* --- Following ---------------------------------------------------------- */

static gboolean
serves_at (TenonTrace *trace,
           const char *table,
           const char *index)
{
  for (guint i = 0; i < trace->steps->len; i++)
    {
      TenonTraceStep *step = &g_array_index (trace->steps, TenonTraceStep, i);

      if (g_str_equal (step->table->name, table) && (index == NULL || g_strcmp0 (step->operation->index, index) == 0))
        return TRUE;
    }
  return FALSE;
}

static TenonTable *
find_step_table (TenonTrace *trace,
                 const char *name)
{
  for (guint i = 0; i < trace->steps->len; i++)
    {
      TenonTraceStep *step = &g_array_index (trace->steps, TenonTraceStep, i);

      if (g_str_equal (step->table->name, name))
        return step->table;
    }
  return NULL;
}

/* Where nothing says which columns are asked for, all may be: none of them recedes. */
static void
follow_row (TenonCardRow *row,
            TenonTrace   *trace,
            gboolean      traced)
{
  row->is_traced = traced;
  row->is_dimmed = !traced && trace->names_attributes;
}

static gboolean
is_joined (TenonTrace *trace,
           const char *table,
           const char *column)
{
  for (guint i = 0; i < trace->joins->len; i++)
    {
      TenonTraceJoin *join = g_ptr_array_index (trace->joins, i);

      if ((g_str_equal (join->left_table, table) && g_str_equal (join->left_column, column)) || (g_str_equal (join->right_table, table) && g_str_equal (join->right_column, column)))
        return TRUE;
    }
  return FALSE;
}

static void
follow_source (TenonCardData *card,
               TenonTrace    *trace)
{
  const char *table = card->id + strlen ("source:");

  card->is_dimmed = !tenon_trace_touches (trace, table);
  for (guint i = 0; !card->is_dimmed && i < card->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (card->sections, i);

      for (guint j = 0; j < section->rows->len; j++)
        {
          TenonCardRow    *row = g_ptr_array_index (section->rows, j);
          g_autofree char *dotted = g_strconcat (table, ".", row->key, NULL);

          follow_row (row, trace, g_hash_table_contains (trace->columns, dotted) || is_joined (trace, table, row->key));
        }
    }
}

static void
follow_target (TenonCardData *card,
               TenonTrace    *trace)
{
  TenonTable *table = find_step_table (trace, card->id + strlen ("table:"));

  card->is_dimmed = table == NULL;
  for (guint i = 0; table != NULL && i < card->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (card->sections, i);

      for (guint j = 0; j < section->rows->len; j++)
        {
          TenonCardRow   *row = g_ptr_array_index (section->rows, j);
          TenonAttribute *attribute = section->subject == NULL ? tenon_table_find_attribute (table, row->key) : NULL;

          /* an index is a section of its own: it serves or it does not */
          if (section->subject != NULL)
            follow_row (row, trace, serves_at (trace, table->name, section->title));
          else
            follow_row (row, trace, attribute != NULL && tenon_trace_needs (trace, table, attribute));
        }
    }
}

static const char *
get_name (const char *id)
{
  return strchr (id, ':') + 1;
}

static void
follow_link (TenonScene *self,
             TenonLink  *link,
             TenonTrace *trace)
{
  gboolean same_side = g_str_has_prefix (link->from, "source:") && g_str_has_prefix (link->to, "source:");
  gboolean across = g_str_has_prefix (link->from, "source:") && g_str_has_prefix (link->to, "table:");

  if (same_side)
    link->is_traced = tenon_trace_joins (trace, get_name (link->from), get_name (link->to)) && !g_str_equal (link->from, link->to);
  else if (across)
    {
      TenonCardRow *from = tenon_card_data_find_row (tenon_scene_find_card (self, link->from), link->from_row);
      TenonCardRow *to = tenon_card_data_find_row (tenon_scene_find_card (self, link->to), link->to_row);

      link->is_traced = from != NULL && to != NULL && from->is_traced && to->is_traced;
    }
  else
    link->is_traced = link->kind == TENON_LINK_TRACE;
  link->is_dimmed = !link->is_traced;
}

static char *
dup_rate_text (TenonTrace *trace)
{
  TenonLoad load;

  tenon_load_of_pattern (trace->pattern, &load);
  return tenon_load_dup_text (&load);
}

/* What the pattern touches today and what serves it tomorrow stands out; everything else recedes. Its peak stands on
 * the lines it runs along. */
void
tenon_scene_follow (TenonScene *self,
                    TenonTrace *trace)
{
  g_autofree char *rate = dup_rate_text (trace);

  for (guint i = 0; i < self->cards->len; i++)
    {
      TenonCardData *card = g_ptr_array_index (self->cards, i);

      if (g_str_has_prefix (card->id, "source:"))
        follow_source (card, trace);
      else if (g_str_has_prefix (card->id, "table:"))
        follow_target (card, trace);
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (self->links, i);

      follow_link (self, link, trace);
      /* in the Mapping view a pattern runs along a bundle of lines: its rate is on the cards */
      if (link->is_traced && link->label == NULL && link->kind != TENON_LINK_MAPPING && link->kind != TENON_LINK_COPY)
        link->label = g_strdup (rate);
    }
}

/* --- The way alone ------------------------------------------------------ */

static void
add_rate_row (TenonCardSection *section,
              const char       *key,
              const char       *name,
              TenonRate        *rate)
{
  g_autofree char *text = tenon_rate_to_text (rate);
  TenonCardRow    *row = tenon_card_section_add_row (section, key, name, text);

  row->is_key = TRUE;
  if (rate != NULL)
    row->tooltip = g_strdup_printf ("%s: %s\n%s", name, text, tenon_rate_get_evidence (rate) != NULL ? tenon_rate_get_evidence (rate) : "");
  else
    row->tooltip = g_strdup_printf ("%s\n%s", name, _ ("not known"));
}

static char *
dup_step_key (guint index)
{
  return g_strdup_printf ("step/%u", index);
}

/* The pattern itself, between what it asks today and what answers it tomorrow. */
static TenonCardData *
create_pattern_card (TenonTrace *trace)
{
  TenonPattern     *pattern = trace->pattern;
  g_autofree char  *id = g_strconcat ("pattern:", pattern->pattern_id, NULL), *title = tenon_pattern_dup_title (pattern), *rate = dup_rate_text (trace);
  TenonCardData    *card = tenon_card_data_new (id, title, TENON_TINT_PATTERN);
  TenonCardSection *rates = tenon_card_data_add_section (card, NULL, NULL), *steps = NULL;

  add_rate_row (rates, "rate/peak", _ ("Peak"), pattern->rps_peak);
  add_rate_row (rates, "rate/average", _ ("Average"), pattern->rps_average);
  for (guint i = 0; i < trace->steps->len; i++)
    {
      TenonTraceStep  *step = &g_array_index (trace->steps, TenonTraceStep, i);
      g_autofree char *key = dup_step_key (i);
      TenonCardRow    *row;

      if (steps == NULL)
        steps = tenon_card_data_add_section (card, NULL, NULL);
      row = tenon_card_section_add_row (steps, key, step->operation->operation, step->operation->index != NULL ? step->operation->index : step->table->name);
      row->is_key = TRUE;
      row->tooltip = g_strdup (step->operation->key_condition);
    }
  card->caption = g_strdup (pattern->endpoint);
  card->label = g_strdup_printf (_ ("Access pattern %s"), title);
  card->description = g_strdup_printf (_ ("%s; %u tables today, %u requests in the design"), rate, trace->tables->len, trace->steps->len);
  card->tooltip = g_strdup_printf ("%s\n%s", title, pattern->description != NULL ? pattern->description : "");
  card->summary = g_strdup (rate);
  return card;
}

/* The join itself: as a foreign key if it is one, else plainly. */
static void
add_join (TenonScene     *self,
          TenonModel     *model,
          TenonTraceJoin *join)
{
  TenonSourceTable *table = tenon_schema_find_table (model->schema, join->left_table);
  TenonForeignKey  *key = table != NULL ? tenon_source_table_find_foreign_key (table, join->left_column) : NULL;
  g_autofree char  *from = g_strconcat ("source:", join->left_table, NULL), *to = g_strconcat ("source:", join->right_table, NULL);
  gboolean          declared = key != NULL && g_strcmp0 (key->ref_table, join->right_table) == 0;
  TenonLink        *link = tenon_scene_add_link (self, declared ? TENON_LINK_FOREIGN_KEY : TENON_LINK_JOIN, from, join->left_column, to, join->right_column);

  if (link == NULL)
    return;
  if (declared)
    tenon_foreign_key_get_cardinalities (table, key, &link->from_end, &link->to_end);
  link->title = g_strdup_printf ("%s.%s = %s.%s", join->left_table, join->left_column, join->right_table, join->right_column);
  link->description = g_strdup_printf (declared ? _ ("%s joins %s along its foreign key") : _ ("%s joins %s, which no foreign key declares"), join->left_table, join->right_table);
}

static void
add_request (TenonScene     *self,
             TenonTrace     *trace,
             TenonTraceStep *step,
             guint           index,
             const char     *rate)
{
  g_autofree char *from = g_strconcat ("pattern:", trace->pattern->pattern_id, NULL), *to = g_strconcat ("table:", step->table->name, NULL), *key = dup_step_key (index), *row = NULL;
  TenonIndex      *on = step->operation->index != NULL ? tenon_table_find_index (step->table, step->operation->index) : NULL;
  TenonLink       *link;

  row = on != NULL ? g_strdup_printf ("%s/%s", on->name, on->partition_key) : g_strdup (step->table->partition_key);
  link = tenon_scene_add_link (self, TENON_LINK_TRACE, from, key, to, row);
  if (link == NULL)
    return;
  link->label = g_strdup_printf ("%s · %s", step->operation->operation, rate);
  link->title = g_strdup_printf ("%s → %s", step->operation->operation, on != NULL ? on->name : step->table->name);
  link->description = g_strdup_printf (_ ("%s is served by a %s of %s%s%s, %s"), trace->pattern->pattern_id, step->operation->operation, step->table->name, on != NULL ? " · " : "", on != NULL ? on->name : "", rate);
}

/**
 * tenon_scene_new_trace:
 *
 * Only what lies on the way: the MySQL tables with their joins, the pattern, and the DynamoDB tables that serve it.
 */
TenonScene *
tenon_scene_new_trace (TenonModel *model,
                       TenonTrace *trace)
{
  TenonScene      *self = tenon_scene_new ();
  g_autofree char *rate = dup_rate_text (trace), *pattern = g_strconcat ("pattern:", trace->pattern->pattern_id, NULL);

  for (guint i = 0; i < trace->tables->len; i++)
    tenon_scene_take_card (self, tenon_card_data_of_source (g_ptr_array_index (trace->tables, i)));
  tenon_scene_take_card (self, create_pattern_card (trace));
  for (guint i = 0; i < trace->steps->len; i++)
    tenon_scene_take_card (self, tenon_card_data_of_table (g_array_index (trace->steps, TenonTraceStep, i).table, NULL));

  for (guint i = 0; i < trace->joins->len; i++)
    add_join (self, model, g_ptr_array_index (trace->joins, i));
  for (guint i = 0; i < trace->tables->len; i++)
    {
      TenonSourceTable *table = g_ptr_array_index (trace->tables, i);
      g_autofree char  *from = g_strconcat ("source:", table->name, NULL);
      TenonLink        *link = tenon_scene_add_link (self, TENON_LINK_TRACE, from, NULL, pattern, NULL);

      link->title = g_strdup_printf ("%s → %s", table->name, trace->pattern->pattern_id);
      link->description = g_strdup_printf (_ ("%s asks MySQL %s today, %s"), trace->pattern->pattern_id, table->name, rate);
    }
  for (guint i = 0; i < trace->steps->len; i++)
    add_request (self, trace, &g_array_index (trace->steps, TenonTraceStep, i), i, rate);
  tenon_scene_follow (self, trace);
  return self;
}

/* --- Load and heat ------------------------------------------------------ */

static void
say_also (TenonCardData *card,
          const char    *words)
{
  g_autofree char *whole = g_strdup_printf ("%s, %s", card->description != NULL ? card->description : "", words);

  tenon_str_set (&card->description, whole);
}

static void
add_figure (TenonCardSection *section,
            const char       *words)
{
  g_autofree char *whole = section->figures != NULL ? g_strdup_printf ("%s · %s", section->figures, words) : g_strdup (words);

  tenon_str_set (&section->figures, whole);
}

static void
show_card_load (TenonCardData *card,
                GHashTable    *loads)
{
  const TenonLoad *load = g_hash_table_lookup (loads, card->id);
  g_autofree char *spoken = NULL;

  if (load == NULL)
    return;
  card->load = load->rate;
  card->load_text = tenon_load_dup_text (load);
  spoken = g_strdup_printf (_ ("load at peak %s"), card->load_text);
  say_also (card, spoken);
  for (guint i = 0; i < card->sections->len; i++)
    {
      TenonCardSection *section = g_ptr_array_index (card->sections, i);
      const TenonLoad  *own = section->subject != NULL ? g_hash_table_lookup (loads, section->subject) : NULL;
      g_autofree char  *text = own != NULL ? tenon_load_dup_text (own) : NULL;

      if (text != NULL)
        add_figure (section, text);
    }
}

/* @loads: from tenon_loads_new(). Edges of cards and lines are as wide as what runs there, and say how much. */
void
tenon_scene_show_load (TenonScene *self,
                       GHashTable *loads)
{
  for (guint i = 0; i < self->cards->len; i++)
    show_card_load (g_ptr_array_index (self->cards, i), loads);
  for (guint i = 0; i < self->links->len; i++)
    {
      TenonLink       *link = g_ptr_array_index (self->links, i);
      g_autofree char *pair = NULL;
      const TenonLoad *load;

      if (!g_str_has_prefix (link->from, "source:") || !g_str_has_prefix (link->to, "source:"))
        continue;
      pair = tenon_load_dup_pair (get_name (link->from), get_name (link->to));
      load = g_hash_table_lookup (loads, pair);
      if (load == NULL)
        continue;
      link->weight = load->rate;
      if (link->label == NULL)
        link->label = tenon_load_dup_text (load);
    }
}

/* Returns: the greater of the shares that are known; negative where none is */
static double
get_share (const TenonHeadroom *row)
{
  double share = -1;

  if (row->read_units >= 0)
    share = row->read_units / PARTITION_READ_UNITS;
  if (row->write_units >= 0)
    share = MAX (share, row->write_units / PARTITION_WRITE_UNITS);
  return share;
}

static char *
dup_share_text (double share)
{
  return g_strdup_printf (share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
}

static void
heat_card (TenonCardData *card,
           double         share)
{
  g_autofree char *text = dup_share_text (share), *spoken = NULL;

  /* the hottest of a table and its indexes */
  if (card->heat_text != NULL && g_ascii_strtod (card->heat_text, NULL) >= share * 100)
    return;
  tenon_str_set (&card->heat_text, text);
  card->heat = share > 1 ? TENON_HEAT_HOT : (share >= WARM_FROM ? TENON_HEAT_WARM : TENON_HEAT_CALM);
  spoken = g_strdup_printf (_ ("%s of a partition’s limit on the busiest key value"), text);
  say_also (card, spoken);
}

/* @headroom: (nullable) (element-type TenonHeadroom). The share of a partition's limit that the busiest key value
 * takes: as a number, and as the colour of the card's edge. */
void
tenon_scene_show_heat (TenonScene *self,
                       GPtrArray  *headroom)
{
  for (guint i = 0; headroom != NULL && i < headroom->len; i++)
    {
      const TenonHeadroom *row = g_ptr_array_index (headroom, i);
      g_autofree char     *id = g_strconcat ("table:", row->table, NULL);
      TenonCardData       *card = tenon_scene_find_card (self, id);
      double               share = get_share (row);

      if (card == NULL || share < 0)
        continue;
      heat_card (card, share);
      for (guint j = 0; row->index != NULL && j < card->sections->len; j++)
        {
          TenonCardSection *section = g_ptr_array_index (card->sections, j);
          g_autofree char  *text = dup_share_text (share);

          if (section->subject != NULL && g_strcmp0 (section->title, row->index) == 0)
            add_figure (section, text);
        }
    }
}
