/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions in groups, by what they are about or by what is the matter.
 *
 * The questions are derived anew after each edit. What is still the same keeps its object, so that a view keeps its
 * selection, its place and what is unfolded. */

#include "app/questions/tenon-question-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/questions/tenon-question-words.h"
#include "base/tenon-text.h"

struct _TenonQuestionBranch
{
  GObject parent_instance;

  char       *key;
  char       *title;
  GListStore *questions; /* (owned) */
  guint       n_open;
};

enum
{
  PROP_TITLE = 1,
  PROP_N_OPEN,
  PROP_N_QUESTIONS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TenonQuestionBranch, tenon_question_branch, G_TYPE_OBJECT)

static void
tenon_question_branch_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TenonQuestionBranch *self = TENON_QUESTION_BRANCH (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_N_OPEN:
      g_value_set_uint (value, self->n_open);
      break;
    case PROP_N_QUESTIONS:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->questions)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_question_branch_finalize (GObject *object)
{
  TenonQuestionBranch *self = TENON_QUESTION_BRANCH (object);

  g_free (self->key);
  g_free (self->title);
  g_clear_object (&self->questions);
  G_OBJECT_CLASS (tenon_question_branch_parent_class)->finalize (object);
}

static void
tenon_question_branch_class_init (TenonQuestionBranchClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  G_OBJECT_CLASS (klass)->get_property = tenon_question_branch_get_property;
  G_OBJECT_CLASS (klass)->finalize = tenon_question_branch_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_N_OPEN] = g_param_spec_uint ("n-open", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_QUESTIONS] = g_param_spec_uint ("n-questions", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
tenon_question_branch_init (TenonQuestionBranch *self)
{
  self->questions = g_list_store_new (TENON_TYPE_QUESTION);
}

const char *
tenon_question_branch_get_title (TenonQuestionBranch *self)
{
  return self->title;
}

/**
 * tenon_question_branch_get_questions:
 *
 * Returns: (transfer none): of #TenonQuestion
 */
GListModel *
tenon_question_branch_get_questions (TenonQuestionBranch *self)
{
  return G_LIST_MODEL (self->questions);
}

guint
tenon_question_branch_get_n_open (TenonQuestionBranch *self)
{
  return self->n_open;
}

static gboolean
is_same (TenonQuestion *a,
         TenonQuestion *b)
{
  return a == b
         || (g_str_equal (a->id, b->id) && a->state == b->state && a->ways == b->ways && a->blocks == b->blocks
             && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->detail, b->detail) == 0
             && g_strcmp0 (a->answer, b->answer) == 0 && g_strcmp0 (a->by, b->by) == 0 && g_strcmp0 (a->at, b->at) == 0);
}

static TenonQuestion *
get_question (GListStore *questions,
              guint       i)
{
  g_autoptr (TenonQuestion) question = g_list_model_get_item (G_LIST_MODEL (questions), i);

  return question; /* the store keeps it alive */
}

/* Replaces the shortest stretch that holds every difference. */
static void
replace_questions (GListStore *present,
                   GPtrArray  *wanted)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (present));
  guint head = 0;
  guint tail = 0;

  while (head < n && head < wanted->len && is_same (get_question (present, head), g_ptr_array_index (wanted, head)))
    head++;
  while (tail < n - head && tail < wanted->len - head
         && is_same (get_question (present, n - tail - 1), g_ptr_array_index (wanted, wanted->len - tail - 1)))
    tail++;
  if (n == head + tail && wanted->len == head + tail)
    return;
  g_list_store_splice (present, head, n - head - tail, wanted->pdata + head, wanted->len - head - tail);
}

static void
fill_group (TenonQuestionBranch *self,
            const char          *title,
            GPtrArray           *wanted)
{
  guint n_open = 0;

  for (guint i = 0; i < wanted->len; i++)
    n_open += tenon_question_is_open (g_ptr_array_index (wanted, i));
  replace_questions (self->questions, wanted);
  tenon_str_set (&self->title, title);
  self->n_open = n_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_QUESTIONS]);
}

struct _TenonQuestionTree
{
  GObject parent_instance;

  GListStore *groups; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TenonQuestionTree, tenon_question_tree, G_TYPE_OBJECT)

static void
tenon_question_tree_finalize (GObject *object)
{
  g_clear_object (&TENON_QUESTION_TREE (object)->groups);
  G_OBJECT_CLASS (tenon_question_tree_parent_class)->finalize (object);
}

static void
tenon_question_tree_class_init (TenonQuestionTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tenon_question_tree_finalize;
}

static void
tenon_question_tree_init (TenonQuestionTree *self)
{
  self->groups = g_list_store_new (TENON_TYPE_QUESTION_BRANCH);
}

TenonQuestionTree *
tenon_question_tree_new (void)
{
  return g_object_new (TENON_TYPE_QUESTION_TREE, NULL);
}

/**
 * tenon_question_tree_get_groups:
 *
 * Returns: (transfer none): of #TenonQuestionBranch
 */
GListModel *
tenon_question_tree_get_groups (TenonQuestionTree *self)
{
  return G_LIST_MODEL (self->groups);
}

