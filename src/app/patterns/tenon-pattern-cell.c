/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One cell of the pattern table, painted by itself: a list view keeps some two hundred rows alive, and labels, images
 * and entries for each of their cells would cost more than everything else the page does.  An editor stands in it only
 * while it is edited. */

#include "app/patterns/tenon-pattern-cell.h"

#include <glib/gi18n-lib.h>

#include "app/patterns/tenon-rate-words.h"

enum
{
  PADDING = 8,
  ICON = 16,
  GAP = 5,
  EDGE = 2,
  DIM_PERCENT = 55,
  TINT_PERCENT = 20,
};

struct _TenonPatternCell
{
  GtkWidget parent_instance;

  TenonCellLook         *look; /* (owned) */
  const TenonGridColumn *column;
  GtkListItem           *item;    /* (unowned) the place in the table it belongs to */
  TenonPattern          *pattern; /* (owned) (nullable) */
  gulong                 notify_handler;
  PangoLayout           *layout;  /* (owned) (nullable) what it shows, made when it is first seen */
  PangoLayout           *aside;   /* (owned) (nullable) the word for a rate's origin */
  GtkWidget             *editor;  /* (nullable) */
  GtkWidget             *leaving; /* (nullable) an editor that loses the focus at this moment */
  guint                  leave_source;
  gboolean               is_named;
  gboolean               is_in_range; /* as it was last told */
};

G_DEFINE_FINAL_TYPE (TenonPatternCell, tenon_pattern_cell, GTK_TYPE_WIDGET)

/* ---- what cells share ---- */

static GdkPaintable *
look_up (GtkWidget  *widget,
         const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, name, NULL, ICON, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0));
}

/**
 * tenon_cell_look_new:
 * @widget: says which theme, scale and direction
 */
TenonCellLook *
tenon_cell_look_new (GtkWidget *widget)
{
  TenonCellLook           *self = g_rc_box_new0 (TenonCellLook);
  static const char *const names[] = { "tenon-rate-unknown-symbolic", "tenon-rate-stated-symbolic", "tenon-rate-observed-symbolic", "tenon-rate-derived-symbolic" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    self->origins[i] = look_up (widget, names[i]);
  self->draft = look_up (widget, "document-edit-symbolic");
  self->loose = look_up (widget, "dialog-warning-symbolic");
  self->choose = look_up (widget, "pan-down-symbolic");
  self->add = look_up (widget, "list-add-symbolic");
  return self;
}

static void
clear_look (gpointer data)
{
  TenonCellLook *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->origins); i++)
    g_clear_object (&self->origins[i]);
  g_clear_object (&self->draft);
  g_clear_object (&self->loose);
  g_clear_object (&self->choose);
  g_clear_object (&self->add);
}

void
tenon_cell_look_unref (TenonCellLook *self)
{
  g_rc_box_release_full (self, clear_look);
}

/* ---- what it shows ---- */

static TenonRate *
get_rate (TenonPatternCell *self)
{
  return g_str_equal (self->column->property, "rps-peak") ? self->pattern->rps_peak : self->pattern->rps_average;
}

static gboolean
shows_rate (TenonPatternCell *self)
{
  return self->column->kind == TENON_CELL_RATE && tenon_pattern_touches_database (self->pattern) && !tenon_pattern_cell_is_new_row (self);
}

static gboolean
shows_id (TenonPatternCell *self)
{
  return g_str_equal (self->column->property, "pattern-id");
}

static gboolean
is_number (TenonPatternCell *self)
{
  return self->column->kind == TENON_CELL_RATE || self->column->kind == TENON_CELL_NUMBER;
}

static char *
dup_shown (TenonPatternCell *self)
{
  g_autofree char *text = NULL;

  if (tenon_pattern_cell_is_new_row (self))
    return g_strdup (g_str_equal (self->column->property, "description") ? _ ("Add pattern…") : "");
  if (self->column->kind == TENON_CELL_RATE && !shows_rate (self))
    return g_strdup ("");
  text = tenon_grid_column_dup_text (self->column, self->pattern);
  if (*text == '\0' || self->column->unit == NULL || g_str_equal (text, "–"))
    return g_steal_pointer (&text);
  return g_strconcat (text, _ (self->column->unit), NULL);
}

