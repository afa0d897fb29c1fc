/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the canvas needs no display: the viewport, what cards say, what lines mean, and their pictures. */

#include "app/canvas/tenon-card-drawing.h"
#include "app/canvas/tenon-link-drawing.h"
#include "app/canvas/tenon-outline-item.h"
#include "app/canvas/tenon-scene-trace.h"
#include "app/canvas/tenon-scene.h"
#include "app/canvas/tenon-spatial-index.h"
#include "app/canvas/tenon-viewport.h"
#include "canvas-sample.h"

/* --- Viewport ---------------------------------------------------------- */

static void
assert_near (double a,
             double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-6);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static TenonViewport *
new_viewport (void)
{
  TenonViewport *viewport = tenon_viewport_new ();

  tenon_viewport_set_size (viewport, 800, 600);
  return viewport;
}

static void
test_viewport_round_trip (void)
{
  g_autoptr (TenonViewport) viewport = new_viewport ();
  double x, y;

  tenon_viewport_set_centre (viewport, 1234, -567);
  tenon_viewport_set_zoom (viewport, 0.37);
  tenon_viewport_set_unit (viewport, 1.25);
  tenon_viewport_to_world (viewport, 17, 401, &x, &y);
  tenon_viewport_to_screen (viewport, x, y, &x, &y);
  assert_near (x, 17);
  assert_near (y, 401);
  tenon_viewport_to_screen (viewport, 1234, -567, &x, &y);
  assert_near (x, 400);
  assert_near (y, 300);
}

static void
test_viewport_zoom_keeps_pointer (void)
{
  g_autoptr (TenonViewport) viewport = new_viewport ();
  double before_x, before_y, after_x, after_y;

  tenon_viewport_to_world (viewport, 650, 120, &before_x, &before_y);
  tenon_viewport_zoom_at (viewport, 2.5, 650, 120);
  tenon_viewport_to_world (viewport, 650, 120, &after_x, &after_y);
  assert_near (tenon_viewport_get_zoom (viewport), 2.5);
  assert_near (before_x, after_x);
  assert_near (before_y, after_y);

  tenon_viewport_zoom_at (viewport, 1000, 0, 0);
  assert_near (tenon_viewport_get_zoom (viewport), TENON_ZOOM_MAX);
  tenon_viewport_set_zoom (viewport, 0);
  assert_near (tenon_viewport_get_zoom (viewport), TENON_ZOOM_MIN);
}

static void
test_viewport_fit (void)
{
  g_autoptr (TenonViewport) viewport = new_viewport ();
  graphene_rect_t world = GRAPHENE_RECT_INIT (-1000, 200, 4000, 1000), visible;

  tenon_viewport_fit (viewport, &world, 50, 40, 1.0);
  tenon_viewport_get_visible (viewport, &visible);
  g_assert_true (graphene_rect_contains_rect (&visible, &world));
  assert_near (tenon_viewport_get_zoom (viewport), 700.0 / 4000.0);

  /* something small is not blown up */
  world = GRAPHENE_RECT_INIT (0, 0, 10, 10);
  tenon_viewport_fit (viewport, &world, 50, 40, 1.0);
  assert_near (tenon_viewport_get_zoom (viewport), 1.0);
}

