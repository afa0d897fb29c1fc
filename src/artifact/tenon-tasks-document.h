/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char    *task_id; /* "1", "1.1" */
  char    *title;
  gboolean is_done; /* its mark is [x] */
  guint    line;
  char    *commit_message; /* (nullable) "stage-02 task 1.1: …", as the document gives it */
} TenonTaskItem;

GPtrArray  *tenon_tasks_document_read (const char *text,
                                       gsize       length);
char       *tenon_tasks_document_mark (const char        *text,
                                       gsize              length,
                                       const char *const *task_ids);
const char *tenon_tasks_document_template (void);
void        tenon_task_item_free (TenonTaskItem *self);

G_END_DECLS
