/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The conventions of the cost model as rows made from one table; a change applies at once and can be undone. */

#include "app/design/tenon-cost-settings-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TenonCostSettingsDialog
{
  AdwWindow parent_instance;

  GtkBox *box;

  TenonProject *project; /* (owned) */
  gboolean      is_filling;
};

G_DEFINE_FINAL_TYPE (TenonCostSettingsDialog, tenon_cost_settings_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  const char *property; /* (nullable) NULL: begins a group */
  const char *title;
  const char *subtitle;   /* (nullable) */
  const char *choices[4]; /* of an enumeration, in its order */
  double      least, most, step;
  guint       digits;
} Setting;

static const Setting settings[] = {
  { NULL, N_ ("Prices") },
  { "region", N_ ("Region"), N_ ("Prices and their date stand in the convention below the total") },
  { "capacity-mode", N_ ("Capacity mode"), NULL, { N_ ("On demand"), N_ ("Provisioned"), N_ ("Provisioned, auto scaling") } },
  { "target-utilisation", N_ ("Target utilisation"), N_ ("Per cent of provisioned capacity that the peak may take"), { NULL }, 1, 100, 5, 0 },
  { "index-follows-table", N_ ("Index capacity follows the table"), N_ ("An index gets at least its table's write capacity") },
  { "table-class", N_ ("Table class"), NULL, { N_ ("Standard"), N_ ("Standard-IA") } },
  { NULL, N_ ("Conventions") },
  { "convention", N_ ("Units follow"), N_ ("Choosing one also sets its month and its GB"), { N_ ("The developer guide"), N_ ("Calculator of awslabs/mcp"), N_ ("Calculator of agent-toolkit") } },
  { "rates", N_ ("Requests are paid by"), NULL, { N_ ("Average rates"), N_ ("Peak rates, all month") } },
  { "rounding", N_ ("Rounding"), NULL, { N_ ("The total only"), N_ ("Each term to the cent") } },
  { "month-hours", N_ ("Hours of a month"), N_ ("730 is a year's twelfth; calculators also take 720 and 732"), { NULL }, 1, 744, 1, 1 },
  { "decimal-gb", N_ ("A GB has 10⁹ bytes"), N_ ("Otherwise 2³⁰") },
  { "item-overhead", N_ ("Bytes of storage besides"), N_ ("For each item and index entry"), { NULL }, 0, 1000, 10, 0 },
  { NULL, N_ ("Copies and Streams") },
  { "point-in-time-recovery", N_ ("Point-in-time recovery"), NULL },
  { "backups", N_ ("Full backups kept"), NULL, { NULL }, 0, 1000, 1, 1 },
  { "streams", N_ ("Streams"), NULL },
  { "stream-reads", N_ ("GetRecords requests a second"), N_ ("For each table with a stream; 0 leaves the term open"), { NULL }, 0, 10000, 1, 2 },
  { NULL, N_ ("Time") },
  { "growth-months", N_ ("Months of growth shown"), NULL, { NULL }, 1, 120, 12, 0 },
  { "request-growth", N_ ("Growth of requests"), N_ ("Per cent a month; 0: they stay as they are"), { NULL }, 0, 100, 1, 1 },
  { "retention-days", N_ ("Days kept"), N_ ("Of the agent-toolkit calculator: stored is what is created in this time"), { NULL }, 1, 3650, 30, 0 },
};

static void
tenon_cost_settings_dialog_dispose (GObject *object)
{
  TenonCostSettingsDialog *self = TENON_COST_SETTINGS_DIALOG (object);

  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_cost_settings_dialog_parent_class)->dispose (object);
}

static TenonCostSettings *
get_settings (TenonCostSettingsDialog *self)
{
  return tenon_project_get_model (self->project)->cost_settings;
}

/* Takes a value of any kind; one that is there already is no edit. */
static void
change (TenonCostSettingsDialog *self,
        const char              *property,
        const GValue            *value)
{
  TenonModel        *model = tenon_project_get_model (self->project);
  TenonCostSettings *record = get_settings (self);
  g_autoptr (TenonEdit) edit = NULL;

  if (self->is_filling)
    return;
  edit = tenon_model_begin (model, _ ("Change Cost Conventions"));
  if (strcmp (property, "region") == 0)
    g_object_set_property (G_OBJECT (model), property, value);
  else if (strcmp (property, "convention") == 0)
    tenon_cost_settings_choose (record, g_value_get_enum (value));
  else
    g_object_set_property (G_OBJECT (record), property, value);
  tenon_edit_commit (edit);
}

static void fill (TenonCostSettingsDialog *self);

