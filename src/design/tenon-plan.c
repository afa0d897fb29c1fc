/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The working state of a proposal: what the schema and the patterns say about each source table. */

#include "design/tenon-plan.h"

#include "base/tenon-text.h"
#include "design/tenon-type-mapping.h"
#include "model/tenon-known-schema.h"

#include <string.h>

#define NAME_MIN 3
#define NAME_MAX 255

static void
unique_free (gpointer data)
{
  TenonUnique *self = data;

  g_free (self->columns);
  g_free (self->lookup);
  g_free (self);
}

static void
lookup_plan_free (gpointer data)
{
  TenonLookupPlan *self = data;

  g_clear_object (&self->table);
  g_free (self);
}

static void
index_plan_free (gpointer data)
{
  TenonIndexPlan *self = data;

  g_ptr_array_unref (self->readings);
  if (self->merged != NULL)
    g_string_free (self->merged, TRUE);
  g_clear_object (&self->index);
  g_free (self->name);
  g_free (self);
}

static void
entity_free (gpointer data)
{
  TenonEntity *self = data;

  g_clear_object (&self->table);
  g_clear_object (&self->pinned);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->uniques);
  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->touches);
  g_ptr_array_unref (self->cascades);
  g_ptr_array_unref (self->children);
  g_ptr_array_unref (self->lookups);
  g_ptr_array_unref (self->indexes);
  g_ptr_array_unref (self->decisions);
  g_ptr_array_unref (self->copies);
  g_array_unref (self->candidates);
  g_ptr_array_unref (self->avoided);
  g_free (self->class_evidence);
  g_free (self);
}

static void
reading_free (gpointer data)
{
  tenon_reading_free (data);
}

/**
 * tenon_service_clear:
 *
 * Forgets every request.
 */
void
tenon_service_clear (TenonService *self)
{
  g_ptr_array_set_size (self->operations, 0);
  g_ptr_array_set_size (self->tables, 0);
  g_clear_object (&self->unserved);
}

static TenonService *
service_new (void)
{
  TenonService *self = g_new0 (TenonService, 1);

  self->operations = g_ptr_array_new_with_free_func (g_object_unref);
  self->tables = g_ptr_array_new ();
  return self;
}

