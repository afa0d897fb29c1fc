/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar above the pattern table. What narrows the table is seen at once, as a chip that takes it away again. */

#include "app/patterns/tenon-filter-bar.h"

#include <glib/gi18n-lib.h>

struct _TenonFilterBar
{
  GtkBox parent_instance;

  GtkBox          *line;
  GtkWidget       *entry;
  GtkToggleButton *unknown_toggle;
  GtkToggleButton *unserved_toggle;
  GtkToggleButton *draft_toggle;
  GtkWidget       *more_button;
  GtkDropDown     *entity_choice;
  GtkDropDown     *operation_choice;
  GtkDropDown     *status_choice;
  GtkDropDown     *rate_choice;
  GtkWidget       *chips_line;
  GtkBox          *chips;
  GtkLabel        *count_label;

  TenonProject       *project; /* (unowned) */
  TenonPatternFilter *filter;  /* (owned) */
  guint               n_shown;
  gboolean            is_filling;
};

G_DEFINE_FINAL_TYPE (TenonFilterBar, tenon_filter_bar, GTK_TYPE_BOX)

static const char *const operations[] = { N_ ("Not said"), N_ ("Read"), N_ ("Write"), N_ ("Update"), N_ ("Delete"), N_ ("None") };
static const char *const rates[] = { N_ ("Any"), N_ ("Unknown"), N_ ("Stated"), N_ ("Observed"), N_ ("Derived"), N_ ("At least") };

static TenonModel *
get_model (TenonFilterBar *self)
{
  return tenon_project_get_model (self->project);
}

/* ---- pills ---- */

static void
set_pill (GtkToggleButton *toggle,
          const char      *label,
          guint            n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", label, n);

  gtk_button_set_label (GTK_BUTTON (toggle), text);
  gtk_widget_set_visible (GTK_WIDGET (toggle), n > 0 || gtk_toggle_button_get_active (toggle));
}

static void
count (TenonFilterBar *self)
{
  TenonList *patterns = get_model (self)->patterns;
  g_autoptr (GHashTable) served = tenon_pattern_dup_served (get_model (self));
  guint n_unknown = 0, n_unserved = 0, n_drafts = 0;

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);

      n_unknown += tenon_pattern_lacks_rate (pattern);
      n_unserved += tenon_pattern_is_unserved (pattern, served);
      n_drafts += pattern->is_draft;
    }
  set_pill (self->unknown_toggle, _ ("Unknown rate"), n_unknown);
  set_pill (self->unserved_toggle, _ ("Not served"), n_unserved);
  set_pill (self->draft_toggle, _ ("Drafts"), n_drafts);
}

static void
unknown_toggled_cb (TenonFilterBar *self)
{
  if (!self->is_filling)
    tenon_pattern_filter_set_rate (self->filter, gtk_toggle_button_get_active (self->unknown_toggle) ? TENON_SHOW_UNKNOWN_RATE : TENON_SHOW_ANY_RATE);
}

static void
unserved_toggled_cb (TenonFilterBar *self)
{
  if (!self->is_filling)
    tenon_pattern_filter_set_unserved (self->filter, gtk_toggle_button_get_active (self->unserved_toggle));
}

static void
draft_toggled_cb (TenonFilterBar *self)
{
  if (!self->is_filling)
    tenon_pattern_filter_set_drafts (self->filter, gtk_toggle_button_get_active (self->draft_toggle));
}

static void
words_changed_cb (TenonFilterBar *self)
{
  if (self->filter != NULL)
    tenon_pattern_filter_set_words (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* ---- chips ---- */

enum
{
  CHIP_ENTITY,
  CHIP_OPERATION,
  CHIP_STATUS,
  CHIP_RATE,
};

static void
remove_chip_cb (TenonFilterBar *self,
                GtkWidget      *chip)
{
  switch (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "chip")))
    {
    case CHIP_ENTITY:
      tenon_pattern_filter_set_entity (self->filter, NULL);
      break;
    case CHIP_OPERATION:
      tenon_pattern_filter_set_operation (self->filter, -1);
      break;
    case CHIP_STATUS:
      tenon_pattern_filter_set_status (self->filter, NULL);
      break;
    default:
      tenon_pattern_filter_set_rate (self->filter, TENON_SHOW_ANY_RATE);
    }
}

