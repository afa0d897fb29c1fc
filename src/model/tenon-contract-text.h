/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where in the text of a contract something stands. */
typedef struct
{
  char *subject; /* "table:orders", "attribute:orders/order_id", "index:orders/orders_by_user" */
  char *path;    /* "$[2].attributes.order_id" */
  guint line;    /* 1-based, first line */
  guint last_line;
} TenonContractSpan;

typedef struct
{
  char      *text;  /* ends in a newline */
  GPtrArray *spans; /* (element-type TenonContractSpan) in the order of the text */
} TenonContractText;

TenonContractText       *tenon_contract_text_new (void);
void                     tenon_contract_text_free (TenonContractText *self);
void                     tenon_contract_text_add_span (TenonContractText *self,
                                                       const char        *subject,
                                                       const char        *path,
                                                       guint              line,
                                                       guint              last_line);
const TenonContractSpan *tenon_contract_text_find (TenonContractText *self,
                                                   const char        *subject);
const TenonContractSpan *tenon_contract_text_find_path (TenonContractText *self,
                                                        const char        *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonContractText, tenon_contract_text_free)

G_END_DECLS
