/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions about numbers: rates that contradict, formulas whose inputs nobody knows, and facts that decisions wait for.
 * Both sides of a contradiction are shown; neither is corrected. */

#include "design/tenon-questions-private.h"

#include "base/tenon-text.h"
#include "model/tenon-facts.h"
#include "model/tenon-formula.h"

#include <math.h>
#include <string.h>

/* By how much parts may miss their stated total: what rounding to whole requests does. */
#define TOLERANCE 0.01

/* ---- contradictions ---- */

/* A number as it is kept; the last digits of a sum depend on the order of its parts. */
static char *
dup_exact (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (digits, sizeof digits, "%.12g", value));
}

static void
ask_about_order (TenonAsker   *self,
                 TenonPattern *pattern,
                 double        peak,
                 double        average)
{
  g_autofree char *subject = g_strconcat ("pattern:", pattern->pattern_id, NULL);
  g_autofree char *title = tenon_pattern_dup_title (pattern);
  g_autofree char *low = tenon_rate_to_text (pattern->rps_peak);
  g_autofree char *high = tenon_rate_to_text (pattern->rps_average);
  g_autofree char *exact_peak = dup_exact (peak);
  g_autofree char *exact_average = dup_exact (average);
  TenonQuestion   *question;

  question = tenon_asker_ask (self, TENON_QUESTION_RATES_CONTRADICT, subject, NULL, pattern, TENON_ANSWER_BY_DECLINE,
                              "%s: the peak of %s is below the average of %s. Which of the two is meant for the other?", title, low, high);
  question->detail = g_strdup_printf ("Peak: %s. Average: %s.", tenon_rate_get_evidence (pattern->rps_peak), tenon_rate_get_evidence (pattern->rps_average));
  tenon_asker_rest_on (self, question, g_strdup_printf ("peak %s, average %s", exact_peak, exact_average));
}

static double
add_rate (double           sum,
          const TenonRate *rate,
          guint           *n_unknown)
{
  double value = 0;

  if (!tenon_rate_get_value (rate, &value))
    ++*n_unknown;
  return sum + value;
}

static gboolean
is_near (double a,
         double b)
{
  return fabs (a - b) <= TOLERANCE * MAX (fabs (a), fabs (b));
}

/* Whether the parts contradict the total: they exceed it, or all are known and miss it. */
static gboolean
contradicts (double sum,
             guint  n_unknown,
             double total)
{
  return !is_near (sum, total) && (sum > total || n_unknown == 0);
}

static char *
dup_sums (double total,
          double peak,
          double average,
          guint  n_unknown_peak,
          guint  n_unknown_average)
{
  g_autofree char *all = dup_exact (total);
  g_autofree char *peaks = dup_exact (peak);
  g_autofree char *averages = dup_exact (average);

  return g_strdup_printf ("total %s, peaks %s with %u unknown, averages %s with %u unknown", all, peaks, n_unknown_peak, averages, n_unknown_average);
}

static void
ask_about_total (TenonAsker *self)
{
  double           total, peak = 0, average = 0;
  guint            n_unknown_peak = 0, n_unknown_average = 0, n_patterns = 0;
  g_autofree char *subject = NULL, *said = NULL, *peaks = NULL, *averages = NULL;
  g_autoptr (TenonKnownFact) fact = tenon_facts_look_up (self->model, "total-requests");
  TenonQuestion *question;

  if (!tenon_facts_get_number (self->model, "total-requests", &total))
    return;
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      if (!tenon_pattern_touches_database (pattern) && !tenon_pattern_has_rates (pattern))
        continue;
      peak = add_rate (peak, pattern->rps_peak, &n_unknown_peak);
      average = add_rate (average, pattern->rps_average, &n_unknown_average);
      n_patterns++;
    }
  /* Nobody says whether a total is of peaks or of averages: it is wrong only where it fits neither. */
  if (n_patterns == 0 || !contradicts (peak, n_unknown_peak, total) || !contradicts (average, n_unknown_average, total))
    return;
  said = tenon_format_rate (total, FALSE);
  peaks = tenon_format_rate (peak, n_unknown_peak > 0);
  averages = tenon_format_rate (average, n_unknown_average > 0);
  subject = g_strdup_printf ("total:%s/%s/%s", said, peaks, averages);
  question = tenon_asker_ask (self, TENON_QUESTION_RATES_CONTRADICT, subject, NULL, NULL, TENON_ANSWER_BY_DECLINE | TENON_ANSWER_BY_VALUE,
                              "The application is said to take %s in all, but its patterns add up to %s at peak and %s on average. Which is right?", said, peaks, averages);
  question->fact_key = g_strdup ("total-requests");
  question->detail = g_strdup_printf ("The total: %s. The sums are over %u patterns; %u of them have no peak, %u no average.",
                                      fact != NULL && fact->evidence != NULL ? fact->evidence : "nobody said what it rests on", n_patterns, n_unknown_peak, n_unknown_average);
  tenon_asker_rest_on (self, question, dup_sums (total, peak, average, n_unknown_peak, n_unknown_average));
}

