/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells from its content which of the workflow's documents a file is. */

#include "artifact/tenon-api-collection.h"
#include "artifact/tenon-api-list.h"
#include "artifact/tenon-api-table.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-rate-cell.h"
#include "artifact/tenon-requirement-table.h"
#include "artifact/tenon-tree.h"

#include <string.h>

/* How much of a file is looked at for anything but Markdown, and how large a Markdown or JSON document may be. */
#define PROBE_BYTES (64 * 1024)
#define MAX_MARKDOWN_BYTES (2 * 1024 * 1024)
#define MAX_JSON_BYTES (8 * 1024 * 1024)
#define MAX_ERROR_TEXT_BYTES 2048
#define MAX_CSV_ROWS 50

static const char *const kind_names[] = {
  [TENON_ARTIFACT_UNKNOWN] = "not recognised",
  [TENON_ARTIFACT_API_PATTERNS] = "API access patterns",
  [TENON_ARTIFACT_LOG_ANALYSIS] = "MySQL log analysis",
  [TENON_ARTIFACT_TABLE_STRUCTURE] = "table structure analysis",
  [TENON_ARTIFACT_REQUIREMENT] = "DynamoDB requirements",
  [TENON_ARTIFACT_DATA_MODEL] = "DynamoDB data model",
  [TENON_ARTIFACT_CONTRACT] = "migration contract",
  [TENON_ARTIFACT_TASKS] = "tasks",
  [TENON_ARTIFACT_API_TABLE] = "API endpoint table",
  [TENON_ARTIFACT_API_CSV] = "API endpoint list",
  [TENON_ARTIFACT_API_LIST] = "API list",
  [TENON_ARTIFACT_API_COLLECTION] = "API request collection",
  [TENON_ARTIFACT_OPENAPI] = "OpenAPI description",
  [TENON_ARTIFACT_UNREADABLE] = "unreadable",
};

const char *
tenon_artifact_kind_to_string (TenonArtifactKind kind)
{
  return kind_names[MIN ((guint)kind, G_N_ELEMENTS (kind_names) - 1)];
}

/* A few lines that begin like a program's complaint stand where a document should be. */
static gboolean
is_error_text (const char *text)
{
  static const char *const openings[] = { "error:", "error ", "fatal:", "fatal error", "traceback (most recent call", "exception", "bash:", "sh:", "mysql:", "mysqldump:", "permission denied", "no such file", "access denied" };
  g_autofree char         *lower = NULL;

  if (strlen (text) > MAX_ERROR_TEXT_BYTES)
    return FALSE;
  lower = g_ascii_strdown (text + strspn (text, " \t\r\n#*"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (lower, openings[i]))
      return TRUE;
  return FALSE;
}

static TenonArtifactKind
recognise_json_object (JsonObject *object)
{
  if (json_object_has_member (object, "openapi") || json_object_has_member (object, "swagger"))
    return TENON_ARTIFACT_OPENAPI;
  if (json_object_has_member (object, "tables") && JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "tables")))
    return TENON_ARTIFACT_CONTRACT;
  return TENON_ARTIFACT_UNKNOWN;
}

static TenonArtifactKind
recognise_json (const char *text,
                gsize       length)
{
  g_autoptr (JsonNode) root = tenon_tree_read_json (text, length, NULL);
  JsonArray *array;

  /* A contract that does not parse is still one: its reader says where it breaks. */
  if (root == NULL)
    return g_strstr_len (text, MIN (length, PROBE_BYTES), "\"source_table\"") != NULL ? TENON_ARTIFACT_CONTRACT : TENON_ARTIFACT_UNKNOWN;
  if (JSON_NODE_HOLDS_OBJECT (root))
    {
      TenonArtifactKind kind = recognise_json_object (json_node_get_object (root));

      return kind == TENON_ARTIFACT_UNKNOWN && tenon_api_collection_is (root) ? TENON_ARTIFACT_API_COLLECTION : kind;
    }
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return TENON_ARTIFACT_UNKNOWN;
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element) && (json_object_has_member (json_node_get_object (element), "table") || json_object_has_member (json_node_get_object (element), "source_table")))
        return TENON_ARTIFACT_CONTRACT;
    }
  return tenon_api_collection_is (root) ? TENON_ARTIFACT_API_COLLECTION : TENON_ARTIFACT_UNKNOWN;
}

