/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The law of the documents on any text: what is written reads as the same model, and writing again changes nothing. */

#include "artifact/tenon-api-document.h"
#include "artifact/tenon-requirement-document.h"
#include "artifact/tenon-structure-document.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Control characters do not survive a table cell, and no document needs them to. */
static gboolean
is_text (const guint8 *data,
         size_t        size)
{
  for (size_t i = 0; i < size; i++)
    if ((data[i] < 0x20 && data[i] != '\n' && data[i] != '\r') || data[i] == 0x7f)
      return FALSE;
  return TRUE;
}

static TenonModel *
read_model (TenonSource *source)
{
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = tenon_structure_document_read (source, diagnostics);
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, schema, diagnostics);
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Fill");

  g_object_set (model, "schema", schema, NULL);
  for (guint i = 0; i < patterns->len; i++)
    tenon_list_append (model->patterns, g_ptr_array_index (patterns, i));
  tenon_edit_commit (edit);
  return model;
}

static void
check_requirement (TenonModel *model,
                   const char *previous_text)
{
  g_autofree char *once = tenon_requirement_document_write (model, previous_text);
  g_autofree char *twice = tenon_requirement_document_write (model, once);

  g_assert_cmpstr (once, ==, twice);
}

static void
check_api (TenonModel *model)
{
  g_autofree char *text = tenon_api_document_write (model);
  g_autoptr (TenonSource) source = tenon_source_new_text ("again.md", text);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, model->schema, diagnostics);

  g_assert_cmpuint (patterns->len, ==, tenon_list_get_length (model->patterns));
  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern    *before = tenon_list_get (model->patterns, i);
      TenonPattern    *after = g_ptr_array_index (patterns, i);
      g_autofree char *words_before = NULL;
      g_autofree char *words_after = NULL;

      /* Where it stands is not what it is. */
      after->line = before->line;
      after->is_draft = before->is_draft;
      g_free (after->file);
      after->file = g_strdup (before->file);
      words_before = tenon_record_to_json (TENON_RECORD (before), 2);
      words_after = tenon_record_to_json (TENON_RECORD (after), 2);
      g_assert_cmpstr (words_before, ==, words_after);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("document.md", bytes);
  g_autoptr (TenonModel) model = NULL;
  g_autofree char *text = g_strndup ((const char *)data, size);

  if (!is_text (data, size))
    return 0;
  model = read_model (source);
  check_requirement (model, NULL);
  check_requirement (model, text);
  check_api (model);
  return 0;
}
