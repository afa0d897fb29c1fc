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

#define TENON_TYPE_VIEW_COLUMN_RECORD (tenon_view_column_record_get_type ())
G_DECLARE_FINAL_TYPE (TenonViewColumnRecord, tenon_view_column_record, TENON, VIEW_COLUMN_RECORD, TenonRecord)
struct _TenonViewColumnRecord
{
  TenonRecord parent_instance;

  char    *name;
  gint64   width; /* pixels; 0: its own */
  gboolean hidden;
};

#define TENON_TYPE_VIEW_RECORD (tenon_view_record_get_type ())
G_DECLARE_FINAL_TYPE (TenonViewRecord, tenon_view_record, TENON, VIEW_RECORD, TenonRecord)
struct _TenonViewRecord /* how a table is looked at */
{
  TenonRecord parent_instance;

  char      *name;
  TenonList *columns;
  char      *sort; /* (nullable) */
  gboolean   descending;
};

#define TENON_TYPE_AREA (tenon_area_get_type ())
G_DECLARE_FINAL_TYPE (TenonArea, tenon_area, TENON, AREA, TenonRecord)
struct _TenonArea /* cards of one view that belong together: a titled ground behind them */
{
  TenonRecord parent_instance;

  char  *area_id; /* "a1" */
  char  *title;
  char  *view;  /* "source" or "target" */
  char  *color; /* (nullable) "blue", "green", "yellow", "red", "purple" */
  char **cards; /* ids of nodes */
};

#define TENON_TYPE_NOTE (tenon_note_get_type ())
G_DECLARE_FINAL_TYPE (TenonNote, tenon_note, TENON, NOTE, TenonRecord)
struct _TenonNote /* it stands where its node "note:ID" does */
{
  TenonRecord parent_instance;

  char *note_id; /* "n1" */
  char *view;    /* "source" or "target" */
  char *text;    /* Markdown */
};

#define TENON_TYPE_HIDDEN_CARD (tenon_hidden_card_get_type ())
G_DECLARE_FINAL_TYPE (TenonHiddenCard, tenon_hidden_card, TENON, HIDDEN_CARD, TenonRecord)
struct _TenonHiddenCard /* a card that is not shown until people want to see it again */
{
  TenonRecord parent_instance;

  char *node_id;
};

#define TENON_TYPE_NAMED_VIEW (tenon_named_view_get_type ())
G_DECLARE_FINAL_TYPE (TenonNamedView, tenon_named_view, TENON, NAMED_VIEW, TenonRecord)
struct _TenonNamedView /* a way to look at the Map */
{
  TenonRecord parent_instance;

  char    *name;
  char    *view; /* "source", "target", "mapping", "trace" */
  gint64   x;    /* the middle of what is seen, world pixels */
  gint64   y;
  gint64   zoom;    /* in tenths of a percent */
  char    *detail;  /* "names", "keys", "all" */
  char    *pattern; /* (nullable) the access pattern that is followed */
  gboolean load;
  gboolean heat;
  char   **hidden; /* ids of nodes that are not shown */
};

#define TENON_TYPE_DIAGRAM (tenon_diagram_get_type ())
G_DECLARE_FINAL_TYPE (TenonDiagram, tenon_diagram, TENON, DIAGRAM, TenonRecord)
struct _TenonDiagram
{
  TenonRecord parent_instance;

  TenonList *nodes;
  TenonList *areas;
  TenonList *notes;
  TenonList *named_views;
  TenonList *hidden_cards;
  TenonList *views; /* TenonViewRecord; hangs in no model: no edit, no undo */
};

TenonNode *tenon_diagram_find (TenonDiagram *self,
                               const char   *node_id);

G_END_DECLS