static void
test_viewport_reveal (void)
{
  g_autoptr (TenonViewport) viewport = new_viewport ();
  graphene_rect_t inside = GRAPHENE_RECT_INIT (-100, -100, 200, 200), right = GRAPHENE_RECT_INIT (500, 0, 200, 100), visible;
  guint           changes = 0;

  g_signal_connect_swapped (viewport, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_false (tenon_viewport_reveal (viewport, &inside, 20, 20));
  g_assert_cmpuint (changes, ==, 0);
  g_assert_true (tenon_viewport_reveal (viewport, &right, 20, 20));
  g_assert_cmpuint (changes, ==, 1);
  tenon_viewport_get_visible (viewport, &visible);
  g_assert_true (graphene_rect_contains_rect (&visible, &right));
  assert_near (visible.origin.y, -300);
}

/* A larger text size shows less of the world at the same percentage. */
static void
test_viewport_unit (void)
{
  g_autoptr (TenonViewport) viewport = new_viewport ();
  graphene_rect_t visible;

  tenon_viewport_set_unit (viewport, 2.0);
  tenon_viewport_get_visible (viewport, &visible);
  assert_near (visible.size.width, 400);
  assert_near (tenon_viewport_get_zoom (viewport), 1.0);
}

static void
test_zoom_steps (void)
{
  double zoom = TENON_ZOOM_MIN;

  assert_near (tenon_zoom_step (1.0, 1), 1.1);
  assert_near (tenon_zoom_step (1.0, -1), 0.9);
  assert_near (tenon_zoom_step (0.6123, 1), 0.67);
  for (guint i = 0; i < 60; i++)
    zoom = tenon_zoom_step (zoom, 1);
  assert_near (zoom, TENON_ZOOM_MAX);
  for (guint i = 0; i < 60; i++)
    zoom = tenon_zoom_step (zoom, -1);
  assert_near (zoom, TENON_ZOOM_MIN);
}

/* --- What is where ---------------------------------------------------- */

/* Everything that meets an area is found, once and in order, whatever its size and wherever it moved. */
static void
test_spatial_index (void)
{
  enum
  {
    N = 400
  };
  g_autoptr (TenonSpatialIndex) index = tenon_spatial_index_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  graphene_rect_t things[N];

  tenon_spatial_index_reset (index, N);
  for (guint i = 0; i < N; i++)
    {
      double size = i % 50 == 0 ? 9000 : 300;

      graphene_rect_init (&things[i], g_rand_double_range (random, -20000, 20000), g_rand_double_range (random, -20000, 20000),
                          g_rand_double_range (random, 1, size), g_rand_double_range (random, 1, size));
      tenon_spatial_index_add (index, i, &things[i]);
    }
  for (guint i = 0; i < 5; i++)
    {
      things[i].origin.x += 15000;
      tenon_spatial_index_loosen (index, i);
      tenon_spatial_index_loosen (index, i);
    }
  for (guint round = 0; round < 200; round++)
    {
      double          size = round % 20 == 0 ? 60000 : 2500;
      graphene_rect_t area = GRAPHENE_RECT_INIT (g_rand_double_range (random, -25000, 25000), g_rand_double_range (random, -25000, 25000), size, size / 2);
      guint           at = 0;

      tenon_spatial_index_query (index, &area, found);
      for (guint i = 1; i < found->len; i++)
        g_assert_cmpuint (g_array_index (found, guint, i - 1), <, g_array_index (found, guint, i));
      for (guint i = 0; i < N; i++)
        {
          while (at < found->len && g_array_index (found, guint, at) < i)
            at++;
          if (tenon_rects_meet (&things[i], &area))
            g_assert_true (at < found->len && g_array_index (found, guint, at) == i);
        }
    }
}

/* --- Scenes ------------------------------------------------------------ */

static TenonLink *
find_link (TenonScene *scene,
           const char *from,
           const char *row)
{
  for (guint i = 0; i < scene->links->len; i++)
    {
      TenonLink *link = g_ptr_array_index (scene->links, i);

      if (g_str_equal (link->from, from) && g_strcmp0 (link->from_row, row) == 0)
        return link;
    }
  g_assert_not_reached ();
}

static void
assert_ends (TenonScene      *scene,
             const char      *from,
             const char      *row,
             TenonCardinality from_end,
             TenonCardinality to_end)
{
  TenonLink *link = find_link (scene, from, row);

  g_assert_cmpint (link->from_end, ==, from_end);
  g_assert_cmpint (link->to_end, ==, to_end);
}

static void
test_cardinalities (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);

  g_assert_cmpuint (scene->cards->len, ==, 7);
  g_assert_cmpuint (scene->links->len, ==, 6);
  assert_ends (scene, "source:orders", "user_id", TENON_CARDINALITY_ZERO_OR_MANY, TENON_CARDINALITY_ONE);
  assert_ends (scene, "source:orders", "coupon_id", TENON_CARDINALITY_ZERO_OR_MANY, TENON_CARDINALITY_ZERO_OR_ONE);
  /* part of a longer primary key is not unique, the whole of it is */
  assert_ends (scene, "source:order_items", "order_id", TENON_CARDINALITY_ZERO_OR_MANY, TENON_CARDINALITY_ONE);
  assert_ends (scene, "source:profiles", "user_id", TENON_CARDINALITY_ZERO_OR_ONE, TENON_CARDINALITY_ONE);
  assert_ends (scene, "source:categories", "parent_id", TENON_CARDINALITY_ZERO_OR_MANY, TENON_CARDINALITY_ZERO_OR_ONE);
}

static void
test_reference_to_nothing (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = NULL;

  canvas_sample_reference (tenon_schema_find_table (model->schema, "coupons"), "code", "somewhere_else");
  scene = tenon_scene_new_source (model);
  g_assert_cmpuint (scene->links->len, ==, 6);
}

