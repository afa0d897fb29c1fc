/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as a picture: of all or of the selection, in a file, in the clipboard, on paper. */

#include "app/canvas/tenon-map-print.h"
#include "app/canvas/tenon-picture.h"
#include "map-fixture.h"

static void
test_selection_only (MapFixture   *fixture,
                     gconstpointer data)
{
  TenonPalette    palette;
  graphene_rect_t all, some;
  g_autoptr (GskRenderNode) whole = NULL, part = NULL, nothing = NULL;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  nothing = tenon_canvas_export (fixture->canvas, TRUE, &palette, 1, &some);
  g_assert_null (nothing);
  whole = tenon_canvas_export (fixture->canvas, FALSE, &palette, 1, &all);
  tenon_canvas_select (fixture->canvas, "source:users", FALSE);
  part = tenon_canvas_export (fixture->canvas, TRUE, &palette, 1, &some);
  g_assert_nonnull (part);
  g_assert_true (graphene_rect_contains_rect (&all, &some));
  g_assert_cmpfloat (some.size.width * some.size.height, <, all.size.width * all.size.height / 2);
}

static void
test_png_sizes (MapFixture   *fixture,
                gconstpointer data)
{
  int widths[3];

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = NULL;
      g_autofree char *file = g_strdup_printf ("%s/map-%u.png", fixture->folder, 1u << i);

      g_assert_true (tenon_canvas_save (fixture->canvas, file, FALSE, FALSE, 1 << i, &error));
      g_assert_no_error (error);
      texture = gdk_texture_new_from_filename (file, &error);
      g_assert_no_error (error);
      widths[i] = gdk_texture_get_width (texture);
    }
  g_assert_cmpint (widths[1], ==, 2 * widths[0]);
  g_assert_cmpint (widths[2], ==, 4 * widths[0]);
}

/* The same map gives the same file, so that it can be kept beside the documents. */
static void
test_same_bytes (MapFixture   *fixture,
                 gconstpointer data)
{
  static const char *const suffixes[] = { "pdf", "png" }; /* cairo numbers the parts of an SVG through the life of a program */

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *first = g_strdup_printf ("%s/a.%s", fixture->folder, suffixes[i]), *second = g_strdup_printf ("%s/b.%s", fixture->folder, suffixes[i]);
      g_autofree char *one = NULL, *other = NULL;
      gsize            length, other_length;

      g_assert_true (tenon_canvas_save (fixture->canvas, first, FALSE, FALSE, 1, NULL));
      g_assert_true (tenon_canvas_save (fixture->canvas, second, FALSE, FALSE, 1, NULL));
      g_assert_true (g_file_get_contents (first, &one, &length, NULL));
      g_assert_true (g_file_get_contents (second, &other, &other_length, NULL));
      g_assert_cmpmem (one, length, other, other_length);
    }
}

static void
test_copy (MapFixture   *fixture,
           gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->page));

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.copy-picture", NULL);
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
}

/* --- Paper ------------------------------------------------------------- */

static void
test_sheets (void)
{
  graphene_rect_t small = GRAPHENE_RECT_INIT (0, 0, 400, 200), large = GRAPHENE_RECT_INIT (-100, -100, 4000, 2000);
  TenonSheets     sheets;

  tenon_sheets_fit (&sheets, &small, 540, 780);
  g_assert_cmpfloat (sheets.scale, ==, 0.75);
  tenon_sheets_fit (&sheets, &large, 540, 780);
  g_assert_cmpfloat_with_epsilon (sheets.scale, 540.0 / 4000, 1e-9);
  g_assert_cmpuint (sheets.columns * sheets.rows, ==, 1);

  tenon_sheets_tile (&sheets, &large, 540, 780, 1.0);
  g_assert_cmpuint (sheets.columns, ==, 6); /* 3,000 points over sheets of 540 */
  g_assert_cmpuint (sheets.rows, ==, 2);
  tenon_sheets_tile (&sheets, &small, 540, 780, 1.0);
  g_assert_cmpuint (sheets.columns * sheets.rows, ==, 1);
  /* nobody prints thousands of sheets */
  large.size.width = large.size.height = 400000;
  tenon_sheets_tile (&sheets, &large, 540, 780, 1.0);
  g_assert_cmpuint (sheets.columns * sheets.rows, <, 1500);
}

static GskRenderNode *
draw (gpointer         canvas,
      double           scale,
      graphene_rect_t *bounds)
{
  TenonPalette palette;

  tenon_palette_init (&palette, FALSE, FALSE, NULL);
  return tenon_canvas_export (canvas, FALSE, &palette, scale, bounds);
}

static guint
print_to_file (MapFixture *fixture,
               const char *name,
               double      zoom)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, name, NULL), *contents = NULL;
  gsize            length;

  operation = tenon_map_print_new (draw, fixture->canvas, "Map");
  if (zoom > 0)
    tenon_map_print_set_tiled (operation, zoom);
  gtk_print_operation_set_export_filename (operation, file);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (file, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  return (guint)gtk_print_operation_get_n_pages_to_print (operation);
}

static void
test_print (MapFixture   *fixture,
            gconstpointer data)
{
  g_assert_cmpuint (print_to_file (fixture, "fit.pdf", 0), ==, 1);
  g_assert_cmpuint (print_to_file (fixture, "tiled.pdf", 2.0), >, 1);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  MAP_TEST ("/map-picture/selection-only", test_selection_only);
  MAP_TEST ("/map-picture/png-sizes", test_png_sizes);
  MAP_TEST ("/map-picture/same-bytes", test_same_bytes);
  MAP_TEST ("/map-picture/copy", test_copy);
  MAP_TEST ("/map-picture/print", test_print);
  g_test_add_func ("/map-picture/sheets", test_sheets);
  return g_test_run ();
}
