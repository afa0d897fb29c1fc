/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layouts beside those of Graphviz' sfdp on the same graphs in the same run, and what routing, moving and adding cost.
 *   bench-layout [GRAPHS]       so many generated graphs of each size (5)
 * Real schemas take part where TENON_CORPUS names a folder with schemas/. Exit status 1 when a goal is missed. */

#include "layout-graphs.h"
#include "layout-peer.h"
#include "layout-score.h"
#include "layout/tenon-layout.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A real schema takes part with so many tables and foreign keys. */
#define FEWEST_TABLES 20
#define FEWEST_KEYS 15

typedef struct
{
  guint       n_graphs;
  guint       n_edges;
  double      cpu; /* seconds of arranging, summed like all that follows */
  double      peer_cpu;
  double      route_cpu;
  double      move_cpu; /* of routing anew after one card was moved */
  LayoutScore ours;
  LayoutScore peers;
} Sums;

typedef struct
{
  gboolean has_peer;
  guint    n_missed;
} Bench;

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

/* Goals */

static void
judge (Bench      *bench,
       const char *what,
       double      value,
       double      goal)
{
  gboolean is_met = value <= goal;

  g_print ("  %-58s %8.3f   at most %-6g %s\n", what, value, goal, is_met ? "met" : "MISSED");
  bench->n_missed += !is_met;
}

static void
judge_at_least (Bench      *bench,
                const char *what,
                double      value,
                double      goal)
{
  gboolean is_met = value >= goal;

  g_print ("  %-58s %8.3f   at least %-5g %s\n", what, value, goal, is_met ? "met" : "MISSED");
  bench->n_missed += !is_met;
}

/* One graph */

/* In a process of its own, so that its CPU seconds are counted as the peer's are. */
static double
arrange_apart (TenonGraph *graph)
{
  guint           n = graph->nodes->len;
  gsize           size = 2 * n * sizeof (int), done = 0;
  g_autofree int *places = g_new (int, 2 * n);
  struct rusage   usage;
  int             ends[2], status;
  pid_t           child;

  if (pipe (ends) != 0 || (child = fork ()) < 0)
    g_error ("no process to measure");
  if (child == 0)
    {
      tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
      for (guint i = 0; i < n; i++)
        {
          const TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

          places[2 * i] = node->x;
          places[2 * i + 1] = node->y;
        }
      while (done < size)
        done += write (ends[1], (char *)places + done, size - done);
      _exit (0);
    }
  close (ends[1]);
  while (done < size)
    {
      gssize more = read (ends[0], (char *)places + done, size - done);

      if (more <= 0)
        g_error ("the layout broke off");
      done += more;
    }
  close (ends[0]);
  wait4 (child, &status, 0, &usage);
  for (guint i = 0; i < n; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      node->x = places[2 * i];
      node->y = places[2 * i + 1];
      node->is_placed = TRUE;
    }
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
add_score (LayoutScore       *sum,
           const LayoutScore *score)
{
  sum->crossings += score->crossings;
  sum->through += score->through;
  sum->overlaps += score->overlaps;
  sum->fill += score->fill;
  sum->aspect += score->aspect;
  sum->mean_line += score->mean_line;
  sum->routed_through += score->routed_through;
  sum->routed_crossings += score->routed_crossings;
  sum->fan_crossings += score->fan_crossings;
  sum->routed_length += score->routed_length;
  sum->routed_shared += score->routed_shared;
}

static void
score_ours (TenonGraph  *graph,
            LayoutScore *score)
{
  g_autofree double *x = g_new (double, graph->nodes->len);
  g_autofree double *y = g_new (double, graph->nodes->len);

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      x[i] = node->x + node->width / 2.0;
      y[i] = node->y + node->height / 2.0;
    }
  layout_score (graph, x, y, score);
  layout_score_routed (graph, score);
}

static void
score_peer (Bench      *bench,
            TenonGraph *graph,
            Sums       *sums)
{
  g_autofree double *x = g_new0 (double, graph->nodes->len);
  g_autofree double *y = g_new0 (double, graph->nodes->len);
  LayoutScore        score = { 0 };
  double             cpu;

  if (!bench->has_peer || !layout_peer_arrange (graph, x, y, &cpu))
    return;
  layout_score (graph, x, y, &score);
  sums->peer_cpu += cpu;
  add_score (&sums->peers, &score);
}

