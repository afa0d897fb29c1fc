/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody wrote into the requirement file by hand: each cell with the model's value, the file's, and its line.
 * The buttons below are for the selected ones, or for all where none is selected. */

#include "app/questions/tenon-proposals-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/design/tenon-reason-dialog.h"
#include "app/questions/tenon-question-words.h"
#include "app/tenon-page.h"
#include "app/tenon-person-row.h"
#include "app/tenon-settings.h"
#include "project/tenon-edits.h"
#include "project/tenon-proposals.h"

struct _TenonProposalsDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack       *stack;
  GtkColumnView  *view;
  GtkEntry       *by_entry;
  GtkLabel       *problem;
  GtkWidget      *refuse_button;
  GtkWidget      *accept_button;

  TenonProject      *project;   /* (owned) */
  GtkMultiSelection *selection; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonProposalsDialog, tenon_proposals_dialog, ADW_TYPE_WINDOW)

/* ---- deciding ---- */

static GListModel *
get_items (TenonProposalsDialog *self)
{
  return tenon_project_get_proposals (self->project);
}

static guint
count_selected (TenonProposalsDialog *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint)gtk_bitset_get_size (selected);
}

/* (transfer full): the ids of the selected items, or of all */
static char **
dup_ids (TenonProposalsDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean all = count_selected (self) == 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (TenonProposalItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (all || gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
        g_strv_builder_add (builder, item->id);
    }
  return g_strv_builder_end (builder);
}

static char *
dup_by (TenonProposalsDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->by_entry))));
}

static void
check (TenonProposalsDialog *self)
{
  g_autofree char *by = dup_by (self);
  gboolean         has_person = tenon_project_check_person (by, NULL);

  gtk_widget_set_sensitive (self->accept_button, has_person);
  gtk_label_set_text (self->problem, has_person ? "" : _ ("Write who takes them over as Name <mail>."));
}

static gboolean
accept_for_reason (TenonProject *project,
                   gpointer      subject,
                   const char   *reason,
                   const char   *by,
                   GError      **error)
{
  return tenon_project_accept_proposals_for_reason (project, subject, reason, by, error) > 0;
}

/* What leaves out what the API asks for is taken over for a reason. */
static void
ask_reason (TenonProposalsDialog *self,
            char                **ids)
{
  const TenonReasonWords words = { _ ("Leave Patterns Out"), NULL,
                                   _ ("The file leaves out patterns that came from a source, or says that they have no database operation. What the API asks for is authoritative: the gate names each of them with the reason."),
                                   _ ("Why they are left out"), _ ("_Leave Out") };

  gtk_window_present (GTK_WINDOW (tenon_reason_dialog_new (GTK_WINDOW (self), self->project, &words, accept_for_reason, g_strdupv (ids), (GDestroyNotify)g_strfreev)));
}

static void
accept (TenonProposalsDialog *self,
        char                **ids)
{
  g_autofree char *by = dup_by (self);
  g_autofree char *toast = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  if (tenon_project_do_proposals_need_reason (self->project, (const char *const *)ids))
    {
      tenon_settings_set_author (by);
      ask_reason (self, ids);
      return;
    }

  n = tenon_project_accept_proposals (self->project, (const char *const *)ids, by, &error);
  if (error != NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      return;
    }
  tenon_settings_set_author (by);
  toast = g_strdup_printf (ngettext ("%u change taken over", "%u changes taken over", n), n);
  tenon_page_toast (gtk_window_get_transient_for (GTK_WINDOW (self)), toast, TRUE);
}

static void
refuse (TenonProposalsDialog *self,
        char                **ids)
{
  g_autoptr (GError) error = NULL;

  tenon_project_refuse_proposals (self->project, (const char *const *)ids, &error);
  if (error != NULL)
    gtk_label_set_text (self->problem, error->message);
}

static void
accept_cb (TenonProposalsDialog *self)
{
  g_auto (GStrv) ids = dup_ids (self);

  accept (self, ids);
}

static void
refuse_cb (TenonProposalsDialog *self)
{
  g_auto (GStrv) ids = dup_ids (self);

  refuse (self, ids);
}

static void
activate_cb (GtkColumnView        *view,
             guint                 position,
             TenonProposalsDialog *self)
{
  g_autoptr (TenonProposalItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  char *ids[] = { item != NULL ? item->id : NULL, NULL };

  if (item != NULL && gtk_widget_get_sensitive (self->accept_button))
    accept (self, ids);
}

static gboolean
key_pressed_cb (TenonProposalsDialog *self,
                guint                 key,
                guint                 code,
                GdkModifierType       modifiers)
{
  if (key != GDK_KEY_Delete || count_selected (self) == 0)
    return FALSE;
  refuse_cb (self);
  return TRUE;
}

/* ---- rows ---- */

typedef char *(*Describe) (TenonProposalItem *item);

static char *
describe_title (TenonProposalItem *item)
{
  const char                *key = item->title != NULL && g_str_has_prefix (item->title, "fact:") ? item->title + strlen ("fact:") : NULL;
  g_autofree char           *subject = NULL;
  const TenonFactDefinition *definition = key != NULL ? tenon_facts_find_definition (key, &subject) : NULL;

  if (definition != NULL)
    return subject != NULL ? g_strdup_printf ("%s, %s", subject, tenon_fact_get_heading (definition)) : g_strdup (tenon_fact_get_heading (definition));
  return g_strdup (item->is_new && item->title == NULL ? _ ("New pattern") : item->title);
}

static char *
describe_before (TenonProposalItem *item)
{
  return g_strdup (item->before != NULL && *item->before != '\0' ? item->before : "–");
}

static char *
describe_after (TenonProposalItem *item)
{
  return g_strdup (item->after != NULL && *item->after != '\0' ? item->after : "–");
}

static char *
describe_line (TenonProposalItem *item)
{
  return item->line > 0 ? g_strdup_printf ("%u", item->line) : g_strdup ("–");
}

static const struct
{
  const char *title;
  Describe    describe;
  gboolean    is_number;
  gboolean    expand;
} COLUMNS[] = {
  { N_ ("What"), describe_title, FALSE, FALSE },
  { N_ ("In the Model"), describe_before, FALSE, TRUE },
  { N_ ("In the File"), describe_after, FALSE, TRUE },
  { N_ ("Line"), describe_line, TRUE, FALSE },
};

static void
set_up_text_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);
  guint      i = GPOINTER_TO_UINT (column);

  gtk_label_set_xalign (GTK_LABEL (label), COLUMNS[i].is_number ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), COLUMNS[i].expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (!COLUMNS[i].expand)
    gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_list_item_set_child (item, label);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  g_autofree char *text = COLUMNS[GPOINTER_TO_UINT (column)].describe (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
}