static void
test_card_data (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  TenonCardData    *orders = tenon_scene_find_card (scene, "source:orders"), *items = tenon_scene_find_card (scene, "source:order_items");
  TenonCardSection *keys;
  TenonCardRow     *row;

  g_assert_cmpstr (orders->label, ==, "Table orders");
  g_assert_cmpstr (orders->description, ==, "5 columns, references users, coupons");
  g_assert_cmpuint (tenon_card_data_count_rows (orders), ==, 5);

  keys = g_ptr_array_index (orders->sections, 0);
  g_assert_cmpuint (keys->rows->len, ==, 1);
  row = g_ptr_array_index (keys->rows, 0);
  g_assert_cmpstr (row->name, ==, "id");
  g_assert_cmpint (row->glyphs[0], ==, TENON_GLYPH_PRIMARY_KEY);

  g_assert_cmpstr (tenon_card_data_find_row (orders, "status")->type, ==, "enum(2)");
  g_assert_cmpstr (tenon_card_data_find_row (orders, "coupon_id")->type, ==, "int unsigned?");
  g_assert_cmpstr (tenon_card_data_find_row (orders, "user_id")->subject, ==, "source:orders.user_id");
  g_assert_false (tenon_card_data_find_row (orders, "total")->is_key);
  g_assert_cmpint (tenon_card_data_find_row (tenon_scene_find_card (scene, "source:users"), "email")->glyphs[0], ==, TENON_GLYPH_UNIQUE);

  row = tenon_card_data_find_row (items, "order_id");
  g_assert_cmpint (row->glyphs[0], ==, TENON_GLYPH_PRIMARY_KEY);
  g_assert_cmpint (row->glyphs[1], ==, TENON_GLYPH_FOREIGN_KEY);
  g_assert_cmpint (items->tint, ==, TENON_TINT_JUNCTION);
  g_assert_cmpstr (items->caption, ==, "junction");
}

static void
test_scene_equal (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) a = tenon_scene_new_source (model), b = tenon_scene_new_source (model), c = NULL;

  g_assert_true (tenon_scene_equal (a, b));
  canvas_sample_add_table (model->schema, "extra", "id int", "id");
  c = tenon_scene_new_source (model);
  g_assert_false (tenon_scene_equal (a, c));
}

static TenonAttribute *
add_attribute (TenonTable *table,
               const char *name,
               const char *source_table,
               const char *source_column)
{
  TenonAttribute *attribute = g_object_new (TENON_TYPE_ATTRIBUTE, NULL);

  attribute->name = g_strdup (name);
  attribute->source_table = g_strdup (source_table);
  attribute->source_column = g_strdup (source_column);
  tenon_list_append_take (table->attributes, attribute);
  return attribute;
}

static TenonTable *
add_design_table (TenonModel *model,
                  const char *name,
                  const char *source,
                  const char *key)
{
  TenonTable *table = tenon_table_new (name);

  table->source_table = g_strdup (source);
  table->partition_key = g_strdup (key);
  tenon_list_append_take (model->design->tables, table);
  return table;
}

/* Two tables, one attribute copied from the other, an index and a lookup table. */
static TenonModel *
new_designed (void)
{
  TenonModel *model = canvas_sample_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Design");
  TenonTable     *users = add_design_table (model, "Users", "users", "user_id"), *orders = add_design_table (model, "Orders", "orders", "order_id"), *lookup;
  TenonIndex     *index = g_object_new (TENON_TYPE_INDEX, NULL);
  TenonAttribute *copy;

  add_attribute (users, "user_id", "users", "id");
  add_attribute (users, "email", "users", "email");
  add_attribute (orders, "order_id", "orders", "id");
  add_attribute (orders, "user_id", "orders", "user_id");
  copy = add_attribute (orders, "user_email", "users", "email");
  copy->denormalized = TRUE;
  index->name = g_strdup ("orders_by_user");
  index->partition_key = g_strdup ("user_id");
  index->sort_key = g_strdup ("order_id");
  index->projection = TENON_PROJECTION_KEYS_ONLY;
  tenon_list_append_take (orders->indexes, index);
  lookup = add_design_table (model, "UsersByEmail", "users", "email");
  lookup->role = TENON_TABLE_LOOKUP;
  lookup->lookup_of = g_strdup ("Users");
  lookup->unique_columns = g_strsplit ("email", ",", -1);
  add_attribute (lookup, "email", "users", "email");
  tenon_edit_commit (edit);
  return model;
}

static void
test_target (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) scene = tenon_scene_new_target (model, NULL, NULL);
  TenonCardData    *orders = tenon_scene_find_card (scene, "table:Orders");
  TenonCardSection *index;

  g_assert_cmpuint (scene->cards->len, ==, 3);
  g_assert_cmpstr (orders->label, ==, "DynamoDB table Orders");
  g_assert_cmpint (tenon_card_data_find_row (orders, "order_id")->glyphs[0], ==, TENON_GLYPH_PARTITION_KEY);
  g_assert_cmpint (tenon_card_data_find_row (orders, "user_email")->glyphs[0], ==, TENON_GLYPH_DENORMALISED);
  index = g_ptr_array_index (orders->sections, 2);
  g_assert_cmpstr (index->title, ==, "orders_by_user");
  g_assert_cmpstr (index->note, ==, "keys only");
  g_assert_cmpint (tenon_card_data_find_row (orders, "orders_by_user/order_id")->glyphs[0], ==, TENON_GLYPH_SORT_KEY);
  g_assert_cmpint (find_link (scene, "table:Orders", "user_id")->kind, ==, TENON_LINK_FOREIGN_KEY);
  g_assert_cmpint (find_link (scene, "table:Orders", "user_email")->kind, ==, TENON_LINK_COPY);
  g_assert_cmpint (find_link (scene, "table:UsersByEmail", "email")->kind, ==, TENON_LINK_LOOKUP);
}