static gboolean
is_openapi_yaml (const char *probe)
{
  return g_regex_match_simple ("^(openapi|swagger)\\s*:\\s*['\"]?\\d", probe, G_REGEX_MULTILINE, 0);
}

/* Rows of more than one field, of which one or two say method and path. */
static gboolean
is_api_csv (const char *probe)
{
  TenonPipeTable *table = tenon_api_table_from_csv (probe, -1, MAX_CSV_ROWS, NULL, NULL);
  TenonApiColumns columns;
  gboolean        is_api = table != NULL && table->n_columns > 1 && tenon_api_columns_find (table, &columns);

  g_clear_pointer (&table, tenon_pipe_table_free);
  return is_api;
}

/* What a look at all blocks of a document found. */
typedef struct
{
  guint n_enumerated; /* "**AP1**: … (GET /path)" */
  guint n_tasks;
  guint n_endpoint_tables;
  guint n_rate_tables;
  guint n_rate_items; /* "**RPS**: 5/2", "**AP1**: … — 5/2 RPS" */
  guint n_queries;    /* "Query 3: …" headings and "API Pattern" bullets */
  guint n_create_tables;
  guint n_design_headings;
  guint n_requirement_headings;
} Marks;

static void
mark_table (Marks          *marks,
            TenonPipeTable *table)
{
  const TenonPipeRow     *header = g_ptr_array_index (table->rows, 0);
  TenonRequirementColumns columns;
  TenonApiColumns         api;
  gboolean                has_rate = FALSE;
  gboolean                is_api = tenon_api_columns_find (table, &api);

  if (is_api && api.is_named)
    {
      marks->n_endpoint_tables++;
      return;
    }
  for (guint i = 0; i < table->n_columns; i++)
    has_rate |= tenon_rate_cell_find_unit (header->cells[i]) > 0;
  if (has_rate && tenon_requirement_find_columns (table, &columns) && tenon_requirement_has_rates (&columns))
    marks->n_rate_tables++;
  else if (is_api)
    marks->n_endpoint_tables++;
}

static void
mark_heading (Marks      *marks,
              const char *title)
{
  static const char *const of_design[] = { "table designs", "design philosophy", "access pattern mapping", "hot partition analysis" };

  static const char *const of_requirements[] = { "dynamodb modeling session", "dynamodb requirements", "application overview", "access patterns analysis", "entity relationships" };

  for (guint i = 0; i < G_N_ELEMENTS (of_design); i++)
    if (g_ascii_strncasecmp (title, of_design[i], strlen (of_design[i])) == 0)
      marks->n_design_headings++;
  for (guint i = 0; i < G_N_ELEMENTS (of_requirements); i++)
    if (g_ascii_strncasecmp (title + strspn (title, "0123456789.) "), of_requirements[i], strlen (of_requirements[i])) == 0)
      marks->n_requirement_headings++;
  if (g_regex_match_simple ("^Query \\d+\\b.*\\([\\d,]+ executions?", title, 0, 0) || strstr (title, "Query Analysis Summary") != NULL || strstr (title, "MySQL Log Analysis") != NULL)
    marks->n_queries++;
}

static void
mark_block (Marks      *marks,
            TenonBlock *block)
{
  if (block->kind == TENON_BLOCK_HEADING)
    mark_heading (marks, block->text);
  else if (block->kind == TENON_BLOCK_TABLE)
    mark_table (marks, block->table);
  else if (block->kind == TENON_BLOCK_CODE)
    /* An indented block may be SQL that never saw Markdown: only a fenced one is an author's. */
    marks->n_create_tables += block->text_line > block->line && g_regex_match_simple ("^\\s*CREATE\\s+(TEMPORARY\\s+)?TABLE\\b", block->text, G_REGEX_CASELESS | G_REGEX_MULTILINE, 0);
  else if (block->kind == TENON_BLOCK_ITEM)
    {
      marks->n_enumerated += g_regex_match_simple ("^\\*\\*AP\\d+\\*\\*\\s*:", block->text, 0, 0);
      marks->n_tasks += g_regex_match_simple ("^\\[[ xX]\\]\\*? \\d+(\\.\\d+)?\\.? ", block->text, 0, 0);
      marks->n_queries += g_str_has_prefix (block->text, "**API Pattern**");
      marks->n_rate_items += g_regex_match_simple ("(\\b(RPS|QPS|TPS)\\b.*(\\d|TBD))|(\\d.*\\b(RPS|QPS|TPS)\\b)", block->text, 0, 0);
    }
}

