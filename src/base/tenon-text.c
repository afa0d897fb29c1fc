/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers and names as people read them, the same in every locale. */

#include "base/tenon-text.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Puts thousands separators into the digits of @digits, which may carry a sign and a fraction. */
static char *
group_thousands (const char *digits)
{
  const char *start = digits + (*digits == '-');
  gsize       whole = strspn (start, "0123456789");
  GString    *s = g_string_new_len (digits, start - digits);

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (s, ',');
      g_string_append_c (s, start[i]);
    }
  g_string_append (s, start + whole);
  return g_string_free (s, FALSE);
}

char *
tenon_format_count (gint64 value)
{
  char buffer[32];

  g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value);
  return group_thousands (buffer);
}

/**
 * tenon_format_number:
 *
 * Returns: (transfer full): at most six significant digits, thousands separated, no exponent, no trailing zeros
 */
char *
tenon_format_number (double value)
{
  char buffer[64];
  int  decimals;

  if (value == 0 || !isfinite (value))
    return g_strdup (value == 0 ? "0" : "–");
  decimals = CLAMP (5 - (int)floor (log10 (fabs (value))), 0, 9);
  {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd (buffer, sizeof buffer, format, value);
  }
  if (strchr (buffer, '.') != NULL)
    {
      gsize n = strlen (buffer);

      while (buffer[n - 1] == '0')
        buffer[--n] = '\0';
      if (buffer[n - 1] == '.')
        buffer[--n] = '\0';
    }
  return group_thousands (buffer);
}

/**
 * tenon_format_rate:
 *
 * Returns: (transfer full): "1,200/s", or "at least 1,200/s"
 */
char *
tenon_format_rate (double   per_second,
                   gboolean lower_bound)
{
  g_autofree char *number = tenon_format_number (per_second);

  return g_strconcat (lower_bound ? "at least " : "", number, "/s", NULL);
}

char *
tenon_format_money (double dollars)
{
  char             buffer[64];
  g_autofree char *grouped = NULL;

  g_ascii_formatd (buffer, sizeof buffer, "%.2f", fabs (dollars));
  grouped = group_thousands (buffer);
  return g_strconcat (dollars < 0 && g_strcmp0 (grouped, "0.00") != 0 ? "−$" : "$", grouped, NULL);
}

/**
 * tenon_format_bytes:
 *
 * Returns: (transfer full): in bytes, KB, MB or GB of 1024 (DynamoDB counts in those)
 */
char *
tenon_format_bytes (gint64 bytes)
{
  static const char *const units[] = { "KB", "MB", "GB", "TB" };
  double                   value = bytes;
  int                      unit = -1;
  char                     buffer[64];

  while (value >= 1024 && unit < 3)
    {
      value /= 1024;
      unit++;
    }
  if (unit < 0)
    {
      g_autofree char *count = tenon_format_count (bytes);

      return g_strconcat (count, " B", NULL);
    }
  g_ascii_formatd (buffer, sizeof buffer, value < 10 ? "%.1f" : "%.0f", value);
  return g_strconcat (buffer, " ", units[unit], NULL);
}

/**
 * tenon_parse_number:
 * @text: begins with the number; thousands separators are taken where three digits follow
 * @value: (out):
 * @end: (out) (optional): the first byte behind it
 *
 * Returns: %FALSE if no unsigned decimal number stands there, or one beyond all bounds
 */
gboolean
tenon_parse_number (const char  *text,
                    double      *value,
                    const char **end)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *p = text;

  while (g_ascii_isdigit (*p) || (*p == ',' && digits->len > 0 && strspn (p + 1, "0123456789") == 3))
    {
      if (*p != ',')
        g_string_append_c (digits, *p);
      p++;
    }
  if (*p == '.' && g_ascii_isdigit (p[1]))
    {
      g_string_append_c (digits, *p++);
      while (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p++);
    }
  if (digits->len == 0)
    return FALSE;
  *value = g_ascii_strtod (digits->str, NULL);
  if (end != NULL)
    *end = p;
  return isfinite (*value);
}

/* Digits of the smallest number behind the point, and of the largest before it. */
#define MAX_DECIMALS (DBL_MANT_DIG - DBL_MIN_EXP)
#define MAX_NUMBER_LENGTH (MAX_DECIMALS + DBL_MAX_10_EXP + 8)

