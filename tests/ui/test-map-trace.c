/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Following an access pattern on the Map, and what runs over the cards. */

#include "map-fixture.h"

static void
add_patterns (MapFixture *fixture)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (fixture->model, "Patterns");

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);
      TenonPattern    *pattern = tenon_pattern_new (id);

      pattern->description = g_strdup (i == 1 ? "Query orders by user_id" : "Query single product by ID");
      pattern->operation_type = TENON_OPERATION_READ;
      pattern->entities_involved = g_strsplit (i == 1 ? "orders" : "products", " ", -1);
      pattern->attributes = g_strsplit (i == 1 ? "users.email" : "products.title", " ", -1);
      pattern->equality = g_strsplit (i == 1 ? "orders.user_id" : "products.id", " ", -1);
      pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, 50.0 * i, "dashboard");
      tenon_list_append_take (fixture->model->patterns, pattern);
    }
  tenon_edit_commit (edit);
}

static void
take_design (MapFixture *fixture)
{
  g_autoptr (TenonDesign) design = tenon_project_propose (fixture->project, TENON_STRATEGY_MULTI_TABLE);

  tenon_project_take_design (fixture->project, design, NULL);
  tenon_project_refresh (fixture->project);
}

static TenonCardData *
find (MapFixture *fixture,
      const char *id)
{
  return tenon_scene_find_card (tenon_canvas_get_scene (fixture->canvas), id);
}

/* What is chosen in one view stays chosen in the others, and is taken back by choosing nothing. */
static void
test_follow (MapFixture   *fixture,
             gconstpointer data)
{
  add_patterns (fixture);
  tenon_map_page_follow (fixture->page, "AP1");
  g_assert_false (find (fixture, "source:orders")->is_dimmed);
  g_assert_false (find (fixture, "source:users")->is_dimmed);
  g_assert_true (find (fixture, "source:products")->is_dimmed);
  tenon_map_page_follow (fixture->page, "AP2");
  g_assert_true (find (fixture, "source:orders")->is_dimmed);
  g_assert_false (find (fixture, "source:products")->is_dimmed);
  tenon_map_page_follow (fixture->page, NULL);
  g_assert_false (find (fixture, "source:orders")->is_dimmed);
}

static void
test_trace_view (MapFixture   *fixture,
                 gconstpointer data)
{
  graphene_rect_t world, visible;

  add_patterns (fixture);
  take_design (fixture);
  tenon_map_page_set_view (fixture->page, TENON_MAP_TRACE);
  map_spin (50);
  /* the first pattern, unless another is followed */
  g_assert_nonnull (find (fixture, "pattern:AP1"));
  g_assert_nonnull (find (fixture, "source:orders"));
  g_assert_null (find (fixture, "source:products"));
  g_assert_true (tenon_canvas_get_bounds (fixture->canvas, &world));
  tenon_viewport_get_visible (tenon_canvas_get_viewport (fixture->canvas), &visible);
  g_assert_true (graphene_rect_contains_rect (&visible, &world));

  /* an example that nobody chose is not followed elsewhere */
  tenon_map_page_set_view (fixture->page, TENON_MAP_SOURCE);
  g_assert_false (find (fixture, "source:products")->is_dimmed);
  tenon_map_page_set_view (fixture->page, TENON_MAP_TRACE);

  g_assert_true (tenon_page_reveal (TENON_PAGE (fixture->page), "trace:AP2"));
  map_spin (50);
  g_assert_nonnull (find (fixture, "pattern:AP2"));
  g_assert_nonnull (find (fixture, "table:products"));
  g_assert_false (tenon_page_reveal (TENON_PAGE (fixture->page), "trace:AP9"));
  tenon_map_page_set_view (fixture->page, TENON_MAP_SOURCE);
  g_assert_true (find (fixture, "source:orders")->is_dimmed);
  tenon_map_page_set_view (fixture->page, TENON_MAP_TRACE);
  /* following nothing leaves a view that would be empty */
  tenon_map_page_follow (fixture->page, NULL);
  g_assert_cmpint (tenon_map_page_get_view (fixture->page), ==, TENON_MAP_SOURCE);
}

static void
test_overlays (MapFixture   *fixture,
               gconstpointer data)
{
  add_patterns (fixture);
  take_design (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.load", NULL);
  g_assert_cmpstr (find (fixture, "source:users")->load_text, ==, "50/s");
  g_assert_cmpstr (find (fixture, "source:products")->load_text, ==, "100/s");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tenon_canvas_find_card (fixture->canvas, "source:users")), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "3 columns, load at peak 50/s");
  /* a rate that changes changes what is shown */
  tenon_model_set (fixture->model, "Rate", tenon_model_find_pattern (fixture->model, "AP2"), "rps-peak", NULL, NULL);
  g_assert_cmpstr (find (fixture, "source:products")->load_text, ==, "–");

  tenon_map_page_set_view (fixture->page, TENON_MAP_TARGET);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.heat", NULL);
  g_assert_nonnull (find (fixture, "table:users"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.load", NULL);
  g_assert_null (find (fixture, "table:users")->load_text);
}

/* A pattern that is removed is not followed any longer. */
static void
test_pattern_goes (MapFixture   *fixture,
                   gconstpointer data)
{
  g_autoptr (TenonEdit) edit = NULL;

  add_patterns (fixture);
  tenon_map_page_follow (fixture->page, "AP1");
  g_assert_true (find (fixture, "source:products")->is_dimmed);
  edit = tenon_model_begin (fixture->model, "Remove");
  tenon_list_remove (fixture->model->patterns, 0);
  tenon_edit_commit (edit);
  g_assert_false (find (fixture, "source:products")->is_dimmed);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  MAP_TEST ("/map-trace/follow", test_follow);
  MAP_TEST ("/map-trace/view", test_trace_view);
  MAP_TEST ("/map-trace/overlays", test_overlays);
  MAP_TEST ("/map-trace/pattern-goes", test_pattern_goes);
  return g_test_run ();
}
