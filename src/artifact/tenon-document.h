/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "artifact/tenon-pipe-table.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-source.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_ARTIFACT_UNKNOWN,
  TENON_ARTIFACT_API_PATTERNS,    /* 01_1: enumerated patterns */
  TENON_ARTIFACT_LOG_ANALYSIS,    /* 01_2 */
  TENON_ARTIFACT_TABLE_STRUCTURE, /* 01_3 */
  TENON_ARTIFACT_REQUIREMENT,     /* a table of patterns with rates */
  TENON_ARTIFACT_DATA_MODEL,
  TENON_ARTIFACT_CONTRACT, /* a JSON array of tables */
  TENON_ARTIFACT_TASKS,
  TENON_ARTIFACT_API_TABLE, /* endpoint tables without enumeration */
  TENON_ARTIFACT_API_CSV,
  TENON_ARTIFACT_API_LIST,       /* requests in bullets, headings, lines, sentences */
  TENON_ARTIFACT_API_COLLECTION, /* requests or routes in JSON */
  TENON_ARTIFACT_OPENAPI,
  TENON_ARTIFACT_UNREADABLE, /* empty, binary, or the text of an error where a document should be */
} TenonArtifactKind;

typedef enum
{
  TENON_BLOCK_HEADING,
  TENON_BLOCK_PARAGRAPH,
  TENON_BLOCK_ITEM,
  TENON_BLOCK_CODE,
  TENON_BLOCK_TABLE,
  TENON_BLOCK_HTML,
  TENON_BLOCK_RULE,
} TenonBlockKind;

typedef struct _TenonBlock TenonBlock;
struct _TenonBlock
{
  TenonBlockKind  kind;
  guint           line; /* 1-based */
  guint           last_line;
  guint           level;     /* of a heading; of an item: how many lists it stands in */
  guint           quote;     /* how many block quotes it stands in */
  guint           number;    /* of an item in an ordered list; 0: a bullet */
  guint           text_line; /* where text begins: of a fenced code block the line below the fence */
  char           *text;      /* Markdown source of its own lines, without its marker and its children; code: literally */
  char           *info;      /* (nullable) of a code block: "sql" */
  TenonPipeTable *table;     /* (nullable) of a table */
  TenonBlock     *heading;   /* (nullable) (unowned) the heading it stands under; of a heading: the one above it in rank */
  TenonBlock     *item;      /* (nullable) (unowned) the list item it stands in */
};

typedef struct
{
  char      *file;
  char      *text;   /* valid UTF-8 */
  GPtrArray *lines;  /* (element-type utf8) without line ends */
  GPtrArray *blocks; /* (element-type TenonBlock) in the order of the text */
} TenonDocument;

TenonArtifactKind tenon_artifact_recognise (TenonSource *source);
const char       *tenon_artifact_kind_to_string (TenonArtifactKind kind);

TenonDocument *tenon_document_parse (TenonSource *source,
                                     GPtrArray   *diagnostics);
TenonDocument *tenon_document_parse_text (const char *file,
                                          const char *text,
                                          gsize       length);
void           tenon_document_free (TenonDocument *self);
guint          tenon_document_section_end (TenonDocument *self,
                                           TenonBlock    *heading);
TenonBlock    *tenon_document_find_heading (TenonDocument *self,
                                            const char    *title);

gboolean   tenon_block_is_under (TenonBlock *self,
                                 const char *words);
char      *tenon_block_dup_title (TenonBlock *self);
gboolean   tenon_block_split_label (TenonBlock *self,
                                    char      **label,
                                    char      **value);
char      *tenon_markdown_strip (const char *markdown);
GPtrArray *tenon_markdown_list_code (const char *markdown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonDocument, tenon_document_free)

G_END_DECLS
