/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of a contract together with where each object stands in it. */

#include "model/tenon-contract-text.h"

static void
span_free (gpointer data)
{
  TenonContractSpan *span = data;

  g_free (span->subject);
  g_free (span->path);
  g_free (span);
}

TenonContractText *
tenon_contract_text_new (void)
{
  TenonContractText *self = g_new0 (TenonContractText, 1);

  self->spans = g_ptr_array_new_with_free_func (span_free);
  return self;
}

void
tenon_contract_text_free (TenonContractText *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->spans);
  g_free (self);
}

void
tenon_contract_text_add_span (TenonContractText *self,
                              const char        *subject,
                              const char        *path,
                              guint              line,
                              guint              last_line)
{
  TenonContractSpan *span = g_new0 (TenonContractSpan, 1);

  span->subject = g_strdup (subject);
  span->path = g_strdup (path);
  span->line = line;
  span->last_line = last_line;
  g_ptr_array_add (self->spans, span);
}

const TenonContractSpan *
tenon_contract_text_find (TenonContractText *self,
                          const char        *subject)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const TenonContractSpan *span = g_ptr_array_index (self->spans, i);

      if (g_strcmp0 (span->subject, subject) == 0)
        return span;
    }
  return NULL;
}

const TenonContractSpan *
tenon_contract_text_find_path (TenonContractText *self,
                               const char        *path)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const TenonContractSpan *span = g_ptr_array_index (self->spans, i);

      if (g_strcmp0 (span->path, path) == 0)
        return span;
    }
  return NULL;
}
