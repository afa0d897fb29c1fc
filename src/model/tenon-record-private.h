/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/tenon-record.h"

/* Defines a record type out of its field table, which stands in front as type_name_fields; the type's own init follows. */
#define TENON_DEFINE_RECORD(TypeName, type_name, kind, shared)                                                            \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, TENON_TYPE_RECORD)                                                            \
  static void type_name##_class_init (TypeName##Class *klass)                                                             \
  {                                                                                                                       \
    tenon_record_class_install (TENON_RECORD_CLASS (klass), kind, type_name##_fields, G_N_ELEMENTS (type_name##_fields)); \
    TENON_RECORD_CLASS (klass)->is_shared = shared;                                                                       \
  }

#define TENON_DEFINE_RECORD_INIT(TypeName, type_name) \
  static void type_name##_init (TypeName *self)       \
  {                                                   \
  }

#define TENON_DEFINE_RECORD_ENUM(TypeName, type_name, ...)                     \
  GType type_name##_get_type (void)                                            \
  {                                                                            \
    static gsize type = 0;                                                     \
    if (g_once_init_enter (&type))                                             \
      {                                                                        \
        static const GEnumValue values[] = { __VA_ARGS__, { 0, NULL, NULL } }; \
        g_once_init_leave (&type, g_enum_register_static (#TypeName, values)); \
      }                                                                        \
    return type;                                                               \
  }
