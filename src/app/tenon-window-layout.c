/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the window is shown beside the page, by its width and by choice.
 *
 *   at least 1200 px   sidebar | page | contract
 *   900 to 1199 px     sidebar | page, the contract over it on demand
 *   less               the page, either over it on demand
 *
 * A choice made where there is room is kept; what is opened over the page is not. */

#include "app/tenon-window-private.h"

enum
{
  SIDEBAR_BELOW = 900,
  CONTRACT_BELOW = 1200,
};

static void
set_button (TenonWindow *self,
            const char  *action,
            AdwFlap     *flap)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  if (found != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (found), g_variant_new_boolean (adw_flap_get_reveal_flap (flap)));
}

static void
sidebar_revealed_cb (TenonWindow *self)
{
  set_button (self, "toggle-sidebar", self->sidebar_flap);
}

static void
contract_revealed_cb (TenonWindow *self)
{
  set_button (self, "toggle-contract", self->contract_flap);
}

static void
fold (AdwFlap *flap,
      gboolean folded,
      gboolean wanted)
{
  AdwFlapFoldPolicy policy = folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  if (adw_flap_get_fold_policy (flap) == policy)
    return;
  adw_flap_set_fold_policy (flap, policy);
  adw_flap_set_reveal_flap (flap, !folded && wanted);
}

static void
adapt (TenonWindow *self,
       int          width)
{
  fold (self->sidebar_flap, width < SIDEBAR_BELOW, self->wants_sidebar);
  fold (self->contract_flap, width < CONTRACT_BELOW, self->wants_contract);
}

/* Before sizes are handed out, so that nothing is laid out twice. */
static void
surface_layout_cb (GdkSurface  *surface,
                   int          width,
                   int          height,
                   TenonWindow *self)
{
  adapt (self, width);
}

static void
realize_cb (TenonWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  g_signal_connect_object (surface, "layout", G_CALLBACK (surface_layout_cb), self, 0);
}

/**
 * tenon_window_start_layout:
 *
 * Restores the size and the choices of the last run and follows the width from here on.
 */
void
tenon_window_start_layout (TenonWindow *self)
{
  int width = 1280;
  int height = 800;

  self->wants_sidebar = TRUE;
  self->wants_contract = TRUE;
  if (self->settings != NULL)
    {
      width = g_settings_get_int (self->settings, "window-width");
      height = g_settings_get_int (self->settings, "window-height");
      self->wants_sidebar = g_settings_get_boolean (self->settings, "sidebar-visible");
      self->wants_contract = g_settings_get_boolean (self->settings, "contract-pane-visible");
      tenon_contract_pane_set_width (self->contract_pane, g_settings_get_int (self->settings, "contract-pane-width"));
      if (g_settings_get_boolean (self->settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  adw_flap_set_reveal_flap (self->sidebar_flap, self->wants_sidebar);
  adw_flap_set_reveal_flap (self->contract_flap, self->wants_contract);
  adapt (self, width);

  g_signal_connect_object (self->sidebar_flap, "notify::reveal-flap", G_CALLBACK (sidebar_revealed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->contract_flap, "notify::reveal-flap", G_CALLBACK (contract_revealed_cb), self, G_CONNECT_SWAPPED);
  sidebar_revealed_cb (self);
  contract_revealed_cb (self);
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
}

void
tenon_window_set_sidebar (TenonWindow *self,
                          gboolean     shown)
{
  if (!adw_flap_get_folded (self->sidebar_flap))
    self->wants_sidebar = shown;
  adw_flap_set_reveal_flap (self->sidebar_flap, shown);
}

void
tenon_window_set_contract (TenonWindow *self,
                           gboolean     shown)
{
  if (!adw_flap_get_folded (self->contract_flap))
    self->wants_contract = shown;
  adw_flap_set_reveal_flap (self->contract_flap, shown);
}

/**
 * tenon_window_keep_layout:
 *
 * Keeps size and choices for the next run.
 */
void
tenon_window_keep_layout (TenonWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "sidebar-visible", self->wants_sidebar);
  g_settings_set_boolean (self->settings, "contract-pane-visible", self->wants_contract);
  g_settings_set_int (self->settings, "contract-pane-width", tenon_contract_pane_get_width (self->contract_pane));
}