/**
 * tenon_format_exact:
 *
 * Returns: (transfer full): the shortest decimal that reads as @value again, without an exponent
 */
char *
tenon_format_exact (double value)
{
  char text[MAX_NUMBER_LENGTH];

  for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%df", decimals);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}

/**
 * tenon_compare_natural:
 *
 * Orders "AP2" before "AP10": runs of digits compare as numbers.
 */
int
tenon_compare_natural (const char *a,
                       const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          gsize la, lb;

          while (*a == '0' && g_ascii_isdigit (a[1]))
            a++;
          while (*b == '0' && g_ascii_isdigit (b[1]))
            b++;
          la = strspn (a, "0123456789");
          lb = strspn (b, "0123456789");
          if (la != lb)
            return la < lb ? -1 : 1;
          if (strncmp (a, b, la) != 0)
            return strncmp (a, b, la);
          a += la;
          b += lb;
        }
      else if (*a != *b)
        {
          return (guchar)*a - (guchar)*b;
        }
      else
        {
          a++;
          b++;
        }
    }
  return (guchar)*a - (guchar)*b;
}

/**
 * tenon_name_to_snake:
 *
 * Returns: (transfer full): "OrderItems", "order items" and "order-items" all as "order_items"
 */
char *
tenon_name_to_snake (const char *name)
{
  GString *s = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      gboolean upper = g_ascii_isupper (*p);
      gboolean breaks = upper && p > name && (g_ascii_islower (p[-1]) || g_ascii_isdigit (p[-1]) || (g_ascii_isupper (p[-1]) && g_ascii_islower (p[1])));

      if (*p == ' ' || *p == '-' || *p == '_')
        {
          if (s->len > 0 && s->str[s->len - 1] != '_')
            g_string_append_c (s, '_');
          continue;
        }
      if (breaks && s->len > 0 && s->str[s->len - 1] != '_')
        g_string_append_c (s, '_');
      g_string_append_c (s, g_ascii_tolower (*p));
    }
  return g_string_free (s, FALSE);
}

char *
tenon_name_to_words (const char *name)
{
  char *words = tenon_name_to_snake (name);

  g_strdelimit (words, "_", ' ');
  return words;
}

static const struct
{
  const char *plural;
  const char *singular;
} irregular[] = {
  { "people", "person" },
  { "children", "child" },
  { "men", "man" },
  { "women", "woman" },
  { "feet", "foot" },
  { "teeth", "tooth" },
  { "mice", "mouse" },
  { "data", "data" },
  { "news", "news" },
  { "series", "series" },
  { "species", "species" },
  { "analyses", "analysis" },
  { "indices", "index" },
  { "matrices", "matrix" },
  { "movies", "movie" },
  { "cookies", "cookie" },
  { "aliases", "alias" },
  { "buses", "bus" },
  { "caches", "cache" },
};

static gboolean
ends_with_word (const char *name,
                const char *word)
{
  gsize n = strlen (name), w = strlen (word);

  return n >= w && g_ascii_strcasecmp (name + n - w, word) == 0 && (n == w || name[n - w - 1] == '_' || name[n - w - 1] == ' ');
}

/**
 * tenon_name_singular:
 *
 * English singular of the last word of a table name, good enough to name keys and to compare names.
 *
 * Returns: (transfer full):
 */
char *
tenon_name_singular (const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (ends_with_word (name, irregular[i].plural))
      {
        g_autofree char *head = g_strndup (name, n - strlen (irregular[i].plural));

        return g_strconcat (head, irregular[i].singular, NULL);
      }
  if (n > 4 && g_str_has_suffix (name, "ies"))
    {
      g_autofree char *head = g_strndup (name, n - 3);

      return g_strconcat (head, "y", NULL);
    }
  if (n > 4 && (g_str_has_suffix (name, "sses") || g_str_has_suffix (name, "shes") || g_str_has_suffix (name, "ches") || g_str_has_suffix (name, "xes") || g_str_has_suffix (name, "zzes") || g_str_has_suffix (name, "uses")))
    {
      if (g_str_has_suffix (name, "uses") && !g_str_has_suffix (name, "tuses"))
        return g_strndup (name, n - 1);
      return g_strndup (name, n - 2);
    }
  if (n > 2 && name[n - 1] == 's' && strchr ("su", name[n - 2]) == NULL && !g_str_has_suffix (name, "is"))
    return g_strndup (name, n - 1);
  return g_strdup (name);
}

