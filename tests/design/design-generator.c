/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schemas, patterns and edits by a seed: composite and missing keys, self references, junctions, prefixes, odd types. */

#include "design-generator.h"

static const char *const column_types[] = { "INT", "BIGINT UNSIGNED", "VARCHAR(40)", "DATETIME", "DECIMAL(12,2)", "DECIMAL(50,4)", "ENUM('a','b','c')", "TINYINT(1)", "TEXT", "CHAR(8)", "DATE", "BLOB", "JSON", "BIT(1)", "BINARY(16)", "TIMESTAMP(6)" };

typedef struct
{
  guint n_columns;
  guint key_size; /* 0: no primary key */
  int   parents[2];
  int   own; /* refers to itself */
} Made;

typedef struct
{
  GRand   *rand;
  GString *ddl;
  GArray  *tables; /* (element-type Made) */
} Generator;

static gboolean
chance (GRand *rand,
        guint  percent)
{
  return (guint)g_rand_int_range (rand, 0, 100) < percent;
}

static Made *
made (Generator *self,
      guint      t)
{
  return &g_array_index (self->tables, Made, t);
}

/* Only a table with a key of one column can be referred to by one column. */
static int
choose_parent (Generator *self,
               guint      t,
               guint      percent)
{
  guint parent;

  if (t == 0 || !chance (self->rand, percent))
    return -1;
  parent = g_rand_int_range (self->rand, t > 12 && chance (self->rand, 70) ? t - 12 : 0, t);
  return made (self, parent)->key_size == 1 ? (int)parent : -1;
}

static void
add_reference (Generator *self,
               guint      t,
               int        parent)
{
  if (parent >= 0)
    g_string_append_printf (self->ddl, ", FOREIGN KEY (tab%d_id) REFERENCES tab%ds (id)%s", parent, parent, chance (self->rand, 50) ? " ON DELETE CASCADE" : chance (self->rand, 30) ? " ON DELETE SET NULL"
                                                                                                                                                                                     : "");
}

/* Two references that together are the key, and little more. */
static gboolean
generate_junction (Generator *self,
                   Made      *table,
                   guint      t)
{
  table->parents[0] = choose_parent (self, t, 100);
  table->parents[1] = choose_parent (self, t, 100);
  if (table->parents[0] < 0 || table->parents[1] < 0 || table->parents[0] == table->parents[1])
    return FALSE;
  table->n_columns = 1;
  table->key_size = 2;
  g_string_append_printf (self->ddl, "CREATE TABLE tab%us (tab%d_id INT NOT NULL, tab%d_id INT NOT NULL, c0 INT NULL, PRIMARY KEY (tab%d_id, tab%d_id)", t, table->parents[0], table->parents[1], table->parents[0], table->parents[1]);
  add_reference (self, t, table->parents[0]);
  add_reference (self, t, table->parents[1]);
  g_string_append (self->ddl, ");\n");
  return TRUE;
}

static void
add_unique_keys (Generator *self,
                 guint      n)
{
  if (chance (self->rand, 30))
    g_string_append_printf (self->ddl, ", UNIQUE KEY uq (c%d)", g_rand_int_range (self->rand, 0, n));
  if (chance (self->rand, 25) && n > 1)
    g_string_append_printf (self->ddl, ", UNIQUE KEY uq2 (c0, c%d)", g_rand_int_range (self->rand, 1, n));
  if (chance (self->rand, 12) && n > 2)
    g_string_append (self->ddl, ", UNIQUE KEY uq3 (c0, c1, c2)");
  if (chance (self->rand, 10))
    g_string_append (self->ddl, ", UNIQUE KEY uqp (label(10))");
}

