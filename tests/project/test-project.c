/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The project as the workbench uses it: with a main loop, edits, undo, and another process beside it. */

#include <glib/gstdio.h>
#include <string.h>

#include "project-test.h"
#include "project/tenon-edits.h"
#include "project/tenon-project.h"
#include "project/tenon-questions.h"

#define BY "Ada Lovelace <ada@example.org>"

typedef struct
{
  char         *folder;
  char         *path;
  TenonProject *project;
  GMainLoop    *loop;
  GError       *error;
  gboolean      done;
  gpointer      object;
  double        fraction;
} Fixture;

static const char schema_sql[] = "CREATE TABLE readers (id INT NOT NULL AUTO_INCREMENT, card VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL,\n"
                                 "  PRIMARY KEY (id), UNIQUE KEY uq_card (card));\n"
                                 "CREATE TABLE loans (id INT NOT NULL AUTO_INCREMENT, reader_id INT NOT NULL, lent_at DATETIME NOT NULL,\n"
                                 "  PRIMARY KEY (id), CONSTRAINT fk FOREIGN KEY (reader_id) REFERENCES readers (id));\n";
static const char api_csv[] = "method,endpoint,auth,pattern\n"
                              "POST,/readers,yes,Create reader record\n"
                              "GET,/readers/:id,yes,Query single reader by ID\n"
                              "GET,/readers/:id/loans,yes,Query loans by reader_id\n"
                              "POST,/logout,yes,No database operation\n";

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *schema = NULL;
  g_autofree char *api = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (GError) error = NULL;
  const char *files[3] = { NULL };

  fixture->folder = g_dir_make_tmp ("tenon-project-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "library", NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  files[0] = schema = g_build_filename (fixture->folder, "schema.sql", NULL);
  files[1] = api = g_build_filename (fixture->folder, "api.csv", NULL);
  g_assert_true (g_file_set_contents (schema, schema_sql, -1, NULL));
  g_assert_true (g_file_set_contents (api, api_csv, -1, NULL));
  fixture->project = tenon_project_create (fixture->path, "Library", files, &imported, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->len, ==, 2);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->project);
  g_main_loop_unref (fixture->loop);
  g_clear_error (&fixture->error);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
state_rates (TenonProject *project)
{
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("AP%u", i);
      g_autoptr (GError) error = NULL;

      g_assert_true (tenon_project_state_rates (project, id, "50", "20", "measured", BY, &error));
      g_assert_no_error (error);
    }
  tenon_project_refresh (project);
}

/* Says why nothing is to be added, as a person would who knows the application. */
static void
answer_questions (TenonProject *project)
{
  GListModel *questions = tenon_project_get_questions (project);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) open = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++)
    {
      g_autoptr (TenonQuestion) question = g_list_model_get_item (questions, i);

      if (question->blocks && tenon_question_is_open (question))
        g_strv_builder_add (ids, question->id);
    }
  open = g_strv_builder_end (ids);
  if (open[0] == NULL)
    return;
  g_assert_true (tenon_project_decline_questions (project, (const char *const *)open, "Done by the catalogue's nightly import", BY, &error));
  g_assert_no_error (error);
  tenon_project_refresh (project);
}

static TenonGateState
state_of (TenonProject *project,
          TenonGateKind kind,
          const char   *subject)
{
  return tenon_project_find_gate (project, kind, subject)->state;
}

/* ---- gates ---- */

static void
test_stale_and_fresh (Fixture      *fixture,
                      gconstpointer data)
{
  TenonProject *project = fixture->project;
  TenonModel   *model = tenon_project_get_model (project);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_OPEN);
  g_assert_cmpuint (tenon_project_find_gate (project, TENON_GATE_REQUIREMENTS, NULL)->blocking->len, ==, 5); /* three patterns without rates, two kinds of questions */
  state_rates (project);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_OPEN);
  answer_questions (project);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_READY);
  g_assert_true (tenon_project_decide (project, TENON_GATE_REQUIREMENTS, NULL, TENON_REVIEW_APPROVE, BY, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_APPROVED);

  tenon_model_set (model, "Edit", tenon_model_find_pattern (model, "AP2"), "description", "Something else", NULL);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_STALE);
  tenon_model_undo (model);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_APPROVED);
}

