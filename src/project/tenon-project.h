/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/tenon-alternative.h"
#include "model/tenon-contract-text.h"
#include "model/tenon-cost.h"
#include "model/tenon-difference.h"
#include "model/tenon-graph.h"
#include "model/tenon-model.h"
#include "model/tenon-review.h"
#include "model/tenon-task.h"

G_BEGIN_DECLS

#define TENON_PROJECT_ERROR (tenon_project_error_quark ())
GQuark tenon_project_error_quark (void);

typedef enum
{
  TENON_PROJECT_ERROR_REFUSED, /* the folder is not ours to write in */
  TENON_PROJECT_ERROR_GATE,    /* a gate is not satisfied */
  TENON_PROJECT_ERROR_LOCKED,  /* a git lock of somebody else */
  TENON_PROJECT_ERROR_DAMAGED, /* a state file cannot be read */
  TENON_PROJECT_ERROR_FAILED,
} TenonProjectError;

typedef enum
{
  TENON_FOLDER_ABSENT,
  TENON_FOLDER_EMPTY,
  TENON_FOLDER_PROJECT,  /* has artifacts/stage-02/model.json */
  TENON_FOLDER_WORKFLOW, /* the older, hand-run workflow made it */
  TENON_FOLDER_OTHER,
} TenonFolderKind;

void            tenon_project_warm_up (void);
TenonFolderKind tenon_folder_probe (const char *path);
char           *tenon_folder_load_version (const char *path,
                                           const char *name,
                                           GError    **error);

#define TENON_TYPE_PROJECT (tenon_project_get_type ())
G_DECLARE_FINAL_TYPE (TenonProject, tenon_project, TENON, PROJECT, GObject)

/* Properties: "model" (TenonModel, fixed), "reviews", "path", "branch" (string), "busy" (boolean),
 * "n-unsaved" (uint), "n-uncommitted" (uint: edits since the last commit).
 * Signals: "checked" (gates, findings, contract and costs are up to date again), "toast" (string). */

/* Opening and making. The synchronous forms are for the command and tests. */
TenonProject      *tenon_project_open (const char   *path,
                                       GCancellable *cancellable,
                                       GError      **error);
