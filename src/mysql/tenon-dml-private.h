/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "mysql/tenon-dml.h"
#include "mysql/tenon-scanner.h"

G_BEGIN_DECLS

/* Queries and parentheses inside one another; beyond it the rest of the statement is left unread. */
#define TENON_DML_MAX_DEPTH 120
/* Names of columns one statement may use; a longer list (an INSERT by a program gone wrong) is cut. */
#define TENON_DML_MAX_REFERENCES 4000
#define TENON_DML_MAX_TABLES 400

typedef enum
{
  TENON_ROLE_READ,
  TENON_ROLE_EQUALITY,
  TENON_ROLE_IN,
  TENON_ROLE_RANGE,
  TENON_ROLE_PREFIX,
  TENON_ROLE_INFIX,
  TENON_ROLE_FULLTEXT,
  TENON_ROLE_IS_NULL,
  TENON_ROLE_GROUP,
  TENON_ROLE_WRITE,
  TENON_ROLE_FROM,   /* a range that begins somewhere */
  TENON_ROLE_TO,     /* a range that ends somewhere */
  TENON_ROLE_STRICT, /* without the value it begins with or ends at */
  TENON_ROLE_EITHER, /* one side of an OR whose sides name different columns */
  TENON_N_ROLES,
} TenonRole;

typedef struct _TenonDmlScope TenonDmlScope;

/* A name of a column where it stands; what it means is known when its query has been read. */
typedef struct
{
  TenonDmlScope *scope;
  char          *qualifier; /* (owned) (nullable) */
  char          *column;    /* (owned) "*" for all */
  const char    *begin;     /* (nullable) where it stands; NULL: nobody wrote it */
  const char    *end;
} TenonDmlReference;

typedef struct
{
  char             *name;    /* (owned) (nullable) as the schema has it; NULL for a derived table */
  char             *alias;   /* (owned) (nullable) */
  TenonDmlScope    *derived; /* (nullable) */
  TenonSourceTable *table;   /* (nullable) of the schema */
} TenonDmlSource;

typedef struct
{
  char *name;      /* (owned) of the result's column */
  int   reference; /* into references; -1: an expression */
} TenonDmlOutput;

/* One query block. */
struct _TenonDmlScope
{
  TenonDmlScope *parent;
  guint          level;
  GPtrArray     *sources; /* (owned) TenonDmlSource */
  GArray        *outputs; /* (owned) TenonDmlOutput */
};

typedef struct
{
  int       reference;
  TenonRole role;
} TenonDmlUse;

typedef struct
{
  int left;
  int right;
} TenonDmlJoin;

typedef struct
{
  int      reference;
  gboolean descending;
} TenonDmlOrder;

/* A comparison where it stands, that DynamoDB could make as well. */
typedef struct
{
  const char *begin;
  const char *end;
  const char *form; /* with "{}" where a column stands, see tenon-dml-conditions.c */
  int         first;
  int         second; /* -1: there is one column */
} TenonDmlPredicate;

/* What no role of a column says, where it stands. */
typedef struct
{
  const char    *kind; /* (nullable) as in TenonShapeCondition; NULL: as its predicates are */
  const char    *begin;
  const char    *end;
  guint          first; /* of its references; they follow one another */
  guint          last;
  TenonDmlScope *exists;    /* (nullable) the query that has to have rows, or none */
  gboolean       is_either; /* its sides are joined by OR */
} TenonDmlCondition;

typedef struct
{
  char    *function;  /* (owned) lower case */
  int      reference; /* -1: "*" or an expression */
  gboolean is_star;
  gboolean is_distinct;
} TenonDmlAggregate;

typedef struct
{
  char          *name;  /* (owned) */
  TenonDmlScope *scope; /* (nullable) %NULL while a recursive one is being read */
  guint          first; /* of the scopes it will have */
} TenonDmlCommon;

/* What an operand turned out to be. */
typedef struct
{
  enum
  {
    TENON_OPERAND_CONSTANT,
    TENON_OPERAND_COLUMN,
    TENON_OPERAND_ROW,
    TENON_OPERAND_EXPRESSION, /* holds columns */
    TENON_OPERAND_PERIOD,     /* the day or the year of a column */
    TENON_OPERAND_QUERY,
  } kind;
  const char    *begin;
  TenonDmlScope *query;        /* (nullable) QUERY: its first block */
  gboolean       is_exists;    /* EXISTS before a QUERY */
  gboolean       is_condition; /* conditions in parentheses, which have been read */
  int            reference;    /* COLUMN, PERIOD */
  int            first;        /* ROW: its first reference; they follow one another */
  int            n;            /* ROW */
  TenonToken     literal;      /* the only token of a constant, or the arguments of CONCAT */
  TenonToken     value;        /* a constant that is one value, its sign included; END: it is none */
  guint          first_value;  /* of a list of values: into literals; they follow one another */
  guint          n_values;
  guint          width; /* of its rows, 1 for plain values; 0: not all of it are values */
} TenonOperand;

/* A value that a column is bound to, where it stands. */
typedef struct
{
  int        reference;
  TenonToken value; /* END: something that is no value stands there */
  gboolean   is_new;
  gboolean   is_null;
} TenonDmlBinding;

