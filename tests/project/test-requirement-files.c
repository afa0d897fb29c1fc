/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requirement files: what people edit in the project's own by hand or by a merge, and what a further one says. */

#include "requirements-test.h"

/* ---- the requirement file ---- */

static void
test_proposals (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) halves = NULL;
  g_auto (GStrv) rates = NULL;
  g_autofree char *edited = NULL, *both = NULL;
  GListModel      *items;
  const char      *first[] = { "AP2/description", NULL };
  const char      *second[] = { "AP2/rps-peak", "AP2/rps-average", NULL };

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  halves = g_strsplit (text, "| AP2 | Query orders by user_id | 50/20 RPS |", 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  edited = g_strjoinv ("| AP2 | My own orders | 80/30 RPS |", halves);
  both = g_strconcat (edited, "\nMy own words.  \r\n", NULL);
  g_assert_true (g_file_set_contents (file, both, -1, NULL));
  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  self->model = tenon_project_get_model (self->project);
  items = tenon_project_get_proposals (self->project);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, first, BY, &error), ==, 1);
  g_assert_cmpstr (pattern_of (self, "AP2")->description, ==, "My own orders");
  g_assert_cmpuint (tenon_project_refuse_proposals (self->project, second, &error), ==, 2);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 50);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &later, NULL, NULL));
  g_assert_nonnull (strstr (later, "| AP2 | My own orders | 50/20 RPS |"));
  g_assert_true (g_str_has_suffix (later, "\nMy own words.  \r\n"));
}

/* Whoever takes a number out of the file is known by name and time, also where nobody is named: then it is whom git names. A
 * row under another id is the same pattern, renamed wherever it is named. */
static void
test_hand_edit_person (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL, *edited = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) halves = NULL;
  g_autofree char *person = tenon_project_dup_person (self->project);
  TenonPattern    *renamed;
  GListModel      *items;

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured", BY, &error));
  g_assert_true (tenon_project_derive_rate (self->project, "AP1", TRUE, "AP2 x 2", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  halves = g_strsplit (text, "| AP2 | Query orders by user_id | 50/20 RPS |", 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  edited = g_strjoinv ("| AP40x | Query orders by user_id | 80/20 RPS |", halves);
  g_assert_true (g_file_set_contents (file, edited, -1, NULL));
  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  self->model = tenon_project_get_model (self->project);
  items = tenon_project_get_proposals (self->project);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2); /* the id and the peak; nothing is removed or new */
  if (person == NULL)
    {
      g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, NULL, &error), ==, 0);
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 50);
    }
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, person != NULL ? NULL : BY, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_null (tenon_model_find_pattern (self->model, "AP2"));
  renamed = pattern_of (self, "AP40x");
  g_assert_cmpfloat (rate_of (renamed->rps_peak), ==, 80);
  g_assert_cmpstr (tenon_rate_get_by (renamed->rps_peak), ==, person != NULL ? person : BY);
  g_assert_nonnull (tenon_rate_get_at (renamed->rps_peak));
  g_assert_cmpstr (tenon_rate_get_by (renamed->rps_average), ==, BY);
  g_assert_cmpstr (tenon_rate_get_formula (pattern_of (self, "AP1")->rps_peak), ==, "AP40x x 2");
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 160);
}

static void
replace_in_file (Fixture    *self,
                 const char *from,
                 const char *to)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL, *edited = NULL;
  g_auto (GStrv) halves = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  halves = g_strsplit (text, from, 2);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  edited = g_strjoinv (to, halves);
  g_assert_true (g_file_set_contents (file, edited, -1, NULL));
  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
}

/* A column somebody adds to the program's table is proposed as words of its pattern. */
static void
test_added_column (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
  g_autofree char *text = NULL, *row = NULL, *longer = NULL;
  const char      *found;

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  found = strstr (text, "| AP2 |");
  row = g_strndup (found, strcspn (found, "\n"));
  longer = g_strconcat (row, " Team A |", NULL);
  replace_in_file (self, "| Status |\n|-", "| Status | Owner |\n|---|-");
  replace_in_file (self, row, longer);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 1);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 1);
  g_assert_cmpstr (pattern_of (self, "AP2")->design_considerations, ==, "Owner: Team A");
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Owner: Team A"));
}