static void
service_free (gpointer data)
{
  TenonService *self = data;

  tenon_service_clear (self);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

TenonColumn *
tenon_entity_get_column (TenonEntity *self,
                         const char  *column)
{
  return column != NULL ? tenon_source_table_find_column (self->source, column) : NULL;
}

/**
 * tenon_entity_get_name:
 *
 * Returns: (nullable): the attribute that @column of the source table becomes
 */
const char *
tenon_entity_get_name (TenonEntity *self,
                       const char  *column)
{
  return column != NULL ? g_hash_table_lookup (self->names, column) : NULL;
}

/* Behind the signs of a placeholder; all of it where there is nothing else. */
static const char *
skip_signs (const char *name)
{
  const char *start = name;

  while (*start != '\0' && !g_ascii_isalnum (*start) && strchr ("_.-", *start) == NULL && (guchar)*start < 0x80)
    start++;
  if (start > name)
    start += strspn (start, "_");
  return *start != '\0' ? start : name;
}

/**
 * tenon_entity_dup_singular:
 *
 * Returns: (transfer full): what one row is called: "order_item" for order_items
 */
char *
tenon_entity_dup_singular (TenonEntity *self)
{
  const char      *dot = strrchr (self->source->name, '.');
  g_autofree char *name = tenon_name_make_attribute (skip_signs (dot != NULL ? dot + 1 : self->source->name));
  g_autofree char *snake = tenon_name_to_snake (name);

  return tenon_name_singular (snake);
}

/* Uniqueness. */

static TenonUnique *
add_unique (TenonEntity *self,
            const char  *name,
            char       **columns,
            char       **prefixes)
{
  TenonUnique *unique = g_new0 (TenonUnique, 1);
  guint        n_short = 0;

  unique->name = name;
  unique->n_columns = g_strv_length (columns);
  unique->columns = g_new0 (const char *, unique->n_columns + 1);
  unique->is_plain = TRUE;
  for (guint i = 0; i < unique->n_columns; i++)
    {
      TenonColumn *column = tenon_source_table_find_column (self->source, columns[i]);

      unique->columns[i] = column != NULL ? column->name : columns[i];
      unique->is_nullable |= column == NULL || column->nullable;
      unique->is_plain &= column != NULL && tenon_type_mapping_can_key (column) && g_hash_table_contains (self->names, column->name);
      unique->is_plain &= prefixes == NULL || i >= g_strv_length (prefixes) || *prefixes[i] == '\0';
      unique->is_generated = unique->n_columns == 1 && column != NULL && column->auto_increment;
      n_short += column != NULL && tenon_type_mapping_can_sort (column);
    }
  /* One of two has to be the sort key. */
  unique->is_plain &= unique->n_columns != 2 || n_short > 0;
  g_ptr_array_add (self->uniques, unique);
  return unique;
}

static void
read_uniques (TenonEntity *self)
{
  TenonSourceTable *source = self->source;

  if (source->primary_key != NULL && source->primary_key[0] != NULL)
    {
      TenonUnique *primary = add_unique (self, "PRIMARY", source->primary_key, NULL);

      /* A column of a primary key is NOT NULL whatever its definition says. */
      primary->is_primary = TRUE;
      primary->is_nullable = FALSE;
    }
  for (guint i = 0; i < tenon_list_get_length (source->unique_keys); i++)
    {
      TenonKey *key = tenon_list_get (source->unique_keys, i);

      if (key->columns != NULL && key->columns[0] != NULL)
        add_unique (self, key->name, key->columns, key->prefixes);
    }
}

/* Names. */

/* A column called id becomes the entity's own (order_id), unless the project keeps MySQL's names or another column
 * has that name already. */
static char *
attribute_name (TenonEntity *self,
                TenonColumn *column,
                gboolean     keep)
{
  g_autofree char *singular = NULL;
  g_autofree char *own = NULL;

  if (keep)
    return g_strdup (column->name);
  if (g_ascii_strcasecmp (column->name, "id") != 0)
    {
      own = tenon_name_make_attribute (column->name);
      return strcmp (own, column->name) == 0 || tenon_source_table_find_column (self->source, own) == NULL ? g_steal_pointer (&own) : g_strdup (column->name);
    }
  singular = tenon_entity_dup_singular (self);
  own = g_strconcat (singular, "_id", NULL);
  return tenon_source_table_find_column (self->source, own) != NULL ? g_strdup (column->name) : g_steal_pointer (&own);
}

/**
 * tenon_name_make_valid:
 *
 * Returns: (transfer full): @wanted as the name of a table or index: a placeholder in front ("#__users", "%PREFIX%users")
 *   loses its signs, any other sign becomes _
 */
char *
tenon_name_make_valid (const char *wanted)
{
  GString *name = g_string_new (NULL);

  for (const char *p = skip_signs (wanted); *p != '\0' && name->len < NAME_MAX; p++)
    g_string_append_c (name, g_ascii_isalnum (*p) || strchr ("_.-", *p) != NULL ? *p : '_');
  if (name->len < NAME_MIN)
    g_string_append (name, "_items");
  return g_string_free (name, FALSE);
}

/**
 * tenon_name_make_attribute:
 *
 * Returns: (transfer full): what a column's name becomes: signs that no expression can hold become _
 */
char *
tenon_name_make_attribute (const char *column)
{
  char *name = g_strdup (column);

  for (char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && (guchar)*p < 0x80)
      *p = '_';
  return name;
}

/**
 * tenon_plan_claim_table_name:
 *
 * Returns: (transfer full): @wanted made valid (3 to 255 of a-z, A-Z, 0-9, _, - and .) and not taken yet
 */
char *
tenon_plan_claim_table_name (TenonPlan  *self,
                             const char *wanted)
{
  char *name = tenon_name_make_valid (wanted);

  for (guint n = 2; g_hash_table_contains (self->table_names, name); n++)
    {
      g_autofree char *base = tenon_name_make_valid (wanted);

      g_free (name);
      base[MIN (strlen (base), NAME_MAX - 12)] = '\0';
      name = g_strdup_printf ("%s_%u", base, n);
    }
  g_hash_table_add (self->table_names, g_strdup (name));
  return name;
}

/**
 * tenon_entity_get_attribute_type:
 *
 * Returns: the type that people gave the attribute of @column, else the one the mapping says
 */
TenonAttributeType
tenon_entity_get_attribute_type (TenonEntity *self,
                                 TenonColumn *column)
{
  TenonAttribute *pinned = self->pinned != NULL ? tenon_table_find_source_column (self->pinned, self->source->name, column->name) : NULL;

  return pinned != NULL && !pinned->denormalized ? (TenonAttributeType)pinned->type : tenon_type_mapping_get (column);
}

/**
 * tenon_entity_add_attribute:
 *
 * Maps a column of the source table into @table, once.
 *
 * Returns: (transfer none) (nullable): %NULL for a column that is not migrated
 */
TenonAttribute *
tenon_entity_add_attribute (TenonEntity *self,
                            TenonTable  *table,
                            const char  *column)
{
  const char     *name = tenon_entity_get_name (self, column);
  TenonAttribute *attribute = tenon_table_find_attribute (table, name);

  if (attribute != NULL || name == NULL)
    return attribute;
  attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);
  attribute->name = g_strdup (name);
  attribute->type = tenon_entity_get_attribute_type (self, tenon_entity_get_column (self, column));
  attribute->source_table = g_strdup (self->source->name);
  attribute->source_column = g_strdup (column);
  tenon_list_append (table->attributes, attribute);
  g_object_unref (attribute);
  return attribute;
}

