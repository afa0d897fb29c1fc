/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an edit to a few patterns makes of a plan that was worked out: only what reads of those patterns is done again.
 *
 * What reads of what, and so what is redone:
 *   1. keys, lookup tables and indexes of an entity: the readings that go to it, and nothing of other entities;
 *   2. what is read along with it: its own readings, and which patterns update the other table;
 *   3. the requests of a pattern: the pattern, and keys, lookup tables, indexes and copies of the entities it goes to;
 *   4. reasons and decisions of an entity: 1, and the requests that go to its tables.
 * Where 1 and 2 give an entity the outline it had, 3 holds for all its other patterns. Every step is the one that works the
 * whole out, so both ways give the same. */

#include "design/tenon-plan.h"

#include <string.h>

typedef struct
{
  TenonPlan  *plan;
  GHashTable *edited;   /* TenonReading that are new in their place */
  GHashTable *entities; /* TenonEntity to plan anew */
  GHashTable *outlines; /* TenonEntity -> its outline before */
  GHashTable *mains;    /* TenonEntity whose copies are decided anew */
  GHashTable *readings; /* TenonReading to serve anew */
  GHashTable *orders;   /* positions of edited patterns + 1 */
  GHashTable *tables;   /* TenonTable whose requests change */
  gboolean    is_other; /* tables came or went */
} Update;

/* Entities in the order of the schema, whatever the hash makes of them. */
static GPtrArray *
in_order (Update     *self,
          GHashTable *set)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; g_hash_table_size (set) > 0 && i < self->plan->entities->len; i++)
    if (g_hash_table_contains (set, g_ptr_array_index (self->plan->entities, i)))
      g_ptr_array_add (list, g_ptr_array_index (self->plan->entities, i));
  return list;
}

static void
add_columns (GString    *s,
             const char *a,
             const char *b)
{
  g_string_append_printf (s, "%s\n%s\n", a != NULL ? a : "", b != NULL ? b : "");
}

