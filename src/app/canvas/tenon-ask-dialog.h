/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text: what was written; never called where the person took it back. */
typedef void (*TenonAskFunc) (gpointer    owner,
                              const char *text,
                              gpointer    user_data);

typedef struct
{
  const char  *heading;
  const char  *body;   /* (nullable) */
  const char  *label;  /* spoken of the field */
  const char  *text;   /* (nullable) what stands in it at first */
  const char  *accept; /* label of the button */
  gboolean     is_long;
  TenonAskFunc done;
} TenonAsk;

GtkWidget *tenon_ask (GtkWidget      *owner,
                      const TenonAsk *ask,
                      gpointer        user_data,
                      GDestroyNotify  destroy);

G_END_DECLS
