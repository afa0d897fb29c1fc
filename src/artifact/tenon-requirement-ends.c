/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Relationships as people write them: "User → Plants", "Users 1:N Orders", "Component (1) -> Vehicle (0..1)", "an order has
 * many items", "Products and Categories: Many:Many"; and which columns of the schema such a line may mean. */

#include "artifact/tenon-requirement-ends.h"

#include "base/tenon-text.h"

#include <string.h>

#define NAME "[A-Za-z_][\\w.]*(?: [A-Za-z_][\\w.]*){0,3}?"
#define SIDE "(?:[01]\\.\\.)?(?:1|one|many|multiple|[nm*])"
#define CARDINALITY "(" SIDE ")\\s*(?::|[- ]to[- ]|–|—|-|/)\\s*(" SIDE ")(?![\\w*])"
#define ARROW "(?:→|⟶|➔|⇒|<?[-=—]+>|↔|⟷)"
#define END "\\s*(?=$|[:(\\[,;.–—-]|through\\b)"

void
tenon_requirement_ends_clear (TenonRequirementEnds *ends)
{
  g_clear_pointer (&ends->from, g_free);
  g_clear_pointer (&ends->to, g_free);
}

static gboolean
is_many (const char *side)
{
  return g_regex_match_simple ("many|multiple|[nm*]$", side, G_REGEX_CASELESS, 0);
}

static TenonCardinality
combine (const char *from,
         const char *to)
{
  if (is_many (from))
    return is_many (to) ? TENON_CARDINALITY_MANY_MANY : TENON_CARDINALITY_MANY_ONE;
  return is_many (to) ? TENON_CARDINALITY_ONE_MANY : TENON_CARDINALITY_ONE_ONE;
}

/**
 * tenon_requirement_read_cardinality:
 *
 * Returns: what "1:Many (avg 5)", "(One-to-One)" or "M:N" begins with
 */
TenonCardinality
tenon_requirement_read_cardinality (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("^[\\s:(\\[,;–—-]*" CARDINALITY, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return TENON_CARDINALITY_UNSAID;
  from = g_match_info_fetch (match, 1);
  to = g_match_info_fetch (match, 2);
  return combine (from, to);
}

/* "User (1) → Plants (many): …" */
static gboolean
split_arrow (const char           *text,
             TenonRequirementEnds *ends)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(" NAME ")\\s*(?:\\((" SIDE ")\\))?\\s*" ARROW "\\s*(" NAME "(?:\\s*/\\s*" NAME ")*)\\s*(?:\\((" SIDE ")\\))?" END, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *from_side = NULL;
  g_autofree char *to_side = NULL;
  int              end;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  ends->from = g_match_info_fetch (match, 1);
  ends->to = g_match_info_fetch (match, 3);
  from_side = g_match_info_fetch (match, 2);
  to_side = g_match_info_fetch (match, 4);
  g_match_info_fetch_pos (match, 0, NULL, &end);
  if (to_side != NULL && *to_side != '\0')
    ends->cardinality = combine (from_side != NULL && *from_side != '\0' ? from_side : "1", to_side);
  else
    ends->cardinality = tenon_requirement_read_cardinality (text + end);
  return TRUE;
}

/* "Users (1:M) Orders", "Order one-to-many OrderItems", "Products and Categories: M:N" */
static gboolean
split_cardinality (const char           *text,
                   TenonRequirementEnds *ends)
{
  static const char *const forms[] = { "^(" NAME ")\\s*[(\\[]?\\s*" CARDINALITY "\\s*[)\\]]?\\s*(" NAME ")" END, "^(" NAME ") (?:and|&|with) (" NAME ")\\s*[:(–—-]\\s*" CARDINALITY };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (forms[i], G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *from_side = NULL;
      g_autofree char *to_side = NULL;

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      from_side = g_match_info_fetch (match, i == 0 ? 2 : 3);
      to_side = g_match_info_fetch (match, i == 0 ? 3 : 4);
      ends->from = g_match_info_fetch (match, 1);
      ends->to = g_match_info_fetch (match, i == 0 ? 4 : 2);
      ends->cardinality = combine (from_side, to_side);
      return TRUE;
    }
  return FALSE;
}

/* "Each order has many items", "A plant belongs to one user" */
static gboolean
split_sentence (const char           *text,
                TenonRequirementEnds *ends)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(?:(?:each|every|an?|one)\\s+)?(" NAME ")\\s+(?:can |may |always )?(has|have|contains?|owns?|holds?|belongs? to|references?)\\s+(many|multiple|several|zero or more|one or more|at most one|exactly one|one|an?|the)?\\s*(" NAME ")" END,
                                          G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *verb = NULL;
  g_autofree char *count = NULL;
  gboolean         is_child;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  verb = g_match_info_fetch (match, 2);
  count = g_match_info_fetch (match, 3);
  is_child = g_regex_match_simple ("^(belong|reference)", verb, G_REGEX_CASELESS, 0);
  ends->from = g_match_info_fetch (match, 1);
  ends->to = g_match_info_fetch (match, 4);
  ends->cardinality = is_child                                                                             ? TENON_CARDINALITY_MANY_ONE
                      : g_regex_match_simple ("^(at |exactly |one$|an?$|the)", count, G_REGEX_CASELESS, 0) ? TENON_CARDINALITY_ONE_ONE
                                                                                                           : TENON_CARDINALITY_ONE_MANY;
  return TRUE;
}

