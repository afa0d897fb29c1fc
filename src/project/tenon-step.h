/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char   *name;    /* relative to the project folder */
  GBytes *content; /* (nullable) NULL: the file is committed as it stands, if it is there */
} TenonStepFile;

/* One step: files that are replaced together and become one commit, or not at all. */
typedef struct
{
  char      *task_id; /* (nullable) the task it completes */
  char      *message;
  char      *by;    /* (nullable) "Name <mail>" of who decided: the commit's author */
  GPtrArray *files; /* (element-type TenonStepFile) */
} TenonStep;

TenonStep  *tenon_step_new (const char *task_id,
                            const char *message,
                            const char *by);
void        tenon_step_free (TenonStep *self);
void        tenon_step_add (TenonStep  *self,
                            const char *name,
                            const char *text);
void        tenon_step_add_present (TenonStep  *self,
                                    const char *name);
const char *tenon_step_get_text (TenonStep  *self,
                                 const char *name,
                                 gsize      *length);
gboolean    tenon_person_parse (const char *by,
                                char      **name,
                                char      **mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonStep, tenon_step_free)

G_END_DECLS
