/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A requirement file of other people: what its cells, its overview and its relationships say comes into the fields of the model
 * that are meant, the rest stays as words, and what is not read is told with line and remedy. */

#include "artifact-test.h"
#include "artifact/tenon-requirement-document.h"
#include "model/tenon-facts.h"
#include "mysql/tenon-ddl.h"

#include <string.h>

typedef struct
{
  TenonModel *model;
  GPtrArray  *diagnostics;
} Fixture;

static void
setup (Fixture      *self,
       gconstpointer data)
{
  g_autoptr (TenonSource) schema = load_golden ("foreign-schema.sql");
  g_autoptr (TenonEdit) edit = NULL;

  self->model = tenon_model_new ();
  self->diagnostics = tenon_diagnostics_new ();
  edit = tenon_model_begin (self->model, "Fill");
  {
    g_autoptr (TenonSchema) read = tenon_ddl_read (schema, TENON_DIALECT_MYSQL, self->diagnostics);

    g_object_set (self->model, "schema", read, NULL);
  }
  tenon_edit_commit (edit);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_unref (self->model);
  g_ptr_array_unref (self->diagnostics);
}

static GPtrArray *
read_text (Fixture    *self,
           const char *text)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("req.md", text);

  return tenon_requirement_document_read (source, self->model, self->diagnostics);
}

static void
take (Fixture   *self,
      GPtrArray *proposals)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Take");

  for (guint i = 0; i < proposals->len; i++)
    if (!((TenonPatternProposal *)g_ptr_array_index (proposals, i))->is_choice)
      tenon_pattern_proposal_apply (g_ptr_array_index (proposals, i), self->model);
  tenon_edit_commit (edit);
}

static TenonPattern *
pattern_of (Fixture    *self,
            const char *id)
{
  TenonPattern *pattern = tenon_model_find_pattern (self->model, id);

  g_assert_nonnull (pattern);
  return pattern;
}

static TenonRelationship *
relationship_of (Fixture    *self,
                 const char *child)
{
  TenonRelationship *relationship = tenon_list_find (self->model->relationships, child);

  g_assert_nonnull (relationship);
  return relationship;
}

