/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests in the forms people give them: bullets, headings, lines, sentences, tables and CSV by form, JSON. */

#include "artifact-test.h"
#include "artifact/tenon-api-document.h"
#include "artifact/tenon-document.h"

/* "AP1 GET /users: Get a user", a line each. */
static char *
dup_text (GPtrArray *patterns)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < patterns->len; i++)
    {
      TenonPattern *pattern = g_ptr_array_index (patterns, i);

      g_string_append_printf (out, "%u %s: %s\n", (guint)pattern->line, pattern->endpoint != NULL ? pattern->endpoint : "—", pattern->description);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
read_text (const char       *text,
           TenonArtifactKind kind,
           GPtrArray        *diagnostics)
{
  g_autoptr (TenonSource) source = tenon_source_new_text ("api", text);
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);

  g_assert_cmpint (tenon_artifact_recognise (source), ==, kind);
  return dup_text (patterns);
}

static guint
get_line (GPtrArray  *diagnostics,
          const char *code)
{
  TenonDiagnostic *diagnostic = find_diagnostic (diagnostics, code);

  return diagnostic != NULL ? diagnostic->line : 0;
}

/* Each request once, with the words beside it; what is not read is named with its line. */
static void
test_document (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-list.md");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);
  g_autofree char *text = dup_text (patterns);

  g_assert_cmpstr (text, ==,
                   "7 GET /api/members/:id: Get member by ID\n"
                   "8 POST /api/members: Register a member\n"
                   "9 DELETE /api/members/{id}: Delete member\n"
                   "10 PUT /api/members/:id/card: Renew the card of a member\n"
                   "13 GET /api/books/{id}: Returns one book\n"
                   "17 PUT /api/books/{id}: Changes a book\n"
                   "24 POST /api/loans/:id/return: Return a book\n"
                   "33 GET /api/loans: List loans\n"
                   "34 GET /api/loans/overdue: List overdue loans\n"
                   "40 GET /api/branches: List branches\n"
                   "41 GET /api/branches/:id: Get branch\n");
  g_assert_cmpuint (get_line (diagnostics, "api-line-unread"), ==, 35);
  g_assert_cmpuint (get_line (diagnostics, "api-row-unread"), ==, 42);
  g_assert_cmpuint (get_line (diagnostics, "api-address-aside"), ==, 3);
  g_assert_null (find_diagnostic (diagnostics, "api-no-words"));
}

