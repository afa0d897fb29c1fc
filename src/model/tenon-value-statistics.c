/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which values the statements of a log ask for: how many different ones, and which of them how often. It tells how uneven the
 * requests are, as rows tell how uneven the items are.
 *
 * It stands in the project's files and so in its history. Therefore values stand in it only as TenonValueShare says; the
 * registers tell no value, but whoever has a list of candidates can tell which may be among those seen.
 */

#include "model/tenon-value-statistics.h"

#include <math.h>
#include <string.h>

#include "base/tenon-distinct.h"
#include "base/tenon-text.h"
#include "model/tenon-record-private.h"

static const TenonField tenon_value_share_fields[] = {
  TENON_FIELD (TenonValueShare, "value", STRING, value),
  TENON_FIELD (TenonValueShare, "count", INT, count),
  TENON_FIELD_F (TenonValueShare, "slack", INT, slack, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonValueShare, tenon_value_share, "value", FALSE)
TENON_DEFINE_RECORD_INIT (TenonValueShare, tenon_value_share)

static const TenonField tenon_value_statistics_fields[] = {
  TENON_FIELD (TenonValueStatistics, "column", STRING, column),
  TENON_FIELD (TenonValueStatistics, "values", INT, values),
  TENON_FIELD_F (TenonValueStatistics, "missed", INT, missed, TENON_FIELD_SPARSE),
  TENON_FIELD (TenonValueStatistics, "distinct-values", DOUBLE, distinct_values),
  TENON_FIELD_F (TenonValueStatistics, "error", DOUBLE, error, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonValueStatistics, "others-most", INT, others_most, TENON_FIELD_SPARSE),
  TENON_FIELD_T (TenonValueStatistics, "top", LIST, top, tenon_value_share_get_type, TENON_FIELD_SPARSE),
  TENON_FIELD_F (TenonValueStatistics, "registers", STRING, registers, TENON_FIELD_SPARSE),
};
TENON_DEFINE_RECORD (TenonValueStatistics, tenon_value_statistics, "values", FALSE)
TENON_DEFINE_RECORD_INIT (TenonValueStatistics, tenon_value_statistics)

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const TenonValueShare *x = *(TenonValueShare *const *)a, *y = *(TenonValueShare *const *)b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return tenon_compare_natural (x->value != NULL ? x->value : "", y->value != NULL ? y->value : "");
}

/**
 * tenon_value_statistics_sort_top:
 * @self: in no model yet
 *
 * Sorts the values and keeps TENON_VALUES_KEPT of them. What goes is of those that are not listed.
 */
void
tenon_value_statistics_sort_top (TenonValueStatistics *self)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tenon_list_get_length (self->top); i++)
    g_ptr_array_add (shares, g_object_ref (tenon_list_get (self->top, i)));
  g_ptr_array_sort (shares, compare_shares);
  tenon_list_clear (self->top);
  for (guint i = 0; i < shares->len; i++)
    {
      TenonValueShare *share = g_ptr_array_index (shares, i);

      if (i < TENON_VALUES_KEPT)
        tenon_list_append (self->top, share);
      else
        self->others_most = MAX (self->others_most, share->count + share->slack);
    }
}

static TenonValueShare *
find_share (TenonValueStatistics *self,
            const char           *value)
{
  for (guint i = 0; i < tenon_list_get_length (self->top); i++)
    {
      TenonValueShare *share = tenon_list_get (self->top, i);

      if (g_strcmp0 (share->value, value) == 0)
        return share;
    }
  return NULL;
}

/* What all parts together say of one value: a part that does not list it may hold it as often as its others. */
static void
add_share (TenonValueStatistics *sum,
           GPtrArray            *parts,
           const char           *value)
{
  TenonValueShare *share;

  if (find_share (sum, value) != NULL)
    return;
  share = g_object_new (TENON_TYPE_VALUE_SHARE, NULL);
  share->value = g_strdup (value);
  for (guint i = 0; i < parts->len; i++)
    {
      TenonValueStatistics *part = g_ptr_array_index (parts, i);
      TenonValueShare      *known = find_share (part, value);

      share->count += known != NULL ? known->count : 0;
      share->slack += known != NULL ? known->slack : part->others_most;
    }
  tenon_list_append_take (sum->top, share);
}

/* How many different values all parts have together: by their names where all are listed, else by their registers, and in
 * any case no fewer than one part alone and no more than all in a row. */
