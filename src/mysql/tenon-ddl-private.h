/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-diagnostic.h"
#include "mysql/tenon-ddl.h"
#include "mysql/tenon-row-counter.h"
#include "mysql/tenon-scanner.h"

G_BEGIN_DECLS

/* Neither server takes more columns; the bound keeps hostile input linear. Keys and constraints are held to it too. */
#define TENON_DDL_MAX_COLUMNS 4096
/* Parentheses inside one another; the server's own parser gives up earlier. */
#define TENON_DDL_MAX_DEPTH 2000

typedef enum
{
  TENON_KEY_PRIMARY,
  TENON_KEY_UNIQUE,
  TENON_KEY_INDEX,
  TENON_KEY_FULLTEXT,
  TENON_KEY_SPATIAL,
} TenonKeyRole;

/* One reading of one source. */
typedef struct
{
  TenonSource *source;
  TenonDialect dialect;
  const char  *file;
  TenonSchema *schema;
  GPtrArray   *diagnostics; /* (nullable) */

  TenonRowCounter *counter; /* (nullable) rows are counted, tables are known already */

  TenonScanner      scanner;
  TenonToken        token;      /* the one to be read next */
  const char       *counted;    /* lines are counted up to here */
  guint             line;       /* of counted */
  const char       *line_begin; /* of the line looked at last, or a place in it */
  const char       *line_end;
  const char       *released;   /* memory of the text is given back up to here */
  char             *database;   /* (owned) the one in use, "" while none was named */
  GHashTable       *databases;  /* names the script creates */
  GHashTable       *tables;     /* "database\nname" -> TenonSourceTable, borrowed from the schema */
  GHashTable       *folded;     /* the same by the name in lower case alone */
  GHashTable       *procedures; /* name -> TenonScanner at the parameters, ending with the body */
  TenonSourceTable *dropped;    /* (owned) (nullable) by the last DROP TABLE; still in the list, its place may be taken over */
  guint             place;      /* where it stands */
  guint             n_calls;    /* procedures followed so far; bounded */
  gboolean          skipped;    /* the statement is skipped to its end already */
  gboolean          resumes;    /* the next statement begins at token: its delimiter is missing */
  guint             n_reports;  /* diagnostics written */
  guint             n_statement_reports;
  guint64           n_untold; /* and not written, there being too many */
  gboolean          failed;   /* this statement would be refused */
  guint             n_lost;   /* columns and keys of this table that could not be read */
  guint64           n_copied;
  gboolean          reported; /* this statement has its diagnostic */
  GHashTable       *renames;  /* (owned) of this ALTER TABLE: old name of a column in lower case -> new name */
  GHashTable       *renamed;  /* (owned) the columns that have their new name: no other part of the statement means them */
} TenonDdl;

/* What one column definition says beside the column itself. */
typedef struct
{
  gboolean         is_primary;
  gboolean         is_unique;
  gboolean         kind_last;     /* VIRTUAL or STORED has just been read */
  gboolean         comma_missing; /* a quoted name stands where a comma should */
  GPtrArray       *checks;        /* (owned) char* */
  GPtrArray       *check_names;   /* (owned) char*, "" where there is none; as many as checks */
  char            *constraint;    /* (owned) (nullable) the name a check comes under */
  TenonForeignKey *foreign_key;   /* (owned) (nullable) inline REFERENCES */
  char            *after;         /* (owned) (nullable) "" for FIRST */
} TenonColumnExtra;

/* Key parts as written. */
typedef struct
{
  GPtrArray *columns;  /* (owned) char* */
  GPtrArray *prefixes; /* (owned) char*, "" where there is none */
} TenonKeyParts;

/* tenon-ddl-parser.c */
void     tenon_ddl_next (TenonDdl *self);
gboolean tenon_ddl_accept_word (TenonDdl   *self,
                                const char *word);
gboolean tenon_ddl_accept_mark (TenonDdl *self,
                                char      mark);
gboolean tenon_ddl_expect_mark (TenonDdl *self,
                                char      mark);
gboolean tenon_ddl_peek_word (TenonDdl   *self,
                              const char *word);
char    *tenon_ddl_dup_token (TenonDdl *self);
char    *tenon_ddl_take_name (TenonDdl *self);
gboolean tenon_ddl_read_table_name (TenonDdl *self,
                                    char    **database,
                                    char    **name);
char    *tenon_ddl_take_string (TenonDdl *self);
char    *tenon_ddl_take_parentheses (TenonDdl *self);
gboolean tenon_ddl_accept_if_exists (TenonDdl *self);
void     tenon_ddl_skip_to_comma (TenonDdl *self);
guint    tenon_ddl_get_line (TenonDdl   *self,
                             const char *place);
gboolean tenon_ddl_may_report (TenonDdl *self);
void     tenon_ddl_report (TenonDdl     *self,
                           TenonSeverity severity,
                           const char   *code,
                           const char   *format,
                           ...) G_GNUC_PRINTF (4, 5);
gboolean tenon_ddl_syntax_error (TenonDdl   *self,
                                 const char *expected);

/* tenon-ddl-type.c, tenon-ddl-column.c */
gboolean     tenon_ddl_read_type (TenonDdl         *self,
                                  TenonColumn      *column,
                                  TenonColumnExtra *extra);
TenonColumn *tenon_ddl_read_column (TenonDdl         *self,
                                    TenonSourceTable *table,
                                    TenonColumnExtra *extra);
