/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The entry of a cell that is being edited, and the list below it that completes what is typed: Down and Up choose,
 * Enter and Tab take what is chosen and go on, Escape closes the list first and the editor then.  It is made of a
 * GtkText: a GtkEditableLabel destroyed soon after losing focus is a use after free in GTK 4.8. */

#include "app/patterns/tenon-cell-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  MAX_SHOWN = 40,
};

struct _TenonCellEditor
{
  GtkWidget parent_instance;

  GtkWidget *text;
  GtkWidget *popover; /* (nullable) where there is something to suggest */
  GtkWidget *list;

  char    **suggestions;
  TenonPick pick;
  char     *before; /* the text it began with */
  gboolean  has_ended;
  gboolean  is_typed; /* the list is narrowed to what stands in the entry */
  gboolean  is_taking;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TenonCellEditor, tenon_cell_editor, GTK_TYPE_WIDGET)

static void
end (TenonCellEditor *self,
     TenonEditEnd     how)
{
  if (self->has_ended)
    return;
  self->has_ended = TRUE;
  g_signal_emit (self, signals[ENDED], 0, how);
}

/* ---- the word at the cursor ---- */

static const char *
get_text (TenonCellEditor *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

/* In bytes, without the spaces around it; all of the text where there are no several. */
static void
find_word (TenonCellEditor *self,
           gsize           *start,
           gsize           *end)
{
  const char *text = get_text (self);
  gsize       cursor = g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->text))) - text;

  *start = 0;
  *end = strlen (text);
  if (self->pick == TENON_PICK_SEVERAL)
    {
      const char *comma = strchr (text + cursor, ',');

      for (gsize i = 0; i < cursor; i++)
        if (text[i] == ',')
          *start = i + 1;
      if (comma != NULL)
        *end = comma - text;
    }
  while (*start < *end && text[*start] == ' ')
    (*start)++;
  while (*end > *start && text[*end - 1] == ' ')
    (*end)--;
}

static char *
dup_word (TenonCellEditor *self)
{
  gsize start, end;

  find_word (self, &start, &end);
  return g_strndup (get_text (self) + start, end - start);
}

/* 0: no match; the higher the better. */
static int
rate_match (const char *suggestion,
            const char *folded_word)
{
  g_autofree char *folded = g_utf8_casefold (suggestion, -1);
  const char      *dot = strchr (folded, '.');

  if (*folded_word == '\0')
    return 1;
  if (g_str_has_prefix (folded, folded_word))
    return 4;
  if (dot != NULL && g_str_has_prefix (dot + 1, folded_word))
    return 3;
  return strstr (folded, folded_word) != NULL ? 2 : 0;
}

/* ---- the list ---- */

static gboolean
is_listed (TenonCellEditor *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
hide_list (TenonCellEditor *self)
{
  if (is_listed (self))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
add_row (TenonCellEditor *self,
         const char      *suggestion)
{
  GtkWidget *label = gtk_label_new (suggestion);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, suggestion, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static const char *
get_suggestion (GtkListBoxRow *row)
{
  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

static guint
fill_list (TenonCellEditor *self,
           const char      *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  GtkWidget       *child;
  guint            n = 0;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (int quality = 4; quality > 0; quality--)
    for (guint i = 0; self->suggestions[i] != NULL && n < MAX_SHOWN; i++)
      if (rate_match (self->suggestions[i], folded) == quality)
        {
          add_row (self, self->suggestions[i]);
          n++;
        }
  return n;
}

static void
select_row (TenonCellEditor *self,
            GtkListBoxRow   *row)
{
  GtkWidget    *scroller = gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW);
  GtkAllocation place;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  if (row == NULL)
    return;
  gtk_widget_get_allocation (GTK_WIDGET (row), &place);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), place.y, place.y + place.height);
}

static GtkListBoxRow *
find_row (TenonCellEditor *self,
          const char      *suggestion)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_str_equal (get_suggestion (row), suggestion))
      return row;
  return NULL;
}

/* What Enter would take without another key: what the person began to type, never what they did not. */
static void
select_likely (TenonCellEditor *self,
               const char      *word)
{
  GtkListBoxRow   *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  g_autofree char *folded = g_utf8_casefold (word, -1);

  if (self->pick == TENON_PICK_ONE && !self->is_typed)
    row = find_row (self, *self->before != '\0' ? self->before : "–");
  else if (row != NULL && (*word == '\0' || rate_match (get_suggestion (row), folded) < (self->pick == TENON_PICK_ONE ? 2 : 3)))
    row = NULL;
  select_row (self, row);
}