/* Tables of patterns that stay as people made them are heard where they are edited, and only there. */
static void
test_other_tables (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autofree char *file = g_build_filename (self->folder, "other.md", NULL);
  const char      *files[] = { file, NULL };

  g_assert_true (g_file_set_contents (file,
                                      "# DynamoDB Requirements\n\n## Access Patterns\n\n### Orders\n\n"
                                      "| # | Access Pattern | Peak RPS | Avg RPS | Team |\n|---|---|---|---|---|\n| 1 | Get order | 40 | 12 | A |\n\n### Users\n\n"
                                      "| # | Access Pattern | Peak RPS | Avg RPS | Team |\n|---|---|---|---|---|\n| 2 | Get user | 5-8 | 2 | B |\n",
                                      -1, NULL));
  g_clear_object (&self->project);
  g_free (self->path);
  self->path = g_build_filename (self->folder, "other", NULL);
  self->project = tenon_project_create (self->path, "Other", files, &imported, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
  g_assert_true (tenon_project_state_rates (self->project, "AP1", "41", "13", "measured", BY, &error));
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  replace_in_file (self, "| 2 | Get user | 5-8 | 2 | B |", "| 2 | Get user | 8 | 3 | B |");
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), >=, 2);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 8);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_average), ==, 3);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP1")->rps_peak), ==, 41);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
}

/* ---- every edit by hand ---- */

static char *
dup_file (Fixture *self)
{
  return g_build_filename (self->path, "artifacts/stage-02/dynamodb_requirement.md", NULL);
}

static char *
load_file (Fixture *self)
{
  g_autofree char *file = dup_file (self);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  return text;
}

static void
store_file (Fixture    *self,
            const char *text)
{
  g_autofree char *file = dup_file (self);

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static void
reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->project);
  self->project = tenon_project_open (self->path, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
}

static char *
replace_one (const char *text,
             const char *from,
             const char *to)
{
  g_auto (GStrv) halves = g_strsplit (text, from, 2);

  if (g_strv_length (halves) != 2)
    g_error ("“%s” is not in the file:\n%s", from, text);
  return g_strjoinv (to, halves);
}

