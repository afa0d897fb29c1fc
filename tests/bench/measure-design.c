/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's work on a schema of N tables with M access patterns, part by part, for bench-design.sh to count:
 * a proposal, the rules and the cost from the start, then all three after an edit to one pattern. */

#include "design/tenon-cost-model.h"
#include "design/tenon-design-session.h"
#include "design/tenon-proposal.h"
#include "design/tenon-rules.h"
#include "mysql/tenon-ddl.h"

#include <stdlib.h>

/* Entities of ten columns: most belong to an earlier one, every third has a unique text, every seventh refers to two. */
static TenonSchema *
make_schema (guint n)
{
  g_autoptr (GString) s = g_string_new (NULL);
  g_autoptr (GPtrArray) diagnostics = tenon_diagnostics_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TenonSource) source = NULL;
  TenonSchema *schema;

  for (guint i = 0; i < n; i++)
    {
      guint parent = i / 2, other = i / 3;

      g_string_append_printf (s, "CREATE TABLE thing%us (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, ", i);
      if (i > 0)
        g_string_append_printf (s, "thing%u_id BIGINT UNSIGNED NOT NULL, ", parent);
      if (i % 7 == 6 && other != parent)
        g_string_append_printf (s, "thing%u_id BIGINT UNSIGNED NULL, ", other);
      g_string_append (s, "code VARCHAR(40) NOT NULL, title VARCHAR(200) NOT NULL, status ENUM('new','open','done') NOT NULL, amount DECIMAL(12,2), note TEXT, active TINYINT(1) NOT NULL, placed_at DATETIME NOT NULL, changed_at TIMESTAMP NULL, PRIMARY KEY (id)");
      if (i % 3 == 0)
        g_string_append (s, ", UNIQUE KEY uq_code (code)");
      if (i > 0)
        g_string_append_printf (s, ", KEY by_parent (thing%u_id, placed_at), FOREIGN KEY (thing%u_id) REFERENCES thing%us (id)%s", parent, parent, parent, i % 5 == 0 ? " ON DELETE CASCADE" : "");
      if (i % 7 == 6 && other != parent)
        g_string_append_printf (s, ", FOREIGN KEY (thing%u_id) REFERENCES thing%us (id)", other, other);
      g_string_append (s, ") COLLATE=utf8mb4_0900_ai_ci;\n");
    }
  bytes = g_bytes_new (s->str, s->len);
  source = tenon_source_new ("bench.sql", bytes);
  schema = tenon_ddl_read (source, TENON_DIALECT_MYSQL, diagnostics);
  for (guint i = 0; i < n; i += 2)
    ((TenonSourceTable *)tenon_list_get (schema->tables, i))->row_count = 1000 * (i + 1);
  return schema;
}

static void
add_pattern (TenonModel *model,
             guint       number,
             guint       n_tables)
{
  guint            t = number % n_tables, parent = t / 2;
  g_autofree char *id = g_strdup_printf ("AP%u", number + 1);
  TenonPattern    *pattern = tenon_pattern_new (id);
  g_autofree char *entity = g_strdup_printf ("thing%us", t);
  g_autofree char *own = g_strdup_printf ("thing%us.id", t);
  g_autofree char *up = g_strdup_printf ("thing%us.thing%u_id", t, parent);
  static const struct
  {
    TenonOperationType type;
    const char        *words;
    gboolean           by_parent;
    gboolean           is_list;
  } kinds[] = {
    { TENON_OPERATION_READ, "Get thing by ID", FALSE, FALSE },
    { TENON_OPERATION_READ, "List things by parent, newest first", TRUE, TRUE },
    { TENON_OPERATION_WRITE, "Create thing", FALSE, FALSE },
    { TENON_OPERATION_UPDATE, "Update thing", FALSE, FALSE },
    { TENON_OPERATION_READ, "Query things by code", FALSE, TRUE },
    { TENON_OPERATION_DELETE, "Delete thing", FALSE, FALSE },
    { TENON_OPERATION_READ, "Get thing with its parent", FALSE, FALSE },
  };
  guint k = number / n_tables % G_N_ELEMENTS (kinds);

  pattern->description = g_strdup_printf ("%s %u", kinds[k].words, t);
  pattern->operation_type = kinds[k].type;
  pattern->entities_involved = g_strsplit (entity, " ", -1);
  if (k == 4)
    pattern->equality = g_strdupv ((char *[]){ g_strdup_printf ("thing%us.code", t), NULL });
  else if (kinds[k].type != TENON_OPERATION_WRITE)
    pattern->equality = g_strdupv ((char *[]){ kinds[k].by_parent && t > 0 ? up : own, NULL });
  pattern->is_list = kinds[k].is_list;
  if (number % 4 != 3)
    {
      pattern->rps_peak = tenon_rate_new (TENON_RATE_STATED, 20 + number % 50, "said");
      pattern->rps_average = tenon_rate_new (TENON_RATE_STATED, 5 + number % 10, "said");
    }
  if (number % 6 == 0 && t > 0)
    {
      g_clear_pointer (&pattern->joins, g_strfreev);
      pattern->joins = g_strdupv ((char *[]){ g_strdup_printf ("thing%us", parent), NULL });
    }
  tenon_list_append_take (model->patterns, pattern);
}