static void
test_mapping (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) scene = NULL;
  guint n_mapped, n_columns;

  scene = tenon_scene_new_mapping (model, &n_mapped, &n_columns);
  /* users 3, orders 5, coupons 2, products 2, order_items 3, profiles 2, categories 3 */
  g_assert_cmpuint (n_columns, ==, 20);
  /* users.id, users.email, orders.id, orders.user_id */
  g_assert_cmpuint (n_mapped, ==, 4);
  g_assert_true (tenon_card_data_find_row (tenon_scene_find_card (scene, "source:users"), "name")->is_attention);
  g_assert_false (tenon_card_data_find_row (tenon_scene_find_card (scene, "source:users"), "email")->is_attention);
}

/* --- The way of a pattern ---------------------------------------------- */

static TenonPattern *
add_pattern (TenonModel *model,
             const char *id,
             double      peak)
{
  TenonPattern *pattern = tenon_pattern_new (id);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Pattern");

  pattern->operation_type = TENON_OPERATION_READ;
  pattern->description = g_strdup ("Orders of a user");
  pattern->entities_involved = g_strsplit ("orders", " ", -1);
  pattern->attributes = g_strsplit ("orders.id orders.user_id users.email", " ", -1);
  if (peak > 0)
    pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, peak, "said so");
  tenon_list_append_take (model->patterns, pattern);
  tenon_edit_commit (edit);
  return pattern;
}

static void
serve (TenonModel *model,
       const char *table,
       const char *pattern,
       const char *index)
{
  TenonOperation *operation = g_object_new (TENON_TYPE_OPERATION, NULL);
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Serve");

  operation->pattern_id = g_strdup (pattern);
  operation->step = 1;
  operation->operation = g_strdup ("Query");
  operation->index = g_strdup (index);
  tenon_list_append_take (tenon_design_find_table (model->design, table)->operations, operation);
  tenon_edit_commit (edit);
}

static void
test_trace (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonTrace) trace = NULL;
  g_autoptr (TenonScene) scene = NULL;
  TenonLink *link;

  add_pattern (model, "AP1", 50);
  serve (model, "Orders", "AP1", "orders_by_user");
  g_assert_null (tenon_trace_new (model, "AP9"));
  trace = tenon_trace_new (model, "AP1");
  g_assert_cmpuint (trace->tables->len, ==, 2);
  g_assert_cmpuint (trace->joins->len, ==, 1);
  g_assert_true (tenon_trace_joins (trace, "users", "orders"));
  g_assert_cmpuint (trace->steps->len, ==, 1);

  /* the two MySQL tables, the pattern, the one table that serves it */
  scene = tenon_scene_new_trace (model, trace);
  g_assert_cmpuint (scene->cards->len, ==, 4);
  link = find_link (scene, "pattern:AP1", "step/0");
  g_assert_cmpstr (link->to, ==, "table:Orders");
  g_assert_cmpstr (link->to_row, ==, "orders_by_user/user_id");
  g_assert_cmpstr (link->label, ==, "Query · 50/s");
  g_assert_true (tenon_card_data_find_row (tenon_scene_find_card (scene, "source:users"), "email")->is_traced);
  g_assert_true (tenon_card_data_find_row (tenon_scene_find_card (scene, "source:users"), "name")->is_dimmed);
  g_assert_true (tenon_card_data_find_row (tenon_scene_find_card (scene, "table:Orders"), "orders_by_user/user_id")->is_traced);
}

/* In every other view the rest recedes, lines included. */
static void
test_follow (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) source = tenon_scene_new_source (model), target = tenon_scene_new_target (model, NULL, NULL);
  g_autoptr (TenonTrace) trace = NULL;

  add_pattern (model, "AP1", 0);
  serve (model, "Orders", "AP1", NULL);
  trace = tenon_trace_new (model, "AP1");
  tenon_scene_follow (source, trace);
  tenon_scene_follow (target, trace);
  g_assert_false (tenon_scene_find_card (source, "source:orders")->is_dimmed);
  g_assert_true (tenon_scene_find_card (source, "source:products")->is_dimmed);
  g_assert_true (find_link (source, "source:orders", "user_id")->is_traced);
  g_assert_cmpstr (find_link (source, "source:orders", "user_id")->label, ==, "–");
  g_assert_true (find_link (source, "source:orders", "coupon_id")->is_dimmed);
  g_assert_false (tenon_scene_find_card (target, "table:Orders")->is_dimmed);
  g_assert_true (tenon_scene_find_card (target, "table:Users")->is_dimmed);
}

