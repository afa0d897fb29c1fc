/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One DynamoDB table as a readable sheet: purpose, source mapping, keys with their reason and their spread in numbers,
 * indexes, attributes with their source, patterns with their operation, denormalisation, decisions, cost, partition
 * headroom and warnings. The Design page and the review dialog show the same one. */

#include "app/design/tenon-table-sheet.h"

#include <glib/gi18n-lib.h>

#include "app/contract/tenon-findings-list.h"
#include "app/design/tenon-acknowledge-dialog.h"
#include "app/design/tenon-decision-card.h"
#include "app/design/tenon-sheet-edits.h"
#include "app/design/tenon-sheet.h"
#include "app/tenon-page.h"
#include "base/tenon-diagnostic.h"
#include "base/tenon-text.h"
#include "project/tenon-design-edits.h"
#include "project/tenon-edits.h"

/* A partition's limits: 3,000 read and 1,000 write units a second (DynamoDB developer guide, warm throughput). */
#define PARTITION_READ_UNITS 3000.0
#define PARTITION_WRITE_UNITS 1000.0

struct _TenonTableSheet
{
  GtkBox parent_instance;

  TenonProject *project; /* (owned) */
  char         *name;    /* (nullable) */
  gboolean      is_editable;
};

G_DEFINE_FINAL_TYPE (TenonTableSheet, tenon_table_sheet, GTK_TYPE_BOX)