/* A project that says something in each cell of its requirement file. */
static void
fill_project (Fixture *self)
{
  static const struct
  {
    const char *key;
    const char *value;
  } facts[] = {
    { "domain", "Shops" },
    { "business-context", "Sells books" },
    { "key-rules", "Nothing without an order" },
    { "scale", "small" },
    { "users", "1200" },
    { "total-requests", "90" },
    { "peak-hours", "4" },
    { "failed-writes", "2" },
    { "early-stage", "no" },
    { "source:orders/owner", "Sales" },
    { "source:orders/row-growth", "100" },
    { "column:orders.status/distinct-values", "7" },
    { "relationship:orders.user_id/average-children", "3" },
    { "relationship:orders.user_id/maximum-children", "40" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonEdit) edit = NULL;

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured", BY, &error));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!tenon_project_state_fact (self->project, facts[i].key, facts[i].value, "told", BY, &error))
      g_error ("%s: %s", facts[i].key, error->message);
  edit = tenon_model_begin (self->model, "Fill");
  g_object_set (pattern_of (self, "AP2"), "key-requirements", "soon", "design-considerations", "newest first", "status", "ready", NULL);
  tenon_edit_commit (edit);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_no_error (error);
}

static const struct
{
  const char *from;
  const char *to;
  const char *id;
  const char *written; /* (nullable): what stands there once it is taken, where that is not @to */
} hand_edits[] = {
  { "| AP2 | Query orders by user_id |", "| AP2 | My own orders |", "AP2/description", NULL },
  { "| AP2 | Query orders by user_id | 50/20 RPS |", "| AP2 | Query orders by user_id | 80/20 RPS |", "AP2/rps-peak", NULL },
  { "| AP2 | Query orders by user_id | 50/20 RPS |", "| AP2 | Query orders by user_id | 50/30 RPS |", "AP2/rps-average", NULL },
  { "| AP2 | Query orders by user_id | 50/20 RPS |", "| AP2 | Query orders by user_id | 50/TBD RPS |", "AP2/rps-average", NULL },
  { "| 50/20 RPS | Read |", "| 50/20 RPS | Write |", "AP2/operation-type", NULL },
  { "| 50/20 RPS | Read |", "| 50/20 RPS | TBD |", "AP2/operation-type", NULL },
  { "| Read | orders.user_id |", "| Read | orders.user_id, orders.status |", "AP2/attributes", NULL },
  { "| Read | orders.user_id |", "| Read |  |", "AP2/attributes", NULL },
  { "| soon | newest first | ready |", "| at once | newest first | ready |", "AP2/key-requirements", NULL },
  { "| soon | newest first | ready |", "|  | newest first | ready |", "AP2/key-requirements", NULL },
  { "| soon | newest first | ready |", "| soon | oldest first | ready |", "AP2/design-considerations", NULL },
  { "- **AP2**: newest first", "- **AP2**: by price", "AP2/design-considerations", NULL },
  { "| soon | newest first | ready |", "| soon | newest first | done |", "AP2/status", NULL },
  { "| soon | newest first | ready |", "| soon | newest first |  |", "AP2/status", NULL },
  { "- **Domain**: Shops", "- **Domain**: Book shops", "fact:domain", NULL },
  { "- **Business Context**: Sells books", "- **Business Context**: TBD", "fact:business-context", NULL },
  { "- **Key Rules**: Nothing without an order", "- **Key Rules**: Nothing without money", "fact:key-rules", NULL },
  { "- **Scale**: small", "- **Scale**: large", "fact:scale", NULL },
  { "- **Users**: 1200", "- **Users**: 1300", "fact:users", NULL },
  { "- **Total Requests**: 90 ", "- **Total Requests**: 95 ", "fact:total-requests", NULL },
  { "- **Peak Hours**: 4 ", "- **Peak Hours**: 5 ", "fact:peak-hours", NULL },
  { "- **Failed Conditional Writes**: 2 ", "- **Failed Conditional Writes**: 3 ", "fact:failed-writes", NULL },
  { "- **Early Stage**: no", "- **Early Stage**: yes", "fact:early-stage", NULL },
  { "Owner: Sales", "Owner: Billing", "fact:source:orders/owner", NULL },
  { "Row Growth: 100 rows a month", "Row Growth: 250 rows a month", "fact:source:orders/row-growth", NULL },
  { "; Row Growth: 100 rows a month", "", "fact:source:orders/row-growth", NULL },
  { "Distinct Values: 7 different values", "Distinct Values: 8 different values", "fact:column:orders.status/distinct-values", NULL },
  { "(avg 3, max 40, ", "(avg 5, max 40, ", "relationship:orders.user_id", NULL },
  { "(avg 3, max 40, ", "(avg 3, max 60, ", "relationship:orders.user_id", NULL },
  { "- [ ] Hot partition risks are evaluated", "- [x] Hot partition risks are evaluated", "fact:check:Hot partition risks are evaluated", "- [x] Hot partition risks are evaluated (by hand" },
  { "- **Domain**: Shops\n", "- **Domain**: Shops\n- **Team**: two people\n", "fact:note:Team", "- **Team**: two people" },
};

/* The file but for the evidence behind a relationship, which an edit of its counts makes another, and for the checklist, which
 * follows from the rest. */
static char *
dup_comparable (const char *text)
{
  g_autoptr (GRegex) evidence = g_regex_new ("; evidence: [^\n]*", 0, 0, NULL);
  g_autofree char *head = g_strndup (text, strstr (text, "## Validation Checklist") - text);

  return g_regex_replace_literal (evidence, head, -1, 0, "", 0, NULL);
}

/* One edit is one proposal; taken, it is in the model and the file stays as it was edited; refused, the file is as it was. */
static void
check_hand_edit (Fixture *self,
                 guint    which)
{
  g_autofree char *before = load_file (self);
  g_autofree char *edited = replace_one (before, hand_edits[which].from, hand_edits[which].to);
  g_autofree char *refused = NULL, *taken = NULL, *wanted = NULL, *got = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonProposalItem) item = NULL;
  const char *ids[] = { hand_edits[which].id, NULL };

  store_file (self, edited);
  reopen (self);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 1);
  item = g_list_model_get_item (tenon_project_get_proposals (self->project), 0);
  g_assert_cmpstr (item->id, ==, hand_edits[which].id);
  g_assert_cmpuint (tenon_project_refuse_proposals (self->project, ids, &error), ==, 1);
  g_assert_true (tenon_project_save (self->project, &error));
  g_assert_no_error (error);
  refused = load_file (self);
  g_assert_cmpstr (refused, ==, before);

  store_file (self, edited);
  reopen (self);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 1);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, ids, BY, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (tenon_project_save (self->project, &error));
  taken = load_file (self);
  if (hand_edits[which].written != NULL)
    {
      g_assert_nonnull (strstr (taken, hand_edits[which].written));
    }
  else if (strstr (hand_edits[which].id, "design-considerations") == NULL)
    {
      wanted = dup_comparable (edited);
      got = dup_comparable (taken);
      g_assert_cmpstr (got, ==, wanted);
    }
  reopen (self);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
}

