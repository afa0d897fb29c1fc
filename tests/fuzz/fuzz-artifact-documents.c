/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes through every reader of documents, whatever kind they were recognised as. */

#include "artifact/tenon-api-document.h"
#include "artifact/tenon-document.h"
#include "artifact/tenon-log-document.h"
#include "artifact/tenon-requirement-document.h"
#include "artifact/tenon-structure-document.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (TenonSource) source = tenon_source_new ("document.md", bytes);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (TenonSchema) schema = NULL;
  g_autoptr (GPtrArray) patterns = NULL;
  g_autoptr (GPtrArray) peaks = NULL;
  g_autoptr (GPtrArray) proposals = NULL;
  g_autoptr (TenonModel) model = tenon_model_new ();
  g_autoptr (TenonStatementLog) log = NULL;

  tenon_artifact_recognise (source);
  schema = tenon_structure_document_read (source, diagnostics);
  patterns = tenon_api_document_read (source, schema, diagnostics);
  log = tenon_log_document_read (source, schema, diagnostics);
  peaks = tenon_log_document_read_peaks (source, diagnostics);
  proposals = tenon_requirement_document_read (source, model, diagnostics);
  return 0;
}
