/** A schema registry endpoint: the part of the Confluent REST API, version 7, that Avro clients use. */
@NullMarked
package dev.writ.local.registry;

import org.jspecify.annotations.NullMarked;
