/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "contract/tenon-json-value.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_CONTRACT_UNREADABLE, /* no JSON, or neither of the two forms */
  TENON_CONTRACT_EXACT,      /* the array of the design document */
  TENON_CONTRACT_OBJECT,     /* { "tables": [ … ] }: the other dialect */
} TenonContractForm;

/* Where a piece of the contract stands. */
typedef struct
{
  char *path;
  guint line; /* 1-based */
  guint column;
} TenonContractPlace;

/* Members that are absent, or of a kind they cannot have, are NULL. */
typedef struct
{
  TenonContractPlace place;
  char              *name;
  char              *type;
  char              *source_table;
  char              *source_column;
  gboolean           denormalized;
  char              *justification;
  gboolean           has_join;
  char              *join_local_column;
  char              *join_source_column;
} TenonContractAttribute;

typedef struct
{
  TenonContractPlace place;
  char              *name;
  char              *pk;
  char              *sk;
} TenonContractIndex;

typedef struct
{
  TenonContractPlace place;
  char              *text;
  char              *pattern_id; /* what stands before the colon, or all of the text */
} TenonContractPromise;

typedef struct
{
  TenonContractPlace place;
  char              *table;
  char              *type;
  char              *source_table;
  char              *pk;
  char              *sk;
  GPtrArray         *indexes;    /* (element-type TenonContractIndex) */
  GPtrArray         *attributes; /* (element-type TenonContractAttribute) in the order of the text */
  GPtrArray         *satisfies;  /* (element-type TenonContractPromise) */
  double             item_size;  /* bytes; meaningless without has_item_size */
  gboolean           has_attributes;
  gboolean           has_satisfies;
  gboolean           has_item_size;
  TenonJsonValue    *value; /* (unowned) in the contract's tree */
} TenonContractTable;

typedef struct
{
  TenonContractForm form;
  char             *file;
  GPtrArray        *tables; /* (element-type TenonContractTable) in the order of the text */
  TenonJsonValue   *root;   /* (nullable) */
} TenonContract;

TenonContract *tenon_contract_read (TenonSource *source,
                                    GPtrArray   *diagnostics);
void           tenon_contract_free (TenonContract *self);

TenonContractTable     *tenon_contract_find_table (TenonContract *self,
                                                   const char    *name);
TenonContractAttribute *tenon_contract_table_find_attribute (TenonContractTable *self,
                                                             const char         *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonContract, tenon_contract_free)

G_END_DECLS