static void
generate_table (Generator *self,
                guint      t)
{
  static const char *const keys[] = { "", "id", "id, k2", "id, k2, k3" };
  Made                     table = { 0, 1, { -1, -1 }, FALSE };

  if (t > 1 && chance (self->rand, 12) && generate_junction (self, &table, t))
    {
      g_array_append_val (self->tables, table);
      return;
    }
  table.n_columns = g_rand_int_range (self->rand, 1, 9);
  table.key_size = chance (self->rand, 72) ? 1 : chance (self->rand, 60) ? 2
                                             : chance (self->rand, 50)   ? 3
                                                                         : 0;
  table.parents[0] = choose_parent (self, t, 60);
  table.parents[1] = choose_parent (self, t, 20);
  if (table.parents[1] == table.parents[0])
    table.parents[1] = -1;
  table.own = table.key_size == 1 && chance (self->rand, 10);
  g_string_append_printf (self->ddl, "CREATE TABLE tab%us (id INT NOT NULL%s, label VARCHAR(120) NOT NULL", t, table.key_size == 1 && chance (self->rand, 60) ? " AUTO_INCREMENT" : "");
  if (table.key_size > 1)
    g_string_append (self->ddl, ", k2 INT NOT NULL");
  if (table.key_size > 2)
    g_string_append (self->ddl, ", k3 INT NOT NULL");
  for (guint i = 0; i < 2; i++)
    if (table.parents[i] >= 0)
      g_string_append_printf (self->ddl, ", tab%d_id INT %s", table.parents[i], chance (self->rand, 70) ? "NOT NULL" : "NULL");
  if (table.own)
    g_string_append (self->ddl, ", parent_id INT NULL");
  for (guint c = 0; c < table.n_columns; c++)
    g_string_append_printf (self->ddl, ", c%u %s %s", c, column_types[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (column_types))], chance (self->rand, 70) ? "NOT NULL" : "NULL");
  if (table.key_size > 0)
    g_string_append_printf (self->ddl, ", PRIMARY KEY (%s)", keys[table.key_size]);
  add_reference (self, t, table.parents[0]);
  add_reference (self, t, table.parents[1]);
  if (table.own)
    g_string_append_printf (self->ddl, ", FOREIGN KEY (parent_id) REFERENCES tab%us (id)", t);
  add_unique_keys (self, table.n_columns);
  g_string_append (self->ddl, ");\n");
  g_array_append_val (self->tables, table);
}

/* Any column of a table of the model, as "table.column". */
static char *
random_column (GRand            *rand,
               TenonSourceTable *table)
{
  TenonColumn *column = tenon_list_get (table->columns, chance (rand, 30) ? 0 : g_rand_int_range (rand, 0, tenon_list_get_length (table->columns)));

  return g_strdup_printf ("%s.%s", table->name, column->name);
}

static TenonSourceTable *
random_table (GRand      *rand,
              TenonModel *model)
{
  return tenon_list_get (model->schema->tables, g_rand_int_range (rand, 0, tenon_list_get_length (model->schema->tables)));
}

/* The table itself, often with one that it refers to. */
static char **
random_entities (GRand            *rand,
                 TenonSourceTable *table)
{
  TenonForeignKey *key = tenon_list_get_length (table->foreign_keys) > 0 && chance (rand, 40) ? tenon_list_get (table->foreign_keys, 0) : NULL;
  char            *names[] = { table->name, key != NULL ? key->ref_table : NULL, NULL };

  return g_strdupv (names);
}

static const struct
{
  TenonOperationType type;
  const char        *words;
} kinds[] = {
  { TENON_OPERATION_READ, "Get rows" },
  { TENON_OPERATION_READ, "Query rows" },
  { TENON_OPERATION_READ, "List rows" },
  { TENON_OPERATION_WRITE, "Create row" },
  { TENON_OPERATION_WRITE, "Create or update row" },
  { TENON_OPERATION_UPDATE, "Update row" },
  { TENON_OPERATION_DELETE, "Delete row" },
  { TENON_OPERATION_DELETE, "Delete all rows" },
  { TENON_OPERATION_UNKNOWN, "Do something" },
};

/* What it asks for, anew; to be called inside an edit. */
static void
ask (GRand            *rand,
     TenonPattern     *pattern,
     TenonSourceTable *table)
{
  guint            kind = g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds));
  g_autofree char *one = random_column (rand, table);
  g_autofree char *two = random_column (rand, table);
  char            *columns[] = { one, chance (rand, 40) ? two : NULL, NULL };
  g_auto (GStrv) entities = random_entities (rand, table);
  g_autofree char *range = chance (rand, 20) ? random_column (rand, table) : NULL;
  g_auto (GStrv) equality = kinds[kind].type == TENON_OPERATION_WRITE || chance (rand, 10) ? NULL : g_strdupv (columns);

  g_object_set (pattern, "operation-type", kinds[kind].type, "description", kinds[kind].words, "entities-involved", entities, "equality", equality, "range", range, "is-list", chance (rand, 50), "is-aggregate", chance (rand, 5),
                "consistency-requirements", chance (rand, 15) ? TENON_CONSISTENCY_STRONG : TENON_CONSISTENCY_UNKNOWN, NULL);
}