/* An unknown rate makes a sum a lower bound, never a zero. */
static void
test_load (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) source = tenon_scene_new_source (model), target = tenon_scene_new_target (model, NULL, NULL);
  g_autoptr (GHashTable) loads = NULL;

  add_pattern (model, "AP1", 1200);
  add_pattern (model, "AP2", 34);
  serve (model, "Orders", "AP1", "orders_by_user");
  serve (model, "Orders", "AP2", NULL);
  loads = tenon_loads_new (model);
  tenon_scene_show_load (source, loads);
  tenon_scene_show_load (target, loads);
  g_assert_cmpstr (tenon_scene_find_card (source, "source:users")->load_text, ==, "1,234/s");
  g_assert_null (tenon_scene_find_card (source, "source:products")->load_text);
  g_assert_cmpstr (find_link (source, "source:orders", "user_id")->label, ==, "1,234/s");
  g_assert_cmpfloat (find_link (source, "source:orders", "user_id")->weight, ==, 1234);
  g_assert_cmpstr (tenon_scene_find_card (target, "table:Orders")->load_text, ==, "1,234/s");
  g_assert_nonnull (strstr (tenon_scene_find_card (target, "table:Orders")->description, "1,234/s"));
  g_assert_cmpstr (((TenonCardSection *)g_ptr_array_index (tenon_scene_find_card (target, "table:Orders")->sections, 2))->figures, ==, "1,200/s");

  g_hash_table_unref (g_steal_pointer (&loads));
  add_pattern (model, "AP3", 0);
  loads = tenon_loads_new (model);
  g_assert_true (((TenonLoad *)g_hash_table_lookup (loads, "source:users"))->is_lower_bound);
  g_assert_cmpfloat (((TenonLoad *)g_hash_table_lookup (loads, "source:users"))->rate, ==, 1234);
}

static void
test_heat (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) target = tenon_scene_new_target (model, NULL, NULL);
  TenonHeadroom  calm = { "Orders", NULL, "order_id", -1, 30, -1, NULL, NULL }, warm = { "Orders", "orders_by_user", "user_id", -1, 300, 700, NULL, NULL };
  TenonHeadroom  hot = { "Users", NULL, "user_id", -1, 6000, 0, NULL, NULL }, unknown = { "UsersByEmail", NULL, "email", -1, -1, -1, NULL, NULL };
  TenonHeadroom *rows[] = { &calm, &warm, &hot, &unknown };
  g_autoptr (GPtrArray) headroom = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (headroom, rows[i]);
  tenon_scene_show_heat (target, headroom);
  g_assert_cmpstr (tenon_scene_find_card (target, "table:Orders")->heat_text, ==, "70 %");
  g_assert_cmpint (tenon_scene_find_card (target, "table:Orders")->heat, ==, TENON_HEAT_WARM);
  g_assert_cmpstr (tenon_scene_find_card (target, "table:Users")->heat_text, ==, "200 %");
  g_assert_cmpint (tenon_scene_find_card (target, "table:Users")->heat, ==, TENON_HEAT_HOT);
  g_assert_null (tenon_scene_find_card (target, "table:UsersByEmail")->heat_text);
}

static void
test_outline (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  g_autoptr (GListStore) outline = tenon_outline_build (scene);
  g_autoptr (TenonOutlineItem) first = g_list_model_get_item (G_LIST_MODEL (outline), 0);
  g_autoptr (TenonOutlineItem) orders = g_list_model_get_item (G_LIST_MODEL (outline), 3);
  g_autoptr (TenonOutlineItem) line = NULL;

  g_assert_cmpstr (first->title, ==, "categories");
  g_assert_cmpstr (orders->title, ==, "orders");
  /* two relationships, then five columns */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (orders->children)), ==, 7);
  line = g_list_model_get_item (G_LIST_MODEL (orders->children), 0);
  g_assert_cmpstr (line->other, ==, "source:users");
  g_assert_true (tenon_outline_item_matches (orders, "coupon"));
  g_assert_true (tenon_outline_item_is_found (line, "user"));
  g_assert_true (tenon_outline_item_is_found (line, "order"));
  g_assert_false (tenon_outline_item_is_found (line, "coupon"));
  g_assert_false (tenon_outline_item_matches (orders, "biography"));
}

/* --- Drawing ----------------------------------------------------------- */

static TenonTypeface *
new_typeface (void)
{
  PangoContext  *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  TenonTypeface *typeface = tenon_typeface_new (context);

  g_object_unref (context);
  return typeface;
}