/* What kind of thing a table holds. */

/**
 * tenon_entity_is_weak_child_of:
 *
 * Returns: whether rows belong to the parent that @key refers to and to nothing else: the column is required, single,
 *   not a self reference, and rows go with their parent (ON DELETE CASCADE), carry its key in their primary key, or
 *   are named after it (order_items of orders)
 */
gboolean
tenon_entity_is_weak_child_of (TenonEntity     *self,
                               TenonForeignKey *key)
{
  TenonColumn     *column = key->columns != NULL && key->columns[0] != NULL && key->columns[1] == NULL ? tenon_entity_get_column (self, key->columns[0]) : NULL;
  g_autofree char *parent = NULL;
  g_autofree char *own = NULL;
  const char      *dot;
  gsize            n;

  if (column == NULL || key->ref_table == NULL || strcmp (key->ref_table, self->source->name) == 0)
    return FALSE;
  if (tenon_strv_contains ((const char *const *)self->source->primary_key, column->name))
    return TRUE;
  if (column->nullable)
    return FALSE;
  if (key->on_delete != NULL && g_ascii_strcasecmp (key->on_delete, "CASCADE") == 0)
    return TRUE;
  dot = strrchr (key->ref_table, '.');
  {
    g_autofree char *snake = tenon_name_to_snake (dot != NULL ? dot + 1 : key->ref_table);

    parent = tenon_name_singular (snake);
  }
  own = tenon_entity_dup_singular (self);
  n = strlen (parent);
  return strncmp (own, parent, n) == 0 && own[n] == '_';
}

/**
 * tenon_foreign_key_dup_assertion:
 *
 * Returns: (transfer full): what to say behind a reference that MySQL does not declare; empty for one it does
 */
char *
tenon_foreign_key_dup_assertion (TenonForeignKey *self)
{
  if (!self->is_asserted)
    return g_strdup ("");
  return g_strdup_printf (" (asserted, not declared in MySQL: %s)", self->reason != NULL && *self->reason != '\0' ? self->reason : "no reason is given");
}

/* The plan. */

/* A column that is not migrated becomes no attribute, and can be in no key. */
static gboolean
is_waived (TenonModel       *model,
           TenonSourceTable *source,
           TenonColumn      *column)
{
  g_autofree char *name = tenon_list_get_length (model->waivers) > 0 ? g_strconcat (source->name, ".", column->name, NULL) : NULL;

  return name != NULL && tenon_model_is_waived (model, name);
}

