/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Having a pattern served the way a person wants it: each with a reason and a person, in one edit. */

#include <glib/gi18n-lib.h>

#include "design/tenon-serve-on.h"
#include "design/tenon-ways.h"
#include "project/tenon-design-edits-private.h"
#include "project/tenon-design-edits.h"
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
                        const char   *reason,
                        const char   *by,
                        GError      **error)
{
  g_autofree char *label = g_strdup_printf (_ ("Serve %s on %s"), pattern_id, table);
  g_autoptr (TenonEdit) edit = NULL;

  if (!tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, label);
  if (!tenon_design_serve_on (self->model, pattern_id, table, reason, by, error))
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

/* Whether there is anything to choose: not for a write, a search or an aggregate. */
gboolean
tenon_project_may_choose_way (TenonProject *self,
                              const char   *pattern_id)
{
  return tenon_ways_may_choose (self->model, pattern_id);
}

/**
 * tenon_project_list_ways:
 *
 * Returns: (transfer full) (element-type TenonWay) (nullable): all ways to serve the pattern, with what each takes or why it is not
 *   possible; %NULL with the reason where there is nothing to choose
 */
GPtrArray *
tenon_project_list_ways (TenonProject *self,
                         const char   *pattern_id,
                         GError      **error)
{
  return tenon_ways_list (self->model, pattern_id, error);
}

/**
 * tenon_project_choose_way:
 * @way: the id of a #TenonWay
 *
 * One edit: the requests of that way, which later proposals keep while it leads anywhere, and the decision.
 *
 * Returns: FALSE with the reason where it cannot be; nothing has changed then
 */
gboolean
tenon_project_choose_way (TenonProject *self,
                          const char   *pattern_id,
                          const char   *way,
                          const char   *reason,
                          const char   *by,
                          GError      **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *label = g_strdup_printf (_ ("Choose What Serves %s"), pattern_id);

  if (!tenon_design_edits_check_words (reason, by, error))
    return FALSE;
  edit = tenon_model_begin (self->model, label);
  if (!tenon_ways_choose (self->model, pattern_id, way, reason, by, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_release_way:
 *
 * Takes the choice back, in one edit: the pattern finds its requests anew.
 *
 * Returns: FALSE with the reason where nobody chose
 */
gboolean
tenon_project_release_way (TenonProject *self,
                           const char   *pattern_id,
                           GError      **error)
{
  g_autoptr (TenonEdit) edit = NULL;
  g_autofree char *label = g_strdup_printf (_ ("Release What Serves %s"), pattern_id);

  edit = tenon_model_begin (self->model, label);
  if (!tenon_ways_release (self->model, pattern_id, error))
    return FALSE;
  tenon_project_refit (self);
  tenon_edit_commit (edit);
  return TRUE;
}
