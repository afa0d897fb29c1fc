/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Application page: what is known beside the patterns, of the application, each entity and each relationship, and
 * below it the fields to state what is selected. */

#include "app/questions/tenon-facts-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-fact-editor.h"
#include "app/questions/tenon-facts-grid.h"
#include "app/tenon-page.h"

#define N_VIEWS 3 /* the scopes but the last */

static const struct
{
  const char    *name;
  const char    *title;
  TenonFactScope scope;
} VIEWS[N_VIEWS] = {
  { "application", N_ ("Application"), TENON_FACT_APPLICATION },
  { "entities", N_ ("Entities"), TENON_FACT_ENTITY },
  { "relationships", N_ ("Relationships"), TENON_FACT_RELATIONSHIP },
};

struct _TenonFactsPage
{
  AdwBin parent_instance;

  GtkToggleButton *application_toggle;
  GtkToggleButton *entities_toggle;
  GtkToggleButton *relationships_toggle;
  GtkWidget       *search_entry;
  GtkToggleButton *unknown_toggle;
  GtkStack        *views;
  GtkWidget       *editor_scroller;
  TenonFactEditor *editor;

  TenonProject   *project;          /* (owned) */
  TenonFactsGrid *grids[N_VIEWS];   /* (unowned) */
  guint           n_facts[N_VIEWS]; /* … and of them unknown: */
  guint           n_unknown[N_VIEWS];
  gboolean        is_behind[N_VIEWS]; /* the grid has to be filled once it is looked at */
  gboolean        is_outdated;        /* the model changed while the page was not shown */
};

static void page_iface_init (TenonPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TenonFactsPage, tenon_facts_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (TENON_TYPE_PAGE, page_iface_init))

static GtkToggleButton *
get_toggle (TenonFactsPage *self,
            guint           view)
{
  GtkToggleButton *const toggles[N_VIEWS] = { self->application_toggle, self->entities_toggle, self->relationships_toggle };

  return toggles[view];
}

static guint
get_view (TenonFactsPage *self)
{
  for (guint i = 1; i < N_VIEWS; i++)
    if (gtk_toggle_button_get_active (get_toggle (self, i)))
      return i;
  return 0;
}

static void
show_view (TenonFactsPage *self)
{
  guint            view = get_view (self);
  g_autofree char *label = g_strdup_printf (_ ("Unknown %u"), self->n_unknown[view]);
  const char      *name = VIEWS[view].name;

  if (self->n_facts[view] == 0)
    name = "no-schema";
  else if (tenon_facts_grid_get_n_shown (self->grids[view]) == 0)
    name = "none";
  gtk_stack_set_visible_child_name (self->views, name);
  gtk_button_set_label (GTK_BUTTON (self->unknown_toggle), label);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown_toggle), self->n_unknown[view] > 0 || gtk_toggle_button_get_active (self->unknown_toggle));
}

/* A grid makes two hundred rows at once: those that nobody looks at wait. */
static void
take_facts (TenonFactsPage *self,
            guint           view,
            GPtrArray      *facts)
{
  self->is_behind[view] = view != get_view (self);
  if (!self->is_behind[view])
    {
      tenon_facts_grid_set_facts (self->grids[view], facts);
      return;
    }
  g_ptr_array_set_free_func (facts, (GDestroyNotify)tenon_known_fact_free);
  g_ptr_array_unref (facts);
}

static void
load (TenonFactsPage *self)
{
  GPtrArray *facts = tenon_facts_list (tenon_project_get_model (self->project));
  GPtrArray *sorted[N_VIEWS];

  self->is_outdated = FALSE;
  for (guint i = 0; i < N_VIEWS; i++)
    {
      sorted[i] = g_ptr_array_new ();
      self->n_facts[i] = 0;
      self->n_unknown[i] = 0;
    }
  g_ptr_array_set_free_func (facts, NULL);
  for (guint i = 0; i < facts->len; i++)
    {
      TenonKnownFact *fact = facts->pdata[i];

      if ((guint)fact->scope >= N_VIEWS)
        {
          tenon_known_fact_free (fact);
          continue;
        }
      self->n_facts[fact->scope]++;
      self->n_unknown[fact->scope] += fact->value == NULL;
      g_ptr_array_add (sorted[fact->scope], fact);
    }
  g_ptr_array_unref (facts);
  for (guint i = 0; i < N_VIEWS; i++)
    take_facts (self, i, sorted[i]);
  tenon_fact_editor_refresh (self->editor);
  show_view (self);
}

static void
model_changed_cb (TenonFactsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->is_outdated = TRUE;
}

