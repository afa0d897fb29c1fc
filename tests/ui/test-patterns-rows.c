/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the pattern table: what they hold is always right, however few of them are made at once. */

#include "app/patterns/tenon-row-list.h"

enum
{
  MANY = 1000,
};

typedef struct
{
  GListStore   *content;
  TenonRowList *rows;
  guint         n_at_shift; /* of the list model, when it last said "shifted" */
  guint         n_added;    /* the most that came at once */
} Fixture;

static void
shifted_cb (Fixture *self)
{
  self->n_at_shift = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
items_changed_cb (Fixture *self,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  self->n_added = MAX (self->n_added, added);
}

static void
add_items (Fixture *self,
           guint    n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (self->content, g_list_model_get_n_items (G_LIST_MODEL (self->content)), 0, items->pdata, n);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->content = g_list_store_new (G_TYPE_OBJECT);
  add_items (self, MANY);
  self->rows = tenon_row_list_new (g_object_ref (G_LIST_MODEL (self->content)));
  g_signal_connect_swapped (self->rows, "shifted", G_CALLBACK (shifted_cb), self);
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_unref (self->rows);
  g_object_unref (self->content);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static gpointer
get_content (Fixture *self,
             guint    position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->content), position);

  return item; /* the store keeps it alive */
}

static void
spin (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_rows_hold_content (Fixture *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->content));

  g_assert_cmpuint (tenon_row_list_get_length (self->rows), ==, n);
  for (guint i = 0; i < n; i++)
    {
      guint row;

      g_assert_true (tenon_row_list_get (self->rows, i) == get_content (self, i));
      g_assert_true (tenon_row_list_find (self->rows, get_content (self, i), &row));
      g_assert_cmpuint (row, ==, i);
    }
  g_assert_null (tenon_row_list_get (self->rows, n));
}

static void
test_come_in_steps (Fixture      *self,
                    gconstpointer data)
{
  tenon_row_list_begin (self->rows, 0, 50);
  g_assert_cmpuint (count (self), ==, 50);
  assert_rows_hold_content (self); /* all of it, from the beginning */
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count (self), ==, 100);
  spin ();
  g_assert_cmpuint (count (self), ==, MANY);
}

static void
test_needed_at_once (Fixture      *self,
                     gconstpointer data)
{
  tenon_row_list_begin (self->rows, 600, 50); /* somebody was led to that row */
  g_assert_cmpuint (count (self), ==, MANY);
}

static void
test_complete (Fixture      *self,
               gconstpointer data)
{
  tenon_row_list_begin (self->rows, 0, 50);
  tenon_row_list_complete (self->rows);
  g_assert_cmpuint (count (self), ==, MANY);
  spin ();
  g_assert_cmpuint (count (self), ==, MANY);
}

static void
test_spare_rows_stay (Fixture      *self,
                      gconstpointer data)
{
  guint spare;

  tenon_row_list_begin (self->rows, 0, 50);
  spin ();
  g_list_store_splice (self->content, 3, MANY - 3, NULL, 0);
  spare = count (self);
  g_assert_cmpuint (spare, >, 3); /* their widgets will be needed again */
  g_assert_cmpuint (spare, <, MANY);
  g_assert_cmpuint (self->n_at_shift, ==, MANY); /* said before rows are taken */
  assert_rows_hold_content (self);
  self->n_added = 0;
  add_items (self, 100);
  g_assert_cmpuint (count (self), ==, spare);
  g_assert_cmpuint (self->n_added, ==, 0);
  assert_rows_hold_content (self);
  add_items (self, MANY);
  g_assert_cmpuint (count (self), ==, MANY + 103); /* no new widgets: at once */
}

static void
test_grows_later (Fixture      *self,
                  gconstpointer data)
{
  g_list_store_splice (self->content, 10, MANY - 10, NULL, 0);
  tenon_row_list_begin (self->rows, 0, 50);
  g_assert_cmpuint (count (self), ==, 10);
  add_items (self, MANY); /* as an import does */
  g_assert_cmpuint (count (self), ==, 60);
  assert_rows_hold_content (self);
  self->n_added = 0;
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (self->n_added, ==, 50);
  spin ();
  g_assert_cmpuint (count (self), ==, MANY + 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/pattern-rows/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("come-in-steps", test_come_in_steps);
  ADD ("needed-at-once", test_needed_at_once);
  ADD ("complete", test_complete);
  ADD ("spare-rows-stay", test_spare_rows_stay);
  ADD ("grows-later", test_grows_later);
#undef ADD
  return g_test_run ();
}
