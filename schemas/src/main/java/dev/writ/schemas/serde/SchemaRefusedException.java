package dev.writ.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry refuses a schema, such as one that is incompatible with the subject's earlier ones. */
public final class SchemaRefusedException extends SerializationException {
    private static final long serialVersionUID = 1;

    public SchemaRefusedException(String message) {
        super(message);
    }
}