static TenonEntity *
entity_new (TenonPlan        *plan,
            TenonSourceTable *source)
{
  TenonEntity     *self = g_new0 (TenonEntity, 1);
  TenonTable      *pinned = g_hash_table_lookup (plan->pinned, source->name);
  g_autofree char *name = pinned != NULL ? g_strdup (pinned->name) : tenon_plan_claim_table_name (plan, source->name);

  self->source = source;
  self->pinned = pinned != NULL ? g_object_ref (pinned) : NULL;
  self->table = tenon_table_new (name);
  tenon_str_set (&self->table->source_table, source->name);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->uniques = g_ptr_array_new_with_free_func (unique_free);
  self->readings = g_ptr_array_new ();
  self->touches = g_ptr_array_new ();
  self->cascades = g_ptr_array_new ();
  self->children = g_ptr_array_new ();
  self->lookups = g_ptr_array_new_with_free_func (lookup_plan_free);
  self->indexes = g_ptr_array_new_with_free_func (index_plan_free);
  self->decisions = g_ptr_array_new_with_free_func (g_object_unref);
  self->copies = g_ptr_array_new_with_free_func (g_object_unref);
  self->candidates = g_array_new (FALSE, FALSE, sizeof (TenonKeyCandidate));
  self->avoided = g_ptr_array_new ();
  for (guint i = 0; i < tenon_list_get_length (source->columns); i++)
    {
      TenonColumn *column = tenon_list_get (source->columns, i);

      if (!is_waived (plan->model, source, column))
        g_hash_table_insert (self->names, column->name, attribute_name (self, column, plan->model->keep_mysql_names));
    }
  if (self->pinned != NULL)
    tenon_entity_adopt_names (self);
  read_uniques (self);
  self->is_read_optimised = plan->strategy == TENON_STRATEGY_READ_OPTIMISED;
  return self;
}

static void
link_children (TenonPlan   *self,
               TenonEntity *child)
{
  for (guint i = 0; i < tenon_list_get_length (child->source->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->source->foreign_keys, i);
      TenonEntity     *parent = key->ref_table != NULL ? tenon_plan_find (self, key->ref_table) : NULL;

      if (parent != NULL && parent != child)
        g_ptr_array_add (parent->children, child);
    }
}

/* Names are kept free whether a lookup table is needed or not, so that no table is renamed because another one's key changed. */
static void
name_lookups (TenonPlan   *self,
              TenonEntity *entity)
{
  for (guint i = 0; i < entity->uniques->len; i++)
    {
      TenonUnique     *unique = g_ptr_array_index (entity->uniques, i);
      g_autofree char *wanted = NULL;

      if (!tenon_entity_may_need_lookup (entity, unique))
        continue;
      wanted = tenon_entity_dup_lookup_name (entity, unique);
      unique->lookup = tenon_plan_claim_table_name (self, wanted);
    }
}

static guint
find_place (GPtrArray *readings,
            guint      position)
{
  guint low = 0, high = readings->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (((TenonReading *)g_ptr_array_index (readings, middle))->position < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * tenon_plan_link_reading:
 *
 * Puts @reading among those of the entities it goes to, in the order of the patterns.
 */
void
tenon_plan_link_reading (TenonPlan    *self,
                         TenonReading *reading)
{
  TenonEntity *entity = reading->table != NULL ? tenon_plan_find (self, reading->table->name) : NULL;
  g_autoptr (GPtrArray) cascades = tenon_plan_list_cascades (self, reading);

  if (entity != NULL)
    g_ptr_array_insert (entity->readings, find_place (entity->readings, reading->position), reading);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);
      TenonEntity      *other = tenon_plan_find (self, part->table->name);

      if (other != NULL)
        g_ptr_array_insert (other->touches, find_place (other->touches, reading->position), reading);
    }
  for (guint i = 0; i < cascades->len; i++)
    {
      TenonEntity *other = g_ptr_array_index (cascades, i);

      if (!g_ptr_array_find (other->readings, reading, NULL) && !g_ptr_array_find (other->touches, reading, NULL))
        g_ptr_array_insert (other->cascades, find_place (other->cascades, reading->position), reading);
    }
}

/**
 * tenon_entity_list_readings:
 *
 * Returns: (transfer container) (element-type TenonReading): what goes to @self first or besides, in the order of the patterns
 */
