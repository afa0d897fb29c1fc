/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Graphviz beside us: sfdp with overlap=prism, run as people run it, on the same cards. */

#include "layout-peer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

gboolean
layout_peer_is_there (void)
{
  g_autofree char *path = g_find_program_in_path ("sfdp");

  return path != NULL;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const guint *x = a;
  const guint *y = b;

  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  return x[1] < y[1] ? -1 : x[1] > y[1];
}

/* One line between two tables, as Graphviz wants it for its forces; sizes in inches of 72 pixels. */
static char *
write_dot (const TenonGraph *graph)
{
  GString *s = g_string_new ("graph g {\n  node [shape=box, fixedsize=true, label=\"\"];\n");
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, 2 * sizeof (guint));

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const TenonGraphNode *node = g_ptr_array_index (graph->nodes, i);

      g_string_append_printf (s, "  n%u [width=%.4f, height=%.4f];\n", i, node->width / 72.0, node->height / 72.0);
    }
  for (guint i = 0; i < graph->edges->len; i++)
    {
      const TenonGraphEdge *edge = g_ptr_array_index (graph->edges, i);
      guint                 pair[] = { MIN (edge->from, edge->to), MAX (edge->from, edge->to) };

      if (pair[0] != pair[1])
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      const guint *pair = (const guint *)(gpointer)pairs->data + 2 * i;

      if (i == 0 || compare_pairs (pair - 2, pair) != 0)
        g_string_append_printf (s, "  n%u -- n%u;\n", pair[0], pair[1]);
    }
  g_string_append (s, "}\n");
  return g_string_free (s, FALSE);
}

static double
seconds (struct timeval time)
{
  return time.tv_sec + time.tv_usec / 1e6;
}

/* Returns: CPU seconds of the program and what it started, or below 0 */
static double
run (const char *in,
     const char *out)
{
  char         *argv[] = { (char *)"sfdp", (char *)"-Goverlap=prism", (char *)"-Tplain", (char *)"-o", (char *)out, (char *)in, NULL };
  struct rusage usage;
  pid_t         child;
  int           status;
  /* What it has to say about old triangulation libraries is no news. */
  posix_spawn_file_actions_t actions;

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, 2, "/dev/null", O_WRONLY, 0);
  status = posix_spawnp (&child, argv[0], &actions, NULL, argv, environ);
  posix_spawn_file_actions_destroy (&actions);
  if (status != 0 || wait4 (child, &status, 0, &usage) != child || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    return -1;
  return seconds (usage.ru_utime) + seconds (usage.ru_stime);
}

static void
read_plain (const char *text,
            guint       n,
            double     *x,
            double     *y)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      guint  index;
      double cx, cy;

      line += *line == '\n';
      if (sscanf (line, "node n%u %lf %lf", &index, &cx, &cy) != 3 || index >= n)
        continue;
      x[index] = cx * 72;
      y[index] = -cy * 72;
    }
}

/**
 * layout_peer_arrange:
 * @x: (out caller-allocates): centres in pixels
 * @cpu: (out): seconds, its start included
 *
 * Returns: whether the peer gave an answer
 */
gboolean
layout_peer_arrange (const TenonGraph *graph,
                     double           *x,
                     double           *y,
                     double           *cpu)
{
  g_autofree char *folder = g_dir_make_tmp ("tenon-peer-XXXXXX", NULL);
  g_autofree char *in = g_build_filename (folder, "in.dot", NULL);
  g_autofree char *out = g_build_filename (folder, "out.plain", NULL);
  g_autofree char *dot = write_dot (graph);
  g_autofree char *text = NULL;

  if (!g_file_set_contents (in, dot, -1, NULL))
    return FALSE;
  *cpu = run (in, out);
  if (*cpu >= 0 && g_file_get_contents (out, &text, NULL, NULL))
    read_plain (text, graph->nodes->len, x, y);
  g_unlink (in);
  g_unlink (out);
  g_rmdir (folder);
  return text != NULL;
}
