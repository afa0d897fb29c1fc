/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON paths as writer, reader and checker all spell them: "$[2].attributes.sku", "$[0].attributes['order-id']". */

#include "contract/tenon-contract-path.h"

static gboolean
is_plain (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '_')
        return FALSE;
    }
  return TRUE;
}

void
tenon_contract_path_append_member (GString    *path,
                                   const char *name)
{
  if (is_plain (name))
    {
      g_string_append_c (path, '.');
      g_string_append (path, name);
      return;
    }
  g_string_append (path, "['");
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (path, '\\');
      g_string_append_c (path, *p);
    }
  g_string_append (path, "']");
}

void
tenon_contract_path_append_item (GString *path,
                                 guint    position)
{
  g_string_append_printf (path, "[%u]", position);
}

/**
 * tenon_contract_path_member:
 *
 * Returns: (transfer full): the path of the member @name of the object at @base
 */
char *
tenon_contract_path_member (const char *base,
                            const char *name)
{
  GString *path = g_string_new (base);

  tenon_contract_path_append_member (path, name);
  return g_string_free (path, FALSE);
}

/**
 * tenon_contract_path_item:
 *
 * Returns: (transfer full): the path of the element at @position, counted from 0, of the array at @base
 */
char *
tenon_contract_path_item (const char *base,
                          guint       position)
{
  GString *path = g_string_new (base);

  tenon_contract_path_append_item (path, position);
  return g_string_free (path, FALSE);
}