GPtrArray *
tenon_entity_list_readings (TenonEntity *self)
{
  GPtrArray *const lists[] = { self->readings, self->touches, self->cascades };
  guint            at[G_N_ELEMENTS (lists)] = { 0 };
  GPtrArray       *readings = g_ptr_array_sized_new (self->readings->len + self->touches->len + self->cascades->len);

  for (;;)
    {
      TenonReading *first = NULL;
      guint         from = 0;

      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        {
          TenonReading *next = at[i] < lists[i]->len ? g_ptr_array_index (lists[i], at[i]) : NULL;

          if (next == NULL || (first != NULL && first->position <= next->position))
            continue;
          first = next;
          from = i;
        }
      if (first == NULL)
        break;
      g_ptr_array_add (readings, first);
      at[from]++;
    }
  return readings;
}

static void
read_patterns (TenonPlan *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonReading *reading = tenon_reader_read (self->reader, tenon_list_get (self->model->patterns, i));

      reading->position = i;
      reading->service = service_new ();
      g_ptr_array_add (self->readings, reading);
      g_ptr_array_add (self->services, reading->service);
      tenon_plan_link_reading (self, reading);
    }
}

/**
 * tenon_plan_new:
 * @model: only read
 */
TenonPlan *
tenon_plan_new (TenonModel   *model,
                TenonStrategy strategy)
{
  TenonPlan   *self = g_new0 (TenonPlan, 1);
  TenonSchema *schema = tenon_model_get_known_schema (model);
  TenonList   *tables = schema != NULL ? schema->tables : NULL;

  self->model = g_object_ref (model);
  self->schema = schema != NULL ? g_object_ref (schema) : NULL;
  self->strategy = strategy;
  self->design = tenon_design_new ();
  self->design->strategy = strategy;
  self->entities = g_ptr_array_new_with_free_func (entity_free);
  self->by_source = g_hash_table_new (g_str_hash, g_str_equal);
  self->readings = g_ptr_array_new_with_free_func (reading_free);
  self->services = g_ptr_array_new_with_free_func (service_free);
  self->reader = tenon_reader_new (model);
  self->table_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tenon_plan_read_pins (self);
  for (guint i = 0; tables != NULL && i < tenon_list_get_length (tables); i++)
    {
      TenonSourceTable *source = tenon_list_get (tables, i);
      TenonEntity      *entity;

      /* A table of which no column is known can hold no item: the rules report it. */
      if (tenon_list_get_length (source->columns) == 0)
        continue;
      entity = entity_new (self, source);
      g_ptr_array_add (self->entities, entity);
      g_hash_table_insert (self->by_source, entity->source->name, entity);
    }
  for (guint i = 0; i < self->entities->len; i++)
    {
      link_children (self, g_ptr_array_index (self->entities, i));
      name_lookups (self, g_ptr_array_index (self->entities, i));
    }
  read_patterns (self);
  return self;
}

void
tenon_plan_free (TenonPlan *self)
{
  g_ptr_array_unref (self->entities);
  g_hash_table_unref (self->by_source);
  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->services);
  tenon_reader_free (self->reader);
  g_clear_pointer (&self->requests, tenon_requests_free);
  g_hash_table_unref (self->table_names);
  g_hash_table_unref (self->decisions);
  g_hash_table_unref (self->pinned);
  g_hash_table_unref (self->present);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->held);
  g_ptr_array_unref (self->extras);
  g_clear_object (&self->design);
  g_clear_object (&self->schema);
  g_object_unref (self->model);
  g_free (self);
}

TenonEntity *
tenon_plan_find (TenonPlan  *self,
                 const char *source_table)
{
  return g_hash_table_lookup (self->by_source, source_table);
}

/**
 * tenon_plan_find_table:
 *
 * Returns: (transfer none) (nullable): a table the plan has so far, whatever asks for it
 */
TenonTable *
tenon_plan_find_table (TenonPlan  *self,
                       const char *name)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      TenonEntity *entity = g_ptr_array_index (self->entities, i);

      if (g_strcmp0 (entity->table->name, name) == 0)
        return entity->table;
      for (guint j = 0; j < entity->lookups->len; j++)
        {
          TenonTable *table = ((TenonLookupPlan *)g_ptr_array_index (entity->lookups, j))->table;

          if (g_strcmp0 (table->name, name) == 0)
            return table;
        }
    }
  for (guint i = 0; i < self->extras->len; i++)
    if (g_strcmp0 (((TenonTable *)g_ptr_array_index (self->extras, i))->name, name) == 0)
      return g_ptr_array_index (self->extras, i);
  return NULL;
}