static void
test_card_shape (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  g_autoptr (TenonTypeface) typeface = new_typeface ();
  TenonCardData *orders = tenon_scene_find_card (scene, "source:orders");
  g_autoptr (TenonCardShape) all = tenon_card_shape_new (orders, typeface, TENON_DETAIL_ALL);
  g_autoptr (TenonCardShape) keys = tenon_card_shape_new (orders, typeface, TENON_DETAIL_KEYS);
  g_autoptr (TenonCardShape) names = tenon_card_shape_new (orders, typeface, TENON_DETAIL_NAMES);
  int port = tenon_card_shape_get_port (all, "coupon_id");

  g_assert_cmpint (all->width, >=, TENON_CARD_MIN_WIDTH);
  g_assert_cmpint (all->width, <=, TENON_CARD_MAX_WIDTH);
  g_assert_cmpint (all->width, ==, names->width);
  g_assert_cmpint (all->height, >, keys->height);
  g_assert_cmpint (keys->height, >, names->height);
  g_assert_cmpuint (all->lines->len, ==, 5);
  g_assert_cmpuint (keys->lines->len, ==, 3);
  g_assert_cmpuint (names->lines->len, ==, 0);

  g_assert_cmpstr (tenon_card_shape_find_line (all, port)->row->key, ==, "coupon_id");
  g_assert_null (tenon_card_shape_find_line (all, 3));
  /* a row that is not shown is reached at the head */
  g_assert_cmpint (tenon_card_shape_get_port (names, "coupon_id"), ==, names->head_height / 2);
}

static void
test_long_names (void)
{
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonTypeface) typeface = new_typeface ();
  g_autoptr (TenonCardData) data = NULL;
  g_autoptr (TenonCardShape) shape = NULL;

  model->schema = tenon_schema_new ();
  data = tenon_card_data_of_source (canvas_sample_add_table (model->schema, "a_table_whose_name_does_not_end_where_one_would_expect_it",
                                                             "a_column_whose_name_goes_on_and_on_and_on_and_on_and_on decimal(65,30) unsigned?", ""));
  shape = tenon_card_shape_new (data, typeface, TENON_DETAIL_ALL);
  g_assert_cmpint (shape->width, ==, TENON_CARD_MAX_WIDTH);
}

static void
test_card_pictures (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  g_autoptr (TenonTypeface) typeface = new_typeface ();
  TenonCardData *orders = tenon_scene_find_card (scene, "source:orders");
  g_autoptr (TenonCardShape) shape = tenon_card_shape_new (orders, typeface, TENON_DETAIL_ALL);

  for (guint look = 0; look < 4; look++)
    {
      TenonPalette palette;

      tenon_palette_init (&palette, look & 1, look & 2, NULL);
      for (guint level = 0; level < TENON_N_LEVELS; level++)
        {
          g_autoptr (GskRenderNode) node = tenon_card_draw (orders, shape, typeface, &palette, level);
          graphene_rect_t bounds;

          gsk_render_node_get_bounds (node, &bounds);
          g_assert_cmpfloat (bounds.size.width, >=, shape->width);
          g_assert_cmpfloat (bounds.size.height, >=, shape->height);
        }
    }
}

/* The least space that laying out leaves between two cards, one above the other. */
#define LEAST_SPACE 16

/* Load and heat change no card's size, and what stands out of a card does not reach the next one. */
static void
test_overlay_takes_no_room (void)
{
  g_autoptr (TenonModel) model = new_designed ();
  g_autoptr (TenonScene) plain = tenon_scene_new_target (model, NULL, NULL), laden = tenon_scene_new_target (model, NULL, NULL);
  g_autoptr (GHashTable) loads = NULL;
  g_autoptr (GPtrArray) headroom = g_ptr_array_new ();
  g_autoptr (TenonTypeface) typeface = new_typeface ();
  TenonHeadroom row = { "Orders", "orders_by_user", "user_id", -1, 300000, 700000, NULL, NULL };
  TenonPalette  palette;

  add_pattern (model, "AP1", 123456789);
  add_pattern (model, "AP2", 0);
  serve (model, "Orders", "AP1", "orders_by_user");
  serve (model, "Orders", "AP2", "orders_by_user");
  loads = tenon_loads_new (model);
  g_ptr_array_add (headroom, &row);
  tenon_scene_show_load (laden, loads);
  tenon_scene_show_heat (laden, headroom);
  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  g_assert_cmpuint (plain->cards->len, ==, laden->cards->len);
  for (guint i = 0; i < plain->cards->len; i++)
    for (TenonDetail detail = TENON_DETAIL_NAMES; detail <= TENON_DETAIL_ALL; detail++)
      {
        TenonCardData *card = g_ptr_array_index (laden->cards, i);
        g_autoptr (TenonCardShape) before = tenon_card_shape_new (g_ptr_array_index (plain->cards, i), typeface, detail);
        g_autoptr (TenonCardShape) after = tenon_card_shape_new (card, typeface, detail);

        g_assert_cmpint (before->width, ==, after->width);
        g_assert_cmpint (before->height, ==, after->height);
        for (guint level = 0; level < TENON_N_LEVELS; level++)
          {
            g_autoptr (GskRenderNode) node = tenon_card_draw (card, after, typeface, &palette, level);
            graphene_rect_t bounds;

            gsk_render_node_get_bounds (node, &bounds);
            g_assert_cmpfloat (bounds.origin.x, >=, 0);
            g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, after->width);
            g_assert_cmpfloat (bounds.size.height - after->height, <=, LEAST_SPACE);
          }
      }
}

