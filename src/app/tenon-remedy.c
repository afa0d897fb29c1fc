/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What to do about a finding, in the words of the window: the rooms below name the command, which is no help to
 * somebody who looks at a window. */

#include "app/tenon-remedy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* By the beginning of the finding's code. */
static const struct
{
  const char *prefix;
  const char *remedy;
} REMEDIES[] = {
  { "question-open", N_ ("Answer them on the Questions page, one by one or many with one reason.") },
  { "rate-unknown", N_ ("Type it into the Peak or Average column of the Patterns page; each number asks for its evidence.") },
  { "proposal-", N_ ("Main Menu, Changes in the Requirement File: accept it or refuse it.") },
};

static const char COMMAND[] = "tenon-cli";

/* "Say why: tenon-cli …" keeps "Say why.", and "It needs a reason; add --reason TEXT" keeps "It needs a reason." */
static char *
cut_command (const char *text,
             const char *separators)
{
  const char *command = strstr (text, COMMAND);
  const char *option = strstr (text, " --");
  const char *end = command != NULL ? command : option;

  if (end == NULL)
    return g_strdup (text);
  while (end > text && strchr (separators, *end) == NULL)
    end--;
  return end > text ? g_strdup_printf ("%.*s.", (int)(end - text), text) : NULL;
}

/**
 * tenon_remedy_dup:
 *
 * Returns: (transfer full) (nullable): what to do about @finding in the window
 */
char *
tenon_remedy_dup (TenonDiagnostic *finding)
{
  if (finding->remedy == NULL)
    return NULL;
  if (strstr (finding->remedy, COMMAND) == NULL)
    return g_strdup (finding->remedy);
  for (guint i = 0; i < G_N_ELEMENTS (REMEDIES); i++)
    if (g_str_has_prefix (finding->code, REMEDIES[i].prefix))
      return g_strdup (_ (REMEDIES[i].remedy));
  return cut_command (finding->remedy, ":");
}

/**
 * tenon_remedy_dup_message:
 * @message: of a #GError
 *
 * Returns: (transfer full): it without the clause that names the command
 */
char *
tenon_remedy_dup_message (const char *message)
{
  char *cut = cut_command (message, ";");

  return cut != NULL ? cut : g_strdup (message);
}
