/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of thing a table is said to hold, and whether what is said of it is true. */

#include "design-generator.h"

#include "design/tenon-pattern-reading.h"
#include "design/tenon-proposal.h"

#include <string.h>

#define RUNS 200

static const char chat[] = "CREATE TABLE users (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, plan_id INT);\n"
                           "CREATE TABLE conversations (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, title VARCHAR(80), created_at DATETIME NOT NULL);\n"
                           "CREATE TABLE countries (code CHAR(2) NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL);\n"
                           "CREATE TABLE follows (follower_id BIGINT NOT NULL, followee_id BIGINT NOT NULL, created_at DATETIME NOT NULL, PRIMARY KEY (follower_id, followee_id),"
                           " FOREIGN KEY (follower_id) REFERENCES users (id) ON DELETE CASCADE, FOREIGN KEY (followee_id) REFERENCES users (id) ON DELETE CASCADE);\n"
                           "CREATE TABLE conversation_members (conversation_id BIGINT NOT NULL, user_id BIGINT NOT NULL, role VARCHAR(20), joined_at DATETIME, muted TINYINT, seen_at DATETIME,"
                           " PRIMARY KEY (conversation_id, user_id), FOREIGN KEY (conversation_id) REFERENCES conversations (id), FOREIGN KEY (user_id) REFERENCES users (id));\n"
                           "CREATE TABLE profiles (user_id BIGINT NOT NULL PRIMARY KEY, country CHAR(2), bio TEXT, FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (country) REFERENCES countries (code));\n"
                           "CREATE TABLE appointments (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT NOT NULL, starts_at DATETIME NOT NULL,"
                           " FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);\n"
                           "CREATE TABLE reviews (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT NOT NULL, country CHAR(2) NOT NULL, stars INT NOT NULL, title VARCHAR(80), words TEXT,"
                           " UNIQUE KEY one_each (user_id, country), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (country) REFERENCES countries (code));\n"
                           "CREATE TABLE likes (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT NOT NULL, conversation_id BIGINT NOT NULL, created_at DATETIME,"
                           " UNIQUE KEY one_like (user_id, conversation_id), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (conversation_id) REFERENCES conversations (id));\n";

static void
assert_class (TenonDesign *design,
              const char  *table,
              const char *class,
              const char *evidence)
{
  TenonTable      *found = tenon_design_find_table (design, table);
  g_autofree char *id = g_strconcat ("structure:", table, NULL);
  TenonDecision   *decision = tenon_list_find (design->decisions, id);
  const char      *given = NULL;

  g_assert_nonnull (found);
  g_assert_cmpstr (found->classification, ==, class);
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    {
      TenonFactor *factor = tenon_list_get (decision->factors, i);

      if (strcmp (factor->name, "classification") == 0)
        given = factor->evidence;
    }
  if (evidence != NULL && strstr (given, evidence) == NULL)
    g_error ("%s: “%s” is not in “%s”", table, evidence, given);
}

/* Two foreign keys that together are the key, whatever stands beside them, to one table or to two. */
static void
test_junctions (void)
{
  g_autoptr (TenonModel) model = sample_model (chat);
  g_autoptr (TenonDesign) design = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);

  assert_class (design, "follows", "junction", "follower_id refers to users and followee_id refers to users, and together they are the primary key; 1 other column");
  assert_class (design, "conversation_members", "junction", "conversation_id refers to conversations and user_id refers to users, and together they are the primary key; 4 other columns");
  assert_class (design, "likes", "junction", "and together they are unique (one_like); 2 other columns");
  /* Both columns are unique together, as one of them is alone. */
  assert_class (design, "profiles", "entity", NULL);
  assert_class (design, "users", "entity", "0 patterns go to it, 7 foreign keys lead to it");
  /* Says much beside whom it links, under a number of its own. */
  assert_class (design, "reviews", "entity", NULL);
}

/* A child is weak only while every request knows its parent; one that does not is named. */
static void
test_weak_children (void)
{
  g_autoptr (TenonModel) model = sample_model (chat);
  g_autoptr (TenonDesign) knows = NULL, other = NULL, along = NULL;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query appointments of a user", "appointments", "appointments.user_id")->is_list = TRUE;
  knows = tenon_design_propose (model, TENON_STRATEGY_ITEM_COLLECTIONS);
  assert_class (knows, "appointments", "weak child", "a row belongs to one of users (user_id, required, ON DELETE CASCADE), and every request for it knows which");
  sample_pattern (model, "AP2", TENON_OPERATION_READ, "Get appointment by id", "appointments", "appointments.id");
  other = tenon_design_propose (model, TENON_STRATEGY_ITEM_COLLECTIONS);
  assert_class (other, "appointments", "entity", "but AP2 asks for it without knowing which");
}