/* All of @entity that requests of patterns other than the edited ones read. */
static char *
outline (Update      *self,
         TenonEntity *entity)
{
  g_autoptr (GString) s = g_string_new (NULL);

  add_columns (s, entity->partition, entity->sort);
  g_string_append_printf (s, "%d %d %s\n", tenon_entity_is_small (entity), entity->proof != NULL, entity->table->classification);
  for (guint i = 0; i < entity->indexes->len; i++)
    {
      TenonIndexPlan *index = g_ptr_array_index (entity->indexes, i);

      add_columns (s, index->partition, index->sort);
      g_string_append_printf (s, "%s %d %d %d %d", index->index != NULL ? index->index->name : "", index->index != NULL ? index->index->projection : -1, index->is_large, index->is_whole, index->is_keys_only);
      for (guint j = 0; j < index->readings->len; j++)
        {
          guint order = ((TenonReading *)g_ptr_array_index (index->readings, j))->position;

          if (!g_hash_table_contains (self->orders, GUINT_TO_POINTER (order + 1)))
            g_string_append_printf (s, " %u", order);
        }
    }
  for (guint i = 0; i < tenon_list_get_length (entity->table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (entity->table->attributes, i);

      if (attribute->denormalized)
        add_columns (s, attribute->source_table, attribute->source_column);
    }
  {
    g_autofree char *copiers = tenon_entity_dup_copiers (entity);

    g_string_append (s, copiers);
  }
  return g_strdup (s->str);
}

/* Which patterns change the rows, and what of them. */
static char *
list_changers (TenonEntity *entity)
{
  g_autoptr (GPtrArray) readings = tenon_entity_list_readings (entity);
  g_autoptr (GString) s = g_string_new (NULL);

  for (guint i = 0; i < readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (readings, i);

      for (guint j = 0; j < reading->parts->len; j++)
        {
          TenonReadingPart *part = g_ptr_array_index (reading->parts, j);

          if (part->table == entity->source && part->kind == TENON_READING_UPDATE)
            g_string_append_printf (s, "%u part %s", reading->position, part->takes != NULL ? part->takes->name : "");
        }
      if (reading->table != entity->source || (reading->kind != TENON_READING_UPDATE && reading->kind != TENON_READING_UPSERT))
        continue;
      g_string_append_printf (s, "%u", reading->position);
      for (guint j = 0; j < reading->writes->len; j++)
        g_string_append_printf (s, " %s", (char *)g_ptr_array_index (reading->writes, j));
    }
  return g_strdup (s->str);
}

/* What an item copies is part of the outline of the table it is copied from. */
static void
remember_outline (Update      *self,
                  TenonEntity *entity)
{
  if (!g_hash_table_contains (self->outlines, entity))
    g_hash_table_insert (self->outlines, entity, outline (self, entity));
  for (guint i = 0; i < tenon_list_get_length (entity->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (entity->source->foreign_keys, i);
      TenonEntity     *parent = key->ref_table != NULL ? tenon_plan_find (self->plan, key->ref_table) : NULL;

      if (parent != NULL && !g_hash_table_contains (self->outlines, parent))
        g_hash_table_insert (self->outlines, parent, outline (self, parent));
    }
}

/* ---- the edited patterns ---- */

static void
note_entities (Update       *self,
               TenonReading *reading)
{
  TenonEntity *entity = reading->table != NULL ? tenon_plan_find (self->plan, reading->table->name) : NULL;
  g_autoptr (GPtrArray) cascades = tenon_plan_list_cascades (self->plan, reading);

  if (entity != NULL)
    g_hash_table_add (self->entities, entity);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      entity = tenon_plan_find (self->plan, ((TenonReadingPart *)g_ptr_array_index (reading->parts, i))->table->name);
      if (entity != NULL)
        g_hash_table_add (self->entities, entity);
    }
  for (guint i = 0; i < cascades->len; i++)
    g_hash_table_add (self->entities, g_ptr_array_index (cascades, i));
}

static void
note_tables (Update       *self,
             TenonService *service)
{
  for (guint i = 0; i < service->tables->len; i++)
    g_hash_table_add (self->tables, g_ptr_array_index (service->tables, i));
}

static void
take_out (TenonEntity  *entity,
          TenonReading *reading)
{
  g_ptr_array_remove (entity->readings, reading);
  g_ptr_array_remove (entity->touches, reading);
  g_ptr_array_remove (entity->cascades, reading);
}

/* Reads the patterns again. The old readings stay until the indexes that name them are gone. */
static void
read_again (Update    *self,
            GArray    *positions,
            GPtrArray *before)
{
  for (guint i = 0; i < positions->len; i++)
    {
      guint          order = g_array_index (positions, guint, i);
      TenonReading  *old = g_ptr_array_index (self->plan->readings, order);
      TenonReading  *reading = tenon_reader_read (self->plan->reader, tenon_list_get (self->plan->model->patterns, order));
      GHashTableIter iter;
      gpointer       entity;

      reading->position = order;
      reading->service = old->service;
      note_tables (self, old->service);
      note_entities (self, reading);
      g_hash_table_iter_init (&iter, self->entities);
      while (g_hash_table_iter_next (&iter, &entity, NULL))
        remember_outline (self, entity);
      g_hash_table_add (self->edited, reading);
      g_ptr_array_index (self->plan->readings, order) = reading;
      g_ptr_array_add (before, old);
    }
}

/* ---- 1 and 2: entities ---- */

/* As it was before any step; lookup tables of a key that stays are kept by plan_entity(). */
static void
reset (TenonEntity *entity)
{
  g_ptr_array_set_size (entity->indexes, 0);
  tenon_list_clear (entity->table->indexes);
  tenon_list_clear (entity->table->attributes);
  entity->table->item_size = 0;
  entity->partition = entity->sort = NULL;
  entity->proof = NULL;
  entity->is_identifying = FALSE;
}

static void
plan_entity (Update      *self,
             TenonEntity *entity)
{
  const char        *partition = entity->partition, *sort = entity->sort;
  const TenonUnique *proof = entity->proof;

  reset (entity);
  tenon_entity_choose_keys (entity, self->plan);
  if (entity->partition != partition || entity->sort != sort || entity->proof != proof)
    {
      self->is_other |= entity->lookups->len > 0;
      for (guint i = 0; i < entity->lookups->len; i++)
        g_hash_table_remove (self->tables, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, i))->table);
      g_ptr_array_set_size (entity->lookups, 0);
      tenon_entity_make_lookups (entity, self->plan);
      self->is_other |= entity->lookups->len > 0;
    }
  tenon_entity_make_indexes (entity, self->plan);
}

static void
remove_copies (TenonEntity *entity)
{
  TenonList *attributes = entity->table->attributes;

  for (guint i = tenon_list_get_length (attributes); i > 0; i--)
    if (((TenonAttribute *)tenon_list_get (attributes, i - 1))->denormalized)
      tenon_list_remove (attributes, i - 1);
  entity->table->item_size = 0;
}

