/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-cost-settings.h"
#include "model/tenon-design.h"
#include "model/tenon-diagram.h"
#include "model/tenon-pattern.h"
#include "model/tenon-schema.h"
#include "model/tenon-statement.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_ANSWER_UNKNOWN,
  TENON_ANSWER_YES,
  TENON_ANSWER_NO,
} TenonAnswerValue;

#define TENON_TYPE_ANSWER_VALUE (tenon_answer_value_get_type ())
GType tenon_answer_value_get_type (void) G_GNUC_CONST;

#define TENON_TYPE_INPUT (tenon_input_get_type ())
G_DECLARE_FINAL_TYPE (TenonInput, tenon_input, TENON, INPUT, TenonRecord)
struct _TenonInput /* a file that was read */
{
  TenonRecord parent_instance;

  char  *file;
  char  *kind; /* schema, log, api, 01_1, 01_2, 01_3, requirement, … */
  char  *digest;
  char  *pending; /* (nullable) text of a requirement file of which proposals are open */
  char **refused; /* (nullable) those of its proposals that somebody refused */
};

#define TENON_TYPE_RELATIONSHIP (tenon_relationship_get_type ())
G_DECLARE_FINAL_TYPE (TenonRelationship, tenon_relationship, TENON, RELATIONSHIP, TenonRecord)
struct _TenonRelationship /* what is known of a foreign key beyond the schema */
{
  TenonRecord parent_instance;

  char    *child;            /* table.column of the foreign key's first column */
  char    *parent;           /* table.column */
  double   average_children; /* 0: not known */
  double   maximum_children;
  int      bounded; /* TenonAnswerValue */
  char    *evidence;
  gboolean asserted; /* people know of it, MySQL does not declare it */
  char    *reason;   /* of an asserted one */
};

#define TENON_TYPE_FACT (tenon_fact_get_type ())
G_DECLARE_FINAL_TYPE (TenonFact, tenon_fact, TENON, FACT, TenonRecord)
struct _TenonFact /* what is known beside the patterns, or the evidence for it: see tenon-facts.h */
{
  TenonRecord parent_instance;

  char  *key;
  char  *value;
  char  *evidence;
  char  *by;
  char  *at;
  char  *file;
  gint64 line;
};

#define TENON_TYPE_ACKNOWLEDGEMENT (tenon_acknowledgement_get_type ())
G_DECLARE_FINAL_TYPE (TenonAcknowledgement, tenon_acknowledgement, TENON, ACKNOWLEDGEMENT, TenonRecord)
struct _TenonAcknowledgement /* a warning or a question a person has answered with a reason */
{
  TenonRecord parent_instance;

  char *code;
  char *subject;
  char *reason;
  char *by;
  char *at;
  char *question;   /* (nullable) the question as it was asked; NULL: a finding was acknowledged */
  char *how;        /* (nullable) "draft", "value"; NULL: declined with the reason */
  char *pattern_id; /* (nullable) the draft that was added */
  char *basis;      /* (nullable) the numbers it was given for: with others it is asked again */
};

#define TENON_TYPE_MODEL (tenon_model_get_type ())
G_DECLARE_FINAL_TYPE (TenonModel, tenon_model, TENON, MODEL, TenonRecord)

/* Read the fields freely; write them, and everything below them, only inside an edit. */
struct _TenonModel
{
  TenonRecord parent_instance;

  char              *name;
  char              *domain;
  char              *business_context;
  char              *scale;       /* the words of whoever said it */
  int                early_stage; /* TenonAnswerValue */
  char              *region;
  gboolean           keep_mysql_names; /* key attributes keep the MySQL column's name */
  gboolean           keep_log_values;  /* values that logs ask for often stand in the project as they are */
  TenonCostSettings *cost_settings;
  TenonList         *inputs;
  TenonList         *patterns;
  TenonList         *relationships;
  TenonDesign       *design;
  TenonList         *waivers;
  TenonList         *acknowledgements;
  TenonList         *facts;   /* TenonFact */
  TenonSchema       *schema;  /* (nullable) immutable */
  TenonList         *logs;    /* TenonStatementLog, each immutable */
  TenonDiagram      *diagram; /* kept aside in layout.json */
};

typedef struct _TenonEdit TenonEdit;

TenonModel   *tenon_model_new (void);
TenonPattern *tenon_model_find_pattern (TenonModel *self,
                                        const char *pattern_id);
gboolean      tenon_model_is_waived (TenonModel *self,
                                     const char *column);
TenonRecord  *tenon_model_find_subject (TenonModel *self,
                                        const char *subject);
TenonModel   *tenon_model_snapshot (TenonModel *self);
gboolean      tenon_model_read_json (TenonModel *self,
                                     JsonObject *object,
                                     GError    **error);
gboolean      tenon_model_read_diagram (TenonModel *self,
                                        JsonObject *object,
                                        GError    **error);

/* The one write path. */
TenonEdit *tenon_model_begin (TenonModel *self,
                              const char *label);
void       tenon_edit_commit (TenonEdit *edit);
void       tenon_edit_commit_quietly (TenonEdit *edit);
void       tenon_edit_commit_typing (TenonEdit *edit);
void       tenon_edit_revert (TenonEdit *edit);
void       tenon_model_close_typing (TenonModel *self);
gboolean   tenon_model_is_editing (TenonModel *self);
void       tenon_model_set (TenonModel *self,
                            const char *label,
                            gpointer    record,
                            const char *first_property,
                            ...) G_GNUC_NULL_TERMINATED;

gboolean    tenon_model_can_undo (TenonModel *self);
gboolean    tenon_model_can_redo (TenonModel *self);
const char *tenon_model_get_undo_label (TenonModel *self);
const char *tenon_model_get_redo_label (TenonModel *self);
void        tenon_model_undo (TenonModel *self);
void        tenon_model_redo (TenonModel *self);
void        tenon_model_forget (TenonModel *self);
guint64     tenon_model_get_serial (TenonModel *self);
guint       tenon_model_count_since (TenonModel *self,
                                     guint64     serial);
guint       tenon_model_count_changes_since (TenonModel *self,
                                             guint64     serial);

/* Called by records and lists while they change. */
void tenon_model_note_property (TenonModel   *self,
                                TenonRecord  *record,
                                GParamSpec   *pspec,
                                const GValue *old_value);
void tenon_model_note_insert (TenonModel  *self,
                              TenonList   *list,
                              guint        position,
                              TenonRecord *record);
void tenon_model_note_remove (TenonModel  *self,
                              TenonList   *list,
                              guint        position,
                              TenonRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonEdit, tenon_edit_revert)

G_END_DECLS