static void
row_decided_cb (GtkButton   *button,
                GtkListItem *list_item)
{
  TenonProposalsDialog *self = TENON_PROPOSALS_DIALOG (gtk_widget_get_root (GTK_WIDGET (button)));
  TenonProposalItem    *item = gtk_list_item_get_item (list_item);
  g_auto (GStrv) ids = g_new0 (char *, 2);

  if (item == NULL)
    return;
  ids[0] = g_strdup (item->id);
  if (!gtk_widget_has_css_class (GTK_WIDGET (button), "accept"))
    refuse (self, ids);
  else if (gtk_widget_get_sensitive (self->accept_button))
    accept (self, ids);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->by_entry));
}

static GtkWidget *
create_button (GtkListItem *item,
               const char  *label,
               const char  *css_class)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (row_decided_cb), item);
  return button;
}

static void
set_up_buttons_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *item,
                   gpointer                  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_box_append (GTK_BOX (box), create_button (item, _ ("Accept"), "accept"));
  gtk_box_append (GTK_BOX (box), create_button (item, _ ("Refuse"), "refuse"));
  gtk_list_item_set_child (item, box);
}

static void
bind_buttons_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item,
                 gpointer                  data)
{
  TenonProposalItem *item = gtk_list_item_get_item (list_item);

  for (GtkWidget *button = gtk_widget_get_first_child (gtk_list_item_get_child (list_item)); button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->title != NULL ? item->title : "", -1);
}

static void
append_columns (TenonProposalsDialog *self)
{
  GtkListItemFactory *factory;
  g_autoptr (GtkColumnViewColumn) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = NULL;

      factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (set_up_text_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_text_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (COLUMNS[i].title), factory);
      gtk_column_view_column_set_expand (column, COLUMNS[i].expand);
      gtk_column_view_append_column (self->view, column);
    }
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_buttons_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_buttons_cb), NULL);
  last = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_append_column (self->view, last);
}

/* ---- the dialog ---- */

static void
name_buttons (TenonProposalsDialog *self)
{
  guint            n = count_selected (self);
  g_autofree char *accept_label = n > 0 ? g_strdup_printf (_ ("_Accept %u"), n) : g_strdup (_ ("_Accept All"));
  g_autofree char *refuse_label = n > 0 ? g_strdup_printf (_ ("_Refuse %u"), n) : g_strdup (_ ("_Refuse All"));

  gtk_button_set_label (GTK_BUTTON (self->accept_button), accept_label);
  gtk_button_set_label (GTK_BUTTON (self->refuse_button), refuse_label);
}

static void
refresh (TenonProposalsDialog *self)
{
  guint n = g_list_model_get_n_items (get_items (self));
  g_autoptr (TenonProposalItem) first = g_list_model_get_item (get_items (self), 0);
  g_autofree char *count = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  g_autofree char *subtitle = first != NULL && first->file != NULL ? g_strdup_printf ("%s · %s", first->file, count) : g_strdup (n > 0 ? count : "");

  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "changes" : "none");
  name_buttons (self);
}

static void
tenon_proposals_dialog_dispose (GObject *object)
{
  TenonProposalsDialog *self = TENON_PROPOSALS_DIALOG (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (get_items (self), self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_proposals_dialog_parent_class)->dispose (object);
}

static void
tenon_proposals_dialog_class_init (TenonProposalsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tenon_proposals_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tenon_workbench/Tenon/questions/tenon-proposals-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, view);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, by_entry);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, refuse_button);
  gtk_widget_class_bind_template_child (widget_class, TenonProposalsDialog, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, refuse_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
tenon_proposals_dialog_init (TenonProposalsDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  append_columns (self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

GtkWidget *
tenon_proposals_dialog_new (GtkWindow    *parent,
                            TenonProject *project)
{
  TenonProposalsDialog *self = g_object_new (TENON_TYPE_PROPOSALS_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  self->selection = gtk_multi_selection_new (g_object_ref (get_items (self)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (name_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_items (self), "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  tenon_person_fill (GTK_WIDGET (self), GTK_EDITABLE (self->by_entry));
  refresh (self);
  check (self);
  return GTK_WIDGET (self);
}
