/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page with many rows beside the same page with a hundred, and beside a plain GtkColumnView of labels with
 * as many rows and the same columns, in one run.
 *
 *   measure-patterns [ROWS [LIMIT]]
 *
 * What is measured is the processor time of the program's one thread from a gesture to the end of the frame that shows
 * what it did: showing the page for the first time, scrolling through the table, narrowing it key by key and by each
 * choice, and sorting it; and the same for the Questions page with what those patterns leave open.  Milliseconds: medians, and the worst single step.  Exit status 1 when scrolling or narrowing
 * ROWS (2000) takes more than LIMIT (3) times what a hundred take, or when the worst step takes more than a third of the plain
 * view's. */

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/patterns/tenon-pattern-filter.h"
#include "app/patterns/tenon-pattern-grid.h"
#include "app/patterns/tenon-patterns-page.h"
#include "app/questions/tenon-questions-page.h"
#include "app/tenon-application.h"
#include "project/tenon-questions.h"

/* The steps that GTK does by itself make hundreds of rows anew; ours never should. */
#define WORST_TO_PLAIN 0.33

enum
{
  FEW = 100,
  STEPS = 40,
  MAX_STEPS = 100,
};

typedef struct
{
  GtkWidget *window;
  guint      n_frames;
} Watch;

typedef struct
{
  double median;
  double worst;
} Times;

typedef struct
{
  double first;
  Times  scroll;
  Times  narrow;
  Times  choose;
  Times  sort;
} Result;

/* Of this thread, which does everything. */
static double
processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static void
after_cb (Watch *watch)
{
  watch->n_frames++;
}

/* Until a frame was painted, or nothing needed one. */
static void
wait_for_frame (Watch *watch)
{
  guint  n = watch->n_frames;
  gint64 end = g_get_monotonic_time () + 200000;

  while (watch->n_frames == n && g_get_monotonic_time () < end)
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

static Times
sum_up (double *values,
        guint   n)
{
  qsort (values, n, sizeof (double), compare_doubles);
  return (Times){ values[n / 2], values[n - 1] };
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

/* ---- gestures ---- */

static Times
scroll (GtkAdjustment *adjustment,
        Watch         *watch)
{
  double times[STEPS];

  for (guint i = 0; i < STEPS; i++)
    {
      double upper = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      double start = processor_ms ();

      /* Two thirds of a page, and at the end of the table from the top again. */
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) >= upper ? 0 : gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) * 2 / 3);
      wait_for_frame (watch);
      times[i] = processor_ms () - start;
    }
  return sum_up (times, STEPS);
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

static const char *const typed[] = { "q", "qu", "que", "quer", "query", "query ", "query o", "query or", "query", "", "n", "nu", "number 1", "number 15", "number", "" };

static Times
narrow (GtkWidget *entry,
        Watch     *watch)
{
  double times[G_N_ELEMENTS (typed)];

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      double start = processor_ms ();

      type (GTK_EDITABLE (entry), typed[i]);
      if (GTK_IS_SEARCH_ENTRY (entry))
        g_signal_emit_by_name (entry, "search-changed"); /* without the wait for the next key */
      wait_for_frame (watch);
      times[i] = processor_ms () - start;
    }
  return sum_up (times, G_N_ELEMENTS (typed));
}

static void
collect (GtkWidget *root,
         GType      type,
         GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* Each drop-down of the filter: its first two choices, and back to any. */
static Times
choose (GtkWidget *page,
        Watch     *watch)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  double times[MAX_STEPS];
  guint  n = 0;

  collect (page, GTK_TYPE_DROP_DOWN, choices);
  for (guint i = 0; i < choices->len; i++)
    {
      GtkWidget *popover = gtk_widget_get_ancestor (g_ptr_array_index (choices, i), GTK_TYPE_POPOVER);

      gtk_popover_popup (GTK_POPOVER (popover));
      for (guint j = 0; j < 10; j++)
        wait_for_frame (watch);
      for (guint chosen = 1; chosen <= 3; chosen++)
        {
          double start = processor_ms ();

          gtk_drop_down_set_selected (g_ptr_array_index (choices, i), chosen % 3);
          wait_for_frame (watch);
          times[n++] = processor_ms () - start;
        }
      gtk_popover_popdown (GTK_POPOVER (popover));
      wait_for_frame (watch);
    }
  return sum_up (times, n);
}

