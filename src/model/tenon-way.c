/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One way to serve a pattern, with what it takes or why it is not possible. */

#include "model/tenon-way.h"

#include <math.h>

#include "base/tenon-text.h"

const char *
tenon_way_kind_to_string (TenonWayKind kind)
{
  static const char *const names[] = { "key", "lookup", "index", "scan", "new-index" };

  return names[kind];
}

/**
 * tenon_way_dup_numbers:
 *
 * Returns: (transfer full): fixed English: "1 request, 0.5 read units a call; $12.00 a month in all, $1.20 more than now"
 */
char *
tenon_way_dup_numbers (const TenonWay *self)
{
  g_autofree char *requests = tenon_format_number (self->n_requests), *reads = tenon_format_number (self->reads);
  g_autofree char *money = tenon_format_money (self->dollars), *step = tenon_format_money (fabs (self->difference));
  const char      *least = self->is_least ? "at least " : "";
  g_autofree char *compared = fabs (self->difference) < 0.005 ? g_strdup ("as now") : g_strdup_printf ("%s %s than now", step, self->difference > 0 ? "more" : "less");

  return g_strdup_printf ("%s%s %s, %s read units a call; %s%s a month in all, %s", least, requests, self->n_requests == 1 ? "request" : "requests", reads, self->n_open > 0 ? "at least " : "", money, compared);
}

void
tenon_way_free (TenonWay *self)
{
  g_free (self->id);
  g_free (self->table);
  g_free (self->title);
  g_free (self->requests);
  g_free (self->notes);
  g_free (self->obstacle);
  g_free (self);
}