static void
measure (Bench      *bench,
         TenonGraph *graph,
         Sums       *sums)
{
  guint           middle = graph->nodes->len / 2;
  TenonGraphNode *moved = g_ptr_array_index (graph->nodes, middle);
  LayoutScore     score = { 0 };
  double          start;

  score_peer (bench, graph, sums);
  sums->n_graphs++;
  sums->n_edges += graph->edges->len;
  sums->cpu += arrange_apart (graph);
  start = cpu_seconds ();
  tenon_layout_route (graph, 0);
  sums->route_cpu += cpu_seconds () - start;
  score_ours (graph, &score);
  add_score (&sums->ours, &score);
  moved->x += 60;
  start = cpu_seconds ();
  tenon_layout_route_moved (graph, middle);
  sums->move_cpu += cpu_seconds () - start;
}

static void
report (Bench      *bench,
        const char *title,
        const Sums *sums,
        double      crossings_goal)
{
  double n = sums->n_graphs;

  g_print ("%s: %u graphs, %.0f lines each\n", title, sums->n_graphs, sums->n_edges / n);
  g_print ("  %-8s %10s %10s %10s %9s %8s %8s %10s\n", "", "crossings", "through", "mean line", "overlaps", "fill", "aspect", "CPU ms");
  g_print ("  %-8s %10.1f %10.1f %10.0f %9u %8.3f %8.2f %10.1f\n", "tenon", sums->ours.crossings / n, sums->ours.through / n, sums->ours.mean_line / n, sums->ours.overlaps, sums->ours.fill / n, sums->ours.aspect / n, sums->cpu / n * 1000);
  if (bench->has_peer)
    g_print ("  %-8s %10.1f %10.1f %10.0f %9s %8.3f %8.2f %10.1f\n", "sfdp", sums->peers.crossings / n, sums->peers.through / n, sums->peers.mean_line / n, "", sums->peers.fill / n, sums->peers.aspect / n, sums->peer_cpu / n * 1000);
  g_print ("  routed: %.1f crossings, %.1f of lines of one card; %.1f %% of their length on top of others; %.1f ms CPU for all lines, %.2f ms after moving one card\n",
           sums->ours.routed_crossings / n, sums->ours.fan_crossings / n, 100 * sums->ours.routed_shared / MAX (sums->ours.routed_length, 1), sums->route_cpu / n * 1000, sums->move_cpu / n * 1000);
  if (bench->has_peer)
    {
      judge (bench, "crossings of straight lines, of sfdp's", (double)sums->ours.crossings / MAX (sums->peers.crossings, 1), crossings_goal);
      judge (bench, "straight lines through cards, of sfdp's", (double)sums->ours.through / MAX (sums->peers.through, 1), 1);
      judge (bench, "CPU, of sfdp's", sums->cpu / sums->peer_cpu, 1);
    }
  judge_at_least (bench, "fill", sums->ours.fill / n, 0.2);
  judge (bench, "overlaps", sums->ours.overlaps, 0);
  judge (bench, "lines through cards after routing", sums->ours.routed_through, 0);
}

