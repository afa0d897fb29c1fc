/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes, areas, pins, hidden cards and named views: what people put on the Map, kept in the project. */

#include "app/canvas/tenon-area-drawing.h"
#include "app/canvas/tenon-note-text.h"
#include "map-fixture.h"

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* Writes @text into the dialog that has come up and accepts it; %NULL: takes it back. */
static void
answer (const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget  *dialog = NULL, *field;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        dialog = window;
    }
  g_assert_nonnull (dialog);
  field = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));
  if (text != NULL && GTK_IS_EDITABLE (field))
    gtk_editable_set_text (GTK_EDITABLE (field), text);
  else if (text != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (field, GTK_TYPE_TEXT_VIEW))), text, -1);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), text != NULL ? "accept" : "cancel");
  map_spin (50);
}

static void
act (MapFixture *fixture,
     const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
  map_spin (30);
}

/* A note is a card: it stands where nothing is hidden, speaks, is changed by F2 and goes with Delete. */
static void
test_note (MapFixture   *fixture,
           gconstpointer data)
{
  TenonCard *card;
  TenonNode *place, *users = map_find_node (fixture, "source:users");
  guint      n_nodes = tenon_list_get_length (fixture->model->diagram->nodes);

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  act (fixture, "map.new-note");
  answer (NULL);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->notes), ==, 0);
  act (fixture, "map.new-note");
  answer ("# Ask *Ada*\n- who reads `users`?");
  g_assert_cmpstr (tenon_model_get_undo_label (fixture->model), ==, "Add Note");
  card = tenon_canvas_find_card (fixture->canvas, "note:n1");
  g_assert_nonnull (card);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, "Note Ask *Ada*");
  place = map_find_node (fixture, "note:n1");
  g_assert_true (place->x >= users->x + tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, "source:users"))->width || place->y != users->y);

  g_assert_true (tenon_card_get_selected (card));
  act (fixture, "map.edit");
  answer ("Nobody");
  g_assert_cmpstr (((TenonNote *)tenon_list_get (fixture->model->diagram->notes, 0))->text, ==, "Nobody");
  g_assert_cmpstr (tenon_card_get_data (tenon_canvas_find_card (fixture->canvas, "note:n1"))->title, ==, "Nobody");

  act (fixture, "map.delete");
  g_assert_null (tenon_canvas_find_card (fixture->canvas, "note:n1"));
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->nodes), ==, n_nodes);
  tenon_model_undo (fixture->model);
  g_assert_nonnull (tenon_canvas_find_card (fixture->canvas, "note:n1"));
  tenon_model_undo (fixture->model);
  tenon_model_undo (fixture->model);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->notes), ==, 0);
}

/* Notes belong to one side, and laying out tables puts no table under one. */
static void
test_note_stays_clear (MapFixture   *fixture,
                       gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  int    x, y;

  act (fixture, "map.new-note");
  answer ("Here");
  tenon_map_page_arrange (fixture->page);
  while (g_str_equal (tenon_model_get_undo_label (fixture->model), "Add Note") && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  map_spin (50);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "note:n1", &x, &y));
  for (guint i = 0; i < MAP_N_IDS; i++)
    {
      TenonCardShape *note = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, "note:n1"));
      TenonCardShape *table = tenon_card_get_shape (tenon_canvas_find_card (fixture->canvas, map_ids[i]));
      TenonNode      *node = map_find_node (fixture, map_ids[i]);

      g_assert_true (x + note->width <= node->x || node->x + table->width <= x || y + note->height <= node->y || node->y + table->height <= y);
    }
}

/* The middle of the upper edge of the only area, on the screen. */
static void
area_middle (MapFixture *fixture,
             double     *x,
             double     *y)
{
  TenonSceneArea *area = g_ptr_array_index (tenon_canvas_get_scene (fixture->canvas)->areas, 0);
  TenonGraph     *graph = tenon_canvas_get_graph (fixture->canvas);
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  graphene_rect_t bounds;

  for (guint i = 0; i < graph->nodes->len; i++)
    g_hash_table_insert (index, ((TenonGraphNode *)g_ptr_array_index (graph->nodes, i))->id, GUINT_TO_POINTER (i + 1));
  g_assert_true (tenon_area_get_bounds (area, graph, index, &bounds));
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), bounds.origin.x + bounds.size.width / 2, bounds.origin.y, x, y);
}