static TenonArtifactKind
recognise_markdown (const char *text,
                    gsize       length)
{
  g_autoptr (TenonDocument) document = tenon_document_parse_text (NULL, text, length);
  g_autoptr (GPtrArray) calls = NULL;
  Marks marks = { 0 };

  for (guint i = 0; i < document->blocks->len; i++)
    mark_block (&marks, g_ptr_array_index (document->blocks, i));
  if (marks.n_tasks > 1)
    return TENON_ARTIFACT_TASKS;
  if (marks.n_enumerated > 0 && 2 * marks.n_rate_items < marks.n_enumerated)
    return TENON_ARTIFACT_API_PATTERNS;
  if (strstr (document->text, "These patterns represent ALL access patterns") != NULL)
    return TENON_ARTIFACT_API_PATTERNS;
  if (marks.n_queries > 0 || strstr (document->text, "performance data for observed queries only") != NULL)
    return TENON_ARTIFACT_LOG_ANALYSIS;
  if (marks.n_design_headings > 1)
    return TENON_ARTIFACT_DATA_MODEL;
  if (marks.n_rate_tables > 0 || marks.n_enumerated > 0)
    return TENON_ARTIFACT_REQUIREMENT;
  if (marks.n_endpoint_tables > 0)
    return TENON_ARTIFACT_API_TABLE;
  if (marks.n_create_tables > 0 || strstr (document->text, "represents the complete source data model") != NULL)
    return TENON_ARTIFACT_TABLE_STRUCTURE;
  if (marks.n_requirement_headings > 1 || (marks.n_requirement_headings > 0 && marks.n_rate_items > 0))
    return TENON_ARTIFACT_REQUIREMENT;
  calls = tenon_api_list_read (document, NULL, NULL);
  return calls->len > 0 ? TENON_ARTIFACT_API_LIST : TENON_ARTIFACT_UNKNOWN;
}

/**
 * tenon_artifact_recognise:
 *
 * Looks at the content only; names of files lie.  What is none of the workflow's documents (SQL, logs) is
 * %TENON_ARTIFACT_UNKNOWN: other readers may know it.
 */
TenonArtifactKind
tenon_artifact_recognise (TenonSource *source)
{
  gsize            length;
  const char      *text = tenon_source_get_text (source, &length);
  g_autofree char *probe = NULL;
  const char      *start;

  if (tenon_source_is_binary (source))
    return TENON_ARTIFACT_UNREADABLE;
  probe = g_utf8_make_valid (text, MIN (length, PROBE_BYTES));
  start = probe + strspn (probe, " \t\r\n");
  if (*start == '\0' && length <= PROBE_BYTES)
    return TENON_ARTIFACT_UNREADABLE;
  if (length <= MAX_ERROR_TEXT_BYTES && is_error_text (probe))
    return TENON_ARTIFACT_UNREADABLE;
  if ((*start == '[' || *start == '{') && length <= MAX_JSON_BYTES)
    {
      TenonArtifactKind kind = recognise_json (text, length);

      if (kind != TENON_ARTIFACT_UNKNOWN)
        return kind;
    }
  if (is_openapi_yaml (probe))
    return TENON_ARTIFACT_OPENAPI;
  if (is_api_csv (start))
    return TENON_ARTIFACT_API_CSV;
  return length <= MAX_MARKDOWN_BYTES ? recognise_markdown (text, length) : TENON_ARTIFACT_UNKNOWN;
}