static PangoLayout *
make_layout (TenonPatternCell *self,
             const char       *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (is_number (self))
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }
  return layout;
}

static void
forget_shown (TenonPatternCell *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->aside);
}

static PangoLayout *
get_layout (TenonPatternCell *self)
{
  if (self->layout == NULL)
    {
      g_autofree char *text = dup_shown (self);

      self->layout = make_layout (self, text);
      if (shows_rate (self))
        self->aside = make_layout (self, tenon_rate_words_get_origin (get_rate (self)));
    }
  return self->layout;
}

/**
 * tenon_pattern_cell_dup_hint:
 *
 * Returns: (transfer full) (nullable): what a tooltip says
 */
char *
tenon_pattern_cell_dup_hint (TenonPatternCell *self)
{
  g_autofree char *text = NULL;

  if (self->pattern == NULL || tenon_pattern_cell_is_new_row (self))
    return NULL;
  if (shows_rate (self))
    {
      g_autofree char *reason = tenon_rate_words_dup_reason (get_rate (self));

      return tenon_rate_is_loose (get_rate (self)) ? g_strdup_printf (_ ("%s\nIts source says it loosely."), reason) : g_steal_pointer (&reason);
    }
  if (self->column->kind == TENON_CELL_RATE)
    return g_strdup (_ ("Needs no rate: it does not touch the database."));
  text = dup_shown (self);
  if (shows_id (self) && self->pattern->is_draft)
    return g_strdup_printf (_ ("%s is a draft"), text);
  /* What can be read in full says itself. */
  return self->layout != NULL && pango_layout_is_ellipsized (self->layout) ? g_steal_pointer (&text) : NULL;
}

/* ---- the range ---- */

/**
 * tenon_pattern_cell_is_in_range:
 *
 * Returns: whether it is among the cells that are selected as a rectangle
 */
gboolean
tenon_pattern_cell_is_in_range (TenonPatternCell *self)
{
  const TenonCellRange *range = &self->look->range;
  guint                 row;

  if (!range->is_set || self->item == NULL || (range->columns & tenon_grid_column_get_bit (self->column)) == 0)
    return FALSE;
  row = tenon_pattern_cell_get_position (self);
  return row >= range->top && row <= range->bottom;
}

/* The cell the range was extended to says how far it goes: it is the one that is read out. */
static char *
dup_range_words (TenonPatternCell *self)
{
  const TenonCellRange *range = &self->look->range;
  guint                 n_rows = range->bottom - range->top + 1;
  g_autofree char      *rows = NULL;
  g_autofree char      *columns = NULL;

  if (!tenon_pattern_cell_is_in_range (self) || range->column != self->column || range->row != tenon_pattern_cell_get_position (self))
    return NULL;
  rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  columns = g_strdup_printf (ngettext ("%u column", "%u columns", range->n_columns), range->n_columns);
  /* Translators: said after what a cell holds: "AP3, type, Read; 2 rows by 3 columns selected" */
  return g_strdup_printf (_ ("%s by %s selected"), rows, columns);
}

/* Names cost a message each where a screen reader listens: only cells that are seen have one. */
static void
update_name (TenonPatternCell *self)
{
  g_autofree char *name = NULL;
  g_autofree char *range = dup_range_words (self);

  if (tenon_pattern_cell_is_new_row (self))
    name = g_strdup_printf (_ ("New pattern, %s"), _ (self->column->spoken));
  else
    name = tenon_grid_column_dup_spoken (self->column, self->pattern);
  if (range != NULL)
    {
      g_autofree char *cell = g_steal_pointer (&name);

      name = g_strdup_printf ("%s; %s", cell, range);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (shows_rate (self) && get_rate (self) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tenon_rate_get_evidence (get_rate (self)), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  self->is_named = TRUE;
}

/**
 * tenon_pattern_cell_show_range:
 *
 * Shows whether it is in the range that is selected now.
 */
void
tenon_pattern_cell_show_range (TenonPatternCell *self)
{
  gboolean was_in_range = self->is_in_range;

  self->is_in_range = self->pattern != NULL && tenon_pattern_cell_is_in_range (self);
  if (!self->is_in_range && !was_in_range)
    return;
  if (self->is_in_range)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED);
  if (self->is_named && self->pattern != NULL)
    update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * tenon_pattern_cell_refresh:
 *
 * Shows the present value.
 */
void
tenon_pattern_cell_refresh (TenonPatternCell *self)
{
  forget_shown (self);
  if (self->is_named && self->pattern != NULL)
    update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- painting ---- */

static void
paint_icon (GtkSnapshot   *snapshot,
            GdkPaintable  *icon,
            const GdkRGBA *color,
            double         x,
            double         height)
{
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)((int)(height - ICON) / 2)));
  if (GTK_IS_SYMBOLIC_PAINTABLE (icon))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON, ICON, colors, G_N_ELEMENTS (colors));
  else
    gdk_paintable_snapshot (icon, snapshot, ICON, ICON);
  gtk_snapshot_restore (snapshot);
}

