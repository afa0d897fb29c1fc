/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/canvas/tenon-card-data.h"
#include "model/tenon-model.h"
#include "model/tenon-review.h"

G_BEGIN_DECLS

/* The end of a line: how many rows of that side one row of the other side has. */
typedef enum
{
  TENON_CARDINALITY_NONE, /* not a relationship: no mark */
  TENON_CARDINALITY_ONE,
  TENON_CARDINALITY_ZERO_OR_ONE,
  TENON_CARDINALITY_ONE_OR_MANY,
  TENON_CARDINALITY_ZERO_OR_MANY,
} TenonCardinality;

typedef enum
{
  TENON_LINK_FOREIGN_KEY,
  TENON_LINK_LOOKUP,   /* a lookup table and the table whose constraint it keeps */
  TENON_LINK_COPY,     /* a denormalised attribute and where it is copied from */
  TENON_LINK_MAPPING,  /* a column and the attribute it becomes */
  TENON_LINK_ASSERTED, /* a relationship people know of and MySQL does not declare */
  TENON_LINK_JOIN,     /* joined by a statement, along no key */
  TENON_LINK_TRACE,    /* the way of an access pattern */
} TenonLinkKind;

typedef struct
{
  char            *id;
  char            *title;       /* "user_id → users.id" */
  char            *description; /* spoken and shown as tooltip */
  TenonLinkKind    kind;
  char            *from;     /* id of a card */
  char            *from_row; /* (nullable) key of a row */
  char            *to;
  char            *to_row;
  TenonCardinality from_end;
  TenonCardinality to_end;
  char            *label;  /* (nullable) stands on the line: "50/s" */
  double           weight; /* requests a second along it: decides its width; 0: not shown */
  gboolean         is_traced;
  gboolean         is_dimmed;
} TenonLink;

/* Cards that belong together. */
typedef struct
{
  char          *id;
  char          *title;
  TenonAreaColor color;
  char         **cards; /* ids; some may not be in the scene */
} TenonSceneArea;

/* Everything a view of the canvas shows: cards, and lines between cards of the same scene. */
typedef struct
{
  gatomicrefcount ref_count;

  GPtrArray  *cards; /* (element-type TenonCardData) */
  GPtrArray  *links; /* (element-type TenonLink) */
  GPtrArray  *areas; /* (element-type TenonSceneArea) the lowest first */
  GHashTable *by_id; /* id (borrowed) -> card (borrowed) */
} TenonScene;

/* What the review says of a table, in one word; NULL for nothing. (transfer full) */
typedef char *(*TenonTableStateFunc) (TenonTable *table,
                                      gpointer    user_data);

TenonScene    *tenon_scene_new (void);
TenonScene    *tenon_scene_new_source (TenonModel *model);
TenonScene    *tenon_scene_new_target (TenonModel         *model,
                                       TenonTableStateFunc state_func,
                                       gpointer            user_data);
TenonScene    *tenon_scene_new_mapping (TenonModel *model,
                                        guint      *n_mapped,
                                        guint      *n_columns);
TenonScene    *tenon_scene_ref (TenonScene *self);
void           tenon_scene_unref (TenonScene *self);
gboolean       tenon_scene_equal (TenonScene *a,
                                  TenonScene *b);
void           tenon_scene_take_card (TenonScene    *self,
                                      TenonCardData *card);
TenonLink     *tenon_scene_add_link (TenonScene   *self,
                                     TenonLinkKind kind,
                                     const char   *from,
                                     const char   *from_row,
                                     const char   *to,
                                     const char   *to_row);
TenonCardData *tenon_scene_find_card (TenonScene *self,
                                      const char *id);
guint          tenon_scene_hide (TenonScene *self,
                                 GHashTable *ids);

TenonCardData  *tenon_card_data_of_note (TenonNote *note);
void            tenon_scene_add_notes (TenonScene   *self,
                                       TenonDiagram *diagram,
                                       const char   *view);
TenonSceneArea *tenon_scene_find_area_of (TenonScene *self,
                                          const char *card);
void            tenon_scene_area_free (TenonSceneArea *self);
gboolean        tenon_scene_areas_equal (GPtrArray *a,
                                         GPtrArray *b);
const char     *tenon_area_color_get_name (TenonAreaColor color);
TenonAreaColor  tenon_area_color_from_name (const char *name);

TenonCardData *tenon_card_data_of_source (TenonSourceTable *table);
TenonCardData *tenon_card_data_of_table (TenonTable *table,
                                         const char *state);
void           tenon_foreign_key_get_cardinalities (TenonSourceTable *table,
                                                    TenonForeignKey  *key,
                                                    TenonCardinality *child_end,
                                                    TenonCardinality *parent_end);
const char    *tenon_cardinality_to_words (TenonCardinality cardinality);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonScene, tenon_scene_unref)

G_END_DECLS