static void
update_list (TenonCellEditor *self)
{
  g_autofree char *word = self->is_typed ? dup_word (self) : g_strdup ("");
  guint            n;

  if (self->popover == NULL)
    return;
  n = fill_list (self, word);
  if (n == 0 || (n == 1 && g_str_equal (get_suggestion (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)), word)))
    {
      hide_list (self);
      return;
    }
  if (!is_listed (self))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  select_likely (self, word);
}

static void
move_in_list (TenonCellEditor *self,
              int              by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int            index = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0
                                                                                      : -1;

  row = index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index) : NULL;
  if (row != NULL)
    select_row (self, row);
}

/* Puts @suggestion in the place of the word at the cursor. */
static void
take (TenonCellEditor *self,
      const char      *suggestion)
{
  GtkEditable *editable = GTK_EDITABLE (self->text);
  const char  *text = get_text (self);
  gsize        start, end;
  int          position;

  find_word (self, &start, &end);
  if (!self->is_typed && self->pick == TENON_PICK_SEVERAL)
    start = end; /* nothing was typed: it is added */
  self->is_taking = TRUE;
  position = (int)g_utf8_pointer_to_offset (text, text + start);
  if (self->pick != TENON_PICK_SEVERAL)
    {
      gtk_editable_set_text (editable, suggestion);
      gtk_editable_set_position (editable, -1);
    }
  else
    {
      const char      *separator = start == end && start > 0 && text[start - 1] != ',' && text[start - 1] != ' ' ? ", " : "";
      g_autofree char *inserted = g_strconcat (separator, suggestion, NULL);

      gtk_editable_delete_text (editable, position, (int)g_utf8_pointer_to_offset (text, text + end));
      gtk_editable_insert_text (editable, inserted, -1, &position);
      gtk_editable_set_position (editable, position);
    }
  self->is_taking = FALSE;
}

static gboolean
take_selected (TenonCellEditor *self)
{
  GtkListBoxRow *row = is_listed (self) ? gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) : NULL;

  if (row == NULL)
    return FALSE;
  take (self, get_suggestion (row));
  hide_list (self);
  return TRUE;
}

static void
row_activated_cb (TenonCellEditor *self,
                  GtkListBoxRow   *row)
{
  take (self, get_suggestion (row));
  hide_list (self);
  if (self->pick != TENON_PICK_SEVERAL)
    end (self, TENON_EDIT_DONE);
}

/* ---- typing ---- */

