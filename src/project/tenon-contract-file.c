/* SPDX-License-Identifier: GPL-3.0-or-later */

/* migrationContract.json in the folder against the contract that follows from the design: what later stages read has to be
 * what people approved. */

#include "project/tenon-contract-file.h"

#include "project/tenon-files.h"
#include "project/tenon-folder.h"

static gboolean
is_approved (TenonReviews            *reviews,
             const TenonContractText *contract)
{
  TenonReviewEvent *last = tenon_reviews_find_last (reviews, TENON_GATE_CONTRACT, NULL);
  g_autofree char  *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contract->text, -1);

  return last != NULL && last->action == TENON_REVIEW_APPROVE && g_strcmp0 (last->digest, digest) == 0;
}

/**
 * tenon_contract_file_find_edit:
 * @repository: (nullable):
 * @contract: (nullable): of the present design
 *
 * A file that differs from the design is edited by hand where it is not what the last commit holds, or where the
 * contract of this very design was approved; else the design has moved on since the file was written.
 *
 * Returns: (transfer full) (nullable): the finding that says so
 */
TenonDiagnostic *
tenon_contract_file_find_edit (const char              *root,
                               TenonRepository         *repository,
                               TenonReviews            *reviews,
                               const TenonContractText *contract)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *present = contract != NULL && contract->text != NULL ? tenon_files_load_text (root, TENON_FILE_CONTRACT, NULL) : NULL;
  TenonDiagnostic *finding;

  if (present == NULL || g_str_equal (present, contract->text))
    return NULL;
  if (!is_approved (reviews, contract) && (repository == NULL || !tenon_repository_is_changed (repository, TENON_FILE_CONTRACT)))
    return NULL;
  found = tenon_diagnostics_new ();
  finding = tenon_diagnostics_add (found, TENON_SEVERITY_WARNING, TENON_CONTRACT_FILE_EDITED, TENON_FILE_CONTRACT, 0, 0,
                                   "migrationContract.json is not what the design says: somebody edited it. Its approval does not hold for that.");
  tenon_diagnostic_set_remedy (finding, "Take what was edited into the design, or approve the contract again: it is then written from the design, and the edited text is kept as migrationContract.edited.json");
  return g_object_ref (finding);
}
