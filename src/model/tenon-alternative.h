/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-design.h"

G_BEGIN_DECLS

/* One complete design beside the others, in counted facts. */
typedef struct
{
  char         *title;
  TenonStrategy strategy;
  char         *summary;  /* what sets it apart, in words */
  TenonDesign  *design;   /* (nullable) */
  double        dollars;  /* a month, the terms that are not open */
  guint         n_open;   /* terms of the total that are not known */
  guint         n_tables; /* lookup tables included */
  guint         n_indexes;
  guint         n_lookups;
  guint         n_transactions; /* patterns that write by a transaction */
  guint         n_unserved;
  guint         n_services;          /* kinds of services beside DynamoDB that unserved patterns would need */
  guint         n_denormalized;      /* attributes to keep in step */
  double        write_amplification; /* over all tables, by average rates; plain mean where no rate is known */
  guint         n_errors;
  guint         n_warnings;
  double        hottest_share; /* of a partition's limit on the busiest key value at peak; negative: not known */
  char         *hottest;       /* (nullable) the table or index it is */
} TenonAlternative;

TenonAlternative *tenon_alternative_new (TenonStrategy strategy);
void              tenon_alternative_free (TenonAlternative *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TenonAlternative, tenon_alternative_free)

G_END_DECLS
