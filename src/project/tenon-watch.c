/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notices what other programs do to the folder while it is open: an editor, a git pull, a change of branch.
 *
 *   idle -> (something was written) -> soon -> looking -> idle
 *             ^                                  |
 *             +----------------------------------+   a job of this process ran meanwhile
 *
 * A look compares digests, in a thread: what this process wrote itself is not told. */

#include "project/tenon-watch.h"

#include "project/tenon-files.h"
#include "project/tenon-folder.h"
#include "project/tenon-project-private.h"
#include "project/tenon-repository.h"
#include "project/tenon-store.h"

enum
{
  LOOK_DELAY = 300, /* ms after the last of a row of writes */
  N_MONITORS = 2,
};

struct _TenonWatch
{
  GObject parent_instance;

  TenonProject *project;              /* (owned) */
  GFileMonitor *monitors[N_MONITORS]; /* (owned) (nullable) */

  guint    source; /* the timeout that looks; 0: none */
  gboolean is_looking;
  gboolean look_again;
  gboolean changed;
};

enum
{
  PROP_0,
  PROP_CHANGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TenonWatch, tenon_watch, G_TYPE_OBJECT)

typedef struct
{
  char    *path;
  char    *model_known; /* (nullable) digests this process knows */
  char    *reviews_known;
  char    *model; /* (nullable) digests of the files */
  char    *reviews;
  gboolean is_ours; /* the requirement file is as Tenon wrote it */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look->model_known);
  g_free (look->reviews_known);
  g_free (look->model);
  g_free (look->reviews);
  g_free (look);
}

static char *
dup_digest (const char *root,
            const char *name)
{
  g_autoptr (GBytes) content = tenon_files_load (root, name, NULL);

  return content != NULL ? tenon_files_dup_digest (content) : NULL;
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr (TenonRepository) repository = tenon_repository_open (look->path, NULL);

  look->model = dup_digest (look->path, TENON_FILE_MODEL);
  look->reviews = dup_digest (look->path, TENON_FILE_REVIEWS);
  look->is_ours = repository == NULL || !tenon_files_exists (look->path, TENON_FILE_REQUIREMENT)
                  || tenon_repository_remembers (repository, TENON_FILE_REQUIREMENT);
  g_task_return_boolean (task, TRUE);
}

static void
set_changed (TenonWatch *self,
             gboolean    changed)
{
  if (self->changed == changed)
    return;
  self->changed = changed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/* Whether this process wrote, or may be writing, since the look began. */
static gboolean
is_outdated (TenonWatch *self,
             Look       *look)
{
  return self->look_again || tenon_project_get_busy (self->project)
         || g_strcmp0 (look->model_known, self->project->model_digest) != 0
         || g_strcmp0 (look->reviews_known, self->project->reviews_digest) != 0;
}

static gboolean
differs (const char *known,
         const char *present)
{
  return known != NULL && g_strcmp0 (known, present) != 0;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TenonWatch *self = TENON_WATCH (source);
  Look       *look = g_task_get_task_data (G_TASK (result));

  self->is_looking = FALSE;
  if (self->project == NULL)
    return;
  if (is_outdated (self, look))
    {
      tenon_watch_look (self);
      return;
    }
  tenon_project_learn_branch (self->project);
  set_changed (self, differs (look->model_known, look->model) || differs (look->reviews_known, look->reviews));
  if (!self->changed && !look->is_ours)
    {
      tenon_project_load_proposals (self->project);
      tenon_project_refresh (self->project);
    }
}

static gboolean
look_cb (gpointer user_data)
{
  TenonWatch *self = TENON_WATCH (user_data);
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (tenon_project_get_busy (self->project))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  self->is_looking = TRUE;
  self->look_again = FALSE;
  look = g_new0 (Look, 1);
  look->path = g_strdup (self->project->path);
  look->model_known = g_strdup (self->project->model_digest);
  look->reviews_known = g_strdup (self->project->reviews_digest);
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_source_tag (task, look_cb);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, look_in_thread);
  return G_SOURCE_REMOVE;
}

/* A file of git's own, or one that is still being written, is no reason to look. */
static gboolean
is_of_interest (GFile *file)
{
  static const char *const NAMES[] = { TENON_FILE_MODEL, TENON_FILE_REVIEWS, TENON_FILE_REQUIREMENT, "HEAD", NULL };
  g_autofree char         *name = file != NULL ? g_file_get_basename (file) : NULL;

  for (guint i = 0; name != NULL && NAMES[i] != NULL; i++)
    {
      g_autofree char *known = g_path_get_basename (NAMES[i]);

      if (g_str_equal (name, known))
        return TRUE;
    }
  return FALSE;
}

