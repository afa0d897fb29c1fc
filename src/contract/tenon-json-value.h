/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_JSON_NULL,
  TENON_JSON_BOOLEAN,
  TENON_JSON_NUMBER,
  TENON_JSON_STRING,
  TENON_JSON_ARRAY,
  TENON_JSON_OBJECT,
} TenonJsonKind;

typedef struct _TenonJsonValue TenonJsonValue;

struct _TenonJsonValue
{
  TenonJsonKind kind;
  guint         line; /* 1-based */
  guint         column;
  char         *name;       /* (nullable) of the member, in an object */
  char         *text;       /* (nullable) a string's content; a number as written */
  double        number;     /* a number's value; 0 or 1 for a boolean */
  gboolean      is_integer; /* a whole number that 53 bits hold */
  GPtrArray    *children;   /* (nullable) (element-type TenonJsonValue) of an array or object, in order */
};

TenonJsonValue *tenon_json_value_scan (TenonSource *source,
                                       const char  *prefix,
                                       GPtrArray   *diagnostics);
void            tenon_json_value_free (TenonJsonValue *self);

TenonJsonValue *tenon_json_value_get (TenonJsonValue *self,
                                      const char     *name);
const char     *tenon_json_kind_to_string (TenonJsonKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonJsonValue, tenon_json_value_free)

G_END_DECLS
