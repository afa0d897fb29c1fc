/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pane below the pattern table. */

#include "app/patterns/tenon-pattern-detail.h"

#include <glib/gi18n-lib.h>

#include "app/design/tenon-sheet.h"
#include "base/tenon-text.h"

struct _TenonPatternDetail
{
  GtkBox parent_instance;

  TenonProject *project; /* (owned) */
  TenonPattern *pattern; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TenonPatternDetail, tenon_pattern_detail, GTK_TYPE_BOX)

static void
tenon_pattern_detail_dispose (GObject *object)
{
  TenonPatternDetail *self = TENON_PATTERN_DETAIL (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
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
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

static char *
describe_place (const char *file,
                gint64      line)
{
  if (line > 0)
    return g_strdup_printf ("%s:%" G_GINT64_FORMAT, file, line);
  return g_strdup (file);
}

static void
add_rate (GtkWidget  *section,
          const char *title,
          TenonRate  *rate)
{
  static const char *const icons[] = { "tenon-rate-unknown-symbolic", "tenon-rate-stated-symbolic", "tenon-rate-observed-symbolic", "tenon-rate-derived-symbolic" };
  static const char *const origins[] = { N_ ("unknown"), N_ ("stated"), N_ ("observed"), N_ ("derived") };
  TenonRateOrigin          origin = tenon_rate_get_origin (rate);
  g_autofree char         *text = tenon_rate_to_text (rate);
  g_autofree char         *value = g_strdup_printf ("%s, %s", text, _ (origins[origin]));
  g_autoptr (GString) reason = g_string_new (tenon_rate_get_evidence (rate));

  if (tenon_rate_get_by (rate) != NULL)
    g_string_append_printf (reason, _ (" — %s"), tenon_rate_get_by (rate));
  if (tenon_rate_get_file (rate) != NULL)
    {
      g_autofree char *place = describe_place (tenon_rate_get_file (rate), tenon_rate_get_line (rate));

      g_string_append_printf (reason, " (%s)", place);
    }
  tenon_sheet_add_term (section, icons[origin], title, value, reason->str);
}

static void
add_origin (TenonPatternDetail *self)
{
  GtkWidget *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Evidence"));

  if (self->pattern->endpoint != NULL)
    tenon_sheet_add_term (section, NULL, _ ("Endpoint"), self->pattern->endpoint, NULL);
  if (self->pattern->file != NULL)
    {
      g_autofree char *place = describe_place (self->pattern->file, self->pattern->line);

      tenon_sheet_add_term (section, NULL, _ ("Source"), place, NULL);
    }
  add_rate (section, _ ("Peak"), self->pattern->rps_peak);
  add_rate (section, _ ("Average"), self->pattern->rps_average);
}

static void
add_service (TenonPatternDetail *self)
{
  TenonDesign   *design = tenon_project_get_model (self->project)->design;
  TenonUnserved *unserved = tenon_design_find_unserved (design, self->pattern->pattern_id);
  GtkWidget     *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Served By"));
  guint          n = 0;

  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable *table = tenon_list_get (design->tables, i);

      for (guint j = 0; j < tenon_list_get_length (table->operations); j++)
        {
          TenonOperation  *operation = tenon_list_get (table->operations, j);
          g_autofree char *where = operation->index != NULL ? g_strdup_printf ("%s / %s", table->name, operation->index) : g_strdup (table->name);

          if (g_strcmp0 (operation->pattern_id, self->pattern->pattern_id) != 0)
            continue;
          tenon_sheet_add_term (section, NULL, operation->operation, where, operation->key_condition);
          n++;
        }
    }
  if (unserved != NULL)
    tenon_sheet_add_term (section, "dialog-warning-symbolic", _ ("Not served"), unserved->reason != NULL ? unserved->reason : "", unserved->alternative);
  else if (n == 0)
    tenon_sheet_add_dim_text (section, tenon_pattern_touches_database (self->pattern) ? _ ("Nothing yet.") : _ ("Needs no database operation."));
}

static void
add_statements (TenonPatternDetail *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  GtkWidget  *section = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (model->logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        {
          TenonStatement  *statement = tenon_list_get (log->statements, j);
          g_autofree char *count = NULL;
          g_autofree char *line = NULL;

          if (!tenon_strv_contains ((const char *const *)statement->patterns, self->pattern->pattern_id) && !tenon_strv_contains ((const char *const *)self->pattern->statements, statement->fingerprint))
            continue;
          if (section == NULL)
            section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Statements in the Logs"));
          count = tenon_format_count (statement->count);
          line = g_strdup_printf (_ ("%s times in %s"), count, log->file);
          tenon_sheet_add_dim_text (section, line);
          tenon_sheet_add_code (section, statement->fingerprint);
        }
    }
}

static void
reload (TenonPatternDetail *self)
{
  g_autofree char *title = NULL;
  GtkWidget       *heading;

  tenon_sheet_clear (GTK_WIDGET (self));
  if (self->pattern == NULL)
    return;
  title = tenon_pattern_dup_title (self->pattern);
  heading = tenon_sheet_add_text (GTK_WIDGET (self), title);
  gtk_widget_add_css_class (heading, "title-4");
  add_origin (self);
  add_service (self);
  add_statements (self);
}

GtkWidget *
tenon_pattern_detail_new (TenonProject *project)
{
  TenonPatternDetail *self = g_object_new (TENON_TYPE_PATTERN_DETAIL, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (reload), self);
  return GTK_WIDGET (self);
}

/**
 * tenon_pattern_detail_set_pattern:
 * @pattern: (nullable):
 */
void
tenon_pattern_detail_set_pattern (TenonPatternDetail *self,
                                  TenonPattern       *pattern)
{
  if (g_set_object (&self->pattern, pattern))
    reload (self);
}
