package dev.writ.local.registry;

/**
 * One version of a subject.
 *
 * @param subject such as writ.decisions-value
 * @param version 1, 2, ... within the subject
 * @param id of the schema; equal schemas of two subjects have the same
 * @param schema the Avro schema's JSON, as Avro writes it
 */
record Registration(String subject, int version, int id, String schema) {}
