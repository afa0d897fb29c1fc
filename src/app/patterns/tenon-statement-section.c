/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which statements of the logs are this pattern: bound by a reader or a person, unbound by a person. */

#include "app/patterns/tenon-statement-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-sheet.h"
#include "app/patterns/tenon-source-peek.h"
#include "app/tenon-page.h"
#include "base/tenon-text.h"
#include "project/tenon-pattern-shape.h"

enum
{
  MAX_OFFERED = 100, /* the entry narrows what is offered */
};

struct _TenonStatementSection
{
  GtkBox parent_instance;

  GtkWidget *bound;
  GtkWidget *offered; /* the list in the popover */
  GtkWidget *search;
  GtkWidget *popover;
  GtkWidget *button;

  TenonProject *project; /* (owned) */
  TenonPattern *pattern; /* (owned) (nullable) */
  gulong        notify_handler;
};

G_DEFINE_FINAL_TYPE (TenonStatementSection, tenon_statement_section, GTK_TYPE_BOX)

static TenonModel *
get_model (TenonStatementSection *self)
{
  return tenon_project_get_model (self->project);
}

typedef void (*StatementFunc) (TenonStatementSection *self,
                               TenonStatementLog     *log,
                               TenonStatement        *statement);

static void
for_each (TenonStatementSection *self,
          StatementFunc          func)
{
  TenonList *logs = get_model (self)->logs;

  for (guint i = 0; i < tenon_list_get_length (logs); i++)
    {
      TenonStatementLog *log = tenon_list_get (logs, i);

      for (guint j = 0; j < tenon_list_get_length (log->statements); j++)
        func (self, log, tenon_list_get (log->statements, j));
    }
}

static gboolean
is_bound (TenonStatementSection *self,
          TenonStatement        *statement)
{
  return tenon_strv_contains ((const char *const *)self->pattern->statements, statement->fingerprint);
}

/* ---- binding ---- */

static void
unbind_cb (TenonStatementSection *self,
           GtkWidget             *button)
{
  g_autofree char *fingerprint = g_strdup (g_object_get_data (G_OBJECT (button), "fingerprint"));

  tenon_project_bind_statement (self->project, self->pattern, fingerprint, FALSE);
}

static void
take_shape_cb (TenonStatementSection *self,
               GtkWidget             *button)
{
  g_autoptr (GError) error = NULL;

  if (tenon_project_take_shape (self->project, self->pattern, g_object_get_data (G_OBJECT (button), "fingerprint"), &error))
    tenon_page_toast (self, _ ("It asks for what the statement asks for"), TRUE);
  else
    tenon_page_toast (self, error->message, FALSE);
}

static void
bind_cb (TenonStatementSection *self,
         GtkListBoxRow         *row)
{
  g_autofree char *fingerprint = g_strdup (g_object_get_data (G_OBJECT (row), "fingerprint"));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  tenon_project_bind_statement (self->project, self->pattern, fingerprint, TRUE);
}

/* ---- what is bound ---- */

static void
add_button (TenonStatementSection *self,
            GtkWidget             *line,
            TenonStatement        *statement,
            const char            *label,
            const char            *tooltip,
            void (*clicked) (TenonStatementSection *self, GtkWidget *button))
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "fingerprint", g_strdup (statement->fingerprint), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), button);
}

static void
add_bound (TenonStatementSection *self,
           TenonStatementLog     *log,
           TenonStatement        *statement)
{
  GtkWidget       *line, *words;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (!is_bound (self, statement) && !tenon_strv_contains ((const char *const *)statement->patterns, self->pattern->pattern_id))
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  count = tenon_format_count (statement->count);
  text = g_strdup_printf (_ ("%s times"), count);
  words = gtk_label_new (text);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (words, "numeric");
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), tenon_source_peek_new (tenon_project_get_path (self->project), statement->file != NULL ? statement->file : log->file, statement->line));
  add_button (self, line, statement, _ ("Take Shape"), _ ("Let the pattern ask for what this statement asks for"), take_shape_cb);
  if (is_bound (self, statement))
    add_button (self, line, statement, _ ("Unbind"), _ ("This statement is not this pattern"), unbind_cb);
  gtk_box_append (GTK_BOX (self->bound), line);
  tenon_sheet_add_code (self->bound, statement->fingerprint);
}