static void
monitor_changed_cb (TenonWatch       *self,
                    GFile            *file,
                    GFile            *other_file,
                    GFileMonitorEvent event)
{
  if (is_of_interest (file) || is_of_interest (other_file))
    tenon_watch_look (self);
}

static void
watch_folder (TenonWatch *self,
              guint       i,
              const char *name)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (self->project->path, name, NULL);

  self->monitors[i] = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitors[i] != NULL)
    g_signal_connect_object (self->monitors[i], "changed", G_CALLBACK (monitor_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
tenon_watch_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHANGED:
      g_value_set_boolean (value, TENON_WATCH (object)->changed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tenon_watch_dispose (GObject *object)
{
  TenonWatch *self = TENON_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  for (guint i = 0; i < N_MONITORS; i++)
    if (self->monitors[i] != NULL)
      g_file_monitor_cancel (self->monitors[i]);
  for (guint i = 0; i < N_MONITORS; i++)
    g_clear_object (&self->monitors[i]);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (tenon_watch_parent_class)->dispose (object);
}

static void
tenon_watch_class_init (TenonWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tenon_watch_get_property;
  object_class->dispose = tenon_watch_dispose;

  properties[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tenon_watch_init (TenonWatch *self)
{
}

/**
 * tenon_watch_new:
 *
 * Watches the project's folder from here on. What a person edits in the requirement file becomes proposals by itself;
 * where a state file is changed, #TenonWatch:changed says so and nothing else happens.
 *
 * Returns: (transfer full): the watch
 */
TenonWatch *
tenon_watch_new (TenonProject *project)
{
  TenonWatch *self = g_object_new (TENON_TYPE_WATCH, NULL);

  self->project = g_object_ref (project);
  watch_folder (self, 0, TENON_FOLDER_STAGE_2);
  watch_folder (self, 1, ".git");
  return self;
}

gboolean
tenon_watch_get_changed (TenonWatch *self)
{
  return self->changed;
}

/**
 * tenon_watch_look:
 *
 * Compares the files with what this process knows, a moment later and once it is not busy.
 */
void
tenon_watch_look (TenonWatch *self)
{
  if (self->is_looking)
    {
      self->look_again = TRUE;
      return;
    }
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (LOOK_DELAY, look_cb, self);
}

static gboolean
has_event (TenonReviews     *reviews,
           TenonReviewEvent *event)
{
  for (guint i = 0; i < tenon_list_get_length (reviews->events); i++)
    if (tenon_record_equal (tenon_list_get (reviews->events, i), TENON_RECORD (event)))
      return TRUE;
  return FALSE;
}

/* Decisions are events: none of theirs is lost by keeping the model of this process. */
static void
take_their_events (TenonProject *project,
                   TenonReviews *theirs)
{
  TenonList *events = project->reviews->events;

  for (guint i = 0; i < tenon_list_get_length (theirs->events); i++)
    {
      g_autoptr (TenonReviewEvent) event = tenon_record_copy (tenon_list_get (theirs->events, i));
      guint position = tenon_list_get_length (events);

      if (has_event (project->reviews, event))
        continue;
      while (position > 0 && g_strcmp0 (((TenonReviewEvent *)tenon_list_get (events, position - 1))->at, event->at) > 0)
        position--;
      tenon_list_insert (events, position, event);
    }
}

/**
 * tenon_watch_keep_mine:
 *
 * From here on the next save writes the model of this process over what another program wrote; review events of theirs
 * are taken in.
 *
 * Returns: whether that could be done
 */
gboolean
tenon_watch_keep_mine (TenonWatch *self,
                       GError    **error)
{
  TenonProject *project = self->project;
  g_autoptr (TenonReviews) theirs = g_object_new (TENON_TYPE_REVIEWS, NULL);
  g_autofree char *reviews_digest = NULL;

  if (!tenon_store_read_reviews (project->path, theirs, &reviews_digest, error))
    return FALSE;
  take_their_events (project, theirs);
  g_free (project->reviews_digest);
  project->reviews_digest = g_steal_pointer (&reviews_digest);
  g_free (project->model_digest);
  project->model_digest = dup_digest (project->path, TENON_FILE_MODEL);
  project->saved = 0;
  set_changed (self, FALSE);
  tenon_project_refresh (project);
  g_object_notify (G_OBJECT (project), "n-unsaved");
  return TRUE;
}
