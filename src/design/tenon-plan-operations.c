/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each pattern as requests of the API on tables and indexes of the design, or named as one DynamoDB does not serve. */

#include "design/tenon-plan-requests.h"

static void
serve (TenonPlan    *plan,
       TenonEntity  *entity,
       TenonReading *reading)
{
  switch (reading->kind)
    {
    case TENON_READING_NONE:
      break;
    case TENON_READING_GET:
    case TENON_READING_LIST:
      if (reading->is_found)
        tenon_plan_serve_found (plan, entity, reading);
      else
        tenon_plan_serve_read (plan, entity, reading);
      break;
    case TENON_READING_SEARCH:
      tenon_reading_unserve_search (reading);
      break;
    case TENON_READING_AGGREGATE:
      tenon_reading_unserve_aggregate (reading);
      break;
    case TENON_READING_RECURSIVE:
      tenon_reading_unserve_recursive (reading);
      break;
    default:
      tenon_plan_serve_write (plan, entity, reading);
      break;
    }
}

/**
 * tenon_plan_serve:
 *
 * Gives the pattern its requests, or names it as not served with the reason and the standard way out. A pattern of which
 * no table of the schema is recognised gets neither: the rules report it.
 */
void
tenon_plan_serve (TenonPlan    *self,
                  TenonReading *reading)
{
  TenonEntity *entity = reading->table != NULL ? tenon_plan_find (self, reading->table->name) : NULL;

  tenon_service_clear (reading->service);
  if (tenon_plan_serve_held (self, reading))
    return;
  if (reading->doubts->len > 0)
    tenon_reading_unserve_open (reading);
  if (reading->doubts->len > 0 || entity == NULL || entity->partition == NULL || tenon_reading_unserve_statement (entity, reading))
    return;
  reading->is_unlinked = FALSE;
  serve (self, entity, reading);
  tenon_plan_say_rest (self, reading);
}
