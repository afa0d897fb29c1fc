/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of the contract: read-only, replaced line by line, so that neither the view nor the reader loses the place. */

#include "app/contract/tenon-contract-view.h"

#include <adwaita.h>

#include "app/contract/tenon-line-diff.h"

struct _TenonContractView
{
  GtkSourceView parent_instance;

  GtkSourceBuffer          *buffer;     /* (unowned) */
  GtkSourceLanguageManager *languages;  /* (owned) */
  GtkTextTag               *shown;      /* (unowned) lines of what is selected */
  char                     *text;       /* (owned) what the buffer holds */
  guint                     shown_line; /* 1-based; 0: none */
};

G_DEFINE_FINAL_TYPE (TenonContractView, tenon_contract_view, GTK_SOURCE_TYPE_VIEW)

static const struct
{
  const char *category;
  const char *icon;
} MARKS[] = {
  { "error", "dialog-error-symbolic" },
  { "warning", "dialog-warning-symbolic" },
};

static void
apply_style (GtkSourceBuffer *buffer)
{
  gboolean              dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme;

  scheme = gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                       dark ? "Adwaita-dark" : "Adwaita");
  gtk_source_buffer_set_style_scheme (buffer, scheme);
}

/**
 * tenon_source_buffer_follow_style:
 *
 * Keeps the colours of @buffer in step with the light or dark style of the program.
 */
void
tenon_source_buffer_follow_style (GtkSourceBuffer *buffer)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (apply_style), buffer, G_CONNECT_SWAPPED);
  apply_style (buffer);
}

static void
apply_tag_style (TenonContractView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  g_object_set (self->shown, "paragraph-background", dark ? "#26405f" : "#dceafb", NULL);
}

static void
add_mark_kinds (TenonContractView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (MARKS); i++)
    {
      g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

      gtk_source_mark_attributes_set_icon_name (attributes, MARKS[i].icon);
      gtk_source_view_set_mark_attributes (GTK_SOURCE_VIEW (self), MARKS[i].category, attributes, (int)i);
    }
}

/* Our own small definition: see languages/tenon-contract.lang. */
static void
set_language (TenonContractView *self)
{
  static const char *const PLACES[] = { "resource:///io/github/tenon_workbench/Tenon/contract/languages", NULL };

  self->languages = gtk_source_language_manager_new ();
  gtk_source_language_manager_set_search_path (self->languages, PLACES);
  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (self->languages, "tenon-contract"));
}

/* Not in the instance's init: GtkSourceView takes a buffer only once it is constructed itself. */
static void
tenon_contract_view_constructed (GObject *object)
{
  TenonContractView *self = TENON_CONTRACT_VIEW (object);
  GtkTextView       *view = GTK_TEXT_VIEW (self);
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);

  G_OBJECT_CLASS (tenon_contract_view_parent_class)->constructed (object);
  self->buffer = buffer;
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  set_language (self);
  tenon_source_buffer_follow_style (buffer);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  gtk_text_view_set_buffer (view, GTK_TEXT_BUFFER (buffer));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_top_margin (view, 6);
  gtk_text_view_set_bottom_margin (view, 6);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self), TRUE);
  gtk_source_view_set_show_line_marks (GTK_SOURCE_VIEW (self), TRUE);
  add_mark_kinds (self);

  self->shown = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), NULL, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (apply_tag_style), self, G_CONNECT_SWAPPED);
  apply_tag_style (self);
}

static void
tenon_contract_view_finalize (GObject *object)
{
  TenonContractView *self = TENON_CONTRACT_VIEW (object);

  g_free (self->text);
  g_object_unref (self->languages);
  G_OBJECT_CLASS (tenon_contract_view_parent_class)->finalize (object);
}

static void
tenon_contract_view_class_init (TenonContractViewClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = tenon_contract_view_constructed;
  G_OBJECT_CLASS (klass)->finalize = tenon_contract_view_finalize;
}

static void
tenon_contract_view_init (TenonContractView *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
tenon_contract_view_new (void)
{
  return g_object_new (TENON_TYPE_CONTRACT_VIEW, NULL);
}

const char *
tenon_contract_view_get_text (TenonContractView *self)
{
  return self->text;
}

static void
replace_lines (TenonContractView   *self,
               const char          *text,
               const TenonLineDiff *diff)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter    start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, (int)diff->first_line);
  end = start;
  if (diff->n_removed > 0 && !gtk_text_iter_forward_lines (&end, (int)diff->n_removed))
    gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text + diff->start, (int)(diff->end - diff->start));
}

/**
 * tenon_contract_view_set_text:
 * @text: the whole text as it should be
 *
 * Replaces only the lines that differ.
 */
void
tenon_contract_view_set_text (TenonContractView *self,
                              const char        *text)
{
  TenonLineDiff diff;

  if (!tenon_line_diff_compute (self->text, text, &diff))
    return;
  if (*self->text == '\0')
    {
      GtkTextIter start;

      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
      gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
      gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
    }
  else
    {
      replace_lines (self, text, &diff);
    }
  g_free (self->text);
  self->text = g_strdup (text);
}

/**
 * tenon_contract_view_clear_shown:
 *
 * Takes the highlight of tenon_contract_view_show_lines() away.
 */
void
tenon_contract_view_clear_shown (TenonContractView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_buffer_remove_tag (GTK_TEXT_BUFFER (self->buffer), self->shown, &start, &end);
  self->shown_line = 0;
}

/**
 * tenon_contract_view_show_lines:
 * @first: 1-based
 * @last: 1-based, included
 *
 * Highlights the lines and scrolls to them unless they are in view.
 */
void
tenon_contract_view_show_lines (TenonContractView *self,
                                guint              first,
                                guint              last)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter    start, end;

  g_return_if_fail (first > 0);

  tenon_contract_view_clear_shown (self);
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int)first - 1);
  gtk_text_buffer_get_iter_at_line (buffer, &end, (int)MAX (first, last));
  gtk_text_buffer_apply_tag (buffer, self->shown, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0.2);
  self->shown_line = first;
}

/**
 * tenon_contract_view_get_shown:
 *
 * Returns: the first highlighted line, 1-based; 0: none
 */
guint
tenon_contract_view_get_shown (TenonContractView *self)
{
  return self->shown_line;
}

void
tenon_contract_view_clear_marks (TenonContractView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_source_buffer_remove_source_marks (self->buffer, &start, &end, NULL);
}

/**
 * tenon_contract_view_add_mark:
 * @category: "error" or "warning"
 * @line: 1-based
 *
 * Puts a sign into the margin of @line.
 */
void
tenon_contract_view_add_mark (TenonContractView *self,
                              const char        *category,
                              guint              line)
{
  GtkTextIter at;

  g_return_if_fail (line > 0);

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &at, (int)line - 1);
  gtk_source_buffer_create_source_mark (self->buffer, NULL, category, &at);
}

/**
 * tenon_contract_view_get_line_at:
 * @y: in the widget's coordinates
 *
 * Returns: the line there, 1-based
 */
guint
tenon_contract_view_get_line_at (TenonContractView *self,
                                 double             y)
{
  GtkTextIter at;
  int         buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, 0, (int)y, NULL, &buffer_y);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &at, buffer_y, NULL);
  return (guint)gtk_text_iter_get_line (&at) + 1;
}
