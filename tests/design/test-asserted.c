/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A relationship that people assert does to a design what a declared foreign key does, and says on whose word. */

#include "design-generator.h"

#include "design/tenon-design-session.h"
#include "design/tenon-proposal.h"
#include "design/tenon-questions.h"
#include "design/tenon-rules.h"
#include "model/tenon-known-schema.h"

#include <string.h>

#define RUNS 80

static const char reason[] = "the ORM joins them";

static void
assert_relationship (TenonModel *model,
                     const char *child,
                     const char *parent)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Assert");

  tenon_list_append_take (model->relationships, g_object_new (TENON_TYPE_RELATIONSHIP, "child", child, "parent", parent, "asserted", TRUE, "reason", reason, NULL));
  tenon_edit_commit (edit);
}

/* The first foreign key of each table, declared without what MySQL did by it, or asserted instead. */
static void
keep_one_key (TenonModel *model,
              gboolean    declared)
{
  for (guint t = 0; t < tenon_list_get_length (model->schema->tables); t++)
    {
      TenonSourceTable *table = tenon_list_get (model->schema->tables, t);
      g_autoptr (TenonForeignKey) key = tenon_list_get_length (table->foreign_keys) > 0 ? g_object_ref (tenon_list_get (table->foreign_keys, 0)) : NULL;
      g_autofree char *child = NULL, *parent = NULL;

      tenon_list_clear (table->foreign_keys);
      if (key == NULL)
        continue;
      if (declared)
        {
          g_clear_pointer (&key->on_delete, g_free);
          tenon_list_append (table->foreign_keys, key);
          continue;
        }
      child = g_strconcat (table->name, ".", key->columns[0], NULL);
      parent = g_strconcat (key->ref_table, ".", key->ref_columns[0], NULL);
      assert_relationship (model, child, parent);
    }
}

static void
append_list (GString   *s,
             TenonList *list)
{
  for (guint i = 0; i < tenon_list_get_length (list); i++)
    {
      g_autofree char *json = tenon_record_to_json (tenon_list_get (list, i), 0);

      g_string_append_printf (s, "%s\n", json);
    }
}

/* Everything but the reasons. */
static char *
outline (TenonDesign *design)
{
  GString *s = g_string_new (NULL);

  for (guint t = 0; t < tenon_list_get_length (design->tables); t++)
    {
      TenonTable *table = tenon_list_get (design->tables, t);

      g_string_append_printf (s, "%s %s %s %s %d\n", table->name, table->partition_key, table->sort_key, table->classification, table->is_provisional);
      for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
        {
          TenonIndex      *index = tenon_list_get (table->indexes, i);
          g_autofree char *projected = index->projected != NULL ? g_strjoinv (",", index->projected) : NULL;

          g_string_append_printf (s, "%s %s %s %d %s\n", index->name, index->partition_key, index->sort_key, index->projection, projected);
        }
      append_list (s, table->attributes);
      append_list (s, table->operations);
    }
  for (guint i = 0; i < tenon_list_get_length (design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (design->decisions, i);

      g_string_append_printf (s, "%s %s\n", decision->decision_id, decision->chosen_approach);
    }
  append_list (s, design->unserved);
  return g_string_free (s, FALSE);
}

static char *
list_questions (TenonModel *model)
{
  g_autoptr (GPtrArray) questions = tenon_questions_ask (model, NULL);
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      TenonQuestion *question = g_ptr_array_index (questions, i);

      g_string_append_printf (s, "%s %s\n", question->subject, question->text);
    }
  return g_string_free (s, FALSE);
}

static void
test_as_declared (void)
{
  guint n_different = 0;

  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) declared = generate_model (seed);
      g_autoptr (TenonModel) asserted = generate_model (seed);
      g_autoptr (TenonModel) none = generate_model (seed);
      TenonStrategy strategy = seed % 3;
      g_autoptr (TenonDesign) a = NULL, b = NULL, c = NULL;
      g_autofree char *x = NULL, *y = NULL, *z = NULL, *asked = NULL, *asked_too = NULL;

      keep_one_key (declared, TRUE);
      keep_one_key (asserted, FALSE);
      for (guint t = 0; t < tenon_list_get_length (none->schema->tables); t++)
        tenon_list_clear (((TenonSourceTable *)tenon_list_get (none->schema->tables, t))->foreign_keys);
      a = tenon_design_propose (declared, strategy);
      b = tenon_design_propose (asserted, strategy);
      c = tenon_design_propose (none, strategy);
      x = outline (a);
      y = outline (b);
      z = outline (c);
      g_assert_cmpstr (x, ==, y);
      n_different += strcmp (x, z) != 0;
      asked = list_questions (declared);
      asked_too = list_questions (asserted);
      g_assert_cmpstr (asked, ==, asked_too);
    }
  g_assert_cmpuint (n_different, >, RUNS / 8);
}

static const char blog[] = "CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT, name VARCHAR(40) NOT NULL, PRIMARY KEY (id));\n"
                           "CREATE TABLE posts (id INT NOT NULL AUTO_INCREMENT, author INT NOT NULL, title VARCHAR(80) NOT NULL, PRIMARY KEY (id));\n";

