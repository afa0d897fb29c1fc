/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Positions of the Map's cards. */

#include "model/tenon-diagram.h"

#include "model/tenon-record-private.h"

static const TenonField tenon_node_fields[] = {
  TENON_FIELD (TenonNode, "node-id", STRING, node_id),
  TENON_FIELD (TenonNode, "x", INT, x),
  TENON_FIELD (TenonNode, "y", INT, y),
  TENON_FIELD_F (TenonNode, "pinned", BOOLEAN, pinned, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonNode, tenon_node, "node", FALSE)
TENON_DEFINE_RECORD_INIT (TenonNode, tenon_node)

static const TenonField tenon_diagram_fields[] = {
  TENON_FIELD_T (TenonDiagram, "nodes", LIST, nodes, tenon_node_get_type, TENON_FIELD_FLAT),
};
TENON_DEFINE_RECORD (TenonDiagram, tenon_diagram, "diagram", FALSE)
TENON_DEFINE_RECORD_INIT (TenonDiagram, tenon_diagram)

TenonNode *
tenon_diagram_find (TenonDiagram *self,
                    const char   *node_id)
{
  return tenon_list_find (self->nodes, node_id);
}
