/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cell that edits a property in place: focus and type; Enter or leaving commits one undoable step, Escape restores.
 * It is made of a GtkText: a GtkEditableLabel destroyed soon after losing focus is a use after free in GTK 4.8. */

#include "app/patterns/tenon-text-cell.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

/* How a cell says "at least". */
#define LOWER_BOUND "≥ "

struct _TenonTextCell
{
  GtkWidget parent_instance;

  GtkWidget        *icon; /* (nullable) a rate's origin */
  GtkWidget        *overlay;
  GtkWidget        *text;
  GtkWidget        *label; /* stands over the text while nobody edits it: a GtkText cannot ellipsise */
  GtkListItem      *item;  /* (unowned) the place in the table it belongs to */
  char             *property;
  char             *title;
  const TenonField *field;
  TenonRecord      *record; /* (owned) (nullable) */
  gulong            notify_handler;
};

enum
{
  RATE_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonTextCell, tenon_text_cell, GTK_TYPE_WIDGET)

static void
tenon_text_cell_dispose (GObject *object)
{
  TenonTextCell *self = TENON_TEXT_CELL (object);

  tenon_text_cell_bind (self, NULL);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (tenon_text_cell_parent_class)->dispose (object);
}

static void
tenon_text_cell_finalize (GObject *object)
{
  TenonTextCell *self = TENON_TEXT_CELL (object);

  g_free (self->property);
  g_free (self->title);
  G_OBJECT_CLASS (tenon_text_cell_parent_class)->finalize (object);
}

static TenonRate *
get_rate (TenonTextCell *self)
{
  TenonRate *rate = NULL;

  g_object_get (self->record, self->property, &rate, NULL);
  return rate;
}

/* Three significant digits are what an estimate bears; the tooltip has the rest. */
static char *
format_rate (double   per_second,
             gboolean lower_bound)
{
  char             buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *number = NULL;

  g_ascii_formatd (buffer, sizeof buffer, "%.3g", per_second);
  number = tenon_format_number (per_second < 1000 ? g_ascii_strtod (buffer, NULL) : per_second);
  return g_strconcat (lower_bound ? LOWER_BOUND : "", number, NULL);
}

static char *
dup_value (TenonTextCell *self)
{
  char *text = NULL;

  if (self->field->kind == TENON_FIELD_STRV)
    {
      g_auto (GStrv) strv = NULL;

      g_object_get (self->record, self->property, &strv, NULL);
      text = strv != NULL ? g_strjoinv (", ", strv) : NULL;
    }
  else if (self->field->kind == TENON_FIELD_RATE)
    {
      g_autoptr (TenonRate) rate = get_rate (self);
      double value;

      text = tenon_rate_get_value (rate, &value) ? format_rate (value, tenon_rate_is_lower_bound (rate)) : NULL;
    }
  else
    {
      g_object_get (self->record, self->property, &text, NULL);
    }
  return text != NULL ? text : g_strdup ("");
}

static char *
describe_rate (TenonRate *rate)
{
  static const char *const origins[] = { N_ ("Unknown"), N_ ("Stated"), N_ ("Observed"), N_ ("Derived") };
  g_autoptr (GString) words = g_string_new (_ (origins[tenon_rate_get_origin (rate)]));

  if (rate == NULL)
    return g_strdup (_ ("Unknown: blocks the requirements gate. Type a number a second to state it."));
  if (tenon_rate_is_lower_bound (rate))
    g_string_append (words, _ (" as a lower bound"));
  if (tenon_rate_get_by (rate) != NULL)
    g_string_append_printf (words, _ (" by %s"), tenon_rate_get_by (rate));
  g_string_append_printf (words, ": %s", tenon_rate_get_evidence (rate));
  if (tenon_rate_get_file (rate) != NULL)
    g_string_append_printf (words, "\n%s:%u", tenon_rate_get_file (rate), tenon_rate_get_line (rate));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
show_origin (TenonTextCell *self)
{
  static const char *const icons[] = { "tenon-rate-unknown-symbolic", "tenon-rate-stated-symbolic", "tenon-rate-observed-symbolic", "tenon-rate-derived-symbolic" };
  g_autoptr (TenonRate) rate = get_rate (self);
  g_autofree char *words = describe_rate (rate);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icons[tenon_rate_get_origin (rate)]);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
show_value (TenonTextCell *self)
{
  g_autofree char *value = dup_value (self);

  if (!g_str_equal (value, gtk_editable_get_text (GTK_EDITABLE (self->text))))
    gtk_editable_set_text (GTK_EDITABLE (self->text), value);
  gtk_label_set_label (GTK_LABEL (self->label), *value == '\0' && self->icon != NULL ? "–" : value);
  if (self->icon != NULL)
    show_origin (self);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), *value != '\0' ? value : NULL);
}