static void
test_table_order (Fixture      *fixture,
                  gconstpointer data)
{
  TenonProject *project = fixture->project;
  TenonModel   *model = tenon_project_get_model (project);
  g_autoptr (TenonDesign) design = NULL;
  g_autoptr (GError) error = NULL;
  TenonTable      *first, *second;
  g_autofree char *old_purpose = NULL;

  state_rates (project);
  answer_questions (project);
  g_assert_true (tenon_project_decide (project, TENON_GATE_REQUIREMENTS, NULL, TENON_REVIEW_APPROVE, BY, NULL, NULL));
  design = tenon_project_propose (project, TENON_STRATEGY_MULTI_TABLE);
  tenon_project_take_design (project, design, NULL);
  tenon_project_refresh (project);
  first = tenon_list_get (model->design->tables, 0);
  second = tenon_list_get (model->design->tables, 1);
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, first->name), ==, TENON_GATE_READY);
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, second->name), ==, TENON_GATE_OPEN);
  g_assert_false (tenon_project_decide (project, TENON_GATE_TABLE, second->name, TENON_REVIEW_APPROVE, BY, NULL, &error));
  g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_GATE);
  g_assert_true (tenon_project_decide (project, TENON_GATE_TABLE, first->name, TENON_REVIEW_APPROVE, BY, NULL, NULL));
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, second->name), ==, TENON_GATE_READY);

  old_purpose = g_strdup (first->purpose);
  tenon_model_set (model, "Edit", first, "purpose", "Another purpose", NULL);
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, first->name), ==, TENON_GATE_STALE);
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, second->name), ==, TENON_GATE_OPEN);
  tenon_model_set (model, "Edit", first, "purpose", old_purpose, NULL);
  g_assert_cmpint (state_of (project, TENON_GATE_TABLE, first->name), ==, TENON_GATE_APPROVED);
}

