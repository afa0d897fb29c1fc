/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What neither the fields of a pattern nor its words decide: by which columns, in which range, in which order. A request that
 * is wrong is worse than none, so such a pattern is asked about and not counted as served until somebody enters it. */

#include "design/tenon-pattern-private.h"

#include <string.h>

static gboolean
is_said (char **columns)
{
  return columns != NULL && columns[0] != NULL;
}

/* Whether a field says what the doubt is about. */
static gboolean
is_answered (TenonPattern  *pattern,
             TenonDoubtKind kind)
{
  switch (kind)
    {
    case TENON_DOUBT_KEY:
      return is_said (pattern->equality) || is_said (pattern->filters) || pattern->range != NULL;
    case TENON_DOUBT_RANGE:
      return pattern->range != NULL;
    case TENON_DOUBT_CONDITION:
      return is_said (pattern->filters) || pattern->range != NULL;
    case TENON_DOUBT_DEED:
      return pattern->operation_type != TENON_OPERATION_UNKNOWN;
    default:
      return tenon_list_get_length (pattern->order_by) > 0;
    }
}

/* A column that somebody entered and that the schema does not have. */
static void
check_column (TenonReader  *reader,
              TenonReading *self,
              const char   *dotted,
              const char   *field)
{
  TenonSourceTable *table;
  TenonColumn      *column;

  if (dotted == NULL || *dotted == '\0' || tenon_reader_resolve_column (reader, dotted, &table, &column))
    return;
  if (strchr (dotted, '.') == NULL && tenon_source_table_find_column (self->table, dotted) != NULL)
    return;
  g_ptr_array_add (self->doubts, g_strdup_printf ("its %s names %s, which is no column of the schema", field, dotted));
}

static void
check_fields (TenonReader  *reader,
              TenonReading *self)
{
  TenonPattern *pattern = self->pattern;

  for (guint i = 0; pattern->equality != NULL && pattern->equality[i] != NULL; i++)
    check_column (reader, self, pattern->equality[i], "equality");
  for (guint i = 0; pattern->filters != NULL && pattern->filters[i] != NULL; i++)
    check_column (reader, self, pattern->filters[i], "filter");
  check_column (reader, self, pattern->range, "range");
  for (guint i = 0; i < tenon_list_get_length (pattern->order_by); i++)
    check_column (reader, self, ((TenonShapeOrder *)tenon_list_get (pattern->order_by, i))->column, "order");
}

/* Whether a person answered the question with a reason: it is meant as it stands. */
static gboolean
is_settled (TenonReader  *reader,
            TenonPattern *pattern)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);

  for (guint i = 0; i < tenon_list_get_length (reader->model->acknowledgements); i++)
    {
      TenonAcknowledgement *answer = tenon_list_get (reader->model->acknowledgements, i);

      if (g_strcmp0 (answer->code, "shape-open") == 0 && answer->how == NULL && answer->reason != NULL && g_strcmp0 (answer->subject, subject) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * tenon_reading_find_doubts:
 *
 * Lists what stays open. What was read of an open shape is taken back: nothing is built for it.
 */
void
tenon_reading_find_doubts (TenonReader   *reader,
                           TenonReading  *self,
                           TenonSentence *said,
                           gboolean       has_statement)
{
  gboolean is_asked = self->kind == TENON_READING_GET || self->kind == TENON_READING_LIST || self->kind == TENON_READING_UPDATE || self->kind == TENON_READING_DELETE;

  check_fields (reader, self);
  for (guint i = 0; !has_statement && i < said->doubts->len; i++)
    {
      TenonDoubt *doubt = g_ptr_array_index (said->doubts, i);

      if ((is_asked || (doubt->kind == TENON_DOUBT_CONDITION && tenon_reading_is_write (self))) && !is_answered (self->pattern, doubt->kind))
        g_ptr_array_add (self->doubts, g_strdup (doubt->reason));
    }
  if (self->doubts->len > 0 && is_settled (reader, self->pattern))
    g_ptr_array_set_size (self->doubts, 0);
  if (self->doubts->len == 0)
    return;
  g_ptr_array_set_size (self->equality, 0);
  self->range = self->order = self->is_null = NULL;
  self->descending = FALSE;
}