/* Reference data is counted and hardly grows. */
static void
test_reference_data (void)
{
  g_autoptr (TenonModel) model = sample_model (chat);
  g_autoptr (TenonDesign) uncounted = NULL, counted = NULL, growing = NULL, unknown = NULL, seldom = NULL;
  TenonPattern *create;

  sample_pattern (model, "AP1", TENON_OPERATION_READ, "Query all countries", "countries", NULL)->is_list = TRUE;
  uncounted = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_class (uncounted, "countries", "entity", NULL);
  sample_rows (model, "countries", 249);
  counted = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_class (counted, "countries", "reference data", "no foreign key of its own, 249 rows, no pattern adds any, and AP1 reads it as a whole");
  create = sample_pattern (model, "AP2", TENON_OPERATION_WRITE, "Create country", "countries", NULL);
  unknown = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_class (unknown, "countries", "entity", NULL);
  sample_rates (create, 1, 0.00001);
  seldom = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_class (seldom, "countries", "reference data", "patterns add at most 316 a year");
  sample_rates (create, 10, 1);
  growing = tenon_design_propose (model, TENON_STRATEGY_MULTI_TABLE);
  assert_class (growing, "countries", "entity", NULL);
}

static gboolean
is_made_of_references (TenonSourceTable *table)
{
  guint n = 0, n_keys = 0;

  for (guint i = 0; table->primary_key != NULL && table->primary_key[i] != NULL; i++)
    {
      TenonForeignKey *key = tenon_source_table_find_foreign_key (table, table->primary_key[i]);

      n_keys++;
      n += key != NULL && key->columns[1] == NULL && strcmp (key->ref_table, table->name) != 0;
    }
  return n_keys >= 2 && n == n_keys;
}

/* Whatever the schema: a key of references makes a junction, a weak child's readers know its parent, reference data is counted. */
static void
test_laws (void)
{
  guint n_junctions = 0, n_weak = 0;

  for (guint32 seed = 1; seed <= RUNS; seed++)
    {
      g_autoptr (TenonModel) model = generate_model (seed);
      g_autoptr (TenonDesign) design = tenon_design_propose (model, seed % 3);
      TenonReader *reader = tenon_reader_new (model);

      for (guint t = 0; t < tenon_list_get_length (design->tables); t++)
        {
          TenonTable       *table = tenon_list_get (design->tables, t);
          TenonSourceTable *source = table->source_table != NULL && table->role == TENON_TABLE_ENTITY ? tenon_schema_find_table (model->schema, table->source_table) : NULL;
          TenonAttribute   *partition = tenon_table_find_attribute (table, table->partition_key);

          if (source == NULL)
            continue;
          if (is_made_of_references (source))
            {
              n_junctions++;
              g_assert_cmpstr (table->classification, ==, "junction");
            }
          if (g_strcmp0 (table->classification, "reference data") == 0)
            g_assert_cmpint (source->row_count, >=, 0);
          if (g_strcmp0 (table->classification, "weak child") != 0)
            continue;
          n_weak++;
          g_assert_nonnull (tenon_source_table_find_foreign_key (source, partition->source_column));
          for (guint i = 0; i < tenon_list_get_length (model->patterns); i++)
            {
              g_autoptr (TenonReading) reading = tenon_reader_read (reader, tenon_list_get (model->patterns, i));

              if (reading->table == source && reading->kind != TENON_READING_NONE && reading->kind != TENON_READING_CREATE && reading->kind != TENON_READING_UPSERT)
                g_assert_true (tenon_reading_knows (reading, partition->source_column));
            }
        }
      tenon_reader_free (reader);
    }
  g_assert_cmpuint (n_junctions, >, 0);
  g_test_message ("%u junctions, %u weak children", n_junctions, n_weak);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/classes/junctions", test_junctions);
  g_test_add_func ("/design/classes/weak-children", test_weak_children);
  g_test_add_func ("/design/classes/reference-data", test_reference_data);
  g_test_add_func ("/design/classes/laws", test_laws);
  return g_test_run ();
}
