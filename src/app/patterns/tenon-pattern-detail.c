/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pane beside or below the pattern table.  Its parts are filled anew each for itself, so that nothing moves under a
 * person who is typing in another. */

#include "app/patterns/tenon-pattern-detail.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-sheet.h"
#include "app/patterns/tenon-rate-words.h"
#include "app/patterns/tenon-shape-form.h"
#include "app/patterns/tenon-source-peek.h"
#include "app/patterns/tenon-statement-section.h"
#include "app/tenon-page.h"
#include "base/tenon-text.h"

enum
{
  SETTLE_MS = 60, /* while the cursor runs along the rows nothing is filled */
};

struct _TenonPatternDetail
{
  GtkBox parent_instance;

  GtkWidget *nothing;
  GtkWidget *all;
  GtkWidget *title;
  GtkWidget *origin; /* draft, source, endpoint */
  GtkBox    *columns;
  GtkWidget *rates;
  GtkWidget *tables;
  GtkWidget *service;
  GtkWidget *form;
  GtkWidget *statements;

  TenonProject *project; /* (owned) */
  TenonPattern *pattern; /* (owned) (nullable) */
  gulong        notify_handler;
  guint         fill_source;
};

G_DEFINE_FINAL_TYPE (TenonPatternDetail, tenon_pattern_detail, GTK_TYPE_BOX)

static const char *
get_folder (TenonPatternDetail *self)
{
  return tenon_project_get_path (self->project);
}

/* ---- where it came from ---- */

static void
fill_origin (TenonPatternDetail *self)
{
  g_autofree char *title = tenon_pattern_dup_title (self->pattern);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, title);
  tenon_sheet_clear (self->origin);
  if (self->pattern->is_draft)
    {
      gtk_box_append (GTK_BOX (self->origin), gtk_image_new_from_icon_name ("document-edit-symbolic"));
      gtk_box_append (GTK_BOX (self->origin), gtk_label_new (_ ("Draft")));
    }
  if (self->pattern->file != NULL)
    gtk_box_append (GTK_BOX (self->origin), tenon_source_peek_new (get_folder (self), self->pattern->file, self->pattern->line));
  if (self->pattern->endpoint != NULL)
    {
      GtkWidget *endpoint = gtk_label_new (self->pattern->endpoint);

      gtk_label_set_ellipsize (GTK_LABEL (endpoint), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (endpoint), 0);
      gtk_widget_add_css_class (endpoint, "monospace");
      gtk_widget_add_css_class (endpoint, "dim-label");
      gtk_box_append (GTK_BOX (self->origin), endpoint);
    }
}

/* ---- rates ---- */

static char *
dup_who (const TenonRate *rate)
{
  g_autofree char *day = tenon_rate_get_at (rate) != NULL ? g_strndup (tenon_rate_get_at (rate), strlen ("2026-01-31")) : NULL;

  if (tenon_rate_get_by (rate) == NULL)
    return NULL;
  return day != NULL ? g_strdup_printf (_ ("%s, %s"), tenon_rate_get_by (rate), day) : g_strdup (tenon_rate_get_by (rate));
}

static GtkWidget *
make_value (const TenonRate *rate)
{
  g_autofree char *number = tenon_rate_words_dup_number (rate);
  g_autofree char *text = tenon_rate_is_known (rate) ? g_strdup_printf (_ ("%s/s, %s"), number, tenon_rate_words_get_origin (rate)) : g_strdup (tenon_rate_words_get_origin (rate));
  GtkWidget       *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "sheet-value");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_evidence_button (const TenonRate *rate,
                      const char      *title,
                      const char      *property)
{
  GtkWidget       *button = rate != NULL ? gtk_button_new_from_icon_name ("document-edit-symbolic") : gtk_button_new_with_label (_ ("State…"));
  const char      *hint = rate != NULL ? _ ("Change the rate and its evidence") : _ ("Say what the rate is, and what it rests on");
  g_autofree char *words = g_strdup_printf ("%s: %s", title, hint);

  gtk_widget_set_tooltip_text (button, hint);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "patterns.evidence-of");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", property);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_rate (TenonPatternDetail *self,
          const char         *title,
          const char         *property,
          const TenonRate    *rate)
{
  g_autofree char *who = dup_who (rate);
  GtkWidget       *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *name = gtk_label_new (title);

  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (tenon_rate_words_get_icon_name (rate)));
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), make_value (rate));
  gtk_box_append (GTK_BOX (line), make_evidence_button (rate, title, property));
  gtk_box_append (GTK_BOX (self->rates), line);
  if (rate == NULL)
    return;
  tenon_sheet_add_text (self->rates, tenon_rate_get_evidence (rate));
  if (tenon_rate_is_loose (rate))
    tenon_sheet_add_note (self->rates, "dialog-warning-symbolic", _ ("Its source says it loosely."));
  if (who != NULL)
    tenon_sheet_add_dim_text (self->rates, who);
  if (tenon_rate_get_file (rate) != NULL)
    gtk_box_append (GTK_BOX (self->rates), tenon_source_peek_new (get_folder (self), tenon_rate_get_file (rate), tenon_rate_get_line (rate)));
}