/* Each in a copy of the same project. */
static void
test_hand_edits (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *path = NULL;

  fill_project (self);
  path = g_steal_pointer (&self->path);
  for (guint i = 0; i < G_N_ELEMENTS (hand_edits); i++)
    {
      const char *argv[] = { "cp", "-a", path, NULL, NULL };
      int         status = 0;

      g_test_message ("%s", hand_edits[i].to);
      g_clear_object (&self->project);
      g_free (self->path);
      self->path = g_strdup_printf ("%s/copy%u", self->folder, i);
      argv[3] = self->path;
      g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
      g_assert_cmpint (status, ==, 0);
      check_hand_edit (self, i);
    }
}

/* What is taken is stated, by whom and where. */
static void
test_hand_evidence (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *before = NULL, *edited = NULL, *more = NULL, *most = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TenonKnownFact) users = NULL;
  TenonRelationship *relationship;

  fill_project (self);
  before = load_file (self);
  edited = replace_one (before, "| 50/20 RPS |", "| 80/20 RPS |");
  more = replace_one (edited, "- **Users**: 1200", "- **Users**: 1300");
  most = replace_one (more, "(avg 3, max 40, ", "(avg 5, max 40, ");
  store_file (self, most);
  reopen (self);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 3);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 80);
  g_assert_cmpint (tenon_rate_get_origin (pattern_of (self, "AP2")->rps_peak), ==, TENON_RATE_STATED);
  g_assert_cmpstr (tenon_rate_get_by (pattern_of (self, "AP2")->rps_peak), ==, BY);
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern_of (self, "AP2")->rps_peak), "edited by hand, states “80/20 RPS”"));
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern_of (self, "AP2")->rps_average), "measured"));
  users = tenon_facts_look_up (self->model, "users");
  g_assert_cmpstr (users->value, ==, "1300");
  g_assert_cmpstr (users->by, ==, BY);
  g_assert_nonnull (strstr (users->evidence, "edited by hand"));
  relationship = tenon_list_find (self->model->relationships, "orders.user_id");
  g_assert_cmpfloat (relationship->average_children, ==, 5);
  g_assert_nonnull (strstr (relationship->evidence, "edited by hand"));
}

/* A relationship that somebody writes into the file becomes an asserted one. */
static void
test_hand_relationship (Fixture      *self,
                        gconstpointer data)
{
  g_autofree char *before = NULL, *edited = NULL, *taken = NULL;
  g_autoptr (GError) error = NULL;
  TenonRelationship *relationship;

  {
    g_autoptr (TenonEdit) edit = tenon_model_begin (self->model, "Columns");
    TenonSourceTable *table = tenon_schema_find_table (self->model->schema, "audit_log");

    tenon_list_append_take (table->columns, g_object_new (TENON_TYPE_COLUMN, "name", "user_id", NULL));
    tenon_edit_commit (edit);
  }
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  before = load_file (self);
  edited = replace_one (before, "- **users → orders**", "- **User → Audit Log**: 1:Many (avg 12)\n- **users → orders**");
  store_file (self, edited);
  reopen (self);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 1);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 1);
  relationship = tenon_list_find (self->model->relationships, "audit_log.user_id");
  g_assert_true (relationship->asserted);
  g_assert_cmpfloat (relationship->average_children, ==, 12);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  taken = load_file (self);
  g_assert_nonnull (strstr (taken, "- **users → audit_log**: 1:Many through `audit_log.user_id` (avg 12, growth not known); asserted, not declared in MySQL: "));
  reopen (self);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
}

/* ---- the working log ---- */

