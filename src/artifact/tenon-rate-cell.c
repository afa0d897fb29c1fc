/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rates as people write them into a table: "500/200 RPS", "Est. 0.020 RPS", "~5 RPS (burst)", "1,200 a minute",
 * "100-200", "avg 20, peak 300", "25 %", "TBD".
 *
 *   cell    := nothing | unknown | share | half [ ("/" | "," | ";" | "and" | blank) half ]
 *   half    := role? hedge* (unknown | amount [range]) unit? role? remark?     blanks separate behind a role in parentheses
 *   unit    := "RPS" | [things] ("/" | "per" | "a") time
 *
 * What is not read to the last byte is words: nobody's number is guessed from a part of a cell. A range is words too, for it
 * names two numbers and chooses none, and so are reads beside writes, which are no peak beside an average. A half that a
 * cell does not say is not given: a burst is a peak, what is counted over an hour or more an average. */

#include "artifact/tenon-rate-cell.h"

#include "artifact/tenon-document.h"
#include "artifact/tenon-log-words.h"
#include "base/tenon-text.h"

#include <math.h>
#include <string.h>

/* A count over this many seconds or more says nothing of its busiest one. */
#define AVERAGED_OVER 3600

typedef enum
{
  ROLE_NONE,
  ROLE_PEAK,
  ROLE_AVERAGE,
} Role;

typedef struct
{
  double      value; /* negative: said to be unknown */
  double      unit;  /* seconds it is counted in */
  Role        role;
  gboolean    has_unit;
  const char *thing; /* (nullable) what is counted, as things[] has it */
} Half;

/* ---- words ---- */

static const struct
{
  const char *word;
  Role        role;
} roles[] = {
  { "peak", ROLE_PEAK },
  { "burst", ROLE_PEAK },
  { "maximum", ROLE_PEAK },
  { "max.", ROLE_PEAK },
  { "max", ROLE_PEAK },
  { "average", ROLE_AVERAGE },
  { "avg", ROLE_AVERAGE },
  { "mean", ROLE_AVERAGE },
  { "sustained", ROLE_AVERAGE },
  { "steady", ROLE_AVERAGE },
  { "baseline", ROLE_AVERAGE },
  { "normal", ROLE_AVERAGE },
};

/* Longer names before the shorter ones they begin with. A month is the 30 days of the cost model. */
static const struct
{
  const char *name;
  double      seconds;
} times[] = {
  { "seconds", 1 },
  { "second", 1 },
  { "secs", 1 },
  { "sec", 1 },
  { "s", 1 },
  { "minutes", 60 },
  { "minute", 60 },
  { "mins", 60 },
  { "min", 60 },
  { "hours", 3600 },
  { "hour", 3600 },
  { "hrs", 3600 },
  { "hr", 3600 },
  { "h", 3600 },
  { "days", 86400 },
  { "day", 86400 },
  { "d", 86400 },
  { "weeks", 604800 },
  { "week", 604800 },
  { "wk", 604800 },
  { "months", 2592000 },
  { "month", 2592000 },
  { "mo", 2592000 },
  { "m", 60 },
};

static const struct
{
  const char *name;
  double      seconds;
} units[] = {
  { "rps", 1 },
  { "qps", 1 },
  { "tps", 1 },
  { "ops", 1 },
  { "wps", 1 },
  { "hz", 1 },
  { "rpm", 60 },
  { "qpm", 60 },
  { "tpm", 60 },
  { "rph", 3600 },
  { "rpd", 86400 },
  { "hourly", 3600 },
  { "daily", 86400 },
  { "weekly", 604800 },
  { "monthly", 2592000 },
};

/* What is counted, before "/s" and the like. */
static const char *const things[] = { "requests", "request", "reqs", "req", "queries", "query", "calls", "call", "operations", "operation", "ops", "transactions", "transaction", "txn", "tx", "reads", "read", "writes", "write", "updates", "inserts", "deletes", "hits", "times", "messages", "events", "r", "q", NULL };

static gboolean
ends_word (const char *p)
{
  return !g_ascii_isalnum (*p);
}

