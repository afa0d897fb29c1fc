/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-model.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_QUESTION_READ_WITHOUT_WRITE,
  TENON_QUESTION_WRITE_WITHOUT_READ,
  TENON_QUESTION_CRUD_GAP, /* an update or a delete nobody mentions */
  TENON_QUESTION_ENTITY_UNTOUCHED,
  TENON_QUESTION_ENTITY_UNKNOWN, /* a pattern's entity is not in the schema */
  TENON_QUESTION_SHAPE_OPEN,     /* neither words nor fields of a pattern decide by which columns, in which range or order */
  TENON_QUESTION_DUPLICATE,
  TENON_QUESTION_STATEMENT_UNCOVERED,
  TENON_QUESTION_PATTERN_UNSEEN, /* the log never shows it */
  TENON_QUESTION_RATES_CONTRADICT,
  TENON_QUESTION_FORMULA_BROKEN,
  TENON_QUESTION_FACT_UNKNOWN,
  TENON_N_QUESTION_KINDS,
} TenonQuestionKind;

/* How a question can be answered. */
typedef enum
{
  TENON_ANSWER_BY_DRAFT = 1 << 0,   /* add the pattern that is missing, as a draft */
  TENON_ANSWER_BY_DECLINE = 1 << 1, /* say why not */
  TENON_ANSWER_BY_VALUE = 1 << 2,   /* state the fact, with its evidence */
} TenonAnswerWays;

typedef enum
{
  TENON_QUESTION_OPEN,
  TENON_QUESTION_DECLINED, /* a person gave a reason */
  TENON_QUESTION_ADDED,    /* the pattern that was missing was added as a draft */
  TENON_QUESTION_STATED,   /* the value was stated */
} TenonQuestionState;

/* A decision in the design that rests on a fact. */
typedef struct
{
  char       *fact_key;
  char       *table;    /* the DynamoDB table the decision stands in */
  char       *decision; /* "its item collection by order_id" */
  char       *entity;   /* (nullable) the MySQL table the fact is about */
  const char *reason;   /* why it rests on it: "one Query reads that many items" */
} TenonFactNeed;

TenonFactNeed *tenon_fact_need_copy (const TenonFactNeed *self);
void           tenon_fact_need_free (TenonFactNeed *self);

#define TENON_TYPE_QUESTION_KIND (tenon_question_kind_get_type ())
#define TENON_TYPE_QUESTION_STATE (tenon_question_state_get_type ())
GType tenon_question_kind_get_type (void) G_GNUC_CONST;
GType tenon_question_state_get_type (void) G_GNUC_CONST;

/* One question about the requirements: derived from the model, never stored; only its answer is, with the words of the
 * question, so that what was answered can be read even when its cause is gone.
 * Properties for views, all readable: "id", "text", "group", "entity", "answered" (boolean). */
#define TENON_TYPE_QUESTION (tenon_question_get_type ())
G_DECLARE_FINAL_TYPE (TenonQuestion, tenon_question, TENON, QUESTION, GObject)
struct _TenonQuestion
{
  GObject parent_instance;

  char              *id; /* stable: "read-without-write|source:orders" */
  TenonQuestionKind  kind;
  char              *code;       /* the first half of the id */
  char              *subject;    /* the second half: "source:orders", "pattern:AP3", "statement:1a2b…" */
  char              *entity;     /* (nullable) the MySQL table it groups under */
  char              *attribute;  /* (nullable) the column meant */
  char              *pattern_id; /* (nullable) the pattern it starts from */
  char              *text;       /* the question */
  char              *detail;     /* (nullable) what it rests on: both sums, the statement, where it stands */
  char              *group;      /* entity and kind in words: "orders: read, never written" */
  TenonAnswerWays    ways;
  gboolean           blocks;          /* the requirements gate waits for it; else only decision does */
  char              *decision;        /* (nullable) what waits for a fact */
  char              *fact_key;        /* (nullable) what tenon_facts_set() takes */
  GPtrArray         *needs;           /* (nullable) (element-type TenonFactNeed) decisions of the design that wait for it */
  char              *basis;           /* (nullable) the numbers it is about: an answer holds for these and no others */
  int                draft_operation; /* TenonOperationType of the draft */
  char              *draft_description;
  char             **draft_statements; /* (nullable) fingerprints the draft is bound to */
  TenonQuestionState state;
  char              *answer; /* (nullable) the reason, the draft's id, or the value */
  char              *by;
  char              *at;
};

TenonQuestion *tenon_question_new (TenonQuestionKind kind,
                                   const char       *code,
                                   const char       *subject);
gboolean       tenon_question_is_open (TenonQuestion *self);
gboolean       tenon_question_kind_from_string (const char        *text,
                                                TenonQuestionKind *kind);

const char *tenon_question_kind_to_string (TenonQuestionKind kind);
const char *tenon_question_kind_get_title (TenonQuestionKind kind);

/* What of an entity's four operations is there. */
typedef enum
{
  TENON_CRUD_THERE,    /* patterns do it */
  TENON_CRUD_ABSENT,   /* none does, and nothing suggests that one should */
  TENON_CRUD_GAP,      /* none does: an open question */
  TENON_CRUD_DECLINED, /* none does, and somebody said why */
} TenonCrudState;

typedef enum
{
  TENON_CRUD_CREATE,
  TENON_CRUD_READ,
  TENON_CRUD_UPDATE,
  TENON_CRUD_DELETE,
  TENON_N_CRUD,
} TenonCrudOperation;

typedef struct
{
  TenonCrudState state;
  char         **pattern_ids; /* never NULL */
  char          *question_id; /* (nullable) */
} TenonCrudCell;

typedef struct
{
  char         *entity;
  TenonCrudCell cells[TENON_N_CRUD];
} TenonCrudRow;

void tenon_crud_row_free (TenonCrudRow *self);

G_END_DECLS