static void
test_area (MapFixture   *fixture,
           gconstpointer data)
{
  TenonArea     *area;
  TenonScene    *scene;
  double         x, y;
  int            before_x, before_y, after_x, after_y, other_x, other_y, still_x, still_y;
  TenonCanvasHit hit;

  tenon_canvas_select (fixture->canvas, "source:orders", FALSE);
  tenon_canvas_select (fixture->canvas, "source:order_items", TRUE);
  act (fixture, "map.group");
  answer ("Sales");
  area = tenon_list_get (fixture->model->diagram->areas, 0);
  g_assert_cmpstr (area->title, ==, "Sales");
  g_assert_cmpuint (g_strv_length (area->cards), ==, 2);
  scene = tenon_canvas_get_scene (fixture->canvas);
  g_assert_cmpuint (scene->areas->len, ==, 1);

  act (fixture, "map.rename-area");
  answer ("Checkout");
  g_assert_cmpstr (area->title, ==, "Checkout");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.area-color", "s", "red");
  g_assert_cmpstr (area->color, ==, "red");

  /* taken by its title it moves with its cards, in one step */
  tenon_canvas_unselect_all (fixture->canvas);
  tenon_canvas_fit (fixture->canvas);
  map_spin (50);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &before_x, &before_y));
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:order_items", &other_x, &other_y));
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:users", &still_x, &still_y));
  tenon_viewport_to_screen (tenon_canvas_get_viewport (fixture->canvas), MIN (before_x, other_x) - 10, MIN (before_y, other_y) - 44, &x, &y);
  g_assert_true (tenon_canvas_lookup_item (fixture->canvas, x, y, &hit));
  g_assert_nonnull (hit.area);
  map_drag (fixture, x, y, 60, 40, TRUE);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &after_x, &after_y));
  g_assert_cmpint (after_x, !=, before_x);
  g_assert_cmpint (after_y - before_y, ==, map_find_node (fixture, "source:order_items")->y - other_y);
  g_assert_cmpint (map_find_node (fixture, "source:users")->x, ==, still_x);

  /* from afar its name stands over the middle of its upper edge, and is taken hold of there */
  tenon_canvas_unselect_all (fixture->canvas);
  tenon_canvas_zoom_normal (fixture->canvas);
  tenon_viewport_set_zoom (tenon_canvas_get_viewport (fixture->canvas), 0.05);
  map_spin (100);
  area_middle (fixture, &x, &y);
  map_drag (fixture, x, y, 20, 0, TRUE);
  g_assert_true (tenon_canvas_get_position (fixture->canvas, "source:orders", &before_x, &before_y));
  g_assert_cmpint (before_x, >=, after_x + 300);
  g_assert_cmpint (map_find_node (fixture, "source:users")->x, ==, still_x);
  tenon_canvas_fit (fixture->canvas);
  map_spin (50);

  /* a card is in one area */
  tenon_canvas_select (fixture->canvas, "source:orders", FALSE);
  act (fixture, "map.group");
  answer ("Orders");
  g_assert_cmpuint (g_strv_length (area->cards), ==, 1);
  act (fixture, "map.ungroup");
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->areas), ==, 1);
  tenon_model_undo (fixture->model);
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->areas), ==, 2);
}

static void
test_hide (MapFixture   *fixture,
           gconstpointer data)
{
  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  act (fixture, "map.delete");
  g_assert_null (tenon_canvas_find_card (fixture->canvas, "source:users"));
  g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->links->len, ==, 2);
  /* what is looked for is seen again */
  g_assert_true (tenon_page_reveal (TENON_PAGE (fixture->page), "source:users.email"));
  g_assert_nonnull (tenon_canvas_find_card (fixture->canvas, "source:users"));
  act (fixture, "map.show-only");
  g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->cards->len, ==, 1);
  act (fixture, "map.show-hidden");
  g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->cards->len, ==, 4);
  /* hiding is a way to look: it counts as no change of the project, but is taken back like one */
  g_assert_cmpuint (tenon_project_get_n_uncommitted (fixture->project), ==, 0);
  tenon_model_undo (fixture->model);
  g_assert_cmpuint (tenon_canvas_get_scene (fixture->canvas)->cards->len, ==, 1);
}