/* Takes @word where it stands whole. */
static gboolean
take_word (const char **p,
           const char  *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (*p, word, length) != 0 || (g_ascii_isalnum (word[length - 1]) && !ends_word (*p + length)))
    return FALSE;
  *p += length;
  *p += strspn (*p, " ");
  return TRUE;
}

/* Returns: (nullable): which of the words stood there */
static const char *
take_one (const char       **p,
          const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (take_word (p, words[i]))
      return words[i];
  return NULL;
}

static gboolean
take_any (const char       **p,
          const char *const *words,
          gboolean          *found)
{
  gboolean is_there = take_one (p, words) != NULL;

  *found |= is_there;
  return is_there;
}

static gboolean
take_role (const char **p,
           Role        *role)
{
  const char *before = *p;

  for (guint i = 0; *role == ROLE_NONE && i < G_N_ELEMENTS (roles); i++)
    if (take_word (p, roles[i].word))
      {
        *role = roles[i].role;
        *p += strspn (*p, ".:= ");
      }
  return *p != before;
}

static gboolean
take_hedge (const char   **p,
            TenonRateCell *cell)
{
  static const char *const estimates[] = { "~", "≈", "∼", "est.", "est", "estimated", "estimate", "approx.", "approx", "approximately", "circa", "ca.", "about", "around", "roughly", "say", NULL };
  static const char *const at_least[] = { "≥", ">=", "at least", "more than", "over", "min.", "minimum", ">", NULL };
  static const char *const at_most[] = { "≤", "<=", "at most", "up to", "less than", "under", "below", "<", NULL };

  return take_any (p, estimates, &cell->is_estimate) || take_any (p, at_least, &cell->is_at_least) || take_any (p, at_most, &cell->is_at_most);
}

/* ---- amounts ---- */

/* "1,200", "1 200", "1'200": digits in groups of three. Returns: where they end, or NULL */
static const char *
copy_groups (const char *p,
             GString    *digits)
{
  const char *begin = p;
  gsize       n = strspn (p, "0123456789");

  if (n == 0 || n > 3)
    return NULL;
  g_string_append_len (digits, p, n);
  for (p += n; strchr (",' _", *p) != NULL && *p != '\0' && strspn (p + 1, "0123456789") == 3; p += 4)
    g_string_append_len (digits, p + 1, 3);
  return p > begin + n ? p : NULL;
}

/* "1200", "0.06", ".5", "0,5", "1.2e3" and groups of digits. */
static gboolean
take_number (const char   **p,
             TenonRateCell *cell,
             double        *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *q = copy_groups (*p, digits);

  if (q == NULL)
    {
      g_string_truncate (digits, 0);
      q = *p + strspn (*p, "0123456789");
      g_string_append_len (digits, *p, q - *p);
    }
  if ((*q == '.' || (*q == ',' && digits->len > 0)) && g_ascii_isdigit (q[1]))
    {
      /* "500,200" was read as a group; "0,5" is what half the world writes for 0.5. */
      cell->is_estimate |= *q == ',';
      g_string_append_c (digits, '.');
      for (q++; g_ascii_isdigit (*q); q++)
        g_string_append_c (digits, *q);
    }
  if (digits->len == 0)
    return FALSE;
  if ((*q == 'e' || *q == 'E') && (g_ascii_isdigit (q[1]) || (strchr ("+-", q[1]) != NULL && g_ascii_isdigit (q[2]))))
    {
      const char *end = q + 2 + strspn (q + 2, "0123456789");

      g_string_append_len (digits, q, end - q);
      q = end;
    }
  *value = g_ascii_strtod (digits->str, NULL);
  *p = q;
  return isfinite (*value);
}