static TenonModel *
make_model (guint n_tables,
            guint n_patterns)
{
  TenonModel *model = tenon_model_new ();
  g_autoptr (TenonEdit) edit = NULL;

  model->schema = make_schema (n_tables);
  edit = tenon_model_begin (model, "Make");
  for (guint i = 0; i < n_patterns; i++)
    add_pattern (model, i, n_tables);
  tenon_edit_commit (edit);
  tenon_model_forget (model);
  return model;
}

typedef struct
{
  TenonModel         *model;
  TenonDesign        *design;
  TenonDesignSession *session;
  TenonPattern       *pattern; /* the one that is edited */
  TenonPattern       *unique;  /* asks for a table nothing refers to by its unique value */
} Ground;

static void
propose (Ground *ground)
{
  g_clear_object (&ground->design);
  ground->design = tenon_design_propose (ground->model, TENON_STRATEGY_MULTI_TABLE);
}

static void
check (Ground *ground)
{
  g_ptr_array_unref (tenon_rules_check (ground->model, ground->design));
}

static void
cost (Ground *ground)
{
  tenon_cost_free (tenon_cost_estimate (ground->model, ground->design));
}

static void
look (Ground *ground)
{
  tenon_design_session_get_findings (ground->session);
  tenon_design_session_get_cost (ground->session);
}

static void
follow (Ground *ground)
{
  g_autofree char *subject = g_strconcat ("pattern:", ground->pattern->pattern_id, NULL);
  const char      *subjects[] = { subject, NULL };

  if (!tenon_design_session_update (ground->session, subjects))
    g_error ("The edit was not followed in parts");
  look (ground);
}

/* What is counted, and nothing else: the one function whose instructions bench-design.sh asks for. */
void measured (Ground *ground,
               void (*work) (Ground *ground));

G_GNUC_NO_INLINE void
measured (Ground *ground,
          void (*work) (Ground *ground))
{
  work (ground);
}

static void
edit_nothing (Ground *ground)
{
}

static void
edit_rate (Ground *ground)
{
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, 77, "changed");

  tenon_model_set (ground->model, "Change", ground->pattern, "rps-average", rate, "rps-peak", rate, NULL);
}

/* What it is asked for by: another index, or none. */
static void
edit_key (Ground *ground)
{
  const char      *table = ground->pattern->entities_involved[0];
  g_autofree char *column = g_strconcat (table, ".title", NULL);
  char            *columns[] = { column, NULL };

  tenon_model_set (ground->model, "Change", ground->pattern, "equality", columns, "is-list", TRUE, NULL);
}

/* A read becomes an update: what is denormalised from its table is decided anew. */
static void
edit_operation (Ground *ground)
{
  tenon_model_set (ground->model, "Change", ground->pattern, "operation-type", TENON_OPERATION_UPDATE, "description", "Update thing", "is-list", FALSE, NULL);
}