static void
tenon_facts_page_map (GtkWidget *widget)
{
  if (TENON_FACTS_PAGE (widget)->is_outdated)
    load (TENON_FACTS_PAGE (widget));
  GTK_WIDGET_CLASS (tenon_facts_page_parent_class)->map (widget);
}

static void
filter_changed_cb (TenonFactsPage *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *words = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;

  for (guint i = 0; i < N_VIEWS; i++)
    tenon_facts_grid_set_filter (self->grids[i], words, gtk_toggle_button_get_active (self->unknown_toggle));
  show_view (self);
}

static void
show_fact (TenonFactsPage *self,
           const char     *key)
{
  tenon_fact_editor_set_key (self->editor, key);
  gtk_widget_set_visible (self->editor_scroller, key != NULL);
}

static void
view_changed_cb (TenonFactsPage *self)
{
  if (self->project == NULL)
    return;
  show_fact (self, NULL);
  if (self->is_behind[get_view (self)])
    load (self);
  show_view (self);
}

static void
show_all_cb (TenonFactsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (self->unknown_toggle, FALSE);
  filter_changed_cb (self);
}

static void
focus_grid (TenonFactsPage *self)
{
  tenon_facts_grid_focus (self->grids[get_view (self)], tenon_fact_editor_get_key (self->editor));
}

static void
stop_search_cb (TenonFactsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  focus_grid (self);
}

static void
selected_cb (TenonFactsGrid *grid,
             const char     *key,
             const char     *typed,
             gboolean        begins,
             TenonFactsPage *self)
{
  show_fact (self, key);
  if (begins)
    tenon_fact_editor_begin (self->editor, typed);
}

/* As in a spreadsheet, Enter goes on below. */
static void
stated_cb (TenonFactsPage *self)
{
  tenon_facts_grid_focus_below (self->grids[get_view (self)]);
}

static void
left_cb (TenonFactsPage *self)
{
  focus_grid (self);
}

static void
find (TenonPage *page)
{
  gtk_widget_grab_focus (TENON_FACTS_PAGE (page)->search_entry);
}

static gboolean
enter (TenonPage *page)
{
  TenonFactsPage *self = TENON_FACTS_PAGE (page);

  return tenon_facts_grid_focus (self->grids[get_view (self)], tenon_fact_editor_get_key (self->editor));
}

static gboolean
reveal (TenonPage  *page,
        const char *subject)
{
  TenonFactsPage *self = TENON_FACTS_PAGE (page);
  const char     *key = g_str_has_prefix (subject, "fact:") ? subject + strlen ("fact:") : NULL;
  g_autoptr (TenonKnownFact) known = key != NULL ? tenon_facts_look_up (tenon_project_get_model (self->project), key) : NULL;

  if (known == NULL || (guint)known->scope >= N_VIEWS)
    return FALSE;
  show_all_cb (self);
  gtk_toggle_button_set_active (get_toggle (self, known->scope), TRUE);
  show_fact (self, key);
  tenon_facts_grid_focus (self->grids[known->scope], key);
  return TRUE;
}

static void
page_iface_init (TenonPageInterface *iface)
{
  iface->find = find;
  iface->enter = enter;
  iface->reveal = reveal;
}

static void
tenon_facts_page_dispose (GObject *object)
{
  TenonFactsPage *self = TENON_FACTS_PAGE (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (tenon_project_get_model (self->project), self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_facts_page_parent_class)->dispose (object);
}

static void
tenon_facts_page_class_init (TenonFactsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_facts_page_dispose;
  widget_class->map = tenon_facts_page_map;
  g_type_ensure (TENON_TYPE_FACT_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-facts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, application_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, entities_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, relationships_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, unknown_toggle);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, views);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, editor_scroller);
  gtk_widget_class_bind_template_child (widget_class, TenonFactsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stated_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
tenon_facts_page_init (TenonFactsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_VIEWS; i++)
    {
      GtkWidget *grid = tenon_facts_grid_new (VIEWS[i].scope);

      self->grids[i] = TENON_FACTS_GRID (grid);
      g_signal_connect (grid, "selected", G_CALLBACK (selected_cb), self);
      gtk_stack_add_named (self->views, grid, VIEWS[i].name);
    }
}

GtkWidget *
tenon_facts_page_new (TenonProject *project)
{
  TenonFactsPage *self = g_object_new (TENON_TYPE_FACTS_PAGE, NULL);

  self->project = g_object_ref (project);
  tenon_fact_editor_set_project (self->editor, project);
  g_signal_connect_swapped (tenon_project_get_model (project), "changed", G_CALLBACK (model_changed_cb), self);
  load (self);
  return GTK_WIDGET (self);
}
