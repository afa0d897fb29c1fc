/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a rate is shown: its number, the sign and the word for where it comes from, and what it rests on. */

#include "app/patterns/tenon-rate-words.h"

#include <glib/gi18n-lib.h>

#include "base/tenon-text.h"

static const struct
{
  const char *word;
  const char *icon_name;
} origins[] = {
  [TENON_RATE_UNKNOWN] = { N_ ("unknown"), "tenon-rate-unknown-symbolic" },
  [TENON_RATE_STATED] = { N_ ("stated"), "tenon-rate-stated-symbolic" },
  [TENON_RATE_OBSERVED] = { N_ ("observed"), "tenon-rate-observed-symbolic" },
  [TENON_RATE_DERIVED] = { N_ ("derived"), "tenon-rate-derived-symbolic" },
};

/**
 * tenon_rate_words_get_origin:
 * @rate: (nullable): %NULL is unknown
 *
 * Returns: one word, translated, lower case
 */
const char *
tenon_rate_words_get_origin (const TenonRate *rate)
{
  return _ (origins[tenon_rate_get_origin (rate)].word);
}

const char *
tenon_rate_words_get_icon_name (const TenonRate *rate)
{
  return origins[tenon_rate_get_origin (rate)].icon_name;
}

/**
 * tenon_rate_words_dup_number:
 * @rate: (nullable):
 *
 * Returns: (transfer full): the number with three significant digits, which is what an estimate bears; "≥ " before a
 *   lower bound, "–" where it is not known
 */
char *
tenon_rate_words_dup_number (const TenonRate *rate)
{
  char             buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup ("–");
  g_ascii_formatd (buffer, sizeof buffer, "%.3g", value);
  number = tenon_format_number (value < 1000 ? g_ascii_strtod (buffer, NULL) : value);
  return g_strconcat (tenon_rate_is_lower_bound (rate) ? "≥ " : "", number, NULL);
}

/**
 * tenon_rate_words_dup_typed:
 * @rate: (nullable):
 *
 * Returns: (transfer full): all of the number, as a person would type it; "" where it is not known
 */
char *
tenon_rate_words_dup_typed (const TenonRate *rate)
{
  char   buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup ("");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
}

/**
 * tenon_rate_words_dup_spoken:
 * @rate: (nullable):
 *
 * Returns: (transfer full): "120 per second, observed"
 */
char *
tenon_rate_words_dup_spoken (const TenonRate *rate)
{
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup (_ ("unknown"));
  number = tenon_format_number (value);
  if (tenon_rate_is_lower_bound (rate))
    return g_strdup_printf (_ ("at least %s per second, %s"), number, tenon_rate_words_get_origin (rate));
  return g_strdup_printf (_ ("%s per second, %s"), number, tenon_rate_words_get_origin (rate));
}

/**
 * tenon_rate_words_dup_reason:
 * @rate: (nullable):
 *
 * Returns: (transfer full): what the rate rests on, in a sentence or two
 */
char *
tenon_rate_words_dup_reason (const TenonRate *rate)
{
  static const char *const beginnings[] = { N_ ("Unknown"), N_ ("Stated"), N_ ("Observed"), N_ ("Derived") };
  g_autoptr (GString) words = NULL;

  if (rate == NULL)
    return g_strdup (_ ("Unknown: blocks the requirements gate. Type a number a second to say what it is."));
  words = g_string_new (_ (beginnings[tenon_rate_get_origin (rate)]));
  if (tenon_rate_is_lower_bound (rate))
    g_string_append (words, _ (" as a lower bound"));
  if (tenon_rate_get_by (rate) != NULL)
    g_string_append_printf (words, _ (" by %s"), tenon_rate_get_by (rate));
  g_string_append_printf (words, ": %s", tenon_rate_get_evidence (rate));
  if (tenon_rate_get_file (rate) != NULL)
    g_string_append_printf (words, "\n%s:%u", tenon_rate_get_file (rate), tenon_rate_get_line (rate));
  return g_string_free (g_steal_pointer (&words), FALSE);
}