static void
selected_cb (AdwComboRow             *row,
             GParamSpec              *pspec,
             TenonCostSettingsDialog *self)
{
  const Setting *setting = g_object_get_data (G_OBJECT (row), "setting");
  g_auto (GValue) value = G_VALUE_INIT;

  if (strcmp (setting->property, "region") == 0)
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, gtk_string_object_get_string (adw_combo_row_get_selected_item (row)));
    }
  else
    {
      g_value_init (&value, g_object_class_find_property (G_OBJECT_GET_CLASS (get_settings (self)), setting->property)->value_type);
      g_value_set_enum (&value, adw_combo_row_get_selected (row));
    }
  change (self, setting->property, &value);
  if (strcmp (setting->property, "convention") == 0)
    fill (self);
}

static void
switched_cb (GtkSwitch               *button,
             GParamSpec              *pspec,
             TenonCostSettingsDialog *self)
{
  const Setting *setting = g_object_get_data (G_OBJECT (button), "setting");
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, gtk_switch_get_active (button));
  change (self, setting->property, &value);
}

static void
spun_cb (GtkSpinButton           *button,
         TenonCostSettingsDialog *self)
{
  const Setting *setting = g_object_get_data (G_OBJECT (button), "setting");
  GParamSpec    *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (get_settings (self)), setting->property);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, pspec->value_type);
  if (pspec->value_type == G_TYPE_INT64)
    g_value_set_int64 (&value, gtk_spin_button_get_value_as_int (button));
  else
    g_value_set_double (&value, gtk_spin_button_get_value (button));
  change (self, setting->property, &value);
}

static void
add_combo (TenonCostSettingsDialog *self,
           GtkWidget               *group,
           const Setting           *setting)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  if (strcmp (setting->property, "region") == 0)
    {
      const char *region = tenon_project_get_model (self->project)->region;
      g_auto (GStrv) regions = tenon_project_list_regions ();

      for (guint i = 0; regions[i] != NULL; i++)
        {
          gtk_string_list_append (names, regions[i]);
          if (g_strcmp0 (regions[i], region != NULL ? region : "us-east-1") == 0)
            selected = i;
        }
    }
  else
    {
      g_auto (GValue) value = G_VALUE_INIT;

      for (guint i = 0; i < G_N_ELEMENTS (setting->choices) && setting->choices[i] != NULL; i++)
        gtk_string_list_append (names, _ (setting->choices[i]));
      g_object_get_property (G_OBJECT (get_settings (self)), setting->property, &value);
      selected = g_value_get_enum (&value);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (setting->title));
  if (setting->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (setting->subtitle));
  g_object_set_data (G_OBJECT (row), "setting", (gpointer)setting);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
make_switch (TenonCostSettingsDialog *self,
             const Setting           *setting)
{
  GtkWidget *button = gtk_switch_new ();
  gboolean   is_active = FALSE;

  g_object_get (get_settings (self), setting->property, &is_active, NULL);
  gtk_switch_set_active (GTK_SWITCH (button), is_active);
  g_object_set_data (G_OBJECT (button), "setting", (gpointer)setting);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (switched_cb), self, 0);
  return button;
}

static GtkWidget *
make_spin (TenonCostSettingsDialog *self,
           const Setting           *setting)
{
  GtkWidget *button = gtk_spin_button_new_with_range (setting->least, setting->most, setting->step);
  g_auto (GValue) value = G_VALUE_INIT, number = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (get_settings (self)), setting->property, &value);
  g_value_init (&number, G_TYPE_DOUBLE);
  g_value_transform (&value, &number);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (button), setting->digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), g_value_get_double (&number));
  g_object_set_data (G_OBJECT (button), "setting", (gpointer)setting);
  g_signal_connect_object (button, "value-changed", G_CALLBACK (spun_cb), self, 0);
  return button;
}

static void
add_row (TenonCostSettingsDialog *self,
         GtkWidget               *group,
         const Setting           *setting)
{
  GtkWidget *row, *control;

  if (setting->choices[0] != NULL || strcmp (setting->property, "region") == 0)
    {
      add_combo (self, group, setting);
      return;
    }
  row = adw_action_row_new ();
  control = setting->most > 0 ? make_spin (self, setting) : make_switch (self, setting);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (setting->title));
  if (setting->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (setting->subtitle));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (setting->title), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
fill (TenonCostSettingsDialog *self)
{
  GtkWidget *group = NULL, *child;

  self->is_filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (settings[i].property == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (settings[i].title));
          gtk_box_append (self->box, group);
          continue;
        }
      add_row (self, group, &settings[i]);
    }
  self->is_filling = FALSE;
}

static void
tenon_cost_settings_dialog_class_init (TenonCostSettingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_cost_settings_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/design/tenon-cost-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonCostSettingsDialog, box);
}

static void
tenon_cost_settings_dialog_init (TenonCostSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_cost_settings_dialog_new (GtkWindow    *parent,
                                TenonProject *project)
{
  TenonCostSettingsDialog *self = g_object_new (TENON_TYPE_COST_SETTINGS_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  fill (self);
  return GTK_WIDGET (self);
}