/* Whether the picture holds ink of the glyph: it comes from the resources of the program. */
static void
test_glyphs (void)
{
  for (TenonGlyph glyph = TENON_GLYPH_NONE + 1; glyph < TENON_N_GLYPHS; glyph++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GdkRGBA      black = { 0, 0, 0, 1 };
      g_autoptr (GskRenderNode) node = NULL;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 16, 16);
      cairo_t         *cr = cairo_create (surface);
      const guchar    *pixels;
      guint            ink = 0;

      g_assert_true (tenon_glyph_append (glyph, snapshot, 0, 0, 16, &black));
      node = gtk_snapshot_free_to_node (snapshot);
      gsk_render_node_draw (node, cr);
      cairo_surface_flush (surface);
      pixels = cairo_image_surface_get_data (surface);
      for (int y = 0; y < 16; y++)
        for (int x = 0; x < 16; x++)
          ink += pixels[y * cairo_image_surface_get_stride (surface) + x] > 127;
      g_assert_cmpuint (ink, >, 20);
      g_assert_cmpuint (ink, <, 200);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_svg_path (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 4, 4);
  cairo_t         *cr = cairo_create (surface);
  double           x1, y1, x2, y2;

  g_assert_true (tenon_svg_path_trace ("M2 3h4v5H2z", cr));
  cairo_path_extents (cr, &x1, &y1, &x2, &y2);
  assert_near (x1, 2);
  assert_near (y1, 3);
  assert_near (x2, 6);
  assert_near (y2, 8);

  /* a circle of two arcs */
  cairo_new_path (cr);
  g_assert_true (tenon_svg_path_trace ("M0 5a5 5 0 1 0 10 0 5 5 0 1 0-10 0z", cr));
  cairo_path_extents (cr, &x1, &y1, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x2 - x1, 10, 0.05);
  g_assert_cmpfloat_with_epsilon (y2 - y1, 10, 0.05);

  cairo_new_path (cr);
  g_assert_false (tenon_svg_path_trace ("M0 5Q1 1 2 2", cr));
  g_assert_false (tenon_svg_path_trace ("5 5", cr));
  g_assert_false (tenon_svg_path_trace ("M1", cr));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static TenonGraph *
new_pair (int dx,
          int dy)
{
  TenonGraph     *graph = tenon_graph_new ();
  TenonGraphNode *a = tenon_graph_add_node (graph, "a", 200, 100), *b = tenon_graph_add_node (graph, "b", 200, 100);

  a->is_placed = b->is_placed = TRUE;
  b->x = dx;
  b->y = dy;
  tenon_graph_add_edge (graph, 0, 1, 50, 30);
  return graph;
}

/* Wherever the other card is, the line is orthogonal and begins and ends at the ports, at a side of its card. */
static void
test_simple_route (void)
{
  for (int dx = -600; dx <= 600; dx += 60)
    for (int dy = -300; dy <= 300; dy += 60)
      {
        g_autoptr (TenonGraph) graph = new_pair (dx, dy);
        TenonGraphEdge  *edge = g_ptr_array_index (graph->edges, 0);
        TenonGraphPoint *first, *last;

        tenon_route_simply (graph, edge);
        first = &g_array_index (edge->points, TenonGraphPoint, 0);
        last = &g_array_index (edge->points, TenonGraphPoint, edge->points->len - 1);
        g_assert_cmpint (first->y, ==, 50);
        g_assert_cmpint (last->y, ==, dy + 30);
        g_assert_true (first->x == 0 || first->x == 200);
        g_assert_true (last->x == dx || last->x == dx + 200);
        for (guint i = 1; i < edge->points->len; i++)
          {
            TenonGraphPoint *a = &g_array_index (edge->points, TenonGraphPoint, i - 1), *b = &g_array_index (edge->points, TenonGraphPoint, i);

            g_assert_true (a->x == b->x || a->y == b->y);
          }
      }
}

/* "Exactly one" and "zero or one" at the same key must both be readable; equal marks stay together. */
static void
test_ends_do_not_coincide (void)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  TenonLink       one = { .from_end = TENON_CARDINALITY_ZERO_OR_MANY, .to_end = TENON_CARDINALITY_ONE };
  TenonLink       maybe = { .from_end = TENON_CARDINALITY_ZERO_OR_MANY, .to_end = TENON_CARDINALITY_ZERO_OR_ONE };
  TenonLink      *all[] = { &one, &maybe, &one };
  TenonGraphEdge *edges[G_N_ELEMENTS (all)];

  tenon_graph_add_node (graph, "parent", 200, 100);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *id = g_strdup_printf ("child%u", i);

      tenon_graph_add_node (graph, id, 200, 100);
      edges[i] = tenon_graph_add_edge (graph, i + 1, 0, 60, 43);
      g_ptr_array_add (links, all[i]);
    }
  tenon_links_spread_ends (links, graph);
  g_assert_cmpint (edges[0]->to_port, ==, edges[2]->to_port);
  /* farther apart than a mark is high, and still on the row */
  g_assert_cmpint (ABS (edges[1]->to_port - edges[0]->to_port), >=, 12);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_cmpint (edges[i]->from_port, ==, 60);
      g_assert_cmpint (ABS (edges[i]->to_port - 43), <, 11);
    }
}

