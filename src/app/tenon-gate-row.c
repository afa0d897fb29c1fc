/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A gate in the sidebar: its state in sign and word, and the tasks inside it, unfolded on demand. */

#include "app/tenon-gate-row.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

struct _TenonGateRow
{
  GtkListBoxRow parent_instance;

  TenonGateKind kind;
  GListModel   *all_tasks; /* (owned) (nullable) */

  GtkImage        *icon;
  GtkLabel        *title;
  GtkLabel        *state;
  GtkToggleButton *unfold;
  GtkRevealer     *revealer;
  GtkBox          *tasks;
};

G_DEFINE_FINAL_TYPE (TenonGateRow, tenon_gate_row, GTK_TYPE_LIST_BOX_ROW)

typedef struct
{
  const char *icon;
  const char *label;
} StateSign;

static const StateSign STATE_SIGNS[] = {
  [TENON_GATE_OPEN] = { "tenon-gate-open-symbolic", N_ ("Open") },
  [TENON_GATE_READY] = { "tenon-gate-ready-symbolic", N_ ("Ready") },
  [TENON_GATE_APPROVED] = { "tenon-gate-approved-symbolic", N_ ("Approved") },
  [TENON_GATE_STALE] = { "tenon-gate-stale-symbolic", N_ ("Changed since approval") },
};

/* The tasks a gate is about, by the first task that comes after it. */
typedef struct
{
  const char *title;
  const char *first_task;
  const char *after_last_task;
} GateWords;

static const GateWords GATE_WORDS[] = {
  [TENON_GATE_REQUIREMENTS] = { N_ ("Requirements"), "1.1", "2.1" },
  [TENON_GATE_TABLE] = { N_ ("Tables"), "2.1", "3.3" },
  [TENON_GATE_DESIGN] = { N_ ("Design"), "3.3", "4.1" },
  [TENON_GATE_CONTRACT] = { N_ ("Contract"), "4.1", "9" },
};

static gboolean
is_task_of (TenonTask    *task,
            TenonGateKind kind)
{
  return tenon_compare_natural (task->task_id, GATE_WORDS[kind].first_task) >= 0
         && tenon_compare_natural (task->task_id, GATE_WORDS[kind].after_last_task) < 0;
}

static GtkWidget *
create_task (TenonTask *task)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean         done = task->is_marked && !task->is_undone;
  const char      *icon = task->is_undone ? "tenon-gate-stale-symbolic"
                          : done          ? "tenon-gate-approved-symbolic"
                                          : "tenon-gate-open-symbolic";
  const char      *word = task->is_undone ? _ ("come undone") : done ? _ ("done")
                                                                     : _ ("to do");
  g_autofree char *text = g_strdup_printf ("%s %s", task->task_id, task->title);
  g_autofree char *tooltip = NULL;
  GtkWidget       *image = gtk_image_new_from_icon_name (icon);
  GtkWidget       *label = gtk_label_new (text);

  if (task->waits_for != NULL)
    tooltip = g_strdup_printf ("%s: %s", word, task->waits_for);
  else
    tooltip = g_strdup (word);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  if (done)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
list_tasks (TenonGateRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tasks))) != NULL)
    gtk_box_remove (self->tasks, child);
  for (guint i = 0; self->all_tasks != NULL && i < g_list_model_get_n_items (self->all_tasks); i++)
    {
      g_autoptr (TenonTask) task = g_list_model_get_item (self->all_tasks, i);

      if (is_task_of (task, self->kind))
        gtk_box_append (self->tasks, create_task (task));
    }
}

static void
unfold_toggled_cb (TenonGateRow *self)
{
  gboolean    unfolded = gtk_toggle_button_get_active (self->unfold);
  const char *label = unfolded ? _ ("Hide Tasks") : _ ("Show Tasks");

  if (unfolded)
    list_tasks (self);
  gtk_revealer_set_reveal_child (self->revealer, unfolded);
  gtk_button_set_icon_name (GTK_BUTTON (self->unfold), unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->unfold), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unfold), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
tenon_gate_row_dispose (GObject *object)
{
  g_clear_object (&TENON_GATE_ROW (object)->all_tasks);
  G_OBJECT_CLASS (tenon_gate_row_parent_class)->dispose (object);
}

static void
tenon_gate_row_class_init (TenonGateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_gate_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/ui/tenon-gate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, title);
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, state);
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, unfold);
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, TenonGateRow, tasks);
  gtk_widget_class_bind_template_callback (widget_class, unfold_toggled_cb);
}