/* Returns: the width it took */
static int
paint_text (GtkSnapshot   *snapshot,
            PangoLayout   *layout,
            const GdkRGBA *color,
            double         x,
            double         width,
            double         height,
            gboolean       to_the_right)
{
  int w, h;

  if (width < 4)
    return 0;
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width)
    {
      pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
      w = (int)width;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)(to_the_right ? x + width - w : x), (float)((int)(height - h) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return w;
}

static void
fill (GtkSnapshot   *snapshot,
      const GdkRGBA *color,
      double         x,
      double         y,
      double         width,
      double         height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height));
}

/* A tint, and a line around the whole of it: not by colour alone. */
static void
paint_range (TenonPatternCell *self,
             GtkSnapshot      *snapshot)
{
  GtkWidget            *widget = GTK_WIDGET (self);
  const TenonCellRange *range = &self->look->range;
  gboolean              mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double                width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint                 row = tenon_pattern_cell_get_position (self);
  GdkRGBA               color, tint;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  tint = color;
  tint.alpha *= TINT_PERCENT / 100.0;
  fill (snapshot, &tint, 0, 0, width, height);
  if (row == range->top)
    fill (snapshot, &color, 0, 0, width, EDGE);
  if (row == range->bottom)
    fill (snapshot, &color, 0, height - EDGE, width, EDGE);
  if (self->column == (mirrored ? range->last : range->first))
    fill (snapshot, &color, 0, 0, EDGE, height);
  if (self->column == (mirrored ? range->first : range->last))
    fill (snapshot, &color, width - EDGE, 0, EDGE, height);
}

static void
paint (TenonPatternCell *self,
       GtkSnapshot      *snapshot)
{
  GtkWidget   *widget = GTK_WIDGET (self);
  PangoLayout *layout = get_layout (self);
  double       left = PADDING, right = gtk_widget_get_width (widget) - PADDING, height = gtk_widget_get_height (widget);
  GdkRGBA      color, dim;
  int          aside_width;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  dim = color;
  dim.alpha *= DIM_PERCENT / 100.0;
  if (shows_rate (self))
    {
      paint_icon (snapshot, self->look->origins[tenon_rate_get_origin (get_rate (self))], &dim, left, height);
      left += ICON + GAP;
      if (tenon_rate_is_loose (get_rate (self)))
        {
          paint_icon (snapshot, self->look->loose, &color, left, height);
          left += ICON + GAP;
        }
      right -= paint_text (snapshot, layout, tenon_rate_is_known (get_rate (self)) ? &color : &dim, left, right - left, height, TRUE) + 2 * GAP;
      pango_layout_get_pixel_size (self->aside, &aside_width, NULL);
      if (aside_width <= right - left) /* a piece of the word says nothing; the sign and the tooltip do */
        paint_text (snapshot, self->aside, &dim, left, right - left, height, FALSE);
      return;
    }
  if (shows_id (self) && (self->pattern->is_draft || tenon_pattern_cell_is_new_row (self)))
    {
      paint_icon (snapshot, tenon_pattern_cell_is_new_row (self) ? self->look->add : self->look->draft, &dim, left, height);
      left += ICON + GAP;
    }
  if (gtk_widget_has_focus (widget) && self->column->suggest != TENON_SUGGEST_NOTHING)
    {
      right -= ICON;
      paint_icon (snapshot, self->look->choose, &dim, right, height);
      right -= GAP;
    }
  paint_text (snapshot, layout, tenon_pattern_cell_is_new_row (self) ? &dim : &color, left, right - left, height, is_number (self));
}

