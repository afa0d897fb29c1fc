/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One cell in which the requirement file differs from the model: what somebody wrote there by hand. */
#define TENON_TYPE_PROPOSAL_ITEM (tenon_proposal_item_get_type ())
G_DECLARE_FINAL_TYPE (TenonProposalItem, tenon_proposal_item, TENON, PROPOSAL_ITEM, GObject)
struct _TenonProposalItem
{
  GObject parent_instance;

  char    *id;      /* stable while the file stays as it is: "AP3/rps-peak", "domain", "relationship:orders.customer_id" */
  char    *subject; /* "pattern:AP3", "model:", "relationship:orders.customer_id" */
  char    *title;   /* "AP3, peak rate" */
  char    *before;  /* (nullable) as the model has it */
  char    *after;   /* (nullable) as the file has it */
  char    *file;
  guint    line;
  gboolean is_new; /* the model does not have the pattern */
};

TenonProposalItem *tenon_proposal_item_new (const char *id,
                                            const char *subject);

G_END_DECLS
