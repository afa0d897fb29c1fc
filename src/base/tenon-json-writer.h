/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TenonJsonWriter TenonJsonWriter;

TenonJsonWriter *tenon_json_writer_new (guint indent);
void             tenon_json_writer_free (TenonJsonWriter *self);

void tenon_json_writer_begin_object (TenonJsonWriter *self);
void tenon_json_writer_end_object (TenonJsonWriter *self);
void tenon_json_writer_begin_array (TenonJsonWriter *self);
void tenon_json_writer_end_array (TenonJsonWriter *self);
void tenon_json_writer_begin_flat (TenonJsonWriter *self);
void tenon_json_writer_end_flat (TenonJsonWriter *self);
void tenon_json_writer_name (TenonJsonWriter *self,
                             const char      *name);
void tenon_json_writer_string (TenonJsonWriter *self,
                               const char      *value);
void tenon_json_writer_int (TenonJsonWriter *self,
                            gint64           value);
void tenon_json_writer_double (TenonJsonWriter *self,
                               double           value);
void tenon_json_writer_boolean (TenonJsonWriter *self,
                                gboolean         value);
void tenon_json_writer_null (TenonJsonWriter *self);
void tenon_json_writer_strv (TenonJsonWriter   *self,
                             const char *const *values);

void tenon_json_writer_member_string (TenonJsonWriter *self,
                                      const char      *name,
                                      const char      *value);
void tenon_json_writer_member_int (TenonJsonWriter *self,
                                   const char      *name,
                                   gint64           value);
void tenon_json_writer_member_double (TenonJsonWriter *self,
                                      const char      *name,
                                      double           value);
void tenon_json_writer_member_boolean (TenonJsonWriter *self,
                                       const char      *name,
                                       gboolean         value);
void tenon_json_writer_member_strv (TenonJsonWriter   *self,
                                    const char        *name,
                                    const char *const *values);

typedef void (*TenonJsonMembersFunc) (gpointer         item,
                                      TenonJsonWriter *writer);

void tenon_json_writer_objects (TenonJsonWriter     *self,
                                GPtrArray           *items,
                                gboolean             is_flat,
                                TenonJsonMembersFunc write_members);

gsize tenon_json_writer_get_length (TenonJsonWriter *self);
guint tenon_json_writer_get_line (TenonJsonWriter *self);
char *tenon_json_writer_finish (TenonJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonJsonWriter, tenon_json_writer_free)

G_END_DECLS