/* The whole of a file, and again: the second time it says nothing new. */
static void
test_whole (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (TenonSource) source = load_golden ("foreign-requirement.md");
  g_autoptr (GPtrArray) proposals = tenon_requirement_document_read (source, self->model, self->diagnostics);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *written = NULL, *twice = NULL;
  gsize            length;
  double           value;

  take (self, proposals);
  assert_strv (pattern_of (self, "AP1")->entities_involved, "users");
  g_assert_cmpfloat (pattern_of (self, "AP1")->latency_ms, ==, 50);
  g_assert_cmpint (pattern_of (self, "AP1")->consistency_requirements, ==, TENON_CONSISTENCY_STRONG);
  g_assert_cmpfloat (pattern_of (self, "AP1")->items_returned, ==, 1);
  g_assert_cmpfloat (pattern_of (self, "AP1")->bytes_returned, ==, 2048);
  g_assert_cmpstr (pattern_of (self, "AP1")->design_considerations, ==, "Priority: high");
  g_assert_cmpstr (pattern_of (self, "AP1")->file, ==, "foreign-requirement.md");
  g_assert_cmpstr (pattern_of (self, "AP2")->design_considerations, ==, "Latency: p99 < 20 ms; Consistency: eventual OK; Priority: low; Beyond the table: extra cell");
  g_assert_cmpfloat (pattern_of (self, "AP2")->latency_ms, ==, 20);
  g_assert_cmpint (pattern_of (self, "AP2")->consistency_requirements, ==, TENON_CONSISTENCY_EVENTUAL);
  assert_strv (pattern_of (self, "AP3")->filters, "username");
  g_assert_cmpfloat (pattern_of (self, "AP3")->items_returned, ==, 50);
  /* The second table begins with 1 again. */
  g_assert_cmpstr (pattern_of (self, "AP4")->description, ==, "Send a message");
  g_assert_cmpfloat (pattern_of (self, "AP4")->latency_ms, ==, 80);
  g_assert_cmpint (pattern_of (self, "AP4")->consistency_requirements, ==, TENON_CONSISTENCY_STRONG);
  g_assert_cmpint (pattern_of (self, "AP5")->consistency_requirements, ==, TENON_CONSISTENCY_EVENTUAL);

  g_assert_cmpstr (self->model->domain, ==, "A network of readers");
  g_assert_cmpstr (self->model->business_context, ==, "Readers post reviews; Moderation: within a day");
  g_assert_true (tenon_facts_get_number (self->model, "users", &value));
  g_assert_cmpfloat (value, ==, 2500000);
  {
    g_autoptr (TenonKnownFact) rules = tenon_facts_look_up (self->model, "key-rules");

    g_assert_cmpstr (rules->value, ==, "no post without a user");
    g_assert_nonnull (strstr (rules->evidence, "foreign-requirement.md:12 states"));
    g_assert_true (g_str_has_prefix (rules->file, "foreign-requirement.md@"));
    g_assert_cmpuint (rules->line, ==, 12);
  }
  again = tenon_requirement_document_read (source, self->model, self->diagnostics);
  for (guint i = 0; i < again->len; i++)
    g_assert_true (((TenonPatternProposal *)g_ptr_array_index (again, i))->is_choice);
  written = tenon_requirement_document_write (self->model, tenon_source_get_text (source, &length));
  twice = tenon_requirement_document_write (self->model, written);
  g_assert_cmpstr (twice, ==, written);
  g_ptr_array_unref (again);
  again = read_text (self, written);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_relationships (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (TenonSource) source = load_golden ("foreign-requirement.md");
  g_autoptr (GPtrArray) proposals = tenon_requirement_document_read (source, self->model, self->diagnostics);
  guint n_choices = 0;

  for (guint i = 0; i < proposals->len; i++)
    n_choices += ((TenonPatternProposal *)g_ptr_array_index (proposals, i))->is_choice;
  g_assert_cmpuint (n_choices, ==, 2); /* two columns of follows name a user */
  take (self, proposals);
  g_assert_cmpfloat (relationship_of (self, "posts.user_id")->average_children, ==, 26);
  g_assert_cmpint (relationship_of (self, "posts.user_id")->bounded, ==, TENON_ANSWER_NO);
  g_assert_true (relationship_of (self, "posts.user_id")->asserted);
  g_assert_cmpstr (relationship_of (self, "posts.user_id")->parent, ==, "users.id");
  g_assert_cmpstr (relationship_of (self, "posts.user_id")->reason, ==, "stated in foreign-requirement.md:32");
  g_assert_nonnull (strstr (relationship_of (self, "posts.user_id")->evidence, "foreign-requirement.md:32 states"));
  g_assert_false (relationship_of (self, "comments.post_id")->asserted); /* MySQL declares it */
  g_assert_cmpfloat (relationship_of (self, "comments.post_id")->maximum_children, ==, 1000);
  g_assert_true (relationship_of (self, "stories.user_id")->asserted);
  g_assert_cmpfloat (relationship_of (self, "notifications.user_id")->average_children, ==, 0.5);
  g_assert_cmpfloat (relationship_of (self, "profiles.user_id")->maximum_children, ==, 1);
  g_assert_cmpfloat (relationship_of (self, "post_tags.post_id")->average_children, ==, 3);
  g_assert_cmpstr (relationship_of (self, "post_tags.tag_id")->parent, ==, "tags.id");
  g_assert_cmpfloat (relationship_of (self, "likes.post_id")->average_children, ==, 3); /* below a heading; the upper end of a range */
  g_assert_cmpstr (relationship_of (self, "categories.parent_id")->parent, ==, "categories.id");
  g_assert_cmpuint (find_diagnostic (self->diagnostics, "requirement-relationship-choice")->line, ==, 33);
  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      TenonDiagnostic *diagnostic = g_ptr_array_index (self->diagnostics, i);

      if (g_str_equal (diagnostic->code, "requirement-relationship"))
        {
          g_assert_true (diagnostic->line == 35 || diagnostic->line == 41);
          g_assert_nonnull (diagnostic->remedy);
        }
    }
}

