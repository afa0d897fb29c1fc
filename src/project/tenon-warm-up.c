/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every project needs and what takes a while, begun before anybody asks for it. */

#include <git2.h>

#include "project/tenon-project.h"

static gpointer
warm_up (gpointer data)
{
  git_libgit2_init ();
  return NULL;
}

/**
 * tenon_project_warm_up:
 *
 * Prepares libgit2 on a thread of its own. It reads the system's certificates while it starts, which takes as long as
 * reading a project: a program that is about to open a window does it in the meantime. Never needed, only faster.
 */
void
tenon_project_warm_up (void)
{
  g_thread_unref (g_thread_new ("tenon-warm-up", warm_up, NULL));
}