static Sums
measure_size (Bench *bench,
              guint  n_tables,
              guint  n_graphs,
              double crossings_goal)
{
  g_autofree char *title = g_strdup_printf ("%u tables", n_tables);
  Sums             sums = { 0 };

  for (guint seed = 1; seed <= n_graphs; seed++)
    {
      g_autoptr (TenonGraph) graph = layout_graphs_generate (n_tables, seed);

      measure (bench, graph, &sums);
    }
  report (bench, title, &sums, crossings_goal);
  return sums;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
measure_corpus (Bench      *bench,
                const char *corpus)
{
  g_autofree char *folder = g_build_filename (corpus, "schemas", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Sums        sums = { 0 };
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".sql"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr (TenonGraph) graph = layout_graphs_read (path);

      if (graph != NULL && graph->nodes->len >= FEWEST_TABLES && graph->edges->len >= FEWEST_KEYS)
        measure (bench, graph, &sums);
    }
  if (sums.n_graphs > 0)
    report (bench, "real schemas", &sums, 1);
}

/* One more table */

/* What callgrind counts: known by name and while they last, so neither is to end in a jump. */
G_NO_INLINE static void
layout_bench_full (TenonGraph *graph)
{
  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  g_assert_true (((TenonGraphNode *)g_ptr_array_index (graph->nodes, 0))->is_placed);
}

G_NO_INLINE static void
layout_bench_add (TenonGraph *graph,
                  guint       to)
{
  TenonGraphNode *node = tenon_graph_add_node (graph, "source:new", 200, 120);

  tenon_graph_add_edge (graph, graph->nodes->len - 1, to, 40, 40);
  tenon_layout_arrange (graph, NULL, NULL, NULL, NULL);
  g_assert_true (node->is_placed);
}

/* Returns: how many of the others have moved */
static guint
add_one (double *full,
         double *add)
{
  g_autoptr (TenonGraph) graph = layout_graphs_generate (1000, 1);
  g_autoptr (TenonGraph) before = NULL;
  double start = cpu_seconds ();
  guint  n_moved = 0;

  layout_bench_full (graph);
  *full = cpu_seconds () - start;
  before = tenon_graph_copy (graph);
  start = cpu_seconds ();
  layout_bench_add (graph, 500);
  *add = cpu_seconds () - start;
  for (guint i = 0; i < before->nodes->len; i++)
    {
      const TenonGraphNode *was = g_ptr_array_index (before->nodes, i);
      const TenonGraphNode *is = g_ptr_array_index (graph->nodes, i);

      n_moved += was->x != is->x || was->y != is->y;
    }
  return n_moved;
}

/* Returns: the instructions spent below the function, or 0 where there is no valgrind */
static double
count_instructions (const char *program,
                    const char *function)
{
  g_autofree char *out = g_strdup_printf ("%s/tenon-bench-%d", g_get_tmp_dir (), (int)getpid ());
  g_autofree char *file = g_strconcat ("--callgrind-out-file=", out, NULL);
  g_autofree char *toggle = g_strconcat ("--toggle-collect=", function, "*", NULL);
  g_autofree char *text = NULL;
  const char      *argv[] = { "valgrind", "--tool=callgrind", toggle, file, program, "--add-one", NULL };
  const char      *found = NULL;

  if (g_spawn_sync (NULL, (char **)(gpointer)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL) && g_file_get_contents (out, &text, NULL, NULL))
    found = strstr (text, "\ntotals: ");
  g_unlink (out);
  return found != NULL ? g_ascii_strtod (found + strlen ("\ntotals: "), NULL) : 0;
}

static void
measure_adding (Bench      *bench,
                const char *program)
{
  double full, add;
  guint  n_moved = add_one (&full, &add);
  double full_counted = count_instructions (program, "layout_bench_full");
  double add_counted = count_instructions (program, "layout_bench_add");

  g_print ("one table more beside 1000\n");
  judge (bench, "other cards moved", n_moved, 0);
  if (full_counted > 0 && add_counted > 0)
    {
      g_print ("  %.1f million instructions, %.1f for the whole layout\n", add_counted / 1e6, full_counted / 1e6);
      judge (bench, "instructions, of a full layout's", add_counted / full_counted, 0.05);
    }
  else
    {
      g_print ("  valgrind is not there: CPU time instead of instructions\n");
      judge (bench, "CPU, of a full layout's", add / full, 0.05);
    }
}

int
main (int   argc,
      char *argv[])
{
  Bench       bench = { .has_peer = layout_peer_is_there () };
  const char *corpus = g_getenv ("TENON_CORPUS");
  guint       n_graphs;
  Sums        thousand, many;
  double      full, add;

  if (argc > 1 && strcmp (argv[1], "--add-one") == 0)
    return add_one (&full, &add) > 0;
  n_graphs = argc > 1 ? MAX (1, atoi (argv[1])) : 5;
  if (!bench.has_peer)
    g_print ("Graphviz is not there: nothing to compare with\n");
  measure_size (&bench, 100, n_graphs, 0.5);
  measure_size (&bench, 300, n_graphs, 0.8);
  thousand = measure_size (&bench, 1000, n_graphs, 0.8);
  many = measure_size (&bench, 5000, n_graphs, 1);
  g_print ("from 1000 to 5000 tables\n");
  judge (&bench, "exponent of arranging", log (many.cpu / thousand.cpu) / log (5), 1.3);
  g_print ("  exponent of routing, whose lines get longer too: %.2f\n", log (many.route_cpu / thousand.route_cpu) / log (5));
  measure_adding (&bench, argv[0]);
  if (corpus != NULL)
    measure_corpus (&bench, corpus);
  return bench.n_missed > 0;
}