/* One line of a relationship in each form. */
static void
test_lines (Fixture      *self,
            gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *child; /* (nullable): none is meant */
    double      average;
    double      maximum;
  } cases[] = {
    { "- **User → Stories**: 1:Many (avg 5 stories per user, max 1000)", "stories.user_id", 5, 1000 },
    { "- User -> Stories: One-to-Many", "stories.user_id", 0, 0 },
    { "- **Story → User**: Many:1 (avg 2 stories per user)", "stories.user_id", 2, 0 },
    { "- Story belongs to User", "stories.user_id", 0, 0 },
    { "- A user has many stories (up to 30)", "stories.user_id", 0, 30 },
    { "* Users 1:N Stories (average: 1.5, max 10k)", "stories.user_id", 1.5, 10000 },
    { "- Users ↔ Profiles: 1:1", "profiles.user_id", 0, 1 },
    { "1. **USER => STORY** (1..N): typically 3", "stories.user_id", 3, 0 },
    { "- **User → Direct Messages**: 1:Many through `direct_messages.sender_id` (avg 4)", "direct_messages.sender_id", 4, 0 },
    { "- **User (1) → Stories (many)**: ~200 each", "stories.user_id", 0, 0 },
    { "User → Stories: 1:Many, max 7", "stories.user_id", 0, 7 },
    { "### User → Stories (1:Many)\n- Average: 2-4\n- Max: 40", "stories.user_id", 4, 40 },
    { "| Parent | Child | Relationship | Avg | Max |\n|---|---|---|---|---|\n| User | Stories | 1:Many | 6 | 60 |", "stories.user_id", 6, 60 },
    { "- **Story (1) → User (0..1)**: each has one writer", "stories.user_id", 0, 0 },
    { "- **User → Stories**: ~30 stories per user", "stories.user_id", 30, 0 },
    { "- **Vehicle → Parts**: 1:Many", "parts.vin", 0, 0 },
    { "- **User → Nothing**: 1:Many", NULL, 0, 0 },
    { "- **Tag → Story**: 1:Many", NULL, 0, 0 },
    { "- A story has a happy end", NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("# S\n\n## Entity Relationships Deep Dive\n\n%s\n", cases[i].line);
      g_autoptr (GPtrArray) proposals = read_text (self, text);
      TenonPatternProposal *proposal = proposals->len > 0 ? g_ptr_array_index (proposals, 0) : NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_cmpuint (proposals->len, ==, cases[i].child != NULL);
      if (cases[i].child == NULL)
        continue;
      g_assert_cmpstr (proposal->relationship->child, ==, cases[i].child);
      g_assert_cmpfloat (proposal->relationship->average_children, ==, cases[i].average);
      g_assert_cmpfloat (proposal->relationship->maximum_children, ==, cases[i].maximum);
    }
}