/* So often asked for by its unique value that this becomes the key: the lookup table goes. */
static void
edit_unique (Ground *ground)
{
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, 1e6, "changed");

  ground->pattern = ground->unique;
  tenon_model_set (ground->model, "Change", ground->pattern, "rps-average", rate, "rps-peak", rate, NULL);
}

static void
edit_back (Ground *ground)
{
  g_autoptr (TenonRate) rate = tenon_rate_new (TENON_RATE_STATED, 1, "changed");

  tenon_model_set (ground->model, "Change", ground->pattern, "rps-average", rate, "rps-peak", rate, NULL);
}

/* The proposal is taken, a key of it is a person's, and so is a table beside those of MySQL with a request of the pattern. */
static void
pin (Ground *ground)
{
  g_autoptr (TenonEdit) edit = tenon_model_begin (ground->model, "Pin");
  TenonDesign     *design = ground->model->design;
  TenonTable      *own;
  TenonOperation  *operation = g_object_new (TENON_TYPE_OPERATION, NULL);
  g_autofree char *id = NULL;

  g_clear_pointer (&ground->session, tenon_design_session_free);
  tenon_record_assign (TENON_RECORD (design), TENON_RECORD (ground->design));
  id = g_strdup_printf ("structure:%s", ground->pattern->entities_involved[0]);
  g_object_set (tenon_list_find (design->decisions, id), "by-person", TRUE, NULL);
  own = tenon_record_copy (tenon_design_find_table (design, ground->pattern->entities_involved[0]));
  g_object_set (own, "name", "by_hand", NULL);
  tenon_list_clear (own->operations);
  g_object_set (operation, "pattern-id", ground->unique->pattern_id, "step", (gint64)1, "operation", "Query", "key-condition", "x = :x", NULL);
  tenon_list_append_take (own->operations, operation);
  tenon_list_append_take (design->tables, own);
  tenon_edit_commit (edit);
  ground->session = tenon_design_session_new (ground->model, TENON_STRATEGY_MULTI_TABLE);
  look (ground);
}

static void
edit_pinned (Ground *ground)
{
  pin (ground);
  edit_back (ground);
}

static void
edit_held (Ground *ground)
{
  ground->pattern = ground->unique;
  edit_rate (ground);
}

static const struct
{
  const char *name;
  void (*edit) (Ground *ground);
  void (*work) (Ground *ground);
} parts[] = {
  { "propose", edit_nothing, propose },
  { "rules", edit_nothing, check },
  { "cost", edit_nothing, cost },
  { "rate-edit", edit_rate, follow },
  { "key-edit", edit_key, follow },
  { "operation-edit", edit_operation, follow },
  { "lookup-edit", edit_unique, follow },
  { "lookup-edit-back", edit_back, follow },
  { "pinned-edit", edit_pinned, follow },
  { "own-table-edit", edit_held, follow },
};

int
main (int   argc,
      char *argv[])
{
  guint  n_tables = argc > 2 ? atoi (argv[1]) : 0, n_patterns = argc > 2 ? atoi (argv[2]) : 0;
  Ground ground = { 0 };

  if (n_tables == 0 || n_patterns == 0)
    {
      g_printerr ("usage: measure-design TABLES PATTERNS\n");
      return 2;
    }
  ground.model = make_model (n_tables, n_patterns);
  ground.pattern = tenon_list_get (ground.model->patterns, MIN (n_tables + n_tables / 2, n_patterns - 1));
  ground.unique = tenon_list_get (ground.model->patterns, MIN (4 * n_tables + (n_tables - 1) / 3 * 3, n_patterns - 1));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gint64 start;

      if (parts[i].work == follow && ground.session == NULL)
        {
          ground.session = tenon_design_session_new (ground.model, TENON_STRATEGY_MULTI_TABLE);
          look (&ground);
        }
      parts[i].edit (&ground);
      start = g_get_monotonic_time ();
      measured (&ground, parts[i].work);
      g_print ("%s %.6f\n", parts[i].name, (g_get_monotonic_time () - start) / 1e6);
    }
  g_clear_pointer (&ground.session, tenon_design_session_free);
  g_clear_object (&ground.design);
  g_object_unref (ground.model);
  return 0;
}
