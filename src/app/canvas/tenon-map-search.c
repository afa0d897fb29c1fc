/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl+F on the Map: everything on both sides by its name, in a list by kind. */

#include "tenon-map-search.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

#define MOST_OF_A_KIND 8
#define WIDTH 420
#define HEIGHT 440

typedef enum
{
  KIND_SOURCE,
  KIND_TARGET,
  KIND_PATTERN,
  KIND_INDEX,
  KIND_COLUMN,
  KIND_ATTRIBUTE,
  N_KINDS,
} Kind;

/* Something that can be found. */
typedef struct
{
  Kind  kind;
  char *name;
  char *place; /* (nullable) where it is: a column's table */
  char *folded;
  char *subject;
} Entry;

struct _TenonMapSearch
{
  GtkPopover parent_instance;

  TenonModel     *model;
  GPtrArray      *entries; /* (element-type Entry) as of the last time it was opened */
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GtkStack       *stack;
  guint           counts[N_KINDS]; /* how many were found, shown or not */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonMapSearch, tenon_map_search, GTK_TYPE_POPOVER)

static void
entry_free (Entry *self)
{
  g_free (self->name);
  g_free (self->place);
  g_free (self->folded);
  g_free (self->subject);
  g_free (self);
}

/* --- What there is ------------------------------------------------------ */

/* @subject: (transfer full) */
static void
add (TenonMapSearch *self,
     Kind            kind,
     const char     *name,
     const char     *place,
     const char     *more,
     char           *subject)
{
  Entry           *entry = g_new0 (Entry, 1);
  g_autofree char *words = more != NULL ? g_strdup_printf ("%s %s", name, more) : g_strdup (name);

  entry->kind = kind;
  entry->name = g_strdup (name);
  entry->place = g_strdup (place);
  entry->folded = g_utf8_casefold (words, -1);
  entry->subject = subject;
  g_ptr_array_add (self->entries, entry);
}

static void
add_source (TenonMapSearch   *self,
            TenonSourceTable *table)
{
  add (self, KIND_SOURCE, table->name, NULL, NULL, g_strconcat ("source:", table->name, NULL));
  for (guint i = 0; i < tenon_list_get_length (table->columns); i++)
    {
      TenonColumn *column = tenon_list_get (table->columns, i);

      add (self, KIND_COLUMN, column->name, table->name, NULL, g_strconcat ("source:", table->name, ".", column->name, NULL));
    }
}

static void
add_target (TenonMapSearch *self,
            TenonTable     *table)
{
  add (self, KIND_TARGET, table->name, NULL, NULL, g_strconcat ("table:", table->name, NULL));
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      add (self, KIND_ATTRIBUTE, attribute->name, table->name, NULL, g_strconcat ("attribute:", table->name, "/", attribute->name, NULL));
    }
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      add (self, KIND_INDEX, index->name, table->name, NULL, g_strconcat ("index:", table->name, "/", index->name, NULL));
    }
}

static void
collect (TenonMapSearch *self)
{
  TenonSchema *schema = self->model->schema;

  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; schema != NULL && i < tenon_list_get_length (schema->tables); i++)
    add_source (self, tenon_list_get (schema->tables, i));
  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables); i++)
    add_target (self, tenon_list_get (self->model->design->tables, i));
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern    *pattern = tenon_list_get (self->model->patterns, i);
      g_autofree char *title = tenon_pattern_dup_title (pattern);

      if (tenon_pattern_touches_database (pattern))
        add (self, KIND_PATTERN, title, pattern->endpoint, pattern->endpoint, g_strconcat ("trace:", pattern->pattern_id, NULL));
    }
}

/* --- What is found ------------------------------------------------------ */

static gboolean
starts_word (const char *text,
             const char *at)
{
  return at == text || !g_ascii_isalnum (at[-1]);
}

/* "orders.total", as people write it: the end of the table's name and the beginning of its column's. */
static int
rank_within (const Entry *entry,
             const char  *folded)
{
  const char      *dot = strrchr (folded, '.');
  g_autofree char *table = NULL, *place = NULL;

  if (dot == NULL || entry->place == NULL || (entry->kind != KIND_COLUMN && entry->kind != KIND_ATTRIBUTE && entry->kind != KIND_INDEX))
    return -1;
  table = g_strndup (folded, dot - folded);
  place = g_utf8_casefold (entry->place, -1);
  if (!g_str_has_suffix (place, table) || !g_str_has_prefix (entry->folded, dot + 1))
    return -1;
  return strlen (place) == strlen (table) && g_str_equal (entry->folded, dot + 1) ? 0 : 1;
}

/* 0: the very name, then names that begin so, then words in names, then the rest; -1: not found. */
static int
rank (const Entry *entry,
      const char  *folded)
{
  const char *at = strstr (entry->folded, folded);

  if (at == NULL)
    return rank_within (entry, folded);
  if (at == entry->folded)
    return entry->folded[strlen (folded)] == '\0' ? 0 : 1;
  return starts_word (entry->folded, at) ? 2 : 3;
}

typedef struct
{
  Entry *entry;
  int    rank;
} Found;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *first = a, *second = b;

  if (first->entry->kind != second->entry->kind)
    return first->entry->kind < second->entry->kind ? -1 : 1;
  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  return tenon_compare_natural (first->entry->name, second->entry->name);
}