static void
fill_rates (TenonPatternDetail *self)
{
  tenon_sheet_clear (self->rates);
  if (!tenon_pattern_touches_database (self->pattern))
    {
      tenon_sheet_add_dim_text (self->rates, _ ("Needs no rate: it does not touch the database."));
      return;
    }
  add_rate (self, _ ("Peak"), "rps-peak", self->pattern->rps_peak);
  add_rate (self, _ ("Average"), "rps-average", self->pattern->rps_average);
}

/* ---- tables on both sides ---- */

static void
go_to_cb (GtkButton *button)
{
  tenon_page_go_to (button, g_object_get_data (G_OBJECT (button), "subject"));
}

static void
add_link (GtkWidget  *box,
          const char *icon_name,
          const char *words,
          char       *subject,
          const char *tooltip)
{
  GtkWidget *button = gtk_button_new (), *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_name);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), words);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "subject", subject, g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (go_to_cb), NULL);
  gtk_box_append (GTK_BOX (box), button);
}

static void
fill_tables (TenonPatternDetail *self)
{
  TenonSchema *schema = tenon_project_get_model (self->project)->schema;
  char       **entities = self->pattern->entities_involved;

  tenon_sheet_clear (self->tables);
  for (guint i = 0; entities != NULL && entities[i] != NULL; i++)
    {
      TenonSourceTable *table = schema != NULL ? tenon_schema_match_table (schema, entities[i]) : NULL;
      g_autofree char  *words = NULL;

      if (table != NULL)
        {
          add_link (self->tables, "find-location-symbolic", table->name, g_strconcat ("source:", table->name, NULL), _ ("Show on the Map"));
          continue;
        }
      words = g_strdup_printf (_ ("%s is no table of the schema"), entities[i]);
      tenon_sheet_add_note (self->tables, "dialog-warning-symbolic", words);
    }
  if (entities == NULL || entities[0] == NULL)
    tenon_sheet_add_dim_text (self->tables, _ ("No entity is named."));
  else
    add_link (self->tables, "mark-location-symbolic", _ ("Follow on the Map"), g_strconcat ("trace:", self->pattern->pattern_id, NULL), _ ("Show the way of this pattern on the Map"));
}

static void
fill_service (TenonPatternDetail *self)
{
  TenonDesign   *design = tenon_project_get_model (self->project)->design;
  TenonUnserved *unserved = tenon_design_find_unserved (design, self->pattern->pattern_id);
  guint          n = 0;

  tenon_sheet_clear (self->service);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation  *operation = tenon_list_get (table->operations, j);
          g_autofree char *where = operation->index != NULL ? g_strdup_printf ("%s / %s", table->name, operation->index) : g_strdup (table->name);

          if (g_strcmp0 (operation->pattern_id, self->pattern->pattern_id) != 0)
            continue;
          tenon_sheet_add_term (self->service, NULL, operation->operation, where, operation->key_condition);
          add_link (self->service, "find-location-symbolic", table->name, g_strconcat ("table:", table->name, NULL), _ ("Show in the design"));
          n++;
        }
    }
  if (unserved != NULL)
    tenon_sheet_add_term (self->service, "dialog-warning-symbolic", _ ("Not served"), unserved->reason != NULL ? unserved->reason : "", unserved->alternative);
  else if (n == 0)
    tenon_sheet_add_dim_text (self->service, tenon_pattern_touches_database (self->pattern) ? _ ("Nothing yet.") : _ ("Needs no database operation."));
}

/* ---- filling ---- */

static void
pattern_changed_cb (TenonPatternDetail *self)
{
  fill_origin (self);
  fill_rates (self);
  fill_tables (self);
}

