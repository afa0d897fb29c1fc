/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One difference between the present design and a proposal. */

#include "model/tenon-difference.h"

TenonDifference *
tenon_difference_new (TenonDifferenceKind   kind,
                      TenonDifferenceChange change,
                      const char           *table,
                      const char           *name)
{
  TenonDifference *self = g_new0 (TenonDifference, 1);

  self->kind = kind;
  self->change = change;
  self->table = g_strdup (table);
  self->name = g_strdup (name);
  return self;
}

void
tenon_difference_free (TenonDifference *self)
{
  g_free (self->table);
  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

const char *
tenon_difference_kind_to_string (TenonDifferenceKind kind)
{
  static const char *const names[] = { "table", "key", "attribute", "index", "request", "decision", "unserved" };

  return names[kind];
}

const char *
tenon_difference_change_to_string (TenonDifferenceChange change)
{
  static const char *const names[] = { "added", "removed", "changed" };

  return names[change];
}
