package dev.writ.schemas.serde;

import java.nio.ByteBuffer;

/** The Confluent wire format: a zero byte, the schema id as a big-endian int, the Avro binary encoding. */
final class WireFormat {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    /**
     * The id of the schema that a value was written with.
     *
     * @throws UnreadableRecordException if the value does not begin as the format wants
     */
    static int schemaId(byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            throw new UnreadableRecordException(
                    "not in the Confluent wire format: must begin with a zero byte and a schema id of 4 bytes, then Avro");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        if (id < 0) {
            throw new UnreadableRecordException("no schema has the id " + id);
        }
        return id;
    }
}
