/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The law of requirement files by anybody: what they say is taken into the model, and the file written of it reads as nothing new. */

#include "artifact/tenon-requirement-document.h"
#include "mysql/tenon-ddl.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

static const char schema_text[] = "CREATE TABLE users (id INT PRIMARY KEY, username VARCHAR(50) UNIQUE);\n"
                                  "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, title TEXT);\n"
                                  "CREATE TABLE comments (id INT PRIMARY KEY, post_id INT, user_id INT, FOREIGN KEY (post_id) REFERENCES posts(id));\n"
                                  "CREATE TABLE follows (follower_user_id INT, following_user_id INT, PRIMARY KEY (follower_user_id, following_user_id));\n"
                                  "CREATE TABLE categories (id INT PRIMARY KEY, parent_id INT);\n";

/* Control characters do not survive a table cell, and no document needs them to. */
static gboolean
is_text (const guint8 *data,
         size_t        size)
{
  for (size_t i = 0; i < size; i++)
    if ((data[i] < 0x20 && data[i] != '\n' && data[i] != '\r' && data[i] != '\t') || data[i] == 0x7f)
      return FALSE;
  return TRUE;
}

static TenonModel *
make_model (void)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("schema.sql", schema_text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");

  g_object_set (model, "schema", schema, NULL);
  tenon_edit_commit (edit);
  return model;
}

static GPtrArray *
read_text (TenonModel *model,
           const char *text)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("requirement.md", text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();

  return tenon_requirement_document_read (source, model, diagnostics);
}

static void
take (TenonModel *model,
      GPtrArray  *proposals)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Take");

  for (guint i = 0; i < proposals->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (proposals, i);

      if (!proposal->is_choice)
        tenon_pattern_proposal_apply (proposal, model);
    }
  for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
    tenon_requirement_document_complete (model, tenon_list_get (model->patterns, i));
  tenon_edit_commit (edit);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *raw = g_strndup ((const char *)data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (TenonModel) model = NULL;
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  if (!is_text (data, size) || tenon_requirement_document_find_conflict (text) > 0)
    return 0;
  model = make_model ();
  proposals = read_text (model, text);
  take (model, proposals);
  once = tenon_requirement_document_write (model, text);
  twice = tenon_requirement_document_write (model, once);
  g_assert_cmpstr (once, ==, twice);
  again = read_text (model, once);
  for (guint i = 0; i < again->len; i++)
    {
      TenonPatternProposal *proposal = g_ptr_array_index (again, i);

      g_printerr ("%s, %s: “%s” instead of “%s”\n", proposal->pattern_id, proposal->property, proposal->value, proposal->present);
      abort ();
    }
  return 0;
}