/**
 * tenon_name_plural:
 *
 * Returns: (transfer full): the English plural of the last word of a name that may already be one
 */
char *
tenon_name_plural (const char *name)
{
  g_autofree char *singular = tenon_name_singular (name);
  gsize            n = strlen (singular);

  for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (ends_with_word (singular, irregular[i].singular))
      {
        g_autofree char *head = g_strndup (singular, n - strlen (irregular[i].singular));

        return g_strconcat (head, irregular[i].plural, NULL);
      }
  if (n > 1 && singular[n - 1] == 'y' && strchr ("aeiou", g_ascii_tolower (singular[n - 2])) == NULL)
    {
      g_autofree char *head = g_strndup (singular, n - 1);

      return g_strconcat (head, "ies", NULL);
    }
  if (g_str_has_suffix (singular, "s") || g_str_has_suffix (singular, "x") || g_str_has_suffix (singular, "ch") || g_str_has_suffix (singular, "sh"))
    return g_strconcat (singular, "es", NULL);
  return g_strconcat (singular, "s", NULL);
}

/**
 * tenon_names_agree:
 *
 * Returns: whether two names differ only in case, separators and number: "Order Items" and "order_item" agree
 */
gboolean
tenon_names_agree (const char *a,
                   const char *b)
{
  g_autofree char *snake_a = tenon_name_to_snake (a);
  g_autofree char *snake_b = tenon_name_to_snake (b);
  g_autofree char *one_a = tenon_name_singular (snake_a);
  g_autofree char *one_b = tenon_name_singular (snake_b);

  return strcmp (one_a, one_b) == 0;
}

/**
 * tenon_utf8_printable:
 * @length: in bytes, or -1
 *
 * Returns: (transfer full): valid UTF-8 without control characters, for messages that quote input
 */
char *
tenon_utf8_printable (const char *bytes,
                      gssize      length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, length);
  GString         *s = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (s, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (s, FALSE);
}

/**
 * tenon_str_set:
 *
 * Returns: whether the string changed
 */
gboolean
tenon_str_set (char      **target,
               const char *value)
{
  char *copy;

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;
  copy = g_strdup (value);
  g_free (*target);
  *target = copy;
  return TRUE;
}

/**
 * tenon_strv_from_array:
 * @strings: (element-type utf8): strings to copy; a terminating %NULL is not needed
 *
 * Returns: (transfer full):
 */
char **
tenon_strv_from_array (GPtrArray *strings)
{
  char **strv = g_new0 (char *, strings->len + 1);

  for (guint i = 0; i < strings->len; i++)
    strv[i] = g_strdup (g_ptr_array_index (strings, i));
  return strv;
}

/**
 * tenon_strv_equal:
 * @a: (nullable):
 * @b: (nullable):
 *
 * Returns: whether both have the same strings in the same order; %NULL has none
 */
gboolean
tenon_strv_equal (const char *const *a,
                  const char *const *b)
{
  static const char *const empty[] = { NULL };

  return g_strv_equal (a != NULL ? a : empty, b != NULL ? b : empty);
}

/**
 * tenon_strv_contains:
 * @strv: (nullable): %NULL contains nothing
 */
gboolean
tenon_strv_contains (const char *const *strv,
                     const char        *value)
{
  return strv != NULL && value != NULL && g_strv_contains (strv, value);
}

/* Whether nothing but white space stands there; %NULL is blank. */
gboolean
tenon_str_is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

/**
 * tenon_refuse:
 * @format: English; the catalogue of the program is asked for it, which only the workbench opens: the command and everything that
 *   is written to files stay English. xgettext finds these words by the name of this function (po/meson.build).
 *
 * Sets the error.
 *
 * Returns: %FALSE, so that a function can refuse and return in one statement
 */
gboolean
tenon_refuse (GError    **error,
              GQuark      domain,
              int         code,
              const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (g_dgettext (GETTEXT_PACKAGE, format), args);
  va_end (args);
  g_set_error_literal (error, domain, code, message);
  return FALSE;
}

/**
 * tenon_now_iso8601:
 *
 * Returns: (transfer full): the present second in UTC; the environment variable SOURCE_DATE_EPOCH stands in for the clock
 */
char *
tenon_now_iso8601 (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  g_autoptr (GDateTime) now = epoch != NULL ? g_date_time_new_from_unix_utc (g_ascii_strtoll (epoch, NULL, 10)) : g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}
