/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "base/tenon-json-writer.h"

G_BEGIN_DECLS

/* More requests a second than this nobody has: a slip of the hand, a wrong unit. */
#define TENON_RATE_MAX 1e9

typedef enum
{
  TENON_RATE_UNKNOWN,
  TENON_RATE_STATED,
  TENON_RATE_OBSERVED,
  TENON_RATE_DERIVED,
} TenonRateOrigin;

#define TENON_TYPE_RATE (tenon_rate_get_type ())
typedef struct _TenonRate TenonRate;

GType tenon_rate_get_type (void) G_GNUC_CONST;

/* A rate nobody knows is NULL, or one whose formula cannot be computed, which says why instead of a number: there is no
 * TenonRate without its evidence. */
TenonRate *tenon_rate_new (TenonRateOrigin origin,
                           double          per_second,
                           const char     *evidence);
TenonRate *tenon_rate_new_broken (const char *formula,
                                  const char *reason);
TenonRate *tenon_rate_copy (const TenonRate *self);
void       tenon_rate_free (TenonRate *self);

TenonRateOrigin tenon_rate_get_origin (const TenonRate *self);
gboolean        tenon_rate_is_known (const TenonRate *self);
gboolean        tenon_rate_get_value (const TenonRate *self,
                                      double          *per_second);
const char     *tenon_rate_get_evidence (const TenonRate *self);
const char     *tenon_rate_get_formula (const TenonRate *self);
const char     *tenon_rate_get_by (const TenonRate *self);
const char     *tenon_rate_get_at (const TenonRate *self);
const char     *tenon_rate_get_file (const TenonRate *self);
guint           tenon_rate_get_line (const TenonRate *self);
gboolean        tenon_rate_is_lower_bound (const TenonRate *self);
gboolean        tenon_rate_is_loose (const TenonRate *self);
void            tenon_rate_set_formula (TenonRate  *self,
                                        const char *formula);
void            tenon_rate_set_person (TenonRate  *self,
                                       const char *by,
                                       const char *at);
void            tenon_rate_set_place (TenonRate  *self,
                                      const char *file,
                                      guint       line);
void            tenon_rate_set_lower_bound (TenonRate *self,
                                            gboolean   lower_bound);
void            tenon_rate_set_loose (TenonRate *self,
                                      gboolean   loose);

gboolean   tenon_rate_equal (const TenonRate *a,
                             const TenonRate *b);
char      *tenon_rate_to_text (const TenonRate *self);
void       tenon_rate_write_json (const TenonRate *self,
                                  TenonJsonWriter *writer);
TenonRate *tenon_rate_read_json (JsonNode *node,
                                 GError  **error);

const char *tenon_rate_origin_to_string (TenonRateOrigin origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonRate, tenon_rate_free)

G_END_DECLS