/* What a group is to hold: keys in the order in which they come up. */
typedef struct
{
  GPtrArray  *keys;    /* (element-type utf8) */
  GHashTable *members; /* key -> (element-type TenonQuestion) GPtrArray */
} Sorted;

static char *
dup_key (TenonQuestion *question,
         TenonGrouping  grouping)
{
  if (grouping == TENON_GROUP_BY_KIND)
    return g_strdup_printf ("%02u", question->kind);
  return g_strdup (question->entity != NULL ? question->entity : "");
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return tenon_compare_natural (*(const char *const *)a, *(const char *const *)b);
}

static void
sort_in (Sorted       *sorted,
         GPtrArray    *questions,
         TenonGrouping grouping)
{
  for (guint i = 0; i < questions->len; i++)
    {
      TenonQuestion   *question = g_ptr_array_index (questions, i);
      g_autofree char *key = dup_key (question, grouping);
      GPtrArray       *members = g_hash_table_lookup (sorted->members, key);

      if (members == NULL)
        {
          members = g_ptr_array_new ();
          g_ptr_array_add (sorted->keys, key);
          g_hash_table_insert (sorted->members, g_steal_pointer (&key), members);
        }
      g_ptr_array_add (members, question);
    }
  g_ptr_array_sort (sorted->keys, compare_keys);
}

static char *
dup_title (TenonQuestion *question,
           TenonGrouping  grouping)
{
  if (grouping == TENON_GROUP_BY_KIND)
    return g_strdup (tenon_question_kind_get_heading (question->kind));
  return g_strdup (question->entity != NULL ? question->entity : _ ("The application"));
}

static TenonQuestionBranch *
find_group (GListStore *groups,
            const char *key,
            guint      *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (groups)); i++)
    {
      g_autoptr (TenonQuestionBranch) group = g_list_model_get_item (G_LIST_MODEL (groups), i);
      int order = tenon_compare_natural (group->key, key);

      *position = i;
      if (order == 0)
        return group; /* the store keeps it alive */
      if (order > 0)
        return NULL;
    }
  *position = g_list_model_get_n_items (G_LIST_MODEL (groups));
  return NULL;
}

static void
drop_empty (TenonQuestionTree *self,
            Sorted            *sorted)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i > 0; i--)
    {
      g_autoptr (TenonQuestionBranch) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i - 1);

      if (!g_hash_table_contains (sorted->members, group->key))
        g_list_store_remove (self->groups, i - 1);
    }
}

/* A view that is empty takes all groups at once. */
static void
append_all (TenonQuestionTree *self,
            Sorted            *sorted,
            TenonGrouping      grouping)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sorted->keys->len; i++)
    {
      const char          *key = g_ptr_array_index (sorted->keys, i);
      GPtrArray           *members = g_hash_table_lookup (sorted->members, key);
      g_autofree char     *title = dup_title (g_ptr_array_index (members, 0), grouping);
      TenonQuestionBranch *group = g_object_new (TENON_TYPE_QUESTION_BRANCH, NULL);

      group->key = g_strdup (key);
      fill_group (group, title, members);
      g_ptr_array_add (groups, group);
    }
  g_list_store_splice (self->groups, 0, g_list_model_get_n_items (G_LIST_MODEL (self->groups)), groups->pdata, groups->len);
}

static void
reconcile (TenonQuestionTree *self,
           Sorted            *sorted,
           TenonGrouping      grouping)
{
  drop_empty (self, sorted);
  for (guint i = 0; i < sorted->keys->len; i++)
    {
      const char          *key = g_ptr_array_index (sorted->keys, i);
      GPtrArray           *members = g_hash_table_lookup (sorted->members, key);
      g_autofree char     *title = dup_title (g_ptr_array_index (members, 0), grouping);
      guint                position;
      TenonQuestionBranch *group = find_group (self->groups, key, &position);

      if (group != NULL)
        {
          fill_group (group, title, members);
          continue;
        }
      group = g_object_new (TENON_TYPE_QUESTION_BRANCH, NULL);
      group->key = g_strdup (key);
      fill_group (group, title, members);
      g_list_store_insert (self->groups, position, group);
      g_object_unref (group);
    }
}

/* More than this is quicker made anew than compared. */
static gboolean
is_much_new (TenonQuestionTree *self,
             Sorted            *sorted)
{
  guint n_known = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (TenonQuestionBranch) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      n_known += g_hash_table_contains (sorted->members, group->key);
    }
  return n_known * 2 < sorted->keys->len || n_known * 2 < g_list_model_get_n_items (G_LIST_MODEL (self->groups));
}

/**
 * tenon_question_tree_update:
 * @questions: (element-type TenonQuestion): all that are to be shown
 */
void
tenon_question_tree_update (TenonQuestionTree *self,
                            GPtrArray         *questions,
                            TenonGrouping      grouping)
{
  Sorted sorted = { g_ptr_array_new (), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref) };

  sort_in (&sorted, questions, grouping);
  if (is_much_new (self, &sorted))
    append_all (self, &sorted, grouping);
  else
    reconcile (self, &sorted, grouping);
  g_hash_table_unref (sorted.members);
  g_ptr_array_unref (sorted.keys);
}