static const char *
get_kind_title (Kind kind)
{
  switch (kind)
    {
    case KIND_SOURCE:
      return _ ("MySQL Tables");
    case KIND_TARGET:
      return _ ("DynamoDB Tables");
    case KIND_PATTERN:
      return _ ("Access Patterns");
    case KIND_INDEX:
      return _ ("Indexes");
    case KIND_COLUMN:
      return _ ("Columns");
    case KIND_ATTRIBUTE:
      return _ ("Attributes");
    case N_KINDS:
    default:
      return "";
    }
}

static GtkWidget *
create_row (Entry *entry)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *name = gtk_label_new (entry->name), *place = gtk_label_new (entry->place);
  g_autofree char *spoken = entry->place != NULL ? g_strdup_printf ("%s, %s", entry->name, entry->place) : g_strdup (entry->name);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (place), 24);
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  if (entry->place != NULL)
    gtk_box_append (GTK_BOX (box), place);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, entry->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), "tenon-entry", entry);
  return row;
}

static Entry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "tenon-entry");
}

static void
header_func (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       user_data)
{
  TenonMapSearch  *self = user_data;
  Kind             kind = get_entry (row)->kind;
  g_autofree char *text = NULL;
  GtkWidget       *label;

  if (before != NULL && get_entry (before)->kind == kind)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (self->counts[kind] > MOST_OF_A_KIND)
    /* Translators: a kind of things, how many are listed, and how many were found */
    text = g_strdup_printf (_ ("%s · %u of %u"), get_kind_title (kind), MOST_OF_A_KIND, self->counts[kind]);
  else
    text = g_strdup (get_kind_title (kind));
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, before != NULL ? 12 : 6);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_widget_set_margin_start (label, 6);
  gtk_list_box_row_set_header (row, label);
}

static void
clear_list (TenonMapSearch *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
show_found (TenonMapSearch *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  guint shown[N_KINDS] = { 0 };

  g_strstrip (folded);
  clear_list (self);
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; *folded != '\0' && i < self->entries->len; i++)
    {
      Found one = { g_ptr_array_index (self->entries, i), 0 };

      one.rank = rank (one.entry, folded);
      if (one.rank < 0)
        continue;
      self->counts[one.entry->kind]++;
      g_array_append_val (found, one);
    }
  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    {
      Entry *entry = g_array_index (found, Found, i).entry;

      if (shown[entry->kind]++ < MOST_OF_A_KIND)
        gtk_list_box_append (self->list, create_row (entry));
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, *folded == '\0' ? "hint" : (found->len > 0 ? "list" : "nothing"));
}

/* --- Choosing ----------------------------------------------------------- */

static void
choose (TenonMapSearch *self,
        GtkListBoxRow  *row)
{
  g_autofree char *subject = NULL;

  if (row == NULL)
    return;
  subject = g_strdup (get_entry (row)->subject);
  /* first, as closing gives the focus back to where it was */
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, subject);
}

static void
row_activated_cb (TenonMapSearch *self,
                  GtkListBoxRow  *row)
{
  choose (self, row);
}

static void
activate_cb (TenonMapSearch *self)
{
  /* Enter may come before the entry has told of its last letters */
  show_found (self);
  choose (self, gtk_list_box_get_selected_row (self->list));
}

static void
move_selection (TenonMapSearch *self,
                int             direction)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list), *next;

  if (row == NULL)
    return;
  next = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + direction);
  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  /* scrolls to it, and the entry keeps the typing */
  gtk_widget_grab_focus (GTK_WIDGET (next));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gboolean
key_pressed_cb (TenonMapSearch *self,
                guint           keyval)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    move_selection (self, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    move_selection (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
tenon_map_search_show (GtkWidget *widget)
{
  TenonMapSearch *self = TENON_MAP_SEARCH (widget);

  if (self->model != NULL)
    collect (self);
  show_found (self);
  GTK_WIDGET_CLASS (tenon_map_search_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* --- Type ---------------------------------------------------------------- */

static void
tenon_map_search_dispose (GObject *object)
{
  g_clear_object (&TENON_MAP_SEARCH (object)->model);
  G_OBJECT_CLASS (tenon_map_search_parent_class)->dispose (object);
}

static void
tenon_map_search_finalize (GObject *object)
{
  g_ptr_array_unref (TENON_MAP_SEARCH (object)->entries);
  G_OBJECT_CLASS (tenon_map_search_parent_class)->finalize (object);
}

static void
tenon_map_search_class_init (TenonMapSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_map_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = tenon_map_search_finalize;
  GTK_WIDGET_CLASS (klass)->show = tenon_map_search_show;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
create_hint (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 24);
  gtk_widget_set_margin_bottom (label, 24);
  return label;
}

static void
tenon_map_search_init (TenonMapSearch *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  g_object_set (self->entry, "placeholder-text", _ ("Tables, columns, indexes, patterns"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find on the map"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Found on the map"), -1);
  gtk_list_box_set_header_func (self->list, header_func, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_stack_add_named (self->stack, create_hint (_ ("Enter goes to what is selected")), "hint");
  gtk_stack_add_named (self->stack, create_hint (_ ("Nothing found")), "nothing");
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_popover_set_child (GTK_POPOVER (self), box);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (show_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

/* Once. What it holds is looked at whenever the search is opened. */
void
tenon_map_search_set_model (TenonMapSearch *self,
                            TenonModel     *model)
{
  g_return_if_fail (TENON_IS_MAP_SEARCH (self));

  g_set_object (&self->model, model);
}
