/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-record.h"

G_BEGIN_DECLS

#define TENON_TYPE_LIST (tenon_list_get_type ())
G_DECLARE_FINAL_TYPE (TenonList, tenon_list, TENON, LIST, GObject)

TenonList *tenon_list_new (GType item_type);

GType        tenon_list_get_item_type (TenonList *self);
TenonRecord *tenon_list_get_owner (TenonList *self);
guint        tenon_list_get_length (TenonList *self);
gpointer     tenon_list_get (TenonList *self,
                             guint      position);
gpointer     tenon_list_find (TenonList  *self,
                              const char *name);
gboolean     tenon_list_index_of (TenonList *self,
                                  gpointer   record,
                                  guint     *position);

void     tenon_list_append (TenonList *self,
                            gpointer   record);
void     tenon_list_append_take (TenonList *self,
                                 gpointer   record);
void     tenon_list_insert (TenonList *self,
                            guint      position,
                            gpointer   record);
void     tenon_list_replace (TenonList *self,
                             guint      position,
                             gpointer   record);
void     tenon_list_remove (TenonList *self,
                            guint      position);
gboolean tenon_list_remove_record (TenonList *self,
                                   gpointer   record);
void     tenon_list_clear (TenonList *self);
void     tenon_list_copy_into (TenonList *self,
                               TenonList *target);

/* For the record only. */
void tenon_list_attach (TenonList   *self,
                        TenonModel  *model,
                        TenonRecord *owner);

G_END_DECLS
