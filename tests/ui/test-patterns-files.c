/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns to a file for spreadsheets and from one, through the dialogs: one evidence for all the rates, nothing lost. */

#include <string.h>

#include "app/patterns/tenon-plan-dialog.h"
#include "app/tenon-person-row.h"
#include "patterns-fixture.h"
#include "tenon-ui-events.h"

static gboolean
has_chooser (gpointer data)
{
  return patterns_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL;
}

static gboolean
has_no_chooser (gpointer data)
{
  return !has_chooser (data);
}

static GtkWidget *
open_chooser (PatternsFixture *self,
              const char      *action)
{
  gtk_widget_activate_action (self->page, action, NULL);
  g_assert_true (tenon_ui_wait (has_chooser, NULL));
  tenon_ui_spin (300);
  return GTK_WIDGET (patterns_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG));
}

/* As somebody does who knows the path. */
static void
choose (GtkWidget  *chooser,
        const char *path,
        const char *button)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GtkWidget       *accept = tenon_ui_find (chooser, GTK_TYPE_BUTTON, button);

  g_assert_nonnull (accept);
  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_assert_true (gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL));
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
    }
  else
    {
      g_assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL));
    }
  tenon_ui_spin (500);
  tenon_ui_click (accept, gtk_widget_get_width (accept) / 2.0, gtk_widget_get_height (accept) / 2.0);
  g_assert_true (tenon_ui_wait (has_no_chooser, NULL));
  tenon_ui_spin (200);
}

static char *
write_file (PatternsFixture *self,
            const char      *name,
            const char      *text)
{
  g_autofree char *top = g_path_get_dirname (self->ui.folder);
  char            *path = g_build_filename (top, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
apply_plan (PatternsFixture *self,
            const char      *evidence)
{
  GtkWidget *dialog = GTK_WIDGET (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG)), *button;

  g_assert_nonnull (dialog);
  button = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", "Ada <ada@example.org>", "note", "", NULL);
  g_assert_false (gtk_widget_is_sensitive (button)); /* not without its evidence */
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "note", evidence, NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  tenon_ui_click (button, gtk_widget_get_width (button) / 2.0, gtk_widget_get_height (button) / 2.0);
  tenon_ui_spin (300);
  g_assert_null (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
}

static double
get_value (const TenonRate *rate)
{
  double value = -1;

  tenon_rate_get_value (rate, &value);
  return value;
}

static void
import (PatternsFixture *self,
        const char      *name,
        const char      *text)
{
  g_autofree char *path = write_file (self, name, text);

  choose (open_chooser (self, "patterns.import"), path, "_Import");
}

static void
test_import_csv (PatternsFixture *self,
                 gconstpointer    data)
{
  guint         n = tenon_list_get_length (self->ui.model->patterns);
  TenonPattern *first, *second;

  import (self, "more.csv",
          "Pattern,Description,Type,Peak,Average\n"
          "AP901,\"Read, then count\",Read,500/200 RPS,20\n"
          "AP902,Write it down,Write,~5 RPS (burst),TBD\n");
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n); /* not before it is said what they rest on */
  apply_plan (self, "From the load test");
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n + 2);
  first = tenon_model_find_pattern (self->ui.model, "AP901");
  second = tenon_model_find_pattern (self->ui.model, "AP902");
  g_assert_cmpstr (first->description, ==, "Read, then count");
  g_assert_cmpfloat (get_value (first->rps_peak), ==, 500);
  g_assert_cmpfloat (get_value (first->rps_average), ==, 20);
  g_assert_cmpfloat (get_value (second->rps_peak), ==, 5);
  g_assert_cmpfloat (get_value (second->rps_average), ==, -1); /* TBD is no number */
  g_assert_nonnull (strstr (tenon_rate_get_evidence (first->rps_peak), "From the load test"));
  g_assert_nonnull (strstr (tenon_rate_get_evidence (second->rps_peak), "From the load test"));
  tenon_model_undo (self->ui.model); /* all of it is one step */
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

static void
test_import_tsv (PatternsFixture *self,
                 gconstpointer    data)
{
  TenonPattern *pattern = patterns_get_pattern (self, 1);

  import (self, "changes.tsv", "Pattern\tDescription\tPeak\nAP2\tA customer by email\t12\n");
  apply_plan (self, "Said on the phone");
  g_assert_cmpstr (pattern->description, ==, "A customer by email");
  g_assert_cmpfloat (get_value (pattern->rps_peak), ==, 12);
  g_assert_cmpint (tenon_rate_get_origin (pattern->rps_peak), ==, TENON_RATE_STATED);
}

static void
test_import_left (PatternsFixture *self,
                  gconstpointer    data)
{
  guint n = tenon_list_get_length (self->ui.model->patterns);

  import (self, "more.csv", "Pattern,Description,Peak\nAP901,Something,5\n");
  g_assert_nonnull (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
  tenon_ui_key (GDK_KEY_Escape, 0);
  tenon_ui_spin (200);
  g_assert_null (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
  g_assert_cmpuint (tenon_list_get_length (self->ui.model->patterns), ==, n);
}

/* What goes out comes in again and changes nothing. */
static void
export_and_import (PatternsFixture *self,
                   const char      *name,
                   char             separator)
{
  g_autofree char *top = g_path_get_dirname (self->ui.folder);
  g_autofree char *path = g_build_filename (top, name, NULL);
  g_autofree char *content = NULL;
  g_autofree char *expected = tenon_project_export_patterns (self->ui.project, separator);
  g_autofree char *label = NULL;

  choose (open_chooser (self, "patterns.export"), path, "_Export");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
  g_assert_nonnull (strchr (content, separator));
  label = g_strdup (tenon_model_get_undo_label (self->ui.model));
  choose (open_chooser (self, "patterns.import"), path, "_Import");
  g_assert_null (patterns_find_dialog (TENON_TYPE_PLAN_DIALOG));
  g_assert_cmpstr (tenon_model_get_undo_label (self->ui.model), ==, label);
}

static void
test_export_csv (PatternsFixture *self,
                 gconstpointer    data)
{
  export_and_import (self, "patterns.csv", ',');
}

static void
test_export_tsv (PatternsFixture *self,
                 gconstpointer    data)
{
  export_and_import (self, "patterns.tsv", '\t');
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/patterns/files/" path, PatternsFixture, NULL, patterns_set_up, function, patterns_tear_down)
  ADD ("import-csv", test_import_csv);
  ADD ("import-tsv", test_import_tsv);
  ADD ("import-left", test_import_left);
  ADD ("export-csv", test_export_csv);
  ADD ("export-tsv", test_export_tsv);
#undef ADD
  return g_test_run ();
}
