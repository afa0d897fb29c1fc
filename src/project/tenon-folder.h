/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of the project folder. */
#define TENON_FOLDER_STAGE_1 "artifacts/stage-01"
#define TENON_FOLDER_STAGE_2 "artifacts/stage-02"
#define TENON_FILE_PATTERNS TENON_FOLDER_STAGE_1 "/01_1_API_access_patterns.md"
#define TENON_FILE_LOG TENON_FOLDER_STAGE_1 "/01_2_mysql_log_analysis.md"
#define TENON_FILE_STRUCTURE TENON_FOLDER_STAGE_1 "/01_3_table_structure_analysis.md"
#define TENON_FILE_REQUIREMENT TENON_FOLDER_STAGE_2 "/dynamodb_requirement.md"
#define TENON_FILE_DATA_MODEL TENON_FOLDER_STAGE_2 "/dynamodb_data_model.md"
#define TENON_FILE_CONTRACT TENON_FOLDER_STAGE_2 "/migrationContract.json"
#define TENON_FILE_CONTRACT_EDITED TENON_FOLDER_STAGE_2 "/migrationContract.edited.json"
#define TENON_FILE_DATA_MODEL_EDITED TENON_FOLDER_STAGE_2 "/dynamodb_data_model.edited.md"
#define TENON_FILE_SUMMARY_EDITED TENON_FOLDER_STAGE_2 "/02_summary.edited.md"
#define TENON_FILE_WORKING_LOG TENON_FOLDER_STAGE_2 "/02_working_log.md"
#define TENON_FILE_SUMMARY TENON_FOLDER_STAGE_2 "/02_summary.md"
#define TENON_FILE_MODEL TENON_FOLDER_STAGE_2 "/model.json"
#define TENON_FILE_REVIEWS TENON_FOLDER_STAGE_2 "/reviews.json"
#define TENON_FILE_LAYOUT TENON_FOLDER_STAGE_2 "/layout.json"
#define TENON_FILE_TASKS "tasks.md"

extern const char *const tenon_folder_documents[]; /* those people read, in reading order */
extern const char *const tenon_folder_files[];     /* all that Tenon writes */

G_END_DECLS