static gboolean
has_factor (TenonDecision *decision,
            const char    *name,
            const char    *evidence)
{
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      if (strcmp (factor->name, name) == 0 && strstr (factor->evidence, evidence) != NULL)
        return TRUE;
    }
  return FALSE;
}

static TenonModel *
make_blog (void)
{
  TenonModel   *model = sample_model (blog);
  TenonPattern *pattern = sample_pattern (model, "AP1", TENON_OPERATION_READ, "List posts by author", "posts", "posts.author");

  pattern->is_list = TRUE;
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get user by ID", "users", "users.id");
  sample_pattern (model, "AP3", TENON_OPERATION_READ, "Get post with the user who wrote it", "posts users", "posts.id");
  return model;
}

/* The decision says on whose word, and the engine follows what is taken back. */
static void
test_reasons (void)
{
  g_autoptr (TenonModel) model = make_blog ();
  g_autoptr (TenonDesign) before = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (TenonDesign) after = NULL, undone = NULL;
  g_autofree char *x = tenon_record_to_json (TENON_RECORD (before), 2);
  g_autofree char *y = NULL;
  TenonDecision   *structure;

  assert_relationship (model, "posts.author", "users.id");
  after = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_assert_nonnull (tenon_list_find (after->decisions, "denormalize:posts/users"));
  g_assert_true (has_factor (tenon_list_find (after->decisions, "denormalize:posts/users"), "asserted relationship", reason));
  structure = tenon_list_find (after->decisions, "structure:posts");
  g_assert_true (has_factor (structure, "asserted relationship", reason));
  g_assert_false (has_factor (tenon_list_find (after->decisions, "structure:users"), "asserted relationship", reason));
  g_assert_nonnull (strstr (tenon_table_find_index (tenon_design_find_table (after, "posts"), "posts_by_author")->partition_key_reason, "asserted, not declared in MySQL"));
  tenon_model_undo (model);
  undone = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  y = tenon_record_to_json (TENON_RECORD (undone), 2);
  g_assert_cmpstr (x, ==, y);
}

/* What the schema does not have, or declares already, changes nothing; the model's own schema stays MySQL's. */
static void
test_known_schema (void)
{
  g_autoptr (TenonModel) model = sample_model (sample_shop);
  g_autoptr (TenonModel) snapshot = NULL;
  TenonSchema *known;

  g_assert_true (tenon_model_get_known_schema (model) == model->schema);
  assert_relationship (model, "orders.user_id", "users.id");
  assert_relationship (model, "orders.nothing", "users.id");
  assert_relationship (model, "orders.user_id", "nowhere.id");
  g_assert_cmpuint (tenon_schema_count_foreign_keys (tenon_model_get_known_schema (model)), ==, tenon_schema_count_foreign_keys (model->schema));
  assert_relationship (model, "orders.placed_at", "users.id");
  known = tenon_model_get_known_schema (model);
  g_assert_cmpuint (tenon_schema_count_foreign_keys (known), ==, tenon_schema_count_foreign_keys (model->schema) + 1);
  snapshot = tenon_model_snapshot (model);
  g_assert_true (tenon_model_get_known_schema (snapshot) == known);
}

/* An asserted relationship is not asked about any more. */
static void
test_not_asked (void)
{
  g_autoptr (TenonModel) model = sample_model ("CREATE TABLE users (id INT NOT NULL, PRIMARY KEY (id)); CREATE TABLE posts (id INT NOT NULL, user_id INT NOT NULL, PRIMARY KEY (id));");
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  g_autoptr (GPtrArray) before = tenon_rules_check (model, design);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_cmpuint (sample_count (before, "reference-undeclared", "source:posts.user_id"), ==, 1);
  assert_relationship (model, "posts.user_id", "users.id");
  after = tenon_rules_check (model, design);
  g_assert_cmpuint (sample_count (after, "reference-undeclared", "source:posts.user_id"), ==, 0);
}

/* The session holds what it borrowed of the schema while relationships come and go. */
static void
test_session (void)
{
  g_autoptr (TenonModel) model = make_blog ();
  g_autoptr (TenonDesignSession) session = tenon_design_session_new (model, TENON_STRATEGY_MULTI_TABLE);
  const char *subjects[] = { "relationship:posts.author", NULL };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TenonDesign) whole = NULL;
      g_autofree char *a = NULL, *b = NULL;

      if (i % 2 == 0)
        assert_relationship (model, "posts.author", "users.id");
      else
        tenon_model_undo (model);
      g_assert_false (tenon_design_session_update (session, subjects));
      whole = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
      a = tenon_record_to_json (TENON_RECORD (whole), 2);
      b = tenon_record_to_json (TENON_RECORD (tenon_design_session_get_design (session)), 2);
      g_assert_cmpstr (a, ==, b);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/asserted/as-declared", test_as_declared);
  g_test_add_func ("/asserted/reasons", test_reasons);
  g_test_add_func ("/asserted/known-schema", test_known_schema);
  g_test_add_func ("/asserted/not-asked", test_not_asked);
  g_test_add_func ("/asserted/session", test_session);
  return g_test_run ();
}
