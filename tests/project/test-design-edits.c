/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people change in a design: one step that can be undone, requests that fit it, and nothing a proposal takes back. */

#include <glib/gstdio.h>
#include <string.h>

#include "base/tenon-diagnostic.h"
#include "project/tenon-design-edits.h"
#include "project/tenon-project.h"

#define BY "Ada Lovelace <ada@example.org>"

typedef struct
{
  char         *folder;
  TenonProject *project;
  TenonModel   *model;
} Fixture;

static const char schema_sql[] = "CREATE TABLE readers (id INT NOT NULL AUTO_INCREMENT, card VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, about TEXT,\n"
                                 "  PRIMARY KEY (id), UNIQUE KEY uq_card (card));\n"
                                 "CREATE TABLE loans (id INT NOT NULL AUTO_INCREMENT, reader_id INT NOT NULL, lent_at DATETIME NOT NULL, returned_at DATETIME,\n"
                                 "  fee DECIMAL(8,2) NOT NULL, PRIMARY KEY (id), CONSTRAINT fk FOREIGN KEY (reader_id) REFERENCES readers (id));\n";
static const char api_csv[] = "method,endpoint,auth,pattern\n"
                              "POST,/readers,yes,Create reader record\n"
                              "GET,/readers/:id,yes,Query single reader by ID\n"
                              "GET,/readers/:id/loans,yes,Query loans by reader_id\n"
                              "GET,/loans/:id,yes,Query single loan by ID\n"
                              "POST,/loans,yes,Create loan record\n"
                              "PUT,/readers/:id,yes,Update reader record by ID\n";

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
propose_and_take (Fixture *self)
{
  g_autoptr (TenonDesign) design = tenon_project_propose (self->project, TENON_STRATEGY_MULTI_TABLE);

  tenon_project_take_design (self->project, design, NULL);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *schema = NULL, *api = NULL, *path = NULL;
  g_autoptr (GPtrArray) imported = NULL;
  g_autoptr (GError) error = NULL;
  const char *files[3] = { NULL };

  self->folder = g_dir_make_tmp ("tenon-edits-XXXXXX", NULL);
  path = g_build_filename (self->folder, "library", NULL);
  files[0] = schema = g_build_filename (self->folder, "schema.sql", NULL);
  files[1] = api = g_build_filename (self->folder, "api.csv", NULL);
  g_assert_true (g_file_set_contents (schema, schema_sql, -1, NULL));
  g_assert_true (g_file_set_contents (api, api_csv, -1, NULL));
  self->project = tenon_project_create (path, "Library", files, &imported, NULL, &error);
  g_assert_no_error (error);
  self->model = tenon_project_get_model (self->project);
  propose_and_take (self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->project);
  remove_tree (self->folder);
  g_free (self->folder);
}

static TenonTable *
get_table (Fixture    *self,
           const char *name)
{
  TenonTable *table = tenon_design_find_table (self->model->design, name);

  g_assert_nonnull (table);
  return table;
}

static TenonOperation *
find_operation (Fixture    *self,
                const char *table,
                const char *pattern_id)
{
  TenonTable *found = get_table (self, table);

  for (guint i = 0; i < tenon_list_get_length (found->operations); i++)
    if (g_strcmp0 (((TenonOperation *)tenon_list_get (found->operations, i))->pattern_id, pattern_id) == 0)
      return tenon_list_get (found->operations, i);
  return NULL;
}

static char *
dup_design (Fixture *self)
{
  return tenon_record_to_json (TENON_RECORD (self->model->design), 2);
}

static TenonIndex *
make_wish (const char *name,
           const char *partition,
           const char *sort)
{
  return g_object_new (TENON_TYPE_INDEX, "name", name, "partition-key", partition, "sort-key", sort, NULL);
}

static void
assert_refused (Fixture    *self,
                const char *table,
                const char *index,
                TenonIndex *wish,
                const char *words)
{
  g_autofree char *before = dup_design (self), *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tenon_project_put_index (self->project, table, index, wish, "Because.", BY, &error));
  if (error == NULL || strstr (error->message, words) == NULL)
    g_error ("“%s” is not said in: %s", words, error != NULL ? error->message : "nothing");
  after = dup_design (self);
  g_assert_cmpstr (before, ==, after);
}

