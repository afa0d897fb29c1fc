/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Having a pattern served where a person wants it. */

#include <glib/gi18n-lib.h>

#include "design/tenon-serve-on.h"
#include "project/tenon-project-private.h"

/**
 * tenon_project_serve_on:
 * @table: name of a table of the design
 *
 * Has the table serve the pattern, in one edit, if one of its keys can.
 *
 * Returns: FALSE with the reason where it cannot: nothing has changed then
 */
gboolean
tenon_project_serve_on (TenonProject *self,
                        const char   *pattern_id,
                        const char   *table,
                        GError      **error)
{
  g_autofree char *label = g_strdup_printf (_ ("Serve %s on %s"), pattern_id, table);
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, label);

  if (!tenon_design_serve_on (self->model, pattern_id, table, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}

/* Whether tenon_project_serve_on() would succeed: FALSE with the reason where it would not; nothing changes. */
gboolean
tenon_project_can_serve_on (TenonProject *self,
                            const char   *pattern_id,
                            const char   *table,
                            GError      **error)
{
  return tenon_design_can_serve_on (self->model, pattern_id, table, error);
}
