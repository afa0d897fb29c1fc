/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A diagnostic says "look here": a place or an object, a stable code, a sentence and a remedy. */

#include "base/tenon-diagnostic.h"

enum
{
  PROP_0,
  PROP_SEVERITY,
  PROP_CODE,
  PROP_SUBJECT,
  PROP_MESSAGE,
  PROP_REMEDY,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TenonDiagnostic, tenon_diagnostic, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
tenon_diagnostic_finalize (GObject *object)
{
  TenonDiagnostic *self = TENON_DIAGNOSTIC (object);

  g_free (self->code);
  g_free (self->file);
  g_free (self->subject);
  g_free (self->path);
  g_free (self->message);
  g_free (self->remedy);
  G_OBJECT_CLASS (tenon_diagnostic_parent_class)->finalize (object);
}

static void
tenon_diagnostic_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TenonDiagnostic *self = TENON_DIAGNOSTIC (object);

  switch (prop_id)
    {
    case PROP_SEVERITY:
      g_value_set_int (value, self->severity);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_REMEDY:
      g_value_set_string (value, self->remedy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_diagnostic_class_init (TenonDiagnosticClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tenon_diagnostic_finalize;
  object_class->get_property = tenon_diagnostic_get_property;
  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, 0, TENON_SEVERITY_ERROR, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REMEDY] = g_param_spec_string ("remedy", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tenon_diagnostic_init (TenonDiagnostic *self)
{
}

/**
 * tenon_diagnostics_new:
 *
 * Returns: (transfer full): an empty array that owns the diagnostics put into it
 */
GPtrArray *
tenon_diagnostics_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static TenonDiagnostic *
add (GPtrArray    *diagnostics,
     TenonSeverity severity,
     const char   *code,
     const char   *format,
     va_list       args)
{
  TenonDiagnostic *self = g_object_new (TENON_TYPE_DIAGNOSTIC, NULL);

  self->severity = severity;
  self->code = g_strdup (code);
  self->message = g_strdup_vprintf (format, args);
  g_ptr_array_add (diagnostics, self);
  return self;
}

/**
 * tenon_diagnostics_add:
 * @file: (nullable): the file as the user named it
 * @line: 1-based line, 0 for the file as a whole
 * @column: 1-based column in bytes, 0 for the line as a whole
 *
 * Returns: (transfer none): the new diagnostic, owned by @diagnostics
 */
TenonDiagnostic *
tenon_diagnostics_add (GPtrArray    *diagnostics,
                       TenonSeverity severity,
                       const char   *code,
                       const char   *file,
                       guint         line,
                       guint         column,
                       const char   *format,
                       ...)
{
  TenonDiagnostic *self;
  va_list          args;

  va_start (args, format);
  self = add (diagnostics, severity, code, format, args);
  va_end (args);
  self->file = g_strdup (file);
  self->line = line;
  self->column = column;
  return self;
}

/**
 * tenon_diagnostics_add_subject:
 * @subject: (nullable): the object meant, "kind:name"
 *
 * Returns: (transfer none): the new diagnostic, owned by @diagnostics
 */
TenonDiagnostic *
tenon_diagnostics_add_subject (GPtrArray    *diagnostics,
                               TenonSeverity severity,
                               const char   *code,
                               const char   *subject,
                               const char   *format,
                               ...)
{
  TenonDiagnostic *self;
  va_list          args;

  va_start (args, format);
  self = add (diagnostics, severity, code, format, args);
  va_end (args);
  self->subject = g_strdup (subject);
  return self;
}

guint
tenon_diagnostics_count (GPtrArray    *diagnostics,
                         TenonSeverity at_least)
{
  guint n = 0;

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    n += ((TenonDiagnostic *)g_ptr_array_index (diagnostics, i))->severity >= at_least;
  return n;
}

void
tenon_diagnostic_set_subject (TenonDiagnostic *self,
                              const char      *subject)
{
  g_free (self->subject);
  self->subject = g_strdup (subject);
}

void
tenon_diagnostic_set_path (TenonDiagnostic *self,
                           const char      *path)
{
  g_free (self->path);
  self->path = g_strdup (path);
}

void
tenon_diagnostic_set_remedy (TenonDiagnostic *self,
                             const char      *format,
                             ...)
{
  va_list args;

  g_free (self->remedy);
  va_start (args, format);
  self->remedy = g_strdup_vprintf (format, args);
  va_end (args);
}

/**
 * tenon_diagnostic_to_string:
 *
 * Returns: (transfer full): one line, `file:line:column: severity: message [code]`, without a line end;
 *   the subject stands in place of an absent file, and the remedy follows the message
 */
char *
tenon_diagnostic_to_string (TenonDiagnostic *self)
{
  g_autoptr (GString) s = g_string_new (NULL);

  if (self->file != NULL)
    g_string_append (s, self->file);
  else if (self->path != NULL)
    g_string_append (s, self->path);
  else if (self->subject != NULL)
    g_string_append (s, self->subject);
  if (self->file != NULL && self->line > 0)
    g_string_append_printf (s, ":%u", self->line);
  if (self->file != NULL && self->line > 0 && self->column > 0)
    g_string_append_printf (s, ":%u", self->column);
  if (s->len > 0)
    g_string_append (s, ": ");
  g_string_append_printf (s, "%s: %s", tenon_severity_to_string (self->severity), self->message);
  if (self->remedy != NULL)
    g_string_append_printf (s, " %s", self->remedy);
  g_string_append_printf (s, " [%s]", self->code);
  return g_string_free (g_steal_pointer (&s), FALSE);
}

const char *
tenon_severity_to_string (TenonSeverity severity)
{
  static const char *const names[] = { "note", "warning", "error" };

  return names[severity];
}
