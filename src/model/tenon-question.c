/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions about the requirements and the matrix of entities and operations: what the checks hand to the programs. */

#include "model/tenon-question.h"

#include "model/tenon-record-private.h"

TENON_DEFINE_RECORD_ENUM (TenonQuestionKind,
                          tenon_question_kind,
                          { TENON_QUESTION_READ_WITHOUT_WRITE, "TENON_QUESTION_READ_WITHOUT_WRITE", "read-without-write" },
                          { TENON_QUESTION_WRITE_WITHOUT_READ, "TENON_QUESTION_WRITE_WITHOUT_READ", "write-without-read" },
                          { TENON_QUESTION_CRUD_GAP, "TENON_QUESTION_CRUD_GAP", "crud-gap" },
                          { TENON_QUESTION_ENTITY_UNTOUCHED, "TENON_QUESTION_ENTITY_UNTOUCHED", "entity-untouched" },
                          { TENON_QUESTION_ENTITY_UNKNOWN, "TENON_QUESTION_ENTITY_UNKNOWN", "entity-unknown" },
                          { TENON_QUESTION_SHAPE_OPEN, "TENON_QUESTION_SHAPE_OPEN", "shape-open" },
                          { TENON_QUESTION_DUPLICATE, "TENON_QUESTION_DUPLICATE", "duplicate" },
                          { TENON_QUESTION_STATEMENT_UNCOVERED, "TENON_QUESTION_STATEMENT_UNCOVERED", "statement-uncovered" },
                          { TENON_QUESTION_PATTERN_UNSEEN, "TENON_QUESTION_PATTERN_UNSEEN", "pattern-unseen" },
                          { TENON_QUESTION_RATES_CONTRADICT, "TENON_QUESTION_RATES_CONTRADICT", "rates-contradict" },
                          { TENON_QUESTION_FORMULA_BROKEN, "TENON_QUESTION_FORMULA_BROKEN", "formula-broken" },
                          { TENON_QUESTION_FACT_UNKNOWN, "TENON_QUESTION_FACT_UNKNOWN", "fact-unknown" })

TENON_DEFINE_RECORD_ENUM (TenonQuestionState,
                          tenon_question_state,
                          { TENON_QUESTION_OPEN, "TENON_QUESTION_OPEN", "open" },
                          { TENON_QUESTION_DECLINED, "TENON_QUESTION_DECLINED", "declined" },
                          { TENON_QUESTION_ADDED, "TENON_QUESTION_ADDED", "added" },
                          { TENON_QUESTION_STATED, "TENON_QUESTION_STATED", "stated" })

static const struct
{
  const char *nick;
  const char *title;
} kinds[TENON_N_QUESTION_KINDS] = {
  { "read-without-write", "read, never written" },
  { "write-without-read", "written, never read" },
  { "crud-gap", "never changed and never removed" },
  { "entity-untouched", "touched by no pattern" },
  { "entity-unknown", "not in the schema" },
  { "shape-open", "not decided what is asked for" },
  { "duplicate", "asked for twice" },
  { "statement-uncovered", "in the log, covered by no pattern" },
  { "pattern-unseen", "never seen in the log" },
  { "rates-contradict", "rates that contradict" },
  { "formula-broken", "derived from what nobody knows" },
  { "fact-unknown", "not known yet" },
};

enum
{
  PROP_ID = 1,
  PROP_TEXT,
  PROP_GROUP,
  PROP_ENTITY,
  PROP_ANSWERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TenonQuestion, tenon_question, G_TYPE_OBJECT)

static void
tenon_question_finalize (GObject *object)
{
  TenonQuestion *self = TENON_QUESTION (object);

  g_free (self->id);
  g_free (self->code);
  g_free (self->subject);
  g_free (self->entity);
  g_free (self->attribute);
  g_free (self->pattern_id);
  g_free (self->text);
  g_free (self->detail);
  g_free (self->group);
  g_free (self->decision);
  g_free (self->fact_key);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_free (self->basis);
  g_free (self->draft_description);
  g_strfreev (self->draft_statements);
  g_free (self->answer);
  g_free (self->by);
  g_free (self->at);
  G_OBJECT_CLASS (tenon_question_parent_class)->finalize (object);
}

static void
tenon_question_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TenonQuestion *self = TENON_QUESTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_GROUP:
      g_value_set_string (value, self->group);
      break;
    case PROP_ENTITY:
      g_value_set_string (value, self->entity);
      break;
    case PROP_ANSWERED:
      g_value_set_boolean (value, !tenon_question_is_open (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_question_class_init (TenonQuestionClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tenon_question_finalize;
  object_class->get_property = tenon_question_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, NULL, flags);
  properties[PROP_ENTITY] = g_param_spec_string ("entity", NULL, NULL, NULL, flags);
  properties[PROP_ANSWERED] = g_param_spec_boolean ("answered", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tenon_question_init (TenonQuestion *self)
{
}

TenonQuestion *
tenon_question_new (TenonQuestionKind kind,
                    const char       *code,
                    const char       *subject)
{
  TenonQuestion *self = g_object_new (TENON_TYPE_QUESTION, NULL);

  self->kind = kind;
  self->code = g_strdup (code);
  self->subject = g_strdup (subject);
  self->id = g_strconcat (code, "|", subject, NULL);
  return self;
}

gboolean
tenon_question_is_open (TenonQuestion *self)
{
  return self->state == TENON_QUESTION_OPEN;
}

gboolean
tenon_question_kind_from_string (const char        *text,
                                 TenonQuestionKind *kind)
{
  for (guint i = 0; text != NULL && i < TENON_N_QUESTION_KINDS; i++)
    if (g_str_equal (kinds[i].nick, text))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
tenon_question_kind_to_string (TenonQuestionKind kind)
{
  return kinds[kind].nick;
}

/**
 * tenon_question_kind_get_title:
 *
 * Returns: what is the matter, to be put behind the name of an entity: "read, never written"
 */
const char *
tenon_question_kind_get_title (TenonQuestionKind kind)
{
  return kinds[kind].title;
}

TenonFactNeed *
tenon_fact_need_copy (const TenonFactNeed *self)
{
  TenonFactNeed *copy = g_new0 (TenonFactNeed, 1);

  copy->fact_key = g_strdup (self->fact_key);
  copy->table = g_strdup (self->table);
  copy->decision = g_strdup (self->decision);
  copy->entity = g_strdup (self->entity);
  copy->reason = self->reason;
  return copy;
}

void
tenon_fact_need_free (TenonFactNeed *self)
{
  g_free (self->fact_key);
  g_free (self->table);
  g_free (self->decision);
  g_free (self->entity);
  g_free (self);
}

void
tenon_crud_row_free (TenonCrudRow *self)
{
  for (guint i = 0; i < TENON_N_CRUD; i++)
    {
      g_strfreev (self->cells[i].pattern_ids);
      g_free (self->cells[i].question_id);
    }
  g_free (self->entity);
  g_free (self);
}