static void
reload (TenonStatementSection *self)
{
  tenon_sheet_clear (self->bound);
  if (self->pattern == NULL)
    return;
  for_each (self, add_bound);
  gtk_widget_set_sensitive (self->button, tenon_list_get_length (get_model (self)->logs) > 0);
  if (gtk_widget_get_first_child (self->bound) == NULL)
    tenon_sheet_add_dim_text (self->bound, tenon_list_get_length (get_model (self)->logs) > 0 ? _ ("No statement of the logs is bound to it.") : _ ("The project has no log yet."));
}

/* ---- what can be bound ---- */

static guint
count_offered (TenonStatementSection *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->offered), (int)n) != NULL)
    n++;
  return n;
}

static gboolean
is_sought (TenonStatementSection *self,
           TenonStatement        *statement)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*words != '\0')
    {
      g_autofree char *a = g_utf8_casefold (statement->fingerprint, -1);
      g_autofree char *b = g_utf8_casefold (words, -1);

      return strstr (a, b) != NULL;
    }
  /* Before anything is sought: those on the pattern's own tables. */
  for (guint i = 0; statement->tables != NULL && statement->tables[i] != NULL; i++)
    if (tenon_strv_contains ((const char *const *)self->pattern->entities_involved, statement->tables[i]))
      return TRUE;
  return self->pattern->entities_involved == NULL || self->pattern->entities_involved[0] == NULL;
}

static void
add_offered (TenonStatementSection *self,
             TenonStatementLog     *log,
             TenonStatement        *statement)
{
  GtkWidget *label, *row;

  if (is_bound (self, statement) || !is_sought (self, statement) || count_offered (self) >= MAX_OFFERED)
    return;
  label = gtk_label_new (statement->fingerprint);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_add_css_class (label, "monospace");
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "fingerprint", g_strdup (statement->fingerprint), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->offered), row);
}

static void
offer (TenonStatementSection *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->offered)) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (GTK_LIST_BOX (self->offered), child);
  if (self->pattern != NULL)
    for_each (self, add_offered);
}

static GtkWidget *
make_popover (TenonStatementSection *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new (), *none;

  self->search = gtk_search_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a statement"), -1);
  self->offered = gtk_list_box_new ();
  none = gtk_label_new (_ ("No other statement fits."));
  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 12);
  gtk_widget_set_margin_bottom (none, 12);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->offered), none);
  gtk_widget_add_css_class (self->offered, "boxed-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->offered);
  gtk_widget_set_size_request (scroller, 420, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (offer), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (offer), self);
  g_signal_connect_swapped (self->offered, "row-activated", G_CALLBACK (bind_cb), self);
  return popover;
}

/* ---- life ---- */

static void
tenon_statement_section_dispose (GObject *object)
{
  TenonStatementSection *self = TENON_STATEMENT_SECTION (object);

  if (self->pattern != NULL)
    g_clear_signal_handler (&self->notify_handler, self->pattern);
  g_clear_object (&self->pattern);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_statement_section_parent_class)->dispose (object);
}

static void
tenon_statement_section_class_init (TenonStatementSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_statement_section_dispose;
}

static void
tenon_statement_section_init (TenonStatementSection *self)
{
  GtkWidget *section;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Statements in the Logs"));
  self->bound = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (section), self->bound);
  self->button = gtk_menu_button_new ();
  self->popover = make_popover (self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("_Bind Statement"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (section), self->button);
}

GtkWidget *
tenon_statement_section_new (TenonProject *project)
{
  TenonStatementSection *self = g_object_new (TENON_TYPE_STATEMENT_SECTION, NULL);

  self->project = g_object_ref (project);
  return GTK_WIDGET (self);
}

/**
 * tenon_statement_section_set_pattern:
 * @pattern: (nullable):
 */
void
tenon_statement_section_set_pattern (TenonStatementSection *self,
                                     TenonPattern          *pattern)
{
  if (self->pattern != NULL)
    g_clear_signal_handler (&self->notify_handler, self->pattern);
  g_set_object (&self->pattern, pattern);
  if (pattern != NULL)
    self->notify_handler = g_signal_connect_swapped (pattern, "notify::statements", G_CALLBACK (reload), self);
  reload (self);
}
