/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Design page's table sheet as people edit it: by its buttons, through the dialogs, undone in one step. */

#include <string.h>

#include "app/design/tenon-attribute-dialog.h"
#include "app/design/tenon-copy-dialog.h"
#include "app/design/tenon-index-dialog.h"
#include "app/design/tenon-names-dialog.h"
#include "app/design/tenon-serve-dialog.h"
#include "app/tenon-person-row.h"
#include "tenon-ui.h"

#define BY "Ada Lovelace <ada@example.org>"

typedef TenonUiFixture Fixture;

static gboolean
has_cost (gpointer project)
{
  return tenon_project_get_cost (project) != NULL && tenon_project_get_cost (project)->terms->len > 0;
}

/* The sheet of @table, its design just taken. */
static GtkWidget *
show_sheet (Fixture    *self,
            const char *table)
{
  g_autofree char *subject = g_strconcat ("table:", table, NULL);

  tenon_ui_state_rates (self->project);
  tenon_ui_take_design (self->project);
  tenon_window_show_page (self->window, "design");
  g_assert_true (tenon_ui_wait (has_cost, self->project));
  tenon_ui_spin (300);
  tenon_window_reveal (self->window, subject);
  tenon_ui_spin (300);
  return tenon_window_find_page (self->window, "design");
}

static GtkWidget *
find_by_tooltip (GtkWidget  *root,
                 GType       type,
                 const char *tooltip)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_tooltip (child, type, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (GtkWidget  *dialog,
        const char *title,
        const char *value)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (dialog, title));
  GListModel  *names = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) name = g_list_model_get_item (names, i);

      if (strcmp (gtk_string_object_get_string (name), value) != 0)
        continue;
      adw_combo_row_set_selected (row, i);
      return;
    }
  g_error ("There is no “%s” to choose as %s", value, title);
}

/* The dialog that the button with this tooltip opens. */
static GtkWidget *
open_dialog (Fixture    *self,
             GtkWidget  *page,
             const char *tooltip,
             GType       type)
{
  GtkWidget  *button = find_by_tooltip (page, GTK_TYPE_BUTTON, tooltip);
  GListModel *windows = gtk_window_get_toplevels ();

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  tenon_ui_spin (200);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  g_error ("%s opens nothing", tooltip);
}

static void
say_why (GtkWidget  *dialog,
         const char *reason)
{
  g_object_set (tenon_ui_find (dialog, TENON_TYPE_PERSON_ROW, NULL), "by", BY, "note", reason, NULL);
}

static gboolean
shows_text (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Sight;

static gboolean
is_seen (gpointer user_data)
{
  Sight *sight = user_data;

  return shows_text (sight->root, sight->text);
}

/* A page follows when the checks are through, which takes its time on a busy machine. */
static void
assert_shows (GtkWidget  *root,
              const char *text)
{
  Sight sight = { root, text };

  if (!tenon_ui_wait (is_seen, &sight))
    g_error ("“%s” is not shown", text);
}

static TenonIndex *
find_index (Fixture    *self,
            const char *name)
{
  return tenon_table_find_index (tenon_design_find_table (self->model->design, "books"), name);
}

static void
test_index_is_changed (Fixture      *self,
                       gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = open_dialog (self, page, "Edit Index…", TENON_TYPE_INDEX_DIALOG);
  GtkWidget *apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");

  g_assert_cmpstr (find_index (self, "books_by_category")->sort_key, !=, "price");
  g_assert_false (gtk_widget_is_sensitive (apply));
  say_why (dialog, "Cheapest first.");
  g_assert_true (gtk_widget_is_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), "by price");
  g_assert_false (gtk_widget_is_sensitive (apply));
  assert_shows (dialog, "no valid index name");
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), "shelf");
  choose (dialog, "Sort key", "price");
  choose (dialog, "Projection", "Keys and chosen attributes");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tenon_ui_find (find_row (dialog, "title"), GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  g_assert_true (gtk_widget_is_sensitive (apply));
  tenon_ui_spin (600);
  assert_shows (dialog, "Serves AP10.");
  g_signal_emit_by_name (apply, "clicked");
  tenon_ui_spin (500);

  g_assert_null (find_index (self, "books_by_category"));
  g_assert_cmpstr (find_index (self, "shelf")->sort_key, ==, "price");
  g_assert_true (g_strv_contains ((const char *const *)find_index (self, "shelf")->projected, "title"));
  assert_shows (page, "shelf");
  assert_shows (page, "Decided by " BY);
  tenon_model_undo (self->model);
  g_assert_nonnull (find_index (self, "books_by_category"));
  g_assert_null (find_index (self, "shelf"));
}