static void
tenon_table_sheet_dispose (GObject *object)
{
  TenonTableSheet *self = TENON_TABLE_SHEET (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (tenon_table_sheet_parent_class)->dispose (object);
}

static void
tenon_table_sheet_class_init (TenonTableSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tenon_table_sheet_dispose;
}

static void
tenon_table_sheet_init (TenonTableSheet *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
}

/**
 * tenon_table_sheet_format_cost:
 *
 * Returns: (transfer full): "$12.34 a month", or "at least …, 3 terms open"
 */
char *
tenon_table_sheet_format_cost (TenonProject *project,
                               const char   *table)
{
  TenonCost       *cost = (TenonCost *)tenon_project_get_cost (project);
  guint            n_open = 0;
  double           dollars;
  g_autofree char *money = NULL;

  if (cost == NULL)
    return g_strdup ("–");
  dollars = tenon_cost_sum (cost, table, NULL, &n_open);
  money = tenon_format_money (dollars);
  if (n_open == 0)
    return g_strdup_printf (_ ("%s a month"), money);
  return g_strdup_printf (ngettext ("at least %s a month, %u term open", "at least %s a month, %u terms open", n_open), money, n_open);
}

/**
 * tenon_table_sheet_format_short_cost:
 *
 * Returns: (transfer full): "$12.34", or "≥ $12.34"
 */
char *
tenon_table_sheet_format_short_cost (TenonProject *project,
                                     const char   *table)
{
  TenonCost       *cost = (TenonCost *)tenon_project_get_cost (project);
  guint            n_open = 0;
  double           dollars = cost != NULL ? tenon_cost_sum (cost, table, NULL, &n_open) : 0;
  g_autofree char *money = tenon_format_money (dollars);

  if (cost == NULL)
    return g_strdup ("–");
  return n_open > 0 ? g_strdup_printf ("≥ %s", money) : g_steal_pointer (&money);
}

static void
add_purpose (TenonTableSheet *self,
             TenonTable      *table)
{
  GtkWidget       *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Purpose"));
  g_autofree char *classification = NULL;

  tenon_sheet_add_text (section, table->purpose);
  if (table->classification != NULL)
    {
      classification = g_strdup_printf (_ ("Classified as %s"), table->classification);
      tenon_sheet_add_dim_text (section, classification);
    }
  if (table->is_provisional)
    tenon_sheet_add_note (section, "dialog-warning-symbolic", _ ("Provisional: no access pattern asked for these keys yet, they come from the MySQL keys."));
}

/* A lookup table is judged with the table it belongs to. */
static void
add_base (TenonTableSheet *self,
          GtkWidget       *section,
          TenonTable      *table)
{
  TenonTable      *base = tenon_design_find_table (tenon_project_get_model (self->project)->design, table->lookup_of);
  g_autofree char *keys = NULL;

  if (base == NULL)
    return;
  keys = g_strdup_printf ("%s%s%s", base->partition_key, base->sort_key != NULL ? ", " : "", base->sort_key != NULL ? base->sort_key : "");
  tenon_sheet_add_term (section, NULL, _ ("Leads to"), base->name, keys);
}

static void
add_mapping (TenonTableSheet *self,
             TenonTable      *table)
{
  GtkWidget *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Source Mapping"));
  g_auto (GStrv) sources = tenon_table_dup_source_tables (table);
  g_autofree char *joined = g_strjoinv (", ", sources);

  tenon_sheet_add_term (section, NULL, _ ("MySQL"), joined, NULL);
  if (table->lookup_of != NULL)
    {
      g_autofree char *columns = g_strjoinv (", ", table->unique_columns);
      g_autofree char *text = g_strdup_printf (_ ("Keeps the unique constraint on %s of the table %s."), columns, table->lookup_of);

      tenon_sheet_add_text (section, text);
      add_base (self, section, table);
    }
  if (table->source_mapping != NULL)
    tenon_sheet_add_text (section, table->source_mapping);
}

static char *
describe_key (TenonTable *table,
              const char *name)
{
  TenonAttribute *attribute = name != NULL ? tenon_table_find_attribute (table, name) : NULL;

  if (name == NULL)
    return g_strdup (_ ("none"));
  if (attribute == NULL)
    return g_strdup (name);
  return g_strdup_printf ("%s (%s)", name, tenon_attribute_type_to_string (attribute->type));
}

static void
add_keys (TenonTableSheet *self,
          TenonTable      *table)
{
  GtkWidget       *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Keys"));
  g_autofree char *partition = describe_key (table, table->partition_key);
  g_autofree char *sort = describe_key (table, table->sort_key);

  tenon_sheet_add_term (section, "tenon-partition-key-symbolic", _ ("Partition key"), partition, table->partition_key_reason);
  tenon_sheet_add_term (section, "tenon-sort-key-symbolic", _ ("Sort key"), sort, table->sort_key_reason);
}

static char *
describe_projection (TenonIndex *index)
{
  g_autofree char *names = NULL;

  switch (index->projection)
    {
    case TENON_PROJECTION_KEYS_ONLY:
      return g_strdup (_ ("keys only"));
    case TENON_PROJECTION_INCLUDE:
      names = index->projected != NULL ? g_strjoinv (", ", index->projected) : g_strdup ("");
      return g_strdup_printf (_ ("keys and %s"), names);
    default:
      return g_strdup (_ ("all attributes"));
    }
}

static void
add_index (TenonTableSheet *self,
           GtkWidget       *section,
           TenonTable      *table,
           TenonIndex      *index)
{
  g_autofree char *partition = describe_key (table, index->partition_key);
  g_autofree char *sort = describe_key (table, index->sort_key);
  g_autofree char *projection = describe_projection (index);
  GtkWidget       *term = tenon_sheet_add_term (section, "tenon-index-symbolic", _ ("Index"), index->name, index->purpose);

  if (self->is_editable)
    tenon_sheet_edit_index_button (term, self->project, table, index);
  tenon_sheet_add_term (section, "tenon-partition-key-symbolic", _ ("Partition key"), partition, index->partition_key_reason);
  tenon_sheet_add_term (section, "tenon-sort-key-symbolic", _ ("Sort key"), sort, index->sort_key_reason);
  tenon_sheet_add_term (section, "", _ ("Projection"), projection, index->projection_reason);
  if (index->sparse_on != NULL)
    tenon_sheet_add_term (section, "", _ ("Sparse on"), index->sparse_on, NULL);
}

static void
add_indexes (TenonTableSheet *self,
             TenonTable      *table)
{
  GtkWidget *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Global Secondary Indexes"));
  guint      n = tenon_list_get_length (table->indexes);

  if (self->is_editable)
    tenon_sheet_add_index_button (section, self->project, table);
  if (n == 0)
    tenon_sheet_add_dim_text (section, _ ("None: the table's own key serves every pattern it has."));
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        gtk_box_append (GTK_BOX (section), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      add_index (self, section, table, tenon_list_get (table->indexes, i));
    }
}

/* Short enough for a column: three significant digits, "≥" for a lower bound. */
static char *
describe_rate (TenonRate *rate)
{
  char             buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double           value;
  g_autofree char *number = NULL;

  if (!tenon_rate_get_value (rate, &value))
    return g_strdup ("–");
  g_ascii_formatd (buffer, sizeof buffer, "%.3g", value);
  number = tenon_format_number (value < 1000 ? g_ascii_strtod (buffer, NULL) : value);
  return g_strdup_printf ("%s%s/s", tenon_rate_is_lower_bound (rate) ? "≥ " : "", number);
}

static char *
describe_operation (TenonOperation *operation)
{
  g_autoptr (GString) text = g_string_new (operation->operation);

  if (operation->index != NULL)
    g_string_append_printf (text, _ (" on %s"), operation->index);
  if (operation->key_condition != NULL && *operation->key_condition != '\0')
    g_string_append_printf (text, "\n%s", operation->key_condition);
  if (operation->filter != NULL && *operation->filter != '\0')
    g_string_append_printf (text, _ ("\nfilter %s"), operation->filter);
  if (operation->condition != NULL && *operation->condition != '\0')
    g_string_append_printf (text, _ ("\nif %s"), operation->condition);
  if (operation->descending)
    g_string_append (text, _ ("\nnewest first"));
  if (operation->by_person)
    g_string_append (text, _ ("\nchosen by a person"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_patterns (TenonTableSheet *self,
              TenonTable      *table)
{
  static const char *const headings[] = { N_ ("Pattern"), N_ ("What It Asks, and How"), N_ ("Peak"), N_ ("Average"), NULL };
  GtkWidget               *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Access Patterns Served"));
  TenonModel              *model = tenon_project_get_model (self->project);
  GtkWidget               *grid;
  const char              *translated[G_N_ELEMENTS (headings)] = { NULL };

  if (tenon_list_get_length (table->operations) == 0)
    {
      tenon_sheet_add_dim_text (section, _ ("None."));
      return;
    }
  for (guint i = 0; headings[i] != NULL; i++)
    translated[i] = _ (headings[i]);
  grid = tenon_sheet_add_grid (section, "stnn", translated);
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    {
      TenonOperation  *operation = tenon_list_get (table->operations, i);
      TenonPattern    *pattern = tenon_model_find_pattern (model, operation->pattern_id);
      g_autofree char *how = describe_operation (operation);
      g_autofree char *what = pattern != NULL && pattern->description != NULL ? g_strdup_printf ("%s\n%s", pattern->description, how) : g_strdup (how);
      g_autofree char *peak = describe_rate (pattern != NULL ? pattern->rps_peak : NULL);
      g_autofree char *average = describe_rate (pattern != NULL ? pattern->rps_average : NULL);
      const char      *cells[] = { operation->pattern_id, what, peak, average, NULL };

      tenon_sheet_add_row (grid, cells);
      if (self->is_editable && table->role == TENON_TABLE_ENTITY && pattern != NULL && pattern->operation_type == TENON_OPERATION_READ)
        tenon_sheet_serve_row_button (grid, self->project, table, operation->pattern_id);
    }
}

/* A copy, a key, or a type that is not what the mapping says. */
static char *
describe_remark (TenonProject   *project,
                 TenonAttribute *attribute,
                 gboolean        is_key)
{
  TenonAttributeType rule;
  const char        *note, *column = attribute->denormalized ? NULL : tenon_project_get_type_rule (project, attribute, &rule, &note);
  g_autofree char   *departure = column != NULL && (int)rule != attribute->type ? g_strdup_printf (_ ("the mapping of %s says %s"), column, tenon_attribute_type_to_string (rule)) : NULL;

  if (departure != NULL && is_key)
    return g_strdup_printf (_ ("key; %s"), departure);
  if (departure != NULL)
    return g_steal_pointer (&departure);
  return g_strdup (attribute->denormalized ? _ ("denormalised") : is_key ? _ ("key")
                                                                         : "");
}

static void
add_attributes (TenonTableSheet *self,
                TenonTable      *table)
{
  GtkWidget  *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Attributes"));
  const char *headings[] = { _ ("Attribute"), _ ("Type"), _ ("Source"), _ ("Remark"), NULL };
  GtkWidget  *grid = tenon_sheet_add_grid (section, "ssst", headings);

  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute  *attribute = tenon_list_get (table->attributes, i);
      g_autofree char *source = g_strdup_printf ("%s.%s", attribute->source_table != NULL ? attribute->source_table : "?", attribute->source_column != NULL ? attribute->source_column : "?");
      gboolean         is_key = tenon_table_is_key_attribute (table, attribute->name);
      g_autofree char *remark = describe_remark (self->project, attribute, is_key);
      const char      *cells[] = { attribute->name, tenon_attribute_type_to_string (attribute->type), source, remark, NULL };

      tenon_sheet_add_row (grid, cells);
      if (self->is_editable && table->role == TENON_TABLE_ENTITY && !attribute->denormalized)
        tenon_sheet_edit_attribute_button (grid, self->project, table, attribute);
    }
}

static void
add_denormalisation (TenonTableSheet *self,
                     TenonTable      *table)
{
  GtkWidget *section = tenon_sheet_add_section (GTK_WIDGET (self), "tenon-denormalised-symbolic", _ ("Denormalisation"));
  gboolean   any = FALSE;

  if (self->is_editable && table->role == TENON_TABLE_ENTITY)
    tenon_sheet_add_copy_button (section, self->project, table);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->denormalized)
        {
          GtkWidget       *term;
          g_autofree char *join = g_strdup_printf (_ ("%s.%s joined on %s = %s"), attribute->source_table, attribute->source_column, attribute->join_local_column, attribute->join_source_column);

          any = TRUE;
          term = tenon_sheet_add_term (section, NULL, attribute->name, join, attribute->justification);
          if (self->is_editable)
            tenon_sheet_edit_copy_button (term, self->project, table, attribute);
        }
    }
  if (!any)
    tenon_sheet_add_dim_text (section, _ ("None: every attribute comes from the table's own MySQL table."));
}

static void
add_transaction (TenonTableSheet *self,
                 TenonTable      *table)
{
  TenonModel *model = tenon_project_get_model (self->project);
  g_autoptr (GPtrArray) lookups = tenon_design_list_lookups (model->design, table);
  GtkWidget *section;

  if (lookups->len == 0 && table->transaction == NULL)
    return;
  section = tenon_sheet_add_section (GTK_WIDGET (self), "tenon-unique-symbolic", _ ("Unique Constraints"));
  for (guint i = 0; i < lookups->len; i++)
    {
      TenonTable      *lookup = g_ptr_array_index (lookups, i);
      g_autofree char *columns = g_strjoinv (", ", lookup->unique_columns);

      tenon_sheet_add_term (section, NULL, columns, lookup->name, _ ("A lookup table, written in one transaction with this table."));
    }
  if (table->transaction != NULL)
    {
      GtkWidget *expander = gtk_expander_new (_ ("Transaction"));
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      tenon_sheet_add_code (box, table->transaction);
      gtk_expander_set_child (GTK_EXPANDER (expander), box);
      gtk_box_append (GTK_BOX (section), expander);
    }
}

static void
add_decisions (TenonTableSheet *self,
               TenonTable      *table)
{
  TenonModel *model = tenon_project_get_model (self->project);
  GtkWidget  *section = NULL;

  for (guint i = 0; i < tenon_list_get_length (model->design->decisions); i++)
    {
      TenonDecision *decision = tenon_list_get (model->design->decisions, i);

      if (g_strcmp0 (decision->table, table->name) != 0)
        continue;
      if (section == NULL)
        section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Decisions"));
      gtk_box_append (GTK_BOX (section), tenon_decision_card_new (self->project, decision, self->is_editable));
    }
}

static void
add_cost (TenonTableSheet *self,
          TenonTable      *table)
{
  GtkWidget       *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Cost and Size"));
  const TenonCost *cost = tenon_project_get_cost (self->project);
  g_autofree char *total = tenon_table_sheet_format_cost (self->project, table->name);
  g_autofree char *size = tenon_format_bytes (table->item_size);
  g_autofree char *factor = g_strdup_printf (_ ("%.2f write units for each unit of the table itself"), tenon_project_write_amplification (self->project, table));
  const char      *headings[] = { _ ("Term"), _ ("Pattern"), _ ("How"), _ ("A month"), NULL };
  GtkWidget       *expander, *box, *grid;

  tenon_sheet_add_term (section, NULL, _ ("Cost"), total, NULL);
  tenon_sheet_add_term (section, NULL, _ ("Item size"), size, table->item_size_basis);
  tenon_sheet_add_term (section, NULL, _ ("Amplification"), factor, NULL);
  if (cost == NULL)
    return;
  expander = gtk_expander_new (_ ("Terms of the total"));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  tenon_sheet_add_dim_text (box, cost->convention);
  grid = tenon_sheet_add_grid (box, "sstn", headings);
  for (guint i = 0; i < cost->terms->len; i++)
    {
      TenonCostTerm   *term = g_ptr_array_index (cost->terms, i);
      g_autofree char *money = term->is_open ? g_strdup ("–") : tenon_format_money (term->dollars);
      const char      *cells[] = { term->what, term->pattern_id != NULL ? term->pattern_id : "", term->formula != NULL ? term->formula : "", money, NULL };

      if (g_strcmp0 (term->table, table->name) == 0)
        tenon_sheet_add_row (grid, cells);
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (GTK_BOX (section), expander);
}

static char *
format_units (double units)
{
  return units > 0 && units < 0.01 ? g_strdup (_ ("under 0.01")) : g_strdup_printf ("%.*f", units < 10 ? 2 : 0, units);
}

/* How much of a partition it is: what there is is never shown as none. */
static char *
describe_load (TenonHeadroom *row)
{
  double share = 100 * MAX (row->read_units / PARTITION_READ_UNITS, row->write_units / PARTITION_WRITE_UNITS);

  if (row->read_units < 0 || row->write_units < 0)
    return g_strdup (_ ("not known"));
  return share > 0 && share < 0.05 ? g_strdup (_ ("under 0.1 percent of a partition")) : g_strdup_printf (_ ("%.1f %% of a partition"), share);
}

static char *
describe_basis (TenonHeadroom *row)
{
  g_autofree char *reads = format_units (row->read_units), *writes = format_units (row->write_units);

  if (row->read_units < 0 || row->write_units < 0)
    return g_strdup (row->basis);
  return g_strdup_printf (_ ("%s read and %s write units a second: %s"), reads, writes, row->basis != NULL ? row->basis : "");
}

static void
add_headroom (TenonTableSheet *self,
              TenonTable      *table)
{
  GPtrArray *headroom = tenon_project_get_headroom (self->project);
  gboolean   any = FALSE;
  GtkWidget *section;

  if (headroom == NULL)
    return;
  section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Hot Partitions"));
  for (guint i = 0; i < headroom->len; i++)
    {
      TenonHeadroom   *row = g_ptr_array_index (headroom, i);
      g_autofree char *load = describe_load (row), *basis = describe_basis (row);

      if (g_strcmp0 (row->table, table->name) != 0)
        continue;
      if (!any)
        tenon_sheet_add_dim_text (section, _ ("Load of the busiest key value at peak; one partition bears 3,000 read and 1,000 write units a second."));
      any = TRUE;
      if (row->index != NULL)
        tenon_sheet_add_term (section, "tenon-index-symbolic", _ ("Index"), row->index, NULL);
      tenon_sheet_add_term (section, row->index != NULL ? "" : "tenon-partition-key-symbolic", row->key, load, basis);
    }
  if (!any)
    tenon_sheet_add_dim_text (section, _ ("Nothing is known of the load on a single key value yet."));
}

static gboolean
serves (TenonTable *table,
        const char *pattern_id)
{
  for (guint i = 0; i < tenon_list_get_length (table->operations); i++)
    if (g_strcmp0 (((TenonOperation *)tenon_list_get (table->operations, i))->pattern_id, pattern_id) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a finding is about the table itself or something inside it, or about how a pattern goes to it. */
static gboolean
is_about (TenonDiagnostic *finding,
          TenonTable      *table)
{
  const char *colon = finding->subject != NULL ? strchr (finding->subject, ':') : NULL;
  const char *name = table->name;
  gsize       n = strlen (name);

  if (colon != NULL && g_str_has_prefix (finding->subject, "pattern:"))
    return tenon_project_is_about_design (finding) && serves (table, colon + 1);
  return colon != NULL && !g_str_has_prefix (finding->subject, "source:") && strncmp (colon + 1, name, n) == 0 && (colon[1 + n] == '\0' || colon[1 + n] == '/');
}

static void
answer_cb (GtkButton       *button,
           TenonTableSheet *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));

  gtk_window_present (GTK_WINDOW (tenon_acknowledge_dialog_new (parent, self->project, g_object_get_data (G_OBJECT (button), "finding"))));
}

static void
withdraw_cb (GtkButton       *button,
             TenonTableSheet *self)
{
  TenonDiagnostic *finding = g_object_get_data (G_OBJECT (button), "finding");
  g_autoptr (GError) error = NULL;

  if (!tenon_project_withdraw_acknowledgement (self->project, finding->code, finding->subject, &error))
    tenon_page_report_error (self, _ ("The acknowledgement could not be withdrawn"), error);
}

/* Without a mnemonic: there are several of them, and the review has its own. */
static void
add_finding_button (TenonTableSheet *self,
                    GtkWidget       *line,
                    TenonDiagnostic *finding,
                    const char      *label,
                    const char      *tooltip,
                    GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  /* Below the words, which need the width of a narrow sheet. */
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_start (button, 22);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, finding->message, -1);
  g_object_set_data_full (G_OBJECT (button), "finding", g_object_ref (finding), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (line)), button, line);
}