/* "25 % of total requests", "total-requests x 25%" -> 0.25 and "total requests". */
static gboolean
read_share (const char *formula,
            double     *share,
            char      **base)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  gboolean         is_behind;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("^\\s*(?:([0-9]+(?:\\.[0-9]+)?)\\s*%\\s*(?:of|x|×|\\*)\\s*(\\w[\\w -]*?)|(\\w[\\w -]*?)\\s*(?:x|×|\\*)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*%)\\s*$", G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  if (!g_regex_match (regex, formula, 0, &match))
    return FALSE;
  number = g_match_info_fetch (match, 1);
  is_behind = *number == '\0';
  if (is_behind)
    {
      g_free (number);
      number = g_match_info_fetch (match, 4);
    }
  *share = g_ascii_strtod (number, NULL) / 100;
  *base = g_strdelimit (g_match_info_fetch (match, is_behind ? 3 : 2), "-", ' ');
  return TRUE;
}

typedef struct
{
  double   sum;
  GString *parts;
} Shares;

static void
shares_free (gpointer data)
{
  Shares *shares = data;

  g_string_free (shares->parts, TRUE);
  g_free (shares);
}

static void
add_share (GHashTable      *bases,
           TenonPattern    *pattern,
           const TenonRate *rate,
           const char      *half)
{
  g_autofree char *base = NULL, *key = NULL, *percent = NULL;
  const char      *formula = tenon_rate_get_formula (rate);
  double           share;
  Shares          *shares;

  if (formula == NULL || !read_share (formula, &share, &base))
    return;
  key = g_strdup_printf ("%s/%s", base, half);
  shares = g_hash_table_lookup (bases, key);
  if (shares == NULL)
    {
      shares = g_new0 (Shares, 1);
      shares->parts = g_string_new (NULL);
      g_hash_table_insert (bases, g_strdup (key), shares);
    }
  percent = tenon_format_number (share * 100);
  shares->sum += share;
  g_string_append_printf (shares->parts, "%s%s %s %%", shares->parts->len > 0 ? ", " : "", pattern->pattern_id, percent);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
ask_about_share (TenonAsker *self,
                 const char *key,
                 Shares     *shares)
{
  g_autofree char *base = g_strndup (key, strrchr (key, '/') - key);
  g_autofree char *percent = tenon_format_number (shares->sum * 100);
  g_autofree char *subject = NULL;
  TenonQuestion   *question;

  if (shares->sum <= 1 + 1e-9)
    return;
  subject = g_strdup_printf ("share:%s/%s", key, percent);
  question = tenon_asker_ask (self, TENON_QUESTION_RATES_CONTRADICT, subject, NULL, NULL, TENON_ANSWER_BY_DECLINE,
                              "Shares of %s (%s) add up to %s %%, more than there is. Which of them is wrong?", base, strrchr (key, '/') + 1, percent);
  question->detail = g_strdup (shares->parts->str);
  tenon_asker_rest_on (self, question, g_strdup (shares->parts->str));
}

static void
ask_about_shares (TenonAsker *self)
{
  g_autoptr (GHashTable) bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shares_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       key;

  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);

      add_share (bases, pattern, pattern->rps_peak, "peak");
      add_share (bases, pattern, pattern->rps_average, "average");
    }
  g_hash_table_iter_init (&iter, bases);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_strings);
  for (guint i = 0; i < keys->len; i++)
    ask_about_share (self, g_ptr_array_index (keys, i), g_hash_table_lookup (bases, g_ptr_array_index (keys, i)));
}

static void
ask_about_formula (TenonAsker      *self,
                   TenonPattern    *pattern,
                   const TenonRate *rate,
                   gboolean         is_peak)
{
  const char      *formula = tenon_rate_get_formula (rate);
  g_autofree char *subject = NULL, *title = NULL;
  g_autoptr (GPtrArray) inputs = NULL;
  g_autoptr (GError) error = NULL;
  TenonQuestion *question;

  if (formula == NULL || tenon_formula_check (self->model, formula, pattern->pattern_id, is_peak, &error))
    return;
  subject = g_strdup_printf ("pattern:%s/%s", pattern->pattern_id, is_peak ? "rps-peak" : "rps-average");
  title = tenon_pattern_dup_title (pattern);
  question = tenon_asker_ask (self, TENON_QUESTION_FORMULA_BROKEN, subject, NULL, pattern, 0,
                              "The %s rate of %s is derived as “%s”, which cannot be computed any more. What is it now?", is_peak ? "peak" : "average", title, formula);
  question->detail = g_strdup_printf ("%s. Until it can be, the rate is unknown, and so is every rate derived from it.", error->message);
  inputs = tenon_formula_list_inputs (self->model, formula, is_peak, NULL);
  for (guint i = 0; inputs != NULL && i < inputs->len; i++)
    {
      TenonFormulaInput *input = g_ptr_array_index (inputs, i);

      if (input->key == NULL || !isnan (input->value))
        continue;
      question->fact_key = g_strdup (input->key);
      question->ways = TENON_ANSWER_BY_VALUE;
      break;
    }
}