static void
checked_cb (TenonPatternDetail *self)
{
  if (self->pattern != NULL && self->fill_source == 0)
    fill_service (self);
}

static void
fill (TenonPatternDetail *self)
{
  gtk_widget_set_visible (self->nothing, self->pattern == NULL);
  gtk_widget_set_visible (self->all, self->pattern != NULL);
  tenon_shape_form_set_pattern (TENON_SHAPE_FORM (self->form), self->pattern);
  tenon_statement_section_set_pattern (TENON_STATEMENT_SECTION (self->statements), self->pattern);
  if (self->pattern == NULL)
    return;
  pattern_changed_cb (self);
  fill_service (self);
}

static gboolean
fill_cb (gpointer data)
{
  TenonPatternDetail *self = data;

  self->fill_source = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* ---- life ---- */

static void
tenon_pattern_detail_dispose (GObject *object)
{
  TenonPatternDetail *self = TENON_PATTERN_DETAIL (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->pattern != NULL)
    g_clear_signal_handler (&self->notify_handler, self->pattern);
  g_clear_object (&self->project);
  g_clear_object (&self->pattern);
  G_OBJECT_CLASS (tenon_pattern_detail_parent_class)->dispose (object);
}

static void
tenon_pattern_detail_class_init (TenonPatternDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_pattern_detail_dispose;
}

static void
tenon_pattern_detail_init (TenonPatternDetail *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
add_section (GtkWidget  *column,
             const char *title)
{
  GtkWidget *section = tenon_sheet_add_section (column, NULL, title), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (section), box);
  return box;
}

static GtkWidget *
add_column (TenonPatternDetail *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (self->columns, column);
  return column;
}

static void
build (TenonPatternDetail *self)
{
  GtkWidget *left, *right;

  self->nothing = gtk_label_new (_ ("What is known of the pattern at the cursor stands here."));
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  self->all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_visible (self->all, FALSE);
  gtk_box_append (GTK_BOX (self), self->nothing);
  gtk_box_append (GTK_BOX (self), self->all);
  self->title = tenon_sheet_add_text (self->all, "");
  gtk_widget_add_css_class (self->title, "title-4");
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->origin = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->all), self->origin);
  self->columns = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (GTK_BOX (self->all), GTK_WIDGET (self->columns));
  left = add_column (self);
  right = add_column (self);
  self->rates = add_section (left, _ ("Rates and Their Evidence"));
  self->tables = add_section (left, _ ("Entities"));
  self->service = add_section (left, _ ("Served By"));
  self->form = tenon_shape_form_new (self->project);
  gtk_box_append (GTK_BOX (add_section (right, _ ("What It Asks For"))), self->form);
  self->statements = tenon_statement_section_new (self->project);
  gtk_box_append (GTK_BOX (right), self->statements);
}

GtkWidget *
tenon_pattern_detail_new (TenonProject *project)
{
  TenonPatternDetail *self = g_object_new (TENON_TYPE_PATTERN_DETAIL, NULL);

  self->project = g_object_ref (project);
  build (self);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), self);
  return GTK_WIDGET (self);
}

/**
 * tenon_pattern_detail_set_pattern:
 * @pattern: (nullable):
 *
 * Shows it once the cursor rests.
 */
void
tenon_pattern_detail_set_pattern (TenonPatternDetail *self,
                                  TenonPattern       *pattern)
{
  if (self->pattern == pattern)
    return;
  if (self->pattern != NULL)
    g_clear_signal_handler (&self->notify_handler, self->pattern);
  g_set_object (&self->pattern, pattern);
  if (pattern != NULL)
    self->notify_handler = g_signal_connect_swapped (pattern, "notify", G_CALLBACK (pattern_changed_cb), self);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  self->fill_source = g_timeout_add (SETTLE_MS, fill_cb, self);
}

/**
 * tenon_pattern_detail_get_pattern:
 *
 * Returns: (transfer none) (nullable):
 */
TenonPattern *
tenon_pattern_detail_get_pattern (TenonPatternDetail *self)
{
  return self->pattern;
}

/**
 * tenon_pattern_detail_set_wide:
 * @wide: whether it lies below the table, with room for two columns
 */
void
tenon_pattern_detail_set_wide (TenonPatternDetail *self,
                               gboolean            wide)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (self->columns, wide);
}
