/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The few things one can set. */

#include "app/tenon-preferences-window.h"

#include "app/tenon-settings.h"

struct _TenonPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *style_row;
  GtkEditable *author_row;
};

G_DEFINE_FINAL_TYPE (TenonPreferencesWindow, tenon_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows. */
static const struct
{
  const char    *value;
  AdwColorScheme scheme;
} STYLES[] = {
  { "default", ADW_COLOR_SCHEME_DEFAULT },
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

static guint
find_style (GSettings *settings)
{
  g_autofree char *value = g_settings_get_string (settings, "color-scheme");

  for (guint i = 0; i < G_N_ELEMENTS (STYLES); i++)
    if (g_str_equal (STYLES[i].value, value))
      return i;
  return 0;
}

static void
style_chosen_cb (TenonPreferencesWindow *self)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();
  guint selected = adw_combo_row_get_selected (self->style_row);

  if (selected >= G_N_ELEMENTS (STYLES))
    return;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[selected].scheme);
  if (settings != NULL)
    g_settings_set_string (settings, "color-scheme", STYLES[selected].value);
}

static void
author_changed_cb (TenonPreferencesWindow *self)
{
  tenon_settings_set_author (gtk_editable_get_text (self->author_row));
}

static void
tenon_preferences_window_class_init (TenonPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonPreferencesWindow, style_row);
  gtk_widget_class_bind_template_child (widget_class, TenonPreferencesWindow, author_row);
}

static void
tenon_preferences_window_init (TenonPreferencesWindow *self)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();
  g_autofree char *author = tenon_settings_dup_author ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->author_row, author);
  if (settings != NULL)
    adw_combo_row_set_selected (self->style_row, find_style (settings));
  g_signal_connect_swapped (self->style_row, "notify::selected", G_CALLBACK (style_chosen_cb), self);
  g_signal_connect_swapped (self->author_row, "changed", G_CALLBACK (author_changed_cb), self);
}

GtkWidget *
tenon_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (TENON_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
}

/**
 * tenon_preferences_apply_style:
 *
 * Applies the light or dark style of the last run.
 */
void
tenon_preferences_apply_style (void)
{
  g_autoptr (GSettings) settings = tenon_settings_new ();

  if (settings != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), STYLES[find_style (settings)].scheme);
}