static void
add_chip (TenonFilterBar *self,
          int             which,
          const char     *title,
          const char     *value)
{
  GtkWidget       *chip = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label;
  g_autofree char *text = g_strdup_printf ("%s: %s", title, value);
  g_autofree char *hint = g_strdup_printf (_ ("Do not filter by %s"), title);

  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_set_tooltip_text (chip, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  gtk_widget_add_css_class (chip, "pattern-chip");
  g_object_set_data (G_OBJECT (chip), "chip", GINT_TO_POINTER (which));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (remove_chip_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, chip);
}

gboolean
tenon_filter_bar_is_active (TenonFilterBar *self)
{
  return gtk_filter_get_strictness (GTK_FILTER (self->filter)) != GTK_FILTER_MATCH_ALL;
}

static void
update_count_label (TenonFilterBar *self)
{
  guint            n = tenon_list_get_length (get_model (self)->patterns);
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u pattern", "%u of %u patterns", n), self->n_shown, n);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_visible (self->chips_line, tenon_filter_bar_is_active (self));
}

static void
set_toggle (GtkToggleButton *toggle,
            gboolean         active)
{
  gtk_toggle_button_set_active (toggle, active);
}

static void
filter_changed_cb (TenonFilterBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  if (tenon_pattern_filter_get_entity (self->filter) != NULL)
    add_chip (self, CHIP_ENTITY, _ ("Entity"), tenon_pattern_filter_get_entity (self->filter));
  if (tenon_pattern_filter_get_operation (self->filter) >= 0)
    add_chip (self, CHIP_OPERATION, _ ("Type"), _ (operations[tenon_pattern_filter_get_operation (self->filter)]));
  if (tenon_pattern_filter_get_status (self->filter) != NULL)
    add_chip (self, CHIP_STATUS, _ ("Status"), *tenon_pattern_filter_get_status (self->filter) != '\0' ? tenon_pattern_filter_get_status (self->filter) : _ ("none"));
  if (tenon_pattern_filter_get_rate (self->filter) != TENON_SHOW_ANY_RATE)
    add_chip (self, CHIP_RATE, _ ("Rate"), _ (rates[tenon_pattern_filter_get_rate (self->filter)]));
  self->is_filling = TRUE;
  set_toggle (self->unknown_toggle, tenon_pattern_filter_get_rate (self->filter) == TENON_SHOW_UNKNOWN_RATE);
  set_toggle (self->unserved_toggle, tenon_pattern_filter_get_unserved (self->filter));
  set_toggle (self->draft_toggle, tenon_pattern_filter_get_drafts (self->filter));
  self->is_filling = FALSE;
  count (self);
  update_count_label (self);
}

/* ---- the popover ---- */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

static void
add_name (GHashTable *names,
          const char *name)
{
  if (name != NULL && *name != '\0')
    g_hash_table_add (names, (gpointer)name);
}

/* Chooses @present among "Any" and @names. */
static void
fill_names (GtkDropDown *choice,
            GHashTable  *names,
            const char  *present)
{
  guint                   n_names, selected = 0;
  g_autofree const char **sorted = (const char **)g_hash_table_get_keys_as_array (names, &n_names);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  qsort (sorted, n_names, sizeof (char *), compare_names);
  gtk_string_list_append (list, _ ("Any"));
  for (guint i = 0; i < n_names; i++)
    {
      gtk_string_list_append (list, sorted[i]);
      if (g_strcmp0 (present, sorted[i]) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (choice, selected);
}

static void
fill_words (GtkDropDown       *choice,
            const char        *first,
            const char *const *words,
            guint              n_words,
            guint              selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (first != NULL)
    gtk_string_list_append (list, first);
  for (guint i = 0; i < n_words; i++)
    gtk_string_list_append (list, _ (words[i]));
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (choice, selected);
}

static void
fill_choices (TenonFilterBar *self)
{
  TenonList *patterns = get_model (self)->patterns;
  g_autoptr (GHashTable) entities = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) statuses = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tenon_list_get_length (patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (patterns, i);

      add_name (statuses, pattern->status);
      for (guint j = 0; pattern->entities_involved != NULL && pattern->entities_involved[j] != NULL; j++)
        add_name (entities, pattern->entities_involved[j]);
    }
  self->is_filling = TRUE;
  fill_names (self->entity_choice, entities, tenon_pattern_filter_get_entity (self->filter));
  fill_names (self->status_choice, statuses, tenon_pattern_filter_get_status (self->filter));
  fill_words (self->operation_choice, _ ("Any"), operations, G_N_ELEMENTS (operations), (guint)(tenon_pattern_filter_get_operation (self->filter) + 1));
  fill_words (self->rate_choice, NULL, rates, G_N_ELEMENTS (rates), tenon_pattern_filter_get_rate (self->filter));
  self->is_filling = FALSE;
}

/* Returns: (nullable): %NULL for "Any" */
static const char *
get_chosen (GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (choice));
}

static void
entity_chosen_cb (TenonFilterBar *self)
{
  if (self->filter != NULL && !self->is_filling)
    tenon_pattern_filter_set_entity (self->filter, get_chosen (self->entity_choice));
}

static void
status_chosen_cb (TenonFilterBar *self)
{
  if (self->filter != NULL && !self->is_filling)
    tenon_pattern_filter_set_status (self->filter, get_chosen (self->status_choice));
}

static void
operation_chosen_cb (TenonFilterBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->operation_choice);

  if (self->filter != NULL && !self->is_filling && selected != GTK_INVALID_LIST_POSITION)
    tenon_pattern_filter_set_operation (self->filter, (int)selected - 1);
}

