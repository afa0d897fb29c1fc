/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Graphs to lay out: generated ones that look like the schemas of applications, and real ones read from a dump. A card
 * is 200 pixels broad and 30 and 18 a column high. */

#include "layout-graphs.h"

#include "mysql/tenon-ddl.h"

#include <math.h>

#define CLUSTER 18
#define SHARE_ISOLATED 0.04
/* Of the tables that refer to one that all know, and to one more of their own cluster or of another. */
#define SHARE_HUB 0.12
#define SHARE_INNER 0.2
#define SHARE_OUTER 0.005
#define CARD_WIDTH 200
#define CARD_HEAD 30
#define CARD_ROW 18

typedef struct
{
  TenonGraph *graph;
  GRand      *rand;
  guint      *degree;
  guint      *cluster; /* of each table; G_MAXUINT: isolated */
  GArray     *hubs;    /* (element-type guint) */
} Generator;

static double
random_normal (GRand *rand)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (rand)));

  return radius * cos (2 * G_PI * g_rand_double (rand));
}

static int
rows_of (const TenonGraphNode *node)
{
  return MAX (1, (node->height - CARD_HEAD) / CARD_ROW);
}

/* A foreign key column of @from against the primary key of @to. */
static void
refer (Generator *self,
       guint      from,
       guint      to)
{
  TenonGraphNode *node = g_ptr_array_index (self->graph->nodes, from);
  int             row = g_rand_int_range (self->rand, 0, rows_of (node));

  tenon_graph_add_edge (self->graph, from, to, CARD_HEAD + CARD_ROW * row + CARD_ROW / 2, CARD_HEAD + CARD_ROW / 2);
  self->degree[from]++;
  self->degree[to]++;
}

/* One of [@first, @end) that takes part, more likely the more refer to it already. */
static guint
pick_preferred (Generator *self,
                guint      first,
                guint      end)
{
  guint  best = G_MAXUINT;
  double total = 0;

  for (guint i = first; i < end; i++)
    {
      double weight = self->degree[i] + 1;

      if (self->cluster[i] == G_MAXUINT)
        continue;
      total += weight;
      if (g_rand_double (self->rand) * total < weight)
        best = i;
    }
  return best;
}

static guint
pick_hub (Generator *self)
{
  double total = 0;
  guint  best = 0;

  for (guint i = 0; i < self->hubs->len; i++)
    {
      double weight = 1 / sqrt (i + 1);

      total += weight;
      if (g_rand_double (self->rand) * total < weight)
        best = i;
    }
  return g_array_index (self->hubs, guint, best);
}

static void
add_tables (Generator *self,
            guint      n)
{
  guint left = 0, cluster = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("source:t%u", i);
      int              rows = (int)CLAMP (round (exp (1.9 + 0.65 * random_normal (self->rand))), 2, 90);

      if (left == 0)
        {
          left = g_rand_int_range (self->rand, CLUSTER * 2 / 3, CLUSTER * 4 / 3 + 1);
          cluster++;
        }
      left--;
      tenon_graph_add_node (self->graph, id, CARD_WIDTH, CARD_HEAD + CARD_ROW * rows);
      self->cluster[i] = g_rand_double (self->rand) < SHARE_ISOLATED ? G_MAXUINT : cluster;
    }
}

static void
add_references (Generator *self,
                guint      table,
                guint      first,
                guint      end)
{
  guint n = self->graph->nodes->len;
  guint to = pick_preferred (self, first, table);

  /* The first of a cluster hangs on an earlier one. */
  if (to == G_MAXUINT)
    to = pick_preferred (self, 0, first);
  if (to != G_MAXUINT)
    refer (self, table, to);
  if (g_rand_double (self->rand) < SHARE_HUB)
    {
      to = pick_hub (self);
      if (to != table)
        refer (self, table, to);
    }
  if (g_rand_double (self->rand) < SHARE_INNER)
    {
      to = pick_preferred (self, first, end);
      if (to != G_MAXUINT && to != table)
        refer (self, table, to);
    }
  if (g_rand_double (self->rand) < SHARE_OUTER)
    {
      to = g_rand_int_range (self->rand, 0, n);
      if (self->cluster[to] != G_MAXUINT && to != table)
        refer (self, table, to);
    }
}