static void
tenon_gate_row_init (TenonGateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tenon_gate_row_new (TenonGateKind kind)
{
  TenonGateRow *self = g_object_new (TENON_TYPE_GATE_ROW, NULL);

  self->kind = kind;
  gtk_label_set_text (self->title, tenon_gate_kind_get_title (kind));
  return GTK_WIDGET (self);
}

TenonGateKind
tenon_gate_row_get_kind (TenonGateRow *self)
{
  return self->kind;
}

/* The tables count as one gate: approved when all are, stale when one is. */
static TenonGateState
sum_up_tables (TenonProject *project,
               char        **label)
{
  GListModel *gates = tenon_project_get_gates (project);
  guint       n_tables = 0;
  guint       n_approved = 0;
  guint       n_stale = 0;
  guint       n_ready = 0;

  for (guint i = 0; i < g_list_model_get_n_items (gates); i++)
    {
      g_autoptr (TenonGate) gate = g_list_model_get_item (gates, i);

      if (gate->kind != TENON_GATE_TABLE)
        continue;
      n_tables++;
      n_approved += gate->state == TENON_GATE_APPROVED;
      n_stale += gate->state == TENON_GATE_STALE;
      n_ready += gate->state == TENON_GATE_READY;
    }
  if (n_tables == 0)
    *label = g_strdup (_ ("No design yet"));
  else if (n_stale > 0)
    *label = g_strdup_printf (_ ("%u of %u approved, %u changed"), n_approved, n_tables, n_stale);
  else
    *label = g_strdup_printf (_ ("%u of %u approved"), n_approved, n_tables);

  if (n_tables > 0 && n_approved == n_tables)
    return TENON_GATE_APPROVED;
  if (n_stale > 0)
    return TENON_GATE_STALE;
  return n_ready > 0 ? TENON_GATE_READY : TENON_GATE_OPEN;
}

static TenonGateState
describe (TenonGateRow *self,
          TenonProject *project,
          char        **label,
          char        **tooltip)
{
  TenonGate *gate;

  if (self->kind == TENON_GATE_TABLE)
    return sum_up_tables (project, label);

  gate = tenon_project_find_gate (project, self->kind, NULL);
  if (gate == NULL)
    {
      *label = g_strdup (tenon_gate_state_get_label (TENON_GATE_OPEN));
      return TENON_GATE_OPEN;
    }
  if (gate->state == TENON_GATE_OPEN && gate->blocking != NULL && gate->blocking->len > 0)
    *label = g_strdup_printf (ngettext ("%u thing open", "%u things open", gate->blocking->len), gate->blocking->len);
  else
    *label = g_strdup (tenon_gate_state_get_label (gate->state));
  *tooltip = g_strdup (gate->waits_for);
  return gate->state;
}

/**
 * tenon_gate_row_update:
 *
 * Reads the gate's state anew.
 */
void
tenon_gate_row_update (TenonGateRow *self,
                       TenonProject *project)
{
  g_autofree char *label = NULL;
  g_autofree char *tooltip = NULL;
  TenonGateState   state;

  state = describe (self, project, &label, &tooltip);
  gtk_image_set_from_icon_name (self->icon, tenon_gate_state_get_icon (state));
  gtk_label_set_text (self->state, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, tenon_gate_kind_get_title (self->kind),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
}

/**
 * tenon_gate_row_set_tasks:
 * @tasks: (nullable) (element-type TenonTask): all of them
 *
 * Those that belong to the gate are listed once somebody unfolds it.
 */
void
tenon_gate_row_set_tasks (TenonGateRow *self,
                          GListModel   *tasks)
{
  gboolean has_any = FALSE;

  g_set_object (&self->all_tasks, tasks);
  for (guint i = 0; tasks != NULL && i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (TenonTask) task = g_list_model_get_item (tasks, i);

      has_any |= is_task_of (task, self->kind);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->unfold), has_any);
  if (gtk_toggle_button_get_active (self->unfold))
    list_tasks (self);
}

/**
 * tenon_gate_state_get_icon:
 *
 * Returns: the icon that stands for @state everywhere
 */
const char *
tenon_gate_state_get_icon (TenonGateState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (STATE_SIGNS), NULL);

  return STATE_SIGNS[state].icon;
}

/**
 * tenon_gate_state_get_label:
 *
 * Returns: the translated word that stands beside the icon
 */
const char *
tenon_gate_state_get_label (TenonGateState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (STATE_SIGNS), NULL);

  return _ (STATE_SIGNS[state].label);
}

/**
 * tenon_gate_kind_get_title:
 *
 * Returns: the translated name of the gate in the sidebar
 */
const char *
tenon_gate_kind_get_title (TenonGateKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (GATE_WORDS), NULL);

  return _ (GATE_WORDS[kind].title);
}
