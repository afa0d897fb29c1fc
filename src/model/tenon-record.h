/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "base/tenon-json-writer.h"

G_BEGIN_DECLS

typedef enum
{
  TENON_FIELD_STRING,  /* char *      */
  TENON_FIELD_INT,     /* gint64      */
  TENON_FIELD_DOUBLE,  /* double      */
  TENON_FIELD_BOOLEAN, /* gboolean    */
  TENON_FIELD_ENUM,    /* int, its GEnum nick in upper case in JSON */
  TENON_FIELD_STRV,    /* char **     */
  TENON_FIELD_RATE,    /* TenonRate * */
  TENON_FIELD_LIST,    /* TenonList * of records, owned, never NULL */
  TENON_FIELD_RECORD,  /* one record, owned, never NULL */
  TENON_FIELD_SHARED,  /* one immutable record, nullable, shared by copies */
} TenonFieldKind;

typedef enum
{
  TENON_FIELD_DEFAULT = 0,
  TENON_FIELD_SPARSE = 1 << 0, /* left out of JSON when empty, zero or false */
  TENON_FIELD_ASIDE = 1 << 1,  /* kept in a file of its own: not part of the record's JSON */
  TENON_FIELD_FLAT = 1 << 2,   /* each element on one line */
  TENON_FIELD_LOOSE = 1 << 3,  /* hangs in no model: written without an edit, in no undo */
} TenonFieldFlags;

typedef struct
{
  const char    *name; /* property name; in JSON with _ for - */
  TenonFieldKind kind;
  gsize          offset;
  GType (*get_type) (void); /* ENUM, LIST, RECORD, SHARED */
  TenonFieldFlags flags;
} TenonField;

#define TENON_TYPE_RECORD (tenon_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (TenonRecord, tenon_record, TENON, RECORD, GObject)

typedef struct _TenonModel TenonModel;

struct _TenonRecordClass
{
  GObjectClass parent_class;

  const TenonField *fields;
  guint             n_fields;
  GParamSpec      **pspecs;
  const char       *kind;      /* "pattern", "table": the first half of an object id */
  gboolean          is_shared; /* immutable once built: copies share it */
};

/* Fields of a class, in JSON order. */
#define TENON_FIELD(Type, name, kind, member)                                           \
  {                                                                                     \
    name, TENON_FIELD_##kind, G_STRUCT_OFFSET (Type, member), NULL, TENON_FIELD_DEFAULT \
  }
#define TENON_FIELD_F(Type, name, kind, member, flags)                    \
  {                                                                       \
    name, TENON_FIELD_##kind, G_STRUCT_OFFSET (Type, member), NULL, flags \
  }
#define TENON_FIELD_T(Type, name, kind, member, get_type, flags)              \
  {                                                                           \
    name, TENON_FIELD_##kind, G_STRUCT_OFFSET (Type, member), get_type, flags \
  }

void tenon_record_class_install (TenonRecordClass *klass,
                                 const char       *kind,
                                 const TenonField *fields,
                                 guint             n_fields);

const TenonField *tenon_record_get_fields (TenonRecord *self,
                                           guint       *n_fields);
const TenonField *tenon_record_find_field (TenonRecord *self,
                                           const char  *name);
const char       *tenon_record_get_kind (TenonRecord *self);
TenonModel       *tenon_record_get_model (TenonRecord *self);
TenonRecord      *tenon_record_get_parent (TenonRecord *self);
char             *tenon_record_dup_id (TenonRecord *self);

gboolean tenon_record_equal (TenonRecord *a,
                             TenonRecord *b);
gpointer tenon_record_copy (gpointer self);
void     tenon_record_assign (TenonRecord *self,
                              TenonRecord *other);
void     tenon_record_write_json (TenonRecord     *self,
                                  TenonJsonWriter *writer);
char    *tenon_record_to_json (TenonRecord *self,
                               guint        indent);
char    *tenon_record_dup_digest (TenonRecord *self);
gboolean tenon_record_read_json (TenonRecord *self,
                                 JsonObject  *object,
                                 GError     **error);

/* For the edit and the list only. */
void tenon_record_attach (TenonRecord *self,
                          TenonModel  *model,
                          TenonRecord *parent);
void tenon_record_detach (TenonRecord *self);

G_END_DECLS