/* A sort key more: the requests are found anew, undo takes all of it back, and a proposal none of it. */
static void
test_change_index (Fixture      *self,
                   gconstpointer data)
{
  TenonIndex      *present = tenon_list_get (get_table (self, "loans")->indexes, 0);
  g_autofree char *name = g_strdup (present->name), *before = dup_design (self), *after = NULL, *undone = NULL, *again = NULL;
  g_autofree char *id = g_strdup_printf ("index:loans/%s", name);
  g_autoptr (TenonIndex) wish = tenon_record_copy (present);
  g_autoptr (GError) error = NULL;
  TenonDecision *decision;

  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, name);
  g_object_set (wish, "sort-key", "lent_at", "projection", TENON_PROJECTION_INCLUDE, "projected", (char *[]){ (char *)"fee", (char *)"loan_id", NULL }, NULL);
  g_assert_true (tenon_project_put_index (self->project, "loans", name, wish, "The desk reads them by day.", BY, &error));
  g_assert_no_error (error);
  present = tenon_table_find_index (get_table (self, "loans"), name);
  g_assert_cmpstr (present->sort_key, ==, "lent_at");
  g_assert_cmpstr (present->sort_key_reason, ==, "The desk reads them by day.");
  g_assert_cmpuint (g_strv_length (present->projected), ==, 1); /* the key is there anyway */
  decision = tenon_list_find (self->model->design->decisions, id);
  g_assert_true (decision->by_person);
  g_assert_cmpstr (decision->decided_by, ==, BY);
  g_assert_cmpstr (decision->justification, ==, "The desk reads them by day.");
  g_assert_true (g_str_has_prefix (decision->alternatives_considered[0], "As proposed: Global secondary index"));
  /* What the entries do not carry is fetched. */
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, name);
  g_assert_cmpuint (tenon_list_get_length (get_table (self, "loans")->operations), ==, 4);
  after = dup_design (self);
  tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  tenon_model_redo (self->model);
  propose_and_take (self);
  present = tenon_table_find_index (get_table (self, "loans"), name);
  g_assert_cmpstr (present->sort_key, ==, "lent_at");
  g_assert_cmpint (present->projection, ==, TENON_PROJECTION_INCLUDE);
  decision = tenon_list_find (self->model->design->decisions, id);
  g_assert_true (decision->by_person);
  g_assert_cmpstr (decision->justification, ==, "The desk reads them by day.");
}