static void
test_take_again (Fixture      *fixture,
                 gconstpointer data)
{
  TenonProject *project = fixture->project;
  TenonModel   *model = tenon_project_get_model (project);
  g_autoptr (TenonDesign) design = tenon_project_propose (project, TENON_STRATEGY_MULTI_TABLE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  TenonDecision   *decision;

  tenon_project_take_design (project, design, NULL);
  decision = tenon_list_get (model->design->decisions, 0);
  tenon_model_set (model, "Edit", decision, "justification", "Because I say so", "by-person", TRUE, NULL);
  before = tenon_record_to_json (TENON_RECORD (model->design), 0);
  tenon_project_take_design (project, design, NULL);
  after = tenon_record_to_json (TENON_RECORD (model->design), 0);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (decision == tenon_list_get (model->design->decisions, 0));
  tenon_model_undo (model);
  tenon_model_undo (model);
  g_assert_cmpuint (tenon_list_get_length (model->design->tables), ==, 0);
}

/* ---- the main loop ---- */

static void
checked_cb (Fixture *fixture)
{
  g_main_loop_quit (fixture->loop);
}

static void
test_live (Fixture      *fixture,
           gconstpointer data)
{
  TenonProject *project = fixture->project;
  TenonModel   *model = tenon_project_get_model (project);
  g_autoptr (TenonDesign) design = tenon_project_propose (project, TENON_STRATEGY_MULTI_TABLE);
  TenonTable *table;

  tenon_project_take_design (project, design, NULL);
  g_assert_nonnull (strstr (tenon_project_get_contract (project)->text, "\"table\": \"readers\""));
  table = tenon_design_find_table (model->design, "readers");
  tenon_model_set (model, "Rename", table, "name", "people", NULL);
  g_assert_nonnull (strstr (tenon_project_get_contract (project)->text, "\"table\": \"people\""));
  g_assert_null (tenon_project_get_cost (project));
  g_signal_connect_swapped (project, "checked", G_CALLBACK (checked_cb), fixture);
  g_main_loop_run (fixture->loop);
  g_assert_nonnull (tenon_project_get_cost (project));
  g_assert_nonnull (tenon_project_get_headroom (project));
  g_assert_cmpuint (g_list_model_get_n_items (tenon_project_get_findings (project)), >, 0);
  g_assert_nonnull (strstr (tenon_project_get_contract (project)->text, "\"table\": \"people\""));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = tenon_project_save_finish (TENON_PROJECT (object), result, &fixture->error);
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->done = tenon_project_decide_finish (TENON_PROJECT (object), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* Asked for at once, done one after the other, each on what the one before left. */
static void
test_queue (Fixture      *fixture,
            gconstpointer data)
{
  TenonProject *project = fixture->project;
  g_autoptr (GPtrArray) history = NULL;

  state_rates (project);
  answer_questions (project);
  g_assert_cmpuint (tenon_project_get_n_unsaved (project), ==, 4);
  tenon_project_save_async (project, NULL, saved_cb, fixture);
  tenon_project_advance_async (project, NULL, NULL, NULL);
  tenon_project_decide_async (project, TENON_GATE_REQUIREMENTS, NULL, TENON_REVIEW_APPROVE, BY, NULL, NULL, decided_cb, fixture);
  g_assert_true (tenon_project_get_busy (project));
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->done);
  g_assert_false (tenon_project_get_busy (project));
  g_assert_cmpuint (tenon_project_get_n_unsaved (project), ==, 0);
  g_assert_cmpint (state_of (project, TENON_GATE_REQUIREMENTS, NULL), ==, TENON_GATE_APPROVED);
  history = tenon_project_list_history (project, 0, NULL);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpstr (((TenonHistoryEntry *)g_ptr_array_index (history, 0))->message, ==, "stage-02 task 1.3: Validate complete access pattern requirements with user");
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = tenon_project_open_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
test_open_async (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (TenonProject) again = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  state_rates (fixture->project);
  g_assert_true (tenon_project_save (fixture->project, NULL));
  tenon_project_open_async (fixture->path, NULL, opened_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  again = fixture->object;
  mine = tenon_record_to_json (TENON_RECORD (tenon_project_get_model (fixture->project)), 2);
  theirs = tenon_record_to_json (TENON_RECORD (tenon_project_get_model (again)), 2);
  g_assert_cmpstr (mine, ==, theirs);
  g_assert_cmpuint (tenon_project_get_n_unsaved (again), ==, 0);
  g_assert_false (tenon_model_can_undo (tenon_project_get_model (again)));
  g_assert_cmpstr (tenon_project_get_branch (again), ==, "main");
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = tenon_project_import_finish (TENON_PROJECT (object), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
test_import_async (Fixture      *fixture,
                   gconstpointer data)
{
  TenonModel      *model = tenon_project_get_model (fixture->project);
  g_autofree char *api = g_build_filename (fixture->folder, "more.csv", NULL);
  const char      *files[] = { api, NULL };
  g_autoptr (GPtrArray) imported = NULL;

  g_assert_true (g_file_set_contents (api, "method,endpoint,auth,pattern\nDELETE,/loans/:id,yes,Delete loan by ID\n", -1, NULL));
  tenon_project_state_rates (fixture->project, "AP1", "9", "3", "measured", BY, NULL);
  tenon_project_import_async (fixture->project, files, NULL, imported_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  imported = fixture->object;
  g_assert_cmpuint (imported->len, ==, 1);
  g_assert_cmpuint (tenon_list_get_length (model->patterns), ==, 5);
  g_assert_nonnull (tenon_model_find_pattern (model, "AP5"));
  g_assert_nonnull (tenon_model_find_pattern (model, "AP1")->rps_peak);
}

/* ---- somebody else ---- */

static void
test_changed_outside (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (TenonProject) other = tenon_project_open (fixture->path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (fixture->path, "artifacts/stage-02/model.json", NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *present = NULL;

  g_assert_true (tenon_project_state_rates (other, "AP1", "9", "3", "measured", BY, NULL));
  g_assert_true (tenon_project_save (other, NULL));
  g_assert_true (g_file_get_contents (file, &theirs, NULL, NULL));
  state_rates (fixture->project);
  g_assert_false (tenon_project_save (fixture->project, &error));
  g_assert_error (error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_LOCKED);
  g_assert_true (g_file_get_contents (file, &present, NULL, NULL));
  g_assert_cmpstr (theirs, ==, present);
}

static void
test_documents (Fixture      *fixture,
                gconstpointer data)
{
  g_auto (GStrv) names = tenon_project_list_documents (fixture->project);
  g_autofree char *text = tenon_project_load_document (fixture->project, "tasks.md", NULL);
  g_autoptr (GPtrArray) blocks = tenon_project_dup_document_blocks (fixture->project, text);
  g_autoptr (GPtrArray) history = tenon_project_list_history (fixture->project, 0, NULL);
  g_autofree char   *change = NULL;
  TenonHistoryEntry *entry = g_ptr_array_index (history, 0);

  g_assert_cmpuint (g_strv_length (names), >=, 4);
  g_assert_true (g_strv_contains ((const char *const *)names, "tasks.md"));
  g_assert_cmpuint (blocks->len, >, 10);
  change = tenon_project_show_change (fixture->project, entry->commit_id, "tasks.md", NULL);
  g_assert_nonnull (strstr (change, "+  - [x] 1.1"));
  g_assert_null (tenon_project_load_document (fixture->project, "../schema.sql", NULL));
}

static void
arranged_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = tenon_project_arrange_finish (TENON_PROJECT (object), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
test_arrange (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (TenonGraph) arranged = NULL;
  TenonGraphEdge *edge;

  tenon_graph_add_node (graph, "source:readers", 200, 100);
  tenon_graph_add_node (graph, "source:loans", 200, 100);
  tenon_graph_add_edge (graph, 1, 0, 20, 20);
  tenon_project_arrange_async (fixture->project, graph, NULL, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  arranged = fixture->object;
  edge = g_ptr_array_index (arranged->edges, 0);
  g_assert_nonnull (edge->points);
  g_assert_cmpuint (edge->points->len, >=, 2);
}

/* Two of the ends of a chain are in an area of the Map: they stand together, and nobody between them. */
static void
test_arrange_areas (Fixture      *fixture,
                    gconstpointer data)
{
  TenonModel       *model = tenon_project_get_model (fixture->project);
  const char *const cards[] = { "source:0", "source:11", "source:gone", NULL };
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (TenonGraph) arranged = NULL;
  g_autoptr (TenonEdit) edit = tenon_model_begin (model, "Area");
  TenonGraphNode *first, *last;

  tenon_list_append_take (model->diagram->areas, g_object_new (TENON_TYPE_AREA, "area-id", "a1", "title", "Ends", "view", "source", "cards", cards, NULL));
  tenon_edit_commit (edit);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("source:%u", i);

      tenon_graph_add_node (graph, id, 200, 100);
      if (i > 0)
        tenon_graph_add_edge (graph, i, i - 1, 20, 20);
    }
  tenon_project_arrange_async (fixture->project, graph, NULL, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  arranged = fixture->object;
  first = g_ptr_array_index (arranged->nodes, 0);
  last = g_ptr_array_index (arranged->nodes, 11);
  for (guint i = 1; i < 11; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (arranged->nodes, i);

      g_assert_false (node->x < MAX (first->x, last->x) + 200 && MIN (first->x, last->x) < node->x + 200 && node->y < MAX (first->y, last->y) + 100 && MIN (first->y, last->y) < node->y + 100);
    }
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  /* Rising, and nothing more once the answer is there. */
  g_assert_null (fixture->object);
  g_assert_cmpfloat (fraction, >, fixture->fraction);
  g_assert_cmpfloat (fraction, <=, 1);
  fixture->fraction = fraction;
}

static void
test_arrange_progress (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (TenonGraph) graph = tenon_graph_new ();
  g_autoptr (TenonGraph) arranged = NULL;

  for (guint i = 0; i < 300; i++)
    {
      tenon_graph_add_node (graph, "source:table", 200, 100);
      if (i > 0)
        tenon_graph_add_edge (graph, i, i * 7 / 11, 20, 20);
    }
  tenon_project_arrange_noting_async (fixture->project, graph, NULL, progress_cb, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  arranged = fixture->object;
  g_assert_cmpfloat (fixture->fraction, >, 0.1);
}

/* @n cards in a column, of which all but the first are asked for: each refers to the one before it. */
static TenonGraph *
make_selection (guint n)
{
  TenonGraph *graph = tenon_graph_new ();

  for (guint i = 0; i < n; i++)
    {
      TenonGraphNode *node = tenon_graph_add_node (graph, "source:table", 200, 100);

      node->x = 5000;
      node->y = (int)i * 140;
      node->is_placed = i == 0;
      if (i > 0)
        tenon_graph_add_edge (graph, i, i - 1, 20, 20);
    }
  return graph;
}

static void
test_arrange_layered (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (TenonGraph) graph = make_selection (6);
  g_autoptr (TenonGraph) arranged = NULL;

  tenon_project_arrange_layered_async (fixture->project, graph, NULL, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  arranged = fixture->object;
  for (guint i = 0; i < 6; i++)
    {
      TenonGraphNode *node = g_ptr_array_index (arranged->nodes, i);
      TenonGraphNode *before = i > 0 ? g_ptr_array_index (arranged->nodes, i - 1) : NULL;
      TenonGraphEdge *edge = i > 0 ? g_ptr_array_index (arranged->edges, i - 1) : NULL;

      g_assert_true (node->is_placed);
      g_assert_true (edge == NULL || edge->points != NULL);
      if (i == 0)
        g_assert_true (node->x == 5000 && node->y == 0);
      if (i > 1)
        g_assert_cmpint (node->x, >=, before->x + before->width + 32);
    }
  /* What was given is as it was. */
  g_assert_false (((TenonGraphNode *)g_ptr_array_index (graph->nodes, 3))->is_placed);
}

static void
test_arrange_layered_refuses (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (TenonGraph) most = make_selection (TENON_PROJECT_MAX_LAYERED + 1);
  g_autoptr (TenonGraph) more = make_selection (TENON_PROJECT_MAX_LAYERED + 2);
  g_autoptr (TenonGraph) arranged = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  tenon_project_arrange_layered_noting_async (fixture->project, most, NULL, progress_cb, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);
  arranged = g_steal_pointer (&fixture->object);
  g_assert_nonnull (arranged);
  g_assert_cmpfloat (fixture->fraction, >=, 0.5);

  tenon_project_arrange_layered_async (fixture->project, more, NULL, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, TENON_PROJECT_ERROR, TENON_PROJECT_ERROR_FAILED);
  g_assert_null (fixture->object);
  g_clear_error (&fixture->error);

  g_cancellable_cancel (cancellable);
  tenon_project_arrange_layered_async (fixture->project, most, cancellable, arranged_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&fixture->error);
}

/* Asked again after edits, undo and a taken table, what was proposed is what a project that was just opened proposes. */
static void
assert_proposes (Fixture    *fixture,
                 const char *after)
{
  for (guint strategy = 0; strategy < 3; strategy++)
    {
      g_autoptr (TenonDesign) design = tenon_project_propose (fixture->project, strategy);
      g_autoptr (TenonDesign) anew = NULL;
      g_autoptr (TenonEdit) edit = tenon_model_begin (tenon_project_get_model (fixture->project), "Look");
      g_autofree char *a = tenon_record_to_json (TENON_RECORD (design), 2);
      g_autofree char *b = NULL;

      /* Inside an open edit nothing is followed: it is proposed from the start. */
      anew = tenon_project_propose (fixture->project, strategy);
      b = tenon_record_to_json (TENON_RECORD (anew), 2);
      if (strcmp (a, b) != 0)
        g_error ("after %s, strategy %u: %s is not %s", after, strategy, a, b);
    }
}

static void
test_propose_again (Fixture      *fixture,
                    gconstpointer data)
{
  TenonModel   *model = tenon_project_get_model (fixture->project);
  TenonPattern *pattern = tenon_list_get (model->patterns, 2);
  g_autoptr (TenonDesign) design = NULL;

  assert_proposes (fixture, "opening");
  tenon_model_set (model, "List", pattern, "is-list", TRUE, "range", "loans.lent_at", NULL);
  assert_proposes (fixture, "an edit");
  tenon_model_undo (model);
  assert_proposes (fixture, "undo");
  tenon_model_set (model, "Names", model, "keep-mysql-names", TRUE, NULL);
  assert_proposes (fixture, "a setting");
  design = tenon_project_propose (fixture->project, TENON_STRATEGY_MULTI_TABLE);
  tenon_project_take_design (fixture->project, design, NULL);
  assert_proposes (fixture, "taking");
  tenon_model_set (model, "Key", tenon_design_find_table (model->design, "loans"), "partition-key", "reader_id", "sort-key", "id", NULL);
  assert_proposes (fixture, "a key of a person's");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/project/stale-and-fresh", test_stale_and_fresh);
  ADD ("/project/propose-again", test_propose_again);
  ADD ("/project/table-order", test_table_order);
  ADD ("/project/take-again", test_take_again);
  ADD ("/project/live", test_live);
  ADD ("/project/queue", test_queue);
  ADD ("/project/open-async", test_open_async);
  ADD ("/project/import-async", test_import_async);
  ADD ("/project/changed-outside", test_changed_outside);
  ADD ("/project/documents", test_documents);
  ADD ("/project/arrange", test_arrange);
  ADD ("/project/arrange-progress", test_arrange_progress);
  ADD ("/project/arrange-areas", test_arrange_areas);
  ADD ("/project/arrange-layered", test_arrange_layered);
  ADD ("/project/arrange-layered-refuses", test_arrange_layered_refuses);
  return g_test_run ();
}