/**
 * layout_graphs_generate:
 *
 * Clusters of about 18 tables that grow by preferential attachment, a few tables that many of all clusters refer to, and
 * some that hang on nothing; log-normal numbers of columns. About five references for four tables.
 */
TenonGraph *
layout_graphs_generate (guint   n_tables,
                        guint32 seed)
{
  Generator self = { .graph = tenon_graph_new (), .rand = g_rand_new_with_seed (seed) };
  guint     n_hubs = MAX (1, (guint)round (sqrt (n_tables) / 5));

  self.degree = g_new0 (guint, n_tables);
  self.cluster = g_new0 (guint, n_tables);
  self.hubs = g_array_new (FALSE, FALSE, sizeof (guint));
  add_tables (&self, n_tables);
  while (self.hubs->len < n_hubs)
    {
      guint hub = g_rand_int_range (self.rand, 0, n_tables);

      if (self.cluster[hub] != G_MAXUINT)
        g_array_append_val (self.hubs, hub);
    }
  for (guint i = 0; i < n_tables; i++)
    {
      guint first = i, end = i + 1;

      if (self.cluster[i] == G_MAXUINT)
        continue;
      while (first > 0 && (self.cluster[first - 1] == self.cluster[i] || self.cluster[first - 1] == G_MAXUINT))
        first--;
      while (end < n_tables && (self.cluster[end] == self.cluster[i] || self.cluster[end] == G_MAXUINT))
        end++;
      add_references (&self, i, first, end);
    }
  g_free (self.degree);
  g_free (self.cluster);
  g_array_unref (self.hubs);
  g_rand_free (self.rand);
  return self.graph;
}

static int
port_of (TenonSourceTable *table,
         const char       *column)
{
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *candidate = tenon_list_get (table->columns, i);

      if (column != NULL && g_ascii_strcasecmp (candidate->name, column) == 0)
        return CARD_HEAD + CARD_ROW * (int)i + CARD_ROW / 2;
    }
  return CARD_HEAD / 2;
}

static void
add_foreign_keys (TenonGraph       *graph,
                  TenonSchema      *schema,
                  TenonSourceTable *table,
                  guint             index,
                  GHashTable       *index_of)
{
  for (guint i = 0; i < tenon_list_get_length (table->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (table->foreign_keys, i);
      gpointer         found;
      guint            to;

      if (!g_hash_table_lookup_extended (index_of, key->ref_table, NULL, &found))
        continue;
      to = GPOINTER_TO_UINT (found);
      tenon_graph_add_edge (graph, index, to, port_of (table, key->columns != NULL ? key->columns[0] : NULL),
                            port_of (tenon_list_get (schema->tables, to), key->ref_columns != NULL ? key->ref_columns[0] : NULL));
    }
}

/**
 * layout_graphs_read:
 *
 * Returns: (transfer full) (nullable): the tables of a file of SQL and its foreign keys
 */
TenonGraph *
layout_graphs_read (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (TenonSource) source = NULL;
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (GHashTable) index_of = g_hash_table_new (g_str_hash, g_str_equal);
  TenonGraph *graph;

  if (bytes == NULL)
    return NULL;
  source = tenon_source_new (path, bytes);
  schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, NULL);
  graph = tenon_graph_new ();
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      tenon_graph_add_node (graph, table->name, CARD_WIDTH, CARD_HEAD + CARD_ROW * (int)tenon_list_get_length (table->columns));
      g_hash_table_insert (index_of, table->name, GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    add_foreign_keys (graph, schema, tenon_list_get (schema->tables, i), i, index_of);
  return graph;
}