static void
tenon_pattern_cell_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  TenonPatternCell *self = TENON_PATTERN_CELL (widget);

  if (self->editor != NULL)
    {
      gtk_widget_snapshot_child (widget, self->editor, snapshot);
      return;
    }
  if (self->pattern == NULL)
    return;
  if (self->is_in_range != tenon_pattern_cell_is_in_range (self)) /* another row came here */
    tenon_pattern_cell_show_range (self);
  if (!self->is_named)
    update_name (self);
  if (self->is_in_range)
    paint_range (self, snapshot);
  paint (self, snapshot);
}

static void
tenon_pattern_cell_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  TenonPatternCell *self = TENON_PATTERN_CELL (widget);

  *minimum = *natural = 0; /* as wide as the column */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  /* Thousands of cells are measured at each frame of a list that scrolls: once is enough. */
  if (self->look->line_height == 0)
    {
      PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);

      self->look->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
      pango_font_metrics_unref (metrics);
    }
  *minimum = *natural = MAX (ICON, self->look->line_height) + PADDING + 4;
}

static void
tenon_pattern_cell_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TenonPatternCell *self = TENON_PATTERN_CELL (widget);

  if (self->editor != NULL)
    gtk_widget_allocate (self->editor, width, height, -1, NULL);
  if (self->leaving != NULL)
    gtk_widget_allocate (self->leaving, width, height, -1, NULL);
}

static void
tenon_pattern_cell_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tenon_pattern_cell_parent_class)->css_changed (widget, change);
  forget_shown (TENON_PATTERN_CELL (widget));
  if (TENON_PATTERN_CELL (widget)->look != NULL)
    TENON_PATTERN_CELL (widget)->look->line_height = 0;
}

static void
tenon_pattern_cell_state_flags_changed (GtkWidget    *widget,
                                        GtkStateFlags before)
{
  gtk_widget_queue_draw (widget);
}

/* ---- life ---- */

static void
drop_leaving (TenonPatternCell *self)
{
  g_clear_handle_id (&self->leave_source, g_source_remove);
  g_clear_pointer (&self->leaving, gtk_widget_unparent);
}

static void
tenon_pattern_cell_dispose (GObject *object)
{
  TenonPatternCell *self = TENON_PATTERN_CELL (object);

  tenon_pattern_cell_bind (self, NULL);
  drop_leaving (self);
  g_clear_pointer (&self->look, tenon_cell_look_unref);
  G_OBJECT_CLASS (tenon_pattern_cell_parent_class)->dispose (object);
}

static void
tenon_pattern_cell_class_init (TenonPatternCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_pattern_cell_dispose;
  widget_class->snapshot = tenon_pattern_cell_snapshot;
  widget_class->measure = tenon_pattern_cell_measure;
  widget_class->size_allocate = tenon_pattern_cell_size_allocate;
  widget_class->css_changed = tenon_pattern_cell_css_changed;
  widget_class->state_flags_changed = tenon_pattern_cell_state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "patterncell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
tenon_pattern_cell_init (TenonPatternCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), FALSE); /* the table answers for all of them */
}

GtkWidget *
tenon_pattern_cell_new (TenonCellLook         *look,
                        const TenonGridColumn *column,
                        GtkListItem           *item)
{
  TenonPatternCell *self = g_object_new (TENON_TYPE_PATTERN_CELL, NULL);

  self->look = g_rc_box_acquire (look);
  self->column = column;
  self->item = item;
  return GTK_WIDGET (self);
}

/**
 * tenon_pattern_cell_bind:
 * @pattern: (nullable):
 */
