/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Relationships people know of and MySQL does not declare: drawn by hand or asked for, always with a reason. */

#include <glib/gi18n-lib.h>

#include "tenon-map-page-private.h"

#define DIALOG_DATA "tenon-asserting"

typedef struct
{
  TenonMapPage *page; /* (weak) (nullable) */
  GtkWidget    *dialog;
  GtkWidget    *child; /* entries: "orders.customer" */
  GtkWidget    *parent;
  GtkWidget    *reason;
  GtkWidget    *remark;
} Asserting;

static void
asserting_free (Asserting *self)
{
  g_clear_weak_pointer (&self->page);
  g_free (self);
}

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static TenonModel *
get_model (TenonMapPage *self)
{
  return tenon_project_get_model (self->project);
}

/* What is still missing, in words; NULL: nothing. */
static const char *
find_fault (Asserting *self)
{
  TenonSchema *schema = self->page != NULL ? get_model (self->page)->schema : NULL;

  if (schema == NULL || tenon_schema_find_column (schema, get_text (self->child)) == NULL)
    return _ ("Which column refers to another? Write it as table.column.");
  if (tenon_schema_find_column (schema, get_text (self->parent)) == NULL)
    return _ ("Which column does it refer to? Write it as table.column.");
  if (g_str_equal (get_text (self->child), get_text (self->parent)))
    return _ ("A column does not refer to itself.");
  if (*get_text (self->reason) == '\0')
    return _ ("Why is it so? Whoever reads the design later will ask.");
  return NULL;
}

static void
changed_cb (Asserting *self)
{
  const char *fault = find_fault (self);

  gtk_label_set_label (GTK_LABEL (self->remark), fault != NULL ? fault : "");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "assert", fault == NULL);
}

static void
assert_relationship (TenonModel *model,
                     const char *child,
                     const char *parent,
                     const char *reason)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, _ ("Assert Relationship"));
  TenonRelationship *relationship = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *present = tenon_list_get (model->relationships, i);

      if (g_strcmp0 (present->child, child) == 0 && g_strcmp0 (present->parent, parent) == 0)
        relationship = present;
    }
  if (relationship == NULL)
    {
      relationship = g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, NULL);
      tenon_list_append_take (model->relationships, relationship);
    }
  g_object_set (relationship, "asserted", TRUE, "reason", reason, NULL);
  tenon_edit_commit (edit);
}

static void
response_cb (Asserting  *self,
             const char *response)
{
  if (g_str_equal (response, "assert") && find_fault (self) == NULL)
    assert_relationship (get_model (self->page), get_text (self->child), get_text (self->parent), get_text (self->reason));
}

static GtkWidget *
add_entry (Asserting  *self,
           GtkWidget  *grid,
           int         row,
           const char *name,
           const char *text)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name), *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 30);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), entry, 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return entry;
}

/* @child, @parent: (nullable): "table.column" */
static void
ask (TenonMapPage *page,
     const char   *child,
     const char   *parent)
{
  Asserting *self = g_new0 (Asserting, 1);
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *grid = gtk_grid_new ();

  g_set_weak_pointer (&self->page, page);
  self->dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Assert a Relationship"), _ ("MySQL declares no such foreign key. It is drawn dashed and counts as asserted."));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("_Cancel"), "assert", _ ("_Assert"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "assert", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "assert");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  self->child = add_entry (self, grid, 0, _ ("C_olumn"), NULL);
  self->parent = add_entry (self, grid, 1, _ ("Refers _to"), NULL);
  self->reason = add_entry (self, grid, 2, _ ("_Because"), NULL);
  self->remark = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->remark), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->remark), 0);
  gtk_widget_add_css_class (self->remark, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), self->remark, 0, 3, 2, 1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), grid);
  g_object_set_data_full (G_OBJECT (self->dialog), DIALOG_DATA, self, (GDestroyNotify)asserting_free);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_editable_set_text (GTK_EDITABLE (self->child), child != NULL ? child : "");
  gtk_editable_set_text (GTK_EDITABLE (self->parent), parent != NULL ? parent : "");
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (child == NULL || g_str_has_suffix (child, ".") ? self->child : (parent == NULL || g_str_has_suffix (parent, ".") ? self->parent : self->reason));
}

static char *
dup_dotted (const char *card,
            const char *row)
{
  return g_strdup_printf ("%s.%s", card + strlen ("source:"), row != NULL ? row : "");
}

static void
joined_cb (TenonMapPage *self,
           const char   *from,
           const char   *from_row,
           const char   *to,
           const char   *to_row)
{
  g_autofree char *child = NULL, *parent = NULL;

  if (!g_str_has_prefix (from, "source:") || !g_str_has_prefix (to, "source:"))
    return;
  child = dup_dotted (from, from_row);
  parent = dup_dotted (to, to_row);
  ask (self, child, parent);
}

/* For those who draw no lines: from the first to the second table that is selected, as far as any is. */
static void
assert_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TenonMapPage *self = TENON_MAP_PAGE (widget);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  g_autofree char *child = NULL, *parent = NULL;

  if (self->view != TENON_MAP_SOURCE || get_model (self)->schema == NULL)
    return;
  if (selection[0] != NULL && g_str_has_prefix (selection[0], "source:"))
    child = dup_dotted (selection[0], NULL);
  if (child != NULL && selection[1] != NULL && g_str_has_prefix (selection[1], "source:"))
    parent = dup_dotted (selection[1], NULL);
  ask (self, child, parent);
}

static gboolean
is_of (const char *dotted,
       const char *card)
{
  const char *dot = dotted != NULL ? strrchr (dotted, '.') : NULL;
  gsize       n = dot != NULL ? (gsize)(dot - dotted) : 0;
  const char *table = card + strlen ("source:");

  return n > 0 && strlen (table) == n && strncmp (dotted, table, n) == 0;
}

/* A relationship between the two selected cards, as a click on its line selects them: it goes, unless numbers are known
 * of it, which stay. Returns: whether there was one */
gboolean
tenon_map_page_remove_asserted (TenonMapPage *self)
{
  TenonModel *model = get_model (self);
  g_auto (GStrv) selection = tenon_canvas_dup_selection (self->canvas);
  g_autoptr (TenonEdit) edit = NULL;

  if (self->view != TENON_MAP_SOURCE || g_strv_length (selection) != 2)
    return FALSE;
  for (guint i = 0; i < tenon_list_get_length (model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (model->relationships, i);
      gboolean           forth = is_of (relationship->child, selection[0]) && is_of (relationship->parent, selection[1]);
      gboolean           back = is_of (relationship->child, selection[1]) && is_of (relationship->parent, selection[0]);

      if (!relationship->asserted || (!forth && !back))
        continue;
      edit = tenon_model_begin (model, _ ("Delete Relationship"));
      if (relationship->average_children > 0 || relationship->maximum_children > 0)
        g_object_set (relationship, "asserted", FALSE, "reason", NULL, NULL);
      else
        tenon_list_remove (model->relationships, i);
      tenon_edit_commit (edit);
      return TRUE;
    }
  return FALSE;
}

void
tenon_map_page_class_init_asserted (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.assert", NULL, assert_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.assert", NULL);
  gtk_widget_class_bind_template_callback (widget_class, joined_cb);
}
