/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map on paper: fitted to one page, or over as many sheets as its size takes. */

#include "tenon-map-print.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define POINTS_A_PIXEL 0.75 /* at 100 %: 96 pixels an inch */
#define CAPTION_SPACE 18    /* points at the foot of a sheet */
#define CAPTION_SIZE 8
#define LEAST_ZOOM 0.05
#define MOST_SHEETS 400
#define FINENESS 1.5 /* paper is read at smaller sizes than a screen */

typedef struct
{
  TenonMapPrintFunc draw;
  GObject          *map;  /* (owned) what it draws */
  GskRenderNode    *node; /* (owned) at the scale of the sheets, as soon as that is known */
  graphene_rect_t   bounds;
  char             *title;
  gboolean          tiled;
  double            zoom; /* 1.0: 100 % */
  TenonSheets       sheets;
  GtkWidget        *tiled_button; /* (nullable) while the dialog is open */
  GtkWidget        *zoom_spin;
} Job;

static void
job_free (Job *self)
{
  gsk_render_node_unref (self->node);
  g_object_unref (self->map);
  g_free (self->title);
  g_free (self);
}

/* @width, @height: points of a page that can be printed on. All on one page, but never larger than 100 %. */
void
tenon_sheets_fit (TenonSheets           *self,
                  const graphene_rect_t *bounds,
                  double                 width,
                  double                 height)
{
  self->scale = MIN (MIN (width / MAX (bounds->size.width, 1), height / MAX (bounds->size.height, 1)), POINTS_A_PIXEL);
  self->columns = self->rows = 1;
}

static guint
count_sheets (double length,
              double sheet)
{
  /* a hair over the edge of a sheet is no reason for another */
  return MAX (1, (guint)ceil (length / MAX (sheet, 1) - 0.001));
}

/* As many sheets as the picture needs at @zoom; smaller than asked rather than more than a stack of paper. */
void
tenon_sheets_tile (TenonSheets           *self,
                   const graphene_rect_t *bounds,
                   double                 width,
                   double                 height,
                   double                 zoom)
{
  zoom = MAX (zoom, LEAST_ZOOM);
  do
    {
      self->scale = zoom * POINTS_A_PIXEL;
      self->columns = count_sheets (bounds->size.width * self->scale, width);
      self->rows = count_sheets (bounds->size.height * self->scale, height);
      zoom *= 0.9;
    }
  while (self->columns * self->rows > MOST_SHEETS && zoom > LEAST_ZOOM);
}

static void
lay_out (Job             *job,
         GtkPrintContext *context)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context) - CAPTION_SPACE;

  if (job->tiled)
    tenon_sheets_tile (&job->sheets, &job->bounds, width, height, job->zoom);
  else
    tenon_sheets_fit (&job->sheets, &job->bounds, width, height);
}

/* How large it will be is known only now; what cannot be read then gives way to what can. */
static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Job               *job)
{
  double          scale;
  graphene_rect_t bounds;
  GskRenderNode  *node;

  lay_out (job, context);
  scale = job->sheets.scale / POINTS_A_PIXEL * FINENESS;
  node = scale < 1 ? job->draw (job->map, scale, &bounds) : NULL;
  if (node != NULL)
    {
      gsk_render_node_unref (job->node);
      job->node = node;
      job->bounds = bounds;
      lay_out (job, context);
    }
  gtk_print_operation_set_n_pages (operation, (int)(job->sheets.columns * job->sheets.rows));
}