/* What a cell says, by its column. */
static void
test_cells (Fixture      *self,
            gconstpointer data)
{
  static const struct
  {
    const char *heading;
    const char *cell;
    const char *property;
    const char *value; /* (nullable): it stays words */
    const char *rest;  /* (nullable): words kept beside */
  } cases[] = {
    { "Latency", "<50ms", "latency-ms", "50", NULL },
    { "Latency Target", "≤ 1.5 s", "latency-ms", "1500", NULL },
    { "Latency (ms)", "20", "latency-ms", "20", NULL },
    { "Latency", "20-80 ms", "latency-ms", "80", "Latency: 20-80 ms" },
    { "p99 Latency", "<100ms", "latency-ms", "100", NULL },
    { "Consistency", "Eventually consistent", "consistency-requirements", "EVENTUAL", NULL },
    { "Consistency", "strong for writes", "consistency-requirements", "STRONG", "Consistency: strong for writes" },
    { "Consistency", "not strong", "consistency-requirements", NULL, "Consistency: not strong" },
    { "Items", "~20 items", "items-returned", "20", "Items: ~20 items" },
    { "Response Size", "1.5 KB", "bytes-returned", "1536", NULL },
    { "Page Size", "25", "page-size", "25", NULL },
    { "Complexity", "medium", "complexity", "MODERATE", NULL },
    { "Suitability", "Excellent", "dynamodb-suitability", "HIGH", NULL },
    { "Key Requirements", "<50ms latency, atomic", "latency-ms", "50", NULL },
    { "Key Requirements", "p99 < 20 ms", "latency-ms", "20", NULL },
    { "Key Requirements", "strongly consistent", "consistency-requirements", "STRONG", NULL },
    { "Key Requirements", "Eventual consistency OK", "consistency-requirements", "EVENTUAL", NULL },
    { "Key Requirements", "cached for 30 s; no strong consistency", NULL, NULL, NULL },
    { "Cache TTL", "30 s", NULL, NULL, "Cache TTL: 30 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("## Access Patterns\n\n| # | Description | RPS | %s |\n|---|---|---|---|\n| 1 | Register | 5/2 | %s |\n", cases[i].heading, cases[i].cell);
      g_autoptr (GPtrArray) proposals = read_text (self, text);
      const char *value = NULL, *rest = NULL;

      g_test_message ("%s: %s", cases[i].heading, cases[i].cell);
      for (guint k = 0; k < proposals->len; k++)
        {
          TenonPatternProposal *proposal = g_ptr_array_index (proposals, k);

          if (g_strcmp0 (proposal->property, cases[i].property) == 0)
            value = proposal->value;
          else if (g_str_equal (proposal->property, "design-considerations"))
            rest = proposal->value;
          else
            g_assert_true (g_str_has_prefix (proposal->property, "rps-") || g_str_equal (proposal->property, "description") || g_str_equal (proposal->property, "key-requirements"));
        }
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (rest, ==, cases[i].rest);
    }
}

/* A row of a known id and quite other words is another pattern; one of the same words the same. */
static void
test_ids (Fixture      *self,
          gconstpointer data)
{
  g_autoptr (GPtrArray) first = read_text (self, "## Access Patterns\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register a reader | 5/2 |\n| 2 | Get all books | 5/2 |\n");
  g_autoptr (GPtrArray) second = NULL;

  take (self, first);
  second = read_text (self, "## Access Patterns\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Print invoices | 7/3 |\n| 2 | Get a book | 9/4 |\n| 9 | Print invoices | 1 |\n");
  take (self, second);
  g_assert_cmpstr (pattern_of (self, "AP1")->description, ==, "Register a reader");
  g_assert_cmpstr (pattern_of (self, "AP3")->description, ==, "Print invoices");
  g_assert_cmpstr (pattern_of (self, "AP2")->description, ==, "Get a book");
  g_assert_nonnull (find_diagnostic (self->diagnostics, "requirement-other-id"));
}

/* Forms that are not read are told. */
static void
test_unread (Fixture      *self,
             gconstpointer data)
{
  static const char *const texts[] = {
    "## Access Patterns\n\n<table><tr><td>1</td><td>Register</td></tr></table>\n",
    "## Access Patterns\n\n```\n| # | Description | RPS |\n|---|---|---|\n| 1 | Register | 5/2 |\n```\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) proposals = NULL;
      TenonDiagnostic *found;

      g_ptr_array_set_size (self->diagnostics, 0);
      proposals = read_text (self, texts[i]);
      found = find_diagnostic (self->diagnostics, "requirement-form");
      g_assert_cmpuint (proposals->len, ==, 0);
      g_assert_cmpuint (found->line, ==, 3);
      g_assert_nonnull (found->remedy);
    }
}

/* Totals and users in the words of people become facts, with the line they stand in; nothing says "at peak" for them. */
static void
test_totals (Fixture      *self,
             gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *total; /* (nullable) */
    const char *users; /* (nullable) */
  } cases[] = {
    { "- 75 RPS total", "75", NULL },
    { "- 1,400 QPS total", "1400", NULL },
    { "- 12,000 users; total 75 requests/second", "75", "12000" },
    { "- total requests/second: 75", "75", NULL },
    { "- 75 requests per second in total", "75", NULL },
    { "- ~75 RPS across all patterns", "75", NULL },
    { "- **Scale**: 1.4k rps overall", "1400", NULL },
    { "- **Scale**: 12,000 registered users, 75rps in total", "75", "12000" },
    { "| Scale | 10k users, 50 reqs/s altogether |\n|---|---|\n| Domain | Shop |", "50", "10000" },
    { "- **Notes**: avg 5 users per team; 50-75 RPS for most", NULL, NULL },
    { "- 50-75 RPS total", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("## Application Overview\n\n%s\n\n## Access Patterns\n\n| # | Description | RPS |\n|---|---|---|\n| 1 | Get user | 130/70 |\n", cases[i].line);
      g_autoptr (GPtrArray) proposals = read_text (self, text);
      const char *total = NULL, *users = NULL;

      for (guint k = 0; k < proposals->len; k++)
        {
          TenonPatternProposal *proposal = g_ptr_array_index (proposals, k);

          if (g_str_equal (proposal->property, "fact:total-requests"))
            total = proposal->value;
          else if (g_str_equal (proposal->property, "fact:users"))
            users = proposal->value;
          else
            continue;
          g_assert_cmpuint (proposal->line, ==, 3);
          g_assert_nonnull (proposal->evidence);
        }
      g_assert_cmpstr (total, ==, cases[i].total);
      g_assert_cmpstr (users, ==, cases[i].users);
    }
  g_assert_null (strstr (tenon_facts_find_definition ("total-requests", NULL)->unit, "peak"));
}

/* One cell that is no rate does not leave a second table behind: its words are among the considerations. */
static void
test_one_table (Fixture      *self,
                gconstpointer data)
{
  const char *text = "## Access Patterns\n\n| # | Description | RPS | Design Considerations |\n|---|---|---|---|\n| 1 | Get user | 130/70 | |\n| 2 | List users | 100→500 | paged |\n";
  g_autoptr (GPtrArray) proposals = read_text (self, text);
  g_autofree char *written = NULL;

  take (self, proposals);
  written = tenon_requirement_document_write (self->model, text);
  g_assert_null (strstr (written, "| 2 | List users"));
  g_assert_nonnull (strstr (written, "| AP2 | List users | TBD |"));
  g_assert_nonnull (strstr (written, "paged; RPS: 100→500"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/artifact/requirement-foreign/whole", Fixture, NULL, setup, test_whole, tear_down);
  g_test_add ("/artifact/requirement-foreign/relationships", Fixture, NULL, setup, test_relationships, tear_down);
  g_test_add ("/artifact/requirement-foreign/lines", Fixture, NULL, setup, test_lines, tear_down);
  g_test_add ("/artifact/requirement-foreign/cells", Fixture, NULL, setup, test_cells, tear_down);
  g_test_add ("/artifact/requirement-foreign/ids", Fixture, NULL, setup, test_ids, tear_down);
  g_test_add ("/artifact/requirement-foreign/unread", Fixture, NULL, setup, test_unread, tear_down);
  g_test_add ("/artifact/requirement-foreign/totals", Fixture, NULL, setup, test_totals, tear_down);
  g_test_add ("/artifact/requirement-foreign/one-table", Fixture, NULL, setup, test_one_table, tear_down);
  return g_test_run ();
}
