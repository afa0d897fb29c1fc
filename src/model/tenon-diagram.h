/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-list.h"

G_BEGIN_DECLS

/* Where the cards of the Map stand: layout.json. */

#define TENON_TYPE_NODE (tenon_node_get_type ())
G_DECLARE_FINAL_TYPE (TenonNode, tenon_node, TENON, NODE, TenonRecord)
struct _TenonNode
{
  TenonRecord parent_instance;

  char    *node_id; /* "source:orders", "table:orders" */
  gint64   x;
  gint64   y;
  gboolean pinned;
};

#define TENON_TYPE_DIAGRAM (tenon_diagram_get_type ())
G_DECLARE_FINAL_TYPE (TenonDiagram, tenon_diagram, TENON, DIAGRAM, TenonRecord)
struct _TenonDiagram
{
  TenonRecord parent_instance;

  TenonList *nodes;
};

TenonNode *tenon_diagram_find (TenonDiagram *self,
                               const char   *node_id);

G_END_DECLS
