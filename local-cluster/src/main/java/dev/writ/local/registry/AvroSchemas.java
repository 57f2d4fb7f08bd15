package dev.writ.local.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads schemas that clients send. */
final class AvroSchemas {

    private AvroSchemas() {}

    /** @throws RegistryError if the text is not an Avro schema */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryError.schemaInvalid(String.valueOf(e.getMessage()));
        }
    }
}
