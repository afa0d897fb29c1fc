/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules, in one table: the list is the documentation, and the tests go through it. */

#include "design/tenon-rules-private.h"

#define REQUIREMENTS TENON_RULE_SCOPE_REQUIREMENTS
#define DESIGN TENON_RULE_SCOPE_DESIGN
#define ERROR TENON_SEVERITY_ERROR
#define WARNING TENON_SEVERITY_WARNING
#define NOTE TENON_SEVERITY_NOTE

#define TASKS "Tasks document"
#define DOCUMENT "Design document"
#define GUIDE "Amazon DynamoDB Developer Guide"

static const TenonRule rules[] = {
  { "rate-unknown", REQUIREMENTS, ERROR, "A pattern has no rate",
    "Cost and capacity follow from rates. They are asked for, never invented: a pattern without a peak and an average rate blocks the requirements.", TASKS ", 1.2", .check_pattern = tenon_rule_check_rates },
  { "peak-below-average", REQUIREMENTS, WARNING, "A peak rate is below the average",
    "A peak is the highest of the rates an average is made of.", TASKS ", 1.2", .check_pattern = tenon_rule_check_peak_below_average },
  { "missing-counterpart", REQUIREMENTS, WARNING, "Something is read but never created, or created but never read",
    "Each read pattern needs a pattern that writes what it reads, and the other way round, unless somebody says that it is not needed.", TASKS ", 1.2 and 1.3", .check_source = tenon_rule_check_counterparts },
  { "entity-unknown", REQUIREMENTS, ERROR, "A pattern names no table of the schema",
    "A pattern that cannot be tied to a table can be neither served nor refused.", DOCUMENT ", Access Pattern Documentation", .check_pattern = tenon_rule_check_entities },
  { "entity-unmatched", REQUIREMENTS, WARNING, "A pattern names something the schema does not have",
    "A name without a table is a misspelling, or data that lives elsewhere.", DOCUMENT ", Access Pattern Documentation", .check_pattern = tenon_rule_check_entity_names },
  { "duplicate-pattern", REQUIREMENTS, WARNING, "Two patterns ask for the same",
    "The same request listed twice counts its rate twice.", TASKS ", 1.3", .check_pattern = tenon_rule_check_duplicates },
  { "pattern-id-taken", REQUIREMENTS, ERROR, "Two patterns have the same number, or one has none",
    "Everything refers to patterns by their number.", DOCUMENT ", Access Pattern Documentation", .check_pattern = tenon_rule_check_ids },
  { "pattern-assumed", REQUIREMENTS, NOTE, "Something about a pattern was read from its words",
    "What was assumed is said, so that it can be contradicted.", TASKS ", 1.3", .check_pattern = tenon_rule_check_assumptions },

  { "reference-undeclared", REQUIREMENTS, WARNING, "A column looks like a reference that no foreign key declares",
    "Parents and children, and so keys, are read from foreign keys. What only names, types and joins suggest is asked about, and never taken silently.", TASKS ", 1.1", .check_source = tenon_rule_check_references },

  { "pattern-unserved", DESIGN, ERROR, "A pattern is not served and its alternative is not accepted",
    "What DynamoDB does not do needs another way, and somebody who takes it.", TASKS ", 2.1 and 4.2", .check_unserved = tenon_rule_check_unserved },
  { "pattern-unmapped", DESIGN, ERROR, "A pattern has no operation and is not named as unserved",
    "All patterns must be addressed in the design.", TASKS ", 2.1", .check_pattern = tenon_rule_check_unmapped },
  { "pattern-unknown", DESIGN, ERROR, "The design names a pattern that does not exist",
    "A mapping to nothing hides a pattern that was renamed or removed.", TASKS ", 4.2", .check_table = tenon_rule_check_unknown_served, .check_unserved = tenon_rule_check_unknown_unserved },
  { "operation-invalid", DESIGN, ERROR, "An operation does not fit the key it goes to",
    "A request gives the whole partition key by equality, and at most one condition on the sort key; single items need both.", GUIDE ", Query and GetItem", .check_table = tenon_rule_check_operations },
  { "key-value-unknown", DESIGN, WARNING, "Nothing gives the value of a key",
    "The value of a key is the caller's, a constant, generated, or read in a step before: a step that has none of it cannot be sent.", GUIDE ", Primary key", .check_pattern = tenon_rule_check_key_values },
  { "transaction-too-large", DESIGN, WARNING, "A transaction may have more than 100 actions",
    "TransactWriteItems takes 100 actions over all tables together: above that the whole request is refused.", GUIDE ", Service quotas", .check_pattern = tenon_rule_check_transactions, .may_deviate = TRUE },
  { "strong-read-on-index", DESIGN, ERROR, "A strongly consistent read goes to an index",
    "Global secondary indexes are eventually consistent only.", GUIDE ", Global secondary indexes", .check_table = tenon_rule_check_strong_reads, .may_deviate = TRUE },
  { "too-many-indexes", DESIGN, ERROR, "A table has more than 20 indexes",
    "20 is the default quota of global secondary indexes of a table.", GUIDE ", Service quotas", .check_table = tenon_rule_check_index_count, .may_deviate = TRUE },
  { "index-unused", DESIGN, WARNING, "No operation uses an index",
    "An index costs a write for each write it sees.", DOCUMENT ", GSI design", .check_table = tenon_rule_check_unused_indexes },
  { "read-joined", DESIGN, NOTE, "A pattern reads several tables",
    "DynamoDB joins nothing at read time: each table is a request of its own, one after the other.", GUIDE ", Relational modeling", .check_pattern = tenon_rule_check_joined },
  { "projection-incomplete", DESIGN, WARNING, "An index does not carry what a pattern reads by it",
    "What an entry lacks takes a second request for each item, by the table's key.", GUIDE ", Attribute Projections", .check_table = tenon_rule_check_projections },
  { "scan", DESIGN, WARNING, "A pattern scans a table",
    "A Scan reads every item, whatever it returns. It is tolerable for small reference data only.", GUIDE ", Scan", .check_table = tenon_rule_check_scans },

  { "source-without-unique-key", DESIGN, ERROR, "A MySQL table has no primary and no unique key",
    "Nothing tells its rows apart: an architect has to say what its items are known by.", "Migration contract, key columns", .check_table = tenon_rule_check_source_keys, .may_deviate = TRUE },
  { "key-not-unique", DESIGN, ERROR, "A key does not contain a unique key of its source table",
    "Rows that agree in the key would overwrite each other.", "Migration contract, key columns", .check_table = tenon_rule_check_unique_keys, .may_deviate = TRUE },
  { "source-unmapped", DESIGN, ERROR, "A MySQL table and the design do not fit together",
    "Every MySQL table is mapped, and every table has a source.", TASKS ", 4.2", .check_table = tenon_rule_check_sources, .check_source = tenon_rule_check_source_tables },
  { "column-unmapped", DESIGN, ERROR, "A MySQL column is neither mapped nor waived",
    "A column that is forgotten is data that is lost.", TASKS ", 4.2", .check_source = tenon_rule_check_columns },
  { "attribute-unknown", DESIGN, ERROR, "A key, projection or mapping names something that does not exist",
    "A consumer of the contract fails, or guesses a type.", DOCUMENT ", Migration contract", .check_table = tenon_rule_check_attributes },
  { "attribute-type", DESIGN, WARNING, "An attribute has another type than the mapping says",
    "The mapping from MySQL loses nothing and keeps the order of numbers and dates; what another type does to the values is said.", GUIDE ", Data types", .check_table = tenon_rule_check_types },
  { "reference-type", DESIGN, WARNING, "A reference has another type than what it refers to",
    "A request takes the value of the one as the key of the other: 17 and \"17\" are different keys.", GUIDE ", Data types", .check_table = tenon_rule_check_reference_types },
  { "name-invalid", DESIGN, ERROR, "A name is outside the limits",
    "Tables and indexes: 3 to 255 of a-z, A-Z, 0-9, _, - and .; key attributes: 1 to 255 bytes.", GUIDE ", Constraints", .check_table = tenon_rule_check_names },
  { "name-taken", DESIGN, ERROR, "A name is used twice",
    "Tables of an account, and indexes and attributes of a table, have names of their own.", GUIDE ", Constraints", .check = tenon_rule_check_taken_table_names, .check_table = tenon_rule_check_taken_names },
  { "key-nullable", DESIGN, WARNING, "A key attribute may be NULL in MySQL",
    "An item needs every key attribute; an index leaves out items that lack one.", GUIDE ", Constraints", .check_table = tenon_rule_check_nullable_keys },
  { "key-too-long", DESIGN, WARNING, "A value may be longer than a key holds",
    "A partition key holds 2,048 bytes, a sort key 1,024: a longer value is refused when it is written.", GUIDE ", Constraints", .check_table = tenon_rule_check_key_lengths },
  { "few-partition-values", DESIGN, WARNING, "A partition key has few values",
    "Fewer than 100 values cannot spread over partitions; each value is bound to what one partition takes.", GUIDE ", Partition key design", .check_table = tenon_rule_check_few_values },
  { "skew-unknown", DESIGN, WARNING, "Nothing shows how uneven the load of a key is",
    "A few busy values make a partition hot that would be cool if all were asked for alike: where neither rows nor logs nor a person tell, both ends are shown.", GUIDE ", Partition key design", .check_table = tenon_rule_check_skew },
  { "unique-without-lookup", DESIGN, ERROR, "Nothing keeps a unique constraint",
    "For each unique attribute a lookup table, written in one transaction with its item.", DOCUMENT ", Unique Constraint Handling", .check_table = tenon_rule_check_constraints, .may_deviate = TRUE },
  { "unique-not-expressible", DESIGN, WARNING, "A unique constraint cannot be expressed",
    "A lookup table has one partition key and one sort key, each a source column: three columns, prefixes and long texts do not fit.", DOCUMENT ", Unique Constraint Handling", .check_table = tenon_rule_check_expressible },
  { "unique-collation", DESIGN, WARNING, "A unique text is compared without case in MySQL",
    "DynamoDB compares bytes: values that MySQL takes as equal would be told apart, unless they are normalised before each write.", "MySQL 8.4 Reference Manual, collations", .check_table = tenon_rule_check_collations },
  { "item-size", DESIGN, WARNING, "Items are large, or may exceed 400 KB",
    "An item holds 400 KB at most, names included; above 100 KB each read and write is expensive.", GUIDE ", Constraints", .check_table = tenon_rule_check_item_sizes },
  { "key-provisional", DESIGN, NOTE, "No pattern asked for a table's key",
    "Without patterns a key can only be the source's own.", DOCUMENT ", Core Design Philosophy", .check_table = tenon_rule_check_provisional },
  { "copy-incomplete", DESIGN, ERROR, "A denormalised attribute lacks its reason or its join",
    "A copy needs a justification and a join on a column that is unique in the other table, or rows would multiply.", DOCUMENT ", Migration contract", .check_table = tenon_rule_check_copies },

  { "gsi-throttling-cascade", DESIGN, WARNING, "GSI Throttling Cascade",
    "An index that cannot take its writes throttles the base table.", DOCUMENT ", Critical Production Warnings", .check_table = tenon_rule_warn_gsi_throttling },
  { "hot-partition-risk", DESIGN, WARNING, "Hot Partition Risk",
    "One key value takes at most 3,000 read and 1,000 write units a second.", DOCUMENT ", Critical Production Warnings", .check_table = tenon_rule_warn_hot_partition },
  { "entity-boundary-violation", DESIGN, WARNING, "Entity Boundary Violation",
    "Data of different services in one table ties their teams together.", DOCUMENT ", Critical Production Warnings", .check_table = tenon_rule_warn_entity_boundary },
  { "schema-evolution-trap", DESIGN, WARNING, "Schema Evolution Trap",
    "A copied attribute has to change everywhere it was copied to.", DOCUMENT ", Critical Production Warnings", .check_table = tenon_rule_warn_schema_evolution },
  { "debugging-complexity", DESIGN, WARNING, "Debugging Complexity",
    "An item under a composite key that holds copies tells less about where its values came from.", DOCUMENT ", Critical Production Warnings", .check_table = tenon_rule_warn_debugging },
};

/**
 * tenon_rules_get:
 * @n_rules: (out):
 *
 * Returns: (array length=n_rules): the rules, in the order they are checked in
 */
const TenonRule *
tenon_rules_get (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const TenonRule *
tenon_rules_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].code, code) == 0)
      return &rules[i];
  return NULL;
}