void
tenon_pattern_cell_bind (TenonPatternCell *self,
                         TenonPattern     *pattern)
{
  if (pattern != NULL && pattern == self->pattern)
    return;
  tenon_pattern_cell_end (self);
  if (self->pattern != NULL)
    g_clear_signal_handler (&self->notify_handler, self->pattern);
  g_set_object (&self->pattern, pattern);
  self->is_named = FALSE;
  forget_shown (self);
  if (pattern == NULL)
    return;
  /* Its type decides whether it needs rates, its number how each cell is called. */
  self->notify_handler = g_signal_connect_swapped (pattern, "notify", G_CALLBACK (tenon_pattern_cell_refresh), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

TenonPattern *
tenon_pattern_cell_get_pattern (TenonPatternCell *self)
{
  return self->pattern;
}

const TenonGridColumn *
tenon_pattern_cell_get_column (TenonPatternCell *self)
{
  return self->column;
}

guint
tenon_pattern_cell_get_position (TenonPatternCell *self)
{
  return self->item != NULL ? gtk_list_item_get_position (self->item) : GTK_INVALID_LIST_POSITION;
}

/**
 * tenon_pattern_cell_is_new_row:
 *
 * Returns: whether it stands in the row at the end, where a new pattern begins
 */
gboolean
tenon_pattern_cell_is_new_row (TenonPatternCell *self)
{
  return self->pattern != NULL && tenon_record_get_model (TENON_RECORD (self->pattern)) == NULL;
}

/**
 * tenon_pattern_cell_get_wish:
 *
 * Returns: the width that shows all of it
 */
int
tenon_pattern_cell_get_wish (TenonPatternCell *self)
{
  int width = 0;

  if (self->pattern == NULL)
    return 0;
  pango_layout_set_width (get_layout (self), -1);
  pango_layout_get_pixel_size (get_layout (self), &width, NULL);
  if (self->aside != NULL)
    {
      int aside;

      pango_layout_get_pixel_size (self->aside, &aside, NULL);
      width += aside + ICON + 3 * GAP;
    }
  return width + 2 * PADDING + ICON;
}

/* ---- editing ---- */

static TenonPick
get_pick (TenonPatternCell *self)
{
  if (self->column->words != NULL)
    return TENON_PICK_ONE;
  return tenon_grid_column_is_list (self->column) || self->column->kind == TENON_CELL_ORDER ? TENON_PICK_SEVERAL : TENON_PICK_FREELY;
}

/**
 * tenon_pattern_cell_begin:
 * @suggestions: what may be chosen, or nothing
 *
 * Returns: (transfer none): the editor that now stands in the cell, with the present value
 */
TenonCellEditor *
tenon_pattern_cell_begin (TenonPatternCell *self,
                          char            **suggestions)
{
  g_autofree char *text = NULL;

  tenon_pattern_cell_end (self);
  text = tenon_pattern_cell_is_new_row (self) ? g_strdup ("") : tenon_grid_column_dup_typed (self->column, self->pattern);
  self->editor = tenon_cell_editor_new (text, suggestions, get_pick (self), is_number (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tenon_cell_editor_get_text_widget (TENON_CELL_EDITOR (self->editor))), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->column->title), -1);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "editing");
  return TENON_CELL_EDITOR (self->editor);
}

/**
 * tenon_pattern_cell_get_editor:
 *
 * Returns: (transfer none) (nullable):
 */
TenonCellEditor *
tenon_pattern_cell_get_editor (TenonPatternCell *self)
{
  return self->editor != NULL ? TENON_CELL_EDITOR (self->editor) : NULL;
}

static gboolean
drop_leaving_cb (gpointer data)
{
  TenonPatternCell *self = data;

  self->leave_source = 0;
  drop_leaving (self);
  return G_SOURCE_REMOVE;
}

/**
 * tenon_pattern_cell_end:
 *
 * Takes the editor away; what was typed is forgotten.
 */
void
tenon_pattern_cell_end (TenonPatternCell *self)
{
  if (self->editor == NULL)
    return;
  /* Not while the focus is on its way: GTK still speaks to the widget that had it. */
  drop_leaving (self);
  self->leaving = g_steal_pointer (&self->editor);
  tenon_cell_editor_stop (TENON_CELL_EDITOR (self->leaving));
  self->leave_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, drop_leaving_cb, self, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "editing");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
