/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tasks document of a new project: the stage's tasks, gates and commit messages. */

#include "artifact/tenon-tasks-document.h"

static const char template[] = "# DynamoDB Data Modeling - Tasks\n"
                               "\n"
                               "Each task ends in one commit with the message it names. Only the marks in this file change.\n"
                               "Notes of the whole stage go into `artifacts/stage-02/02_working_log.md`.\n"
                               "\n"
                               "- [ ] 1. Understand the source and what the application asks of it\n"
                               "  - [ ] 1.1 Read the stage-01 artifacts\n"
                               "    - API access patterns are authoritative, the table structure is complete, the log analysis supplements both\n"
                               "    - **COMMIT**: \"stage-02 task 1.1: Analyze stage-01 artifacts for DynamoDB modeling context\"\n"
                               "  - [ ] 1.2 State a peak and an average rate for every access pattern, with its evidence\n"
                               "    - Rates are never made up: one that nobody knows stays unknown\n"
                               "    - Ask about reads without their write, and the reverse\n"
                               "    - **COMMIT**: \"stage-02 task 1.2: Document complete access patterns with RPS estimates\"\n"
                               "  - [ ] 1.3 Confirm the requirements\n"
                               "    - **GATE**: a named person confirms that all access patterns are captured\n"
                               "    - **COMMIT**: \"stage-02 task 1.3: Validate complete access pattern requirements with user\"\n"
                               "- [ ] 2. Design\n"
                               "  - [ ] 2.1 Take a first design: tables, keys, indexes, each with its reason\n"
                               "    - **COMMIT**: \"stage-02 task 2.1: Create initial DynamoDB design based on access patterns\"\n"
                               "  - [ ] 2.2 Decide on denormalization, with alternatives, trade-offs and a way back\n"
                               "    - **COMMIT**: \"stage-02 task 2.2: Evaluate denormalization decisions and design alternatives\"\n"
                               "  - [ ] 2.3 Reckon costs, partitions, write amplification and production risks\n"
                               "    - **COMMIT**: \"stage-02 task 2.3: Analyze cost implications and production risks\"\n"
                               "- [ ] 3. Approve the design\n"
                               "  - [ ] 3.1 Write `dynamodb_data_model.md`\n"
                               "    - **COMMIT**: \"stage-02 task 3.1: Create comprehensive DynamoDB data model document\"\n"
                               "  - [ ] 3.2 Review table by table\n"
                               "    - **GATE**: each table is approved by a named person before the next one\n"
                               "    - **COMMIT**: \"stage-02 task 3.2: Complete table-by-table design validation with user\"\n"
                               "  - [ ] 3.3 Approve the design as a whole\n"
                               "    - **GATE**: a named person approves the overall approach\n"
                               "    - **COMMIT**: \"stage-02 task 3.3: Finalize DynamoDB data model with user validation\"\n"
                               "- [ ] 4. Write the migration contract\n"
                               "  - [ ] 4.1 Write `migrationContract.json` from the approved design\n"
                               "    - **COMMIT**: \"stage-02 task 4.1: Generate migration contract from finalized data model\"\n"
                               "  - [ ] 4.2 Validate the contract\n"
                               "    - **GATE**: a named person confirms that all mappings are complete and correct\n"
                               "    - **COMMIT**: \"stage-02 task 4.2: Validate migration contract completeness and accuracy\"\n"
                               "- [ ] 5. Hand over\n"
                               "  - [ ] 5.1 Summarise decisions, trade-offs, monitoring and warnings\n"
                               "    - **COMMIT**: \"stage-02 task 5.1: Create comprehensive documentation summary\"\n"
                               "  - [ ] 5.2 Check that everything is ready for the next stage\n"
                               "    - **COMMIT**: \"stage-02 task 5.2: Complete DynamoDB data modeling with manual design process\"\n";

/**
 * tenon_tasks_document_template:
 *
 * Returns: (transfer none): the tasks document of a project that has none
 */
const char *
tenon_tasks_document_template (void)
{
  return template;
}