/**
 * tenon_requirement_split_ends:
 * @text: a line without emphasis
 * @ends: (out):
 */
gboolean
tenon_requirement_split_ends (const char           *text,
                              TenonRequirementEnds *ends)
{
  memset (ends, 0, sizeof *ends);
  return split_arrow (text, ends) || split_cardinality (text, ends) || split_sentence (text, ends);
}

/* ---- columns ---- */

static gboolean
is_named (GPtrArray  *named,
          const char *dotted)
{
  const char *column = strrchr (dotted, '.') + 1;

  for (guint i = 0; i < named->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (named, i), dotted) == 0 || g_ascii_strcasecmp (g_ptr_array_index (named, i), column) == 0)
      return TRUE;
  return FALSE;
}

/* What names of the parent a reference may be made of: "user_id" of users. */
static gboolean
is_reference_name (const char       *column,
                   TenonSourceTable *parent,
                   gboolean          is_self,
                   gboolean          is_loose)
{
  const char              *dot = strrchr (parent->name, '.');
  g_autofree char         *snake = tenon_name_to_snake (column);
  g_autofree char         *whole = tenon_name_to_snake (dot != NULL ? dot + 1 : parent->name);
  g_autofree char         *one = tenon_name_singular (whole);
  g_autofree char         *key = tenon_name_to_snake (parent->primary_key[0]);
  const char              *names[] = { one, whole };
  static const char *const plain_keys[] = { "id", "uuid", "guid", "no", "number", "code", "key", "name", "pk", "rowid", NULL };
  static const char *const ends[] = { "id", "uuid", "no", "number", "code", "key", "ref" };

  if (is_self)
    return g_str_equal (snake, "parent") || g_str_has_prefix (snake, "parent_") || g_str_has_suffix (snake, "_parent");
  /* "vin" of vehicles, whose key is called so. */
  if (!is_loose && g_str_equal (snake, key) && !g_strv_contains (plain_keys, key))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k <= G_N_ELEMENTS (ends); k++)
      {
        g_autofree char *behind = g_strdup_printf ("%s_%s", names[i], k < G_N_ELEMENTS (ends) ? ends[k] : key);
        g_autofree char *before = g_strdup_printf ("%s_%s", k < G_N_ELEMENTS (ends) ? ends[k] : key, names[i]);
        g_autofree char *suffix = g_strconcat ("_", behind, NULL);

        if (is_loose ? g_str_has_suffix (snake, suffix) : g_str_equal (snake, behind) || g_str_equal (snake, before))
          return TRUE;
      }
  return FALSE;
}

static void
list_named_alike (GPtrArray        *found,
                  TenonSourceTable *child,
                  TenonSourceTable *parent,
                  GPtrArray        *named,
                  gboolean          is_loose)
{
  for (guint i = 0; i < tenon_list_get_length (child->columns); i++)
    {
      TenonColumn     *column = tenon_list_get (child->columns, i);
      g_autofree char *dotted = g_strconcat (child->name, ".", column->name, NULL);
      gboolean         is_own_key = child == parent && g_str_equal (column->name, parent->primary_key[0]);

      if (!is_own_key && (named->len > 0 ? is_named (named, dotted) : is_reference_name (column->name, parent, child == parent, is_loose)))
        g_ptr_array_add (found, g_steal_pointer (&dotted));
    }
}

/**
 * tenon_requirement_list_references:
 * @named: (element-type utf8): columns that the line names itself, or none
 * @is_declared: (out): whether they are foreign keys of the schema
 *
 * Returns: (transfer full) (element-type utf8): "table.column" of @child that refer to @parent, or may by their names
 */
GPtrArray *
tenon_requirement_list_references (TenonSourceTable *child,
                                   TenonSourceTable *parent,
                                   GPtrArray        *named,
                                   gboolean         *is_declared)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  guint      n_keys = 0;

  for (guint i = 0; i < tenon_list_get_length (child->foreign_keys); i++)
    {
      TenonForeignKey *key = tenon_list_get (child->foreign_keys, i);
      g_autofree char *dotted = g_strconcat (child->name, ".", key->columns[0], NULL);

      if (g_strcmp0 (key->ref_table, parent->name) != 0)
        continue;
      n_keys++;
      if (named->len == 0 || is_named (named, dotted))
        g_ptr_array_add (found, g_steal_pointer (&dotted));
    }
  *is_declared = found->len > 0;
  if (found->len > 0 || (n_keys > 0 && named->len == 0))
    return found;
  if (parent->primary_key == NULL || parent->primary_key[0] == NULL || parent->primary_key[1] != NULL)
    return found;
  list_named_alike (found, child, parent, named, FALSE);
  if (found->len == 0)
    list_named_alike (found, child, parent, named, TRUE);
  return found;
}
