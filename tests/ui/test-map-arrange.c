/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laying out the Map on demand: all of it, or a selection in layers, with its progress, as one step to undo. */

#include "map-fixture.h"

#define N_MANY 120

static GtkWidget *
find_widget (GtkWidget  *widget,
             GType       type,
             const char *action)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && (action == NULL || g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)), action) == 0))
        return child;
      found = find_widget (child, type, action);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_button (MapFixture *fixture,
             const char *action)
{
  return find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, action);
}

static void
wait_for_answer (MapFixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "map.arrange")));
  while (!gtk_widget_get_sensitive (find_button (fixture, "map.arrange")) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "map.arrange")));
}

static int
get_x (MapFixture *fixture,
       const char *id)
{
  int x, y;

  g_assert_true (tenon_canvas_get_position (fixture->canvas, id, &x, &y));
  return x;
}

/* Each right of what it refers to; what is not selected stays; one step back. */
static void
test_layers (MapFixture   *fixture,
             gconstpointer data)
{
  static const char *const chosen[] = { "source:users", "source:orders", "source:order_items" };
  int                      product = get_x (fixture, "source:products"), before[3];

  for (guint i = 0; i < 3; i++)
    {
      tenon_canvas_select (fixture->canvas, chosen[i], i > 0);
      before[i] = get_x (fixture, chosen[i]);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.arrange-layers", NULL);
  wait_for_answer (fixture);
  g_assert_cmpint (get_x (fixture, "source:users"), <, get_x (fixture, "source:orders"));
  g_assert_cmpint (get_x (fixture, "source:orders"), <, get_x (fixture, "source:order_items"));
  g_assert_cmpint (get_x (fixture, "source:products"), ==, product);
  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Arrange in Layers");
  tenon_model_undo (fixture->model);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (get_x (fixture, chosen[i]), ==, before[i]);
}

/* A pin holds in layers too. */
static void
test_layers_pinned (MapFixture   *fixture,
                    gconstpointer data)
{
  int users;

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.pin", NULL);
  users = get_x (fixture, "source:users");
  tenon_canvas_select_all (fixture->canvas);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.arrange-layers", NULL);
  wait_for_answer (fixture);
  g_assert_cmpint (get_x (fixture, "source:users"), ==, users);
}

/* Layers are for a few tables: else the button says why not. */
static void
test_layers_are_for_few (MapFixture   *fixture,
                         gconstpointer data)
{
  GtkWidget *button = find_button (fixture, "map.arrange-layers");

  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "Select"));
  tenon_canvas_select (fixture->canvas, "source:t000", FALSE);
  g_assert_false (gtk_widget_get_sensitive (button));
  tenon_canvas_select (fixture->canvas, "source:t001", TRUE);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "Ctrl+Shift+L"));
  tenon_canvas_select_all (fixture->canvas);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "120"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "50"));
  tenon_map_page_set_view (fixture->page, TENON_MAP_MAPPING);
  g_assert_false (gtk_widget_get_sensitive (button));
}

static void
note_fraction_cb (GtkProgressBar *bar,
                  GParamSpec     *pspec,
                  GArray         *fractions)
{
  double fraction = gtk_progress_bar_get_fraction (bar);

  g_array_append_val (fractions, fraction);
}

/* How far it is, not only that it is under way. */
static void
test_progress (MapFixture   *fixture,
               gconstpointer data)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_PROGRESS_BAR, NULL);
  g_autoptr (GArray) fractions = g_array_new (FALSE, FALSE, sizeof (double));

  g_signal_connect (bar, "notify::fraction", G_CALLBACK (note_fraction_cb), fractions);
  tenon_map_page_arrange (fixture->page);
  g_array_set_size (fractions, 0); /* back to the start */
  g_assert_nonnull (strstr (gtk_progress_bar_get_text (GTK_PROGRESS_BAR (bar)), "120"));
  wait_for_answer (fixture);
  g_assert_cmpuint (fractions->len, >=, 3);
  for (guint i = 1; i < fractions->len; i++)
    g_assert_cmpfloat (g_array_index (fractions, double, i), >, g_array_index (fractions, double, i - 1));
  g_assert_cmpfloat (g_array_index (fractions, double, fractions->len - 1), <=, 1.0);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (bar)));
}

/* Cancelled: nothing has moved, nothing is to be undone. */
static void
test_cancel (MapFixture   *fixture,
             gconstpointer data)
{
  int     x = get_x (fixture, "source:t017");
  guint64 serial = tenon_model_get_serial (fixture->model);

  tenon_map_page_arrange (fixture->page);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.cancel", NULL);
  wait_for_answer (fixture);
  g_assert_cmpint (get_x (fixture, "source:t017"), ==, x);
  g_assert_cmpuint (tenon_model_get_serial (fixture->model), ==, serial);
}

static char *
create_many (void)
{
  GString *ddl = g_string_new (NULL);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_string_append_printf (ddl, "CREATE TABLE t%03u (id INT NOT NULL PRIMARY KEY, up INT", i);
      if (i > 0)
        g_string_append_printf (ddl, ", FOREIGN KEY (up) REFERENCES t%03u (id)", i / 3);
      g_string_append (ddl, ");\n");
    }
  return g_string_free (ddl, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *many = create_many ();

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  MAP_TEST ("/map-arrange/layers", test_layers);
  MAP_TEST ("/map-arrange/layers-pinned", test_layers_pinned);
  g_test_add ("/map-arrange/layers-are-for-few", MapFixture, many, map_set_up, test_layers_are_for_few, map_tear_down);
  g_test_add ("/map-arrange/progress", MapFixture, many, map_set_up, test_progress, map_tear_down);
  g_test_add ("/map-arrange/cancel", MapFixture, many, map_set_up, test_cancel, map_tear_down);
  return g_test_run ();
}