static void
test_link_picture (void)
{
  g_autoptr (TenonModel) model = canvas_sample_new ();
  g_autoptr (TenonScene) scene = tenon_scene_new_source (model);
  g_autoptr (TenonGraph) graph = new_pair (500, 40);
  TenonGraphEdge *edge = g_ptr_array_index (graph->edges, 0);
  TenonPalette    palette;
  graphene_rect_t bounds, ink;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  g_assert_null (tenon_link_draw (g_ptr_array_index (scene->links, 0), NULL, 1.0, &palette, FALSE, FALSE));
  tenon_route_simply (graph, edge);
  g_assert_true (tenon_route_get_bounds (edge->points, &bounds));
  for (double scale = 0.05; scale < 4; scale *= 2)
    for (TenonCardinality end = TENON_CARDINALITY_NONE; end <= TENON_CARDINALITY_ZERO_OR_MANY; end++)
      {
        TenonLink link = { .from_end = end, .to_end = end };
        g_autoptr (GskRenderNode) node = tenon_link_draw (&link, edge->points, scale, &palette, end == TENON_CARDINALITY_ONE, FALSE);

        g_assert_nonnull (node);
        gsk_render_node_get_bounds (node, &ink);
        g_assert_cmpfloat (ink.size.width, >=, 300 * scale - 2);
        g_assert_cmpfloat (ink.size.width, <=, bounds.size.width * scale + 24);
      }
  assert_near (tenon_route_get_distance (edge->points, 210, 55), 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* fails without a display, and that is fine: it registers the kinds of render nodes first */
  gtk_init_check ();
  g_test_add_func ("/viewport/round-trip", test_viewport_round_trip);
  g_test_add_func ("/viewport/zoom-keeps-pointer", test_viewport_zoom_keeps_pointer);
  g_test_add_func ("/viewport/fit", test_viewport_fit);
  g_test_add_func ("/viewport/reveal", test_viewport_reveal);
  g_test_add_func ("/viewport/unit", test_viewport_unit);
  g_test_add_func ("/viewport/steps", test_zoom_steps);
  g_test_add_func ("/viewport/spatial-index", test_spatial_index);
  g_test_add_func ("/scene/cardinalities", test_cardinalities);
  g_test_add_func ("/scene/reference-to-nothing", test_reference_to_nothing);
  g_test_add_func ("/scene/card-data", test_card_data);
  g_test_add_func ("/scene/equal", test_scene_equal);
  g_test_add_func ("/scene/target", test_target);
  g_test_add_func ("/scene/mapping", test_mapping);
  g_test_add_func ("/scene/trace", test_trace);
  g_test_add_func ("/scene/follow", test_follow);
  g_test_add_func ("/scene/load", test_load);
  g_test_add_func ("/scene/heat", test_heat);
  g_test_add_func ("/scene/outline", test_outline);
  g_test_add_func ("/drawing/shape", test_card_shape);
  g_test_add_func ("/drawing/long-names", test_long_names);
  g_test_add_func ("/drawing/pictures", test_card_pictures);
  g_test_add_func ("/drawing/overlay-takes-no-room", test_overlay_takes_no_room);
  g_test_add_func ("/drawing/glyphs", test_glyphs);
  g_test_add_func ("/drawing/svg-path", test_svg_path);
  g_test_add_func ("/drawing/simple-route", test_simple_route);
  g_test_add_func ("/drawing/link", test_link_picture);
  g_test_add_func ("/drawing/ends-do-not-coincide", test_ends_do_not_coincide);
  return g_test_run ();
}
