/* SPDX-License-Identifier: GPL-3.0-or-later */

/* read-file schema|log ROUNDS FILE…: reads each file as Tenon does; prints the processor time and what was found. */

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-query-log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct
{
  guint n_tables;
  guint n_foreign_keys;
  guint n_statements;
  guint n_problems; /* warnings and errors */
} Found;

/* Other programs may share the machine: seconds of the processor, not of the clock. */
static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* What was read is freed outside the time that is taken: nor do collectors of garbage count there. */
static double
read_schema (TenonSource *source,
             Found       *found)
{
  double start = get_time ();
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  double seconds = get_time () - start;

  found->n_tables += tenon_list_get_length (schema->tables);
  for (guint i = 0; i < tenon_list_get_length (schema->tables); i++)
    {
      TenonSourceTable *table = tenon_list_get (schema->tables, i);

      found->n_foreign_keys += tenon_list_get_length (table->foreign_keys);
    }
  found->n_problems += tenon_diagnostics_count (diagnostics, TENON_SEVERITY_WARNING);
  return seconds;
}

static double
read_log (TenonSource *source,
          Found       *found)
{
  double start = get_time ();
  g_autoptr (TenonStatementLog) log = tenon_query_log_read (source, NULL, NULL);
  double seconds = get_time () - start;

  found->n_statements += log->total;
  return seconds;
}

int
main (int   argc,
      char *argv[])
{
  struct rusage usage;
  Found         found = { 0 };
  double        seconds = 0;
  gsize         bytes = 0;
  int           rounds = argc >= 4 ? atoi (argv[2]) : 0;

  if (rounds < 1)
    {
      g_printerr ("usage: read-file schema|log ROUNDS FILE…\n");
      return 2;
    }
  for (int file = 3; file < argc; file++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TenonSource) source = tenon_source_load (argv[file], argv[file], &error);
      double best = G_MAXDOUBLE, taken;
      gsize  length;
      Found  sum = found;

      if (source == NULL)
        {
          g_printerr ("%s\n", error->message);
          return 2;
        }
      tenon_source_get_text (source, &length);
      for (int i = 0; i < rounds; i++)
        {
          found = sum;
          taken = strcmp (argv[1], "log") == 0 ? read_log (source, &found) : read_schema (source, &found);
          best = MIN (best, taken);
        }
      seconds += best;
      bytes += length;
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"seconds\": %.6f, \"bytes\": %" G_GSIZE_FORMAT ", \"tables\": %u, \"foreign_keys\": %u, \"statements\": %u, \"problems\": %u, \"resident_kb\": %ld}\n",
           seconds, bytes, found.n_tables, found.n_foreign_keys, found.n_statements, found.n_problems, usage.ru_maxrss);
  return 0;
}