static void
add_finding (TenonTableSheet *self,
             GtkWidget       *section,
             TenonDiagnostic *finding)
{
  g_autofree char *text = finding->remedy != NULL ? g_strdup_printf ("%s %s", finding->message, finding->remedy) : g_strdup (finding->message);
  GtkWidget       *line = tenon_sheet_add_note (section, tenon_severity_get_icon (finding->severity), text);

  if (!tenon_project_may_acknowledge (finding))
    return;
  if (finding->severity == TENON_SEVERITY_ERROR)
    add_finding_button (self, line, finding, _ ("Deviate…"), _ ("Take it as it is, with a justification that is kept"), G_CALLBACK (answer_cb));
  else
    add_finding_button (self, line, finding, _ ("Acknowledge…"), _ ("Answer this warning with a reason that is kept"), G_CALLBACK (answer_cb));
}

/* What somebody answered stays to be seen, with the reason, and can be opened again. */
static void
add_answered (TenonTableSheet *self,
              GtkWidget      **section,
              TenonTable      *table)
{
  GPtrArray *answered = tenon_project_get_answered (self->project);

  for (guint i = 0; i < answered->len; i++)
    {
      TenonDiagnostic *finding = g_ptr_array_index (answered, i);
      GtkWidget       *line;

      if (!is_about (finding, table))
        continue;
      if (*section == NULL)
        *section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Warnings and Findings"));
      line = tenon_sheet_add_note (*section, "object-select-symbolic", finding->message);
      gtk_widget_add_css_class (gtk_widget_get_last_child (line), "dim-label");
      add_finding_button (self, line, finding, _ ("Withdraw"), _ ("Open this finding again"), G_CALLBACK (withdraw_cb));
    }
}