static void
rate_chosen_cb (TenonFilterBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->rate_choice);

  if (self->filter != NULL && !self->is_filling && selected != GTK_INVALID_LIST_POSITION)
    tenon_pattern_filter_set_rate (self->filter, selected);
}

/* ---- life ---- */

static void
tenon_filter_bar_dispose (GObject *object)
{
  TenonFilterBar *self = TENON_FILTER_BAR (object);

  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (get_model (self)->patterns, self);
      self->project = NULL;
    }
  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (tenon_filter_bar_parent_class)->dispose (object);
}

static void
tenon_filter_bar_class_init (TenonFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_filter_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/patterns/tenon-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, line);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, unknown_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, unserved_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, draft_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, more_button);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, entity_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, operation_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, status_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, rate_choice);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, chips_line);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, TenonFilterBar, count_label);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unknown_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, unserved_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_choices);
  gtk_widget_class_bind_template_callback (widget_class, entity_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, operation_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, rate_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tenon_filter_bar_clear);
}

static void
tenon_filter_bar_init (TenonFilterBar *self)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->entity_choice, expression);
}

/**
 * tenon_filter_bar_set_up:
 * @project: outlives the bar
 * @filter: what the bar shows and sets
 */
void
tenon_filter_bar_set_up (TenonFilterBar     *self,
                         TenonProject       *project,
                         TenonPatternFilter *filter)
{
  self->project = project;
  self->filter = g_object_ref (filter);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (get_model (self)->patterns, "items-changed", G_CALLBACK (count), self);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (count), self);
  filter_changed_cb (self);
}

/**
 * tenon_filter_bar_append:
 *
 * Puts a button of the page at the end of the line.
 */
void
tenon_filter_bar_append (TenonFilterBar *self,
                         GtkWidget      *button)
{
  gtk_box_append (self->line, button);
}

void
tenon_filter_bar_focus (TenonFilterBar *self)
{
  gtk_widget_grab_focus (self->entry);
}

/**
 * tenon_filter_bar_clear:
 *
 * Shows every pattern.
 */
void
tenon_filter_bar_clear (TenonFilterBar *self)
{
  tenon_pattern_filter_clear (self->filter);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/**
 * tenon_filter_bar_show_unknown:
 *
 * Shows only what still lacks a rate.
 */
void
tenon_filter_bar_show_unknown (TenonFilterBar *self)
{
  tenon_filter_bar_clear (self);
  tenon_pattern_filter_set_rate (self->filter, TENON_SHOW_UNKNOWN_RATE);
}

void
tenon_filter_bar_set_n_shown (TenonFilterBar *self,
                              guint           n_shown)
{
  self->n_shown = n_shown;
  update_count_label (self);
}