static char **
split_list (const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (words, parts[i]);
  return tenon_strv_from_array (words);
}

static void
commit_rate (TenonTextCell *self,
             const char    *typed)
{
  TenonModel *model = tenon_record_get_model (self->record);
  const char *end;
  double      value;

  if (g_str_has_prefix (typed, LOWER_BOUND))
    typed += strlen (LOWER_BOUND);
  if (*typed == '\0')
    {
      tenon_model_set (model, _ ("Forget Rate"), self->record, self->property, NULL, NULL);
      return;
    }
  if (!tenon_parse_number (typed, &value, &end) || strspn (end, " /s") != strlen (end))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      show_value (self);
      return;
    }
  show_value (self);
  g_signal_emit (self, signals[RATE_ENTERED], 0, value);
}

static void
commit (TenonTextCell *self)
{
  g_autofree char *before = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *label = NULL;
  TenonModel      *model;

  if (self->record == NULL)
    return;
  model = tenon_record_get_model (self->record);
  before = dup_value (self);
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  if (model == NULL || g_str_equal (before, typed))
    return;
  label = g_strdup_printf (_ ("Change %s"), self->title);
  if (self->field->kind == TENON_FIELD_RATE)
    {
      commit_rate (self, typed);
    }
  else if (self->field->kind == TENON_FIELD_STRV)
    {
      g_auto (GStrv) words = split_list (typed);

      tenon_model_set (model, label, self->record, self->property, words, NULL);
    }
  else
    {
      tenon_model_set (model, label, self->record, self->property, *typed != '\0' ? typed : NULL, NULL);
    }
}

static void
set_editing (TenonTextCell *self,
             gboolean       editing)
{
  /* Not by opacity: a widget of no opacity cannot be clicked. */
  if (editing)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "idle");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "idle");
  gtk_widget_set_visible (self->label, !editing);
}

static void
focus_leave_cb (TenonTextCell *self)
{
  set_editing (self, FALSE);
  commit (self);
}

static void
focus_enter_cb (TenonTextCell *self)
{
  set_editing (self, TRUE);
  if (self->item != NULL && gtk_list_item_get_position (self->item) != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self), "list.select-item", "(ubb)", gtk_list_item_get_position (self->item), FALSE, FALSE);
}

static gboolean
key_pressed_cb (TenonTextCell  *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape || self->record == NULL)
    return GDK_EVENT_PROPAGATE;
  show_value (self);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
  return GDK_EVENT_STOP;
}

static void
tenon_text_cell_class_init (TenonTextCellClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tenon_text_cell_dispose;
  object_class->finalize = tenon_text_cell_finalize;
  signals[RATE_ENTERED] = g_signal_new ("rate-entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "textcell");
}

static void
tenon_text_cell_init (TenonTextCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  /* By itself a GtkText is no object of its own to a screen reader: it expects to stand in an entry. */
  self->text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_text_set_propagate_text_width (GTK_TEXT (self->text), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 4);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_can_target (self->label, FALSE);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->text);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->label);
  gtk_widget_set_hexpand (self->overlay, TRUE);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  set_editing (self, FALSE);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (commit), self);
  gtk_widget_add_controller (self->text, focus);
  gtk_widget_add_controller (self->text, key);
}

/**
 * tenon_text_cell_new:
 * @property: a string, string list or rate property of the records it will be bound to
 * @title: the column's title, translated
 */
GtkWidget *
tenon_text_cell_new (const char  *property,
                     const char  *title,
                     GtkListItem *item)
{
  TenonTextCell *self = g_object_new (TENON_TYPE_TEXT_CELL, NULL);

  self->property = g_strdup (property);
  self->title = g_strdup (title);
  self->item = item;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

static void
set_up_rate (TenonTextCell *self)
{
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_insert_before (self->icon, GTK_WIDGET (self), self->overlay);
  gtk_widget_add_css_class (self->text, "numeric");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->label), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  gtk_text_set_placeholder_text (GTK_TEXT (self->text), "–");
}

/**
 * tenon_text_cell_bind:
 * @record: (nullable):
 */
void
tenon_text_cell_bind (TenonTextCell *self,
                      TenonRecord   *record)
{
  g_autofree char *notify = NULL;

  if (self->record != NULL)
    g_clear_signal_handler (&self->notify_handler, self->record);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  self->field = tenon_record_find_field (record, self->property);
  if (self->field->kind == TENON_FIELD_RATE && self->icon == NULL)
    set_up_rate (self);
  notify = g_strconcat ("notify::", self->property, NULL);
  self->notify_handler = g_signal_connect_swapped (record, notify, G_CALLBACK (show_value), self);
  show_value (self);
}

TenonRecord *
tenon_text_cell_get_record (TenonTextCell *self)
{
  return self->record;
}

const char *
tenon_text_cell_get_property_name (TenonTextCell *self)
{
  return self->property;
}