static void
test_lines (void)
{
  static const struct
  {
    const char       *text;
    TenonArtifactKind kind;
    const char       *read;
  } cases[] = {
    { "GET    /users/:id      Get user by id\nPOST   /users          Create a user\n", TENON_ARTIFACT_API_LIST, "1 GET /users/:id: Get user by id\n2 POST /users: Create a user\n" },
    { "- Get user: GET /users/:id.\n", TENON_ARTIFACT_API_LIST, "1 GET /users/:id: Get user\n" },
    { "1. get https://api.example.com/v1/users?city=:city — List users by city\n", TENON_ARTIFACT_API_LIST, "1 GET /v1/users?city=:city: List users by city\n" },
    { "* GET, POST /users/<int:id>/ (both of them)\n", TENON_ARTIFACT_API_LIST, "1 GET /users/<int:id>/: both of them\n1 POST /users/<int:id>/: both of them\n" },
    { "# Access patterns\n1. Get user by id\n2. Create a user\n- Orders of a user\n", TENON_ARTIFACT_API_LIST, "2 —: Get user by id\n3 —: Create a user\n4 —: Orders of a user\n" },
    { "1. Get user by id\n2. Lists the orders of a user\n", TENON_ARTIFACT_API_LIST, "1 —: Get user by id\n2 —: Lists the orders of a user\n" },
    { "| Verb | URI | Action | Notes |\n|--|--|--|--|\n| GET/HEAD | /users/{user} | UserController@show | Get user by id |\n| PUT, PATCH | /users/{user} | UserController@update | Update user |\n", TENON_ARTIFACT_API_TABLE, "3 GET /users/{user}: Get user by id\n4 PUT /users/{user}: Update user\n" },
    { "| Was | Wo | Wie |\n|--|--|--|\n| Get one user | `/users/:id` | GET |\n", TENON_ARTIFACT_API_TABLE, "3 GET /users/:id: Get one user\n" },
    { "Name;Verb;Route;What\nGet user;GET;/users/:id;Get user by id\n", TENON_ARTIFACT_API_CSV, "2 GET /users/:id: Get user by id\n" },
    { "GET,/users/:id,Get user by id\nPOST,/users,Create a user\n", TENON_ARTIFACT_API_CSV, "1 GET /users/:id: Get user by id\n2 POST /users: Create a user\n" },
    { "Call\tMeaning\nGET /users/:id\tGet user by id\n", TENON_ARTIFACT_API_CSV, "2 GET /users/:id: Get user by id\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autofree char *text = read_text (cases[i].text, cases[i].kind, diagnostics);

      g_assert_cmpstr (text, ==, cases[i].read);
    }
}

/* Prose, settings and lists of other things are no API. */
static void
test_others (void)
{
  static const char *const texts[] = {
    "# Notes\n\n- Buy milk\n- Get a hair cut\n",
    "# API\n\n- Built in C\n- Uses tokens\n- Read the manual\n",
    "Please get /dev/null out of the way of this sentence, as `x` says.\n\nGet and set values.\n",
    "{\"name\": \"x\", \"repository\": {\"url\": \"https://example.com/x.git\"}, \"path\": \"/var/x\"}",
    "a,b\n1,2\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TenonSource) source = tenon_source_new_text ("x", texts[i]);

      g_assert_cmpint (tenon_artifact_recognise (source), ==, TENON_ARTIFACT_UNKNOWN);
    }
}

static void
test_collection (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-collection.json");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);
  g_autofree char *text = dup_text (patterns);

  g_assert_cmpint (tenon_artifact_recognise (source), ==, TENON_ARTIFACT_API_COLLECTION);
  g_assert_cmpstr (text, ==,
                   "5 GET /members/:id?with: Get member by ID\n"
                   "7 POST /members: Register a member\n"
                   "10 GET /books: List books\n");
  g_assert_cmpuint (get_line (diagnostics, "api-item-unread"), ==, 8);
}

static void
test_routes (void)
{
  g_autoptr (TenonSource) source = load_golden ("library-routes.json");
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GPtrArray) patterns = tenon_api_document_read (source, NULL, diagnostics);
  g_autofree char *text = dup_text (patterns);

  g_assert_cmpint (tenon_artifact_recognise (source), ==, TENON_ARTIFACT_API_COLLECTION);
  g_assert_cmpuint (patterns->len, ==, 5);
  g_assert_nonnull (strstr (text, "GET /loans: List loans\n"));
  g_assert_nonnull (strstr (text, "POST /members: Register a member\n"));
  g_assert_nonnull (strstr (text, "GET /books/{id}: Book\n"));
  g_assert_nonnull (strstr (text, "POST /books: Add a book\n"));
  g_assert_nonnull (find_diagnostic (diagnostics, "api-no-method"));
}

/* Depth and size are the input's affair: nothing hangs, nothing falls over. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "- GET /a\n", "# api\n", "- x\n", "GET GET GET ", "GET /a -----", "((((", "> - ", "{\"item\":[", "[{\"path\":", "`GET /a` ", "/|/|/|", "GET/HEAD|" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint with = 0; with < 2; with++)
      {
        g_autoptr (GString) text = g_string_new (with == 1 ? "- GET /b - List b\n\n" : "");
        g_autoptr (TenonSource) source = NULL;
        g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
        g_autoptr (GPtrArray) patterns = NULL;

        while (text->len < 10000)
          g_string_append (text, pieces[i]);
        source = tenon_source_new_text ("x", text->str);
        patterns = tenon_api_document_read (source, NULL, diagnostics);
        g_assert_nonnull (patterns);
      }
}

static void
test_corpus (void)
{
  static const struct
  {
    const char *name;
    guint       n;
  } files[] = {
    { "api/fleet/rest-api.md", 180 },
    { "api/mall/mall-portal.postman_collection.json", 18 },
    { "api/mall/mall-admin.postman_collection.json", 9 },
    { "api/mediawiki/coreRoutes.json", 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (TenonSource) source = load_corpus (files[i].name);
      g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
      g_autoptr (GPtrArray) patterns = NULL;

      if (source == NULL)
        return;
      patterns = tenon_api_document_read (source, NULL, diagnostics);
      g_assert_cmpuint (patterns->len, >=, files[i].n);
      g_assert_null (find_diagnostic (diagnostics, "api-no-words"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/artifact/api-list/document", test_document);
  g_test_add_func ("/artifact/api-list/lines", test_lines);
  g_test_add_func ("/artifact/api-list/others", test_others);
  g_test_add_func ("/artifact/api-list/collection", test_collection);
  g_test_add_func ("/artifact/api-list/routes", test_routes);
  g_test_add_func ("/artifact/api-list/hostile", test_hostile);
  g_test_add_func ("/artifact/api-list/corpus", test_corpus);
  return g_test_run ();
}
