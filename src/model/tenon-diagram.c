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

static const TenonField tenon_view_column_record_fields[] = {
  TENON_FIELD (TenonViewColumnRecord, "name", STRING, name),
  TENON_FIELD_F (TenonViewColumnRecord, "width", INT, width, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonViewColumnRecord, "hidden", BOOLEAN, hidden, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonViewColumnRecord, tenon_view_column_record, "view-column", FALSE)
TENON_DEFINE_RECORD_INIT (TenonViewColumnRecord, tenon_view_column_record)

static const TenonField tenon_view_record_fields[] = {
  TENON_FIELD (TenonViewRecord, "name", STRING, name),
  TENON_FIELD_T (TenonViewRecord, "columns", LIST, columns, tenon_view_column_record_get_type, TENON_FIELD_FLAT),
  TENON_FIELD_F (TenonViewRecord, "sort", STRING, sort, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonViewRecord, "descending", BOOLEAN, descending, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonViewRecord, tenon_view_record, "view", FALSE)
TENON_DEFINE_RECORD_INIT (TenonViewRecord, tenon_view_record)

static const TenonField tenon_area_fields[] = {
  TENON_FIELD (TenonArea, "area-id", STRING, area_id),
  TENON_FIELD (TenonArea, "title", STRING, title),
  TENON_FIELD (TenonArea, "view", STRING, view),
  TENON_FIELD_F (TenonArea, "color", STRING, color, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonArea, "cards", STRV, cards),
};
TENON_DEFINE_RECORD (TenonArea, tenon_area, "area", FALSE)
TENON_DEFINE_RECORD_INIT (TenonArea, tenon_area)

static const TenonField tenon_note_fields[] = {
  TENON_FIELD (TenonNote, "note-id", STRING, note_id),
  TENON_FIELD (TenonNote, "view", STRING, view),
  TENON_FIELD (TenonNote, "text", STRING, text),
};
TENON_DEFINE_RECORD (TenonNote, tenon_note, "note", FALSE)
TENON_DEFINE_RECORD_INIT (TenonNote, tenon_note)

static const TenonField tenon_hidden_card_fields[] = {
  TENON_FIELD (TenonHiddenCard, "node-id", STRING, node_id),
};
TENON_DEFINE_RECORD (TenonHiddenCard, tenon_hidden_card, "hidden-card", FALSE)
TENON_DEFINE_RECORD_INIT (TenonHiddenCard, tenon_hidden_card)

static const TenonField tenon_named_view_fields[] = {
  TENON_FIELD (TenonNamedView, "name", STRING, name),
  TENON_FIELD (TenonNamedView, "view", STRING, view),
  TENON_FIELD (TenonNamedView, "x", INT, x),
  TENON_FIELD (TenonNamedView, "y", INT, y),
  TENON_FIELD (TenonNamedView, "zoom", INT, zoom),
  TENON_FIELD (TenonNamedView, "detail", STRING, detail),
  TENON_FIELD_F (TenonNamedView, "pattern", STRING, pattern, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonNamedView, "load", BOOLEAN, load, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonNamedView, "heat", BOOLEAN, heat, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonNamedView, "hidden", STRV, hidden, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonNamedView, tenon_named_view, "named-view", FALSE)
TENON_DEFINE_RECORD_INIT (TenonNamedView, tenon_named_view)

static const TenonField tenon_diagram_fields[] = {
  TENON_FIELD_T (TenonDiagram, "nodes", LIST, nodes, tenon_node_get_type, TENON_FIELD_FLAT),
  TENON_FIELD_T (TenonDiagram, "areas", LIST, areas, tenon_area_get_type, TENON_FIELD_FLAT | TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonDiagram, "notes", LIST, notes, tenon_note_get_type, TENON_FIELD_FLAT | TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonDiagram, "named-views", LIST, named_views, tenon_named_view_get_type, TENON_FIELD_FLAT | TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonDiagram, "hidden-cards", LIST, hidden_cards, tenon_hidden_card_get_type, TENON_FIELD_FLAT | TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonDiagram, "views", LIST, views, tenon_view_record_get_type, TENON_FIELD_SPARSE | TENON_FIELD_LOOSE),
};
TENON_DEFINE_RECORD (TenonDiagram, tenon_diagram, "diagram", FALSE)
TENON_DEFINE_RECORD_INIT (TenonDiagram, tenon_diagram)

TenonNode *
tenon_diagram_find (TenonDiagram *self,
                    const char   *node_id)
{
  return tenon_list_find (self->nodes, node_id);
}