static GtkWidget *
find_hidden_button (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)), "map.show-hidden") == 0)
        return child;
      found = find_hidden_button (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What was hidden is hidden when the project is opened again, and the page says how much, where it is missing. */
static void
test_hidden_stays (MapFixture   *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProject) again = NULL;
  GtkWidget *page, *button;

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  tenon_canvas_select (fixture->canvas, "source:products", TRUE);
  act (fixture, "map.hide");
  button = find_hidden_button (GTK_WIDGET (fixture->page));
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "2 hidden · Show All");
  /* no card of the other side is hidden */
  tenon_map_page_set_view (fixture->page, TENON_MAP_TARGET);
  g_assert_false (gtk_widget_get_visible (button));
  tenon_map_page_set_view (fixture->page, TENON_MAP_SOURCE);
  g_assert_true (gtk_widget_get_visible (button));

  again = tenon_project_open (tenon_project_get_path (fixture->project), NULL, &error);
  g_assert_no_error (error);
  page = g_object_ref_sink (tenon_map_page_new (again));
  g_assert_cmpuint (tenon_canvas_get_scene (tenon_map_page_get_canvas (TENON_MAP_PAGE (page)))->cards->len, ==, 2);
  button = find_hidden_button (page);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (page, "map.show-hidden", NULL);
  g_assert_cmpuint (tenon_canvas_get_scene (tenon_map_page_get_canvas (TENON_MAP_PAGE (page)))->cards->len, ==, 4);
  g_assert_false (gtk_widget_get_visible (button));
  g_object_unref (page);
  map_spin (50);
}

static void
test_pin (MapFixture   *fixture,
          gconstpointer data)
{
  TenonNode *node = map_find_node (fixture, "source:users");
  gint64     end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND, x, y;
  guint64    serial;

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  act (fixture, "map.pin");
  g_assert_true (node->pinned);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tenon_canvas_find_card (fixture->canvas, "source:users")), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "3 columns, pinned");
  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (fixture->model, "Move");

    g_object_set (node, "x", (gint64)4000, "y", (gint64)3000, NULL);
    tenon_edit_commit (edit);
  }
  x = node->x;
  y = node->y;
  tenon_canvas_unselect_all (fixture->canvas);
  serial = tenon_model_get_serial (fixture->model);
  tenon_map_page_arrange (fixture->page);
  while (tenon_model_get_serial (fixture->model) == serial && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (node->x, ==, x);
  g_assert_cmpint (node->y, ==, y);
  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  act (fixture, "map.pin");
  g_assert_false (node->pinned);
  g_assert_false (tenon_card_get_data (tenon_canvas_find_card (fixture->canvas, "source:users"))->is_pinned);
}