/* Entities whose reads name one of which other patterns update other columns now. */
static void
add_mains (Update      *self,
           TenonEntity *other)
{
  for (guint i = 0; i < other->touches->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (other->touches, i);
      TenonEntity  *main = reading->table != NULL ? tenon_plan_find (self->plan, reading->table->name) : NULL;

      if (main == NULL || !tenon_reading_is_read (reading) || g_hash_table_contains (self->mains, main))
        continue;
      remember_outline (self, main);
      remove_copies (main);
      g_hash_table_add (self->mains, main);
    }
}

/* The changers of each entity to plan, in their order. */
static GPtrArray *
list_all_changers (GPtrArray *entities)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entities->len; i++)
    g_ptr_array_add (list, list_changers (g_ptr_array_index (entities, i)));
  return list;
}

static void
plan_entities (Update    *self,
               GPtrArray *before)
{
  g_autoptr (GPtrArray) entities = in_order (self, self->entities);
  g_autoptr (GPtrArray) old_changers = list_all_changers (entities);
  g_autoptr (GPtrArray) changers = NULL;
  g_autoptr (GPtrArray) mains = NULL;
  GHashTableIter iter;
  gpointer       reading;

  for (guint i = 0; i < before->len; i++)
    for (guint j = 0; j < entities->len; j++)
      take_out (g_ptr_array_index (entities, j), g_ptr_array_index (before, i));
  g_hash_table_iter_init (&iter, self->edited);
  while (g_hash_table_iter_next (&iter, &reading, NULL))
    tenon_plan_link_reading (self->plan, reading);
  for (guint i = 0; i < entities->len; i++)
    {
      plan_entity (self, g_ptr_array_index (entities, i));
      g_hash_table_add (self->mains, g_ptr_array_index (entities, i));
    }
  changers = list_all_changers (entities);
  for (guint i = 0; i < entities->len; i++)
    if (strcmp (g_ptr_array_index (changers, i), g_ptr_array_index (old_changers, i)) != 0)
      add_mains (self, g_ptr_array_index (entities, i));
  mains = in_order (self, self->mains);
  for (guint i = 0; i < mains->len; i++)
    {
      TenonEntity *main = g_ptr_array_index (mains, i);

      g_ptr_array_set_size (main->copies, 0);
      tenon_entity_denormalize (main, self->plan);
    }
}

/* ---- 3: requests ---- */

/* A new item reads what it copies, by whatever key that has now. */
static void
add_copiers (Update      *self,
             TenonEntity *entity)
{
  for (guint i = 0; i < entity->children->len; i++)
    {
      TenonEntity *child = g_ptr_array_index (entity->children, i);
      g_autoptr (GPtrArray) readings = tenon_entity_copies_from (child, entity) ? tenon_entity_list_readings (child) : NULL;

      for (guint j = 0; readings != NULL && j < readings->len; j++)
        g_hash_table_add (self->readings, g_ptr_array_index (readings, j));
    }
}

static void
list_readings (Update *self)
{
  GHashTableIter iter;
  gpointer       entity, before;

  g_hash_table_iter_init (&iter, self->outlines);
  while (g_hash_table_iter_next (&iter, &entity, &before))
    {
      g_autofree char *after = outline (self, entity);
      g_autoptr (GPtrArray) readings = strcmp (before, after) != 0 ? tenon_entity_list_readings (entity) : NULL;

      for (guint i = 0; readings != NULL && i < readings->len; i++)
        g_hash_table_add (self->readings, g_ptr_array_index (readings, i));
      if (readings != NULL)
        add_copiers (self, entity);
    }
  g_hash_table_iter_init (&iter, self->edited);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_hash_table_add (self->readings, entity);
  /* What is held is held on tables by their names, of which one came or went. */
  for (guint i = 0; self->is_other && g_hash_table_size (self->plan->held) > 0 && i < self->plan->readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (self->plan->readings, i);

      if (reading->pattern->pattern_id != NULL && g_hash_table_contains (self->plan->held, reading->pattern->pattern_id))
        g_hash_table_add (self->readings, reading);
    }
}

/* Tables that are no more have no requests to forget. */
static void
note_present_tables (Update       *self,
                     TenonService *service,
                     GHashTable   *present)
{
  for (guint i = 0; i < service->tables->len; i++)
    if (g_hash_table_contains (present, g_ptr_array_index (service->tables, i)))
      g_hash_table_add (self->tables, g_ptr_array_index (service->tables, i));
}

