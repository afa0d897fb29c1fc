/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/tenon-source.h"
#include "model/tenon-schema.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_DIALECT_MYSQL,   /* MySQL 8.4 */
  TENON_DIALECT_MARIADB, /* MariaDB 10.11 */
} TenonDialect;

TenonSchema *tenon_ddl_read (TenonSource *source,
                             TenonDialect dialect,
                             GPtrArray   *diagnostics);
void         tenon_ddl_read_into (TenonSchema *schema,
                                  TenonSource *source,
                                  TenonDialect dialect,
                                  GPtrArray   *diagnostics);

G_END_DECLS