static void
test_index_is_added (Fixture      *self,
                     gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = open_dialog (self, page, "Add Index…", TENON_TYPE_INDEX_DIALOG);
  GtkWidget *add = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Add");

  g_assert_false (gtk_widget_get_visible (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Remove Index")));
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), "by_publisher");
  choose (dialog, "Partition key", "publisher_id");
  say_why (dialog, "The publishers ask for it.");
  tenon_ui_spin (600);
  assert_shows (dialog, "No pattern would go to it.");
  g_signal_emit_by_name (add, "clicked");
  tenon_ui_spin (500);
  g_assert_cmpstr (find_index (self, "by_publisher")->partition_key, ==, "publisher_id");
  assert_shows (page, "by_publisher");
}

static void
test_index_is_removed (Fixture      *self,
                       gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = open_dialog (self, page, "Edit Index…", TENON_TYPE_INDEX_DIALOG);
  GtkWidget *remove = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Remove Index");
  g_autoptr (TenonDesign) proposal = NULL;

  g_assert_false (gtk_widget_is_sensitive (remove));
  say_why (dialog, "Nobody browses by category.");
  g_assert_true (gtk_widget_is_sensitive (remove));
  g_signal_emit_by_name (remove, "clicked");
  tenon_ui_spin (500);
  g_assert_null (find_index (self, "books_by_category"));
  proposal = tenon_project_propose (self->project, TENON_STRATEGY_MULTI_TABLE);
  tenon_project_take_design (self->project, proposal, NULL);
  g_assert_null (find_index (self, "books_by_category"));
}

