/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line under the header for a state that lasts: AdwBanner comes with libadwaita 1.3 only. */

#include "app/tenon-banner.h"

struct _TenonBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer; /* (unowned) */
  GtkLabel    *label;    /* (unowned) */
  GtkBox      *buttons;  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (TenonBanner, tenon_banner, GTK_TYPE_WIDGET)

static void
tenon_banner_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tenon_banner_parent_class)->dispose (object);
}

static void
tenon_banner_class_init (TenonBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tenonbanner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
tenon_banner_init (TenonBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_valign (GTK_WIDGET (self->buttons), GTK_ALIGN_CENTER);

  gtk_widget_add_css_class (box, "line");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->buttons));

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

GtkWidget *
tenon_banner_new (void)
{
  return g_object_new (TENON_TYPE_BANNER, NULL);
}

gboolean
tenon_banner_is_shown (TenonBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}

const char *
tenon_banner_get_text (TenonBanner *self)
{
  return gtk_label_get_text (self->label);
}

/**
 * tenon_banner_show:
 * @text: the state, in a sentence
 *
 * Shows @text, without buttons unless it is shown already.
 *
 * Returns: whether the buttons are still to be added
 */
gboolean
tenon_banner_show (TenonBanner *self,
                   const char  *text)
{
  GtkWidget *child;

  if (tenon_banner_is_shown (self) && g_strcmp0 (text, tenon_banner_get_text (self)) == 0)
    return FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  gtk_label_set_text (self->label, text);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  return TRUE;
}

/**
 * tenon_banner_add_button:
 * @label: with a mnemonic
 * @detailed_action: as g_action_parse_detailed_name() reads it
 *
 * Adds a way out of the state to what is shown.
 */
void
tenon_banner_add_button (TenonBanner *self,
                         const char  *label,
                         const char  *detailed_action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action);
  gtk_box_append (self->buttons, button);
}

void
tenon_banner_hide (TenonBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