/* "1.2k", "3 million" */
static void
take_multiplier (const char **p,
                 double      *value)
{
  static const struct
  {
    const char *name;
    double      factor;
  } multipliers[] = { { "thousand", 1e3 }, { "million", 1e6 }, { "mln", 1e6 }, { "mio", 1e6 } };

  const char *q = *p + strspn (*p, " ");

  for (guint i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (take_word (&q, multipliers[i].name))
      {
        *value *= multipliers[i].factor;
        *p = q;
        return;
      }
  if ((**p == 'k' || **p == 'K' || **p == 'M') && (ends_word (*p + 1) || g_ascii_strncasecmp (*p + 1, "rps", 3) == 0 || g_ascii_strncasecmp (*p + 1, "qps", 3) == 0))
    {
      *value *= **p == 'M' ? 1e6 : 1e3;
      (*p)++;
    }
}

static gboolean
take_amount (const char   **p,
             TenonRateCell *cell,
             double        *value)
{
  if (!take_number (p, cell, value))
    return FALSE;
  take_multiplier (p, value);
  if (**p == '+')
    {
      cell->is_at_least = TRUE;
      (*p)++;
    }
  *p += strspn (*p, " ");
  return isfinite (*value);
}

/* "-200", "to 200", "..200", "± 50": the other end of a range. */
static gboolean
take_range (const char   **p,
            TenonRateCell *cell)
{
  static const char *const marks[] = { "–", "—", "-", "..", "…", "to ", NULL };
  const char              *q = *p;
  double                   other;
  gboolean                 found = FALSE;

  if (g_str_has_prefix (q, "±"))
    {
      q += strlen ("±") + strspn (q + strlen ("±"), " ");
      cell->is_estimate = TRUE;
      if (!take_amount (&q, cell, &other))
        return FALSE;
      *p = q;
      return TRUE;
    }
  for (guint i = 0; !found && marks[i] != NULL; i++)
    if (g_str_has_prefix (q, marks[i]))
      {
        q += strlen (marks[i]);
        found = TRUE;
      }
  q += strspn (q, ". ");
  if (!found || !take_amount (&q, cell, &other))
    return FALSE;
  cell->is_range = TRUE;
  *p = q;
  return TRUE;
}

/* ---- units ---- */

static gboolean
take_time (const char **p,
           double      *seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (take_word (p, times[i].name))
      {
        *seconds = times[i].seconds;
        return TRUE;
      }
  return FALSE;
}

/* "RPS", "/s", "req/min", "requests per second", "a day" */
static gboolean
take_unit (const char **p,
           double      *seconds,
           const char **thing)
{
  static const char *const by[] = { "/", "per", "a", "an", "each", "every", NULL };
  const char              *q = *p;
  const char              *counted;
  gboolean                 found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (take_word (&q, units[i].name))
      {
        *seconds = units[i].seconds;
        *p = q;
        return TRUE;
      }
  counted = take_one (&q, things);
  if (!take_any (&q, by, &found))
    return FALSE;
  q += strspn (q, " ");
  if (!take_time (&q, seconds))
    return FALSE;
  *thing = counted;
  *p = q;
  return TRUE;
}

/* A remark in parentheses, which may be the half's role: "(peak)". One that begins with a peak says so, whatever follows:
 * "(burst)", of which nobody says how long it lasts, "(peak hours only)". */
static gboolean
take_remark (const char   **p,
             TenonRateCell *cell,
             Half          *half)
{
  const char *end = **p == '(' ? strchr (*p, ')') : NULL;
  const char *q = *p + 1;
  Role        role = ROLE_NONE;
  gboolean    is_whole;

  if (end == NULL)
    return FALSE;
  q += strspn (q, " ");
  if (strcspn (q, "0123456789") > (gsize)(end - q))
    take_role (&q, &role);
  is_whole = role != ROLE_NONE && q == end && g_ascii_strncasecmp (*p, "(burst", 6) != 0;
  cell->has_remark |= !is_whole || half->role != ROLE_NONE;
  if (half->role == ROLE_NONE && (is_whole || role == ROLE_PEAK))
    half->role = role;
  *p = end + 1;
  *p += strspn (*p, " ");
  return TRUE;
}

/* ---- halves ---- */

static gboolean
take_unknown (const char **p)
{
  static const char *const unknown[] = { "tbd", "tba", "tbc", "to be determined", "to be defined", "unknown", "not known", "pending", "???", "??", "?", "—", "–", "-", "n/a", "na", NULL };
  gboolean                 ignored;

  return take_any (p, unknown, &ignored);
}

static gboolean
take_half (const char   **p,
           double         seconds,
           TenonRateCell *cell,
           Half          *half)
{
  *half = (Half){ .value = -1, .unit = seconds };
  *p += strspn (*p, " ");
  while (take_role (p, &half->role) || take_hedge (p, cell))
    ;
  if (!take_unknown (p))
    {
      if (!take_amount (p, cell, &half->value))
        return FALSE;
      take_range (p, cell);
    }
  half->has_unit = take_unit (p, &half->unit, &half->thing);
  take_role (p, &half->role);
  while (take_remark (p, cell, half))
    ;
  if (!half->has_unit)
    half->has_unit = take_unit (p, &half->unit, &half->thing);
  return TRUE;
}

static gboolean
take_separator (const char **p,
                const Half  *half)
{
  static const char *const words[] = { "/", ",", ";", "|", "and", "&", "vs", NULL };
  gboolean                 found = FALSE;
  const char              *q = *p;
  Role                     role = ROLE_NONE;

  if (take_any (p, words, &found))
    return TRUE;
  /* "100/s (peak) 20/s (avg)" */
  return take_role (&q, &role) || (half->role != ROLE_NONE && (*p)[-1] == ' ' && g_ascii_isdigit (**p));
}

/* Words behind a rate that has its unit say more about it, unless they say of what it is a part. */
static gboolean
is_comment (const char *text,
            const Half *half)
{
  return half->has_unit && g_ascii_isalpha (*text) && strcspn (text, "0123456789/") == strlen (text) && !g_regex_match_simple ("\\bper\\b|%", text, G_REGEX_CASELESS, 0);
}

/* Whether the halves are a peak and an average of one thing: "10 writes/s, 50 reads/s" are two rates, each without a half. */
static gboolean
is_of_one (const Half *halves,
           guint       n_halves)
{
  static const char *const changes[] = { "writes", "write", "updates", "inserts", "deletes", NULL };
  static const char *const looks[] = { "reads", "read", NULL };
  const char *const *const kinds[] = { changes, looks };
  int                      found[2] = { -1, -1 };

  for (guint i = 0; i < n_halves; i++)
    for (guint k = 0; halves[i].thing != NULL && k < G_N_ELEMENTS (kinds); k++)
      if (g_strv_contains (kinds[k], halves[i].thing))
        found[i] = (int)k;
  if (n_halves < 2 || found[0] < 0 || found[1] < 0)
    return TRUE;
  return found[0] == found[1] && g_ascii_strncasecmp (halves[0].thing, halves[1].thing, 4) == 0;
}

/* In requests a second. "120 / 20 a minute": the unit stands once for both. */
static void
convert (TenonRateCell *cell,
         Half          *halves,
         guint          n_halves)
{
  if (n_halves == 2 && !halves[0].has_unit && halves[1].has_unit)
    halves[0].unit = halves[1].unit;
  for (guint i = 0; i < n_halves; i++)
    if (halves[i].value >= 0)
      {
        halves[i].value /= halves[i].unit;
        cell->is_converted |= halves[i].unit != 1;
      }
}

static void
put_halves (TenonRateCell *cell,
            Half          *halves,
            guint          n_halves)
{
  Half *first = &halves[0], *second = &halves[1];

  cell->has_roles = halves[0].role != ROLE_NONE || (n_halves == 2 && halves[1].role != ROLE_NONE);
  if (n_halves == 1 && first->role == ROLE_NONE && first->value >= 0 && first->has_unit && first->unit >= AVERAGED_OVER)
    {
      first->role = ROLE_AVERAGE;
      cell->is_count = cell->has_roles = TRUE;
    }
  if (n_halves == 1 && first->role == ROLE_NONE)
    {
      cell->peak = first->value;
      cell->kind = cell->peak < 0 ? TENON_RATE_CELL_UNKNOWN : TENON_RATE_CELL_ONE;
      return;
    }
  if (n_halves == 2 && (first->role == ROLE_AVERAGE || second->role == ROLE_PEAK))
    {
      first = &halves[1];
      second = &halves[0];
    }
  if (n_halves == 1 && first->role == ROLE_AVERAGE)
    {
      cell->average = first->value;
    }
  else
    {
      cell->peak = first->value;
      cell->average = n_halves == 2 ? second->value : -1;
    }
  cell->kind = cell->peak < 0 && cell->average < 0 ? TENON_RATE_CELL_UNKNOWN : TENON_RATE_CELL_TWO;
}

/* "25 %", "~25% of total traffic" */
static gboolean
read_share (const char    *text,
            TenonRateCell *cell)
{
  const char *p = text;
  double      value;

  while (take_hedge (&p, cell))
    ;
  if (!take_number (&p, cell, &value))
    return FALSE;
  p += strspn (p, " ");
  if (*p != '%' || !g_regex_match_simple ("^%(\\s+of\\s+(the\\s+|all\\s+)?(total|all|overall|traffic|requests|load|rps|qps)(\\s+(traffic|requests|load|rps|qps))?)?$", p, G_REGEX_CASELESS, 0))
    return FALSE;
  cell->kind = TENON_RATE_CELL_SHARE;
  cell->share = value;
  return TRUE;
}

/* Without emphasis, code marks, links, marks of footnotes; unusual blanks are blanks. Returns: (transfer full) */
static char *
dup_plain (const char *text)
{
  static const char *const blanks[] = { "\302\240", "\342\200\257", "\342\200\211", "&nbsp;", "<br>", "<br/>", "<br />", "\t", "\n", "\r" };
  g_autofree char         *outer = tenon_markdown_strip (text);
  g_autofree char         *stripped = tenon_markdown_strip (outer); /* of a link's text */
  g_autoptr (GRegex) marks = g_regex_new ("\\[\\^[^\\]]*\\]|<sup>.*?</sup>|</?[a-z]+>|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GRegex) inner = g_regex_new ("\\(\\s*((?:peak|burst|max|avg|average|mean)\\b[^()\\d]*\\d[^()]*)\\)", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GRegex) runs = g_regex_new (" {2,}", 0, 0, NULL);
  g_autofree char *plain = NULL;
  g_autofree char *flat = NULL;
  g_autoptr (GString) s = g_string_new (stripped);

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    g_string_replace (s, blanks[i], " ", 0);
  plain = g_regex_replace_literal (marks, s->str, -1, 0, "", 0, NULL);
  /* "50 (peak 500)": what stands in parentheses is the other half. */
  flat = plain != NULL ? g_regex_replace (inner, plain, -1, 0, ", \\1", 0, NULL) : NULL;
  return g_strstrip (g_regex_replace_literal (runs, flat != NULL ? flat : s->str, -1, 0, " ", 0, NULL));
}

static gboolean
is_nothing (const char *plain)
{
  static const char *const nothing[] = { "", "-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil", "not applicable", NULL };
  g_autofree char         *lower = g_ascii_strdown (plain, -1);

  return g_strv_contains (nothing, lower);
}

/**
 * tenon_rate_cell_read_in:
 * @text: one cell
 * @seconds: what a number without a unit is counted in: 1, or 60 where the heading says "a minute"
 * @cell: (out): a half that is not given is negative
 */
void
tenon_rate_cell_read_in (const char    *text,
                         double         seconds,
                         TenonRateCell *cell)
{
  g_autofree char *plain = dup_plain (text);
  const char      *p = plain;
  Half             halves[2];
  guint            n_halves = 0;

  memset (cell, 0, sizeof *cell);
  cell->peak = cell->average = -1;
  if (is_nothing (plain) || read_share (plain, cell))
    return;
  memset (cell, 0, sizeof *cell);
  cell->peak = cell->average = -1;
  cell->kind = TENON_RATE_CELL_WORDS;
  while (n_halves < 2 && take_half (&p, seconds, cell, &halves[n_halves]))
    {
      n_halves++;
      if (*p == '\0' || n_halves == 2 || !take_separator (&p, &halves[0]))
        break;
    }
  if (n_halves > 0 && *p != '\0' && is_comment (p, &halves[n_halves - 1]))
    {
      cell->has_remark = TRUE;
      p += strlen (p);
    }
  if (n_halves == 0 || *p != '\0' || cell->is_range)
    return;
  cell->is_of_two = !is_of_one (halves, n_halves);
  if (cell->is_of_two)
    return;
  convert (cell, halves, n_halves);
  for (guint i = 0; i < n_halves; i++)
    cell->is_beyond |= halves[i].value > TENON_RATE_MAX;
  if (!cell->is_beyond)
    put_halves (cell, halves, n_halves);
}

/**
 * tenon_rate_cell_read:
 * @text: one cell
 * @cell: (out): a half that is not given is negative
 */
void
tenon_rate_cell_read (const char    *text,
                      TenonRateCell *cell)
{
  tenon_rate_cell_read_in (text, 1, cell);
}

/**
 * tenon_rate_cell_find_unit:
 * @heading: of a column
 *
 * Returns: how many seconds the numbers below "Requests a minute" or "RPM (Peak/Avg)" are counted in; 1 where it names
 *   none, 0 where it does not speak of requests in a time at all
 */
double
tenon_rate_cell_find_unit (const char *heading)
{
  g_autofree char *plain = dup_plain (heading);

  for (const char *p = plain; *p != '\0'; p++)
    {
      const char *q = p;
      const char *thing;
      double      seconds;

      if (p > plain && g_ascii_isalnum (p[-1]) && *p != '/')
        continue;
      if (take_unit (&q, &seconds, &thing))
        return seconds;
    }
  return 0;
}

/**
 * tenon_rate_cell_is_loose:
 *
 * Returns: whether the cell says its rate otherwise than as one plain number for each half
 */
gboolean
tenon_rate_cell_is_loose (const TenonRateCell *cell)
{
  return cell->is_estimate || cell->is_at_most || cell->has_remark;
}

/**
 * tenon_rate_cell_get_problem:
 * @cell: of kind %TENON_RATE_CELL_WORDS
 *
 * Returns: why no rate is taken of it: "is no number of requests a second"
 */
const char *
tenon_rate_cell_get_problem (const TenonRateCell *cell)
{
  if (cell->is_range)
    return "is a range, and no number of requests a second";
  if (cell->is_beyond)
    return "is more than 1,000,000,000 requests a second, which nobody can mean";
  if (cell->is_of_two)
    return "counts two things, and says of neither whether it is a peak or an average";
  return "is no number of requests a second";
}

/**
 * tenon_rate_cell_get_half:
 *
 * Returns: (nullable): what a cell that gives one half only says of it: "is a peak, and says no average"
 */
const char *
tenon_rate_cell_get_half (const TenonRateCell *cell)
{
  if (cell->kind != TENON_RATE_CELL_TWO || !cell->has_roles || (cell->peak < 0) == (cell->average < 0))
    return NULL;
  if (cell->is_count)
    return "counts over an hour or more: an average, which says no peak";
  return cell->peak >= 0 ? "is a peak, and says no average" : "is an average, and says no peak";
}

/**
 * tenon_rate_cell_dup_how:
 *
 * Returns: (transfer full): ", as an estimate, reckoned to a second": how the number was got of the words; ""
 *   for a plain one
 */
char *
tenon_rate_cell_dup_how (const TenonRateCell *cell)
{
  return g_strconcat ("", cell->is_estimate ? ", as an estimate" : "", cell->is_at_most ? ", as the most" : "", cell->is_converted ? ", reckoned to a second" : "", NULL);
}

/**
 * tenon_rate_cell_round:
 *
 * Returns: the number a cell shows for @value: whole from a thousand on, else with four digits; the model holds the exact one
 */
double
tenon_rate_cell_round (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= 1000)
    return round (value);
  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.3e", value), NULL);
}

static void
append_half (GString         *out,
             const TenonRate *rate)
{
  g_autofree char *number = NULL;
  double           value;

  if (!tenon_rate_get_value (rate, &value))
    {
      g_string_append (out, "TBD");
      return;
    }
  number = tenon_format_exact (tenon_rate_cell_round (value));
  g_string_append_printf (out, "%s%s", tenon_rate_is_lower_bound (rate) ? "≥" : "", number);
}

/**
 * tenon_rate_cell_write:
 * @peak: (nullable):
 * @average: (nullable):
 *
 * Returns: (transfer full): "500/200 RPS", "TBD/0.18 RPS", "TBD"
 */
char *
tenon_rate_cell_write (const TenonRate *peak,
                       const TenonRate *average)
{
  GString *out;

  if (!tenon_rate_is_known (peak) && !tenon_rate_is_known (average))
    return g_strdup ("TBD");
  out = g_string_new (NULL);
  append_half (out, peak);
  g_string_append_c (out, '/');
  append_half (out, average);
  g_string_append (out, " RPS");
  return g_string_free (out, FALSE);
}
