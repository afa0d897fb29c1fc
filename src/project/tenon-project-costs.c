/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings a project's costs are reckoned by. */

#include "design/tenon-cost-model.h"
#include "design/tenon-prices.h"
#include "project/tenon-project-private.h"

#include <glib/gi18n-lib.h>

static gboolean
set_region (TenonModel *model,
            const char *region,
            GError    **error)
{
  g_auto (GStrv) regions = tenon_prices_list_regions ();
  g_autofree char *names = NULL;

  if (g_strv_contains ((const char *const *)regions, region))
    {
      g_object_set (model, "region", region, NULL);
      return TRUE;
    }
  names = g_strjoinv (", ", regions);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The price table does not know the region “%s”; it knows %s", region, names);
  return FALSE;
}

/**
 * tenon_project_set_cost_setting:
 * @name: "region", or a setting as the cost settings name it: "month-hours"
 *
 * One edit.
 *
 * Returns: %FALSE with #G_IO_ERROR_INVALID_ARGUMENT, whose message says what could be given
 */
gboolean
tenon_project_set_cost_setting (TenonProject *self,
                                const char   *name,
                                const char   *text,
                                GError      **error)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, _ ("Change Cost Setting"));

  if (g_str_equal (name, "region") ? !set_region (self->model, text, error) : !tenon_cost_settings_set_text (self->model->cost_settings, name, text, error))
    return FALSE;
  tenon_edit_commit (edit);
  return TRUE;
}

/**
 * tenon_project_list_cost_modes:
 *
 * Returns: (transfer full) (element-type TenonCostShare): @design by each capacity mode and table class
 */
GPtrArray *
tenon_project_list_cost_modes (TenonProject *self,
                               TenonDesign  *design)
{
  return tenon_cost_list_modes (self->model, design);
}
