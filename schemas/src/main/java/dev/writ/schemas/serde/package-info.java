/** Avro in the Confluent wire format, against any registry that speaks the Confluent REST API. */
@NullMarked
package dev.writ.schemas.serde;

import org.jspecify.annotations.NullMarked;
