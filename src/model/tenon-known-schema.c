/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The schema as people know it: what MySQL declares, the relationships somebody asserted beside it as foreign keys that
 * say they are asserted, and the rows somebody stated in place of those of a dump, which may be a sample. Whoever reasons about the data reads this one; whoever documents MySQL reads the model's own. */

#include "model/tenon-known-schema.h"

#include <string.h>

/* Made when first asked for; what it was made from tells whether it still holds. */
typedef struct
{
  TenonSchema *base;  /* (owned) (nullable) */
  TenonSchema *known; /* (owned) (nullable) the base itself where nothing is asserted */
} Known;

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("tenon-known-schema");
}

static void
known_free (gpointer data)
{
  Known *self = data;

  g_clear_object (&self->base);
  g_clear_object (&self->known);
  g_free (self);
}

static void
keep (TenonModel  *model,
      TenonSchema *base,
      TenonSchema *known)
{
  Known *self = g_new0 (Known, 1);

  self->base = base != NULL ? g_object_ref (base) : NULL;
  self->known = known != NULL ? g_object_ref (known) : NULL;
  g_object_set_qdata_full (G_OBJECT (model), get_quark (), self, known_free);
}

/* The table and the column of "table.column"; %NULL where the schema lacks them. */
static TenonSourceTable *
resolve (TenonSchema  *schema,
         const char   *dotted,
         TenonColumn **column)
{
  const char       *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  g_autofree char  *name = dot != NULL ? g_strndup (dotted, dot - dotted) : NULL;
  TenonSourceTable *table = name != NULL ? tenon_schema_find_table (schema, name) : NULL;

  *column = table != NULL ? tenon_source_table_find_column (table, dot + 1) : NULL;
  return *column != NULL ? table : NULL;
}

static gboolean
has_key (TenonSourceTable *child,
         TenonColumn      *column,
         TenonSourceTable *parent,
         TenonColumn      *ref_column)
{
  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);

      if (g_strcmp0 (key->ref_table, parent->name) != 0 || key->columns == NULL || key->columns[0] == NULL || key->columns[1] != NULL || g_ascii_strcasecmp (key->columns[0], column->name) != 0)
        continue;
      if (key->ref_columns != NULL && key->ref_columns[0] != NULL && g_ascii_strcasecmp (key->ref_columns[0], ref_column->name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_asserted (TenonSchema       *schema,
              TenonRelationship *relationship)
{
  TenonColumn      *column, *ref_column;
  TenonSourceTable *child = resolve (schema, relationship->child, &column);
  TenonSourceTable *parent = resolve (schema, relationship->parent, &ref_column);
  TenonForeignKey  *key;
  const char       *columns[] = { NULL, NULL };

  if (child == NULL || parent == NULL || column == ref_column || has_key (child, column, parent, ref_column))
    return;
  key = g_object_new (TENON_TYPE_FOREIGN_KEY, "ref-table", parent->name, "is-asserted", TRUE, "reason", relationship->reason, NULL);
  columns[0] = column->name;
  key->columns = g_strdupv ((char **)columns);
  columns[0] = ref_column->name;
  key->ref_columns = g_strdupv ((char **)columns);
  tenon_list_append_take (child->foreign_keys, key);
}

/* (nullable): the table of which the fact states the rows */
static TenonSourceTable *
find_stated (TenonSchema *schema,
             TenonFact   *fact)
{
  static const char begin[] = "source:", end[] = "/rows";
  g_autofree char  *name = NULL;

  if (fact->key == NULL || fact->value == NULL || !g_str_has_prefix (fact->key, begin) || !g_str_has_suffix (fact->key, end))
    return NULL;
  name = g_strndup (fact->key + strlen (begin), strlen (fact->key) - strlen (begin) - strlen (end));
  return tenon_schema_find_table (schema, name);
}

static gboolean
is_anything_asserted (TenonModel *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->facts); i++)
    if (find_stated (self->schema, tenon_list_get (self->facts, i)) != NULL)
      return TRUE;
  for (guint i = 0; i < tenon_list_get_length (self->relationships); i++)
    if (((TenonRelationship *)tenon_list_get (self->relationships, i))->asserted)
      return TRUE;
  return FALSE;
}

/* Of its own to the last record: the base is shared with whatever other thread reads a snapshot. */
static TenonSchema *
make (TenonModel *self)
{
  TenonSchema *schema = tenon_schema_new ();

  tenon_record_assign (TENON_RECORD (schema), TENON_RECORD (self->schema));
  for (guint i = 0; i < tenon_list_get_length (self->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (self->relationships, i);

      if (relationship->asserted)
        add_asserted (schema, relationship);
    }
  for (guint i = 0; i < tenon_list_get_length (self->facts); i++)
    {
      TenonFact        *fact = tenon_list_get (self->facts, i);
      TenonSourceTable *table = find_stated (schema, fact);

      if (table != NULL)
        table->row_count = (gint64)CLAMP (g_ascii_strtod (fact->value, NULL), 0, 1e15);
    }
  return schema;
}

/**
 * tenon_model_get_known_schema:
 *
 * The foreign keys of its tables are the declared ones, then the asserted ones in the order of the relationships. It is
 * another object after an edit to a relationship or a fact, or another import: whoever borrows of it keeps it.
 *
 * Returns: (transfer none) (nullable): immutable; the model's own schema where nothing is asserted or stated
 */
TenonSchema *
tenon_model_get_known_schema (TenonModel *self)
{
  Known *present = g_object_get_qdata (G_OBJECT (self), get_quark ());
  g_autoptr (TenonSchema) made = NULL;

  if (present != NULL && present->base == self->schema)
    return present->known;
  if (self->schema != NULL && is_anything_asserted (self))
    made = make (self);
  keep (self, self->schema, made != NULL ? made : self->schema);
  return made != NULL ? made : self->schema;
}

/**
 * tenon_known_schema_forget:
 *
 * To be called before a relationship or a fact changes, comes or goes.
 */
void
tenon_known_schema_forget (TenonModel *self)
{
  g_object_set_qdata (G_OBJECT (self), get_quark (), NULL);
}

/**
 * tenon_known_schema_share:
 *
 * Gives a snapshot what @self has: both hold the same.
 */
void
tenon_known_schema_share (TenonModel *self,
                          TenonModel *other)
{
  keep (other, self->schema, tenon_model_get_known_schema (self));
}
