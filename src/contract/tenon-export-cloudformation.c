/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A design as an AWS CloudFormation template: one AWS::DynamoDB::Table for each table, on demand. */

#include "contract/tenon-export.h"

#include "base/tenon-json-writer.h"

/* A logical id has letters and digits alone: words begin with a capital instead, and a number tells equals apart. */
static char *
make_logical_id (const char *name,
                 GHashTable *taken)
{
  g_autoptr (GString) id = g_string_new (NULL);
  gboolean starts_word = TRUE;
  gsize    length;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        {
          starts_word = TRUE;
          continue;
        }
      g_string_append_c (id, starts_word ? g_ascii_toupper (*p) : *p);
      starts_word = FALSE;
    }
  if (id->len == 0)
    g_string_append (id, "Table");
  length = id->len;
  for (guint number = 2; g_hash_table_contains (taken, id->str); number++)
    {
      g_string_truncate (id, length);
      g_string_append_printf (id, "%u", number);
    }
  g_hash_table_add (taken, g_strdup (id->str));
  return g_string_free (g_steal_pointer (&id), FALSE);
}

static void
write_key (TenonJsonWriter *writer,
           const char      *attribute,
           const char      *type)
{
  if (attribute == NULL || *attribute == '\0')
    return;
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "AttributeName", attribute);
  tenon_json_writer_member_string (writer, "KeyType", type);
  tenon_json_writer_end_object (writer);
}

static void
write_key_schema (TenonJsonWriter *writer,
                  const char      *partition_key,
                  const char      *sort_key)
{
  tenon_json_writer_name (writer, "KeySchema");
  tenon_json_writer_begin_array (writer);
  write_key (writer, partition_key, "HASH");
  write_key (writer, sort_key, "RANGE");
  tenon_json_writer_end_array (writer);
}

/* The keys and nothing else: CloudFormation refuses a definition no key uses. */
static void
write_definitions (TenonJsonWriter *writer,
                   TenonTable      *table)
{
  g_autoptr (GPtrArray) keys = tenon_export_list_keys (table);

  tenon_json_writer_name (writer, "AttributeDefinitions");
  tenon_json_writer_begin_array (writer);
  for (guint i = 0; i < keys->len; i++)
    {
      tenon_json_writer_begin_object (writer);
      tenon_json_writer_member_string (writer, "AttributeName", g_ptr_array_index (keys, i));
      tenon_json_writer_member_string (writer, "AttributeType", tenon_export_get_type (table, g_ptr_array_index (keys, i)));
      tenon_json_writer_end_object (writer);
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
      write_key_schema (writer, index->partition_key, index->sort_key);
      tenon_export_write_projection (writer, table, index);
      tenon_json_writer_end_object (writer);
    }
  tenon_json_writer_end_array (writer);
}

/* @previous: (nullable): the table with indexes before this one; such tables must be made one after another. */
static void
write_table (TenonJsonWriter *writer,
             TenonTable      *table,
             const char      *logical_id,
             const char      *previous)
{
  tenon_json_writer_name (writer, logical_id);
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "Type", "AWS::DynamoDB::Table");
  if (previous != NULL)
    tenon_json_writer_member_string (writer, "DependsOn", previous);
  tenon_json_writer_member_string (writer, "DeletionPolicy", "Retain");
  tenon_json_writer_member_string (writer, "UpdateReplacePolicy", "Retain");
  tenon_json_writer_name (writer, "Properties");
  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "TableName", table->name);
  tenon_json_writer_member_string (writer, "BillingMode", "PAY_PER_REQUEST");
  write_definitions (writer, table);
  write_key_schema (writer, table->partition_key, table->sort_key);
  write_indexes (writer, table);
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
}

char *
tenon_export_cloudformation (TenonModel  *model,
                             TenonDesign *design,
                             GDateTime   *when)
{
  g_autoptr (TenonJsonWriter) writer = tenon_json_writer_new (2);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *previous = NULL;
  g_autofree char *description = g_strdup_printf ("DynamoDB tables of %s", model->name != NULL ? model->name : "the application");

  tenon_json_writer_begin_object (writer);
  tenon_json_writer_member_string (writer, "AWSTemplateFormatVersion", "2010-09-09");
  tenon_json_writer_member_string (writer, "Description", description);
  tenon_json_writer_name (writer, "Resources");
  tenon_json_writer_begin_object (writer);
  for (guint i = 0; i < tenon_list_get_length (design->tables); i++)
    {
      TenonTable      *table = tenon_list_get (design->tables, i);
      gboolean         has_indexes = tenon_list_get_length (table->indexes) > 0;
      g_autofree char *logical_id = make_logical_id (table->name != NULL ? table->name : "", taken);

      write_table (writer, table, logical_id, has_indexes ? previous : NULL);
      if (has_indexes)
        {
          g_free (previous);
          previous = g_steal_pointer (&logical_id);
        }
    }
  tenon_json_writer_end_object (writer);
  tenon_json_writer_end_object (writer);
  return tenon_json_writer_finish (writer);
}