static void
count_distinct (TenonValueStatistics *sum,
                GPtrArray            *parts)
{
  g_autofree guint8 *registers = g_new0 (guint8, 1u << TENON_VALUES_PRECISION);
  gboolean           all_listed = TRUE, readable = TRUE;
  double             least = 0, most = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      TenonValueStatistics *part = g_ptr_array_index (parts, i);

      all_listed &= part->others_most == 0 && part->error == 0;
      readable &= part->registers != NULL && tenon_distinct_merge_text (registers, TENON_VALUES_PRECISION, part->registers);
      least = MAX (least, part->distinct_values);
      most += part->distinct_values;
    }
  if (readable)
    sum->registers = tenon_distinct_to_text (registers, TENON_VALUES_PRECISION);
  if (all_listed)
    {
      sum->distinct_values = tenon_list_get_length (sum->top);
      return;
    }
  sum->error = tenon_distinct_get_error (TENON_VALUES_PRECISION);
  sum->distinct_values = readable ? CLAMP (round (tenon_distinct_estimate (registers, TENON_VALUES_PRECISION)), least, most) : least;
}

/**
 * tenon_value_statistics_merge:
 * @parts: (element-type TenonValueStatistics): at least one; of one column, or of columns that are joined
 *
 * What one reading of all would have found: the same estimate of different values, and of each value bounds between which
 * its count is.
 *
 * Returns: (transfer full):
 */
TenonValueStatistics *
tenon_value_statistics_merge (GPtrArray *parts)
{
  TenonValueStatistics *sum;

  if (parts->len == 1)
    return tenon_record_copy (g_ptr_array_index (parts, 0));
  sum = g_object_new (TENON_TYPE_VALUE_STATISTICS, NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      TenonValueStatistics *part = g_ptr_array_index (parts, i);

      if (i == 0)
        sum->column = g_strdup (part->column);
      sum->values += part->values;
      sum->missed += part->missed;
      sum->others_most += part->others_most;
      for (guint k = 0; k < tenon_list_get_length (part->top); k++)
        add_share (sum, parts, ((TenonValueShare *)tenon_list_get (part->top, k))->value);
    }
  count_distinct (sum, parts);
  tenon_value_statistics_sort_top (sum);
  return sum;
}

/**
 * tenon_value_statistics_get_hottest:
 *
 * Returns: (transfer none) (nullable): the value most asked for; %NULL where none came often enough to tell it from chance
 */
TenonValueShare *
tenon_value_statistics_get_hottest (TenonValueStatistics *self)
{
  TenonValueShare *first = tenon_list_get_length (self->top) > 0 ? tenon_list_get (self->top, 0) : NULL;

  return first != NULL && first->count >= TENON_VALUES_OFTEN ? first : NULL;
}

/**
 * tenon_value_statistics_get_share:
 *
 * Returns: the least share of the requests, 0 to 1, that ask for the value; negative where it is not listed
 */
double
tenon_value_statistics_get_share (TenonValueStatistics *self,
                                  const char           *value)
{
  TenonValueShare *share = find_share (self, value);

  return share != NULL && self->values > 0 ? (double)share->count / self->values : -1;
}

/**
 * tenon_value_statistics_dup_evidence:
 *
 * Returns: (transfer full): "5,000 values of orders.user_id, about 812 different (± 3.3 %); 42 came 1,200 times (24 %)"
 */
char *
tenon_value_statistics_dup_evidence (TenonValueStatistics *self)
{
  GString         *s = g_string_new (NULL);
  g_autofree char *values = tenon_format_count (self->values);
  g_autofree char *distinct = tenon_format_count ((gint64)round (self->distinct_values));
  TenonValueShare *hottest = tenon_value_statistics_get_hottest (self);
  char             percent[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (s, "%s values of %s, %s%s different", values, self->column, self->error > 0 ? "about " : "", distinct);
  if (self->error > 0)
    g_string_append_printf (s, " (± %s %%)", g_ascii_formatd (percent, sizeof percent, "%.1f", self->error * 100));
  if (hottest != NULL)
    {
      g_autofree char *count = tenon_format_count (hottest->count);
      g_autofree char *share = tenon_format_number (round (1000.0 * hottest->count / MAX (self->values, 1)) / 10);

      g_string_append_printf (s, "; %s came %s%s times (%s %%)", hottest->value, hottest->slack > 0 ? "at least " : "", count, share);
    }
  else
    {
      g_string_append (s, "; none often enough to tell it from chance");
    }
  return g_string_free (s, FALSE);
}