void         tenon_ddl_finish_column (TenonSourceTable *table,
                                      TenonColumn      *column);
gboolean     tenon_ddl_read_default (TenonDdl    *self,
                                     TenonColumn *column);
void         tenon_column_extra_clear (TenonColumnExtra *self);

/* tenon-ddl-key.c */
void             tenon_key_parts_clear (TenonKeyParts *self);
gboolean         tenon_ddl_read_key_parts (TenonDdl      *self,
                                           TenonKeyParts *parts);
gboolean         tenon_ddl_at_key (TenonDdl *self);
gboolean         tenon_ddl_read_key_type (TenonDdl *self,
                                          char    **type);
gboolean         tenon_ddl_read_key (TenonDdl         *self,
                                     TenonSourceTable *table,
                                     GPtrArray        *pending);
void             tenon_ddl_read_key_options (TenonDdl *self,
                                             char    **type);
TenonForeignKey *tenon_ddl_read_references (TenonDdl         *self,
                                            TenonSourceTable *table);
gboolean         tenon_ddl_apply_pending (TenonDdl         *self,
                                          TenonSourceTable *table,
                                          GPtrArray        *pending);
GPtrArray       *tenon_ddl_pending_new (void);
void             tenon_ddl_pend_key (GPtrArray     *pending,
                                     TenonKeyRole   role,
                                     char          *name,
                                     char          *type,
                                     TenonKeyParts *parts,
                                     guint          line);
void             tenon_ddl_pend_foreign_key (GPtrArray       *pending,
                                             TenonForeignKey *key);
void             tenon_ddl_pend_extra (GPtrArray        *pending,
                                       TenonColumn      *column,
                                       TenonColumnExtra *extra);

/* tenon-ddl-table.c */
gboolean tenon_ddl_read_create_table (TenonDdl *self,
                                      gboolean  is_temporary,
                                      gboolean  or_replace);
gboolean tenon_ddl_read_option (TenonDdl         *self,
                                TenonSourceTable *table);
void     tenon_ddl_append_check (TenonSourceTable *table,
                                 const char       *name,
                                 const char       *clause);
gboolean tenon_ddl_drop_check (TenonSourceTable *table,
                               const char       *name);

/* tenon-ddl-object.c */
gboolean tenon_ddl_read_create (TenonDdl *self);
gboolean tenon_ddl_read_alter (TenonDdl *self);
gboolean tenon_ddl_read_drop (TenonDdl *self);
gboolean tenon_ddl_read_rename (TenonDdl *self);

/* tenon-ddl-alter.c */
gboolean tenon_ddl_read_alter_table (TenonDdl *self);
gboolean tenon_ddl_read_create_index (TenonDdl    *self,
                                      TenonKeyRole role);
gboolean tenon_ddl_read_drop_index (TenonDdl *self);
gboolean tenon_ddl_read_rename_table (TenonDdl *self);
gboolean tenon_ddl_read_drop_table (TenonDdl *self);

/* tenon-ddl-select.c, tenon-ddl-derive.c */
typedef struct
{
  TenonSourceTable *table;
  char             *alias;       /* (owned) */
  gboolean          is_optional; /* of an outer join: its columns may be NULL */
} TenonSelectSource;

void         tenon_ddl_read_select (TenonDdl         *self,
                                    TenonSourceTable *table);
TenonColumn *tenon_ddl_find_selected (GPtrArray  *sources,
                                      const char *qualifier,
                                      const char *name);
TenonColumn *tenon_ddl_derive_column (GPtrArray     *sources,
                                      const char    *begin,
                                      const char    *end,
                                      TenonScanFlags flags);

/* tenon-ddl-rows.c */
gboolean tenon_ddl_read_insert (TenonDdl *self);
gboolean tenon_ddl_read_load (TenonDdl *self);
gboolean tenon_ddl_read_truncate (TenonDdl *self);

/* tenon-ddl-names.c */
TenonSourceTable *tenon_ddl_find_table (TenonDdl   *self,
                                        const char *database,
                                        const char *name);
TenonSourceTable *tenon_ddl_table_new (TenonDdl   *self,
                                       const char *database,
                                       const char *name,
                                       guint       line);
void              tenon_ddl_add_table (TenonDdl         *self,
                                       TenonSourceTable *table);
void              tenon_ddl_finish_drop (TenonDdl *self);
void              tenon_ddl_remove_table (TenonDdl         *self,
                                          TenonSourceTable *table);
void              tenon_ddl_replace_table (TenonDdl *self, TenonSourceTable *table, TenonSourceTable *with);
void              tenon_ddl_rename_table (TenonDdl         *self,
                                          TenonSourceTable *table,
                                          const char       *database,
                                          const char       *name);
const char       *tenon_ddl_get_database (gpointer record);
const char       *tenon_ddl_get_name (gpointer record);
void              tenon_ddl_set_place (gpointer    record,
                                       const char *database,
                                       const char *name);
TenonColumn      *tenon_ddl_find_column (TenonSourceTable *table,
                                         const char       *name,
                                         guint            *position);
void              tenon_ddl_rename_columns (TenonDdl         *self,
                                            TenonSourceTable *table,
                                            GHashTable       *names);
void              tenon_ddl_drop_column (TenonSourceTable *table,
                                         guint             position);
void              tenon_ddl_load_names (TenonDdl *self);
void              tenon_ddl_store_names (TenonDdl *self);

G_END_DECLS