/* No average is above what there is at most. */
static void
ask_about_children (TenonAsker        *self,
                    TenonRelationship *relationship)
{
  g_autofree char *subject = g_strconcat ("relationship:", relationship->child, NULL);
  g_autofree char *average = dup_exact (relationship->average_children);
  g_autofree char *maximum = dup_exact (relationship->maximum_children);
  g_autofree char *average_key = g_strconcat (subject, "/average-children", NULL);
  g_autofree char *maximum_key = g_strconcat (subject, "/maximum-children", NULL);
  g_autoptr (TenonKnownFact) average_fact = tenon_facts_look_up (self->model, average_key);
  g_autoptr (TenonKnownFact) maximum_fact = tenon_facts_look_up (self->model, maximum_key);
  const char    *average_evidence = average_fact != NULL ? average_fact->evidence : NULL;
  const char    *maximum_evidence = maximum_fact != NULL ? maximum_fact->evidence : NULL;
  TenonQuestion *question;

  question = tenon_asker_ask (self, TENON_QUESTION_RATES_CONTRADICT, subject, NULL, NULL, TENON_ANSWER_BY_DECLINE,
                              "One parent has %s rows through %s on average, and at most %s. Which of the two is wrong?", average, relationship->child, maximum);
  question->detail = g_strdup_printf ("Average: %s. Maximum: %s.", average_evidence != NULL ? average_evidence : "no evidence", maximum_evidence != NULL ? maximum_evidence : "no evidence");
  tenon_asker_rest_on (self, question, g_strdup_printf ("average %s, maximum %s", average, maximum));
}

void
tenon_asker_ask_rates (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->relationships); i++)
    {
      TenonRelationship *relationship = tenon_list_get (self->model->relationships, i);

      if (relationship->child != NULL && relationship->maximum_children > 0 && relationship->average_children > relationship->maximum_children)
        ask_about_children (self, relationship);
    }
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      double        peak, average;

      if (tenon_rate_get_value (pattern->rps_peak, &peak) && tenon_rate_get_value (pattern->rps_average, &average) && peak < average)
        ask_about_order (self, pattern, peak, average);
      ask_about_formula (self, pattern, pattern->rps_peak, TRUE);
      ask_about_formula (self, pattern, pattern->rps_average, FALSE);
    }
  ask_about_shares (self);
  ask_about_total (self);
}

/* ---- facts that decisions wait for ---- */

static char *
fill_in (const char *question,
         const char *about)
{
  g_auto (GStrv) parts = g_strsplit (question, "%s", 2);

  return g_strjoinv (about, parts);
}

/* Returns: (transfer none) (nullable): NULL where it is known */
static TenonQuestion *
ask_for_fact (TenonAsker *self,
              const char *key,
              const char *entity)
{
  g_autofree char           *subject = g_strconcat ("fact:", key, NULL);
  g_autofree char           *id = g_strdup_printf ("%s|%s", tenon_question_kind_to_string (TENON_QUESTION_FACT_UNKNOWN), subject);
  TenonQuestion             *question = g_hash_table_lookup (self->asked, id);
  g_autofree char           *about = NULL;
  g_autofree char           *text = NULL;
  const TenonFactDefinition *definition = tenon_facts_find_definition (key, &about);
  g_autoptr (TenonKnownFact) known = NULL;

  if (question != NULL)
    return question;
  known = definition != NULL ? tenon_facts_look_up (self->model, key) : NULL;
  if (known == NULL || known->value != NULL)
    return NULL;
  text = about != NULL ? fill_in (definition->question, about) : g_strdup (definition->question);
  question = tenon_asker_ask (self, TENON_QUESTION_FACT_UNKNOWN, subject, entity, NULL, TENON_ANSWER_BY_VALUE | TENON_ANSWER_BY_DECLINE, "%s", text);
  question->fact_key = g_strdup (key);
  question->decision = g_strdup (definition->decision);
  question->detail = g_strdup_printf ("It decides about %s%s%s.", definition->decision, definition->unit != NULL ? "; in " : "", definition->unit != NULL ? definition->unit : "");
  return question;
}