static void
test_add_and_rename_index (Fixture      *self,
                           gconstpointer data)
{
  g_autoptr (TenonIndex) wish = make_wish ("readers_by_name", "name", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dup_design (self), *undone = NULL;

  g_assert_true (tenon_project_put_index (self->project, "readers", NULL, wish, "Somebody always forgets the card.", BY, &error));
  g_assert_no_error (error);
  g_object_set (wish, "name", "names", NULL);
  g_assert_true (tenon_project_put_index (self->project, "readers", "readers_by_name", wish, "Shorter.", BY, &error));
  propose_and_take (self);
  g_assert_nonnull (tenon_table_find_index (get_table (self, "readers"), "names"));
  g_assert_null (tenon_table_find_index (get_table (self, "readers"), "readers_by_name"));
  g_assert_nonnull (tenon_list_find (self->model->design->decisions, "index:readers/names"));
  g_assert_null (tenon_list_find (self->model->design->decisions, "index:readers/readers_by_name"));
  for (guint i = 0; i < 3; i++)
    tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
}

/* Renamed first and then taken out, an index does not come back under the name it was proposed with. */
static void
test_drop_index (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *name = g_strdup (((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name);
  g_autoptr (TenonIndex) wish = tenon_record_copy (tenon_list_get (get_table (self, "loans")->indexes, 0));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("index:loans/%s", name);
  TenonUnserved   *unserved;

  g_object_set (wish, "name", "shelf", NULL);
  g_assert_true (tenon_project_put_index (self->project, "loans", name, wish, "Shorter.", BY, &error));
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, "shelf");
  g_assert_false (tenon_project_drop_index (self->project, "loans", "shelf", " ", BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_drop_index (self->project, "loans", "shelf", "Nobody asks.", BY, &error));
  g_assert_null (find_operation (self, "loans", "AP3"));
  unserved = tenon_design_find_unserved (self->model->design, "AP3");
  g_assert_nonnull (strstr (unserved->reason, "as people decided it"));
  g_assert_nonnull (find_operation (self, "loans", "AP4"));
  propose_and_take (self);
  g_assert_cmpuint (tenon_list_get_length (get_table (self, "loans")->indexes), ==, 0);
  g_assert_cmpstr (((TenonDecision *)tenon_list_find (self->model->design->decisions, id))->justification, ==, "Nobody asks.");
  unserved = tenon_design_find_unserved (self->model->design, "AP3");
  g_assert_nonnull (strstr (unserved->reason, "taken out by a person"));
}

static void
test_refusals (Fixture      *self,
               gconstpointer data)
{
  g_autofree char *present = g_strdup (((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name);
  g_autoptr (GError) error = NULL;
  const struct
  {
    const char *table, *index, *name, *partition, *sort, *words;
  } cases[] = {
    { "loans", NULL, "ab", "fee", NULL, "no valid index name" },
    { "loans", NULL, "by fee", "fee", NULL, "no valid index name" },
    { "loans", NULL, present, "fee", NULL, "already has an index" },
    { "loans", NULL, "by_fee", NULL, NULL, "needs a partition key" },
    { "loans", NULL, "by_fee", "price", NULL, "no attribute “price”" },
    { "loans", NULL, "by_fee", "fee", "fee", "must be different" },
    { "readers", NULL, "by_about", "name", "about", "cannot be the sort key" },
    { "loans", "by_fee", "by_fee", "fee", NULL, "has no index" },
    { "books", NULL, "by_fee", "fee", NULL, "has no table" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TenonIndex) wish = make_wish (cases[i].name, cases[i].partition, cases[i].sort);

      assert_refused (self, cases[i].table, cases[i].index, wish, cases[i].words);
    }
  {
    g_autoptr (TenonIndex) wish = make_wish ("by_fee", "fee", NULL);

    g_object_set (wish, "projection", TENON_PROJECTION_INCLUDE, NULL);
    assert_refused (self, "loans", NULL, wish, "names no attribute");
    g_assert_false (tenon_project_put_index (self->project, "loans", NULL, wish, "Because.", "nobody", &error));
  }
  for (guint i = tenon_list_get_length (get_table (self, "loans")->indexes); i <= 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("by_fee_%u", i);
      g_autoptr (TenonIndex) wish = make_wish (name, "fee", NULL);

      if (i < 20)
        g_assert_true (tenon_project_put_index (self->project, "loans", NULL, wish, "Because.", BY, NULL));
      else
        assert_refused (self, "loans", NULL, wish, "20 indexes already");
    }
}

/* Trying shows what would follow and changes nothing. */
static void
test_try_index (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *name = g_strdup (((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name);
  g_autofree char *before = dup_design (self), *after = NULL;
  g_autoptr (TenonDesign) without = tenon_project_try_index (self->project, "loans", name, NULL);

  g_assert_nonnull (tenon_design_find_unserved (without, "AP3"));
  after = dup_design (self);
  g_assert_cmpstr (before, ==, after);
}

/* Names as MySQL has them, but where a person gave others; back in one step. */
static void
test_names (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *before = NULL, *undone = NULL;
  g_autoptr (GError) error = NULL;

  tenon_model_set (self->model, "Pin", tenon_list_find (self->model->design->decisions, "structure:loans"), "by-person", TRUE, NULL);
  before = dup_design (self);
  g_assert_false (tenon_project_set_names (self->project, TRUE, "", BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_set_names (self->project, TRUE, "The loader wants them.", BY, &error));
  g_assert_no_error (error);
  g_assert_true (self->model->keep_mysql_names);
  g_assert_cmpstr (get_table (self, "readers")->partition_key, ==, "id");
  g_assert_cmpstr (get_table (self, "loans")->partition_key, ==, "loan_id");
  g_assert_cmpstr (find_operation (self, "readers", "AP2")->key_condition, ==, "id = :id");
  propose_and_take (self);
  g_assert_cmpstr (get_table (self, "readers")->partition_key, ==, "id");
  g_assert_cmpstr (((TenonDecision *)tenon_list_find (self->model->design->decisions, "names:attributes"))->justification, ==, "The loader wants them.");
  g_assert_true (tenon_project_set_names (self->project, FALSE, "The loader learnt them.", BY, &error));
  g_assert_cmpstr (get_table (self, "readers")->partition_key, ==, "reader_id");
  while (self->model->keep_mysql_names || tenon_list_find (self->model->design->decisions, "names:attributes") != NULL)
    tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
}

/* Where a person has a pattern served stays while the keys allow it. */
static void
test_chosen_request (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *name = g_strdup (((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name);
  g_autoptr (TenonIndex) wish = make_wish ("by_reader_and_day", "reader_id", "lent_at");
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_serve_on (self->project, "AP3", "loans", "The desk asks for it.", BY, &error));
  g_assert_true (find_operation (self, "loans", "AP3")->by_person);
  g_assert_true (tenon_project_put_index (self->project, "loans", NULL, wish, "By day.", BY, &error));
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, name);
  propose_and_take (self);
  g_assert_true (find_operation (self, "loans", "AP3")->by_person);
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, name);
  g_assert_true (tenon_project_drop_index (self->project, "loans", name, "One is enough.", BY, &error));
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, "by_reader_and_day");
  g_assert_false (find_operation (self, "loans", "AP3")->by_person);
}

static void
test_attributes (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *before = dup_design (self), *undone = NULL;
  g_autoptr (GError) error = NULL;
  TenonIndex *index = tenon_list_get (get_table (self, "loans")->indexes, 0);

  g_assert_false (tenon_project_change_attribute (self->project, "loans", "fee", "lent_at", -1, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_leave_out_attribute (self->project, "loans", "reader_id", "Because.", BY, &error));
  g_assert_nonnull (strstr (error->message, "in the key of the index"));
  g_clear_error (&error);
  g_assert_false (tenon_project_leave_out_attribute (self->project, "readers", "card", "Because.", BY, &error));
  g_assert_nonnull (strstr (error->message, "kept unique"));
  g_clear_error (&error);
  g_assert_true (tenon_project_change_attribute (self->project, "loans", "reader_id", "borrower_id", -1, "That is the word.", BY, &error));
  g_assert_cmpstr (index->partition_key, ==, "borrower_id");
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->key_condition, ==, "borrower_id = :borrower_id");
  g_assert_true (tenon_project_change_attribute (self->project, "readers", "card", "card_number", -1, "That is the word.", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_table (self, "reader_cards")->partition_key, ==, "card_number");
  g_assert_nonnull (strstr (get_table (self, "reader_cards")->transaction, "card_number"));
  g_assert_null (strstr (get_table (self, "reader_cards")->transaction, "\"card\""));
  g_assert_true (tenon_project_leave_out_attribute (self->project, "readers", "about", "Nobody reads it.", BY, &error));
  g_assert_true (tenon_model_is_waived (self->model, "readers.about"));
  propose_and_take (self);
  g_assert_cmpstr (index->partition_key, ==, "borrower_id");
  g_assert_nonnull (tenon_table_find_attribute (get_table (self, "readers"), "card_number"));
  g_assert_null (tenon_table_find_attribute (get_table (self, "readers"), "about"));
  for (guint i = 0; i < 4; i++)
    tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  g_assert_false (tenon_model_is_waived (self->model, "readers.about"));
}

static int
type_of (Fixture    *self,
         const char *table,
         const char *attribute)
{
  TenonAttribute *found = tenon_table_find_attribute (get_table (self, table), attribute);

  g_assert_nonnull (found);
  return found->type;
}

static gboolean
is_found (Fixture    *self,
          const char *code,
          const char *words)
{
  GListModel *findings = tenon_project_get_findings (self->project);

  tenon_project_refresh (self->project);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);

      if (g_strcmp0 (finding->code, code) == 0 && strstr (finding->message, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static TenonDecision *
get_decision (Fixture    *self,
              const char *id)
{
  TenonDecision *decision = tenon_list_find (self->model->design->decisions, id);

  g_assert_nonnull (decision);
  return decision;
}

static gboolean
has_factor (TenonDecision *decision,
            const char    *words)
{
  for (guint i = 0; i < tenon_list_get_length (decision->factors); i++)
    if (strstr (((TenonFactor *)tenon_list_get (decision->factors, i))->finding, words) != NULL)
      return TRUE;
  return FALSE;
}

/* A type that is not the mapping's needs a reason, goes wherever the value does, and stays; going back needs none. */
static void
test_types (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *before = dup_design (self), *undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 size = get_table (self, "readers")->item_size;

  g_assert_false (tenon_project_change_attribute (self->project, "readers", "card", NULL, TENON_ATTRIBUTE_B, "", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_change_attribute (self->project, "readers", "card", NULL, TENON_ATTRIBUTE_S, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_change_attribute (self->project, "reader_cards", "card", NULL, TENON_ATTRIBUTE_B, "Because.", BY, &error));
  g_assert_nonnull (strstr (error->message, "those of readers"));
  g_clear_error (&error);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);

  g_assert_true (tenon_project_change_attribute (self->project, "readers", "card", NULL, TENON_ATTRIBUTE_N, "Cards are numbers.", BY, &error));
  g_assert_cmpint (type_of (self, "readers", "card"), ==, TENON_ATTRIBUTE_N);
  g_assert_cmpint (type_of (self, "reader_cards", "card"), ==, TENON_ATTRIBUTE_N);
  g_assert_cmpint (get_table (self, "readers")->item_size, <, size);
  g_assert_true (is_found (self, "attribute-type", "zeros in front are lost"));
  g_assert_true (has_factor (get_decision (self, "structure:readers"), "Cards are numbers."));
  propose_and_take (self);
  g_assert_cmpint (type_of (self, "readers", "card"), ==, TENON_ATTRIBUTE_N);
  g_assert_cmpint (type_of (self, "reader_cards", "card"), ==, TENON_ATTRIBUTE_N);
  g_assert_true (has_factor (get_decision (self, "structure:readers"), "Cards are numbers."));

  g_assert_true (tenon_project_change_attribute (self->project, "readers", "card", NULL, TENON_ATTRIBUTE_S, NULL, BY, &error));
  g_assert_no_error (error);
  g_assert_cmpint (type_of (self, "reader_cards", "card"), ==, TENON_ATTRIBUTE_S);
  g_assert_false (has_factor (get_decision (self, "structure:readers"), "Cards are numbers."));
  g_assert_false (is_found (self, "attribute-type", ""));
  while (tenon_model_can_undo (self->model) && strcmp (tenon_model_get_undo_label (self->model), "Change Attribute") == 0)
    tenon_model_undo (self->model);
}

/* What refers to a key is compared with it. */
static void
test_reference_types (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tenon_project_change_attribute (self->project, "readers", "reader_id", NULL, TENON_ATTRIBUTE_S, "Ids from the directory.", BY, &error));
  g_assert_no_error (error);
  g_assert_true (is_found (self, "reference-type", "reader_id of loans is N and refers to reader_id of readers, which is S."));
  g_assert_true (tenon_project_change_attribute (self->project, "loans", "reader_id", NULL, TENON_ATTRIBUTE_S, "Ids from the directory.", BY, &error));
  g_assert_false (is_found (self, "reference-type", ""));
}

static guint
count_operations (Fixture    *self,
                  const char *table,
                  const char *pattern_id)
{
  TenonTable *found = get_table (self, table);
  guint       n = 0;

  for (guint i = 0; i < tenon_list_get_length (found->operations); i++)
    n += g_strcmp0 (((TenonOperation *)tenon_list_get (found->operations, i))->pattern_id, pattern_id) == 0;
  return n;
}

/* A copy with its justification: new items read the original, its change goes on to the copies, and no proposal takes it back. */
static void
test_copies (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *before = dup_design (self), *undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = tenon_project_list_copies (self->project, get_table (self, "loans"));
  g_autoptr (TenonDesign) tried = NULL;
  TenonAttribute *copy;
  TenonDecision  *decision;
  gint64          size = get_table (self, "loans")->item_size;

  g_assert_cmpuint (copies->len, ==, 3);
  g_assert_cmpstr (((TenonPossibleCopy *)g_ptr_array_index (copies, 1))->source, ==, "readers.name");
  g_assert_cmpstr (((TenonPossibleCopy *)g_ptr_array_index (copies, 1))->name, ==, "reader_name");
  g_assert_false (tenon_project_add_copy (self->project, "loans", "readers.name", NULL, NULL, "", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_add_copy (self->project, "loans", "readers.id", NULL, NULL, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_add_copy (self->project, "loans", "readers.name", NULL, "fee", "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_add_copy (self->project, "readers", "loans.fee", NULL, NULL, "Because.", BY, &error));
  g_assert_nonnull (strstr (error->message, "can copy no loans.fee"));
  g_clear_error (&error);
  tried = tenon_project_try_copy (self->project, "loans", "readers.name", NULL, NULL, &error);
  g_assert_nonnull (tenon_table_find_attribute (tenon_design_find_table (tried, "loans"), "reader_name"));
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);

  g_assert_cmpuint (count_operations (self, "readers", "AP5"), ==, 0);
  g_assert_true (tenon_project_add_copy (self->project, "loans", "readers.name", NULL, NULL, "Each list shows who.", BY, &error));
  g_assert_no_error (error);
  copy = tenon_table_find_attribute (get_table (self, "loans"), "reader_name");
  g_assert_true (copy->denormalized);
  g_assert_cmpstr (copy->justification, ==, "Each list shows who.");
  g_assert_cmpstr (copy->join_local_column, ==, "reader_id");
  g_assert_cmpstr (copy->join_source_column, ==, "id");
  g_assert_cmpint (get_table (self, "loans")->item_size, >, size);
  g_assert_cmpuint (count_operations (self, "readers", "AP5"), ==, 1);
  g_assert_cmpuint (count_operations (self, "loans", "AP6"), ==, 2);
  decision = get_decision (self, "denormalize:loans/readers");
  g_assert_true (decision->by_person);
  g_assert_cmpstr (decision->decided_by, ==, BY);
  g_assert_cmpstr (decision->justification, ==, "Each list shows who.");
  g_assert_cmpuint (tenon_list_get_length (decision->factors), >=, 7);
  g_assert_false (is_found (self, "copy-incomplete", ""));
  g_assert_nonnull (strstr (tenon_project_get_contract (self->project)->text, "\"reader_name\""));
  propose_and_take (self);
  g_assert_nonnull (tenon_table_find_attribute (get_table (self, "loans"), "reader_name"));
  g_assert_cmpuint (count_operations (self, "loans", "AP6"), ==, 2);

  /* The original's type is the copy's. */
  g_assert_false (tenon_project_change_attribute (self->project, "loans", "reader_name", NULL, TENON_ATTRIBUTE_B, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_change_attribute (self->project, "readers", "name", NULL, TENON_ATTRIBUTE_B, "Encrypted.", BY, &error));
  g_assert_cmpint (type_of (self, "loans", "reader_name"), ==, TENON_ATTRIBUTE_B);

  g_assert_true (tenon_project_leave_out_attribute (self->project, "loans", "reader_name", "It lagged behind.", BY, &error));
  g_assert_null (tenon_table_find_attribute (get_table (self, "loans"), "reader_name"));
  g_assert_false (tenon_model_is_waived (self->model, "readers.name"));
  g_assert_cmpuint (count_operations (self, "readers", "AP5"), ==, 0);
  g_assert_cmpuint (count_operations (self, "loans", "AP6"), ==, 0);
  g_assert_cmpstr (get_decision (self, "denormalize:loans/readers")->chosen_approach, ==, "SEPARATE_TABLES");
  g_assert_cmpstr (get_decision (self, "denormalize:loans/readers")->justification, ==, "It lagged behind.");
  while (tenon_model_can_undo (self->model) && strcmp (tenon_model_get_undo_label (self->model), "Take Design") != 0)
    tenon_model_undo (self->model);
  tenon_model_undo (self->model);
  tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
}

static TenonWay *
find_way (GPtrArray  *ways,
          const char *id)
{
  for (guint i = 0; i < ways->len; i++)
    if (strcmp (((TenonWay *)g_ptr_array_index (ways, i))->id, id) == 0)
      return g_ptr_array_index (ways, i);
  g_error ("There is no way %s", id);
}

/* Every way with what it takes or why it cannot be; the chosen one stays over proposals and other edits until it is released. */
static void
test_ways (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *before = dup_design (self), *undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ways = tenon_project_list_ways (self->project, "AP3", &error), later = NULL;
  const char      *name = ((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name;
  g_autofree char *id = g_strconcat ("index:", name, NULL);
  g_autoptr (TenonIndex) wish = make_wish (name, "reader_id", NULL);
  TenonWay *way;

  g_assert_no_error (error);
  g_assert_true (find_way (ways, id)->is_present);
  g_assert_false (find_way (ways, id)->is_chosen);
  g_assert_nonnull (strstr (find_way (ways, "key")->obstacle, "this key begins with loan_id"));
  way = find_way (ways, "scan");
  g_assert_null (way->obstacle);
  g_assert_cmpstr (way->requests, ==, "Scan on loans, filter reader_id = :reader_id");
  g_assert_false (way->is_present);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);

  g_assert_null (tenon_project_list_ways (self->project, "AP5", &error));
  g_assert_nonnull (strstr (error->message, "writes"));
  g_clear_error (&error);
  g_assert_false (tenon_project_choose_way (self->project, "AP3", "key", "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_choose_way (self->project, "AP3", "scan", "", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_release_way (self->project, "AP3", &error));
  g_clear_error (&error);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);

  g_assert_true (tenon_project_choose_way (self->project, "AP3", "scan", "There are ten loans.", BY, &error));
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->operation, ==, "Scan");
  g_assert_true (find_operation (self, "loans", "AP3")->by_person);
  g_assert_cmpstr (get_decision (self, "serve:AP3")->justification, ==, "There are ten loans.");
  g_assert_cmpstr (get_decision (self, "serve:AP3")->decided_by, ==, BY);
  g_assert_cmpuint (g_strv_length (get_decision (self, "serve:AP3")->alternatives_considered), >=, 2);
  propose_and_take (self);
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->operation, ==, "Scan");
  g_assert_nonnull (tenon_list_find (self->model->design->decisions, "serve:AP3"));
  later = tenon_project_list_ways (self->project, "AP3", NULL);
  g_assert_true (find_way (later, "scan")->is_chosen);

  g_assert_true (tenon_project_release_way (self->project, "AP3", &error));
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->operation, ==, "Query");
  g_assert_false (find_operation (self, "loans", "AP3")->by_person);
  g_assert_null (tenon_list_find (self->model->design->decisions, "serve:AP3"));

  /* What the entries lack is fetched: the choice stands, with one request more. */
  g_assert_true (tenon_project_choose_way (self->project, "AP3", id, "One index is enough.", BY, &error));
  g_object_set (wish, "projection", TENON_PROJECTION_KEYS_ONLY, NULL);
  g_assert_true (tenon_project_put_index (self->project, "loans", name, wish, "Small entries.", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_operations (self, "loans", "AP3"), ==, 2);
  g_assert_true (find_operation (self, "loans", "AP3")->by_person);
  while (strcmp (tenon_model_get_undo_label (self->model), "Choose What Serves AP3") != 0)
    tenon_model_undo (self->model);
  tenon_model_undo (self->model);
}

/* An index that is not there yet is added with the choice, and is that person's. */
static void
test_new_index_way (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *name = ((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name;
  TenonIndex *added;

  g_assert_true (tenon_project_drop_index (self->project, "loans", name, "Nobody asks.", BY, &error));
  g_assert_null (find_operation (self, "loans", "AP3"));
  g_assert_true (tenon_project_choose_way (self->project, "AP3", "new-index", "Somebody asks.", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tenon_list_get_length (get_table (self, "loans")->indexes), ==, 1);
  added = tenon_list_get (get_table (self, "loans")->indexes, 0);
  g_assert_cmpstr (added->partition_key, ==, "reader_id");
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->index, ==, added->name);
  g_assert_null (tenon_design_find_unserved (self->model->design, "AP3"));
  propose_and_take (self);
  g_assert_cmpuint (tenon_list_get_length (get_table (self, "loans")->indexes), ==, 1);
  g_assert_true (find_operation (self, "loans", "AP3")->by_person);
}

/* Whether any text of the design's decisions, tables or indexes that a person did not write says @word. */
static void
assert_unsaid (Fixture    *self,
               const char *word)
{
  g_autofree char *text = dup_design (self);
  g_autofree char *pattern = g_strdup_printf ("(?<![\\w.])%s(?!\\w)", word);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_regex_match (regex, lines[i], 0, NULL) && strstr (lines[i], "source_") == NULL && strstr (lines[i], "unique_columns") == NULL && strstr (lines[i], "MySQL") == NULL && strstr (lines[i], "proposed as") == NULL && strstr (lines[i], "As proposed") == NULL && (i == 0 || strstr (lines[i - 1], "proposed name") == NULL) && strstr (lines[i], "called ") == NULL && strstr (lines[i], "_column\"") == NULL && strstr (lines[i], "becomes one") == NULL)
      g_error ("“%s” is still said: %s", word, lines[i]);
}

/* What was made of the design says the new names; what a person wrote stays as it is written. */
static void
test_words_follow (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *before = dup_design (self), *undone = NULL;
  g_autoptr (GError) error = NULL;
  TenonTableWish   wish = { "lendings", "loan_id", NULL };
  const char      *name = ((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name;
  g_autofree char *old_index = g_strdup (name);
  g_autoptr (TenonIndex) index = make_wish ("by_borrower", "borrower_id", NULL);

  g_assert_true (tenon_project_change_attribute (self->project, "loans", "reader_id", "borrower_id", -1, "The desk says so.", BY, &error));
  g_assert_no_error (error);
  assert_unsaid (self, "reader_id of loans");
  g_assert_null (strstr (get_decision (self, "structure:loans")->justification, "reader_id"));
  g_assert_true (tenon_project_put_index (self->project, "loans", name, index, "A shorter name.", BY, &error));
  g_assert_no_error (error);
  assert_unsaid (self, old_index);
  g_assert_false (tenon_project_change_table (self->project, "loans", &wish, "", BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_change_table (self->project, "loans", &wish, "The word of the house.", BY, &error));
  g_assert_no_error (error);
  g_assert_nonnull (tenon_list_find (self->model->design->decisions, "structure:lendings"));
  g_assert_nonnull (tenon_list_find (self->model->design->decisions, "index:lendings/by_borrower"));
  g_assert_null (tenon_list_find (self->model->design->decisions, "structure:loans"));
  g_assert_nonnull (strstr (get_decision (self, "structure:lendings")->rollback_strategy, "lendings"));
  g_assert_cmpstr (get_decision (self, "index:lendings/by_borrower")->justification, ==, "A shorter name.");
  g_assert_cmpstr (get_decision (self, "index:lendings/by_borrower")->title, ==, "Index by_borrower");
  propose_and_take (self);
  g_assert_nonnull (get_table (self, "lendings"));
  g_assert_null (tenon_design_find_table (self->model->design, "loans"));
  for (guint i = 0; i < 3; i++) /* the proposal is the present design: taking it is no step */
    tenon_model_undo (self->model);
  undone = dup_design (self);
  g_assert_cmpstr (undone, ==, before);
}

/* A table's name and keys: lookup tables, their transactions and decisions follow, and another key needs its reason. */
static void
test_change_table (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TenonTableWish name = { "members", "reader_id", NULL }, keys = { "loans", "reader_id", "loan_id" }, taken = { "readers", "loan_id", NULL }, absent = { "loans", "no_such", NULL };

  g_assert_false (tenon_project_change_table (self->project, "loans", &taken, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_false (tenon_project_change_table (self->project, "loans", &absent, "Because.", BY, &error));
  g_clear_error (&error);
  g_assert_true (tenon_project_change_table (self->project, "readers", &name, "They pay.", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_table (self, "reader_cards")->lookup_of, ==, "members");
  g_assert_nonnull (strstr (get_table (self, "reader_cards")->transaction, "\"members\""));
  g_assert_null (strstr (get_table (self, "reader_cards")->transaction, "\"readers\""));
  g_assert_true (tenon_project_change_table (self->project, "loans", &keys, "Read by reader.", BY, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_table (self, "loans")->partition_key_reason, ==, "Read by reader.");
  g_assert_cmpstr (get_decision (self, "structure:loans")->decided_by, ==, BY);
  g_assert_cmpstr (find_operation (self, "loans", "AP3")->operation, ==, "Query");
  g_assert_null (find_operation (self, "loans", "AP3")->index);
}

/* ---- approvals ---- */

/* What somebody approves with a table: the table itself, what keeps it unique, what was decided of it and left out of it. */
static char *
dup_content (Fixture    *self,
             TenonTable *table)
{
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (self->model->design, table);
  GString         *text = g_string_new (NULL);
  g_autofree char *own = tenon_record_to_json (TENON_RECORD (table), 0), *prefix = g_strconcat (table->source_table, ".", NULL);

  g_string_append (text, own);
  for (guint i = 0; i < lookups->len; i++)
    {
      g_autofree char *lookup = tenon_record_to_json (g_ptr_array_index (lookups, i), 0);

      g_string_append (text, lookup);
    }
  for (guint i = 0; i < tenon_list_get_length (self->model->design->decisions); i++)
    {
      TenonDecision   *decision = tenon_list_get (self->model->design->decisions, i);
      g_autofree char *json = g_strcmp0 (decision->table, table->name) == 0 ? tenon_record_to_json (TENON_RECORD (decision), 0) : g_strdup ("");

      g_string_append (text, json);
    }
  for (guint i = 0; i < tenon_list_get_length (self->model->waivers); i++)
    {
      TenonWaiver *waiver = tenon_list_get (self->model->waivers, i);

      if (g_str_has_prefix (waiver->column, prefix))
        g_string_append_printf (text, "%s: %s", waiver->column, waiver->reason);
    }
  return g_string_free (text, FALSE);
}

/* Each table's content and the digest its approval keeps, by name. */
static GHashTable *
index_tables (Fixture *self,
              gboolean digests)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  tenon_project_refresh (self->project);
  for (guint i = 0; i < tenon_list_get_length (self->model->design->tables); i++)
    {
      TenonTable *table = tenon_list_get (self->model->design->tables, i);
      TenonGate  *gate = tenon_project_find_gate (self->project, TENON_GATE_TABLE, table->name);

      g_assert_nonnull (gate);
      g_hash_table_insert (found, g_strdup (table->name), digests ? g_strdup (gate->digest) : dup_content (self, table));
    }
  return found;
}

static gboolean
drop_the_index (Fixture *self,
                GError **error)
{
  return tenon_project_drop_index (self->project, "loans", ((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name, "Because.", BY, error);
}

static gboolean
rename_the_index (Fixture *self,
                  GError **error)
{
  g_autoptr (TenonIndex) wish = make_wish ("by_reader", "reader_id", NULL);

  return tenon_project_put_index (self->project, "loans", ((TenonIndex *)tenon_list_get (get_table (self, "loans")->indexes, 0))->name, wish, "Because.", BY, error);
}

static gboolean
add_an_index (Fixture *self,
              GError **error)
{
  g_autoptr (TenonIndex) wish = make_wish ("by_day", "lent_at", NULL);

  return tenon_project_put_index (self->project, "loans", NULL, wish, "Because.", BY, error);
}

static gboolean
rename_fee (Fixture *self,
            GError **error)
{
  return tenon_project_change_attribute (self->project, "loans", "fee", "price", -1, "Because.", BY, error);
}

static gboolean
rename_card (Fixture *self,
             GError **error)
{
  return tenon_project_change_attribute (self->project, "readers", "card", "card_number", -1, "Because.", BY, error);
}

static gboolean
retype_fee (Fixture *self,
            GError **error)
{
  return tenon_project_change_attribute (self->project, "loans", "fee", NULL, TENON_ATTRIBUTE_S, "Because.", BY, error);
}

static gboolean
retype_card (Fixture *self,
             GError **error)
{
  return tenon_project_change_attribute (self->project, "readers", "card", NULL, TENON_ATTRIBUTE_B, "Because.", BY, error);
}

static gboolean
leave_out_fee (Fixture *self,
               GError **error)
{
  return tenon_project_leave_out_attribute (self->project, "loans", "fee", "Because.", BY, error);
}

static gboolean
copy_name (Fixture *self,
           GError **error)
{
  return tenon_project_add_copy (self->project, "loans", "readers.name", NULL, NULL, "Because.", BY, error);
}

static gboolean
scan_loans (Fixture *self,
            GError **error)
{
  return tenon_project_choose_way (self->project, "AP3", "scan", "Because.", BY, error);
}

static gboolean
rename_loans (Fixture *self,
              GError **error)
{
  return tenon_project_change_table (self->project, "loans", &(TenonTableWish){ "lendings", "loan_id", NULL }, "Because.", BY, error);
}

static gboolean
rekey_loans (Fixture *self,
             GError **error)
{
  return tenon_project_change_table (self->project, "loans", &(TenonTableWish){ "loans", "reader_id", "loan_id" }, "Because.", BY, error);
}

static gboolean
pin_readers (Fixture *self,
             GError **error)
{
  return tenon_project_pin (self->project, "structure:readers", TRUE, "Because.");
}

static gboolean
keep_names (Fixture *self,
            GError **error)
{
  return tenon_project_set_names (self->project, TRUE, "Because.", BY, error);
}

/* Of each edit: the tables whose approval lapses, in their order; a table with another name has none. */
static const struct
{
  const char *name;
  gboolean (*edit) (Fixture *self, GError **error);
  const char *lapsing;
} lapses[] = {
  { "drop index", drop_the_index, "loans" },
  { "rename index", rename_the_index, "loans" },
  { "add index", add_an_index, "loans" },
  { "rename attribute", rename_fee, "loans" },
  { "rename unique attribute", rename_card, "readers reader_cards" },
  { "type", retype_fee, "loans" },
  { "type of unique attribute", retype_card, "readers reader_cards" },
  { "leave out", leave_out_fee, "loans" },
  { "copy", copy_name, "readers loans" }, /* the original is read before each new copy */
  { "way", scan_loans, "loans" },
  { "rename table", rename_loans, "lendings" },
  { "keys", rekey_loans, "loans" },
  { "pin", pin_readers, "readers" },
  { "names", keep_names, "readers reader_cards loans" },
};

static void
test_approvals (Fixture      *self,
                gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (lapses); i++)
    {
      g_autoptr (GHashTable) content = index_tables (self, FALSE), digests = index_tables (self, TRUE), content_now = NULL, digests_now = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) lapsing = g_string_new (NULL);

      if (!lapses[i].edit (self, &error))
        g_error ("%s: %s", lapses[i].name, error != NULL ? error->message : "refused");
      content_now = index_tables (self, FALSE);
      digests_now = index_tables (self, TRUE);
      for (guint j = 0; j < tenon_list_get_length (self->model->design->tables); j++)
        {
          const char *name = ((TenonTable *)tenon_list_get (self->model->design->tables, j))->name;
          gboolean    is_changed = g_strcmp0 (g_hash_table_lookup (content, name), g_hash_table_lookup (content_now, name)) != 0;
          gboolean    has_lapsed = g_strcmp0 (g_hash_table_lookup (digests, name), g_hash_table_lookup (digests_now, name)) != 0;

          if (is_changed != has_lapsed)
            g_error ("%s: the content of %s %s, its approval %s", lapses[i].name, name, is_changed ? "changed" : "is the same", has_lapsed ? "lapsed" : "stands");
          if (has_lapsed)
            g_string_append_printf (lapsing, "%s%s", lapsing->len > 0 ? " " : "", name);
        }
      if (strcmp (lapsing->str, lapses[i].lapsing) != 0)
        g_error ("%s: lapsed are %s, and not %s", lapses[i].name, lapsing->str, lapses[i].lapsing);
      tenon_model_undo (self->model);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/design-edits/change-index", Fixture, NULL, set_up, test_change_index, tear_down);
  g_test_add ("/design-edits/add-and-rename-index", Fixture, NULL, set_up, test_add_and_rename_index, tear_down);
  g_test_add ("/design-edits/drop-index", Fixture, NULL, set_up, test_drop_index, tear_down);
  g_test_add ("/design-edits/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/design-edits/chosen-request", Fixture, NULL, set_up, test_chosen_request, tear_down);
  g_test_add ("/design-edits/attributes", Fixture, NULL, set_up, test_attributes, tear_down);
  g_test_add ("/design-edits/types", Fixture, NULL, set_up, test_types, tear_down);
  g_test_add ("/design-edits/reference-types", Fixture, NULL, set_up, test_reference_types, tear_down);
  g_test_add ("/design-edits/copies", Fixture, NULL, set_up, test_copies, tear_down);
  g_test_add ("/design-edits/ways", Fixture, NULL, set_up, test_ways, tear_down);
  g_test_add ("/design-edits/new-index-way", Fixture, NULL, set_up, test_new_index_way, tear_down);
  g_test_add ("/design-edits/words-follow", Fixture, NULL, set_up, test_words_follow, tear_down);
  g_test_add ("/design-edits/change-table", Fixture, NULL, set_up, test_change_table, tear_down);
  g_test_add ("/design-edits/approvals", Fixture, NULL, set_up, test_approvals, tear_down);
  g_test_add ("/design-edits/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/design-edits/try-index", Fixture, NULL, set_up, test_try_index, tear_down);
  return g_test_run ();
}
