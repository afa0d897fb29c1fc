/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures a start from outside: watch-start FRAMEBUFFER COMMAND… runs COMMAND and prints four numbers:
 *   usable   milliseconds until the screen had changed for the last time in more than a fiftieth of it
 *   settled  milliseconds until it had changed for the last time at all (a cursor, colours of a text)
 *   resident and own (anonymous) memory of the process in kB; neither depends on who else has the same libraries loaded,
 *            as a proportional size would
 *
 * FRAMEBUFFER is the file an X server with -fbdir keeps its screen in.  The start is over when the screen has stayed as
 * it is for QUIET_MS after at least one large change; that quiet time is not counted.  Nothing is asked of the program,
 * so any two programs can be compared. */

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define POLL_US 4000
#define QUIET_MS 1500
#define PATIENCE_MS 60000
#define LARGE_PART 50

/* A row of the kernel's summary of PID's memory in kB, 0 when the kernel does not tell. */
static guint64
read_memory (pid_t       pid,
             const char *row)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", (int)pid);
  g_autofree char *name = g_strdup_printf ("\n%s:", row);
  g_autofree char *text = NULL;
  const char      *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, name);
  return line != NULL ? g_ascii_strtoull (line + strlen (name), NULL, 10) : 0;
}

/* How many of the four-byte pixels differ. */
static gsize
count_changes (const guint8 *before,
               const guint8 *after,
               gsize         size)
{
  gsize n = 0;

  for (gsize i = 0; i + 4 <= size; i += 4)
    n += memcmp (before + i, after + i, 4) != 0;
  return n;
}

/* Fills in the milliseconds from now. Returns FALSE when PID ended or nothing ever came. */
static gboolean
wait_until_quiet (const guint8 *screen,
                  gsize         size,
                  pid_t         pid,
                  double       *usable,
                  double       *settled)
{
  g_autofree guint8 *seen = g_memdup2 (screen, size);
  gint64             start = g_get_monotonic_time ();
  gint64             changed = 0;
  gint64             changed_much = 0;

  for (;;)
    {
      gint64 now = g_get_monotonic_time ();

      if (memcmp (seen, screen, size) != 0)
        {
          if (count_changes (seen, screen, size) > size / 4 / LARGE_PART)
            changed_much = now;
          changed = now;
          memcpy (seen, screen, size);
        }
      if (changed_much != 0 && now - changed > QUIET_MS * 1000)
        {
          *usable = (changed_much - start) / 1000.0;
          *settled = (changed - start) / 1000.0;
          return TRUE;
        }
      if (waitpid (pid, NULL, WNOHANG) == pid || now - start > PATIENCE_MS * 1000)
        return FALSE;
      g_usleep (POLL_US);
    }
}

int
main (int    argc,
      char **argv)
{
  struct stat   info;
  const guint8 *screen;
  double        usable;
  double        settled;
  pid_t         pid;
  int           file;

  if (argc < 3)
    {
      fprintf (stderr, "usage: watch-start FRAMEBUFFER COMMAND...\n");
      return 2;
    }
  file = open (argv[1], O_RDONLY);
  if (file < 0 || fstat (file, &info) != 0)
    {
      perror (argv[1]);
      return 2;
    }
  screen = mmap (NULL, info.st_size, PROT_READ, MAP_SHARED, file, 0);
  if (screen == MAP_FAILED)
    {
      perror (argv[1]);
      return 2;
    }

  pid = fork ();
  if (pid == 0)
    {
      execvp (argv[2], argv + 2);
      perror (argv[2]);
      _exit (127);
    }
  if (!wait_until_quiet (screen, info.st_size, pid, &usable, &settled))
    {
      fprintf (stderr, "watch-start: %s showed nothing\n", argv[2]);
      kill (pid, SIGKILL);
      return 1;
    }
  printf ("%.0f %.0f %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", usable, settled, read_memory (pid, "Rss"), read_memory (pid, "Anonymous"));
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  return 0;
}
