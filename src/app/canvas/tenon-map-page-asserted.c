/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Relationships people know of and MySQL does not declare. */

#include "tenon-map-page-private.h"

gboolean
tenon_map_page_remove_asserted (TenonMapPage *self)
{
  return FALSE;
}
