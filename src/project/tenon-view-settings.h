/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "project/tenon-project.h"

G_BEGIN_DECLS

/* How a table is looked at in this project: kept in layout.json, in no approval and no undo. */
typedef struct
{
  char    *name;  /* of a column */
  guint    width; /* pixels; 0: its own */
  gboolean is_shown;
} TenonViewColumn;

typedef struct
{
  GPtrArray *columns; /* (element-type TenonViewColumn) in their order; empty: nobody has arranged it yet */
  char      *sort;    /* (nullable) name of a column */
  gboolean   is_descending;
} TenonViewSettings;

TenonViewSettings *tenon_project_dup_view (TenonProject *self,
                                           const char   *view);
gboolean           tenon_project_set_view (TenonProject            *self,
                                           const char              *view,
                                           const TenonViewSettings *settings,
                                           GError                 **error);
gboolean           tenon_project_keep_layout (TenonProject *self,
                                              GError      **error);
TenonViewSettings *tenon_view_settings_new (void);
void               tenon_view_settings_add (TenonViewSettings *self,
                                            const char        *name,
                                            guint              width,
                                            gboolean           is_shown);
void               tenon_view_settings_free (TenonViewSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonViewSettings, tenon_view_settings_free)

G_END_DECLS
