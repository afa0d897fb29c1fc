/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Graphs as foreign keys make them: neighbourhoods, a few tables everybody refers to, some that nobody does. */

#include "layout-sample.h"

#include <math.h>

#define NEIGHBOURHOOD 18

static guint
pick_target (GRand *rand,
             guint  card,
             guint  n_hubs)
{
  guint start = card / NEIGHBOURHOOD * NEIGHBOURHOOD;

  if (g_rand_double (rand) < 0.12)
    return g_rand_int_range (rand, 0, n_hubs);
  if (card > start && g_rand_double (rand) < 0.85)
    return g_rand_int_range (rand, start, card);
  return g_rand_int_range (rand, 0, card);
}

/* Cards of 200 pixels with 2 to 30 rows of 18; about one line and a quarter a card, loops and doubled ones included. */
TenonGraph *
layout_sample_new (guint   n_cards,
                   guint32 seed)
{
  TenonGraph *graph = tenon_graph_new ();
  GRand      *rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n_cards; i++)
    {
      g_autofree char *id = g_strdup_printf ("source:t%u", i);
      double           rows = 2 + 28 * pow (g_rand_double (rand), 2.5);

      tenon_graph_add_node (graph, id, 160 + g_rand_int_range (rand, 0, 80), 30 + 18 * (int)rows);
    }
  for (guint i = 1; i < n_cards; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);
      guint           n_lines = g_rand_double (rand) < 0.04 ? 0 : g_rand_double (rand) < 0.3 ? 2
                                                                                             : 1;

      for (guint j = 0; j < n_lines; j++)
        {
          guint target = g_rand_double (rand) < 0.03 ? i : pick_target (rand, i, n_cards / 60 + 1);
          int   row = g_rand_int_range (rand, 0, (node->height - 30) / 18);

          tenon_graph_add_edge (graph, i, target, 39 + 18 * row, 39);
        }
    }
  g_rand_free (rand);
  return graph;
}
