/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TenonSource TenonSource;

TenonSource *tenon_source_new (const char *name,
                               GBytes     *bytes);
TenonSource *tenon_source_new_text (const char *name,
                                    const char *text);
TenonSource *tenon_source_load (const char *path,
                                const char *name,
                                GError    **error);
TenonSource *tenon_source_ref (TenonSource *self);
void         tenon_source_unref (TenonSource *self);

const char *tenon_source_get_name (TenonSource *self);
const char *tenon_source_get_path (TenonSource *self);
const char *tenon_source_get_text (TenonSource *self,
                                   gsize       *length);
gboolean    tenon_source_has_bom (TenonSource *self);
gboolean    tenon_source_is_binary (TenonSource *self);
void        tenon_source_release (TenonSource *self,
                                  gsize        from,
                                  gsize        to);
void        tenon_source_locate (TenonSource *self,
                                 gsize        offset,
                                 guint       *line,
                                 guint       *column);
char       *tenon_source_dup_digest (TenonSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonSource, tenon_source_unref)

G_END_DECLS
