/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TENON_TYPE_APPLICATION (tenon_application_get_type ())
G_DECLARE_FINAL_TYPE (TenonApplication, tenon_application, TENON, APPLICATION, AdwApplication)

TenonApplication *tenon_application_new (void);

G_END_DECLS