/* Every table of the plan -> its entity; of people's own tables -> NULL. */
static GHashTable *
map_tables (TenonPlan *plan)
{
  GHashTable *map = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (plan->entities, i);

      g_hash_table_insert (map, entity->table, entity);
      for (guint j = 0; j < entity->lookups->len; j++)
        g_hash_table_insert (map, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table, entity);
    }
  for (guint i = 0; i < plan->extras->len; i++)
    g_hash_table_insert (map, g_ptr_array_index (plan->extras, i), NULL);
  return map;
}

/* Whether requests for other tables come here, or those for this one go there, because of what is copied. */
static gboolean
is_in_copies (TenonEntity *entity)
{
  if (tenon_entity_copies_from (entity, NULL))
    return TRUE;
  for (guint i = 0; i < entity->children->len; i++)
    if (tenon_entity_copies_from (g_ptr_array_index (entity->children, i), entity))
      return TRUE;
  return FALSE;
}

/* The readings whose requests may stand in a table: those that go to its entity, whatever is held on tables of people's own
 * choice, and what keeps copies in step. */
static GPtrArray *
list_placed (Update      *self,
             TenonEntity *entity)
{
  GPtrArray *list;

  if (entity != NULL && g_hash_table_size (self->plan->held) == 0 && !is_in_copies (entity))
    return tenon_entity_list_readings (entity);
  list = g_ptr_array_new ();
  g_ptr_array_extend (list, self->plan->readings, NULL, NULL);
  return list;
}

static void
place (Update      *self,
       TenonTable  *table,
       TenonEntity *entity)
{
  g_autoptr (GPtrArray) readings = list_placed (self, entity);

  tenon_list_clear (table->operations);
  for (guint i = 0; i < readings->len; i++)
    {
      TenonService *service = ((TenonReading *)g_ptr_array_index (readings, i))->service;

      for (guint j = 0; j < service->operations->len; j++)
        if (g_ptr_array_index (service->tables, j) == table)
          tenon_list_append (table->operations, g_ptr_array_index (service->operations, j));
    }
}

/* The list of what is not served, in the order of the patterns: what stands there for @order goes, what is new comes. */
static void
place_unserved (Update        *self,
                guint          order,
                TenonUnserved *old,
                TenonUnserved *unserved)
{
  TenonList *list = self->plan->design->unserved;
  guint      position = 0;

  if (old == NULL && unserved == NULL)
    return;
  if (old != NULL)
    {
      tenon_list_index_of (list, old, &position);
      tenon_list_remove (list, position);
    }
  else
    {
      for (guint i = 0; i < order; i++)
        position += ((TenonService *)g_ptr_array_index (self->plan->services, i))->unserved != NULL;
    }
  if (unserved != NULL)
    tenon_list_insert (list, position, unserved);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const TenonReading *x = *(TenonReading **)a, *y = *(TenonReading **)b;

  return (x->position > y->position) - (x->position < y->position);
}

static void
serve_readings (Update     *self,
                GHashTable *owners)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->readings);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (readings, key);
  g_ptr_array_sort (readings, compare_order);
  for (guint i = 0; i < readings->len; i++)
    {
      TenonReading *reading = g_ptr_array_index (readings, i);
      g_autoptr (TenonUnserved) old = g_steal_pointer (&reading->service->unserved);

      note_present_tables (self, reading->service, owners);
      tenon_plan_serve (self->plan, reading);
      note_present_tables (self, reading->service, owners);
      place_unserved (self, reading->position, old, reading->service->unserved);
    }
  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    place (self, key, g_hash_table_lookup (owners, key));
}

/* ---- 4: reasons ---- */

static void
splice (TenonList *list,
        guint      position,
        guint      n_old,
        GPtrArray *records)
{
  while (n_old-- > 0)
    tenon_list_remove (list, position);
  for (guint i = 0; i < records->len; i++)
    tenon_list_insert (list, position + i, g_ptr_array_index (records, i));
}

static void
replace_tables (TenonPlan *plan)
{
  TenonList *tables = plan->design->tables;

  tenon_list_clear (tables);
  for (guint i = 0; i < plan->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (plan->entities, i);

      tenon_list_append (tables, entity->table);
      for (guint j = 0; j < entity->lookups->len; j++)
        tenon_list_append (tables, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table);
    }
  for (guint i = 0; i < plan->extras->len; i++)
    tenon_list_append (tables, g_ptr_array_index (plan->extras, i));
}

