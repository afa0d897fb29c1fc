/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the symbolic icons of the workbench as vectors, at any zoom and without an icon theme or a display. */

#include "tenon-glyph.h"

#include <math.h>

#define ICON_PREFIX "/io/github/tenon_workbench/Tenon/icons/scalable/actions/"

static const char *const icon_names[TENON_N_GLYPHS] = {
  [TENON_GLYPH_PRIMARY_KEY] = "tenon-partition-key-symbolic",
  [TENON_GLYPH_PARTITION_KEY] = "tenon-partition-key-symbolic",
  [TENON_GLYPH_SORT_KEY] = "tenon-sort-key-symbolic",
  [TENON_GLYPH_INDEX] = "tenon-index-symbolic",
  [TENON_GLYPH_UNIQUE] = "tenon-unique-symbolic",
  [TENON_GLYPH_FOREIGN_KEY] = "tenon-foreign-key-symbolic",
  [TENON_GLYPH_DENORMALISED] = "tenon-denormalised-symbolic",
};

/* (nullable): no icon for TENON_GLYPH_NONE */
const char *
tenon_glyph_get_icon_name (TenonGlyph glyph)
{
  g_return_val_if_fail (glyph < TENON_N_GLYPHS, NULL);

  return icon_names[glyph];
}

/* Reads the next number of an SVG path; FALSE at anything else. */
static gboolean
read_number (const char **at,
             double      *value)
{
  char *end;

  while (g_ascii_isspace (**at) || **at == ',')
    (*at)++;
  if (!g_ascii_isdigit (**at) && **at != '-' && **at != '+' && **at != '.')
    return FALSE;
  *value = g_ascii_strtod (*at, &end);
  if (end == *at)
    return FALSE;
  *at = end;
  return TRUE;
}

static gboolean
read_numbers (const char **at,
              double      *values,
              guint        count)
{
  for (guint i = 0; i < count; i++)
    if (!read_number (at, &values[i]))
      return FALSE;
  return TRUE;
}

/* From end points to centre: SVG 1.1, appendix F.6.5. */
static void
trace_arc (cairo_t *cr,
           double   x1,
           double   y1,
           double   rx,
           double   ry,
           double   rotation,
           gboolean large,
           gboolean sweep,
           double   x2,
           double   y2)
{
  double phi = rotation * G_PI / 180.0, dx = (x1 - x2) / 2, dy = (y1 - y2) / 2;
  double ux = cos (phi) * dx + sin (phi) * dy, uy = -sin (phi) * dx + cos (phi) * dy;
  double lambda, root, cx, cy, start, end;

  rx = fabs (rx);
  ry = fabs (ry);
  if (rx == 0 || ry == 0)
    {
      cairo_line_to (cr, x2, y2);
      return;
    }
  lambda = (ux * ux) / (rx * rx) + (uy * uy) / (ry * ry);
  if (lambda > 1)
    {
      rx *= sqrt (lambda);
      ry *= sqrt (lambda);
    }
  root = (rx * rx * ry * ry - rx * rx * uy * uy - ry * ry * ux * ux) / (rx * rx * uy * uy + ry * ry * ux * ux);
  root = (large == sweep ? -1 : 1) * sqrt (MAX (root, 0));
  cx = root * rx * uy / ry;
  cy = -root * ry * ux / rx;
  start = atan2 ((uy - cy) / ry, (ux - cx) / rx);
  end = atan2 ((-uy - cy) / ry, (-ux - cx) / rx);

  cairo_save (cr);
  cairo_translate (cr, cos (phi) * cx - sin (phi) * cy + (x1 + x2) / 2, sin (phi) * cx + cos (phi) * cy + (y1 + y2) / 2);
  cairo_rotate (cr, phi);
  cairo_scale (cr, rx, ry);
  if (sweep)
    cairo_arc (cr, 0, 0, 1, start, end);
  else
    cairo_arc_negative (cr, 0, 0, 1, start, end);
  cairo_restore (cr);
}

