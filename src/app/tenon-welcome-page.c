/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window shows while no project is open. */

#include "app/tenon-welcome-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/tenon-settings.h"

struct _TenonWelcomePage
{
  GtkWidget parent_instance;

  GtkWidget  *recent_group;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE (TenonWelcomePage, tenon_welcome_page, GTK_TYPE_WIDGET)

static void
recent_activated_cb (GtkListBox       *list,
                     GtkListBoxRow    *row,
                     TenonWelcomePage *self)
{
  const char *path = g_object_get_data (G_OBJECT (row), "tenon-path");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s", path);
}

static void
forget_cb (GtkButton        *button,
           TenonWelcomePage *self)
{
  tenon_settings_drop_recent (g_object_get_data (G_OBJECT (button), "tenon-path"));
  tenon_welcome_page_refresh (self);
}

static char *
shorten_home (const char *path)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (path, home) && path[strlen (home)] == '/')
    return g_strdup_printf ("~%s", path + strlen (home));
  return g_strdup (path);
}

static GtkWidget *
create_recent_row (TenonWelcomePage *self,
                   const char       *path)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *forget = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;
  g_autofree char *folder = shorten_home (path);
  g_autofree char *subtitle = NULL;

  tenon_settings_get_recent_state (path, &name, &state);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = g_path_get_basename (path);
    }
  subtitle = state != NULL && *state != '\0' ? g_strdup_printf ("%s · %s", folder, state) : g_strdup (folder);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, path);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "tenon-path", g_strdup (path), g_free);

  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, _ ("Remove from This List"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove from this list"), -1);
  g_object_set_data_full (G_OBJECT (forget), "tenon-path", g_strdup (path), g_free);
  g_signal_connect (forget, "clicked", G_CALLBACK (forget_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
tenon_welcome_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tenon_welcome_page_parent_class)->dispose (object);
}

static void
tenon_welcome_page_class_init (TenonWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_welcome_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonWelcomePage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, TenonWelcomePage, recent);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated_cb);
}

static void
tenon_welcome_page_init (TenonWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tenon_welcome_page_refresh:
 *
 * Lists the recent projects anew.
 */
void
tenon_welcome_page_refresh (TenonWelcomePage *self)
{
  g_auto (GStrv) paths = tenon_settings_dup_recent ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->recent, 0)) != NULL)
    gtk_list_box_remove (self->recent, GTK_WIDGET (row));
  for (guint i = 0; paths[i] != NULL; i++)
    gtk_list_box_append (self->recent, create_recent_row (self, paths[i]));
  gtk_widget_set_visible (self->recent_group, paths[0] != NULL);
}
