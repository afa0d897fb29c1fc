/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody edited by hand in files that are written from the design: the contract, and the marked parts of the documents.
 * Later stages and reviewers read them, so they have to say what people approved. */

#include "project/tenon-edited-files.h"

#include "artifact/tenon-document-parts.h"
#include "project/tenon-files.h"
#include "project/tenon-folder.h"

/* Each with the name under which an edited one enters the history. */
static const struct
{
  const char *name;
  const char *other_name;
} outputs[] = {
  { TENON_FILE_CONTRACT, TENON_FILE_CONTRACT_EDITED },
  { TENON_FILE_DATA_MODEL, TENON_FILE_DATA_MODEL_EDITED },
  { TENON_FILE_SUMMARY, TENON_FILE_SUMMARY_EDITED },
};

/**
 * tenon_edited_files_get_other_name:
 *
 * Returns: (nullable): where the text that somebody made of @name is kept once @name is written anew; %NULL for a file that is not
 *   written from the design alone
 */
const char *
tenon_edited_files_get_other_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    if (g_str_equal (outputs[i].name, name))
      return outputs[i].other_name;
  return NULL;
}

static gboolean
take_first (GBytes  *content,
            gpointer user_data)
{
  gsize       length;
  const char *data = g_bytes_get_data (content, &length);

  *(char **)user_data = g_strndup (data, length);
  return TRUE;
}

static gboolean
find_edited_part (TenonRepository *repository,
                  const char      *name,
                  const char      *text,
                  char           **part,
                  guint           *line)
{
  g_autofree char *committed = NULL;

  if (repository == NULL || text == NULL || !tenon_repository_is_changed (repository, name))
    return FALSE;
  tenon_repository_walk_versions (repository, name, take_first, &committed);
  return committed != NULL && tenon_parts_find_difference (text, committed, part, line);
}

/**
 * tenon_edited_files_has:
 * @repository: (nullable):
 * @text: (nullable): of the file as it is
 * @contract: (nullable): of the present design
 *
 * Returns: whether somebody wrote into what is written from the design: a contract that is neither that of the design nor that of
 *   the last commit, a marked part of a document that is not as it was committed. What a commit holds was written by a step.
 */
gboolean
tenon_edited_files_has (TenonRepository         *repository,
                        const char              *name,
                        const char              *text,
                        const TenonContractText *contract)
{
  g_autofree char *part = NULL;
  guint            line;

  if (tenon_edited_files_get_other_name (name) == NULL)
    return FALSE;
  if (g_str_equal (name, TENON_FILE_CONTRACT))
    return repository != NULL && contract != NULL && g_strcmp0 (text, contract->text) != 0 && tenon_repository_is_changed (repository, name);
  return find_edited_part (repository, name, text, &part, &line);
}

static gboolean
is_approved (TenonReviews            *reviews,
             const TenonContractText *contract)
{
  TenonReviewEvent *last = tenon_reviews_find_last (reviews, TENON_GATE_CONTRACT, NULL);
  g_autofree char  *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contract->text, -1);

  return last != NULL && last->action == TENON_REVIEW_APPROVE && g_strcmp0 (last->digest, digest) == 0;
}

/* A contract that differs from the design is edited by hand where it is not what the last commit holds, or where the contract of
 * this very design was approved; else the design has moved on since the file was written. */
static void
look_at_contract (GPtrArray               *findings,
                  const char              *root,
                  TenonRepository         *repository,
                  TenonReviews            *reviews,
                  const TenonContractText *contract)
{
  g_autofree char *present = contract != NULL && contract->text != NULL ? tenon_files_load_text (root, TENON_FILE_CONTRACT, NULL) : NULL;
  TenonDiagnostic *finding;

  if (present == NULL || g_str_equal (present, contract->text))
    return;
  if (!is_approved (reviews, contract) && (repository == NULL || !tenon_repository_is_changed (repository, TENON_FILE_CONTRACT)))
    return;
  finding = tenon_diagnostics_add (findings, TENON_SEVERITY_WARNING, TENON_CONTRACT_FILE_EDITED, TENON_FILE_CONTRACT, 0, 0,
                                   "migrationContract.json is not what the design says: somebody edited it. Its approval does not hold for that.");
  tenon_diagnostic_set_remedy (finding, "Take what was edited into the design, or approve the contract again: it is then written from the design, and the edited text is kept as migrationContract.edited.json");
}

static void
look_at_document (GPtrArray       *findings,
                  const char      *root,
                  TenonRepository *repository,
                  const char      *name)
{
  g_autofree char *text = tenon_files_load_text (root, name, NULL);
  g_autofree char *part = NULL, *base = g_path_get_basename (name), *other = g_path_get_basename (tenon_edited_files_get_other_name (name));
  guint            line;
  TenonDiagnostic *finding;

  if (!find_edited_part (repository, name, text, &part, &line))
    return;
  finding = tenon_diagnostics_add (findings, TENON_SEVERITY_WARNING, "document-edited", name, line, 0,
                                   "Somebody edited what %s says of “%s” between its marks; that part follows from the design, and no approval holds for the edit.", base, part);
  tenon_diagnostic_set_remedy (finding, "Take what was edited into the design, or write it outside of the marks: the next step writes the part anew and keeps the edited text as %s", other);
}

/**
 * tenon_edited_files_find:
 * @repository: (nullable):
 * @contract: (nullable): of the present design
 *
 * Returns: (transfer full) (element-type TenonDiagnostic): a finding for each file that somebody edited where it is written from
 *   the design
 */
GPtrArray *
tenon_edited_files_find (const char              *root,
                         TenonRepository         *repository,
                         TenonReviews            *reviews,
                         const TenonContractText *contract)
{
  GPtrArray *findings = tenon_diagnostics_new ();

  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    if (g_str_equal (outputs[i].name, TENON_FILE_CONTRACT))
      look_at_contract (findings, root, repository, reviews, contract);
    else
      look_at_document (findings, root, repository, outputs[i].name);
  return findings;
}
