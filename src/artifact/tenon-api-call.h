/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One request that an application offers, as somebody wrote it down. */
typedef struct
{
  char *method; /* "GET"; "" where none is named */
  char *path;   /* "/users/:id"; "" of a sentence without an address */
  char *words;  /* "" where nothing says what it does */
  guint line;   /* 0: not known */
} TenonApiCall;

TenonApiCall *tenon_api_call_new (const char *method,
                                  const char *path,
                                  const char *words,
                                  guint       line);
void          tenon_api_call_free (TenonApiCall *self);

char   **tenon_api_methods_parse (const char  *text,
                                  const char **end);
char    *tenon_api_path_parse (const char  *text,
                               const char **end);
gboolean tenon_api_address_parse (const char  *text,
                                  char      ***methods,
                                  char       **path,
                                  const char **end);
char    *tenon_api_words_trim (const char *from,
                               const char *to);

G_END_DECLS
