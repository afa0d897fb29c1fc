/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A design as a model file of NoSQL Workbench, version 3.0. There is no published schema: the shape is what published
 * model files have in common; nothing optional is made up. */

#include "contract/tenon-export.h"

#include "base/tenon-json-writer.h"

/* "Aug 21, 2026, 10:00 AM": English whatever the locale. */
static char *
format_moment (GDateTime *when)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  int                      hour = g_date_time_get_hour (when);

  return g_strdup_printf ("%s %02d, %d, %02d:%02d %s",
                          months[g_date_time_get_month (when) - 1],
                          g_date_time_get_day_of_month (when),
                          g_date_time_get_year (when),
                          hour % 12 == 0 ? 12 : hour % 12,
                          g_date_time_get_minute (when),
                          hour < 12 ? "AM" : "PM");
}

static void
write_metadata (TenonJsonWriter *writer,
                TenonModel      *model,
                GDateTime       *when)
{
  g_autofree char *moment = format_moment (when);

  tenon_json_writer_name (writer, "ModelMetadata");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "Author", "");
  tenon_json_writer_member_string (writer, "DateCreated", moment);
  tenon_json_writer_member_string (writer, "DateLastModified", moment);
  tenon_json_writer_member_string (writer, "Description", model->domain != NULL ? model->domain : "");
  tenon_json_writer_member_string (writer, "AWSService", "Amazon DynamoDB");
  tenon_json_writer_member_string (writer, "Version", "3.0");
  tenon_json_writer_end_object (writer);
}

static void
write_attribute (TenonJsonWriter *writer,
                 TenonTable      *table,
                 const char      *name)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "AttributeName", name);
  tenon_json_writer_member_string (writer, "AttributeType", tenon_export_get_type (table, name));
  tenon_json_writer_end_object (writer);
}

static void
write_key (TenonJsonWriter *writer,
           TenonTable      *table,
           const char      *member,
           const char      *name)
{
  if (name == NULL || *name == '\0')
    return;
  tenon_json_writer_name (writer, member);
  write_attribute (writer, table, name);
}

static void
write_keys (TenonJsonWriter *writer,
            TenonTable      *table,
            const char      *partition_key,
            const char      *sort_key)
{
  tenon_json_writer_name (writer, "KeyAttributes");
  tenon_json_writer_begin_object (writer);
  write_key (writer, table, "PartitionKey", partition_key);
  write_key (writer, table, "SortKey", sort_key);
  tenon_json_writer_end_object (writer);
}

/* Every attribute but the table's own keys; a key of an index that is no attribute is declared too. */
static void
write_others (TenonJsonWriter *writer,
              TenonTable      *table)
{
  g_autoptr (GPtrArray) keys = tenon_export_list_keys (table);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);

  if (table->partition_key != NULL)
    g_hash_table_add (written, table->partition_key);
  if (table->sort_key != NULL)
    g_hash_table_add (written, table->sort_key);
  tenon_json_writer_name (writer, "NonKeyAttributes");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (table->attributes); i++)
    {
      TenonAttribute *attribute = tenon_list_get (table->attributes, i);

      if (attribute->name != NULL && g_hash_table_add (written, attribute->name))
        write_attribute (writer, table, attribute->name);
    }
  for (guint i = 0; i < keys->len; i++)
    {
      if (g_hash_table_add (written, g_ptr_array_index (keys, i)))
        write_attribute (writer, table, g_ptr_array_index (keys, i));
    }
  tenon_json_writer_end_array (writer);
}

static void
write_indexes (TenonJsonWriter *writer,
               TenonTable      *table)
{
  if (tenon_list_get_length (table->indexes) == 0)
    return;
  tenon_json_writer_name (writer, "GlobalSecondaryIndexes");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (table->indexes); i++)
    {
      TenonIndex *index = tenon_list_get (table->indexes, i);

      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "IndexName", index->name);
      write_keys (writer, table, index->partition_key, index->sort_key);
      tenon_export_write_projection (writer, table, index);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

static void
write_table (TenonJsonWriter *writer,
             TenonTable      *table)
{
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", table->name);
  write_keys (writer, table, table->partition_key, table->sort_key);
  write_others (writer, table);
  write_indexes (writer, table);
  tenon_json_writer_name (writer, "DataAccess");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_name (writer, "MySql");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_member_string (writer, "BillingMode", "PAY_PER_REQUEST");
  tenon_json_writer_end_object (writer);
}

char *
tenon_export_workbench (TenonModel  *model,
                        TenonDesign *design,
                        GDateTime   *when)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "ModelName", model->name != NULL ? model->name : "Tenon");
  write_metadata (writer, model, when);
  tenon_json_writer_name (writer, "DataModel");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    write_table (writer, tenon_list_get (design->tables, i));
  tenon_json_writer_end_array (writer);
  tenon_json_writer_end_object (writer);
  return tenon_json_writer_finish (writer);
}