/* Finishes and explains what changed, and puts the decisions in their places: @n_decisions and @n_copies are the numbers
 * that each entity had. */
static void
explain (Update      *self,
         GHashTable  *changed,
         const guint *n_decisions,
         const guint *n_copies)
{
  TenonList *list = self->plan->design->decisions;
  guint      position = 0;

  for (guint i = 0; i < self->plan->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->plan->entities, i);

      if (g_hash_table_contains (changed, entity))
        {
          tenon_entity_finish (entity, self->plan);
          tenon_entity_explain (entity, self->plan);
          splice (list, position, n_decisions[i], entity->decisions);
        }
      position += entity->decisions->len;
    }
  for (guint i = 0; i < self->plan->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->plan->entities, i);

      if (g_hash_table_contains (self->mains, entity))
        splice (list, position, n_copies[i], entity->copies);
      position += entity->copies->len;
    }
  if (self->is_other)
    replace_tables (self->plan);
}

static GHashTable *
list_changed (Update     *self,
              GHashTable *owners)
{
  GHashTable    *changed = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->mains);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (changed, key);
  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_lookup (owners, key) != NULL)
      g_hash_table_add (changed, g_hash_table_lookup (owners, key));
  return changed;
}

static GPtrArray *
list_tables (Update     *self,
             GHashTable *changed)
{
  g_autoptr (GPtrArray) entities = in_order (self, changed);
  GPtrArray *tables = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (entities, i);

      g_ptr_array_add (tables, entity->table);
      for (guint j = 0; j < entity->lookups->len; j++)
        g_ptr_array_add (tables, ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table);
    }
  for (guint i = 0; i < self->plan->extras->len; i++)
    if (g_hash_table_contains (self->tables, g_ptr_array_index (self->plan->extras, i)))
      g_ptr_array_add (tables, g_ptr_array_index (self->plan->extras, i));
  return tables;
}

static void
update_init (Update    *self,
             TenonPlan *plan,
             GArray    *positions)
{
  self->plan = plan;
  self->edited = g_hash_table_new (NULL, NULL);
  self->entities = g_hash_table_new (NULL, NULL);
  self->outlines = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->mains = g_hash_table_new (NULL, NULL);
  self->readings = g_hash_table_new (NULL, NULL);
  self->orders = g_hash_table_new (NULL, NULL);
  self->tables = g_hash_table_new (NULL, NULL);
  self->is_other = FALSE;
  for (guint i = 0; i < positions->len; i++)
    g_hash_table_add (self->orders, GUINT_TO_POINTER (g_array_index (positions, guint, i) + 1));
}

static void
update_clear (Update *self)
{
  g_hash_table_unref (self->edited);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->outlines);
  g_hash_table_unref (self->mains);
  g_hash_table_unref (self->readings);
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->tables);
}

static void
reading_free (gpointer reading)
{
  tenon_reading_free (reading);
}

/**
 * tenon_plan_update:
 * @positions: (element-type guint): of patterns of the model that were edited; none came, went or moved, and none is bound
 *   to other statements
 *
 * Returns: (transfer container) (element-type TenonTable): tables that may differ, in the order of the design; all others are
 *   as they were
 */
GPtrArray *
tenon_plan_update (TenonPlan *self,
                   GArray    *positions)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (reading_free);
  g_autoptr (GHashTable) owners = NULL;
  g_autoptr (GHashTable) changed = NULL;
  g_autofree guint *n_decisions = g_new (guint, self->entities->len + 1);
  g_autofree guint *n_copies = g_new (guint, self->entities->len + 1);
  GPtrArray        *tables;
  Update            update;

  for (guint i = 0; self->requests != NULL && i < positions->len; i++)
    tenon_requests_forget (self->requests, ((TenonPattern *)tenon_list_get (self->model->patterns, g_array_index (positions, guint, i)))->pattern_id);
  for (guint i = 0; i < self->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->entities, i);

      n_decisions[i] = entity->decisions->len;
      n_copies[i] = entity->copies->len;
    }
  update_init (&update, self, positions);
  for (guint i = 0; i < positions->len; i++)
    note_entities (&update, g_ptr_array_index (self->readings, g_array_index (positions, guint, i)));
  read_again (&update, positions, before);
  plan_entities (&update, before);
  owners = map_tables (self);
  list_readings (&update);
  serve_readings (&update, owners);
  changed = list_changed (&update, owners);
  explain (&update, changed, n_decisions, n_copies);
  tables = list_tables (&update, changed);
  update_clear (&update);
  return tables;
}