/* A view comes back with what it showed, and is kept in layout.json. */
static void
test_named_view (MapFixture   *fixture,
                 gconstpointer data)
{
  TenonViewport   *viewport = tenon_canvas_get_viewport (fixture->canvas);
  g_autofree char *file = g_build_filename (tenon_project_get_path (fixture->project), "artifacts", "stage-02", "layout.json", NULL), *kept = NULL;
  double           x, y;

  tenon_canvas_select (fixture->canvas, "source:products", FALSE);
  act (fixture, "map.hide");
  tenon_viewport_set_zoom (viewport, 1.5);
  tenon_viewport_set_centre (viewport, 120, -40);
  g_object_set (fixture->page, "detail", "keys", NULL);
  act (fixture, "map.save-view");
  answer ("Keys_only");

  act (fixture, "map.show-hidden");
  g_object_set (fixture->page, "detail", "all", NULL);
  tenon_map_page_set_view (fixture->page, TENON_MAP_TARGET);
  tenon_canvas_fit (fixture->canvas);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.show-view", "s", "Keys_only");
  map_spin (50);
  g_assert_cmpint (tenon_map_page_get_view (fixture->page), ==, TENON_MAP_SOURCE);
  g_assert_null (tenon_canvas_find_card (fixture->canvas, "source:products"));
  g_assert_cmpint (tenon_canvas_get_detail (fixture->canvas), ==, TENON_DETAIL_KEYS);
  g_assert_cmpfloat (tenon_viewport_get_zoom (viewport), ==, 1.5);
  tenon_viewport_get_centre (viewport, &x, &y);
  g_assert_cmpfloat (x, ==, 120);
  g_assert_cmpfloat (y, ==, -40);

  g_assert_true (tenon_project_save (fixture->project, NULL));
  g_assert_true (g_file_get_contents (file, &kept, NULL, NULL));
  g_assert_nonnull (strstr (kept, "\"name\": \"Keys_only\", \"view\": \"source\", \"x\": 120, \"y\": -40, \"zoom\": 1500, \"detail\": \"keys\", \"hidden\": [\"source:products\"]"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.remove-view", "s", "Keys_only");
  g_assert_cmpuint (tenon_list_get_length (fixture->model->diagram->named_views), ==, 0);
}

/* Neighbours of the selection, one or two lines away, are looked at; the rest recedes. */
static void
test_hops (MapFixture   *fixture,
           gconstpointer data)
{
  TenonCard *users = tenon_canvas_find_card (fixture->canvas, "source:users"), *items = tenon_canvas_find_card (fixture->canvas, "source:order_items"), *products = tenon_canvas_find_card (fixture->canvas, "source:products");

  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  g_assert_false (tenon_card_get_dimmed (products));
  g_object_set (fixture->page, "hops", "1", NULL);
  g_assert_false (tenon_card_get_dimmed (users));
  g_assert_true (tenon_card_get_dimmed (items));
  g_object_set (fixture->page, "hops", "2", NULL);
  g_assert_false (tenon_card_get_dimmed (items));
  g_assert_true (tenon_card_get_dimmed (products));
  tenon_canvas_unselect_all (fixture->canvas);
  g_assert_false (tenon_card_get_dimmed (products));
}

/* --- Markdown ------------------------------------------------------------ */

static void
test_markup (void)
{
  static const struct
  {
    const char *text;
    const char *markup;
  } cases[] = {
    { "plain <text> & more", "plain &lt;text&gt; &amp; more" },
    { "**bold** and *italic* and `a*b*c`", "<b>bold</b> and <i>italic</i> and <tt>a*b*c</tt>" },
    { "**bold *and* more**", "<b>bold <i>and</i> more</b>" },
    { "2 * 3 * 4", "2 * 3 * 4" },
    { "order_items_by_id", "order_items_by_id" },
    { "open ** and `never closed", "open ** and `never closed" },
    { "- one\n- two", "• one\n• two" },
    { "[words](https://x)", "<u>words</u>" },
    { "#no heading", "#no heading" },
    { "## Head", "<span weight=\"bold\" size=\"118%\">Head</span>" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = tenon_note_dup_markup (cases[i].text);

      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

/* Whatever is written, it is markup Pango takes. */
static void
test_markup_is_valid (void)
{
  static const char letters[] = "**__``[]()#- <&a\n\xc3\xa9\xff";
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 3000; round++)
    {
      char             text[40];
      guint            n = g_rand_int_range (random, 0, sizeof text - 1);
      g_autofree char *markup = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < n; i++)
        text[i] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
      text[n] = '\0';
      markup = tenon_note_dup_markup (text);
      pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/map-notes/markup", test_markup);
  g_test_add_func ("/map-notes/markup-is-valid", test_markup_is_valid);
  MAP_TEST ("/map-notes/note", test_note);
  MAP_TEST ("/map-notes/note-stays-clear", test_note_stays_clear);
  MAP_TEST ("/map-notes/area", test_area);
  MAP_TEST ("/map-notes/hide", test_hide);
  MAP_TEST ("/map-notes/hidden-stays", test_hidden_stays);
  MAP_TEST ("/map-notes/pin", test_pin);
  MAP_TEST ("/map-notes/named-view", test_named_view);
  MAP_TEST ("/map-notes/hops", test_hops);
  return g_test_run ();
}
