/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Patterns page: leaving out what came from a source needs a reason and a person, and so does saying that it has no
 * database operation. What a person added goes at once. */

#include <glib/gi18n-lib.h>

#include "app/design/tenon-reason-dialog.h"
#include "app/patterns/tenon-patterns-page-private.h"
#include "app/tenon-page.h"
#include "project/tenon-left-out.h"

/* What waits for the reason. */
typedef struct
{
  GWeakRef page;
  char   **ids;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_weak_ref_clear (&self->page);
  g_strfreev (self->ids);
  g_free (self);
}

static Waiting *
waiting_new (TenonPatternsPage *page,
             char             **ids)
{
  Waiting *self = g_new0 (Waiting, 1);

  g_weak_ref_init (&self->page, page);
  self->ids = g_strdupv (ids);
  return self;
}

static void
say_removed (TenonPatternsPage *self,
             guint              n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u pattern removed", "%u patterns removed", n), n);

  tenon_page_toast (self, text, TRUE);
}

static gboolean
leave_out (TenonProject *project,
           gpointer      subject,
           const char   *reason,
           const char   *by,
           GError      **error)
{
  Waiting *waiting = subject;
  g_autoptr (TenonPatternsPage) page = g_weak_ref_get (&waiting->page);

  if (!tenon_project_remove_patterns (project, (const char *const *)waiting->ids, reason, by, error))
    return FALSE;
  if (page != NULL)
    say_removed (page, g_strv_length (waiting->ids));
  return TRUE;
}

static gboolean
drop_operation (TenonProject *project,
                gpointer      subject,
                const char   *reason,
                const char   *by,
                GError      **error)
{
  Waiting      *waiting = subject;
  TenonPattern *pattern = tenon_model_find_pattern (tenon_project_get_model (project), waiting->ids[0]);

  return pattern == NULL || tenon_project_set_cell (project, pattern, tenon_pattern_columns_find ("operation-type"), "None", reason, by, error);
}

static void
ask (TenonPatternsPage      *self,
     const TenonReasonWords *words,
     TenonReasonFunc         func,
     char                  **ids)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (tenon_reason_dialog_new (window, self->project, words, func, waiting_new (self, ids), waiting_free)));
}

/**
 * tenon_patterns_page_remove:
 * @patterns: (element-type TenonPattern): at least one
 *
 * Removes the patterns, after the reason where one of them came from a source.
 */
void
tenon_patterns_page_remove (TenonPatternsPage *self,
                            GPtrArray         *patterns)
{
  g_auto (GStrv) ids = tenon_patterns_page_dup_ids (patterns);
  g_autofree char *named = g_strjoinv (", ", ids);
  TenonReasonWords words = { ngettext ("Leave Pattern Out", "Leave Patterns Out", patterns->len), named,
                             _ ("What the API asks for is authoritative. The gate names what is left out, with the reason and the person, and it does not come back when the source is read again."),
                             _ ("Why it is left out"), _ ("_Leave Out") };

  if (tenon_project_need_reason (self->project, (const char *const *)ids))
    ask (self, &words, leave_out, ids);
  else if (tenon_project_remove_patterns (self->project, (const char *const *)ids, NULL, NULL, NULL))
    say_removed (self, patterns->len);
}

/**
 * tenon_patterns_page_operation_dropped:
 *
 * Asks why a pattern that came from a source has no database operation.
 */
void
tenon_patterns_page_operation_dropped (TenonPatternsPage *self,
                                       TenonPattern      *pattern)
{
  g_autofree char       *title = tenon_pattern_dup_title (pattern);
  char                  *ids[] = { pattern->pattern_id, NULL };
  const TenonReasonWords words = { _ ("No Database Operation"), title,
                                   _ ("A pattern without a database operation needs no rate, and nothing serves it. The gate names it, with the reason and the person."),
                                   _ ("Why it needs none"), _ ("_Declare") };

  ask (self, &words, drop_operation, ids);
}
