/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Map as a screen reader gets it: over AT-SPI, the bus that assistive technology listens on. */

#include "app/tenon-spoken-names.h"
#include "map-fixture.h"

#define ROOT "/org/a11y/atspi/accessible/root"
#define MOST_NODES 4000

typedef struct
{
  GVariant *answer;
  gboolean  done;
} Call;

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;

  call->answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  call->done = TRUE;
}

/* This program answers its own questions: the main loop has to run meanwhile. */
static GVariant *
ask (GDBusConnection *bus,
     const char      *name,
     const char      *path,
     const char      *interface,
     const char      *method,
     GVariant        *arguments)
{
  Call call = { NULL, FALSE };

  g_dbus_connection_call (bus, name, path, interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, 5000, NULL, called_cb, &call);
  while (!call.done)
    g_main_context_iteration (NULL, TRUE);
  return call.answer;
}

static char *
dup_property (GDBusConnection *bus,
              const char      *name,
              const char      *path,
              const char      *property)
{
  g_autoptr (GVariant) answer = ask (bus, name, path, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", "org.a11y.atspi.Accessible", property));
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(v)", &value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : NULL;
}

static char *
dup_role (GDBusConnection *bus,
          const char      *name,
          const char      *path)
{
  g_autoptr (GVariant) answer = ask (bus, name, path, "org.a11y.atspi.Accessible", "GetRoleName", NULL);
  const char *role = NULL;

  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(&s)", &role);
  return g_strdup (role);
}

static GDBusConnection *
connect_bus (void)
{
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  const char *address = NULL;

  if (session == NULL)
    return NULL;
  answer = ask (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(&s)", &address);
  return g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
}

/* Fills @found with "role|name|description" of everything below. */
static void
walk (GDBusConnection *bus,
      GPtrArray       *found)
{
  g_autoptr (GQueue) queue = g_queue_new ();

  g_queue_push_tail (queue, g_strdup ("org.a11y.atspi.Registry"));
  g_queue_push_tail (queue, g_strdup (ROOT));
  while (!g_queue_is_empty (queue) && found->len < MOST_NODES)
    {
      g_autofree char *name = g_queue_pop_head (queue), *path = g_queue_pop_head (queue);
      g_autofree char *label = dup_property (bus, name, path, "Name"), *description = dup_property (bus, name, path, "Description"), *role = dup_role (bus, name, path);
      g_autoptr (GVariant) answer = ask (bus, name, path, "org.a11y.atspi.Accessible", "GetChildren", NULL);
      g_autoptr (GVariantIter) children = NULL;
      const char *child_name, *child_path;

      g_ptr_array_add (found, g_strdup_printf ("%s|%s|%s", role, label, description));
      if (answer == NULL)
        continue;
      g_variant_get (answer, "(a(so))", &children);
      while (g_variant_iter_next (children, "(&s&o)", &child_name, &child_path))
        {
          g_queue_push_tail (queue, g_strdup (child_name));
          g_queue_push_tail (queue, g_strdup (child_path));
        }
    }
  while (!g_queue_is_empty (queue))
    g_free (g_queue_pop_head (queue));
}

static void
assert_found (GPtrArray  *found,
              const char *line)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (g_ptr_array_index (found, i), line))
      return;
  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (found, i));
  g_error ("nobody says “%s”", line);
}

static void
test_speaks (MapFixture   *fixture,
             gconstpointer data)
{
  g_autoptr (GDBusConnection) bus = connect_bus ();
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  if (bus == NULL)
    {
      g_test_skip ("no accessibility bus");
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "map.outline", NULL);
  map_spin (500);
  walk (bus, found);
  if (found->len < 5)
    {
      g_test_skip ("this GTK speaks to no accessibility bus");
      return;
    }
  /* the canvas, its cards, and in the outline the cards and what belongs to them */
  assert_found (found, "list|Map|");
  assert_found (found, "list item|Table orders|3 columns, references users");
  assert_found (found, "list item|Table order_items|3 columns, junction, references orders, products");
  assert_found (found, "group|orders|3 columns, references users");
  assert_found (found, "group|users|3 columns");
}

/* No button is called by its class, or by a label with its underscore. */
static void
test_buttons_have_names (MapFixture   *fixture,
                         gconstpointer data)
{
  g_autoptr (GDBusConnection) bus = connect_bus ();
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  if (bus == NULL)
    {
      g_test_skip ("no accessibility bus");
      return;
    }
  map_spin (300);
  walk (bus, found);
  for (guint i = 0; i < found->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (found, i), "|", 3);

      if (g_strstr_len (parts[0], -1, "button") == NULL)
        continue;
      if (strstr (parts[1], "GtkMenuButton") != NULL || strstr (parts[1], "GtkToggleButton") != NULL || strchr (parts[1], '_') != NULL)
        g_error ("a button is spoken as “%s”", (const char *)g_ptr_array_index (found, i));
    }
}

int
main (int   argc,
      char *argv[])
{
  /* the test back end of GTK is on no bus */
  g_unsetenv ("GTK_A11Y");
  g_setenv ("GTK_A11Y", "atspi", TRUE);
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  tenon_spoken_names_start ();
  MAP_TEST ("/map-atspi/speaks", test_speaks);
  MAP_TEST ("/map-atspi/buttons-have-names", test_buttons_have_names);
  return g_test_run ();
}