static void
test_names_are_chosen (Fixture      *self,
                       gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = tenon_names_dialog_new (GTK_WINDOW (self->window), self->project);
  GtkWidget *apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");

  gtk_window_present (GTK_WINDOW (dialog));
  say_why (dialog, "The loader wants them.");
  g_assert_false (gtk_widget_is_sensitive (apply));
  gtk_widget_activate (find_row (dialog, "MySQL names"));
  tenon_ui_spin (200);
  g_assert_true (gtk_widget_is_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  tenon_ui_spin (500);
  g_assert_cmpstr (tenon_design_find_table (self->model->design, "books")->partition_key, ==, "id");
  assert_shows (page, "id (N)");
  tenon_model_undo (self->model);
  g_assert_cmpstr (tenon_design_find_table (self->model->design, "books")->partition_key, ==, "book_id");
}

static void
test_attribute_is_renamed (Fixture      *self,
                           gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = open_dialog (self, page, "Edit Attribute…", TENON_TYPE_ATTRIBUTE_DIALOG);
  GtkWidget *apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");

  say_why (dialog, "The word in the shop.");
  g_assert_false (gtk_widget_is_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), "edition_id");
  g_assert_true (gtk_widget_is_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  tenon_ui_spin (500);
  g_assert_cmpstr (tenon_design_find_table (self->model->design, "books")->partition_key, ==, "edition_id");
  assert_shows (page, "edition_id (N)");
}

/* Another type than the mapping's says what it does to the values, and asks for a reason. */
static void
test_type_is_changed (Fixture      *self,
                      gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books");
  GtkWidget *dialog = open_dialog (self, page, "Edit Attribute…", TENON_TYPE_ATTRIBUTE_DIALOG);
  GtkWidget *apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");

  choose (dialog, "Type", "S (text)");
  tenon_ui_spin (200);
  assert_shows (dialog, "digits as text");
  assert_shows (dialog, "in MySQL; the mapping says N");
  g_assert_false (gtk_widget_is_sensitive (apply));
  say_why (dialog, "Ids come as text.");
  g_assert_true (gtk_widget_is_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  tenon_ui_spin (500);
  assert_shows (page, "book_id (S)");
  assert_shows (page, "says N");
  tenon_model_undo (self->model);
  tenon_ui_spin (500);
  assert_shows (page, "book_id (N)");
}

/* A copy through a reference that is there, with its effect and its justification; taken out again by its own button. */
static void
test_copy_is_added (Fixture      *self,
                    gconstpointer data)
{
  GtkWidget  *page = show_sheet (self, "books");
  GtkWidget  *dialog = open_dialog (self, page, "Add Copy…", TENON_TYPE_COPY_DIALOG);
  GtkWidget  *add = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Add");
  TenonTable *books = tenon_design_find_table (self->model->design, "books");

  g_assert_false (gtk_widget_is_sensitive (add));
  choose (dialog, "Reference", "publisher_id → publishers.id");
  choose (dialog, "Copied column", "publishers.name");
  tenon_ui_spin (600);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Name"))), ==, "publisher_name");
  assert_shows (dialog, "Changes the requests of AP");
  say_why (dialog, "Shown with each book.");
  g_assert_true (gtk_widget_is_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  tenon_ui_spin (500);
  g_assert_true (tenon_table_find_attribute (books, "publisher_name")->denormalized);
  assert_shows (page, "publishers.name joined on publisher_id = id");

  dialog = open_dialog (self, page, "Edit Copy…", TENON_TYPE_ATTRIBUTE_DIALOG);
  g_assert_false (gtk_widget_is_sensitive (find_row (dialog, "Type")));
  say_why (dialog, "Nobody looks.");
  g_signal_emit_by_name (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Remove Copy"), "clicked");
  tenon_ui_spin (500);
  g_assert_null (tenon_table_find_attribute (books, "publisher_name"));
}

/* The ways side by side, one chosen with its reason, and taken back. */
static void
test_way_is_chosen (Fixture      *self,
                    gconstpointer data)
{
  GtkWidget *page = show_sheet (self, "books"), *dialog, *apply, *row;
  GError    *error = NULL;

  g_assert_nonnull (find_by_tooltip (page, GTK_TYPE_BUTTON, "Choose What Serves It…"));
  dialog = tenon_serve_dialog_new (GTK_WINDOW (self->window), self->project, "AP10", &error);
  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (dialog));
  apply = tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Apply");
  assert_shows (dialog, "Not possible: The request gives category_id");
  assert_shows (dialog, "Now");
  g_assert_false (gtk_widget_is_sensitive (apply));
  row = find_row (dialog, "All of books, filtered (Scan)");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tenon_ui_find (row, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  say_why (dialog, "A small shop.");
  g_assert_true (gtk_widget_is_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  assert_shows (page, "chosen by a person");
  assert_shows (page, "How AP10 is served");

  dialog = tenon_serve_dialog_new (GTK_WINDOW (self->window), self->project, "AP10", &error);
  gtk_window_present (GTK_WINDOW (dialog));
  tenon_ui_spin (200);
  assert_shows (dialog, "Chosen");
  g_signal_emit_by_name (tenon_ui_find (dialog, GTK_TYPE_BUTTON, "_Leave It to Proposals"), "clicked");
  tenon_ui_spin (200);
  g_assert_null (tenon_list_find (self->model->design->decisions, "serve:AP10"));
}

int
main (int   argc,
      char *argv[])
{
  tenon_ui_init (&argc, &argv);
  g_test_add ("/design-edits/index-is-changed", Fixture, NULL, tenon_ui_set_up, test_index_is_changed, tenon_ui_tear_down);
  g_test_add ("/design-edits/index-is-added", Fixture, NULL, tenon_ui_set_up, test_index_is_added, tenon_ui_tear_down);
  g_test_add ("/design-edits/index-is-removed", Fixture, NULL, tenon_ui_set_up, test_index_is_removed, tenon_ui_tear_down);
  g_test_add ("/design-edits/names-are-chosen", Fixture, NULL, tenon_ui_set_up, test_names_are_chosen, tenon_ui_tear_down);
  g_test_add ("/design-edits/attribute-is-renamed", Fixture, NULL, tenon_ui_set_up, test_attribute_is_renamed, tenon_ui_tear_down);
  g_test_add ("/design-edits/type-is-changed", Fixture, NULL, tenon_ui_set_up, test_type_is_changed, tenon_ui_tear_down);
  g_test_add ("/design-edits/copy-is-added", Fixture, NULL, tenon_ui_set_up, test_copy_is_added, tenon_ui_tear_down);
  g_test_add ("/design-edits/way-is-chosen", Fixture, NULL, tenon_ui_set_up, test_way_is_chosen, tenon_ui_tear_down);
  return g_test_run ();
}