/* Decisions named in one sentence: the rest are counted. */
#define MAX_NAMED 3

static void
tell_needs (TenonQuestion *question)
{
  g_autofree char *before = question->detail;
  g_autoptr (GString) detail = g_string_new (before);

  for (guint i = 0; i < MIN (question->needs->len, MAX_NAMED); i++)
    {
      TenonFactNeed *need = g_ptr_array_index (question->needs, i);

      g_string_append_printf (detail, "\nTable %s waits for it: %s rests on it, for %s.", need->table, need->decision, need->reason);
    }
  if (question->needs->len > MAX_NAMED)
    g_string_append_printf (detail, "\n%u more decisions wait for it.", question->needs->len - MAX_NAMED);
  question->detail = g_strdup (detail->str);
}

/* What the decisions of the design rest on. */
static void
ask_for_needs (TenonAsker *self)
{
  g_autoptr (GPtrArray) needs = tenon_questions_list_needs (self->model);
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();

  for (guint i = 0; i < needs->len; i++)
    {
      TenonFactNeed *need = g_ptr_array_index (needs, i);
      TenonQuestion *question = ask_for_fact (self, need->fact_key, need->entity);

      if (question == NULL)
        continue;
      if (question->needs == NULL)
        {
          question->needs = g_ptr_array_new_with_free_func ((GDestroyNotify)tenon_fact_need_free);
          g_ptr_array_add (questions, question);
        }
      g_ptr_array_add (question->needs, tenon_fact_need_copy (need));
    }
  for (guint i = 0; i < questions->len; i++)
    tell_needs (g_ptr_array_index (questions, i));
}

static void
ask_about_key (TenonAsker       *self,
               TenonSourceTable *child,
               TenonForeignKey  *key,
               const char       *name)
{
  g_autofree char *subject = g_strconcat (child->name, ".", key->columns[0], NULL);
  g_autofree char *fact = tenon_facts_dup_key (TENON_FACT_RELATIONSHIP, subject, name);

  ask_for_fact (self, fact, child->name);
}

static void
ask_for_owner (TenonAsker *self,
               const char *table)
{
  g_autofree char *fact = tenon_facts_dup_key (TENON_FACT_ENTITY, table, "owner");

  ask_for_fact (self, fact, table);
}

/* The two tables are read or written in one request: they may be combined, or copied from one into the other. */
static void
ask_about_pair (TenonAsker       *self,
                TenonSourceTable *a,
                TenonSourceTable *b)
{
  TenonSourceTable *pair[] = { a, b };

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < tenon_list_get_length (pair[i]->foreign_keys); k++)
      {
        TenonForeignKey *key = tenon_list_get (pair[i]->foreign_keys, k);

        if (key->columns == NULL || key->columns[0] == NULL || g_strcmp0 (key->ref_table, pair[1 - i]->name) != 0
            || tenon_source_table_is_unique (pair[i], (const char *const *)key->columns))
          continue;
        ask_for_fact (self, "early-stage", NULL);
        ask_for_owner (self, pair[1 - i]->name);
        ask_for_owner (self, pair[i]->name);
        ask_about_key (self, pair[i], key, "average-children");
        ask_about_key (self, pair[i], key, "bounded");
      }
}

/* All rows of one parent are asked for: how many are they? */
static void
ask_about_collection (TenonAsker   *self,
                      TenonReading *reading)
{
  if (reading->kind != TENON_READING_LIST || reading->equality->len == 0 || reading->items > 0 || reading->page_size > 0 || reading->pattern->items_returned > 0)
    return;
  for (guint i = 0; i < reading->equality->len; i++)
    {
      TenonForeignKey *key = tenon_source_table_find_foreign_key (reading->table, g_ptr_array_index (reading->equality, i));

      if (key != NULL && key->columns != NULL && key->columns[0] != NULL && !tenon_source_table_is_unique (reading->table, (const char *const *)key->columns))
        ask_about_key (self, reading->table, key, "average-children");
    }
}

void
tenon_asker_ask_facts (TenonAsker *self)
{
  for (guint i = 0; i < tenon_list_get_length (self->model->patterns); i++)
    {
      TenonPattern *pattern = tenon_list_get (self->model->patterns, i);
      TenonReading *reading = tenon_requests_find (self->requests, pattern->pattern_id);

      if (reading == NULL || reading->table == NULL || !tenon_reading_is_read (reading))
        continue;
      ask_about_collection (self, reading);
      for (guint k = 0; k < reading->parts->len; k++)
        ask_about_pair (self, reading->table, ((TenonReadingPart *)g_ptr_array_index (reading->parts, k))->table);
    }
  ask_for_needs (self);
}