static Times
sort (TenonPatternGrid *grid,
      Watch            *watch)
{
  static const char *const columns[] = { "description", "rps-peak", "entities", "pattern-id", "operation-type", NULL };
  double                   times[G_N_ELEMENTS (columns)];

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      double start = processor_ms ();

      tenon_pattern_grid_sort (grid, columns[i], i % 2 == 1);
      wait_for_frame (watch);
      times[i] = processor_ms () - start;
    }
  return sum_up (times, G_N_ELEMENTS (columns));
}

/* ---- the two views ---- */

static void
open_window (Watch *watch)
{
  watch->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (watch->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (watch->window));
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (watch->window), "after-paint", G_CALLBACK (after_cb), watch);
}

static double
show (Watch     *watch,
      GtkWidget *child,
      double     start)
{
  double shown;

  gtk_window_set_child (GTK_WINDOW (watch->window), child);
  wait_for_frame (watch);
  shown = processor_ms () - start;
  for (guint i = 0; i < 10; i++)
    wait_for_frame (watch);
  return shown;
}

static void
close_window (Watch *watch)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (watch->window), watch);
  gtk_window_destroy (GTK_WINDOW (watch->window));
}

static TenonProject *
make_project (const char *folder,
              const char *name,
              guint       n_rows)
{
  g_autofree char  *path = g_build_filename (folder, name, NULL);
  g_autofree char  *schema = g_build_filename (folder, "schema.sql", NULL);
  const char *const files[] = { schema, NULL };
  g_autoptr (GError) error = NULL;
  TenonProject *project;

  if (!g_file_set_contents (schema, "CREATE TABLE customer (id INT NOT NULL PRIMARY KEY, email VARCHAR(80));\n", -1, &error))
    g_error ("%s", error->message);
  project = tenon_project_create (path, name, files, NULL, NULL, &error);

  if (project == NULL)
    g_error ("%s", error->message);
  fill (tenon_project_get_model (project), n_rows);
  return project;
}

static Result
measure (TenonProject *project)
{
  Watch      watch = { 0 };
  Result     result = { 0 };
  GtkWidget *page;
  double     start;

  open_window (&watch);
  start = processor_ms ();
  page = tenon_patterns_page_new (project);
  result.first = show (&watch, page, start);
  result.scroll = scroll (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find (page, GTK_TYPE_COLUMN_VIEW))), &watch);
  result.narrow = narrow (find (page, GTK_TYPE_SEARCH_ENTRY), &watch);
  result.choose = choose (page, &watch);
  result.sort = sort (TENON_PATTERN_GRID (find (page, TENON_TYPE_PATTERN_GRID)), &watch);
  close_window (&watch);
  return result;
}

/* Each pattern is about a thing of its own that the schema does not have. */
static void
ask_about_all (TenonProject *project)
{
  TenonList *patterns = tenon_project_get_model (project)->patterns;
  g_autoptr (TenonEdit) edit = tenon_model_begin (tenon_project_get_model (project), NULL);

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      g_autofree char  *entity = g_strdup_printf ("thing_%u", i);
      const char *const entities[] = { entity, NULL };

      g_object_set (tenon_list_get (patterns, i), "entities-involved", entities, NULL);
    }
  tenon_edit_commit (edit);
  tenon_project_refresh (project);
}

static Result
measure_questions (TenonProject *project)
{
  Watch      watch = { 0 };
  Result     result = { 0 };
  GtkWidget *page, *list;
  double     start;

  ask_about_all (project);
  open_window (&watch);
  start = processor_ms ();
  page = tenon_questions_page_new (project);
  result.first = show (&watch, page, start);
  list = find (page, GTK_TYPE_LIST_VIEW);
  result.scroll = scroll (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)), &watch);
  result.narrow = narrow (find (page, GTK_TYPE_SEARCH_ENTRY), &watch);
  close_window (&watch);
  return result;
}

