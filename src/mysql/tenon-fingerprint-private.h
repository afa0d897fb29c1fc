/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a fingerprint takes for a number: whoever leaves values out of statements must leave out the same. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline gboolean
tenon_fingerprint_begins_number (char c)
{
  return (c >= '0' && c <= '9') || c == '+' || c == '-';
}

static inline gboolean
tenon_fingerprint_goes_on_number (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '.' || c == 'x' || c == '+' || c == '-';
}

/* The end of the number that begins at @p. */
static inline const char *
tenon_fingerprint_number_end (const char *p,
                              const char *end)
{
  for (p++; p < end && tenon_fingerprint_goes_on_number (*p);)
    p++;
  return p;
}

G_END_DECLS
