/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "contract/tenon-contract-checker.h"

G_BEGIN_DECLS

/* What the checks share. Everything is borrowed for the time of one run but the look-up tables. */
struct _TenonContractRun
{
  TenonContract *contract;
  TenonModel    *model;  /* (nullable) */
  TenonDesign   *design; /* (nullable) */
  TenonSchema   *schema; /* (nullable) */
  GPtrArray     *diagnostics;

  const TenonContractCheck *check;         /* the one that runs */
  GHashTable               *patterns;      /* (owned) (element-type utf8 TenonPattern) */
  GHashTable               *promised;      /* (owned) (element-type utf8 TenonContractPromise) first to name a pattern */
  GHashTable               *source_tables; /* (owned) (element-type utf8 TenonSourceTable) */
  GHashTable               *entries;       /* (owned) (element-type utf8 TenonContractTable) first of a source table */
  GHashTable               *design_tables; /* (owned) (element-type utf8 TenonTable) */
};

void tenon_contract_run_init (TenonContractRun *self,
                              TenonContract    *contract,
                              TenonModel       *model,
                              TenonDesign      *design,
                              GPtrArray        *diagnostics);
void tenon_contract_run_clear (TenonContractRun *self);

gboolean            tenon_contract_is_table (TenonContractTable *table);
gboolean            tenon_contract_is_key (TenonContractTable *table,
                                           const char         *attribute);
TenonSourceTable   *tenon_contract_run_find_source (TenonContractRun *self,
                                                    const char       *name);
TenonColumn        *tenon_contract_run_find_column (TenonContractRun *self,
                                                    const char       *table,
                                                    const char       *column);
TenonContractTable *tenon_contract_run_find_entry (TenonContractRun *self,
                                                   TenonSourceTable *source);
TenonTable         *tenon_contract_run_find_design (TenonContractRun   *self,
                                                    TenonContractTable *table);
GPtrArray          *tenon_contract_list_key_columns (TenonContractTable *table);
gboolean            tenon_contract_covers (GPtrArray         *columns,
                                           const char *const *required);
gboolean            tenon_contract_is_within (GPtrArray         *columns,
                                              const char *const *set);
gboolean            tenon_contract_covers_unique (GPtrArray        *columns,
                                                  TenonSourceTable *source);

TenonDiagnostic *tenon_contract_report (TenonContractRun   *self,
                                        TenonContractPlace *place,
                                        const char         *subject,
                                        const char         *format,
                                        ...) G_GNUC_PRINTF (4, 5);
TenonDiagnostic *tenon_contract_report_member (TenonContractRun   *self,
                                               TenonContractTable *table,
                                               const char         *member,
                                               const char         *format,
                                               ...) G_GNUC_PRINTF (4, 5);
TenonDiagnostic *tenon_contract_report_index (TenonContractRun   *self,
                                              TenonContractTable *table,
                                              TenonContractIndex *index,
                                              const char         *format,
                                              ...) G_GNUC_PRINTF (4, 5);
TenonDiagnostic *tenon_contract_report_attribute (TenonContractRun       *self,
                                                  TenonContractTable     *table,
                                                  TenonContractAttribute *attribute,
                                                  const char             *format,
                                                  ...) G_GNUC_PRINTF (4, 5);
TenonDiagnostic *tenon_contract_report_file (TenonContractRun *self,
                                             const char       *subject,
                                             const char       *format,
                                             ...) G_GNUC_PRINTF (3, 4);

/* The tables of checks, each beside its functions. */
const TenonContractCheck *tenon_contract_text_checks (guint *n_checks);
const TenonContractCheck *tenon_contract_source_checks (guint *n_checks);
const TenonContractCheck *tenon_contract_join_checks (guint *n_checks);
const TenonContractCheck *tenon_contract_model_checks (guint *n_checks);

G_END_DECLS
