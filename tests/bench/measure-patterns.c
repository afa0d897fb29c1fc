/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page with many rows beside the same page with a hundred, in one run.
 *
 *   measure-patterns [ROWS [LIMIT]]
 *
 * What is measured is the work between two frames, as the window's frame clock tells it: showing the page for the first
 * time, scrolling through the table, and narrowing it key by key.  Medians in milliseconds.  Exit status 1 when scrolling
 * or narrowing ROWS (2000) takes more than LIMIT (3) times what a hundred take. */

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>
#include <string.h>

#include "app/patterns/tenon-pattern-grid.h"
#include "app/patterns/tenon-patterns-page.h"
#include "app/tenon-application.h"

enum
{
  FEW = 100,
  STEPS = 40,
};

typedef struct
{
  double begin; /* of the frame that is being made */
  double work;  /* of the frames since it was set to 0 */
  guint  n_frames;
} Watch;

typedef struct
{
  double first;
  double scroll;
  double scroll_worst;
  double narrow;
  double narrow_worst;
} Result;

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static void
before_cb (Watch *watch)
{
  watch->begin = now_ms ();
}

static void
after_cb (Watch *watch)
{
  watch->work += now_ms () - watch->begin;
  watch->n_frames++;
}

/* Until a frame was painted, or nothing needed one. */
static void
wait_for_frame (Watch *watch)
{
  guint  n = watch->n_frames;
  double end = now_ms () + 200;

  while (watch->n_frames == n && now_ms () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof (double), compare_doubles);
  return values[n / 2];
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
fill (TenonModel *model,
      guint       n_rows)
{
  static const char *const verbs[] = { "Query", "Create", "Update", "Delete", "List" };
  static const char *const things[] = { "customer", "order", "invoice", "shipment", "return", "address", "payment" };
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i + 1);
      g_autofree char *description = g_strdup_printf ("%s %s by %s number %u", verbs[i % 5], things[i % 7], things[i % 3], i);
      const char      *entities[] = { things[i % 7], things[i % 3], NULL };
      TenonPattern    *pattern = tenon_pattern_new (id);
      g_autoptr (TenonRate) rate = tenon_rate_new (i % 3 == 0 ? TENON_RATE_STATED : TENON_RATE_OBSERVED, 1 + i % 400, "Measured");

      g_object_set (pattern, "description", description, "entities-involved", entities, "operation-type", 1 + (int)(i % 4), "rps-peak", rate, "rps-average", i % 5 == 0 ? NULL : rate, NULL);
      tenon_list_append_take (model->patterns, pattern);
    }
  tenon_edit_commit (edit);
}

static void
scroll (GtkAdjustment *adjustment,
        Watch         *watch,
        Result        *result)
{
  double times[STEPS];

  for (guint i = 0; i < STEPS; i++)
    {
      double upper = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      double start = now_ms ();

      watch->work = 0;
      /* Two thirds of a page, and at the end of the table from the top again. */
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) >= upper ? 0 : gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) * 2 / 3);
      times[i] = now_ms () - start;
      wait_for_frame (watch);
      times[i] += watch->work;
    }
  result->scroll = median (times, STEPS);
  result->scroll_worst = times[STEPS - 1];
}

/* As a person does, letter by letter at the end: an entry that is set anew is empty for a moment. */
static void
type (GtkEditable *entry,
      const char  *words)
{
  const char *present = gtk_editable_get_text (entry);
  int         same = 0, n;

  while (present[same] != '\0' && present[same] == words[same])
    same++;
  gtk_editable_delete_text (entry, same, -1);
  n = same;
  gtk_editable_insert_text (entry, words + same, -1, &n);
}

static void
narrow (GtkWidget *entry,
        Watch     *watch,
        Result    *result)
{
  static const char *const words[] = { "q", "qu", "que", "quer", "query", "query ", "query o", "query or", "query", "", "n", "nu", "number 1", "number 15", "number", "" };
  double                   times[G_N_ELEMENTS (words)];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      double start;

      watch->work = 0;
      start = now_ms ();
      type (GTK_EDITABLE (entry), words[i]);
      g_signal_emit_by_name (entry, "search-changed"); /* without the wait for the next key */
      times[i] = now_ms () - start;
      wait_for_frame (watch);
      times[i] += watch->work;
    }
  result->narrow = median (times, G_N_ELEMENTS (words));
  result->narrow_worst = times[G_N_ELEMENTS (words) - 1];
}

static Result
measure (const char *folder,
         const char *name,
         guint       n_rows)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) project = tenon_project_create (path, name, (const char *[]){ NULL }, NULL, NULL, &error);
  GtkWidget     *window = gtk_window_new (), *page, *view;
  GdkFrameClock *clock;
  Watch          watch = { 0 };
  Result         result = { 0 };
  double         start;

  if (project == NULL)
    g_error ("%s", error->message);
  fill (tenon_project_get_model (project), n_rows);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_cb), &watch);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_cb), &watch);

  start = now_ms ();
  page = tenon_patterns_page_new (project);
  gtk_window_set_child (GTK_WINDOW (window), page);
  result.first = now_ms () - start;
  watch.work = 0;
  for (guint i = 0; i < 5; i++)
    wait_for_frame (&watch);
  result.first += watch.work;

  view = find (page, GTK_TYPE_COLUMN_VIEW);
  scroll (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), &watch, &result);
  narrow (find (page, GTK_TYPE_SEARCH_ENTRY), &watch, &result);
  g_signal_handlers_disconnect_by_data (clock, &watch);
  gtk_window_destroy (GTK_WINDOW (window));
  return result;
}

static void
print (const char   *what,
       const Result *result)
{
  g_print ("%-12s %12.1f %12.2f %8.2f %12.2f %8.2f\n", what, result->first, result->scroll, result->scroll_worst, result->narrow, result->narrow_worst);
}

int
main (int   argc,
      char *argv[])
{
  guint             n_rows = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 2000;
  double            limit = argc > 2 ? g_ascii_strtod (argv[2], NULL) : 3;
  TenonApplication *application;
  g_autofree char  *folder = g_dir_make_tmp ("tenon-rows-XXXXXX", NULL);
  g_autofree char  *words = g_strdup_printf ("%u rows", n_rows);
  Result            few, many;

  gtk_init ();
  gtk_source_init ();
  application = tenon_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));

  measure (folder, "warm", FEW); /* warms fonts and icons */
  few = measure (folder, "few", FEW);
  many = measure (folder, "many", n_rows);
  g_print ("%-12s %12s %12s %8s %12s %8s\n", "ms", "first shown", "scroll", "worst", "narrow", "worst");
  print ("100 rows", &few);
  print (words, &many);
  g_print ("%-12s %12.2f %12.2f %8.2f %12.2f %8.2f (at most %.0f for the medians)\n", "ratio", many.first / few.first, many.scroll / few.scroll, many.scroll_worst / few.scroll_worst, many.narrow / few.narrow, many.narrow_worst / few.narrow_worst, limit);
  return many.scroll > limit * few.scroll || many.narrow > limit * few.narrow;
}