/* What people decide is told in the working log, once, and committed with the next step. */
static void
test_decisions (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->path, "artifacts/stage-02/02_working_log.md", NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *questions = tenon_project_get_questions (self->project);
  g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, 0);
  const char *ids[] = { question->id, NULL };

  g_assert_true (tenon_project_state_rates (self->project, "AP2", "50", "20", "measured\nin May", BY, &error));
  g_assert_true (tenon_project_state_fact (self->project, "users", "1200", "told", BY, &error));
  g_assert_true (tenon_project_decline_questions (self->project, ids, "nobody needs it", BY, &error));
  g_assert_no_error (error);
  g_assert_true (tenon_project_save (self->project, &error));
  g_assert_true (g_file_get_contents (file, &first, NULL, NULL));
  g_assert_nonnull (strstr (first, "- AP2, peak: 50/s; evidence: measured in May\n"));
  g_assert_nonnull (strstr (first, "- Users: 1200 users; evidence: told\n"));
  g_assert_nonnull (strstr (first, "”: declined; nobody needs it\n"));
  g_assert_nonnull (strstr (first, "\nBy " BY "\n"));
  reopen (self);
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  g_assert_true (g_file_get_contents (file, &second, NULL, NULL));
  g_assert_cmpstr (second, ==, first);
  g_assert_true (tenon_project_state_rates (self->project, "AP2", "60", "20", "measured again", BY, &error));
  g_assert_true (tenon_project_save (self->project, &error));
  g_assert_true (g_file_get_contents (file, &third, NULL, NULL));
  g_assert_true (g_str_has_prefix (third, first));
  g_assert_nonnull (strstr (third, "- AP2, peak: 60/s; evidence: measured again\n"));
}

/* ---- git ---- */

static void
run_git (Fixture    *self,
         const char *arguments)
{
  g_autofree char *quoted = g_shell_quote (self->path);
  g_autofree char *command = g_strdup_printf ("git -C %s %s", quoted, arguments);
  g_autofree char *output = NULL, *complaints = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (command, &output, &complaints, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* Two people change different rows of the file on branches of their own: after the merge both are proposed. */
static void
test_merge (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *before = NULL, *mine = NULL, *theirs = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *items;

  fill_project (self);
  before = load_file (self);
  run_git (self, "commit -q -a -m filled");
  run_git (self, "checkout -q -b theirs");
  theirs = replace_one (before, "| AP5 | Query metrics by day | TBD |", "| AP5 | Query metrics by day | 4/1 RPS |");
  store_file (self, theirs);
  run_git (self, "commit -q -a -m theirs");
  run_git (self, "checkout -q -");
  mine = replace_one (before, "| AP2 | Query orders by user_id | 50/20 RPS |", "| AP2 | Query orders by user_id | 70/20 RPS |");
  store_file (self, mine);
  run_git (self, "commit -q -a -m mine");
  run_git (self, "merge -q --no-edit theirs");
  reopen (self);
  items = tenon_project_get_proposals (self->project);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 3);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 70);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP5")->rps_peak), ==, 4);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP5")->rps_average), ==, 1);
}

/* Both gave the next id to a pattern of their own, and whoever merged kept both rows. */
static void
test_same_id (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *before = NULL, *both = NULL;
  g_autoptr (GError) error = NULL;

  fill_project (self);
  before = load_file (self);
  both = replace_one (before, "<!-- /tenon:patterns -->", "| AP6 | Cancel an order | 2/1 RPS | Update |  |  |  |  |\n| AP6 | List the bestsellers | 9/3 RPS | Read |  |  |  |  |\n<!-- /tenon:patterns -->");
  store_file (self, both);
  reopen (self);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), ==, 8);
  g_assert_cmpstr (pattern_of (self, "AP6")->description, ==, "Cancel an order");
  g_assert_cmpstr (pattern_of (self, "AP7")->description, ==, "List the bestsellers");
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP7")->rps_peak), ==, 9);
}

/* ---- further files ---- */

static const char further_text[] = "# Another session\n\n## Application Overview\n- **Domain**: Book shops\n\n"
                                   "## Access Patterns\n"
                                   "| # | Access Pattern | RPS (Peak/Avg) | Type | Latency |\n|---|---|---|---|---|\n"
                                   "| 2 | Query orders by user_id | 70/20 | Read | 30 ms |\n"
                                   "| 3 | Print an invoice | 2/1 | Write | |\n"
                                   "| 9 | List the bestsellers | 9/3 | Read | |\n\n"
                                   "## Entity Relationships\n- **User → Orders**: 1:Many (avg 4, max 40)\n";

static gboolean
has_item (Fixture    *self,
          const char *id)
{
  GListModel *items = tenon_project_get_proposals (self->project);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TenonProposalItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (item->id, id))
        return TRUE;
    }
  return FALSE;
}