/* One command with its numbers; FALSE at numbers that are missing. */
static gboolean
trace_command (cairo_t     *cr,
               char         command,
               const char **at)
{
  gboolean relative = g_ascii_islower (command);
  double   x = 0, y = 0, v[7];

  if (cairo_has_current_point (cr))
    cairo_get_current_point (cr, &x, &y);
  double ox = relative ? x : 0, oy = relative ? y : 0;

  switch (g_ascii_toupper (command))
    {
    case 'M':
    case 'L':
      if (!read_numbers (at, v, 2))
        return FALSE;
      if (g_ascii_toupper (command) == 'M')
        cairo_move_to (cr, ox + v[0], oy + v[1]);
      else
        cairo_line_to (cr, ox + v[0], oy + v[1]);
      return TRUE;
    case 'H':
      if (!read_numbers (at, v, 1))
        return FALSE;
      cairo_line_to (cr, ox + v[0], y);
      return TRUE;
    case 'V':
      if (!read_numbers (at, v, 1))
        return FALSE;
      cairo_line_to (cr, x, oy + v[0]);
      return TRUE;
    case 'C':
      if (!read_numbers (at, v, 6))
        return FALSE;
      cairo_curve_to (cr, ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5]);
      return TRUE;
    case 'A':
      if (!read_numbers (at, v, 7))
        return FALSE;
      trace_arc (cr, x, y, v[0], v[1], v[2], v[3] != 0, v[4] != 0, ox + v[5], oy + v[6]);
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * tenon_svg_path_trace:
 * @path: the d attribute of an SVG path: M, L, H, V, C, A and Z, absolute or relative
 *
 * Adds the outline to the current path of @cr.
 *
 * Returns: FALSE at a command it does not know; what stands before it has been traced
 */
gboolean
tenon_svg_path_trace (const char *path,
                      cairo_t    *cr)
{
  const char *at = path;
  char        command = 0;

  for (;;)
    {
      double probe;

      while (g_ascii_isspace (*at) || *at == ',')
        at++;
      if (*at == '\0')
        return TRUE;
      if (*at == 'Z' || *at == 'z')
        {
          cairo_close_path (cr);
          at++;
          continue;
        }

      if (g_ascii_isalpha (*at))
        command = *at++;
      else
        {
          const char *ahead = at;

          if (command == 0 || !read_number (&ahead, &probe))
            return FALSE;
          /* pairs after a first move are lines */
          if (command == 'M')
            command = 'L';
          else if (command == 'm')
            command = 'l';
        }
      if (!trace_command (cr, command, &at))
        return FALSE;
    }
}

/* Every path of the icon, each on its own: a symbolic icon has one colour and no transforms. */
static gboolean
trace_icon (const char *svg,
            cairo_t    *cr)
{
  const char *at = svg;
  gboolean    any = FALSE;

  while ((at = strstr (at, " d=\"")) != NULL)
    {
      const char      *start = at + strlen (" d=\""), *end = strchr (start, '"');
      g_autofree char *path = NULL;

      if (end == NULL)
        break;
      path = g_strndup (start, end - start);
      any = tenon_svg_path_trace (path, cr) || any;
      at = end;
    }
  return any;
}

/**
 * tenon_glyph_append:
 * @x: left edge
 * @y: top edge
 * @size: width and height; the icons are drawn on a grid of 16
 *
 * Returns: FALSE if there is no such icon in the program's resources
 */
gboolean
tenon_glyph_append (TenonGlyph     glyph,
                    GtkSnapshot   *snapshot,
                    double         x,
                    double         y,
                    double         size,
                    const GdkRGBA *color)
{
  const char      *name = tenon_glyph_get_icon_name (glyph);
  g_autofree char *resource = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr;

  if (name == NULL)
    return FALSE;

  resource = g_strconcat (ICON_PREFIX, name, ".svg", NULL);
  svg = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (svg == NULL)
    return FALSE;

  /* at the origin: cairo's SVG surface loses recordings that begin elsewhere */
  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, size, size));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_scale (cr, size / TENON_GLYPH_SIZE, size / TENON_GLYPH_SIZE);
  /* data of a resource ends in a zero byte of its own (g_resource_lookup_data) */
  trace_icon (g_bytes_get_data (svg, NULL), cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
  cairo_destroy (cr);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
  return TRUE;
}