typedef struct
{
  TenonSchema  *schema; /* (nullable) */
  TenonScanner  scanner;
  TenonToken    token;
  guint         depth;
  gboolean      stopped;       /* too deep or too long: the rest is left unread */
  gboolean      collects;      /* comparisons count: inside WHERE and ON */
  TenonOperand *pending;       /* (nullable) the first operand of the next predicate */
  gboolean      covered;       /* a role says what the present predicate compares */
  gboolean      inverted;      /* NOT stands before the operator being read */
  gboolean      recursive;     /* a query that names itself is being read */
  guint         pending_first; /* of the references of @pending */
  const char   *last_end;      /* (nullable) of the token before */

  GPtrArray     *scopes;     /* (owned) */
  TenonDmlScope *scope;      /* the one being read */
  GArray        *references; /* (owned) TenonDmlReference */
  GArray        *uses;       /* (owned) TenonDmlUse */
  GArray        *joins;      /* (owned) TenonDmlJoin */
  GArray        *orders;     /* (owned) TenonDmlOrder */
  GArray        *predicates; /* (owned) TenonDmlPredicate */
  GArray        *conditions; /* (owned) TenonDmlCondition */
  GArray        *aggregates; /* (owned) TenonDmlAggregate */
  GArray        *commons;    /* (owned) TenonDmlCommon: WITH name AS (…) */
  GArray        *bindings;   /* (owned) (nullable) TenonDmlBinding, where values are asked for */
  GArray        *literals;   /* (owned) (nullable) TenonToken, those of lists */

  guint64 n_looks; /* spent while names are followed through derived tables; bounded */

  const char *verb;
  gint64      limit;
  gint64      offset;
  gboolean    locks;
  gboolean    upserts;
  gboolean    distinct;
  gboolean    unites;
} TenonDml;

/* tenon-dml.c */
void           tenon_dml_next (TenonDml *self);
gboolean       tenon_dml_accept (TenonDml   *self,
                                 const char *word);
gboolean       tenon_dml_peek (TenonDml   *self,
                               const char *word);
gboolean       tenon_dml_peek_mark (TenonDml *self,
                                    char      mark);
char          *tenon_dml_dup_token (TenonDml *self);
gboolean       tenon_dml_at_end (TenonDml *self);
gboolean       tenon_dml_enter (TenonDml *self);
void           tenon_dml_leave (TenonDml *self);
TenonDmlScope *tenon_dml_push_scope (TenonDml *self);
void           tenon_dml_pop_scope (TenonDml *self);
int            tenon_dml_add_reference (TenonDml *self,
                                        char     *qualifier,
                                        char     *column);
void           tenon_dml_add_use (TenonDml *self,
                                  int       reference,
                                  TenonRole role);
void           tenon_dml_skip_parentheses (TenonDml *self);

/* tenon-dml-query.c */
void            tenon_dml_read_query (TenonDml *self);
void            tenon_dml_read_with (TenonDml *self);
void            tenon_dml_read_sources (TenonDml *self);
void            tenon_dml_read_where (TenonDml *self);
void            tenon_dml_read_order (TenonDml *self);
void            tenon_dml_read_limit (TenonDml *self);
TenonDmlSource *tenon_dml_add_source (TenonDml *self,
                                      char     *database,
                                      char     *name);
gboolean        tenon_dml_at_query (TenonDml *self);

/* tenon-dml-predicates.c */
void tenon_dml_read_condition (TenonDml *self);
void tenon_dml_settle_union (TenonDml *self, guint first_use);

/* tenon-dml-expression.c */
void tenon_dml_read_operand (TenonDml     *self,
                             TenonOperand *operand);
void tenon_dml_read_parenthesised (TenonDml     *self,
                                   TenonOperand *operand);
int  tenon_dml_read_name (TenonDml *self);

/* tenon-dml-conditions.c */
void        tenon_dml_add_predicate (TenonDml *self, const TenonOperand *left, const TenonOperand *right, const char *form);
const char *tenon_dml_find_form (const TenonToken *sign, const TenonOperand *left, const TenonOperand *right);
void        tenon_dml_add_condition (TenonDml *self, const char *kind, const char *begin, guint first, TenonDmlScope *exists);
void        tenon_dml_resolve_conditions (TenonDml *self, const char *const *names, TenonShape *shape);

/* tenon-dml-words.c */
gboolean tenon_dml_is_reserved (const TenonToken *token);

/* tenon-dml-resolve.c */
TenonShape *tenon_dml_resolve (TenonDml *self);
char       *tenon_dml_resolve_name (TenonDml *self,
                                    int       reference);

/* tenon-dml-values.c */
void    tenon_dml_take_new (TenonDml         *self,
                            int               reference,
                            const TenonToken *value,
                            gboolean          is_null);
void    tenon_dml_take_bindings (TenonDml           *self,
                                 const TenonOperand *column,
                                 const TenonOperand *value);
void    tenon_dml_read_rows (TenonDml *self,
                             GArray   *columns);
GArray *tenon_dml_list_values (TenonDml *self);

G_END_DECLS