static void
add_warnings (TenonTableSheet *self,
              TenonTable      *table)
{
  GListModel *findings = tenon_project_get_findings (self->project);
  GtkWidget  *section = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (TenonDiagnostic) finding = g_list_model_get_item (findings, i);

      if (!is_about (finding, table))
        continue;
      if (section == NULL)
        section = tenon_sheet_add_section (GTK_WIDGET (self), NULL, _ ("Warnings and Findings"));
      add_finding (self, section, finding);
    }
  add_answered (self, &section, table);
}

/**
 * tenon_table_sheet_set_editable:
 *
 * Whether decisions can be edited and pinned here; a review shows what is to be approved and nothing else.
 */
void
tenon_table_sheet_set_editable (TenonTableSheet *self,
                                gboolean         is_editable)
{
  self->is_editable = is_editable;
}

/**
 * tenon_table_sheet_reload:
 *
 * Shows the table as it is now; what the project's checks found included.
 */
void
tenon_table_sheet_reload (TenonTableSheet *self)
{
  TenonModel *model = tenon_project_get_model (self->project);
  TenonTable *table = self->name != NULL ? tenon_design_find_table (model->design, self->name) : NULL;

  tenon_sheet_clear (GTK_WIDGET (self));
  if (table == NULL)
    return;
  add_purpose (self, table);
  add_mapping (self, table);
  add_keys (self, table);
  add_warnings (self, table);
  add_indexes (self, table);
  add_patterns (self, table);
  add_denormalisation (self, table);
  add_transaction (self, table);
  add_attributes (self, table);
  add_decisions (self, table);
  add_cost (self, table);
  add_headroom (self, table);
}

const char *
tenon_table_sheet_get_table (TenonTableSheet *self)
{
  return self->name;
}

/**
 * tenon_table_sheet_set_table:
 * @name: (nullable): a table of the design
 */
void
tenon_table_sheet_set_table (TenonTableSheet *self,
                             const char      *name)
{
  tenon_str_set (&self->name, name);
  tenon_table_sheet_reload (self);
}

GtkWidget *
tenon_table_sheet_new (TenonProject *project)
{
  TenonTableSheet *self = g_object_new (TENON_TYPE_TABLE_SHEET, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "checked", G_CALLBACK (tenon_table_sheet_reload), self);
  return GTK_WIDGET (self);
}