static void
text_changed_cb (TenonCellEditor *self)
{
  gtk_widget_remove_css_class (self->text, "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  if (self->is_taking)
    return;
  self->is_typed = TRUE;
  update_list (self);
}

static gboolean
go (TenonCellEditor *self,
    TenonEditEnd     how)
{
  take_selected (self);
  end (self, how);
  return GDK_EVENT_STOP;
}

static gboolean
press_in_list (TenonCellEditor *self,
               guint            keyval)
{
  int page = keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_Page_Up ? 8 : 1;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Page_Down:
      move_in_list (self, page);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Page_Up:
      move_in_list (self, -page);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->pick == TENON_PICK_ONE)
        return GDK_EVENT_PROPAGATE;
      hide_list (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_comma:
      if (self->pick == TENON_PICK_SEVERAL)
        take_selected (self);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (TenonCellEditor *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (is_listed (self) && press_in_list (self, keyval) == GDK_EVENT_STOP)
    return GDK_EVENT_STOP;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return go (self, shift ? TENON_EDIT_UP : TENON_EDIT_DOWN);
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return go (self, shift || keyval == GDK_KEY_ISO_Left_Tab ? TENON_EDIT_LEFT : TENON_EDIT_RIGHT);
    case GDK_KEY_Escape:
      end (self, TENON_EDIT_DROP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (self->popover == NULL)
        return go (self, TENON_EDIT_DOWN);
      self->is_typed = FALSE;
      update_list (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return go (self, TENON_EDIT_UP);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (TenonCellEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Another window is in front for a moment: the cell waits. */
  if (root == NULL || gtk_root_get_focus (root) == self->text)
    return;
  end (self, TENON_EDIT_LEAVE);
}

/* ---- life ---- */

static void
tenon_cell_editor_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  TenonCellEditor *self = TENON_CELL_EDITOR (widget);

  int           text_height;
  GskTransform *to_the_middle;

  gtk_widget_measure (self->text, GTK_ORIENTATION_VERTICAL, -1, NULL, &text_height, NULL, NULL);
  text_height = MIN (text_height, height);
  to_the_middle = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float)((height - text_height) / 2)));
  gtk_widget_allocate (self->text, width, text_height, -1, to_the_middle);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
tenon_cell_editor_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  gtk_widget_measure (TENON_CELL_EDITOR (widget)->text, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
tenon_cell_editor_dispose (GObject *object)
{
  TenonCellEditor *self = TENON_CELL_EDITOR (object);

  self->has_ended = TRUE; /* that the focus leaves now is nobody's wish */
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  G_OBJECT_CLASS (tenon_cell_editor_parent_class)->dispose (object);
}

static void
tenon_cell_editor_finalize (GObject *object)
{
  TenonCellEditor *self = TENON_CELL_EDITOR (object);

  g_strfreev (self->suggestions);
  g_free (self->before);
  G_OBJECT_CLASS (tenon_cell_editor_parent_class)->finalize (object);
}

static void
tenon_cell_editor_class_init (TenonCellEditorClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tenon_cell_editor_dispose;
  object_class->finalize = tenon_cell_editor_finalize;
  widget_class->measure = tenon_cell_editor_measure;
  widget_class->size_allocate = tenon_cell_editor_size_allocate;
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "celleditor");
}

static void
tenon_cell_editor_init (TenonCellEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  /* By itself a GtkText is no object of its own to a screen reader: it expects to stand in an entry. */
  self->text = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_text_set_propagate_text_width (GTK_TEXT (self->text), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 1);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->text, focus);
  gtk_widget_add_controller (self->text, key);
}

static void
make_list (TenonCellEditor *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE); /* the entry keeps it */
  gtk_widget_add_css_class (self->popover, "suggestions");
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * tenon_cell_editor_new:
 * @text: what stands in it at first
 * @suggestions: (transfer full): the likelier first
 * @to_the_right: whether it holds a number
 */
GtkWidget *
tenon_cell_editor_new (const char *text,
                       char      **suggestions,
                       TenonPick   pick,
                       gboolean    to_the_right)
{
  TenonCellEditor *self = g_object_new (TENON_TYPE_CELL_EDITOR, NULL);

  self->suggestions = suggestions;
  self->pick = pick;
  self->before = g_strdup (text);
  if (suggestions[0] != NULL)
    make_list (self);
  self->is_taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->is_taking = FALSE;
  if (to_the_right)
    gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  return GTK_WIDGET (self);
}

/**
 * tenon_cell_editor_start:
 *
 * Takes the focus, everything selected; the list of a choice is open from the beginning.
 */
void
tenon_cell_editor_start (TenonCellEditor *self)
{
  gtk_widget_grab_focus (self->text);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
  if (self->pick == TENON_PICK_ONE)
    update_list (self);
}

/**
 * tenon_cell_editor_clear:
 *
 * For typing over what was there.
 */
void
tenon_cell_editor_clear (TenonCellEditor *self)
{
  self->is_taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  self->is_taking = FALSE;
}

/**
 * tenon_cell_editor_stop:
 *
 * Says nothing any more.
 */
void
tenon_cell_editor_stop (TenonCellEditor *self)
{
  self->has_ended = TRUE;
  hide_list (self);
}

GtkWidget *
tenon_cell_editor_get_text_widget (TenonCellEditor *self)
{
  return self->text;
}

/**
 * tenon_cell_editor_dup_text:
 *
 * Returns: (transfer full): without spaces around it
 */
char *
tenon_cell_editor_dup_text (TenonCellEditor *self)
{
  return g_strstrip (g_strdup (get_text (self)));
}

gboolean
tenon_cell_editor_is_changed (TenonCellEditor *self)
{
  g_autofree char *text = tenon_cell_editor_dup_text (self);

  return !g_str_equal (text, self->before);
}

/**
 * tenon_cell_editor_refuse:
 * @message: why what was typed will not do
 *
 * Goes on after "ended".
 */
void
tenon_cell_editor_refuse (TenonCellEditor *self,
                          const char      *message)
{
  self->has_ended = FALSE;
  gtk_widget_add_css_class (self->text, "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), message);
  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}
