/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "project/tenon-step.h"

G_BEGIN_DECLS

typedef struct _TenonRepository TenonRepository;

TenonRepository *tenon_repository_open (const char *path,
                                        GError    **error);
TenonRepository *tenon_repository_init (const char *path,
                                        GError    **error);
TenonRepository *tenon_repository_open_or_init (const char *path,
                                                GError    **error);
void             tenon_repository_free (TenonRepository *self);

char      *tenon_repository_dup_person (TenonRepository *self);
char      *tenon_repository_dup_branch (TenonRepository *self);
gboolean   tenon_repository_hold (TenonRepository *self, GError **error);
gboolean   tenon_repository_recover (TenonRepository *self,
                                     char           **what,
                                     GError         **error);
gboolean   tenon_repository_commit (TenonRepository *self,
                                    TenonStep       *step,
                                    gboolean        *committed,
                                    GError         **error);
gboolean   tenon_repository_is_changed (TenonRepository *self,
                                        const char      *name);
void       tenon_repository_remember (TenonRepository *self,
                                      const char      *name);
gboolean   tenon_repository_remembers (TenonRepository *self,
                                       const char      *name);
GBytes    *tenon_repository_load_remembered (TenonRepository *self,
                                             const char      *name);
GPtrArray *tenon_repository_list_history (TenonRepository *self,
                                          guint            limit,
                                          GError         **error);
char      *tenon_repository_show_change (TenonRepository *self,
                                         const char      *commit_id,
                                         const char      *name,
                                         GError         **error);

char **tenon_repository_list_refused (TenonRepository *self,
                                      const char      *name);
void   tenon_repository_note_refused (TenonRepository   *self,
                                      const char        *name,
                                      const char *const *ids);

/* Called with each version of a file, the youngest first. Returns: TRUE to stop there. */
typedef gboolean (*TenonVersionFunc) (GBytes  *content,
                                      gpointer user_data);

void    tenon_repository_walk_versions (TenonRepository *self,
                                        const char      *name,
                                        TenonVersionFunc function,
                                        gpointer         user_data);
GBytes *tenon_repository_load_version (TenonRepository *self,
                                       const char      *version);
GBytes *tenon_repository_load_beside (TenonRepository *self,
                                      const char      *name,
                                      const char      *beside,
                                      const char      *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonRepository, tenon_repository_free)

G_END_DECLS
