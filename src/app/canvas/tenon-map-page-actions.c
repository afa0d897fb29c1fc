/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The actions of the Map, with their keys. */

#include "tenon-map-page-private.h"

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, 1);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tenon_canvas_zoom_step (TENON_MAP_PAGE (widget)->canvas, -1);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  tenon_canvas_zoom_normal (TENON_MAP_PAGE (widget)->canvas);
}

static void
fit_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  tenon_canvas_fit (TENON_MAP_PAGE (widget)->canvas);
}

static void
canvas_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  /* "map.select-all" is the canvas's own "canvas.select-all" */
  g_autofree char *own = g_strconcat ("canvas.", name + strlen ("map."), NULL);

  gtk_widget_activate_action (GTK_WIDGET (TENON_MAP_PAGE (widget)->canvas), own, NULL);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_auto (GStrv) selection = tenon_canvas_dup_selection (TENON_MAP_PAGE (widget)->canvas);

  if (selection[0] != NULL)
    tenon_map_page_activated_cb (TENON_MAP_PAGE (widget), selection[0]);
}

static void
arrange_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tenon_map_page_arrange (TENON_MAP_PAGE (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tenon_map_page_cancel_arranging (TENON_MAP_PAGE (widget));
}

void
tenon_map_page_class_init_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
    guint                       key;
    GdkModifierType             modifiers;
  } actions[] = {
    { "map.zoom-in", zoom_in_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "map.zoom-in", NULL, GDK_KEY_equal, GDK_CONTROL_MASK },
    { "map.zoom-out", zoom_out_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "map.zoom-normal", zoom_normal_action, GDK_KEY_0, GDK_CONTROL_MASK },
    { "map.fit", fit_action, GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK },
    { "map.arrange", arrange_action, GDK_KEY_l, GDK_CONTROL_MASK },
    { "map.cancel", cancel_action, 0, 0 },
    { "map.open", open_action, 0, 0 },
    { "map.select-related", canvas_action, 0, 0 },
    { "map.select-all", canvas_action, 0, 0 },
    { "map.fit-selection", canvas_action, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i].activate != NULL)
        gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_install_property_action (widget_class, "map.view", "view");
  gtk_widget_class_install_property_action (widget_class, "map.detail", "detail");
  gtk_widget_class_install_property_action (widget_class, "map.outline", "outline");
  gtk_widget_class_install_property_action (widget_class, "map.load", "load");
  gtk_widget_class_install_property_action (widget_class, "map.heat", "heat");
  gtk_widget_class_install_property_action (widget_class, "map.hops", "hops");
}
