/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who decides and with what note: the fields every decision dialog has. */

#include "app/tenon-person-row.h"

#include <glib/gi18n-lib.h>

#include "app/tenon-settings.h"
#include "app/tenon-window.h"
#include "project/tenon-edits.h"

struct _TenonPersonRow
{
  GtkBox parent_instance;

  AdwEntryRow   *by_entry;
  GtkLabel      *note_label;
  GtkTextView   *note_view;
  GtkTextBuffer *note_buffer;

  const char *problem; /* (nullable) translated, static */
  gboolean    note_required;
  gboolean    is_evidence;
};

enum
{
  PROP_0,
  PROP_BY,
  PROP_NOTE,
  PROP_NOTE_REQUIRED,
  PROP_EVIDENCE,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TenonPersonRow, tenon_person_row, GTK_TYPE_BOX)

static const char *
find_problem (TenonPersonRow *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self);
  g_autofree char *note = tenon_person_row_dup_note (self);

  if (*by == '\0')
    return self->is_evidence ? _ ("Say who states it.") : _ ("Say who decides.");
  if (!tenon_project_check_person (by, NULL))
    return _ ("Write the person as Name <mail>.");
  if (self->note_required && *note == '\0')
    return self->is_evidence ? _ ("Say what it rests on.") : _ ("Say why: the note goes into the record.");
  return NULL;
}

static void
check (TenonPersonRow *self)
{
  const char *problem = find_problem (self);

  if (problem == self->problem)
    return;
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
changed_cb (TenonPersonRow *self)
{
  check (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

/* On to the note where one is needed, else it is done. */
static void
person_entered_cb (TenonPersonRow *self)
{
  g_autofree char *note = tenon_person_row_dup_note (self);

  if (self->note_required && *note == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->note_view));
  else
    gtk_widget_activate_default (GTK_WIDGET (self));
}

static void
tenon_person_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TenonPersonRow *self = TENON_PERSON_ROW (object);

  switch (prop_id)
    {
    case PROP_BY:
      g_value_take_string (value, tenon_person_row_dup_by (self));
      break;
    case PROP_NOTE:
      g_value_take_string (value, tenon_person_row_dup_note (self));
      break;
    case PROP_NOTE_REQUIRED:
      g_value_set_boolean (value, self->note_required);
      break;
    case PROP_EVIDENCE:
      g_value_set_boolean (value, self->is_evidence);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_person_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TenonPersonRow *self = TENON_PERSON_ROW (object);

  switch (prop_id)
    {
    case PROP_BY:
      gtk_editable_set_text (GTK_EDITABLE (self->by_entry), g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    case PROP_NOTE:
      gtk_text_buffer_set_text (self->note_buffer, g_value_get_string (value) != NULL ? g_value_get_string (value) : "", -1);
      break;
    case PROP_NOTE_REQUIRED:
      tenon_person_row_set_note_required (self, g_value_get_boolean (value));
      break;
    case PROP_EVIDENCE:
      tenon_person_row_set_evidence (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_person_row_root (GtkWidget *widget)
{
  TenonPersonRow *self = TENON_PERSON_ROW (widget);

  GTK_WIDGET_CLASS (tenon_person_row_parent_class)->root (widget);
  tenon_person_fill (widget, GTK_EDITABLE (self->by_entry));
}

static void
tenon_person_row_class_init (TenonPersonRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tenon_person_row_get_property;
  object_class->set_property = tenon_person_row_set_property;
  widget_class->root = tenon_person_row_root;

  properties[PROP_BY] = g_param_spec_string ("by", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NOTE_REQUIRED] = g_param_spec_boolean ("note-required", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_EVIDENCE] = g_param_spec_boolean ("evidence", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonPersonRow, by_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonPersonRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, TenonPersonRow, note_view);
  gtk_widget_class_bind_template_child (widget_class, TenonPersonRow, note_buffer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_entered_cb);
}

static void
tenon_person_row_init (TenonPersonRow *self)
{
  g_autofree char *author = tenon_settings_dup_author ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->by_entry), author);
  self->problem = find_problem (self);
}

/**
 * tenon_person_fill:
 * @widget: a rooted one, in a window of the project or in a dialog of such a window
 * @entry: where people write who they are
 *
 * Fills @entry, where it is empty, with who decided last, else with who git says works here.
 */
void
tenon_person_fill (GtkWidget   *widget,
                   GtkEditable *entry)
{
  g_autofree char *author = tenon_settings_dup_author ();
  GtkRoot         *root = gtk_widget_get_root (widget);

  if (*gtk_editable_get_text (entry) != '\0')
    return;
  while (GTK_IS_WINDOW (root) && !TENON_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  if (*author != '\0')
    gtk_editable_set_text (entry, author);
  else if (root != NULL && TENON_IS_WINDOW (root))
    gtk_editable_set_text (entry, tenon_window_get_person (TENON_WINDOW (root)));
}

/**
 * tenon_person_row_new:
 *
 * Returns: the fields, the person filled in from the settings
 */
GtkWidget *
tenon_person_row_new (void)
{
  return g_object_new (TENON_TYPE_PERSON_ROW, NULL);
}

/**
 * tenon_person_row_dup_by:
 *
 * Returns: (transfer full): who decides, stripped; may be ""
 */
char *
tenon_person_row_dup_by (TenonPersonRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->by_entry))));
}

/**
 * tenon_person_row_dup_note:
 *
 * Returns: (transfer full): the note, stripped; may be ""
 */
char *
tenon_person_row_dup_note (TenonPersonRow *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->note_buffer, "text", &text, NULL);
  return g_strstrip (g_steal_pointer (&text));
}

/**
 * tenon_person_row_get_problem:
 *
 * Returns: (nullable): what is still missing, in a translated sentence
 */
const char *
tenon_person_row_get_problem (TenonPersonRow *self)
{
  return self->problem;
}

void
tenon_person_row_set_note_label (TenonPersonRow *self,
                                 const char     *label)
{
  gtk_label_set_text (self->note_label, label);
}

gboolean
tenon_person_row_get_note_required (TenonPersonRow *self)
{
  return self->note_required;
}

/**
 * tenon_person_row_set_note_required:
 * @required: whether a decision without a note is refused, as for a return
 */
void
tenon_person_row_set_note_required (TenonPersonRow *self,
                                    gboolean        required)
{
  if (self->note_required == required)
    return;
  self->note_required = required;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE_REQUIRED]);
  check (self);
}

gboolean
tenon_person_row_get_evidence (TenonPersonRow *self)
{
  return self->is_evidence;
}

/**
 * tenon_person_row_set_evidence:
 * @is_evidence: whether a fact is stated with what it rests on, and nothing is decided
 */
void
tenon_person_row_set_evidence (TenonPersonRow *self,
                               gboolean        is_evidence)
{
  if (self->is_evidence == is_evidence)
    return;
  self->is_evidence = is_evidence;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->by_entry), is_evidence ? _ ("Stated by (Name <mail>)") : _ ("Decided by (Name <mail>)"));
  gtk_label_set_text (self->note_label, is_evidence ? _ ("Evidence") : _ ("Note"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVIDENCE]);
  check (self);
}

/**
 * tenon_person_row_remember:
 *
 * Keeps the person for the next decision.
 */
void
tenon_person_row_remember (TenonPersonRow *self)
{
  g_autofree char *by = tenon_person_row_dup_by (self);

  tenon_settings_set_author (by);
}