/* Which map this is, and where the sheet lies among the others. */
static void
draw_caption (Job             *job,
              GtkPrintContext *context,
              cairo_t         *cr,
              guint            column,
              guint            row)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  g_autofree char *place = NULL, *text = NULL;

  if (job->sheets.columns * job->sheets.rows > 1)
    /* Translators: of a sheet of paper, among those that together show one map */
    place = g_strdup_printf (_ ("column %u of %u, row %u of %u"), column + 1, job->sheets.columns, row + 1, job->sheets.rows);
  text = place != NULL ? g_strdup_printf ("%s · %s", job->title, place) : g_strdup (job->title);
  pango_font_description_set_size (font, CAPTION_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - CAPTION_SPACE + 5);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double   width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context) - CAPTION_SPACE;
  guint    column = (guint)page % job->sheets.columns, row = (guint)page / job->sheets.columns;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (job->tiled)
    cairo_translate (cr, -(double)column * width, -(double)row * height);
  else
    cairo_translate (cr, (width - job->bounds.size.width * job->sheets.scale) / 2, (height - job->bounds.size.height * job->sheets.scale) / 2);
  cairo_scale (cr, job->sheets.scale, job->sheets.scale);
  cairo_translate (cr, -job->bounds.origin.x, -job->bounds.origin.y);
  gsk_render_node_draw (job->node, cr);
  cairo_restore (cr);
  draw_caption (job, context, cr, column, row);
}

/* The tab of the print dialog that is ours. */
static GtkWidget *
create_choices_cb (GtkPrintOperation *operation,
                   Job               *job)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *fit = gtk_check_button_new_with_mnemonic (_ ("_Fit to one page"));
  GtkWidget *percent = gtk_label_new (_ ("%"));

  job->tiled_button = gtk_check_button_new_with_mnemonic (_ ("_Over several sheets, at"));
  job->zoom_spin = gtk_spin_button_new_with_range (LEAST_ZOOM * 100, 200, 5);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (job->zoom_spin), job->zoom * 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (job->zoom_spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size in percent"), -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (job->tiled_button), GTK_CHECK_BUTTON (fit));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (job->tiled ? job->tiled_button : fit), TRUE);
  gtk_box_append (GTK_BOX (row), job->tiled_button);
  gtk_box_append (GTK_BOX (row), job->zoom_spin);
  gtk_box_append (GTK_BOX (row), percent);
  gtk_box_append (GTK_BOX (box), fit);
  gtk_box_append (GTK_BOX (box), row);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static void
apply_choices_cb (GtkPrintOperation *operation,
                  GtkWidget         *widget,
                  Job               *job)
{
  job->tiled = gtk_check_button_get_active (GTK_CHECK_BUTTON (job->tiled_button));
  job->zoom = gtk_spin_button_get_value (GTK_SPIN_BUTTON (job->zoom_spin)) / 100;
  job->tiled_button = job->zoom_spin = NULL;
}

/**
 * tenon_map_print_new:
 * @draw: draws what to print, for a scale at which it will be looked at
 * @map: what it draws
 * @title: names the job, and stands at the foot of each sheet
 *
 * Wide maps lie on their side. Fitted to one page, unless the person says otherwise in the dialog.
 *
 * Returns: (transfer full) (nullable): to be run by the caller; NULL where there is nothing to draw
 */
GtkPrintOperation *
tenon_map_print_new (TenonMapPrintFunc draw,
                     gpointer          map,
                     const char       *title)
{
  graphene_rect_t    bounds;
  GskRenderNode     *node = draw (map, 1.0, &bounds);
  GtkPrintOperation *operation;
  GtkPageSetup      *setup;
  Job               *job;

  if (node == NULL)
    return NULL;

  operation = gtk_print_operation_new ();
  setup = gtk_page_setup_new ();
  job = g_new0 (Job, 1);
  job->draw = draw;
  job->map = g_object_ref (map);
  job->node = node;
  job->bounds = bounds;
  job->title = g_strdup (title);
  job->zoom = 1.0;
  g_object_set_data_full (G_OBJECT (operation), "tenon-job", job, (GDestroyNotify)job_free);
  gtk_page_setup_set_orientation (setup, bounds.size.width > bounds.size.height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  g_object_unref (setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_custom_tab_label (operation, _ ("Map"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (create_choices_cb), job);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (apply_choices_cb), job);
  return operation;
}

/* @zoom: 1.0 is 100 %. Instead of one page, as many sheets as it takes. */
void
tenon_map_print_set_tiled (GtkPrintOperation *operation,
                           double             zoom)
{
  Job *job = g_object_get_data (G_OBJECT (operation), "tenon-job");

  g_return_if_fail (job != NULL);

  job->tiled = TRUE;
  job->zoom = zoom;
}