static void
setup_label_cb (GtkListItemFactory *factory,
                GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkListItemFactory    *factory,
               GtkListItem           *item,
               const TenonGridColumn *column)
{
  g_autofree char *text = tenon_grid_column_dup_text (column, gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
words_changed_cb (TenonPatternFilter *filter,
                  GParamSpec         *pspec,
                  GtkEditable        *entry)
{
  tenon_pattern_filter_set_words (filter, gtk_editable_get_text (entry));
}

static GtkWidget *
make_plain_view (GListModel *shown)
{
  GtkWidget             *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (shown)));
  guint                  n_columns;
  const TenonGridColumn *columns = tenon_grid_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].shown)
      {
        GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
        g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (columns[i].title, factory);

        g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), NULL);
        g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), (gpointer)&columns[i]);
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
        gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      }
  return view;
}

/* What GTK does by itself with labels, and the same filter. */
static Result
measure_plain (TenonProject *project)
{
  Watch       watch = { 0 };
  Result      result = { 0 };
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *entry = gtk_entry_new (), *scroller = gtk_scrolled_window_new (), *view;
  GListModel *patterns = G_LIST_MODEL (tenon_project_get_model (project)->patterns);
  g_autoptr (TenonPatternFilter) filter = tenon_pattern_filter_new (project);
  double start;

  open_window (&watch);
  start = processor_ms ();
  view = make_plain_view (G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (patterns), g_object_ref (GTK_FILTER (filter)))));
  g_signal_connect_object (entry, "notify::text", G_CALLBACK (words_changed_cb), filter, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), scroller);
  result.first = show (&watch, box, start);
  result.scroll = scroll (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), &watch);
  result.narrow = narrow (entry, &watch);
  close_window (&watch);
  return result;
}

/* ---- the figures ---- */

static void
print (const char   *what,
       const Result *result)
{
  g_print ("%-16s %11.1f %8.1f %7.1f %8.1f %7.1f %8.1f %7.1f %8.1f %7.1f\n", what, result->first, result->scroll.median, result->scroll.worst, result->narrow.median, result->narrow.worst, result->choose.median, result->choose.worst, result->sort.median, result->sort.worst);
}

static gboolean
compare (const Result *few,
         const Result *many,
         const Result *plain,
         double        limit)
{
  double worst = MAX (MAX (many->scroll.worst, many->narrow.worst), many->choose.worst);
  double plain_worst = MAX (plain->scroll.worst, plain->narrow.worst);
  double scroll_ratio = many->scroll.median / few->scroll.median, narrow_ratio = many->narrow.median / few->narrow.median;

  g_print ("many rows to few: scrolling %.2f, narrowing %.2f (at most %.0f)\n", scroll_ratio, narrow_ratio, limit);
  g_print ("worst step of scrolling or narrowing to the plain view's: %.1f ms / %.1f ms = %.2f (at most %.2f)\n", worst, plain_worst, worst / plain_worst, WORST_TO_PLAIN);
  return scroll_ratio <= limit && narrow_ratio <= limit && worst <= WORST_TO_PLAIN * plain_worst;
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
  g_autoptr (TenonProject) small = NULL;
  g_autoptr (TenonProject) large = NULL;
  Result few, many, plain, questions;

  gtk_init ();
  gtk_source_init ();
  application = tenon_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));

  small = make_project (folder, "few", FEW);
  large = make_project (folder, "many", n_rows);
  measure (small); /* warms fonts and icons */
  few = measure (small);
  many = measure (large);
  plain = measure_plain (large);
  questions = measure_questions (large);
  g_print ("%-16s %11s %8s %7s %8s %7s %8s %7s %8s %7s\n", "ms", "first shown", "scroll", "worst", "narrow", "worst", "choose", "worst", "sort", "worst");
  print ("100 rows", &few);
  print (words, &many);
  print ("plain view", &plain);
  g_print ("%u questions:\n", g_list_model_get_n_items (tenon_project_get_questions (large)));
  print ("their page", &questions);
  return compare (&few, &many, &plain, limit) ? EXIT_SUCCESS : EXIT_FAILURE;
}