void               tenon_project_open_async (const char         *path,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TenonProject      *tenon_project_open_finish (GAsyncResult *result,
                                              GError      **error);
TenonProject      *tenon_project_create (const char        *path,
                                         const char        *name,
                                         const char *const *files,
                                         GPtrArray        **imported,
                                         GCancellable      *cancellable,
                                         GError           **error);
void               tenon_project_create_async (const char         *path,
                                               const char         *name,
                                               const char *const  *files,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
TenonProject      *tenon_project_create_finish (GAsyncResult *result,
                                                GPtrArray   **imported,
                                                GError      **error);
GPtrArray         *tenon_project_import (TenonProject      *self,
                                         const char *const *files,
                                         GCancellable      *cancellable,
                                         GError           **error);
void               tenon_project_import_async (TenonProject       *self,
                                               const char *const  *files,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GPtrArray         *tenon_project_import_finish (TenonProject *self,
                                                GAsyncResult *result,
                                                GError      **error);
TenonImportedFile *tenon_project_recognise (const char *path);

TenonModel   *tenon_project_get_model (TenonProject *self);
TenonReviews *tenon_project_get_reviews (TenonProject *self);
const char   *tenon_project_get_path (TenonProject *self);
const char   *tenon_project_get_branch (TenonProject *self);
gboolean      tenon_project_get_busy (TenonProject *self);
guint         tenon_project_get_n_unsaved (TenonProject *self);
guint         tenon_project_get_n_uncommitted (TenonProject *self);

/* Saving writes the state files; a step writes state and documents, marks the task, and commits. */
gboolean tenon_project_save (TenonProject *self,
                             GError      **error);
void     tenon_project_save_async (TenonProject       *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean tenon_project_save_finish (TenonProject *self,
                                    GAsyncResult *result,
                                    GError      **error);
gboolean tenon_project_advance (TenonProject *self,
                                GPtrArray   **messages,
                                GError      **error);
void     tenon_project_advance_async (TenonProject       *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean tenon_project_advance_finish (TenonProject *self,
                                       GAsyncResult *result,
                                       GPtrArray   **messages,
                                       GError      **error);

/* What is known at this moment: all of the live model, refreshed after each edit. */
GListModel              *tenon_project_get_gates (TenonProject *self);
TenonGate               *tenon_project_find_gate (TenonProject *self,
                                                  TenonGateKind kind,
                                                  const char   *subject);
GListModel              *tenon_project_get_findings (TenonProject *self);
GPtrArray               *tenon_project_get_answered (TenonProject *self);
GListModel              *tenon_project_get_tasks (TenonProject *self);
const TenonContractText *tenon_project_get_contract (TenonProject *self);
const TenonCost         *tenon_project_get_cost (TenonProject *self);
GPtrArray               *tenon_project_get_headroom (TenonProject *self);
void                     tenon_project_refresh (TenonProject *self);

/* Deciding. Each approval or return is one commit. */
gboolean tenon_project_decide (TenonProject     *self,
                               TenonGateKind     kind,
                               const char       *subject,
                               TenonReviewAction action,
                               const char       *by,
                               const char       *note,
                               GError          **error);
void     tenon_project_decide_async (TenonProject       *self,
                                     TenonGateKind       kind,
                                     const char         *subject,
                                     TenonReviewAction   action,
                                     const char         *by,
                                     const char         *note,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean tenon_project_decide_finish (TenonProject *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* Designing. */
TenonDesign     *tenon_project_propose (TenonProject *self,
                                        TenonStrategy strategy);
void             tenon_project_propose_async (TenonProject       *self,
                                              TenonStrategy       strategy,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
TenonDesign     *tenon_project_propose_finish (TenonProject *self,
                                               GAsyncResult *result,
                                               GError      **error);
void             tenon_project_take_design (TenonProject *self,
                                            TenonDesign  *proposal,
                                            const char   *table);
GPtrArray       *tenon_project_compare_proposal (TenonProject *self,
                                                 TenonDesign  *proposal);
gboolean         tenon_project_choose_design (TenonProject *self,
                                              TenonDesign  *alternative,
                                              const char   *reason,
                                              const char   *by,
                                              GError      **error);
gboolean         tenon_project_pin (TenonProject *self,
                                    const char   *decision_id,
                                    gboolean      pinned,
                                    const char   *reason);
void             tenon_project_refit (TenonProject *self);
char           **tenon_project_list_unmapped (TenonProject *self,
                                              TenonDesign  *design);
char            *tenon_project_describe_unmapped (TenonProject *self,
                                                  const char   *pattern_id);
gboolean         tenon_project_serve_on (TenonProject *self,
                                         const char   *pattern_id,
                                         const char   *table,
                                         const char   *reason,
                                         const char   *by,
                                         GError      **error);
gboolean         tenon_project_can_serve_on (TenonProject *self,
                                             const char   *pattern_id,
                                             const char   *table,
                                             GError      **error);
TenonCost       *tenon_project_estimate (TenonProject *self,
                                         TenonDesign  *design);
GPtrArray       *tenon_project_list_cost_modes (TenonProject *self,
                                                TenonDesign  *design);
gboolean         tenon_project_set_cost_setting (TenonProject *self,
                                                 const char   *name,
                                                 const char   *text,
                                                 GError      **error);
char           **tenon_project_list_regions (void);
TenonCostGrowth *tenon_project_project_growth (TenonProject *self,
                                               TenonDesign  *design);
GPtrArray       *tenon_project_analyse_headroom (TenonProject *self,
                                                 TenonDesign  *design);
void             tenon_project_choose_cost_convention (TenonProject       *self,
                                                       TenonCostConvention convention);
GPtrArray       *tenon_project_check_design (TenonProject *self,
                                             TenonDesign  *design);
GPtrArray       *tenon_project_compare_alternatives (TenonProject *self);
double           tenon_project_write_amplification (TenonProject *self,
                                                    TenonTable   *table);

/* Folder, documents, history. */
char     **tenon_project_list_documents (TenonProject *self);
char      *tenon_project_load_document (TenonProject *self,
                                        const char   *name,
                                        GError      **error);
GPtrArray *tenon_project_dup_document_blocks (TenonProject *self,
                                              const char   *text);
GPtrArray *tenon_project_list_history (TenonProject *self,
                                       guint         limit,
                                       GError      **error);
char      *tenon_project_show_change (TenonProject *self,
                                      const char   *commit_id,
                                      const char   *file,
                                      GError      **error);

/* Laying out. */
#define TENON_PROJECT_MAX_LAYERED 50u

typedef void (*TenonProjectProgressFunc) (double   fraction,
                                          gpointer user_data);

void        tenon_project_arrange_async (TenonProject       *self,
                                         TenonGraph         *graph,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
TenonGraph *tenon_project_arrange_finish (TenonProject *self,
                                          GAsyncResult *result,
                                          GError      **error);
void        tenon_project_arrange_noting_async (TenonProject            *self,
                                                TenonGraph              *graph,
                                                GCancellable            *cancellable,
                                                TenonProjectProgressFunc progress,
                                                GAsyncReadyCallback      callback,
                                                gpointer                 user_data);
void        tenon_project_arrange_layered_async (TenonProject       *self,
                                                 TenonGraph         *graph,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
void        tenon_project_arrange_layered_noting_async (TenonProject            *self,
                                                        TenonGraph              *graph,
                                                        GCancellable            *cancellable,
                                                        TenonProjectProgressFunc progress,
                                                        GAsyncReadyCallback      callback,
                                                        gpointer                 user_data);
void        tenon_project_route (TenonGraph *graph,
                                 guint       moved_node);
void        tenon_project_route_nodes (TenonGraph  *graph,
                                       const guint *moved_nodes,
                                       guint        n_moved);

G_END_DECLS