static void
import_text (Fixture    *self,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  const char      *files[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imported = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  imported = tenon_project_import (self->project, files, NULL, &error);
  g_assert_no_error (error);
  tenon_project_refresh (self->project);
}

static void
test_further (Fixture      *self,
              gconstpointer data)
{
  static const char first[] = "# Session\n\n## Application Overview\n- **Domain**: Shops\n\n## Access Patterns\n| # | Description | RPS |\n|---|---|---|\n| 2 | Query orders by user_id | 50/20 |\n";
  const char       *accepted[] = { "AP2/rps-peak@../second.md", "AP6/rps-peak@../second.md", "relationship:orders.user_id@../second.md", NULL };
  const char       *refused[] = { "fact:domain@../second.md", "AP2/latency-ms@../second.md", NULL };
  g_autofree char  *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  import_text (self, "first.md", first);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 50);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
  before = load_file (self);
  import_text (self, "second.md", further_text);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 50);
  g_assert_true (has_item (self, "AP2/rps-peak@../second.md"));
  g_assert_false (has_item (self, "AP2/rps-average@../second.md"));
  g_assert_false (has_item (self, "AP3/description@../second.md")); /* AP3 is something else here */
  g_assert_true (has_item (self, "AP6/description@../second.md"));
  g_assert_true (has_item (self, "AP9/description@../second.md"));
  after = load_file (self);
  g_assert_cmpstr (after, ==, before);

  /* They are there after the project was opened again. */
  reopen (self);
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, accepted, BY, &error), ==, 3);
  g_assert_no_error (error);
  g_assert_cmpfloat (rate_of (pattern_of (self, "AP2")->rps_peak), ==, 70);
  g_assert_nonnull (strstr (tenon_rate_get_evidence (pattern_of (self, "AP2")->rps_peak), "second.md:9 states “70/20”"));
  g_assert_cmpstr (tenon_rate_get_by (pattern_of (self, "AP2")->rps_peak), ==, BY);
  g_assert_cmpuint (tenon_rate_get_line (pattern_of (self, "AP2")->rps_peak), ==, 9);
  g_assert_cmpstr (pattern_of (self, "AP6")->description, ==, "Print an invoice"); /* comes along */
  g_assert_null (pattern_of (self, "AP6")->rps_average);
  g_assert_cmpfloat (((TenonRelationship *)tenon_list_find (self->model->relationships, "orders.user_id"))->average_children, ==, 4);
  g_assert_true (has_item (self, "AP6/rps-average@../second.md"));
  tenon_model_undo (self->model);
  tenon_project_refresh (self->project);
  g_assert_true (has_item (self, "AP2/rps-peak@../second.md"));
  tenon_model_redo (self->model);
  tenon_project_refresh (self->project);
  g_assert_false (has_item (self, "AP2/rps-peak@../second.md"));

  g_assert_cmpuint (tenon_project_refuse_proposals (self->project, refused, &error), ==, 2);
  g_assert_cmpstr (self->model->domain, ==, "Shops");
  g_assert_true (tenon_project_advance (self->project, NULL, &error));
  reopen (self);
  g_assert_false (has_item (self, "fact:domain@../second.md"));
  g_assert_true (has_item (self, "AP9/rps-peak@../second.md"));
  g_assert_cmpuint (tenon_project_accept_proposals (self->project, NULL, BY, &error), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_proposals (self->project)), ==, 0);
  g_assert_cmpstr (pattern_of (self, "AP9")->description, ==, "List the bestsellers");
  g_assert_cmpfloat (pattern_of (self, "AP2")->latency_ms, ==, 0); /* refused */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/requirements/hand-edit-person", test_hand_edit_person);
  ADD ("/requirements/proposals", test_proposals);
  ADD ("/requirements/added-column", test_added_column);
  ADD ("/requirements/other-tables", test_other_tables);
  ADD ("/requirements/hand-edits", test_hand_edits);
  ADD ("/requirements/hand-evidence", test_hand_evidence);
  ADD ("/requirements/hand-relationship", test_hand_relationship);
  ADD ("/requirements/decisions", test_decisions);
  ADD ("/requirements/merge", test_merge);
  ADD ("/requirements/same-id", test_same_id);
  ADD ("/requirements/further", test_further);
  return g_test_run ();
}
