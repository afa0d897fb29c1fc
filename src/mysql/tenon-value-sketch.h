/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TenonValueSketch TenonValueSketch;

/* A value and how often it came, at least. */
typedef struct
{
  guint64 hash;
  gint64  count;
} TenonValueCount;

TenonValueSketch *tenon_value_sketch_new (guint capacity,
                                          guint precision);
void              tenon_value_sketch_free (TenonValueSketch *self);

void    tenon_value_sketch_add (TenonValueSketch *self,
                                guint64           hash);
void    tenon_value_sketch_end_run (TenonValueSketch *self);
double  tenon_value_sketch_get_distinct (TenonValueSketch *self,
                                         double           *error);
gint64  tenon_value_sketch_get_maximum (TenonValueSketch *self,
                                        gint64           *at_most);
GArray *tenon_value_sketch_list (TenonValueSketch *self);
gint64  tenon_value_sketch_get_slack (TenonValueSketch *self);
guint8 *tenon_value_sketch_dup_registers (TenonValueSketch *self);

guint64 tenon_value_hash (const char *bytes,
                          gsize       length);
guint64 tenon_value_hash_join (guint64 first,
                               guint64 second);
guint64 tenon_value_hash_int (gint64 value);
gint64  tenon_value_unhash_int (guint64 hash);

G_END_DECLS
