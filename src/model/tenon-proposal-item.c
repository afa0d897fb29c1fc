/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proposal of the requirement file, as lists show it. */

#include "model/tenon-proposal-item.h"

G_DEFINE_FINAL_TYPE (TenonProposalItem, tenon_proposal_item, G_TYPE_OBJECT)

static void
tenon_proposal_item_finalize (GObject *object)
{
  TenonProposalItem *self = TENON_PROPOSAL_ITEM (object);

  g_free (self->id);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->before);
  g_free (self->after);
  g_free (self->file);
  G_OBJECT_CLASS (tenon_proposal_item_parent_class)->finalize (object);
}

static void
tenon_proposal_item_class_init (TenonProposalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_proposal_item_finalize;
}

static void
tenon_proposal_item_init (TenonProposalItem *self)
{
}

TenonProposalItem *
tenon_proposal_item_new (const char *id,
                         const char *subject)
{
  TenonProposalItem *self = g_object_new (TENON_TYPE_PROPOSAL_ITEM, NULL);

  self->id = g_strdup (id);
  self->subject = g_strdup (subject);
  return self;
}