static void
order (GRand            *rand,
       TenonPattern     *pattern,
       TenonSourceTable *table)
{
  TenonShapeOrder *by = g_object_new (TENON_TYPE_SHAPE_ORDER, NULL);

  by->column = random_column (rand, table);
  by->descending = chance (rand, 50);
  tenon_list_clear (pattern->order_by);
  tenon_list_append_take (pattern->order_by, by);
}

static void
rate (GRand        *rand,
      TenonPattern *pattern)
{
  g_autoptr (TenonRate) peak = chance (rand, 80) ? tenon_rate_new (TENON_RATE_STATED, g_rand_int_range (rand, 1, 900), "said") : NULL;
  g_autoptr (TenonRate) average = chance (rand, 80) ? tenon_rate_new (TENON_RATE_STATED, g_rand_int_range (rand, 1, 90), "said") : NULL;

  g_object_set (pattern, "rps-peak", peak, "rps-average", average, NULL);
}

static void
name_attributes (GRand            *rand,
                 TenonPattern     *pattern,
                 TenonSourceTable *table)
{
  g_autofree char *one = random_column (rand, table);
  g_autofree char *two = random_column (rand, table);
  char            *columns[] = { one, two, NULL };

  g_object_set (pattern, "attributes", columns, NULL);
}

static TenonModel *
generate (GRand *rand,
          guint  n_tables,
          guint  n_patterns)
{
  Generator   self = { .rand = rand, .ddl = g_string_new (NULL), .tables = g_array_new (FALSE, FALSE, sizeof (Made)) };
  TenonModel *model;
  g_autoptr (TenonEdit) edit = NULL;

  for (guint t = 0; t < n_tables; t++)
    generate_table (&self, t);
  model = sample_model (self.ddl->str);
  model->keep_mysql_names = chance (rand, 20);
  for (guint t = 0; t < n_tables; t++)
    if (chance (rand, 60))
      ((TenonSourceTable *)tenon_list_get (model->schema->tables, t))->row_count = g_rand_int_range (rand, 0, 200000);
  edit = tenon_model_begin (model, "Generate");
  for (guint i = 0; i < n_patterns; i++)
    {
      TenonSourceTable *table = random_table (rand, model);
      g_autofree char  *id = g_strdup_printf ("AP%u", i + 1);
      TenonPattern     *pattern = tenon_pattern_new (id);

      ask (rand, pattern, table);
      if (chance (rand, 30))
        order (rand, pattern, table);
      if (chance (rand, 60))
        rate (rand, pattern);
      if (chance (rand, 40))
        name_attributes (rand, pattern, table);
      tenon_list_append_take (model->patterns, pattern);
    }
  tenon_edit_commit (edit);
  g_string_free (self.ddl, TRUE);
  g_array_unref (self.tables);
  return model;
}

TenonModel *
generate_model (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_tables = g_rand_int_range (rand, 1, 10), n_patterns = g_rand_int_range (rand, 0, 28);

  return generate (rand, n_tables, n_patterns);
}

TenonModel *
generate_large_model (guint32 seed,
                      guint   n_tables,
                      guint   n_patterns)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  return generate (rand, n_tables, n_patterns);
}

/**
 * generate_edit:
 * @subject: (out): of the pattern that was edited
 *
 * One change to one pattern, as a person would make it.
 */
void
generate_edit (TenonModel *model,
               GRand      *rand,
               char      **subject)
{
  TenonPattern     *pattern = tenon_list_get (model->patterns, g_rand_int_range (rand, 0, tenon_list_get_length (model->patterns)));
  TenonSourceTable *table = pattern->entities_involved != NULL && pattern->entities_involved[0] != NULL ? tenon_schema_find_table (model->schema, pattern->entities_involved[0]) : NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Edit");

  if (table == NULL || chance (rand, 15))
    table = random_table (rand, model);
  *subject = g_strdup_printf ("pattern:%s", pattern->pattern_id);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      rate (rand, pattern);
      break;
    case 1:
      order (rand, pattern, table);
      break;
    case 2:
      name_attributes (rand, pattern, table);
      break;
    default:
      ask (rand, pattern, table);
      break;
    }
  tenon_edit_commit (edit);
}
